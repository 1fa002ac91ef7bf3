//! 住户对账单 on paper and as a workbook: the same lines as on screen. It changes nothing and takes no number.

use super::{Paper, data_as_of, require};
use crate::export::{Table, Value};
use crate::statement::Statement;
use crate::{Occasion, Office, Result};
use zhangfang_documents::account_statement::{self, AccountStatement, StatementLine};
use zhangfang_documents::{FontSet, Imprint};

/// The paper of a statement.
///
/// # Errors
/// [`crate::Refusal::ProfileIncomplete`], document and store errors.
pub fn statement(office: &Office, fonts: &FontSet, of: &Statement, occasion: &Occasion) -> Result<Paper> {
    let profile = office.profile()?;
    require(&profile, &["office", "phone"])?;
    let line = |l: &crate::statement::StatementLine| StatementLine {
        date: l.date,
        what: l.what.clone(),
        amount: l.amount,
        balance: l.balance,
    };
    let model = AccountStatement {
        imprint: Imprint {
            title: format!("住户对账单 {}", of.room),
            number: format!("账户 {}", of.account),
            printed: occasion.now,
        },
        contact: format!("咨询电话 {}", profile.phone),
        company: profile.company,
        centre: profile.office,
        room: of.room.clone(),
        owner: of.owner.clone(),
        since: of.since,
        as_of: of.as_of,
        data_as_of: data_as_of(occasion),
        before: of.before,
        lines: of.lines.iter().map(line).collect(),
    };
    let bytes = account_statement::rendered(fonts, &model)?;
    Ok(Paper { file_name: format!("住户对账单-{}.pdf", of.room), bytes, count: 1 })
}

/// A statement as a table to be written as a workbook.
#[must_use]
pub fn statement_table(of: &Statement, occasion: &Occasion) -> Table {
    let heads = ["日期", "内容", "账单", "收据", "增减", "余额"];
    let number = |n: Option<i64>| n.map_or(Value::Empty, Value::Integer);
    let mut rows = Vec::with_capacity(of.lines.len() + 1);
    if let Some(since) = of.since {
        let before = Value::Text("此前结余".to_owned());
        rows.push(vec![
            Value::Date(since),
            before,
            Value::Empty,
            Value::Empty,
            Value::Empty,
            Value::Amount(of.before),
        ]);
    }
    rows.extend(of.lines.iter().map(|l| {
        vec![
            Value::Date(l.date),
            Value::Text(l.what.clone()),
            number(l.charge),
            number(l.receipt),
            Value::Amount(l.amount),
            Value::Amount(l.balance),
        ]
    }));
    Table {
        title: format!("住户对账单 {} {}", of.room, of.owner),
        headings: heads.map(str::to_owned).to_vec(),
        rows,
        footer: Some(format!(
            "操作人 {}　导出时间 {}　业务日期 {}　用途 住户对账",
            occasion.operator,
            occasion.now.format("%Y-%m-%d %H:%M"),
            occasion.today
        )),
    }
}
