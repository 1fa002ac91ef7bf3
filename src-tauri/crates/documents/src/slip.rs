//! 缴费通知单 (domain section 3.1): the private bill of one home, two to a sheet of A4 with a line to cut along.

use crate::bind::{Imprint, Part, Sheet, Volume};
use crate::embed::Used;
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::form;
use crate::length::{Len, Size, mm, pt, pt10};
use crate::parallel::in_chunks;
use crate::pen::Pen;
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use zhangfang_domain::{Fen, mask};

mod face;
use face::Form;

/// The bills of one building, in the order they are cut and carried round.
#[derive(Clone, Debug)]
pub struct SlipBatch {
    /// Properties of the file; the print time stands on every slip.
    pub imprint: Imprint,
    /// Up to when the book was read.
    pub data_as_of: NaiveDateTime,
    /// Who sends them and how to pay.
    pub office: SlipOffice,
    /// One for each home.
    pub slips: Vec<Slip>,
}

/// What is the same on every slip of a batch.
#[derive(Clone, Debug)]
pub struct SlipOffice {
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// The account to pay into.
    pub account: Option<BankAccount>,
    /// Other ways to pay, each a short phrase.
    pub other_ways: Vec<String>,
    /// When the counter is open.
    pub counter_hours: String,
    /// For questions.
    pub enquiry_phone: String,
    /// For complaints.
    pub complaint_phone: String,
    /// Contract clause and posting the prices rest on.
    pub tariff_basis: String,
    /// Within how many days to raise a question.
    pub question_days: u32,
}

/// An account to pay into.
#[derive(Clone, Debug)]
pub struct BankAccount {
    /// Name of the account.
    pub holder: String,
    /// Bank and branch.
    pub bank: String,
    /// Number as it should be read, with spaces.
    pub number: String,
    /// What to write in the remark of the transfer.
    pub remark_hint: String,
}

/// The bill of one home.
#[derive(Clone, Debug)]
pub struct Slip {
    /// Document number.
    pub number: String,
    /// Building part the home is filed under, a bookmark: `1单元`.
    pub unit: String,
    /// Room as the register writes it.
    pub room: String,
    /// Charged area in m².
    pub area: Option<Decimal>,
    /// Whom it is for.
    pub addressee: Addressee,
    /// First and last day billed.
    pub period: (NaiveDate, NaiveDate),
    /// This period's charges, one for each item and period.
    pub lines: Vec<SlipLine>,
    /// What is still open from earlier periods.
    pub arrears: Vec<ArrearsLine>,
    /// Late charge, only where a clause allows it.
    pub late_charge: Option<LateCharge>,
    /// Money paid ahead.
    pub prepaid: Option<PrepaidDraw>,
    /// What is to be paid; must be the sum of all lines.
    pub total: Fen,
    /// Last day to pay.
    pub due: NaiveDate,
    /// Internal reference inside the QR code; no personal data.
    pub payment_reference: String,
}

/// Whom a slip is for. Masked unless it goes into an envelope.
#[derive(Clone, Debug)]
pub struct Addressee {
    name: String,
    phone: Option<String>,
    in_full: bool,
    company: bool,
}

impl Addressee {
    /// Shown as `王*` with the tail of the phone.
    #[must_use]
    pub fn masked(name: &str, phone: Option<&str>) -> Self {
        Self { name: name.to_owned(), phone: phone.map(str::to_owned), in_full: false, company: false }
    }

    /// Shown with the full name and no phone: for envelopes only.
    #[must_use]
    pub fn in_full(name: &str) -> Self {
        Self { name: name.to_owned(), phone: None, in_full: true, company: false }
    }

    /// A company, shown in full: it has no privacy to keep.
    #[must_use]
    pub fn company(name: &str) -> Self {
        Self { company: true, ..Self::in_full(name) }
    }

    /// How it is spoken to: `王*业主`, a company by its name.
    pub(crate) fn called(&self) -> String {
        if self.company { self.name.clone() } else { format!("{}业主", self.shown_name()) }
    }

    /// The name as this paper may show it.
    pub(crate) fn shown_name(&self) -> String {
        if self.in_full { self.name.clone() } else { mask::name(&self.name) }
    }

    /// The name as this paper may show it, with the tail of the phone.
    pub(crate) fn shown(&self) -> String {
        match self.phone.as_deref().map(tail).filter(|tail| !tail.is_empty()) {
            Some(tail) if !self.in_full => format!("{}（手机尾号 {tail}）", self.shown_name()),
            _ => self.shown_name(),
        }
    }
}

/// The last four digits of a phone.
fn tail(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits.iter().skip(digits.len().saturating_sub(4)).collect()
}

/// One charge.
#[derive(Clone, Debug)]
pub struct SlipLine {
    /// The posted name of the item.
    pub item: String,
    /// How it comes about, to be checked by hand: `94.56 m² × 2.35 元/m²·月 × 3 月`, meter readings, tiers.
    pub basis: String,
    /// The charge.
    pub amount: Fen,
    /// Waived or discounted, as a positive amount.
    pub discount: Fen,
}

/// An open charge of an earlier period.
#[derive(Clone, Debug)]
pub struct ArrearsLine {
    /// The posted name of the item.
    pub item: String,
    /// First and last day it is for.
    pub period: (NaiveDate, NaiveDate),
    /// What is still open.
    pub amount: Fen,
}

/// A late charge with its reason.
#[derive(Clone, Debug)]
pub struct LateCharge {
    /// Rate, days and clause.
    pub basis: String,
    /// How much.
    pub amount: Fen,
}

/// Money paid ahead and what this bill takes of it.
#[derive(Clone, Copy, Debug)]
pub struct PrepaidDraw {
    /// Balance before.
    pub balance: Fen,
    /// Taken for this bill; may be nothing.
    pub drawn: Fen,
}

impl Slip {
    /// What the lines add up to.
    #[must_use]
    pub fn summed(&self) -> Fen {
        let current: Fen = self.lines.iter().map(|line| line.amount - line.discount).sum();
        let arrears: Fen = self.arrears.iter().map(|line| line.amount).sum();
        let drawn = self.prepaid.map_or(Fen::ZERO, |prepaid| prepaid.drawn);
        current + arrears - drawn
    }
}

/// One half of a sheet.
struct Panel {
    content: Vec<u8>,
    /// Whether a slip begins here.
    begins: bool,
}

/// Makes the file of a batch: two slips to a sheet, bookmarks by unit and room. A slip with more lines than a
/// half-sheet holds goes on over the next.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when a slip does not add up, [`DocumentError::MissingGlyph`] with the room,
/// [`DocumentError::NoRoom`] when the ways to pay leave no room for the lines.
pub fn rendered(fonts: &FontSet, batch: &SlipBatch) -> Result<Vec<u8>, DocumentError> {
    let form = Form::new(fonts, batch)?;
    let mut pen = Pen::new(fonts, Size::A5_LANDSCAPE);
    pen.about(&batch.imprint.number);
    form.draw_fixed(&mut pen);
    let fixed = pen.lift()?;
    pen.about(&batch.imprint.number);
    let cut = form::cut_line(fonts)?;
    let chunks = in_chunks(&batch.slips, 64, |slips| {
        let mut pen = Pen::new(fonts, Size::A5_LANDSCAPE);
        let mut panels = Vec::with_capacity(slips.len());
        for slip in slips {
            form.draw_slip(&mut pen, slip, &mut panels)?;
        }
        Ok::<(Vec<Panel>, Used), DocumentError>((panels, pen.used))
    })?;
    let mut used = pen.used;
    let mut panels = Vec::with_capacity(batch.slips.len());
    for (chunk, drawn) in chunks {
        used.join(&drawn);
        panels.extend(chunk);
    }
    let begins: Vec<usize> = panels.iter().enumerate().filter(|(_, p)| p.begins).map(|(n, _)| n).collect();
    let filed = batch.slips.iter().zip(&begins);
    let bookmarks = form::by_unit(filed.map(|(slip, &panel)| (&*slip.unit, &*slip.room, place(panel))));
    let sheets = imposed(panels, &cut);
    Volume { imprint: &batch.imprint, size: Size::A4, sheets, forms: vec![fixed], bookmarks, used }
        .bound(fonts)
}

/// Two panels to a sheet, a line to cut along between them.
fn imposed(panels: Vec<Panel>, cut: &[u8]) -> Vec<Sheet> {
    let mut sheets = Vec::with_capacity(panels.len().div_ceil(2));
    let mut panels = panels.into_iter();
    while let Some(upper) = panels.next() {
        let raise = Size::A4.height - Size::A5_LANDSCAPE.height;
        let mut parts =
            vec![Part { raise, content: upper.content }, Part { raise: 0, content: cut.to_vec() }];
        parts.extend(panels.next().map(|lower| Part { raise: 0, content: lower.content }));
        sheets.push(Sheet(parts));
    }
    sheets
}

/// Where slip `panel` begins, for its bookmark.
fn place(panel: usize) -> (usize, Len) {
    (panel / 2, if panel.is_multiple_of(2) { 0 } else { Size::A5_LANDSCAPE.height })
}

/// Left edge of what is printed.
const LEFT: Len = mm(12);
/// Width of what is printed.
const WIDTH: Len = mm(186);
/// Size of the type of the table.
const TABLE_TYPE: Len = pt10(88);
/// The smallest space for lines that a slip may be left with.
const LEAST_ROOM: Len = mm(32);
/// Top of the table.
const TABLE_TOP: Len = mm(41);
/// Side of the QR code.
const CODE: Len = pt(62);
