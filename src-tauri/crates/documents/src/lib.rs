//! Paper: a view model in, PDF bytes out.
//!
//! A document is a pure function of a plain struct: the same input and the same typefaces give the same
//! bytes, because dates, numbers and identifiers all come from the caller. Nothing here reads a clock, a
//! book or a setting.
//!
//! Two ways to lay paper out:
//! - a **flow** ([`flow`]): a list of [`flow::Block`]s (title, paragraph, table, …) broken over pages with a
//!   running head and foot; letters, lists and notices are flows;
//! - a **form** ([`slip`], [`receipt`]): fixed places on a fixed paper, drawn with a [`pen::Pen`], tables with a
//!   [`table::Table`].
//!
//! Private and public papers are told apart by type: see [`public`].
//!
//! The PDF is made by printpdf ([`bind`]): pens draw its operations, its document holds typefaces, forms and
//! pages. Every glyph is looked up before it is drawn, so a character without one is an error that names it and
//! the home it belongs to, never an empty box.

pub mod account_statement;
pub mod agreement;
pub mod arrears_list;
pub mod bind;
pub mod chart;
mod content;
pub mod day_report;
pub mod debt;
pub mod demand;
pub mod deposit_slip;
pub mod disclosure;
pub mod dossier;
pub mod dunning;
mod embed;
pub mod error;
pub mod explanation;
pub mod flow;
pub mod fonts;
mod form;
pub mod ledger;
pub mod length;
mod letter;
pub mod lines;
pub mod masked_rooms;
pub mod office_form;
mod parallel;
pub mod pen;
pub mod phrase;
pub mod poster;
pub mod price_change;
pub mod public;
pub mod reading_round;
pub mod receipt;
pub mod report;
pub mod shared_cost;
pub mod shift;
pub mod slip;
pub mod table;
pub mod test_page;
pub mod ticket;

pub use bind::Imprint;
pub use error::DocumentError;
pub use fonts::{FontSet, Weight};
