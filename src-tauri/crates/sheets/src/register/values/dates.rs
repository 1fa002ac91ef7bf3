//! Days of handover.

use super::says_nothing;
use crate::grid::Cell;
use crate::register::RefusalReason;
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;
use zhangfang_domain::text::folded;

/// What a date cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Handover {
    Nothing,
    Day(NaiveDate),
    /// Only a month or year: no day is made up.
    Partial,
}

/// A day of handover. Never later than `today`.
pub(crate) fn handover(cell: &Cell, dates_1904: bool, today: NaiveDate) -> Result<Handover, RefusalReason> {
    let read = match cell {
        Cell::Empty => return Ok(Handover::Nothing),
        Cell::Error(error) => return Err(RefusalReason::CellError { error: error.clone() }),
        Cell::Date(day) => Handover::Day(*day),
        Cell::Number(number) if number.is_sign_positive() => {
            let whole = number.trunc().to_u64().ok_or(RefusalReason::DateUnreadable)?;
            numbered(&whole.to_string(), dates_1904)?
        }
        Cell::Number(_) => return Err(RefusalReason::DateUnreadable),
        Cell::Text(text) => written(&folded(text), dates_1904)?,
    };
    match read {
        Handover::Day(day) if !(1950..2200).contains(&day.year()) => Err(RefusalReason::DateImpossible),
        Handover::Day(day) if day > today => Err(RefusalReason::DateInFuture),
        other => Ok(other),
    }
}

fn written(text: &str, dates_1904: bool) -> Result<Handover, RefusalReason> {
    let plain = text.trim_matches(['(', ')']);
    if says_nothing(plain) || ["未交付", "未交房", "未收房", "未接房", "未交"].contains(&plain)
    {
        return Ok(Handover::Nothing);
    }
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        return numbered(plain, dates_1904);
    }
    // A time of day may follow the date.
    let day = match plain.split_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') => day,
        _ => plain,
    };
    let day: String = day.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> =
        day.split(['-', '/', '.', '年', '月', '日', '号', '、']).filter(|p| !p.is_empty()).collect();
    if parts.iter().any(|part| !part.bytes().all(|b| b.is_ascii_digit())) {
        return Err(RefusalReason::DateUnreadable);
    }
    match *parts.as_slice() {
        [year] if year.len() == 4 && day.ends_with('年') => Ok(Handover::Partial),
        [year, month] if year.len() == 4 => partial(month),
        [year, month, date] if matches!(year.len(), 2 | 4) && month.len() <= 2 && date.len() <= 2 => {
            let year: i32 = year.parse().map_err(|_| RefusalReason::DateUnreadable)?;
            let year = match year {
                0..80 => 2000 + year,
                80..100 => 1900 + year,
                full => full,
            };
            ymd(year, month, date)
        }
        _ => Err(RefusalReason::DateUnreadable),
    }
}

/// Digits only: `20240318`, `202403`, or the serial number of a day.
fn numbered(digits: &str, dates_1904: bool) -> Result<Handover, RefusalReason> {
    match (digits.len(), digits.get(..4), digits.get(4..6)) {
        (8, Some(year), Some(month)) => {
            let year = year.parse().map_err(|_| RefusalReason::DateUnreadable)?;
            ymd(year, month, digits.get(6..).unwrap_or_default())
        }
        (6, Some(year), Some(month)) if year.starts_with("19") || year.starts_with("20") => partial(month),
        (5, ..) => {
            let serial: u64 = digits.parse().map_err(|_| RefusalReason::DateUnreadable)?;
            let (year, month, day) = if dates_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
            let epoch = NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN);
            epoch.checked_add_days(Days::new(serial)).map(Handover::Day).ok_or(RefusalReason::DateImpossible)
        }
        _ => Err(RefusalReason::DateUnreadable),
    }
}

fn ymd(year: i32, month: &str, day: &str) -> Result<Handover, RefusalReason> {
    let (month, day) = month.parse().ok().zip(day.parse().ok()).ok_or(RefusalReason::DateUnreadable)?;
    NaiveDate::from_ymd_opt(year, month, day).map(Handover::Day).ok_or(RefusalReason::DateImpossible)
}

fn partial(month: &str) -> Result<Handover, RefusalReason> {
    let known = month.parse().is_ok_and(|m: u32| (1..=12).contains(&m));
    if known { Ok(Handover::Partial) } else { Err(RefusalReason::DateImpossible) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn read(cell: &Cell) -> Result<Handover, RefusalReason> {
        handover(cell, false, day(2026, 1, 6))
    }

    #[test]
    fn days_in_every_written_form() {
        for text in [
            "2024-3-18",
            "2024/3/18",
            "2024.3.18",
            "24/3/18",
            "2024年3月18日",
            "20240318",
            "２０２４-０３-１８",
            "2024-03-18 00:00:00",
            "2024-03-18T08:00:00",
            "2024年3月18号",
            "45369",
            " 2024 . 3 . 18 ",
        ] {
            assert_eq!(read(&Cell::text(text)), Ok(Handover::Day(day(2024, 3, 18))), "{text}");
        }
        assert_eq!(read(&Cell::number(45_369.0)), Ok(Handover::Day(day(2024, 3, 18))));
        assert_eq!(read(&Cell::number(20_240_318.0)), Ok(Handover::Day(day(2024, 3, 18))));
        assert_eq!(
            handover(&Cell::number(43_907.0), true, day(2026, 1, 6)),
            Ok(Handover::Day(day(2024, 3, 18)))
        );
        assert_eq!(read(&Cell::text("99-8-1")), Ok(Handover::Day(day(1999, 8, 1))));
    }

    #[test]
    fn days_that_are_none_or_wrong() {
        for text in ["", "-", "无", "未交付"] {
            assert_eq!(read(&Cell::text(text)), Ok(Handover::Nothing), "{text}");
        }
        for text in ["2024年3月", "2024.3", "202403", "2024年"] {
            assert_eq!(read(&Cell::text(text)), Ok(Handover::Partial), "{text}");
        }
        for text in ["2031/13/1", "2023-02-29", "20241301", "2024年13月", "1900-1-1"] {
            assert_eq!(read(&Cell::text(text)), Err(RefusalReason::DateImpossible), "{text}");
        }
        assert_eq!(read(&Cell::text("2026-1-7")), Err(RefusalReason::DateInFuture));
        for text in ["去年", "3/4/24", "18/3/2024", "3月18日", "240318", "18-Mar-24", "1"] {
            assert_eq!(read(&Cell::text(text)), Err(RefusalReason::DateUnreadable), "{text}");
        }
        assert_eq!(read(&Cell::number(-3.0)), Err(RefusalReason::DateUnreadable));
    }
}
