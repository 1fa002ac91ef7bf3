//! Papers of the office: read the book, build the view model, number it, make the PDF.
//!
//! A number is given in the same act in which the paper is made; a paper that cannot be made takes no number.

mod agreement;
mod books;
mod day;
mod dossier;
mod explanation;
mod form;
mod letters;
mod lists;
mod masked_rooms;
mod own_data;
mod posted;
mod price_change;
mod reading_round;
mod receipt;
mod report;
mod review;
mod shared_cost;
mod slips;
mod statement;
mod test_page;
mod ticket;

pub use agreement::agreement;
pub use books::{arrears_bridge, reconciliation};
pub use day::{day_report, deposit_slip};
pub use dossier::dossier;
pub use explanation::explanation;
pub use form::form;
pub(crate) use letters::{DEMAND, Letters, NOTICE};
pub use lists::{ageing_table, arrears_list};
pub use masked_rooms::{MaskedListRequest, masked_rooms};
pub use own_data::own_data;
pub(crate) use posted::DISCLOSURE;
pub use posted::{disclosure, posters};
pub use price_change::price_change;
pub use reading_round::reading_round;
pub use receipt::receipt;
pub use report::report;
pub use review::review;
pub(crate) use shared_cost::utilities;
pub use shared_cost::{shared_list, shared_sheet};
pub use slips::{Slips, slips};
pub use statement::{statement, statement_table};
pub use test_page::{Sheet, test_page};
pub use ticket::{TicketSheet, ticket};
pub use zhangfang_documents::receipt::Stock;

use crate::profile::Profile;
use crate::{Occasion, Refusal, Result};
use chrono::{NaiveDate, NaiveDateTime};
use std::path::{Path, PathBuf};
use zhangfang_documents::FontSet;
use zhangfang_domain::Fen;
use zhangfang_store::Act;
use zhangfang_store::document::Document;

/// A finished paper.
#[derive(Clone, Debug)]
pub struct Paper {
    /// A name for the file.
    pub file_name: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many homes or copies it holds.
    pub count: usize,
}

/// Where the fonts are in a checkout.
const FONTS_IN_CHECKOUT: &str = "assets/fonts/node_modules/@expo-google-fonts/noto-sans-sc";

/// Loads the typefaces: from the folder given, else from `fonts` beside the program, else from a checkout the
/// program or the working folder lies in.
///
/// # Errors
/// [`Refusal::NoFonts`]; errors of the typeface files.
pub fn fonts(folder: Option<&Path>) -> Result<FontSet> {
    if let Some(folder) = folder {
        return Ok(FontSet::load(folder)?);
    }
    let program = std::env::current_exe().unwrap_or_default();
    let beside = program.parent().map(|p| p.join("fonts")).filter(|p| p.is_dir());
    let folder = beside.or_else(|| {
        let here = std::env::current_dir().unwrap_or_default();
        program.ancestors().chain(here.ancestors()).map(|p| p.join(FONTS_IN_CHECKOUT)).find(|p| p.is_dir())
    });
    match folder {
        Some(folder) => Ok(FontSet::load(&folder)?),
        None => Err(Refusal::NoFonts { path: PathBuf::from(FONTS_IN_CHECKOUT).display().to_string() }.into()),
    }
}

/// The number of a paper about a subject: the one it had when nothing on it changed, else the next.
fn numbered(
    act: &mut Act<'_>,
    kind: &str,
    subject: &str,
    home: Option<i64>,
    total: Fen,
    as_of: NaiveDate,
) -> Result<Document> {
    if let Some(earlier) = act.reading().document(kind, subject, home)?
        && earlier.fen == Some(total.0)
    {
        return Ok(earlier);
    }
    Ok(act.post_document(kind, subject, home, Some(total), as_of)?)
}

/// Where things for a home are delivered to.
fn service_address(profile: &Profile, room: &str) -> String {
    format!("{}{}{room}", profile.address, profile.estate)
}

/// Refuses a paper the office cannot fill in.
pub(crate) fn require(profile: &Profile, needed: &[&str]) -> Result<()> {
    let fields = profile.missing(needed);
    if fields.is_empty() { Ok(()) } else { Err(Refusal::ProfileIncomplete { fields }.into()) }
}

/// The same occasion without a key: printing again must make the paper again, not remember that it was made.
pub(crate) fn keyless(occasion: &Occasion) -> Occasion {
    Occasion { key: None, ..occasion.clone() }
}

/// Up to when the figures of a paper stand: the business date at the hour on the clock.
pub(crate) fn data_as_of(occasion: &Occasion) -> NaiveDateTime {
    occasion.today.and_time(occasion.now.time())
}
