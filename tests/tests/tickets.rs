//! Tickets on the command line: script B step 5, and everything that is refused on the way.
#![allow(clippy::unwrap_used)]

use zhangfang_tests::{Desk, dunning_day};

const TAKE: &str = "ticket take 5-2-701 --kind 报修 --topic 水电 --place 5栋2单元楼道 --wish 楼道灯修好就交 --channel 催缴沟通中提出";

#[test]
fn b5_the_light_is_mended_the_same_afternoon_and_the_owner_is_called() {
    let desk = dunning_day::office();
    let taken = desk.done(&format!("{TAKE} --fee-item 物业服务费"));
    let number = taken["number"].as_str().unwrap().to_owned();
    assert_eq!(taken["paused_until"], "2026-01-16");
    let read = desk.read(&format!("ticket show {number}"));
    assert!(read.contains("暂停催缴到 2026-01-16") && read.contains("楼道灯修好就交"), "{read}");
    // The debt stays what it is.
    let owed = |desk: &Desk| desk.done("arrears list --home 5-2-701")["total"].clone();
    let before = owed(&desk);
    desk.done(&format!("ticket step {number} 派单 --to 电工老赵"));
    desk.done(&format!("ticket step {number} 办结 --by 电工老赵 --note 换灯管一支"));
    assert_eq!(owed(&desk), before);
    let due = desk.done("ticket due");
    assert_eq!(
        (due["served"][0]["room"].as_str(), due["served"].as_array().unwrap().len()),
        (Some("5-2-701"), 1)
    );
    assert!(desk.read("ticket due").contains("服务已办结—回访并沟通缴费"));
    let shown = desk.done(&format!("ticket show {number}"));
    assert_eq!(shown["ticket"]["paused_until"], serde_json::Value::Null);
    desk.done(&format!("ticket step {number} 回访 --by 客服小李 --score 5"));
    desk.done(&format!("ticket step {number} 缴费沟通 --word 承诺缴纳 --note 周五前交清"));
    desk.done(&format!("ticket step {number} 关闭"));
    assert_eq!(desk.done("ticket due")["served"], serde_json::json!([]));
    for sheet in ["intake", "job", "revisit"] {
        desk.done(&format!("ticket print {number} --sheet {sheet} --out {sheet}.pdf"));
        assert!(std::fs::read(desk.path(&format!("{sheet}.pdf"))).unwrap().starts_with(b"%PDF"));
    }
    desk.verified();
}

#[test]
fn what_is_not_allowed_says_why_and_the_way_out() {
    let desk = dunning_day::office();
    desk.refused(
        "ticket take --kind 报修 --topic 电梯 --wish 电梯异响",
        1,
        "unusable-value",
        &["房号或位置"],
    );
    desk.refused("ticket take 9-9-999 --kind 报修 --topic 电梯 --wish 异响", 1, "unknown-home", &["9-9-999"]);
    desk.refused(
        "ticket take 5-2-701 --kind 骂人 --topic 电梯 --wish 异响",
        1,
        "unusable-value",
        &["骂人", "投诉"],
    );
    desk.refused("ticket take 5-2-701 --kind 报修 --topic 飞船 --wish 异响", 1, "unknown", &["飞船", "水电"]);
    desk.refused(
        "ticket take --place 大堂 --kind 投诉 --topic 保洁 --wish 脏 --fee-item 物业服务费",
        1,
        "ticket-fee-without-home",
        &["房号", "ticket take 房号"],
    );
    desk.refused(
        "ticket take 5-2-701 --kind 报修 --topic 电梯 --wish 异响 --at 2030-01-01T08:00",
        1,
        "ticket-to-come",
        &["2030-01-01"],
    );
    desk.refused("ticket show GD-202601-00009", 1, "unknown", &["工单", "GD-202601-00009"]);
    let number = desk.done(TAKE)["number"].as_str().unwrap().to_owned();
    let refused = |line: &str, code: &str, named: &[&str]| {
        desk.refused(&format!("ticket {line}").replace('#', &number), 1, code, named)
    };
    refused("step # 关闭", "ticket-not-now", &["受理", "关闭", "ticket show"]);
    refused("step # 办结 --by 老赵", "ticket-unexplained", &["做了什么", "--note"]);
    refused("step # 驳回 --word 不属实", "ticket-unexplained", &["解释"]);
    refused(
        "step # 挂起 --word 等料 --until 2020-01-01T08:00 --note 等灯管",
        "ticket-hold-over",
        &["2020-01-01"],
    );
    refused("step # 办结 --by 老赵 --note 不缴费就停电", "wording-blocked", &["停电"]);
    refused("step # 派单 --to 没登记的公司 --contractor", "unknown", &["外包单位", "没登记的公司"]);
    refused("step # 缴费沟通 --word 愿意缴纳 --note 好", "ticket-no-fee", &["不涉及费用"]);
    refused("step # 升天", "unusable-value", &["升天"]);
    refused("extend # --until 2026-02-01 --reason 等", "ticket-no-pause", &[&number]);
    refused("material # --what 灯管 --amount 20", "ticket-not-agreed", &["同意", "--agreed"]);
    refused("material # --what 灯管 --quantity 0", "unusable-value", &["数量"]);
    refused("terms p2.close=很快", "unusable-value", &["很快", "3天"]);
    desk.done(&format!("ticket step {number} 办结 --by 老赵 --note 换灯管"));
    refused("step # 回访 --by 老赵 --score 5", "ticket-own-work", &["老赵", "--by"]);
    refused("step # 回访 --by 小李 --score 9", "ticket-score", &["9", "1 至 5"]);
    refused("step # 回访 --by 小李 --score 1", "ticket-unexplained", &["不满意"]);
    desk.verified();
}
