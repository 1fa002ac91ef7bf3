//! Tables that are edited in place: the register, the tariffs, the settings. The act that edits one keeps the
//! table's digest in the journal, so that a change behind our back is found there as it is in the facts.

use crate::{Act, Result, fact, migrate};
use rusqlite::Connection;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The key of the digests in the detail of an act.
pub(crate) const SEALED: &str = "sealed";

/// What an edit of a home touches.
pub(crate) const REGISTER: [&str; 8] = [
    "building",
    "home",
    "account",
    "account_owner",
    "account_phone",
    "home_space",
    "home_occupant",
    "home_remark",
];

/// Every table that is edited in place. A migration that reshapes one seals it anew.
const EDITED: &[&[&str]] = &[
    &REGISTER,
    &["charge_item", "tariff", "tariff_scope", "setting", "import_mapping"],
    &["staff"],
    &["parking_space"],
    &["meter"],
    &["item_terms"],
    &["credential"],
    &["contact_terms"],
    &["steward"],
    &["contractor"],
    &["letter_text"],
];

impl Act<'_> {
    /// Says that this act edits tables in place.
    pub(crate) fn edits(&mut self, tables: &[&'static str]) {
        self.edited.extend(tables);
    }

    /// Digests of the tables this act edited, taken when it is complete.
    pub(crate) fn seals_of_edited(&self) -> Result<Map<String, Value>> {
        self.edited.iter().map(|t| Ok(((*t).to_owned(), digest(&self.tx, t)?.into()))).collect()
    }
}

/// The digest of a whole table, in order of its key.
fn digest(connection: &Connection, table: &str) -> Result<String> {
    let mut statement = connection.prepare_cached(&format!("SELECT * FROM {table} ORDER BY 1, 2"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut whole = Sha256::new();
    while let Some(row) = rows.next()? {
        let values = (0..columns).map(|i| row.get_ref(i)).collect::<rusqlite::Result<Vec<_>>>()?;
        whole.update(fact::row_digest(values.into_iter()));
    }
    Ok(short(whole))
}

fn short(whole: Sha256) -> String {
    migrate::hex(&whole.finalize()[..16])
}

/// The edited tables that are not what the last act that edited them left.
pub(crate) fn changed_behind_our_back(connection: &Connection) -> Result<Vec<&'static str>> {
    let mut sealed: BTreeMap<String, Value> = BTreeMap::new();
    let mut statement =
        connection.prepare("SELECT detail FROM act WHERE instr(detail, ?) > 0 ORDER BY seq")?;
    let mut rows = statement.query([format!("\"{SEALED}\"")])?;
    while let Some(row) = rows.next()? {
        // A detail that is no JSON is the chain's finding.
        let detail = serde_json::from_str::<Value>(&row.get::<_, String>(0)?).unwrap_or_default();
        if let Some(seals) = detail.get(SEALED).and_then(Value::as_object) {
            sealed.extend(seals.clone());
        }
    }
    let empty = short(Sha256::new());
    let mut changed = Vec::new();
    for table in EDITED.iter().copied().flatten() {
        let expected = sealed.get(*table).and_then(Value::as_str).unwrap_or(&empty);
        if digest(connection, table)? != expected {
            changed.push(*table);
        }
    }
    Ok(changed)
}
