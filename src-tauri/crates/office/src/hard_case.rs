//! The debtors to talk about today (checklist S80): why each is hard, what was tried, who has it and until when.

use crate::analysis::Facets;
use crate::arrears::{ArrearsFilter, ArrearsLine};
use crate::export::{Table, Value};
use crate::{Office, Result};
use chrono::{Days, NaiveDate};
use std::cmp::Reverse;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::{Bucket, bucket};
use zhangfang_domain::analysis::{BARRING_DAYS, BROKEN_PROMISES, HardWhy, MANY_MONTHS};
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::dunning::Stage;
use zhangfang_store::dunning::StepRow;
use zhangfang_store::ticket::Which;

/// A debtor to talk about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HardCase {
    /// The account.
    pub account: i64,
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Everything overdue.
    pub total: Fen,
    /// Due date of the oldest.
    pub oldest: NaiveDate,
    /// The earliest end of a limitation period.
    pub limitation: NaiveDate,
    /// Why it is hard, gravest first.
    pub whys: Vec<HardWhy>,
    /// How far dunning has come.
    pub stage: Option<Stage>,
    /// Why it is owed.
    pub reason: Option<ArrearsReason>,
    /// Promises not kept.
    pub broken: usize,
    /// When they were last spoken to.
    pub contact: Option<NaiveDate>,
    /// The day of the next look.
    pub next: Option<NaiveDate>,
    /// Tickets that are not done: looked at before anything harsh is written.
    pub tickets: usize,
    /// Who looks after the building; empty when nobody.
    pub steward: String,
}

/// What is known of an account.
struct Known {
    facets: Facets,
    broken: HashMap<String, usize>,
    months: HashMap<i64, u32>,
    contacts: HashMap<i64, NaiveDate>,
    steps: HashMap<i64, StepRow>,
    tickets: HashMap<i64, usize>,
}

impl Known {
    fn read(office: &Office, lines: &[ArrearsLine], today: NaiveDate) -> Result<Self> {
        let reading = office.book.reading();
        let mut broken: HashMap<String, usize> = HashMap::new();
        for promise in office.promises(None, today)?.into_iter().filter(|p| p.state == "broken") {
            *broken.entry(promise.room).or_default() += 1;
        }
        let mut tickets: HashMap<i64, usize> = HashMap::new();
        for ticket in reading.tickets(Which::Open)?.iter().filter(|t| !t.course.is_served()) {
            if let Some((_, account)) = ticket.request.home {
                *tickets.entry(account).or_default() += 1;
            }
        }
        Ok(Self {
            facets: Facets::read(office, lines, today)?,
            broken,
            months: office
                .months_owed(today)?
                .into_iter()
                .map(|(account, owed)| (account, owed.months))
                .collect(),
            contacts: reading
                .last_contacts(today)?
                .into_iter()
                .map(|(account, c)| (account, c.what.at.date()))
                .collect(),
            steps: reading.dunning_steps(None, today)?.into_iter().map(|s| (s.account, s)).collect(),
            tickets,
        })
    }

    /// Whether something on the way the office went says so.
    fn holds(&self, why: HardWhy, case: &HardCase, today: NaiveDate) -> bool {
        match why {
            HardWhy::Barring => case.limitation <= today + Days::new(BARRING_DAYS),
            HardWhy::Exhausted => self.exhausted(case, today),
            HardWhy::Broken => case.broken >= BROKEN_PROMISES,
            HardWhy::Refusal => case.reason == Some(ArrearsReason::Refusal),
            HardWhy::Legacy => {
                matches!(case.reason, Some(ArrearsReason::Legacy | ArrearsReason::Neighbour))
            }
            HardWhy::Unreachable => case.reason == Some(ArrearsReason::Unreachable),
            HardWhy::Repeated => self.months.get(&case.account).is_some_and(|months| *months >= MANY_MONTHS),
            HardWhy::Old => bucket(case.oldest, today) > Bucket::UpTo1Year,
        }
    }

    fn exhausted(&self, case: &HardCase, today: NaiveDate) -> bool {
        case.stage == Some(Stage::FormalDemand)
            && self
                .steps
                .get(&case.account)
                .is_some_and(|step| step.on + Days::new(step.term.unwrap_or_default().into()) < today)
    }
}

impl Office {
    /// The debtors to talk about today, the gravest first: whose limitation period ends soon, then by how much speaks
    /// for it and by how much they owe. Debts before a court, disputed, in instalments or with a vacancy not decided are
    /// left out, unless they become time-barred.
    ///
    /// # Errors
    /// Store errors.
    pub fn hard_cases(&self, today: NaiveDate) -> Result<Vec<HardCase>> {
        let lines = self.arrears(today, &ArrearsFilter::default())?.lines;
        let known = Known::read(self, &lines, today)?;
        let mut cases: Vec<(HardCase, Fen)> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for line in &lines {
            let at = *places.entry(line.account).or_insert_with(|| {
                cases.push((case(line, &known), Fen::ZERO));
                cases.len() - 1
            });
            let (case, chased) = &mut cases[at];
            case.total += line.open;
            case.oldest = case.oldest.min(line.due);
            case.limitation = case.limitation.min(line.limitation);
            if known.facets.exclusion(line).is_none() {
                *chased += line.open;
            }
        }
        let mut found: Vec<HardCase> = cases
            .into_iter()
            .filter_map(|(mut case, chased)| {
                case.whys = HardWhy::ALL.into_iter().filter(|why| known.holds(*why, &case, today)).collect();
                case.tickets = known.tickets.get(&case.account).copied().unwrap_or_default();
                let kept = if chased.is_positive() {
                    !case.whys.is_empty()
                } else {
                    case.whys.contains(&HardWhy::Barring)
                };
                kept.then_some(case)
            })
            .collect();
        found.sort_by_key(|case| {
            (case.whys[0] != HardWhy::Barring, Reverse(case.whys.len()), Reverse(case.total))
        });
        Ok(found)
    }
}

fn case(line: &ArrearsLine, known: &Known) -> HardCase {
    let building = line.room.split('-').next().unwrap_or_default();
    HardCase {
        account: line.account,
        room: line.room.clone(),
        owner: line.owner.clone(),
        total: Fen::ZERO,
        oldest: line.due,
        limitation: line.limitation,
        whys: Vec::new(),
        stage: known.facets.stage(line.account),
        reason: known.facets.reason(line.account),
        broken: known.broken.get(&line.room).copied().unwrap_or_default(),
        contact: known.contacts.get(&line.account).copied(),
        next: known.steps.get(&line.account).and_then(|s| s.result.as_ref()).and_then(|r| r.next),
        tickets: 0,
        steward: known.facets.steward(building).unwrap_or_default().to_owned(),
    }
}

/// The cases as a list to talk over, with room for what is decided.
#[must_use]
pub fn table(cases: &[HardCase], today: NaiveDate) -> Table {
    let headings = [
        "房号",
        "业主",
        "欠费",
        "为什么难",
        "催到",
        "原因",
        "最近联系",
        "未办工单",
        "时效届满",
        "责任人",
        "可用办法",
        "决定、负责人、期限",
    ];
    let text = |text: Option<&str>| Value::Text(text.unwrap_or("—").to_owned());
    let row = |case: &HardCase| {
        let whys: Vec<&str> = case.whys.iter().map(|why| why.label()).collect();
        vec![
            Value::Text(case.room.clone()),
            Value::Text(case.owner.clone()),
            Value::Amount(case.total),
            Value::Text(whys.join("；")),
            text(case.stage.map(Stage::label)),
            text(case.reason.map(ArrearsReason::label)),
            case.contact.map_or_else(|| text(None), Value::Date),
            Value::Integer(i64::try_from(case.tickets).unwrap_or(i64::MAX)),
            Value::Date(case.limitation),
            text(Some(case.steward.as_str()).filter(|name| !name.is_empty())),
            text(case.whys.first().map(|why| why.way())),
            Value::Empty,
        ]
    };
    Table {
        title: format!("难题讨论清单 {today}"),
        headings: headings.map(str::to_owned).to_vec(),
        rows: cases.iter().map(row).collect(),
        footer: None,
    }
}
