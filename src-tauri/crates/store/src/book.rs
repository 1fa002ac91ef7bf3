//! Opening and creating the file, and holding it so that no second process writes.

use crate::{Result, StoreError, migrate};
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// `application_id` of a book: the bytes `ZFB1`.
pub const APPLICATION_ID: i64 = 0x5A46_4231;

/// Asked before each act of an open book; may refuse it.
pub type Gate = fn(crate::Reading<'_>, crate::ActCode, &crate::Occasion) -> Result<()>;

/// An open book. Dropping it releases the lock.
#[derive(Debug)]
pub struct Book {
    pub(crate) connection: Connection,
    path: PathBuf,
    writable: bool,
    /// Acts are taken back instead of kept.
    pub(crate) rehearsing: bool,
    pub(crate) gate: Option<Gate>,
    _lock: Option<File>,
}

impl Book {
    /// Makes a new, empty book.
    ///
    /// # Errors
    /// [`StoreError::Exists`] rather than overwriting; [`StoreError::NotWritable`], [`StoreError::Missing`]
    /// for the folder.
    pub fn create(path: &Path) -> Result<Self> {
        File::create_new(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.display().to_string() },
            _ => StoreError::at(path, &e),
        })?;
        let made = Self::create_in_empty(path);
        if made.is_err() {
            remove_book_files(path);
        }
        made
    }

    fn create_in_empty(path: &Path) -> Result<Self> {
        let lock = lock(path)?;
        // While there is no log beside it yet: a book names itself in its first bytes, whenever the power goes.
        Connection::open(path)?.pragma_update(None, "application_id", APPLICATION_ID)?;
        let mut connection = connect(path, true)?;
        migrate::migrate(&mut connection, migrate::MIGRATIONS)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            writable: true,
            rehearsing: false,
            gate: None,
            _lock: Some(lock),
        })
    }

    /// Opens a book for writing: takes the lock, checks that the file is whole and ours, brings an older
    /// schema up to date after putting a verified copy beside it.
    ///
    /// # Errors
    /// Each refusal has its own kind, see [`StoreError`].
    pub fn open(path: &Path) -> Result<Self> {
        inspect(path)?;
        let lock = lock(path)?;
        let mut connection = connect(path, true).map_err(|e| e.in_file(path))?;
        migrate::bring_up_to_date(&mut connection, path, migrate::MIGRATIONS).map_err(|e| e.in_file(path))?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            writable: true,
            rehearsing: false,
            gate: None,
            _lock: Some(lock),
        })
    }

    /// Opens a book for looking only; works beside a writer and takes no lock.
    ///
    /// # Errors
    /// Like [`Book::open`]; [`StoreError::Older`] for an older schema, because a reader cannot migrate it.
    pub fn open_read_only(path: &Path) -> Result<Self> {
        let book = Self::open_as_it_is(path)?;
        migrate::check(&book.connection, migrate::MIGRATIONS).map_err(|e| e.in_file(path))?;
        Ok(book)
    }

    /// Opens a book of this or an earlier schema for copying only; nothing else may be asked of it.
    pub(crate) fn open_as_it_is(path: &Path) -> Result<Self> {
        inspect(path)?;
        let connection = connect(path, false).map_err(|e| e.in_file(path))?;
        migrate::check_history(&connection, migrate::MIGRATIONS).map_err(|e| e.in_file(path))?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            writable: false,
            rehearsing: false,
            gate: None,
            _lock: None,
        })
    }

    /// From now on every new act must pass this gate.
    pub fn guard(&mut self, gate: Gate) {
        self.gate = Some(gate);
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether acts can be posted.
    #[must_use]
    pub const fn is_writable(&self) -> bool {
        self.writable
    }

    /// Limits the file to a number of pages, as a full disk would: for tests of that case.
    ///
    /// # Errors
    /// Database errors.
    pub fn limit_pages(&self, pages: u32) -> Result<()> {
        self.connection.pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }

    /// How many pages of the database the file has now.
    ///
    /// # Errors
    /// Database errors.
    pub fn pages(&self) -> Result<u32> {
        Ok(self.connection.pragma_query_value(None, "page_count", |row| row.get(0))?)
    }
}

/// Removes a book with its side files; used only on files this process has just made.
pub(crate) fn remove_book_files(path: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let _ = std::fs::remove_file(beside(path, suffix));
    }
}

/// The path with something added to the file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn lock(path: &Path) -> Result<File> {
    let lock_path = beside(path, ".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(|e| StoreError::at(path, &e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(TryLockError::Error(e)) => Err(StoreError::at(&lock_path, &e)),
    }
}

/// Looks at the first hundred bytes and the length before SQLite touches the file: a foreign file is never
/// opened, a cut one is named as such.
fn inspect(path: &Path) -> Result<()> {
    use std::io::Read;
    let mut file = File::open(path).map_err(|e| StoreError::at(path, &e))?;
    let length = file.metadata().map_err(|e| StoreError::at(path, &e))?.len();
    let mut header = [0_u8; 100];
    let foreign = || StoreError::Foreign { path: path.display().to_string() };
    if length == 0 {
        return Err(StoreError::Damaged { detail: "the file is empty".into() });
    }
    file.read_exact(&mut header).map_err(|_| foreign())?;
    if &header[..16] != b"SQLite format 3\0" {
        return Err(foreign());
    }
    let word = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if i64::from(word(68)) != APPLICATION_ID {
        return Err(foreign());
    }
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let expected = u64::from(word(28)) * page_size;
    if length < expected && !beside(path, "-wal").exists() {
        return Err(StoreError::Damaged { detail: format!("{length} of {expected} bytes are there") });
    }
    Ok(())
}

fn connect(path: &Path, writable: bool) -> Result<Connection> {
    let access = if writable { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // SQLite falls back to reading when the file may not be written.
    if writable && connection.is_readonly("main")? {
        return Err(StoreError::NotWritable { path: path.display().to_string() });
    }
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    if writable {
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "secure_delete", true)?;
    }
    Ok(connection)
}
