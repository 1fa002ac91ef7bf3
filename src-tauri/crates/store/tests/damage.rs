//! A file that was cut or in which a bit was turned: refused or found, never believed.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use common::{Dice, dump, lived_in};
use zhangfang_store::{Book, StoreError};

#[test]
fn a_cut_file_is_refused_or_found_at_any_length() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = lived_in(dir.path(), 20);
    let whole = std::fs::read(&path).unwrap();
    let cut = dir.path().join("cut.zfb");
    let mut dice = Dice::new(11);
    let lengths = (0..40).map(|_| dice.below(whole.len())).chain([1, 99, 100, 4_096, whole.len() - 1]);
    for length in lengths {
        std::fs::write(&cut, &whole[..length]).unwrap();
        match Book::open(&cut) {
            Err(StoreError::Damaged { .. } | StoreError::Foreign { .. }) => {}
            Err(other) => panic!("{other:?} at {length}"),
            Ok(book) => {
                assert!(book.verify().map_or(true, |v| !v.findings.is_empty()), "believed at {length}")
            }
        }
        assert!(Book::open_read_only(&cut).is_err(), "read at {length}");
    }
}

/// What became of a book with a turned bit.
#[derive(Debug, Default)]
struct Outcomes {
    refused: u32,
    found: u32,
    without_effect: u32,
    silent: Vec<String>,
}

#[test]
fn a_turned_bit_never_changes_a_row_unnoticed() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = lived_in(dir.path(), 240);
    let whole = std::fs::read(&path).unwrap();
    let sound = dump(&path).unwrap();
    let turned = dir.path().join("turned.zfb");
    let trials = std::env::var("FLIP_TRIALS").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let mut dice = Dice::new(20_250_731);
    let mut outcomes = Outcomes::default();
    for _ in 0..trials {
        let (at, bit) = (dice.below(whole.len()), dice.below(8));
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        std::fs::write(&turned, &bytes).unwrap();
        let Ok(book) = Book::open(&turned) else {
            outcomes.refused += 1;
            continue;
        };
        let noticed = book.verify().map_or(true, |v| !v.findings.is_empty());
        drop(book);
        match (noticed, dump(&turned).is_ok_and(|now| now == sound)) {
            (true, _) => outcomes.found += 1,
            (false, true) => outcomes.without_effect += 1,
            (false, false) => outcomes.silent.push(format!("byte {at} bit {bit}")),
        }
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(dir.path().join(format!("turned.zfb{suffix}")));
        }
    }
    println!("{trials} turned bits in {} bytes: {outcomes:?}", whole.len());
    assert!(outcomes.silent.is_empty(), "{outcomes:?}");
    assert!(outcomes.found > trials / 4, "{outcomes:?}");
}
