//! The pure rules of one property office.
//!
//! No clock, file, SQL, serialisation, randomness or logging: `today` is always an argument, and nothing
//! here can fail for a reason outside its inputs. Amounts are [`Fen`]; prices, areas and rates are exact
//! decimals; months are [`Month`].

pub mod adjustment;
pub mod ageing;
pub mod analysis;
pub mod approval;
pub mod bill_run;
pub mod bridge;
pub mod calendar;
pub mod capital;
mod coded;
pub mod concession;
pub mod contact;
pub mod delivery;
pub mod disclosure;
pub mod dunning;
pub mod effect;
pub mod instalment;
pub mod late_charge;
pub mod legal_case;
pub mod letter;
pub mod limitation;
pub mod mask;
pub mod meter;
pub mod metering;
pub mod method;
pub mod money;
pub mod paper_book;
pub mod parking;
pub mod part;
pub mod plan;
pub mod price_change;
pub mod promotion;
pub mod proration;
pub mod rates;
pub mod reading_check;
pub mod reason;
pub mod reconciliation;
pub mod refund;
pub mod rights;
pub mod room;
pub mod settlement;
pub mod share;
pub mod shared_cost;
pub mod shift;
pub mod tariff;
pub mod tenure;
pub mod text;
pub mod ticket;
pub mod timing;
pub mod vat;
pub mod voucher;
pub mod waiver;
pub mod wording;

pub use calendar::{Month, Months};
pub use money::{Fen, MoneyError};
