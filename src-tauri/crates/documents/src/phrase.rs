//! How dates, amounts and periods are written on paper (domain section 3, conventions).

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use zhangfang_domain::Fen;

/// `2025年7月31日`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// `2025年10月8日 17:30`.
#[must_use]
pub fn moment(at: NaiveDateTime) -> String {
    format!("{} {}", date(at.date()), at.format("%H:%M"))
}

/// Both days included: `2025年10月1日至12月31日`; the second year only where it differs.
#[must_use]
pub fn period(from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        date(from)
    } else if from.year() == to.year() {
        format!("{}至{}月{}日", date(from), to.month(), to.day())
    } else {
        format!("{}至{}", date(from), date(to))
    }
}

/// `¥1,333.32`, `-¥85.50`.
#[must_use]
pub fn yuan(amount: Fen) -> String {
    if amount < Fen::ZERO { format!("-¥{}", -amount) } else { format!("¥{amount}") }
}

/// `94.56 m²`.
#[must_use]
pub fn area(square_metres: Decimal) -> String {
    format!("{square_metres} m²")
}
