//! A statement file: looked at first, its columns said by hand where they are not understood, then taken in.

use crate::session::Session;
use crate::wire::{Amount, Answer};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_office::reconciliation::{Field, StatementDraft, StatementFile, UnreadHeader};
use zhangfang_office::{OfficeError, Refusal};

/// What a statement would bring in, before it is taken in.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatementView {
    /// The sheet read.
    pub sheet: String,
    /// Whether a day and an amount were found; else a person says which column is what.
    pub readable: bool,
    /// Row of the headings.
    pub header: u32,
    /// The columns.
    pub columns: Vec<StatementColumn>,
    /// What a column can hold: key and name.
    pub fields: Vec<(String, String)>,
    /// Lines that can be taken in.
    pub lines: usize,
    /// Money in.
    pub incoming: Amount,
    /// Money out.
    pub outgoing: Amount,
    /// First and last day; empty without lines.
    pub days: (String, String),
    /// The first lines as read: day, amount, payer, remark.
    pub first: Vec<(String, Amount, String, String)>,
    /// What keeps rows out: row, column, content, why.
    pub faults: Vec<(u32, String, String, String)>,
    /// Rows that moved no money.
    pub left_out: usize,
}

/// A headed column of a statement.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatementColumn {
    /// Its letters.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// Key of what it is read as; empty when it is not read.
    pub field: String,
}

/// Columns as said by hand.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatementMapping {
    /// Row of the headings.
    pub header: u32,
    /// Letters of a column and the key of what it holds.
    pub columns: Vec<(String, String)>,
}

impl StatementMapping {
    /// The text the office remembers a layout by; the reader of layouts judges it.
    fn text(&self) -> String {
        let mut text = format!("v1;header={}", self.header);
        for field in FIELDS {
            let of = self.columns.iter().filter(|(_, key)| key == field.key());
            let letters: Vec<&str> = of.map(|(letters, _)| letters.as_str()).collect();
            if !letters.is_empty() {
                text += &format!(";{}={}", field.key(), letters.join("+"));
            }
        }
        text
    }
}

/// What a column can hold, in the order it is offered.
const FIELDS: [Field; 9] = [
    Field::Day,
    Field::Income,
    Field::Expense,
    Field::Amount,
    Field::Direction,
    Field::Payer,
    Field::Remark,
    Field::Reference,
    Field::Status,
];

fn fields() -> Vec<(String, String)> {
    FIELDS.map(|field| (field.key().to_owned(), field.label().to_owned())).to_vec()
}

impl From<StatementDraft> for StatementView {
    fn from(draft: StatementDraft) -> Self {
        let sum = |sign: i64| -> Fen {
            draft.lines.iter().filter(|l| l.fen.0.signum() == sign).map(|l| l.fen).sum()
        };
        let (first, last) =
            (draft.lines.iter().map(|l| l.day).min(), draft.lines.iter().map(|l| l.day).max());
        let text = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let column = |(letters, heading, field): &(String, String, Option<Field>)| StatementColumn {
            letters: letters.clone(),
            heading: heading.clone(),
            field: field.map_or("", Field::key).to_owned(),
        };
        let shown = draft.lines.iter().take(5);
        let faults = draft.faults.iter();
        Self {
            sheet: draft.sheet.clone(),
            readable: true,
            header: draft.layout.header,
            columns: draft.columns.iter().map(column).collect(),
            fields: fields(),
            lines: draft.lines.len(),
            incoming: sum(1).into(),
            outgoing: (-sum(-1)).into(),
            days: (text(first), text(last)),
            first: shown
                .map(|l| (l.day.to_string(), l.fen.into(), l.payer.clone(), l.remark.clone()))
                .collect(),
            faults: faults
                .map(|f| (f.row, f.column.clone(), f.value.clone(), f.reason.sentence().to_owned()))
                .collect(),
            left_out: draft.left_out.len(),
        }
    }
}

impl From<UnreadHeader> for StatementView {
    fn from(unread: UnreadHeader) -> Self {
        let column = |(letters, heading)| StatementColumn { letters, heading, field: String::new() };
        Self {
            sheet: unread.sheet,
            readable: false,
            header: unread.row,
            columns: unread.headings.into_iter().map(column).collect(),
            fields: fields(),
            lines: 0,
            incoming: Fen::ZERO.into(),
            outgoing: Fen::ZERO.into(),
            days: (String::new(), String::new()),
            first: Vec::new(),
            faults: Vec::new(),
            left_out: 0,
        }
    }
}

fn method(code: &str) -> Result<Method, OfficeError> {
    let expected = "微信、支付宝、刷卡或银行转账";
    Method::from_code(code)
        .ok_or_else(|| Refusal::Unusable { field: "收款方式", value: code.to_owned(), expected }.into())
}

/// What a statement on the tray would bring in. Writes nothing.
///
/// # Errors
/// When the file cannot be read, or the columns said by hand are not enough.
#[tauri::command(async)]
pub fn reconcile_preview(
    file: u32,
    mapping: Option<StatementMapping>,
    session: State<'_, Session>,
) -> Answer<StatementView> {
    let contents = session.tray.read(file)?;
    let layout = mapping.map(|mapping| mapping.text());
    let file = StatementFile {
        name: &contents.name,
        bytes: &contents.bytes,
        layout: layout.as_deref(),
        channel: "",
        method: Method::Transfer,
    };
    session.with(|office| match office.preview_statement(&file) {
        Ok(draft) => Ok(draft.into()),
        Err(error) => match UnreadHeader::of(&error) {
            Some(unread) => Ok(unread.into()),
            None => Err(error.into()),
        },
    })
}

/// What the import of a statement did.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "reconcile.ts")]
pub struct StatementDone {
    /// Lines taken in.
    pub lines: usize,
    /// Lines an earlier statement had brought.
    pub known: usize,
    /// Rows that could not be read.
    pub faults: usize,
}

/// Takes the lines of a statement in. No money is posted.
///
/// # Errors
/// Of [`zhangfang_office::Office::import_statement`].
#[tauri::command(async)]
pub fn reconcile_take(
    file: u32,
    account: &str,
    way: &str,
    mapping: Option<StatementMapping>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<StatementDone> {
    let (contents, occasion) = (session.tray.read(file)?, session.occasion(key));
    let layout = mapping.map(|mapping| mapping.text());
    let file = StatementFile {
        name: &contents.name,
        bytes: &contents.bytes,
        layout: layout.as_deref(),
        channel: account,
        method: method(way)?,
    };
    session.with(|office| {
        let done = office.import_statement(&file, &occasion)?.value;
        Ok(StatementDone { lines: done.lines, known: done.known, faults: done.faults })
    })
}
