//! Workbooks of readings and meters as offices write them.
#![allow(clippy::unwrap_used)]

use zhangfang_domain::meter::Kind;
use zhangfang_sheets::SheetError;
use zhangfang_sheets::meters::{meters, readings};

#[test]
fn readings_are_found_by_their_headings() {
    let sheet = "青禾苑 十一月抄表\n序号,房号,表 号,上期读数,本期读数（m³）,抄表日期,归零,备注\n\
        1,3-1-301,W-301,120,\"1,286.5\",2025/11/30,,\n2,3-1-302,W-302,99980,35,,是,铅封完好\n\
        3,3-1-303,W-303,10,,,,\n4,3-1-304,,10,20,,,\n5,3-1-305,W-305,10,约20,,,\n6,3-1-306,W-306,10,-5,,,\n\
        7,3-1-307,W-307,10,20,上周,,\n8,3-1-308,W-308,10,20,,也许,\n9,,,,,,,\n";
    let draft = readings(sheet.as_bytes(), "抄表.csv").unwrap();
    let read: Vec<_> =
        draft.rows.iter().map(|r| (r.row, r.meter.as_str(), r.value.to_string(), r.rollover)).collect();
    assert_eq!(read, [(3, "W-301", "1286.5".to_owned(), false), (4, "W-302", "35".to_owned(), true)]);
    assert_eq!(draft.rows[0].day.unwrap().to_string(), "2025-11-30");
    assert_eq!((draft.rows[1].day, draft.rows[1].note.as_deref()), (None, Some("铅封完好")));
    let refused: Vec<_> =
        draft.refused.iter().map(|r| (r.row, r.column.as_str(), r.value.as_str(), r.reason.code())).collect();
    assert_eq!(
        refused,
        [
            (5, "E 本期读数", "", "missing"),
            (6, "C 表号", "", "missing"),
            (7, "E 本期读数", "约20", "not-a-number"),
            (8, "E 本期读数", "-5", "not-a-number"),
            (9, "F 抄表日期", "上周", "not-a-day"),
            (10, "G 归零", "也许", "not-yes-or-no"),
        ]
    );
}

#[test]
fn a_list_without_its_headings_names_them() {
    let error = readings("房号,读数日\n3-1-301,1\n".as_bytes(), "a.csv").unwrap_err();
    assert_eq!(error, SheetError::NoList { needed: vec!["表号", "本期读数"] });
    assert!(error.sentence().contains("「表号」「本期读数」"));
}

#[test]
fn meters_come_in_bulk() {
    let sheet = "表号,类别,房号,价格,位数,小数位,倍率,起始读数,安装日期,年内已用量\n\
        W-301,水表,3-1-301,居民水价,5,,,120,2025-10-31,170\nE-0,电,,,6,1,40,1221.2,,\nX-1,蒸汽,3-1-302,,5,,,1,,\nX-2,水,3-1-303,,五,,,1,,\n";
    let draft = meters(sheet.as_bytes(), "表.csv").unwrap();
    let [water, power] = draft.rows.as_slice() else { panic!("{draft:?}") };
    assert_eq!(
        (water.kind, water.room.as_deref(), water.taken_over.to_string()),
        (Kind::Water, Some("3-1-301"), "170".to_owned())
    );
    assert_eq!(
        (power.kind, power.room.as_deref(), power.multiplier.to_string()),
        (Kind::Power, None, "40".to_owned())
    );
    let refused: Vec<_> = draft.refused.iter().map(|r| (r.row, r.column.as_str(), r.reason.code())).collect();
    assert_eq!(refused, [(4, "B 类别", "unknown-word"), (5, "E 位数", "not-a-number")]);
}
