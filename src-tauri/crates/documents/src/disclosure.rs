//! 月度收支公示 (domain section 3.13): what came in, what it was spent on, what belongs to the owners. Public.

use crate::bind::Imprint;
use crate::error::DocumentError;
use crate::flow::Flow;
use crate::length::Size;
use crate::public::{
    HouseholdCount, HouseholdSplit, OfficeTotal, PublicModel, PublicText, UnitPrice, sealed,
};
use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use zhangfang_domain::Month;
use zhangfang_domain::disclosure::Statement;

mod charts;
mod sheet;

/// The statement of one month as it is posted. Parts that are empty are left out; none can hold a name, a room,
/// a phone of a household or its money.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// Document number.
    pub number: PublicText,
    /// When it is printed.
    pub printed: NaiveDateTime,
    /// Name of the estate.
    pub estate: PublicText,
    /// Name of the company, which seals it.
    pub company: PublicText,
    /// Name of the service centre.
    pub centre: PublicText,
    /// The month.
    pub month: Month,
    /// 1 for the first posting; a correction is a new version.
    pub version: u32,
    /// What a correction changed.
    pub change_note: Option<PublicText>,
    /// Who bears a loss and keeps a gain.
    pub charging: ChargingForm,
    /// When money counts.
    pub basis: AccountingBasis,
    /// Day of posting.
    pub posted: NaiveDate,
    /// Where questions go.
    pub objection: Objection,
    /// What is charged and at which prices.
    pub base: Option<BaseData>,
    /// Income, expenditure, shared income.
    pub statement: PublicStatement,
    /// Balance of the month before.
    pub last_balance: Option<OfficeTotal>,
    /// Balances of the earlier months of the year together; the year's balance is this and the month's.
    pub balance_before: Option<OfficeTotal>,
    /// Paid ahead in the month and in no income line.
    pub newly_prepaid: Option<OfficeTotal>,
    /// What was due and what came in.
    pub collection: Option<Collection>,
    /// Shared water and electricity.
    pub utilities: Vec<SharedUtility>,
    /// Uses of the special maintenance fund.
    pub fund: Vec<(PublicText, OfficeTotal)>,
    /// What was done.
    pub services: Vec<ServiceReport>,
    /// Next month's plan.
    pub plans: Vec<PublicText>,
    /// Income and expenditure of the last months, oldest first, this month included.
    pub trend: Vec<MonthTotals>,
    /// Questions to earlier statements and their answers.
    pub answers: Vec<(PublicText, PublicText)>,
    /// Whether a slip for objections is printed below.
    pub objection_slip: bool,
}

/// Who bears a loss and keeps a gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargingForm {
    /// 包干制
    LumpSum,
    /// 酬金制: the owners' committee signs too.
    Remuneration,
}

impl ChargingForm {
    const fn label(self) -> &'static str {
        match self {
            Self::LumpSum => "包干制",
            Self::Remuneration => "酬金制",
        }
    }
}

/// When money counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountingBasis {
    /// 收付实现制: when it is paid.
    Cash,
    /// 权责发生制: when it is due.
    Accrual,
}

impl AccountingBasis {
    const fn label(self) -> &'static str {
        match self {
            Self::Cash => "收付实现制",
            Self::Accrual => "权责发生制",
        }
    }
}

/// Where questions go, and for how long after posting.
#[derive(Clone, Debug)]
pub struct Objection {
    /// Phone.
    pub phone: PublicText,
    /// Days.
    pub days: u32,
}

/// What is charged.
#[derive(Clone, Debug)]
pub struct BaseData {
    /// Charged area in m².
    pub area: Decimal,
    /// Homes charged.
    pub homes: HouseholdCount,
    /// Posted prices.
    pub prices: Vec<UnitPrice>,
}

/// The money of the month, every name in it checked to show no household.
#[derive(Clone, Debug)]
pub struct PublicStatement(Statement);

impl PublicStatement {
    /// Checks the names of income, sources and uses.
    ///
    /// # Errors
    /// [`DocumentError::Private`] shows the part that gives a household away.
    pub fn new(statement: Statement) -> Result<Self, DocumentError> {
        let common = &statement.common;
        for line in statement.income.iter().chain(&common.income).chain(&common.uses) {
            PublicText::new(&line.label)?;
        }
        Ok(Self(statement))
    }

    /// The money.
    #[must_use]
    pub const fn money(&self) -> &Statement {
        &self.0
    }
}

/// What was due for the month and what came in for it.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// Charged, less reductions.
    pub due: OfficeTotal,
    /// Received for it.
    pub received: OfficeTotal,
    /// Homes that have paid everything, and the others.
    pub homes: HouseholdSplit,
}

/// Water or electricity of shared parts.
#[derive(Clone, Debug)]
pub struct SharedUtility {
    /// What: 电梯用电.
    pub name: PublicText,
    /// How much was used.
    pub volume: Decimal,
    /// In what: `度`, `吨`.
    pub unit: PublicText,
    /// Price of one in yuan.
    pub price: Decimal,
    /// What it cost.
    pub amount: OfficeTotal,
    /// How it is shared, and how much falls on a m² or a home: `按面积分摊，0.12 元/m²`.
    pub method: PublicText,
}

/// What was done in one field of service.
#[derive(Clone, Debug)]
pub struct ServiceReport {
    /// The field: 清洁卫生, 投诉处理.
    pub field: PublicText,
    /// Facts: how often, how many, how fast.
    pub done: PublicText,
}

/// One month of the trend.
#[derive(Clone, Copy, Debug)]
pub struct MonthTotals {
    /// The month.
    pub month: Month,
    /// All income.
    pub income: OfficeTotal,
    /// All expenditure.
    pub expense: OfficeTotal,
}

impl sealed::Sealed for Disclosure {}

impl PublicModel for Disclosure {
    fn flow(&self) -> Flow {
        let month = format!("{}年{}月", self.month.year(), self.month.month());
        Flow {
            imprint: Imprint {
                title: format!("{}{month}物业服务收支公示", self.estate),
                number: self.number.to_string(),
                printed: self.printed,
            },
            size: Size::A4,
            masthead: format!("{}　{}", self.company, self.centre),
            data_as_of: None,
            contact: format!("异议反映电话 {}", self.objection.phone),
            blocks: self.blocks(&month),
        }
    }
}
