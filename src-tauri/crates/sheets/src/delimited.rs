//! Delimited text: UTF-8 or GB 18030; comma, semicolon or tab; quoted fields with line breaks.

use crate::error::{SheetError, TooLarge};
use crate::grid::{Cell, Grid};
use encoding_rs::{Encoding, GB18030};
use std::borrow::Cow;

/// Decodes by byte order mark, else as UTF-8, else as GB 18030. Never puts replacement characters.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, 0),
        None => (GB18030, 0),
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(&bytes[skip..])
        .ok_or(SheetError::UnknownEncoding)
}

/// Reads the text into one grid of text cells.
pub(crate) fn read(text: &str, name: &str, cells: usize) -> Result<Grid, SheetError> {
    let (text, delimiter) = match text.strip_prefix("sep=").and_then(|rest| rest.split_once('\n')) {
        Some((mark, rest)) => (rest, mark.chars().next().unwrap_or(',')),
        None => (text, delimiter_of(text)),
    };
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    let mut grown = 0;
    let mut fault = None;
    let end = records(text, delimiter, &mut |row, fields| {
        for (column, field) in (1..).zip(fields) {
            grown += grid.put(row, column, Cell::text(unguarded(field)));
        }
        // Rows cost memory as well, though nothing stands in them.
        if grown > cells || row > 1_048_576 || fields.len() > 16_384 {
            fault = Some(SheetError::TooLarge(TooLarge::Cells { limit: cells }));
        }
        fault.is_none()
    });
    match (fault, end) {
        (Some(error), _) => Err(error),
        (None, Some(row)) => {
            Err(SheetError::Broken { detail: format!("quote opened in row {row} is never closed") })
        }
        (None, None) => {
            grid.trim();
            Ok(grid)
        }
    }
}

/// `="0301"`, the way some programs keep leading zeros.
fn unguarded(field: &str) -> &str {
    field.strip_prefix("=\"").and_then(|f| f.strip_suffix('"')).unwrap_or(field)
}

/// The delimiter under which most of the first rows have the same number of fields.
fn delimiter_of(text: &str) -> char {
    let score = |delimiter: char| {
        let mut counts = [0_usize; 256];
        records(text, delimiter, &mut |row, fields| {
            counts[fields.len().min(255)] += fields.len() - 1;
            row < 100
        });
        counts.into_iter().max().unwrap_or(0)
    };
    // The last of equals wins.
    [';', '\t', ','].into_iter().max_by_key(|delimiter| score(*delimiter)).unwrap_or(',')
}

/// Calls `take` with each row's number and fields until it says no. Returns the row whose quote is never closed.
fn records(text: &str, delimiter: char, take: &mut dyn FnMut(u32, &[String]) -> bool) -> Option<u32> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut row = 1;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            '\r' if !quoted && rest.peek() == Some(&'\n') => {}
            '\n' | '\r' if !quoted => {
                fields.push(std::mem::take(&mut field));
                if !take(row, &fields) {
                    return None;
                }
                fields.clear();
                row += 1;
            }
            c if c == delimiter && !quoted => fields.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    if quoted || !field.is_empty() || !fields.is_empty() {
        fields.push(field);
        take(row, &fields);
    }
    quoted.then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grid = read(text, "t", 1000).unwrap();
        (1..=grid.height())
            .map(|r| (1..=grid.width()).map(|c| grid.cell(r, c).to_string()).collect())
            .collect()
    }

    #[test]
    fn every_delimiter_and_quoting() {
        let wanted = vec![vec!["房号", "姓名", "电话"], vec!["1-1-101", "张三\n李四", "说\"好\",行"]];
        for d in [',', ';', '\t'] {
            let text = format!("房号{d}姓名{d}电话\r\n1-1-101{d}\"张三\n李四\"{d}\"说\"\"好\"\",行\"\r\n");
            assert_eq!(rows(&text), wanted, "{d:?}");
        }
        assert_eq!(rows("sep=;\na;b,c\n"), [["a", "b,c"]]);
        assert_eq!(rows("a,=\"0301\"\n\n b ,5\"x\n"), [["a", "0301"], ["", ""], [" b ", "5\"x"]]);
        assert!(matches!(read("a,\"b\n", "t", 10), Err(SheetError::Broken { .. })));
        assert!(matches!(read("a,b\nc,d\n", "t", 3), Err(SheetError::TooLarge(_))));
    }

    #[test]
    fn every_encoding() {
        let (gb, _, _) = GB18030.encode("房号,仇䶮思,苏E\n");
        assert_eq!(decode(&gb).unwrap(), "房号,仇䶮思,苏E\n");
        assert_eq!(decode("\u{feff}房号".as_bytes()).unwrap(), "房号");
        assert_eq!(decode("房号".as_bytes()).unwrap(), "房号");
        assert_eq!(decode(&[0xFF, 0xFE, 0x3F, 0x62]).unwrap(), "房");
        assert_eq!(decode(&[0x81, 0xFF, 0xFF]), Err(SheetError::UnknownEncoding));
    }
}
