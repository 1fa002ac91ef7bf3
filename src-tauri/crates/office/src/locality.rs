//! The locality profile: what local rules decide, in one place and neutral by default (domain section 2.3).

use crate::{Office, Result};
use serde::{Deserialize, Serialize};
use zhangfang_domain::proration::StartRule;

/// Parameters that differ from city to city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Locality {
    /// Most months that may be prepaid at once.
    pub prepay_months: u32,
    /// The largest share of the fee, in percent, that a vacant home may be let off; 0 means no vacancy discount.
    pub vacancy_off_percent: u32,
    /// How many months a home must be vacant before the discount applies.
    pub vacancy_least_months: u32,
    /// Code of the start rule for tariffs that do not say their own.
    pub start_rule: String,
    /// Days in which an objection has to be answered.
    pub reply_days: u32,
    /// Months between two disclosures.
    pub disclosure_months: u32,
}

impl Default for Locality {
    fn default() -> Self {
        Self {
            prepay_months: 12,
            vacancy_off_percent: 0,
            vacancy_least_months: 6,
            start_rule: "actual-days".to_owned(),
            reply_days: 3,
            disclosure_months: 1,
        }
    }
}

impl Locality {
    /// The start rule for tariffs that do not say their own.
    #[must_use]
    pub fn start_rule(&self) -> StartRule {
        StartRule::from_code(&self.start_rule).unwrap_or(StartRule::ActualDays)
    }
}

/// The setting that holds it, as JSON.
pub(crate) const LOCALITY: &str = "locality";

impl Office {
    /// The locality profile.
    ///
    /// # Errors
    /// Store errors.
    pub fn locality(&self) -> Result<Locality> {
        let stored = self.book.reading().setting(LOCALITY)?;
        let read = stored.map(|text| serde_json::from_str(&text).map_err(zhangfang_store::StoreError::from));
        Ok(read.transpose()?.unwrap_or_default())
    }
}
