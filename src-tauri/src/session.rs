//! What is on the desk: the book, who works, the papers just made and the work that runs.

use crate::host::Host;
use crate::jobs::Jobs;
use crate::preferences::Preferences;
use crate::shelf::Shelf;
use crate::tray::Tray;
use crate::wire::{Answer, Fail};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use zhangfang_documents::FontSet;
use zhangfang_office::search::SearchIndex;
use zhangfang_office::{Occasion, Office, papers};

/// The state behind the window.
pub struct Session {
    host: Box<dyn Host>,
    desk: Mutex<Desk>,
    /// Beside the desk, so that an occasion can be made in the middle of work.
    operator: Mutex<String>,
    preferences: Mutex<Preferences>,
    /// Papers that can be looked at, printed and kept.
    pub shelf: Shelf,
    /// Files the person picked, until they are taken in.
    pub tray: Tray,
    /// Work that can be stopped.
    pub jobs: Jobs,
}

#[derive(Default)]
struct Desk {
    open: Option<OpenBook>,
    fonts: Option<FontSet>,
    /// What the search box looks through, and the act of the register it was made after.
    index: Option<(i64, SearchIndex)>,
}

/// A book that is open.
pub struct OpenBook {
    /// The office.
    pub office: Office,
    /// Its file.
    pub path: PathBuf,
    /// Whether it is the demo book.
    pub demo: bool,
}

impl Session {
    /// A session without a book.
    #[must_use]
    pub fn new(host: Box<dyn Host>) -> Self {
        let operator = Mutex::new("前台".to_owned());
        let preferences = Mutex::new(Preferences::load(&host.home()));
        Self {
            host,
            desk: Mutex::default(),
            operator,
            preferences,
            shelf: Shelf::default(),
            tray: Tray::default(),
            jobs: Jobs::default(),
        }
    }

    /// The machine.
    #[must_use]
    pub fn host(&self) -> &dyn Host {
        self.host.as_ref()
    }

    /// What this machine remembers.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        self.preferences.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes what this machine remembers.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remember(&self, change: impl FnOnce(&mut Preferences)) -> Answer<()> {
        let mut kept = self.preferences.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut kept);
        kept.save(&self.host.home()).map_err(|error| Fail::file("没有记住", &error))
    }

    /// Work that panicked must not take the desk with it: the book itself is whole, an act happens whole or not.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who works at the desk.
    #[must_use]
    pub fn operator(&self) -> String {
        self.operator.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Somebody else works at the desk now.
    pub fn set_operator(&self, name: &str) {
        name.clone_into(&mut self.operator.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Puts a book on the desk in place of the one there.
    pub fn open(&self, book: OpenBook) {
        self.shelf.clear();
        let mut desk = self.desk();
        desk.index = None;
        desk.open = Some(book);
    }

    /// Takes the book off the desk, so that its file is free.
    pub fn close(&self) {
        self.shelf.clear();
        self.desk().open = None;
    }

    /// The file of the open book and whether it is the demo.
    #[must_use]
    pub fn opened(&self) -> Option<(PathBuf, bool)> {
        self.desk().open.as_ref().map(|book| (book.path.clone(), book.demo))
    }

    /// Who does something, when. The key makes a repeated request the same act.
    #[must_use]
    pub fn occasion(&self, key: Option<String>) -> Occasion {
        Occasion { operator: self.operator(), today: self.host.today(), now: self.host.now(), key }
    }

    /// Does something with the open book.
    ///
    /// # Errors
    /// [`Fail::no_book`]; whatever the work refuses; [`Fail::broken`] when it panics.
    pub fn with<T>(&self, work: impl FnOnce(&mut Office) -> Answer<T>) -> Answer<T> {
        let mut desk = self.desk();
        let book = desk.open.as_mut().ok_or_else(Fail::no_book)?;
        guarded(|| work(&mut book.office))
    }

    /// Looks something up in the register of the open book; the index is made anew when the register has changed.
    ///
    /// # Errors
    /// As [`Session::with`].
    pub fn search<T>(&self, look: impl FnOnce(&SearchIndex) -> T) -> Answer<T> {
        let mut desk = self.desk();
        let Desk { open, index, .. } = &mut *desk;
        let book = open.as_ref().ok_or_else(Fail::no_book)?;
        let last = book.office.last_register_act()?;
        if index.as_ref().is_none_or(|(made_after, _)| *made_after != last) {
            *index = Some((last, book.office.search_index()?));
        }
        index.as_ref().map(|(_, index)| look(index)).ok_or_else(Fail::broken)
    }

    /// Does something with the open book that makes papers.
    ///
    /// # Errors
    /// As [`Session::with`]; when the typefaces are missing.
    pub fn with_fonts<T>(&self, work: impl FnOnce(&mut Office, &FontSet) -> Answer<T>) -> Answer<T> {
        let mut desk = self.desk();
        let Desk { open, fonts, .. } = &mut *desk;
        let book = open.as_mut().ok_or_else(Fail::no_book)?;
        if fonts.is_none() {
            *fonts = Some(papers::fonts(self.host.fonts().as_deref())?);
        }
        let fonts = fonts.as_ref().ok_or_else(Fail::broken)?;
        guarded(|| work(&mut book.office, fonts))
    }
}

/// A panic is a failed step, not the end of the window.
fn guarded<T>(work: impl FnOnce() -> Answer<T>) -> Answer<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Fail::broken()))
}
