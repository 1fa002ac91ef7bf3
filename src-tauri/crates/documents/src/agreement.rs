//! 分期付款协议 (domain section 3.7): a debt acknowledged and the days it is paid on. Private.

use crate::bind::Imprint;
use crate::debt::{self, Debt, agreed};
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, mm, pt, pt10};
use crate::lines::Text;
use crate::pen::Align;
use crate::phrase;
use crate::slip::SlipOffice;
use crate::table::{Column, Look, Row, Table};
use chrono::NaiveDate;
use zhangfang_domain::instalment::{Instalment, LateTerms};
use zhangfang_domain::{Fen, capital};

/// An agreement on paper, two copies to be signed.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Properties of the file; its number is the number of the agreement.
    pub imprint: Imprint,
    /// The company and how to pay.
    pub office: SlipOffice,
    /// The contract the fees rest on.
    pub contract: String,
    /// Room as the register writes it.
    pub room: String,
    /// Full names of the owners: the paper is a contract.
    pub debtor: String,
    /// Where things are delivered to.
    pub service_address: String,
    /// The day it is signed on.
    pub signed: NaiveDate,
    /// What is owed, as it was open on that day.
    pub debts: Vec<Debt>,
    /// The debt acknowledged; must be the sum of the debts and of the instalments.
    pub total: Fen,
    /// The schedule.
    pub schedule: Vec<Instalment>,
    /// What becomes of late charges.
    pub late: LateTerms,
    /// After how many days a missed instalment breaks it.
    pub breach_days: u32,
    /// What else was agreed; may be empty.
    pub note: String,
}

/// Makes the paper.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when debts or instalments do not add up, [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, agreement: &Agreement) -> Result<Vec<u8>, DocumentError> {
    let number = &agreement.imprint.number;
    agreed(number, agreement.total, agreement.debts.iter().map(|d| d.principal).sum())?;
    agreed(number, agreement.total, agreement.schedule.iter().map(|l| l.amount).sum())?;
    let flow = Flow {
        imprint: agreement.imprint.clone(),
        size: Size::A4,
        masthead: format!("{}　{}", agreement.office.company, agreement.office.centre),
        data_as_of: None,
        contact: format!(
            "联系电话 {}　柜台 {}",
            agreement.office.enquiry_phone, agreement.office.counter_hours
        ),
        blocks: agreement.blocks(),
    };
    flow.rendered(fonts)
}

impl Agreement {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![
            Block::Title("分期付款协议".into()),
            Block::Subtitle(format!("编号 {}", self.imprint.number)),
            Block::Fields {
                columns: 2,
                fields: vec![
                    ("甲方（业主）".into(), Text::new().bold(&self.debtor)),
                    ("房号".into(), Text::new().bold(&self.room)),
                    ("乙方".into(), self.office.company.as_str().into()),
                    ("签订日期".into(), phrase::date(self.signed).into()),
                ],
            },
            body(self.acknowledgement()),
            Block::Table(self.debt_table()),
            body(self.payment()),
            Block::Table(self.schedule_table()),
        ];
        let mut terms: Vec<Block> = self.terms().into_iter().map(body).collect();
        // The signatures never stand on a page alone.
        let last = terms.pop();
        blocks.extend(terms);
        let signed = last.into_iter().chain([Block::Space(mm(1)), Block::Table(signatures())]);
        blocks.push(Block::Together(signed.collect()));
        blocks
    }

    fn acknowledgement(&self) -> Text {
        let basis =
            if self.contract.is_empty() { String::new() } else { format!("依据{}，", self.contract) };
        Text::new()
            .bold("一、欠款确认　")
            .plain(&format!("{basis}双方确认：截至本协议签订日，甲方名下 "))
            .bold(&self.room)
            .plain(" 欠付下列费用，合计 ")
            .bold(&phrase::yuan(self.total))
            .plain(&format!("（大写：人民币{}）：", capital::capital(self.total)))
    }

    fn debt_table(&self) -> Table {
        let mut table = debt::table(&self.debts, self.signed);
        if let Some(last) = table.columns.last_mut() {
            "欠付金额（元）".clone_into(&mut last.title);
        }
        table.size = pt(9);
        with_sum(table, self.total)
    }

    /// The schedule in words: all but the last are equal.
    fn payment(&self) -> Text {
        let count = self.schedule.len();
        let each = self.schedule.first().map_or(Fen::ZERO, |l| l.amount);
        let last = self.schedule.last().map_or(Fen::ZERO, |l| l.amount);
        let parts = if each == last {
            format!("每期 {each} 元")
        } else if count == 2 {
            format!("第1期 {each} 元，第2期 {last} 元")
        } else {
            format!("第1至{}期每期 {each} 元，第{count}期 {last} 元", count - 1)
        };
        Text::new().bold("二、付款安排　").plain(&format!(
            "上述欠款分{count}期支付，{parts}，甲方应在下列付款日当日或之前付足。付款方式：{}。所付款项先冲抵最早到期的账单。",
            debt::ways(&self.office)
        ))
    }

    /// The schedule in two halves side by side, so that the signatures stay on the same page.
    fn schedule_table(&self) -> Table {
        let half = [("期次", 16, Align::Left), ("付款日", 38, Align::Left), ("金额（元）", 28, Align::Right)];
        let columns =
            half.iter().chain(&half).map(|(title, share, align)| Column::new(title, *share, *align));
        let mut table = Table::new(columns.collect::<Vec<_>>());
        table.size = pt(9);
        let cells = |no: usize| match self.schedule.get(no) {
            Some(line) => [format!("第{}期", no + 1), phrase::date(line.due), line.amount.to_string()],
            None => Default::default(),
        };
        let rows = self.schedule.len().div_ceil(2);
        table.rows = (0..rows).map(|n| Row::line(cells(n).into_iter().chain(cells(n + rows)))).collect();
        with_sum(table, self.total)
    }

    fn terms(&self) -> Vec<Text> {
        let late = match self.late {
            LateTerms::WaiveIfKept => {
                "甲方按期付清后，乙方不再收取该笔欠费的违约金；协议被认定违约的，违约金仍按合同计算。"
            }
            LateTerms::Suspend => {
                "自签订日起至协议终止，上述欠款暂停计算违约金；签订日以前和协议终止以后的，仍按合同计算。"
            }
            LateTerms::Charge => "上述欠款的违约金仍按合同计算，由双方另行结算。",
        };
        let breach = format!(
            "任何一期逾期满{}日仍未付足，经乙方提醒后仍不支付的，乙方可以认定甲方违约，其余未付款项全部到期，乙方可以依法一并主张。",
            self.breach_days
        );
        let address =
            format!("甲方送达地址为{}，电话见签名处；如有变更，甲方应及时告知乙方。", self.service_address);
        let note = match self.note.trim_end_matches('。') {
            "" => "无。".to_owned(),
            note => format!("{note}。"),
        };
        let terms = [
            ("当期费用", "协议履行期间新产生的各项费用，甲方仍按期缴纳。".to_owned()),
            ("违约金", late.to_owned()),
            ("催缴", "甲方按期履行的，乙方就上述欠款暂停催缴。".to_owned()),
            ("逾期", breach),
            ("送达", address),
            ("其他约定", note),
            ("生效", "本协议一式两份，双方各执一份，自双方签字或盖章之日起生效。".to_owned()),
        ];
        let numbers = ["三", "四", "五", "六", "七", "八", "九"];
        let text = |(number, (name, words)): (&str, (&str, String))| {
            Text::new().bold(&format!("{number}、{name}　")).plain(&words)
        };
        numbers.into_iter().zip(terms).map(text).collect()
    }
}

/// Adds the total under the last row, on its page.
fn with_sum(mut table: Table, total: Fen) -> Table {
    if let Some(last) = table.rows.last_mut() {
        last.with_next = true;
    }
    let mut cells = vec![String::new(); table.columns.len()];
    "合计".clone_into(&mut cells[0]);
    if let Some(cell) = cells.last_mut() {
        *cell = total.to_string();
    }
    table.rows.push(Row::total(cells));
    table
}

/// Room for both to sign.
fn signatures() -> Table {
    let mut table = Table::new([
        Column::new("甲方（业主）", 85, Align::Left),
        Column::new("乙方（物业服务人）", 85, Align::Left),
    ]);
    table.look = Look::Grid;
    table.size = pt10(95);
    let date = "日期　　　　　年　　月　　日";
    table.rows =
        vec![Row::line([format!("签名\n　\n联系电话\n{date}"), format!("盖章\n　\n经办人\n{date}")])];
    table
}

fn body(text: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph::body(text))
}
