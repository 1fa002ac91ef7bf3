//! Who owes what, how old it is, and how much of what was billed came in.

use crate::billing::{CURRENT, shown, standing};
use crate::late_charge::{Bill, LateBook};
use crate::limitation::LimitationBook;
use crate::settlement::Settling;
use crate::{Office, Result, agreement, wire};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::ageing::{self, Bucket};
use zhangfang_domain::rates::{CountRate, PeriodFigures, Rate};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::Reading;
use zhangfang_store::account::Account;
use zhangfang_store::arrears::{OpenItem, OpenSum, bucket_at};
use zhangfang_store::rate::MonthTotal;
use zhangfang_store::register::Home;

/// Which open charges are wanted.
#[derive(Clone, Debug, Default)]
pub struct ArrearsFilter {
    /// Only this building.
    pub building: Option<String>,
    /// Only this unit of the building.
    pub unit: Option<u16>,
    /// Only this home, by room.
    pub room: Option<String>,
    /// Only this item, by code or name.
    pub item: Option<String>,
    /// Also what is not due yet.
    pub include_not_due: bool,
    /// Only homes owing at least this much.
    pub at_least: Fen,
    /// Only charges overdue at least this many days.
    pub overdue_days: i64,
}

/// One open charge of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArrearsLine {
    /// The charge.
    pub charge: i64,
    /// The home.
    pub room: String,
    /// Owner, masked.
    pub owner: String,
    /// Item by its name on paper.
    pub item: String,
    /// Months charged.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// Due date.
    pub due: NaiveDate,
    /// Days past it; zero or less when not due.
    pub days_overdue: i64,
    /// Age bucket.
    pub bucket: &'static str,
    /// Last day of the limitation period, by the due date and what happened since.
    pub limitation: NaiveDate,
    /// Late charge that could be claimed, a memo; nothing where no clause is recorded.
    #[serde(with = "wire::yuan")]
    pub late_charge: Fen,
    /// The agreement it is paid under, or the day a promise is for.
    pub remark: String,
    /// The running agreement it is paid under, for callers inside.
    #[serde(skip)]
    pub agreement: Option<String>,
    /// What kind of debt, for callers inside.
    #[serde(skip)]
    pub class: Class,
    /// Open amount.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// First and last day charged.
    pub days: (NaiveDate, NaiveDate),
    /// The account that owes it.
    pub account: i64,
    /// Its home, for callers inside.
    #[serde(skip)]
    pub home: i64,
}

/// The list of open charges with its sums.
#[derive(Clone, Debug, Serialize)]
pub struct ArrearsList {
    /// Date the figures stand for.
    pub as_of: NaiveDate,
    /// Sum.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Late charge that could be claimed on all of it: a memo, not in the sum.
    #[serde(with = "wire::yuan")]
    pub late_charge: Fen,
    /// The clauses behind that memo by home, for callers inside.
    #[serde(skip)]
    pub late_basis: HashMap<i64, String>,
    /// Homes that owe.
    pub homes: usize,
    /// Lines in order of room and due date.
    pub lines: Vec<ArrearsLine>,
}

/// One line of a table of sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SumLine {
    /// What the sum is of.
    pub key: String,
    /// The sum.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// Number of charges.
    pub charges: i64,
}

/// The sums of a dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArrearsSums {
    /// Date the figures stand for.
    pub as_of: NaiveDate,
    /// Everything open, due or not.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// What is overdue.
    #[serde(with = "wire::yuan")]
    pub overdue: Fen,
    /// By building.
    pub by_building: Vec<SumLine>,
    /// By item.
    pub by_item: Vec<SumLine>,
    /// By age.
    pub by_age: Vec<SumLine>,
}

/// What arrears can be summed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumBy {
    /// Building.
    Building,
    /// Building and unit.
    Unit,
    /// Charge item.
    Item,
    /// Home.
    Home,
    /// Age bucket.
    Age,
}

/// A rate with what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RateLine {
    /// Stable code.
    pub code: &'static str,
    /// Name: 当期收缴率 …
    pub name: &'static str,
    /// Numerator, in yuan or homes.
    pub numerator: String,
    /// Denominator, in yuan or homes.
    pub denominator: String,
    /// Percent with two decimals; none without a denominator.
    pub percent: Option<Decimal>,
}

/// The rates of a period as they stood on a date.
#[derive(Clone, Debug, Serialize)]
pub struct Rates {
    /// The period.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// Date the figures stand for.
    pub as_of: NaiveDate,
    /// Rates in the order of domain 5.1.
    pub rates: Vec<RateLine>,
    /// Owed at the end, of the period and before.
    #[serde(with = "wire::yuan")]
    pub arrears: Fen,
    /// Homes that owe it.
    pub debtor_homes: u64,
    /// Average per debtor home.
    #[serde(with = "wire::yuan_or_none")]
    pub average: Option<Fen>,
    /// What the rates are made of.
    #[serde(skip)]
    pub figures: PeriodFigures,
}

impl Office {
    /// The open charges as of a date, home by home.
    ///
    /// # Errors
    /// [`crate::Refusal::UnknownHome`], [`crate::Refusal::Unknown`], store errors.
    pub fn arrears(&self, as_of: NaiveDate, filter: &ArrearsFilter) -> Result<ArrearsList> {
        let wanted_home = filter.room.as_ref().map(|r| self.home(r)).transpose()?;
        let wanted_item = filter.item.as_ref().map(|i| self.charge_item(i)).transpose()?.map(|i| i.id);
        let mut open = match &wanted_home {
            Some(home) => self.book.reading().open_items_of_home(home.id, as_of)?,
            None => self.book.reading().open_items(as_of)?,
        };
        let in_order = wanted_home.map_or_else(|| self.book.reading().homes(), |home| Ok(vec![home]))?;
        let order: HashMap<i64, usize> = in_order.iter().enumerate().map(|(i, h)| (h.id, i)).collect();
        let homes: HashMap<i64, Home> = in_order.into_iter().map(|h| (h.id, h)).collect();
        let items = self.item_names()?;
        let settling = Settling::read(self.book.reading())?;
        open.retain(|o| {
            // What was claimed is due at once, also on the day of the claim.
            let claimed = o.due == as_of && settling.class(o.item) != Class::Principal;
            let days = ageing::days_overdue(o.due, as_of);
            let place = homes.get(&o.home).map(|h| &h.record);
            (filter.include_not_due || days > 0 || claimed)
                && (filter.overdue_days == 0 || days >= filter.overdue_days)
                && wanted_item.is_none_or(|i| i == o.item)
                && filter.building.as_deref().is_none_or(|b| place.is_some_and(|p| p.building == b))
                && filter.unit.is_none_or(|u| place.is_some_and(|p| p.unit == u))
        });
        keep_large(&mut open, filter.at_least);
        open.sort_by_key(|o| (order.get(&o.home).copied(), o.due, o.charge));
        let mut concerned: Vec<i64> = open.iter().map(|o| o.home).collect();
        concerned.dedup();
        let total = open.iter().map(|o| o.open).sum();
        let known = Known::read(self.book.reading(), settling, &open, as_of)?;
        let lines: Vec<ArrearsLine> =
            open.iter().map(|o| known.line(o, as_of, homes.get(&o.home), &items)).collect();
        let late_charge = lines.iter().map(|l| l.late_charge).sum();
        let late_basis = known.bases(&open);
        Ok(ArrearsList { as_of, total, late_charge, late_basis, homes: concerned.len(), lines })
    }

    /// Sums of everything open as of a date, at once also for large books.
    ///
    /// # Errors
    /// Store errors.
    pub fn arrears_sums(&self, as_of: NaiveDate) -> Result<ArrearsSums> {
        let sums = self.book.reading().open_sums(as_of)?;
        let items = self.item_names()?;
        let sum = |key: String, s: &OpenSum| SumLine { key, open: Fen(s.fen), charges: s.count };
        let buildings = self.book.reading().buildings()?;
        let by_building = buildings
            .iter()
            .filter_map(|(id, code)| sums.by_building.get(id).map(|s| sum(code.clone(), s)))
            .collect();
        let name = |id: &i64| items.get(id).cloned().unwrap_or_default();
        Ok(ArrearsSums {
            as_of,
            open: Fen(sums.total.fen),
            overdue: Fen(sums.overdue.fen),
            by_building,
            by_item: sums.by_item.iter().map(|(id, s)| sum(name(id), s)).collect(),
            by_age: sums
                .by_age
                .iter()
                .enumerate()
                .map(|(i, s)| sum(bucket_at(i).label().to_owned(), s))
                .collect(),
        })
    }

    /// Sums a list by building, unit, item, home or age, in the order of the list.
    #[must_use]
    pub fn sum_by(&self, list: &ArrearsList, by: SumBy) -> Vec<SumLine> {
        let mut keys: Vec<String> = Vec::new();
        let mut sums: BTreeMap<String, (Fen, i64)> = BTreeMap::new();
        for line in &list.lines {
            let mut parts = line.room.splitn(3, '-');
            let (building, unit) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let key = match by {
                SumBy::Building => building.to_owned(),
                SumBy::Unit => format!("{building}-{unit}"),
                SumBy::Item => line.item.clone(),
                SumBy::Home => line.room.clone(),
                SumBy::Age => line.bucket.to_owned(),
            };
            let sum = sums.entry(key.clone()).or_insert_with(|| {
                keys.push(key);
                (Fen::ZERO, 0)
            });
            sum.0 += line.open;
            sum.1 += 1;
        }
        if by == SumBy::Age {
            keys = Bucket::ALL.iter().map(|b| b.label().to_owned()).collect();
        }
        let of = |key: String| {
            let (open, charges) = sums.get(&key).copied().unwrap_or_default();
            SumLine { key, open, charges }
        };
        keys.into_iter().map(of).collect()
    }

    /// The rates of domain 5.1 for the charges of `months`, as of a date.
    ///
    /// # Errors
    /// Store errors.
    pub fn rates(&self, months: Months, as_of: NaiveDate) -> Result<Rates> {
        let figures = self.book.reading().period_figures(months, as_of)?;
        let homes = figures.by_home();
        let mut rates = vec![
            money("current", "当期收缴率", figures.current()),
            money("historic", "历史欠费清缴率", figures.historic()),
            money("overall", "综合收缴率", figures.overall()),
            count("by-home", "户收缴率", homes),
            count("prepaid-share", "预缴率", figures.prepaid_share()),
        ];
        if !figures.opening_written_off.is_zero() {
            rates.insert(2, money("historic-gross", "历史欠费清缴率（未扣核销）", figures.historic_gross()));
        }
        Ok(Rates {
            months,
            as_of,
            rates,
            arrears: figures.arrears_end(),
            debtor_homes: figures.debtor_homes,
            average: figures.average_arrears(),
            figures,
        })
    }

    /// Charged and received by month for the twelve months ending with one.
    ///
    /// # Errors
    /// Store errors.
    pub fn trend(&self, last: Month) -> Result<Vec<MonthTotal>> {
        let months = Months::starting(last.plus(-11), 12);
        let known = self.book.reading().month_totals(months)?;
        let of = |month| known.iter().find(|t| t.month == month).copied();
        let nothing = |month| MonthTotal { month, net: Fen::ZERO, received: Fen::ZERO };
        Ok(months.iter().map(|month| of(month).unwrap_or_else(|| nothing(month))).collect())
    }
}

fn keep_large(open: &mut Vec<OpenItem>, at_least: Fen) {
    let mut by_home: HashMap<i64, Fen> = HashMap::new();
    for o in open.iter() {
        *by_home.entry(o.home).or_default() += o.open;
    }
    open.retain(|o| by_home.get(&o.home).is_some_and(|sum| *sum >= at_least));
}

/// What the lines of a list need to know beyond what is open.
struct Known {
    late: LateBook,
    limitation: LimitationBook,
    settling: Settling,
    agreements: HashMap<i64, String>,
    accounts: HashMap<i64, Account>,
    days: HashMap<i64, (NaiveDate, NaiveDate)>,
}

impl Known {
    fn read(reading: Reading<'_>, settling: Settling, open: &[OpenItem], as_of: NaiveDate) -> Result<Self> {
        Ok(Self {
            late: LateBook::read(reading, open.iter().map(Bill::from), as_of)?,
            limitation: LimitationBook::read(reading, open, as_of)?,
            settling,
            agreements: agreement::running(reading, None, as_of)?,
            accounts: reading.accounts()?,
            days: reading.part_days()?,
        })
    }

    /// The clauses behind the memo of each home that has one.
    fn bases(&self, open: &[OpenItem]) -> HashMap<i64, String> {
        let mut by_home: HashMap<i64, Vec<i64>> = HashMap::new();
        for o in open.iter().filter(|o| self.late.memo(o.charge).is_positive()) {
            by_home.entry(o.home).or_default().push(o.charge);
        }
        by_home.into_iter().map(|(home, charges)| (home, self.late.basis(charges.into_iter()))).collect()
    }

    /// The agreement a charge is in, else whose it is when that is not the owner of now.
    fn remark(&self, o: &OpenItem) -> String {
        let standing = self.accounts.get(&o.account).map(standing).filter(|s| *s != CURRENT);
        let agreement = self.agreements.get(&o.charge).map(|n| format!("分期 {n}"));
        agreement.or_else(|| standing.map(str::to_owned)).unwrap_or_default()
    }

    fn line(
        &self,
        o: &OpenItem,
        as_of: NaiveDate,
        home: Option<&Home>,
        items: &HashMap<i64, String>,
    ) -> ArrearsLine {
        ArrearsLine {
            charge: o.charge,
            room: home.map(|h| h.record.room_number()).unwrap_or_default(),
            owner: self.accounts.get(&o.account).map(shown).unwrap_or_default(),
            item: items.get(&o.item).cloned().unwrap_or_default(),
            months: o.months,
            due: o.due,
            days_overdue: ageing::days_overdue(o.due, as_of),
            bucket: ageing::bucket(o.due, as_of).label(),
            limitation: self.limitation.last_day(o),
            late_charge: self.late.memo(o.charge),
            remark: self.remark(o),
            agreement: self.agreements.get(&o.charge).cloned(),
            class: self.settling.class(o.item),
            open: o.open,
            days: self.days.get(&o.charge).copied().unwrap_or((o.months.first_day(), o.months.last_day())),
            account: o.account,
            home: o.home,
        }
    }
}

fn money(code: &'static str, name: &'static str, rate: Rate) -> RateLine {
    let (numerator, denominator) = (rate.numerator.plain(), rate.denominator.plain());
    RateLine { code, name, numerator, denominator, percent: rate.percent() }
}

fn count(code: &'static str, name: &'static str, rate: CountRate) -> RateLine {
    let (numerator, denominator) = (rate.numerator.to_string(), rate.denominator.to_string());
    RateLine { code, name, numerator, denominator, percent: rate.percent() }
}
