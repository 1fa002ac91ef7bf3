//! 价格调整测算表: what a new price would bring, by use, by building, and for the homes it changes most. Internal.

use crate::arrears_list::ListHead;
use crate::debt;
use crate::error::DocumentError;
use crate::flow::{Block, Paragraph};
use crate::fonts::FontSet;
use crate::pen::Align;
use crate::table::{Column, Row, Table};
use zhangfang_domain::Fen;

/// A trial of a price.
#[derive(Clone, Debug)]
pub struct PriceChange {
    /// Who prints it and why.
    pub head: ListHead,
    /// Name of the tariff.
    pub tariff: String,
    /// Price in force, with its unit.
    pub price_before: String,
    /// Price tried, with its unit.
    pub price_after: String,
    /// First month, as printed.
    pub from: String,
    /// Months looked at, as printed.
    pub months: String,
    /// How amounts are rounded, as printed.
    pub rounding: String,
    /// The charge item, all homes together.
    pub item: PriceLine,
    /// By use; adds up to the item.
    pub by_use: Vec<PriceLine>,
    /// By building; adds up to the item.
    pub by_building: Vec<PriceLine>,
    /// The homes that change most.
    pub largest: Vec<PriceLine>,
    /// Charges that stand already and keep their price, and what they come to.
    pub charged: (usize, Fen),
    /// Homes that could not be charged, in words.
    pub left_out: Vec<String>,
}

/// Money before and after.
#[derive(Clone, Debug)]
pub struct PriceLine {
    /// What it is of.
    pub key: String,
    /// How many homes, or what is charged of one home: as printed.
    pub count: String,
    /// As things are.
    pub before: Fen,
    /// With the new price.
    pub after: Fen,
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when a table does not add up to the item; [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, change: &PriceChange) -> Result<Vec<u8>, DocumentError> {
    for lines in [&change.by_use, &change.by_building] {
        let sum = |part: fn(&PriceLine) -> Fen| lines.iter().map(part).sum();
        debt::agreed(&change.head.imprint.number, change.item.before, sum(|l| l.before))?;
        debt::agreed(&change.head.imprint.number, change.item.after, sum(|l| l.after))?;
    }
    let summary = format!(
        "{}由 {} 改为 {}，自{}起。测算期间{}，{}。涉及 {} 户，应收由 {} 元变为 {} 元，差额 {} 元。",
        change.tariff,
        change.price_before,
        change.price_after,
        change.from,
        change.months,
        change.rounding,
        change.item.count,
        change.item.before,
        change.item.after,
        change.item.after - change.item.before
    );
    let (charges, charged) = change.charged;
    let standing = if charges == 0 {
        "测算期间没有已出的账单。".to_owned()
    } else {
        format!("测算期间已出账（含已预缴）的 {charges} 笔、{charged} 元按原价，不受影响，未计入下表。")
    };
    let mut blocks = vec![
        Block::Title("价格调整测算表".into()),
        Block::Paragraph(Paragraph::flush(summary)),
        Block::Paragraph(Paragraph::flush(standing)),
    ];
    if !change.left_out.is_empty() {
        let words = format!("无法计价、未计入的：{}。", change.left_out.join("；"));
        blocks.push(Block::Paragraph(Paragraph::flush(words)));
    }
    let total = Some(&change.item);
    blocks.extend([
        Block::Heading("一、按用途".into()),
        Block::Table(table("用途", "户数", &change.by_use, total)),
        Block::Heading("二、按楼栋".into()),
        Block::Table(table("楼栋", "户数", &change.by_building, total)),
        Block::Heading("三、变动最大的房屋".into()),
        Block::Table(table("房号", "计费数量", &change.largest, None)),
        Block::Paragraph(Paragraph::note(
            "本表只是测算，没有改变任何收费标准和账单。调价须按物业服务合同和当地规定办理公示、听取意见、表决等手续后方可执行。",
        )),
    ]);
    change.head.flow(blocks).rendered(fonts)
}

fn table(key: &str, count: &str, lines: &[PriceLine], total: Option<&PriceLine>) -> Table {
    let mut table = Table::new([
        Column::new(key, 60, Align::Left),
        Column::new(count, 30, Align::Right),
        Column::new("现行应收（元）", 40, Align::Right),
        Column::new("调整后应收（元）", 40, Align::Right),
        Column::new("差额（元）", 40, Align::Right),
    ]);
    let cells = |name: &str, line: &PriceLine| {
        [
            name.to_owned(),
            line.count.clone(),
            line.before.to_string(),
            line.after.to_string(),
            (line.after - line.before).to_string(),
        ]
    };
    table.rows = lines.iter().map(|line| Row::line(cells(&line.key, line))).collect();
    if let Some(total) = total {
        if let Some(last) = table.rows.last_mut() {
            last.with_next = true;
        }
        table.rows.push(Row::total(cells("合计", total)));
    }
    table
}
