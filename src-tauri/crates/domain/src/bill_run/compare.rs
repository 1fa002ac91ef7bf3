//! A run beside the months before: how much more or less, and why.

use super::{Draft, Standing};
use crate::Fen;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Why an item's total differs from the period before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Total of the run.
    pub now: Fen,
    /// Total of the months before, of equal number.
    pub before: Fen,
    /// From homes charged now but not before.
    pub new_homes: Fen,
    /// From homes charged before but not now (negative).
    pub gone_homes: Fen,
    /// From unit prices that changed.
    pub price: Fen,
    /// From areas, spaces or quantities that changed.
    pub quantity: Fen,
    /// From another number of months or rounding.
    pub other: Fen,
}

/// Compares a run with what stood in the months before, item by item, and says where the difference comes from.
#[must_use]
pub fn compare(drafts: &[Draft], before: &[Standing]) -> BTreeMap<i64, Difference> {
    #[derive(Clone, Copy, Default)]
    struct Side {
        fen: Fen,
        months: u32,
        quantity: Decimal,
        price: Decimal,
    }
    let mut sides: BTreeMap<(i64, i64), (Option<Side>, Option<Side>)> = BTreeMap::new();
    for s in before.iter().filter(|s| !s.reversed) {
        let side = sides.entry((s.item, s.home)).or_default().1.get_or_insert_default();
        side.fen += s.fen;
        side.months += s.months.count();
        (side.quantity, side.price) = (s.quantity, s.unit_price);
    }
    for d in drafts {
        let side = sides.entry((d.item, d.home)).or_default().0.get_or_insert_default();
        side.fen += d.priced.amount;
        side.months += d.months.count();
        side.quantity = d.priced.quantity;
        side.price = d.priced.segments.last().map(|s| s.unit_price).unwrap_or_default();
    }
    let mut differences: BTreeMap<i64, Difference> = BTreeMap::new();
    for ((item, _), pair) in sides {
        let d = differences.entry(item).or_default();
        match pair {
            (Some(now), Some(was)) => {
                let change = now.fen - was.fen;
                if now.months != was.months {
                    d.other += change;
                } else if now.price != was.price {
                    d.price += change;
                } else if now.quantity != was.quantity {
                    d.quantity += change;
                } else {
                    d.other += change;
                }
            }
            (Some(now), None) => d.new_homes += now.fen,
            (None, Some(was)) => d.gone_homes -= was.fen,
            (None, None) => {}
        }
        d.now += pair.0.map_or(Fen::ZERO, |s| s.fen);
        d.before += pair.1.map_or(Fen::ZERO, |s| s.fen);
    }
    differences
}
