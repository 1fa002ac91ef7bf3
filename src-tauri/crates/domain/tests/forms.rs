//! What forms let go and give back, by the ids of the worked examples.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::rates::PeriodFigures;
use zhangfang_domain::reason::{RefundReason, WaiverKind, WaiverReason, WriteOffReason};
use zhangfang_domain::waiver::{Portion, PortionError};

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
                assert_eq!($list::parse(reason.code()), Some(*reason));
                assert_eq!($list::parse(reason.label()), Some(*reason));
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
