//! Planning a bill run: who is to be charged what for which months, what stands already, and what is in the
//! way. Pure: the plan is shown to a person before anything is written.

use crate::tariff::{self, Basis, Priced, Scope, TariffError, Version};
use crate::{Fen, Month, Months};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};

/// A home as far as billing needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillableHome {
    /// Its id.
    pub id: i64,
    /// Building code.
    pub building: String,
    /// Use: 住宅, 商铺 …
    pub use_kind: String,
    /// Gross floor area in m².
    pub area: Option<Decimal>,
    /// Number of parking spaces.
    pub spaces: u32,
    /// Whether an owner is known.
    pub has_owner: bool,
}

/// A tariff with whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TariffRule {
    /// Its id.
    pub id: i64,
    /// Charge item it charges.
    pub item: i64,
    /// Last month it applies in.
    pub ends: Option<Month>,
    /// Its versions.
    pub versions: Vec<Version>,
    /// Assignments, with the quantity for tariffs by quantity.
    pub scopes: Vec<(Scope, Option<Decimal>)>,
}

/// A charge that stands in the book, or stood and was reversed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Home.
    pub home: i64,
    /// Charge item.
    pub item: i64,
    /// Months covered.
    pub months: Months,
    /// Amount.
    pub fen: Fen,
    /// Quantity charged.
    pub quantity: Decimal,
    /// Unit price at the start.
    pub unit_price: Decimal,
    /// Revision number.
    pub rev: i64,
    /// Whether it was reversed; then it only counts for the next revision number.
    pub reversed: bool,
}

/// A charge to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Home.
    pub home: i64,
    /// Charge item.
    pub item: i64,
    /// Months covered.
    pub months: Months,
    /// Amount with everything that explains it.
    pub priced: Priced,
    /// Revision number.
    pub rev: i64,
}

/// Something a person should look at before posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No owner is known; the charge would be addressed to nobody. Does not stop the charge.
    NoOwner,
    /// Charged by area but has none.
    NoArea {
        /// Item that cannot be charged.
        item: i64,
    },
    /// Charged by quantity but none is assigned.
    NoQuantity {
        /// Item that cannot be charged.
        item: i64,
    },
    /// No tariff at all is assigned to the home.
    NoTariff,
    /// Two tariffs of one item claim the home with equal right.
    TwoTariffs {
        /// Item.
        item: i64,
        /// Their ids.
        tariffs: (i64, i64),
    },
    /// Part of the months is charged already, so the whole block is left alone.
    PartlyCharged {
        /// Item.
        item: i64,
        /// What stands.
        standing: Months,
    },
    /// The amount rounds to 0.00, so there is nothing to charge.
    RoundsToNothing {
        /// Item.
        item: i64,
    },
    /// The tariff cannot price these months.
    Unpriced {
        /// Item.
        item: i64,
        /// Why.
        why: TariffError,
    },
}

impl Obstacle {
    /// Whether something that should be charged is left out because of it.
    #[must_use]
    pub const fn leaves_out(&self) -> bool {
        !matches!(self, Self::NoOwner)
    }
}

/// Everything a run would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Charges to post, in the order of the homes given.
    pub drafts: Vec<Draft>,
    /// Homes with something in the way.
    pub obstacles: Vec<(i64, Obstacle)>,
    /// Charges left alone because they stand already.
    pub already_charged: u64,
}

impl Plan {
    /// Sum of the drafts.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.drafts.iter().map(|d| d.priced.amount).sum()
    }

    /// How many homes get a charge.
    #[must_use]
    pub fn homes(&self) -> usize {
        let mut homes: Vec<i64> = self.drafts.iter().map(|d| d.home).collect();
        homes.sort_unstable();
        homes.dedup();
        homes.len()
    }
}

/// Plans the charges whose block starts in `range`.
///
/// A block starts in the month its cycle begins, or in the first month a tariff applies; it ends with the cycle
/// or with the tariff. What stands already is never charged again.
#[must_use]
pub fn plan(range: Months, homes: &[BillableHome], rules: &[TariffRule], standing: &[Standing]) -> Plan {
    let mut by_item: BTreeMap<i64, Vec<&TariffRule>> = BTreeMap::new();
    for rule in rules {
        by_item.entry(rule.item).or_default().push(rule);
    }
    let mut stands: HashMap<(i64, i64), Vec<&Standing>> = HashMap::new();
    for s in standing {
        stands.entry((s.home, s.item)).or_default().push(s);
    }
    let mut plan = Plan::default();
    for home in homes {
        let mut any_tariff = false;
        for (&item, rules) in &by_item {
            let applying = rules.iter().flat_map(|r| r.scopes.iter().map(|(scope, q)| (scope, (r.id, *q))));
            match tariff::most_specific(applying, &home.building, &home.use_kind, home.id) {
                Ok(None) => {}
                Ok(Some((id, quantity))) => {
                    any_tariff = true;
                    if let Some(rule) = rules.iter().find(|r| r.id == id) {
                        let stands = stands.get(&(home.id, item)).map_or(&[][..], Vec::as_slice);
                        plan_item(&mut plan, range, home, rule, quantity, stands);
                    }
                }
                Err(two) => {
                    any_tariff = true;
                    let tariffs = (two.first.0, two.second.0);
                    plan.obstacles.push((home.id, Obstacle::TwoTariffs { item, tariffs }));
                }
            }
        }
        if !any_tariff {
            plan.obstacles.push((home.id, Obstacle::NoTariff));
        } else if !home.has_owner {
            plan.obstacles.push((home.id, Obstacle::NoOwner));
        }
    }
    plan
}

fn plan_item(
    plan: &mut Plan,
    range: Months,
    home: &BillableHome,
    rule: &TariffRule,
    assigned: Option<Decimal>,
    standing: &[&Standing],
) {
    for block in blocks(range, rule) {
        if let Some(s) = standing.iter().find(|s| !s.reversed && s.months.overlaps(block)) {
            if s.months.from <= block.from && s.months.to >= block.to {
                plan.already_charged += 1;
            } else {
                plan.obstacles
                    .push((home.id, Obstacle::PartlyCharged { item: rule.item, standing: s.months }));
            }
            continue;
        }
        let quantity = match quantity(home, rule, assigned, block.from) {
            Ok(None) => continue,
            Ok(Some(quantity)) => quantity,
            Err(obstacle) => {
                if !plan.obstacles.contains(&(home.id, obstacle.clone())) {
                    plan.obstacles.push((home.id, obstacle));
                }
                continue;
            }
        };
        match tariff::price(quantity, block, &rule.versions) {
            Ok(priced) if !priced.amount.is_positive() => {
                plan.obstacles.push((home.id, Obstacle::RoundsToNothing { item: rule.item }));
            }
            Ok(priced) => {
                let rev = standing.iter().filter(|s| s.months.from == block.from).map(|s| s.rev + 1).max();
                let draft = Draft {
                    home: home.id,
                    item: rule.item,
                    months: block,
                    priced,
                    rev: rev.unwrap_or_default(),
                };
                plan.drafts.push(draft);
            }
            Err(why) => plan.obstacles.push((home.id, Obstacle::Unpriced { item: rule.item, why })),
        }
    }
}

/// The version in force in a month.
fn in_force(rule: &TariffRule, month: Month) -> Option<&Version> {
    rule.versions.iter().filter(|v| v.starts <= month).max_by_key(|v| v.starts)
}

/// The blocks of a tariff that start in a range.
fn blocks(range: Months, rule: &TariffRule) -> impl Iterator<Item = Months> {
    let first = rule.versions.iter().map(|v| v.starts).min();
    range.iter().filter_map(move |month| {
        let (version, first) = (in_force(rule, month)?, first?);
        let cycle = version.cycle.block_of(month);
        let from = cycle.from.max(first);
        let to = rule.ends.map_or(cycle.to, |ends| cycle.to.min(ends));
        if from == month { Months::new(from, to) } else { None }
    })
}

/// How much is charged, `None` when the home has nothing of the kind (no parking space).
fn quantity(
    home: &BillableHome,
    rule: &TariffRule,
    assigned: Option<Decimal>,
    month: Month,
) -> Result<Option<Decimal>, Obstacle> {
    let Some(version) = in_force(rule, month) else { return Ok(None) };
    match version.basis {
        Basis::Area => home.area.map(Some).ok_or(Obstacle::NoArea { item: rule.item }),
        Basis::Home => Ok(Some(Decimal::ONE)),
        Basis::Space => Ok((home.spaces > 0).then(|| Decimal::from(home.spaces))),
        Basis::Quantity => assigned.map(Some).ok_or(Obstacle::NoQuantity { item: rule.item }),
    }
}

/// Why an item's total differs from the period before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Total of the run.
    pub now: Fen,
    /// Total of the months before, of equal number.
    pub before: Fen,
    /// From homes charged now but not before.
    pub new_homes: Fen,
    /// From homes charged before but not now (negative).
    pub gone_homes: Fen,
    /// From unit prices that changed.
    pub price: Fen,
    /// From areas, spaces or quantities that changed.
    pub quantity: Fen,
    /// From another number of months or rounding.
    pub other: Fen,
}

/// Compares a run with what stood in the months before, item by item, and says where the difference comes from.
#[must_use]
pub fn compare(drafts: &[Draft], before: &[Standing]) -> BTreeMap<i64, Difference> {
    #[derive(Clone, Copy, Default)]
    struct Side {
        fen: Fen,
        months: u32,
        quantity: Decimal,
        price: Decimal,
    }
    let mut sides: BTreeMap<(i64, i64), (Option<Side>, Option<Side>)> = BTreeMap::new();
    for s in before.iter().filter(|s| !s.reversed) {
        let side = sides.entry((s.item, s.home)).or_default().1.get_or_insert_default();
        side.fen += s.fen;
        side.months += s.months.count();
        (side.quantity, side.price) = (s.quantity, s.unit_price);
    }
    for d in drafts {
        let side = sides.entry((d.item, d.home)).or_default().0.get_or_insert_default();
        side.fen += d.priced.amount;
        side.months += d.months.count();
        side.quantity = d.priced.quantity;
        side.price = d.priced.segments.last().map(|s| s.unit_price).unwrap_or_default();
    }
    let mut differences: BTreeMap<i64, Difference> = BTreeMap::new();
    for ((item, _), pair) in sides {
        let d = differences.entry(item).or_default();
        match pair {
            (Some(now), Some(was)) => {
                let change = now.fen - was.fen;
                if now.months != was.months {
                    d.other += change;
                } else if now.price != was.price {
                    d.price += change;
                } else if now.quantity != was.quantity {
                    d.quantity += change;
                } else {
                    d.other += change;
                }
            }
            (Some(now), None) => d.new_homes += now.fen,
            (None, Some(was)) => d.gone_homes -= was.fen,
            (None, None) => {}
        }
        d.now += pair.0.map_or(Fen::ZERO, |s| s.fen);
        d.before += pair.1.map_or(Fen::ZERO, |s| s.fen);
    }
    differences
}

#[cfg(test)]
mod tests {
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
        let cycle_changed = plan(
            Months::parse("2025-Q4").unwrap(),
            &homes,
            &[rule(Cycle::Quarter)],
            &[stands(&first.drafts[0])],
        );
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
        let before =
            plan(october, &[home(1, Some("94.56")), home(2, Some("88.50"))], &[rule(Cycle::Month)], &[]);
        let november = Months::parse("2025-11").unwrap();
        let now = plan(november, &[home(1, Some("92.56")), home(3, Some("100"))], &[rule(Cycle::Month)], &[]);
        let standing: Vec<Standing> = before.drafts.iter().map(stands).collect();
        let d = compare(&now.drafts, &standing)[&10];
        assert_eq!(d.now - d.before, d.new_homes + d.gone_homes + d.price + d.quantity + d.other);
        assert_eq!((d.quantity, d.new_homes), (Fen(-470), Fen(23_500)));
    }
}
