//! How a room is cut out of what people write: marks, brackets, numerals, Excel's number forms.

use super::RoomError;
use crate::text::folded;

/// Reads a building column: `3`, `03`, `3号楼`, `三栋`, `A座`, `T1`; also `3栋1单元`, which names the unit too.
#[must_use]
pub fn parse_building(text: &str) -> Option<(String, Option<u16>)> {
    let pieces = pieces(&simplified(&without_decimals(&folded(text))))?;
    match pieces.as_slice() {
        [(b, Mark::Building | Mark::Plain)] => Some((building_of(b)?, None)),
        [(b, Mark::Building), (u, Mark::Unit | Mark::Plain)] | [(b, Mark::Plain), (u, Mark::Unit)] => {
            Some((building_of(b)?, Some(unit_of(u)?)))
        }
        _ => None,
    }
}

/// Reads a unit column: `1`, `01`, `1单元`, `二单元`, `1.0`.
#[must_use]
pub fn parse_unit(text: &str) -> Option<u16> {
    match pieces(&simplified(&without_decimals(&folded(text))))?.as_slice() {
        [(u, Mark::Unit | Mark::Plain)] => unit_of(u),
        _ => None,
    }
}

/// What a bracket behind the number says about the use: `301（商）` is a shop.
#[must_use]
pub fn use_hint(text: &str) -> Option<&'static str> {
    let (_, note) = split_brackets(&folded(text));
    [("商", "商铺"), ("铺", "商铺"), ("店", "商铺"), ("住", "住宅"), ("办", "办公")]
        .into_iter()
        .find_map(|(mark, kind)| note.contains(mark).then_some(kind))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Building,
    Unit,
    Room,
    Floor,
    Plain,
}

/// The parts of one cell; `loose` is the first of two unmarked parts, which may be building or unit.
pub(super) struct Parts {
    pub(super) building: Option<String>,
    pub(super) unit: Option<u16>,
    loose: Option<String>,
    pub(super) number: String,
}

impl Parts {
    pub(super) fn read(text: &str) -> Result<Self, RoomError> {
        let unreadable = || RoomError::Unreadable { text: text.trim().to_owned() };
        let two = || RoomError::TwoRooms { text: text.trim().to_owned() };
        let plain = folded(text);
        if plain.is_empty() {
            return Err(RoomError::Missing);
        }
        let (body, note) = split_brackets(&without_decimals(&plain));
        if names_two(&body) || (note.chars().any(|c| c.is_ascii_digit()) && ends_like_room(&body)) {
            return Err(two());
        }
        let mut pieces = pieces(&simplified(&body)).ok_or_else(unreadable)?;
        let (last, mark) = pieces.pop().ok_or_else(unreadable)?;
        let number =
            number_of(&last).filter(|_| matches!(mark, Mark::Room | Mark::Plain)).ok_or_else(unreadable)?;
        if pieces.last().is_some_and(|(p, m)| matches!(m, Mark::Room | Mark::Plain) && like_room(p)) {
            return Err(two());
        }
        let mut parts = Self { building: None, unit: None, loose: None, number };
        if let Some((floor, _)) = pieces.pop_if(|(_, mark)| *mark == Mark::Floor)
            && parts.number.strip_prefix(floor.trim_start_matches('0')).is_none_or(|rest| rest.len() != 2)
        {
            return Err(unreadable());
        }
        match pieces.as_slice() {
            [] => {}
            [(b, Mark::Building)] => parts.building = Some(building_of(b).ok_or_else(unreadable)?),
            [(u, Mark::Unit)] => parts.unit = Some(unit_of(u).ok_or_else(unreadable)?),
            [(loose, Mark::Plain)] => parts.loose = Some(building_of(loose).ok_or_else(unreadable)?),
            [(b, Mark::Building | Mark::Plain), (u, Mark::Unit | Mark::Plain)] => {
                parts.building = Some(building_of(b).ok_or_else(unreadable)?);
                parts.unit = Some(unit_of(u).ok_or_else(unreadable)?);
            }
            _ => return Err(unreadable()),
        }
        Ok(parts)
    }

    /// Decides what the loose part is: whatever agrees with the columns; if both do and the rooms differ,
    /// nobody knows.
    pub(super) fn settled(
        mut self,
        text: &str,
        building: Option<&str>,
        unit: Option<u16>,
    ) -> Result<Self, RoomError> {
        let Some(loose) = self.loose.take() else { return Ok(self) };
        let as_building = building.is_none_or(|b| b == loose);
        let as_unit = unit_of(&loose).filter(|u| building.is_some() && unit.is_none_or(|known| known == *u));
        match as_unit {
            Some(u) if as_building && unit.unwrap_or(1) != u => {
                return Err(RoomError::Ambiguous { text: text.trim().to_owned() });
            }
            Some(u) => self.unit = Some(u),
            None => self.building = Some(loose),
        }
        Ok(self)
    }
}

/// Cuts a simplified text into values and the word behind each: `3栋1门301室`. `None` for a mark without value.
fn pieces(text: &str) -> Option<Vec<(String, Mark)>> {
    let mut found = Vec::new();
    let mut value = String::new();
    let mut marked = false;
    for c in text.chars().chain(['-']) {
        let after_digit = value.ends_with(|d: char| d.is_ascii_digit() || numeral(d).is_some());
        let mark = match c {
            '栋' => Mark::Building,
            '楼' if after_digit || value.ends_with(|d: char| d.is_ascii_uppercase()) => Mark::Building,
            '门' if after_digit => Mark::Unit,
            '室' | '房' if after_digit => Mark::Room,
            '层' if after_digit => Mark::Floor,
            '号' | '-' => Mark::Plain,
            _ => {
                value.push(c);
                continue;
            }
        };
        if !value.is_empty() {
            found.push((std::mem::take(&mut value), mark));
        } else if mark != Mark::Plain || !marked {
            return None;
        }
        marked = mark != Mark::Plain || c == '号';
    }
    Some(found)
}

/// Upper case, simplified characters, no spaces, one word per mark: `栋` building, `门` unit, `室` room.
pub(super) fn simplified(text: &str) -> String {
    let chars: String = folded(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '號' => '号',
            '樓' => '楼',
            '棟' | '幢' | '座' | '#' => '栋',
            '單' => '单',
            '門' => '门',
            '層' => '层',
            '鋪' | '舖' => '铺',
            '_' => '-',
            other => other.to_ascii_uppercase(),
        })
        .collect();
    chars.replace("号楼", "栋").replace("号栋", "栋").replace("单元", "门").replace("号房", "室")
}

/// Splits trailing or inner round brackets off: (text, bracket contents).
fn split_brackets(text: &str) -> (String, String) {
    let (mut body, mut note, mut depth) = (String::new(), String::new(), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' if depth > 0 => depth -= 1,
            _ if depth > 0 => note.push(c),
            _ => body.push(c),
        }
    }
    (body, note)
}

/// `1101.0` and `3.01E+02` as Excel writes whole numbers. `1E+02` stays: its last digits are lost.
fn without_decimals(text: &str) -> String {
    let upper = text.to_ascii_uppercase();
    if let Some((mantissa, exponent)) = upper.split_once("E+") {
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if exponent.parse() == Ok(part.len()) && is_digits(whole) && whole.len() == 1 && is_digits(part) {
            return format!("{whole}{part}");
        }
    }
    match text.split_once('.') {
        Some((whole, zeros))
            if is_digits(whole) && is_digits(zeros) && zeros.trim_matches('0').is_empty() =>
        {
            whole.to_owned()
        }
        _ => text.to_owned(),
    }
}

fn names_two(body: &str) -> bool {
    let several = |parts: Vec<&str>| parts.len() > 1 && parts.iter().all(|p| ends_like_room(p));
    let joined = ['/', '\\', '、', ',', ';', '&', '和', '及', '~', '+', '|', '\n'];
    several(body.split(joined).filter(|p| !p.trim().is_empty()).collect())
        || several(body.split_whitespace().collect())
}

fn ends_like_room(text: &str) -> bool {
    let plain = simplified(text);
    let text = plain.trim_end_matches(['室', '房', '号', '-']);
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (3..=4).contains(&digits)
}

fn like_room(value: &str) -> bool {
    is_digits(value) && (3..=4).contains(&value.len())
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn leading_digits(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()]
}

fn building_of(value: &str) -> Option<String> {
    if let Some(n) = small_number(value) {
        return (1..=999).contains(&n).then(|| n.to_string());
    }
    let digits = leading_digits(value);
    let rest = &value[digits.len()..];
    let letters = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let after = &rest[letters.len()..];
    let fits = match (digits.is_empty(), after.is_empty()) {
        (true, _) => letters.len() <= 2 && after.len() <= 2 && !after.starts_with('0'),
        (false, true) => letters.len() == 1 && digits.len() <= 3 && !digits.starts_with('0'),
        (false, false) => false,
    };
    (fits && !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_uppercase())).then(|| value.to_owned())
}

fn unit_of(value: &str) -> Option<u16> {
    small_number(value).filter(|n| (1..=99).contains(n))
}

fn small_number(value: &str) -> Option<u16> {
    if is_digits(value) {
        return value.parse().ok();
    }
    let digits: Vec<u16> = value.chars().map(numeral).collect::<Option<_>>()?;
    match *digits.as_slice() {
        [n] => Some(n),
        [10, ones] if ones < 10 => Some(10 + ones),
        [tens, 10] if tens < 10 => Some(tens * 10),
        [tens, 10, ones] if tens < 10 && ones < 10 => Some(tens * 10 + ones),
        _ => None,
    }
}

fn numeral(c: char) -> Option<u16> {
    "一二三四五六七八九十".chars().zip(1..).find_map(|(d, n)| (d == c).then_some(n))
}

/// A room number: 3–4 digits without leading zeros, perhaps a letter behind; or a shop code.
pub(super) fn number_of(value: &str) -> Option<String> {
    let value = value.trim_end_matches(['室', '房']);
    let body = value.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(value);
    if is_digits(body) {
        let digits = body.trim_start_matches('0');
        return ((3..=4).contains(&digits.len()) && body.len() <= 5)
            .then(|| format!("{digits}{}", &value[body.len()..]));
    }
    let prefix = body.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &body[prefix.len()..];
    let shop = |c: char| "商铺底店网点门面市车库储藏地下办公写字会所".contains(c);
    let known = prefix.chars().count() <= 3
        && (prefix.chars().all(shop)
            || (prefix.len() <= 2 && prefix.bytes().all(|b| b.is_ascii_uppercase())));
    (known && (1..=4).contains(&digits.len())).then(|| value.to_owned())
}

/// Ways to cut `31301` into building, unit and room; with a head, the tail holds unit and room only.
pub(super) fn splits(tail: &str, head: Option<&str>) -> Vec<(String, u16, String)> {
    let letters = tail.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &tail[letters.len()..];
    if digits.len() < 3 || (head.is_some() && !letters.is_empty()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for unit_len in [1, 2, 0] {
        for building_len in 0..=2_usize {
            let room_at = building_len + unit_len;
            let (Some(room), Some(unit)) = (digits.get(room_at..), digits.get(building_len..room_at)) else {
                continue;
            };
            if (head.is_some() && building_len > 0) || !like_room(room) || room.starts_with("00") {
                continue;
            }
            let unit =
                if unit_len == 0 { Some(1) } else { unit_of(unit).filter(|u| unit_len == 1 || *u < 10) };
            let building =
                head.map_or_else(|| format!("{letters}{}", &digits[..building_len]), str::to_owned);
            found.extend(unit.map(|u| (building, u, room.to_owned())));
        }
    }
    found
}
