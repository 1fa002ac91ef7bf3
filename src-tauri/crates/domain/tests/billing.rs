//! Parts of months, vacancy and relief: the worked examples of domain sections 4.1–4.5 by their ids, and what must
//! hold for every day, price, rule and discount.
#![allow(clippy::unwrap_used)]

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::bill_run::{BillableHome, Draft, Standing, TariffRule, plan};
use zhangfang_domain::concession::Concession;
use zhangfang_domain::part::Part;
use zhangfang_domain::proration::StartRule;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Scope, Version, price};
use zhangfang_domain::tenure::{Payer, Tenure};
use zhangfang_domain::{Fen, Month, Months};

const OLD: i64 = 1;
const NEW: i64 = 2;
const ITEM: i64 = 10;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tariff(unit_price: &str, start: StartRule, cycle: Cycle, rounding: Rounding) -> TariffRule {
    TariffRule {
        id: 1,
        item: ITEM,
        ends: None,
        versions: vec![Version {
            id: 7,
            starts: Month::new(2024, 1).unwrap(),
            unit_price: unit_price.parse().unwrap(),
            basis: Basis::Area,
            cycle,
            rounding,
            due: DueRule::parse("1/31").unwrap(),
            clause: "合同第十二条".into(),
            start: Some(start),
        }],
        scopes: vec![(Scope::default(), None)],
    }
}

fn home(handover: Option<&str>) -> BillableHome {
    BillableHome {
        id: 5,
        building: "3".into(),
        use_kind: "住宅".into(),
        area: Some("94.56".parse().unwrap()),
        spaces: 0,
        has_owner: true,
        handover: handover.map(day),
        owners: vec![Tenure { account: OLD, until: None }],
        concessions: Vec::new(),
    }
}

fn sold(on: &str) -> Vec<Tenure> {
    let until = Some(day(on) - Days::new(1));
    vec![Tenure { account: OLD, until }, Tenure { account: NEW, until: None }]
}

fn let_off(kind: Kind, percent: u32, first: &str, last: Option<&str>) -> Concession {
    let off_percent = percent.into();
    Concession { id: 1, kind, item: None, off_percent, first: day(first), last: last.map(day) }
}

fn monthly(start: StartRule) -> TariffRule {
    tariff("2.35", start, Cycle::Month, Rounding::PerMonth)
}

fn drafts(months: &str, home: &BillableHome, rule: &TariffRule) -> Vec<Draft> {
    let plan =
        plan(Months::parse(months).unwrap(), std::slice::from_ref(home), std::slice::from_ref(rule), &[]);
    assert_eq!(plan.obstacles, []);
    plan.drafts
}

fn of(drafts: &[Draft], payer: Payer) -> i64 {
    drafts.iter().filter(|d| d.payer == payer).map(|d| d.line.net().0).sum()
}

/// What owner and developer pay for the month of a handover on the 18th of March 2025.
fn handed_over(rule: StartRule) -> (i64, i64) {
    let drafts = drafts("2025-03", &home(Some("2025-03-18")), &monthly(rule));
    (of(&drafts, Payer::Owner(OLD)), of(&drafts, Payer::Developer))
}

#[test]
fn b1_actual_days_and_b6_the_developers_remainder() {
    assert_eq!(handed_over(StartRule::ActualDays), (10_036, 12_186));
}

#[test]
fn b2_twelve_months_over_365_days() {
    assert_eq!(handed_over(StartRule::YearDays), (10_228, 22_222 - 10_228));
}

#[test]
fn b3_months_of_thirty_days() {
    assert_eq!(handed_over(StartRule::ThirtyDays), (9_629, 22_222 - 9_629));
}

#[test]
fn b4_half_a_month_after_the_fifteenth() {
    assert_eq!(handed_over(StartRule::HalfMonth), (11_111, 11_111));
    let early = drafts("2025-03", &home(Some("2025-03-15")), &monthly(StartRule::HalfMonth));
    assert_eq!((of(&early, Payer::Owner(OLD)), early.len()), (22_222, 1));
}

#[test]
fn b5_from_the_month_after() {
    assert_eq!(handed_over(StartRule::NextMonth), (0, 22_222));
    let april = drafts("2025-04", &home(Some("2025-03-18")), &monthly(StartRule::NextMonth));
    assert_eq!((of(&april, Payer::Owner(OLD)), april.len()), (22_222, 1));
    let first = drafts("2025-03", &home(Some("2025-03-01")), &monthly(StartRule::NextMonth));
    assert_eq!(of(&first, Payer::Developer), 22_222, "also when it is handed over on the first");
}

#[test]
fn b7_a_transfer_is_split_by_remainder() {
    let home = BillableHome { owners: sold("2025-08-20"), ..home(None) };
    let drafts = drafts("2025-08", &home, &monthly(StartRule::ActualDays));
    assert_eq!((of(&drafts, Payer::Owner(OLD)), of(&drafts, Payer::Owner(NEW))), (13_620, 8_602));
    assert_eq!(drafts.iter().map(|d| d.rev).collect::<Vec<_>>(), [0, 1], "each under a revision of its own");
    let said = drafts[1].part.as_ref().unwrap().explain();
    let expected = "94.56 m² × 2.35 元/m²·月 × 12/31 月（2025-08-20 至 2025-08-31），每月四舍五入到分，与同月其余部分合计为整月";
    assert_eq!(said, expected);
}

#[test]
fn b8_a_leap_month() {
    let drafts = drafts("2024-02", &home(Some("2024-02-20")), &monthly(StartRule::ActualDays));
    assert_eq!(of(&drafts, Payer::Owner(OLD)), 7_663);
}

#[test]
fn c1_and_c2_vacancy_is_a_line_of_its_own() {
    for (off, charge, line) in [(30, 15_555, 6_667), (40, 13_333, 8_889)] {
        let concessions = vec![let_off(Kind::Vacancy, off, "2025-01-01", None)];
        let home = BillableHome { concessions, ..home(None) };
        let drafts = drafts("2025-01", &home, &monthly(StartRule::ActualDays));
        assert_eq!((drafts[0].line.gross.0, drafts[0].line.vacancy.0), (22_222, line));
        assert_eq!(drafts[0].line.net().0, charge);
        assert_eq!(drafts[0].part, None, "the whole month is charged");
    }
}

#[test]
fn c3_half_a_year_vacant() {
    let concessions = vec![let_off(Kind::Vacancy, 30, "2025-07-01", Some("2025-12-31"))];
    let home = BillableHome { concessions, ..home(None) };
    for cycle in [Cycle::Month, Cycle::HalfYear, Cycle::Year] {
        let rule = tariff("2.35", StartRule::ActualDays, cycle, Rounding::PerMonth);
        let year: i64 = drafts("2025", &home, &rule).iter().map(|d| d.line.net().0).sum();
        assert_eq!(year, 226_662, "{cycle:?}");
    }
}

#[test]
fn c7_relief_is_taken_once_from_the_line() {
    let concessions = vec![let_off(Kind::Relief, 20, "2025-01-01", Some("2025-03-31"))];
    let home = BillableHome { concessions, ..home(None) };
    let rule = tariff("2.35", StartRule::ActualDays, Cycle::Quarter, Rounding::PerMonth);
    let quarter = &drafts("2025-Q1", &home, &rule)[0].line;
    assert_eq!((quarter.gross.0, quarter.relief.0, quarter.net().0), (66_666, 13_333, 53_333));
}

#[test]
fn relief_comes_after_vacancy() {
    let concessions =
        vec![let_off(Kind::Vacancy, 30, "2025-01-01", None), let_off(Kind::Relief, 20, "2025-01-01", None)];
    let home = BillableHome { concessions, ..home(None) };
    let line = drafts("2025-01", &home, &monthly(StartRule::ActualDays))[0].line;
    assert_eq!((line.vacancy.0, line.relief.0), (6_667, 3_111));
}

#[test]
fn e1_a_space_from_its_day_or_by_the_whole_month() {
    for (start, owner) in [(StartRule::ActualDays, 3_613), (StartRule::WholeMonth, 8_000)] {
        let mut rule = tariff("80.00", start, Cycle::Month, Rounding::PerMonth);
        rule.versions[0].basis = Basis::Space;
        let home = BillableHome { spaces: 1, ..home(Some("2025-03-18")) };
        assert_eq!(of(&drafts("2025-03", &home, &rule), Payer::Owner(OLD)), owner);
    }
}

#[test]
fn i3_a_corrected_area() {
    let part = |area: &str| {
        let rule = monthly(StartRule::ActualDays);
        let months = Months::parse("2025-01").unwrap();
        let priced = price(area.parse().unwrap(), months, &rule.versions).unwrap();
        Part::whole(priced.quantity, &priced.segments, priced.basis, priced.rounding).unwrap()
    };
    let difference = part("94.56").gross().unwrap() - part("92.56").gross().unwrap();
    assert_eq!(
        (part("92.56").gross().unwrap(), difference, difference.0 * 6),
        (Fen(21_752), Fen(470), 2_820)
    );
}

#[test]
fn the_developer_owes_everything_before_the_handover_and_nothing_after() {
    let home = home(Some("2025-02-18"));
    let rule = tariff("2.35", StartRule::ActualDays, Cycle::Quarter, Rounding::PerCycle);
    let drafts = drafts("2025-Q1", &home, &rule);
    let of = |payer| drafts.iter().find(|d| d.payer == payer).unwrap();
    let (developer, owner) = (of(Payer::Developer), of(Payer::Owner(OLD)));
    assert_eq!(
        (developer.months.to_string(), owner.months.to_string()),
        ("2025-01..2025-02".into(), "2025-02..2025-03".into())
    );
    assert_eq!(developer.line.gross + owner.line.gross, Fen(66_665), "the quarter is rounded once");
    assert!(owner.priced.due >= day("2025-02-18"), "nobody's part is due before it begins");
}

#[test]
fn a_second_run_charges_no_day_again_also_when_one_part_was_taken_back() {
    let home = BillableHome { owners: sold("2025-08-20"), ..home(None) };
    let rule = monthly(StartRule::ActualDays);
    let august = Months::parse("2025-08").unwrap();
    let standing: Vec<Standing> = drafts("2025-08", &home, &rule).iter().map(standing).collect();
    let second = plan(august, std::slice::from_ref(&home), std::slice::from_ref(&rule), &standing);
    assert_eq!((second.drafts, second.already_charged), (Vec::new(), 2));
    let taken_back = [standing[0], Standing { reversed: true, ..standing[1] }];
    let third = plan(august, &[home], &[rule], &taken_back);
    assert_eq!(third.drafts.len(), 1);
    assert_eq!(
        (third.drafts[0].payer, third.drafts[0].line.gross, third.drafts[0].rev),
        (Payer::Owner(NEW), Fen(8_602), 2)
    );
}

fn standing(draft: &Draft) -> Standing {
    let days = draft.part.as_ref().map(|p| (p.first, p.last));
    Standing {
        home: draft.home,
        item: draft.item,
        months: draft.months,
        days: days.unwrap_or((draft.months.first_day(), draft.months.last_day())),
        fen: draft.priced.amount,
        quantity: draft.priced.quantity,
        unit_price: draft.priced.segments[0].unit_price,
        rev: draft.rev,
        reversed: false,
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..420).prop_map(|n| day("2023-12-01") + Days::new(n))
}

fn any_concession() -> impl Strategy<Value = Concession> {
    (
        prop_oneof![Just(Kind::Vacancy), Just(Kind::Relief)],
        1_u32..=100,
        any_day(),
        proptest::option::of(0_u64..400),
    )
        .prop_map(|(kind, off, first, last)| Concession {
            id: 1,
            kind,
            item: None,
            off_percent: off.into(),
            first,
            last: last.map(|n| first + Days::new(n)),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn parts_add_up_to_the_block_and_no_day_is_charged_twice(
        price_e2 in 1_u32..3_000, area_e2 in 1_u32..40_000, start in 0_usize..6, cycle in 0_usize..4,
        per_month in any::<bool>(), handover in proptest::option::of(any_day()),
        sales in proptest::collection::btree_set(any_day(), 0..4), concessions in proptest::collection::vec(any_concession(), 0..3),
    ) {
        let rounding = if per_month { Rounding::PerMonth } else { Rounding::PerCycle };
        let unit_price = Decimal::new(price_e2.into(), 2).to_string();
        let rule = tariff(&unit_price, StartRule::ALL[start], Cycle::ALL[cycle], rounding);
        let mut owners: Vec<Tenure> =
            sales.iter().zip(1..).map(|(on, account)| Tenure { account, until: Some(*on - Days::new(1)) }).collect();
        owners.push(Tenure { account: 99, until: None });
        let area = Decimal::new(area_e2.into(), 2);
        let home = BillableHome { handover, owners, concessions: concessions.clone(), area: Some(area), ..home(None) };
        let year = Months::parse("2024").unwrap();
        let planned = plan(year, std::slice::from_ref(&home), std::slice::from_ref(&rule), &[]);
        for block in Cycle::ALL[cycle].blocks_starting_in(year) {
            let parts: Vec<&Draft> = planned.drafts.iter()
                .filter(|d| block.contains(d.months.from)).collect();
            let whole = price(area, block, &rule.versions).unwrap();
            let gross: Fen = parts.iter().map(|d| d.line.gross).sum();
            prop_assert_eq!(gross, whole.amount);
            // A discount on every day of the block splits as the fee does.
            let uniform = concessions.iter().all(|c| {
                let days = c.days_within(block.first_day(), block.last_day());
                days == 0 || i64::from(days) == (block.last_day() - block.first_day()).num_days() + 1
            });
            if uniform {
                let all = Part::whole(area, &whole.segments, whole.basis, whole.rounding).unwrap();
                let expected = all.line(&concessions).unwrap();
                prop_assert_eq!(parts.iter().map(|d| d.line.net()).sum::<Fen>(), expected.net());
            }
            let mut days: Vec<(NaiveDate, NaiveDate)> = parts.iter().map(|d| standing(d).days).collect();
            days.sort_unstable();
            prop_assert!(days.windows(2).all(|pair| pair[0].1 < pair[1].0), "{days:?}");
            for part in parts {
                prop_assert!(part.line.vacancy.0 >= 0 && part.line.relief.0 >= 0 && part.line.net().0 >= 0);
                prop_assert!(part.line.gross.is_positive());
            }
        }
        let standing: Vec<Standing> = planned.drafts.iter().map(standing).collect();
        let again = plan(year, &[home], &[rule], &standing);
        prop_assert!(again.drafts.is_empty());
        let mut keys: Vec<_> = planned.drafts.iter().map(|d| (d.months.from, d.rev)).collect();
        keys.sort_unstable();
        prop_assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "revisions are unique");
    }

    #[test]
    fn what_is_cut_adds_up_to_what_it_was(
        on in any_day(), area_e2 in 1_u32..40_000, off in 1_u32..=100, per_month in any::<bool>(),
    ) {
        let rounding = if per_month { Rounding::PerMonth } else { Rounding::PerCycle };
        let rule = tariff("2.35", StartRule::ActualDays, Cycle::Year, rounding);
        let priced = price(Decimal::new(area_e2.into(), 2), Months::parse("2024").unwrap(), &rule.versions).unwrap();
        let whole = Part::whole(priced.quantity, &priced.segments, priced.basis, priced.rounding).unwrap();
        let concessions = [let_off(Kind::Vacancy, off, "2023-01-01", None)];
        match whole.cut(on) {
            None => prop_assert!(on <= day("2024-01-01") || on > day("2024-12-31")),
            Some((early, late)) => {
                prop_assert_eq!(early.last + Days::new(1), late.first);
                prop_assert_eq!(late.first.day(), on.day());
                let (a, b, all) = (early.line(&concessions).unwrap(), late.line(&concessions).unwrap(), whole.line(&concessions).unwrap());
                prop_assert_eq!((a.gross + b.gross, a.net() + b.net()), (all.gross, all.net()));
            }
        }
    }
}
