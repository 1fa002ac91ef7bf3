//! The list of masked rooms that may hang where local rules allow it (checklist C5).

use super::{Paper, numbered, require};
use crate::arrears::ArrearsFilter;
use crate::refusal::WordsRefusal;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Refusal, Result};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use zhangfang_documents::FontSet;
use zhangfang_documents::masked_rooms::{MaskedRoom, MaskedRoomList, MaskedRooms};
use zhangfang_documents::public::{self, HouseholdCount, PublicText};
use zhangfang_domain::Fen;
use zhangfang_domain::settlement::Class;
use zhangfang_domain::wording::TextKind;

/// Kind of its number.
pub(crate) const MASKED: &str = "MD";
/// The longest it may hang.
const MOST_DAYS: u64 = 30;

/// What list is wanted and who answers for it.
#[derive(Clone, Debug)]
pub struct MaskedListRequest {
    /// The building.
    pub building: String,
    /// The rule that names the posting as a way to remind.
    pub basis: String,
    /// The day it is taken down at the latest.
    pub remove_by: NaiveDate,
    /// Days to pay.
    pub days: u32,
}

/// Makes the list of one building. Only a manager does, on a stored ground, where the local rules are set to allow it.
/// Whoever disputes, pays in instalments, promised or has a pause is not on it.
///
/// # Errors
/// [`WordsRefusal::NoMaskedListHere`], [`WordsRefusal::TooFewRooms`], [`Refusal::Unusable`] for the ground or the day,
/// [`crate::refusal::FormRefusal::StaffByManagerOnly`], document and store errors.
pub fn masked_rooms(
    office: &mut Office,
    fonts: &FontSet,
    request: &MaskedListRequest,
    occasion: &Occasion,
) -> Result<Paper> {
    if !office.locality()?.masked_list {
        return Err(WordsRefusal::NoMaskedListHere.into());
    }
    office.require_manager(occasion)?;
    let profile = office.profile()?;
    require(&profile, &["office", "phone", "hours"])?;
    let basis = request.basis.trim();
    let unusable =
        |field, value: &str, expected| Refusal::Unusable { field, value: value.to_owned(), expected };
    if basis.chars().count() < 6 {
        let expected = "当地规定的名称和条款，如 ××市物业管理条例第四十一条";
        return Err(unusable("张贴依据", basis, expected).into());
    }
    require_clean(TextKind::Public, basis)?;
    let latest = occasion.today + Days::new(MOST_DAYS);
    if request.remove_by <= occasion.today || request.remove_by > latest {
        let expected = "今天之后、30 天以内的一天";
        return Err(unusable("撤下日期", &request.remove_by.to_string(), expected).into());
    }
    let rooms = listed(office, &request.building, occasion.today)?;
    let count = rooms.len();
    let rooms = MaskedRooms::new(rooms)
        .ok_or(WordsRefusal::TooFewRooms { found: count, least: HouseholdCount::SMALLEST_SHOWN })?;
    let text = |words: &str| PublicText::new(words);
    let place = format!("{}栋", request.building);
    let mut model = MaskedRoomList {
        number: text("")?,
        printed: occasion.now,
        place: text(&place)?,
        company: text(&profile.company)?,
        centre: text(&profile.office)?,
        rooms,
        basis: text(basis)?,
        deadline: occasion.today + Days::new(request.days.into()),
        counter_hours: text(&profile.hours)?,
        enquiry_phone: PublicText::phone_of_office(&profile.phone),
        remove_by: request.remove_by,
        dated: occasion.today,
    };
    let mut bytes = Vec::new();
    let subject = format!("{place} {}", occasion.today);
    office.book.transact("masked-list.make", &super::keyless(occasion), |act| {
        let document = numbered(act, MASKED, &subject, None, Fen(count as i64), occasion.today)?;
        model.number = PublicText::new(&document.number())?;
        bytes = public::rendered(fonts, &model)?;
        if !act.reading().masked_lists()?.iter().any(|list| list.document == document.id) {
            act.post_masked_list(document.id, basis, &occasion.operator, request.remove_by)?;
        }
        Ok::<_, OfficeError>(())
    })?;
    Ok(Paper { file_name: format!("缴费提示-{place}-{}.pdf", occasion.today), bytes, count })
}

/// Rooms of a building with fees overdue that nothing holds.
fn listed(office: &Office, building: &str, today: NaiveDate) -> Result<Vec<MaskedRoom>> {
    let filter = ArrearsFilter { building: Some(building.to_owned()), ..ArrearsFilter::default() };
    let held = office.held_accounts(today)?;
    let mut rooms = BTreeMap::new();
    for line in office.arrears(today, &filter)?.lines {
        if line.class == Class::Principal && line.agreement.is_none() && !held.contains(&line.account) {
            rooms.insert(line.home, MaskedRoom::of(&line.room));
        }
    }
    Ok(rooms.into_values().collect())
}
