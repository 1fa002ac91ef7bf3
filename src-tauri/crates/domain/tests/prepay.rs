//! Promotions and months paid ahead: the worked examples C4–C6, I1, I2, I2b of the fee rules, and what must always
//! hold.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::promotion::{
    Block, Offer, OnRefund, Promotion, PromotionError, last_prepayable, refund_value,
};
use zhangfang_domain::timing::Timing;
use zhangfang_domain::{Fen, Month, Months};

const MONTH: Fen = Fen(22_222);

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn months(text: &str) -> Months {
    Months::parse(text).unwrap()
}

fn promotion(offer: Offer) -> Promotion {
    Promotion {
        id: 1,
        name: "活动".into(),
        item: 10,
        offer,
        from: day("2025-12-01"),
        to: day("2026-01-31"),
        on_refund: OnRefund::Lapses,
        terms: String::new(),
    }
}

fn free(paid: u32, free: u32) -> Promotion {
    promotion(Offer::FreeMonths { paid, free })
}

fn percent(percent: &str) -> Promotion {
    promotion(Offer::PercentOff { percent: percent.parse().unwrap(), least_months: 12 })
}

/// So many months of 222.22 each, from January 2026.
fn monthly(count: u32) -> Vec<Block> {
    Months::starting(Month::new(2026, 1).unwrap(), count)
        .iter()
        .map(|m| Block { months: Months::single(m), fen: MONTH })
        .collect()
}

fn paid(blocks: &[Block], discounts: &[Fen]) -> Fen {
    blocks.iter().map(|b| b.fen).sum::<Fen>() - discounts.iter().copied().sum::<Fen>()
}

#[test]
fn c4_pay_eleven_get_twelve() {
    let blocks = monthly(12);
    let discounts = free(11, 1).discounts(&blocks).unwrap();
    assert_eq!((discounts[10], discounts[11]), (Fen::ZERO, yuan("222.22")));
    assert_eq!(paid(&blocks, &discounts), yuan("2444.42"));
}

#[test]
fn c5_pay_twelve_get_thirteen() {
    let blocks = monthly(13);
    let discounts = free(12, 1).discounts(&blocks).unwrap();
    assert_eq!(discounts[12], yuan("222.22"));
    assert_eq!(blocks.iter().map(|b| b.fen).sum::<Fen>(), yuan("2888.86"));
    assert_eq!(paid(&blocks, &discounts), yuan("2666.64"));
}

#[test]
fn c6_five_percent_off_a_year() {
    let year = [Block { months: months("2026"), fen: yuan("2666.59") }];
    let discounts = percent("5").discounts(&year).unwrap();
    assert_eq!(discounts, [yuan("133.33")]);
    assert_eq!(paid(&year, &discounts), yuan("2533.26"));
}

#[test]
fn a_gift_inside_a_longer_block_takes_its_last_months() {
    let year = [Block { months: months("2026"), fen: yuan("2666.59") }];
    assert_eq!(free(11, 1).discounts(&year).unwrap(), [yuan("222.22")]);
    let quarters: Vec<Block> = (0..4)
        .map(|n| Block { months: Months::starting(months("2026").from.plus(3 * n), 3), fen: yuan("666.66") })
        .collect();
    let discounts = free(8, 4).discounts(&quarters).unwrap();
    assert_eq!(discounts, [Fen::ZERO, Fen::ZERO, yuan("222.22"), yuan("666.66")]);
}

#[test]
fn a_large_percentage_reaches_over_several_months() {
    let discounts = percent("10").discounts(&monthly(12)).unwrap();
    assert_eq!((discounts[10], discounts[11]), (yuan("44.44"), yuan("222.22")));
}

#[test]
fn a_promotion_is_for_its_item_its_days_and_its_months() {
    let offer = free(11, 1);
    assert_eq!(offer.applies(10, day("2025-12-01")), Ok(()));
    assert_eq!(offer.applies(10, day("2026-01-31")), Ok(()));
    assert!(matches!(offer.applies(11, day("2025-12-27")), Err(PromotionError::OtherItem { .. })));
    for outside in ["2025-11-30", "2026-02-01"] {
        assert!(matches!(offer.applies(10, day(outside)), Err(PromotionError::NotOpen { .. })), "{outside}");
    }
    for count in [11, 13] {
        let refused = offer.discounts(&monthly(count));
        assert!(
            matches!(refused, Err(PromotionError::OtherMonths { needs: 12, asked, .. }) if asked == count)
        );
    }
    assert!(percent("5").discounts(&monthly(11)).is_err());
    assert!(
        !Offer::FreeMonths { paid: 0, free: 1 }.is_sound()
            && !Offer::FreeMonths { paid: 11, free: 0 }.is_sound()
    );
    for bad in ["0", "100", "-5", "0.001"] {
        let offer = Offer::PercentOff { percent: bad.parse().unwrap(), least_months: 1 };
        assert!(!offer.is_sound(), "{bad}");
    }
}

#[test]
fn c16_a_year_ahead_is_counted_from_the_running_month() {
    assert_eq!(last_prepayable(day("2025-12-27"), 12), Month::new(2026, 12).unwrap());
    let thirteen = Months { to: Month::new(2027, 1).unwrap(), ..months("2026") };
    assert_eq!(Offer::FreeMonths { paid: 12, free: 1 }.paid_months(thirteen), months("2026"));
}

#[test]
fn i1_a_contract_that_ends_after_seven_months() {
    let list = [MONTH; 12];
    let paid = list.iter().copied().sum();
    assert_eq!(refund_value(paid, &list, 7, OnRefund::Lapses), yuan("1111.10"));
    assert_eq!(list[..7].iter().copied().sum::<Fen>(), yuan("1555.54"));
}

#[test]
fn i2_a_gift_that_lapses() {
    assert_eq!(refund_value(yuan("2444.42"), &[MONTH; 12], 7, OnRefund::Lapses), yuan("888.88"));
}

#[test]
fn i2b_a_gift_that_stays_in_proportion() {
    assert_eq!(refund_value(yuan("2444.42"), &[MONTH; 12], 7, OnRefund::ProRata), yuan("1018.51"));
}

#[test]
fn money_seen_from_a_month() {
    let december = Month::new(2025, 12).unwrap();
    assert_eq!(Timing::of(months("2025-03"), december), Timing::Arrears);
    assert_eq!(Timing::of(months("2025-Q4"), december), Timing::Current);
    assert_eq!(Timing::of(months("2025-12"), december), Timing::Current);
    assert_eq!(Timing::of(months("2026-01"), december), Timing::Ahead);
}

proptest! {
    #[test]
    fn a_discount_never_exceeds_its_block_and_taking_months_back_takes_the_gift_first(
        prices in prop::collection::vec(1_i64..500_000, 2..25), used in 0_usize..25, off in 1_u32..99,
    ) {
        let first = Month::new(2026, 1).unwrap();
        let blocks: Vec<Block> = (0..)
            .zip(&prices)
            .map(|(n, fen)| Block { months: Months::single(first.plus(n)), fen: Fen(*fen) })
            .collect();
        let count = u32::try_from(prices.len()).unwrap();
        let offers = [
            Offer::FreeMonths { paid: count - 1, free: 1 },
            Offer::PercentOff { percent: Decimal::from(off), least_months: 1 },
        ];
        let list: Vec<Fen> = prices.iter().map(|fen| Fen(*fen)).collect();
        for offer in offers {
            let discounts = promotion(offer).discounts(&blocks).unwrap();
            prop_assert!(blocks.iter().zip(&discounts).all(|(b, d)| *d >= Fen::ZERO && *d <= b.fen));
            let paid = paid(&blocks, &discounts);
            let used = used.min(list.len());
            // What the months not used were paid with is what goes back when the gift lapses.
            let unused: Fen = list[used..].iter().zip(&discounts[used..]).map(|(l, d)| *l - *d).sum();
            let lapsed = refund_value(paid, &list, used, OnRefund::Lapses);
            let given_in_used: Fen = discounts[..used].iter().copied().sum();
            prop_assert_eq!(lapsed, (unused - given_in_used).max(Fen::ZERO));
            let kept = refund_value(paid, &list, used, OnRefund::ProRata);
            prop_assert!(kept >= Fen::ZERO && kept <= paid && lapsed <= kept + Fen(1));
        }
        prop_assert_eq!(refund_value(Fen(500), &list, 0, OnRefund::ProRata), Fen(500));
    }
}
