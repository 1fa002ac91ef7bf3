//! 收费规则: what late payment costs, in which order money settles debts, what paying ahead earns.

use crate::session::Session;
use crate::wire::{Amount, Answer, coded, day, decimal, decimal_or_none};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_domain::late_charge::{Clause, DayCount, Lpr, Rate, Rounding, yearly_percent};
use zhangfang_domain::promotion::{Offer, OnRefund};
use zhangfang_domain::settlement::{Class, Order};
use zhangfang_office::late_charge::{LateClause, NewClause};
use zhangfang_office::promotion::{Announced, NewPromotion, in_words};
use zhangfang_office::{Office, OfficeError, Refusal};

/// The terms.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "terms.ts")]
pub struct TermsBook {
    /// Clauses on late payment.
    pub clauses: Vec<ClauseLine>,
    /// Values of the one-year LPR: from, percent.
    pub lpr: Vec<(String, String)>,
    /// Code of the order in which debts are settled.
    pub order: String,
    /// The orders there are: code and words.
    pub orders: Vec<(String, String)>,
    /// Promotions.
    pub promotions: Vec<PromotionLine>,
}

/// A clause on late payment.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "terms.ts")]
pub struct ClauseLine {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// It governs charges due from this day on.
    pub starts: String,
    /// Last due date it governs; empty while it has none.
    pub last_due: String,
    /// Contract and article.
    pub text: String,
    /// `每日 0.05%（折合年率 18.25%）`.
    pub rate: String,
    /// Which days count.
    pub days: String,
    /// The cap in words.
    pub cap: String,
}

/// A promotion.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "terms.ts")]
pub struct PromotionLine {
    /// Its name.
    pub name: String,
    /// Its item.
    pub item: String,
    /// What it gives, in words.
    pub offer: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// What becomes of the gift on a refund.
    pub on_refund: String,
    /// 进行中, 未开始 …
    pub state: String,
    /// Whether it can be ended.
    pub open: bool,
    /// How often it was given.
    #[ts(type = "number")]
    pub grants: u64,
    /// What it gave.
    pub given: Amount,
}

fn clause_line(c: LateClause) -> ClauseLine {
    let rate = match c.clause.rate {
        Rate::Daily(daily) => {
            let percent = (daily * rust_decimal::Decimal::ONE_HUNDRED).normalize();
            format!("每日 {percent}%（折合年率 {}%）", yearly_percent(daily))
        }
        Rate::LprMultiple(multiple) => format!("一年期 LPR 的 {} 倍", multiple.normalize()),
    };
    let grace = match c.clause.grace_days {
        0 => String::new(),
        days => format!("，宽限 {days} 天"),
    };
    ClauseLine {
        id: c.id,
        starts: c.starts.to_string(),
        last_due: c.last_due.map(|d| d.to_string()).unwrap_or_default(),
        text: c.text,
        rate,
        days: format!("{}{grace}", c.clause.day_count.label()),
        cap: c.clause.cap_percent.map_or_else(|| "不设上限".to_owned(), |p| format!("不超过本金的 {p}%")),
    }
}

fn promotion_line(a: Announced, item: String, today: NaiveDate) -> PromotionLine {
    let p = a.promotion;
    let open = (p.from..=p.to).contains(&today);
    let state = match (&a.ended, open) {
        (_, true) => "进行中",
        (Some(_), false) => "已提前结束",
        (None, false) if today < p.from => "未开始",
        (None, false) => "已到期",
    };
    PromotionLine {
        item,
        offer: in_words(&p.offer),
        from: p.from.to_string(),
        to: p.to.to_string(),
        on_refund: p.on_refund.label().to_owned(),
        state: state.to_owned(),
        open: a.ended.is_none() && today <= p.to,
        grants: a.grants,
        given: a.given.into(),
        name: p.name,
    }
}

/// The terms.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn terms_all(session: State<'_, Session>) -> Answer<TermsBook> {
    let today = session.host().today();
    session.with(|office| {
        let items = office.charge_items()?;
        let name = |id: i64| items.iter().find(|i| i.id == id).map(|i| i.name.clone()).unwrap_or_default();
        let promotions = office.promotions()?.into_iter().map(|a| {
            let item = name(a.promotion.item);
            promotion_line(a, item, today)
        });
        let lpr = office.lpr_values()?.into_iter();
        Ok(TermsBook {
            clauses: office.late_clauses()?.into_iter().map(clause_line).collect(),
            lpr: lpr.map(|l| (l.from.to_string(), l.percent.normalize().to_string())).collect(),
            order: office.settlement_order()?.code().to_owned(),
            orders: Order::ALL.map(|o| (o.code().to_owned(), o.label().to_owned())).to_vec(),
            promotions: promotions.collect(),
        })
    })
}

/// A clause as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "terms.ts")]
pub struct ClauseForm {
    /// `daily` or `lpr`.
    pub by: String,
    /// Percent a day: `0.05`; or how many times the LPR.
    pub rate: String,
    /// Contract and article.
    pub text: String,
    /// It governs charges due from this day on.
    pub from: String,
    /// Code of which days count.
    pub days: String,
    /// Days that bear nothing.
    pub grace: String,
    /// Percent of the principal; none when empty.
    pub cap: String,
    /// Code of the rounding.
    pub rounding: String,
}

fn whole(field: &'static str, text: &str) -> Result<u32, OfficeError> {
    let expected = "整数";
    let unusable = || Refusal::Unusable { field, value: text.to_owned(), expected }.into();
    zhangfang_domain::text::folded(text).parse().map_err(|_| unusable())
}

impl ClauseForm {
    fn clause(&self) -> Result<NewClause, OfficeError> {
        let number = decimal("违约金标准", &self.rate)?;
        let rate = match self.by.as_str() {
            "lpr" => Rate::LprMultiple(number),
            _ => Rate::Daily(number / rust_decimal::Decimal::ONE_HUNDRED),
        };
        let cap_percent = if self.cap.trim().is_empty() { None } else { Some(whole("上限", &self.cap)?) };
        let clause = Clause {
            rate,
            day_count: coded("天数", &self.days, DayCount::from_code)?,
            grace_days: if self.grace.trim().is_empty() { 0 } else { whole("宽限天数", &self.grace)? },
            cap_percent,
            rounding: coded("取整", &self.rounding, Rounding::from_code)?,
        };
        Ok(NewClause { starts: day(&self.from)?, text: self.text.clone(), clause })
    }
}

/// Records a clause.
///
/// # Errors
/// Of [`Office::add_late_clause`].
#[tauri::command(async)]
pub fn terms_add_clause(form: ClauseForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let (new, occasion) = (form.clause()?, session.occasion(key));
    session.with(|office| {
        office.add_late_clause(&new, &occasion)?;
        Ok(())
    })
}

/// Ends a clause.
///
/// # Errors
/// Of [`Office::end_late_clause`].
#[tauri::command(async)]
pub fn terms_end_clause(
    clause: u32,
    last_due: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let (last_due, occasion) = (day(last_due)?, session.occasion(key));
    session.with(|office| {
        office.end_late_clause(i64::from(clause), last_due, reason, &occasion)?;
        Ok(())
    })
}

/// Records a value of the one-year LPR.
///
/// # Errors
/// Of [`Office::add_lpr`].
#[tauri::command(async)]
pub fn terms_add_lpr(
    from: &str,
    percent: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let lpr = Lpr { from: day(from)?, percent: decimal("年利率", percent)? };
    let occasion = session.occasion(key);
    session.with(|office| {
        office.add_lpr(&lpr, &occasion)?;
        Ok(())
    })
}

/// Sets the order in which money settles debts, for payments from now on.
///
/// # Errors
/// Of [`Office::set_settlement_order`].
#[tauri::command(async)]
pub fn terms_set_order(order: &str, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let (order, occasion) = (coded("冲抵顺序", order, Order::from_code)?, session.occasion(key));
    session.with(|office| {
        office.set_settlement_order(order, &occasion)?;
        Ok(())
    })
}

/// A promotion as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "terms.ts")]
pub struct PromotionForm {
    /// Its name.
    pub name: String,
    /// Its item.
    pub item: String,
    /// `months` or `percent`.
    pub kind: String,
    /// Months paid, or percent off.
    pub pay: String,
    /// Months given, or the least months paid ahead.
    pub gift: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Code of what becomes of the gift on a refund.
    pub on_refund: String,
    /// Other terms.
    pub terms: String,
}

impl PromotionForm {
    fn promotion(self) -> Result<NewPromotion, OfficeError> {
        let offer = match self.kind.as_str() {
            "percent" => Offer::PercentOff {
                percent: decimal("优惠百分比", &self.pay)?,
                least_months: whole("至少预缴", &self.gift)?,
            },
            _ => Offer::FreeMonths {
                paid: whole("交几个月", &self.pay)?,
                free: whole("送几个月", &self.gift)?,
            },
        };
        Ok(NewPromotion {
            offer,
            from: day(&self.from)?,
            to: day(&self.to)?,
            on_refund: coded("退费时", &self.on_refund, OnRefund::from_code)?,
            name: self.name.trim().to_owned(),
            item: self.item,
            terms: self.terms,
        })
    }
}

/// Announces a promotion.
///
/// # Errors
/// Of [`Office::add_promotion`].
#[tauri::command(async)]
pub fn terms_add_promotion(
    form: PromotionForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let (new, occasion) = (form.promotion()?, session.occasion(key));
    session.with(|office| {
        office.add_promotion(&new, &occasion)?;
        Ok(())
    })
}

/// Ends a promotion early.
///
/// # Errors
/// Of [`Office::end_promotion`].
#[tauri::command(async)]
pub fn terms_end_promotion(
    name: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office: &mut Office| {
        office.end_promotion(name, reason, &occasion)?;
        Ok(())
    })
}

/// What kind of debt an item is, whether it bears late charges where a clause says so, its VAT.
///
/// # Errors
/// Of [`Office::set_item_terms`].
#[tauri::command(async)]
pub fn terms_set_item(
    item: &str,
    class: &str,
    bears_late: bool,
    vat: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let (class, vat) = (coded("性质", class, Class::from_code)?, decimal_or_none("税率", vat)?);
    let occasion = session.occasion(key);
    session.with(|office| {
        office.set_item_terms(item, Some(class), Some(bears_late), vat, &occasion)?;
        Ok(())
    })
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        terms_all,
        terms_add_clause,
        terms_end_clause,
        terms_add_lpr,
        terms_set_order,
        terms_add_promotion,
        terms_end_promotion,
        terms_set_item
    ]
}
