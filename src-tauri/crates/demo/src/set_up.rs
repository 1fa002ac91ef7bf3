//! The office before its first bill: its own data, the register taken in from a workbook, the tariffs.

use crate::desk::Desk;
use crate::population::{PersonHome, Population};
use crate::{Clock, WORKBOOK, day};
use chrono::Days;
use rust_decimal::Decimal;
use std::path::Path;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_domain::{Month, Months};
use zhangfang_office::profile::Profile;
use zhangfang_office::register::{HomeRecord, RegisterFile, Space, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Office, Result, Silent};

/// The register as the office kept it before.
pub fn workbook(people: &Population, first: Month) -> Result<Vec<u8>> {
    let records = people.homes.iter().map(|home| record(home, first)).collect::<Result<Vec<_>>>()?;
    Ok(register_table(&format!("{} 业主台账", people.office), &records).to_xlsx()?)
}

/// Makes the book at `path` with homes and tariffs.
pub fn office(
    path: &Path,
    workbook: &[u8],
    people: &Population,
    months: Months,
    clock: &mut Clock,
) -> Result<Office> {
    let first = months.from.first_day() - Days::new(3);
    let profile = profile(people, months.from);
    let mut office = Office::create(path, &profile, &clock.occasion(first, "系统"))?;
    let file = RegisterFile { name: WORKBOOK, bytes: workbook, mapping: None, change_existing: false };
    office.import(&file, &clock.occasion(first, "客服主管"), &mut Silent)?;
    tariffs(&mut office, months.from, clock)?;
    let mut desk = Desk::of(&mut office, people, clock);
    desk.set_up(first)?;
    desk.hang_meters(people, months.from)?;
    Ok(office)
}

fn profile(people: &Population, first: Month) -> Profile {
    Profile {
        office: people.office.clone(),
        company: "青禾物业服务有限公司".into(),
        estate: people.estate.clone(),
        address: "示例市示例区青禾路1号".into(),
        phone: "0000-0000000".into(),
        complaint_phone: "0000-0000001".into(),
        hours: "每天 8:30—18:00，周末照常".into(),
        account_name: "青禾物业服务有限公司".into(),
        bank: "示例银行示例支行".into(),
        account_number: "0000 0000 0000 0000".into(),
        contract: format!("《{}物业服务合同》", people.estate),
        contract_signed: format!("{}年1月1日", first.year() - 1),
        contract_clause: "第十二条".into(),
        tariff_posted: format!("{}年1月5日", first.year()),
        charging_form: "包干制".into(),
        dispute_forum: "诉讼".into(),
        first_receipt: "1201".into(),
        go_live: first.first_day().to_string(),
        signature: "青禾物业".into(),
        developer: "青禾置业有限公司".into(),
        ..Profile::default()
    }
}

/// Homes handed over later than the demo begins are taken as handed over the month before.
fn record(home: &PersonHome, first: Month) -> Result<HomeRecord> {
    let (building, unit, room) = home.room.clone();
    let mut record = HomeRecord {
        building,
        unit,
        room,
        use_kind: home.use_kind.to_owned(),
        status: Some(home.status.to_owned()),
        handover: Some(home.handover.min(first.plus(-1).first_day())),
        owners: home.owners.clone(),
        phones: home.phones.clone(),
        spaces: home
            .spaces
            .iter()
            .map(|(code, plate)| Space { code: code.clone(), plate: plate.clone() })
            .collect(),
        ..HomeRecord::default()
    };
    record.set_area(home.area.parse().ok())?;
    Ok(record)
}

/// Item code, item name, tariff name, price in fen, basis, cycle, use it is for.
type TariffRecipe = (&'static str, &'static str, &'static str, i64, Basis, Cycle, Option<&'static str>);

const TARIFFS: [TariffRecipe; 6] = [
    ("management", "物业服务费", "住宅物业服务费", 235, Basis::Area, Cycle::Month, Some("住宅")),
    ("management", "物业服务费", "商铺物业服务费", 480, Basis::Area, Cycle::Month, Some("商铺")),
    ("lift", "电梯运行维护费", "住宅电梯费", 35, Basis::Area, Cycle::Month, Some("住宅")),
    ("parking", "车位管理费", "产权车位管理费", 8000, Basis::Space, Cycle::Month, None),
    ("refuse", "生活垃圾清运费", "生活垃圾清运费", 600, Basis::Home, Cycle::Quarter, None),
    ("water", "二次供水运行费", "二次供水运行费", 300, Basis::Home, Cycle::Month, Some("住宅")),
];

fn tariffs(office: &mut Office, first: Month, clock: &mut Clock) -> Result<()> {
    let today = day(first, 1) - Days::new(2);
    for (code, item, name, fen, basis, cycle, use_kind) in TARIFFS {
        let occasion = clock.occasion(today, "项目经理");
        office.add_charge_item(code, item, &occasion)?;
        let version = Version {
            id: 0,
            starts: first,
            unit_price: Decimal::new(fen, 2),
            basis,
            cycle,
            rounding: Rounding::PerMonth,
            due: DueRule::parse("1/31").unwrap_or(DueRule { month_of_cycle: 1, day: 31 }),
            clause: "物业服务合同第十二条".into(),
            start: None,
        };
        office.add_tariff(code, name, &version, &occasion)?;
        let to = AssignTo { use_kind: use_kind.map(str::to_owned), ..AssignTo::default() };
        office.assign_tariff(name, &to, &clock.occasion(today, "项目经理"))?;
    }
    Ok(())
}
