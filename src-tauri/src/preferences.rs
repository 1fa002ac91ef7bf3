//! What this machine remembers and no book holds: how the window looks, where each printer prints. A small file in
//! the office's folder.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use ts_rs::TS;

/// How far everything moves on a printer's paper, in tenths of a millimetre, right and down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "papers.ts")]
pub struct Offset {
    /// To the right.
    pub right: i32,
    /// Down.
    pub down: i32,
}

impl Offset {
    /// What can be asked for: two centimetres either way.
    pub const MOST: i32 = 200;
}

/// How the window looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct Appearance {
    /// `system`, `light` or `dark`.
    pub theme: Theme,
    /// `standard`, `large` or `huge`.
    pub type_size: TypeSize,
    /// `normal` or `high`.
    pub contrast: Contrast,
}

impl Default for Appearance {
    fn default() -> Self {
        Self { theme: Theme::System, type_size: TypeSize::Standard, contrast: Contrast::Normal }
    }
}

/// 明暗
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "settings.ts")]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// 字号
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "settings.ts")]
#[serde(rename_all = "lowercase")]
pub enum TypeSize {
    /// 标准
    Standard,
    /// 大
    Large,
    /// 特大
    Huge,
}

/// 对比度
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, export_to = "settings.ts")]
#[serde(rename_all = "lowercase")]
pub enum Contrast {
    /// Quiet.
    Normal,
    /// High.
    High,
}

/// A copy of the book that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupNote {
    /// When, local time, `yyyy-mm-ddThh:mm:ss`.
    pub at: String,
    /// Where.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Number of its last act.
    pub last_act: i64,
    /// Whether it lies on another disk than the book.
    pub apart: bool,
}

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The printer each paper went to last, by the name of the paper.
    pub last_printer: BTreeMap<String, String>,
    /// Where each printer prints.
    pub offsets: BTreeMap<String, Offset>,
    /// Who logged in last; stands in the field of the name.
    pub last_name: String,
    /// How the window looks.
    pub appearance: Appearance,
    /// Copies made, oldest first.
    pub backups: Vec<BackupNote>,
    /// The day this machine first had a book to copy.
    pub first_day: Option<NaiveDate>,
}

/// Its file.
const FILE: &str = "desk.json";

impl Preferences {
    /// Notes a copy; the oldest of many is forgotten.
    pub fn note_backup(&mut self, note: BackupNote) {
        self.backups.push(note);
        let most = self.backups.len().saturating_sub(60);
        self.backups.drain(..most);
    }

    /// Days since a copy was last put on another disk, or since there is a book, when it is more than allowed.
    #[must_use]
    pub fn backup_due(&self, allowed: u32, today: NaiveDate) -> Option<i64> {
        let day = |note: &BackupNote| note.at.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
        let last = self.backups.iter().filter(|note| note.apart).filter_map(day).max().or(self.first_day)?;
        let days = (today - last).num_days();
        (allowed > 0 && days >= i64::from(allowed)).then_some(days)
    }

    /// What was remembered in a folder. A file that cannot be read is as good as none: nothing in it is worth a refusal.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Remembers it in a folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let half = folder.join(format!("{FILE}.writing"));
        std::fs::write(&half, serde_json::to_vec_pretty(self)?)?;
        std::fs::rename(half, folder.join(FILE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_some_days_after_the_last_one_on_another_disk() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut kept = Preferences { first_day: Some(day("2026-07-01")), ..Preferences::default() };
        assert_eq!(kept.backup_due(7, day("2026-07-07")), None);
        assert_eq!(kept.backup_due(7, day("2026-07-09")), Some(8));
        let note =
            |at: &str, apart| BackupNote { at: at.into(), path: String::new(), bytes: 1, last_act: 1, apart };
        kept.note_backup(note("2026-07-09T17:00:00", false));
        assert_eq!(kept.backup_due(7, day("2026-07-09")), Some(8));
        kept.note_backup(note("2026-07-09T17:30:00", true));
        assert_eq!(kept.backup_due(7, day("2026-07-15")), None);
        assert_eq!(kept.backup_due(0, day("2027-07-15")), None);
    }

    #[test]
    fn what_was_saved_is_remembered_and_a_broken_file_is_none() {
        let folder = std::env::temp_dir().join(format!("zf-preferences-{}", std::process::id()));
        assert_eq!(Preferences::load(&folder), Preferences::default());
        let mut kept = Preferences::default();
        kept.offsets.insert("针式".into(), Offset { right: -12, down: 35 });
        kept.save(&folder).unwrap();
        assert_eq!(Preferences::load(&folder), kept);
        std::fs::write(folder.join(FILE), "{").unwrap();
        assert_eq!(Preferences::load(&folder), Preferences::default());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
