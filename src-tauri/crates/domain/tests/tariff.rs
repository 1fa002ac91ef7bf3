//! Tariffs: worked examples A1–A6 and I8, blocks, due dates, scopes and the words of an explanation.
#![allow(clippy::unwrap_used)]

use rust_decimal::Decimal;
use zhangfang_domain::tariff::{
    Ambiguous, Basis, Cycle, DueRule, Factor, Priced, Rounding, Scope, TariffError, Version, explain,
    most_specific, price, recompute,
};
use zhangfang_domain::{Fen, Month, Months};

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn months(text: &str) -> Months {
    Months::parse(text).unwrap()
}

fn version(id: i64, starts: &str, unit_price: &str, rounding: Rounding) -> Version {
    Version {
        id,
        starts: Month::parse(starts).unwrap(),
        unit_price: decimal(unit_price),
        basis: Basis::Area,
        cycle: Cycle::Quarter,
        rounding,
        due: DueRule { month_of_cycle: 1, day: 31 },
        clause: "合同第七条".to_owned(),
        start: None,
    }
}

fn priced(quantity: &str, unit_price: &str, block: &str, rounding: Rounding) -> Priced {
    price(decimal(quantity), months(block), &[version(1, "2020-01", unit_price, rounding)]).unwrap()
}

#[test]
fn a1_a2_a3_a6_one_month_rounds_half_up() {
    for (quantity, unit_price, amount) in [
        ("94.56", "2.35", "222.22"),
        ("88.50", "1.85", "163.73"),
        ("89.50", "2.35", "210.33"),
        ("56.20", "4.80", "269.76"),
    ] {
        for rounding in [Rounding::PerMonth, Rounding::PerCycle] {
            assert_eq!(priced(quantity, unit_price, "2025-03", rounding).amount, yuan(amount));
        }
    }
}

#[test]
fn a4_3_a4_6_a4_12_the_rounding_rule_decides_the_last_fen() {
    for (block, per_month, per_cycle) in
        [("2025-Q1", "666.66", "666.65"), ("2025-H1", "1333.32", "1333.30"), ("2025", "2666.64", "2666.59")]
    {
        assert_eq!(priced("94.56", "2.35", block, Rounding::PerMonth).amount, yuan(per_month));
        assert_eq!(priced("94.56", "2.35", block, Rounding::PerCycle).amount, yuan(per_cycle));
    }
}

#[test]
fn a5_a_new_price_counts_from_its_month() {
    let versions = [
        version(2, "2025-07", "2.60", Rounding::PerMonth),
        version(1, "2024-01", "2.35", Rounding::PerMonth),
    ];
    let charge = price(decimal("94.56"), months("2025-06..2025-08"), &versions).unwrap();
    assert_eq!(charge.amount, yuan("713.94"));
    assert_eq!((charge.version, charge.due.to_string().as_str()), (1, "2025-06-30"));
    let parts: Vec<_> = charge.segments.iter().map(|s| (s.version, s.months.to_string())).collect();
    assert_eq!(parts, [(1, "2025-06".to_owned()), (2, "2025-07..2025-08".to_owned())]);
    assert_eq!(
        explain(charge.basis, charge.quantity, &charge.segments, charge.rounding, charge.amount),
        "94.56 m² × 2.35 元/m²·月 × 1 月 ＋ 94.56 m² × 2.60 元/m²·月 × 2 月，每月四舍五入到分"
    );
}

#[test]
fn i8_the_items_of_a_month_add_up() {
    let items = ["222.22", "13.27", "2.05", "80.00", "6.00"];
    assert_eq!(items.map(yuan).iter().sum::<Fen>(), yuan("323.54"));
}

#[test]
fn the_version_at_the_start_decides_rounding_and_due_date() {
    let mut later = version(2, "2025-02", "2.35", Rounding::PerMonth);
    later.due = DueRule { month_of_cycle: 3, day: 1 };
    let versions = [version(1, "2024-01", "2.35", Rounding::PerCycle), later];
    let charge = price(decimal("94.56"), months("2025-Q1"), &versions).unwrap();
    assert_eq!((charge.amount, charge.rounding), (yuan("666.65"), Rounding::PerCycle));
    assert_eq!(charge.due.to_string(), "2025-01-31");
    let next = price(decimal("94.56"), months("2025-Q2"), &versions).unwrap();
    assert_eq!((next.version, next.due.to_string().as_str()), (2, "2025-06-01"));
}

#[test]
fn what_cannot_be_priced_is_refused() {
    let old = version(1, "2025-02", "2.35", Rounding::PerMonth);
    let one = |quantity: &str, block: &str, versions: &[Version]| {
        price(decimal(quantity), months(block), versions).unwrap_err()
    };
    let january = Month::parse("2025-01").unwrap();
    let versions = std::slice::from_ref(&old);
    assert_eq!(one("1", "2025-Q1", versions), TariffError::NoVersion { month: january });
    assert_eq!(one("1", "2025-01", &[]), TariffError::NoVersion { month: january });
    for bad in ["0", "-1"] {
        let expected = TariffError::NegativeOrZero { factor: Factor::Quantity, value: decimal(bad) };
        assert_eq!(one(bad, "2025-Q2", versions), expected);
        let free = version(2, "2025-06", bad, Rounding::PerMonth);
        let expected = TariffError::NegativeOrZero { factor: Factor::UnitPrice, value: decimal(bad) };
        assert_eq!(one("1", "2025-Q2", &[old.clone(), free]), expected);
    }
    let mut flat = version(2, "2025-06", "200", Rounding::PerMonth);
    flat.basis = Basis::Home;
    let june = Month::parse("2025-06").unwrap();
    assert_eq!(one("1", "2025-Q2", &[old.clone(), flat]), TariffError::BasisChanges { month: june });
    for quantity in ["1000000000", "79228162514264337593543950335"] {
        assert!(matches!(one(quantity, "2025-Q2", versions), TariffError::TooLarge { .. }));
    }
}

#[test]
fn an_explanation_says_how_the_amount_came_about() {
    let charge = priced("94.560000", "2.350000", "2025-Q1", Rounding::PerMonth);
    let words = |amount| explain(charge.basis, charge.quantity, &charge.segments, charge.rounding, amount);
    assert_eq!(words(charge.amount), "94.56 m² × 2.35 元/m²·月 × 3 月，每月四舍五入到分");
    assert_eq!(
        words(yuan("1666.65")),
        "94.56 m² × 2.35 元/m²·月 × 3 月，每月四舍五入到分，本笔以 1,666.65 元为准"
    );
    let one = |basis, quantity, unit_price, block| {
        let c = priced(quantity, unit_price, block, Rounding::PerCycle);
        explain(basis, c.quantity, &c.segments, c.rounding, c.amount)
    };
    assert_eq!(one(Basis::Area, "90", "2", "2025-01"), "90.00 m² × 2.00 元/m²·月 × 1 月，每周期四舍五入到分");
    assert_eq!(one(Basis::Home, "1.0", "6", "2025-Q1"), "1 户 × 6.00 元/户·月 × 3 月，每周期四舍五入到分");
    assert_eq!(
        one(Basis::Space, "2", "80.5", "2025-01"),
        "2 个车位 × 80.50 元/车位·月 × 1 月，每周期四舍五入到分"
    );
    assert_eq!(
        one(Basis::Quantity, "1.5", "0.4883", "2025"),
        "1.5 份 × 0.4883 元/份·月 × 12 月，每周期四舍五入到分"
    );
}

#[test]
fn stored_facts_give_the_amount_again() {
    let charge = priced("94.56", "2.35", "2025-Q1", Rounding::PerMonth);
    assert_eq!(recompute(charge.quantity, &charge.segments, charge.rounding), Ok(charge.amount));
}

#[test]
fn blocks_lie_on_the_calendar() {
    let may = Month::parse("2025-05").unwrap();
    for (cycle, block) in [
        (Cycle::Month, "2025-05"),
        (Cycle::Quarter, "2025-Q2"),
        (Cycle::HalfYear, "2025-H1"),
        (Cycle::Year, "2025"),
    ] {
        assert_eq!(cycle.block_of(may), months(block));
        assert_eq!(cycle.block_of(may).count(), cycle.months());
    }
    let starting = |cycle: Cycle, range: &str| -> Vec<String> {
        cycle.blocks_starting_in(months(range)).map(|b| b.to_string()).collect()
    };
    assert_eq!(starting(Cycle::Quarter, "2025-02..2025-07"), ["2025-04..2025-06", "2025-07..2025-09"]);
    assert_eq!(starting(Cycle::Year, "2025-02..2025-12"), Vec::<String>::new());
    assert_eq!(starting(Cycle::Month, "2025-Q1").len(), 3);
}

#[test]
fn due_dates_are_clipped_to_the_month_and_may_lie_after_the_block() {
    for (rule, block, due) in [
        ("1/31", "2025-Q1", "2025-01-31"),
        ("2/31", "2025-Q1", "2025-02-28"),
        ("2/30", "2024-Q1", "2024-02-29"),
        ("1/15", "2025-04", "2025-04-15"),
        ("2/10", "2025-12", "2026-01-10"),
    ] {
        let rule = DueRule::parse(rule).unwrap();
        assert_eq!(rule.due(months(block)).to_string(), due);
        assert_eq!(DueRule::parse(&rule.to_string()), Some(rule));
    }
    for text in ["", "1", "0/31", "1/0", "1/32", "25/1", "1/2/3", "-1/5"] {
        assert_eq!(DueRule::parse(text), None, "{text:?}");
    }
}

#[test]
fn codes_are_read_back() {
    for basis in Basis::ALL {
        assert_eq!(Basis::from_code(basis.code()), Some(basis));
    }
    for cycle in Cycle::ALL {
        assert_eq!(Cycle::from_code(cycle.code()), Some(cycle));
    }
    for rounding in [Rounding::PerMonth, Rounding::PerCycle] {
        assert_eq!(Rounding::from_code(rounding.code()), Some(rounding));
    }
    assert_eq!(
        (Basis::from_code("Area"), Cycle::from_code(""), Rounding::from_code("none")),
        (None, None, None)
    );
}

fn scope(building: Option<&str>, use_kind: Option<&str>, home: Option<i64>) -> Scope {
    Scope { building: building.map(str::to_owned), use_kind: use_kind.map(str::to_owned), home }
}

#[test]
fn the_narrowest_scope_wins() {
    let ladder = [
        scope(None, None, None),
        scope(None, Some("shop"), None),
        scope(Some("3"), None, None),
        scope(Some("3"), Some("shop"), None),
        scope(None, None, Some(7)),
    ];
    for n in 1..=ladder.len() {
        let candidates = || ladder[..n].iter().zip(1_i64..);
        let reversed = candidates().collect::<Vec<_>>().into_iter().rev();
        let expected = Some(i64::try_from(n).unwrap());
        assert_eq!(most_specific(candidates(), "3", "shop", 7), Ok(expected));
        assert_eq!(most_specific(reversed, "3", "shop", 7), Ok(expected));
        assert_eq!(most_specific(candidates(), "4", "dwelling", 8), Ok(Some(1)));
    }
    assert_eq!(most_specific(ladder[1..].iter().zip(2_i64..), "4", "dwelling", 8), Ok(None));
}

#[test]
fn two_tariffs_with_equal_right_are_a_conflict() {
    let (all, building) = (scope(None, None, None), scope(Some("3"), None, None));
    let pick = |list: &[(&Scope, i64)], building| most_specific(list.iter().copied(), building, "shop", 7);
    let tied = [(&all, 1), (&building, 2), (&building, 3)];
    assert_eq!(pick(&tied, "3"), Err(Ambiguous { first: 2, second: 3 }));
    assert_eq!(pick(&tied, "4"), Ok(Some(1)));
    assert_eq!(pick(&[(&all, 1), (&all, 2), (&building, 3)], "3"), Ok(Some(3)));
    assert_eq!(pick(&[(&all, 1), (&all, 1)], "3"), Ok(Some(1)));
}
