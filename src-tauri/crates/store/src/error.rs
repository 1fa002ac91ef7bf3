//! Why the book could not be read or written.

use rusqlite::ffi::ErrorCode;
use zhangfang_domain::Month;

/// What went wrong with the book. The faces turn these into sentences; a kind exists only where somebody
/// acts on it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file at the path.
    #[error("no book at {path}")]
    Missing {
        /// Where it was looked for.
        path: String,
    },
    /// A file is already there and would have been overwritten.
    #[error("{path} already exists")]
    Exists {
        /// The path.
        path: String,
    },
    /// The file is not a book of this product.
    #[error("{path} is not a book")]
    Foreign {
        /// The path.
        path: String,
    },
    /// The book was written by a newer version.
    #[error("schema {found} is newer than {known}")]
    Newer {
        /// Schema number of the file.
        found: i64,
        /// Newest schema this program knows.
        known: i64,
    },
    /// The book was written by an earlier version; whoever opens it for writing brings it up to date.
    #[error("schema {found} is older than {known}")]
    Older {
        /// Schema number of the file.
        found: i64,
        /// Newest schema this program knows.
        known: i64,
    },
    /// A migration recorded in the book is not the one this program has.
    #[error("migration {number} has another checksum")]
    AlteredMigration {
        /// Its number.
        number: i64,
    },
    /// The file is cut, overwritten or inconsistent.
    #[error("the book is damaged: {detail}")]
    Damaged {
        /// What was found, for the log.
        detail: String,
    },
    /// Another process has the book open for writing.
    #[error("the book is in use by another process")]
    InUse,
    /// The folder or file cannot be written.
    #[error("{path} cannot be written")]
    NotWritable {
        /// The path.
        path: String,
    },
    /// The book was opened for reading only.
    #[error("opened for reading only")]
    ReadOnly,
    /// The disk (or the page limit) is full. Nothing of the act was kept.
    #[error("disk full")]
    DiskFull,
    /// Reading or writing failed below the database.
    #[error("input/output: {detail}")]
    Io {
        /// Detail for the log.
        detail: String,
    },
    /// The idempotency key was used before by an act of another kind.
    #[error("key {key:?} belongs to another act ({code})")]
    KeyReused {
        /// The key.
        key: String,
        /// Code of the act that has it.
        code: String,
    },
    /// The month is closed: it takes no entry any more.
    #[error("{month} is closed, the first open month is {open}")]
    PeriodClosed {
        /// The month the act would have changed.
        month: Month,
        /// The first month that is still open; corrections go there.
        open: Month,
    },
    /// The gate of the book does not let this person do this act.
    #[error("{operator} may not do {code}")]
    Gated {
        /// Who.
        operator: String,
        /// The act.
        code: &'static str,
    },
    /// A row that was asked for does not exist.
    #[error("no {kind} {key}")]
    NotFound {
        /// Kind of thing.
        kind: &'static str,
        /// What was asked for.
        key: String,
    },
    /// A value cannot be kept without losing digits.
    #[error("{what} {value} has too many digits")]
    Unrepresentable {
        /// Which value.
        what: &'static str,
        /// The value.
        value: String,
    },
    /// After the act an identity would not hold: nothing was written.
    #[error("identity broken: {detail}")]
    Identity {
        /// Which one and where.
        detail: String,
    },
    /// Any other database error.
    #[error("database: {0}")]
    Database(rusqlite::Error),
    /// A stored text could not be read back.
    #[error("stored value unreadable: {0}")]
    Stored(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::NotWritable { path: String::new() }
            }
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { detail },
            Some(ErrorCode::NotADatabase) => Self::Foreign { path: String::new() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Io { detail },
            _ => Self::Database(error),
        }
    }
}

impl StoreError {
    /// An input/output error at a path.
    pub(crate) fn at(path: &std::path::Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull};
        let path = path.display().to_string();
        match error.kind() {
            NotFound => Self::Missing { path },
            PermissionDenied | ReadOnlyFilesystem => Self::NotWritable { path },
            StorageFull => Self::DiskFull,
            _ => Self::Io { detail: format!("{path}: {error}") },
        }
    }

    /// Names the file in errors that came from below without one.
    #[must_use]
    pub(crate) fn in_file(self, path: &std::path::Path) -> Self {
        let name = || path.display().to_string();
        match self {
            Self::NotWritable { path } if path.is_empty() => Self::NotWritable { path: name() },
            Self::Foreign { path } if path.is_empty() => Self::Foreign { path: name() },
            other => other,
        }
    }
}
