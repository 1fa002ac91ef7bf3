//! The drawing operations of a sheet as the bytes of its content stream.
//!
//! printpdf's own encoder spells every glyph in hexadecimal and every operand as an object on the heap; for a
//! batch of slips that alone costs more than all the rest. This one writes the operations a pen draws with, and
//! characters under the codes [`crate::embed`] gives them.

use printpdf::{Color, LinePoint, Op, PaintMode, PdfFontHandle, Point, PolygonRing, Rect, TextItem};

/// Writes operations one after the other.
pub(crate) fn encoded(ops: &[Op]) -> Vec<u8> {
    let mut out = Vec::with_capacity(ops.len() * 16);
    for op in ops {
        encode(&mut out, op);
    }
    out
}

fn encode(out: &mut Vec<u8>, op: &Op) {
    match op {
        Op::SaveGraphicsState => out.extend_from_slice(b"q "),
        Op::RestoreGraphicsState => out.extend_from_slice(b"Q\n"),
        Op::SetTransformationMatrix { matrix } => put(out, &matrix.as_array(), "cm\n"),
        Op::SetOutlineThickness { pt } => put(out, &[pt.0], "w "),
        Op::SetLineDashPattern { dash } => {
            out.push(b'[');
            put(out, &dash.pattern, "]");
            put(out, &[dash.offset], "d ");
        }
        Op::SetFillColor { col } => put_grey(out, col, "g "),
        Op::SetOutlineColor { col } => put_grey(out, col, "G "),
        Op::DrawLine { line } => {
            put_path(out, &line.points);
            out.extend_from_slice(b"S\n");
        }
        Op::DrawRectangle { rectangle } => put_rectangle(out, rectangle),
        Op::DrawPolygon { polygon } => {
            polygon.rings.iter().for_each(|ring| put_ring(out, ring));
            out.extend_from_slice(b"f\n");
        }
        Op::UseXobject { id, .. } => put_name(out, &id.0, "Do\n"),
        Op::StartTextSection => out.extend_from_slice(b"BT "),
        Op::EndTextSection => out.extend_from_slice(b"ET\n"),
        Op::SetFont { font: PdfFontHandle::External(id), size } => {
            put_name(out, &id.0, "");
            put(out, &[size.0], "Tf ");
        }
        Op::SetCharacterSpacing { multiplier } => put(out, &[*multiplier], "Tc "),
        Op::SetTextCursor { pos } => put(out, &[pos.x.0, pos.y.0], "Td "),
        Op::ShowText { items } => items.iter().for_each(|item| put_text(out, item)),
        other => debug_assert!(false, "no pen draws {other:?}"),
    }
}

/// Numbers, then an operator.
fn put(out: &mut Vec<u8>, numbers: &[f32], operator: &str) {
    for &number in numbers {
        put_number(out, number);
        out.push(b' ');
    }
    out.extend_from_slice(operator.as_bytes());
}

fn put_name(out: &mut Vec<u8>, name: &str, operator: &str) {
    out.push(b'/');
    out.extend_from_slice(name.as_bytes());
    out.push(b' ');
    out.extend_from_slice(operator.as_bytes());
}

fn put_grey(out: &mut Vec<u8>, colour: &Color, operator: &str) {
    if let Color::Greyscale(grey) = colour {
        put(out, &[grey.percent], operator);
    }
}

fn put_path(out: &mut Vec<u8>, points: &[LinePoint]) {
    for (n, LinePoint { p: Point { x, y }, .. }) in points.iter().enumerate() {
        put(out, &[x.0, y.0], if n == 0 { "m " } else { "l " });
    }
}

fn put_rectangle(out: &mut Vec<u8>, Rect { x, y, width, height, mode, .. }: &Rect) {
    put(out, &[x.0, y.0, width.0, height.0], "re ");
    out.extend_from_slice(if *mode == Some(PaintMode::Fill) { b"f\n" } else { b"S\n" });
}

/// A closed ring; an upright rectangle, as codes are full of, takes a third of the bytes.
#[expect(clippy::float_arithmetic, reason = "the differences of coordinates printpdf holds as floats")]
fn put_ring(out: &mut Vec<u8>, ring: &PolygonRing) {
    let at = |n: usize| ring.points.get(n).map_or((0.0, 0.0), |point| (point.p.x.0, point.p.y.0));
    let ((left, top), (right, bottom)) = (at(0), at(2));
    if ring.points.len() == 4 && at(1) == (right, top) && at(3) == (left, bottom) {
        return put(out, &[left, bottom, right - left, top - bottom], "re ");
    }
    put_path(out, &ring.points);
    out.extend_from_slice(b"h ");
}

fn put_text(out: &mut Vec<u8>, item: &TextItem) {
    out.push(b'(');
    match item {
        // The code of a character of the basic plane is its code point.
        TextItem::Text(text) => {
            text.chars().for_each(|c| put_code(out, u16::try_from(u32::from(c)).unwrap_or(0)));
        }
        TextItem::GlyphIds(glyphs) => glyphs.iter().for_each(|glyph| put_code(out, glyph.gid)),
        TextItem::Offset(_) => debug_assert!(false, "no pen kerns"),
    }
    out.extend_from_slice(b")Tj ");
}

fn put_code(out: &mut Vec<u8>, code: u16) {
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
}

/// A number with at most three decimals.
#[expect(clippy::float_arithmetic, reason = "printpdf holds lengths as floats; rounding undoes it")]
fn put_number(out: &mut Vec<u8>, number: f32) {
    let thousandths = (f64::from(number) * 1000.0).round() as i64;
    if thousandths < 0 {
        out.push(b'-');
    }
    let (mut whole, mut part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    if whole > 0 || part == 0 {
        let (mut digits, mut at) = ([0; 20], 20);
        loop {
            at -= 1;
            digits[at] = b'0' + (whole % 10) as u8;
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        out.extend_from_slice(&digits[at..]);
    }
    if part > 0 {
        out.push(b'.');
        while part > 0 {
            out.push(b'0' + (part / 100) as u8);
            part = part % 100 * 10;
        }
    }
}
