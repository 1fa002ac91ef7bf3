//! Saying what a line is. Each is one act with the name of the person who said it.

use super::Line;
use crate::bill_run::require_reason;
use crate::form::refund::RefundRequest;
use crate::receipt::{HomePayment, Settles, TakeRequest};
use crate::refusal::BooksRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use serde::Serialize;
use zhangfang_domain::method::Method;
use zhangfang_domain::reason::RefundReason;
use zhangfang_domain::reconciliation::{MatchKind, Proposal, Target, taken_at_counter};
use zhangfang_store::StoreError;
use zhangfang_store::reconciliation::NewMatch;

/// What came of saying yes to a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// The line.
    pub line: i64,
    /// What it is now, in words.
    pub kind: &'static str,
    /// Number of the receipt it belongs to.
    pub receipt: Option<i64>,
    /// The home, where a receipt was made for it.
    pub room: Option<String>,
    /// Number of the refund form that asks for the money back.
    pub form: Option<String>,
}

impl Accepted {
    const fn new(line: i64, kind: MatchKind) -> Self {
        Self { line, kind: kind.label(), receipt: None, room: None, form: None }
    }
}

impl Office {
    /// Says yes to a line: to what is proposed for it, or to the home a person names. Money for a home is taken by an
    /// ordinary receipt with the line's reference on the business date of `occasion`, unless the counter took it
    /// already; a line in suspense is cleared.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`BooksRefusal::LineDecided`], [`BooksRefusal::LineUnsure`] when no candidate stands out,
    /// [`BooksRefusal::LooksPaidTwice`], [`BooksRefusal::MoneyOut`] for a home; whatever [`Office::take`] refuses.
    pub fn accept_line(&mut self, id: i64, room: Option<&str>, occasion: &Occasion) -> Result<Accepted> {
        let line = self.undecided(id, occasion)?;
        if let Some(room) = room {
            let home = self.home(room)?.id;
            let books = self.books(&[&line], &[])?;
            if let Some(taken) = taken_at_counter(&books.receipts, home, &super::plain(&line)) {
                return self.accept_target(&line, Target::Receipt(taken.id), occasion);
            }
            return self.receive(&line, room, MatchKind::NewReceipt, occasion);
        }
        let proposals = self.proposals(Some(&line.channel))?;
        let proposal = proposals.into_iter().find(|(l, _)| l.id == id).map(|(_, proposal)| proposal);
        match proposal {
            Some(Proposal::Certain(target, _)) => self.accept_target(&line, target, occasion),
            Some(Proposal::Twice { of, .. }) => Err(BooksRefusal::LooksPaidTwice { line: id, of }.into()),
            Some(Proposal::Unsure(targets)) => {
                let words = targets.iter().map(|(target, why)| Ok(self.candidate(*target, *why)?.words));
                Err(BooksRefusal::LineUnsure { line: id, candidates: words.collect::<Result<_>>()? }.into())
            }
            None => Err(BooksRefusal::LineUnsure { line: id, candidates: Vec::new() }.into()),
        }
    }

    /// Says that a line is the money of a receipt.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`BooksRefusal::LineDecided`], [`BooksRefusal::OtherMoney`] when the receipt is void, has
    /// another sum or method, or has its line already.
    pub fn accept_receipt(&mut self, id: i64, number: i64, occasion: &Occasion) -> Result<Accepted> {
        let line = self.undecided(id, occasion)?;
        let receipt = self.receipt(number)?;
        let day = receipt.biz_date;
        let free = self.book.reading().unmatched_receipts(&line.method, day, day)?;
        let fits = free.iter().any(|r| r.number == number && r.fen == line.fen.0);
        if !fits && !self.replays(occasion)? {
            return Err(BooksRefusal::OtherMoney { line: id, receipt: number }.into());
        }
        self.accept_target(&line, Target::Receipt(number), occasion)
    }

    /// Says that a line is what was paid out on a form.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`BooksRefusal::LineDecided`], [`BooksRefusal::OtherPayout`] when nothing of this sum was
    /// paid out on the form by this method, or has its line already.
    pub fn accept_refund(&mut self, id: i64, number: &str, occasion: &Occasion) -> Result<Accepted> {
        let line = self.undecided(id, occasion)?;
        let form = self.form(number)?;
        let paid = self.open_refunds(&line.method, NaiveDate::MIN, NaiveDate::MAX)?;
        let fits = paid.iter().any(|paid| paid.id == form.id && paid.fen == -line.fen);
        if !fits && !self.replays(occasion)? {
            return Err(BooksRefusal::OtherPayout { line: id, form: form.number }.into());
        }
        self.accept_target(&line, Target::Refund(form.id), occasion)
    }

    /// Says yes to every line with one strong candidate, one act a line. What is refused stops there; what was
    /// accepted before stays.
    ///
    /// # Errors
    /// Of [`Office::accept_line`].
    pub fn accept_certain(&mut self, channel: Option<&str>, occasion: &Occasion) -> Result<Vec<Accepted>> {
        let mut accepted = Vec::new();
        for (line, proposal) in self.proposals(channel)? {
            if let Proposal::Certain(target, _) = proposal {
                let key = occasion.key.as_ref().map(|key| format!("{key}/{}", line.id));
                accepted.push(self.accept_target(&line, target, &Occasion { key, ..occasion.clone() })?);
            }
        }
        Ok(accepted)
    }

    fn accept_target(&mut self, line: &Line, target: Target, occasion: &Occasion) -> Result<Accepted> {
        match target {
            Target::Home(home) => {
                let room = self.book.reading().home(home)?.record.room_number();
                self.receive(line, &room, MatchKind::NewReceipt, occasion)
            }
            Target::Receipt(number) => {
                let receipt = self.receipt(number)?;
                let new =
                    NewMatch { kind: MatchKind::Receipt, receipt: Some(receipt.id), form: None, reason: "" };
                self.settle_line(line, &new, occasion)?;
                Ok(Accepted { receipt: Some(number), ..Accepted::new(line.id, MatchKind::Receipt) })
            }
            Target::Refund(id) => {
                let new = NewMatch { kind: MatchKind::Refund, receipt: None, form: Some(id), reason: "" };
                self.settle_line(line, &new, occasion)?;
                Ok(Accepted::new(line.id, MatchKind::Refund))
            }
        }
    }

    /// Takes the money of a line for a home; money paid twice is held, so that it can be given back.
    fn receive(&mut self, line: &Line, room: &str, kind: MatchKind, occasion: &Occasion) -> Result<Accepted> {
        if !line.fen.is_positive() {
            return Err(BooksRefusal::MoneyOut { line: line.id }.into());
        }
        let method = Method::from_code(&line.method).ok_or_else(|| StoreError::Damaged {
            detail: format!("statement of unknown method {}", line.method),
        })?;
        let room = self.home(room)?.record.room_number();
        let text = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
        let note = match kind {
            MatchKind::Duplicate => format!("重复付款，待退（{} {}）", line.channel, line.day),
            _ => format!("据{} {}流水", line.channel, line.day),
        };
        let request = TakeRequest {
            payer: text(&line.payer),
            method,
            homes: vec![HomePayment {
                room: room.clone(),
                amount: Some(line.fen),
                designated: Vec::new(),
                account: None,
            }],
            tendered: None,
            reference: text(&line.reference),
            note: Some(note),
            principal_only: false,
        };
        let suspense = line.standing.clone();
        let settles = if kind == MatchKind::Duplicate { Settles::Nothing } else { Settles::Everything };
        let posted = self.take_and(&request, settles, occasion, |act, receipt| {
            if let Some(suspense) = &suspense {
                act.undo_match(suspense, "")?;
            }
            let new = NewMatch { kind, receipt: Some(receipt), form: None, reason: "" };
            act.post_match(line.id, &new)?;
            Ok(())
        })?;
        let receipt = Some(posted.value.number);
        Ok(Accepted { receipt, room: Some(room), ..Accepted::new(line.id, kind) })
    }

    /// Says that a line pays a debt a second time. Its money is taken by receipt and held as prepaid money of the home;
    /// a second act files the refund form that gives it back.
    ///
    /// # Errors
    /// Of [`Office::accept_line`]; [`BooksRefusal::LineUnsure`] when no earlier payment is seen and no home is named.
    pub fn duplicate_line(&mut self, id: i64, room: Option<&str>, occasion: &Occasion) -> Result<Accepted> {
        let line = self.undecided(id, occasion)?;
        let room = match room {
            Some(room) => room.to_owned(),
            None => {
                let found = self.proposals(Some(&line.channel))?.into_iter().find(|(l, _)| l.id == id);
                match found {
                    Some((_, Proposal::Twice { home, .. })) => {
                        self.book.reading().home(home)?.record.room_number()
                    }
                    _ => return Err(BooksRefusal::LineUnsure { line: id, candidates: Vec::new() }.into()),
                }
            }
        };
        let taken = self.receive(&line, &room, MatchKind::Duplicate, occasion)?;
        let request = RefundRequest {
            room,
            receipt: taken.receipt.unwrap_or_default(),
            amount: Some(line.fen),
            reason_code: RefundReason::Overpaid,
            reason: format!("重复付款（{} {}）", line.channel, line.day),
            payee: None,
            payee_account: None,
            method: None,
            other_way: None,
            used_until: None,
            attachments: None,
        };
        let key = occasion.key.as_ref().map(|key| format!("{key}/refund"));
        let form = self.request_refund(&request, &Occasion { key, ..occasion.clone() })?.value;
        Ok(Accepted { form: Some(form), ..taken })
    }

    /// Puts money in suspense: nobody knows yet whose it is.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`BooksRefusal::LineDecided`], [`BooksRefusal::MoneyOut`].
    pub fn suspend_line(&mut self, id: i64, reason: &str, occasion: &Occasion) -> Result<Accepted> {
        let line = self.undecided(id, occasion)?;
        if !line.fen.is_positive() {
            return Err(BooksRefusal::MoneyOut { line: id }.into());
        }
        if line.standing.is_some() {
            return Err(BooksRefusal::LineDecided { line: id, kind: MatchKind::Suspense }.into());
        }
        let new = NewMatch { kind: MatchKind::Suspense, receipt: None, form: None, reason };
        self.settle_line(&line, &new, occasion)?;
        Ok(Accepted::new(id, MatchKind::Suspense))
    }

    /// Puts the money of every line nobody knows whose it is in suspense, one act a line.
    ///
    /// # Errors
    /// Of [`Office::suspend_line`].
    pub fn suspend_unsure(
        &mut self,
        channel: Option<&str>,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Vec<Accepted>> {
        let mut suspended = Vec::new();
        for (line, proposal) in self.proposals(channel)? {
            if matches!(proposal, Proposal::Unsure(_)) && line.fen.is_positive() {
                let key = occasion.key.as_ref().map(|key| format!("{key}/{}", line.id));
                suspended.push(self.suspend_line(line.id, reason, &Occasion { key, ..occasion.clone() })?);
            }
        }
        Ok(suspended)
    }

    /// Says that a line has nothing to do with the owners' accounts.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`BooksRefusal::LineDecided`], [`Refusal::Unusable`] without a reason.
    pub fn ignore_line(&mut self, id: i64, reason: &str, occasion: &Occasion) -> Result<Accepted> {
        require_reason(reason)?;
        let line = self.undecided(id, occasion)?;
        let new = NewMatch { kind: MatchKind::Ignored, receipt: None, form: None, reason };
        self.settle_line(&line, &new, occasion)?;
        Ok(Accepted::new(id, MatchKind::Ignored))
    }

    /// Takes back what was said of a line. A receipt that was made for it is voided, by the rules of voids.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`BooksRefusal::LineUndecided`], [`Refusal::Unusable`] without a reason; whatever
    /// [`Office::void`] refuses.
    pub fn undo_line(&mut self, id: i64, reason: &str, occasion: &Occasion) -> Result<Option<i64>> {
        require_reason(reason)?;
        let line = self.line(id)?;
        let Some(standing) = line.standing else {
            return Err(BooksRefusal::LineUndecided { line: id }.into());
        };
        if let (MatchKind::NewReceipt | MatchKind::Duplicate, Some(receipt)) =
            (standing.kind, standing.receipt)
        {
            self.void(receipt, reason, occasion)?;
            return Ok(Some(receipt));
        }
        self.book.transact("reconcile.undo", occasion, |act| {
            act.note("line", id);
            Ok::<_, OfficeError>(act.undo_match(&standing, reason)?)
        })?;
        Ok(None)
    }

    fn settle_line(&mut self, line: &Line, new: &NewMatch<'_>, occasion: &Occasion) -> Result<Posted<()>> {
        let suspense = line.standing.clone();
        self.book.transact("reconcile.match", occasion, |act| {
            if let Some(suspense) = &suspense {
                act.undo_match(suspense, new.reason)?;
            }
            act.post_match(line.id, new)?;
            Ok::<_, OfficeError>(())
        })
    }

    /// Every line of every statement, by day.
    ///
    /// # Errors
    /// Store errors.
    pub fn lines(&self) -> Result<Vec<Line>> {
        Ok(self.book.reading().lines_between(NaiveDate::MIN, NaiveDate::MAX, None)?)
    }

    /// A line by number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn line(&self, id: i64) -> Result<Line> {
        self.book.reading().line(id).map_err(|error| match error {
            StoreError::NotFound { key, .. } => Refusal::Unknown { kind: "流水", name: key }.into(),
            other => other.into(),
        })
    }

    /// A line that can still be decided: nothing stands on it but suspense.
    fn undecided(&self, id: i64, occasion: &Occasion) -> Result<Line> {
        let line = self.line(id)?;
        match &line.standing {
            Some(standing) if standing.kind != MatchKind::Suspense && !self.replays(occasion)? => {
                Err(BooksRefusal::LineDecided { line: id, kind: standing.kind }.into())
            }
            _ => Ok(line),
        }
    }
}
