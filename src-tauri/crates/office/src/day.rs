//! The day's takings: by method, by what they settled, with the range of receipt numbers.

use crate::{Office, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use zhangfang_domain::method::Method;
use zhangfang_domain::timing::Timing;
use zhangfang_domain::{Fen, Month};

/// Takings of one method.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MethodTakings {
    /// Name of the method.
    pub method: String,
    /// Receipts that stand.
    pub receipts: usize,
    /// Sum.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
}

/// What the takings of a day settled, for one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ItemTakings {
    /// Item by its name on paper, or 预存.
    pub item: String,
    /// For charges of the month of the day.
    #[serde(with = "wire::yuan")]
    pub current: Fen,
    /// For charges of earlier months.
    #[serde(with = "wire::yuan")]
    pub arrears: Fen,
    /// For charges of later months.
    #[serde(with = "wire::yuan")]
    pub ahead: Fen,
}

/// The daily report.
#[derive(Clone, Debug, Serialize)]
pub struct DayReport {
    /// The day.
    pub date: NaiveDate,
    /// By method, every method.
    pub by_method: Vec<MethodTakings>,
    /// By item.
    pub by_item: Vec<ItemTakings>,
    /// What was paid ahead: for charges of later months, or for no charge yet.
    #[serde(with = "wire::yuan")]
    pub prepaid: Fen,
    /// Everything received.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// First and last receipt number of the day.
    pub first_receipt: Option<i64>,
    /// Last receipt number of the day.
    pub last_receipt: Option<i64>,
    /// Receipts issued, voided ones included.
    pub issued: usize,
    /// Voided receipts with their reasons.
    pub voided: Vec<VoidedReceipt>,
    /// Who took money.
    pub cashiers: Vec<String>,
}

/// A voided receipt on the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VoidedReceipt {
    /// Number.
    pub number: i64,
    /// Sum.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// Why.
    pub reason: String,
}

impl Office {
    /// The report of a day. Everything received equals what settled charges plus what became prepaid.
    ///
    /// # Errors
    /// Store errors.
    pub fn day_report(&self, date: NaiveDate) -> Result<DayReport> {
        let receipts = self.receipts(date, date)?;
        let mut methods: Vec<MethodTakings> = Method::ALL
            .iter()
            .map(|m| MethodTakings { method: m.label().to_owned(), ..MethodTakings::default() })
            .collect();
        let mut items: BTreeMap<String, ItemTakings> = BTreeMap::new();
        let (mut prepaid, mut total) = (Fen::ZERO, Fen::ZERO);
        let mut voided = Vec::new();
        let mut cashiers: Vec<String> = Vec::new();
        for receipt in &receipts {
            if !cashiers.contains(&receipt.operator) {
                cashiers.push(receipt.operator.clone());
            }
            if let Some(reason) = &receipt.void_reason {
                let (number, amount, reason) = (receipt.number, Fen(receipt.fen), reason.clone());
                voided.push(VoidedReceipt { number, amount, reason });
                continue;
            }
            let place = Method::ALL.iter().position(|m| m.code() == receipt.method).unwrap_or_default();
            methods[place].receipts += 1;
            methods[place].total += Fen(receipt.fen);
            total += Fen(receipt.fen);
            for home in self.taken(receipt)?.homes {
                prepaid += home.prepaid;
                for line in home.lines {
                    let sum = items.entry(line.item.clone()).or_default();
                    sum.item.clone_from(&line.item);
                    *match Timing::of(line.months, Month::of(date)) {
                        Timing::Arrears => &mut sum.arrears,
                        Timing::Current => &mut sum.current,
                        Timing::Ahead => {
                            prepaid += line.amount;
                            &mut sum.ahead
                        }
                    } += line.amount;
                }
            }
        }
        Ok(DayReport {
            date,
            by_method: methods,
            by_item: items.into_values().collect(),
            prepaid,
            total,
            first_receipt: receipts.first().map(|r| r.number),
            last_receipt: receipts.last().map(|r| r.number),
            issued: receipts.len(),
            voided,
            cashiers,
        })
    }
}
