//! Closing months: in order, once, for good; corrections go to the open month.
#![allow(clippy::unwrap_used)]

use zhangfang_tests::Desk;

fn november_desk() -> Desk {
    let mut desk = Desk::with_homes("2025-10-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,88.50,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-10");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-10");
    desk.today = "2025-11-05".to_owned();
    desk.done("bill-run post 2025-11");
    desk.done("receipt take 3-1-301 --method cash");
    desk.done("entry add 2025-10 expense 1000 --code cleaning");
    desk.today = "2025-12-01".to_owned();
    desk
}

#[test]
fn months_are_closed_in_order_once_and_only_when_over() {
    let desk = november_desk();
    desk.refused("period close 2025-11", 1, "period-not-next", &["2025-10", "按顺序"]);
    desk.refused("period close 2025-12", 1, "period-not-over", &["2025-12", "2026-01-01"]);
    let check = desk.say("period check 2025-11");
    assert_eq!(check.code, Some(1), "{check:?}");
    assert!(check.text.contains("请先结 2025-10"), "{check:?}");
    desk.done("period close 2025-10");
    desk.refused("period close 2025-10", 1, "period-not-next", &["已经结过账", "2025-11"]);
    assert_eq!(desk.done("period list")["next"], "2025-11");
    desk.verified();
}

#[test]
fn a_closed_month_takes_no_entry_and_says_where_corrections_go() {
    let mut desk = november_desk();
    desk.done("period close 2025-10");
    desk.done("period close 2025-11");
    desk.today = "2025-11-30".to_owned();
    for act in [
        "receipt take 3-1-302=10 --method cash",
        "bill-run post 2025-12",
        "entry add 2025-12 expense 5 --code staff",
    ] {
        desk.refused(act, 1, "period-closed", &["2025-11", "2025-12", "更正"]);
    }
    desk.today = "2025-12-01".to_owned();
    desk.refused("entry add 2025-11 expense 5 --code staff", 1, "period-closed", &["2025-11", "2025-12"]);
    // Arrears from before the book began would stand in a closed month's list.
    desk.write("b.csv", "房号,业主,面积,欠费\n3-1-303,王五,50,100.00\n");
    desk.refused("register import b.csv", 1, "period-closed", &["2025-09", "2025-12"]);
    desk.done("receipt take 3-1-302=10 --method cash");
    desk.verified();
}

#[test]
fn an_entry_of_a_closed_month_is_taken_back_in_the_open_one() {
    let desk = november_desk();
    let shown = |month: &str| desk.done(&format!("disclosure show {month}"))["expense_total"].clone();
    desk.done("period close 2025-10");
    let before = shown("2025-10");
    desk.done("entry reverse 1 --reason 重复登记");
    assert_eq!((shown("2025-10"), shown("2025-12")), (before, "-1000.00".into()));
    desk.verified();
}

#[test]
fn only_a_manager_closes_once_there_is_one() {
    let desk = november_desk();
    desk.done("staff add 陈经理 --role manager");
    desk.refused("period close 2025-10", 1, "staff-by-manager-only", &["前台小周", "项目经理"]);
    assert_eq!(desk.done("period list")["closed"], serde_json::json!([]));
}
