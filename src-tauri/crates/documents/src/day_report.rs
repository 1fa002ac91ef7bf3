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
use zhangfang_domain::shift::{Count, Drawer};
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
    /// Which shift it is of, as printed; empty for the whole day.
    pub shift: String,
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
    /// The cash, drawer by drawer.
    pub drawers: Vec<DrawerCash>,
    /// What was counted, and which part of it went to the bank; left open to be filled in when not counted yet.
    pub counted: Option<(Count, Count)>,
    /// Differences and what was said of them, one sentence each.
    pub remarks: Vec<String>,
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
    /// How much went back this way.
    pub refunded: Fen,
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
    /// Deposits (押金) taken.
    pub deposit: Fen,
    /// Given back; no part of what was taken.
    pub refunded: Fen,
}

impl ItemTakings {
    /// All that came in.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.current + self.arrears + self.prepaid + self.deposit
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

/// The cash of one drawer.
#[derive(Clone, Debug)]
pub struct DrawerCash {
    /// Whose and which shift, as printed.
    pub name: String,
    /// From opening to closing.
    pub drawer: Drawer,
    /// By how much the count differed; none when it was not counted.
    pub difference: Option<Fen>,
}

impl DayReport {
    /// Everything taken.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.methods.iter().map(|takings| takings.amount).sum()
    }

    /// Everything given back.
    #[must_use]
    pub fn refunded(&self) -> Fen {
        self.methods.iter().map(|takings| takings.refunded).sum()
    }

    fn banked(&self) -> Fen {
        self.drawers.iter().map(|drawer| drawer.drawer.banked).sum()
    }
}

/// Makes the report.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when items and methods, or cash and drawer, do not give the same;
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, report: &DayReport) -> Result<Vec<u8>, DocumentError> {
    report.agreed()?;
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
    /// What methods say and what items and drawers say must be the same.
    fn agreed(&self) -> Result<(), DocumentError> {
        let whose = &self.imprint.number;
        debt::agreed(whose, self.total(), self.items.iter().map(ItemTakings::total).sum())?;
        debt::agreed(whose, self.refunded(), self.items.iter().map(|item| item.refunded).sum())?;
        let cash = || self.methods.iter().filter(|takings| takings.method == Method::Cash);
        let drawers = || self.drawers.iter().map(|d| &d.drawer);
        let taken = drawers().map(|d| d.received + d.deposits_taken).sum();
        debt::agreed(whose, taken, cash().map(|takings| takings.amount).sum())?;
        let back = drawers().map(|d| d.refunded + d.deposits_returned).sum();
        debt::agreed(whose, back, cash().map(|takings| takings.refunded).sum())
    }

    fn blocks(&self) -> Vec<Block> {
        let total = self.total();
        let identity = Text::from("按收款方式合计 ")
            .bold(&total.to_string())
            .plain(" 元 ＝ 按收费项目合计 ")
            .bold(&self.items.iter().map(ItemTakings::total).sum::<Fen>().to_string())
            .plain(" 元；退款 ")
            .bold(&self.refunded().to_string())
            .plain(" 元。核对相符，作废未计入。");
        let mut blocks = vec![
            Block::Title("收费日报".into()),
            Block::Subtitle(self.subtitle()),
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

    fn subtitle(&self) -> String {
        let shift = if self.shift.is_empty() { String::new() } else { format!("　{}", self.shift) };
        format!("{}{shift}　收款人 {}", phrase::date(self.day), self.cashiers.join("、"))
    }

    fn method_table(&self) -> Table {
        let mut table = Table::new([
            Column::new("收款方式", 26, Align::Left),
            Column::new("收据号段", 68, Align::Left),
            Column::new("笔数", 16, Align::Right),
            Column::new("收款（元）", 30, Align::Right),
            Column::new("退款（元）", 30, Align::Right),
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
                figure(takings.refunded),
            ]));
        }
        let count: u64 = self.methods.iter().map(|takings| takings.receipts).sum();
        let (total, refunded) = (self.total().to_string(), figure(self.refunded()));
        table.rows.push(Row::total(["合计", "", &count.to_string(), &total, &refunded]));
        table
    }

    fn item_table(&self) -> Table {
        let mut table = Table::new([
            Column::new("收费项目", 40, Align::Left),
            Column::new("本期", 22, Align::Right),
            Column::new("往期欠费", 22, Align::Right),
            Column::new("预存", 22, Align::Right),
            Column::new("押金", 20, Align::Right),
            Column::new("收款合计", 24, Align::Right),
            Column::new("退款", 20, Align::Right),
        ]);
        const PARTS: [fn(&ItemTakings) -> Fen; 6] = [
            |item| item.current,
            |item| item.arrears,
            |item| item.prepaid,
            |item| item.deposit,
            ItemTakings::total,
            |item| item.refunded,
        ];
        let row = |item: &ItemTakings| {
            Row::line([item.item.clone()].into_iter().chain(PARTS.map(|part| figure(part(item)))))
        };
        table.rows = self.items.iter().map(row).collect();
        let sums = PARTS.map(|part| figure(self.items.iter().map(part).sum()));
        table.rows.push(Row::total(["合计".to_owned()].into_iter().chain(sums)));
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

    /// What happened to the cash.
    fn handing_over(&self) -> Vec<Block> {
        let banked = self.banked();
        let words = Text::from("本日交款（现金） ")
            .bold(&phrase::yuan(banked))
            .plain("　人民币（大写）：")
            .bold(&capital::capital(banked));
        let sign = |name: &str| (name.to_owned(), Text::from("＿＿＿＿＿＿＿＿"));
        let mut blocks = vec![
            Block::Heading("四、现金交款（元）".into()),
            Block::Table(self.drawer_table()),
            Block::Paragraph(Paragraph::flush(words)),
            Block::Table(self.piece_table()),
        ];
        blocks.extend(self.remarks.iter().map(|text| Block::Paragraph(Paragraph::flush(text.as_str()))));
        blocks.push(Block::Fields {
            columns: 3,
            fields: ["收款人", "复核人", "财务接收人", "银行回单号", "交款时间"].map(sign).into(),
        });
        blocks
    }

    fn drawer_table(&self) -> Table {
        const TITLES: [&str; 9] = [
            "班次",
            "期初备用金",
            "＋现金收款",
            "－现金退款",
            "＋收押金",
            "－退押金",
            "－本日交款",
            "＝应留存",
            "差额",
        ];
        let mut table = Table::new(TITLES.map(|title| match title {
            "班次" => Column::new(title, 30, Align::Left),
            "差额" => Column::new(title, 13, Align::Right),
            _ => Column::new(title, 19, Align::Right),
        }));
        for DrawerCash { name, drawer, difference } in &self.drawers {
            let sums = [
                drawer.float,
                drawer.received,
                drawer.refunded,
                drawer.deposits_taken,
                drawer.deposits_returned,
                drawer.banked,
                drawer.expected(),
            ];
            let difference = difference.map_or_else(|| "—".to_owned(), |fen| fen.to_string());
            let cells = sums.map(|sum| sum.to_string());
            table.rows.push(Row::line([name.clone()].into_iter().chain(cells).chain([difference])));
        }
        table
    }

    fn piece_table(&self) -> Table {
        let mut table = Table::new(
            ["面额", "100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角", "合计"]
                .map(|title| Column::new(title, if title == "面额" { 3 } else { 2 }, Align::Centre)),
        );
        table.look = Look::Grid;
        table.rows = match &self.counted {
            None => ["清点张数", "交款张数"].map(|name| Row::line([name])).into(),
            Some((counted, banked)) => [("清点张数", counted), ("交款张数", banked)]
                .map(|(name, count)| {
                    let numbers = count.pieces().map(|(_, number)| number.to_string());
                    let total = count.total().to_string();
                    Row::line([name.to_owned()].into_iter().chain(numbers).chain([total]))
                })
                .into(),
        };
        table
    }
}

/// An amount, or a dash for nothing.
fn figure(sum: Fen) -> String {
    if sum.is_zero() { "—".to_owned() } else { sum.to_string() }
}
