//! A small estate for tests: homes of 100 m² that owe 235.00 a month.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(dead_code, reason = "every test uses its part")]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::path::Path;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::method::Method;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::profile::Profile;
use zhangfang_office::promise::{NewPromise, PromiseTerms};
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Occasion, Office, Silent};

pub fn date(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

pub fn on(day: &str) -> Occasion {
    let today = date(day);
    Occasion { operator: "前台小周".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None }
}

/// An office with these homes (building, unit, room), charged 235.00 a month for `months` and due on the last of each.
pub fn office(dir: &Path, homes: &[(&str, u16, &str)], months: &str) -> Office {
    let months = Months::parse(months).unwrap();
    let who = Occasion { today: months.first_day(), ..on("2025-01-01") };
    let profile =
        Profile {
            office: "青禾苑物业服务中心".into(), phone: "0571-86000000".into(), ..Profile::default()
        };
    let mut office = Office::create(&dir.join("a.zfb"), &profile, &who).unwrap();
    let homes: Vec<HomeRecord> = homes
        .iter()
        .map(|(building, unit, room)| {
            let (building, unit, room) = ((*building).to_owned(), *unit, (*room).to_owned());
            let owners = vec!["业主".into()];
            let mut record = HomeRecord { building, unit, room, owners, ..HomeRecord::default() };
            record.set_area(Some(Decimal::new(10_000, 2))).unwrap();
            record
        })
        .collect();
    let bytes = register_table("台账", &homes).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, &who, &mut Silent).unwrap();
    price(&mut office, months.from, &who);
    bill(&mut office, months, &who);
    office
}

fn price(office: &mut Office, starts: Month, who: &Occasion) {
    let version = Version {
        id: 0,
        starts,
        unit_price: Decimal::new(235, 2),
        basis: Basis::Area,
        cycle: Cycle::Month,
        rounding: Rounding::PerMonth,
        due: DueRule::parse("1/31").unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    };
    office.add_charge_item("management", "物业服务费", who).unwrap();
    office.add_tariff("management", "物业服务费", &version, who).unwrap();
    office.assign_tariff("物业服务费", &AssignTo::default(), who).unwrap();
}

pub fn bill(office: &mut Office, months: Months, who: &Occasion) {
    let (items, buildings) = (Vec::new(), Vec::new());
    let request = RunRequest { months, due: None, items, buildings, accept_gaps: false };
    office.post_run(&request, who, &mut Silent).unwrap();
}

/// Takes cash and answers the receipt's number.
pub fn pay(office: &mut Office, room: &str, yuan: i64, day: &str) -> i64 {
    let amount = Some(Fen(yuan * 100));
    let home = HomePayment { room: room.into(), amount, designated: Vec::new(), account: None };
    let (payer, tendered, reference, note) = (None, None, None, None);
    let (method, homes, principal_only) = (Method::Cash, vec![home], false);
    let request = TakeRequest { payer, method, homes, tendered, reference, note, principal_only };
    office.take(&request, &on(day)).unwrap().value.number
}

pub fn promise(office: &mut Office, room: &str, yuan: i64, due: &str, today: &str) {
    let terms = PromiseTerms { amount: Some(Fen(yuan * 100)), due: date(due), provable: true, ticket: None };
    let new = NewPromise { room: room.to_owned(), account: None, terms, note: "微信".into() };
    office.promise(&new, &on(today)).unwrap();
}

pub fn agree(office: &mut Office, room: &str, today: &str) -> String {
    let request = AgreementRequest {
        room: room.into(),
        parts: 2,
        first: date(today) + chrono::Days::new(20),
        charges: Vec::new(),
        late: LateTerms::Suspend,
        breach_days: 10,
        note: None,
    };
    office.make_agreement(&request, &on(today)).unwrap().value
}
