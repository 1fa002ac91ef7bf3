//! A closed month stays what it was, whatever comes later; its vouchers balance and carry every account over; its
//! bridge closes; a day of work undone leaves nothing.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod life;

use chrono::{Days, NaiveDate};
use life::Life;
use proptest::prelude::*;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::Office;
use zhangfang_office::bridge::BridgeBy;

/// Everything a closed month reports, as text.
fn reports(office: &Office, month: Month) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut keep = |what: &str, text: String| all.push((format!("{month} {what}"), text));
    let mut day = month.first_day();
    while day <= month.last_day() {
        keep(&format!("day {day}"), format!("{:?}", office.day_report(day).unwrap()));
        day = day + Days::new(1);
    }
    let end = month.last_day();
    keep("open", format!("{:?}", office.book().reading().open_items(end).unwrap()));
    keep("sums", format!("{:?}", office.arrears_sums(end).unwrap()));
    keep("rates", format!("{:?}", office.rates(Months::single(month), end).unwrap()));
    keep("disclosure", format!("{:?}", office.disclosure(month).unwrap()));
    keep("bridge", format!("{:?}", office.arrears_bridge(month, BridgeBy::Item).unwrap()));
    keep("vouchers", format!("{:?}", office.journal_of(month, true).unwrap()));
    all
}

fn hold_the_books(office: &Office, month: Month) {
    let journal = office.journal_of(month, false).unwrap();
    assert_eq!(journal.debit, journal.credit, "{month}");
    for line in office.check_vouchers(month).unwrap() {
        assert_eq!(line.difference, Fen::ZERO, "{month} {line:?}");
    }
    for by in [BridgeBy::Item, BridgeBy::Building] {
        let bridge = office.arrears_bridge(month, by).unwrap();
        for line in bridge.lines.iter().chain([&bridge.total]) {
            assert_eq!(line.difference, Fen::ZERO, "{month} {line:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_close_never_changes_a_past_report(seed in 1_u64..1_000_000, doings in 10_u64..40) {
        let folder = tempfile::tempdir().unwrap();
        let start = Month::new(2025, 1).unwrap();
        let mut life = Life::begin(folder.path(), 5, seed, start);
        let mut kept = Vec::new();
        for n in 0..7 {
            let month = start.plus(n);
            life.month(month, doings);
            hold_the_books(&life.office, month);
            if n > 0 {
                let closed = month.plus(-1);
                let who = life.clerk();
                let boss = zhangfang_office::Occasion { operator: "集团老李".into(), ..who };
                life.office.close_period(closed, &boss).unwrap();
                kept.extend(reports(&life.office, closed));
            }
        }
        let now = (0..6).flat_map(|n| reports(&life.office, start.plus(n)));
        for ((what, before), (_, after)) in kept.iter().zip(now) {
            prop_assert_eq!(before, &after, "{} changed", what);
        }
        prop_assert_eq!(life.off(), 0);
    }

    /// Everything of one day taken back: nobody owes, nothing is prepaid, the ledger is back where it was.
    #[test]
    fn undoing_a_day_leaves_nothing(seed in 1_u64..1_000_000, doings in 1_u64..60) {
        let folder = tempfile::tempdir().unwrap();
        let start = Month::new(2025, 1).unwrap();
        let mut life = Life::begin(folder.path(), 4, seed, start);
        life.run(start);
        life.share_costs(start);
        for _ in 0..doings {
            match life.chance.below(8) {
                0 => life.waive(),
                1 => life.write_off(),
                2 => life.deposit(),
                3 => life.refund(),
                4 => life.void(),
                _ => life.pay(),
            }
        }
        prop_assert_eq!(life.off(), 0);
        undo(&mut life);
        prop_assert_eq!(life.off(), 0);
        prop_assert_eq!(life.owed(), Fen::ZERO);
        prop_assert!(life.auditor.prepaid().is_empty());
        let reading = life.office.book().reading();
        prop_assert!(reading.open_items_all().unwrap().is_empty() && reading.prepaid_all().unwrap().is_empty());
        prop_assert_eq!(life.office.verify().unwrap().findings, []);
        let mut balances = std::collections::BTreeMap::new();
        for voucher in life.office.journal_of(start, false).unwrap().vouchers {
            for line in voucher.lines {
                *balances.entry(line.subject.name).or_insert(Fen::ZERO) += line.debit - line.credit;
            }
        }
        prop_assert!(balances.values().all(|b| b.is_zero()), "{:?}", balances);
        prop_assert_eq!(life.office.day_report(life.today).unwrap().total, Fen::ZERO);
    }
}

/// Refunds come back, receipts are voided from the last to the first, runs are reversed.
fn undo(life: &mut Life) {
    while !life.refunds.is_empty() {
        life.take_refund_back();
    }
    for at in (0..life.receipts.len()).rev() {
        life.void_at(at);
    }
    assert!(life.receipts.is_empty(), "{:?} could not be voided", life.receipts);
    let runs = life.office.runs().unwrap();
    for run in runs.iter().filter(|r| r.reversed_by.is_none()) {
        assert!(life.reverse(run.id), "run {} could not be reversed", run.id);
    }
}

#[test]
fn what_stood_before_the_book_stands_in_no_closed_month() {
    // An opening balance due before the book began belongs to the month of its due date; once that is closed it is
    // refused (tested through the command line); before, it is part of that month's vouchers and bridge.
    let folder = tempfile::tempdir().unwrap();
    let mut life = Life::begin(folder.path(), 2, 7, Month::new(2025, 1).unwrap());
    life.today = NaiveDate::from_ymd_opt(2025, 2, 3).unwrap();
    let mut homes = life.office.homes().unwrap();
    let record = homes.remove(0).record;
    let text = format!("房号,业主,面积,以前年度欠费\n{},业主0,60.00,100.00\n", record.room_number());
    let file = zhangfang_office::register::RegisterFile {
        name: "b.csv",
        bytes: text.as_bytes(),
        mapping: None,
        change_existing: false,
    };
    let who = life.clerk();
    let result = life.office.import(&file, &who, &mut zhangfang_office::Silent).unwrap();
    assert_eq!(result.value.opening, Fen(10_000));
    let due = life.office.book().reading().open_items_all().unwrap()[0].due;
    let month = Month::of(due);
    hold_the_books(&life.office, month);
    hold_the_books(&life.office, month.plus(1));
    let bridge = life.office.arrears_bridge(month, BridgeBy::Item).unwrap();
    assert_eq!((bridge.total.opening, bridge.total.closing), (Fen::ZERO, Fen(10_000)));
}
