//! The worked examples of the fee rules and metrics, each by its id.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::{Bucket, borders, bucket, days_overdue};
use zhangfang_domain::disclosure::{CommonAccount, CostGroup, INCOME_LABELS, Line, Statement, suppressed};
use zhangfang_domain::rates::{CountRate, PeriodFigures, Rate};
use zhangfang_domain::settlement::{
    Class, OpenCharge, Order, Rule, Settlement, SettlementError, allocate, change,
};
use zhangfang_domain::share::{ShareError, largest_remainder, percent_tenths};

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn shares(total: &str, weights: &[&str]) -> Vec<String> {
    let weights: Vec<Decimal> = weights.iter().map(|w| decimal(w)).collect();
    largest_remainder(yuan(total), &weights).unwrap().into_iter().map(Fen::plain).collect()
}

#[test]
fn d1_electricity_by_area_adds_up() {
    let areas = ["89.50", "94.56", "126.38", "143.02", "94.56"];
    assert_eq!(shares("1286.37", &areas), ["210.09", "221.96", "296.65", "335.71", "221.96"]);
}

#[test]
fn d2_a_small_sum_over_a_hundred_homes() {
    let parts = shares("82.50", &["1"; 100]);
    assert!(parts[..50].iter().all(|p| p == "0.83") && parts[50..].iter().all(|p| p == "0.82"));
}

#[test]
fn d3_a_hundred_over_three() {
    assert_eq!(shares("100.00", &["1", "1", "1"]), ["33.34", "33.33", "33.33"]);
    assert_eq!(shares("-100.00", &["1", "1", "1"]), ["-33.34", "-33.33", "-33.33"]);
}

#[test]
fn d4_water_loss_by_usage() {
    assert_eq!(shares("207.00", &["300", "410", "255", "225"]), ["52.18", "71.32", "44.36", "39.14"]);
}

#[test]
fn d5_a_vacant_home_weighs_less() {
    assert_eq!(shares("560.00", &["1", "1", "1", "0.7"]), ["151.35", "151.35", "151.35", "105.95"]);
}

#[test]
fn d6_the_ground_floor_pays_no_lift() {
    let floors = ["0", "0.5", "1", "1", "1", "1"];
    assert_eq!(shares("328.47", &floors), ["0.00", "36.50", "73.00", "72.99", "72.99", "72.99"]);
}

#[test]
fn d7_two_fen_over_three() {
    assert_eq!(shares("0.02", &["1", "1", "1"]), ["0.01", "0.01", "0.00"]);
}

#[test]
fn shares_that_cannot_be_made_are_refused() {
    let split = |total: i64, weights: &[&str]| {
        largest_remainder(Fen(total), &weights.iter().map(|w| decimal(w)).collect::<Vec<_>>())
    };
    assert_eq!(split(1, &["0", "0"]), Err(ShareError::NoWeight { total: Fen(1) }));
    assert_eq!(split(1, &[]), Err(ShareError::NoWeight { total: Fen(1) }));
    assert_eq!(split(0, &["0", "0"]), Ok(vec![Fen::ZERO; 2]));
    assert!(matches!(split(1, &["1", "-1"]), Err(ShareError::NegativeWeight { index: 1, .. })));
    let huge = "79228162514264337593543950335";
    assert!(matches!(split(i64::MAX, &[huge]), Err(ShareError::TooLarge { .. })));
    assert!(matches!(split(1, &[huge, "0.0000000001000000000000000001"]), Err(ShareError::TooLarge { .. })));
}

/// Charges numbered from 1.
fn charges(list: &[(&str, &str)]) -> Vec<OpenCharge> {
    let class = Class::Principal;
    let charge =
        |((due, open), id): (&(&str, &str), i64)| OpenCharge { id, class, due: day(due), open: yuan(open) };
    list.iter().zip(1..).map(charge).collect()
}

/// The agreed order on a day on which all of these charges are due.
fn agreed() -> Rule {
    Rule { order: Order::PrincipalFirst, on: day("2025-06-30") }
}

fn first_quarter() -> Vec<OpenCharge> {
    charges(&[("2025-01-31", "222.22"), ("2025-02-28", "222.22"), ("2025-03-31", "222.22")])
}

fn paid(settlement: &Settlement) -> Vec<(i64, String)> {
    settlement.applied.iter().map(|a| (a.charge, a.amount.plain())).collect()
}

fn expect(pairs: &[(i64, &str)]) -> Vec<(i64, String)> {
    pairs.iter().map(|(id, amount)| (*id, (*amount).to_owned())).collect()
}

#[test]
fn h1_the_oldest_is_paid_first() {
    let s = allocate(yuan("500.00"), &first_quarter(), &[], agreed()).unwrap();
    assert_eq!(paid(&s), expect(&[(1, "222.22"), (2, "222.22"), (3, "55.56")]));
    assert_eq!(s.unapplied, Fen::ZERO);
    assert_eq!(yuan("666.66") - yuan("500.00"), yuan("166.66"));
}

#[test]
fn h3_h8_all_money_goes_to_principal() {
    let debts = charges(&[("2025-01-31", "222.22"), ("2025-02-28", "222.22")]);
    let s = allocate(yuan("300.00"), &debts, &[], agreed()).unwrap();
    assert_eq!(paid(&s), expect(&[(1, "222.22"), (2, "77.78")]));
    assert_eq!(yuan("444.44") - yuan("300.00"), yuan("144.44"));
    let s = allocate(yuan("444.44"), &debts, &[], agreed()).unwrap();
    assert_eq!((paid(&s), s.unapplied), (expect(&[(1, "222.22"), (2, "222.22")]), Fen::ZERO));
}

#[test]
fn h4_the_payer_may_name_a_later_charge() {
    let s = allocate(yuan("222.22"), &first_quarter(), &[3], agreed()).unwrap();
    assert_eq!((paid(&s), s.unapplied), (expect(&[(3, "222.22")]), Fen::ZERO));
    let s = allocate(yuan("300.00"), &first_quarter(), &[3], agreed()).unwrap();
    assert_eq!(paid(&s), expect(&[(3, "222.22"), (1, "77.78")]));
    let s = allocate(yuan("300.00"), &first_quarter(), &[3, 2], agreed()).unwrap();
    assert_eq!(paid(&s), expect(&[(2, "222.22"), (3, "77.78")]));
}

#[test]
fn h5_one_due_date_is_shared_pro_rata() {
    let due = "2025-03-31";
    let month = charges(&[(due, "222.22"), (due, "80.00"), (due, "13.27")]);
    let s = allocate(yuan("100.00"), &month, &[], agreed()).unwrap();
    assert_eq!(paid(&s), expect(&[(1, "70.44"), (2, "25.36"), (3, "4.20")]));
}

#[test]
fn h6_what_is_left_over_is_prepaid_and_used_for_the_next_charge() {
    let s = allocate(yuan("700.00"), &first_quarter(), &[], agreed()).unwrap();
    assert_eq!(s.unapplied, yuan("33.34"));
    let april = charges(&[("2025-04-30", "222.22")]);
    let drawn = allocate(s.unapplied, &april, &[], agreed()).unwrap();
    assert_eq!(paid(&drawn), expect(&[(1, "33.34")]));
    assert_eq!(april[0].open - drawn.applied[0].amount, yuan("188.88"));
    assert_eq!(
        allocate(yuan("1"), &[], &[], agreed()).unwrap(),
        Settlement { applied: vec![], unapplied: yuan("1") }
    );
}

#[test]
fn h7_change_for_cash() {
    assert_eq!(change(yuan("400.00"), yuan("323.54")), Ok(yuan("76.46")));
    assert_eq!(change(yuan("323.54"), yuan("323.54")), Ok(Fen::ZERO));
    let (tendered, due) = (yuan("300.00"), yuan("323.54"));
    assert_eq!(change(tendered, due), Err(SettlementError::TenderedTooLittle { tendered, due }));
    assert_eq!(change(tendered, Fen::ZERO), Err(SettlementError::NotPositive { amount: Fen::ZERO }));
}

#[test]
fn settlements_that_make_no_sense_are_refused() {
    let mut open = first_quarter();
    open[1].open = Fen::ZERO;
    let refusal = |amount, open: &[OpenCharge], named: &[i64]| {
        allocate(Fen(amount), open, named, agreed()).unwrap_err()
    };
    for amount in [0, -1] {
        assert_eq!(refusal(amount, &open, &[]), SettlementError::NotPositive { amount: Fen(amount) });
    }
    assert_eq!(refusal(1, &open, &[2]), SettlementError::NotOpen { charge: 2 });
    assert_eq!(refusal(1, &open, &[9]), SettlementError::NotOpen { charge: 9 });
    assert_eq!(refusal(1, &open, &[1, 3, 1]), SettlementError::DesignatedTwice { charge: 1 });
    open.push(open[0]);
    assert_eq!(refusal(1, &open, &[]), SettlementError::ListedTwice { charge: 1 });
}

#[test]
fn m0_days_overdue_and_every_border() {
    let as_of = day("2025-12-31");
    for (due, days, expected) in [
        ("2026-01-10", -10, Bucket::NotDue),
        ("2025-12-31", 0, Bucket::NotDue),
        ("2025-12-30", 1, Bucket::UpTo90),
        ("2025-10-02", 90, Bucket::UpTo90),
        ("2025-10-01", 91, Bucket::UpTo180),
        ("2025-07-04", 180, Bucket::UpTo180),
        ("2025-07-03", 181, Bucket::UpTo1Year),
        ("2024-12-31", 365, Bucket::UpTo1Year),
        ("2024-12-30", 366, Bucket::UpTo2Years),
        ("2023-12-31", 731, Bucket::UpTo2Years),
        ("2023-12-30", 732, Bucket::UpTo3Years),
        ("2022-12-31", 1096, Bucket::UpTo3Years),
        ("2022-12-30", 1097, Bucket::Over3Years),
    ] {
        assert_eq!((days_overdue(day(due), as_of), bucket(day(due), as_of)), (days, expected), "{due}");
    }
}

#[test]
fn m0_leap_days_move_no_border() {
    let leap = day("2024-02-29");
    assert_eq!(bucket(leap, day("2025-02-28")), Bucket::UpTo1Year);
    assert_eq!(bucket(leap, day("2025-03-01")), Bucket::UpTo2Years);
    assert_eq!(bucket(day("2023-02-28"), leap), Bucket::UpTo2Years);
    assert_eq!(borders(leap)[3..], [day("2023-03-01"), day("2022-03-01"), day("2021-03-01")]);
    assert_eq!(borders(day("2028-02-29"))[3..], [day("2027-03-01"), day("2026-03-01"), day("2025-03-01")]);
}

fn period() -> PeriodFigures {
    PeriodFigures {
        billed: yuan("666660.00"),
        reduced: yuan("3333.30"),
        paid_for_period: yuan("533328.00"),
        prepaid_used: yuan("44444.00"),
        opening_arrears: yuan("180000.00"),
        opening_written_off: yuan("2400.00"),
        collected_of_opening: yuan("45600.00"),
        homes_billed: 3000,
        homes_paid: 2760,
        homes_prepaid: 300,
        debtor_homes: 410,
    }
}

fn percent(rate: Rate) -> String {
    rate.percent().unwrap().to_string()
}

#[test]
fn m1_current_rate() {
    let rate = period().current();
    assert_eq!((rate.numerator, rate.denominator), (yuan("577772.00"), yuan("663326.70")));
    assert_eq!(percent(rate), "87.10");
}

#[test]
fn m2_historic_rate_net_and_gross() {
    assert_eq!(percent(period().historic()), "25.68");
    assert_eq!(percent(period().historic_gross()), "25.33");
}

#[test]
fn m3_overall_rate() {
    let rate = period().overall();
    assert_eq!((rate.numerator, rate.denominator), (yuan("623372.00"), yuan("840926.70")));
    assert_eq!(percent(rate), "74.13");
}

#[test]
fn m4_household_rate() {
    assert_eq!(period().by_home().percent().unwrap().to_string(), "92.00");
    assert_eq!(period().prepaid_share().percent().unwrap().to_string(), "10.00");
}

#[test]
fn m5_average_arrears_of_a_debtor_home() {
    assert_eq!(period().arrears_end(), yuan("217554.70"));
    assert_eq!(period().average_arrears(), Some(yuan("530.62")));
    assert_eq!(PeriodFigures::default().average_arrears(), None);
}

#[test]
fn m6_conversion_by_count_and_amount() {
    assert_eq!(CountRate { numerator: 54, denominator: 120 }.percent(), Some(decimal("45.00")));
    let rate = Rate { numerator: yuan("15866.22"), denominator: yuan("38210.40") };
    assert_eq!(percent(rate), "41.52");
}

#[test]
fn m7_complaint_rates() {
    for (numerator, denominator, expected) in [
        (81, 86, "94.19"),
        (78, 86, "90.70"),
        (71, 86, "82.56"),
        (71, 78, "91.03"),
        (74, 78, "94.87"),
        (66, 74, "89.19"),
    ] {
        assert_eq!(CountRate { numerator, denominator }.percent(), Some(decimal(expected)));
    }
}

#[test]
fn a_rate_of_nothing_is_no_rate() {
    assert_eq!(CountRate { numerator: 0, denominator: 0 }.percent(), None);
    for denominator in [0, -100] {
        assert_eq!(Rate { numerator: Fen(5), denominator: Fen(denominator) }.percent(), None);
    }
    // Half a hundredth goes away from zero on both sides.
    for (numerator, expected) in [(1, "0.01"), (-1, "-0.01")] {
        let rate = Rate { numerator: Fen(numerator), denominator: Fen(20_000) };
        assert_eq!(percent(rate), expected);
    }
}

fn lines(list: &[(&str, &str)]) -> Vec<Line> {
    list.iter().map(|(label, amount)| Line { label: (*label).to_owned(), amount: yuan(amount) }).collect()
}

fn november() -> Statement {
    let income = ["286120.40", "24330.20", "8000.00", "21600.00", "1260.00"];
    let expense = [
        "176380.00",
        "41268.35",
        "38912.47",
        "29600.00",
        "9850.00",
        "18240.00",
        "6312.90",
        "2150.00",
        "3480.00",
        "10239.32",
    ];
    let income: Vec<(&str, &str)> = INCOME_LABELS.into_iter().zip(income).collect();
    Statement {
        income: lines(&income),
        expense: CostGroup::ALL.into_iter().zip(expense.map(yuan)).collect(),
        common: CommonAccount {
            opening: yuan("112640.50"),
            income: lines(&[
                ("公共场地停车", "26400.00"),
                ("电梯广告", "6000.00"),
                ("快递柜", "1200.00"),
                ("场地", "800.00"),
            ]),
            cost: yuan("10320.00"),
            uses: lines(&[("楼道照明改造", "15000.00")]),
        },
    }
}

#[test]
fn n1_the_statement_balances_and_its_shares_add_to_one_hundred() {
    let s = november();
    assert_eq!(s.income_total(), yuan("341310.60"));
    assert_eq!(s.expense_total(), yuan("336433.04"));
    assert_eq!(s.balance(), yuan("4877.56"));
    let shares = s.expense_percentages();
    let shown: Vec<String> = shares.iter().map(Decimal::to_string).collect();
    assert_eq!(shown, ["52.4", "12.3", "11.6", "8.8", "2.9", "5.4", "1.9", "0.6", "1.0", "3.1"]);
    assert_eq!(shares.iter().sum::<Decimal>().to_string(), "100.0");
}

#[test]
fn n1_common_income_is_carried_apart() {
    let common = november().common;
    assert_eq!(common.income_total(), yuan("34400.00"));
    assert_eq!(common.net(), yuan("24080.00"));
    assert_eq!(common.uses_total(), yuan("15000.00"));
    assert_eq!(common.closing(), yuan("121720.50"));
}

#[test]
fn shares_of_odd_statements() {
    let shown = |amounts: &[i64]| -> Vec<String> {
        percent_tenths(&amounts.iter().copied().map(Fen).collect::<Vec<_>>())
            .iter()
            .map(Decimal::to_string)
            .collect()
    };
    assert_eq!(shown(&[]), Vec::<String>::new());
    assert_eq!(shown(&[0, 0]), ["0.0", "0.0"]);
    assert_eq!(shown(&[100, -20]), ["125.0", "-25.0"]);
    assert_eq!(shown(&[1, 1, 1]), ["33.4", "33.3", "33.3"]);
}

#[test]
fn few_households_are_not_counted_in_public() {
    for (count, text) in [(0, "0户"), (1, "少于5户"), (4, "少于5户"), (5, "5户"), (2760, "2760户")] {
        assert_eq!(suppressed(count), text);
    }
}

#[test]
fn cost_groups_keep_their_codes() {
    for group in CostGroup::ALL {
        assert_eq!(CostGroup::from_code(group.code()), Some(group));
    }
    assert_eq!(CostGroup::from_code("其他"), None);
}
