//! The life of an office: people do what comes to mind through the use cases, an auditor who shares no code looks on.
//! A refusal by a rule is part of life; any other error ends it.
#![allow(dead_code, reason = "each test lives its own part of it")]

pub mod auditor;
pub mod people;

use auditor::{Auditor, Price};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::path::Path;
use zhangfang_domain::approval::Role;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_domain::{Fen, Month};
use zhangfang_office::profile::Profile;
use zhangfang_office::register::{HomeRecord, RegisterFile, register_table};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Occasion, Office, OfficeError, Silent};

/// A number generator of sixteen lines: the same seed is the same life.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, n: i64) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        i64::try_from(drawn).unwrap() % n.max(1)
    }

    pub fn index(&mut self, n: usize) -> usize {
        usize::try_from(self.below(i64::try_from(n).unwrap())).unwrap()
    }
}

pub struct Life {
    pub office: Office,
    pub auditor: Auditor,
    pub chance: Chance,
    pub today: NaiveDate,
    pub start: Month,
    /// The home's id in the book, by its place.
    pub homes: Vec<i64>,
    /// Standing receipts of today: number, sum.
    pub receipts: Vec<(i64, i64)>,
    /// Refunds of today that may be taken back: form, receipt, account, sum.
    pub refunds: Vec<(String, i64, i64, i64)>,
    /// Receipts with a rest somebody may ask back: receipt, home, account.
    pub rests: Vec<(i64, usize, i64)>,
    /// Former accounts that may still owe: account, home.
    pub former: Vec<(i64, usize)>,
    /// How often each was done, and the time it took, refusals included.
    pub done: BTreeMap<&'static str, u64>,
    pub spent: BTreeMap<&'static str, std::time::Duration>,
    pub refused: u64,
}

/// Tariffs: code, name, price, by area, months, monthly rounding, due month.
const TARIFFS: [(&str, &str, i64, bool, i64, bool, i64); 3] = [
    ("management", "物业服务费", 235, true, 1, true, 1),
    ("lift", "电梯费", 35, true, 3, false, 2),
    ("refuse", "垃圾清运费", 600, false, 6, true, 1),
];

pub fn room(n: usize) -> String {
    format!("{}-1-{}{:02}", n / 100 + 1, n % 100 / 4 + 1, n % 4 + 1)
}

/// `yyyymmdd`.
pub fn number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The auditor's month.
pub fn audited(month: Month) -> i64 {
    i64::from(month.year()) * 12 + i64::from(month.month()) - 1
}

impl Life {
    /// An office with some homes, three tariffs and people who may approve.
    pub fn begin(folder: &Path, homes: usize, seed: u64, start: Month) -> Self {
        let today = start.first_day();
        let profile = Profile {
            office: "青禾苑物业服务中心".into(),
            first_receipt: "1201".into(),
            ..Profile::default()
        };
        let by = |operator: &str| Occasion {
            operator: operator.into(),
            today,
            now: today.and_hms_opt(9, 0, 0).unwrap(),
            key: None,
        };
        let mut office = Office::create(&folder.join("life.zfb"), &profile, &by("前台小周")).unwrap();
        let mut auditor = Auditor::default();
        let mut records = Vec::new();
        for n in 0..homes {
            let area = 6_000 + i64::try_from(n).unwrap() * 137 % 9_000;
            let full = room(n);
            let mut parts = full.split('-');
            let mut part = || parts.next().unwrap().to_owned();
            let (building, unit, room) = (part(), part().parse().unwrap(), part());
            let (use_kind, owners) = ("住宅".into(), vec![format!("业主{n}")]);
            let mut record = HomeRecord { building, unit, room, use_kind, owners, ..HomeRecord::default() };
            record.set_area(Some(Decimal::new(area, 2))).unwrap();
            records.push(record);
            auditor.areas.push(area);
        }
        let bytes = register_table("台账", &records).to_xlsx().unwrap();
        let file = RegisterFile { name: "a.xlsx", bytes: &bytes, mapping: None, change_existing: false };
        office.import(&file, &by("前台小周"), &mut Silent).unwrap();
        office.name_staff("集团老李", Role::Company, &by("前台小周")).unwrap();
        let mut life = Self {
            office,
            auditor,
            chance: Chance::new(seed),
            today,
            start,
            homes: Vec::new(),
            receipts: Vec::new(),
            refunds: Vec::new(),
            rests: Vec::new(),
            former: Vec::new(),
            done: BTreeMap::new(),
            spent: BTreeMap::new(),
            refused: 0,
        };
        for n in 0..homes {
            let home = life.office.home(&room(n)).unwrap();
            life.homes.push(home.id);
            life.auditor.accounts.push(home.account);
        }
        life.set_prices();
        life
    }

    fn set_prices(&mut self) {
        let who = self.clerk();
        for (code, name, price, by_area, months, monthly, due) in TARIFFS {
            let item = self.office.add_charge_item(code, name, &who).unwrap().value;
            let first = version(self.start, price, by_area, months, monthly, due);
            self.office.add_tariff(code, name, &first, &who).unwrap();
            self.office.assign_tariff(name, &AssignTo::default(), &who).unwrap();
            let versions = vec![(audited(self.start), price)];
            self.auditor.prices.push(Price { item, versions, by_area, months, monthly, due_month: due });
        }
        self.office.add_charge_item("power", "公共照明电费", &who).unwrap();
    }

    /// A new price of the management fee from a month that was not charged yet.
    pub fn raise_price(&mut self, from: Month) {
        let (_, name, _, by_area, months, monthly, due) = TARIFFS[0];
        let price = 200 + self.chance.below(100);
        let new = version(from, price, by_area, months, monthly, due);
        let who = self.clerk();
        if self.allowed("price", |office| office.add_tariff_version(name, &new, &who)).is_some() {
            self.auditor.prices[0].versions.push((audited(from), price));
        }
    }

    pub fn clerk(&self) -> Occasion {
        self.by("前台小周")
    }

    pub fn boss(&self) -> Occasion {
        self.by("集团老李")
    }

    fn by(&self, operator: &str) -> Occasion {
        let now = self.today.and_hms_opt(9, 0, 0).unwrap();
        Occasion { operator: operator.into(), today: self.today, now, key: None }
    }

    /// Does something; a rule may say no, nothing else may.
    pub fn allowed<T>(
        &mut self,
        what: &'static str,
        act: impl FnOnce(&mut Office) -> Result<T, OfficeError>,
    ) -> Option<T> {
        let began = std::time::Instant::now();
        let outcome = act(&mut self.office);
        *self.spent.entry(what).or_default() += began.elapsed();
        match outcome {
            Ok(value) => {
                *self.done.entry(what).or_default() += 1;
                Some(value)
            }
            Err(OfficeError::Refused(_)) => {
                self.refused += 1;
                None
            }
            Err(error) => panic!("{what} on {}: {error}", self.today),
        }
    }

    pub fn acts(&self) -> u64 {
        self.office.journal(1).unwrap().first().map_or(0, |line| u64::try_from(line.act).unwrap())
    }

    /// The next day; what can only be undone on its day cannot any more.
    pub fn next_day(&mut self) {
        self.today = self.today.succ_opt().unwrap();
        self.receipts.clear();
        self.refunds.clear();
    }

    /// One month: charges on its first day, then so many doings spread over its days.
    pub fn month(&mut self, month: Month, doings: u64) {
        self.today = month.first_day();
        self.receipts.clear();
        self.refunds.clear();
        self.move_in();
        self.run(month);
        // A run taken back on its day is posted anew.
        if self.chance.below(8) == 0 {
            self.reverse_run();
            self.run(month);
        }
        self.share_costs(month);
        let days = u64::from(month.days());
        for day in 1..=days {
            for _ in 0..(doings * day / days - doings * (day - 1) / days) {
                self.anything();
            }
            if day < days {
                self.next_day();
            }
        }
    }

    /// Holds the book against the auditor: every charge, every account, every deposit. Returns the fen that are off.
    pub fn off(&mut self) -> i64 {
        let mut off = 0;
        let mut open: BTreeMap<i64, i64> = BTreeMap::new();
        for item in self.office.book().reading().open_items_all().unwrap() {
            *open.entry(item.charge).or_default() += item.open.0;
        }
        off += differences(&self.auditor.all_open(), &open);
        let mut prepaid: BTreeMap<i64, i64> = BTreeMap::new();
        for rest in self.office.book().reading().prepaid_all().unwrap() {
            *prepaid.entry(rest.account).or_default() += rest.fen.0;
        }
        off += differences(&self.auditor.prepaid(), &prepaid);
        let deposits = self.office.deposits(None, true).unwrap();
        let held: BTreeMap<i64, i64> =
            deposits.iter().filter(|d| !d.held.is_zero()).map(|d| (d.deposit, d.held.0)).collect();
        let expected = self.auditor.deposits.iter().filter(|(_, fen)| **fen != 0);
        off + differences(&expected.map(|(id, fen)| (*id, *fen)).collect(), &held)
    }

    pub fn owed(&self) -> Fen {
        Fen(self.auditor.all_open().values().sum())
    }
}

fn differences(expected: &BTreeMap<i64, i64>, found: &BTreeMap<i64, i64>) -> i64 {
    let keys: std::collections::BTreeSet<i64> = expected.keys().chain(found.keys()).copied().collect();
    let of = |map: &BTreeMap<i64, i64>, key| map.get(key).copied().unwrap_or_default();
    keys.iter().map(|key| (of(expected, key) - of(found, key)).abs()).sum()
}

fn version(starts: Month, cents: i64, by_area: bool, months: i64, monthly: bool, due: i64) -> Version {
    Version {
        id: 0,
        starts,
        unit_price: Decimal::new(cents, 2),
        basis: if by_area { Basis::Area } else { Basis::Home },
        cycle: match months {
            1 => Cycle::Month,
            3 => Cycle::Quarter,
            _ => Cycle::HalfYear,
        },
        rounding: if monthly { Rounding::PerMonth } else { Rounding::PerCycle },
        due: DueRule::new(u32::try_from(due).unwrap(), 31).unwrap(),
        clause: "合同第十二条".into(),
        start: None,
    }
}
