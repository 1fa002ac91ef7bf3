//! Which column of a statement is what.

use super::cells::plain;
use crate::grid::{Grid, column_letters, column_number};
use std::collections::BTreeMap;
use zhangfang_domain::text::folded;

/// What a column of a statement holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Day of booking.
    Day,
    /// Money in.
    Income,
    /// Money out.
    Expense,
    /// Money in or out, told by its sign or by the direction.
    Amount,
    /// In or out.
    Direction,
    /// The other side.
    Payer,
    /// Remark, purpose, goods; may have several columns.
    Remark,
    /// The number of the movement.
    Reference,
    /// Whether it happened.
    Status,
}

/// Each field with its key in a written layout and its headings, the best first.
const WORDS: [(Field, &str, &[&str]); 9] = [
    (
        Field::Day,
        "day",
        &[
            "入账日期",
            "入账时间",
            "记账日期",
            "记账时间",
            "付款时间",
            "交易日期",
            "交易时间",
            "发生日期",
            "完成时间",
            "支付时间",
            "日期",
            "时间",
            "交易创建时间",
        ],
    ),
    (
        Field::Income,
        "income",
        &["贷方发生额", "贷方金额", "收入金额", "存入金额", "收入", "存入", "贷方", "转入金额"],
    ),
    (
        Field::Expense,
        "expense",
        &["借方发生额", "借方金额", "支出金额", "支取金额", "支出", "支取", "借方", "转出金额"],
    ),
    (Field::Amount, "amount", &["金额", "交易金额", "发生额", "订单金额", "收款金额"]),
    (
        Field::Direction,
        "direction",
        &["收/支", "收支", "收支类型", "借贷标志", "借贷方向", "借贷", "借/贷", "交易方向"],
    ),
    (
        Field::Payer,
        "payer",
        &[
            "对方户名",
            "对方名称",
            "交易对方",
            "对方账户名称",
            "对方账号名称",
            "对方姓名",
            "对方单位",
            "付款人名称",
            "付款人",
            "付款方",
            "付款方户名",
            "交易对手名称",
            "交易对手",
        ],
    ),
    (
        Field::Remark,
        "remark",
        &[
            "摘要",
            "附言",
            "交易附言",
            "用途",
            "备注",
            "商品",
            "商品说明",
            "商品名称",
            "交易摘要",
            "客户附言",
            "说明",
        ],
    ),
    (
        Field::Reference,
        "reference",
        &[
            "交易流水号",
            "流水号",
            "账户明细编号-交易流水号",
            "交易单号",
            "交易订单号",
            "支付宝交易号",
            "微信订单号",
            "微信支付单号",
            "交易号",
            "业务流水号",
            "核心流水号",
            "记账流水号",
            "交易参考号",
            "凭证号",
            "商户单号",
            "商家订单号",
        ],
    ),
    (Field::Status, "status", &["当前状态", "交易状态", "状态", "支付状态"]),
];

impl Field {
    /// Its key in a written layout.
    #[must_use]
    pub fn key(self) -> &'static str {
        WORDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, key, _)| key)
    }

    /// Its usual heading.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Day => "记账日期",
            Self::Income => "收入金额",
            Self::Expense => "支出金额",
            Self::Amount => "金额",
            Self::Direction => "收/支",
            Self::Payer => "对方户名",
            Self::Remark => "摘要附言",
            Self::Reference => "流水号",
            Self::Status => "交易状态",
        }
    }
}

/// Where the header stands and which columns feed each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The header row (1-based); 0 when there is none.
    pub header: u32,
    /// The columns (1-based) of each field; several for remarks only.
    pub columns: BTreeMap<Field, Vec<u32>>,
}

/// Why a written layout cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part:?} is not part of a usable layout")]
pub struct LayoutError {
    /// The part, or the key of what is missing.
    pub part: String,
}

impl Layout {
    /// The first column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<u32> {
        self.columns.get(&field).and_then(|c| c.first()).copied()
    }

    /// The field a column feeds.
    #[must_use]
    pub fn field_of(&self, column: u32) -> Option<Field> {
        self.columns.iter().find_map(|(field, columns)| columns.contains(&column).then_some(*field))
    }

    /// Whether a day and an amount can be read.
    fn suffices(&self) -> bool {
        let has = |field| self.columns.contains_key(&field);
        has(Field::Day) && (has(Field::Amount) || has(Field::Income) || has(Field::Expense))
    }

    /// A line an office can store: `v1;header=17;day=A;amount=F;direction=E;payer=C;remark=D+K`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("v1;header={}", self.header);
        for (field, columns) in &self.columns {
            let letters: Vec<String> = columns.iter().map(|c| column_letters(*c)).collect();
            text += &format!(";{}={}", field.key(), letters.join("+"));
        }
        text
    }

    /// Back from [`Layout::to_text`].
    ///
    /// # Errors
    /// [`LayoutError`], also without a day or an amount.
    pub fn from_text(text: &str) -> Result<Self, LayoutError> {
        let error = |part: &str| LayoutError { part: part.to_owned() };
        let mut parts = text.trim().split(';');
        parts.next().filter(|part| *part == "v1").ok_or_else(|| error(text))?;
        let mut layout = Self::default();
        for part in parts {
            let (key, value) = part.split_once('=').ok_or_else(|| error(part))?;
            if key == "header" {
                layout.header = value.parse().map_err(|_| error(part))?;
                continue;
            }
            let (field, ..) = WORDS.iter().find(|(_, k, _)| *k == key).ok_or_else(|| error(part))?;
            let columns = value.split('+').map(column_number).collect::<Option<Vec<_>>>();
            let columns = columns.filter(|c| c.len() == 1 || *field == Field::Remark);
            layout.columns.insert(*field, columns.ok_or_else(|| error(part))?);
        }
        if layout.suffices() { Ok(layout) } else { Err(error("day, amount")) }
    }
}

/// Headers are looked for in so many rows.
const ROWS: u32 = 60;

/// The header of a sheet: the row in which most fields are found, if a day and an amount are among them.
pub(super) fn find(grid: &Grid) -> Option<Layout> {
    let layouts = (1..=grid.height().min(ROWS)).map(|row| at(grid, row)).filter(Layout::suffices);
    // The first of equals: a header repeated on the next page is no better.
    layouts.reduce(|best, other| if other.columns.len() > best.columns.len() { other } else { best })
}

/// The row a person would take for the header: the widest of the first ones.
pub(super) fn likeliest(grid: &Grid) -> u32 {
    let rows = 1..=grid.height().min(ROWS);
    rows.max_by_key(|row| (grid.filled(*row).count(), std::cmp::Reverse(*row))).unwrap_or(1)
}

fn at(grid: &Grid, row: u32) -> Layout {
    let headings: Vec<(u32, String)> =
        grid.filled(row).map(|(column, cell)| (column, word(&plain(cell)))).collect();
    let mut columns: BTreeMap<Field, Vec<u32>> = BTreeMap::new();
    for (field, _, words) in WORDS {
        let found = words.iter().flat_map(|w| headings.iter().filter(move |(_, h)| h == w));
        let mut found: Vec<u32> = found.map(|(column, _)| *column).collect();
        if field != Field::Remark {
            found.truncate(1);
        }
        found.sort_unstable();
        if !found.is_empty() {
            columns.insert(field, found);
        }
    }
    Layout { header: row, columns }
}

/// A heading without brackets, units and blanks.
fn word(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::new();
    for c in folded(heading).chars().filter(|c| !c.is_whitespace()) {
        match c {
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare.trim_end_matches("/元").to_owned()
}
