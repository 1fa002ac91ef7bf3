//! What a payer writes into a remark: the number of one of our papers, a room in any form.

use crate::room::RoomNo;
use crate::text::folded;

/// The number of a paper: prefix, month `yyyymm`, serial.
pub type PaperNumber = (String, i64, i64);

/// The numbers of our papers in a text: `TZ-202507-00123`, also without dashes or in small letters.
#[must_use]
pub fn paper_numbers(text: &str) -> Vec<PaperNumber> {
    let plain: Vec<char> =
        folded(text).to_ascii_uppercase().chars().filter(|c| !matches!(c, '-' | ' ' | '_')).collect();
    let mut found = Vec::new();
    for at in 0..plain.len().saturating_sub(12) {
        let (head, tail) = (&plain[at..at + 2], &plain[at + 2..at + 13]);
        let letter_before = at > 0 && plain[at - 1].is_ascii_alphabetic();
        if letter_before
            || !head.iter().all(char::is_ascii_uppercase)
            || !tail.iter().all(char::is_ascii_digit)
        {
            continue;
        }
        let number = |digits: &[char]| digits.iter().collect::<String>().parse::<i64>().ok();
        if let (Some(month), Some(serial)) = (number(&tail[..6]), number(&tail[6..])) {
            found.push((head.iter().collect(), month, serial));
        }
    }
    found
}

/// The known rooms a text names, each once: `3-1-301物业费`, `3栋1单元301室 11月`, `31301`. `known` looks a room up.
#[must_use]
pub fn rooms_in<'b, T>(text: &str, known: impl Fn(&RoomNo) -> Option<&'b T>) -> Vec<&'b T>
where
    T: PartialEq,
{
    let mut found: Vec<&T> = Vec::new();
    for piece in pieces(text) {
        let guesses = match RoomNo::parse(&piece) {
            Ok(room) => vec![room],
            Err(_) if could_be_typed(&piece) => RoomNo::guesses(&piece),
            Err(_) => Vec::new(),
        };
        // The likeliest reading that exists; the others are other homes only by chance.
        if let Some(home) = guesses.iter().find_map(&known)
            && !found.contains(&home)
        {
            found.push(home);
        }
    }
    found
}

/// Runs of characters that rooms are written with, up to the word that ends a room.
fn pieces(text: &str) -> Vec<String> {
    const MARKS: &str = "#栋幢座号楼单元门室房-";
    let mut found = vec![String::new()];
    for c in folded(text).chars() {
        if c.is_ascii_alphanumeric() || MARKS.contains(c) {
            let last = found.len() - 1;
            found[last].push(c);
            if matches!(c, '室' | '房') {
                found.push(String::new());
            }
        } else {
            // `3栋 1单元 301` keeps together over its blanks; anything else ends the run.
            let open = found.last().is_some_and(|p| p.ends_with(['栋', '幢', '座', '楼', '元', '#', '-']));
            if c != ' ' || !open {
                // What is followed by 年, 月 or a point is a date or a sum.
                if matches!(c, '年' | '月' | '日' | '.' | ':' | '¥' | '￥') {
                    found.pop();
                }
                found.push(String::new());
            }
        }
    }
    found.iter().map(|p| p.trim_matches(['-', '号']).to_owned()).filter(|p| !p.is_empty()).collect()
}

/// Bare digits as a clerk would type a room: four to seven of them, and no month.
fn could_be_typed(piece: &str) -> bool {
    let digits = piece.bytes().all(|b| b.is_ascii_digit());
    digits && (4..=7).contains(&piece.len()) && crate::Month::parse(piece).is_none()
}
