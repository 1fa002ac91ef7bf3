//! Metered charges in words: the slip line and the explanation at the counter.

use rust_decimal::Decimal;
use zhangfang_domain::meter::{TierPeriod, TierRounding};
use zhangfang_domain::tariff::at_least;
use zhangfang_domain::{Fen, Month};
use zhangfang_store::metered::{Metered, MeteredCorrection, MeteredSegment};

/// 表号 · 上期读数 · 本期读数 · 倍率 · 用量 · 档位单价 (domain section 3.1); a replaced meter has two segments.
pub(crate) fn formula(metered: &Metered) -> String {
    let unit = &metered.unit;
    let mut words: Vec<String> = metered.segments.iter().map(|s| segment(s, unit)).collect();
    if metered.segments.len() > 1 {
        words.push(format!("合计用量 {} {unit}", metered.usage));
    }
    if !metered.parts.is_empty() {
        words.push(priced(metered));
    }
    words.extend(metered.corrections.iter().map(|c| correction(c, unit)));
    words.join("；")
}

/// What the calculation rests on, name by name.
pub(crate) fn facts(metered: &Metered) -> Vec<(String, String)> {
    let unit = &metered.unit;
    let mut facts = Vec::new();
    for s in &metered.segments {
        let words = format!("{}（{}—{}）", segment(s, unit), s.from, s.to);
        facts.push(("读数".to_owned(), words));
    }
    if let Some(rates) = metered.rates() {
        let tiers = rates.tiers().iter().map(|t| match t.up_to {
            Some(bound) => format!("至 {bound} {unit} {} 元", at_least(t.price, 2)),
            None => format!("{} 元", at_least(t.price, 2)),
        });
        let tiers = tiers.collect::<Vec<_>>().join("，以上 ");
        facts.push(("价格".to_owned(), format!("{}：{tiers}", metered.plan)));
        facts.push(("分档".to_owned(), format!("{}，{}", rates.period.label(), rates.rounding.label())));
    }
    facts.extend(metered.corrections.iter().map(|c| ("更正".to_owned(), correction(c, unit))));
    facts
}

fn segment(segment: &MeteredSegment, unit: &str) -> String {
    let usage = segment.run().usage().unwrap_or_default();
    let mut words = format!("表号 {} 上期读数 {} 本期读数 {}", segment.meter, segment.old, segment.new);
    if segment.estimated {
        words += "（估抄）";
    }
    if segment.turn.is_some() {
        words += "（归零）";
    }
    if segment.multiplier != Decimal::ONE {
        words += &format!(" 倍率 {}", segment.multiplier);
    }
    words + &format!(" 用量 {usage} {unit}")
}

fn priced(metered: &Metered) -> String {
    let unit = &metered.unit;
    let tiered = metered.tiers.contains(':');
    let terms: Vec<String> = metered
        .parts
        .iter()
        .map(|p| {
            let tier = if tiered { format!("第{}档 ", p.tier) } else { String::new() };
            format!("{tier}{} × {} 元", p.quantity, at_least(p.price, 2))
        })
        .collect();
    let mut words = terms.join(" ＋ ");
    if tiered {
        words = match TierPeriod::from_code(&metered.period) {
            Some(TierPeriod::Year { .. }) => format!("本年已用 {} {unit}，{words}", metered.before),
            _ if metered.months > 1 => format!("按 {} 个月分档，{words}", metered.months),
            _ => words,
        };
    }
    let several = metered.parts.len() > 1;
    match TierRounding::from_code(&metered.rounding).filter(|_| several) {
        Some(rounding) => format!("{words}，{}", rounding.label()),
        None => words,
    }
}

fn correction(correction: &MeteredCorrection, unit: &str) -> String {
    let month = Month::from_yyyymm(correction.month);
    let month = month.map(|m| format!("{}年{}月", m.year(), m.month())).unwrap_or_default();
    format!(
        "更正{month}用量 {} → {} {unit}，{} 元",
        correction.charged,
        correction.usage,
        Fen(correction.fen)
    )
}

/// Why an earlier charge is lowered.
pub(super) fn lowering(correction: &MeteredCorrection) -> String {
    format!("抄表更正：用量 {} → {}", correction.charged, correction.usage)
}
