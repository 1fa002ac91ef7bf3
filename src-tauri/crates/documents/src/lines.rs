//! Breaking text into lines: Unicode line breaking, made strict where Chinese typography is.

use crate::fonts::{FontSet, Weight};
use crate::length::Len;
use crate::pen::Style;
use std::ops::Range;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// A text, parts of it bold. Line feeds end paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    text: String,
    bold: Vec<Range<usize>>,
}

impl Text {
    /// Nothing yet; go on with [`Text::plain`] and [`Text::bold`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text with more behind it.
    #[must_use]
    pub fn plain(mut self, more: &str) -> Self {
        self.text.push_str(more);
        self
    }

    /// The text with more in bold behind it.
    #[must_use]
    pub fn bold(mut self, more: &str) -> Self {
        self.bold.push(self.text.len()..self.text.len() + more.len());
        self.text.push_str(more);
        self
    }

    /// The text with another one behind it.
    #[must_use]
    pub(crate) fn with(mut self, more: &Self) -> Self {
        let from = self.text.len();
        self.bold.extend(more.bold.iter().map(|part| part.start + from..part.end + from));
        self.text.push_str(&more.text);
        self
    }

    /// All of it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The runs of one weight inside a range; `base` is the weight outside the bold parts.
    pub(crate) fn runs(&self, range: Range<usize>, base: Weight) -> impl Iterator<Item = (Weight, &str)> {
        let mut edges = vec![range.start];
        for part in &self.bold {
            edges.extend(
                [part.start, part.end].into_iter().filter(|edge| range.start < *edge && *edge < range.end),
            );
        }
        edges.push(range.end);
        edges.dedup();
        let ends = edges.clone().into_iter().skip(1);
        edges
            .into_iter()
            .zip(ends)
            .map(move |(from, to)| (self.weight_at(from, base), self.text.get(from..to).unwrap_or_default()))
    }

    fn weight_at(&self, at: usize, base: Weight) -> Weight {
        if self.bold.iter().any(|part| part.contains(&at)) { Weight::Bold } else { base }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new().plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { text, bold: Vec::new() }
    }
}

/// One line of a broken text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes in the text, spaces at its end left out.
    pub range: Range<usize>,
    /// How wide it is.
    pub width: Len,
    /// How far it starts to the right.
    pub indent: Len,
    /// Whether a paragraph ends here, so that it is not spread out.
    pub ends_paragraph: bool,
}

/// How wide a text is on one line.
#[must_use]
pub fn width(fonts: &FontSet, style: Style, text: &str) -> Len {
    // Rounded glyph by glyph, as the pen moves.
    text.chars().map(|c| fonts.advance(style.weight, c).unwrap_or(1000) * style.size / 1000).sum()
}

/// A place where a line could end.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    /// Width up to here, and without the spaces before it.
    width: Len,
    trimmed: Len,
    /// End of the text before those spaces.
    end: usize,
}

/// Breaks a text into lines no wider than `width`; the first line of each paragraph is indented.
///
/// No line starts with a closing mark, · or —, none ends with an opening one, and an amount, a date part or a sum
/// in capital characters stays whole as long as it fits on a line. An empty text is one empty line.
#[must_use]
pub fn broken(fonts: &FontSet, text: &Text, style: Style, width: Len, indent: Len) -> Vec<Line> {
    if text.bold.is_empty() && !text.text.contains(['\n', '\r']) {
        let end = text.text.trim_end().len();
        let natural = self::width(fonts, style, &text.text[..end]);
        if natural <= width - indent {
            return vec![Line { range: 0..end, width: natural, indent, ends_paragraph: true }];
        }
    }
    let mut breaks = linebreaks(&text.text).peekable();
    let mut lines: Vec<Line> = Vec::new();
    let nowhere = Place { at: 0, width: 0, trimmed: 0, end: 0 };
    let (mut start, mut now) = (nowhere, nowhere);
    let (mut soft, mut hard): (Option<Place>, Option<Place>) = (None, None);
    let mut first = true;
    let mut before = Before::default();
    for (at, c) in text.text.char_indices() {
        now.at = at;
        while breaks.next_if(|(place, _)| *place < at).is_some() {}
        let offered = breaks.next_if(|(place, _)| *place == at).map(|(_, kind)| kind);
        if offered == Some(BreakOpportunity::Mandatory) {
            lines.push(line(start, now, first, indent, true));
            (start, soft, hard, first) = (now, None, None, true);
        } else if at > start.at {
            if before.allows(c, offered.is_some()) {
                soft = Some(now);
            } else if !no_start(c) && !no_end(before.last) {
                hard = Some(now);
            }
        }
        let advance =
            fonts.advance(text.weight_at(at, style.weight), c).map_or(style.size, |a| a * style.size / 1000);
        let blank = c.is_whitespace();
        while !blank
            && at > start.at
            && now.width + advance - start.width > width - if first { indent } else { 0 }
        {
            let place = soft.take().or_else(|| hard.take()).unwrap_or(now);
            lines.push(line(start, place, first, indent, false));
            hard = hard.filter(|h| h.at > place.at);
            (start, first) = (place, false);
        }
        if c != '\n' && c != '\r' {
            now.width += advance;
        }
        if !blank {
            (now.trimmed, now.end) = (now.width, at + c.len_utf8());
        }
        before.push(c);
    }
    now.at = text.text.len();
    if now.at > start.at || lines.is_empty() {
        lines.push(line(start, now, first, indent, true));
    }
    lines
}

fn line(start: Place, end: Place, first: bool, indent: Len, ends_paragraph: bool) -> Line {
    Line {
        range: start.at..end.end.max(start.at),
        width: (end.trimmed - start.width).max(0),
        indent: if first { indent } else { 0 },
        ends_paragraph,
    }
}

/// The characters before a place.
#[derive(Default)]
struct Before {
    last: char,
    /// The last that was no space.
    visible: char,
}

impl Before {
    fn push(&mut self, c: char) {
        self.last = c;
        if !c.is_whitespace() {
            self.visible = c;
        }
    }

    /// Whether a line may end between these and `next`.
    fn allows(&self, next: char, offered: bool) -> bool {
        let quotes = matches!(next, '“' | '‘') || matches!(self.last, '”' | '’');
        let kinsoku = next.is_whitespace() || no_start(next) || no_end(self.visible);
        let figure = self.visible.is_ascii_digit() && is_unit(next);
        let sum = self.last == self.visible && is_capital(self.last) && is_capital(next);
        (offered || quotes) && !(kinsoku || figure || sum)
    }
}

/// Marks that no line starts with.
#[must_use]
pub const fn no_start(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '，'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '）'
            | '〕'
            | '］'
            | '｝'
            | '〉'
            | '》'
            | '」'
            | '』'
            | '】'
            | '〗'
            | '’'
            | '”'
            | '…'
            | '—'
            | '·'
            | '・'
            | '～'
            | '々'
            | '％'
            | '‰'
            | '℃'
            | ','
            | '.'
            | ':'
            | ';'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '%'
            | '/'
            | '²'
            | '×'
    )
}

/// Marks that no line ends with.
#[must_use]
pub const fn no_end(c: char) -> bool {
    matches!(
        c,
        '（' | '〔'
            | '［'
            | '｛'
            | '〈'
            | '《'
            | '「'
            | '『'
            | '【'
            | '〖'
            | '‘'
            | '“'
            | '('
            | '['
            | '{'
            | '¥'
            | '￥'
            | '№'
            | '/'
    )
}

/// What follows a figure on the same line.
const fn is_unit(c: char) -> bool {
    matches!(c, '元' | '角' | '分' | '万' | '年' | '月' | '日' | '号' | '室' | '栋' | '㎡' | 'm' | 'k')
}

const fn is_capital(c: char) -> bool {
    matches!(
        c,
        '零' | '壹'
            | '贰'
            | '叁'
            | '肆'
            | '伍'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
            | '万'
            | '亿'
            | '元'
            | '角'
            | '分'
            | '整'
            | '负'
    )
}
