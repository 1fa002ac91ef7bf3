//! A rehearsal of the machine in one folder, for runs in a real window: `home/` holds the books, `today` the business
//! date, `pick` the path the person chooses next; files are kept in `saved/`, pages come out in `printed/`.

use super::{FileKind, Host, PrintOrder};
use chrono::{Local, NaiveDate, NaiveDateTime};
use std::path::{Path, PathBuf};
use std::{fs, io};

pub(super) struct Rehearsal {
    folder: PathBuf,
    fonts: Option<PathBuf>,
}

impl Rehearsal {
    pub(super) const fn in_folder(folder: PathBuf, fonts: Option<PathBuf>) -> Self {
        Self { folder, fonts }
    }

    fn written(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(name)).ok().map(|text| text.trim().to_owned())
    }
}

impl Host for Rehearsal {
    fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    fn fonts(&self) -> Option<PathBuf> {
        self.fonts.clone()
    }

    fn now(&self) -> NaiveDateTime {
        let now = Local::now().naive_local();
        let time = self.written("time").and_then(|time| time.parse().ok()).unwrap_or_else(|| now.time());
        self.written("today")
            .and_then(|day| day.parse::<NaiveDate>().ok())
            .unwrap_or_else(|| now.date())
            .and_time(time)
    }

    fn ask_open(&self, _kind: FileKind) -> Option<PathBuf> {
        self.written("pick").filter(|path| !path.is_empty()).map(PathBuf::from)
    }

    fn ask_save(&self, _kind: FileKind, name: &str) -> Option<PathBuf> {
        let saved = self.folder.join("saved");
        fs::create_dir_all(&saved).ok()?;
        Some(saved.join(name))
    }

    fn apart(&self, _one: &Path, other: &Path) -> bool {
        other.starts_with(self.folder.join("saved"))
    }

    fn printers(&self) -> Vec<String> {
        vec!["前台激光打印机".to_owned(), "票据针式打印机".to_owned()]
    }

    fn print(&self, pdf: &[u8], order: &PrintOrder) -> io::Result<()> {
        let printed = self.folder.join("printed");
        fs::create_dir_all(&printed)?;
        let number = fs::read_dir(&printed)?.count() + 1;
        let media = order.media.replace('.', "-");
        fs::write(printed.join(format!("{number:03}-{media}-x{}-{}.pdf", order.copies, order.title)), pdf)
    }
}
