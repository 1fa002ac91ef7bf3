//! Imports of registers and readings: what was taken in, what was taken back, how a layout is read.

use crate::{Act, Reading, Result, fact};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use serde::Serialize;

/// One import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportRecord {
    /// Its id.
    pub id: i64,
    /// The act that wrote it.
    pub act: i64,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Rows written.
    pub accepted: i64,
    /// Rows refused.
    pub refused: i64,
    /// The act that took it back.
    pub undone_by: Option<i64>,
    /// When.
    pub at: String,
}

impl Reading<'_> {
    /// The imports acts of one code made, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn imports(self, code: &str) -> Result<Vec<ImportRecord>> {
        let mut statement = self.0.prepare_cached(
            "SELECT i.id, i.act, i.file_name, i.sha256, i.accepted, i.refused, u.act, a.at
             FROM import i JOIN act a ON a.seq = i.act LEFT JOIN import_undo u ON u.import_id = i.id
             WHERE a.code = ? ORDER BY i.id DESC",
        )?;
        let rows = statement.query_map([code], |r| {
            Ok(ImportRecord {
                id: r.get(0)?,
                act: r.get(1)?,
                file_name: r.get(2)?,
                sha256: r.get(3)?,
                accepted: r.get(4)?,
                refused: r.get(5)?,
                undone_by: r.get(6)?,
                at: r.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The column mapping remembered for a layout.
    ///
    /// # Errors
    /// Database errors.
    pub fn import_mapping(self, fingerprint: &str) -> Result<Option<String>> {
        Ok(self
            .0
            .query_row("SELECT mapping FROM import_mapping WHERE fingerprint = ?", [fingerprint], |r| {
                r.get(0)
            })
            .optional()?)
    }
}

impl Act<'_> {
    /// Records that a file was imported by this act. Returns the import's number.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_import(&mut self, file_name: &str, sha256: &str, accepted: i64, refused: i64) -> Result<i64> {
        let texts = [file_name, sha256].map(|t| Value::Text(t.to_owned()));
        let [name, sum] = texts;
        self.post(&fact::IMPORT, &[name, sum, Value::Integer(accepted), Value::Integer(refused)])
    }

    /// Records that this act takes an import back.
    ///
    /// # Errors
    /// Database errors, also when it was taken back before.
    pub fn post_import_undo(&mut self, import: &ImportRecord, reason: &str) -> Result<()> {
        self.reverses(import.act);
        self.post(&fact::IMPORT_UNDO, &[Value::Integer(import.id), Value::Text(reason.to_owned())])?;
        Ok(())
    }

    /// Remembers how the columns of a layout are read.
    ///
    /// # Errors
    /// Database errors.
    pub fn remember_mapping(&mut self, fingerprint: &str, mapping: &str) -> Result<()> {
        self.edits(&["import_mapping"]);
        self.tx.execute(
            "INSERT INTO import_mapping VALUES (?1, ?2) ON CONFLICT DO UPDATE SET mapping = ?2",
            (fingerprint, mapping),
        )?;
        Ok(())
    }
}
