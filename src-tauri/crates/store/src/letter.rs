//! The texts of letters the office wrote itself, in place of those delivered.

use crate::{Act, Reading, Result};
use rusqlite::OptionalExtension;

impl Act<'_> {
    /// Keeps a text of a letter; none goes back to the one delivered. The journal keeps the old one and the new one.
    ///
    /// # Errors
    /// Database errors.
    pub fn set_letter_text(&mut self, kind: &str, text: Option<&str>) -> Result<()> {
        let before = self.reading().letter_text(kind)?;
        self.edits(&["letter_text"]);
        match text {
            Some(text) => self.tx.execute(
                "INSERT INTO letter_text VALUES (?1, ?2) ON CONFLICT DO UPDATE SET text = ?2",
                (kind, text),
            )?,
            None => self.tx.execute("DELETE FROM letter_text WHERE kind = ?", [kind])?,
        };
        self.note(kind, serde_json::json!({ "before": before, "after": text }));
        Ok(())
    }
}

impl Reading<'_> {
    /// The text of a letter where the office has its own.
    ///
    /// # Errors
    /// Database errors.
    pub fn letter_text(self, kind: &str) -> Result<Option<String>> {
        Ok(self
            .0
            .query_row("SELECT text FROM letter_text WHERE kind = ?", [kind], |r| r.get(0))
            .optional()?)
    }
}
