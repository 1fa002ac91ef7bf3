//! Workbooks of readings: the round out, the readings in, an import back.

use super::Metered;
use super::readings::Judged;
use crate::bill_run::require_reason;
use crate::refusal::MeterRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use zhangfang_domain::meter::Kind;
use zhangfang_domain::metering::ReadingKind;
use zhangfang_domain::reading_check::Doubt;
use zhangfang_sheets::export::{Table, Value};
use zhangfang_sheets::list::ListRefusal;
use zhangfang_sheets::meters::ReadingRow;
use zhangfang_store::import::ImportRecord;
use zhangfang_store::metering::NewReading;

/// A workbook of readings to look at or to take in.
#[derive(Clone, Copy, Debug)]
pub struct ReadingFile<'f> {
    /// Name of the file.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
    /// The day of rows that give none; the business date when it is none either.
    pub day: Option<NaiveDate>,
    /// Rows or numbers of meters that are taken although they look odd.
    pub accept: &'f [String],
    /// Why they are taken all the same; kept with each of them.
    pub reason: &'f str,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFate {
    /// Kept.
    Kept,
    /// Kept although it looks odd, because somebody said so.
    Accepted(Vec<Doubt>),
    /// The book says the same already.
    Same,
    /// Refused: hard doubts, or soft ones nobody accepted.
    Doubtful(Vec<Doubt>),
    /// No such meter.
    UnknownMeter,
    /// The meter stands in these rows too; none of them is taken.
    Twice(Vec<u32>),
}

impl RowFate {
    /// Whether the row is written.
    #[must_use]
    pub const fn is_kept(&self) -> bool {
        matches!(self, Self::Kept | Self::Accepted(_))
    }

    /// Whether somebody may take the row all the same.
    #[must_use]
    pub fn can_be_accepted(&self) -> bool {
        matches!(self, Self::Doubtful(doubts) if !doubts.iter().any(Doubt::is_hard))
    }
}

/// A row with what becomes of it.
#[derive(Clone, Debug)]
pub struct JudgedRow {
    /// The row as read.
    pub row: ReadingRow,
    /// The day it counts for.
    pub day: NaiveDate,
    /// The room, or where a shared meter hangs.
    pub room: String,
    /// What was used since the reading before.
    pub usage: Option<Decimal>,
    /// What becomes of it.
    pub fate: RowFate,
    meter: Option<i64>,
    corrects: Option<i64>,
}

/// What the import of a workbook would do. Nothing was written.
#[derive(Clone, Debug)]
pub struct ReadingPreview {
    /// The sheet.
    pub sheet: String,
    /// The rows.
    pub rows: Vec<JudgedRow>,
    /// Cells that could not be read.
    pub unreadable: Vec<ListRefusal>,
    /// Meters of the same kinds that hang, are not in the file and have no reading for its months: number and room.
    pub missing: Vec<(String, String)>,
}

impl ReadingPreview {
    /// How many rows would be written.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.rows.iter().filter(|r| r.fate.is_kept()).count()
    }

    /// How many rows say what the book says.
    #[must_use]
    pub fn same(&self) -> usize {
        self.rows.iter().filter(|r| r.fate == RowFate::Same).count()
    }

    /// How many rows are refused.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.rows.len() - self.kept() - self.same() + self.unreadable.len()
    }
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingsTaken {
    /// Number of the import, for undo.
    pub import: i64,
    /// Readings noted.
    pub kept: usize,
    /// Rows that said what the book says.
    pub same: usize,
    /// Rows refused.
    pub refused: usize,
}

const IMPORT: &str = "reading.import";

impl Office {
    /// Reads a workbook of readings and says of every row what would become of it.
    ///
    /// # Errors
    /// [`OfficeError::Sheet`], store errors.
    pub fn preview_readings(&self, file: &ReadingFile<'_>, today: NaiveDate) -> Result<ReadingPreview> {
        let draft = zhangfang_sheets::meters::readings(file.bytes, file.name)?;
        let window = self.reading_window()?;
        let metered = self.metered()?;
        let by_code: HashMap<&str, &Metered> = metered.iter().map(|m| (m.meter.code.as_str(), m)).collect();
        let mut at: HashMap<&str, Vec<u32>> = HashMap::new();
        for row in &draft.rows {
            at.entry(&row.meter).or_default().push(row.row);
        }
        let mut rows = Vec::with_capacity(draft.rows.len());
        for row in &draft.rows {
            let day = row.day.or(file.day).unwrap_or(today);
            let Some(metered) = by_code.get(row.meter.as_str()) else {
                let (room, fate) = (String::new(), RowFate::UnknownMeter);
                rows.push(JudgedRow {
                    row: row.clone(),
                    day,
                    room,
                    usage: None,
                    fate,
                    meter: None,
                    corrects: None,
                });
                continue;
            };
            let judged = metered.judged((day, row.value, row.rollover), None, window, today);
            let twice = at.get(row.meter.as_str()).filter(|rows| rows.len() > 1);
            let fate = match twice {
                Some(all) => RowFate::Twice(all.iter().copied().filter(|n| *n != row.row).collect()),
                None => fate(metered, row, day, &judged, file.accept),
            };
            let (room, meter) = (metered.room.clone(), Some(metered.meter.id));
            let (usage, corrects) = (judged.usage, judged.corrects);
            rows.push(JudgedRow { row: row.clone(), day, room, usage, fate, meter, corrects });
        }
        let months: BTreeSet<_> = rows.iter().map(|r| window.month_of(r.day)).collect();
        let kinds: BTreeSet<Kind> =
            rows.iter().filter_map(|r| by_code.get(r.row.meter.as_str())).map(|m| m.meter.kind).collect();
        let missing = metered
            .iter()
            .filter(|m| kinds.contains(&m.meter.kind) && !at.contains_key(m.meter.code.as_str()))
            .filter(|m| months.iter().any(|month| super::readings::is_unread(m, *month, window)))
            .map(|m| (m.meter.code.clone(), m.room.clone()))
            .collect();
        Ok(ReadingPreview { sheet: draft.sheet, rows, unreadable: draft.refused, missing })
    }

    /// Takes a workbook of readings in as one act; rows that are refused are left out.
    ///
    /// # Errors
    /// Of [`Office::preview_readings`]; [`MeterRefusal::NothingToKeep`]; [`Refusal::Unusable`] when an odd row is taken
    /// without a reason.
    pub fn import_readings(
        &mut self,
        file: &ReadingFile<'_>,
        occasion: &Occasion,
    ) -> Result<Posted<ReadingsTaken>> {
        let preview = self.preview_readings(file, occasion.today)?;
        let (kept, same, refused) = (preview.kept(), preview.same(), preview.refused());
        if kept == 0 && !self.replays(occasion)? {
            return Err(MeterRefusal::NothingToKeep { refused, same }.into());
        }
        let odd = |row: &&JudgedRow| matches!(row.fate, RowFate::Accepted(_));
        if file.reason.trim().is_empty() && preview.rows.iter().any(|row| odd(&row)) {
            let expected = "异常读数照样记入的原因，如 现场复核、业主有照片";
            return Err(Refusal::Unusable { field: "复核说明", value: String::new(), expected }.into());
        }
        let sha256: String = Sha256::digest(file.bytes).iter().map(|b| format!("{b:02x}")).collect();
        self.book.transact(IMPORT, occasion, |act| {
            for judged in preview.rows.iter().filter(|r| r.fate.is_kept()) {
                let Some(meter) = judged.meter else { continue };
                let own = judged.row.note.as_deref();
                let said =
                    odd(&judged).then(|| own.into_iter().chain([file.reason.trim()]).collect::<Vec<_>>());
                let said = said.map(|parts| parts.join("；"));
                act.post_reading(&NewReading {
                    meter,
                    day: judged.day,
                    value: judged.row.value,
                    kind: ReadingKind::Actual,
                    rollover: judged.row.rollover,
                    corrects: judged.corrects,
                    note: said.as_deref().or(own),
                })?;
            }
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let import = act.post_import(file.name, &sha256, count(kept), count(refused))?;
            Ok::<_, OfficeError>(ReadingsTaken { import, kept, same, refused })
        })
    }

    /// Imports of readings, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn reading_imports(&self) -> Result<Vec<ImportRecord>> {
        Ok(self.book.reading().imports(IMPORT)?)
    }

    /// Takes an import of readings back, as long as none of them was billed or built upon.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::ImportUndone`], [`MeterRefusal::ImportBilled`], [`Refusal::Unusable`].
    pub fn undo_readings(&mut self, import: i64, reason: &str, occasion: &Occasion) -> Result<Posted<usize>> {
        require_reason(reason)?;
        let found = self.reading_imports()?.into_iter().find(|i| i.id == import);
        let found =
            found.ok_or_else(|| Refusal::Unknown { kind: "读数导入记录", name: import.to_string() })?;
        let replay = self.replays(occasion)?;
        if found.undone_by.is_some() && !replay {
            return Err(Refusal::ImportUndone { import }.into());
        }
        let mut readings = self.book.reading().readings_of_act(found.act)?;
        readings.retain(|n| n.void_reason.is_none());
        let mut billed = Vec::new();
        for noted in &readings {
            match self.check_voidable(noted) {
                Err(OfficeError::Refused(Refusal::Meter(_))) => {
                    billed.push(self.book.reading().meter_code(noted.reading.meter)?);
                }
                judged => judged?,
            }
        }
        if !billed.is_empty() && !replay {
            return Err(MeterRefusal::ImportBilled { import, meters: billed }.into());
        }
        self.book.transact("reading.undo", occasion, |act| {
            act.post_import_undo(&found, reason)?;
            for noted in &readings {
                act.void_reading(noted.reading.id, reason)?;
            }
            Ok::<_, OfficeError>(readings.len())
        })
    }

    /// The reading round as a table to be filled in and taken in again: every meter that hangs, in walking order.
    ///
    /// # Errors
    /// Store errors.
    pub fn reading_round(&self, kind: Option<Kind>, buildings: &[String]) -> Result<Table> {
        let text = |t: &str| Value::Text(t.to_owned());
        let rows = self.round(kind, buildings)?.into_iter().zip(1..).map(|(m, n)| {
            let last = m.links.last();
            vec![
                Value::Integer(n),
                text(&m.room),
                text(m.meter.kind.label()),
                text(&m.meter.code),
                last.map_or(Value::Empty, |l| Value::Date(l.day)),
                last.map_or(Value::Empty, |l| Value::Decimal(l.value)),
                m.monthly_average().map_or(Value::Empty, Value::Decimal),
                Value::Empty,
                Value::Empty,
                Value::Empty,
                Value::Empty,
            ]
        });
        let headings = [
            "序号",
            "房号",
            "类别",
            "表号",
            "上期日期",
            "上期读数",
            "月均用量",
            "本期读数",
            "抄表日期",
            "归零",
            "备注",
        ];
        Ok(Table {
            title: "抄表单".to_owned(),
            headings: headings.map(str::to_owned).to_vec(),
            rows: rows.collect(),
            footer: None,
        })
    }

    /// The meters of a round: those that hang, of a kind and some buildings (all when none is named; shared meters
    /// only with all).
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for a building, store errors.
    pub fn round(&self, kind: Option<Kind>, buildings: &[String]) -> Result<Vec<Metered>> {
        let homes: Vec<i64> = self.homes_in(buildings)?.iter().map(|h| h.id).collect();
        let mut round = self.metered()?;
        round.retain(|m| {
            let there = m.meter.home.map_or(buildings.is_empty(), |home| homes.contains(&home));
            m.meter.removed.is_none() && kind.is_none_or(|k| k == m.meter.kind) && there
        });
        Ok(round)
    }
}

fn fate(metered: &Metered, row: &ReadingRow, day: NaiveDate, judged: &Judged, accept: &[String]) -> RowFate {
    let said =
        metered.links.iter().any(|l| l.day == day && l.value == row.value && l.kind == ReadingKind::Actual);
    let accepted = accept.iter().any(|a| *a == row.meter || *a == row.row.to_string());
    if said {
        RowFate::Same
    } else if judged.doubts.is_empty() {
        RowFate::Kept
    } else if accepted && !judged.doubts.iter().any(Doubt::is_hard) {
        RowFate::Accepted(judged.doubts.clone())
    } else {
        RowFate::Doubtful(judged.doubts.clone())
    }
}
