//! Settlement: which charges a payment covers (domain section 4.8).
//!
//! The agreed order: what the payer names, then the oldest due date, and within one due date pro rata. Only
//! principal is settled here; late charges are a memo and never take money meant for a charge.

use crate::Fen;
use crate::share::apportion;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A charge and what is still open on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenCharge {
    /// Its id in the book.
    pub id: i64,
    /// Its due date.
    pub due: NaiveDate,
    /// What is still owed; a charge with nothing open takes no part.
    pub open: Fen,
}

/// Money given to one charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The charge.
    pub charge: i64,
    /// How much, always more than zero.
    pub amount: Fen,
}

/// What becomes of a payment. The applied amounts and the rest add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// In the order paid; no charge twice.
    pub applied: Vec<Applied>,
    /// What no charge takes: the home's prepaid money.
    pub unapplied: Fen,
}

/// Why a payment cannot be settled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettlementError {
    /// Only money taken in is settled; a refund is another act.
    #[error("an amount of {amount} cannot be settled")]
    NotPositive {
        /// The amount.
        amount: Fen,
    },
    /// The payer named a charge with nothing open.
    #[error("charge {charge} is not open")]
    NotOpen {
        /// The charge.
        charge: i64,
    },
    /// The payer's list names a charge twice.
    #[error("charge {charge} is designated twice")]
    DesignatedTwice {
        /// The charge.
        charge: i64,
    },
    /// The open charges hold one twice.
    #[error("charge {charge} is listed as open twice")]
    ListedTwice {
        /// The charge.
        charge: i64,
    },
    /// The cash handed over does not cover what is to be paid.
    #[error("{tendered} does not cover {due}")]
    TenderedTooLittle {
        /// The cash.
        tendered: Fen,
        /// What is to be paid.
        due: Fen,
    },
}

/// Spreads a payment over the open charges. What the payer names is paid first; within the named charges and
/// then within the rest the oldest due date comes first, and a due date the money does not cover is shared
/// pro rata by open amount. The order of neither list matters.
///
/// # Errors
/// [`SettlementError`], all but `TenderedTooLittle`.
pub fn allocate(amount: Fen, open: &[OpenCharge], designated: &[i64]) -> Result<Settlement, SettlementError> {
    if !amount.is_positive() {
        return Err(SettlementError::NotPositive { amount });
    }
    let named = named(open, designated)?;
    let rank = |c: &OpenCharge| (!named.contains(&c.id), c.due);
    let mut queue: Vec<OpenCharge> = open.iter().copied().filter(|c| c.open.is_positive()).collect();
    // The id decides who gets an odd fen, so that the answer does not depend on how the list was read.
    queue.sort_by_key(|c| (rank(c), c.id));
    let mut applied = Vec::new();
    let mut left = amount;
    for same_due in queue.chunk_by(|a, b| rank(a) == rank(b)) {
        let parts = pay(left, same_due);
        left -= parts.iter().map(|a| a.amount).sum();
        applied.extend(parts);
        if left.is_zero() {
            break;
        }
    }
    Ok(Settlement { applied, unapplied: left })
}

/// The designated ids, once each and all open.
fn named(open: &[OpenCharge], designated: &[i64]) -> Result<BTreeSet<i64>, SettlementError> {
    let mut listed = BTreeSet::new();
    if let Some(twice) = open.iter().find(|c| !listed.insert(c.id)) {
        return Err(SettlementError::ListedTwice { charge: twice.id });
    }
    let mut named = BTreeSet::new();
    for &charge in designated {
        if !open.iter().any(|c| c.id == charge && c.open.is_positive()) {
            return Err(SettlementError::NotOpen { charge });
        }
        if !named.insert(charge) {
            return Err(SettlementError::DesignatedTwice { charge });
        }
    }
    Ok(named)
}

/// Pays the charges of one due date in full, or pro rata when `money` does not reach.
fn pay(money: Fen, charges: &[OpenCharge]) -> Vec<Applied> {
    let weights: Vec<i128> = charges.iter().map(|c| i128::from(c.open.0)).collect();
    let sum = weights.iter().sum();
    let parts = apportion(i128::from(money.0).min(sum), &weights, sum);
    let applied = charges.iter().zip(parts).map(|(c, part)| Applied {
        charge: c.id,
        // A part never exceeds the open amount, which is an i64.
        amount: Fen(i64::try_from(part).unwrap_or(c.open.0)),
    });
    applied.filter(|a| a.amount.is_positive()).collect()
}

/// The change to hand back for cash (oracle H7).
///
/// # Errors
/// [`SettlementError::NotPositive`] when nothing is to be paid, [`SettlementError::TenderedTooLittle`].
pub fn change(tendered: Fen, due: Fen) -> Result<Fen, SettlementError> {
    if !due.is_positive() {
        return Err(SettlementError::NotPositive { amount: due });
    }
    if tendered < due {
        return Err(SettlementError::TenderedTooLittle { tendered, due });
    }
    Ok(tendered - due)
}
