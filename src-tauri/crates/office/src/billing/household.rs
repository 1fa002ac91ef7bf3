//! The household card: the accounts of a home with their days, owners, debts and prepaid money.

use crate::{Office, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use zhangfang_domain::{Fen, mask};
use zhangfang_store::account::{Account, AccountKind};
use zhangfang_store::concession::Granted;
use zhangfang_store::register::Home;

/// A home with everybody who owes for it.
#[derive(Clone, Debug)]
pub struct Household {
    /// The home.
    pub home: Home,
    /// Its accounts: the developer's first, then owners in order of time.
    pub accounts: Vec<HouseholdAccount>,
    /// What was let off by approval.
    pub concessions: Vec<Granted>,
}

/// An account of a home with what it owes.
#[derive(Clone, Debug, Serialize)]
pub struct HouseholdAccount {
    /// Its id.
    pub account: i64,
    /// 现业主, 原业主 or 建设单位.
    pub standing: &'static str,
    /// Names as shown.
    pub owner: String,
    /// First day, when known.
    pub from: Option<NaiveDate>,
    /// Last day; still running when missing.
    pub to: Option<NaiveDate>,
    /// What it owes, due or not.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// What it has prepaid.
    #[serde(with = "wire::yuan")]
    pub prepaid: Fen,
}

impl Office {
    /// The household card of a home.
    ///
    /// # Errors
    /// [`crate::Refusal::UnknownHome`], store errors.
    pub fn household(&self, room: &str) -> Result<Household> {
        let home = self.home(room)?;
        let reading = self.book.reading();
        let open = reading.open_items_of(home.id)?;
        let mut accounts = Vec::new();
        for account in reading.accounts_of(home.id)? {
            let prepaid = reading.prepaid_of(account.id)?;
            accounts.push(HouseholdAccount {
                account: account.id,
                standing: standing(&account),
                owner: shown(&account),
                from: account.opened,
                to: account.closed,
                open: open.iter().filter(|o| o.account == account.id).map(|o| o.open).sum(),
                prepaid: prepaid.iter().map(|p| p.fen).sum(),
            });
        }
        let concessions = reading.concessions_of(home.id)?;
        Ok(Household { home, accounts, concessions })
    }
}

/// The word for the owner of now.
pub(crate) const CURRENT: &str = "现业主";

/// What an account is to its home now.
pub(crate) const fn standing(account: &Account) -> &'static str {
    match (account.kind, account.closed) {
        (AccountKind::Developer, _) => "建设单位",
        (AccountKind::Owner, None) => CURRENT,
        (AccountKind::Owner, Some(_)) => "原业主",
    }
}

/// The names of an account as lists and letters show them: owners masked, a developer in full, and what it is to the
/// home when that is not the owner of now.
pub(crate) fn shown(account: &Account) -> String {
    let masked = |name: &String| match account.kind {
        AccountKind::Owner => mask::name(name),
        AccountKind::Developer => name.clone(),
    };
    let names = account.owners.iter().map(masked).collect::<Vec<_>>().join("、");
    match standing(account) {
        CURRENT => names,
        other => format!("{names}（{other}）"),
    }
}
