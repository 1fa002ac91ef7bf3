//! Runs that were made, with what they brought; the people who look after buildings; an account on the ladder.

use crate::analysis::EffectRequest;
use crate::billing::shown;
use crate::ladder::LadderBook;
use crate::refusal::FormRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::dunning::Standing;
use zhangfang_domain::effect::{Conversion, EffectBy, Measure};
use zhangfang_store::dunning::{Run, StepRow};

/// A run with what it brought.
#[derive(Clone, Debug)]
pub struct RunLine {
    /// The run.
    pub run: Run,
    /// Homes in it.
    pub homes: usize,
    /// What it asked for.
    pub asked: Fen,
    /// What came of it, by the rule of the analysis (M6); none when it asked for nothing.
    pub effect: Option<Conversion>,
}

impl Office {
    /// The runs made up to a day, newest first, with what each brought so far.
    ///
    /// # Errors
    /// Store errors.
    pub fn dunning_runs(&self, today: NaiveDate) -> Result<Vec<RunLine>> {
        let reading = self.book.reading();
        let runs = reading.dunning_runs(today)?;
        let Some(first) = runs.iter().map(|run| run.day).min() else { return Ok(Vec::new()) };
        let request =
            EffectRequest { from: first, to: today, by: EffectBy::Run, measure: Measure::default() };
        let effects: HashMap<String, Conversion> =
            self.effect(&request, today)?.rows.into_iter().map(|row| (row.key, row.conversion)).collect();
        let mut asked: HashMap<i64, (usize, Fen)> = HashMap::new();
        for step in reading.dunning_steps(None, today)? {
            if let Some(run) = step.run {
                let sum = asked.entry(run).or_default();
                *sum = (sum.0 + 1, sum.1 + step.asked);
            }
        }
        let line = |run: Run| {
            let (homes, asked) = asked.get(&run.id).copied().unwrap_or_default();
            RunLine { effect: effects.get(&run.id.to_string()).copied(), run, homes, asked }
        };
        Ok(runs.into_iter().map(line).collect())
    }

    /// Says who looks after a building; nobody when the name is missing.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for the building, [`FormRefusal::NotOnStaff`], store errors.
    pub fn set_steward(
        &mut self,
        building: &str,
        name: Option<&str>,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        let reading = self.book.reading();
        let buildings = reading.buildings()?;
        let found = buildings.into_iter().find(|(_, code)| code == building.trim());
        let unknown = || Refusal::Unknown { kind: "楼栋", name: building.to_owned() };
        let (id, _) = found.ok_or_else(unknown)?;
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        if let Some(name) = name
            && reading.role_of(name)?.is_none()
        {
            return Err(FormRefusal::NotOnStaff { name: name.to_owned() }.into());
        }
        self.book
            .transact("dunning.steward", occasion, |act| Ok::<_, OfficeError>(act.set_steward(id, name)?))
    }

    /// Every building in its order with who looks after it.
    ///
    /// # Errors
    /// Store errors.
    pub fn stewards(&self) -> Result<Vec<(String, Option<String>)>> {
        let reading = self.book.reading();
        let mut names = reading.stewards()?;
        Ok(reading.buildings()?.into_iter().map(|(id, code)| (code, names.remove(&id))).collect())
    }
}

/// An account on the ladder, as it is looked at.
#[derive(Clone, Debug)]
pub struct LadderCard {
    /// The account.
    pub account: i64,
    /// Whose it is, masked.
    pub owner: String,
    /// Where it stands.
    pub standing: Standing,
    /// Why it owes, and when that was learnt.
    pub reason: Option<(ArrearsReason, NaiveDate)>,
    /// The day until which it promised to pay.
    pub promised: Option<NaiveDate>,
    /// Open complaints and repairs.
    pub tickets: Vec<String>,
    /// What was done, newest first.
    pub steps: Vec<StepRow>,
}

impl Office {
    /// The accounts of a home on the ladder: those that owe fees.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn ladder_cards(&self, room: &str, today: NaiveDate) -> Result<Vec<LadderCard>> {
        let home = self.home(room)?;
        let reading = self.book.reading();
        let book = LadderBook::read(reading, None, Some(home.id), today)?;
        let mut cards = Vec::new();
        for account in reading.accounts_of(home.id)? {
            let Some(known) = book.known(account.id) else { continue };
            cards.push(LadderCard {
                account: account.id,
                owner: shown(&account),
                standing: book.standing(account.id),
                reason: known.reason,
                promised: known.promised,
                tickets: known.tickets.clone(),
                steps: known.steps.iter().rev().cloned().collect(),
            });
        }
        Ok(cards)
    }
}
