//! The dirty register of domain section 7.4, field by field.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;
use zhangfang_sheets::register::{
    ColumnRole, Field, LeftOutKind, Mapping, Options, RefusalReason, RegisterDraft, WarningKind,
    read_register,
};

const FILE: &[u8] = include_bytes!("fixtures/register-dirty.xlsx");
const EXPECTED: &str = include_str!("fixtures/register-dirty.expected.json");

fn options() -> Options {
    Options::new(NaiveDate::from_ymd_opt(2026, 1, 6).unwrap())
}

fn draft() -> RegisterDraft {
    read_register(FILE, "业主台账.xlsx", &options()).unwrap()
}

#[test]
fn all_96_homes_field_by_field() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let draft = draft();
    let text = |value: &Option<String>| value.clone().map_or(Value::Null, Value::String);
    let wanted = expected["rows"].as_array().unwrap();
    assert_eq!((draft.rows.len(), wanted.len()), (96, 96));
    for (row, want) in draft.rows.iter().zip(wanted) {
        let at = want["row"].as_u64().unwrap();
        assert_eq!(u64::from(row.row), at);
        assert_eq!(want["room"], row.room.to_string(), "{at}");
        assert_eq!(want["owners"], Value::from(row.owners.clone()), "{at}");
        assert_eq!(want["phones"], Value::from(row.phones.clone()), "{at}");
        assert_eq!(want["area"].as_str().unwrap().parse(), Ok(row.area), "{at}");
        assert_eq!(want["handover"], text(&row.handover.map(|day| day.to_string())), "{at}");
        assert_eq!(want["status"], text(&row.status), "{at}");
        assert_eq!(want["space"], text(&row.space), "{at}");
        assert_eq!(want["plate"], text(&row.plate), "{at}");
        assert_eq!(want["arrears"], text(&row.arrears.map(|fen| fen.plain())), "{at}");
    }
    let total: Decimal = draft.rows.iter().map(|row| row.area).sum();
    assert_eq!(total, wanted.iter().map(|r| r["area"].as_str().unwrap().parse::<Decimal>().unwrap()).sum());
}

#[test]
fn eight_rows_are_refused_each_for_its_reason() {
    let found: Vec<_> = draft()
        .refused
        .into_iter()
        .map(|r| {
            (r.row, r.column.map(|c| format!("{} {}", c.letters, c.heading)).unwrap(), r.value, r.reason)
        })
        .collect();
    let first = RefusalReason::DuplicateRoom { first_sheet: "业主台账".to_owned(), first_row: 5 };
    let wanted = [
        (105, "B 房号", "1-1-101", first),
        (106, "B 房号", "3-1-901/902", RefusalReason::TwoRooms),
        (107, "F 建筑面积", "0", RefusalReason::AreaZero),
        (108, "F 建筑面积", "", RefusalReason::AreaMissing),
        (109, "F 建筑面积", "九十四平", RefusalReason::AreaNotNumber),
        (110, "K 以前年度欠费", "2023年起未交", RefusalReason::ArrearsInWords),
        (111, "G 交付日期", "2031/13/1", RefusalReason::DateImpossible),
        (112, "B 房号", "", RefusalReason::RoomMissing),
    ];
    let wanted =
        wanted.map(|(row, column, value, reason)| (row, column.to_owned(), value.to_owned(), reason));
    assert_eq!(found, wanted);
}

#[test]
fn the_sheet_its_headings_and_the_rows_that_are_no_homes() {
    let draft = draft();
    assert_eq!((draft.sheet.as_str(), draft.sheets.len(), draft.header_rows), ("业主台账", 1, (3, 4)));
    let left: Vec<_> = draft.left_out.iter().map(|l| (l.row, l.kind)).collect();
    let total = |row| (row, LeftOutKind::Total);
    assert_eq!(left, [total(29), total(54), total(79), total(104), total(113), (114, LeftOutKind::Note)]);
    let role = |letters: &str| {
        draft.columns.iter().find(|c| c.letters() == letters).map(|c| (c.heading.as_str(), c.role))
    };
    assert_eq!(role("C"), Some(("业主信息/姓名", ColumnRole::Read(Field::Owner))));
    assert_eq!(role("E"), Some(("业主信息/身份证号", ColumnRole::NotCollected)));
    assert_eq!(role("J"), Some(("车位/车牌/车牌", ColumnRole::Read(Field::Plate))));
    assert_eq!(role("L"), Some(("备注", ColumnRole::Remark)));
    let warned: Vec<_> = draft.warnings.iter().map(|w| (w.row, w.kind)).collect();
    assert!(warned.contains(&(109, WarningKind::PhoneUnreadable)));
    assert!(warned.contains(&(53, WarningKind::SpaceShared { first_row: 44 })));
    assert!(draft.rows.iter().any(|row| row.row == 9), "a hidden row is a row");
}

#[test]
fn a_remembered_mapping_gives_the_same_homes() {
    let found = draft();
    let mapping = Mapping::from_text(&found.mapping.to_text()).unwrap();
    assert_eq!(
        found.mapping.to_text(),
        "v1;header=3-4;data=5;building=A;room=B;owner=C;phone=D;area=F;handover=G;status=H;space=I;plate=J;arrears=K"
    );
    let again = read_register(FILE, "x", &Options { mapping: Some(mapping), ..options() }).unwrap();
    assert_eq!(again, found);
}

#[test]
fn every_refusal_has_a_code_and_a_sentence() {
    for refusal in draft().refused {
        assert!(refusal.reason.code().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        assert!(refusal.reason.sentence().ends_with('。'));
    }
}
