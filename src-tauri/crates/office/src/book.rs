//! The book as a file: make, open, copy, bring back, check.

use crate::profile::Profile;
use crate::{Occasion, Office, Result, StoreError, rights};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use zhangfang_store::Book;
use zhangfang_store::act::JournalLine;
use zhangfang_store::backup::Copied;
use zhangfang_store::verify::Verification;

impl Office {
    /// Makes a new book for an office.
    ///
    /// # Errors
    /// Of [`Book::create`]; [`crate::Refusal::Unusable`] for a profile field that is not right.
    pub fn create(path: &Path, profile: &Profile, occasion: &Occasion) -> Result<Self> {
        profile.check()?;
        let mut office = Self::guarded(Book::create(path)?);
        office.change_profile(profile, occasion)?;
        Ok(office)
    }

    /// Opens a book for work.
    ///
    /// # Errors
    /// Of [`Book::open`].
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self::guarded(Book::open(path)?))
    }

    fn guarded(mut book: Book) -> Self {
        book.guard(rights::gate);
        Self { book }
    }

    /// Opens a book for looking. A book of an earlier version is first brought up to date, as opening it for work
    /// would do.
    ///
    /// # Errors
    /// Of [`Book::open_read_only`] and, for a book of an earlier version, of [`Book::open`].
    pub fn open_read_only(path: &Path) -> Result<Self> {
        match Book::open_read_only(path) {
            Err(StoreError::Older { .. }) => drop(Book::open(path)?),
            opened => return Ok(Self { book: opened? }),
        }
        Ok(Self { book: Book::open_read_only(path)? })
    }

    /// The book itself, for questions no use case asks.
    #[must_use]
    pub const fn book(&self) -> &Book {
        &self.book
    }

    /// Writes a verified copy to a new file.
    ///
    /// # Errors
    /// Of [`Book::back_up`].
    pub fn back_up(&self, to: &Path) -> Result<Copied> {
        Ok(self.book.back_up(to)?)
    }

    /// Puts a backup in the place of the book at `path`.
    ///
    /// # Errors
    /// Of [`Book::restore`].
    pub fn restore(path: &Path, backup: &Path) -> Result<Copied> {
        Ok(Book::restore(path, backup)?)
    }

    /// Does something to the end and takes it back: what a use case would answer, with every rule it would refuse by.
    /// Nothing is kept, also when the work panics.
    ///
    /// # Errors
    /// Whatever the work refuses.
    pub fn rehearse<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.book.rehearse(true);
        let outcome = catch_unwind(AssertUnwindSafe(|| work(self)));
        self.book.rehearse(false);
        outcome.unwrap_or_else(|panic| resume_unwind(panic))
    }

    /// Holds the whole book against itself.
    ///
    /// # Errors
    /// Of [`Book::verify`].
    pub fn verify(&self) -> Result<Verification> {
        Ok(self.book.verify()?)
    }

    /// Makes the sums anew from the facts.
    ///
    /// # Errors
    /// Of [`Book::rebuild_projections`].
    pub fn rebuild(&mut self) -> Result<()> {
        Ok(self.book.rebuild_projections()?)
    }

    /// Whether this act is the repetition of an earlier one: then the rules it would now break do not matter, it
    /// writes nothing and answers what it answered first.
    pub(crate) fn replays(&self, occasion: &Occasion) -> Result<bool> {
        Ok(match &occasion.key {
            Some(key) => self.book.reading().key_used(key)?,
            None => false,
        })
    }

    /// The last acts, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn journal(&self, limit: u32) -> Result<Vec<JournalLine>> {
        Ok(self.book.journal(limit)?)
    }
}
