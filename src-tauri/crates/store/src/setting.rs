//! Settings of the office: named texts, changed only through acts.

use crate::{Act, Reading, Result};
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

impl Act<'_> {
    /// Sets a named text; the journal keeps the old and the new one.
    ///
    /// # Errors
    /// Database errors.
    pub fn set(&mut self, key: &str, value: &str) -> Result<()> {
        let before = self.reading().setting(key)?;
        if before.as_deref() == Some(value) {
            return Ok(());
        }
        self.edits(&["setting"]);
        self.tx.execute(
            "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
            (key, value),
        )?;
        self.note(key, serde_json::json!({ "before": before, "after": value }));
        Ok(())
    }
}

impl Reading<'_> {
    /// A named text.
    ///
    /// # Errors
    /// Database errors.
    pub fn setting(self, key: &str) -> Result<Option<String>> {
        Ok(self.0.query_row("SELECT value FROM setting WHERE key = ?", [key], |r| r.get(0)).optional()?)
    }

    /// Every named text.
    ///
    /// # Errors
    /// Database errors.
    pub fn settings(self) -> Result<BTreeMap<String, String>> {
        let mut statement = self.0.prepare("SELECT key, value FROM setting")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
