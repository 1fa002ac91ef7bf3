//! 受理单, 派工单 and 回访单 of a ticket (domain section 3.12). One model: what differs is which sections stand on it. What
//! is not known yet is filled in by hand. Private: who reported something is masked, their phone too.

use crate::bind::Imprint;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, mm, pt, pt10};
use crate::lines::Text;
use crate::pen::Align;
use crate::table::{Column, Look, Row, Table};
use zhangfang_domain::Fen;

/// A ticket on paper.
#[derive(Clone, Debug)]
pub struct TicketPaper {
    /// Properties of the file; number and print time are also printed.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// Where one asks how it stands.
    pub contact: String,
    /// What it is: 投诉受理单.
    pub title: String,
    /// Where it stands, as a stamp.
    pub state: String,
    /// Facts, name by name.
    pub facts: Vec<(String, String)>,
    /// In the person's words.
    pub wish: String,
    /// What follows, from top to bottom.
    pub sections: Vec<Section>,
    /// Small print under the title.
    pub note: String,
}

/// A part of the paper.
#[derive(Clone, Debug)]
pub enum Section {
    /// Names and values; an empty value is a line to write on.
    Fields {
        /// What stands over it.
        heading: String,
        /// Name and value.
        fields: Vec<(String, String)>,
    },
    /// What happened: when, what, in which words.
    Steps(Vec<[String; 3]>),
    /// Material and paid work, with empty rows below to write in.
    Materials {
        /// What, how much, what the owner pays.
        rows: Vec<(String, String, Fen)>,
        /// How many empty rows.
        empty: usize,
    },
    /// Questions with boxes to tick, one of them ticked when it is known.
    Questions {
        /// What stands over them; may be empty.
        heading: String,
        /// One by one.
        questions: Vec<Question>,
    },
    /// Room to write in.
    Room {
        /// What is to be written.
        heading: String,
        /// Lines.
        lines: usize,
    },
    /// Who signs, side by side.
    Signatures(Vec<String>),
}

/// A question with boxes to tick.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is asked.
    pub asked: String,
    /// The boxes.
    pub boxes: Vec<String>,
    /// Which is ticked.
    pub ticked: Option<usize>,
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::MissingGlyph`], [`DocumentError::NoRoom`].
pub fn rendered(fonts: &FontSet, paper: &TicketPaper) -> Result<Vec<u8>, DocumentError> {
    Flow {
        imprint: paper.imprint.clone(),
        size: Size::A4,
        masthead: format!("{}　{}", paper.company, paper.centre),
        data_as_of: None,
        contact: paper.contact.clone(),
        blocks: paper.blocks(),
    }
    .rendered(fonts)
}

/// A line to write on.
const LINE: &str = "＿＿＿＿＿＿＿＿＿＿";

fn fields(columns: i32, fields: &[(String, String)]) -> Block {
    let value = |text: &str| Text::from(if text.is_empty() { LINE } else { text });
    Block::Fields { columns, fields: fields.iter().map(|(name, text)| (name.clone(), value(text))).collect() }
}

impl TicketPaper {
    fn blocks(&self) -> Vec<Block> {
        let state = self.state.clone();
        let mut blocks = vec![
            Block::Drawing {
                height: 0,
                draw: Box::new(move |pen, rect| {
                    pen.stamp((rect.right() - mm(22), rect.y + mm(10)), pt(18), &state);
                }),
            },
            Block::Title(self.title.clone()),
            Block::Subtitle(format!("单号 {}", self.imprint.number)),
            Block::Space(mm(3)),
            Block::Paragraph(Paragraph::note(self.note.as_str())),
            fields(2, &self.facts),
            Block::Boxed(vec![
                Block::Paragraph(Paragraph::note("诉求（业主原话）")),
                Block::Paragraph(Paragraph::flush(self.wish.as_str())),
            ]),
        ];
        for section in &self.sections {
            section.add(&mut blocks);
        }
        blocks
    }
}

impl Section {
    fn add(&self, blocks: &mut Vec<Block>) {
        match self {
            Self::Fields { heading, fields: known } => {
                blocks.push(Block::Heading(heading.clone()));
                blocks.push(fields(2, known));
            }
            Self::Steps(steps) => {
                blocks.push(Block::Heading("办理经过".to_owned()));
                let mut table = Table::new([
                    Column::new("时间", 30, Align::Left),
                    Column::new("步骤", 54, Align::Left),
                    Column::new("情况", 86, Align::Left),
                ]);
                table.rows = steps.iter().map(|step| Row::line(step.clone())).collect();
                blocks.push(Block::Table(table));
            }
            Self::Materials { rows, empty } => blocks.push(Block::Together(vec![
                Block::Heading("用料与有偿服务".to_owned()),
                Block::Table(materials(rows, *empty)),
                Block::Paragraph(Paragraph::note(
                    "收费项目先报价、业主签字同意后再施工；未经同意不收费。金额栏空白的由物业承担。",
                )),
            ])),
            Self::Questions { heading, questions } => {
                let mut table =
                    Table::new([Column::new("问题", 40, Align::Left), Column::new("回答", 130, Align::Left)]);
                (table.look, table.size) = (Look::Grid, pt(10));
                table.rows = questions.iter().map(|q| Row::line([q.asked.clone(), boxes(q)])).collect();
                blocks.push(match heading.as_str() {
                    "" => Block::Space(mm(2)),
                    heading => Block::Heading(heading.to_owned()),
                });
                blocks.push(Block::Table(table));
            }
            Self::Room { heading, lines } => {
                let mut table = Table::new([Column::new(heading, 170, Align::Left)]);
                (table.look, table.size) = (Look::Grid, pt(10));
                table.rows = vec![Row::line(["　\n".repeat(*lines)])];
                blocks.push(Block::Space(mm(2)));
                blocks.push(Block::Table(table));
            }
            Self::Signatures(who) => {
                let share = 170 / i32::try_from(who.len().max(1)).unwrap_or(1);
                let columns: Vec<Column> =
                    who.iter().map(|who| Column::new(who, share, Align::Left)).collect();
                let mut table = Table::new(columns);
                (table.look, table.size) = (Look::Grid, pt10(95));
                let date = "　\n签名\n日期　　　年　　月　　日　　时";
                table.rows = vec![Row::line(who.iter().map(|_| date))];
                blocks.push(Block::Together(vec![Block::Space(mm(3)), Block::Table(table)]));
            }
        }
    }
}

fn boxes(question: &Question) -> String {
    let ticked = |at| if question.ticked == Some(at) { "■" } else { "□" };
    let boxes = question.boxes.iter().enumerate().map(|(at, name)| format!("{} {name}", ticked(at)));
    boxes.collect::<Vec<_>>().join("　")
}

fn materials(rows: &[(String, String, Fen)], empty: usize) -> Table {
    let mut table = Table::new([
        Column::new("材料或服务", 90, Align::Left),
        Column::new("数量", 30, Align::Right),
        Column::new("向业主收取（元）", 50, Align::Right),
    ]);
    (table.look, table.size) = (Look::Grid, pt(10));
    for (what, quantity, fen) in rows {
        let fen = if fen.is_zero() { "—".to_owned() } else { fen.to_string() };
        table.rows.push(Row::line([what.clone(), quantity.clone(), fen]));
    }
    table.rows.extend((0..empty).map(|_| Row::line(["　", "　", "　"])));
    table
}
