//! Debts handed to a lawyer, mediation or court: what of, how far, what it cost.

use crate::document::Document;
use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use zhangfang_domain::Fen;
use zhangfang_domain::legal_case::{CaseStage, CaseStep};

/// A case to be opened.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// The law firm.
    pub firm: String,
    /// The agreement on processing personal data with it.
    pub agreement: String,
    /// Its charges with what is open of each.
    pub charges: Vec<(i64, Fen)>,
    /// Why, in the words of who decided.
    pub note: String,
}

/// A step with who noted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenStep {
    /// The step.
    pub step: CaseStep,
    /// What was said of it.
    pub note: String,
    /// Who noted it.
    pub operator: String,
}

/// Something a case cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseCost {
    /// The day.
    pub on: NaiveDate,
    /// What for.
    pub what: String,
    /// How much.
    pub fen: Fen,
}

/// A case in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// What it was opened for.
    pub fen: Fen,
    /// The law firm.
    pub firm: String,
    /// The agreement on processing personal data.
    pub agreement: String,
    /// Why.
    pub note: String,
    /// The day it was opened.
    pub on: NaiveDate,
    /// Its charges with what was open of each.
    pub charges: Vec<(i64, Fen)>,
    /// Its steps, oldest first.
    pub steps: Vec<TakenStep>,
    /// Its costs, oldest first.
    pub costs: Vec<CaseCost>,
}

impl Case {
    /// The last step.
    #[must_use]
    pub fn stage(&self) -> CaseStage {
        self.steps.last().map_or(CaseStage::HandedOver, |s| s.step.stage)
    }
}

impl Act<'_> {
    /// Opens a case under a number.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_case(&mut self, new: &NewCase, document: &Document) -> Result<i64> {
        let fen: Fen = new.charges.iter().map(|(_, fen)| *fen).sum();
        let id = self.post(
            &fact::LEGAL_CASE,
            &[
                Value::Integer(document.id),
                Value::Integer(new.home),
                Value::Integer(new.account),
                Value::Integer(fen.0),
                Value::Text(new.firm.clone()),
                Value::Text(new.agreement.clone()),
                Value::Text(new.note.clone()),
            ],
        )?;
        for (charge, fen) in &new.charges {
            let values = [Value::Integer(id), Value::Integer(*charge), Value::Integer(fen.0)];
            self.post(&fact::LEGAL_CASE_CHARGE, &values)?;
        }
        Ok(id)
    }

    /// Notes a step of a case.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_case_step(&mut self, case: i64, step: &CaseStep, note: &str) -> Result<i64> {
        self.post(
            &fact::LEGAL_CASE_STEP,
            &[
                Value::Integer(case),
                Value::Text(step.stage.code().to_owned()),
                Value::Integer(form::day(step.on)),
                step.number.clone().map_or(Value::Null, Value::Text),
                Value::Text(note.to_owned()),
            ],
        )
    }

    /// Notes a cost of a case.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_case_cost(&mut self, case: i64, cost: &CaseCost) -> Result<i64> {
        self.post(
            &fact::LEGAL_CASE_COST,
            &[
                Value::Integer(case),
                Value::Integer(form::day(cost.on)),
                Value::Text(cost.what.clone()),
                Value::Integer(cost.fen.0),
            ],
        )
    }
}

impl Reading<'_> {
    /// The cases of a home, or all, oldest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn cases(self, home: Option<i64>) -> Result<Vec<Case>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.id, d.kind, d.month, d.serial, c.home_id, c.account_id, c.fen, c.firm, c.agreement, c.note, a.biz_date
             FROM legal_case c JOIN document d ON d.id = c.document_id JOIN act a ON a.seq = c.act
             WHERE (?1 IS NULL OR c.home_id = ?1) ORDER BY c.id",
        )?;
        let rows = statement.query_map([home], |r| {
            let (kind, month, serial): (String, i64, i64) = (r.get(1)?, r.get(2)?, r.get(3)?);
            Ok(Case {
                id: r.get(0)?,
                number: format!("{kind}-{month:06}-{serial:05}"),
                home: r.get(4)?,
                account: r.get(5)?,
                fen: Fen(r.get(6)?),
                firm: r.get(7)?,
                agreement: r.get(8)?,
                note: r.get(9)?,
                on: form::date(r.get(10)?).unwrap_or_default(),
                charges: Vec::new(),
                steps: Vec::new(),
                costs: Vec::new(),
            })
        })?;
        let mut cases = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for case in &mut cases {
            case.charges = self.case_charges(case.id)?;
            case.steps = self.case_steps(case.id)?;
            case.costs = self.case_costs(case.id)?;
        }
        Ok(cases)
    }

    /// The days a letter gave to pay, where it was a step of the ladder that says so.
    ///
    /// # Errors
    /// Database errors.
    pub fn term_of_letter(self, document: i64) -> Result<Option<u32>> {
        let sql = "SELECT max(term) FROM dunning_step WHERE document_id = ?";
        Ok(self.0.prepare_cached(sql)?.query_row([document], |r| r.get(0))?)
    }

    fn case_charges(self, case: i64) -> Result<Vec<(i64, Fen)>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT charge_id, fen FROM legal_case_charge WHERE case_id = ? ORDER BY id")?;
        let rows = statement.query_map([case], |r| Ok((r.get(0)?, Fen(r.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn case_steps(self, case: i64) -> Result<Vec<TakenStep>> {
        let mut statement = self.0.prepare_cached(
            "SELECT s.stage, s.day, s.reference, s.note, a.operator
             FROM legal_case_step s JOIN act a ON a.seq = s.act WHERE s.case_id = ? ORDER BY s.id",
        )?;
        let rows = statement.query_map([case], |r| {
            let stage: String = r.get(0)?;
            Ok(TakenStep {
                step: CaseStep {
                    stage: CaseStage::from_code(&stage).unwrap_or(CaseStage::HandedOver),
                    on: form::date(r.get(1)?).unwrap_or_default(),
                    number: r.get(2)?,
                },
                note: r.get(3)?,
                operator: r.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn case_costs(self, case: i64) -> Result<Vec<CaseCost>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT day, what, fen FROM legal_case_cost WHERE case_id = ? ORDER BY id")?;
        let rows = statement.query_map([case], |r| {
            Ok(CaseCost {
                on: form::date(r.get(0)?).unwrap_or_default(),
                what: r.get(1)?,
                fen: Fen(r.get(2)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
