//! What hangs in the entrance hall: papers that cannot hold anything of one household.
//!
//! [`rendered`] takes only types that implement [`PublicModel`]. The trait is sealed: it is implemented in this
//! crate, for models made of [`PublicText`], [`HouseholdCount`], [`crate::public::OfficeTotal`], dates and unit
//! prices, none of which can carry a name, a phone, a room or the amount of one household. A private paper does
//! not compile here:
//!
//! ```compile_fail
//! fn post(fonts: &zhangfang_documents::FontSet, slips: &zhangfang_documents::receipt::Receipt) {
//!     let _ = zhangfang_documents::public::rendered(fonts, slips);
//! }
//! ```

use crate::error::DocumentError;
use crate::flow::Flow;
use crate::fonts::FontSet;
use rust_decimal::Decimal;
use std::fmt;
use zhangfang_domain::Fen;

pub use zhangfang_domain::wording::private_part;

pub(crate) mod sealed {
    /// Only this crate says what may be posted.
    pub trait Sealed {}
}

/// A model that may become a public paper.
pub trait PublicModel: sealed::Sealed {
    /// The paper it becomes.
    fn flow(&self) -> Flow;
}

/// Makes a public paper.
///
/// # Errors
/// As every paper: a missing glyph, something too large for its place.
pub fn rendered<M: PublicModel>(fonts: &FontSet, model: &M) -> Result<Vec<u8>, DocumentError> {
    model.flow().rendered(fonts)
}

/// A text of the office for a public paper: checked to show no mobile phone and no room when it is made.
///
/// Names cannot be told from other words, which is why no field for one exists in any public model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicText(String);

impl PublicText {
    /// Checks a text.
    ///
    /// # Errors
    /// [`DocumentError::Private`] shows the part that gives a household away.
    pub fn new(text: &str) -> Result<Self, DocumentError> {
        match private_part(text) {
            Some(found) => Err(DocumentError::Private { found }),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// A phone the office itself gives out, which may be a mobile one.
    #[must_use]
    pub fn phone_of_office(phone: &str) -> Self {
        Self(phone.to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PublicText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number of households, never told when so few that neighbours could guess who (`少于5户`, domain section 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseholdCount(pub u32);

impl HouseholdCount {
    /// Counts below this are not shown.
    pub const SMALLEST_SHOWN: u32 = 5;
}

impl fmt::Display for HouseholdCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < Self::SMALLEST_SHOWN {
            write!(f, "少于{}户", Self::SMALLEST_SHOWN)
        } else {
            write!(f, "{}户", self.0)
        }
    }
}

/// Households in two groups, told only when neither group is so small that neighbours could guess who: told
/// alone, one number would give the other away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseholdSplit {
    /// Those that have done it: paid.
    pub done: HouseholdCount,
    /// The others.
    pub rest: HouseholdCount,
}

impl HouseholdSplit {
    /// Both counts, or `None` when either is below [`HouseholdCount::SMALLEST_SHOWN`].
    #[must_use]
    pub fn told(self) -> Option<(HouseholdCount, HouseholdCount)> {
        let shown = |count: HouseholdCount| count.0 >= HouseholdCount::SMALLEST_SHOWN;
        (shown(self.done) && shown(self.rest)).then_some((self.done, self.rest))
    }
}

/// A posted price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPrice {
    /// What it is for: 住宅.
    pub label: PublicText,
    /// The price in yuan.
    pub price: Decimal,
    /// Per what: `m²·月`.
    pub per: PublicText,
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 元/{}", self.price, self.per)
    }
}

/// A sum over the whole office or a building: made only together with the number of households behind it, and
/// refused when they are too few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeTotal(Fen);

impl OfficeTotal {
    /// The sum, or `None` when fewer than [`HouseholdCount::SMALLEST_SHOWN`] households make it up.
    #[must_use]
    pub fn new(sum: Fen, households: HouseholdCount) -> Option<Self> {
        (households.0 >= HouseholdCount::SMALLEST_SHOWN).then_some(Self(sum))
    }

    /// A sum no household pays into by name: an expense, an advertisement, interest.
    #[must_use]
    pub const fn of_office(sum: Fen) -> Self {
        Self(sum)
    }

    /// The amount.
    #[must_use]
    pub const fn amount(self) -> Fen {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn households_are_found_in_texts() {
        for text in [
            "请3-1-301业主到前台",
            "３－１－３０１",
            "3栋1单元301欠费",
            "12栋2单元1201",
            "301室漏水",
            "电话13800005678",
            "138 0000 5678",
            "138-0000-5678",
        ] {
            assert!(private_part(text).is_some(), "{text}");
            assert!(matches!(PublicText::new(text), Err(DocumentError::Private { .. })), "{text}");
        }
        for text in [
            "3栋1单元",
            "住宅标准为每月每平方米2.35元",
            "缴费截止2025年10月31日",
            "2025-10-31前",
            "0000-0000000",
            "柜台每天8:30—18:00",
            "本单元已缴21户，尚有3户",
        ] {
            assert_eq!(private_part(text), None, "{text}");
        }
    }

    #[test]
    fn few_households_are_not_counted_aloud() {
        assert_eq!(HouseholdCount(4).to_string(), "少于5户");
        assert_eq!(HouseholdCount(21).to_string(), "21户");
        assert_eq!(OfficeTotal::new(Fen(100), HouseholdCount(4)), None);
        assert_eq!(OfficeTotal::new(Fen(100), HouseholdCount(5)).map(OfficeTotal::amount), Some(Fen(100)));
    }
}
