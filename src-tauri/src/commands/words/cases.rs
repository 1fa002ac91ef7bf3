//! Debts handed to a law firm, and the pack it is given.

use crate::export::write_whole;
use crate::host::FileKind;
use crate::session::Session;
use crate::wire::{Amount, Answer, Fail, amount, day, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::legal_case::{CaseStage, CaseStep};
use zhangfang_office::evidence::EvidenceRequest;
use zhangfang_office::legal_case::{CaseCost, CaseLine, CaseRequest};
use zhangfang_office::{OfficeError, Refusal};

/// A step or a cost of a case.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct CaseEvent {
    /// The day.
    pub on: String,
    /// What.
    pub what: String,
    /// Number of the case or decision, or the sum.
    pub detail: String,
    /// What was said of it.
    pub note: String,
}

/// A case.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct CaseView {
    /// Its number.
    pub number: String,
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// The law firm.
    pub firm: String,
    /// The agreement on personal data.
    pub agreement: String,
    /// Where it stands.
    pub stage: String,
    /// Since when.
    pub since: String,
    /// What may follow: code, name, whether a number is needed.
    pub next: Vec<(String, String, bool)>,
    /// What it was opened for.
    pub amount: Amount,
    /// What is still open of it.
    pub open: Amount,
    /// What it cost.
    pub cost: Amount,
    /// The last day to apply for enforcement; empty without a title.
    pub enforce_by: String,
    /// Steps, then costs, by day.
    pub events: Vec<CaseEvent>,
}

impl From<CaseLine> for CaseView {
    fn from(line: CaseLine) -> Self {
        let step = |s: &zhangfang_office::legal_case::TakenStep| CaseEvent {
            on: s.step.on.to_string(),
            what: s.step.stage.label().to_owned(),
            detail: s.step.number.clone().unwrap_or_default(),
            note: s.note.clone(),
        };
        let cost = |c: &CaseCost| CaseEvent {
            on: c.on.to_string(),
            what: c.what.clone(),
            detail: format!("{} 元", c.fen),
            note: String::new(),
        };
        let mut events: Vec<CaseEvent> =
            line.case.steps.iter().map(step).chain(line.case.costs.iter().map(cost)).collect();
        events.sort_by(|a, b| a.on.cmp(&b.on));
        let next = |s: &CaseStage| (s.code().to_owned(), s.label().to_owned(), s.needs_number());
        Self {
            since: line.case.steps.last().map(|s| s.step.on.to_string()).unwrap_or_default(),
            next: line.next.iter().map(next).collect(),
            stage: line.stage.label().to_owned(),
            amount: line.case.fen.into(),
            open: line.open.into(),
            cost: line.cost.into(),
            enforce_by: line.enforce_by.map(|day| day.to_string()).unwrap_or_default(),
            number: line.case.number,
            room: line.room,
            owner: line.owner,
            firm: line.case.firm,
            agreement: line.case.agreement,
            events,
        }
    }
}

/// Every case, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn words_cases(session: State<'_, Session>) -> Answer<Vec<CaseView>> {
    let today = session.host().today();
    session.with(|office| Ok(office.cases(None, today)?.into_iter().map(Into::into).collect()))
}

/// What is to be handed over.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct CaseForm {
    /// The room.
    pub room: String,
    /// The law firm.
    pub firm: String,
    /// The agreement on personal data.
    pub agreement: String,
    /// Why.
    pub reason: String,
}

/// Hands a debt to a law firm; answers the number of the case.
///
/// # Errors
/// Of [`zhangfang_office::Office::open_case`].
#[tauri::command(async)]
pub fn words_open_case(form: CaseForm, key: Option<String>, session: State<'_, Session>) -> Answer<String> {
    let occasion = session.occasion(key);
    let CaseForm { room, firm, agreement, reason } = form;
    let request = CaseRequest { room, account: None, firm, agreement, reason };
    session.with(|office| Ok(office.open_case(&request, &occasion)?.value))
}

/// A step as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct StepForm {
    /// Number of the case.
    pub number: String,
    /// Code of the step.
    pub stage: String,
    /// The day.
    pub on: String,
    /// Number of the case in court or of the decision.
    pub reference: String,
    /// What is to be said of it.
    pub note: String,
}

/// Takes a step of a case.
///
/// # Errors
/// Of [`zhangfang_office::Office::take_case_step`].
#[tauri::command(async)]
pub fn words_case_step(form: StepForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(key);
    let unknown = || OfficeError::from(Refusal::Unknown { kind: "案件步骤", name: form.stage.clone() });
    let stage = CaseStage::parse(&form.stage).ok_or_else(unknown)?;
    let step = CaseStep { stage, on: day(&form.on)?, number: text_or_none(&form.reference) };
    session.with(|office| {
        office.take_case_step(&form.number, &step, &form.note, &occasion)?;
        Ok(())
    })
}

/// A cost as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct CostForm {
    /// Number of the case.
    pub number: String,
    /// What for.
    pub what: String,
    /// How much.
    pub amount: String,
    /// The day.
    pub on: String,
}

/// Notes what a case cost.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_case_cost`].
#[tauri::command(async)]
pub fn words_case_cost(form: CostForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(key);
    let cost = CaseCost { on: day(&form.on)?, what: form.what, fen: amount(&form.amount)? };
    session.with(|office| {
        office.add_case_cost(&form.number, &cost, &occasion)?;
        Ok(())
    })
}

/// A pack as it is asked for.
#[derive(Deserialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct PackForm {
    /// The room.
    pub room: String,
    /// The law firm.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// What it is opened with.
    pub password: String,
    /// The debtor's identity card, for the complaint; kept nowhere.
    pub identity: String,
}

/// A pack that was made.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct PackView {
    /// Its number.
    pub number: String,
    /// Where it was put.
    pub path: String,
    /// What is in it.
    pub contents: Vec<String>,
    /// Its SHA-256.
    pub sha256: String,
}

/// Makes the pack and writes it where the person says; nothing when they went back. The place is asked for first, so that
/// no pack is noted that was never written.
///
/// # Errors
/// Of [`zhangfang_office::Office::evidence_pack`]; when the file cannot be written.
#[tauri::command(async)]
pub fn words_pack(form: PackForm, session: State<'_, Session>) -> Answer<Option<PackView>> {
    let occasion = session.occasion(None);
    let PackForm { room, recipient, purpose, password, identity } = form;
    let request = EvidenceRequest { room, account: None, recipient, purpose, password, identity };
    // What is refused is refused before a place is chosen.
    session.with_fonts(|office, fonts| {
        Ok(office.rehearse(|office| office.evidence_pack(fonts, &request, &occasion))?)
    })?;
    let name = format!("材料包-{}-{}.zip", request.room.trim(), occasion.today);
    let Some(path) = session.host().ask_save(FileKind::Archive, &name) else { return Ok(None) };
    let pack = session.with_fonts(|office, fonts| Ok(office.evidence_pack(fonts, &request, &occasion)?))?;
    write_whole(&path, &pack.bytes).map_err(|error| Fail::file("没有写成", &error))?;
    let path = path.display().to_string();
    Ok(Some(PackView { number: pack.number, path, contents: pack.contents, sha256: pack.sha256 }))
}
