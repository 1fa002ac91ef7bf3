//! Which right an act needs. As long as nobody has a password the desk is open and everybody may do everything;
//! then the gate of the book holds every act against the role of who does it.

use crate::{Occasion, Office, OfficeError, Result, StoreError};
use zhangfang_domain::rights::Right;
use zhangfang_store::{ActCode, Reading};

/// Acts that need another right than their noun; none for what everybody who logged in may do.
const APART: &[(&str, Option<Right>)] = &[
    ("paper.print", None),
    ("receipt.print", None),
    ("staff.password", None),
    ("export.list", None),
    ("receipt.void", Some(Right::Void)),
    ("handwritten.spoil", Some(Right::Void)),
    ("form.decide", Some(Right::Decide)),
    ("shift.acknowledge", Some(Right::Decide)),
    ("delivery.confirm", Some(Right::Decide)),
    // What hangs in the hall is the manager's word (domain section 7.1).
    ("disclosure.print", Some(Right::Decide)),
    ("form.limits", Some(Right::Settings)),
    ("late-charge.clause", Some(Right::Settings)),
    ("late-charge.end", Some(Right::Settings)),
    ("late-charge.lpr", Some(Right::Settings)),
    ("reading.window", Some(Right::Settings)),
    ("ticket.terms", Some(Right::Settings)),
    ("letter.text", Some(Right::Settings)),
    ("contact.caps", Some(Right::Settings)),
    ("privacy.mask", Some(Right::Settings)),
    ("masked-list.make", Some(Right::Settings)),
    ("dunning.ladder", Some(Right::Settings)),
    ("dunning.steward", Some(Right::Settings)),
    ("parking.bill", Some(Right::Bill)),
    ("reading.bill", Some(Right::Bill)),
    ("meter.price", Some(Right::Bill)),
    ("ticket.charge", Some(Right::Bill)),
    ("message.export", Some(Right::SeePhones)),
];

/// The right an act needs; none for what everybody who logged in may do.
#[must_use]
pub fn right_of(code: &str) -> Option<Right> {
    if let Some((_, right)) = APART.iter().find(|(apart, _)| *apart == code) {
        return *right;
    }
    Some(match code.split('.').next().unwrap_or_default() {
        "ticket" | "incident" => Right::HandleTickets,
        "phone" => Right::SeePhones,
        "receipt" | "deposit" | "shift" | "handwritten" => Right::TakeMoney,
        "bill-run" | "shared" | "cost" | "tariff" | "item" | "promotion" => Right::Bill,
        "reconcile" | "refund" | "period" | "voucher" | "entry" => Right::KeepBooks,
        "office" | "locality" | "staff" | "settlement" | "desk" => Right::Settings,
        _ => Right::Serve,
    })
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
