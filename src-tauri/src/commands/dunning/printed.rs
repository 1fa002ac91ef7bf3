//! The lists of debtors on paper.

use super::lists::DebtorChoice;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::Answer;
use tauri::State;
use zhangfang_documents::FontSet;
use zhangfang_office::arrears::ArrearsFilter;
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::{Occasion, Office, OfficeError};

type Printed = fn(&Office, &FontSet, &ArrearsFilter, &Occasion) -> Result<Vec<u8>, OfficeError>;

fn on_paper(session: &Session, choice: &DebtorChoice, name: &str, make: Printed) -> Answer<PaperHandle> {
    let wanted = choice.filter()?;
    let filter = ArrearsFilter {
        building: wanted.building,
        item: wanted.item,
        at_least: wanted.at_least,
        ..ArrearsFilter::default()
    };
    let occasion = session.occasion(None);
    let bytes = session.with_fonts(|office, fonts| Ok(make(office, fonts, &filter, &occasion)?))?;
    Ok(session.shelf.put(Paper { file_name: format!("{name}-{}.pdf", occasion.today), bytes, count: 1 }))
}

/// 欠费明细表 of the building, item and sum chosen.
///
/// # Errors
/// Of [`papers::arrears_list`].
#[tauri::command(async)]
pub fn dunning_print_list(choice: DebtorChoice, session: State<'_, Session>) -> Answer<PaperHandle> {
    on_paper(&session, &choice, "欠费明细表", papers::arrears_list)
}

/// 账龄分析表 of the building, item and sum chosen.
///
/// # Errors
/// Of [`papers::ageing_table`].
#[tauri::command(async)]
pub fn dunning_print_ageing(choice: DebtorChoice, session: State<'_, Session>) -> Answer<PaperHandle> {
    on_paper(&session, &choice, "账龄分析表", papers::ageing_table)
}
