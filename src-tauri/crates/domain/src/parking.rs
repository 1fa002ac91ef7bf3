//! Parking spaces: what a space costs in the months of its contract, and what is given back when it ends early
//! (domain section 4.5). A space, a plate and one payer; nothing here knows whether anybody owes anything, because
//! arrears never touch the gate (checklist C1).

use crate::coded::coded;
use crate::money::MoneyError;
use crate::{Fen, Month, Months};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

coded! {
    /// Whose space it is.
    SpaceKind {
        /// 产权: bought by an owner, who pays for its management.
        Owned, "owned", "产权车位";
        /// 租赁: let by the developer or the company.
        Leased, "leased", "租赁车位";
        /// 公共: on common ground; its income belongs to all owners (Civil Code 282).
        Common, "common", "公共车位";
    }
}

coded! {
    /// How the first and the last month of a contract are charged when they are not whole.
    PartRule {
        /// By the days of that month (E1: 14/31).
        ByDay, "by-day", "首末月按实际天数";
        /// As a whole month.
        ByMonth, "by-month", "首末月按整月";
    }
}

/// What a contract says about money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rent {
    /// A whole month.
    pub monthly: Fen,
    /// First day of use.
    pub from: NaiveDate,
    /// Last day of use, once it is known.
    pub last: Option<NaiveDate>,
    /// How months that are not whole are charged.
    pub part: PartRule,
}

impl Rent {
    /// The months in which the space is used at all, up to `until`; `None` when there are none.
    #[must_use]
    pub fn months_until(&self, until: Month) -> Option<Months> {
        let last = self.last.map_or(until, |day| Month::of(day).min(until));
        Months::new(Month::of(self.from), last)
    }

    /// What one month costs: whole, from the first day on, or without the days after the last. What is given back is
    /// rounded and the rest kept, so that a month and its refund always add up (E2).
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn month(&self, month: Month) -> Result<Fen, MoneyError> {
        if month < Month::of(self.from) || self.last.is_some_and(|day| month > Month::of(day)) {
            return Ok(Fen::ZERO);
        }
        let used = match self.part {
            PartRule::ByDay if month == Month::of(self.from) => {
                days_of(self.monthly, month, month.days() - self.from.day() + 1)?
            }
            _ => self.monthly,
        };
        Ok(used - self.unused(month)?)
    }

    /// The part of a month after the last day of use.
    fn unused(&self, month: Month) -> Result<Fen, MoneyError> {
        match self.last {
            Some(day) if self.part == PartRule::ByDay && month == Month::of(day) => {
                days_of(self.monthly, month, month.days() - day.day())
            }
            _ => Ok(Fen::ZERO),
        }
    }

    /// What some months cost together, each rounded by itself.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn months(&self, months: Months) -> Result<Fen, MoneyError> {
        months.iter().map(|month| self.month(month)).sum()
    }

    /// What is given back of months charged before the last day was known, month by month; months used whole are left
    /// out. The last day must not lie before the first.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn given_back(&self, charged: Months, last: NaiveDate) -> Result<Vec<(Month, Fen)>, MoneyError> {
        let ended = Self { last: Some(last), ..*self };
        let back = charged.iter().map(|month| Ok((month, self.month(month)? - ended.month(month)?)));
        Ok(back
            .collect::<Result<Vec<_>, MoneyError>>()?
            .into_iter()
            .filter(|(_, fen)| !fen.is_zero())
            .collect())
    }
}

fn days_of(monthly: Fen, month: Month, days: u32) -> Result<Fen, MoneyError> {
    Fen::round_half_up(monthly.yuan() * Decimal::from(days) / Decimal::from(month.days()))
}

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";
const LAST_SIGNS: &str = "警学港澳挂领使";

/// A number plate in its normal form, `浙A12345` or `浙AD12345`: upper case, half width, without blanks, dots and
/// dashes. `None` when it is none.
#[must_use]
pub fn plate(text: &str) -> Option<String> {
    let normal: String = text
        .chars()
        .map(crate::text::half_width)
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•' | '.' | '-' | '—'))
        .flat_map(char::to_uppercase)
        .collect();
    let signs: Vec<char> = normal.chars().collect();
    let known = |c: &char| c.is_ascii_digit() || c.is_ascii_uppercase() && !matches!(c, 'I' | 'O');
    let [province, city, middle @ .., last] = signs.as_slice() else { return None };
    let right = (7..=8).contains(&signs.len())
        && PROVINCES.contains(*province)
        && city.is_ascii_uppercase()
        && middle.iter().all(known)
        && (known(last) || LAST_SIGNS.contains(*last));
    right.then_some(normal)
}
