//! What a person works through: the accounts, the lines decided already, a statement whose headings nobody knows.

use super::masked;
use crate::{Office, OfficeError, Result};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use zhangfang_domain::method::Method;
use zhangfang_domain::reconciliation::MatchKind;
use zhangfang_domain::{Fen, mask};
use zhangfang_sheets::{SheetError, column_letters};

/// An account statements were imported for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementAccount {
    /// As the office calls it.
    pub channel: String,
    /// How money arrives there.
    pub method: Option<Method>,
    /// Days of its first and last line.
    pub days: (NaiveDate, NaiveDate),
    /// Lines nothing was said of.
    pub undecided: usize,
    /// Lines in suspense.
    pub suspense: usize,
}

/// A line somebody has said something of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedLine {
    /// The line.
    pub line: i64,
    /// Its account.
    pub channel: String,
    /// Day of booking.
    pub day: NaiveDate,
    /// Money in, negative for money out.
    pub amount: Fen,
    /// The other side, masked.
    pub payer: String,
    /// Remark.
    pub remark: String,
    /// What it is.
    pub kind: MatchKind,
    /// The receipt it belongs to.
    pub receipt: Option<i64>,
    /// The form it was paid out on.
    pub form: Option<String>,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub on: NaiveDate,
}

/// A statement without a heading that says which column is the day and which the amount; a person says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadHeader {
    /// The sheet looked at.
    pub sheet: String,
    /// The likeliest row of headings.
    pub row: u32,
    /// What stands there: letters of the column and the heading.
    pub headings: Vec<(String, String)>,
}

impl UnreadHeader {
    /// Out of an error that says so.
    #[must_use]
    pub fn of(error: &OfficeError) -> Option<Self> {
        let OfficeError::Sheet(SheetError::NoHeader { sheet, row, headings }) = error else { return None };
        let headings = headings.iter().map(|h| (column_letters(h.column), h.text.clone())).collect();
        Some(Self { sheet: sheet.clone(), row: *row, headings })
    }
}

impl Office {
    /// The accounts statements were imported for, by name.
    ///
    /// # Errors
    /// Store errors.
    pub fn statement_accounts(&self) -> Result<Vec<StatementAccount>> {
        let mut accounts: BTreeMap<String, StatementAccount> = BTreeMap::new();
        for line in self.lines()? {
            let account = accounts.entry(line.channel.clone()).or_insert_with(|| StatementAccount {
                channel: line.channel.clone(),
                method: Method::from_code(&line.method),
                days: (line.day, line.day),
                undecided: 0,
                suspense: 0,
            });
            account.days = (account.days.0.min(line.day), account.days.1.max(line.day));
            match line.standing.map(|standing| standing.kind) {
                None => account.undecided += 1,
                Some(MatchKind::Suspense) => account.suspense += 1,
                Some(_) => {}
            }
        }
        Ok(accounts.into_values().collect())
    }

    /// The lines somebody has said something of, the latest first. Names are masked.
    ///
    /// # Errors
    /// Store errors.
    pub fn decided_lines(&self, channel: Option<&str>) -> Result<Vec<DecidedLine>> {
        let reading = self.book.reading();
        let homes = reading.homes()?;
        let owners: Vec<&str> =
            homes.iter().flat_map(|h| h.record.owners.iter().map(String::as_str)).collect();
        let mut decided = Vec::new();
        for line in reading.lines_between(NaiveDate::MIN, NaiveDate::MAX, channel)?.into_iter().rev() {
            let Some(standing) = line.standing else { continue };
            let form = standing.form.map(|form| reading.form_of_id(form)).transpose()?;
            decided.push(DecidedLine {
                line: line.id,
                channel: line.channel,
                day: line.day,
                amount: line.fen,
                payer: mask::name(&line.payer),
                remark: masked(&line.remark, &owners),
                kind: standing.kind,
                receipt: standing.receipt,
                form: form.map(|form| form.number),
                reason: standing.reason,
                by: standing.by,
                on: standing.on,
            });
        }
        Ok(decided)
    }
}
