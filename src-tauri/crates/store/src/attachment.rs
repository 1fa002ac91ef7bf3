//! Photos and scans: kept once by their content, belonging to whatever they show.

use crate::{Act, Reading, Result, fact, migrate};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;
use sha2::{Digest, Sha256};

/// What an attachment can belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A contact.
    Contact,
    /// A delivery.
    Delivery,
    /// A posting on a board.
    Posting,
    /// A ticket.
    Ticket,
}

impl Subject {
    /// The code kept in the book.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Delivery => "delivery",
            Self::Posting => "posting",
            Self::Ticket => "ticket",
        }
    }
}

/// A file ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    /// SHA-256 of the file as it was picked.
    pub original: String,
    /// Its name.
    pub name: String,
    /// `image/jpeg` or `application/pdf`.
    pub media: &'static str,
    /// What is kept of it.
    pub bytes: Vec<u8>,
}

/// An attachment without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: i64,
    /// SHA-256 of what is kept.
    pub sha256: String,
    /// SHA-256 of the file as it was picked.
    pub original: String,
    /// Its name.
    pub name: String,
    /// `image/jpeg` or `application/pdf`.
    pub media: String,
    /// How many bytes are kept.
    pub size: i64,
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    migrate::hex(&Sha256::digest(bytes))
}

impl Act<'_> {
    /// Keeps a file, once by its content, and says what it belongs to.
    ///
    /// # Errors
    /// Database errors.
    pub fn attach(&mut self, new: &NewAttachment, subject: Subject, subject_id: i64) -> Result<i64> {
        let digest = sha256(&new.bytes);
        let known: Option<i64> = self
            .tx
            .prepare_cached("SELECT id FROM attachment WHERE sha256 = ?")?
            .query_row([&digest], |r| r.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => self.post(
                &fact::ATTACHMENT,
                &[
                    Value::Text(digest),
                    Value::Text(new.original.clone()),
                    Value::Text(new.name.clone()),
                    Value::Text(new.media.to_owned()),
                    Value::Blob(new.bytes.clone()),
                ],
            )?,
        };
        let values = [Value::Integer(id), Value::Text(subject.code().to_owned()), Value::Integer(subject_id)];
        self.post(&fact::ATTACHED, &values)?;
        Ok(id)
    }
}

impl Reading<'_> {
    /// What belongs to something, in the order it was added.
    ///
    /// # Errors
    /// Database errors.
    pub fn attachments(self, subject: Subject, subject_id: i64) -> Result<Vec<Attachment>> {
        let mut statement = self.0.prepare_cached(
            "SELECT a.id, a.sha256, a.original, a.name, a.media, length(a.bytes)
             FROM attached b JOIN attachment a ON a.id = b.attachment_id
             WHERE b.subject = ? AND b.subject_id = ? ORDER BY b.id",
        )?;
        let rows = statement.query_map((subject.code(), subject_id), |r| {
            Ok(Attachment {
                id: r.get(0)?,
                sha256: r.get(1)?,
                original: r.get(2)?,
                name: r.get(3)?,
                media: r.get(4)?,
                size: r.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The media type and the content of an attachment.
    ///
    /// # Errors
    /// Database errors.
    pub fn attachment(self, id: i64) -> Result<Option<(String, String, Vec<u8>)>> {
        let sql = "SELECT name, media, bytes FROM attachment WHERE id = ?";
        let row = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
        Ok(self.0.prepare_cached(sql)?.query_row([id], row).optional()?)
    }
}
