//! Incidents many report at once, and the firms that do work for the office.

use super::{minute, moment};
use crate::{Act, Reading, Result, fact};
use chrono::NaiveDateTime;
use rusqlite::types::Value;

/// Something many report at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: i64,
    /// What it is called.
    pub title: String,
    /// What the desk answers.
    pub script: String,
    /// Since when.
    pub at: NaiveDateTime,
    /// What it came to, when it is over.
    pub ended: Option<String>,
}

/// A firm that does work for the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contractor {
    /// Its name.
    pub name: String,
    /// What it does.
    pub trade: String,
    /// Where it can be reached.
    pub phone: String,
    /// Whether it works for the office no longer.
    pub ended: bool,
}

impl Act<'_> {
    /// Notes an incident.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_incident(&mut self, title: &str, script: &str, at: NaiveDateTime) -> Result<i64> {
        let values =
            [Value::Text(title.to_owned()), Value::Text(script.to_owned()), Value::Integer(minute(at))];
        self.post(&fact::INCIDENT, &values)
    }

    /// Notes that an incident is over.
    ///
    /// # Errors
    /// Database errors, also when it was over before.
    pub fn post_incident_end(&mut self, incident: i64, note: &str) -> Result<i64> {
        self.post(&fact::INCIDENT_END, &[Value::Integer(incident), Value::Text(note.to_owned())])
    }

    /// Enters a firm, or changes what is known of it.
    ///
    /// # Errors
    /// Database errors.
    pub fn set_contractor(&mut self, firm: &Contractor) -> Result<()> {
        self.edits(&["contractor"]);
        self.note("contractor", firm.name.as_str());
        self.tx.execute(
            "INSERT INTO contractor VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET trade = ?2, phone = ?3, ended = ?4",
            (&firm.name, &firm.trade, &firm.phone, firm.ended),
        )?;
        Ok(())
    }
}

impl Reading<'_> {
    /// Incidents, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn incidents(self) -> Result<Vec<Incident>> {
        let sql = "SELECT i.id, i.title, i.script, i.at, e.note FROM incident i LEFT JOIN incident_end e ON e.incident_id = i.id ORDER BY i.id DESC";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([], |r| {
            Ok(Incident {
                id: r.get(0)?,
                title: r.get(1)?,
                script: r.get(2)?,
                at: moment(r.get(3)?),
                ended: r.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Firms, by name.
    ///
    /// # Errors
    /// Database errors.
    pub fn contractors(self) -> Result<Vec<Contractor>> {
        let mut statement =
            self.0.prepare_cached("SELECT name, trade, phone, ended FROM contractor ORDER BY ended, name")?;
        let rows = statement.query_map([], |r| {
            Ok(Contractor { name: r.get(0)?, trade: r.get(1)?, phone: r.get(2)?, ended: r.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
