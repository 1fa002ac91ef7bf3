//! Papers of the counter: the daily report and the deposit slip.

use super::lists::number;
use crate::day::DayReport;
use crate::refusal::ShiftRefusal;
use crate::shift::{Shift, Till};
use crate::{Occasion, Office, OfficeError, Result};
use zhangfang_documents::day_report::{self, DrawerCash, ItemTakings, MethodTakings, Reprint, VoidedReceipt};
use zhangfang_documents::deposit_slip::{self, DepositSlip};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::{Count, Drawer};

/// How a shift is called on paper.
fn name(shift: &Shift) -> String {
    format!("第{}班 {}", shift.id, shift.cashier)
}

/// 收费日报 of the business date of `occasion`, or of one shift.
///
/// # Errors
/// [`crate::Refusal::Unknown`] for the shift; document and store errors.
pub fn day_report(
    office: &Office,
    fonts: &FontSet,
    shift: Option<i64>,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let shift = shift.map(|id| office.shift(id)).transpose()?;
    let report = match &shift {
        Some(shift) => office.shift_report(shift)?,
        None => office.day_report(occasion.today)?,
    };
    let profile = office.profile()?;
    let day = report.date;
    let mut paper = number("RB", day);
    if let Some(shift) = &shift {
        paper += &format!("-{}", shift.id);
    }
    let model = day_report::DayReport {
        imprint: Imprint { title: format!("收费日报 {day}"), number: paper, printed: occasion.now },
        company: profile.company,
        centre: profile.office,
        day,
        shift: shift.as_ref().map(|shift| format!("第{}班", shift.id)).unwrap_or_default(),
        methods: methods(&report),
        items: items(&report),
        voided: voided(&report),
        reprinted: reprinted(&report),
        drawers: report.drawers.iter().map(drawer_cash).collect(),
        counted: counted(office, &report)?,
        remarks: remarks(office, &report)?,
        cashiers: report.cashiers,
        operator: occasion.operator.clone(),
    };
    Ok(day_report::rendered(fonts, &model)?)
}

fn methods(report: &DayReport) -> Vec<MethodTakings> {
    let range = |&(first, last): &(i64, i64)| (format!("{first:07}"), format!("{last:07}"));
    let takings = Method::ALL.into_iter().zip(&report.by_method).map(|(method, taken)| MethodTakings {
        method,
        receipts: taken.receipts as u64,
        amount: taken.total,
        refunded: taken.refunded,
        ranges: taken.numbers.iter().map(range).collect(),
    });
    takings.collect()
}

fn items(report: &DayReport) -> Vec<ItemTakings> {
    let item = |i: &crate::day::ItemTakings| ItemTakings {
        item: i.item.clone(),
        current: i.current,
        arrears: i.arrears,
        prepaid: i.prepaid,
        deposit: i.deposit,
        refunded: i.refunded,
    };
    report.by_item.iter().map(item).collect()
}

fn voided(report: &DayReport) -> Vec<VoidedReceipt> {
    let void = |v: &crate::day::VoidedReceipt| VoidedReceipt {
        number: format!("{:07}", v.number),
        amount: v.amount,
        reason: v.reason.clone(),
    };
    report.voided.iter().map(void).collect()
}

fn reprinted(report: &DayReport) -> Vec<Reprint> {
    let again = |r: &crate::day::Reprinted| Reprint {
        number: format!("{:07}", r.number),
        times: r.times,
        reason: String::new(),
    };
    report.reprinted.iter().map(again).collect()
}

fn drawer_cash(line: &crate::shift::DrawerLine) -> DrawerCash {
    let drawer = Drawer {
        float: line.float,
        received: line.received,
        refunded: line.refunded,
        deposits_taken: line.deposits_taken,
        deposits_returned: line.deposits_returned,
        banked: line.banked,
    };
    let name = match line.shift {
        Some(shift) => format!("第{shift}班 {}", line.cashier),
        None => "未开班收付".to_owned(),
    };
    DrawerCash { name, drawer, difference: line.difference }
}

/// The pieces of every closed shift together; nothing when none is closed.
fn counted(office: &Office, report: &DayReport) -> Result<Option<(Count, Count)>> {
    let (mut counted, mut banked) = (Vec::new(), Vec::new());
    for line in report.drawers.iter().filter(|line| line.difference.is_some()) {
        let (all, part) = office.book.reading().shift_cash(line.shift.unwrap_or_default())?;
        counted.extend(all.pieces());
        banked.extend(part.pieces());
    }
    Ok((!counted.is_empty()).then(|| (Count::of(counted), Count::of(banked))))
}

/// What was explained of the shifts of the report, and of earlier ones until a manager took note.
fn remarks(office: &Office, report: &DayReport) -> Result<Vec<String>> {
    let mut remarks = Vec::new();
    for shift in office.shifts()? {
        let here = report.drawers.iter().any(|line| line.shift == Some(shift.id));
        let words = shift.explanations().join("；");
        if words.is_empty() || !(here || report.unacknowledged.contains(&shift.id)) {
            continue;
        }
        let difference = shift.closing.as_ref().map_or(Fen::ZERO, |closing| closing.difference());
        let noted = match &shift.acknowledged {
            Some(noted) => format!("{} 已于 {} 确认：{}", noted.by, noted.on, noted.note),
            None => "待项目经理确认".to_owned(),
        };
        let other = disagreeing(&office.till(shift.clone())?);
        remarks.push(format!(
            "{} {}：差额 {difference} 元{other}，说明：{words}。{noted}。",
            name(&shift),
            shift.day
        ));
    }
    Ok(remarks)
}

/// Where a wallet or terminal said something else than the receipts.
fn disagreeing(till: &Till) -> String {
    let differing = till.booked().into_iter().filter_map(|(method, booked)| {
        let stated = till.stated_of(method).filter(|stated| *stated != booked)?;
        Some(format!("；{}收据 {booked} 元，商户端 {stated} 元", method.label()))
    });
    differing.collect()
}

/// 交款单 of a closed shift; printing again keeps the number.
///
/// # Errors
/// [`ShiftRefusal::NotClosed`], [`ShiftRefusal::NothingBanked`]; document and store errors.
pub fn deposit_slip(
    office: &mut Office,
    fonts: &FontSet,
    shift: i64,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let Till { shift, drawer, .. } = office.till(office.shift(shift)?)?;
    let closing = shift.closing.clone().ok_or(ShiftRefusal::NotClosed { shift: shift.id })?;
    if !closing.banked.is_positive() {
        return Err(ShiftRefusal::NothingBanked { shift: shift.id }.into());
    }
    let (_, pieces) = office.book.reading().shift_cash(shift.id)?;
    let profile = office.profile()?;
    let mut bytes = Vec::new();
    office.book.transact("shift.deposit-slip", &super::keyless(occasion), |act| {
        let subject = shift.id.to_string();
        let document = super::numbered(act, "JK", &subject, None, closing.banked, shift.day)?;
        let slip = DepositSlip {
            imprint: Imprint {
                title: format!("交款单 {}", document.number()),
                number: document.number(),
                printed: occasion.now,
            },
            company: profile.company,
            centre: profile.office,
            day: shift.day,
            shift: name(&shift),
            handed_by: shift.cashier.clone(),
            received_by: closing.received_by.clone().unwrap_or_default(),
            bank_slip: closing.slip.clone().unwrap_or_default(),
            at: closing.at.parse().unwrap_or(occasion.now),
            pieces,
            amount: closing.banked,
            drawer,
            counted: closing.counted,
            explanation: shift.explanations().join("；"),
        };
        act.post_print("JK", document.id)?;
        bytes = deposit_slip::rendered(fonts, &slip)?;
        Ok::<_, OfficeError>(document.number())
    })?;
    Ok(bytes)
}
