//! Items, tariffs and the effect of a price, as the page sees them.

use crate::wire::{Amount, Answer};
use serde::Serialize;
use ts_rs::TS;
use zhangfang_domain::proration::StartRule;
use zhangfang_domain::tariff::Version;
use zhangfang_office::Office;
use zhangfang_office::price_change::{EffectLine, HomeLine, PriceEffect};
use zhangfang_office::tariff::OPENING_ITEM;

/// Everything about prices.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct Prices {
    /// Charge items.
    pub items: Vec<Item>,
    /// Tariffs with versions and assignments.
    pub tariffs: Vec<Tariff>,
    /// Uses that stand in the register.
    pub uses: Vec<String>,
}

/// A charge item.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct Item {
    /// Its code.
    pub code: String,
    /// Its name on paper.
    pub name: String,
    /// 本金, 违约金, 费用.
    pub class: String,
    /// Whether it bears late charge when a clause says so.
    pub bears_late: bool,
    /// VAT inside the price, in percent; empty when not given.
    pub vat: String,
}

/// A tariff.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct Tariff {
    /// Its name.
    pub name: String,
    /// The item it charges.
    pub item: String,
    /// Last month; empty while it runs.
    pub ends: String,
    /// Versions, oldest first.
    pub versions: Vec<TariffVersion>,
    /// For whom.
    pub scopes: Vec<Scope>,
}

/// A version of a tariff.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct TariffVersion {
    /// First month.
    pub from: String,
    /// `2.35`.
    pub price: String,
    /// `元/m²·月`.
    pub unit: String,
    /// Code of the basis.
    pub basis: String,
    /// Code of the cycle.
    pub cycle: String,
    /// The cycle in words.
    pub cycle_label: String,
    /// Code of the rounding.
    pub rounding: String,
    /// The rounding in words.
    pub rounding_label: String,
    /// `1/31`.
    pub due: String,
    /// Code of the start rule.
    pub start: String,
    /// The start rule in words.
    pub start_label: String,
    /// The clause.
    pub clause: String,
}

/// For whom a tariff is.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct Scope {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// In words.
    pub text: String,
}

/// What another price does.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct Effect {
    /// `2.35 元/m²·月`.
    pub price_before: String,
    /// `2.60 元/m²·月`.
    pub price_after: String,
    /// Months looked at.
    pub months: String,
    /// How amounts are rounded.
    pub rounding: String,
    /// All of it.
    pub all: EffectRow,
    /// By use, then by building.
    pub groups: Vec<EffectRow>,
    /// Every home, those that change most first.
    pub homes: Vec<EffectRow>,
    /// Charges that stand already and keep their price.
    pub charged: usize,
    /// What they come to.
    pub charged_total: Amount,
    /// What is left out, in words.
    pub left_out: Vec<String>,
}

/// Money before and after.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct EffectRow {
    /// Of what.
    pub key: String,
    /// Homes, or the quantity of one.
    pub count: String,
    /// As things are.
    pub before: Amount,
    /// With the price tried.
    pub after: Amount,
    /// How much more.
    pub difference: Amount,
}

impl From<&EffectLine> for EffectRow {
    fn from(line: &EffectLine) -> Self {
        Self {
            key: line.key.clone(),
            count: line.homes.to_string(),
            before: line.before.into(),
            after: line.after.into(),
            difference: line.difference.into(),
        }
    }
}

impl From<&HomeLine> for EffectRow {
    fn from(home: &HomeLine) -> Self {
        Self {
            key: home.room.clone(),
            count: home.quantity.to_string(),
            before: home.before.into(),
            after: home.after.into(),
            difference: home.difference.into(),
        }
    }
}

impl From<PriceEffect> for Effect {
    fn from(effect: PriceEffect) -> Self {
        let mut homes = effect.homes;
        homes.sort_by_key(|home| std::cmp::Reverse(home.difference.0.abs()));
        Self {
            price_before: effect.price_before,
            price_after: effect.price_after,
            months: effect.months.to_string(),
            rounding: effect.rounding,
            all: EffectRow::from(&effect.item),
            groups: effect.by_use.iter().chain(&effect.by_building).map(EffectRow::from).collect(),
            homes: homes.iter().map(EffectRow::from).collect(),
            charged: effect.charged,
            charged_total: effect.charged_total.into(),
            left_out: effect.left_out,
        }
    }
}

fn version(v: &Version) -> TariffVersion {
    TariffVersion {
        from: v.starts.to_string(),
        price: v.unit_price.to_string(),
        unit: format!("元/{}·月", v.basis.price_unit()),
        basis: v.basis.code().to_owned(),
        cycle: v.cycle.code().to_owned(),
        cycle_label: v.cycle.label().to_owned(),
        rounding: v.rounding.code().to_owned(),
        rounding_label: v.rounding.label().to_owned(),
        due: v.due.to_string(),
        start: v.start.map(StartRule::code).unwrap_or_default().to_owned(),
        start_label: v.start.map(StartRule::label).unwrap_or_default().to_owned(),
        clause: v.clause.clone(),
    }
}

/// Everything about prices.
///
/// # Errors
/// Store errors.
pub(super) fn prices(office: &Office) -> Answer<Prices> {
    let items = office.items_with_terms()?;
    let name =
        |id: i64| items.iter().find(|(i, _)| i.id == id).map(|(i, _)| i.name.clone()).unwrap_or_default();
    let homes = office.homes()?;
    let room = |id: i64| homes.iter().find(|h| h.id == id).map(|h| h.record.room_number());
    let mut uses: Vec<String> =
        homes.iter().map(|h| h.record.use_kind.clone()).filter(|u| !u.is_empty()).collect();
    uses.sort_unstable();
    uses.dedup();
    let mut tariffs = Vec::new();
    for t in office.tariffs()? {
        let mut scopes = Vec::new();
        for s in &t.scopes {
            let mut words: Vec<String> = s.scope.building.iter().map(|b| format!("{b}栋")).collect();
            words.extend(s.scope.use_kind.clone());
            words.extend(s.scope.home.and_then(room));
            if words.is_empty() {
                words.push("全部房屋".into());
            }
            words.extend(s.quantity.map(|q| format!("数量 {q}")));
            scopes.push(Scope { id: s.id, text: words.join(" ") });
        }
        tariffs.push(Tariff {
            item: name(t.item_id),
            ends: t.ends.map(|m| m.to_string()).unwrap_or_default(),
            versions: t.versions.iter().map(version).collect(),
            scopes,
            name: t.name,
        });
    }
    let items = items.into_iter().filter(|(item, _)| item.code != OPENING_ITEM.0).map(|(item, terms)| Item {
        code: item.code,
        name: item.name,
        class: terms.class.label().to_owned(),
        bears_late: terms.bears_late,
        vat: terms.vat_percent.map(|v| v.to_string()).unwrap_or_default(),
    });
    Ok(Prices { items: items.collect(), tariffs, uses })
}
