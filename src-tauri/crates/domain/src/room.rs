//! Room numbers: one normal form for the many ways an office writes a home (domain section 7.4).

use crate::text::folded;
use reading::{Parts, is_digits, leading_digits, number_of, simplified, splits};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

mod reading;
#[cfg(test)]
mod tests;

pub use reading::{parse_building, parse_unit, use_hint};

/// One home: building, unit (单元) and room. `Display` prints `3-1-301`, which [`RoomNo::parse`] reads back.
///
/// Sorted by building (numbers first, numerically, then letters), unit, floor and number; shop codes follow
/// the numbered rooms of their unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoomNo {
    building: String,
    unit: u16,
    number: String,
}

/// A room as read from a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomReading {
    /// The room.
    pub room: RoomNo,
    /// Whether the unit was written in the cell or given as a hint; otherwise it is the default, 1.
    pub unit_written: bool,
}

/// Why a text is not one room. Nothing is guessed: what can be read in two ways is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoomError {
    /// Nothing written.
    #[error("no room given")]
    Missing,
    /// Two rooms in one place, such as `301/302`.
    #[error("{text:?} names two rooms")]
    TwoRooms {
        /// What was written.
        text: String,
    },
    /// A room without its building, and no hint.
    #[error("{text:?} lacks its building")]
    NoBuilding {
        /// What was written.
        text: String,
    },
    /// No known form.
    #[error("{text:?} is not a room number")]
    Unreadable {
        /// What was written.
        text: String,
    },
    /// `2-301` in building 2: building and room, or unit and room.
    #[error("{text:?} can be read in two ways")]
    Ambiguous {
        /// What was written.
        text: String,
    },
    /// The building column and the room cell name different buildings.
    #[error("{text:?} is not in building {building:?}")]
    BuildingDisagrees {
        /// What was written as room.
        text: String,
        /// What the building column says.
        building: String,
    },
    /// The unit column and the room cell name different units.
    #[error("{text:?} is not in unit {unit}")]
    UnitDisagrees {
        /// What was written as room.
        text: String,
        /// What the unit column says.
        unit: u16,
    },
    /// The building column holds something that is no building.
    #[error("{building:?} is not a building")]
    BuildingUnreadable {
        /// What the building column says.
        building: String,
    },
}

impl RoomNo {
    /// A room from its parts, each in any readable form (`3号楼`, 1, `0301`); `None` when one is not readable.
    #[must_use]
    pub fn new(building: &str, unit: u16, number: &str) -> Option<Self> {
        let (building, None) = parse_building(building)? else { return None };
        let number = number_of(&simplified(number))?;
        (1..=99).contains(&unit).then_some(Self { building, unit, number })
    }

    /// Reads a complete room: `3-1-301`, `3栋1单元301室`, `3#1-301`, `3号楼-1-0301`, `3-301` (unit 1).
    ///
    /// # Errors
    /// [`RoomError`]; a bare `301` lacks its building.
    pub fn parse(text: &str) -> Result<Self, RoomError> {
        Self::parse_in(text, None, None)
    }

    /// Reads a room whose building or unit may stand in other columns. Hints only fill what is missing;
    /// where they disagree with the cell it is an error. Without any unit it is 1.
    ///
    /// # Errors
    /// [`RoomError`].
    pub fn parse_in(text: &str, building: Option<&str>, unit: Option<u16>) -> Result<Self, RoomError> {
        Self::read_in(text, building, unit).map(|reading| reading.room)
    }

    /// [`RoomNo::parse_in`], telling also whether the unit was known.
    ///
    /// # Errors
    /// [`RoomError`].
    pub fn read_in(text: &str, building: Option<&str>, unit: Option<u16>) -> Result<RoomReading, RoomError> {
        let own = || text.trim().to_owned();
        let hint = match building.map(str::trim).filter(|b| !b.is_empty()) {
            Some(b) => Some(
                parse_building(b).ok_or_else(|| RoomError::BuildingUnreadable { building: b.to_owned() })?,
            ),
            None => None,
        };
        let unit = match (unit, hint.as_ref().and_then(|(_, u)| *u)) {
            (Some(a), Some(b)) if a != b => return Err(RoomError::UnitDisagrees { text: own(), unit: a }),
            (a, b) => a.or(b),
        };
        let hint = hint.map(|(b, _)| b);
        let parts = Parts::read(text)?;
        let parts = parts.settled(text, hint.as_deref(), unit)?;
        if let (Some(b), Some(h)) = (&parts.building, &hint)
            && b != h
        {
            return Err(RoomError::BuildingDisagrees { text: own(), building: h.clone() });
        }
        if let (Some(u), Some(h)) = (parts.unit, unit)
            && u != h
        {
            return Err(RoomError::UnitDisagrees { text: own(), unit: h });
        }
        let building = parts.building.or(hint).ok_or_else(|| RoomError::NoBuilding { text: own() })?;
        let known = parts.unit.or(unit);
        let room = Self { building, unit: known.unwrap_or(1), number: parts.number };
        Ok(RoomReading { room, unit_written: known.is_some() })
    }

    /// The rooms a clerk may mean by what was typed into the search box, likeliest first: `31301` is
    /// 3-1-301 before 3-1-1301. Empty when it is no room at all.
    #[must_use]
    pub fn guesses(text: &str) -> Vec<Self> {
        let spaced: String = folded(text)
            .chars()
            .map(|c| if matches!(c, ' ' | '.' | ',' | '/' | '、' | '*' | '+') { '-' } else { c })
            .collect();
        let mut found = Vec::new();
        found.extend(Self::parse(&spaced).ok());
        let plain = simplified(&spaced);
        let (head, tail) = match plain.rsplit_once(['-', '栋']) {
            Some((head, tail)) => (Some(head.to_owned()), tail.to_owned()),
            None => (None, plain),
        };
        for (building, unit, number) in splits(&tail, head.as_deref()) {
            found.extend(Self::new(&building, unit, &number));
        }
        let mut seen = BTreeSet::new();
        found.retain(|room| seen.insert(room.clone()));
        found
    }

    /// The building: `3`, `A`, `T1`.
    #[must_use]
    pub fn building(&self) -> &str {
        &self.building
    }

    /// The unit (单元), 1–99.
    #[must_use]
    pub const fn unit(&self) -> u16 {
        self.unit
    }

    /// The room within its unit: `301`, `1102`, `商12`.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The floor of a numbered room: `301` is on 3, `1102` on 11. Shop codes have none.
    #[must_use]
    pub fn floor(&self) -> Option<u16> {
        let digits = self.number.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let floor = digits.get(..digits.len().checked_sub(2)?)?;
        is_digits(digits).then(|| floor.parse().ok()).flatten()
    }

    fn order(&self) -> (bool, &str, u32, &str, u16, u16, (&str, u32, &str)) {
        let letters = self.building.trim_end_matches(|c: char| c.is_ascii_digit());
        let numeric = self.building.starts_with(|c: char| c.is_ascii_digit());
        let digits = if numeric { leading_digits(&self.building) } else { &self.building[letters.len()..] };
        let prefix = if numeric { "" } else { letters };
        let suffix = if numeric { &self.building[digits.len()..] } else { "" };
        let code = self.number.trim_start_matches(|c: char| c.is_ascii_digit());
        let (head, at) = if code.len() == self.number.len() {
            let start = code.find(|c: char| c.is_ascii_digit()).unwrap_or(code.len());
            code.split_at(start)
        } else {
            ("", self.number.as_str())
        };
        let nth = leading_digits(at);
        let number = (head, nth.parse().unwrap_or(0), &at[nth.len()..]);
        let floor = self.floor().unwrap_or(u16::MAX);
        (!numeric, prefix, digits.parse().unwrap_or(0), suffix, self.unit, floor, number)
    }
}

impl fmt::Display for RoomNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}-{}", self.building, self.unit, self.number))
    }
}

impl Ord for RoomNo {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order()).then_with(|| self.number.cmp(&other.number))
    }
}
impl PartialOrd for RoomNo {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
