//! Amounts written in capital characters (人民币大写, domain section 3.9), both ways.

use crate::Fen;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const YI: u64 = 100_000_000;
const WAN: u64 = 10_000;

/// Why a text is not an amount in capital characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CapitalError {
    /// A character that has no place in a capital amount, or units out of order.
    #[error("{text:?} is not an amount in capital characters")]
    NotCapital {
        /// What was written.
        text: String,
    },
    /// Readable, but not written as the rules ask: a missing or extra 零 or 整, 拾 without 壹.
    #[error("{text:?} is not well formed, {canonical} is")]
    Malformed {
        /// What was written.
        text: String,
        /// How the amount it seems to mean is written.
        canonical: String,
    },
}

/// What the rules leave open. The canonical form of the product is [`Style::CANONICAL`].
#[derive(Clone, Copy)]
struct Style {
    /// 整 after 角.
    whole_after_jiao: bool,
    /// 零 before 角 when the last digit of the yuan is zero.
    zero_before_jiao: bool,
    /// 零 after 万 or 亿 when that place is zero but the next is not.
    zero_after_group: bool,
}

impl Style {
    const CANONICAL: Self = Self { whole_after_jiao: true, zero_before_jiao: true, zero_after_group: false };

    fn all() -> impl Iterator<Item = Self> {
        (0..8_u8).map(|bits| Self {
            whole_after_jiao: bits & 1 != 0,
            zero_before_jiao: bits & 2 != 0,
            zero_after_group: bits & 4 != 0,
        })
    }
}

/// The amount in capital characters, canonical form, without the prefix 人民币; `负` in front of a negative one.
#[must_use]
pub fn capital(amount: Fen) -> String {
    written(amount.0.unsigned_abs(), amount.0 < 0, Style::CANONICAL)
}

/// Reads an amount in capital characters: the canonical form and every other form the rules allow, with or
/// without 人民币, with 圆 for 元 and 正 for 整.
///
/// # Errors
/// [`CapitalError`] names what was written.
pub fn parse_capital(text: &str) -> Result<Fen, CapitalError> {
    let fail = || CapitalError::NotCapital { text: text.to_owned() };
    let folded: String = text.chars().filter(|c| !c.is_whitespace()).map(usual).collect();
    let body = folded.strip_prefix("人民币").unwrap_or(&folded);
    let (negative, body) = match body.strip_prefix('负') {
        Some(rest) => (true, rest),
        None => (false, body),
    };
    let magnitude = magnitude(body).ok_or_else(fail)?;
    let signed = if negative { -i128::from(magnitude) } else { i128::from(magnitude) };
    let amount = Fen(i64::try_from(signed).map_err(|_| fail())?);
    if Style::all()
        .any(|style| written(magnitude, negative && magnitude > 0, style) == folded_sign(body, negative))
    {
        return Ok(amount);
    }
    Err(CapitalError::Malformed { text: text.to_owned(), canonical: capital(amount) })
}

fn folded_sign(body: &str, negative: bool) -> String {
    if negative { format!("负{body}") } else { body.to_owned() }
}

const fn usual(c: char) -> char {
    match c {
        '圆' => '元',
        '正' => '整',
        '〇' => '零',
        _ => c,
    }
}

fn written(fen: u64, negative: bool, style: Style) -> String {
    let mut out = String::from(if negative { "负" } else { "" });
    let (yuan, jiao, cent) = (fen / 100, fen / 10 % 10, fen % 10);
    if yuan > 0 || fen == 0 {
        if yuan == 0 {
            out.push('零');
        }
        push_whole(&mut out, yuan, style);
        out.push('元');
    }
    if jiao > 0 {
        if yuan > 0 && yuan.is_multiple_of(10) && style.zero_before_jiao {
            out.push('零');
        }
        out.push(digit(jiao));
        out.push('角');
    } else if cent > 0 && yuan > 0 {
        out.push('零');
    }
    if cent > 0 {
        out.push(digit(cent));
        out.push('分');
    } else if jiao == 0 || style.whole_after_jiao {
        out.push('整');
    }
    out
}

/// Writes a whole number without its unit. The groups 亿 and 万 nest, so any size has a form.
fn push_whole(out: &mut String, n: u64, style: Style) {
    for (size, name) in [(YI, '亿'), (WAN, '万')] {
        if n >= size {
            let (high, low) = (n / size, n % size);
            push_whole(out, high, style);
            out.push(name);
            if low > 0 {
                let leading_zero = low < size / 10;
                if leading_zero || (high.is_multiple_of(10) && style.zero_after_group) {
                    out.push('零');
                }
                push_whole(out, low, style);
            }
            return;
        }
    }
    push_group(out, n);
}

/// Writes 1–9999; leading zeros are the business of the group above.
fn push_group(out: &mut String, n: u64) {
    let mut gap = false;
    let mut begun = false;
    for (size, unit) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let d = n / size % 10;
        if d == 0 {
            gap = begun;
            continue;
        }
        if gap {
            out.push('零');
        }
        out.push(digit(d));
        out.push_str(unit);
        (gap, begun) = (false, true);
    }
}

fn digit(d: u64) -> char {
    usize::try_from(d).ok().and_then(|i| DIGITS.get(i)).copied().unwrap_or('零')
}

/// The value in fen, reading 零 and 整 as nothing; whether they stand right is checked afterwards.
fn magnitude(body: &str) -> Option<u64> {
    let plain: String = body.chars().filter(|c| !matches!(c, '零' | '整')).collect();
    if plain.is_empty() {
        return None;
    }
    let (yuan, rest) = plain.split_once('元').unwrap_or(("", plain.as_str()));
    let (jiao, rest) = rest.split_once('角').unwrap_or(("", rest));
    let cent = match rest.strip_suffix('分') {
        Some(cent) => cent,
        None if rest.is_empty() => "",
        None => return None,
    };
    whole(yuan)?.checked_mul(100)?.checked_add(whole(jiao)?.checked_mul(10)?)?.checked_add(whole(cent)?)
}

fn whole(text: &str) -> Option<u64> {
    for (size, name) in [(YI, '亿'), (WAN, '万')] {
        if let Some((high, low)) = text.rsplit_once(name) {
            return whole(high)?.checked_mul(size)?.checked_add(whole(low)?);
        }
    }
    let mut sum = 0_u64;
    let mut pending = None;
    for c in text.chars() {
        if let Some(value) = DIGITS.iter().position(|&d| d == c) {
            if pending.replace(u64::try_from(value).ok()?).is_some() {
                return None;
            }
        } else {
            let unit = match c {
                '拾' => 10,
                '佰' => 100,
                '仟' => 1000,
                _ => return None,
            };
            sum += pending.take()? * unit;
        }
    }
    Some(sum + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every worked example of section 3.9: amount, canonical form, the other valid form.
    const CASES: &[(&str, &str, &str)] = &[
        ("0.00", "零元整", ""),
        ("0.05", "伍分", ""),
        ("0.50", "伍角整", "伍角"),
        ("0.55", "伍角伍分", ""),
        ("1.00", "壹元整", ""),
        ("10.00", "壹拾元整", ""),
        ("15.00", "壹拾伍元整", ""),
        ("100.00", "壹佰元整", ""),
        ("101.00", "壹佰零壹元整", ""),
        ("110.00", "壹佰壹拾元整", ""),
        ("222.22", "贰佰贰拾贰元贰角贰分", ""),
        ("323.54", "叁佰贰拾叁元伍角肆分", ""),
        ("325.04", "叁佰贰拾伍元零肆分", ""),
        ("500.30", "伍佰元零叁角整", "伍佰元叁角"),
        ("681.98", "陆佰捌拾壹元玖角捌分", ""),
        ("1000.00", "壹仟元整", ""),
        ("1004.00", "壹仟零肆元整", ""),
        ("1010.10", "壹仟零壹拾元零壹角整", "壹仟零壹拾元壹角"),
        ("1409.50", "壹仟肆佰零玖元伍角整", "壹仟肆佰零玖元伍角"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分"),
        ("4577.96", "肆仟伍佰柒拾柒元玖角陆分", ""),
        ("6007.14", "陆仟零柒元壹角肆分", ""),
        ("10000.00", "壹万元整", ""),
        ("10004.05", "壹万零肆元零伍分", ""),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分", ""),
        ("20080.00", "贰万零捌拾元整", ""),
        ("100000.00", "壹拾万元整", ""),
        ("107000.53", "壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分"),
        ("110000.00", "壹拾壹万元整", ""),
        ("1000001.00", "壹佰万零壹元整", ""),
        ("10010010.10", "壹仟零壹万零壹拾元零壹角整", ""),
        ("100000000.00", "壹亿元整", ""),
        ("100000010.01", "壹亿零壹拾元零壹分", ""),
        ("-85.50", "负捌拾伍元伍角整", ""),
    ];

    #[test]
    fn worked_examples_of_3_9_are_written_and_read() {
        for &(figures, canonical, also) in CASES {
            let amount = Fen::parse(figures).unwrap();
            assert_eq!(capital(amount), canonical, "{figures}");
            assert_eq!(parse_capital(canonical), Ok(amount), "{canonical}");
            assert_eq!(parse_capital(&format!("人民币{canonical}")), Ok(amount));
            if !also.is_empty() {
                assert_eq!(parse_capital(also), Ok(amount), "{also}");
            }
        }
        assert_eq!(parse_capital("叁圆正"), Ok(Fen(300)));
    }

    #[test]
    fn refuses_what_is_not_written_by_the_rules() {
        for text in [
            "",
            "人民币",
            "整",
            "零",
            "一百元整",
            "123元",
            "元整",
            "壹贰元整",
            "伍元伍",
            "佰元整",
            "伍分伍角",
        ] {
            assert!(parse_capital(text).is_err(), "{text:?}");
        }
        for (text, canonical) in [
            ("拾壹佰元整", "NotCapital"),
            ("壹拾壹佰元整", "壹佰壹拾元整"),
            ("壹佰元", "壹佰元整"),
            ("壹佰壹元整", "壹佰零壹元整"),
            ("伍分整", "伍分"),
            ("壹万零零肆元整", "壹万零肆元整"),
            ("负零元整", "零元整"),
        ] {
            match parse_capital(text) {
                Err(CapitalError::Malformed { canonical: found, .. }) => {
                    assert_eq!(found, canonical, "{text}")
                }
                Err(CapitalError::NotCapital { .. }) => assert_eq!(canonical, "NotCapital", "{text}"),
                Ok(amount) => panic!("{text} read as {amount}"),
            }
        }
    }

    #[test]
    fn the_ends_of_the_range_have_a_form() {
        for fen in [i64::MAX, i64::MIN, i64::MIN + 1, Fen::MAX_ENTRY.0] {
            assert_eq!(parse_capital(&capital(Fen(fen))), Ok(Fen(fen)), "{}", capital(Fen(fen)));
        }
    }

    proptest! {
        #[test]
        fn reading_undoes_writing(fen in prop_oneof![any::<i64>(), -20_000_000..20_000_000_i64, 0..100_000_000_000_i64]) {
            prop_assert_eq!(parse_capital(&capital(Fen(fen))), Ok(Fen(fen)));
        }

        #[test]
        fn every_allowed_form_reads_back(fen in 0..10_000_000_000_000_u64) {
            for style in Style::all() {
                let amount = i64::try_from(fen).unwrap();
                prop_assert_eq!(parse_capital(&written(fen, false, style)), Ok(Fen(amount)));
            }
        }

        #[test]
        fn reading_never_panics(text in "[零壹贰叁拾佰仟万亿元角分整负]{0,14}") {
            if let Ok(amount) = parse_capital(&text) {
                prop_assert!(text.contains(['元', '角', '分']), "{} {}", text, amount);
            }
        }
    }
}
