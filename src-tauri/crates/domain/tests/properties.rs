//! What holds for every split, settlement, charge and due date, not only for the worked examples.
#![allow(clippy::unwrap_used)]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use zhangfang_domain::ageing::{Bucket, borders, bucket};
use zhangfang_domain::settlement::{Class, OpenCharge, Order, Rule, allocate};
use zhangfang_domain::share::{largest_remainder, percent_tenths};
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version, price, recompute};
use zhangfang_domain::{Fen, Month, Months};

fn weights() -> impl Strategy<Value = Vec<Decimal>> {
    let weight = prop_oneof![
        1 => Just(Decimal::ZERO),
        6 => (1_i64..2_000_000, 0_u32..5).prop_map(|(n, scale)| Decimal::new(n, scale)),
    ];
    prop::collection::vec(weight, 1..60)
}

/// Either order on a day on which some of these charges are due and some are not.
fn rules() -> impl Strategy<Value = Rule> {
    let on = NaiveDate::from_ymd_opt(2025, 4, 15).unwrap();
    prop::sample::select(&Order::ALL[..]).prop_map(move |order| Rule { order, on })
}

/// The place of a class in an order, told apart from the code under test.
fn place(order: Order, class: Class) -> usize {
    let places = match order {
        Order::PrincipalFirst => [Class::Principal, Class::Cost, Class::LateCharge],
        Order::Statutory => [Class::Cost, Class::LateCharge, Class::Principal],
    };
    places.iter().position(|c| *c == class).unwrap()
}

/// Charges with few different due dates, so that sharing within one happens often.
fn open_charges() -> impl Strategy<Value = Vec<OpenCharge>> {
    let class = prop::sample::select(&Class::ALL[..]);
    prop::collection::vec((0_u64..6, 0_i64..50_000, class), 0..20).prop_map(|list| {
        let start = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
        let charge = |((later, open, class), id)| OpenCharge {
            id,
            class,
            due: start + Days::new(later * 30),
            open: Fen(open),
        };
        list.into_iter().zip(1..).map(charge).collect()
    })
}

fn bucket_by_borders(due: NaiveDate, as_of: NaiveDate) -> Bucket {
    let border = borders(as_of).iter().position(|b| due >= *b);
    Bucket::ALL[border.unwrap_or(6)]
}

proptest! {
    #[test]
    fn shares_add_up_and_stay_within_a_fen_of_fair(total in -10_000_000_i64..10_000_000, weights in weights()) {
        let sum: Decimal = weights.iter().sum();
        prop_assume!(!sum.is_zero());
        let shares = largest_remainder(Fen(total), &weights).unwrap();
        prop_assert_eq!(shares.iter().sum::<Fen>(), Fen(total));
        for (share, weight) in shares.iter().zip(&weights) {
            let fair = Decimal::from(total) * weight / sum;
            prop_assert!((Decimal::from(share.0) - fair).abs() < Decimal::ONE);
            prop_assert!(!weight.is_zero() || share.is_zero());
        }
        let mirrored = largest_remainder(Fen(-total), &weights).unwrap();
        prop_assert!(shares.iter().zip(mirrored).all(|(a, b)| *a == -b));
    }

    #[test]
    fn a_heavier_weight_never_gets_less(total in 0_i64..10_000_000, weights in weights()) {
        prop_assume!(weights.iter().any(|w| !w.is_zero()));
        let mut pairs: Vec<_> = weights.iter().zip(largest_remainder(Fen(total), &weights).unwrap()).collect();
        pairs.sort();
        prop_assert!(pairs.windows(2).all(|p| p[0].0 == p[1].0 || p[0].1 <= p[1].1));
    }

    #[test]
    fn percentages_add_to_one_hundred(amounts in prop::collection::vec(0_i64..1_000_000_000, 1..20)) {
        prop_assume!(amounts.iter().any(|a| *a > 0));
        let shares = percent_tenths(&amounts.into_iter().map(Fen).collect::<Vec<_>>());
        prop_assert_eq!(shares.iter().sum::<Decimal>(), Decimal::ONE_HUNDRED);
    }

    #[test]
    fn settlements_lose_no_fen_and_overpay_nothing(
        open in open_charges(),
        amount in 1_i64..600_000,
        pick in any::<u32>(),
        rule in rules(),
    ) {
        let named: Vec<i64> =
            open.iter().filter(|c| c.open.is_positive() && pick >> c.id & 1 == 1).map(|c| c.id).collect();
        let s = allocate(Fen(amount), &open, &named, rule).unwrap();
        let paid: BTreeMap<i64, Fen> = s.applied.iter().map(|a| (a.charge, a.amount)).collect();
        prop_assert_eq!(paid.len(), s.applied.len());
        prop_assert_eq!(paid.values().sum::<Fen>() + s.unapplied, Fen(amount));
        let left = |c: &OpenCharge| c.open - paid.get(&c.id).copied().unwrap_or_default();
        for charge in &open {
            prop_assert!(paid.get(&charge.id).is_none_or(|p| p.is_positive() && *p <= charge.open));
            prop_assert!(s.unapplied.is_zero() || left(charge).is_zero());
            // Nothing later in the order is paid while something before it is open.
            let rank =
                |c: &OpenCharge| (!named.contains(&c.id), c.due > rule.on, place(rule.order, c.class), c.due);
            let overtaken = open.iter().any(|c| rank(c) < rank(charge) && !left(c).is_zero());
            prop_assert!(!(paid.contains_key(&charge.id) && overtaken));
        }
    }

    #[test]
    fn the_order_of_the_lists_does_not_matter(
        (sorted, mixed) in open_charges().prop_flat_map(|o| (Just(o.clone()), Just(o).prop_shuffle())),
        amount in 1_i64..600_000,
        rule in rules(),
    ) {
        let named: Vec<i64> = mixed.iter().filter(|c| c.open.is_positive()).take(3).map(|c| c.id).collect();
        let backwards: Vec<i64> = named.iter().rev().copied().collect();
        prop_assert_eq!(allocate(Fen(amount), &sorted, &named, rule), allocate(Fen(amount), &mixed, &backwards, rule));
    }

    #[test]
    fn a_charge_covers_its_block_and_can_be_recomputed(
        quantity in 1_i64..100_000,
        prices in prop::collection::vec((1_i64..100_000, 0_i32..24), 0..4),
        start in 0_i32..24,
        per_month in any::<bool>(),
    ) {
        let first = Month::new(2024, 1).unwrap();
        let rounding = if per_month { Rounding::PerMonth } else { Rounding::PerCycle };
        let versions: Vec<Version> = prices
            .into_iter()
            .chain([(23_500, 0)])
            .zip(1..)
            .map(|((price, starts), id)| Version {
                id,
                starts: first.plus(starts),
                unit_price: Decimal::new(price, 4),
                basis: Basis::Area,
                cycle: Cycle::Quarter,
                rounding,
                due: DueRule { month_of_cycle: 1, day: 31 },
                clause: String::new(),
                start: None,
            })
            .collect();
        let block = Cycle::Quarter.block_of(first.plus(start));
        let charge = price(Decimal::new(quantity, 2), block, &versions).unwrap();
        let covered: Vec<Month> = charge.segments.iter().flat_map(|s| s.months.iter()).collect();
        prop_assert_eq!(covered, block.iter().collect::<Vec<_>>());
        prop_assert_eq!(recompute(charge.quantity, &charge.segments, rounding), Ok(charge.amount));
        if per_month {
            let single = |m| price(charge.quantity, Months::single(m), &versions).unwrap().amount;
            prop_assert_eq!(block.iter().map(single).sum::<Fen>(), charge.amount);
        }
    }
}

#[test]
fn borders_agree_with_buckets_on_every_day() {
    let days =
        ["2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01", "2025-12-31", "2026-01-01"];
    let leap =
        ["2023-02-28", "2026-02-28", "2027-02-28", "2027-03-01", "2028-02-29", "2025-08-31", "2025-09-30"];
    for as_of in days.into_iter().chain(leap).map(|d| d.parse::<NaiveDate>().unwrap()) {
        let mut previous = Bucket::Over3Years;
        for due in (as_of - Days::new(6 * 366)).iter_days().take(12 * 366) {
            let found = bucket(due, as_of);
            assert_eq!(found, bucket_by_borders(due, as_of), "due {due} as of {as_of}");
            assert!(found <= previous, "a later due date is never older: {due} as of {as_of}");
            previous = found;
        }
    }
}
