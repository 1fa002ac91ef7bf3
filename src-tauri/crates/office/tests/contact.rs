//! Contacts within the caps, what they leave behind, letters delivered with a grade, and what that does to limitation.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{at, charged, date as day, full_profile, home};
use std::path::Path;
use zhangfang_domain::Fen;
use zhangfang_domain::approval::Role;
use zhangfang_domain::contact::{ArrearsReason, Cap, Caps, Outcome};
use zhangfang_domain::delivery::{Relation, Way};
use zhangfang_domain::dunning::{Leave, Stage};
use zhangfang_office::attachment::NewAttachment;
use zhangfang_office::contact::ContactNote;
use zhangfang_office::contact::terms::TermsRequest;
use zhangfang_office::delivery::DeliveryNote;
use zhangfang_office::dunning::{DebtorFilter, Decision, DunningRequest};
use zhangfang_office::papers;
use zhangfang_office::profile::Profile;
use zhangfang_office::promise::PromiseTerms;
use zhangfang_office::sentence::sentence;
use zhangfang_office::{Occasion, Office, OfficeError};

fn by(name: &str, occasion: Occasion) -> Occasion {
    Occasion { operator: name.into(), ..occasion }
}

/// Two homes of building 5 that owe 235 yuan a month from January 2023 on, due on the last of the month.
fn office(dir: &Path) -> Office {
    let profile = Profile { contract: "前期物业服务合同".into(), ..full_profile() };
    let homes = ["402", "901"].map(|room| home("5", 1, room, "王建国"));
    let mut office = charged(dir, &profile, &homes, 235, "2023-01..2023-03");
    let who = at("2023-01-01 09:00");
    office.name_staff("前台小周", Role::Clerk, &who).unwrap();
    office.name_staff("陈经理", Role::Manager, &who).unwrap();
    office
}

fn code(error: &OfficeError) -> &'static str {
    match error {
        OfficeError::Refused(refusal) => refusal.code(),
        other => panic!("{other}"),
    }
}

fn call(outcome: Outcome) -> ContactNote {
    ContactNote { outcome, ..estate::call("5-1-402") }
}

fn follow_up(next: &str) -> ContactNote {
    ContactNote { next: Some(day(next)), ..call(Outcome::Informed) }
}

#[test]
fn c7_b4_a_call_at_noon_is_refused_and_moves_to_two_and_a_second_of_the_day_needs_the_manager() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let note = follow_up("2026-01-09");
    let refused = office.note_contact(&note, &at("2026-01-06 12:40")).unwrap_err();
    assert_eq!(code(&refused), "quiet-hours");
    assert!(sentence(&refused).contains("2026-01-06 14:00"), "{}", sentence(&refused));
    office.note_contact(&note, &at("2026-01-06 14:00")).unwrap();
    let refused = office.note_contact(&note, &at("2026-01-06 15:30")).unwrap_err();
    assert_eq!(code(&refused), "too-often");
    assert!(sentence(&refused).contains("2026-01-07 09:00"), "{}", sentence(&refused));
    let with_reason = ContactNote { over_cap: Some("业主约定三点半回电".into()), ..note };
    let refused = office.note_contact(&with_reason, &at("2026-01-06 15:30")).unwrap_err();
    assert_eq!(code(&refused), "manager-only");
    office.note_contact(&with_reason, &by("陈经理", at("2026-01-06 15:30"))).unwrap();
    let lines = office.contacts(Some("5-1-402"), day("2026-01-06")).unwrap();
    assert_eq!(lines[0].over_cap.as_deref(), Some("业主约定三点半回电"));
    assert_eq!((lines.len(), lines[0].operator.as_str()), (2, "陈经理"));
}

#[test]
fn c7_who_calls_the_office_is_welcome_at_any_hour_and_counts_for_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let incoming = ContactNote { incoming: true, ..follow_up("2026-01-09") };
    office.note_contact(&incoming, &at("2026-01-06 12:40")).unwrap();
    office.note_contact(&incoming, &at("2026-01-06 21:10")).unwrap();
    office.note_contact(&follow_up("2026-01-09"), &at("2026-01-06 15:00")).unwrap();
}

#[test]
fn s22_the_hours_somebody_asked_for_hold_a_call() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let terms = TermsRequest {
        room: "5-1-402".into(),
        source: "本人告知".into(),
        basis: "本人同意".into(),
        hours: "18:00-20:00".into(),
        ..TermsRequest::default()
    };
    office.set_contact_terms(&terms, &at("2026-01-05 09:00")).unwrap();
    let refused = office.note_contact(&follow_up("2026-01-09"), &at("2026-01-06 10:00")).unwrap_err();
    assert!(sentence(&refused).contains("2026-01-06 18:00"), "{}", sentence(&refused));
    let noon = TermsRequest { hours: "12:10-13:30".into(), ..terms };
    assert_eq!(code(&office.set_contact_terms(&noon, &at("2026-01-06 10:00")).unwrap_err()), "no-hours");
}

#[test]
fn c6_contact_data_needs_a_lawful_source_and_a_basis_and_nothing_private_is_noted() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let now = at("2026-01-06 10:00");
    let terms = |source: &str, basis: &str| TermsRequest {
        room: "5-1-402".into(),
        number: "13900000000".into(),
        source: source.into(),
        basis: basis.into(),
        ..TermsRequest::default()
    };
    for third in ["邻居", "同事", "朋友", "中介", ""] {
        let refused = office.set_contact_terms(&terms(third, "履行合同所必需"), &now).unwrap_err();
        assert_eq!(code(&refused), "no-lawful-source", "{third}");
    }
    assert_eq!(code(&office.set_contact_terms(&terms("本人告知", ""), &now).unwrap_err()), "no-lawful-basis");
    office.set_contact_terms(&terms("本人告知", "本人同意"), &now).unwrap();
    let private = ContactNote { note: "听邻居说他住院了".into(), ..follow_up("2026-01-09") };
    assert_eq!(code(&office.note_contact(&private, &now).unwrap_err()), "private-matter");
    let private = ContactNote { wish: "刚离婚，手头紧".into(), ..follow_up("2026-01-09") };
    assert_eq!(code(&office.note_contact(&private, &now).unwrap_err()), "private-matter");
}

#[test]
fn c7_the_office_may_set_tighter_caps_but_none_looser() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let manager = by("陈经理", at("2026-01-06 10:00"));
    let looser = Caps { call: Cap { a_day: 2, a_week: 3 }, ..Caps::default() };
    assert_eq!(code(&office.set_contact_caps(&looser, &manager).unwrap_err()), "caps-looser");
    let tighter = Caps { call: Cap { a_day: 1, a_week: 1 }, ..Caps::default() };
    assert_eq!(
        code(&office.set_contact_caps(&tighter, &at("2026-01-06 10:00")).unwrap_err()),
        "manager-only"
    );
    office.set_contact_caps(&tighter, &manager).unwrap();
    assert_eq!(office.contact_caps().unwrap(), tighter);
    office.note_contact(&follow_up("2026-01-09"), &at("2026-01-06 10:00")).unwrap();
    let refused = office.note_contact(&follow_up("2026-01-12"), &at("2026-01-08 10:00")).unwrap_err();
    assert!(sentence(&refused).contains("2026-01-13 09:00"), "{}", sentence(&refused));
}

#[test]
fn s95_a_contact_has_a_wish_and_a_way_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let now = at("2026-01-06 10:00");
    let mut refused = |note: ContactNote| code(&office.note_contact(&note, &now).unwrap_err());
    assert_eq!(refused(ContactNote { wish: "  ".into(), ..follow_up("2026-01-09") }), "unusable-value");
    for outcome in Outcome::ALL.into_iter().filter(|o| !o.closes() && *o != Outcome::Promised) {
        assert_eq!(refused(call(outcome)), "next-day", "{outcome:?}");
    }
    assert_eq!(refused(call(Outcome::Promised)), "promise-needed");
    assert_eq!(refused(follow_up("2026-01-05")), "next-day");
    assert_eq!(refused(follow_up("2026-05-01")), "next-day");
    let to_come = ContactNote { at: Some(at("2026-01-07 10:00").now), ..follow_up("2026-01-09") };
    assert_eq!(refused(to_come), "to-come");
    let nobody =
        ContactNote { wish: String::new(), next: Some(day("2026-01-07")), ..call(Outcome::NoAnswer) };
    office.note_contact(&nobody, &now).unwrap();
}

#[test]
fn s42_a_promise_made_in_a_call_is_kept_with_it_in_one_act() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let terms = PromiseTerms { amount: None, due: day("2026-01-10"), provable: true, ticket: None };
    let note = ContactNote { promise: Some(terms), ..call(Outcome::Promised) };
    let posted = office.note_contact(&note, &at("2026-01-06 10:00")).unwrap();
    let promises = office.promises(Some("5-1-402"), day("2026-01-06")).unwrap();
    assert_eq!((promises[0].due, promises[0].amount), (day("2026-01-10"), Fen(70_500)));
    assert_eq!(promises[0].note, "楼道灯坏了，修好就交");
    assert_eq!(office.contacts(None, day("2026-01-06")).unwrap()[0].next, Some(day("2026-01-10")));
    assert_eq!(office.journal(1).unwrap()[0].act, posted.act);
    office.void_promise(promises[0].promise, "记错了房号", &at("2026-01-06 10:20")).unwrap();
    assert!(office.promises(None, day("2026-01-06")).unwrap().is_empty());
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn a_contact_noted_wrongly_counts_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let noted = office.note_contact(&follow_up("2026-01-09"), &at("2026-01-06 10:00")).unwrap().value;
    office.void_contact(noted, "记错了房号", &at("2026-01-06 10:05")).unwrap();
    assert_eq!(
        code(&office.void_contact(noted, "再一次", &at("2026-01-06 10:06")).unwrap_err()),
        "contact-void"
    );
    office.note_contact(&follow_up("2026-01-09"), &at("2026-01-06 10:10")).unwrap();
    assert_eq!(office.contacts(None, day("2026-01-06")).unwrap().len(), 2);
}

/// Writes the formal demand for both homes and gives the numbers.
fn demands(office: &mut Office, day: &str) -> Vec<String> {
    let fonts = papers::fonts(None).unwrap();
    let occasion = at(&format!("{day} 09:00"));
    for debtor in office.debtor_list(occasion.today, &DebtorFilter::default()).unwrap().lines {
        office.note_arrears_reason(debtor.account, ArrearsReason::Unknown, "", &occasion).unwrap();
    }
    let decision = Decision { leave: Leave::Skipping, reason: "时效将满".into() };
    let request = DunningRequest { decision, ..DunningRequest::of(Stage::FormalDemand) };
    office.dun(&fonts, &request, &[], &occasion).unwrap();
    let mut letters = office.letters(None, day.parse().unwrap()).unwrap();
    letters.sort_by(|a, b| a.room.cmp(&b.room));
    assert!(letters.iter().all(|l| l.state == "waiting"));
    letters.into_iter().map(|l| l.number).collect()
}

fn hand(letter: &str, moment: &str) -> DeliveryNote {
    DeliveryNote {
        letter: letter.into(),
        way: Way::Hand,
        at: at(moment).now,
        signer: Some("王小明".into()),
        relation: Some(Relation::Family),
        refusal: None,
        witness: None,
        waybill: None,
        content_named: false,
        number: None,
        note: String::new(),
        pictures: Vec::new(),
    }
}

fn picture(name: &str) -> NewAttachment {
    let bytes = name.as_bytes().to_vec();
    NewAttachment { original: "0".repeat(64), name: name.into(), media: "image/jpeg", bytes }
}

fn last_days(office: &Office, room: &str, day: &str) -> Vec<String> {
    let lines = office.limitation_list(day.parse().unwrap(), i64::MAX, true).unwrap();
    lines.iter().filter(|l| l.room == room).map(|l| l.last_day.to_string()).collect()
}

#[test]
fn l2_b7_a_letter_signed_by_the_adult_son_starts_every_charge_anew_that_was_in_time() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let letters = demands(&mut office, "2026-01-06");
    // L1 and B8 first: 2023-01-31 ends on 2026-01-31, 25 days left.
    assert_eq!(last_days(&office, "5-1-901", "2026-01-06"), ["2026-01-31", "2026-02-28", "2026-03-31"]);
    let warned = office.limitation_list(day("2026-01-06"), 30, false).unwrap();
    assert_eq!((warned[0].days_left, warned[0].alarm), (25, "30天内"));
    let now = at("2026-01-06 16:00");
    let note = hand(&letters[1], "2026-01-06 15:40");
    let preview = office.preview_delivery(&note, &now).unwrap();
    let delivered = office.note_delivery(&note, &now).unwrap().value;
    assert_eq!((delivered.grade.as_str(), delivered.effects.len()), ("A", 3));
    assert_eq!(preview.effects, delivered.effects);
    assert!(delivered.effects.iter().all(|e| e.after == day("2029-01-06") && !e.too_late));
    assert_eq!(last_days(&office, "5-1-901", "2026-01-06"), ["2029-01-06"; 3]);
    // The other home got nothing yet.
    assert_eq!(last_days(&office, "5-1-402", "2026-01-06")[0], "2026-01-31");
    let letter = office.letters(Some("5-1-901"), day("2026-01-06")).unwrap().remove(0);
    assert_eq!((letter.state, letter.grade), ("delivered", Some("A")));
    assert_eq!(office.deliveries(None, day("2026-01-06")).unwrap()[0].signer, "王*（同住成年家属）");
}

#[test]
fn b7_a_charge_whose_period_is_over_is_not_revived() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let letters = demands(&mut office, "2026-02-10");
    let delivered =
        office.note_delivery(&hand(&letters[0], "2026-02-10 15:00"), &at("2026-02-10 16:00")).unwrap();
    let after: Vec<_> = delivered.value.effects.iter().map(|e| (e.after.to_string(), e.too_late)).collect();
    let anew = "2029-02-10".to_owned();
    assert_eq!(after, [("2026-01-31".to_owned(), true), (anew.clone(), false), (anew, false)]);
}

#[test]
fn c7_b7_a_posting_on_the_board_never_moves_limitation_and_the_door_only_when_confirmed() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let letters = demands(&mut office, "2026-01-06");
    let (signer, relation, pictures) = (None, None, vec![picture("门口.jpg")]);
    let witness = Some("居委会周主任".to_owned());
    let door = DeliveryNote {
        way: Way::Door,
        signer,
        relation,
        pictures,
        witness,
        ..hand(&letters[1], "2026-01-07 10:00")
    };
    let board = DeliveryNote { way: Way::Board, ..door.clone() };
    let now = at("2026-01-07 16:00");
    let on_board = office.note_delivery(&board, &now).unwrap().value;
    assert_eq!(on_board.grade, "E");
    assert_eq!(last_days(&office, "5-1-901", "2026-01-07")[0], "2026-01-31");
    let manager = by("陈经理", at("2026-01-08 09:00"));
    let refused = office.confirm_delivery(on_board.delivery, "群里都看见了", &manager).unwrap_err();
    assert_eq!(code(&refused), "nothing-to-confirm");
    let at_door = office.note_delivery(&door, &now).unwrap().value;
    assert_eq!((at_door.grade.as_str(), at_door.effects[0].after), ("D", day("2026-01-31")));
    assert_eq!(office.letters(Some("5-1-901"), day("2026-01-07")).unwrap()[0].state, "to-confirm");
    let clerk = at("2026-01-08 09:00");
    assert_eq!(
        code(&office.confirm_delivery(at_door.delivery, "业主来电", &clerk).unwrap_err()),
        "manager-only"
    );
    assert_eq!(
        code(&office.confirm_delivery(at_door.delivery, " ", &manager).unwrap_err()),
        "unusable-value"
    );
    office.confirm_delivery(at_door.delivery, "业主次日来电确认收到", &manager).unwrap();
    assert_eq!(last_days(&office, "5-1-901", "2026-01-08"), ["2029-01-07"; 3]);
    office.void_delivery(at_door.delivery, "照片是另一户的门", &manager).unwrap();
    assert_eq!(last_days(&office, "5-1-901", "2026-01-08")[0], "2026-01-31");
    let lines = office.deliveries(Some("5-1-901"), day("2026-01-08")).unwrap();
    assert_eq!((lines.len(), lines[0].pictures.len(), lines[0].counts), (2, 1, false));
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn a_message_counts_only_at_the_number_agreed_in_writing_with_its_screenshot() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let letters = demands(&mut office, "2026-01-06");
    let now = at("2026-01-07 16:00");
    let message = DeliveryNote {
        way: Way::Message,
        signer: None,
        relation: None,
        number: Some("13900000000".into()),
        pictures: vec![picture("已读.jpg")],
        ..hand(&letters[0], "2026-01-07 10:00")
    };
    assert_eq!(office.preview_delivery(&message, &now).unwrap().grade, "E");
    let terms = TermsRequest {
        room: "5-1-402".into(),
        number: "13900000000".into(),
        source: "协议或送达地址确认书".into(),
        basis: "履行合同所必需".into(),
        ..TermsRequest::default()
    };
    office.set_contact_terms(&terms, &now).unwrap();
    assert_eq!(office.preview_delivery(&message, &now).unwrap().grade, "C");
    let elsewhere = DeliveryNote { number: Some("13911111111".into()), ..message.clone() };
    assert_eq!(office.preview_delivery(&elsewhere, &now).unwrap().grade, "E");
    let unseen = DeliveryNote { pictures: Vec::new(), ..message };
    assert_eq!(office.preview_delivery(&unseen, &now).unwrap().grade, "E");
}

#[test]
fn a_delivery_that_cannot_be_is_refused_with_the_way_out() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let letters = demands(&mut office, "2026-01-06");
    let now = at("2026-01-07 16:00");
    let good = hand(&letters[0], "2026-01-07 10:00");
    let mut refused = |note: DeliveryNote, expected: &str, says: &str| {
        let error = office.note_delivery(&note, &now).unwrap_err();
        assert_eq!(code(&error), expected);
        assert!(sentence(&error).contains(says), "{}", sentence(&error));
    };
    refused(DeliveryNote { signer: None, ..good.clone() }, "delivery-needs", "留置");
    refused(DeliveryNote { relation: None, ..good.clone() }, "delivery-needs", "同住成年家属");
    refused(DeliveryNote { way: Way::Ems, ..good.clone() }, "delivery-needs", "快递单号");
    refused(DeliveryNote { at: at("2026-01-05 10:00").now, ..good.clone() }, "delivery-day", "2026-01-06");
    refused(DeliveryNote { at: at("2026-01-08 10:00").now, ..good.clone() }, "delivery-day", "今天");
    refused(DeliveryNote { letter: "HS-202601-00099".into(), ..good.clone() }, "unknown", "催缴文书");
    refused(DeliveryNote { letter: "随便写".into(), ..good }, "unknown", "催缴文书");
}
