//! A ticket and a list of tickets as the command line shows them.

use crate::answer::{cells, columns};
use serde_json::json;
use zhangfang_office::ticket::{TicketCard, TicketLine};

pub fn table(lines: &[TicketLine]) -> String {
    let rows: Vec<_> = lines
        .iter()
        .map(|l| {
            let place = if l.room.is_empty() { &l.place } else { &l.room };
            let due = l.due.map(|d| d.format("%m-%d %H:%M").to_string()).unwrap_or_default();
            let late = if l.minutes_left.is_some_and(|m| m < 0) { "已超时" } else { "" };
            let level = l.level.to_uppercase();
            cells([
                &l.number,
                &level,
                place,
                &l.kind,
                &l.topic,
                &l.label,
                &l.next,
                &due,
                &late,
                &l.executor,
                &l.wish,
            ])
        })
        .collect();
    let headings =
        ["工单号", "级别", "房号/位置", "类型", "小类", "状态", "下一步", "期限", "", "办理人", "诉求"];
    columns(&headings, &rows, &[])
}

pub fn card_text(card: &TicketCard) -> String {
    let (line, request) = (&card.line, &card.ticket.request);
    let place = [line.room.as_str(), line.place.as_str()].join(" ");
    let mut text = format!(
        "{}  {}  {}  {}  {}\n{}：{}\n首问责任人 {}  渠道 {}  登记 {}\n",
        line.number,
        request.level.label(),
        line.kind,
        line.topic,
        place.trim(),
        request.reporter,
        line.wish,
        line.first_contact,
        request.channel.label(),
        line.taken.format("%Y-%m-%d %H:%M"),
    );
    text += &format!("状态 {}", line.label);
    for promise in &card.promises {
        text += &format!("  {} {}", promise.promise.label(), promise.due.format("%m-%d %H:%M"));
    }
    if let Some(until) = line.paused_until {
        text += &format!("\n涉及的费用暂停催缴到 {until}");
    }
    for step in &card.log {
        text +=
            &format!("\n{}  {}  {}  {}", step.at.format("%m-%d %H:%M"), step.what, step.note, step.operator);
    }
    for m in &card.materials {
        let charge = m.charge.map(|c| format!("（账单 {c}）")).unwrap_or_default();
        text += &format!("\n用料 {}×{}  {} 元{charge}", m.what, m.quantity, m.fen);
    }
    text
}

pub fn card_json(card: &TicketCard) -> serde_json::Value {
    let request = &card.ticket.request;
    let promise = |d: &zhangfang_domain::ticket::deadline::Deadline| json!({ "promise": d.promise.code(), "due": d.due });
    let material = |m: &zhangfang_office::ticket::Material| json!({ "what": m.what, "quantity": m.quantity.to_string(), "amount": m.fen.plain(), "charge": m.charge });
    json!({
        "ticket": card.line,
        "reporter": request.reporter,
        "channel": request.channel.code(),
        "steps": card.log,
        "promises": card.promises.iter().map(promise).collect::<Vec<_>>(),
        "materials": card.materials.iter().map(material).collect::<Vec<_>>(),
        "incident": card.incident.as_ref().map(|(title, _)| title),
    })
}
