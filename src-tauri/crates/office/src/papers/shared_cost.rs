//! What a shared bill looks like on paper: the sheet for the entrance hall, the list that stays in the office.

use super::{Paper, lists, numbered, require};
use crate::explain;
use crate::shared_cost::{SharedBill, SharedSheet};
use crate::{Occasion, Office, OfficeError, Result};
use zhangfang_documents::disclosure::SharedUtility;
use zhangfang_documents::public::{self, HouseholdCount, OfficeTotal, PublicText};
use zhangfang_documents::shared_cost::SharedNotice;
use zhangfang_documents::shared_cost::list::{self, ShareLine, ShareList};
use zhangfang_documents::{DocumentError, FontSet};
use zhangfang_domain::Months;
use zhangfang_domain::shared_cost::{Method, per_unit, priced};
use zhangfang_domain::tariff::at_least;

const SHARED: &str = "GT";

fn text(text: &str) -> Result<PublicText, DocumentError> {
    PublicText::new(text)
}

/// The public sheet of a bill; printing it again unchanged keeps its number.
///
/// # Errors
/// [`crate::Refusal::Unknown`], [`crate::Refusal::ProfileIncomplete`], document and store errors.
pub fn shared_sheet(office: &mut Office, fonts: &FontSet, bill: i64, occasion: &Occasion) -> Result<Paper> {
    let profile = office.profile()?;
    require(&profile, &["office", "phone"])?;
    let bill = office.shared_sheet(bill)?.bill;
    if bill.reversed_by.is_some() {
        return Err(crate::Refusal::RunReversed { run: bill.run }.into());
    }
    let phone = if profile.complaint_phone.is_empty() { &profile.phone } else { &profile.complaint_phone };
    let mut model = SharedNotice {
        number: text("")?,
        printed: occasion.now,
        company: text(&profile.company)?,
        centre: text(&profile.office)?,
        label: text(&bill.label)?,
        period: (bill.months.first_day(), bill.months.last_day()),
        volume: text(&format!("{} {}", at_least(bill.volume, 0), bill.unit))?,
        unit_price: text(&format!("{} 元/{}", at_least(bill.unit_price, 2), bill.unit))?,
        amount: OfficeTotal::of_office(bill.fen),
        difference: difference(&bill)?.map(|words| text(&words)).transpose()?,
        source: text(&bill.source)?,
        method: text(&method_words(&bill))?,
        grounds: text(grounds(bill.method))?,
        weights: text(&explain::weight(bill.method, bill.weights, &bill.unit))?,
        per_unit: standard(&bill).map(|words| text(&words)).transpose()?,
        homes: HouseholdCount(u32::try_from(bill.homes).unwrap_or(u32::MAX)),
        due: bill.due,
        objection_phone: PublicText::phone_of_office(phone),
        reply_days: profile.reply_days,
        dated: occasion.today,
    };
    let mut bytes = Vec::new();
    office.book.transact("shared.sheet", &super::keyless(occasion), |act| {
        let subject = format!("shared/{}", bill.id);
        let document = numbered(act, SHARED, &subject, None, bill.fen, occasion.today)?;
        model.number = text(&document.number())?;
        bytes = public::rendered(fonts, &model)?;
        Ok::<_, OfficeError>(document.number())
    })?;
    Ok(Paper { file_name: format!("公摊公示-{}-{}.pdf", bill.months, bill.id), bytes, count: 1 })
}

/// The list with every home's share; it changes nothing and takes no number.
///
/// # Errors
/// [`crate::Refusal::Unknown`], document and store errors.
pub fn shared_list(office: &Office, fonts: &FontSet, bill: i64, occasion: &Occasion) -> Result<Paper> {
    let SharedSheet { bill, item, lines } = office.shared_sheet(bill)?;
    let mut head = lists::head(office, SHARED, "公共水电分户清单", occasion)?;
    head.imprint.number = format!("公摊账单 {}", bill.id);
    head.purpose = "公摊核对".to_owned();
    let state = if bill.reversed_by.is_some() { "（已冲销）" } else { "" };
    let difference = difference(&bill)?.map(|words| format!("（相差 {words}）")).unwrap_or_default();
    let model = ShareList {
        head,
        label: format!("{}{state}　{}", bill.label, crate::statement::period_text(bill.months)),
        summary: format!(
            "{item}：{} {} × {} 元/{}，账单 {} 元{difference}，{}，{} 户，截止 {}，依据 {}。",
            at_least(bill.volume, 0),
            bill.unit,
            at_least(bill.unit_price, 2),
            bill.unit,
            bill.fen,
            method_words(&bill),
            bill.homes,
            bill.due.format("%Y年%-m月%-d日"),
            bill.source
        ),
        weight: match bill.method {
            Method::Area => "面积（m²）".to_owned(),
            Method::Home => "户".to_owned(),
            Method::Usage => format!("用量（{}）", bill.unit),
            Method::Coefficient => "系数".to_owned(),
            Method::Fixed => "定额（元）".to_owned(),
        },
        weights: at_least(bill.weights, decimals(bill.method)),
        total: bill.fen,
        lines: lines
            .into_iter()
            .map(|line| ShareLine {
                room: line.room,
                weight: at_least(line.weight, decimals(bill.method)),
                share: line.share,
                charge: line.charge.map(|c| c.to_string()).unwrap_or_default(),
            })
            .collect(),
    };
    let count = model.lines.len();
    let bytes = list::rendered(fonts, &model)?;
    Ok(Paper { file_name: format!("公摊分户清单-{}-{}.pdf", bill.months, bill.id), bytes, count })
}

/// Block ⑦ of the disclosure: the shared bills that stand in a month.
pub(crate) fn utilities(office: &Office, months: Months) -> Result<Vec<SharedUtility>> {
    let utility = |bill: &SharedBill| -> Result<SharedUtility> {
        let standard = standard(bill).map(|words| format!("，{words}")).unwrap_or_default();
        Ok(SharedUtility {
            name: text(&bill.label)?,
            volume: bill.volume,
            unit: text(&bill.unit)?,
            price: bill.unit_price,
            amount: OfficeTotal::of_office(bill.fen),
            method: text(&format!("{}{standard}", method_words(bill)))?,
        })
    };
    office.shared_uses(months)?.iter().map(utility).collect()
}

/// By how much the bill is not volume times unit price, and why.
fn difference(bill: &SharedBill) -> Result<Option<String>> {
    let off = bill.fen - priced(bill.volume, bill.unit_price)?;
    Ok((!off.is_zero()).then(|| format!("{off} 元，{}", bill.difference)))
}

const fn decimals(method: Method) -> u32 {
    if matches!(method, Method::Area | Method::Fixed) { 2 } else { 0 }
}

/// The method with what modifies it.
fn method_words(bill: &SharedBill) -> String {
    let mut words = bill.method.label().to_owned();
    if let Some(floors) = &bill.terms.floors {
        let floors = floors.replace('*', "其余");
        words += &format!("，楼层系数 {floors}");
    }
    if let Some(factor) = &bill.terms.vacant {
        words += &format!("，空置房屋按 {factor} 计");
    }
    words
}

/// On what a method rests: the law says area where nothing is agreed.
const fn grounds(method: Method) -> &'static str {
    match method {
        Method::Area => "没有其他约定时的法定办法，《民法典》第二百八十三条",
        _ => "按业主约定或业主大会决定，《民法典》第二百八十三条",
    }
}

/// `每平方米 2.3473 元`; nothing for fixed amounts.
fn standard(bill: &SharedBill) -> Option<String> {
    let unit = at_least(per_unit(bill.fen, bill.weights)?, 2);
    match bill.method {
        Method::Area => Some(format!("每平方米 {unit} 元")),
        Method::Home => Some(format!("每户 {unit} 元")),
        Method::Usage => Some(format!("每{} {unit} 元", bill.unit)),
        Method::Coefficient => Some(format!("系数为 1 的 {unit} 元")),
        Method::Fixed => None,
    }
}
