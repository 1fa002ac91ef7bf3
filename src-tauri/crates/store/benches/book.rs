//! How fast the book is, as ratios against a limit or a naive way measured in the same run, so that another
//! machine or a busy one gives the same answer. `BENCH_YEARS` and `BENCH_HOMES` make the big book smaller.
#![allow(clippy::float_arithmetic, reason = "times and ratios are no money")]
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should stop")]

#[path = "book/big.rs"]
mod big;
#[path = "../tests/common/mod.rs"]
mod common;

use common::{Office, charge, day, furnish, month, on, pairs, settle, take};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::io::Write;
use std::time::Instant;
use zhangfang_domain::{Fen, Months};
use zhangfang_store::charge::NewCharge;
use zhangfang_store::receipt::Prepaid;
use zhangfang_store::{Book, StoreError};

/// Processor time of this thread in seconds; time on the clock where the system does not say.
fn cpu() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|t| t.split(' ').next().and_then(|n| n.parse::<f64>().ok()));
    nanoseconds.map_or_else(|| START.with(|s| s.elapsed().as_secs_f64()), |n| n / 1e9)
}

/// Seconds of processor time something takes, and its result.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = cpu();
    let result = work();
    (cpu() - start, result)
}

/// The value below which a share of the times lies.
fn quantile(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share) as usize]
}

fn gate(passed: bool) -> &'static str {
    if passed { "PASS" } else { "FAIL" }
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

fn main() {
    // Without `cargo bench` only that it still runs is of interest.
    let measure = std::env::args().any(|a| a == "--bench");
    let homes = number("BENCH_HOMES", if measure { 10_000 } else { 100 });
    let years = number("BENCH_YEARS", if measure { 10 } else { 1 });
    let only = std::env::var("BENCH_ONLY").unwrap_or_default();
    let dir = tempfile::tempdir().unwrap();
    if only.is_empty() || only == "run" {
        let path = dir.path().join("run.zfb");
        let mut book = Book::create(&path).unwrap();
        let office = year_of_runs(&mut book, homes);
        bill_run(&mut book, &office, dir.path());
        receipts(&mut book, &office, dir.path(), if measure { 400 } else { 20 });
    }
    if only.is_empty() || only == "big" {
        big::dashboard_and_statement(dir.path(), homes, years);
    }
}

/// Twelve months charged; nineteen homes of twenty paid everything.
fn year_of_runs(book: &mut Book, homes: usize) -> Office {
    let office = furnish(book, homes, 5, day(2024, 1, 1));
    for m in 1..=12 {
        common::post_run(book, &office, month(2024, m), day(2024, m, 2)).unwrap();
    }
    book.transact::<_, StoreError>("test.pay", &on(day(2024, 12, 28)), |act| {
        for (n, home) in office.homes.iter().enumerate().filter(|(n, _)| n % 20 != 0) {
            let open: Fen = act.reading().open_items_of(home.id)?.iter().map(|o| o.open).sum();
            let open = Fen(open.0 + if n % 50 == 0 { 10_000 } else { 0 });
            let (receipt, _) = act.post_receipt(&common::new_receipt(open.0), 1)?;
            let payment = act.post_payment(receipt, home.account, home.id, open)?;
            let source =
                Prepaid { account: home.account, home: home.id, payment: payment.id, fen: payment.fen };
            settle(act, source, &[])?;
        }
        Ok(())
    })
    .unwrap();
    office
}

/// The charges of a month through the book against the same rows in one bare table.
fn bill_run(book: &mut Book, office: &Office, folder: &std::path::Path) {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    let rows = office.homes.len() * office.items.len();
    for m in 0..5 {
        let of = month(2025, 1).plus(m);
        let charges: Vec<NewCharge> =
            pairs(office).map(|(home, item)| charge(home, item, of, 13 + i64::from(m), 0)).collect();
        let sum: Fen = charges.iter().map(|c| c.fen).sum();
        let (time, posted) = timed(|| {
            book.transact::<_, StoreError>("bill-run.post", &on(of.first_day()), |act| {
                act.post_bill_run(Months::single(of), rows as i64, office.homes.len() as i64, sum)?;
                charges.iter().try_for_each(|c| act.post_charge(c).map(|_| ()))
            })
        });
        posted.unwrap();
        ours.push(time);
        bare.push(bare_insert(&folder.join(format!("bare{m}.db")), book, of.yyyymm()));
    }
    let (ours, bare) = (quantile(&mut ours, 0.5), quantile(&mut bare, 0.5));
    let per_second = |time: f64| rows as f64 / time / 1_000.0;
    println!("bill run, {rows} charges in one act, rows per second of processor time:");
    println!("  bare STRICT table {:8.0} k", per_second(bare));
    println!("  the book          {:8.0} k  ({:.2} s)", per_second(ours), ours);
    println!("  ratio             {:8.3}    at least 0.15: {}", bare / ours, gate(bare / ours >= 0.15));
}

/// The same rows, read back from the book, into a table with the same columns and nothing else.
fn bare_insert(path: &std::path::Path, book: &Book, period: i32) -> f64 {
    let source = Connection::open(book.path()).unwrap();
    let mut statement = source.prepare("SELECT * FROM charge WHERE period = ? ORDER BY id").unwrap();
    let columns = statement.column_count();
    let rows: Vec<Vec<Value>> = statement
        .query_map([period], |r| (0..columns).map(|i| r.get(i)).collect())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let bare = Connection::open(path).unwrap();
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
         CREATE TABLE charge(id INTEGER PRIMARY KEY, act INTEGER, account_id INTEGER, home_id INTEGER,
           item_id INTEGER, period INTEGER, period_to INTEGER, due INTEGER, fen INTEGER, run_id INTEGER,
           version_id INTEGER, quantity_e4 INTEGER, unit_price_e6 INTEGER, segments TEXT, note TEXT, rev INTEGER,
           seal INTEGER) STRICT",
    )
    .unwrap();
    let marks = vec!["?"; columns].join(",");
    let (time, ()) = timed(|| {
        let tx = bare.unchecked_transaction().unwrap();
        let mut insert = tx.prepare(&format!("INSERT INTO charge VALUES ({marks})")).unwrap();
        for row in &rows {
            insert.execute(params_from_iter(row)).unwrap();
        }
        drop(insert);
        tx.commit().unwrap();
    });
    time
}

/// One receipt a commit against one 4 KB append with fdatasync, in turns on the same disk.
fn receipts(book: &mut Book, office: &Office, folder: &std::path::Path, count: usize) {
    let mut file = std::fs::File::create(folder.join("append")).unwrap();
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for home in office.homes.iter().cycle().step_by(7).take(count) {
        let start = Instant::now();
        take(book, home, 30_000, day(2025, 6, 1)).unwrap();
        ours.push(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        file.write_all(&[7; 4_096]).unwrap();
        file.sync_data().unwrap();
        raw.push(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("receipt commit, {count} receipts, milliseconds on the clock:");
    for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
        let (ours, raw) = (quantile(&mut ours, share), quantile(&mut raw, share));
        println!("  {name}: the book {ours:.2}, 4 KB append and fdatasync {raw:.2}, ratio {:.2}", ours / raw);
    }
}
