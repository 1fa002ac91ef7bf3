//! Parking at the desk: a space is let, charged ahead, given back on a form. Whoever owes something is treated like
//! anybody else: nothing here reaches the gate (checklist C1).
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::path::Path;
use zhangfang_tests::{BOOK, Desk};

fn desk() -> Desk {
    let desk = Desk::with_homes("2025-03-20", &["3-1-101,赵一,89.50,住宅", "3-1-201,钱二,94.56,住宅"]);
    desk.done("item add parking-lease 车位租赁费");
    desk.done("item add parking-fee 车位管理费");
    desk.done("parking add B1-001 --kind owned --room 3-1-101 --area 13.25");
    desk.done("parking add B1-023 --kind leased");
    desk.done("staff add 王经理 --role company");
    desk
}

const LEASE: &str = "parking contract B1-023 --room 3-1-201 --item parking-lease --monthly 300 --from 2025-04-01 \
    --clause 车位租赁合同2025-017 --plate 浙a·D12345";

fn approve(desk: &Desk, number: &Value) -> Value {
    desk.done(&format!("form approve {} --operator 王经理", number.as_str().unwrap()))
}

#[test]
fn e1_an_owned_space_is_charged_from_its_day() {
    let desk = desk();
    let by_day = "parking contract B1-001 --room 3-1-101 --item parking-fee --monthly 80 --from 2025-03-18 --clause 合同";
    desk.done(by_day);
    let plan = desk.done("parking bill 2025-03..2025-04 --preview");
    assert_eq!((&plan["total"], &plan["fees"][0]["amount"]), (&json!("116.13"), &json!("116.13")));
    assert_eq!(desk.done("parking bill 2025-03")["total"], "36.13");
    desk.refused("parking bill 2025-03", 1, "nothing-to-charge", &["2025-03", "不会重复"]);
    let said = desk.read("charge explain 1");
    assert!(said.contains("车位 B1-001：80.00 元/月，2025年3月按 14/31 天 36.13 元"), "{said}");
    // The rest of the quarter is charged without touching March.
    let rest = desk.done("parking bill 2025-03..2025-05 --due 2025-04-30");
    assert_eq!((&rest["total"], &rest["already_charged"]), (&json!("160.00"), &json!(1)));
    desk.verified();
}

#[test]
fn e1_by_whole_months_the_first_month_is_whole() {
    let desk = desk();
    desk.done(
        "parking contract B1-001 --room 3-1-101 --item parking-fee --monthly 80 --from 2025-03-18 --clause 合同 --part by-month",
    );
    assert_eq!(desk.done("parking bill 2025-03")["total"], "80.00");
}

#[test]
fn e2_a_paid_quarter_is_given_back_on_a_form() {
    let mut desk = desk();
    assert_eq!(desk.done(LEASE)["plate"], "浙AD12345");
    desk.today = "2025-04-01".to_owned();
    assert_eq!(desk.done("parking bill 2025-Q2")["total"], "900.00");
    desk.done("receipt take 3-1-201 --method cash");
    desk.today = "2025-05-10".to_owned();
    let before = desk.acts();
    let plan = desk.done("parking give-back B1-023 --on 2025-05-10");
    assert_eq!(desk.acts(), before, "a preview writes nothing");
    assert_eq!(
        (&plan["refund"], &plan["kept"], &plan["freed"]),
        (&json!("503.23"), &json!("396.77"), &json!("503.23"))
    );
    assert_eq!(
        plan["months"],
        json!([{ "month": "2025-05", "refund": "203.23" }, { "month": "2025-06", "refund": "300.00" }])
    );
    let filed = desk.done("parking give-back B1-023 --on 2025-05-10 --reason 搬家");
    // Script A step 8: the form waits, nothing has happened, no money has left the drawer.
    assert_eq!(desk.done("form list --pending")[0]["state"], "待审批");
    assert_eq!(desk.done("day report")["total"], "0.00");
    assert_eq!(desk.done("statement show 3-1-201")["balance"], "0.00");
    desk.refused(
        "parking give-back B1-023 --on 2025-05-11 --reason 搬家",
        1,
        "parking-end-pending",
        &["CW-202505-00001"],
    );
    let shown = desk.read("form show CW-202505-00001");
    for word in
        ["待审批", "B1-023", "300.00 元 × 21/31 天", "203.23", "整月未用", "伍佰零叁元贰角叁分", "396.77"]
    {
        assert!(shown.contains(word), "{word} is missing in {shown}");
    }
    let refund = "refund request 3-1-201 --receipt 1201 --reason-code 退租 --reason 搬家";
    desk.refused(
        &format!("{refund} --used-until 2025-05-10"),
        1,
        "parking-end-first",
        &["B1-023", "give-back"],
    );
    desk.refused("form approve CW-202505-00001", 1, "not-on-staff", &["前台小周"]);
    assert_eq!(approve(&desk, &filed["form"])["done"], true);
    assert_eq!(desk.done("statement show 3-1-201")["balance"], "-503.23");
    let shown = desk.done("parking show B1-023");
    assert_eq!(shown["contracts"][0]["last"], "2025-05-10");
    assert_eq!(shown["contracts"][0]["charges"][0]["stands"], "396.77");
    assert_eq!(desk.done("day report")["total"], "0.00");
    // What freed is paid out on a refund form of its own, and counts in the day it is paid on.
    let asked = desk.done(&format!("{refund} --amount 503.23"));
    let number = asked.as_str().or(asked["number"].as_str()).unwrap().to_owned();
    approve(&desk, &json!(number));
    desk.done(&format!("refund pay {number}"));
    assert_eq!(desk.done("statement show 3-1-201")["balance"], "0.00");
    // The space is free for the next one, from the day after.
    let next = LEASE.replace("3-1-201", "3-1-101");
    desk.refused(
        &next.replace("2025-04-01", "2025-05-10"),
        1,
        "parking-space-taken",
        &["2025年5月10日", "次日"],
    );
    desk.done(&next.replace("2025-04-01", "2025-05-11"));
    // 21/31 of 300.00: the month is let twice and paid once.
    assert_eq!(desk.done("parking bill 2025-05")["total"], "203.23");
    desk.verified();
}

#[test]
fn an_unpaid_space_is_given_back_by_lowering_what_is_open() {
    let mut desk = desk();
    desk.done(LEASE);
    desk.today = "2025-04-01".to_owned();
    desk.done("parking bill 2025-Q2");
    desk.done("receipt take 3-1-201=500 --method wechat");
    let filed = desk.done("parking give-back B1-023 --on 2025-05-10 --reason 搬家");
    // 400.00 is open; 103.23 of the 500.00 paid frees.
    assert_eq!((&filed["refund"], &filed["freed"]), (&json!("503.23"), &json!("103.23")));
    approve(&desk, &filed["form"]);
    assert_eq!(desk.done("statement show 3-1-201")["balance"], "-103.23");
    assert_eq!(desk.done("arrears list --not-due")["total"], "0.00");
    desk.verified();
}

#[test]
fn a_form_is_not_approved_when_its_charges_changed_meanwhile() {
    let mut desk = desk();
    desk.done(LEASE);
    desk.today = "2025-04-01".to_owned();
    desk.done("parking bill 2025-Q2");
    let filed = desk.done("parking give-back B1-023 --on 2025-05-10 --reason 搬家");
    desk.done("parking bill 2025-07");
    let line = format!("form approve {} --operator 王经理", filed["form"].as_str().unwrap());
    desk.refused(&line, 1, "parking-charges-changed", &["CW-202504-00001", "重新提交"]);
    desk.done(&format!("form withdraw {}", filed["form"].as_str().unwrap()));
    let again = desk.done("parking give-back B1-023 --on 2025-05-10 --reason 搬家");
    assert_eq!(again["refund"], "803.23");
    approve(&desk, &again["form"]);
    // Months after the end are not charged any more.
    desk.refused("parking bill 2025-08", 1, "nothing-to-charge", &["2025-08"]);
    desk.verified();
}

#[test]
fn typing_mistakes_are_told_with_the_way_out() {
    let desk = desk();
    desk.done(LEASE);
    desk.refused(LEASE, 1, "parking-space-taken", &["3-1-201", "give-back"]);
    desk.refused("parking add B1-023 --kind common", 1, "taken", &["B1-023"]);
    desk.refused("parking add B1-002 --kind owned", 1, "parking-owner-needed", &["B1-002", "--room"]);
    desk.refused("parking add B1-002 --kind common --room 3-1-101", 1, "parking-owner-needed", &["B1-002"]);
    desk.refused("parking add B1-002 --kind leased --area 0", 1, "unusable-value", &["面积"]);
    let other = LEASE.replace("B1-023", "B1-001");
    desk.refused(&other.replace("浙a·D12345", "张三的车"), 1, "unusable-value", &["张三的车", "浙A12345"]);
    desk.refused(&other.replace("--monthly 300", "--monthly 0"), 1, "unusable-value", &["月费"]);
    desk.refused(&other.replace("3-1-201", "3-1-909"), 1, "unknown-home", &["3-1-909"]);
    desk.refused("parking give-back B1-001 --on 2025-05-10", 1, "parking-no-contract", &["B1-001"]);
    desk.refused("parking give-back B1-023 --on 2025-03-01", 1, "parking-before-start", &["2025年4月1日"]);
    desk.refused("parking give-back B9-999 --on 2025-03-01", 1, "unknown", &["B9-999"]);
    desk.refused("parking bill 2025-04 --due 2025-03-01", 1, "due-before-period", &["2025-03-01"]);
    desk.tariff("space", "停车费", "--price 100 --from 2025-03 --basis space");
    desk.done("tariff assign 停车费");
    desk.refused(&other.replace("parking-lease", "space"), 1, "item-has-tariff", &["停车费"]);
}

/// Words of domain 2.8 that would tie the gate, a plate or a service to arrears.
const BLOCKED: [&str; 12] = [
    "禁用门禁",
    "注销门禁",
    "拉黑",
    "黑名单",
    "限制出入",
    "影响出行",
    "停止服务",
    "锁车",
    "抬杆",
    "道闸",
    "停水",
    "停电",
];

#[test]
fn c1_arrears_never_touch_the_gate() {
    let mut desk = desk();
    // A home that owes for years is let a space, charged and given back like any other.
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-01..2025-03");
    desk.today = "2026-04-01".to_owned();
    assert_ne!(desk.done("arrears list --home 3-1-201")["total"], "0.00");
    desk.done(&LEASE.replace("2025-04-01", "2026-04-01"));
    assert_eq!(desk.done("parking bill 2026-04")["total"], "300.00");
    let filed = desk.done("parking give-back B1-023 --on 2026-04-15 --reason 搬家");
    assert_eq!(filed["refund"], "150.00");
    approve(&desk, &filed["form"]);
    desk.verified();

    // No word of it on any page of help, and no column that could hold it.
    for verb in ["", "add ", "list ", "show ", "contract ", "bill ", "give-back "] {
        let page = desk.read(&format!("parking {verb}--help"));
        assert!(BLOCKED.iter().all(|word| !page.contains(word)), "{page}");
        assert!(!page.contains("欠费"), "{page}");
    }
    let book = rusqlite::Connection::open(desk.path(BOOK)).unwrap();
    let mut tables =
        book.prepare("SELECT sql FROM sqlite_schema WHERE name LIKE 'parking%' AND type = 'table'").unwrap();
    let schema: Vec<String> = tables.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(schema.len(), 3);
    for word in ["gate", "access", "block", "deny", "arrear", "overdue", "suspend", "allowed"] {
        assert!(schema.iter().all(|sql| !sql.to_lowercase().contains(word)), "{word} in {schema:?}");
    }
    // Nor in any text of the program about parking.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("src-tauri/crates");
    for file in [
        "office/src/parking.rs",
        "office/src/form/parking_end.rs",
        "office/src/refusal/parking.rs",
        "office/src/sentence/parking.rs",
        "office/src/explain/shared.rs",
        "store/src/parking.rs",
        "domain/src/parking.rs",
        "cli/src/commands/parking.rs",
    ] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        assert!(BLOCKED.iter().all(|word| !text.contains(word)), "{file}");
        assert!(
            !text.contains("open_items") && !text.contains("fn arrears"),
            "{file} asks what somebody owes"
        );
    }
}
