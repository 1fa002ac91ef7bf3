//! The month's income and expenditure as it is posted for the owners (收支公示).
//!
//! Fee income comes from the receipts of the month; expenses and the owners' common income from entries typed
//! by the accountant.

use crate::bill_run::require_reason;
use crate::{Occasion, Office, Posted, Refusal, Result};
use std::collections::BTreeMap;
use zhangfang_domain::disclosure::{CommonAccount, CostGroup, Line, Statement};
use zhangfang_domain::wording::TextKind;
use zhangfang_domain::{Fen, Month, Months};
pub use zhangfang_store::entry::Entry;

/// Sections an entry can belong to: code, name, and whether its code must be a cost group.
pub const SECTIONS: [(&str, &str); 6] = [
    ("expense", "支出"),
    ("income", "其他收入"),
    ("common-opening", "公共收益期初"),
    ("common-income", "公共收益收入"),
    ("common-cost", "公共收益合理成本"),
    ("common-use", "公共收益支出"),
];

/// What the charge items' money is called in the disclosure; everything else is 其他.
const PARKING: &str = "parking";
const MANAGEMENT: &str = "management";

/// An entry as typed.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Month it belongs to.
    pub month: Month,
    /// Section code, see [`SECTIONS`].
    pub section: String,
    /// Cost group code for expenses; free otherwise.
    pub code: String,
    /// Name on paper; the cost group's own when empty.
    pub label: String,
    /// Sum.
    pub amount: Fen,
    /// Source or decision.
    pub note: String,
}

/// The disclosure of a month with the numbers around the statement.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// The month.
    pub month: Month,
    /// Income, expenditure, common account.
    pub statement: Statement,
    /// Sum of earlier months' balances in the year.
    pub balance_before: Fen,
    /// Received in the month for no charge yet, or for charges of later months.
    pub newly_prepaid: Fen,
    /// Homes in the register.
    pub homes: u64,
    /// Their floor area in ten-thousandths of m².
    pub area_e4: i64,
    /// Rates of the month.
    pub rates: crate::arrears::Rates,
}

/// Money of one month. What was paid ahead is the owners' until its month has come, so it is no income before.
#[derive(Clone, Copy, Debug, Default)]
struct FeeIncome {
    current: Fen,
    arrears: Fen,
    drawn: Fen,
    parking: Fen,
    other: Fen,
    newly_prepaid: Fen,
}

impl Office {
    /// Types an entry.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] for section, cost group, name or sum.
    pub fn add_entry(&mut self, entry: &NewEntry, occasion: &Occasion) -> Result<Posted<i64>> {
        if !SECTIONS.iter().any(|(code, _)| *code == entry.section) {
            let expected = "expense、income、common-opening、common-income、common-cost 或 common-use";
            return Err(Refusal::Unusable { field: "栏目", value: entry.section.clone(), expected }.into());
        }
        let group = CostGroup::from_code(&entry.code);
        if entry.section == "expense" && group.is_none() {
            let expected = "费用类别中的一种，如人员费用、清洁卫生、绿化养护";
            return Err(Refusal::Unusable { field: "费用类别", value: entry.code.clone(), expected }.into());
        }
        let label = match group {
            Some(group) if entry.label.trim().is_empty() => group.label().to_owned(),
            _ => entry.label.trim().to_owned(),
        };
        crate::wording::require_clean(TextKind::Public, &label)?;
        crate::wording::require_clean(TextKind::Public, &entry.note)?;
        if label.is_empty() {
            return Err(Refusal::Unusable {
                field: "名称",
                value: String::new(),
                expected: "公示上要印的名称",
            }
            .into());
        }
        if !entry.amount.is_positive() {
            let value = entry.amount.plain();
            return Err(Refusal::Unusable {
                field: "金额",
                value,
                expected: "大于零的金额；改错请冲回原来的分录",
            }
            .into());
        }
        self.book.transact("entry.add", occasion, |act| {
            Ok(act.post_entry(entry.month, &entry.section, &entry.code, &label, entry.amount, &entry.note)?)
        })
    }

    /// Takes an entry back with an opposite one.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::EntryReversed`], [`Refusal::Unusable`] without a reason.
    pub fn reverse_entry(&mut self, entry: i64, reason: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        require_reason(reason)?;
        let found = self.book.reading().entry(entry).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                crate::OfficeError::from(Refusal::Unknown { kind: "公示分录", name: key })
            }
            other => other.into(),
        })?;
        if (found.reversed || found.reverses.is_some()) && !self.replays(occasion)? {
            return Err(Refusal::EntryReversed { entry }.into());
        }
        self.book.transact("entry.reverse", occasion, |act| Ok(act.reverse_entry(&found, reason)?))
    }

    /// Entries of some months.
    ///
    /// # Errors
    /// Store errors.
    pub fn entries(&self, months: Months) -> Result<Vec<Entry>> {
        Ok(self.book.reading().entries(months.from, months.to)?)
    }

    /// The disclosure of a month, on the basis of cash received (收付实现).
    ///
    /// # Errors
    /// Store errors.
    pub fn disclosure(&self, month: Month) -> Result<Disclosure> {
        let january = Month::new(month.year(), 1).unwrap_or(month);
        let mut balance_before = Fen::ZERO;
        let mut earlier = january;
        while earlier < month {
            balance_before += self.statement_of(earlier)?.balance();
            earlier = earlier.plus(1);
        }
        let homes = self.book.reading().homes()?;
        Ok(Disclosure {
            month,
            statement: self.statement_of(month)?,
            balance_before,
            newly_prepaid: self.fee_income(month)?.newly_prepaid,
            homes: homes.len() as u64,
            area_e4: homes.iter().filter_map(|h| h.record.area_e4).sum(),
            rates: self.rates(Months::single(month), month.last_day())?,
        })
    }

    /// Income, expenditure and common account of a month.
    pub(crate) fn statement_of(&self, month: Month) -> Result<Statement> {
        let fees = self.fee_income(month)?;
        let entries = self.book.reading().entries(month, month)?;
        let mut income: Vec<Line> = [
            ("当期物业服务费", fees.current),
            ("追缴往期欠费", fees.arrears),
            ("预缴转入本月", fees.drawn),
            ("车位管理费", fees.parking),
            ("其他收费项目", fees.other),
        ]
        .into_iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(label, amount)| Line { label: label.to_owned(), amount })
        .collect();
        income.extend(sums(&entries, "income"));
        let mut expense = Vec::new();
        for group in CostGroup::ALL {
            let of_group = entries.iter().filter(|e| e.section == "expense" && e.code == group.code());
            let sum: i64 = of_group.map(|e| e.fen).sum();
            if sum != 0 {
                expense.push((group, Fen(sum)));
            }
        }
        let common = CommonAccount {
            opening: self.common_opening(month)?,
            income: sums(&entries, "common-income"),
            cost: sums(&entries, "common-cost").iter().map(|l| l.amount).sum(),
            uses: sums(&entries, "common-use"),
        };
        Ok(Statement { income, expense, common })
    }

    /// What was carried into a month: typed opening balances and the movements of every month before.
    fn common_opening(&self, month: Month) -> Result<Fen> {
        let first = Month::new(1990, 1).unwrap_or(month);
        let typed: i64 = self
            .book
            .reading()
            .entries(first, month)?
            .iter()
            .map(|e| match e.section.as_str() {
                "common-opening" => e.fen,
                "common-income" if e.month < i64::from(month.yyyymm()) => e.fen,
                "common-cost" | "common-use" if e.month < i64::from(month.yyyymm()) => -e.fen,
                _ => 0,
            })
            .sum();
        Ok(Fen(typed))
    }

    fn fee_income(&self, month: Month) -> Result<FeeIncome> {
        let mut fees = FeeIncome::default();
        let codes: BTreeMap<i64, String> = self.charge_items()?.into_iter().map(|i| (i.id, i.code)).collect();
        let (from, to) = (month.first_day(), month.last_day());
        let mut by_receipt = Fen::ZERO;
        for applied in self.book.reading().applied_for(month)? {
            if !applied.drawn {
                by_receipt += applied.fen;
            }
            let code = codes.get(&applied.item).map_or("", String::as_str);
            let sum = if applied.drawn {
                &mut fees.drawn
            } else if applied.until < month {
                &mut fees.arrears
            } else if code.starts_with(PARKING) {
                &mut fees.parking
            } else if code.starts_with(MANAGEMENT) {
                &mut fees.current
            } else {
                &mut fees.other
            };
            *sum += applied.fen;
        }
        fees.newly_prepaid = self.book.reading().received_between(from, to)? - by_receipt;
        Ok(fees)
    }
}

/// Entries of a section by name, in order of first appearance; names that were taken back in full are left out.
fn sums(entries: &[Entry], section: &str) -> Vec<Line> {
    let mut order: Vec<&str> = Vec::new();
    let mut by_label: BTreeMap<&str, i64> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.section == section) {
        if !by_label.contains_key(entry.label.as_str()) {
            order.push(&entry.label);
        }
        *by_label.entry(&entry.label).or_default() += entry.fen;
    }
    order
        .into_iter()
        .filter_map(|label| by_label.get(label).filter(|fen| **fen != 0).map(|fen| (label, *fen)))
        .map(|(label, fen)| Line { label: label.to_owned(), amount: Fen(fen) })
        .collect()
}
