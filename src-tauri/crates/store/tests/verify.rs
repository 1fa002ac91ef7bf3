//! Whatever is changed behind the book's back is found, and the finding names the row.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use common::{assert_sound, lived_in, raw};
use rusqlite::Connection;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use zhangfang_store::Book;
use zhangfang_store::verify::Finding;

/// The journal and the facts: every table whose rows end in a seal.
const FACTS: [&str; 15] = [
    "register_change",
    "import",
    "import_undo",
    "tariff_version",
    "bill_run",
    "bill_run_reversal",
    "charge",
    "adjustment",
    "receipt",
    "receipt_void",
    "payment",
    "allocation",
    "document",
    "print_event",
    "entry",
];

/// A book to spoil again and again.
struct Spoiled {
    dir: tempfile::TempDir,
    original: PathBuf,
}

impl Spoiled {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (original, _) = lived_in(dir.path(), 12);
        assert_sound(&Book::open(&original).unwrap());
        Self { dir, original }
    }

    /// A fresh copy in which something is done with the triggers out of the way. `None` when a constraint of
    /// the table refuses it.
    fn try_to(&self, spoil: impl FnOnce(&Connection) -> rusqlite::Result<()>) -> Option<PathBuf> {
        let path = self.dir.path().join("spoiled.zfb");
        std::fs::copy(&self.original, &path).unwrap();
        let connection = raw(&path);
        connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").unwrap();
        let triggers = without_triggers(&connection);
        let spoiled = spoil(&connection);
        connection.execute_batch(&format!("{triggers} COMMIT")).unwrap();
        spoiled.is_ok().then_some(path)
    }

    /// What is found after one statement that changes one row.
    fn after(&self, sql: &str) -> Vec<Finding> {
        let path = self.try_to(|c| c.execute_batch(sql)).unwrap_or_else(|| panic!("{sql}"));
        findings(&path)
    }
}

fn findings(path: &Path) -> Vec<Finding> {
    Book::open(path).unwrap().verify().unwrap().findings
}

/// Takes the triggers away; returns the statements that bring them back.
fn without_triggers(connection: &Connection) -> String {
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
        .unwrap();
    let triggers: Vec<(String, String)> =
        statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    triggers.into_iter().map(|(_, sql)| sql + ";").collect()
}

fn columns(connection: &Connection, table: &str) -> Vec<(String, String)> {
    let mut statement =
        connection.prepare(&format!("SELECT name, type FROM pragma_table_info('{table}')")).unwrap();
    statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect()
}

/// The middle row of a table.
fn some_row(connection: &Connection, table: &str, key: &str) -> i64 {
    let sql =
        format!("SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET (SELECT count(*) / 2 FROM {table})");
    connection.query_row(&sql, [], |r| r.get(0)).unwrap_or_else(|e| panic!("{table}: {e}"))
}

/// A little change of any value of a column.
fn changed(column: &str, kind: &str) -> String {
    match kind {
        "TEXT" => format!("{column} = coalesce({column}, '') || '1'"),
        "BLOB" => format!("{column} = x'00'"),
        _ => format!("{column} = coalesce({column}, 0) + 1"),
    }
}

fn has(found: &[Finding], check: &str, row: &str) -> bool {
    found.iter().any(|f| f.check == check && f.row == row)
}

#[test]
fn a_changed_field_of_any_fact_is_named_by_its_row() {
    let book = Spoiled::new();
    let whole = raw(&book.original);
    let (mut tried, mut refused) = (0, Vec::new());
    for table in FACTS {
        let id = some_row(&whole, table, "id");
        for (column, kind) in columns(&whole, table).iter().filter(|(c, _)| c != "id") {
            let sql = format!("UPDATE {table} SET {} WHERE id = {id}", changed(column, kind));
            let Some(path) = book.try_to(|c| c.execute_batch(&sql)) else {
                refused.push(format!("{table}.{column}"));
                continue;
            };
            let found = findings(&path);
            let row = format!("{table} id={id}");
            if column == "act" {
                // A row moved to another act also puts the rows after it out of order.
                assert!(found.iter().any(|f| f.row == row), "{sql}: {found:#?}");
            } else {
                let sealed: Vec<&str> =
                    found.iter().filter(|f| f.check == "seal").map(|f| f.row.as_str()).collect();
                assert_eq!(sealed, [row], "{sql}: {found:#?}");
            }
            tried += 1;
        }
    }
    println!("{tried} fields changed and found; constraints refused {refused:?}");
    assert!(tried > 90 && refused.len() < 8, "{tried} tried, refused: {refused:?}");
}

/// The seal as the book makes it: the first eight bytes of a digest over every value with its type.
fn seal(values: &[Value]) -> i64 {
    let mut hash = Sha256::new();
    for value in values {
        match value {
            Value::Null => hash.update([0]),
            Value::Integer(n) => {
                hash.update([1]);
                hash.update(n.to_le_bytes());
            }
            Value::Text(text) => {
                hash.update([2]);
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text);
            }
            other => panic!("no fact holds {other:?}"),
        }
    }
    i64::from_le_bytes(hash.finalize()[..8].try_into().unwrap())
}

#[test]
fn a_changed_fact_with_a_forged_seal_is_named_by_its_act() {
    let book = Spoiled::new();
    for table in FACTS {
        let mut expected = String::new();
        let path = book.try_to(|c| {
            let id = some_row(c, table, "id");
            let names = columns(c, table);
            let change = |column: &str, kind: &str| {
                c.execute_batch(&format!("UPDATE {table} SET {} WHERE id = {id}", changed(column, kind)))
            };
            // The last column that no constraint of its own protects.
            assert!(names.iter().rev().any(|(n, kind)| n != "seal" && change(n, kind).is_ok()), "{table}");
            let values: Vec<Value> = c.query_row(&format!("SELECT * FROM {table} WHERE id = {id}"), [], |r| {
                (0..names.len() - 1).map(|i| r.get(i)).collect()
            })?;
            c.execute(&format!("UPDATE {table} SET seal = ? WHERE id = ?"), (seal(&values), id))?;
            let act: String = c.query_row(
                &format!("SELECT 'act seq=' || seq || ' (' || code || ')' FROM act WHERE seq = (SELECT act FROM {table} WHERE id = {id})"),
                [],
                |r| r.get(0),
            )?;
            expected = act;
            Ok(())
        });
        let found = findings(&path.unwrap_or_else(|| panic!("{table}")));
        assert!(has(&found, "act", &expected), "{table}: {expected} not in {found:#?}");
        assert!(
            !found.iter().any(|f| f.check == "seal"),
            "{table}: the forged seal does not fit: {found:#?}"
        );
    }
}

#[test]
fn a_changed_act_is_named() {
    let book = Spoiled::new();
    let whole = raw(&book.original);
    let last: i64 = whole.query_row("SELECT max(seq) FROM act", [], |r| r.get(0)).unwrap();
    for seq in [1, some_row(&whole, "act", "seq"), last] {
        for (column, kind) in columns(&whole, "act").iter().filter(|(c, _)| c != "seq") {
            let sql = format!("UPDATE act SET {} WHERE seq = {seq}", changed(column, kind));
            let found = book.after(&sql);
            assert!(has(&found, "chain", &format!("act seq={seq}")), "{sql}: {found:#?}");
        }
    }
}

#[test]
fn a_missing_act_is_named_by_the_one_after_it_and_by_its_facts() {
    let book = Spoiled::new();
    let whole = raw(&book.original);
    let act: i64 = whole.query_row("SELECT act FROM bill_run WHERE id = 2", [], |r| r.get(0)).unwrap();
    let first: i64 =
        whole.query_row("SELECT min(id) FROM charge WHERE act = ?", [act], |r| r.get(0)).unwrap();
    let found = book.after(&format!("DELETE FROM act WHERE seq = {act}"));
    assert!(has(&found, "chain", &format!("act seq={}", act + 1)), "{found:#?}");
    assert!(has(&found, "act", "bill_run id=2"), "{found:#?}");
    assert!(has(&found, "act", &format!("charge id={first}")), "{found:#?}");
    assert!(!found.iter().any(|f| f.detail.contains("its facts were")), "other acts are blamed: {found:#?}");
}

#[test]
fn a_missing_fact_is_named_by_its_act() {
    let book = Spoiled::new();
    let whole = raw(&book.original);
    for table in FACTS {
        let id = some_row(&whole, table, "id");
        let act: String = whole
            .query_row(
                &format!("SELECT 'act seq=' || seq || ' (' || act.code || ')' FROM act JOIN {table} f ON f.act = seq WHERE f.id = {id}"),
                [],
                |r| r.get(0),
            )
            .unwrap();
        let found = book.after(&format!("DELETE FROM {table} WHERE id = {id}"));
        assert!(has(&found, "act", &act), "{table}: {act} not in {found:#?}");
    }
}

#[test]
fn an_added_fact_is_named() {
    let book = Spoiled::new();
    let last = |table: &str| -> i64 {
        raw(&book.original).query_row(&format!("SELECT max(id) FROM {table}"), [], |r| r.get(0)).unwrap()
    };
    for table in ["allocation", "print_event", "charge"] {
        let id = last(table) + 1;
        let list = columns(&raw(&book.original), table);
        let copied: Vec<String> = list
            .iter()
            .map(|(c, _)| match c.as_str() {
                "id" => id.to_string(),
                "rev" => "rev + 100".into(),
                column => column.into(),
            })
            .collect();
        let sql = format!("INSERT INTO {table} SELECT {} FROM {table} WHERE id = 1", copied.join(", "));
        let found = book.after(&sql);
        assert!(found.iter().any(|f| f.row == format!("{table} id={id}")), "{sql}: {found:#?}");
    }
}

#[test]
fn a_changed_row_of_the_register_tariffs_or_settings_is_named_by_its_table() {
    let book = Spoiled::new();
    for (table, column) in [
        ("building", "sort_key"),
        ("home", "area_e4"),
        ("account", "closed"),
        ("account_owner", "name"),
        ("account_phone", "number"),
        ("home_space", "plate"),
        ("charge_item", "name"),
        ("tariff", "ends"),
        ("tariff_scope", "ended_act"),
        ("setting", "value"),
        ("import_mapping", "mapping"),
    ] {
        let kind = columns(&raw(&book.original), table).into_iter().find(|(c, _)| c == column).unwrap().1;
        let sql = format!("UPDATE {table} SET {}", changed(column, &kind));
        assert!(has(&book.after(&sql), "register", table), "{sql}");
        assert!(has(&book.after(&format!("DELETE FROM {table}")), "register", table), "{table} emptied");
    }
}

#[test]
fn a_changed_projection_row_is_named_and_made_anew() {
    let book = Spoiled::new();
    for (table, change) in [
        (
            "open_item",
            "UPDATE open_item SET open_fen = open_fen + 1 WHERE charge_id = (SELECT max(charge_id) FROM open_item)",
        ),
        ("open_item", "DELETE FROM open_item WHERE charge_id = (SELECT max(charge_id) FROM open_item)"),
        ("open_sum", "UPDATE open_sum SET n = n + 1 WHERE building_id = 1"),
        ("open_sum", "INSERT INTO open_sum VALUES (9, 20250101, 1, 100, 1)"),
        ("period_total", "UPDATE period_total SET adjusted_fen = adjusted_fen + 1 WHERE period = 202502"),
        (
            "prepaid",
            "UPDATE prepaid SET fen = fen - 1 WHERE payment_id = (SELECT max(payment_id) FROM prepaid)",
        ),
    ] {
        let path = book.try_to(|c| c.execute_batch(change)).unwrap();
        let mut spoiled = Book::open(&path).unwrap();
        let found = spoiled.verify().unwrap().findings;
        assert!(!found.is_empty(), "{change}");
        // Sums of open items are held against the open items, so they follow a wrong one.
        assert!(found.iter().all(|f| f.check == "projection"), "{change}: {found:#?}");
        assert!(found.iter().any(|f| f.row.starts_with(&format!("{table} "))), "{change}: {found:#?}");
        spoiled.rebuild_projections().unwrap();
        assert_sound(&spoiled);
    }
}

#[test]
fn a_guard_that_is_gone_is_named() {
    let book = Spoiled::new();
    let path = book.try_to(|_| Ok(())).unwrap();
    raw(&path).execute_batch("DROP TRIGGER charge_no_update; DROP INDEX charge_key").unwrap();
    let found = findings(&path);
    assert!(has(&found, "schema", "charge_no_update") && has(&found, "schema", "charge_key"), "{found:#?}");
}
