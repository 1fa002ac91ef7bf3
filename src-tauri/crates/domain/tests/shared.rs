//! Shared costs and parking against the worked examples of the domain (4.4 and 4.5), and what holds for all of them.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::parking::{PartRule, Rent, SpaceKind, plate};
use zhangfang_domain::share::ShareError;
use zhangfang_domain::shared_cost::{
    FloorWeights, Method, SharedCostError, cut_share, per_unit, priced, shares,
};
use zhangfang_domain::{Fen, Month, Months};

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn decimals(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|t| t.parse().unwrap()).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn shared(bill: &str, method: Method, weights: &[&str]) -> Vec<String> {
    shares(yuan(bill), method, &decimals(weights)).unwrap().into_iter().map(Fen::plain).collect()
}

#[test]
fn d1_common_electricity_by_area() {
    let areas = ["89.50", "94.56", "126.38", "143.02", "94.56"];
    let found = shared("1286.37", Method::Area, &areas);
    assert_eq!(found, ["210.09", "221.96", "296.65", "335.71", "221.96"]);
    let sum: Decimal = decimals(&areas).iter().sum();
    assert_eq!(
        (sum.to_string(), per_unit(yuan("1286.37"), sum)),
        ("548.02".to_owned(), "2.3473".parse().ok())
    );
    // The remaining fen went to the first home; the others have their exact part cut to fen or the same rounded.
    assert_eq!(cut_share(yuan("1286.37"), decimals(&areas)[0], sum), Some(yuan("210.08")));
    assert_eq!(cut_share(yuan("1286.37"), decimals(&areas)[1], sum), Some(yuan("221.96")));
}

#[test]
fn d2_a_hundred_homes_alike() {
    let found = shared("82.50", Method::Home, &["1"; 100]);
    assert_eq!(found[..50], vec!["0.83"; 50]);
    assert_eq!(found[50..], vec!["0.82"; 50]);
}

#[test]
fn d3_d7_ties_go_by_room_order() {
    assert_eq!(shared("100.00", Method::Home, &["1"; 3]), ["33.34", "33.33", "33.33"]);
    assert_eq!(shared("0.02", Method::Home, &["1"; 3]), ["0.01", "0.01", "0.00"]);
}

#[test]
fn d4_water_loss_by_usage() {
    assert_eq!(priced("60".parse().unwrap(), "3.45".parse().unwrap()), Ok(yuan("207.00")));
    assert_eq!(
        shared("207.00", Method::Usage, &["300", "410", "255", "225"]),
        ["52.18", "71.32", "44.36", "39.14"]
    );
}

#[test]
fn d5_a_vacant_home_carries_less() {
    assert_eq!(
        shared("560.00", Method::Coefficient, &["1", "1", "1", "0.7"]),
        ["151.35", "151.35", "151.35", "105.95"]
    );
}

#[test]
fn d6_floors_have_their_coefficients() {
    let floors = FloorWeights::parse("1=0, 2=0.5, *=1").unwrap();
    let weights: Vec<Decimal> = (1..=6).map(|floor| floors.weight(Some(floor)).unwrap()).collect();
    let found = shares(yuan("328.47"), Method::Coefficient, &weights).unwrap();
    let plain: Vec<String> = found.into_iter().map(Fen::plain).collect();
    assert_eq!(plain, ["0.00", "36.50", "73.00", "72.99", "72.99", "72.99"]);
}

#[test]
fn floor_rules_are_read_strictly() {
    let floors = FloorWeights::parse("1=0,2-3=0.5").unwrap();
    assert_eq!(floors.weight(Some(3)), "0.5".parse().ok());
    assert_eq!((floors.weight(Some(4)), floors.weight(None)), (None, None));
    for text in ["", "1", "1=", "=1", "1=-1", "a=1", "1=0,,2=1", "1-=2"] {
        assert_eq!(FloorWeights::parse(text), None, "{text}");
    }
}

#[test]
fn fixed_amounts_must_add_up_to_the_bill() {
    assert_eq!(shared("30.00", Method::Fixed, &["10", "12.50", "7.5"]), ["10.00", "12.50", "7.50"]);
    let refused = |bill, weights: &[&str]| shares(yuan(bill), Method::Fixed, &decimals(weights)).unwrap_err();
    assert_eq!(
        refused("30.00", &["10", "12.50"]),
        SharedCostError::FixedOff { fixed: yuan("22.50"), bill: yuan("30.00") }
    );
    assert!(matches!(refused("1.00", &["0.995", "0.005"]), SharedCostError::FixedNotFen { index: 0, .. }));
    assert!(matches!(
        refused("1.00", &["2", "-1"]),
        SharedCostError::Share(ShareError::NegativeWeight { index: 1, .. })
    ));
}

#[test]
fn methods_and_kinds_come_back_from_their_codes() {
    assert!(Method::ALL.iter().all(|m| Method::from_code(m.code()) == Some(*m)));
    assert!(SpaceKind::ALL.iter().all(|k| SpaceKind::from_code(k.code()) == Some(*k)));
    assert!([PartRule::ByDay, PartRule::ByMonth].iter().all(|r| PartRule::from_code(r.code()) == Some(*r)));
}

fn rent(monthly: &str, from: &str, part: PartRule) -> Rent {
    Rent { monthly: yuan(monthly), from: day(from), last: None, part }
}

#[test]
fn e1_an_owned_space_from_the_eighteenth() {
    let march = Month::new(2025, 3).unwrap();
    assert_eq!(rent("80.00", "2025-03-18", PartRule::ByDay).month(march), Ok(yuan("36.13")));
    assert_eq!(rent("80.00", "2025-03-18", PartRule::ByMonth).month(march), Ok(yuan("80.00")));
    assert_eq!(rent("80.00", "2025-03-18", PartRule::ByDay).month(march.plus(1)), Ok(yuan("80.00")));
    assert_eq!(rent("80.00", "2025-03-18", PartRule::ByMonth).month(march.plus(-1)), Ok(Fen::ZERO));
}

#[test]
fn e2_a_lease_given_back_in_the_middle_of_its_quarter() {
    let quarter = Months::parse("2025-Q2").unwrap();
    let lease = rent("300.00", "2025-01-01", PartRule::ByDay);
    assert_eq!(lease.months(quarter), Ok(yuan("900.00")));
    let back = lease.given_back(quarter, day("2025-05-10")).unwrap();
    let (may, june) = (Month::new(2025, 5).unwrap(), Month::new(2025, 6).unwrap());
    assert_eq!(back, [(may, yuan("203.23")), (june, yuan("300.00"))]);
    let refund: Fen = back.iter().map(|(_, fen)| *fen).sum();
    assert_eq!((refund, yuan("900.00") - refund), (yuan("503.23"), yuan("396.77")));
    let ended = Rent { last: Some(day("2025-05-10")), ..lease };
    assert_eq!(ended.months(quarter), Ok(yuan("396.77")));
}

#[test]
fn by_whole_months_the_last_month_is_kept() {
    let lease = rent("300.00", "2025-01-01", PartRule::ByMonth);
    let back = lease.given_back(Months::parse("2025-Q2").unwrap(), day("2025-05-10")).unwrap();
    assert_eq!(back, [(Month::new(2025, 6).unwrap(), yuan("300.00"))]);
}

#[test]
fn the_first_and_the_last_day_may_lie_in_one_month() {
    let march = Month::new(2025, 3).unwrap();
    let short = Rent { last: Some(day("2025-03-25")), ..rent("80.00", "2025-03-18", PartRule::ByDay) };
    // 36.13 from the 18th on, less 6/31 = 15.48 after the 25th.
    assert_eq!(short.month(march), Ok(yuan("20.65")));
    assert_eq!(short.months_until(march.plus(5)), Some(Months::single(march)));
    assert_eq!(short.months_until(march.plus(-1)), None);
}

#[test]
fn plates_are_normalised_and_nonsense_is_not_taken() {
    for text in ["浙A12345", "浙a·12345", " 浙Ａ 12345 ", "浙A-12345"] {
        assert_eq!(plate(text).as_deref(), Some("浙A12345"), "{text}");
    }
    assert_eq!(plate("浙AD12345").as_deref(), Some("浙AD12345"));
    assert_eq!(plate("粤Z1234港").as_deref(), Some("粤Z1234港"));
    for text in ["", "浙A", "A12345", "浙112345", "浙A1234I", "王A12345", "浙A1234567"] {
        assert_eq!(plate(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn shares_of_any_weights_add_up_to_the_bill(
        bill in 1_i64..1_000_000_000,
        weights in prop::collection::vec((0_i64..10_000_000, 0_u32..6), 1..80),
        method in prop::sample::select(vec![Method::Area, Method::Home, Method::Usage, Method::Coefficient]),
    ) {
        let weights: Vec<Decimal> = weights.into_iter().map(|(n, scale)| Decimal::new(n, scale)).collect();
        let sum: Decimal = weights.iter().sum();
        prop_assume!(!sum.is_zero());
        let shares = shares(Fen(bill), method, &weights).unwrap();
        prop_assert_eq!(shares.iter().sum::<Fen>(), Fen(bill));
        for (share, weight) in shares.iter().zip(&weights) {
            // Each stored share is its own part cut to fen, or one fen more: what a charge is recomputed by.
            let cut = cut_share(Fen(bill), *weight, sum).unwrap();
            prop_assert!((0..=1).contains(&(*share - cut).0), "{} of {}", share, cut);
        }
    }

    #[test]
    fn what_is_given_back_and_what_is_kept_are_what_was_charged(
        monthly in 1_i64..1_000_000, start in 0_u64..400, used in 0_u64..400, months in 1_u32..13, by_day: bool,
    ) {
        let first = day("2024-01-01") + chrono::Days::new(start);
        let part = if by_day { PartRule::ByDay } else { PartRule::ByMonth };
        let open = Rent { monthly: Fen(monthly), from: first, last: None, part };
        let last = first + chrono::Days::new(used);
        let ended = Rent { last: Some(last), ..open };
        let charged = Months::starting(Month::of(first), months);
        let back: Fen = open.given_back(charged, last).unwrap().iter().map(|(_, fen)| *fen).sum();
        prop_assert_eq!(back + ended.months(charged).unwrap(), open.months(charged).unwrap());
        prop_assert!(back >= Fen::ZERO && ended.months(charged).unwrap() >= Fen::ZERO);
    }
}
