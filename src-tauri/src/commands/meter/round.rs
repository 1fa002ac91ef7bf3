//! 抄表: the sheet of a month filled in by keyboard, workbooks of readings, what is read late or wrong.

use crate::export;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Answer, coded, day, decimal, month, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Month;
use zhangfang_domain::meter::Kind;
use zhangfang_domain::metering::ReadingKind;
use zhangfang_domain::reading_check::Doubt;
use zhangfang_office::metering::readings::{Judged, ReadingEntry};
use zhangfang_office::metering::sheet::SheetLine;
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::{Office, OfficeError, sentence};

/// Which meters of a month.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "meter/round.ts")]
pub struct RoundForm {
    /// The month.
    pub month: String,
    /// Code of the kind; all when empty.
    pub kind: String,
    /// The building; all and the shared meters when empty.
    pub building: String,
}

impl RoundForm {
    fn kind(&self) -> Result<Option<Kind>, OfficeError> {
        if self.kind.is_empty() { Ok(None) } else { coded("类别", &self.kind, Kind::from_code).map(Some) }
    }

    fn buildings(&self) -> Vec<String> {
        text_or_none(&self.building).into_iter().collect()
    }
}

/// The sheet of a month.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/round.ts")]
pub struct Round {
    /// First day readings are taken.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The rule: `25/5`.
    pub window: String,
    /// Its lines.
    pub lines: Vec<RoundLine>,
}

/// A meter on the sheet.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/round.ts")]
pub struct RoundLine {
    /// The meter.
    pub meter: String,
    /// 水表, 电表 …
    pub kind: String,
    /// The room or the place.
    pub room: String,
    /// Day of the reading before.
    pub before_day: String,
    /// The reading before.
    pub before: String,
    /// Used in a month, on average.
    pub average: String,
    /// What was noted for the month; empty while nothing was.
    pub value: String,
    /// Its day.
    pub day: String,
    /// Whether it is an estimate.
    pub estimate: bool,
    /// Its number; 0 while nothing was noted.
    #[ts(type = "number")]
    pub reading: i64,
    /// The number of the reading that counts: another one when it was put right.
    #[ts(type = "number")]
    pub counts: i64,
    /// What was used.
    pub usage: String,
}

impl From<SheetLine> for RoundLine {
    fn from(l: SheetLine) -> Self {
        let text = |d: rust_decimal::Decimal| d.normalize().to_string();
        Self {
            kind: l.metered.meter.kind.label().to_owned(),
            before_day: l.before.map(|r| r.day.to_string()).unwrap_or_default(),
            before: l.before.map(|r| text(r.value)).unwrap_or_default(),
            average: l.metered.monthly_average().map(text).unwrap_or_default(),
            value: l.noted.map(|r| text(r.value)).unwrap_or_default(),
            day: l.noted.map(|r| r.day.to_string()).unwrap_or_default(),
            estimate: l.noted.is_some_and(|r| r.kind == ReadingKind::Estimate),
            reading: l.noted.map_or(0, |r| r.id),
            counts: l.counts.unwrap_or_default(),
            usage: l.usage.map(text).unwrap_or_default(),
            room: l.metered.room,
            meter: l.metered.meter.code,
        }
    }
}

/// The sheet of a month.
///
/// # Errors
/// Of [`Office::reading_sheet`].
#[tauri::command(async)]
pub fn meter_round(form: RoundForm, session: State<'_, Session>) -> Answer<Round> {
    let (of, kind) = (month(&form.month)?, form.kind()?);
    session.with(|office| {
        let window = office.reading_window()?;
        let (from, to) = window.of(of);
        let lines = office.reading_sheet(of, kind, &form.buildings())?;
        Ok(Round {
            from: from.to_string(),
            to: to.to_string(),
            window: window.to_string(),
            lines: lines.into_iter().map(RoundLine::from).collect(),
        })
    })
}

/// The sheet as a paper to carry.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn meter_round_paper(form: RoundForm, session: State<'_, Session>) -> Answer<PaperHandle> {
    let (kind, buildings, occasion) = (form.kind()?, form.buildings(), session.occasion(None));
    let paper = session.with_fonts(|office, fonts| {
        let count = office.round(kind, &buildings)?.len();
        let bytes = papers::reading_round(office, fonts, kind, &buildings, &occasion)?;
        let of = buildings.first().map(|b| format!("-{b}栋")).unwrap_or_default();
        Ok(Paper { file_name: format!("抄表单{of}-{}.pdf", occasion.today), bytes, count })
    })?;
    Ok(session.shelf.put(paper))
}

/// The sheet as a workbook to be filled in and taken in again.
///
/// # Errors
/// Store errors; when the file cannot be written.
#[tauri::command(async)]
pub fn meter_export_round(
    form: RoundForm,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let kind = form.kind()?;
    let table = session.with(|office| Ok(office.reading_round(kind, &form.buildings())?))?;
    export::save(&session, purpose, table)
}

/// A reading as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "meter/round.ts")]
pub struct ReadingForm {
    /// The meter.
    pub meter: String,
    /// What the dial showed.
    pub value: String,
    /// The day.
    pub day: String,
    /// Whether the dial passed zero.
    pub rollover: bool,
    /// The billed reading it puts right.
    #[ts(type = "number | null")]
    pub corrects: Option<i64>,
    /// Why an odd reading is right; it is kept with it.
    pub note: String,
    /// Take it although it looks odd.
    pub accept: bool,
}

impl ReadingForm {
    fn entry(&self) -> Result<ReadingEntry, OfficeError> {
        Ok(ReadingEntry {
            meter: self.meter.clone(),
            value: decimal("读数", &self.value)?,
            day: day(&self.day)?,
            rollover: self.rollover,
            corrects: self.corrects,
            note: text_or_none(&self.note),
            accept: self.accept,
        })
    }
}

/// What there is to say about a reading before it is noted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/round.ts")]
pub struct ReadingView {
    /// What was used; empty while it cannot be told.
    pub usage: String,
    /// What is doubtful, in words.
    pub doubts: Vec<String>,
    /// Whether a person may take it all the same.
    pub acceptable: bool,
    /// Whether it would be right if the dial had passed zero.
    pub lower: bool,
}

impl From<Judged> for ReadingView {
    fn from(j: Judged) -> Self {
        Self {
            usage: j.usage.map(|u| u.normalize().to_string()).unwrap_or_default(),
            acceptable: !j.doubts.iter().any(Doubt::is_hard),
            lower: j.doubts.iter().any(|d| matches!(d, Doubt::Lower { .. })),
            doubts: j.doubts.iter().map(sentence::reading_doubt).collect(),
        }
    }
}

/// Judges a reading. Nothing is written.
///
/// # Errors
/// Of [`Office::judge_reading`].
#[tauri::command(async)]
pub fn meter_judge(form: ReadingForm, session: State<'_, Session>) -> Answer<ReadingView> {
    let (entry, today) = (form.entry()?, session.host().today());
    session.with(|office| Ok(office.judge_reading(&entry, today)?.into()))
}

/// A reading that was noted.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/round.ts")]
pub struct NotedView {
    /// The reading of the chain it speaks for: itself, or the one it puts right.
    #[ts(type = "number")]
    pub reading: i64,
    /// Its own number.
    #[ts(type = "number")]
    pub counts: i64,
    /// What was used since the reading before.
    pub usage: String,
}

/// Notes a reading.
///
/// # Errors
/// Of [`Office::note_reading`].
#[tauri::command(async)]
pub fn meter_note(form: ReadingForm, key: Option<String>, session: State<'_, Session>) -> Answer<NotedView> {
    let (entry, occasion) = (form.entry()?, session.occasion(key));
    let kept = session.with(|office| Ok(office.note_reading(&entry, &occasion)?.value))?;
    Ok(NotedView { reading: kept.corrects.unwrap_or(kept.reading), counts: kept.reading, usage: kept.usage })
}

/// Takes a reading back that was not billed.
///
/// # Errors
/// Of [`Office::void_reading`].
#[tauri::command(async)]
pub fn meter_void(
    reading: u32,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.void_reading(i64::from(reading), reason, &occasion)?;
        Ok(())
    })
}

/// Estimates every unread meter of a month that has a history. Answers how many, and the meters still unread.
///
/// # Errors
/// Of [`Office::estimate_readings`].
#[tauri::command(async)]
pub fn meter_estimate(
    of: &str,
    meters: Vec<String>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<(usize, Vec<String>)> {
    let (of, occasion) = (month(of)?, session.occasion(key));
    session.with(|office| {
        let on = last_day(office, of)?.min(occasion.today);
        let kept = office.estimate_readings(&meters, of, on, &occasion)?.value.len();
        let unread = office.unread(of)?.into_iter().map(|m| m.meter.code).collect();
        Ok((kept, unread))
    })
}

fn last_day(office: &Office, of: Month) -> Answer<chrono::NaiveDate> {
    Ok(office.reading_window()?.of(of).1)
}

/// Says in which days of a month readings are taken.
///
/// # Errors
/// Of [`Office::set_reading_window`].
#[tauri::command(async)]
pub fn meter_set_window(
    from: &str,
    to: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.set_reading_window(&format!("{}/{}", from.trim(), to.trim()), &occasion)?;
        Ok(())
    })
}
