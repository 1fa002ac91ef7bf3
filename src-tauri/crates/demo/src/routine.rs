//! What comes round every month beside bills and receipts: the meters are read and billed, the supplier's bill for lifts and
//! lights is shared out, a month is closed; and every day the drawers are opened and counted.

use crate::desk::{Desk, unless_refused};
use crate::population::Chance;
use crate::{Population, day};
use chrono::NaiveDate;
use std::fmt::Write as _;
use zhangfang_domain::meter::{Kind, TierPeriod, TierRounding};
use zhangfang_domain::method::Method;
use zhangfang_domain::shared_cost::Method as SharedBy;
use zhangfang_domain::shift::{Count, PIECES};
use zhangfang_domain::tariff::DueRule;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::metering::billing::MeterRunRequest;
use zhangfang_office::metering::intake::ReadingFile;
use zhangfang_office::metering::meters::NewPrice;
use zhangfang_office::metering::readings::ReadingEntry;
use zhangfang_office::shared_cost::SharedRequest;
use zhangfang_office::shift::{CloseRequest, Deposit};
use zhangfang_office::{Occasion, Office, Result};

/// Who takes money.
pub(crate) const CASHIERS: [&str; 2] = ["前台小周", "出纳小林"];
/// In a drawer over night.
const FLOAT: Fen = Fen(50_000);
/// The office reads the water meters of so many buildings; the water works read the others.
const READ_BUILDINGS: usize = 4;
const WATER: &str = "自来水费";
const WATER_PRICE: &str = "居民水价";
const SHARED: [(&str, &str); 2] = [("shared-power", "公共照明和电梯电费"), ("shared-water", "公共用水费")];

impl Desk<'_> {
    /// The meters as they hang on the day the office begins, with the price of water and what is shared out.
    pub fn hang_meters(&mut self, people: &Population, first: Month) -> Result<()> {
        let today = day(first, 1) - chrono::Days::new(2);
        let manager = "项目经理";
        self.office.add_charge_item("tap-water", WATER, &self.clock.occasion(today, manager))?;
        for (code, name) in SHARED {
            self.office.add_charge_item(code, name, &self.clock.occasion(today, manager))?;
        }
        let price = NewPrice {
            plan: WATER_PRICE.into(),
            item: WATER.into(),
            starts: first,
            tiers: "180:3.10,260:4.35,8.10".into(),
            period: TierPeriod::Year { starts: 1 },
            rounding: TierRounding::Once,
            unit: "m³".into(),
            due: DueRule::parse("2/20").unwrap_or(DueRule { month_of_cycle: 1, day: 31 }),
            clause: "市水价文件，张贴于物业服务中心".into(),
        };
        self.office.price_meters(&price, &self.clock.occasion(today, manager))?;
        self.office.set_reading_window("25/31", &self.clock.occasion(today, manager))?;
        let mut list = String::from("表号,类别,房号,价格,位数,起始读数,安装日期\n");
        let read: Vec<&str> = people.buildings.iter().take(READ_BUILDINGS).map(|b| b.code.as_str()).collect();
        let flats = people.homes.iter().filter(|home| read.contains(&home.room.0.as_str()));
        for (nth, (building, unit, room)) in flats.map(|home| &home.room).enumerate() {
            let start = 100 + nth * 7 % 400;
            let _ = writeln!(
                list,
                "S{:05},水表,{building}-{unit}-{room},{WATER_PRICE},5,{start},{today}",
                nth + 1
            );
        }
        self.office.import_meters(
            "水表.csv",
            list.as_bytes(),
            true,
            &self.clock.occasion(today, "客服主管"),
        )?;
        Ok(())
    }

    /// The round of a month: read on the 26th and taken in as one list, what nobody opened for estimated, the month
    /// billed on the 28th. Once a reading billed the month before turns out misread and is put right.
    pub fn meters(&mut self, month: Month, nth: usize, until: NaiveDate, chance: &mut Chance) -> Result<()> {
        let (read, billed) = (day(month, 26), day(month, 28));
        if read > until {
            return Ok(());
        }
        let mut list = String::from("表号,本期读数,抄表日期\n");
        for (at, metered) in self.office.metered()?.iter().enumerate() {
            let Some(last) = metered.links.last().filter(|_| (at + nth * 11) % 40 != 39) else { continue };
            let used = if metered.lived_in { 3 + at * 5 % 12 + chance.below(4) } else { 0 };
            let value = last.value + rust_decimal::Decimal::from(used);
            let _ = writeln!(list, "{},{value},{read}", metered.meter.code);
        }
        let name = format!("{month} 抄表.csv");
        let file =
            ReadingFile { name: &name, bytes: list.as_bytes(), day: Some(read), accept: &[], reason: "" };
        unless_refused(self.office.import_readings(&file, &self.clock.occasion(read, "客服主管")))?;
        if nth == 1 {
            self.misread(read)?;
        }
        if billed > until {
            return Ok(());
        }
        let estimated = self.clock.occasion(billed, "客服主管");
        unless_refused(self.office.estimate_readings(&[], month, billed, &estimated))?;
        let request = MeterRunRequest { month, kind: Some(Kind::Water), due: None, accept_gaps: true };
        unless_refused(self.office.post_metering(&request, &self.clock.occasion(billed, "客服主管")))
    }

    /// An owner shows a photo of his meter: three cubic metres less than were billed.
    fn misread(&mut self, today: NaiveDate) -> Result<()> {
        for metered in self.office.metered()? {
            let [.., before, billed, _] = metered.links.as_slice() else { continue };
            let value = billed.value - rust_decimal::Decimal::from(3);
            if value < before.value {
                continue;
            }
            let entry = ReadingEntry {
                meter: metered.meter.code.clone(),
                value,
                day: billed.day,
                rollover: false,
                corrects: Some(billed.id),
                note: Some("业主有照片，上月多抄 3 m³".into()),
                accept: true,
            };
            return unless_refused(self.office.note_reading(&entry, &self.clock.occasion(today, "客服主管")));
        }
        Ok(())
    }

    /// The supplier's bills of the month before, each for one building by area.
    pub fn share_costs(&mut self, month: Month, people: &Population, chance: &mut Chance) -> Result<()> {
        let today = day(month, 1);
        for (at, (code, name)) in SHARED.into_iter().enumerate() {
            let Some(building) = people.buildings.get(at) else { continue };
            let homes = usize::from(building.units * building.floors * building.per_floor);
            let (used, price, measure) = match at {
                0 => (homes * 14 + chance.below(homes + 1), 55, "kWh"),
                _ => (homes / 3 + 1 + chance.below(homes / 6 + 1), 310, "m³"),
            };
            let request = SharedRequest {
                item: code.into(),
                label: format!("{}栋{name}", building.code),
                months: Months::single(month.plus(-1)),
                volume: used.into(),
                measure: measure.into(),
                unit_price: Fen(price).yuan(),
                amount: None,
                difference: None,
                method: SharedBy::Area,
                buildings: vec![building.code.clone()],
                unit: None,
                use_kind: None,
                weights: None,
                meters: None,
                floors: None,
                vacant: None,
                due: None,
                source: None,
            };
            unless_refused(self.office.post_shared(&request, &self.clock.occasion(today, "客服主管")))?;
        }
        Ok(())
    }

    /// Every month before the last one is closed.
    pub fn close_months(&mut self, month: Month) -> Result<()> {
        let today = day(month, 1);
        while let Some(next) = self.office.next_period()?.filter(|next| *next < month.plus(-1)) {
            self.office.close_period(next, &self.clock.occasion(today, "项目经理"))?;
        }
        Ok(())
    }
}

/// Opens a drawer with the float.
pub fn open_drawer(office: &mut Office, occasion: &Occasion) -> Result<()> {
    office.open_shift(FLOAT, None, occasion)?;
    Ok(())
}

/// Counts a drawer and brings all but the float to the bank; `missing` is not there and explained.
pub fn close_drawer(office: &mut Office, missing: Fen, occasion: &Occasion) -> Result<()> {
    let till = office.till(office.open_shift_of(&occasion.operator)?)?;
    let banked = pieces(till.drawer.expected() - FLOAT - missing);
    let request = CloseRequest {
        counted: pieces(FLOAT + banked.total()),
        deposit: Deposit::Amount(banked.total()),
        slip: banked.total().is_positive().then(|| format!("JK{}", occasion.today.format("%m%d"))),
        received_by: None,
        takings: till.booked().into_iter().filter(|(method, _)| *method != Method::Cash).collect(),
        explanation: missing.is_positive().then(|| format!("找零时多找 {missing} 元，已自查")),
    };
    office.close_shift(&request, occasion)?;
    Ok(())
}

/// An amount in notes and coins, large ones first.
fn pieces(amount: Fen) -> Count {
    let mut left = amount.0;
    Count::of(PIECES.map(|piece| {
        let number = left / piece.0;
        left -= number * piece.0;
        (piece, u32::try_from(number).unwrap_or_default())
    }))
}
