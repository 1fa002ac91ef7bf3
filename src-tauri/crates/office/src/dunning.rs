//! 催缴: who owes, account by account; who is written to, and who is left out and why.

use crate::arrears::{ArrearsFilter, ArrearsLine};
use crate::export::{Table, Value};
use crate::papers;
use crate::{Office, Result};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::{Bucket, bucket};
use zhangfang_domain::settlement::Class;

/// Which debtors are wanted.
#[derive(Clone, Debug, Default)]
pub struct DebtorFilter {
    /// Only this building.
    pub building: Option<String>,
    /// Only this item, by code or name.
    pub item: Option<String>,
    /// Only those whose oldest charge is this old.
    pub age: Option<Bucket>,
    /// Only those who owe at least this much.
    pub at_least: Fen,
}

/// What one account owes that is overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debtor {
    /// The account.
    pub account: i64,
    /// The home.
    pub home: i64,
    /// Its room.
    pub room: String,
    /// Its building.
    pub building: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Overdue charges.
    pub charges: usize,
    /// Due date of the oldest.
    pub oldest: NaiveDate,
    /// Age of the oldest.
    pub age: Bucket,
    /// Everything overdue.
    pub total: Fen,
    /// What of it a letter would ask for: fees not paid in instalments.
    pub asked: Fen,
    /// Late charge that could be claimed: a memo, not in the total.
    pub late_charge: Fen,
    /// The earliest end of a limitation period.
    pub limitation: NaiveDate,
    /// The agreement a part is paid under, or whose account it is.
    pub remark: String,
    /// The agreement, where there is one.
    pub agreement: Option<String>,
    /// The last letter: what it was and when.
    pub letter: Option<(&'static str, NaiveDate)>,
}

/// The debtors of one building or one age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Accounts that owe.
    pub debtors: usize,
    /// How much.
    pub total: Fen,
}

/// The debtors with their sums.
#[derive(Clone, Debug)]
pub struct DebtorList {
    /// The day the figures stand for.
    pub as_of: NaiveDate,
    /// Account by account, in order of room.
    pub lines: Vec<Debtor>,
    /// What they owe.
    pub total: Fen,
    /// The memo of late charges.
    pub late_charge: Fen,
    /// By building in their order, whichever building is wanted.
    pub by_building: Vec<(String, Group)>,
    /// By the age of the oldest charge, whichever age is wanted.
    pub by_age: Vec<(Bucket, Group)>,
}

/// Why somebody gets no letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Nothing is overdue any more.
    Paid,
    /// All of it is paid in instalments.
    Agreement(String),
    /// Only late charges or costs are left.
    NoFees,
    /// Promised to pay by a day that has not come.
    Promised(NaiveDate),
    /// Less than the least sum letters are written for.
    BelowMinimum,
}

impl LeftOut {
    /// The reason in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Paid => "已缴清，没有逾期".to_owned(),
            Self::Agreement(number) => format!("按分期协议 {number} 履行，不催"),
            Self::NoFees => "只剩违约金或费用，不单独发通知".to_owned(),
            Self::Promised(day) => format!("已承诺 {day} 前缴，未到期"),
            Self::BelowMinimum => "低于起催金额".to_owned(),
        }
    }
}

/// Who was chosen and what limits the letters.
#[derive(Clone, Debug, Default)]
pub struct PlanRequest {
    /// The accounts, with their rooms as chosen.
    pub accounts: Vec<(i64, String)>,
    /// Only this item.
    pub item: Option<String>,
    /// The least sum a letter is written for.
    pub at_least: Fen,
    /// Also to those who promised to pay by a day to come.
    pub also_promised: bool,
}

/// Who gets a letter and who does not.
#[derive(Clone, Debug, Default)]
pub struct DunningPlan {
    /// Who is written to.
    pub to: Vec<Debtor>,
    /// What they are asked for together.
    pub asked: Fen,
    /// Rooms left out, with the reason.
    pub left_out: Vec<(String, LeftOut)>,
}

fn add(group: &mut Group, debtor: &Debtor) {
    group.debtors += 1;
    group.total += debtor.total;
}

impl Office {
    /// Who owes something overdue on a day, account by account.
    ///
    /// # Errors
    /// [`crate::Refusal::Unknown`] for an item, store errors.
    pub fn debtor_list(&self, as_of: NaiveDate, filter: &DebtorFilter) -> Result<DebtorList> {
        let mut all = self.debtors_of(as_of, filter.item.clone())?;
        all.retain(|d| d.total >= filter.at_least);
        let in_building = |d: &Debtor| filter.building.as_ref().is_none_or(|b| *b == d.building);
        let of_age = |d: &Debtor| filter.age.is_none_or(|age| age == d.age);
        let mut by_building: Vec<(String, Group)> = Vec::new();
        let mut by_age: BTreeMap<Bucket, Group> = BTreeMap::new();
        for debtor in &all {
            if by_building.last().is_none_or(|(building, _)| *building != debtor.building) {
                by_building.push((debtor.building.clone(), Group::default()));
            }
            if let Some((_, group)) = by_building.last_mut().filter(|_| of_age(debtor)) {
                add(group, debtor);
            }
            if in_building(debtor) {
                add(by_age.entry(debtor.age).or_default(), debtor);
            }
        }
        let lines: Vec<Debtor> = all.into_iter().filter(|d| in_building(d) && of_age(d)).collect();
        Ok(DebtorList {
            as_of,
            total: lines.iter().map(|d| d.total).sum(),
            late_charge: lines.iter().map(|d| d.late_charge).sum(),
            lines,
            by_building,
            by_age: by_age.into_iter().collect(),
        })
    }

    fn debtors_of(&self, as_of: NaiveDate, item: Option<String>) -> Result<Vec<Debtor>> {
        let list = self.arrears(as_of, &ArrearsFilter { item, ..ArrearsFilter::default() })?;
        let letters = self.book.reading().newest_by_home([papers::NOTICE, papers::DEMAND])?;
        let mut debtors: Vec<Debtor> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for line in list.lines {
            let at = *places.entry(line.account).or_insert_with(|| {
                let letter = letters.get(&line.home).map(|(letter, on)| {
                    let second = letter.subject.starts_with("第二次");
                    (
                        if letter.kind == papers::DEMAND {
                            "催缴函"
                        } else if second {
                            "第二次通知"
                        } else {
                            "第一次通知"
                        },
                        *on,
                    )
                });
                debtors.push(Debtor::of(&line, as_of, letter));
                debtors.len() - 1
            });
            debtors[at].add(&line);
        }
        Ok(debtors)
    }

    /// Who of those chosen gets a letter, and who does not and why.
    ///
    /// # Errors
    /// [`crate::Refusal::Unknown`] for an item, store errors.
    pub fn plan_dunning(&self, request: &PlanRequest, today: NaiveDate) -> Result<DunningPlan> {
        let owing: HashMap<i64, Debtor> =
            self.debtors_of(today, request.item.clone())?.into_iter().map(|d| (d.account, d)).collect();
        let promised = self.promised(today)?;
        let mut plan = DunningPlan::default();
        for (account, room) in &request.accounts {
            let reason = match owing.get(account) {
                None => LeftOut::Paid,
                Some(d) if d.asked.is_zero() => {
                    d.agreement.clone().map_or(LeftOut::NoFees, LeftOut::Agreement)
                }
                Some(d) => match promised.get(account).filter(|_| !request.also_promised) {
                    Some(day) => LeftOut::Promised(*day),
                    None if d.asked < request.at_least => LeftOut::BelowMinimum,
                    None => {
                        plan.asked += d.asked;
                        plan.to.push(d.clone());
                        continue;
                    }
                },
            };
            plan.left_out.push((room.clone(), reason));
        }
        Ok(plan)
    }

    /// The day until which an account has promised to pay what has not come in yet.
    fn promised(&self, today: NaiveDate) -> Result<HashMap<i64, NaiveDate>> {
        let reading = self.book.reading();
        let mut found = HashMap::new();
        for promise in reading.promises(None, today)?.into_iter().filter(|p| p.due >= today) {
            if reading.brought_since(&promise, today)? < promise.fen {
                found.insert(promise.account, promise.due);
            }
        }
        Ok(found)
    }
}

impl Debtor {
    fn of(line: &ArrearsLine, as_of: NaiveDate, letter: Option<(&'static str, NaiveDate)>) -> Self {
        Self {
            account: line.account,
            home: line.home,
            room: line.room.clone(),
            building: line.room.split('-').next().unwrap_or_default().to_owned(),
            owner: line.owner.clone(),
            charges: 0,
            oldest: line.due,
            age: bucket(line.due, as_of),
            total: Fen::ZERO,
            asked: Fen::ZERO,
            late_charge: Fen::ZERO,
            limitation: line.limitation,
            remark: String::new(),
            agreement: None,
            letter,
        }
    }

    fn add(&mut self, line: &ArrearsLine) {
        self.charges += 1;
        self.total += line.open;
        self.late_charge += line.late_charge;
        self.limitation = self.limitation.min(line.limitation);
        if line.class == Class::Principal && line.agreement.is_none() {
            self.asked += line.open;
        }
        if self.remark.is_empty() {
            self.remark.clone_from(&line.remark);
        }
        if self.agreement.is_none() {
            self.agreement.clone_from(&line.agreement);
        }
    }
}

impl DebtorList {
    /// The list as a workbook.
    #[must_use]
    pub fn table(&self) -> Table {
        let headings = [
            "房号",
            "业主",
            "账龄",
            "最早到期",
            "笔数",
            "逾期欠费",
            "违约金备查",
            "时效最早届满",
            "备注",
            "最近催缴",
        ];
        let row = |d: &Debtor| {
            let letter = d.letter.map(|(what, on)| format!("{what} {on}")).unwrap_or_default();
            vec![
                Value::Text(d.room.clone()),
                Value::Text(d.owner.clone()),
                Value::Text(d.age.label().to_owned()),
                Value::Date(d.oldest),
                Value::Integer(i64::try_from(d.charges).unwrap_or(i64::MAX)),
                Value::Amount(d.total),
                Value::Amount(d.late_charge),
                Value::Date(d.limitation),
                Value::Text(d.remark.clone()),
                Value::Text(letter),
            ]
        };
        Table {
            title: format!("欠费名单 {}", self.as_of),
            headings: headings.map(str::to_owned).to_vec(),
            rows: self.lines.iter().map(row).collect(),
            footer: None,
        }
    }
}
