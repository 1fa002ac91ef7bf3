//! Papers of month end: the arrears bridge, the reconciliation report. They stay in the office and change nothing.

use super::lists::head;
use crate::bridge::{BRIDGE_HEADINGS, BridgeBy, BridgeLine};
use crate::reconciliation::ReconciliationReport;
use crate::statement::period_text;
use crate::{Occasion, Office, Result};
use zhangfang_documents::FontSet;
use zhangfang_documents::arrears_list::ListHead;
use zhangfang_documents::ledger::{self, Ledger};
use zhangfang_documents::pen::Align;
use zhangfang_documents::table::{Column, Row, Table};
use zhangfang_domain::{Month, Months};

fn month_end(office: &Office, kind: &str, title: &str, occasion: &Occasion) -> Result<ListHead> {
    Ok(ListHead { purpose: "月末对账".to_owned(), ..head(office, kind, title, occasion)? })
}

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
        head: month_end(office, "QB", "欠费变动表", occasion)?,
        title: "欠费变动表".to_owned(),
        subtitle: format!("{}　单位：元", period_text(Months::single(month))),
        tables: vec![table],
        notes: vec![
            "期初欠费＋本期新增－本期收回－坏账核销－减免冲销＝期末欠费。含未到期账单；本期收回含预存抵缴，作废和退回的已扣除；接管前的欠费计入其到期月份的新增。".to_owned(),
        ],
    };
    Ok(ledger::rendered(fonts, &ledger)?)
}

/// 对账表 of an account.
///
/// # Errors
/// Document and store errors.
pub fn reconciliation(
    office: &Office,
    fonts: &FontSet,
    report: &ReconciliationReport,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let column =
        |name: &str, share, right| Column::new(name, share, if right { Align::Right } else { Align::Left });
    let mut sums = Table::new(vec![
        column("流水", 60, false),
        column("笔数", 20, true),
        column("收入", 35, true),
        column("支出", 35, true),
    ]);
    for kind in report.kinds.iter().filter(|k| k.lines > 0) {
        let cells = [
            kind.kind.to_owned(),
            kind.lines.to_string(),
            kind.incoming.to_string(),
            kind.outgoing.to_string(),
        ];
        sums.rows.push(Row::line(cells));
    }
    let lines = report.kinds.iter().map(|k| k.lines).sum::<usize>().to_string();
    let total = |name: &str, lines: String, income: zhangfang_domain::Fen, outgo: zhangfang_domain::Fen| {
        Row::total([name.to_owned(), lines, income.to_string(), outgo.to_string()])
    };
    sums.rows.push(total("流水合计", lines, report.statement_in, report.statement_out));
    sums.rows.push(total("账面：收据与退款", String::new(), report.book_in, report.book_out));
    let mut differences = Table::new(vec![
        column("差异", 110, false),
        column("日期", 25, false),
        column("流水减账面", 35, true),
    ]);
    for line in &report.differences {
        differences.rows.push(Row::line([line.what.clone(), line.day.to_string(), line.amount.to_string()]));
    }
    differences.rows.push(Row::total(["差异合计".to_owned(), String::new(), report.difference.to_string()]));
    let ledger = Ledger {
        head: month_end(office, "DZ", "对账表", occasion)?,
        title: "对账表".to_owned(),
        subtitle: format!(
            "{}（{}）　{} 至 {}　单位：元",
            report.channel, report.method, report.from, report.to
        ),
        tables: vec![sums, differences],
        notes: vec!["流水减账面：收入为正，支出为负；逐笔列出后与两边总额之差相等。".to_owned()],
    };
    Ok(ledger::rendered(fonts, &ledger)?)
}
