//! Agreements to pay in instalments (分期付款协议): made, followed, ended (domain sections 3.7, 4.9).

use crate::bill_run::require_reason;
use crate::refusal::LateRefusal;
use crate::settlement::Settling;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::dunning::PauseCause;
use zhangfang_domain::instalment::{Instalment, LateTerms, breach, schedule, standing};
use zhangfang_domain::late_charge::Pause;
use zhangfang_store::Reading;
use zhangfang_store::agreement::{Agreement, BROKEN, DISSOLVED, NewAgreement};
use zhangfang_store::arrears::OpenItem;
use zhangfang_store::pause::NewPause;
use zhangfang_store::register::Home;

/// Letters of the document number.
pub(crate) const NUMBER: &str = "FQ";

/// An agreement to be made.
#[derive(Clone, Debug)]
pub struct AgreementRequest {
    /// The home, by room.
    pub room: String,
    /// How many instalments.
    pub parts: u32,
    /// When the first falls due; the others on the same day of the months after.
    pub first: NaiveDate,
    /// The charges it covers; all overdue principal when empty.
    pub charges: Vec<i64>,
    /// What becomes of late charges.
    pub late: LateTerms,
    /// After how many days a missed instalment breaks it.
    pub breach_days: u32,
    /// What else was agreed.
    pub note: Option<String>,
}

/// What an agreement would come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedAgreement {
    /// The debt acknowledged.
    pub total: Fen,
    /// The charges it covers with what is open on each.
    pub charges: Vec<(i64, Fen)>,
    /// The instalments in order.
    pub schedule: Vec<Instalment>,
}

/// Where an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementState {
    /// Running, nothing missed for too long.
    Running,
    /// All of it came in.
    Kept,
    /// An instalment is missed for longer than agreed; nobody has declared it broken yet.
    Breachable,
    /// Declared broken: all that is left is due.
    Broken,
    /// Dissolved by both.
    Dissolved,
}

impl AgreementState {
    /// The code on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Kept => "kept",
            Self::Breachable => "breachable",
            Self::Broken => "broken",
            Self::Dissolved => "dissolved",
        }
    }

    /// The word on lists.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Running => "履行中",
            Self::Kept => "已履行完毕",
            Self::Breachable => "可认定违约",
            Self::Broken => "已认定违约",
            Self::Dissolved => "已解除",
        }
    }
}

/// One instalment as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentLine {
    /// Its number, from 1.
    pub no: usize,
    /// Due date.
    pub due: NaiveDate,
    /// How much.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// Received for it.
    #[serde(with = "wire::yuan")]
    pub received: Fen,
    /// `paid`, `open`, `missed`.
    pub state: String,
    /// The same in Chinese.
    pub label: String,
}

/// An agreement as it stands on a day.
#[derive(Clone, Debug, Serialize)]
pub struct AgreementStanding {
    /// Its document number.
    pub number: String,
    /// The account.
    pub account: i64,
    /// The home.
    pub room: String,
    /// The day of signing.
    pub signed: NaiveDate,
    /// `running`, `kept`, `breachable`, `broken`, `dissolved`.
    pub state: &'static str,
    /// The same in Chinese.
    pub label: &'static str,
    /// The debt acknowledged.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Settled since.
    #[serde(with = "wire::yuan")]
    pub received: Fen,
    /// What is left.
    #[serde(with = "wire::yuan")]
    pub left: Fen,
    /// What of it is due: missed instalments, or all of it once the agreement ended.
    #[serde(with = "wire::yuan")]
    pub due_now: Fen,
    /// The due date of the instalment that breaks it.
    pub breached_since: Option<NaiveDate>,
    /// What becomes of late charges, in Chinese.
    pub late: &'static str,
    /// After how many days a missed instalment breaks it.
    pub breach_days: u32,
    /// The schedule.
    pub instalments: Vec<InstalmentLine>,
    /// The charges it covers.
    pub charges: Vec<i64>,
}

impl Office {
    /// Makes an agreement, signed today: the debt is acknowledged, the schedule stands.
    ///
    /// # Errors
    /// [`Refusal::NothingOpen`], [`LateRefusal`].
    pub fn make_agreement(
        &mut self,
        request: &AgreementRequest,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let note = request.note.as_deref().unwrap_or_default();
        crate::wording::require_clean(zhangfang_domain::wording::TextKind::Agreement, note)?;
        let home = self.home(&request.room)?;
        let (charges, schedule) = if self.replays(occasion)? {
            (Vec::new(), Vec::new())
        } else {
            let planned = self.plan_agreement(request, occasion.today)?;
            (planned.charges, planned.schedule)
        };
        let total: Fen = charges.iter().map(|(_, fen)| *fen).sum();
        let new = NewAgreement {
            home: home.id,
            account: home.account,
            charges,
            schedule,
            late: request.late.code(),
            breach_days: request.breach_days,
            note: request.note.as_deref().map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned),
        };
        self.book.transact("agreement.make", occasion, |act| {
            let today = act.today();
            let document = act.post_document(NUMBER, "分期付款协议", Some(home.id), Some(total), today)?;
            let agreement = act.post_agreement(&new, &document)?;
            act.post_pause(&hold(&new, agreement, &document.number(), today))?;
            Ok::<_, OfficeError>(document.number())
        })
    }

    /// What an agreement would cover and its schedule. Writes nothing.
    ///
    /// # Errors
    /// Of [`Office::make_agreement`].
    pub fn plan_agreement(&self, request: &AgreementRequest, today: NaiveDate) -> Result<PlannedAgreement> {
        let home = self.home(&request.room)?;
        let charges = self.to_be_covered(&home, request, today)?;
        let total: Fen = charges.iter().map(|(_, fen)| *fen).sum();
        let schedule = schedule(total, request.parts, request.first).map_err(LateRefusal::Schedule)?;
        if request.first < today {
            return Err(LateRefusal::InThePast { due: request.first, today }.into());
        }
        Ok(PlannedAgreement { total, charges, schedule })
    }

    fn to_be_covered(
        &self,
        home: &Home,
        request: &AgreementRequest,
        today: NaiveDate,
    ) -> Result<Vec<(i64, Fen)>> {
        let room = home.record.room_number();
        let reading = self.book.reading();
        let mut open = reading.open_items_of(home.id)?;
        open.retain(|o| o.account == home.account);
        if let Some(charge) = request.charges.iter().find(|c| !open.iter().any(|o| o.charge == **c)) {
            return Err(LateRefusal::NotOwed { charge: *charge, room }.into());
        }
        if request.charges.is_empty() {
            Settling::read(reading)?.keep_principal(&mut open);
            open.retain(|o| o.due < today);
        } else {
            open.retain(|o| request.charges.contains(&o.charge));
        }
        if open.is_empty() {
            return Err(Refusal::NothingOpen { room }.into());
        }
        let running = running(reading, Some(home.id), today)?;
        for o in &open {
            if let Some(number) = running.get(&o.charge) {
                return Err(LateRefusal::Covered { charge: o.charge, number: number.clone() }.into());
            }
        }
        Ok(open.iter().map(|o: &OpenItem| (o.charge, o.open)).collect())
    }

    /// Declares an agreement broken: all that is left is due and late charges count again.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`LateRefusal::AgreementOver`], [`LateRefusal::NotBroken`], [`Refusal::Unusable`] without
    /// a reason.
    pub fn break_agreement(
        &mut self,
        number: &str,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let agreement = self.agreement_to_end(number, reason, occasion)?;
        let found = self.agreement_standing(&agreement, occasion.today)?;
        if found.breached_since.is_none() && !self.replays(occasion)? {
            let missed = found.instalments.iter().find(|l| l.state == "missed").map(|l| l.due);
            let (number, days) = (found.number, found.breach_days);
            return Err(LateRefusal::NotBroken { number, missed, days }.into());
        }
        self.end_it("agreement.break", &agreement, BROKEN, reason, occasion)
    }

    /// Dissolves an agreement, as both want it.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`LateRefusal::AgreementOver`], [`Refusal::Unusable`] without a reason.
    pub fn dissolve_agreement(
        &mut self,
        number: &str,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let agreement = self.agreement_to_end(number, reason, occasion)?;
        self.end_it("agreement.end", &agreement, DISSOLVED, reason, occasion)
    }

    fn agreement_to_end(&self, number: &str, reason: &str, occasion: &Occasion) -> Result<Agreement> {
        let agreement = self.agreement(number)?;
        require_reason(reason)?;
        let state = self.agreement_standing(&agreement, occasion.today)?.state;
        let over = !matches!(state, "running" | "breachable");
        if over && !self.replays(occasion)? {
            return Err(LateRefusal::AgreementOver { number: agreement.number }.into());
        }
        Ok(agreement)
    }

    fn end_it(
        &mut self,
        code: &'static str,
        agreement: &Agreement,
        how: &'static str,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        self.book.transact(code, occasion, |act| {
            let (reading, today) = (act.reading(), act.today());
            let held = reading.pauses(Some(agreement.account), today)?;
            act.end_agreement(agreement, how, reason.trim())?;
            // The ladder goes on the same day.
            for pause in held.iter().filter(|p| p.agreement == Some(agreement.id) && p.holds_on(today)) {
                act.post_pause_end(pause.id, today - Days::new(1), reason.trim())?;
            }
            Ok::<_, OfficeError>(agreement.number.clone())
        })
    }

    /// An agreement by number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn agreement(&self, number: &str) -> Result<Agreement> {
        self.book.reading().agreement(number.trim()).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                Refusal::Unknown { kind: "分期协议", name: key }.into()
            }
            other => other.into(),
        })
    }

    /// Where every agreement stands on a day, oldest first; of one home when a room is given.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn agreements(&self, room: Option<&str>, as_of: NaiveDate) -> Result<Vec<AgreementStanding>> {
        let home = room.map(|r| self.home(r)).transpose()?.map(|h| h.id);
        let all = self.book.reading().agreements(home, as_of)?;
        all.iter().map(|a| self.agreement_standing(a, as_of)).collect()
    }

    /// Where one agreement stands on a day.
    ///
    /// # Errors
    /// Store errors.
    pub fn agreement_standing(&self, agreement: &Agreement, as_of: NaiveDate) -> Result<AgreementStanding> {
        let reading = self.book.reading();
        let settled = reading.settled_since(agreement, as_of)?;
        let lines = standing(&agreement.schedule, settled, as_of);
        let received: Fen = lines.iter().map(|l| l.received).sum();
        let left = agreement.fen - received;
        let breached_since = breach(&lines, agreement.breach_days, as_of);
        let ended = agreement.end.as_ref().filter(|e| e.on <= as_of);
        let state = match ended {
            Some(end) if end.broken() => AgreementState::Broken,
            Some(_) => AgreementState::Dissolved,
            None if left.is_zero() => AgreementState::Kept,
            None if breached_since.is_some() => AgreementState::Breachable,
            None => AgreementState::Running,
        };
        let missed = lines.iter().filter(|l| l.line.due < as_of).map(|l| l.line.amount - l.received).sum();
        let instalment = |(no, s): (usize, &zhangfang_domain::instalment::Standing)| InstalmentLine {
            no,
            due: s.line.due,
            amount: s.line.amount,
            received: s.received,
            state: s.state.code().to_owned(),
            label: s.state.label().to_owned(),
        };
        Ok(AgreementStanding {
            number: agreement.number.clone(),
            account: agreement.account,
            room: reading.home(agreement.home)?.record.room_number(),
            signed: agreement.signed,
            state: state.code(),
            label: state.label(),
            total: agreement.fen,
            received,
            left,
            due_now: if matches!(state, AgreementState::Broken | AgreementState::Dissolved) {
                left
            } else {
                missed
            },
            breached_since,
            late: LateTerms::from_code(&agreement.late).map_or("", LateTerms::label),
            breach_days: agreement.breach_days,
            instalments: (1..).zip(&lines).map(instalment).collect(),
            charges: agreement.charges.iter().map(|(c, _)| *c).collect(),
        })
    }
}

/// What holds the ladder while an agreement runs: the charges it covers, until its last instalment.
fn hold(new: &NewAgreement, agreement: i64, number: &str, from: NaiveDate) -> NewPause {
    NewPause {
        home: new.home,
        account: new.account,
        cause: PauseCause::Instalment,
        from,
        until: new.schedule.last().map_or(from, |line| line.due).max(from),
        ticket: None,
        agreement: Some(agreement),
        items: Vec::new(),
        charges: new.charges.iter().map(|(charge, _)| *charge).collect(),
        note: number.to_owned(),
    }
}

/// The charges under an agreement that runs on a day, each with its number.
pub(crate) fn running(
    reading: Reading<'_>,
    home: Option<i64>,
    as_of: NaiveDate,
) -> Result<HashMap<i64, String>> {
    let all = reading.agreements(home, as_of)?;
    let running = all.into_iter().filter(|a| a.end.is_none());
    Ok(running.flat_map(|a| a.charges.into_iter().map(move |(c, _)| (c, a.number.clone()))).collect())
}

/// The days on which agreements let no late charge count, by charge.
pub(crate) fn pauses(reading: Reading<'_>, as_of: NaiveDate) -> Result<HashMap<i64, Vec<Pause>>> {
    let mut pauses: HashMap<i64, Vec<Pause>> = HashMap::new();
    for agreement in reading.agreements(None, as_of)? {
        let ended = agreement.end.as_ref().map(|e| e.on);
        let pause = match (LateTerms::from_code(&agreement.late), ended) {
            (Some(LateTerms::Suspend), to) => Pause { from: agreement.signed, to },
            (Some(LateTerms::WaiveIfKept), None) => Pause { from: NaiveDate::MIN, to: None },
            _ => continue,
        };
        for (charge, _) in &agreement.charges {
            pauses.entry(*charge).or_default().push(pause);
        }
    }
    Ok(pauses)
}
