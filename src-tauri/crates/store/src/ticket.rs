//! Tickets: what came in, and what happened to it step by step.

mod incident;
mod steps;

pub use incident::{Contractor, Incident};

use crate::document::Document;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::{DateTime, NaiveDateTime};
use rusqlite::Row;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::ticket::course::Course;
use zhangfang_domain::ticket::step::Event;
use zhangfang_domain::ticket::{Channel, Kind, Level, Topic};

/// The kind of a ticket's number.
pub const NUMBER: &str = "GD";

/// What somebody came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The home and its account; none for something in a public place.
    pub home: Option<(i64, i64)>,
    /// The place, when it is not inside the home.
    pub place: Option<String>,
    /// Complaint, repair, question …
    pub kind: Kind,
    /// What it is about.
    pub topic: Topic,
    /// How urgent it was thought to be.
    pub level: Level,
    /// The way it came in.
    pub channel: Channel,
    /// Who took it in.
    pub intake: String,
    /// Who said it.
    pub reporter: String,
    /// Where they can be reached.
    pub phone: Option<String>,
    /// In their words.
    pub wish: String,
    /// When it came in.
    pub at: NaiveDateTime,
    /// Whether they name the fee, or do not pay because of it.
    pub touches_fee: bool,
    /// The incident it belongs to from the beginning.
    pub incident: Option<i64>,
}

/// A step in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its id.
    pub id: i64,
    /// Who noted it.
    pub operator: String,
    /// The step.
    pub event: Event,
}

/// A ticket in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its id.
    pub id: i64,
    /// `GD-202601-00007`.
    pub number: String,
    /// What somebody came with.
    pub request: Request,
    /// What happened since.
    pub log: Vec<Logged>,
    /// What came of it.
    pub course: Course,
}

/// Material or paid work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// What.
    pub what: String,
    /// How much of it.
    pub quantity: Decimal,
    /// What it costs the owner, in all; nothing when the office bears it.
    pub fen: Fen,
    /// The charge it was put on.
    pub charge: Option<i64>,
}

/// Which tickets are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All.
    All,
    /// Those somebody still has to do something about.
    Open,
    /// One.
    One(i64),
    /// Those of a home.
    Home(i64),
    /// Those of an account.
    Account(i64),
    /// Those taken in between two moments, the second not included.
    Taken(NaiveDateTime, NaiveDateTime),
    /// Those of an incident.
    Incident(i64),
    /// Those that name the fee.
    NamesFee,
}

impl Which {
    /// The condition on `t`, and its two parameters.
    const fn sql(self) -> (&'static str, i64, i64) {
        match self {
            Self::All => ("?1 = ?2", 0, 0),
            // Closed or turned down, and not taken up again since.
            Self::Open => (
                "?1 = ?2 AND NOT EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = t.id AND e.kind IN ('close', 'reject')
                   AND NOT EXISTS (SELECT 1 FROM ticket_event r WHERE r.ticket_id = t.id AND r.id > e.id
                     AND (r.kind = 'reopen' OR (r.kind = 'revisit' AND r.score <= 2))))",
                0,
                0,
            ),
            Self::NamesFee => ("t.touches_fee = 1 AND ?1 = ?2", 0, 0),
            Self::One(id) => ("t.id = ?1 AND ?2 = 0", id, 0),
            Self::Home(home) => ("t.home_id = ?1 AND ?2 = 0", home, 0),
            Self::Account(account) => ("t.account_id = ?1 AND ?2 = 0", account, 0),
            Self::Taken(from, to) => ("t.at >= ?1 AND t.at < ?2", minute(from), minute(to)),
            Self::Incident(incident) => (
                "(t.incident_id = ?1 OR EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = t.id AND e.kind = 'join' AND e.code = ?1)) AND ?2 = 0",
                incident,
                0,
            ),
        }
    }
}

/// Minutes since 1970, local time.
const fn minute(at: NaiveDateTime) -> i64 {
    at.and_utc().timestamp().div_euclid(60)
}

/// Back from minutes since 1970.
fn moment(minute: i64) -> NaiveDateTime {
    DateTime::from_timestamp(minute.saturating_mul(60), 0).unwrap_or_default().naive_utc()
}

fn text(value: Option<&str>) -> Value {
    value.map_or(Value::Null, |text| Value::Text(text.to_owned()))
}

impl Act<'_> {
    /// Takes a ticket in under the next number; `subject` is what its document is called.
    ///
    /// # Errors
    /// Database errors, also for a ticket with neither a home nor a place.
    pub fn post_ticket(&mut self, new: &Request, subject: &str) -> Result<(i64, String)> {
        let today = self.today();
        let document: Document =
            self.post_document(NUMBER, subject, new.home.map(|(home, _)| home), None, today)?;
        let number = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let code = |code: &str| Value::Text(code.to_owned());
        let values = [
            Value::Integer(document.id),
            number(new.home.map(|(home, _)| home)),
            number(new.home.map(|(_, account)| account)),
            text(new.place.as_deref()),
            code(new.kind.code()),
            code(new.topic.code()),
            code(new.level.code()),
            code(new.channel.code()),
            text(Some(&new.intake)),
            text(Some(&new.reporter)),
            text(new.phone.as_deref()),
            text(Some(&new.wish)),
            Value::Integer(minute(new.at)),
            Value::Integer(new.touches_fee.into()),
            number(new.incident),
        ];
        Ok((self.post(&fact::TICKET, &values)?, document.number()))
    }

    /// Notes a step of a ticket.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_ticket_step(&mut self, ticket: i64, event: &Event) -> Result<i64> {
        let values = steps::values(ticket, event);
        self.post(&fact::TICKET_EVENT, &values)
    }

    /// Notes material or paid work of a ticket.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for a quantity with more than four places; database errors.
    pub fn post_ticket_material(&mut self, ticket: i64, new: &Material) -> Result<i64> {
        let quantity = form::scaled(new.quantity, 4).ok_or_else(|| StoreError::Unrepresentable {
            what: "quantity",
            value: new.quantity.to_string(),
        })?;
        let values = [
            Value::Integer(ticket),
            Value::Text(new.what.clone()),
            Value::Integer(quantity),
            Value::Integer(new.fen.0),
            new.charge.map_or(Value::Null, Value::Integer),
        ];
        self.post(&fact::TICKET_MATERIAL, &values)
    }
}

fn request_of(r: &Row<'_>) -> rusqlite::Result<(i64, Document, Request)> {
    fn coded<T>(r: &Row<'_>, at: usize, parse: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
        let code: String = r.get(at)?;
        let unknown = || {
            let why = format!("unknown word {code}").into();
            rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, why)
        };
        parse(&code).ok_or_else(unknown)
    }
    let home: Option<i64> = r.get(1)?;
    let account: Option<i64> = r.get(2)?;
    let document = Document {
        id: 0,
        kind: NUMBER.to_owned(),
        month: r.get(15)?,
        serial: r.get(16)?,
        subject: String::new(),
        home,
        fen: None,
        as_of: chrono::NaiveDate::default(),
    };
    let request = Request {
        home: home.zip(account),
        place: r.get(3)?,
        kind: coded(r, 4, Kind::parse)?,
        topic: coded(r, 5, Topic::parse)?,
        level: coded(r, 6, Level::parse)?,
        channel: coded(r, 7, Channel::parse)?,
        intake: r.get(8)?,
        reporter: r.get(9)?,
        phone: r.get(10)?,
        wish: r.get(11)?,
        at: moment(r.get(12)?),
        touches_fee: r.get(13)?,
        incident: r.get(14)?,
    };
    Ok((r.get(0)?, document, request))
}

impl Reading<'_> {
    /// Tickets with everything that happened to them, oldest first.
    ///
    /// # Errors
    /// Database errors, also for a word this program does not know.
    pub fn tickets(self, which: Which) -> Result<Vec<Ticket>> {
        let (condition, first, second) = which.sql();
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT t.id, t.home_id, t.account_id, t.place, t.kind, t.topic, t.level, t.channel, t.intake, t.reporter, t.phone,
               t.wish, t.at, t.touches_fee, t.incident_id, d.month, d.serial
             FROM ticket t JOIN document d ON d.id = t.document_id WHERE {condition} ORDER BY t.id"
        ))?;
        let mut tickets = Vec::new();
        let mut rows = statement.query((first, second))?;
        while let Some(row) = rows.next()? {
            let (id, document, request) = request_of(row)?;
            let mut course = Course::begin(request.kind, request.level, &request.intake, request.at);
            course.incident = request.incident;
            tickets.push(Ticket { id, number: document.number(), request, log: Vec::new(), course });
        }
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT e.ticket_id, e.id, a.operator, e.kind, e.at, e.person, e.code, e.until, e.score, e.note
             FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id LEFT JOIN act a ON a.seq = e.act WHERE {condition} ORDER BY t.id, e.id"
        ))?;
        let mut rows = statement.query((first, second))?;
        let mut at = 0;
        while let Some(row) = rows.next()? {
            let ticket: i64 = row.get(0)?;
            while tickets.get(at).is_some_and(|t| t.id < ticket) {
                at += 1;
            }
            let Some(found) = tickets.get_mut(at) else { break };
            let logged = steps::logged(row)?;
            found.course.replay(&logged.event);
            found.log.push(logged);
        }
        Ok(tickets)
    }

    /// One ticket.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], database errors.
    pub fn ticket(self, id: i64) -> Result<Ticket> {
        let not_found = || StoreError::NotFound { kind: "ticket", key: id.to_string() };
        self.tickets(Which::One(id))?.pop().ok_or_else(not_found)
    }

    /// The id of a ticket by its number.
    ///
    /// # Errors
    /// Database errors.
    pub fn ticket_numbered(self, month: i64, serial: i64) -> Result<Option<i64>> {
        use rusqlite::OptionalExtension;
        let sql = "SELECT t.id FROM document d JOIN ticket t ON t.document_id = d.id WHERE d.kind = ? AND d.month = ? AND d.serial = ?";
        Ok(self.0.prepare_cached(sql)?.query_row((NUMBER, month, serial), |r| r.get(0)).optional()?)
    }

    /// Material and paid work of a ticket, in order.
    ///
    /// # Errors
    /// Database errors.
    pub fn ticket_materials(self, ticket: i64) -> Result<Vec<Material>> {
        let sql =
            "SELECT what, quantity_e4, fen, charge_id FROM ticket_material WHERE ticket_id = ? ORDER BY id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([ticket], |r| {
            Ok(Material {
                what: r.get(0)?,
                quantity: form::decimal(r.get(1)?, 4),
                fen: Fen(r.get(2)?),
                charge: r.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
