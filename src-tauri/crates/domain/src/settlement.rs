//! Settlement: which charges a payment covers (domain section 4.8, Civil Code 560 and 561).
//!
//! What the payer names comes first, then what is due, then the class of the charge by the order of the office,
//! then the oldest due date, and within one due date pro rata. An accrued late charge is a memo and takes no money
//! until it is claimed and thereby a charge.

use crate::Fen;
use crate::share::apportion;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What kind of debt a charge is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// 本金: a fee.
    #[default]
    Principal,
    /// 违约金 that was claimed; it bears none itself.
    LateCharge,
    /// 实现债权的费用: what it cost to pursue a debt.
    Cost,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Principal, Self::LateCharge, Self::Cost];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::LateCharge => "late-charge",
            Self::Cost => "cost",
        }
    }

    /// Back from [`Class::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// The word on paper.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Principal => "本金",
            Self::LateCharge => "违约金",
            Self::Cost => "实现债权的费用",
        }
    }
}

/// In which order the classes of debts are paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As agreed with the owners: principal, then costs, then claimed late charges (H3).
    #[default]
    PrincipalFirst,
    /// As article 561 has it where nothing is agreed: costs, late charges, principal (H2).
    Statutory,
}

impl Order {
    /// Both.
    pub const ALL: [Self; 2] = [Self::PrincipalFirst, Self::Statutory];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PrincipalFirst => "principal-first",
            Self::Statutory => "statutory",
        }
    }

    /// Back from [`Order::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    /// The words at the foot of a receipt.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::PrincipalFirst => "先冲本金，先到期先冲；本金结清后冲费用、违约金",
            Self::Statutory => "依次冲实现债权的费用、违约金、本金（民法典第五百六十一条）",
        }
    }

    const fn rank(self, class: Class) -> u8 {
        match (self, class) {
            (Self::PrincipalFirst, Class::Principal) | (Self::Statutory, Class::Cost) => 0,
            (Self::PrincipalFirst, Class::Cost) | (Self::Statutory, Class::LateCharge) => 1,
            (Self::PrincipalFirst, Class::LateCharge) | (Self::Statutory, Class::Principal) => 2,
        }
    }
}

/// The order of the office and the day of the payment: what is due by then comes before what is not.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The order of the classes.
    pub order: Order,
    /// The day of the payment.
    pub on: NaiveDate,
}

/// A charge and what is still open on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenCharge {
    /// Its id in the book.
    pub id: i64,
    /// What kind of debt.
    pub class: Class,
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

/// Spreads a payment over the open charges. What the payer names is paid first; within the named charges and then
/// within the rest what is due comes before what is not, then the classes in the order of the office, then the
/// oldest due date; a due date the money does not cover is shared pro rata by open amount. The order of neither
/// list matters.
///
/// # Errors
/// [`SettlementError`], all but `TenderedTooLittle`.
pub fn allocate(
    amount: Fen,
    open: &[OpenCharge],
    designated: &[i64],
    rule: Rule,
) -> Result<Settlement, SettlementError> {
    if !amount.is_positive() {
        return Err(SettlementError::NotPositive { amount });
    }
    let named = named(open, designated)?;
    let rank = |c: &OpenCharge| (!named.contains(&c.id), c.due > rule.on, rule.order.rank(c.class), c.due);
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
