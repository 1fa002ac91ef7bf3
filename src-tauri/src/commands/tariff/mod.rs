//! Items and prices: what is charged, for how much, from when, for whom; and what another price would do.

use crate::export;
use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Answer, month, text_or_none};
use serde::Deserialize;
use std::str::FromStr;
use tauri::ipc::Invoke;
use tauri::{Runtime, State};
use ts_rs::TS;
use zhangfang_domain::proration::StartRule;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::price_change::{self, PriceTrial};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{OfficeError, Refusal};

mod views;

pub use views::{Effect, EffectRow, Item, Prices, Scope, Tariff, TariffVersion};

/// A version as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct VersionForm {
    /// Yuan for one unit and month.
    pub price: String,
    /// First month.
    pub from: String,
    /// Code of the basis.
    pub basis: String,
    /// Code of the cycle.
    pub cycle: String,
    /// Code of the rounding.
    pub rounding: String,
    /// Due date: `1/31`, month of the cycle and day.
    pub due: String,
    /// The clause it rests on.
    pub clause: String,
    /// Code of the start rule; as the locality profile says when empty.
    pub start: String,
}

fn unusable(field: &'static str, value: &str, expected: &'static str) -> OfficeError {
    Refusal::Unusable { field, value: value.to_owned(), expected }.into()
}

fn decimal<T: FromStr>(field: &'static str, text: &str, expected: &'static str) -> Result<T, OfficeError> {
    text.trim().parse().map_err(|_| unusable(field, text, expected))
}

impl VersionForm {
    fn version(&self) -> Result<Version, OfficeError> {
        let choose = "列出的一种";
        Ok(Version {
            id: 0,
            starts: month(&self.from)?,
            unit_price: decimal("单价", &self.price, "大于零的金额，如 2.35")?,
            basis: Basis::from_code(&self.basis).ok_or_else(|| unusable("计费依据", &self.basis, choose))?,
            cycle: Cycle::from_code(&self.cycle).ok_or_else(|| unusable("周期", &self.cycle, choose))?,
            rounding: Rounding::from_code(&self.rounding)
                .ok_or_else(|| unusable("取整", &self.rounding, choose))?,
            due: DueRule::parse(&self.due).ok_or_else(|| {
                unusable("应缴日", &self.due, "周期第几个月/几日，如 1/31；不能早于计费期间")
            })?,
            clause: self.clause.trim().to_owned(),
            start: StartRule::from_code(&self.start),
        })
    }
}

/// For whom a tariff is, as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct ScopeForm {
    /// Building; any when empty.
    pub building: String,
    /// Use; any when empty.
    pub use_kind: String,
    /// One home; any when empty.
    pub room: String,
    /// Quantity, for tariffs by quantity.
    pub quantity: String,
}

/// A price to try, as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "tariff.ts")]
pub struct TrialForm {
    /// The tariff.
    pub tariff: String,
    /// Yuan for one unit and month.
    pub price: String,
    /// First month.
    pub from: String,
    /// Months looked at.
    pub months: String,
}

impl TrialForm {
    fn trial(&self) -> Result<PriceTrial, OfficeError> {
        Ok(PriceTrial {
            tariff: self.tariff.clone(),
            price: decimal("单价", &self.price, "大于零的金额，如 2.60")?,
            from: month(&self.from)?,
            months: decimal("测算月数", &self.months, "1 到 24 的整数")?,
            buildings: Vec::new(),
        })
    }
}

/// Items and tariffs.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn tariff_prices(session: State<'_, Session>) -> Answer<Prices> {
    session.with(|office| views::prices(office))
}

/// Adds a charge item.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_charge_item`].
#[tauri::command(async)]
pub fn tariff_add_item(
    code: &str,
    name: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Prices> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.add_charge_item(code.trim(), name.trim(), &occasion)?;
        views::prices(office)
    })
}

/// Adds a tariff with its first version.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_tariff`].
#[tauri::command(async)]
pub fn tariff_add(
    item: &str,
    name: &str,
    version: VersionForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Prices> {
    let (version, occasion) = (version.version()?, session.occasion(key));
    session.with(|office| {
        office.add_tariff(item, name.trim(), &version, &occasion)?;
        views::prices(office)
    })
}

/// Adds a version: another price from a month on.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_tariff_version`].
#[tauri::command(async)]
pub fn tariff_add_version(
    name: &str,
    version: VersionForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Prices> {
    let (version, occasion) = (version.version()?, session.occasion(key));
    session.with(|office| {
        office.add_tariff_version(name, &version, &occasion)?;
        views::prices(office)
    })
}

/// Says for whom a tariff is.
///
/// # Errors
/// Of [`zhangfang_office::Office::assign_tariff`].
#[tauri::command(async)]
pub fn tariff_assign(
    name: &str,
    scope: ScopeForm,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<Prices> {
    let quantity = text_or_none(&scope.quantity);
    let quantity = quantity.map(|text| decimal("数量", &text, "大于零的数量")).transpose()?;
    let to = AssignTo {
        building: text_or_none(&scope.building),
        use_kind: text_or_none(&scope.use_kind),
        room: text_or_none(&scope.room),
        quantity,
    };
    let occasion = session.occasion(key);
    session.with(|office| {
        office.assign_tariff(name, &to, &occasion)?;
        views::prices(office)
    })
}

/// Takes an assignment back.
///
/// # Errors
/// Of [`zhangfang_office::Office::unassign_tariff`].
#[tauri::command(async)]
pub fn tariff_unassign(assignment: u32, session: State<'_, Session>) -> Answer<Prices> {
    let occasion = session.occasion(None);
    session.with(|office| {
        office.unassign_tariff(i64::from(assignment), &occasion)?;
        views::prices(office)
    })
}

/// Ends a tariff with a month.
///
/// # Errors
/// Of [`zhangfang_office::Office::end_tariff`].
#[tauri::command(async)]
pub fn tariff_end(name: &str, last: &str, session: State<'_, Session>) -> Answer<Prices> {
    let (last, occasion) = (month(last)?, session.occasion(None));
    session.with(|office| {
        office.end_tariff(name, last, &occasion)?;
        views::prices(office)
    })
}

/// What another price would do. Nothing is written.
///
/// # Errors
/// Of [`zhangfang_office::Office::try_price`].
#[tauri::command(async)]
pub fn tariff_try(form: TrialForm, session: State<'_, Session>) -> Answer<Effect> {
    let trial = form.trial()?;
    session.with(|office| Ok(Effect::from(office.try_price(&trial)?)))
}

/// 价格调整测算表.
///
/// # Errors
/// Of [`zhangfang_office::Office::try_price`]; document errors.
#[tauri::command(async)]
pub fn tariff_try_paper(form: TrialForm, session: State<'_, Session>) -> Answer<PaperHandle> {
    let (trial, occasion) = (form.trial()?, session.occasion(None));
    let bytes = session.with_fonts(|office, fonts| {
        let effect = office.try_price(&trial)?;
        Ok(papers::price_change(office, fonts, &effect, &occasion)?)
    })?;
    Ok(session.shelf.put(Paper {
        file_name: format!("价格调整测算表-{}.pdf", trial.tariff),
        bytes,
        count: 1,
    }))
}

/// The trial home by home as a workbook.
///
/// # Errors
/// Of [`zhangfang_office::Office::try_price`]; when the file cannot be written.
#[tauri::command(async)]
pub fn tariff_export_trial(
    form: TrialForm,
    purpose: &str,
    session: State<'_, Session>,
) -> Answer<Option<String>> {
    let trial = form.trial()?;
    let table = session.with(|office| Ok(price_change::table(&office.try_price(&trial)?, "")))?;
    export::save(&session, purpose, table)
}

/// Answers the commands of this area.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool {
    tauri::generate_handler![
        tariff_prices,
        tariff_add_item,
        tariff_add,
        tariff_add_version,
        tariff_assign,
        tariff_unassign,
        tariff_end,
        tariff_try,
        tariff_try_paper,
        tariff_export_trial
    ]
}
