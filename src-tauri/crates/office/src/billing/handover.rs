//! The day of handover: the developer owes before it, the owners from it on.

use super::standing::standing;
use super::versions;
use crate::refusal::BillingRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Result};
use chrono::NaiveDate;
use zhangfang_domain::{Months, tenure};
use zhangfang_store::account::AccountKind;
use zhangfang_store::charge::Charge;
use zhangfang_store::register::Home;

impl Office {
    /// Records or corrects the day a home was handed over. Returns the day recorded before.
    ///
    /// # Errors
    /// [`BillingRefusal::HandoverCharged`] when charges that stand would be split otherwise,
    /// [`BillingRefusal::HandoverAfterTransfer`], [`crate::Refusal::UnknownHome`].
    pub fn hand_over(
        &mut self,
        room: &str,
        on: NaiveDate,
        occasion: &Occasion,
    ) -> Result<Posted<Option<NaiveDate>>> {
        let home = self.home(room)?;
        let room = home.record.room_number();
        let before = home.record.handover;
        let accounts = self.book.reading().accounts_of(home.id)?;
        let sold = accounts.iter().filter(|a| a.kind == AccountKind::Owner).find_map(|a| a.closed);
        let transferred = sold.and_then(|last| last.succ_opt());
        if let Some(transferred) = transferred.filter(|day| on >= *day) {
            return Err(BillingRefusal::HandoverAfterTransfer { room, transferred }.into());
        }
        let charged = self.charged_otherwise(&home, before, on)?;
        let first = charged.iter().map(|c| c.months.from).min();
        let last = charged.iter().map(|c| c.months.to).max();
        if let (Some(first), Some(last)) = (first, last)
            && !self.replays(occasion)?
        {
            let mut runs: Vec<i64> = charged.iter().filter_map(|c| c.run).collect();
            runs.sort_unstable();
            runs.dedup();
            let months = Months::new(first, last).unwrap_or(Months::single(first));
            return Err(BillingRefusal::HandoverCharged { room, months, runs }.into());
        }
        let mut record = home.record.clone();
        record.handover = Some(on);
        self.book.transact("register.handover", occasion, |act| {
            act.note("room", room.as_str());
            act.note("handover", on.to_string());
            act.change_home(home.id, &record)?;
            Ok::<_, OfficeError>(before)
        })
    }

    /// The charges of a home that stand and would be split otherwise by another day of handover.
    fn charged_otherwise(&self, home: &Home, was: Option<NaiveDate>, is: NaiveDate) -> Result<Vec<Charge>> {
        let owners = self.accounts()?.billable(home).owners;
        let (versions, otherwise) = (versions(self)?, self.locality()?.start_rule());
        let mut charged: Vec<Charge> =
            standing(self.book.reading(), home.id)?.into_iter().map(|s| s.charge).collect();
        charged.retain(|charge| {
            let version = charge.basis.as_ref().and_then(|basis| versions.get(&basis.version));
            let rule = version.and_then(|v| v.start).unwrap_or(otherwise);
            let split = |handover| tenure::spans(charge.months, handover, rule, &owners);
            split(was) != split(Some(is))
        });
        Ok(charged)
    }
}
