//! 通知单: slips for the mailboxes, posters for the entrances.

use crate::jobs::Step;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Answer, months};
use tauri::State;
use tauri::ipc::Channel;
use zhangfang_office::papers::{self, Paper};

fn on_shelf(session: &Session, made: Vec<Paper>) -> Vec<PaperHandle> {
    made.into_iter().map(|paper| session.shelf.put(paper)).collect()
}

/// Payment slips, one paper a building.
///
/// # Errors
/// Document and store errors; when the office's particulars are incomplete.
#[tauri::command(async)]
pub fn billing_slips(
    period: &str,
    buildings: Vec<String>,
    full_names: bool,
    job: String,
    steps: Channel<Step>,
    session: State<'_, Session>,
) -> Answer<Vec<PaperHandle>> {
    let wanted = papers::Slips { months: months(period)?, buildings, full_names };
    let occasion = session.occasion(None);
    let mut watched = session.jobs.begin(&job, steps);
    let made = session
        .with_fonts(|office, fonts| Ok(papers::slips(office, fonts, &wanted, &occasion, &mut watched)?))?;
    Ok(on_shelf(&session, made))
}

/// Posters with counts only, one paper a building.
///
/// # Errors
/// Document and store errors; when the office's particulars are incomplete.
#[tauri::command(async)]
pub fn billing_posters(
    period: &str,
    buildings: Vec<String>,
    session: State<'_, Session>,
) -> Answer<Vec<PaperHandle>> {
    let (period, occasion) = (months(period)?, session.occasion(None));
    let made = session
        .with_fonts(|office, fonts| Ok(papers::posters(office, fonts, period, &buildings, &occasion)?))?;
    Ok(on_shelf(&session, made))
}
