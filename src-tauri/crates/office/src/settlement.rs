//! In which order money settles debts: one policy of the office, printed on every receipt (domain section 4.8).

use crate::{Occasion, Office, OfficeError, Posted, Result};
use std::collections::HashMap;
use zhangfang_domain::settlement::{self, Class, OpenCharge, Order, Rule};
use zhangfang_store::arrears::OpenItem;
use zhangfang_store::late::ItemTerms;
use zhangfang_store::receipt::Prepaid;
use zhangfang_store::{Act, Reading};

/// The setting that holds the order.
const ORDER: &str = "settlement";

impl Office {
    /// The order of the office.
    ///
    /// # Errors
    /// Store errors.
    pub fn settlement_order(&self) -> Result<Order> {
        order(self.book.reading())
    }

    /// Sets the order of the office; it holds for money taken from now on.
    ///
    /// # Errors
    /// Store errors.
    pub fn set_settlement_order(&mut self, order: Order, occasion: &Occasion) -> Result<Posted<()>> {
        self.book
            .transact("settlement.set", occasion, |act| Ok::<_, OfficeError>(act.set(ORDER, order.code())?))
    }
}

fn order(reading: Reading<'_>) -> Result<Order> {
    Ok(reading.setting(ORDER)?.and_then(|code| Order::from_code(&code)).unwrap_or_default())
}

/// The order of the office with the class of every item.
pub(crate) struct Settling {
    /// The order.
    pub order: Order,
    terms: HashMap<i64, ItemTerms>,
}

impl Settling {
    /// As the book has it.
    pub fn read(reading: Reading<'_>) -> Result<Self> {
        Ok(Self { order: order(reading)?, terms: reading.item_terms()? })
    }

    /// What kind of debt the charges of an item are.
    pub fn class(&self, item: i64) -> Class {
        self.terms.get(&item).map_or(Class::Principal, |t| t.class)
    }

    /// Only what is principal: prepaid money and a payment for principal only touch nothing else.
    pub fn keep_principal(&self, open: &mut Vec<OpenItem>) {
        open.retain(|o| self.class(o.item) == Class::Principal);
    }

    /// Applies a source of money to open charges by the settlement rule. Returns what went where.
    pub fn apply(
        &self,
        act: &mut Act<'_>,
        mut source: Prepaid,
        open: &[OpenItem],
        designated: &[i64],
    ) -> Result<Vec<settlement::Applied>> {
        let candidate =
            |o: &OpenItem| OpenCharge { id: o.charge, class: self.class(o.item), due: o.due, open: o.open };
        let candidates: Vec<OpenCharge> = open.iter().map(candidate).collect();
        let rule = Rule { order: self.order, on: act.today() };
        let settled = settlement::allocate(source.fen, &candidates, designated, rule)?;
        for applied in &settled.applied {
            if let Some(item) = open.iter().find(|o| o.charge == applied.charge) {
                source = act.apply(&source, item, applied.amount)?;
            }
        }
        Ok(settled.applied)
    }
}
