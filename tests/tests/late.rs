//! Being late and paying it off: the clause, the memo, the claim, the order of settlement, instalments, promises and
//! limitation, as a clerk works with them (domain sections 3.7, 4.7–4.9).
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

const CLAUSE: &str = "late-charge clause add --rate 0.0005 --clause 合同第十五条 --from 2025-01-01";

/// Four homes that owe January to March 2025, 222.22 a month, due at the end of each month.
fn desk() -> Desk {
    let desk = Desk::with_homes(
        "2025-01-01",
        &[
            "3-1-301,张三,94.56,住宅",
            "3-1-302,李四,94.56,住宅",
            "3-1-303,王五,94.56,住宅",
            "3-1-304,赵六,94.56,住宅",
        ],
    );
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2024-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-01..2025-03");
    desk
}

fn on(mut desk: Desk, today: &str) -> Desk {
    today.clone_into(&mut desk.today);
    desk
}

fn memos(sheet: &Value) -> Vec<&str> {
    sheet["lines"].as_array().unwrap().iter().map(|l| l["memo"].as_str().unwrap()).collect()
}

fn paid(receipt: &Value) -> Vec<String> {
    let lines = receipt["homes"][0]["lines"].as_array().unwrap();
    let text = |l: &Value| format!("{} {}", l["item"].as_str().unwrap(), l["amount"].as_str().unwrap());
    lines.iter().map(text).collect()
}

#[test]
fn without_a_clause_there_is_no_late_charge_anywhere_c10() {
    let desk = on(desk(), "2025-06-30");
    assert_eq!(desk.done("late-charge show 3-1-301")["lines"], json!([]));
    assert!(desk.read("late-charge show 3-1-301").contains("没有记录违约金条款"));
    assert_eq!(desk.done("arrears list")["late_charge"], "0.00");
    assert!(!desk.read("arrears list").contains("违约金"));
    desk.refused("late-charge claim 3-1-301", 1, "late-charge-off", &["没有记录违约金条款", "clause add"]);
    desk.refused(
        "late-charge clause add --rate 0.0005 --from 2025-01-01",
        1,
        "unusable-value",
        &["合同条款", "第五百八十五条"],
    );
}

#[test]
fn g10_the_same_memo_on_screen_list_and_paper_until_it_is_claimed() {
    let desk = on(desk(), "2025-06-30");
    desk.done(CLAUSE);
    desk.done("late-charge lpr add --from 2024-01-01 --percent 3.00");
    let sheet = desk.done("late-charge show 3-1-301");
    assert_eq!(memos(&sheet), ["16.67", "13.56", "10.11"]);
    assert_eq!((&sheet["principal"], &sheet["memo"]), (&json!("666.66"), &json!("40.34")));
    let march = &sheet["lines"][2];
    assert_eq!(
        (&march["days"], &march["lpr_times_4"], &march["lpr_times_1_3"]),
        (&json!(91), &json!("6.65"), &json!("2.16"))
    );
    let list = desk.done("arrears list --home 3-1-301");
    assert_eq!((&list["total"], &list["late_charge"]), (&json!("666.66"), &json!("40.34")));
    for paper in ["dunning run 温馨提示 --out 催缴.pdf", "arrears print --out 欠费.pdf"] {
        desk.done("office set phone=0000-0000000 hours=8:30—18:00 company=青禾物业 complaint_phone=0000-0000001 contract=物业服务合同");
        desk.done(paper);
    }
    let claim = desk.done("late-charge claim 3-1-301");
    assert_eq!(claim["total"], "40.34");
    assert_eq!(memos(&desk.done("late-charge show 3-1-301")), ["0.00", "0.00", "0.00"]);
    desk.refused(
        "late-charge claim 3-1-301",
        1,
        "nothing-to-claim",
        &["3-1-301", "2025-06-30", "已经主张过"],
    );
    let explained = desk.read(&format!("charge explain {}", claim["lines"][2]["charge"]));
    for word in ["2025年3月物业服务费的违约金", "222.22 元×91天×0.0005", "10.11"] {
        assert!(explained.contains(word), "{word} is missing in {explained}");
    }
    // A month later only the month is left to claim, and nothing accrues on what was claimed.
    let desk = on(desk, "2025-07-30");
    assert_eq!(memos(&desk.done("late-charge show 3-1-301")), ["3.33", "3.33", "3.33"]);
    assert_eq!(desk.done("arrears list --home 3-1-301")["total"], "707.00");
    desk.verified();
}

#[test]
fn g2_g3_g4_the_clause_decides() {
    for (terms, march) in [
        ("--exclude-payment-day", "10.00"),
        ("--grace 30", "6.78"),
        ("--cap 3", "6.67"),
        ("--rounding once", "10.11"),
    ] {
        let desk = on(desk(), "2025-06-30");
        desk.done(&format!("{CLAUSE} {terms}"));
        assert_eq!(memos(&desk.done("late-charge show 3-1-301"))[2], march, "{terms}");
    }
    let desk = on(desk(), "2025-06-30");
    desk.done(&format!("{CLAUSE} --rounding once"));
    assert_eq!(desk.done("late-charge show 3-1-301")["memo"], "40.33");
    desk.refused(CLAUSE, 1, "clause-exists", &["2025-01-01", "late-charge end"]);
    desk.refused(
        "late-charge clause add --lpr-times 4 --clause 合同第十五条 --from 2025-02-01",
        1,
        "no-lpr",
        &["2025-02-01", "lpr add"],
    );
    desk.done("late-charge end 1 --last-due 2025-02-28 --reason 新合同取消");
    assert_eq!(memos(&desk.done("late-charge show 3-1-301")).len(), 2, "March is due after the clause ended");
    desk.refused("late-charge end 1 --reason 再停", 1, "clause-ended", &["2025-02-28"]);
}

#[test]
fn g8_a_part_payment_starts_a_segment_and_prepaid_money_pays_principal_only() {
    let desk = on(desk(), "2025-02-28");
    desk.done("late-charge clause add --rate 0.0005 --clause 合同第十五条 --from 2025-03-01");
    desk.done("receipt take 3-1-301=444.44 --method cash");
    let desk = on(desk, "2025-04-30");
    desk.done("receipt take 3-1-301=100 --method cash");
    let desk = on(desk, "2025-06-30");
    let sheet = desk.done("late-charge show 3-1-301");
    let parts: Vec<_> = sheet["lines"][0]["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (&s["days"], &s["principal"]))
        .collect();
    assert_eq!(parts, [(&json!(30), &json!("222.22")), (&json!(61), &json!("122.22"))]);
    assert_eq!(sheet["memo"], "7.06");
    desk.done("late-charge claim 3-1-301");
    // Money for principal only leaves the claim open; what is over is prepaid and is not drawn to it by the next run.
    let taken = desk.done("receipt take 3-1-301=322.22 --method cash --principal-only");
    assert_eq!(
        (&taken["homes"][0]["prepaid"], &taken["homes"][0]["left_open"]),
        (&json!("200.00"), &json!("7.06"))
    );
    let run = desk.done("bill-run post 2025-07");
    assert_eq!(run["prepaid_drawn"], "200.00");
    let list = desk.done("arrears list --home 3-1-301 --not-due");
    let left: Vec<_> = list["lines"].as_array().unwrap().iter().map(|l| (&l["item"], &l["open"])).collect();
    assert_eq!(left, [(&json!("违约金"), &json!("7.06")), (&json!("物业服务费"), &json!("22.22"))]);
    desk.verified();
}

#[test]
fn a_receipt_written_by_hand_counts_from_the_day_it_was_written() {
    let desk = on(desk(), "2025-02-28");
    desk.done("late-charge clause add --rate 0.0005 --clause 合同第十五条 --from 2025-03-01");
    desk.done("receipt take 3-1-301=444.44 --method cash");
    let desk = on(desk, "2025-05-02");
    desk.done("shift open --float 0");
    desk.done(
        "receipt enter-handwritten 3-1-301=100 --method cash --book-number 0005678 --written-on 2025-04-30",
    );
    assert_eq!(desk.done("late-charge show 3-1-301 --as-of 2025-06-30")["memo"], "7.06", "G8");
    desk.verified();
}

#[test]
fn g9_in_the_statutory_order_a_payment_covers_the_accrued_late_charge_first() {
    let desk = on(desk(), "2025-02-28");
    desk.done("late-charge clause add --rate 0.0005 --clause 合同第十五条 --from 2025-03-01");
    desk.done("receipt take 3-1-301=444.44 --method cash");
    desk.done("settlement set statutory");
    let desk = on(desk, "2025-04-30");
    let first = desk.done("receipt take 3-1-301=100 --method cash");
    assert_eq!(paid(&first), ["违约金 3.33", "物业服务费 96.67"]);
    assert_eq!((&first["homes"][0]["left_open"], &first["order"]), (&json!("125.55"), &json!("statutory")));
    let desk = on(desk, "2025-06-30");
    let rest = desk.done("receipt take 3-1-301 --method cash");
    assert_eq!(
        (paid(&rest), &rest["total"]),
        (vec!["违约金 3.83".into(), "物业服务费 125.55".into()], &json!("129.38"))
    );
    // Voided, the claim goes with it.
    desk.done("receipt void 1203 --reason 记错");
    let sheet = desk.done("late-charge show 3-1-301");
    assert_eq!((&sheet["lines"][0]["open"], &sheet["memo"]), (&json!("125.55"), &json!("3.83")));
    desk.verified();
}

#[test]
fn h2_h3_h8_costs_late_charges_and_principal_in_either_order() {
    for (order, expected) in [
        ("principal-first", vec!["物业服务费 222.22", "物业服务费 222.22", "物业服务费 55.56"]),
        (
            "statutory",
            vec![
                "实现债权的费用 50.00",
                "违约金 16.67",
                "违约金 13.56",
                "违约金 10.11",
                "物业服务费 222.22",
                "物业服务费 187.44",
            ],
        ),
    ] {
        let desk = on(desk(), "2025-06-30");
        desk.done(CLAUSE);
        desk.done("cost add 3-1-301 50 --reason 邮寄催缴函");
        desk.done("late-charge claim 3-1-301");
        desk.done(&format!("settlement set {order}"));
        let taken = desk.done("receipt take 3-1-301=500 --method cash");
        let mut lines = paid(&taken);
        if order == "statutory" {
            lines[1..4].sort_by(|a, b| b.cmp(a));
        }
        assert_eq!(lines, expected, "{order}");
        let principal = desk.done("receipt take 3-1-302 --method cash --principal-only");
        assert_eq!(principal["total"], "666.66", "principal alone is always taken");
        let designated = desk.done("receipt take 3-1-303=222.22 --method cash --designate 9");
        assert_eq!(paid(&designated), ["物业服务费 222.22"], "so is what the payer names");
        assert!(desk.read("receipt show 1201").contains("尚欠"));
        desk.done("receipt print 1201 --out 收据.pdf");
        desk.verified();
    }
    let desk = desk();
    desk.refused("cost add 3-1-301 0 --reason 邮寄", 1, "settlement", &["0.00"]);
}

#[test]
fn items_say_whether_they_bear_a_late_charge_and_claims_stay_out_of_the_rates() {
    let desk = on(desk(), "2025-06-30");
    desk.done(CLAUSE);
    let before = desk.done("rate show 2025-06");
    desk.done("late-charge claim 3-1-301");
    assert_eq!(desk.done("rate show 2025-06")["rates"][0], before["rates"][0]);
    desk.refused("item terms 违约金 --late yes", 1, "bears-none", &["违约金"]);
    desk.refused("item terms 物业服务费 --class cost", 1, "class-fixed", &["物业服务费", "另设"]);
    desk.done("item terms 物业服务费 --late no --vat 6");
    assert_eq!(desk.done("late-charge show 3-1-302")["lines"], json!([]));
    let items = desk.done("item list");
    let fee = items.as_array().unwrap().iter().find(|i| i["code"] == "management").unwrap();
    assert_eq!(
        (&fee["bears_late"], &fee["vat"], &fee["class"]),
        (&json!(false), &json!("6"), &json!("principal"))
    );
    desk.verified();
}

#[test]
fn i4_an_agreement_from_signing_to_breach() {
    let desk = on(desk(), "2025-07-01");
    desk.done(CLAUSE);
    let made = desk.done("agreement make 3-1-301 --parts 7 --first 2025-07-10");
    assert_eq!(
        (&made["number"], &made["total"], &made["state"]),
        (&json!("FQ-202507-00001"), &json!("666.66"), &json!("running"))
    );
    let parts: Vec<_> =
        made["instalments"].as_array().unwrap().iter().map(|l| l["amount"].as_str().unwrap()).collect();
    assert_eq!(parts, ["95.23", "95.23", "95.23", "95.23", "95.23", "95.23", "95.28"]);
    desk.refused(
        "agreement make 3-1-301 --parts 2 --first 2025-07-10",
        1,
        "covered-by-agreement",
        &["FQ-202507-00001"],
    );
    desk.refused("agreement make 3-1-302 --parts 1 --first 2025-07-10", 1, "no-such-schedule", &["1 期"]);
    desk.refused("agreement make 3-1-302 --parts 2 --first 2025-06-10", 1, "in-the-past", &["2025-06-10"]);
    desk.refused(
        "agreement make 3-1-302 --parts 2 --first 2025-07-10 --charges 1",
        1,
        "not-owed",
        &["3-1-302"],
    );
    assert_eq!(desk.done("late-charge show 3-1-301")["memo"], "0.00", "none while it is kept");
    desk.done("office set phone=0000-0000000 company=青禾物业");
    desk.done("agreement print FQ-202507-00001 --out 协议.pdf");
    let desk = on(desk, "2025-07-09");
    desk.done("receipt take 3-1-301=95.23 --method wechat");
    let desk = on(desk, "2025-08-17");
    let missed = desk.done("agreement show FQ-202507-00001");
    assert_eq!((&missed["state"], &missed["due_now"]), (&json!("running"), &json!("95.23")));
    assert_eq!(missed["instalments"][1]["state"], "missed");
    desk.refused(
        "agreement break FQ-202507-00001 --reason 未付",
        1,
        "agreement-kept",
        &["2025-08-10", "7 天"],
    );
    let desk = on(desk, "2025-08-18");
    assert_eq!(desk.done("agreement list")[0]["state"], "breachable");
    let broken = desk.done("agreement break FQ-202507-00001 --reason 催告后未付");
    assert_eq!((&broken["state"], &broken["due_now"]), (&json!("broken"), &json!("571.43")));
    assert_eq!(desk.done("late-charge show 3-1-301")["memo"], "54.77", "then it counts as ever");
    desk.refused("agreement end FQ-202507-00001 --reason 解除", 1, "agreement-over", &["FQ-202507-00001"]);
    desk.verified();
}

#[test]
fn an_agreement_that_is_kept_lets_the_late_charge_go() {
    let desk = on(desk(), "2025-07-01");
    desk.done(CLAUSE);
    desk.done("agreement make 3-1-301 --parts 2 --first 2025-07-31");
    desk.done("agreement make 3-1-302 --parts 2 --first 2025-07-31 --late suspend");
    let desk = on(desk, "2025-07-31");
    desk.done("receipt take 3-1-301=333.33 3-1-302=333.33 --method wechat");
    let desk = on(desk, "2025-08-31");
    desk.done("receipt take 3-1-301=333.33 3-1-302=333.33 --method wechat");
    let states: Vec<_> =
        desk.done("agreement list").as_array().unwrap().iter().map(|a| a["state"].clone()).collect();
    assert_eq!(states, ["kept", "kept"]);
    assert_eq!(desk.done("late-charge show 3-1-301")["memo_paid_late"], "0.00");
    // Suspended: the days up to the signing stay.
    assert_eq!(desk.done("late-charge show 3-1-302")["memo_paid_late"], "40.67");
    desk.verified();
}

#[test]
fn promises_are_kept_or_broken_by_what_comes_in() {
    let desk = on(desk(), "2025-08-18");
    desk.done("promise add 3-1-303 --amount 300 --due 2025-08-30 --note 微信：月底付");
    desk.done("promise add 3-1-304 --due 2025-08-20 --oral --note 电话");
    desk.refused(
        "promise add 3-1-303 --amount 3000 --due 2025-08-30 --note 微信",
        1,
        "more-than-owed",
        &["666.66"],
    );
    desk.refused("promise add 3-1-303 --due 2025-08-01 --note 微信", 1, "in-the-past", &["2025-08-01"]);
    let desk = on(desk, "2025-08-29");
    desk.done("receipt take 3-1-303=300 --method wechat");
    let list = desk.done("promise list");
    let states: Vec<_> = list.as_array().unwrap().iter().map(|p| (&p["state"], &p["received"])).collect();
    assert_eq!(states, [(&json!("kept"), &json!("300.00")), (&json!("broken"), &json!("0.00"))]);
    let limitation = |room: &str| -> Vec<String> {
        let lines = desk.done(&format!("arrears list --home {room}"));
        lines["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| l["limitation"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(limitation("3-1-303"), ["2028-08-29", "2028-03-31"], "paid in part, and not promised");
    assert_eq!(
        limitation("3-1-304"),
        ["2028-01-31", "2028-02-28", "2028-03-31"],
        "words alone interrupt nothing"
    );
    desk.verified();
}

#[test]
fn l1_l3_l5_the_limitation_follows_the_book() {
    let desk = on(desk(), "2025-09-01");
    desk.done("agreement make 3-1-301 --parts 6 --first 2025-10-31");
    desk.done("receipt take 3-1-302=222.23 --method cash");
    let last = |room: &str, as_of: &str| -> Vec<String> {
        let list = desk.done(&format!("limitation list --within 2000 --as-of {as_of}"));
        let lines = list.as_array().unwrap().iter().filter(|l| l["room"] == room);
        lines.map(|l| l["last_day"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(last("3-1-301", "2025-09-01"), ["2029-03-31", "2029-03-31", "2029-03-31"], "L5");
    assert_eq!(last("3-1-302", "2025-09-01"), ["2028-03-31", "2028-09-01"], "L3: February was paid in part");
    assert_eq!(last("3-1-303", "2025-09-01"), ["2028-01-31", "2028-02-28", "2028-03-31"], "L1");
    let soon = desk.done("limitation list --within 30 --as-of 2028-01-15");
    let alarms: Vec<_> = soon.as_array().unwrap().iter().map(|l| (&l["room"], &l["alarm"])).collect();
    assert_eq!(alarms, [(&json!("3-1-303"), &json!("30天内")), (&json!("3-1-304"), &json!("30天内"))]);
    assert_eq!(desk.done("limitation list --as-of 2028-02-01 --within 0"), json!([]));
    let over = desk.done("limitation list --as-of 2028-02-01 --within 0 --expired");
    assert_eq!((over.as_array().unwrap().len(), &over[0]["alarm"]), (2, &json!("已届满")));
}
