//! 收费日报 with the handing over of the cash (domain section 3.14). Internal.

use crate::bind::Imprint;
use crate::debt;
use crate::error::DocumentError;
use crate::flow::{Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::Size;
use crate::lines::Text;
use crate::pen::Align;
use crate::phrase;
use crate::table::{Column, Look, Row, Table};
use chrono::NaiveDate;
use zhangfang_domain::method::Method;
use zhangfang_domain::{Fen, capital};

/// What one counter took on one day.
#[derive(Clone, Debug)]
pub struct DayReport {
    /// Properties of the file; number and print time are also printed.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// The business day.
    pub day: NaiveDate,
    /// Who took the money.
    pub cashiers: Vec<String>,
    /// By way of payment, void receipts left out.
    pub methods: Vec<MethodTakings>,
    /// By item, void receipts left out; adds up to the same as `methods`.
    pub items: Vec<ItemTakings>,
    /// Receipts that were made void; their numbers stay used.
    pub voided: Vec<VoidedReceipt>,
    /// Receipts printed again.
    pub reprinted: Vec<Reprint>,
    /// The cash drawer.
    pub cash: CashDrawer,
    /// Who printed it.
    pub operator: String,
}

/// Money that came in one way.
#[derive(Clone, Debug)]
pub struct MethodTakings {
    /// The way.
    pub method: Method,
    /// How many receipts.
    pub receipts: u64,
    /// How much.
    pub amount: Fen,
    /// First and last number of its receipts; several where numbers have gaps between.
    pub ranges: Vec<(String, String)>,
}

/// Money that came in for one item.
#[derive(Clone, Debug)]
pub struct ItemTakings {
    /// The posted name of the item; 预存款 for what is not for a charge yet.
    pub item: String,
    /// For charges of the running period.
    pub current: Fen,
    /// For charges of earlier periods.
    pub arrears: Fen,
    /// Paid ahead; negative where earlier prepaid money was used instead of new money.
    pub prepaid: Fen,
}

impl ItemTakings {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.current + self.arrears + self.prepaid
    }
}

/// A void receipt.
#[derive(Clone, Debug)]
pub struct VoidedReceipt {
    /// Its number.
    pub number: String,
    /// What it was over.
    pub amount: Fen,
    /// Why.
    pub reason: String,
}

/// A receipt printed again.
#[derive(Clone, Debug)]
pub struct Reprint {
    /// Its number.
    pub number: String,
    /// Which print that was: 1 for the first after the original.
    pub times: u32,
    /// Why; may be empty.
    pub reason: String,
}

/// Cash from opening to closing of the counter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CashDrawer {
    /// In the drawer at the start.
    pub opening: Fen,
    /// Taken; must be what `methods` says of cash.
    pub received: Fen,
    /// Given back on numbered forms.
    pub refunded: Fen,
    /// Handed over to the bank or to finance.
    pub deposited: Fen,
}

impl CashDrawer {
    /// Left in the drawer.
    #[must_use]
    pub fn closing(&self) -> Fen {
        self.opening + self.received - self.refunded - self.deposited
    }
}

impl DayReport {
    /// Everything taken.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.methods.iter().map(|takings| takings.amount).sum()
    }
}

/// Makes the report.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when items and methods, or cash and drawer, do not give the same;
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, report: &DayReport) -> Result<Vec<u8>, DocumentError> {
    let whose = &report.imprint.number;
    debt::agreed(whose, report.total(), report.items.iter().map(ItemTakings::total).sum())?;
    let cash = report.methods.iter().filter(|takings| takings.method == Method::Cash);
    debt::agreed(whose, report.cash.received, cash.map(|takings| takings.amount).sum())?;
    Flow {
        imprint: report.imprint.clone(),
        size: Size::A4,
        masthead: format!("{}　{}", report.company, report.centre),
        data_as_of: None,
        contact: format!("内部使用　操作人 {}", report.operator),
        blocks: report.blocks(),
    }
    .rendered(fonts)
}

impl DayReport {
    fn blocks(&self) -> Vec<Block> {
        let total = self.total();
        let identity = Text::from("按收款方式合计 ")
            .bold(&total.to_string())
            .plain(" 元 ＝ 按收费项目合计 ")
            .bold(&self.items.iter().map(ItemTakings::total).sum::<Fen>().to_string())
            .plain(" 元，核对相符。作废收据未计入。");
        let mut blocks = vec![
            Block::Title("收费日报".into()),
            Block::Subtitle(format!("{}　收款人 {}", phrase::date(self.day), self.cashiers.join("、"))),
            Block::Heading("一、按收款方式".into()),
            Block::Table(self.method_table()),
            Block::Heading("二、按收费项目".into()),
            Block::Table(self.item_table()),
            Block::Paragraph(Paragraph::flush(identity)),
            Block::Heading(format!(
                "三、作废与补打（作废 {} 张，号码保留；补打 {} 次）",
                self.voided.len(),
                self.reprinted.len()
            )),
            self.corrections(),
        ];
        blocks.push(Block::Together(self.handing_over()));
        blocks
    }

    fn method_table(&self) -> Table {
        let mut table = Table::new([
            Column::new("收款方式", 30, Align::Left),
            Column::new("收据号段", 84, Align::Left),
            Column::new("笔数", 20, Align::Right),
            Column::new("金额（元）", 36, Align::Right),
        ]);
        for takings in &self.methods {
            let ranges = takings.ranges.iter().map(|(first, last)| match first == last {
                true => first.clone(),
                false => format!("{first}—{last}"),
            });
            table.rows.push(Row::line([
                takings.method.label().to_owned(),
                ranges.collect::<Vec<_>>().join("、"),
                takings.receipts.to_string(),
                takings.amount.to_string(),
            ]));
        }
        let count: u64 = self.methods.iter().map(|takings| takings.receipts).sum();
        table.rows.push(Row::total(["合计", "", &count.to_string(), &self.total().to_string()]));
        table
    }

    fn item_table(&self) -> Table {
        let mut table = Table::new([
            Column::new("收费项目", 50, Align::Left),
            Column::new("本期（元）", 30, Align::Right),
            Column::new("往期欠费（元）", 30, Align::Right),
            Column::new("预存（元）", 30, Align::Right),
            Column::new("合计（元）", 30, Align::Right),
        ]);
        let row = |item: &ItemTakings| {
            let sums = [item.current, item.arrears, item.prepaid, item.total()];
            let figures = sums.map(|sum| if sum.is_zero() { "—".to_owned() } else { sum.to_string() });
            Row::line([item.item.clone()].into_iter().chain(figures))
        };
        table.rows = self.items.iter().map(row).collect();
        let sum = |part: fn(&ItemTakings) -> Fen| self.items.iter().map(part).sum::<Fen>().to_string();
        table.rows.push(Row::total([
            "合计".to_owned(),
            sum(|item| item.current),
            sum(|item| item.arrears),
            sum(|item| item.prepaid),
            sum(ItemTakings::total),
        ]));
        table
    }

    fn corrections(&self) -> Block {
        let mut table = Table::new([
            Column::new("类别", 20, Align::Left),
            Column::new("收据号", 34, Align::Left),
            Column::new("说明", 84, Align::Left),
            Column::new("金额（元）", 32, Align::Right),
        ]);
        for void in &self.voided {
            let cells =
                ["作废".to_owned(), void.number.clone(), void.reason.clone(), void.amount.to_string()];
            table.rows.push(Row::line(cells));
        }
        for again in &self.reprinted {
            let times = format!("第{}次补打", again.times);
            let note = if again.reason.is_empty() { times } else { format!("{times}，{}", again.reason) };
            table.rows.push(Row::line(["补打".to_owned(), again.number.clone(), note, "—".to_owned()]));
        }
        if table.rows.is_empty() {
            return Block::Paragraph(Paragraph::flush("本日没有作废或补打的收据。"));
        }
        Block::Table(table)
    }

    /// The slip that goes along with the cash.
    fn handing_over(&self) -> Vec<Block> {
        let cash = &self.cash;
        let mut drawer = Table::new(
            ["期初备用金", "＋ 现金收款", "－ 现金退款", "－ 本日交款", "＝ 期末备用金"]
                .map(|title| Column::new(title, 1, Align::Right)),
        );
        let sums = [cash.opening, cash.received, cash.refunded, cash.deposited, cash.closing()];
        drawer.rows.push(Row::line(sums.map(|sum| sum.to_string())));
        let words = Text::from("本日交款（现金） ")
            .bold(&phrase::yuan(cash.deposited))
            .plain("　人民币（大写）：")
            .bold(&capital::capital(cash.deposited));
        let mut notes = Table::new(
            ["面额", "100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角", "合计"]
                .map(|title| Column::new(title, if title == "面额" { 3 } else { 2 }, Align::Centre)),
        );
        notes.look = Look::Grid;
        notes.rows = ["张（枚）数", "金额（元）"].map(|name| Row::line([name])).into();
        let sign = |name: &str| (name.to_owned(), Text::from("＿＿＿＿＿＿＿＿"));
        vec![
            Block::Heading("四、现金交款".into()),
            Block::Table(drawer),
            Block::Paragraph(Paragraph::flush(words)),
            Block::Table(notes),
            Block::Fields {
                columns: 3,
                fields: ["收款人", "复核人", "财务接收人", "银行回单号", "交款时间"].map(sign).into(),
            },
        ]
    }
}
