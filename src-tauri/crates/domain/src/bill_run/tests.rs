use super::*;
use crate::tariff::{Cycle, DueRule, Rounding};

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn version(id: i64, starts: &str, price: &str, basis: Basis, cycle: Cycle) -> Version {
    Version {
        id,
        starts: month(starts),
        unit_price: price.parse().unwrap(),
        basis,
        cycle,
        rounding: Rounding::PerMonth,
        due: DueRule::parse("1/31").unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    }
}

fn home(id: i64, area: Option<&str>) -> BillableHome {
    BillableHome {
        id,
        building: "3".into(),
        use_kind: "住宅".into(),
        area: area.map(|a| a.parse().unwrap()),
        spaces: 0,
        has_owner: true,
        handover: None,
        owners: vec![Tenure { account: id, until: None }],
        concessions: Vec::new(),
    }
}

fn rule(cycle: Cycle) -> TariffRule {
    TariffRule {
        id: 1,
        item: 10,
        ends: None,
        versions: vec![version(7, "2025-01", "2.35", Basis::Area, cycle)],
        scopes: vec![(Scope::default(), None)],
    }
}

fn stands(draft: &Draft) -> Standing {
    Standing {
        home: draft.home,
        item: draft.item,
        months: draft.months,
        days: draft
            .part
            .as_ref()
            .map_or((draft.months.first_day(), draft.months.last_day()), |p| (p.first, p.last)),
        fen: draft.priced.amount,
        quantity: draft.priced.quantity,
        unit_price: draft.priced.segments[0].unit_price,
        rev: draft.rev,
        reversed: false,
    }
}

#[test]
fn a_second_run_over_the_same_months_plans_nothing() {
    let q4 = Months::parse("2025-Q4").unwrap();
    for cycle in Cycle::ALL {
        let homes = [home(1, Some("94.56")), home(2, Some("88.50"))];
        let first = plan(Months::parse("2025").unwrap(), &homes, &[rule(cycle)], &[]);
        assert_eq!(first.drafts.iter().map(|d| d.months.count()).sum::<u32>(), 24, "{cycle:?}");
        let standing: Vec<Standing> = first.drafts.iter().map(stands).collect();
        let second = plan(q4, &homes, &[rule(cycle)], &standing);
        assert_eq!(second.drafts, [], "{cycle:?}");
    }
}

#[test]
fn a5_price_change_in_the_middle() {
    let mut rule = rule(Cycle::Month);
    rule.versions.push(version(8, "2025-07", "2.60", Basis::Area, Cycle::Month));
    let plan = plan(Months::parse("2025-06..2025-08").unwrap(), &[home(1, Some("94.56"))], &[rule], &[]);
    let amounts: Vec<i64> = plan.drafts.iter().map(|d| d.priced.amount.0).collect();
    assert_eq!(amounts, [22_222, 24_586, 24_586]);
    assert_eq!(plan.total(), Fen(71_394));
}

#[test]
fn what_is_in_the_way_is_named() {
    let mut nobody = home(2, Some("88.50"));
    nobody.has_owner = false;
    let mut shop = home(3, Some("50"));
    shop.use_kind = "商铺".into();
    let mut rule = rule(Cycle::Month);
    rule.scopes = vec![(Scope { use_kind: Some("住宅".into()), ..Scope::default() }, None)];
    let october = Months::parse("2025-10").unwrap();
    let plan = plan(october, &[home(1, None), nobody, shop], &[rule], &[]);
    assert_eq!(
        plan.obstacles,
        [(1, Obstacle::NoArea { item: 10 }), (2, Obstacle::NoOwner), (3, Obstacle::NoTariff)]
    );
    assert_eq!(plan.homes(), 1);
}

#[test]
fn a_reversed_charge_is_charged_again_under_the_next_revision() {
    let homes = [home(1, Some("94.56"))];
    let october = Months::parse("2025-10").unwrap();
    let first = plan(october, &homes, &[rule(Cycle::Month)], &[]);
    let reversed = Standing { reversed: true, ..stands(&first.drafts[0]) };
    let second = plan(october, &homes, &[rule(Cycle::Month)], &[reversed]);
    assert_eq!(second.drafts[0].rev, 1);
    let cycle_changed =
        plan(Months::parse("2025-Q4").unwrap(), &homes, &[rule(Cycle::Quarter)], &[stands(&first.drafts[0])]);
    assert_eq!(cycle_changed.drafts, []);
    assert!(matches!(cycle_changed.obstacles[0].1, Obstacle::PartlyCharged { .. }));
}

#[test]
fn tariffs_that_begin_or_end_inside_a_cycle_charge_only_their_months() {
    let mut rule = rule(Cycle::Quarter);
    rule.versions[0].starts = month("2025-02");
    rule.ends = Some(month("2025-05"));
    let plan = plan(Months::parse("2025").unwrap(), &[home(1, Some("94.56"))], &[rule], &[]);
    let months: Vec<String> = plan.drafts.iter().map(|d| d.months.to_string()).collect();
    assert_eq!(months, ["2025-02..2025-03", "2025-04..2025-05"]);
}

#[test]
fn differences_are_explained_in_full() {
    let october = Months::parse("2025-10").unwrap();
    let before = plan(october, &[home(1, Some("94.56")), home(2, Some("88.50"))], &[rule(Cycle::Month)], &[]);
    let november = Months::parse("2025-11").unwrap();
    let now = plan(november, &[home(1, Some("92.56")), home(3, Some("100"))], &[rule(Cycle::Month)], &[]);
    let standing: Vec<Standing> = before.drafts.iter().map(stands).collect();
    let d = compare(&now.drafts, &standing)[&10];
    assert_eq!(d.now - d.before, d.new_homes + d.gone_homes + d.price + d.quantity + d.other);
    assert_eq!((d.quantity, d.new_homes), (Fen(-470), Fen(23_500)));
}
