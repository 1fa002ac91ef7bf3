//! Workbooks in and out.
//!
//! In: `.xlsx`, `.xls`, `.ods` and delimited text become [`Grid`]s of typed cells ([`Workbook::read`]); a grid that
//! looks like an owner register becomes a [`register::RegisterDraft`], a dry run that says of every row what
//! was read, refused or left out, and why. Out: a [`export::Table`] becomes `.xlsx` or `.csv` bytes.
//!
//! Nothing here opens a file or knows the date: bytes and `today` are arguments.

mod delimited;
mod error;
pub mod export;
mod grid;
pub mod list;
pub mod meters;
mod package;
pub mod register;
mod sentence;
pub mod statement;
pub mod weights;
mod workbook;

pub use error::{FoundFormat, Heading, SheetError, TooLarge};
pub use grid::{Cell, Grid, Merge, column_letters, column_number};
pub use workbook::{Limits, Workbook};
