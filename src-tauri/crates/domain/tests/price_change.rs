//! A new price before it takes effect: what it adds home by home, and what no price reaches.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::bill_run::{BillableHome, Draft, Standing, TariffRule, plan};
use zhangfang_domain::price_change::PriceChange;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Scope, TariffError, Version};
use zhangfang_domain::tenure::Tenure;
use zhangfang_domain::{Fen, Month, Months};

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn home(id: i64, use_kind: &str, area: i64) -> BillableHome {
    BillableHome {
        id,
        building: (id % 3).to_string(),
        use_kind: use_kind.into(),
        area: Some(Decimal::new(area, 2)),
        spaces: 0,
        has_owner: true,
        handover: None,
        owners: vec![Tenure { account: id, until: None }],
        concessions: Vec::new(),
    }
}

fn rule(id: i64, use_kind: Option<&str>, price: i64, cycle: Cycle, rounding: Rounding) -> TariffRule {
    let version = Version {
        id,
        starts: month("2025-01"),
        unit_price: Decimal::new(price, 2),
        basis: Basis::Area,
        cycle,
        rounding,
        due: DueRule::parse("1/31").unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    };
    let scope = Scope { use_kind: use_kind.map(str::to_owned), ..Scope::default() };
    TariffRule { id, item: 10, ends: None, versions: vec![version], scopes: vec![(scope, None)] }
}

fn stands(draft: &Draft) -> Standing {
    Standing {
        home: draft.home,
        item: draft.item,
        months: draft.months,
        days: (draft.months.first_day(), draft.months.last_day()),
        fen: draft.priced.amount,
        quantity: draft.priced.quantity,
        unit_price: draft.priced.segments[0].unit_price,
        rev: draft.rev,
        reversed: false,
    }
}

fn change(price: i64, from: &str) -> PriceChange {
    PriceChange { tariff: 1, unit_price: Decimal::new(price, 2), from: month(from) }
}

#[test]
fn a5_the_new_price_adds_what_the_run_will_charge_more() {
    let rules = [rule(1, None, 235, Cycle::Month, Rounding::PerMonth)];
    let homes = [home(1, "住宅", 9_456)];
    let change = change(260, "2025-07");
    let months = change.months(&rules[0], 2);
    let effect = change.effect(months, &homes, &rules, &[]).unwrap();
    assert_eq!((effect.homes[0].before, effect.homes[0].after), (Fen(44_444), Fen(49_172)));
}

#[test]
fn months_charged_already_and_homes_of_other_tariffs_are_not_reached() {
    let rules = [
        rule(1, None, 235, Cycle::Month, Rounding::PerMonth),
        rule(2, Some("商铺"), 480, Cycle::Month, Rounding::PerMonth),
    ];
    let homes = [home(1, "住宅", 9_456), home(2, "商铺", 5_620), home(3, "住宅", 8_850)];
    let july = plan(Months::parse("2025-07").unwrap(), &homes[..2], &rules, &[]);
    let standing: Vec<Standing> = july.drafts.iter().map(stands).collect();
    let change = change(260, "2025-07");
    let months = change.months(&rules[0], 2);
    let effect = change.effect(months, &homes, &rules, &standing).unwrap();
    let sums: Vec<(i64, Fen, Fen)> = effect.homes.iter().map(|h| (h.home, h.before, h.after)).collect();
    assert_eq!(sums, [(1, Fen(22_222), Fen(24_586)), (3, Fen(41_596), Fen(46_020))]);
    assert_eq!(effect.standing.iter().map(|s| (s.home, s.fen)).collect::<Vec<_>>(), [(1, Fen(22_222))]);
}

#[test]
fn a_price_from_inside_a_quarter_prices_each_month_and_rounds_as_the_tariff_says() {
    for (rounding, after) in [(Rounding::PerMonth, 71_394), (Rounding::PerCycle, 71_393)] {
        let rules = [rule(1, None, 235, Cycle::Quarter, rounding)];
        let change = change(260, "2025-08");
        let months = change.months(&rules[0], 2);
        assert_eq!(months, Months::parse("2025-07..2025-09").unwrap());
        let effect = change.effect(months, &[home(1, "住宅", 9_456)], &rules, &[]).unwrap();
        assert_eq!(effect.homes[0].after, Fen(after), "{rounding:?}");
    }
}

#[test]
fn a_tariff_not_yet_in_force_has_nothing_to_change() {
    let rules = [rule(1, None, 235, Cycle::Month, Rounding::PerMonth)];
    let change = change(260, "2024-07");
    let refused = change.effect(Months::parse("2024-07").unwrap(), &[home(1, "住宅", 9_456)], &rules, &[]);
    assert_eq!(refused, Err(TariffError::NoVersion { month: month("2024-07") }));
}

proptest! {
    #[test]
    fn the_effect_is_the_difference_of_two_runs(
        areas in prop::collection::vec(1_i64..50_000, 1..8), price in 1_i64..2_000, from in 0_i32..12,
        count in 1_u32..13, cycle in 0_usize..4, per_month in any::<bool>(), charged in 0_u32..6,
    ) {
        let rounding = if per_month { Rounding::PerMonth } else { Rounding::PerCycle };
        let rules = [rule(1, None, 235, Cycle::ALL[cycle], rounding)];
        let homes: Vec<BillableHome> = (1..).zip(&areas).map(|(id, area)| home(id, "住宅", *area)).collect();
        let first = month("2025-06").plus(from);
        let change = PriceChange { tariff: 1, unit_price: Decimal::new(price, 2), from: first };
        let months = change.months(&rules[0], count);
        let standing: Vec<Standing> = match charged {
            0 => Vec::new(),
            n => plan(Months::starting(months.from, n), &homes, &rules, &[]).drafts.iter().map(stands).collect(),
        };
        let effect = change.effect(months, &homes, &rules, &standing).unwrap();
        let mut changed = rules.clone();
        let version = Version { id: 99, starts: first, unit_price: change.unit_price, ..rules[0].versions[0].clone() };
        changed[0].versions.push(version);
        let before = plan(months, &homes, &rules, &standing).total();
        let after = plan(months, &homes, &changed, &standing).total();
        prop_assert_eq!(effect.homes.iter().map(|h| h.before).sum::<Fen>(), before);
        prop_assert_eq!(effect.homes.iter().map(|h| h.after).sum::<Fen>(), after);
        prop_assert!(effect.homes.iter().all(|h| (h.after >= h.before) == (price >= 235) || h.after == h.before));
    }
}
