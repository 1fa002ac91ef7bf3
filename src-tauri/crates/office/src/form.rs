//! Forms: nothing negative happens without one. Somebody asks, somebody else with a sufficient role decides, and
//! only then is it done (domain sections 3.10, 3.11, 4.9).
//!
//! A kind of form is one variant of [`Terms`]. What an approval does at once stands in [`Terms::approved`]; what
//! waits for somebody to act on it (money paid out at the counter) is a use case of its own that records the effect.

use crate::bill_run::require_reason;
use crate::refusal::FormRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use serde::{Deserialize, Serialize};
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::approval::{Limits, Role, may_approve};
use zhangfang_store::Act;
use zhangfang_store::approval::NewForm;
pub use zhangfang_store::approval::{Form, Verdict};

/// A kind of form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// 减免审批单
    Waiver,
}

impl FormKind {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Waiver];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiver => "waiver",
        }
    }

    /// Back from [`FormKind::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Its title on paper.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiver => "减免审批单",
        }
    }

    /// The letters of its document number.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Waiver => "JM",
        }
    }
}

/// What exactly a form asks for; kept with it as JSON. Codes and fields never change once a book holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Terms {
    /// Let go a part of some charges.
    Waiver {
        /// Charge and how much of it, in fen.
        charges: Vec<(i64, i64)>,
    },
}

impl Terms {
    /// The kind of form it belongs to.
    #[must_use]
    pub const fn kind(&self) -> FormKind {
        match self {
            Self::Waiver { .. } => FormKind::Waiver,
        }
    }

    /// Does what an approval allows at once. Says whether it did anything; otherwise the form waits.
    fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        match self {
            Self::Waiver { charges } => {
                for (charge, fen) in charges {
                    let charge = act.reading().charge(*charge)?;
                    act.adjust_charge(&charge, Kind::Waiver, Fen(*fen), &form.reason)?;
                }
                Ok(true)
            }
        }
    }
}

/// A form to be filed, as a use case of its kind has checked it.
#[allow(dead_code, reason = "the use cases of the kinds come next")]
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
    #[allow(dead_code, reason = "the use cases of the kinds come next")]
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
        may_approve(&form.applicant, person, role, form.fen, self.approval_limits()?)
            .map_err(FormRefusal::Approval)?;
        Ok(role)
    }

    /// Up to how much each role may approve.
    ///
    /// # Errors
    /// Store errors.
    pub fn approval_limits(&self) -> Result<Limits> {
        let limit = |key: &str, otherwise: i64| -> Result<Fen> {
            let set = self.book.reading().setting(key)?.and_then(|text| Fen::parse(&text).ok());
            Ok(set.unwrap_or(Fen(otherwise)))
        };
        Ok(Limits { supervisor: limit(SUPERVISOR_LIMIT, 5_000)?, manager: limit(MANAGER_LIMIT, 50_000)? })
    }

    /// Sets up to how much each role may approve.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] when the manager may less than the supervisor; store errors.
    pub fn set_approval_limits(&mut self, limits: Limits, occasion: &Occasion) -> Result<Posted<()>> {
        if limits.manager < limits.supervisor || limits.supervisor < Fen::ZERO {
            let value = limits.manager.plain();
            return Err(Refusal::Unusable {
                field: "审批额度", value, expected: "经理不低于主管的额度"
            }
            .into());
        }
        self.book.transact("form.limits", occasion, |act| {
            act.set(SUPERVISOR_LIMIT, &limits.supervisor.plain())?;
            Ok::<_, OfficeError>(act.set(MANAGER_LIMIT, &limits.manager.plain())?)
        })
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
}

const SUPERVISOR_LIMIT: &str = "limit.supervisor";
const MANAGER_LIMIT: &str = "limit.manager";

/// What a form asks for.
///
/// # Errors
/// When the stored text is unreadable.
pub fn terms_of(form: &Form) -> Result<Terms> {
    Ok(serde_json::from_str(&form.terms).map_err(zhangfang_store::StoreError::from)?)
}
