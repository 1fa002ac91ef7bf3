//! Late charge: the clauses it rests on, the items that bear it, and what was claimed.

use crate::charge::{Charge, NewCharge};
use crate::detail::ChargeDetail;
use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::late_charge::{self, Accrual, Clause, DayCount, Lpr, Rate, Rounding, Segment};
use zhangfang_domain::settlement::Class;

/// What an item makes of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemTerms {
    /// What kind of debt.
    pub class: Class,
    /// Whether a charge bears a late charge where a clause is in force.
    pub bears_late: bool,
    /// VAT in percent, included in the price.
    pub vat_percent: Option<Decimal>,
}

/// A contract clause on late payment as recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateClause {
    /// Its id.
    pub id: i64,
    /// It governs charges due on or after this day.
    pub starts: NaiveDate,
    /// The last due date it governs, once it has ended.
    pub last_due: Option<NaiveDate>,
    /// Contract and article.
    pub text: String,
    /// What it says.
    pub clause: Clause,
}

/// How a claimed late charge came about. Fields never change once a book holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateDetail {
    /// The charge that was late.
    pub principal: i64,
    /// That charge in the words of the office: its item and months.
    pub what: String,
    /// The clause.
    pub clause: i64,
    /// Counted up to this day.
    pub as_of: NaiveDate,
    /// The calculation, oldest first.
    pub segments: Vec<LateSegment>,
    /// Whether the rates are by the year.
    pub yearly: bool,
    /// Code of the rounding.
    pub rounding: String,
    /// The most it may come to, in fen.
    pub cap: Option<i64>,
    /// What was claimed on the same charge before, in fen.
    pub claimed_before: i64,
}

/// Days in a row of a claimed late charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateSegment {
    /// First day counted.
    pub from: NaiveDate,
    /// Last day counted.
    pub to: NaiveDate,
    /// Days.
    pub days: u32,
    /// Unpaid principal in fen.
    pub principal: i64,
    /// Rate as a decimal fraction.
    pub rate: String,
}

impl LateDetail {
    /// The detail of an accrual that is claimed now.
    #[must_use]
    pub fn of(
        principal: i64,
        what: String,
        clause: &LateClause,
        cap: Option<Fen>,
        as_of: NaiveDate,
        accrual: &Accrual,
        claimed_before: Fen,
    ) -> Self {
        let segment = |s: &Segment| LateSegment {
            from: s.from,
            to: s.to,
            days: s.days,
            principal: s.principal.0,
            rate: s.rate.to_string(),
        };
        Self {
            principal,
            what,
            clause: clause.id,
            as_of,
            segments: accrual.segments.iter().map(segment).collect(),
            yearly: accrual.yearly,
            rounding: clause.clause.rounding.code().to_owned(),
            cap: cap.map(|c| c.0),
            claimed_before: claimed_before.0,
        }
    }

    /// The calculation as the rule makes it; `None` when the detail is unreadable.
    #[must_use]
    pub fn accrual(&self) -> Option<Accrual> {
        let segment = |s: &LateSegment| -> Option<Segment> {
            let rate = s.rate.parse().ok()?;
            Some(Segment { from: s.from, to: s.to, days: s.days, principal: Fen(s.principal), rate })
        };
        let segments = self.segments.iter().map(segment).collect::<Option<Vec<_>>>()?;
        let rounding = Rounding::from_code(&self.rounding)?;
        late_charge::total(segments, self.yearly, rounding, self.cap.map(Fen)).ok()
    }

    /// The amount of the claim. Where several bills were rounded together, the stated amount if it is within a fen
    /// of the exact one.
    pub(crate) fn recompute(&self, stated: Fen) -> Option<Fen> {
        let accrual = self.accrual()?;
        let alone = accrual.amount - Fen(self.claimed_before);
        let exact = accrual.exact - Fen(self.claimed_before).yuan();
        let together = Rounding::from_code(&self.rounding) == Some(Rounding::Once);
        let near = (exact - stated.yuan()).abs() < Decimal::new(1, 2);
        Some(if together && near { stated } else { alone })
    }
}

/// Something that lowered a charge (negative: raised it again).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The charge.
    pub charge: i64,
    /// Business date; for a receipt that was written by hand first, the day it was written.
    pub on: NaiveDate,
    /// How much.
    pub fen: Fen,
    /// Which kind of adjustment; none for money.
    pub kind: Option<Kind>,
    /// Whether a receipt that stands brought the money for this charge, as opposed to prepaid money drawn later.
    pub at_counter: bool,
}

impl Act<'_> {
    /// Sets what an item makes of its charges.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for a percentage with more than four decimals; database errors.
    pub fn set_item_terms(&mut self, item: i64, terms: &ItemTerms) -> Result<()> {
        let vat = terms.vat_percent.map(|v| scaled("VAT", v, 4)).transpose()?;
        self.edits(&["item_terms"]);
        self.tx.execute(
            "INSERT INTO item_terms VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET class = ?2, bears_late = ?3, vat_e4 = ?4",
            (item, terms.class.code(), terms.bears_late, vat),
        )?;
        self.note("item", item);
        self.note("class", terms.class.code());
        self.note("bears_late", terms.bears_late);
        Ok(())
    }

    /// Records a clause; the id and the end of `new` are ignored and its id returned.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for a rate with too many decimals; database errors.
    pub fn post_late_clause(&mut self, new: &LateClause) -> Result<i64> {
        let (daily, multiple) = match new.clause.rate {
            Rate::Daily(rate) => (Value::Integer(scaled("daily rate", rate, 6)?), Value::Null),
            Rate::LprMultiple(rate) => (Value::Null, Value::Integer(scaled("LPR multiple", rate, 4)?)),
        };
        self.note("clause", new.text.as_str());
        self.note("starts", new.starts.to_string());
        let values = [
            Value::Integer(form::day(new.starts)),
            Value::Text(new.text.clone()),
            daily,
            multiple,
            Value::Text(new.clause.day_count.code().to_owned()),
            Value::Integer(new.clause.grace_days.into()),
            new.clause.cap_percent.map_or(Value::Null, |p| Value::Integer(p.into())),
            Value::Text(new.clause.rounding.code().to_owned()),
        ];
        self.post(&fact::LATE_CLAUSE, &values)
    }

    /// Ends a clause: charges due after `last_due` bear nothing by it.
    ///
    /// # Errors
    /// Database errors, also when it has ended before.
    pub fn end_late_clause(&mut self, clause: i64, last_due: NaiveDate, reason: &str) -> Result<()> {
        self.note("clause", clause);
        self.note("last_due", last_due.to_string());
        let values =
            [Value::Integer(clause), Value::Integer(form::day(last_due)), Value::Text(reason.to_owned())];
        self.post(&fact::LATE_CLAUSE_END, &values)?;
        Ok(())
    }

    /// Records a value of the one-year LPR.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`]; database errors, also when one starts on the same day.
    pub fn post_lpr(&mut self, lpr: &Lpr) -> Result<()> {
        let percent = scaled("LPR", lpr.percent, 4)?;
        self.note("starts", lpr.from.to_string());
        self.note("percent", lpr.percent.to_string());
        self.post(&fact::LPR, &[Value::Integer(form::day(lpr.from)), Value::Integer(percent)])?;
        Ok(())
    }

    /// Claims a late charge: it becomes a charge of `item`, due today. Returns its id.
    ///
    /// # Errors
    /// Database errors.
    pub fn claim_late(&mut self, principal: &Charge, item: i64, fen: Fen, detail: LateDetail) -> Result<i64> {
        let id = self.charge_today(
            principal.account,
            principal.home,
            principal.building,
            item,
            fen,
            ChargeDetail::Late(detail),
        )?;
        self.post(&fact::LATE_CLAIM, &[Value::Integer(id), Value::Integer(principal.id)])?;
        Ok(id)
    }

    /// Posts a charge that falls due today and belongs to this month, priced by its detail.
    ///
    /// # Errors
    /// Database errors.
    pub fn charge_today(
        &mut self,
        account: i64,
        home: i64,
        building: i64,
        item: i64,
        fen: Fen,
        detail: ChargeDetail,
    ) -> Result<i64> {
        let month = zhangfang_domain::Month::of(self.today());
        let rev = self.reading().next_rev(home, item, month)?;
        self.post_charge(&NewCharge {
            account,
            home,
            building,
            item,
            months: zhangfang_domain::Months { from: month, to: month },
            due: self.today(),
            fen,
            run: None,
            basis: None,
            detail: Some(detail),
            note: None,
            rev,
        })
    }
}

fn scaled(what: &'static str, value: Decimal, places: u32) -> Result<i64> {
    form::scaled(value, places).ok_or_else(|| StoreError::Unrepresentable { what, value: value.to_string() })
}

impl Reading<'_> {
    /// The terms of every item, by id. An item nobody set terms for is principal; it bears a late charge only when
    /// its code says that it is the fee of the contract (`management…`).
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a class this program does not know.
    pub fn item_terms(self) -> Result<HashMap<i64, ItemTerms>> {
        let mut statement = self.0.prepare_cached(
            "SELECT i.id, coalesce(t.class, 'principal'), coalesce(t.bears_late, i.code LIKE 'management%'), t.vat_e4
             FROM charge_item i LEFT JOIN item_terms t ON t.item_id = i.id",
        )?;
        let mut rows = statement.query([])?;
        let mut terms = HashMap::new();
        while let Some(r) = rows.next()? {
            let class: String = r.get(1)?;
            let class = Class::from_code(&class).ok_or_else(|| unknown("item_terms", &class))?;
            let vat_percent = r.get::<_, Option<i64>>(3)?.map(|v| form::decimal(v, 4));
            terms.insert(r.get(0)?, ItemTerms { class, bears_late: r.get(2)?, vat_percent });
        }
        Ok(terms)
    }

    /// Every clause, in order of the day it starts.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a code this program does not know.
    pub fn late_clauses(self) -> Result<Vec<LateClause>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.id, c.starts, e.last_due, c.clause, c.daily_e6, c.lpr_multiple_e4, c.day_count, c.grace_days,
               c.cap_percent, c.rounding
             FROM late_clause c LEFT JOIN late_clause_end e ON e.clause_id = c.id ORDER BY c.starts, c.id",
        )?;
        let mut rows = statement.query([])?;
        let mut clauses = Vec::new();
        while let Some(r) = rows.next()? {
            let (day_count, rounding): (String, String) = (r.get(6)?, r.get(9)?);
            let rate = match r.get::<_, Option<i64>>(4)? {
                Some(daily) => Rate::Daily(form::decimal(daily, 6)),
                None => Rate::LprMultiple(form::decimal(r.get(5)?, 4)),
            };
            clauses.push(LateClause {
                id: r.get(0)?,
                starts: form::date(r.get(1)?).unwrap_or_default(),
                last_due: r.get::<_, Option<i64>>(2)?.and_then(form::date),
                text: r.get(3)?,
                clause: Clause {
                    rate,
                    day_count: DayCount::from_code(&day_count)
                        .ok_or_else(|| unknown("late_clause", &day_count))?,
                    grace_days: r.get(7)?,
                    cap_percent: r.get(8)?,
                    rounding: Rounding::from_code(&rounding)
                        .ok_or_else(|| unknown("late_clause", &rounding))?,
                },
            });
        }
        Ok(clauses)
    }

    /// The values of the one-year LPR, in order of their days.
    ///
    /// # Errors
    /// Database errors.
    pub fn lpr_values(self) -> Result<Vec<Lpr>> {
        let mut statement = self.0.prepare_cached("SELECT starts, percent_e4 FROM lpr ORDER BY starts")?;
        let rows = statement.query_map([], |r| {
            let from = form::date(r.get(0)?).unwrap_or_default();
            Ok(Lpr { from, percent: form::decimal(r.get(1)?, 4) })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What lowered these charges up to a day, in order of charge and posting.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a kind this program does not know.
    pub fn lowered(self, charges: &[i64], until: NaiveDate) -> Result<Vec<Movement>> {
        let mut statement = self.0.prepare_cached(
            "SELECT l.charge_id, CASE WHEN l.act = p.act THEN coalesce(h.written_on, t.biz_date) ELSE t.biz_date END, l.fen, NULL, l.act = p.act
               AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = p.receipt_id), l.act
             FROM json_each(?1) w JOIN allocation l ON l.charge_id = w.value JOIN act t ON t.seq = l.act
             JOIN payment p ON p.id = l.payment_id LEFT JOIN handwritten h ON h.receipt_id = p.receipt_id
             WHERE t.biz_date <= ?2
             UNION ALL
             SELECT a.charge_id, t.biz_date, a.fen, a.kind, 0, a.act
             FROM json_each(?1) w JOIN adjustment a ON a.charge_id = w.value JOIN act t ON t.seq = a.act
             WHERE t.biz_date <= ?2 ORDER BY 1, 6",
        )?;
        let mut rows = statement.query((serde_json::to_string(charges)?, form::day(until)))?;
        let mut movements = Vec::new();
        while let Some(r) = rows.next()? {
            let code: Option<String> = r.get(3)?;
            let kind = match &code {
                None => None,
                Some(code) => Some(Kind::from_code(code).ok_or_else(|| unknown("adjustment", code))?),
            };
            movements.push(Movement {
                charge: r.get(0)?,
                on: form::date(r.get(1)?).unwrap_or_default(),
                fen: Fen(r.get(2)?),
                kind,
                at_counter: r.get(4)?,
            });
        }
        Ok(movements)
    }

    /// The late charges one act claimed.
    ///
    /// # Errors
    /// Database errors.
    pub fn late_claims_of_act(self, act: i64) -> Result<Vec<Charge>> {
        let mut statement =
            self.0.prepare_cached("SELECT charge_id FROM late_claim WHERE act = ? ORDER BY id")?;
        let ids = statement.query_map([act], |r| r.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        ids.into_iter().map(|id| self.charge(id)).collect()
    }

    /// What was claimed as late charge of these charges up to a day; claims taken back are left out.
    ///
    /// # Errors
    /// Database errors.
    pub fn late_claimed(self, principals: &[i64], until: NaiveDate) -> Result<HashMap<i64, Fen>> {
        let mut statement = self.0.prepare_cached(
            "SELECT k.principal_id, sum(c.fen) FROM json_each(?1) w JOIN late_claim k ON k.principal_id = w.value
             JOIN charge c ON c.id = k.charge_id JOIN act t ON t.seq = k.act
             WHERE t.biz_date <= ?2 AND NOT EXISTS (SELECT 1 FROM adjustment a JOIN act x ON x.seq = a.act
               WHERE a.charge_id = c.id AND a.kind = 'reversal' AND x.biz_date <= ?2)
             GROUP BY k.principal_id",
        )?;
        let rows = statement.query_map((serde_json::to_string(principals)?, form::day(until)), |r| {
            Ok((r.get(0)?, Fen(r.get(1)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn unknown(table: &str, code: &str) -> StoreError {
    StoreError::Damaged { detail: format!("{table} with the unknown code {code}") }
}

impl Reading<'_> {
    /// Whether an item was ever charged.
    ///
    /// # Errors
    /// Database errors.
    pub fn item_was_charged(self, item: i64) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM period_total WHERE item_id = ?)";
        Ok(self.0.prepare_cached(sql)?.query_row([item], |r| r.get(0))?)
    }
}
