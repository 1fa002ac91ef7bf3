//! Opening, refusing, locking, copying.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::NaiveDate;
use std::path::Path;
use zhangfang_store::{Book, Occasion, StoreError};

fn occasion(key: Option<&str>) -> Occasion {
    let today = NaiveDate::from_ymd_opt(2025, 12, 27).unwrap();
    Occasion {
        operator: "前台小周".into(),
        today,
        now: today.and_hms_opt(8, 25, 0).unwrap(),
        key: key.map(str::to_owned),
    }
}

fn set(book: &mut Book, key: &str, value: &str, idem: Option<&str>) -> zhangfang_store::Posted<String> {
    book.transact::<_, StoreError>("setting.change", &occasion(idem), |act| {
        act.set(key, value)?;
        Ok(value.to_owned())
    })
    .unwrap()
}

fn fresh(dir: &Path) -> std::path::PathBuf {
    let path = dir.join("office.zfb");
    drop(Book::create(&path).unwrap());
    path
}

#[test]
fn a_book_is_made_once_and_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = fresh(dir.path());
    assert!(matches!(Book::create(&path), Err(StoreError::Exists { .. })));
    let mut book = Book::open(&path).unwrap();
    set(&mut book, "a", "1", None);
    drop(book);
    let book = Book::open_read_only(&path).unwrap();
    assert_eq!(book.reading().setting("a").unwrap().as_deref(), Some("1"));
    assert!(book.verify().unwrap().findings.is_empty());
}

#[test]
fn a_book_whose_program_was_killed_right_after_its_first_act_opens() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.zfb");
    let mut book = Book::create(&path).unwrap();
    set(&mut book, "office", "青禾苑", None);
    // What lies on the disk now is what a kill leaves.
    let left = dir.path().join("left.zfb");
    for suffix in ["", "-wal"] {
        std::fs::copy(
            dir.path().join(format!("a.zfb{suffix}")),
            dir.path().join(format!("left.zfb{suffix}")),
        )
        .unwrap();
    }
    drop(book);
    assert!(Book::open(&left).unwrap().verify().unwrap().findings.is_empty());
}

#[test]
fn a_second_writer_is_refused_and_a_reader_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = fresh(dir.path());
    let first = Book::open(&path).unwrap();
    assert!(matches!(Book::open(&path), Err(StoreError::InUse)));
    let mut reader = Book::open_read_only(&path).unwrap();
    let refused = reader.transact::<(), StoreError>("x", &occasion(None), |_| Ok(()));
    assert!(matches!(refused, Err(StoreError::ReadOnly)));
    drop(first);
    assert!(Book::open(&path).is_ok());
}

#[test]
fn what_is_no_book_is_refused_each_in_its_own_way() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    assert!(matches!(Book::open(&at("none.zfb")), Err(StoreError::Missing { .. })));
    std::fs::write(at("text.zfb"), "not a book".repeat(50)).unwrap();
    assert!(matches!(Book::open(&at("text.zfb")), Err(StoreError::Foreign { .. })));
    std::fs::write(at("empty.zfb"), "").unwrap();
    assert!(matches!(Book::open(&at("empty.zfb")), Err(StoreError::Damaged { .. })));
    let other = rusqlite::Connection::open(at("other.zfb")).unwrap();
    other.execute_batch("CREATE TABLE t(a)").unwrap();
    drop(other);
    assert!(matches!(Book::open(&at("other.zfb")), Err(StoreError::Foreign { .. })));
    let whole = std::fs::read(fresh(dir.path())).unwrap();
    std::fs::write(at("cut.zfb"), &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(Book::open(&at("cut.zfb")), Err(StoreError::Damaged { .. })));
    assert!(matches!(Book::open(&at("missing/a.zfb")), Err(StoreError::Missing { .. })));
}

#[test]
fn the_same_key_is_the_same_act() {
    let dir = tempfile::tempdir().unwrap();
    let mut book = Book::open(&fresh(dir.path())).unwrap();
    let first = set(&mut book, "a", "1", Some("k1"));
    let again = set(&mut book, "a", "2", Some("k1"));
    assert_eq!((again.act, again.value.as_str(), again.replayed), (first.act, "1", true));
    assert_eq!(book.reading().setting("a").unwrap().as_deref(), Some("1"));
    let other = book.transact::<(), StoreError>("other", &occasion(Some("k1")), |_| Ok(()));
    assert!(matches!(other, Err(StoreError::KeyReused { .. })));
}

#[test]
fn a_backup_is_read_back_and_restores_the_same_book() {
    let dir = tempfile::tempdir().unwrap();
    let path = fresh(dir.path());
    let mut book = Book::open(&path).unwrap();
    set(&mut book, "a", "1", None);
    let backup = dir.path().join("copy.zfb");
    let copied = book.back_up(&backup).unwrap();
    assert_eq!(copied.last_act, 1);
    assert!(matches!(book.back_up(&backup), Err(StoreError::Exists { .. })));
    set(&mut book, "a", "2", None);
    assert!(matches!(Book::restore(&path, &backup), Err(StoreError::InUse)));
    drop(book);
    std::fs::write(&path, "damaged").unwrap();
    Book::restore(&path, &backup).unwrap();
    let book = Book::open(&path).unwrap();
    assert_eq!(book.reading().setting("a").unwrap().as_deref(), Some("1"));
    assert!(dir.path().join("office.zfb.replaced").exists());
}

#[test]
fn posted_rows_cannot_be_edited() {
    let dir = tempfile::tempdir().unwrap();
    let path = fresh(dir.path());
    let mut book = Book::open(&path).unwrap();
    set(&mut book, "a", "1", None);
    drop(book);
    let connection = rusqlite::Connection::open(&path).unwrap();
    for sql in ["UPDATE act SET operator = 'x'", "DELETE FROM act"] {
        assert!(connection.execute(sql, []).unwrap_err().to_string().contains("only grow"), "{sql}");
    }
}
