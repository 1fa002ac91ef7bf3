//! The clauses on late payment and the LPR: recorded with their contract, never edited.

use crate::bill_run::require_reason;
use crate::refusal::LateRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::late_charge::{Clause, Lpr, Rate};
use zhangfang_domain::settlement::Class;
use zhangfang_store::Reading;
use zhangfang_store::late::{ItemTerms, LateClause};
use zhangfang_store::tariff::ChargeItem;

/// A clause to be recorded.
#[derive(Clone, Debug)]
pub struct NewClause {
    /// It governs charges due on or after this day.
    pub starts: NaiveDate,
    /// Contract and article.
    pub text: String,
    /// What it says.
    pub clause: Clause,
}

impl Office {
    /// Records a clause; from its day on it replaces the one before.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] without the text of a clause or with a rate that is none,
    /// [`LateRefusal::ClauseExists`], [`LateRefusal::NoLpr`] when it goes by LPR and none is recorded.
    pub fn add_late_clause(&mut self, new: &NewClause, occasion: &Occasion) -> Result<Posted<i64>> {
        check(new)?;
        let reading = self.book.reading();
        if !self.replays(occasion)? {
            let standing =
                |c: &LateClause| c.starts == new.starts && c.last_due.is_none_or(|l| l >= c.starts);
            if reading.late_clauses()?.iter().any(standing) {
                return Err(LateRefusal::ClauseExists { starts: new.starts }.into());
            }
            let known = reading.lpr_values()?.first().is_some_and(|l| l.from <= new.starts);
            if matches!(new.clause.rate, Rate::LprMultiple(_)) && !known {
                return Err(LateRefusal::NoLpr { day: new.starts }.into());
            }
        }
        self.book.transact("late-charge.clause", occasion, |act| {
            let text = new.text.trim().to_owned();
            let clause = LateClause { id: 0, starts: new.starts, last_due: None, text, clause: new.clause };
            Ok::<_, OfficeError>(act.post_late_clause(&clause)?)
        })
    }

    /// Ends a clause: charges due after `last_due` bear nothing by it. One that was recorded by mistake ends on the day
    /// before it starts.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`LateRefusal::ClauseEnded`], [`Refusal::Unusable`] without a reason.
    pub fn end_late_clause(
        &mut self,
        clause: i64,
        last_due: NaiveDate,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        require_reason(reason)?;
        let found = self.late_clauses()?.into_iter().find(|c| c.id == clause);
        let name = clause.to_string();
        let found = found.ok_or(Refusal::Unknown { kind: "违约金条款", name })?;
        if let (Some(last_due), false) = (found.last_due, self.replays(occasion)?) {
            return Err(LateRefusal::ClauseEnded { clause, last_due }.into());
        }
        self.book.transact("late-charge.end", occasion, |act| {
            act.end_late_clause(clause, last_due, reason)?;
            Ok::<_, OfficeError>(clause)
        })
    }

    /// The clauses, in order of the day they start.
    ///
    /// # Errors
    /// Store errors.
    pub fn late_clauses(&self) -> Result<Vec<LateClause>> {
        Ok(self.book.reading().late_clauses()?)
    }

    /// Records a value of the one-year LPR.
    ///
    /// # Errors
    /// [`Refusal::Unusable`], [`LateRefusal::LprExists`].
    pub fn add_lpr(&mut self, lpr: &Lpr, occasion: &Occasion) -> Result<Posted<()>> {
        if lpr.percent <= Decimal::ZERO || lpr.percent >= Decimal::from(30) {
            let expected = "年利率的百分数，如 3.00";
            return Err(unusable("LPR", lpr.percent, expected));
        }
        let known = self.lpr_values()?;
        if !self.replays(occasion)? && known.iter().any(|l| l.from == lpr.from) {
            return Err(LateRefusal::LprExists { from: lpr.from }.into());
        }
        self.book.transact("late-charge.lpr", occasion, |act| Ok::<_, OfficeError>(act.post_lpr(lpr)?))
    }

    /// The values of the one-year LPR.
    ///
    /// # Errors
    /// Store errors.
    pub fn lpr_values(&self) -> Result<Vec<Lpr>> {
        Ok(self.book.reading().lpr_values()?)
    }

    /// The items with their terms, by id.
    ///
    /// # Errors
    /// Store errors.
    pub fn items_with_terms(&self) -> Result<Vec<(ChargeItem, ItemTerms)>> {
        let terms = self.book.reading().item_terms()?;
        let with = |i: ChargeItem| terms.get(&i.id).map(|t| (i, *t));
        Ok(self.charge_items()?.into_iter().filter_map(with).collect())
    }

    /// Sets the terms of an item; what is none stays.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`LateRefusal::ClassFixed`] once it was charged, [`LateRefusal::BearsNone`],
    /// [`Refusal::Unusable`] for a VAT rate that is none.
    pub fn set_item_terms(
        &mut self,
        item: &str,
        class: Option<Class>,
        bears_late: Option<bool>,
        vat_percent: Option<Decimal>,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let item = self.charge_item(item)?;
        let reading = self.book.reading();
        let old = reading.item_terms()?.get(&item.id).copied();
        let old = old.unwrap_or(ItemTerms { class: Class::Principal, bears_late: false, vat_percent: None });
        let terms = ItemTerms {
            class: class.unwrap_or(old.class),
            bears_late: bears_late.unwrap_or(old.bears_late && class.is_none_or(|c| c == Class::Principal)),
            vat_percent: vat_percent.or(old.vat_percent),
        };
        if terms.class != old.class && reading.item_was_charged(item.id)? {
            return Err(LateRefusal::ClassFixed { item: item.name }.into());
        }
        if terms.bears_late && terms.class != Class::Principal {
            return Err(LateRefusal::BearsNone { item: item.name, class: terms.class }.into());
        }
        if let Some(vat) = vat_percent.filter(|v| *v < Decimal::ZERO || *v > Decimal::from(20)) {
            return Err(unusable("税率", vat, "0 到 20 之间的百分数，如 6"));
        }
        self.book.transact("item.terms", occasion, |act| {
            act.set_item_terms(item.id, &terms)?;
            Ok::<_, OfficeError>(item.id)
        })
    }
}

/// The item of late charges or of costs; made with the first of them.
pub(crate) fn item_of_class(act: &mut zhangfang_store::Act<'_>, class: Class) -> Result<i64> {
    if let Some(item) = known_item(act.reading(), class)? {
        return Ok(item);
    }
    let item = act.add_charge_item(class.code(), class.label())?;
    act.set_item_terms(item, &ItemTerms { class, bears_late: false, vat_percent: None })?;
    Ok(item)
}

fn known_item(reading: Reading<'_>, class: Class) -> Result<Option<i64>> {
    let of_class = reading.item_terms()?.into_iter().filter(|(_, t)| t.class == class).map(|(id, _)| id);
    Ok(of_class.min())
}

fn check(new: &NewClause) -> Result<()> {
    if new.text.trim().is_empty() {
        let expected =
            "合同名称和条款，如 合同第十五条；没有合同约定不能计收违约金（《民法典》第五百八十五条）";
        return Err(unusable("合同条款", "", expected));
    }
    match new.clause.rate {
        Rate::Daily(daily) if daily <= Decimal::ZERO || daily > Decimal::new(1, 2) => {
            Err(unusable("日违约金率", daily, "大于零、不超过 0.01 的小数，日万分之五写作 0.0005"))
        }
        Rate::LprMultiple(n) if n <= Decimal::ZERO || n > Decimal::from(10) => {
            Err(unusable("LPR倍数", n, "大于零、不超过 10 的倍数"))
        }
        _ => match new.clause.cap_percent {
            Some(p) if !(1..=1000).contains(&p) => Err(unusable("上限", p, "本金的百分数，如 100")),
            _ if new.clause.grace_days > 366 => {
                Err(unusable("宽限天数", new.clause.grace_days, "不超过 366 天"))
            }
            _ => Ok(()),
        },
    }
}

fn unusable(field: &'static str, value: impl ToString, expected: &'static str) -> OfficeError {
    Refusal::Unusable { field, value: value.to_string(), expected }.into()
}
