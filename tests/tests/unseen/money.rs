//! Late charges, settlement, instalments, tax, limitation.

use crate::{compare, count, day, decimal, fen, pair, text, texts};
use zhangfang_domain::late_charge::{Clause, DayCount, Principal, Rate, Rounding, accrue, percent_of};
use zhangfang_domain::limitation::{Event, Proof, limitation};
use zhangfang_domain::settlement::{Class, OpenCharge, Order, Rule, allocate};
use zhangfang_domain::{Fen, instalment, vat};

#[test]
fn late_charges_with_part_payments_grace_and_cap() {
    compare("late", |case| {
        let counts = case["payment_day_counts"].as_bool().unwrap();
        let paid = case["payments"].as_array().unwrap().iter().map(|p| (day(&p[0]), fen(&p[1]), None));
        let lowered: Vec<_> = paid.collect();
        let principal = Principal::of(day(&case["due"]), fen(&case["principal"]), &lowered, Vec::new());
        let amount = |rounding| {
            let clause = Clause {
                rate: Rate::Daily(decimal(&case["rate"])),
                day_count: if counts { DayCount::ToPayment } else { DayCount::BeforePayment },
                grace_days: count(&case["grace"]),
                cap_percent: Some(100),
                rounding,
            };
            accrue(&principal, &clause, &[], day(&case["as_of"])).unwrap().amount
        };
        vec![
            pair(amount(Rounding::PerBill), &case["per_bill"]),
            pair(amount(Rounding::PerSegment), &case["per_segment"]),
        ]
    });
}

#[test]
fn payments_in_both_orders_with_designation() {
    compare("settlements", |case| {
        let open: Vec<OpenCharge> = (0..)
            .zip(case["charges"].as_array().unwrap())
            .map(|(id, c)| OpenCharge {
                id,
                class: Class::from_code(text(&c["class"])).unwrap(),
                due: day(&c["due"]),
                open: fen(&c["open"]),
            })
            .collect();
        let named: Vec<i64> =
            case["designated"].as_array().unwrap().iter().map(|d| d.as_i64().unwrap()).collect();
        let mut pairs = Vec::new();
        for (order, got, left) in [
            (Order::PrincipalFirst, "principal_first", "left_principal_first"),
            (Order::Statutory, "statutory", "left_statutory"),
        ] {
            let rule = Rule { order, on: day(&case["today"]) };
            let settled = allocate(fen(&case["pay"]), &open, &named, rule).unwrap();
            let of =
                |id: i64| settled.applied.iter().filter(|a| a.charge == id).map(|a| a.amount).sum::<Fen>();
            pairs.extend((0..).map(|id| of(id).plain()).zip(texts(&case[got])));
            pairs.push(pair(settled.unapplied, &case[left]));
        }
        pairs
    });
}

#[test]
fn instalments_tax_and_parts_waived() {
    compare("instalments", |case| {
        let first = "2026-01-31".parse().unwrap();
        let lines = instalment::schedule(fen(&case["total"]), count(&case["parts"]), first).unwrap();
        let gross = fen(&case["gross"]);
        let split = vat::split(gross, count(&case["vat_percent"]).into()).unwrap();
        let waived = percent_of(gross, count(&case["waive_percent"]).into()).unwrap();
        let mut pairs: Vec<_> =
            lines.iter().map(|l| l.amount.plain()).zip(texts(&case["schedule"])).collect();
        pairs.extend([
            pair(split.net, &case["net"]),
            pair(split.tax, &case["tax"]),
            pair(waived, &case["waived"]),
        ]);
        pairs
    });
}

#[test]
fn the_last_day_of_limitation() {
    compare("limitations", |case| {
        let events: Vec<Event> = case["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| {
                let on = day(&e[0]);
                match text(&e[1]) {
                    "demand-delivered" => Event::Demand { on, proof: Proof::A, confirmed: false },
                    "part-payment" => Event::PartPayment { on },
                    _ => Event::Acknowledgement { on },
                }
            })
            .collect();
        vec![(
            limitation(day(&case["due"]), &events).last_day.to_string(),
            text(&case["last_day"]).to_owned(),
        )]
    });
}
