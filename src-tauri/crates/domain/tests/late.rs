//! Late charge, settlement orders, instalments, limitation and VAT: the worked examples by id, and what always holds.
#![allow(clippy::unwrap_used)]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::instalment::{self, ScheduleError, State, schedule, standing};
use zhangfang_domain::late_charge::{
    Accrual, Clause, DayCount, LateChargeError, Lpr, Pause, Principal, Rate, Rounding, accrue, amounts,
    daily_percent, yearly_percent,
};
use zhangfang_domain::limitation::{Alarm, Event, Proof, limitation};
use zhangfang_domain::settlement::{Class, OpenCharge, Order, Rule, Settlement, allocate};
use zhangfang_domain::vat;
use zhangfang_domain::waiver::Portion;

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 0.05 % a day, payment day counted, no grace, capped at the principal, rounded per bill.
fn usual() -> Clause {
    Clause {
        rate: Rate::Daily(decimal("0.0005")),
        day_count: DayCount::ToPayment,
        grace_days: 0,
        cap_percent: Some(100),
        rounding: Rounding::PerBill,
    }
}

fn debt(due: &str, amount: &str) -> Principal {
    Principal::of(day(due), yuan(amount), &[], Vec::new())
}

fn march() -> Principal {
    debt("2025-03-31", "222.22")
}

fn late(principal: &Principal, clause: &Clause, as_of: &str) -> Accrual {
    accrue(principal, clause, &lpr(), day(as_of)).unwrap()
}

fn lpr() -> Vec<Lpr> {
    vec![Lpr { from: day("2020-01-20"), percent: decimal("3.00") }]
}

fn amount(principal: &Principal, clause: &Clause, as_of: &str) -> String {
    late(principal, clause, as_of).amount.plain()
}

#[test]
fn g1_half_a_per_mille_a_day_simple() {
    let found = late(&march(), &usual(), "2025-06-30");
    assert_eq!((found.days(), found.exact, found.amount), (91, decimal("10.111010"), yuan("10.11")));
    assert_eq!(amount(&march(), &usual(), "2025-03-31"), "0.00", "the due day is not late");
    assert_eq!(late(&march(), &usual(), "2025-04-01").days(), 1);
}

#[test]
fn g2_the_payment_day_may_be_left_out() {
    let clause = Clause { day_count: DayCount::BeforePayment, ..usual() };
    let found = late(&march(), &clause, "2025-06-30");
    assert_eq!((found.days(), found.exact, found.amount), (90, decimal("9.999900"), yuan("10.00")));
    assert_eq!(amount(&march(), &clause, "2025-04-01"), "0.00");
}

#[test]
fn g3_days_of_grace_bear_nothing_and_are_not_made_up_for() {
    let clause = Clause { grace_days: 30, ..usual() };
    let found = late(&march(), &clause, "2025-06-30");
    assert_eq!((found.days(), found.amount), (61, yuan("6.78")));
    assert_eq!(amount(&march(), &clause, "2025-04-30"), "0.00");
}

#[test]
fn g4_it_never_exceeds_the_principal() {
    let clause = Clause { rate: Rate::Daily(decimal("0.003")), ..usual() };
    let as_of = (day("2025-03-31") + Days::new(400)).to_string();
    let found = late(&march(), &clause, &as_of);
    assert_eq!((found.amount, found.capped_at), (yuan("222.22"), Some(yuan("222.22"))));
    assert_eq!(amount(&march(), &Clause { cap_percent: None, ..clause }, &as_of), "266.66");
    assert_eq!(amount(&march(), &Clause { cap_percent: Some(30), ..clause }, &as_of), "66.67");
}

#[test]
fn g5_g6_g7_g7b_references_for_a_court() {
    let year = debt("2024-01-31", "2666.59");
    let as_of = (day("2024-01-31") + Days::new(500)).to_string();
    let by = |rate| amount(&year, &Clause { rate, cap_percent: None, ..usual() }, &as_of);
    assert_eq!(by(Rate::LprMultiple(decimal("4"))), "438.34");
    assert_eq!(by(Rate::LprMultiple(decimal("1.3"))), "142.46");
    assert_eq!(by(Rate::Daily(decimal("0.0005"))), "666.65");
    assert_eq!(by(Rate::Daily(decimal("0.003"))), "3999.89");
    let capped = Clause { rate: Rate::Daily(decimal("0.003")), ..usual() };
    assert_eq!(amount(&year, &capped, &as_of), "2666.59");
}

#[test]
fn g8_every_part_payment_starts_a_segment() {
    let paid = [(day("2025-04-30"), yuan("100.00"), None), (day("2025-06-30"), yuan("122.22"), None)];
    let march = Principal::of(day("2025-03-31"), yuan("222.22"), &paid, Vec::new());
    for rounding in [Rounding::PerBill, Rounding::PerSegment, Rounding::Once] {
        let found = late(&march, &Clause { rounding, ..usual() }, "2025-12-31");
        let parts: Vec<_> = found.segments.iter().map(|s| (s.days, s.principal.plain())).collect();
        assert_eq!(parts, [(30, "222.22".to_owned()), (61, "122.22".to_owned())]);
        assert_eq!(found.amount, yuan("7.06"));
    }
    let each = [(30, "222.22", "3.33"), (61, "122.22", "3.73")];
    for (days, principal, expected) in each {
        let as_of = (day("2025-03-31") + Days::new(days)).to_string();
        assert_eq!(amount(&debt("2025-03-31", principal), &usual(), &as_of), expected);
    }
    let without = Clause { day_count: DayCount::BeforePayment, ..usual() };
    let days: Vec<_> = late(&march, &without, "2025-12-31").segments.iter().map(|s| s.days).collect();
    assert_eq!(days, [29, 61], "on the day of the part payment only the rest counts");
}

#[test]
fn g9_late_charge_first_leaves_more_principal() {
    let first = late(&march(), &usual(), "2025-04-30").amount;
    let statutory = Rule { order: Order::Statutory, on: day("2025-04-30") };
    let open = [charge(1, Class::Principal, "222.22"), charge(2, Class::LateCharge, &first.plain())];
    let s = allocate(yuan("100.00"), &open, &[], statutory).unwrap();
    assert_eq!(paid(&s), ["2:3.33", "1:96.67"]);
    let paid = [(day("2025-04-30"), yuan("96.67"), None)];
    let rest = Principal::of(day("2025-03-31"), yuan("222.22"), &paid, Vec::new());
    let whole = late(&rest, &usual(), "2025-06-30").amount;
    assert_eq!((yuan("222.22") - yuan("96.67"), whole - first), (yuan("125.55"), yuan("3.83")));
    assert_eq!(yuan("100.00") + yuan("125.55") + yuan("3.83"), yuan("229.38"));
}

#[test]
fn g10_rounding_each_bill_or_once() {
    let bills = ["2025-01-31", "2025-02-28", "2025-03-31"].map(|due| debt(due, "222.22"));
    let accruals: Vec<_> = bills.iter().map(|b| late(b, &usual(), "2025-06-30")).collect();
    assert_eq!(accruals.iter().map(Accrual::days).collect::<Vec<_>>(), [150, 122, 91]);
    let plain = |rounding| -> Vec<String> {
        amounts(&accruals, rounding).unwrap().into_iter().map(Fen::plain).collect()
    };
    assert_eq!(plain(Rounding::PerBill), ["16.67", "13.56", "10.11"]);
    assert_eq!(amounts(&accruals, Rounding::PerBill).unwrap().iter().sum::<Fen>(), yuan("40.34"));
    assert_eq!(amounts(&accruals, Rounding::Once).unwrap().iter().sum::<Fen>(), yuan("40.33"));
}

#[test]
fn g11_a_waiver_by_percentage_is_rounded_half_up() {
    let waived = Portion::Percent(decimal("80")).of(yuan("10.11")).unwrap();
    assert_eq!((waived, yuan("10.11") - waived), (yuan("8.09"), yuan("2.02")));
}

#[test]
fn g12_rates_by_the_year_and_by_the_day() {
    assert_eq!(yearly_percent(decimal("0.0005")), decimal("18.25"));
    assert_eq!(yearly_percent(decimal("0.003")), decimal("109.5"));
    assert_eq!(daily_percent(decimal("24")), decimal("0.06575"));
    assert_eq!(daily_percent(decimal("12")), decimal("0.03288"));
}

#[test]
fn g13_eighteen_months() {
    let months = (0..18).map(|n| zhangfang_domain::Month::new(2024, 1).unwrap().plus(n).last_day());
    let bills: Vec<_> = months.map(|due| Principal::of(due, yuan("222.22"), &[], Vec::new())).collect();
    let accruals: Vec<_> = bills.iter().map(|b| late(b, &usual(), "2025-07-31")).collect();
    let sum: Fen = amounts(&accruals, Rounding::PerBill).unwrap().iter().sum();
    let principal: Fen = bills.iter().map(|b| b.unpaid).sum();
    assert_eq!((principal, sum), (yuan("3999.96"), yuan("578.00")));
    assert_eq!(principal + sum, yuan("4577.96"));
}

#[test]
fn what_was_never_owed_bears_nothing_and_what_was_waived_bears_until_then() {
    let on = day("2025-06-30");
    let lowered =
        |kind| Principal::of(day("2025-03-31"), yuan("222.22"), &[(on, yuan("222.22"), kind)], vec![]);
    assert_eq!(amount(&lowered(Some(Kind::Correction)), &usual(), "2025-12-31"), "0.00");
    assert_eq!(amount(&lowered(Some(Kind::Reversal)), &usual(), "2025-12-31"), "0.00");
    for kind in [None, Some(Kind::Waiver), Some(Kind::WriteOff)] {
        assert_eq!(amount(&lowered(kind), &usual(), "2025-12-31"), "10.11");
    }
    let before = Principal::of(
        day("2025-03-31"),
        yuan("222.22"),
        &[(day("2025-03-31"), yuan("200.00"), None)],
        vec![],
    );
    assert_eq!(amount(&before, &usual(), "2025-06-30"), "1.01", "paid on the due day is paid in time");
}

#[test]
fn an_agreed_pause_is_not_counted() {
    let pause = |to: Option<&str>| Pause { from: day("2025-04-10"), to: to.map(day) };
    let paused = |p| Principal { pauses: vec![p], ..march() };
    let days = |p: &Principal| late(p, &usual(), "2025-06-30").days();
    assert_eq!(days(&paused(pause(None))), 10);
    assert_eq!(days(&paused(pause(Some("2025-06-20")))), 20);
    assert_eq!(days(&paused(pause(Some("2025-04-10")))), 91, "a pause of no day");
}

#[test]
fn the_lpr_of_each_day_counts() {
    let changes = [
        Lpr { from: day("2025-01-01"), percent: decimal("3.10") },
        Lpr { from: day("2025-05-20"), percent: decimal("3.00") },
    ];
    let clause = Clause { rate: Rate::LprMultiple(decimal("4")), ..usual() };
    let found = accrue(&march(), &clause, &changes, day("2025-06-30")).unwrap();
    let parts: Vec<_> = found.segments.iter().map(|s| (s.days, s.rate)).collect();
    assert_eq!(parts, [(49, decimal("0.124")), (42, decimal("0.12"))]);
    let early = accrue(&debt("2024-12-15", "222.22"), &clause, &changes, day("2025-06-30"));
    assert_eq!(early, Err(LateChargeError::NoLpr { day: day("2024-12-16") }));
}

fn charge(id: i64, class: Class, open: &str) -> OpenCharge {
    OpenCharge { id, class, due: day("2025-03-31"), open: yuan(open) }
}

fn paid(settlement: &Settlement) -> Vec<String> {
    settlement.applied.iter().map(|a| format!("{}:{}", a.charge, a.amount.plain())).collect()
}

fn h2_debts() -> [OpenCharge; 3] {
    [
        charge(1, Class::Principal, "444.44"),
        charge(2, Class::LateCharge, "12.30"),
        charge(3, Class::Cost, "50.00"),
    ]
}

#[test]
fn h2_the_statutory_order() {
    let rule = Rule { order: Order::Statutory, on: day("2025-06-30") };
    let s = allocate(yuan("300.00"), &h2_debts(), &[], rule).unwrap();
    assert_eq!(paid(&s), ["3:50.00", "2:12.30", "1:237.70"]);
    assert_eq!(yuan("444.44") - yuan("237.70"), yuan("206.74"));
    let named = allocate(yuan("300.00"), &h2_debts(), &[1], rule).unwrap();
    assert_eq!(paid(&named), ["1:300.00"], "what the payer names comes first in any order");
}

#[test]
fn h3_principal_first_leaves_late_charge_and_costs() {
    let rule = Rule { order: Order::PrincipalFirst, on: day("2025-06-30") };
    let s = allocate(yuan("300.00"), &h2_debts(), &[], rule).unwrap();
    assert_eq!(paid(&s), ["1:300.00"]);
    assert_eq!(yuan("144.44") + yuan("12.30") + yuan("50.00"), yuan("206.74"));
    let s = allocate(yuan("500.00"), &h2_debts(), &[], rule).unwrap();
    assert_eq!(paid(&s), ["1:444.44", "3:50.00", "2:5.56"]);
}

#[test]
fn what_is_due_comes_before_what_is_not_in_any_order() {
    let later = OpenCharge { id: 4, class: Class::Principal, due: day("2025-07-31"), open: yuan("222.22") };
    let open = [later, charge(2, Class::LateCharge, "12.30")];
    for order in Order::ALL {
        let s = allocate(yuan("20.00"), &open, &[], Rule { order, on: day("2025-06-30") }).unwrap();
        assert_eq!(paid(&s), ["2:12.30", "4:7.70"]);
    }
}

#[test]
fn i4_the_last_instalment_takes_the_remainder() {
    let lines = schedule(yuan("3000.00"), 7, day("2026-02-10")).unwrap();
    let parts: Vec<_> = lines.iter().map(|l| l.amount.plain()).collect();
    assert_eq!(parts, ["428.57", "428.57", "428.57", "428.57", "428.57", "428.57", "428.58"]);
    assert_eq!((lines[0].due, lines[6].due), (day("2026-02-10"), day("2026-08-10")));
    let ends: Vec<_> = schedule(yuan("1"), 4, day("2025-12-31")).unwrap().iter().map(|l| l.due).collect();
    assert_eq!(ends, ["2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"].map(day));
    assert_eq!(schedule(yuan("1"), 1, day("2025-12-31")), Err(ScheduleError::Parts { parts: 1 }));
    let too_little = ScheduleError::TooLittle { total: Fen(6), parts: 7 };
    assert_eq!(schedule(Fen(6), 7, day("2025-12-31")), Err(too_little));
}

#[test]
fn instalments_are_paid_oldest_first_and_missed_ones_break_the_agreement() {
    let lines = schedule(yuan("300.00"), 3, day("2026-01-10")).unwrap();
    let states = |received, as_of: &str| -> Vec<_> {
        standing(&lines, yuan(received), day(as_of)).iter().map(|s| (s.state, s.received.plain())).collect()
    };
    let is = |state, received: &str| (state, received.to_owned());
    assert_eq!(
        states("150.00", "2026-02-11"),
        [is(State::Paid, "100.00"), is(State::Missed, "50.00"), is(State::Open, "0.00")]
    );
    assert_eq!(states("150.00", "2026-02-10")[1].0, State::Open, "the due day is in time");
    let broken =
        |as_of: &str| instalment::breach(&standing(&lines, yuan("150.00"), day(as_of)), 7, day(as_of));
    assert_eq!((broken("2026-02-17"), broken("2026-02-18")), (None, Some(day("2026-02-10"))));
}

#[test]
fn i6_i7_vat_inside_a_price() {
    for (percent, net, tax) in [("6", "209.64", "12.58"), ("3", "215.75", "6.47"), ("0", "222.22", "0.00")] {
        let split = vat::split(yuan("222.22"), decimal(percent)).unwrap();
        assert_eq!((split.net, split.tax), (yuan(net), yuan(tax)));
    }
}

fn last(due: &str, events: &[Event]) -> NaiveDate {
    limitation(day(due), events).last_day
}

fn demand(on: &str, proof: Proof) -> Event {
    Event::Demand { on: day(on), proof, confirmed: false }
}

#[test]
fn l1_three_years_from_the_due_date() {
    assert_eq!(last("2023-03-31", &[]), day("2026-03-31"));
}

#[test]
fn l2_a_demand_that_arrived_starts_it_anew() {
    for proof in [Proof::A, Proof::B, Proof::C] {
        assert_eq!(last("2023-03-31", &[demand("2025-06-10", proof)]), day("2028-06-10"));
    }
    for proof in [Proof::D, Proof::E] {
        assert_eq!(last("2023-03-31", &[demand("2025-06-10", proof)]), day("2026-03-31"));
    }
}

#[test]
fn l3_so_does_a_part_payment() {
    let events = [Event::PartPayment { on: day("2026-01-05") }, demand("2025-06-10", Proof::A)];
    assert_eq!(last("2023-03-31", &events), day("2029-01-05"));
}

#[test]
fn l4_without_a_corresponding_day_it_ends_with_the_month() {
    assert_eq!(last("2024-02-29", &[]), day("2027-02-28"));
}

#[test]
fn l5_one_debt_in_instalments_runs_from_the_last() {
    let agreed = Event::Instalments { on: day("2025-09-01"), last_due: day("2026-03-31") };
    assert_eq!(last("2023-03-31", &[agreed]), day("2029-03-31"));
}

#[test]
fn an_event_after_the_end_revives_nothing() {
    let found = limitation(day("2020-03-31"), &[Event::PartPayment { on: day("2023-04-01") }]);
    assert_eq!((found.last_day, found.too_late), (day("2023-03-31"), Some(day("2023-04-01"))));
    let in_time = limitation(day("2020-03-31"), &[Event::PartPayment { on: day("2023-03-31") }]);
    assert_eq!((in_time.last_day, in_time.too_late), (day("2026-03-31"), None));
}

#[test]
fn twenty_years_are_the_most() {
    let demands: Vec<_> =
        (0..11).map(|n| Event::Acknowledgement { on: day("2000-01-01") + Days::new(700 * n) }).collect();
    assert_eq!(last("2000-01-01", &demands), day("2020-01-01"));
}

#[test]
fn alarms_go_off_at_180_90_and_30_days() {
    let alarm = |as_of: &str| Alarm::of(day("2026-03-31"), day(as_of));
    assert_eq!(alarm("2025-10-01"), None);
    assert_eq!(alarm("2025-10-02"), Some(Alarm::Within180));
    assert_eq!(alarm("2025-12-31"), Some(Alarm::Within90));
    assert_eq!(alarm("2026-03-01"), Some(Alarm::Within30));
    assert_eq!(alarm("2026-03-31"), Some(Alarm::Within30));
    assert_eq!(alarm("2026-04-01"), Some(Alarm::Over));
}

proptest! {
    #[test]
    fn a_late_charge_grows_with_time_and_stays_under_its_cap(
        principal in 1_i64..10_000_000,
        payments in prop::collection::vec((1_u64..800, 1_i64..3_000_000), 0..6),
        days in 0_u64..1000,
        per_mille in 1_i64..50,
    ) {
        let due = day("2023-02-28");
        let mut left = principal;
        let paid: Vec<_> = payments.into_iter().map(|(later, fen)| {
            let fen = fen.min(left);
            left -= fen;
            (due + Days::new(later), Fen(fen), None)
        }).collect();
        let debt = Principal::of(due, Fen(principal), &paid, Vec::new());
        let clause = Clause { rate: Rate::Daily(Decimal::new(per_mille, 4)), ..usual() };
        let at = |n| accrue(&debt, &clause, &[], due + Days::new(n)).unwrap();
        let (now, later) = (at(days), at(days + 30));
        prop_assert!(now.amount <= later.amount && later.amount <= Fen(principal));
        prop_assert!(u64::from(now.days()) <= days);
        // Day by day gives the same as segment by segment.
        let by_day: Decimal = (1..=days).map(|n| {
            let on = due + Days::new(n);
            let paid: i64 = paid.iter().filter(|(p, ..)| *p < on).map(|(_, fen, _)| fen.0).sum();
            Fen(principal - paid).yuan() * Decimal::new(per_mille, 4)
        }).sum();
        prop_assert_eq!(now.exact, by_day.min(Fen(principal).yuan()));
    }

    #[test]
    fn one_rounding_splits_to_the_fen(dues in prop::collection::vec((1_u64..900, 1_i64..500_000), 1..30)) {
        let as_of = day("2025-12-31");
        let accruals: Vec<_> = dues.into_iter().map(|(ago, fen)| {
            let debt = Principal::of(as_of - Days::new(ago), Fen(fen), &[], Vec::new());
            accrue(&debt, &usual(), &[], as_of).unwrap()
        }).collect();
        let parts = amounts(&accruals, Rounding::Once).unwrap();
        let exact: Decimal = accruals.iter().map(|a| a.exact).sum();
        prop_assert_eq!(parts.iter().sum::<Fen>(), Fen::round_half_up(exact).unwrap());
        let near = |(part, a): (&Fen, &Accrual)| (part.yuan() - a.exact).abs() < decimal("0.01");
        prop_assert!(parts.iter().zip(&accruals).all(near));
    }

    #[test]
    fn instalments_add_up(total in 60_i64..100_000_000, parts in 2_u32..=60) {
        let lines = schedule(Fen(total), parts, day("2026-01-31")).unwrap();
        prop_assert_eq!(lines.iter().map(|l| l.amount).sum::<Fen>(), Fen(total));
        prop_assert!(lines.windows(2).all(|p| p[0].due < p[1].due && p[0].amount <= p[1].amount));
    }

    #[test]
    fn an_event_never_shortens_the_period(days in prop::collection::vec(0_u64..8000, 0..12)) {
        let due = day("2003-05-31");
        let events: Vec<_> = days.iter().map(|n| Event::PartPayment { on: due + Days::new(*n) }).collect();
        let mut longest = last("2003-05-31", &[]);
        for n in 0..=events.len() {
            let mut sorted = events.clone();
            sorted.sort_by_key(|e| e.on());
            let found = limitation(due, &sorted[..n]).last_day;
            prop_assert!(found >= longest && found <= day("2023-05-31"));
            longest = found;
        }
    }
}
