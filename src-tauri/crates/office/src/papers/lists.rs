//! Papers that stay in the office: the arrears list, the ageing table. They change nothing,
//! so their numbers come from their date.

use crate::arrears::{ArrearsFilter, ArrearsList};
use crate::tariff::days_charged;
use crate::{Occasion, Office, Result};
use chrono::{Datelike, NaiveDate};
use std::collections::HashSet;
use zhangfang_documents::arrears_list::{self, ArrearsLine, BuildingArrears, ListHead, ageing};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::ageing::Bucket;
use zhangfang_domain::{Fen, Month};

pub(super) fn number(kind: &str, day: NaiveDate) -> String {
    format!("{kind}-{:06}-{:05}", Month::of(day).yyyymm(), day.day())
}

pub(super) fn head(office: &Office, kind: &str, title: &str, occasion: &Occasion) -> Result<ListHead> {
    let profile = office.profile()?;
    Ok(ListHead {
        imprint: Imprint {
            title: format!("{title} {}", occasion.today),
            number: number(kind, occasion.today),
            printed: occasion.now,
        },
        company: profile.company,
        centre: profile.office,
        data_as_of: super::data_as_of(occasion),
        operator: occasion.operator.clone(),
        purpose: "收费核对与催缴".to_owned(),
    })
}

/// The lines of a list, building by building in the order of the list.
fn by_building(list: &ArrearsList) -> Vec<(String, Vec<&crate::arrears::ArrearsLine>)> {
    let mut buildings: Vec<(String, Vec<_>)> = Vec::new();
    for line in &list.lines {
        let name = format!("{}栋", line.room.split('-').next().unwrap_or_default());
        match buildings.last_mut() {
            Some((last, lines)) if *last == name => lines.push(line),
            _ => buildings.push((name, vec![line])),
        }
    }
    buildings
}

/// 欠费明细表 of everything overdue (or open, when the filter asks).
///
/// # Errors
/// Of [`Office::arrears`], document and store errors.
pub fn arrears_list(
    office: &Office,
    fonts: &FontSet,
    filter: &ArrearsFilter,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let list = office.arrears(occasion.today, filter)?;
    let buildings = by_building(&list)
        .into_iter()
        .map(|(building, lines)| BuildingArrears {
            building,
            lines: lines
                .into_iter()
                .map(|l| ArrearsLine {
                    room: l.room.clone(),
                    owner: l.owner.clone(),
                    item: l.item.clone(),
                    period: days_charged(&l.item, l.days, l.due),
                    principal: l.open,
                    due: l.due,
                    limitation: l.limitation,
                    // The column has room for a word; the number of the agreement stands on the screen.
                    remark: l.remark.split(' ').next().unwrap_or_default().to_owned(),
                    late_charge: l.late_charge,
                })
                .collect(),
        })
        .collect();
    let model = arrears_list::ArrearsList {
        head: head(office, "QF", "欠费明细表", occasion)?,
        selection: selection(filter),
        buildings,
        total: list.total,
    };
    Ok(arrears_list::rendered(fonts, &model)?)
}

fn selection(filter: &ArrearsFilter) -> String {
    let mut words = Vec::new();
    words.extend(filter.building.as_ref().map(|b| format!("{b}栋")));
    words.extend(filter.unit.map(|u| format!("{u}单元")));
    words.extend(filter.room.clone());
    words.extend(filter.item.clone());
    words.push(if filter.include_not_due { "含未到期" } else { "已到期" }.to_owned());
    if filter.overdue_days > 0 {
        words.push(format!("逾期{}天以上", filter.overdue_days));
    }
    if filter.at_least.is_positive() {
        words.push(format!("每户{}元以上", filter.at_least));
    }
    words.join("，")
}

/// 账龄分析表 by building.
///
/// # Errors
/// Of [`Office::arrears`], document and store errors.
pub fn ageing_table(
    office: &Office,
    fonts: &FontSet,
    filter: &ArrearsFilter,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let list = office.arrears(occasion.today, filter)?;
    let rows = by_building(&list)
        .into_iter()
        .map(|(building, lines)| {
            let mut amounts = [Fen::ZERO; Bucket::ALL.len()];
            let mut homes = HashSet::new();
            for line in lines {
                homes.insert(line.home);
                let bucket = Bucket::ALL.iter().position(|b| b.label() == line.bucket).unwrap_or_default();
                amounts[bucket] += line.open;
            }
            ageing::AgeingRow { building, homes: homes.len() as u64, amounts }
        })
        .collect();
    let model = ageing::Ageing { head: head(office, "ZL", "账龄分析表", occasion)?, rows };
    Ok(ageing::rendered(fonts, &model)?)
}
