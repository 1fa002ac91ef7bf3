//! Why a paper could not be made.

use std::path::PathBuf;
use zhangfang_domain::Fen;

/// Why a paper could not be made. No bytes come out then: half a paper is worse than none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// A typeface file is not where it should be.
    #[error("typeface {} is missing; in a checkout, run `cargo xtask setup`", path.display())]
    FontMissing {
        /// The file looked for.
        path: PathBuf,
    },
    /// A typeface file is there but cannot be used.
    #[error("typeface {} cannot be used: {reason}", path.display())]
    FontUnusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// No typeface has this character.
    #[error("no typeface has {character:?} (U+{:04X}), needed for {whose:?}", u32::from(*character))]
    MissingGlyph {
        /// The character.
        character: char,
        /// What was being written: a room, a document number, a title.
        whose: String,
    },
    /// The lines on a paper do not add up to the total it states.
    #[error("the lines of {whose:?} add up to {summed}, its total says {stated}")]
    TotalsDisagree {
        /// The document number.
        whose: String,
        /// The total given.
        stated: Fen,
        /// What the lines give.
        summed: Fen,
    },
    /// Something is larger than the place it has, even on a page of its own.
    #[error("{what} of {whose:?} does not fit its place")]
    NoRoom {
        /// What does not fit.
        what: &'static str,
        /// The document number or title.
        whose: String,
    },
    /// A payment reference too long for a QR code.
    #[error("the reference of {whose:?} is too long for a QR code")]
    ReferenceTooLong {
        /// What was being written.
        whose: String,
    },
    /// A file that should be a PDF and is none.
    #[error("not a PDF: {reason}")]
    NotAPdf {
        /// What is wrong with it.
        reason: String,
    },
    /// A text for a public paper shows something of one household.
    #[error("{found:?} may not stand on a public paper")]
    Private {
        /// The part that gives the household away.
        found: String,
    },
}
