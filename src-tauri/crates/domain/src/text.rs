//! Folding of the characters clerks type: full-width forms, dashes, spaces.

/// Maps a full-width ASCII form to its half-width one, ideographic and no-break spaces to a space, and the
/// many dashes to `-`. Other characters stay. `￥` (U+FFE5) stays, so that callers can tell money.
#[must_use]
pub const fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(narrow) => narrow,
            None => c,
        },
        '\u{3000}' | '\u{00A0}' | '\t' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
        _ => c,
    }
}

/// Folds every character of a text with [`half_width`] and trims it.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars().map(half_width).collect::<String>().trim().to_owned()
}
