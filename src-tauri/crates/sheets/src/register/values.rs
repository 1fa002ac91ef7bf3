//! What one cell of a register says. Each reader takes a cell and gives a value, nothing, or a reason.

mod amounts;
mod dates;
mod owners;
mod phones;

pub(crate) use amounts::{area, arrears};
pub(crate) use dates::{Handover, handover};
pub(crate) use owners::owners;
pub(crate) use phones::phones;

use crate::grid::Cell;
use zhangfang_domain::text::folded;

/// Whether a text only says that there is nothing.
pub(crate) fn says_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "-" | "--" | "/" | "\\" | "无" | "——" | "—" | "–" | "暂无" | "没有")
}

/// A short text, folded; nothing for a dash.
pub(crate) fn short_text(cell: &Cell) -> Option<String> {
    let text = folded(&cell.to_string());
    (!says_nothing(&text)).then_some(text)
}

/// A home's status in the words of the counter; other words stay.
pub(crate) fn status(cell: &Cell) -> Option<String> {
    let text = short_text(cell)?;
    let known = match text.as_str() {
        "已入住" => "入住",
        "已出租" | "租赁" => "出租",
        "空房" | "空关" | "未入住" => "空置",
        "装修中" | "在装修" => "装修",
        "未交房" | "未收房" => "未交付",
        other => other,
    };
    Some(known.to_owned())
}

/// A home's use; one-letter forms spelled out.
pub(crate) fn use_kind(cell: &Cell) -> Option<String> {
    let text = short_text(cell)?;
    let known = match text.as_str() {
        "住" | "住房" => "住宅",
        "商" | "门面" | "铺面" => "商铺",
        other => other,
    };
    Some(known.to_owned())
}

/// A number plate: upper case, without spaces and middle dots.
pub(crate) fn plate(cell: &Cell) -> Option<String> {
    let text: String = short_text(cell)?
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•' | '.' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    (!text.is_empty()).then_some(text)
}

/// The last four of an identity number; nothing when it is not one.
pub(crate) fn id_tail(cell: &Cell) -> Option<String> {
    let text = folded(&cell.to_string()).to_ascii_uppercase();
    let tail = text.get(text.len().checked_sub(4)?..)?;
    let digits = tail.bytes().take(3).all(|b| b.is_ascii_digit());
    (text.len() == 18 && digits).then(|| tail.to_owned())
}
