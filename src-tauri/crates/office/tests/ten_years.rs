//! Simulated years: everything people do, held month by month against an auditor who shares no code with the office.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod life;

use life::Life;
use zhangfang_domain::Month;

#[test]
fn no_fen_is_off_after_three_years() {
    let folder = tempfile::tempdir().unwrap();
    let start = Month::new(2024, 1).unwrap();
    let mut life = Life::begin(folder.path(), 12, 20_240_229, start);
    for n in 0..36 {
        let month = start.plus(n);
        life.month(month, 60);
        assert_eq!(life.off(), 0, "{month}: {:?}", life.done);
        if month.month() == 11 {
            life.raise_price(month.plus(2));
        }
    }
    assert_eq!(life.office.verify().unwrap().findings, []);
    for what in [
        "run",
        "receipt",
        "void",
        "waiver",
        "write-off",
        "refund",
        "deposit",
        "transfer",
        "shared",
        "run reversed",
        "recovery",
    ] {
        assert!(life.done.contains_key(what), "{what} never happened: {:?}", life.done);
    }
}
