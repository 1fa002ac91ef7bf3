//! 抄表单: the reading round to carry, every meter in walking order with room to write. Internal.

use crate::arrears_list::ListHead;
use crate::error::DocumentError;
use crate::flow::{Block, Paragraph};
use crate::fonts::FontSet;
use crate::length::pt;
use crate::lines::Text;
use crate::pen::Align;
use crate::phrase;
use crate::table::{Column, Look, Row, Table};
use chrono::NaiveDate;

/// A round.
#[derive(Clone, Debug)]
pub struct ReadingRound {
    /// Who prints it.
    pub head: ListHead,
    /// What was chosen: `水表，3栋`; may be empty.
    pub selection: String,
    /// Building parts in walking order with their meters.
    pub parts: Vec<(String, Vec<RoundLine>)>,
}

/// One meter.
#[derive(Clone, Debug)]
pub struct RoundLine {
    /// Room, or where a shared meter hangs.
    pub room: String,
    /// What it counts: 水表.
    pub kind: String,
    /// Number of the meter.
    pub code: String,
    /// Day of the last reading.
    pub last_day: Option<NaiveDate>,
    /// The last reading.
    pub last: String,
    /// What is used in a month; may be empty.
    pub average: String,
}

/// Makes the sheet.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, round: &ReadingRound) -> Result<Vec<u8>, DocumentError> {
    let count: usize = round.parts.iter().map(|(_, lines)| lines.len()).sum();
    let mut table = Table::new([
        Column::new("房号／位置", 32, Align::Left),
        Column::new("类别", 17, Align::Left),
        Column::new("表号", 32, Align::Left),
        Column::new("上期日期", 36, Align::Left),
        Column::new("上期读数", 24, Align::Right),
        Column::new("月均用量", 20, Align::Right),
        Column::new("本期读数", 34, Align::Left),
        Column::new("抄表日期", 24, Align::Left),
        Column::new("备注（归零、换表、未抄原因）", 54, Align::Left),
    ]);
    (table.look, table.size) = (Look::Grid, pt(10));
    for (part, lines) in &round.parts {
        table.rows.push(Row::group(part));
        table.rows.extend(lines.iter().map(|line| {
            Row::line([
                line.room.clone(),
                line.kind.clone(),
                line.code.clone(),
                line.last_day.map(phrase::date).unwrap_or_default(),
                line.last.clone(),
                line.average.clone(),
            ])
        }));
    }
    let how = "按表盘逐位抄写，红色小数位按表的小数位数填写；读数小于上期的请核对，过零写“归零”；进不了门的写明原因，不要估填。";
    let sign = |name: &str| (name.to_owned(), Text::from("＿＿＿＿＿＿＿＿"));
    let mut blocks = vec![Block::Title("抄表单".into())];
    if !round.selection.is_empty() {
        blocks.push(Block::Subtitle(round.selection.clone()));
    }
    blocks.push(Block::Paragraph(Paragraph::flush(format!("共 {count} 块表。{how}"))));
    blocks.push(Block::Table(table));
    blocks.push(Block::Fields {
        columns: 3, fields: ["抄表人", "抄表日期", "复核人"].map(sign).into()
    });
    round.head.flow(blocks).rendered(fonts)
}
