//! 费用说明单 (domain 7.5, script A step 7): why a charge is what it is, in large type for whoever asks at the counter.
//! Private: it is handed to the home it is about.

use crate::bind::Imprint;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Len, Size, mm, pt};
use crate::lines::Text;
use crate::pen::{Align, Style};
use crate::table::{Column, Row, Table};
use zhangfang_domain::Fen;

/// One charge explained.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Properties of the file; its number names the charge.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// Room as the register writes it.
    pub room: String,
    /// The posted name of the item.
    pub item: String,
    /// What it is for: 2025年11月.
    pub period: String,
    /// What the calculation rests on, name by name; may be empty.
    pub facts: Vec<(String, String)>,
    /// The calculation in words.
    pub formula: String,
    /// What was charged.
    pub amount: Fen,
    /// What lowered it: name, how much, why.
    pub lowered: Vec<(String, Fen, String)>,
    /// What is still open.
    pub open: Fen,
    /// Last day to pay: 2025年12月31日.
    pub due: String,
    /// Clause, posting or supplier's bill it rests on; may be empty.
    pub clause: String,
    /// For questions.
    pub phone: String,
}

/// Large enough to be read without glasses (checklist S36).
const BODY: Len = pt(13);

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, of: &Explanation) -> Result<Vec<u8>, DocumentError> {
    let flow = Flow {
        imprint: of.imprint.clone(),
        size: Size::A5,
        masthead: format!("{}　{}", of.company, of.centre),
        data_as_of: None,
        contact: String::new(),
        blocks: of.blocks(),
    };
    flow.rendered(fonts)
}

impl Explanation {
    fn blocks(&self) -> Vec<Block> {
        let net = self.amount - self.lowered.iter().map(|(_, fen, _)| *fen).sum();
        let centred = |words: String, size| {
            let (text, style) = (words.into(), Style::bold(size));
            Block::Paragraph(Paragraph { text, style, indent: 0, align: Align::Centre })
        };
        let ask = Text::from("本单只说明费用怎样算出，不是收款凭证。有不清楚的，请当面问，或拨打 ");
        vec![
            Block::Title("费用说明单".into()),
            centred(format!("{}　{}", self.room, self.period), pt(15)),
            centred(format!("{}　应缴 {net} 元", self.item), pt(19)),
            Block::Space(mm(1)),
            Block::Table(self.table()),
            Block::Paragraph(Paragraph {
                style: Style::regular(pt(12)),
                ..Paragraph::flush(ask.bold(&self.phone).plain("。"))
            }),
        ]
    }

    fn table(&self) -> Table {
        let mut table =
            Table::new([Column::new("项目", 30, Align::Left), Column::new("内容", 78, Align::Left)]);
        table.size = BODY;
        let mut row = |name: &str, value: Text| table.rows.push(Row::line([Text::from(name), value]));
        for (name, value) in &self.facts {
            row(name, value.as_str().into());
        }
        row("计算", Text::from(self.formula.as_str()).plain(" ＝ ").bold(&format!("{} 元", self.amount)));
        for (name, fen, reason) in &self.lowered {
            row(name, format!("{} 元（{reason}）", -*fen).into());
        }
        let open = if self.open.is_zero() {
            Text::new().bold("已缴清")
        } else {
            Text::new().bold(&format!("{} 元", self.open)).plain(&format!("，{}截止", self.due))
        };
        row("未缴", open);
        // A clause that a fact names already is not said twice.
        if !self.clause.is_empty() && !self.facts.iter().any(|(_, value)| *value == self.clause) {
            row("依据", self.clause.as_str().into());
        }
        table
    }
}
