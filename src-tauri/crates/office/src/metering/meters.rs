//! Meters and their prices: hang, replace, take down, price.

use super::Metered;
use crate::bill_run::require_reason;
use crate::refusal::MeterRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::Month;
use zhangfang_domain::meter::{Dial, Kind, Rates, TierPeriod, TierRounding};
use zhangfang_domain::metering::ReadingKind;
use zhangfang_domain::reading_check::{Against, Proposed, doubts};
use zhangfang_domain::tariff::DueRule;
use zhangfang_sheets::list::ListRefusal;
use zhangfang_sheets::meters::{Draft, MeterRow};
use zhangfang_store::Act;
pub use zhangfang_store::meter::{Meter, MeterPrice};
use zhangfang_store::metering::NewReading;

/// A meter to be hung, as a clerk writes it down.
#[derive(Clone, Debug)]
pub struct NewMeter {
    /// The number on it.
    pub code: String,
    /// What it counts.
    pub kind: Kind,
    /// The room; none for a shared meter.
    pub room: Option<String>,
    /// Where it hangs.
    pub place: String,
    /// Name of its price.
    pub plan: Option<String>,
    /// Figures before the point.
    pub digits: u32,
    /// Figures after the point.
    pub decimals: u32,
    /// What one unit of the dial stands for.
    pub multiplier: Decimal,
    /// What the dial shows that day.
    pub start: Decimal,
    /// The day.
    pub installed: NaiveDate,
    /// Used in the running tier year before.
    pub taken_over: Decimal,
}

/// A new meter in the place of an old one.
#[derive(Clone, Debug)]
pub struct Replacement {
    /// Number of the old meter.
    pub old: String,
    /// What it showed last.
    pub last: Decimal,
    /// Whether its dial passed zero since it was read.
    pub rollover: bool,
    /// Number of the new meter.
    pub new: String,
    /// What it shows first.
    pub start: Decimal,
    /// Its figures before the point; as before when none.
    pub digits: Option<u32>,
    /// Its figures after the point; as before when none.
    pub decimals: Option<u32>,
    /// What one unit of its dial stands for; as before when none.
    pub multiplier: Option<Decimal>,
    /// The day.
    pub day: NaiveDate,
    /// Take a doubtful last reading as it is.
    pub accept: bool,
}

/// A version of a price, as a clerk writes it down.
#[derive(Clone, Debug)]
pub struct NewPrice {
    /// Name of the price.
    pub plan: String,
    /// Charge item, by code or name.
    pub item: String,
    /// First month.
    pub starts: Month,
    /// `180:5,260:7,9`, or one price.
    pub tiers: String,
    /// Over what time tiers add up.
    pub period: TierPeriod,
    /// When it is rounded.
    pub rounding: TierRounding,
    /// Unit of the quantity.
    pub unit: String,
    /// When charges are due.
    pub due: DueRule,
    /// Contract clause or posting.
    pub clause: String,
}

/// What a workbook of meters came to.
#[derive(Clone, Debug)]
pub struct MetersTaken {
    /// Numbers of the meters added.
    pub added: Vec<String>,
    /// Numbers that are in the book already.
    pub known: Vec<String>,
    /// Cells that could not be read.
    pub unreadable: Vec<ListRefusal>,
    /// Rows refused by a rule: row, number, why.
    pub refused: Vec<(u32, String, String)>,
}

impl Office {
    /// Hangs a meter.
    ///
    /// # Errors
    /// [`Refusal::Taken`], [`Refusal::UnknownHome`], [`Refusal::Unknown`] for the price, [`Refusal::Unusable`],
    /// [`MeterRefusal::NoPlan`].
    pub fn add_meter(&mut self, new: &NewMeter, occasion: &Occasion) -> Result<Posted<i64>> {
        let replay = self.replays(occasion)?;
        let meter = if replay { None } else { Some(self.checked_meter(new, occasion.today)?) };
        self.book.transact("meter.add", occasion, |act| match &meter {
            Some(meter) => hang(act, meter, new.start),
            None => Ok(0),
        })
    }

    /// Hangs the meters of a workbook that are not in the book yet, all in one act; `write` false only looks.
    ///
    /// # Errors
    /// [`OfficeError::Sheet`], store errors.
    pub fn import_meters(
        &mut self,
        name: &str,
        bytes: &[u8],
        write: bool,
        occasion: &Occasion,
    ) -> Result<MetersTaken> {
        let Draft { rows, refused: unreadable, .. } = zhangfang_sheets::meters::meters(bytes, name)?;
        let mut taken = MetersTaken { added: Vec::new(), known: Vec::new(), unreadable, refused: Vec::new() };
        let mut meters = Vec::new();
        for row in &rows {
            let new = new_meter(row, occasion.today);
            if self.book.reading().meter(&new.code)?.is_some() {
                taken.known.push(new.code);
            } else if taken.added.contains(&new.code) {
                taken.refused.push((row.row, new.code, "表号在表里重复".to_owned()));
            } else {
                match self.checked_meter(&new, occasion.today) {
                    Ok(meter) => {
                        taken.added.push(new.code.clone());
                        meters.push((meter, new.start));
                    }
                    Err(OfficeError::Refused(refusal)) => {
                        let why = crate::sentence::sentence(&OfficeError::Refused(refusal));
                        taken.refused.push((row.row, new.code, why));
                    }
                    Err(other) => return Err(other),
                }
            }
        }
        if write && !meters.is_empty() {
            self.book.transact("meter.import", occasion, |act| {
                act.note("file", name);
                for (meter, start) in &meters {
                    hang(act, meter, *start)?;
                }
                Ok::<_, OfficeError>(meters.len())
            })?;
        }
        Ok(taken)
    }

    fn checked_meter(&self, new: &NewMeter, today: NaiveDate) -> Result<Meter> {
        let code = new.code.trim().to_owned();
        let unusable = |field, value: String, expected| Refusal::Unusable { field, value, expected };
        if code.is_empty() {
            return Err(unusable("表号", code, "表上的编号").into());
        }
        if self.book.reading().meter(&code)?.is_some() {
            return Err(Refusal::Taken { kind: "表", name: code }.into());
        }
        let dial = dial(new.digits, new.decimals)?;
        check_multiplier(new.multiplier, dial)?;
        if !dial.shows(new.start) {
            return Err(unusable("起始读数", new.start.to_string(), "表盘能显示的读数").into());
        }
        if new.installed > today {
            return Err(unusable("安装日期", new.installed.to_string(), "不晚于今天的日期").into());
        }
        let home = new.room.as_deref().map(|room| self.home(room)).transpose()?;
        let plan = new.plan.as_deref().map(|p| self.meter_plan(p)).transpose()?;
        if home.is_some() && plan.is_none() {
            return Err(MeterRefusal::NoPlan { meter: code }.into());
        }
        if home.is_none() && new.place.trim().is_empty() {
            return Err(unusable("位置", String::new(), "公共表装在哪里，如 1栋电梯机房").into());
        }
        Ok(Meter {
            id: 0,
            code,
            kind: new.kind,
            home: home.map(|h| h.id),
            place: new.place.trim().to_owned(),
            plan,
            dial,
            multiplier: new.multiplier,
            installed: new.installed,
            removed: None,
            replaces: None,
            taken_over: new.taken_over,
        })
    }

    /// Takes an old meter down and hangs a new one in its place.
    ///
    /// # Errors
    /// [`MeterRefusal::Removed`], [`MeterRefusal::Doubtful`] for the last reading, [`Refusal::Taken`],
    /// [`Refusal::Unusable`].
    pub fn replace_meter(&mut self, with: &Replacement, occasion: &Occasion) -> Result<Posted<i64>> {
        let old = self.metered_one(&with.old)?;
        let replay = self.replays(occasion)?;
        if !replay {
            self.check_last(&old, with.last, with.day, with.rollover, with.accept, occasion)?;
        }
        let dial = dial(
            with.digits.unwrap_or(old.meter.dial.digits),
            with.decimals.unwrap_or(old.meter.dial.decimals),
        )?;
        let multiplier = with.multiplier.unwrap_or(old.meter.multiplier);
        check_multiplier(multiplier, dial)?;
        if !dial.shows(with.start) {
            let value = with.start.to_string();
            return Err(Refusal::Unusable {
                field: "起始读数", value, expected: "表盘能显示的读数"
            }
            .into());
        }
        if !replay && self.book.reading().meter(with.new.trim())?.is_some() {
            return Err(Refusal::Taken { kind: "表", name: with.new.clone() }.into());
        }
        let new = Meter {
            id: 0,
            code: with.new.trim().to_owned(),
            dial,
            multiplier,
            installed: with.day,
            removed: None,
            replaces: Some(old.meter.id),
            taken_over: Decimal::ZERO,
            ..old.meter.clone()
        };
        self.book.transact("meter.replace", occasion, |act| {
            take_down(act, &old.meter, with.last, with.day, with.rollover)?;
            hang(act, &new, with.start)
        })
    }

    /// Takes a meter down for good.
    ///
    /// # Errors
    /// As [`Office::replace_meter`]; [`Refusal::Unusable`] without a reason.
    pub fn remove_meter(
        &mut self,
        code: &str,
        last: Decimal,
        day: NaiveDate,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        require_reason(reason)?;
        let old = self.metered_one(code)?;
        if !self.replays(occasion)? {
            self.check_last(&old, last, day, false, true, occasion)?;
        }
        self.book.transact("meter.remove", occasion, |act| {
            act.note("reason", reason);
            take_down(act, &old.meter, last, day, false)
        })
    }

    /// Whether a last reading follows the ones before; soft doubts only when nobody accepted them.
    fn check_last(
        &self,
        old: &Metered,
        last: Decimal,
        day: NaiveDate,
        rollover: bool,
        accept: bool,
        occasion: &Occasion,
    ) -> Result<()> {
        let meter = &old.meter;
        if let Some(day) = meter.removed {
            return Err(MeterRefusal::Removed { meter: meter.code.clone(), day }.into());
        }
        let against = Against {
            dial: meter.dial,
            multiplier: meter.multiplier,
            links: &old.links,
            intervals: &old.intervals,
            // A meter may come down any day, used or not.
            lived_in: false,
            window: zhangfang_domain::meter::Window { from: 1, to: 31 },
            today: occasion.today,
        };
        let proposed = Proposed { day, value: last, rollover, corrects: None };
        let mut found = doubts(&proposed, &against);
        found.retain(|d| d.code() != "already-read" && (d.is_hard() || !accept));
        let ends_before = old.links.last().is_some_and(|l| day < l.day);
        if found.is_empty() && !ends_before {
            return Ok(());
        }
        if ends_before && found.is_empty() {
            let day = old.links.last().map_or(day, |l| l.day);
            found.push(zhangfang_domain::reading_check::Doubt::NotAfter { day });
        }
        Err(MeterRefusal::Doubtful { meter: meter.code.clone(), value: last, doubts: found }.into())
    }

    /// Puts a meter under another price, or notes where it hangs.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn set_meter(
        &mut self,
        code: &str,
        plan: Option<&str>,
        place: Option<&str>,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        let mut meter = self.meter(code)?;
        if let Some(plan) = plan {
            meter.plan = Some(self.meter_plan(plan)?);
        }
        if let Some(place) = place {
            meter.place = place.trim().to_owned();
        }
        self.book.transact("meter.set", occasion, |act| Ok::<_, OfficeError>(act.set_meter(&meter)?))
    }

    /// The metered prices, by name and start.
    ///
    /// # Errors
    /// Store errors.
    pub fn meter_prices(&self) -> Result<Vec<MeterPrice>> {
        Ok(self.book.reading().meter_prices()?)
    }

    fn meter_plan(&self, name: &str) -> Result<String> {
        let known = self.meter_prices()?.into_iter().any(|p| p.plan == name);
        if known {
            Ok(name.to_owned())
        } else {
            Err(Refusal::Unknown { kind: "价格", name: name.to_owned() }.into())
        }
    }

    /// Adds a version of a metered price. Months that are billed already keep theirs.
    ///
    /// # Errors
    /// [`MeterRefusal::BadTiers`], [`Refusal::VersionExists`], [`Refusal::VersionInThePast`],
    /// [`Refusal::Taken`] when the name prices another item, [`Refusal::Unusable`].
    pub fn price_meters(&mut self, new: &NewPrice, occasion: &Occasion) -> Result<Posted<i64>> {
        let item = self.charge_item(&new.item)?;
        let rates = Rates::parse(&new.tiers, new.period, new.rounding)
            .map_err(|_| MeterRefusal::BadTiers { text: new.tiers.clone() })?;
        for (field, value, expected) in [
            ("价格名称", &new.plan, "如 居民水价"),
            ("依据", &new.clause, "合同条款或价格文件"),
            ("单位", &new.unit, "如 m³、kWh"),
        ] {
            if value.trim().is_empty() {
                return Err(Refusal::Unusable { field, value: String::new(), expected }.into());
            }
        }
        if !self.replays(occasion)? {
            let versions: Vec<MeterPrice> =
                self.meter_prices()?.into_iter().filter(|p| p.plan == new.plan).collect();
            let (tariff, month) = (new.plan.clone(), new.starts.to_string());
            if versions.iter().any(|p| p.item != item.id) {
                return Err(Refusal::Taken { kind: "价格", name: tariff }.into());
            }
            if versions.iter().any(|p| p.starts == new.starts) {
                return Err(Refusal::VersionExists { tariff, month }.into());
            }
            if self.book.reading().metered_since(&new.plan, new.starts)? {
                return Err(Refusal::VersionInThePast { tariff, month }.into());
            }
        }
        let price = MeterPrice {
            id: 0,
            plan: new.plan.trim().to_owned(),
            item: item.id,
            starts: new.starts,
            rates,
            unit: new.unit.trim().to_owned(),
            due: new.due,
            clause: new.clause.trim().to_owned(),
        };
        self.book.transact("meter.price", occasion, |act| Ok::<_, OfficeError>(act.post_meter_price(&price)?))
    }
}

fn new_meter(row: &MeterRow, today: NaiveDate) -> NewMeter {
    NewMeter {
        code: row.code.clone(),
        kind: row.kind,
        room: row.room.clone(),
        place: row.place.clone().unwrap_or_default(),
        plan: row.plan.clone(),
        digits: row.digits,
        decimals: row.decimals,
        multiplier: row.multiplier,
        start: row.start,
        installed: row.installed.unwrap_or(today),
        taken_over: row.taken_over,
    }
}

fn dial(digits: u32, decimals: u32) -> Result<Dial> {
    let value = format!("{digits}+{decimals}");
    let refusal =
        Refusal::Unusable { field: "表盘位数", value, expected: "整数 1–9 位、小数 0–4 位" };
    Dial::new(digits, decimals).ok_or_else(|| refusal.into())
}

/// Quantities are kept with four decimals, so the dial and its multiplier may have no more together.
fn check_multiplier(multiplier: Decimal, dial: Dial) -> Result<()> {
    let places = multiplier.normalize().scale() + dial.decimals;
    if multiplier > Decimal::ZERO && places <= 4 && multiplier < Decimal::from(1_000_000) {
        return Ok(());
    }
    let value = multiplier.to_string();
    let expected = "大于零的倍率，与表盘小数位合计不超过四位小数";
    Err(Refusal::Unusable { field: "倍率", value, expected }.into())
}

fn hang(act: &mut Act<'_>, meter: &Meter, start: Decimal) -> Result<i64> {
    let id = act.add_meter(meter)?;
    let (day, kind) = (meter.installed, ReadingKind::Install);
    act.post_reading(&NewReading {
        meter: id,
        day,
        value: start,
        kind,
        rollover: false,
        corrects: None,
        note: None,
    })?;
    Ok(id)
}

fn take_down(act: &mut Act<'_>, meter: &Meter, last: Decimal, day: NaiveDate, rollover: bool) -> Result<()> {
    let (kind, meter_id) = (ReadingKind::Remove, meter.id);
    act.post_reading(&NewReading {
        meter: meter_id,
        day,
        value: last,
        kind,
        rollover,
        corrects: None,
        note: None,
    })?;
    Ok(act.take_meter_down(meter, day)?)
}
