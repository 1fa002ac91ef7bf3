//! 账龄分析表 (domain section 3.15): what is open by building and age. Internal.

use super::ListHead;
use crate::error::DocumentError;
use crate::flow::{Block, Paragraph};
use crate::fonts::FontSet;
use crate::length::pt10;
use crate::pen::Align;
use crate::phrase;
use crate::table::{Column, Row, Table};
use rust_decimal::Decimal;
use zhangfang_domain::ageing::Bucket;
use zhangfang_domain::{Fen, share};

/// What is open, by building and age.
#[derive(Clone, Debug)]
pub struct Ageing {
    /// Who prints it and why.
    pub head: ListHead,
    /// Buildings in the order of the register.
    pub rows: Vec<AgeingRow>,
}

/// One building.
#[derive(Clone, Debug)]
pub struct AgeingRow {
    /// Its name: `3栋`.
    pub building: String,
    /// Homes that owe.
    pub homes: u64,
    /// What is open in each bucket, in the order of [`Bucket::ALL`].
    pub amounts: [Fen; Bucket::ALL.len()],
}

impl AgeingRow {
    /// Everything open.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.amounts.iter().sum()
    }
}

/// Makes the table. Shares of buildings and of buckets each add up to 100.0.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, ageing: &Ageing) -> Result<Vec<u8>, DocumentError> {
    let sums = Bucket::ALL.map(|b| ageing.rows.iter().map(|row| row.amounts[b as usize]).sum::<Fen>());
    let total: Fen = sums.iter().sum();
    let overdue = total - sums[Bucket::NotDue as usize];
    let blocks = vec![
        Block::Title("账龄分析表".into()),
        Block::Subtitle(format!("截至{}　单位：元", phrase::date(ageing.head.data_as_of.date()))),
        Block::Table(table(ageing, &sums, total)),
        Block::Paragraph(Paragraph::note(format!(
            "合计含未到期款项；其中已到期未缴 {overdue} 元。账龄自到期日次日起算，一年以上按对年对日计算。占比保留一位小数，按最大余数法取整，合计 100.0%。"
        ))),
    ];
    ageing.head.flow(blocks).rendered(fonts)
}

fn table(ageing: &Ageing, sums: &[Fen], total: Fen) -> Table {
    let mut columns = vec![Column::new("楼栋", 26, Align::Left), Column::new("户数", 14, Align::Right)];
    columns.extend(Bucket::ALL.map(|bucket| Column::new(bucket.label(), 24, Align::Right)));
    columns.extend([Column::new("合计", 28, Align::Right), Column::new("占比", 16, Align::Right)]);
    let mut table = Table::new(columns);
    table.size = pt10(85);
    let totals: Vec<Fen> = ageing.rows.iter().map(AgeingRow::total).collect();
    let shares = share::percent_tenths(&totals);
    for ((row, row_total), part) in ageing.rows.iter().zip(&totals).zip(&shares) {
        table.rows.push(line(&row.building, Some(row.homes), &row.amounts, *row_total, *part));
    }
    if let Some(last) = table.rows.last_mut() {
        last.with_next = true;
    }
    let homes = ageing.rows.iter().map(|row| row.homes).sum();
    let mut sum = line("合计", Some(homes), sums, total, shares.iter().sum());
    sum.kind = crate::table::RowKind::Total;
    sum.with_next = true;
    table.rows.push(sum);
    let bucket_shares = share::percent_tenths(sums);
    let mut cells = vec!["占比".to_owned(), String::new()];
    cells.extend(bucket_shares.iter().map(percent));
    cells.extend([percent(&bucket_shares.iter().sum()), String::new()]);
    table.rows.push(Row::line(cells));
    table
}

fn line(name: &str, homes: Option<u64>, amounts: &[Fen], total: Fen, part: Decimal) -> Row {
    let mut cells = vec![name.to_owned(), homes.map(|n| n.to_string()).unwrap_or_default()];
    cells.extend(amounts.iter().map(
        |amount| {
            if amount.is_zero() { "—".to_owned() } else { amount.to_string() }
        },
    ));
    cells.extend([total.to_string(), percent(&part)]);
    Row::line(cells)
}

fn percent(part: &Decimal) -> String {
    format!("{part:.1}%")
}
