//! 缴费通知 for the entrance hall (domain section 3.2): what is due, until when, how to pay. Public.

use crate::bind::Imprint;
use crate::flow::{Block, Flow, Paragraph};
use crate::length::{Len, Rect, Size, mm, pt};
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

/// Type that can be read from two metres away; never below 12 pt (checklist S14).
const BODY: Len = pt(15);
/// The same where there is much to say: a notice is one page.
const DENSE: Len = pt(13);

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
    /// The size of its type.
    fn body(&self) -> Len {
        let ways: usize = self.ways.iter().map(|way| way.as_str().chars().count()).sum();
        if self.prices.len() > 3 || ways > 60 { DENSE } else { BODY }
    }

    fn blocks(&self) -> Vec<Block> {
        let size = self.body();
        let (from, to) = self.period;
        let opening = format!(
            "{}的{}现已开始收取。个人账单已投入信箱或发送至您登记的手机，没有收到的请到服务中心补打。",
            phrase::period(from, to),
            self.item
        );
        let mut blocks = vec![
            Block::Space(mm(4)),
            large(self.title.as_str(), pt(30), Align::Centre),
            large(self.place.as_str(), pt(22), Align::Centre),
            text(size, "各位邻居："),
            Block::Paragraph(Paragraph { indent: 2 * size, ..paragraph(size, opening) }),
        ];
        if !self.prices.is_empty() {
            blocks.push(Block::Table(self.price_table()));
        }
        let deadline = format!("缴费截止　{}", phrase::date(self.deadline));
        blocks.push(Block::Drawing {
            height: mm(22),
            draw: Box::new(move |pen, rect| {
                let frame = Rect { height: rect.height - mm(3), ..rect };
                pen.frame(frame, pt(1));
                let style = Style::bold(pt(28));
                let base = frame.y + frame.height / 2 + style.drop();
                pen.text_within(frame.x, base, frame.width, Align::Centre, style, &deadline);
            }),
        });
        let ways = self.ways.iter().map(PublicText::as_str).collect::<Vec<_>>().join("；");
        let lines = [
            ("缴费方式", ways.as_str()),
            ("柜台时间", self.counter_hours.as_str()),
            ("咨询电话", self.enquiry_phone.as_str()),
            ("意见投诉", self.complaint_phone.as_str()),
        ];
        blocks.extend(
            lines
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| text(size, Text::new().bold(name).plain("　").plain(value))),
        );
        blocks.push(text(size, self.thanks()));
        let signed = format!("{}　{}", self.centre, phrase::date(self.dated));
        blocks.push(Block::Paragraph(Paragraph { align: Align::Right, ..paragraph(size, signed) }));
        blocks.push(Block::AtFoot(vec![Block::Table(posting_record())]));
        blocks
    }

    fn price_table(&self) -> Table {
        let mut table =
            Table::new([Column::new("收费类别", 60, Align::Left), Column::new("收费标准", 60, Align::Right)]);
        table.size = self.body();
        table.rows = self
            .prices
            .iter()
            .map(|price| Row::line([Text::from(price.label.as_str()), Text::new().bold(&price.to_string())]))
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

fn paragraph(size: Len, text: impl Into<Text>) -> Paragraph {
    Paragraph { style: Style::regular(size), ..Paragraph::flush(text) }
}

fn text(size: Len, words: impl Into<Text>) -> Block {
    Block::Paragraph(paragraph(size, words))
}

fn large(words: &str, size: Len, align: Align) -> Block {
    Block::Paragraph(Paragraph { text: words.into(), style: Style::bold(size), indent: 0, align })
}

/// Filled in by hand by whoever posts it and takes it down.
pub(crate) fn posting_record() -> Table {
    let mut table = Table::new(
        ["张贴地点", "张贴时间", "张贴人", "撤下日期"].map(|title| Column::new(title, 1, Align::Left)),
    );
    table.size = pt(8);
    table.look = Look::Grid;
    table.rows.push(Row::line(["　\n　", "", "", ""]));
    table
}
