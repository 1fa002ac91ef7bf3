//! `office`: what the office says of itself on paper.

use crate::answer::{Answer, columns};
use crate::arguments::Common;
use clap::Subcommand;
use zhangfang_office::{Refusal, Result};

/// Verbs of `office`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 查看资料
    Show,
    /// 修改资料，例如 office set phone=0000-0000000
    Set {
        /// 资料项=内容，可写多个
        #[arg(required = true, value_name = "项=内容")]
        fields: Vec<String>,
    },
}

/// Runs a verb of `office`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let profile = match verb {
        Verb::Show => common.look()?.profile()?,
        Verb::Set { fields } => {
            let mut office = common.open()?;
            let mut profile = office.profile()?;
            for field in &fields {
                let expected = "项=内容，如 phone=0000-0000000";
                let (name, value) = field.split_once('=').ok_or_else(|| Refusal::Unusable {
                    field: "资料",
                    value: field.clone(),
                    expected,
                })?;
                profile.set(name.trim(), value)?;
            }
            office.change_profile(&profile, &common.occasion())?;
            profile
        }
    };
    let mut copy = profile.clone();
    let rows: Vec<Vec<String>> = copy
        .fields()
        .into_iter()
        .map(|(name, label, value)| vec![label.into(), name.into(), value.clone()])
        .collect();
    Ok(Answer::new(columns(&["资料", "项", "内容"], &rows, &[]), &profile))
}
