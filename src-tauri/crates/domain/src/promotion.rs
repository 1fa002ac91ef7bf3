//! Promotions (优惠活动) for months paid ahead, and what a refund of such months gives back (domain sections 4.3
//! and 4.9).
//!
//! A gift lies on the last months it covers. So whoever takes months back takes the gift first, and every month
//! before it costs what the tariff says.

use crate::coded::coded;
use crate::{Fen, Month, Months};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a promotion gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Pay so many months and get some more for nothing: 交11送1.
    FreeMonths {
        /// Months paid for.
        paid: u32,
        /// Months for nothing, the last ones.
        free: u32,
    },
    /// A part of the whole prepaid block off, rounded half-up once.
    PercentOff {
        /// How many percent, more than 0 and less than 100.
        percent: Decimal,
        /// For at least so many months.
        least_months: u32,
    },
}

impl Offer {
    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FreeMonths { .. } => "free-months",
            Self::PercentOff { .. } => "percent-off",
        }
    }

    /// Whether its numbers make sense: at least one month paid and given, a percentage between 0 and 100.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        match *self {
            Self::FreeMonths { paid, free } => (1..=60).contains(&paid) && (1..=24).contains(&free),
            Self::PercentOff { percent, least_months } => {
                percent > Decimal::ZERO
                    && percent < Decimal::ONE_HUNDRED
                    && percent.normalize().scale() <= 2
                    && (1..=60).contains(&least_months)
            }
        }
    }

    /// The months of a block that money is taken for; the rest is a gift.
    #[must_use]
    pub fn paid_months(&self, months: Months) -> Months {
        match *self {
            Self::FreeMonths { free, .. } if free < months.count() => {
                Months { to: months.to.plus(-free.cast_signed()), ..months }
            }
            _ => months,
        }
    }
}

coded! {
    /// What becomes of the gift when months are given back; announced with the promotion and stored with it.
    OnRefund {
        /// The gift lapses: months used are paid in full, the rest goes back (I2).
        Lapses, "lapses", "中途退费的，已用月份按原价结算，赠送部分不再享受";
        /// The gift stays with every month in proportion (I2b).
        ProRata, "pro-rata", "中途退费的，赠送部分按已用月份比例保留";
    }
}

/// A promotion as announced. Who asks and meets the terms gets it; nobody is made to prepay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promotion {
    /// Its id in the book.
    pub id: i64,
    /// Name as posted: 交11送1.
    pub name: String,
    /// The charge item it is for.
    pub item: i64,
    /// What it gives.
    pub offer: Offer,
    /// First day it is open.
    pub from: NaiveDate,
    /// Last day it is open.
    pub to: NaiveDate,
    /// The gift when months are given back.
    pub on_refund: OnRefund,
    /// The other terms in words.
    pub terms: String,
}

/// Why a promotion does not apply.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromotionError {
    /// It is for another charge item.
    #[error("{name} is for another item")]
    OtherItem {
        /// The promotion.
        name: String,
    },
    /// It is not open on the day.
    #[error("{name} is open from {from} to {to}")]
    NotOpen {
        /// The promotion.
        name: String,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// It is for another number of months.
    #[error("{name} is for {needs} months, not {asked}")]
    OtherMonths {
        /// The promotion.
        name: String,
        /// How many months it covers, or covers at least.
        needs: u32,
        /// How many were asked for.
        asked: u32,
    },
}

/// Months of one charge and what they cost by the tariff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The months.
    pub months: Months,
    /// By the tariff.
    pub fen: Fen,
}

impl Promotion {
    /// Whether it applies to an item on a day.
    ///
    /// # Errors
    /// [`PromotionError::OtherItem`], [`PromotionError::NotOpen`].
    pub fn applies(&self, item: i64, today: NaiveDate) -> Result<(), PromotionError> {
        let name = || self.name.clone();
        if self.item != item {
            return Err(PromotionError::OtherItem { name: name() });
        }
        if today < self.from || today > self.to {
            return Err(PromotionError::NotOpen { name: name(), from: self.from, to: self.to });
        }
        Ok(())
    }

    /// What it takes off each block, in order; nothing for most. The last months carry the gift (C4–C6).
    ///
    /// # Errors
    /// [`PromotionError::OtherMonths`].
    pub fn discounts(&self, blocks: &[Block]) -> Result<Vec<Fen>, PromotionError> {
        let asked: u32 = blocks.iter().map(|b| b.months.count()).sum();
        let other = |needs| PromotionError::OtherMonths { name: self.name.clone(), needs, asked };
        let mut discounts = vec![Fen::ZERO; blocks.len()];
        match self.offer {
            Offer::FreeMonths { paid, free } => {
                if asked != paid + free {
                    return Err(other(paid + free));
                }
                let mut left = free;
                for (block, discount) in blocks.iter().zip(&mut discounts).rev() {
                    let count = block.months.count();
                    let given = left.min(count);
                    *discount = block.fen - part(block.fen, count - given, count);
                    left -= given;
                }
            }
            Offer::PercentOff { percent, least_months } => {
                if asked < least_months {
                    return Err(other(least_months));
                }
                let sum: Fen = blocks.iter().map(|b| b.fen).sum();
                let exact = sum.yuan() * percent / Decimal::ONE_HUNDRED;
                let mut left = Fen::round_half_up(exact).unwrap_or_default();
                for (block, discount) in blocks.iter().zip(&mut discounts).rev() {
                    *discount = left.min(block.fen);
                    left -= *discount;
                }
            }
        }
        Ok(discounts)
    }
}

/// `of` / `whole` of a sum, half-up to fen.
fn part(sum: Fen, of: u32, whole: u32) -> Fen {
    if of == whole {
        return sum;
    }
    let exact = sum.yuan() * Decimal::from(of) / Decimal::from(whole.max(1));
    // A part of an amount is an amount.
    Fen::round_half_up(exact).unwrap_or_default()
}

/// The last month that may be paid ahead: so many months after the running one (local rule, C16).
#[must_use]
pub fn last_prepayable(today: NaiveDate, most_months: u32) -> Month {
    Month::of(today).plus(most_months.cast_signed())
}

/// What goes back when a prepayment ends after its first `used` months (SPC interpretation of 2009, art. 3;
/// I1, I2, I2b). `list` is what each covered month costs by the tariff, in order; `paid` is what was paid for all
/// of them. A gift that lapses is worth nothing; a gift that stays lowers every month alike. Never less than nothing.
#[must_use]
pub fn refund_value(paid: Fen, list: &[Fen], used: usize, policy: OnRefund) -> Fen {
    let used = used.min(list.len());
    let spent: Fen = list[..used].iter().copied().sum();
    let whole: Fen = list.iter().copied().sum();
    let back = match policy {
        OnRefund::Lapses => paid - spent,
        // Months of different price weigh by their price; twelve equal ones by their number.
        OnRefund::ProRata if whole.is_positive() => {
            let exact = paid.yuan() * (whole - spent).yuan() / whole.yuan();
            Fen::round_half_up(exact).unwrap_or_default()
        }
        OnRefund::ProRata => Fen::ZERO,
    };
    back.max(Fen::ZERO)
}
