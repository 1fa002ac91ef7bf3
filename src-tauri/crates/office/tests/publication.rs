//! Versions of the monthly disclosure: what changes makes a new one, what does not makes none, and old ones stay.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::NaiveDate;
use zhangfang_domain::{Fen, Month};
use zhangfang_office::disclosure::NewEntry;
use zhangfang_office::profile::Profile;
use zhangfang_office::{Occasion, Office, papers};

fn on(day: &str) -> Occasion {
    let today: NaiveDate = day.parse().unwrap();
    Occasion { operator: "会计".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

fn expense(month: Month, code: &str, yuan: i64) -> NewEntry {
    let (section, label, note) = ("expense".to_owned(), String::new(), "结算单".to_owned());
    NewEntry { month, section, code: code.into(), label, amount: Fen(yuan * 100), note }
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
    office.note_posting(month, &number, "3栋大堂公告栏", today.today, &today).unwrap();

    // The same sum in another group is another version.
    office.reverse_entry(wrong, "类别写错", &today).unwrap();
    office.add_entry(&expense(month, "greening", 296), &today).unwrap();
    assert!(draft(&office).changed);
    let second = papers::disclosure(&mut office, &fonts, month, &today).unwrap();
    assert!(second != first);
    let made = draft(&office);
    assert_eq!((made.versions.len(), made.changed), (2, false));
    assert_eq!(made.versions[0].postings, [("3栋大堂公告栏".to_owned(), today.today, "会计".to_owned())]);
    assert!(made.versions[1].postings.is_empty());
    assert!(office.published_version(month, &number).unwrap().bytes == first);
    assert!(office.published_version(month, "SZ-202512-00009").is_err());
    assert!(office.note_posting(month, &number, " ", today.today, &today).is_err());
    assert!(office.note_posting(month, &number, "大门", "2025-12-04".parse().unwrap(), &today).is_err());
    assert!(office.verify().unwrap().findings.is_empty());
}
