//! A text reduced to what its words are made of, with the way back to what was typed.

use crate::text::half_width;

/// Characters that stand for another one in the words of the list, each before that one: traditional and variant forms.
const VARIANTS: &str = "電电 氣气 煖暖 熱热 氺水 斷断 仃停 鎖锁 門门 註注 銷销 車车 輛辆 響响 權权 務务 罰罚 單单 賴赖 徵征 \
    後后 負负 責责 強强 彊强 執执 滯滞 納纳 須须 則则 惡恶 訴诉 訟讼 錄录 記记 學学 親亲 屬属 庫库 費费 \
    繳缴 賬账 帳账 貸贷 貨货 開开 關关 閉闭 讓让 進进 區区 絕绝 條条 實实 應应 給给 結结 凍冻 預预 額额 \
    雙双 嚴严 報报 導导 員员 處处 業业 戶户 為为 於于 書书 師师 討讨 債债 傢家 妳你 們们 臺台 貼贴 佈布 \
    發发 喪丧 証证 證证 隱隐 聯联 係系 陰阴 號号 審审 決决 裡里 體体 絡络 並并 纔才 見见";

/// A text of letters and digits only, each with its place in what was typed.
pub(super) struct Folded {
    /// Folded characters.
    pub letters: Vec<char>,
    places: Vec<usize>,
    typed: Vec<char>,
}

/// One character in the form the list is written in.
fn one_form(c: char) -> char {
    let narrow = half_width(c).to_ascii_lowercase();
    let mut pairs = VARIANTS.split(' ');
    pairs.find_map(|pair| pair.strip_prefix(narrow)?.chars().next()).unwrap_or(narrow)
}

impl Folded {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let typed: Vec<char> = text.chars().collect();
        let kept = typed.iter().enumerate().map(|(at, c)| (at, one_form(*c)));
        let (places, letters) = kept.filter(|(_, c)| c.is_alphanumeric()).unzip();
        Self { letters, places, typed }
    }

    /// The characters from `from` up to, not including, `to` as they were typed, with what stood between.
    pub fn typed(&self, from: usize, to: usize) -> String {
        self.typed[self.places[from]..=self.places[to - 1]].iter().collect()
    }

    /// The place of a folded character in the text.
    pub fn at(&self, from: usize) -> usize {
        self.places[from]
    }

    /// Whether the folded text has this word at a place.
    pub fn has_at(&self, word: &str, at: usize) -> bool {
        let mut rest = self.letters[at.min(self.letters.len())..].iter();
        word.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether the folded text has one of these words just before a place.
    pub fn has_before(&self, words: &[&str], at: usize) -> bool {
        words
            .iter()
            .any(|word| at.checked_sub(word.chars().count()).is_some_and(|from| self.has_at(word, from)))
    }

    /// Whether one of these words stands anywhere.
    pub fn has_any(&self, words: &[&str]) -> bool {
        (0..self.letters.len()).any(|at| words.iter().any(|word| self.has_at(word, at)))
    }

    /// Whether the number of a judgment, ruling or award is given: `（2025）浙0106民初1234号`.
    pub fn cites_decision(&self) -> bool {
        let marks = ["民初", "民终", "民再", "民申", "民督", "执", "仲", "破"];
        (0..self.letters.len()).any(|at| {
            let year = self.letters.iter().skip(at).take(4).collect::<String>();
            let is_year =
                year.len() == 4 && year.starts_with("20") && year.chars().all(|c| c.is_ascii_digit());
            let rest = self.letters.iter().skip(at + 4).take(20).collect::<String>();
            is_year
                && rest.split_once('号').is_some_and(|(number, _)| {
                    number.ends_with(|c: char| c.is_ascii_digit())
                        && marks.iter().any(|mark| number.contains(mark))
                })
        })
    }
}
