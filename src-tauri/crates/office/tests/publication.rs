//! Versions of the monthly disclosure: what changes makes a new one, what does not makes none, and old ones stay.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::NaiveDate;
use zhangfang_domain::{Fen, Month};
use zhangfang_office::attachment::NewAttachment;
use zhangfang_office::disclosure::NewEntry;
use zhangfang_office::profile::Profile;
use zhangfang_office::publication::NewPosting;
use zhangfang_office::{Occasion, Office, papers};

fn on(day: &str) -> Occasion {
    let today: NaiveDate = day.parse().unwrap();
    Occasion { operator: "会计".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

fn expense(month: Month, code: &str, yuan: i64) -> NewEntry {
    let (section, label, note) = ("expense".to_owned(), String::new(), "结算单".to_owned());
    NewEntry { month, section, code: code.into(), label, amount: Fen(yuan * 100), note }
}

fn photo() -> NewAttachment {
    let bytes = b"board".to_vec();
    NewAttachment { original: "0".repeat(64), name: "公告栏.jpg".into(), media: "image/jpeg", bytes }
}

#[test]
fn a_correction_makes_a_new_version_and_keeps_the_old_one() {
    let dir = tempfile::tempdir().unwrap();
    let profile = Profile {
        office: "青禾苑物业服务中心".into(),
        estate: "青禾苑".into(),
        company: "青禾物业有限公司".into(),
        phone: "0000-0000000".into(),
        ..Profile::default()
    };
    let mut office = Office::create(&dir.path().join("a.zfb"), &profile, &on("2025-11-01")).unwrap();
    let fonts = papers::fonts(None).unwrap();
    let (month, today) = (Month::new(2025, 11).unwrap(), on("2025-12-02"));
    let draft = |office: &Office| office.disclosure_draft(month, today.today).unwrap();
    assert_eq!(draft(&office).notes, ["还没有登记支出。"]);
    let wrong = office.add_entry(&expense(month, "cleaning", 296), &today).unwrap().value;
    assert!(draft(&office).notes.is_empty() && draft(&office).versions.is_empty());

    let first = papers::disclosure(&mut office, &fonts, month, &today).unwrap();
    // Without a change it is the same paper, a day later too.
    assert!(papers::disclosure(&mut office, &fonts, month, &on("2025-12-03")).unwrap() == first);
    let made = draft(&office);
    assert_eq!((made.versions.len(), made.changed), (1, false));
    let number = made.versions[0].number.clone();
    let at = |place: &str, day: &str| NewPosting {
        month,
        number: number.clone(),
        place: place.into(),
        day: day.parse().unwrap(),
        pictures: vec![photo()],
    };
    let posted = office.note_posting(&at("3栋大堂公告栏", "2025-12-02"), &today).unwrap().value;

    // The same sum in another group is another version.
    office.reverse_entry(wrong, "类别写错", &today).unwrap();
    office.add_entry(&expense(month, "greening", 296), &today).unwrap();
    assert!(draft(&office).changed);
    let second = papers::disclosure(&mut office, &fonts, month, &today).unwrap();
    assert!(second != first);
    let made = draft(&office);
    assert_eq!((made.versions.len(), made.changed), (2, false));
    let hangs = &made.versions[0].postings[0];
    assert_eq!(
        (hangs.place.as_str(), hangs.day, hangs.operator.as_str()),
        ("3栋大堂公告栏", today.today, "会计")
    );
    assert_eq!((hangs.taken_down, hangs.pictures[0].1.as_str()), (None, "公告栏.jpg"));
    assert!(made.versions[1].postings.is_empty());
    assert!(office.published_version(month, &number).unwrap().bytes == first);
    assert!(office.published_version(month, "SZ-202512-00009").is_err());
    assert!(office.note_posting(&at(" ", "2025-12-02"), &today).is_err());
    assert!(office.note_posting(&at("大门", "2025-12-04"), &today).is_err());
    // It is taken down once, between the day it was put up and today.
    let (before, later) = ("2025-12-01".parse().unwrap(), on("2026-01-05"));
    assert!(office.end_posting(month, posted, before, &later).is_err());
    assert!(office.end_posting(month, posted, later.today, &today).is_err());
    office.end_posting(month, posted, later.today, &later).unwrap();
    assert!(office.end_posting(month, posted, later.today, &later).is_err());
    assert_eq!(draft(&office).versions[0].postings[0].taken_down, Some(later.today));
    assert!(office.verify().unwrap().findings.is_empty());
}
