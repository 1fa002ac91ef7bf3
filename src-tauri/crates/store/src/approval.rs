//! Forms: who asks for what and why, who allowed or refused it, and the act that did it.

use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use zhangfang_domain::Fen;

/// A form to be filed.
#[derive(Clone, Debug)]
pub struct NewForm {
    /// Code of the kind: `refund`, `waiver` …
    pub kind: &'static str,
    /// Letters of its document number: `TK`, `JM` …
    pub prefix: &'static str,
    /// The home it is about.
    pub home: Option<i64>,
    /// The account it is about.
    pub account: Option<i64>,
    /// The sum asked for; nothing where the form is not about a sum.
    pub fen: Fen,
    /// Why.
    pub reason: String,
    /// What exactly is asked for, as JSON.
    pub terms: String,
}

/// A form in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its id.
    pub id: i64,
    /// The act that filed it.
    pub act: i64,
    /// Its document number, `TK-202512-00001`.
    pub number: String,
    /// Code of the kind.
    pub kind: String,
    /// The home it is about.
    pub home: Option<i64>,
    /// The account it is about.
    pub account: Option<i64>,
    /// The sum asked for.
    pub fen: Fen,
    /// Who asked.
    pub applicant: String,
    /// When, by business date.
    pub filed: NaiveDate,
    /// Why.
    pub reason: String,
    /// What exactly is asked for, as JSON.
    pub terms: String,
    /// What was decided.
    pub verdict: Option<Verdict>,
    /// The act that did what the form allows.
    pub effect: Option<i64>,
}

/// What was decided on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it was approved; otherwise refused or withdrawn.
    pub approved: bool,
    /// `approved`, `refused` or `withdrawn`.
    pub word: String,
    /// Who decided.
    pub by: String,
    /// Code of the role they decided in.
    pub role: String,
    /// When, by business date.
    pub on: NaiveDate,
    /// The opinion.
    pub note: String,
}

const FORM_COLUMNS: &str =
    "SELECT f.id, f.act, d.kind, d.month, d.serial, f.kind, f.home_id, f.account_id, f.fen, a.operator,
  a.biz_date, f.reason, f.terms, v.verdict, va.operator, v.role, va.biz_date, v.note, e.act
  FROM form f JOIN document d ON d.id = f.document_id JOIN act a ON a.seq = f.act
  LEFT JOIN form_verdict v ON v.form_id = f.id LEFT JOIN act va ON va.seq = v.act
  LEFT JOIN form_effect e ON e.form_id = f.id";

fn form_of(r: &Row<'_>) -> rusqlite::Result<Form> {
    let verdict = match r.get::<_, Option<String>>(13)? {
        None => None,
        Some(word) => Some(Verdict {
            approved: word == "approved",
            word,
            // A verdict of the act under way has no journal row yet.
            by: r.get::<_, Option<String>>(14)?.unwrap_or_default(),
            role: r.get(15)?,
            on: r.get::<_, Option<i64>>(16)?.and_then(form::date).unwrap_or_default(),
            note: r.get(17)?,
        }),
    };
    let (prefix, month, serial): (String, i64, i64) = (r.get(2)?, r.get(3)?, r.get(4)?);
    Ok(Form {
        id: r.get(0)?,
        act: r.get(1)?,
        number: format!("{prefix}-{month:06}-{serial:05}"),
        kind: r.get(5)?,
        home: r.get(6)?,
        account: r.get(7)?,
        fen: Fen(r.get(8)?),
        applicant: r.get(9)?,
        filed: form::date(r.get(10)?).unwrap_or_default(),
        reason: r.get(11)?,
        terms: r.get(12)?,
        verdict,
        effect: r.get(18)?,
    })
}

impl Act<'_> {
    /// Files a form under the next number of its kind. Returns its id and number.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_form(&mut self, new: &NewForm) -> Result<(i64, String)> {
        let as_of = self.today();
        let document = self.post_document(new.prefix, new.kind, new.home, Some(new.fen), as_of)?;
        let number = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let values = [
            Value::Integer(document.id),
            Value::Text(new.kind.to_owned()),
            number(new.home),
            number(new.account),
            Value::Integer(new.fen.0),
            Value::Text(new.reason.clone()),
            Value::Text(new.terms.clone()),
        ];
        let id = self.post(&fact::FORM, &values)?;
        self.note("form", document.number());
        Ok((id, document.number()))
    }

    /// Records what was decided on a form: `approved`, `refused` or `withdrawn`.
    ///
    /// # Errors
    /// Database errors, also when something was decided before.
    pub fn post_verdict(&mut self, form: &Form, word: &str, role: &str, note: &str) -> Result<()> {
        let text = |t: &str| Value::Text(t.to_owned());
        self.note("form", form.number.as_str());
        self.note("verdict", word);
        self.post(&fact::FORM_VERDICT, &[Value::Integer(form.id), text(word), text(role), text(note)])?;
        Ok(())
    }

    /// Records that this act does what an approved form allows.
    ///
    /// # Errors
    /// Database errors, also when it was done before.
    pub fn post_form_effect(&mut self, form: &Form) -> Result<()> {
        self.note("form", form.number.as_str());
        self.post(&fact::FORM_EFFECT, &[Value::Integer(form.id)])?;
        Ok(())
    }
}

impl Reading<'_> {
    /// Forms of a kind (of all kinds when none is named), newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn forms(self, kind: Option<&str>) -> Result<Vec<Form>> {
        self.forms_where("?1 IS NULL OR f.kind = ?1 ORDER BY f.id DESC", [kind])
    }

    /// The forms about a home, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn forms_of_home(self, home: i64) -> Result<Vec<Form>> {
        self.forms_where("f.home_id = ? ORDER BY f.id DESC", [home])
    }

    /// The form whose effect an act was.
    ///
    /// # Errors
    /// Database errors.
    pub fn form_done_by(self, act: i64) -> Result<Option<Form>> {
        Ok(self.forms_where("e.act = ?", [act])?.pop())
    }

    /// The form with an id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn form_of_id(self, id: i64) -> Result<Form> {
        let found = self.forms_where("f.id = ?", [id])?.pop();
        found.ok_or_else(|| StoreError::NotFound { kind: "form", key: id.to_string() })
    }

    fn forms_where(self, condition: &str, key: impl rusqlite::Params) -> Result<Vec<Form>> {
        let mut statement = self.0.prepare_cached(&format!("{FORM_COLUMNS} WHERE {condition}"))?;
        Ok(statement.query_map(key, form_of)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The form with a document number.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn form(self, number: &str) -> Result<Form> {
        let missing = || StoreError::NotFound { kind: "form", key: number.to_owned() };
        let mut parts = number.splitn(3, '-');
        let (Some(prefix), Some(month), Some(serial)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(missing());
        };
        let (Ok(month), Ok(serial)) = (month.parse::<i64>(), serial.parse::<i64>()) else {
            return Err(missing());
        };
        let mut found =
            self.forms_where("d.kind = ? AND d.month = ? AND d.serial = ?", (prefix, month, serial))?;
        found.pop().ok_or_else(missing)
    }
}
