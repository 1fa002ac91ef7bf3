//! Progress of long work, and the wish to stop it.

/// The person asked for the work to stop; nothing of it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// Told how far long work has come; may ask it to stop.
pub trait Progress {
    /// `done` of `total` steps are finished.
    ///
    /// # Errors
    /// [`Cancelled`] to stop the work.
    fn step(&mut self, done: usize, total: usize) -> Result<(), Cancelled>;
}

/// Nobody is watching.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _done: usize, _total: usize) -> Result<(), Cancelled> {
        Ok(())
    }
}
