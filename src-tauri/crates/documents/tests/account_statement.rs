//! 住户对账单: every line with the balance after it, what was before, and what is left.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::{day, fonts};
use zhangfang_documents::Imprint;
use zhangfang_documents::account_statement::{AccountStatement, StatementLine, rendered};
use zhangfang_domain::Fen;

fn line(date: (i32, u32, u32), what: &str, amount: i64, balance: i64) -> StatementLine {
    StatementLine {
        date: day(date.0, date.1, date.2),
        what: what.into(),
        amount: Fen(amount),
        balance: Fen(balance),
    }
}

fn statement(lines: Vec<StatementLine>) -> AccountStatement {
    let printed = day(2025, 12, 27).and_hms_opt(17, 30, 0).unwrap();
    AccountStatement {
        imprint: Imprint { title: "住户对账单 3-1-301".into(), number: "账户 7".into(), printed },
        company: "青禾物业有限公司".into(),
        centre: "青禾苑物业服务中心".into(),
        contact: "咨询电话 0000-0000000".into(),
        room: "3-1-301".into(),
        owner: "张*".into(),
        since: Some(day(2025, 11, 1)),
        as_of: day(2025, 12, 27),
        data_as_of: printed,
        before: Fen(22_222),
        lines,
    }
}

fn text(of: &AccountStatement) -> String {
    reading::pages(&rendered(&fonts(), of).unwrap()).join("").replace('\n', "")
}

#[test]
fn it_says_what_was_before_each_line_and_what_is_left() {
    let lines = vec![
        line((2025, 11, 1), "物业服务费 2025年11月", 22_222, 44_444),
        line((2025, 12, 27), "收款 微信 收据 0001202", -70_000, -25_556),
    ];
    let text = text(&statement(lines));
    for words in [
        "住户对账单",
        "2025年11月1日 至 2025年12月27日",
        "3-1-301",
        "张*",
        "预存 255.56 元",
        "此前结余",
        "222.22",
        "物业服务费 2025年11月",
        "444.44",
        "700.00",
        "-255.56",
        "不是收款凭证",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
}

#[test]
fn without_a_line_it_still_says_what_is_owed() {
    assert!(text(&statement(vec![])).contains("未缴 222.22 元"));
    let settled = AccountStatement { before: Fen::ZERO, since: None, ..statement(vec![]) };
    assert!(text(&settled).contains("已结清"));
}

#[test]
fn a_long_statement_runs_over_pages_and_loses_no_line() {
    let lines = (0..120).map(|n| line((2025, 12, 1), &format!("第{n}行"), 100, 22_222 + 100 * (n + 1)));
    let text = text(&statement(lines.collect()));
    assert!((0..120).all(|n| text.contains(&format!("第{n}行"))));
    assert!(text.contains("120.00"), "the sum");
}
