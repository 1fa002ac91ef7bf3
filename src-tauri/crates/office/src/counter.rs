//! The card a clerk opens when somebody stands at the counter: everything about one home in one answer.

use crate::agreement::AgreementStanding;
use crate::arrears::{ArrearsFilter, ArrearsList};
use crate::billing::Household;
use crate::form::deposit::DepositLine;
use crate::promise::PromiseLine;
use crate::statement::Statement;
use crate::{Office, Result};
use chrono::NaiveDate;
use zhangfang_store::approval::Form;

/// A home as the counter sees it.
#[derive(Clone, Debug)]
pub struct Card {
    /// The home, its accounts, what was let off.
    pub household: Household,
    /// Everything open on all its accounts, due or not, with late charge memos.
    pub open: ArrearsList,
    /// What happened on the account of the owner of now.
    pub statement: Statement,
    /// Deposits still held.
    pub deposits: Vec<DepositLine>,
    /// Promises to pay.
    pub promises: Vec<PromiseLine>,
    /// Instalment agreements.
    pub agreements: Vec<AgreementStanding>,
    /// Forms that wait for a decision or for the counter.
    pub forms: Vec<Form>,
}

impl Office {
    /// The card of a home.
    ///
    /// # Errors
    /// [`crate::Refusal::UnknownHome`], [`crate::Refusal::SeveralHomes`], store errors.
    pub fn card(&self, room: &str, today: NaiveDate) -> Result<Card> {
        let household = self.household(room)?;
        let home = household.home.id;
        let here = Some(household.home.record.room_number());
        let filter = ArrearsFilter { room: here.clone(), include_not_due: true, ..ArrearsFilter::default() };
        let mut forms = Vec::new();
        for form in self.book.reading().forms_of_home(home)? {
            if self.state(&form)?.is_open() {
                forms.push(form);
            }
        }
        Ok(Card {
            open: self.arrears(today, &filter)?,
            statement: self.statement(room, None, today)?,
            deposits: self.deposits(here.as_deref(), false)?,
            promises: self.promises(here.as_deref(), today)?,
            agreements: self.agreements(here.as_deref(), today)?,
            forms,
            household,
        })
    }
}
