//! 表: the meters, their prices, what hangs where and since when.

use crate::session::Session;
use crate::wire::{Answer, coded, day, decimal, month, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::meter::{Kind, TierPeriod, TierRounding};
use zhangfang_domain::tariff::DueRule;
use zhangfang_office::metering::Metered;
use zhangfang_office::metering::meters::{NewMeter, NewPrice, Replacement};
use zhangfang_office::metering::readings::NotedReading;
use zhangfang_office::{OfficeError, Refusal};

/// A meter in the list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct MeterLine {
    /// The number on it.
    pub code: String,
    /// 水表, 电表 …
    pub kind: String,
    /// The room, or where a shared one hangs.
    pub room: String,
    /// Whether it is a home's own.
    pub home: bool,
    /// Name of its price.
    pub price: String,
    /// `5 位 0 小数，倍率 1`.
    pub dial: String,
    /// Day of the last reading.
    pub last_day: String,
    /// The last reading.
    pub last: String,
    /// Used in a month, on average.
    pub average: String,
    /// Day it was taken down; empty while it hangs.
    pub removed: String,
}

/// A price of metered use.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct MeterPriceLine {
    /// Its name.
    pub plan: String,
    /// Its item.
    pub item: String,
    /// First month.
    pub starts: String,
    /// Tiers in words.
    pub tiers: String,
    /// Over what time tiers add up.
    pub period: String,
    /// When it is due.
    pub due: String,
    /// What it rests on.
    pub clause: String,
}

/// Meters and prices.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct MeterBook {
    /// Meters in walking order.
    pub meters: Vec<MeterLine>,
    /// Prices.
    pub prices: Vec<MeterPriceLine>,
}

/// A reading of a meter.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct ReadingLine {
    /// Its number.
    #[ts(type = "number")]
    pub id: i64,
    /// The day.
    pub day: String,
    /// What the dial showed.
    pub value: String,
    /// 抄见, 估抄 …
    pub kind: String,
    /// The reading it puts right; none when it puts none right.
    #[ts(type = "number | null")]
    pub corrects: Option<i64>,
    /// Who noted it.
    pub operator: String,
    /// A remark, or why it was taken back.
    pub note: String,
    /// Whether it was taken back.
    pub void: bool,
}

impl From<&Metered> for MeterLine {
    fn from(m: &Metered) -> Self {
        let last = m.links.last();
        Self {
            code: m.meter.code.clone(),
            kind: m.meter.kind.label().to_owned(),
            room: m.room.clone(),
            home: m.meter.home.is_some(),
            price: m.meter.plan.clone().unwrap_or_default(),
            dial: format!(
                "{} 位整数、{} 位小数，倍率 {}",
                m.meter.dial.digits,
                m.meter.dial.decimals,
                m.meter.multiplier.normalize()
            ),
            last_day: last.map(|l| l.day.to_string()).unwrap_or_default(),
            last: last.map(|l| l.value.to_string()).unwrap_or_default(),
            average: m.monthly_average().map(|a| a.to_string()).unwrap_or_default(),
            removed: m.meter.removed.map(|d| d.to_string()).unwrap_or_default(),
        }
    }
}

/// Every meter and every price.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn meter_all(session: State<'_, Session>) -> Answer<MeterBook> {
    session.with(|office| {
        let items = office.charge_items()?;
        let name = |id: i64| items.iter().find(|i| i.id == id).map(|i| i.name.clone()).unwrap_or_default();
        let prices = office.meter_prices()?.into_iter().map(|p| MeterPriceLine {
            item: name(p.item),
            starts: p.starts.to_string(),
            tiers: format!("{} 元/{}", p.rates.text(), p.unit),
            period: p.rates.period.label(),
            due: p.due.to_string(),
            clause: p.clause,
            plan: p.plan,
        });
        Ok(MeterBook {
            prices: prices.collect(),
            meters: office.metered()?.iter().map(MeterLine::from).collect(),
        })
    })
}

fn reading_line(n: NotedReading) -> ReadingLine {
    let r = n.reading;
    let void = n.void_reason.is_some();
    let note = n.void_reason.map(|reason| format!("已作废：{reason}")).or(n.note);
    ReadingLine {
        id: r.id,
        day: r.day.to_string(),
        value: r.value.to_string(),
        kind: format!("{}{}", r.kind.label(), if r.rollover { "（归零）" } else { "" }),
        corrects: r.corrects,
        operator: n.operator,
        note: note.unwrap_or_default(),
        void,
    }
}

/// The readings of one meter, the newest first.
///
/// # Errors
/// When there is no such meter.
#[tauri::command(async)]
pub fn meter_readings(meter: &str, session: State<'_, Session>) -> Answer<Vec<ReadingLine>> {
    let readings = session.with(|office| Ok(office.readings(meter)?))?;
    Ok(readings.into_iter().rev().map(reading_line).collect())
}

/// A meter as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct MeterForm {
    /// The number on it.
    pub code: String,
    /// Code of its kind.
    pub kind: String,
    /// The room; a shared meter when empty.
    pub room: String,
    /// Where it hangs.
    pub place: String,
    /// Name of its price.
    pub price: String,
    /// Figures before the point.
    pub digits: String,
    /// Figures after the point.
    pub decimals: String,
    /// What one unit of the dial stands for.
    pub multiplier: String,
    /// What it shows.
    pub start: String,
    /// The day.
    pub day: String,
}

fn figures(field: &'static str, text: &str) -> Result<u32, OfficeError> {
    let expected = "位数，如 5";
    let unusable = || Refusal::Unusable { field, value: text.to_owned(), expected }.into();
    zhangfang_domain::text::folded(text).parse().map_err(|_| unusable())
}

/// Hangs a meter.
///
/// # Errors
/// Of [`zhangfang_office::Office::add_meter`].
#[tauri::command(async)]
pub fn meter_add(form: MeterForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let new = NewMeter {
        kind: coded("类别", &form.kind, Kind::from_code)?,
        room: text_or_none(&form.room),
        place: form.place.trim().to_owned(),
        plan: text_or_none(&form.price),
        digits: figures("整数位数", &form.digits)?,
        decimals: figures("小数位数", &form.decimals)?,
        multiplier: decimal("倍率", &form.multiplier)?,
        start: decimal("起始读数", &form.start)?,
        installed: day(&form.day)?,
        taken_over: rust_decimal::Decimal::ZERO,
        code: form.code.trim().to_owned(),
    };
    let occasion = session.occasion(key);
    session.with(|office| {
        office.add_meter(&new, &occasion)?;
        Ok(())
    })
}

/// Puts a meter under another price or says where it hangs.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_meter`].
#[tauri::command(async)]
pub fn meter_set(
    code: &str,
    price: &str,
    place: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let (price, place, occasion) = (text_or_none(price), text_or_none(place), session.occasion(key));
    session.with(|office| {
        office.set_meter(code, price.as_deref(), place.as_deref(), &occasion)?;
        Ok(())
    })
}

/// A replacement as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct ReplaceForm {
    /// The old meter.
    pub old: String,
    /// What it showed last.
    pub last: String,
    /// Whether it passed zero.
    pub rollover: bool,
    /// The new meter.
    pub new: String,
    /// What it shows first.
    pub start: String,
    /// The day.
    pub day: String,
    /// Take an odd last reading as it is.
    pub accept: bool,
}

/// Hangs a new meter in the place of an old one.
///
/// # Errors
/// Of [`zhangfang_office::Office::replace_meter`].
#[tauri::command(async)]
pub fn meter_replace(form: ReplaceForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let with = Replacement {
        last: decimal("旧表止码", &form.last)?,
        start: decimal("新表起码", &form.start)?,
        day: day(&form.day)?,
        rollover: form.rollover,
        accept: form.accept,
        digits: None,
        decimals: None,
        multiplier: None,
        old: form.old,
        new: form.new,
    };
    let occasion = session.occasion(key);
    session.with(|office| {
        office.replace_meter(&with, &occasion)?;
        Ok(())
    })
}

/// Takes a meter down for good.
///
/// # Errors
/// Of [`zhangfang_office::Office::remove_meter`].
#[tauri::command(async)]
pub fn meter_remove(
    code: &str,
    last: &str,
    on: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let (last, on, occasion) = (decimal("拆表读数", last)?, day(on)?, session.occasion(key));
    session.with(|office| {
        office.remove_meter(code, last, on, reason, &occasion)?;
        Ok(())
    })
}

/// A price as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct MeterPriceForm {
    /// Its name.
    pub plan: String,
    /// Its item.
    pub item: String,
    /// First month.
    pub from: String,
    /// `180:5,260:7,9`, or one price.
    pub tiers: String,
    /// Code of the tier period: `month`, `year/1`.
    pub period: String,
    /// Code of the rounding.
    pub rounding: String,
    /// Unit.
    pub unit: String,
    /// Month counted from the one read, 1 being itself, and day of it: `2/15`.
    pub due: String,
    /// What it rests on.
    pub clause: String,
}

/// Adds a version of a price.
///
/// # Errors
/// Of [`zhangfang_office::Office::price_meters`].
#[tauri::command(async)]
pub fn meter_add_price(form: MeterPriceForm, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let new = NewPrice {
        starts: month(&form.from)?,
        period: coded("分档", &form.period, TierPeriod::from_code)?,
        rounding: coded("取整", &form.rounding, TierRounding::from_code)?,
        due: coded("应缴日", &form.due, DueRule::parse)?,
        plan: form.plan.trim().to_owned(),
        item: form.item,
        tiers: form.tiers,
        unit: form.unit,
        clause: form.clause,
    };
    let occasion = session.occasion(key);
    session.with(|office| {
        office.price_meters(&new, &occasion)?;
        Ok(())
    })
}

/// What a workbook of meters comes to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "meter/hung.ts")]
pub struct MetersRead {
    /// Meters that can be added, or were.
    pub added: usize,
    /// Meters in the book already.
    pub known: usize,
    /// Rows refused: row, what, why.
    pub refused: Vec<(u32, String, String)>,
}

/// Looks at a workbook of meters, or takes it in.
///
/// # Errors
/// Of [`zhangfang_office::Office::import_meters`].
#[tauri::command(async)]
pub fn meter_import(
    file: u32,
    write: bool,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<MetersRead> {
    let (contents, occasion) = (session.tray.read(file)?, session.occasion(key));
    let taken = session
        .with(|office| Ok(office.import_meters(&contents.name, &contents.bytes, write, &occasion)?))?;
    let unreadable = taken.unreadable.iter();
    let mut refused: Vec<_> = unreadable
        .map(|r| (r.row, format!("{} {}", r.column, r.value), r.reason.sentence().to_owned()))
        .collect();
    refused.extend(taken.refused);
    refused.sort();
    Ok(MetersRead { added: taken.added.len(), known: taken.known.len(), refused })
}
