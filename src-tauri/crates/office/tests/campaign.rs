//! Campaigns and the yearly plan (checklist S89, S90, S93).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{code, date, office, on, pay};
use zhangfang_domain::analysis::Axis;
use zhangfang_domain::effect::Measure;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::analysis::Slice;
use zhangfang_office::campaign::{CampaignRequest, CampaignState, Scope};
use zhangfang_office::plan::PlanRequest;
use zhangfang_office::{Occasion, Office};

const HOMES: [(&str, u16, &str); 5] =
    [("1", 1, "101"), ("1", 1, "102"), ("1", 2, "101"), ("2", 1, "101"), ("2", 1, "102")];

fn building(code: &str) -> Slice {
    Slice { axis: Axis::Building, key: code.to_owned() }
}

/// Building 1 before the end of the year: three homes that owe July to October, 940.00 each.
fn request() -> CampaignRequest {
    CampaignRequest {
        name: "年末集中清缴".into(),
        from: date("2025-12-01"),
        to: date("2025-12-31"),
        scope: Scope { within: vec![building("1")], at_least: Fen::ZERO },
        target: Fen(200_000),
        text: "请在年底前到服务中心核对并缴清本年度物业费，有困难的可以申请分期。".into(),
        note: String::new(),
    }
}

#[test]
fn the_result_counts_what_came_in_on_what_was_owed_when_it_began() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-12");
    let campaign = office.start_campaign(&request(), &on("2025-11-20")).unwrap().value;
    // July to October are overdue on the eve, November falls due on it and counts; December does not.
    pay(&mut office, "1-1-101", 235, "2025-11-30");
    pay(&mut office, "1-1-101", 940, "2025-12-10");
    pay(&mut office, "1-1-102", 300, "2025-12-15");
    pay(&mut office, "2-1-101", 940, "2025-12-15");
    let result = office.campaign_result(campaign, date("2025-12-20")).unwrap();
    assert_eq!(result.line.state, CampaignState::Running);
    assert_eq!(
        (result.recovered.numerator, result.recovered.denominator),
        (Fen(124_000), Fen(94_000 + 2 * 117_500))
    );
    assert_eq!(result.reached.percent().unwrap().to_string(), "62.00");
    assert_eq!((result.cleared.numerator, result.cleared.denominator), (1, 3));
    let days: Vec<(String, i64)> = result.days.iter().map(|(day, fen)| (day.to_string(), fen.0)).collect();
    assert_eq!(days, [("2025-12-10".to_owned(), 94_000), ("2025-12-15".to_owned(), 124_000)]);
    assert_eq!(result.homes[0].room, "1-2-101", "who owes most comes first");
    assert_eq!(result.shares[0].person, "未指定");
    // What comes in after its last day does not count.
    pay(&mut office, "1-2-101", 1_175, "2026-01-05");
    let over = office.campaign_result(campaign, date("2026-01-06")).unwrap();
    assert_eq!((over.line.state, over.recovered.numerator), (CampaignState::Over, Fen(124_000)));
}

#[test]
fn what_is_voided_did_not_come_in() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    let campaign = office.start_campaign(&request(), &on("2025-11-20")).unwrap().value;
    let number = pay(&mut office, "1-1-101", 940, "2025-12-10");
    office.void(number, "付款人要求退回", &on("2025-12-10")).unwrap();
    let result = office.campaign_result(campaign, date("2025-12-20")).unwrap();
    assert_eq!((result.recovered.numerator, result.days), (Fen::ZERO, Vec::new()));
}

#[test]
fn a_campaign_passes_through_its_states_and_ends_once_with_a_word() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    let campaign = office.start_campaign(&request(), &on("2025-11-20")).unwrap().value;
    let state = |office: &Office, day: &str| office.campaigns(date(day)).unwrap()[0].state;
    assert_eq!(state(&office, "2025-11-30"), CampaignState::Planned);
    assert_eq!(state(&office, "2025-12-01"), CampaignState::Running);
    assert_eq!(state(&office, "2025-12-31"), CampaignState::Running);
    assert_eq!(state(&office, "2026-01-01"), CampaignState::Over);
    assert_eq!(code(office.end_campaign(campaign, "  ", &on("2026-01-02"))), "unusable-value");
    office.end_campaign(campaign, "分期最有效", &on("2026-01-02")).unwrap();
    assert_eq!(state(&office, "2026-01-02"), CampaignState::Ended);
    assert_eq!(code(office.end_campaign(campaign, "再写一次", &on("2026-01-03"))), "campaign-ended");
    assert_eq!(code(office.end_campaign(99, "没有", &on("2026-01-03"))), "unknown");
}

#[test]
fn a_campaign_ended_early_counts_until_that_day() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    let campaign = office.start_campaign(&request(), &on("2025-11-20")).unwrap().value;
    office.end_campaign(campaign, "提前结束", &on("2025-12-05")).unwrap();
    pay(&mut office, "1-1-101", 940, "2025-12-10");
    let result = office.campaign_result(campaign, date("2025-12-20")).unwrap();
    assert_eq!((result.line.until, result.recovered.numerator), (date("2025-12-05"), Fen::ZERO));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    let mut refused = |change: fn(&mut CampaignRequest)| {
        let mut new = request();
        change(&mut new);
        code(office.start_campaign(&new, &on("2025-11-20")))
    };
    assert_eq!(refused(|c| c.to = date("2025-11-30")), "campaign-dates");
    assert_eq!(
        refused(|c| {
            c.from = date("2025-10-01");
            c.to = date("2025-11-19");
        }),
        "campaign-dates"
    );
    assert_eq!(refused(|c| c.target = Fen::ZERO), "campaign-target");
    assert_eq!(refused(|c| c.target = Fen(3 * 94_000 + 1)), "campaign-target");
    assert_eq!(refused(|c| c.scope.within = vec![building("7")]), "campaign-nothing-owed");
    assert_eq!(refused(|c| c.scope.at_least = Fen(94_001)), "campaign-nothing-owed");
    assert_eq!(refused(|c| c.name = " ".into()), "unusable-value");
    assert_eq!(refused(|c| c.text = String::new()), "unusable-value");
    assert_eq!(refused(|c| c.text = "年底前不交就停 水停 电".into()), "wording-blocked");
    assert_eq!(refused(|c| c.text = "3-1-301 请尽快缴费".into()), "wording-blocked");
    office.start_campaign(&request(), &on("2025-11-20")).unwrap();
    assert_eq!(code(office.start_campaign(&request(), &on("2025-11-20"))), "taken");
}

#[test]
fn several_keys_of_one_axis_are_one_or_the_other() {
    let dir = tempfile::tempdir().unwrap();
    let office = office(dir.path(), &HOMES, "2025-07..2025-10");
    let scope = |within: &[Slice]| Scope { within: within.to_vec(), at_least: Fen::ZERO };
    let homes = |within: &[Slice]| office.scope_preview(&scope(within), date("2025-11-20")).unwrap().homes;
    assert_eq!(homes(&[]), 5);
    assert_eq!(homes(&[building("1"), building("2")]), 5);
    let unit = Slice { axis: Axis::Unit, key: "1-2".into() };
    assert_eq!(homes(&[building("1"), building("2"), unit.clone()]), 1);
    assert_eq!(
        zhangfang_office::campaign::words(&scope(&[building("1"), building("2"), unit])),
        "楼栋：1栋、2栋；单元：1栋2单元"
    );
}

fn targets(person: &str, months: &[(u32, i64)], note: &str) -> PlanRequest {
    let targets = months.iter().map(|(m, yuan)| (Month::new(2026, *m).unwrap(), Fen(yuan * 100))).collect();
    PlanRequest { person: person.into(), targets, note: note.into() }
}

#[test]
fn the_plan_stands_beside_what_the_receipts_brought() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    office.set_plan(&targets("", &[(1, 1_000), (2, 2_000)], ""), &on("2026-01-02")).unwrap();
    pay(&mut office, "1-1-101", 500, "2026-01-10");
    let number = pay(&mut office, "1-1-102", 300, "2026-01-11");
    office.void(number, "收错", &on("2026-01-11")).unwrap();
    pay(&mut office, "1-1-102", 900, "2026-02-11");
    let plan = office.plan(2026, date("2026-01-31")).unwrap();
    let office_row = &plan.rows[0];
    assert_eq!(office_row.months[0].rate().unwrap().percent().unwrap().to_string(), "50.00");
    assert_eq!((office_row.to_date.target, office_row.to_date.actual), (Some(Fen(100_000)), Fen(50_000)));
    assert_eq!((office_row.year.target, office_row.year.actual), (Some(Fen(300_000)), Fen(140_000)));
    assert_eq!(office_row.months[2].target, None);
}

#[test]
fn a_target_changes_with_a_reason_only_and_the_newest_counts() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    office.set_plan(&targets("", &[(3, 1_000)], ""), &on("2026-01-02")).unwrap();
    assert_eq!(code(office.set_plan(&targets("", &[(3, 1_200)], ""), &on("2026-01-03"))), "plan-reason");
    office.set_plan(&targets("", &[(3, 1_000)], ""), &on("2026-01-03")).unwrap();
    office.set_plan(&targets("", &[(3, 1_200)], "新交付一栋"), &on("2026-01-03")).unwrap();
    let march = office.plan(2026, date("2026-01-03")).unwrap().rows[0].months[2].target;
    assert_eq!(march, Some(Fen(120_000)));
    assert_eq!(code(office.set_plan(&targets("", &[(1, 1)], ""), &on("2026-02-01"))), "plan-reason");
    assert_eq!(code(office.set_plan(&targets("", &[], ""), &on("2026-01-01"))), "unusable-value");
    assert_eq!(code(office.set_plan(&targets("", &[(5, -1)], ""), &on("2026-01-01"))), "unusable-value");
    assert_eq!(code(office.set_plan(&targets("查无此人", &[(5, 1)], ""), &on("2026-01-01"))), "unknown");
}

#[test]
fn a_proposal_follows_the_year_before() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    assert_eq!(code(office.propose_plan(2026, 100)), "plan-no-year-before");
    pay(&mut office, "1-1-101", 333, "2025-11-10");
    pay(&mut office, "2-1-101", 300, "2025-11-12");
    let proposed = office.propose_plan(2026, 105).unwrap();
    assert_eq!((proposed.len(), proposed[0].person.as_str()), (1, ""));
    assert_eq!(proposed[0].months[10], Some(Fen(66_500)), "633.00 × 105 % in whole yuan");
    assert_eq!(proposed[0].months[0], None);
    for percent in [0, 301] {
        assert_eq!(code(office.propose_plan(2026, percent)), "unusable-value");
    }
}

#[test]
fn achieved_and_assigned_add_up_to_the_office() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    pay(&mut office, "1-1-101", 940, "2025-11-10");
    let month = Months::single(Month::new(2025, 11).unwrap());
    let found = office.performance(month, Measure::default(), date("2025-11-30")).unwrap();
    assert_eq!(
        (found.total.collected.numerator, found.total.collected.denominator),
        (Fen(94_000), Fen(5 * 94_000))
    );
    assert_eq!((found.total.owing.numerator, found.total.owing.denominator), (4, 5));
    let sum: Fen = found.rows.iter().map(|r| r.collected.denominator).sum();
    assert_eq!(sum, found.total.collected.denominator);
    assert_eq!(found.rows.iter().map(|r| r.homes).sum::<usize>(), 5);
}

#[test]
fn the_same_key_is_the_same_campaign() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    let who = Occasion { key: Some("k1".into()), ..on("2025-11-20") };
    let first = office.start_campaign(&request(), &who).unwrap();
    let again = office.start_campaign(&request(), &who).unwrap();
    assert_eq!((first.value, again.replayed), (again.value, true));
}
