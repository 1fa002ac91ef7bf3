//! The accountant's month: balanced vouchers, accounts by choice, the arrears bridge, and what a closing keeps.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

/// November: two homes charged, one pays too much by WeChat, the other in cash on the second try.
fn november() -> Desk {
    let mut desk = Desk::with_homes("2025-10-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,88.50,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-10");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-10");
    desk.today = "2025-11-05".to_owned();
    desk.done("receipt take 3-1-301=500 --method wechat");
    desk.done("receipt take 3-1-302=207.98 --method cash");
    desk.done("receipt void 1202 --reason 记错房号");
    desk.done("bill-run post 2025-11");
    desk.done("receipt take 3-1-302=300 --method cash");
    desk.today = "2025-12-01".to_owned();
    desk
}

fn lines(journal: &Value) -> Vec<String> {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let made = journal["vouchers"].as_array().unwrap();
    made.iter()
        .flat_map(|v| v["lines"].as_array().unwrap().iter().map(move |l| (v, l)))
        .map(|(v, l)| {
            format!(
                "{} {} {} {}",
                text(&v["summary"]),
                text(&l["name"]),
                text(&l["debit"]),
                text(&l["credit"])
            )
        })
        .collect()
}

#[test]
fn the_journal_says_what_happened_and_balances() {
    let desk = november();
    let journal = desk.done("voucher show 2025-11");
    assert_eq!(
        lines(&journal),
        [
            "11月5日计提应收 应收账款 430.20 0.00",
            "11月5日计提应收 主营业务收入—物业服务费 0.00 430.20",
            "11月5日收款 库存现金 507.98 0.00",
            "11月5日收款 其他货币资金—微信 500.00 0.00",
            "11月5日收款 应收账款 0.00 730.20",
            "11月5日收款 预收账款 0.00 277.78",
            "11月5日收款（红冲） 库存现金 -207.98 0.00",
            "11月5日收款（红冲） 应收账款 0.00 -207.98",
            "11月5日预存抵缴 预收账款 222.22 0.00",
            "11月5日预存抵缴 应收账款 0.00 222.22",
        ]
    );
    assert_eq!(journal["debit"], journal["credit"]);
    for month in ["2025-10", "2025-11", "2025-12"] {
        assert_eq!(desk.done(&format!("voucher check {month}"))["sound"], json!(true), "{month}");
    }
    desk.verified();
}

#[test]
fn accounts_follow_the_accountant_but_not_in_a_closed_month() {
    let desk = november();
    desk.done("voucher subjects set receivable 113101 应收物业费");
    desk.refused("voucher subjects set receivables 1 应收", 1, "unknown", &["receivables"]);
    let named =
        |month: &str| lines(&desk.done(&format!("voucher show {month}"))).concat().contains("应收物业费");
    assert!(named("2025-10") && named("2025-11"));
    desk.done("period close 2025-10");
    let closed = desk.done("voucher show 2025-10");
    desk.done("voucher subjects set receivable 1122 应收账款");
    assert!(named("2025-10") && !named("2025-11"), "{:#}", desk.done("voucher show 2025-11"));
    assert_eq!(desk.done("voucher show 2025-10"), closed, "a closed month keeps its accounts");
}

#[test]
fn the_export_is_one_row_a_line_and_names_no_home_unless_asked() {
    let desk = november();
    desk.done("voucher export 2025-11 --out 凭证.csv");
    let plain = std::fs::read_to_string(desk.path("凭证.csv")).unwrap();
    assert!(plain.contains("2025-11-05,记-001,11月5日计提应收,1122,应收账款,430.20,\r\n"), "{plain}");
    assert!(!plain.contains("3-1-30"), "no home without --rooms");
    desk.done("voucher export 2025-11 --out 按户.csv --rooms");
    let detail = std::fs::read_to_string(desk.path("按户.csv")).unwrap();
    assert!(detail.contains("222.22,,3-1-301") && detail.contains("207.98,,3-1-302"), "{detail}");
    desk.done("voucher export 2025-11 --out 凭证.xlsx");
    desk.refused("voucher export 2025-11 --out 凭证.txt", 1, "unusable-value", &[".xlsx"]);
}

#[test]
fn the_bridge_closes_by_item_and_by_building() {
    let desk = november();
    for by in ["item", "building"] {
        let bridge = desk.done(&format!("arrears bridge 2025-11 --by {by}"));
        let total = &bridge["total"];
        let amounts: Vec<&str> =
            ["opening", "charged", "collected", "written_off", "reduced", "closing", "difference"]
                .map(|k| total[k].as_str().unwrap())
                .to_vec();
        assert_eq!(amounts, ["430.20", "430.20", "744.44", "0.00", "0.00", "115.96", "0.00"], "{by}");
    }
    desk.done("arrears bridge 2025-11 --out 变动.pdf");
    desk.done("arrears bridge 2025-11 --out 变动.xlsx");
    assert!(desk.read("arrears bridge 2025-11 --by building").contains("3栋"));
}
