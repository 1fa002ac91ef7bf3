//! The page the office looks at first agrees with the reports it gathers, and with the book by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{MANAGEMENT, bill, create, home, on, pay, price, profile, promise, register};
use rust_decimal::Decimal;
use std::path::Path;
use zhangfang_domain::ageing::Bucket;
use zhangfang_domain::meter::Kind;
use zhangfang_domain::method::Method;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::Office;
use zhangfang_office::dashboard::{NextStep, TodoKind};
use zhangfang_office::metering::meters::NewMeter;
use zhangfang_office::prepay::{Ahead, Tender};

fn empty(dir: &Path) -> Office {
    create(dir, &profile(), &on("2025-10-01"))
}

fn with_homes(dir: &Path) -> Office {
    let mut office = empty(dir);
    let homes = [("1", 1, "101"), ("1", 1, "102"), ("1", 1, "201"), ("1", 2, "1102"), ("2", 1, "301")];
    let homes = homes.map(|(building, unit, room)| home(building, unit, room, "业主"));
    register(&mut office, &homes, &on("2025-10-01"));
    office
}

/// A fee of 235 a month for each of five homes, due on the last of the month, charged for October and November.
fn charged(dir: &Path) -> Office {
    let mut office = with_homes(dir);
    price(&mut office, MANAGEMENT, 235, Month::new(2025, 10).unwrap(), &on("2025-10-01"));
    for month in [10, 11] {
        let months = Months::single(Month::new(2025, month).unwrap());
        bill(&mut office, months, &on(&format!("2025-{month}-01")));
    }
    office
}

#[test]
fn an_empty_book_names_the_next_step() {
    let dir = tempfile::tempdir().unwrap();
    let office = empty(dir.path());
    assert_eq!(office.dashboard(&on("2025-10-01")).unwrap().next_step, Some(NextStep::Register));
    let dir = tempfile::tempdir().unwrap();
    let office = with_homes(dir.path());
    let dashboard = office.dashboard(&on("2025-10-01")).unwrap();
    assert_eq!(dashboard.next_step, Some(NextStep::Tariffs));
    assert!(dashboard.todos.is_empty() && dashboard.rates.is_none());
}

#[test]
fn its_figures_are_those_of_the_reports() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = charged(dir.path());
    pay(&mut office, "1-1-101", 470, "2025-11-20");
    pay(&mut office, "1-2-1102", 300, "2025-11-30");
    let today = on("2025-12-01");
    let d = office.dashboard(&today).unwrap();

    // December is not charged: the rates are those of November, as `rate show` gives them.
    let (month, rates) = d.rates.unwrap();
    assert_eq!(month, Month::new(2025, 11).unwrap());
    let figures = office.rates(Months::single(month), today.today).unwrap().figures;
    assert_eq!((rates.current, rates.historic), (figures.current(), figures.historic()));
    assert_eq!(rates.by_home, figures.by_home());
    assert_eq!((figures.current().numerator, figures.homes_paid), (Fen(30_000), 1));

    let sums = office.arrears_sums(today.today).unwrap();
    assert_eq!((d.overdue, d.debtors, d.homes), (sums.overdue, 4, 5));
    assert_eq!(d.overdue, Fen(235_000 - 77_000));
    for (age, sum) in d.ages.iter().zip(&sums.by_age) {
        assert_eq!((age.bucket.label(), age.open, age.charges), (sum.key.as_str(), sum.open, sum.charges));
    }
    assert_eq!(d.takings[0].date.to_string(), "2025-11-30");
    assert_eq!(d.takings[0].by_method[0].total, Fen(30_000));
    assert_eq!(d.trend.last().unwrap().month, Month::new(2025, 12).unwrap());
    assert_eq!(d.trend[10].received, Fen(30_000));
}

#[test]
fn a_home_that_paid_ahead_does_not_make_a_month_charged() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = charged(dir.path());
    let ahead = Ahead {
        room: "1-1-101".into(),
        item: "management".into(),
        months: Months::starting(Month::new(2025, 12).unwrap(), 3),
        promotion: None,
    };
    let tender = Tender { payer: None, method: Method::Wechat, tendered: None, reference: None, note: None };
    pay(&mut office, "1-1-101", 470, "2025-11-20");
    office.prepay(&ahead, &tender, &on("2025-11-20")).unwrap();
    let d = office.dashboard(&on("2025-12-05")).unwrap();
    assert_eq!(d.rates.unwrap().0, Month::new(2025, 11).unwrap());
    assert!(d.todos.iter().any(|todo| todo.kind == TodoKind::NotCharged));
}

#[test]
fn the_map_puts_every_home_on_its_floor() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = charged(dir.path());
    pay(&mut office, "1-1-101", 470, "2025-11-20");
    let map = office.dashboard(&on("2026-02-01")).unwrap().map;
    let [one, two] = &map[..] else { panic!("two buildings") };
    assert_eq!(one.floors, [Some(11), Some(2), Some(1)]);
    let at: Vec<(&str, usize, usize, i64, Bucket)> = one
        .units
        .iter()
        .flat_map(|u| &u.homes)
        .map(|h| (h.room.as_str(), h.row, h.column, h.overdue.0, h.age))
        .collect();
    assert_eq!(
        at,
        [
            ("1-1-101", 2, 0, 0, Bucket::NotDue),
            ("1-1-102", 2, 1, 47_000, Bucket::UpTo180),
            ("1-1-201", 1, 0, 47_000, Bucket::UpTo180),
            ("1-2-1102", 0, 0, 47_000, Bucket::UpTo180),
        ]
    );
    assert_eq!((one.overdue, one.debtors, one.homes), (Fen(141_000), 3, 4));
    assert_eq!((two.floors.as_slice(), two.debtors), (&[Some(3)][..], 1));
    // An earlier day is read from the facts: then 1-1-101 owed too.
    let before = office.dashboard(&on("2025-11-05")).unwrap().map;
    assert_eq!(before[0].units[0].homes[0].overdue, Fen(23_500));
}

#[test]
fn what_waits_is_told_until_it_is_done() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = charged(dir.path());
    let kinds = |office: &Office, day: &str| -> Vec<(TodoKind, usize)> {
        office.dashboard(&on(day)).unwrap().todos.iter().map(|t| (t.kind, t.count)).collect()
    };
    promise(&mut office, "1-1-102", 200, "2025-12-05", "2025-12-01");
    office.open_shift(Fen(0), None, &on("2025-12-01")).unwrap();
    let meter = NewMeter {
        code: "W-1".into(),
        kind: Kind::Water,
        room: None,
        place: "水泵房".into(),
        plan: None,
        digits: 5,
        decimals: 1,
        multiplier: Decimal::ONE,
        start: Decimal::ZERO,
        installed: "2025-10-03".parse().unwrap(),
        taken_over: Decimal::ZERO,
    };
    office.add_meter(&meter, &on("2025-12-01")).unwrap();
    let unread = office.unread(Month::new(2025, 12).unwrap()).unwrap().len();
    assert_eq!(unread, 1);
    assert_eq!(
        kinds(&office, "2025-12-05"),
        [
            (TodoKind::ShiftNotClosed, 1),
            (TodoKind::PromiseDue, 1),
            (TodoKind::NotCharged, 1),
            (TodoKind::ReadingMissing, unread),
            (TodoKind::MonthNotClosed, 2),
            (TodoKind::DisclosureDue, 1),
        ]
    );
    let todo = office.dashboard(&on("2025-12-05")).unwrap().todos.remove(1);
    assert_eq!((todo.amount, todo.rooms), (Fen(20_000), vec!["1-1-102".to_owned()]));
    assert!(kinds(&office, "2025-12-06").contains(&(TodoKind::PromiseBroken, 1)));
    pay(&mut office, "1-1-102", 200, "2025-12-01");
    assert!(!kinds(&office, "2025-12-05").iter().any(|(kind, _)| *kind == TodoKind::PromiseDue));
}
