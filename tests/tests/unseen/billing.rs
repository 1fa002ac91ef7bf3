//! Fees, parts of months, vacancy, relief, promotions.

use crate::{compare, count, day, decimal, fen, pair, text};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde_json::Value;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::bill_run::{BillableHome, Draft, TariffRule, plan};
use zhangfang_domain::concession::Concession;
use zhangfang_domain::promotion::{Block, Offer, OnRefund, Promotion, refund_value};
use zhangfang_domain::proration::StartRule;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Scope, Version, price};
use zhangfang_domain::tenure::{Payer, Tenure};
use zhangfang_domain::{Fen, Month, Months};

fn version(id: i64, starts: Month, unit_price: Decimal, rounding: Rounding, start: StartRule) -> Version {
    Version {
        id,
        starts,
        unit_price,
        basis: Basis::Area,
        cycle: Cycle::Month,
        rounding,
        due: DueRule::parse("1/31").unwrap(),
        clause: String::new(),
        start: Some(start),
    }
}

fn home(area: Decimal) -> BillableHome {
    BillableHome {
        id: 1,
        building: "1".into(),
        use_kind: "住宅".into(),
        area: Some(area),
        spaces: 0,
        has_owner: true,
        handover: None,
        owners: vec![Tenure { account: 1, until: None }],
        concessions: Vec::new(),
    }
}

fn month_of(home: BillableHome, unit_price: Decimal, start: StartRule, month: Month) -> Vec<Draft> {
    let begin = Month::new(2020, 1).unwrap();
    let rule = TariffRule {
        id: 1,
        item: 1,
        ends: None,
        versions: vec![version(1, begin, unit_price, Rounding::PerMonth, start)],
        scopes: vec![(Scope::default(), None)],
    };
    plan(Months::single(month), &[home], &[rule], &[]).drafts
}

fn paid_by(drafts: &[Draft], payer: Payer) -> Fen {
    drafts.iter().filter(|d| d.payer == payer).map(|d| d.line.net()).sum()
}

#[test]
fn fees_with_a_price_change_inside_the_cycle() {
    compare("fees", |case| {
        let from = Month::new(2025, 1).unwrap();
        let change = from.plus(count(&case["at_first_price"]).cast_signed());
        let block = Months::starting(from, count(&case["months"]));
        let priced = |rounding| {
            let at = |id, starts, p: &Value| version(id, starts, decimal(p), rounding, StartRule::ActualDays);
            let mut versions = vec![at(1, from, &case["first_price"]), at(2, change, &case["second_price"])];
            versions.retain(|v| v.id == 2 || change > from);
            price(decimal(&case["area"]), block, &versions).unwrap().amount
        };
        vec![
            pair(priced(Rounding::PerMonth), &case["per_month"]),
            pair(priced(Rounding::PerCycle), &case["per_cycle"]),
        ]
    });
}

#[test]
fn the_month_of_a_handover_under_every_start_rule() {
    compare("starts", |case| {
        let first = day(&case["first_day"]);
        StartRule::ALL
            .into_iter()
            .flat_map(|rule| {
                let home = BillableHome { handover: Some(first), ..home(decimal(&case["area"])) };
                let drafts = month_of(home, decimal(&case["price"]), rule, Month::of(first));
                [
                    pair(paid_by(&drafts, Payer::Owner(1)), &case["owner"][rule.code()]),
                    pair(paid_by(&drafts, Payer::Developer), &case["developer"][rule.code()]),
                ]
            })
            .collect()
    });
}

#[test]
fn the_month_of_a_transfer() {
    compare("transfers", |case| {
        let from: NaiveDate = day(&case["new_owner_from"]);
        let owners =
            vec![Tenure { account: 1, until: Some(from - Days::new(1)) }, Tenure { account: 2, until: None }];
        let home = BillableHome { owners, ..home(decimal(&case["area"])) };
        let drafts = month_of(home, decimal(&case["price"]), StartRule::ActualDays, Month::of(from));
        vec![
            pair(paid_by(&drafts, Payer::Owner(1)), &case["old"]),
            pair(paid_by(&drafts, Payer::Owner(2)), &case["new"]),
        ]
    });
}

#[test]
fn a_vacant_month_and_its_line() {
    compare("vacancies", |case| {
        let vacant = Concession {
            id: 1,
            kind: Kind::Vacancy,
            item: None,
            off_percent: count(&case["percent_off"]).into(),
            first: "2020-01-01".parse().unwrap(),
            last: None,
        };
        let home = BillableHome { concessions: vec![vacant], ..home(decimal(&case["area"])) };
        let month = Month::new(2025, 7).unwrap();
        let drafts = month_of(home, decimal(&case["price"]), StartRule::ActualDays, month);
        vec![
            pair(paid_by(&drafts, Payer::Owner(1)), &case["charge"]),
            pair(drafts[0].priced.amount - drafts[0].line.net(), &case["discount"]),
        ]
    });
}

#[test]
fn promotions_and_what_a_refund_gives_back() {
    compare("promotions", |case| {
        let (pay, gift) = (count(&case["pay"]), count(&case["gift"]));
        let fee = fen(&case["fee"]);
        let block = |n: u32| {
            let start = Month::new(2026, 1).unwrap();
            (0..n)
                .map(|i| Block { months: Months::single(start.plus(i.cast_signed())), fen: fee })
                .collect::<Vec<_>>()
        };
        let promotion = |offer| Promotion {
            id: 1,
            name: "优惠".into(),
            item: 1,
            offer,
            from: "2025-01-01".parse().unwrap(),
            to: "2026-12-31".parse().unwrap(),
            on_refund: OnRefund::Lapses,
            terms: String::new(),
        };
        let free = promotion(Offer::FreeMonths { paid: pay, free: gift });
        let gift_line: Fen = free.discounts(&block(pay + gift)).unwrap().iter().sum();
        let percent = count(&case["percent"]).into();
        let off: Fen = promotion(Offer::PercentOff { percent, least_months: 1 })
            .discounts(&block(pay))
            .unwrap()
            .iter()
            .sum();
        let whole: Fen = block(pay).iter().map(|b| b.fen).sum();
        let list = vec![fee; (pay + gift) as usize];
        let used = count(&case["months_used"]) as usize;
        let back = |policy| refund_value(fen(&case["paid"]), &list, used, policy);
        vec![
            pair(gift_line, &case["gift_line"]),
            pair(off, &case["percent_line"]),
            pair(whole - off, &case["percent_paid"]),
            pair(back(OnRefund::Lapses), &case["refund_gift_lapses"]),
            pair(back(OnRefund::ProRata), &case["refund_gift_kept"]),
            (text(&case["paid"]).to_owned(), whole.plain()),
        ]
    });
}
