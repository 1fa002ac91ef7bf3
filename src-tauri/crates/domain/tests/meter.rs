//! The worked examples F1–F7 of the fee rules, and what holds for every meter.
#![allow(clippy::unwrap_used)]

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use zhangfang_domain::meter::{Dial, MeterError, Rates, Run, Tier, TierPeriod, TierRounding, Window, amount};
use zhangfang_domain::metering::{
    Billed, Draft, Group, Interval, Rated, Reading, ReadingKind, chain, estimate, intervals,
};
use zhangfang_domain::reading_check::{Against, Doubt, Proposed, doubts};
use zhangfang_domain::{Fen, Month};

const YEAR: TierPeriod = TierPeriod::Year { starts: 1 };

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Fen {
    Fen::parse(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn rates(tiers: &str, period: TierPeriod, rounding: TierRounding) -> Rates {
    Rates::parse(tiers, period, rounding).unwrap()
}

fn run(old: &str, new: &str, multiplier: &str) -> Run {
    Run { old: d(old), new: d(new), turn: None, multiplier: d(multiplier) }
}

#[test]
fn f1_yearly_tiers_go_on_where_the_year_stands() {
    let rates = rates("180:5,260:7,9", YEAR, TierRounding::Once);
    let parts = rates.parts(d("170"), d("24"), 1);
    let shown: Vec<_> = parts.iter().map(|p| (p.tier, p.quantity, p.price)).collect();
    assert_eq!(shown, [(1, d("10"), d("5")), (2, d("14"), d("7"))]);
    assert_eq!(rates.amount(d("170"), d("24"), 1), Ok(yuan("148.00")));
}

#[test]
fn f2_monthly_tiers() {
    let rates = rates("240:0.4883,400:0.5383,0.7883", TierPeriod::Month, TierRounding::Once);
    assert_eq!(rates.amount(Decimal::ZERO, d("435"), 1), Ok(yuan("230.91")));
}

#[test]
fn f3_rounding_once_or_each_tier_is_decided_once() {
    for (rounding, result) in [(TierRounding::Once, "118.81"), (TierRounding::PerTier, "118.80")] {
        let rates = rates("240:0.4883,0.5383", TierPeriod::Month, rounding);
        assert_eq!(rates.amount(Decimal::ZERO, d("243"), 1), Ok(yuan(result)));
    }
}

#[test]
fn f4_a_replaced_meter_counts_in_two_segments() {
    let used = [run("8562", "8604", "1"), run("3", "29", "1")].map(|r| r.usage().unwrap());
    assert_eq!(used, [d("42"), d("26")]);
    let rates = rates("3.45", TierPeriod::Month, TierRounding::Once);
    assert_eq!(rates.amount(Decimal::ZERO, used.iter().sum(), 1), Ok(yuan("234.60")));
}

#[test]
fn f5_a_dial_that_passes_zero() {
    let turn = Some(Dial::new(5, 0).unwrap().turn());
    let passed = Run { turn, ..run("99980", "35", "1") };
    assert_eq!(passed.usage(), Ok(d("55")));
    let rates = rates("0.5383", TierPeriod::Month, TierRounding::Once);
    assert_eq!(rates.amount(Decimal::ZERO, d("55"), 1), Ok(yuan("29.61")));
    let (old, new) = (d("99980"), d("35"));
    assert_eq!(run("99980", "35", "1").usage(), Err(MeterError::Backwards { old, new }));
    let none = Run { turn, ..run("35", "99980", "1") };
    assert_eq!(none.usage(), Err(MeterError::NoRollover { old: new, new: old }));
}

#[test]
fn f6_a_current_transformer_multiplies() {
    let used = run("1221.2", "1236.5", "40").usage().unwrap();
    assert_eq!(used, d("612"));
    let rates = rates("0.8215", TierPeriod::Month, TierRounding::Once);
    assert_eq!(rates.amount(Decimal::ZERO, used, 1), Ok(yuan("502.76")));
}

#[test]
fn f7_an_actual_reading_puts_an_estimate_right() {
    let mut desk = Desk::new(rates("3.45", TierPeriod::Month, TierRounding::Once));
    desk.read("2025-10-31", "100", ReadingKind::Install, None);
    let estimate = desk.read("2025-11-30", "130", ReadingKind::Estimate, None);
    let november = desk.bill("2025-11").unwrap();
    assert_eq!((november.usage, november.fen()), (d("30"), yuan("103.50")));
    desk.read("2025-12-03", "126", ReadingKind::Actual, Some(estimate));
    let put_right = desk.bill("2025-11").unwrap();
    assert_eq!((put_right.fen(), put_right.lowered[0].fen), (Fen::ZERO, yuan("-13.80")));
    assert_eq!(november.fen() + put_right.net(), yuan("89.70"));
    assert_eq!(desk.bill("2025-11"), None, "once is enough");
}

#[test]
fn a_correction_smaller_than_the_next_amount_is_carried_in_it() {
    let mut desk = Desk::new(rates("3.45", TierPeriod::Month, TierRounding::Once));
    desk.read("2025-10-31", "100", ReadingKind::Install, None);
    let estimate = desk.read("2025-11-30", "130", ReadingKind::Estimate, None);
    desk.bill("2025-11");
    desk.read("2025-12-03", "126", ReadingKind::Actual, Some(estimate));
    desk.read("2025-12-31", "146", ReadingKind::Actual, None);
    let december = desk.bill("2025-12").unwrap();
    assert_eq!((december.usage, december.amount), (d("20"), yuan("69.00")));
    assert_eq!((december.carried[0].fen, december.fen()), (yuan("-13.80"), yuan("55.20")));
}

#[test]
fn a_dial_below_the_estimate_proves_it_wrong() {
    let mut desk = Desk::new(rates("3.45", TierPeriod::Month, TierRounding::Once));
    desk.read("2025-10-31", "100", ReadingKind::Install, None);
    desk.read("2025-11-30", "130", ReadingKind::Estimate, None);
    desk.bill("2025-11");
    desk.read("2025-12-31", "126", ReadingKind::Actual, None);
    let december = desk.bill("2025-12").unwrap();
    assert_eq!((december.usage, december.fen()), (Decimal::ZERO, Fen::ZERO));
    assert_eq!(december.net(), yuan("-13.80"));
}

#[test]
fn a_wrong_reading_shifts_every_later_charge_of_the_tier_year() {
    let mut desk = Desk::new(rates("100:1,2", YEAR, TierRounding::Once));
    desk.read("2025-01-01", "0", ReadingKind::Install, None);
    let wrong = desk.read("2025-01-31", "90", ReadingKind::Actual, None);
    assert_eq!(desk.bill("2025-01").unwrap().fen(), yuan("90.00"));
    desk.read("2025-02-28", "120", ReadingKind::Actual, None);
    assert_eq!(desk.bill("2025-02").unwrap().fen(), yuan("50.00"), "10 × 1 + 20 × 2");
    desk.read("2025-02-28", "60", ReadingKind::Actual, Some(wrong));
    let draft = desk.bill("2025-03").unwrap();
    let fens: Vec<_> = draft.lowered.iter().chain(&draft.carried).map(|c| c.fen).collect();
    assert_eq!(fens, [yuan("-30.00"), yuan("30.00")], "60 × 1, then 40 × 1 + 20 × 2");
    assert_eq!(draft.net(), Fen::ZERO);
}

#[test]
fn monthly_bounds_count_for_every_month_that_was_not_read() {
    let rates = rates("240:0.5,1", TierPeriod::Month, TierRounding::Once);
    assert_eq!(rates.amount(Decimal::ZERO, d("400"), 1), Ok(yuan("280.00")));
    assert_eq!(rates.amount(Decimal::ZERO, d("400"), 2), Ok(yuan("200.00")));
}

#[test]
fn a_tier_year_starts_in_its_month() {
    let may = TierPeriod::Year { starts: 5 };
    assert_eq!(may.start_of(month("2025-04")), month("2024-05"));
    assert_eq!(may.start_of(month("2025-05")), month("2025-05"));
    assert_eq!(TierPeriod::Year { starts: 12 }.start_of(month("2025-12")), month("2025-12"));
    for period in [may, TierPeriod::Month] {
        assert_eq!(TierPeriod::from_code(&period.code()), Some(period));
    }
    assert_eq!(TierPeriod::from_code("year/13"), None);
}

#[test]
fn tiers_that_are_none_are_refused() {
    for text in ["", "180:5", "180:5,170:7,9", "5,7", "180:0,9", "180:5,260:7,-1", "0:5,7", "3.4567891"] {
        let read = Rates::parse(text, YEAR, TierRounding::Once);
        assert_eq!(read, Err(MeterError::BadTiers), "{text}");
    }
    let read = rates("１80：5，260:7，9", YEAR, TierRounding::Once);
    assert_eq!(read.text(), "180:5,260:7,9");
    assert_eq!(read.tiers()[2], Tier { up_to: None, price: d("9") });
}

#[test]
fn readings_count_for_the_month_of_their_window() {
    let window = Window::parse("25/5").unwrap();
    let day = |t: &str| t.parse::<NaiveDate>().unwrap();
    assert_eq!(window.of(month("2025-11")), (day("2025-11-25"), day("2025-12-05")));
    for (taken, counts, inside) in [
        ("2025-11-25", "2025-11", true),
        ("2025-12-05", "2025-11", true),
        ("2025-12-06", "2025-12", false),
        ("2025-11-24", "2025-11", false),
    ] {
        assert_eq!((window.month_of(day(taken)), window.contains(day(taken))), (month(counts), inside));
    }
    assert_eq!(Window::default().month_of(day("2025-02-28")), month("2025-02"));
    assert_eq!(Window::parse("0/5"), None);
}

/// A meter of five figures with what was read and billed on it.
struct Desk {
    rates: Rates,
    readings: Vec<Reading>,
    billed: Vec<(i64, Billed)>,
    rated: Vec<Rated>,
    charged: Fen,
}

const DIAL: Dial = Dial { digits: 5, decimals: 0 };

impl Desk {
    fn new(rates: Rates) -> Self {
        Self { rates, readings: Vec::new(), billed: Vec::new(), rated: Vec::new(), charged: Fen::ZERO }
    }

    fn read(&mut self, day: &str, value: &str, kind: ReadingKind, corrects: Option<i64>) -> i64 {
        let id = self.readings.len() as i64 + 1;
        let (day, value) = (day.parse().unwrap(), d(value));
        self.readings.push(Reading { id, meter: 1, day, value, kind, rollover: false, corrects });
        id
    }

    fn intervals(&self) -> Vec<Interval> {
        intervals(&chain(&self.readings), DIAL, Decimal::ONE).unwrap()
    }

    fn group(&self) -> Group {
        let billing = |i: &Interval| self.billed.iter().find(|(to, _)| *to == i.to.id).map(|(_, b)| *b);
        let intervals = self.intervals().into_iter().map(|i| (i, billing(&i))).collect();
        Group { intervals, rated: self.rated.clone(), taken_over: Vec::new() }
    }

    /// Bills a month and keeps what came of it, as the book does.
    fn bill(&mut self, period: &str) -> Option<Draft> {
        let (period, window) = (month(period), Window::default());
        let draft = self.group().bill(period, &self.rates, window).unwrap()?;
        let charge = draft.fen().is_positive().then(|| self.rated.len() as i64 + 1);
        for correction in draft.carried.iter().chain(&draft.lowered) {
            self.rated.iter_mut().find(|r| r.charge == correction.charge).unwrap().corrected +=
                correction.fen;
        }
        self.billed.retain(|(to, _)| draft.intervals.iter().all(|i| i.to.id != *to));
        self.billed.extend(draft.intervals.iter().map(|i| (i.to.id, Billed { period, charge })));
        if let Some(charge) = charge {
            let (months, own) = (draft.months, draft.amount);
            let (rates, corrected) = (self.rates.clone(), Fen::ZERO);
            self.rated.push(Rated { charge, period, months, rates, own, corrected, stands: true });
        }
        self.charged += draft.net();
        Some(draft)
    }
}

fn checked(value: &str, day: &str, rollover: bool) -> Vec<&'static str> {
    let mut desk = Desk::new(rates("3.45", TierPeriod::Month, TierRounding::Once));
    desk.read("2025-08-31", "100", ReadingKind::Install, None);
    desk.read("2025-09-30", "110", ReadingKind::Actual, None);
    desk.read("2025-10-31", "120", ReadingKind::Actual, None);
    let (links, intervals) = (chain(&desk.readings), desk.intervals());
    let against = Against {
        dial: DIAL,
        multiplier: Decimal::ONE,
        links: &links,
        intervals: &intervals,
        lived_in: true,
        window: Window::parse("25/5").unwrap(),
        today: "2025-12-31".parse().unwrap(),
    };
    let proposed = Proposed { day: day.parse().unwrap(), value: d(value), rollover, corrects: None };
    doubts(&proposed, &against).iter().map(Doubt::code).collect()
}

#[test]
fn a_reading_is_checked_before_it_is_kept() {
    assert!(checked("131", "2025-11-30", false).is_empty());
    assert_eq!(checked("119", "2025-11-30", false), ["lower"]);
    assert_eq!(checked("131", "2025-11-30", true), ["no-rollover"]);
    assert_eq!(checked("100000", "2025-11-30", false), ["not-on-dial"]);
    assert_eq!(checked("131.5", "2025-11-30", false), ["not-on-dial"]);
    assert_eq!(checked("131", "2026-01-01", false), ["in-future"]);
    assert_eq!(checked("131", "2025-10-31", false), ["not-after"]);
    assert_eq!(checked("121", "2025-11-03", false), ["already-read"], "October, by the window");
    assert_eq!(checked("131", "2025-11-20", false), ["outside-window"]);
    assert_eq!(checked("149", "2025-11-30", false), [""; 0], "20 in 61 days, so 9.8 in 30");
    assert_eq!(checked("150", "2025-11-30", false), ["jump"]);
    assert_eq!(checked("120", "2025-11-30", false), ["unused"]);
    assert_eq!(checked("5", "2025-11-30", true), ["jump"], "a whole turn less a little");
}

#[test]
fn an_estimate_is_the_average_rounded_to_the_dial() {
    let mut desk = Desk::new(rates("3.45", TierPeriod::Month, TierRounding::Once));
    desk.read("2025-09-30", "99960", ReadingKind::Install, None);
    desk.read("2025-10-31", "99991", ReadingKind::Actual, None);
    let (links, intervals) = (chain(&desk.readings), desk.intervals());
    let day = "2025-11-30".parse().unwrap();
    let guess = estimate(&intervals, &links[1], day, DIAL, Decimal::ONE);
    assert_eq!(guess, Some((d("21"), true)), "31 in 31 days, so 30 in 30: the dial passes zero");
    assert_eq!(estimate(&[], &links[0], day, DIAL, Decimal::ONE), None);
}

fn some_rates() -> impl Strategy<Value = Rates> {
    let step = (1_i64..200, 1_i64..20_000);
    let period =
        prop_oneof![Just(TierPeriod::Month), (1_u32..13).prop_map(|starts| TierPeriod::Year { starts })];
    let rounding = prop_oneof![Just(TierRounding::Once), Just(TierRounding::PerTier)];
    (prop::collection::vec(step, 0..4), 1_i64..20_000, period, rounding).prop_map(
        |(steps, last, period, rounding)| {
            let mut bound = 0;
            let mut tiers: Vec<Tier> = steps
                .into_iter()
                .map(|(width, price)| {
                    bound += width;
                    Tier { up_to: Some(Decimal::from(bound)), price: Decimal::new(price, 4) }
                })
                .collect();
            tiers.push(Tier { up_to: None, price: Decimal::new(last, 4) });
            Rates::new(tiers, period, rounding).unwrap()
        },
    )
}

proptest! {
    #[test]
    fn parts_add_up_and_rise(rates in some_rates(), before in 0_i64..500_0000, usage in 0_i64..900_0000, months in 1_u32..4) {
        let (before, usage) = (Decimal::new(before, 4), Decimal::new(usage, 4));
        let parts = rates.parts(before, usage, months);
        prop_assert_eq!(parts.iter().map(|p| p.quantity).sum::<Decimal>(), usage);
        prop_assert!(parts.iter().all(|p| p.quantity > Decimal::ZERO));
        prop_assert!(parts.windows(2).all(|w| w[0].tier < w[1].tier));
        prop_assert_eq!(Rates::parse(&rates.text(), rates.period, rates.rounding).unwrap(), rates);
    }

    /// A yearly price asks the same whether a year is read once or often: half a fen for every rounding at most.
    #[test]
    fn splitting_a_period_changes_nothing_but_roundings(rates in some_rates(), first in 0_i64..900_0000, second in 0_i64..900_0000) {
        let rates = Rates::new(rates.tiers().to_vec(), YEAR, rates.rounding).unwrap();
        let (a, b) = (Decimal::new(first, 4), Decimal::new(second, 4));
        let parts = [rates.parts(Decimal::ZERO, a, 1), rates.parts(a, b, 1)];
        let whole = rates.parts(Decimal::ZERO, a + b, 1);
        let exact = |parts: &[_]| -> Decimal { parts.iter().map(|p: &zhangfang_domain::meter::TierPart| p.quantity * p.price).sum() };
        prop_assert_eq!(exact(&parts[0]) + exact(&parts[1]), exact(&whole));
        let split = amount(&parts[0], rates.rounding).unwrap() + amount(&parts[1], rates.rounding).unwrap();
        let roundings = match rates.rounding {
            TierRounding::Once => 3,
            TierRounding::PerTier => parts[0].len() + parts[1].len() + whole.len(),
        };
        let off = (split - amount(&whole, rates.rounding).unwrap()).0.abs();
        prop_assert!(2 * off <= roundings as i64, "{off} fen off");
    }

    #[test]
    fn a_dial_never_uses_less_than_nothing(old in 0_i64..100_000, new in 0_i64..100_000, turned: bool, multiplier in 1_i64..100) {
        let turn = turned.then(|| DIAL.turn());
        let run = Run { old: old.into(), new: new.into(), turn, multiplier: multiplier.into() };
        match run.usage() {
            Ok(used) => prop_assert!(used >= Decimal::ZERO && used <= DIAL.turn() * Decimal::from(multiplier)),
            Err(_) => prop_assert!((new < old) != turned),
        }
    }

    /// Whatever was estimated, misread, billed late or in between: in the end a home has paid for what it used.
    #[test]
    fn everything_charged_is_the_price_of_what_was_used(
        rates in some_rates(),
        months in prop::collection::vec((0_i64..80, 0_u8..4, -20_i64..20, any::<bool>()), 1..14),
    ) {
        let mut desk = Desk::new(rates);
        desk.read("2024-12-31", "1000", ReadingKind::Install, None);
        let (mut true_value, mut last_actual) = (1000, 1000);
        let mut period = month("2025-01");
        let mut wrong: Vec<(i64, i64)> = Vec::new();
        for (used, what, off, bill) in months {
            true_value += used;
            let day = period.last_day().to_string();
            match what {
                0 => { desk.read(&day, &(last_actual.max(true_value + off)).to_string(), ReadingKind::Estimate, None); }
                1 => {
                    let shown = (true_value + off).max(last_actual);
                    let id = desk.read(&day, &shown.to_string(), ReadingKind::Actual, None);
                    if shown > true_value { true_value = shown; } else { wrong.push((id, true_value)); }
                    last_actual = true_value;
                }
                2 => {}
                _ => { desk.read(&day, &true_value.to_string(), ReadingKind::Actual, None); last_actual = true_value; }
            }
            if bill {
                desk.bill(&period.to_string());
            }
            period = period.plus(1);
        }
        for (id, value) in wrong {
            let day = (period.first_day() + Days::new(1)).to_string();
            desk.read(&day, &value.to_string(), ReadingKind::Actual, Some(id));
        }
        desk.read(&period.last_day().to_string(), &true_value.to_string(), ReadingKind::Actual, None);
        desk.bill(&period.to_string());
        prop_assert_eq!(desk.bill(&period.to_string()), None);
        let priced: Fen = desk.rated.iter().map(|r| r.own + r.corrected).sum();
        prop_assert_eq!(desk.charged, priced);
        let group = desk.group();
        let total: Decimal = group.intervals.iter().map(|(i, _)| i.usage).sum();
        prop_assert_eq!(total, Decimal::from(true_value - 1000));
        if desk.rates.period != TierPeriod::Month {
            let mut years: BTreeMap<Month, Decimal> = BTreeMap::new();
            for (interval, billed) in &group.intervals {
                *years.entry(desk.rates.period.start_of(billed.unwrap().period)).or_default() += interval.usage;
            }
            let parts = years.values().flat_map(|used| desk.rates.parts(Decimal::ZERO, *used, 1));
            let exact: Decimal = parts.map(|p| p.quantity * p.price).sum();
            let roundings = (desk.rated.len() + 1) * desk.rates.tiers().len();
            let off = (exact - desk.charged.yuan()).abs();
            prop_assert!(off <= Decimal::new(5 * roundings as i64, 3), "{off} yuan off");
        }
    }
}
