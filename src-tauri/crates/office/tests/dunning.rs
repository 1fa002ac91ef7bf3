//! Who owes, who is written to and who is left out, and what was promised for which day.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{agree, call, charged, home, on, pay, profile, promise};
use std::path::Path;
use zhangfang_documents::FontSet;
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::Bucket;
use zhangfang_domain::contact::{ArrearsReason, Outcome};
use zhangfang_domain::dunning::{Ladder, Leave, Need, Stage};
use zhangfang_office::arrears::ArrearsFilter;
use zhangfang_office::contact::ContactNote;
use zhangfang_office::dunning::{DebtorFilter, Decision, DunningRequest, LeftOut, Scope};
use zhangfang_office::ladder;
use zhangfang_office::papers;
use zhangfang_office::profile::Profile;
use zhangfang_office::refusal::LadderRefusal;
use zhangfang_office::worklist::WorkKind;
use zhangfang_office::{Occasion, Office, OfficeError, Refusal};

/// Five homes in two buildings, 235 a month each, charged from July to October and due on the last of the month.
fn office(dir: &Path) -> Office {
    let profile = Profile { estate: "青禾苑".into(), ..profile() };
    let homes = [("1", "101"), ("1", "102"), ("1", "103"), ("1", "104"), ("2", "101")];
    let homes = homes.map(|(building, room)| home(building, 1, room, "业主"));
    charged(dir, &profile, &homes, 235, "2025-07..2025-10")
}

#[test]
fn the_list_is_by_account_and_its_sums_are_those_of_the_arrears() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    pay(&mut office, "1-1-101", 705, "2025-11-01");
    let today = on("2025-11-20").today;
    let list = office.debtor_list(today, &DebtorFilter::default()).unwrap();
    assert_eq!(list.total, office.arrears_sums(today).unwrap().overdue);
    let first = &list.lines[0];
    assert_eq!((first.room.as_str(), first.charges, first.total), ("1-1-101", 1, Fen(23_500)));
    assert_eq!((first.oldest.to_string().as_str(), first.age), ("2025-10-31", Bucket::UpTo90));
    let ages: Vec<(Bucket, usize)> = list.by_age.iter().map(|(age, g)| (*age, g.debtors)).collect();
    assert_eq!(ages, [(Bucket::UpTo90, 1), (Bucket::UpTo180, 4)]);

    // A filter narrows the lines; the sums it was chosen from stay.
    let filter =
        DebtorFilter { building: Some("1".into()), age: Some(Bucket::UpTo180), ..DebtorFilter::default() };
    let narrowed = office.debtor_list(today, &filter).unwrap();
    assert_eq!((narrowed.lines.len(), narrowed.total), (3, Fen(3 * 94_000)));
    let buildings: Vec<(&str, usize)> =
        narrowed.by_building.iter().map(|(b, g)| (b.as_str(), g.debtors)).collect();
    assert_eq!(buildings, [("1", 3), ("2", 1)]);
    assert_eq!(narrowed.by_age.iter().map(|(_, g)| g.debtors).sum::<usize>(), 4);
    let large = DebtorFilter { at_least: Fen(50_000), ..DebtorFilter::default() };
    assert_eq!(office.debtor_list(today, &large).unwrap().lines.len(), 4);
}

fn fonts() -> FontSet {
    papers::fonts(None).unwrap()
}

/// A run of a stage, with the manager's word that stages below may be left out.
fn skipping(stage: Stage) -> DunningRequest {
    let decision = Decision { leave: Leave::Skipping, reason: "时效将满，经理批准".into() };
    DunningRequest { decision, ..DunningRequest::of(stage) }
}

fn left_out(office: &Office, request: &DunningRequest, today: &str) -> Vec<(String, LeftOut)> {
    let plan = office.plan_dunning(request, &on(today)).unwrap();
    plan.left_out.into_iter().map(|line| (line.room, line.reason)).collect()
}

#[test]
fn s53_whoever_is_left_out_of_a_run_is_named_with_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let today = "2025-11-20";
    pay(&mut office, "1-1-101", 940, today);
    let number = agree(&mut office, "1-1-102", today);
    promise(&mut office, "1-1-103", 300, "2025-12-05", today);
    pay(&mut office, "1-1-104", 700, today);
    let request = DunningRequest { at_least: Fen(30_000), ..DunningRequest::of(Stage::Gentle) };
    assert_eq!(
        left_out(&office, &request, today),
        [
            ("1-1-101".to_owned(), LeftOut::Paid),
            ("1-1-102".to_owned(), LeftOut::Agreement(number)),
            ("1-1-103".to_owned(), LeftOut::Promised("2025-12-05".parse().unwrap())),
            ("1-1-104".to_owned(), LeftOut::BelowMinimum),
        ]
    );
    let plan = office.plan_dunning(&request, &on(today)).unwrap();
    assert_eq!((plan.to.len(), plan.asked, plan.to[0].charges), (1, Fen(94_000), 4));
    // Once the day of the promise has passed it holds nobody back.
    assert_eq!(office.plan_dunning(&request, &on("2025-12-06")).unwrap().to.len(), 2);
    // A notice comes after the reminder and the talk, and not without the reason.
    let early = left_out(&office, &DunningRequest::of(Stage::FirstNotice), today);
    assert!(early.contains(&("2-1-101".to_owned(), LeftOut::Below(Stage::Gentle))));
    let asked = left_out(&office, &skipping(Stage::FirstNotice), today);
    assert!(asked.contains(&("2-1-101".to_owned(), LeftOut::Needs(vec![Need::Reason]))));
    let none = Decision { leave: Leave::Skipping, reason: " ".into() };
    let error = office
        .plan_dunning(
            &DunningRequest { decision: none, ..DunningRequest::of(Stage::FirstNotice) },
            &on(today),
        )
        .unwrap_err();
    assert!(matches!(error, OfficeError::Refused(Refusal::Ladder(LadderRefusal::NoReason { .. }))));
}

#[test]
fn s33_a_run_prints_who_was_shown_and_flags_who_changed_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let request = DunningRequest::of(Stage::Gentle);
    let plan = office.plan_dunning(&request, &on("2025-11-20")).unwrap();
    let shown: Vec<(i64, Fen)> = plan.to.iter().map(|to| (to.debtor.account, to.asked)).collect();
    assert_eq!(shown.len(), 5);
    pay(&mut office, "1-1-101", 235, "2025-11-20");
    pay(&mut office, "1-1-102", 940, "2025-11-20");
    let key = Occasion { key: Some("批次".into()), ..on("2025-11-20") };
    let made = office.dun(&fonts(), &request, &shown, &key).unwrap();
    let changed: Vec<(&str, i64, Option<i64>)> =
        made.changed.iter().map(|c| (c.room.as_str(), c.shown.0, c.now.map(|fen| fen.0))).collect();
    assert_eq!(changed, [("1-1-101", 94_000, Some(70_500)), ("1-1-102", 94_000, None)]);
    assert_eq!((made.homes, made.asked), (3, Fen(3 * 94_000)));
    assert_eq!(made.paper.unwrap().count, 3);
    // A double Enter is the same run: its letters come out again under their numbers.
    let again = office.dun(&fonts(), &request, &shown, &key).unwrap();
    assert_eq!((again.run, again.homes), (made.run, 3));
    let reading = office.book().reading();
    let steps = reading.dunning_steps(None, on("2025-11-20").today).unwrap();
    assert_eq!(steps.len(), 3);
    let letter = steps[0].letter.as_ref().unwrap();
    let charges = reading.document_charges(letter.id).unwrap();
    assert_eq!((charges.len(), charges.iter().map(|(_, fen)| *fen).sum::<Fen>()), (4, Fen(94_000)));
    // The one who changed is printed alone, with what is open now.
    let alone = DunningRequest {
        scope: Scope { accounts: vec![made.changed[0].account], ..Scope::default() },
        ..request
    };
    let alone = office.dun(&fonts(), &alone, &[], &on("2025-11-20")).unwrap();
    assert_eq!((alone.homes, alone.asked), (1, Fen(70_500)));
    // Whoever paid since is not printed again.
    pay(&mut office, "1-1-103", 940, "2025-11-21");
    let reprinted = office.reprint_run(&fonts(), made.run, &[], &on("2025-11-21")).unwrap();
    assert_eq!((reprinted.homes, reprinted.changed[0].room.as_str()), (2, "1-1-103"));
    office.verify().unwrap();
}

#[test]
fn a_ladder_goes_on_where_it_was_when_a_receipt_is_voided() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    office.dun(&fonts(), &DunningRequest::of(Stage::Gentle), &[], &on("2025-11-20")).unwrap();
    let stage = |office: &Office, day: &str| {
        let list = office.debtor_list(on(day).today, &DebtorFilter::default()).unwrap();
        list.lines.iter().find(|d| d.room == "1-1-101").and_then(|d| d.standing.stage)
    };
    assert_eq!(stage(&office, "2025-11-21"), Some(Stage::Gentle));
    pay(&mut office, "1-1-101", 940, "2025-11-21");
    assert_eq!(stage(&office, "2025-11-21"), None);
    let number =
        office.book().reading().receipts_between(on("2025-11-21").today, on("2025-11-21").today).unwrap()[0]
            .number;
    office.void(number, "收错户", &on("2025-11-21")).unwrap();
    assert_eq!(stage(&office, "2025-11-21"), Some(Stage::Gentle));
}

/// Everybody of the office asked for the reason.
fn reasons(office: &mut Office, today: &str) {
    for debtor in office.debtor_list(on(today).today, &DebtorFilter::default()).unwrap().lines {
        office.note_arrears_reason(debtor.account, ArrearsReason::Forgot, "", &on(today)).unwrap();
    }
}

#[test]
fn c3_no_stage_of_the_ladder_makes_anything_dearer() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    reasons(&mut office, "2025-11-20");
    let before = office.arrears(on("2025-12-20").today, &ArrearsFilter::default()).unwrap();
    let one = vec![office.home("1-1-101").unwrap().account];
    for (stage, day) in [
        (Stage::Gentle, "2025-11-20"),
        (Stage::FirstNotice, "2025-11-21"),
        (Stage::SecondNotice, "2025-12-10"),
    ] {
        let scope = Scope { accounts: one.clone(), ..Scope::default() };
        office.dun(&fonts(), &DunningRequest { scope, ..skipping(stage) }, &[], &on(day)).unwrap();
        let step = office.book().reading().dunning_steps(None, on(day).today).unwrap().pop().unwrap().id;
        let next = Some(on(day).today);
        office.note_step_result(step, Outcome::Informed, next, "已转交", &on(day)).unwrap();
    }
    let after = office.arrears(on("2025-12-20").today, &ArrearsFilter::default()).unwrap();
    assert_eq!(
        (after.total, after.late_charge, after.lines),
        (before.total, before.late_charge, before.lines)
    );
    // The only sum that can be set on the ladder is the least one asked for.
    let money: Vec<String> = ladder::parameters(&office.ladder().unwrap())
        .into_iter()
        .filter(|p| p.expected.contains("金额"))
        .map(|p| p.name)
        .collect();
    assert_eq!(money, ["least"]);
}

#[test]
fn c18_the_owners_committee_is_a_step_that_can_be_used_and_never_has_to() {
    let mut steps = Ladder::default();
    assert_eq!(steps.above(Some(Stage::SecondNotice)), Some(Stage::FormalDemand));
    ladder::set_parameter(&mut steps, "committee.on", "是").unwrap();
    assert_eq!(steps.above(Some(Stage::SecondNotice)), Some(Stage::Committee));
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    office.change_ladder(&steps, &on("2025-11-19")).unwrap();
    reasons(&mut office, "2025-11-20");
    let made = office.dun(&fonts(), &skipping(Stage::Committee), &[], &on("2025-11-20")).unwrap();
    assert_eq!((made.homes, made.paper.unwrap().file_name.as_str()), (5, "业委会督促函-2025-11-20.pdf"));
    // The demand does not wait for the committee's answer for ever, only for the days its letter gave.
    let reason = Decision { leave: Leave::Skipping, reason: "督促期满未缴".into() };
    let demand = DunningRequest { decision: reason, ..DunningRequest::of(Stage::FormalDemand) };
    let early = left_out(&office, &demand, "2025-11-30");
    assert!(early.iter().all(|(_, why)| matches!(why, LeftOut::NotBefore(_))), "{early:?}");
    let open = left_out(&office, &demand, "2025-12-01");
    let result = LeftOut::Needs(vec![Need::Result(Stage::Committee)]);
    assert!(open.iter().all(|(_, why)| *why == result), "{open:?}");
    for step in office.book().reading().dunning_steps(None, on("2025-12-01").today).unwrap() {
        let next = Some(on("2025-12-01").today);
        office.note_step_result(step.id, Outcome::Informed, next, "业委会已转达", &on("2025-12-01")).unwrap();
    }
    assert_eq!(office.plan_dunning(&demand, &on("2025-12-01")).unwrap().to.len(), 5);
}

#[test]
fn s88_a_result_names_the_day_of_the_next_look_or_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    office.dun(&fonts(), &DunningRequest::of(Stage::Gentle), &[], &on("2025-11-20")).unwrap();
    let step = office.book().reading().dunning_steps(None, on("2025-11-20").today).unwrap()[0].id;
    let mut note = |outcome, next: Option<&str>, words: &str| {
        let next = next.map(|day| day.parse().unwrap());
        office.note_step_result(step, outcome, next, words, &on("2025-11-20")).map_err(|e| match e {
            OfficeError::Refused(refusal) => refusal.code(),
            other => panic!("{other}"),
        })
    };
    assert_eq!(note(Outcome::Informed, None, "").unwrap_err(), "no-next-day");
    assert_eq!(note(Outcome::Informed, Some("2025-11-19"), "").unwrap_err(), "no-next-day");
    assert_eq!(note(Outcome::Informed, Some("2026-03-01"), "").unwrap_err(), "no-next-day");
    assert_eq!(note(Outcome::Paid, Some("2025-11-01"), "").unwrap_err(), "no-next-day");
    note(Outcome::Informed, Some("2025-11-24"), "月底发工资").unwrap();
    note(Outcome::Paid, None, "").unwrap();
}

#[test]
fn s86_a_talk_is_the_step_that_asks_for_the_reason_and_its_next_day_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    office.dun(&fonts(), &DunningRequest::of(Stage::Gentle), &[], &on("2025-11-20")).unwrap();
    let kinds = |office: &Office, day: &str| {
        let items = office.worklist(None, &on(day)).unwrap();
        items.into_iter().filter(|i| i.room == "1-1-101").map(|i| i.kind).collect::<Vec<_>>()
    };
    // Three days after the reminder, and not before.
    assert_eq!(kinds(&office, "2025-11-22"), []);
    assert_eq!(kinds(&office, "2025-11-24"), [WorkKind::Call]);
    let next = Some(on("2025-11-28").today);
    let note = ContactNote { outcome: Outcome::Service, next, ..call("1-1-101") };
    office.note_contact(&note, &on("2025-11-24")).unwrap();
    assert_eq!(kinds(&office, "2025-11-25"), []);
    let card = office.ladder_cards("1-1-101", on("2025-11-25").today).unwrap().remove(0);
    assert_eq!(
        (card.standing.stage, card.reason.map(|r| r.0)),
        (Some(Stage::Call), Some(ArrearsReason::Service))
    );
    let early = left_out(&office, &DunningRequest::of(Stage::FirstNotice), "2025-11-27");
    assert!(early.contains(&("1-1-101".to_owned(), LeftOut::NotBefore(on("2025-11-28").today))));
    assert_eq!(kinds(&office, "2025-11-28"), [WorkKind::Again]);
    let today = office.plan_dunning(&DunningRequest::of(Stage::FirstNotice), &on("2025-11-28")).unwrap();
    assert_eq!(today.to.iter().map(|to| to.debtor.room.as_str()).collect::<Vec<_>>(), ["1-1-101"]);
}

#[test]
fn the_calendar_holds_promises_and_instalments_by_day() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    promise(&mut office, "1-1-103", 300, "2025-11-25", "2025-11-20");
    let number = agree(&mut office, "1-1-102", "2025-11-20");
    pay(&mut office, "1-1-102", 100, "2025-11-28");
    let days = "2025-11-01".parse().unwrap()..="2025-12-31".parse().unwrap();
    let pledges = office.pledges(&days, on("2025-12-01").today).unwrap();
    let shown: Vec<(&str, &str, i64, i64, &str)> = pledges
        .iter()
        .map(|p| (p.room.as_str(), p.what.as_str(), p.amount.0, p.received.0, p.state))
        .collect();
    assert_eq!(
        shown,
        [("1-1-103", "承诺", 30_000, 0, "broken"), ("1-1-102", "分期第 1 期", 47_000, 10_000, "open")]
    );
    assert!(pledges[1].note.starts_with(&number));
}
