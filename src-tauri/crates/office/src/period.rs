//! Period close (结账): months are closed one after the other, each once it is over and nothing stands in the way.
//! A closed month takes no entry; the book itself refuses it. Corrections go to the open month.

use crate::refusal::BooksRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, sentence, wire};
use chrono::NaiveDate;
use serde::Serialize;
use zhangfang_domain::reconciliation::MatchKind;
use zhangfang_domain::{Fen, Month};
pub use zhangfang_store::period::PeriodClose;

/// What stands in the way of closing a month, and what deserves a look first.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodCheck {
    /// The month.
    #[serde(with = "wire::text")]
    pub month: Month,
    /// What has to be put right before it can be closed, in sentences.
    pub obstacles: Vec<String>,
    /// What does not keep it from being closed, in sentences.
    pub warnings: Vec<String>,
}

impl Office {
    /// Says what stands in the way of closing a month.
    ///
    /// # Errors
    /// Store errors.
    pub fn check_period(&self, month: Month, today: NaiveDate) -> Result<PeriodCheck> {
        let obstacles = self
            .obstacles(month, today)?
            .into_iter()
            .map(|refusal| sentence::sentence(&Refusal::from(refusal).into()))
            .collect();
        Ok(PeriodCheck { month, obstacles, warnings: self.unexplained(month)? })
    }

    /// Closes a month for good.
    ///
    /// # Errors
    /// [`BooksRefusal::PeriodNotOver`], [`BooksRefusal::PeriodNotNext`], [`BooksRefusal::ShiftOpen`],
    /// [`BooksRefusal::BookNotSound`];
    /// [`crate::refusal::FormRefusal::StaffByManagerOnly`] for anybody but a manager, once there is one.
    pub fn close_period(&mut self, month: Month, occasion: &Occasion) -> Result<Posted<PeriodCheck>> {
        self.require_manager(occasion)?;
        let replay = self.replays(occasion)?;
        if !replay && let Some(refusal) = self.obstacles(month, occasion.today)?.into_iter().next() {
            return Err(refusal.into());
        }
        let check = PeriodCheck { month, obstacles: Vec::new(), warnings: self.unexplained(month)? };
        let terms =
            serde_json::to_string(&self.voucher_terms()?).map_err(zhangfang_store::StoreError::from)?;
        let posted = self.book.transact("period.close", occasion, |act| {
            Ok::<_, OfficeError>(act.close_period(month, &terms)?)
        })?;
        Ok(Posted { act: posted.act, value: check, replayed: posted.replayed })
    }

    /// The closed months, in order.
    ///
    /// # Errors
    /// Store errors.
    pub fn closed_periods(&self) -> Result<Vec<PeriodClose>> {
        Ok(self.book.reading().closed_periods()?)
    }

    /// The month that can be closed next: the one after the last closed, else the first with any act.
    ///
    /// # Errors
    /// Store errors.
    pub fn next_period(&self) -> Result<Option<Month>> {
        let reading = self.book.reading();
        Ok(match reading.closed_through()? {
            Some(last) => Some(last.plus(1)),
            None => reading.first_month()?,
        })
    }

    fn obstacles(&self, month: Month, today: NaiveDate) -> Result<Vec<BooksRefusal>> {
        let mut found = Vec::new();
        if month >= Month::of(today) {
            found.push(BooksRefusal::PeriodNotOver { month });
        }
        if let Some(next) = self.next_period()?.filter(|next| *next != month) {
            found.push(BooksRefusal::PeriodNotNext { month, next });
        }
        let open = self.shifts()?.into_iter().find(|s| s.closing.is_none() && Month::of(s.day) <= month);
        if let Some(shift) = open {
            found.push(BooksRefusal::ShiftOpen { cashier: shift.cashier, day: shift.day });
        }
        let findings = self.verify()?.findings.len();
        if findings > 0 {
            found.push(BooksRefusal::BookNotSound { findings });
        }
        Ok(found)
    }

    /// Lines of statements up to the end of the month that nobody has said anything of, or nobody knows whose they are.
    fn unexplained(&self, month: Month) -> Result<Vec<String>> {
        let lines = self.book.reading().lines_between(NaiveDate::MIN, month.last_day(), None)?;
        let mut warnings = Vec::new();
        for (kind, words) in [(None, "还没有处理"), (Some(MatchKind::Suspense), "仍在待认领")] {
            let found = lines.iter().filter(|l| l.standing.as_ref().map(|m| m.kind) == kind);
            let (count, sum) = found.fold((0, Fen::ZERO), |(n, sum), l| (n + 1, sum + l.fen));
            if count > 0 {
                warnings.push(format!(
                    "截至 {} 有 {count} 笔银行或钱包流水共 {sum} 元{words}。",
                    month.last_day()
                ));
            }
        }
        Ok(warnings)
    }
}
