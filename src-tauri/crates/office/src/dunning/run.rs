//! Runs: a stage done for many homes at once, with its letters, in one act.

use super::plan::{Addressee, DunningPlan, DunningRequest, contacts};
use crate::arrears::{ArrearsFilter, ArrearsList};
use crate::ladder::LadderBook;
use crate::papers::{Letters, Paper};
use crate::refusal::LadderRefusal;
use crate::{Occasion, Office, OfficeError, Refusal, Result};
use serde_json::json;
use std::collections::HashMap;
use zhangfang_documents::FontSet;
use zhangfang_domain::Fen;
use zhangfang_domain::dunning::{Rung, Stage};
use zhangfang_domain::settlement::Class;
use zhangfang_store::Act;
use zhangfang_store::dunning::{NewRun, NewStep, StepRow};

/// Somebody who was shown and is not in the run: the balance or the right to ask changed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The account.
    pub account: i64,
    /// The room.
    pub room: String,
    /// What was shown.
    pub shown: Fen,
    /// What would be asked for now; none when nothing may be.
    pub now: Option<Fen>,
}

/// A run that was made.
#[derive(Clone, Debug)]
pub struct Dunned {
    /// Its number.
    pub run: i64,
    /// Homes in it.
    pub homes: usize,
    /// What was asked for together.
    pub asked: Fen,
    /// The letters, where the stage has any.
    pub paper: Option<Paper>,
    /// Who was shown and fell out; another run for them alone prints theirs.
    pub changed: Vec<Changed>,
}

impl Office {
    /// Brings everybody wanted to a stage: numbers and prints the letters and posts the steps, in one act. `shown` is
    /// what the preview said of each account: who owes something else by now is left out and named. When it is empty
    /// everybody of the plan is in.
    ///
    /// # Errors
    /// Of [`Office::plan_dunning`]; [`LadderRefusal::NotInRuns`], [`LadderRefusal::NobodyReady`],
    /// [`crate::Refusal::ProfileIncomplete`], document and store errors.
    pub fn dun(
        &mut self,
        fonts: &FontSet,
        request: &DunningRequest,
        shown: &[(i64, Fen)],
        occasion: &Occasion,
    ) -> Result<Dunned> {
        let stage = request.stage;
        if matches!(stage, Stage::Call | Stage::Lawyer | Stage::Court) {
            return Err(LadderRefusal::NotInRuns { stage }.into());
        }
        if self.replays(occasion)? {
            return self.dunned_before(fonts, occasion);
        }
        let mut plan = self.plan_dunning(request, occasion)?;
        let changed = keep_shown(&mut plan, shown);
        if plan.to.is_empty() {
            return Err(plan.nobody().into());
        }
        let rung = *self.ladder()?.rung(stage);
        let mut letters = Letters::of(self, stage, rung, &request.contact, occasion.today, occasion)?;
        let (homes, asked) = (plan.to.len(), plan.to.iter().map(|to| to.asked).sum());
        let mut paper = None;
        let posted = self.book.transact("dunning.run", occasion, |act| {
            let run = act.post_dunning_run(&new_run(request))?;
            for to in &plan.to {
                let document = letters.as_mut().map(|l| l.add(act, to, &plan.late_basis)).transpose()?;
                post_step(act, run, (to, document), request, rung)?;
            }
            act.note("run", run);
            act.note("homes", homes);
            paper = letters.take().map(|l| l.printed(fonts)).transpose()?;
            Ok::<_, OfficeError>(run)
        })?;
        Ok(Dunned { run: posted.value, homes, asked, paper, changed })
    }

    /// What an act with the same key did before: the run, with its letters printed again.
    fn dunned_before(&mut self, fonts: &FontSet, occasion: &Occasion) -> Result<Dunned> {
        let run = self.book.transact("dunning.run", occasion, |_| Ok::<i64, OfficeError>(0))?.value;
        self.reprint_run(fonts, run, &[], occasion)
    }

    /// Prints the letters of a run again under their numbers, for all or some of its accounts. Who owes something else
    /// by now is left out and named.
    ///
    /// # Errors
    /// [`crate::Refusal::Unknown`] for a run that does not exist or has no letters, document and store errors.
    pub fn reprint_run(
        &mut self,
        fonts: &FontSet,
        run: i64,
        accounts: &[i64],
        occasion: &Occasion,
    ) -> Result<Dunned> {
        let reading = self.book.reading();
        let today = occasion.today;
        let found = reading.dunning_runs(today)?.into_iter().find(|r| r.id == run);
        let unknown = || Refusal::Unknown { kind: "催缴批次", name: run.to_string() };
        let found = found.ok_or_else(unknown)?;
        let mut steps = reading.dunning_steps_of_run(run, today)?;
        steps.retain(|step| accounts.is_empty() || accounts.contains(&step.account));
        let first = steps.first().ok_or_else(unknown)?;
        let rung =
            Rung { term: first.term, paper: first.letter.is_some(), ..*self.ladder()?.rung(found.stage) };
        let letters = Letters::of(self, found.stage, rung, &contact_of(&found.scope), found.day, occasion)?;
        let mut letters = letters.filter(|_| rung.paper);
        let filter = ArrearsFilter { include_not_due: true, ..ArrearsFilter::default() };
        let list = self.arrears(today, &filter)?;
        let book = LadderBook::read(reading, None, None, today)?;
        let (mut changed, mut homes, mut asked) = (Vec::new(), 0, Fen::ZERO);
        for step in &steps {
            let home = reading.home(step.home)?;
            let room = home.record.room_number();
            let charges = match &step.letter {
                Some(letter) => reading.document_charges(letter.id)?,
                None => Vec::new(),
            };
            let to = asked_again(self, &list, &book, step, &charges)?;
            if to.asked != step.asked {
                changed.push(Changed { account: step.account, room, shown: step.asked, now: Some(to.asked) });
                continue;
            }
            homes += 1;
            asked += to.asked;
            if let (Some(letters), Some(letter)) = (&mut letters, &step.letter) {
                letters.write(letter, home, &to, &list.late_basis)?;
            }
        }
        let paper = letters.filter(|_| homes > 0).map(|letters| letters.printed(fonts)).transpose()?;
        Ok(Dunned { run, homes, asked, paper, changed })
    }
}

/// Who a letter of a run goes to, with what is open of its charges now.
fn asked_again(
    office: &Office,
    list: &ArrearsList,
    book: &LadderBook,
    step: &StepRow,
    charges: &[(i64, Fen)],
) -> Result<Addressee> {
    let named: HashMap<i64, Fen> = charges.iter().copied().collect();
    let of_account = list.lines.iter().filter(|line| line.account == step.account);
    let lines: Vec<_> = of_account
        .filter(|l| named.contains_key(&l.charge) || l.class != Class::Principal)
        .cloned()
        .collect();
    let asked = lines.iter().filter(|l| named.contains_key(&l.charge)).map(|l| l.open).sum();
    let mut debtor =
        office.debtors_in(&ArrearsList { lines: lines.clone(), ..list.clone() }, book.today, book)?;
    let debtor = match debtor.pop() {
        Some(debtor) => debtor,
        None => office.settled_debtors(&[step.account], book.today)?.remove(0),
    };
    let known = book.known(step.account).cloned().unwrap_or_default();
    Ok(Addressee {
        contacts: contacts(&known, lines.iter().map(|line| line.due).min(), step.on),
        debtor,
        asked,
        charges: charges.len(),
        skipped: step.skip_reason.is_some(),
        tickets: known.tickets,
        lines,
    })
}

/// Takes out of a plan who was not shown as they are now, and says who that is.
fn keep_shown(plan: &mut DunningPlan, shown: &[(i64, Fen)]) -> Vec<Changed> {
    if shown.is_empty() {
        return Vec::new();
    }
    let said: HashMap<i64, Fen> = shown.iter().copied().collect();
    let (kept, other): (Vec<_>, Vec<_>) =
        plan.to.drain(..).partition(|to| said.get(&to.debtor.account) == Some(&to.asked));
    plan.to = kept;
    let now: HashMap<i64, (String, Option<Fen>)> = other
        .into_iter()
        .map(|to| (to.debtor.account, (to.debtor.room, Some(to.asked))))
        .chain(plan.left_out.iter().map(|line| (line.account, (line.room.clone(), None))))
        .collect();
    let fell = shown.iter().filter_map(|(account, shown)| {
        let (room, now) = now.get(account)?.clone();
        Some(Changed { account: *account, room, shown: *shown, now })
    });
    fell.collect()
}

fn new_run(request: &DunningRequest) -> NewRun {
    let scope = &request.scope;
    let said = json!({
        "buildings": scope.buildings,
        "steward": scope.steward,
        "item": scope.item,
        "chosen": scope.accounts.len(),
        "contact": request.contact,
    });
    let decision = request.decision.reason.trim();
    NewRun {
        stage: request.stage,
        scope: said.to_string(),
        decision: (!decision.is_empty()).then(|| decision.to_owned()),
    }
}

/// The person to talk to, as a run kept them.
fn contact_of(scope: &str) -> String {
    let said: serde_json::Value = serde_json::from_str(scope).unwrap_or_default();
    said["contact"].as_str().unwrap_or_default().to_owned()
}

fn post_step(
    act: &mut Act<'_>,
    run: i64,
    (to, document): (&Addressee, Option<i64>),
    request: &DunningRequest,
    rung: Rung,
) -> Result<()> {
    act.post_dunning_step(&NewStep {
        run: Some(run),
        home: to.debtor.home,
        account: to.debtor.account,
        stage: request.stage,
        channel: rung.channel,
        document,
        asked: to.asked,
        term: rung.term,
        skip_reason: to.skipped.then(|| request.decision.reason.trim().to_owned()),
    })?;
    Ok(())
}
