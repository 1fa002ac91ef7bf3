//! Drawing on one sheet: text, rules, boxes, codes.

use crate::content::encoded;
use crate::embed::{Used, font_of, font_of_rare};
use crate::error::DocumentError;
use crate::fonts::{FontSet, Weight, is_invisible};
use crate::length::{Len, Rect, Size, pt, pt10};
use crate::lines::{self, Line, Text};
use printpdf::{
    Codepoint, Color, CurTransMat, FontId, Greyscale, LineDashPattern, LinePoint, Op, PaintMode,
    PdfFontHandle, Point, Polygon, PolygonRing, Pt, TextItem, WindingOrder, XObjectId, XObjectTransform,
};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

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
    ops: Vec<Op>,
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
        Self { fonts, size, ops: Vec::new(), set: None, used, subject, failed: None }
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
        let content = encoded(&self.ops);
        self.ops.clear();
        self.failed.take().map_or(Ok(content), Err)
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
        self.ops.push(Op::StartTextSection);
        if extra != 0 {
            self.ops.push(Op::SetCharacterSpacing { multiplier: points(extra) });
        }
        self.ops.push(Op::SetTextCursor { pos: self.point((x, y)) });
        let advance = self.glyphs(style, extra, text);
        if extra != 0 {
            self.ops.push(Op::SetCharacterSpacing { multiplier: 0.0 });
        }
        self.ops.push(Op::EndTextSection);
        advance
    }

    /// Shows the characters of a text at the cursor, rare ones from faces of their own; returns the advance.
    fn glyphs(&mut self, style: Style, extra: Len, text: &str) -> Len {
        let mut run = String::with_capacity(text.len());
        let mut advance = 0;
        for c in text.chars() {
            advance += extra;
            if let Some(glyph) = self.fonts.glyph(style.weight, c) {
                self.used.note(style.weight, c);
                run.push(c);
                advance += i32::from(glyph.advance) * style.size / 1000;
            } else if is_invisible(c) {
            } else if let Some((_, glyph)) = self.fonts.rare(c) {
                self.used.note_rare(c);
                self.show_run(&mut run);
                self.set_font(font_of_rare(c), style.size);
                self.show(TextItem::GlyphIds(vec![Codepoint::new(1, 0.0)]));
                self.set_font(font_of(style.weight), style.size);
                advance += i32::from(glyph.advance) * style.size / 1000;
            } else {
                let whose = self.subject.clone();
                self.fail(DocumentError::MissingGlyph { character: c, whose });
            }
        }
        self.show_run(&mut run);
        advance
    }

    fn show_run(&mut self, run: &mut String) {
        if !run.is_empty() {
            self.show(TextItem::Text(std::mem::take(run)));
        }
    }

    fn show(&mut self, item: TextItem) {
        self.ops.push(Op::ShowText { items: vec![item] });
    }

    fn set_font(&mut self, font: FontId, size: Len) {
        self.ops.push(Op::SetFont { font: PdfFontHandle::External(font), size: Pt(points(size)) });
    }

    fn select(&mut self, style: Style) {
        if self.set != Some(style) {
            self.set = Some(style);
            self.set_font(font_of(style.weight), style.size);
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
        self.ops.push(Op::SetOutlineThickness { pt: Pt(points(thickness)) });
        let points = self.ring(&[from, to]).points;
        self.ops.push(Op::DrawLine { line: printpdf::Line { points, is_closed: false } });
    }

    /// A dashed rule, for cutting along.
    pub fn dashes(&mut self, from: (Len, Len), to: (Len, Len)) {
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[3.0, 3.0]) });
        self.rule(from, to, pt10(4));
        self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::solid() });
    }

    /// The outline of a rectangle.
    pub fn frame(&mut self, rect: Rect, thickness: Len) {
        self.ops.push(Op::SetOutlineThickness { pt: Pt(points(thickness)) });
        self.rectangle(rect, PaintMode::Stroke);
    }

    /// A filled rectangle; `grey` from 0 (black) to 100 (white).
    pub fn fill(&mut self, rect: Rect, grey: Len) {
        self.fill_grey(grey);
        self.rectangle(rect, PaintMode::Fill);
        self.fill_grey(0);
    }

    /// A closed shape through points, filled; for charts. `grey` from 0 (black) to 100 (white).
    pub fn polygon(&mut self, points: &[(Len, Len)], grey: Len) {
        self.fill_grey(grey);
        let ring = self.ring(points);
        self.filled(vec![ring]);
        self.fill_grey(0);
    }

    fn fill_grey(&mut self, grey: Len) {
        self.ops.push(Op::SetFillColor { col: shade(grey) });
    }

    fn rectangle(&mut self, rect: Rect, mode: PaintMode) {
        let Point { x, y } = self.point((rect.x, rect.bottom()));
        let (width, height) = (Pt(points(rect.width)), Pt(points(rect.height)));
        let rectangle = printpdf::Rect { x, y, width, height, mode: Some(mode), winding_order: None };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn filled(&mut self, rings: Vec<PolygonRing>) {
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    /// A place on the sheet, counted from its lower edge as PDF does.
    fn point(&self, (x, y): (Len, Len)) -> Point {
        Point { x: Pt(points(x)), y: Pt(points(self.size.height - y)) }
    }

    fn ring(&self, corners: &[(Len, Len)]) -> PolygonRing {
        let points = corners.iter().map(|&corner| LinePoint { p: self.point(corner), bezier: false });
        PolygonRing { points: points.collect() }
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
        let Point { x, y } = self.point((x, y + module * count));
        let scale = points(module);
        self.ops.push(Op::SaveGraphicsState);
        let matrix = CurTransMat::Raw([scale, 0.0, 0.0, scale, x.0, y.0]);
        self.ops.push(Op::SetTransformationMatrix { matrix });
        self.filled(dark_runs(&code));
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// A grey stamp across the sheet, slanting, its middle at a point: 作废. Draw it first, under the text.
    pub fn stamp(&mut self, centre: (Len, Len), size: Len, text: &str) {
        let style = Style::bold(size);
        let width = self.width(style, text);
        self.ops.push(Op::SaveGraphicsState);
        self.fill_grey(65);
        self.ops.push(Op::SetOutlineColor { col: shade(65) });
        let Point { x, y } = self.point(centre);
        // Cosine and sine of 20 degrees.
        let matrix = CurTransMat::Raw([0.94, 0.342, -0.342, 0.94, x.0, y.0]);
        self.ops.push(Op::SetTransformationMatrix { matrix });
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
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Draws a shared form of the file, by its place in the list given to the binder.
    pub fn form(&mut self, number: usize) {
        let transform = XObjectTransform::default();
        self.ops.push(Op::UseXobject { id: form_id(number), transform });
    }
}

/// The name of a shared form in the resources of a page.
pub(crate) fn form_id(number: usize) -> XObjectId {
    XObjectId(format!("X{number}"))
}

/// The runs of dark modules, row by row, a module one point wide. One shape: filled one by one, they would
/// show seams.
fn dark_runs(code: &QrCode) -> Vec<PolygonRing> {
    let count = code.size();
    let corner = |x: i32, y: i32| LinePoint {
        p: Point { x: Pt(points(pt(x))), y: Pt(points(pt(count - y))) },
        bezier: false,
    };
    let mut rings = Vec::with_capacity(200);
    for row in 0..count {
        let mut column = 0;
        while column < count {
            let start = column;
            while column < count && code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                let (left, right, top, bottom) = (start, column, row, row + 1);
                let points =
                    vec![corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
                rings.push(PolygonRing { points });
            } else {
                column += 1;
            }
        }
    }
    rings
}

/// A length as printpdf has it.
#[expect(clippy::float_arithmetic, reason = "printpdf holds lengths as floats")]
pub(crate) fn points(length: Len) -> f32 {
    length as f32 / 100.0
}

/// A grey from 0 (black) to 100 (white).
fn shade(grey: Len) -> Color {
    Color::Greyscale(Greyscale::new(points(grey.clamp(0, 100)), None))
}
