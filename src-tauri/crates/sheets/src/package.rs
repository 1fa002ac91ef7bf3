//! A look into a zipped workbook before anything is parsed: what it is, whether it is locked, and what it
//! really unpacks to. Sizes are measured, not believed.

use crate::error::{FoundFormat, SheetError, TooLarge};
use crate::grid::Merge;
use crate::workbook::Limits;
use std::io::{Cursor, Read, copy, sink};
use zip::ZipArchive;

/// A zipped workbook of a readable kind.
pub(crate) enum Package {
    Xlsx,
    /// With the merged ranges of each sheet, in order.
    Ods(Vec<Vec<Merge>>),
}

pub(crate) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Package, SheetError> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut names = Vec::new();
    let mut left = limits.unpacked;
    for index in 0..zip.len() {
        if zip.by_index_raw(index).map_err(broken)?.encrypted() {
            return Err(SheetError::PasswordProtected);
        }
        let mut part = zip.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.trim_start_matches('/').to_ascii_lowercase();
        let parsed = [".xml", ".rels", ".bin", ".vml"].iter().any(|end| name.ends_with(end));
        names.push(name);
        if !parsed {
            continue;
        }
        let too_large = SheetError::TooLarge(TooLarge::Unpacked { limit: limits.unpacked });
        if part.size() > left {
            return Err(too_large);
        }
        left = match copy(&mut (&mut part).take(left + 1), &mut sink()) {
            Ok(size) => left.checked_sub(size).ok_or(too_large)?,
            Err(error) => return Err(broken(error)),
        };
    }
    let has = |part: &str| names.iter().any(|name| name == part);
    if has("xl/workbook.xml") {
        return Ok(Package::Xlsx);
    }
    if has("content.xml") && has("mimetype") {
        if text_of(&mut zip, "META-INF/manifest.xml")
            .is_ok_and(|manifest| manifest.contains("encryption-data"))
        {
            return Err(SheetError::PasswordProtected);
        }
        let content = text_of(&mut zip, "content.xml")?;
        if !content.contains("<office:spreadsheet") {
            return Err(SheetError::UnknownFormat { found: FoundFormat::Document });
        }
        return scan_ods(&content, limits).map(Package::Ods);
    }
    if has("encrypted-package") {
        return Err(SheetError::PasswordProtected);
    }
    let found = if has("xl/workbook.bin") {
        FoundFormat::BinaryWorkbook
    } else if has("word/document.xml") || has("ppt/presentation.xml") {
        FoundFormat::Document
    } else {
        FoundFormat::Archive
    };
    Err(SheetError::UnknownFormat { found })
}

fn text_of(zip: &mut ZipArchive<Cursor<&[u8]>>, part: &str) -> Result<String, SheetError> {
    let mut text = String::new();
    zip.by_name(part).map_err(broken)?.read_to_string(&mut text).map_err(broken)?;
    Ok(text)
}

fn broken(error: impl std::fmt::Display) -> SheetError {
    SheetError::Broken { detail: error.to_string() }
}

/// The shape of the sheets of an OpenDocument file: one tag may stand for millions of cells.
#[derive(Default)]
struct OdsShape {
    merges: Vec<Vec<Merge>>,
    cells: usize,
    row: u32,
    next_row: u32,
    repeat: u32,
    column: u32,
    width: u32,
    height: u32,
}

impl OdsShape {
    fn open_sheet(&mut self) {
        self.close_sheet();
        self.merges.push(Vec::new());
        (self.row, self.next_row, self.column) = (0, 1, 0);
    }

    fn close_sheet(&mut self) {
        let spread = (self.width.min(16_384) as usize).saturating_mul(self.height.min(1_048_576) as usize);
        self.cells = self.cells.saturating_add(spread);
        (self.width, self.height) = (0, 0);
    }

    fn open_row(&mut self, tag: &str) {
        self.row = self.next_row;
        self.repeat = number(tag, "table:number-rows-repeated").unwrap_or(1).max(1);
        self.next_row = self.row.saturating_add(self.repeat);
        self.column = 0;
    }

    fn open_cell(&mut self, tag: &str) {
        let left = self.column.saturating_add(1);
        self.column =
            self.column.saturating_add(number(tag, "table:number-columns-repeated").unwrap_or(1).max(1));
        if tag.contains("office:value-type") || tag.contains("table:formula") {
            self.width = self.width.max(self.column);
            self.height = self.height.max(self.next_row.saturating_sub(1));
        }
        let across = number(tag, "table:number-columns-spanned").unwrap_or(1).max(1);
        let down = number(tag, "table:number-rows-spanned").unwrap_or(1).max(1);
        if let Some(merges) = self.merges.last_mut()
            && (across > 1 || down > 1)
        {
            let bottom = self.row.saturating_add(down - 1);
            merges.push(Merge { top: self.row, left, bottom, right: left.saturating_add(across - 1) });
        }
    }
}

fn scan_ods(content: &str, limits: &Limits) -> Result<Vec<Vec<Merge>>, SheetError> {
    let mut shape = OdsShape::default();
    for tag in content.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or(tag);
        match tag.split([' ', '/', '\n', '\t', '\r']).next().unwrap_or(tag) {
            "table:table" => shape.open_sheet(),
            "table:table-row" => shape.open_row(tag),
            "table:table-cell" | "table:covered-table-cell" => shape.open_cell(tag),
            _ => {}
        }
    }
    shape.close_sheet();
    if shape.cells > limits.cells {
        return Err(SheetError::TooLarge(TooLarge::Cells { limit: limits.cells }));
    }
    Ok(shape.merges)
}

fn number(tag: &str, attribute: &str) -> Option<u32> {
    let rest = tag.split_once(attribute)?.1.trim_start().strip_prefix('=')?.trim_start();
    rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?.parse().ok()
}
