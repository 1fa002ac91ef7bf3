//! Workbooks of meter readings and of meters, row by row.

use crate::error::SheetError;
use crate::grid::Cell;
use crate::list::{self, List, ListReason, ListRefusal, Wanted, day, number, text, tick};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use zhangfang_domain::meter::Kind;

/// What a file holds: rows that can be read and those that cannot.
#[derive(Clone, Debug)]
pub struct Draft<T> {
    /// The sheet.
    pub sheet: String,
    /// The rows that were read.
    pub rows: Vec<T>,
    /// The first wrong cell of every other row.
    pub refused: Vec<ListRefusal>,
}

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingRow {
    /// Its row.
    pub row: u32,
    /// Number of the meter.
    pub meter: String,
    /// What the dial showed.
    pub value: Decimal,
    /// The day, when the list gives one.
    pub day: Option<NaiveDate>,
    /// Whether the dial passed zero.
    pub rollover: bool,
    /// A remark.
    pub note: Option<String>,
}

/// One meter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterRow {
    /// Its row.
    pub row: u32,
    /// Number of the meter.
    pub code: String,
    /// What it counts.
    pub kind: Kind,
    /// The room; none for a shared meter.
    pub room: Option<String>,
    /// Where it hangs.
    pub place: Option<String>,
    /// Name of its price.
    pub plan: Option<String>,
    /// Figures before the point.
    pub digits: u32,
    /// Figures after the point.
    pub decimals: u32,
    /// What one unit of the dial stands for.
    pub multiplier: Decimal,
    /// What the dial showed when it was taken into the book.
    pub start: Decimal,
    /// That day, when the list gives one.
    pub installed: Option<NaiveDate>,
    /// Used in the running tier year before.
    pub taken_over: Decimal,
}

const fn wanted(headings: &'static [&'static str], required: bool) -> Wanted {
    Wanted { headings, required }
}

const READING: [Wanted; 5] = [
    wanted(&["表号", "表编号", "表具编号", "水表号", "电表号", "仪表编号"], true),
    wanted(&["本期读数", "本月读数", "本次读数", "止码", "本期止码", "读数"], true),
    wanted(&["抄表日期", "抄表日", "日期"], false),
    wanted(&["归零", "过零", "翻转"], false),
    wanted(&["备注", "说明"], false),
];

const METER: [Wanted; 11] = [
    wanted(&["表号", "表编号", "表具编号", "仪表编号"], true),
    wanted(&["类别", "表类", "种类"], true),
    wanted(&["房号", "房间", "房屋"], false),
    wanted(&["位置", "安装位置"], false),
    wanted(&["价格", "水电价格", "价格名称"], false),
    wanted(&["位数", "表盘位数", "整数位"], true),
    wanted(&["小数位", "小数位数"], false),
    wanted(&["倍率"], false),
    wanted(&["起始读数", "起码", "底数"], true),
    wanted(&["安装日期", "装表日期", "启用日期"], false),
    wanted(&["年内已用量", "本年已用"], false),
];

/// Reads a workbook of readings.
///
/// # Errors
/// [`SheetError`] when the file or its headings cannot be read.
pub fn readings(bytes: &[u8], file_name: &str) -> Result<Draft<ReadingRow>, SheetError> {
    each(bytes, file_name, &READING, |row, cells| {
        Ok(ReadingRow {
            row,
            meter: must(0, text(&cells[0]))?,
            value: must(1, number(&cells[1]))?,
            day: at(2, day(&cells[2]))?,
            rollover: at(3, tick(&cells[3], "归零"))?,
            note: at(4, text(&cells[4]))?,
        })
    })
}

/// Reads a workbook of meters.
///
/// # Errors
/// [`SheetError`] when the file or its headings cannot be read.
pub fn meters(bytes: &[u8], file_name: &str) -> Result<Draft<MeterRow>, SheetError> {
    each(bytes, file_name, &METER, |row, cells| {
        let kind: String = must(1, text(&cells[1]))?;
        let figures = |column: usize| -> Cellwise<Option<u32>> {
            let read = at(column, number(&cells[column]))?;
            read.map(|n| {
                n.to_u32().filter(|u| Decimal::from(*u) == n).ok_or((column, ListReason::NotANumber))
            })
            .transpose()
        };
        Ok(MeterRow {
            row,
            code: must(0, text(&cells[0]))?,
            kind: kind_of(&kind).ok_or((1, ListReason::UnknownWord))?,
            room: at(2, text(&cells[2]))?,
            place: at(3, text(&cells[3]))?,
            plan: at(4, text(&cells[4]))?,
            digits: figures(5)?.ok_or((5, ListReason::Missing))?,
            decimals: figures(6)?.unwrap_or_default(),
            multiplier: at(7, number(&cells[7]))?.unwrap_or(Decimal::ONE),
            start: must(8, number(&cells[8]))?,
            installed: at(9, day(&cells[9]))?,
            taken_over: at(10, number(&cells[10]))?.unwrap_or_default(),
        })
    })
}

fn kind_of(word: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|k| {
        let label = k.label();
        word == label || word == k.code() || label.strip_suffix('表').is_some_and(|short| word == short)
    })
}

type Cellwise<T> = Result<T, (usize, ListReason)>;

fn at<T>(column: usize, read: Result<T, ListReason>) -> Cellwise<T> {
    read.map_err(|reason| (column, reason))
}

fn must<T>(column: usize, read: Result<Option<T>, ListReason>) -> Cellwise<T> {
    at(column, read)?.ok_or((column, ListReason::Missing))
}

fn each<T>(
    bytes: &[u8],
    file_name: &str,
    wanted: &[Wanted],
    read: impl Fn(u32, &[Cell]) -> Cellwise<T>,
) -> Result<Draft<T>, SheetError> {
    let list: List = list::read(bytes, file_name, wanted)?;
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for (at, (row, cells)) in list.rows.iter().enumerate() {
        match read(*row, cells) {
            Ok(value) => rows.push(value),
            Err((column, reason)) => refused.push(list.refusal(at, column, wanted, reason)),
        }
    }
    Ok(Draft { sheet: list.sheet, rows, refused })
}
