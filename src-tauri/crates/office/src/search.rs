//! The one search box of the counter: a home by room in any form, by any part of an owner's name, by pinyin in full or by
//! its initials, by the tail of a phone or by a plate, also that of a space let to it. The index lives in memory, is built
//! when a book is opened and again when the register or a parking contract changes; ten thousand homes are scanned in about a millisecond.

use crate::{Office, Result};
use pinyin::{Pinyin, ToPinyinMulti};
use std::collections::HashMap;
use zhangfang_domain::mask;
use zhangfang_domain::room::RoomNo;
use zhangfang_domain::text::folded;
use zhangfang_store::register::Home;

/// A home that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub home: i64,
    /// `3-1-301`.
    pub room: String,
    /// Its owners, in full: the counter speaks to them by name.
    pub owners: String,
    /// The first phone, masked.
    pub phone: String,
    /// Plates, when one of them was what fitted.
    pub plates: Vec<String>,
}

/// Everything the counter can search for.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    hit: Hit,
    /// `3-1-301` and `31301`.
    rooms: [String; 2],
    /// Names, and every way their initials can be read, upper case.
    names: Vec<String>,
    initials: Vec<String>,
    /// The same, spelled out.
    spelled: Vec<String>,
    phones: Vec<String>,
    plates: Vec<String>,
}

/// Shorter tails of a phone fit too many homes.
const LEAST_PHONE_TAIL: usize = 4;
/// Fewer letters of a name spelled out are taken for initials.
const LEAST_SPELLED: usize = 4;
/// Readings of one name that are kept; names with more are rare characters in a row.
const MOST_READINGS: usize = 64;

impl SearchIndex {
    /// What fits, best first: the room itself, rooms that begin so, names that begin so, everything else; within that
    /// in the order of the homes. An empty text fits nothing.
    #[must_use]
    pub fn find(&self, text: &str, most: usize) -> Vec<Hit> {
        let wanted = Wanted::new(text);
        if wanted.text.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u8, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| wanted.rank(entry).map(|rank| (rank, at)))
            .collect();
        found.sort_unstable();
        found.truncate(most);
        found.into_iter().map(|(_, at)| self.entries[at].hit.clone()).collect()
    }

    /// How many homes it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Office {
    /// The last act that changed the register: an index made after it is still right.
    ///
    /// # Errors
    /// Store errors.
    pub fn last_register_act(&self) -> Result<i64> {
        Ok(self.book.reading().last_register_act()?)
    }

    /// The index of the register as it stands.
    ///
    /// # Errors
    /// Store errors.
    pub fn search_index(&self) -> Result<SearchIndex> {
        let reading = self.book.reading();
        let mut let_to: HashMap<i64, Vec<String>> = HashMap::new();
        for contract in reading.parking_contracts()?.into_iter().filter(|c| c.rent.last.is_none()) {
            let_to.entry(contract.home).or_default().extend(contract.plate);
        }
        let plates = |home: &Home| let_to.get(&home.id).map(Vec::as_slice).unwrap_or_default();
        Ok(SearchIndex { entries: reading.homes()?.iter().map(|home| entry(home, plates(home))).collect() })
    }
}

/// A home as it is searched for; `let_to` are the plates of the spaces let to it.
fn entry(home: &Home, let_to: &[String]) -> Entry {
    let record = &home.record;
    let room = record.room_number();
    let own = record.spaces.iter().filter_map(|s| s.plate.as_ref());
    let mut plates: Vec<String> = own.chain(let_to).map(|p| folded(p).to_uppercase()).collect();
    plates.sort_unstable();
    plates.dedup();
    Entry {
        hit: Hit {
            home: home.id,
            room: room.clone(),
            owners: record.owners.join("、"),
            phone: record.phones.first().map(|p| mask::phone(p)).unwrap_or_default(),
            plates: plates.clone(),
        },
        rooms: [room.replace('-', "").to_uppercase(), room.to_uppercase()],
        names: record.owners.clone(),
        initials: record.owners.iter().flat_map(|name| readings(name, Pinyin::first_letter)).collect(),
        spelled: record.owners.iter().flat_map(|name| readings(name, Pinyin::plain)).collect(),
        phones: record.phones.iter().map(|p| p.chars().filter(char::is_ascii_digit).collect()).collect(),
        plates,
    }
}

/// Every way a name can be read, by its initials or spelled out: 单 of 单国强 is S, SHAN as a surname and D, DAN elsewhere.
fn readings(name: &str, of: fn(Pinyin) -> &'static str) -> Vec<String> {
    let mut readings = vec![String::new()];
    for c in name.chars() {
        let mut sounds: Vec<String> = match c.to_pinyin_multi() {
            Some(multi) => multi.into_iter().map(|p| of(p).to_uppercase()).collect(),
            None if c.is_ascii_alphanumeric() => vec![c.to_uppercase().to_string()],
            None => continue,
        };
        sounds.sort_unstable();
        sounds.dedup();
        readings = readings
            .iter()
            .flat_map(|r| sounds.iter().map(move |s| format!("{r}{s}")))
            .take(MOST_READINGS)
            .collect();
    }
    readings.retain(|r| !r.is_empty());
    readings
}

/// What was typed, as it is compared.
struct Wanted {
    text: String,
    /// The rooms it may mean, likeliest first.
    rooms: Vec<String>,
    digits: bool,
    letters: bool,
}

impl Wanted {
    fn new(text: &str) -> Self {
        let rooms = RoomNo::guesses(text).iter().map(ToString::to_string).collect();
        let mut text = folded(text).to_uppercase();
        text.retain(|c| !c.is_whitespace());
        for (word, sign) in [("号楼", "-"), ("栋", "-"), ("幢", "-"), ("单元", "-"), ("室", ""), ("#", "-")]
        {
            text = text.replace(word, sign);
        }
        Self {
            digits: text.chars().all(|c| c.is_ascii_digit()),
            letters: text.chars().all(|c| c.is_ascii_alphabetic()),
            text,
            rooms,
        }
    }

    /// How well an entry fits, 0 best; `None` when it does not.
    fn rank(&self, entry: &Entry) -> Option<u8> {
        let t = self.text.as_str();
        if let Some(nth) = self.rooms.iter().position(|room| *room == entry.hit.room) {
            return Some(u8::from(nth > 0));
        }
        let room = |r: &String| match r.strip_prefix(t) {
            Some("") => Some(0),
            Some(_) => Some(1),
            None if r.ends_with(t) && (self.digits || t.contains('-')) => Some(2),
            None => None,
        };
        let begins = |list: &[String], good, fair| {
            list.iter()
                .filter_map(|n| if n.starts_with(t) { Some(good) } else { n.contains(t).then_some(fair) })
                .min()
        };
        let mut ranks = vec![entry.rooms.iter().filter_map(room).min(), begins(&entry.names, 2, 4)];
        if self.letters {
            ranks.push(begins(&entry.initials, 3, 5));
            let spelled = t.len() >= LEAST_SPELLED && entry.spelled.iter().any(|s| s.starts_with(t));
            ranks.push(spelled.then_some(3));
        }
        if self.digits && t.len() >= LEAST_PHONE_TAIL {
            ranks.push(entry.phones.iter().any(|p| p.ends_with(t)).then_some(3));
        }
        ranks.push(entry.plates.iter().any(|p| p.contains(t) && t.len() >= 3).then_some(3));
        ranks.into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhangfang_store::register::{HomeRecord, Space};

    fn index(homes: &[(&str, &str, &str, Option<&str>)]) -> SearchIndex {
        let entries = homes.iter().zip(1..).map(|((room, owners, phone, plate), id)| {
            let parts: Vec<&str> = room.split('-').collect();
            let record = HomeRecord {
                building: parts[0].into(),
                unit: parts[1].parse().unwrap_or(1),
                room: parts[2].into(),
                owners: owners.split('、').map(str::to_owned).collect(),
                phones: vec![(*phone).to_owned()],
                spaces: plate
                    .iter()
                    .map(|p| Space { code: "A1".into(), plate: Some((*p).to_owned()) })
                    .collect(),
                ..HomeRecord::default()
            };
            let let_to = if id == 2 { vec!["浙ad54321".to_owned()] } else { Vec::new() };
            entry(&Home { id, account: id, building_id: 1, record }, &let_to)
        });
        SearchIndex { entries: entries.collect() }
    }

    fn rooms(index: &SearchIndex, text: &str) -> Vec<String> {
        index.find(text, 10).into_iter().map(|h| h.room).collect()
    }

    #[test]
    fn a_home_is_found_by_whatever_the_clerk_knows_of_it() {
        let index = index(&[
            ("3-1-301", "单国强", "13800005678", Some("浙A12345")),
            ("3-1-302", "张三、李四", "13900001234", None),
            ("13-1-301", "曾敏", "13700009999", None),
        ]);
        for text in [
            "31301",
            "3-1-301",
            "3栋1单元301室",
            "３-１-３０１",
            "3 1 301",
            "3.1.301",
            "03-01-0301",
            "3#1-301",
            "单",
            "国强",
            "sgq",
            "shanguo",
            "danguoqiang",
            "5678",
            "a12345",
        ] {
            assert_eq!(rooms(&index, text).first().map(String::as_str), Some("3-1-301"), "{text}");
        }
        assert_eq!(rooms(&index, "zm"), ["13-1-301"], "曾 as a surname begins with z");
        assert_eq!(rooms(&index, "李"), ["3-1-302"]);
        assert_eq!(rooms(&index, "zhangs"), ["3-1-302"]);
        assert_eq!(rooms(&index, "D5432"), ["3-1-302"], "a plate of a space let to it");
        assert_eq!(
            rooms(&index, "301"),
            ["3-1-301", "3-1-302", "13-1-301"][..1]
                .iter()
                .chain(&["13-1-301"])
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        );
        assert_eq!(rooms(&index, "  "), Vec::<String>::new());
        assert_eq!(rooms(&index, "王"), Vec::<String>::new());
    }

    #[test]
    fn surnames_with_two_readings_are_found_by_the_right_one() {
        for (name, typed) in [
            ("单田芳", "S"),
            ("曾国藩", "Z"),
            ("解晓东", "X"),
            ("仇英", "Q"),
            ("查良镛", "Z"),
            ("区志强", "O"),
            ("尉迟敬", "Y"),
            ("万俟卨", "M"),
            ("翟天临", "Z"),
        ] {
            let initials = readings(name, Pinyin::first_letter);
            assert!(initials.iter().any(|i| i.starts_with(typed)), "{name} {initials:?}");
        }
    }
}
