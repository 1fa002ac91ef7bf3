//! The monthly disclosure: totals and balance of what is posted in public (domain section 3.13).
//!
//! Nothing here can hold a person, a room or one household's money: only sums and counts.

use crate::Fen;
use crate::coded::coded;
use crate::share::percent_tenths;
use rust_decimal::Decimal;

coded! {
    /// The nine cost groups of property service the law names, and taxes, in the order they are posted.
    CostGroup {
        /// Wages and what belongs to them.
        Staff, "staff", "人员费用";
        /// Running and maintaining shared parts and installations.
        Maintenance, "maintenance", "共用部位及设施设备运行维护";
        /// Shared water and electricity.
        Utilities, "utilities", "公共水电";
        /// Cleaning.
        Cleaning, "cleaning", "清洁卫生";
        /// Greenery.
        Greening, "greening", "绿化养护";
        /// Keeping order.
        Security, "security", "秩序维护";
        /// Office costs.
        Office, "office", "办公费用";
        /// Depreciation of fixed assets.
        Depreciation, "depreciation", "固定资产折旧";
        /// Public liability and other insurance.
        Insurance, "insurance", "公众责任等保险";
        /// Taxes.
        Tax, "tax", "税费";
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
