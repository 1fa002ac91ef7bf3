//! What the cells of one line say.

use super::layout::{Field, Layout};
use super::{FaultReason, LeftOut};
use crate::grid::{Cell, Grid};
use chrono::{Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;
use zhangfang_domain::Fen;
use zhangfang_domain::text::folded;

/// One row under its layout.
pub(super) struct Reader<'g> {
    pub(super) grid: &'g Grid,
    pub(super) row: u32,
    pub(super) layout: &'g Layout,
}

/// What a line moved.
pub(super) enum Moved {
    /// Money in, negative for money out.
    Money(Fen),
    /// Neither in nor out.
    Nothing,
}

type Read<T> = Result<T, (Option<u32>, FaultReason)>;

impl Reader<'_> {
    fn cell(&self, field: Field) -> Option<(u32, &Cell)> {
        let column = self.layout.column(field)?;
        Some((column, self.grid.cell(self.row, column))).filter(|(_, cell)| !plain(cell).is_empty())
    }

    /// The texts of a field's columns, joined; a lone dash or slash says nothing.
    pub(super) fn text(&self, field: Field) -> String {
        let columns = self.layout.columns.get(&field).map_or(&[][..], Vec::as_slice);
        let mut texts: Vec<String> = Vec::new();
        for column in columns {
            let text = plain(self.grid.cell(self.row, *column));
            if !matches!(text.as_str(), "" | "/" | "-" | "--" | "无") && !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.join(" ")
    }

    /// Whether the row is a sum, a note, or something that never happened.
    pub(super) fn moves_nothing(&self) -> Option<LeftOut> {
        let mut filled = self.grid.filled(self.row).map(|(_, cell)| plain(cell));
        let first = filled.next().unwrap_or_default();
        if ["合计", "总计", "小计", "本页", "笔数", "期初余额", "期末余额"].iter().any(|w| first.contains(w))
        {
            return Some(LeftOut::Total);
        }
        let status = self.text(Field::Status);
        if ["关闭", "失败", "全额退款", "等待", "未支付", "撤销"].iter().any(|w| status.contains(w))
        {
            return Some(LeftOut::NotSettled);
        }
        let money = [Field::Income, Field::Expense, Field::Amount].iter().any(|f| self.cell(*f).is_some());
        let day = self.cell(Field::Day);
        let again = day
            .is_some_and(|(column, cell)| plain(cell) == plain(self.grid.cell(self.layout.header, column)));
        (again || (!money && day.is_none_or(|(_, cell)| day_of(cell).is_none()))).then_some(LeftOut::Note)
    }

    pub(super) fn day(&self) -> Read<NaiveDate> {
        match self.cell(Field::Day) {
            None => Err((self.layout.column(Field::Day), FaultReason::DayMissing)),
            Some((column, cell)) => day_of(cell).ok_or((Some(column), FaultReason::DayUnreadable)),
        }
    }

    pub(super) fn moved(&self) -> Read<Moved> {
        let sum = |field| -> Read<Option<(u32, Fen)>> {
            let Some((column, cell)) = self.cell(field) else { return Ok(None) };
            let text = plain(cell);
            let text = text.trim_start_matches('+');
            if matches!(text, "/" | "-" | "--") {
                return Ok(None);
            }
            let fen = Fen::parse(text).map_err(|_| (Some(column), FaultReason::AmountUnreadable))?;
            Ok(Some((column, fen)).filter(|(_, fen)| !fen.is_zero()))
        };
        let missing =
            [Field::Amount, Field::Income, Field::Expense].iter().find_map(|f| self.layout.column(*f));
        match (sum(Field::Income)?, sum(Field::Expense)?, sum(Field::Amount)?) {
            (Some((column, _)), Some(_), _) => Err((Some(column), FaultReason::TwoAmounts)),
            (Some((_, fen)), None, _) => Ok(Moved::Money(fen)),
            (None, Some((_, fen)), _) => Ok(Moved::Money(-fen)),
            (None, None, Some((_, fen))) => self.directed(fen),
            (None, None, None) => Err((missing, FaultReason::AmountMissing)),
        }
    }

    fn directed(&self, fen: Fen) -> Read<Moved> {
        let Some(column) = self.layout.column(Field::Direction) else { return Ok(Moved::Money(fen)) };
        let size = Fen(fen.0.abs());
        match plain(self.grid.cell(self.row, column)).to_ascii_uppercase().as_str() {
            "收入" | "收" | "贷" | "贷方" | "C" | "来账" | "转入" | "存入" | "+" | "入" => {
                Ok(Moved::Money(size))
            }
            "支出" | "支" | "借" | "借方" | "D" | "往账" | "转出" | "支取" | "-" | "出" => {
                Ok(Moved::Money(-size))
            }
            "/" | "其他" | "不计收支" | "中性交易" => Ok(Moved::Nothing),
            _ => Err((Some(column), FaultReason::DirectionUnreadable)),
        }
    }
}

/// A cell without the marks with which wallets keep numbers from becoming numbers.
pub(super) fn plain(cell: &Cell) -> String {
    folded(&cell.to_string()).trim_matches(['`', '\'', '"', '\t', ' ', '=']).to_owned()
}

/// A day, as a date, as text in any usual form with or without a time, or as a spreadsheet's number.
fn day_of(cell: &Cell) -> Option<NaiveDate> {
    match cell {
        Cell::Date(day) => Some(*day),
        Cell::Number(number) => {
            let whole = number.trunc().to_i64()?;
            let compact = packed(&whole.to_string());
            let serial = || {
                let days = u64::try_from(whole).ok().filter(|n| (30_000..80_000).contains(n))?;
                NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
            };
            compact.or_else(serial)
        }
        other => {
            let text = plain(other);
            let parts: Vec<&str> =
                text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
            match parts.as_slice() {
                [joined, ..] if joined.len() == 8 || joined.len() == 14 => packed(joined),
                [year, month, day, ..] if year.len() == 4 => {
                    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
                }
                _ => None,
            }
        }
    }
}

/// `20251103` or `20251103123000`.
fn packed(digits: &str) -> Option<NaiveDate> {
    let part = |from, to| digits.get(from..to)?.parse::<u32>().ok();
    let usual = digits.len() == 8 || digits.len() == 14;
    usual.then(|| NaiveDate::from_ymd_opt(part(0, 4)?.cast_signed(), part(4, 6)?, part(6, 8)?)).flatten()
}
