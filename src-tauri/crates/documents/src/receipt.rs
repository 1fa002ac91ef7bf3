//! 收款收据 (domain section 3.8): three copies on cut sheets or on continuous paper.

use crate::bind::{Bookmark, Imprint, Part, Sheet, Volume};
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::length::Size;
use crate::pen::Pen;
use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::Fen;

mod face;
use face::Face;

/// What a receipt is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stock {
    /// Cut sheets of A5 on their side, for laser printers.
    #[default]
    A5,
    /// 241 × 139.7 mm of continuous multi-part paper, holes at both sides, for impact printers.
    Continuous,
}

impl Stock {
    const fn size(self) -> Size {
        match self {
            Self::A5 => Size::A5_LANDSCAPE,
            Self::Continuous => Size::CONTINUOUS_HALF,
        }
    }
}

/// Money received, for one or several homes.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Number in its book, continuous.
    pub number: String,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// The business day.
    pub received: NaiveDate,
    /// When this print is made.
    pub printed: NaiveDateTime,
    /// Who brought the money; not always the owner.
    pub payer: String,
    /// What it is for.
    pub homes: Vec<ReceiptHome>,
    /// Put aside for later bills.
    pub prepaid_in: Fen,
    /// Taken from what was paid ahead; a positive amount.
    pub prepaid_drawn: Fen,
    /// Paid ahead after this receipt, all homes together; not shown when `None`.
    pub prepaid_balance: Option<Fen>,
    /// What was received; must be the sum of the lines.
    pub total: Fen,
    /// How it was paid.
    pub tender: Tender,
    /// Still open after this receipt, all homes together.
    pub still_open: Fen,
    /// What of it is claimed late charge and costs, by item.
    pub open_beside: Vec<(String, Fen)>,
    /// In which order the debts were settled, as printed; may be empty.
    pub order: String,
    /// Who took the money.
    pub cashier: String,
    /// Who dealt with it; empty leaves room to sign.
    pub handler: String,
    /// Who checks it; empty leaves room to sign.
    pub reviewer: String,
    /// Within how many months an invoice may be asked for.
    pub invoice_months: u32,
    /// Printed under the lines; may be empty.
    pub remark: String,
    /// For a deposit: when it is returned, as promised. It is money of the payer and settles nothing.
    pub deposit: Option<String>,
    /// Void: the number stays used.
    pub voided: Option<Voided>,
    /// Which reprint this is; 0 for the first print.
    pub reprint: u32,
}

/// One home on a receipt.
#[derive(Clone, Debug)]
pub struct ReceiptHome {
    /// Room as the register writes it.
    pub room: String,
    /// Its owner, as it shall be printed.
    pub owner: String,
    /// One line for each item, and one for each discount.
    pub lines: Vec<ReceiptLine>,
}

/// One line of a receipt.
#[derive(Clone, Debug, Default)]
pub struct ReceiptLine {
    /// The posted name of the item, or of the discount.
    pub item: String,
    /// What time it is for, as printed; several bills of one item are one range.
    pub period: String,
    /// Unit price as printed; may be empty.
    pub price: String,
    /// Quantity as printed; may be empty.
    pub quantity: String,
    /// The amount; negative for a discount.
    pub amount: Fen,
}

/// How money was paid.
#[derive(Clone, Debug)]
pub struct Tender {
    /// 现金, 微信, 银行转账 …
    pub method: String,
    /// Number of the transfer or of the terminal slip; may be empty.
    pub reference: String,
    /// For cash: what was handed over and what was given back.
    pub cash: Option<Cash>,
}

/// Cash over the counter.
#[derive(Clone, Copy, Debug)]
pub struct Cash {
    /// Handed over.
    pub handed: Fen,
    /// Given back.
    pub change: Fen,
}

/// Why and when a receipt was voided.
#[derive(Clone, Debug)]
pub struct Voided {
    /// The day.
    pub on: NaiveDate,
    /// The reason.
    pub reason: String,
}

/// The three copies.
const COPIES: [&str; 3] = ["第一联 存根", "第二联 客户", "第三联 记账"];

impl Receipt {
    /// What the lines add up to.
    #[must_use]
    pub fn summed(&self) -> Fen {
        let lines: Fen = self.homes.iter().flat_map(|home| &home.lines).map(|line| line.amount).sum();
        lines + self.prepaid_in - self.prepaid_drawn
    }

    fn check(&self) -> Result<(), DocumentError> {
        let disagree =
            |summed| DocumentError::TotalsDisagree { whose: self.number.clone(), stated: self.total, summed };
        if self.summed() != self.total {
            return Err(disagree(self.summed()));
        }
        match self.tender.cash {
            Some(cash) if cash.handed - cash.change != self.total => Err(disagree(cash.handed - cash.change)),
            _ => Ok(()),
        }
    }
}

/// Makes the three copies of a receipt. More lines than one form holds go on over the next.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when lines, total and cash do not agree, [`DocumentError::MissingGlyph`],
/// [`DocumentError::NoRoom`].
pub fn rendered(fonts: &FontSet, receipt: &Receipt, stock: Stock) -> Result<Vec<u8>, DocumentError> {
    receipt.check()?;
    let size = stock.size();
    let mut pen = Pen::new(fonts, size);
    pen.about(&receipt.number);
    let face = Face::new(receipt, stock);
    // The copies differ in one word: the rest is drawn once and shared.
    let forms = face.draw_body(&mut pen)?;
    let (mut sheets, mut bookmarks) = (Vec::new(), Vec::new());
    for copy in COPIES {
        bookmarks.push(Bookmark { title: copy.to_owned(), sheet: sheets.len(), y: 0, children: Vec::new() });
        for number in 0..forms.len() {
            pen.form(number);
            face.draw_copy(&mut pen, copy);
            sheets.push(Sheet(vec![Part { raise: 0, content: pen.lift()? }]));
        }
    }
    let kind = if receipt.deposit.is_some() { "押金收据" } else { "收款收据" };
    let title = format!("{kind} {}", receipt.number);
    let imprint = Imprint { title, number: receipt.number.clone(), printed: receipt.printed };
    Volume { imprint: &imprint, size, sheets, forms, bookmarks, used: pen.used }.bound(fonts)
}
