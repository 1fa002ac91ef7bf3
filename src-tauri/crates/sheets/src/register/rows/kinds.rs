//! Rows that are no homes: totals, notes, headings once more, a building's name on a line of its own.

use crate::grid::{Cell, Grid};
use crate::register::field::plain;
use crate::register::header::Layout;
use crate::register::{Field, LeftOutKind};
use zhangfang_domain::room::{self, RoomNo};

/// What stands where in one row.
pub(super) struct Shape<'a> {
    grid: &'a Grid,
    layout: &'a Layout,
    row: u32,
    filled: Vec<(u32, Option<Field>, &'a Cell)>,
}

const TOTALS: [&str; 7] = ["小计", "合计", "总计", "累计", "共计", "本页合计", "本页小计"];
const NOTES: [&str; 15] = [
    "说明", "备注", "注", "制表", "审核", "填表", "打印", "单位", "导出", "编制", "复核", "统计", "截止",
    "截至", "以上",
];
const SIGNATURES: [&str; 6] = ["制表", "审核", "填表", "打印", "编制", "复核"];

impl<'a> Shape<'a> {
    pub(super) fn of(grid: &'a Grid, layout: &'a Layout, row: u32) -> Self {
        let filled =
            grid.filled(row).map(|(column, cell)| (column, layout.mapping.field_of(column), cell)).collect();
        Self { grid, layout, row, filled }
    }

    /// Totals, notes and repeated headings, told by their words.
    pub(super) fn unlike_home(&self) -> Option<LeftOutKind> {
        let (_, field, first) = self.filled.first()?;
        let words = plain(&first.to_string());
        if self.is_total() {
            return Some(LeftOutKind::Total);
        }
        if self.repeats_header() {
            return Some(LeftOutKind::RepeatedHeader);
        }
        let text = matches!(first, Cell::Text(_));
        let begins = |marks: &[&str]| marks.iter().any(|mark| words.starts_with(mark));
        let note = text && if *field == Some(Field::Owner) { begins(&SIGNATURES) } else { begins(&NOTES) };
        ((note || self.is_page_number()) && !self.names_room()).then_some(LeftOutKind::Note)
    }

    /// A total stands where buildings and rooms do, or first in its row.
    fn is_total(&self) -> bool {
        let place = |at: usize, field: Option<Field>| {
            at == 0 && field != Some(Field::Owner)
                || matches!(field, Some(Field::Building | Field::Unit | Field::Room))
        };
        let total = |cell: &Cell| {
            let words = plain(&cell.to_string());
            words == "计" || TOTALS.iter().any(|t| words.starts_with(t) || words.ends_with(t))
        };
        self.filled.iter().enumerate().any(|(at, (_, field, cell))| place(at, *field) && total(cell))
    }

    /// Most cells repeat a word of their column's heading.
    fn repeats_header(&self) -> bool {
        let (first, last) = self.layout.mapping.header_rows;
        let same = |(column, _, cell): &(u32, Option<Field>, &Cell)| {
            let words = plain(&cell.to_string());
            first > 0 && (first..=last).any(|row| plain(&self.grid.cell(row, *column).to_string()) == words)
        };
        let repeated = self.filled.iter().filter(|cell| same(cell)).count();
        repeated >= 2 && repeated * 2 > self.filled.len()
    }

    fn is_page_number(&self) -> bool {
        let page = |cell: &Cell| {
            let words = plain(&cell.to_string());
            let digits = words.chars().any(|c| c.is_ascii_digit());
            words.chars().count() <= 12 && words.starts_with(['第', '共']) && words.ends_with('页') && digits
        };
        self.filled.iter().any(|(.., cell)| page(cell))
    }

    /// Whether the room cell reads as a room, its building aside.
    fn names_room(&self) -> bool {
        let cell = self.filled.iter().find(|(_, field, _)| *field == Some(Field::Room));
        cell.is_some_and(|(.., cell)| {
            let text = cell.to_string();
            RoomNo::parse(&text).is_ok() || RoomNo::parse_in(&text, Some("1"), None).is_ok()
        })
    }

    /// `3栋` alone in its row: the building of the rows below.
    pub(super) fn section(&self) -> Option<String> {
        let [(_, field, Cell::Text(text))] = self.filled.as_slice() else { return None };
        let text = text.trim();
        let marked = text.contains(['栋', '幢', '座', '楼', '#']);
        let merged = *field == Some(Field::Building)
            && self.grid.merge_at(self.row, self.filled[0].0).is_some_and(|merge| merge.top < merge.bottom);
        (marked && !merged && room::parse_building(text).is_some()).then(|| text.to_owned())
    }

    /// Nothing on it that makes a home.
    pub(super) fn is_blank(&self) -> bool {
        let says = |(_, field, cell): &(u32, Option<Field>, &Cell)| {
            let aside = matches!(
                field,
                None | Some(Field::Building | Field::Unit | Field::Status | Field::Use | Field::IdTail)
            );
            !aside && !super::values::says_nothing(&cell.to_string())
        };
        !self.filled.iter().any(says) && !self.is_note()
    }

    /// One text alone that is no room, or only in columns that are not read.
    pub(super) fn is_note(&self) -> bool {
        let [(_, field, Cell::Text(text))] = self.filled.as_slice() else { return false };
        match field {
            None | Some(Field::Building | Field::Unit) => room::parse_building(text).is_none(),
            Some(Field::Room) => !text.chars().any(|c| c.is_numeric()) || text.chars().count() > 20,
            Some(_) => false,
        }
    }
}
