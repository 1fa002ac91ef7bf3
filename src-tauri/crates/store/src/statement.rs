//! One home's history: everything charged, paid, taken back, in order, with a running balance.

use crate::charge::{Charge, known_kind};
use crate::{Reading, Result, StoreError, form};
use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;

/// What a line of a statement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// A charge of an item.
    Charge {
        /// The charge.
        charge: i64,
    },
    /// A charge taken back or reduced.
    Adjustment {
        /// The charge.
        charge: i64,
        /// Which kind.
        kind: Kind,
        /// Why.
        reason: String,
    },
    /// Money received.
    Payment {
        /// Receipt number.
        receipt: i64,
        /// Code of the method.
        method: String,
    },
    /// A receipt voided.
    Void {
        /// Receipt number.
        receipt: i64,
        /// Why.
        reason: String,
    },
    /// Prepaid money given back, or a wrong refund taken back.
    Refund {
        /// Code of the method.
        method: String,
    },
    /// Prepaid money carried to another account (owed more) or from one (owed less).
    Carried {
        /// The written agreement.
        agreement: String,
    },
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// Business date.
    pub date: NaiveDate,
    /// The account.
    pub account: i64,
    /// The act.
    pub act: i64,
    /// What happened.
    pub kind: StatementKind,
    /// Owed more (positive) or less (negative).
    pub fen: Fen,
    /// Owed after this line; negative means prepaid.
    pub balance: Fen,
}

/// A home's statement with the charges its lines speak of.
#[derive(Clone, Debug)]
pub struct HomeStatement {
    /// Lines in order of date and act.
    pub lines: Vec<StatementLine>,
    /// The charges, by id.
    pub charges: HashMap<i64, Charge>,
}

impl HomeStatement {
    /// Owed at the end; negative means prepaid.
    #[must_use]
    pub fn balance(&self) -> Fen {
        self.lines.last().map_or(Fen::ZERO, |l| l.balance)
    }
}

impl Reading<'_> {
    /// The statement of an account of a home, of all its accounts when none is named, up to and including a date.
    ///
    /// # Errors
    /// Database errors.
    pub fn statement(self, home: i64, account: Option<i64>, as_of: NaiveDate) -> Result<HomeStatement> {
        let charges = self.charges_of_home(home)?;
        let mut lines = Vec::new();
        for charge in &charges {
            let posted = charge.posted.unwrap_or(as_of);
            let date = if charge.is_opening() { charge.due.min(posted) } else { posted };
            let kind = StatementKind::Charge { charge: charge.id };
            let (account, fen) = (charge.account, charge.fen);
            lines.push(StatementLine { date, account, act: charge.act, kind, fen, balance: Fen::ZERO });
        }
        self.adjustment_lines(&charges, &mut lines)?;
        self.payment_lines(home, &mut lines)?;
        self.money_back_lines(home, &mut lines)?;
        lines.retain(|l| l.date <= as_of && account.is_none_or(|a| a == l.account));
        // Lines of one act keep the order of the charges.
        lines.sort_by_key(|l| (l.date, l.act));
        let mut balance = Fen::ZERO;
        for line in &mut lines {
            balance += line.fen;
            line.balance = balance;
        }
        Ok(HomeStatement { lines, charges: charges.into_iter().map(|c| (c.id, c)).collect() })
    }

    fn adjustment_lines(self, charges: &[Charge], lines: &mut Vec<StatementLine>) -> Result<()> {
        let mut statement = self.0.prepare_cached(
            "SELECT x.kind, x.fen, x.reason, t.biz_date, x.act FROM adjustment x JOIN act t ON t.seq = x.act WHERE x.charge_id = ?",
        )?;
        for (charge, account) in charges.iter().map(|c| (c.id, c.account)) {
            let mut rows = statement.query([charge])?;
            while let Some(r) = rows.next()? {
                lines.push(StatementLine {
                    date: stored_date(r.get(3)?)?,
                    account,
                    act: r.get(4)?,
                    kind: StatementKind::Adjustment {
                        charge,
                        kind: known_kind(&r.get::<_, String>(0)?)?,
                        reason: r.get(2)?,
                    },
                    fen: Fen(-r.get::<_, i64>(1)?),
                    balance: Fen::ZERO,
                });
            }
        }
        Ok(())
    }

    fn payment_lines(self, home: i64, lines: &mut Vec<StatementLine>) -> Result<()> {
        let mut statement = self.0.prepare_cached(
            "SELECT p.act, t.biz_date, p.fen, r.number, r.method, v.reason, p.reverses IS NOT NULL, p.account_id
             FROM payment p JOIN act t ON t.seq = p.act JOIN receipt r ON r.id = p.receipt_id
             LEFT JOIN receipt_void v ON v.receipt_id = r.id
             WHERE p.home_id = ? AND NOT EXISTS (SELECT 1 FROM carry k WHERE k.to_payment = p.id)",
        )?;
        let mut rows = statement.query([home])?;
        while let Some(r) = rows.next()? {
            let (receipt, method) = (r.get(3)?, r.get(4)?);
            let kind = if r.get(6)? {
                StatementKind::Void { receipt, reason: r.get::<_, Option<String>>(5)?.unwrap_or_default() }
            } else {
                StatementKind::Payment { receipt, method }
            };
            let fen = Fen(-r.get::<_, i64>(2)?);
            lines.push(StatementLine {
                date: stored_date(r.get(1)?)?,
                account: r.get(7)?,
                act: r.get(0)?,
                kind,
                fen,
                balance: Fen::ZERO,
            });
        }
        Ok(())
    }
}

impl Reading<'_> {
    fn money_back_lines(self, home: i64, lines: &mut Vec<StatementLine>) -> Result<()> {
        let mut statement = self.0.prepare_cached(
            "SELECT b.act, t.biz_date, b.fen, b.method, NULL, b.account_id FROM refund b JOIN act t ON t.seq = b.act WHERE b.home_id = ?1
             UNION ALL SELECT k.act, t.biz_date, k.fen, NULL, k.agreement, p.account_id FROM carry k JOIN act t ON t.seq = k.act
               JOIN payment p ON p.id = k.from_payment WHERE p.home_id = ?1
             UNION ALL SELECT k.act, t.biz_date, -k.fen, NULL, k.agreement, p.account_id FROM carry k JOIN act t ON t.seq = k.act
               JOIN payment p ON p.id = k.to_payment WHERE p.home_id = ?1",
        )?;
        let mut rows = statement.query([home])?;
        while let Some(r) = rows.next()? {
            let kind = match r.get::<_, Option<String>>(3)? {
                Some(method) => StatementKind::Refund { method },
                None => {
                    StatementKind::Carried { agreement: r.get::<_, Option<String>>(4)?.unwrap_or_default() }
                }
            };
            let (date, fen) = (stored_date(r.get(1)?)?, Fen(r.get(2)?));
            let (act, account) = (r.get(0)?, r.get(5)?);
            lines.push(StatementLine { date, account, act, kind, fen, balance: Fen::ZERO });
        }
        Ok(())
    }
}

fn stored_date(day: i64) -> Result<NaiveDate> {
    form::date(day).ok_or_else(|| StoreError::Damaged { detail: format!("date {day} is unreadable") })
}
