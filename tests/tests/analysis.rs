//! Analysis, campaigns and the plan through the command line (checklist S52, S89, S90, S91, S93, S122).
#![allow(clippy::unwrap_used)]

use zhangfang_tests::Desk;

/// Four homes in two buildings that owe October and November of 2025.
fn desk() -> Desk {
    let homes =
        ["1-1-101,张三,100,住宅", "1-1-102,李四,100,住宅", "2-1-101,王五,100,住宅", "2-1-102,赵六,100,商铺"];
    let mut desk = Desk::with_homes("2025-10-01", &homes);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-10");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-10..2025-11");
    desk.today = "2025-12-27".to_owned();
    desk
}

#[test]
fn arrears_open_from_building_to_home() {
    let desk = desk();
    let by = |line: &str| desk.done(line)["rows"].as_array().unwrap().len();
    assert_eq!(by("analysis arrears"), 2);
    assert_eq!(by("analysis arrears --by 户 --where building=1"), 2);
    assert_eq!(by("analysis arrears --by use"), 2);
    assert_eq!(by("analysis arrears --by home --where building=1 --where building=2 --where 业态=商铺"), 1);
    let total = &desk.done("analysis arrears")["total"];
    assert_eq!((total["total"].as_str(), total["chased"].as_str()), (Some("1880.00"), Some("1880.00")));
    desk.refused("analysis arrears --by 星座", 1, "unusable-value", &["星座", "building"]);
    desk.refused("analysis arrears --where building", 1, "unusable-value", &["building", "依据=键"]);
    desk.refused("analysis arrears --where building=9", 1, "unknown", &["楼栋", "9"]);
    desk.refused("analysis effect --percent 101", 1, "unusable-value", &["101", "1% 到 100%"]);
    desk.refused("analysis effect --within 0", 1, "unusable-value", &["0 天"]);
    desk.verified();
}

#[test]
fn a_campaign_and_a_plan_are_kept_and_the_unlawful_one_is_refused() {
    let desk = desk();
    let start =
        "campaign start 年末清缴 --from 2025-12-27 --to 2026-01-10 --where building=1 --target 500 --text";
    desk.refused(&format!("{start} 不交就停水"), 1, "wording-blocked", &["停水"]);
    let asking = "请到服务中心核对并缴清，有困难可以分期。";
    desk.refused(
        &format!("{} {asking}", start.replace("500", "940.01")),
        1,
        "campaign-target",
        &["940.01", "940.00"],
    );
    desk.refused(
        &format!("{} {asking}", start.replace("building=1", "building=9")),
        1,
        "campaign-nothing-owed",
        &["放宽"],
    );
    assert_eq!(desk.done(&format!("{start} {asking}"))["campaign"], 1);
    desk.done("receipt take 1-1-101=470 --method cash");
    let result = desk.done("campaign show 1");
    assert_eq!(result["reached"]["percent"], "94.00");
    assert_eq!(
        (result["cleared"]["numerator"].as_u64(), result["cleared"]["denominator"].as_u64()),
        (Some(1), Some(2))
    );
    desk.done("campaign end 1 --note 分期最有效");
    desk.refused("campaign end 1 --note 再来", 1, "campaign-ended", &["年末清缴"]);
    desk.refused("campaign show 7", 1, "unknown", &["7"]);

    desk.done("plan set 2026-01=1000 2026-02=2000");
    desk.refused("plan set 2026-01=900", 1, "plan-reason", &["2026-01", "原因"]);
    desk.done("plan set 2026-01=900 --note 调整");
    desk.refused("plan set 2026-13=1", 1, "unusable-value", &["2026-13"]);
    desk.refused("plan set 2026-03", 1, "unusable-value", &["2026-03", "月份=金额"]);
    assert_eq!(desk.done("plan show 2026")["rows"][0]["year"]["target"], "2900.00");
    let proposed = desk.done("plan propose 2026 --percent 110");
    assert_eq!(proposed[0]["months"][11], "517.00");
    desk.verified();
}

#[test]
fn the_papers_of_the_meeting_and_of_a_visit_are_made() {
    let desk = desk();
    desk.done("office set phone=0571-86000000");
    for line in
        ["review print 2025-12", "analysis dossier 1-1-101", "analysis hard", "analysis people 2025-12"]
    {
        desk.done(&format!("{line} --out a.pdf"));
        assert!(std::fs::read(desk.path("a.pdf")).unwrap().starts_with(b"%PDF"), "{line}");
    }
    desk.done("receipt take 1-1-101=470 --method cash");
    desk.refused("analysis dossier 1-1-101 --out b.pdf", 1, "nothing-open", &["1-1-101"]);
    desk.refused("analysis dossier 9-9-999 --out b.pdf", 1, "unknown-home", &["9-9-999"]);
    desk.verified();
}
