//! A wrong area: what was charged by it is corrected by a form, up or down, and the register with it (I3).

use super::standing::{Standing, standing};
use crate::form::{Application, Form, Terms};
use crate::refusal::BillingRefusal;
use crate::{Occasion, Office, Posted, Refusal, Result, wire};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::concession::Concession;
use zhangfang_domain::part::{Line, Part};
use zhangfang_domain::tariff::{Basis, at_least};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::charge::{Charge, NewCharge};
use zhangfang_store::detail::{ChargeDetail, PartDetail};
use zhangfang_store::{Act, Reading};

/// Days to pay what was charged too little.
const DAYS_TO_PAY: u64 = 30;

/// A correction as a clerk asks for it.
#[derive(Clone, Debug)]
pub struct AreaRequest {
    /// The home.
    pub room: String,
    /// The right area in m².
    pub area: Decimal,
    /// The first month to correct.
    pub from: Month,
    /// Why.
    pub reason: String,
}

/// What the form asks for; kept with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaTerms {
    /// The area in the register when it was filed.
    pub was: String,
    /// The right area.
    pub is: String,
    /// The first month to correct, `yyyymm`.
    pub from: i32,
}

/// What a correction changes of one charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AreaLine {
    /// The charge.
    pub charge: i64,
    /// First and last day corrected.
    pub days: (NaiveDate, NaiveDate),
    /// What was charged for them, less discounts.
    #[serde(with = "wire::yuan")]
    pub was: Fen,
    /// What is right.
    #[serde(with = "wire::yuan")]
    pub is: Fen,
    /// How much more, less than nothing when it is a credit.
    #[serde(with = "wire::yuan")]
    pub difference: Fen,
}

/// A charge with its days as charged and as they should have been.
struct Correction {
    charge: Charge,
    net: Fen,
    was: (Part, Line),
    is: (Part, Line),
}

impl Correction {
    fn difference(&self) -> Fen {
        self.is.1.net() - self.was.1.net()
    }
}

impl Office {
    /// What a correction would change, charge by charge.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], [`BillingRefusal::SameArea`], [`Refusal::Unusable`] for an area that is none.
    pub fn preview_area(&self, request: &AreaRequest) -> Result<Vec<AreaLine>> {
        let home = self.home(&request.room)?;
        let was = home.record.area().unwrap_or_default();
        if request.area <= Decimal::ZERO || request.area.normalize().scale() > 4 {
            let expected = "大于零的平方米数，如 92.56";
            let value = request.area.to_string();
            return Err(Refusal::Unusable { field: "建筑面积", value, expected }.into());
        }
        if was == request.area {
            let room = home.record.room_number();
            return Err(BillingRefusal::SameArea { room, area: was }.into());
        }
        let corrections = corrections(self.book.reading(), home.id, request.area, request.from)?;
        let lines = corrections.into_iter().map(|c| AreaLine {
            charge: c.charge.id,
            days: (c.was.0.first, c.was.0.last),
            was: c.was.1.net(),
            is: c.is.1.net(),
            difference: c.difference(),
        });
        Ok(lines.collect())
    }

    /// Files an 面积更正单; nothing changes before it is approved.
    ///
    /// # Errors
    /// Of [`Office::preview_area`]; [`Refusal::Unusable`] without a reason.
    pub fn request_area(&mut self, request: &AreaRequest, occasion: &Occasion) -> Result<Posted<String>> {
        let home = self.home(&request.room)?;
        let replay = self.replays(occasion)?;
        let lines = if replay { Vec::new() } else { self.preview_area(request)? };
        let sum: Fen = lines.iter().map(|l| l.difference).sum();
        let application = Application {
            terms: Terms::Area(AreaTerms {
                was: home.record.area().unwrap_or_default().normalize().to_string(),
                is: request.area.normalize().to_string(),
                from: request.from.yyyymm(),
            }),
            home: Some(home.id),
            account: Some(home.account),
            fen: sum.max(-sum),
            reason: request.reason.clone(),
        };
        self.file(&application, occasion)
    }
}

/// What an area corrects from a month on.
fn corrections(reading: Reading<'_>, home: i64, area: Decimal, from: Month) -> Result<Vec<Correction>> {
    let granted = reading.concessions_of(home)?;
    let mut found = Vec::new();
    for Standing { charge, part, net } in standing(reading, home)? {
        let first = from.first_day();
        let concerned = if part.first >= first { Some(part) } else { part.cut(first).map(|(_, late)| late) };
        let Some(was) = concerned.filter(|p| p.basis == Basis::Area && p.quantity != area) else { continue };
        let is = Part { quantity: area, ..was.clone() };
        let concessions: Vec<Concession> =
            granted.iter().map(|g| g.terms.clone()).filter(|t| t.concerns(charge.item)).collect();
        let (old, new) = (was.line(&concessions)?, is.line(&concessions)?);
        if old != new {
            found.push(Correction { charge, net, was: (was, old), is: (is, new) });
        }
    }
    Ok(found)
}

impl AreaTerms {
    /// Corrects the register and everything charged by the wrong area.
    pub(crate) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        let (Some(home), Some(from)) = (form.home, Month::from_yyyymm(self.from)) else { return Ok(false) };
        let home = act.reading().home(home)?;
        let area: Decimal = self.is.parse().unwrap_or_default();
        let (now, filed) = (home.record.area().unwrap_or_default(), self.was.parse().unwrap_or_default());
        if now != filed {
            let room = home.record.room_number();
            return Err(BillingRefusal::AreaChangedSince { room, filed, now }.into());
        }
        let why =
            format!("建筑面积 {} m² 更正为 {} m²，{}", at_least(filed, 2), at_least(area, 2), form.number);
        for correction in corrections(act.reading(), home.id, area, from)? {
            if correction.difference() > Fen::ZERO {
                charge_more(act, &correction, &why)?;
            } else {
                credit(act, &correction, &why)?;
            }
        }
        let mut record = home.record.clone();
        record.set_area(Some(area))?;
        act.change_home(home.id, &record)?;
        Ok(true)
    }
}

/// Lowers a charge by what was too much, its discounts with it; money paid on it is prepaid again.
fn credit(act: &mut Act<'_>, c: &Correction, why: &str) -> Result<()> {
    let much = c.was.1.net() - c.is.1.net();
    if c.net < much {
        // Something else lowered it so far that only this is left to give back.
        if c.net.is_positive() {
            act.lower_charge(&c.charge, Kind::Correction, c.net, why)?;
        }
        return Ok(());
    }
    for (kind, fen) in differences(&c.was.1, &c.is.1) {
        act.adjust_charge(&c.charge, kind, -fen, why)?;
    }
    act.lower_charge(&c.charge, Kind::Correction, c.was.1.gross - c.is.1.gross, why)?;
    Ok(())
}

/// Charges what was too little, with the discounts of the days it is for.
fn charge_more(act: &mut Act<'_>, c: &Correction, why: &str) -> Result<()> {
    let (was, is) = (PartDetail::of(&c.was.0)?, PartDetail::of(&c.is.0)?);
    let months = Months { from: Month::of(c.was.0.first), to: Month::of(c.was.0.last) };
    let fresh = act.post_charge(&NewCharge {
        account: c.charge.account,
        home: c.charge.home,
        building: c.charge.building,
        item: c.charge.item,
        months,
        due: act.today() + Days::new(DAYS_TO_PAY),
        fen: c.is.1.gross - c.was.1.gross,
        run: None,
        basis: None,
        detail: Some(ChargeDetail::Difference { charge: c.charge.id, was: Box::new(was), is: Box::new(is) }),
        note: Some(why.to_owned()),
        rev: act.reading().next_rev(c.charge.home, c.charge.item, months.from)?,
    })?;
    let fresh = act.reading().charge(fresh)?;
    for (kind, fen) in differences(&c.is.1, &c.was.1) {
        act.adjust_charge(&fresh, kind, fen, why)?;
    }
    Ok(())
}

/// How much more the first lets off than the second, by kind.
fn differences(more: &Line, less: &Line) -> impl Iterator<Item = (Kind, Fen)> {
    let kinds = [(Kind::Vacancy, more.vacancy - less.vacancy), (Kind::Relief, more.relief - less.relief)];
    kinds.into_iter().filter(|(_, fen)| !fen.is_zero())
}
