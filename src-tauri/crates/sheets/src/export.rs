//! Lists out: `.xlsx` and `.csv` from one table of typed cells.
//!
//! The same table gives the same bytes. No text of ours ever becomes a formula on somebody's machine.

use crate::register::{Field, RegisterRow};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use zhangfang_domain::Fen;

/// One cell of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text, written as text whatever it begins with.
    Text(String),
    /// An amount of money.
    Amount(Fen),
    /// An exact number: an area, a price, a reading.
    Decimal(Decimal),
    /// A day.
    Date(NaiveDate),
    /// A count.
    Integer(i64),
}

impl Value {
    /// A text, or nothing.
    #[must_use]
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |t| Self::Text(t.to_owned()))
    }

    /// As shown without a spreadsheet.
    fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Amount(fen) => fen.plain(),
            Self::Decimal(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Integer(n) => n.to_string(),
        }
    }
}

/// A list to be handed out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its title, above the headings and as the sheet's name.
    pub title: String,
    /// One heading for each column.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// A last line: who exported it, when and for what (domain section 2.9).
    pub footer: Option<String>,
}

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the workbook: {0}")]
pub struct ExportError(#[from] XlsxError);

impl Table {
    /// The table as an `.xlsx` file: title, frozen headings, number formats, widths for Chinese text.
    ///
    /// # Errors
    /// [`ExportError`] beyond the format's bounds: 1,048,576 rows, 16,384 columns, 32,767 characters in a cell.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, ExportError> {
        let mut book = Workbook::new();
        // A fixed day: the same table is the same file.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&self.title))?;
        let formats = Formats::new();
        sheet.write_string_with_format(0, 0, &self.title, &formats.title)?;
        for (column, heading) in (0..).zip(&self.headings) {
            write_text(sheet, (1, column), heading, &formats.heading, &formats.heading)?;
        }
        sheet.set_freeze_panes(2, 0)?;
        for (row, values) in (2..).zip(&self.rows) {
            for (column, value) in (0..).zip(values) {
                formats.write(sheet, (row, column), value)?;
            }
        }
        if let Some(footer) = &self.footer {
            let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX).saturating_add(2);
            write_text(sheet, (row, 0), footer, &formats.text, &formats.quoted)?;
        }
        for (column, heading) in (0..).zip(&self.headings) {
            let cells = self.rows.iter().filter_map(|row| row.get(usize::from(column)));
            let widest = cells.map(|value| width(&value.plain())).max().unwrap_or(0).max(width(heading));
            sheet.set_column_width(column, f64::from((widest + 2).clamp(6, 48)))?;
        }
        Ok(book.save_to_buffer()?)
    }

    /// The table as `.csv`: UTF-8 with a byte order mark, so that a spreadsheet shows Chinese. Text that a
    /// spreadsheet would take for a formula gets an apostrophe before it.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let mut text = String::from("\u{feff}");
        let mut line = |fields: &mut dyn Iterator<Item = String>| {
            text += &fields.collect::<Vec<_>>().join(",");
            text += "\r\n";
        };
        line(&mut self.headings.iter().map(|heading| csv_field(&guarded(heading))));
        for row in &self.rows {
            line(&mut row.iter().map(|value| match value {
                Value::Text(text) => csv_field(&guarded(text)),
                other => csv_field(&other.plain()),
            }));
        }
        if let Some(footer) = &self.footer {
            line(&mut std::iter::once(csv_field(&guarded(footer))));
        }
        text.into_bytes()
    }
}

/// An owner register that reads back as the same homes.
#[must_use]
pub fn register(title: &str, rows: &[RegisterRow]) -> Table {
    let fields = Field::ALL.into_iter().filter(|field| *field != Field::IdTail);
    let headings = fields.map(|field| field.label().to_owned()).collect();
    let home = |row: &RegisterRow| {
        vec![
            Value::Text(row.room.building().to_owned()),
            Value::Integer(row.room.unit().into()),
            Value::Text(row.room.number().to_owned()),
            Value::Text(row.owners.join("、")),
            Value::Text(row.phones.join("、")),
            Value::Decimal(row.area),
            row.inner_area.map_or(Value::Empty, Value::Decimal),
            row.handover.map_or(Value::Empty, Value::Date),
            Value::text(row.status.as_deref()),
            Value::text(row.use_kind.as_deref()),
            Value::text(row.space.as_deref()),
            Value::text(row.plate.as_deref()),
            row.arrears.map_or(Value::Empty, Value::Amount),
        ]
    };
    Table { title: title.to_owned(), headings, rows: rows.iter().map(home).collect(), footer: None }
}

struct Formats {
    title: Format,
    heading: Format,
    text: Format,
    quoted: Format,
    amount: Format,
    decimal: Format,
    date: Format,
    integer: Format,
}

impl Formats {
    fn new() -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: Format::new().set_bold().set_align(FormatAlign::Center),
            text: number("@"),
            quoted: number("@").set_quote_prefix(),
            amount: number("#,##0.00"),
            decimal: number("0.00##"),
            date: number("yyyy-mm-dd"),
            integer: number("0"),
        }
    }

    fn write(&self, sheet: &mut Worksheet, place: (u32, u16), value: &Value) -> Result<(), XlsxError> {
        let (row, column) = place;
        match value {
            Value::Empty => Ok(()),
            Value::Text(text) if text.is_empty() => Ok(()),
            Value::Text(text) => write_text(sheet, place, text, &self.text, &self.quoted),
            Value::Amount(fen) => self.number(sheet, place, &fen.plain(), &self.amount),
            Value::Decimal(number) => self.number(sheet, place, &number.to_string(), &self.decimal),
            Value::Integer(n) => self.number(sheet, place, &n.to_string(), &self.integer),
            Value::Date(day) => match excel_day(*day) {
                Some(moment) => {
                    sheet.write_datetime_with_format(row, column, &moment, &self.date)?;
                    Ok(())
                }
                None => write_text(sheet, place, &day.to_string(), &self.text, &self.quoted),
            },
        }
    }

    /// A number a spreadsheet keeps exactly; longer ones stay text.
    fn number(
        &self,
        sheet: &mut Worksheet,
        place: (u32, u16),
        digits: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let significant =
            digits.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        match digits.parse::<f64>() {
            Ok(number) if significant <= 15 => {
                sheet.write_number_with_format(place.0, place.1, number, format)?;
                Ok(())
            }
            _ => write_text(sheet, place, digits, &self.text, &self.quoted),
        }
    }
}

/// A day a spreadsheet can hold, 1900–9999.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let (month, date) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month, date).ok()
}

fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    plain: &Format,
    quoted: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, text, if is_risky(text) { quoted } else { plain })?;
    Ok(())
}

/// Whether a spreadsheet may take a text for a formula.
fn is_risky(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

fn guarded(text: &str) -> String {
    if is_risky(text) { format!("'{text}") } else { text.to_owned() }
}

fn csv_field(text: &str) -> String {
    let plain = !text.contains([',', '"', '\n', '\r']) && text.trim() == text;
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// Width in half-width characters of the longest line.
fn width(text: &str) -> u32 {
    let line = |l: &str| l.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    text.lines().map(line).max().unwrap_or(0)
}

/// A sheet's name: no forbidden character, at most 31.
fn sheet_name(title: &str) -> String {
    let clean: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if clean.trim().is_empty() { "Sheet1".to_owned() } else { clean }
}
