//! The log: which command took how long, which code it was refused with, where the program broke. It never holds a
//! name, a phone, a room or an amount: what it takes are words of a fixed alphabet.

use chrono::NaiveDateTime;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A file grows to this many bytes; then it becomes the older one, and the one before that goes.
const ROOM: u64 = 1 << 20;

/// The log of one office folder.
#[derive(Debug)]
pub struct Log {
    file: PathBuf,
    writing: Mutex<()>,
}

impl Log {
    /// The log in a folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { file: folder.join("账房日志.txt"), writing: Mutex::new(()) }
    }

    /// Its file.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    fn older(&self) -> PathBuf {
        self.file.with_extension("1.txt")
    }

    /// Notes a command. What is no plain word is left out.
    pub fn command(&self, at: NaiveDateTime, command: &str, code: &str, milliseconds: u32) {
        let code = if code.is_empty() { "ok" } else { word(code) };
        self.line(&format!("{} {} {code} {milliseconds}ms", at.format("%Y-%m-%d %H:%M:%S"), word(command)));
    }

    /// Notes where the program broke; what it said then may hold anything and is not kept.
    pub fn broke(&self, at: NaiveDateTime, place: &str) {
        self.line(&format!("{} panic {place}", at.format("%Y-%m-%d %H:%M:%S")));
    }

    /// A log that cannot be written keeps nobody from work.
    fn line(&self, line: &str) {
        let _one = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if fs::metadata(&self.file).is_ok_and(|file| file.len() > ROOM) {
            let _ = fs::rename(&self.file, self.older());
        }
        if let Some(folder) = self.file.parent() {
            let _ = fs::create_dir_all(folder);
        }
        if let Ok(mut file) = File::options().create(true).append(true).open(&self.file) {
            let _ = writeln!(file, "{line}");
        }
    }

    /// Everything there is, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<u8> {
        let part = |path: &Path| fs::read(path).unwrap_or_default();
        [part(&self.older()), part(&self.file)].concat()
    }
}

/// A word of small letters, digits, `_` and `-`; anything else is left out whole.
fn word(text: &str) -> &str {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if !text.is_empty() && text.len() <= 60 && text.chars().all(plain) { text } else { "?" }
}

/// From now on a panic is noted in the log with its place in the program.
pub fn note_panics(log: std::sync::Arc<Log>) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        log.broke(chrono::Local::now().naive_local(), &place);
        usual(panic);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn only_plain_words_come_in_and_the_file_turns_over() {
        let folder = std::env::temp_dir().join(format!("zf-log-{}", std::process::id()));
        let log = Log::in_folder(&folder);
        let at = NaiveDate::from_ymd_opt(2026, 7, 5).unwrap().and_hms_opt(9, 0, 0).unwrap();
        log.command(at, "counter_take", "", 12);
        log.command(at, "counter_take", "没有王建国这一户 13800005678", 3);
        let text = String::from_utf8(log.all()).unwrap();
        assert_eq!(
            text,
            "2026-07-05 09:00:00 counter_take ok 12ms\n2026-07-05 09:00:00 counter_take ? 3ms\n"
        );
        fs::write(log.file(), vec![b'x'; usize::try_from(ROOM).unwrap() + 1]).unwrap();
        log.broke(at, "src/a.rs:7");
        assert!(fs::metadata(log.file()).unwrap().len() < 100);
        assert!(String::from_utf8(log.all()).unwrap().ends_with("panic src/a.rs:7\n"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
