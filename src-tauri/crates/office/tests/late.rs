//! Random months of being late: whatever is paid, claimed, agreed, voided or drawn, in whichever order of settlement,
//! nothing goes below nothing, every fen of a receipt is accounted for, and the book agrees with itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use chrono::{Days, NaiveDate};
use estate::{MANAGEMENT, agreement, at_nine, create, payment, price, profile, register, sized};
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::late_charge::{Clause, DayCount, Rate, Rounding};
use zhangfang_domain::method::Method;
use zhangfang_domain::settlement::Order;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::late_charge::NewClause;
use zhangfang_office::receipt::TakeRequest;
use zhangfang_office::{Occasion, Office, OfficeError, Silent};

const HOMES: usize = 3;

fn room(n: usize) -> String {
    format!("3-1-{}01", n % HOMES + 1)
}

/// Three homes, a fee of some 200 yuan a month, and a clause of 0.3 % a day, so that caps are reached.
fn office(dir: &std::path::Path, start: NaiveDate, rounding: Rounding) -> Office {
    let who = at_nine(start);
    let mut office = create(dir, &profile(), &who);
    let home = |n: usize| sized("3", 1, &format!("{}01", n + 1), &format!("业主{n}"), 8_850 + 137 * n as i64);
    register(&mut office, &(0..HOMES).map(home).collect::<Vec<_>>(), &who);
    price(&mut office, MANAGEMENT, 235, Month::of(start), &who);
    let clause = Clause {
        rate: Rate::Daily(Decimal::new(3, 3)),
        day_count: DayCount::ToPayment,
        grace_days: 5,
        cap_percent: Some(100),
        rounding,
    };
    office.add_late_clause(&NewClause { starts: start, text: "合同第十五条".into(), clause }, &who).unwrap();
    office
}

#[derive(Clone, Debug)]
enum Step {
    NextDays(u64),
    Run,
    Pay { home: usize, fen: Option<i64>, principal_only: bool, designate: bool },
    Claim(usize),
    Cost { home: usize, fen: i64 },
    Order(Order),
    Agree { home: usize, late: LateTerms },
    Break,
    VoidLast,
}

fn step() -> impl Strategy<Value = Step> {
    let pay = (0..HOMES, prop::option::of(1_i64..60_000), any::<bool>(), any::<bool>());
    prop_oneof![
        5 => (5_u64..50).prop_map(Step::NextDays),
        3 => Just(Step::Run),
        6 => pay.prop_map(|(home, fen, principal_only, designate)| Step::Pay { home, fen, principal_only, designate }),
        3 => (0..HOMES).prop_map(Step::Claim),
        1 => (0..HOMES, 1_i64..9_000).prop_map(|(home, fen)| Step::Cost { home, fen }),
        1 => prop::sample::select(&Order::ALL[..]).prop_map(Step::Order),
        1 => (0..HOMES, prop::sample::select(&LateTerms::ALL[..])).prop_map(|(home, late)| Step::Agree { home, late }),
        1 => Just(Step::Break),
        2 => Just(Step::VoidLast),
    ]
}

/// A rule may say no; nothing else may.
fn allowed<T>(result: Result<T, OfficeError>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(OfficeError::Refused(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

fn act(office: &mut Office, step: &Step, today: &mut NaiveDate) {
    let who = at_nine(*today);
    match step {
        Step::NextDays(n) => *today = *today + Days::new(*n),
        Step::Run => {
            let months = Months::single(Month::of(*today));
            let request =
                RunRequest { months, due: None, items: vec![], buildings: vec![], accept_gaps: false };
            allowed(office.post_run(&request, &who, &mut Silent));
        }
        Step::Pay { home, fen, principal_only, designate } => {
            let id = office.home(&room(*home)).unwrap().id;
            let open = office.book().reading().open_items_of(id).unwrap();
            let designated = open.last().filter(|_| *designate).map(|o| vec![o.charge]).unwrap_or_default();
            let (principal_only, method) = (*principal_only, Method::Wechat);
            let mut request = TakeRequest { principal_only, method, ..payment(&room(*home), fen.map(Fen)) };
            request.homes[0].designated = designated;
            if let Some(taken) = allowed(office.take(&request, &who)) {
                let home = &taken.value.homes[0];
                let applied: Fen = home.lines.iter().map(|l| l.amount).sum();
                assert_eq!(applied + home.prepaid, home.received, "every fen of a receipt is accounted for");
                let late = home.lines.iter().any(|l| l.item != "物业服务费");
                assert!(!(late && principal_only && !*designate), "principal only: {home:?}");
            }
        }
        Step::Claim(home) => claim(office, *home, &who),
        Step::Cost { home, fen } => {
            allowed(office.add_cost(&room(*home), Fen(*fen), "邮寄", &who));
        }
        Step::Order(order) => {
            allowed(office.set_settlement_order(*order, &who));
        }
        Step::Agree { home, late } => {
            let plan = agreement(&room(*home), *today + Days::new(10));
            let request = AgreementRequest { parts: 3, late: *late, breach_days: 7, ..plan };
            allowed(office.make_agreement(&request, &who));
        }
        Step::Break => {
            for agreement in office.agreements(None, *today).unwrap() {
                allowed(office.break_agreement(&agreement.number, "逾期", &who));
            }
        }
        Step::VoidLast => {
            if let Some(receipt) = office.receipts(*today, *today).unwrap().last() {
                allowed(office.void(receipt.number, "试", &who));
            }
        }
    }
}

/// A claim takes exactly what the sheet said and leaves nothing to claim.
fn claim(office: &mut Office, home: usize, who: &Occasion) {
    let before = office.late_sheet(&room(home), who.today).unwrap();
    match allowed(office.claim_late(&room(home), &[], who.today, who)) {
        None => assert_eq!(before.memo, Fen::ZERO),
        Some(claimed) => {
            assert_eq!(claimed.value.total, before.memo);
            assert_eq!(office.late_sheet(&room(home), who.today).unwrap().memo, Fen::ZERO);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_acts_keeps_the_book_whole(
        steps in prop::collection::vec(step(), 1..40),
        rounding in prop::sample::select(&Rounding::ALL[..]),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let mut today = NaiveDate::from_ymd_opt(2025, 1, 2).unwrap();
        let mut office = office(dir.path(), today, rounding);
        for step in &steps {
            act(&mut office, step, &mut today);
        }
        prop_assert_eq!(office.verify().unwrap().findings, []);
        let reading = office.book().reading();
        prop_assert!(reading.open_items_all().unwrap().iter().all(|o| o.open.is_positive()));
        prop_assert!(reading.prepaid_all().unwrap().iter().all(|p| p.fen.is_positive()));
        for home in 0..HOMES {
            let sheet = office.late_sheet(&room(home), today).unwrap();
            let bills = sheet.lines.iter().chain(&sheet.paid_late);
            let statement = office.statement(&room(home), None, today).unwrap();
            let id = office.home(&room(home)).unwrap().id;
            let open: Fen = reading.open_items_of(id).unwrap().iter().map(|o| o.open).sum();
            let prepaid = reading.prepaid_all().unwrap().into_iter().filter(|p| p.home == id);
            prop_assert_eq!(statement.balance, open - prepaid.map(|p| p.fen).sum());
            for bill in bills {
                let charged = reading.charge(bill.charge).unwrap().fen;
                prop_assert!(bill.accrued <= charged, "capped at the principal: {:?}", bill);
                prop_assert!(bill.memo >= Fen::ZERO && bill.memo <= bill.accrued);
            }
        }
    }
}
