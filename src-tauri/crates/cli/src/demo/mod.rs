//! The demo office: an invented estate, lived through for some months, with every paper of its last month end.
//!
//! The same arguments give the same book and the same papers on every machine.

mod life;
mod month_end;
mod population;
mod set_up;

use crate::answer::Answer;
use crate::arguments::Common;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use clap::Args;
use population::Population;
use serde_json::json;
use std::path::{Path, PathBuf};
use zhangfang_domain::{Month, Months};
use zhangfang_office::{Occasion, Office, Refusal, Result};

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

/// The clock of the demo: it only ever moves forward, a little with every act.
pub struct Clock {
    now: NaiveDateTime,
}

impl Clock {
    /// Who does the next act and when.
    pub fn occasion(&mut self, day: NaiveDate, operator: &str) -> Occasion {
        let opening = day.and_hms_opt(8, 30, 0).unwrap_or_default();
        self.now = if self.now < opening { opening } else { self.now + TimeDelta::seconds(47) };
        Occasion { operator: operator.to_owned(), today: day, now: self.now, key: None }
    }
}

/// Makes the office, lives its months and prints its papers.
pub fn run(common: &Common, arguments: &DemoArgs) -> Result<Answer> {
    let unusable = |field, value: String, expected| Refusal::Unusable { field, value, expected };
    if !(1..=50_000).contains(&arguments.homes) {
        return Err(unusable("户数", arguments.homes.to_string(), "1 到 50000").into());
    }
    if !(1..=120).contains(&arguments.months) {
        return Err(unusable("月数", arguments.months.to_string(), "1 到 120").into());
    }
    let last = super::commands::month(&arguments.until)?;
    let months = Months::starting(last.plus(1 - arguments.months.cast_signed()), arguments.months);
    let book = arguments.out.join("demo.zfb");
    if book.exists() {
        return Err(
            unusable("输出文件夹", book.display().to_string(), "没有演示账本的文件夹；请先删掉旧的").into()
        );
    }
    let people = population::population(arguments.homes, arguments.seed);
    let made = make(common, arguments, &book, &people, months);
    if made.is_err() {
        // A demo that was stopped half way is of no use to anybody.
        for suffix in ["", "-wal", "-shm", ".lock"] {
            let mut name = book.as_os_str().to_owned();
            name.push(suffix);
            drop(std::fs::remove_file(name));
        }
    }
    told(made?, &people, &book, months)
}

/// What the demo made, in words and numbers.
fn told(made: Made, people: &Population, book: &Path, months: Months) -> Result<Answer> {
    let last = months.to;
    let Made { office, lived, papers } = made;
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
    for paper in &papers {
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

/// A finished demo.
struct Made {
    office: Office,
    lived: life::Lived,
    papers: month_end::Made,
}

fn make(
    common: &Common,
    arguments: &DemoArgs,
    book: &Path,
    people: &Population,
    months: Months,
) -> Result<Made> {
    let mut clock = Clock { now: NaiveDateTime::default() };
    let mut office = set_up::office(&arguments.out, book, people, months, &mut clock)?;
    let lived = life::live(&mut office, people, months, arguments.seed, &mut clock)?;
    let papers = if arguments.book_only {
        Vec::new()
    } else {
        month_end::papers(&mut office, &common.fonts()?, &arguments.out, months.to, &mut clock)?
    };
    Ok(Made { office, lived, papers })
}

/// Days of a month that exist in every month.
fn day(month: Month, day: u32) -> NaiveDate {
    month.day_or_last(day)
}
