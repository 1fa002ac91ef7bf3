//! One home: what the register says, who owes, what was changed; edits, handover, the right area, transfer of title.

use crate::session::Session;
use crate::wire::{self, Amount, Answer};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::mask;
use zhangfang_domain::tariff::at_least;
use zhangfang_office::billing::AreaRequest;
use zhangfang_office::register::home::{HomeFields, NewHome};
use zhangfang_office::register::{HomeRecord, Occupant};
use zhangfang_office::{OfficeError, Refusal};

/// Somebody who owes or owed for the home.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/home.ts")]
pub struct HomeAccount {
    /// 现业主, 原业主 or 建设单位.
    pub standing: String,
    /// Names.
    pub owner: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Owed, due or not.
    pub open: Amount,
    /// Prepaid.
    pub prepaid: Amount,
}

/// What was changed once.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/home.ts")]
pub struct HomeEdit {
    /// When.
    pub at: String,
    /// Who.
    pub operator: String,
    /// What was done.
    pub what: String,
    /// Field, before, after.
    pub fields: Vec<(String, String, String)>,
}

/// A home as the register shows it.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/home.ts")]
pub struct HomeView {
    /// `3-1-301`.
    pub room: String,
    /// Gross floor area.
    pub area: String,
    /// Day of handover.
    pub handover: String,
    /// What can be edited.
    pub fields: TypedHome,
    /// Spaces in the register with their plates.
    pub spaces: Vec<String>,
    /// Everybody who owes or owed.
    pub accounts: Vec<HomeAccount>,
    /// What was changed, newest first.
    pub edits: Vec<HomeEdit>,
}

/// What can be edited, one text a field: several owners and phones with 、 or a comma between, an occupant a line with
/// the phone behind the name.
#[derive(Debug, Default, Serialize, Deserialize, TS)]
#[ts(export, export_to = "register/home.ts")]
pub struct TypedHome {
    /// Owners.
    pub owners: String,
    /// Phones.
    pub phones: String,
    /// Occupants.
    pub occupants: String,
    /// Use.
    pub use_kind: String,
    /// 入住, 空置 …
    pub status: String,
    /// Remark.
    pub remark: String,
}

fn several(text: &str) -> Vec<String> {
    let parts = text.split(['、', ',', '，', ';', '；', '/', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl TypedHome {
    fn fields(&self) -> HomeFields {
        let occupant = |line: &str| {
            let (name, phone) = match line.split_once([' ', '　', '\t']) {
                Some((name, phone)) => (name, wire::text_or_none(phone)),
                None => (line, None),
            };
            Occupant { name: name.to_owned(), phone }
        };
        HomeFields {
            owners: several(&self.owners),
            phones: several(&self.phones),
            occupants: several(&self.occupants).iter().map(|line| occupant(line)).collect(),
            use_kind: self.use_kind.clone(),
            status: wire::text_or_none(&self.status),
            remark: wire::text_or_none(&self.remark),
        }
    }
}

/// A text with every phone number in it masked.
fn masked(text: &str) -> String {
    let is_phone = |word: &str| word.chars().filter(char::is_ascii_digit).count() >= 7;
    let word = |word: &str| if is_phone(word) { mask::phone(word) } else { word.to_owned() };
    let words = |part: &str| part.split(' ').map(word).collect::<Vec<_>>().join(" ");
    let parts = |line: &str| line.split('、').map(words).collect::<Vec<_>>().join("、");
    text.split('\n').map(parts).collect::<Vec<_>>().join("\n")
}

/// What can be edited of a home, as it is typed.
fn typed(record: &HomeRecord) -> TypedHome {
    let users = record.occupants.iter().map(|o| match &o.phone {
        Some(phone) => format!("{} {phone}", o.name),
        None => o.name.clone(),
    });
    TypedHome {
        owners: record.owners.join("、"),
        phones: record.phones.join("、"),
        occupants: users.collect::<Vec<_>>().join("\n"),
        use_kind: record.use_kind.clone(),
        status: record.status.clone().unwrap_or_default(),
        remark: record.remark.clone().unwrap_or_default(),
    }
}

/// Opens a home for editing: with whole phone numbers, so that somebody looked is kept.
///
/// # Errors
/// When no home has that room; store errors.
#[tauri::command(async)]
pub fn register_open_home(room: &str, session: State<'_, Session>) -> Answer<TypedHome> {
    let occasion = session.occasion(None);
    session.with(|office| {
        office.reveal_phones(room, &occasion)?;
        Ok(typed(&office.home(room)?.record))
    })
}

/// Everything the register knows of a home; phones are masked.
///
/// # Errors
/// When no home has that room; store errors.
#[tauri::command(async)]
pub fn register_home(room: &str, session: State<'_, Session>) -> Answer<HomeView> {
    session.with(|office| {
        let household = office.household(room)?;
        let record = &household.home.record;
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let accounts = household.accounts.iter().map(|a| HomeAccount {
            standing: a.standing.to_owned(),
            owner: a.owner.clone(),
            from: day(a.from),
            to: day(a.to),
            open: a.open.into(),
            prepaid: a.prepaid.into(),
        });
        let mut fields = typed(record);
        fields.phones = masked(&fields.phones);
        fields.occupants = masked(&fields.occupants);
        let space = |s: &zhangfang_office::register::Space| match &s.plate {
            Some(plate) => format!("{} {plate}", s.code),
            None => s.code.clone(),
        };
        let edits = office.home_edits(room)?.into_iter().map(|edit| HomeEdit {
            at: edit.at.replace('T', " ").chars().take(16).collect(),
            operator: edit.operator,
            what: edit.what.to_owned(),
            fields: edit
                .fields
                .into_iter()
                .map(|(field, was, is)| (field.to_owned(), masked(&was), masked(&is)))
                .collect(),
        });
        Ok(HomeView {
            room: record.room_number(),
            area: record.area().map(|area| at_least(area, 2)).unwrap_or_default(),
            handover: day(record.handover),
            fields,
            spaces: record.spaces.iter().map(space).collect(),
            accounts: accounts.collect(),
            edits: edits.collect(),
        })
    })
}

/// Puts right what the register says of a home. Answers how many fields changed.
///
/// # Errors
/// What the rules of the register refuse.
#[tauri::command(async)]
pub fn register_edit_home(
    room: &str,
    home: TypedHome,
    corrects_names: bool,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<usize> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.edit_home(room, &home.fields(), corrects_names, &occasion)?.value))
}

fn area(text: &str) -> Result<rust_decimal::Decimal, OfficeError> {
    let expected = "平方米数，如 92.56";
    let unusable = || Refusal::Unusable { field: "建筑面积", value: text.to_owned(), expected };
    text.trim().parse().map_err(|_| unusable().into())
}

/// Enters a home by hand. Answers its room.
///
/// # Errors
/// What the rules of the register refuse.
#[tauri::command(async)]
pub fn register_add_home(
    room: String,
    square: &str,
    handover: &str,
    home: TypedHome,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let handover = wire::text_or_none(handover).map(|text| wire::day(&text)).transpose()?;
    let new = NewHome { room, area: area(square)?, handover, fields: home.fields() };
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.add_home(&new, &occasion)?.value))
}

/// Records or corrects the day of handover.
///
/// # Errors
/// When charges that stand would be split otherwise.
#[tauri::command(async)]
pub fn register_hand_over(
    room: &str,
    on: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let (on, occasion) = (wire::day(on)?, session.occasion(key));
    session.with(|office| Ok(office.hand_over(room, on, &occasion).map(|_| ())?))
}

/// What the right area changes of one charge.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/home.ts")]
pub struct AreaChange {
    /// First and last day.
    pub days: (String, String),
    /// Charged.
    pub was: Amount,
    /// Right.
    pub is: Amount,
    /// How much more.
    pub difference: Amount,
}

/// What a correction of the area comes to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "register/home.ts")]
pub struct AreaQuote {
    /// Charge by charge.
    pub lines: Vec<AreaChange>,
    /// In all.
    pub difference: Amount,
}

fn area_request(room: String, square: &str, from: &str, reason: String) -> Answer<AreaRequest> {
    Ok(AreaRequest { room, area: area(square)?, from: wire::month(from)?, reason })
}

/// What the right area would change; nothing is written.
///
/// # Errors
/// When the area is none or the same.
#[tauri::command(async)]
pub fn register_quote_area(
    room: String,
    square: &str,
    from: &str,
    session: State<'_, Session>,
) -> Answer<AreaQuote> {
    let request = area_request(room, square, from, String::new())?;
    session.with(|office| {
        let lines = office.preview_area(&request)?;
        let difference = lines.iter().map(|line| line.difference).sum::<zhangfang_domain::Fen>().into();
        let lines = lines.iter().map(|line| AreaChange {
            days: (line.days.0.to_string(), line.days.1.to_string()),
            was: line.was.into(),
            is: line.is.into(),
            difference: line.difference.into(),
        });
        Ok(AreaQuote { lines: lines.collect(), difference })
    })
}

/// Files an 面积更正单. Answers its number.
///
/// # Errors
/// Of [`register_quote_area`]; without a reason.
#[tauri::command(async)]
pub fn register_correct_area(
    room: String,
    square: &str,
    from: &str,
    reason: String,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<String> {
    let request = area_request(room, square, from, reason)?;
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.request_area(&request, &occasion)?.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_masked_wherever_they_stand_and_names_are_not() {
        assert_eq!(
            masked("13800001234、0571-80001234"),
            format!("138****1234、{}", mask::phone("0571-80001234"))
        );
        assert_eq!(masked("赵租 13900005678\n钱租"), "赵租 139****5678\n钱租");
        assert_eq!(masked("B1-001、94.56"), "B1-001、94.56");
    }
}
