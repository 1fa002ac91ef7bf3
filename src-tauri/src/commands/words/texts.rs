//! The texts of letters, and the checker while one is typed.

use crate::session::Session;
use crate::wire::Answer;
use serde::Serialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::letter::Letter;
use zhangfang_domain::wording::{Finding, Findings, LIST, TextKind, check};
use zhangfang_office::letter::{LetterText, letter_named, template};
use zhangfang_office::sentence::sentence;
use zhangfang_office::{OfficeError, Refusal};

/// A place in a text that goes against a rule.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct FindingLine {
    /// As it was typed.
    pub found: String,
    /// The rule.
    pub rule: String,
    /// What to write instead.
    pub advice: String,
}

impl From<&Finding> for FindingLine {
    fn from(f: &Finding) -> Self {
        Self { found: f.found.clone(), rule: f.rule.to_owned(), advice: f.advice.to_owned() }
    }
}

/// What the checker says of a text.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct FindingsView {
    /// Whether it may leave the office.
    pub clean: bool,
    /// What keeps it.
    pub blocked: Vec<FindingLine>,
    /// What should be put otherwise.
    pub warned: Vec<FindingLine>,
    /// What it must say and does not.
    pub missing: Vec<String>,
    /// Why it cannot be filled, in a sentence; empty when it can.
    pub trouble: String,
    /// Version of the list.
    pub list: String,
}

impl From<&Findings> for FindingsView {
    fn from(f: &Findings) -> Self {
        Self {
            clean: f.is_clean(),
            blocked: f.blocked.iter().map(Into::into).collect(),
            warned: f.warned.iter().map(Into::into).collect(),
            missing: f.missing.iter().map(|need| need.label().to_owned()).collect(),
            trouble: String::new(),
            list: LIST.to_owned(),
        }
    }
}

/// The text of a letter as it is edited.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "words.ts")]
pub struct TextView {
    /// Code of the letter.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it is sent to a phone.
    pub message: bool,
    /// Whether it is the office's own.
    pub own: bool,
    /// The text.
    pub text: String,
    /// The one delivered with the program.
    pub delivered: String,
    /// Fields it cannot do without.
    pub needs: Vec<String>,
    /// The other fields it can be filled with.
    pub fields: Vec<String>,
    /// What the checker says.
    pub findings: FindingsView,
}

impl From<LetterText> for TextView {
    fn from(text: LetterText) -> Self {
        let needs = text.letter.needs();
        let others = text.letter.fields().iter().filter(|f| !needs.contains(f));
        Self {
            code: text.letter.code().to_owned(),
            name: text.letter.label().to_owned(),
            message: text.letter.is_message(),
            own: text.own,
            delivered: text.letter.delivered().trim().to_owned(),
            needs: needs.iter().map(|f| f.label().to_owned()).collect(),
            fields: others.map(|f| f.label().to_owned()).collect(),
            findings: (&text.findings).into(),
            text: text.text,
        }
    }
}

/// Every letter with its text.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn words_texts(session: State<'_, Session>) -> Answer<Vec<TextView>> {
    session.with(|office| Ok(office.letter_texts()?.into_iter().map(Into::into).collect()))
}

/// What the checker says of a text as it is typed; `kind` is the code of a letter or of a kind of text.
///
/// # Errors
/// [`Refusal::Unknown`].
#[tauri::command(async)]
pub fn words_check(kind: &str, text: &str) -> Answer<FindingsView> {
    let letter = Letter::parse(kind);
    let named = letter.map(Letter::text_kind).or_else(|| TextKind::parse(kind));
    let unknown = || OfficeError::from(Refusal::Unknown { kind: "文字用途", name: kind.to_owned() });
    let mut view = FindingsView::from(&check(text, named.ok_or_else(unknown)?));
    if let Some(Err(why)) = letter.map(|letter| template(letter, text)) {
        view.clean = false;
        view.trouble = sentence(&why);
    }
    Ok(view)
}

/// Keeps a text of the office's own; an empty one goes back to the one delivered.
///
/// # Errors
/// Of [`zhangfang_office::Office::keep_letter_text`].
#[tauri::command(async)]
pub fn words_keep(
    letter: &str,
    text: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<TextView> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let letter = letter_named(letter)?;
        office.keep_letter_text(letter, text, &occasion)?;
        Ok(office.letter_text(letter)?.into())
    })
}
