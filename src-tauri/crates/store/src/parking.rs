//! Parking: spaces (edited in place), the contract that charges one, and its end.
//!
//! The spaces of the register (`home_space`) are another thing: they only count how many spaces a home has, for tariffs
//! by space. Importing a register makes no contract. There is no column here that links a space to what somebody owes.

use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::parking::{PartRule, Rent, SpaceKind};
use zhangfang_domain::{Fen, Months};

/// A parking space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkingSpace {
    /// Its id.
    pub id: i64,
    /// Code, unique: B1-023.
    pub code: String,
    /// Whose it is.
    pub kind: SpaceKind,
    /// The home whose owner bought it.
    pub home: Option<i64>,
    /// Area in square metres.
    pub area: Option<Decimal>,
}

/// A contract to be posted.
#[derive(Clone, Debug)]
pub struct NewParkingContract {
    /// The space.
    pub space: i64,
    /// The home it is charged with.
    pub home: i64,
    /// The account that owes it.
    pub account: i64,
    /// Charge item.
    pub item: i64,
    /// Who pays.
    pub payer: String,
    /// The car.
    pub plate: Option<String>,
    /// A whole month.
    pub monthly: Fen,
    /// First day of use.
    pub from: NaiveDate,
    /// How months that are not whole are charged.
    pub part: PartRule,
    /// The contract or posted price it rests on.
    pub clause: String,
}

/// A contract in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkingContract {
    /// Its id.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// The space.
    pub space: i64,
    /// Code of the space.
    pub code: String,
    /// The home it is charged with.
    pub home: i64,
    /// The account that owes it.
    pub account: i64,
    /// Charge item.
    pub item: i64,
    /// Who pays.
    pub payer: String,
    /// The car.
    pub plate: Option<String>,
    /// What it says about money; its last day is known once it has ended.
    pub rent: Rent,
    /// The contract or posted price it rests on.
    pub clause: String,
}

/// How a parking charge came about: kept with it. Units as in the columns of the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkingFee {
    /// The contract.
    pub contract: i64,
    /// Code of the space.
    pub space: String,
    /// The car.
    pub plate: Option<String>,
    /// A whole month in fen.
    pub monthly_fen: i64,
    /// First month charged, `yyyymm`.
    pub period: i64,
    /// Last month charged, `yyyymm`.
    pub period_to: i64,
    /// First day of use, `yyyymmdd`.
    pub from_day: i64,
    /// Last day of use, where it was known when it was charged.
    pub last_day: Option<i64>,
    /// Code of the rule for months that are not whole.
    pub part: String,
    /// The contract or posted price it rests on.
    pub clause: String,
}

impl ParkingFee {
    /// The detail of a charge of a contract for some months.
    #[must_use]
    pub fn of(contract: &ParkingContract, months: Months) -> Self {
        Self {
            contract: contract.id,
            space: contract.code.clone(),
            plate: contract.plate.clone(),
            monthly_fen: contract.rent.monthly.0,
            period: months.from.yyyymm().into(),
            period_to: months.to.yyyymm().into(),
            from_day: form::day(contract.rent.from),
            last_day: contract.rent.last.map(form::day),
            part: contract.rent.part.code().to_owned(),
            clause: contract.clause.clone(),
        }
    }

    /// The months and what the contract said of money; `None` when unreadable.
    #[must_use]
    pub fn priced(&self) -> Option<(Months, Rent)> {
        let last = match self.last_day {
            Some(day) => Some(form::date(day)?),
            None => None,
        };
        let (monthly, from) = (Fen(self.monthly_fen), form::date(self.from_day)?);
        let rent = Rent { monthly, from, last, part: PartRule::from_code(&self.part)? };
        Some((form::months(self.period, self.period_to)?, rent))
    }

    pub(crate) fn recompute(&self) -> Option<Fen> {
        let (months, rent) = self.priced()?;
        rent.months(months).ok()
    }
}

impl Act<'_> {
    /// Adds a space.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for an area with too many digits; database errors, also for a code in use.
    pub fn add_parking_space(&mut self, space: &ParkingSpace) -> Result<i64> {
        self.edits(&["parking_space"]);
        self.note("space", space.code.as_str());
        let area = space.area.map(|area| {
            form::scaled(area, 4)
                .ok_or_else(|| StoreError::Unrepresentable { what: "area", value: area.to_string() })
        });
        let id = self.next_id("parking_space")?;
        self.tx.execute(
            "INSERT INTO parking_space VALUES (?, ?, ?, ?, ?)",
            params![id, space.code, space.kind.code(), space.home, area.transpose()?],
        )?;
        Ok(id)
    }

    /// Posts a contract.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_parking_contract(&mut self, new: &NewParkingContract) -> Result<i64> {
        let text = |t: &str| Value::Text(t.to_owned());
        let values = [
            Value::Integer(new.space),
            Value::Integer(new.home),
            Value::Integer(new.account),
            Value::Integer(new.item),
            text(&new.payer),
            new.plate.as_deref().map_or(Value::Null, text),
            Value::Integer(new.monthly.0),
            Value::Integer(form::day(new.from)),
            text(new.part.code()),
            text(&new.clause),
        ];
        let id = self.post(&fact::PARKING_CONTRACT, &values)?;
        self.note("contract", id);
        Ok(id)
    }

    /// Ends a contract on an approved form.
    ///
    /// # Errors
    /// Database errors, also when it was ended before.
    pub fn post_parking_end(&mut self, contract: &ParkingContract, last: NaiveDate, form: i64) -> Result<()> {
        let values = [Value::Integer(contract.id), Value::Integer(form::day(last)), Value::Integer(form)];
        self.post(&fact::PARKING_END, &values)?;
        self.note("contract", contract.id);
        Ok(())
    }
}

const CONTRACT_COLUMNS: &str = "SELECT c.id, c.act, c.space_id, s.code, c.home_id, c.account_id, c.item_id, c.payer, c.plate,
  c.monthly_fen, c.from_day, c.part, c.clause, e.last_day
  FROM parking_contract c JOIN parking_space s ON s.id = c.space_id LEFT JOIN parking_end e ON e.contract_id = c.id";

fn contract_of(r: &Row<'_>) -> Result<ParkingContract> {
    let id: i64 = r.get(0)?;
    let unreadable =
        || StoreError::Damaged { detail: format!("parking_contract id={id} has an unreadable date or rule") };
    let last = r.get::<_, Option<i64>>(13)?.map(|day| form::date(day).ok_or_else(unreadable)).transpose()?;
    Ok(ParkingContract {
        id,
        act: r.get(1)?,
        space: r.get(2)?,
        code: r.get(3)?,
        home: r.get(4)?,
        account: r.get(5)?,
        item: r.get(6)?,
        payer: r.get(7)?,
        plate: r.get(8)?,
        rent: Rent {
            monthly: Fen(r.get(9)?),
            from: form::date(r.get(10)?).ok_or_else(unreadable)?,
            last,
            part: PartRule::from_code(&r.get::<_, String>(11)?).ok_or_else(unreadable)?,
        },
        clause: r.get(12)?,
    })
}

impl Reading<'_> {
    /// Every space, by code.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a kind this program does not know.
    pub fn parking_spaces(self) -> Result<Vec<ParkingSpace>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT id, code, kind, home_id, area_e4 FROM parking_space ORDER BY code")?;
        let mut rows = statement.query([])?;
        let mut spaces = Vec::new();
        while let Some(r) = rows.next()? {
            let kind: String = r.get(2)?;
            let unknown = || StoreError::Damaged { detail: format!("parking_space of unknown kind {kind}") };
            spaces.push(ParkingSpace {
                id: r.get(0)?,
                code: r.get(1)?,
                kind: SpaceKind::from_code(&kind).ok_or_else(unknown)?,
                home: r.get(3)?,
                area: r.get::<_, Option<i64>>(4)?.map(|area| form::decimal(area, 4)),
            });
        }
        Ok(spaces)
    }

    /// Every contract, ended or not, in posting order.
    ///
    /// # Errors
    /// Database errors.
    pub fn parking_contracts(self) -> Result<Vec<ParkingContract>> {
        let mut statement = self.0.prepare_cached(&format!("{CONTRACT_COLUMNS} ORDER BY c.id"))?;
        let mut rows = statement.query([])?;
        let mut contracts = Vec::new();
        while let Some(row) = rows.next()? {
            contracts.push(contract_of(row)?);
        }
        Ok(contracts)
    }

    /// Whether an item is charged by shared bills or parking contracts.
    ///
    /// # Errors
    /// Database errors.
    pub fn charged_without_tariff(self, item: i64) -> Result<bool> {
        let found: Option<i64> = self
            .0
            .prepare_cached(
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM shared_bill WHERE item_id = ?1)
                 OR EXISTS (SELECT 1 FROM parking_contract WHERE item_id = ?1)",
            )?
            .query_row([item], |r| r.get(0))
            .optional()?;
        Ok(found.is_some())
    }
}
