//! Drawing on one sheet: text, rules, boxes, codes.

use crate::embed::{Used, resource_name};
use crate::error::DocumentError;
use crate::fonts::{FontSet, Weight, is_invisible};
use crate::length::{Len, Rect, Size, pt};
use crate::lines::{self, Line, Text};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::io::Write as _;

/// Weight and size of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Regular or bold.
    pub weight: Weight,
    /// Type size.
    pub size: Len,
}

impl Style {
    /// Regular type of a size.
    #[must_use]
    pub const fn regular(size: Len) -> Self {
        Self { weight: Weight::Regular, size }
    }

    /// Bold type of a size.
    #[must_use]
    pub const fn bold(size: Len) -> Self {
        Self { weight: Weight::Bold, size }
    }

    /// The same weight in another size.
    #[must_use]
    pub const fn sized(self, size: Len) -> Self {
        Self { size, ..self }
    }

    /// From the middle of a line of this type down to its base line: ideographs then look centred.
    #[must_use]
    pub const fn drop(self) -> Len {
        self.size * 38 / 100
    }
}

/// Left, centred or right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Titles, short marks.
    Centre,
    /// Amounts and figures; never broken over two lines.
    Right,
}

/// Draws the content of sheets of one size, one after the other.
///
/// A character without a glyph is remembered and comes out as the error of [`Pen::lift`]; drawing itself never
/// fails, which keeps layout code readable.
pub struct Pen<'f> {
    fonts: &'f FontSet,
    size: Size,
    out: Vec<u8>,
    set: Option<Style>,
    pub(crate) used: Used,
    subject: String,
    failed: Option<DocumentError>,
}

impl<'f> Pen<'f> {
    /// A pen over an empty sheet.
    #[must_use]
    pub fn new(fonts: &'f FontSet, size: Size) -> Self {
        let (used, subject) = (Used::none(), String::new());
        Self { fonts, size, out: Vec::new(), set: None, used, subject, failed: None }
    }

    /// The typefaces it writes with.
    #[must_use]
    pub const fn fonts(&self) -> &'f FontSet {
        self.fonts
    }

    /// The size of the sheet.
    #[must_use]
    pub const fn sheet(&self) -> Size {
        self.size
    }

    /// Says what is being written (a room, a document number), for errors.
    pub fn about(&mut self, subject: &str) {
        subject.clone_into(&mut self.subject);
    }

    /// Ends the sheet and gives its content; the pen is over an empty sheet again.
    ///
    /// # Errors
    /// The first thing that went wrong since the last sheet.
    pub fn lift(&mut self) -> Result<Vec<u8>, DocumentError> {
        self.set = None;
        match self.failed.take() {
            Some(error) => Err(error),
            None => Ok(std::mem::take(&mut self.out)),
        }
    }

    fn fail(&mut self, error: DocumentError) {
        self.failed.get_or_insert(error);
    }

    /// Remembers that something did not fit.
    pub fn no_room(&mut self, what: &'static str) {
        let whose = self.subject.clone();
        self.fail(DocumentError::NoRoom { what, whose });
    }

    /// How wide a text is.
    #[must_use]
    pub fn width(&self, style: Style, text: &str) -> Len {
        lines::width(self.fonts, style, text)
    }

    /// Writes a text on one line, its base line at `y`; returns its width.
    pub fn text(&mut self, x: Len, y: Len, style: Style, text: &str) -> Len {
        self.spaced_text(x, y, style, 0, text)
    }

    /// Writes a text on one line between `x` and `x + width`, in a smaller size where it would not fit.
    pub fn text_within(&mut self, x: Len, y: Len, width: Len, align: Align, style: Style, text: &str) {
        let style = self.fitting(style, text, width);
        let rest = match align {
            Align::Left => 0,
            Align::Centre => (width - self.width(style, text)) / 2,
            Align::Right => width - self.width(style, text),
        };
        self.text(x + rest, y, style, text);
    }

    /// The style, made smaller until the text is no wider than `width`; below 4 pt it is an error.
    pub fn fitting(&mut self, style: Style, text: &str, width: Len) -> Style {
        let natural = self.width(style, text);
        if natural <= width || natural == 0 {
            return style;
        }
        let scaled = i64::from(style.size) * i64::from(width) / i64::from(natural);
        let size = Len::try_from(scaled).unwrap_or(0);
        if size < pt(4) {
            self.no_room("a text");
        }
        style.sized(size)
    }

    /// Writes a text with `extra` between its characters.
    pub fn spaced_text(&mut self, x: Len, y: Len, style: Style, extra: Len, text: &str) -> Len {
        if text.is_empty() {
            return 0;
        }
        self.select(style);
        self.out.extend_from_slice(b"BT ");
        if extra != 0 {
            self.numbers(&[extra], b"Tc ");
        }
        self.numbers(&[x, self.size.height - y], b"Td (");
        let mut advance = 0;
        for c in text.chars() {
            advance += self.glyph(style, c) + extra;
        }
        self.out.extend_from_slice(b")Tj ");
        if extra != 0 {
            self.out.extend_from_slice(b"0 Tc ");
        }
        self.out.extend_from_slice(b"ET\n");
        advance
    }

    /// Writes one glyph into the open string; returns its advance.
    fn glyph(&mut self, style: Style, c: char) -> Len {
        if let Some(glyph) = self.fonts.glyph(style.weight, c) {
            self.used.note(style.weight, c);
            for byte in glyph.id.to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
                    b'\r' => self.out.extend_from_slice(b"\\r"),
                    _ => self.out.push(byte),
                }
            }
            return i32::from(glyph.advance) * style.size / 1000;
        }
        if is_invisible(c) {
            return 0;
        }
        let Some((_, glyph)) = self.fonts.rare(c) else {
            let whose = self.subject.clone();
            self.fail(DocumentError::MissingGlyph { character: c, whose });
            return 0;
        };
        self.used.note_rare(c);
        let _ = write!(self.out, ")Tj /U{:X} ", u32::from(c));
        self.numbers(&[style.size], b"Tf <0001>Tj ");
        let _ = write!(self.out, "/{} ", resource_name(style.weight));
        self.numbers(&[style.size], b"Tf (");
        i32::from(glyph.advance) * style.size / 1000
    }

    fn select(&mut self, style: Style) {
        if self.set != Some(style) {
            self.set = Some(style);
            let _ = write!(self.out, "/{} ", resource_name(style.weight));
            self.numbers(&[style.size], b"Tf ");
        }
    }

    /// Writes lines broken by [`lines::broken`], from `x` and the first base line `y` on, spread to `width` where that is given.
    pub fn lines(
        &mut self,
        (x, y): (Len, Len),
        style: Style,
        leading: Len,
        text: &Text,
        broken: &[Line],
        spread: Option<Len>,
    ) {
        for (n, line) in (0..).zip(broken) {
            let start = x + line.indent;
            let shown = text.as_str().get(line.range.clone()).unwrap_or_default();
            let gaps = Len::try_from(shown.chars().count()).unwrap_or(0) - 1;
            let short = spread.map_or(0, |width| width - line.indent - line.width);
            let extra = if line.ends_paragraph || gaps < 1 || short < 0 || short > 3 * style.size {
                0
            } else {
                short / gaps
            };
            let mut at = start;
            for (weight, part) in text.runs(line.range.clone(), style.weight) {
                at += self.spaced_text(at, y + n * leading, Style { weight, ..style }, extra, part);
            }
        }
    }

    /// A straight rule.
    pub fn rule(&mut self, from: (Len, Len), to: (Len, Len), thickness: Len) {
        self.numbers(&[thickness], b"w ");
        self.segment(from, to);
    }

    /// A dashed rule, for cutting along.
    pub fn dashes(&mut self, from: (Len, Len), to: (Len, Len)) {
        self.out.extend_from_slice(b"[3 3]0 d .4 w ");
        self.segment(from, to);
        self.out.extend_from_slice(b"[]0 d\n");
    }

    fn segment(&mut self, from: (Len, Len), to: (Len, Len)) {
        let height = self.size.height;
        self.numbers(&[from.0, height - from.1], b"m ");
        self.numbers(&[to.0, height - to.1], b"l S\n");
    }

    /// The outline of a rectangle.
    pub fn frame(&mut self, rect: Rect, thickness: Len) {
        self.numbers(&[thickness], b"w ");
        self.numbers(&[rect.x, self.size.height - rect.bottom(), rect.width, rect.height], b"re S\n");
    }

    /// A filled rectangle; `grey` from 0 (black) to 100 (white).
    pub fn fill(&mut self, rect: Rect, grey: Len) {
        self.numbers(&[grey.clamp(0, 100)], b"g ");
        self.numbers(&[rect.x, self.size.height - rect.bottom(), rect.width, rect.height], b"re f 0 g\n");
    }

    /// A closed shape through points, filled; for charts. `grey` from 0 (black) to 100 (white).
    pub fn polygon(&mut self, points: &[(Len, Len)], grey: Len) {
        let height = self.size.height;
        self.numbers(&[grey.clamp(0, 100)], b"g ");
        for (n, &(x, y)) in points.iter().enumerate() {
            self.numbers(&[x, height - y], if n == 0 { b"m " } else { b"l " });
        }
        self.out.extend_from_slice(b"h f 0 g\n");
    }

    /// A QR code of a text, no wider than `size`. No quiet zone: leave four modules around it.
    pub fn qr(&mut self, x: Len, y: Len, size: Len, text: &str) {
        let segments = QrSegment::make_segments(text);
        // A fixed mask: choosing the best one costs more than the rest of the page.
        let code = QrCode::encode_segments_advanced(
            &segments,
            QrCodeEcc::Medium,
            Version::MIN,
            Version::new(20),
            Some(Mask::new(3)),
            true,
        );
        let Ok(code) = code else {
            let whose = self.subject.clone();
            return self.fail(DocumentError::ReferenceTooLong { whose });
        };
        let count = code.size();
        let module = size / count;
        self.out.extend_from_slice(b"q ");
        let bottom = self.size.height - y - module * count;
        self.numbers(&[module, 0, 0, module, x, bottom], b"cm ");
        for row in 0..count {
            let mut column = 0;
            while column < count {
                let start = column;
                while column < count && code.get_module(column, row) {
                    column += 1;
                }
                if column > start {
                    let _ = write!(self.out, "{start} {} {} 1 re ", count - 1 - row, column - start);
                } else {
                    column += 1;
                }
            }
        }
        self.out.extend_from_slice(b"f Q\n");
    }

    /// A grey stamp across the sheet, slanting, its middle at a point: 作废. Draw it first, under the text.
    pub fn stamp(&mut self, centre: (Len, Len), size: Len, text: &str) {
        let style = Style::bold(size);
        let width = self.width(style, text);
        // Cosine and sine of 20 degrees in thousandths.
        let _ = write!(self.out, "q .65 g .65 G .9397 .342 -.342 .9397 ");
        self.numbers(&[centre.0, self.size.height - centre.1], b"cm\n");
        let kept = std::mem::replace(&mut self.size.height, 0);
        self.set = None;
        self.text(-width / 2, style.drop(), style, text);
        let margin = size / 5;
        self.frame(
            Rect {
                x: -width / 2 - margin,
                y: -size / 2 - margin,
                width: width + 2 * margin,
                height: size + 2 * margin,
            },
            pt(2),
        );
        self.size.height = kept;
        self.set = None;
        self.out.extend_from_slice(b"Q\n");
    }

    /// Draws a shared form of the file, by its place in the list given to [`crate::bind::Volume`].
    pub fn form(&mut self, number: usize) {
        let _ = writeln!(self.out, "/X{number} Do");
    }

    /// Writes lengths in points, then an operator.
    fn numbers(&mut self, lengths: &[Len], operator: &[u8]) {
        for &length in lengths {
            push_length(&mut self.out, length);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(operator);
    }
}

/// A length in points with at most two decimals.
pub(crate) fn push_length(out: &mut Vec<u8>, length: Len) {
    if length < 0 {
        out.push(b'-');
    }
    let (whole, part) = (length.unsigned_abs() / 100, length.unsigned_abs() % 100);
    if whole > 0 || part == 0 {
        let mut digits = [0; 10];
        let mut rest = whole;
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        out.extend_from_slice(&digits[at..]);
    }
    if part > 0 {
        out.extend_from_slice(&[b'.', b'0' + (part / 10) as u8]);
        if !part.is_multiple_of(10) {
            out.push(b'0' + (part % 10) as u8);
        }
    }
}
