//! Random days of two cashiers, held against a model that knows four rules: money needs the shift of whoever takes it,
//! of the day; a drawer holds its float and its cash; what was closed stays; days do not come back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::Count;
use zhangfang_office::profile::Profile;
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::shift::{CloseRequest, Deposit};
use zhangfang_office::{Occasion, Office, OfficeError, Silent};

const CASHIERS: [&str; 2] = ["前台小周", "前台小吴"];
/// More pieces than any drawer here needs, so that every sum is made up of them.
const FLOAT: Fen = Fen(20_000);

#[derive(Clone, Debug)]
enum Step {
    NextDay,
    Open(usize),
    Close { cashier: usize, off: bool },
    Take { cashier: usize, dimes: i64, cash: bool },
    Void { cashier: usize, back: usize },
    VoidAsOfYesterday { back: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let cashier = 0..CASHIERS.len();
    prop_oneof![
        1 => Just(Step::NextDay),
        2 => cashier.clone().prop_map(Step::Open),
        2 => (cashier.clone(), any::<bool>()).prop_map(|(cashier, off)| Step::Close { cashier, off }),
        6 => (cashier.clone(), 1_i64..9_000, any::<bool>())
            .prop_map(|(cashier, dimes, cash)| Step::Take { cashier, dimes, cash }),
        2 => (cashier, 0_usize..4).prop_map(|(cashier, back)| Step::Void { cashier, back }),
        1 => (0_usize..4).prop_map(|back| Step::VoidAsOfYesterday { back }),
    ]
}

/// A receipt as the model knows it.
struct Taken {
    number: i64,
    day: NaiveDate,
    shift: Option<usize>,
    fen: i64,
    cash: bool,
    void: bool,
}

/// A shift as the model knows it.
struct Drawer {
    cashier: usize,
    day: NaiveDate,
    open: bool,
}

#[derive(Default)]
struct Model {
    shifts: Vec<Drawer>,
    receipts: Vec<Taken>,
    /// The latest day on which anything was done.
    latest: Option<NaiveDate>,
}

impl Model {
    fn open_of(&self, cashier: usize) -> Option<usize> {
        self.shifts.iter().position(|shift| shift.cashier == cashier && shift.open)
    }

    fn may_take(&self, cashier: usize, today: NaiveDate) -> bool {
        self.shifts.is_empty() || self.open_of(cashier).is_some_and(|at| self.shifts[at].day == today)
    }

    fn may_void(&self, receipt: &Taken, today: NaiveDate) -> bool {
        let closed = receipt.shift.is_some_and(|at| !self.shifts[at].open);
        !receipt.void && !closed && receipt.day == today && self.latest <= Some(today)
    }

    fn cash(&self, shift: usize) -> Fen {
        let those = self.receipts.iter().filter(|r| r.shift == Some(shift) && r.cash && !r.void);
        FLOAT + Fen(those.map(|r| r.fen).sum())
    }

    fn taken_on(&self, day: NaiveDate) -> Fen {
        Fen(self.receipts.iter().filter(|r| r.day == day && !r.void).map(|r| r.fen).sum())
    }
}

fn occasion(cashier: usize, today: NaiveDate) -> Occasion {
    let now = today.and_hms_opt(9, 0, 0).unwrap();
    Occasion { operator: CASHIERS[cashier].into(), today, now, key: None }
}

fn office(dir: &std::path::Path, start: NaiveDate) -> Office {
    let profile = Profile { office: "青禾苑物业服务中心".into(), ..Profile::default() };
    let mut office = Office::create(&dir.join("a.zfb"), &profile, &occasion(0, start)).unwrap();
    let mut home = HomeRecord {
        building: "3".into(),
        unit: 1,
        room: "301".into(),
        use_kind: "住宅".into(),
        owners: vec!["张三".into()],
        ..HomeRecord::default()
    };
    home.set_area(Some(Decimal::new(9_456, 2))).unwrap();
    let bytes = register_table("台账", &[home]).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, &occasion(0, start), &mut Silent).unwrap();
    office
}

fn take(office: &mut Office, fen: i64, cash: bool, who: &Occasion) -> Result<i64, OfficeError> {
    let room = "3-1-301".into();
    let home = HomePayment { room, amount: Some(Fen(fen)), designated: Vec::new(), account: None };
    let request = TakeRequest {
        payer: None,
        method: if cash { Method::Cash } else { Method::Wechat },
        homes: vec![home],
        tendered: None,
        reference: None,
        note: None,
        principal_only: false,
    };
    Ok(office.take(&request, who)?.value.number)
}

/// Everything above the float goes to the bank. `off`: the cashier finds ten fen too little and says so.
fn close_request(expected: Fen, off: bool) -> CloseRequest {
    let short = if off { 10 } else { 0 };
    let dimes = u32::try_from((expected.0 - short) / 10).unwrap();
    let counted = Count::of([(Fen(10), dimes)]);
    CloseRequest {
        counted,
        deposit: Deposit::Amount(counted.total() - FLOAT + Fen(short)),
        slip: Some("1".into()),
        received_by: None,
        takings: Vec::new(),
        explanation: off.then(|| "短款一角".to_owned()),
    }
}

fn done<T>(result: Result<T, OfficeError>, may: bool, step: &Step) -> Option<T> {
    match result {
        Ok(value) => {
            assert!(may, "{step:?} should have been refused");
            Some(value)
        }
        Err(OfficeError::Refused(refusal)) => {
            assert!(!may, "{step:?} was refused: {refusal}");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

fn act(office: &mut Office, model: &mut Model, step: &Step, today: &mut NaiveDate) {
    let day = *today;
    let mut acted = false;
    match step {
        Step::NextDay => *today = day + Days::new(1),
        Step::Open(cashier) => {
            let may = model.open_of(*cashier).is_none();
            // The float differs after a short drawer: said in words, as a cashier would.
            let opened = office.open_shift(FLOAT, Some("备用金补足"), &occasion(*cashier, day));
            if done(opened, may, step).is_some() {
                model.shifts.push(Drawer { cashier: *cashier, day, open: true });
                acted = true;
            }
        }
        Step::Close { cashier, off } => {
            let open = model.open_of(*cashier);
            let may = open.is_some_and(|at| model.shifts[at].day == day);
            let request = close_request(open.map_or(FLOAT, |at| model.cash(at)), *off);
            let closed = done(office.close_shift(&request, &occasion(*cashier, day)), may, step);
            if let (Some(closed), Some(at)) = (closed, open) {
                let off = if *off { -10 } else { 0 };
                assert_eq!((closed.value.difference, closed.value.expected), (Fen(off), model.cash(at)));
                model.shifts[at].open = false;
                acted = true;
            }
        }
        Step::Take { cashier, dimes, cash } => {
            let (fen, may) = (dimes * 10, model.may_take(*cashier, day));
            if let Some(number) = done(take(office, fen, *cash, &occasion(*cashier, day)), may, step) {
                let shift = model.open_of(*cashier);
                model.receipts.push(Taken { number, day, shift, fen, cash: *cash, void: false });
                acted = true;
            }
        }
        Step::Void { cashier, back } => acted = void(office, model, *back, &occasion(*cashier, day), step),
        Step::VoidAsOfYesterday { back } => {
            void(office, model, *back, &occasion(0, day - Days::new(1)), step);
        }
    }
    if acted {
        model.latest = model.latest.max(Some(day));
    }
}

fn void(office: &mut Office, model: &mut Model, back: usize, who: &Occasion, step: &Step) -> bool {
    let Some(at) = model.receipts.len().checked_sub(back + 1) else { return false };
    let may = model.may_void(&model.receipts[at], who.today);
    let number = model.receipts[at].number;
    let voided = done(office.void(number, "试", who), may, step).is_some();
    model.receipts[at].void |= voided;
    voided
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_cashiers_never_mix_their_drawers(steps in prop::collection::vec(step(), 1..40)) {
        let dir = tempfile::tempdir().unwrap();
        let start = NaiveDate::from_ymd_opt(2025, 12, 1).unwrap();
        let (mut today, mut model) = (start, Model { latest: Some(start), ..Model::default() });
        let mut office = office(dir.path(), start);
        for step in &steps {
            act(&mut office, &mut model, step, &mut today);
        }
        for (at, shift) in office.shifts().unwrap().into_iter().enumerate() {
            let banked = shift.closing.as_ref().map_or(Fen::ZERO, |closing| closing.banked);
            prop_assert_eq!(office.till(shift).unwrap().drawer.expected(), model.cash(at) - banked);
        }
        let mut day = start;
        while day <= today {
            let report = office.day_report(day).unwrap();
            prop_assert_eq!(report.total, model.taken_on(day));
            let items: Fen = report.by_item.iter().map(|i| i.current + i.arrears + i.prepaid + i.deposit).sum();
            prop_assert_eq!(items, report.total);
            let cash: Fen = report.drawers.iter().map(|d| d.received).sum();
            prop_assert_eq!(cash, report.by_method[0].total);
            day = day + Days::new(1);
        }
        prop_assert_eq!(office.verify().unwrap().findings, vec![]);
    }
}
