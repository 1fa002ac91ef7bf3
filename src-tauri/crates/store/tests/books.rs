//! What verify says of closed months and of lines of statements that cannot be.
#![allow(clippy::unwrap_used)]

mod common;

use common::{day, furnish, month, on, raw, take};
use zhangfang_domain::Fen;
use zhangfang_domain::reconciliation::MatchKind;
use zhangfang_store::reconciliation::{NewFile, NewLine, NewMatch};
use zhangfang_store::{Book, StoreError};

fn found(book: &Book) -> Vec<String> {
    book.verify().unwrap().findings.into_iter().map(|f| format!("{} {}", f.check, f.row)).collect()
}

#[test]
fn a_line_matched_with_other_money_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Book::create(&folder.path().join("office.zfb")).unwrap();
    let office = furnish(&mut book, 2, 1, day(2025, 1, 2));
    let today = day(2025, 1, 10);
    let number = take(&mut book, &office.homes[0], 500, today).unwrap().value;
    let receipt = Some(book.reading().receipt(number).unwrap().id);
    let text = |t: &str| t.to_owned();
    let file = NewFile {
        name: text("a.csv"),
        sha256: text("00"),
        channel: text("bank"),
        method: text("transfer"),
        known: 0,
    };
    let line = |row: u32, fen: i64| NewLine {
        row,
        day: today,
        fen: Fen(fen),
        payer: text("x"),
        remark: text(""),
        reference: text(""),
        mark: row.to_string(),
    };
    let matched = |receipt| NewMatch { kind: MatchKind::Receipt, receipt, form: None, reason: "" };
    book.transact::<_, StoreError>("reconcile.import", &on(today), |act| {
        let file = act.post_statement_file(&file)?;
        act.post_statement_line(file, "bank", &line(1, 500))?;
        act.post_statement_line(file, "bank", &line(2, 501))?;
        Ok(())
    })
    .unwrap();
    let post = |book: &mut Book, line| {
        book.transact::<_, StoreError>("reconcile.match", &on(today), |act| {
            act.post_match(line, &matched(receipt))
        })
    };
    post(&mut book, 1).unwrap();
    assert_eq!(found(&book), [""; 0]);
    assert!(matches!(post(&mut book, 1), Err(StoreError::Identity { .. })), "a line is one thing");
    assert!(matches!(post(&mut book, 2), Err(StoreError::Identity { .. })), "a receipt has one line");
    let standing = book.reading().line(1).unwrap().standing.unwrap();
    book.transact::<_, StoreError>("reconcile.undo", &on(today), |act| act.undo_match(&standing, "wrong"))
        .unwrap();
    post(&mut book, 2).unwrap();
    assert_eq!(found(&book), ["identity statement_match id=2"]);
}

#[test]
fn a_month_closed_out_of_order_is_refused_and_an_act_moved_into_a_closed_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.zfb");
    let mut book = Book::create(&path).unwrap();
    let office = furnish(&mut book, 2, 1, day(2025, 1, 2));
    let close = |book: &mut Book, month| {
        book.transact::<_, StoreError>("period.close", &on(day(2025, 3, 1)), |act| {
            act.close_period(month, "{}")
        })
    };
    close(&mut book, month(2025, 1)).unwrap();
    assert!(matches!(close(&mut book, month(2025, 3)), Err(StoreError::Identity { .. })));
    let late = take(&mut book, &office.homes[0], 500, day(2025, 1, 31));
    assert!(matches!(late, Err(StoreError::PeriodClosed { open, .. }) if open == month(2025, 2)));
    let act = take(&mut book, &office.homes[0], 500, day(2025, 3, 2)).unwrap().act;
    assert_eq!(found(&book), [""; 0]);
    drop(book);
    raw(&path)
        .execute_batch(&format!(
            "DROP TRIGGER act_no_update; UPDATE act SET biz_date = 20250131 WHERE seq = {act};
             CREATE TRIGGER act_no_update BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'posted rows of act only grow'); END;"
        ))
        .unwrap();
    let found = found(&Book::open(&path).unwrap());
    assert!(found.contains(&format!("identity act id={act}")), "{found:?}");
}
