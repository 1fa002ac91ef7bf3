//! Which account of a home money is taken for.

use super::shown;
use crate::refusal::BillingRefusal;
use crate::{Office, OfficeError, Refusal, Result, StoreError};
use zhangfang_domain::settlement::SettlementError;
use zhangfang_store::account::Account;
use zhangfang_store::register::Home;

impl Office {
    /// The account of a home somebody pays for: the one named, else the owner's of now.
    ///
    /// # Errors
    /// [`BillingRefusal::OtherAccount`] when it is not one of the home.
    pub(crate) fn account_of(&self, home: &Home, named: Option<i64>) -> Result<Account> {
        let wanted = named.unwrap_or(home.account);
        let mut accounts = self.book.reading().accounts_of(home.id)?;
        match accounts.iter().position(|a| a.id == wanted) {
            Some(at) => Ok(accounts.swap_remove(at)),
            None => {
                let (room, accounts) = (home.record.room_number(), accounts.iter().map(|a| a.id).collect());
                Err(BillingRefusal::OtherAccount { room, account: wanted, accounts }.into())
            }
        }
    }

    /// Refuses designated charges that another account owes.
    pub(crate) fn require_own(&self, account: &Account, designated: &[i64]) -> Result<()> {
        for id in designated {
            let charge = match self.book.reading().charge(*id) {
                Err(StoreError::NotFound { .. }) => {
                    return Err(SettlementError::NotOpen { charge: *id }.into());
                }
                found => found?,
            };
            if charge.home == account.home && charge.account != account.id {
                let accounts = self.book.reading().accounts_of(charge.home)?;
                let owner = accounts.iter().find(|a| a.id == charge.account).map(shown).unwrap_or_default();
                return Err(BillingRefusal::ChargeOfOther { charge: *id, owes: charge.account, owner }.into());
            }
        }
        Ok(())
    }

    /// Why nothing can be taken: nothing is open, or only on another account of the home.
    pub(crate) fn nothing_open(&self, home: &Home) -> Result<OfficeError> {
        let items = self.book.reading().open_items_of(home.id)?;
        let room = home.record.room_number();
        let Some(first) = items.first() else { return Ok(Refusal::NothingOpen { room }.into()) };
        let other = self.account_of(home, Some(first.account))?;
        let open = items.iter().filter(|o| o.account == other.id).map(|o| o.open).sum();
        let owner = shown(&other);
        Ok(BillingRefusal::OwedByOther { room, account: other.id, owner, open }.into())
    }
}
