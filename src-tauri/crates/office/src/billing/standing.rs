//! The charges of a home that a tariff priced and that stand, with the days they are still for.

use super::{AreaTerms, part_of};
use crate::Result;
use crate::form::{FormKind, Terms, terms_of};
use std::collections::HashMap;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::part::Part;
use zhangfang_domain::tariff::{Basis, Version};
use zhangfang_domain::{Fen, Month};
use zhangfang_store::Reading;
use zhangfang_store::charge::Charge;

/// A charge that stands, or the part of one from which on its area was corrected.
pub(super) struct Standing {
    /// The charge.
    pub charge: Charge,
    /// The days it is for, without those that another owner took over, by the area as corrected since.
    pub part: Part,
    /// What is left of it after everything that lowers it, paid or not.
    pub net: Fen,
}

/// The charges of a home that a tariff priced and that stand.
pub(super) fn standing(reading: Reading<'_>, home: i64) -> Result<Vec<Standing>> {
    let versions: HashMap<i64, Version> =
        reading.tariffs()?.into_iter().flat_map(|t| t.versions).map(|v| (v.id, v)).collect();
    let closed: HashMap<i64, _> =
        reading.accounts_of(home)?.into_iter().filter_map(|a| Some((a.id, a.closed?.succ_opt()?))).collect();
    let corrected = corrected(reading, home)?;
    let mut found = Vec::new();
    for charge in reading.charges_of_home(home)? {
        let adjusted = reading.adjustments_of(charge.id)?;
        let Some(mut part) = part_of(&charge, &versions) else { continue };
        if adjusted.iter().any(|(kind, _)| *kind == Kind::Reversal) {
            continue;
        }
        if let Some(next) = closed.get(&charge.account) {
            if part.first >= *next {
                continue;
            }
            part = part.cut(*next).map_or(part, |(early, _)| early);
        }
        let net = charge.fen - adjusted.iter().map(|(_, fen)| fen).sum();
        for part in by_area(part, charge.act, &corrected) {
            found.push(Standing { charge: charge.clone(), part, net });
        }
    }
    Ok(found)
}

/// The area corrections of a home that were done, in order, each with its act.
fn corrected(reading: Reading<'_>, home: i64) -> Result<Vec<(i64, AreaTerms)>> {
    let mut done = Vec::new();
    for form in reading.forms(Some(FormKind::Area.code()))?.into_iter().filter(|f| f.home == Some(home)) {
        if let (Some(act), Terms::Area(terms)) = (form.effect, terms_of(&form)?) {
            done.push((act, terms));
        }
    }
    done.sort_by_key(|(act, _)| *act);
    Ok(done)
}

/// A part cut where its area was corrected after it was charged, each piece by the area it has now.
fn by_area(part: Part, charged: i64, corrected: &[(i64, AreaTerms)]) -> Vec<Part> {
    let mut pieces = vec![part];
    for (_, terms) in corrected.iter().filter(|(act, _)| *act > charged) {
        let (Some(from), Ok(area)) = (Month::from_yyyymm(terms.from), terms.is.parse()) else { continue };
        let first = from.first_day();
        let cut = |piece: Part| match piece.cut(first) {
            Some((early, late)) => vec![early, late],
            None => vec![piece],
        };
        pieces = pieces.into_iter().flat_map(cut).collect();
        for piece in pieces.iter_mut().filter(|p| p.first >= first && p.basis == Basis::Area) {
            piece.quantity = area;
        }
    }
    pieces
}
