//! Phones: mobiles, landlines with area code and extension, foreign numbers, several in one cell.

use super::says_nothing;
use crate::grid::Cell;
use zhangfang_domain::text::folded;

/// The readable phones in order, each once, and whether something was left that is no phone.
pub(crate) fn phones(cell: &Cell) -> (Vec<String>, bool) {
    let text = folded(&cell.to_string());
    let text = text.strip_suffix(".0").unwrap_or(&text);
    let mut found = Vec::new();
    if says_nothing(text) {
        return (found, false);
    }
    let mut unread = false;
    for piece in spans(text) {
        match numbers_of(&piece) {
            Some(numbers) => found.extend(numbers),
            None => unread = true,
        }
    }
    let mut seen = Vec::new();
    found.retain(|number| {
        let new = !seen.contains(number);
        seen.push(number.clone());
        new
    });
    unread |= found.is_empty();
    (found, unread)
}

/// Runs of characters that can belong to phones; everything else, names included, separates. `转` and `ext`
/// become `x`.
fn spans(text: &str) -> Vec<String> {
    let text = text.to_ascii_lowercase();
    let text = ["转", "分机", "ext.", "ext", "#"].iter().fold(text, |t, word| t.replace(word, "x"));
    let mut spans = vec![String::new()];
    let mut last_digit = false;
    for c in text.chars() {
        let fits = c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')') || (c == 'x' && last_digit);
        match spans.last_mut() {
            Some(span) if fits => span.push(c),
            _ => spans.push(String::new()),
        }
        last_digit = c.is_ascii_digit() || (c == ' ' && last_digit);
    }
    spans.retain(|span| span.bytes().any(|b| b.is_ascii_digit()));
    spans
}

/// The numbers in one run: the whole, or the shortest groups that are each a number.
fn numbers_of(span: &str) -> Option<Vec<String>> {
    if let Some(number) = number(span) {
        return Some(vec![number]);
    }
    let mut numbers = Vec::new();
    let mut group = String::new();
    for token in span.split_whitespace() {
        group += token;
        if let Some(number) = number(&group) {
            numbers.push(number);
            group.clear();
        }
    }
    if group.is_empty() && !numbers.is_empty() {
        return Some(numbers);
    }
    // Two mobiles run together can only be cut in one place.
    let digits: String = span.chars().filter(char::is_ascii_digit).collect();
    let (first, second) = digits.split_at_checked(11)?;
    (is_mobile(first) && is_mobile(second)).then(|| vec![first.to_owned(), second.to_owned()])
}

/// One number in normal form: digits, `+` before a foreign one, `-` before an extension.
fn number(text: &str) -> Option<String> {
    let (main, extension) = text.split_once('x').unwrap_or((text, ""));
    let extension: String = extension.chars().filter(char::is_ascii_digit).collect();
    let compact: String = main.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let compact =
        compact.strip_prefix("00").filter(|c| c.len() >= 10).map_or(compact.clone(), |c| format!("+{c}"));
    let home = compact.strip_prefix("+86").or_else(|| compact.strip_prefix("86").filter(|c| is_mobile(c)));
    let digits = home.unwrap_or(&compact);
    if is_mobile(digits) && extension.is_empty() {
        return Some(digits.to_owned());
    }
    if let Some(foreign) = digits.strip_prefix('+') {
        let valid = (8..=15).contains(&foreign.len()) && foreign.bytes().all(|b| b.is_ascii_digit());
        return (valid && extension.is_empty()).then(|| digits.to_owned());
    }
    let landline =
        if home.is_some() && !digits.starts_with('0') { format!("0{digits}") } else { digits.to_owned() };
    // `0512-65551234-801` writes the extension behind a second hyphen.
    let trailing = main.trim().rsplit_once('-').filter(|(head, tail)| {
        extension.is_empty() && (1..=5).contains(&tail.len()) && is_landline(&only_digits(head))
    });
    if let Some((head, tail)) = trailing {
        return Some(format!("{}-{tail}", only_digits(head)));
    }
    is_landline(&landline)
        .then(|| if extension.is_empty() { landline.clone() } else { format!("{landline}-{extension}") })
}

fn only_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.starts_with('1')
        && digits[1..].starts_with(|c| ('3'..='9').contains(&c))
}

/// With area code (010, 02x: three digits, else four) and 7–8 digits, without one, or 400/800 service numbers.
fn is_landline(digits: &str) -> bool {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    if digits.starts_with("400") || digits.starts_with("800") {
        return digits.len() == 10;
    }
    let local = match digits.strip_prefix('0') {
        Some(rest) if rest.starts_with("10") || rest.starts_with('2') => rest.get(2..),
        Some(rest) => rest.get(3..),
        None => Some(digits),
    };
    local.is_some_and(|l| matches!(l.len(), 7 | 8) && l.starts_with(|c| ('2'..='9').contains(&c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, bool) {
        phones(&Cell::text(text))
    }

    #[test]
    fn one_phone_in_every_written_form() {
        for text in [
            "13812345678",
            "138-1234-5678",
            "138 1234 5678",
            "１３８１２３４５６７８",
            "+86 138 1234 5678",
            "+8613812345678",
            "008613812345678",
            "8613812345678",
            "13812345678.0",
            "张三：13812345678",
            "(138)12345678",
            "13812345678（妻）",
        ] {
            assert_eq!(read(text), (vec!["13812345678".to_owned()], false), "{text}");
        }
        assert_eq!(phones(&Cell::number(1.381_234_567_8e10)).0, ["13812345678"]);
        for (text, number) in [
            ("0512-65551234", "051265551234"),
            ("(0512) 6555 1234", "051265551234"),
            ("010-65551234转801", "01065551234-801"),
            ("0512-65551234-801", "051265551234-801"),
            ("021-6555123 ext 8", "0216555123-8"),
            ("65551234", "65551234"),
            ("400-820-1234", "4008201234"),
            ("+852 9123 4567", "+85291234567"),
            ("0085291234567", "+85291234567"),
            ("+86-512-65551234", "051265551234"),
        ] {
            assert_eq!(read(text), (vec![number.to_owned()], false), "{text}");
        }
    }

    #[test]
    fn several_phones_in_one_cell() {
        for text in [
            "138-1234-5678 13900001111",
            "13812345678/13900001111",
            "13812345678；139-0000-1111",
            "138 1234 5678 139 0000 1111",
            "13812345678\n１３９００００１１１１",
            "张三13812345678李四13900001111",
            "1381234567813900001111",
            "13812345678、13900001111、13812345678",
        ] {
            assert_eq!(
                read(text),
                (vec!["13812345678".to_owned(), "13900001111".to_owned()], false),
                "{text}"
            );
        }
        assert_eq!(read("0512-65551234 13812345678").0, ["051265551234", "13812345678"]);
    }

    #[test]
    fn what_is_no_phone_is_said() {
        for text in ["1390000", "12345", "138123456789", "1.38E+10", "问管家", "320500199001011234"] {
            assert_eq!(read(text), (vec![], true), "{text}");
        }
        assert_eq!(read("13812345678/1390000"), (vec!["13812345678".to_owned()], true));
        for text in ["", "-", "无"] {
            assert_eq!(read(text), (vec![], false), "{text}");
        }
    }
}
