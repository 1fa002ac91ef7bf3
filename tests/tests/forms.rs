//! Nothing negative without a form: waivers, write-offs, corrections, refunds and deposits as a clerk asks for them, a
//! manager allows them and a cashier pays them (domain sections 3.10, 3.11, 4.9).
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

const MANAGER: &str = "--operator 项目经理陈 ";
const COMPANY: &str = "--operator 公司财务总监 ";
const SUPERVISOR: &str = "--operator 主管老李 ";

/// An office with its people; home 3-1-301 owes January to March 2025, 222.22 each.
fn staffed() -> Desk {
    let mut desk = Desk::with_homes("2025-01-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,94.56,住宅"]);
    desk.done("staff add 项目经理陈 --role manager");
    desk.done(&format!("staff add 公司财务总监 --role company {MANAGER}"));
    desk.done(&format!("staff add 主管老李 --role supervisor {MANAGER}"));
    desk.done(&format!("staff add 前台小周 --role clerk {MANAGER}"));
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-01..2025-03");
    desk.today = "2025-06-10".to_owned();
    desk
}

fn charges(desk: &Desk, room: &str) -> Vec<i64> {
    let list = desk.done(&format!("arrears list --home {room} --not-due"));
    list["lines"].as_array().unwrap().iter().map(|line| line["charge"].as_i64().unwrap()).collect()
}

fn open(desk: &Desk, room: &str) -> String {
    let list = desk.done(&format!("arrears list --home {room} --not-due"));
    list["total"].as_str().unwrap().to_owned()
}

fn number(form: &Value) -> String {
    form["number"].as_str().unwrap().to_owned()
}

const WAIVE: &str = "--kind principal --reason-code 服务瑕疵 --reason 楼道灯长期不亮";

#[test]
fn a_waiver_lets_go_nothing_before_it_is_approved() {
    let desk = staffed();
    let bills = charges(&desk, "3-1-301");
    let form = desk.done(&format!(
        "waiver request 3-1-301 --charge {}=20% --charge {}=5.55 {WAIVE}",
        bills[0], bills[1]
    ));
    assert_eq!((&form["number"], &form["amount"]), (&json!("JM-202506-00001"), &json!("49.99")));
    assert_eq!((&form["needs"], &form["state"]), (&json!("supervisor"), &json!("待审批")));
    assert_eq!(open(&desk, "3-1-301"), "666.66");
    desk.done(&format!("form approve JM-202506-00001 {SUPERVISOR}"));
    assert_eq!(open(&desk, "3-1-301"), "616.67");
    let statement = desk.read("statement show 3-1-301");
    for word in ["减免", "JM-202506-00001", "楼道灯长期不亮", "-44.44", "-5.55"] {
        assert!(statement.contains(word), "{word} is missing in {statement}");
    }
    desk.refused(
        "form approve JM-202506-00001 --operator 主管老李",
        1,
        "form-decided",
        &["主管老李", "另开一张"],
    );
    desk.verified();
}

#[test]
fn the_limits_of_a_waiver_apply_to_the_whole_form() {
    let desk = staffed();
    let bills = charges(&desk, "3-1-301");
    let lines: Vec<String> = bills.iter().map(|b| format!("--charge {b}=20")).collect();
    let form = number(&desk.done(&format!("waiver request 3-1-301 {} {WAIVE}", lines.join(" "))));
    let line = format!("form approve {form} --operator 主管老李");
    desk.refused(&line, 1, "above-limit", &["60.00", "客服主管", "项目经理"]);
    desk.done(&format!("form approve {form} {MANAGER}"));
    let all: Vec<String> = bills.iter().map(|b| format!("--charge {b}")).collect();
    let form = number(&desk.done(&format!("waiver request 3-1-301 {} {WAIVE}", all.join(" "))));
    let line = format!("form approve {form} --operator 项目经理陈");
    desk.refused(&line, 1, "above-limit", &["606.66", "公司"]);
    desk.done(&format!("form approve {form} {COMPANY}"));
    assert_eq!(open(&desk, "3-1-301"), "0.00");
    desk.verified();
}

#[test]
fn what_was_paid_meanwhile_or_came_too_late_is_not_let_go() {
    let mut desk = staffed();
    let bills = charges(&desk, "3-1-301");
    let form =
        number(&desk.done(&format!(
            "waiver request 3-1-301 --charge {}=50 {WAIVE} --valid-until 2025-06-20",
            bills[0]
        )));
    desk.done(&format!("receipt take 3-1-301=200 --method cash --designate {}", bills[0]));
    let line = format!("form approve {form} --operator 项目经理陈");
    desk.refused(&line, 1, "less-open", &["22.22", "50.00", "另开一张"]);
    let form =
        number(&desk.done(&format!(
            "waiver request 3-1-301 --charge {}=50 {WAIVE} --valid-until 2025-06-20",
            bills[1]
        )));
    desk.today = "2025-06-21".to_owned();
    desk.refused(
        &format!("form approve {form} --operator 项目经理陈"),
        1,
        "form-expired",
        &["2025年6月20日", "过期"],
    );
    assert_eq!(open(&desk, "3-1-301"), "466.66");
    desk.verified();
}

#[test]
fn a_waiver_names_what_is_wrong_with_it() {
    let mut desk = staffed();
    let (bills, others) = (charges(&desk, "3-1-301"), charges(&desk, "3-1-302"));
    let b = bills[0];
    let asked = |charge: &str| format!("waiver request 3-1-301 --charge {charge} {WAIVE}");
    desk.refused(&asked(&format!("{b}=222.23")), 1, "portion", &["222.23", "超过", "退款单"]);
    desk.refused(&asked(&format!("{b}=-5")), 1, "portion", &["-5.00", "更正单"]);
    desk.refused(&asked(&format!("{b}=120%")), 1, "portion", &["120%", "100%"]);
    desk.refused(&asked(&format!("{b} --charge {b}=5")), 1, "charge-twice", &[&b.to_string(), "两次"]);
    desk.refused(&asked(&others[0].to_string()), 1, "not-of-home", &["3-1-301"]);
    desk.refused(&asked("99999"), 1, "unknown", &["账单", "99999"]);
    desk.refused(&asked("abc"), 1, "unusable-value", &["abc"]);
    desk.done("office set charging_form=酬金制");
    desk.refused(&asked(&b.to_string()), 1, "no-consent", &["酬金制", "业主委员会", "--consent"]);
    let late = format!(
        "waiver request 3-1-301 --charge {b}=5 --kind late-charge --reason-code 如约付清 --reason 付清"
    );
    desk.done(&late);
    desk.done(&format!("{} --consent 业委会2025年第3号决议", asked(&b.to_string())));
    desk.today = "2025-06-11".to_owned();
    let late = format!("{} --consent 决议 --valid-until 2025-06-10", asked(&b.to_string()));
    desk.refused(&late, 1, "unusable-value", &["有效期", "2025-06-10"]);
    desk.verified();
}

#[test]
fn i5_a_debt_given_up_is_neither_open_nor_paid_and_can_still_come_in() {
    let mut desk = staffed();
    let bills = charges(&desk, "3-1-301");
    let lines: Vec<String> = bills.iter().map(|b| format!("--charge {b}")).collect();
    let request = format!(
        "write-off request 3-1-301 {} --reason-code time-barred --reason 三年未能联系",
        lines.join(" ")
    );
    let form = desk.done(&request);
    assert_eq!(
        (&form["number"], &form["amount"], &form["needs"]),
        (&json!("HX-202506-00001"), &json!("666.66"), &json!("company"))
    );
    desk.refused("form approve HX-202506-00001 --operator 项目经理陈", 1, "above-limit", &["公司"]);
    desk.done(&format!("form approve HX-202506-00001 {COMPANY}"));
    assert_eq!(open(&desk, "3-1-301"), "0.00");
    desk.refused("receipt take 3-1-301 --method cash", 1, "nothing-open", &["3-1-301"]);

    desk.today = "2025-07-02".to_owned();
    let taken =
        desk.done(&format!("write-off recover 3-1-301 --charge {} --method cash --tendered 300", bills[0]));
    assert_eq!((&taken["total"], &taken["change"]), (&json!("222.22"), &json!("77.78")));
    assert_eq!(taken["homes"][0]["left_open"], "0.00", "the rest stays given up");
    let register = desk.done("write-off list");
    let sums: Vec<_> = register
        .as_array()
        .unwrap()
        .iter()
        .map(|w| (&w["written_off"], &w["recovered"], &w["net"]))
        .collect();
    let (full, none) = (json!("222.22"), json!("0.00"));
    assert_eq!(sums, [(&full, &full, &none), (&full, &none, &full), (&full, &none, &full)]);
    let said = desk.read("write-off list");
    for word in [
        "核销 666.66 元",
        "收回 222.22 元",
        "净核销 444.44 元",
        "已过诉讼时效",
        "公司财务总监",
        "HX-202506-00001",
    ] {
        assert!(said.contains(word), "{word} is missing in {said}");
    }

    desk.done("receipt void 1201 --reason 记错");
    assert_eq!(open(&desk, "3-1-301"), "0.00", "a void gives the debt up again");
    assert!(desk.read("write-off list").contains("收回 0.00 元，净核销 666.66 元"));
    let part = desk.done(&format!("receipt take 3-1-301=100 --method wechat --designate {}", bills[1]));
    assert_eq!(
        (&part["homes"][0]["prepaid"], &part["homes"][0]["left_open"]),
        (&json!("0.00"), &json!("0.00"))
    );
    assert!(desk.read("write-off list").contains("净核销 566.66 元"));
    let line = format!("write-off recover 3-1-301 --charge {} --amount 122.23 --method cash", bills[1]);
    desk.refused(&line, 1, "more-than-given-up", &["122.22", "122.23", "receipt take"]);
    desk.verified();
}

#[test]
fn m2_a_write_off_counts_in_the_rates_as_neither_paid_nor_reduced() {
    let mut desk = staffed();
    let bills = charges(&desk, "3-1-301");
    desk.done(&format!("form limits --write-off 500 {MANAGER}"));
    desk.done(&format!(
        "write-off request 3-1-301 --charge {} --reason-code uneconomical --reason 金额小",
        bills[0]
    ));
    desk.done(&format!("form approve HX-202506-00001 {MANAGER}"));
    desk.done("receipt take 3-1-302=222.22 --method cash");
    let rate = |desk: &Desk, month: &str, code: &str| -> (String, String) {
        let said = desk.done(&format!("rate show {month}"));
        let line = said["rates"].as_array().unwrap().iter().find(|r| r["code"] == code).unwrap().clone();
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        (text("numerator"), text("denominator"))
    };
    assert_eq!(rate(&desk, "2025-06", "historic"), ("222.22".into(), "1111.10".into()));
    assert_eq!(rate(&desk, "2025-06", "historic-gross"), ("222.22".into(), "1333.32".into()));
    assert_eq!(rate(&desk, "2025-01", "current"), ("222.22".into(), "444.44".into()));
    assert_eq!(rate(&desk, "2025-01", "by-home"), ("1".into(), "2".into()), "given up is not paid");
    desk.today = "2025-07-05".to_owned();
    desk.done(&format!("write-off recover 3-1-301 --charge {} --method cash", bills[0]));
    assert_eq!(rate(&desk, "2025-07", "historic"), ("222.22".into(), "1111.10".into()));
    desk.verified();
}
