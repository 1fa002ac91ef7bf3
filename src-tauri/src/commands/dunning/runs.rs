//! Runs of the ladder: who is brought to a stage and who is not, the run itself, what runs brought.

use super::lists::DebtorLine;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, amount_or_none, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::dunning::{Leave, Rung, Stage};
use zhangfang_office::dunning::{Addressee, Decision, Dunned, DunningRequest, RunLine, Scope};
use zhangfang_office::{OfficeError, Refusal, sentence};

/// A stage that is done in runs.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct StageLine {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Its paper; empty when it makes none.
    pub paper: String,
    /// What the ladder says of it: 到期后第 15 天起，给 10 天.
    pub rule: String,
    /// Whether the manager has to decide.
    pub decided: bool,
}

/// Whom a run can be for.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct RunChoices {
    /// Stages in use that are done in runs.
    pub stages: Vec<StageLine>,
    /// Buildings.
    pub buildings: Vec<String>,
    /// Who looks after buildings.
    pub stewards: Vec<String>,
}

/// A run as it is wanted.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct RunChoice {
    /// Code of the stage.
    pub stage: String,
    /// Only this building; all when empty.
    pub building: String,
    /// Only the buildings of this person; all when empty.
    pub steward: String,
    /// Only this item; all when empty.
    pub item: String,
    /// Only these accounts; all when empty.
    #[ts(type = "number[]")]
    pub accounts: Vec<i64>,
    /// The least sum.
    pub at_least: String,
    /// Whether stages below and waiting days are left out.
    pub skip: bool,
    /// Why the manager decided so; empty when nothing was decided.
    pub reason: String,
    /// Whether open complaints and repairs were looked at.
    pub tickets_seen: bool,
    /// Person to talk to.
    pub contact: String,
}

impl RunChoice {
    fn request(&self) -> Result<DunningRequest, OfficeError> {
        let unknown = || Refusal::Unknown { kind: "催缴阶段", name: self.stage.clone() };
        let leave = match (self.skip, self.reason.trim().is_empty()) {
            (true, _) => Leave::Skipping,
            (false, false) => Leave::Approved,
            (false, true) => Leave::None,
        };
        Ok(DunningRequest {
            stage: Stage::from_code(&self.stage).ok_or_else(unknown)?,
            scope: Scope {
                buildings: text_or_none(&self.building).into_iter().collect(),
                steward: text_or_none(&self.steward),
                item: text_or_none(&self.item),
                accounts: self.accounts.clone(),
            },
            at_least: amount_or_none(&self.at_least)?.unwrap_or(Fen::ZERO),
            decision: Decision { leave, reason: self.reason.clone() },
            tickets_seen: self.tickets_seen,
            contact: self.contact.clone(),
        })
    }
}

/// Somebody who is brought to the stage.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct AddresseeLine {
    /// Who.
    pub debtor: DebtorLine,
    /// What is asked for.
    pub asked: Amount,
    /// Of how many charges.
    pub charges: usize,
    /// Whether stages or days are left out for this home.
    pub skipped: bool,
    /// Open complaints and repairs.
    pub tickets: Vec<String>,
}

impl From<&Addressee> for AddresseeLine {
    fn from(to: &Addressee) -> Self {
        Self {
            debtor: (&to.debtor).into(),
            asked: to.asked.into(),
            charges: to.charges,
            skipped: to.skipped,
            tickets: to.tickets.clone(),
        }
    }
}

/// Who is not brought to the stage.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct LeftOutLine {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// The room.
    pub room: String,
    /// Why.
    pub reason: String,
}

/// Who is brought to a stage and who is not.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct PlanView {
    /// Who is.
    pub to: Vec<AddresseeLine>,
    /// What they are asked for together.
    pub asked: Amount,
    /// Who is not.
    pub left_out: Vec<LeftOutLine>,
}

/// The stages and the scopes a run can have.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn dunning_run_choices(session: State<'_, Session>) -> Answer<RunChoices> {
    session.with(|office| {
        let buildings = office.stewards()?;
        let mut stewards: Vec<String> = buildings.iter().filter_map(|(_, name)| name.clone()).collect();
        stewards.sort();
        stewards.dedup();
        let ladder = office.ladder()?;
        let in_runs = |rung: &&Rung| rung.on && rung.stage.paper().is_some();
        Ok(RunChoices {
            stages: ladder.rungs.iter().filter(in_runs).map(stage_line).collect(),
            buildings: buildings.into_iter().map(|(code, _)| code).collect(),
            stewards,
        })
    })
}

fn stage_line(rung: &Rung) -> StageLine {
    StageLine {
        code: rung.stage.code().to_owned(),
        name: rung.stage.label().to_owned(),
        paper: rung.stage.paper().filter(|_| rung.paper).unwrap_or_default().to_owned(),
        rule: sentence::rung(rung),
        decided: rung.stage.asks_decision(),
    }
}

/// Says who is brought to the stage today, and who is not and why.
///
/// # Errors
/// Of [`zhangfang_office::Office::plan_dunning`].
#[tauri::command(async)]
pub fn dunning_plan(choice: RunChoice, session: State<'_, Session>) -> Answer<PlanView> {
    let occasion = session.occasion(None);
    let plan = session.with(|office| Ok(office.plan_dunning(&choice.request()?, &occasion)?))?;
    let left = plan.left_out.iter().map(|line| LeftOutLine {
        account: line.account,
        room: line.room.clone(),
        reason: sentence::left_out(&line.reason),
    });
    Ok(PlanView {
        to: plan.to.iter().map(Into::into).collect(),
        asked: plan.asked.into(),
        left_out: left.collect(),
    })
}

/// Somebody shown in the preview, with what it said.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct Addressed {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// What it is asked for.
    #[ts(type = "number")]
    pub asked: i64,
}

/// Who was shown and fell out.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct ChangedLine {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// The room.
    pub room: String,
    /// What was shown.
    pub shown: Amount,
    /// What would be asked for now; none when nothing may be.
    pub now: Option<Amount>,
}

/// A run that was made, or its letters printed again.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct DunnedView {
    /// Its number.
    #[ts(type = "number")]
    pub run: i64,
    /// Homes in it.
    pub homes: usize,
    /// What was asked for together.
    pub asked: Amount,
    /// The letters.
    pub paper: Option<PaperHandle>,
    /// Who was shown and fell out.
    pub changed: Vec<ChangedLine>,
}

fn view(made: Dunned, session: &Session) -> DunnedView {
    let changed = |c: zhangfang_office::dunning::Changed| ChangedLine {
        account: c.account,
        room: c.room,
        shown: c.shown.into(),
        now: c.now.map(Into::into),
    };
    DunnedView {
        run: made.run,
        homes: made.homes,
        asked: made.asked.into(),
        paper: made.paper.map(|paper| session.shelf.put(paper)),
        changed: made.changed.into_iter().map(changed).collect(),
    }
}

/// Makes the run: letters and steps in one act. Who owes something else by now is left out and named.
///
/// # Errors
/// Of [`zhangfang_office::Office::dun`].
#[tauri::command(async)]
pub fn dunning_run(
    choice: RunChoice,
    shown: Vec<Addressed>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<DunnedView> {
    let occasion = session.occasion(key);
    let shown: Vec<(i64, Fen)> = shown.iter().map(|to| (to.account, Fen(to.asked))).collect();
    let made = session
        .with_fonts(|office, fonts| Ok(office.dun(fonts, &choice.request()?, &shown, &occasion)?))?;
    Ok(view(made, &session))
}

/// Prints the letters of a run again, for those whose balance is as it was.
///
/// # Errors
/// Of [`zhangfang_office::Office::reprint_run`].
#[tauri::command(async)]
pub fn dunning_reprint(run: i64, session: State<'_, Session>) -> Answer<DunnedView> {
    let occasion = session.occasion(None);
    let made = session.with_fonts(|office, fonts| Ok(office.reprint_run(fonts, run, &[], &occasion)?))?;
    Ok(view(made, &session))
}

/// A part of a whole, with the percentage.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct Share {
    /// The part: homes, or yuan.
    pub part: String,
    /// The whole.
    pub whole: String,
    /// In percent; empty without a whole.
    pub percent: String,
}

/// A run with what it brought so far.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/runs.ts")]
pub struct RunView {
    /// Its number.
    #[ts(type = "number")]
    pub run: i64,
    /// Its day.
    pub day: String,
    /// The stage.
    pub stage: String,
    /// Whether it has letters to print again.
    pub letters: bool,
    /// Homes in it.
    pub homes: usize,
    /// What it asked for.
    pub asked: Amount,
    /// Homes that paid enough in time.
    pub by_homes: Option<Share>,
    /// Money that came in in time.
    pub by_amount: Option<Share>,
    /// Homes that count to a later run.
    #[ts(type = "number")]
    pub handed_on: u64,
    /// Who made it.
    pub by: String,
    /// What the manager decided.
    pub decision: String,
}

impl From<RunLine> for RunView {
    fn from(line: RunLine) -> Self {
        let percent = |p: Option<rust_decimal::Decimal>| p.map(|p| p.to_string()).unwrap_or_default();
        let homes = line.effect.map(|e| Share {
            part: e.homes.numerator.to_string(),
            whole: e.homes.denominator.to_string(),
            percent: percent(e.homes.percent()),
        });
        let amount = line.effect.map(|e| Share {
            part: e.amount.numerator.to_string(),
            whole: e.amount.denominator.to_string(),
            percent: percent(e.amount.percent()),
        });
        Self {
            run: line.run.id,
            day: line.run.day.to_string(),
            stage: line.run.stage.label().to_owned(),
            letters: line.run.stage.paper().is_some(),
            homes: line.homes,
            asked: line.asked.into(),
            by_homes: homes,
            by_amount: amount,
            handed_on: line.effect.map_or(0, |e| e.handed_on),
            by: line.run.by,
            decision: line.run.decision.unwrap_or_default(),
        }
    }
}

/// The runs made, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn dunning_runs(session: State<'_, Session>) -> Answer<Vec<RunView>> {
    let today = session.host().today();
    session.with(|office| Ok(office.dunning_runs(today)?.into_iter().map(Into::into).collect()))
}
