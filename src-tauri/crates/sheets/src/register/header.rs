//! Which sheet is the register, where its headings stand, and what each column is.

use super::field::{Field, Meaning, is_identity_number, meaning, plain};
use super::mapping::Mapping;
use super::{ColumnRole, ColumnUse, Options};
use crate::error::{Heading, SheetError};
use crate::grid::{Cell, Grid};
use crate::workbook::Workbook;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Headings are looked for in so many rows and columns.
const ROWS: u32 = 60;
const COLUMNS: u32 = 256;

/// A sheet's headings and columns.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) mapping: Mapping,
    pub(crate) columns: Vec<ColumnUse>,
}

impl Layout {
    /// How many fields were found.
    fn fields(&self) -> usize {
        self.mapping.columns.len()
    }

    fn has(&self, field: Field) -> bool {
        self.mapping.column(field).is_some()
    }

    fn headings(&self) -> Vec<Heading> {
        let heading = |c: &ColumnUse| Heading { column: c.column, text: c.heading.clone() };
        self.columns.iter().map(heading).collect()
    }

    fn same_as(&self, other: &Self) -> bool {
        let words = |layout: &Self| -> Vec<(u32, String)> {
            layout.columns.iter().map(|c| (c.column, plain(&c.heading))).collect()
        };
        self.mapping.columns == other.mapping.columns && words(self) == words(other)
    }
}

/// The sheets to read, with their layouts: the one that looks most like a register, then those laid out alike.
pub(crate) fn choose<'a>(
    book: &'a Workbook,
    options: &Options,
) -> Result<Vec<(&'a Grid, Layout)>, SheetError> {
    let all =
        || book.sheets.iter().filter(|grid| options.sheet.as_ref().is_none_or(|name| *name == grid.name));
    let mut sheets: Vec<&Grid> = all().filter(|grid| !grid.hidden).collect();
    if sheets.is_empty() {
        sheets = all().collect();
    }
    let mut found: Vec<(&Grid, Layout)> =
        sheets.iter().filter_map(|grid| Some((*grid, find(grid, options.collect_id_tail)?))).collect();
    found.sort_by_key(|(grid, layout)| {
        let rows = grid.height().saturating_sub(layout.mapping.header_rows.1);
        Reverse((layout.has(Field::Room), layout.has(Field::Area), !is_old(grid), layout.fields(), rows))
    });
    if let Some(mapping) = &options.mapping {
        let largest = || sheets.iter().copied().max_by_key(|grid| (!is_old(grid), grid.height()));
        let grid = found.first().map(|(grid, _)| *grid).or_else(largest).ok_or(SheetError::Empty)?;
        return Ok(by_hand(grid, &sheets, mapping));
    }
    let Some((grid, layout)) = found.first().cloned() else {
        let grid = sheets.into_iter().max_by_key(|grid| grid.height()).ok_or(SheetError::Empty)?;
        return Err(SheetError::NoHeader {
            sheet: grid.name.clone(),
            row: 1,
            headings: headings_at(grid, 1),
        });
    };
    let (sheet, row) = (grid.name.clone(), layout.mapping.header_rows.1);
    if !layout.has(Field::Room) || layout.fields() < 2 {
        return Err(SheetError::NoHeader { sheet, row, headings: layout.headings() });
    }
    if !layout.has(Field::Area) {
        let missing = vec![Field::Area];
        return Err(SheetError::MissingColumns { sheet, row, missing, headings: layout.headings() });
    }
    let mut alike: Vec<(&Grid, Layout)> = found
        .into_iter()
        .filter(|(other, l)| other.name == grid.name || (l.same_as(&layout) && !is_old(other)))
        .collect();
    // Sheets are read in the workbook's order, so that the earlier one keeps a room standing on both.
    alike.sort_by_key(|(other, _)| book.sheets.iter().position(|sheet| sheet.name == other.name));
    Ok(alike)
}

/// A mapping by hand for the chosen sheet and those with the same header text.
fn by_hand<'a>(grid: &'a Grid, sheets: &[&'a Grid], mapping: &Mapping) -> Vec<(&'a Grid, Layout)> {
    let layout = mapped(grid, mapping);
    let alike = |other: &&&Grid| other.name != grid.name && !is_old(other) && mapping.header_rows.0 > 0;
    let others = sheets.iter().filter(alike).map(|other| (*other, mapped(other, mapping)));
    let others: Vec<_> =
        others.filter(|(_, other)| other.same_as(&layout) && !other.columns.is_empty()).collect();
    [(grid, layout)].into_iter().chain(others).collect()
}

fn mapped(grid: &Grid, mapping: &Mapping) -> Layout {
    let (first, last) = mapping.header_rows;
    let role = |(column, above, own): (u32, String, String)| {
        let role = match (mapping.field_of(column), meaning(&above, &own)) {
            (Some(field), _) => ColumnRole::Read(field),
            (None, Meaning::NotCollected) => ColumnRole::NotCollected,
            (None, Meaning::Remark) => ColumnRole::Remark,
            (None, _) => ColumnRole::Unmapped,
        };
        ColumnUse { column, heading: shown(&above, &own), role }
    };
    let mut columns: Vec<ColumnUse> = if first == 0 {
        Vec::new()
    } else {
        texts(grid, (first, last), true).into_iter().map(role).collect()
    };
    for (field, wanted) in &mapping.columns {
        for column in
            wanted.iter().filter(|c| !columns.iter().any(|known| known.column == **c)).collect::<Vec<_>>()
        {
            columns.push(ColumnUse {
                column: *column,
                heading: String::new(),
                role: ColumnRole::Read(*field),
            });
        }
    }
    columns.sort_by_key(|column| column.column);
    let data_start = mapping.data_start.max(last + 1);
    Layout { mapping: Mapping { data_start, ..mapping.clone() }, columns }
}

/// Sheets people keep but do not mean.
fn is_old(grid: &Grid) -> bool {
    ["旧", "勿用", "作废", "备份", "副本", "历史", "模板", "样表", "示例", "废"]
        .iter()
        .any(|word| grid.name.contains(word))
}

/// How likely rows are headings: with rooms, fields, exact words, and the fewer rows the better.
type Likeness = (bool, usize, usize, Reverse<u32>);

/// The best header of a sheet: most fields, most exact words, fewest rows, highest up.
fn find(grid: &Grid, collect_id_tail: bool) -> Option<Layout> {
    let mut best: Option<(Likeness, Layout)> = None;
    for first in 1..=grid.height().min(ROWS) {
        for last in first..=(first + 2).min(grid.height()) {
            if !(first..=last).all(|row| could_head(grid, row, row > first)) {
                break;
            }
            let (layout, exact) = layout_at(grid, (first, last), false, collect_id_tail);
            let score = (layout.has(Field::Room), layout.fields(), exact, Reverse(last - first));
            let data_below = last > first && swallows_data(grid, first, last);
            if layout.fields() > 0 && !data_below && best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, layout));
            }
        }
    }
    // Headings merged down from further up are listed too, but do not decide where the header is.
    best.map(|(_, layout)| layout_at(grid, layout.mapping.header_rows, true, collect_id_tail).0)
}

/// Headings are short texts, at least two in a row; lower header rows hold no numbers.
fn could_head(grid: &Grid, row: u32, lower: bool) -> bool {
    let texts =
        grid.filled(row).filter(|(_, cell)| matches!(cell, Cell::Text(t) if t.chars().count() <= 40)).count();
    let numbers = grid.filled(row).any(|(_, cell)| matches!(cell, Cell::Number(_) | Cell::Date(_)));
    texts >= if lower { 1 } else { 2 } && !(lower && numbers)
}

/// Whether a lower header row is really data: something stands under a heading that is complete by itself.
fn swallows_data(grid: &Grid, first: u32, last: u32) -> bool {
    let whole = |column| {
        matches!(
            meaning("", &grid.cell(first, column).to_string()),
            Meaning::Field { field: Field::Room, .. }
        )
    };
    (first + 1..=last).any(|row| {
        grid.filled(row).any(|(column, cell)| {
            let heading = meaning("", &cell.to_string());
            whole(column) && !matches!(heading, Meaning::Field { field: Field::Room, .. })
        })
    })
}

/// (column, heading above, own heading) of every headed column; `reach_up` also takes headings merged down
/// from above the header rows.
fn texts(grid: &Grid, (first, last): (u32, u32), reach_up: bool) -> Vec<(u32, String, String)> {
    let mut found = Vec::new();
    let mut carried: Vec<String> = vec![String::new(); (last - first) as usize];
    for column in 1..=grid.width().min(COLUMNS) {
        let own = |row: u32| grid.cell(row, column).to_string().trim().to_owned();
        let mut stack: Vec<String> = Vec::new();
        for row in first..=last {
            let mut text = own(row);
            if row < last {
                let slot = &mut carried[(row - first) as usize];
                let below = (row + 1..=last).any(|r| !own(r).is_empty());
                // A heading spreads right over filled headings below it, merged or not.
                if text.is_empty() && below {
                    text.clone_from(slot);
                }
                *slot = if below { text.clone() } else { String::new() };
            }
            if !text.is_empty() && stack.last() != Some(&text) {
                stack.push(text);
            }
        }
        if stack.is_empty() && reach_up {
            let merge = grid.merge_at(last, column).filter(|merge| merge.left == merge.right);
            stack.extend(merge.map(|m| grid.cell(m.top, m.left).to_string().trim().to_owned()));
            stack.retain(|text| !text.is_empty());
        }
        if let Some(own) = stack.pop() {
            found.push((column, stack.concat(), own));
        }
    }
    found
}

fn shown(above: &str, own: &str) -> String {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if above.is_empty() { flat(own) } else { format!("{}/{}", flat(above), flat(own)) }
}

fn layout_at(
    grid: &Grid,
    (first, last): (u32, u32),
    reach_up: bool,
    collect_id_tail: bool,
) -> (Layout, usize) {
    let texts = texts(grid, (first, last), reach_up);
    let meanings: Vec<Meaning> = texts
        .iter()
        .map(|(_, above, own)| match meaning(above, own) {
            Meaning::NotCollected if collect_id_tail && is_identity_number(own) => {
                Meaning::Field { field: Field::IdTail, exact: true }
            }
            other => other,
        })
        .collect();
    let mut taken: BTreeMap<Field, Vec<u32>> = BTreeMap::new();
    let mut exact_words = 0;
    // Exact words first, so that a column only nearly right never takes the place of the right one.
    for wanted in [true, false] {
        for ((column, ..), meaning) in texts.iter().zip(&meanings) {
            if let Meaning::Field { field, exact } = meaning
                && *exact == wanted
                && (field.takes_several() || !taken.contains_key(field))
            {
                taken.entry(*field).or_default().push(*column);
                exact_words += usize::from(*exact);
            }
        }
    }
    taken.values_mut().for_each(|columns| columns.sort_unstable());
    // A heading merged downwards belongs to the header to its last row.
    let heads = grid.merges.iter().filter(|m| (first..=last).contains(&m.top) && m.bottom <= last + 3);
    let data_start = heads.map(|m| m.bottom).max().unwrap_or(last).max(last) + 1;
    let mapping = Mapping { header_rows: (first, last), data_start, columns: taken };
    let columns = texts.iter().zip(&meanings).map(|((column, above, own), meaning)| {
        let role = match meaning {
            Meaning::Field { field, .. } if mapping.columns_of(*field).contains(column) => {
                ColumnRole::Read(*field)
            }
            Meaning::Field { field, .. } => ColumnRole::Second(*field),
            Meaning::NotCollected => ColumnRole::NotCollected,
            Meaning::Remark => ColumnRole::Remark,
            Meaning::Unknown => ColumnRole::Unmapped,
        };
        ColumnUse { column: *column, heading: shown(above, own), role }
    });
    let columns = columns.collect();
    (Layout { mapping, columns }, exact_words)
}

fn headings_at(grid: &Grid, row: u32) -> Vec<Heading> {
    grid.filled(row).map(|(column, cell)| Heading { column, text: cell.to_string() }).collect()
}
