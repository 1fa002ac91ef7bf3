//! The register: buildings, homes, who owes for them, parking spaces.

mod change;

pub use change::{HomeChange, RegisterChange};

use crate::charge::CHARGED_PERIODS;
use crate::{Act, Reading, Result, StoreError, edited, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Everything the register knows of one home; two equal records mean an unchanged home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeRecord {
    /// Building code: `3`, `A`.
    pub building: String,
    /// Unit (stairwell) number.
    pub unit: u16,
    /// Room: `301`, `商12`.
    pub room: String,
    /// Use: 住宅, 商铺 …
    pub use_kind: String,
    /// Gross floor area in ten-thousandths of a square metre.
    pub area_e4: Option<i64>,
    /// Inner area in ten-thousandths of a square metre.
    pub inner_area_e4: Option<i64>,
    /// 入住, 空置, 出租 …
    pub status: Option<String>,
    /// Day of handover.
    pub handover: Option<NaiveDate>,
    /// The room as the office wrote it.
    pub room_text: String,
    /// Owners in order.
    pub owners: Vec<String>,
    /// Phones in order.
    pub phones: Vec<String>,
    /// Parking spaces with their plates.
    pub spaces: Vec<Space>,
    /// Tenants and others who live or work there and do not owe for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occupants: Vec<Occupant>,
    /// What the desk should know of the home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// Somebody who uses a home without owing for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occupant {
    /// Name.
    pub name: String,
    /// Phone, if known.
    pub phone: Option<String>,
}

/// A parking space of a home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Space {
    /// Code of the space.
    pub code: String,
    /// Plate of the car, if known.
    pub plate: Option<String>,
}

impl HomeRecord {
    /// `3-1-301`.
    #[must_use]
    pub fn room_number(&self) -> String {
        format!("{}-{}-{}", self.building, self.unit, self.room)
    }

    /// Gross floor area in square metres.
    #[must_use]
    pub fn area(&self) -> Option<Decimal> {
        self.area_e4.map(square_metres)
    }

    /// Sets the gross floor area.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] with more than four decimals.
    pub fn set_area(&mut self, area: Option<Decimal>) -> Result<()> {
        self.area_e4 = area.map(scaled_area).transpose()?;
        Ok(())
    }

    /// Inner area in square metres.
    #[must_use]
    pub fn inner_area(&self) -> Option<Decimal> {
        self.inner_area_e4.map(square_metres)
    }

    /// Sets the inner area.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] with more than four decimals.
    pub fn set_inner_area(&mut self, area: Option<Decimal>) -> Result<()> {
        self.inner_area_e4 = area.map(scaled_area).transpose()?;
        Ok(())
    }

    fn sort_key(&self) -> String {
        let number: String = self.room.chars().filter(char::is_ascii_digit).collect();
        format!("{}/{:03}/{number:0>6}/{}", building_sort_key(&self.building), self.unit, self.room)
    }
}

/// With at least the two decimals in which areas are certified.
fn square_metres(area_e4: i64) -> Decimal {
    let mut area = form::decimal(area_e4, 4);
    if area.scale() < 2 {
        area.rescale(2);
    }
    area
}

fn scaled_area(area: Decimal) -> Result<i64> {
    form::scaled(area, 4).ok_or_else(|| StoreError::Unrepresentable { what: "area", value: area.to_string() })
}

/// Numbers before letters, numbers by value.
fn building_sort_key(code: &str) -> String {
    code.parse::<u32>().map_or_else(|_| format!("1{code}"), |n| format!("0{n:06}"))
}

/// A home in the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Home {
    /// Its id.
    pub id: i64,
    /// The account that is charged now.
    pub account: i64,
    /// Id of its building.
    pub building_id: i64,
    /// What the register says.
    #[serde(flatten)]
    pub record: HomeRecord,
}

const HOME_COLUMNS: &str = "SELECT h.id, (SELECT max(a.id) FROM account a WHERE a.home_id = h.id AND a.closed IS NULL AND a.kind = 'owner'),
  h.building_id, b.code, h.unit, h.room, h.use_kind, h.area_e4, h.inner_area_e4, h.status, h.handover, h.room_text
  FROM home h JOIN building b ON b.id = h.building_id";

fn home_of(r: &Row<'_>) -> rusqlite::Result<Home> {
    Ok(Home {
        id: r.get(0)?,
        account: r.get(1)?,
        building_id: r.get(2)?,
        record: HomeRecord {
            building: r.get(3)?,
            unit: r.get(4)?,
            room: r.get(5)?,
            use_kind: r.get(6)?,
            area_e4: r.get(7)?,
            inner_area_e4: r.get(8)?,
            status: r.get(9)?,
            handover: r.get::<_, Option<i64>>(10)?.and_then(form::date),
            room_text: r.get(11)?,
            ..HomeRecord::default()
        },
    })
}

impl<'c> Reading<'c> {
    /// Every home in the book, in order of building, unit, floor and room.
    ///
    /// # Errors
    /// Database errors.
    pub fn homes(self) -> Result<Vec<Home>> {
        let mut statement = self
            .0
            .prepare_cached(&format!("{HOME_COLUMNS} WHERE h.retired_act IS NULL ORDER BY h.sort_key"))?;
        let mut homes = statement.query_map([], home_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let by_account: HashMap<i64, usize> = homes.iter().enumerate().map(|(i, h)| (h.account, i)).collect();
        let by_home: HashMap<i64, usize> = homes.iter().enumerate().map(|(i, h)| (h.id, i)).collect();
        self.each_text(
            "SELECT account_id, name FROM account_owner ORDER BY account_id, ordinal",
            |account, name| {
                if let Some(&i) = by_account.get(&account) {
                    homes[i].record.owners.push(name);
                }
            },
        )?;
        self.each_text(
            "SELECT account_id, number FROM account_phone ORDER BY account_id, ordinal",
            |account, number| {
                if let Some(&i) = by_account.get(&account) {
                    homes[i].record.phones.push(number);
                }
            },
        )?;
        let mut spaces =
            self.0.prepare_cached("SELECT home_id, code, plate FROM home_space ORDER BY home_id, ordinal")?;
        let mut rows = spaces.query([])?;
        while let Some(r) = rows.next()? {
            if let Some(&i) = by_home.get(&r.get(0)?) {
                homes[i].record.spaces.push(Space { code: r.get(1)?, plate: r.get(2)? });
            }
        }
        let sql = "SELECT home_id, name, phone FROM home_occupant ORDER BY home_id, ordinal";
        let mut occupants = self.0.prepare_cached(sql)?;
        let mut rows = occupants.query([])?;
        while let Some(r) = rows.next()? {
            if let Some(&i) = by_home.get(&r.get(0)?) {
                homes[i].record.occupants.push(Occupant { name: r.get(1)?, phone: r.get(2)? });
            }
        }
        self.each_text("SELECT home_id, remark FROM home_remark", |home, remark| {
            if let Some(&i) = by_home.get(&home) {
                homes[i].record.remark = Some(remark);
            }
        })?;
        Ok(homes)
    }

    pub(crate) fn each_text(self, sql: &str, mut take: impl FnMut(i64, String)) -> Result<()> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            take(r.get(0)?, r.get(1)?);
        }
        Ok(())
    }

    /// One home with everything the register knows of it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn home(self, id: i64) -> Result<Home> {
        let found = self
            .0
            .prepare_cached(&format!("{HOME_COLUMNS} WHERE h.id = ?"))?
            .query_row([id], home_of)
            .optional()?;
        let mut home = found.ok_or_else(|| StoreError::NotFound { kind: "home", key: id.to_string() })?;
        let texts = |sql: &str, key: i64| -> Result<Vec<String>> {
            let mut statement = self.0.prepare_cached(sql)?;
            Ok(statement.query_map([key], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
        };
        home.record.owners =
            texts("SELECT name FROM account_owner WHERE account_id = ? ORDER BY ordinal", home.account)?;
        home.record.phones =
            texts("SELECT number FROM account_phone WHERE account_id = ? ORDER BY ordinal", home.account)?;
        let mut spaces =
            self.0.prepare_cached("SELECT code, plate FROM home_space WHERE home_id = ? ORDER BY ordinal")?;
        home.record.spaces = spaces
            .query_map([id], |r| Ok(Space { code: r.get(0)?, plate: r.get(1)? }))?
            .collect::<rusqlite::Result<_>>()?;
        let sql = "SELECT name, phone FROM home_occupant WHERE home_id = ? ORDER BY ordinal";
        home.record.occupants = self
            .0
            .prepare_cached(sql)?
            .query_map([id], |r| Ok(Occupant { name: r.get(0)?, phone: r.get(1)? }))?
            .collect::<rusqlite::Result<_>>()?;
        home.record.remark = self
            .0
            .prepare_cached("SELECT remark FROM home_remark WHERE home_id = ?")?
            .query_row([id], |r| r.get(0))
            .optional()?;
        Ok(home)
    }

    /// The home at a room, if there is one.
    ///
    /// # Errors
    /// Database errors.
    pub fn home_at(self, building: &str, unit: u16, room: &str) -> Result<Option<Home>> {
        let id: Option<i64> = self
            .0
            .prepare_cached(
                "SELECT h.id FROM home h JOIN building b ON b.id = h.building_id
                 WHERE b.code = ? AND h.unit = ? AND h.room = ? AND h.retired_act IS NULL",
            )?
            .query_row((building, unit, room), |r| r.get(0))
            .optional()?;
        id.map(|id| self.home(id)).transpose()
    }

    /// Buildings in order: id and code.
    ///
    /// # Errors
    /// Database errors.
    pub fn buildings(self) -> Result<Vec<(i64, String)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT id, code FROM building b
             WHERE EXISTS (SELECT 1 FROM home h WHERE h.building_id = b.id AND h.retired_act IS NULL) ORDER BY sort_key",
        )?;
        Ok(statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?)
    }

    /// The last act that changed who lives or parks where; 0 before the first.
    ///
    /// # Errors
    /// Database errors.
    pub fn last_register_act(self) -> Result<i64> {
        let last = "SELECT coalesce(max(act), 0) FROM (SELECT max(act) AS act FROM register_change
          UNION ALL SELECT max(act) FROM parking_contract UNION ALL SELECT max(act) FROM parking_end)";
        Ok(self.0.prepare_cached(last)?.query_row([], |r| r.get(0))?)
    }
}

impl Act<'_> {
    /// Adds a home with an open account of its owners.
    ///
    /// # Errors
    /// Database errors, also when the room is taken.
    pub fn add_home(&mut self, record: &HomeRecord) -> Result<i64> {
        self.edits(&edited::REGISTER);
        let building = self.building(&record.building)?;
        let id = self.next_id("home")?;
        self.tx.prepare_cached("INSERT INTO home VALUES (?,?,?,?,?,?,?,?,?,?,?,?,NULL)")?.execute(
            params![
                id,
                building,
                record.unit,
                record.room,
                record.sort_key(),
                record.use_kind,
                record.area_e4,
                record.inner_area_e4,
                record.status,
                record.handover.map(form::day),
                record.room_text,
                self.seq()
            ],
        )?;
        let account = self.next_id("account")?;
        self.tx.prepare_cached("INSERT INTO account VALUES (?, ?, 'owner', ?, NULL)")?.execute((
            account,
            id,
            record.handover.map(form::day),
        ))?;
        self.write_people(id, account, record)?;
        self.note_change(id, None, Some(record))?;
        Ok(id)
    }

    /// Changes what the register says of a home; the room itself does not change.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], database errors.
    pub fn change_home(&mut self, id: i64, record: &HomeRecord) -> Result<()> {
        let before = self.reading().home(id)?;
        if before.record == *record {
            return Ok(());
        }
        self.edits(&edited::REGISTER);
        self.tx
            .prepare_cached(
                "UPDATE home SET use_kind = ?, area_e4 = ?, inner_area_e4 = ?, status = ?, handover = ?, room_text = ? WHERE id = ?",
            )?
            .execute(params![
                record.use_kind,
                record.area_e4,
                record.inner_area_e4,
                record.status,
                record.handover.map(form::day),
                record.room_text,
                id
            ])?;
        if before.record.handover != record.handover {
            self.follow_handover(id, record.handover)?;
        }
        self.write_people(id, before.account, record)?;
        self.note_change(id, Some(&before.record), Some(record))
    }

    /// Takes a home out of the register; its history stays.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], database errors.
    pub fn retire_home(&mut self, id: i64) -> Result<()> {
        let before = self.reading().home(id)?;
        self.edits(&edited::REGISTER);
        self.tx.execute("UPDATE home SET retired_act = ? WHERE id = ?", (self.seq(), id))?;
        self.note_change(id, Some(&before.record), None)
    }

    fn building(&mut self, code: &str) -> Result<i64> {
        let found =
            self.tx.query_row("SELECT id FROM building WHERE code = ?", [code], |r| r.get(0)).optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        let id = self.next_id("building")?;
        self.tx.execute("INSERT INTO building VALUES (?, ?, ?)", (id, code, building_sort_key(code)))?;
        Ok(id)
    }

    fn write_people(&self, home: i64, account: i64, record: &HomeRecord) -> Result<()> {
        let tx = &self.tx;
        tx.prepare_cached("DELETE FROM account_owner WHERE account_id = ?")?.execute([account])?;
        tx.prepare_cached("DELETE FROM account_phone WHERE account_id = ?")?.execute([account])?;
        tx.prepare_cached("DELETE FROM home_space WHERE home_id = ?")?.execute([home])?;
        for (i, name) in (1_i64..).zip(&record.owners) {
            tx.prepare_cached("INSERT INTO account_owner VALUES (?, ?, ?)")?.execute((account, i, name))?;
        }
        for (i, number) in (1_i64..).zip(&record.phones) {
            tx.prepare_cached("INSERT INTO account_phone VALUES (?, ?, ?)")?.execute((account, i, number))?;
        }
        for (i, space) in (1_i64..).zip(&record.spaces) {
            tx.prepare_cached("INSERT INTO home_space VALUES (?, ?, ?, ?)")?.execute((
                home,
                i,
                &space.code,
                &space.plate,
            ))?;
        }
        tx.prepare_cached("DELETE FROM home_occupant WHERE home_id = ?")?.execute([home])?;
        tx.prepare_cached("DELETE FROM home_remark WHERE home_id = ?")?.execute([home])?;
        for (i, occupant) in (1_i64..).zip(&record.occupants) {
            let row = (home, i, &occupant.name, &occupant.phone);
            tx.prepare_cached("INSERT INTO home_occupant VALUES (?, ?, ?, ?)")?.execute(row)?;
        }
        if let Some(remark) = &record.remark {
            tx.prepare_cached("INSERT INTO home_remark VALUES (?, ?)")?.execute((home, remark))?;
        }
        Ok(())
    }

    pub(crate) fn note_change(
        &mut self,
        home: i64,
        before: Option<&HomeRecord>,
        after: Option<&HomeRecord>,
    ) -> Result<()> {
        let json = |record: Option<&HomeRecord>| -> Result<Value> {
            Ok(record.map(serde_json::to_string).transpose()?.map_or(Value::Null, Value::Text))
        };
        self.post(&fact::REGISTER_CHANGE, &[Value::Integer(home), json(before)?, json(after)?])?;
        Ok(())
    }
}

impl Reading<'_> {
    /// Homes with an opening balance that stands.
    ///
    /// # Errors
    /// Database errors.
    pub fn homes_with_opening(self) -> Result<Vec<i64>> {
        let mut statement = self.0.prepare_cached(
            "SELECT DISTINCT c.home_id FROM charge_item i JOIN charge c ON c.item_id = i.id AND c.version_id IS NULL
             WHERE i.code = 'opening' AND NOT EXISTS (SELECT 1 FROM adjustment a WHERE a.charge_id = c.id AND a.kind = 'reversal')",
        )?;
        Ok(statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a home was changed in the register after an act; `or_charged` also asks for charges and payments.
    ///
    /// # Errors
    /// Database errors.
    pub fn used_since(self, home: i64, act: i64, or_charged: bool) -> Result<bool> {
        let changed = "SELECT EXISTS (SELECT 1 FROM register_change WHERE home_id = ?1 AND act > ?2)";
        if self.0.prepare_cached(changed)?.query_row((home, act), |r| r.get(0))? {
            return Ok(true);
        }
        let charged = format!(
            "SELECT EXISTS (SELECT 1 FROM payment WHERE home_id = ?1 AND act > ?2)
          OR EXISTS (SELECT 1 FROM charge c WHERE c.home_id = ?1 AND c.act > ?2
                     AND c.period IN ({CHARGED_PERIODS})
                     AND NOT EXISTS (SELECT 1 FROM adjustment a WHERE a.charge_id = c.id AND a.kind = 'reversal'))"
        );
        Ok(or_charged && self.0.prepare_cached(&charged)?.query_row((home, act), |r| r.get(0))?)
    }
}
