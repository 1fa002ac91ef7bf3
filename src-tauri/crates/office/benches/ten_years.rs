//! Ten simulated years with a million acts, held against the independent auditor year by year: acts, facts, seconds
//! and the fen that are off, which must be none. The book lies in memory where the system offers a folder there, so
//! that the disk is not what is measured; every other guarantee of the book is on. `cargo bench -p zhangfang-office`
//! takes the number of acts as its argument.
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on should stop")]

#[path = "../tests/life/mod.rs"]
mod life;

use life::Life;
use std::path::Path;
use std::time::Instant;
use zhangfang_domain::Month;

const YEARS: i32 = 10;
const ACTS: u64 = 1_000_000;

fn main() {
    let acts = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(ACTS);
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let homes = usize::try_from(acts / 400).unwrap().clamp(12, 2_500);
    let start = Month::new(2020, 1).unwrap();
    let began = Instant::now();
    let mut life = Life::begin(folder.path(), homes, 1, start);
    let mut off = 0;
    for year in 0..YEARS {
        for n in 0..12 {
            let month = start.plus(year * 12 + n);
            let months_left = u64::try_from(YEARS * 12 - year * 12 - n).unwrap();
            life.month(month, acts.saturating_sub(life.acts()) / months_left);
        }
        off += life.off();
        let seconds = began.elapsed().as_secs();
        println!("{}: {:>9} acts, {seconds:>5} s, {off} fen off", start.plus(year * 12).year(), life.acts());
        life.raise_price(start.plus(year * 12 + 12));
    }
    let lived = began.elapsed();
    let verified = life.office.verify().unwrap();
    println!(
        "{homes} homes, {YEARS} years: {} acts, {} facts, {} findings, {off} fen off; {} s lived, {} s verified; {} refused",
        verified.acts,
        verified.facts,
        verified.findings.len(),
        lived.as_secs(),
        (began.elapsed() - lived).as_secs(),
        life.refused
    );
    for (what, count) in &life.done {
        let spent = life.spent.get(what).map_or(0, std::time::Duration::as_micros);
        println!("{what:>17} {count:>8} × {:>7} µs", spent / u128::from(*count));
    }
    assert_eq!((off, verified.findings.len()), (0, 0));
}
