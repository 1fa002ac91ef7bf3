//! The demo office: an invented estate, lived through for some months, with every paper of its last month end.
//!
//! The same recipe gives the same book and the same papers on every machine.

mod desk;
mod life;
mod month_end;
mod population;
mod routine;
mod set_up;

pub use life::Lived;
pub use month_end::Made;
pub use population::{Building, PersonHome, Population, Temperament};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::path::Path;
use zhangfang_documents::FontSet;
use zhangfang_domain::{Month, Months};
use zhangfang_office::{Occasion, Office, Progress, Refusal, Result};

/// Name of the workbook the register of a demo was taken in from.
pub const WORKBOOK: &str = "业主台账.xlsx";

/// What a demo is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// Homes, shops included.
    pub homes: usize,
    /// How many months are lived through.
    pub months: u32,
    /// The same seed gives the same estate.
    pub seed: u64,
    /// The last day; nothing happens after it.
    pub until: NaiveDate,
}

impl Recipe {
    /// The months lived through.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] for a size no demo has.
    pub fn lived_months(&self) -> Result<Months> {
        let unusable = |field, value: String, expected| Refusal::Unusable { field, value, expected };
        if !(1..=50_000).contains(&self.homes) {
            return Err(unusable("户数", self.homes.to_string(), "1 到 50000").into());
        }
        if !(1..=120).contains(&self.months) {
            return Err(unusable("月数", self.months.to_string(), "1 到 120").into());
        }
        Ok(Months::starting(Month::of(self.until).plus(1 - self.months.cast_signed()), self.months))
    }
}

/// The clock of the demo: it only ever moves forward, a little with every act.
#[derive(Debug)]
pub(crate) struct Clock {
    now: NaiveDateTime,
}

impl Clock {
    /// Who does the next act and when.
    pub fn occasion(&mut self, day: NaiveDate, operator: &str) -> Occasion {
        let opening = day.and_hms_opt(8, 30, 0).unwrap_or_default();
        self.now = if self.now < opening { opening } else { self.now + TimeDelta::seconds(47) };
        Occasion { operator: operator.to_owned(), today: day, now: self.now, key: None }
    }
}

/// A demo office that has lived its months.
#[derive(Debug)]
pub struct Demo {
    /// The office, open.
    pub office: Office,
    /// Its people.
    pub people: Population,
    /// What the months brought.
    pub lived: Lived,
    /// The months.
    pub months: Months,
    /// The workbook the register was taken in from.
    pub workbook: Vec<u8>,
    clock: Clock,
}

impl Demo {
    /// Makes the book at `path`. A demo that was stopped half way leaves nothing behind.
    ///
    /// # Errors
    /// Of [`Recipe::lived_months`]; [`Refusal::Unusable`] when there is a file already;
    /// [`zhangfang_office::OfficeError::Cancelled`].
    pub fn make(path: &Path, recipe: &Recipe, progress: &mut dyn Progress) -> Result<Self> {
        let months = recipe.lived_months()?;
        if path.exists() {
            let expected = "没有演示账本的文件夹；请先删掉旧的";
            let value = path.display().to_string();
            return Err(Refusal::Unusable { field: "输出文件夹", value, expected }.into());
        }
        // A folder that cannot be made is refused with the book in it.
        path.parent().map(std::fs::create_dir_all);
        let made = Self::lived(path, recipe, months, progress);
        if made.is_err() {
            remove(path);
        }
        made
    }

    fn lived(path: &Path, recipe: &Recipe, months: Months, progress: &mut dyn Progress) -> Result<Self> {
        let people = population::population(recipe.homes, recipe.seed);
        let mut clock = Clock { now: NaiveDateTime::default() };
        let workbook = set_up::workbook(&people, months.from)?;
        let mut office = set_up::office(path, &workbook, &people, months, &mut clock)?;
        let lived = life::live(&mut office, &people, recipe, &mut clock, progress)?;
        Ok(Self { office, people, lived, months, workbook, clock })
    }

    /// Prints every paper of the last month and charges the next one; `keep` is handed each by its file name.
    ///
    /// # Errors
    /// Of the papers and of `keep`.
    pub fn month_end(
        &mut self,
        fonts: &FontSet,
        progress: &mut dyn Progress,
        keep: &mut dyn FnMut(&str, &[u8]) -> Result<()>,
    ) -> Result<Made> {
        let mut printing = month_end::Printing { fonts, keep, made: Made::new() };
        printing.papers(&mut self.office, self.months.to, &mut self.clock, progress)?;
        Ok(printing.made)
    }
}

/// Removes a book and what lies beside it.
pub fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        drop(std::fs::remove_file(name));
    }
}

/// Days of a month that exist in every month.
fn day(month: Month, day: u32) -> NaiveDate {
    month.day_or_last(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhangfang_domain::metering::ReadingKind;
    use zhangfang_office::Silent;
    use zhangfang_office::form::FormKind;
    use zhangfang_office::metering::Metered;

    #[test]
    fn a_demo_is_whole_has_something_on_every_page_and_stops_with_its_last_day() {
        let folder = tempfile::tempdir().expect("a folder");
        let until = NaiveDate::from_ymd_opt(2026, 3, 18).expect("a day");
        let recipe = Recipe { homes: 60, months: 5, seed: 7, until };
        let path = folder.path().join("demo.zfb");
        let Demo { office, .. } = Demo::make(&path, &recipe, &mut Silent).expect("a demo");
        assert!(office.verify().expect("a verification").findings.is_empty());
        assert_eq!(office.staff().expect("the staff").len(), 4);
        let forms = office.forms(None).expect("forms");
        let waits = |kind: FormKind| forms.iter().any(|f| f.kind == kind.code() && f.verdict.is_none());
        assert!(waits(FormKind::Refund), "no refund waits");
        let approved = |kind: FormKind| forms.iter().any(|f| f.kind == kind.code() && f.effect.is_some());
        assert!(approved(FormKind::Waiver) && approved(FormKind::WriteOff));
        let metered = office.metered().expect("meters");
        let read = |m: &&Metered| m.links.iter().any(|l| l.kind == ReadingKind::Estimate);
        assert!(metered.iter().all(|m| m.links.len() > 3));
        assert!(metered.iter().any(|m| read(&m)), "nobody was out");
        assert_eq!(office.shared_bills().expect("shared bills").len(), 8);
        assert!(office.shifts().expect("shifts").iter().all(|shift| shift.closing.is_some()));
        assert_eq!(office.unacknowledged_shifts().expect("shifts").len(), 1);
        assert_eq!(
            office.closed_periods().expect("months").len(),
            4,
            "the month before the first and three lived"
        );
        assert_eq!(office.parking_spaces().expect("spaces").len(), 3);
        assert!(!office.deposits(None, false).expect("deposits").is_empty());
        assert!(!office.agreements(None, until).expect("agreements").is_empty());
        assert!(
            office
                .receipts(until, until + chrono::Days::new(60))
                .expect("receipts")
                .iter()
                .all(|r| r.biz_date <= until)
        );
        let again = Demo::make(&path, &recipe, &mut Silent).map(|_| ()).expect_err("a file in the way");
        assert_eq!(again.code(), "unusable-value");
    }
}
