//! A list of rooms with their floors hidden, where local rules name such a posting as a way to remind (checklist C5; domain
//! section 3.2). Public: a room is masked when it is made, and there is no field for a name, a period or an amount.

use crate::bind::Imprint;
use crate::flow::{Block, Flow, Paragraph};
use crate::length::{Len, Size, mm, pt};
use crate::phrase;
use crate::poster::posting_record;
use crate::public::{HouseholdCount, PublicModel, PublicText, sealed};
use crate::table::{Column, Row, Table};
use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::mask;

/// A room that cannot be told from those above and below it: `3-1-*01`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MaskedRoom(String);

impl MaskedRoom {
    /// Hides the floor of a room.
    #[must_use]
    pub fn of(room: &str) -> Self {
        Self(mask::room(room))
    }
}

/// Masked rooms that are fit to hang: never so few that a neighbour could guess who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedRooms(Vec<MaskedRoom>);

impl MaskedRooms {
    /// The rooms in order, each once; `None` when fewer than [`HouseholdCount::SMALLEST_SHOWN`] households are behind them.
    #[must_use]
    pub fn new(rooms: Vec<MaskedRoom>) -> Option<Self> {
        let enough = u32::try_from(rooms.len()).is_ok_and(|n| n >= HouseholdCount::SMALLEST_SHOWN);
        let mut rooms = rooms;
        rooms.sort();
        rooms.dedup();
        enough.then_some(Self(rooms))
    }
}

/// The list.
#[derive(Clone, Debug)]
pub struct MaskedRoomList {
    /// Document number.
    pub number: PublicText,
    /// When it is printed.
    pub printed: NaiveDateTime,
    /// Where it hangs: `3栋`.
    pub place: PublicText,
    /// Name of the company.
    pub company: PublicText,
    /// Name of the service centre, which signs.
    pub centre: PublicText,
    /// The rooms.
    pub rooms: MaskedRooms,
    /// The rule that names the posting.
    pub basis: PublicText,
    /// Last day to pay.
    pub deadline: NaiveDate,
    /// When the counter is open.
    pub counter_hours: PublicText,
    /// For questions and objections.
    pub enquiry_phone: PublicText,
    /// The day it is taken down at the latest.
    pub remove_by: NaiveDate,
    /// The date under it.
    pub dated: NaiveDate,
}

impl sealed::Sealed for MaskedRoomList {}

const COLUMNS: usize = 5;
const BODY: Len = pt(13);

impl PublicModel for MaskedRoomList {
    fn flow(&self) -> Flow {
        let title = "物业服务费缴费提示";
        let opening = format!(
            "各位邻居：下列房号（楼层已隐去）的物业服务费已过缴费期限，请在 {} 前到服务中心核对、缴纳；一次缴清有困难的，可以商量分期。已经缴费或对账目有不同意见的，请来电 {}，我们核实后更正并撤下。柜台时间 {}。",
            phrase::date(self.deadline),
            self.enquiry_phone,
            self.counter_hours,
        );
        let basis = format!(
            "张贴依据：{}。最迟撤下日期：{}。本表不含姓名、金额和期间。",
            self.basis,
            phrase::date(self.remove_by)
        );
        let sized = |text: String, indent: Len| {
            let body = Paragraph::flush(text);
            Block::Paragraph(Paragraph { style: crate::pen::Style::regular(BODY), indent, ..body })
        };
        Flow {
            imprint: Imprint {
                title: format!("{title}（{}）", self.place),
                number: self.number.to_string(),
                printed: self.printed,
            },
            size: Size::A4,
            masthead: format!("{}　{}", self.company, self.centre),
            data_as_of: None,
            contact: String::new(),
            blocks: vec![
                Block::Title(title.to_owned()),
                Block::Subtitle(self.place.to_string()),
                sized(opening, 2 * BODY),
                Block::Space(mm(2)),
                Block::Table(self.table()),
                Block::Space(mm(3)),
                sized(basis, 0),
                Block::Closing(vec![self.centre.to_string(), phrase::date(self.dated)]),
                Block::AtFoot(vec![Block::Table(posting_record())]),
            ],
        }
    }
}

impl MaskedRoomList {
    fn table(&self) -> Table {
        let column = |_| Column::new("房号", 1, crate::pen::Align::Left);
        let mut table = Table::new((0..COLUMNS).map(column).collect::<Vec<_>>());
        table.size = BODY;
        let row = |rooms: &[MaskedRoom]| {
            let cell = |n| rooms.get(n).map_or("", |room: &MaskedRoom| room.0.as_str()).to_owned();
            Row::line((0..COLUMNS).map(cell))
        };
        table.rows = self.rooms.0.chunks(COLUMNS).map(row).collect();
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c5_few_rooms_do_not_hang_and_floors_are_hidden() {
        let rooms = |n: usize| (1..=n).map(|floor| MaskedRoom::of(&format!("3-1-{floor}01"))).collect();
        assert_eq!(MaskedRooms::new(rooms(4)), None);
        // Five households in one column of a building are one room on paper: nobody can tell which.
        assert_eq!(MaskedRooms::new(rooms(5)), Some(MaskedRooms(vec![MaskedRoom("3-1-*01".into())])));
    }
}
