//! Masking of names, phones and rooms for paper and public lists (domain section 3, conventions).

/// Surnames of two characters that are kept whole.
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟",
    "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离",
    "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷",
    "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭",
    "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲", "公上", "公门", "公山", "公坚", "左丘",
    "公伯", "西门", "公祖", "第五", "公乘", "贯丘", "公皙", "南荣", "东里", "东宫", "仲长", "子书", "子桑",
    "即墨", "淳于", "单于", "纳兰",
];

/// Endings that tell an organisation from a person.
const ORGANISATION_ENDINGS: &[&str] = &[
    "公司",
    "中心",
    "商行",
    "超市",
    "学校",
    "餐厅",
    "饭店",
    "酒店",
    "宾馆",
    "银行",
    "医院",
    "诊所",
    "药店",
    "药房",
    "工厂",
    "商店",
    "书店",
    "便利店",
    "工作室",
    "委员会",
    "合作社",
    "事务所",
    "幼儿园",
    "经营部",
    "门市部",
    "支行",
    "集团",
];

/// A name with all but the surname hidden: `王*`, `欧阳*`; an organisation keeps its beginning and its ending:
/// `青禾商贸***公司`. Several owners separated by `、`, `，`, `,`, `;`, `；` or `/` are masked one by one and joined by `、`.
#[must_use]
pub fn name(full: &str) -> String {
    full.split(['、', '，', ',', '；', ';', '/'])
        .map(|one| one.chars().filter(|c| !c.is_whitespace()).collect::<String>())
        .filter(|one| !one.is_empty())
        .map(|one| organisation(&one).unwrap_or_else(|| person(&one)))
        .collect::<Vec<_>>()
        .join("、")
}

fn person(full: &str) -> String {
    let count = full.chars().count();
    let compound = COMPOUND_SURNAMES.iter().find(|s| count > 2 && full.starts_with(**s));
    match compound {
        Some(surname) => format!("{surname}*"),
        None => full.chars().take(1).chain(['*']).collect(),
    }
}

fn organisation(full: &str) -> Option<String> {
    let ending = ORGANISATION_ENDINGS.iter().find(|e| full.ends_with(**e))?;
    let body: Vec<char> = full.trim_end_matches(ending).chars().collect();
    // A person may carry a given name like 中心, but never without a surname of one character before it.
    if body.len() < 2 {
        return None;
    }
    let kept: String = body.iter().take(body.len().saturating_sub(2).clamp(1, 4)).collect();
    Some(format!("{kept}***{ending}"))
}

/// A phone number with its middle hidden: `138****5678`, `0571-****4321`; a number of fewer than eight digits shows
/// its last two at most. Characters that are no digits are dropped, but for the dash after an area code.
#[must_use]
pub fn phone(full: &str) -> String {
    let folded = crate::text::folded(full);
    let (area, local) = match folded.split_once('-') {
        Some((area, local)) if area.len() <= 4 && area.starts_with('0') => (format!("{area}-"), local),
        _ => (String::new(), folded.as_str()),
    };
    let digits: Vec<char> = local.chars().filter(char::is_ascii_digit).collect();
    let (head, tail) = match digits.len() {
        11.. => (3, 4),
        7..=10 => (0, 4),
        n => (0, n.min(2)),
    };
    if digits.is_empty() {
        return String::new();
    }
    let start: String = digits.iter().take(head).collect();
    let end: String = digits.iter().skip(digits.len() - tail).collect();
    format!("{area}{start}****{end}")
}

/// A room with its floor hidden: `3-1-301` gives `3-1-*01`. A room whose last part has fewer than three
/// characters hides that part whole.
#[must_use]
pub fn room(full: &str) -> String {
    let folded = crate::text::folded(full);
    let (block, door) = match folded.rsplit_once('-') {
        Some((block, door)) => (format!("{block}-"), door),
        None => (String::new(), folded.as_str()),
    };
    let count = door.chars().count();
    let shown: String = door.chars().skip(if count > 2 { count - 2 } else { count }).collect();
    format!("{block}*{shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_the_surname_only() {
        for (full, masked) in [
            ("王建国", "王*"),
            ("王 伟", "王*"),
            ("欧阳明月", "欧阳*"),
            ("欧阳", "欧*"),
            ("尉迟恭", "尉迟*"),
            ("𠮷田", "𠮷*"),
            ("古丽娜尔·买买提", "古*"),
            ("王伟、李娜", "王*、李*"),
            ("王伟/李娜", "王*、李*"),
            ("", ""),
        ] {
            assert_eq!(name(full), masked, "{full}");
        }
    }

    #[test]
    fn organisations_keep_beginning_and_ending() {
        for (full, masked) in [
            ("青禾商贸有限责任公司", "青禾商贸***公司"),
            ("青禾商贸有限公司", "青禾商贸***公司"),
            ("青禾公司", "青***公司"),
            ("邻里便利店", "邻***便利店"),
            ("春风幼儿园", "春***幼儿园"),
        ] {
            assert_eq!(name(full), masked, "{full}");
        }
    }

    #[test]
    fn phones_keep_no_more_than_seven_digits() {
        for (full, masked) in [
            ("13800005678", "138****5678"),
            ("138 0000 5678", "138****5678"),
            ("１３８００００５６７８", "138****5678"),
            ("0571-87654321", "0571-****4321"),
            ("87654321", "****4321"),
            ("12345", "****45"),
            ("", ""),
        ] {
            assert_eq!(phone(full), masked, "{full}");
        }
    }

    #[test]
    fn rooms_hide_the_floor() {
        for (full, masked) in
            [("3-1-301", "3-1-*01"), ("3-1-1201", "3-1-*01"), ("S-12", "S-*"), ("301", "*01"), ("", "*")]
        {
            assert_eq!(room(full), masked, "{full}");
        }
    }
}
