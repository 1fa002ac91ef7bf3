//! The office the tests stand on: its people at the desk, homes of 100 m² and what they owe, and what they then do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(dead_code, reason = "every test uses its part")]

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use std::path::Path;
use zhangfang_domain::contact::{ArrearsReason, Channel, Outcome};
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::method::Method;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::contact::ContactNote;
use zhangfang_office::profile::Profile;
use zhangfang_office::promise::{NewPromise, PromiseTerms};
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Occasion, Office, OfficeError, Silent};

/// Code and name of the fee nearly every test charges.
pub const MANAGEMENT: (&str, &str) = ("management", "物业服务费");

pub fn date(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

fn desk(now: NaiveDateTime) -> Occasion {
    Occasion { operator: "前台小周".into(), today: now.date(), now, key: None }
}

/// Somebody at the desk at nine.
pub fn at_nine(today: NaiveDate) -> Occasion {
    desk(today.and_hms_opt(9, 0, 0).unwrap())
}

/// Somebody at the desk at nine on a day.
pub fn on(day: &str) -> Occasion {
    at_nine(date(day))
}

/// Somebody at the desk at a minute of a day, written `2026-01-06 12:40`.
pub fn at(moment: &str) -> Occasion {
    desk(NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H:%M").unwrap())
}

/// The code of a refusal.
pub fn code(refused: Result<impl std::fmt::Debug, OfficeError>) -> &'static str {
    refused.unwrap_err().code()
}

/// An office with a name, a telephone and nothing else.
pub fn profile() -> Profile {
    Profile {
        office: "青禾苑物业服务中心".into(), phone: "0571-86000000".into(), ..Profile::default()
    }
}

/// An office that has said all a letter needs.
pub fn full_profile() -> Profile {
    Profile {
        company: "青禾物业服务有限公司".into(),
        complaint_phone: "0571-0000001".into(),
        hours: "每天 8:30—18:00".into(),
        signature: "青禾物业".into(),
        contract: "《青禾苑物业服务合同》".into(),
        contract_clause: "第十二条".into(),
        dispute_forum: "诉讼".into(),
        ..profile()
    }
}

/// An empty book.
pub fn create(dir: &Path, profile: &Profile, who: &Occasion) -> Office {
    Office::create(&dir.join("a.zfb"), profile, who).unwrap()
}

/// A home of this many hundredths of a square metre.
pub fn sized(building: &str, unit: u16, room: &str, owner: &str, area: i64) -> HomeRecord {
    let (building, room, owners) = (building.to_owned(), room.to_owned(), vec![owner.to_owned()]);
    let mut record = HomeRecord { building, unit, room, owners, ..HomeRecord::default() };
    record.set_area(Some(Decimal::new(area, 2))).unwrap();
    record
}

/// A home of 100 m².
pub fn home(building: &str, unit: u16, room: &str, owner: &str) -> HomeRecord {
    sized(building, unit, room, owner, 10_000)
}

/// Imports the homes.
pub fn register(office: &mut Office, homes: &[HomeRecord], who: &Occasion) {
    let bytes = register_table("台账", homes).to_xlsx().unwrap();
    let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
    office.import(&file, who, &mut Silent).unwrap();
}

/// Charges every home `fen` per square metre and month from `starts` on, due on the last of the month.
pub fn price(office: &mut Office, (code, name): (&str, &str), fen: i64, starts: Month, who: &Occasion) {
    let version = Version {
        id: 0,
        starts,
        unit_price: Decimal::new(fen, 2),
        basis: Basis::Area,
        cycle: Cycle::Month,
        rounding: Rounding::PerMonth,
        due: DueRule::parse("1/31").unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    };
    office.add_charge_item(code, name, who).unwrap();
    office.add_tariff(code, name, &version, who).unwrap();
    office.assign_tariff(name, &AssignTo::default(), who).unwrap();
}

pub fn bill(office: &mut Office, months: Months, who: &Occasion) {
    let (items, buildings) = (Vec::new(), Vec::new());
    let request = RunRequest { months, due: None, items, buildings, accept_gaps: false };
    office.post_run(&request, who, &mut Silent).unwrap();
}

/// An office with these homes, charged `fen` per square metre for each of `months`, set up on the first of them.
pub fn charged(dir: &Path, profile: &Profile, homes: &[HomeRecord], fen: i64, months: &str) -> Office {
    let months = Months::parse(months).unwrap();
    let who = at_nine(months.first_day());
    let mut office = create(dir, profile, &who);
    register(&mut office, homes, &who);
    price(&mut office, MANAGEMENT, fen, months.from, &who);
    bill(&mut office, months, &who);
    office
}

/// An office with these homes (building, unit, room), charged 235.00 a month for `months` and due on the last of each.
pub fn office(dir: &Path, homes: &[(&str, u16, &str)], months: &str) -> Office {
    let homes: Vec<HomeRecord> =
        homes.iter().map(|(building, unit, room)| home(building, *unit, room, "业主")).collect();
    charged(dir, &profile(), &homes, 235, months)
}

/// An office of these rooms and owners in one building, 235.00 a month each, charged from July to October 2025.
pub fn small_office_of(dir: &Path, homes: &[(String, String)]) -> Office {
    let homes: Vec<HomeRecord> = homes
        .iter()
        .map(|(room, owner)| HomeRecord {
            phones: vec![format!("13800005{}", room.parse::<u32>().unwrap() + 500)],
            ..home("1", 1, room, owner)
        })
        .collect();
    charged(dir, &full_profile(), &homes, 235, "2025-07..2025-10")
}

/// The small office with three homes.
pub fn small_office(dir: &Path) -> Office {
    let homes = [("101", "王建国"), ("102", "欧阳文静"), ("103", "李明")];
    small_office_of(dir, &homes.map(|(room, owner)| (room.to_owned(), owner.to_owned())))
}

/// Cash for one home: this much, or all it owes.
pub fn payment(room: &str, amount: Option<Fen>) -> TakeRequest {
    let home = HomePayment { room: room.into(), amount, designated: Vec::new(), account: None };
    let (payer, tendered, reference, note) = (None, None, None, None);
    let (method, homes, principal_only) = (Method::Cash, vec![home], false);
    TakeRequest { payer, method, homes, tendered, reference, note, principal_only }
}

/// Takes cash and answers the receipt's number.
pub fn pay(office: &mut Office, room: &str, yuan: i64, day: &str) -> i64 {
    office.take(&payment(room, Some(Fen(yuan * 100))), &on(day)).unwrap().value.number
}

/// Notes a promise by WeChat and answers its id.
pub fn promise(office: &mut Office, room: &str, yuan: i64, due: &str, today: &str) -> i64 {
    let terms = PromiseTerms { amount: Some(Fen(yuan * 100)), due: date(due), provable: true, ticket: None };
    let new = NewPromise { room: room.to_owned(), account: None, terms, note: "微信".into() };
    office.promise(&new, &on(today)).unwrap().value
}

/// Two parts of everything owed from `first` on, that hold the ladder and break after ten days.
pub fn agreement(room: &str, first: NaiveDate) -> AgreementRequest {
    AgreementRequest {
        room: room.into(),
        parts: 2,
        first,
        charges: Vec::new(),
        late: LateTerms::Suspend,
        breach_days: 10,
        note: None,
    }
}

/// Makes that agreement, its first part due in twenty days, and answers its number.
pub fn agree(office: &mut Office, room: &str, today: &str) -> String {
    let first = date(today) + chrono::Days::new(20);
    office.make_agreement(&agreement(room, first), &on(today)).unwrap().value
}

/// A call to a household that was told what it owes and says the light of its stairs is broken.
pub fn call(room: &str) -> ContactNote {
    ContactNote {
        room: room.into(),
        account: None,
        channel: Channel::Phone,
        incoming: false,
        at: None,
        wish: "楼道灯坏了，修好就交".into(),
        reason: ArrearsReason::Service,
        outcome: Outcome::Informed,
        note: String::new(),
        next: None,
        promise: None,
        over_cap: None,
        pictures: Vec::new(),
    }
}
