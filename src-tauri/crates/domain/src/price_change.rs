//! What a new price would do before it takes effect (checklist S3): the same plan of the same months, once as things
//! are and once with one version more.

use crate::bill_run::{self, BillableHome, Draft, Obstacle, Standing, TariffRule};
use crate::tariff::{self, TariffError, Version};
use crate::{Fen, Month, Months};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashSet};

/// A price that is only thought of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceChange {
    /// The tariff.
    pub tariff: i64,
    /// Yuan for one unit and month.
    pub unit_price: Decimal,
    /// First month it would apply to.
    pub from: Month,
}

/// The id of the version that is only thought of.
const THOUGHT_OF: i64 = i64::MAX;

/// What a home would be charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeEffect {
    /// The home.
    pub home: i64,
    /// Area, spaces or quantity charged.
    pub quantity: Decimal,
    /// As things are, less what is let off.
    pub before: Fen,
    /// With the new price, less what is let off.
    pub after: Fen,
}

/// What a new price would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Home by home, in the order of the homes given.
    pub homes: Vec<HomeEffect>,
    /// Charges of the tariff's homes in these months that stand already; no price reaches them.
    pub standing: Vec<Standing>,
    /// Homes with something in the way of charging them.
    pub obstacles: Vec<(i64, Obstacle)>,
}

impl PriceChange {
    /// The months looked at: `count` from the first month on, from the start of the block it lies in.
    #[must_use]
    pub fn months(&self, rule: &TariffRule, count: u32) -> Months {
        let asked = Months::starting(self.from, count);
        let version = rule.versions.iter().filter(|v| v.starts <= self.from).max_by_key(|v| (v.starts, v.id));
        let block = version.map_or(asked, |v| v.cycle.block_of(self.from));
        Months { from: block.from.min(asked.from), ..asked }
    }

    /// The rules with one version more: the one in force, at the new price.
    ///
    /// # Errors
    /// [`TariffError::NoVersion`] when none is in force then.
    fn applied(&self, rules: &[TariffRule]) -> Result<Vec<TariffRule>, TariffError> {
        let mut rules = rules.to_vec();
        for rule in rules.iter_mut().filter(|r| r.id == self.tariff) {
            let in_force =
                rule.versions.iter().filter(|v| v.starts <= self.from).max_by_key(|v| (v.starts, v.id));
            let in_force = in_force.ok_or(TariffError::NoVersion { month: self.from })?;
            let version = Version {
                id: THOUGHT_OF,
                starts: self.from,
                unit_price: self.unit_price,
                ..in_force.clone()
            };
            rule.versions.push(version);
        }
        Ok(rules)
    }

    /// What would be charged for `months` as things are and with the new price. `rules` are all tariffs of the item.
    ///
    /// # Errors
    /// [`TariffError::NoVersion`] when the tariff is not in force in the first month.
    pub fn effect(
        &self,
        months: Months,
        homes: &[BillableHome],
        rules: &[TariffRule],
        standing: &[Standing],
    ) -> Result<Effect, TariffError> {
        let concerned: Vec<BillableHome> =
            homes.iter().filter(|h| self.concerns(h, rules)).cloned().collect();
        let now = bill_run::plan(months, &concerned, rules, standing);
        let then = bill_run::plan(months, &concerned, &self.applied(rules)?, standing);
        let mut sums: BTreeMap<i64, HomeEffect> = BTreeMap::new();
        let mut add = |draft: &Draft, side: fn(&mut HomeEffect) -> &mut Fen| {
            let nothing = HomeEffect {
                home: draft.home,
                quantity: draft.priced.quantity,
                before: Fen::ZERO,
                after: Fen::ZERO,
            };
            *side(sums.entry(draft.home).or_insert(nothing)) += draft.line.net();
        };
        now.drafts.iter().for_each(|d| add(d, |h| &mut h.before));
        then.drafts.iter().for_each(|d| add(d, |h| &mut h.after));
        let asked = Months { from: self.from, ..months };
        let ids: HashSet<i64> = concerned.iter().map(|h| h.id).collect();
        let standing = standing.iter().filter(|s| !s.reversed && s.months.overlaps(asked));
        let mut obstacles = then.obstacles;
        obstacles.retain(|(_, o)| o.leaves_out());
        Ok(Effect {
            homes: concerned.iter().filter_map(|h| sums.remove(&h.id)).collect(),
            standing: standing.filter(|s| ids.contains(&s.home)).copied().collect(),
            obstacles,
        })
    }

    /// Whether a home is charged by the tariff and not by a narrower one.
    fn concerns(&self, home: &BillableHome, rules: &[TariffRule]) -> bool {
        let applying = rules.iter().flat_map(|r| r.scopes.iter().map(|(scope, _)| (scope, r.id)));
        let found = tariff::most_specific(applying, &home.building, &home.use_kind, home.id);
        found == Ok(Some(self.tariff))
    }
}
