//! `dunning`: notices and formal demands for overdue charges.

use super::arrears::FilterArgs;
use crate::answer::Answer;
use crate::arguments::Common;
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;
use zhangfang_office::papers::{self, DunningRequest};
use zhangfang_office::{Refusal, Result};

/// Verbs of `dunning`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 催缴通知单（第一次或第二次），业主联与存档联
    Notice {
        /// 第几次：1 或 2
        #[arg(long, value_name = "次", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=2))]
        round: u8,
        /// 给谁、限期
        #[command(flatten)]
        letter: LetterArgs,
    },
    /// 书面催缴函，附送达回证（一户一函）
    Demand {
        /// 给谁、限期
        #[command(flatten)]
        letter: LetterArgs,
    },
}

/// What every letter takes.
#[derive(Debug, Args)]
pub struct LetterArgs {
    /// 输出的 PDF
    #[arg(long, value_name = "文件")]
    out: PathBuf,
    /// 给多少天期限；书面催缴函不少于 15 天
    #[arg(long, value_name = "天", default_value_t = 15)]
    days: u32,
    /// 联系人
    #[arg(long, value_name = "姓名", default_value = "")]
    contact: String,
    /// 条件
    #[command(flatten)]
    filter: FilterArgs,
}

impl LetterArgs {
    fn request(&self) -> Result<DunningRequest> {
        let (filter, contact) = (self.filter.filter()?, self.contact.clone());
        Ok(DunningRequest { filter, to: Vec::new(), days: self.days, contact })
    }
}

/// Runs a verb of `dunning`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let fonts = common.fonts()?;
    let occasion = common.occasion();
    let (made, out) = match verb {
        Verb::Notice { round, letter } => {
            let request = letter.request()?;
            (papers::dunning_notices(&mut common.open()?, &fonts, round, &request, &occasion)?, letter.out)
        }
        Verb::Demand { letter } => {
            if letter.days < papers::LEAST_DEMAND_DAYS {
                let value = letter.days.to_string();
                let expected = "不少于 15 天（《民法典》第九百四十四条要求给出合理期限）";
                return Err(Refusal::Unusable { field: "期限", value, expected }.into());
            }
            let request = letter.request()?;
            (papers::demands(&mut common.open()?, &fonts, &request, &occasion)?, letter.out)
        }
    };
    super::write_file(&out, &made.bytes)?;
    let path = out.display().to_string();
    Ok(Answer::new(format!("{path}（{} 户）", made.count), &json!({ "file": path, "count": made.count })))
}
