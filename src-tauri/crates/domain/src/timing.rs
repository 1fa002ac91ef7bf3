//! What money is to the month it comes in: for then, for before, or paid ahead.

use crate::{Month, Months};

/// Where the months of a charge lie, seen from a month (domain sections 3.14 and 5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timing {
    /// They were over before it: 往期欠费.
    Arrears,
    /// It is one of them: 本期.
    Current,
    /// They begin after it: 预缴.
    Ahead,
}

impl Timing {
    /// Where `charged` lies, seen from `month`.
    #[must_use]
    pub fn of(charged: Months, month: Month) -> Self {
        if charged.to < month {
            Self::Arrears
        } else if charged.from > month {
            Self::Ahead
        } else {
            Self::Current
        }
    }
}
