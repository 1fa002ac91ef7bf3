//! Forms that need an approval: 退款单, 减免审批单, 坏账核销单, 红冲更正单, 押金退还单 … (domain sections 3.10, 3.11). One
//! paper for all of them; what differs stands in its facts and lines. Private.

use crate::bind::Imprint;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, mm, pt};
use crate::lines::Text;
use crate::pen::Align;
use crate::phrase;
use crate::table::{Column, Look, Row, Table};
use chrono::NaiveDate;
use zhangfang_domain::{Fen, capital};

/// A form as it is printed.
#[derive(Clone, Debug)]
pub struct OfficeForm {
    /// Properties of the file; number and print time are also printed.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// What it is: 退款单.
    pub title: String,
    /// Where it stands, as a stamp: 待审批, 已批准, 已办理.
    pub state: String,
    /// Who asks for it.
    pub applicant: String,
    /// When it was filed.
    pub filed: NaiveDate,
    /// Room; empty when it is about none.
    pub room: String,
    /// Its owner, masked.
    pub owner: String,
    /// Why, in the applicant's words.
    pub reason: String,
    /// Facts, name by name.
    pub facts: Vec<(String, String)>,
    /// What stands over the lines.
    pub heading: String,
    /// Charges, or the steps of a calculation.
    pub lines: Vec<FormLine>,
    /// What the sum is called.
    pub sum_name: String,
    /// The sum.
    pub sum: Fen,
    /// What it does to the books.
    pub effect: String,
    /// Who has said what, in order; empty cells are signed by hand.
    pub opinions: Vec<Opinion>,
    /// Who signs that the money arrived; `None` when none leaves the counter.
    pub payee: Option<Payee>,
}

/// A line of a form.
#[derive(Clone, Debug)]
pub struct FormLine {
    /// What.
    pub what: String,
    /// How it stands, in words; may be empty.
    pub note: String,
    /// How much.
    pub amount: Option<Fen>,
}

/// What somebody says of a form.
#[derive(Clone, Debug, Default)]
pub struct Opinion {
    /// In which step: 客服申请, 项目经理审批, 财务付款.
    pub step: String,
    /// In words.
    pub words: String,
    /// Name.
    pub who: String,
    /// When.
    pub on: Option<NaiveDate>,
}

/// Whoever gets the money.
#[derive(Clone, Debug)]
pub struct Payee {
    /// Name.
    pub name: String,
    /// How it was paid; empty before it was.
    pub method: String,
    /// When it was paid.
    pub on: Option<NaiveDate>,
    /// Number of the transfer or of the terminal slip; may be empty.
    pub reference: String,
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::MissingGlyph`], [`DocumentError::NoRoom`].
pub fn rendered(fonts: &FontSet, form: &OfficeForm) -> Result<Vec<u8>, DocumentError> {
    Flow {
        imprint: form.imprint.clone(),
        size: Size::A4,
        masthead: format!("{}　{}", form.company, form.centre),
        data_as_of: None,
        contact: "内部使用，含住户信息，请妥善保管".to_owned(),
        blocks: form.blocks(),
    }
    .rendered(fonts)
}

impl OfficeForm {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![
            self.stamp(),
            Block::Title(self.title.clone()),
            Block::Subtitle(format!("单号 {}　申请日期 {}", self.imprint.number, phrase::date(self.filed))),
            Block::Space(mm(3)),
            Block::Fields { columns: 2, fields: self.head() },
            Block::Fields {
                columns: 1,
                fields: vec![("申请事由".to_owned(), Text::from(self.reason.as_str()))],
            },
        ];
        if !self.lines.is_empty() {
            blocks.push(Block::Heading(self.heading.clone()));
            blocks.push(Block::Table(self.line_table()));
        }
        let words = Text::from("人民币（大写）：")
            .bold(&capital::capital(self.sum))
            .plain("　　")
            .plain(&self.sum_name)
            .plain(" ")
            .bold(&phrase::yuan(self.sum));
        blocks.push(Block::Paragraph(Paragraph::flush(words)));
        blocks.push(Block::Paragraph(Paragraph::note(format!("对账务的影响：{}", self.effect).as_str())));
        let mut foot = vec![Block::Heading("审批".to_owned()), Block::Table(self.opinion_table())];
        if let Some(payee) = &self.payee {
            foot.push(Block::Space(mm(3)));
            foot.push(self.receipt_of(payee));
        }
        blocks.push(Block::Together(foot));
        blocks
    }

    /// The state as a stamp at the upper right, beside the title.
    fn stamp(&self) -> Block {
        let state = self.state.clone();
        Block::Drawing {
            height: 0,
            draw: Box::new(move |pen, rect| {
                pen.stamp((rect.right() - mm(22), rect.y + mm(10)), pt(20), &state);
            }),
        }
    }

    fn head(&self) -> Vec<(String, Text)> {
        let place =
            if self.owner.is_empty() { self.room.clone() } else { format!("{}　{}", self.room, self.owner) };
        let first = [("房号／业主", place), ("申请人", self.applicant.clone())];
        let own = first.map(|(name, value)| (name.to_owned(), value));
        let all = own.into_iter().chain(self.facts.iter().cloned());
        all.map(|(name, value)| (name, Text::from(value.as_str()))).collect()
    }

    fn line_table(&self) -> Table {
        let with_notes = self.lines.iter().any(|line| !line.note.is_empty());
        let mut columns = vec![Column::new("内容", if with_notes { 88 } else { 136 }, Align::Left)];
        if with_notes {
            columns.push(Column::new("说明", 48, Align::Left));
        }
        columns.push(Column::new("金额（元）", 34, Align::Right));
        let mut table = Table::new(columns);
        for line in &self.lines {
            let amount = line.amount.map_or_else(|| "—".to_owned(), |fen| fen.to_string());
            let mut cells = vec![line.what.clone()];
            if with_notes {
                cells.push(line.note.clone());
            }
            cells.push(amount);
            table.rows.push(Row::line(cells));
        }
        let mut total = vec![self.sum_name.clone()];
        if with_notes {
            total.push(String::new());
        }
        total.push(self.sum.to_string());
        table.rows.push(Row::total(total));
        table
    }

    fn opinion_table(&self) -> Table {
        let mut table = Table::new([
            Column::new("环节", 34, Align::Left),
            Column::new("意见", 72, Align::Left),
            Column::new("签名", 32, Align::Left),
            Column::new("日期", 32, Align::Left),
        ]);
        // Larger than text needs: open cells are signed by hand.
        (table.look, table.size) = (Look::Grid, pt(11));
        for opinion in &self.opinions {
            let on = opinion.on.map(phrase::date).unwrap_or_default();
            table.rows.push(Row::line([
                opinion.step.clone(),
                opinion.words.clone(),
                opinion.who.clone(),
                on,
            ]));
        }
        table
    }

    fn receipt_of(&self, payee: &Payee) -> Block {
        let words = Text::from("今收到以上款项人民币（大写）")
            .bold(&capital::capital(self.sum))
            .plain("（")
            .bold(&phrase::yuan(self.sum))
            .plain("）。");
        let sign = |name: &str, value: &str| {
            let value = if value.is_empty() { "＿＿＿＿＿＿＿＿" } else { value };
            (name.to_owned(), Text::from(value))
        };
        Block::Boxed(vec![
            Block::Paragraph(Paragraph::flush(Text::from("").bold("收款人签收"))),
            Block::Paragraph(Paragraph::flush(words)),
            Block::Fields {
                columns: 2,
                fields: vec![
                    sign("收款人", &payee.name),
                    sign("付款方式", &payee.method),
                    sign("付款日期", &payee.on.map(phrase::date).unwrap_or_default()),
                    sign("流水号", &payee.reference),
                    sign("签名", ""),
                    sign("签收日期", ""),
                ],
            },
            Block::Paragraph(Paragraph::note(
                "经办人已当面核对收款人证件（只核对，不复印、不留存）；代领的附授权委托书。",
            )),
        ])
    }
}
