//! Wrong charges put right, money given back, deposits held apart: as a clerk asks for it, a manager allows it and a
//! cashier pays it (domain sections 3.10 and 4.9).
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;
use zhangfang_tests::people::{COMPANY, MANAGER, SUPERVISOR, charges, open, prepaid, staffed};

const WAIVE: &str = "--kind principal --reason-code 服务瑕疵 --reason 楼道灯长期不亮";

#[test]
fn a_wrong_charge_is_taken_back_whole_and_the_right_one_posted_beside_it() {
    let desk = staffed();
    let bills = charges(&desk, "3-1-301");
    let (first, second) = (bills[0], bills[1]);
    desk.done(&format!("receipt take 3-1-301=222.22 --method cash --designate {first}"));
    let asked = format!("correction request 3-1-301 --charge {first} --quantity 92.56 --reason 面积登记有误");
    let form = desk.done(&asked);
    assert_eq!((&form["number"], &form["amount"]), (&json!("GZ-202506-00001"), &json!("4.70")));
    assert_eq!(open(&desk, "3-1-301"), "444.44");
    desk.done(&format!("form approve GZ-202506-00001 {SUPERVISOR}"));
    assert_eq!(open(&desk, "3-1-301"), "444.44", "the money paid moved over to the right charge");
    let statement = desk.done("statement show 3-1-301");
    assert_eq!(statement["balance"], "439.74", "4.70 is prepaid");
    let lines = statement["lines"].as_array().unwrap();
    let right = lines.iter().find(|l| l["amount"] == "217.52").unwrap()["charge"].as_i64().unwrap();
    let taken_back = |l: &&Value| l["what"].as_str().unwrap().contains("GZ-202506-00001");
    assert!(lines.iter().filter(taken_back).any(|l| l["amount"] == "-222.22"));
    let old = desk.read(&format!("charge explain {first}"));
    for word in ["已冲销", &right.to_string(), "GZ-202506-00001"] {
        assert!(old.contains(word), "{word} is missing in {old}");
    }
    let new = desk.read(&format!("charge explain {right}"));
    for word in ["92.56", "更正", &format!("已冲销的第 {first} 号账单"), "GZ-202506-00001"] {
        assert!(new.contains(word), "{word} is missing in {new}");
    }
    let again = format!("correction request 3-1-301 --charge {first} --amount 1 --reason 再改");
    desk.refused(&again, 1, "charge-reversed", &[&first.to_string(), "已经冲销"]);
    let negative = format!("correction request 3-1-301 --charge {second} --amount -5 --reason 多收");
    desk.refused(&negative, 1, "negative-charge", &["-5.00", "退款单"]);
    let same = format!("correction request 3-1-301 --charge {second} --amount 222.22 --reason 没错");
    desk.refused(&same, 1, "nothing-to-correct", &["222.22"]);
    desk.done(&format!("correction request 3-1-301 --charge {second} --amount 240 --reason 单价漏调"));
    desk.done(&format!("form approve GZ-202506-00002 {SUPERVISOR}"));
    let statement = desk.read("statement show 3-1-301");
    let words = format!("更正第 {second} 号账单（GZ-202506-00002）：单价漏调");
    assert!(statement.contains(&words), "{statement}");
    desk.done(&format!("correction request 3-1-301 --charge {} --to 0 --reason 三月未入住", bills[2]));
    desk.done(&format!("form approve GZ-202506-00003 {MANAGER}"));
    assert_eq!(open(&desk, "3-1-301"), "240.00");
    desk.verified();
}

#[test]
fn a_correction_of_a_charge_that_changed_meanwhile_is_not_approved() {
    let desk = staffed();
    let bills = charges(&desk, "3-1-301");
    desk.done(&format!("correction request 3-1-301 --charge {} --amount 200 --reason 单价有误", bills[0]));
    desk.done(&format!("waiver request 3-1-301 --charge {}=10 {WAIVE}", bills[0]));
    desk.done(&format!("form approve JM-202506-00001 {SUPERVISOR}"));
    let line = "form approve GZ-202506-00001 --operator 主管老李";
    desk.refused(line, 1, "charge-changed", &["222.22", "212.22", "另开一张"]);
    desk.verified();
}

/// Refund of `amount` of receipt 1201 to 3-1-301.
fn refund(amount: &str) -> String {
    format!(
        "refund request 3-1-301 --receipt 1201 --amount {amount} --reason-code 多缴 --reason 业主申请退回"
    )
}

#[test]
fn money_goes_back_by_a_form_the_way_it_came() {
    let desk = staffed();
    desk.done("receipt take 3-1-301=700 --method cash");
    desk.refused(&refund("33.35"), 1, "more-than-left", &["33.34", "33.35"]);
    desk.refused(&refund("-1"), 1, "negative-refund", &["-1.00", "receipt take"]);
    let other = format!("{} --method wechat", refund("33.34"));
    desk.refused(&other, 1, "other-way", &["现金", "微信", "--other-way"]);
    let form = desk.done(&refund("33.34"));
    assert_eq!(form["number"], "TK-202506-00001");
    assert_eq!(form["facts"]["退款方式"], "现金（原路退回）");
    desk.refused(&refund("0.01"), 1, "more-than-left", &["33.34", "已另有退款单"]);
    desk.refused("refund pay TK-202506-00001", 1, "not-approved", &["TK-202506-00001", "form approve"]);
    desk.refused("form approve TK-202506-00001", 1, "own-form", &["申请人"]);
    desk.done(&format!("form approve TK-202506-00001 {SUPERVISOR}"));
    assert_eq!(prepaid(&desk, "3-1-301"), "33.34", "approved is not paid");
    desk.refused("refund pay TK-202506-00001 --method wechat", 1, "approved-way", &["现金", "微信"]);
    let pay = "refund pay TK-202506-00001 --method cash --reference 签收单7 --key 付款一";
    let paid = desk.done(pay);
    assert_eq!((&paid["amount"], &paid["payee"]), (&json!("33.34"), &json!("张三")));
    assert!(desk.read(pay).contains("未重复付款"));
    desk.refused("refund pay TK-202506-00001", 1, "form-done", &["另开一张"]);
    assert_eq!(desk.done("statement show 3-1-301")["balance"], "0.00");
    desk.verified();
}

#[test]
fn a_refund_is_taken_back_on_its_day_and_a_receipt_whose_money_went_back_is_not_voided() {
    let mut desk = staffed();
    let void = "receipt void 1201 --reason 记错";
    desk.done("receipt take 3-1-301=700 --method cash");
    desk.done(&refund("33.34"));
    desk.done(&format!("form approve TK-202506-00001 {SUPERVISOR}"));
    desk.done("refund pay TK-202506-00001");
    desk.refused(void, 1, "receipt-refunded", &["TK-202506-00001", "33.34", "refund take-back"]);
    desk.done("refund take-back TK-202506-00001 --reason 退错人");
    assert_eq!(prepaid(&desk, "3-1-301"), "33.34");
    assert!(desk.read("form show TK-202506-00001").contains("已办理，款已收回"));
    let back = "refund take-back TK-202506-00001 --reason 又退";
    desk.refused(back, 1, "nothing-paid", &["TK-202506-00001"]);
    desk.done(&refund("33.34"));
    desk.done(&format!("form approve TK-202506-00002 {SUPERVISOR}"));
    desk.done("refund pay TK-202506-00002");
    desk.today = "2025-06-11".to_owned();
    let back = "refund take-back TK-202506-00002 --reason 退错";
    desk.refused(back, 1, "take-back-too-late", &["2025年6月10日", "receipt take"]);
    desk.refused(void, 1, "void-too-late", &["退款单", "refund request"]);
    desk.refused(&refund("1"), 1, "nothing-left", &["correction request", "--used-until"]);
    desk.verified();
}

#[test]
fn a_refund_whose_money_was_used_meanwhile_is_not_paid() {
    let mut desk = staffed();
    desk.done("receipt take 3-1-301=700 --method cash");
    desk.done(&refund("33.34"));
    desk.done(&format!("form approve TK-202506-00001 {SUPERVISOR}"));
    desk.today = "2025-06-30".to_owned();
    desk.done("bill-run post 2025-04");
    desk.refused("refund pay TK-202506-00001", 1, "less-left", &["0.00", "33.34", "另开一张"]);
    desk.verified();
}

#[test]
fn e2_a_lease_that_ends_inside_a_month_is_settled_by_its_days() {
    let mut desk = Desk::with_homes("2025-01-01", &["3-1-301,张三,94.56,住宅"]);
    desk.done("staff add 项目经理陈 --role manager");
    desk.done(&format!("staff add 公司财务总监 --role company {MANAGER}"));
    desk.tariff("lease", "储藏间租金", "--price 300 --from 2025-04 --basis quantity");
    desk.done("tariff assign 储藏间租金 --home 3-1-301 --quantity 1");
    desk.today = "2025-04-01".to_owned();
    desk.done("bill-run post 2025-04..2025-06");
    desk.done("receipt take 3-1-301 --method wechat");
    desk.today = "2025-05-10".to_owned();
    let asked = "refund request 3-1-301 --receipt 1201 --reason-code 退租 --reason 储藏间退租";
    let form = desk.done(&format!("{asked} --used-until 2025-05-10 --account 微信尾号6688"));
    assert_eq!((&form["amount"], &form["needs"]), (&json!("503.23"), &json!("company")));
    assert_eq!(form["facts"]["退款方式"], "微信（原路退回）");
    assert_eq!(desk.done("day report")["total"], "0.00", "a form that waits is no cash");
    desk.done(&format!("form approve TK-202505-00001 {COMPANY}"));
    assert_eq!(prepaid(&desk, "3-1-301"), "503.23");
    let shown = desk.read("form show TK-202505-00001");
    for word in ["已使用至 2025年5月10日，1 个月零 10 天", "-396.77", "伍佰零叁元贰角叁分", "已批准，待办理"]
    {
        assert!(shown.contains(word), "{word} is missing in {shown}");
    }
    desk.done("refund pay TK-202505-00001 --reference 4200009");
    assert_eq!(desk.done("statement show 3-1-301")["balance"], "0.00");
    assert!(desk.read("statement show 3-1-301").contains("实际使用至2025年5月10日计 96.77 元"));
    desk.verified();
}

#[test]
fn i1_seven_months_of_twelve_are_served_and_five_go_back() {
    let mut desk = Desk::with_homes("2025-12-27", &["3-1-301,张三,94.56,住宅"]);
    desk.done("staff add 项目经理陈 --role manager");
    desk.done(&format!("staff add 公司财务总监 --role company {MANAGER}"));
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2026-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2026-01..2026-12");
    desk.done("receipt take 3-1-301 --method cash");
    desk.today = "2026-07-31".to_owned();
    let asked = "refund request 3-1-301 --receipt 1201 --reason-code 合同终止 --reason 物业合同终止";
    let form = desk.done(&format!("{asked} --used-until 2026-07-31"));
    assert_eq!(form["amount"], "1111.10");
    desk.refused(&format!("{asked} --used-until 2026-12-31"), 1, "all-served", &["2026年12月31日"]);
    desk.done(&format!("form approve TK-202607-00001 {COMPANY}"));
    desk.done("refund pay TK-202607-00001");
    assert_eq!(desk.done("statement show 3-1-301")["balance"], "0.00");
    assert_eq!(open(&desk, "3-1-301"), "0.00");
    desk.verified();
}

#[test]
fn a_deposit_is_held_apart_and_leaves_by_its_forms() {
    let mut desk = staffed();
    let take = "deposit take 3-1-301 --purpose 装修押金 --method cash --return-when 装修验收合格后";
    desk.refused(&format!("{take} --amount -2000"), 1, "settlement", &["-2,000.00", "退款单"]);
    let taken = desk.done(&format!("{take} --amount 2000 --tendered 2000"));
    assert_eq!((&taken["number"], &taken["deposit"]), (&json!(1201), &json!(1)));
    assert_eq!(open(&desk, "3-1-301"), "666.66", "a deposit pays no fee");
    assert_eq!(desk.done("statement show 3-1-301")["balance"], "666.66");
    assert_eq!(desk.done("day report")["total"], "2000.00");
    let refund = "refund request 3-1-301 --receipt 1201 --amount 5 --reason-code 多缴 --reason 退";
    desk.refused(refund, 1, "deposit-has-its-form", &["第 1 号押金", "deposit return 1"]);
    desk.today = "2025-08-01".to_owned();
    desk.refused("deposit deduct 1 --amount 2000.01 --reason 损坏", 1, "more-than-held", &["2,000.00"]);
    desk.refused(
        "deposit deduct 1 --amount -1 --reason 损坏",
        1,
        "negative-refund",
        &["-1.00", "deposit take"],
    );
    let kept = desk.done("deposit deduct 1 --amount 150 --reason 电梯厅墙面损坏 --notes 照片3张");
    assert_eq!((&kept["number"], &kept["kind"]), (&json!("YJ-202508-00001"), &json!("deposit-deduction")));
    let more = "deposit return 1 --amount 1900 --reason 验收合格";
    desk.refused(more, 1, "more-than-held", &["150.00", "已另有审批单"]);
    desk.done(&format!("form approve YJ-202508-00001 {MANAGER}"));
    let back = desk.done("deposit return 1 --reason 验收合格 --notes 验收单12号");
    assert_eq!((&back["number"], &back["amount"]), (&json!("YJ-202508-00002"), &json!("1850.00")));
    desk.refused("deposit pay YJ-202508-00002", 1, "not-approved", &["form approve"]);
    desk.done(&format!("form approve YJ-202508-00002 {COMPANY}"));
    desk.done("deposit pay YJ-202508-00002 --method cash");
    let line = desk.done("deposit show 1");
    assert_eq!((&line["returned"], &line["deducted"]), (&json!("1850.00"), &json!("150.00")));
    assert_eq!(line["held"], "0.00");
    desk.done("deposit take-back YJ-202508-00002 --reason 退错人");
    assert_eq!(desk.done("deposit show 1")["held"], "1850.00");
    assert!(desk.read("deposit list").contains("在手合计 1,850.00 元"));
    desk.verified();
}

#[test]
fn a_deposit_is_voided_on_its_day_and_not_after_it_moved() {
    let desk = staffed();
    let take = "deposit take 3-1-301 --purpose 门禁卡押金 --amount 50 --method cash --return-when 退卡时";
    desk.done(take);
    desk.done("receipt void 1201 --reason 记错房号");
    assert_eq!(desk.done("deposit show 1")["held"], "0.00");
    assert!(desk.read("deposit list").contains("没有在手"));
    desk.done(take);
    desk.done("deposit deduct 2 --amount 10 --reason 卡面损坏");
    desk.done(&format!("form approve YJ-202506-00001 {SUPERVISOR}"));
    desk.refused("receipt void 1202 --reason 记错", 1, "deposit-moved", &["第 2 号押金", "押金退还单"]);
    desk.verified();
}

/// Home 3-1-301 prepaid 2026 by 交11送1; `gift` is what becomes of the gift when months are given back.
fn eleven_paid_twelve_got(gift: &str) -> Desk {
    let mut desk = Desk::with_homes("2025-12-27", &["3-1-301,张三,94.56,住宅"]);
    desk.done("staff add 项目经理陈 --role manager");
    desk.done(&format!("staff add 公司财务总监 --role company {MANAGER}"));
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2026-01");
    desk.done("tariff assign 物业服务费");
    let dates = "--from 2025-12-01 --to 2026-01-31";
    desk.done(&format!(
        "promotion add 交11送1 --item management --pay 11 --gift 1 {dates} --on-refund {gift}"
    ));
    let year = "--months 2026-01..2026-12 --item management";
    let taken = desk.done(&format!("receipt prepay 3-1-301 {year} --promotion 交11送1 --method pos"));
    assert_eq!(taken["total"], "2444.42");
    desk.today = "2026-07-31".to_owned();
    desk
}

const ENDS: &str = "refund request 3-1-301 --receipt 1201 --reason-code 合同终止 --reason 物业合同终止 --used-until 2026-07-31";

#[test]
fn i2_the_gift_lapses_when_the_contract_ends() {
    let desk = eleven_paid_twelve_got("lapses");
    assert_eq!(desk.done(ENDS)["amount"], "888.88");
    assert!(desk.read("form show TK-202607-00001").contains("赠送失效 222.22 元"));
    desk.done(&format!("form approve TK-202607-00001 {COMPANY}"));
    assert_eq!(prepaid(&desk, "3-1-301"), "888.88");
    desk.done("refund pay TK-202607-00001 --reference 刷卡退货0091");
    assert_eq!(desk.done("statement show 3-1-301")["balance"], "0.00");
    assert_eq!(open(&desk, "3-1-301"), "0.00");
    desk.verified();
}

#[test]
fn i2b_a_gift_kept_in_proportion_gives_back_more() {
    let desk = eleven_paid_twelve_got("pro-rata");
    assert_eq!(desk.done(ENDS)["amount"], "1018.51");
    desk.done(&format!("form approve TK-202607-00001 {COMPANY}"));
    assert_eq!(prepaid(&desk, "3-1-301"), "1018.51");
    let statement = desk.read("statement show 3-1-301");
    assert!(statement.contains("-129.63"), "the gift of seven months stays: {statement}");
    desk.done("refund pay TK-202607-00001");
    assert_eq!(open(&desk, "3-1-301"), "0.00");
    desk.verified();
}
