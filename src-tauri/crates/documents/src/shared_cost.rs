//! 公共水电分摊公示 (domain sections 4.4 and 3.13 ⑦): volume, unit price, amount, method and what falls on a square metre
//! or a home. Public. The list with every home's share ([`list`]) stays in the office.

use crate::bind::Imprint;
use crate::flow::{Block, Flow, Paragraph};
use crate::length::{Len, Size, mm, pt};
use crate::lines::Text;
use crate::pen::{Align, Style};
use crate::phrase;
use crate::poster::posting_record;
use crate::public::{HouseholdCount, OfficeTotal, PublicModel, PublicText, sealed};
use crate::table::{Column, Row, Table};
use chrono::{NaiveDate, NaiveDateTime};

pub mod list;

/// A supplier's bill as it is posted. It can hold no name, room or share of a household.
#[derive(Clone, Debug)]
pub struct SharedNotice {
    /// Document number.
    pub number: PublicText,
    /// When it is printed.
    pub printed: NaiveDateTime,
    /// Name of the company.
    pub company: PublicText,
    /// Name of the service centre, which signs.
    pub centre: PublicText,
    /// What the bill is for: 3栋1单元电梯电费.
    pub label: PublicText,
    /// First and last day it covers.
    pub period: (NaiveDate, NaiveDate),
    /// How much was used, with its unit: `2326 kWh`.
    pub volume: PublicText,
    /// Price of one, with its unit: `0.553 元/kWh`.
    pub unit_price: PublicText,
    /// What the supplier charges.
    pub amount: OfficeTotal,
    /// Why that is not volume times unit price.
    pub difference: Option<PublicText>,
    /// Number or name of the supplier's bill.
    pub source: PublicText,
    /// How it is shared: 按面积分摊.
    pub method: PublicText,
    /// Who said so: an agreement, or the law where nothing is agreed.
    pub grounds: PublicText,
    /// What it is shared over: `548.02 m²`.
    pub weights: PublicText,
    /// What falls on one of them: `每平方米 2.3473 元`.
    pub per_unit: Option<PublicText>,
    /// Homes it is shared over.
    pub homes: HouseholdCount,
    /// Last day to pay.
    pub due: NaiveDate,
    /// Where questions go.
    pub objection_phone: PublicText,
    /// Days in which they are answered.
    pub reply_days: u32,
    /// The date under it.
    pub dated: NaiveDate,
}

impl sealed::Sealed for SharedNotice {}

/// Type that can be read in an entrance hall (checklist S14).
const BODY: Len = pt(13);

impl PublicModel for SharedNotice {
    fn flow(&self) -> Flow {
        Flow {
            imprint: Imprint {
                title: format!("公共水电分摊公示（{}）", self.label),
                number: self.number.to_string(),
                printed: self.printed,
            },
            size: Size::A4,
            masthead: format!("{}　{}", self.company, self.centre),
            data_as_of: None,
            contact: String::new(),
            blocks: self.blocks(),
        }
    }
}

impl SharedNotice {
    fn blocks(&self) -> Vec<Block> {
        let large = |words: &str, size| {
            let (text, style) = (words.into(), Style::bold(size));
            Block::Paragraph(Paragraph { text, style, indent: 0, align: Align::Centre })
        };
        let signed = format!("{}　{}", self.centre, phrase::date(self.dated));
        vec![
            Block::Space(mm(4)),
            large("公共水电分摊公示", pt(28)),
            large(self.label.as_str(), pt(20)),
            Block::Space(mm(2)),
            Block::Table(self.figures()),
            text("各户分摊数之和与账单金额相等：各户先去尾到分，余下的分按尾数大小、房号顺序各加一分。"),
            text("本项费用按供应单位账单代收代交，不加收任何费用。"),
            text(
                Text::from("您家的分摊数见缴费通知单，也可到服务中心查看计算过程。有疑问请拨打 ")
                    .bold(self.objection_phone.as_str())
                    .plain(&format!("，我们在 {} 日内答复。", self.reply_days)),
            ),
            Block::Paragraph(Paragraph { align: Align::Right, ..paragraph(signed) }),
            Block::AtFoot(vec![Block::Table(posting_record())]),
        ]
    }

    fn figures(&self) -> Table {
        let mut table =
            Table::new([Column::new("项目", 50, Align::Left), Column::new("内容", 120, Align::Left)]);
        table.size = BODY;
        let amount = format!("{} 元", self.amount.amount());
        let period = phrase::period(self.period.0, self.period.1);
        let mut row = |name: &str, value: Text| table.rows.push(Row::line([Text::from(name), value]));
        row("费用期间", period.into());
        row("总用量", self.volume.as_str().into());
        row("单价", self.unit_price.as_str().into());
        row("账单金额", Text::new().bold(&amount));
        if let Some(why) = &self.difference {
            row("与用量×单价之差", why.as_str().into());
        }
        row("账单依据", self.source.as_str().into());
        row("分摊办法", format!("{}（{}）", self.method, self.grounds).into());
        row("分摊范围合计", format!("{}，{}", self.weights, self.homes).into());
        if let Some(per_unit) = &self.per_unit {
            row("分摊标准", Text::new().bold(per_unit.as_str()));
        }
        row("缴费截止", phrase::date(self.due).into());
        table
    }
}

fn paragraph(text: impl Into<Text>) -> Paragraph {
    Paragraph { style: Style::regular(BODY), ..Paragraph::flush(text) }
}

fn text(words: impl Into<Text>) -> Block {
    Block::Paragraph(paragraph(words))
}
