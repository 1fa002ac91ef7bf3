//! What a home owes, as the letters about it put it.

use crate::error::DocumentError;
use crate::pen::Align;
use crate::phrase;
use crate::slip::SlipOffice;
use crate::table::{Column, Row, Table};
use chrono::NaiveDate;
use zhangfang_domain::{Fen, ageing};

/// One open charge.
#[derive(Clone, Debug)]
pub struct Debt {
    /// The posted name of the item.
    pub item: String,
    /// First and last day it is for.
    pub period: (NaiveDate, NaiveDate),
    /// What is still open, without late charge.
    pub principal: Fen,
    /// Last day to pay.
    pub due: NaiveDate,
}

/// Where the contract takes a dispute to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Forum {
    /// 诉讼
    #[default]
    Court,
    /// 仲裁
    Arbitration,
}

impl Forum {
    /// What the company would do there.
    pub(crate) const fn step(self) -> &'static str {
        match self {
            Self::Court => "提起诉讼",
            Self::Arbitration => "申请仲裁",
        }
    }

    const fn place(self) -> &'static str {
        match self {
            Self::Court => "向人民法院起诉",
            Self::Arbitration => "向约定的仲裁机构申请仲裁",
        }
    }
}

/// Who owes what, by item and period, with the days since it was due on `as_of`.
pub(crate) fn table(debts: &[Debt], as_of: NaiveDate) -> Table {
    let mut table = Table::new([
        Column::new("收费项目", 44, Align::Left),
        Column::new("所属期间", 66, Align::Left),
        Column::new("到期日", 34, Align::Left),
        Column::new("逾期天数", 18, Align::Right),
        Column::new("未缴本金（元）", 30, Align::Right),
    ]);
    table.rows = debts
        .iter()
        .map(|debt| {
            Row::line([
                debt.item.clone(),
                phrase::period(debt.period.0, debt.period.1),
                phrase::date(debt.due),
                overdue(debt.due, as_of),
                debt.principal.to_string(),
            ])
        })
        .collect();
    table
}

/// Days since the due date, a dash before and on it.
pub(crate) fn overdue(due: NaiveDate, as_of: NaiveDate) -> String {
    match ageing::days_overdue(due, as_of) {
        ..=0 => "—".to_owned(),
        days => days.to_string(),
    }
}

/// Refuses a stated total that the lines do not give.
pub(crate) fn agreed(whose: &str, stated: Fen, summed: Fen) -> Result<(), DocumentError> {
    if stated == summed {
        return Ok(());
    }
    Err(DocumentError::TotalsDisagree { whose: whose.to_owned(), stated, summed })
}

/// Whom to talk to, with the phone where there is one.
pub(crate) fn contact(person: &str, office: &SlipOffice) -> String {
    with_phone(if person.is_empty() { "服务中心" } else { person }, &office.enquiry_phone)
}

fn with_phone(who: &str, phone: &str) -> String {
    if phone.is_empty() { who.to_owned() } else { format!("{who}（{phone}）") }
}

/// Where somebody who disagrees can turn to, step by step (checklist S125).
pub(crate) fn dispute_route(office: &SlipOffice, forum: Forum) -> String {
    format!(
        "如对费用有不同意见，您可先与{}核对，再向{}反映；也可以请街道、社区或人民调解组织协调，或拨打 12345 热线；仍不能解决的，双方可按合同约定{}。",
        with_phone("服务中心", &office.enquiry_phone),
        with_phone("公司", &office.complaint_phone),
        forum.place()
    )
}

/// How to pay, in one sentence.
pub(crate) fn ways(office: &SlipOffice) -> String {
    let transfer = office.account.as_ref().map(|account| {
        format!(
            "银行转账（户名 {}，开户行 {}，账号 {}，附言 {}）",
            account.holder, account.bank, account.number, account.remark_hint
        )
    });
    transfer.into_iter().chain(office.other_ways.iter().cloned()).collect::<Vec<_>>().join("；")
}
