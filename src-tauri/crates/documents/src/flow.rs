//! Papers that run over as many pages as they need: letters, lists, notices, reports.

use crate::bind::{Bookmark, Imprint, Part, Sheet, Volume};
use crate::embed::Used;
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::length::{Len, Rect, Size, mm, pt, pt10};
use crate::lines::{self, Line, Text};
use crate::parallel::in_chunks;
use crate::pen::{Align, Pen, Style};
use crate::phrase;
use crate::table::Table;
use chrono::NaiveDateTime;

/// Draws into the rectangle it is given: a chart, a code.
pub type Drawing = Box<dyn Fn(&mut Pen<'_>, Rect) + Send + Sync>;

/// A piece of a paper, from top to bottom.
pub enum Block {
    /// The name of the paper, centred.
    Title(String),
    /// A line under the title, centred.
    Subtitle(String),
    /// A section; also a bookmark. Never alone at the foot of a page.
    Heading(String),
    /// Body text.
    Paragraph(Paragraph),
    /// A table; its head is repeated on every page.
    Table(Table),
    /// Names and values side by side, in so many columns.
    Fields {
        /// How many beside each other.
        columns: i32,
        /// Name and value.
        fields: Vec<(String, Text)>,
    },
    /// Lines at the right, one under the other: company, seal, date.
    Closing(Vec<String>),
    /// A drawing over the whole width.
    Drawing {
        /// How high.
        height: Len,
        /// What.
        draw: Drawing,
    },
    /// Blocks that stay on one page where one can hold them.
    Together(Vec<Self>),
    /// Blocks inside a box, kept together.
    Boxed(Vec<Self>),
    /// Blocks at the lower end of the page, kept together.
    AtFoot(Vec<Self>),
    /// A dashed line to cut along, with a word on it.
    CutLine(String),
    /// Nothing, so high.
    Space(Len),
    /// A thin rule.
    Rule,
    /// The rest goes on a new page.
    NewPage,
}

/// Body text and how it is set.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The words.
    pub text: Text,
    /// Type.
    pub style: Style,
    /// Indent of the first line.
    pub indent: Len,
    /// Where lines stand; left-aligned text is spread to both edges.
    pub align: Align,
}

impl Paragraph {
    /// Body text in 10.5 pt, the first line indented by two characters.
    pub fn body(text: impl Into<Text>) -> Self {
        let size = pt10(105);
        Self { text: text.into(), style: Style::regular(size), indent: 2 * size, align: Align::Left }
    }

    /// The same without indent: salutations, notes.
    pub fn flush(text: impl Into<Text>) -> Self {
        Self { indent: 0, ..Self::body(text) }
    }

    /// Small print.
    pub fn note(text: impl Into<Text>) -> Self {
        Self { style: Style::regular(pt(8)), ..Self::flush(text) }
    }

    const fn leading(&self) -> Len {
        self.style.size * 16 / 10
    }
}

/// A paper of blocks.
pub struct Flow {
    /// Properties of the file; number and print time are also printed.
    pub imprint: Imprint,
    /// The sheet.
    pub size: Size,
    /// Over every page, left: company and service centre.
    pub masthead: String,
    /// Up to when the book was read; printed at the foot.
    pub data_as_of: Option<NaiveDateTime>,
    /// At the foot of every page: enquiry phone and counter hours.
    pub contact: String,
    /// The paper itself.
    pub blocks: Vec<Block>,
}

const SIDE: Len = mm(20);
const TOP: Len = mm(22);
const BOTTOM: Len = mm(20);
const SMALL: Style = Style::regular(pt(8));

impl Flow {
    /// Lays the blocks out and writes the file.
    ///
    /// # Errors
    /// [`DocumentError`]: a missing glyph, or a block no page can hold.
    pub fn rendered(&self, fonts: &FontSet) -> Result<Vec<u8>, DocumentError> {
        let Typeset { sheets, bookmarks, used } = self.typeset(fonts)?;
        let (imprint, size) = (&self.imprint, self.size);
        Volume { imprint, size, sheets, forms: Vec::new(), bookmarks, used }.bound(fonts)
    }

    fn typeset(&self, fonts: &FontSet) -> Result<Typeset, DocumentError> {
        let mut setter = Setter::new(fonts, self);
        for block in &self.blocks {
            setter.place(block);
        }
        setter.turn()?;
        let count = setter.pages.len();
        let mut sheets = Vec::with_capacity(count);
        for (n, content) in std::mem::take(&mut setter.pages).into_iter().enumerate() {
            self.furnish(&mut setter.pen, n + 1, count);
            let furniture = setter.pen.lift()?;
            sheets.push(Sheet(vec![Part { raise: 0, content: furniture }, Part { raise: 0, content }]));
        }
        match setter.failed {
            Some(error) => Err(error),
            None => Ok(Typeset { sheets, bookmarks: setter.bookmarks, used: setter.pen.used }),
        }
    }

    /// The running head and foot of page `page` of `count`.
    fn furnish(&self, pen: &mut Pen<'_>, page: usize, count: usize) {
        let (right, width) = (self.size.width - SIDE, self.size.width - 2 * SIDE);
        let base = mm(14);
        pen.text_within(SIDE, base, width * 6 / 10, Align::Left, SMALL, &self.masthead);
        let number = format!("单号 {}", self.imprint.number);
        pen.text_within(SIDE + width * 6 / 10, base, width * 4 / 10, Align::Right, SMALL, &number);
        pen.rule((SIDE, base + mm(2)), (right, base + mm(2)), pt10(4));
        let foot = self.size.height - mm(12);
        pen.rule((SIDE, foot - mm(4)), (right, foot - mm(4)), pt10(4));
        let as_of =
            self.data_as_of.map(|at| format!("数据截至 {}　", phrase::moment(at))).unwrap_or_default();
        let times = format!("{as_of}打印 {}", phrase::moment(self.imprint.printed));
        pen.text_within(SIDE, foot, width * 75 / 100, Align::Left, SMALL, &times);
        let place = format!("第 {page} 页　共 {count} 页");
        pen.text_within(SIDE + width * 75 / 100, foot, width / 4, Align::Right, SMALL, &place);
        pen.text_within(SIDE, foot + mm(4), width, Align::Left, SMALL, &self.contact);
    }
}

/// Writes several papers of the size `size` into one file. Each counts its own pages and has a bookmark by its
/// title, with its sections below.
///
/// # Errors
/// As [`Flow::rendered`], the first in the order of the papers.
pub fn bound(
    fonts: &FontSet,
    imprint: &Imprint,
    size: Size,
    flows: &[Flow],
) -> Result<Vec<u8>, DocumentError> {
    let set = in_chunks(flows, 8, |chunk| {
        chunk.iter().map(|flow| flow.typeset(fonts)).collect::<Result<Vec<_>, _>>()
    })?;
    let (mut sheets, mut bookmarks, mut used) = (Vec::new(), Vec::new(), Used::none());
    for (flow, mut set) in flows.iter().zip(set.into_iter().flatten()) {
        let sheet = sheets.len();
        set.bookmarks.iter_mut().for_each(|mark| mark.sheet += sheet);
        let title = flow.imprint.title.clone();
        bookmarks.push(Bookmark { title, sheet, y: 0, children: set.bookmarks });
        sheets.append(&mut set.sheets);
        used.join(&set.used);
    }
    Volume { imprint, size, sheets, forms: Vec::new(), bookmarks, used }.bound(fonts)
}

/// A paper laid out and not yet written.
struct Typeset {
    sheets: Vec<Sheet>,
    bookmarks: Vec<Bookmark>,
    used: Used,
}

/// Sets block after block.
struct Setter<'f> {
    pen: Pen<'f>,
    area: Rect,
    y: Len,
    pages: Vec<Vec<u8>>,
    bookmarks: Vec<Bookmark>,
    failed: Option<DocumentError>,
}

impl<'f> Setter<'f> {
    fn new(fonts: &'f FontSet, flow: &Flow) -> Self {
        let mut pen = Pen::new(fonts, flow.size);
        pen.about(&flow.imprint.number);
        let (width, height) = (flow.size.width - 2 * SIDE, flow.size.height - TOP - BOTTOM);
        let area = Rect { x: SIDE, y: TOP, width, height };
        Self { pen, area, y: TOP, pages: Vec::new(), bookmarks: Vec::new(), failed: None }
    }

    /// Ends the page.
    fn turn(&mut self) -> Result<(), DocumentError> {
        let page = self.pen.lift()?;
        self.pages.push(page);
        self.y = self.area.y;
        Ok(())
    }

    fn next_page(&mut self) {
        if let Err(error) = self.turn() {
            self.failed.get_or_insert(error);
        }
    }

    const fn room(&self) -> Len {
        self.area.bottom() - self.y
    }

    /// Starts a new page unless `height` still fits or the page is empty anyway.
    fn need(&mut self, height: Len) {
        if height > self.room() && self.y > self.area.y {
            self.next_page();
        }
    }

    fn place(&mut self, block: &Block) {
        let Rect { x, width, .. } = self.area;
        let fonts = self.pen.fonts();
        match block {
            Block::Paragraph(paragraph) => return self.place_paragraph(paragraph),
            Block::Table(table) => return self.place_table(table),
            Block::NewPage => return self.next_page(),
            Block::Together(blocks) => {
                self.need(height_of(blocks, fonts, width).min(self.area.height));
                return blocks.iter().for_each(|inner| self.place(inner));
            }
            Block::Boxed(blocks) => return self.place_box(blocks),
            Block::AtFoot(blocks) => {
                let height = height_of(blocks, fonts, width);
                self.need(height.min(self.area.height));
                self.y = self.y.max(self.area.bottom() - height);
                return blocks.iter().for_each(|inner| self.place(inner));
            }
            Block::Heading(_) => self.need(block.height(fonts, width) + mm(20)),
            _ => self.need(block.height(fonts, width)),
        }
        let (y, height) = (self.y, block.height(fonts, width));
        if height > self.area.height {
            self.pen.no_room("a block");
        }
        let rect = Rect { x, y, width, height };
        match block {
            Block::Title(text) => {
                self.pen.text_within(x, y + mm(7), width, Align::Centre, Style::bold(pt(18)), text);
            }
            Block::Subtitle(text) => {
                self.pen.text_within(x, y + mm(4), width, Align::Centre, Style::regular(pt(10)), text);
            }
            Block::Heading(text) => {
                self.pen.text_within(x, y + mm(7), width, Align::Left, Style::bold(pt(12)), text);
                let sheet = self.pages.len();
                self.bookmarks.push(Bookmark { title: text.clone(), sheet, y, children: Vec::new() });
            }
            Block::Fields { columns, fields } => self.draw_fields(rect, (*columns).max(1), fields),
            Block::Closing(lines) => self.draw_closing(rect, lines),
            Block::Drawing { draw, .. } => draw(&mut self.pen, rect),
            Block::CutLine(word) => self.draw_cut(rect, word),
            Block::Rule => self.pen.rule((x, y + mm(2)), (x + width, y + mm(2)), pt10(4)),
            _ => {}
        }
        self.y += height;
    }

    fn place_paragraph(&mut self, paragraph: &Paragraph) {
        let lines = lines::broken(
            self.pen.fonts(),
            &paragraph.text,
            paragraph.style,
            self.area.width,
            paragraph.indent,
        );
        let leading = paragraph.leading();
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            // Two lines at least stay together at either end of a page.
            self.need(leading * Len::try_from(rest.len().min(2)).unwrap_or(2));
            let room = usize::try_from(self.room() / leading).unwrap_or(0).max(1);
            let mut count = rest.len().min(room);
            if rest.len() - count == 1 && count > 2 {
                count -= 1;
            }
            let (now, later) = rest.split_at(count);
            self.draw_lines(paragraph, now);
            self.y += leading * Len::try_from(count).unwrap_or(0);
            rest = later;
            if !rest.is_empty() {
                self.next_page();
            }
        }
        self.y += paragraph_gap(paragraph);
    }

    fn draw_lines(&mut self, paragraph: &Paragraph, lines: &[Line]) {
        let (leading, style) = (paragraph.leading(), paragraph.style);
        let base = self.y + leading / 2 + style.drop();
        let Rect { x, width, .. } = self.area;
        if paragraph.align == Align::Left {
            return self.pen.lines((x, base), style, leading, &paragraph.text, lines, Some(width));
        }
        for (n, line) in (0..).zip(lines) {
            let rest = width - line.width;
            let rest = if paragraph.align == Align::Centre { rest / 2 } else { rest };
            let one = std::slice::from_ref(line);
            self.pen.lines((x + rest, base + n * leading), style, leading, &paragraph.text, one, None);
        }
    }

    fn place_table(&mut self, table: &Table) {
        let laid = table.laid(self.pen.fonts(), self.area.width);
        let mut from = 0;
        loop {
            let to = laid.fitting(from, self.room());
            if to == from && !laid.is_empty() {
                if self.y > self.area.y {
                    self.next_page();
                    continue;
                }
                return self.pen.no_room("a row of a table");
            }
            self.y = laid.draw(&mut self.pen, self.area.x, self.y, from..to);
            from = to;
            if from >= laid.len() {
                break;
            }
            self.next_page();
        }
        self.y += mm(3);
    }

    fn place_box(&mut self, blocks: &[Block]) {
        let pad = mm(4);
        let outer = self.area;
        let inner_width = outer.width - 2 * pad;
        let height = height_of(blocks, self.pen.fonts(), inner_width) + 2 * pad;
        if height > outer.height {
            return self.pen.no_room("a box");
        }
        self.need(height);
        self.pen.frame(Rect { y: self.y, height, ..outer }, pt10(6));
        let end = self.y + height;
        self.y += pad;
        self.area = Rect { x: outer.x + pad, width: inner_width, ..outer };
        blocks.iter().for_each(|inner| self.place(inner));
        self.area = outer;
        self.y = end + mm(3);
    }

    fn draw_fields(&mut self, rect: Rect, columns: i32, fields: &[(String, Text)]) {
        let (label_style, value_style) = (Style::regular(pt(8)), Style::regular(pt10(105)));
        let column = rect.width / columns;
        let mut y = rect.y;
        for row in fields.chunks(usize::try_from(columns).unwrap_or(1)) {
            let mut x = rect.x;
            for (label, value) in row {
                let base = y + FIELD_LEADING / 2 + value_style.drop();
                self.pen.text(x, base, label_style, label);
                let lines =
                    lines::broken(self.pen.fonts(), value, value_style, column - FIELD_LABEL - mm(2), 0);
                self.pen.lines((x + FIELD_LABEL, base), value_style, FIELD_LEADING, value, &lines, None);
                x += column;
            }
            y += fields_row_height(self.pen.fonts(), row, column);
        }
    }

    fn draw_closing(&mut self, rect: Rect, lines: &[String]) {
        let style = Style::regular(pt10(105));
        for (n, line) in (1..).zip(lines) {
            let y = rect.y + mm(4) + n * style.size * 18 / 10;
            self.pen.text_within(rect.x, y, rect.width, Align::Right, style, line);
        }
    }

    fn draw_cut(&mut self, rect: Rect, word: &str) {
        let middle = rect.y + rect.height / 2;
        let width = self.pen.width(SMALL, word) + mm(4);
        let left = rect.x + (rect.width - width) / 2;
        self.pen.dashes((rect.x, middle), (left, middle));
        self.pen.dashes((left + width, middle), (rect.right(), middle));
        self.pen.text(left + mm(2), middle + SMALL.drop(), SMALL, word);
    }
}

const FIELD_LABEL: Len = mm(22);
const FIELD_LEADING: Len = pt(17);

fn fields_row_height(fonts: &FontSet, row: &[(String, Text)], column: Len) -> Len {
    let style = Style::regular(pt10(105));
    let lines = row
        .iter()
        .map(|(_, value)| lines::broken(fonts, value, style, column - FIELD_LABEL - mm(2), 0).len());
    FIELD_LEADING * Len::try_from(lines.max().unwrap_or(1)).unwrap_or(1)
}

const fn paragraph_gap(paragraph: &Paragraph) -> Len {
    paragraph.style.size * 3 / 10
}

fn height_of(blocks: &[Block], fonts: &FontSet, width: Len) -> Len {
    blocks.iter().map(|block| block.height(fonts, width)).sum()
}

impl Block {
    /// How high it is on a page of its own.
    fn height(&self, fonts: &FontSet, width: Len) -> Len {
        match self {
            Self::Title(_) => mm(12),
            Self::Subtitle(_) => mm(7),
            Self::Heading(_) => mm(10),
            Self::Paragraph(p) => {
                let lines = lines::broken(fonts, &p.text, p.style, width, p.indent).len();
                p.leading() * Len::try_from(lines).unwrap_or(Len::MAX / 10_000) + paragraph_gap(p)
            }
            Self::Table(table) => {
                let laid = table.laid(fonts, width);
                laid.height(0..laid.len()) + mm(3)
            }
            Self::Fields { columns, fields } => {
                let columns = (*columns).max(1);
                let rows = fields.chunks(usize::try_from(columns).unwrap_or(1));
                rows.map(|row| fields_row_height(fonts, row, width / columns)).sum::<Len>() + mm(3)
            }
            Self::Closing(lines) => mm(8) + Len::try_from(lines.len()).unwrap_or(0) * pt10(105) * 18 / 10,
            Self::Drawing { height, .. } | Self::Space(height) => *height,
            Self::Together(blocks) | Self::AtFoot(blocks) => height_of(blocks, fonts, width),
            Self::Boxed(blocks) => height_of(blocks, fonts, width - mm(8)) + mm(11),
            Self::CutLine(_) => mm(8),
            Self::Rule => mm(4),
            Self::NewPage => 0,
        }
    }
}
