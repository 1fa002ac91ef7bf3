//! 欠费明细表 (domain section 3.15): every open charge, for the desk. Internal.

use crate::bind::Imprint;
use crate::debt;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, pt};
use crate::pen::Align;
use crate::phrase;
use crate::table::{Column, Row, Table};
use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::{Fen, ageing as age, mask};

pub mod ageing;

/// What an internal list says of itself on every page.
#[derive(Clone, Debug)]
pub struct ListHead {
    /// Properties of the file; number and print time are also printed.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// Up to when the book was read.
    pub data_as_of: NaiveDateTime,
    /// Who printed it.
    pub operator: String,
    /// What for.
    pub purpose: String,
}

impl ListHead {
    pub(crate) fn flow(&self, blocks: Vec<Block>) -> Flow {
        Flow {
            imprint: self.imprint.clone(),
            size: Size::A4_LANDSCAPE,
            masthead: format!("{}　{}", self.company, self.centre),
            data_as_of: Some(self.data_as_of),
            contact: format!(
                "内部使用，用后请妥善保管或销毁　操作人 {}　用途 {}",
                self.operator, self.purpose
            ),
            blocks,
        }
    }
}

/// The list of open charges.
#[derive(Clone, Debug)]
pub struct ArrearsList {
    /// Who prints it and why; days overdue count to the day of its data.
    pub head: ListHead,
    /// What was chosen: `3栋，逾期30天以上`; a line under the title, may be empty.
    pub selection: String,
    /// Buildings in the order of the register.
    pub buildings: Vec<BuildingArrears>,
    /// Everything open; must be the sum of the lines.
    pub total: Fen,
}

/// The open charges of one building.
#[derive(Clone, Debug)]
pub struct BuildingArrears {
    /// Its name: `3栋`.
    pub building: String,
    /// In the order of room and due date.
    pub lines: Vec<ArrearsLine>,
}

/// One open charge.
#[derive(Clone, Debug)]
pub struct ArrearsLine {
    /// Room as the register writes it.
    pub room: String,
    /// Owner; printed masked, whether it is masked already or not.
    pub owner: String,
    /// The posted name of the item.
    pub item: String,
    /// First and last day it is for.
    pub period: (NaiveDate, NaiveDate),
    /// What is still open.
    pub principal: Fen,
    /// Last day to pay.
    pub due: NaiveDate,
    /// Last day it can be claimed in court.
    pub limitation: NaiveDate,
    /// Late charge that could be claimed, a memo.
    pub late_charge: Fen,
    /// Disputed, in instalments, promised …; may be empty.
    pub remark: String,
}

/// Makes the list.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when the lines do not give the total; [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, list: &ArrearsList) -> Result<Vec<u8>, DocumentError> {
    let lines = || list.buildings.iter().flat_map(|building| &building.lines);
    debt::agreed(&list.head.imprint.number, list.total, lines().map(|line| line.principal).sum())?;
    let as_of = list.head.data_as_of.date();
    let mut rooms: Vec<&str> = lines().map(|line| line.room.as_str()).collect();
    rooms.sort_unstable();
    rooms.dedup();
    let overdue: Fen = lines().filter(|line| line.due < as_of).map(|line| line.principal).sum();
    let near = lines().filter(|line| (0..=180).contains(&(line.limitation - as_of).num_days()));
    let (near_count, near_sum) = near.fold((0, Fen::ZERO), |(n, sum), line| (n + 1, sum + line.principal));
    let mut summary = format!(
        "共 {} 户、{} 笔，未缴 {} 元，其中已到期 {} 元。",
        rooms.len(),
        lines().count(),
        list.total,
        overdue
    );
    if near_count > 0 {
        summary += &format!("180天内诉讼时效届满的 {near_count} 笔，{near_sum} 元，请优先核实处理。");
    }
    let late = late_sum(lines());
    if late.is_positive() {
        summary += &format!("按合同可计违约金 {late} 元，供参考，未计入合计。");
    }
    let mut blocks = vec![Block::Title("欠费明细表".into())];
    if !list.selection.is_empty() {
        blocks.push(Block::Subtitle(list.selection.clone()));
    }
    blocks.push(Block::Paragraph(Paragraph::flush(summary)));
    blocks.push(Block::Table(table(list, as_of)));
    list.head.flow(blocks).rendered(fonts)
}

fn table(list: &ArrearsList, as_of: NaiveDate) -> Table {
    let late = late_sum(list.buildings.iter().flat_map(|b| &b.lines)).is_positive();
    let mut columns = vec![
        Column::new("房号", 24, Align::Left),
        Column::new("业主", 26, Align::Left),
        Column::new("收费项目", 30, Align::Left),
        Column::new("所属期间", 42, Align::Left),
        Column::new("到期日", 26, Align::Left),
        Column::new("账龄", 20, Align::Left),
        Column::new("时效届满日", 26, Align::Left),
        Column::new("备注", 24, Align::Left),
        Column::new("逾期天数", 15, Align::Right),
    ];
    if late {
        columns.push(Column::new("可计违约金（元）", 29, Align::Right));
    }
    columns.push(Column::new("未缴金额（元）", 24, Align::Right));
    let mut table = Table::new(columns);
    table.size = pt(8);
    for building in &list.buildings {
        table.rows.push(Row::group(&building.building));
        table.rows.extend(building.lines.iter().map(|line| row(line, as_of, late)));
        push_sum(&mut table, &format!("{}小计", building.building), &building.lines, late);
    }
    let all: Vec<ArrearsLine> = list.buildings.iter().flat_map(|b| b.lines.clone()).collect();
    push_sum(&mut table, "总计", &all, late);
    table
}

fn late_sum<'a>(lines: impl Iterator<Item = &'a ArrearsLine>) -> Fen {
    lines.map(|line| line.late_charge).sum()
}

/// A sum stands on the page of the last line it is of.
fn push_sum(table: &mut Table, name: &str, lines: &[ArrearsLine], late: bool) {
    if let Some(last) = table.rows.last_mut() {
        last.with_next = true;
    }
    let mut cells = vec![String::new(); table.columns.len() - 1];
    name.clone_into(&mut cells[0]);
    if late && let Some(cell) = cells.last_mut() {
        *cell = late_sum(lines.iter()).to_string();
    }
    cells.push(lines.iter().map(|line| line.principal).sum::<Fen>().to_string());
    table.rows.push(Row::total(cells));
}

fn row(line: &ArrearsLine, as_of: NaiveDate, late: bool) -> Row {
    let mut cells = vec![
        line.room.clone(),
        mask::name(&line.owner),
        line.item.clone(),
        phrase::period(line.period.0, line.period.1),
        phrase::date(line.due),
        age::bucket(line.due, as_of).label().to_owned(),
        phrase::date(line.limitation),
        line.remark.clone(),
        debt::overdue(line.due, as_of),
    ];
    if late {
        cells.push(line.late_charge.to_string());
    }
    cells.push(line.principal.to_string());
    Row::line(cells)
}
