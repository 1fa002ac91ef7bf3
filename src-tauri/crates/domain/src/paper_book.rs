//! Paper receipt books (收据本): numbers of receipts written by hand, and which of a book are missing.

/// Longest number printed on a receipt.
const MOST_DIGITS: usize = 12;
/// Longest series before the number.
const LONGEST_SERIES: usize = 8;

/// The number printed on a leaf of a receipt book, such as `0005678` or `A0005678`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperNumber {
    /// What stands before the digits; empty for most books.
    pub series: String,
    /// The digits as a number.
    pub number: i64,
    /// As it is printed, leading zeros included.
    pub written: String,
}

impl PaperNumber {
    /// Reads a number; the digits come last. Full-width digits and letters are read too.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let narrow = |c: char| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        let written: String = text.trim().chars().map(narrow).collect();
        let digits = written.trim_start_matches(|c: char| !c.is_ascii_digit());
        let series = written.strip_suffix(digits)?.trim_end_matches(['-', ' ']).to_owned();
        let readable = !digits.is_empty()
            && digits.len() <= MOST_DIGITS
            && digits.chars().all(|c| c.is_ascii_digit())
            && series.chars().count() <= LONGEST_SERIES;
        let number = digits.parse().ok().filter(|_| readable)?;
        Some(Self { series, number, written })
    }
}

/// The numbers missing between the first and the last of a book, first and last of each run; `numbers` in any order.
#[must_use]
pub fn gaps(numbers: &[i64]) -> Vec<(i64, i64)> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).filter(|pair| pair[1] - pair[0] > 1).map(|pair| (pair[0] + 1, pair[1] - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_printed() {
        let read = |text| PaperNumber::parse(text).map(|p| (p.series, p.number, p.written));
        assert_eq!(read(" 0005678 "), Some((String::new(), 5678, "0005678".into())));
        assert_eq!(read("Ａ-００１２"), Some(("A".into(), 12, "A-0012".into())));
        for text in ["", "甲", "12a", "1234567890123", "一二三四五六七八九1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn gaps_are_what_lies_between() {
        assert_eq!(gaps(&[7, 3, 4, 9]), [(5, 6), (8, 8)]);
        assert!(gaps(&[]).is_empty() && gaps(&[5]).is_empty() && gaps(&[5, 6]).is_empty());
    }
}
