//! One sheet as typed cells.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::fmt;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing, or only spaces.
    #[default]
    Empty,
    /// Text as it stands.
    Text(String),
    /// A number, with binary noise beyond 15 significant digits removed.
    Number(Decimal),
    /// A date; the time of day is dropped.
    Date(NaiveDate),
    /// A failed formula: `#REF!`, `#N/A` …
    Error(String),
}

impl Cell {
    /// A text cell; blank text is [`Cell::Empty`], the text of a failed formula is [`Cell::Error`].
    #[must_use]
    pub fn text(text: &str) -> Self {
        let plain = text.trim();
        if plain.is_empty() {
            return Self::Empty;
        }
        let known = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];
        let office =
            plain.strip_prefix("Err:").is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()));
        if known.contains(&plain) || office {
            Self::Error(plain.to_owned())
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// A number from the file's binary form.
    #[must_use]
    pub fn number(value: f64) -> Self {
        if value.abs() < 1e-9 {
            return Self::Number(Decimal::ZERO);
        }
        match Decimal::from_scientific(&format!("{value:.14e}")) {
            Ok(exact) => Self::Number(exact.normalize()),
            Err(_) => Self::Text(value.to_string()),
        }
    }

    /// Whether nothing stands here.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

/// The cell as a person sees it.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Number(n) => write!(f, "{n}"),
            Self::Date(day) => write!(f, "{day}"),
        }
    }
}

/// A merged range, 1-based, ends included. Its value stands in the top left cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Merge {
    /// Whether a cell lies in it.
    #[must_use]
    pub const fn contains(&self, row: u32, column: u32) -> bool {
        self.top <= row && row <= self.bottom && self.left <= column && column <= self.right
    }
}

/// One sheet. Rows and columns count from 1, as people see them; hidden rows are rows like any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The sheet's name; the file name's stem for delimited text.
    pub name: String,
    /// Whether the sheet itself is hidden.
    pub hidden: bool,
    /// Whether date numbers count from 1904.
    pub dates_1904: bool,
    /// Merged ranges of more than one cell.
    pub merges: Vec<Merge>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// A grid from rows of cells, the first being row 1.
    #[must_use]
    pub fn from_rows(name: &str, rows: Vec<Vec<Cell>>) -> Self {
        let mut grid = Self { name: name.to_owned(), rows, ..Self::default() };
        grid.trim();
        grid
    }

    /// The last row with anything in it; 0 for an empty sheet.
    #[must_use]
    pub fn height(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The last column with anything in it; 0 for an empty sheet.
    #[must_use]
    pub fn width(&self) -> u32 {
        u32::try_from(self.rows.iter().map(Vec::len).max().unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// The cell at a 1-based place; empty outside.
    #[must_use]
    pub fn cell(&self, row: u32, column: u32) -> &Cell {
        static NOTHING: Cell = Cell::Empty;
        let place = (row as usize).checked_sub(1).zip((column as usize).checked_sub(1));
        place.and_then(|(r, c)| self.rows.get(r)?.get(c)).unwrap_or(&NOTHING)
    }

    /// The cell at a place, or the value of the merged range it lies in.
    #[must_use]
    pub fn merged_cell(&self, row: u32, column: u32) -> &Cell {
        match self.merge_at(row, column) {
            Some(merge) => self.cell(merge.top, merge.left),
            None => self.cell(row, column),
        }
    }

    /// The merged range a cell lies in.
    #[must_use]
    pub fn merge_at(&self, row: u32, column: u32) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.contains(row, column))
    }

    /// The filled cells of a row with their columns.
    pub fn filled(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        let cells = (row as usize).checked_sub(1).and_then(|r| self.rows.get(r));
        (1..).zip(cells.into_iter().flatten()).filter(|(_, cell)| !cell.is_empty())
    }

    /// Puts a cell at a 1-based place; returns how many cells the grid grew by.
    pub(crate) fn put(&mut self, row: u32, column: u32, cell: Cell) -> usize {
        let (r, c) = (row.max(1) as usize - 1, column.max(1) as usize - 1);
        if cell.is_empty() {
            return 0;
        }
        if self.rows.len() <= r {
            self.rows.resize(r + 1, Vec::new());
        }
        let line = &mut self.rows[r];
        let grown = (c + 1).saturating_sub(line.len());
        if grown > 0 {
            line.resize(c + 1, Cell::Empty);
        }
        line[c] = cell;
        grown
    }

    /// Drops empty cells and rows at the ends.
    pub(crate) fn trim(&mut self) {
        for line in &mut self.rows {
            while line.pop_if(|cell| cell.is_empty()).is_some() {}
        }
        while self.rows.pop_if(|line| line.is_empty()).is_some() {}
    }
}

/// The letters of a 1-based column: 1 is `A`, 28 is `AB`.
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1 - digit) / 26;
    }
    letters.iter().rev().collect()
}

/// The 1-based column of its letters, up to `XFD`.
#[must_use]
pub fn column_number(letters: &str) -> Option<u32> {
    let known = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let number = letters.bytes().fold(0, |n, b| n * 26 + u32::from(b.saturating_sub(b'A')) + 1);
    (known && number <= 16_384).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_as_in_a_spreadsheet() {
        for (n, letters) in
            [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
        {
            assert_eq!((column_letters(n).as_str(), column_number(letters)), (letters, Some(n)));
        }
        assert_eq!((column_number(""), column_number("XFE"), column_number("a")), (None, None, None));
    }

    #[test]
    fn binary_noise_is_not_part_of_a_number() {
        for (value, shown) in
            [(94.560_000_000_000_01, "94.56"), (18_921_742_180.0, "18921742180"), (-0.1, "-0.1"), (0.0, "0")]
        {
            assert_eq!(Cell::number(value).to_string(), shown);
        }
        assert!(matches!(Cell::number(f64::NAN), Cell::Text(_)));
        assert!(matches!(Cell::number(1e300), Cell::Text(_)));
        assert_eq!(Cell::number(1e-300).to_string(), "0");
    }
}
