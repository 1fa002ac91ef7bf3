//! A part of a block as it is kept: everything its amount follows from.

use crate::{Result, StoreError, form};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Month;
use zhangfang_domain::part::{Part, PartMonth};
use zhangfang_domain::proration::{Share, StartRule};
use zhangfang_domain::tariff::{Basis, Rounding};

/// A [`Part`] in stored form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartDetail {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Code of the start rule that split a month of it.
    pub rule: Option<String>,
    /// Code of the basis.
    pub basis: String,
    /// Code of the rounding.
    pub rounding: String,
    /// Quantity in ten-thousandths.
    pub quantity_e4: i64,
    /// Every month of the block.
    pub months: Vec<PartMonthDetail>,
}

/// A [`PartMonth`] in stored form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartMonthDetail {
    /// `yyyymm`.
    pub month: i32,
    /// Unit price in millionths of a yuan.
    pub price_e6: i64,
    /// What the parts before this one have of the month, as a fraction.
    pub before: (u64, u64),
    /// What they and this one have.
    pub after: (u64, u64),
}

impl PartDetail {
    /// A part as it is kept.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for quantities or prices with too many digits.
    pub fn of(part: &Part) -> Result<Self> {
        let fit = |what, value: rust_decimal::Decimal, places| {
            form::scaled(value, places)
                .ok_or_else(|| StoreError::Unrepresentable { what, value: value.to_string() })
        };
        let month = |m: &PartMonth| {
            Ok(PartMonthDetail {
                month: m.month.yyyymm(),
                price_e6: fit("unit price", m.unit_price, 6)?,
                before: m.before.pair(),
                after: m.after.pair(),
            })
        };
        Ok(Self {
            first: part.first,
            last: part.last,
            rule: part.rule.map(|r| r.code().to_owned()),
            basis: part.basis.code().to_owned(),
            rounding: part.rounding.code().to_owned(),
            quantity_e4: fit("quantity", part.quantity, 4)?,
            months: part.months.iter().map(month).collect::<Result<_>>()?,
        })
    }

    /// The part; `None` when a code or month is not readable.
    #[must_use]
    pub fn part(&self) -> Option<Part> {
        let month = |m: &PartMonthDetail| {
            Some(PartMonth {
                month: Month::from_yyyymm(m.month)?,
                unit_price: form::decimal(m.price_e6, 6),
                before: Share::from_pair(m.before)?,
                after: Share::from_pair(m.after)?,
            })
        };
        Some(Part {
            first: self.first,
            last: self.last,
            rule: match &self.rule {
                None => None,
                Some(code) => Some(StartRule::from_code(code)?),
            },
            basis: Basis::from_code(&self.basis)?,
            rounding: Rounding::from_code(&self.rounding)?,
            quantity: form::decimal(self.quantity_e4, 4),
            months: self.months.iter().map(month).collect::<Option<_>>()?,
        })
    }
}
