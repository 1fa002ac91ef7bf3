//! The sheet of a month says what was read, estimated and put right, and what counts is what can be taken back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::path::Path;
use zhangfang_domain::Month;
use zhangfang_domain::meter::Kind;
use zhangfang_domain::metering::ReadingKind;
use zhangfang_office::metering::meters::NewMeter;
use zhangfang_office::metering::readings::ReadingEntry;
use zhangfang_office::metering::sheet::SheetLine;
use zhangfang_office::profile::Profile;
use zhangfang_office::{Occasion, Office};

fn on(day: &str) -> Occasion {
    let today: NaiveDate = day.parse().unwrap();
    Occasion { operator: "抄表员".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

fn read(value: i64, day: &str) -> ReadingEntry {
    let (value, day) = (Decimal::from(value), day.parse().unwrap());
    ReadingEntry {
        meter: "W-1".into(),
        value,
        day,
        rollover: false,
        corrects: None,
        note: None,
        accept: false,
    }
}

/// A shared meter read at the end of October and of November.
fn office(dir: &Path) -> Office {
    let profile = Profile { office: "青禾苑物业服务中心".into(), ..Profile::default() };
    let mut office = Office::create(&dir.join("a.zfb"), &profile, &on("2025-09-30")).unwrap();
    let meter = NewMeter {
        code: "W-1".into(),
        kind: Kind::Water,
        room: None,
        place: "水泵房".into(),
        plan: None,
        digits: 5,
        decimals: 0,
        multiplier: Decimal::ONE,
        start: Decimal::ZERO,
        installed: "2025-09-30".parse().unwrap(),
        taken_over: Decimal::ZERO,
    };
    office.add_meter(&meter, &on("2025-09-30")).unwrap();
    office.note_reading(&read(30, "2025-10-31"), &on("2025-10-31")).unwrap();
    office.note_reading(&read(60, "2025-11-30"), &on("2025-11-30")).unwrap();
    office
}

fn december(office: &Office) -> SheetLine {
    office.reading_sheet(Month::new(2025, 12).unwrap(), None, &[]).unwrap().remove(0)
}

#[test]
fn a_meter_not_read_yet_shows_what_it_showed_before() {
    let dir = tempfile::tempdir().unwrap();
    let office = office(dir.path());
    let line = december(&office);
    assert_eq!(line.before.unwrap().value, Decimal::from(60));
    assert_eq!((line.noted, line.counts, line.usage), (None, None, None));
    let november = office.reading_sheet(Month::new(2025, 11).unwrap(), None, &[]).unwrap().remove(0);
    assert_eq!(november.before.unwrap().value, Decimal::from(30));
    assert_eq!(november.usage, Some(Decimal::from(30)));
}

#[test]
fn judging_says_what_noting_would_refuse_and_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let today = "2025-12-31".parse().unwrap();
    for (value, code) in [(20, "lower"), (900, "jump")] {
        let entry = read(value, "2025-12-31");
        let judged = office.judge_reading(&entry, today).unwrap();
        assert!(judged.doubts.iter().any(|d| d.code() == code), "{value}: {:?}", judged.doubts);
        assert!(office.note_reading(&entry, &on("2025-12-31")).is_err());
    }
    let judged = office.judge_reading(&read(91, "2025-12-31"), today).unwrap();
    assert_eq!((judged.doubts.len(), judged.usage), (0, Some(Decimal::from(31))));
    assert!(december(&office).noted.is_none());
}

#[test]
fn an_estimate_put_right_is_taken_back_by_its_correction_never_from_under_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let month = Month::new(2025, 12).unwrap();
    office.estimate_readings(&[], month, "2025-12-30".parse().unwrap(), &on("2025-12-30")).unwrap();
    let estimated = december(&office);
    assert_eq!(estimated.noted.unwrap().kind, ReadingKind::Estimate);
    let kept = office.note_reading(&read(95, "2025-12-31"), &on("2025-12-31")).unwrap().value;
    let right = december(&office);
    assert_eq!(right.noted.unwrap().value, Decimal::from(95));
    assert_eq!(right.counts, Some(kept.reading));
    assert_ne!(right.noted.unwrap().id, kept.reading);

    let refused = office.void_reading(right.noted.unwrap().id, "写错", &on("2025-12-31")).unwrap_err();
    assert_eq!(refused.code(), "reading-corrected");
    assert_eq!(december(&office).noted.unwrap().value, Decimal::from(95));
    office.void_reading(kept.reading, "写错", &on("2025-12-31")).unwrap();
    let again = december(&office);
    assert_eq!(again.noted.unwrap().kind, ReadingKind::Estimate);
    assert_eq!(again.counts, estimated.counts);
}
