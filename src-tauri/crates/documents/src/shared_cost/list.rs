//! 公共水电分户清单: every home's share of a bill and their sum. Private: it never leaves the office.

use crate::arrears_list::ListHead;
use crate::debt;
use crate::error::DocumentError;
use crate::flow::{Block, Paragraph};
use crate::fonts::FontSet;
use crate::pen::Align;
use crate::table::{Column, Row, Table};
use zhangfang_domain::Fen;

/// A supplier's bill with every home's share.
#[derive(Clone, Debug)]
pub struct ShareList {
    /// Head of the list.
    pub head: ListHead,
    /// What the bill is for.
    pub label: String,
    /// Volume, price, amount, method in one line.
    pub summary: String,
    /// Heading of the weights: `面积（m²）`.
    pub weight: String,
    /// In room order.
    pub lines: Vec<ShareLine>,
    /// The weights together.
    pub weights: String,
    /// The supplier's bill, which the shares add up to.
    pub total: Fen,
}

/// The share of one home.
#[derive(Clone, Debug)]
pub struct ShareLine {
    /// Its room.
    pub room: String,
    /// Its weight.
    pub weight: String,
    /// Its share.
    pub share: Fen,
    /// Number of its charge; empty where the share is nothing.
    pub charge: String,
}

/// Makes the list.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when the shares do not give the bill; [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, list: &ShareList) -> Result<Vec<u8>, DocumentError> {
    let sum: Fen = list.lines.iter().map(|line| line.share).sum();
    debt::agreed(&list.head.imprint.number, list.total, sum)?;
    let mut table = Table::new([
        Column::new("序号", 16, Align::Right),
        Column::new("房号", 50, Align::Left),
        Column::new(&list.weight, 40, Align::Right),
        Column::new("分摊（元）", 40, Align::Right),
        Column::new("账单编号", 30, Align::Right),
    ]);
    for (n, line) in (1..).zip(&list.lines) {
        let cells = [n.to_string(), line.room.clone(), line.weight.clone(), line.share.to_string()];
        table.rows.push(Row::line(cells.into_iter().chain([line.charge.clone()])));
    }
    if let Some(last) = table.rows.last_mut() {
        last.with_next = true;
    }
    table.rows.push(Row::total(["", "合计", &list.weights, &sum.to_string(), ""]));
    let check = format!("核对：各户分摊合计 {sum} 元，供应单位账单 {} 元，两数相等。", list.total);
    let blocks = vec![
        Block::Title("公共水电分户清单".into()),
        Block::Subtitle(list.label.clone()),
        Block::Paragraph(Paragraph::flush(list.summary.as_str())),
        Block::Table(table),
        Block::Paragraph(Paragraph::flush(check)),
        Block::Paragraph(Paragraph::note("内部资料，含各户信息，不得张贴或转发。")),
    ];
    list.head.flow(blocks).rendered(fonts)
}
