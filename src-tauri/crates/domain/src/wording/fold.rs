//! A text reduced to what its words are made of, with the way back to what was typed.

use crate::text::half_width;

/// Characters that stand for another one in the words of the list: traditional and variant forms.
const VARIANTS: &[(char, char)] = &[
    ('電', '电'),
    ('氣', '气'),
    ('煖', '暖'),
    ('熱', '热'),
    ('氺', '水'),
    ('斷', '断'),
    ('仃', '停'),
    ('鎖', '锁'),
    ('門', '门'),
    ('註', '注'),
    ('銷', '销'),
    ('車', '车'),
    ('輛', '辆'),
    ('響', '响'),
    ('權', '权'),
    ('務', '务'),
    ('罰', '罚'),
    ('單', '单'),
    ('賴', '赖'),
    ('徵', '征'),
    ('後', '后'),
    ('負', '负'),
    ('責', '责'),
    ('強', '强'),
    ('彊', '强'),
    ('執', '执'),
    ('滯', '滞'),
    ('納', '纳'),
    ('須', '须'),
    ('則', '则'),
    ('惡', '恶'),
    ('訴', '诉'),
    ('訟', '讼'),
    ('錄', '录'),
    ('記', '记'),
    ('學', '学'),
    ('親', '亲'),
    ('屬', '属'),
    ('庫', '库'),
    ('費', '费'),
    ('繳', '缴'),
    ('賬', '账'),
    ('帳', '账'),
    ('貸', '贷'),
    ('貨', '货'),
    ('開', '开'),
    ('關', '关'),
    ('閉', '闭'),
    ('讓', '让'),
    ('進', '进'),
    ('區', '区'),
    ('絕', '绝'),
    ('條', '条'),
    ('實', '实'),
    ('應', '应'),
    ('給', '给'),
    ('結', '结'),
    ('凍', '冻'),
    ('預', '预'),
    ('額', '额'),
    ('雙', '双'),
    ('嚴', '严'),
    ('報', '报'),
    ('導', '导'),
    ('員', '员'),
    ('處', '处'),
    ('業', '业'),
    ('戶', '户'),
    ('為', '为'),
    ('於', '于'),
    ('書', '书'),
    ('師', '师'),
    ('討', '讨'),
    ('債', '债'),
    ('傢', '家'),
    ('妳', '你'),
    ('們', '们'),
    ('臺', '台'),
    ('貼', '贴'),
    ('佈', '布'),
    ('發', '发'),
    ('喪', '丧'),
    ('証', '证'),
    ('證', '证'),
    ('隱', '隐'),
    ('聯', '联'),
    ('係', '系'),
    ('陰', '阴'),
    ('號', '号'),
    ('審', '审'),
    ('決', '决'),
    ('裡', '里'),
    ('體', '体'),
    ('絡', '络'),
    ('並', '并'),
    ('纔', '才'),
    ('見', '见'),
    ];

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
    VARIANTS.iter().find(|(variant, _)| *variant == narrow).map_or(narrow, |(_, plain)| *plain)
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
