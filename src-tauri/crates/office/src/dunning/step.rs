//! What is learnt of one account: why it owes, and what came of a step.

use crate::contact::require_impersonal;
use crate::refusal::LadderRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Days, NaiveDate};
use zhangfang_domain::contact::{ArrearsReason, LONGEST_WAIT, Outcome};

impl Office {
    /// Notes why an account owes, as asked or as it turned out; 未明 says that it was asked for in vain.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for the account, store errors.
    pub fn note_arrears_reason(
        &mut self,
        account: i64,
        reason: ArrearsReason,
        note: &str,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        require_impersonal("说明", note)?;
        let home = self.home_of_account(account)?;
        self.book.transact("dunning.reason", occasion, |act| {
            Ok::<_, OfficeError>(act.post_arrears_reason(home, account, reason, note.trim())?)
        })
    }

    /// Notes what came of a step that no contact or delivery says, with the day of the next look.
    ///
    /// # Errors
    /// [`LadderRefusal::NoNextDay`] when the outcome needs a day and none of the next sixty is given, store errors.
    pub fn note_step_result(
        &mut self,
        step: i64,
        outcome: Outcome,
        next: Option<NaiveDate>,
        note: &str,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        require_impersonal("说明", note)?;
        let last = occasion.today + Days::new(LONGEST_WAIT.into());
        let fits = next.map_or(outcome.closes(), |day| (occasion.today..=last).contains(&day));
        if !fits {
            return Err(LadderRefusal::NoNextDay { outcome: outcome.label(), given: next }.into());
        }
        let step = self.book.reading().dunning_step(step)?.id;
        self.book.transact("dunning.result", occasion, |act| {
            Ok::<_, OfficeError>(act.post_dunning_result(step, outcome.code(), next, note.trim())?)
        })
    }

    /// The home of an account.
    pub(super) fn home_of_account(&self, account: i64) -> Result<i64> {
        let unknown = || Refusal::Unknown { kind: "账户", name: account.to_string() };
        Ok(self.book.reading().accounts()?.get(&account).ok_or_else(unknown)?.home)
    }
}
