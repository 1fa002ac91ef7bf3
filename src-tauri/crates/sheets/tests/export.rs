//! Lists out, and back in.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_sheets::export::{Table, Value, register};
use zhangfang_sheets::register::{Options, RegisterRow, read_register};
use zhangfang_sheets::{Cell, Limits, Workbook};

fn options() -> Options {
    Options::new(NaiveDate::from_ymd_opt(2026, 1, 6).unwrap())
}

fn table() -> Table {
    let text = |t: &str| Value::Text(t.to_owned());
    Table {
        title: "催缴清单".to_owned(),
        headings: ["房号", "业主", "金额", "面积", "日期", "户数"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![
                text("3-1-301"),
                text("=HYPERLINK(\"x\")"),
                Value::Amount(Fen(-133_332)),
                Value::Decimal(Decimal::new(945_633, 4)),
                Value::Date(NaiveDate::from_ymd_opt(2025, 12, 27).unwrap()),
                Value::Integer(3),
            ],
            vec![text("+1"), text("-1"), Value::Empty, text("@a"), text("\tb"), text("\"c\",\nd")],
        ],
        footer: Some("导出：前台一，2026-01-06，用途：催缴".to_owned()),
    }
}

#[test]
fn text_never_becomes_a_formula() {
    let book = Workbook::read(&table().to_xlsx().unwrap(), "a.xlsx", &Limits::default()).unwrap();
    let grid = &book.sheets[0];
    assert_eq!((grid.name.as_str(), grid.height()), ("催缴清单", 5));
    assert_eq!(grid.cell(3, 2), &Cell::Text("=HYPERLINK(\"x\")".to_owned()));
    assert_eq!(grid.cell(3, 3), &Cell::Number(Decimal::new(-133_332, 2)));
    assert_eq!(grid.cell(3, 4), &Cell::Number(Decimal::new(945_633, 4)));
    assert_eq!(grid.cell(3, 5), &Cell::Date(NaiveDate::from_ymd_opt(2025, 12, 27).unwrap()));
    assert_eq!(grid.cell(4, 1), &Cell::Text("+1".to_owned()));
    let csv = String::from_utf8(table().to_csv()).unwrap();
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}房号,业主,金额,面积,日期,户数");
    assert_eq!(lines[1], "3-1-301,\"'=HYPERLINK(\"\"x\"\")\",-1333.32,94.5633,2025-12-27,3");
    assert_eq!(lines[2], "'+1,'-1,,'@a,'\tb,\"\"\"c\"\",\nd\"");
    assert_eq!(lines[3], "导出：前台一，2026-01-06，用途：催缴");
}

#[test]
fn the_same_table_is_the_same_file() {
    assert_eq!(table().to_xlsx().unwrap(), table().to_xlsx().unwrap());
    let odd = Table { title: "[a]/b:*".repeat(20), ..table() };
    assert!(odd.to_xlsx().is_ok());
}

#[test]
fn numbers_a_spreadsheet_would_round_stay_text() {
    let rows = vec![vec![Value::Integer(1_234_567_890_123_456_789), Value::Amount(Fen(100_000_000_000))]];
    let table = Table { title: "a".to_owned(), headings: vec!["号".to_owned()], rows, footer: None };
    let book = Workbook::read(&table.to_xlsx().unwrap(), "a.xlsx", &Limits::default()).unwrap();
    assert_eq!(book.sheets[0].cell(3, 1), &Cell::Text("1234567890123456789".to_owned()));
    assert_eq!(book.sheets[0].cell(3, 2), &Cell::Number(Decimal::from(1_000_000_000)));
}

/// A home without the place it was read from and the text it was read as.
fn home(row: &RegisterRow) -> RegisterRow {
    let area = row.area.normalize();
    RegisterRow { sheet: String::new(), row: 0, room_text: String::new(), area, ..row.clone() }
}

#[test]
fn an_exported_register_reads_back_as_the_same_homes() {
    let draft = read_register(include_bytes!("fixtures/register-dirty.xlsx"), "a.xlsx", &options()).unwrap();
    let mut rows = draft.rows;
    rows[0].owners = vec!["John Smith".to_owned(), "某某(苏州)和平商贸有限公司".to_owned()];
    rows[0].phones = vec!["+85291234567".to_owned(), "051265551234-801".to_owned()];
    rows[0].inner_area = Some(Decimal::new(7_001, 2));
    rows[0].use_kind = Some("住宅".to_owned());
    let homes: Vec<_> = rows.iter().map(home).collect();
    let mut table = register("业主台账", &rows);
    table.footer = Some("导出：前台一，用途：核对".to_owned());
    for bytes in [table.to_xlsx().unwrap(), table.to_csv()] {
        let again = read_register(&bytes, "a", &options()).unwrap();
        assert_eq!(again.rows.iter().map(home).collect::<Vec<_>>(), homes);
        assert_eq!((again.refused.len(), again.left_out.len()), (0, 1));
    }
}
