//! The use cases of one property office: load, decide (by `domain`), write in one act, say what came of it.
//!
//! The window and the command line are thin faces of this crate. Nothing here reads the clock: who does
//! something and when comes in as an [`Occasion`].

pub mod agreement;
pub mod analysis;
pub mod arrears;
pub mod attachment;
pub mod bill_run;
pub mod billing;
pub mod book;
pub mod bridge;
pub mod campaign;
pub mod contact;
pub mod copy_check;
pub mod counter;
pub mod dashboard;
pub mod day;
pub mod delivery;
pub mod desk;
pub mod disclosure;
pub mod dunning;
mod error;
pub mod evidence;
pub(crate) mod explain;
pub mod form;
mod handled;
pub mod handwritten;
pub mod hard_case;
pub mod ladder;
pub mod late_charge;
pub mod legal_case;
pub mod letter;
pub mod limitation;
pub mod locality;
pub mod login;
pub mod message;
pub mod metering;
pub mod papers;
pub mod parking;
pub mod performance;
pub mod period;
pub mod plan;
pub mod pledge;
pub mod prepay;
pub mod price_change;
pub mod print_log;
pub mod privacy;
pub mod profile;
mod progress;
pub mod promise;
pub mod promotion;
pub mod publication;
pub mod receipt;
pub mod reconciliation;
pub mod refusal;
pub mod register;
pub mod rights;
pub mod search;
pub mod sentence;
pub mod settlement;
pub mod shared_cost;
pub mod shift;
pub mod staff;
pub mod statement;
pub mod tariff;
pub mod ticket;
pub mod voucher;
pub mod wire;
pub mod wording;
pub mod worklist;

pub use error::{OfficeError, Refusal};
pub use progress::{Cancelled, Progress, Silent};
pub use zhangfang_sheets::export;
pub use zhangfang_store::{Occasion, Posted, StoreError};

use zhangfang_store::Book;
use zhangfang_store::register::Home;

/// A result whose error is an [`OfficeError`].
pub type Result<T, E = OfficeError> = std::result::Result<T, E>;

/// An office with its book open.
#[derive(Debug)]
pub struct Office {
    pub(crate) book: Book,
}

impl Office {
    /// The home a clerk means by a room in any form.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], [`Refusal::SeveralHomes`].
    pub fn home(&self, room: &str) -> Result<Home> {
        let mut found = Vec::new();
        for guess in zhangfang_domain::room::RoomNo::guesses(room) {
            let home = self.book.reading().home_at(guess.building(), guess.unit(), guess.number())?;
            found.extend(home.filter(|h| !found.iter().any(|f: &Home| f.id == h.id)));
        }
        if found.len() > 1 {
            let rooms = found.iter().map(|h| h.record.room_number()).collect();
            return Err(Refusal::SeveralHomes { room: room.to_owned(), rooms }.into());
        }
        found.pop().ok_or_else(|| Refusal::UnknownHome { room: room.to_owned() }.into())
    }
}
