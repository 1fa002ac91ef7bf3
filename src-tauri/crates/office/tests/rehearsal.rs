//! A rehearsed act answers what the act would answer and leaves nothing behind.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_office::profile::Profile;
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::{Occasion, Office, Silent};

fn occasion() -> Occasion {
    let today = chrono::NaiveDate::from_ymd_opt(2025, 12, 27).unwrap();
    Occasion { operator: "前台小周".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

fn office(folder: &std::path::Path) -> Office {
    let profile = Profile { office: "青禾苑物业服务中心".into(), ..Profile::default() };
    let mut office = Office::create(&folder.join("a.zfb"), &profile, &occasion()).unwrap();
    let mut record = HomeRecord {
        building: "3".into(),
        unit: 1,
        room: "301".into(),
        use_kind: "住宅".into(),
        owners: vec!["张三".into()],
        ..HomeRecord::default()
    };
    record.set_area(Some(rust_decimal::Decimal::new(9456, 2))).unwrap();
    let bytes = register_table("台账", &[record]).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, &occasion(), &mut Silent).unwrap();
    office
}

fn ahead(yuan: i64) -> TakeRequest {
    TakeRequest {
        payer: None,
        method: Method::Cash,
        homes: vec![HomePayment {
            room: "3-1-301".into(),
            amount: Some(Fen(yuan * 100)),
            designated: vec![],
            account: None,
        }],
        tendered: Some(Fen(100_000)),
        reference: None,
        note: None,
        principal_only: false,
    }
}

#[test]
fn a_rehearsed_receipt_takes_no_number_and_no_money() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    let acts = office.journal(10).unwrap().len();
    let rehearsed = office.rehearse(|office| office.take(&ahead(700), &occasion())).unwrap().value;
    assert_eq!(
        (rehearsed.total, rehearsed.change, rehearsed.homes[0].prepaid),
        (Fen(70_000), Fen(30_000), Fen(70_000))
    );
    assert_eq!(office.journal(10).unwrap().len(), acts);
    assert!(office.receipt(rehearsed.number).is_err());
    let taken = office.take(&ahead(700), &occasion()).unwrap().value;
    assert_eq!(taken, rehearsed);
    assert_eq!(office.journal(10).unwrap().len(), acts + 1);
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn a_rehearsal_that_is_refused_or_breaks_ends_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(folder.path());
    assert!(office.rehearse(|office| office.take(&ahead(-1), &occasion())).is_err());
    let broken = catch_unwind(AssertUnwindSafe(|| office.rehearse::<()>(|_| panic!("broken"))));
    assert!(broken.is_err());
    let taken = office.take(&ahead(10), &occasion()).unwrap().value;
    assert_eq!(office.receipt(taken.number).unwrap().fen, 1_000);
}
