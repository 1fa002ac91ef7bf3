//! Planning a bill run: who is to be charged what for which months, what stands already, and what is in the
//! way. Pure: the plan is shown to a person before anything is written.

use crate::adjustment::Kind;
use crate::concession::Concession;
use crate::part::{Line, Part};
use crate::proration::StartRule;
use crate::tariff::{self, Basis, Priced, Scope, Segment, TariffError, Version};
use crate::tenure::{self, Payer, Span, Tenure};
use crate::{Fen, Month, Months};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};

mod compare;
pub use compare::{Difference, compare};

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
    /// Day of handover; before it the developer owes.
    pub handover: Option<NaiveDate>,
    /// Its owners' accounts in order of time; the last one is still running.
    pub owners: Vec<Tenure>,
    /// What was let off by approval.
    pub concessions: Vec<Concession>,
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
    /// First and last day covered.
    pub days: (NaiveDate, NaiveDate),
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
    /// Who is charged.
    pub payer: Payer,
    /// Months covered.
    pub months: Months,
    /// The amount before discounts with everything that explains it.
    pub priced: Priced,
    /// The days charged, when they are not all of the months.
    pub part: Option<Part>,
    /// What is let off.
    pub line: Line,
    /// Revision number.
    pub rev: i64,
}

impl Draft {
    /// First and last day charged.
    #[must_use]
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        let whole = (self.months.first_day(), self.months.last_day());
        self.part.as_ref().map_or(whole, |part| (part.first, part.last))
    }
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
    /// The developer is to be charged, but the office has not said who that is.
    NoDeveloper,
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
    /// Sum of the drafts, less what is let off.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.drafts.iter().map(|d| d.line.net()).sum()
    }

    /// What is let off by a kind.
    #[must_use]
    pub fn let_off(&self, kind: Kind) -> Fen {
        let discounts = self.drafts.iter().flat_map(|d| d.line.discounts());
        discounts.filter(|(k, _)| *k == kind).map(|(_, fen)| fen).sum()
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
        let spans = tenure::spans(block, home.handover, start_rule(home, rule, block), &home.owners);
        let spans: Vec<Span> =
            spans.into_iter().filter(|s| !stands(plan, home, rule.item, s, standing)).collect();
        if spans.is_empty() {
            continue;
        }
        let priced = match quantity(home, rule, assigned, block.from) {
            Ok(None) => continue,
            Ok(Some(quantity)) => tariff::price(quantity, block, &rule.versions)
                .map_err(|why| Obstacle::Unpriced { item: rule.item, why }),
            Err(obstacle) => Err(obstacle),
        };
        let planned = priced.and_then(|priced| {
            if !priced.amount.is_positive() {
                return Err(Obstacle::RoundsToNothing { item: rule.item });
            }
            spans.iter().map(|span| draft(home, rule, &priced, span)).collect::<Result<Vec<_>, _>>()
        });
        match planned {
            Ok(drafts) => {
                for draft in drafts.into_iter().filter(|d| d.line.gross.is_positive()) {
                    let rev = next_rev(plan, &draft, standing);
                    plan.drafts.push(Draft { rev, ..draft });
                }
            }
            Err(obstacle) if plan.obstacles.contains(&(home.id, obstacle.clone())) => {}
            Err(obstacle) => plan.obstacles.push((home.id, obstacle)),
        }
    }
}

/// The rule that splits the month of handover: of the version in force then, else at the start of the block.
fn start_rule(home: &BillableHome, rule: &TariffRule, block: Months) -> StartRule {
    let version = home.handover.and_then(|day| in_force(rule, Month::of(day)));
    version.or_else(|| in_force(rule, block.from)).and_then(|v| v.start).unwrap_or(StartRule::ActualDays)
}

/// Whether the days of a span are charged already. A span charged in part is left alone and named.
fn stands(plan: &mut Plan, home: &BillableHome, item: i64, span: &Span, standing: &[&Standing]) -> bool {
    let overlaps = |s: &&&Standing| !s.reversed && s.days.0 <= span.last && s.days.1 >= span.first;
    let Some(first) = standing.iter().find(overlaps) else { return false };
    let covers = |s: &&Standing| s.days.0 <= span.first && s.days.1 >= span.last;
    if standing.iter().filter(overlaps).any(covers) {
        plan.already_charged += 1;
    } else {
        plan.obstacles.push((home.id, Obstacle::PartlyCharged { item, standing: first.months }));
    }
    true
}

/// What a span is charged of a priced block.
fn draft(home: &BillableHome, rule: &TariffRule, block: &Priced, span: &Span) -> Result<Draft, Obstacle> {
    let unpriced = |why| Obstacle::Unpriced { item: rule.item, why };
    let too_large = |_| unpriced(TariffError::TooLarge { quantity: block.quantity });
    let months = Months { from: Month::of(span.first), to: Month::of(span.last) };
    let whole = Part::whole(block.quantity, &block.segments, block.basis, block.rounding);
    let mut part = whole.ok_or_else(|| unpriced(TariffError::NoVersion { month: months.from }))?;
    (part.first, part.last) = (span.first, span.last);
    for (month, (before, after)) in part.months.iter_mut().zip(&span.shares) {
        (month.before, month.after) = (*before, *after);
    }
    part.rule = span.by_rule.then(|| start_rule(home, rule, months));
    let concessions: Vec<Concession> =
        home.concessions.iter().filter(|c| c.concerns(rule.item)).cloned().collect();
    let line = part.line(&concessions).map_err(too_large)?;
    let segments = block.segments.iter().filter_map(|s| {
        let months = Months::new(s.months.from.max(months.from), s.months.to.min(months.to))?;
        Some(Segment { months, ..*s })
    });
    // Nobody's part is due before it begins.
    let own = rule.versions.iter().find(|v| v.id == block.version).map(|v| v.due.due(months));
    let due = if block.due >= span.first { block.due } else { own.unwrap_or(block.due) };
    let priced = Priced { amount: line.gross, segments: segments.collect(), due, ..block.clone() };
    let part = (!part.is_plain()).then_some(part);
    Ok(Draft { home: home.id, item: rule.item, payer: span.payer, months, priced, part, line, rev: 0 })
}

/// The revision number a draft takes: behind those of earlier charges and of drafts of the same first month.
fn next_rev(plan: &Plan, draft: &Draft, standing: &[&Standing]) -> i64 {
    let same =
        |d: &&Draft| d.home == draft.home && d.item == draft.item && d.months.from == draft.months.from;
    let before = standing.iter().filter(|s| s.months.from == draft.months.from).map(|s| s.rev);
    before.chain(plan.drafts.iter().filter(same).map(|d| d.rev)).map(|rev| rev + 1).max().unwrap_or_default()
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

#[cfg(test)]
mod tests;
