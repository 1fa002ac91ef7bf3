//! Rules of meters and their readings.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::Month;
use zhangfang_domain::reading_check::Doubt;

/// Why a meter or a reading is not kept, or not billed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeterRefusal {
    /// A reading is doubtful.
    #[error("{meter}: {doubts:?}")]
    Doubtful {
        /// Number of the meter.
        meter: String,
        /// What was read.
        value: Decimal,
        /// Why; hard doubts alone, or soft ones nobody accepted.
        doubts: Vec<Doubt>,
    },
    /// The reading was taken back before.
    #[error("reading {reading} is void")]
    ReadingVoid {
        /// Its number.
        reading: i64,
    },
    /// The reading was billed; it can only be put right by another one.
    #[error("reading {reading} of {meter} was billed in {month}")]
    ReadingBilled {
        /// Its number.
        reading: i64,
        /// Number of the meter.
        meter: String,
        /// The month.
        month: Month,
    },
    /// The reading was not billed; it is taken back and noted again instead of put right.
    #[error("reading {reading} was not billed")]
    ReadingNotBilled {
        /// Its number.
        reading: i64,
    },
    /// Another reading has put it right; that one counts, and that one would be taken back.
    #[error("reading {reading} was put right by {by}")]
    ReadingCorrected {
        /// Its number.
        reading: i64,
        /// The one that counts.
        by: i64,
    },
    /// Later readings stand on this one.
    #[error("reading {reading} of {meter} has later ones")]
    ReadingBuiltUpon {
        /// Its number.
        reading: i64,
        /// Number of the meter.
        meter: String,
    },
    /// The meter was taken down.
    #[error("{meter} was removed on {day}")]
    Removed {
        /// Number of the meter.
        meter: String,
        /// The day.
        day: NaiveDate,
    },
    /// A meter of a home needs a price.
    #[error("{meter} has no price")]
    NoPlan {
        /// Number of the meter.
        meter: String,
    },
    /// No version of a price has started.
    #[error("{plan} has no version in {month}")]
    NoVersion {
        /// Name of the price.
        plan: String,
        /// The month.
        month: Month,
    },
    /// Tiers that are none.
    #[error("{text:?} are no tiers")]
    BadTiers {
        /// What was typed.
        text: String,
    },
    /// Nothing is known to estimate from.
    #[error("nothing to estimate {meter} from")]
    NoHistory {
        /// Number of the meter.
        meter: String,
    },
    /// The meter was read for the month.
    #[error("{meter} was read for {month}")]
    NoEstimateNeeded {
        /// Number of the meter.
        meter: String,
        /// The month.
        month: Month,
    },
    /// Charges would be overdue the day they are posted.
    #[error("due {due} is over")]
    DueOver {
        /// The due date.
        due: NaiveDate,
    },
    /// The file has nothing that can be kept.
    #[error("no reading to keep")]
    NothingToKeep {
        /// Rows refused.
        refused: usize,
        /// Rows that say what the book says.
        same: usize,
    },
    /// Readings of the import were billed.
    #[error("import {import} was billed: {meters:?}")]
    ImportBilled {
        /// Its number.
        import: i64,
        /// Numbers of the meters.
        meters: Vec<String>,
    },
}

impl MeterRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Doubtful { .. } => "doubtful-reading",
            Self::ReadingVoid { .. } => "reading-void",
            Self::ReadingBilled { .. } => "reading-billed",
            Self::ReadingNotBilled { .. } => "reading-not-billed",
            Self::ReadingBuiltUpon { .. } => "reading-built-upon",
            Self::ReadingCorrected { .. } => "reading-corrected",
            Self::Removed { .. } => "meter-removed",
            Self::NoPlan { .. } => "meter-without-price",
            Self::NoVersion { .. } => "no-price-version",
            Self::BadTiers { .. } => "bad-tiers",
            Self::NoHistory { .. } => "no-history",
            Self::NoEstimateNeeded { .. } => "already-read",
            Self::DueOver { .. } => "due-over",
            Self::NothingToKeep { .. } => "nothing-to-keep",
            Self::ImportBilled { .. } => "import-billed",
        }
    }
}
