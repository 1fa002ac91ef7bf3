//! Why a row stays out.

/// Why a row stays out. [`RefusalReason::code`] is stable; [`RefusalReason::sentence`] is for the clerk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusalReason {
    /// An owner or an area, but no room.
    RoomMissing,
    /// Two rooms in one cell.
    TwoRooms,
    /// The building is nowhere given.
    NoBuilding,
    /// No known form of a room.
    RoomUnreadable,
    /// `2-301` in building 2: two readings.
    RoomAmbiguous,
    /// The spreadsheet turned the room into a date.
    RoomIsDate,
    /// The building column is no building.
    BuildingUnreadable,
    /// The unit column is no unit.
    UnitUnreadable,
    /// Building column and room disagree.
    BuildingDisagrees {
        /// What the building column says.
        building: String,
    },
    /// Unit column and room disagree.
    UnitDisagrees {
        /// What the unit column says.
        unit: u16,
    },
    /// The room stood in an earlier row.
    DuplicateRoom {
        /// The sheet of that row.
        first_sheet: String,
        /// That row.
        first_row: u32,
    },
    /// No area.
    AreaMissing,
    /// An area of nothing.
    AreaZero,
    /// Below nothing.
    AreaNegative,
    /// Not a number.
    AreaNotNumber,
    /// A comma that may be a decimal point.
    AreaComma,
    /// More than four decimals.
    AreaTooPrecise,
    /// Above 100,000 square metres.
    AreaTooLarge,
    /// Arrears in words.
    ArrearsInWords,
    /// Arrears below nothing: money the owner has to his credit.
    ArrearsNegative,
    /// Less than a fen.
    ArrearsTooPrecise,
    /// More than the book can hold.
    ArrearsTooLarge,
    /// Not an amount.
    ArrearsNotNumber,
    /// A day no calendar has.
    DateImpossible,
    /// No known form of a day.
    DateUnreadable,
    /// A handover yet to come.
    DateInFuture,
    /// A failed formula.
    CellError {
        /// `#REF!`
        error: String,
    },
}

impl RefusalReason {
    /// Its stable name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RoomMissing => "room_missing",
            Self::TwoRooms => "two_rooms",
            Self::NoBuilding => "no_building",
            Self::RoomUnreadable => "room_unreadable",
            Self::RoomAmbiguous => "room_ambiguous",
            Self::RoomIsDate => "room_is_date",
            Self::BuildingUnreadable => "building_unreadable",
            Self::UnitUnreadable => "unit_unreadable",
            Self::BuildingDisagrees { .. } => "building_disagrees",
            Self::UnitDisagrees { .. } => "unit_disagrees",
            Self::DuplicateRoom { .. } => "duplicate_room",
            Self::AreaMissing => "area_missing",
            Self::AreaZero => "area_zero",
            Self::AreaNegative => "area_negative",
            Self::AreaNotNumber => "area_not_number",
            Self::AreaComma => "area_comma",
            Self::AreaTooPrecise => "area_too_precise",
            Self::AreaTooLarge => "area_too_large",
            Self::ArrearsInWords => "arrears_in_words",
            Self::ArrearsNegative => "arrears_negative",
            Self::ArrearsTooPrecise => "arrears_too_precise",
            Self::ArrearsTooLarge => "arrears_too_large",
            Self::ArrearsNotNumber => "arrears_not_number",
            Self::DateImpossible => "date_impossible",
            Self::DateUnreadable => "date_unreadable",
            Self::DateInFuture => "date_in_future",
            Self::CellError { .. } => "cell_error",
        }
    }
}
