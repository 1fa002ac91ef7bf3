//! Script A of domain section 7.5, a charging day at the counter on 27 December 2025: every step in its order, with
//! its receipt number and its sums, from the open drawer to the closed one.
#![allow(clippy::unwrap_used)]

#[path = "../../src-tauri/crates/documents/tests/support/reading.rs"]
mod reading;

use serde_json::{Value, json};
use zhangfang_tests::{Desk, charging_day};

fn lines<'r>(receipt: &'r Value, key: &str) -> Vec<&'r str> {
    let lines = receipt["homes"][0]["lines"].as_array().unwrap();
    lines.iter().map(|line| line[key].as_str().unwrap()).collect()
}

fn open(desk: &Desk, room: &str) -> String {
    desk.done(&format!("arrears list --home {room} --not-due"))["total"].as_str().unwrap().to_owned()
}

/// What stands on a paper, without blanks.
fn paper(desk: &Desk, name: &str) -> String {
    reading::all(&std::fs::read(desk.path(name)).unwrap()).split_whitespace().collect()
}

fn says(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
}

#[test]
fn a_charging_day_from_the_open_drawer_to_the_closed_one() {
    let desk = charging_day::office();
    step_1_cash_with_change(&desk);
    step_2_a_part_payment(&desk);
    step_3_a_year_ahead(&desk);
    step_4_a_wrong_home(&desk);
    step_5_the_owner_names_march(&desk);
    step_6_too_much(&desk);
    step_7_an_explanation(&desk);
    step_8_a_refund_request(&desk);
    step_9_the_day_is_closed(&desk);
    desk.verified();
}

fn step_1_cash_with_change(desk: &Desk) {
    let opened = desk.done("shift open --float 500");
    assert_eq!((&opened["shift"], &opened["float"]), (&json!(1), &json!("500.00")));
    let list = desk.done("arrears list --home 31301 --not-due");
    let mut owed: Vec<&str> =
        list["lines"].as_array().unwrap().iter().map(|l| l["open"].as_str().unwrap()).collect();
    owed.sort_unstable();
    assert_eq!(
        (owed, &list["total"]),
        (vec!["13.27", "2.05", "222.22", "222.22", "222.22"], &json!("681.98"))
    );
    let said = desk.read("receipt take 3-1-301 --method cash --tendered 700");
    says(&said, &["0001201", "681.98", "陆佰捌拾壹元玖角捌分", "找零 18.02 元", "尚欠 0.00 元"]);
    desk.done("receipt print 1201 --out 1201.pdf");
    let text = paper(desk, "1201.pdf");
    says(
        &text,
        &["No.0001201", "2025年10—12月", "陆佰捌拾壹元玖角捌分", "实收¥700.00", "找零¥18.02", "尚欠¥0.00"],
    );
}

fn step_2_a_part_payment(desk: &Desk) {
    assert_eq!(open(desk, "3-1-302"), "666.66");
    let taken = desk.done("receipt take 3-1-302=500 --method wechat");
    assert_eq!(taken["number"], 1202);
    assert_eq!(lines(&taken, "amount"), ["222.22", "222.22", "55.56"], "the oldest first (H1)");
    assert_eq!(lines(&taken, "months"), ["2025-10", "2025-11", "2025-12"]);
    assert_eq!(taken["homes"][0]["left_open"], "166.66");
    desk.done("receipt print 1202 --out 1202.pdf");
    says(&paper(desk, "1202.pdf"), &["2025年10—12月", "500.00", "尚欠¥166.66"]);
}

fn step_3_a_year_ahead(desk: &Desk) {
    let line = "receipt prepay 5-2-1102 --months 2026-01..2026-12 --item management --promotion 交11送1";
    assert_eq!(desk.done(&format!("{line} --quote"))["pay"], "2444.42");
    let taken = desk.done(&format!("{line} --method pos"));
    assert_eq!((&taken["number"], &taken["total"]), (&json!(1203), &json!("2444.42")));
    assert_eq!(taken["homes"][0]["discounts"][0]["amount"], "222.22");
    let covered = lines(&taken, "months");
    assert_eq!((covered.len(), covered[0], covered[10]), (11, "2026-01", "2026-11"));
    assert_eq!((&taken["homes"][0]["prepaid"], open(desk, "5-2-1102")), (&json!("0.00"), "0.00".to_owned()));
    desk.done("receipt print 1203 --out 1203.pdf");
    says(&paper(desk, "1203.pdf"), &["2026年1—12月", "优惠：交11送1", "-222.22", "贰仟肆佰肆拾肆元肆角贰分"]);
}

fn step_4_a_wrong_home(desk: &Desk) {
    assert_eq!(desk.done("receipt take 3-1-303=222.22 --method alipay")["number"], 1204);
    desk.refused("receipt void 1204", 2, "wrong-use", &["--reason"]);
    desk.done("receipt void 1204 --reason 记错房号");
    assert_eq!(desk.done("receipt take 3-2-303=222.22 --method alipay")["number"], 1205);
    assert_eq!((open(desk, "3-1-303"), open(desk, "3-2-303")), ("666.66".into(), "444.44".into()));
    let list = desk.done("receipt list");
    let seen: Vec<_> = list.as_array().unwrap().iter().map(|r| (&r["number"], &r["void"])).collect();
    assert_eq!(seen[3..], [(&json!(1204), &json!(true)), (&json!(1205), &json!(false))]);
    desk.done("receipt print 1204 --out 1204.pdf");
    let text = paper(desk, "1204.pdf");
    assert_eq!(text.matches("原因：记错房号").count(), 3, "作废 stands on all copies: {text}");
}

fn step_5_the_owner_names_march(desk: &Desk) {
    let list = desk.done("arrears list --home 4-1-601");
    let march = list["lines"].as_array().unwrap().iter().find(|l| l["months"] == "2025-03").unwrap();
    let line = format!("receipt take 4-1-601=222.22 --method cash --designate {}", march["charge"]);
    let taken = desk.done(&line);
    assert_eq!((&taken["number"], lines(&taken, "months")), (&json!(1206), vec!["2025-03"]));
    assert_eq!(
        (&taken["change"], &desk.done("receipt show 1206")["note"]),
        (&json!("0.00"), &json!("业主指定"))
    );
    assert_eq!(open(desk, "4-1-601"), "444.44", "January and February stay open (H4)");
}

fn step_6_too_much(desk: &Desk) {
    let taken = desk.done("receipt take 2-1-101=700 --method wechat");
    let home = &taken["homes"][0];
    assert_eq!((&taken["number"], &home["prepaid"]), (&json!(1207), &json!("33.34")));
    assert_eq!((&home["prepaid_balance"], &home["left_open"]), (&json!("33.34"), &json!("0.00")));
    desk.done("receipt print 1207 --out 1207.pdf");
    says(&paper(desk, "1207.pdf"), &["预存存入", "33.34", "预存余额¥33.34"]);
}

fn step_7_an_explanation(desk: &Desk) {
    let before = desk.acts();
    let statement = desk.done("shared show 1");
    let charge = &statement["lines"][0]["charge"];
    says(&desk.read(&format!("charge explain {charge} --out 说明.pdf")), &["13.27", "已生成"]);
    assert_eq!(desk.acts(), before, "an explanation changes nothing");
    says(&paper(desk, "说明.pdf"), &["3-1-301", "13.27元", "24kWh×0.553元/kWh", "202512-0381"]);
}

fn step_8_a_refund_request(desk: &Desk) {
    let before = desk.done("shift show")["drawer"]["expected"].clone();
    let filed = desk.done("parking give-back B1-023 --on 2025-12-10 --reason 搬家");
    assert_eq!(filed["refund"], "503.23", "E2");
    let form = filed["form"].as_str().unwrap();
    desk.done(&format!("form print {form} --out 退租单.pdf"));
    says(&paper(desk, "退租单.pdf"), &["待审批", "伍佰零叁元贰角叁分"]);
    let pending = desk.done("form list --pending");
    assert_eq!((&pending[0]["number"], &pending[0]["state"]), (&json!(form), &json!("待审批")));
    assert_eq!(desk.done("shift show")["drawer"]["expected"], before, "not in today's cash");
}

fn step_9_the_day_is_closed(desk: &Desk) {
    let now = desk.done("shift show");
    assert_eq!(
        (&now["drawer"]["received"], &now["drawer"]["expected"]),
        (&json!("904.20"), &json!("1404.20"))
    );
    let count = "--count 100x13,50x2,1x4,0.1x2";
    assert_eq!(desk.done(&format!("shift count {count}"))["difference"], "0.00");
    let stated = "--takings wechat=1200 --takings pos=2444.42 --takings alipay=222.22";
    let close = format!("shift close {count} --deposit 904.20 --slip 20251227-0088 {stated}");
    desk.refused(
        &close.replace("100x13", "100x12"),
        1,
        "cash-differs",
        &["1,404.20", "1,304.20", "短款 100.00"],
    );
    let closed = desk.done(&close);
    assert_eq!((&closed["counted"], &closed["difference"]), (&json!("1404.20"), &json!("0.00")));
    assert_eq!((&closed["closing"]["banked"], &closed["left"]), (&json!("904.20"), &json!("500.00")));
    for report in [desk.done("day report"), desk.done("day report --shift 1")] {
        the_day_adds_up(&report);
    }
    for number in 1201..=1207 {
        let code = if number == 1204 { "already-void" } else { "shift-closed" };
        desk.refused(&format!("receipt void {number} --reason 反悔"), 1, code, &[&format!("{number:07}")]);
    }
    desk.refused("receipt void 1207 --reason 反悔", 1, "shift-closed", &["第 1 班", "退款单"]);
    desk.done("shift deposit-slip --out 交款单.pdf");
    // 3.9 writes the zero inside; 7.5 lost it.
    says(
        &paper(desk, "交款单.pdf"),
        &["JK-202512-00001", "¥904.20", "玖佰零肆元贰角整", "20251227-0088", "1,404.20"],
    );
    desk.done("day print --out 日报.pdf");
    says(
        &paper(desk, "日报.pdf"),
        &["0001201、0001206", "4,770.84", "记错房号", "玖佰零肆元贰角整", "第1班前台小周"],
    );
}

fn the_day_adds_up(report: &Value) {
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
    let fen = |v: &Value| v.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let sum = |key: &str| report["by_item"].as_array().unwrap().iter().map(|i| fen(&i[key])).sum::<i64>();
    assert_eq!((sum("current") + sum("arrears"), sum("prepaid")), (229_308, 247_776));
    assert_eq!((&report["total"], &report["refunded"]), (&json!("4770.84"), &json!("0.00")));
    assert_eq!((&report["issued"], report["voided"].as_array().unwrap().len()), (&json!(7), 1));
    assert_eq!((&report["first_receipt"], &report["last_receipt"]), (&json!(1201), &json!(1207)));
    let drawer = &report["drawers"][0];
    assert_eq!((&drawer["float"], &drawer["received"]), (&json!("500.00"), &json!("904.20")));
    assert_eq!((&drawer["banked"], &drawer["expected"]), (&json!("904.20"), &json!("500.00")));
    assert_eq!((&drawer["difference"], report["drawers"].as_array().unwrap().len()), (&json!("0.00"), 1));
}
