//! 车位退租单 (domain sections 3.10 and 4.5): what is given back of a parking charge, who asks and who allows it. Private.

use crate::bind::Imprint;
use crate::debt::agreed;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, mm};
use crate::lines::Text;
use crate::pen::Align;
use crate::phrase;
use crate::table::{Column, Look, Row, Table};
use chrono::NaiveDate;
use zhangfang_domain::{Fen, capital};

/// The form on paper.
#[derive(Clone, Debug)]
pub struct ParkingEnd {
    /// Properties of the file; its number is the form's.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// Room as the register writes it.
    pub room: String,
    /// Who pays for the space.
    pub payer: String,
    /// Code of the space.
    pub space: String,
    /// The car; may be empty.
    pub plate: String,
    /// The contract it rests on.
    pub clause: String,
    /// A whole month.
    pub monthly: Fen,
    /// First day of use.
    pub from: NaiveDate,
    /// Last day of use.
    pub last: NaiveDate,
    /// How months that are not whole are charged.
    pub part: String,
    /// Month, the calculation in words, what is given back.
    pub lines: Vec<(String, String, Fen)>,
    /// What is given back; must be the sum of the lines.
    pub back: Fen,
    /// What is kept of the charges.
    pub kept: Fen,
    /// Why.
    pub reason: String,
    /// Who filed the form, and when.
    pub filed: (String, NaiveDate),
    /// What was decided: 待审批, or who approved it when.
    pub state: String,
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when the lines do not give the sum, [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, of: &ParkingEnd) -> Result<Vec<u8>, DocumentError> {
    agreed(&of.imprint.number, of.back, of.lines.iter().map(|(_, _, fen)| *fen).sum())?;
    let flow = Flow {
        imprint: of.imprint.clone(),
        size: Size::A4,
        masthead: format!("{}　{}", of.company, of.centre),
        data_as_of: None,
        contact: String::new(),
        blocks: of.blocks(),
    };
    flow.rendered(fonts)
}

impl ParkingEnd {
    fn blocks(&self) -> Vec<Block> {
        let field = |name: &str, value: &str| (name.to_owned(), Text::from(value));
        let fields = vec![
            ("房号".to_owned(), Text::new().bold(&self.room)),
            ("车位".to_owned(), Text::new().bold(&self.space)),
            field("付款人", &self.payer),
            field("车牌", &self.plate),
            field("合同", &self.clause),
            field("月费", &format!("{} 元", self.monthly)),
            field("起用日", &phrase::date(self.from)),
            ("最后使用日".to_owned(), Text::new().bold(&phrase::date(self.last))),
            field("计费办法", &self.part),
            field("申请", &format!("{}　{}", self.filed.0, phrase::date(self.filed.1))),
        ];
        let sum = Text::from("应退合计 ").bold(&phrase::yuan(self.back)).plain(&format!(
            "（大写：人民币{}），保留 {} 元。",
            capital::capital(self.back),
            self.kept
        ));
        vec![
            Block::Title("车位退租单".into()),
            Block::Subtitle(self.state.clone()),
            Block::Fields { columns: 2, fields },
            Block::Table(self.calculation()),
            Block::Paragraph(Paragraph::flush(sum)),
            Block::Paragraph(Paragraph::flush(format!("退租原因：{}", self.reason))),
            Block::Paragraph(Paragraph::note(
                "批准后合同终止，退还部分冲减账单，其中已缴的转为该户预存；需要退回现金或原路退款的，凭收据另填退款单。",
            )),
            Block::Together(vec![Block::Space(mm(2)), Block::Table(signatures())]),
        ]
    }

    fn calculation(&self) -> Table {
        let mut table = Table::new([
            Column::new("月份", 34, Align::Left),
            Column::new("计算", 96, Align::Left),
            Column::new("应退（元）", 40, Align::Right),
        ]);
        let row = |(month, words, fen): &(String, String, Fen)| {
            Row::line([month.clone(), words.clone(), fen.to_string()])
        };
        table.rows = self.lines.iter().map(row).collect();
        table.rows.push(Row::total(["合计", "", &self.back.to_string()]));
        table
    }
}

fn signatures() -> Table {
    let names = ["申请人（签字）", "客服", "项目经理", "财务"];
    let mut table = Table::new(names.map(|name| Column::new(name, 1, Align::Left)));
    table.look = Look::Grid;
    table.rows.push(Row::line(["　\n　\n　", "", "", ""]));
    table
}
