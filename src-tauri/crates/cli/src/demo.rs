//! `demo`: makes the demo office and prints the papers of its month end.

use crate::answer::Answer;
use crate::arguments::Common;
use crate::commands::write_file;
use crate::console::Console;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use zhangfang_demo::{Demo, Recipe, WORKBOOK};
use zhangfang_domain::Months;
use zhangfang_office::Result;

/// What the demo is made of.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// 户数
    #[arg(long, default_value_t = 320, value_name = "户")]
    homes: usize,
    /// 月数
    #[arg(long, default_value_t = 6, value_name = "月")]
    months: u32,
    /// 种子：相同的种子得到相同的小区
    #[arg(long, default_value_t = 7, value_name = "数")]
    seed: u64,
    /// 最后一个月
    #[arg(long, default_value = "2025-12", value_name = "月份")]
    until: String,
    /// 输出文件夹（账本与全部文件）
    #[arg(long, default_value = "demo", value_name = "文件夹")]
    out: PathBuf,
    /// 只做账本，不打印文件
    #[arg(long)]
    book_only: bool,
}

/// Makes the office, lives its months and prints its papers.
pub fn run(common: &Common, arguments: &DemoArgs) -> Result<Answer> {
    let recipe = Recipe {
        homes: arguments.homes,
        months: arguments.months,
        seed: arguments.seed,
        until: crate::commands::month(&arguments.until)?.last_day(),
    };
    let book = arguments.out.join("demo.zfb");
    recipe.lived_months()?;
    let mut demo = Demo::make(&book, &recipe, &mut Console::new("演示"))?;
    let made = printed(common, arguments, &mut demo);
    if made.is_err() {
        // A demo that was stopped half way is of no use to anybody.
        zhangfang_demo::remove(&book);
    }
    told(&demo, &book, &made?)
}

fn printed(common: &Common, arguments: &DemoArgs, demo: &mut Demo) -> Result<Vec<(PathBuf, usize)>> {
    write_file(&arguments.out.join(WORKBOOK), &demo.workbook)?;
    if arguments.book_only {
        return Ok(Vec::new());
    }
    let mut keep = |name: &str, bytes: &[u8]| write_file(&arguments.out.join(name), bytes);
    let made = demo.month_end(&common.fonts()?, &mut Console::new("通知单"), &mut keep)?;
    Ok(made.into_iter().map(|(name, count)| (arguments.out.join(name), count)).collect())
}

/// What the demo made, in words and numbers.
fn told(demo: &Demo, book: &Path, papers: &[(PathBuf, usize)]) -> Result<Answer> {
    let Demo { office, people, lived, months, .. } = demo;
    let last = months.to;
    let verified = office.verify()?;
    let sums = office.arrears_sums(last.last_day())?;
    let rates = office.rates(Months::single(last), last.last_day())?;
    let current = rates.rates.first().and_then(|r| r.percent).map_or_else(String::new, |p| format!("{p}%"));
    let mut text = format!(
        "演示办公室：{}，{} 户，{} 个月（{months}）\n账本 {}：{} 条操作，{} 条明细，核对 {}\n出账 {} 笔 {} 元；收据 {} 张 {} 元，作废 {} 张\n{last} 当期收缴率 {current}；月末未收 {} 元，其中逾期 {} 元\n",
        people.office,
        people.homes.len(),
        months.count(),
        book.display(),
        verified.acts,
        verified.facts,
        if verified.findings.is_empty() { "无误" } else { "有误" },
        lived.charges,
        lived.charged,
        lived.receipts,
        lived.received,
        lived.voids,
        sums.open,
        sums.overdue,
    );
    for paper in papers {
        text += &format!("  {}（{} 份）\n", paper.0.display(), paper.1);
    }
    let json = json!({
        "office": people.office, "homes": people.homes.len(), "book": book.display().to_string(),
        "acts": verified.acts, "facts": verified.facts, "findings": verified.findings,
        "charges": lived.charges, "charged": lived.charged.plain(), "receipts": lived.receipts,
        "received": lived.received.plain(), "voids": lived.voids, "open": sums.open.plain(),
        "overdue": sums.overdue.plain(), "current_rate": current,
        "papers": papers.iter().map(|p| json!({ "file": p.0.display().to_string(), "count": p.1 })).collect::<Vec<_>>(),
    });
    Ok(Answer::new(text, &json).refused_if(!verified.findings.is_empty()))
}
