//! Messages to one household each.

use super::texts::FindingsView;
use crate::session::Session;
use crate::wire::{Amount, Answer};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::contact::Channel;
use zhangfang_office::letter::letter_named;
use zhangfang_office::message::{Draft, Outgoing};
use zhangfang_office::{OfficeError, Refusal};

/// A message before it is sent.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct DraftLine {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// The phone, masked.
    pub phone: String,
    /// What it asks for.
    pub amount: Amount,
    /// What it says.
    pub text: String,
    /// Characters, signature included.
    pub characters: usize,
    /// SMS segments.
    pub segments: usize,
    /// When the same one went there last; empty when never.
    pub sent: String,
    /// What the checker says.
    pub findings: FindingsView,
}

impl From<Draft> for DraftLine {
    fn from(d: Draft) -> Self {
        Self {
            account: d.account,
            room: d.room,
            owner: d.owner,
            phone: d.phone,
            amount: d.amount.into(),
            text: d.text,
            characters: d.characters,
            segments: d.segments,
            sent: d.sent.map(|on| on.to_string()).unwrap_or_default(),
            findings: (&d.findings).into(),
        }
    }
}

/// The messages a letter would send.
///
/// # Errors
/// Of [`zhangfang_office::Office::message_drafts`].
#[tauri::command(async)]
pub fn words_drafts(letter: &str, session: State<'_, Session>) -> Answer<Vec<DraftLine>> {
    let today = session.host().today();
    session.with(|office| {
        let drafts = office.message_drafts(letter_named(letter)?, &[], today)?;
        Ok(drafts.into_iter().map(Into::into).collect())
    })
}

/// A message that was sent.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct OutgoingMessage {
    /// To which account.
    #[ts(type = "number")]
    pub account: i64,
    /// What it said.
    pub text: String,
}

/// Notes messages as sent.
///
/// # Errors
/// Of [`zhangfang_office::Office::send_messages`].
#[tauri::command(async)]
pub fn words_send(
    letter: &str,
    channel: &str,
    messages: Vec<OutgoingMessage>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let occasion = session.occasion(key);
    let unusable = || {
        let (value, expected) = (channel.to_owned(), "短信或微信");
        OfficeError::from(Refusal::Unusable { field: "渠道", value, expected })
    };
    let channel = Channel::parse(channel).ok_or_else(unusable)?;
    let outgoing: Vec<Outgoing> =
        messages.into_iter().map(|m| Outgoing { account: m.account, text: m.text }).collect();
    session
        .with(|office| Ok(office.send_messages(letter_named(letter)?, channel, &outgoing, &occasion)?.value))
}

/// The messages of a letter as a workbook for an SMS desk, noted as an export; answers where it went.
///
/// # Errors
/// Of [`zhangfang_office::Office::message_table`]; when the file cannot be written.
#[tauri::command(async)]
pub fn words_export(
    letter: &str,
    purpose: &str,
    recipient: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let occasion = session.occasion(key);
    let table = session.with(|office| {
        Ok(office.message_table(letter_named(letter)?, &[], (purpose, recipient), &occasion)?)
    })?;
    crate::export::write(&session, table)
}

/// The text for the owners' group.
///
/// # Errors
/// Of [`zhangfang_office::Office::group_message`].
#[tauri::command(async)]
pub fn words_group(session: State<'_, Session>) -> Answer<String> {
    session.with(|office| Ok(office.group_message()?))
}
