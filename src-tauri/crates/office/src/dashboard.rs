//! 总览: what the office looks at first, answered in one go from the projections.

mod map;
mod todo;

pub use map::{BuildingMap, MapHome, UnitMap};
pub use todo::{Todo, TodoKind};

use crate::day::MethodTakings;
use crate::{Occasion, Office, OfficeError, Result};
use chrono::NaiveDate;
use zhangfang_domain::ageing::Bucket;
use zhangfang_domain::rates::{KeyRates, Rate};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::rate::MonthTotal;

/// What has to be done before there are figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// No home is in the book.
    Register,
    /// No item has a price.
    Tariffs,
    /// Nothing was charged.
    BillRun,
}

/// What is open in one age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeSum {
    /// How old.
    pub bucket: Bucket,
    /// How much.
    pub open: Fen,
    /// Number of charges.
    pub charges: i64,
}

/// The money of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTakings {
    /// The day.
    pub date: NaiveDate,
    /// By method, every method.
    pub by_method: Vec<MethodTakings>,
}

/// The page the office looks at first.
#[derive(Clone, Debug)]
pub struct Dashboard {
    /// The day its figures stand for.
    pub today: NaiveDate,
    /// What has to be done first, in a book without figures.
    pub next_step: Option<NextStep>,
    /// Homes in the book.
    pub homes: usize,
    /// The latest month that was charged, up to this one, with its rates.
    pub rates: Option<(Month, KeyRates)>,
    /// Everything overdue.
    pub overdue: Fen,
    /// Homes that owe it.
    pub debtors: usize,
    /// Everything open by age, youngest first.
    pub ages: Vec<AgeSum>,
    /// The buildings with what is overdue in them.
    pub map: Vec<BuildingMap>,
    /// Twelve months, this one last.
    pub trend: Vec<MonthTotal>,
    /// What waits for somebody today, most urgent first.
    pub todos: Vec<Todo>,
    /// Yesterday and today.
    pub takings: [DayTakings; 2],
}

impl Office {
    /// The page the office looks at first, for whoever works at the desk.
    ///
    /// # Errors
    /// Store errors.
    pub fn dashboard(&self, occasion: &Occasion) -> Result<Dashboard> {
        let (today, reading) = (occasion.today, self.book.reading());
        let month = Month::of(today);
        let places = reading.places()?;
        let overdue = reading.overdue_by_home(today)?;
        let trend = self.trend(month)?;
        let sums = reading.open_sums(today)?;
        let ages = Bucket::ALL.into_iter().zip(sums.by_age);
        let mut charged = None;
        for total in trend.iter().rev().filter(|t| t.net.is_positive()) {
            if reading.charged_for(total.month)? {
                charged = Some(total.month);
                break;
            }
        }
        let next_step = if places.is_empty() {
            Some(NextStep::Register)
        } else if reading.is_priced()? {
            (charged.is_none() && sums.total.count == 0).then_some(NextStep::BillRun)
        } else {
            Some(NextStep::Tariffs)
        };
        let todos = if next_step.is_none() { self.todos(occasion)? } else { Vec::new() };
        Ok(Dashboard {
            today,
            next_step,
            homes: places.len(),
            rates: charged
                .map(|month| Ok::<_, OfficeError>((month, reading.key_rates(Months::single(month), today)?)))
                .transpose()?,
            overdue: Fen(sums.overdue.fen),
            debtors: overdue.len(),
            ages: ages.map(|(bucket, s)| AgeSum { bucket, open: Fen(s.fen), charges: s.count }).collect(),
            map: map::of(&places, &overdue, today),
            trend,
            todos,
            takings: [self.takings(today.pred_opt().unwrap_or(today))?, self.takings(today)?],
        })
    }

    fn takings(&self, date: NaiveDate) -> Result<DayTakings> {
        Ok(DayTakings { date, by_method: self.handled_on(date)?.by_method() })
    }
}

/// How much of what was charged for a month has come in.
#[must_use]
pub fn month_rate(total: &MonthTotal) -> Rate {
    Rate { numerator: total.received, denominator: total.net }
}
