//! Progress on stderr, and Ctrl-C.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use zhangfang_office::{Cancelled, Progress};

static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Progress of one piece of long work.
pub struct Console {
    what: &'static str,
    shown: usize,
    stop: Arc<AtomicBool>,
}

impl Console {
    /// Watches for Ctrl-C from now on; work then stops at its next step and keeps nothing.
    pub fn new(what: &'static str) -> Self {
        let stop = STOP.get_or_init(|| {
            let stop = Arc::new(AtomicBool::new(false));
            let flag = Arc::clone(&stop);
            // Without the handler Ctrl-C ends the process; the book is safe then too.
            let _ = ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst));
            stop
        });
        Self { what, shown: usize::MAX, stop: Arc::clone(stop) }
    }
}

impl Progress for Console {
    fn step(&mut self, done: usize, total: usize) -> Result<(), Cancelled> {
        if self.stop.load(Ordering::SeqCst) {
            eprintln!();
            return Err(Cancelled);
        }
        let percent = (done * 100).checked_div(total).unwrap_or(100);
        if std::io::stderr().is_terminal() && percent != self.shown {
            self.shown = percent;
            eprint!("\r{} {percent:3}%（{done}/{total}，Ctrl-C 停止）", self.what);
            if done == total {
                eprintln!();
            }
            let _ = std::io::stderr().flush();
        }
        Ok(())
    }
}
