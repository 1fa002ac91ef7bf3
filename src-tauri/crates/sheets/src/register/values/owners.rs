//! Names of owners: several in one cell, companies, foreign names, notes that must not come along.

use super::says_nothing;
use crate::grid::Cell;
use zhangfang_domain::text::half_width;

const COMPANY: [&str; 13] = [
    "公司",
    "集团",
    "有限",
    "银行",
    "合作社",
    "委员会",
    "事务所",
    "中心",
    "学校",
    "幼儿园",
    "医院",
    "商行",
    "超市",
];

/// Private facts that are no part of a name (domain section 2.9).
const NOTES: [&str; 9] = ["已故", "去世", "过世", "病故", "死亡", "离婚", "残疾", "坐牢", "失联"];

/// The owners in order, each once.
pub(crate) fn owners(cell: &Cell) -> Vec<String> {
    let text: String =
        cell.to_string().trim().chars().map(|c| if c == '\n' { c } else { half_width(c) }).collect();
    let mut found: Vec<String> = Vec::new();
    for part in hard_parts(&text) {
        for name in names_of(&part) {
            let name = tidy(&name);
            if !says_nothing(&name) && !NOTES.iter().any(|note| name.contains(note)) && !found.contains(&name)
            {
                found.push(name);
            }
        }
    }
    found
}

/// Cuts at marks that never stand in a name, except inside brackets and before `Ltd.`.
fn hard_parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_u32;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let legal_form = || {
            let next = rest.as_str().trim_start().to_ascii_lowercase();
            ["ltd", "inc", "llc", "co.", "corp", "limited"].iter().any(|form| next.starts_with(form))
        };
        let cut = match c {
            '、' | ';' | '\n' | '\r' | '|' | '/' | '\\' | '+' => depth == 0,
            ',' => depth == 0 && !legal_form(),
            _ => false,
        };
        if cut {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

/// Splits at `和`, `及`, `&` and spaces where that makes people, not halves of a name.
fn names_of(part: &str) -> Vec<String> {
    if COMPANY.iter().any(|word| part.contains(word)) {
        return vec![part.to_owned()];
    }
    let part = without_brackets(part);
    let mut names = Vec::new();
    for side in joined_people(&part) {
        names.extend(spaced_people(&side));
    }
    names
}

/// `张三和李四` is two people; `李和平` is one.
fn joined_people(part: &str) -> Vec<String> {
    let mut sides = vec![String::new()];
    let chars: Vec<char> = part.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let before = sides.last().map_or(0, |s| s.trim().chars().count());
        let after = chars[at + 1..]
            .iter()
            .take_while(|c| !matches!(c, '和' | '及' | '&'))
            .filter(|c| **c != ' ')
            .count();
        let cut = match c {
            '&' => !chars.iter().any(char::is_ascii_alphabetic),
            '和' | '及' | '与' => before >= 2 && after >= 2 && before <= 4 && after <= 4,
            _ => false,
        };
        match sides.last_mut() {
            _ if cut => sides.push(String::new()),
            Some(last) => last.push(*c),
            None => {}
        }
    }
    sides
}

/// `李 四` is one name spaced out, `杨明 毛彧` two people, `John Smith` one.
fn spaced_people(side: &str) -> Vec<String> {
    let tokens: Vec<&str> = side.split_whitespace().collect();
    let mut names: Vec<String> = Vec::new();
    let mut open = false;
    for (at, token) in tokens.iter().enumerate() {
        let latin = token.starts_with(|c: char| c.is_ascii());
        let single = token.chars().count() == 1;
        let previous_latin = at > 0 && tokens[at - 1].starts_with(|c: char| c.is_ascii());
        match names.last_mut() {
            Some(name) if latin && previous_latin => *name += &format!(" {token}"),
            // One character is no name: it belongs to what stands around it.
            Some(name) if !latin && !previous_latin && (single || open) => *name += token,
            _ => names.push((*token).to_owned()),
        }
        let shown = names.last().map_or(0, |name| name.chars().count());
        open = !latin && single && shown < 2;
    }
    names
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Trims a name, and a bracket behind a company's name; notes stuck to a name fall off.
fn tidy(name: &str) -> String {
    let mut name = name.trim();
    if let Some(open) = name.rfind('(').filter(|_| name.ends_with(')')) {
        name = name[..open].trim();
    }
    for note in NOTES {
        name = name.strip_suffix(note).map_or(name, |rest| rest.trim_end_matches('已').trim());
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        owners(&Cell::text(text))
    }

    #[test]
    fn several_owners_keep_their_order() {
        for text in [
            "张三、李四",
            "张三/李四",
            "张三，李四",
            "张三,李四",
            "张三；李四",
            "张三 李四",
            "张三\n李四",
            "张三和李四",
            "张三及李四",
            "张三&李四",
            "张三、李四、张三",
            " 张三　李四 ",
        ] {
            assert_eq!(read(text), ["张三", "李四"], "{text}");
        }
        assert_eq!(read("张三、李四/王五"), ["张三", "李四", "王五"]);
        assert_eq!(read("张 三 李四光"), ["张三", "李四光"]);
    }

    #[test]
    fn one_owner_stays_one() {
        for (text, name) in [
            ("李 四", "李四"),
            ("欧 阳 锋", "欧阳锋"),
            ("张 三丰", "张三丰"),
            ("李和平", "李和平"),
            ("欧阳和平", "欧阳和平"),
            ("John Smith", "John Smith"),
            ("阿依古丽·买买提", "阿依古丽·买买提"),
            ("江苏(苏州)和平置业有限公司", "江苏(苏州)和平置业有限公司"),
            ("Blue Sky Trading Co., Ltd.", "Blue Sky Trading Co., Ltd."),
            ("张三（已故）", "张三"),
            ("张三(购房、2019)", "张三"),
            ("张三已去世", "张三"),
            ("某某物业公司（联系王五）", "某某物业公司"),
        ] {
            assert_eq!(read(text), [name], "{text}");
        }
        for text in ["", "-", "无", "（空）", "已故"] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
    }
}
