//! What dunning brought: conversion by stage, channel, batch and person, reach, delivery, promises (domain 5.1).

use crate::export::{Table, Value};
use crate::{Office, Result};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::contact::Channel;
use zhangfang_domain::dunning::Stage;
use zhangfang_domain::effect::{Action, Conversion, EffectBy, Measure, Outcome, Settled, attribute};
use zhangfang_domain::limitation::Proof;
use zhangfang_domain::rates::CountRate;
use zhangfang_domain::{Fen, Month};
use zhangfang_store::effect::{Acted, Touch};

/// Which effects are wanted.
#[derive(Clone, Copy, Debug)]
pub struct EffectRequest {
    /// First day of the acts of dunning.
    pub from: NaiveDate,
    /// Last day of them.
    pub to: NaiveDate,
    /// What to add up by.
    pub by: EffectBy,
    /// When an act counts as having worked.
    pub measure: Measure,
}

/// What the acts under one key brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectRow {
    /// Stable key: code of the stage or the channel, number of the run, name of the person, `2025-10`.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What they brought.
    pub conversion: Conversion,
}

/// What dunning brought in some days.
#[derive(Clone, Debug)]
pub struct EffectReport {
    /// What was asked for.
    pub request: EffectRequest,
    /// The day the figures stand for.
    pub as_of: NaiveDate,
    /// Row by row.
    pub rows: Vec<EffectRow>,
    /// All acts together.
    pub total: Conversion,
    /// 触达率: letters with a delivery of grade A to D, out of the letters sent.
    pub reach: CountRate,
    /// 送达有效率: formal demands with a delivery of grade A to C, out of the formal demands sent.
    pub validity: CountRate,
    /// 承诺兑现率: promises met on time, out of the promises that were due in these days.
    pub promises: CountRate,
}

/// The attribution rule as it is printed under every conversion.
#[must_use]
pub fn rule(measure: Measure) -> String {
    let Measure { days, percent } = measure;
    format!(
        "归属规则：动作之后 {days} 天内实缴达到当时所催金额 {percent}% 的，计为转化；按金额为 {days} 天内实缴 ÷ 当时所催金额。\
         一户只计入最后一次动作：{days} 天未满、还没转化又有新动作的，转入后一次，不重复计算；收款只归它之前最近的一次动作。作废的收款不计；减免、核销不算实缴。"
    )
}

/// What each account owed and paid around the acts of dunning.
struct Money {
    touches: HashMap<i64, Vec<Touch>>,
    /// Open now, with the act that charged it and the due date, by account.
    open: HashMap<i64, Vec<(i64, NaiveDate, Fen)>>,
    asked: HashMap<i64, HashSet<i64>>,
}

impl Money {
    fn read(office: &Office, from: NaiveDate, as_of: NaiveDate) -> Result<Self> {
        let reading = office.book.reading();
        let last = reading.last_business_day()?.unwrap_or(as_of).max(as_of);
        let mut touches: HashMap<i64, Vec<Touch>> = HashMap::new();
        for touch in reading.touches(from, last)? {
            touches.entry(touch.account).or_default().push(touch);
        }
        let charged = reading.open_charged()?;
        let mut open: HashMap<i64, Vec<_>> = HashMap::new();
        for o in reading.open_items_all()? {
            let act = charged.get(&o.charge).copied().unwrap_or_default();
            open.entry(o.account).or_default().push((act, o.due, o.open));
        }
        Ok(Self { touches, open, asked: reading.asked_charges(from, last)? })
    }

    /// What settled the charges an act of dunning was about.
    fn settled(&self, acted: &Acted) -> Vec<Settled> {
        let letter = acted.document.and_then(|document| self.asked.get(&document));
        let ahead = acted.stage.as_deref() == Some(Stage::PreDue.code());
        let about = |t: &&Touch| match letter {
            Some(charges) => charges.contains(&t.charge),
            None => t.charged < acted.act && (ahead || t.due < acted.day),
        };
        let touches = self.touches.get(&acted.account).map(Vec::as_slice).unwrap_or_default();
        touches.iter().filter(|t| t.money).filter(about).map(|t| t.settled).collect()
    }

    /// What was overdue when somebody was spoken to: what is open of it now, with everything that moved since put back.
    fn overdue_at(&self, acted: &Acted) -> Fen {
        let open = self.open.get(&acted.account).map(Vec::as_slice).unwrap_or_default();
        let now: Fen = open.iter().filter(|o| o.0 < acted.act && o.1 < acted.day).map(|o| o.2).sum();
        let touches = self.touches.get(&acted.account).map(Vec::as_slice).unwrap_or_default();
        let since = touches.iter().filter(|t| t.charged < acted.act && t.due < acted.day);
        now + since.filter(|t| t.settled.order > acted.act).map(|t| t.settled.fen).sum::<Fen>()
    }
}

/// The acts of dunning of some days with what each brought; those asking for nothing are left out.
pub(crate) fn outcomes(
    office: &Office,
    from: NaiveDate,
    to: NaiveDate,
    measure: Measure,
    as_of: NaiveDate,
) -> Result<Vec<(Acted, Outcome)>> {
    // Acts after the last day are read too: they may take an account over from one within the days.
    let all = office.book.reading().acted(from, as_of.max(to))?;
    let money = Money::read(office, from, as_of)?;
    let mut kept = Vec::new();
    let mut actions = Vec::new();
    for acted in all {
        let asked = acted.asked.unwrap_or_else(|| money.overdue_at(&acted));
        if asked.is_positive() {
            let settled = money.settled(&acted);
            actions.push(Action { account: acted.account, order: acted.act, day: acted.day, asked, settled });
            kept.push(acted);
        }
    }
    let outcomes = attribute(&actions, measure, as_of);
    Ok(kept.into_iter().zip(outcomes).filter(|(acted, _)| acted.day <= to).collect())
}

fn key(by: EffectBy, acted: &Acted) -> (String, String, String) {
    let stage = acted.stage.as_deref().map(Stage::parse);
    let stage_name = match stage {
        Some(Some(stage)) => stage.label(),
        _ => "单独联系",
    };
    let named = |name: Option<&str>, missing: &str| {
        let name = name.unwrap_or(missing).to_owned();
        (name.clone(), name.clone(), name)
    };
    match by {
        EffectBy::Stage => {
            let place = stage.flatten().map_or(99, |s| s as usize);
            let code = stage.flatten().map_or("contact", Stage::code);
            (format!("{place:02}"), code.to_owned(), stage_name.to_owned())
        }
        EffectBy::Channel => match Channel::parse(&acted.channel) {
            Some(channel) => {
                (format!("{:02}", channel as usize), channel.code().to_owned(), channel.label().to_owned())
            }
            None => named(Some(&acted.channel), ""),
        },
        EffectBy::Run => match acted.run {
            Some(run) => (format!("{run:012}"), run.to_string(), format!("{} {stage_name}", acted.day)),
            None => ("~".to_owned(), "none".to_owned(), "未成批".to_owned()),
        },
        EffectBy::Steward => named(acted.steward.as_deref(), "未指定"),
        EffectBy::Person => named(Some(&acted.operator), ""),
        EffectBy::Month => {
            let month = Month::of(acted.day).to_string();
            (month.clone(), month.clone(), month)
        }
    }
}

impl Office {
    /// What the acts of dunning of some days brought up to a day.
    ///
    /// # Errors
    /// Store errors.
    pub fn effect(&self, request: &EffectRequest, as_of: NaiveDate) -> Result<EffectReport> {
        let EffectRequest { from, to, by, measure } = *request;
        let all = outcomes(self, from, to, measure, as_of)?;
        let mut groups: BTreeMap<String, (String, String, Vec<Outcome>)> = BTreeMap::new();
        for (acted, outcome) in &all {
            let (order, code, name) = key(by, acted);
            groups.entry(order).or_insert_with(|| (code, name, Vec::new())).2.push(*outcome);
        }
        let rows = groups.into_values().map(|(key, name, of)| EffectRow {
            key,
            name,
            conversion: Conversion::of(of),
        });
        let (reach, validity) = self.delivered(from, to, as_of)?;
        Ok(EffectReport {
            request: *request,
            as_of,
            rows: rows.collect(),
            total: Conversion::of(all.iter().map(|(_, outcome)| *outcome)),
            reach,
            validity,
            promises: self.promises_kept(from, to, as_of)?,
        })
    }

    /// Letters that reached somebody out of those sent, and formal demands with proof out of those sent.
    fn delivered(&self, from: NaiveDate, to: NaiveDate, as_of: NaiveDate) -> Result<(CountRate, CountRate)> {
        let reading = self.book.reading();
        let mut best: HashMap<i64, Proof> = HashMap::new();
        for delivery in reading.deliveries(None, as_of)?.into_iter().filter(|d| !d.is_void()) {
            let grade = best.entry(delivery.what.document).or_insert(delivery.what.grade);
            *grade = delivery.what.grade.min(*grade);
        }
        let none = CountRate { numerator: 0, denominator: 0 };
        let (mut reach, mut validity) = (none, none);
        for (document, stage) in reading.letters_sent(from, to)? {
            let grade = best.get(&document);
            reach.denominator += 1;
            reach.numerator += u64::from(grade.is_some_and(|g| *g <= Proof::D));
            if stage == Stage::FormalDemand.code() {
                validity.denominator += 1;
                validity.numerator += u64::from(grade.is_some_and(|g| *g <= Proof::C));
            }
        }
        Ok((reach, validity))
    }

    fn promises_kept(&self, from: NaiveDate, to: NaiveDate, as_of: NaiveDate) -> Result<CountRate> {
        let mut rate = CountRate { numerator: 0, denominator: 0 };
        let decided = |state: &str| state != "open";
        for promise in
            self.promises(None, as_of)?.iter().filter(|p| (from..=to).contains(&p.due) && decided(p.state))
        {
            rate.denominator += 1;
            rate.numerator += u64::from(promise.state == "kept");
        }
        Ok(rate)
    }
}

impl EffectReport {
    /// The rates beside the conversion, each with what it is made of, in one line.
    #[must_use]
    pub fn others(&self) -> String {
        let rates = [("触达率", self.reach), ("送达有效率", self.validity), ("承诺兑现率", self.promises)];
        let shown = |(name, rate): (&str, CountRate)| {
            let percent = rate.percent().map_or_else(|| "—".to_owned(), |p| format!("{p}%"));
            format!("{name} {}/{}（{percent}）", rate.numerator, rate.denominator)
        };
        rates.map(shown).join("　")
    }

    /// As a table to be written as a workbook.
    #[must_use]
    pub fn table(&self) -> Table {
        let headings = [
            self.request.by.label(),
            "转化户",
            "催缴户次",
            "转化率%",
            "实缴金额",
            "所催金额",
            "金额转化率%",
            "期限未满",
            "转入后续",
        ];
        let whole = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        let percent = |p: Option<rust_decimal::Decimal>| p.map_or(Value::Empty, Value::Decimal);
        let row = |name: &str, of: &Conversion| {
            vec![
                Value::Text(name.to_owned()),
                whole(of.homes.numerator),
                whole(of.homes.denominator),
                percent(of.homes.percent()),
                Value::Amount(of.amount.numerator),
                Value::Amount(of.amount.denominator),
                percent(of.amount.percent()),
                whole(of.pending),
                whole(of.handed_on),
            ]
        };
        let mut rows: Vec<_> = self.rows.iter().map(|r| row(&r.name, &r.conversion)).collect();
        rows.push(row("合计", &self.total));
        Table {
            title: format!("催缴效果 {}至{}", self.request.from, self.request.to),
            headings: headings.map(str::to_owned).to_vec(),
            rows,
            footer: None,
        }
    }
}
