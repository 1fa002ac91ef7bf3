//! The words for a share of a supplier's bill and for a parking space.

use crate::statement::period_text;
use zhangfang_domain::parking::PartRule;
use zhangfang_domain::shared_cost::{Method, per_unit};
use zhangfang_domain::tariff::at_least;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::parking::ParkingFee;
use zhangfang_store::shared_cost::SharedShare;

/// A name and what stands behind it, as an explanation on paper lists them.
pub(crate) type Fact = (String, String);

fn fact(name: &str, value: impl Into<String>) -> Fact {
    (name.to_owned(), value.into())
}

/// A weight with its unit: `94.56 m²`, `1 户`, `300 度`, `系数 0.7`.
pub(crate) fn weight(method: Method, weight: rust_decimal::Decimal, unit: &str) -> String {
    match method {
        Method::Area => format!("{} m²", at_least(weight, 2)),
        Method::Home => format!("{} 户", at_least(weight, 0)),
        Method::Usage => format!("{} {unit}", at_least(weight, 0)),
        Method::Coefficient => format!("系数 {}", at_least(weight, 0)),
        Method::Fixed => format!("{} 元", at_least(weight, 2)),
    }
}

/// `公共照明电费 1,286.37 元按面积分摊：94.56 m² ÷ 548.02 m²`.
pub(super) fn share(share: &SharedShare) -> String {
    let method = share.method().unwrap_or(Method::Area);
    let own = weight(method, share.weight(), &share.unit);
    let mut words = format!("{} {} 元{}：", share.label, share.bill_amount(), method.label());
    words += &match method {
        Method::Fixed => format!("本户 {own}"),
        _ => format!("{own} ÷ {}", weight(method, share.weights(), &share.unit)),
    };
    if let Some(factor) = &share.vacant {
        words += &format!("（空置按 {factor} 计）");
    }
    if share.remainder == 1 {
        words += "，含尾差 0.01 元";
    }
    words
}

/// The bill, line by line, as a person at the counter can follow it.
pub(super) fn share_facts(share: &SharedShare) -> Vec<Fact> {
    let method = share.method().unwrap_or(Method::Area);
    let all = weight(method, share.weights(), &share.unit);
    let mut facts = vec![
        fact("公摊项目", share.label.clone()),
        fact(
            "用量单价",
            format!(
                "{} {} × {} 元/{}",
                at_least(share.volume(), 0),
                share.unit,
                at_least(share.unit_price(), 2),
                share.unit
            ),
        ),
        fact("账单金额", format!("{} 元", share.bill_amount())),
        fact("账单依据", share.basis.clone()),
        fact("分摊办法", format!("{}，全部 {all}", method.label())),
    ];
    let unit = match method {
        Method::Area => Some("每平方米".to_owned()),
        Method::Home => Some("每户".to_owned()),
        Method::Usage => Some(format!("每{}", share.unit)),
        Method::Coefficient => Some("系数为1的".to_owned()),
        Method::Fixed => None,
    };
    if let (Some(unit), Some(each)) = (unit, per_unit(share.bill_amount(), share.weights())) {
        facts.push(fact(&unit, format!("{} 元", at_least(each, 2))));
    }
    let mut own = weight(method, share.weight(), &share.unit);
    if let Some(factor) = &share.vacant {
        own += &format!("（空置按 {factor} 计）");
    }
    facts.push(fact("本户", own));
    facts
}

/// The months of a parking charge that are not whole, with their days and amounts.
fn parts(fee: &ParkingFee) -> Vec<(Month, String)> {
    let Some((months, rent)) = fee.priced() else { return Vec::new() };
    if rent.part == PartRule::ByMonth {
        return Vec::new();
    }
    let first = Month::of(rent.from);
    let last = rent.last.map(Month::of);
    let mut parts = Vec::new();
    for month in months.iter().filter(|m| *m == first || Some(*m) == last) {
        let amount = rent.month(month).unwrap_or_default();
        if amount == rent.monthly {
            continue;
        }
        let from = if month == first { rent.from } else { month.first_day() };
        let to = rent.last.filter(|_| Some(month) == last).unwrap_or_else(|| month.last_day());
        let days = (to - from).num_days() + 1;
        parts.push((
            month,
            format!("{}按 {days}/{} 天 {amount} 元", period_text(Months::single(month)), month.days()),
        ));
    }
    parts
}

/// `车位 B1-023：300.00 元/月 × 3 月`.
pub(super) fn parking(fee: &ParkingFee) -> String {
    let Some((months, _)) = fee.priced() else { return String::new() };
    let parts = parts(fee);
    let whole = months.count() as usize - parts.len();
    let mut words: Vec<String> = Vec::new();
    if whole > 0 || parts.is_empty() {
        words.push(format!("{} 元/月 × {whole} 月", Fen(fee.monthly_fen)));
    } else {
        words.push(format!("{} 元/月", Fen(fee.monthly_fen)));
    }
    words.extend(parts.into_iter().map(|(_, part)| part));
    format!("车位 {}：{}", fee.space, words.join("，"))
}

pub(super) fn parking_facts(fee: &ParkingFee) -> Vec<Fact> {
    let mut facts = vec![fact("车位", fee.space.clone())];
    facts.extend(fee.plate.iter().map(|plate| fact("车牌", plate.clone())));
    facts.push(fact("月费", format!("{} 元/月", Fen(fee.monthly_fen))));
    if let Some((months, rent)) = fee.priced() {
        facts.push(fact("计费月份", format!("{}，{} 个月", period_text(months), months.count())));
        facts.push(fact("起用日期", rent.from.format("%Y年%-m月%-d日").to_string()));
        facts.push(fact("不足整月", rent.part.label()));
    }
    facts.extend(parts(fee).into_iter().map(|(_, part)| fact("其中", part)));
    facts
}
