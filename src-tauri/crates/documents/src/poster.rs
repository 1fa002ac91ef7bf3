//! 缴费通知 for the entrance hall (domain section 3.2): what is due, until when, how to pay. Public.

use crate::bind::Imprint;
use crate::flow::{Block, Flow, Paragraph};
use crate::length::{Len, Size, mm, pt};
use crate::lines::Text;
use crate::pen::{Align, Style};
use crate::phrase;
use crate::public::{HouseholdSplit, PublicModel, PublicText, UnitPrice, sealed};
use crate::table::{Column, Look, Row, Table};
use chrono::{NaiveDate, NaiveDateTime};

/// A notice for everybody who passes. It can hold no name, room, phone or amount of a household.
#[derive(Clone, Debug)]
pub struct Poster {
    /// Document number.
    pub number: PublicText,
    /// When it is printed.
    pub printed: NaiveDateTime,
    /// The large line: `第四季度物业服务费缴费提示`.
    pub title: PublicText,
    /// Where it hangs: `3栋1单元`.
    pub place: PublicText,
    /// What part of the estate `progress` counts.
    pub scope: Scope,
    /// Name of the company.
    pub company: PublicText,
    /// Name of the service centre, which signs.
    pub centre: PublicText,
    /// The posted name of the charge: `物业服务费`.
    pub item: PublicText,
    /// First and last day charged.
    pub period: (NaiveDate, NaiveDate),
    /// Unit prices by kind of home.
    pub prices: Vec<UnitPrice>,
    /// Last day to pay.
    pub deadline: NaiveDate,
    /// Ways to pay, each a short phrase.
    pub ways: Vec<PublicText>,
    /// When the counter is open.
    pub counter_hours: PublicText,
    /// For questions.
    pub enquiry_phone: PublicText,
    /// For complaints; not shown when empty.
    pub complaint_phone: PublicText,
    /// How many have paid and how many have not, and when they were counted.
    pub progress: Option<(HouseholdSplit, NaiveDateTime)>,
    /// The date under it.
    pub dated: NaiveDate,
}

/// A part of the estate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One staircase.
    Unit,
    /// One building.
    Building,
    /// Everything.
    Estate,
}

impl Scope {
    const fn label(self) -> &'static str {
        match self {
            Self::Unit => "本单元",
            Self::Building => "本楼",
            Self::Estate => "本小区",
        }
    }
}

impl sealed::Sealed for Poster {}

/// Type that can be read from two metres away.
const BODY: Len = pt(16);

impl PublicModel for Poster {
    fn flow(&self) -> Flow {
        Flow {
            imprint: Imprint {
                title: format!("{}（{}）", self.title, self.place),
                number: self.number.to_string(),
                printed: self.printed,
            },
            size: Size::A4,
            masthead: format!("{}　{}", self.company, self.centre),
            data_as_of: self.progress.map(|(_, counted)| counted),
            contact: String::new(),
            blocks: self.blocks(),
        }
    }
}

impl Poster {
    fn blocks(&self) -> Vec<Block> {
        let (from, to) = self.period;
        let opening = format!(
            "{}的{}现已开始收取。您的个人账单已投入信箱或发送到您登记的手机号，没有收到的，请到服务中心补打。",
            phrase::period(from, to),
            self.item
        );
        let mut blocks = vec![
            Block::Space(mm(4)),
            large(self.title.as_str(), pt(30), Align::Centre),
            large(self.place.as_str(), pt(22), Align::Centre),
            Block::Space(mm(2)),
            text("各位邻居："),
            Block::Paragraph(Paragraph { indent: 2 * BODY, ..paragraph(opening.into()) }),
        ];
        if !self.prices.is_empty() {
            blocks.push(Block::Table(self.price_table()));
        }
        blocks.push(Block::Boxed(vec![large(
            &format!("缴费截止　{}", phrase::date(self.deadline)),
            pt(28),
            Align::Centre,
        )]));
        let ways = self.ways.iter().map(PublicText::as_str).collect::<Vec<_>>().join("；");
        let lines = [
            ("缴费方式", ways.as_str()),
            ("柜台时间", self.counter_hours.as_str()),
            ("咨询电话", self.enquiry_phone.as_str()),
            ("意见投诉", self.complaint_phone.as_str()),
        ];
        blocks.extend(
            lines.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| named(name, value)),
        );
        blocks.push(Block::Paragraph(paragraph(self.thanks())));
        blocks.push(signed(self.centre.as_str()));
        blocks.push(signed(&phrase::date(self.dated)));
        blocks.push(Block::AtFoot(vec![Block::Table(posting_record())]));
        blocks
    }

    fn price_table(&self) -> Table {
        let mut table = Table::new([
            Column::new("收费类别", 60, Align::Left),
            Column::new("收费标准", 60, Align::Right),
        ]);
        table.size = BODY;
        table.rows = self
            .prices
            .iter()
            .map(|price| {
                Row::line([Text::from(price.label.as_str()), Text::new().bold(&price.to_string())])
            })
            .collect();
        table
    }

    /// Counts only where neither gives anybody away, else thanks without numbers.
    fn thanks(&self) -> Text {
        let told = self.progress.and_then(|(split, _)| split.told());
        match told {
            Some((done, rest)) => Text::from(self.scope.label())
                .plain("已缴 ")
                .bold(&done.to_string())
                .plain("，尚有 ")
                .bold(&rest.to_string())
                .plain("。感谢各位邻居对日常维护的支持！"),
            None => "感谢已经缴费的邻居；还没有办理的，欢迎抽空前来。感谢各位对日常维护的支持！".into(),
        }
    }
}

fn paragraph(text: Text) -> Paragraph {
    Paragraph { text, style: Style::regular(BODY), indent: 0, align: Align::Left }
}

fn text(words: &str) -> Block {
    Block::Paragraph(paragraph(words.into()))
}

fn large(words: &str, size: Len, align: Align) -> Block {
    Block::Paragraph(Paragraph { text: words.into(), style: Style::bold(size), indent: 0, align })
}

fn named(name: &str, value: &str) -> Block {
    Block::Paragraph(paragraph(Text::new().bold(name).plain("　").plain(value)))
}

fn signed(words: &str) -> Block {
    Block::Paragraph(Paragraph { align: Align::Right, ..paragraph(words.into()) })
}

/// Filled in by hand by whoever posts it and takes it down.
fn posting_record() -> Table {
    let mut table = Table::new(
        ["张贴地点", "张贴时间", "张贴人", "撤下日期"].map(|title| Column::new(title, 1, Align::Left)),
    );
    table.size = pt(8);
    table.look = Look::Grid;
    table.rows.push(Row::line(["　\n　", "", "", ""]));
    table
}
