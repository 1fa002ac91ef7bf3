//! Areas and arrears.

use super::says_nothing;
use crate::grid::Cell;
use crate::register::RefusalReason;
use rust_decimal::Decimal;
use zhangfang_domain::text::folded;
use zhangfang_domain::{Fen, MoneyError};

const UNITS: [&str; 9] = ["㎡", "m²", "M²", "m2", "M2", "平方米", "平米", "平方", "平"];

/// An area in square metres, as written, up to four decimals.
pub(crate) fn area(cell: &Cell) -> Result<Decimal, RefusalReason> {
    let text = match cell {
        Cell::Empty => return Err(RefusalReason::AreaMissing),
        Cell::Error(error) => return Err(RefusalReason::CellError { error: error.clone() }),
        Cell::Date(_) => return Err(RefusalReason::AreaNotNumber),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => folded(text),
    };
    if says_nothing(&text) {
        return Err(RefusalReason::AreaMissing);
    }
    let body = UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text).trim();
    let (negative, digits) = body.strip_prefix('-').map_or((false, body), |rest| (true, rest));
    let digits = match digits.split_once('.') {
        // A comma can only be a thousands separator when a decimal point follows.
        Some((whole, part)) if thousands(whole) => format!("{}.{part}", whole.replace(',', "")),
        None if digits.contains(',') && digits.bytes().all(|b| b.is_ascii_digit() || b == b',') => {
            return Err(RefusalReason::AreaComma);
        }
        _ => digits.to_owned(),
    };
    let numeric = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.starts_with(|c: char| c.is_ascii_digit());
    let value: Decimal = digits.parse().ok().filter(|_| numeric).ok_or(RefusalReason::AreaNotNumber)?;
    if value.is_zero() {
        Err(RefusalReason::AreaZero)
    } else if negative {
        Err(RefusalReason::AreaNegative)
    } else if value > Decimal::from(100_000) {
        Err(RefusalReason::AreaTooLarge)
    } else if value.normalize().scale() > 4 {
        Err(RefusalReason::AreaTooPrecise)
    } else {
        Ok(value)
    }
}

fn thousands(whole: &str) -> bool {
    let mut groups = whole.split(',');
    groups.next().is_some_and(|g| (1..=3).contains(&g.len()))
        && groups.all(|g| g.len() == 3)
        && whole.contains(',')
}

/// Arrears brought in: an amount, or nothing for 0, a dash or blank.
pub(crate) fn arrears(cell: &Cell) -> Result<Option<Fen>, RefusalReason> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Error(error) => return Err(RefusalReason::CellError { error: error.clone() }),
        Cell::Date(_) => return Err(RefusalReason::ArrearsNotNumber),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => folded(text),
    };
    if says_nothing(&text) || matches!(text.as_str(), "无欠费" | "不欠" | "未欠费") {
        return Ok(None);
    }
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let amount = Fen::parse(inner.unwrap_or(&text)).map_err(|error| match error {
        MoneyError::TooPrecise { .. } => RefusalReason::ArrearsTooPrecise,
        MoneyError::TooLarge { .. } => RefusalReason::ArrearsTooLarge,
        MoneyError::NotANumber { .. } => {
            let marks = ['元', '￥', '¥'];
            let words = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii() && !marks.contains(&c));
            if words { RefusalReason::ArrearsInWords } else { RefusalReason::ArrearsNotNumber }
        }
    })?;
    if amount.is_zero() {
        Ok(None)
    } else if inner.is_some() || !amount.is_positive() {
        Err(RefusalReason::ArrearsNegative)
    } else {
        Ok(Some(amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_area(text: &str) -> Result<String, RefusalReason> {
        area(&Cell::text(text)).map(|a| a.to_string())
    }

    #[test]
    fn areas_as_written() {
        for text in
            ["94.56", " 94.56", "94.56㎡", "94.56平方米", "94.56 m²", "94.56平", "９４.５６", "94.56M2"]
        {
            assert_eq!(text_area(text).as_deref(), Ok("94.56"), "{text}");
        }
        assert_eq!(text_area("88.50").as_deref(), Ok("88.50"));
        assert_eq!(text_area("94.5633").as_deref(), Ok("94.5633"));
        assert_eq!(text_area("1,294.56").as_deref(), Ok("1294.56"));
        assert_eq!(area(&Cell::number(94.560_000_000_000_01)).map(|a| a.to_string()).as_deref(), Ok("94.56"));
        for (text, reason) in [
            ("", RefusalReason::AreaMissing),
            ("0", RefusalReason::AreaZero),
            ("0.00㎡", RefusalReason::AreaZero),
            ("-94.56", RefusalReason::AreaNegative),
            ("九十四平", RefusalReason::AreaNotNumber),
            ("约94", RefusalReason::AreaNotNumber),
            ("9.4.5", RefusalReason::AreaNotNumber),
            ("94,56", RefusalReason::AreaComma),
            ("1,294", RefusalReason::AreaComma),
            ("94.56331", RefusalReason::AreaTooPrecise),
            ("100000.1", RefusalReason::AreaTooLarge),
            ("#REF!", RefusalReason::CellError { error: "#REF!".to_owned() }),
        ] {
            assert_eq!(text_area(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn arrears_are_amounts_or_nothing() {
        let read = |text: &str| arrears(&Cell::text(text));
        for text in ["1333.32", "￥1333.32", "1333.32元", "1,333.32", " １３３３.３２ "] {
            assert_eq!(read(text), Ok(Some(Fen(133_332))), "{text}");
        }
        assert_eq!(arrears(&Cell::number(666.66)), Ok(Some(Fen(66_666))));
        for text in ["", "0", "0.00", "-", "/", "无", "0元"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        for text in ["-85.50", "(85.50)", "（85.50）", "-￥1"] {
            assert_eq!(read(text), Err(RefusalReason::ArrearsNegative), "{text}");
        }
        for text in ["2023年起未交", "欠3个月", "1.2万"] {
            assert_eq!(read(text), Err(RefusalReason::ArrearsInWords), "{text}");
        }
        assert_eq!(read("0.001"), Err(RefusalReason::ArrearsTooPrecise));
        assert_eq!(read("85,50"), Err(RefusalReason::ArrearsNotNumber));
        assert_eq!(read("99999999999999"), Err(RefusalReason::ArrearsTooLarge));
    }
}
