//! Any readable file as grids.

use crate::delimited;
use crate::error::{FoundFormat, SheetError, TooLarge};
use crate::grid::{Cell, Grid, Merge};
use crate::package::{self, Package};
use calamine::{
    Data, Dimensions, Ods, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};
use chrono::NaiveDate;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bounds on what is read whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub bytes: u64,
    /// Size of the unpacked parts of a zipped workbook, in bytes.
    pub unpacked: u64,
    /// Cells of all sheets, gaps included.
    pub cells: usize,
}

impl Default for Limits {
    /// 64 MB, unpacked 512 MB, five million cells: fifty times the largest office.
    fn default() -> Self {
        Self { bytes: 64 << 20, unpacked: 512 << 20, cells: 5_000_000 }
    }
}

/// The sheets of a file, in order; delimited text has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets with anything on them.
    pub sheets: Vec<Grid>,
}

impl Workbook {
    /// Reads `.xlsx`, `.xls`, `.ods` or delimited text; told apart by content, not by name. The name is only
    /// used to name the sheet of delimited text.
    ///
    /// # Errors
    /// [`SheetError`]; sizes are checked before anything is parsed.
    pub fn read(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Self, SheetError> {
        if bytes.len() as u64 > limits.bytes {
            let size = TooLarge::File { bytes: bytes.len() as u64, limit: limits.bytes };
            return Err(SheetError::TooLarge(size));
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(SheetError::Empty);
        }
        // The parsers are other people's code and may panic on damaged files; that must not end the program.
        let read = catch_unwind(AssertUnwindSafe(|| sheets(bytes, file_name, limits)));
        let mut sheets =
            read.unwrap_or_else(|_| Err(SheetError::Broken { detail: "parser gave up".to_owned() }))?;
        sheets.iter_mut().for_each(Grid::trim);
        sheets.retain(|sheet| sheet.height() > 0);
        if sheets.is_empty() { Err(SheetError::Empty) } else { Ok(Self { sheets }) }
    }
}

fn sheets(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Vec<Grid>, SheetError> {
    if bytes.starts_with(b"PK") {
        return match package::inspect(bytes, limits)? {
            Package::Xlsx => xlsx(bytes, limits),
            Package::Ods(merges) => ods(bytes, &merges, limits),
        };
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return xls(bytes, limits);
    }
    let unknown = |found| Err(SheetError::UnknownFormat { found });
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => return unknown(FoundFormat::Pdf),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            return unknown(FoundFormat::Picture);
        }
        [b'{', b'\\', b'r', b't', b'f', ..] => return unknown(FoundFormat::Document),
        _ => {}
    }
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if bytes.contains(&0) && !utf16 {
        return unknown(FoundFormat::Unknown);
    }
    let text = delimited::decode(bytes)?;
    if text.trim_start().starts_with('<') {
        return unknown(FoundFormat::WebPage);
    }
    let stem = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    delimited::read(&text, stem, limits.cells).map(|grid| vec![grid])
}

/// Counts cells against the bound while grids fill.
struct Filling {
    left: usize,
    limit: usize,
}

impl Filling {
    const fn new(limits: &Limits) -> Self {
        Self { left: limits.cells, limit: limits.cells }
    }

    fn put(&mut self, grid: &mut Grid, (row, column): (u32, u32), cell: Cell) -> Result<(), SheetError> {
        let grown = grid.put(row.saturating_add(1), column.saturating_add(1), cell);
        let left = self.left.checked_sub(grown);
        self.left = left.ok_or(SheetError::TooLarge(TooLarge::Cells { limit: self.limit }))?;
        Ok(())
    }

    fn fill(&mut self, grid: &mut Grid, range: &Range<Data>) -> Result<(), SheetError> {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let place = (top.saturating_add(as_u32(row)), left.saturating_add(as_u32(column)));
            self.put(grid, place, cell_of(data))?;
        }
        Ok(())
    }
}

fn as_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn xlsx(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, SheetError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
    let dates_1904 = book.has_1904_epoch();
    let mut filling = Filling::new(limits);
    let mut grids = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut grid = Grid { name: sheet.name.clone(), hidden, dates_1904, ..Grid::default() };
        grid.merges = merges(&book.merge_cells_by_sheet_name(&sheet.name).map_err(xlsx_error)?);
        // Streamed, because a cell in the last corner would otherwise make billions of empty ones.
        let mut cells = match book.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(xlsx_error(error)),
        };
        while let Some(cell) = cells.next_cell().map_err(xlsx_error)? {
            filling.put(&mut grid, cell.get_position(), cell_of(&cell.get_value().clone().into()))?;
        }
        grids.push(grid);
    }
    Ok(grids)
}

fn xls(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, SheetError> {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if names("EncryptedPackage") {
        return Err(SheetError::PasswordProtected);
    }
    if !names("Workbook") && !names("Book") {
        let found = if names("WordDocument") { FoundFormat::Document } else { FoundFormat::Unknown };
        return Err(SheetError::UnknownFormat { found });
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => SheetError::PasswordProtected,
        error => SheetError::Broken { detail: error.to_string() },
    })?;
    let broken = |error: XlsError| SheetError::Broken { detail: error.to_string() };
    let mut filling = Filling::new(limits);
    let mut grids = Vec::new();
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        let mut grid =
            Grid { name: sheet.name.clone(), hidden, dates_1904: book.has_1904_epoch(), ..Grid::default() };
        filling.fill(&mut grid, &book.worksheet_range(&sheet.name).map_err(broken)?)?;
        grid.merges = merges(&book.merge_cells_by_sheet_name(&sheet.name).map_err(broken)?);
        grids.push(grid);
    }
    Ok(grids)
}

fn ods(bytes: &[u8], merged: &[Vec<Merge>], limits: &Limits) -> Result<Vec<Grid>, SheetError> {
    let broken = |error: calamine::OdsError| SheetError::Broken { detail: error.to_string() };
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(broken)?;
    let mut filling = Filling::new(limits);
    let mut grids = Vec::new();
    for (nth, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        let hidden = sheet.visible != SheetVisible::Visible;
        let merges = merged.get(nth).cloned().unwrap_or_default();
        let mut grid = Grid { name: sheet.name.clone(), hidden, merges, ..Grid::default() };
        filling.fill(&mut grid, &book.worksheet_range(&sheet.name).map_err(broken)?)?;
        grids.push(grid);
    }
    Ok(grids)
}

fn xlsx_error(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::PasswordProtected,
        error => SheetError::Broken { detail: error.to_string() },
    }
}

fn merges(ranges: &[Dimensions]) -> Vec<Merge> {
    let merge = |d: &Dimensions| Merge {
        top: d.start.0.saturating_add(1),
        left: d.start.1.saturating_add(1),
        bottom: d.end.0.saturating_add(1),
        right: d.end.1.saturating_add(1),
    };
    ranges.iter().map(merge).filter(|m| m.top < m.bottom || m.left < m.right).collect()
}

fn cell_of(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(n) => Cell::Number((*n).into()),
        Data::Float(n) => Cell::number(*n),
        Data::String(text) | Data::DurationIso(text) => Cell::text(text),
        Data::Bool(b) => Cell::text(if *b { "TRUE" } else { "FALSE" }),
        Data::Error(error) => Cell::Error(error.to_string()),
        Data::DateTimeIso(text) => {
            let day = text.get(..10).unwrap_or(text);
            NaiveDate::parse_from_str(day, "%Y-%m-%d").map_or_else(|_| Cell::text(text), Cell::Date)
        }
        Data::DateTime(moment) if moment.is_duration() => Cell::number(moment.as_f64()),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            match NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()) {
                Some(day) => Cell::Date(day),
                None => Cell::number(moment.as_f64()),
            }
        }
    }
}
