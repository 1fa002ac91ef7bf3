//! Promotions as announced, their early end, and who got one.

use crate::{Act, Reading, Result, StoreError, fact, form};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::Value;
use rust_decimal::Decimal;
use zhangfang_domain::promotion::{Offer, OnRefund, Promotion};
use zhangfang_domain::{Fen, Months};

/// A promotion with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The promotion; its last day is the one it was ended on, when it was ended early.
    pub promotion: Promotion,
    /// Why it was ended early.
    pub ended: Option<String>,
    /// How often it was given.
    pub grants: u64,
    /// What it gave, in all.
    pub given: Fen,
}

/// A promotion given to one account for some months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The promotion.
    pub promotion: i64,
    /// The receipt it was given on.
    pub receipt: i64,
    /// The account.
    pub account: i64,
    /// Its home.
    pub home: i64,
    /// The months it covers, gift included.
    pub months: Months,
    /// What was paid for them.
    pub paid: Fen,
    /// The gift.
    pub given: Fen,
}

impl Act<'_> {
    /// Posts a promotion; its `id` is ignored and the new one returned.
    ///
    /// # Errors
    /// [`StoreError::Unrepresentable`] for a percentage with more than two decimals; database errors, also when the
    /// name is taken.
    pub fn post_promotion(&mut self, new: &Promotion) -> Result<i64> {
        let (months, free, share) = match new.offer {
            Offer::FreeMonths { paid, free } => (paid, free, 0),
            Offer::PercentOff { percent, least_months } => {
                let share = form::scaled(percent, 2).ok_or_else(|| StoreError::Unrepresentable {
                    what: "percentage",
                    value: percent.to_string(),
                })?;
                (least_months, 0, share)
            }
        };
        let text = |t: &str| Value::Text(t.to_owned());
        self.note("promotion", new.name.as_str());
        let values = [
            text(&new.name),
            Value::Integer(new.item),
            text(new.offer.code()),
            Value::Integer(months.into()),
            Value::Integer(free.into()),
            Value::Integer(share),
            Value::Integer(form::day(new.from)),
            Value::Integer(form::day(new.to)),
            text(new.on_refund.code()),
            text(&new.terms),
        ];
        self.post(&fact::PROMOTION, &values)
    }

    /// Ends a promotion before its last day.
    ///
    /// # Errors
    /// Database errors, also when it was ended before.
    pub fn post_promotion_end(&mut self, promotion: &Promotion, last: NaiveDate, reason: &str) -> Result<()> {
        self.note("promotion", promotion.name.as_str());
        let values =
            [Value::Integer(promotion.id), Value::Integer(form::day(last)), Value::Text(reason.to_owned())];
        self.post(&fact::PROMOTION_END, &values)?;
        Ok(())
    }

    /// Records who got a promotion.
    ///
    /// # Errors
    /// Database errors.
    pub fn post_grant(&mut self, grant: &Grant) -> Result<()> {
        let values = [
            grant.promotion,
            grant.receipt,
            grant.account,
            grant.home,
            grant.months.from.yyyymm().into(),
            grant.months.to.yyyymm().into(),
            grant.paid.0,
            grant.given.0,
        ];
        self.post(&fact::PROMOTION_GRANT, &values.map(Value::Integer))?;
        Ok(())
    }
}

/// Grants whose receipt stands.
const STANDING: &str = "NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = g.receipt_id)";

impl Reading<'_> {
    /// Every promotion, newest first.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for codes or days this program does not know.
    pub fn promotions(self) -> Result<Vec<Announced>> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT p.id, p.name, p.item_id, p.kind, p.months, p.free_months, p.share_e4, p.from_day, p.to_day, p.on_refund,
               p.terms, e.last_day, e.reason,
               (SELECT count(*) FROM promotion_grant g WHERE g.promotion_id = p.id AND {STANDING}),
               (SELECT coalesce(sum(g.fen), 0) FROM promotion_grant g WHERE g.promotion_id = p.id AND {STANDING})
             FROM promotion p LEFT JOIN promotion_end e ON e.promotion_id = p.id ORDER BY p.id DESC",
        ))?;
        let mut rows = statement.query([])?;
        let mut promotions = Vec::new();
        while let Some(r) = rows.next()? {
            promotions.push(announced(r)?);
        }
        Ok(promotions)
    }

    /// What promotions gave a home on receipts that stand, in order.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for unreadable months.
    pub fn grants_of(self, home: i64) -> Result<Vec<Grant>> {
        let mut statement = self.0.prepare_cached(&format!(
            "SELECT g.promotion_id, g.receipt_id, g.account_id, g.home_id, g.period, g.period_to, g.paid_fen, g.fen
             FROM promotion_grant g WHERE g.home_id = ? AND {STANDING} ORDER BY g.id",
        ))?;
        let mut rows = statement.query([home])?;
        let mut grants = Vec::new();
        while let Some(r) = rows.next()? {
            let unreadable =
                || StoreError::Damaged { detail: "promotion_grant with an unreadable month".into() };
            grants.push(Grant {
                promotion: r.get(0)?,
                receipt: r.get(1)?,
                account: r.get(2)?,
                home: r.get(3)?,
                months: form::months(r.get(4)?, r.get(5)?).ok_or_else(unreadable)?,
                paid: Fen(r.get(6)?),
                given: Fen(r.get(7)?),
            });
        }
        Ok(grants)
    }
}

fn announced(r: &Row<'_>) -> Result<Announced> {
    let id: i64 = r.get(0)?;
    let unknown = || StoreError::Damaged { detail: format!("promotion id={id} has an unknown code or day") };
    let (months, free, share): (u32, u32, i64) = (r.get(4)?, r.get(5)?, r.get(6)?);
    let offer = match r.get::<_, String>(3)?.as_str() {
        "free-months" => Offer::FreeMonths { paid: months, free },
        "percent-off" => {
            Offer::PercentOff { percent: Decimal::new(share, 2).normalize(), least_months: months }
        }
        _ => return Err(unknown()),
    };
    let day = |i: usize| form::date(r.get(i)?).ok_or_else(unknown);
    let ended: Option<i64> = r.get(11)?;
    let to = match ended {
        Some(last) => form::date(last).ok_or_else(unknown)?.min(day(8)?),
        None => day(8)?,
    };
    Ok(Announced {
        promotion: Promotion {
            id,
            name: r.get(1)?,
            item: r.get(2)?,
            offer,
            from: day(7)?,
            to,
            on_refund: OnRefund::from_code(&r.get::<_, String>(9)?).ok_or_else(unknown)?,
            terms: r.get(10)?,
        },
        ended: r.get(12)?,
        grants: r.get::<_, i64>(13)?.unsigned_abs(),
        given: Fen(r.get(14)?),
    })
}
