//! A small office to test and measure with: homes, items, runs and receipts posted the way the product does.
#![allow(dead_code, reason = "each test and bench uses its part")]
#![allow(clippy::unwrap_used, reason = "a fixture that fails should stop the test")]

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use rust_decimal::Decimal;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use zhangfang_domain::settlement::{self, Class, OpenCharge, Order, Rule};
use zhangfang_domain::tariff::{self, Basis, Cycle, DueRule, Rounding, Scope, Version};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::charge::{ChargeBasis, NewCharge};
use zhangfang_store::receipt::{NewReceipt, Prepaid};
use zhangfang_store::register::{HomeRecord, Space};
use zhangfang_store::{Act, Book, Occasion, Posted, StoreError};

/// Seeded random numbers (splitmix64), so that every failure can be repeated.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n` - 1.
    pub const fn below(&mut self, n: usize) -> usize {
        (self.roll() % n as u64) as usize
    }

    pub const fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn month(year: i32, month: u32) -> Month {
    Month::new(year, month).unwrap()
}

pub fn on(today: NaiveDate) -> Occasion {
    Occasion { operator: "前台小周".into(), today, now: today.and_hms_opt(9, 30, 0).unwrap(), key: None }
}

/// A home as the tests need it.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    pub id: i64,
    pub account: i64,
    pub building: i64,
    pub area: Decimal,
}

/// An item with the one tariff that charges it.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: i64,
    pub versions: Vec<Version>,
}

/// What was put into a book to begin with.
#[derive(Clone, Debug, Default)]
pub struct Office {
    pub homes: Vec<Home>,
    pub items: Vec<Item>,
}

pub const HOMES_PER_BUILDING: usize = 20;

pub fn home_record(n: usize) -> HomeRecord {
    let (building, room) = (n / HOMES_PER_BUILDING + 1, n % HOMES_PER_BUILDING + 101);
    HomeRecord {
        building: building.to_string(),
        unit: 1,
        room: room.to_string(),
        use_kind: "住宅".into(),
        area_e4: Some(800_000 + (n as i64 * 3_700) % 700_000),
        handover: Some(day(2020, 6, 1)),
        room_text: format!("{building}栋{room}"),
        owners: vec![format!("业主{n}")],
        phones: vec![format!("1390000{n:04}")],
        spaces: vec![Space { code: format!("A{n}"), plate: None }],
        ..HomeRecord::default()
    }
}

pub fn add_home(act: &mut Act<'_>, n: usize) -> Result<Home, StoreError> {
    let id = act.add_home(&home_record(n))?;
    let home = act.reading().home(id)?;
    Ok(Home { id, account: home.account, building: home.building_id, area: home.record.area().unwrap() })
}

fn version(price_cents: i64) -> Version {
    Version {
        id: 0,
        starts: month(2015, 1),
        unit_price: Decimal::new(price_cents, 2),
        basis: Basis::Area,
        cycle: Cycle::Month,
        rounding: Rounding::PerMonth,
        due: DueRule::new(1, 25).unwrap(),
        clause: "第三条".into(),
        start: None,
    }
}

/// Puts homes and charge items into an empty book.
pub fn furnish(book: &mut Book, homes: usize, items: usize, today: NaiveDate) -> Office {
    let mut office = Office::default();
    book.transact::<(), StoreError>("test.furnish", &on(today), |act| {
        act.set("office.name", "和谐物业服务中心")?;
        for k in 0..items {
            let id = act.add_charge_item(&format!("item-{k}"), &format!("费用{k}"))?;
            let tariff = act.add_tariff(id, &format!("标准{k}"))?;
            let mut version = version(35 + 45 * k as i64);
            version.id = act.add_tariff_version(tariff, &version)?;
            act.assign_tariff(tariff, &Scope::default(), None)?;
            office.items.push(Item { id, versions: vec![version] });
        }
        for n in 0..homes {
            office.homes.push(add_home(act, n)?);
        }
        Ok(())
    })
    .unwrap();
    office
}

/// The charge of one home and item for one month.
pub fn charge(home: &Home, item: &Item, month: Month, run: i64, rev: i64) -> NewCharge {
    let months = Months::single(month);
    let priced = tariff::price(home.area, months, &item.versions).unwrap();
    NewCharge {
        account: home.account,
        home: home.id,
        building: home.building,
        item: item.id,
        months,
        due: priced.due,
        fen: priced.amount,
        run: Some(run),
        basis: Some(ChargeBasis {
            version: priced.version,
            quantity: priced.quantity,
            segments: priced.segments,
        }),
        detail: None,
        note: None,
        rev,
    }
}

/// Every home charged for every item of a month, in one act. Returns the number of the run.
pub fn post_run(
    book: &mut Book,
    office: &Office,
    month: Month,
    today: NaiveDate,
) -> Result<Posted<i64>, StoreError> {
    book.transact("bill-run.post", &on(today), |act| charge_all(act, office, month))
}

/// The work of [`post_run`], for tests that interrupt it.
pub fn charge_all(act: &mut Act<'_>, office: &Office, month: Month) -> Result<i64, StoreError> {
    let count = (office.homes.len() * office.items.len()) as i64;
    let fen: Fen = pairs(office).map(|(home, item)| charge(home, item, month, 0, 0).fen).sum();
    let run = act.post_bill_run(Months::single(month), count, office.homes.len() as i64, fen)?;
    for (home, item) in pairs(office) {
        act.post_charge(&charge(home, item, month, run, 0))?;
    }
    Ok(run)
}

pub fn pairs(office: &Office) -> impl Iterator<Item = (&Home, &Item)> {
    office.homes.iter().flat_map(|home| office.items.iter().map(move |item| (home, item)))
}

/// A receipt of one home, settled oldest due first. Returns its number.
pub fn take(book: &mut Book, home: &Home, fen: i64, today: NaiveDate) -> Result<Posted<i64>, StoreError> {
    book.transact("receipt.take", &on(today), |act| {
        let (receipt, number) = act.post_receipt(&new_receipt(fen), 1)?;
        let payment = act.post_payment(receipt, home.account, home.id, Fen(fen))?;
        let source = Prepaid { account: home.account, home: home.id, payment: payment.id, fen: payment.fen };
        settle(act, source, &[])?;
        Ok(number)
    })
}

pub fn new_receipt(fen: i64) -> NewReceipt {
    NewReceipt {
        payer: "王建国".into(),
        method: "cash".into(),
        fen: Fen(fen),
        tendered: None,
        reference: None,
        note: None,
    }
}

/// Applies money to what its account owes; says what went where.
pub fn settle(
    act: &mut Act<'_>,
    mut source: Prepaid,
    designated: &[i64],
) -> Result<Vec<settlement::Applied>, StoreError> {
    let open = act.reading().open_items_of(source.home)?;
    let candidates: Vec<OpenCharge> = open
        .iter()
        .map(|o| OpenCharge { id: o.charge, class: Class::Principal, due: o.due, open: o.open })
        .collect();
    let rule = Rule { order: Order::PrincipalFirst, on: act.today() };
    let settled = settlement::allocate(source.fen, &candidates, designated, rule).unwrap();
    for applied in &settled.applied {
        let item = open.iter().find(|o| o.charge == applied.charge).unwrap();
        source = act.apply(&source, item, applied.amount)?;
    }
    Ok(settled.applied)
}

/// A closed book with some history in it: runs, receipts, a void, a reversed run, an entry, a document.
pub fn lived_in(folder: &Path, homes: usize) -> (PathBuf, Office) {
    let path = folder.join("office.zfb");
    let mut book = Book::create(&path).unwrap();
    let office = furnish(&mut book, homes, 3, day(2025, 1, 2));
    for m in 1..=3 {
        post_run(&mut book, &office, month(2025, m), day(2025, m, 3)).unwrap();
        for home in office.homes.iter().step_by(m as usize) {
            take(&mut book, home, 40_000, day(2025, m, 10)).unwrap();
        }
    }
    let work = |act: &mut Act<'_>| -> Result<(), StoreError> {
        let run = act.reading().bill_runs()?.remove(0);
        act.post_bill_run_reversal(&run, "单价录错")?;
        for charge in act.reading().charges_of_run(&run)? {
            act.unapply(&charge)?;
            act.reverse_charge(&charge, "单价录错")?;
        }
        Ok(())
    };
    book.transact("bill-run.reverse", &on(day(2025, 3, 20)), work).unwrap();
    let work = |act: &mut Act<'_>| -> Result<(), StoreError> {
        let receipt = act.reading().receipt(2)?;
        act.void_receipt(&receipt, "收错户")?;
        act.post_import("业主台账.xlsx", "00", 1, 0)?;
        act.remember_mapping("房号,业主", "{}")?;
        let entry = act.post_entry(month(2025, 3), "expense", "clean", "保洁", Fen(12_300), "三月")?;
        act.post_print("receipt", 1)?;
        act.post_document("TZ", "run 1", None, Some(Fen(100)), day(2025, 3, 20))?;
        let entry = act.reading().entry(entry)?;
        act.reverse_entry(&entry, "录错")?;
        Ok(())
    };
    book.transact("test.various", &on(day(2025, 3, 21)), work).unwrap();
    let work = |act: &mut Act<'_>| -> Result<(), StoreError> {
        let import = act.reading().imports("test.various")?.remove(0);
        act.post_import_undo(&import, "重做")
    };
    book.transact("import.undo", &on(day(2025, 3, 22)), work).unwrap();
    drop(book);
    (path, office)
}

/// A connection that sees the rows as they are, beside the product.
pub fn raw(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap()
}

/// Every row of every table and the schema, as text.
pub fn dump(path: &Path) -> rusqlite::Result<String> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut text = String::new();
    for table in tables(&connection)?.iter().map(String::as_str).chain(["sqlite_schema"]) {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let _ = write!(text, "{table}");
            for i in 0..columns {
                let _ = write!(text, "|{:?}", row.get::<_, Value>(i)?);
            }
            text.push('\n');
        }
    }
    Ok(text)
}

/// The tables of the book.
pub fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    statement.query_map([], |r| r.get(0))?.collect()
}

/// Asserts that the book has no findings.
#[track_caller]
pub fn assert_sound(book: &Book) {
    let found = book.verify().unwrap().findings;
    assert!(found.is_empty(), "{found:#?}");
}
