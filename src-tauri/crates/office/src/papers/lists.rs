//! Papers that stay in the office: the arrears list, the ageing table, the daily report. They change nothing,
//! so their numbers come from their date.

use crate::arrears::{ArrearsFilter, ArrearsList};
use crate::day::DayReport;
use crate::tariff::days_charged;
use crate::{Occasion, Office, Result};
use chrono::{Datelike, NaiveDate};
use std::collections::HashSet;
use zhangfang_documents::arrears_list::{self, ArrearsLine, BuildingArrears, ListHead, ageing};
use zhangfang_documents::day_report::{self, CashDrawer, ItemTakings, MethodTakings, Reprint, VoidedReceipt};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::ageing::Bucket;
use zhangfang_domain::method::Method;
use zhangfang_domain::{Fen, Month};
use zhangfang_store::receipt::Receipt;

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
                    remark: l.remark.clone(),
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

/// 收费日报 of the business date of `occasion`.
///
/// # Errors
/// Document and store errors.
pub fn day_report(office: &Office, fonts: &FontSet, occasion: &Occasion) -> Result<Vec<u8>> {
    let day = occasion.today;
    let report = office.day_report(day)?;
    let profile = office.profile()?;
    let methods = methods(&report, &office.receipts(day, day)?);
    let mut items: Vec<ItemTakings> = report
        .by_item
        .iter()
        .map(|i| ItemTakings {
            item: i.item.clone(),
            current: i.current,
            arrears: i.arrears,
            prepaid: i.ahead,
        })
        .collect();
    let unapplied = report.prepaid - report.by_item.iter().map(|i| i.ahead).sum::<Fen>();
    if unapplied.is_positive() {
        let (current, arrears) = (Fen::ZERO, Fen::ZERO);
        items.push(ItemTakings { item: "预存款".to_owned(), current, arrears, prepaid: unapplied });
    }
    let cash = methods.iter().find(|m| m.method == Method::Cash).map_or(Fen::ZERO, |m| m.amount);
    let model = day_report::DayReport {
        imprint: Imprint {
            title: format!("收费日报 {day}"),
            number: number("RB", day),
            printed: occasion.now,
        },
        company: profile.company,
        centre: profile.office,
        day,
        cashiers: report.cashiers,
        methods,
        items,
        voided: report
            .voided
            .into_iter()
            .map(|v| VoidedReceipt { number: format!("{:07}", v.number), amount: v.amount, reason: v.reason })
            .collect(),
        reprinted: office
            .book
            .reading()
            .reprints_on(day)?
            .into_iter()
            .map(|(number, times)| Reprint { number: format!("{number:07}"), times, reason: String::new() })
            .collect(),
        // All cash of the day is handed over the same day; floats and counts come with the cashier's shift.
        cash: CashDrawer { opening: Fen::ZERO, received: cash, refunded: Fen::ZERO, deposited: cash },
        operator: occasion.operator.clone(),
    };
    Ok(day_report::rendered(fonts, &model)?)
}

fn methods(report: &DayReport, receipts: &[Receipt]) -> Vec<MethodTakings> {
    let takings = Method::ALL.into_iter().zip(&report.by_method).map(|(method, taken)| {
        let numbers = receipts.iter().filter(|r| r.method == method.code() && r.void_reason.is_none());
        MethodTakings {
            method,
            receipts: taken.receipts as u64,
            amount: taken.total,
            ranges: ranges(numbers.map(|r| r.number)),
        }
    });
    takings.collect()
}

/// Consecutive receipt numbers as ranges.
fn ranges(numbers: impl Iterator<Item = i64>) -> Vec<(String, String)> {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if number == *last + 1 => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    ranges.into_iter().map(|(a, b)| (format!("{a:07}"), format!("{b:07}"))).collect()
}
