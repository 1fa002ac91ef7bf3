//! 催缴: who owes, account by account, and where each stands; who is brought to a stage, and who is left out and why.

use crate::arrears::{ArrearsFilter, ArrearsLine, ArrearsList};
use crate::billing::shown;
use crate::export::{Table, Value};
use crate::ladder::LadderBook;
use crate::{Office, Result};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::{Bucket, bucket};
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::dunning::{Next, Standing};
use zhangfang_domain::settlement::Class;
use zhangfang_store::account::Account;
use zhangfang_store::register::Home;

mod batch;
mod plan;
mod run;
mod step;

pub use batch::{LadderCard, RunLine};
pub use plan::{Addressee, Decision, DunningPlan, DunningRequest, LeftOut, LeftOutLine, Scope};
pub use run::{Changed, Dunned};
pub use zhangfang_store::dunning::{ResultRow, StepRow};

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
    /// Only the buildings this person looks after.
    pub steward: Option<String>,
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
    /// The day this stands for.
    pub as_of: NaiveDate,
    /// Where it stands on the ladder.
    pub standing: Standing,
    /// Why it owes, as last learnt.
    pub reason: Option<ArrearsReason>,
    /// The day until which it promised to pay.
    pub promised: Option<NaiveDate>,
    /// Who looks after the building.
    pub steward: Option<String>,
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
        all.retain(|d| {
            d.total >= filter.at_least
                && filter.steward.as_ref().is_none_or(|s| d.steward.as_ref() == Some(s))
        });
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
        let wanted = item.as_ref().map(|i| self.charge_item(i)).transpose()?.map(|i| i.id);
        let list = self.arrears(as_of, &ArrearsFilter { item, ..ArrearsFilter::default() })?;
        let book = LadderBook::read(self.book.reading(), wanted, None, as_of)?;
        self.debtors_in(&list, as_of, &book)
    }

    /// The debtors of a list, with where they stand on the ladder.
    fn debtors_in(&self, list: &ArrearsList, as_of: NaiveDate, book: &LadderBook) -> Result<Vec<Debtor>> {
        let stewards = self.stewards_by_building()?;
        let mut debtors: Vec<Debtor> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for line in &list.lines {
            let at = *places.entry(line.account).or_insert_with(|| {
                let mut debtor = Debtor::of(line, as_of, &stewards);
                let known = book.known(line.account);
                debtor.standing = book.standing(line.account);
                debtor.reason = known.and_then(|k| k.reason).map(|(reason, _)| reason);
                debtor.promised = known.and_then(|k| k.promised);
                debtors.push(debtor);
                debtors.len() - 1
            });
            debtors[at].add(line);
        }
        Ok(debtors)
    }

    /// Those of some accounts, who owe nothing that is overdue any more.
    fn settled_debtors(&self, accounts: &[i64], today: NaiveDate) -> Result<Vec<Debtor>> {
        if accounts.is_empty() {
            return Ok(Vec::new());
        }
        let reading = self.book.reading();
        let (all, stewards) = (reading.accounts()?, self.stewards_by_building()?);
        let known = accounts.iter().filter_map(|account| all.get(account));
        known
            .map(|account| Ok(Debtor::paid(account, &reading.home(account.home)?, &stewards, today)))
            .collect()
    }

    /// Who looks after each building, by its code.
    pub(crate) fn stewards_by_building(&self) -> Result<HashMap<String, String>> {
        let reading = self.book.reading();
        let names = reading.stewards()?;
        let buildings = reading.buildings()?.into_iter();
        Ok(buildings.filter_map(|(id, code)| Some((code, names.get(&id)?.clone()))).collect())
    }
}

impl Debtor {
    fn of(line: &ArrearsLine, as_of: NaiveDate, stewards: &HashMap<String, String>) -> Self {
        let building = line.room.split('-').next().unwrap_or_default();
        Self {
            steward: stewards.get(building).cloned(),
            account: line.account,
            home: line.home,
            room: line.room.clone(),
            building: building.to_owned(),
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
            as_of,
            standing: Standing::closed(),
            reason: None,
            promised: None,
        }
    }

    /// Somebody who owes nothing that is overdue any more.
    fn paid(account: &Account, home: &Home, stewards: &HashMap<String, String>, today: NaiveDate) -> Self {
        let building = home.record.building.clone();
        Self {
            account: account.id,
            home: home.id,
            room: home.record.room_number(),
            owner: shown(account),
            charges: 0,
            oldest: today,
            age: bucket(today, today),
            total: Fen::ZERO,
            asked: Fen::ZERO,
            late_charge: Fen::ZERO,
            limitation: today,
            remark: String::new(),
            agreement: None,
            as_of: today,
            standing: Standing::closed(),
            reason: None,
            promised: None,
            steward: stewards.get(&building).cloned(),
            building,
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

impl Debtor {
    /// The stage reached and when, in words; empty when nothing was done.
    #[must_use]
    pub fn stage_words(&self) -> String {
        let Standing { stage, since, .. } = &self.standing;
        stage.zip(*since).map(|(stage, on)| format!("{} {on}", stage.label())).unwrap_or_default()
    }

    /// What comes next, in words.
    #[must_use]
    pub fn next_words(&self) -> String {
        next_words(&self.standing.next, self.as_of)
    }
}

/// What comes next on the ladder, in words.
#[must_use]
pub fn next_words(next: &Next, today: NaiveDate) -> String {
    match next {
        Next::Closed => String::new(),
        Next::Held(hold) => format!("暂停：{}，到 {} 止", hold.cause.label(), hold.until),
        Next::Promised(until) => format!("承诺 {until} 前缴"),
        Next::BelowMinimum => "低于起催金额".to_owned(),
        Next::InCourt => "案件办理中".to_owned(),
        Next::Stage { stage, from, .. } if *from > today => format!("{} 起 {}", from, stage.label()),
        Next::Stage { stage, .. } => format!("该{}了", stage.label()),
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
            "阶段",
            "下一步",
            "欠费原因",
            "管家",
            "备注",
        ];
        let row = |d: &Debtor| {
            vec![
                Value::Text(d.room.clone()),
                Value::Text(d.owner.clone()),
                Value::Text(d.age.label().to_owned()),
                Value::Date(d.oldest),
                Value::Integer(i64::try_from(d.charges).unwrap_or(i64::MAX)),
                Value::Amount(d.total),
                Value::Amount(d.late_charge),
                Value::Date(d.limitation),
                Value::Text(d.stage_words()),
                Value::Text(d.next_words()),
                Value::Text(d.reason.map_or("", ArrearsReason::label).to_owned()),
                Value::Text(d.steward.clone().unwrap_or_default()),
                Value::Text(d.remark.clone()),
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
