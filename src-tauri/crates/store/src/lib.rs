//! The book: one SQLite file per office (`*.zfb`) and the only place with SQL.
//!
//! Facts (charges, adjustments, receipts, payments, allocations …) are append-only and each belongs to one
//! [`Act`]: who, when, what. Acts are hash-chained. Projections (open items, sums) are written in
//! the same transaction and can be rebuilt and compared at any time ([`Book::verify`]).
//!
//! This crate stores numbers and texts; it never makes a sentence for a person.

pub mod account;
pub mod act;
pub mod agreement;
pub mod analysis;
pub mod approval;
pub mod arrears;
pub mod attachment;
pub mod backup;
pub mod bill_run;
pub mod book;
pub mod campaign;
pub mod charge;
pub mod concession;
pub mod contact;
pub mod contents;
pub mod delivery;
pub mod deposit;
pub mod detail;
pub mod document;
pub mod dunning;
mod edited;
pub mod effect;
pub mod entry;
mod error;
pub mod export;
mod fact;
pub mod handwritten;
pub mod import;
pub mod late;
pub mod legal_case;
mod letter;
pub mod login;
pub mod map;
pub mod masked_list;
pub mod message;
pub mod meter;
pub mod metered;
pub mod metering;
mod migrate;
pub mod movement;
pub mod parking;
pub mod pause;
pub mod period;
pub mod plan;
pub mod projection;
pub mod promotion;
pub mod publication;
pub mod rate;
mod reading;
pub mod receipt;
pub mod reconciliation;
pub mod refund;
pub mod register;
pub mod retention;
pub mod setting;
pub mod shared_cost;
pub mod shift;
pub mod staff;
pub mod statement;
pub mod tariff;
pub mod ticket;
pub mod verify;
pub mod write_off;

pub use act::{Act, ActCode, Occasion, Posted};
pub use book::{Book, Gate};
pub use error::StoreError;
pub use reading::Reading;

/// A result whose error is a [`StoreError`].
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Days, months and decimals in the form the book keeps them.
pub(crate) mod form {
    use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};
    use rust_decimal::Decimal;
    use rust_decimal::prelude::ToPrimitive;
    use zhangfang_domain::{Month, Months};

    /// `yyyymmdd`.
    pub fn day(date: NaiveDate) -> i64 {
        i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
    }

    /// Back from `yyyymmdd`.
    pub fn date(day: i64) -> Option<NaiveDate> {
        let part = |n: i64| u32::try_from(n).ok();
        NaiveDate::from_ymd_opt(i32::try_from(day / 10_000).ok()?, part(day / 100 % 100)?, part(day % 100)?)
    }

    /// Minutes of local time since 1970.
    pub const fn minute(at: NaiveDateTime) -> i64 {
        at.and_utc().timestamp().div_euclid(60)
    }

    /// Back from minutes since 1970.
    pub fn moment(minute: i64) -> NaiveDateTime {
        DateTime::from_timestamp(minute * 60, 0).unwrap_or_default().naive_utc()
    }

    /// A month from `yyyymm`.
    pub fn month(yyyymm: i64) -> Option<Month> {
        Month::from_yyyymm(i32::try_from(yyyymm).ok()?)
    }

    /// A range of months from two `yyyymm`.
    pub fn months(from: i64, to: i64) -> Option<Months> {
        Months::new(month(from)?, month(to)?)
    }

    /// A decimal as a whole number of 10^-places, or `None` when it has more places or does not fit.
    pub fn scaled(value: Decimal, places: u32) -> Option<i64> {
        let shifted = value.normalize().checked_mul(Decimal::from(10_i64.pow(places)))?;
        shifted.is_integer().then(|| shifted.to_i64()).flatten()
    }

    /// Back from a scaled whole number.
    pub fn decimal(scaled: i64, places: u32) -> Decimal {
        Decimal::new(scaled, places).normalize()
    }
}
