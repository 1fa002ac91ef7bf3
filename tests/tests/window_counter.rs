//! The counter in a real window: by keyboard alone, with a receipt taken back.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "../../src-tauri/crates/documents/tests/support/reading.rs"]
mod reading;

use std::path::Path;
use zhangfang_tests::window::{Stage, Window};
use zhangfang_tests::{BOOK, Desk};

const DAY: &str = "2026-01-10";

/// An office of two homes that owe October to December, and the window on it.
fn office() -> (Desk, Stage) {
    let mut desk = Desk::with_homes("2025-10-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,94.56,住宅"]);
    desk.done("office set company=青禾物业服务有限公司 phone=0000-0000000");
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-10");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-10..2025-12");
    desk.today = DAY.to_owned();
    let stage = Stage::on(DAY).with_book(&desk.path(BOOK));
    (desk, stage)
}

/// What the command line says of the book the window has left.
fn afterwards(desk: &Desk, stage: &Stage) {
    for suffix in ["", "-wal"] {
        let left = stage.path(&format!("home/账本.zfb{suffix}"));
        if left.exists() {
            std::fs::copy(left, desk.path(&format!("{BOOK}{suffix}"))).unwrap();
        }
    }
    desk.verified();
}

fn paper(file: &Path) -> String {
    reading::all(&std::fs::read(file).unwrap()).split_whitespace().collect()
}

/// Opens a home as a clerk does.
fn find(window: &Window<'_>, room: &str, named: &str) {
    window.press("{F2}");
    window.is_in("查找住户");
    window.press(room);
    window.press("{Enter}");
    window.says(&[named, "待缴账单"]);
}

#[test]
fn money_is_taken_and_its_receipt_printed_with_eight_keys_after_the_name() {
    let (desk, stage) = office();
    let window = stage.open();
    window.press("{F2}");
    window.is_in("查找住户");
    window.press("zs");
    let mut pressed = 0;
    let mut press = |key: &str, then: &dyn Fn()| {
        window.press(key);
        pressed += 1;
        then();
    };
    press("{Enter}", &|| window.says(&["3-1-301", "张三", "666.66"]));
    press("{F3}", &|| window.says(&["收款 3-1-301", "应收", "666.66", "陆佰陆拾陆元陆角陆分"]));
    press("{Enter}", &|| window.is_in("实收现金"));
    press("{Enter}", &|| window.says(&["已收款 收据 0001201"]));
    press("{Enter}", &|| window.paper_shown());
    press("{Enter}", &|| window.is_told("已送"));
    press("{Esc}", &|| window.says(&["没有待缴账单"]));
    assert!(pressed <= 8, "{pressed} keys");
    window.is_in("查找住户");
    let printed = stage.files("printed");
    assert_eq!(printed.len(), 1);
    let text = paper(&printed[0]);
    assert!(text.contains("No.0001201") && text.contains("陆佰陆拾陆元陆角陆分"), "{text}");
    window.close();
    afterwards(&desk, &stage);
    assert_eq!(desk.done("day report")["total"], "666.66");
}

#[test]
fn two_enters_are_one_receipt() {
    let (desk, stage) = office();
    let window = stage.open();
    find(&window, "31302", "李四");
    window.press("{F3}");
    window.says(&["应收"]);
    window.press("{Alt+2}");
    window.says(&["交易单号"]);
    window.fill("收款金额", "500");
    window.says(&["缴后尚欠 166.66 元"]);
    window.press("{Enter}");
    window.is_in("交易单号");
    window.press("{Enter}{Enter}");
    // The second one is lost in the first dialog, or opens the paper from the next.
    let next = "return text().includes('已收款') || !!document.querySelector('dialog.paper[open]')";
    window.until("the receipt", next, &[]);
    window.press("{Esc}");
    window.dialogs_closed();
    window.says(&["待缴账单", "166.66"]);
    window.close();
    afterwards(&desk, &stage);
    let report = desk.done("day report");
    assert_eq!((&report["issued"], &report["total"]), (&1.into(), &"500.00".into()));
}

#[test]
fn a_receipt_is_taken_back_and_printed_again() {
    let (desk, stage) = office();
    let window = stage.open();
    find(&window, "31301", "张三");
    window.press("{F3}");
    window.says(&["应收", "666.66"]);
    window.press("{Enter}{Enter}");
    window.says(&["已收款 收据 0001201"]);
    window.press("{Enter}");
    let first = paper(&window.print());
    window.press("{F4}");
    window.click_in_row("0001201", "补打");
    let again = paper(&window.print());
    assert!(!first.contains("补打") && again.contains("补打"), "the second print says so: {again}");
    window.click_in_row("0001201", "作废");
    window.says(&["作废收据 0001201"]);
    window.press("{Enter}");
    window.says(&["作废收据 0001201", "原因"]);
    window.fill("作废原因", "记错房号");
    window.press("{Enter}");
    window.is_told("已作废");
    window.says(&["作废：记错房号", "有效 0 张，作废 1 张"]);
    find(&window, "31301", "张三");
    window.says(&["666.66", "记错房号"]);
    window.close();
    afterwards(&desk, &stage);
    assert_eq!(desk.done("day report")["total"], "0.00");
}

#[test]
fn what_is_refused_says_why_and_keeps_what_was_typed() {
    let (desk, stage) = office();
    let window = stage.open();
    find(&window, "31301", "张三");
    window.press("{F3}");
    window.says(&["应收", "666.66"]);
    window.fill("收款金额", "600");
    window.fill("实收现金", "500");
    window.press("{Enter}");
    window.says(&["500.00", "600.00"]);
    window.until("a refusal", "return !!document.querySelector('dialog[open] [role=alert]')", &[]);
    window.until("what was typed", "return field('收款金额').value === '600'", &[]);
    window.press("{Esc}");
    window.dialogs_closed();
    window.close();
    afterwards(&desk, &stage);
    assert_eq!(desk.done("day report")["issued"], 0);
}
