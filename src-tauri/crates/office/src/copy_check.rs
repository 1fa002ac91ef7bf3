//! A copy of the book held against the book: is it whole, is it of this book, what happened since.

use crate::{Office, Result};
use std::path::Path;
pub use zhangfang_store::contents::Contents;
pub use zhangfang_store::verify::Finding;

/// What a copy turned out to be.
#[derive(Clone, Debug)]
pub struct CopyCheck {
    /// Name of the office in it.
    pub office: String,
    /// What it holds.
    pub contents: Contents,
    /// What is wrong in it; empty in a sound copy.
    pub findings: Vec<Finding>,
    /// Acts checked.
    pub acts: u64,
    /// Facts checked.
    pub facts: u64,
    /// Whether the book goes on from where the copy ends; nothing without a book.
    pub of_this_book: Option<bool>,
    /// Acts the book has and the copy has not.
    pub acts_since: i64,
    /// Where both end with the same act: whether they hold the same.
    pub same_contents: Option<bool>,
}

impl Office {
    /// What the book holds.
    ///
    /// # Errors
    /// Store errors.
    pub fn contents(&self) -> Result<Contents> {
        Ok(self.book.reading().contents()?)
    }

    /// Opens a copy as if it were to be worked with, checks all of it, and holds it against this book when there is one.
    /// The copy may be brought up to date by that, so hand in one that may be changed.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn check_copy(copy: &Path, book: Option<&Self>) -> Result<CopyCheck> {
        let opened = Self::open(copy)?;
        let verified = opened.verify()?;
        let contents = opened.contents()?;
        let mut check = CopyCheck {
            office: opened.profile()?.office,
            findings: verified.findings,
            acts: verified.acts,
            facts: verified.facts,
            of_this_book: None,
            acts_since: 0,
            same_contents: None,
            contents,
        };
        if let Some(book) = book {
            let now = book.contents()?;
            let there = book.book.reading().hash_of_act(check.contents.last_act)?;
            let same = there.as_ref() == Some(&check.contents.hash);
            check.of_this_book = Some(same);
            check.acts_since = now.last_act - check.contents.last_act;
            check.same_contents = (same && check.acts_since == 0).then(|| now == check.contents);
        }
        Ok(check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Occasion;
    use crate::profile::Profile;
    use chrono::NaiveDate;

    #[test]
    fn a_copy_is_of_this_book_as_long_as_the_book_goes_on_from_it() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        let today = NaiveDate::from_ymd_opt(2026, 7, 5).unwrap();
        let occasion =
            Occasion {
                operator: "前台".into(), today, now: today.and_hms_opt(9, 0, 0).unwrap(), key: None
            };
        let profile = |office: &str| Profile { office: office.into(), ..Profile::default() };
        let mut office = Office::create(&at("a.zfb"), &profile("青禾苑"), &occasion).unwrap();
        office.back_up(&at("copy.zfb")).unwrap();
        let check = Office::check_copy(&at("copy.zfb"), Some(&office)).unwrap();
        assert_eq!((check.of_this_book, check.acts_since, check.same_contents), (Some(true), 0, Some(true)));
        assert!(check.findings.is_empty());
        office.change_profile(&profile("青禾苑服务中心"), &occasion).unwrap();
        let check = Office::check_copy(&at("copy.zfb"), Some(&office)).unwrap();
        assert_eq!((check.of_this_book, check.acts_since, check.same_contents), (Some(true), 1, None));
        assert_eq!(check.office, "青禾苑");
        let other = Office::create(&at("b.zfb"), &profile("别的"), &occasion).unwrap();
        assert_eq!(Office::check_copy(&at("copy.zfb"), Some(&other)).unwrap().of_this_book, Some(false));
    }
}
