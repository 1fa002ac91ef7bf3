//! `contact`: what passed between the office and those who owe, and how they want to be reached.

use super::{amount, choices, read_file};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::{NaiveDate, NaiveDateTime};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};
use zhangfang_domain::contact::{ArrearsReason, Channel, Outcome};
use zhangfang_office::attachment::{NewAttachment, attachment};
use zhangfang_office::contact::ContactNote;
use zhangfang_office::contact::caps::{hours_text, parse_caps};
use zhangfang_office::contact::terms::TermsRequest;
use zhangfang_office::promise::PromiseTerms;
use zhangfang_office::{Refusal, Result};

/// Verbs of `contact`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 记一次联系：诉求、原因、结果、下次
    #[command(after_help = ADD_HELP.as_str())]
    Add(Box<AddArgs>),
    /// 列出联系记录，最近的在前
    List {
        /// 只列一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 截至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
    /// 作废一条记错的联系
    Void {
        /// 联系编号
        #[arg(value_name = "编号")]
        contact: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 现在能不能联系，最早什么时候可以
    When {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 什么时候，如 2026-01-06T12:40，默认现在
        #[arg(long, value_name = "时间")]
        at: Option<String>,
    },
    /// 登记约定的送达地址、号码和方便联系的时间（要写来源和依据）
    Terms {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 约定的送达地址
        #[arg(long, default_value = "", value_name = "地址")]
        address: String,
        /// 约定的短信号码或微信号
        #[arg(long, default_value = "", value_name = "号码")]
        number: String,
        /// 方便联系的时间，如 18:00-20:00
        #[arg(long, default_value = "", value_name = "时间")]
        hours: String,
        /// 来源：本人告知、合同或入住登记、协议或送达地址确认书、本人来函或来信、法院或主管部门
        #[arg(long, default_value = "", value_name = "来源")]
        source: String,
        /// 依据：履行合同所必需、本人同意、法定职责或义务
        #[arg(long, default_value = "", value_name = "依据")]
        basis: String,
    },
    /// 查看或收紧联系的次数和时间
    Caps {
        /// 电话、上门、信息的“每天/每周”次数和两段时间，如 "1/2 1/1 1/2 9:30-11:30 15:00-19:00"
        #[arg(long, value_name = "上限")]
        set: Option<String>,
    },
}

static ADD_HELP: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    format!(
        "方式{}\n原因{}\n结果{}",
        choices(Channel::ALL.iter().map(|c| (c.code(), c.label()))),
        choices(ArrearsReason::ALL.iter().map(|c| (c.code(), c.label()))),
        choices(Outcome::ALL.iter().map(|c| (c.code(), c.label()))),
    )
});

/// A contact as typed.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 账户（前业主等），默认现业主
    #[arg(long, value_name = "账户")]
    account: Option<i64>,
    /// 方式
    #[arg(long, default_value = "phone", value_name = "方式")]
    channel: String,
    /// 业主自己来电、来访：不受次数和时间限制
    #[arg(long)]
    incoming: bool,
    /// 什么时候，如 2026-01-06T14:00，默认现在
    #[arg(long, value_name = "时间")]
    at: Option<String>,
    /// 业主诉求，用他的原话
    #[arg(long, default_value = "", value_name = "诉求")]
    wish: String,
    /// 欠费原因
    #[arg(long, default_value = "unknown", value_name = "原因")]
    why: String,
    /// 结果
    #[arg(long, value_name = "结果")]
    outcome: String,
    /// 备注，只写与收费和服务有关的事实
    #[arg(long, default_value = "", value_name = "备注")]
    note: String,
    /// 下次日期
    #[arg(long, value_name = "日期")]
    next: Option<NaiveDate>,
    /// 承诺哪天缴（结果为承诺缴费时）
    #[arg(long, value_name = "日期")]
    promise: Option<NaiveDate>,
    /// 承诺缴多少，默认全部已到期欠费
    #[arg(long, value_name = "元", requires = "promise", allow_hyphen_values = true)]
    amount: Option<String>,
    /// 承诺只是口头，拿不出证据
    #[arg(long, requires = "promise")]
    oral: bool,
    /// 等哪张工单办结才缴
    #[arg(long, value_name = "工单编号", requires = "promise")]
    ticket: Option<String>,
    /// 超过次数或时间时，经理写明的理由
    #[arg(long, value_name = "理由")]
    over_cap: Option<String>,
    /// 照片或扫描件，可写多个
    #[arg(long = "picture", value_name = "文件")]
    pictures: Vec<PathBuf>,
}

/// A moment as typed: `2026-01-06T14:00` or `2026-01-06 14:00`.
pub fn moment(text: &str) -> Result<NaiveDateTime> {
    let expected = "日期和时间，如 2026-01-06T14:00";
    let text = text.trim();
    NaiveDateTime::parse_from_str(&text.replace(' ', "T"), "%Y-%m-%dT%H:%M")
        .map_err(|_| Refusal::Unusable { field: "时间", value: text.to_owned(), expected }.into())
}

/// Files the person named, ready to be kept.
pub fn pictures(files: &[PathBuf]) -> Result<Vec<NewAttachment>> {
    let name = |path: &Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    files.iter().map(|path| attachment(&name(path), &read_file(path)?)).collect()
}

/// One of some words, by code or by word.
pub fn word<T>(field: &'static str, text: &str, found: Option<T>) -> Result<T> {
    let expected = "说明里列出的词之一（加 --help 查看）";
    found.ok_or_else(|| Refusal::Unusable { field, value: text.trim().to_owned(), expected }.into())
}

/// Runs a verb of `contact`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Add(arguments) => add(common, *arguments),
        Verb::List { home, as_of } => list(common, home.as_deref(), as_of),
        Verb::Void { contact, reason } => {
            common.open()?.void_contact(contact, &reason, &common.occasion())?;
            Ok(Answer::new(format!("第 {contact} 号联系记录已作废。"), &json!({ "contact": contact })))
        }
        Verb::When { room, at } => when(common, &room, at.as_deref()),
        Verb::Terms { room, address, number, hours, source, basis } => {
            let request = TermsRequest { room, account: None, address, number, source, basis, hours };
            let posted = common.open()?.set_contact_terms(&request, &common.occasion())?;
            let text = format!("已登记 {} 的联系约定。", request.room);
            Ok(Answer::new(text, &json!({ "account": posted.value })))
        }
        Verb::Caps { set } => caps(common, set.as_deref()),
    }
}

fn add(common: &Common, a: AddArgs) -> Result<Answer> {
    let promise = a.promise.map(|due| {
        let amount = a.amount.as_deref().map(amount).transpose()?;
        Ok::<_, zhangfang_office::OfficeError>(PromiseTerms {
            amount,
            due,
            provable: !a.oral,
            ticket: a.ticket,
        })
    });
    let note = ContactNote {
        channel: word("方式", &a.channel, Channel::parse(&a.channel))?,
        reason: word("原因", &a.why, ArrearsReason::parse(&a.why))?,
        outcome: word("结果", &a.outcome, Outcome::parse(&a.outcome))?,
        at: a.at.as_deref().map(moment).transpose()?,
        promise: promise.transpose()?,
        pictures: pictures(&a.pictures)?,
        room: a.room,
        account: a.account,
        incoming: a.incoming,
        wish: a.wish,
        note: a.note,
        next: a.next,
        over_cap: a.over_cap,
    };
    let posted = common.open()?.note_contact(&note, &common.occasion())?;
    let next = note.promise.as_ref().map(|p| p.due).or(note.next);
    let then = next.map(|day| format!("{day}：{}。", note.outcome.next_step())).unwrap_or_default();
    let text = format!("已记第 {} 号联系。{then}", posted.value);
    Ok(Answer::new(text, &json!({ "contact": posted.value, "next": next })))
}

fn list(common: &Common, home: Option<&str>, as_of: Option<NaiveDate>) -> Result<Answer> {
    let all = common.look()?.contacts(home, as_of.unwrap_or_else(|| common.today()))?;
    let rows: Vec<_> = all
        .iter()
        .map(|c| {
            let at = c.at.format("%Y-%m-%d %H:%M");
            let way = if c.incoming { format!("{}（来）", c.channel) } else { c.channel.to_owned() };
            let next = c.next.map(|d| d.to_string()).unwrap_or_default();
            let void = c.void.as_ref().map(|reason| format!("作废：{reason}")).unwrap_or_default();
            cells([
                &c.contact,
                &at,
                &c.room,
                &way,
                &c.wish,
                &c.reason,
                &c.outcome_label,
                &next,
                &c.operator,
                &void,
            ])
        })
        .collect();
    if rows.is_empty() {
        return Ok(Answer::new("没有联系记录。", &all));
    }
    let headings = ["编号", "时间", "房号", "方式", "业主诉求", "原因", "结果", "下次", "经办", "备注"];
    Ok(Answer::new(columns(&headings, &rows, &[0]), &all))
}

fn when(common: &Common, room: &str, at: Option<&str>) -> Result<Answer> {
    let occasion = common.occasion();
    let at = at.map(moment).transpose()?.unwrap_or_else(|| occasion.today.and_time(occasion.now.time()));
    let office = common.look()?;
    let account = office.home(room)?.account;
    let moments = office.moments(account, at)?;
    let rows: Vec<_> = moments
        .iter()
        .map(|m| {
            let held = if m.held.is_empty() { "可以" } else { m.held.as_str() };
            let next = m.next.map(|n| n.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
            cells([&m.label, &held, &next, &m.in_week])
        })
        .collect();
    let text = columns(&["方式", "现在", "最早", "七天内"], &rows, &[3]);
    let terms = office.contact_terms(account)?;
    Ok(Answer::new(text, &json!({ "at": at, "ways": moments, "terms": terms })))
}

fn caps(common: &Common, set: Option<&str>) -> Result<Answer> {
    if let Some(text) = set {
        let expected = "如 1/2 1/1 1/2 9:30-11:30 15:00-19:00";
        let caps = parse_caps(text).ok_or_else(|| Refusal::Unusable {
            field: "上限",
            value: text.to_owned(),
            expected,
        })?;
        common.open()?.set_contact_caps(&caps, &common.occasion())?;
    }
    let caps = common.look()?.contact_caps()?;
    let one = |name: &str, cap: zhangfang_domain::contact::Cap| {
        format!("{name}：每天 {} 次，七天内 {} 次\n", cap.a_day, cap.a_week)
    };
    let hours = caps.hours.map(hours_text);
    let text = one("电话", caps.call)
        + &one("上门", caps.visit)
        + &one("短信微信", caps.message)
        + "时间："
        + &hours.join("、");
    let cap = |cap: zhangfang_domain::contact::Cap| json!({ "a_day": cap.a_day, "a_week": cap.a_week });
    let json = json!({ "call": cap(caps.call), "visit": cap(caps.visit), "message": cap(caps.message), "hours": hours });
    Ok(Answer::new(text, &json))
}
