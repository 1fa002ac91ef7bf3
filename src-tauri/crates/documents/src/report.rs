//! Reports that stay in the office: headings, tables, charts and notes under one head (the monthly review, lists of
//! the analysis, the papers for a visit).

use crate::arrears_list::ListHead;
use crate::chart::{self, Bar, Pair};
use crate::error::DocumentError;
use crate::flow::{Block, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Len, mm, pt10};
use crate::lines::Text;
use crate::table::Table;

/// A piece of a report.
#[derive(Clone, Debug)]
pub enum Part {
    /// A section.
    Heading(String),
    /// Words.
    Text(Text),
    /// Small print under a table or a chart.
    Note(String),
    /// A table.
    Table(Table),
    /// Names and values beside each other, in so many columns.
    Fields(i32, Vec<(String, Text)>),
    /// Horizontal bars.
    Bars(Vec<Bar>),
    /// Pairs of columns, with what the dark and the light ones are.
    Pairs([&'static str; 2], Vec<Pair>),
    /// A code to pay with beside what it says.
    Code {
        /// What the code holds: no personal data.
        reference: String,
        /// What stands beside it, line by line.
        lines: Vec<String>,
    },
    /// Parts that stay on one page.
    Together(Vec<Self>),
    /// The rest goes on a new page.
    NewPage,
}

/// A report.
#[derive(Clone, Debug)]
pub struct Report {
    /// Who prints it and why.
    pub head: ListHead,
    /// Its title.
    pub title: String,
    /// A line under the title; may be empty.
    pub subtitle: String,
    /// What it says.
    pub parts: Vec<Part>,
}

const CODE: Len = mm(22);

fn block(part: &Part) -> Block {
    match part {
        Part::Heading(text) => Block::Heading(text.clone()),
        Part::Text(text) => Block::Paragraph(Paragraph::flush(text.clone())),
        Part::Note(text) => Block::Paragraph(Paragraph::note(text.as_str())),
        Part::Table(table) => Block::Table(Table { size: pt10(85), ..table.clone() }),
        Part::Fields(columns, fields) => Block::Fields { columns: *columns, fields: fields.clone() },
        Part::Bars(bars) => chart::bars(bars.clone()),
        Part::Pairs(names, pairs) => chart::pairs(*names, pairs.clone()),
        Part::Code { reference, lines } => code(reference.clone(), lines.clone()),
        Part::Together(parts) => Block::Together(parts.iter().map(block).collect()),
        Part::NewPage => Block::NewPage,
    }
}

fn code(reference: String, lines: Vec<String>) -> Block {
    let height = CODE + mm(8);
    let draw = move |pen: &mut crate::pen::Pen<'_>, rect: crate::length::Rect| {
        pen.qr(rect.x + mm(4), rect.y + mm(4), CODE, &reference);
        let style = crate::pen::Style::regular(pt10(100));
        for (n, line) in (0..).zip(&lines) {
            let y = rect.y + mm(8) + n * mm(6);
            let x = rect.x + CODE + mm(12);
            pen.text_within(x, y, rect.right() - x, crate::pen::Align::Left, style, line);
        }
    };
    Block::Drawing { height, draw: Box::new(draw) }
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, report: &Report) -> Result<Vec<u8>, DocumentError> {
    let mut blocks = vec![Block::Title(report.title.clone())];
    if !report.subtitle.is_empty() {
        blocks.push(Block::Subtitle(report.subtitle.clone()));
    }
    blocks.extend(report.parts.iter().map(block));
    report.head.flow(blocks).rendered(fonts)
}
