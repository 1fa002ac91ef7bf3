//! Runs that were made, with what they brought; and the people who look after buildings.

use crate::analysis::EffectRequest;
use crate::refusal::FormRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::effect::{Conversion, EffectBy, Measure};
use zhangfang_store::dunning::Run;

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
