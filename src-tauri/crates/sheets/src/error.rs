//! Why a file is not a workbook we can use.

use crate::register::Field;

/// Why reading stopped. `Display` is for logs; [`SheetError::sentence`] is what a clerk reads.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// No sheet with anything on it.
    #[error("the workbook holds no data")]
    Empty,
    /// Locked with a password.
    #[error("the workbook is password protected")]
    PasswordProtected,
    /// Not a workbook, whatever its name says.
    #[error("not a workbook: {found:?}")]
    UnknownFormat {
        /// What it looks like instead.
        found: FoundFormat,
    },
    /// Larger than is read whole; found before it is unpacked.
    #[error("too large: {0:?}")]
    TooLarge(TooLarge),
    /// A workbook, but damaged.
    #[error("broken file: {detail}")]
    Broken {
        /// What the reader said.
        detail: String,
    },
    /// Text in neither UTF-8 nor GB 18030.
    #[error("text in an unknown encoding")]
    UnknownEncoding,
    /// No row looks like the headings of a register. A person can map the columns by hand.
    #[error("no header row found on sheet {sheet:?}, best guess row {row}")]
    NoHeader {
        /// The sheet looked at.
        sheet: String,
        /// The likeliest header row (1-based).
        row: u32,
        /// What stands there.
        headings: Vec<Heading>,
    },
    /// A header row was found, but without a column no register can lack.
    #[error("sheet {sheet:?} lacks {missing:?}")]
    MissingColumns {
        /// The sheet looked at.
        sheet: String,
        /// The header row (1-based).
        row: u32,
        /// The fields without a column.
        missing: Vec<Field>,
        /// What stands in the header row.
        headings: Vec<Heading>,
    },
    /// No sheet has a row with the headings of the list that was expected.
    #[error("no row with the headings {needed:?}")]
    NoList {
        /// The headings that are needed.
        needed: Vec<&'static str>,
    },
}

/// A heading as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1-based column.
    pub column: u32,
    /// Its text, both rows joined with `/` under a merged heading.
    pub text: String,
}

/// Which bound a file passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// The file itself, in bytes.
    File {
        /// Size.
        bytes: u64,
        /// Bound.
        limit: u64,
    },
    /// What the package would unpack to, in bytes.
    Unpacked {
        /// Bound.
        limit: u64,
    },
    /// Cells of the workbook.
    Cells {
        /// Bound.
        limit: usize,
    },
}

/// What a file that is no workbook looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundFormat {
    /// A web page or XML saved under a workbook's name, as some systems export.
    WebPage,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A text document or presentation.
    Document,
    /// The binary workbook `.xlsb`.
    BinaryWorkbook,
    /// An archive without a workbook's parts.
    Archive,
    /// None of these.
    Unknown,
}
