//! Time paid for and not served: what of a charge stands, and what goes back (SPC 物业服务纠纷解释 art. 3; domain
//! sections 4.5 E2 and 4.9 I1, I2).

use crate::{Fen, Month, Months};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// What of a charge is for the time up to and including the last day served: whole months, and a part of a month by
/// its days, rounded half-up once. What goes back is the rest, so that both add up.
#[must_use]
pub fn served(amount: Fen, months: Months, last: NaiveDate) -> Fen {
    let month = Month::of(last);
    if last >= months.last_day() {
        return amount;
    }
    if last < months.first_day() {
        return Fen::ZERO;
    }
    let whole = Decimal::from(month.since(months.from));
    let part = Decimal::from(last.day()) / Decimal::from(month.days());
    let exact = amount.yuan() * (whole + part) / Decimal::from(months.count());
    // A part of an amount is an amount.
    Fen::round_half_up(exact).unwrap_or_default()
}

/// A charge that was paid, as far as a refund looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidCharge {
    /// Its months.
    pub months: Months,
    /// What it costs without the gift of a promotion.
    pub list: Fen,
    /// What was paid on it.
    pub paid: Fen,
}

/// What a refund of time not served comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unserved {
    /// Paid for all of it.
    pub paid: Fen,
    /// What the time served costs without the gift.
    pub used: Fen,
    /// The gift that stays with the time served.
    pub gift_kept: Fen,
    /// Goes back.
    pub back: Fen,
}

/// What goes back when service ends after `last`. A gift lapses (I2) or stays in proportion (I2b), as its promotion
/// says.
#[must_use]
pub fn unserved(charges: &[PaidCharge], last: NaiveDate, policy: crate::promotion::OnRefund) -> Unserved {
    let mut list = Vec::with_capacity(charges.len() * 2);
    for charge in charges {
        list.push(served(charge.list, charge.months, last));
    }
    let used_up = list.len();
    let used: Fen = list.iter().copied().sum();
    let whole: Fen = charges.iter().map(|c| c.list).sum();
    list.push(whole - used);
    let paid = charges.iter().map(|c| c.paid).sum();
    let back = crate::promotion::refund_value(paid, &list, used_up, policy);
    Unserved { paid, used, gift_kept: used - (paid - back), back }
}
