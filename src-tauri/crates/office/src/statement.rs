//! One home's statement, and why an amount is what it is.

use crate::billing::{days_of, shown};
use crate::form::correction::Links;
use crate::{Office, Refusal, Result, explain, wire};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;
use zhangfang_domain::tariff::{self, Basis, Version};
use zhangfang_domain::{Fen, Months, method::Method};
use zhangfang_store::charge::Charge;
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::statement::StatementKind;

/// A line of a home's statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementLine {
    /// Business date.
    pub date: NaiveDate,
    /// What happened, in Chinese.
    pub what: String,
    /// Charge, when the line is one.
    pub charge: Option<i64>,
    /// Receipt number, when the line is one.
    pub receipt: Option<i64>,
    /// Owed more (positive) or less.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// Owed after it; negative means prepaid.
    #[serde(with = "wire::yuan")]
    pub balance: Fen,
}

/// A home's statement.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    /// The home.
    pub room: String,
    /// The account it is of.
    pub account: i64,
    /// Whose account it is, masked.
    pub owner: String,
    /// The other accounts of the home, with whose they are.
    pub others: Vec<(i64, String)>,
    /// Date the figures stand for.
    pub as_of: NaiveDate,
    /// First day, when lines before it were left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Owed before the first line shown.
    #[serde(skip)]
    pub before: Fen,
    /// Lines in order.
    pub lines: Vec<StatementLine>,
    /// Charges open now, when the statement is of today.
    #[serde(with = "wire::yuan")]
    pub balance: Fen,
}

impl Statement {
    /// The same without the lines before a day; what they came to stands before the first.
    #[must_use]
    pub fn from_day(mut self, since: NaiveDate) -> Self {
        let earlier = self.lines.partition_point(|line| line.date < since);
        self.before = self.lines[..earlier].last().map_or(Fen::ZERO, |line| line.balance);
        self.lines.drain(..earlier);
        self.since = Some(since);
        self
    }
}

/// What lowers a charge without money.
#[derive(Clone, Debug, Serialize)]
pub struct Lowered {
    /// 空置优惠, 减免 …
    pub what: &'static str,
    /// How much; less than nothing when it was taken back.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// Why, by which paper.
    pub reason: String,
}

/// Why a charge is what it is, from the facts stored with it.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The charge.
    pub charge: i64,
    /// The home.
    pub room: String,
    /// Item by its name on paper.
    pub item: String,
    /// Months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// Due date.
    pub due: NaiveDate,
    /// Amount.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
    /// What lowers it, with the reason of each.
    pub lowered: Vec<Lowered>,
    /// Still open.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// "94.56 m² × 2.35 元/m²·月 × 3 月，每月四舍五入到分".
    pub formula: String,
    /// What the calculation rests on, name by name; empty where the formula says it all.
    pub facts: Vec<(String, String)>,
    /// Clause or posting the price rests on.
    pub clause: String,
    /// Where it stands in a correction.
    pub links: Links,
}

impl Office {
    /// Everything that happened on an account of a home up to a date; on that of the owner of now when none is named.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], [`crate::refusal::BillingRefusal::OtherAccount`], store errors.
    pub fn statement(&self, room: &str, account: Option<i64>, as_of: NaiveDate) -> Result<Statement> {
        let home = self.home(room)?;
        let account = self.account_of(&home, account)?;
        let mut others = self.book.reading().accounts_of(home.id)?;
        others.retain(|a| a.id != account.id);
        let items = self.item_names()?;
        let statement = self.book.reading().statement(home.id, Some(account.id), as_of)?;
        let balance = statement.balance();
        let item_of = |charge: &i64| -> String {
            statement.charges.get(charge).map_or_else(String::new, |c| {
                format!("{} {}", items.get(&c.item).cloned().unwrap_or_default(), charged_period(c))
            })
        };
        let lines: Vec<StatementLine> = statement
            .lines
            .iter()
            .map(|line| {
                let (what, charge, receipt) = match &line.kind {
                    StatementKind::Charge { charge } => {
                        let words = statement.charges.get(charge).map(agreed_words);
                        (item_of(charge) + &words.unwrap_or_default(), Some(*charge), None)
                    }
                    StatementKind::Adjustment { charge, kind, reason } => {
                        (format!("{}：{}（{reason}）", kind.label(), item_of(charge)), Some(*charge), None)
                    }
                    StatementKind::Payment { receipt, method } => {
                        let label = Method::from_code(method).map_or(method.as_str(), |m| m.label());
                        (format!("收款 {label} 收据 {receipt:07}"), None, Some(*receipt))
                    }
                    StatementKind::Refund { method } => {
                        let label = Method::from_code(method).map_or(method.as_str(), |m| m.label());
                        (format!("退款 {label}"), None, None)
                    }
                    StatementKind::Carried { agreement } => (format!("预存转户（{agreement}）"), None, None),
                    StatementKind::Void { receipt, reason } => {
                        (format!("作废 收据 {receipt:07}（{reason}）"), None, Some(*receipt))
                    }
                };
                StatementLine {
                    date: line.date,
                    what,
                    charge,
                    receipt,
                    amount: line.fen,
                    balance: line.balance,
                }
            })
            .collect();
        Ok(Statement {
            room: home.record.room_number(),
            account: account.id,
            owner: shown(&account),
            others: others.iter().map(|a| (a.id, shown(a))).collect(),
            as_of,
            since: None,
            before: Fen::ZERO,
            balance,
            lines,
        })
    }

    /// Why a charge is what it is.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn explain(&self, charge: i64) -> Result<Explanation> {
        let found = self.charge(charge)?;
        let (formula, clause) = self.policies()?.formula(&found);
        let mut facts = found.detail.as_ref().map(explain::facts).unwrap_or_default();
        let links = self.links(&found)?;
        facts.extend(explain::links(&links));
        let item = self.item_names()?.remove(&found.item).unwrap_or_default();
        let room = self.book.reading().home(found.home)?.record.room_number();
        let (months, due, amount, open) = (found.months, found.due, found.fen, found.open);
        let lowered = self.book.reading().adjustment_lines_of(charge)?;
        let lowered = lowered
            .into_iter()
            .map(|(kind, amount, reason)| Lowered { what: kind.label(), amount, reason })
            .collect();
        Ok(Explanation {
            charge,
            room,
            item,
            months,
            due,
            amount,
            lowered,
            open,
            formula,
            facts,
            clause,
            links,
        })
    }

    /// A charge by number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn charge(&self, charge: i64) -> Result<Charge> {
        self.book.reading().charge(charge).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                Refusal::Unknown { kind: "账单", name: key }.into()
            }
            other => other.into(),
        })
    }

    /// The policies of all tariff versions, to explain charges with.
    pub(crate) fn policies(&self) -> Result<Policies> {
        let versions = self.tariffs()?.into_iter().flat_map(|t| t.versions);
        Ok(Policies(versions.map(|v| (v.id, v)).collect()))
    }
}

/// What a charge that was agreed rests on, in brackets; nothing for other charges.
fn agreed_words(charge: &Charge) -> String {
    match &charge.detail {
        Some(ChargeDetail::Agreed { words }) => format!("（{words}）"),
        _ => String::new(),
    }
}

/// Every tariff version by id.
pub(crate) struct Policies(HashMap<i64, Version>);

impl Policies {
    /// The calculation of a charge in words, and the clause it rests on.
    pub fn formula(&self, charge: &Charge) -> (String, String) {
        let known = charge.basis.as_ref().and_then(|basis| Some((basis, self.0.get(&basis.version)?)));
        if let Some(detail) = &charge.detail {
            let (words, clause) = explain::detail(detail);
            let of_version = known.map(|(_, v)| v.clause.clone()).filter(|_| clause.is_empty());
            return (words, of_version.unwrap_or(clause));
        }
        match known {
            Some((basis, v)) => {
                let formula =
                    tariff::explain(v.basis, basis.quantity, &basis.segments, v.rounding, charge.fen);
                (formula, v.clause.clone())
            }
            None => {
                (charge.note.clone().unwrap_or_else(|| "上线前结欠，按移交台账".to_owned()), String::new())
            }
        }
    }

    /// Unit price and quantity of a charge as a receipt prints them; empty for an opening balance.
    pub fn price_and_quantity(&self, charge: &Charge) -> (String, String) {
        let Some(basis) = &charge.basis else { return (String::new(), String::new()) };
        let price = match basis.segments.as_slice() {
            [one] => tariff::at_least(one.unit_price, 2),
            _ => String::new(),
        };
        let kind = self.0.get(&basis.version).map_or(Basis::Quantity, |v| v.basis);
        let places = if kind == Basis::Area { 2 } else { 0 };
        (price, format!("{} {}", tariff::at_least(basis.quantity, places), kind.unit_label()))
    }
}

/// The days a charge is for as they stand on paper: whole months as such.
pub(crate) fn charged_period(charge: &Charge) -> String {
    let (first, last) = days_of(charge);
    if (first, last) == (charge.months.first_day(), charge.months.last_day()) {
        return period_text(charge.months);
    }
    period_of_days(first, last)
}

/// Days as they stand on paper: `2025年8月20日—31日`.
pub(crate) fn period_of_days(first: NaiveDate, last: NaiveDate) -> String {
    let to = if first.format("%Y%m").to_string() == last.format("%Y%m").to_string() {
        "%-d日"
    } else if first.format("%Y").to_string() == last.format("%Y").to_string() {
        "%-m月%-d日"
    } else {
        "%Y年%-m月%-d日"
    };
    format!("{}—{}", first.format("%Y年%-m月%-d日"), last.format(to))
}

/// Months as they stand on paper: `2025年10月` or `2025年10—12月`.
#[must_use]
pub fn period_text(months: Months) -> String {
    let (from, to) = (months.from, months.to);
    if from == to {
        format!("{}年{}月", from.year(), from.month())
    } else if from.year() == to.year() {
        format!("{}年{}—{}月", from.year(), from.month(), to.month())
    } else {
        format!("{}年{}月—{}年{}月", from.year(), from.month(), to.year(), to.month())
    }
}
