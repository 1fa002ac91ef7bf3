//! Random days at the office, held against an auditor who only reads receipts and runs.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::method::Method;
use zhangfang_domain::promotion::{Offer, OnRefund};
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::billing::TransferRequest;
use zhangfang_office::prepay::{Ahead, Tender};
use zhangfang_office::profile::Profile;
use zhangfang_office::promotion::NewPromotion;
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Occasion, Office, OfficeError, Silent};

const HOMES: usize = 6;

fn room(n: usize) -> String {
    format!("3-1-{}01", n % HOMES + 1)
}

fn occasion(today: NaiveDate) -> Occasion {
    Occasion { operator: "前台小周".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

fn office(dir: &std::path::Path, start: NaiveDate) -> Office {
    let profile = Profile {
        office: "青禾苑物业服务中心".into(),
        first_receipt: "1201".into(),
        developer: "青禾置业".into(),
        ..Profile::default()
    };
    let mut office = Office::create(&dir.join("a.zfb"), &profile, &occasion(start)).unwrap();
    let records: Vec<HomeRecord> = (0..HOMES)
        .map(|n| {
            let mut record = HomeRecord {
                building: "3".into(),
                unit: 1,
                room: format!("{}01", n + 1),
                use_kind: "住宅".into(),
                owners: vec![format!("业主{n}")],
                ..HomeRecord::default()
            };
            record.set_area(Some(Decimal::new(8_850 + 137 * n as i64, 2))).unwrap();
            record
        })
        .collect();
    let bytes = register_table("台账", &records).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, &occasion(start), &mut Silent).unwrap();
    for (code, name, price, basis, cycle, rounding) in [
        ("management", "物业服务费", 235, Basis::Area, Cycle::Month, Rounding::PerMonth),
        ("lift", "电梯费", 35, Basis::Area, Cycle::Quarter, Rounding::PerCycle),
        ("refuse", "垃圾清运费", 600, Basis::Home, Cycle::HalfYear, Rounding::PerMonth),
    ] {
        let version = Version {
            id: 0,
            starts: Month::of(start),
            unit_price: Decimal::new(price, 2),
            basis,
            cycle,
            rounding,
            due: DueRule::parse("1/31").unwrap(),
            clause: "合同第十二条".into(),
            start: None,
        };
        office.add_charge_item(code, name, &occasion(start)).unwrap();
        office.add_tariff(code, name, &version, &occasion(start)).unwrap();
        office.assign_tariff(name, &AssignTo::default(), &occasion(start)).unwrap();
    }
    for paid in 1..13 {
        let new = NewPromotion {
            name: format!("交{paid}送1"),
            item: "management".into(),
            offer: Offer::FreeMonths { paid, free: 1 },
            from: start,
            to: start + Days::new(700),
            on_refund: OnRefund::Lapses,
            terms: String::new(),
        };
        office.add_promotion(&new, &occasion(start)).unwrap();
    }
    office
}

#[derive(Clone, Debug)]
enum Step {
    NextDays(u64),
    Run(i32),
    ReverseLastRun,
    Pay { home: usize, fen: i64, designate: bool },
    PayTwoHomes { home: usize, fen: i64 },
    Prepay { home: usize, from: i32, count: u32, item: usize, gift: bool },
    VoidLast,
    Transfer { home: usize, ago: u64, arrears: bool, prepaid: bool },
    HandOver { home: usize, ago: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (1_u64..20).prop_map(Step::NextDays),
        3 => (0_i32..8).prop_map(Step::Run),
        1 => Just(Step::ReverseLastRun),
        6 => (0..HOMES, 1_i64..90_000, any::<bool>()).prop_map(|(home, fen, designate)| Step::Pay { home, fen, designate }),
        1 => (0..HOMES, 1_i64..50_000).prop_map(|(home, fen)| Step::PayTwoHomes { home, fen }),
        3 => (0..HOMES, 0_i32..10, 1_u32..14, 0_usize..3, any::<bool>())
            .prop_map(|(home, from, count, item, gift)| Step::Prepay { home, from, count, item, gift }),
        2 => Just(Step::VoidLast),
        2 => (0..HOMES, 0_u64..70, any::<bool>(), any::<bool>())
            .prop_map(|(home, ago, arrears, prepaid)| Step::Transfer { home, ago, arrears, prepaid }),
        1 => (0..HOMES, 0_u64..60).prop_map(|(home, ago)| Step::HandOver { home, ago }),
    ]
}

fn payment(n: usize, fen: i64, designated: Vec<i64>) -> HomePayment {
    HomePayment { room: room(n), amount: Some(Fen(fen)), designated, account: None }
}

/// A rule may say no; nothing else may.
fn allowed<T>(result: Result<T, OfficeError>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(OfficeError::Refused(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

fn act(office: &mut Office, step: &Step, today: &mut NaiveDate, start: Month) {
    let who = occasion(*today);
    match step {
        Step::NextDays(n) => *today = *today + Days::new(*n),
        Step::Run(n) => {
            let request = RunRequest {
                months: Months::single(start.plus(*n)),
                due: None,
                items: Vec::new(),
                buildings: Vec::new(),
                accept_gaps: false,
            };
            allowed(office.post_run(&request, &who, &mut Silent));
        }
        Step::ReverseLastRun => {
            if let Some(run) = office.runs().unwrap().iter().find(|r| r.reversed_by.is_none()) {
                allowed(office.reverse_run(run.id, "试", &who));
            }
        }
        Step::Pay { home, fen, designate } => {
            let id = office.home(&room(*home)).unwrap().id;
            let open = office.book().reading().open_items_of(id).unwrap();
            let designated = open.last().filter(|_| *designate).map(|o| vec![o.charge]).unwrap_or_default();
            take(office, vec![payment(*home, *fen, designated)], &who);
        }
        Step::PayTwoHomes { home, fen } => {
            take(office, vec![payment(*home, *fen, vec![]), payment(*home + 1, *fen, vec![])], &who);
        }
        Step::Prepay { home, from, count, item, gift } => {
            let ahead = Ahead {
                room: room(*home),
                item: ["management", "lift", "refuse"][*item].into(),
                months: Months::starting(Month::of(*today).plus(*from), *count),
                promotion: gift.then(|| format!("交{}送1", count - 1)),
            };
            let method = Method::Pos;
            let tender = Tender { payer: None, method, tendered: None, reference: None, note: None };
            allowed(office.prepay(&ahead, &tender, &who));
        }
        Step::Transfer { home, ago, arrears, prepaid } => {
            let request = TransferRequest {
                room: room(*home),
                on: *today - Days::new(*ago),
                to: vec!["新业主".into()],
                phones: Vec::new(),
                move_arrears: *arrears,
                move_prepaid: *prepaid,
                agreement: Some("协议".into()),
            };
            let seen = allowed(office.preview_transfer(&request, &who));
            assert_eq!(allowed(office.transfer(&request, &who)).map(|p| p.value), seen);
        }
        Step::HandOver { home, ago } => {
            allowed(office.hand_over(&room(*home), *today - Days::new(*ago), &who));
        }
        Step::VoidLast => {
            let receipts = office.receipts(*today, *today).unwrap();
            if let Some(receipt) = receipts.last() {
                allowed(office.void(receipt.number, "试", &who));
            }
        }
    }
}

fn take(office: &mut Office, homes: Vec<HomePayment>, who: &Occasion) {
    let request = TakeRequest {
        principal_only: false,
        payer: None,
        method: Method::Wechat,
        homes,
        tendered: None,
        reference: None,
        note: None,
    };
    allowed(office.take(&request, who));
}

/// Charged less reversed less received must be what the homes owe less what they have prepaid.
fn audit(office: &Office, today: NaiveDate) {
    let verified = office.verify().unwrap();
    assert_eq!(verified.findings, []);
    let mut charged: i64 =
        office.runs().unwrap().iter().filter(|r| r.reversed_by.is_none()).map(|r| r.fen).sum();
    let receipts = office.receipts(NaiveDate::MIN, NaiveDate::MAX).unwrap_or_default();
    for receipt in receipts.iter().filter(|r| r.void_reason.is_none()) {
        let ahead = office.book().reading().charges_of_act(receipt.act).unwrap();
        let homes = office.taken(receipt).unwrap().homes;
        let given: Fen = homes.iter().flat_map(|h| &h.discounts).map(|d| d.amount).sum();
        charged += ahead.iter().map(|c| c.fen.0).sum::<i64>() - given.0;
    }
    let received: i64 = receipts.iter().filter(|r| r.void_reason.is_none()).map(|r| r.fen).sum();
    let open = office.arrears_sums(today).unwrap().open;
    let prepaid: Fen = office.book().reading().prepaid_all().unwrap().iter().map(|p| p.fen).sum();
    assert_eq!(Fen(charged - received), open - prepaid);
    let balance = |n: usize| -> Fen {
        let accounts = office.household(&room(n)).unwrap().accounts;
        let of = |account| office.statement(&room(n), Some(account), today).unwrap().balance;
        accounts.iter().map(|a| of(a.account)).sum()
    };
    let balances: Fen = (0..HOMES).map(balance).sum();
    assert_eq!(balances, open - prepaid);
    audit_income(office, Month::of(today), Fen(received) - prepaid);
    let month = Month::of(today);
    let rates = office.rates(Months::single(month), today).unwrap();
    let key = office.book().reading().key_rates(Months::single(month), today).unwrap();
    let figures = rates.figures;
    assert_eq!((key.current, key.historic), (figures.current(), figures.historic()), "{month} as of {today}");
    assert_eq!(key.by_home, figures.by_home(), "{month} as of {today}");
    let before = office.book().reading().open_items(month.first_day() - Days::new(1)).unwrap();
    // A charge that was reversed since was never owed; it leaves the arrears of the start. So does what moved to a new
    // owner since, which no list of then can tell.
    let lowered_by = |charge: i64, by: Kind| {
        let lowered = office.book().reading().adjustments_of(charge).unwrap();
        lowered.iter().any(|(kind, _)| *kind == by)
    };
    let earlier = before.iter().filter(|o| o.due < month.first_day() && o.months.from < month);
    let earlier = earlier.filter(|o| !lowered_by(o.charge, Kind::Reversal));
    if !before.iter().any(|o| lowered_by(o.charge, Kind::Transfer)) {
        assert_eq!(rates.figures.opening_arrears, earlier.map(|o| o.open).sum());
    }
    for (n, receipt) in receipts.iter().enumerate() {
        assert_eq!(receipt.number, 1201 + n as i64);
    }
    let mut day = receipts.first().map_or(today, |r| r.biz_date);
    while day <= today {
        let report = office.day_report(day).unwrap();
        let settled: Fen = report.by_item.iter().map(|i| i.current + i.arrears).sum();
        assert_eq!(report.total, settled + report.prepaid);
        day = day + Days::new(1);
    }
}

/// What came in and was applied is income of one month each, not before the months it is for.
fn audit_income(office: &Office, last: Month, applied: Fen) {
    let start = Month::new(2025, 1).unwrap();
    let income = |to| {
        Months { from: start, to }.iter().map(|m| office.disclosure(m).unwrap().statement.income_total())
    };
    assert_eq!(income(last.plus(36)).sum::<Fen>(), applied);
    let later = Months { from: last.plus(1), to: last.plus(36) };
    let waiting: Fen = (0..HOMES)
        .flat_map(|n| office.book().reading().charges_of_home(office.home(&room(n)).unwrap().id).unwrap())
        .filter(|c| later.contains(c.months.from))
        .map(|c| {
            let lowered = office.book().reading().adjustments_of(c.id).unwrap();
            c.fen - c.open - lowered.iter().map(|(_, fen)| *fen).sum::<Fen>()
        })
        .sum();
    assert_eq!(income(last).sum::<Fen>(), applied - waiting);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_acts_keeps_every_identity(steps in prop::collection::vec(step(), 1..40)) {
        let dir = tempfile::tempdir().unwrap();
        let mut today = NaiveDate::from_ymd_opt(2025, 1, 2).unwrap();
        let start = Month::of(today);
        let mut office = office(dir.path(), today);
        for step in &steps {
            act(&mut office, step, &mut today, start);
        }
        audit(&office, today);
    }
}
