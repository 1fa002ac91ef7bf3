//! Papers of month end: the arrears bridge. They stay in the office and change nothing.

use super::lists::head;
use crate::bridge::{BRIDGE_HEADINGS, BridgeBy, BridgeLine};
use crate::{Occasion, Office, Result};
use zhangfang_documents::FontSet;
use zhangfang_documents::ledger::{self, Ledger};
use zhangfang_documents::pen::Align;
use zhangfang_documents::table::{Column, Row, Table};
use zhangfang_domain::Month;

/// 欠费变动表 of a month.
///
/// # Errors
/// Document and store errors.
pub fn arrears_bridge(
    office: &Office,
    fonts: &FontSet,
    month: Month,
    by: BridgeBy,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let bridge = office.arrears_bridge(month, by)?;
    let columns = BRIDGE_HEADINGS.iter().enumerate().map(|(nth, name)| {
        let name = if nth == 0 && by == BridgeBy::Building { "楼栋" } else { name };
        Column::new(name, if nth == 0 { 40 } else { 30 }, if nth == 0 { Align::Left } else { Align::Right })
    });
    let mut table = Table::new(columns.collect::<Vec<_>>());
    let cells = |line: &BridgeLine| {
        let amounts = line.amounts().into_iter().map(|a| a.to_string());
        std::iter::once(line.name.clone()).chain(amounts).collect::<Vec<_>>()
    };
    table.rows = bridge.lines.iter().map(|l| Row::line(cells(l))).collect();
    table.rows.push(Row::total(cells(&bridge.total)));
    let ledger = Ledger {
        head: head(office, "QB", "欠费变动表", occasion)?,
        title: "欠费变动表".to_owned(),
        subtitle: format!("{month}　单位：元"),
        tables: vec![table],
        notes: vec![
            "期初欠费＋本期新增－本期收回－坏账核销－减免冲销＝期末欠费。含未到期账单；本期收回含预存抵缴，作废和退回的已扣除；接管前的欠费计入其到期月份的新增。".to_owned(),
        ],
    };
    Ok(ledger::rendered(fonts, &ledger)?)
}
