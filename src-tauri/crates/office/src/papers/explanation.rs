//! 费用说明单: any charge explained on paper. It changes nothing and takes no number.

use super::{Paper, require};
use crate::statement::period_text;
use crate::tariff::OPENING_ITEM;
use crate::{Occasion, Office, Result};
use zhangfang_documents::explanation::{self, Explanation};
use zhangfang_documents::{FontSet, Imprint, phrase};

/// The explanation of a charge.
///
/// # Errors
/// [`crate::Refusal::Unknown`], [`crate::Refusal::ProfileIncomplete`], document and store errors.
pub fn explanation(office: &Office, fonts: &FontSet, charge: i64, occasion: &Occasion) -> Result<Paper> {
    let profile = office.profile()?;
    require(&profile, &["office", "phone"])?;
    let of = office.explain(charge)?;
    let model = Explanation {
        imprint: Imprint {
            title: format!("费用说明单 {} {}", of.room, of.item),
            number: format!("账单 {charge}"),
            printed: occasion.now,
        },
        company: profile.company,
        centre: profile.office,
        period: if of.item == OPENING_ITEM.1 { String::new() } else { period_text(of.months) },
        room: of.room,
        item: of.item,
        facts: of.facts,
        formula: of.formula,
        amount: of.amount,
        lowered: of.lowered.into_iter().map(|l| (l.what.to_owned(), l.amount, l.reason)).collect(),
        open: of.open,
        due: phrase::date(of.due),
        clause: of.clause,
        phone: profile.phone,
    };
    let bytes = explanation::rendered(fonts, &model)?;
    Ok(Paper { file_name: format!("费用说明单-{charge}.pdf"), bytes, count: 1 })
}
