//! The calculation behind a charge that a tariff alone does not explain, in one line a clerk can read out.

use zhangfang_store::detail::ChargeDetail;

/// The calculation in words, and the clause or paper it rests on.
pub(crate) fn detail(detail: &ChargeDetail) -> (String, String) {
    match detail {
        ChargeDetail::Agreed { words } => (words.clone(), String::new()),
    }
}
