//! 手写收据补录: receipts written by hand during a power cut, entered later under their own paper number (domain 7.2).
//!
//! The money is booked in the open shift and takes a number of the book as every receipt does; the paper number is
//! kept beside it, once.

use crate::bill_run::require_reason;
use crate::receipt::{TakeRequest, TakenReceipt};
use crate::refusal::ShiftRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use serde::Serialize;
use zhangfang_domain::Month;
use zhangfang_domain::paper_book::{self, PaperNumber};
pub use zhangfang_store::handwritten::Leaf;

/// A receipt written by hand.
#[derive(Clone, Debug)]
pub struct PaperReceipt {
    /// The number printed on it.
    pub number: String,
    /// When it was written.
    pub on: NaiveDate,
}

/// The leaves of one paper book, or of several with the same series.
#[derive(Clone, Debug, Serialize)]
pub struct PaperBook {
    /// What stands before the digits.
    pub series: String,
    /// Leaves entered or spoiled, by number.
    #[serde(skip)]
    pub leaves: Vec<Leaf>,
    /// Numbers nobody has said anything of, first and last of each run, as printed.
    pub gaps: Vec<(String, String)>,
}

impl Office {
    /// Takes money for which a receipt was written by hand before.
    ///
    /// # Errors
    /// As [`Office::take`]; [`Refusal::Unusable`] for the number, [`ShiftRefusal::LeafKnown`],
    /// [`ShiftRefusal::WrittenLater`], [`ShiftRefusal::WrittenInClosedMonth`].
    pub fn take_handwritten(
        &mut self,
        request: &TakeRequest,
        paper: &PaperReceipt,
        occasion: &Occasion,
    ) -> Result<Posted<TakenReceipt>> {
        let number = read(&paper.number)?;
        if !self.replays(occasion)? {
            self.check_leaf(&number)?;
            self.check_written(paper.on, occasion)?;
        }
        let words = format!("据手写收据 {}（{}）补录", number.written, paper.on.format("%Y年%-m月%-d日"));
        let note = match request.note.as_deref().map(str::trim).filter(|note| !note.is_empty()) {
            Some(note) => format!("{words}；{note}"),
            None => words,
        };
        let request = TakeRequest { note: Some(note), ..request.clone() };
        self.take_and(&request, request.settles(), occasion, |act, receipt| {
            Ok(act.post_handwritten(receipt, &number, paper.on)?)
        })
    }

    fn check_written(&self, on: NaiveDate, occasion: &Occasion) -> Result<()> {
        if on > occasion.today {
            return Err(ShiftRefusal::WrittenLater { on, today: occasion.today }.into());
        }
        match self.book.reading().closed_through()? {
            Some(closed) if Month::of(on) <= closed => {
                Err(ShiftRefusal::WrittenInClosedMonth { on, closed }.into())
            }
            _ => Ok(()),
        }
    }

    /// Refuses a leaf that was entered or spoiled before; one whose receipt was voided may be entered again.
    fn check_leaf(&self, paper: &PaperNumber) -> Result<()> {
        let mut leaves = self.book.reading().leaves()?;
        leaves.retain(|leaf| (&leaf.series, leaf.number) == (&paper.series, paper.number) && !leaf.void);
        match leaves.pop() {
            Some(Leaf { written, receipt, .. }) => Err(ShiftRefusal::LeafKnown { written, receipt }.into()),
            None => Ok(()),
        }
    }

    /// Notes that a leaf was spoiled or is missing, with a reason.
    ///
    /// # Errors
    /// [`Refusal::Unusable`], [`ShiftRefusal::LeafKnown`].
    pub fn spoil_leaf(&mut self, number: &str, reason: &str, occasion: &Occasion) -> Result<Posted<String>> {
        let number = read(number)?;
        require_reason(reason)?;
        if !self.replays(occasion)? {
            self.check_leaf(&number)?;
        }
        self.book.transact("handwritten.spoil", occasion, |act| {
            act.post_spoiled(&number, reason.trim())?;
            Ok::<_, OfficeError>(number.written.clone())
        })
    }

    /// The paper books with what was entered, spoiled and is missing.
    ///
    /// # Errors
    /// Store errors.
    pub fn paper_books(&self) -> Result<Vec<PaperBook>> {
        let leaves = self.book.reading().leaves()?;
        let books = leaves.chunk_by(|a, b| a.series == b.series).map(|leaves| {
            let numbers: Vec<i64> = leaves.iter().filter(|leaf| !leaf.void).map(|leaf| leaf.number).collect();
            let series = &leaves[0].series;
            // A missing number is printed as its neighbours are.
            let digits = leaves[0].written.trim_start_matches(|c: char| !c.is_ascii_digit()).len();
            let printed = |number: i64| format!("{series}{number:0digits$}");
            let gaps = paper_book::gaps(&numbers).into_iter();
            PaperBook {
                series: series.clone(),
                gaps: gaps.map(|(first, last)| (printed(first), printed(last))).collect(),
                leaves: leaves.to_vec(),
            }
        });
        Ok(books.collect())
    }
}

fn read(number: &str) -> Result<PaperNumber> {
    PaperNumber::parse(number).ok_or_else(|| {
        let (field, expected) = ("手写收据号", "收据上印的号码，如 0005678 或 A0005678");
        Refusal::Unusable { field, value: number.to_owned(), expected }.into()
    })
}
