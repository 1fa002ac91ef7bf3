//! The owner register: look at a workbook first, take it in as one act, take that act back.

pub mod home;
pub mod look;

use crate::bill_run::require_reason;
use crate::progress::Progress;
use crate::tariff::OPENING_ITEM;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use zhangfang_domain::room::RoomNo;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_sheets::SheetError;
use zhangfang_sheets::export::Table;
use zhangfang_sheets::register::{Mapping, Options, RegisterDraft, RegisterRow, fingerprint, read_register};
use zhangfang_store::charge::NewCharge;
pub use zhangfang_store::import::ImportRecord;
pub use zhangfang_store::register::{Home, HomeRecord, Occupant, Space};

/// A workbook to look at or to take in.
#[derive(Clone, Copy, Debug)]
pub struct RegisterFile<'f> {
    /// Name of the file; its ending tells the format.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
    /// Columns mapped by hand, in the text form of [`Mapping`].
    pub mapping: Option<&'f str>,
    /// Also change homes that are in the book already.
    pub change_existing: bool,
}

/// What would become of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// A home that is not in the book.
    New,
    /// A home that says the same in the book.
    Same,
    /// A home that would change: field, before, after.
    Changed(Vec<(&'static str, String, String)>),
}

/// What the import of a workbook would do. Nothing was written.
#[derive(Debug)]
pub struct ImportPreview {
    /// What was read.
    pub draft: RegisterDraft,
    /// What each accepted row would do, in the same order.
    pub changes: Vec<RowChange>,
    /// Sum of opening arrears that would be charged.
    pub opening: Fen,
    /// Homes that owe them.
    pub opening_homes: usize,
    /// Last day before the book begins: due date of the opening charges.
    pub opening_due: NaiveDate,
    records: Vec<(Option<i64>, HomeRecord, Option<Fen>)>,
    fingerprint: String,
}

impl ImportPreview {
    /// How many rows are new homes.
    #[must_use]
    pub fn new_homes(&self) -> usize {
        self.changes.iter().filter(|c| matches!(c, RowChange::New)).count()
    }

    /// How many rows are refused; one row may have several problems.
    #[must_use]
    pub fn refused_rows(&self) -> usize {
        let mut rows: Vec<_> = self.draft.refused.iter().map(|r| (&r.sheet, r.row)).collect();
        rows.dedup();
        rows.len()
    }

    /// How many rows would change a home.
    #[must_use]
    pub fn changed_homes(&self) -> usize {
        self.changes.iter().filter(|c| matches!(c, RowChange::Changed(_))).count()
    }
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportResult {
    /// Number of the import, for undo.
    pub import: i64,
    /// Homes added.
    pub added: usize,
    /// Homes changed.
    pub changed: usize,
    /// Rows that said what the book says.
    pub unchanged: usize,
    /// Rows refused.
    pub refused: usize,
    /// Opening arrears charged.
    #[serde(with = "wire::yuan")]
    pub opening: Fen,
}

impl Office {
    /// Reads a workbook and says of every row what would become of it.
    ///
    /// # Errors
    /// [`OfficeError::Sheet`], [`Refusal::Unusable`] for a mapping that cannot be read.
    pub fn preview_import(&self, file: &RegisterFile<'_>, today: NaiveDate) -> Result<ImportPreview> {
        let (draft, fingerprint) = self.read(file, today)?;
        let homes: HashMap<String, Home> =
            self.book.reading().homes()?.into_iter().map(|h| (h.record.room_number(), h)).collect();
        let opening_due = self.profile()?.go_live_date().unwrap_or(today) - Days::new(1);
        let opened = self.book.reading().homes_with_opening()?;
        let (mut changes, mut records) = (Vec::new(), Vec::new());
        for row in &draft.rows {
            let known = homes.get(&row.room.to_string());
            let record = merged(row, known.map(|h| &h.record))?;
            changes.push(match known {
                None => RowChange::New,
                Some(home) if home.record == record => RowChange::Same,
                Some(home) => RowChange::Changed(differences(&home.record, &record)),
            });
            let id = known.map(|h| h.id);
            let opening = row.arrears.filter(|_| id.is_none_or(|id| !opened.contains(&id)));
            records.push((id, record, opening));
        }
        let openings = || records.iter().filter_map(|(_, _, opening)| *opening);
        let (opening, opening_homes) = (openings().sum(), openings().count());
        Ok(ImportPreview { draft, changes, opening, opening_homes, opening_due, records, fingerprint })
    }

    /// Reads with the mapping given, else the one remembered for these headings, else by the headings alone.
    fn read(&self, file: &RegisterFile<'_>, today: NaiveDate) -> Result<(RegisterDraft, String)> {
        let with = |mapping: Option<Mapping>| {
            read_register(file.bytes, file.name, &Options { mapping, ..Options::new(today) })
        };
        let by_headings = with(None);
        let mark = match &by_headings {
            Ok(draft) => draft.fingerprint.clone(),
            Err(SheetError::NoHeader { headings, .. } | SheetError::MissingColumns { headings, .. }) => {
                fingerprint(&headings.iter().map(|h| h.text.as_str()).collect::<Vec<_>>())
            }
            Err(_) => return Ok((by_headings?, String::new())),
        };
        let text = match file.mapping {
            Some(text) => Some(text.to_owned()),
            None => self.book.reading().import_mapping(&mark)?,
        };
        let Some(text) = text else { return Ok((by_headings?, mark)) };
        let mapping = Mapping::from_text(&text).map_err(|_| Refusal::Unusable {
            field: "列对应",
            value: text.clone(),
            expected: "如 v1;header=3-3;data=4;room=B;owner=C;phone=D;area=E",
        })?;
        Ok((with(Some(mapping))?, mark))
    }

    /// Takes a workbook in as one act: homes added (and changed, when asked), opening arrears charged with a due
    /// date before the book begins. Refused rows are left out; [`Office::preview_import`] lists them.
    ///
    /// # Errors
    /// Of [`Office::preview_import`]; [`Refusal::NothingToImport`]; [`OfficeError::Cancelled`].
    pub fn import(
        &mut self,
        file: &RegisterFile<'_>,
        occasion: &Occasion,
        progress: &mut dyn Progress,
    ) -> Result<Posted<ImportResult>> {
        let preview = self.preview_import(file, occasion.today)?;
        let changes = preview.new_homes() + if file.change_existing { preview.changed_homes() } else { 0 };
        if changes == 0 && preview.opening_homes == 0 && !self.replays(occasion)? {
            return Err(Refusal::NothingToImport.into());
        }
        let sha256: String = Sha256::digest(file.bytes).iter().map(|b| format!("{b:02x}")).collect();
        let refused = preview.refused_rows();
        self.book.transact("register.import", occasion, |act| {
            let item = act.add_charge_item(OPENING_ITEM.0, OPENING_ITEM.1)?;
            let mut result =
                ImportResult { import: 0, added: 0, changed: 0, unchanged: 0, refused, opening: Fen::ZERO };
            for (done, ((known, record, opening), change)) in
                preview.records.iter().zip(&preview.changes).enumerate()
            {
                if done % 64 == 0 {
                    progress.step(done, preview.records.len())?;
                }
                let home = match (known, change) {
                    (None, _) => {
                        result.added += 1;
                        act.add_home(record)?
                    }
                    (Some(id), RowChange::Changed(_)) if file.change_existing => {
                        result.changed += 1;
                        act.change_home(*id, record)?;
                        *id
                    }
                    (Some(id), _) => {
                        result.unchanged += 1;
                        *id
                    }
                };
                if let Some(fen) = opening {
                    let home = act.reading().home(home)?;
                    let due = preview.opening_due;
                    let rev = act.reading().next_rev(home.id, item, Month::of(due))?;
                    act.post_charge(&NewCharge { rev, ..opening_charge(&home, item, *fen, due) })?;
                    result.opening += *fen;
                }
            }
            let accepted = i64::try_from(result.added + result.changed).unwrap_or(i64::MAX);
            result.import =
                act.post_import(file.name, &sha256, accepted, i64::try_from(refused).unwrap_or(i64::MAX))?;
            if let Some(mapping) = file.mapping {
                act.remember_mapping(&preview.fingerprint, mapping)?;
            }
            Ok::<_, OfficeError>(result)
        })
    }

    /// Imports, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn imports(&self) -> Result<Vec<ImportRecord>> {
        Ok(self.book.reading().imports("register.import")?)
    }

    /// Takes an import back: homes it added leave the register, homes it changed get their former record, its
    /// opening charges are reversed.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::ImportUndone`], [`Refusal::ImportInUse`] when one of its homes was changed,
    /// charged or paid for since; [`Refusal::Unusable`] without a reason.
    pub fn undo_import(&mut self, import: i64, reason: &str, occasion: &Occasion) -> Result<Posted<usize>> {
        require_reason(reason)?;
        let found = self.imports()?.into_iter().find(|i| i.id == import);
        let found =
            found.ok_or_else(|| Refusal::Unknown { kind: "导入记录", name: import.to_string() })?;
        if found.undone_by.is_some() && !self.replays(occasion)? {
            return Err(Refusal::ImportUndone { import }.into());
        }
        let mut in_use = Vec::new();
        let changes = self.book.reading().register_changes(found.act)?;
        for change in &changes {
            let home = self.book.reading().home(change.home)?;
            let busy = self.book.reading().used_since(change.home, found.act, change.before.is_none())?;
            if busy || Some(&home.record) != change.after.as_ref() {
                in_use.push(home.record.room_number());
            }
        }
        for charge in self.book.reading().charges_of_act(found.act)? {
            if charge.open != charge.fen {
                in_use.push(self.book.reading().home(charge.home)?.record.room_number());
            }
        }
        if !in_use.is_empty() && !self.replays(occasion)? {
            in_use.dedup();
            return Err(Refusal::ImportInUse { import, rooms: in_use }.into());
        }
        self.book.transact("register.undo", occasion, |act| {
            act.post_import_undo(&found, reason)?;
            for charge in act.reading().charges_of_act(found.act)? {
                act.reverse_charge(&charge, reason)?;
            }
            for change in changes.iter().rev() {
                match &change.before {
                    Some(before) => act.change_home(change.home, before)?,
                    None => act.retire_home(change.home)?,
                }
            }
            Ok::<_, OfficeError>(changes.len())
        })
    }

    /// Every home, in order.
    ///
    /// # Errors
    /// Store errors.
    pub fn homes(&self) -> Result<Vec<Home>> {
        Ok(self.book.reading().homes()?)
    }

    /// The codes of the buildings, in order.
    ///
    /// # Errors
    /// Store errors.
    pub fn buildings(&self) -> Result<Vec<String>> {
        Ok(self.book.reading().buildings()?.into_iter().map(|(_, code)| code).collect())
    }

    /// The register as a table that can be taken in again.
    ///
    /// # Errors
    /// Store errors.
    pub fn register_table(&self) -> Result<Table> {
        let records: Vec<HomeRecord> = self.homes()?.into_iter().map(|h| h.record).collect();
        Ok(register_table(&format!("{} 业主台账", self.profile()?.office), &records))
    }
}

/// Homes as a table that can be taken in as a register; homes without a known area are left out.
#[must_use]
pub fn register_table(title: &str, records: &[HomeRecord]) -> Table {
    let rows: Vec<RegisterRow> = records.iter().filter_map(exported).collect();
    zhangfang_sheets::export::register(title, &rows)
}

/// A row on top of what the book says: what the sheet does not say stays as it is.
fn merged(row: &RegisterRow, known: Option<&HomeRecord>) -> Result<HomeRecord> {
    let mut record = known.cloned().unwrap_or_else(|| HomeRecord {
        building: row.room.building().to_owned(),
        unit: row.room.unit(),
        room: row.room.number().to_owned(),
        use_kind: "住宅".to_owned(),
        room_text: row.room_text.clone(),
        ..HomeRecord::default()
    });
    record.set_area(Some(row.area))?;
    if row.inner_area.is_some() {
        record.set_inner_area(row.inner_area)?;
    }
    if !row.owners.is_empty() {
        record.owners.clone_from(&row.owners);
    }
    if !row.phones.is_empty() {
        record.phones.clone_from(&row.phones);
    }
    if let Some(space) = &row.space {
        record.spaces = spaces(space, row.plate.as_deref());
    }
    record.handover = row.handover.or(record.handover);
    record.status = row.status.clone().or(record.status);
    if let Some(use_kind) = &row.use_kind {
        record.use_kind.clone_from(use_kind);
    }
    Ok(record)
}

/// Several spaces in one cell go with several plates in the other, one by one.
fn spaces(codes: &str, plates: Option<&str>) -> Vec<Space> {
    const BETWEEN: [char; 6] = ['、', '/', '，', ',', ';', '；'];
    let mut plates = plates.unwrap_or_default().split(BETWEEN).map(str::trim).filter(|p| !p.is_empty());
    codes
        .split(BETWEEN)
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .map(|code| Space { code: code.to_owned(), plate: plates.next().map(str::to_owned) })
        .collect()
}

/// What differs between two records, field by field: label, before, after.
fn differences(before: &HomeRecord, after: &HomeRecord) -> Vec<(&'static str, String, String)> {
    let square = |area: Option<rust_decimal::Decimal>| area.map(|a| a.to_string()).unwrap_or_default();
    let spaces = |r: &HomeRecord| r.spaces.iter().map(|s| s.code.clone()).collect::<Vec<_>>().join("、");
    let plates =
        |r: &HomeRecord| r.spaces.iter().filter_map(|s| s.plate.clone()).collect::<Vec<_>>().join("、");
    let users = |r: &HomeRecord| {
        let user = |o: &Occupant| {
            [Some(o.name.as_str()), o.phone.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        r.occupants.iter().map(user).collect::<Vec<_>>().join("、")
    };
    let day = |r: &HomeRecord| r.handover.map(|d| d.to_string()).unwrap_or_default();
    let texts = |r: &HomeRecord| {
        [
            ("建筑面积", square(r.area())),
            ("套内面积", square(r.inner_area())),
            ("业主", r.owners.join("、")),
            ("电话", r.phones.join("、")),
            ("使用人", users(r)),
            ("用途", r.use_kind.clone()),
            ("状态", r.status.clone().unwrap_or_default()),
            ("交付日期", day(r)),
            ("车位", spaces(r)),
            ("车牌", plates(r)),
            ("备注", r.remark.clone().unwrap_or_default()),
        ]
    };
    let pairs = texts(before).into_iter().zip(texts(after));
    pairs.filter(|((_, b), (_, a))| a != b).map(|((field, b), (_, a))| (field, b, a)).collect()
}

fn opening_charge(home: &Home, item: i64, fen: Fen, due: NaiveDate) -> NewCharge {
    NewCharge {
        account: home.account,
        home: home.id,
        building: home.building_id,
        item,
        months: Months::single(Month::of(due)),
        due,
        fen,
        run: None,
        basis: None,
        detail: None,
        note: Some("上线前结欠，按移交台账".to_owned()),
        rev: 0,
    }
}

fn exported(record: &HomeRecord) -> Option<RegisterRow> {
    let joined = |texts: Vec<&str>| (!texts.is_empty()).then(|| texts.join("、"));
    Some(RegisterRow {
        sheet: String::new(),
        row: 0,
        room: RoomNo::new(&record.building, record.unit, &record.room)?,
        room_text: record.room_number(),
        owners: record.owners.clone(),
        phones: record.phones.clone(),
        area: record.area()?,
        inner_area: record.inner_area(),
        handover: record.handover,
        status: record.status.clone(),
        use_kind: Some(record.use_kind.clone()),
        space: joined(record.spaces.iter().map(|s| s.code.as_str()).collect()),
        plate: joined(record.spaces.iter().filter_map(|s| s.plate.as_deref()).collect()),
        arrears: None,
        id_tail: None,
    })
}
