//! The arrears bridge of a month, by item or by building; it closes to the fen.

use crate::{Office, Result, wire};
use chrono::Days;
use serde::Serialize;
use std::collections::BTreeMap;
use zhangfang_domain::bridge::Bridge;
use zhangfang_domain::{Fen, Month};
use zhangfang_sheets::export::{Table, Value};
use zhangfang_store::movement::Change;

/// What a bridge is broken down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BridgeBy {
    /// Charge item.
    Item,
    /// Building.
    Building,
}

/// A line of the bridge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BridgeLine {
    /// The item or building; 合计 in the total.
    pub name: String,
    /// Open when the month began.
    #[serde(with = "wire::yuan")]
    pub opening: Fen,
    /// Charged.
    #[serde(with = "wire::yuan")]
    pub charged: Fen,
    /// Collected.
    #[serde(with = "wire::yuan")]
    pub collected: Fen,
    /// Written off.
    #[serde(with = "wire::yuan")]
    pub written_off: Fen,
    /// Reversed or reduced.
    #[serde(with = "wire::yuan")]
    pub reduced: Fen,
    /// Open when the month ended.
    #[serde(with = "wire::yuan")]
    pub closing: Fen,
    /// What was open then by the list of open charges, less the closing of the bridge: nothing in a sound book.
    #[serde(with = "wire::yuan")]
    pub difference: Fen,
}

impl BridgeLine {
    fn new(name: String, bridge: Bridge, listed: Fen) -> Self {
        let closing = bridge.closing();
        Self {
            name,
            opening: bridge.opening,
            charged: bridge.charged,
            collected: bridge.collected,
            written_off: bridge.written_off,
            reduced: bridge.reduced,
            closing,
            difference: listed - closing,
        }
    }

    /// The amounts in the order of the columns.
    #[must_use]
    pub const fn amounts(&self) -> [Fen; 6] {
        [self.opening, self.charged, self.collected, self.written_off, self.reduced, self.closing]
    }
}

/// Headings of the bridge, the first for the name.
pub const BRIDGE_HEADINGS: [&str; 7] =
    ["项目", "期初欠费", "本期新增", "本期收回", "坏账核销", "减免冲销", "期末欠费"];

/// The bridge of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArrearsBridge {
    /// The month.
    #[serde(with = "wire::text")]
    pub month: Month,
    /// Its lines.
    pub lines: Vec<BridgeLine>,
    /// Everything.
    pub total: BridgeLine,
}

impl ArrearsBridge {
    /// The bridge as a table.
    #[must_use]
    pub fn table(&self, footer: &str) -> Table {
        let row = |line: &BridgeLine| {
            let amounts = line.amounts().map(Value::Amount);
            std::iter::once(Value::Text(line.name.clone())).chain(amounts).collect()
        };
        Table {
            title: format!("欠费变动表 {}", self.month),
            headings: BRIDGE_HEADINGS.map(str::to_owned).to_vec(),
            rows: self.lines.iter().chain([&self.total]).map(row).collect(),
            footer: Some(footer.to_owned()),
        }
    }
}

impl Office {
    /// The arrears bridge of a month.
    ///
    /// # Errors
    /// Store errors.
    pub fn arrears_bridge(&self, month: Month, by: BridgeBy) -> Result<ArrearsBridge> {
        let reading = self.book.reading();
        let key = |item: i64, building: i64| if by == BridgeBy::Item { item } else { building };
        let mut bridges: BTreeMap<i64, (Bridge, Fen)> = BTreeMap::new();
        for open in reading.open_items(month.first_day() - Days::new(1))? {
            bridges.entry(key(open.item, open.building)).or_default().0.opening += open.open;
        }
        for moved in reading.owed_between(month.first_day(), month.last_day())? {
            let bridge = &mut bridges.entry(key(moved.item, moved.building)).or_default().0;
            match moved.change {
                Change::Charged | Change::Opened => bridge.charged += moved.fen,
                Change::Settled | Change::Drawn => bridge.collected += -moved.fen,
                Change::Adjusted { kind, .. } => bridge.lowered(kind, -moved.fen),
            }
        }
        for open in reading.open_items(month.last_day())? {
            bridges.entry(key(open.item, open.building)).or_default().1 += open.open;
        }
        let names = match by {
            BridgeBy::Item => self.item_names()?,
            BridgeBy::Building => {
                reading.buildings()?.into_iter().map(|(id, b)| (id, format!("{b}栋"))).collect()
            }
        };
        let (mut total, mut listed) = (Bridge::default(), Fen::ZERO);
        let mut lines = Vec::new();
        for (key, (bridge, open)) in bridges {
            total += bridge;
            listed += open;
            if !bridge.is_empty() {
                lines.push(BridgeLine::new(names.get(&key).cloned().unwrap_or_default(), bridge, open));
            }
        }
        Ok(ArrearsBridge { month, lines, total: BridgeLine::new("合计".to_owned(), total, listed) })
    }
}
