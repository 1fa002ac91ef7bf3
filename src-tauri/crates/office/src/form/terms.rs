//! The kinds of forms and what each asks for.

use super::{Form, correction, deposit, parking_end, refund, waiver, write_off};
use crate::Result;
use crate::billing::{AreaTerms, ConcessionTerms};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::adjustment::Kind;
use zhangfang_store::Act;

/// A kind of form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// 减免审批单
    Waiver,
    /// 坏账核销单
    WriteOff,
    /// 红冲更正单
    Correction,
    /// 退款单
    Refund,
    /// 押金退还单
    DepositReturn,
    /// 押金扣款单
    DepositDeduction,
    /// 空置优惠申请单
    Vacancy,
    /// 减免申请单（按时段）
    Relief,
    /// 面积更正单
    Area,
    /// 车位退租单
    ParkingEnd,
}

impl FormKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Waiver,
        Self::WriteOff,
        Self::Correction,
        Self::Refund,
        Self::DepositReturn,
        Self::DepositDeduction,
        Self::Vacancy,
        Self::Relief,
        Self::Area,
        Self::ParkingEnd,
    ];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiver => "waiver",
            Self::WriteOff => "write-off",
            Self::Correction => "correction",
            Self::Refund => "refund",
            Self::DepositReturn => "deposit-return",
            Self::DepositDeduction => "deposit-deduction",
            Self::Vacancy => "vacancy",
            Self::Relief => "relief",
            Self::Area => "area-correction",
            Self::ParkingEnd => "parking-end",
        }
    }

    /// Back from [`FormKind::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Its title on paper.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Waiver => "减免审批单",
            Self::WriteOff => "坏账核销单",
            Self::Correction => "红冲更正单",
            Self::Refund => "退款单",
            Self::DepositReturn => "押金退还单",
            Self::DepositDeduction => "押金扣款单",
            Self::Vacancy => "空置优惠申请单",
            Self::Relief => "减免申请单（按时段）",
            Self::Area => "面积更正单",
            Self::ParkingEnd => "车位退租单",
        }
    }

    /// The letters of its document number.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Waiver => "JM",
            Self::WriteOff => "HX",
            Self::Correction => "GZ",
            Self::Refund => "TK",
            Self::DepositReturn | Self::DepositDeduction => "YJ",
            Self::Vacancy => "KZ",
            Self::Relief => "JS",
            Self::Area => "MJ",
            Self::ParkingEnd => "CW",
        }
    }

    /// Whether money leaves the counter by it, after the approval.
    #[must_use]
    pub const fn pays_out(self) -> bool {
        matches!(self, Self::Refund | Self::DepositReturn)
    }
}

/// What exactly a form asks for; kept with it as JSON. Codes and fields never change once a book holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Terms {
    /// Let go a part of some charges.
    Waiver(waiver::Waiver),
    /// Give some charges up.
    WriteOff(write_off::WriteOff),
    /// Take a charge back and post the right one.
    Correction(correction::Correction),
    /// Give prepaid money back.
    Refund(refund::Refund),
    /// Give a deposit back.
    DepositReturn(deposit::DepositReturn),
    /// Keep a part of a deposit.
    DepositDeduction(deposit::DepositDeduction),
    /// Charge less while a home is vacant.
    Vacancy(ConcessionTerms),
    /// Charge less for some time.
    Relief(ConcessionTerms),
    /// Correct the area of a home and what was charged by it.
    Area(AreaTerms),
    /// End a parking contract.
    ParkingEnd(parking_end::ParkingEnd),
}

impl Terms {
    /// The kind of form it belongs to.
    #[must_use]
    pub const fn kind(&self) -> FormKind {
        match self {
            Self::Waiver(_) => FormKind::Waiver,
            Self::WriteOff(_) => FormKind::WriteOff,
            Self::Correction(_) => FormKind::Correction,
            Self::Refund(_) => FormKind::Refund,
            Self::DepositReturn(_) => FormKind::DepositReturn,
            Self::DepositDeduction(_) => FormKind::DepositDeduction,
            Self::Vacancy(_) => FormKind::Vacancy,
            Self::Relief(_) => FormKind::Relief,
            Self::Area(_) => FormKind::Area,
            Self::ParkingEnd(_) => FormKind::ParkingEnd,
        }
    }

    /// The last day it may be approved on.
    #[must_use]
    pub const fn valid_until(&self) -> Option<NaiveDate> {
        match self {
            Self::Waiver(waiver) => waiver.valid_until,
            _ => None,
        }
    }

    /// Does what an approval allows at once. Says whether the form is done with that; otherwise it waits.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        match self {
            Self::Waiver(waiver) => waiver.approved(act, form),
            Self::WriteOff(write_off) => write_off.approved(act, form),
            Self::Correction(correction) => correction.approved(act, form),
            Self::Refund(refund) => refund.approved(act, form),
            Self::DepositReturn(back) => back.approved(act, form),
            Self::DepositDeduction(kept) => kept.approved(act, form),
            Self::Vacancy(terms) => terms.approved(Kind::Vacancy, act, form),
            Self::Relief(terms) => terms.approved(Kind::Relief, act, form),
            Self::Area(terms) => terms.approved(act, form),
            Self::ParkingEnd(end) => end.approved(act, form),
        }
    }
}

/// What a form asks for.
///
/// # Errors
/// When the stored text is unreadable.
pub fn terms_of(form: &Form) -> Result<Terms> {
    Ok(serde_json::from_str(&form.terms).map_err(zhangfang_store::StoreError::from)?)
}
