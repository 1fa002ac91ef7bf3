//! Money: whole fen, never a float.

use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// An amount of money in fen (1/100 yuan). May be negative; what may not be is decided by each rule.
///
/// `Display` prints yuan with two decimals and thousands separators (`1,333.32`); [`Fen::plain`] prints
/// without separators (`1333.32`), the form used on the wire and in exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(pub i64);

/// Why a text is not an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a number at all.
    #[error("{text:?} is not an amount")]
    NotANumber {
        /// What was typed.
        text: String,
    },
    /// More than two decimals: a fen cannot be split.
    #[error("{text:?} has more than two decimals")]
    TooPrecise {
        /// What was typed.
        text: String,
    },
    /// Larger than the book can hold (one thousand million yuan).
    #[error("{text:?} is too large")]
    TooLarge {
        /// What was typed.
        text: String,
    },
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount any single entry may have: 1,000,000,000.00 yuan.
    pub const MAX_ENTRY: Self = Self(100_000_000_000);

    /// Reads an amount as people type it: `1333.32`, `1,333.32`, `￥1333.32`, `1333.32元`, full-width digits,
    /// spaces around. A comma is only accepted as a thousands separator. Never rounds.
    ///
    /// # Errors
    /// [`MoneyError`] names what was typed.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let fail = || MoneyError::NotANumber { text: text.to_owned() };
        let folded: String = text.trim().chars().map(crate::text::half_width).collect();
        let body = folded.trim().trim_start_matches(['¥', '￥']).trim_end_matches('元').trim();
        let (negative, body) = match body.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start_matches(['¥', '￥'])),
            None => (false, body),
        };
        let digits = without_thousands(body).ok_or_else(fail)?;
        let (yuan, cents) = digits.split_once('.').unwrap_or((digits.as_str(), ""));
        if yuan.is_empty()
            || !yuan.bytes().all(|b| b.is_ascii_digit())
            || !cents.bytes().all(|b| b.is_ascii_digit())
        {
            return Err(fail());
        }
        let cents_significant = cents.trim_end_matches('0');
        if cents_significant.len() > 2 {
            return Err(MoneyError::TooPrecise { text: text.to_owned() });
        }
        let too_large = || MoneyError::TooLarge { text: text.to_owned() };
        let whole: i64 = yuan.parse().map_err(|_| too_large())?;
        let part: i64 = format!("{cents_significant:0<2}").parse().map_err(|_| fail())?;
        let fen = whole.checked_mul(100).and_then(|f| f.checked_add(part)).ok_or_else(too_large)?;
        if fen > Self::MAX_ENTRY.0 {
            return Err(too_large());
        }
        Ok(Self(if negative { -fen } else { fen }))
    }

    /// The amount in yuan as an exact decimal with two places.
    #[must_use]
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Rounds a decimal yuan amount half-up (away from zero) to fen (domain section 4).
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] when it does not fit.
    pub fn round_half_up(yuan: Decimal) -> Result<Self, MoneyError> {
        let too_large = || MoneyError::TooLarge { text: yuan.to_string() };
        let rounded = yuan.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let scaled = rounded.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(too_large)?;
        i64::try_from(scaled).ok().filter(|f| f.abs() <= Self::MAX_ENTRY.0).map(Self).ok_or_else(too_large)
    }

    /// Yuan with two decimals and no separators: `1333.32`.
    #[must_use]
    pub fn plain(self) -> String {
        let abs = self.0.unsigned_abs();
        format!("{}{}.{:02}", if self.0 < 0 { "-" } else { "" }, abs / 100, abs % 100)
    }

    /// Whether this is exactly nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this is more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }
}

/// Removes thousands separators, or `None` when a comma stands where no separator can.
fn without_thousands(body: &str) -> Option<String> {
    if !body.contains(',') {
        return Some(body.to_owned());
    }
    let (whole, rest) = body.split_once('.').unwrap_or((body, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let well_formed = (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3);
    let joined = groups.concat();
    well_formed.then(|| if rest.is_empty() { joined.clone() } else { format!("{joined}.{rest}") })
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let abs = self.0.unsigned_abs();
        let yuan = (abs / 100).to_string();
        let mut grouped = String::with_capacity(yuan.len() + yuan.len() / 3);
        for (i, digit) in yuan.chars().enumerate() {
            if i > 0 && (yuan.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let text = format!("{}{grouped}.{:02}", if self.0 < 0 { "-" } else { "" }, abs % 100);
        f.pad(&text)
    }
}

impl Add for Fen {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl Sub for Fen {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl Neg for Fen {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl AddAssign for Fen {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl SubAssign for Fen {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}
impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}
impl<'a> Sum<&'a Fen> for Fen {
    fn sum<I: Iterator<Item = &'a Fen>>(iter: I) -> Self {
        iter.copied().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_amounts_as_people_type_them() {
        for (text, fen) in [
            ("1333.32", 133_332),
            ("1,333.32", 133_332),
            ("￥1333.32", 133_332),
            (" 666.66元 ", 66_666),
            ("２２２.２２", 22_222),
            ("222.220", 22_222),
            ("500", 50_000),
            ("0.5", 50),
            ("-85.5", -8_550),
            ("-￥1", -100),
        ] {
            assert_eq!(Fen::parse(text), Ok(Fen(fen)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        assert!(matches!(Fen::parse("0.001"), Err(MoneyError::TooPrecise { .. })));
        assert!(matches!(Fen::parse("99999999999999999999"), Err(MoneyError::TooLarge { .. })));
        for text in ["", "元", "94,56", "1,2345", "2023年起未交", "1e3", "NaN", "--1", ".", "1.2.3", "+5"]
        {
            assert!(matches!(Fen::parse(text), Err(MoneyError::NotANumber { .. })), "{text:?}");
        }
    }

    #[test]
    fn prints_both_forms() {
        assert_eq!(Fen(123_456_789).to_string(), "1,234,567.89");
        assert_eq!(Fen(-5).to_string(), "-0.05");
        assert_eq!(Fen(100_000).plain(), "1000.00");
        assert_eq!(format!("{:>10}", Fen(100_000)), "  1,000.00");
    }

    #[test]
    fn rounds_half_up_where_bankers_and_floats_go_wrong() {
        assert_eq!(Fen::round_half_up(Decimal::new(1_637_250, 4)), Ok(Fen(16_373)));
        assert_eq!(Fen::round_half_up(Decimal::new(-5, 3)), Ok(Fen(-1)));
    }
}
