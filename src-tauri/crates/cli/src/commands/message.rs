//! `message`: short messages to one household each.

use super::{unknown_choice, write_table};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;
use zhangfang_domain::contact::Channel;
use zhangfang_domain::letter::Letter;
use zhangfang_office::letter::letter_named;
use zhangfang_office::message::{Draft, Message, Outgoing};
use zhangfang_office::{Office, Result};

/// Verbs of `message`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 看要发给谁、每条写什么、多少字
    Preview {
        /// 文案和住户
        #[command(flatten)]
        wanted: Wanted,
    },
    /// 记为已发（逐条复制发送之后）；同一天同一户不重复
    Send {
        /// 文案和住户
        #[command(flatten)]
        wanted: Wanted,
        /// 渠道：sms（短信）或 wechat（微信）
        #[arg(long, value_name = "渠道", default_value = "sms")]
        channel: String,
    },
    /// 导出给短信平台（含完整号码，记入导出记录）
    Export {
        /// 文案和住户
        #[command(flatten)]
        wanted: Wanted,
        /// 输出的 .xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 用途
        #[arg(long, value_name = "用途")]
        purpose: String,
        /// 交给谁
        #[arg(long, value_name = "对象")]
        recipient: String,
    },
    /// 业主群用的文字（不含任何一户的信息）
    Group,
    /// 发给一户的消息
    List {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
    },
}

/// Which messages.
#[derive(Debug, Args)]
pub struct Wanted {
    /// 文案：pre-due-message、gentle-message、promise-message、answer-message
    #[arg(long, value_name = "文案", default_value = "gentle-message")]
    letter: String,
    /// 只发给这些房号；可多次
    #[arg(long = "room", value_name = "房号")]
    rooms: Vec<String>,
}

impl Wanted {
    fn drafts(&self, office: &Office, common: &Common) -> Result<(Letter, Vec<Draft>)> {
        let letter = letter_named(&self.letter)?;
        let homes = self.rooms.iter().map(|room| Ok(office.home(room)?.id)).collect::<Result<Vec<i64>>>()?;
        let mut accounts = Vec::new();
        if letter == Letter::AnswerMessage {
            for room in &self.rooms {
                accounts.push(office.home(room)?.account);
            }
        }
        let mut drafts = office.message_drafts(letter, &accounts, common.today())?;
        drafts.retain(|d| homes.is_empty() || homes.contains(&d.home));
        Ok((letter, drafts))
    }
}

fn table(drafts: &[Draft]) -> String {
    let row = |d: &Draft| {
        let last = d.sent.map(|on| format!("{on} 发过")).unwrap_or_default();
        cells([&d.room, &d.owner, &d.phone, &d.amount, &d.characters, &d.segments, &last, &d.text])
    };
    let headings = ["房号", "业主", "电话", "金额", "字数", "条数", "上次", "内容"];
    columns(&headings, &drafts.iter().map(row).collect::<Vec<_>>(), &[3, 4, 5])
}

fn as_json(drafts: &[Draft]) -> Vec<serde_json::Value> {
    let one = |d: &Draft| {
        json!({
            "account": d.account, "room": d.room, "owner": d.owner, "phone": d.phone, "amount": d.amount.plain(),
            "text": d.text, "characters": d.characters, "segments": d.segments, "sent": d.sent,
        })
    };
    drafts.iter().map(one).collect()
}

/// Runs a verb of `message`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Preview { wanted } => {
            let (_, drafts) = wanted.drafts(&common.look()?, common)?;
            Ok(Answer::new(format!("{}\n共 {} 户", table(&drafts), drafts.len()), &as_json(&drafts)))
        }
        Verb::Send { wanted, channel } => {
            let channel =
                Channel::parse(&channel).ok_or_else(|| unknown_choice("渠道", &channel, "sms 或 wechat"))?;
            let mut office = common.open()?;
            let (letter, drafts) = wanted.drafts(&office, common)?;
            let out: Vec<Outgoing> =
                drafts.into_iter().map(|d| Outgoing { account: d.account, text: d.text }).collect();
            let sent = office.send_messages(letter, channel, &out, &common.occasion())?.value;
            Ok(Answer::new(format!("{}：已记 {sent} 户。", letter.label()), &json!({ "sent": sent })))
        }
        Verb::Export { wanted, out, purpose, recipient } => {
            let mut office = common.open()?;
            let (letter, drafts) = wanted.drafts(&office, common)?;
            let accounts: Vec<i64> = drafts.iter().map(|d| d.account).collect();
            let table =
                office.message_table(letter, &accounts, (&purpose, &recipient), &common.occasion())?;
            let count = table.rows.len();
            write_table(&out, &table)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("{path}（{count} 户）"), &json!({ "file": path, "count": count })))
        }
        Verb::Group => {
            let text = common.look()?.group_message()?;
            Ok(Answer::new(text.clone(), &json!({ "text": text })))
        }
        Verb::List { room } => {
            let messages = common.look()?.messages_to(&room, common.today())?;
            let row = |m: &Message| {
                let letter = Letter::parse(&m.kind).map_or("", Letter::label);
                let channel = Channel::parse(&m.channel).map_or("", Channel::label);
                cells([&m.on, &channel, &letter, &m.operator, &m.text])
            };
            let rows: Vec<_> = messages.iter().map(row).collect();
            let json: Vec<_> = messages
                .iter()
                .map(|m| json!({ "on": m.on, "channel": m.channel, "letter": m.kind, "text": m.text, "operator": m.operator }))
                .collect();
            Ok(Answer::new(columns(&["日期", "渠道", "文案", "经办", "内容"], &rows, &[]), &json))
        }
    }
}
