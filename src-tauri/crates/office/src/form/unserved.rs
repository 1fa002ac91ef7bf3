//! Time paid for and not served: which charges of a receipt are taken back before its money can go back, and what
//! becomes of a gift (SPC 物业服务纠纷解释 art. 3; domain section 4.9, I1, I2, I2b).

use super::Form;
use super::correction::{replacing, settle};
use crate::Result;
use crate::refusal::{ParkingRefusal, PayoutRefusal};
use crate::statement::period_text;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::promotion::OnRefund;
use zhangfang_domain::refund::{PaidCharge, Unserved, served, unserved};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::charge::Charge;
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::receipt::Payment;
use zhangfang_store::{Act, Reading};

/// A charge of the receipt: what it costs without the gift, the gift, and what the receipt paid on it.
struct Part {
    charge: Charge,
    list: Fen,
    gift: Fen,
    paid: Fen,
}

/// What a receipt paid for, with the promotion it was given.
pub(super) struct Covered {
    parts: Vec<Part>,
    policy: OnRefund,
    last: NaiveDate,
}

impl Covered {
    /// Everything the payments of a receipt settle for a home, free months included, in order of the months.
    pub fn read(reading: Reading<'_>, payments: &[Payment], last: NaiveDate) -> Result<Self> {
        let mut paid: BTreeMap<i64, Fen> = BTreeMap::new();
        for payment in payments {
            for moved in reading.allocations_of_payment(payment.id)? {
                *paid.entry(moved.charge).or_default() += moved.fen;
            }
        }
        paid.retain(|_, fen| fen.is_positive());
        let mut policy = OnRefund::Lapses;
        for payment in payments {
            for grant in reading.grants_of(payment.home)? {
                if grant.receipt != payment.receipt || grant.account != payment.account {
                    continue;
                }
                let promotions = reading.promotions()?;
                let Some(found) = promotions.into_iter().find(|p| p.promotion.id == grant.promotion) else {
                    continue;
                };
                policy = found.promotion.on_refund;
                for charge in reading.charges_of_home(payment.home)? {
                    let of_it = charge.item == found.promotion.item && charge.account == grant.account;
                    let within = grant.months.contains(charge.months.from);
                    if of_it && within && reading.reversed_by(charge.id)?.is_none() {
                        paid.entry(charge.id).or_default();
                    }
                }
            }
        }
        let mut parts = Vec::with_capacity(paid.len());
        for (charge, paid) in paid {
            let charge = reading.charge(charge)?;
            if let Some(ChargeDetail::Parking(fee)) = &charge.detail
                && charge.months.last_day() > last
            {
                // A contract ends on its own form, which gives back what is due; nothing is given back twice.
                if reading.parking_contracts()?.iter().any(|c| c.id == fee.contract && c.rent.last.is_none())
                {
                    return Err(ParkingRefusal::EndFirst { code: fee.space.clone() }.into());
                }
                continue;
            }
            let lowered = reading.adjustments_of(charge.id)?;
            let of = |gift: bool| {
                lowered
                    .iter()
                    .filter(|(k, _)| (*k == Kind::Promotion) == gift)
                    .map(|(_, fen)| *fen)
                    .sum::<Fen>()
            };
            parts.push(Part { list: charge.fen - of(false), gift: of(true), paid, charge });
        }
        parts.sort_by_key(|p| (p.charge.months, p.charge.id));
        Ok(Self { parts, policy, last })
    }

    /// What goes back.
    pub fn value(&self) -> Unserved {
        let paid: Vec<PaidCharge> = self
            .parts
            .iter()
            .map(|p| PaidCharge { months: p.charge.months, list: p.list, paid: p.paid })
            .collect();
        unserved(&paid, self.last, self.policy)
    }

    /// The gift of all of it.
    pub fn gift(&self) -> Fen {
        self.parts.iter().map(|p| p.gift).sum()
    }

    /// Whole months served, and days of the month begun.
    pub fn time_used(&self) -> Option<(u32, u32)> {
        let from = self.parts.first()?.charge.months.from;
        let month = Month::of(self.last);
        let whole = u32::try_from(month.since(from)).unwrap_or_default();
        let day = chrono::Datelike::day(&self.last);
        Some(if self.last == month.last_day() { (whole + 1, 0) } else { (whole, day) })
    }

    /// The time the receipt paid for.
    pub fn months(&self) -> Option<Months> {
        let to = self.parts.iter().map(|p| p.charge.months.to).max()?;
        Months::new(self.parts.first()?.charge.months.from, to)
    }

    /// Takes back what is not served, keeps of a month begun what its days cost, and lets the gift lapse or stay, so
    /// that exactly [`Covered::value`] is prepaid.
    pub fn take_back(&self, act: &mut Act<'_>, form: &Form) -> Result<()> {
        let mut freed: Vec<(i64, Fen)> = Vec::new();
        let mut stays: Vec<i64> = Vec::new();
        for part in &self.parts {
            if part.charge.months.last_day() <= self.last {
                stays.push(part.charge.id);
                continue;
            }
            let money = act.unapply(&part.charge)?;
            act.reverse_charge(&part.charge, &reason(form))?;
            let used = served(part.list, part.charge.months, self.last);
            let mut kept = Fen::ZERO;
            if used.is_positive() {
                let begun = self.post_begun(act, part, used, form)?;
                kept = settle(act, begun, &money)?;
                stays.push(begun);
            }
            less(&mut freed, &money, kept);
        }
        let loose: Fen = freed.iter().map(|(_, fen)| *fen).sum();
        let value = self.value().back;
        if loose > value {
            lapse(act, &stays, loose - value, &freed, form)
        } else {
            keep(act, &stays, value - loose, form)
        }
    }

    fn post_begun(&self, act: &mut Act<'_>, part: &Part, used: Fen, form: &Form) -> Result<i64> {
        let until = self.last.format("%Y年%-m月%-d日");
        let words = format!(
            "{}按实际使用至{until}计 {used} 元（第 {} 号账单 {} 元的一部分，{}）",
            period_text(part.charge.months),
            part.charge.id,
            part.list,
            form.number
        );
        let detail = ChargeDetail::Agreed { words: words.clone() };
        let mut new = replacing(act.reading(), &part.charge, used, (None, Some(detail)), words)?;
        new.months.to = Month::of(self.last).min(new.months.to);
        Ok(act.post_charge(&new)?)
    }
}

fn reason(form: &Form) -> String {
    format!("{} {}", form.number, form.reason)
}

/// Adds what is left of some money after a part of it was used again, in the order it was used.
fn less(freed: &mut Vec<(i64, Fen)>, money: &[(i64, Fen)], mut used: Fen) {
    for &(payment, fen) in money {
        let again = used.min(fen);
        used -= again;
        if fen > again {
            freed.push((payment, fen - again));
        }
    }
}

/// Takes the gift off the time served, which is then paid in full out of the money that is loose.
fn lapse(act: &mut Act<'_>, stays: &[i64], mut rest: Fen, money: &[(i64, Fen)], form: &Form) -> Result<()> {
    for &id in stays {
        let charge = act.reading().charge(id)?;
        let gift = act.reading().adjustments_of(id)?.into_iter().find(|(kind, _)| *kind == Kind::Promotion);
        let fen = gift.map_or(Fen::ZERO, |(_, fen)| fen.min(rest));
        if fen.is_positive() {
            act.adjust_charge(&charge, Kind::Promotion, -fen, &reason(form))?;
            let mut left = fen;
            for &(payment, most) in money {
                left -= settle(act, id, &[(payment, most.min(left))])?;
            }
            rest -= fen;
        }
    }
    if rest.is_zero() { Ok(()) } else { Err(PayoutRefusal::NotSettled { off: rest }.into()) }
}

/// Lets a part of the gift stay with the time served, newest first; what was paid there becomes loose.
fn keep(act: &mut Act<'_>, stays: &[i64], mut rest: Fen, form: &Form) -> Result<()> {
    for &id in stays.iter().rev() {
        if rest.is_zero() {
            break;
        }
        let charge = act.reading().charge(id)?;
        let paid = act.reading().paid_on(id)?;
        let fen = rest.min(paid.iter().map(|(_, fen)| *fen).sum());
        if fen.is_positive() {
            act.unapply(&charge)?;
            act.adjust_charge(&act.reading().charge(id)?, Kind::Promotion, fen, &reason(form))?;
            settle(act, id, &paid)?;
            rest -= fen;
        }
    }
    if rest.is_zero() { Ok(()) } else { Err(PayoutRefusal::NotSettled { off: rest }.into()) }
}
