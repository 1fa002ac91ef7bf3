//! The map of the buildings: every home at its floor, with what is overdue on it.

use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::{Bucket, bucket};
use zhangfang_domain::room::RoomNo;
use zhangfang_store::map::{Overdue, Place};

/// A home on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapHome {
    /// The whole room: `3-1-301`.
    pub room: String,
    /// Its row in the building, from the top.
    pub row: usize,
    /// Its column in the unit, from the left.
    pub column: usize,
    /// What is overdue.
    pub overdue: Fen,
    /// Age of the oldest of it; [`Bucket::NotDue`] without any.
    pub age: Bucket,
}

/// A unit on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitMap {
    /// Its number.
    pub unit: u16,
    /// How many columns it has.
    pub columns: usize,
    /// Its homes.
    pub homes: Vec<MapHome>,
}

/// A building on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildingMap {
    /// The building.
    pub building: String,
    /// Floors from the top; none for rooms without a floor, which come last.
    pub floors: Vec<Option<u16>>,
    /// Its units.
    pub units: Vec<UnitMap>,
    /// What is overdue in it.
    pub overdue: Fen,
    /// Homes that owe it.
    pub debtors: usize,
    /// Homes in it.
    pub homes: usize,
}

/// The floor of a room and what tells it from the others of the floor.
fn floor_and_door(place: &Place) -> (Option<u16>, &str) {
    let number = place.room.as_str();
    let floor = RoomNo::new(&place.building, place.unit, number).and_then(|room| room.floor());
    match floor {
        Some(floor) => (Some(floor), number.strip_prefix(&floor.to_string()).unwrap_or(number)),
        None => (None, number),
    }
}

/// Makes the map of homes in the order of the book.
pub fn of(places: &[Place], overdue: &HashMap<i64, Overdue>, as_of: NaiveDate) -> Vec<BuildingMap> {
    places.chunk_by(|a, b| a.building == b.building).map(|homes| building(homes, overdue, as_of)).collect()
}

fn building(homes: &[Place], overdue: &HashMap<i64, Overdue>, as_of: NaiveDate) -> BuildingMap {
    let floors: BTreeSet<Option<u16>> = homes.iter().map(|place| floor_and_door(place).0).collect();
    let floors: Vec<Option<u16>> = floors.into_iter().rev().collect();
    let units = homes.chunk_by(|a, b| a.unit == b.unit);
    let units: Vec<UnitMap> = units.map(|homes| unit(homes, &floors, overdue, as_of)).collect();
    let owing = || units.iter().flat_map(|u| &u.homes).filter(|h| h.overdue.is_positive());
    BuildingMap {
        building: homes[0].building.clone(),
        overdue: owing().map(|h| h.overdue).sum(),
        debtors: owing().count(),
        homes: homes.len(),
        floors,
        units,
    }
}

fn unit(
    homes: &[Place],
    floors: &[Option<u16>],
    overdue: &HashMap<i64, Overdue>,
    as_of: NaiveDate,
) -> UnitMap {
    let doors: BTreeSet<&str> =
        homes.iter().map(floor_and_door).filter(|(floor, _)| floor.is_some()).map(|(_, door)| door).collect();
    let doors: Vec<&str> = doors.into_iter().collect();
    // Rooms without a floor stand side by side in a row of their own.
    let mut loose = 0;
    let number = homes[0].unit;
    let homes: Vec<MapHome> = homes
        .iter()
        .map(|place| {
            let (floor, door) = floor_and_door(place);
            let column = match floor {
                Some(_) => doors.binary_search(&door).unwrap_or_default(),
                None => {
                    loose += 1;
                    loose - 1
                }
            };
            let owed = overdue.get(&place.home);
            MapHome {
                room: format!("{}-{}-{}", place.building, place.unit, place.room),
                row: floors.iter().position(|f| *f == floor).unwrap_or_default(),
                column,
                overdue: owed.map_or(Fen::ZERO, |o| o.fen),
                age: owed.map_or(Bucket::NotDue, |o| bucket(o.oldest, as_of)),
            }
        })
        .collect();
    UnitMap { unit: number, columns: homes.iter().map(|h| h.column + 1).max().unwrap_or(0), homes }
}
