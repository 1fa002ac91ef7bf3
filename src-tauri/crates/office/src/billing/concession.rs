//! Vacancy and relief: asked for with days and a reason, in force only after an approval (domain section 4.3). What is
//! charged already gets its line with the approval; nothing is let off by itself.

use super::standing::{Standing, standing};
use super::{concerns, reason};
use crate::bill_run::require_reason;
use crate::form::{Application, Form, Terms};
use crate::refusal::BillingRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Months as CalendarMonths, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::concession::Concession;
use zhangfang_domain::{Fen, Month, Months, bill_run};
use zhangfang_store::Act;
pub use zhangfang_store::concession::Granted;

/// A vacancy or relief as a clerk asks for it.
#[derive(Clone, Debug)]
pub struct ConcessionRequest {
    /// The home.
    pub room: String,
    /// [`Kind::Vacancy`] or [`Kind::Relief`].
    pub kind: Kind,
    /// Only this charge item, by code or name; all items a tariff prices when missing.
    pub item: Option<String>,
    /// What is let off, in percent.
    pub off_percent: Decimal,
    /// First day.
    pub first: NaiveDate,
    /// Last day; until further notice when missing.
    pub last: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// What the form asks for; kept with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcessionTerms {
    /// The charge item.
    pub item: Option<i64>,
    /// What is let off, in percent.
    pub off_percent: String,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: Option<NaiveDate>,
}

impl Office {
    /// Files a 空置优惠申请单 or a 减免申请单. The sum that decides who may approve is what would be let off over the
    /// days asked for, over a year when they have no end.
    ///
    /// # Errors
    /// [`BillingRefusal::NoVacancyHere`], [`BillingRefusal::TooMuchOff`], [`BillingRefusal::VacancyTooShort`],
    /// [`BillingRefusal::ConcessionClashes`], [`Refusal::Unusable`], [`Refusal::Unknown`].
    pub fn request_concession(
        &mut self,
        request: &ConcessionRequest,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let home = self.home(&request.room)?;
        let item = request.item.as_deref().map(|name| self.charge_item(name)).transpose()?.map(|i| i.id);
        let terms = Concession {
            id: 0,
            kind: request.kind,
            item,
            off_percent: request.off_percent,
            first: request.first,
            last: request.last,
        };
        if !self.replays(occasion)? {
            self.require_allowed(&terms)?;
            require_free(&terms, &self.book.reading().concessions_of(home.id)?)?;
        }
        let until = request.last.unwrap_or_else(|| Month::of(request.first).plus(11).last_day());
        let months = Months { from: Month::of(request.first), to: Month::of(until) };
        let mut billable = self.accounts()?.billable(&home);
        billable.concessions = vec![terms];
        let plan = bill_run::plan(months, &[billable], &self.tariff_rules()?, &[]);
        let kept = ConcessionTerms {
            item,
            off_percent: request.off_percent.normalize().to_string(),
            first: request.first,
            last: request.last,
        };
        let application = Application {
            terms: match request.kind {
                Kind::Vacancy => Terms::Vacancy(kept),
                _ => Terms::Relief(kept),
            },
            home: Some(home.id),
            account: Some(home.account),
            fen: plan.let_off(request.kind),
            reason: request.reason.clone(),
        };
        self.file(&application, occasion)
    }

    fn require_allowed(&self, terms: &Concession) -> Result<()> {
        let off = terms.off_percent;
        if off <= Decimal::ZERO || off > Decimal::ONE_HUNDRED || off.normalize().scale() > 4 {
            let expected = "大于 0、不超过 100 的百分数";
            return Err(Refusal::Unusable { field: "优惠比例", value: off.to_string(), expected }.into());
        }
        if let Some(last) = terms.last.filter(|last| *last < terms.first) {
            let expected = "不早于开始日期";
            return Err(Refusal::Unusable { field: "截止日期", value: last.to_string(), expected }.into());
        }
        if terms.kind != Kind::Vacancy {
            return Ok(());
        }
        let locality = self.locality()?;
        let most = Decimal::from(locality.vacancy_off_percent);
        if most.is_zero() {
            return Err(BillingRefusal::NoVacancyHere.into());
        }
        if off > most {
            return Err(BillingRefusal::TooMuchOff { asked: off, most }.into());
        }
        let least = locality.vacancy_least_months;
        let full = terms.first.checked_add_months(CalendarMonths::new(least));
        let short =
            |last: NaiveDate| full.is_some_and(|day| last.succ_opt().is_some_and(|after| after < day));
        if terms.last.is_some_and(short) {
            return Err(BillingRefusal::VacancyTooShort { least }.into());
        }
        Ok(())
    }

    /// Every concession with the room it is for.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn concessions(&self, room: Option<&str>) -> Result<Vec<(String, Granted)>> {
        let home = room.map(|room| self.home(room)).transpose()?.map(|h| h.id);
        let mut found = self.book.reading().concessions()?;
        found.retain(|g| home.is_none_or(|h| h == g.home));
        let named =
            found.into_iter().map(|g| Ok((self.book.reading().home(g.home)?.record.room_number(), g)));
        named.collect()
    }

    /// Ends a concession with a day. What was let off for days after it is owed again. Returns how much that is.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`BillingRefusal::EndOutside`], [`Refusal::Unusable`] without a reason.
    pub fn end_concession(
        &mut self,
        concession: i64,
        on: NaiveDate,
        why: &str,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        require_reason(why)?;
        let found = self.book.reading().concessions()?.into_iter().find(|g| g.terms.id == concession);
        let found = found.ok_or_else(|| Refusal::Unknown { kind: "优惠", name: concession.to_string() })?;
        let outside = found.terms.first > on || found.terms.last.is_some_and(|last| last <= on);
        if outside && !self.replays(occasion)? {
            return Err(BillingRefusal::EndOutside { concession, on }.into());
        }
        self.book.transact("concession.end", occasion, |act| {
            let before = act.reading().concessions_of(found.home)?;
            act.end_concession(concession, on, why)?;
            let changed = settled(act, found.home, &before, why)?;
            Ok::<_, OfficeError>((-changed).plain())
        })
    }
}

/// Refuses what would be let off twice.
fn require_free(terms: &Concession, granted: &[Granted]) -> Result<()> {
    match granted.iter().find(|g| g.terms.clashes(terms)) {
        None => Ok(()),
        Some(g) => Err(BillingRefusal::ConcessionClashes { with: g.terms.id, form: g.form.clone() }.into()),
    }
}

impl ConcessionTerms {
    /// Puts the concession in force and posts its line on everything charged already.
    pub(crate) fn approved(&self, kind: Kind, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        let Some(home) = form.home else { return Ok(false) };
        let terms = Concession {
            id: 0,
            kind,
            item: self.item,
            off_percent: self.off_percent.parse().unwrap_or_default(),
            first: self.first,
            last: self.last,
        };
        let before = act.reading().concessions_of(home)?;
        require_free(&terms, &before)?;
        act.post_concession(home, form, &terms)?;
        settled(act, home, &before, "")?;
        Ok(true)
    }
}

/// Posts what a change of the concessions of a home changes on its charges that stand. Returns how much more is let
/// off, less than nothing when it is less.
fn settled(act: &mut Act<'_>, home: i64, before: &[Granted], why: &str) -> Result<Fen> {
    let after = act.reading().concessions_of(home)?;
    let mut changed = Fen::ZERO;
    for Standing { charge, part, .. } in standing(act.reading(), home)? {
        let line = |granted: &[Granted]| {
            let of_item: Vec<Concession> =
                granted.iter().map(|g| g.terms.clone()).filter(|terms| concerns(terms, &charge)).collect();
            part.line(&of_item)
        };
        let (was, is) = (line(before)?, line(&after)?);
        for (kind, more) in
            [(Kind::Vacancy, is.vacancy - was.vacancy), (Kind::Relief, is.relief - was.relief)]
        {
            let adjusted = act.reading().adjustments_of(charge.id)?;
            let lowered: Fen = adjusted.iter().map(|(_, fen)| fen).sum();
            let of_kind = adjusted.iter().find(|(k, _)| *k == kind).map_or(Fen::ZERO, |(_, fen)| *fen);
            // Never more than is left of the charge, never back more than was let off.
            let more = more.clamp(-of_kind, charge.fen - lowered);
            if more.is_positive() {
                act.lower_charge(&charge, kind, more, &reason(kind, &charge, &after))?;
            } else if !more.is_zero() {
                act.adjust_charge(&charge, kind, more, why)?;
            }
            changed += more;
        }
    }
    Ok(changed)
}
