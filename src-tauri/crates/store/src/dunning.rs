//! The dunning ladder in the book: runs, the steps of accounts, what came of them, reasons, who looks after what.

use crate::document::Document;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::contact::{ArrearsReason, Channel};
use zhangfang_domain::dunning::Stage;

/// A run to be posted.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// The stage all of it is on.
    pub stage: Stage,
    /// Whom it was made for, as JSON.
    pub scope: String,
    /// What the manager decided and why, where the stage or a skip needs it.
    pub decision: Option<String>,
}

/// A run in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its number.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// The stage.
    pub stage: Stage,
    /// Its day.
    pub day: NaiveDate,
    /// Whom it was made for, as JSON.
    pub scope: String,
    /// What the manager decided and why.
    pub decision: Option<String>,
    /// Who made it.
    pub by: String,
}

/// A step to be posted.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// The run it belongs to.
    pub run: Option<i64>,
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// The stage.
    pub stage: Stage,
    /// The way it went.
    pub channel: Channel,
    /// Its letter.
    pub document: Option<i64>,
    /// What was asked for.
    pub asked: Fen,
    /// Days it gave to pay.
    pub term: Option<u32>,
    /// Why stages or days were left out.
    pub skip_reason: Option<String>,
}

/// A step in the book with what came of it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRow {
    /// Its id.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// The run it belongs to.
    pub run: Option<i64>,
    /// Home.
    pub home: i64,
    /// Account that owes.
    pub account: i64,
    /// The stage.
    pub stage: Stage,
    /// The way it went.
    pub channel: Channel,
    /// Its letter.
    pub letter: Option<Document>,
    /// What was asked for.
    pub asked: Fen,
    /// Days it gave to pay.
    pub term: Option<u32>,
    /// Why stages or days were left out.
    pub skip_reason: Option<String>,
    /// The day.
    pub on: NaiveDate,
    /// Who did it.
    pub by: String,
    /// What came of it last.
    pub result: Option<ResultRow>,
}

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// The code of the outcome.
    pub result: String,
    /// The day of the next look.
    pub next: Option<NaiveDate>,
    /// More in words.
    pub note: String,
    /// The day it was noted.
    pub on: NaiveDate,
}

/// Why an account owes, as last learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonRow {
    /// The reason.
    pub reason: ArrearsReason,
    /// More in words.
    pub note: String,
    /// The day it was noted.
    pub on: NaiveDate,
}

const STEP: &str =
    "SELECT s.id, s.act, s.run_id, s.home_id, s.account_id, s.stage, s.channel, s.document_id, s.fen, s.term,
   s.skip_reason, t.biz_date, t.operator, r.result, r.next_day, r.note, u.biz_date,
   d.kind, d.month, d.serial, d.subject, d.home_id, d.fen, d.as_of
 FROM dunning_step s JOIN act t ON t.seq = s.act
 LEFT JOIN dunning_result r ON r.id = (SELECT max(q.id) FROM dunning_result q JOIN act v ON v.seq = q.act
   WHERE q.step_id = s.id AND v.biz_date <= ?1)
 LEFT JOIN act u ON u.seq = r.act LEFT JOIN document d ON d.id = s.document_id";

fn day_at(r: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDate> {
    Ok(form::date(r.get(column)?).unwrap_or_default())
}

fn stage_of(code: &str) -> Result<Stage> {
    Stage::parse(code).ok_or_else(|| StoreError::Damaged { detail: format!("unknown stage {code}") })
}

fn step_of(r: &Row<'_>) -> Result<StepRow> {
    let channel: String = r.get(6)?;
    let channel = Channel::parse(&channel)
        .ok_or_else(|| StoreError::Damaged { detail: format!("unknown channel {channel}") })?;
    let letter = match r.get::<_, Option<i64>>(7)? {
        None => None,
        Some(id) => Some(Document {
            id,
            kind: r.get(17)?,
            month: r.get(18)?,
            serial: r.get(19)?,
            subject: r.get(20)?,
            home: r.get(21)?,
            fen: r.get(22)?,
            as_of: day_at(r, 23)?,
        }),
    };
    let result: Option<String> = r.get(13)?;
    let result = match result {
        None => None,
        Some(result) => Some(ResultRow {
            result,
            next: r.get::<_, Option<i64>>(14)?.and_then(form::date),
            note: r.get(15)?,
            on: day_at(r, 16)?,
        }),
    };
    Ok(StepRow {
        id: r.get(0)?,
        act: r.get(1)?,
        run: r.get(2)?,
        home: r.get(3)?,
        account: r.get(4)?,
        stage: stage_of(&r.get::<_, String>(5)?)?,
        channel,
        letter,
        asked: Fen(r.get(8)?),
        term: r.get(9)?,
        skip_reason: r.get(10)?,
        on: day_at(r, 11)?,
        by: r.get(12)?,
        result,
    })
}

impl Act<'_> {
    /// Posts a run; its day is that of the act.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_dunning_run(&mut self, new: &NewRun) -> Result<i64> {
        let values = [
            Value::Text(new.stage.code().to_owned()),
            Value::Integer(form::day(self.today())),
            Value::Text(new.scope.clone()),
            new.decision.clone().map_or(Value::Null, Value::Text),
        ];
        self.post(&fact::DUNNING_RUN, &values)
    }

    /// Posts a step.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_dunning_step(&mut self, new: &NewStep) -> Result<i64> {
        let number = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let values = [
            number(new.run),
            Value::Integer(new.home),
            Value::Integer(new.account),
            Value::Text(new.stage.code().to_owned()),
            Value::Text(new.channel.code().to_owned()),
            number(new.document),
            Value::Integer(new.asked.0),
            number(new.term.map(i64::from)),
            new.skip_reason.clone().map_or(Value::Null, Value::Text),
        ];
        self.post(&fact::DUNNING_STEP, &values)
    }

    /// Notes what came of a step; the last note counts.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_dunning_result(
        &mut self,
        step: i64,
        result: &str,
        next: Option<NaiveDate>,
        note: &str,
    ) -> Result<i64> {
        let values = [
            Value::Integer(step),
            Value::Text(result.to_owned()),
            next.map_or(Value::Null, |day| Value::Integer(form::day(day))),
            Value::Text(note.to_owned()),
        ];
        self.post(&fact::DUNNING_RESULT, &values)
    }

    /// Notes why an account owes; the last note counts.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_arrears_reason(
        &mut self,
        home: i64,
        account: i64,
        reason: ArrearsReason,
        note: &str,
    ) -> Result<i64> {
        let values = [
            Value::Integer(home),
            Value::Integer(account),
            Value::Text(reason.code().to_owned()),
            Value::Text(note.to_owned()),
        ];
        self.post(&fact::ARREARS_REASON, &values)
    }

    /// Says who looks after a building; nobody when the name is missing.
    ///
    /// # Errors
    /// Database errors.
    pub fn set_steward(&mut self, building: i64, name: Option<&str>) -> Result<()> {
        self.edits(&["steward"]);
        self.note("building", building);
        self.note("steward", name);
        match name {
            Some(name) => self.tx.execute(
                "INSERT INTO steward VALUES (?1, ?2) ON CONFLICT DO UPDATE SET name = ?2",
                (building, name),
            )?,
            None => self.tx.execute("DELETE FROM steward WHERE building_id = ?", [building])?,
        };
        Ok(())
    }
}

impl Reading<'_> {
    /// The runs up to a day, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn dunning_runs(self, as_of: NaiveDate) -> Result<Vec<Run>> {
        let mut statement = self.0.prepare_cached(
            "SELECT r.id, r.act, r.stage, r.day, r.scope, r.decision, t.operator
             FROM dunning_run r JOIN act t ON t.seq = r.act WHERE t.biz_date <= ? ORDER BY r.id DESC",
        )?;
        let mut rows = statement.query([form::day(as_of)])?;
        let mut runs = Vec::new();
        while let Some(r) = rows.next()? {
            runs.push(Run {
                id: r.get(0)?,
                act: r.get(1)?,
                stage: stage_of(&r.get::<_, String>(2)?)?,
                day: day_at(r, 3)?,
                scope: r.get(4)?,
                decision: r.get(5)?,
                by: r.get(6)?,
            });
        }
        Ok(runs)
    }

    /// The steps up to a day, oldest first: all, or those of one account.
    ///
    /// # Errors
    /// Database errors.
    pub fn dunning_steps(self, account: Option<i64>, as_of: NaiveDate) -> Result<Vec<StepRow>> {
        let sql = format!(
            "{STEP} WHERE t.biz_date <= ?1 AND (?2 IS NULL OR s.account_id = ?2) ORDER BY t.biz_date, s.id"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut rows = statement.query((form::day(as_of), account))?;
        let mut steps = Vec::new();
        while let Some(r) = rows.next()? {
            steps.push(step_of(r)?);
        }
        Ok(steps)
    }

    /// The steps of a run in the order they were posted, with what came of them up to a day.
    ///
    /// # Errors
    /// Database errors.
    pub fn dunning_steps_of_run(self, run: i64, as_of: NaiveDate) -> Result<Vec<StepRow>> {
        let mut statement = self.0.prepare_cached(&format!("{STEP} WHERE s.run_id = ?2 ORDER BY s.id"))?;
        let mut rows = statement.query((form::day(as_of), run))?;
        let mut steps = Vec::new();
        while let Some(r) = rows.next()? {
            steps.push(step_of(r)?);
        }
        Ok(steps)
    }

    /// A step as it stands now.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], database errors.
    pub fn dunning_step(self, id: i64) -> Result<StepRow> {
        let mut statement = self.0.prepare_cached(&format!("{STEP} WHERE s.id = ?2"))?;
        let mut rows = statement.query((form::day(NaiveDate::MAX), id))?;
        match rows.next()? {
            Some(r) => step_of(r),
            None => Err(StoreError::NotFound { kind: "step", key: id.to_string() }),
        }
    }

    /// Why accounts owe, as last learnt up to a day.
    ///
    /// # Errors
    /// Database errors.
    pub fn arrears_reasons(self, as_of: NaiveDate) -> Result<HashMap<i64, ReasonRow>> {
        let mut statement = self.0.prepare_cached(
            "SELECT q.account_id, q.code, q.note, t.biz_date FROM arrears_reason q JOIN act t ON t.seq = q.act
             WHERE t.biz_date <= ? ORDER BY q.id",
        )?;
        let rows = statement.query_map([form::day(as_of)], |r| {
            let code: String = r.get(1)?;
            let reason = ArrearsReason::parse(&code).unwrap_or(ArrearsReason::Unknown);
            Ok((r.get(0)?, ReasonRow { reason, note: r.get(2)?, on: day_at(r, 3)? }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Who looks after which building.
    ///
    /// # Errors
    /// Database errors.
    pub fn stewards(self) -> Result<HashMap<i64, String>> {
        let mut statement = self.0.prepare_cached("SELECT building_id, name FROM steward")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The accounts that settled something overdue on a day, with their homes.
    ///
    /// # Errors
    /// Database errors.
    pub fn settled_on(self, day: NaiveDate) -> Result<Vec<(i64, i64)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT DISTINCT c.account_id, c.home_id FROM act t JOIN allocation l ON l.act = t.seq
             JOIN charge c ON c.id = l.charge_id
             WHERE t.biz_date = ?1 AND l.fen > 0 AND c.due < ?1 ORDER BY c.home_id, c.account_id",
        )?;
        let rows = statement.query_map([form::day(day)], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
