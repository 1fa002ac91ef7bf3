//! What is on the desk: the book, who works, the papers just made and the work that runs.

use crate::host::Host;
use crate::jobs::Jobs;
use crate::log::Log;
use crate::preferences::Preferences;
use crate::shelf::Shelf;
use crate::tray::Tray;
use crate::wire::{Answer, Fail};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zhangfang_documents::FontSet;
use zhangfang_domain::rights::Right;
use zhangfang_office::login::Attempts;
use zhangfang_office::search::SearchIndex;
use zhangfang_office::{Occasion, Office, OfficeError, Refusal, papers};

/// The state behind the window.
pub struct Session {
    host: Box<dyn Host>,
    desk: Mutex<Desk>,
    /// Beside the desk, so that an occasion can be made in the middle of work.
    door: Mutex<Door>,
    preferences: Mutex<Preferences>,
    /// Papers that can be looked at, printed and kept.
    pub shelf: Shelf,
    /// Files the person picked, until they are taken in.
    pub tray: Tray,
    /// Work that can be stopped.
    pub jobs: Jobs,
    /// What happened, without anything of a household.
    pub log: Arc<Log>,
}

#[derive(Default)]
struct Desk {
    open: Option<OpenBook>,
    fonts: Option<FontSet>,
    /// What the search box looks through, and the act of the register it was made after.
    index: Option<(i64, SearchIndex)>,
}

/// Under whose name an open desk works.
const ANYBODY: &str = "前台";

/// Who was let in.
#[derive(Debug, Default)]
struct Door {
    operator: String,
    inside: bool,
    /// Whether they may see what households owe (checklist C8); at a desk where nobody logs in everybody does.
    sees_amounts: bool,
    attempts: Attempts,
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
        let door = Mutex::new(Door { operator: ANYBODY.to_owned(), ..Door::default() });
        let preferences = Mutex::new(Preferences::load(&host.home()));
        let log = Arc::new(Log::in_folder(&host.home()));
        Self {
            log,
            host,
            desk: Mutex::default(),
            door,
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

    fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who works at the desk.
    #[must_use]
    pub fn operator(&self) -> String {
        self.door().operator.clone()
    }

    /// Whether somebody is let in: nobody has to log in, or somebody did.
    #[must_use]
    pub fn inside(&self) -> bool {
        self.door().inside
    }

    /// Whether whoever works at the desk may see what households owe.
    #[must_use]
    pub fn sees_amounts(&self) -> bool {
        let door = self.door();
        !door.inside || door.sees_amounts
    }

    /// # Errors
    /// [`Fail::login_needed`].
    pub fn require_inside(&self) -> Answer<()> {
        if self.inside() { Ok(()) } else { Err(Fail::login_needed()) }
    }

    /// Lets in whom the office knows.
    ///
    /// # Errors
    /// Whatever the office refuses.
    pub fn enter(&self, check: impl FnOnce(&Office, &mut Attempts) -> Answer<String>) -> Answer<()> {
        let mut attempts = self.door().attempts;
        let name = self.at_the_door(|office| {
            let name = check(office, &mut attempts)?;
            Ok((office.rights_of(&name)?.contains(&Right::SeeAmounts), name))
        });
        let mut door = self.door();
        door.attempts = attempts;
        (door.sees_amounts, door.operator) = name?;
        door.inside = true;
        Ok(())
    }

    /// Locks the desk where people log in; keeps who worked there until somebody else is let in.
    ///
    /// # Errors
    /// Store errors.
    pub fn lock(&self) -> Answer<()> {
        let needed = self.at_the_door(|office| Ok(office.login_needed()?))?;
        self.door().inside = !needed;
        Ok(())
    }

    /// Somebody of the office sits down at a desk where nobody logs in.
    ///
    /// # Errors
    /// [`Fail::login_needed`] where people log in; a refusal for a name the office does not know.
    pub fn sit(&self, name: &str) -> Answer<()> {
        self.at_the_door(|office| {
            if office.login_needed()? {
                return Err(Fail::login_needed());
            }
            if !office.staff()?.iter().any(|member| member.name == name) {
                return Err(
                    OfficeError::from(Refusal::Unknown { kind: "人员", name: name.to_owned() }).into()
                );
            }
            Ok(())
        })?;
        name.clone_into(&mut self.door().operator);
        Ok(())
    }

    /// Puts a book on the desk in place of the one there.
    pub fn open(&self, book: OpenBook) {
        self.shelf.clear();
        // A book that cannot say it stays closed.
        let open_to_all = book.office.login_needed().is_ok_and(|needed| !needed);
        let mut desk = self.desk();
        let attempts = self.door().attempts;
        let operator = ANYBODY.to_owned();
        *self.door() = Door { operator, inside: open_to_all, sees_amounts: open_to_all, attempts };
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

    /// Asks the open book what may be known before anybody logged in.
    ///
    /// # Errors
    /// [`Fail::no_book`]; whatever the question refuses.
    pub fn at_the_door<T>(&self, question: impl FnOnce(&Office) -> Answer<T>) -> Answer<T> {
        let desk = self.desk();
        let book = desk.open.as_ref().ok_or_else(Fail::no_book)?;
        guarded(|| question(&book.office))
    }

    /// Does something with the open book.
    ///
    /// # Errors
    /// [`Fail::no_book`]; [`Fail::login_needed`]; whatever the work refuses; [`Fail::broken`] when it panics.
    pub fn with<T>(&self, work: impl FnOnce(&mut Office) -> Answer<T>) -> Answer<T> {
        let mut desk = self.desk();
        let book = desk.open.as_mut().ok_or_else(Fail::no_book)?;
        self.require_inside()?;
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
        self.require_inside()?;
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
        self.require_inside()?;
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
