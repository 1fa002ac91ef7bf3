//! Numbered migrations with checksums. Before an older book is changed, a verified copy is put beside it.

use crate::book::beside;
use crate::{Result, StoreError, backup};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::path::Path;

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    pub number: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

/// Every released step, in order, never changed after release.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "book", sql: include_str!("../migrations/0001_book.sql") },
    Migration { number: 2, name: "money", sql: include_str!("../migrations/0002_money.sql") },
    Migration { number: 3, name: "desk", sql: include_str!("../migrations/0003_desk.sql") },
    Migration { number: 4, name: "contact", sql: include_str!("../migrations/0004_contact.sql") },
    Migration { number: 5, name: "dunning", sql: include_str!("../migrations/0005_dunning.sql") },
    Migration { number: 6, name: "ticket", sql: include_str!("../migrations/0006_ticket.sql") },
    Migration { number: 7, name: "claim", sql: include_str!("../migrations/0007_claim.sql") },
    Migration { number: 8, name: "campaign", sql: include_str!("../migrations/0008_campaign.sql") },
];

impl Migration {
    fn checksum(&self) -> String {
        hex(&Sha256::digest(self.sql.as_bytes()))
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn known(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |m| m.number)
}

fn schema_number(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses books that are newer, whose history is not ours, or that are older than this program writes.
pub(crate) fn check(connection: &Connection, migrations: &[Migration]) -> Result<()> {
    let (found, known) = (check_history(connection, migrations)?, known(migrations));
    if found < known { Err(StoreError::Older { found, known }) } else { Ok(()) }
}

/// Refuses books that are newer or whose history is not ours. Says which schema the book has.
pub(crate) fn check_history(connection: &Connection, migrations: &[Migration]) -> Result<i64> {
    let found = schema_number(connection)?;
    if found > known(migrations) {
        return Err(StoreError::Newer { found, known: known(migrations) });
    }
    let mut statement = connection.prepare("SELECT number, checksum FROM migration ORDER BY number")?;
    let applied = statement
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (number, checksum) in &applied {
        let ours = migrations.iter().find(|m| m.number == *number).map(Migration::checksum);
        if ours.as_ref() != Some(checksum) {
            return Err(StoreError::AlteredMigration { number: *number });
        }
    }
    if applied.len() != usize::try_from(found).unwrap_or_default() {
        return Err(StoreError::Damaged { detail: format!("schema {found} with {} steps", applied.len()) });
    }
    Ok(found)
}

/// Applies what is missing, after a verified copy named `….before-<n>` was put beside the book.
pub(crate) fn bring_up_to_date(
    connection: &mut Connection,
    path: &Path,
    migrations: &[Migration],
) -> Result<()> {
    let found = check_history(connection, migrations)?;
    if found == known(migrations) {
        return Ok(());
    }
    let copy = beside(path, &format!(".before-{}", found + 1));
    let _ = std::fs::remove_file(&copy);
    backup::copy_verified(connection, &copy)?;
    migrate(connection, migrations)
}

/// Applies every step the book has not, each in its own transaction.
pub(crate) fn migrate(connection: &mut Connection, migrations: &[Migration]) -> Result<()> {
    let found = schema_number(connection)?;
    for migration in migrations.iter().filter(|m| m.number > found) {
        let tx = connection.transaction()?;
        tx.execute_batch(migration.sql)?;
        tx.execute(
            "INSERT INTO migration(number, name, checksum, applied_at, app_version) VALUES (?, ?, ?, datetime('now'), ?)",
            (migration.number, migration.name, migration.checksum(), env!("CARGO_PKG_VERSION")),
        )?;
        tx.pragma_update(None, "user_version", migration.number)?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Book;

    const LAST: i64 = MIGRATIONS.len() as i64;

    /// What this program knows and one step more.
    fn and(name: &'static str, sql: &'static str) -> Vec<Migration> {
        [MIGRATIONS, &[Migration { number: LAST + 1, name, sql }]].concat()
    }

    fn plain(path: &Path) -> Connection {
        Connection::open(path).unwrap()
    }

    #[test]
    fn an_older_book_is_copied_aside_and_migrated() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zfb");
        drop(Book::create(&path).unwrap());
        let mut connection = plain(&path);
        let next = and("next", "CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT;");
        bring_up_to_date(&mut connection, &path, &next).unwrap();
        assert_eq!(schema_number(&connection).unwrap(), LAST + 1);
        let copy = plain(&beside(&path, &format!(".before-{}", LAST + 1)));
        assert_eq!(schema_number(&copy).unwrap(), LAST);
        drop(connection);
        let Err(StoreError::Newer { found, known }) = Book::open(&path) else { panic!("opened") };
        assert_eq!((found, known), (LAST + 1, LAST));
    }

    #[test]
    fn a_step_that_fails_leaves_the_book_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zfb");
        drop(Book::create(&path).unwrap());
        let broken = and("x", "CREATE TABLE y(a INTEGER) STRICT; NONSENSE;");
        let mut connection = plain(&path);
        assert!(bring_up_to_date(&mut connection, &path, &broken).is_err());
        drop(connection);
        assert!(Book::open(&path).is_ok());
    }

    #[test]
    fn a_changed_checksum_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zfb");
        drop(Book::create(&path).unwrap());
        plain(&path).execute("UPDATE migration SET checksum = 'x'", []).unwrap();
        assert!(matches!(Book::open(&path), Err(StoreError::AlteredMigration { number: 1 })));
    }
}
