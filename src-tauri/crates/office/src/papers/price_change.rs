//! 价格调整测算表. It changes nothing, so its number comes from its date.

use super::lists::head;
use crate::price_change::{EffectLine, HomeLine, PriceEffect};
use crate::statement::period_text;
use crate::{Occasion, Office, Result};
use zhangfang_documents::FontSet;
use zhangfang_documents::price_change::{self, PriceChange, PriceLine};
use zhangfang_domain::Months;
use zhangfang_domain::tariff::at_least;

/// Prints a trial of a price.
///
/// # Errors
/// Document and store errors.
pub fn price_change(
    office: &Office,
    fonts: &FontSet,
    effect: &PriceEffect,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let mut head = head(office, "CS", "价格调整测算表", occasion)?;
    head.purpose = "调价前测算".to_owned();
    let group = |line: &EffectLine| PriceLine {
        key: line.key.clone(),
        count: line.homes.to_string(),
        before: line.before,
        after: line.after,
    };
    let home = |line: &HomeLine| PriceLine {
        key: format!("{}　{}", line.room, line.use_kind),
        count: at_least(line.quantity, 0),
        before: line.before,
        after: line.after,
    };
    let model = PriceChange {
        head,
        tariff: effect.tariff.clone(),
        price_before: effect.price_before.clone(),
        price_after: effect.price_after.clone(),
        from: Months::parse(&effect.from).map(period_text).unwrap_or_default(),
        months: period_text(effect.months),
        rounding: effect.rounding.clone(),
        item: group(&effect.item),
        by_use: effect.by_use.iter().map(group).collect(),
        by_building: effect.by_building.iter().map(group).collect(),
        largest: effect.largest.iter().map(home).collect(),
        charged: (effect.charged, effect.charged_total),
        left_out: effect.left_out.clone(),
    };
    Ok(price_change::rendered(fonts, &model)?)
}
