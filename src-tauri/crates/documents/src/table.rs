//! Tables: columns, rows, totals; drawn whole or piece by piece.

use crate::fonts::FontSet;
use crate::length::{Len, Rect, pt, pt10};
use crate::lines::{self, Line, Text};
use crate::pen::{Align, Pen, Style};
use std::ops::Range;

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// Its part of the width of the table, relative to the other columns.
    pub share: i32,
    /// Where its cells stand. Right-aligned cells are figures and are never broken.
    pub align: Align,
}

impl Column {
    /// A column.
    #[must_use]
    pub fn new(title: &str, share: i32, align: Align) -> Self {
        Self { title: title.to_owned(), share, align }
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    /// An ordinary line.
    #[default]
    Line,
    /// Names the lines that follow; its first cell takes the whole width.
    Group,
    /// A sum: bold, a rule above it.
    Total,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// One text for each column; missing ones are empty.
    pub cells: Vec<Text>,
    /// Whether the next row must stand on the same page.
    pub with_next: bool,
}

impl Row {
    /// An ordinary line.
    pub fn line<T: Into<Text>>(cells: impl IntoIterator<Item = T>) -> Self {
        Self { kind: RowKind::Line, cells: cells.into_iter().map(Into::into).collect(), with_next: false }
    }

    /// A sum.
    pub fn total<T: Into<Text>>(cells: impl IntoIterator<Item = T>) -> Self {
        Self { kind: RowKind::Total, ..Self::line(cells) }
    }

    /// A heading over the lines that follow, never alone at the foot of a page.
    #[must_use]
    pub fn group(title: &str) -> Self {
        Self { kind: RowKind::Group, with_next: true, ..Self::line([title]) }
    }
}

/// Rules between the rows only, or a full grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Thin rules between rows, heavier ones above and below.
    #[default]
    Ruled,
    /// Every cell in a box, as booklets of receipts have it.
    Grid,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Size of its type.
    pub size: Len,
    /// Its rules.
    pub look: Look,
}

impl Table {
    /// A ruled table in 9 pt without rows.
    #[must_use]
    pub fn new(columns: impl Into<Vec<Column>>) -> Self {
        Self { columns: columns.into(), rows: Vec::new(), size: pt(9), look: Look::Ruled }
    }

    /// Measures and breaks every cell for a width.
    #[must_use]
    pub fn laid(&self, fonts: &FontSet, width: Len) -> LaidTable<'_> {
        let shares = self.columns.iter().map(|c| c.share).sum::<i32>().max(1);
        let mut edges = vec![0];
        let mut sum = 0;
        for column in &self.columns {
            sum += column.share;
            edges.push(width * sum / shares);
        }
        let mut laid = LaidTable { table: self, edges, head: LaidRow::default(), rows: Vec::new() };
        let titles = Row::line(self.columns.iter().map(|c| c.title.as_str()));
        laid.head = laid.row(fonts, &titles, true);
        laid.rows = self.rows.iter().map(|row| laid.row(fonts, row, false)).collect();
        laid
    }

    const fn padding(&self) -> Len {
        self.size * 4 / 10
    }

    const fn leading(&self) -> Len {
        self.size * 13 / 10
    }
}

#[derive(Default)]
struct LaidRow {
    cells: Vec<LaidCell>,
    height: Len,
}

struct LaidCell {
    lines: Vec<Line>,
    style: Style,
}

/// A table measured for a width.
pub struct LaidTable<'t> {
    table: &'t Table,
    edges: Vec<Len>,
    head: LaidRow,
    rows: Vec<LaidRow>,
}

impl LaidTable<'_> {
    /// How many rows it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The height of some rows below the head.
    #[must_use]
    pub fn height(&self, rows: Range<usize>) -> Len {
        self.head.height + self.rows.get(rows).unwrap_or_default().iter().map(|row| row.height).sum::<Len>()
    }

    /// The end of the longest run of rows from `from` that fits a height together with the head and breaks
    /// nowhere it must not; `from` itself when not even one row fits.
    #[must_use]
    pub fn fitting(&self, from: usize, height: Len) -> usize {
        let mut end = from;
        while end < self.len() && self.height(from..end + 1) <= height {
            end += 1;
        }
        let full = end;
        while end < self.len() && end > from && self.table.rows[end - 1].with_next {
            end -= 1;
        }
        // A run of tied rows longer than a page has to break somewhere.
        if end == from { full } else { end }
    }

    /// Draws the head and some rows; returns the bottom edge.
    pub fn draw(&self, pen: &mut Pen<'_>, x: Len, y: Len, rows: Range<usize>) -> Len {
        let right = x + self.edges.last().copied().unwrap_or(0);
        let titles = Row::line(self.table.columns.iter().map(|c| c.title.as_str()));
        let heavy = pt10(9);
        pen.rule((x, y), (right, y), heavy);
        let mut at = self.draw_row(pen, x, y, &titles, &self.head);
        pen.rule((x, at), (right, at), pt10(6));
        let last = rows.end.min(self.rows.len());
        for n in rows.start..last {
            let row = &self.table.rows[n];
            if row.kind == RowKind::Total && n > rows.start {
                pen.rule((x, at), (right, at), pt10(6));
            }
            at = self.draw_row(pen, x, at, row, &self.rows[n]);
            if n + 1 < last {
                pen.rule((x, at), (right, at), pt10(3));
            }
        }
        pen.rule((x, at), (right, at), heavy);
        if self.table.look == Look::Grid {
            self.draw_grid(pen, x, y, rows.start..last);
        }
        at
    }

    /// The upright rules: the outer ones whole, the inner ones past every row but the headings of groups.
    fn draw_grid(&self, pen: &mut Pen<'_>, x: Len, y: Len, rows: Range<usize>) {
        let mut spans = vec![(y, y + self.head.height)];
        let mut at = y + self.head.height;
        for n in rows {
            let bottom = at + self.rows[n].height;
            match spans.last_mut() {
                _ if self.table.rows[n].kind == RowKind::Group => {}
                Some(last) if last.1 == at => last.1 = bottom,
                _ => spans.push((at, bottom)),
            }
            at = bottom;
        }
        let right = self.edges.last().copied().unwrap_or(0);
        for &edge in &self.edges {
            if edge == 0 || edge == right {
                pen.rule((x + edge, y), (x + edge, at), pt10(9));
            } else {
                spans
                    .iter()
                    .for_each(|&(top, bottom)| pen.rule((x + edge, top), (x + edge, bottom), pt10(3)));
            }
        }
    }

    fn draw_row(&self, pen: &mut Pen<'_>, x: Len, y: Len, row: &Row, laid: &LaidRow) -> Len {
        let leading = self.table.leading();
        for (n, (cell, text)) in laid.cells.iter().zip(&row.cells).enumerate() {
            let rect = self.cell(row.kind, n);
            if cell.style.size < pt(4) {
                pen.no_room("a figure");
            }
            let count = Len::try_from(cell.lines.len()).unwrap_or(1);
            let top = y + (laid.height - count * leading) / 2;
            let base = top + leading / 2 + cell.style.drop();
            let align = if row.kind == RowKind::Group { Align::Left } else { self.table.columns[n].align };
            for (k, line) in (0..).zip(&cell.lines) {
                let rest = match align {
                    Align::Left => 0,
                    Align::Centre => (rect.width - line.width) / 2,
                    Align::Right => rect.width - line.width,
                };
                let one = std::slice::from_ref(line);
                pen.lines((x + rect.x + rest, base + k * leading), cell.style, leading, text, one, None);
            }
        }
        y + laid.height
    }

    /// Where the text of a cell may stand, relative to the left edge of the table.
    fn cell(&self, kind: RowKind, column: usize) -> Rect {
        let gap = self.table.padding();
        let from = self.edges[column];
        let to = if kind == RowKind::Group { self.edges.last() } else { self.edges.get(column + 1) };
        Rect { x: from + gap, y: 0, width: to.copied().unwrap_or(from) - from - 2 * gap, height: 0 }
    }

    fn row(&self, fonts: &FontSet, row: &Row, head: bool) -> LaidRow {
        let table = self.table;
        let bold = head || row.kind != RowKind::Line;
        let base = if bold { Style::bold(table.size) } else { Style::regular(table.size) };
        let mut most = 1;
        let mut cells = Vec::with_capacity(row.cells.len());
        for (n, text) in row.cells.iter().enumerate().take(table.columns.len()) {
            let space = self.cell(row.kind, n).width;
            let figures = table.columns[n].align == Align::Right && row.kind != RowKind::Group;
            let mut style = base;
            if figures {
                let natural = lines::width(fonts, Style::bold(table.size), text.as_str());
                if natural > space {
                    style.size = table.size * space / natural.max(1);
                }
            }
            let space = if figures { Len::MAX / 2 } else { space };
            let broken = lines::broken(fonts, text, style, space, 0);
            most = most.max(Len::try_from(broken.len()).unwrap_or(Len::MAX));
            cells.push(LaidCell { lines: broken, style });
        }
        LaidRow { cells, height: most * table.leading() + 2 * table.padding() }
    }
}
