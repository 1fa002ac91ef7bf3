//! Campaigns (checklist S90): some days in which some of the arrears are taken up together, with a target, a text and a
//! result that can be read while it runs.

use crate::analysis::{self, Slice, Sliced};
use crate::arrears::ArrearsFilter;
use crate::export::{Table, Value};
use crate::refusal::CampaignRefusal;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::Fen;
use zhangfang_domain::effect::{Conversion, Measure};
use zhangfang_domain::rates::{CountRate, Rate};
use zhangfang_domain::wording::TextKind;
use zhangfang_store::campaign::{Campaign, NewCampaign};

/// Whom a campaign is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The arrears under these; under one of them where several are of one axis; all when empty.
    pub within: Vec<Slice>,
    /// Only accounts that owe at least this much in it.
    #[serde(with = "wire::yuan")]
    pub at_least: Fen,
}

/// A campaign as it is set up.
#[derive(Clone, Debug)]
pub struct CampaignRequest {
    /// Its name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Whom it is about.
    pub scope: Scope,
    /// What it is to bring.
    pub target: Fen,
    /// What is said to owners.
    pub text: String,
    /// A note for the office.
    pub note: String,
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignState {
    /// Begins on a later day.
    Planned,
    /// Runs.
    Running,
    /// Its last day is over and nobody has said what was learnt.
    Over,
    /// Ended, with what was learnt.
    Ended,
}

impl CampaignState {
    /// The stable word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Over => "over",
            Self::Ended => "ended",
        }
    }

    /// The word on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Planned => "未开始",
            Self::Running => "进行中",
            Self::Over => "已到期，待总结",
            Self::Ended => "已总结",
        }
    }
}

/// A campaign as it stands on a day.
#[derive(Clone, Debug)]
pub struct CampaignLine {
    /// Its number.
    pub campaign: i64,
    /// As it was set up.
    pub terms: CampaignRequest,
    /// Whom it is about, in words.
    pub scope: String,
    /// Where it stands.
    pub state: CampaignState,
    /// Who set it up.
    pub operator: String,
    /// When it was ended and what was learnt.
    pub end: Option<(NaiveDate, String)>,
    /// The last day that counts for its result so far.
    pub until: NaiveDate,
}

/// What one account in a campaign owed and paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignHome {
    /// The account.
    pub account: i64,
    /// Its room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Who looks after the building; empty when nobody.
    pub steward: String,
    /// Owed when it began.
    pub opening: Fen,
    /// Came in on it since.
    pub received: Fen,
    /// Acts of dunning since.
    pub actions: usize,
}

/// What one person's homes brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignShare {
    /// Who; 未指定 for homes nobody looks after.
    pub person: String,
    /// Homes that paid all of it, out of those in the campaign.
    pub homes: CountRate,
    /// What came in, out of what was owed when it began.
    pub amount: Rate,
}

/// A campaign with its result so far.
#[derive(Clone, Debug)]
pub struct CampaignResult {
    /// The campaign.
    pub line: CampaignLine,
    /// Home by home, those with most left first.
    pub homes: Vec<CampaignHome>,
    /// 收回率: what came in, out of what was owed when it began.
    pub recovered: Rate,
    /// 目标完成率: what came in, out of what it is to bring.
    pub reached: Rate,
    /// Homes that paid all of it, out of those in it.
    pub cleared: CountRate,
    /// What the acts of dunning in it brought.
    pub conversion: Conversion,
    /// What had come in by the end of each day on which something came in.
    pub days: Vec<(NaiveDate, Fen)>,
    /// Person by person.
    pub shares: Vec<CampaignShare>,
}

/// What a campaign would be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopePreview {
    /// Accounts.
    pub homes: usize,
    /// Charges.
    pub charges: usize,
    /// What they owe.
    pub owed: Fen,
    /// What of it is not simply chased: disputed, in instalments, before a court, a vacancy not decided.
    pub excluded: Fen,
}

impl Office {
    /// What lies in a scope today.
    ///
    /// # Errors
    /// Store errors.
    pub fn scope_preview(&self, scope: &Scope, today: NaiveDate) -> Result<ScopePreview> {
        let lines = self.arrears(today, &ArrearsFilter::default())?.lines;
        let found = self.sliced(lines, today, &scope.within, scope.at_least)?;
        let homes: HashSet<i64> = found.lines.iter().map(|l| l.account).collect();
        let excluded = found.lines.iter().filter(|l| found.facets.exclusion(l).is_some());
        Ok(ScopePreview {
            homes: homes.len(),
            charges: found.lines.len(),
            owed: found.lines.iter().map(|l| l.open).sum(),
            excluded: excluded.map(|l| l.open).sum(),
        })
    }

    /// Sets a campaign up. Answers its number.
    ///
    /// # Errors
    /// [`CampaignRefusal`], [`Refusal::Unusable`] without a name or a text, [`crate::refusal::WordsRefusal`] for words a
    /// public text may not hold, [`Refusal::Taken`] for the name of one that is not ended.
    pub fn start_campaign(&mut self, new: &CampaignRequest, occasion: &Occasion) -> Result<Posted<i64>> {
        if !self.replays(occasion)? {
            self.check_campaign(new, occasion.today)?;
        }
        let scope = serde_json::to_string(&new.scope).map_err(zhangfang_store::StoreError::from)?;
        self.book.transact("campaign.start", occasion, |act| {
            let terms = NewCampaign {
                name: new.name.trim().to_owned(),
                from: new.from,
                to: new.to,
                scope,
                target: new.target,
                text: new.text.trim().to_owned(),
                note: new.note.trim().to_owned(),
            };
            Ok::<_, OfficeError>(act.post_campaign(&terms)?)
        })
    }

    fn check_campaign(&self, new: &CampaignRequest, today: NaiveDate) -> Result<()> {
        let (from, to, name) = (new.from, new.to, new.name.trim());
        for (field, text, expected) in [
            ("活动名称", name, "如 春节前集中清缴"),
            ("对业主说的话", new.text.trim(), "活动期间对业主的统一说法"),
        ] {
            if text.is_empty() {
                return Err(Refusal::Unusable { field, value: String::new(), expected }.into());
            }
        }
        require_clean(TextKind::Group, &new.text)?;
        require_clean(TextKind::Group, name)?;
        if to < from || to < today {
            return Err(CampaignRefusal::Dates { from, to, today }.into());
        }
        if self.book.reading().campaigns()?.iter().any(|c| c.terms.name == name && c.end.is_none()) {
            return Err(Refusal::Taken { kind: "活动", name: name.to_owned() }.into());
        }
        let owed = self.scope_preview(&new.scope, today)?.owed;
        if owed.is_zero() {
            return Err(CampaignRefusal::NothingOwed.into());
        }
        if !new.target.is_positive() || new.target > owed {
            return Err(CampaignRefusal::Target { target: new.target, owed }.into());
        }
        Ok(())
    }

    /// Ends a campaign with what was learnt; before its last day it ends with today.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`CampaignRefusal::Ended`], [`Refusal::Unusable`] without a word.
    pub fn end_campaign(&mut self, campaign: i64, note: &str, occasion: &Occasion) -> Result<Posted<()>> {
        let found = self.campaign_row(campaign)?;
        if !self.replays(occasion)? {
            if let Some((on, _)) = found.end {
                return Err(CampaignRefusal::Ended { name: found.terms.name, on }.into());
            }
            if note.trim().is_empty() {
                let expected = "哪些做法有效、哪些户转入下一步、下次改什么";
                return Err(Refusal::Unusable { field: "总结", value: String::new(), expected }.into());
            }
        }
        self.book.transact("campaign.end", occasion, |act| {
            act.note("campaign", campaign);
            act.post_campaign_end(campaign, note.trim())?;
            Ok::<_, OfficeError>(())
        })
    }

    fn campaign_row(&self, campaign: i64) -> Result<Campaign> {
        let found = self.book.reading().campaigns()?.into_iter().find(|c| c.id == campaign);
        found.ok_or_else(|| Refusal::Unknown { kind: "活动", name: campaign.to_string() }.into())
    }

    /// Every campaign as it stands on a day, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn campaigns(&self, today: NaiveDate) -> Result<Vec<CampaignLine>> {
        self.book.reading().campaigns()?.into_iter().map(|row| line(row, today)).collect()
    }

    /// A campaign with its result up to a day. What counts is what was overdue when its first day began, and what came
    /// in on that until its last day; a campaign to come shows what is overdue now.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn campaign_result(&self, campaign: i64, today: NaiveDate) -> Result<CampaignResult> {
        let line = line(self.campaign_row(campaign)?, today)?;
        let eve = line.terms.from.pred_opt().unwrap_or(line.terms.from).min(today);
        let mut lines =
            self.arrears(eve, &ArrearsFilter { include_not_due: true, ..ArrearsFilter::default() })?.lines;
        lines.retain(|l| l.due <= eve);
        let found = self.sliced(lines, eve, &line.terms.scope.within, line.terms.scope.at_least)?;
        let charges: HashSet<i64> = found.lines.iter().map(|l| l.charge).collect();
        let (mut received, mut by_day) = (HashMap::<i64, Fen>::new(), BTreeMap::<NaiveDate, Fen>::new());
        if line.until >= line.terms.from {
            for touch in self.book.reading().touches(line.terms.from, line.until)? {
                if touch.money && charges.contains(&touch.charge) {
                    *received.entry(touch.account).or_default() += touch.settled.fen;
                    *by_day.entry(touch.settled.day).or_default() += touch.settled.fen;
                }
            }
        }
        let accounts: HashSet<i64> = found.lines.iter().map(|l| l.account).collect();
        let acted = analysis::outcomes(self, line.terms.from, line.until, Measure::default(), today)?;
        let acted: Vec<_> =
            acted.into_iter().filter(|(acted, _)| accounts.contains(&acted.account)).collect();
        let mut actions: HashMap<i64, usize> = HashMap::new();
        for (acted, _) in &acted {
            *actions.entry(acted.account).or_default() += 1;
        }
        let homes = homes(&found, &received, &actions);
        let mut sum = Fen::ZERO;
        let days = by_day.into_iter().map(|(day, fen)| {
            sum += fen;
            (day, sum)
        });
        let days = days.collect();
        let opening = homes.iter().map(|h| h.opening).sum();
        let all = shares(&homes);
        Ok(CampaignResult {
            recovered: Rate { numerator: sum, denominator: opening },
            reached: Rate { numerator: sum, denominator: line.terms.target },
            cleared: cleared(homes.iter()),
            conversion: Conversion::of(acted.into_iter().map(|(_, outcome)| outcome)),
            days,
            shares: all,
            line,
            homes,
        })
    }
}

fn line(row: Campaign, today: NaiveDate) -> Result<CampaignLine> {
    let scope: Scope = serde_json::from_str(&row.terms.scope).map_err(zhangfang_store::StoreError::from)?;
    let state = match &row.end {
        Some(_) => CampaignState::Ended,
        None if today < row.terms.from => CampaignState::Planned,
        None if today <= row.terms.to => CampaignState::Running,
        None => CampaignState::Over,
    };
    let until = row.end.as_ref().map_or(row.terms.to, |(on, _)| row.terms.to.min(*on)).min(today);
    let terms = CampaignRequest {
        name: row.terms.name,
        from: row.terms.from,
        to: row.terms.to,
        scope,
        target: row.terms.target,
        text: row.terms.text,
        note: row.terms.note,
    };
    let scope = words(&terms.scope);
    Ok(CampaignLine { campaign: row.id, terms, scope, state, operator: row.operator, end: row.end, until })
}

/// A scope in words.
#[must_use]
pub fn words(scope: &Scope) -> String {
    let mut by_axis: Vec<(&'static str, Vec<String>)> = Vec::new();
    for slice in &scope.within {
        let name = analysis::name_of(slice);
        match by_axis.iter_mut().find(|(axis, _)| *axis == slice.axis.label()) {
            Some((_, names)) => names.push(name),
            None => by_axis.push((slice.axis.label(), vec![name])),
        }
    }
    let mut words: Vec<String> =
        by_axis.into_iter().map(|(axis, names)| format!("{axis}：{}", names.join("、"))).collect();
    if scope.at_least.is_positive() {
        words.push(format!("每户不少于 {} 元", scope.at_least));
    }
    if words.is_empty() { "全部逾期户".to_owned() } else { words.join("；") }
}

fn homes(found: &Sliced, received: &HashMap<i64, Fen>, actions: &HashMap<i64, usize>) -> Vec<CampaignHome> {
    let mut homes: Vec<CampaignHome> = Vec::new();
    let mut places: HashMap<i64, usize> = HashMap::new();
    for l in &found.lines {
        let at = *places.entry(l.account).or_insert_with(|| {
            let building = l.room.split('-').next().unwrap_or_default();
            homes.push(CampaignHome {
                account: l.account,
                room: l.room.clone(),
                owner: l.owner.clone(),
                steward: found.facets.steward(building).unwrap_or_default().to_owned(),
                opening: Fen::ZERO,
                received: received.get(&l.account).copied().unwrap_or_default(),
                actions: actions.get(&l.account).copied().unwrap_or_default(),
            });
            homes.len() - 1
        });
        homes[at].opening += l.open;
    }
    homes.sort_by_key(|h| std::cmp::Reverse(h.opening - h.received));
    homes
}

fn cleared<'h>(homes: impl Iterator<Item = &'h CampaignHome>) -> CountRate {
    let mut rate = CountRate { numerator: 0, denominator: 0 };
    for home in homes {
        rate.denominator += 1;
        rate.numerator += u64::from(home.received >= home.opening);
    }
    rate
}

fn shares(homes: &[CampaignHome]) -> Vec<CampaignShare> {
    let mut by_person: BTreeMap<&str, Vec<&CampaignHome>> = BTreeMap::new();
    for home in homes {
        by_person.entry(&home.steward).or_default().push(home);
    }
    let share = |(person, homes): (&str, Vec<&CampaignHome>)| CampaignShare {
        person: if person.is_empty() { "未指定".to_owned() } else { person.to_owned() },
        homes: cleared(homes.iter().copied()),
        amount: Rate {
            numerator: homes.iter().map(|h| h.received).sum(),
            denominator: homes.iter().map(|h| h.opening).sum(),
        },
    };
    by_person.into_iter().map(share).collect()
}

impl CampaignResult {
    /// How it stands, each rate with what it is made of, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let percent =
            |p: Option<rust_decimal::Decimal>| p.map_or_else(|| "—".to_owned(), |p| format!("{p}%"));
        let amounts = |name, rate: Rate| {
            format!("{name} {}/{} 元（{}）", rate.numerator, rate.denominator, percent(rate.percent()))
        };
        let counts = |name, rate: CountRate, unit| {
            format!("{name} {}/{} {unit}（{}）", rate.numerator, rate.denominator, percent(rate.percent()))
        };
        [
            format!("范围 {}", self.line.scope),
            amounts("目标完成", self.reached),
            amounts("开始时欠费收回", self.recovered),
            counts("缴清", self.cleared, "户"),
            counts("催缴转化", self.conversion.homes, "户次"),
        ]
        .join("　")
    }

    /// The homes as a table to be written as a workbook.
    #[must_use]
    pub fn table(&self) -> Table {
        let row = |h: &CampaignHome| {
            vec![
                Value::Text(h.room.clone()),
                Value::Text(h.owner.clone()),
                Value::Text(h.steward.clone()),
                Value::Amount(h.opening),
                Value::Amount(h.received),
                Value::Amount(h.opening - h.received),
                Value::Integer(i64::try_from(h.actions).unwrap_or(i64::MAX)),
            ]
        };
        let headings = ["房号", "业主", "责任人", "开始时欠费", "期间收回", "还欠", "催缴次数"];
        Table {
            title: format!("活动 {} {}至{}", self.line.terms.name, self.line.terms.from, self.line.terms.to),
            headings: headings.map(str::to_owned).to_vec(),
            rows: self.homes.iter().map(row).collect(),
            footer: None,
        }
    }
}
