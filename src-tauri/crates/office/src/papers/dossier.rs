//! 催缴资料包 (checklist S122): everything for one talk with one home in one print. It changes nothing and takes no number.

use super::Paper;
use super::report::{printed, report_head};
use crate::analysis::Facets;
use crate::arrears::{ArrearsFilter, ArrearsLine, ArrearsList};
use crate::contact::ContactLine;
use crate::export::{Table, Value};
use crate::promise::PromiseLine;
use crate::tariff::days_charged;
use crate::ticket::topic;
use crate::{Occasion, Office, Refusal, Result};
use chrono::{Months, NaiveTime};
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_documents::FontSet;
use zhangfang_documents::lines::Text;
use zhangfang_documents::report::{Part, Report};
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::dunning::Stage;
use zhangfang_domain::ticket::step::CONTENT_FROM;
use zhangfang_store::register::Home;
use zhangfang_store::ticket::{Ticket, Which};

/// Makes the papers for a visit to a home, or a talk at the desk.
///
/// # Errors
/// [`Refusal::UnknownHome`], [`Refusal::NothingOpen`] for a home that owes nothing, [`Refusal::ProfileIncomplete`], document
/// and store errors.
pub fn dossier(office: &Office, fonts: &FontSet, room: &str, occasion: &Occasion) -> Result<Paper> {
    let profile = office.profile()?;
    super::require(&profile, &["office", "phone"])?;
    let home = office.home(room)?;
    let room = home.record.room_number();
    let filter = ArrearsFilter { room: Some(room.clone()), ..ArrearsFilter::default() };
    let list = office.arrears(occasion.today, &filter)?;
    if list.lines.is_empty() {
        return Err(Refusal::NothingOpen { room }.into());
    }
    let facets = Facets::read(office, &list.lines, occasion.today)?;
    let mut parts = vec![
        Part::Fields(3, facts(&home, &list, &facets)),
        heading("一、欠费明细"),
        Part::Table(printed(&debts(&list))),
    ];
    if list.late_charge.is_positive() {
        let memo = format!("按合同可计违约金 {} 元，未主张的只作备查，不在合计内。", list.late_charge);
        parts.push(Part::Note(memo));
    }
    parts.extend(grounds(office, &list, &profile)?);
    parts.extend(service(office, &home, occasion)?);
    parts.extend(history(office, &room, occasion)?);
    parts.extend(ways(office, &profile, home.id)?);
    parts.push(talk());
    let title = "催缴资料包";
    let report = Report {
        head: report_head(office, "ZB", title, "上门或面谈催缴", occasion)?,
        title: title.to_owned(),
        subtitle: format!("{room}　截至 {}　单位：元", occasion.today),
        parts,
    };
    let bytes = zhangfang_documents::report::rendered(fonts, &report)?;
    Ok(Paper { file_name: format!("{title}-{room}.pdf"), bytes, count: 1 })
}

fn heading(text: &str) -> Part {
    Part::Heading(text.to_owned())
}

fn table(headings: &[&str], rows: Vec<Vec<Value>>) -> Table {
    let headings = headings.iter().map(|h| (*h).to_owned()).collect();
    Table { title: String::new(), headings, rows, footer: None }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn facts(home: &Home, list: &ArrearsList, facets: &Facets) -> Vec<(String, Text)> {
    let line = &list.lines[0];
    let oldest = list.lines.iter().map(|l| l.due).min();
    let limitation = list.lines.iter().map(|l| l.limitation).min();
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let area = home
        .record
        .area_e4
        .map_or_else(String::new, |e4| format!("{} ㎡", rust_decimal::Decimal::new(e4, 4).normalize()));
    let stage = facets.stage(line.account).map_or("未开始", Stage::label);
    let reason = facets.reason(line.account).map_or("未记录", ArrearsReason::label);
    [
        ("业主", line.owner.clone()),
        ("建筑面积", area),
        ("责任人", facets.steward(&home.record.building).unwrap_or("未指定").to_owned()),
        ("逾期合计", format!("{} 元，{} 笔", list.total, list.lines.len())),
        ("最早到期", day(oldest)),
        ("时效最早届满", day(limitation)),
        ("催缴阶段", stage.to_owned()),
        ("欠费原因", reason.to_owned()),
        ("备注", line.remark.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), Text::from(value.as_str())))
    .into()
}

fn debts(list: &ArrearsList) -> Table {
    let row = |l: &ArrearsLine| {
        let (from, to) = days_charged(&l.item, l.days, l.due);
        vec![
            text(l.item.clone()),
            text(format!("{from} 至 {to}")),
            Value::Date(l.due),
            Value::Integer(l.days_overdue),
            Value::Date(l.limitation),
            text(l.agreement.clone().unwrap_or_default()),
            Value::Amount(l.open),
        ]
    };
    let mut rows: Vec<Vec<Value>> = list.lines.iter().map(row).collect();
    let blank = || Value::Empty;
    rows.push(vec![text("合计"), blank(), blank(), blank(), blank(), blank(), Value::Amount(list.total)]);
    table(&["收费项目", "所属期间", "到期日", "逾期天数", "时效届满", "分期协议", "未缴金额"], rows)
}

/// What the fee rests on: the contract, and the clause of each item.
fn grounds(office: &Office, list: &ArrearsList, profile: &crate::profile::Profile) -> Result<Vec<Part>> {
    let mut parts = vec![heading("二、收费依据")];
    let contract = format!("{}{}", profile.contract, profile.contract_clause);
    if !contract.is_empty() {
        parts.push(Part::Text(format!("合同：{contract}").as_str().into()));
    }
    if !profile.tariff_posted.is_empty() {
        parts.push(Part::Text(format!("收费标准公示于 {}。", profile.tariff_posted).as_str().into()));
    }
    let names: HashMap<i64, String> = office.charge_items()?.into_iter().map(|i| (i.id, i.name)).collect();
    let mut charged = HashSet::new();
    for line in &list.lines {
        charged.extend(office.book.reading().charge(line.charge)?.basis.map(|basis| basis.version));
    }
    let mut rows = Vec::new();
    for tariff in office.tariffs()? {
        // Of several prices the newest these debts were charged by.
        if let Some(version) = tariff.versions.iter().rev().find(|v| charged.contains(&v.id)) {
            let item = names.get(&tariff.item_id).cloned().unwrap_or_default();
            rows.push(vec![text(item), text(tariff.name.clone()), text(version.clause.clone())]);
        }
    }
    if !rows.is_empty() {
        parts.push(Part::Table(printed(&table(&["收费项目", "收费标准", "依据"], rows))));
    }
    Ok(parts)
}

/// What the building was served with over a year, and what of this home is not done yet: looked at before asking for
/// money (checklist S51, S95).
fn service(office: &Office, home: &Home, occasion: &Occasion) -> Result<Vec<Part>> {
    let reading = office.book.reading();
    let from = occasion.today.checked_sub_months(Months::new(12)).unwrap_or(occasion.today);
    let which = Which::Taken(
        from.and_time(NaiveTime::MIN),
        occasion.now.max(occasion.today.and_time(NaiveTime::MIN)),
    );
    let here: HashSet<i64> = reading
        .places()?
        .into_iter()
        .filter(|p| p.building == home.record.building)
        .map(|p| p.home)
        .collect();
    let mut by_topic: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    for ticket in reading.tickets(which)? {
        if ticket.request.home.is_none_or(|(of, _)| here.contains(&of)) {
            let sums = by_topic.entry(topic(&ticket)).or_default();
            sums.0 += 1;
            sums.1 += i64::from(ticket.course.is_served());
            sums.2 += i64::from(ticket.course.revisit.as_ref().is_some_and(|r| r.score >= CONTENT_FROM));
        }
    }
    let mut parts = vec![heading("三、服务记录与未办结工单")];
    if by_topic.is_empty() {
        parts.push(Part::Text("近一年本楼和公共部位没有工单记录。".into()));
    } else {
        let row = |(topic, (taken, served, content)): (String, (i64, i64, i64))| {
            vec![text(topic), Value::Integer(taken), Value::Integer(served), Value::Integer(content)]
        };
        let rows = by_topic.into_iter().map(row).collect();
        parts.push(Part::Table(printed(&table(&["近一年本楼和公共部位", "受理", "办结", "回访满意"], rows))));
    }
    let open = office.open_tickets(home.account)?;
    if open.is_empty() {
        parts.push(Part::Text("本户没有未办结的工单。".into()));
    } else {
        let row = |t: &Ticket| {
            let taken = t.request.at.date();
            vec![
                text(t.number.clone()),
                Value::Date(taken),
                text(topic(t)),
                text(t.request.wish.clone()),
                text(t.course.state.label()),
            ]
        };
        let headings = ["本户未办结", "受理日", "类别", "诉求", "状态"];
        parts.push(Part::Table(printed(&table(&headings, open.iter().map(row).collect()))));
        parts.push(Part::Note("先答复工单，再谈缴费；业主因此不缴的，登记投诉并约定答复日期。".to_owned()));
    }
    Ok(parts)
}

/// How many contacts are shown.
const CONTACTS: usize = 8;

/// What was said and promised before, kept or not.
fn history(office: &Office, room: &str, occasion: &Occasion) -> Result<Vec<Part>> {
    let mut parts = vec![heading("四、联系与承诺")];
    let row = |c: &ContactLine| {
        vec![
            Value::Date(c.at.date()),
            text(c.channel),
            text(c.wish.clone()),
            text(c.reason),
            text(c.outcome_label),
            c.next.map_or(Value::Empty, Value::Date),
        ]
    };
    let contacts = office.contacts(Some(room), occasion.today)?;
    let rows: Vec<_> = contacts.iter().rev().filter(|c| c.void.is_none()).take(CONTACTS).map(row).collect();
    if rows.is_empty() {
        parts.push(Part::Text("没有联系记录。".into()));
    } else {
        let headings = ["日期", "方式", "业主诉求", "原因", "结果", "下次"];
        parts.push(Part::Table(printed(&table(&headings, rows))));
    }
    let row = |p: &PromiseLine| {
        vec![
            Value::Date(p.made),
            Value::Date(p.due),
            Value::Amount(p.amount),
            Value::Amount(p.received),
            text(p.label),
            text(p.note.clone()),
        ]
    };
    let promises = office.promises(Some(room), occasion.today)?;
    if promises.is_empty() {
        parts.push(Part::Text("没有承诺记录。".into()));
    } else {
        let headings = ["承诺日", "付款日", "承诺金额", "已付", "结果", "原话"];
        parts.push(Part::Table(printed(&table(&headings, promises.iter().map(row).collect()))));
    }
    Ok(parts)
}

fn ways(office: &Office, profile: &crate::profile::Profile, home: i64) -> Result<Vec<Part>> {
    let mut lines = vec![format!("服务中心柜台　{}　电话 {}", profile.hours, profile.phone)];
    if !profile.account_number.is_empty() {
        let (name, bank, number) = (&profile.account_name, &profile.bank, &profile.account_number);
        lines.push(format!("转账：{name}　{bank}　{number}"));
    }
    let reference = office.book.reading().newest_letter(home)?;
    let mut parts = vec![heading("五、缴费方式")];
    match reference {
        Some(reference) => {
            lines.push(format!("附言写 {reference}，或扫码读出（只有单号，没有个人信息）"));
            parts.push(Part::Code { reference, lines });
        }
        None => {
            lines.push("附言写房号".to_owned());
            parts.extend(lines.iter().map(|line| Part::Text(line.as_str().into())));
        }
    }
    parts.push(Part::Note(
        "可以当场提出：约定日期一次缴清；分期协议；对某一笔有异议的先登记核对，其余可先缴；确有困难或服务确有不足的，按审批单申请减免，不口头许诺。".to_owned(),
    ));
    Ok(parts)
}

/// Room for the talk itself, in its three parts (checklist S95, S123).
fn talk() -> Part {
    let rows =
        ["业主诉求（先听完）", "原因", "结果", "下次日期与约定"].map(|name| vec![text(name), Value::Empty]);
    let mut printed = printed(&table(&["面谈记录", ""], rows.into()));
    for (column, share) in printed.columns.iter_mut().zip([30, 120]) {
        column.share = share;
    }
    printed.look = zhangfang_documents::table::Look::Grid;
    Part::Together(vec![
        heading("六、面谈：开场说明来意 → 告知并核对欠费 → 听异议、给办法"),
        Part::Table(printed),
    ])
}
