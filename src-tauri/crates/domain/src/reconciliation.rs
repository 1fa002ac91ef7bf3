//! Reconciliation (对账): which receipt, refund or home a line of a bank or wallet statement belongs to.
//!
//! Candidates are looked for in a fixed order and the first rank that has any decides: the reference of a receipt;
//! a receipt already taken for the home the line names; our payment reference or a room in the remark; the name of
//! an owner whose home owes exactly the amount. An amount alone is only a hint. Two candidates of one rank are a
//! question for a person. Nothing here posts anything.

use crate::Fen;
use crate::coded::coded;
use crate::room::RoomNo;
use crate::text::folded;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

mod remark;

pub use remark::{PaperNumber, paper_numbers, rooms_in};

coded! {
    /// What somebody says a line of a statement is.
    MatchKind {
        /// The money of a receipt taken at the counter.
        Receipt, "receipt", "与已有收据相符";
        /// Money taken by receipt because of this line.
        NewReceipt, "new-receipt", "据此开具收据";
        /// The same debt paid twice; kept prepaid until it is given back.
        Duplicate, "duplicate", "重复付款";
        /// A refund that was paid out.
        Refund, "refund", "与退款相符";
        /// Money nobody knows whose it is (待认领).
        Suspense, "suspense", "待认领";
        /// Nothing to do with the owners' accounts, such as a bank fee.
        Ignored, "ignored", "与业主账无关";
    }
}

/// A line that nothing was said of yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id in the book.
    pub id: i64,
    /// Day of booking.
    pub day: NaiveDate,
    /// Money in, negative for money out.
    pub fen: Fen,
    /// The other side.
    pub payer: String,
    /// Remark and purpose.
    pub remark: String,
    /// The bank's or wallet's number of the movement; may be empty.
    pub reference: String,
}

/// A receipt (or, for money out, what was paid on a form) no line is matched with yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// Its id in the book.
    pub id: i64,
    /// Business date.
    pub day: NaiveDate,
    /// Sum, never negative.
    pub fen: Fen,
    /// Reference, possibly empty.
    pub reference: String,
    /// Who paid or was paid.
    pub name: String,
    /// Homes it is for.
    pub homes: Vec<i64>,
}

/// A home somebody may have paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// Home.
    pub home: i64,
    /// Its room.
    pub room: RoomNo,
    /// Its owners.
    pub owners: Vec<String>,
    /// What it owes.
    pub open: Fen,
}

/// What the lines are held against.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// Receipts of the same method without a line.
    pub receipts: Vec<Booked>,
    /// Refunds of the same method without a line.
    pub refunds: Vec<Booked>,
    /// The homes.
    pub payers: Vec<Payer>,
    /// The home of each numbered paper that a remark names.
    pub papers: HashMap<PaperNumber, i64>,
    /// Lines of the account that were matched with money of a home lately: to see when somebody pays twice.
    pub earlier: Vec<(Line, i64)>,
}

/// What a line may belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A receipt.
    Receipt(i64),
    /// Money paid out on a form.
    Refund(i64),
    /// A home without a receipt for this money.
    Home(i64),
}

/// Why a line is thought to belong there, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The same reference and the same amount.
    Reference,
    /// The number of one of our papers in the remark.
    Paper,
    /// A room in the remark.
    Room,
    /// The name of an owner, and exactly what the home owes.
    NameAndAmount,
    /// The same reference but another amount: somebody has to look before anything is taken.
    ReferenceOnly,
    /// Only the name.
    Name,
    /// Only the amount.
    Amount,
}

impl Why {
    /// Reasons of one rank weigh the same; rank 3 is no more than a hint.
    const fn rank(self) -> u8 {
        match self {
            Self::Reference => 0,
            Self::Paper | Self::Room => 1,
            Self::NameAndAmount => 2,
            Self::ReferenceOnly | Self::Name | Self::Amount => 3,
        }
    }

    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reference => "流水号和金额相同",
            Self::Paper => "附言写有通知单号",
            Self::Room => "附言写有房号",
            Self::NameAndAmount => "户名与业主相同，金额等于欠费",
            Self::ReferenceOnly => "流水号相同，但金额不同",
            Self::Name => "仅户名与业主相同",
            Self::Amount => "仅金额相同",
        }
    }
}

/// What is proposed for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// One candidate, strong enough to be accepted with many others at once.
    Certain(Target, Why),
    /// The home has paid this already, by an earlier line.
    Twice {
        /// The earlier line.
        of: i64,
        /// The home.
        home: i64,
    },
    /// Several candidates, or only hints: a person has to look. Empty when there is nothing to go by.
    Unsure(Vec<(Target, Why)>),
}

/// A second payment of the same sum by the same payer within so many days may be one too many.
const TWICE_WITHIN_DAYS: i64 = 10;
/// A receipt taken at the counter and its line are so many days apart at most.
const COUNTER_DAYS: i64 = 5;

/// Proposes for every line, in the order given. What an earlier line would take is not offered to a later one.
#[must_use]
pub fn propose(lines: &[Line], books: &Books) -> Vec<Proposal> {
    let mut desk = Desk::new(books);
    lines.iter().map(|line| desk.propose(line)).collect()
}

/// The books while a list of lines is gone through.
struct Desk<'b> {
    books: &'b Books,
    by_room: HashMap<&'b RoomNo, &'b Payer>,
    by_owner: HashMap<String, Vec<&'b Payer>>,
    /// What each home still owes after the lines before.
    open: HashMap<i64, Fen>,
    used: BTreeSet<Target>,
    paid: Vec<(Line, i64)>,
}

impl<'b> Desk<'b> {
    fn new(books: &'b Books) -> Self {
        let mut by_owner: HashMap<String, Vec<&Payer>> = HashMap::new();
        for payer in &books.payers {
            for owner in &payer.owners {
                by_owner.entry(plain_name(owner)).or_default().push(payer);
            }
        }
        Self {
            books,
            by_room: books.payers.iter().map(|p| (&p.room, p)).collect(),
            by_owner,
            open: books.payers.iter().map(|p| (p.home, p.open)).collect(),
            used: BTreeSet::new(),
            paid: books.earlier.clone(),
        }
    }

    fn propose(&mut self, line: &Line) -> Proposal {
        let candidates = if line.fen.is_positive() { self.money_in(line) } else { self.money_out(line) };
        let rank = candidates.values().map(|why| why.rank()).min().unwrap_or(3);
        let blocked = candidates.values().any(|why| *why == Why::ReferenceOnly);
        let mut first = candidates.iter().filter(|(_, why)| why.rank() == rank);
        match (first.next(), first.next()) {
            (Some((target, why)), None) if rank < 3 && !blocked => self.certain(line, *target, *why),
            _ => Proposal::Unsure(candidates.into_iter().collect()),
        }
    }

    fn certain(&mut self, line: &Line, target: Target, why: Why) -> Proposal {
        if let Target::Home(home) = target {
            let open = self.open.entry(home).or_default();
            let same = |(other, whose): &&(Line, i64)| {
                *whose == home
                    && other.id != line.id
                    && other.fen == line.fen
                    && plain_name(&other.payer) == plain_name(&line.payer)
                    && (line.day - other.day).num_days().abs() <= TWICE_WITHIN_DAYS
            };
            if *open < line.fen
                && let Some((other, _)) = self.paid.iter().find(same)
            {
                return Proposal::Twice { of: other.id, home };
            }
            *open = Fen((open.0 - line.fen.0).max(0));
            self.paid.push((line.clone(), home));
        } else {
            self.used.insert(target);
            let homes = self.books.receipts.iter().filter(|r| Target::Receipt(r.id) == target);
            self.paid.extend(homes.flat_map(|r| r.homes.iter().map(|home| (line.clone(), *home))));
        }
        Proposal::Certain(target, why)
    }

    fn money_in(&self, line: &Line) -> BTreeMap<Target, Why> {
        let mut found = Candidates::default();
        for receipt in self.free(&self.books.receipts, Target::Receipt) {
            if !line.reference.is_empty() && receipt.reference == line.reference {
                let same = receipt.fen == line.fen;
                let why = if same { Why::Reference } else { Why::ReferenceOnly };
                found.add(Target::Receipt(receipt.id), why);
            }
        }
        for number in paper_numbers(&line.remark) {
            if let Some(home) = self.books.papers.get(&number) {
                found.add(self.at_home(*home, line), Why::Paper);
            }
        }
        for payer in rooms_in(&line.remark, |room| self.by_room.get(room).copied()) {
            found.add(self.at_home(payer.home, line), Why::Room);
        }
        for payer in self.by_owner.get(&plain_name(&line.payer)).into_iter().flatten() {
            let owes = self.open.get(&payer.home) == Some(&line.fen);
            let target = self.at_home(payer.home, line);
            let exact = owes || matches!(target, Target::Receipt(_));
            found.add(target, if exact { Why::NameAndAmount } else { Why::Name });
        }
        if found.0.is_empty() {
            for receipt in self.free(&self.books.receipts, Target::Receipt) {
                if receipt.fen == line.fen && near(receipt.day, line.day) && receipt.reference.is_empty() {
                    found.add(Target::Receipt(receipt.id), Why::Amount);
                }
            }
            let owing = self.books.payers.iter().filter(|p| self.open.get(&p.home) == Some(&line.fen));
            for payer in owing.take(HINTS) {
                found.add(Target::Home(payer.home), Why::Amount);
            }
        }
        found.0
    }

    fn money_out(&self, line: &Line) -> BTreeMap<Target, Why> {
        let mut found = Candidates::default();
        for refund in self.free(&self.books.refunds, Target::Refund) {
            if refund.fen != -line.fen {
                continue;
            }
            let why = if !line.reference.is_empty() && refund.reference == line.reference {
                Why::Reference
            } else if plain_name(&refund.name) == plain_name(&line.payer) && near(refund.day, line.day) {
                Why::NameAndAmount
            } else {
                Why::Amount
            };
            found.add(Target::Refund(refund.id), why);
        }
        found.0
    }

    fn free(
        &self,
        booked: &'b [Booked],
        target: fn(i64) -> Target,
    ) -> impl Iterator<Item = &'b Booked> + use<'_, 'b> {
        booked.iter().filter(move |b| !self.used.contains(&target(b.id)))
    }

    /// The receipt the counter took for this home and this money, else the home itself.
    fn at_home(&self, home: i64, line: &Line) -> Target {
        let free = self.free(&self.books.receipts, Target::Receipt);
        taken_at_counter(free, home, line).map_or(Target::Home(home), |r| Target::Receipt(r.id))
    }
}

/// The receipt that the counter took for a home and the money of a line, if it is among these.
pub fn taken_at_counter<'b>(
    receipts: impl IntoIterator<Item = &'b Booked>,
    home: i64,
    line: &Line,
) -> Option<&'b Booked> {
    receipts.into_iter().find(|r| {
        r.homes.contains(&home)
            && r.fen == line.fen
            && near(r.day, line.day)
            && (r.reference.is_empty() || line.reference.is_empty() || r.reference == line.reference)
    })
}

/// So many homes that owe an amount are worth showing.
const HINTS: usize = 5;

/// Each target with its strongest reason.
#[derive(Default)]
struct Candidates(BTreeMap<Target, Why>);

impl Candidates {
    fn add(&mut self, target: Target, why: Why) {
        let known = self.0.entry(target).or_insert(why);
        *known = why.min(*known);
    }
}

fn near(one: NaiveDate, other: NaiveDate) -> bool {
    (one - other).num_days().abs() <= COUNTER_DAYS
}

fn plain_name(name: &str) -> String {
    folded(name).chars().filter(|c| !c.is_whitespace()).collect()
}
