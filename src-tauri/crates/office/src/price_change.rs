//! 价格调整测算: what a new price would bring before it takes effect, without writing anything (checklist S3).

use crate::sentence;
use crate::{Office, OfficeError, Refusal, Result, wire};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::HashMap;
use zhangfang_domain::bill_run::BillableHome;
use zhangfang_domain::price_change::PriceChange;
use zhangfang_domain::tariff::at_least;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_sheets::export::{Table, Value};
use zhangfang_store::register::Home;

/// What is to be tried.
#[derive(Clone, Debug)]
pub struct PriceTrial {
    /// The tariff, by name.
    pub tariff: String,
    /// Yuan for one unit and month.
    pub price: Decimal,
    /// First month it would apply to.
    pub from: Month,
    /// How many months are looked at.
    pub months: u32,
    /// Only these buildings, by code; all when empty.
    pub buildings: Vec<String>,
}

/// Money before and after, for a home or for several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EffectLine {
    /// What it is of: an item, a building, a use, a room.
    pub key: String,
    /// Homes in it.
    pub homes: usize,
    /// As things are.
    #[serde(with = "wire::yuan")]
    pub before: Fen,
    /// With the new price.
    #[serde(with = "wire::yuan")]
    pub after: Fen,
    /// How much more.
    #[serde(with = "wire::yuan")]
    pub difference: Fen,
}

impl EffectLine {
    fn new(key: &str) -> Self {
        Self { key: key.to_owned(), ..Self::default() }
    }

    fn add(&mut self, home: &HomeLine) {
        self.homes += 1;
        self.before += home.before;
        self.after += home.after;
        self.difference += home.difference;
    }
}

/// What one home would pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HomeLine {
    /// The room.
    pub room: String,
    /// Building code.
    pub building: String,
    /// Use.
    pub use_kind: String,
    /// Area, spaces or quantity charged.
    pub quantity: Decimal,
    /// As things are.
    #[serde(with = "wire::yuan")]
    pub before: Fen,
    /// With the new price.
    #[serde(with = "wire::yuan")]
    pub after: Fen,
    /// How much more.
    #[serde(with = "wire::yuan")]
    pub difference: Fen,
}

/// The whole trial. Homes, buildings, uses and the item all add up to the same.
#[derive(Clone, Debug, Serialize)]
pub struct PriceEffect {
    /// The tariff.
    pub tariff: String,
    /// Price in force just before, with its unit: `2.35 元/m²·月`.
    pub price_before: String,
    /// Price tried, with its unit.
    pub price_after: String,
    /// How amounts are rounded.
    pub rounding: String,
    /// First month it would apply to.
    pub from: String,
    /// Months looked at.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// The charge item.
    pub item: EffectLine,
    /// By building.
    pub by_building: Vec<EffectLine>,
    /// By use.
    pub by_use: Vec<EffectLine>,
    /// The homes whose payments change most, the largest first.
    pub largest: Vec<HomeLine>,
    /// Every home.
    pub homes: Vec<HomeLine>,
    /// Charges of these months that stand already and keep their price.
    pub charged: usize,
    /// What they come to.
    #[serde(with = "wire::yuan")]
    pub charged_total: Fen,
    /// Last month with such a charge.
    pub charged_until: Option<String>,
    /// What would be left out, in words.
    pub left_out: Vec<String>,
}

/// How many homes are named as changing most.
const LARGEST: usize = 10;

impl Office {
    /// Tries a price. Writes nothing.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for tariff or building, [`Refusal::Unusable`] for a price or a number of months that makes
    /// no sense, or a month in which the tariff is not in force.
    pub fn try_price(&self, trial: &PriceTrial) -> Result<PriceEffect> {
        let tariff = self.tariff(&trial.tariff)?;
        check(trial)?;
        let rules = self.tariff_rules()?.into_iter().filter(|r| r.item == tariff.item_id).collect::<Vec<_>>();
        let change = PriceChange { tariff: tariff.id, unit_price: trial.price, from: trial.from };
        let rule = rules.iter().find(|r| r.id == tariff.id);
        let months = rule.map_or(Months::single(trial.from), |rule| change.months(rule, trial.months));
        let homes = self.homes_in(&trial.buildings)?;
        let accounts = self.accounts()?;
        let billable: Vec<BillableHome> = homes.iter().map(|h| accounts.billable(h)).collect();
        let standing = self.book.reading().standing_charges(months)?;
        let not_in_force = |_| -> OfficeError {
            let expected = "该标准已经开始执行的月份";
            Refusal::Unusable { field: "起始月份", value: trial.from.to_string(), expected }.into()
        };
        let effect = change.effect(months, &billable, &rules, &standing).map_err(not_in_force)?;
        let by_id: HashMap<i64, &Home> = homes.iter().map(|h| (h.id, h)).collect();
        let lines = effect.homes.iter().filter_map(|h| {
            let record = &by_id.get(&h.home)?.record;
            Some(HomeLine {
                room: record.room_number(),
                building: record.building.clone(),
                use_kind: record.use_kind.clone(),
                quantity: h.quantity.normalize(),
                before: h.before,
                after: h.after,
                difference: h.after - h.before,
            })
        });
        let lines: Vec<HomeLine> = lines.collect();
        let item = self.item_names()?.remove(&tariff.item_id).unwrap_or_default();
        let version = tariff.versions.iter().filter(|v| v.starts <= trial.from).max_by_key(|v| v.starts);
        let unit = version.map_or("", |v| v.basis.price_unit());
        let price = |price: Decimal| format!("{} 元/{unit}·月", at_least(price, 2));
        let left_out = effect.obstacles.iter().map(|(home, obstacle)| {
            let room = by_id.get(home).map(|h| h.record.room_number()).unwrap_or_default();
            format!("{room} {}", sentence::obstacle(obstacle, |_| item.clone()))
        });
        Ok(PriceEffect {
            tariff: tariff.name,
            price_before: price(version.map(|v| v.unit_price).unwrap_or_default()),
            price_after: price(trial.price),
            rounding: version.map_or("", |v| v.rounding.label()).to_owned(),
            from: trial.from.to_string(),
            months,
            item: sums(&lines, |_| item.clone()).pop().unwrap_or_else(|| EffectLine::new(&item)),
            by_building: sums(&lines, |h| format!("{}栋", h.building)),
            by_use: sums(&lines, |h| h.use_kind.clone()),
            largest: largest(&lines),
            charged: effect.standing.len(),
            charged_total: effect.standing.iter().map(|s| s.fen).sum(),
            charged_until: effect.standing.iter().map(|s| s.months.to).max().map(|m| m.to_string()),
            left_out: left_out.collect(),
            homes: lines,
        })
    }
}

fn check(trial: &PriceTrial) -> Result<()> {
    if trial.price <= Decimal::ZERO || trial.price.normalize().scale() > 6 {
        let value = trial.price.to_string();
        let expected = "大于零、最多六位小数的金额，如 2.60";
        return Err(Refusal::Unusable { field: "单价", value, expected }.into());
    }
    if !(1..=60).contains(&trial.months) {
        let value = trial.months.to_string();
        return Err(Refusal::Unusable { field: "测算月数", value, expected: "1—60 的整数" }.into());
    }
    Ok(())
}

/// Homes summed by a key, in the order in which the keys come up.
fn sums(homes: &[HomeLine], key: impl Fn(&HomeLine) -> String) -> Vec<EffectLine> {
    let mut sums: Vec<EffectLine> = Vec::new();
    for home in homes {
        let key = key(home);
        match sums.iter_mut().find(|s| s.key == key) {
            Some(sum) => sum.add(home),
            None => {
                let mut sum = EffectLine::new(&key);
                sum.add(home);
                sums.push(sum);
            }
        }
    }
    sums
}

/// The homes that change most, largest first, equal ones in the order of the register.
fn largest(homes: &[HomeLine]) -> Vec<HomeLine> {
    let mut changed: Vec<&HomeLine> = homes.iter().filter(|h| !h.difference.is_zero()).collect();
    changed.sort_by_key(|h| std::cmp::Reverse(h.difference.0.abs()));
    changed.into_iter().take(LARGEST).cloned().collect()
}

/// The trial home by home as a workbook.
#[must_use]
pub fn table(effect: &PriceEffect, printed: &str) -> Table {
    let headings = ["房号", "楼栋", "用途", "计费数量", "现行应收（元）", "调整后应收（元）", "差额（元）"];
    let text = |t: &str| Value::Text(t.to_owned());
    let amounts = |b, a, d| [Value::Amount(b), Value::Amount(a), Value::Amount(d)];
    let mut rows: Vec<Vec<Value>> = effect
        .homes
        .iter()
        .map(|h| {
            let head = [text(&h.room), text(&h.building), text(&h.use_kind), Value::Decimal(h.quantity)];
            head.into_iter().chain(amounts(h.before, h.after, h.difference)).collect()
        })
        .collect();
    let sum = &effect.item;
    let head = [text("合计"), Value::Empty, Value::Empty, Value::Empty];
    rows.push(head.into_iter().chain(amounts(sum.before, sum.after, sum.difference)).collect());
    Table {
        title: format!("价格调整测算 {}", effect.tariff),
        headings: headings.map(str::to_owned).to_vec(),
        rows,
        footer: Some(format!(
            "{} 起 {} 改为 {}，测算期间 {}，{}；已出账 {} 笔 {} 元不受影响。{printed}",
            effect.from,
            effect.price_before,
            effect.price_after,
            effect.months,
            effect.rounding,
            effect.charged,
            effect.charged_total
        )),
    }
}
