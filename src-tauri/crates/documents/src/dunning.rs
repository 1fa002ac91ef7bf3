//! Notices to one home, stage by stage (domain sections 3.3, 3.4): 温馨提示, 催缴通知单 first and second, the letter by
//! which the owners' committee urges payment. A notice is half a sheet of A4 with a line to cut along: of a reminder two
//! homes share a sheet, of every other the owner's copy stands above the copy for the archive with the record of
//! delivery. Private.

use crate::bind::{Imprint, Part, Sheet, Volume};
use crate::debt::{Debt, Forum, agreed};
use crate::embed::Used;
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::form;
use crate::length::Size;
use crate::parallel::in_chunks;
use crate::pen::Pen;
use crate::slip::{Addressee, LateCharge, SlipOffice};
use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::Fen;
use zhangfang_domain::letter::Template;

mod face;
use face::Face;

/// The notices of one stage, in the order they are cut and carried round.
#[derive(Clone, Debug)]
pub struct DunningBatch {
    /// Properties of the file; the print time stands on every notice.
    pub imprint: Imprint,
    /// Up to when the book was read; days overdue count to its day.
    pub data_as_of: NaiveDateTime,
    /// The day they are signed.
    pub dated: NaiveDate,
    /// What they say; the name of the letter is their title.
    pub text: Template,
    /// Who sends them and how to pay.
    pub office: SlipOffice,
    /// Contract and clause that make the charges due: `《青禾苑物业服务合同》第十二条`; may be empty.
    pub clause: String,
    /// Where the contract takes a dispute to.
    pub forum: Forum,
    /// Who signs the letter of the owners' committee: `青禾苑业主委员会`.
    pub committee: String,
    /// Name of the person to talk to.
    pub contact_person: String,
    /// Last day to pay or to answer.
    pub deadline: NaiveDate,
    /// One for each home.
    pub notices: Vec<Dunning>,
}

/// The notice to one home.
#[derive(Clone, Debug)]
pub struct Dunning {
    /// Document number.
    pub number: String,
    /// Building part the home is filed under, a bookmark: `1单元`.
    pub unit: String,
    /// Room as the register writes it.
    pub room: String,
    /// Whom it is for, masked unless it goes into an envelope.
    pub addressee: Addressee,
    /// What is open.
    pub debts: Vec<Debt>,
    /// Open principal; must be the sum of the debts.
    pub total: Fen,
    /// What a contract clause allows on top, told as a memo and never part of the total. `None` without clause.
    pub late_charge: Option<LateCharge>,
    /// Costs of pursuing the debt, charged and open; not in the total.
    pub costs: Fen,
    /// When and how the home was contacted before.
    pub contacts: Vec<ContactMade>,
    /// Internal reference inside the QR code; no personal data.
    pub reference: String,
}

/// An earlier contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactMade {
    /// The day.
    pub on: NaiveDate,
    /// 短信, 电话, 上门, 信箱投递 …
    pub way: String,
}

/// Makes the file of a batch, bookmarks by unit and room. More debts than a half-sheet holds go on over the next one.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when a notice does not add up, [`DocumentError::MissingGlyph`] with the
/// room, [`DocumentError::NoRoom`] when the texts leave no room for the debts.
pub fn rendered(fonts: &FontSet, batch: &DunningBatch) -> Result<Vec<u8>, DocumentError> {
    let cut = form::cut_line(fonts)?;
    let face = Face::new(batch);
    let chunks = in_chunks(&batch.notices, 32, |notices| {
        let mut pen = Pen::new(fonts, Size::A5_LANDSCAPE);
        let mut halves = Vec::with_capacity(2 * notices.len());
        let mut counts = Vec::with_capacity(notices.len());
        for notice in notices {
            let summed = notice.debts.iter().map(|debt| debt.principal).sum();
            agreed(&notice.number, notice.total, summed)?;
            pen.about(&notice.room);
            let before = halves.len();
            face.draw(&mut pen, notice, &mut halves)?;
            counts.push(halves.len() - before);
        }
        Ok::<_, DocumentError>((halves, counts, pen.used))
    })?;
    let (mut used, mut halves, mut begins) = (Used::none(), Vec::new(), Vec::new());
    for (drawn, counts, chunk_used) in chunks {
        let mut at = halves.len();
        for count in counts {
            begins.push(at);
            at += count;
        }
        halves.extend(drawn);
        used.join(&chunk_used);
    }
    let lower = Size::A4.height - Size::A5_LANDSCAPE.height;
    let filed = batch.notices.iter().zip(&begins).map(|(notice, &half)| {
        let place = (half / 2, if half % 2 == 0 { 0 } else { lower });
        (&*notice.unit, &*notice.room, place)
    });
    let bookmarks = form::by_unit(filed);
    let mut halves = halves.into_iter();
    let mut sheets = Vec::new();
    while let Some(upper) = halves.next() {
        sheets.push(imposed(upper, halves.next(), &cut));
    }
    Volume { imprint: &batch.imprint, size: Size::A4, sheets, forms: Vec::new(), bookmarks, used }
        .bound(fonts)
}

/// Two halves of a sheet with the line between them; the last of an odd number stands alone.
fn imposed(upper: Vec<u8>, lower: Option<Vec<u8>>, cut: &[u8]) -> Sheet {
    let raise = Size::A4.height - Size::A5_LANDSCAPE.height;
    let mut parts = vec![Part { raise, content: upper }, Part { raise: 0, content: cut.to_vec() }];
    parts.extend(lower.map(|content| Part { raise: 0, content }));
    Sheet(parts)
}
