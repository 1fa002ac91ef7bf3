//! Conversion and its attribution rule (domain section 5.1, oracle M6).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::NaiveDate;
use proptest::prelude::*;
use zhangfang_domain::Fen;
use zhangfang_domain::effect::{Action, Conversion, Fate, Measure, Settled, attribute};

/// Long enough for two stages to lie within.
const FORTNIGHT: Measure = Measure { days: 15, percent: 80 };

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn action(account: i64, order: i64, on: &str, asked: i64) -> Action {
    Action { account, order, day: day(on), asked: Fen(asked), settled: Vec::new() }
}

fn paid(order: i64, on: &str, fen: i64) -> Settled {
    Settled { order, day: day(on), fen: Fen(fen) }
}

fn fates(actions: &[Action], as_of: &str) -> Vec<Fate> {
    attribute(actions, FORTNIGHT, day(as_of)).into_iter().map(|o| o.fate).collect()
}

#[test]
fn m6_a_message_to_120_homes_moves_54_to_pay_45_percent_and_41_52_percent_of_the_money() {
    let (asked_all, paid_all) = (3_821_040, 1_586_622);
    let mut actions: Vec<Action> = (0..120)
        .map(|n| {
            let asked = if n < 54 { paid_all / 54 } else { (asked_all - paid_all) / 66 };
            let mut action = action(n, 1, "2025-07-04", asked);
            action.settled.extend((n < 54).then(|| paid(2 + n, "2025-07-10", asked)));
            action
        })
        .collect();
    // What the divisions above dropped.
    let (of_paid, of_open) = (paid_all - paid_all / 54 * 54, (asked_all - paid_all) % 66);
    actions[0].asked += Fen(of_paid);
    actions[0].settled[0].fen += Fen(of_paid);
    actions[119].asked += Fen(of_open);
    let sum = Conversion::of(attribute(&actions, Measure::default(), day("2025-08-01")));
    assert_eq!((sum.homes.numerator, sum.homes.denominator), (54, 120));
    assert_eq!(sum.homes.percent().unwrap().to_string(), "45.00");
    assert_eq!(
        (sum.amount.numerator.plain(), sum.amount.denominator.plain()),
        ("15866.22".into(), "38210.40".into())
    );
    assert_eq!(sum.amount.percent().unwrap().to_string(), "41.52");
}

#[test]
fn one_home_counts_to_the_last_action_only() {
    let mut message = action(1, 1, "2025-07-04", 10_000);
    let mut call = action(1, 5, "2025-07-11", 10_000);
    for of in [&mut message, &mut call] {
        of.settled.push(paid(9, "2025-07-13", 10_000));
    }
    let actions = [message, call];
    assert_eq!(fates(&actions, "2025-08-30"), [Fate::HandedOn, Fate::Converted]);
    let sum = Conversion::of(attribute(&actions, FORTNIGHT, day("2025-08-30")));
    assert_eq!((sum.homes.numerator, sum.homes.denominator, sum.handed_on), (1, 1, 1));
    assert_eq!(sum.amount.numerator, Fen(10_000));
}

#[test]
fn an_action_whose_days_ran_out_keeps_its_miss_when_another_follows_later() {
    let actions = [action(1, 1, "2025-07-04", 10_000), action(1, 5, "2025-07-20", 10_000)];
    assert_eq!(fates(&actions, "2025-08-30"), [Fate::Missed, Fate::Missed]);
}

#[test]
fn a_stage_is_not_judged_by_those_only_who_never_left_it() {
    // The delivered ladder: a message on the third day, a call on the tenth. 60 of 100 pay neither before nor after.
    let mut actions = Vec::new();
    for home in 0..100 {
        let mut message = action(home, 1, "2025-07-04", 10_000);
        if home < 40 {
            message.settled.push(paid(2, "2025-07-08", 10_000));
        } else {
            actions.push(action(home, 5, "2025-07-11", 10_000));
        }
        actions.push(message);
    }
    let outcomes = attribute(&actions, Measure::default(), day("2025-08-01"));
    let of_messages = actions.iter().zip(outcomes).filter(|(a, _)| a.order == 1).map(|(_, o)| o);
    let sum = Conversion::of(of_messages);
    assert_eq!((sum.homes.numerator, sum.homes.denominator, sum.handed_on), (40, 100, 0));
}

#[test]
fn what_comes_in_on_the_last_day_after_the_next_action_counts_there() {
    let mut message = action(1, 1, "2025-07-04", 10_000);
    let mut call = action(1, 5, "2025-07-11", 10_000);
    for of in [&mut message, &mut call] {
        of.settled.push(paid(9, "2025-07-11", 10_000));
    }
    let outcomes = attribute(&[message, call], Measure::default(), day("2025-07-11"));
    let fates: Vec<Fate> = outcomes.iter().map(|o| o.fate).collect();
    assert_eq!(fates, [Fate::Missed, Fate::Converted]);
}

#[test]
fn the_last_day_counts_and_the_day_after_does_not() {
    let mut in_time = action(1, 1, "2025-07-04", 10_000);
    in_time.settled.push(paid(2, "2025-07-19", 10_000));
    let mut late = action(2, 1, "2025-07-04", 10_000);
    late.settled.push(paid(2, "2025-07-20", 10_000));
    assert_eq!(fates(&[in_time, late], "2025-08-01"), [Fate::Converted, Fate::Missed]);
}

#[test]
fn what_was_paid_earlier_on_the_same_day_does_not_count() {
    let mut action = action(1, 5, "2025-07-04", 10_000);
    action.settled.push(paid(4, "2025-07-04", 10_000));
    assert_eq!(fates(&[action], "2025-08-01"), [Fate::Missed]);
}

#[test]
fn a_void_takes_the_effect_back() {
    let mut action = action(1, 1, "2025-07-04", 10_000);
    action.settled = vec![paid(2, "2025-07-05", 10_000), paid(3, "2025-07-05", -10_000)];
    assert_eq!(fates(&[action], "2025-08-01"), [Fate::Missed]);
}

#[test]
fn a_part_counts_by_amount_and_as_paying_from_the_percent_on() {
    let part = |fen| {
        let mut action = action(1, 1, "2025-07-04", 10_000);
        action.settled.push(paid(2, "2025-07-05", fen));
        Conversion::of(attribute(&[action], FORTNIGHT, day("2025-08-01")))
    };
    assert_eq!((part(7_999).homes.numerator, part(7_999).amount.numerator), (0, Fen(7_999)));
    assert_eq!((part(8_000).homes.numerator, part(8_000).amount.numerator), (1, Fen(8_000)));
    assert_eq!(part(90_000).amount.numerator, Fen(10_000));
}

#[test]
fn an_action_within_its_days_is_pending_and_stays_in_the_denominator() {
    let actions = [action(1, 1, "2025-07-04", 10_000)];
    assert_eq!(fates(&actions, "2025-07-19"), [Fate::Pending]);
    assert_eq!(fates(&actions, "2025-07-20"), [Fate::Missed]);
    let sum = Conversion::of(attribute(&actions, FORTNIGHT, day("2025-07-10")));
    assert_eq!((sum.homes.denominator, sum.pending), (1, 1));
}

#[test]
fn without_actions_there_is_no_rate() {
    assert_eq!(Conversion::of([]).homes.percent(), None);
}

#[test]
fn a_measure_outside_what_means_something_is_none() {
    for (days, percent) in [(0, 50), (366, 50), (15, 0), (15, 101)] {
        assert_eq!(Measure::new(days, percent), None);
    }
    assert_eq!(Measure::new(15, 80), Some(FORTNIGHT));
}

proptest! {
    /// However actions and payments fall, no fen is attributed twice and nothing comes in that was not asked for.
    #[test]
    fn no_fen_counts_twice(
        steps in prop::collection::vec((0i64..4, 0u64..60), 1..12),
        money in prop::collection::vec((0i64..4, 0u64..80, 1i64..5_000), 0..12),
        days in 1u32..40,
    ) {
        let first = day("2025-01-01");
        let at = |d: u64| first + chrono::Days::new(d);
        // The journal in order of day: what is done before what is paid on one day.
        let order = |d: u64, n: usize, pay: bool| i64::try_from(d).unwrap() * 100 + i64::from(pay) * 50 + i64::try_from(n).unwrap();
        let settled = |account: i64| -> Vec<Settled> {
            let of = money.iter().enumerate().filter(|(_, m)| m.0 == account);
            of.map(|(n, m)| Settled { order: order(m.1, n, true), day: at(m.1), fen: Fen(m.2) }).collect()
        };
        let actions: Vec<Action> = steps.iter().enumerate().map(|(n, (account, d))| Action {
            account: *account, order: order(*d, n, false), day: at(*d), asked: Fen(3_000), settled: settled(*account),
        }).collect();
        let outcomes = attribute(&actions, Measure { days, percent: 80 }, at(200));
        for account in 0..4 {
            let attributed: i64 = actions.iter().zip(&outcomes).filter(|(a, _)| a.account == account).map(|(_, o)| o.received.0).sum();
            let paid: i64 = money.iter().filter(|m| m.0 == account).map(|m| m.2).sum();
            prop_assert!(attributed <= paid, "{attributed} of {paid}");
        }
        prop_assert!(outcomes.iter().all(|o| o.received <= o.asked && !o.received.0.is_negative()));
        prop_assert!(outcomes.iter().all(|o| o.fate != Fate::Pending));
    }
}
