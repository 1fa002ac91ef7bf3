//! Cases: a debt goes to a law firm once, after a formal demand that is proved, and every step in its order
//! (domain 2.7, 3.6; checklist C11, C12).

use crate::bill_run::require_reason;
use crate::billing::shown;
use crate::ladder::arrived;
use crate::papers::DEMAND;
use crate::refusal::WordsRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Days, NaiveDate};
use std::collections::HashSet;
use zhangfang_domain::Fen;
use zhangfang_domain::dunning::{LEAST_TERM, PauseCause};
use zhangfang_domain::legal_case::{CaseStage, CaseStep, enforce_by, may_take};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::wording::cites_decision;
use zhangfang_store::legal_case::NewCase;
pub use zhangfang_store::legal_case::{Case, CaseCost, TakenStep};
use zhangfang_store::pause::NewPause;

/// Kind of the number of a case.
const CASE: &str = "AJ";
/// Days after the end of the deadline until the papers go out (domain 2.7).
const AFTER_DEADLINE: u64 = 7;
/// A claim that ends within so many days does not wait for that.
const URGENT: i64 = 180;
/// How long a step holds the ladder.
const HELD: u64 = 180;

/// What is to be handed over, to whom.
#[derive(Clone, Debug, Default)]
pub struct CaseRequest {
    /// The home.
    pub room: String,
    /// Which account of it; the owner of now when none is named.
    pub account: Option<i64>,
    /// The law firm.
    pub firm: String,
    /// The agreement on processing personal data with it.
    pub agreement: String,
    /// Why.
    pub reason: String,
}

/// A case as it stands.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// The case.
    pub case: Case,
    /// Its room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// Where it stands.
    pub stage: CaseStage,
    /// What may follow.
    pub next: Vec<CaseStage>,
    /// What is still open of its charges.
    pub open: Fen,
    /// What it cost so far.
    pub cost: Fen,
    /// The last day to apply for enforcement, once there is a title.
    pub enforce_by: Option<NaiveDate>,
}

/// The name of a law firm: nobody else is given papers about a debt (checklist C12).
pub(crate) fn require_firm(name: &str) -> Result<&str> {
    let firm = name.trim();
    if firm.contains("律师") || firm.contains("律所") {
        return Ok(firm);
    }
    Err(WordsRefusal::OnlyLawFirms { firm: firm.to_owned() }.into())
}

/// A demand that reached the debtor, provably.
struct Demanded {
    charges: HashSet<i64>,
    /// Charges due before the letter, where it names none.
    before: Option<NaiveDate>,
    ready: NaiveDate,
}

impl Office {
    /// Hands a debt to a law firm: the charges a proved formal demand asked for, whose deadline is over, that nobody
    /// disputes. Only a manager does. The ladder is held while the case runs.
    ///
    /// # Errors
    /// [`WordsRefusal`] names what is missing; [`Refusal::Unusable`] for firm, agreement or reason;
    /// [`crate::refusal::FormRefusal::StaffByManagerOnly`], store errors.
    pub fn open_case(&mut self, request: &CaseRequest, occasion: &Occasion) -> Result<Posted<String>> {
        self.require_manager(occasion)?;
        require_reason(&request.reason)?;
        let firm = require_firm(&request.firm)?;
        let agreement = request.agreement.trim();
        if agreement.is_empty() {
            let expected = "与律师事务所签的个人信息委托处理协议，写编号或日期";
            return Err(Refusal::Unusable { field: "委托处理协议", value: String::new(), expected }.into());
        }
        let home = self.home(&request.room)?;
        let account = self.account_of(&home, request.account)?.id;
        let charges = if self.replays(occasion)? {
            Vec::new()
        } else {
            self.claimable(&home.record.room_number(), home.id, account, occasion.today)?
        };
        let new = NewCase {
            home: home.id,
            account,
            firm: firm.to_owned(),
            agreement: agreement.to_owned(),
            charges,
            note: request.reason.trim().to_owned(),
        };
        let total: Fen = new.charges.iter().map(|(_, fen)| *fen).sum();
        self.book.transact("case.open", occasion, |act| {
            let subject = format!("{account}");
            let document = act.post_document(CASE, &subject, Some(home.id), Some(total), occasion.today)?;
            let case = act.post_case(&new, &document)?;
            let step = CaseStep { stage: CaseStage::HandedOver, on: occasion.today, number: None };
            act.post_case_step(case, &step, &new.note)?;
            act.post_pause(&NewPause {
                home: home.id,
                account,
                cause: PauseCause::Court,
                from: occasion.today,
                until: occasion.today + Days::new(HELD),
                ticket: None,
                agreement: None,
                items: Vec::new(),
                charges: new.charges.iter().map(|(charge, _)| *charge).collect(),
                note: document.number(),
            })?;
            Ok::<_, OfficeError>(document.number())
        })
    }

    /// The charges of an account that may go to a lawyer, with what is open of each.
    fn claimable(&self, room: &str, home: i64, account: i64, today: NaiveDate) -> Result<Vec<(i64, Fen)>> {
        let reading = self.book.reading();
        if let Some(running) =
            reading.cases(Some(home))?.into_iter().find(|c| c.account == account && c.stage().runs())
        {
            return Err(WordsRefusal::CaseRuns { number: running.number }.into());
        }
        let demanded = self.demanded(home, today)?;
        let filter = crate::arrears::ArrearsFilter { room: Some(room.to_owned()), ..Default::default() };
        let lines = self.arrears(today, &filter)?.lines;
        let own = lines.into_iter().filter(|l| l.account == account && l.class != Class::Cost);
        let overdue: Vec<_> = own.filter(|l| l.agreement.is_none()).collect();
        if overdue.is_empty() {
            return Err(Refusal::NothingOpen { room: room.to_owned() }.into());
        }
        let covers = |d: &Demanded, charge: i64, due: NaiveDate| {
            d.charges.contains(&charge) || d.before.is_some_and(|before| due < before)
        };
        let (mut charges, mut waits) = (Vec::new(), None);
        let items = self.item_names()?;
        let mut pauses = reading.pauses(Some(account), today)?;
        pauses
            .retain(|p| p.holds_on(today) && matches!(p.cause, PauseCause::Dispute | PauseCause::Complaint));
        let mut disputed = None;
        for line in &overdue {
            let Some(ready) =
                demanded.iter().filter(|d| covers(d, line.charge, line.due)).map(|d| d.ready).min()
            else {
                continue;
            };
            let item = items.iter().find(|(_, name)| **name == line.item).map_or(0, |(id, _)| *id);
            if let Some(pause) = pauses.iter().find(|p| p.reaches(item, line.charge)) {
                disputed = Some(pause.until);
                continue;
            }
            let urgent = (line.limitation - today).num_days() <= URGENT;
            if ready > today && !urgent {
                waits = Some(ready);
                continue;
            }
            charges.push((line.charge, line.open));
        }
        if !charges.is_empty() {
            return Ok(charges);
        }
        let room = room.to_owned();
        Err(match (waits, disputed) {
            (Some(ready), _) => WordsRefusal::DeadlineRuns { room, ready }.into(),
            (None, Some(until)) => WordsRefusal::Disputed { room, until }.into(),
            (None, None) => WordsRefusal::NoProvedDemand { room }.into(),
        })
    }

    /// The formal demands to a home that arrived with a proof of grade A to C, and from when a case may rest on each.
    fn demanded(&self, home: i64, today: NaiveDate) -> Result<Vec<Demanded>> {
        let reading = self.book.reading();
        let arrived = arrived(reading, Some(home), today)?;
        let mut demanded = Vec::new();
        for (letter, _) in reading.documents_for(DEMAND, home)? {
            let Some(on) = arrived.get(&letter.id).copied().flatten() else { continue };
            let term = reading.term_of_letter(letter.id)?.unwrap_or(LEAST_TERM);
            let charges: HashSet<i64> =
                reading.document_charges(letter.id)?.into_iter().map(|(charge, _)| charge).collect();
            demanded.push(Demanded {
                before: charges.is_empty().then_some(letter.as_of),
                charges,
                ready: on + Days::new(u64::from(term) + AFTER_DEADLINE),
            });
        }
        Ok(demanded)
    }

    /// A case by its number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn case(&self, number: &str) -> Result<Case> {
        let found = self.book.reading().cases(None)?.into_iter().find(|c| c.number == number.trim());
        found.ok_or_else(|| Refusal::Unknown { kind: "案件", name: number.to_owned() }.into())
    }

    /// Takes a step of a case. The ladder stays held for half a year more, or goes on when the case is over.
    ///
    /// # Errors
    /// [`WordsRefusal::Case`] says why the step cannot be taken, [`Refusal::Unknown`], store errors.
    pub fn take_case_step(
        &mut self,
        number: &str,
        step: &CaseStep,
        note: &str,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        let case = self.case(number)?;
        let trimmed = step.number.as_deref().map(str::trim).filter(|n| !n.is_empty());
        let step = CaseStep { number: trimmed.map(str::to_owned), ..step.clone() };
        if !self.replays(occasion)? {
            let taken: Vec<CaseStep> = case.steps.iter().map(|s| s.step.clone()).collect();
            if step.on > occasion.today {
                let expected = "今天或以前的一天";
                return Err(Refusal::Unusable { field: "日期", value: step.on.to_string(), expected }.into());
            }
            if step.number.as_deref().is_some_and(|n| step.stage == CaseStage::Filed && !cites_decision(n)) {
                let expected = "案号，如 （2026）浙0106民初1234号";
                let value = step.number.clone().unwrap_or_default();
                return Err(Refusal::Unusable { field: "案号", value, expected }.into());
            }
            may_take(&taken, &step).map_err(|why| WordsRefusal::Case { number: case.number.clone(), why })?;
        }
        let pauses = self.book.reading().pauses(Some(case.account), occasion.today)?;
        let held = pauses.into_iter().filter(|p| p.cause == PauseCause::Court && p.note == case.number);
        let until = if step.stage.runs() {
            step.on + Days::new(HELD)
        } else {
            occasion.today.pred_opt().unwrap_or(occasion.today)
        };
        let held: Vec<_> = held.filter(|p| step.stage.runs() || p.until > until).collect();
        self.book.transact("case.step", occasion, |act| {
            act.post_case_step(case.id, &step, note.trim())?;
            for pause in &held {
                act.post_pause_end(pause.id, until.max(pause.from), step.stage.label())?;
            }
            Ok::<_, OfficeError>(())
        })
    }

    /// Notes what a case cost.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] without a purpose or for nothing, [`Refusal::Unknown`], store errors.
    pub fn add_case_cost(
        &mut self,
        number: &str,
        cost: &CaseCost,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let case = self.case(number)?;
        let what = cost.what.trim();
        if what.is_empty() || !cost.fen.is_positive() {
            let value = if what.is_empty() { String::new() } else { cost.fen.to_string() };
            let field = if what.is_empty() { "费用名称" } else { "金额" };
            return Err(Refusal::Unusable {
                field, value, expected: "如 律师费、诉讼费，金额大于零"
            }
            .into());
        }
        let cost = CaseCost { what: what.to_owned(), ..cost.clone() };
        self.book
            .transact("case.cost", occasion, |act| Ok::<_, OfficeError>(act.post_case_cost(case.id, &cost)?))
    }

    /// The cases, newest first: all, or those of a home.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn cases(&self, room: Option<&str>, today: NaiveDate) -> Result<Vec<CaseLine>> {
        let home = room.map(|room| self.home(room)).transpose()?.map(|h| h.id);
        let reading = self.book.reading();
        let accounts = reading.accounts()?;
        let mut lines = Vec::new();
        for case in reading.cases(home)?.into_iter().rev() {
            let steps: Vec<CaseStep> = case.steps.iter().map(|s| s.step.clone()).collect();
            let stage = case.stage();
            let open = reading.open_items_of(case.home)?;
            lines.push(CaseLine {
                room: reading.home(case.home)?.record.room_number(),
                owner: accounts.get(&case.account).map(shown).unwrap_or_default(),
                stage,
                next: stage
                    .next()
                    .iter()
                    .copied()
                    .filter(|next| {
                        let number = next.needs_number().then(|| "（2000）民初1号".to_owned());
                        may_take(&steps, &CaseStep { stage: *next, on: today, number }).is_ok()
                    })
                    .collect(),
                open: open
                    .iter()
                    .filter(|o| case.charges.iter().any(|(charge, _)| *charge == o.charge))
                    .map(|o| o.open)
                    .sum(),
                cost: case.costs.iter().map(|c| c.fen).sum(),
                enforce_by: enforce_by(&steps),
                case,
            });
        }
        Ok(lines)
    }
}
