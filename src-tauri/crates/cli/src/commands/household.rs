//! The verbs of `register` about one home: its card, handover, transfer of title, area.

use super::month;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use rust_decimal::Decimal;
use serde_json::json;
use zhangfang_domain::Fen;
use zhangfang_domain::tariff::at_least;
use zhangfang_office::Result;
use zhangfang_office::billing::{AreaRequest, MovedCharge, TransferRequest, Transferred};

/// A transfer of title as typed.
#[derive(Debug, Args)]
pub struct TransferArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 过户日期：新业主承担的第一天
    #[arg(long, value_name = "日期")]
    on: NaiveDate,
    /// 新业主姓名，多人用逗号分开
    #[arg(long, value_name = "姓名")]
    to: String,
    /// 新业主电话，多个用逗号分开
    #[arg(long, value_name = "电话")]
    phone: Option<String>,
    /// 欠费留在原业主名下，或按书面约定转给新业主
    #[arg(long, value_enum, default_value = "stay", value_name = "去向")]
    arrears: MoveArg,
    /// 预存款留给原业主（凭退款单退还），或按书面约定转给新业主
    #[arg(long, value_enum, default_value = "stay", value_name = "去向")]
    prepaid: MoveArg,
    /// 双方的书面约定
    #[arg(long, value_name = "约定")]
    agreement: Option<String>,
    /// 只看结果，不办理
    #[arg(long)]
    check: bool,
}

/// 去向
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MoveArg {
    /// 留在原业主名下
    Stay,
    /// 转给新业主
    Move,
}

/// A correction of an area as typed.
#[derive(Debug, Args)]
pub struct AreaArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 正确的建筑面积（平方米）
    #[arg(long, value_name = "平方米", allow_hyphen_values = true)]
    area: Decimal,
    /// 从哪个月起更正
    #[arg(long, value_name = "月份")]
    from: String,
    /// 原因，例如 产权证面积
    #[arg(long, default_value = "", value_name = "原因")]
    reason: String,
    /// 只看差额，不报审批
    #[arg(long)]
    check: bool,
}

/// The household card.
pub fn show(common: &Common, room: &str) -> Result<Answer> {
    let office = common.look()?;
    let card = office.household(room)?;
    let record = &card.home.record;
    let day = |day: Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let rows: Vec<Vec<String>> = card
        .accounts
        .iter()
        .map(|a| cells([&a.account, &a.owner, &day(a.from), &day(a.to), &a.open, &a.prepaid]))
        .collect();
    let area = record.area().map(|a| format!("{} m²", at_least(a, 2))).unwrap_or_default();
    let mut text = format!(
        "{}  {}  {area}  交付 {}\n{}\n",
        record.room_number(),
        record.use_kind,
        record.handover.map_or_else(|| "未登记".to_owned(), |d| d.to_string()),
        columns(&["账户", "承担人", "自", "至", "未缴", "预存"], &rows, &[0, 4, 5])
    );
    let concessions =
        super::concession::rows(&office, card.concessions.iter().map(|g| (record.room_number(), g)))?;
    if !concessions.is_empty() {
        text += &format!("优惠：\n{}\n", columns(&super::concession::HEADINGS, &concessions, &[0]));
    }
    let json = json!({
        "room": record.room_number(), "area": record.area().map(|a| at_least(a, 2)), "use": record.use_kind,
        "handover": record.handover, "accounts": card.accounts,
        "concessions": card.concessions.iter().map(super::concession::json).collect::<Vec<_>>(),
    });
    Ok(Answer::new(text, &json))
}

/// Records the day of handover.
pub fn hand_over(common: &Common, room: &str, on: NaiveDate) -> Result<Answer> {
    let before = common.open()?.hand_over(room, on, &common.occasion())?.value;
    let was = before.map(|d| format!("（原为 {d}）")).unwrap_or_default();
    let text = format!("{room} 的交付日期已登记为 {on}{was}。交付前的费用由建设单位承担。");
    Ok(Answer::new(text, &json!({ "room": room, "handover": on, "before": before })))
}

/// Transfers a home, or shows what that would do.
pub fn transfer(common: &Common, arguments: TransferArgs) -> Result<Answer> {
    let split = |text: &str| text.split([',', '，', '、']).map(str::to_owned).collect::<Vec<_>>();
    let request = TransferRequest {
        room: arguments.room,
        on: arguments.on,
        to: split(&arguments.to),
        phones: arguments.phone.as_deref().map(split).unwrap_or_default(),
        move_arrears: arguments.arrears == MoveArg::Move,
        move_prepaid: arguments.prepaid == MoveArg::Move,
        agreement: arguments.agreement,
    };
    let mut office = common.open()?;
    let done = if arguments.check {
        office.preview_transfer(&request, &common.occasion())?
    } else {
        office.transfer(&request, &common.occasion())?.value
    };
    let head = if arguments.check { "过户预览（未办理）" } else { "已过户" };
    Ok(Answer::new(transferred(head, &done), &json!({ "done": !arguments.check, "transfer": done })))
}

fn transferred(head: &str, done: &Transferred) -> String {
    let mut text = format!(
        "{head}：{} 自 {} 起由 {}（账户 {}）承担，原业主 {}（账户 {}）承担到前一天。\n",
        done.room,
        done.on,
        done.owners.join("、"),
        done.account,
        done.former.join("、"),
        done.former_account
    );
    let table = |lines: &[MovedCharge]| {
        let rows: Vec<Vec<String>> = lines
            .iter()
            .map(|l| {
                let days = format!("{}～{}", l.days.0, l.days.1);
                cells([&l.charge, &l.new_charge, &l.item, &days, &l.amount])
            })
            .collect();
        columns(&["原账单", "新账单", "项目", "天数", "金额"], &rows, &[0, 1, 4])
    };
    if !done.split.is_empty() {
        let sum: Fen = done.split.iter().map(|l| l.amount).sum();
        text += &format!("已出账单中过户后的部分 {sum} 元转由新业主承担：\n{}\n", table(&done.split));
    }
    if done.freed.is_positive() {
        text += &format!("原业主已缴的其中 {} 元退回为其预存。\n", done.freed);
    }
    if !done.arrears_moved.is_empty() {
        let sum: Fen = done.arrears_moved.iter().map(|l| l.amount).sum();
        text += &format!("按约定转给新业主的欠费 {sum} 元：\n{}\n", table(&done.arrears_moved));
    }
    if done.prepaid_moved.is_positive() {
        text += &format!("按约定转给新业主的预存 {} 元。\n", done.prepaid_moved);
    }
    if !done.not_split.is_empty() {
        let ids = done.not_split.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        text += &format!("按表、公摊等不按天计费的账单 {ids} 仍由原业主承担，有约定的请另行办理。\n");
    }
    let stay = if done.prepaid_left.is_positive() { "（凭退款单退还）" } else { "" };
    text += &format!(
        "办理后：原业主未缴 {} 元，预存 {} 元{stay}；新业主未缴 {} 元。",
        done.arrears_left, done.prepaid_left, done.owed
    );
    text
}

/// Shows what a right area changes, and files the correction.
pub fn correct_area(common: &Common, arguments: AreaArgs) -> Result<Answer> {
    let request = AreaRequest {
        room: arguments.room,
        area: arguments.area,
        from: month(&arguments.from)?,
        reason: arguments.reason,
    };
    let mut office = common.open()?;
    let lines = office.preview_area(&request)?;
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|l| {
            let days = format!("{}～{}", l.days.0, l.days.1);
            cells([&l.charge, &days, &l.was, &l.is, &l.difference])
        })
        .collect();
    let sum: Fen = lines.iter().map(|l| l.difference).sum();
    let table = columns(&["账单", "天数", "原应收", "应为", "差额"], &rows, &[0, 2, 3, 4]);
    let number =
        if arguments.check { None } else { Some(office.request_area(&request, &common.occasion())?.value) };
    let end = match &number {
        None => "（未报审批）".to_owned(),
        Some(number) => format!("已报审批 {number}，批准后更正台账和账单。"),
    };
    let text = format!("{table}\n差额合计 {sum} 元。{end}");
    Ok(Answer::new(text, &json!({ "lines": lines, "difference": sum.plain(), "form": number })))
}
