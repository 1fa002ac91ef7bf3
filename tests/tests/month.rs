//! A month of the office: the register comes in and can go out again, the bills are looked at, posted and taken
//! back, and the figures of the month end can be explained.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::{BOOK, Desk};

const REGISTER: &[u8] = include_bytes!("../fixtures/register-dirty.xlsx");
const EXPECTED: &str = include_str!("../fixtures/register-dirty.expected.json");

/// A book that goes live in 2026, beside it the register as the office kept it so far.
fn desk_with_dirty_register() -> Desk {
    let desk = Desk::with_book("2026-01-06");
    desk.write("业主台账.xlsx", REGISTER);
    desk
}

/// Four homes of 94.56 m² at 2.35; the last one owes 1,000.00 from before.
fn four_homes() -> Desk {
    let desk = Desk::with_book("2025-06-01");
    desk.take_in(
        "业主台账.csv",
        "房号,业主,面积,欠费\n1-1-101,甲一,94.56,\n1-1-102,乙二,94.56,\n2-1-101,丙三,94.56,\n2-1-102,丁四,94.56,1000.00\n",
    );
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-06");
    desk.done("tariff assign 物业服务费");
    desk
}

fn homes_without_ids(desk: &Desk) -> Value {
    let mut homes = desk.done("register list");
    for home in homes.as_array_mut().unwrap() {
        home.as_object_mut().unwrap().remove("id");
    }
    homes
}

/// Homes, open charges and figures, as a program reads them.
fn everything_shown(desk: &Desk) -> [Value; 3] {
    ["register list", "arrears list --not-due", "rate show 2026-01"].map(|line| desk.done(line))
}

#[test]
fn the_dirty_register_is_read_field_by_field_and_nothing_is_written() {
    let desk = desk_with_dirty_register();
    let before = desk.acts();
    let checked = desk.done("register check 业主台账.xlsx");
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let (rows, wanted) = (checked["rows"].as_array().unwrap(), expected["rows"].as_array().unwrap());
    assert_eq!((rows.len(), wanted.len()), (96, 96));
    for (row, want) in rows.iter().zip(wanted) {
        for (field, value) in want.as_object().unwrap() {
            assert_eq!(&row[field], value, "{field} of row {}", want["row"]);
        }
        assert_eq!(row["change"], "new");
    }
    let refused: Vec<_> = checked["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (&r["row"], r["reason"].as_str().unwrap()))
        .collect();
    let reasons = [
        "duplicate_room",
        "two_rooms",
        "area_zero",
        "area_missing",
        "area_not_number",
        "arrears_in_words",
        "date_impossible",
        "room_missing",
    ];
    let problems = expected["problems"].as_array().unwrap();
    let wanted: Vec<_> = problems.iter().map(|p| &p["row"]).zip(reasons).collect();
    assert_eq!(refused, wanted);
    assert!(rows.iter().any(|row| row["row"] == expected["hidden_row"]), "a hidden row is a row");
    assert_eq!(desk.acts(), before);
}

#[test]
fn the_check_says_to_a_person_which_cell_is_wrong_and_how_to_put_it_right() {
    let desk = desk_with_dirty_register();
    let said = desk.read("register check 业主台账.xlsx");
    for word in
        ["可导入 96 行", "拒绝 8 行", "期初欠费 48 户 35,110.76 元", "F 建筑面积", "九十四平", "请只填数字"]
    {
        assert!(said.contains(word), "{word} is missing in {said}");
    }
}

#[test]
fn the_import_opens_the_arrears_of_the_register_before_the_book_begins() {
    let desk = desk_with_dirty_register();
    let done = desk.done("register import 业主台账.xlsx");
    assert_eq!(
        (&done["added"], &done["refused"], &done["opening"]),
        (&json!(96), &json!(8), &json!("35110.76"))
    );
    let owed = desk.done("arrears list");
    assert_eq!((&owed["total"], &owed["homes"]), (&json!("35110.76"), &json!(48)));
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let sums = desk.done("arrears sum --by home");
    for row in expected["rows"].as_array().unwrap().iter().filter(|row| !row["arrears"].is_null()) {
        let sum = sums["sums"].as_array().unwrap().iter().find(|s| s["key"] == row["room"]).unwrap();
        assert_eq!(sum["open"], row["arrears"], "{}", row["room"]);
    }
    let first = owed["lines"][0].clone();
    assert_eq!(
        (&first["item"], &first["due"], &first["days_overdue"]),
        (&json!("上线前欠费"), &json!("2026-01-05"), &json!(1))
    );
    assert!(desk.read(&format!("charge explain {}", first["charge"])).contains("上线前结欠，按移交台账"));
    desk.verified();
}

#[test]
fn undo_gives_back_exactly_the_register_and_the_arrears_of_before() {
    let desk = desk_with_dirty_register();
    desk.take_in("旧册.csv", "房号,业主,面积,欠费\n1-1-101,旧业主,70.00,\n9-1-101,别家,94.56,88.88\n");
    let before = everything_shown(&desk);
    let done = desk.done("register import 业主台账.xlsx --update");
    assert_eq!((&done["added"], &done["changed"]), (&json!(95), &json!(1)));
    let (after, homes) = (everything_shown(&desk), homes_without_ids(&desk));
    assert_ne!(after, before);
    let undone = desk.done(&format!("register undo {} --reason 选错了文件", done["import"]));
    assert_eq!(undone["homes"], 96);
    assert_eq!(everything_shown(&desk), before);
    desk.refused(
        &format!("register undo {} --reason 再来一次", done["import"]),
        1,
        "import-undone",
        &["2", "已经撤销"],
    );
    let again = desk.done("register import 业主台账.xlsx --update");
    assert_eq!((&again["added"], &again["opening"]), (&done["added"], &done["opening"]));
    assert_eq!(homes_without_ids(&desk), homes);
    assert_eq!(desk.done("arrears list")["total"], after[1]["total"]);
    desk.verified();
}

#[test]
fn an_import_in_use_is_not_taken_back_and_the_home_is_named() {
    let desk = four_homes();
    desk.done("bill-run post 2025-06 --building 1");
    desk.refused("register undo 1 --reason 选错了文件", 1, "import-in-use", &["1-1-101", "先冲销"]);
}

#[test]
fn taking_the_same_register_in_again_changes_nothing() {
    let desk = desk_with_dirty_register();
    desk.done("register import 业主台账.xlsx");
    desk.refused("register import 业主台账.xlsx", 1, "nothing-to-import", &["已在账本里", "--update"]);
    let checked = desk.done("register check 业主台账.xlsx --update");
    assert!(checked["rows"].as_array().unwrap().iter().all(|row| row["change"] == "same"));
    assert_eq!(checked["opening"], "0.00", "what is owed from before is not charged twice");
}

#[test]
fn an_exported_register_comes_in_again_as_it_was() {
    let desk = desk_with_dirty_register();
    desk.done("register import 业主台账.xlsx");
    let homes = homes_without_ids(&desk);
    for name in ["导出.xlsx", "导出.csv"] {
        desk.done(&format!("register export {name}"));
        let other = Desk::with_book("2026-01-06");
        std::fs::copy(desk.path(name), other.path(name)).unwrap();
        assert_eq!(other.done(&format!("register import {name}"))["added"], 96);
        assert_eq!(homes_without_ids(&other), homes, "{name}");
    }
    desk.refused("register export 导出.pdf", 1, "unusable-value", &["导出.pdf", ".xlsx 或 .csv"]);
}

#[test]
fn columns_mapped_by_hand_are_remembered() {
    let desk = Desk::with_book("2026-01-06");
    desk.write("手册.csv", "哪家,谁,多大\n1-1-101,甲一,94.56\n");
    desk.refused("register check 手册.csv", 1, "workbook", &["手册", "手工指定"]);
    desk.done("register import 手册.csv --mapping v1;header=1-1;data=2;room=A;owner=B;area=C");
    desk.write("手册.csv", "哪家,谁,多大\n1-1-101,甲一,94.56\n1-1-102,乙二,88.50\n");
    assert_eq!(desk.done("register import 手册.csv")["added"], 1);
}

#[test]
fn a_preview_writes_nothing_and_shows_what_would_be_posted() {
    let desk = four_homes();
    desk.done("bill-run post 2025-06");
    let (acts, bytes) = (desk.acts(), std::fs::read(desk.path(BOOK)).unwrap());
    let seen = desk.done("bill-run preview 2025-07");
    assert_eq!(desk.acts(), acts);
    assert!(bytes == std::fs::read(desk.path(BOOK)).unwrap(), "the file was written to");
    let posted = desk.done("bill-run post 2025-07");
    for field in ["charges", "homes", "total", "prepaid_drawn", "already_charged"] {
        assert_eq!(seen[field], posted[field], "{field}");
    }
    let difference = &seen["differences"][0];
    assert_eq!((&difference["before"], &difference["now"]), (&json!("888.88"), &json!("888.88")));
}

#[test]
fn a_home_that_would_be_left_out_stops_the_run_until_somebody_agrees() {
    let desk = four_homes();
    desk.tariff("refuse", "生活垃圾清运费", "--price 6.00 --from 2025-06 --basis home");
    desk.tariff("quantity", "临时用电", "--price 1.00 --from 2025-06 --basis quantity");
    desk.take_in("新户.csv", "房号,业主,面积,用途\n3-1-101,戊五,94.56,商铺\n");
    let scopes = desk.done("tariff list");
    desk.done(&format!("tariff unassign {}", scopes[0]["scopes"][0]["id"]));
    desk.done("tariff assign 物业服务费 --use 住宅");
    desk.refused(
        "bill-run post 2025-06",
        1,
        "run-leaves-out",
        &["3-1-101", "没有适用的收费标准", "--accept-gaps"],
    );
    let posted = desk.done("bill-run post 2025-06 --accept-gaps");
    assert_eq!((&posted["homes"], &posted["charges"]), (&json!(4), &json!(4)));
    desk.verified();
}

#[test]
fn the_same_run_twice_creates_nothing_twice() {
    let desk = four_homes();
    assert_eq!(desk.done("bill-run post 2025-06")["charges"], 4);
    desk.refused("bill-run post 2025-06", 1, "nothing-to-charge", &["2025-06", "4 笔", "不会重复出账"]);
    let wider = desk.done("bill-run post 2025-06..2025-08");
    assert_eq!((&wider["charges"], &wider["already_charged"]), (&json!(8), &json!(4)));
    assert_eq!(desk.done("bill-run list").as_array().unwrap().len(), 2);
    assert_eq!(desk.done("arrears list --not-due")["total"], "3666.64");
}

#[test]
fn a_run_is_taken_back_whole_and_can_be_posted_anew() {
    let desk = four_homes();
    let before = desk.done("arrears list --not-due");
    desk.done("bill-run post 2025-06");
    let reversed = desk.done("bill-run reverse 1 --reason 单价待定");
    assert_eq!((&reversed["charges"], &reversed["total"]), (&json!(4), &json!("888.88")));
    assert_eq!(desk.done("arrears list --not-due"), before);
    desk.refused("bill-run reverse 1 --reason 单价待定", 1, "run-reversed", &["第 1 批", "已经整批冲销"]);
    desk.refused("bill-run reverse 7 --reason 单价待定", 1, "unknown", &["出账批次", "7"]);
    let statement = desk.read("statement show 1-1-101");
    assert!(statement.contains("冲销：物业服务费 2025年6月（单价待定）"), "{statement}");
    assert_eq!(desk.done("bill-run post 2025-06")["charges"], 4);
    desk.verified();
}

#[test]
fn a_run_somebody_paid_on_is_not_taken_back_and_the_home_is_named() {
    let desk = four_homes();
    desk.done("bill-run post 2025-06");
    desk.done("receipt take 1-1-102=100 --method cash");
    desk.refused(
        "bill-run reverse 1 --reason 单价待定",
        1,
        "run-paid",
        &["第 1 批", "1-1-102", "100.00 元", "作废当天收据"],
    );
    desk.done("receipt void 1201 --reason 整批重出");
    assert_eq!(desk.done("bill-run reverse 1 --reason 单价待定")["charges"], 4);
    desk.verified();
}

#[test]
fn a_new_price_holds_from_its_month_a5() {
    let desk = four_homes();
    desk.done("tariff version 物业服务费 --price 2.60 --from 2025-07 --clause 业主大会决议2025-6");
    let seen = desk.done("bill-run preview 2025-06..2025-08 --building 1");
    assert_eq!(seen["total"], "1427.88", "two homes of 713.94");
    desk.done("bill-run post 2025-06..2025-08");
    let list = desk.done("arrears list --home 1-1-101 --not-due");
    let amounts: Vec<_> =
        list["lines"].as_array().unwrap().iter().map(|l| l["open"].as_str().unwrap()).collect();
    assert_eq!(amounts, ["222.22", "245.86", "245.86"]);
    assert_eq!(list["total"], "713.94");
    desk.refused(
        "tariff version 物业服务费 --price 2.80 --from 2025-08 --clause 再次调价",
        1,
        "version-in-the-past",
        &["物业服务费", "2025-08", "先冲销"],
    );
    let july = &list["lines"][1]["charge"];
    let said = desk.read(&format!("charge explain {july}"));
    assert!(said.contains("94.56 m² × 2.60 元/m²·月 × 1 月，每月四舍五入到分 = 245.86 元"), "{said}");
    assert!(said.contains("依据：业主大会决议2025-6"), "{said}");
}

#[test]
fn a_quarter_is_rounded_as_its_tariff_says_a4() {
    for (rounding, amount) in [("per-month", "666.66"), ("per-cycle", "666.65")] {
        let desk = Desk::with_homes("2025-07-01", &["3-1-301,张三,94.56,住宅"]);
        let terms = format!("--price 2.35 --from 2025-07 --cycle quarter --rounding {rounding}");
        desk.tariff("management", "物业服务费", &terms);
        desk.done("tariff assign 物业服务费");
        assert_eq!(desk.done("bill-run post 2025-Q3")["total"], amount, "{rounding}");
        let charge = desk.done("charge explain 1");
        let formula = charge["formula"].as_str().unwrap();
        assert!(formula.starts_with("94.56 m² × 2.35 元/m²·月 × 3 月"), "{formula}");
        assert_eq!((&charge["amount"], &charge["months"]), (&json!(amount), &json!("2025-07..2025-09")));
    }
}

#[test]
fn rates_stand_with_their_numerator_and_denominator() {
    let mut desk = four_homes();
    desk.done("bill-run post 2025-06");
    desk.today = "2025-06-20".to_owned();
    desk.done("receipt take 1-1-101 --method wechat");
    desk.done("receipt take 1-1-102=100 --method cash");
    desk.done("receipt take 2-1-102=250 --method cash");
    desk.today = "2025-06-30".to_owned();
    let shown = desk.done("rate show 2025-06");
    let rate = |code: &str| {
        let rates = shown["rates"].as_array().unwrap();
        let line = rates.iter().find(|r| r["code"] == code).unwrap();
        ["numerator", "denominator", "percent"].map(|field| line[field].as_str().unwrap().to_owned())
    };
    assert_eq!(rate("current"), ["322.22", "888.88", "36.25"]);
    assert_eq!(rate("historic"), ["250.00", "1000.00", "25.00"]);
    assert_eq!(rate("overall"), ["572.22", "1888.88", "30.29"]);
    assert_eq!(rate("by-home"), ["1", "4", "25.00"]);
    assert_eq!(
        (&shown["arrears"], &shown["debtor_homes"], &shown["average"]),
        (&json!("1316.66"), &json!(3), &json!("438.89"))
    );
    assert!(desk.read("rate show 2025-06").contains("36.25%"));
    let trend = desk.done("rate trend 2025-06");
    let june = trend.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&june["month"], &june["net"], &june["received"]),
        (&json!("2025-06"), &json!("888.88"), &json!("322.22"))
    );
}

#[test]
fn the_statement_of_every_home_ends_where_the_arrears_list_stands() {
    let mut desk = four_homes();
    desk.done("bill-run post 2025-06..2025-08");
    desk.done("receipt take 1-1-101=300 --method cash");
    desk.done("receipt take 2-1-102 --method pos");
    desk.done("receipt void 1202 --reason 刷卡失败");
    desk.today = "2025-09-01".to_owned();
    let (sums, total) = (desk.done("arrears sum --by home --not-due"), desk.done("book info"));
    assert_eq!(sums["total"], total["open"]);
    for sum in sums["sums"].as_array().unwrap() {
        let statement = desk.done(&format!("statement show {}", sum["key"].as_str().unwrap()));
        assert_eq!(statement["balance"], sum["open"], "{}", sum["key"]);
        let last = statement["lines"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["balance"], statement["balance"]);
    }
    for by in ["building", "unit", "item", "age"] {
        assert_eq!(desk.done(&format!("arrears sum --by {by} --not-due"))["total"], sums["total"], "{by}");
    }
}

#[test]
fn a_month_of_the_demo_office_is_clean_and_the_same_every_time() {
    let desk = Desk::without_book("2026-01-01");
    let first = desk.done("demo --homes 40 --months 2 --book-only --out 甲");
    let second = desk.done("demo --homes 40 --months 2 --book-only --out 乙");
    assert_eq!(first["findings"], json!([]));
    for field in ["office", "acts", "facts", "charged", "received", "open", "current_rate"] {
        assert_eq!(first[field], second[field], "{field}");
    }
    let months = "2025-11..2025-12";
    let restored = desk.done(&format!("rate show {months} --book 甲/demo.zfb"));
    assert_eq!(restored["rates"], desk.done(&format!("rate show {months} --book 乙/demo.zfb"))["rates"]);
    let clash = desk.say("demo --homes 40 --months 2 --book-only --out 甲");
    assert_eq!(clash.code, Some(1));
    assert!(clash.error.contains("甲/demo.zfb") && clash.error.contains("删掉旧的"), "{}", clash.error);
}

#[test]
fn a_backup_brings_the_book_back() {
    let desk = four_homes();
    desk.done("book back-up 备份.zfb");
    let before = desk.done("arrears list --not-due");
    desk.done("bill-run post 2025-06");
    assert_ne!(desk.done("arrears list --not-due"), before);
    desk.refused("book back-up 备份.zfb", 1, "file-exists", &["备份.zfb", "换一个文件名"]);
    desk.done("book restore 备份.zfb");
    assert_eq!(desk.done("arrears list --not-due"), before);
    assert!(desk.path("office.zfb.replaced").exists());
    desk.verified();
}
