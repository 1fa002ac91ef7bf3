//! A bill run in a real window: tried, looked at, posted once, its slips printed.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[path = "../../src-tauri/crates/documents/tests/support/reading.rs"]
mod reading;

use zhangfang_tests::window::Stage;
use zhangfang_tests::{BOOK, Desk};

#[test]
fn a_month_is_billed_once_and_its_slips_come_out() {
    let homes: Vec<String> = (1..=40).map(|n| format!("3-1-{}01,业主{n},94.56,住宅", n)).collect();
    let desk = Desk::with_homes("2026-07-01", &homes.iter().map(String::as_str).collect::<Vec<_>>());
    desk.done(
        "office set company=青禾物业服务有限公司 estate=青禾苑 phone=0000-0000000 complaint_phone=0000-0000001 hours=8:30—18:00 \
         account_name=青禾物业服务有限公司 bank=示例银行 account_number=0000 contract=《青禾苑物业服务合同》 \
         contract_signed=2024年1月1日 contract_clause=第十二条 dispute_forum=诉讼",
    );
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2026-07");
    desk.done("tariff assign 物业服务费");
    let stage = Stage::on("2026-07-01").with_book(&desk.path(BOOK));
    let window = stage.open();
    window.go("收费");
    window.fill("期间", "2026-07");
    window.press("{Enter}");
    window.says(&["试算 2026年7月", "还没有写入", "8,888.80"]);
    window.click("出账 40 笔");
    window.is_told("40 户 40 笔，8,888.80 元");
    window.click("生成通知单");
    let printed = window.print();
    let text: String = reading::all(&std::fs::read(printed).unwrap()).split_whitespace().collect();
    assert!(text.contains("TZ-202607-00001") && text.contains("222.22"), "{text}");
    // The same months again: nothing is charged twice.
    window.click("出账");
    window.fill("期间", "2026-07");
    window.press("{Enter}");
    window.says(&["没有要出的账", "40 笔已经出过"]);
    window.close();
}
