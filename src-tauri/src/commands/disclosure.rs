//! 公示: the month's entries, what they come to, the versions made and where they hang.

use crate::commands::contact::{PictureView, attachments};
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{self, Amount, Answer, amount, month};
use serde::{Deserialize, Serialize};
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_domain::disclosure::{CostGroup, Line};
use zhangfang_domain::{Fen, Months};
use zhangfang_office::disclosure::{Entry, NewEntry, SECTIONS};
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::publication::{Draft, NewPosting, PutUp, Version};

/// A code with its name.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct Named {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
}

/// An entry of the month.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct EntryLine {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// Its section, by name.
    pub section: String,
    /// Name on paper.
    pub label: String,
    /// Sum; negative when it takes another back.
    pub amount: Amount,
    /// Source or decision.
    pub note: String,
    /// Whether it was taken back, or takes another back.
    pub taken_back: bool,
}

/// A line of what is posted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct PostedLine {
    /// Its name.
    pub label: String,
    /// Its sum.
    pub amount: Amount,
    /// Percent of the expenses with one decimal; empty where none is shown.
    pub percent: String,
}

fn lines(lines: &[Line]) -> Vec<PostedLine> {
    let of =
        |l: &Line| PostedLine { label: l.label.clone(), amount: l.amount.into(), percent: String::new() };
    lines.iter().map(of).collect()
}

/// What the month comes to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct Totals {
    /// Income by source.
    pub income: Vec<PostedLine>,
    /// All of it.
    pub income_total: Amount,
    /// Expenses by group.
    pub expense: Vec<PostedLine>,
    /// All of them.
    pub expense_total: Amount,
    /// Income less expenses.
    pub balance: Amount,
    /// Balances of the earlier months of the year.
    pub balance_before: Amount,
    /// Newly prepaid in the month: a note, no income yet.
    pub newly_prepaid: Amount,
    /// 公共收益 carried in.
    pub common_opening: Amount,
    /// Its income.
    pub common_income: Vec<PostedLine>,
    /// Its reasonable cost.
    pub common_cost: Amount,
    /// What it was used for.
    pub common_uses: Vec<PostedLine>,
    /// What is left.
    pub common_closing: Amount,
}

/// Where a version hangs.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct PostingLine {
    /// Its number.
    #[ts(type = "number")]
    pub posting: i64,
    /// The place.
    pub place: String,
    /// The day.
    pub day: String,
    /// Who noted it.
    pub operator: String,
    /// The day it was taken down; empty while it hangs.
    pub taken_down: String,
    /// Photos of it.
    pub pictures: Vec<PictureView>,
}

/// A version that was made.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct VersionLine {
    /// Its number.
    pub number: String,
    /// Which one.
    pub version: usize,
    /// The day.
    pub on: String,
    /// Who made it.
    pub operator: String,
    /// Where it hangs.
    pub postings: Vec<PostingLine>,
}

impl From<Version> for VersionLine {
    fn from(v: Version) -> Self {
        let posting = |p: PutUp| PostingLine {
            posting: p.posting,
            place: p.place,
            day: p.day.to_string(),
            operator: p.operator,
            taken_down: p.taken_down.map(|d| d.to_string()).unwrap_or_default(),
            pictures: p.pictures.into_iter().map(PictureView::from).collect(),
        };
        let postings = v.postings.into_iter().map(posting).collect();
        Self { number: v.number, version: v.version, on: v.on.to_string(), operator: v.operator, postings }
    }
}

/// A month on the way to the board.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct MonthView {
    /// The month.
    pub month: String,
    /// Its entries, in order of typing.
    pub entries: Vec<EntryLine>,
    /// What it comes to.
    pub totals: Totals,
    /// The versions made, oldest first.
    pub versions: Vec<VersionLine>,
    /// Whether the figures are not those of the last version.
    pub changed: bool,
    /// What deserves a look, in sentences.
    pub notes: Vec<String>,
    /// Sections an entry can belong to.
    pub sections: Vec<Named>,
    /// Groups of expenses.
    pub groups: Vec<Named>,
}

fn totals(draft: &Draft) -> Totals {
    let (d, s) = (&draft.disclosure, &draft.disclosure.statement);
    let shares = s.expense_percentages();
    let expense = s.expense.iter().zip(shares).map(|((group, fen), share)| PostedLine {
        label: group.label().to_owned(),
        amount: (*fen).into(),
        percent: share.to_string(),
    });
    Totals {
        income: lines(&s.income),
        income_total: s.income_total().into(),
        expense: expense.collect(),
        expense_total: s.expense_total().into(),
        balance: s.balance().into(),
        balance_before: d.balance_before.into(),
        newly_prepaid: d.newly_prepaid.into(),
        common_opening: s.common.opening.into(),
        common_income: lines(&s.common.income),
        common_cost: s.common.cost.into(),
        common_uses: lines(&s.common.uses),
        common_closing: s.common.closing().into(),
    }
}

/// A month with its entries, sums and versions.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn disclosure_month(text: &str, session: State<'_, Session>) -> Answer<MonthView> {
    let (wanted, today) = (month(text)?, session.host().today());
    let named = |code: &str, name: &str| Named { code: code.to_owned(), name: name.to_owned() };
    session.with(|office| {
        let draft = office.disclosure_draft(wanted, today)?;
        let entry = |e: Entry| EntryLine {
            id: e.id,
            section: SECTIONS
                .iter()
                .find(|(code, _)| *code == e.section)
                .map_or("", |(_, name)| *name)
                .to_owned(),
            label: e.label,
            amount: Fen(e.fen).into(),
            note: e.note,
            taken_back: e.reversed || e.reverses.is_some(),
        };
        Ok(MonthView {
            month: wanted.to_string(),
            entries: office.entries(Months::single(wanted))?.into_iter().map(entry).collect(),
            totals: totals(&draft),
            versions: draft.versions.into_iter().map(Into::into).collect(),
            changed: draft.changed,
            notes: draft.notes,
            sections: SECTIONS.iter().map(|(code, name)| named(code, name)).collect(),
            groups: CostGroup::ALL.iter().map(|g| named(g.code(), g.label())).collect(),
        })
    })
}

/// An entry as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct EntryForm {
    /// The month.
    pub month: String,
    /// Code of the section.
    pub section: String,
    /// Code of the group, for an expense.
    pub group: String,
    /// Name on paper.
    pub label: String,
    /// Sum.
    pub amount: String,
    /// Source or decision.
    pub note: String,
}

/// Types an entry.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_entry`].
#[tauri::command(async)]
pub fn disclosure_add_entry(
    entry: EntryForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<i64> {
    let occasion = session.occasion(key);
    let code = if entry.section == "expense" { entry.group } else { String::new() };
    let new = NewEntry {
        month: month(&entry.month)?,
        section: entry.section,
        code,
        label: entry.label,
        amount: amount(&entry.amount)?,
        note: entry.note,
    };
    session.with(|office| Ok(office.add_entry(&new, &occasion)?.value))
}

/// Takes an entry back with an opposite one.
///
/// # Errors
/// Of [`zhangfang_office::Office::reverse_entry`].
#[tauri::command(async)]
pub fn disclosure_reverse_entry(
    entry: i64,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<i64> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.reverse_entry(entry, reason, &occasion)?.value))
}

/// Makes the disclosure of a month: a new version when anything changed, else the last one again.
///
/// # Errors
/// Of [`papers::disclosure`].
#[tauri::command(async)]
pub fn disclosure_publish(text: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let (wanted, occasion) = (month(text)?, session.occasion(None));
    let bytes =
        session.with_fonts(|office, fonts| Ok(papers::disclosure(office, fonts, wanted, &occasion)?))?;
    Ok(session.shelf.put(Paper { file_name: format!("收支公示-{wanted}.pdf"), bytes, count: 1 }))
}

/// A version as it was made.
///
/// # Errors
/// Of [`zhangfang_office::Office::published_version`].
#[tauri::command(async)]
pub fn disclosure_version(text: &str, number: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let wanted = month(text)?;
    let paper = session.with(|office| Ok(office.published_version(wanted, number)?))?;
    Ok(session.shelf.put(paper))
}

/// A version put up, as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "disclosure.ts")]
pub struct PostingForm {
    /// The month disclosed.
    pub month: String,
    /// Number of the version.
    pub number: String,
    /// The place.
    pub place: String,
    /// The day.
    pub day: String,
    /// Photos on the tray.
    pub files: Vec<u32>,
}

/// Notes where and when a version was put up.
///
/// # Errors
/// Of [`zhangfang_office::Office::note_posting`].
#[tauri::command(async)]
pub fn disclosure_note_posting(
    form: PostingForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    let (month, day) = (month(&form.month)?, wire::day(&form.day)?);
    let pictures = attachments(&session, &form.files)?;
    let new = NewPosting { month, number: form.number, place: form.place, day, pictures };
    session.with(|office| Ok(office.note_posting(&new, &occasion).map(drop)?))
}

/// Notes when what was put up was taken down.
///
/// # Errors
/// Of [`zhangfang_office::Office::end_posting`].
#[tauri::command(async)]
pub fn disclosure_take_down(
    text: &str,
    posting: i64,
    day: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let (wanted, day, occasion) = (month(text)?, wire::day(day)?, session.occasion(key));
    session.with(|office| Ok(office.end_posting(wanted, posting, day, &occasion).map(drop)?))
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        disclosure_month,
        disclosure_add_entry,
        disclosure_reverse_entry,
        disclosure_publish,
        disclosure_version,
        disclosure_note_posting,
        disclosure_take_down
    ]
}
