//! Random months of being late: whatever is paid, claimed, agreed, voided or drawn, in whichever order of settlement,
//! nothing goes below nothing, every fen of a receipt is accounted for, and the book agrees with itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::late_charge::{Clause, DayCount, Rate, Rounding};
use zhangfang_domain::method::Method;
use zhangfang_domain::settlement::Order;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding as Cents, Version};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::late_charge::NewClause;
use zhangfang_office::profile::Profile;
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Occasion, Office, OfficeError, Silent};

const HOMES: usize = 3;

fn room(n: usize) -> String {
    format!("3-1-{}01", n % HOMES + 1)
}

fn occasion(today: NaiveDate) -> Occasion {
    Occasion { operator: "前台小周".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

/// Three homes, a fee of some 200 yuan a month, and a clause of 0.3 % a day, so that caps are reached.
fn office(dir: &std::path::Path, start: NaiveDate, rounding: Rounding) -> Office {
    let profile = Profile { office: "青禾苑物业服务中心".into(), ..Profile::default() };
    let who = occasion(start);
    let mut office = Office::create(&dir.join("a.zfb"), &profile, &who).unwrap();
    let record = |n: usize| {
        let (building, room) = ("3".into(), format!("{}01", n + 1));
        let mut record =
            HomeRecord {
                building, unit: 1, room, owners: vec![format!("业主{n}")], ..HomeRecord::default()
            };
        record.set_area(Some(Decimal::new(8_850 + 137 * n as i64, 2))).unwrap();
        record
    };
    let records: Vec<HomeRecord> = (0..HOMES).map(record).collect();
    let bytes = register_table("台账", &records).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, &who, &mut Silent).unwrap();
    let version = Version {
        id: 0,
        starts: Month::of(start),
        unit_price: Decimal::new(235, 2),
        basis: Basis::Area,
        cycle: Cycle::Month,
        rounding: Cents::PerMonth,
        due: DueRule::parse("1/31").unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    };
    office.add_charge_item("management", "物业服务费", &who).unwrap();
    office.add_tariff("management", "物业服务费", &version, &who).unwrap();
    office.assign_tariff("物业服务费", &AssignTo::default(), &who).unwrap();
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
    let who = occasion(*today);
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
            let request = TakeRequest {
                principal_only: *principal_only,
                payer: None,
                method: Method::Wechat,
                homes: vec![HomePayment {
                    room: room(*home),
                    amount: fen.map(Fen),
                    designated,
                    account: None,
                }],
                tendered: None,
                reference: None,
                note: None,
            };
            if let Some(taken) = allowed(office.take(&request, &who)) {
                let home = &taken.value.homes[0];
                let applied: Fen = home.lines.iter().map(|l| l.amount).sum();
                assert_eq!(applied + home.prepaid, home.received, "every fen of a receipt is accounted for");
                let late = home.lines.iter().any(|l| l.item != "物业服务费");
                assert!(!(late && *principal_only && !*designate), "principal only: {home:?}");
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
            let request = AgreementRequest {
                room: room(*home),
                parts: 3,
                first: *today + Days::new(10),
                charges: vec![],
                late: *late,
                breach_days: 7,
                note: None,
            };
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
