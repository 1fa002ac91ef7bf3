//! Month end at the bank (domain section 7.5, script C step 4): statements are matched with a person's yes; one
//! payment without a room waits in suspense, one that came twice goes back by a refund form.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

const BANK: &str = "账户明细,,,,,
交易日期,借方发生额,贷方发生额,对方户名,摘要,交易流水号
20251128,,222.22,张三,3-1-301物业费,B1
20251128,,207.98,某公司,代付3栋1单元302,B2
20251129,,500.00,王小五,转账,B3
20251129,,222.22,张三,3-1-301物业费,B4
20251130,15.00,,,手续费,B5
20251131,,1.00,张三,,B6
";

const WECHAT: &str = "微信支付账单明细,,,,,
交易时间,交易对方,商品,收/支,金额(元),交易单号
2025-12-01 09:00:00,赵六,二维码收款,收入,¥80.00,W1
2025-12-01 09:05:00,张三,二维码收款,收入,¥12.00,W2
";

fn month_end() -> Desk {
    let mut desk = Desk::with_homes(
        "2025-11-01",
        &["3-1-301,张三,94.56,住宅", "3-1-302,李四,88.50,住宅", "5-2-1102,王小五,94.56,住宅"],
    );
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-11");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-11");
    desk.write("建行.csv", BANK);
    desk.write("微信.csv", WECHAT);
    desk.today = "2025-12-01".to_owned();
    desk.done("receipt take 5-2-1102=80 --method wechat");
    desk
}

fn import(desk: &Desk, file: &str, account: &str, method: &str) -> Value {
    desk.done(&format!("reconcile import {file} --account {account} --method {method}"))
}

fn verdicts(desk: &Desk) -> Vec<(i64, String, Vec<String>)> {
    let lines = desk.done("reconcile propose");
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let line = |l: &Value| {
        let candidates = l["candidates"].as_array().unwrap().iter().map(text).collect();
        (l["line"].as_i64().unwrap(), text(&l["verdict"]), candidates)
    };
    lines.as_array().unwrap().iter().map(line).collect()
}

#[test]
fn step_4_every_line_is_matched_suspended_or_given_back() {
    let desk = month_end();
    let done = import(&desk, "建行.csv", "建行尾号0000", "transfer");
    assert_eq!(
        (&done["lines"], &done["faults"], &done["incoming"]),
        (&json!(5), &json!(1), &json!("1152.42"))
    );
    let open = |room: &str| desk.done(&format!("arrears list --home {room} --not-due"))["total"].clone();
    assert_eq!(open("3-1-301"), "222.22", "an import posts nothing");
    let found = verdicts(&desk);
    let words: Vec<&str> = found.iter().map(|(_, v, _)| v.as_str()).collect();
    assert_eq!(words, ["certain", "certain", "unsure", "twice", "unsure"]);
    assert!(found[2].2[0].starts_with("5-2-1102（仅户名"), "{found:?}");
    assert!(desk.read("reconcile propose").contains("王*"), "names are masked");
    assert!(!desk.read("reconcile propose").contains("张三"));

    desk.refused("reconcile accept 3", 1, "line-unsure", &["5-2-1102", "--room", "suspense"]);
    desk.refused("reconcile accept 5", 1, "line-unsure", &["没有线索"]);
    desk.refused("reconcile accept 5 --room 3-1-301", 1, "money-out", &["支出"]);
    let taken = desk.done("reconcile accept --all-certain");
    assert_eq!(taken.as_array().unwrap().len(), 2);
    assert_eq!((open("3-1-301"), open("3-1-302")), (json!("0.00"), json!("0.00")));
    let receipt = desk.done("receipt show 1202");
    assert_eq!(
        (&receipt["method"], &receipt["reference"]),
        (&json!("transfer"), &json!("B1")),
        "{receipt:#}"
    );

    desk.refused("reconcile accept 4", 1, "looks-paid-twice", &["第 1 笔", "reconcile duplicate"]);
    let twice = desk.done("reconcile duplicate 4");
    assert_eq!((&twice["room"], &twice["receipt"]), (&json!("3-1-301"), &json!(1204)));
    assert_eq!(desk.done("statement show 3-1-301")["balance"], "-222.22", "held until it is given back");
    let form = desk.done(&format!("form show {}", twice["form"].as_str().unwrap()));
    assert_eq!((&form["kind"], &form["amount"]), (&json!("refund"), &json!("222.22")));
    desk.done("reconcile suspense put --all-unsure --note 只有户名");
    desk.done("reconcile ignore 5 --reason 银行手续费");
    assert_eq!(desk.done("reconcile propose"), json!([]));
    assert!(desk.read("period check 2025-11").contains("待认领"));
    let report = desk.done("reconcile report --account 建行尾号0000 --from 2025-11-01 --to 2025-12-01");
    assert_eq!((&report["statement_in"], &report["book_in"]), (&json!("1152.42"), &json!("652.42")));
    assert_eq!(report["difference"], "485.00");
    desk.verified();
}

#[test]
fn suspense_is_a_debt_of_the_office_until_somebody_claims_it() {
    let desk = month_end();
    import(&desk, "建行.csv", "建行尾号0000", "transfer");
    desk.done("reconcile suspense put 3 --note 只有户名");
    desk.refused("reconcile suspense put 3", 1, "line-decided", &["待认领"]);
    assert_eq!(desk.done("reconcile suspense list")[0]["payer"], "王*");
    let trial = desk.done("voucher check 2025-12");
    assert_eq!((&trial["sound"], &trial["lines"][3]["closing"]), (&json!(true), &json!("500.00")));
    let claimed = desk.done("reconcile suspense resolve 3 --room 5-2-1102");
    assert_eq!(claimed[0]["receipt"], 1202);
    assert_eq!(desk.done("reconcile suspense list"), json!([]));
    let trial = desk.done("voucher check 2025-12");
    assert_eq!((&trial["sound"], &trial["lines"][3]["closing"]), (&json!(true), &json!("0.00")));
    desk.verified();
}

#[test]
fn the_same_lines_come_in_once_and_a_yes_can_be_taken_back() {
    let desk = month_end();
    import(&desk, "建行.csv", "建行尾号0000", "transfer");
    let again = "reconcile import 建行.csv --account 建行尾号0000 --method transfer";
    desk.refused(again, 1, "nothing-new", &["5 笔以前已导入", "1 行读不懂"]);
    desk.refused(
        "reconcile import 微信.csv --account 建行尾号0000 --method wechat",
        1,
        "unusable-value",
        &["收款方式"],
    );
    let accepted = desk.done("reconcile accept 1 --key k1");
    assert_eq!(accepted[0]["receipt"], 1202);
    desk.refused("reconcile accept 1", 1, "line-decided", &["据此开具收据", "reconcile undo"]);
    desk.done("reconcile undo 1 --reason 认错人");
    assert_eq!(verdicts(&desk)[0].1, "certain", "the line is free again");
    assert_eq!(desk.done("receipt show 1202")["void_reason"], "认错人");
    desk.refused("reconcile undo 1 --reason 再撤", 1, "line-undecided", &[]);
    desk.done("reconcile accept 1");
    desk.verified();
}

#[test]
fn what_the_counter_took_is_found_on_the_wallet() {
    let desk = month_end();
    import(&desk, "微信.csv", "微信收款", "wechat");
    let found = verdicts(&desk);
    assert_eq!(found[0].2, ["收据 0001201（仅金额相同）"]);
    assert_eq!(
        (found[1].1.as_str(), found[1].2.as_slice()),
        ("unsure", &["3-1-301（仅户名与业主相同）".to_owned()][..])
    );
    desk.refused("reconcile accept 2 --receipt 1201", 1, "other-money", &["0001201", "对不上"]);
    desk.done("reconcile accept 1 --receipt 1201");
    desk.done("reconcile undo 1 --reason 再看");
    let named = desk.done("reconcile accept 1 --room 5-2-1102");
    assert_eq!(named[0]["receipt"], 1201, "the counter took it: no second receipt");
    desk.verified();
}

#[test]
fn the_report_adds_up_line_by_line_on_paper_and_in_a_table() {
    let desk = month_end();
    import(&desk, "建行.csv", "建行尾号0000", "transfer");
    desk.done("reconcile accept --all-certain");
    let report = desk.done("reconcile report --account 建行尾号0000 --from 2025-11-01 --to 2025-11-30");
    let fen = |v: &Value| v.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let sum: i64 = report["differences"].as_array().unwrap().iter().map(|d| fen(&d["amount"])).sum();
    assert_eq!(sum, fen(&report["difference"]), "{report:#}");
    let kinds: i64 = report["kinds"].as_array().unwrap().iter().map(|k| fen(&k["incoming"])).sum();
    assert_eq!(kinds, fen(&report["statement_in"]));
    for out in ["对账.pdf", "对账.xlsx", "对账.csv"] {
        desk.done(&format!(
            "reconcile report --account 建行尾号0000 --from 2025-11-01 --to 2025-11-30 --out {out}"
        ));
    }
    desk.refused(
        "reconcile report --account 工行 --from 2025-11-01 --to 2025-11-30",
        1,
        "unknown",
        &["对账账户", "工行"],
    );
}

#[test]
fn money_out_is_matched_with_the_form_it_was_paid_on() {
    let mut desk = month_end();
    desk.done("staff add 集团老李 --role company");
    desk.done("deposit take 3-1-302 --purpose 装修押金 --amount 600 --method transfer --return-when 验收后");
    desk.done("receipt take 3-1-302=400 --method transfer --reference B0");
    let back = desk.done("deposit return 1 --amount 300 --reason 验收合格");
    let refund =
        desk.done("refund request 3-1-302 --receipt 1203 --amount 100 --reason-code 多缴 --reason 多缴");
    for form in [&back, &refund] {
        let number = form["number"].as_str().or(form["form"].as_str()).unwrap();
        desk.done(&format!("form approve {number} --operator 集团老李"));
        desk.done(&format!("refund pay {number}"));
    }
    desk.write(
        "支出.csv",
        "交易日期,借方发生额,贷方发生额,对方户名,摘要,流水号\n20251202,300.00,,李四,退押金,C1\n20251202,100.00,,李四,退多缴,C2\n\
         20251201,,600.00,李四,押金,B9\n20251201,,400.00,李四,物业费,B0\n",
    );
    import(&desk, "支出.csv", "建行尾号0000", "transfer");
    let found = verdicts(&desk);
    assert!(found.iter().all(|(_, verdict, _)| verdict == "certain"), "{found:?}");
    desk.today = "2025-12-02".to_owned();
    desk.done("reconcile accept --all-certain");
    let report = desk.done("reconcile report --account 建行尾号0000 --from 2025-12-01 --to 2025-12-02");
    assert_eq!((&report["statement_out"], &report["book_out"]), (&json!("400.00"), &json!("400.00")));
    assert_eq!((&report["statement_in"], &report["difference"]), (&json!("1000.00"), &json!("0.00")));
    desk.verified();
}
