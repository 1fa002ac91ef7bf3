//! Values written once for many rows: merged cells, and blanks under a value.

use crate::grid::{Cell, Grid, Merge};

/// What a column says of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// Nothing.
    None,
    /// Written in the row's cell, or in the merged cell it is part of.
    Written(Cell),
    /// Left blank under a value; the value is only likely to be meant.
    Carried(Cell),
}

impl Hint {
    pub(super) fn written(&self) -> Option<&Cell> {
        match self {
            Self::Written(cell) => Some(cell),
            Self::None | Self::Carried(_) => None,
        }
    }

    pub(super) fn text(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Written(cell) | Self::Carried(cell) => Some(cell.to_string()),
        }
    }
}

/// One column read downwards.
pub(super) struct Carry<'a> {
    grid: &'a Grid,
    column: Option<u32>,
    /// The column's merged ranges of several rows, from the top.
    merges: Vec<Merge>,
    last: Option<Cell>,
    /// The value of the written cell before, whatever became of it.
    before: Option<Cell>,
}

impl<'a> Carry<'a> {
    pub(super) fn of(grid: &'a Grid, column: Option<u32>) -> Self {
        let tall = |m: &&Merge| column.is_some_and(|c| m.left <= c && c <= m.right && m.top < m.bottom);
        let mut merges: Vec<Merge> = grid.merges.iter().filter(tall).copied().collect();
        merges.sort_by_key(|merge| merge.top);
        Self { grid, column, merges, last: None, before: None }
    }

    /// What the column says of a row; rows come in order.
    pub(super) fn hint(&mut self, row: u32) -> Hint {
        let Some(column) = self.column else { return Hint::None };
        let at = self.merges.partition_point(|merge| merge.top <= row);
        let merge = at.checked_sub(1).and_then(|i| self.merges.get(i)).filter(|merge| row <= merge.bottom);
        let cell = match merge {
            Some(merge) => self.grid.cell(merge.top, merge.left),
            None => self.grid.cell(row, column),
        };
        if !cell.is_empty() {
            // A merged cell says itself how far it reaches; only a single value may go on below.
            self.last = merge.is_none().then(|| cell.clone());
            return Hint::Written(cell.clone());
        }
        if merge.is_some() {
            self.last = None;
        }
        self.last.clone().map_or(Hint::None, Hint::Carried)
    }

    /// Whether a written value is the one written before; remembers it.
    pub(super) fn same_as_before(&mut self, cell: &Cell) -> bool {
        let same = self.before.as_ref() == Some(cell);
        self.before = Some(cell.clone());
        same
    }

    /// Stops carrying.
    pub(super) fn forget(&mut self) {
        self.last = None;
    }
}
