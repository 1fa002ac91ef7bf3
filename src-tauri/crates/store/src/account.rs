//! Accounts: who owes for a home during a time. A home has one running owner's account; the accounts of former owners
//! and of the developer stay with what they owe and have prepaid.

use crate::{Act, Reading, Result, edited, form};
use chrono::NaiveDate;
use rusqlite::{Row, params};
use std::collections::HashMap;

/// Whose an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// An owner's.
    Owner,
    /// The developer's, for the time before handover.
    Developer,
}

impl AccountKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Developer => "developer",
        }
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: i64,
    /// Home it is for.
    pub home: i64,
    /// Whose it is.
    pub kind: AccountKind,
    /// Its first day, when known.
    pub opened: Option<NaiveDate>,
    /// Its last day; still running when missing.
    pub closed: Option<NaiveDate>,
    /// Names in order.
    pub owners: Vec<String>,
    /// Phones in order.
    pub phones: Vec<String>,
}

const COLUMNS: &str = "SELECT id, home_id, kind, opened, closed FROM account";

fn account(r: &Row<'_>) -> rusqlite::Result<Account> {
    let kind: String = r.get(2)?;
    Ok(Account {
        id: r.get(0)?,
        home: r.get(1)?,
        kind: if kind == AccountKind::Developer.code() { AccountKind::Developer } else { AccountKind::Owner },
        opened: r.get::<_, Option<i64>>(3)?.and_then(form::date),
        closed: r.get::<_, Option<i64>>(4)?.and_then(form::date),
        owners: Vec::new(),
        phones: Vec::new(),
    })
}

impl Reading<'_> {
    /// Every account by id.
    ///
    /// # Errors
    /// Database errors.
    pub fn accounts(self) -> Result<HashMap<i64, Account>> {
        let mut statement = self.0.prepare_cached(COLUMNS)?;
        let rows = statement.query_map([], account)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut accounts: HashMap<i64, Account> = rows.into_iter().map(|a| (a.id, a)).collect();
        self.each_text(
            "SELECT account_id, name FROM account_owner ORDER BY account_id, ordinal",
            |id, name| {
                if let Some(account) = accounts.get_mut(&id) {
                    account.owners.push(name);
                }
            },
        )?;
        self.each_text(
            "SELECT account_id, number FROM account_phone ORDER BY account_id, ordinal",
            |id, phone| {
                if let Some(account) = accounts.get_mut(&id) {
                    account.phones.push(phone);
                }
            },
        )?;
        Ok(accounts)
    }

    /// The accounts of a home: the developer's first, then owners in order of time.
    ///
    /// # Errors
    /// Database errors.
    pub fn accounts_of(self, home: i64) -> Result<Vec<Account>> {
        let mut statement = self.0.prepare_cached(&format!(
            "{COLUMNS} WHERE home_id = ? ORDER BY kind = 'owner', closed IS NULL, closed, id"
        ))?;
        let mut accounts = statement.query_map([home], account)?.collect::<rusqlite::Result<Vec<_>>>()?;
        for account in &mut accounts {
            let texts = |sql: &str| -> Result<Vec<String>> {
                let mut statement = self.0.prepare_cached(sql)?;
                Ok(statement.query_map([account.id], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
            };
            account.owners = texts("SELECT name FROM account_owner WHERE account_id = ? ORDER BY ordinal")?;
            account.phones = texts("SELECT number FROM account_phone WHERE account_id = ? ORDER BY ordinal")?;
        }
        Ok(accounts)
    }
}

impl Act<'_> {
    /// Opens an account of a home.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_account(&mut self, new: &Account) -> Result<i64> {
        self.edits(&edited::REGISTER);
        let id = self.next_id("account")?;
        let tx = &self.tx;
        tx.prepare_cached("INSERT INTO account VALUES (?, ?, ?, ?, ?)")?.execute(params![
            id,
            new.home,
            new.kind.code(),
            new.opened.map(form::day),
            new.closed.map(form::day),
        ])?;
        for (i, name) in (1_i64..).zip(&new.owners) {
            tx.prepare_cached("INSERT INTO account_owner VALUES (?, ?, ?)")?.execute((id, i, name))?;
        }
        for (i, number) in (1_i64..).zip(&new.phones) {
            tx.prepare_cached("INSERT INTO account_phone VALUES (?, ?, ?)")?.execute((id, i, number))?;
        }
        self.note("account", id);
        Ok(id)
    }

    /// Closes the running owner's account of a home with the day before `new` is opened, and opens `new`. Returns
    /// its id.
    ///
    /// # Errors
    /// [`crate::StoreError::NotFound`], database errors.
    pub fn transfer_account(&mut self, new: &Account) -> Result<i64> {
        let before = self.reading().home(new.home)?;
        self.edits(&edited::REGISTER);
        let last = new.opened.and_then(|day| day.pred_opt()).map(form::day);
        self.tx.execute("UPDATE account SET closed = ? WHERE id = ?", (last, before.account))?;
        let account = self.open_account(new)?;
        let after = self.reading().home(new.home)?;
        self.note_change(new.home, Some(&before.record), Some(&after.record))?;
        Ok(account)
    }

    /// Sets the days that follow from a home's handover: the first owner's account begins with it, the developer's
    /// ends the day before.
    pub(crate) fn follow_handover(&mut self, home: i64, handover: Option<NaiveDate>) -> Result<()> {
        let day = handover.map(form::day);
        self.tx.execute(
            "UPDATE account SET opened = ?1 WHERE id = (SELECT min(id) FROM account WHERE home_id = ?2 AND kind = 'owner')",
            (day, home),
        )?;
        let before = handover.and_then(|d| d.pred_opt()).map(form::day);
        self.tx.execute(
            "UPDATE account SET closed = ?1 WHERE home_id = ?2 AND kind = 'developer'",
            (before, home),
        )?;
        Ok(())
    }
}
