//! Forms: nothing negative happens without one. Somebody asks, somebody else with a sufficient role decides, and
//! only then is it done (domain sections 3.10, 3.11, 4.9).
//!
//! A kind of form is one variant of [`Terms`]. What an approval does at once stands in `Terms::approved`; what waits
//! for somebody to act on it (money paid out at the counter) is a use case of its own that records the effect.

use crate::bill_run::require_reason;
use crate::refusal::FormRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use std::collections::BTreeSet;
use zhangfang_domain::Fen;
use zhangfang_domain::approval::{Limits, Role, may_approve};
use zhangfang_store::approval::NewForm;
pub use zhangfang_store::approval::{Form, Verdict};
use zhangfang_store::charge::Charge;

pub mod correction;
pub mod deposit;
mod details;
pub mod parking_end;
pub mod pay_out;
pub mod refund;
mod terms;
mod unserved;
pub mod waiver;
pub mod write_off;

pub use details::{DetailLine, Details, State};
pub use terms::{FormKind, Terms, terms_of};

/// A form to be filed, as a use case of its kind has checked it.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    /// What is asked for.
    pub terms: Terms,
    /// The home it is about.
    pub home: Option<i64>,
    /// The account it is about.
    pub account: Option<i64>,
    /// The sum that decides who may approve.
    pub fen: Fen,
    /// Why.
    pub reason: String,
}

/// A decision on a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may be done.
    Approve,
    /// It may not.
    Refuse,
    /// The applicant takes it back.
    Withdraw,
}

impl Decision {
    const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approved",
            Self::Refuse => "refused",
            Self::Withdraw => "withdrawn",
        }
    }
}

impl Office {
    /// Files a form that its own use case has checked; nothing happens until it is approved.
    pub(crate) fn file(&mut self, application: &Application, occasion: &Occasion) -> Result<Posted<String>> {
        require_reason(&application.reason)?;
        let kind = application.terms.kind();
        let terms = serde_json::to_string(&application.terms).map_err(zhangfang_store::StoreError::from)?;
        let new = NewForm {
            kind: kind.code(),
            prefix: kind.prefix(),
            home: application.home,
            account: application.account,
            fen: application.fen,
            reason: application.reason.trim().to_owned(),
            terms,
        };
        self.book.transact("form.file", occasion, |act| Ok::<_, OfficeError>(act.post_form(&new)?.1))
    }

    /// Decides on a form. An approval does at once what it allows, unless that waits for the counter.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`FormRefusal`]; whatever the effect refuses.
    pub fn decide(
        &mut self,
        number: &str,
        decision: Decision,
        note: &str,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let form = self.form(number)?;
        let replay = self.replays(occasion)?;
        if let (Some(verdict), false) = (&form.verdict, replay) {
            return Err(FormRefusal::Decided { number: form.number, by: verdict.by.clone() }.into());
        }
        let role = if replay { Role::Clerk } else { self.deciding_role(&form, decision, occasion)? };
        if decision == Decision::Refuse {
            require_reason(note)?;
        }
        let terms = terms_of(&form)?;
        if let (Decision::Approve, Some(until), false) = (decision, terms.valid_until(), replay)
            && occasion.today > until
        {
            return Err(FormRefusal::Expired { number: form.number, until }.into());
        }
        self.book.transact("form.decide", occasion, |act| {
            act.post_verdict(&form, decision.word(), role.code(), note)?;
            if decision == Decision::Approve && terms.approved(act, &form)? {
                act.post_form_effect(&form)?;
            }
            Ok::<_, OfficeError>(form.number.clone())
        })
    }

    /// The role in which somebody decides on a form, if they may.
    fn deciding_role(&self, form: &Form, decision: Decision, occasion: &Occasion) -> Result<Role> {
        let person = &occasion.operator;
        if decision == Decision::Withdraw {
            if *person != form.applicant {
                return Err(FormRefusal::NotTheApplicant { applicant: form.applicant.clone() }.into());
            }
            return Ok(self.book.reading().role_of(person)?.unwrap_or(Role::Clerk));
        }
        let role = self.book.reading().role_of(person)?;
        let role = role.ok_or_else(|| FormRefusal::NotOnStaff { name: person.clone() })?;
        may_approve(&form.applicant, person, role, form.fen, self.limits_for(form)?)
            .map_err(FormRefusal::Approval)?;
        Ok(role)
    }

    /// The least role that may approve a form, by its whole sum.
    ///
    /// # Errors
    /// Store errors.
    pub fn least_role(&self, form: &Form) -> Result<Role> {
        Ok(self.limits_for(form)?.least(form.fen))
    }

    /// Up to how much each role may approve of a form's kind. The company writes off, unless the manager was given a
    /// limit of their own for that (domain section 4.9).
    fn limits_for(&self, form: &Form) -> Result<Limits> {
        if form.kind == FormKind::WriteOff.code() {
            let manager = self.limit(WRITE_OFF_LIMIT, 0)?;
            return Ok(Limits { supervisor: Fen::ZERO, manager });
        }
        self.approval_limits()
    }

    fn limit(&self, key: &str, otherwise: i64) -> Result<Fen> {
        let set = self.book.reading().setting(key)?.and_then(|text| Fen::parse(&text).ok());
        Ok(set.unwrap_or(Fen(otherwise)))
    }

    /// Up to how much each role may approve.
    ///
    /// # Errors
    /// Store errors.
    pub fn approval_limits(&self) -> Result<Limits> {
        let (supervisor, manager) =
            (self.limit(SUPERVISOR_LIMIT, 5_000)?, self.limit(MANAGER_LIMIT, 50_000)?);
        Ok(Limits { supervisor, manager })
    }

    /// Up to how much the manager may write off; above it only the company may.
    ///
    /// # Errors
    /// Store errors.
    pub fn write_off_limit(&self) -> Result<Fen> {
        self.limit(WRITE_OFF_LIMIT, 0)
    }

    /// Sets up to how much each role may approve, and up to how much the manager may write off.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] when the manager may less than the supervisor or a limit is less than nothing,
    /// [`FormRefusal::StaffByManagerOnly`].
    pub fn set_approval_limits(
        &mut self,
        limits: Limits,
        write_off: Fen,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        self.require_manager(occasion)?;
        let unusable =
            |value: Fen, expected| Refusal::Unusable {
                field: "审批额度", value: value.plain(), expected
            };
        if limits.manager < limits.supervisor {
            return Err(unusable(limits.manager, "经理不低于主管的额度").into());
        }
        if let Some(limit) = [limits.supervisor, write_off].into_iter().find(|limit| *limit < Fen::ZERO) {
            return Err(unusable(limit, "不小于零的金额").into());
        }
        self.book.transact("form.limits", occasion, |act| {
            act.set(SUPERVISOR_LIMIT, &limits.supervisor.plain())?;
            act.set(MANAGER_LIMIT, &limits.manager.plain())?;
            Ok::<_, OfficeError>(act.set(WRITE_OFF_LIMIT, &write_off.plain())?)
        })
    }

    /// The charges a clerk names for a home, all of one account, each once.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`FormRefusal::NoCharges`], [`FormRefusal::ChargeTwice`], [`FormRefusal::NotOfHome`],
    /// [`FormRefusal::SeveralAccounts`].
    pub(crate) fn charges_named(&self, room: &str, named: &[i64]) -> Result<Vec<Charge>> {
        let home = self.home(room)?;
        let mut seen = BTreeSet::new();
        let mut charges: Vec<Charge> = Vec::with_capacity(named.len());
        for &id in named {
            let charge = self.charge(id)?;
            if !seen.insert(id) {
                return Err(FormRefusal::ChargeTwice { charge: id }.into());
            }
            if charge.home != home.id {
                return Err(FormRefusal::NotOfHome { charge: id, room: home.record.room_number() }.into());
            }
            if charges.first().is_some_and(|first| first.account != charge.account) {
                return Err(FormRefusal::SeveralAccounts { charge: id }.into());
            }
            charges.push(charge);
        }
        if charges.is_empty() { Err(FormRefusal::NoCharges.into()) } else { Ok(charges) }
    }

    /// A form by number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn form(&self, number: &str) -> Result<Form> {
        self.book.reading().form(number.trim()).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                Refusal::Unknown { kind: "审批单", name: key }.into()
            }
            other => other.into(),
        })
    }

    /// Forms of a kind, all when none is named, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn forms(&self, kind: Option<FormKind>) -> Result<Vec<Form>> {
        Ok(self.book.reading().forms(kind.map(FormKind::code))?)
    }

    /// How many forms wait for a decision or to be paid out.
    ///
    /// # Errors
    /// Store errors.
    pub fn forms_waiting(&self) -> Result<usize> {
        let mut waiting = 0;
        for form in self.forms(None)? {
            waiting += usize::from(self.state(&form)?.is_open());
        }
        Ok(waiting)
    }
}

/// A day as people write it.
fn day(date: chrono::NaiveDate) -> String {
    date.format("%Y年%-m月%-d日").to_string()
}

const WRITE_OFF_LIMIT: &str = "limit.write-off";
const SUPERVISOR_LIMIT: &str = "limit.supervisor";
const MANAGER_LIMIT: &str = "limit.manager";
