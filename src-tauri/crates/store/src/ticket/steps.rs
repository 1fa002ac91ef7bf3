//! A step as a row: the kind, and what else it says in the columns all kinds share.

use super::{Logged, minute, moment, text};
use rusqlite::types::{Type, Value};
use rusqlite::{Error, Row};
use zhangfang_domain::approval::Role;
use zhangfang_domain::ticket::step::{Event, Step, StepKind};
use zhangfang_domain::ticket::{FeeAnswer, Ground, HoldCause, Level, RevisitWay};

/// The code of a dispatch to a firm.
const CONTRACTOR: &str = "contractor";

/// The values of a step, without id and act.
pub(super) fn values(ticket: i64, event: &Event) -> [Value; 8] {
    let joined;
    let (code, until, score) = match &event.step {
        Step::Dispatch { contractor, appointment, .. } => {
            (contractor.then_some(CONTRACTOR), *appointment, None)
        }
        Step::Hold { cause, until } => (Some(cause.code()), Some(*until), None),
        Step::Reject { ground } => (Some(ground.code()), None, None),
        Step::Revisit { way, score, .. } => (Some(way.code()), None, Some(*score)),
        Step::Escalate { to } => (Some(to.code()), None, None),
        Step::Regrade { level } => (Some(level.code()), None, None),
        Step::FeeTalk { answer } => (Some(answer.code()), None, None),
        Step::Join { incident } => {
            joined = incident.to_string();
            (Some(joined.as_str()), None, None)
        }
        _ => (None, None, None),
    };
    [
        Value::Integer(ticket),
        text(Some(event.step.kind().code())),
        Value::Integer(minute(event.at)),
        text(event.step.person().map(String::as_str)),
        text(code),
        until.map_or(Value::Null, |until| Value::Integer(minute(until))),
        score.map_or(Value::Null, |score| Value::Integer(score.into())),
        text(Some(&event.note)),
    ]
}

/// A step from a row: `ticket_id, id, operator, kind, at, person, code, until, score, note`. Inside the act that notes it
/// there is no operator yet.
pub(super) fn logged(r: &Row<'_>) -> rusqlite::Result<Logged> {
    let kind: String = r.get(3)?;
    let code: String = r.get::<_, Option<String>>(6)?.unwrap_or_default();
    let unknown =
        || Error::FromSqlConversionFailure(6, Type::Text, format!("unknown word {kind} {code}").into());
    let person = r.get::<_, Option<String>>(5)?.unwrap_or_default();
    let until = r.get::<_, Option<i64>>(7)?.map(moment);
    let step = match StepKind::parse(&kind).ok_or_else(unknown)? {
        StepKind::Accept => Step::Accept,
        StepKind::Dispatch => {
            Step::Dispatch { to: person, contractor: code == CONTRACTOR, appointment: until }
        }
        StepKind::Start => Step::Start,
        StepKind::Arrive => Step::Arrive,
        StepKind::Report => Step::Report,
        StepKind::Hold => Step::Hold {
            cause: HoldCause::parse(&code).ok_or_else(unknown)?,
            until: until.ok_or_else(unknown)?,
        },
        StepKind::Resume => Step::Resume,
        StepKind::Reject => Step::Reject { ground: Ground::parse(&code).ok_or_else(unknown)? },
        StepKind::Finish => Step::Finish { by: person },
        StepKind::Confirm => Step::Confirm,
        StepKind::Revisit => {
            Step::Revisit { by: person, way: RevisitWay::parse(&code).ok_or_else(unknown)?, score: r.get(8)? }
        }
        StepKind::Reopen => Step::Reopen,
        StepKind::Close => Step::Close { by: person },
        StepKind::Escalate => Step::Escalate { to: Role::from_code(&code).ok_or_else(unknown)? },
        StepKind::Regrade => Step::Regrade { level: Level::parse(&code).ok_or_else(unknown)? },
        StepKind::HandOver => Step::HandOver { to: person },
        StepKind::FeeTalk => Step::FeeTalk { answer: FeeAnswer::parse(&code).ok_or_else(unknown)? },
        StepKind::Join => Step::Join { incident: code.parse().map_err(|_| unknown())? },
    };
    Ok(Logged {
        id: r.get(1)?,
        operator: r.get::<_, Option<String>>(2)?.unwrap_or_default(),
        event: Event { at: moment(r.get(4)?), step, note: r.get(9)? },
    })
}
