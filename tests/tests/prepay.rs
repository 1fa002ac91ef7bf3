//! Paying ahead: a promotion announced, months settled under one receipt, the gift as a line of its own, and what is
//! refused.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

/// The day of script A: three homes of 94.56 m² at 2.35, the last quarter of 2025 charged, 交11送1 announced.
fn desk() -> Desk {
    let mut desk = Desk::with_homes(
        "2025-10-01",
        &["3-1-302,钱二,94.56,住宅", "5-2-1102,赵一,94.56,住宅", "5-2-1103,孙三,94.56,住宅"],
    );
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-Q4");
    desk.today = "2025-12-27".into();
    desk.done("promotion add 交11送1 --item management --pay 11 --gift 1 --from 2025-12-01 --to 2026-01-31");
    desk
}

const YEAR: &str = "--months 2026-01..2026-12 --item management";

/// The day report's figures: settled for then or before, paid ahead, all of it.
fn taken_on_the_day(desk: &Desk) -> [String; 3] {
    let report = desk.done("day report");
    let sum = |key: &str| -> i64 {
        let fen = |v: &Value| v.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
        report["by_item"].as_array().unwrap().iter().map(|i| fen(&i[key])).sum()
    };
    let settled = sum("current") + sum("arrears");
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    [format!("{}.{:02}", settled / 100, settled % 100), text(&report["prepaid"]), text(&report["total"])]
}

#[test]
fn c4_a_year_ahead_with_a_gift_is_settled_under_one_receipt() {
    let desk = desk();
    let quote = desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --quote"));
    assert_eq!(
        (&quote["list"], &quote["discount"], &quote["pay"]),
        (&json!("2666.64"), &json!("222.22"), &json!("2444.42"))
    );
    let taken = desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos"));
    assert_eq!((&taken["number"], &taken["total"]), (&json!(1201), &json!("2444.42")));
    let home = &taken["homes"][0];
    assert_eq!(home["lines"].as_array().unwrap().len(), 11);
    let gift = &home["discounts"][0];
    assert_eq!(
        (&gift["promotion"], &gift["months"], &gift["amount"]),
        (&json!("交11送1"), &json!("2026-12"), &json!("222.22"))
    );
    // What was owed from before stays owed: paying ahead asks for nothing and forgives nothing.
    assert_eq!((&home["left_open"], &home["prepaid"]), (&json!("666.66"), &json!("0.00")));
    assert_eq!(taken_on_the_day(&desk), ["0.00", "2444.42", "2444.42"]);
    let run = desk.done("bill-run post 2026-01");
    assert_eq!((&run["charges"], &run["already_charged"]), (&json!(2), &json!(1)));
    for month in 2..=12 {
        let run = desk.done(&format!("bill-run preview 2026-{month:02}"));
        assert_eq!(run["already_charged"], 1, "{month}");
    }
    let statement = desk.read("statement show 5-2-1102");
    assert!(statement.contains("交11送1") && statement.contains("-222.22"), "{statement}");
    let shown = desk.read("receipt show 1201");
    assert!(shown.contains("优惠 交11送1：物业服务费 2026-12 减 222.22 元"), "{shown}");
    let promotions = desk.done("promotion list");
    assert_eq!((&promotions[0]["grants"], &promotions[0]["given"]), (&json!(1), &json!("222.22")));
    desk.verified();
}

#[test]
fn script_a_divides_the_day_into_current_arrears_and_prepaid() {
    let desk = desk();
    desk.done("receipt take 3-1-302=500 --method wechat");
    desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos"));
    desk.done("receipt take 5-2-1103=700 --method wechat");
    // 33.34 that no charge takes and 2,444.42 for 2026 are paid ahead: together 2,477.76 as in script A.
    assert_eq!(taken_on_the_day(&desk), ["1166.66", "2477.76", "3644.42"]);
    desk.verified();
}

#[test]
fn a_voided_prepayment_leaves_no_charge_and_no_gift_behind() {
    let desk = desk();
    let before = desk.done("arrears list --not-due");
    desk.done("bill-run post 2026-01 --building 5");
    let billed = desk.done("arrears list --not-due");
    desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos"));
    desk.done("receipt void 1201 --reason 刷错户");
    assert_eq!(desk.done("arrears list --not-due"), billed);
    assert_ne!(before, billed);
    let promotions = desk.done("promotion list");
    assert_eq!((&promotions[0]["grants"], &promotions[0]["given"]), (&json!(0), &json!("0.00")));
    desk.verified();
    // The months can be taken ahead again, and the January that was billed is part of them.
    let again = desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos"));
    assert_eq!((&again["number"], &again["total"]), (&json!(1202), &json!("2444.42")));
    desk.verified();
}

#[test]
fn a_repeated_key_takes_the_money_once() {
    let desk = desk();
    let line = format!("receipt prepay 5-2-1102 {YEAR} --method cash --tendered 2700 --key a");
    let first = desk.done(&line);
    assert_eq!((&first["total"], &first["change"]), (&json!("2666.64"), &json!("33.36")));
    assert_eq!(desk.done(&line), first);
    assert_eq!(taken_on_the_day(&desk)[2], "2666.64");
}

#[test]
fn c6_a_percentage_off_a_year_charged_as_one_block() {
    let desk = Desk::with_homes("2025-12-27", &["1-1-101,甲一,94.56,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2026-01 --cycle year --rounding per-cycle");
    desk.done("tariff assign 物业服务费");
    desk.done("promotion add 年缴九五折 --item management --percent-off 5 --from 2025-12-01 --to 2025-12-31");
    let line = format!("receipt prepay 1-1-101 {YEAR} --promotion 年缴九五折 --method transfer");
    let taken = desk.done(&line);
    assert_eq!(
        (&taken["total"], &taken["homes"][0]["discounts"][0]["amount"]),
        (&json!("2533.26"), &json!("133.33"))
    );
    desk.refused(
        "receipt prepay 1-1-101 --months 2026-01..2026-06 --item management --method pos",
        1,
        "prepay-not-whole",
        &["2026年1—12月"],
    );
    desk.verified();
}

#[test]
fn c16_what_is_refused_is_refused_by_name() {
    let mut desk = desk();
    let take = |months: &str, more: &str| {
        format!("receipt prepay 5-2-1103 --months {months} --item management --method pos {more}")
    };
    let far = take("2026-01..2027-01", "");
    desk.refused(&far, 1, "prepay-too-far-ahead", &["2027-01", "12 个月", "2026-12"]);
    desk.refused(&take("2025-11..2026-10", ""), 1, "prepay-not-ahead", &["2025-12"]);
    let eleven = take("2026-01..2026-11", "--promotion 交11送1");
    desk.refused(&eleven, 1, "promotion-other-months", &["交11送1", "12", "11"]);
    desk.refused(&take("2026-01", "--promotion 不存在"), 1, "unknown", &["优惠活动", "不存在"]);
    desk.tariff("refuse", "垃圾清运费", "--price 6 --basis home --from 2025-01");
    desk.done("tariff assign 垃圾清运费");
    let other = "receipt prepay 5-2-1103 --months 2026 --item refuse --promotion 交11送1 --method pos";
    desk.refused(other, 1, "promotion-other-item", &["交11送1"]);
    desk.done("receipt prepay 5-2-1103 --months 2026-03 --item management --method pos");
    let paid = take("2026-01..2026-12", "--promotion 交11送1");
    desk.refused(&paid, 1, "prepay-paid-in-part", &["2026年3月"]);
    desk.refused(&take("2026-03", ""), 1, "prepay-settled", &["2026年3月"]);
    desk.done("promotion end 交11送1 --reason 名额已满");
    let over = format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos");
    desk.refused(&over, 1, "promotion-over", &["交11送1", "2025-12-26"]);
    desk.refused("promotion end 交11送1 --reason 再结束", 1, "promotion-over", &["交11送1"]);
    desk.today = "2026-02-01".into();
    desk.done("promotion add 交12送1 --item management --pay 12 --gift 1 --from 2026-03-01 --to 2026-03-31");
    let early = take("2026-04..2027-04", "--promotion 交12送1");
    desk.refused(&early, 1, "promotion-not-open", &["2026-03-01", "2026-03-31"]);
    desk.refused(
        "promotion add 交12送1 --item management --pay 12 --gift 1 --from 2026-03-01 --to 2026-03-31",
        1,
        "taken",
        &["交12送1"],
    );
    desk.refused(
        "promotion add 坏 --item management --percent-off 100 --from 2026-03-01 --to 2026-03-31",
        1,
        "unusable-value",
        &["优惠内容"],
    );
    desk.verified();
}

#[test]
fn c5_thirteen_months_for_twelve_keep_to_the_cap_because_the_gift_is_not_paid() {
    let desk = desk();
    desk.done("promotion add 交12送1 --item management --pay 12 --gift 1 --from 2025-12-01 --to 2026-01-31");
    let line = "receipt prepay 5-2-1102 --months 2026-01..2027-01 --item management --promotion 交12送1 --method pos";
    let taken = desk.done(line);
    let gift = &taken["homes"][0]["discounts"][0];
    assert_eq!((&taken["total"], &gift["months"]), (&json!("2666.64"), &json!("2027-01")));
    desk.verified();
}

#[test]
fn money_paid_ahead_becomes_income_when_its_month_has_come() {
    let mut desk = desk();
    desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos"));
    desk.done("receipt take 3-1-302 --method cash");
    let income = |desk: &Desk, month: &str| -> Vec<(String, String)> {
        let shown = desk.done(&format!("disclosure show {month}"));
        let text = |v: &Value| v.as_str().unwrap().to_owned();
        let lines = shown["income"].as_array().unwrap().iter();
        let lines = lines.map(|l| (text(&l["label"]), text(&l["amount"])));
        lines.chain([("新预缴".to_owned(), text(&shown["newly_prepaid"]))]).collect()
    };
    let line = |label: &str, amount: &str| (label.to_owned(), amount.to_owned());
    assert_eq!(
        income(&desk, "2025-12"),
        [line("当期物业服务费", "222.22"), line("追缴往期欠费", "444.44"), line("新预缴", "2444.42")]
    );
    for month in ["2026-01", "2026-11"] {
        assert_eq!(income(&desk, month), [line("预缴转入本月", "222.22"), line("新预缴", "0.00")], "{month}");
    }
    assert_eq!(income(&desk, "2026-12"), [line("新预缴", "0.00")]);
    desk.today = "2026-01-31".into();
    desk.done("bill-run post 2026-01");
    let rates = desk.done("rate show 2026-01");
    let current = &rates["rates"][0];
    assert_eq!((&current["numerator"], &current["denominator"]), (&json!("222.22"), &json!("666.66")));
    let share = rates["rates"].as_array().unwrap().iter().find(|r| r["code"] == "prepaid-share").unwrap();
    assert_eq!((&share["numerator"], &share["denominator"]), (&json!("1"), &json!("3")));
}

#[test]
fn months_paid_ahead_keep_their_price_and_hold_up_no_new_one() {
    let mut desk = desk();
    desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --method pos"));
    desk.done("tariff version 物业服务费 --price 2.60 --from 2026-07 --clause 业主大会决议");
    desk.today = "2026-07-01".into();
    let run = desk.done("bill-run post 2026-07");
    assert_eq!(
        (&run["charges"], &run["already_charged"], &run["total"]),
        (&json!(2), &json!(1), &json!("491.72"))
    );
    desk.refused(
        "tariff version 物业服务费 --price 2.70 --from 2026-06 --clause 再调",
        1,
        "version-in-the-past",
        &["2026-06"],
    );
    desk.verified();
}

#[test]
fn a_month_given_keeps_its_bill_run_from_being_taken_back() {
    let desk = desk();
    desk.done("bill-run post 2026-12");
    desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos"));
    desk.refused("bill-run reverse 2 --reason 出错", 1, "run-paid", &["5-2-1102"]);
    desk.verified();
}

#[test]
fn the_locality_decides_how_far_ahead_and_how_soon_an_answer() {
    let desk = desk();
    let neutral = desk.done("locality show");
    assert_eq!(
        (&neutral["prepay_months"], &neutral["vacancy_off_percent"], &neutral["reply_days"]),
        (&json!(12), &json!(0), &json!(3))
    );
    desk.done("locality set prepay_months=6 reply_days=10");
    let seven = "receipt prepay 5-2-1102 --months 2026-01..2026-07 --item management --method pos";
    desk.refused(seven, 1, "prepay-too-far-ahead", &["6 个月", "2026-06"]);
    desk.done("receipt prepay 5-2-1102 --months 2026-01..2026-06 --item management --method pos");
    desk.refused("locality set prepay_months=40", 1, "unusable-value", &["最多预收月数", "40", "0—36"]);
    desk.refused("locality set 天气=好", 1, "unknown", &["地方参数", "天气"]);
    desk.refused("office set reply_days=5", 1, "unknown", &["reply_days"]);
    desk.verified();
}

#[test]
fn a_price_is_tried_before_it_takes_effect_and_nothing_is_written() {
    let desk = desk();
    desk.take_in("商铺.csv", "房号,业主,面积,用途\n1-1-101,=甲一,56.20,商铺\n");
    desk.done("tariff add management 商铺物业费 --price 4.80 --from 2025-01 --clause 合同");
    desk.done("tariff assign 商铺物业费 --use 商铺");
    desk.done("receipt prepay 5-2-1102 --months 2026-01..2026-06 --item management --method pos");
    let before = desk.acts();
    let line = "tariff simulate 物业服务费 --price 2.60 --from 2026-01 --out 测算.xlsx --print 测算.pdf";
    let tried = desk.done(line);
    assert_eq!(
        (&tried["item"]["before"], &tried["item"]["after"], &tried["item"]["difference"]),
        (&json!("6666.60"), &json!("7375.80"), &json!("709.20"))
    );
    assert_eq!((&tried["charged"], &tried["charged_total"]), (&json!(6), &json!("1333.32")));
    let fen = |v: &Value| v.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    for lines in ["homes", "by_building", "by_use"] {
        for column in ["before", "after", "difference"] {
            let sum: i64 = tried[lines].as_array().unwrap().iter().map(|l| fen(&l[column])).sum();
            assert_eq!(sum, fen(&tried["item"][column]), "{lines} {column}");
        }
    }
    // The home that has paid half a year changes least.
    assert_eq!(tried["largest"].as_array().unwrap().last().unwrap()["room"], "5-2-1102");
    assert!(tried["homes"].as_array().unwrap().iter().all(|h| h["room"] != "1-1-101"));
    assert!(std::fs::read(desk.path("测算.xlsx")).unwrap().starts_with(b"PK"));
    assert!(std::fs::read(desk.path("测算.pdf")).unwrap().starts_with(b"%PDF"));
    let line = "tariff simulate 物业服务费 --price 2.60 --from 2026-01 --out 明细.pdf";
    desk.refused(line, 1, "unusable-value", &["明细.pdf", ".xlsx"]);
    assert_eq!(desk.acts(), before);
    let bad = "tariff simulate 物业服务费 --from 2026-01 --price";
    desk.refused(&format!("{bad} 0"), 1, "unusable-value", &["单价", "0"]);
    desk.refused("tariff simulate 物业服务费 --price 2.60 --from 2024-01", 1, "unusable-value", &["2024-01"]);
    // What was tried is what the run charges once the price is in force.
    desk.done("tariff version 物业服务费 --price 2.60 --from 2026-01 --clause 业主大会决议");
    let month = desk.done("tariff simulate 物业服务费 --price 2.60 --from 2026-01 --months 1");
    assert_eq!(month["item"]["difference"], "0.00");
    desk.verified();
}

#[test]
fn the_slip_of_a_month_given_shows_the_gift_and_asks_nothing_for_it() {
    let mut desk = desk();
    desk.done(&format!("receipt prepay 5-2-1102 {YEAR} --promotion 交11送1 --method pos"));
    desk.tariff("refuse", "垃圾清运费", "--price 6 --basis home --from 2026-11");
    desk.done("tariff assign 垃圾清运费");
    desk.done(
        "office set phone=0000-0000000 hours=9:00—17:00 complaint_phone=0000-0000001 contract=物业服务合同",
    );
    desk.today = "2026-12-01".into();
    desk.done("bill-run post 2026-11..2026-12 --building 5");
    desk.done("notice slips 2026-12 --out . --building 5");
    let made = std::process::Command::new("pdftotext")
        .args(["-raw", "缴费通知单-2026-12-5栋.pdf", "-"])
        .current_dir(desk.folder())
        .output();
    let Ok(made) = made else { return };
    let text = String::from_utf8(made.stdout).unwrap();
    let slip = text.split("缴费通知单").find(|t| t.contains("5-2-1102")).unwrap_or(&text);
    assert!(text.contains("赠送优惠 222.22 元"), "{slip}");
    // The quarter of 2025 is still owed and refuse for two months; nothing of the month that was given.
    assert!(text.contains("222.22 -222.22 0.00") && text.contains("¥678.66"), "{slip}");
    desk.verified();
}
