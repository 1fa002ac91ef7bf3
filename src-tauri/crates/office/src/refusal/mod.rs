//! The rules that refuse, by area. Each area has its own enum with stable codes; [`crate::Refusal`] gathers them, and
//! `sentence` says them in Chinese.

mod billing;
mod books;
mod campaign;
mod contact;
mod form;
mod ladder;
mod late;
mod login;
mod meter;
mod parking;
mod payout;
mod prepay;
mod register;
mod shared_cost;
mod shift;
mod ticket;
mod words;

pub use billing::BillingRefusal;
pub use books::BooksRefusal;
pub use campaign::CampaignRefusal;
pub use contact::ContactRefusal;
pub use form::FormRefusal;
pub use ladder::LadderRefusal;
pub use late::LateRefusal;
pub use login::LoginRefusal;
pub use meter::MeterRefusal;
pub use parking::ParkingRefusal;
pub use payout::PayoutRefusal;
pub use prepay::PrepayRefusal;
pub use register::RegisterRefusal;
pub use shared_cost::{SharedCostRefusal, WeightProblem};
pub use shift::ShiftRefusal;
pub use ticket::TicketRefusal;
pub use words::WordsRefusal;
