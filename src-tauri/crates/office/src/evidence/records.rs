//! The sheets of an evidence pack about what was said and served: contacts, messages, letters, deliveries, tickets; and the
//! pictures that belong to them.

use super::sheets::{About, table};
use crate::contact::ContactLine;
use crate::delivery::{DeliveryLine, LetterLine};
use crate::{Office, Result};
use zhangfang_documents::dossier::{Section, SheetColumn};
use zhangfang_domain::contact::Channel;
use zhangfang_store::attachment::Subject;
use zhangfang_store::ticket::Which;

const WORDS: fn(&'static str, i32) -> SheetColumn = SheetColumn::words;

impl Office {
    pub(super) fn contact_sheets(&self, about: &About<'_>) -> Result<Vec<Section>> {
        let (room, today) = (about.room(), about.occasion.today);
        let mut contacts = self.contacts(Some(&room), today)?;
        contacts.retain(|c| c.void.is_none());
        let columns = vec![
            WORDS("时间", 30),
            WORDS("方式", 18),
            WORDS("业主诉求", 40),
            WORDS("原因", 28),
            WORDS("结果", 40),
            WORDS("经办", 18),
        ];
        let mut talks = table(columns, contacts.iter().rev().map(contact_row).collect(), "没有联系记录。");
        talks.heading = "联系".to_owned();
        let letters = self.letters(Some(&room), today)?;
        let columns = vec![WORDS("日期", 26), WORDS("文书", 34), WORDS("编号", 40), WORDS("送达", 40)];
        let mut written = table(columns, letters.iter().rev().map(letter_row).collect(), "没有发过通知。");
        written.heading = "通知和催缴函".to_owned();
        let mut messages = self.book.reading().messages(Some(about.home.id), today)?;
        messages.retain(|m| m.account == about.account.id);
        let row = |m: crate::message::Message| {
            let channel = Channel::parse(&m.channel).map_or("", Channel::label);
            vec![m.on.to_string(), channel.to_owned(), m.text, m.operator]
        };
        let columns = vec![WORDS("日期", 26), WORDS("渠道", 18), WORDS("内容", 106), WORDS("经办", 20)];
        let mut sent = table(columns, messages.into_iter().rev().map(row).collect(), "没有发过短信、微信。");
        sent.heading = "短信、微信".to_owned();
        Ok(vec![talks, written, sent])
    }

    pub(super) fn delivery_sheet(&self, about: &About<'_>) -> Result<Section> {
        let mut deliveries = self.deliveries(Some(&about.room()), about.occasion.today)?;
        deliveries.retain(|d| !d.void);
        let columns = vec![
            WORDS("时间", 28),
            WORDS("文书编号", 36),
            WORDS("方式", 22),
            WORDS("等级", 12),
            WORDS("签收人、关系", 30),
            WORDS("凭据", 46),
        ];
        Ok(table(columns, deliveries.iter().rev().map(delivery_row).collect(), "没有送达记录。"))
    }

    pub(super) fn ticket_sheet(&self, about: &About<'_>) -> Result<Section> {
        let tickets = self.book.reading().tickets(Which::Home(about.home.id))?;
        let row = |t: zhangfang_store::ticket::Ticket| {
            let fee = if t.request.touches_fee { "涉及费用" } else { "" };
            vec![
                t.request.at.date().to_string(),
                t.number.clone(),
                format!("{} {}", t.request.kind.label(), t.request.topic.label()),
                t.request.wish.clone(),
                t.course.state.label().to_owned(),
                fee.to_owned(),
            ]
        };
        let columns = vec![
            WORDS("日期", 24),
            WORDS("单号", 36),
            WORDS("类别", 30),
            WORDS("诉求", 52),
            WORDS("状态", 20),
            WORDS("费用", 18),
        ];
        Ok(table(columns, tickets.into_iter().map(row).collect(), "没有投诉、报修。"))
    }

    /// The photos and scans of contacts, deliveries and tickets with the home, by name and content.
    pub(super) fn evidence_attachments(&self, about: &About<'_>) -> Result<Vec<(String, Vec<u8>)>> {
        let (room, today) = (about.room(), about.occasion.today);
        let reading = self.book.reading();
        let mut ids = Vec::new();
        let contacts = self.contacts(Some(&room), today)?;
        ids.extend(contacts.iter().rev().flat_map(|c| c.pictures.iter().map(|(id, _)| *id)));
        let deliveries = self.deliveries(Some(&room), today)?;
        ids.extend(deliveries.iter().rev().flat_map(|d| d.pictures.iter().map(|(id, _)| *id)));
        for ticket in reading.tickets(Which::Home(about.home.id))? {
            ids.extend(reading.attachments(Subject::Ticket, ticket.id)?.iter().map(|a| a.id));
        }
        ids.dedup();
        let mut files = Vec::new();
        for id in ids {
            if let Some((name, media, bytes)) = reading.attachment(id)? {
                files.push((with_ending(&name, &media), bytes));
            }
        }
        Ok(files)
    }
}

/// A picture is kept as JPEG, whatever it was picked as.
fn with_ending(name: &str, media: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ending = if media == "application/pdf" { "pdf" } else { "jpg" };
    format!("{stem}.{ending}")
}

fn contact_row(c: &ContactLine) -> Vec<String> {
    let way = if c.incoming { format!("{}（来访来电）", c.channel) } else { c.channel.to_owned() };
    let mut result = c.outcome_label.to_owned();
    if let Some(next) = c.next {
        result = format!("{result}；下次 {next}");
    }
    vec![
        c.at.format("%Y-%m-%d %H:%M").to_string(),
        way,
        c.wish.clone(),
        c.reason.to_owned(),
        result,
        c.operator.clone(),
    ]
}

fn letter_row(l: &LetterLine) -> Vec<String> {
    vec![l.on.to_string(), l.what.to_owned(), l.number.clone(), l.label.to_owned()]
}

fn delivery_row(d: &DeliveryLine) -> Vec<String> {
    let mut evidence = d.evidence.clone();
    if let Some((word, by, _)) = &d.review {
        evidence = format!("{evidence} {word}（{by}）");
    }
    vec![
        d.at.format("%Y-%m-%d %H:%M").to_string(),
        d.letter.clone(),
        d.way.to_owned(),
        d.grade.to_owned(),
        d.signer.clone(),
        evidence.trim().to_owned(),
    ]
}
