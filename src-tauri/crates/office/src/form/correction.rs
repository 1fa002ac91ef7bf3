//! 红冲更正单: a charge is never edited. It is taken back whole and, where something is owed, the right one posted in
//! the same act; both stay visible and point at each other (domain section 4.9).

use super::{Application, Form, Terms};
use crate::refusal::FormRefusal;
use crate::{Occasion, Office, Posted, Refusal, Result};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Fen;
use zhangfang_domain::tariff;
use zhangfang_store::charge::{Charge, ChargeBasis, NewCharge};
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::receipt::Prepaid;
use zhangfang_store::{Act, Reading};

/// What a correction asks for; kept with its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The charge that is wrong.
    pub charge: i64,
    /// What it comes to less its discounts, in fen.
    pub from: i64,
    /// What it should come to, in fen; nothing is owed at zero.
    pub to: i64,
    /// The right quantity, when the new amount follows from the tariff.
    pub quantity: Option<String>,
}

/// How a charge is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// It should come to this.
    Amount(Fen),
    /// Its tariff was right and its quantity wrong.
    Quantity(Decimal),
}

impl Office {
    /// Files a 红冲更正单. The difference decides who may approve it.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`FormRefusal::NotOfHome`], [`FormRefusal::ChargeReversed`],
    /// [`FormRefusal::NegativeCharge`], [`FormRefusal::NothingToCorrect`], [`FormRefusal::GivenUp`],
    /// [`FormRefusal::NoTariffQuantity`].
    pub fn request_correction(
        &mut self,
        room: &str,
        charge: i64,
        right: Right,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let found = self.charges_named(room, &[charge])?;
        let wrong = found.first().ok_or(FormRefusal::NoCharges)?;
        let replay = self.replays(occasion)?;
        let (to, quantity) = match right {
            Right::Amount(fen) => (fen, None),
            Right::Quantity(quantity) => {
                (self.repriced(wrong, quantity)?, Some(quantity.normalize().to_string()))
            }
        };
        let from = net(self.book.reading(), wrong)?;
        if !replay {
            refuse_wrong(self.book.reading(), wrong, from, to)?;
        }
        let fen = Fen((from - to).0.abs());
        let application = Application {
            terms: Terms::Correction(Correction { charge, from: from.0, to: to.0, quantity }),
            home: Some(wrong.home),
            account: Some(wrong.account),
            fen,
            reason: reason.to_owned(),
        };
        self.file(&application, occasion)
    }

    /// What a charge comes to with another quantity, by the prices and the rounding it was charged with.
    fn repriced(&self, wrong: &Charge, quantity: Decimal) -> Result<Fen> {
        let refused = || FormRefusal::NoTariffQuantity { charge: wrong.id };
        let basis = wrong.basis.as_ref().filter(|_| wrong.detail.is_none()).ok_or_else(refused)?;
        let versions = self.tariffs()?.into_iter().flat_map(|t| t.versions);
        let rounding = versions.into_iter().find(|v| v.id == basis.version).ok_or_else(refused)?.rounding;
        tariff::recompute(quantity, &basis.segments, rounding).map_err(|_| {
            let (field, value, expected) = ("数量", quantity.to_string(), "大于零的数量");
            Refusal::Unusable { field, value, expected }.into()
        })
    }
}

/// What a charge comes to less its discounts, waivers and what was given up.
fn net(reading: Reading<'_>, charge: &Charge) -> Result<Fen> {
    let lowered: Fen = reading.adjustments_of(charge.id)?.into_iter().map(|(_, fen)| fen).sum();
    Ok(charge.fen - lowered)
}

fn refuse_wrong(reading: Reading<'_>, wrong: &Charge, from: Fen, to: Fen) -> Result<()> {
    let charge = wrong.id;
    if reading.reversed_by(charge)?.is_some() {
        return Err(FormRefusal::ChargeReversed { charge }.into());
    }
    if to < Fen::ZERO {
        return Err(FormRefusal::NegativeCharge { charge, fen: to }.into());
    }
    if to.is_positive() && reading.written_off(charge)?.is_positive() {
        return Err(FormRefusal::GivenUp { charge }.into());
    }
    if from == to && to.is_positive() {
        return Err(FormRefusal::NothingToCorrect { charge, fen: to }.into());
    }
    Ok(())
}

impl Correction {
    /// Takes the charge back, posts the right one, and settles that with the money that was on the wrong one; the rest
    /// of that money is prepaid.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        let wrong = act.reading().charge(self.charge)?;
        let now = net(act.reading(), &wrong)?;
        if now != Fen(self.from) {
            let (charge, asked) = (wrong.id, Fen(self.from));
            return Err(FormRefusal::ChargeChanged { charge, asked, now }.into());
        }
        refuse_wrong(act.reading(), &wrong, now, Fen(self.to))?;
        let paid = act.unapply(&wrong)?;
        act.reverse_charge(&wrong, &format!("{} {}", form.number, form.reason))?;
        if self.to > 0 {
            let right = self.post(act, &wrong, form)?;
            settle(act, right, &paid)?;
        }
        Ok(true)
    }

    fn post(&self, act: &mut Act<'_>, wrong: &Charge, form: &Form) -> Result<i64> {
        let words = format!("更正第 {} 号账单（{}）：{}", wrong.id, form.number, form.reason);
        let quantity = self.quantity.as_deref().and_then(|text| text.parse().ok());
        let basis = wrong.basis.as_ref().zip(quantity);
        let basis = basis.map(|(basis, quantity)| ChargeBasis { quantity, ..basis.clone() });
        let detail = basis.is_none().then(|| ChargeDetail::Agreed { words: words.clone() });
        Ok(act.post_charge(&replacing(act.reading(), wrong, Fen(self.to), (basis, detail), words)?)?)
    }
}

/// A charge in the place of one that was taken back: same account, item, months and due date.
pub(super) fn replacing(
    reading: Reading<'_>,
    wrong: &Charge,
    fen: Fen,
    (basis, detail): (Option<ChargeBasis>, Option<ChargeDetail>),
    note: String,
) -> Result<NewCharge> {
    Ok(NewCharge {
        account: wrong.account,
        home: wrong.home,
        building: wrong.building,
        item: wrong.item,
        months: wrong.months,
        due: wrong.due,
        fen,
        run: None,
        basis,
        detail,
        note: Some(note),
        rev: reading.next_rev(wrong.home, wrong.item, wrong.months.from)?,
    })
}

/// Settles a charge with money that was taken off others, as far as it is open. Says how much went to it.
pub(super) fn settle(act: &mut Act<'_>, charge: i64, money: &[(i64, Fen)]) -> Result<Fen> {
    let mut applied = Fen::ZERO;
    for &(payment, most) in money {
        let target = act.reading().charge(charge)?;
        let open = act.reading().open_items_of(target.home)?;
        let Some(item) = open.into_iter().find(|o| o.charge == charge) else { break };
        let left = act.reading().left_of(payment)?;
        let fen = item.open.min(most).min(left);
        if fen.is_positive() {
            let source = Prepaid { account: target.account, home: target.home, payment, fen: left };
            act.apply(&source, &item, fen)?;
            applied += fen;
        }
    }
    Ok(applied)
}

/// Where a charge stands in a correction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Links {
    /// The charge it was posted in place of.
    pub replaces: Option<i64>,
    /// The charge posted in its place.
    pub replaced_by: Option<i64>,
    /// Whether it was taken back.
    pub reversed: bool,
    /// The form that did it.
    pub form: Option<String>,
}

impl Office {
    /// The charges a charge is linked with by corrections.
    ///
    /// # Errors
    /// Store errors.
    pub(crate) fn links(&self, charge: &Charge) -> Result<Links> {
        let reading = self.book.reading();
        let mut links = Links::default();
        if let Some(form) = reading.form_done_by(charge.act)?
            && let Terms::Correction(correction) = super::terms_of(&form)?
        {
            links.replaces = Some(correction.charge);
            links.form = Some(form.number);
        }
        if let Some(act) = reading.reversed_by(charge.id)? {
            links.reversed = true;
            let mut others = reading.charges_of_home(charge.home)?;
            others.retain(|c| c.act == act && (c.item, c.months.from) == (charge.item, charge.months.from));
            links.replaced_by = others.pop().map(|c| c.id);
            links.form = reading.form_done_by(act)?.map(|f| f.number).or(links.form);
        }
        Ok(links)
    }
}
