//! The calculation behind a charge that a tariff alone does not explain, in one line a clerk can read out.

mod shared;

pub(crate) use shared::weight;

use crate::form::correction::Links;
use zhangfang_store::detail::{ChargeDetail, PartDetail};

/// The calculation in words, and the clause or paper it rests on.
pub(crate) fn detail(detail: &ChargeDetail) -> (String, String) {
    match detail {
        ChargeDetail::Agreed { words } => (words.clone(), String::new()),
        ChargeDetail::Shared(share) => (shared::share(share), share.basis.clone()),
        ChargeDetail::Parking(fee) => (shared::parking(fee), fee.clause.clone()),
        ChargeDetail::Metered(metered) => (crate::metering::formula(metered), metered.clause.clone()),
        ChargeDetail::Part(part) => (part_text(part), String::new()),
        ChargeDetail::Difference { charge, was, is } => {
            let words = format!("账单 {charge} 更正差额：{} 减去 {}", part_text(is), part_text(was));
            (words, String::new())
        }
        ChargeDetail::Late(late) => (crate::late_charge::words(late), String::new()),
    }
}

/// Where a charge stands in a correction.
pub(crate) fn links(links: &Links) -> Vec<(String, String)> {
    let form = links.form.as_ref().map(|form| format!("（{form}）")).unwrap_or_default();
    let mut facts = Vec::new();
    if let Some(wrong) = links.replaces {
        facts.push(("更正".to_owned(), format!("替代已冲销的第 {wrong} 号账单{form}")));
    }
    match links.replaced_by {
        Some(right) => facts.push(("已冲销".to_owned(), format!("由第 {right} 号账单替代{form}"))),
        None if links.reversed => facts.push(("已冲销".to_owned(), format!("没有替代的账单{form}"))),
        None => {}
    }
    facts
}

/// What the calculation rests on, name by name, for the explanation on paper; empty where the one line says it all.
pub(crate) fn facts(detail: &ChargeDetail) -> Vec<(String, String)> {
    match detail {
        ChargeDetail::Shared(share) => shared::share_facts(share),
        ChargeDetail::Parking(fee) => shared::parking_facts(fee),
        ChargeDetail::Metered(metered) => crate::metering::facts(metered),
        ChargeDetail::Agreed { .. }
        | ChargeDetail::Part(_)
        | ChargeDetail::Difference { .. }
        | ChargeDetail::Late(_) => Vec::new(),
    }
}

fn part_text(part: &PartDetail) -> String {
    part.part().map(|p| p.explain()).unwrap_or_default()
}
