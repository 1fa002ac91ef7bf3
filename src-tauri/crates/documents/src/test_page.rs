//! A test page: a frame one centimetre inside the edges with a ruler on each side, to see how far a printer is off.

use crate::bind::{Imprint, Part, Sheet, Volume};
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::length::{Len, Rect, Size, mm, mm10, pt, pt10};
use crate::pen::{Align, Pen, Style};

/// What the page says.
#[derive(Clone, Debug)]
pub struct TestPage {
    /// Properties of the file.
    pub imprint: Imprint,
    /// The paper.
    pub size: Size,
    /// Name of the paper.
    pub paper: String,
    /// Name of the printer.
    pub printer: String,
    /// The lines in the middle: what is set now, how to measure.
    pub lines: Vec<String>,
}

/// From an edge of the paper to the frame.
const INSIDE: Len = mm(10);

/// Makes the page.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, page: &TestPage) -> Result<Vec<u8>, DocumentError> {
    let mut pen = Pen::new(fonts, page.size);
    pen.about(&page.printer);
    let frame = Rect {
        x: INSIDE,
        y: INSIDE,
        width: page.size.width - 2 * INSIDE,
        height: page.size.height - 2 * INSIDE,
    };
    pen.frame(frame, pt10(6));
    rulers(&mut pen, frame);
    words(&mut pen, frame, page);
    let sheets = vec![Sheet(vec![Part { raise: 0, content: pen.lift()? }])];
    let (forms, bookmarks) = (Vec::new(), Vec::new());
    Volume { imprint: &page.imprint, size: page.size, sheets, forms, bookmarks, used: pen.used }.bound(fonts)
}

/// A tick each millimetre and a number each centimetre, counted from the edge of the paper.
fn rulers(pen: &mut Pen<'_>, frame: Rect) {
    let style = Style::regular(pt(6));
    let tick = |at: i32| match at % 10 {
        0 => mm(4),
        5 => mm10(28),
        _ => mm10(16),
    };
    for at in 10.. {
        let x = mm(at);
        if x > frame.right() {
            break;
        }
        pen.rule((x, frame.y), (x, frame.y + tick(at)), pt10(3));
        pen.rule((x, frame.bottom()), (x, frame.bottom() - tick(at)), pt10(3));
        if at % 10 == 0 && at > 10 && x < frame.right() - mm(5) {
            let number = at.to_string();
            pen.text_within(x - mm(5), frame.y + mm10(62), mm(10), Align::Centre, style, &number);
            pen.text_within(x - mm(5), frame.bottom() - mm10(46), mm(10), Align::Centre, style, &number);
        }
    }
    for at in 10.. {
        let y = mm(at);
        if y > frame.bottom() {
            break;
        }
        pen.rule((frame.x, y), (frame.x + tick(at), y), pt10(3));
        pen.rule((frame.right(), y), (frame.right() - tick(at), y), pt10(3));
        if at % 10 == 0 && at > 10 && y < frame.bottom() - mm(5) {
            let number = at.to_string();
            pen.text(frame.x + mm10(46), y + style.drop(), style, &number);
            let left = frame.right() - mm10(146);
            pen.text_within(left, y + style.drop(), mm(10), Align::Right, style, &number);
        }
    }
}

fn words(pen: &mut Pen<'_>, frame: Rect, page: &TestPage) {
    let (x, width) = (frame.x + mm(15), frame.width - mm(30));
    let mut y = frame.y + frame.height / 3;
    let title = format!("打印测试页　{}", page.paper);
    pen.text_within(x, y, width, Align::Centre, Style::bold(pt(15)), &title);
    for line in &page.lines {
        y += mm(7);
        pen.text_within(x, y, width, Align::Centre, Style::regular(pt10(105)), line);
    }
}
