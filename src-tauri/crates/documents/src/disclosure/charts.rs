//! Charts, drawn as shapes: sharp in print and legible without colour.

use super::MonthTotals;
use crate::flow::Block;
use crate::length::{Len, Rect, mm, mm10, pt};
use crate::pen::{Align, Pen, Style};
use rust_decimal::{Decimal, RoundingStrategy};
use std::cmp::Reverse;
use zhangfang_domain::Fen;
use zhangfang_domain::disclosure::Statement;

const LABEL: Style = Style::regular(pt(10));
const BAR_STEP: Len = mm(7);
const DARK: i32 = 25;
const LIGHT: i32 = 70;

/// One bar.
struct Bar {
    label: &'static str,
    amount: Fen,
    figures: String,
}

/// Costs as horizontal bars, the largest first, each with its amount and its share.
pub(super) fn costs(statement: &Statement) -> Block {
    let shares = statement.expense_percentages();
    let mut bars: Vec<Bar> = statement
        .expense
        .iter()
        .zip(shares)
        .map(|((group, amount), part)| Bar {
            label: group.label(),
            amount: *amount,
            figures: format!("{amount} 元　{part:.1}%"),
        })
        .collect();
    bars.sort_by_key(|bar| Reverse(bar.amount));
    let height = BAR_STEP * Len::try_from(bars.len()).unwrap_or(0) + mm(4);
    Block::Drawing { height, draw: Box::new(move |pen, rect| draw_costs(pen, rect, &bars)) }
}

fn draw_costs(pen: &mut Pen<'_>, rect: Rect, bars: &[Bar]) {
    let label_width = mm(50);
    let figures_width = mm(42);
    let longest = rect.width - label_width - figures_width;
    let most = bars.iter().map(|bar| bar.amount).max().unwrap_or(Fen::ZERO);
    for (n, bar) in (0..).zip(bars) {
        let y = rect.y + n * BAR_STEP;
        let base = y + BAR_STEP / 2 + LABEL.drop();
        pen.text_within(rect.x, base, label_width - mm(2), Align::Right, LABEL, bar.label);
        let width = scaled(bar.amount, most, longest);
        let x = rect.x + label_width;
        pen.fill(Rect { x, y: y + mm(1), width, height: BAR_STEP - mm(2) }, DARK);
        pen.text(x + width + mm(2), base, LABEL, &bar.figures);
    }
    let bottom = rect.y + BAR_STEP * Len::try_from(bars.len()).unwrap_or(0);
    pen.rule((rect.x + label_width, rect.y), (rect.x + label_width, bottom), mm10(2));
}

/// Income and expenditure of some months as pairs of columns, in 万元.
pub(super) fn trend(months: &[MonthTotals]) -> Block {
    let months = months.to_vec();
    Block::Drawing { height: mm(62), draw: Box::new(move |pen, rect| draw_trend(pen, rect, &months)) }
}

fn draw_trend(pen: &mut Pen<'_>, rect: Rect, months: &[MonthTotals]) {
    let legend = rect.y + mm(4);
    let mut x = rect.x;
    for (name, grey) in [("收入", DARK), ("支出", LIGHT)] {
        pen.fill(Rect { x, y: legend - mm(3), width: mm(3), height: mm(3) }, grey);
        pen.text(x + mm(4), legend, LABEL, name);
        x += mm(18);
    }
    pen.text_within(rect.x, legend, rect.width, Align::Right, LABEL, "单位：万元");
    let floor = rect.bottom() - mm(9);
    let tallest = floor - legend - mm(8);
    let amounts = || months.iter().flat_map(|m| [m.income.amount(), m.expense.amount()]);
    let most = amounts().max().unwrap_or(Fen::ZERO);
    let step = rect.width / Len::try_from(months.len()).unwrap_or(1).max(1);
    let width = (step * 3 / 10).min(mm(11));
    for (n, of) in (0..).zip(months) {
        let middle = rect.x + n * step + step / 2;
        for (x, amount, grey) in
            [(middle - width, of.income.amount(), DARK), (middle, of.expense.amount(), LIGHT)]
        {
            let height = scaled(amount, most, tallest);
            pen.fill(Rect { x, y: floor - height, width, height }, grey);
            let style = Style::regular(pt(9));
            let base = floor - height - mm(1);
            pen.text_within(x - mm10(5), base, width + mm(1), Align::Centre, style, &ten_thousands(amount));
        }
        let name = format!("{}年{}月", of.month.year(), of.month.month());
        pen.text_within(middle - step / 2, floor + mm(5), step, Align::Centre, LABEL, &name);
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
