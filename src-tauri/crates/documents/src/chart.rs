//! Charts, drawn as shapes: sharp in print and legible without colour.

use crate::flow::Block;
use crate::length::{Len, Rect, mm, mm10, pt};
use crate::pen::{Align, Pen, Style};
use rust_decimal::{Decimal, RoundingStrategy};
use zhangfang_domain::Fen;

const LABEL: Style = Style::regular(pt(10));
const BAR_STEP: Len = mm(7);
const DARK: i32 = 25;
const LIGHT: i32 = 70;

/// One horizontal bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is of, left of it.
    pub label: String,
    /// How long it is.
    pub amount: Fen,
    /// What stands behind it.
    pub figures: String,
}

/// Two columns side by side.
#[derive(Clone, Debug)]
pub struct Pair {
    /// What stands under them.
    pub label: String,
    /// The dark column.
    pub first: Fen,
    /// The light column.
    pub second: Fen,
}

/// Bars one under the other, as long as their amounts.
#[must_use]
pub fn bars(bars: Vec<Bar>) -> Block {
    let height = BAR_STEP * Len::try_from(bars.len()).unwrap_or(0) + mm(4);
    Block::Drawing { height, draw: Box::new(move |pen, rect| draw_bars(pen, rect, &bars)) }
}

fn draw_bars(pen: &mut Pen<'_>, rect: Rect, bars: &[Bar]) {
    let label_width = mm(50);
    let figures_width = bars.iter().map(|bar| pen.width(LABEL, &bar.figures)).max().unwrap_or(0).max(mm(42));
    let longest = (rect.width - label_width - figures_width - mm(2)).max(mm(20));
    let most = bars.iter().map(|bar| bar.amount).max().unwrap_or(Fen::ZERO);
    for (n, bar) in (0..).zip(bars) {
        let y = rect.y + n * BAR_STEP;
        let base = y + BAR_STEP / 2 + LABEL.drop();
        pen.text_within(rect.x, base, label_width - mm(2), Align::Right, LABEL, &bar.label);
        let width = scaled(bar.amount, most, longest);
        let x = rect.x + label_width;
        pen.fill(Rect { x, y: y + mm(1), width, height: BAR_STEP - mm(2) }, DARK);
        pen.text(x + width + mm(2), base, LABEL, &bar.figures);
    }
    let bottom = rect.y + BAR_STEP * Len::try_from(bars.len()).unwrap_or(0);
    pen.rule((rect.x + label_width, rect.y), (rect.x + label_width, bottom), mm10(2));
}

/// Pairs of columns in 万元, with what the dark and the light ones are.
#[must_use]
pub fn pairs(names: [&'static str; 2], pairs: Vec<Pair>) -> Block {
    Block::Drawing { height: mm(62), draw: Box::new(move |pen, rect| draw_pairs(pen, rect, names, &pairs)) }
}

fn draw_pairs(pen: &mut Pen<'_>, rect: Rect, names: [&str; 2], pairs: &[Pair]) {
    let legend = rect.y + mm(4);
    let mut x = rect.x;
    for (name, grey) in names.into_iter().zip([DARK, LIGHT]) {
        pen.fill(Rect { x, y: legend - mm(3), width: mm(3), height: mm(3) }, grey);
        pen.text(x + mm(4), legend, LABEL, name);
        x += mm(18);
    }
    pen.text_within(rect.x, legend, rect.width, Align::Right, LABEL, "单位：万元");
    let floor = rect.bottom() - mm(9);
    let tallest = floor - legend - mm(8);
    let most = pairs.iter().flat_map(|pair| [pair.first, pair.second]).max().unwrap_or(Fen::ZERO);
    let step = rect.width / Len::try_from(pairs.len()).unwrap_or(1).max(1);
    let width = (step * 3 / 10).min(mm(11));
    for (n, pair) in (0..).zip(pairs) {
        let middle = rect.x + n * step + step / 2;
        for (x, amount, grey) in [(middle - width, pair.first, DARK), (middle, pair.second, LIGHT)] {
            let height = scaled(amount, most, tallest);
            pen.fill(Rect { x, y: floor - height, width, height }, grey);
            if amount.is_zero() {
                continue;
            }
            let style = Style::regular(pt(9));
            let base = floor - height - mm(1);
            pen.text_within(x - mm10(5), base, width + mm(1), Align::Centre, style, &ten_thousands(amount));
        }
        pen.text_within(middle - step / 2, floor + mm(5), step, Align::Centre, LABEL, &pair.label);
    }
    pen.rule((rect.x, floor), (rect.right(), floor), mm10(2));
}

/// The length of an amount where `most` is `longest`; nothing for a negative one.
fn scaled(amount: Fen, most: Fen, longest: Len) -> Len {
    let (amount, most) = (i128::from(amount.0.max(0)), i128::from(most.0.max(1)));
    Len::try_from(amount * i128::from(longest) / most).unwrap_or(0)
}

/// In 万元 with one decimal.
fn ten_thousands(amount: Fen) -> String {
    let rounded = Decimal::new(amount.0, 6).round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    format!("{rounded:.1}")
}
