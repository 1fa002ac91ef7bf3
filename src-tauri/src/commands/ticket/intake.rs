//! Taking in: what can be chosen, and the ticket itself.

use super::{minute, moment_or_none};
use crate::session::Session;
use crate::wire::{Answer, coded};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::approval::Role;
use zhangfang_domain::ticket::{
    Category, Channel, FeeAnswer, Ground, HoldCause, Kind, Level, RevisitWay, Topic,
};
use zhangfang_office::Office;
use zhangfang_office::arrears::ArrearsFilter;
use zhangfang_office::ticket::{FeeLink, Intake};

/// A word that can be chosen.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/intake.ts")]
pub struct Word {
    /// Its code.
    pub value: String,
    /// What it is called.
    pub label: String,
}

fn word(value: &str, label: impl Into<String>) -> Word {
    Word { value: value.to_owned(), label: label.into() }
}

/// A topic with its category.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/intake.ts")]
pub struct TopicWord {
    /// Its code.
    pub value: String,
    /// 工程维修 · 水电
    pub label: String,
    /// The level a complaint or repair of it begins with.
    pub level: String,
}

/// Everything that can be chosen about a ticket.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/intake.ts")]
pub struct TicketChoices {
    /// 投诉, 报修 …
    pub kinds: Vec<Word>,
    /// By category.
    pub topics: Vec<TopicWord>,
    /// 工程维修, 环境 …
    pub categories: Vec<Word>,
    /// P0 to P4.
    pub levels: Vec<Word>,
    /// 前台, 电话 …
    pub channels: Vec<Word>,
    /// What it can wait for.
    pub holds: Vec<Word>,
    /// Why it can be turned down.
    pub grounds: Vec<Word>,
    /// Ways of a revisit.
    pub ways: Vec<Word>,
    /// What can come of speaking about the fee.
    pub answers: Vec<Word>,
    /// To whom it can be made known.
    pub roles: Vec<Word>,
    /// Charge items.
    pub items: Vec<Word>,
    /// Open charges of the room, when one was named and is known.
    pub charges: Vec<Word>,
    /// The room as the register writes it; empty when it is not known.
    pub room: String,
    /// People of the office.
    pub staff: Vec<String>,
    /// Firms in use.
    pub contractors: Vec<String>,
    /// Incidents that are not over, by number.
    pub incidents: Vec<Word>,
    /// What the desk answers to each of them, in the same order.
    pub scripts: Vec<String>,
    /// Who works at the desk.
    pub operator: String,
}

/// Everything that can be chosen about a ticket; with the open charges of a room when one is named.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn ticket_choices(room: &str, session: State<'_, Session>) -> Answer<TicketChoices> {
    let (today, operator) = (session.host().today(), session.operator());
    session.with(|office| {
        let incidents = office.incidents(false)?;
        let home = if room.trim().is_empty() { None } else { office.home(room).ok() };
        let room = home.map(|home| home.record.room_number()).unwrap_or_default();
        let charges = if room.is_empty() { Vec::new() } else { charges(office, &room, today)? };
        let topic = |t: Topic| TopicWord {
            value: t.code().to_owned(),
            label: match (t.category().label(), t.label()) {
                (category, topic) if category == topic => topic.to_owned(),
                (category, topic) => format!("{category} · {topic}"),
            },
            level: Level::usual(Kind::Complaint, t).code().to_owned(),
        };
        let roles = [Role::Supervisor, Role::Manager, Role::Company];
        Ok(TicketChoices {
            kinds: Kind::ALL.map(|k| word(k.code(), k.label())).into(),
            topics: Topic::ALL.map(topic).into(),
            categories: Category::ALL.map(|c| word(c.code(), c.label())).into(),
            levels: Level::ALL.map(|l| word(l.code(), l.label())).into(),
            channels: Channel::ALL.map(|c| word(c.code(), c.label())).into(),
            holds: HoldCause::ALL.map(|h| word(h.code(), h.label())).into(),
            grounds: Ground::ALL.map(|g| word(g.code(), g.label())).into(),
            ways: RevisitWay::ALL.map(|w| word(w.code(), w.label())).into(),
            answers: FeeAnswer::ALL.map(|a| word(a.code(), a.label())).into(),
            roles: roles.map(|r| word(r.code(), r.label())).into(),
            items: office.charge_items()?.iter().map(|i| word(&i.code, i.name.clone())).collect(),
            charges,
            room,
            staff: office.staff()?.into_iter().map(|m| m.name).collect(),
            contractors: office.contractors(false)?.into_iter().map(|f| f.name).collect(),
            scripts: incidents.iter().map(|i| i.script.clone()).collect(),
            incidents: incidents.iter().map(|i| word(&i.incident.to_string(), i.title.clone())).collect(),
            operator,
        })
    })
}

fn charges(office: &Office, room: &str, today: chrono::NaiveDate) -> Answer<Vec<Word>> {
    let filter =
        ArrearsFilter { room: Some(room.to_owned()), include_not_due: true, ..ArrearsFilter::default() };
    let lines = office.arrears(today, &filter)?.lines;
    Ok(lines
        .iter()
        .map(|l| word(&l.charge.to_string(), format!("{} {} {} 元", l.months, l.item, l.open)))
        .collect())
}

/// A ticket as it is typed.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "ticket/intake.ts")]
pub struct TicketForm {
    /// The room; may be empty for a public place.
    pub room: String,
    /// The place; may be empty.
    pub place: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the topic.
    pub topic: String,
    /// Code of the level; the usual one when empty.
    pub level: String,
    /// Code of the channel.
    pub channel: String,
    /// Who answers for it; whoever takes it in when empty.
    pub intake: String,
    /// Who said it; the owners when empty.
    pub reporter: String,
    /// Where they can be reached; may be empty.
    pub phone: String,
    /// In their words.
    pub wish: String,
    /// When it came in; now when empty.
    pub at: String,
    /// Whether they were told that somebody looks after it.
    pub accept: bool,
    /// The whole answer, when it was given on the spot.
    pub answer: String,
    /// Number of the incident; may be empty.
    pub incident: String,
    /// `item:code` or `charge:number` of the fee it names; empty when it names none.
    pub fee: String,
    /// By when the reply was promised; by the level when empty.
    pub reply_by: String,
}

impl TicketForm {
    fn intake(self) -> Answer<Intake> {
        let fee = match self.fee.split_once(':') {
            Some(("item", code)) => Some(FeeLink { items: vec![code.to_owned()], ..FeeLink::default() }),
            Some(("charge", number)) => {
                let charge = coded("账单", number, |n| n.parse().ok())?;
                Some(FeeLink { charges: vec![charge], ..FeeLink::default() })
            }
            _ => None,
        };
        let reply_by =
            if self.reply_by.trim().is_empty() { None } else { Some(crate::wire::day(&self.reply_by)?) };
        let level =
            if self.level.is_empty() { None } else { Some(coded("级别", &self.level, Level::parse)?) };
        let incident = if self.incident.is_empty() {
            None
        } else {
            Some(coded("事件", &self.incident, |n| n.parse().ok())?)
        };
        Ok(Intake {
            kind: coded("类型", &self.kind, Kind::parse)?,
            topic: coded("小类", &self.topic, Topic::parse)?,
            level,
            channel: coded("渠道", &self.channel, Channel::parse)?,
            at: moment_or_none(&self.at)?,
            incident,
            fee: fee.map(|link| FeeLink { reply_by, ..link }),
            room: self.room,
            place: self.place,
            intake: self.intake,
            reporter: self.reporter,
            phone: self.phone,
            wish: self.wish,
            accept: self.accept,
            answer: self.answer,
        })
    }
}

/// A ticket that was taken in.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "ticket/intake.ts")]
pub struct TakenTicket {
    /// Its number.
    pub number: String,
    /// What was promised, in words.
    pub promised: String,
}

/// Takes a ticket in.
///
/// # Errors
/// Of [`Office::take_in`].
#[tauri::command(async)]
pub fn ticket_take(
    form: TicketForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<TakenTicket> {
    let occasion = session.occasion(key);
    let taken = session.with(|office| Ok(office.take_in(&form.intake()?, &occasion)?.value))?;
    let done =
        taken.done_by.map_or_else(|| "处理到安全为止".to_owned(), |at| format!("{} 前办结", minute(at)));
    let paused = taken.paused_until.map(|until| format!("；所涉费用暂停催缴到 {until}")).unwrap_or_default();
    let promised = format!("{} 前首次答复，{done}{paused}", minute(taken.reply_by));
    Ok(TakenTicket { number: taken.number, promised })
}
