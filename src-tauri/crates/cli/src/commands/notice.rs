//! `notice`: what goes into the mailboxes and onto the board of the entrance.

use super::months;
use crate::answer::Answer;
use crate::arguments::Common;
use crate::console::Console;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_office::{Result, papers};

/// Verbs of `notice`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 缴费通知单（投信箱，A4 一裁二）：每栋一个 PDF，带书签
    Slips {
        /// 期间
        #[arg(value_name = "期间")]
        months: String,
        /// 输出文件夹
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
        /// 只打印这些楼栋
        #[arg(long = "building", value_name = "楼栋")]
        buildings: Vec<String>,
        /// 姓名不打码（装信封时用）
        #[arg(long)]
        full_names: bool,
    },
    /// 缴费通知（贴楼栋，A4，只有户数没有个人信息）：每栋一个 PDF
    Posters {
        /// 期间
        #[arg(value_name = "期间")]
        months: String,
        /// 输出文件夹
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
        /// 只打印这些楼栋
        #[arg(long = "building", value_name = "楼栋")]
        buildings: Vec<String>,
    },
}

/// Runs a verb of `notice`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let fonts = common.fonts()?;
    let mut office = common.open()?;
    let (made, out) = match verb {
        Verb::Slips { months: text, out, buildings, full_names } => {
            let wanted = papers::Slips { months: months(&text)?, buildings, full_names };
            (
                papers::slips(&mut office, &fonts, &wanted, &common.occasion(), &mut Console::new("通知单"))?,
                out,
            )
        }
        Verb::Posters { months: text, out, buildings } => {
            (papers::posters(&mut office, &fonts, months(&text)?, &buildings, &common.occasion())?, out)
        }
    };
    let mut files = Vec::with_capacity(made.len());
    let mut text = String::new();
    for paper in made {
        let path = out.join(&paper.file_name);
        super::write_file(&path, &paper.bytes)?;
        text += &format!("{}（{} 份）\n", path.display(), paper.count);
        files.push(json!({ "file": path.display().to_string(), "count": paper.count }));
    }
    Ok(Answer::new(text, &json!({ "files": files })))
}
