//! What this machine remembers and no book holds: how the window looks, where each printer prints. A small file in
//! the office's folder.

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

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The printer each paper went to last, by the name of the paper.
    pub last_printer: BTreeMap<String, String>,
    /// Where each printer prints.
    pub offsets: BTreeMap<String, Offset>,
}

/// Its file.
const FILE: &str = "desk.json";

impl Preferences {
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
