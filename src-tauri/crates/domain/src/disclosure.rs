//! The monthly disclosure: totals and balance of what is posted in public (domain section 3.13).
//!
//! Nothing here can hold a person, a room or one household's money: only sums and counts.

use crate::Fen;
use crate::share::percent_tenths;
use rust_decimal::Decimal;

/// The nine cost groups of property service the law names, and taxes, in the order they are posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CostGroup {
    /// Wages and what belongs to them.
    Staff,
    /// Running and maintaining shared parts and installations.
    Maintenance,
    /// Shared water and electricity.
    Utilities,
    /// Cleaning.
    Cleaning,
    /// Greenery.
    Greening,
    /// Keeping order.
    Security,
    /// Office costs.
    Office,
    /// Depreciation of fixed assets.
    Depreciation,
    /// Public liability and other insurance.
    Insurance,
    /// Taxes.
    Tax,
}

impl CostGroup {
    /// All of them, in the order posted.
    pub const ALL: [Self; 10] = [
        Self::Staff,
        Self::Maintenance,
        Self::Utilities,
        Self::Cleaning,
        Self::Greening,
        Self::Security,
        Self::Office,
        Self::Depreciation,
        Self::Insurance,
        Self::Tax,
    ];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Maintenance => "maintenance",
            Self::Utilities => "utilities",
            Self::Cleaning => "cleaning",
            Self::Greening => "greening",
            Self::Security => "security",
            Self::Office => "office",
            Self::Depreciation => "depreciation",
            Self::Insurance => "insurance",
            Self::Tax => "tax",
        }
    }

    /// Back from [`CostGroup::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.code() == code)
    }

    /// The name as posted.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Staff => "人员费用",
            Self::Maintenance => "共用部位及设施设备运行维护",
            Self::Utilities => "公共水电",
            Self::Cleaning => "清洁卫生",
            Self::Greening => "绿化养护",
            Self::Security => "秩序维护",
            Self::Office => "办公费用",
            Self::Depreciation => "固定资产折旧",
            Self::Insurance => "公众责任等保险",
            Self::Tax => "税费",
        }
    }
}

/// The usual income lines, in the order posted. A statement may have others.
pub const INCOME_LABELS: [&str; 5] = ["当期物业服务费", "追缴往期欠费", "预缴转入本月", "车位管理费", "其他"];

/// A named sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The name as posted.
    pub label: String,
    /// The money; negative when given back.
    pub amount: Fen,
}

/// 公共收益: money from shared parts. It belongs to the owners and never mixes with the company's income.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommonAccount {
    /// Carried over from the last statement.
    pub opening: Fen,
    /// Income by source.
    pub income: Vec<Line>,
    /// Reasonable cost of earning it.
    pub cost: Fen,
    /// What it was used for, by decision of the owners.
    pub uses: Vec<Line>,
}

impl CommonAccount {
    /// All income.
    #[must_use]
    pub fn income_total(&self) -> Fen {
        total(&self.income)
    }

    /// Income less the cost of earning it.
    #[must_use]
    pub fn net(&self) -> Fen {
        self.income_total() - self.cost
    }

    /// All uses.
    #[must_use]
    pub fn uses_total(&self) -> Fen {
        total(&self.uses)
    }

    /// Carried to the next statement.
    #[must_use]
    pub fn closing(&self) -> Fen {
        self.opening + self.net() - self.uses_total()
    }
}

/// The money of one month's disclosure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Income lines in the order posted.
    pub income: Vec<Line>,
    /// Cost by group in the order posted.
    pub expense: Vec<(CostGroup, Fen)>,
    /// The owners' shared income, apart.
    pub common: CommonAccount,
}

impl Statement {
    /// All income.
    #[must_use]
    pub fn income_total(&self) -> Fen {
        total(&self.income)
    }

    /// All cost.
    #[must_use]
    pub fn expense_total(&self) -> Fen {
        self.expense.iter().map(|(_, amount)| amount).sum()
    }

    /// 本月收支差额: income less cost; negative is a loss.
    #[must_use]
    pub fn balance(&self) -> Fen {
        self.income_total() - self.expense_total()
    }

    /// The share of each cost line in percent with one decimal, in the order of `expense`, adding up to 100.0.
    #[must_use]
    pub fn expense_percentages(&self) -> Vec<Decimal> {
        let amounts: Vec<Fen> = self.expense.iter().map(|(_, amount)| *amount).collect();
        percent_tenths(&amounts)
    }
}

fn total(lines: &[Line]) -> Fen {
    lines.iter().map(|l| l.amount).sum()
}

/// A number of households as posted. One to four could be recognised by neighbours and is not told exactly.
#[must_use]
pub fn suppressed(count: u64) -> String {
    match count {
        1..=4 => "少于5户".to_owned(),
        _ => format!("{count}户"),
    }
}
