//! 减免审批单: a part of a debt let go, by kind and reason, after an approval (domain section 3.11, checklist C15).

use super::{Application, Form, Terms};
use crate::refusal::FormRefusal;
use crate::settlement::Settling;
use crate::{Occasion, Office, Posted, Refusal, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::reason::{WaiverKind, WaiverReason};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::waiver::Portion;
use zhangfang_store::Act;

/// What a waiver asks for; kept with its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// What is let go of which charge.
    pub lines: Vec<WaiverLine>,
    /// Code of a [`WaiverKind`].
    pub kind: String,
    /// Code of a [`WaiverReason`].
    pub reason: String,
    /// Number of a complaint, an opinion of a court … in words.
    pub evidence: Option<String>,
    /// The consent of the owners' committee, in words.
    pub consent: Option<String>,
    /// The last day it may be approved on.
    pub valid_until: Option<NaiveDate>,
}

/// What is let go of one charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverLine {
    /// The charge.
    pub charge: i64,
    /// What was open on it when the form was filed, in fen.
    pub open: i64,
    /// What is let go, in fen.
    pub fen: i64,
    /// The share it was worked out from, in percent.
    pub percent: Option<String>,
}

/// A waiver as a clerk asks for it.
#[derive(Clone, Debug)]
pub struct WaiverRequest {
    /// The home.
    pub room: String,
    /// Charges and how much of each.
    pub lines: Vec<(i64, Portion)>,
    /// What is let go.
    pub kind: WaiverKind,
    /// Why, from the list.
    pub reason_code: WaiverReason,
    /// Why, in words.
    pub reason: String,
    /// What proves it.
    pub evidence: Option<String>,
    /// The consent of the owners' committee.
    pub consent: Option<String>,
    /// The last day it may be approved on.
    pub valid_until: Option<NaiveDate>,
}

impl Office {
    /// Files a 减免审批单. Nothing is let go before it is approved; the limits apply to the sum of the form.
    ///
    /// # Errors
    /// [`FormRefusal::Portion`] when nothing or more than is open would be let go, [`FormRefusal::OtherKind`] when a
    /// late charge is let go as a fee or a fee as a late charge, [`FormRefusal::NoConsent`] under 酬金制, the refusals of the charges named, [`Refusal::Unusable`] without a reason or when it would be invalid
    /// from the start.
    pub fn request_waiver(&mut self, request: &WaiverRequest, occasion: &Occasion) -> Result<Posted<String>> {
        let ids: Vec<i64> = request.lines.iter().map(|(charge, _)| *charge).collect();
        let charges = self.charges_named(&request.room, &ids)?;
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        let settling = Settling::read(self.book.reading())?;
        let late = |item| settling.class(item) == Class::LateCharge;
        if let Some(other) = charges.iter().find(|c| late(c.item) == request.kind.is_of_the_fee()) {
            return Err(FormRefusal::OtherKind { charge: other.id, late: late(other.item) }.into());
        }
        let consent = given(&request.consent);
        let owners_money = self.profile()?.charging_form == "酬金制";
        if owners_money && request.kind.is_of_the_fee() && consent.is_none() {
            return Err(FormRefusal::NoConsent.into());
        }
        if let Some(until) = request.valid_until.filter(|until| *until < occasion.today) {
            let expected = "不早于今天的日期";
            return Err(Refusal::Unusable { field: "有效期", value: until.to_string(), expected }.into());
        }
        let replay = self.replays(occasion)?;
        let mut lines = Vec::with_capacity(charges.len());
        for (charge, (_, portion)) in charges.iter().zip(&request.lines) {
            let fen = match portion.of(charge.open) {
                Ok(fen) => fen,
                Err(_) if replay => Fen::ZERO,
                Err(why) => return Err(FormRefusal::Portion { charge: charge.id, why }.into()),
            };
            let percent = match portion {
                Portion::Percent(share) => Some(share.normalize().to_string()),
                Portion::Sum(_) | Portion::Whole => None,
            };
            lines.push(WaiverLine { charge: charge.id, open: charge.open.0, fen: fen.0, percent });
        }
        let total = lines.iter().map(|line| Fen(line.fen)).sum();
        let waiver = Waiver {
            lines,
            kind: request.kind.code().to_owned(),
            reason: request.reason_code.code().to_owned(),
            evidence: given(&request.evidence),
            consent,
            valid_until: request.valid_until,
        };
        let application = Application {
            terms: Terms::Waiver(waiver),
            home: charges.first().map(|c| c.home),
            account: charges.first().map(|c| c.account),
            fen: total,
            reason: request.reason.clone(),
        };
        self.file(&application, occasion)
    }
}

impl Waiver {
    /// Lets go what the form says, all of it or nothing.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        for line in &self.lines {
            let charge = act.reading().charge(line.charge)?;
            if charge.open < Fen(line.fen) {
                let (asked, open) = (Fen(line.fen), charge.open);
                return Err(FormRefusal::LessOpen { charge: charge.id, asked, open }.into());
            }
            let reason = format!("{} {}", form.number, form.reason);
            act.adjust_charge(&charge, Kind::Waiver, Fen(line.fen), &reason)?;
        }
        Ok(true)
    }
}
