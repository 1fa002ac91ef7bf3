//! 交款单 (domain section 3.14): the cash of a shift on its way to the bank, on A5. Internal.

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
use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::shift::{Count, Drawer};
use zhangfang_domain::{Fen, capital};

/// Cash handed over.
#[derive(Clone, Debug)]
pub struct DepositSlip {
    /// Properties of the file; number and print time are also printed.
    pub imprint: Imprint,
    /// Name of the company.
    pub company: String,
    /// Name of the service centre.
    pub centre: String,
    /// The business day.
    pub day: NaiveDate,
    /// Which shift, as printed.
    pub shift: String,
    /// Who hands the cash over.
    pub handed_by: String,
    /// Who received it; empty leaves room to sign.
    pub received_by: String,
    /// Number of the bank's slip; empty leaves room to write it.
    pub bank_slip: String,
    /// When.
    pub at: NaiveDateTime,
    /// The notes and coins handed over.
    pub pieces: Count,
    /// What is handed over; must be what the pieces come to.
    pub amount: Fen,
    /// The drawer, to show where the cash comes from.
    pub drawer: Drawer,
    /// What was counted before.
    pub counted: Fen,
    /// Why something was not as it must be; may be empty.
    pub explanation: String,
}

/// Makes the slip.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when the pieces or the drawer do not give the amount;
/// [`DocumentError::MissingGlyph`].
pub fn rendered(fonts: &FontSet, slip: &DepositSlip) -> Result<Vec<u8>, DocumentError> {
    debt::agreed(&slip.imprint.number, slip.amount, slip.pieces.total())?;
    debt::agreed(&slip.imprint.number, slip.amount, slip.drawer.banked)?;
    Flow {
        imprint: slip.imprint.clone(),
        size: Size::A5_LANDSCAPE,
        masthead: format!("{}　{}", slip.company, slip.centre),
        data_as_of: None,
        contact: "内部使用　第一联财务　第二联收款人".to_owned(),
        blocks: slip.blocks(),
    }
    .rendered(fonts)
}

impl DepositSlip {
    fn blocks(&self) -> Vec<Block> {
        let words = Text::from("交款金额 ")
            .bold(&phrase::yuan(self.amount))
            .plain("　人民币（大写）：")
            .bold(&capital::capital(self.amount));
        let blank = |text: &str| {
            if text.is_empty() { "＿＿＿＿＿＿＿＿".to_owned() } else { text.to_owned() }
        };
        let field = |name: &str, value: &str| (name.to_owned(), Text::from(blank(value)));
        vec![
            Block::Title("交款单".into()),
            Block::Subtitle(format!("{}　{}", phrase::date(self.day), self.shift)),
            Block::Table(self.pieces()),
            Block::Paragraph(Paragraph::flush(words)),
            Block::Paragraph(Paragraph::note(self.origin())),
            Block::Fields {
                columns: 2,
                fields: vec![
                    field("银行回单号", &self.bank_slip),
                    field("交款时间", &phrase::moment(self.at)),
                    field("交款人", &self.handed_by),
                    field("接收人", &self.received_by),
                    field("交款人签字", ""),
                    field("接收人签字", ""),
                ],
            },
        ]
    }

    /// Pieces, numbers and amounts, a column a piece: a slip of A5 is wider than high.
    fn pieces(&self) -> Table {
        let titles = ["面额", "100元", "50元", "20元", "10元", "5元", "1元", "5角", "1角", "合计"];
        let mut table = Table::new(titles.map(|title| match title {
            "面额" => Column::new(title, 18, Align::Left),
            "合计" => Column::new(title, 24, Align::Right),
            _ => Column::new(title, 16, Align::Right),
        }));
        table.look = Look::Grid;
        let numbers = self.pieces.pieces().map(|(_, number)| number.to_string());
        let sum: u32 = self.pieces.pieces().map(|(_, number)| number).sum();
        let amounts =
            self.pieces.pieces().map(|(piece, number)| Fen(piece.0 * i64::from(number)).to_string());
        let line = |name: &str, cells: Vec<String>, total: String| {
            Row::line([name.to_owned()].into_iter().chain(cells).chain([total]))
        };
        table.rows = vec![
            line("张（枚）", numbers.collect(), sum.to_string()),
            line("金额", amounts.collect(), self.amount.to_string()),
        ];
        table
    }

    /// Where the cash comes from, and that it agreed.
    fn origin(&self) -> String {
        let before = Drawer { banked: Fen::ZERO, ..self.drawer };
        let part = |name: &str, sum: Fen| match sum.is_zero() {
            true => String::new(),
            false => format!(" {name} {sum}"),
        };
        let explained = match self.explanation.is_empty() {
            true => String::new(),
            false => format!("说明：{}。", self.explanation),
        };
        format!(
            "备用金 {} ＋ 现金收款 {}{}{}{} ＝ 应有 {} 元；清点 {} 元，差额 {} 元；交款后留存 {} 元。{explained}",
            before.float,
            before.received,
            part("－ 现金退款", before.refunded),
            part("＋ 收押金", before.deposits_taken),
            part("－ 退押金", before.deposits_returned),
            before.expected(),
            self.counted,
            self.counted - before.expected(),
            self.counted - self.amount
        )
    }
}
