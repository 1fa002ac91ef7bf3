//! What hangs, what leaves, and how long it is kept.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{on, small_office as office, small_office_of as office_of};
use zhangfang_documents::FontSet;
use zhangfang_office::papers::{self, MaskedListRequest};
use zhangfang_office::sentence::sentence;

fn fonts() -> FontSet {
    papers::fonts(None).unwrap()
}

fn wanted(remove_by: &str) -> MaskedListRequest {
    MaskedListRequest {
        building: "1".into(),
        basis: "某市物业管理条例第四十一条".into(),
        remove_by: remove_by.parse().unwrap(),
        days: 15,
    }
}

#[test]
fn c5_masked_rooms_hang_only_where_rules_allow_it_with_a_ground_and_an_end() {
    let dir = tempfile::tempdir().unwrap();
    let rooms: Vec<(String, String)> = (1..=6).map(|n| (format!("{n}01"), format!("业主{n}"))).collect();
    let mut office = office_of(dir.path(), &rooms);
    let today = on("2025-11-20");
    let make = |office: &mut zhangfang_office::Office, request: &MaskedListRequest| {
        papers::masked_rooms(office, &fonts(), request, &today).map_err(|e| (e.code(), sentence(&e)))
    };
    assert_eq!(make(&mut office, &wanted("2025-12-10")).unwrap_err().0, "no-masked-list");
    let mut locality = office.locality().unwrap();
    locality.set("masked_list", "1").unwrap();
    office.change_locality(&locality, &on("2025-11-19")).unwrap();
    let no_ground = MaskedListRequest { basis: "依法".into(), ..wanted("2025-12-10") };
    assert_eq!(make(&mut office, &no_ground).unwrap_err().0, "unusable-value");
    for day in ["2025-11-20", "2026-01-20"] {
        assert_eq!(make(&mut office, &wanted(day)).unwrap_err().0, "unusable-value");
    }
    let paper = make(&mut office, &wanted("2025-12-10")).unwrap();
    assert_eq!(paper.count, 6);
    let list = office.masked_lists().unwrap().remove(0);
    assert_eq!((list.approved_by.as_str(), list.remove_by.to_string().as_str()), ("前台小周", "2025-12-10"));
    let (code, said) =
        make(&mut office, &MaskedListRequest { building: "9".into(), ..wanted("2025-12-10") }).unwrap_err();
    assert_eq!(code, "too-few-rooms", "{said}");
}

#[test]
fn own_data_is_printed_for_whoever_asked_and_noted() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let today = on("2025-11-20");
    let nobody = papers::own_data(&mut office, &fonts(), "1-1-101", " ", &today).unwrap_err();
    assert_eq!(nobody.code(), "unusable-value");
    let paper = papers::own_data(&mut office, &fonts(), "1-1-101", "王建国（本人）", &today).unwrap();
    assert!(paper.bytes.starts_with(b"%PDF"));
    let noted = office.exports(1).unwrap().remove(0).export;
    assert_eq!((noted.kind.as_str(), noted.recipient.as_str()), ("own-data", "王建国（本人）"));
}

#[test]
fn a_list_leaves_with_a_purpose_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    assert!(office.log_export("欠费名单", " ", &on("2025-11-20")).is_err());
    office.log_export("欠费名单", "上报公司", &on("2025-11-20")).unwrap();
    assert_eq!(office.exports(5).unwrap()[0].export.purpose, "上报公司");
}
