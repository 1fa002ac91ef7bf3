//! Shared costs, parking, meters.

use crate::{compare, count, day, fen, pair, texts};
use rust_decimal::Decimal;
use zhangfang_domain::meter::{Dial, Rates, Run, Tier, TierPeriod, TierRounding};
use zhangfang_domain::parking::{PartRule, Rent};
use zhangfang_domain::share::largest_remainder;
use zhangfang_domain::{Fen, Month, Months};

#[test]
fn shares_by_area_home_and_coefficient() {
    compare("shares", |case| {
        let weights: Vec<Decimal> = texts(&case["weights"]).iter().map(|w| w.parse().unwrap()).collect();
        let ours = largest_remainder(fen(&case["total"]), &weights).unwrap();
        ours.into_iter().map(Fen::plain).zip(texts(&case["shares"])).collect()
    });
}

#[test]
fn the_first_and_the_last_month_of_a_parking_space() {
    compare("parking", |case| {
        let (monthly, at) = (fen(&case["fee"]), day(&case["day"]));
        let month = Month::of(at);
        let starting = Rent { monthly, from: at, last: None, part: PartRule::ByDay };
        let running = Rent { from: month.plus(-6).first_day(), ..starting };
        let charged = Months::starting(month, 1 + count(&case["months_after"]));
        let back: Fen = running.given_back(charged, at).unwrap().into_iter().map(|(_, fen)| fen).sum();
        let kept = Rent { last: Some(at), ..running }.month(month).unwrap();
        vec![
            pair(starting.month(month).unwrap(), &case["first_month_by_day"]),
            pair(back, &case["refund"]),
            pair(kept, &case["kept"]),
        ]
    });
}

#[test]
fn metered_amounts_with_tiers_rollover_and_multiplier() {
    compare("meters", |case| {
        let prices = texts(&case["prices"]);
        if prices.iter().any(|p| p.parse::<Decimal>().unwrap().is_zero()) {
            return Vec::new();
        }
        let limits = case["limits"].as_array().unwrap().iter().map(|l| Some(Decimal::from(count(l))));
        let tiers: Vec<Tier> = limits
            .chain([None])
            .zip(&prices)
            .map(|(up_to, price)| Tier { up_to, price: price.parse().unwrap() })
            .collect();
        let dial = Dial { digits: count(&case["digits"]), decimals: 0 };
        let turn = case["rollover"].as_bool().unwrap().then(|| dial.turn());
        let (old, new) = (count(&case["old"]).into(), count(&case["new"]).into());
        let usage = Run { old, new, turn, multiplier: count(&case["multiplier"]).into() }.usage().unwrap();
        let before = count(&case["used_before"]).into();
        let amount = |rounding| {
            let rates = Rates::new(tiers.clone(), TierPeriod::Year { starts: 1 }, rounding).unwrap();
            rates.amount(before, usage, 1).unwrap()
        };
        vec![
            (usage.to_string(), count(&case["usage"]).to_string()),
            pair(amount(TierRounding::Once), &case["once"]),
            pair(amount(TierRounding::PerTier), &case["per_tier"]),
        ]
    });
}
