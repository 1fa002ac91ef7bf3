//! Reconciliation (对账): statements of banks and wallets are read in, every line is proposed for a receipt, a home or
//! a refund, and a person says yes. Nothing is posted without that.

mod account;
mod decide;
mod report;

pub use account::{DecidedLine, StatementAccount, UnreadHeader};
pub use decide::Accepted;
pub use report::{Difference, KindSum, ReconciliationReport};

use crate::refusal::BooksRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use zhangfang_domain::method::Method;
use zhangfang_domain::reconciliation::{self, Booked, Books, Payer, Proposal, Target, Why, paper_numbers};
use zhangfang_domain::room::RoomNo;
use zhangfang_domain::{Fen, mask};
use zhangfang_sheets::statement::read_statement;
pub use zhangfang_sheets::statement::{Field, Layout, StatementDraft, StatementRow};
pub use zhangfang_store::reconciliation::{Line, Match};
use zhangfang_store::reconciliation::{NewFile, NewLine, PaidOut};

/// A statement to look at or to take in.
#[derive(Clone, Copy, Debug)]
pub struct StatementFile<'f> {
    /// Name of the file.
    pub name: &'f str,
    /// Its bytes.
    pub bytes: &'f [u8],
    /// Columns said by hand, in the text form of [`Layout`].
    pub layout: Option<&'f str>,
    /// The account as the office calls it: 建行尾号0000.
    pub channel: &'f str,
    /// How money arrives there.
    pub method: Method,
}

/// What the import of a statement did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedStatement {
    /// Number of the file.
    pub file: i64,
    /// Lines taken in.
    pub lines: usize,
    /// Lines an earlier statement had brought.
    pub known: usize,
    /// Rows that could not be read.
    pub faults: usize,
    /// Money in.
    #[serde(with = "wire::yuan")]
    pub incoming: Fen,
    /// Money out.
    #[serde(with = "wire::yuan")]
    pub outgoing: Fen,
}

/// A line with what is proposed for it. Names are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposedLine {
    /// The line.
    pub line: i64,
    /// Its account.
    pub channel: String,
    /// Day of booking.
    pub day: NaiveDate,
    /// Money in, negative for money out.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// The other side, masked.
    pub payer: String,
    /// Remark.
    pub remark: String,
    /// `certain`, `twice` or `unsure`.
    pub verdict: &'static str,
    /// What it may belong to, the strongest first.
    pub candidates: Vec<Candidate>,
}

/// What a line may belong to. A person sees its words and says yes to its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What, and why it is thought so.
    pub words: String,
    /// What exactly.
    pub belongs: Belongs,
}

impl Serialize for Candidate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.words)
    }
}

/// What a person says a line belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// To a receipt, by its number.
    Receipt(i64),
    /// To what was paid out on a form, by its number.
    Refund(String),
    /// To a home: its money is taken by receipt.
    Home(String),
}

impl Office {
    /// Reads a statement: by the columns said by hand, else as remembered for its headings, else by the headings.
    ///
    /// # Errors
    /// [`OfficeError::Sheet`], [`Refusal::Unusable`] for columns that cannot be read.
    pub fn preview_statement(&self, file: &StatementFile<'_>) -> Result<StatementDraft> {
        let usable = |text: &str| {
            Layout::from_text(text).map_err(|error| Refusal::Unusable {
                field: "列对应",
                value: error.part,
                expected: "如 v1;header=5;day=A;income=C;payer=E;remark=F+G;reference=H",
            })
        };
        let said = file.layout.map(usable).transpose()?;
        let remembered = |mark: &str| {
            let text = self.book.reading().import_mapping(&remembered_as(mark)).ok().flatten()?;
            Layout::from_text(&text).ok()
        };
        Ok(read_statement(file.bytes, file.name, |mark| said.or_else(|| remembered(mark)))?)
    }

    /// Takes the lines of a statement in; those an earlier statement brought are left out. No money is posted.
    ///
    /// # Errors
    /// Of [`Office::preview_statement`]; [`BooksRefusal::NothingNew`]; [`Refusal::Unusable`] without an account, or
    /// when the account stands for another way to pay.
    pub fn import_statement(
        &mut self,
        file: &StatementFile<'_>,
        occasion: &Occasion,
    ) -> Result<Posted<ImportedStatement>> {
        let draft = self.preview_statement(file)?;
        let channel = file.channel.trim();
        self.check_channel(channel, file.method)?;
        let (mut fresh, mut known) = (Vec::new(), 0);
        for line in marked(&draft.lines) {
            let twice =
                fresh.iter().any(|f: &NewLine| (f.day, f.fen, &f.mark) == (line.day, line.fen, &line.mark));
            if twice || self.book.reading().line_known(channel, &line)? {
                known += 1;
            } else {
                fresh.push(line);
            }
        }
        if fresh.is_empty() && !self.replays(occasion)? {
            return Err(BooksRefusal::NothingNew { known, faults: draft.faults.len() }.into());
        }
        let new = NewFile {
            name: file.name.to_owned(),
            sha256: Sha256::digest(file.bytes).iter().map(|b| format!("{b:02x}")).collect(),
            channel: channel.to_owned(),
            method: file.method.code().to_owned(),
            known: i64::try_from(known).unwrap_or(i64::MAX),
        };
        self.book.transact("reconcile.import", occasion, |act| {
            let id = act.post_statement_file(&new)?;
            for line in &fresh {
                act.post_statement_line(id, channel, line)?;
            }
            if let Some(layout) = file.layout {
                act.remember_mapping(&remembered_as(&draft.fingerprint), layout)?;
            }
            let sum =
                |sign: i64| fresh.iter().filter(|l| l.fen.0.signum() == sign).map(|l| l.fen).sum::<Fen>();
            Ok::<_, OfficeError>(ImportedStatement {
                file: id,
                lines: fresh.len(),
                known,
                faults: draft.faults.len(),
                incoming: sum(1),
                outgoing: -sum(-1),
            })
        })
    }

    fn check_channel(&self, channel: &str, method: Method) -> Result<()> {
        if channel.is_empty() {
            let expected = "账户名称，如 建行尾号0000";
            return Err(Refusal::Unusable { field: "账户", value: String::new(), expected }.into());
        }
        let before = self.book.reading().channel_method(channel)?;
        if before.is_some_and(|code| code != method.code()) {
            let expected = "与这个账户以前导入时相同的收款方式";
            return Err(Refusal::Unusable {
                field: "收款方式", value: method.label().to_owned(), expected
            }
            .into());
        }
        Ok(())
    }

    /// Every line nothing was said of yet (of one account, of all when none is named) with what is proposed for it.
    ///
    /// # Errors
    /// Store errors.
    pub fn propose_lines(&self, channel: Option<&str>) -> Result<Vec<ProposedLine>> {
        let proposals = self.proposals(channel)?;
        let homes = if proposals.is_empty() { Vec::new() } else { self.book.reading().homes()? };
        let owners: Vec<&str> =
            homes.iter().flat_map(|h| h.record.owners.iter().map(String::as_str)).collect();
        let shown = proposals.iter().map(|(line, proposal)| self.proposed(line, proposal, &owners));
        shown.collect()
    }

    /// The lines nothing was said of, each with its proposal, account by account.
    fn proposals(&self, channel: Option<&str>) -> Result<Vec<(Line, Proposal)>> {
        let lines = self.book.reading().lines_between(NaiveDate::MIN, NaiveDate::MAX, channel)?;
        let mut channels: Vec<&str> = lines.iter().map(|l| l.channel.as_str()).collect();
        channels.sort_unstable();
        channels.dedup();
        let mut all = Vec::new();
        for channel in channels {
            let (settled, undecided): (Vec<&Line>, Vec<&Line>) =
                lines.iter().filter(|l| l.channel == channel).partition(|l| l.standing.is_some());
            if undecided.is_empty() {
                continue;
            }
            let plain: Vec<_> = undecided.iter().map(|l| plain(l)).collect();
            let books = self.books(&undecided, &settled)?;
            let proposals = reconciliation::propose(&plain, &books);
            all.extend(undecided.into_iter().cloned().zip(proposals));
        }
        Ok(all)
    }

    /// What the lines of one account are held against.
    fn books(&self, undecided: &[&Line], settled: &[&Line]) -> Result<Books> {
        let reading = self.book.reading();
        let first = undecided.iter().map(|l| l.day).min().unwrap_or_default() - Days::new(AROUND);
        let last = undecided.iter().map(|l| l.day).max().unwrap_or_default() + Days::new(AROUND);
        let method = undecided.first().map(|l| l.method.as_str()).unwrap_or_default();
        let mut open: HashMap<i64, Fen> = HashMap::new();
        for item in reading.open_items_all()? {
            *open.entry(item.account).or_default() += item.open;
        }
        let mut books = Books::default();
        for home in reading.homes()? {
            let room = RoomNo::new(&home.record.building, home.record.unit, &home.record.room);
            if let Some(room) = room {
                let open = open.get(&home.account).copied().unwrap_or_default();
                books.payers.push(Payer { home: home.id, room, owners: home.record.owners.clone(), open });
            }
        }
        for receipt in reading.unmatched_receipts(method, first, last)? {
            let paid_for = reading.payments_of(receipt.id)?.into_iter().map(|p| p.home);
            let secured = reading.deposit_on(&receipt)?.map(|d| d.home);
            let homes = paid_for.chain(secured).collect();
            books.receipts.push(Booked {
                id: receipt.number,
                day: receipt.biz_date,
                fen: Fen(receipt.fen),
                reference: receipt.reference.unwrap_or_default(),
                name: receipt.payer,
                homes,
            });
        }
        books.refunds = self.open_refunds(method, first, last)?;
        for number in undecided.iter().flat_map(|l| paper_numbers(&l.remark)) {
            if let Some(home) = reading.document_home(&number.0, number.1, number.2)? {
                books.papers.insert(number, home);
            }
        }
        for line in settled.iter().filter(|l| l.day >= first) {
            if let Some(number) = line.standing.as_ref().and_then(|m| m.receipt) {
                let receipt = reading.receipt(number)?;
                let homes = reading.payments_of(receipt.id)?;
                books.earlier.extend(homes.iter().map(|p| (plain(line), p.home)));
            }
        }
        Ok(books)
    }

    /// What was paid out by a method and has no line.
    fn open_refunds(&self, method: &str, first: NaiveDate, last: NaiveDate) -> Result<Vec<Booked>> {
        let mut paid = self.book.reading().paid_out_between(method, first, last)?;
        paid.retain(|p| !p.matched);
        let booked = |p: PaidOut| Booked {
            id: p.form,
            day: p.day,
            fen: p.fen,
            reference: p.reference,
            name: p.payee,
            homes: vec![p.home],
        };
        Ok(paid.into_iter().map(booked).collect())
    }

    fn proposed(&self, line: &Line, proposal: &Proposal, owners: &[&str]) -> Result<ProposedLine> {
        let (verdict, candidates) = match proposal {
            Proposal::Certain(target, why) => ("certain", vec![self.candidate(*target, *why)?]),
            Proposal::Twice { of, home } => {
                let room = self.book.reading().home(*home)?.record.room_number();
                let words = format!("{room} 与第 {of} 笔流水重复付款");
                ("twice", vec![Candidate { words, belongs: Belongs::Home(room) }])
            }
            Proposal::Unsure(targets) => {
                let candidates = targets.iter().map(|(target, why)| self.candidate(*target, *why));
                ("unsure", candidates.collect::<Result<_>>()?)
            }
        };
        Ok(ProposedLine {
            line: line.id,
            channel: line.channel.clone(),
            day: line.day,
            amount: line.fen,
            payer: mask::name(&line.payer),
            remark: masked(&line.remark, owners),
            verdict,
            candidates,
        })
    }

    fn candidate(&self, target: Target, why: Why) -> Result<Candidate> {
        let (what, belongs) = match target {
            Target::Receipt(number) => (format!("收据 {number:07}"), Belongs::Receipt(number)),
            Target::Refund(form) => {
                let number = self.book.reading().form_of_id(form)?.number;
                (format!("退款单 {number}"), Belongs::Refund(number))
            }
            Target::Home(home) => {
                let room = self.book.reading().home(home)?.record.room_number();
                (room.clone(), Belongs::Home(room))
            }
        };
        Ok(Candidate { words: format!("{what}（{}）", why.label()), belongs })
    }
}

/// A remark with the names of owners masked where they stand in full.
fn masked(remark: &str, owners: &[&str]) -> String {
    let named = owners.iter().filter(|o| o.chars().count() > 1 && remark.contains(**o));
    named.fold(remark.to_owned(), |shown, owner| shown.replace(owner, &mask::name(owner)))
}

/// Receipts and refunds so many days around the lines are looked at.
const AROUND: u64 = 31;

/// The key under which a layout of statements is remembered, beside those of registers.
fn remembered_as(mark: &str) -> String {
    format!("statement:{mark}")
}

fn plain(line: &Line) -> reconciliation::Line {
    reconciliation::Line {
        id: line.id,
        day: line.day,
        fen: line.fen,
        payer: line.payer.clone(),
        remark: line.remark.clone(),
        reference: line.reference.clone(),
    }
}

/// The lines of a file with what tells each apart: its reference, else payer, remark and its place among equals.
fn marked(rows: &[StatementRow]) -> Vec<NewLine> {
    let mut seen: HashMap<(NaiveDate, Fen, &str, &str), u32> = HashMap::new();
    let mark = |row: &'_ StatementRow, nth: u32| format!("{}\u{1f}{}\u{1f}{nth}", row.payer, row.remark);
    rows.iter()
        .map(|row| {
            let nth = seen.entry((row.day, row.fen, &row.payer, &row.remark)).or_default();
            *nth += 1;
            NewLine {
                row: row.row,
                day: row.day,
                fen: row.fen,
                payer: row.payer.clone(),
                remark: row.remark.clone(),
                reference: row.reference.clone(),
                mark: if row.reference.is_empty() { mark(row, *nth) } else { row.reference.clone() },
            }
        })
        .collect()
}
