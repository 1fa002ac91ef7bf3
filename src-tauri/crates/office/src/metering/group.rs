//! The meters of a home under one price, with what was billed of them and whose that is.

use super::Metered;
use crate::{Office, Result};
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::meter::Window;
use zhangfang_domain::metering::{Billed, Group, Interval, Rated};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::account::AccountKind;
use zhangfang_store::charge::Charge;
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::meter::MeterPrice;
use zhangfang_store::metering::Corrected;

/// What was billed before, read once.
pub(super) struct Source {
    /// When readings are taken.
    pub window: Window,
    /// Every version of every price.
    pub prices: Vec<MeterPrice>,
    /// What was billed, by the reading it ends with.
    pub billed: HashMap<i64, zhangfang_store::metering::Billed>,
    /// Corrections that stand, by home and price of the charge they put right.
    corrected: HashMap<(i64, String), Vec<Corrected>>,
    /// What the month before was charged, by home and price.
    pub before: BTreeMap<(i64, String), Fen>,
    /// What this month is charged already, by home and price.
    pub already: BTreeMap<(i64, String), Fen>,
    /// The accounts of owners by home, in their order, each with its last day.
    owners: HashMap<i64, Vec<(Option<NaiveDate>, i64)>>,
}

impl Source {
    pub fn of(office: &Office, window: Window, month: Month) -> Result<Self> {
        let reading = office.book.reading();
        let mut corrected: HashMap<(i64, String), Vec<Corrected>> = HashMap::new();
        for correction in reading.metering_corrections()? {
            let charge = reading.charge(correction.charge)?;
            if let Some(plan) = plan_of(&charge) {
                corrected.entry((charge.home, plan)).or_default().push(correction);
            }
        }
        let charged = |month: Month| -> Result<BTreeMap<(i64, String), Fen>> {
            let mut sums = BTreeMap::new();
            for charge in reading.charges_in(Months::single(month))? {
                if let Some(plan) = plan_of(&charge) {
                    *sums.entry((charge.home, plan)).or_default() += charge.fen;
                }
            }
            Ok(sums)
        };
        let (before, already) = (charged(month.plus(-1))?, charged(month)?);
        let mut owners: HashMap<i64, Vec<(Option<NaiveDate>, i64)>> = HashMap::new();
        for account in reading.accounts()?.into_values().filter(|a| a.kind == AccountKind::Owner) {
            owners.entry(account.home).or_default().push((account.closed, account.id));
        }
        owners.values_mut().for_each(|of| of.sort_by_key(|(last, id)| (last.is_none(), *last, *id)));
        let (prices, billed) = (reading.meter_prices()?, reading.billed_readings()?);
        Ok(Self { window, prices, billed, corrected, before, already, owners })
    }

    /// The accounts of the owners of a home, in their order.
    pub fn accounts_of(&self, home: i64) -> Vec<i64> {
        self.owners.get(&home).into_iter().flatten().map(|(_, account)| *account).collect()
    }

    /// Whose an interval is: the owner on its last day, the day before the reading.
    fn owner_of(&self, home: i64, interval: &Interval) -> Option<i64> {
        let used = interval.to.day.pred_opt()?;
        let owners = self.owners.get(&home)?;
        owners.iter().find(|(last, _)| last.is_none_or(|l| used <= l)).map(|(_, account)| *account)
    }

    /// The group as one account sees it: what owners before it used counts as billed, what is not its own is not.
    pub fn group_of(
        &self,
        group: &Group,
        of_charge: &HashMap<i64, i64>,
        home: i64,
        account: i64,
        month: Month,
    ) -> Group {
        let accounts = self.accounts_of(home);
        let place = |a: i64| accounts.iter().position(|b| *b == a);
        let seen = |(interval, billed): &(Interval, Option<Billed>)| {
            let fresh = billed.as_ref().is_none_or(|b| b.charge.is_none());
            let owner = self.owner_of(home, interval).filter(|_| fresh);
            match owner.map(|o| place(o).cmp(&place(account))) {
                Some(Ordering::Greater) => None,
                Some(Ordering::Less) => {
                    Some((*interval, Some(Billed { period: month, charge: Some(i64::MAX - 1) })))
                }
                _ => Some((*interval, *billed)),
            }
        };
        let mine = |r: &&Rated| of_charge.get(&r.charge) == Some(&account);
        Group {
            intervals: group.intervals.iter().filter_map(seen).collect(),
            rated: group.rated.iter().filter(mine).cloned().collect(),
            taken_over: group.taken_over.clone(),
        }
    }
}

fn plan_of(charge: &Charge) -> Option<String> {
    match &charge.detail {
        Some(ChargeDetail::Metered(detail)) => Some(detail.plan.clone()),
        _ => None,
    }
}

impl Office {
    /// The meters of a home with what was billed of them. Charges are rated anew only where something can differ.
    /// Also says whose each of these charges is.
    pub(super) fn group(&self, source: &Source, meters: &[&Metered]) -> Result<(Group, HashMap<i64, i64>)> {
        let mut intervals: Vec<(Interval, Option<Billed>)> = Vec::new();
        let (mut differs, mut charges) = (false, HashSet::new());
        let (mut newest_billed, mut oldest_new) = (NaiveDate::MIN, NaiveDate::MAX);
        for interval in meters.iter().flat_map(|m| &m.intervals) {
            let billed = source.billed.get(&interval.to.id);
            match billed {
                Some(b) => {
                    differs |= b.usage != interval.usage;
                    newest_billed = newest_billed.max(interval.to.day);
                    charges.extend(b.charge);
                }
                None => oldest_new = oldest_new.min(interval.to.day),
            }
            let billed = billed.map(|b| Billed { period: b.period, charge: b.charge });
            intervals.push((*interval, billed));
        }
        let home = meters.first().and_then(|m| m.meter.home).unwrap_or_default();
        let plan = meters.first().and_then(|m| m.meter.plan.clone()).unwrap_or_default();
        let corrected = source.corrected.get(&(home, plan)).cloned().unwrap_or_default();
        let (mut rated, mut of_charge) = (Vec::new(), HashMap::new());
        if differs || !corrected.is_empty() || oldest_new < newest_billed {
            charges.extend(corrected.iter().map(|c| c.charge));
            for charge in charges {
                if let Some((account, found)) = self.rated(charge, &corrected)? {
                    of_charge.insert(charge, account);
                    rated.push(found);
                }
            }
        }
        rated.sort_by_key(|r| (r.period, r.charge));
        let taken_over = meters
            .iter()
            .filter(|m| !m.meter.taken_over.is_zero())
            .map(|m| (source.window.month_of(m.meter.installed), m.meter.taken_over))
            .collect();
        Ok((Group { intervals, rated, taken_over }, of_charge))
    }

    fn rated(&self, charge: i64, corrected: &[Corrected]) -> Result<Option<(i64, Rated)>> {
        let found = self.book.reading().charge(charge)?;
        let Some(ChargeDetail::Metered(detail)) = &found.detail else { return Ok(None) };
        let Some((rates, own)) = detail.rates().zip(detail.own()) else { return Ok(None) };
        let reversed = self.book.reading().adjustments_of(charge)?.iter().any(|(k, _)| *k == Kind::Reversal);
        let corrected = corrected.iter().filter(|c| c.charge == charge).map(|c| c.fen).sum();
        let rated = Rated {
            charge,
            period: found.months.from,
            months: detail.months,
            rates,
            own: if reversed { Fen::ZERO } else { own },
            corrected,
            stands: !reversed,
        };
        Ok(Some((found.account, rated)))
    }
}
