//! Nothing negative without a form: waivers, write-offs, corrections, refunds and deposits as a clerk asks for them, a
//! manager allows them and a cashier pays them (domain sections 3.10, 3.11, 4.9).
#![allow(clippy::unwrap_used)]

use serde_json::json;
use zhangfang_tests::Desk;
use zhangfang_tests::people::{COMPANY, MANAGER, SUPERVISOR, charges, number, open, staffed};

const WAIVE: &str = "--kind principal --reason-code 服务瑕疵 --reason 楼道灯长期不亮";

#[test]
fn c15_a_waiver_lets_go_nothing_before_it_is_approved() {
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
    desk.refused(&late, 1, "other-kind", &["不是违约金", "principal"]);
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
    desk.refused(&request, 1, "not-time-barred", &["诉讼时效", "2028年1月31日", "催缴"]);
    desk.today = "2028-06-10".to_owned();
    let form = desk.done(&request);
    assert_eq!(
        (&form["number"], &form["amount"], &form["needs"]),
        (&json!("HX-202806-00001"), &json!("666.66"), &json!("company"))
    );
    desk.refused("form approve HX-202806-00001 --operator 项目经理陈", 1, "above-limit", &["公司"]);
    desk.done(&format!("form approve HX-202806-00001 {COMPANY}"));
    assert_eq!(open(&desk, "3-1-301"), "0.00");
    desk.refused("receipt take 3-1-301 --method cash", 1, "nothing-open", &["3-1-301"]);

    desk.today = "2028-07-02".to_owned();
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
        "HX-202806-00001",
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

/// One form of every kind, asked for by the clerk. Returns their numbers.
fn one_of_each(desk: &Desk) -> Vec<String> {
    let bills = charges(desk, "3-1-301");
    desk.done("receipt take 3-1-302=700 --method cash");
    desk.done("deposit take 3-1-301 --purpose 装修押金 --amount 60 --method cash --return-when 验收后");
    [
        format!("waiver request 3-1-301 --charge {}=60 {WAIVE}", bills[0]),
        format!(
            "write-off request 3-1-301 --charge {}=60 --reason-code uneconomical --reason 金额小",
            bills[1]
        ),
        format!("correction request 3-1-301 --charge {} --amount 162.22 --reason 单价有误", bills[2]),
        "refund request 3-1-302 --receipt 1201 --amount 33.34 --reason-code 多缴 --reason 退回".to_owned(),
        "deposit return 1 --amount 30 --reason 验收合格".to_owned(),
        "deposit deduct 1 --amount 30 --reason 损坏".to_owned(),
    ]
    .iter()
    .map(|line| number(&desk.done(line)))
    .collect()
}

#[test]
fn every_form_and_every_decision_refuse_the_wrong_person() {
    let desk = staffed();
    let forms = one_of_each(&desk);
    let kinds: Vec<&str> = forms.iter().map(|f| &f[..2]).collect();
    assert_eq!(kinds, ["JM", "HX", "GZ", "TK", "YJ", "YJ"]);
    for (n, form) in forms.iter().enumerate() {
        // 60.00 is above the supervisor's limit, 33.34 and 30.00 are not; a write-off is the company's.
        let mut wrong = vec![("前台小周", "own-form", "申请人"), ("路人甲", "not-on-staff", "路人甲")];
        if n < 3 {
            wrong.push(("主管老李", "above-limit", "客服主管"));
        }
        if form.starts_with("HX") {
            wrong.push(("项目经理陈", "above-limit", "公司"));
        }
        for decision in ["approve", "refuse"] {
            let note = if decision == "refuse" { " --reason 不符合规定" } else { "" };
            for (who, code, word) in &wrong {
                desk.refused(&format!("form {decision} {form}{note} --operator {who}"), 1, code, &[word]);
            }
        }
        let unsaid = format!("form refuse {form} --reason= --operator 公司财务总监");
        desk.refused(&unsaid, 1, "unusable-value", &["原因"]);
        for who in ["主管老李", "路人甲"] {
            let line = format!("form withdraw {form} --operator {who}");
            desk.refused(&line, 1, "not-the-applicant", &["前台小周", "驳回"]);
        }
        let (code, word) =
            if n == 3 || n == 4 { ("not-approved", "form approve") } else { ("nothing-to-pay", "退款单") };
        desk.refused(&format!("refund pay {form}"), 1, code, &[form, word]);
    }
    assert_eq!(open(&desk, "3-1-301"), "666.66", "nothing happened");
    desk.verified();
}

#[test]
fn a_form_decided_is_decided_whatever_the_decision_was() {
    for decision in ["approve", "refuse", "withdraw"] {
        let desk = staffed();
        for (n, form) in one_of_each(&desk).iter().enumerate() {
            match decision {
                "withdraw" => desk.done(&format!("form withdraw {form}")),
                "refuse" => desk.done(&format!("form refuse {form} --reason 不符合规定 {COMPANY}")),
                _ => desk.done(&format!("form approve {form} {COMPANY}")),
            };
            for again in ["approve", "refuse --reason 改主意", "withdraw"] {
                let (verb, rest) = again.split_once(' ').unwrap_or((again, ""));
                let who = if verb == "withdraw" { "前台小周" } else { "公司财务总监" };
                let line = format!("form {verb} {form} {rest} --operator {who}");
                desk.refused(&line, 1, "form-decided", &[form, "另开一张"]);
            }
            if decision != "approve" && (n == 3 || n == 4) {
                desk.refused(&format!("refund pay {form}"), 1, "form-decided", &[form]);
            }
        }
        let left = if decision == "approve" { "486.66" } else { "666.66" };
        assert_eq!(open(&desk, "3-1-301"), left, "{decision}");
        desk.verified();
    }
}
