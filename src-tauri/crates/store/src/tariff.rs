//! Charge items and tariffs: what is charged, at which price from when, and for whom.

use crate::{Act, Reading, Result, StoreError, fact, form};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};
use rust_decimal::Decimal;
use serde::Serialize;
use zhangfang_domain::proration::StartRule;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Scope, Version};
use zhangfang_domain::{Month, Months};

/// A thing that is charged for, with the name printed on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChargeItem {
    /// Its id.
    pub id: i64,
    /// Stable code: `management`.
    pub code: String,
    /// Name on paper: 物业服务费.
    pub name: String,
}

/// A tariff: the versions of a price for one item, and whom they are assigned to.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// Its id.
    pub id: i64,
    /// The item it charges.
    pub item_id: i64,
    /// Name, unique in the book.
    pub name: String,
    /// Last month it applies in.
    pub ends: Option<Month>,
    /// Versions by start, oldest first.
    pub versions: Vec<Version>,
    /// Assignments still in force.
    pub scopes: Vec<Assignment>,
}

/// To whom a tariff applies.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Its id.
    pub id: i64,
    /// Building, use or home; all homes when empty.
    pub scope: Scope,
    /// Quantity for tariffs by quantity.
    pub quantity: Option<Decimal>,
}

impl Reading<'_> {
    /// Charge items by id.
    ///
    /// # Errors
    /// Database errors.
    pub fn charge_items(self) -> Result<Vec<ChargeItem>> {
        let mut statement = self.0.prepare_cached("SELECT id, code, name FROM charge_item ORDER BY id")?;
        let rows = statement
            .query_map([], |r| Ok(ChargeItem { id: r.get(0)?, code: r.get(1)?, name: r.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The charge item with a code or a name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn charge_item(self, code_or_name: &str) -> Result<ChargeItem> {
        let found = self
            .0
            .prepare_cached("SELECT id, code, name FROM charge_item WHERE code = ?1 OR name = ?1")?
            .query_row([code_or_name], |r| Ok(ChargeItem { id: r.get(0)?, code: r.get(1)?, name: r.get(2)? }))
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound { kind: "charge item", key: code_or_name.to_owned() })
    }

    /// Every tariff with its versions and assignments.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for codes this program does not know.
    pub fn tariffs(self) -> Result<Vec<Tariff>> {
        let mut statement =
            self.0.prepare_cached("SELECT id, item_id, name, ends FROM tariff ORDER BY id")?;
        let mut tariffs = statement
            .query_map([], |r| {
                Ok(Tariff {
                    id: r.get(0)?,
                    item_id: r.get(1)?,
                    name: r.get(2)?,
                    ends: r.get::<_, Option<i64>>(3)?.and_then(form::month),
                    versions: Vec::new(),
                    scopes: Vec::new(),
                })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for tariff in &mut tariffs {
            tariff.versions = self.versions(tariff.id)?;
            tariff.scopes = self.assignments(tariff.id)?;
        }
        Ok(tariffs)
    }

    /// The tariff with a name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn tariff(self, name: &str) -> Result<Tariff> {
        let missing = || StoreError::NotFound { kind: "tariff", key: name.to_owned() };
        self.tariffs()?.into_iter().find(|t| t.name == name).ok_or_else(missing)
    }

    fn versions(self, tariff: i64) -> Result<Vec<Version>> {
        let mut statement = self.0.prepare_cached(
            "SELECT v.id, starts, unit_price_e6, basis, cycle, rounding, due_rule, clause, m.start_rule
             FROM tariff_version v LEFT JOIN tariff_terms m ON m.version_id = v.id WHERE tariff_id = ? ORDER BY starts",
        )?;
        let mut rows = statement.query([tariff])?;
        let mut versions = Vec::new();
        while let Some(r) = rows.next()? {
            let id: i64 = r.get(0)?;
            let unknown =
                || StoreError::Damaged { detail: format!("tariff_version id={id} has an unknown code") };
            let text = |i: usize| r.get::<_, String>(i);
            versions.push(Version {
                id,
                starts: form::month(r.get(1)?).ok_or_else(unknown)?,
                unit_price: form::decimal(r.get(2)?, 6),
                basis: Basis::from_code(&text(3)?).ok_or_else(unknown)?,
                cycle: Cycle::from_code(&text(4)?).ok_or_else(unknown)?,
                rounding: Rounding::from_code(&text(5)?).ok_or_else(unknown)?,
                due: DueRule::parse(&text(6)?).ok_or_else(unknown)?,
                clause: text(7)?,
                start: match r.get::<_, Option<String>>(8)? {
                    None => None,
                    Some(code) => Some(StartRule::from_code(&code).ok_or_else(unknown)?),
                },
            });
        }
        Ok(versions)
    }

    fn assignments(self, tariff: i64) -> Result<Vec<Assignment>> {
        let mut statement = self.0.prepare_cached(
            "SELECT id, building, use_kind, home_id, quantity_e4 FROM tariff_scope
             WHERE tariff_id = ? AND ended_act IS NULL ORDER BY id",
        )?;
        let rows = statement.query_map([tariff], |r| {
            Ok(Assignment {
                id: r.get(0)?,
                scope: Scope { building: r.get(1)?, use_kind: r.get(2)?, home: r.get(3)? },
                quantity: r.get::<_, Option<i64>>(4)?.map(|q| form::decimal(q, 4)),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Act<'_> {
    /// Adds a charge item; returns the one there is when the code exists with the same name.
    ///
    /// # Errors
    /// Database errors, also when code or name belongs to another item.
    pub fn add_charge_item(&mut self, code: &str, name: &str) -> Result<i64> {
        let found = self
            .tx
            .query_row("SELECT id FROM charge_item WHERE code = ? AND name = ?", (code, name), |r| r.get(0))
            .optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        let id = self.next_id("charge_item")?;
        self.edits(&["charge_item"]);
        self.tx.execute("INSERT INTO charge_item VALUES (?, ?, ?)", (id, code, name))?;
        self.note("charge_item", code);
        Ok(id)
    }

    /// Adds a tariff without versions.
    ///
    /// # Errors
    /// Database errors, also when the name is taken.
    pub fn add_tariff(&mut self, item: i64, name: &str) -> Result<i64> {
        let id = self.next_id("tariff")?;
        self.edits(&["tariff"]);
        self.tx.execute("INSERT INTO tariff VALUES (?, ?, ?, NULL)", (id, item, name))?;
        self.note("tariff", name);
        Ok(id)
    }

    /// Adds a version to a tariff; its `id` is ignored and the new one returned. Versions are never edited.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for a price with more than six decimals; database errors, also when a
    /// version starts in the same month.
    pub fn add_tariff_version(&mut self, tariff: i64, version: &Version) -> Result<i64> {
        let price = form::scaled(version.unit_price, 6).ok_or_else(|| StoreError::Unrepresentable {
            what: "unit price",
            value: version.unit_price.to_string(),
        })?;
        let text = |t: &str| Value::Text(t.to_owned());
        let id = self.post(
            &fact::TARIFF_VERSION,
            &[
                Value::Integer(tariff),
                Value::Integer(version.starts.yyyymm().into()),
                Value::Integer(price),
                text(version.basis.code()),
                text(version.cycle.code()),
                text(version.rounding.code()),
                Value::Text(version.due.to_string()),
                text(&version.clause),
            ],
        )?;
        if let Some(start) = version.start {
            self.post(&fact::TARIFF_TERMS, &[Value::Integer(id), text(start.code())])?;
        }
        Ok(id)
    }

    /// Assigns a tariff.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for a quantity with more than four decimals; database errors.
    pub fn assign_tariff(&mut self, tariff: i64, scope: &Scope, quantity: Option<Decimal>) -> Result<i64> {
        let quantity = match quantity {
            None => None,
            Some(q) => Some(
                form::scaled(q, 4)
                    .ok_or_else(|| StoreError::Unrepresentable { what: "quantity", value: q.to_string() })?,
            ),
        };
        let id = self.next_id("tariff_scope")?;
        self.edits(&["tariff_scope"]);
        self.tx.execute(
            "INSERT INTO tariff_scope VALUES (?, ?, ?, ?, ?, ?, NULL)",
            params![id, tariff, scope.building, scope.use_kind, scope.home, quantity],
        )?;
        self.note("assigned", id);
        Ok(id)
    }

    /// Ends an assignment from the next run on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], database errors.
    pub fn unassign_tariff(&mut self, assignment: i64) -> Result<()> {
        self.edits(&["tariff_scope"]);
        let changed = self.tx.execute(
            "UPDATE tariff_scope SET ended_act = ? WHERE id = ? AND ended_act IS NULL",
            (self.seq(), assignment),
        )?;
        self.note("unassigned", assignment);
        if changed == 0 {
            return Err(StoreError::NotFound { kind: "assignment", key: assignment.to_string() });
        }
        Ok(())
    }

    /// Sets the last month a tariff applies in.
    ///
    /// # Errors
    /// Database errors.
    pub fn end_tariff(&mut self, tariff: i64, last: Month) -> Result<()> {
        self.edits(&["tariff"]);
        self.tx.execute("UPDATE tariff SET ends = ? WHERE id = ?", (i64::from(last.yyyymm()), tariff))?;
        self.note("tariff", tariff);
        self.note("ends", last.to_string());
        Ok(())
    }
}

impl Reading<'_> {
    /// Whether a charge of a run that stands was made by one of these versions and reaches into these months. Months
    /// somebody paid ahead are left aside: they keep the price they were paid at and hold up no new one.
    ///
    /// # Errors
    /// Database errors.
    pub fn charged_by_versions(self, versions: &[i64], months: Months) -> Result<bool> {
        let mut statement = self.0.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM charge c WHERE c.period BETWEEN ?1 AND ?2 AND c.period_to >= ?3 AND c.version_id = ?4 AND c.run_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM adjustment a WHERE a.charge_id = c.id AND a.kind = 'reversal'))",
        )?;
        let (from, to) = (months.from, months.to);
        for version in versions {
            let key = (from.plus(-11).yyyymm(), to.yyyymm(), from.yyyymm(), version);
            if statement.query_row(key, |r| r.get(0))? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
