//! What the counter asks before it acts: months that can be paid ahead, receipts a refund can be asked on, the plan of
//! an agreement, the statement from a day on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{
    MANAGEMENT, agreement as halves, bill, create, date as day, on, payment, price, profile, register, sized,
};
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::method::Method;
use zhangfang_domain::{Fen, Months};
use zhangfang_office::Office;
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::papers;
use zhangfang_office::prepay::{Ahead, Tender};
use zhangfang_office::receipt::{TakeRequest, TakenReceipt};

const ROOM: &str = "3-1-301";

/// One home, 222.22 a month, charged from October to December 2025.
fn office(folder: &std::path::Path) -> Office {
    let who = on("2025-10-01");
    let months = Months::parse("2025-10..2025-12").unwrap();
    let mut office = create(folder, &profile(), &who);
    register(&mut office, &[sized("3", 1, "301", "张三", 9_456)], &who);
    price(&mut office, MANAGEMENT, 235, months.from, &who);
    bill(&mut office, months, &on("2025-10-02"));
    office
}

fn take(office: &mut Office, amount: i64, today: &str) -> TakenReceipt {
    let request = TakeRequest { method: Method::Wechat, ..payment(ROOM, Some(Fen(amount))) };
    office.take(&request, &on(today)).unwrap().value
}

fn agreement() -> AgreementRequest {
    let (late, breach_days) = (LateTerms::WaiveIfKept, 7);
    AgreementRequest { parts: 3, late, breach_days, ..halves(ROOM, day("2026-02-10")) }
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
