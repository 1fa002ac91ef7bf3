//! Work spread over the processors, results in order.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Runs `work` on chunks of `items` and returns the results in the order of the chunks.
///
/// The chunks depend on `size` only, never on the number of processors, so that what is made of them is the
/// same on every machine.
///
/// # Errors
/// The first error in the order of the chunks.
pub fn in_chunks<T: Sync, R: Send, E: Send>(
    items: &[T],
    size: usize,
    work: impl Fn(&[T]) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let chunks: Vec<&[T]> = items.chunks(size.max(1)).collect();
    let threads = thread::available_parallelism().map_or(1, usize::from).min(chunks.len());
    if threads <= 1 {
        return chunks.into_iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(chunks.len()));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((at, chunk)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, chunks.get(at)?)))
                {
                    let result = work(chunk);
                    done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut results = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}
