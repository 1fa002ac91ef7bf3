//! 住户对账单: everything charged to and received from one account of a home, with the balance after each line. Private: it
//! is handed to the home it is about.

use crate::bind::Imprint;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, pt10};
use crate::lines::Text;
use crate::pen::Align;
use crate::phrase;
use crate::table::{Column, Row, Table};
use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::Fen;

/// The statement of one account.
#[derive(Clone, Debug)]
pub struct AccountStatement {
    /// Properties of the file.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// Enquiry phone and hours.
    pub contact: String,
    /// Room as the register writes it.
    pub room: String,
    /// Whose account it is, as papers show names.
    pub owner: String,
    /// First day, when lines before it are left out.
    pub since: Option<NaiveDate>,
    /// Last day.
    pub as_of: NaiveDate,
    /// Up to when the book was read.
    pub data_as_of: NaiveDateTime,
    /// Owed before the first line, when lines before it are left out; less than nothing is prepaid.
    pub before: Fen,
    /// Lines in order.
    pub lines: Vec<StatementLine>,
}

/// One line.
#[derive(Clone, Debug)]
pub struct StatementLine {
    /// Day.
    pub date: NaiveDate,
    /// What happened.
    pub what: String,
    /// Owed more or less.
    pub amount: Fen,
    /// Owed after it; less than nothing is prepaid.
    pub balance: Fen,
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, of: &AccountStatement) -> Result<Vec<u8>, DocumentError> {
    let flow = Flow {
        imprint: of.imprint.clone(),
        size: Size::A4,
        masthead: format!("{}　{}", of.company, of.centre),
        data_as_of: Some(of.data_as_of),
        contact: of.contact.clone(),
        blocks: of.blocks(),
    };
    flow.rendered(fonts)
}

/// What is owed, or prepaid, in words.
fn standing(balance: Fen) -> String {
    match balance.0 {
        0 => "已结清".to_owned(),
        owed if owed > 0 => format!("未缴 {balance} 元"),
        _ => format!("预存 {} 元", -balance),
    }
}

impl AccountStatement {
    fn blocks(&self) -> Vec<Block> {
        let balance = self.lines.last().map_or(self.before, |line| line.balance);
        let span = self.since.map_or_else(
            || format!("截至 {}", phrase::date(self.as_of)),
            |since| format!("{} 至 {}", phrase::date(since), phrase::date(self.as_of)),
        );
        let fields = vec![
            ("房号".to_owned(), Text::from(self.room.as_str())),
            ("户名".to_owned(), Text::from(self.owner.as_str())),
            ("结余".to_owned(), Text::new().bold(&standing(balance))),
        ];
        vec![
            Block::Title("住户对账单".to_owned()),
            Block::Subtitle(format!("{span}　单位：元")),
            Block::Fields { columns: 3, fields },
            Block::Table(self.table()),
            Block::Paragraph(Paragraph::note(
                "应收含已出账未到期的费用；余额为正表示未缴，为负表示预存。预存、作废、减免、退款均逐笔列出。本单不是收款凭证，如有不符请当面核对。",
            )),
        ]
    }

    fn table(&self) -> Table {
        let mut table = Table::new([
            Column::new("日期", 24, Align::Left),
            Column::new("内容", 82, Align::Left),
            Column::new("应收", 22, Align::Right),
            Column::new("已收、减少", 24, Align::Right),
            Column::new("余额", 24, Align::Right),
        ]);
        table.size = pt10(90);
        if let Some(since) = self.since {
            let (nothing, before) = (String::new(), self.before.to_string());
            table.rows.push(Row::line([
                since.to_string(),
                "此前结余".to_owned(),
                nothing.clone(),
                nothing,
                before,
            ]));
        }
        for line in &self.lines {
            let (more, less) = if line.amount.0 < 0 {
                (String::new(), (-line.amount).to_string())
            } else {
                (line.amount.to_string(), String::new())
            };
            table.rows.push(Row::line([
                line.date.to_string(),
                line.what.clone(),
                more,
                less,
                line.balance.to_string(),
            ]));
        }
        let more: Fen = self.lines.iter().map(|l| l.amount).filter(|a| a.0 > 0).sum();
        let less: Fen = self.lines.iter().map(|l| l.amount).filter(|a| a.0 < 0).sum();
        let balance = self.lines.last().map_or(self.before, |line| line.balance);
        table.rows.push(Row::total([
            "合计".to_owned(),
            String::new(),
            more.to_string(),
            (-less).to_string(),
            balance.to_string(),
        ]));
        table
    }
}
