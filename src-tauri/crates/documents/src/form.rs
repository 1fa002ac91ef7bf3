//! What the forms share: named fields and the line with the total.

use crate::bind::Bookmark;
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::length::{Len, Rect, Size, mm, pt, pt10};
use crate::lines::{self, Line, Text};
use crate::pen::{Align, Pen, Style};
use crate::phrase;
use crate::table::LaidTable;
use std::ops::Range;
use zhangfang_domain::{Fen, capital};

/// A field: a small name, its value behind it.
pub(crate) struct Field<'t> {
    pub name: &'t str,
    pub value: &'t str,
    pub style: Style,
}

/// Type of field names.
pub(crate) const NAME: Style = Style::regular(pt(8));
/// Type of field values.
pub(crate) const VALUE: Style = Style::regular(pt10(95));
/// Type of values to be found at a glance.
pub(crate) const STRONG: Style = Style::bold(pt10(105));
/// Type of small print.
pub(crate) const FINE: Style = Style::regular(pt10(78));

impl<'t> Field<'t> {
    pub const fn new(name: &'t str, value: &'t str) -> Self {
        Self { name, value, style: VALUE }
    }

    pub const fn strong(self) -> Self {
        Self { style: STRONG, ..self }
    }

    /// Draws it with the base line at `y`; the value starts at `x + name_width` and keeps inside `width`.
    pub fn draw(&self, pen: &mut Pen<'_>, (x, y): (Len, Len), name_width: Len, width: Len) {
        pen.text(x, y, NAME, self.name);
        pen.text_within(x + name_width, y, width - name_width, Align::Left, self.style, self.value);
    }
}

/// Height of [`total_band`].
pub(crate) const BAND: Len = mm(9);

/// The total in capitals at the left and in figures at the right.
pub(crate) fn total_band(pen: &mut Pen<'_>, (x, y): (Len, Len), width: Len, name: &str, total: Fen) {
    let rect = Rect { x, y, width, height: BAND };
    let middle = y + BAND / 2;
    let pad = pt10(36);
    let figures = Style::bold(pt(14));
    let amount = phrase::yuan(total);
    let amount_width = pen.width(figures, &amount);
    pen.text(rect.right() - pad - amount_width, middle + figures.drop(), figures, &amount);
    let name_width = pen.width(STRONG, name);
    let name_x = rect.right() - 2 * pad - amount_width - name_width;
    pen.text(name_x, middle + STRONG.drop(), STRONG, name);
    let label = "人民币（大写）";
    let label_width = pen.width(NAME, label);
    pen.text(x + pad, middle + NAME.drop(), NAME, label);
    let words_x = x + pad + label_width;
    let words = capital::capital(total);
    pen.text_within(words_x, middle + STRONG.drop(), name_x - words_x - pad, Align::Left, STRONG, &words);
    pen.rule((x, rect.bottom()), (rect.right(), rect.bottom()), pt10(9));
}

/// Shares the rows of a table out over forms: the last has `room` for its rows and the total, the others have
/// `more_room` without one. No row is dropped and the total is never alone.
pub(crate) fn shared_out(
    laid: &LaidTable<'_>,
    room: Len,
    more_room: Len,
    whose: &str,
) -> Result<Vec<Range<usize>>, DocumentError> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while laid.height(from..laid.len()) + BAND > room {
        let to = laid.fitting(from, more_room).min(laid.len().saturating_sub(1));
        if to <= from {
            return Err(DocumentError::NoRoom { what: "a line", whose: whose.to_owned() });
        }
        ranges.push(from..to);
        from = to;
    }
    ranges.push(from..laid.len());
    Ok(ranges)
}

/// The line to cut along in the middle of a sheet of A4.
pub(crate) fn cut_line(fonts: &FontSet) -> Result<Vec<u8>, DocumentError> {
    let mut pen = Pen::new(fonts, Size::A4);
    let middle = Size::A4.height / 2;
    pen.dashes((mm(4), middle), (Size::A4.width - mm(4), middle));
    // Short marks across the line show where to lay the knife.
    for x in [mm(8), Size::A4.width - mm(8)] {
        pen.rule((x, middle - mm(1)), (x, middle + mm(1)), pt10(4));
    }
    pen.lift()
}

/// Bookmarks by unit and room; given are unit, room, sheet and how far down on it.
pub(crate) fn by_unit<'p>(papers: impl Iterator<Item = (&'p str, &'p str, (usize, Len))>) -> Vec<Bookmark> {
    let mut units: Vec<Bookmark> = Vec::new();
    for (unit, room, (sheet, y)) in papers {
        let mark = |title: &str, children| Bookmark { title: title.to_owned(), sheet, y, children };
        let room = mark(room, Vec::new());
        match units.last_mut() {
            Some(last) if last.title == unit => last.children.push(room),
            _ => units.push(mark(unit, vec![room])),
        }
    }
    units
}

/// A text broken for a width, so that its height is known before it is drawn.
pub(crate) struct Passage {
    text: Text,
    style: Style,
    width: Len,
    lines: Vec<Line>,
}

impl Passage {
    pub fn new(fonts: &FontSet, text: impl Into<Text>, style: Style, width: Len) -> Self {
        let text = text.into();
        let lines = lines::broken(fonts, &text, style, width, 0);
        Self { text, style, width, lines }
    }

    const fn leading(&self) -> Len {
        self.style.size * 15 / 10
    }

    pub fn height(&self) -> Len {
        self.leading() * Len::try_from(self.lines.len()).unwrap_or(Len::MAX / 100_000)
    }

    /// Draws it below `y`; returns the bottom edge.
    pub fn draw(&self, pen: &mut Pen<'_>, x: Len, y: Len) -> Len {
        let base = y + self.leading() / 2 + self.style.drop();
        pen.lines((x, base), self.style, self.leading(), &self.text, &self.lines, Some(self.width));
        y + self.height()
    }
}
