//! How letters reached those who owe (domain section 2.6): noted with what proves it, graded, and with what that does to
//! the limitation of each charge the letter asked for.

use crate::billing::shown;
use crate::contact::require_impersonal;
use crate::limitation::LimitationBook;
use crate::papers::{DEMAND, NOTICE};
use crate::refusal::ContactRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::delivery::{Evidence, Relation, Way, check_day};
use zhangfang_domain::limitation::{Event, Proof};
use zhangfang_store::attachment::{NewAttachment, Subject};
use zhangfang_store::delivery::{CONFIRMED, Delivery, Letter, NewDelivery, VOID};

/// A delivery as the clerk notes it.
#[derive(Clone, Debug)]
pub struct DeliveryNote {
    /// Number of the letter.
    pub letter: String,
    /// The way.
    pub way: Way,
    /// When it arrived; for mail when it was signed for.
    pub at: NaiveDateTime,
    /// Who signed.
    pub signer: Option<String>,
    /// In which relation to who owes.
    pub relation: Option<Relation>,
    /// Why it was not signed for.
    pub refusal: Option<String>,
    /// Who of the neighbourhood committee was there.
    pub witness: Option<String>,
    /// Number of the waybill.
    pub waybill: Option<String>,
    /// Whether the waybill names its content.
    pub content_named: bool,
    /// The number or account a message went to.
    pub number: Option<String>,
    /// What else is to be known.
    pub note: String,
    /// Photos, screenshots, scans.
    pub pictures: Vec<NewAttachment>,
}

/// What a delivery does to the limitation of one open charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The charge.
    pub charge: i64,
    /// Its item.
    pub item: String,
    /// Its months.
    pub months: String,
    /// Last day without this delivery.
    pub before: NaiveDate,
    /// Last day with it.
    pub after: NaiveDate,
    /// Whether the period was over when it arrived, so that it does nothing.
    pub too_late: bool,
}

/// What came of noting a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Its number; 0 in a preview.
    pub delivery: i64,
    /// A to E.
    pub grade: String,
    /// What the grade means.
    pub meaning: String,
    /// The open charges the letter asked for.
    pub effects: Vec<Effect>,
}

/// A delivery as it is looked at.
#[derive(Clone, Debug, Serialize)]
pub struct DeliveryLine {
    /// Its number.
    pub delivery: i64,
    /// The account.
    pub account: i64,
    /// Number of the letter.
    pub letter: String,
    /// The home.
    pub room: String,
    /// The way, in Chinese.
    pub way: &'static str,
    /// A to E.
    pub grade: &'static str,
    /// What that means for limitation.
    pub meaning: &'static str,
    /// When it arrived.
    pub at: NaiveDateTime,
    /// Who signed, masked, and their relation.
    pub signer: String,
    /// What proves it besides: waybill, witness, refusal, note.
    pub evidence: String,
    /// Whether it waits for a manager to confirm it.
    pub to_confirm: bool,
    /// Whether it interrupts limitation.
    pub counts: bool,
    /// Whether it was noted wrongly.
    pub void: bool,
    /// Who noted it.
    pub operator: String,
    /// What was decided on it, by whom and why.
    pub review: Option<(String, String, String)>,
    /// Its photos and scans: number and name.
    pub pictures: Vec<(i64, String)>,
}

/// A letter with how it was delivered.
#[derive(Clone, Debug, Serialize)]
pub struct LetterLine {
    /// Its number.
    pub number: String,
    /// What it is: 催缴通知单, 书面催缴函.
    pub what: &'static str,
    /// The account it was written to.
    pub account: i64,
    /// The home.
    pub room: String,
    /// Who, masked.
    pub owner: String,
    /// The day it was made.
    pub on: NaiveDate,
    /// What it asks for.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// `waiting`, `weak`, `to-confirm`, `delivered`.
    pub state: &'static str,
    /// The same in Chinese.
    pub label: &'static str,
    /// The best grade of its deliveries.
    pub grade: Option<&'static str>,
    /// When that one arrived.
    pub delivered: Option<NaiveDate>,
}

fn trimmed(text: Option<&String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

/// What a letter of a kind is called.
fn letter_name(kind: &str) -> &'static str {
    if kind == DEMAND { "书面催缴函" } else { "催缴通知单" }
}

impl Office {
    /// Notes a delivery of a letter.
    ///
    /// # Errors
    /// [`ContactRefusal`]: no such letter to a home, something the way needs is missing, a day before the letter or to come.
    pub fn note_delivery(&mut self, new: &DeliveryNote, occasion: &Occasion) -> Result<Posted<Delivered>> {
        let (row, mut delivered) = self.graded(new, occasion)?;
        self.book.transact("delivery.add", occasion, |act| {
            delivered.delivery = act.post_delivery(&row)?;
            for picture in &new.pictures {
                act.attach(picture, Subject::Delivery, delivered.delivery)?;
            }
            Ok::<_, OfficeError>(delivered)
        })
    }

    /// What noting a delivery would come to. Writes nothing.
    ///
    /// # Errors
    /// Of [`Office::note_delivery`].
    pub fn preview_delivery(&self, new: &DeliveryNote, occasion: &Occasion) -> Result<Delivered> {
        Ok(self.graded(new, occasion)?.1)
    }

    fn graded(&self, new: &DeliveryNote, occasion: &Occasion) -> Result<(NewDelivery, Delivered)> {
        let letter = self.letter_sent(&new.letter, occasion.today)?;
        let home = self.book.reading().home(letter.home)?;
        let account = letter.account.unwrap_or(home.account);
        check_day(new.at.date(), letter.on, occasion.today).map_err(ContactRefusal::DeliveryDay)?;
        for text in [&new.note, &new.refusal.clone().unwrap_or_default()] {
            require_impersonal("送达备注", text)?;
        }
        let row = NewDelivery {
            document: letter.document.id,
            home: letter.home,
            account,
            way: new.way,
            grade: Proof::E,
            at: new.at,
            signer: trimmed(new.signer.as_ref()),
            relation: new.relation,
            refusal: trimmed(new.refusal.as_ref()),
            witness: trimmed(new.witness.as_ref()),
            waybill: trimmed(new.waybill.as_ref()),
            note: new.note.trim().to_owned(),
        };
        let agreed = self.book.reading().contact_terms()?.remove(&account).and_then(|t| t.number);
        let number = trimmed(new.number.as_ref());
        let evidence = Evidence {
            way: new.way,
            signer: row.signer.as_deref(),
            relation: row.relation,
            waybill: row.waybill.as_deref(),
            content_named: new.content_named,
            agreed_number: agreed.is_some() && agreed == number,
            witness: row.witness.as_deref(),
            picture: !new.pictures.is_empty(),
        };
        let grade = evidence.grade().map_err(ContactRefusal::DeliveryNeeds)?;
        let event = Event::Demand { on: new.at.date(), proof: grade, confirmed: false };
        let effects = self.effects(&letter, event, occasion.today)?;
        let (code, meaning) = (grade.code().to_owned(), grade.label().to_owned());
        Ok((NewDelivery { grade, ..row }, Delivered { delivery: 0, grade: code, meaning, effects }))
    }

    /// What an event does to the open charges a letter asked for.
    fn effects(&self, letter: &Letter, event: Event, as_of: NaiveDate) -> Result<Vec<Effect>> {
        let reading = self.book.reading();
        let asked: Vec<i64> =
            reading.document_charges(letter.document.id)?.into_iter().map(|(charge, _)| charge).collect();
        let mut open = reading.open_items_of(letter.home)?;
        open.retain(|o| asked.contains(&o.charge));
        let book = LimitationBook::read(reading, &open, as_of)?;
        let items = self.item_names()?;
        let effect = |o: &zhangfang_store::arrears::OpenItem| {
            let (before, after) = (book.last_day(o), book.last_day_with(o, event));
            Effect {
                charge: o.charge,
                item: items.get(&o.item).cloned().unwrap_or_default(),
                months: o.months.to_string(),
                before,
                after,
                too_late: event.on() > before,
            }
        };
        Ok(open.iter().map(effect).collect())
    }

    fn letter_sent(&self, number: &str, as_of: NaiveDate) -> Result<Letter> {
        let unknown = || Refusal::Unknown { kind: "催缴文书", name: number.trim().to_owned() };
        let reading = self.book.reading();
        let (document, _) = reading.document_numbered(number)?.ok_or_else(unknown)?;
        let letters = reading.letters(&[NOTICE, DEMAND], document.home, as_of)?;
        Ok(letters.into_iter().find(|l| l.document.id == document.id).ok_or_else(unknown)?)
    }

    /// Takes a doubtful delivery as proved, by a manager who says why.
    ///
    /// # Errors
    /// [`ContactRefusal::NothingToConfirm`] for every grade but D, [`ContactRefusal::ManagerOnly`], [`Refusal::Unusable`]
    /// without a reason.
    pub fn confirm_delivery(
        &mut self,
        delivery: i64,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let found = self.delivery(delivery)?;
        let grade = found.what.grade;
        if (grade != Proof::D || found.review.is_some()) && !self.replays(occasion)? {
            return Err(ContactRefusal::NothingToConfirm { delivery, grade }.into());
        }
        self.require_decider(occasion)?;
        self.review_delivery("delivery.confirm", delivery, CONFIRMED, reason, occasion)
    }

    /// Records that a delivery was noted wrongly: it interrupts nothing any more.
    ///
    /// # Errors
    /// [`ContactRefusal::DeliveryVoid`], [`Refusal::Unusable`] without a reason.
    pub fn void_delivery(&mut self, delivery: i64, reason: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        if self.delivery(delivery)?.is_void() && !self.replays(occasion)? {
            return Err(ContactRefusal::DeliveryVoid { delivery }.into());
        }
        self.review_delivery("delivery.void", delivery, VOID, reason, occasion)
    }

    fn review_delivery(
        &mut self,
        code: &'static str,
        delivery: i64,
        verdict: &'static str,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        crate::bill_run::require_reason(reason)?;
        require_impersonal("理由", reason)?;
        self.book.transact(code, occasion, |act| {
            act.review_delivery(delivery, verdict, reason.trim())?;
            Ok::<_, OfficeError>(delivery)
        })
    }

    fn delivery(&self, delivery: i64) -> Result<Delivery> {
        self.book.reading().delivery(delivery).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                Refusal::Unknown { kind: "送达记录", name: key }.into()
            }
            other => other.into(),
        })
    }

    /// The deliveries to a home, or all, newest first, those noted wrongly included.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn deliveries(&self, room: Option<&str>, as_of: NaiveDate) -> Result<Vec<DeliveryLine>> {
        let home = room.map(|r| self.home(r)).transpose()?.map(|h| h.id);
        let reading = self.book.reading();
        let mut lines = Vec::new();
        for delivery in reading.deliveries(home, as_of)?.into_iter().rev() {
            let pictures = reading.attachments(Subject::Delivery, delivery.id)?;
            let what = &delivery.what;
            lines.push(DeliveryLine {
                delivery: delivery.id,
                account: what.account,
                letter: reading.letter_number(what.document)?.0,
                room: reading.home(what.home)?.record.room_number(),
                way: what.way.label(),
                grade: what.grade.code(),
                meaning: what.grade.label(),
                at: what.at,
                signer: signer(what),
                evidence: evidence(what),
                to_confirm: what.grade == Proof::D && delivery.review.is_none(),
                counts: delivery.counts(),
                void: delivery.is_void(),
                operator: delivery.operator.clone(),
                review: delivery.review.as_ref().map(|r| {
                    let word = if r.verdict == VOID { "记错作废" } else { "经理确认" };
                    (word.to_owned(), r.by.clone(), r.reason.clone())
                }),
                pictures: pictures.into_iter().map(|p| (p.id, p.name)).collect(),
            });
        }
        Ok(lines)
    }

    /// The letters written to a home, or to all, newest first, with how each was delivered.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn letters(&self, room: Option<&str>, as_of: NaiveDate) -> Result<Vec<LetterLine>> {
        let home = room.map(|r| self.home(r)).transpose()?.map(|h| h.id);
        let reading = self.book.reading();
        let mut deliveries: HashMap<i64, Vec<Delivery>> = HashMap::new();
        for delivery in reading.deliveries(home, as_of)?.into_iter().filter(|d| !d.is_void()) {
            deliveries.entry(delivery.what.document).or_default().push(delivery);
        }
        let accounts = reading.accounts()?;
        let mut lines = Vec::new();
        for letter in reading.letters(&[NOTICE, DEMAND], home, as_of)? {
            let made = deliveries.get(&letter.document.id).map_or(&[][..], Vec::as_slice);
            let best = made.iter().min_by_key(|d| (!d.counts(), d.what.grade, d.what.at));
            let (state, label) = match best {
                None => ("waiting", "待送达"),
                Some(d) if d.counts() => ("delivered", "已送达"),
                Some(d) if d.what.grade == Proof::D => ("to-confirm", "待经理确认"),
                Some(_) => ("weak", "证明不足"),
            };
            let home = reading.home(letter.home)?;
            let account = letter.account.unwrap_or(home.account);
            lines.push(LetterLine {
                number: letter.document.number(),
                what: letter_name(&letter.document.kind),
                account,
                room: home.record.room_number(),
                owner: accounts.get(&account).map(shown).unwrap_or_default(),
                on: letter.on,
                amount: Fen(letter.document.fen.unwrap_or_default()),
                state,
                label,
                grade: best.map(|d| d.what.grade.code()),
                delivered: best.map(|d| d.what.at.date()),
            });
        }
        Ok(lines)
    }
}

/// Who signed, masked, and how they are related to who owes.
fn signer(what: &NewDelivery) -> String {
    let name = what.signer.as_deref().map(zhangfang_domain::mask::name).unwrap_or_default();
    match what.relation {
        Some(relation) => format!("{name}（{}）", relation.label()),
        None => name,
    }
}

/// What proves a delivery besides a signature.
fn evidence(what: &NewDelivery) -> String {
    let part = |word: &str, text: &Option<String>| text.as_ref().map(|t| format!("{word} {t}"));
    let parts = [
        part("快递单号", &what.waybill),
        part("见证人", &what.witness),
        part("未签收原因", &what.refusal),
        Some(what.note.clone()).filter(|n| !n.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("；")
}
