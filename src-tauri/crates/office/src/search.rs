//! The one search box of the counter: a home by room in any form, by any part of an owner's name, by pinyin initials,
//! by the tail of a phone or by a plate. The index lives in memory, is built when a book is opened and again when the
//! register changes; ten thousand homes are scanned in about a millisecond.

use crate::{Office, Result};
use pinyin::ToPinyinMulti;
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
    phones: Vec<String>,
    plates: Vec<String>,
}

/// Shorter tails of a phone fit too many homes.
const LEAST_PHONE_TAIL: usize = 4;
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
        Ok(SearchIndex { entries: self.book.reading().homes()?.iter().map(entry).collect() })
    }
}

fn entry(home: &Home) -> Entry {
    let record = &home.record;
    let room = record.room_number();
    let plates: Vec<String> =
        record.spaces.iter().filter_map(|s| s.plate.as_deref()).map(|p| folded(p).to_uppercase()).collect();
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
        initials: record.owners.iter().flat_map(|name| initials(name)).collect(),
        phones: record.phones.iter().map(|p| p.chars().filter(char::is_ascii_digit).collect()).collect(),
        plates,
    }
}

/// Every way the initials of a name can be read: 单 of 单国强 is S as a surname and D elsewhere.
fn initials(name: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    for c in name.chars() {
        let mut letters: Vec<char> = match c.to_pinyin_multi() {
            Some(multi) => multi.into_iter().filter_map(|p| p.first_letter().chars().next()).collect(),
            None if c.is_ascii_alphanumeric() => vec![c],
            None => continue,
        };
        letters.iter_mut().for_each(|l| l.make_ascii_uppercase());
        letters.sort_unstable();
        letters.dedup();
        readings = readings
            .iter()
            .flat_map(|r| letters.iter().map(move |l| format!("{r}{l}")))
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
            entry(&Home { id, account: id, building_id: 1, record })
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
            "5678",
            "a12345",
        ] {
            assert_eq!(rooms(&index, text).first().map(String::as_str), Some("3-1-301"), "{text}");
        }
        assert_eq!(rooms(&index, "zm"), ["13-1-301"], "曾 as a surname begins with z");
        assert_eq!(rooms(&index, "李"), ["3-1-302"]);
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
            assert!(initials(name).iter().any(|i| i.starts_with(typed)), "{name} {:?}", initials(name));
        }
    }
}
