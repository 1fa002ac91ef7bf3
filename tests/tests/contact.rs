//! Contacts and deliveries on the command line: what the caps refuse and what a letter's delivery moves (script B 4, 7).
#![allow(clippy::unwrap_used)]

use zhangfang_tests::Desk;

/// Two homes that owe since January 2023, on the day of script B.
fn desk() -> Desk {
    let mut desk = Desk::with_homes("2023-01-01", &["5-1-402,许朗,94.56,住宅", "5-2-303,石岩,94.56,住宅"]);
    desk.done("staff add 项目经理陈 --role manager");
    desk.done("staff add 前台小周 --role clerk --operator 项目经理陈");
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2023-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2023-01..2023-02");
    desk.today = "2026-01-06".to_owned();
    desk
}

#[test]
fn c7_b4_a_call_at_noon_moves_to_two_and_a_second_needs_the_manager() {
    let desk = desk();
    let note = "contact add 5-1-402 --wish 说过几天 --why forgot --outcome informed --next 2026-01-09";
    let noon = desk.say(&format!("{note} --at 2026-01-06T12:40"));
    assert_eq!(noon.code, Some(1));
    assert!(
        noon.error.contains("2026-01-06 14:00") && noon.error.contains("命令：contact when"),
        "{}",
        noon.error
    );
    desk.done(&format!("{note} --at 2026-01-06T14:00"));
    let again = desk.say(&format!("{note} --at 2026-01-06T16:00"));
    assert!(again.error.contains("当天已打电话 1 次"), "{}", again.error);
    let clerk = desk.say(&format!("{note} --at 2026-01-06T16:00 --over-cap 业主约的 --operator 前台小周"));
    assert!(clerk.error.contains("项目经理或公司"), "{}", clerk.error);
    desk.done(&format!("{note} --at 2026-01-06T16:00 --over-cap 业主约的 --operator 项目经理陈"));
    assert!(desk.read("contact list --home 5-1-402").contains("2026-01-06 16:00"));
    let third = desk.say("contact terms 5-1-402 --number 13900000000 --source 邻居 --basis 本人同意");
    assert!(third.error.contains("不是合法来源"), "{}", third.error);
    desk.verified();
}

#[test]
fn s42_a_promise_is_noted_with_the_call_it_was_made_in() {
    let desk = desk();
    desk.done(
        "contact add 5-1-402 --at 2026-01-06T14:00 --wish 十号前交清 --outcome promised --promise 2026-01-10",
    );
    assert!(desk.read("promise list").contains("十号前交清"));
    desk.done("promise void 1 --reason 记错了房号");
    assert!(desk.read("promise list").contains("没有承诺"));
    desk.verified();
}
