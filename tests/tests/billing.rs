//! Handover, transfer of title, relief, vacancy and area at the desk: who pays for which day, to the fen, on every list
//! and paper (domain sections 4.2, 4.3, 4.9).
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

const MANAGER: &str = "--operator 老李";

/// One home of the worked examples, charged month by month at 2.35, and a manager who may approve.
fn desk(today: &str, start: &str) -> Desk {
    let desk = Desk::with_homes(today, &["3-1-301,张三,94.56,住宅"]);
    desk.tariff("management", "物业服务费", &format!("--price 2.35 --from 2025-01 --start {start}"));
    desk.done("tariff assign 物业服务费");
    desk.done(
        "office set developer=青禾置业有限公司 phone=0000-0000000 hours=每天8:30—18:00 company=青禾物业 complaint_phone=0000-0000001 contract=物业服务合同",
    );
    desk.done("staff add 老李 --role company");
    desk
}

fn approved(desk: &Desk, form: &Value) -> Value {
    let number = form["form"].as_str().unwrap();
    desk.done(&format!("form approve {number} {MANAGER}"))
}

fn accounts(desk: &Desk) -> Vec<Value> {
    desk.done("register show 3-1-301")["accounts"].as_array().unwrap().clone()
}

/// What an account owes and has prepaid.
fn stand(desk: &Desk, standing: &str) -> (String, String) {
    let found = accounts(desk).into_iter().find(|a| a["standing"] == standing).unwrap();
    (found["open"].as_str().unwrap().to_owned(), found["prepaid"].as_str().unwrap().to_owned())
}

fn pair(open: &str, prepaid: &str) -> (String, String) {
    (open.to_owned(), prepaid.to_owned())
}

#[test]
fn the_developer_pays_until_the_handover_b1_b6() {
    let desk = desk("2025-03-20", "actual-days");
    desk.done("register handover 3-1-301 --on 2025-03-18");
    let seen = desk.done("bill-run preview 2025-03");
    assert_eq!(seen["special"].as_array().unwrap().len(), 2);
    let posted = desk.done("bill-run post 2025-03");
    assert_eq!((&posted["total"], &posted["charges"]), (&json!("222.22"), &json!(2)));
    assert_eq!(stand(&desk, "现业主"), pair("100.36", "0.00"));
    assert_eq!(stand(&desk, "建设单位"), pair("121.86", "0.00"));
    let list = desk.read("arrears list --not-due");
    assert!(list.contains("青禾置业有限公司（建设单位）"), "{list}");
    let said = desk.read("charge explain 1");
    for word in ["94.56 m² × 2.35 元/m²·月 × 14/31 月", "首月按当月实际天数", "物业服务合同第十二条"]
    {
        assert!(said.contains(word), "{word} is missing in {said}");
    }
    desk.refused("bill-run post 2025-03", 1, "nothing-to-charge", &["2025-03", "2 笔"]);
    desk.refused(
        "register handover 3-1-301 --on 2025-03-10",
        1,
        "handover-charged",
        &["3-1-301", "2025-03", "bill-run reverse", "第 1 批"],
    );
    desk.done("bill-run reverse 1 --reason 交付日期有误");
    desk.done("register handover 3-1-301 --on 2025-03-10");
    assert_eq!(desk.done("bill-run post 2025-03")["total"], "222.22");
    assert_eq!(stand(&desk, "建设单位").0, "64.52", "nine days of thirty-one");
    desk.verified();
}

#[test]
fn from_the_month_after_the_developer_pays_the_month_b5() {
    let desk = desk("2025-03-20", "next-month");
    desk.done("register handover 3-1-301 --on 2025-03-18");
    desk.done("bill-run post 2025-03..2025-04");
    assert_eq!((stand(&desk, "建设单位").0, stand(&desk, "现业主").0), ("222.22".into(), "222.22".into()));
    desk.verified();
}

#[test]
fn without_a_developer_nothing_is_charged_to_nobody() {
    let desk = desk("2025-03-20", "actual-days");
    desk.done("office set developer=");
    desk.done("register handover 3-1-301 --on 2025-03-18");
    desk.refused(
        "bill-run post 2025-03",
        1,
        "run-leaves-out",
        &["3-1-301", "单位信息里还没有填建设单位", "--accept-gaps"],
    );
    assert_eq!(desk.done("bill-run post 2025-03 --accept-gaps")["total"], "100.36");
    desk.done("office set developer=青禾置业有限公司");
    assert_eq!(
        desk.done("bill-run post 2025-03")["total"],
        "121.86",
        "the gap is charged later, the rest not again"
    );
    desk.verified();
}

#[test]
fn a_transfer_splits_what_was_charged_and_paid_b7() {
    let mut desk = desk("2025-08-01", "actual-days");
    desk.done("bill-run post 2025-08..2025-09");
    desk.done("receipt take 3-1-301=222.22 --method wechat");
    desk.today = "2025-08-25".to_owned();
    let line = "register transfer 3-1-301 --on 2025-08-20 --to 李四,王五 --phone 13800000000";
    let (acts, card) = (desk.acts(), accounts(&desk));
    let seen = desk.done(&format!("{line} --check"));
    assert_eq!((desk.acts(), accounts(&desk)), (acts, card), "a check changes nothing");
    let done = desk.done(line);
    assert_eq!(seen["transfer"], done["transfer"], "what was shown is what was done");
    let done = &done["transfer"];
    let moved: Vec<&Value> = done["split"].as_array().unwrap().iter().map(|s| &s["amount"]).collect();
    assert_eq!(moved, ["86.02", "222.22"]);
    assert_eq!((&done["freed"], &done["prepaid_left"]), (&json!("86.02"), &json!("86.02")));
    assert_eq!(stand(&desk, "原业主"), pair("0.00", "86.02"));
    assert_eq!(stand(&desk, "现业主"), pair("308.24", "0.00"));
    // A second run, also of later months, charges no day again.
    desk.refused("bill-run post 2025-08..2025-09", 1, "nothing-to-charge", &["不会重复出账"]);
    assert_eq!(desk.done("bill-run post 2025-10")["total"], "222.22");
    assert_eq!(stand(&desk, "现业主").0, "530.46");
    let list = desk.read("arrears list --not-due");
    assert!(list.contains("李*、王*") && !list.contains("张*"), "{list}");
    let old = desk.done("statement show 3-1-301 --account 1");
    assert_eq!(old["balance"], "-86.02");
    let said = desk.read("statement show 3-1-301");
    assert!(said.contains("530.46") && said.contains("另有账户 1 张*（原业主）"), "{said}");
    desk.verified();
}

#[test]
fn a_receipt_never_pays_the_charge_of_another_account() {
    let mut desk = desk("2025-08-01", "actual-days");
    desk.done("bill-run post 2025-07..2025-08");
    desk.today = "2025-08-25".to_owned();
    desk.done("register transfer 3-1-301 --on 2025-08-20 --to 李四");
    desk.done("receipt take 3-1-301=86.02 --method cash");
    assert_eq!(stand(&desk, "现业主").0, "0.00");
    desk.refused(
        "receipt take 3-1-301 --method cash",
        1,
        "owed-by-other",
        &["张*（原业主）", "358.42", "--account 1"],
    );
    desk.refused(
        "receipt take 3-1-301=10 --method cash --designate 1",
        1,
        "charge-of-other",
        &["账单 1", "张*（原业主）", "--account 1"],
    );
    desk.refused("receipt take 3-1-301 --method cash --account 77", 1, "other-account", &["77", "1、2"]);
    let taken = desk.done("receipt take 3-1-301 --method cash --account 1");
    assert_eq!((&taken["total"], &taken["homes"][0]["account"]), (&json!("358.42"), &json!(1)));
    assert_eq!(desk.done("receipt show 1202")["payer"], "张三");
    assert_eq!(stand(&desk, "原业主").0, "0.00");
    desk.verified();
}

#[test]
fn debts_and_prepaid_money_move_only_by_agreement() {
    let mut desk = desk("2025-08-01", "actual-days");
    desk.done("bill-run post 2025-06..2025-07");
    desk.done("receipt take 3-1-301=300 --method wechat");
    desk.today = "2025-08-25".to_owned();
    let line = "register transfer 3-1-301 --on 2025-08-20 --to 李四 --arrears move";
    desk.refused(line, 1, "needs-agreement", &["欠费", "--agreement"]);
    let done = desk.done(&format!("{line} --agreement 2025年8月18日结清协议"));
    assert_eq!(done["transfer"]["arrears_moved"][0]["amount"], "144.44");
    assert_eq!((stand(&desk, "原业主").0, stand(&desk, "现业主").0), ("0.00".into(), "144.44".into()));
    let charge = &done["transfer"]["arrears_moved"][0]["new_charge"];
    let said = desk.read(&format!("charge explain {charge}"));
    assert!(said.contains("2025年8月18日结清协议") && said.contains("账单 2"), "{said}");
    assert_eq!(desk.done("arrears list --home 3-1-301")["total"], "144.44", "the debt keeps its due date");
    desk.refused("bill-run post 2025-06..2025-07", 1, "nothing-to-charge", &["2 笔"]);
    // The old owner's money is not taken back: the whole run goes with what moved.
    desk.refused("bill-run reverse 1 --reason 试", 1, "run-paid", &["3-1-301"]);
    desk.done("receipt take 3-1-301 --method cash");
    assert_eq!(stand(&desk, "现业主").0, "0.00");
    desk.verified();
}

#[test]
fn prepaid_money_is_carried_and_then_its_receipt_stays() {
    let mut desk = desk("2025-08-01", "actual-days");
    desk.done("receipt take 3-1-301=1000 --method wechat");
    desk.done("bill-run post 2025-08");
    let line =
        "register transfer 3-1-301 --on 2025-08-01 --to 李四 --prepaid move --agreement 预存随房转让协议";
    desk.done("register handover 3-1-301 --on 2025-08-01");
    desk.refused(line, 1, "transfer-outside", &["2025-08-01", "现业主起始日"]);
    desk.refused(
        "register transfer 3-1-301 --on 2026-01-01 --to 李四",
        1,
        "transfer-outside",
        &["2026-01-01", "不晚于业务日期 2025-08-01"],
    );
    desk.today = "2025-08-20".to_owned();
    let done = desk.done(&line.replace("--on 2025-08-01", "--on 2025-08-20"));
    let done = &done["transfer"];
    assert_eq!((&done["freed"], &done["prepaid_moved"]), (&json!("86.02"), &json!("863.80")));
    assert_eq!(stand(&desk, "原业主"), pair("0.00", "0.00"));
    assert_eq!(stand(&desk, "现业主"), pair("0.00", "777.78"), "and pays at once what the new owner owes");
    desk.verified();
}

#[test]
fn carried_money_keeps_its_receipt() {
    let desk = desk("2025-08-20", "actual-days");
    desk.done("receipt take 3-1-301=1000 --method wechat");
    desk.done("register transfer 3-1-301 --on 2025-08-20 --to 李四 --prepaid move --agreement 协议");
    let said = desk.say("receipt void 1201 --reason 记错 --json");
    assert_eq!(said.code, Some(1), "{}", said.text);
    assert_eq!(stand(&desk, "现业主"), pair("0.00", "1000.00"));
    desk.verified();
}

#[test]
fn relief_is_a_line_of_its_own_after_an_approval_c7() {
    let desk = Desk::with_homes("2025-01-05", &["3-1-301,张三,94.56,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01 --cycle quarter");
    desk.done("tariff assign 物业服务费");
    desk.done("staff add 老李 --role company");
    desk.done("bill-run post 2025-Q1");
    desk.done("receipt take 3-1-301 --method cash");
    let form =
        desk.done("concession relief 3-1-301 --off 20 --from 2025-01-01 --to 2025-03-31 --reason 地下室渗水");
    assert_eq!(form["amount"], "133.33");
    assert_eq!(desk.done("charge explain 1")["lowered"], json!([]), "nothing before the approval");
    desk.refused(
        &format!("form approve {}", form["form"].as_str().unwrap()),
        1,
        "not-on-staff",
        &["前台小周"],
    );
    approved(&desk, &form);
    let charge = desk.done("charge explain 1");
    assert_eq!((&charge["amount"], &charge["lowered"][0]["amount"]), (&json!("666.66"), &json!("133.33")));
    assert_eq!(stand(&desk, "现业主"), pair("0.00", "133.33"), "paid too much is prepaid");
    let said = desk.read("charge explain 1");
    assert!(
        said.contains("减免 -133.33 元（减免 20%，JS-202501-00001）") && said.contains("应缴 533.33 元"),
        "{said}"
    );
    desk.refused(
        "concession relief 3-1-301 --off 10 --from 2025-03-01 --reason 再减",
        1,
        "concession-clashes",
        &["JS-202501-00001", "concession end"],
    );
    desk.refused(
        "concession relief 3-1-301 --off 0 --from 2025-05-01 --reason 无",
        1,
        "unusable-value",
        &["优惠比例"],
    );
    desk.verified();
}

#[test]
fn relief_of_coming_months_comes_with_the_run_and_ends_with_a_day() {
    let mut desk = desk("2025-01-05", "actual-days");
    let form = desk.done("concession relief 3-1-301 --off 50 --from 2025-01-01 --reason 长期渗水");
    approved(&desk, &form);
    let posted = desk.done("bill-run post 2025-01..2025-02");
    assert_eq!((&posted["total"], &posted["let_off"]), (&json!("222.22"), &json!("222.22")));
    desk.today = "2025-02-20".to_owned();
    let ended = desk.done("concession end 1 --on 2025-01-31 --reason 已修好");
    assert_eq!(ended["charged_again"], "111.11");
    assert_eq!(stand(&desk, "现业主").0, "333.33");
    assert_eq!(desk.done("bill-run post 2025-03")["total"], "222.22");
    desk.refused(
        "concession end 1 --on 2025-01-31 --reason 再结束",
        1,
        "end-outside",
        &["优惠 1", "2025-01-31"],
    );
    let list = desk.read("concession list --home 3-1-301");
    assert!(list.contains("2025-01-01～2025-01-31（提前结束）") && list.contains("50%"), "{list}");
    desk.verified();
}

#[test]
fn there_is_no_vacancy_where_local_rules_have_none() {
    let desk = desk("2025-07-01", "actual-days");
    desk.refused(
        "concession vacancy 3-1-301 --off 30 --from 2025-07-01 --reason 无人居住",
        1,
        "no-vacancy-here",
        &["本地规定", "减免"],
    );
}

#[test]
fn a_corrected_area_gives_back_what_was_too_much_i3() {
    let mut desk = desk("2025-06-30", "actual-days");
    desk.done("bill-run post 2025-01..2025-06");
    desk.done("receipt take 3-1-301 --method cash");
    let line = "register correct-area 3-1-301 --area 92.56 --from 2025-01 --reason 产权证面积";
    let seen = desk.done(&format!("{line} --check"));
    assert_eq!((&seen["difference"], &seen["lines"][0]["is"]), (&json!("-28.20"), &json!("217.52")));
    let form = desk.done(line);
    assert_eq!(desk.done("register show 3-1-301")["area"], "94.56", "the register waits for the approval");
    approved(&desk, &form);
    assert_eq!(desk.done("register show 3-1-301")["area"], "92.56");
    assert_eq!(stand(&desk, "现业主"), pair("0.00", "28.20"));
    assert_eq!(desk.done("bill-run post 2025-07")["total"], "217.52");
    desk.refused("register correct-area 3-1-301 --area 92.56 --from 2025-01", 1, "same-area", &["92.56"]);
    desk.today = "2025-07-10".to_owned();
    let form = desk.done("register correct-area 3-1-301 --area 93.56 --from 2025-06 --reason 重测");
    approved(&desk, &form);
    // June was corrected to 92.56 and July charged by it: both lack a square metre now.
    assert_eq!(stand(&desk, "现业主"), pair("194.02", "0.00"), "217.52 − 28.20 drawn, and twice 2.35");
    let list = desk.done("arrears list --home 3-1-301 --not-due");
    let more = list["lines"].as_array().unwrap().iter().find(|l| l["months"] == "2025-06").unwrap().clone();
    let said = desk.read(&format!("charge explain {}", more["charge"]));
    assert!(said.contains("账单 6 更正差额：93.56 m²") && said.contains("减去 92.56 m²"), "{said}");
    desk.verified();
}

#[test]
fn a_run_taken_back_takes_back_what_was_split_from_it() {
    let mut desk = desk("2025-08-01", "actual-days");
    desk.done("bill-run post 2025-08");
    desk.today = "2025-08-25".to_owned();
    desk.done("register transfer 3-1-301 --on 2025-08-20 --to 李四");
    desk.done("bill-run reverse 1 --reason 重出");
    assert_eq!((stand(&desk, "原业主").0, stand(&desk, "现业主").0), ("0.00".into(), "0.00".into()));
    assert_eq!(desk.done("bill-run post 2025-08")["total"], "222.22");
    assert_eq!((stand(&desk, "原业主").0, stand(&desk, "现业主").0), ("136.20".into(), "86.02".into()));
    desk.verified();
}

#[test]
fn half_a_year_vacant_by_local_rules_c1_c3() {
    let mut desk = desk("2025-06-20", "actual-days");
    desk.done("locality set vacancy_off_percent=30 vacancy_least_months=6");
    desk.refused(
        "concession vacancy 3-1-301 --off 40 --from 2025-07-01 --reason 空置",
        1,
        "too-much-off",
        &["40%", "30%"],
    );
    desk.refused(
        "concession vacancy 3-1-301 --off 30 --from 2025-07-01 --to 2025-12-30 --reason 空置",
        1,
        "vacancy-too-short",
        &["6 个月"],
    );
    desk.done("bill-run post 2025-01..2025-08");
    desk.done("receipt take 3-1-301=1777.76 --method wechat");
    let form =
        desk.done("concession vacancy 3-1-301 --off 30 --from 2025-07-01 --to 2025-12-31 --reason 无人居住");
    assert_eq!(form["amount"], "400.02", "six lines of 66.67 decide who may approve");
    approved(&desk, &form);
    assert_eq!(stand(&desk, "现业主"), pair("0.00", "133.34"), "July and August were paid in full");
    desk.today = "2025-09-01".to_owned();
    let posted = desk.done("bill-run post 2025-09..2025-12");
    assert_eq!((&posted["total"], &posted["let_off"]), (&json!("622.20"), &json!("266.68")));
    assert_eq!(stand(&desk, "现业主").0, "488.86", "933.30 for half a year, 444.44 less 133.34 of it paid");
    let said = desk.read("charge explain 9");
    assert!(
        said.contains("空置优惠 -66.67 元（空置按 70% 收取，KZ-202506-00001）")
            && said.contains("应缴 155.55 元")
    );
    desk.verified();
}

#[test]
fn a_run_taken_back_takes_back_parts_that_begin_after_its_month() {
    let desk = Desk::with_homes("2025-01-05", &["3-1-301,张三,94.56,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01 --cycle quarter");
    desk.done("tariff assign 物业服务费");
    desk.done("office set developer=青禾置业有限公司");
    desk.done("register handover 3-1-301 --on 2025-03-18");
    assert_eq!(desk.done("bill-run post 2025-01")["total"], "666.66");
    desk.refused("bill-run post 2025-01", 1, "nothing-to-charge", &["2 笔"]);
    desk.done("bill-run reverse 1 --reason 重出");
    assert_eq!((stand(&desk, "建设单位").0, stand(&desk, "现业主").0), ("0.00".into(), "0.00".into()));
    assert_eq!(desk.done("bill-run post 2025-01")["charges"], 2);
    desk.verified();
}

#[test]
fn every_paper_speaks_of_the_days_and_to_whom_they_are_owed() {
    let mut desk = desk("2025-08-01", "actual-days");
    desk.done("bill-run post 2025-08");
    desk.today = "2025-08-25".to_owned();
    desk.done("register transfer 3-1-301 --on 2025-08-20 --to 李四");
    assert_eq!(desk.done("notice slips 2025-08 --out 通知单").as_array().map(Vec::len), None);
    desk.today = "2025-11-01".to_owned();
    let list = desk.done("arrears list --home 3-1-301");
    let lines = list["lines"].as_array().unwrap();
    let of = |account: i64| lines.iter().find(|l| l["account"] == account).unwrap();
    assert_eq!(of(1)["days"], json!(["2025-08-01", "2025-08-19"]));
    assert_eq!((&of(2)["days"], &of(2)["open"]), (&json!(["2025-08-20", "2025-08-31"]), &json!("86.02")));
    assert_eq!((&of(1)["remark"], &of(2)["remark"]), (&json!("原业主"), &json!("")));
    desk.done("dunning run 温馨提示 --out 催缴.pdf");
    desk.verified();
}
