//! Shared costs: a supplier's bill for common water or electricity, and the share of every home of it.

use crate::bill_run::BillRun;
use crate::charge::Charge;
use crate::detail::ChargeDetail;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::shared_cost::{Method, cut_share};
use zhangfang_domain::{Fen, Months};

/// Whom a bill is shared over, as agreed: kept with the bill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareTerms {
    /// Buildings, by code; all when empty.
    pub buildings: Vec<String>,
    /// Unit within the building.
    pub unit: Option<u16>,
    /// Use of the homes: 住宅.
    pub use_kind: Option<String>,
    /// The factor on the weight of vacant homes, as decimal text.
    pub vacant: Option<String>,
    /// Coefficients by floor, as typed.
    pub floors: Option<String>,
    /// Homes whose share came to nothing, with their weight in millionths.
    pub nothing: Vec<(i64, i64)>,
}

/// A supplier's bill to be posted with its run.
#[derive(Clone, Debug)]
pub struct NewSharedBill {
    /// The run that charges its shares.
    pub run: i64,
    /// Charge item.
    pub item: i64,
    /// What it is for: 3栋1单元电梯电费.
    pub label: String,
    /// Months it covers.
    pub months: Months,
    /// How much was used.
    pub volume: Decimal,
    /// In what: kWh, m³.
    pub unit: String,
    /// Price of one unit in yuan.
    pub unit_price: Decimal,
    /// What the supplier charges.
    pub fen: Fen,
    /// By what it is shared.
    pub method: Method,
    /// All weights together.
    pub weights: Decimal,
    /// Homes it is shared over, those without a share included.
    pub homes: i64,
    /// Last day to pay without being late.
    pub due: NaiveDate,
    /// Number or name of the supplier's bill.
    pub source: String,
    /// Why the amount is not volume times unit price; empty where it is.
    pub difference: String,
    /// Whom it is shared over.
    pub terms: ShareTerms,
}

/// A supplier's bill in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedBill {
    /// Its id.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// The run that charged its shares.
    pub run: i64,
    /// Charge item.
    pub item: i64,
    /// What it is for.
    pub label: String,
    /// Months it covers.
    pub months: Months,
    /// How much was used.
    pub volume: Decimal,
    /// In what.
    pub unit: String,
    /// Price of one unit in yuan.
    pub unit_price: Decimal,
    /// What the supplier charged.
    pub fen: Fen,
    /// By what it was shared.
    pub method: Method,
    /// All weights together.
    pub weights: Decimal,
    /// Homes it was shared over.
    pub homes: i64,
    /// Due date.
    pub due: NaiveDate,
    /// Number or name of the supplier's bill.
    pub source: String,
    /// Why the amount is not volume times unit price.
    pub difference: String,
    /// Whom it was shared over.
    pub terms: ShareTerms,
    /// The act that took it back, with its run.
    pub reversed_by: Option<i64>,
}

/// How the share of one home came about: kept with its charge. Units as in the columns of the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedShare {
    /// The bill.
    pub bill: i64,
    /// What it is for.
    pub label: String,
    /// Volume in ten-thousandths.
    pub volume_e4: i64,
    /// Unit of the volume.
    pub unit: String,
    /// Unit price in millionths of a yuan.
    pub unit_price_e6: i64,
    /// The bill in fen.
    pub bill_fen: i64,
    /// Code of the method.
    pub method: String,
    /// Weight of the home in millionths.
    pub weight_e6: i64,
    /// All weights in millionths.
    pub weights_e6: i64,
    /// The factor for vacancy in the weight, as decimal text, where there is one.
    pub vacant: Option<String>,
    /// The fen of the remainder this home got: 0 or 1 (largest remainder, ties by room order).
    pub remainder: i64,
    /// Number or name of the supplier's bill.
    pub basis: String,
}

impl SharedShare {
    /// The weight of the home.
    #[must_use]
    pub fn weight(&self) -> Decimal {
        form::decimal(self.weight_e6, 6)
    }

    /// All weights.
    #[must_use]
    pub fn weights(&self) -> Decimal {
        form::decimal(self.weights_e6, 6)
    }

    /// The supplier's bill.
    #[must_use]
    pub const fn bill_amount(&self) -> Fen {
        Fen(self.bill_fen)
    }

    /// How much was used.
    #[must_use]
    pub fn volume(&self) -> Decimal {
        form::decimal(self.volume_e4, 4)
    }

    /// Price of one unit in yuan.
    #[must_use]
    pub fn unit_price(&self) -> Decimal {
        form::decimal(self.unit_price_e6, 6)
    }

    /// By what it was shared.
    #[must_use]
    pub fn method(&self) -> Option<Method> {
        Method::from_code(&self.method)
    }

    pub(crate) fn recompute(&self) -> Option<Fen> {
        if !(0..=1).contains(&self.remainder) {
            return None;
        }
        let fixed = self.method()? == Method::Fixed;
        let cut = if fixed {
            Fen::round_half_up(self.weight()).ok()?
        } else {
            cut_share(self.bill_amount(), self.weight(), self.weights())?
        };
        Some(Fen(cut.0 + self.remainder))
    }
}

/// A weight as the book keeps it.
///
/// # Errors
/// [`StoreError::Unrepresentable`] with more than six decimals.
pub fn scaled_weight(weight: Decimal) -> Result<i64> {
    fit("weight", weight, 6)
}

fn fit(what: &'static str, value: Decimal, places: u32) -> Result<i64> {
    form::scaled(value, places).ok_or_else(|| StoreError::Unrepresentable { what, value: value.to_string() })
}

impl NewSharedBill {
    /// The detail of one home's charge. `id` is the bill's.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for figures with too many digits.
    pub fn share(&self, id: i64, weight: Decimal, vacant: bool, remainder: Fen) -> Result<SharedShare> {
        Ok(SharedShare {
            bill: id,
            label: self.label.clone(),
            volume_e4: fit("volume", self.volume, 4)?,
            unit: self.unit.clone(),
            unit_price_e6: fit("unit price", self.unit_price, 6)?,
            bill_fen: self.fen.0,
            method: self.method.code().to_owned(),
            weight_e6: scaled_weight(weight)?,
            weights_e6: scaled_weight(self.weights)?,
            vacant: self.terms.vacant.clone().filter(|_| vacant),
            remainder: remainder.0,
            basis: self.source.clone(),
        })
    }
}

impl Act<'_> {
    /// Posts a supplier's bill. Its shares are charges of its run.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for figures with too many digits; database errors.
    pub fn post_shared_bill(&mut self, new: &NewSharedBill) -> Result<i64> {
        let text = |t: &str| Value::Text(t.to_owned());
        let values = [
            Value::Integer(new.run),
            Value::Integer(new.item),
            text(&new.label),
            Value::Integer(new.months.from.yyyymm().into()),
            Value::Integer(new.months.to.yyyymm().into()),
            Value::Integer(fit("volume", new.volume, 4)?),
            text(&new.unit),
            Value::Integer(fit("unit price", new.unit_price, 6)?),
            Value::Integer(new.fen.0),
            text(new.method.code()),
            Value::Integer(scaled_weight(new.weights)?),
            Value::Integer(new.homes),
            Value::Integer(form::day(new.due)),
            text(&new.source),
            text(&new.difference),
            text(&serde_json::to_string(&new.terms)?),
        ];
        let id = self.post(&fact::SHARED_BILL, &values)?;
        self.note("shared_bill", id);
        self.note("label", new.label.as_str());
        Ok(id)
    }
}

const BILL_COLUMNS: &str =
    "SELECT s.id, s.act, s.run_id, s.item_id, s.label, s.period, s.period_to, s.volume_e4, s.unit,
  s.unit_price_e6, s.fen, s.method, s.weights_e6, s.homes, s.due, s.source, s.difference, s.terms, v.act
  FROM shared_bill s LEFT JOIN bill_run_reversal v ON v.run_id = s.run_id";

fn bill_of(r: &Row<'_>) -> Result<SharedBill> {
    let id: i64 = r.get(0)?;
    let unreadable = || StoreError::Damaged {
        detail: format!("shared_bill id={id} has an unreadable month, date or method"),
    };
    Ok(SharedBill {
        id,
        act: r.get(1)?,
        run: r.get(2)?,
        item: r.get(3)?,
        label: r.get(4)?,
        months: form::months(r.get(5)?, r.get(6)?).ok_or_else(unreadable)?,
        volume: form::decimal(r.get(7)?, 4),
        unit: r.get(8)?,
        unit_price: form::decimal(r.get(9)?, 6),
        fen: Fen(r.get(10)?),
        method: Method::from_code(&r.get::<_, String>(11)?).ok_or_else(unreadable)?,
        weights: form::decimal(r.get(12)?, 6),
        homes: r.get(13)?,
        due: form::date(r.get(14)?).ok_or_else(unreadable)?,
        source: r.get(15)?,
        difference: r.get(16)?,
        terms: serde_json::from_str(&r.get::<_, String>(17)?)?,
        reversed_by: r.get(18)?,
    })
}

impl Reading<'_> {
    fn shared_bills_where(
        self,
        condition: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<SharedBill>> {
        let mut statement =
            self.0.prepare_cached(&format!("{BILL_COLUMNS} WHERE {condition} ORDER BY s.id"))?;
        let mut rows = statement.query(parameters)?;
        let mut bills = Vec::new();
        while let Some(row) = rows.next()? {
            bills.push(bill_of(row)?);
        }
        Ok(bills)
    }

    /// Every supplier's bill, reversed or not, in posting order.
    ///
    /// # Errors
    /// Database errors.
    pub fn shared_bills(self) -> Result<Vec<SharedBill>> {
        self.shared_bills_where("1", [])
    }

    /// The bills that stand and share a month with some months, in posting order.
    ///
    /// # Errors
    /// Database errors.
    pub fn shared_bills_in(self, months: Months) -> Result<Vec<SharedBill>> {
        self.shared_bills_where(
            "s.period <= ?2 AND s.period_to >= ?1 AND v.act IS NULL",
            (months.from.yyyymm(), months.to.yyyymm()),
        )
    }

    /// One bill.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn shared_bill(self, id: i64) -> Result<SharedBill> {
        let mut found = self.shared_bills_where("s.id = ?", [id])?;
        found.pop().ok_or_else(|| StoreError::NotFound { kind: "shared bill", key: id.to_string() })
    }

    /// The shares of a bill with their charges, in room order.
    ///
    /// # Errors
    /// Database errors.
    pub fn shares_of(self, bill: &SharedBill) -> Result<Vec<(Charge, SharedShare)>> {
        let run = BillRun {
            id: bill.run,
            act: bill.act,
            from_month: bill.months.from.yyyymm().into(),
            to_month: bill.months.to.yyyymm().into(),
            charges: 0,
            homes: bill.homes,
            fen: bill.fen.0,
            biz_date: bill.due,
            reversed_by: bill.reversed_by,
        };
        let charges = self.charges_of_run(&run)?;
        let shares = charges.into_iter().filter_map(|charge| match charge.detail.clone() {
            Some(ChargeDetail::Shared(share)) => Some((charge, share)),
            _ => None,
        });
        Ok(shares.collect())
    }
}
