//! 分期付款协议 of an agreement in the book.

use super::slips::sender;
use super::{require, service_address};
use crate::tariff::days_charged;
use crate::{Occasion, Office, Result};
use zhangfang_documents::agreement::{self, Agreement};
use zhangfang_documents::debt::Debt;
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::instalment::LateTerms;

/// The paper of an agreement, as it was signed; printing it again gives the same.
///
/// # Errors
/// [`crate::Refusal::Unknown`], [`crate::Refusal::ProfileIncomplete`], document and store errors.
pub fn agreement(office: &Office, fonts: &FontSet, number: &str, occasion: &Occasion) -> Result<Vec<u8>> {
    let profile = office.profile()?;
    require(&profile, &["office", "company", "phone"])?;
    let found = office.agreement(number)?;
    let reading = office.book.reading();
    let home = reading.home(found.home)?;
    let items = office.item_names()?;
    let mut debts = Vec::with_capacity(found.charges.len());
    for (charge, fen) in &found.charges {
        let charge = reading.charge(*charge)?;
        let item = items.get(&charge.item).cloned().unwrap_or_default();
        let period = days_charged(&item, crate::billing::days_of(&charge), charge.due);
        debts.push(Debt { item, period, principal: *fen, due: charge.due });
    }
    let room = home.record.room_number();
    let owners = &home.record.owners;
    let model = Agreement {
        imprint: Imprint {
            title: format!("分期付款协议 {room}"),
            number: found.number.clone(),
            printed: occasion.now,
        },
        office: sender(&profile),
        contract: format!("{}{}", profile.contract, profile.contract_clause),
        service_address: service_address(&profile, &room),
        debtor: if owners.is_empty() { "业主".to_owned() } else { owners.join("、") },
        room,
        signed: found.signed,
        debts,
        total: found.fen,
        schedule: found.schedule,
        late: LateTerms::from_code(&found.late).unwrap_or(LateTerms::Charge),
        breach_days: found.breach_days,
        note: found.note.unwrap_or_default(),
    };
    Ok(agreement::rendered(fonts, &model)?)
}
