//! Letters and how they were delivered.

use super::calls::{chosen, moment_or_none};
use super::{PictureView, attachments};
use crate::session::Session;
use crate::wire::{Amount, Answer, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::delivery::{Relation, Way};
use zhangfang_office::Occasion;
use zhangfang_office::delivery::{Delivered, DeliveryLine, DeliveryNote, LetterLine};

/// A letter with how it was delivered.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/deliveries.ts")]
pub struct LetterView {
    /// Its number.
    pub number: String,
    /// 催缴通知单, 书面催缴函.
    pub what: String,
    /// The account it was written to.
    #[ts(type = "number")]
    pub account: i64,
    /// The room.
    pub room: String,
    /// Who, masked.
    pub owner: String,
    /// The day it was made.
    pub on: String,
    /// What it asks for.
    pub amount: Amount,
    /// `waiting`, `weak`, `to-confirm`, `delivered`.
    pub state: String,
    /// The same in Chinese.
    pub label: String,
    /// The best grade; empty when none.
    pub grade: String,
    /// When that one arrived; empty when none.
    pub delivered: String,
}

impl From<LetterLine> for LetterView {
    fn from(l: LetterLine) -> Self {
        Self {
            number: l.number,
            what: l.what.to_owned(),
            account: l.account,
            room: l.room,
            owner: l.owner,
            on: l.on.to_string(),
            amount: l.amount.into(),
            state: l.state.to_owned(),
            label: l.label.to_owned(),
            grade: l.grade.unwrap_or_default().to_owned(),
            delivered: l.delivered.map(|d| d.to_string()).unwrap_or_default(),
        }
    }
}

/// A delivery that was noted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/deliveries.ts")]
pub struct DeliveryView {
    /// Its number.
    #[ts(type = "number")]
    pub delivery: i64,
    /// Number of the letter.
    pub letter: String,
    /// The room.
    pub room: String,
    /// The way.
    pub way: String,
    /// A to E.
    pub grade: String,
    /// What that means for limitation.
    pub meaning: String,
    /// When it arrived.
    pub at: String,
    /// Who signed, masked.
    pub signer: String,
    /// What proves it besides.
    pub evidence: String,
    /// Whether it waits for a manager.
    pub to_confirm: bool,
    /// Whether it interrupts limitation.
    pub counts: bool,
    /// Who noted it.
    pub operator: String,
    /// What was decided on it, by whom and why; empty when nothing.
    pub review: String,
    /// Whether it was noted wrongly.
    pub void: bool,
    /// Its photos.
    pub pictures: Vec<PictureView>,
}

impl From<DeliveryLine> for DeliveryView {
    fn from(d: DeliveryLine) -> Self {
        let review = d.review.map(|(word, by, reason)| format!("{word}（{by}）：{reason}"));
        Self {
            delivery: d.delivery,
            letter: d.letter,
            room: d.room,
            way: d.way.to_owned(),
            grade: d.grade.to_owned(),
            meaning: d.meaning.to_owned(),
            at: d.at.format("%Y-%m-%d %H:%M").to_string(),
            signer: d.signer,
            evidence: d.evidence,
            to_confirm: d.to_confirm,
            counts: d.counts,
            operator: d.operator,
            review: review.unwrap_or_default(),
            void: d.void,
            pictures: d.pictures.into_iter().map(PictureView::from).collect(),
        }
    }
}

/// The letters of all homes or of one, newest first, with how each was delivered.
///
/// # Errors
/// Of [`zhangfang_office::Office::letters`].
#[tauri::command(async)]
pub fn contact_letters(room: Option<&str>, session: State<'_, Session>) -> Answer<Vec<LetterView>> {
    let today = session.host().today();
    session.with(|office| Ok(office.letters(room, today)?.into_iter().map(Into::into).collect()))
}

/// A delivery as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "contact/deliveries.ts")]
pub struct DeliveryForm {
    /// Number of the letter.
    pub letter: String,
    /// The way.
    pub way: String,
    /// When: `2026-01-06 14:00`, `14:00` for today; now when empty.
    pub at: String,
    /// Who signed.
    pub signer: String,
    /// In which relation to who owes; empty when nobody signed.
    pub relation: String,
    /// Why it was not signed for.
    pub refusal: String,
    /// Who of the neighbourhood committee was there.
    pub witness: String,
    /// Number of the waybill.
    pub waybill: String,
    /// Whether the waybill names its content.
    pub content_named: bool,
    /// The number a message went to.
    pub number: String,
    /// What else is to be known.
    pub note: String,
    /// Photos on the tray.
    pub files: Vec<u32>,
}

fn note(form: DeliveryForm, occasion: &Occasion, session: &Session) -> Answer<DeliveryNote> {
    let at = moment_or_none(&form.at, occasion)?;
    let relation = text_or_none(&form.relation)
        .map(|r| chosen("签收人关系", &r, Relation::from_code(&r)))
        .transpose()?;
    Ok(DeliveryNote {
        way: chosen("送达方式", &form.way, Way::from_code(&form.way))?,
        at: at.unwrap_or_else(|| occasion.today.and_time(occasion.now.time())),
        relation,
        pictures: attachments(session, &form.files)?,
        letter: form.letter,
        signer: text_or_none(&form.signer),
        refusal: text_or_none(&form.refusal),
        witness: text_or_none(&form.witness),
        waybill: text_or_none(&form.waybill),
        content_named: form.content_named,
        number: text_or_none(&form.number),
        note: form.note,
    })
}

/// What a delivery does to the limitation of one charge.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/deliveries.ts")]
pub struct EffectView {
    /// Its item.
    pub item: String,
    /// Its months.
    pub months: String,
    /// Last day without this delivery.
    pub before: String,
    /// Last day with it.
    pub after: String,
    /// 送达时已届满, 不变, 重新计算.
    pub what: String,
}

/// A delivery, noted or only looked at.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "contact/deliveries.ts")]
pub struct DeliveredView {
    /// A to E.
    pub grade: String,
    /// What the grade means.
    pub meaning: String,
    /// The open charges the letter asked for.
    pub effects: Vec<EffectView>,
}

impl From<Delivered> for DeliveredView {
    fn from(d: Delivered) -> Self {
        let effect = |e: zhangfang_office::delivery::Effect| EffectView {
            what: match (e.too_late, e.before == e.after) {
                (true, _) => "送达时已届满",
                (_, true) => "不变",
                _ => "重新计算",
            }
            .to_owned(),
            item: e.item,
            months: e.months,
            before: e.before.to_string(),
            after: e.after.to_string(),
        };
        Self { grade: d.grade, meaning: d.meaning, effects: d.effects.into_iter().map(effect).collect() }
    }
}

/// What noting a delivery would come to.
///
/// # Errors
/// Of [`zhangfang_office::Office::preview_delivery`].
#[tauri::command(async)]
pub fn contact_delivery_preview(form: DeliveryForm, session: State<'_, Session>) -> Answer<DeliveredView> {
    let occasion = session.occasion(None);
    let note = note(form, &occasion, &session)?;
    session.with(|office| Ok(office.preview_delivery(&note, &occasion)?.into()))
}

/// Notes a delivery.
///
/// # Errors
/// Of [`zhangfang_office::Office::note_delivery`].
#[tauri::command(async)]
pub fn contact_deliver(
    form: DeliveryForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<DeliveredView> {
    let occasion = session.occasion(key);
    let note = note(form, &occasion, &session)?;
    session.with(|office| Ok(office.note_delivery(&note, &occasion)?.value.into()))
}

/// Takes a doubtful delivery as proved.
///
/// # Errors
/// Of [`zhangfang_office::Office::confirm_delivery`].
#[tauri::command(async)]
pub fn contact_confirm_delivery(
    delivery: i64,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.confirm_delivery(delivery, reason, &occasion).map(drop)?))
}

/// Records that a delivery was noted wrongly.
///
/// # Errors
/// Of [`zhangfang_office::Office::void_delivery`].
#[tauri::command(async)]
pub fn contact_void_delivery(
    delivery: i64,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.void_delivery(delivery, reason, &occasion).map(drop)?))
}
