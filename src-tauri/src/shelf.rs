//! Papers just made wait here until the page has shown, printed or kept them. The page knows them by a number and
//! never by a file.

use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use ts_rs::TS;
use zhangfang_office::papers::Paper;

/// How many papers wait at most; the oldest goes first.
const ROOM: usize = 40;

/// A paper the page may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, export_to = "wire.ts")]
pub struct PaperHandle {
    /// Its number on the shelf.
    pub id: u32,
    /// Its file name, which also names it on screen.
    pub name: String,
    /// Homes or copies in it.
    pub count: usize,
}

/// The shelf.
#[derive(Default)]
pub struct Shelf(Mutex<Papers>);

#[derive(Default)]
struct Papers {
    last: u32,
    waiting: VecDeque<(PaperHandle, Arc<Vec<u8>>)>,
}

impl Shelf {
    /// Puts a paper on the shelf.
    pub fn put(&self, paper: Paper) -> PaperHandle {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.last += 1;
        let handle = PaperHandle { id: shelf.last, name: paper.file_name, count: paper.count };
        shelf.waiting.push_back((handle.clone(), Arc::new(paper.bytes)));
        if shelf.waiting.len() > ROOM {
            shelf.waiting.pop_front();
        }
        handle
    }

    /// A paper and its bytes.
    #[must_use]
    pub fn get(&self, id: u32) -> Option<(PaperHandle, Arc<Vec<u8>>)> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.waiting.iter().find(|(handle, _)| handle.id == id).cloned()
    }

    /// Papers of a book that is no longer open are gone.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting.clear();
    }
}
