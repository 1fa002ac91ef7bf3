//! Vouchers balance, red entries undo black ones, tax is within the price.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::method::Method;
use zhangfang_domain::voucher::{Kind, Movement, Role, Side, balance, vouchers};
use zhangfang_domain::{Fen, Month, vat};

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, n).unwrap()
}

fn posted() -> Month {
    Month::of(day(1))
}

fn kind() -> impl Strategy<Value = Kind> {
    let method = proptest::sample::select(&Method::ALL[..]).boxed();
    let item = 1_i64..4;
    prop_oneof![
        item.clone().prop_map(|item| Kind::Charged { item, posted: posted() }),
        (item, 0_i64..1_000_000).prop_map(|(item, before)| Kind::Reduced {
            item,
            posted: posted(),
            before: Fen(before)
        }),
        Just(Kind::Opened),
        Just(Kind::WrittenOff),
        method.clone().prop_map(Kind::Taken),
        Just(Kind::Settled),
        Just(Kind::Drawn),
        method.clone().prop_map(Kind::Refunded),
        Just(Kind::Carried),
        method.clone().prop_map(Kind::DepositTaken),
        method.clone().prop_map(Kind::DepositReturned),
        Just(Kind::DepositKept),
        method.prop_map(Kind::Suspended),
    ]
}

fn movement() -> impl Strategy<Value = Movement> {
    (kind(), 1_u32..5, 1_i64..4, -500_000_i64..500_000).prop_map(|(kind, d, home, fen)| Movement {
        day: day(d),
        home: Some(home),
        kind,
        fen: Fen(fen),
    })
}

fn percent(item: i64, _: Month) -> Decimal {
    Decimal::from([0, 3, 6][usize::try_from(item - 1).unwrap()])
}

proptest! {
    #[test]
    fn every_voucher_balances(movements in proptest::collection::vec(movement(), 0..40), by_home: bool) {
        for voucher in vouchers(&movements, by_home, percent) {
            let side = |side| voucher.lines.iter().filter(|l| l.side == side).map(|l| l.fen).sum::<Fen>();
            prop_assert_eq!(side(Side::Debit), side(Side::Credit), "{:?}", voucher);
        }
    }

    #[test]
    fn detail_by_home_changes_no_account(movements in proptest::collection::vec(movement(), 0..40)) {
        let (sums, detail) = (vouchers(&movements, false, percent), vouchers(&movements, true, percent));
        for role in [Role::Receivable, Role::Prepaid, Role::OutputTax, Role::Revenue(2), Role::Money(Method::Cash)] {
            prop_assert_eq!(balance(&sums, role), balance(&detail, role));
        }
    }

    /// However a charge is reduced and raised again, its tax is that of what is left.
    #[test]
    fn tax_follows_what_is_left_by_any_path(charge in 1_i64..1_000_000, parts in proptest::collection::vec(0_i64..100, 0..8)) {
        let mut left = Fen(charge);
        let mut movements = vec![Movement { day: day(1), home: None, kind: Kind::Charged { item: 3, posted: posted() }, fen: left }];
        for part in parts {
            let to = Fen(charge * part / 100);
            movements.push(Movement { day: day(2), home: None, kind: Kind::Reduced { item: 3, posted: posted(), before: left }, fen: left - to });
            left = to;
        }
        let all = vouchers(&movements, false, percent);
        prop_assert_eq!(balance(&all, Role::Receivable), left);
        prop_assert_eq!(balance(&all, Role::OutputTax), -vat::split(left, Decimal::from(6)).unwrap().tax);
    }
}

#[test]
fn a_receipt_credits_what_it_settled_and_prepaid_the_rest() {
    let taken = |kind, fen| Movement { day: day(1), home: Some(1), kind, fen: Fen(fen) };
    let made = vouchers(
        &[taken(Kind::Taken(Method::Wechat), 70_000), taken(Kind::Settled, 66_666)],
        false,
        |_, _| Decimal::ZERO,
    );
    let lines: Vec<_> = made[0].lines.iter().map(|l| (l.side, l.role, l.fen.0)).collect();
    assert_eq!(
        lines,
        [
            (Side::Debit, Role::Money(Method::Wechat), 70_000),
            (Side::Credit, Role::Receivable, 66_666),
            (Side::Credit, Role::Prepaid, 3_334),
        ]
    );
    // A void shows the same in red, beside the receipt and not netted with it.
    let void = [taken(Kind::Taken(Method::Wechat), -70_000), taken(Kind::Settled, -66_666)];
    let both = vouchers(&[taken(Kind::Taken(Method::Wechat), 70_000), void[0], void[1]], false, |_, _| {
        Decimal::ZERO
    });
    assert_eq!(both.len(), 2);
    assert!(both[1].red && both[1].lines.iter().all(|l| l.fen < Fen::ZERO), "{both:?}");
}
