//! Long work: how far it has come is streamed to the page that asked for it, and the page may stop it.

use serde::Serialize;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tauri::ipc::Channel;
use ts_rs::TS;
use zhangfang_office::{Cancelled, Progress};

/// How far a job has come.
#[derive(Clone, Copy, Debug, Serialize, TS)]
#[ts(export, export_to = "wire.ts")]
pub struct Step {
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
    /// Whole seconds it will still take, once that can be told.
    pub seconds_left: Option<u32>,
}

/// The page hears at most this often.
const BETWEEN_REPORTS: Duration = Duration::from_millis(80);

/// The wish to stop, by the id the page gave its job.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<HashMap<String, Arc<AtomicBool>>>);

impl Jobs {
    /// Notes a job and answers what its work reports to.
    #[must_use]
    pub fn begin(&self, id: &str, channel: Channel<Step>) -> Watched<'_> {
        let stop = Arc::new(AtomicBool::new(false));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), Arc::clone(&stop));
        Watched { jobs: self, id: id.to_owned(), stop, channel, began: Instant::now(), told: None }
    }

    /// Asks a job to stop. A job that is over does not mind.
    pub fn cancel(&self, id: &str) {
        if let Some(stop) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id) {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

/// The progress of one job.
pub struct Watched<'a> {
    jobs: &'a Jobs,
    id: String,
    stop: Arc<AtomicBool>,
    channel: Channel<Step>,
    began: Instant,
    told: Option<Instant>,
}

impl Progress for Watched<'_> {
    fn step(&mut self, done: usize, total: usize) -> Result<(), Cancelled> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Cancelled);
        }
        if self.told.is_none_or(|told| told.elapsed() >= BETWEEN_REPORTS) || done == total {
            self.told = Some(Instant::now());
            let seconds_left = seconds_left(self.began.elapsed(), done, total);
            // A page that is gone does not stop the work.
            let _ = self.channel.send(Step { done, total, seconds_left });
        }
        Ok(())
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.jobs.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// What is left at the pace so far; nothing in the first half second, when a guess would jump about.
fn seconds_left(elapsed: Duration, done: usize, total: usize) -> Option<u32> {
    if elapsed < Duration::from_millis(500) || done == 0 {
        return None;
    }
    let left = elapsed.as_millis() * total.saturating_sub(done) as u128 / done as u128;
    u32::try_from(left.div_ceil(1000)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_is_asked_to_stop_stops_at_its_next_step_and_is_forgotten() {
        let jobs = Jobs::default();
        let mut watched = jobs.begin("a", Channel::new(|_| Ok(())));
        assert!(watched.step(1, 10).is_ok());
        jobs.cancel("a");
        assert!(watched.step(2, 10).is_err());
        drop(watched);
        assert!(jobs.0.lock().unwrap().is_empty());
        jobs.cancel("a");
    }

    #[test]
    fn the_time_left_follows_the_pace() {
        assert_eq!(seconds_left(Duration::from_millis(100), 1, 10), None);
        assert_eq!(seconds_left(Duration::from_secs(10), 20, 30), Some(5));
        assert_eq!(seconds_left(Duration::from_secs(10), 30, 30), Some(0));
    }
}
