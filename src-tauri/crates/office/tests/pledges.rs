//! Agreements hold the ladder while they run, promises are reminded of the day before, and who breaks them is known.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{agreement, charged, date as day, home, on, profile};
use std::path::Path;
use zhangfang_domain::dunning::PauseCause;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::ticket::step::Step;
use zhangfang_domain::ticket::{Channel, Kind, Topic};
use zhangfang_office::Office;
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::promise::{NewPromise, PromiseTerms};
use zhangfang_office::ticket::{Intake, NewStep};

const ROOM: &str = "5-1-1001";

/// One home that owes 1,000.00 for each of October, November and December 2025.
fn office(dir: &Path) -> Office {
    charged(dir, &profile(), &[home("5", 1, "1001", "赵文远")], 1_000, "2025-10..2025-12")
}

fn pay(office: &mut Office, yuan: i64, today: &str) {
    estate::pay(office, ROOM, yuan, today);
}

fn agree(office: &mut Office) -> String {
    let (late, breach_days) = (LateTerms::WaiveIfKept, 7);
    let request = AgreementRequest { parts: 7, late, breach_days, ..agreement(ROOM, day("2026-02-10")) };
    office.make_agreement(&request, &on("2026-01-06")).unwrap().value
}

fn promise(office: &mut Office, yuan: i64, due: &str, today: &str) -> i64 {
    estate::promise(office, ROOM, yuan, due, today)
}

/// A repair taken in on 2026-01-06.
fn lamp(office: &mut Office) -> String {
    let intake = Intake {
        room: ROOM.into(),
        place: "5栋1单元10层楼道".into(),
        kind: Kind::Repair,
        topic: Topic::Facility,
        level: None,
        channel: Channel::Phone,
        intake: String::new(),
        reporter: String::new(),
        phone: String::new(),
        wish: "楼道灯修好就交".into(),
        at: None,
        accept: true,
        answer: String::new(),
        incident: None,
        fee: None,
    };
    office.take_in(&intake, &on("2026-01-06")).unwrap().value.number
}

/// The repair is done.
fn done(office: &mut Office, ticket: &str, today: &str) {
    let to = Step::Dispatch { to: "电工老王".into(), contractor: false, appointment: None };
    for step in [to, Step::Finish { by: "电工老王".into() }] {
        let step = NewStep { step, at: None, note: "换灯管一支".into() };
        office.ticket_step(ticket, &step, &on(today)).unwrap();
    }
}

#[test]
fn b6_an_agreement_of_seven_parts_holds_the_ladder_until_its_last_and_acknowledges_every_charge() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let number = agree(&mut office);
    let standing = &office.agreements(Some(ROOM), day("2026-01-06")).unwrap()[0];
    let parts: Vec<i64> = standing.instalments.iter().map(|l| l.amount.0).collect();
    assert_eq!(parts, [42_857, 42_857, 42_857, 42_857, 42_857, 42_857, 42_858]);
    let account = standing.account;
    let pauses = office.book().reading().pauses(Some(account), day("2026-01-06")).unwrap();
    let hold = &pauses[0];
    assert_eq!(
        (hold.cause, hold.from, hold.until),
        (PauseCause::Instalment, day("2026-01-06"), day("2026-08-10"))
    );
    assert_eq!((hold.charges.len(), hold.note.as_str()), (3, number.as_str()));
    // Limitation of every charge runs from the last instalment (article 189).
    let lines = office.limitation_list(day("2026-01-06"), i64::MAX, true).unwrap();
    assert!(lines.iter().all(|l| l.last_day == day("2029-08-10")), "{lines:?}");
}

#[test]
fn b6_a_broken_or_dissolved_agreement_lets_the_ladder_go_on_the_same_day() {
    let dir = tempfile::tempdir().unwrap();
    for broken in [true, false] {
        let folder = dir.path().join(broken.to_string());
        std::fs::create_dir(&folder).unwrap();
        let mut office = office(&folder);
        let number = agree(&mut office);
        let today = on("2026-02-18");
        let ended = if broken {
            office.break_agreement(&number, "第一期逾期七天未付", &today)
        } else {
            office.dissolve_agreement(&number, "双方同意重新约定", &today)
        };
        ended.unwrap();
        let pauses = office.book().reading().pauses(None, today.today).unwrap();
        assert!(pauses.iter().all(|p| !p.holds_on(today.today) && p.moved.is_some()), "{pauses:?}");
        assert!(
            office.book().reading().pauses(None, day("2026-02-17")).unwrap()[0].holds_on(day("2026-02-17"))
        );
        assert!(office.verify().unwrap().findings.is_empty());
    }
}

#[test]
fn s81_a_promise_is_reminded_of_the_day_before_and_only_while_it_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    promise(&mut office, 500, "2026-01-10", "2026-01-06");
    let days = day("2026-01-01")..=day("2026-01-31");
    let reminded = |office: &Office, today: &str| {
        office.pledges(&days, day(today)).unwrap().iter().filter(|p| p.remind).count()
    };
    let seen = ["2026-01-08", "2026-01-09", "2026-01-10"].map(|today| reminded(&office, today));
    assert_eq!(seen, [0, 1, 0]);
    pay(&mut office, 500, "2026-01-08");
    assert_eq!(reminded(&office, "2026-01-09"), 0);
}

#[test]
fn s83_two_promises_broken_in_a_row_go_to_the_manager_and_one_kept_starts_anew() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let account = office.home(ROOM).unwrap().account;
    let record = |office: &Office, today: &str| office.pledge_records(day(today)).unwrap()[&account];
    promise(&mut office, 500, "2026-01-10", "2026-01-06");
    assert!(!record(&office, "2026-01-11").for_the_manager());
    promise(&mut office, 500, "2026-01-15", "2026-01-12");
    let twice = record(&office, "2026-01-16");
    assert_eq!((twice.kept, twice.broken, twice.open, twice.broken_in_a_row), (0, 2, 0, 2));
    assert!(twice.for_the_manager());
    let days = day("2026-01-01")..=day("2026-01-31");
    let pledges = office.pledges(&days, day("2026-01-16")).unwrap();
    assert_eq!(pledges.iter().map(|p| p.broken_in_a_row).collect::<Vec<_>>(), [1, 2]);
    promise(&mut office, 500, "2026-01-20", "2026-01-17");
    pay(&mut office, 500, "2026-01-18");
    let kept = record(&office, "2026-01-21");
    assert_eq!((kept.kept, kept.broken, kept.broken_in_a_row), (1, 2, 0));
}

#[test]
fn a_promise_noted_wrongly_acknowledges_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let noted = promise(&mut office, 1_000, "2026-01-10", "2026-01-06");
    let first =
        |office: &Office| office.limitation_list(day("2026-01-06"), i64::MAX, true).unwrap()[0].last_day;
    // The oldest charge was acknowledged on 2026-01-06; the next ends first now.
    assert_eq!(first(&office), day("2028-11-30"));
    office.void_promise(noted, "记错了房号", &on("2026-01-06")).unwrap();
    assert_eq!(first(&office), day("2028-10-31"));
    assert!(office.void_promise(noted, "记错了房号", &on("2026-01-06")).is_err());
}

#[test]
fn s82_a_promise_that_waits_for_a_repair_is_due_once_it_is_done_and_alerts_that_day() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let ticket = lamp(&mut office);
    let terms =
        PromiseTerms { amount: None, due: day("2026-01-08"), provable: true, ticket: Some(ticket.clone()) };
    let new = NewPromise { room: ROOM.into(), account: None, terms, note: "楼道灯修好就交".into() };
    office.promise(&new, &on("2026-01-06")).unwrap();
    let seen = |office: &Office, today: &str| {
        let days = day("2026-01-01")..=day("2026-02-28");
        let pledge = office.pledges(&days, day(today)).unwrap().remove(0);
        (pledge.due.to_string(), pledge.state, pledge.remind, pledge.ticket.unwrap().1)
    };
    // As long as it is not done nothing is broken, whatever day was named.
    assert_eq!(seen(&office, "2026-01-12"), ("2026-01-08".into(), "open", false, false));
    done(&mut office, &ticket, "2026-01-13");
    assert_eq!(seen(&office, "2026-01-13"), ("2026-01-16".into(), "open", true, true));
    assert_eq!(seen(&office, "2026-01-17").1, "broken");
    pay(&mut office, 3_000, "2026-01-14");
    assert_eq!(seen(&office, "2026-01-17").1, "kept");
}
