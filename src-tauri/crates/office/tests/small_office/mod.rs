//! An office of three homes in one building, 235 a month each, charged from July to October 2025 and due on the last of
//! the month.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::path::Path;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_domain::{Month, Months};
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::profile::Profile;
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Occasion, Office, Silent};

/// Somebody at the desk on a day.
pub fn on(day: &str) -> Occasion {
    let today: NaiveDate = day.parse().unwrap();
    Occasion { operator: "前台小周".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

fn profile() -> Profile {
    Profile {
        office: "青禾苑物业服务中心".into(),
        company: "青禾物业服务有限公司".into(),
        phone: "0571-0000000".into(),
        complaint_phone: "0571-0000001".into(),
        hours: "每天 8:30—18:00".into(),
        signature: "青禾物业".into(),
        contract: "《青禾苑物业服务合同》".into(),
        contract_clause: "第十二条".into(),
        dispute_forum: "诉讼".into(),
        ..Profile::default()
    }
}

/// The office of three homes.
#[allow(dead_code, reason = "not every test needs this one")]
pub fn office(dir: &Path) -> Office {
    let homes = [("101", "王建国"), ("102", "欧阳文静"), ("103", "李明")];
    office_of(dir, &homes.map(|(room, owner)| (room.to_owned(), owner.to_owned())))
}

/// An office of these rooms and owners.
pub fn office_of(dir: &Path, homes: &[(String, String)]) -> Office {
    let who = on("2025-07-01");
    let mut office = Office::create(&dir.join("a.zfb"), &profile(), &who).unwrap();
    let homes: Vec<HomeRecord> = homes
        .iter()
        .map(|(room, owner)| {
            let mut record = HomeRecord {
                building: "1".into(),
                unit: 1,
                room: room.clone(),
                owners: vec![owner.clone()],
                phones: vec![format!("13800005{}", room.parse::<u32>().unwrap() + 500)],
                ..HomeRecord::default()
            };
            record.set_area(Some(Decimal::new(10_000, 2))).unwrap();
            record
        })
        .collect();
    let bytes = register_table("台账", &homes).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, &who, &mut Silent).unwrap();
    let version = Version {
        id: 0,
        starts: Month::new(2025, 7).unwrap(),
        unit_price: Decimal::new(235, 2),
        basis: Basis::Area,
        cycle: Cycle::Month,
        rounding: Rounding::PerMonth,
        due: DueRule::parse("1/31").unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    };
    office.add_charge_item("management", "物业服务费", &who).unwrap();
    office.add_tariff("management", "物业服务费", &version, &who).unwrap();
    office.assign_tariff("物业服务费", &AssignTo::default(), &who).unwrap();
    let months = Months::parse("2025-07..2025-10").unwrap();
    let request =
        RunRequest { months, due: None, items: Vec::new(), buildings: Vec::new(), accept_gaps: false };
    office.post_run(&request, &who, &mut Silent).unwrap();
    office
}
