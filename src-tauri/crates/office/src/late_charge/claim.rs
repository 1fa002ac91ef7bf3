//! Claiming a late charge (主张违约金), and costs of pursuing a debt: from then on they are charges like others.

use super::clause::item_of_class;
use super::{Bill, LateBook};
use crate::bill_run::require_reason;
use crate::refusal::LateRefusal;
use crate::statement::period_text;
use crate::tariff::OPENING_ITEM;
use crate::{Occasion, Office, OfficeError, Posted, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use zhangfang_domain::settlement::{Class, SettlementError};
use zhangfang_domain::{Fen, Months};
use zhangfang_store::Act;
use zhangfang_store::arrears::OpenItem;
use zhangfang_store::detail::ChargeDetail;

/// What was claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateClaim {
    /// The home.
    pub room: String,
    /// Counted up to this day.
    pub as_of: NaiveDate,
    /// The new charges: their ids, the charges that were late, and how much.
    pub lines: Vec<ClaimLine>,
    /// The sum.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
}

/// The claim on one charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    /// The new charge.
    pub charge: i64,
    /// The charge that was late.
    pub principal: i64,
    /// How much.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
}

impl Office {
    /// Claims the late charges of a home up to a day: those of everything unpaid, or of the charges named.
    ///
    /// # Errors
    /// [`LateRefusal::Off`], [`LateRefusal::ClaimAhead`], [`LateRefusal::NothingToClaim`], [`LateRefusal::NotLate`].
    pub fn claim_late(
        &mut self,
        room: &str,
        named: &[i64],
        as_of: NaiveDate,
        occasion: &Occasion,
    ) -> Result<Posted<LateClaim>> {
        let home = self.home(room)?;
        let room = home.record.room_number();
        let replay = self.replays(occasion)?;
        if self.late_clauses()?.is_empty() {
            return Err(LateRefusal::Off.into());
        }
        if as_of > occasion.today {
            return Err(LateRefusal::ClaimAhead { as_of, today: occasion.today }.into());
        }
        let mut charges = self.late_candidates(&home, as_of)?;
        // What was claimed or paid since counts as claimed and paid, also for an earlier day.
        let book = LateBook::read(self.book.reading(), charges.iter().map(Bill::from), as_of)?;
        let ids: Vec<i64> = charges.iter().map(|c| c.id).collect();
        let claimed = self.book.reading().late_claimed(&ids, occasion.today)?;
        if let Some(charge) = named.iter().find(|n| !book.memo(**n).is_positive() && !replay) {
            return Err(LateRefusal::NotLate { charge: *charge }.into());
        }
        charges.retain(|c| if named.is_empty() { c.open.is_positive() } else { named.contains(&c.id) });
        charges.retain(|c| {
            book.lates.get(&c.id).is_some_and(|l| l.amount > claimed.get(&c.id).copied().unwrap_or_default())
        });
        if charges.is_empty() && !replay {
            return Err(LateRefusal::NothingToClaim { room, as_of }.into());
        }
        let items = self.item_names()?;
        self.book.transact("late-charge.claim", occasion, |act| {
            let item = item_of_class(act, Class::LateCharge)?;
            let mut lines = Vec::with_capacity(charges.len());
            for charge in &charges {
                let Some(late) = book.lates.get(&charge.id) else { continue };
                let mut late = late.clone();
                late.claimed = claimed.get(&charge.id).copied().unwrap_or_default();
                let amount = late.memo();
                let what = what(&items, charge.item, charge.months);
                let detail = book.detail(charge.id, what, &late, as_of)?;
                let id = act.claim_late(charge, item, amount, detail)?;
                lines.push(ClaimLine { charge: id, principal: charge.id, amount });
            }
            let total: Fen = lines.iter().map(|l| l.amount).sum();
            act.note("claimed", total.0);
            Ok::<_, OfficeError>(LateClaim { room, as_of, lines, total })
        })
    }

    /// Charges costs of pursuing a debt (实现债权的费用), due today.
    ///
    /// # Errors
    /// [`SettlementError::NotPositive`], [`crate::Refusal::UnknownHome`], [`crate::Refusal::Unusable`] without a reason.
    pub fn add_cost(
        &mut self,
        room: &str,
        fen: Fen,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let home = self.home(room)?;
        require_reason(reason)?;
        if !fen.is_positive() {
            return Err(SettlementError::NotPositive { amount: fen }.into());
        }
        self.book.transact("cost.add", occasion, |act| {
            let item = item_of_class(act, Class::Cost)?;
            let detail = ChargeDetail::Agreed { words: reason.trim().to_owned() };
            Ok::<_, OfficeError>(act.charge_today(
                home.account,
                home.id,
                home.building_id,
                item,
                fen,
                detail,
            )?)
        })
    }
}

/// A charge in words: `2025年1月物业服务费`.
fn what(items: &HashMap<i64, String>, item: i64, months: Months) -> String {
    let name = items.get(&item).map_or("", String::as_str);
    if name == OPENING_ITEM.1 { name.to_owned() } else { format!("{}{name}", period_text(months)) }
}

/// Claims what has accrued on what is open by today, in the act of a payment that has to cover it first (article 561).
pub(crate) fn claim_accrued(act: &mut Act<'_>, open: &[OpenItem]) -> Result<()> {
    let today = act.today();
    let book = LateBook::read(act.reading(), open.iter().map(Bill::from), today)?;
    let items: HashMap<i64, String> =
        act.reading().charge_items()?.into_iter().map(|i| (i.id, i.name)).collect();
    for o in open.iter().filter(|o| book.memo(o.charge).is_positive()) {
        let Some(late) = book.lates.get(&o.charge) else { continue };
        let item = item_of_class(act, Class::LateCharge)?;
        let principal = act.reading().charge(o.charge)?;
        let detail = book.detail(o.charge, what(&items, o.item, o.months), late, today)?;
        act.claim_late(&principal, item, late.memo(), detail)?;
    }
    Ok(())
}

/// Takes back what was claimed in the act of a receipt that is void now. Money of other receipts on it is prepaid again.
pub(crate) fn withdraw_claims(act: &mut Act<'_>, taken: i64, reason: &str) -> Result<()> {
    for charge in act.reading().late_claims_of_act(taken)? {
        if charge.open < charge.fen {
            act.unapply(&charge)?;
        }
        act.reverse_charge(&charge, reason)?;
    }
    Ok(())
}
