//! A big book: years of charges, almost all paid. What a dashboard and a statement cost against the naive way.

use crate::{cpu, gate, quantile, timed};
use chrono::NaiveDate;
use rusqlite::{Connection, OpenFlags, Transaction, params};
use std::path::Path;
use std::time::Instant;
use zhangfang_domain::ageing;
use zhangfang_domain::{Month, Months};
use zhangfang_store::Book;
use zhangfang_store::arrears::OpenSums;

const ITEMS: usize = 5;
const HOMES_PER_BUILDING: i64 = 100;

/// Makes the book, measures, prints.
pub fn dashboard_and_statement(folder: &Path, homes: usize, years: usize) {
    let path = folder.join("big.zfb");
    drop(Book::create(&path).unwrap());
    let start = Instant::now();
    let first = Month::new(2016, 1).unwrap();
    let months = Months::starting(first, years as u32 * 12);
    let charges = fill(&path, homes, months);
    let mut book = Book::open(&path).unwrap();
    book.rebuild_projections().unwrap();
    println!(
        "big book: {charges} charges of {homes} homes in {years} years, made in {:.0?}",
        start.elapsed()
    );
    let today = months.last_day();
    let naive = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    naive.pragma_update(None, "cache_size", -65_536).unwrap();
    dashboard(&book, &naive, today, Months::starting(months.to.plus(-11), 12));
    statement(&book, &naive, today, homes);
}

/// Facts written straight into the tables: nothing of the posting is measured here.
fn fill(path: &Path, homes: usize, months: Months) -> usize {
    let mut connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -262144")
        .unwrap();
    let tx = connection.transaction().unwrap();
    register(&tx, homes);
    let mut ids = Ids::default();
    for month in months.iter() {
        fill_month(&tx, homes, month, &mut ids);
    }
    tx.commit().unwrap();
    ids.charge as usize
}

fn register(tx: &Transaction<'_>, homes: usize) {
    for item in 1..=ITEMS as i64 {
        tx.execute("INSERT INTO charge_item VALUES (?1, 'i' || ?1, '费用' || ?1)", [item]).unwrap();
    }
    for n in 1..=homes as i64 {
        let building = (n - 1) / HOMES_PER_BUILDING + 1;
        tx.execute("INSERT OR IGNORE INTO building VALUES (?1, ?1, ?1)", [building]).unwrap();
        tx.execute(
            "INSERT INTO home VALUES (?1, ?2, 1, ?1, ?1, '住宅', 900000, NULL, NULL, NULL, ?1, 1, NULL)",
            [n, building],
        )
        .unwrap();
        tx.execute("INSERT INTO account VALUES (?1, ?1, 'owner', NULL, NULL)", [n]).unwrap();
    }
}

#[derive(Default)]
struct Ids {
    act: i64,
    charge: i64,
    adjustment: i64,
    receipt: i64,
    allocation: i64,
}

fn act(tx: &Transaction<'_>, ids: &mut Ids, day: i64) -> i64 {
    ids.act += 1;
    tx.execute(
        "INSERT INTO act VALUES (?1, '', ?2, '', '', '{}', 'null', NULL, NULL, 0, x'', x'')",
        [ids.act, day],
    )
    .unwrap();
    ids.act
}

/// One month: every home charged for every item; one home in twenty stays away, the others pay at once.
fn fill_month(tx: &Transaction<'_>, homes: usize, month: Month, ids: &mut Ids) {
    let period = i64::from(month.yyyymm());
    let (run, paid) = (act(tx, ids, period * 100 + 1), act(tx, ids, period * 100 + 10));
    let mut charge = tx
        .prepare_cached("INSERT INTO charge VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?5, ?6, ?7, 1, 1, 900000, 1, NULL, NULL, 0, 0)")
        .unwrap();
    let mut adjustment =
        tx.prepare_cached("INSERT INTO adjustment VALUES (?1, ?2, ?3, ?4, ?4, 'waiver', ?5, '', 0)").unwrap();
    let mut receipt = tx
        .prepare_cached("INSERT INTO receipt VALUES (?1, ?2, ?1, ?3, '', 'cash', ?4, NULL, NULL, NULL, 0)")
        .unwrap();
    let mut payment =
        tx.prepare_cached("INSERT INTO payment VALUES (?1, ?2, ?1, ?3, ?3, ?4, NULL, 0)").unwrap();
    let mut allocation = tx.prepare_cached("INSERT INTO allocation VALUES (?1, ?2, ?3, ?4, ?5, 0)").unwrap();
    for home in 1..=homes as i64 {
        let pays = (home * 7 + period * 13) % 20 != 0;
        let mut owed = [(0_i64, 0_i64); ITEMS];
        for (item, owed) in (1_i64..).zip(&mut owed) {
            ids.charge += 1;
            let fen = 3_000 + (home * 31 + item * 977) % 40_000;
            charge.execute(params![ids.charge, run, home, item, period, period * 100 + 25, fen]).unwrap();
            let reduced = if ids.charge % 97 == 0 { fen / 10 } else { 0 };
            if reduced > 0 {
                ids.adjustment += 1;
                adjustment.execute(params![ids.adjustment, run, ids.charge, home, reduced]).unwrap();
            }
            *owed = (ids.charge, fen - reduced);
        }
        if pays {
            ids.receipt += 1;
            let sum: i64 = owed.iter().map(|o| o.1).sum();
            receipt.execute(params![ids.receipt, paid, period * 100 + 10, sum]).unwrap();
            payment.execute(params![ids.receipt, paid, home, sum]).unwrap();
            for (charge, fen) in owed {
                ids.allocation += 1;
                allocation.execute(params![ids.allocation, paid, ids.receipt, charge, fen]).unwrap();
            }
        }
    }
}

/// What is open on each charge, worked out from the facts.
const OPEN: &str =
    "FROM (SELECT c.home_id, c.due, c.period, c.fen, coalesce(a.fen, 0) AS less, coalesce(l.fen, 0) AS paid
  FROM charge c
  LEFT JOIN (SELECT charge_id, sum(fen) fen FROM adjustment GROUP BY charge_id) a ON a.charge_id = c.id
  LEFT JOIN (SELECT charge_id, sum(fen) fen FROM allocation GROUP BY charge_id) l ON l.charge_id = c.id) o";

fn dashboard(book: &Book, naive: &Connection, today: NaiveDate, year: Months) {
    let mut times = Vec::new();
    let mut shown = (OpenSums::default(), Vec::new());
    for _ in 0..9 {
        let (time, now) =
            timed(|| (book.reading().open_sums(today).unwrap(), book.reading().month_totals(year).unwrap()));
        times.push(time);
        shown = now;
    }
    let ours = quantile(&mut times, 0.5);
    let number = |d: NaiveDate| d.format("%Y%m%d").to_string();
    let [a, b, c, d, e, f] = ageing::borders(today).map(number);
    let open = "sum(fen - less - paid)";
    let start = cpu();
    let total = grouped(naive, &format!("SELECT 0, {open} {OPEN} WHERE fen > less + paid"));
    let by_building = grouped(
        naive,
        &format!(
            "SELECT h.building_id, {open} {OPEN} JOIN home h ON h.id = o.home_id WHERE fen > less + paid GROUP BY 1"
        ),
    );
    let by_age = grouped(
        naive,
        &format!(
            "SELECT CASE WHEN due >= {a} THEN 0 WHEN due >= {b} THEN 1 WHEN due >= {c} THEN 2 WHEN due >= {d} THEN 3
             WHEN due >= {e} THEN 4 WHEN due >= {f} THEN 5 ELSE 6 END, {open} {OPEN} WHERE fen > less + paid GROUP BY 1"
        ),
    );
    let (from, to) = (year.from.yyyymm(), year.to.yyyymm());
    let by_month = grouped(
        naive,
        &format!("SELECT period, sum(paid) {OPEN} WHERE period BETWEEN {from} AND {to} GROUP BY 1"),
    );
    let theirs = cpu() - start;
    let (sums, months) = shown;
    assert_eq!(total, [(0, sums.total.fen)]);
    assert!(by_building.iter().map(|(_, fen)| *fen).eq(sums.by_building.values().map(|s| s.fen)));
    assert!(by_age.iter().all(|(age, fen)| sums.by_age[*age as usize].fen == *fen));
    assert!(by_month.iter().map(|(_, fen)| *fen).eq(months.iter().map(|m| m.received.0)));
    println!("dashboard (total, by building, by age, twelve months), milliseconds of processor time:");
    println!("  grouped over the facts {:10.1}", theirs * 1e3);
    println!("  the book               {:10.1}", ours * 1e3);
    println!(
        "  ratio                  {:10.0}  at least 500: {}",
        theirs / ours,
        gate(theirs / ours >= 500.0)
    );
}

fn grouped(connection: &Connection, sql: &str) -> Vec<(i64, i64)> {
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect()
}

fn statement(book: &Book, naive: &Connection, today: NaiveDate, homes: usize) {
    let (mut ours, mut lines) = (Vec::new(), 0);
    for n in 0..40 {
        let home = (n * 241 % homes + 1) as i64;
        let (time, found) = timed(|| book.reading().statement(home, None, today).unwrap());
        ours.push(time * 1e3);
        lines = found.lines.len();
    }
    let mut scan = naive
        .prepare(
            "SELECT due, fen FROM charge NOT INDEXED WHERE home_id = ?1
             UNION ALL SELECT act, -fen FROM adjustment NOT INDEXED WHERE home_id = ?1
             UNION ALL SELECT act, -fen FROM payment NOT INDEXED WHERE home_id = ?1 ORDER BY 1",
        )
        .unwrap();
    let (theirs, count) = timed(|| {
        let rows = scan.query_map([1], |r| r.get::<_, i64>(1)).unwrap();
        rows.map(Result::unwrap).count()
    });
    let (first, median, worst) = (ours[0], quantile(&mut ours, 0.5), quantile(&mut ours, 1.0));
    println!("statement of one home, {lines} lines, milliseconds of processor time:");
    println!("  scan of the facts {:8.1} ({count} rows)", theirs * 1e3);
    println!(
        "  the book          {median:8.2} (first {first:.2}, worst {worst:.2})  at most 10: {}",
        gate(median <= 10.0)
    );
    println!("  ratio             {:8.0}", theirs * 1e3 / median);
}
