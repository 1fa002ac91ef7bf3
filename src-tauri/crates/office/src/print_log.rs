//! What was printed, when, by whom.

use crate::papers::keyless;
use crate::{Occasion, Office, OfficeError, Posted, Result};
pub use zhangfang_store::document::Printed;

impl Office {
    /// Notes that a paper went to a printer.
    ///
    /// # Errors
    /// Store errors.
    pub fn note_print(&mut self, paper: &str, copies: u32, occasion: &Occasion) -> Result<Posted<()>> {
        let paper = paper.trim_end_matches(".pdf");
        self.book.transact("paper.print", &keyless(occasion), |act| {
            act.note("paper", paper);
            act.note("copies", copies);
            act.post_print("paper", 0)?;
            Ok::<_, OfficeError>(())
        })
    }

    /// What was made and printed, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn print_log(&self, limit: u32) -> Result<Vec<Printed>> {
        Ok(self.book.reading().printed(limit)?)
    }
}
