//! From rows of cells to homes.

mod carry;
mod kinds;

use super::header::Layout;
use super::values::{self, Handover};
use super::{
    Field, LeftOut, LeftOutKind, Options, Refusal, RefusalReason, RefusedColumn, RegisterDraft, RegisterRow,
    Warning, WarningKind,
};
use crate::grid::{Cell, Grid, column_letters};
use carry::{Carry, Hint};
use std::collections::{HashMap, HashSet};
use zhangfang_domain::room::{self, RoomError, RoomNo};

/// Reads every sheet into the draft.
pub(crate) fn read(sheets: &[(&Grid, Layout)], options: &Options, draft: &mut RegisterDraft) {
    let mut known = Known::default();
    for (grid, layout) in sheets {
        let mut reader = SheetReader {
            grid,
            layout,
            options,
            buildings: Carry::of(grid, layout.mapping.column(Field::Building)),
            units: Carry::of(grid, layout.mapping.column(Field::Unit)),
            rooms: Carry::of(grid, layout.mapping.column(Field::Room)),
            section: None,
            one_of_several: sheets.len() > 1,
            known: &mut known,
            draft,
        };
        for row in layout.mapping.data_start..=grid.height() {
            reader.row(row);
        }
    }
    known.warn_of_assumed_units(draft);
}

/// What is known across rows and sheets.
#[derive(Default)]
struct Known {
    /// Where each room stood first, refused rows included.
    rooms: HashMap<RoomNo, (String, u32)>,
    spaces: HashMap<String, u32>,
    /// Homes without a written unit: index of the row read.
    assumed: Vec<usize>,
}

impl Known {
    fn warn_of_assumed_units(&self, draft: &mut RegisterDraft) {
        let several: HashSet<String> = draft
            .rows
            .iter()
            .filter(|row| row.room.unit() > 1)
            .map(|row| row.room.building().to_owned())
            .collect();
        for home in self.assumed.iter().filter_map(|at| draft.rows.get(*at)) {
            if several.contains(home.room.building()) {
                draft.warnings.push(Warning {
                    sheet: home.sheet.clone(),
                    row: home.row,
                    column: draft.mapping.column(Field::Room),
                    value: home.room_text.clone(),
                    kind: WarningKind::UnitAssumed,
                });
            }
        }
    }
}

struct SheetReader<'a> {
    grid: &'a Grid,
    layout: &'a Layout,
    options: &'a Options,
    buildings: Carry<'a>,
    units: Carry<'a>,
    rooms: Carry<'a>,
    /// A building named in a row of its own above its homes.
    section: Option<String>,
    /// Whether there is a sheet for each building.
    one_of_several: bool,
    known: &'a mut Known,
    draft: &'a mut RegisterDraft,
}

/// A problem of the row being read: the field it is about, the value, and why.
struct Problem {
    field: Field,
    column: Option<u32>,
    value: String,
    reason: RefusalReason,
}

impl SheetReader<'_> {
    fn row(&mut self, row: u32) {
        let shape = kinds::Shape::of(self.grid, self.layout, row);
        if let Some(kind) = shape.unlike_home() {
            return self.leave_out(row, kind);
        }
        let building = self.buildings.hint(row);
        if matches!(&building, Hint::Written(cell) if !self.buildings.same_as_before(cell)) {
            self.units.forget();
            self.section = None;
        }
        let unit = self.units.hint(row);
        if let Some(name) = shape.section() {
            self.buildings.forget();
            self.units.forget();
            self.section = Some(name);
            return self.leave_out(row, LeftOutKind::Section);
        }
        if shape.is_blank() {
            return self.leave_out(row, LeftOutKind::Blank);
        }
        if shape.is_note() {
            return self.leave_out(row, LeftOutKind::Note);
        }
        self.home(row, building, unit);
    }

    fn leave_out(&mut self, row: u32, kind: LeftOutKind) {
        self.draft.left_out.push(LeftOut { sheet: self.grid.name.clone(), row, kind });
    }

    fn home(&mut self, row: u32, building: Hint, unit: Hint) {
        let mut problems = Vec::new();
        let room = self.room(row, building, unit).map_err(|problem| problems.push(problem)).ok();
        if let Some((room, ..)) = &room {
            let here = (self.grid.name.clone(), row);
            let first = self.known.rooms.entry(room.clone()).or_insert_with(|| here.clone()).clone();
            if first != here {
                let reason = RefusalReason::DuplicateRoom { first_sheet: first.0, first_row: first.1 };
                problems.push(self.problem(row, Field::Room, reason));
            }
        }
        let home = self.fields(row, room, &mut problems);
        let Some((home, assumed)) = home.filter(|_| problems.is_empty()) else {
            for problem in problems {
                self.refuse(row, problem);
            }
            return;
        };
        self.warn_of(&home);
        if assumed {
            self.known.assumed.push(self.draft.rows.len());
        }
        self.draft.rows.push(home);
    }

    /// All fields of a home; every problem of the row is collected, not only the first.
    fn fields(
        &mut self,
        row: u32,
        room: Option<(RoomNo, String, bool)>,
        problems: &mut Vec<Problem>,
    ) -> Option<(RegisterRow, bool)> {
        let area_cell = self.cell(row, Field::Area);
        let area = self.keep(row, Field::Area, values::area(area_cell), problems);
        let inner_cell = self.cell(row, Field::InnerArea);
        let inner = match values::area(inner_cell) {
            Err(RefusalReason::AreaMissing | RefusalReason::AreaZero) => Ok(None),
            other => other.map(Some),
        };
        let inner_area = self.keep(row, Field::InnerArea, inner, problems).flatten();
        let day = values::handover(self.cell(row, Field::Handover), self.grid.dates_1904, self.options.today);
        let handover = self.keep(row, Field::Handover, day, problems);
        let arrears = values::arrears(self.cell(row, Field::Arrears));
        let arrears = self.keep(row, Field::Arrears, arrears, problems).flatten();
        self.failed_formulas(row, problems);
        let owners = self.several(row, Field::Owner, |_, cell| values::owners(cell));
        let phones = self.several(row, Field::Phone, |reader, cell| {
            let (phones, unread) = values::phones(cell);
            if unread {
                reader.warn(row, Some(Field::Phone), WarningKind::PhoneUnreadable);
            }
            phones
        });
        if handover == Some(Handover::Partial) {
            self.warn(row, Some(Field::Handover), WarningKind::HandoverWithoutDay);
        }
        let (room, room_text, assumed) = room?;
        let hinted = || room::use_hint(&room_text).map(str::to_owned);
        let home = RegisterRow {
            sheet: self.grid.name.clone(),
            row,
            owners,
            phones,
            area: area?,
            inner_area,
            handover: match handover {
                Some(Handover::Day(day)) => Some(day),
                _ => None,
            },
            status: values::status(self.cell(row, Field::Status)),
            use_kind: values::use_kind(self.cell(row, Field::Use)).or_else(hinted),
            space: values::short_text(self.cell(row, Field::Space)),
            plate: values::plate(self.cell(row, Field::Plate)),
            arrears,
            id_tail: values::id_tail(self.cell(row, Field::IdTail)),
            room,
            room_text,
        };
        Some((home, assumed))
    }

    /// The room with its text, and whether its unit is only assumed.
    fn room(&mut self, row: u32, building: Hint, unit: Hint) -> Result<(RoomNo, String, bool), Problem> {
        let cell = match self.rooms.hint(row) {
            Hint::Written(cell) => cell,
            Hint::Carried(_) | Hint::None => {
                return Err(self.problem(row, Field::Room, RefusalReason::RoomMissing));
            }
        };
        let cell_fault = |reader: &Self, field, cell: &Cell| match cell {
            Cell::Error(error) => {
                Some(reader.problem(row, field, RefusalReason::CellError { error: error.clone() }))
            }
            Cell::Date(_) if field == Field::Room => {
                Some(reader.problem(row, field, RefusalReason::RoomIsDate))
            }
            _ => None,
        };
        for (field, cell) in
            [(Field::Room, Some(&cell)), (Field::Building, building.written()), (Field::Unit, unit.written())]
        {
            if let Some(problem) = cell.and_then(|cell| cell_fault(self, field, cell)) {
                return Err(problem);
            }
        }
        let text = cell.to_string();
        let written_unit = match unit.text() {
            Some(text) => {
                let number = room::parse_unit(&text);
                Some(number.ok_or_else(|| self.problem(row, Field::Unit, RefusalReason::UnitUnreadable))?)
            }
            None => None,
        };
        let (building, firm) = self.building_hint(&building);
        let read = |building: Option<&str>, unit: Option<u16>| RoomNo::read_in(&text, building, unit);
        let mut reading = read(building.as_deref(), written_unit);
        // A value only carried down is weaker than what the cell itself says in full.
        if !firm && matches!(reading, Err(RoomError::BuildingDisagrees { .. })) {
            reading = read(None, written_unit);
            if reading.is_ok() {
                self.buildings.forget();
                self.section = None;
            }
        }
        if matches!(unit, Hint::Carried(_)) && matches!(reading, Err(RoomError::UnitDisagrees { .. })) {
            reading = read(building.as_deref(), None);
            self.units.forget();
        }
        if let (Ok(r), Some(default)) = (&reading, self.options.default_unit)
            && !r.unit_written
        {
            reading = read(building.as_deref(), Some(default));
        }
        match reading {
            Ok(reading) => Ok((reading.room, text.trim().to_owned(), !reading.unit_written)),
            Err(error) => Err(self.room_problem(row, error)),
        }
    }

    /// The building to fill in, and whether it was written for this row.
    fn building_hint(&self, building: &Hint) -> (Option<String>, bool) {
        if let Some(text) = building.text() {
            return (Some(text), building.written().is_some());
        }
        if let Some(section) = &self.section {
            return (Some(section.clone()), false);
        }
        let named = room::parse_building(&self.grid.name).is_some();
        let marked = self.grid.name.contains(['栋', '幢', '座', '楼', '#']);
        if named && (marked || self.one_of_several) && self.layout.mapping.column(Field::Building).is_none() {
            return (Some(self.grid.name.clone()), marked);
        }
        (self.options.default_building.clone(), false)
    }

    fn room_problem(&self, row: u32, error: RoomError) -> Problem {
        let (field, reason) = match error {
            RoomError::Missing => (Field::Room, RefusalReason::RoomMissing),
            RoomError::TwoRooms { .. } => (Field::Room, RefusalReason::TwoRooms),
            RoomError::NoBuilding { .. } => (Field::Room, RefusalReason::NoBuilding),
            RoomError::Unreadable { .. } => (Field::Room, RefusalReason::RoomUnreadable),
            RoomError::Ambiguous { .. } => (Field::Room, RefusalReason::RoomAmbiguous),
            RoomError::BuildingDisagrees { building, .. } => {
                (Field::Room, RefusalReason::BuildingDisagrees { building })
            }
            RoomError::UnitDisagrees { unit, .. } => (Field::Room, RefusalReason::UnitDisagrees { unit }),
            RoomError::BuildingUnreadable { .. } => (Field::Building, RefusalReason::BuildingUnreadable),
        };
        self.problem(row, field, reason)
    }

    /// Failed formulas in the fields that are plain text.
    fn failed_formulas(&self, row: u32, problems: &mut Vec<Problem>) {
        for field in [Field::Owner, Field::Phone, Field::Status, Field::Use, Field::Space, Field::Plate] {
            for column in self.layout.mapping.columns_of(field) {
                if let Cell::Error(error) = self.grid.cell(row, *column) {
                    let reason = RefusalReason::CellError { error: error.clone() };
                    problems.push(Problem { field, column: Some(*column), value: error.clone(), reason });
                }
            }
        }
    }

    fn cell(&self, row: u32, field: Field) -> &Cell {
        self.layout.mapping.column(field).map_or(&Cell::Empty, |column| self.grid.cell(row, column))
    }

    fn several(
        &mut self,
        row: u32,
        field: Field,
        read: impl Fn(&mut Self, &Cell) -> Vec<String>,
    ) -> Vec<String> {
        let mut found = Vec::new();
        for column in self.layout.mapping.columns_of(field) {
            for value in read(self, &self.grid.cell(row, *column).clone()) {
                if !found.contains(&value) {
                    found.push(value);
                }
            }
        }
        found
    }

    fn keep<T>(
        &self,
        row: u32,
        field: Field,
        read: Result<T, RefusalReason>,
        into: &mut Vec<Problem>,
    ) -> Option<T> {
        read.map_err(|reason| into.push(self.problem(row, field, reason))).ok()
    }

    fn problem(&self, row: u32, field: Field, reason: RefusalReason) -> Problem {
        let column = self.layout.mapping.column(field);
        let value =
            column.map(|c| self.grid.merged_cell(row, c).to_string().trim().to_owned()).unwrap_or_default();
        Problem { field, column, value, reason }
    }

    fn refuse(&mut self, row: u32, problem: Problem) {
        let column = problem.column.map(|column| {
            let known = self.layout.columns.iter().find(|c| c.column == column);
            let heading = known.map(|c| c.heading.clone()).filter(|heading| !heading.is_empty());
            let heading = heading.unwrap_or_else(|| problem.field.label().to_owned());
            RefusedColumn { letters: column_letters(column), heading }
        });
        let (value, reason) = (problem.value, problem.reason);
        self.draft.refused.push(Refusal { sheet: self.grid.name.clone(), row, column, value, reason });
    }

    fn warn_of(&mut self, home: &RegisterRow) {
        if home.owners.is_empty() {
            self.warn(home.row, Some(Field::Owner), WarningKind::OwnerMissing);
        }
        if let Some(space) = &home.space {
            let first_row = *self.known.spaces.entry(space.clone()).or_insert(home.row);
            if first_row != home.row {
                self.warn(home.row, Some(Field::Space), WarningKind::SpaceShared { first_row });
            }
        }
    }

    fn warn(&mut self, row: u32, field: Option<Field>, kind: WarningKind) {
        let column = field.and_then(|field| self.layout.mapping.column(field));
        let value = column.map(|c| self.grid.cell(row, c).to_string()).unwrap_or_default();
        self.draft.warnings.push(Warning { sheet: self.grid.name.clone(), row, column, value, kind });
    }
}
