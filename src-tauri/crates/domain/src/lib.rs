//! The pure rules of one property office.
//!
//! No clock, file, SQL, serialisation, randomness or logging: `today` is always an argument, and nothing
//! here can fail for a reason outside its inputs. Amounts are [`Fen`]; prices, areas and rates are exact
//! decimals; months are [`Month`].

pub mod calendar;
pub mod money;
pub mod text;

pub use calendar::{Month, Months};
pub use money::{Fen, MoneyError};
