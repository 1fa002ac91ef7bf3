//! The lists of the analysis as workbooks and on paper, the papers for the meeting and for a visit.

use super::arrears::ArrearsChoice;
use super::effect::EffectChoice;
use crate::export;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Answer, month, months};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::effect::Measure;
use zhangfang_office::export::Table;
use zhangfang_office::{Office, analysis, hard_case, papers, performance, plan};

/// A list of the analysis, as it is shown.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(tag = "list", rename_all = "snake_case")]
#[ts(export, export_to = "analysis/paper.ts")]
pub enum ListChoice {
    /// Arrears by an axis.
    Arrears {
        /// Which.
        choice: ArrearsChoice,
    },
    /// What dunning brought.
    Effect {
        /// Which.
        choice: EffectChoice,
    },
    /// Person by person.
    People {
        /// The months.
        period: String,
    },
    /// Who owes again and again.
    Repeated {
        /// In at least so many of the last twelve months.
        months: u32,
    },
    /// The debtors to talk about.
    Hard,
    /// A campaign.
    Campaign {
        /// Its number.
        #[ts(type = "number")]
        campaign: i64,
    },
    /// The plan of a year.
    Plan {
        /// The year.
        year: i32,
    },
}

impl ListChoice {
    /// The list and the notes under it.
    fn table(&self, office: &Office, today: chrono::NaiveDate) -> Answer<(Table, Vec<String>)> {
        let rule = || analysis::rule(Measure::default());
        Ok(match self {
            Self::Arrears { choice } => (office.analyse(today, &choice.request()?)?.table(), Vec::new()),
            Self::Effect { choice } => {
                let request = choice.request()?;
                let report = office.effect(&request, today)?;
                (report.table(), vec![report.others(), analysis::rule(request.measure)])
            }
            Self::People { period } => {
                let found = office.performance(months(period)?, Measure::default(), today)?;
                (found.table(), vec![performance::DEFINITION.to_owned(), rule()])
            }
            Self::Repeated { months } => (office.repeated_debtors(today, *months)?.table(), Vec::new()),
            Self::Hard => (hard_case::table(&office.hard_cases(today)?, today), Vec::new()),
            Self::Campaign { campaign } => {
                let result = office.campaign_result(*campaign, today)?;
                (result.table(), vec![result.summary(), rule()])
            }
            Self::Plan { year } => (office.plan(*year, today)?.table(), vec![plan::DEFINITION.to_owned()]),
        })
    }
}

/// A list as a workbook.
///
/// # Errors
/// Of the list; when the file cannot be written.
#[tauri::command(async)]
pub fn analysis_export(
    list: ListChoice,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let today = session.host().today();
    let (table, _) = session.with(|office| list.table(office, today))?;
    export::save(&session, purpose, table)
}

/// A list on paper.
///
/// # Errors
/// Of the list; document errors.
#[tauri::command(async)]
pub fn analysis_print(list: ListChoice, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let paper = session.with_fonts(|office, fonts| {
        let (table, notes) = list.table(office, occasion.today)?;
        let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
        Ok(papers::report(office, fonts, &table, &notes, &occasion)?)
    })?;
    Ok(session.shelf.put(paper))
}

/// The papers for the review of a month.
///
/// # Errors
/// Of [`papers::review`].
#[tauri::command(async)]
pub fn analysis_review(of: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let (occasion, of) = (session.occasion(None), month(of)?);
    let paper = session.with_fonts(|office, fonts| Ok(papers::review(office, fonts, of, &occasion)?))?;
    Ok(session.shelf.put(paper))
}

/// The papers for a visit to a home.
///
/// # Errors
/// Of [`papers::dossier`].
#[tauri::command(async)]
pub fn analysis_dossier(room: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let paper = session.with_fonts(|office, fonts| Ok(papers::dossier(office, fonts, room, &occasion)?))?;
    Ok(session.shelf.put(paper))
}
