//! The late charges of one home, bill by bill, with what a court may compare them with.

use super::{Bill, Late, LateBook, clause_words};
use crate::{Office, Result, wire};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use zhangfang_domain::late_charge::{Rate, daily_percent, yearly_percent};
use zhangfang_domain::{Fen, Months};
use zhangfang_store::charge::Charge;
use zhangfang_store::register::Home;

/// The late charge of one bill.
#[derive(Clone, Debug, Serialize)]
pub struct LateLine {
    /// The charge that is or was late.
    pub charge: i64,
    /// Its item.
    pub item: String,
    /// Its months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// Its due date.
    pub due: NaiveDate,
    /// Still unpaid.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// Days counted.
    pub days: u32,
    /// The calculation: principal, days and rate of each segment.
    pub segments: Vec<LateSegmentLine>,
    /// What it comes to.
    #[serde(with = "wire::yuan")]
    pub accrued: Fen,
    /// Whether the cap was reached.
    pub capped: bool,
    /// Claimed already.
    #[serde(with = "wire::yuan")]
    pub claimed: Fen,
    /// What could still be claimed: a memo.
    #[serde(with = "wire::yuan")]
    pub memo: Fen,
    /// The same days at four times the LPR.
    #[serde(with = "wire::yuan_or_none")]
    pub lpr_times_4: Option<Fen>,
    /// The same days at 1.3 times the LPR.
    #[serde(with = "wire::yuan_or_none")]
    pub lpr_times_1_3: Option<Fen>,
    /// Its clause.
    pub clause: String,
}

/// Days in a row with the same principal.
#[derive(Clone, Debug, Serialize)]
pub struct LateSegmentLine {
    /// First day counted.
    pub from: NaiveDate,
    /// Last day counted.
    pub to: NaiveDate,
    /// Days.
    pub days: u32,
    /// Unpaid principal.
    #[serde(with = "wire::yuan")]
    pub principal: Fen,
    /// Rate as a decimal fraction, a day or a year.
    pub rate: String,
}

/// The late charges of one home.
#[derive(Clone, Debug, Serialize)]
pub struct LateSheet {
    /// The home.
    pub room: String,
    /// Counted up to this day.
    pub as_of: NaiveDate,
    /// What is unpaid, oldest due first.
    pub lines: Vec<LateLine>,
    /// What was paid, but late.
    pub paid_late: Vec<LateLine>,
    /// Unpaid principal of the lines.
    #[serde(with = "wire::yuan")]
    pub principal: Fen,
    /// What could be claimed on them.
    #[serde(with = "wire::yuan")]
    pub memo: Fen,
    /// What could be claimed on what was paid late.
    #[serde(with = "wire::yuan")]
    pub memo_paid_late: Fen,
    /// The clauses in words, with their rates by the year and by the day.
    pub clauses: Vec<String>,
}

impl Office {
    /// The late charges of a home as of a day.
    ///
    /// # Errors
    /// [`crate::Refusal::UnknownHome`], [`crate::refusal::LateRefusal::NoLpr`], store errors.
    pub fn late_sheet(&self, room: &str, as_of: NaiveDate) -> Result<LateSheet> {
        let home = self.home(room)?;
        let charges = self.late_candidates(&home, as_of)?;
        let book = LateBook::read(self.book.reading(), charges.iter().map(Bill::from), as_of)?;
        let items = self.item_names()?;
        let name = |id: i64| items.get(&id).cloned().unwrap_or_default();
        let mut lines: Vec<LateLine> = charges
            .iter()
            .filter_map(|c| book.lates.get(&c.id).map(|late| line(&book, c, late, name(c.item), as_of)))
            .filter(|l| l.accrued.is_positive() || l.open.is_positive())
            .collect();
        lines.sort_by_key(|l| (l.due, l.charge));
        let (lines, paid_late): (Vec<_>, Vec<_>) = lines.into_iter().partition(|l| l.open.is_positive());
        let sum = |of: &[LateLine], f: fn(&LateLine) -> Fen| of.iter().map(f).sum();
        Ok(LateSheet {
            room: home.record.room_number(),
            as_of,
            principal: sum(&lines, |l| l.open),
            memo: sum(&lines, |l| l.memo),
            memo_paid_late: sum(&paid_late, |l| l.memo),
            lines,
            paid_late,
            clauses: book
                .clauses
                .iter()
                .map(|c| format!("{}，{}", clause_words(c), conversion(c.clause.rate)))
                .collect(),
        })
    }

    /// Every charge of the present account of a home that stood on a day, with what was open then.
    pub(super) fn late_candidates(&self, home: &Home, as_of: NaiveDate) -> Result<Vec<Charge>> {
        let reading = self.book.reading();
        let mut charges = reading.charges_of_home(home.id)?;
        charges.retain(|c| c.account == home.account && (c.posted <= Some(as_of) || c.is_opening()));
        let ids: Vec<i64> = charges.iter().map(|c| c.id).collect();
        for charge in &mut charges {
            charge.open = charge.fen;
        }
        for m in reading.lowered(&ids, as_of)? {
            if let Some(charge) = charges.iter_mut().find(|c| c.id == m.charge) {
                charge.open -= m.fen;
            }
        }
        Ok(charges)
    }
}

fn line(book: &LateBook, charge: &Charge, late: &Late, item: String, as_of: NaiveDate) -> LateLine {
    let segment = |s: &zhangfang_domain::late_charge::Segment| LateSegmentLine {
        from: s.from,
        to: s.to,
        days: s.days,
        principal: s.principal,
        rate: s.rate.to_string(),
    };
    LateLine {
        charge: charge.id,
        item,
        months: charge.months,
        due: charge.due,
        open: charge.open,
        days: late.accrual.days(),
        segments: late.accrual.segments.iter().map(segment).collect(),
        accrued: late.amount,
        capped: late.accrual.capped_at.is_some(),
        claimed: late.claimed,
        memo: late.memo(),
        lpr_times_4: book.reference(late, Decimal::from(4), as_of),
        lpr_times_1_3: book.reference(late, Decimal::new(13, 1), as_of),
        clause: clause_words(&book.clauses[late.clause]),
    }
}

/// A rate by the year and by the day, for comparison.
pub(crate) fn conversion(rate: Rate) -> String {
    match rate {
        Rate::Daily(daily) => format!("折合年率 {}%", yearly_percent(daily)),
        Rate::LprMultiple(multiple) => {
            let yearly = multiple * Decimal::from(3);
            format!("LPR 为 3% 时年率 {}%、日率 {}%", yearly.normalize(), daily_percent(yearly))
        }
    }
}
