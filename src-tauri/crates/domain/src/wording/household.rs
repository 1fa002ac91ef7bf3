//! What gives a household away in a text everybody can read (checklist C5).

use super::Finding;
use super::fold::Folded;

/// The first room, mobile phone number, identity number or number plate in a text, if any.
///
/// Rooms are found as `3-1-301`, `3栋1单元301` and `301室`; phones as eleven digits starting with 1, also with spaces
/// or dashes between; identity numbers as eighteen digits, the last one perhaps an X; plates as `浙A12345`. Also used
/// to test public papers by their text.
#[must_use]
pub fn private_part(text: &str) -> Option<String> {
    let folded: Vec<char> = text.chars().map(crate::text::half_width).collect();
    let mut at = 0;
    while at < folded.len() {
        if let Some(plate) = plate(&folded[at..]) {
            return Some(plate);
        }
        if !folded[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = (at..folded.len())
            .find(|&n| {
                !folded[n].is_ascii_digit()
                    && !matches!(folded[n], '-' | ' ' | '栋' | '幢' | '号' | '楼' | '单' | '元')
            })
            .unwrap_or(folded.len());
        let run: String = folded[at..end].iter().collect();
        let run = run.trim_end_matches([' ', '-', '单', '元', '号', '楼']);
        if is_room(run, folded.get(end)) || is_mobile(run) || is_identity(run, folded.get(end)) {
            return Some(run.to_owned());
        }
        at = end;
    }
    None
}

fn is_mobile(run: &str) -> bool {
    let joined = run.replace([' ', '-'], "");
    joined.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 11 && digits.starts_with('1'))
}

/// Eighteen characters with a day of birth inside, which tells it from the account number of a bank.
fn is_identity(run: &str, next: Option<&char>) -> bool {
    let born = |digits: &str| {
        let part = |from: usize, to: usize| digits[from..to].parse::<u32>().unwrap_or(0);
        (1900..2100).contains(&part(6, 10))
            && (1..=12).contains(&part(10, 12))
            && (1..=31).contains(&part(12, 14))
    };
    run.split(|c: char| !c.is_ascii_digit()).any(|digits| {
        let whole =
            digits.len() == 18 || digits.len() == 17 && next.is_some_and(|c| c.eq_ignore_ascii_case(&'x'));
        whole && born(digits)
    })
}

fn is_room(run: &str, next: Option<&char>) -> bool {
    let numbers: Vec<&str> =
        run.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let door = |part: &&str| (3..=4).contains(&part.len());
    let named = run.contains(['栋', '幢', '单']) && numbers.len() >= 2;
    let dashed = numbers.len() >= 3 && run.matches('-').count() >= 2 && numbers[0].len() <= 3;
    // 2025-10-08 is a date: its first part has four digits.
    (named || dashed) && numbers.last().is_some_and(door)
        || next == Some(&'室') && numbers.last().is_some_and(door)
}

/// The abbreviations of provinces a plate begins with.
const PROVINCES: &str = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新蒙";

/// A number plate at the beginning of some characters: province, letter, five or six letters and digits with a digit
/// among them.
fn plate(text: &[char]) -> Option<String> {
    let (province, rest) = text.split_first()?;
    let (letter, rest) = rest.split_first()?;
    if !PROVINCES.contains(*province) || !letter.is_ascii_uppercase() {
        return None;
    }
    let tail: String = rest
        .iter()
        .filter(|c| !matches!(c, ' ' | '·' | '.'))
        .take_while(|c| c.is_ascii_alphanumeric())
        .take(7)
        .collect();
    let found = (5..=6).contains(&tail.len()) && tail.contains(|c: char| c.is_ascii_digit());
    found.then(|| format!("{province}{letter}{tail}"))
}

/// The finding that a public text names a household.
pub(super) fn finding(text: &str) -> Option<Finding> {
    let found = private_part(text)?;
    let at = text.find(&found).map_or(0, |byte| text[..byte].chars().count());
    Some(Finding {
        code: "household",
        rule: "公开的文字不得有住户信息（个人信息保护法第25条）",
        found,
        at,
        advice: "请删去房号、电话、证件号、车牌",
    })
}

/// Salutations that go with one person's name.
const SALUTATIONS: [&str; 4] = ["先生", "女士", "小姐", "业主某"];

/// A person addressed by name and a sum in a text for a group.
pub(super) fn named_sum(text: &str) -> Option<Finding> {
    let salutation = SALUTATIONS.into_iter().find(|word| text.contains(word))?;
    let folded = Folded::of(text);
    let sum = (1..folded.letters.len())
        .any(|at| folded.letters[at - 1].is_ascii_digit() && folded.letters[at] == '元');
    sum.then(|| Finding {
        code: "named-sum",
        rule: "群消息里不要有称呼和金额（个人信息保护法第25条）",
        found: salutation.to_owned(),
        at: text.find(salutation).map_or(0, |byte| text[..byte].chars().count()),
        advice: "请改为一对一发送",
    })
}
