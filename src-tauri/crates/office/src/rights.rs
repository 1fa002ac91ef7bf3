//! Which right an act needs. As long as nobody has a password the desk is open and everybody may do everything;
//! then the gate of the book holds every act against the role of who does it.

use crate::{Occasion, Office, OfficeError, Result, StoreError};
use zhangfang_domain::rights::Right;
use zhangfang_store::{ActCode, Reading};

/// The right an act needs; none for what everybody who logged in may do.
#[must_use]
pub fn right_of(code: &str) -> Option<Right> {
    let noun = code.split('.').next().unwrap_or_default();
    match (noun, code) {
        (_, "paper.print" | "receipt.print" | "staff.password" | "disclosure.print" | "export.list") => None,
        (_, "receipt.void" | "handwritten.spoil") => Some(Right::Void),
        (_, "form.decide" | "shift.acknowledge" | "delivery.confirm") => Some(Right::Decide),
        (
            _,
            "form.limits" | "late-charge.clause" | "late-charge.end" | "late-charge.lpr" | "reading.window"
            | "ticket.terms" | "letter.text" | "contact.caps" | "privacy.mask" | "masked-list.make",
        ) => Some(Right::Settings),
        (_, "parking.bill" | "reading.bill" | "meter.price" | "ticket.charge") => Some(Right::Bill),
        ("phone", _) | (_, "message.export") => Some(Right::SeePhones),
        ("receipt" | "deposit" | "shift" | "handwritten", _) => Some(Right::TakeMoney),
        ("bill-run" | "shared" | "cost" | "tariff" | "item" | "promotion", _) => Some(Right::Bill),
        ("reconcile" | "refund" | "period" | "voucher" | "entry", _) => Some(Right::KeepBooks),
        ("office" | "locality" | "staff" | "settlement" | "desk", _) => Some(Right::Settings),
        _ => Some(Right::Serve),
    }
}

/// Whether somebody may do something in this book.
fn may(reading: Reading<'_>, name: &str, right: Option<Right>) -> Result<bool, StoreError> {
    if reading.with_credential()?.is_empty() {
        return Ok(true);
    }
    if reading.credential(name)?.is_none() {
        return Ok(false);
    }
    Ok(reading.role_of(name)?.is_some_and(|role| right.is_none_or(|right| role.may(right))))
}

/// The gate of every book this crate opens for work.
pub(crate) fn gate(reading: Reading<'_>, code: ActCode, occasion: &Occasion) -> Result<(), StoreError> {
    if may(reading, &occasion.operator, right_of(code))? {
        return Ok(());
    }
    Err(StoreError::Gated { operator: occasion.operator.clone(), code })
}

impl Office {
    /// Refuses what is no act, such as bringing back a backup, to those who may not do it.
    ///
    /// # Errors
    /// [`StoreError::Gated`] under the name given for it.
    pub fn require(&self, code: ActCode, operator: &str) -> Result<()> {
        if may(self.book.reading(), operator, right_of(code))? {
            return Ok(());
        }
        Err(OfficeError::Store(StoreError::Gated { operator: operator.to_owned(), code }))
    }

    /// Everything somebody may do in this book.
    ///
    /// # Errors
    /// Store errors.
    pub fn rights_of(&self, name: &str) -> Result<Vec<Right>> {
        let reading = self.book.reading();
        let all = Right::ALL.into_iter().map(|right| Ok((right, may(reading, name, Some(right))?)));
        let all = all.collect::<Result<Vec<_>>>()?;
        Ok(all.into_iter().filter_map(|(right, may)| may.then_some(right)).collect())
    }
}
