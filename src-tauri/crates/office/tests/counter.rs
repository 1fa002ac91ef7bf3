//! What the counter asks before it acts: months that can be paid ahead, receipts a refund can be asked on, the plan of
//! an agreement, the statement from a day on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::method::Method;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::papers;
use zhangfang_office::prepay::{Ahead, Tender};
use zhangfang_office::profile::Profile;
use zhangfang_office::receipt::{HomePayment, TakeRequest, TakenReceipt};
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Occasion, Office, Silent};

const ROOM: &str = "3-1-301";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(text: &str) -> Occasion {
    let today = day(text);
    Occasion { operator: "前台小周".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

/// One home, 222.22 a month, charged from October to December 2025.
fn office(folder: &std::path::Path) -> Office {
    let profile =
        Profile {
            office: "青禾苑物业服务中心".into(), phone: "0000-0000000".into(), ..Profile::default()
        };
    let who = on("2025-10-01");
    let mut office = Office::create(&folder.join("a.zfb"), &profile, &who).unwrap();
    let mut record = HomeRecord {
        building: "3".into(),
        unit: 1,
        room: "301".into(),
        owners: vec!["张三".into()],
        ..HomeRecord::default()
    };
    record.set_area(Some(Decimal::new(9_456, 2))).unwrap();
    let bytes = register_table("台账", &[record]).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, &who, &mut Silent).unwrap();
    let version = Version {
        id: 0,
        starts: Month::parse("2025-10").unwrap(),
        unit_price: Decimal::new(235, 2),
        basis: Basis::Area,
        cycle: Cycle::Month,
        rounding: Rounding::PerMonth,
        due: DueRule::parse("1/31").unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    };
    office.add_charge_item("management", "物业服务费", &who).unwrap();
    office.add_tariff("management", "物业服务费", &version, &who).unwrap();
    office.assign_tariff("物业服务费", &AssignTo::default(), &who).unwrap();
    let months = Months::parse("2025-10..2025-12").unwrap();
    let run = RunRequest { months, due: None, items: vec![], buildings: vec![], accept_gaps: false };
    office.post_run(&run, &on("2025-10-02"), &mut Silent).unwrap();
    office
}

fn take(office: &mut Office, amount: i64, today: &str) -> TakenReceipt {
    let home =
        HomePayment { room: ROOM.into(), amount: Some(Fen(amount)), designated: vec![], account: None };
    let request = TakeRequest {
        payer: None,
        method: Method::Wechat,
        homes: vec![home],
        tendered: None,
        reference: None,
        note: None,
        principal_only: false,
    };
    office.take(&request, &on(today)).unwrap().value
}

fn agreement() -> AgreementRequest {
    AgreementRequest {
        room: ROOM.into(),
        parts: 3,
        first: day("2026-02-10"),
        charges: vec![],
        late: LateTerms::WaiveIfKept,
        breach_days: 7,
        note: None,
    }
}

#[test]
fn paying_ahead_starts_after_what_is_settled() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let first = |office: &Office, today| office.first_month_ahead(ROOM, "management", day(today)).unwrap();
    // November is open on its own: it can be paid, so it comes first.
    assert_eq!(first(&office, "2025-11-05").to_string(), "2025-11");
    take(&mut office, 66_666, "2025-11-05");
    assert_eq!(first(&office, "2025-11-05").to_string(), "2026-01");
    let ahead = Ahead {
        room: ROOM.into(),
        item: "management".into(),
        months: Months::parse("2026-01..2026-03").unwrap(),
        promotion: None,
    };
    let tender = Tender { payer: None, method: Method::Pos, tendered: None, reference: None, note: None };
    let taken = office.prepay(&ahead, &tender, &on("2025-11-06")).unwrap().value;
    assert_eq!(first(&office, "2025-11-06").to_string(), "2026-04");
    // Voided, the months are owed by nobody and can be paid again.
    office.void(taken.number, "房号记错", &on("2025-11-06")).unwrap();
    assert_eq!(first(&office, "2025-11-06").to_string(), "2026-01");
}

#[test]
fn a_refund_is_asked_on_receipts_that_stand_with_what_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let exact = take(&mut office, 66_666, "2025-12-27").number;
    let over = take(&mut office, 3_334, "2025-12-27").number;
    let wrong = take(&mut office, 500, "2025-12-27").number;
    office.void(wrong, "房号记错", &on("2025-12-27")).unwrap();
    let found = office.receipts_of_home(ROOM).unwrap();
    let found: Vec<_> = found.iter().map(|r| (r.receipt.number, r.received, r.left)).collect();
    assert_eq!(found, [(over, Fen(3_334), Fen(3_334)), (exact, Fen(66_666), Fen::ZERO)]);
}

#[test]
fn an_agreement_is_planned_as_it_is_made_and_planning_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let today = day("2026-01-06");
    let acts = office.journal(50).unwrap().len();
    let planned = office.plan_agreement(&agreement(), today).unwrap();
    assert_eq!((planned.total, planned.charges.len()), (Fen(66_666), 3));
    assert_eq!(office.journal(50).unwrap().len(), acts);
    let number = office.make_agreement(&agreement(), &on("2026-01-06")).unwrap().value;
    let made = office.agreement_standing(&office.agreement(&number).unwrap(), today).unwrap();
    let made: Vec<_> = made.instalments.iter().map(|l| (l.due, l.amount)).collect();
    let planned: Vec<_> = planned.schedule.iter().map(|l| (l.due, l.amount)).collect();
    assert_eq!(made, planned);
    let past = AgreementRequest { first: day("2026-01-05"), ..agreement() };
    assert!(office.plan_agreement(&past, today).is_err());
}

#[test]
fn a_statement_from_a_day_on_carries_what_was_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    take(&mut office, 22_222, "2025-11-05");
    let whole = office.statement(ROOM, None, day("2025-12-31")).unwrap();
    let part = whole.clone().from_day(day("2025-11-01"));
    assert_eq!((part.before, part.lines.len(), part.balance), (Fen(66_666), 1, Fen(44_444)));
    assert_eq!(part.lines.last(), whole.lines.last());
    let none = whole.from_day(day("2025-12-01"));
    assert_eq!((none.before, none.lines.len()), (Fen(44_444), 0));
    let table = papers::statement_table(&part, &on("2025-12-31"));
    assert_eq!(table.rows.len(), 2, "what was before and one payment");
}
