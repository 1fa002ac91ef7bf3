//! Script B of domain section 7.5, a dunning and complaint day on 6 January 2026, on the command line. Step 5 stands in
//! `tickets.rs`.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use zhangfang_tests::people::MANAGER;
use zhangfang_tests::{Desk, dunning_day};

const FIRST: &str = "第一次催缴通知 --building 5";

fn texts(lines: &Value, key: &str) -> Vec<String> {
    lines.as_array().unwrap().iter().map(|line| line[key].as_str().unwrap().to_owned()).collect()
}

/// The rooms of a kind of work on the list of the morning.
fn work(desk: &Desk, kind: &str) -> Vec<String> {
    let items = desk.done("dunning today");
    let of_kind = items.as_array().unwrap().iter().filter(|item| item["kind"] == kind);
    of_kind.map(|item| item["room"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn b1_the_first_notice_of_building_5_goes_to_twenty_homes_and_names_the_other_four() {
    let desk = dunning_day::office();
    let plan = desk.done(&format!("dunning preview {FIRST}"));
    assert_eq!(plan["to"].as_array().unwrap().len(), 20);
    assert_eq!(texts(&plan["left_out"], "room"), ["5-1-101", "5-1-102", "5-1-201", "5-2-801"]);
    let reasons = texts(&plan["left_out"], "reason");
    for (reason, word) in reasons.iter().zip(["已缴清", "已缴清", "按分期协议", "暂停中：投诉处理中"])
    {
        assert!(reason.contains(word), "{reason}");
    }
    let read = desk.read(&format!("dunning preview {FIRST}"));
    assert!(!read.contains("许朗") && !read.contains("138"), "{read}");
}

#[test]
fn b2_every_home_gets_two_copies_and_who_paid_meanwhile_gets_none() {
    let desk = dunning_day::office();
    let before = desk.done(&format!("dunning preview {FIRST}"));
    assert_eq!(before["to"].as_array().unwrap().len(), 20);
    desk.done("receipt take 5-2-101 --method wechat");
    let run = desk.done(&format!("dunning run {FIRST} --out 催缴.pdf"));
    assert_eq!(run["homes"], 19);
    desk.done("receipt take 5-2-102=100 --method wechat");
    let again = desk.done("dunning reprint 2 --out 补印.pdf");
    assert_eq!(again["homes"], 18, "{again}");
    assert_eq!(again["changed"], serde_json::json!(["5-2-102"]));
}

#[test]
fn b3_a_threat_cannot_be_written_and_a_suit_only_in_the_formal_letter() {
    let desk = dunning_day::office();
    let threat = desk.say("wording check 再不交就停水");
    assert_eq!(threat.code, Some(1));
    assert!(threat.text.contains("停水") && threat.text.contains("944"), "{}", threat.text);
    assert_eq!(desk.say("wording check 依法提起诉讼 --kind notice").code, Some(1));
    desk.refused("letter set first-notice 再不交就停水", 1, "wording-blocked", &["停水"]);
    let formal = desk.say("wording check 依法提起诉讼 --kind formal-demand");
    assert!(!formal.text.contains("不能写"), "{}", formal.text);
}

#[test]
fn b4_a_call_at_noon_waits_until_two_and_a_second_one_for_the_manager() {
    let desk = dunning_day::office();
    let when = desk.read("contact when 5-1-402 --at 2026-01-06T12:40");
    assert!(when.contains("14:00"), "{when}");
    let call = "contact add 5-1-402 --outcome 无人接听或无人在家 --next 2026-01-07";
    desk.refused(&format!("{call} --at 2026-01-06T12:40"), 1, "quiet-hours", &["14:00"]);
    desk.done(&format!("{call} --at 2026-01-06T14:00"));
    desk.refused(&format!("{call} --at 2026-01-06T16:00"), 1, "too-often", &["2026-01-07"]);
    desk.done(&format!("{MANAGER}{call} --at 2026-01-06T16:00 --over-cap 业主要求当天再打"));
}

#[test]
fn b6_an_agreement_in_seven_parts_pauses_the_ladder_and_moves_limitation() {
    let desk = dunning_day::office();
    let made = desk.done("agreement make 5-1-1001 --parts 7 --first 2026-02-10");
    let parts = texts(&made["instalments"], "amount");
    assert_eq!(parts, ["428.57", "428.57", "428.57", "428.57", "428.57", "428.57", "428.58"]);
    let plan = desk.done(&format!("dunning preview {FIRST}"));
    assert_eq!(plan["to"].as_array().unwrap().len(), 19);
    let lines = desk.done("arrears list --home 5-1-1001");
    assert_eq!(lines["lines"][0]["limitation"], "2029-08-10", "three years from the last instalment (L5)");
}

#[test]
fn b7_a_demand_signed_for_by_a_grown_son_moves_what_was_in_time_and_a_posting_moves_nothing() {
    let desk = dunning_day::office();
    desk.done(&format!(
        "{MANAGER}dunning run 书面催缴函 --room 5-2-303 --skip 业主要求书面答复 --out 函.pdf"
    ));
    let letter = desk.done("delivery letters --home 5-2-303");
    let number = letter[0]["number"].as_str().unwrap().to_owned();
    desk.done(&format!("delivery add {number} --way board --at 2026-01-06T09:30 --note 一楼公告栏"));
    let last_day = |desk: &Desk| desk.done("arrears list --home 5-2-303")["lines"][0]["limitation"].clone();
    assert_eq!(last_day(&desk), "2028-12-20");
    desk.done(&format!(
        "delivery add {number} --way hand --at 2026-01-06T10:15 --signer 石小岩 --relation 同住成年家属"
    ));
    assert_eq!(last_day(&desk), "2029-01-06");
}

#[test]
fn b8_b9_the_queue_of_72_hours_holds_the_homes_of_the_run_until_friday_less_those_who_paid() {
    let mut desk = dunning_day::office();
    assert_eq!(desk.done(&format!("dunning run {FIRST} --out 催缴.pdf"))["homes"], 20);
    assert_eq!(work(&desk, "follow-up").len(), 20);
    // The claim that ends in 25 days stands first.
    let items = desk.done("dunning today");
    assert_eq!(
        (&items[0]["kind"], &items[0]["room"], &items[0]["due"]),
        (&"barring".into(), &"5-2-901".into(), &"2026-01-31".into())
    );
    desk.done("receipt take 5-1-302 --method cash");
    desk.today = "2026-01-09".to_owned();
    let friday = work(&desk, "follow-up");
    assert_eq!((friday.len(), friday.contains(&"5-1-302".to_owned())), (19, false));
    desk.today = "2026-01-10".to_owned();
    assert_eq!(work(&desk, "follow-up"), Vec::<String>::new());
    // What the run brought: one of twenty so far (M6).
    let runs = desk.done("dunning runs");
    assert_eq!(
        (&runs[0]["homes"], &runs[0]["converted"], &runs[0]["of"]),
        (&20.into(), &1.into(), &20.into())
    );
    desk.verified();
}

#[test]
fn a_ladder_against_the_law_cannot_be_set() {
    let desk = dunning_day::office();
    desk.refused("dunning set formal-demand.term=14", 1, "ladder-rule", &["书面催缴函", "15"]);
    desk.refused("dunning set call.on=否", 1, "ladder-rule", &["电话沟通"]);
    desk.refused("dunning run 律师函 --out 律师.pdf", 1, "unknown", &["律师函"]);
}
