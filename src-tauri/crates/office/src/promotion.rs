//! Promotions (优惠活动): announced with their terms, open to everybody who meets them, ended early when need be.

use crate::bill_run::require_reason;
use crate::refusal::PrepayRefusal;
use crate::{Occasion, Office, Posted, Refusal, Result};
use chrono::NaiveDate;
use zhangfang_domain::promotion::{Offer, OnRefund, Promotion};
pub use zhangfang_store::promotion::Announced;

/// A promotion as it is announced.
#[derive(Clone, Debug)]
pub struct NewPromotion {
    /// Name as posted: 交11送1.
    pub name: String,
    /// Charge item by code or name.
    pub item: String,
    /// What it gives.
    pub offer: Offer,
    /// First day it is open.
    pub from: NaiveDate,
    /// Last day it is open.
    pub to: NaiveDate,
    /// The gift when months are given back.
    pub on_refund: OnRefund,
    /// The other terms in words.
    pub terms: String,
}

impl Office {
    /// Announces a promotion. It is never changed; ended early, another takes its place under another name.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for the item, [`Refusal::Taken`], [`Refusal::Unusable`] for name, numbers or days.
    pub fn add_promotion(&mut self, new: &NewPromotion, occasion: &Occasion) -> Result<Posted<i64>> {
        let item = self.charge_item(&new.item)?.id;
        let name = new.name.trim().to_owned();
        let unusable = |field, value: String, expected| Refusal::Unusable { field, value, expected };
        if name.is_empty() {
            return Err(unusable("活动名称", name, "公示上的名称，如 交11送1").into());
        }
        if !new.offer.is_sound() {
            let expected = "交的月数 1—60、送的月数 1—24，或大于 0 小于 100 的优惠百分比（最多两位小数）";
            return Err(unusable("优惠内容", String::new(), expected).into());
        }
        if new.to < new.from {
            return Err(unusable("截止日期", new.to.to_string(), "不早于起始日期的日子").into());
        }
        if !self.replays(occasion)? && self.promotions()?.iter().any(|p| p.promotion.name == name) {
            return Err(Refusal::Taken { kind: "优惠活动", name }.into());
        }
        let terms = new.terms.trim().to_owned();
        let (offer, from, to, on_refund) = (new.offer, new.from, new.to, new.on_refund);
        let promotion = Promotion { id: 0, name, item, offer, from, to, on_refund, terms };
        self.book.transact("promotion.add", occasion, |act| Ok(act.post_promotion(&promotion)?))
    }

    /// Every promotion, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn promotions(&self) -> Result<Vec<Announced>> {
        Ok(self.book.reading().promotions()?)
    }

    /// A promotion by name.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn promotion(&self, name: &str) -> Result<Announced> {
        let found = self.promotions()?.into_iter().find(|p| p.promotion.name == name.trim());
        found.ok_or_else(|| Refusal::Unknown { kind: "优惠活动", name: name.to_owned() }.into())
    }

    /// Ends a promotion: from today on it is not given any more. What it gave stays given.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`PrepayRefusal::Over`], [`Refusal::Unusable`] without a reason.
    pub fn end_promotion(&mut self, name: &str, reason: &str, occasion: &Occasion) -> Result<Posted<()>> {
        require_reason(reason)?;
        let found = self.promotion(name)?;
        let is_over = found.ended.is_some() || found.promotion.to < occasion.today;
        if is_over && !self.replays(occasion)? {
            return Err(over(found.promotion).into());
        }
        self.book.transact("promotion.end", occasion, |act| {
            let last = occasion.today.pred_opt().unwrap_or(occasion.today);
            Ok(act.post_promotion_end(&found.promotion, last, reason.trim())?)
        })
    }
}

/// The refusal of a promotion that was ended or has run out.
pub(crate) fn over(promotion: Promotion) -> PrepayRefusal {
    PrepayRefusal::Over { name: promotion.name, last: promotion.to }
}

/// What an offer gives, in words: `交11送1`, `预缴满12个月优惠5%`.
#[must_use]
pub fn in_words(offer: &Offer) -> String {
    match offer {
        Offer::FreeMonths { paid, free } => format!("交{paid}个月送{free}个月"),
        Offer::PercentOff { percent, least_months } => {
            format!("预缴满{least_months}个月优惠{}%", percent.normalize())
        }
    }
}
