//! Messages to one household each: made from the text of their letter, checked, counted, and kept as they were sent.
//!
//! The program sends nothing itself: a message is copied into the phone or the SMS desk of the office, which is what is
//! noted. A whole list goes out as a workbook for an SMS desk; that is an export, noted with its purpose and recipient.

use crate::arrears::{ArrearsFilter, ArrearsLine};
use crate::bill_run::require_reason;
use crate::export::{Table, Value};
use crate::refusal::WordsRefusal;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Datelike, NaiveDate};
use std::collections::{HashMap, HashSet};
use zhangfang_domain::contact::Channel;
use zhangfang_domain::letter::{Field, Letter, Template};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::wording::{Findings, check, segments};
use zhangfang_domain::{Fen, mask};
use zhangfang_store::account::Account;
pub use zhangfang_store::message::Message;

/// A message before it is sent.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The account it goes to.
    pub account: i64,
    /// Its home.
    pub home: i64,
    /// The room.
    pub room: String,
    /// Whose it is, masked.
    pub owner: String,
    /// The phone, masked; empty when none is known.
    pub phone: String,
    /// What it asks for.
    pub amount: Fen,
    /// What it says.
    pub text: String,
    /// Characters, signature included.
    pub characters: usize,
    /// Segments an SMS of it takes.
    pub segments: usize,
    /// What the checker says.
    pub findings: Findings,
    /// The business day the same message went to this account last.
    pub sent: Option<NaiveDate>,
}

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// To which account.
    pub account: i64,
    /// What it says.
    pub text: String,
}

/// What an account is asked for in one message.
struct Asked {
    home: i64,
    amount: Fen,
    due: NaiveDate,
}

/// How somebody is spoken to in a message: `王*`, of several owners the first.
fn salutation(account: Option<&Account>) -> String {
    let first = account.and_then(|a| a.owners.first());
    first.map_or_else(|| "业主".to_owned(), |name| mask::name(name))
}

impl Office {
    /// The messages a letter would send: to those named, or to everybody it is for.
    ///
    /// # Errors
    /// [`WordsRefusal::NotAMessage`], [`Refusal::ProfileIncomplete`], of [`Office::letter`], store errors.
    pub fn message_drafts(&self, letter: Letter, accounts: &[i64], today: NaiveDate) -> Result<Vec<Draft>> {
        let template = self.message_template(letter)?;
        let profile = self.profile()?;
        let mut lacking = Vec::new();
        for (value, label) in [(&profile.signature, "短信签名"), (&profile.phone, "咨询电话")] {
            if value.trim().is_empty() {
                lacking.push(label);
            }
        }
        if !lacking.is_empty() {
            return Err(Refusal::ProfileIncomplete { fields: lacking }.into());
        }
        let asked = self.asked(letter, accounts, today)?;
        let reading = self.book.reading();
        let known = reading.accounts()?;
        let rooms: HashMap<i64, String> =
            reading.homes()?.into_iter().map(|h| (h.id, h.record.room_number())).collect();
        let mut last: HashMap<i64, NaiveDate> = HashMap::new();
        for message in reading.messages(None, today)?.into_iter().filter(|m| m.kind == letter.code()) {
            last.entry(message.account).or_insert(message.on);
        }
        let draft = |(account, asked): (i64, Asked)| {
            let owner = known.get(&account);
            let room = rooms.get(&asked.home).cloned().unwrap_or_default();
            let value = |field| match field {
                Field::Signature => profile.signature.clone(),
                Field::Salutation => salutation(owner),
                Field::Room => room.clone(),
                Field::Principal => asked.amount.plain(),
                Field::DueDay => format!("{}月{}日", asked.due.month(), asked.due.day()),
                Field::Phone => profile.phone.clone(),
                Field::Hours => profile.hours.clone(),
                _ => String::new(),
            };
            let text = template.filled(value).join("");
            Draft {
                account,
                home: asked.home,
                owner: owner.map(crate::billing::shown).unwrap_or_default(),
                phone: owner.and_then(|a| a.phones.first()).map(|p| mask::phone(p)).unwrap_or_default(),
                amount: asked.amount,
                characters: text.encode_utf16().count(),
                segments: segments(&text),
                findings: check(&text, letter.text_kind()),
                sent: last.get(&account).copied(),
                room,
                text,
            }
        };
        Ok(asked.into_iter().map(draft).collect())
    }

    fn message_template(&self, letter: Letter) -> Result<Template> {
        if !letter.is_message() || letter == Letter::GroupMessage {
            return Err(WordsRefusal::NotAMessage { letter }.into());
        }
        self.letter(letter)
    }

    /// What each account is asked for. A reminder of a promise goes to those whose promise falls due tomorrow, word of a
    /// ticket to those named.
    fn asked(&self, letter: Letter, accounts: &[i64], today: NaiveDate) -> Result<Vec<(i64, Asked)>> {
        let wanted = |account: i64| accounts.is_empty() || accounts.contains(&account);
        let reading = self.book.reading();
        match letter {
            Letter::PromiseMessage => {
                let mut asked = Vec::new();
                for promise in reading.promises(None, today)?.into_iter().filter(|p| wanted(p.account)) {
                    let missing = promise.fen - reading.brought_since(&promise, today)?;
                    if today.succ_opt() == Some(promise.due) && missing.is_positive() {
                        asked.push((
                            promise.account,
                            Asked { home: promise.home, amount: missing, due: promise.due },
                        ));
                    }
                }
                Ok(asked)
            }
            Letter::AnswerMessage => {
                let known = reading.accounts()?;
                let of = |id: &i64| {
                    Some((*id, Asked { home: known.get(id)?.home, amount: Fen::ZERO, due: today }))
                };
                Ok(accounts.iter().filter_map(of).collect())
            }
            _ => self.asked_for_fees(letter == Letter::PreDueMessage, &wanted, today),
        }
    }

    /// Fees in order of room: before the due date those that fall due next, after it what is overdue and neither held by
    /// a pause, paid in instalments nor promised for a day to come.
    fn asked_for_fees(
        &self,
        before: bool,
        wanted: &impl Fn(i64) -> bool,
        today: NaiveDate,
    ) -> Result<Vec<(i64, Asked)>> {
        let filter = ArrearsFilter { include_not_due: before, ..ArrearsFilter::default() };
        let list = self.arrears(today, &filter)?;
        let reading = self.book.reading();
        let mut pauses = reading.pauses(None, today)?;
        pauses.retain(|p| p.holds_on(today));
        let items: HashMap<String, i64> =
            self.item_names()?.into_iter().map(|(id, name)| (name, id)).collect();
        let held = |line: &ArrearsLine| {
            let item = items.get(&line.item).copied().unwrap_or_default();
            pauses.iter().any(|p| p.account == line.account && p.reaches(item, line.charge))
        };
        let mut promised = HashSet::new();
        for promise in reading.promises(None, today)?.into_iter().filter(|p| p.due >= today) {
            if reading.brought_since(&promise, today)? < promise.fen {
                promised.insert(promise.account);
            }
        }
        let mut lines = list.lines;
        lines.retain(|line| {
            (line.due >= today) == before
                && line.class == Class::Principal
                && line.agreement.is_none()
                && wanted(line.account)
                && !held(line)
                && (before || !promised.contains(&line.account))
        });
        let next: Option<NaiveDate> = lines.iter().map(|l| l.due).min().filter(|_| before);
        let mut asked: Vec<(i64, Asked)> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for line in lines.into_iter().filter(|l| next.is_none_or(|next| l.due == next)) {
            let at = *places.entry(line.account).or_insert_with(|| {
                asked.push((line.account, Asked { home: line.home, amount: Fen::ZERO, due: line.due }));
                asked.len() - 1
            });
            asked[at].1.amount += line.open;
            asked[at].1.due = asked[at].1.due.min(line.due);
        }
        Ok(asked)
    }

    /// Notes messages as sent, each to its own household.
    ///
    /// # Errors
    /// [`WordsRefusal::Blocked`] for a text, [`WordsRefusal::SentToday`] when the same message went to an account today,
    /// [`WordsRefusal::NotAMessage`] for another channel or letter, [`Refusal::NobodyConcerned`], store errors.
    pub fn send_messages(
        &mut self,
        letter: Letter,
        channel: Channel,
        messages: &[Outgoing],
        occasion: &Occasion,
    ) -> Result<Posted<usize>> {
        if letter == Letter::GroupMessage || !matches!(channel, Channel::Sms | Channel::Wechat) {
            return Err(WordsRefusal::NotAMessage { letter }.into());
        }
        if messages.is_empty() {
            return Err(Refusal::NobodyConcerned.into());
        }
        for message in messages {
            require_reason(&message.text)?;
            require_clean(letter.text_kind(), &message.text)?;
        }
        let reading = self.book.reading();
        let accounts = reading.accounts()?;
        if !self.replays(occasion)? {
            for sent in reading.messages(None, occasion.today)? {
                if sent.on == occasion.today
                    && sent.kind == letter.code()
                    && messages.iter().any(|m| m.account == sent.account)
                {
                    let room = reading.home(sent.home)?.record.room_number();
                    return Err(WordsRefusal::SentToday { letter, room }.into());
                }
            }
        }
        self.book.transact("message.send", occasion, |act| {
            for message in messages {
                let account = accounts.get(&message.account);
                let home = account
                    .map(|a| a.home)
                    .ok_or_else(|| Refusal::Unknown { kind: "账户", name: message.account.to_string() })?;
                act.post_message(
                    (home, message.account),
                    channel.code(),
                    letter.code(),
                    message.text.trim(),
                )?;
            }
            act.note("messages", messages.len());
            Ok::<_, OfficeError>(messages.len())
        })
    }

    /// The messages to a home, newest first.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn messages_to(&self, room: &str, today: NaiveDate) -> Result<Vec<Message>> {
        let home = self.home(room)?;
        Ok(self.book.reading().messages(Some(home.id), today)?)
    }

    /// The text for the owners' group: no field of a household is in it.
    ///
    /// # Errors
    /// Of [`Office::letter`], store errors.
    pub fn group_message(&self) -> Result<String> {
        let profile = self.profile()?;
        let template = self.letter(Letter::GroupMessage)?;
        let value = |field| match field {
            Field::Phone => profile.phone.clone(),
            Field::Hours => profile.hours.clone(),
            _ => String::new(),
        };
        Ok(template.filled(value).join("\n"))
    }

    /// The messages of a letter for an SMS desk: full numbers, so it takes the right to see phones and is noted as an
    /// export. Messages that may not be sent and accounts without a phone are left out.
    ///
    /// # Errors
    /// Of [`Office::message_drafts`] and [`Office::send_messages`]; [`Refusal::Unusable`] without purpose or recipient.
    pub fn message_table(
        &mut self,
        letter: Letter,
        accounts: &[i64],
        (purpose, recipient): (&str, &str),
        occasion: &Occasion,
    ) -> Result<Table> {
        let needed =
            [("用途", purpose, "如 到期提醒"), ("交给谁", recipient, "如 短信平台名称，须有委托处理协议")];
        for (field, value, expected) in needed {
            if value.trim().is_empty() {
                return Err(Refusal::Unusable { field, value: String::new(), expected }.into());
            }
        }
        let drafts = self.message_drafts(letter, accounts, occasion.today)?;
        let known = self.book.reading().accounts()?;
        let mut rows = Vec::new();
        let mut sent = Vec::new();
        for draft in drafts.into_iter().filter(|d| d.findings.is_clean() && d.sent != Some(occasion.today)) {
            let Some(phone) = known.get(&draft.account).and_then(|a| a.phones.first()) else { continue };
            rows.push(vec![Value::Text(phone.clone()), Value::Text(draft.text.clone())]);
            sent.push((draft.home, draft.account, draft.text));
        }
        if rows.is_empty() {
            return Err(Refusal::NobodyConcerned.into());
        }
        let count = rows.len();
        self.book.transact("message.export", occasion, |act| {
            for (home, account, text) in &sent {
                act.post_message((*home, *account), Channel::Sms.code(), letter.code(), text)?;
            }
            act.post_export("messages", None, purpose.trim(), recipient.trim(), None)?;
            act.note("messages", count);
            Ok::<_, OfficeError>(())
        })?;
        Ok(Table {
            title: format!("{} {}", letter.label(), occasion.today),
            headings: ["手机号", "内容"].map(str::to_owned).to_vec(),
            rows,
            footer: Some(format!(
                "操作人 {}　导出时间 {}　业务日期 {}　用途 {}　交给 {}",
                occasion.operator,
                occasion.now.format("%Y-%m-%d %H:%M"),
                occasion.today,
                purpose.trim(),
                recipient.trim()
            )),
        })
    }
}
