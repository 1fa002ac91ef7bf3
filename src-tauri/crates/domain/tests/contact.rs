//! Caps of contacts (C7), what follows from an outcome, grades of delivery (domain 2.6).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use proptest::prelude::*;
use zhangfang_domain::contact::{
    Cap, Caps, Channel, Disturbance, Held, Made, Outcome, Window, private_matter,
};
use zhangfang_domain::delivery::{Evidence, Missing, Relation, Way, WrongDay, check_day};
use zhangfang_domain::limitation::{Event, Proof, limitation};
use zhangfang_domain::wording::{TextKind, check};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn window(from: &str, to: &str) -> Window {
    Window::new(time(from), time(to)).unwrap()
}

fn call(text: &str) -> Made {
    Made { channel: Channel::Phone, at: at(text) }
}

fn visit(text: &str) -> Made {
    Made { channel: Channel::Visit, at: at(text) }
}

const PHONE: Channel = Channel::Phone;

#[test]
fn c7_at_noon_a_call_waits_until_two() {
    let caps = Caps::default();
    assert_eq!(caps.held(None, &[], PHONE, at("2026-01-06 12:40")), Some(Held::Quiet));
    assert_eq!(caps.next(None, &[], PHONE, at("2026-01-06 12:40")), Some(at("2026-01-06 14:00")));
}

#[test]
fn c7_the_hours_end_with_their_last_minute() {
    let caps = Caps::default();
    for (moment, held) in [
        ("08:59", true),
        ("09:00", false),
        ("11:59", false),
        ("12:00", true),
        ("13:59", true),
        ("14:00", false),
        ("19:59", false),
        ("20:00", true),
    ] {
        assert_eq!(
            caps.held(None, &[], PHONE, day("2026-01-06").and_time(time(moment))).is_some(),
            held,
            "{moment}"
        );
    }
    assert_eq!(caps.next(None, &[], PHONE, at("2026-01-06 20:00")), Some(at("2026-01-07 09:00")));
    assert_eq!(caps.next(None, &[], PHONE, at("2026-01-06 06:10")), Some(at("2026-01-06 09:00")));
}

#[test]
fn c7_a_second_call_of_a_day_waits_until_tomorrow() {
    let (caps, made) = (Caps::default(), [call("2026-01-06 10:00")]);
    assert_eq!(caps.held(None, &made, PHONE, at("2026-01-06 15:00")), Some(Held::Day(1)));
    assert_eq!(caps.next(None, &made, PHONE, at("2026-01-06 15:00")), Some(at("2026-01-07 09:00")));
    // Another way is another cap.
    assert_eq!(caps.held(None, &made, Channel::Visit, at("2026-01-06 15:00")), None);
}

#[test]
fn c7_a_fourth_call_within_seven_days_waits_until_the_first_is_seven_days_old() {
    let made = [call("2026-01-05 10:00"), call("2026-01-06 10:00"), call("2026-01-07 10:00")];
    let caps = Caps::default();
    assert_eq!(caps.held(None, &made, PHONE, at("2026-01-08 10:00")), Some(Held::Week(3)));
    assert_eq!(caps.next(None, &made, PHONE, at("2026-01-08 10:00")), Some(at("2026-01-12 09:00")));
}

#[test]
fn c7_one_visit_a_week() {
    let (caps, made) = (Caps::default(), [visit("2026-01-06 18:30")]);
    assert_eq!(caps.held(None, &made, Channel::Visit, at("2026-01-12 10:00")), Some(Held::Week(1)));
    assert_eq!(caps.next(None, &made, Channel::Visit, at("2026-01-08 10:00")), Some(at("2026-01-13 09:00")));
}

#[test]
fn c7_a_message_by_two_ways_on_a_day_counts_once() {
    let caps = Caps::default();
    let made = |days: &[&str]| -> Vec<Made> {
        days.iter().map(|d| Made { channel: Channel::Sms, at: at(&format!("{d} 10:00")) }).collect()
    };
    let today = made(&["2026-01-04", "2026-01-05", "2026-01-06"]);
    assert_eq!(caps.held(None, &today, Channel::Wechat, at("2026-01-06 11:00")), None);
    assert_eq!(caps.held(None, &today, Channel::Sms, at("2026-01-06 11:00")), Some(Held::Day(1)));
    assert_eq!(caps.held(None, &today, Channel::Wechat, at("2026-01-07 11:00")), Some(Held::Week(3)));
}

#[test]
fn c7_a_talk_at_the_desk_is_never_held() {
    for channel in [Channel::Desk, Channel::Paper] {
        assert_eq!(Caps::default().held(None, &[], channel, at("2026-01-06 22:00")), None);
    }
}

#[test]
fn s22_the_hours_somebody_asked_for_narrow_those_of_the_office() {
    let (caps, wish) = (Caps::default(), Some(window("18:00", "21:00")));
    assert_eq!(
        caps.held(wish, &[], PHONE, at("2026-01-06 10:00")),
        Some(Held::Wish(window("18:00", "21:00")))
    );
    assert_eq!(caps.next(wish, &[], PHONE, at("2026-01-06 10:00")), Some(at("2026-01-06 18:00")));
    assert_eq!(caps.next(wish, &[], PHONE, at("2026-01-06 20:30")), Some(at("2026-01-07 18:00")));
    let noon = Some(window("12:10", "13:30"));
    assert_eq!((caps.hours_for(noon), caps.next(noon, &[], PHONE, at("2026-01-06 12:20"))), (vec![], None));
}

#[test]
fn c7_an_office_may_only_be_stricter() {
    let (law, caps) = (Caps::default(), Caps::default());
    let strict = Caps {
        call: Cap { a_day: 1, a_week: 1 },
        hours: [window("09:30", "11:00"), window("15:00", "19:00")],
        ..caps
    };
    assert!(law.within(&law) && strict.within(&law));
    for loose in [
        Caps { call: Cap { a_day: 2, a_week: 3 }, ..caps },
        Caps { visit: Cap { a_day: 1, a_week: 2 }, ..caps },
        Caps { message: Cap { a_day: 0, a_week: 3 }, ..caps },
        Caps { hours: [window("08:30", "12:00"), window("14:00", "20:00")], ..caps },
        Caps { hours: [window("09:00", "12:30"), window("14:00", "20:00")], ..caps },
        Caps { hours: [window("14:00", "15:00"), window("09:00", "10:00")], ..caps },
    ] {
        assert!(!loose.within(&law), "{loose:?}");
    }
}

fn moment() -> impl Strategy<Value = NaiveDateTime> {
    (0_i64..20, 0_u32..24, 0_u32..60).prop_map(|(days, hour, minute)| {
        (day("2026-01-01") + chrono::TimeDelta::days(days)).and_hms_opt(hour, minute, 0).unwrap()
    })
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let one =
        (prop::sample::select(&Channel::ALL[..]), moment()).prop_map(|(channel, at)| Made { channel, at });
    prop::collection::vec(one, 0..30)
}

proptest! {
    #[test]
    fn c7_whatever_was_done_there_is_a_next_moment_and_it_may_be_used(made in made(), from in moment(), channel in prop::sample::select(&Channel::ALL[..])) {
        let caps = Caps::default();
        let next = caps.next(None, &made, channel, from).unwrap();
        prop_assert!(next >= from);
        prop_assert_eq!(caps.held(None, &made, channel, next), None);
        // Nothing earlier was allowed, hour by hour.
        let mut earlier = from;
        while earlier < next {
            prop_assert!(caps.held(None, &made, channel, earlier).is_some());
            earlier += chrono::TimeDelta::minutes(30);
        }
    }

    #[test]
    fn c7_who_obeys_never_makes_more_than_the_cap(starts in prop::collection::vec(moment(), 0..60)) {
        let (caps, mut done) = (Caps::default(), Vec::<Made>::new());
        let mut sorted = starts;
        sorted.sort();
        for start in sorted {
            let moment = caps.next(None, &done, PHONE, start).unwrap();
            if moment == start {
                done.push(Made { channel: PHONE, at: moment });
            }
        }
        for m in &done {
            let week = done.iter().filter(|o| (0..7).contains(&(m.at.date() - o.at.date()).num_days())).count();
            prop_assert!(week <= caps.of(Disturbance::Call).a_week as usize);
        }
    }
}

#[test]
fn s95_every_outcome_closes_or_says_what_comes_next() {
    for outcome in Outcome::ALL {
        assert!(!outcome.next_step().is_empty());
        let named = outcome == Outcome::Promised || outcome.closes();
        assert_eq!(outcome.usual_days().is_none(), named, "{outcome:?}");
        assert_eq!(outcome.closes(), outcome == Outcome::Paid, "{outcome:?}");
        assert_eq!(Outcome::parse(outcome.label()), Some(outcome));
    }
}

fn evidence(way: Way) -> Evidence<'static> {
    Evidence {
        way,
        signer: None,
        relation: None,
        waybill: None,
        content_named: false,
        agreed_number: false,
        witness: None,
        picture: false,
    }
}

#[test]
fn grade_a_needs_a_signature_of_somebody_who_may_sign() {
    let hand = evidence(Way::Hand);
    assert_eq!(hand.grade(), Err(Missing::Signer));
    assert_eq!(Evidence { signer: Some("王小明"), ..hand }.grade(), Err(Missing::Relation));
    for relation in Relation::ALL {
        assert_eq!(
            Evidence { signer: Some("王小明"), relation: Some(relation), ..hand }.grade(),
            Ok(Proof::A)
        );
    }
    for nobody in ["邻居", "保安", "租客", "保姆"] {
        assert_eq!(Relation::parse(nobody), None);
    }
}

#[test]
fn grade_b_needs_a_signed_waybill_that_names_its_content() {
    let mail = evidence(Way::Ems);
    assert_eq!(mail.grade(), Err(Missing::Waybill));
    let sent = Evidence { waybill: Some("EA123456789CN"), ..mail };
    assert_eq!(sent.grade(), Ok(Proof::D));
    assert_eq!(Evidence { content_named: true, ..sent }.grade(), Ok(Proof::D));
    assert_eq!(Evidence { signer: Some("王小明"), ..sent }.grade(), Ok(Proof::D));
    assert_eq!(Evidence { signer: Some("王小明"), content_named: true, ..sent }.grade(), Ok(Proof::B));
}

#[test]
fn grades_c_to_e_by_what_can_be_shown() {
    let message = evidence(Way::Message);
    let cases = [
        (Evidence { agreed_number: true, picture: true, ..message }, Proof::C),
        (Evidence { agreed_number: true, ..message }, Proof::E),
        (Evidence { picture: true, ..message }, Proof::E),
        (Evidence { witness: Some("居委会周主任"), picture: true, ..evidence(Way::Door) }, Proof::D),
        (Evidence { picture: true, ..evidence(Way::Door) }, Proof::E),
        (Evidence { witness: Some("居委会周主任"), ..evidence(Way::Door) }, Proof::E),
        (Evidence { witness: Some("居委会周主任"), picture: true, ..evidence(Way::Board) }, Proof::E),
    ];
    for (case, grade) in cases {
        assert_eq!(case.grade(), Ok(grade), "{case:?}");
    }
}

#[test]
fn l2_a_grade_d_counts_once_confirmed_and_e_never() {
    let last = |proof, confirmed| {
        limitation(day("2023-03-31"), &[Event::Demand { on: day("2025-06-10"), proof, confirmed }]).last_day
    };
    assert_eq!(last(Proof::D, false), day("2026-03-31"));
    assert_eq!(last(Proof::D, true), day("2028-06-10"));
    assert_eq!(last(Proof::E, true), day("2026-03-31"));
    assert_eq!(last(Proof::A, false), day("2028-06-10"));
}

#[test]
fn a_delivery_lies_between_the_letter_and_today() {
    let (made, today) = (day("2026-01-06"), day("2026-01-10"));
    assert_eq!(check_day(day("2026-01-05"), made, today), Err(WrongDay::BeforeLetter(made)));
    assert_eq!(check_day(day("2026-01-11"), made, today), Err(WrongDay::ToCome));
    assert!(check_day(made, made, today).is_ok() && check_day(today, made, today).is_ok());
}

#[test]
fn s96_c13_what_the_call_card_says_passes_the_checker_of_words() {
    for text in [
        include_str!("../../../../assets/script/call.md"),
        include_str!("../../../../assets/script/objections.md"),
    ] {
        let findings = check(text, TextKind::Answer);
        assert!(findings.blocked.is_empty(), "{:?}", findings.blocked);
        for line in text.lines() {
            assert_eq!(private_matter(line), None, "{line}");
        }
    }
}
