//! The charts of the disclosure.

use super::MonthTotals;
use crate::chart::{self, Bar, Pair};
use crate::flow::Block;
use std::cmp::Reverse;
use zhangfang_domain::disclosure::Statement;

/// Costs as horizontal bars, the largest first, each with its amount and its share.
pub(super) fn costs(statement: &Statement) -> Block {
    let shares = statement.expense_percentages();
    let mut bars: Vec<Bar> = statement
        .expense
        .iter()
        .zip(shares)
        .map(|((group, amount), part)| Bar {
            label: group.label().to_owned(),
            amount: *amount,
            figures: format!("{amount} 元　{part:.1}%"),
        })
        .collect();
    bars.sort_by_key(|bar| Reverse(bar.amount));
    chart::bars(bars)
}

/// Income and expenditure of some months as pairs of columns, in 万元.
pub(super) fn trend(months: &[MonthTotals]) -> Block {
    let pair = |of: &MonthTotals| Pair {
        label: format!("{}年{}月", of.month.year(), of.month.month()),
        first: of.income.amount(),
        second: of.expense.amount(),
    };
    chart::pairs(["收入", "支出"], months.iter().map(pair).collect())
}
