//! Script B of domain section 7.5, a dunning and complaint day on 6 January 2026, on the command line.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use zhangfang_tests::{Desk, dunning_day};

/// The morning with what went before: reminded in December, asked for the reason; one complaint holds a home.
fn morning() -> Desk {
    let mut desk = dunning_day::office();
    desk.today = "2025-12-23".to_owned();
    let reminded = desk.done("dunning run 温馨提示 --building 5 --out 温馨提示.pdf");
    assert_eq!(reminded["homes"], 24);
    desk.today = dunning_day::DAY.to_owned();
    desk.done("ticket take 5-2-801 --kind 投诉 --topic 电梯 --wish 电梯夜里太响 --fee-item 物业服务费");
    for line in desk.done("dunning list --building 5").as_array().unwrap() {
        desk.done(&format!("dunning reason {} 未明", line["room"].as_str().unwrap()));
    }
    desk
}

const SKIP: &str = "--skip 管家已逐户问过，经理批准";

fn left_out(plan: &Value) -> Vec<(String, String)> {
    let text = |line: &Value, key: &str| line[key].as_str().unwrap().to_owned();
    plan["left_out"].as_array().unwrap().iter().map(|l| (text(l, "room"), text(l, "reason"))).collect()
}

#[test]
fn b1_the_first_notice_of_building_5_goes_to_twenty_homes_and_names_the_other_four() {
    let desk = morning();
    // The talk comes first; leaving it out is the manager's word.
    let early = desk.done("dunning preview 第一次催缴通知 --building 5");
    assert_eq!(early["to"].as_array().unwrap().len(), 0);
    let plan = desk.done(&format!("dunning preview 第一次催缴通知 --building 5 {SKIP}"));
    assert_eq!(plan["to"].as_array().unwrap().len(), 20);
    let left = left_out(&plan);
    assert_eq!(left[0], ("5-1-101".to_owned(), "已缴清，没有逾期".to_owned()));
    assert_eq!(left[1], ("5-1-102".to_owned(), "已缴清，没有逾期".to_owned()));
    assert_eq!((left[2].0.as_str(), left[2].1.contains("按分期协议")), ("5-1-201", true));
    assert_eq!((left[3].0.as_str(), left[3].1.contains("暂停中：投诉处理中")), ("5-2-801", true));
    assert_eq!(left.len(), 4);
}

#[test]
fn b8_b9_the_queue_of_72_hours_holds_the_homes_of_the_run_until_friday_less_those_who_paid() {
    let mut desk = morning();
    let run = desk.done(&format!("dunning run 第一次催缴通知 --building 5 {SKIP} --out 催缴.pdf"));
    assert_eq!(run["homes"], 20);
    let of = |desk: &Desk, kind: &str| {
        let items = desk.done("dunning today");
        let rooms = items.as_array().unwrap().iter().filter(|i| i["kind"] == kind);
        rooms.map(|i| i["room"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of(&desk, "follow-up").len(), 20);
    // The claim that ends in 25 days stands first.
    let items = desk.done("dunning today");
    assert_eq!(
        (&items[0]["kind"], &items[0]["room"], &items[0]["due"]),
        (&"barring".into(), &"5-2-901".into(), &"2026-01-31".into())
    );
    desk.done("receipt take 5-1-302 --method cash");
    desk.today = "2026-01-09".to_owned();
    let friday = of(&desk, "follow-up");
    assert_eq!((friday.len(), friday.contains(&"5-1-302".to_owned())), (19, false));
    desk.today = "2026-01-10".to_owned();
    assert_eq!(of(&desk, "follow-up"), Vec::<String>::new());
    // What the run brought: one of twenty so far.
    let runs = desk.done("dunning runs");
    assert_eq!(
        (&runs[0]["homes"], &runs[0]["converted"], &runs[0]["of"]),
        (&20.into(), &1.into(), &20.into())
    );
    // A ladder that goes against the law cannot be set.
    desk.refused("dunning set formal-demand.term=14", 1, "ladder-rule", &["书面催缴函", "15"]);
    desk.refused("dunning set call.on=否", 1, "ladder-rule", &["电话沟通"]);
    desk.refused("dunning run 律师函 --out 律师.pdf", 1, "unknown", &["律师函"]);
    desk.verified();
}
