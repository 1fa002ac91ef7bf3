//! Books written by earlier schemas: each opens, keeps every figure and seal, and goes on working. A copy of the
//! book as it was lies beside it.
#![allow(clippy::unwrap_used)]

use zhangfang_tests::{BOOK, Desk};

/// A desk whose book was written under schema 1: three homes, one with opening arrears, a void, a reversed run.
fn desk_of_schema_1() -> Desk {
    let desk = Desk::without_book("2025-08-31");
    let original = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/books/schema-1.zfb");
    std::fs::copy(original, desk.path(BOOK)).unwrap();
    desk
}

#[test]
fn a_book_of_schema_1_keeps_its_figures() {
    let desk = desk_of_schema_1();
    // The first command that may write brings it up to date.
    desk.done("receipt take 3-1-303=10.33 --method cash");
    assert!(desk.path(&format!("{BOOK}.before-2")).exists());
    assert_eq!(desk.done("arrears list")["total"], "528.48");
    let verified = desk.done("book verify");
    assert_eq!(verified["findings"], serde_json::json!([]), "{verified}");
    assert_eq!(verified["acts"], 14);
}

#[test]
fn a_book_of_schema_1_can_still_take_everything_back() {
    let desk = desk_of_schema_1();
    desk.done("bill-run reverse 3 --reason 单价有误");
    let run = desk.done("bill-run post 2025-08 --accept-gaps");
    assert_eq!(run["total"], "640.53");
    assert_eq!(desk.done("arrears list")["total"], "538.81");
    assert_eq!(desk.done("book verify")["findings"], serde_json::json!([]));
}

#[test]
fn looking_at_a_book_of_schema_1_brings_it_up_to_date_too() {
    let desk = desk_of_schema_1();
    assert_eq!(desk.done("arrears list")["total"], "538.81");
    assert!(desk.path(&format!("{BOOK}.before-2")).exists());
    let statement = desk.done("statement show 3-1-302");
    assert_eq!(statement["balance"], "536.46", "{statement}");
}

#[test]
fn a_backup_of_schema_1_can_be_restored() {
    let desk = desk_of_schema_1();
    std::fs::rename(desk.path(BOOK), desk.path("old.zfb")).unwrap();
    desk.done(&format!("book restore old.zfb --book {BOOK}"));
    assert_eq!(desk.done("arrears list")["total"], "538.81");
    assert_eq!(desk.done("book verify")["findings"], serde_json::json!([]));
}
