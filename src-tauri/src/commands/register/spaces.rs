//! 车位: spaces and their contracts; vacancy and relief in force.

use crate::export;
use crate::session::Session;
use crate::wire::{self, Amount, Answer};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::parking::{PartRule, SpaceKind};
use zhangfang_domain::tariff::at_least;
use zhangfang_office::export::{Table, Value};
use zhangfang_office::parking::{ContractRequest, ParkingContract, SpaceRequest};
use zhangfang_office::{Office, OfficeError, Refusal};

/// A space with its running contract.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/spaces.ts")]
pub struct SpaceLine {
    /// Code.
    pub code: String,
    /// 产权车位, 租赁车位 or 公共车位.
    pub kind: String,
    /// Room of the owner of an owned space.
    pub owner: String,
    /// Room that uses it; empty when it is free.
    pub room: String,
    /// Who pays.
    pub payer: String,
    /// Plate.
    pub plate: String,
    /// A month.
    pub monthly: Option<Amount>,
    /// First day.
    pub from: String,
    /// What the contract rests on.
    pub clause: String,
}

fn lines(office: &Office) -> Result<Vec<SpaceLine>, OfficeError> {
    let contracts = office.parking_contracts(None)?;
    let line = |space: zhangfang_office::parking::ParkingSpace| {
        let running: Option<&ParkingContract> =
            contracts.iter().find(|c| c.space == space.id && c.rent.last.is_none());
        Ok(SpaceLine {
            kind: space.kind.label().to_owned(),
            owner: space.home.map(|home| office.room(home)).transpose()?.unwrap_or_default(),
            room: running.map(|c| office.room(c.home)).transpose()?.unwrap_or_default(),
            payer: running.map(|c| c.payer.clone()).unwrap_or_default(),
            plate: running.and_then(|c| c.plate.clone()).unwrap_or_default(),
            monthly: running.map(|c| c.rent.monthly.into()),
            from: running.map(|c| c.rent.from.to_string()).unwrap_or_default(),
            clause: running.map(|c| c.clause.clone()).unwrap_or_default(),
            code: space.code,
        })
    };
    office.parking_spaces()?.into_iter().map(line).collect()
}

/// Every space, by code.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn register_spaces(session: State<'_, Session>) -> Answer<Vec<SpaceLine>> {
    session.with(|office| Ok(lines(office)?))
}

/// The spaces as a workbook.
///
/// # Errors
/// Store errors; when the file cannot be written.
#[tauri::command(async)]
pub fn register_export_spaces(purpose: &str, session: State<'_, Session>) -> Answer<Option<String>> {
    let lines = session.with(|office| Ok(lines(office)?))?;
    let headings = ["车位", "种类", "产权房号", "使用房号", "付款人", "车牌", "月费（元）", "起用日", "依据"];
    let text = |text: &str| Value::text(Some(text).filter(|text| !text.is_empty()));
    let row = |l: &SpaceLine| {
        let monthly = l.monthly.map_or(Value::Empty, |amount| Value::Amount(zhangfang_domain::Fen(amount.0)));
        let [code, kind, owner, room, payer, plate] =
            [&l.code, &l.kind, &l.owner, &l.room, &l.payer, &l.plate].map(|t| text(t));
        vec![code, kind, owner, room, payer, plate, monthly, text(&l.from), text(&l.clause)]
    };
    let table = Table {
        title: "车位".to_owned(),
        headings: headings.map(str::to_owned).to_vec(),
        rows: lines.iter().map(row).collect(),
        footer: None,
    };
    export::save(&session, purpose, table)
}

/// A space as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "register/spaces.ts")]
pub struct TypedSpace {
    /// Code.
    pub code: String,
    /// `owned`, `leased` or `common`.
    pub kind: String,
    /// Room of the owner, for owned spaces.
    pub room: String,
    /// Area in m², when known.
    pub area: String,
}

/// Adds a space.
///
/// # Errors
/// What the rules of parking refuse.
#[tauri::command(async)]
pub fn register_add_space(space: TypedSpace, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let unusable =
        |field, value: &str, expected| Refusal::Unusable { field, value: value.to_owned(), expected };
    let area = wire::text_or_none(&space.area).map(|text| {
        text.parse().map_err(|_| OfficeError::from(unusable("面积", &text, "平方米数，如 12.5，或留空")))
    });
    let kind = SpaceKind::from_code(&space.kind);
    let kind = kind.ok_or_else(|| OfficeError::from(unusable("种类", &space.kind, "产权、租赁或公共")))?;
    let room = wire::text_or_none(&space.room).filter(|_| kind == SpaceKind::Owned);
    let request = SpaceRequest { code: space.code, kind, room, area: area.transpose()? };
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.add_parking_space(&request, &occasion).map(|_| ())?))
}

/// A parking contract as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "register/spaces.ts")]
pub struct TypedContract {
    /// The space.
    pub space: String,
    /// The home it is charged with.
    pub room: String,
    /// Charge item.
    pub item: String,
    /// Who pays; the owners when empty.
    pub payer: String,
    /// The car.
    pub plate: String,
    /// A whole month.
    pub monthly: String,
    /// First day.
    pub from: String,
    /// `by-day` or `by-month`.
    pub part: String,
    /// What it rests on.
    pub clause: String,
}

/// Signs a contract for a space.
///
/// # Errors
/// What the rules of parking refuse.
#[tauri::command(async)]
pub fn register_sign_parking(
    contract: TypedContract,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let request = ContractRequest {
        space: contract.space,
        room: contract.room,
        item: contract.item,
        payer: wire::text_or_none(&contract.payer),
        plate: wire::text_or_none(&contract.plate),
        monthly: wire::amount(&contract.monthly)?,
        from: wire::day(&contract.from)?,
        part: PartRule::from_code(&contract.part).unwrap_or(PartRule::ByDay),
        clause: contract.clause,
    };
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.sign_parking(&request, &occasion).map(|_| ())?))
}

/// The items a contract may be charged under.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn register_parking_items(session: State<'_, Session>) -> Answer<Vec<String>> {
    session.with(|office| Ok(office.contract_items()?.into_iter().map(|item| item.name).collect()))
}

/// What giving a space back comes to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/spaces.ts")]
pub struct GiveBackQuote {
    /// Who uses it.
    pub room: String,
    /// Month and what is given back of it.
    pub parts: Vec<(String, Amount)>,
    /// Given back in all.
    pub back: Amount,
    /// Kept.
    pub kept: Amount,
    /// Paid money that becomes prepaid.
    pub freed: Amount,
}

/// What giving a space back comes to; nothing is written.
///
/// # Errors
/// Without a running contract; a day before it began.
#[tauri::command(async)]
pub fn register_quote_give_back(
    space: &str,
    last: &str,
    session: State<'_, Session>,
) -> Answer<GiveBackQuote> {
    let last = wire::day(last)?;
    session.with(|office| {
        let found = office.preview_give_back(space, last)?;
        let parts = found.lines.iter().flat_map(|line| &line.parts);
        Ok(GiveBackQuote {
            parts: parts.map(|(month, fen)| (month.clone(), Amount(*fen))).collect(),
            back: found.back().into(),
            kept: found.kept().into(),
            freed: found.freed().into(),
            room: found.room,
        })
    })
}

/// Files a 车位退租单. Answers its number.
///
/// # Errors
/// Of [`register_quote_give_back`]; without a reason; when one waits already.
#[tauri::command(async)]
pub fn register_give_back(
    space: &str,
    last: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let (last, occasion) = (wire::day(last)?, session.occasion(key));
    session.with(|office| Ok(office.request_give_back(space, last, reason, &occasion)?.value))
}

/// A vacancy or relief.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/spaces.ts")]
pub struct ConcessionLine {
    /// Its number.
    pub id: u32,
    /// The home.
    pub room: String,
    /// 空置优惠 or 减免.
    pub kind: String,
    /// What is let off, in percent.
    pub off: String,
    /// The item; all when empty.
    pub item: String,
    /// First day.
    pub first: String,
    /// Last day; empty until it is ended.
    pub last: String,
    /// Whether it reaches today or later.
    pub running: bool,
    /// The form it was approved by.
    pub form: String,
}

/// Every vacancy and relief.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn register_concessions(session: State<'_, Session>) -> Answer<Vec<ConcessionLine>> {
    let today = session.host().today();
    session.with(|office| {
        let items = office.charge_items()?;
        let line = |(room, granted): (String, zhangfang_office::billing::Granted)| {
            let terms = granted.terms;
            let item = terms.item.and_then(|id| items.iter().find(|item| item.id == id));
            ConcessionLine {
                id: u32::try_from(terms.id).unwrap_or_default(),
                room,
                kind: terms.kind.label().to_owned(),
                off: format!("{}%", at_least(terms.off_percent, 0)),
                item: item.map(|item| item.name.clone()).unwrap_or_default(),
                first: terms.first.to_string(),
                last: terms.last.map(|day| day.to_string()).unwrap_or_default(),
                running: terms.last.is_none_or(|last| last >= today),
                form: granted.form,
            }
        };
        Ok(office.concessions(None)?.into_iter().map(line).collect())
    })
}

/// Ends a vacancy or relief with a day. Answers what is owed again, as text.
///
/// # Errors
/// When the day lies outside; without a reason.
#[tauri::command(async)]
pub fn register_end_concession(
    id: u32,
    on: &str,
    reason: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let (on, occasion) = (wire::day(on)?, session.occasion(key));
    session.with(|office| Ok(office.end_concession(i64::from(id), on, reason, &occasion)?.value))
}
