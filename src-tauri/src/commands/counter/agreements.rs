//! Instalment agreements and promises.

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, amount_or_none, day, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_office::agreement::{AgreementRequest, AgreementStanding};
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::promise::{NewPromise, PromiseTerms};
use zhangfang_office::{OfficeError, Refusal};

/// An agreement as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/agreements.ts")]
pub struct AgreementForm {
    /// The home.
    pub room: String,
    /// How many instalments.
    pub parts: String,
    /// When the first falls due.
    pub first: String,
    /// The charges it covers; all overdue principal when empty.
    #[ts(type = "number[]")]
    pub charges: Vec<i64>,
    /// What becomes of late charges.
    pub late: String,
    /// After how many days a missed instalment breaks it.
    pub breach_days: String,
    /// What else was agreed; may be empty.
    pub note: String,
}

impl AgreementForm {
    fn request(&self) -> Result<AgreementRequest, OfficeError> {
        let unusable =
            |field, value: &str, expected| Refusal::Unusable { field, value: value.to_owned(), expected };
        let whole =
            |field, text: &str, expected| text.trim().parse().map_err(|_| unusable(field, text, expected));
        Ok(AgreementRequest {
            room: self.room.clone(),
            parts: whole("期数", &self.parts, "2 到 60 的整数")?,
            first: day(&self.first)?,
            charges: self.charges.clone(),
            late: LateTerms::from_code(&self.late)
                .ok_or_else(|| unusable("违约金", &self.late, "表上的办法之一"))?,
            breach_days: whole("逾期天数", &self.breach_days, "整数，如 7")?,
            note: text_or_none(&self.note),
        })
    }
}

/// An instalment.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/agreements.ts")]
pub struct InstalmentView {
    /// Its number, from 1.
    pub no: usize,
    /// Due date.
    pub due: String,
    /// How much.
    pub amount: Amount,
    /// Received for it.
    pub received: Amount,
    /// Where it stands in words; empty in a plan.
    pub state: String,
}

/// An agreement, planned or made.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/agreements.ts")]
pub struct AgreementView {
    /// Its number; empty in a plan.
    pub number: String,
    /// The home.
    pub room: String,
    /// Day of signing; empty in a plan.
    pub signed: String,
    /// Where it stands in words; empty in a plan.
    pub state: String,
    /// Whether it still runs.
    pub running: bool,
    /// Whether it can be declared broken.
    pub breachable: bool,
    /// The debt acknowledged.
    pub total: Amount,
    /// Settled since.
    pub received: Amount,
    /// What is left.
    pub left: Amount,
    /// What of it is due.
    pub due_now: Amount,
    /// What becomes of late charges, in words.
    pub late: String,
    /// After how many days a missed instalment breaks it.
    pub breach_days: u32,
    /// How many charges it covers.
    pub charges: usize,
    /// The schedule.
    pub instalments: Vec<InstalmentView>,
}

impl From<AgreementStanding> for AgreementView {
    fn from(a: AgreementStanding) -> Self {
        let line = |l: zhangfang_office::agreement::InstalmentLine| InstalmentView {
            no: l.no,
            due: l.due.to_string(),
            amount: l.amount.into(),
            received: l.received.into(),
            state: l.label,
        };
        Self {
            number: a.number,
            room: a.room,
            signed: a.signed.to_string(),
            state: a.label.to_owned(),
            running: matches!(a.state, "running" | "breachable"),
            breachable: a.state == "breachable",
            total: a.total.into(),
            received: a.received.into(),
            left: a.left.into(),
            due_now: a.due_now.into(),
            late: a.late.to_owned(),
            breach_days: a.breach_days,
            charges: a.charges.len(),
            instalments: a.instalments.into_iter().map(line).collect(),
        }
    }
}

/// What an agreement would come to. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::make_agreement`].
#[tauri::command(async)]
pub fn counter_agreement_plan(form: AgreementForm, session: State<'_, Session>) -> Answer<AgreementView> {
    let (request, today) = (form.request()?, session.host().today());
    let planned = session.with(|office| Ok(office.plan_agreement(&request, today)?))?;
    let line = |(no, l): (usize, zhangfang_domain::instalment::Instalment)| InstalmentView {
        no: no + 1,
        due: l.due.to_string(),
        amount: l.amount.into(),
        received: Amount(0),
        state: String::new(),
    };
    Ok(AgreementView {
        number: String::new(),
        room: request.room,
        signed: String::new(),
        state: String::new(),
        running: false,
        breachable: false,
        total: planned.total.into(),
        received: Amount(0),
        left: planned.total.into(),
        due_now: Amount(0),
        late: request.late.label().to_owned(),
        breach_days: request.breach_days,
        charges: planned.charges.len(),
        instalments: planned.schedule.into_iter().enumerate().map(line).collect(),
    })
}

/// Makes an agreement, signed today. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::make_agreement`].
#[tauri::command(async)]
pub fn counter_agreement_make(
    form: AgreementForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let (request, occasion) = (form.request()?, session.occasion(key));
    session.with(|office| Ok(office.make_agreement(&request, &occasion)?.value))
}

/// An agreement as it stands today.
///
/// # Errors
/// When there is no such agreement; store errors.
#[tauri::command(async)]
pub fn counter_agreement(number: &str, session: State<'_, Session>) -> Answer<AgreementView> {
    let today = session.host().today();
    session.with(|office| Ok(office.agreement_standing(&office.agreement(number)?, today)?.into()))
}

/// Declares an agreement broken, or dissolves it as both want.
///
/// # Errors
/// Of [`zhangfang_office::Office::break_agreement`] and of the dissolution.
#[tauri::command(async)]
pub fn counter_agreement_end(
    number: &str,
    broken: bool,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let ended = if broken {
            office.break_agreement(number, reason, &occasion)
        } else {
            office.dissolve_agreement(number, reason, &occasion)
        };
        Ok(ended.map(drop)?)
    })
}

/// The paper of an agreement, to be signed.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn counter_agreement_paper(number: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let bytes =
        session.with_fonts(|office, fonts| Ok(papers::agreement(office, fonts, number, &occasion)?))?;
    Ok(session.shelf.put(Paper { file_name: format!("分期付款协议-{number}.pdf"), bytes, count: 1 }))
}

/// A promise as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "counter/agreements.ts")]
pub struct PromiseForm {
    /// The home.
    pub room: String,
    /// How much; everything overdue when empty.
    pub amount: String,
    /// Until when.
    pub due: String,
    /// Whether it can be shown: signed, a message, a recording.
    pub provable: bool,
    /// In which words.
    pub note: String,
}

/// Records a promise.
///
/// # Errors
/// Of [`zhangfang_office::Office::promise`].
#[tauri::command(async)]
pub fn counter_promise(form: PromiseForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(key);
    let promise = NewPromise {
        room: form.room,
        account: None,
        terms: PromiseTerms {
            amount: amount_or_none(&form.amount)?,
            due: day(&form.due)?,
            provable: form.provable,
            ticket: None,
        },
        note: form.note,
    };
    session.with(|office| Ok(office.promise(&promise, &occasion).map(drop)?))
}
