//! A plain internal list of tables with a head and notes: the arrears bridge, the reconciliation report.

use crate::arrears_list::ListHead;
use crate::error::DocumentError;
use crate::flow::{Block, Paragraph};
use crate::fonts::FontSet;
use crate::length::pt10;
use crate::table::Table;

/// An internal list.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Who prints it and why.
    pub head: ListHead,
    /// Its title.
    pub title: String,
    /// A line under the title: period, unit.
    pub subtitle: String,
    /// Its tables, one below the other.
    pub tables: Vec<Table>,
    /// Notes under the tables.
    pub notes: Vec<String>,
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, ledger: &Ledger) -> Result<Vec<u8>, DocumentError> {
    let mut blocks = vec![Block::Title(ledger.title.clone()), Block::Subtitle(ledger.subtitle.clone())];
    for table in &ledger.tables {
        blocks.push(Block::Table(Table { size: pt10(85), ..table.clone() }));
    }
    blocks.extend(ledger.notes.iter().map(|note| Block::Paragraph(Paragraph::note(note.clone()))));
    ledger.head.flow(blocks).rendered(fonts)
}
