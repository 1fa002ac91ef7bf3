//! The file of an account, and what is noted of a contact.

use super::deliveries::{DeliveryView, LetterView};
use super::{PictureView, Word, attachments, word};
use crate::session::Session;
use crate::wire::{Amount, Answer, amount_or_none, day, text_or_none};
use chrono::{Days, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::contact::{ArrearsReason, Basis, Cap, Caps, Channel, Outcome, Source};
use zhangfang_domain::delivery::{Relation, Way};
use zhangfang_office::contact::caps::{Moment, hours_text, parse_caps};
use zhangfang_office::contact::file::ContactFile;
use zhangfang_office::contact::terms::TermsRequest;
use zhangfang_office::contact::{ContactLine, ContactNote};
use zhangfang_office::promise::PromiseTerms;
use zhangfang_office::{Occasion, OfficeError, Refusal};

/// An outcome that can be chosen.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct OutcomeChoice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether the owner was spoken to.
    pub reached: bool,
    /// Whether nothing has to follow.
    pub closes: bool,
    /// What is done next.
    pub next_step: String,
    /// The day proposed for it; empty where a promise or nothing names one.
    pub next: String,
}

/// Everything that can be chosen in the forms of this area.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct ContactChoices {
    /// 方式.
    pub channels: Vec<Word>,
    /// 原因.
    pub reasons: Vec<Word>,
    /// 结果.
    pub outcomes: Vec<OutcomeChoice>,
    /// 送达方式.
    pub ways: Vec<Word>,
    /// 签收人关系.
    pub relations: Vec<Word>,
    /// 来源.
    pub sources: Vec<Word>,
    /// 依据.
    pub bases: Vec<Word>,
}

/// Everything that can be chosen.
///
/// # Errors
/// None.
#[tauri::command(async)]
pub fn contact_choices(session: State<'_, Session>) -> Answer<ContactChoices> {
    let today = session.host().today();
    let outcome = |o: Outcome| OutcomeChoice {
        value: o.code().to_owned(),
        label: o.label().to_owned(),
        reached: o.reached(),
        closes: o.closes(),
        next_step: o.next_step().to_owned(),
        next: o.usual_days().map(|days| (today + Days::new(days)).to_string()).unwrap_or_default(),
    };
    Ok(ContactChoices {
        channels: Channel::ALL.iter().map(|c| word(c.code(), c.label())).collect(),
        reasons: ArrearsReason::ALL.iter().map(|c| word(c.code(), c.label())).collect(),
        outcomes: Outcome::ALL.into_iter().map(outcome).collect(),
        ways: Way::ALL.iter().map(|c| word(c.code(), c.label())).collect(),
        relations: Relation::ALL.iter().map(|c| word(c.code(), c.label())).collect(),
        sources: Source::ALL.iter().map(|c| word(c.code(), c.label())).collect(),
        bases: Basis::ALL.iter().map(|c| word(c.code(), c.label())).collect(),
    })
}

/// Whether somebody may be contacted in a way now.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct MomentView {
    /// The way, by code.
    pub channel: String,
    /// The same in Chinese.
    pub label: String,
    /// What holds it; empty when it may be made.
    pub held: String,
    /// When it may be made: `2026-01-06 14:00`.
    pub next: String,
    /// How often within seven days.
    pub in_week: usize,
}

fn moment(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

impl From<Moment> for MomentView {
    fn from(m: Moment) -> Self {
        Self {
            channel: m.channel.to_owned(),
            label: m.label.to_owned(),
            held: m.held,
            next: m.next.map(moment).unwrap_or_default(),
            in_week: m.in_week,
        }
    }
}

/// A contact that was noted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct ContactView {
    /// Its number.
    #[ts(type = "number")]
    pub contact: i64,
    /// When.
    pub at: String,
    /// The way; 业主来电 when they came.
    pub way: String,
    /// 业主诉求.
    pub wish: String,
    /// 原因.
    pub reason: String,
    /// 结果.
    pub outcome: String,
    /// What else was said.
    pub note: String,
    /// 下次; empty when nothing follows.
    pub next: String,
    /// What is to be done then.
    pub next_step: String,
    /// Why a manager allowed it above the caps.
    pub over_cap: String,
    /// Who noted it.
    pub operator: String,
    /// Why it counts no more.
    pub void: String,
    /// Its photos.
    pub pictures: Vec<PictureView>,
}

impl From<ContactLine> for ContactView {
    fn from(c: ContactLine) -> Self {
        Self {
            contact: c.contact,
            at: moment(c.at),
            way: if c.incoming { format!("{}（业主来）", c.channel) } else { c.channel.to_owned() },
            wish: c.wish,
            reason: c.reason.to_owned(),
            outcome: c.outcome_label.to_owned(),
            note: c.note,
            next: c.next.map(|d| d.to_string()).unwrap_or_default(),
            next_step: c.next_step.to_owned(),
            over_cap: c.over_cap.unwrap_or_default(),
            operator: c.operator,
            void: c.void.unwrap_or_default(),
            pictures: c.pictures.into_iter().map(PictureView::from).collect(),
        }
    }
}

/// What lies before somebody who is about to call.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct FileView {
    /// The room.
    pub room: String,
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// Whose it is, in full.
    pub owner: String,
    /// What is overdue.
    pub overdue: Amount,
    /// Due date of the oldest.
    pub oldest: String,
    /// Why it owes, by code.
    pub reason: String,
    /// The same in Chinese; empty when nothing was noted.
    pub reason_label: String,
    /// Agreed address.
    pub address: String,
    /// Agreed number.
    pub number: String,
    /// Hours asked for.
    pub hours: String,
    /// Where that is known from and why it may be kept; empty when nothing was agreed.
    pub source: String,
    /// Whether a contact may be made now, way by way.
    pub moments: Vec<MomentView>,
    /// Promises kept.
    pub kept: u32,
    /// Promises broken.
    pub broken: u32,
    /// Promises not due yet.
    pub open: u32,
    /// Whether the manager should speak to them next.
    pub for_the_manager: bool,
    /// Contacts, newest first.
    pub contacts: Vec<ContactView>,
    /// Letters, newest first.
    pub letters: Vec<LetterView>,
    /// Deliveries, newest first.
    pub deliveries: Vec<DeliveryView>,
}

impl From<ContactFile> for FileView {
    fn from(f: ContactFile) -> Self {
        let terms = f.terms.unwrap_or_default();
        let source = if terms.source.is_empty() {
            String::new()
        } else {
            format!("{}，{}", terms.source, terms.basis)
        };
        Self {
            room: f.room,
            account: f.account,
            owner: f.owner,
            overdue: f.overdue.into(),
            oldest: f.oldest.map(|d| d.to_string()).unwrap_or_default(),
            reason: f.reason.to_owned(),
            reason_label: f.reason_label.to_owned(),
            address: terms.address,
            number: terms.number,
            hours: terms.hours,
            source,
            moments: f.moments.into_iter().map(Into::into).collect(),
            kept: f.record.kept,
            broken: f.record.broken,
            open: f.record.open,
            for_the_manager: f.record.for_the_manager(),
            contacts: f.contacts.into_iter().map(Into::into).collect(),
            letters: f.letters.into_iter().map(Into::into).collect(),
            deliveries: f.deliveries.into_iter().map(Into::into).collect(),
        }
    }
}

/// The file of an account; of the owner of now when none is named.
///
/// # Errors
/// Of [`zhangfang_office::Office::contact_file`].
#[tauri::command(async)]
pub fn contact_file(room: &str, account: Option<i64>, session: State<'_, Session>) -> Answer<FileView> {
    let occasion = session.occasion(None);
    session.with(|office| Ok(office.contact_file(room, account, &occasion)?.into()))
}

/// A contact as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct ContactForm {
    /// The home.
    pub room: String,
    /// The account; the owner of now when missing.
    #[ts(type = "number | null")]
    pub account: Option<i64>,
    /// 方式.
    pub channel: String,
    /// Whether they came to the office.
    pub incoming: bool,
    /// When: `2026-01-06 14:00`, `14:00` for today; now when empty.
    pub at: String,
    /// 业主诉求.
    pub wish: String,
    /// 原因.
    pub reason: String,
    /// 结果.
    pub outcome: String,
    /// Promised for which day; empty when nothing was.
    pub promise: String,
    /// How much was promised; everything overdue when empty.
    pub amount: String,
    /// Whether the promise cannot be shown.
    pub oral: bool,
    /// Number of the ticket the promise waits for; empty when it waits for none.
    pub ticket: String,
    /// 下次; empty when nothing follows.
    pub next: String,
    /// What else was said.
    pub note: String,
    /// Why a manager allows it above the caps.
    pub over_cap: String,
    /// Photos on the tray.
    pub files: Vec<u32>,
}

fn day_or_none(text: &str) -> Result<Option<chrono::NaiveDate>, OfficeError> {
    text_or_none(text).map(|t| day(&t)).transpose()
}

/// A moment as typed: a day with a time, or a time of today; nothing when empty.
pub(super) fn moment_or_none(text: &str, occasion: &Occasion) -> Result<Option<NaiveDateTime>, OfficeError> {
    let Some(text) = text_or_none(text) else { return Ok(None) };
    let plain = text.replace('：', ":").replace('T', " ");
    let whole = NaiveDateTime::parse_from_str(&plain, "%Y-%m-%d %H:%M").ok();
    let today = || NaiveTime::parse_from_str(&plain, "%H:%M").ok().map(|time| occasion.today.and_time(time));
    let expected = "时间，如 14:00 或 2026-01-06 14:00";
    whole
        .or_else(today)
        .map(Some)
        .ok_or_else(|| Refusal::Unusable { field: "时间", value: text.clone(), expected }.into())
}

pub(super) fn chosen<T>(field: &'static str, text: &str, found: Option<T>) -> Result<T, OfficeError> {
    let expected = "表上的一项";
    found.ok_or_else(|| Refusal::Unusable { field, value: text.to_owned(), expected }.into())
}

/// Notes a contact. Answers its number.
///
/// # Errors
/// Of [`zhangfang_office::Office::note_contact`].
#[tauri::command(async)]
pub fn contact_note(form: ContactForm, key: Option<String>, session: State<'_, Session>) -> Answer<i64> {
    let occasion = session.occasion(key);
    let promise = match day_or_none(&form.promise)? {
        None => None,
        Some(due) => Some(PromiseTerms {
            amount: amount_or_none(&form.amount)?,
            due,
            provable: !form.oral,
            ticket: text_or_none(&form.ticket),
        }),
    };
    let note = ContactNote {
        channel: chosen("方式", &form.channel, Channel::from_code(&form.channel))?,
        at: moment_or_none(&form.at, &occasion)?,
        reason: chosen("原因", &form.reason, ArrearsReason::from_code(&form.reason))?,
        outcome: chosen("结果", &form.outcome, Outcome::from_code(&form.outcome))?,
        next: day_or_none(&form.next)?,
        over_cap: text_or_none(&form.over_cap),
        pictures: attachments(&session, &form.files)?,
        promise,
        room: form.room,
        account: form.account,
        incoming: form.incoming,
        wish: form.wish,
        note: form.note,
    };
    session.with(|office| Ok(office.note_contact(&note, &occasion)?.value))
}

/// Records that a contact was noted wrongly.
///
/// # Errors
/// Of [`zhangfang_office::Office::void_contact`].
#[tauri::command(async)]
pub fn contact_void(
    contact: i64,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.void_contact(contact, reason, &occasion).map(drop)?))
}

/// Records that a promise was noted wrongly.
///
/// # Errors
/// Of [`zhangfang_office::Office::void_promise`].
#[tauri::command(async)]
pub fn contact_void_promise(
    promise: i64,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.void_promise(promise, reason, &occasion).map(drop)?))
}

/// What was agreed about reaching somebody, as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct TermsForm {
    /// The home.
    pub room: String,
    /// The account; the owner of now when missing.
    #[ts(type = "number | null")]
    pub account: Option<i64>,
    /// Agreed address.
    pub address: String,
    /// Agreed number.
    pub number: String,
    /// Hours asked for.
    pub hours: String,
    /// 来源.
    pub source: String,
    /// 依据.
    pub basis: String,
}

/// Notes how somebody wants to be reached.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_contact_terms`].
#[tauri::command(async)]
pub fn contact_terms(form: TermsForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(key);
    let TermsForm { room, account, address, number, hours, source, basis } = form;
    let request = TermsRequest { room, account, address, number, source, basis, hours };
    session.with(|office| Ok(office.set_contact_terms(&request, &occasion).map(drop)?))
}

/// Whether the owner of an account may be contacted in a way at a moment as typed.
///
/// # Errors
/// When the moment cannot be read; store errors.
#[tauri::command(async)]
pub fn contact_held(
    account: i64,
    channel: &str,
    at: &str,
    session: State<'_, Session>,
) -> Answer<Option<MomentView>> {
    let occasion = session.occasion(None);
    let at = moment_or_none(at, &occasion)?.unwrap_or_else(|| occasion.today.and_time(occasion.now.time()));
    let moments = session.with(|office| Ok(office.moments(account, at)?))?;
    Ok(moments.into_iter().find(|m| m.channel == channel).map(Into::into))
}

/// How often and when the office contacts somebody.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export, export_to = "contact/calls.ts")]
pub struct CapsForm {
    /// Calls, `1/3`: a day and in seven days.
    pub call: String,
    /// Visits.
    pub visit: String,
    /// Messages.
    pub message: String,
    /// `9:00-12:00`.
    pub morning: String,
    /// `14:00-20:00`.
    pub later: String,
}

fn caps_form(caps: &Caps) -> CapsForm {
    let cap = |c: Cap| format!("{}/{}", c.a_day, c.a_week);
    let [morning, later] = caps.hours.map(hours_text);
    CapsForm { call: cap(caps.call), visit: cap(caps.visit), message: cap(caps.message), morning, later }
}

/// How often and when the office contacts somebody.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn contact_caps(session: State<'_, Session>) -> Answer<CapsForm> {
    session.with(|office| Ok(caps_form(&office.contact_caps()?)))
}

/// Sets how often and when the office contacts somebody.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_contact_caps`].
#[tauri::command(async)]
pub fn contact_set_caps(form: CapsForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(key);
    let words = [form.call, form.visit, form.message, form.morning, form.later];
    let text = words.each_ref().map(|w| w.split_whitespace().collect::<String>()).join(" ");
    let expected = "次数写成 1/3（每天/七天内），时间写成 9:00-12:00";
    let caps = parse_caps(&text).ok_or_else(|| {
        OfficeError::from(Refusal::Unusable { field: "上限", value: text.clone(), expected })
    })?;
    session.with(|office| Ok(office.set_contact_caps(&caps, &occasion).map(drop)?))
}
