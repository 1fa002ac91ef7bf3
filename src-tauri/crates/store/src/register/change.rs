//! What was changed in the register: by an act, and of a home.

use super::HomeRecord;
use crate::{Reading, Result};

/// One change of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterChange {
    /// Which home.
    pub home: i64,
    /// Record before; `None` when the home was new.
    pub before: Option<HomeRecord>,
    /// Record after; `None` when the home was taken out.
    pub after: Option<HomeRecord>,
}

/// One change of a home, with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeChange {
    /// The code of the act.
    pub code: String,
    /// When, by the clock.
    pub at: String,
    /// Who.
    pub operator: String,
    /// Record before; `None` when the home was new.
    pub before: Option<HomeRecord>,
    /// Record after; `None` when the home was taken out.
    pub after: Option<HomeRecord>,
}

impl Reading<'_> {
    /// What an act changed in the register: home, record before and after.
    ///
    /// # Errors
    /// Database errors.
    pub fn register_changes(self, act: i64) -> Result<Vec<RegisterChange>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT home_id, before, after FROM register_change WHERE act = ? ORDER BY id")?;
        let mut rows = statement.query([act])?;
        let mut changes = Vec::new();
        let read = |text: Option<String>| text.map(|t| serde_json::from_str(&t)).transpose();
        while let Some(r) = rows.next()? {
            changes.push(RegisterChange {
                home: r.get(0)?,
                before: read(r.get(1)?)?,
                after: read(r.get(2)?)?,
            });
        }
        Ok(changes)
    }

    /// What was ever changed of a home, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn changes_of_home(self, home: i64) -> Result<Vec<HomeChange>> {
        let mut statement = self.0.prepare_cached(
            "SELECT a.code, a.at, a.operator, c.before, c.after FROM register_change c JOIN act a ON a.seq = c.act
             WHERE c.home_id = ? ORDER BY c.id DESC",
        )?;
        let mut rows = statement.query([home])?;
        let mut changes = Vec::new();
        let read = |text: Option<String>| text.map(|t| serde_json::from_str(&t)).transpose();
        while let Some(r) = rows.next()? {
            let (before, after) = (read(r.get(3)?)?, read(r.get(4)?)?);
            changes.push(HomeChange { code: r.get(0)?, at: r.get(1)?, operator: r.get(2)?, before, after });
        }
        Ok(changes)
    }
}
