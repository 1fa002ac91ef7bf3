//! Passwords of the staff, and who looked at whole phone numbers.

use crate::{Act, Reading, Result, fact};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use serde::Serialize;

/// Somebody looked at the phones of a home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reveal {
    /// Local time, `yyyy-mm-ddThh:mm:ss`.
    pub at: String,
    /// Who.
    pub operator: String,
    /// The home.
    pub home: i64,
}

impl Act<'_> {
    /// Sets the password of somebody on the staff; what is kept is a hash.
    ///
    /// # Errors
    /// Database errors.
    pub fn set_credential(&mut self, name: &str, hash: &str) -> Result<()> {
        self.edits(&["credential"]);
        self.note("staff", name);
        self.tx.execute(
            "INSERT INTO credential VALUES (?1, ?2) ON CONFLICT DO UPDATE SET hash = ?2",
            (name, hash),
        )?;
        Ok(())
    }

    /// Takes the password of somebody away, if they have one.
    ///
    /// # Errors
    /// Database errors.
    pub fn drop_credential(&mut self, name: &str) -> Result<()> {
        if self.tx.execute("DELETE FROM credential WHERE name = ?", [name])? > 0 {
            self.edits(&["credential"]);
        }
        Ok(())
    }

    /// Records that the phones of a home were looked at.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_reveal(&mut self, home: i64) -> Result<()> {
        self.post(&fact::PHONE_REVEAL, &[Value::Integer(home)])?;
        Ok(())
    }
}

impl Reading<'_> {
    /// The hash of the password of somebody who works here now.
    ///
    /// # Errors
    /// Database errors.
    pub fn credential(self, name: &str) -> Result<Option<String>> {
        let sql = "SELECT hash FROM credential JOIN staff USING (name) WHERE name = ? AND left_act IS NULL";
        Ok(self.0.prepare_cached(sql)?.query_row([name], |r| r.get(0)).optional()?)
    }

    /// Names of those who work here now and have a password.
    ///
    /// # Errors
    /// Database errors.
    pub fn with_credential(self) -> Result<Vec<String>> {
        let sql = "SELECT name FROM credential JOIN staff USING (name) WHERE left_act IS NULL ORDER BY name";
        let mut statement = self.0.prepare_cached(sql)?;
        Ok(statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Who looked at whole phone numbers, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn reveals(self, limit: u32) -> Result<Vec<Reveal>> {
        let sql = "SELECT a.at, a.operator, p.home_id FROM phone_reveal p JOIN act a ON a.seq = p.act
          ORDER BY p.id DESC LIMIT ?";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement
            .query_map([limit], |r| Ok(Reveal { at: r.get(0)?, operator: r.get(1)?, home: r.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
