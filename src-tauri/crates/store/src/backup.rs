//! Copies of a book that were proven before they are trusted.

use crate::book::{beside, remove_book_files};
use crate::{Book, Result, StoreError};
use rusqlite::Connection;
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What a copy contains, read back from the copy itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Copied {
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// Number of the last act in it.
    pub last_act: i64,
}

impl Book {
    /// Writes a copy of the book as it stands to a new file and reads it back: SQLite's own check, the chain of
    /// acts and the last act must be right, or the copy is removed.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::DiskFull`], [`StoreError::Damaged`] …
    pub fn back_up(&self, to: &Path) -> Result<Copied> {
        copy_verified(&self.connection, to)
    }

    /// Replaces the book at `path` by a backup, after the backup was verified whole. The book that was there is
    /// kept beside it as `….replaced`. A backup of an earlier schema stays as it is until the book is opened.
    ///
    /// # Errors
    /// Like [`Book::open`] for the backup; [`StoreError::InUse`] while another process has the book open.
    pub fn restore(path: &Path, backup: &Path) -> Result<Copied> {
        let source = Self::open_as_it_is(backup)?;
        source.verify_quickly()?;
        let fresh = beside(path, ".restoring");
        remove_book_files(&fresh);
        let copied = source.back_up(&fresh)?;
        if path.exists() {
            // A damaged book must be replaceable, so its lock is taken without looking inside.
            let lock_path = beside(path, ".lock");
            let lock = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&lock_path)
                .map_err(|e| StoreError::at(&lock_path, &e))?;
            lock.try_lock().map_err(|_| StoreError::InUse)?;
            let replaced = beside(path, ".replaced");
            remove_book_files(&replaced);
            for suffix in ["", "-wal", "-shm"] {
                let from = beside(path, suffix);
                if from.exists() {
                    std::fs::rename(&from, beside(&replaced, suffix))
                        .map_err(|e| StoreError::at(&from, &e))?;
                }
            }
        }
        std::fs::rename(&fresh, path).map_err(|e| StoreError::at(path, &e))?;
        sync_folder(path);
        Ok(Copied { path: path.to_owned(), ..copied })
    }

    /// The checks that take seconds, not minutes: SQLite's quick check and the chain of acts.
    pub(crate) fn verify_quickly(&self) -> Result<()> {
        quick_check(&self.connection)
    }
}

fn quick_check(connection: &Connection) -> Result<()> {
    let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |r| r.get(0))?;
    if answer != "ok" {
        return Err(StoreError::Damaged { detail: answer });
    }
    if let Some(broken) = crate::verify::broken_link(connection)? {
        return Err(StoreError::Damaged {
            detail: format!("act {broken} does not follow from the one before"),
        });
    }
    Ok(())
}

pub(crate) fn copy_verified(connection: &Connection, to: &Path) -> Result<Copied> {
    if to.exists() {
        return Err(StoreError::Exists { path: to.display().to_string() });
    }
    let copied = write_copy(connection, to);
    if copied.is_err() {
        remove_book_files(to);
    }
    copied.map_err(|e| e.in_file(to))
}

fn write_copy(connection: &Connection, to: &Path) -> Result<Copied> {
    let text = to.to_str().ok_or_else(|| StoreError::Missing { path: to.display().to_string() })?;
    connection.execute("VACUUM INTO ?", [text])?;
    let file = File::open(to).map_err(|e| StoreError::at(to, &e))?;
    file.sync_all().map_err(|e| StoreError::at(to, &e))?;
    sync_folder(to);
    let last = |c: &Connection| -> Result<(i64, Vec<u8>)> {
        let sql = "SELECT coalesce(max(seq), 0), coalesce((SELECT hash FROM act ORDER BY seq DESC LIMIT 1), x'') FROM act";
        Ok(c.query_row(sql, [], |r| Ok((r.get(0)?, r.get(1)?)))?)
    };
    let copy = Connection::open_with_flags(to, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    quick_check(&copy)?;
    let (last_act, hash) = last(&copy)?;
    if (last_act, hash) != last(connection)? {
        return Err(StoreError::Damaged { detail: "the copy ends with another act than the book".into() });
    }
    let bytes = file.metadata().map_err(|e| StoreError::at(to, &e))?.len();
    Ok(Copied { path: to.to_owned(), bytes, last_act })
}

/// Makes a rename or a new file survive a power cut where the system can.
fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent()
        && let Ok(handle) = File::open(folder)
    {
        let _ = handle.sync_all();
    }
}
