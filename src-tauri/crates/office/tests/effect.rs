//! What dunning brought, read from the book: money counts for the last act before it (domain section 5.1, M6).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{call, date, office, on, pay, promise};
use zhangfang_domain::Fen;
use zhangfang_domain::contact::{ArrearsReason, Channel};
use zhangfang_domain::effect::{EffectBy, Measure};
use zhangfang_office::Office;
use zhangfang_office::analysis::{EffectReport, EffectRequest};
use zhangfang_office::contact::ContactNote;

const HOMES: [(&str, u16, &str); 4] = [("1", 1, "101"), ("1", 1, "102"), ("2", 1, "101"), ("2", 1, "102")];

fn contacted(office: &mut Office, room: &str, channel: Channel, incoming: bool, day: &str) -> i64 {
    let at = date(day).and_hms_opt(10, 0, 0);
    let next = Some(date(day) + chrono::Days::new(3));
    let (wish, reason) = ("说这两天来缴".into(), ArrearsReason::Forgot);
    let note = ContactNote { channel, incoming, at, wish, reason, next, ..call(room) };
    let occasion = zhangfang_office::Occasion { now: at.unwrap() + chrono::Duration::hours(1), ..on(day) };
    office.note_contact(&note, &occasion).unwrap().value
}

fn effect(office: &Office, by: EffectBy, as_of: &str) -> EffectReport {
    let (from, to) = (date("2025-11-01"), date(as_of));
    office.effect(&EffectRequest { from, to, by, measure: Measure::default() }, date(as_of)).unwrap()
}

fn homes(report: &EffectReport) -> (u64, u64, u64) {
    let total = report.total;
    (total.homes.numerator, total.homes.denominator, total.handed_on)
}

#[test]
fn what_was_overdue_at_the_contact_is_what_was_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-12");
    contacted(&mut office, "1-1-101", Channel::Phone, false, "2025-11-04");
    pay(&mut office, "1-1-101", 940, "2025-11-10");
    contacted(&mut office, "1-1-102", Channel::Phone, false, "2025-11-04");
    pay(&mut office, "1-1-102", 300, "2025-11-10");
    let report = effect(&office, EffectBy::Channel, "2025-12-20");
    assert_eq!(homes(&report), (1, 2, 0));
    // July to October were overdue: 940.00 each; November and December were not.
    assert_eq!(
        (report.total.amount.numerator, report.total.amount.denominator),
        (Fen(124_000), Fen(188_000))
    );
    assert_eq!((report.rows.len(), report.rows[0].name.as_str()), (1, "电话"));
    assert_eq!(report.total.homes.percent().unwrap().to_string(), "50.00");
}

#[test]
fn one_home_counts_to_the_last_action_only_whatever_the_channel() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    contacted(&mut office, "1-1-101", Channel::Wechat, false, "2025-11-04");
    contacted(&mut office, "1-1-101", Channel::Phone, false, "2025-11-10");
    pay(&mut office, "1-1-101", 940, "2025-11-12");
    let report = effect(&office, EffectBy::Channel, "2025-12-20");
    assert_eq!(homes(&report), (1, 1, 1));
    assert_eq!(report.total.amount.numerator, Fen(94_000));
    let counted: Vec<u64> = report.rows.iter().map(|r| r.conversion.homes.denominator).collect();
    let names: Vec<&str> = report.rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!((names, counted), (vec!["电话", "微信"], vec![1, 0]));
}

#[test]
fn a_voided_receipt_and_a_voided_contact_had_no_effect() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    contacted(&mut office, "1-1-101", Channel::Phone, false, "2025-11-04");
    let number = pay(&mut office, "1-1-101", 940, "2025-11-10");
    office.void(number, "付款人要求退回", &on("2025-11-10")).unwrap();
    assert_eq!(homes(&effect(&office, EffectBy::Person, "2025-12-20")), (0, 1, 0));
    let wrong = contacted(&mut office, "1-1-102", Channel::Phone, false, "2025-11-05");
    office.void_contact(wrong, "记错房号", &on("2025-11-05")).unwrap();
    assert_eq!(homes(&effect(&office, EffectBy::Person, "2025-12-20")), (0, 1, 0));
}

#[test]
fn who_came_by_themselves_and_who_owed_nothing_were_not_dunned() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    contacted(&mut office, "1-1-101", Channel::Desk, true, "2025-11-04");
    pay(&mut office, "1-1-101", 940, "2025-11-04");
    pay(&mut office, "2-1-101", 940, "2025-11-04");
    assert_eq!(homes(&effect(&office, EffectBy::Month, "2025-12-20")), (0, 0, 0));
    assert_eq!(effect(&office, EffectBy::Month, "2025-12-20").total.homes.percent(), None);
}

#[test]
fn promises_that_were_due_are_kept_or_not_and_open_ones_are_not_counted() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    for (room, due) in [("1-1-101", "2025-11-20"), ("1-1-102", "2025-11-20"), ("2-1-101", "2025-12-31")] {
        promise(&mut office, room, 300, due, "2025-11-10");
    }
    pay(&mut office, "1-1-101", 300, "2025-11-18");
    let report = effect(&office, EffectBy::Stage, "2025-12-20");
    assert_eq!((report.promises.numerator, report.promises.denominator), (1, 2));
    assert!(report.others().contains("承诺兑现率 1/2（50.00%）"), "{}", report.others());
}
