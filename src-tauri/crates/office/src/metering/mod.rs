//! Meters, their readings, and what is charged for them (domain section 4.6).

mod words;

pub(crate) use words::{facts, formula};
