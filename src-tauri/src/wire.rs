//! What travels between the page and Rust: the views of the commands are declared in their files, the words they
//! share here. `ts-rs` writes them down for the page (`ui/src/ipc/types`).

use rust_decimal::Decimal;
use serde::Serialize;
use ts_rs::TS;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::{OfficeError, Refusal, sentence};

/// Why a command did not happen. Nothing was written.
#[derive(Clone, Debug, Serialize, TS)]
#[ts(export, export_to = "wire.ts")]
pub struct Fail {
    /// A stable word for the rule or the kind of error.
    pub code: String,
    /// The sentence for the person at the desk.
    pub message: String,
}

/// The answer of a command.
pub type Answer<T> = Result<T, Fail>;

impl<E: Into<OfficeError>> From<E> for Fail {
    fn from(error: E) -> Self {
        let error = error.into();
        Self { code: error.code().to_owned(), message: sentence::sentence(&error) }
    }
}

impl Fail {
    /// No book is open.
    #[must_use]
    pub fn no_book() -> Self {
        Self {
            code: "no-book".into(), message: "还没有打开账本。请先建账，或打开已有的账本。".into()
        }
    }

    /// The desk is locked, or nobody has logged in yet.
    #[must_use]
    pub fn login_needed() -> Self {
        Self { code: "login-needed".into(), message: "请先登录。".into() }
    }

    /// Whoever works at the desk sees no amounts (checklist C8).
    #[must_use]
    pub fn no_amounts() -> Self {
        let message = "工程、保洁、秩序岗位只办工单，不显示住户资料和金额。业主问起费用，请告诉他：请到前台，或拨打服务中心电话。";
        Self { code: "no-amounts".into(), message: message.into() }
    }

    /// Something broke inside a command; the acts before it are whole, it has none itself.
    #[must_use]
    pub fn broken() -> Self {
        let message = "程序内部出错，这一步没有做成，账本没有改动。请重试；再出现请导出日志并联系支持人员。";
        Self { code: "internal".into(), message: message.into() }
    }

    /// A file could not be written or read.
    #[must_use]
    pub fn file(what: &str, error: &std::io::Error) -> Self {
        let why = match error.kind() {
            std::io::ErrorKind::NotFound => "找不到这个位置",
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => "没有读写权限",
            std::io::ErrorKind::StorageFull => "磁盘已满",
            _ => "读写不成",
        };
        Self { code: "file".into(), message: format!("{what}：{why}。请换一个位置再试。") }
    }
}

/// Money in whole fen. The page formats it and never computes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export, export_to = "wire.ts")]
pub struct Amount(#[ts(type = "number")] pub i64);

impl From<Fen> for Amount {
    fn from(fen: Fen) -> Self {
        Self(fen.0)
    }
}

/// An amount as typed: `500`, `1,333.32`.
///
/// # Errors
/// When it is no amount.
pub fn amount(text: &str) -> Result<Fen, OfficeError> {
    Ok(Fen::parse(text)?)
}

/// An amount as typed, or nothing.
///
/// # Errors
/// When it is no amount.
pub fn amount_or_none(text: &str) -> Result<Option<Fen>, OfficeError> {
    if text.trim().is_empty() { Ok(None) } else { amount(text).map(Some) }
}

/// Text as typed; nothing when it is empty.
#[must_use]
pub fn text_or_none(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A month as typed: `2025-10`.
///
/// # Errors
/// [`Refusal::Unusable`].
pub fn month(text: &str) -> Result<Month, OfficeError> {
    let expected = "月份，如 2025-10";
    Month::parse(text)
        .ok_or_else(|| Refusal::Unusable { field: "月份", value: text.to_owned(), expected }.into())
}

/// A range of months as typed: `2025-10`, `2025-Q4`, `2025-10..2025-12`.
///
/// # Errors
/// [`Refusal::Unusable`].
pub fn months(text: &str) -> Result<Months, OfficeError> {
    let expected = "月份或区间，如 2025-10、2025-Q4、2025-10..2025-12";
    Months::parse(text)
        .ok_or_else(|| Refusal::Unusable { field: "期间", value: text.to_owned(), expected }.into())
}

/// A day as typed: `2025-12-27`.
///
/// # Errors
/// [`Refusal::Unusable`].
pub fn day(text: &str) -> Result<chrono::NaiveDate, OfficeError> {
    let expected = "日期，如 2025-12-27";
    text.trim()
        .parse()
        .map_err(|_| Refusal::Unusable { field: "日期", value: text.to_owned(), expected }.into())
}

/// A number as typed: `2.35`, full-width figures too.
///
/// # Errors
/// [`Refusal::Unusable`].
pub fn decimal(field: &'static str, text: &str) -> Result<Decimal, OfficeError> {
    let folded = zhangfang_domain::text::folded(text);
    let unusable = || Refusal::Unusable { field, value: text.to_owned(), expected: "一个数，如 2.35" }.into();
    folded.trim().replace(',', "").parse().map_err(|_| unusable())
}

/// A number as typed, or nothing.
///
/// # Errors
/// As [`decimal`].
pub fn decimal_or_none(field: &'static str, text: &str) -> Result<Option<Decimal>, OfficeError> {
    if text.trim().is_empty() { Ok(None) } else { decimal(field, text).map(Some) }
}

/// A word the page chose from a list, as the domain stores it.
///
/// # Errors
/// [`Refusal::Unusable`].
pub fn coded<T>(field: &'static str, code: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, OfficeError> {
    read(code)
        .ok_or_else(|| Refusal::Unusable { field, value: code.to_owned(), expected: "列表中的一项" }.into())
}
