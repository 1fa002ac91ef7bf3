//! The rules that refuse, by area. Each area has its own enum with stable codes; [`crate::Refusal`] gathers them, and
//! `sentence` says them in Chinese.

mod form;

pub use form::FormRefusal;
