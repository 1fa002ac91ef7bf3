//! What verify says of shifts and of leaves of the paper book that cannot be.
#![allow(clippy::unwrap_used)]

mod common;

use common::{day, furnish, month, on, post_run, take};
use zhangfang_domain::Fen;
use zhangfang_domain::paper_book::PaperNumber;
use zhangfang_domain::shift::{Count, Statement};
use zhangfang_store::shift::NewClosing;
use zhangfang_store::{Book, StoreError};

/// Closes the last shift as if `expected` had to be in the drawer and `counted` was.
fn close(book: &mut Book, expected: i64, counted: &str) {
    let today = day(2025, 1, 10);
    let shift = book.reading().shifts().unwrap().pop().unwrap();
    let counted = Count::parse(counted).unwrap();
    let stated = Statement { counted, banked: counted, ..Statement::default() };
    let new = NewClosing { expected: Fen(expected), stated, slip: None, received_by: None };
    book.transact::<_, StoreError>("shift.close", &on(today), |act| act.close_shift(&shift, &new)).unwrap();
}

fn found(book: &Book) -> Vec<String> {
    book.verify().unwrap().findings.into_iter().map(|f| format!("{} {}", f.check, f.row)).collect()
}

#[test]
fn a_shift_that_was_closed_over_other_sums_is_named_and_so_is_a_late_void() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Book::create(&folder.path().join("office.zfb")).unwrap();
    let office = furnish(&mut book, 2, 1, day(2025, 1, 2));
    post_run(&mut book, &office, month(2025, 1), day(2025, 1, 3)).unwrap();
    let today = day(2025, 1, 10);
    let open = |book: &mut Book| {
        book.transact::<_, StoreError>("shift.open", &on(today), |act| act.open_shift(Fen(1_000), None))
            .unwrap()
    };
    take(&mut book, &office.homes[0], 500, today).unwrap();
    open(&mut book);
    let number = take(&mut book, &office.homes[0], 4_000, today).unwrap().value;
    close(&mut book, 5_000, "10x5");
    take(&mut book, &office.homes[0], 700, today).unwrap();
    assert_eq!(found(&book), [""; 0], "money before and after a shift is no part of it");
    let receipt = book.reading().receipt(number).unwrap();
    book.transact("receipt.void", &on(today), |act| act.void_receipt(&receipt, "late")).unwrap();
    let void = found(&book);
    assert_eq!(void, ["identity receipt_void id=1"]);
    open(&mut book);
    close(&mut book, 5_000, "10x1");
    assert_eq!(found(&book), ["identity shift_close id=2", &void[0]]);
}

#[test]
fn a_leaf_of_the_paper_book_stands_for_one_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Book::create(&folder.path().join("office.zfb")).unwrap();
    let leaf = PaperNumber::parse("A0012").unwrap();
    for _ in 0..2 {
        let spoiled = |act: &mut zhangfang_store::Act<'_>| act.post_spoiled(&leaf, "torn");
        book.transact::<_, StoreError>("handwritten.spoil", &on(day(2025, 1, 2)), spoiled).unwrap();
    }
    assert_eq!(found(&book), ["identity handwritten id=2"]);
}
