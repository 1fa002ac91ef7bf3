//! What forms let go and give back, by the ids of the worked examples.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::promotion::OnRefund;
use zhangfang_domain::rates::PeriodFigures;
use zhangfang_domain::reason::{RefundReason, WaiverKind, WaiverReason, WriteOffReason};
use zhangfang_domain::refund::{PaidCharge, served, unserved};
use zhangfang_domain::waiver::{Portion, PortionError};
use zhangfang_domain::{Fen, Month, Months};

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

#[test]
fn g11_a_share_of_a_late_charge_is_rounded_once() {
    let open = yuan("10.11");
    let waived = Portion::Percent(Decimal::from(80)).of(open).unwrap();
    assert_eq!((waived, open - waived), (yuan("8.09"), yuan("2.02")));
}

#[test]
fn a_portion_is_more_than_nothing_and_no_more_than_is_open() {
    let open = yuan("222.22");
    assert_eq!(Portion::Whole.of(open), Ok(open));
    assert_eq!(Portion::Percent(Decimal::ONE_HUNDRED).of(open), Ok(open));
    assert_eq!(Portion::Whole.of(Fen::ZERO), Err(PortionError::NotPositive(Fen::ZERO)));
    for (portion, why) in [
        (Portion::Sum(yuan("-8.09")), PortionError::NotPositive(yuan("-8.09"))),
        (Portion::Sum(yuan("222.23")), PortionError::MoreThanOpen { asked: yuan("222.23"), open }),
        (Portion::Percent(Decimal::ZERO), PortionError::NoShare(Decimal::ZERO)),
        (Portion::Percent(Decimal::from(-80)), PortionError::NoShare(Decimal::from(-80))),
        (Portion::Percent(Decimal::from(101)), PortionError::NoShare(Decimal::from(101))),
        // A tenth of a percent of one yuan is nothing.
        (Portion::Percent(Decimal::new(1, 3)), PortionError::NotPositive(Fen::ZERO)),
    ] {
        assert_eq!(portion.of(open), Err(why), "{portion:?}");
    }
}

#[test]
fn m2_a_write_off_leaves_the_denominator_of_the_net_rate_only() {
    let figures = PeriodFigures {
        opening_arrears: yuan("180000.00"),
        opening_written_off: yuan("2400.00"),
        collected_of_opening: yuan("45600.00"),
        ..PeriodFigures::default()
    };
    let percent = |rate: zhangfang_domain::rates::Rate| rate.percent().unwrap().to_string();
    assert_eq!(
        (percent(figures.historic()), percent(figures.historic_gross())),
        ("25.68".into(), "25.33".into())
    );
}

#[test]
fn every_reason_is_found_by_its_code_and_by_its_word() {
    macro_rules! found {
        ($($list:ident),*) => {
            $(for reason in $list::ALL {
                assert_eq!($list::parse(reason.code()), Some(reason));
                assert_eq!($list::parse(reason.label()), Some(reason));
            }
            assert_eq!($list::parse("随便"), None);)*
        };
    }
    found!(WaiverKind, WaiverReason, WriteOffReason, RefundReason);
}

proptest! {
    #[test]
    fn what_is_let_go_and_what_is_left_add_up(open in 1_i64..1_000_000_000, hundredths in 1_i64..10_001) {
        let open = Fen(open);
        if let Ok(waived) = Portion::Percent(Decimal::new(hundredths, 2)).of(open) {
            prop_assert!(waived.is_positive() && waived <= open);
            let twice = i128::from(waived.0) * 20_000;
            let exact = i128::from(open.0) * i128::from(hundredths) * 2;
            prop_assert!((twice - exact).abs() <= 10_000, "{waived} of {open}");
        }
    }
}

fn months(text: &str) -> Months {
    Months::parse(text).unwrap()
}

/// Twelve months of 222.22 from January 2026; the last `gift` of them free.
fn year(gift: usize) -> Vec<PaidCharge> {
    let month = yuan("222.22");
    let year = months("2026-01..2026-12");
    let free = |n: usize| n >= 12 - gift;
    year.iter()
        .enumerate()
        .map(|(n, m)| PaidCharge {
            months: Months::single(m),
            list: month,
            paid: if free(n) { Fen::ZERO } else { month },
        })
        .collect()
}

#[test]
fn i1_seven_of_twelve_months_prepaid_are_used() {
    let july = "2026-07-31".parse().unwrap();
    let found = unserved(&year(0), july, OnRefund::Lapses);
    assert_eq!((found.used, found.back, found.gift_kept), (yuan("1555.54"), yuan("1111.10"), Fen::ZERO));
    // The same when the year is one bill.
    let whole =
        [PaidCharge { months: months("2026-01..2026-12"), list: yuan("2666.64"), paid: yuan("2666.64") }];
    assert_eq!(unserved(&whole, july, OnRefund::Lapses).back, yuan("1111.10"));
}

#[test]
fn i2_a_gift_lapses_or_stays_in_proportion() {
    let july = "2026-07-31".parse().unwrap();
    let lapsed = unserved(&year(1), july, OnRefund::Lapses);
    assert_eq!((lapsed.paid, lapsed.used, lapsed.back), (yuan("2444.42"), yuan("1555.54"), yuan("888.88")));
    let kept = unserved(&year(1), july, OnRefund::ProRata);
    assert_eq!((kept.back, kept.gift_kept), (yuan("1018.51"), yuan("129.63")), "I2b");
}

#[test]
fn e2_a_month_begun_is_kept_by_its_days() {
    let month = yuan("300.00");
    let lease: Vec<PaidCharge> = ["2025-04", "2025-05", "2025-06"]
        .map(|m| PaidCharge { months: months(m), list: month, paid: month })
        .to_vec();
    let found = unserved(&lease, "2025-05-10".parse().unwrap(), OnRefund::Lapses);
    assert_eq!((found.back, found.used), (yuan("503.23"), yuan("396.77")));
}

proptest! {
    #[test]
    fn what_is_kept_and_what_goes_back_are_what_was_paid(
        fen in 1_i64..100_000_000, from in 0_i32..240, count in 1_u32..25, day in 0_i64..1_000, gift in 0_i64..100,
    ) {
        let from = Month::new(2020, 1).unwrap().plus(from);
        let span = Months::starting(from, count);
        let last = span.first_day() + chrono::Days::new(day.unsigned_abs()) - chrono::Days::new(31);
        let list = Fen(fen);
        let kept = served(list, span, last);
        prop_assert!(kept >= Fen::ZERO && kept <= list);
        prop_assert!(served(list, span, last) <= served(list, span, last + chrono::Days::new(1)));
        let paid = Fen(fen - fen * gift / 100);
        for policy in OnRefund::ALL {
            let found = unserved(&[PaidCharge { months: span, list, paid }], last, policy);
            prop_assert!(found.back >= Fen::ZERO && found.back <= paid);
            if found.back.is_positive() {
                prop_assert_eq!(found.used - found.gift_kept + found.back, paid);
            }
        }
    }
}
