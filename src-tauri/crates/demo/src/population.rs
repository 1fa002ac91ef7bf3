//! The people of the demo office: invented, and the same for the same seed on every machine.

use chrono::{Days, NaiveDate};
use std::collections::{HashMap, HashSet};
use zhangfang_domain::method::Method;

const NAMES: &str = include_str!("../../../../assets/demo/names.txt");
const ESTATES: &str = include_str!("../../../../assets/demo/estates.txt");
const HOMES: &str = include_str!("../../../../assets/demo/homes.txt");

/// Everything that was there before the office opened its first book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Population {
    /// `青禾苑`.
    pub estate: String,
    /// `青禾苑物业服务中心`.
    pub office: String,
    /// Buildings in the order of their numbers; the row of shops comes last.
    pub buildings: Vec<Building>,
    /// Homes, building by building, floor by floor.
    pub homes: Vec<PersonHome>,
}

/// A building: `units` stairwells of `floors` floors with `per_floor` homes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    /// `3`, `A`; the row of shops is `S`.
    pub code: String,
    /// Stairwells.
    pub units: u16,
    /// Floors.
    pub floors: u16,
    /// Homes on one floor of one stairwell.
    pub per_floor: u16,
}

/// A home with the people who owe for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonHome {
    /// Building code, unit and room: `("3", 1, "301")`.
    pub room: (String, u16, String),
    /// `住宅` or `商铺`.
    pub use_kind: &'static str,
    /// Gross floor area in square metres with two decimals: `94.56`.
    pub area: &'static str,
    /// One or two owners; a shop may belong to a company.
    pub owners: Vec<String>,
    /// Phones in the order of the owners; a few homes left none.
    pub phones: Vec<String>,
    /// Day of handover.
    pub handover: NaiveDate,
    /// `入住`, `空置`, `出租` or `装修`.
    pub status: &'static str,
    /// Parking spaces: code and, where known, plate.
    pub spaces: Vec<(String, Option<String>)>,
    /// How this home pays.
    pub temperament: Temperament,
    /// What it pays with.
    pub method: Method,
}

/// How a home pays its bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Temperament {
    /// Before the due day.
    Prompt,
    /// Some weeks after it, usually when reminded.
    Late,
    /// Many months after it.
    VeryLate,
    /// A half or whole year ahead.
    Prepayer,
    /// A part now and then.
    PartPayer,
    /// Not at all.
    Refuser,
}

const TEMPERAMENTS: [(Temperament, usize); 6] = [
    (Temperament::Prompt, 58),
    (Temperament::Late, 20),
    (Temperament::VeryLate, 6),
    (Temperament::Prepayer, 8),
    (Temperament::PartPayer, 5),
    (Temperament::Refuser, 3),
];
const METHODS: [(Method, usize); 5] = [
    (Method::Wechat, 46),
    (Method::Alipay, 18),
    (Method::Transfer, 14),
    (Method::Cash, 12),
    (Method::Pos, 10),
];
const STATUSES: [(&str, usize); 4] = [("入住", 77), ("空置", 10), ("出租", 11), ("装修", 2)];
const FLAT: &str = "住宅";
const SHOP: &str = "商铺";

/// Invents an office with exactly `homes` homes, shops included.
#[must_use]
pub fn population(homes: usize, seed: u64) -> Population {
    let mut chance = Chance::new(seed);
    let recipe = recipe();
    let estate = chance.pick(&recipe["estate"]);
    let shops = if homes < 40 { 0 } else { (homes / 25).min(40) };
    let mut town =
        Town { chance, recipe, buildings: Vec::new(), homes: Vec::new(), spaces: 0, plates: HashSet::new() };
    let buildings = (homes - shops).div_ceil(50).clamp(1, 20).max(homes / 180);
    let mut number = 0;
    while town.homes.len() < homes - shops {
        number += 1;
        let left = homes - shops - town.homes.len();
        let code = if number == 3 { "A".to_owned() } else { number.to_string() };
        town.flats(code, left, buildings.saturating_sub(number - 1).max(1));
    }
    if shops > 0 {
        town.shops(shops);
    }
    let office = format!("{estate}物业服务中心");
    Population { estate: estate.to_owned(), office, buildings: town.buildings, homes: town.homes }
}

/// The estate while it is being built.
struct Town {
    chance: Chance,
    recipe: Recipe,
    buildings: Vec<Building>,
    homes: Vec<PersonHome>,
    spaces: u32,
    plates: HashSet<String>,
}

impl Town {
    /// One building of a share of the homes that are left; only the last one may end in the middle of a floor.
    fn flats(&mut self, code: String, left: usize, buildings_left: usize) {
        let share = left.div_ceil(buildings_left);
        let units: u16 = if share < 12 || self.chance.below(6) == 0 { 1 } else { 2 };
        let per_floor = self.chance.below(3) as u16 + 2;
        let floor_size = usize::from(units * per_floor);
        let wanted = if buildings_left == 1 { share.div_ceil(floor_size) } else { share / floor_size };
        let floors = wanted.clamp(1, 33) as u16;
        let columns: Vec<&'static str> =
            (0..floor_size).map(|_| self.chance.pick(&self.recipe["flat"])).collect();
        let opened = self.opening();
        let first = self.homes.len();
        for unit in 1..=units {
            for (floor, door) in (1..=floors).flat_map(|f| (1..=per_floor).map(move |d| (f, d))) {
                if self.homes.len() - first == left {
                    break;
                }
                let area = columns[usize::from((unit - 1) * per_floor + door - 1)];
                let room = (code.clone(), unit, format!("{floor}{door:02}"));
                self.settle(room, FLAT, area, opened);
            }
        }
        self.buildings.push(Building { code, units, floors, per_floor });
    }

    /// The row of shops at the gate: one floor, one "unit".
    fn shops(&mut self, count: usize) {
        let opened = self.opening();
        for door in 1..=count {
            let area = self.chance.pick(&self.recipe["shop"]);
            self.settle(("S".to_owned(), 1, format!("1{door:02}")), SHOP, area, opened);
        }
        self.buildings.push(Building { code: "S".to_owned(), units: 1, floors: 1, per_floor: count as u16 });
    }

    /// The day the first home of a building was handed over.
    fn opening(&mut self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2014, 6, 1).unwrap_or_default();
        first + Days::new(self.chance.below(7 * 365) as u64)
    }

    fn settle(
        &mut self,
        room: (String, u16, String),
        use_kind: &'static str,
        area: &'static str,
        opened: NaiveDate,
    ) {
        let (owners, phones) = self.owners(use_kind);
        let home = PersonHome {
            room,
            use_kind,
            area,
            owners,
            phones,
            handover: opened + Days::new(self.chance.below(240) as u64),
            status: self.chance.weighted(&STATUSES),
            spaces: self.spaces(use_kind),
            temperament: self.chance.weighted(&TEMPERAMENTS),
            method: self.chance.weighted(&METHODS),
        };
        self.homes.push(home);
    }

    /// Owners and their phones. Three in a hundred homes belong to somebody who already has one.
    fn owners(&mut self, use_kind: &str) -> (Vec<String>, Vec<String>) {
        if !self.homes.is_empty() && self.chance.below(100) < 3 {
            let other = &self.homes[self.chance.below(self.homes.len())];
            return (other.owners.clone(), other.phones.clone());
        }
        let owners = if use_kind == SHOP && self.chance.below(100) < 25 {
            vec![company(&self.recipe, &mut self.chance)]
        } else {
            let count = if self.chance.below(100) < 35 { 2 } else { 1 };
            (0..count).map(|_| person(&self.recipe, &mut self.chance)).collect()
        };
        let phones = match self.chance.below(100) {
            0..4 => Vec::new(),
            _ => owners.iter().map(|_| phone(&self.recipe, &mut self.chance)).collect(),
        };
        (owners, phones)
    }

    fn spaces(&mut self, use_kind: &str) -> Vec<(String, Option<String>)> {
        let count = match self.chance.below(100) {
            _ if use_kind == SHOP => 0,
            0..5 => 2,
            5..58 => 1,
            _ => 0,
        };
        (0..count)
            .map(|_| {
                self.spaces += 1;
                (format!("B1-{:03}", self.spaces), self.plate())
            })
            .collect()
    }

    /// A plate nobody else has; six characters for electric cars.
    fn plate(&mut self) -> Option<String> {
        if self.chance.below(100) < 6 {
            return None;
        }
        loop {
            let region = self.chance.pick(&self.recipe["plate"]);
            let letter = self.chance.pick(&LETTERS);
            let electric = self.chance.below(100) < 22;
            let digits = self.chance.below(if electric { 100_000 } else { 10_000 });
            let plate = if electric {
                format!("{region}D{digits:05}")
            } else {
                format!("{region}{letter}{digits:04}")
            };
            if self.plates.insert(plate.clone()) {
                return Some(plate);
            }
        }
    }
}

const LETTERS: [char; 8] = ['A', 'B', 'E', 'H', 'K', 'N', 'U', 'X'];

/// The lines `key: word word …` of the recipes.
type Recipe = HashMap<&'static str, Vec<&'static str>>;

fn recipe() -> Recipe {
    let lines =
        [NAMES, ESTATES, HOMES].into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(':'));
    pairs.map(|(key, words)| (key, words.split_whitespace().collect())).collect()
}

fn person(recipe: &Recipe, chance: &mut Chance) -> String {
    let surname = match chance.below(100) {
        0..4 => chance.pick(&recipe["compound"]),
        4..11 => chance.pick(&recipe["tricky"]),
        _ => {
            // The smaller of two draws: the surnames at the front are the frequent ones.
            let count = recipe["surname"].len();
            recipe["surname"][chance.below(count).min(chance.below(count))]
        }
    };
    let kind = if chance.below(100) < 5 { "rare" } else { "second" };
    let last = chance.pick(&recipe[kind]);
    let first = if chance.below(100) < 22 { "" } else { chance.pick(&recipe["first"]) };
    format!("{surname}{first}{last}")
}

fn company(recipe: &Recipe, chance: &mut Chance) -> String {
    format!("{}{}有限公司", chance.pick(&recipe["company"]), chance.pick(&recipe["trade"]))
}

fn phone(recipe: &Recipe, chance: &mut Chance) -> String {
    format!("{}{:08}", chance.pick(&recipe["phone"]), chance.below(100_000_000))
}

/// A deterministic source of choices (the SplitMix64 recurrence).
pub(super) struct Chance(u64);

impl Chance {
    /// A run of chances that is the same for the same seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`; the bias of the remainder does not matter here.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn weighted<T: Copy>(&mut self, of: &[(T, usize)]) -> T {
        let mut at = self.below(of.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in of {
            if at < *weight {
                return *value;
            }
            at -= weight;
        }
        of[0].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_seed_others() {
        assert_eq!(population(320, 7), population(320, 7));
        assert_ne!(population(320, 7).homes, population(320, 8).homes);
    }

    #[test]
    fn the_count_is_exact_and_no_room_or_space_appears_twice() {
        for (homes, seed) in
            (0..130).map(|n| (n, n as u64)).chain([(320, 7), (1_000, 1), (3_000, 2), (10_000, 3)])
        {
            let town = population(homes, seed);
            assert_eq!(town.homes.len(), homes, "seed {seed}");
            let rooms: HashSet<_> = town.homes.iter().map(|home| &home.room).collect();
            assert_eq!(rooms.len(), homes, "rooms of {homes} homes, seed {seed}");
            let all: Vec<_> = town.homes.iter().flat_map(|home| &home.spaces).map(|space| &space.0).collect();
            assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
            assert!(town.buildings.iter().all(|b| (1..=33).contains(&b.floors) && b.units <= 2));
        }
    }

    #[test]
    fn an_estate_of_320_homes_looks_like_one() {
        let town = population(320, 7);
        let share = |test: fn(&PersonHome) -> bool| town.homes.iter().filter(|home| test(home)).count();
        assert!((6..=20).contains(&town.buildings.len()));
        assert!(["A", "S"].iter().all(|code| town.buildings.iter().any(|b| b.code == *code)));
        assert_eq!(share(|home| home.use_kind == SHOP), 12);
        assert!((150..=230).contains(&share(|home| home.temperament == Temperament::Prompt)));
        assert!((3..=20).contains(&share(|home| home.temperament == Temperament::Refuser)));
        assert!(share(|home| home.owners.len() == 2) > 60);
        assert!(share(|home| home.area.split_once('.').is_none_or(|(_, cents)| cents.len() != 2)) == 0);
        assert!(share(|home| home.owners.is_empty() || home.phones.iter().any(|p| p.len() != 11)) == 0);
        let owners: HashSet<_> = town.homes.iter().map(|home| (&home.owners, &home.phones)).collect();
        assert!(owners.len() < 320, "nobody owns two homes");
    }
}
