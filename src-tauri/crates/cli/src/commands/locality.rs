//! `locality`: what local rules decide.

use crate::answer::{Answer, columns};
use crate::arguments::Common;
use clap::Subcommand;
use zhangfang_office::{Refusal, Result};

/// Verbs of `locality`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 查看地方参数
    Show,
    /// 按当地规定修改，例如 locality set prepay_months=6 reply_days=7
    Set {
        /// 参数=值，可写多个
        #[arg(required = true, value_name = "参数=值")]
        parameters: Vec<String>,
    },
}

/// Runs a verb of `locality`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let locality = match verb {
        Verb::Show => common.look()?.locality()?,
        Verb::Set { parameters } => {
            let mut office = common.open()?;
            let mut locality = office.locality()?;
            for parameter in &parameters {
                let (name, value) = parameter.split_once(['=', '＝']).ok_or_else(|| Refusal::Unusable {
                    field: "地方参数",
                    value: parameter.clone(),
                    expected: "参数=值，如 prepay_months=12",
                })?;
                locality.set(name.trim(), value)?;
            }
            office.change_locality(&locality, &common.occasion())?;
            locality
        }
    };
    let rows: Vec<Vec<String>> = locality
        .parameters()
        .into_iter()
        .map(|p| vec![p.label.into(), p.name.into(), p.value, p.expected.into()])
        .collect();
    Ok(Answer::new(columns(&["参数", "名称", "值", "可填"], &rows, &[]), &locality))
}
