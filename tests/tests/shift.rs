//! A cashier's drawer: opened, counted, closed; what agrees, what does not, and who is told.
#![allow(clippy::unwrap_used)]

use serde_json::json;
use zhangfang_tests::Desk;
use zhangfang_tests::people::{COMPANY, SUPERVISOR, charges, staffed};

const MANAGER: &str = "--operator 项目经理陈";

/// Two homes with three months open each, on 27 December 2025.
fn desk() -> Desk {
    let mut desk = Desk::with_homes("2025-01-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,94.56,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.done("tariff assign 物业服务费");
    desk.done("staff add 项目经理陈 --role manager");
    desk.done("bill-run post 2025-10..2025-12");
    desk.today = "2025-12-27".to_owned();
    desk
}

#[test]
fn a_shift_agrees_to_the_fen_and_is_closed_for_good() {
    let desk = desk();
    desk.done("receipt take 3-1-302=22.22 --method cash");
    desk.done("receipt void 1201 --reason 还没有用班次");
    desk.done("shift open --float 500");
    desk.done("receipt take 3-1-301=222.22 --method cash --tendered 300");
    desk.done("receipt take 3-1-301=100 --method wechat");
    desk.done("receipt take 3-1-302=50 --method cash");
    desk.done("receipt void 1204 --reason 交班之前可以作废");
    let now = desk.done("shift show");
    assert_eq!(
        (&now["drawer"]["received"], &now["drawer"]["expected"]),
        (&json!("222.22"), &json!("722.22"))
    );
    assert_eq!((&now["takings"][1]["receipts"], &now["takings"][1]["total"]), (&json!(1), &json!("100.00")));
    let before = desk.acts();
    let counted = desk.done("shift count --count 100x7,20x1,1x2,0.1x2");
    assert_eq!((&counted["counted"], &counted["difference"]), (&json!("722.20"), &json!("-0.02")));
    assert_eq!(desk.acts(), before, "a count is a dry run");
    desk.refused(
        "shift close --count 100x7,20x1,1x2,0.1x2 --deposit 222.20 --slip 7788",
        1,
        "cash-differs",
        &["722.22", "722.20", "短款 0.02 元", "--explain"],
    );
    // Three fen in coins do not exist: the owner paid 222.22 and the drawer is two fen short.
    let close =
        "shift close --count 100x7,20x1,1x2,0.1x2 --deposit 222.20 --slip 7788 --received-by 示例银行";
    let closed = desk.done(&format!("{close} --explain 分币找零短款 --takings wechat=100"));
    assert_eq!((&closed["difference"], &closed["left"]), (&json!("-0.02"), &json!("500.00")));
    assert_eq!(
        (&closed["closing"]["banked"], &closed["closing"]["slip"]),
        (&json!("222.20"), &json!("7788"))
    );
    for number in ["1202", "1203"] {
        let void = format!("receipt void {number} --reason 反悔");
        desk.refused(&void, 1, "shift-closed", &["第 1 班", "2025年12月27日", "退款单"]);
    }
    desk.verified();
}

#[test]
fn turning_the_date_back_reopens_nothing() {
    let mut desk = desk();
    desk.done("shift open --float 0");
    desk.done("receipt take 3-1-301=100 --method cash");
    desk.done("shift close --count 100x1 --deposit 100 --slip 1");
    desk.refused("shift close --count 100x1", 1, "no-open-shift", &["前台小周", "shift open"]);
    desk.today = "2025-12-28".to_owned();
    desk.done("shift open --float 0");
    desk.done("shift close --count 1x0");
    desk.today = "2025-12-27".to_owned();
    desk.refused("receipt void 1201 --reason 反悔", 1, "shift-closed", &["退款单"]);
    desk.refused("shift open --float 0", 1, "shift-day-over", &["2025年12月28日"]);
}

#[test]
fn money_needs_the_shift_of_whoever_takes_it_and_of_the_day() {
    let mut desk = desk();
    desk.done("shift open --float 0");
    desk.refused("shift open --float 0", 1, "shift-open", &["第 1 班", "shift close --date 2025-12-27"]);
    let take = "receipt take 3-1-301=100 --method cash";
    desk.refused(
        &format!("{take} --operator 前台小吴"),
        1,
        "no-open-shift",
        &["前台小吴", "shift open --float"],
    );
    desk.done("shift open --float 20 --operator 前台小吴");
    desk.done(&format!("{take} --operator 前台小吴"));
    desk.done("receipt take 3-1-302=50 --method cash");
    let drawers = ["前台小周", "前台小吴"]
        .map(|who| desk.done(&format!("shift show --operator {who}"))["drawer"]["expected"].clone());
    assert_eq!(drawers, [json!("50.00"), json!("120.00")]);
    desk.today = "2025-12-28".to_owned();
    desk.refused(take, 1, "shift-of-other-day", &["第 1 班", "shift close --date 2025-12-27"]);
    let close = "shift close --count 50x1 --deposit 50 --slip 9";
    desk.refused(close, 1, "shift-of-other-day", &["2025年12月28日"]);
    desk.today = "2025-12-27".to_owned();
    desk.done(close);
    desk.today = "2025-12-28".to_owned();
    desk.done("shift open --float 0");
    desk.done(take);
    desk.verified();
}

#[test]
fn takings_go_to_the_bank_the_same_day_with_a_slip() {
    let desk = desk();
    desk.done("shift open --float 100");
    desk.done("receipt take 3-1-301=200 --method cash");
    let close = "shift close --count 100x3";
    desk.refused(close, 1, "takings-not-banked", &["坐支", "200.00", "--deposit"]);
    desk.refused(&format!("{close} --deposit 200"), 1, "no-bank-slip", &["--slip"]);
    desk.refused(&format!("{close} --deposit 150 --slip 1"), 1, "deposit-not-made-up", &["150.00"]);
    desk.refused(&format!("{close} --deposit 50x4 --slip 1"), 1, "deposit-not-in-drawer", &["200.00"]);
    desk.refused("shift close --count 100x3,2x1", 1, "unusable-count", &["“2”", "100x9"]);
    desk.refused(&format!("{close} --takings cash=1"), 1, "unusable-value", &["wechat"]);
    desk.refused(
        &format!("{close} --deposit 200 --slip 1 --takings pos=5"),
        1,
        "takings-differ",
        &["刷卡", "5.00"],
    );
    let closed = desk.done(&format!("{close} --deposit 100x2 --slip 1 --takings pos=0"));
    assert_eq!((&closed["difference"], &closed["left"]), (&json!("0.00"), &json!("100.00")));
    assert_eq!(closed["stated"], json!({ "pos": "0.00" }));
    desk.refused("shift open --float 80", 1, "float-differs", &["100.00", "80.00", "--explain"]);
}

#[test]
fn what_was_explained_is_shown_until_a_manager_took_note() {
    let mut desk = desk();
    desk.done("shift open --float 0");
    desk.done("receipt take 3-1-301=100 --method cash");
    desk.refused("shift acknowledge 1 --operator 项目经理陈", 1, "shift-not-closed", &["第 1 班"]);
    desk.done("shift close --count 50x2,1x1 --deposit 101 --slip 1 --explain 多收一元找不到交款人 --takings alipay=5");
    assert_eq!(desk.done("shift show 1")["stated"], json!({ "alipay": "5.00" }));
    desk.done("day print --out 日报.pdf");
    desk.today = "2025-12-28".to_owned();
    let said = desk.read("shift open --float 0");
    for word in ["待项目经理确认", "第 1 班", "1.00", "多收一元找不到交款人"] {
        assert!(said.contains(word), "{word} is missing in {said}");
    }
    for who in ["", " --operator 路人甲"] {
        let line = format!("shift acknowledge 1{who}");
        desk.refused(&line, 1, "acknowledge-by-manager-only", &["项目经理"]);
    }
    desk.done(&format!("shift acknowledge 1 {MANAGER} --note 记入长款"));
    desk.refused(&format!("shift acknowledge 1 {MANAGER}"), 1, "nothing-to-acknowledge", &["第 1 班"]);
    assert!(!desk.read("shift show").contains("待项目经理确认"));
    let list = desk.done("shift list");
    assert_eq!((&list[0]["acknowledged"]["note"], &list[1]["closing"]), (&json!("记入长款"), &json!(null)));
    desk.verified();
}

#[test]
fn a_receipt_written_by_hand_keeps_its_number_and_is_entered_once() {
    let mut desk = desk();
    desk.done(&format!("period close 2025-01 {MANAGER}"));
    desk.done("shift open --float 0");
    let enter = |number: &str, on: &str, what: &str| {
        format!("receipt enter-handwritten {what} --method cash --book-number {number} --written-on {on}")
    };
    let taken = desk.done(&enter("0005678", "2025-12-26", "3-1-301=222.22"));
    assert_eq!((&taken["number"], &taken["total"]), (&json!(1201), &json!("222.22")));
    let note = desk.done("receipt show 1201")["note"].clone();
    assert_eq!(note, "据手写收据 0005678（2025年12月26日）补录");
    desk.refused(
        &enter("0005678", "2025-12-26", "3-1-302=1"),
        1,
        "handwritten-known",
        &["0005678", "0001201"],
    );
    desk.refused(&enter("0005679", "2025-12-28", "3-1-302=1"), 1, "handwritten-later", &["2025年12月28日"]);
    desk.refused(
        &enter("0005679", "2025-01-31", "3-1-302=1"),
        1,
        "handwritten-in-closed-month",
        &["2025年1月31日", "receipt take"],
    );
    desk.refused(&enter("甲乙", "2025-12-26", "3-1-302=1"), 1, "unusable-value", &["手写收据号", "甲乙"]);
    desk.done(&enter("0005682", "2025-12-26", "3-1-302=50"));
    desk.done("receipt void 1202 --reason 房号看错");
    desk.done(&enter("0005682", "2025-12-26", "3-1-301=50"));
    desk.done("handwritten spoil 0005680 --reason 写坏");
    desk.refused("handwritten spoil 0005680 --reason 写坏", 1, "handwritten-known", &["0005680"]);
    desk.refused(&enter("0005680", "2025-12-26", "3-1-302=1"), 1, "handwritten-known", &["写坏"]);
    let books = desk.done("handwritten list");
    assert_eq!(books[0]["gaps"], json!([["0005679", "0005679"], ["0005681", "0005681"]]));
    assert!(desk.read("handwritten list").contains("缺号：0005679、0005681"));
    assert_eq!(desk.done("shift show")["drawer"]["expected"], "272.22");
    desk.today = "2025-12-28".to_owned();
    let line = enter("0005679", "2025-12-26", "3-1-302=1");
    desk.refused(&line, 1, "shift-of-other-day", &["shift close --date 2025-12-27"]);
    desk.verified();
}

#[test]
fn refunds_and_deposits_move_through_the_drawer_and_the_report() {
    let desk = staffed();
    desk.done("shift open --float 100");
    desk.done("receipt take 3-1-301=700 --method cash");
    desk.done("deposit take 3-1-302 --purpose 装修押金 --amount 2000 --method cash --return-when 验收后");
    desk.done(
        "refund request 3-1-301 --receipt 1201 --amount 33.30 --reason-code 多缴 --reason 业主申请退回",
    );
    desk.done("deposit return 1 --amount 500 --reason 部分验收合格");
    let drawer = |desk: &Desk| desk.done("shift show")["drawer"].clone();
    assert_eq!(drawer(&desk)["expected"], "2800.00", "a form that waits is no cash");
    desk.done(&format!("form approve TK-202506-00001 {SUPERVISOR}"));
    desk.done(&format!("form approve YJ-202506-00001 {COMPANY}"));
    let pay = "refund pay TK-202506-00001";
    desk.refused(&format!("{pay} --operator 前台小吴"), 1, "no-open-shift", &["前台小吴"]);
    desk.done(pay);
    desk.done("deposit pay YJ-202506-00001");
    let now = drawer(&desk);
    assert_eq!((&now["received"], &now["refunded"]), (&json!("700.00"), &json!("33.30")));
    assert_eq!((&now["deposits_taken"], &now["deposits_returned"]), (&json!("2000.00"), &json!("500.00")));
    assert_eq!(now["expected"], "2266.70");
    let report = desk.done("day report");
    assert_eq!((&report["total"], &report["refunded"]), (&json!("2700.00"), &json!("533.30")));
    let items: Vec<_> = report["by_item"].as_array().unwrap().iter().map(|i| i["item"].clone()).collect();
    assert_eq!(items, ["物业服务费", "预存款", "押金"]);
    assert_eq!(
        (&report["by_item"][1]["prepaid"], &report["by_item"][1]["refunded"]),
        (&json!("33.34"), &json!("33.30"))
    );
    assert_eq!(
        (&report["by_item"][2]["deposit"], &report["by_item"][2]["refunded"]),
        (&json!("2000.00"), &json!("500.00"))
    );
    desk.done("shift close --count 100x22,50x1,10x1,5x1,1x1,0.5x1,0.1x2 --deposit 2166.70 --slip 1");
    desk.done("day print --out 日报.pdf");
    desk.done("shift deposit-slip --out 交款单.pdf");
    desk.done("shift deposit-slip --out 交款单2.pdf");
    assert_eq!(desk.done("shift show 1")["closing"]["difference"], "0.00");
    desk.refused("shift deposit-slip 2 --out x.pdf", 1, "unknown", &["班次", "2"]);
    desk.verified();
}

#[test]
fn a_receipt_shows_what_an_approval_took_off_and_that_the_payer_named_the_bill() {
    let desk = staffed();
    let bills = charges(&desk, "3-1-301");
    let waive = "--kind principal --reason-code 服务瑕疵 --reason 楼道灯长期不亮";
    desk.done(&format!("waiver request 3-1-301 --charge {}=22.22 {waive}", bills[0]));
    desk.done(&format!("form approve JM-202506-00001 {SUPERVISOR}"));
    let part = desk.done(&format!("receipt take 3-1-301=100 --method cash --designate {}", bills[0]));
    assert_eq!(part["homes"][0]["reductions"], json!([]), "the bill is not closed yet");
    assert_eq!(desk.done("receipt show 1201")["note"], "业主指定");
    let taken = desk.done("receipt take 3-1-301=111.11 --method cash --note 余款");
    let off = &taken["homes"][0]["reductions"][0];
    assert_eq!(
        (&off["promotion"], &off["months"], &off["amount"]),
        (&json!("减免"), &json!("2025-01"), &json!("22.22"))
    );
    assert_eq!(desk.done("receipt show 1202")["note"], "余款");
    desk.done("receipt print 1202 --out 收据.pdf");
    desk.done("receipt void 1202 --reason 重收");
    assert_eq!(desk.done("arrears list --home 3-1-301 --not-due")["total"], "544.44");
    desk.verified();
}
