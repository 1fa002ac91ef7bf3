//! Late charge (违约金): off unless a contract clause is recorded, computed here and nowhere else, a memo until it is
//! claimed (domain section 4.7, checklist C3 and C10).

use crate::refusal::LateRefusal;
use crate::{Office, OfficeError, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeSet, HashMap};
use zhangfang_domain::Fen;
use zhangfang_domain::late_charge::{
    Accrual, Clause, LateChargeError, Lpr, Principal, Rate, accrue, amounts, percent_of,
};
use zhangfang_domain::settlement::Class;
use zhangfang_store::Reading;
use zhangfang_store::arrears::OpenItem;
use zhangfang_store::charge::Charge;
use zhangfang_store::late::LateDetail;

mod claim;
mod clause;
mod sheet;

pub use claim::LateClaim;
pub(crate) use claim::{claim_accrued, withdraw_claims};
pub use clause::NewClause;
pub use sheet::{LateLine, LateSheet};
pub use zhangfang_store::late::{ItemTerms, LateClause};

impl From<LateChargeError> for OfficeError {
    fn from(error: LateChargeError) -> Self {
        match error {
            LateChargeError::NoLpr { day } => LateRefusal::NoLpr { day }.into(),
            LateChargeError::Money(error) => error.into(),
        }
    }
}

/// A charge that may be late.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bill {
    /// The charge.
    pub charge: i64,
    /// Account that owes it.
    pub account: i64,
    /// Its item.
    pub item: i64,
    /// Due date.
    pub due: NaiveDate,
    /// What was charged; none when `open` is known instead.
    charged: Option<Fen>,
    /// What was open on the day of the question.
    open: Fen,
}

impl From<&OpenItem> for Bill {
    fn from(o: &OpenItem) -> Self {
        Self { charge: o.charge, account: o.account, item: o.item, due: o.due, charged: None, open: o.open }
    }
}

impl From<&Charge> for Bill {
    fn from(c: &Charge) -> Self {
        let charged = Some(c.fen);
        Self { charge: c.id, account: c.account, item: c.item, due: c.due, charged, open: c.open }
    }
}

/// The late charge of one bill.
#[derive(Clone, Debug)]
pub(crate) struct Late {
    /// Place of its clause among the clauses.
    pub clause: usize,
    /// The principal it was counted on.
    pub principal: Principal,
    /// The calculation.
    pub accrual: Accrual,
    /// What it comes to by the rounding of the clause.
    pub amount: Fen,
    /// Claimed already.
    pub claimed: Fen,
}

impl Late {
    /// What could be claimed now.
    pub fn memo(&self) -> Fen {
        (self.amount - self.claimed).max(Fen::ZERO)
    }
}

/// The late charges of some bills as of a day, with the clauses they rest on.
#[derive(Debug, Default)]
pub(crate) struct LateBook {
    /// Clauses in order of the day they start.
    pub clauses: Vec<LateClause>,
    /// Values of the LPR.
    pub lpr: Vec<Lpr>,
    /// By charge; what bears none is missing.
    pub lates: HashMap<i64, Late>,
}

impl LateBook {
    /// Computes them from the facts. Without a clause nothing is read and nothing comes out.
    pub fn read(reading: Reading<'_>, bills: impl Iterator<Item = Bill>, as_of: NaiveDate) -> Result<Self> {
        let clauses = reading.late_clauses()?;
        if clauses.is_empty() {
            return Ok(Self::default());
        }
        let terms = reading.item_terms()?;
        let mut book = Self { clauses, lpr: reading.lpr_values()?, lates: HashMap::new() };
        let late: Vec<Bill> = bills
            .filter(|b| b.due < as_of && bears(&terms, b.item) && book.governing(b.due).is_some())
            .collect();
        let ids: Vec<i64> = late.iter().map(|b| b.charge).collect();
        let mut lowered: HashMap<i64, Vec<_>> = HashMap::new();
        for m in reading.lowered(&ids, as_of)? {
            lowered.entry(m.charge).or_default().push((m.on, m.fen, m.kind));
        }
        let claimed = reading.late_claimed(&ids, as_of)?;
        let pauses = crate::agreement::pauses(reading, as_of)?;
        let mut together: HashMap<(usize, i64), Vec<i64>> = HashMap::new();
        for bill in &late {
            let Some(clause) = book.governing(bill.due) else { continue };
            let lowered = lowered.remove(&bill.charge).unwrap_or_default();
            let sum: Fen = lowered.iter().map(|(_, fen, _)| *fen).sum();
            let charged = bill.charged.unwrap_or(bill.open + sum);
            let paused = pauses.get(&bill.charge).cloned().unwrap_or_default();
            let principal = Principal::of(bill.due, charged, &lowered, paused);
            let accrual = accrue(&principal, &book.clauses[clause].clause, &book.lpr, as_of)?;
            let amount = accrual.amount;
            let claimed = claimed.get(&bill.charge).copied().unwrap_or_default();
            book.lates.insert(bill.charge, Late { clause, principal, accrual, amount, claimed });
            together.entry((clause, bill.account)).or_default().push(bill.charge);
        }
        for ((clause, _), charges) in together {
            book.round_together(clause, &charges)?;
        }
        Ok(book)
    }

    /// Where a clause rounds once, the bills of one account share that rounding.
    fn round_together(&mut self, clause: usize, charges: &[i64]) -> Result<()> {
        let accruals: Vec<Accrual> =
            charges.iter().filter_map(|c| self.lates.get(c)).map(|l| l.accrual.clone()).collect();
        let rounded = amounts(&accruals, self.clauses[clause].clause.rounding)?;
        for (charge, amount) in charges.iter().zip(rounded) {
            if let Some(late) = self.lates.get_mut(charge) {
                late.amount = amount;
            }
        }
        Ok(())
    }

    /// The clause in force on a due date: the last one that had started and had not ended.
    fn governing(&self, due: NaiveDate) -> Option<usize> {
        self.clauses.iter().rposition(|c| c.starts <= due && c.last_due.is_none_or(|last| due <= last))
    }

    /// What could be claimed on a charge.
    pub fn memo(&self, charge: i64) -> Fen {
        self.lates.get(&charge).map_or(Fen::ZERO, Late::memo)
    }

    /// The clauses behind some charges, as a paper names them.
    pub fn basis(&self, charges: impl Iterator<Item = i64>) -> String {
        let used: BTreeSet<usize> = charges.filter_map(|c| self.lates.get(&c)).map(|l| l.clause).collect();
        used.iter().map(|n| clause_words(&self.clauses[*n])).collect::<Vec<_>>().join("；")
    }

    /// What a court may compare with: the same days at a multiple of the LPR, without a cap. None without an LPR.
    pub fn reference(&self, late: &Late, multiple: Decimal, as_of: NaiveDate) -> Option<Fen> {
        let own = self.clauses[late.clause].clause;
        let by_lpr = Clause { rate: Rate::LprMultiple(multiple), cap_percent: None, ..own };
        accrue(&late.principal, &by_lpr, &self.lpr, as_of).ok().map(|a| a.amount)
    }

    /// How the claim of a late charge came about.
    pub fn detail(&self, charge: i64, what: String, late: &Late, as_of: NaiveDate) -> Result<LateDetail> {
        let clause = &self.clauses[late.clause];
        let cap = clause.clause.cap_percent.map(|p| percent_of(late.principal.unpaid, p.into()));
        Ok(LateDetail::of(charge, what, clause, cap.transpose()?, as_of, &late.accrual, late.claimed))
    }
}

/// Whether charges of an item bear a late charge: never those of a late charge or of costs.
fn bears(terms: &HashMap<i64, ItemTerms>, item: i64) -> bool {
    terms.get(&item).is_some_and(|t| t.bears_late && t.class == Class::Principal)
}

impl Office {
    /// The late charges of what is open, as of a day.
    pub(crate) fn late_of(&self, open: &[OpenItem], as_of: NaiveDate) -> Result<LateBook> {
        LateBook::read(self.book.reading(), open.iter().map(Bill::from), as_of)
    }
}

/// A clause as papers and screens name it: `合同第十五条（每日0.05%，自到期次日起计至付款当日）`.
pub(crate) fn clause_words(clause: &LateClause) -> String {
    let c = &clause.clause;
    let grace = if c.grace_days > 0 { format!("，宽限{}天", c.grace_days) } else { String::new() };
    format!("{}（{}，{}{grace}）", clause.text, rate_words(c.rate), c.day_count.label())
}

/// A rate as papers name it.
pub(crate) fn rate_words(rate: Rate) -> String {
    match rate {
        Rate::Daily(daily) => format!("每日{}%", (daily * Decimal::ONE_HUNDRED).normalize()),
        Rate::LprMultiple(multiple) => format!("一年期LPR的{}倍", multiple.normalize()),
    }
}

/// The calculation behind a claimed late charge, in one line.
pub(crate) fn words(late: &LateDetail) -> String {
    let year = if late.yearly { "÷365" } else { "" };
    let mut parts: Vec<String> = late
        .segments
        .iter()
        .map(|s| format!("{} 元×{}天×{}{year}（{}至{}）", Fen(s.principal), s.days, s.rate, s.from, s.to))
        .collect();
    if late.segments.is_empty() {
        parts.push("没有逾期天数".to_owned());
    }
    let mut text = format!("{}的违约金，计至 {}：{}", late.what, late.as_of, parts.join(" ＋ "));
    if let Some(cap) = late.accrual().and_then(|a| a.capped_at) {
        text += &format!("，以 {cap} 元为限");
    }
    if late.claimed_before > 0 {
        text += &format!("，减去此前已主张的 {} 元", Fen(late.claimed_before));
    }
    text
}
