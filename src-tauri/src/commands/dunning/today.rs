//! The morning work list, an account on the ladder, the ladder itself and who looks after which building.

use crate::export;
use crate::session::Session;
use crate::wire::{Amount, Answer, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::contact::{ArrearsReason, Outcome};
use zhangfang_domain::dunning::{Next, Stage};
use zhangfang_office::dunning::{LadderCard, next_words};
use zhangfang_office::ladder::{parameters, set_parameter};
use zhangfang_office::worklist::{WorkItem, WorkKind, table};
use zhangfang_office::{Refusal, sentence};

/// One thing to do today.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct WorkLine {
    /// Code of what it is.
    pub kind: String,
    /// What that is called.
    pub label: String,
    /// The account; none for a public place and for letters to many.
    #[ts(type = "number | null")]
    pub account: Option<i64>,
    /// The room, or where it is.
    pub room: String,
    /// What is to be done.
    pub what: String,
    /// By when.
    pub due: String,
    /// Whether that day is over.
    pub late: bool,
    /// How much it is about.
    pub amount: Amount,
    /// Who looks after the building.
    pub steward: String,
    /// From when the home may be called, where that is later than now.
    pub not_before: String,
    /// Code of the stage, for letters.
    pub stage: String,
    /// The ticket or the letter it is about.
    pub number: String,
}

/// How many things of a kind there are.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct WorkSum {
    /// Code.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// Everything to do today.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct TodayView {
    /// Most urgent first.
    pub items: Vec<WorkLine>,
    /// Kind by kind.
    pub by_kind: Vec<WorkSum>,
}

/// Everything to do today, most urgent first; only what one person looks after when a steward is given.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn dunning_today(steward: &str, session: State<'_, Session>) -> Answer<TodayView> {
    let occasion = session.occasion(None);
    let wanted = text_or_none(steward);
    let items = session.with(|office| Ok(office.worklist(wanted.as_deref(), &occasion)?))?;
    let count = |kind: WorkKind| WorkSum {
        kind: kind.code().to_owned(),
        label: kind.label().to_owned(),
        count: items.iter().filter(|item| item.kind == kind).count(),
    };
    Ok(TodayView {
        by_kind: WorkKind::ALL.into_iter().map(count).filter(|sum| sum.count > 0).collect(),
        items: items.iter().map(|item| line(item, occasion.today)).collect(),
    })
}

/// The list as a workbook.
///
/// # Errors
/// Of [`dunning_today`]; when the file cannot be written.
#[tauri::command(async)]
pub fn dunning_export_today(
    steward: &str,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let occasion = session.occasion(None);
    let wanted = text_or_none(steward);
    let items = session.with(|office| Ok(office.worklist(wanted.as_deref(), &occasion)?))?;
    export::save(&session, purpose, table(&items, occasion.today))
}

fn line(item: &WorkItem, today: chrono::NaiveDate) -> WorkLine {
    let at = item.not_before.map(|at| {
        let hour = at.format("%-H:%M");
        if at.date() == today { format!("{hour} 起") } else { format!("{} {hour} 起", at.date()) }
    });
    WorkLine {
        kind: item.kind.code().to_owned(),
        label: item.kind.label().to_owned(),
        account: item.account,
        room: item.room.clone(),
        what: item.what.clone(),
        due: item.due.to_string(),
        late: item.due < today,
        amount: item.amount.into(),
        steward: item.steward.clone().unwrap_or_default(),
        not_before: at.unwrap_or_default(),
        stage: item.stage.map(Stage::code).unwrap_or_default().to_owned(),
        number: item.number.clone().unwrap_or_default(),
    }
}

/// A step that was done.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct StepLine {
    /// Its number.
    #[ts(type = "number")]
    pub step: i64,
    /// The day.
    pub on: String,
    /// The stage.
    pub stage: String,
    /// The way it went.
    pub channel: String,
    /// Its letter.
    pub letter: String,
    /// What was asked for.
    pub asked: Amount,
    /// Who did it.
    pub by: String,
    /// What came of it.
    pub result: String,
    /// Why stages or days were left out.
    pub skip: String,
}

/// An account on the ladder.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct LadderView {
    /// The account.
    #[ts(type = "number")]
    pub account: i64,
    /// Whose it is, masked.
    pub owner: String,
    /// The stage reached and when.
    pub stage: String,
    /// What comes next.
    pub next: String,
    /// What it waits for.
    pub needs: Vec<String>,
    /// What may be asked for.
    pub asked: Amount,
    /// What holds it, and until when.
    pub held: String,
    /// Why it owes.
    pub reason: String,
    /// Open complaints and repairs.
    pub tickets: Vec<String>,
    /// What was done, newest first.
    pub steps: Vec<StepLine>,
}

fn card(card: LadderCard, today: chrono::NaiveDate) -> LadderView {
    let standing = &card.standing;
    let needs = match &standing.next {
        Next::Stage { needs, .. } => needs.iter().map(|need| sentence::need(*need)).collect(),
        _ => Vec::new(),
    };
    let reached = standing.stage.zip(standing.since);
    let steps = card.steps.iter().map(|s| StepLine {
        step: s.id,
        on: s.on.to_string(),
        stage: s.stage.label().to_owned(),
        channel: s.channel.label().to_owned(),
        letter: s.letter.as_ref().map(|letter| letter.number()).unwrap_or_default(),
        asked: s.asked.into(),
        by: s.by.clone(),
        result: s.result.as_ref().map(result_words).unwrap_or_default(),
        skip: s.skip_reason.clone().unwrap_or_default(),
    });
    LadderView {
        account: card.account,
        stage: reached.map(|(stage, on)| format!("{} {on}", stage.label())).unwrap_or_default(),
        next: next_words(&standing.next, today),
        needs,
        asked: standing.asked.into(),
        held: standing.held.map(|h| format!("{}，到 {} 止", h.cause.label(), h.until)).unwrap_or_default(),
        reason: card.reason.map(|(r, on)| format!("{}（{on}）", r.label())).unwrap_or_default(),
        tickets: card.tickets.clone(),
        steps: steps.collect(),
        owner: card.owner,
    }
}

fn result_words(result: &zhangfang_office::dunning::ResultRow) -> String {
    let outcome = Outcome::parse(&result.result).map_or("", Outcome::label);
    let next = result.next.map(|day| format!("，下次 {day}")).unwrap_or_default();
    format!("{outcome}{next}")
}

/// The accounts of a home on the ladder.
///
/// # Errors
/// Of [`zhangfang_office::Office::ladder_cards`].
#[tauri::command(async)]
pub fn dunning_ladder(room: &str, session: State<'_, Session>) -> Answer<Vec<LadderView>> {
    let today = session.host().today();
    let cards = session.with(|office| Ok(office.ladder_cards(room, today)?))?;
    Ok(cards.into_iter().map(|c| card(c, today)).collect())
}

/// Notes why an account owes.
///
/// # Errors
/// Of [`zhangfang_office::Office::note_arrears_reason`].
#[tauri::command(async)]
pub fn dunning_reason(
    account: i64,
    reason: &str,
    note: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let unknown = || Refusal::Unknown { kind: "欠费原因", name: reason.to_owned() };
        let reason = ArrearsReason::parse(reason).ok_or_else(unknown)?;
        office.note_arrears_reason(account, reason, note, &occasion)?;
        Ok(())
    })
}

/// Notes what came of a step.
///
/// # Errors
/// Of [`zhangfang_office::Office::note_step_result`].
#[tauri::command(async)]
pub fn dunning_result(
    step: i64,
    outcome: &str,
    next: &str,
    note: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let unknown = || Refusal::Unknown { kind: "结果", name: outcome.to_owned() };
        let outcome = Outcome::parse(outcome).ok_or_else(unknown)?;
        let unusable = |text: &str| Refusal::Unusable {
            field: "下次日期",
            value: text.to_owned(),
            expected: "日期，如 2026-01-09",
        };
        let next = text_or_none(next).map(|t| t.parse().map_err(|_| unusable(&t))).transpose()?;
        office.note_step_result(step, outcome, next, note, &occasion)?;
        Ok(())
    })
}

/// A choice with its code.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct CodeName {
    /// The code.
    pub code: String,
    /// What it is called.
    pub name: String,
}

/// What can be chosen for reasons and results.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct WordChoices {
    /// Reasons.
    pub reasons: Vec<CodeName>,
    /// Results.
    pub outcomes: Vec<CodeName>,
}

/// What can be chosen for reasons and results.
#[tauri::command]
pub fn dunning_words() -> WordChoices {
    let word = |code: &str, name: &str| CodeName { code: code.to_owned(), name: name.to_owned() };
    WordChoices {
        reasons: ArrearsReason::ALL.iter().map(|r| word(r.code(), r.label())).collect(),
        outcomes: Outcome::ALL.iter().map(|o| word(o.code(), o.label())).collect(),
    }
}

/// A parameter of the ladder.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct LadderParameter {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its value.
    pub value: String,
    /// What may be given.
    pub expected: String,
}

/// The ladder as it is set, with who looks after which building.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct LadderSettings {
    /// Its parameters, stage by stage.
    pub parameters: Vec<LadderParameter>,
    /// What it says, stage by stage: name and rule; those not used are left out.
    pub rules: Vec<CodeName>,
    /// Every building with who looks after it; empty when nobody.
    pub stewards: Vec<CodeName>,
    /// Who can look after a building.
    pub staff: Vec<String>,
}

/// The ladder as it is set.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn dunning_settings(session: State<'_, Session>) -> Answer<LadderSettings> {
    session.with(|office| {
        let ladder = office.ladder()?;
        let rules = ladder.rungs.iter().filter(|rung| rung.on);
        let parameter = |p: zhangfang_office::ladder::Parameter| LadderParameter {
            name: p.name,
            label: p.label,
            value: p.value,
            expected: p.expected.to_owned(),
        };
        Ok(LadderSettings {
            rules: rules
                .map(|rung| CodeName { code: rung.stage.label().to_owned(), name: sentence::rung(rung) })
                .collect(),
            parameters: parameters(&ladder).into_iter().map(parameter).collect(),
            stewards: office
                .stewards()?
                .into_iter()
                .map(|(code, name)| CodeName { code, name: name.unwrap_or_default() })
                .collect(),
            staff: office.staff()?.into_iter().map(|member| member.name).collect(),
        })
    })
}

/// A parameter with its new value.
#[derive(Clone, Debug, Deserialize, TS)]
#[ts(export, export_to = "dunning/today.ts")]
pub struct NewValue {
    /// Its name.
    pub name: String,
    /// What it is to be.
    pub value: String,
}

/// Changes the ladder.
///
/// # Errors
/// Of [`zhangfang_office::Office::change_ladder`].
#[tauri::command(async)]
pub fn dunning_set_ladder(
    values: Vec<NewValue>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let mut ladder = office.ladder()?;
        for NewValue { name, value } in &values {
            set_parameter(&mut ladder, name, value)?;
        }
        office.change_ladder(&ladder, &occasion)?;
        Ok(())
    })
}

/// Says who looks after a building; nobody when the name is empty.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_steward`].
#[tauri::command(async)]
pub fn dunning_set_steward(
    building: &str,
    name: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.set_steward(building, text_or_none(name).as_deref(), &occasion)?;
        Ok(())
    })
}
