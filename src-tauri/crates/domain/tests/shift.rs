//! Cash counted by denomination and the closing of a shift (domain sections 3.14 and 7.5, script A step 9).
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use zhangfang_domain::Fen;
use zhangfang_domain::capital::capital;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::{Count, CountError, Drawer, PIECES, ShiftError, Statement, closed};

fn count(text: &str) -> Count {
    Count::parse(text).unwrap()
}

/// The drawer of script A before the deposit: float 500.00, cash 681.98 + 222.22.
const DRAWER: Drawer = Drawer {
    float: Fen(50_000),
    received: Fen(90_420),
    refunded: Fen::ZERO,
    deposits_taken: Fen::ZERO,
    deposits_returned: Fen::ZERO,
    banked: Fen::ZERO,
};
const BOOKED: [(Method, Fen); 2] = [(Method::Cash, Fen(90_420)), (Method::Wechat, Fen(120_000))];

fn stated(counted: &str, banked: &str) -> Statement {
    Statement { counted: count(counted), banked: count(banked), ..Statement::default() }
}

#[test]
fn script_a_step_9_the_drawer_agrees_and_the_rest_goes_to_the_bank() {
    assert_eq!(DRAWER.expected(), Fen(140_420));
    let day = stated("100x13,50x2,1x4,0.1x2", "100x9,1x4,0.1x2");
    assert_eq!((day.counted.total(), day.banked.total()), (Fen(140_420), Fen(90_420)));
    assert_eq!(closed(&DRAWER, &BOOKED, &day), Ok(Fen::ZERO));
    assert_eq!(Drawer { banked: Fen(90_420), ..DRAWER }.expected(), Fen(50_000));
    assert_eq!(capital(Fen(90_420)), "玖佰零肆元贰角整", "3.9: a zero inside is written; 7.5 lost it");
}

#[test]
fn every_way_cash_moves_changes_what_must_be_there() {
    let drawer = Drawer {
        refunded: Fen(10_000),
        deposits_taken: Fen(200_000),
        deposits_returned: Fen(50_000),
        banked: Fen(100_000),
        ..DRAWER
    };
    assert_eq!(drawer.expected(), Fen(180_420));
}

#[test]
fn a_difference_needs_words() {
    let mut short = stated("100x13,50x2,1x4", "100x9,1x4");
    let differs = ShiftError::CashDiffers { expected: Fen(140_420), counted: Fen(140_400) };
    assert_eq!(closed(&DRAWER, &BOOKED, &short), Err(differs.clone()));
    short.explanation = Some("  ".to_owned());
    assert_eq!(closed(&DRAWER, &BOOKED, &short), Err(differs));
    short.explanation = Some("找零时少收两角".to_owned());
    assert_eq!(closed(&DRAWER, &BOOKED, &short), Ok(Fen(-20)));
}

#[test]
fn what_a_wallet_says_must_agree_too() {
    let mut day = stated("100x13,50x2,1x4,0.1x2", "100x9,1x4,0.1x2");
    day.takings = vec![(Method::Wechat, Fen(120_000)), (Method::Pos, Fen(100))];
    let differs = ShiftError::TakingsDiffer { method: Method::Pos, booked: Fen::ZERO, stated: Fen(100) };
    assert_eq!(closed(&DRAWER, &BOOKED, &day), Err(differs));
}

#[test]
fn takings_do_not_stay_in_the_drawer() {
    let day = stated("100x13,50x2,1x4,0.1x2", "100x8,1x4,0.1x2");
    let left = ShiftError::NotAllBanked { left: Fen(60_000), float: Fen(50_000) };
    assert_eq!(closed(&DRAWER, &BOOKED, &day), Err(left));
    let foreign = stated("100x13,50x2,1x4,0.1x2", "100x9,5x1");
    assert_eq!(closed(&DRAWER, &BOOKED, &foreign), Err(ShiftError::NotInDrawer { banked: Fen(90_500) }));
}

#[test]
fn counts_are_read_as_people_write_them() {
    let all = count("100x1,50×1，20*1、10x1 5X1,1x1,0.5x1,0.1x1");
    assert_eq!(all.total(), Fen(18_660));
    assert_eq!(count("100x9,50x0").total(), Fen(90_000));
    assert_eq!(count("").total(), Fen::ZERO);
    let unreadable = |text: &str| Err(CountError::Unreadable { text: text.to_owned() });
    assert_eq!(Count::parse("100x9,904.20"), unreadable("904.20"));
    assert_eq!(Count::parse("100x-1"), unreadable("100x-1"));
    assert_eq!(Count::parse("100x1.5"), unreadable("100x1.5"));
    assert_eq!(Count::parse("2x1"), Err(CountError::NoSuchPiece { text: "2".to_owned() }));
    assert_eq!(Count::parse("1x1,1x2"), Err(CountError::Twice { piece: Fen(100) }));
}

#[test]
fn a_deposit_is_picked_large_notes_first() {
    let drawer = count("100x13,50x2,1x4,0.1x2");
    assert_eq!(drawer.picked(Fen(90_420)), Some(count("100x9,1x4,0.1x2")));
    assert_eq!(drawer.picked(Fen(90_430)), None);
    assert_eq!(count("100x1,50x1,20x3").picked(Fen(11_000)), Some(count("50x1,20x3")));
}

fn counts() -> impl Strategy<Value = [u32; PIECES.len()]> {
    prop::array::uniform8(0_u32..7)
}

proptest! {
    #[test]
    fn whatever_pieces_make_up_can_be_picked(have in counts(), part in counts()) {
        let part: Vec<u32> = have.iter().zip(part).map(|(have, want)| want.min(*have)).collect();
        let (have, part) = (Count::of(PIECES.into_iter().zip(have)), Count::of(PIECES.into_iter().zip(part)));
        let picked = have.picked(part.total()).unwrap();
        prop_assert!(have.holds(&picked) && have.holds(&part));
        prop_assert_eq!(picked.total(), part.total());
    }

    #[test]
    fn a_difference_is_never_closed_over_in_silence(have in counts(), float in 0_i64..100_000, received in 0_i64..100_000) {
        let counted = Count::of(PIECES.into_iter().zip(have));
        let drawer = Drawer { float: Fen(float), received: Fen(received), ..Drawer::default() };
        let silent = Statement { counted, banked: counted, ..Statement::default() };
        prop_assert_eq!(closed(&drawer, &[], &silent).is_ok(), counted.total() == drawer.expected());
        let said = Statement { explanation: Some("已核对".to_owned()), ..silent };
        prop_assert_eq!(closed(&drawer, &[], &said), Ok(counted.total() - drawer.expected()));
    }
}
