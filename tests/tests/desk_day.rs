//! A charging day at the counter, 27 December 2025 (domain section 7.5, script A): the steps about taking money,
//! in their order, with their receipt numbers and sums.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

const DAY: &str = "2025-12-27";

/// Building 3 and home 2-1-101 owe October to December, 4-1-601 January to March, 5-2-1102 nothing; 3-1-301 also
/// owes its share of the power and the water of December.
fn christmas_desk() -> Desk {
    let mut desk = Desk::with_homes(
        "2025-01-01",
        &[
            "2-1-101,洪阿婆,94.56,住宅",
            "3-1-301,张三,94.56,住宅",
            "3-1-302,李四,94.56,住宅",
            "3-1-303,王五,94.56,住宅",
            "3-2-303,王五,94.56,住宅",
            "4-1-601,赵六,94.56,住宅",
            "5-2-1102,钱七,94.56,住宅",
        ],
    );
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.tariff("power", "公共照明电费", "--price 0.553 --from 2025-12 --basis quantity");
    desk.tariff("water", "公共水费", "--price 2.05 --from 2025-12 --basis home");
    desk.done("tariff assign 物业服务费");
    desk.done("tariff assign 公共照明电费 --home 3-1-301 --quantity 24");
    desk.done("tariff assign 公共水费 --home 3-1-301");
    desk.done("bill-run post 2025-01..2025-03 --building 4");
    desk.today = "2025-10-01".to_owned();
    desk.done("bill-run post 2025-10..2025-12 --building 2 --building 3");
    desk.today = DAY.to_owned();
    desk
}

fn amounts(receipt: &Value) -> Vec<&str> {
    receipt["homes"][0]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["amount"].as_str().unwrap())
        .collect()
}

fn months(receipt: &Value) -> Vec<&str> {
    receipt["homes"][0]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["months"].as_str().unwrap())
        .collect()
}

fn open(desk: &Desk, room: &str) -> String {
    let list = desk.done(&format!("arrears list --home {room} --not-due"));
    list["total"].as_str().unwrap().to_owned()
}

/// Takes the seven receipts of the day.
fn seven_receipts(desk: &Desk) {
    desk.done("receipt take 3-1-301 --method cash --tendered 700");
    desk.done("receipt take 3-1-302=500 --method wechat");
    desk.done("receipt take 5-2-1102=2444.42 --method pos");
    desk.done("receipt take 3-1-303=222.22 --method alipay");
    desk.done("receipt void 1204 --reason 记错房号");
    desk.done("receipt take 3-2-303=222.22 --method alipay");
    let march = march_of_4_1_601(desk);
    desk.done(&format!("receipt take 4-1-601=222.22 --method cash --designate {march} --note 业主指定"));
    desk.done("receipt take 2-1-101=700 --method wechat");
}

fn march_of_4_1_601(desk: &Desk) -> i64 {
    let list = desk.done("arrears list --home 4-1-601");
    let lines = list["lines"].as_array().unwrap();
    lines.iter().find(|line| line["months"] == "2025-03").unwrap()["charge"].as_i64().unwrap()
}

#[test]
fn step_1_cash_with_change_and_the_sum_in_capitals() {
    let desk = christmas_desk();
    assert_eq!(open(&desk, "31301"), "681.98", "a room typed without dashes is found");
    let said = desk.read("receipt take 3-1-301 --method cash --tendered 700");
    for word in ["0001201", "681.98", "陆佰捌拾壹元玖角捌分", "找零 18.02 元", "尚欠 0.00 元"]
    {
        assert!(said.contains(word), "{word} is missing in {said}");
    }
    let shown = desk.done("receipt show 1201");
    assert_eq!((&shown["payer"], &shown["tendered"]), (&json!("张三"), &json!("700.00")));
    let mut paid = amounts(&shown);
    paid.sort_unstable();
    assert_eq!(paid, ["13.27", "2.05", "222.22", "222.22", "222.22"]);
    desk.verified();
}

#[test]
fn step_1_as_a_program_reads_it() {
    let desk = christmas_desk();
    let taken = desk.done("receipt take 3-1-301 --method cash --tendered 700");
    assert_eq!(taken["number"], 1201);
    assert_eq!((&taken["total"], &taken["change"]), (&json!("681.98"), &json!("18.02")));
    desk.refused(
        "receipt take 3-1-301 --method cash",
        1,
        "nothing-open",
        &["3-1-301", "没有待缴账单", "预存"],
    );
}

#[test]
fn step_2_a_part_payment_goes_to_the_oldest_months_h1() {
    let desk = christmas_desk();
    let taken = desk.done("receipt take 3-1-302=500 --method wechat --reference 4200001");
    assert_eq!(amounts(&taken), ["222.22", "222.22", "55.56"]);
    assert_eq!(months(&taken), ["2025-10", "2025-11", "2025-12"]);
    assert_eq!(taken["homes"][0]["left_open"], "166.66");
    assert_eq!(open(&desk, "3-1-302"), "166.66");
}

#[test]
fn step_3_a_year_ahead_becomes_prepaid_money() {
    let desk = christmas_desk();
    let taken = desk.done("receipt take 5-2-1102=2444.42 --method pos");
    assert_eq!((amounts(&taken), &taken["homes"][0]["prepaid"]), (vec![], &json!("2444.42")));
    let statement = desk.done("statement show 5-2-1102");
    assert_eq!(statement["balance"], "-2444.42");
    assert!(desk.read("statement show 5-2-1102").contains("预存 2,444.42 元"));
}

#[test]
fn step_4_a_receipt_for_the_wrong_home_is_voided_and_booked_anew() {
    let desk = christmas_desk();
    let wrong = desk.done("receipt take 3-1-303=222.22 --method alipay");
    assert_eq!((wrong["number"].as_i64(), open(&desk, "3-1-303")), (Some(1201), "444.44".to_owned()));
    desk.done("receipt void 1201 --reason 记错房号");
    assert_eq!(open(&desk, "3-1-303"), "666.66");
    let right = desk.done("receipt take 3-2-303=222.22 --method alipay");
    assert_eq!(right["number"], 1202);
    let list = desk.done("receipt list");
    let seen: Vec<_> = list.as_array().unwrap().iter().map(|r| (&r["number"], &r["void"])).collect();
    assert_eq!(seen, [(&json!(1201), &json!(true)), (&json!(1202), &json!(false))]);
    assert!(desk.read("receipt show 1201").contains("【作废】记错房号"));
    let statement = desk.done("statement show 3-1-303");
    let lines = statement["lines"].as_array().unwrap();
    assert_eq!(
        (lines.len(), &statement["balance"]),
        (5, &json!("666.66")),
        "payment and void both stand there"
    );
}

#[test]
fn step_5_the_owner_names_march_h4() {
    let desk = christmas_desk();
    let march = march_of_4_1_601(&desk);
    let taken =
        desk.done(&format!("receipt take 4-1-601=222.22 --method cash --designate {march} --note 业主指定"));
    assert_eq!((months(&taken), amounts(&taken)), (vec!["2025-03"], vec!["222.22"]));
    let list = desk.done("arrears list --home 4-1-601");
    let left: Vec<_> = list["lines"].as_array().unwrap().iter().map(|l| (&l["months"], &l["open"])).collect();
    assert_eq!(left, [(&json!("2025-01"), &json!("222.22")), (&json!("2025-02"), &json!("222.22"))]);
    assert_eq!(desk.done("receipt show 1201")["note"], "业主指定");
    desk.refused(
        &format!("receipt take 4-1-601=222.22 --method cash --designate {march}"),
        1,
        "settlement",
        &[&march.to_string(), "没有欠款", "重新选择"],
    );
}

#[test]
fn step_6_what_is_paid_too_much_is_drawn_by_the_next_run_h6() {
    let mut desk = christmas_desk();
    let taken = desk.done("receipt take 2-1-101=700 --method wechat");
    assert_eq!(taken["homes"][0]["prepaid"], "33.34");
    desk.today = "2026-01-01".to_owned();
    let run = desk.done("bill-run post 2026-01 --building 2");
    assert_eq!((&run["total"], &run["prepaid_drawn"]), (&json!("222.22"), &json!("33.34")));
    assert_eq!(open(&desk, "2-1-101"), "188.88");
    desk.verified();
}

#[test]
fn step_7_the_explanation_shows_quantity_and_price_and_changes_nothing() {
    let desk = christmas_desk();
    let before = desk.acts();
    let list = desk.done("arrears list --home 3-1-301 --item 公共照明电费 --not-due");
    let charge = &list["lines"][0]["charge"];
    let said = desk.read(&format!("charge explain {charge}"));
    for word in ["3-1-301", "24", "0.553", "13.27 元", "物业服务合同第十二条"] {
        assert!(said.contains(word), "{word} is missing in {said}");
    }
    assert_eq!(desk.acts(), before);
}

#[test]
fn step_9_the_day_adds_up_and_the_book_is_clean() {
    let desk = christmas_desk();
    seven_receipts(&desk);
    let report = desk.done("day report");
    let by_method: Vec<_> = report["by_method"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| {
            (m["method"].as_str().unwrap(), m["receipts"].as_u64().unwrap(), m["total"].as_str().unwrap())
        })
        .collect();
    let wanted = [
        ("现金", 2, "904.20"),
        ("微信", 2, "1200.00"),
        ("支付宝", 1, "222.22"),
        ("刷卡", 1, "2444.42"),
        ("银行转账", 0, "0.00"),
    ];
    assert_eq!(by_method, wanted);
    assert_eq!((&report["total"], &report["prepaid"]), (&json!("4770.84"), &json!("2477.76")));
    assert_eq!((&report["first_receipt"], &report["last_receipt"]), (&json!(1201), &json!(1207)));
    assert_eq!((&report["issued"], report["voided"].as_array().unwrap().len()), (&json!(7), 1));
    let voided = json!({ "number": 1204, "amount": "222.22", "reason": "记错房号" });
    assert_eq!(report["voided"][0], voided);
    assert_eq!(report["cashiers"], json!(["前台小周"]));
    let fen = |text: &Value| text.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let settled: i64 =
        report["by_item"].as_array().unwrap().iter().map(|i| fen(&i["current"]) + fen(&i["arrears"])).sum();
    assert_eq!(settled, 229_308, "current and arrears are 2,293.08");
    desk.verified();
}

#[test]
fn one_payer_settles_two_homes_with_one_receipt() {
    let desk = christmas_desk();
    let taken = desk.done("receipt take 3-1-303=222.22 3-2-303 --method transfer --payer 王五");
    assert_eq!((&taken["total"], taken["homes"].as_array().unwrap().len()), (&json!("888.88"), 2));
    assert_eq!((open(&desk, "3-1-303"), open(&desk, "3-2-303")), ("444.44".into(), "0.00".into()));
    desk.done("receipt void 1201 --reason 付款人改用现金");
    assert_eq!((open(&desk, "3-1-303"), open(&desk, "3-2-303")), ("666.66".into(), "666.66".into()));
    desk.verified();
}

#[test]
fn the_receipt_is_printed_on_both_papers_and_reprints_are_counted() {
    let desk = christmas_desk();
    desk.done("receipt take 3-1-301 --method cash --tendered 700");
    let first = desk.done("receipt print 1201 --out 收据.pdf");
    assert_eq!((&first["print"], &first["file"]), (&json!(1), &json!("收据.pdf")));
    assert!(desk.read("receipt print 1201 --out 连续纸.pdf --form 241").contains("补打第 1 次"));
    for name in ["收据.pdf", "连续纸.pdf"] {
        assert!(std::fs::read(desk.path(name)).unwrap().starts_with(b"%PDF-"), "{name}");
    }
    desk.verified();
}
