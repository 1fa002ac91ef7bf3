//! The plan of a year (checklist S89): what each month is to bring, for the office and for each person, and what the
//! receipts brought.

use crate::export::{Table, Value};
use crate::refusal::CampaignRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use zhangfang_domain::plan::{Progress, proposed};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::plan::PlanTarget;

/// What counts as brought, as it is printed under every plan.
pub const DEFINITION: &str = "实收按收据日期统计：到账和预存都算，押金和作废的收据不算，退款不扣。个人实收按楼栋现在的责任人归属，与谁经手收款无关。办公室目标未单独设定时，为各责任人目标之和。";

/// The plan of one person, or of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanRow {
    /// Who; empty for the office.
    pub person: String,
    /// January to December.
    pub months: [Progress; 12],
    /// The months up to the day the plan is looked at.
    pub to_date: Progress,
    /// All year.
    pub year: Progress,
}

/// The plan of a year with what came in so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The year.
    pub year: i32,
    /// The day it is looked at.
    pub as_of: NaiveDate,
    /// The office first, then person by person.
    pub rows: Vec<PlanRow>,
}

/// What each month could be planned to bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedRow {
    /// Who; empty for the office.
    pub person: String,
    /// January to December; none where nothing came in in that month of the year before.
    pub months: [Option<Fen>; 12],
}

/// Targets to be set.
#[derive(Clone, Debug)]
pub struct PlanRequest {
    /// Who; empty for the office.
    pub person: String,
    /// The months with what they are to bring.
    pub targets: Vec<(Month, Fen)>,
    /// Why; needed where a target stands or the month is over.
    pub note: String,
}

/// The months of a year; none for a year no book has.
fn months_of(year: i32) -> Result<Months> {
    let months = Month::new(year, 1).and_then(|first| Months::new(first, first.plus(11)));
    let unusable =
        || Refusal::Unusable {
            field: "年度", value: year.to_string(), expected: "四位年份，如 2026"
        };
    Ok(months.ok_or_else(unusable)?)
}

type Taken = BTreeMap<String, [Fen; 12]>;

impl Office {
    /// What came in in each month of a year, for the office under the empty name and for each person.
    fn taken_in(&self, year: i32) -> Result<Taken> {
        let mut taken = Taken::new();
        for row in self.book.reading().taken_by_month(months_of(year)?)? {
            let at = row.month.month() as usize - 1;
            for person in std::iter::once(String::new()).chain(row.steward) {
                taken.entry(person).or_insert([Fen::ZERO; 12])[at] += row.fen;
            }
        }
        Ok(taken)
    }

    /// The plan of a year as it stands on a day.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] for a year no book has; store errors.
    pub fn plan(&self, year: i32, as_of: NaiveDate) -> Result<Plan> {
        let mut targets: BTreeMap<String, [Option<Fen>; 12]> = BTreeMap::new();
        for target in self.book.reading().plan_targets(months_of(year)?)? {
            targets.entry(target.person).or_default()[target.month.month() as usize - 1] = Some(target.fen);
        }
        let taken = self.taken_in(year)?;
        let mut people: Vec<String> = self.book.reading().steward_by_building()?.into_values().collect();
        people.extend(targets.keys().chain(taken.keys()).cloned());
        people.retain(|person| !person.is_empty());
        people.sort_unstable();
        people.dedup();
        let mut office = targets.get("").copied().unwrap_or_default();
        for (at, target) in office.iter_mut().enumerate().filter(|(_, t)| t.is_none()) {
            let of_people = people.iter().filter_map(|person| targets.get(person).and_then(|t| t[at]));
            *target = of_people.reduce(|a, b| a + b);
        }
        let row = |person: String, target: [Option<Fen>; 12]| {
            let actual = taken.get(&person).copied().unwrap_or([Fen::ZERO; 12]);
            let months: [Progress; 12] =
                std::array::from_fn(|at| Progress { target: target[at], actual: actual[at] });
            let sum = |count: usize| months[..count].iter().fold(Progress::default(), |sum, m| sum + *m);
            let passed = match as_of.year().cmp(&year) {
                std::cmp::Ordering::Less => 0,
                std::cmp::Ordering::Equal => as_of.month() as usize,
                std::cmp::Ordering::Greater => 12,
            };
            PlanRow { person, months, to_date: sum(passed), year: sum(12) }
        };
        let mut rows = vec![row(String::new(), office)];
        for person in people {
            let target = targets.get(&person).copied().unwrap_or_default();
            rows.push(row(person, target));
        }
        Ok(Plan { year, as_of, rows })
    }

    /// What each month could be planned to bring: so many percent of the same month of the year before.
    ///
    /// # Errors
    /// [`CampaignRefusal::NoYearBefore`], [`Refusal::Unusable`] for a percentage outside 1 to 300.
    pub fn propose_plan(&self, year: i32, percent: u32) -> Result<Vec<ProposedRow>> {
        if !(1..=300).contains(&percent) {
            let value = percent.to_string();
            return Err(Refusal::Unusable {
                field: "比例",
                value,
                expected: "1 到 300 之间的百分数，100 为与去年相同",
            }
            .into());
        }
        let taken = self.taken_in(year - 1)?;
        if taken.is_empty() {
            return Err(CampaignRefusal::NoYearBefore { year: year - 1 }.into());
        }
        let month = |fen: Fen| fen.is_positive().then(|| proposed(fen, percent));
        Ok(taken.into_iter().map(|(person, of)| ProposedRow { person, months: of.map(month) }).collect())
    }

    /// Sets what months are to bring. What was set before stays in the book.
    ///
    /// # Errors
    /// [`CampaignRefusal::NoReason`], [`Refusal::Unknown`] for a person who looks after no building and is not on the
    /// staff, [`Refusal::Unusable`] without a month or for a negative sum.
    pub fn set_plan(&mut self, request: &PlanRequest, occasion: &Occasion) -> Result<Posted<usize>> {
        let (person, note) = (request.person.trim(), request.note.trim());
        if !self.replays(occasion)? {
            self.check_plan(person, note, request, occasion.today)?;
        }
        self.book.transact("plan.set", occasion, |act| {
            act.note("person", person);
            for (month, fen) in &request.targets {
                let (person, note) = (person.to_owned(), note.to_owned());
                act.post_plan_target(&PlanTarget { month: *month, person, fen: *fen, note })?;
            }
            Ok::<_, OfficeError>(request.targets.len())
        })
    }

    fn check_plan(&self, person: &str, note: &str, request: &PlanRequest, today: NaiveDate) -> Result<()> {
        let reading = self.book.reading();
        let unusable = |field, value, expected| Err(Refusal::Unusable { field, value, expected }.into());
        if request.targets.is_empty() {
            return unusable("月度目标", String::new(), "至少一个月的金额");
        }
        let steward =
            || Ok::<_, OfficeError>(reading.steward_by_building()?.values().any(|name| name == person));
        if !person.is_empty() && !steward()? && reading.role_of(person)?.is_none() {
            return Err(Refusal::Unknown { kind: "责任人", name: person.to_owned() }.into());
        }
        for (month, fen) in &request.targets {
            if fen.0 < 0 {
                return unusable("月度目标", fen.plain(), "不小于 0 的金额");
            }
            let standing = reading.plan_targets(Months::single(*month))?;
            let stands = standing.iter().any(|t| t.person == person && t.fen != *fen);
            if note.is_empty() && (stands || *month < Month::of(today)) {
                return Err(CampaignRefusal::NoReason { month: *month }.into());
            }
        }
        Ok(())
    }
}

impl Plan {
    /// As a table to be written as a workbook: for each person a line of targets and a line of what came in.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut headings = vec!["责任人".to_owned(), "项目".to_owned()];
        headings.extend((1..=12).map(|month| format!("{month}月")));
        headings.extend(["截至本月".to_owned(), "全年".to_owned()]);
        let amount = |fen: Option<Fen>| fen.map_or(Value::Empty, Value::Amount);
        let line = |row: &PlanRow, what: &str, of: fn(&Progress) -> Option<Fen>| {
            let name = if row.person.is_empty() { "办公室" } else { &row.person };
            let mut cells = vec![Value::Text(name.to_owned()), Value::Text(what.to_owned())];
            cells.extend(row.months.iter().chain([&row.to_date, &row.year]).map(|p| amount(of(p))));
            cells
        };
        let lines = |row: &PlanRow| [line(row, "目标", |p| p.target), line(row, "实收", |p| Some(p.actual))];
        Table {
            title: format!("{} 年度收缴计划", self.year),
            headings,
            rows: self.rows.iter().flat_map(lines).collect(),
            footer: None,
        }
    }
}
