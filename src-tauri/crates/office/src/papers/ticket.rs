//! 受理单, 派工单 and 回访单 of a ticket. It has its number since it was taken in; printing writes nothing.

use super::Paper;
use crate::ticket::{TicketCard, moment};
use crate::{Occasion, Office, Result};
use chrono::NaiveDateTime;
use zhangfang_documents::ticket::{Question, Section, TicketPaper, rendered};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::mask;
use zhangfang_domain::ticket::course::State;
use zhangfang_domain::ticket::deadline::Promise;
use zhangfang_domain::ticket::step::{Step, StepKind};

/// Which of its papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketSheet {
    /// For the owner: what was said, by when it is answered, what happened.
    Intake,
    /// For whoever goes: where, what, and room to write what was done.
    Job,
    /// For whoever asks afterwards.
    Revisit,
}

impl TicketSheet {
    const fn label(self) -> &'static str {
        match self {
            Self::Intake => "受理单",
            Self::Job => "派工单",
            Self::Revisit => "回访单",
        }
    }
}

/// A paper of a ticket.
///
/// # Errors
/// [`crate::Refusal::Unknown`], document and store errors.
pub fn ticket(
    office: &Office,
    fonts: &FontSet,
    number: &str,
    sheet: TicketSheet,
    occasion: &Occasion,
) -> Result<Paper> {
    let card = office.ticket_card(number, moment(occasion))?;
    let profile = office.profile()?;
    let number = card.line.number.clone();
    let title = match sheet {
        TicketSheet::Intake => format!("{}受理单", card.line.kind),
        other => other.label().to_owned(),
    };
    let note = match sheet {
        TicketSheet::Intake => format!(
            "请凭单号查询进度，首问责任人 {} 负责答复您。不满意可以要求重开。",
            card.line.first_contact
        ),
        TicketSheet::Job => {
            "先联系业主约好时间；进户出示工牌，离开前清理现场、请业主签字。完整电话请问前台。".to_owned()
        }
        TicketSheet::Revisit => {
            "办理人不得自己回访。评分 2 分及以下重开工单。只问服务，不催缴；业主提到费用的如实记录。"
                .to_owned()
        }
    };
    let paper = TicketPaper {
        imprint: Imprint { title: format!("{title} {number}"), number, printed: occasion.now },
        company: profile.company,
        centre: profile.office,
        contact: format!("查询电话 {}　{}", profile.phone, profile.hours),
        title,
        state: card.ticket.course.state.label().to_owned(),
        facts: facts(&card),
        wish: card.line.wish.clone(),
        sections: match sheet {
            TicketSheet::Intake => intake(&card),
            TicketSheet::Job => job(&card),
            TicketSheet::Revisit => revisit(&card),
        },
        note,
    };
    let bytes = rendered(fonts, &paper)?;
    Ok(Paper { file_name: format!("{}-{}.pdf", paper.title, card.line.number), bytes, count: 1 })
}

/// What is promised of an emergency.
const UNTIL_SAFE: &str = "处理到安全为止";

fn minute(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

fn named(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// What stands at the top of all three.
fn facts(card: &TicketCard) -> Vec<(String, String)> {
    let (line, request) = (&card.line, &card.ticket.request);
    let place = [line.room.as_str(), line.place.as_str()];
    let place = place.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("　");
    let reporter = mask::name(&request.reporter);
    let phone = request.phone.as_deref().map(mask::phone).unwrap_or_default();
    vec![
        named("房号／位置", place),
        named("类别", format!("{}　{}", line.kind, line.topic)),
        named("提出人", if reporter.is_empty() { "—".to_owned() } else { reporter }),
        named("联系电话", if phone.is_empty() { "—".to_owned() } else { phone }),
        named("渠道", request.channel.label()),
        named("登记时间", minute(line.taken)),
        named("首问责任人", line.first_contact.clone()),
        named("级别", card.ticket.course.level.label()),
    ]
}

/// What was promised to the owner, and what the fee has to do with it.
fn promised(card: &TicketCard) -> Section {
    let due = |promise| card.promises.iter().find(|d| d.promise == promise).map(|d| minute(d.due));
    let reply = match card.reply.1 {
        Some(given) => format!("已于 {} 答复", minute(given)),
        None => format!("{} 前", minute(card.reply.0)),
    };
    let done = match card.ticket.course.finished {
        Some(at) => format!("已于 {} 办结", minute(at)),
        None => card.done_by.map_or_else(|| UNTIL_SAFE.to_owned(), |at| format!("{} 前", minute(at))),
    };
    let mut fields = vec![named("首次答复", reply), named("办结", done)];
    if let Some(at) = due(Promise::OnSite) {
        fields.push(named("到场", format!("{at} 前")));
    }
    let fee = match (card.line.touches_fee, card.line.paused_until) {
        (false, _) => "否".to_owned(),
        (true, None) => "是".to_owned(),
        (true, Some(until)) => format!("是；所涉费用暂停催缴至 {until}，账单与到期日不变"),
    };
    fields.push(named("涉及费用", fee));
    Section::Fields { heading: "承诺".to_owned(), fields }
}

fn intake(card: &TicketCard) -> Vec<Section> {
    let mut sections = vec![promised(card)];
    if !card.log.is_empty() {
        let step = |l: &crate::ticket::LogLine| [minute(l.at), l.what.clone(), l.note.clone()];
        let told = card.log.iter().filter(|l| is_told(l.step));
        sections.push(Section::Steps(told.map(step).collect()));
    }
    if !card.materials.is_empty() {
        sections.push(materials(card, 0));
    }
    let closer = card.ticket.course.closed.as_ref().map(|(_, by)| by.clone()).unwrap_or_default();
    let score = card.ticket.course.revisit.as_ref().map(|r| format!("{} 分", r.score)).unwrap_or_default();
    let end = vec![named("满意度", score), named("关闭人", closer)];
    sections.push(Section::Fields { heading: "办结与关闭".to_owned(), fields: end });
    sections.push(Section::Signatures(vec!["业主".to_owned(), "物业服务中心".to_owned()]));
    sections
}

fn materials(card: &TicketCard, empty: usize) -> Section {
    let row = |m: &crate::ticket::Material| (m.what.clone(), m.quantity.normalize().to_string(), m.fen);
    Section::Materials { rows: card.materials.iter().map(row).collect(), empty }
}

/// What the owner reads of it; how the office speaks among itself stays there.
const fn is_told(step: StepKind) -> bool {
    !matches!(
        step,
        StepKind::Start | StepKind::Escalate | StepKind::Regrade | StepKind::FeeTalk | StepKind::Join
    )
}

/// When a kind of step was taken last.
fn last(card: &TicketCard, kind: StepKind) -> String {
    let found = card.ticket.log.iter().rev().find(|l| l.event.step.kind() == kind);
    found.map(|l| minute(l.event.at)).unwrap_or_default()
}

fn job(card: &TicketCard) -> Vec<Section> {
    let course = &card.ticket.course;
    let due = |promise| card.promises.iter().find(|d| d.promise == promise).map(|d| minute(d.due));
    let fields = vec![
        named("派给", course.executor.clone().unwrap_or_default()),
        named("派单时间", last(card, StepKind::Dispatch)),
        named("约定上门", course.appointment.map(minute).unwrap_or_default()),
        named("应到场", due(Promise::OnSite).unwrap_or_else(|| "按约定".to_owned())),
        named("应办结", card.done_by.map_or_else(|| UNTIL_SAFE.to_owned(), minute)),
        named("接单时间", last(card, StepKind::Start)),
        named("到场时间", course.arrived.map(minute).unwrap_or_default()),
        named("完成时间", course.finished.map(minute).unwrap_or_default()),
    ];
    vec![
        Section::Fields { heading: "派工".to_owned(), fields },
        Section::Room {
            heading: "处理情况（发现的问题、做了什么、遗留什么）".to_owned(), lines: 4
        },
        materials(card, 3),
        Section::Questions { heading: String::new(), questions: vec![satisfaction(card)] },
        Section::Signatures(vec!["业主（同意收费项目并确认完成）".to_owned(), "施工人".to_owned()]),
    ]
}

fn satisfaction(card: &TicketCard) -> Question {
    let score = card.ticket.course.revisit.as_ref().map(|r| usize::from(r.score));
    Question {
        asked: "满意度".to_owned(),
        boxes: ["1 很差", "2 不满意", "3 一般", "4 满意", "5 很满意"].map(str::to_owned).to_vec(),
        ticked: score.and_then(|score| score.checked_sub(1)),
    }
}

fn revisit(card: &TicketCard) -> Vec<Section> {
    let course = &card.ticket.course;
    let visit = card.ticket.log.iter().rev().find_map(|l| match &l.event.step {
        Step::Revisit { by, way, .. } if course.revisit.is_some() => Some((l, by.clone(), way.label())),
        _ => None,
    });
    let done = card.ticket.log.iter().rev().find(|l| l.event.step.kind() == StepKind::Finish);
    let due = card.promises.iter().find(|d| d.promise == Promise::Revisit).map(|d| minute(d.due));
    let fields = vec![
        named("办理人", course.executors.join("、")),
        named("办结时间", course.finished.map(minute).unwrap_or_default()),
        named("应在此前回访", due.unwrap_or_else(|| "—".to_owned())),
        named("回访时间", visit.as_ref().map(|(l, ..)| minute(l.event.at)).unwrap_or_default()),
        named("回访人", visit.as_ref().map(|(_, by, _)| by.clone()).unwrap_or_default()),
        named("方式", visit.as_ref().map(|(.., way)| (*way).to_owned()).unwrap_or_default()),
    ];
    let ask = |asked: &str, boxes: &[&str]| Question {
        asked: asked.to_owned(),
        boxes: boxes.iter().map(|b| (*b).to_owned()).collect(),
        ticked: None,
    };
    let mut reopened = ask("是否重开", &["是", "否"]);
    reopened.ticked = visit.as_ref().map(|_| usize::from(course.state != State::Reopened));
    let mut questions = vec![
        ask("问题解决了吗", &["已解决", "部分解决", "没有解决"]),
        ask("人员态度", &["好", "一般", "不好"]),
        ask("处理是否及时", &["及时", "一般", "不及时"]),
        satisfaction(card),
        reopened,
    ];
    if card.line.touches_fee {
        questions.push(ask("业主对费用的答复", &["愿意缴纳", "承诺日期", "申请部分减免", "仍不缴纳"]));
    }
    let said = done.map(|l| l.event.note.clone()).unwrap_or_default();
    let result =
        Section::Fields { heading: "处理结果".to_owned(), fields: vec![named("做了什么", said)] };
    let remark = visit.map(|(l, ..)| l.event.note.clone()).filter(|note| !note.is_empty());
    let remark = match remark {
        Some(words) => {
            Section::Fields { heading: "业主意见".to_owned(), fields: vec![named("原话", words)] }
        }
        None => Section::Room { heading: "业主意见（原话）".to_owned(), lines: 4 },
    };
    vec![
        result,
        Section::Fields { heading: "回访安排".to_owned(), fields },
        Section::Questions { heading: "询问业主".to_owned(), questions },
        remark,
        Section::Signatures(vec!["回访人".to_owned(), "客服主管".to_owned()]),
    ]
}
