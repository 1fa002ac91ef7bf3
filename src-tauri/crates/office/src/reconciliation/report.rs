//! The reconciliation report (对账表): a statement held against the receipts and refunds of its days.

use super::Line;
use crate::{Office, Refusal, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_domain::reconciliation::MatchKind;
use zhangfang_sheets::export::{Table, Value};

/// Lines of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KindSum {
    /// What they are; 未处理 for those nothing was said of.
    pub kind: &'static str,
    /// How many.
    pub lines: usize,
    /// Money in.
    #[serde(with = "wire::yuan")]
    pub incoming: Fen,
    /// Money out.
    #[serde(with = "wire::yuan")]
    pub outgoing: Fen,
}

/// Something that stands on one side only, or on another day there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Day of the line, the receipt or the refund.
    pub day: NaiveDate,
    /// What it is, in words.
    pub what: String,
    /// What it adds to statement less book, money in positive.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
}

/// A statement held against the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReconciliationReport {
    /// The account.
    pub channel: String,
    /// Its method, by name.
    pub method: &'static str,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The lines by kind, all kinds; they add up to the statement.
    pub kinds: Vec<KindSum>,
    /// Money in by the statement.
    #[serde(with = "wire::yuan")]
    pub statement_in: Fen,
    /// Money out by the statement.
    #[serde(with = "wire::yuan")]
    pub statement_out: Fen,
    /// Receipts of the method on these days.
    #[serde(with = "wire::yuan")]
    pub book_in: Fen,
    /// Refunds and returned deposits of the method on these days.
    #[serde(with = "wire::yuan")]
    pub book_out: Fen,
    /// Statement less book, money in less money out: the sum of the differences.
    #[serde(with = "wire::yuan")]
    pub difference: Fen,
    /// Why they differ, one by one.
    pub differences: Vec<Difference>,
}

impl Office {
    /// Holds the statement of an account against the receipts and refunds of its method on the days from–to.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for an account without a statement; store errors.
    pub fn reconciliation(
        &self,
        channel: &str,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<ReconciliationReport> {
        let unknown = || Refusal::Unknown { kind: "对账账户", name: channel.to_owned() };
        let code = self.book.reading().channel_method(channel)?.ok_or_else(unknown)?;
        let method = Method::from_code(&code).ok_or_else(unknown)?;
        let all = self.book.reading().lines_between(NaiveDate::MIN, NaiveDate::MAX, None)?;
        let lines: Vec<&Line> =
            all.iter().filter(|l| l.channel == channel && (from..=to).contains(&l.day)).collect();
        let mut differences = Vec::new();
        for line in &lines {
            differences.extend(self.line_alone(line, from, to)?);
        }
        let (book_in, mut alone) = self.receipts_alone(&all, channel, method, from, to)?;
        differences.append(&mut alone);
        let (book_out, mut alone) = self.refunds_alone(&all, channel, method, from, to)?;
        differences.append(&mut alone);
        differences.sort_by_key(|d| d.day);
        let kinds = kinds(&lines);
        let statement_in: Fen = kinds.iter().map(|k| k.incoming).sum();
        let statement_out: Fen = kinds.iter().map(|k| k.outgoing).sum();
        Ok(ReconciliationReport {
            channel: channel.to_owned(),
            method: method.label(),
            from,
            to,
            kinds,
            statement_in,
            statement_out,
            book_in,
            book_out,
            difference: (statement_in - statement_out) - (book_in - book_out),
            differences,
        })
    }

    /// A line without its receipt or refund on these days.
    fn line_alone(&self, line: &Line, from: NaiveDate, to: NaiveDate) -> Result<Option<Difference>> {
        let (days, reading) = (from..=to, self.book.reading());
        let words = match &line.standing {
            None => "未处理".to_owned(),
            Some(m) => match (m.receipt, m.form) {
                (Some(number), _) => {
                    let receipt = self.receipt(number)?;
                    if days.contains(&receipt.biz_date) {
                        return Ok(None);
                    }
                    format!("收据 {number:07} 记在 {}", receipt.biz_date)
                }
                (_, Some(form)) => {
                    let paid = reading.paid_out_between(&line.method, NaiveDate::MIN, NaiveDate::MAX)?;
                    match paid.into_iter().find(|p| p.form == form) {
                        Some(paid) if days.contains(&paid.day) => return Ok(None),
                        Some(paid) => format!("退款单 {} 记在 {}", paid.number, paid.day),
                        None => format!("退款单 {} 的付款已收回", reading.form_of_id(form)?.number),
                    }
                }
                (None, None) if m.reason.is_empty() => m.kind.label().to_owned(),
                (None, None) => format!("{}：{}", m.kind.label(), m.reason),
            },
        };
        let what = format!("第 {} 笔流水，{words}", line.id);
        Ok(Some(Difference { day: line.day, what, amount: line.fen }))
    }

    /// Receipts of these days, and those without a line of the account on these days. Receipts that belong to a line
    /// of another account are not this account's.
    fn receipts_alone(
        &self,
        all: &[Line],
        channel: &str,
        method: Method,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<(Fen, Vec<Difference>)> {
        let of: HashMap<i64, &Line> =
            all.iter().filter_map(|l| Some((l.standing.as_ref()?.receipt?, l))).collect();
        let (mut sum, mut alone) = (Fen::ZERO, Vec::new());
        for receipt in self.receipts(from, to)? {
            let line = of.get(&receipt.number);
            let ours = line.is_none_or(|l| l.channel == channel);
            if receipt.method != method.code() || receipt.void_reason.is_some() || !ours {
                continue;
            }
            sum += Fen(receipt.fen);
            let words = match line {
                Some(line) if (from..=to).contains(&line.day) => continue,
                Some(line) => format!("流水在 {}", line.day),
                None => "没有对应流水".to_owned(),
            };
            let what = format!("收据 {:07}，{words}", receipt.number);
            alone.push(Difference { day: receipt.biz_date, what, amount: -Fen(receipt.fen) });
        }
        Ok((sum, alone))
    }

    fn refunds_alone(
        &self,
        all: &[Line],
        channel: &str,
        method: Method,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<(Fen, Vec<Difference>)> {
        let of: HashMap<i64, &Line> =
            all.iter().filter_map(|l| Some((l.standing.as_ref()?.form?, l))).collect();
        let (mut sum, mut alone) = (Fen::ZERO, Vec::new());
        for paid in self.book.reading().paid_out_between(method.code(), from, to)? {
            let line = of.get(&paid.form);
            if line.is_some_and(|l| l.channel != channel) {
                continue;
            }
            sum += paid.fen;
            let words = match line {
                Some(line) if (from..=to).contains(&line.day) => continue,
                Some(line) => format!("流水在 {}", line.day),
                None => "没有对应流水".to_owned(),
            };
            let what = format!("退款单 {}，{words}", paid.number);
            alone.push(Difference { day: paid.day, what, amount: paid.fen });
        }
        Ok((sum, alone))
    }
}

fn kinds(lines: &[&Line]) -> Vec<KindSum> {
    let all = MatchKind::ALL.into_iter().map(Some).chain([None]);
    all.map(|kind| {
        let of = || lines.iter().filter(move |l| l.standing.as_ref().map(|m| m.kind) == kind);
        let sum = |sign: i64| of().filter(|l| l.fen.0.signum() == sign).map(|l| l.fen).sum::<Fen>();
        KindSum {
            kind: kind.map_or("未处理", MatchKind::label),
            lines: of().count(),
            incoming: sum(1),
            outgoing: -sum(-1),
        }
    })
    .collect()
}

impl ReconciliationReport {
    /// The report as a table.
    #[must_use]
    pub fn table(&self, footer: &str) -> Table {
        let text = |t: &str| Value::Text(t.to_owned());
        let row = |part: &str, what: &str, day: Option<NaiveDate>, amounts: [Option<Fen>; 3]| {
            let amounts = amounts.map(|a| a.map_or(Value::Empty, Value::Amount));
            [text(part), text(what), day.map_or(Value::Empty, Value::Date)]
                .into_iter()
                .chain(amounts)
                .collect()
        };
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for kind in &self.kinds {
            let what = format!("{}（{} 笔）", kind.kind, kind.lines);
            rows.push(row("流水", &what, None, [Some(kind.incoming), Some(kind.outgoing), None]));
        }
        rows.push(row("流水", "合计", None, [Some(self.statement_in), Some(self.statement_out), None]));
        rows.push(row("账面", "收据与退款", None, [Some(self.book_in), Some(self.book_out), None]));
        for difference in &self.differences {
            rows.push(row(
                "差异",
                &difference.what,
                Some(difference.day),
                [None, None, Some(difference.amount)],
            ));
        }
        rows.push(row("差异", "合计", None, [None, None, Some(self.difference)]));
        Table {
            title: format!("对账表 {} {}至{}", self.channel, self.from, self.to),
            headings: ["部分", "内容", "日期", "收入", "支出", "流水减账面"].map(str::to_owned).to_vec(),
            rows,
            footer: Some(footer.to_owned()),
        }
    }
}
