//! The tray: files the person picked wait here between the look at them and the yes, so that what is taken in is
//! what was shown, even when somebody saves the file in between. The page knows a file by a number and its name.
//!
//! How: `pickFile()` of `ui/src/ipc/app.js` asks the person and answers a [`PickedFile`]; a command takes `file: u32` and
//! calls `session.tray.read(file)?`.

use crate::host::FileKind;
use crate::session::Session;
use crate::wire::{Answer, Fail};
use serde::Serialize;
use std::collections::VecDeque;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;

/// How many files wait at most; the oldest goes first.
const ROOM: usize = 6;
/// No file larger than this is read; one byte more is enough for its reader to refuse it.
const MOST_READ: u64 = (64 << 20) + 1;

/// A file the person picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, export_to = "wire.ts")]
pub struct PickedFile {
    /// Its number on the tray.
    pub id: u32,
    /// Its name; the ending tells the format.
    pub name: String,
}

/// A file and what is in it.
pub struct Contents {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The tray.
#[derive(Default)]
pub struct Tray(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    last: u32,
    files: VecDeque<(u32, Arc<Contents>)>,
}

impl Tray {
    /// Puts a file on the tray.
    pub fn put(&self, name: String, bytes: Vec<u8>) -> PickedFile {
        let mut tray = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tray.last += 1;
        let id = tray.last;
        tray.files.push_back((id, Arc::new(Contents { name: name.clone(), bytes })));
        if tray.files.len() > ROOM {
            tray.files.pop_front();
        }
        PickedFile { id, name }
    }

    /// A file of the tray.
    ///
    /// # Errors
    /// When it is no longer there.
    pub fn read(&self, id: u32) -> Answer<Arc<Contents>> {
        let tray = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = tray.files.iter().find(|(of, _)| *of == id).map(|(_, contents)| Arc::clone(contents));
        found.ok_or_else(|| Fail { code: "file-gone".into(), message: "请重新选择文件。".into() })
    }
}

/// Asks the person for a file and puts it on the tray; nothing when they went back.
///
/// # Errors
/// When the file cannot be read.
pub fn pick(session: &Session, kind: FileKind) -> Answer<Option<PickedFile>> {
    let Some(path) = session.host().ask_open(kind) else { return Ok(None) };
    let bytes = bounded(&path).map_err(|error| Fail::file("没有读到文件", &error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Some(session.tray.put(name, bytes)))
}

fn bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MOST_READ).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_waits_until_others_crowd_it_out() {
        let tray = Tray::default();
        let first = tray.put("台账.xlsx".into(), vec![1]);
        assert_eq!(tray.read(first.id).unwrap().bytes, [1]);
        for n in 0..ROOM {
            tray.put(n.to_string(), Vec::new());
        }
        assert_eq!(tray.read(first.id).err().unwrap().code, "file-gone");
    }
}
