//! How a charge came about when a tariff version alone does not say it: kept with the charge, so that the
//! amount can be explained and recomputed years later (domain section 4.10).

use crate::late::LateDetail;
use crate::metered::Metered;
use crate::parking::ParkingFee;
use crate::shared_cost::SharedShare;
use crate::{Act, Result, StoreError, fact};
use chrono::NaiveDate;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use zhangfang_domain::{Fen, Months};

mod part;
pub use part::{PartDetail, PartMonthDetail};

/// Where the amount of a charge comes from. Codes and fields never change once a book holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "kebab-case")]
pub enum ChargeDetail {
    /// Agreed or decided in writing, not computed.
    Agreed {
        /// The agreement or decision in the words of the form.
        words: String,
    },
    /// A share of a supplier's bill.
    Shared(SharedShare),
    /// A parking space.
    Parking(ParkingFee),
    /// Read from meters and priced by tiers.
    Metered(Box<Metered>),
    /// Some days of a block, priced by a tariff.
    Part(PartDetail),
    /// What a charge lacked by a quantity that was found too small.
    Difference {
        /// The charge it adds to.
        charge: i64,
        /// As it was charged.
        was: Box<PartDetail>,
        /// As it should have been.
        is: Box<PartDetail>,
    },
    /// A claimed late charge.
    Late(LateDetail),
}

impl ChargeDetail {
    /// The code of the source, as kept beside the detail.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        match self {
            Self::Agreed { .. } => "agreed",
            Self::Shared(_) => "shared",
            Self::Parking(_) => "parking",
            Self::Metered(_) => "metered",
            Self::Part(_) => "part",
            Self::Difference { .. } => "difference",
            Self::Late(_) => "late",
        }
    }

    /// The amount that follows from the detail alone. `stated` is what the charge says, for details that do not
    /// compute one. `None` when nothing follows.
    #[must_use]
    pub fn recompute(&self, stated: Fen) -> Option<Fen> {
        match self {
            Self::Agreed { .. } => Some(stated),
            Self::Shared(share) => share.recompute(),
            Self::Parking(fee) => fee.recompute(),
            Self::Metered(metered) => metered.recompute(),
            Self::Part(part) => part.part()?.gross().ok(),
            Self::Difference { was, is, .. } => Some(is.part()?.gross().ok()? - was.part()?.gross().ok()?),
            Self::Late(late) => late.recompute(stated),
        }
    }
}

impl Act<'_> {
    pub(crate) fn post_detail(&mut self, charge: i64, detail: &ChargeDetail) -> Result<()> {
        let values = [
            Value::Integer(charge),
            Value::Text(detail.source().to_owned()),
            Value::Text(serde_json::to_string(detail)?),
        ];
        self.post(&fact::CHARGE_DETAIL, &values)?;
        Ok(())
    }
}

/// First and last day of a charge: of its detail when that says it, else of its months.
pub(crate) fn days(months: Months, detail: Option<&str>) -> Result<(NaiveDate, NaiveDate), StoreError> {
    match detail.map(serde_json::from_str).transpose()? {
        Some(ChargeDetail::Part(part)) => Ok((part.first, part.last)),
        _ => Ok((months.first_day(), months.last_day())),
    }
}
