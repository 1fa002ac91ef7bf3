//! Letters to debtors, and the lists on paper.

use super::lists::{DebtorChoice, DebtorLine, days};
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, amount_or_none, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_documents::FontSet;
use zhangfang_domain::Fen;
use zhangfang_office::arrears::ArrearsFilter;
use zhangfang_office::dunning::PlanRequest;
use zhangfang_office::papers::{self, DunningRequest, Paper};
use zhangfang_office::{Occasion, Office, OfficeError};

/// Somebody chosen on the list.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "dunning.ts")]
pub struct Chosen {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// The room.
    pub room: String,
}

/// Who was chosen and what limits the letters.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "dunning.ts")]
pub struct PlanChoice {
    /// Who.
    pub chosen: Vec<Chosen>,
    /// Only this item; all when empty.
    pub item: String,
    /// The least sum a letter is written for.
    pub at_least: String,
    /// Also to those who promised to pay by a day to come.
    pub also_promised: bool,
}

/// Who gets no letter.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning.ts")]
pub struct LeftOutLine {
    /// The room.
    pub room: String,
    /// Why.
    pub reason: String,
}

/// Who gets a letter and who does not.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning.ts")]
pub struct PlanView {
    /// Who is written to.
    pub to: Vec<DebtorLine>,
    /// What they are asked for together.
    pub asked: Amount,
    /// Who is not.
    pub left_out: Vec<LeftOutLine>,
}

/// Says who of those chosen gets a letter, and who does not and why.
///
/// # Errors
/// Of [`Office::plan_dunning`].
#[tauri::command(async)]
pub fn dunning_plan(choice: PlanChoice, session: State<'_, Session>) -> Answer<PlanView> {
    let today = session.host().today();
    let request = PlanRequest {
        accounts: choice.chosen.into_iter().map(|c| (c.account, c.room)).collect(),
        item: text_or_none(&choice.item),
        at_least: amount_or_none(&choice.at_least)?.unwrap_or(Fen::ZERO),
        also_promised: choice.also_promised,
    };
    let plan = session.with(|office| Ok(office.plan_dunning(&request, today)?))?;
    let left =
        plan.left_out.iter().map(|(room, why)| LeftOutLine { room: room.clone(), reason: why.words() });
    Ok(PlanView {
        to: plan.to.iter().map(Into::into).collect(),
        asked: plan.asked.into(),
        left_out: left.collect(),
    })
}

/// Somebody who is written to, with what the preview showed.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "dunning.ts")]
pub struct Addressed {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// What it is asked for.
    #[ts(type = "number")]
    pub asked: i64,
}

/// The letters to be made.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "dunning.ts")]
pub struct LetterChoice {
    /// `first`, `second` or `demand`.
    pub kind: String,
    /// To whom.
    pub to: Vec<Addressed>,
    /// Only this item; all when empty.
    pub item: String,
    /// Days to pay.
    pub days: String,
    /// Person to talk to.
    pub contact: String,
}

/// Makes the letters. Who owes something else by now gets none: then the paper holds fewer than were asked for.
///
/// # Errors
/// Of [`papers::dunning_notices`] and [`papers::demands`].
#[tauri::command(async)]
pub fn dunning_letters(choice: LetterChoice, session: State<'_, Session>) -> Answer<PaperHandle> {
    let request = DunningRequest {
        filter: ArrearsFilter { item: text_or_none(&choice.item), ..ArrearsFilter::default() },
        to: choice.to.iter().map(|to| (to.account, Fen(to.asked))).collect(),
        days: days(&choice.days)?,
        contact: choice.contact,
    };
    let occasion = session.occasion(None);
    let paper = session.with_fonts(|office, fonts| {
        Ok(match choice.kind.as_str() {
            "demand" => papers::demands(office, fonts, &request, &occasion)?,
            "second" => papers::dunning_notices(office, fonts, 2, &request, &occasion)?,
            _ => papers::dunning_notices(office, fonts, 1, &request, &occasion)?,
        })
    })?;
    Ok(session.shelf.put(paper))
}

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
