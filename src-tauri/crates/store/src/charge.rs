//! Bill runs, charges and what lowers them without money.

use crate::act::Act;
use crate::bill_run::BillRun;
use crate::detail::ChargeDetail;
use crate::projection::{Because, ChargeKey};
use crate::{Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use std::fmt::Write;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::tariff::Segment;
use zhangfang_domain::{Fen, Month, Months};

/// How the amount of a charge came about; kept so that it explains itself years later (domain 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeBasis {
    /// Tariff version in force at the start of the period.
    pub version: i64,
    /// Area, homes, spaces or quantity.
    pub quantity: Decimal,
    /// Unit prices by month range; one unless the price changed inside the period.
    pub segments: Vec<Segment>,
}

/// A charge to be posted.
#[derive(Clone, Debug)]
pub struct NewCharge {
    /// Account that owes it.
    pub account: i64,
    /// Home it is for.
    pub home: i64,
    /// Building of the home.
    pub building: i64,
    /// Charge item.
    pub item: i64,
    /// Months it covers.
    pub months: Months,
    /// Last day to pay without being late.
    pub due: NaiveDate,
    /// Amount.
    pub fen: Fen,
    /// The run that made it.
    pub run: Option<i64>,
    /// How the amount came about by a tariff; none for opening balances and what `detail` prices alone.
    pub basis: Option<ChargeBasis>,
    /// What a tariff version alone does not say of the amount.
    pub detail: Option<ChargeDetail>,
    /// A remark printed with it.
    pub note: Option<String>,
    /// How often the same home, item and period was charged and reversed before.
    pub rev: i64,
}

/// A charge in the book with what is still open on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Its id.
    pub id: i64,
    /// The act that posted it.
    pub act: i64,
    /// Account that owes it.
    pub account: i64,
    /// Home it is for.
    pub home: i64,
    /// Building of the home.
    pub building: i64,
    /// Charge item.
    pub item: i64,
    /// Months it covers.
    pub months: Months,
    /// Due date.
    pub due: NaiveDate,
    /// Amount charged.
    pub fen: Fen,
    /// Still open now.
    pub open: Fen,
    /// The run that made it.
    pub run: Option<i64>,
    /// How the amount came about by a tariff.
    pub basis: Option<ChargeBasis>,
    /// What a tariff version alone does not say of the amount.
    pub detail: Option<ChargeDetail>,
    /// Remark.
    pub note: Option<String>,
    /// Business date of the act that posted it; missing inside that act, whose row is written at its end.
    pub posted: Option<NaiveDate>,
}

impl Charge {
    /// Whether it was taken over from other books when this one began.
    #[must_use]
    pub const fn is_opening(&self) -> bool {
        self.basis.is_none() && self.detail.is_none()
    }

    pub(crate) fn key(&self) -> ChargeKey {
        ChargeKey {
            charge: self.id,
            account: self.account,
            home: self.home,
            building: self.building,
            item: self.item,
            period: self.months.from.yyyymm().into(),
            due: form::day(self.due),
        }
    }
}

/// Stands for the tariff version of a charge that its detail prices alone; opening balances have none at all.
const PRICED_BY_DETAIL: i64 = 0;

const CHARGE_COLUMNS: &str = "SELECT c.id, c.account_id, c.home_id, h.building_id, c.item_id, c.period, c.period_to,
  c.due, c.fen, coalesce((SELECT o.open_fen FROM open_item o WHERE o.home_id = c.home_id AND o.due = c.due AND o.charge_id = c.id), 0),
  c.run_id, c.version_id, c.quantity_e4, c.unit_price_e6, c.segments, c.note, t.biz_date, c.act, d.detail
  FROM charge c JOIN home h ON h.id = c.home_id LEFT JOIN act t ON t.seq = c.act
  LEFT JOIN charge_detail d ON d.charge_id = c.id";

/// Every period with a charge, by one seek each: the totals hold a row for each building and item.
pub(crate) const CHARGED_PERIODS: &str = "WITH RECURSIVE charged(period) AS (SELECT min(period) FROM period_total UNION ALL
  SELECT (SELECT min(t.period) FROM period_total t WHERE t.period > charged.period) FROM charged WHERE period IS NOT NULL)
  SELECT period FROM charged";

fn charge_of(r: &Row<'_>) -> Result<Charge> {
    let id: i64 = r.get(0)?;
    let unreadable =
        || StoreError::Damaged { detail: format!("charge id={id} has an unreadable date or month") };
    let months = form::months(r.get(5)?, r.get(6)?).ok_or_else(unreadable)?;
    let basis =
        match (r.get::<_, Option<i64>>(11)?, r.get::<_, Option<i64>>(12)?, r.get::<_, Option<i64>>(13)?) {
            (Some(version), Some(quantity), Some(price)) if version != PRICED_BY_DETAIL => {
                Some(ChargeBasis {
                    version,
                    quantity: form::decimal(quantity, 4),
                    segments: match r.get::<_, Option<String>>(14)? {
                        Some(text) => segments_from_text(&text).ok_or_else(unreadable)?,
                        None => vec![Segment { months, version, unit_price: form::decimal(price, 6) }],
                    },
                })
            }
            _ => None,
        };
    Ok(Charge {
        id,
        act: r.get(17)?,
        account: r.get(1)?,
        home: r.get(2)?,
        building: r.get(3)?,
        item: r.get(4)?,
        months,
        due: form::date(r.get(7)?).ok_or_else(unreadable)?,
        fen: Fen(r.get(8)?),
        open: Fen(r.get(9)?),
        run: r.get(10)?,
        basis,
        detail: r.get::<_, Option<String>>(18)?.map(|t| serde_json::from_str(&t)).transpose()?,
        note: r.get(15)?,
        posted: match r.get::<_, Option<i64>>(16)? {
            None => None,
            Some(day) => Some(form::date(day).ok_or_else(unreadable)?),
        },
    })
}

fn segments_text(segments: &[Segment]) -> Option<String> {
    if segments.len() < 2 {
        return None;
    }
    let mut text = String::new();
    for s in segments {
        let price = form::scaled(s.unit_price, 6).unwrap_or_default();
        let _ = write!(text, "{}-{}:{}:{price};", s.months.from.yyyymm(), s.months.to.yyyymm(), s.version);
    }
    Some(text)
}

fn segments_from_text(text: &str) -> Option<Vec<Segment>> {
    text.split_terminator(';')
        .map(|part| {
            let mut fields = part.split(':');
            let (from, to) = fields.next()?.split_once('-')?;
            let month = |t: &str| Month::from_yyyymm(t.parse().ok()?);
            Some(Segment {
                months: Months::new(month(from)?, month(to)?)?,
                version: fields.next()?.parse().ok()?,
                unit_price: form::decimal(fields.next()?.parse().ok()?, 6),
            })
        })
        .collect()
}

impl Act<'_> {
    /// Posts a charge; it stands open in full.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for quantities or prices with too many digits; database errors, also when
    /// the same home, item, period and revision is there already; [`StoreError::PeriodClosed`] for an opening
    /// balance due in a closed month, because it would stand in that month's reports.
    pub fn post_charge(&mut self, new: &NewCharge) -> Result<i64> {
        if new.basis.is_none() && new.detail.is_none() {
            self.refuse_closed(Month::of(new.due))?;
        }
        let number = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let text = |t: Option<String>| t.map_or(Value::Null, Value::Text);
        let (mut quantity, mut price, mut segments) = (None, None, None);
        let mut version = new.detail.as_ref().map(|_| PRICED_BY_DETAIL);
        if let Some(basis) = &new.basis {
            let fit = |what, value: Decimal, places| {
                form::scaled(value, places)
                    .ok_or_else(|| StoreError::Unrepresentable { what, value: value.to_string() })
            };
            version = Some(basis.version);
            quantity = Some(fit("quantity", basis.quantity, 4)?);
            let first = basis.segments.first().map(|s| s.unit_price).unwrap_or_default();
            price = Some(fit("unit price", first, 6)?);
            segments = segments_text(&basis.segments);
        }
        let values = [
            Value::Integer(new.account),
            Value::Integer(new.home),
            Value::Integer(new.item),
            Value::Integer(new.months.from.yyyymm().into()),
            Value::Integer(new.months.to.yyyymm().into()),
            Value::Integer(form::day(new.due)),
            Value::Integer(new.fen.0),
            number(new.run),
            number(version),
            number(quantity),
            number(price),
            text(segments),
            text(new.note.clone()),
            Value::Integer(new.rev),
        ];
        let id = self.post(&fact::CHARGE, &values)?;
        let key = ChargeKey {
            charge: id,
            account: new.account,
            home: new.home,
            building: new.building,
            item: new.item,
            period: new.months.from.yyyymm().into(),
            due: form::day(new.due),
        };
        self.open_charge(&key, new.fen.0)?;
        if let Some(detail) = &new.detail {
            self.post_detail(id, detail)?;
        }
        Ok(id)
    }

    /// Lowers what is owed on a charge without money (raises it again with a negative amount), by `kind`.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when less is open than is to be lowered; database errors.
    pub fn adjust_charge(&mut self, charge: &Charge, kind: Kind, fen: Fen, reason: &str) -> Result<()> {
        let values = [
            Value::Integer(charge.id),
            Value::Integer(charge.account),
            Value::Integer(charge.home),
            Value::Text(kind.code().to_owned()),
            Value::Integer(fen.0),
            Value::Text(reason.to_owned()),
        ];
        self.post(&fact::ADJUSTMENT, &values)?;
        self.settle_charge(&charge.key(), fen.0, Because::Adjusted)
    }

    /// Lowers what is owed on a charge, also when it is paid: money that is then too much is prepaid again. Returns
    /// how much that is.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when less was charged than is to be lowered; database errors.
    pub fn lower_charge(&mut self, charge: &Charge, kind: Kind, fen: Fen, reason: &str) -> Result<Fen> {
        let open = self.reading().charge(charge.id)?.open;
        let freed = (fen - open).max(Fen::ZERO);
        if freed.is_positive() {
            self.unapply_part(charge, freed)?;
        }
        self.adjust_charge(charge, kind, fen, reason)?;
        Ok(freed)
    }

    /// Takes a charge back in full, with every discount on it; nothing may have been paid on it.
    ///
    /// # Errors
    /// [`StoreError::Identity`] when part of it is settled; database errors.
    pub fn reverse_charge(&mut self, charge: &Charge, reason: &str) -> Result<()> {
        for (kind, fen) in self.reading().adjustments_of(charge.id)? {
            self.adjust_charge(charge, kind, -fen, reason)?;
        }
        self.adjust_charge(charge, Kind::Reversal, charge.fen, reason)
    }
}

/// Back from the code of a kind of adjustment.
pub(crate) fn known_kind(code: &str) -> Result<Kind> {
    let unknown = || StoreError::Damaged { detail: format!("adjustment of unknown kind {code}") };
    Kind::from_code(code).ok_or_else(unknown)
}

impl Reading<'_> {
    /// What lowers a charge without money now, by kind; kinds that were taken back whole are left out.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a kind this program does not know.
    pub fn adjustments_of(self, charge: i64) -> Result<Vec<(Kind, Fen)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT kind, sum(fen) FROM adjustment WHERE charge_id = ? GROUP BY kind HAVING sum(fen) <> 0 ORDER BY min(id)",
        )?;
        let mut rows = statement.query([charge])?;
        let mut sums = Vec::new();
        while let Some(r) = rows.next()? {
            sums.push((known_kind(&r.get::<_, String>(0)?)?, Fen(r.get(1)?)));
        }
        Ok(sums)
    }

    /// Every adjustment of a charge with its reason, in order.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a kind this program does not know.
    pub fn adjustment_lines_of(self, charge: i64) -> Result<Vec<(Kind, Fen, String)>> {
        let mut statement = self
            .0
            .prepare_cached("SELECT kind, fen, reason FROM adjustment WHERE charge_id = ? ORDER BY id")?;
        let mut rows = statement.query([charge])?;
        let mut lines = Vec::new();
        while let Some(r) = rows.next()? {
            lines.push((known_kind(&r.get::<_, String>(0)?)?, Fen(r.get(1)?), r.get(2)?));
        }
        Ok(lines)
    }

    /// The act that took a charge back, when one did.
    ///
    /// # Errors
    /// Database errors.
    pub fn reversed_by(self, charge: i64) -> Result<Option<i64>> {
        let sql = "SELECT max(act) FROM adjustment WHERE charge_id = ? AND kind = 'reversal'";
        Ok(self.0.prepare_cached(sql)?.query_row([charge], |r| r.get(0))?)
    }

    fn charges_where(self, condition: &str, parameters: impl rusqlite::Params) -> Result<Vec<Charge>> {
        let mut statement = self.0.prepare_cached(&format!("{CHARGE_COLUMNS} WHERE {condition}"))?;
        let mut rows = statement.query(parameters)?;
        let mut charges = Vec::new();
        while let Some(row) = rows.next()? {
            charges.push(charge_of(row)?);
        }
        Ok(charges)
    }

    /// Visits every charge, in posting order, without holding them all.
    ///
    /// # Errors
    /// Database errors.
    pub fn for_each_charge(self, mut visit: impl FnMut(&Charge)) -> Result<()> {
        let mut statement = self.0.prepare(&format!("{CHARGE_COLUMNS} ORDER BY c.id"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(&charge_of(row)?);
        }
        Ok(())
    }

    /// One charge.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn charge(self, id: i64) -> Result<Charge> {
        let mut found = self.charges_where("c.id = ?", [id])?;
        found.pop().ok_or_else(|| StoreError::NotFound { kind: "charge", key: id.to_string() })
    }

    /// The charges of a run, in posting order.
    ///
    /// # Errors
    /// Database errors.
    pub fn charges_of_run(self, run: &BillRun) -> Result<Vec<Charge>> {
        self.charges_where(
            // A part of a block may begin up to a year after the block did.
            "c.period BETWEEN ?1 AND ?2 + 100 AND c.run_id = ?3 ORDER BY c.id",
            (run.from_month, run.to_month, run.id),
        )
    }

    /// The charges whose months start in a range and that stand, by home and item.
    ///
    /// # Errors
    /// Database errors.
    pub fn charges_in(self, months: Months) -> Result<Vec<Charge>> {
        self.charges_where(
            "c.period BETWEEN ?1 AND ?2 AND c.version_id IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM adjustment a WHERE a.charge_id = c.id AND a.kind = 'reversal')
             ORDER BY c.home_id, c.item_id, c.period",
            (months.from.yyyymm(), months.to.yyyymm()),
        )
    }

    /// The charges one act posted, in posting order.
    ///
    /// # Errors
    /// Database errors.
    pub fn charges_of_act(self, act: i64) -> Result<Vec<Charge>> {
        self.charges_where("c.act = ? ORDER BY c.id", [act])
    }

    /// Every charge of a home, by period. One index seek a period, so it stays fast for decades.
    ///
    /// # Errors
    /// Database errors.
    pub fn charges_of_home(self, home: i64) -> Result<Vec<Charge>> {
        self.charges_where(
            &format!("c.home_id = ?1 AND c.period IN ({CHARGED_PERIODS}) ORDER BY c.period, c.id"),
            [home],
        )
    }

    /// The revision number the next charge of a home, item and first month takes.
    ///
    /// # Errors
    /// Database errors.
    pub fn next_rev(self, home: i64, item: i64, from: Month) -> Result<i64> {
        let sql =
            "SELECT coalesce(max(rev) + 1, 0) FROM charge WHERE period = ? AND home_id = ? AND item_id = ?";
        Ok(self.0.prepare_cached(sql)?.query_row((from.yyyymm(), home, item), |r| r.get(0))?)
    }

    /// Prepaid money drawn to a charge, net of what was taken back.
    ///
    /// # Errors
    /// Database errors.
    pub fn drawn_to(self, charge: &Charge) -> Result<Fen> {
        let settled = self
            .0
            .prepare_cached("SELECT coalesce(sum(fen), 0) FROM allocation WHERE charge_id = ?")?
            .query_row([charge.id], |r| r.get(0))?;
        Ok(Fen(settled) - self.paid_by_receipt(charge.id)?)
    }

    /// Money brought to a charge by receipts that stand, prepaid money drawn later left aside, and what of it was
    /// taken back since.
    ///
    /// # Errors
    /// Database errors.
    pub fn paid_by_receipt(self, charge: i64) -> Result<Fen> {
        let sum: i64 = self
            .0
            .prepare_cached(
                "SELECT coalesce(sum(min(brought, net)), 0) FROM (
                   SELECT sum(CASE WHEN l.act = p.act THEN l.fen ELSE 0 END) AS brought, sum(l.fen) AS net
                   FROM allocation l JOIN payment p ON p.id = l.payment_id WHERE l.charge_id = ?
                     AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = p.receipt_id) GROUP BY p.id)",
            )?
            .query_row([charge], |r| r.get(0))?;
        Ok(Fen(sum))
    }
}
