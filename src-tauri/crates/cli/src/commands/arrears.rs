//! `arrears` and `rate`: who owes, how old, and how much came in.

use super::{amount, month, months};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::path::{Path, PathBuf};
use zhangfang_domain::rates::Rate;
use zhangfang_domain::{Fen, Month};
use zhangfang_office::arrears::{ArrearsFilter, ArrearsLine, ArrearsList, SumBy, SumLine};
use zhangfang_office::bridge::{BRIDGE_HEADINGS, BridgeBy, BridgeLine};
use zhangfang_office::{Office, Result, papers};

/// Verbs of `arrears`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 欠费明细
    List(FilterArgs),
    /// 汇总：楼栋、单元、项目、住户或账龄
    Sum {
        /// 按什么汇总
        #[arg(long, value_enum, default_value = "building", value_name = "依据")]
        by: By,
        /// 条件
        #[command(flatten)]
        filter: FilterArgs,
    },
    /// 欠费变动表：期初＋新增－收回－核销－减免冲销＝期末
    Bridge {
        /// 月份，如 2025-11
        #[arg(value_name = "月份")]
        month: String,
        /// 按什么列
        #[arg(long, value_enum, default_value = "item", value_name = "依据")]
        by: BridgeByArg,
        /// 输出 .pdf、.xlsx 或 .csv
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 打印账龄分析表（内部使用）
    PrintAgeing {
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 条件
        #[command(flatten)]
        filter: FilterArgs,
    },
    /// 打印欠费明细表（内部使用）
    Print {
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 条件
        #[command(flatten)]
        filter: FilterArgs,
    },
}

/// Verbs of `rate`.
#[derive(Debug, Subcommand)]
pub enum RateVerb {
    /// 某期间的收缴率
    Show {
        /// 期间
        #[arg(value_name = "期间")]
        months: String,
    },
    /// 近十二个月
    Trend {
        /// 最后一个月
        #[arg(value_name = "月份")]
        last: String,
    },
}

/// 汇总依据
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum By {
    /// 楼栋
    Building,
    /// 单元
    Unit,
    /// 收费项目
    Item,
    /// 住户
    Home,
    /// 账龄
    Age,
}

/// 欠费变动表的依据
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum BridgeByArg {
    /// 收费项目
    Item,
    /// 楼栋
    Building,
}

/// Which open charges.
#[derive(Clone, Debug, Args)]
pub struct FilterArgs {
    /// 楼栋
    #[arg(long, value_name = "楼栋")]
    pub building: Option<String>,
    /// 单元
    #[arg(long, value_name = "单元")]
    pub unit: Option<u16>,
    /// 房号
    #[arg(long, value_name = "房号")]
    pub home: Option<String>,
    /// 收费项目
    #[arg(long, value_name = "项目")]
    pub item: Option<String>,
    /// 连同未到期的
    #[arg(long)]
    pub not_due: bool,
    /// 合计不低于（元）
    #[arg(long, value_name = "元", default_value = "0")]
    pub at_least: String,
    /// 逾期天数不少于
    #[arg(long, value_name = "天", default_value_t = 0)]
    pub overdue_days: i64,
}

impl FilterArgs {
    /// The filter.
    pub fn filter(&self) -> Result<ArrearsFilter> {
        Ok(ArrearsFilter {
            building: self.building.clone(),
            unit: self.unit,
            room: self.home.clone(),
            item: self.item.clone(),
            include_not_due: self.not_due,
            at_least: amount(&self.at_least)?,
            overdue_days: self.overdue_days,
        })
    }
}

/// Runs a verb of `arrears`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let office = common.look()?;
    match verb {
        Verb::List(filter) => {
            let list = office.arrears(common.today(), &filter.filter()?)?;
            Ok(Answer::new(list_text(&list), &list))
        }
        Verb::Sum { by, filter } => {
            let list = office.arrears(common.today(), &filter.filter()?)?;
            let by = match by {
                By::Building => SumBy::Building,
                By::Unit => SumBy::Unit,
                By::Item => SumBy::Item,
                By::Home => SumBy::Home,
                By::Age => SumBy::Age,
            };
            let sums = office.sum_by(&list, by);
            let text = format!("截至 {}：合计 {} 元\n{}", list.as_of, list.total, sum_table(&sums));
            let json = json!({ "as_of": list.as_of, "total": list.total.plain(), "homes": list.homes, "sums": sums });
            Ok(Answer::new(text, &json))
        }
        Verb::Print { out, filter } => {
            let made =
                papers::arrears_list(&office, &common.fonts()?, &filter.filter()?, &common.occasion())?;
            written(&out, &made)
        }
        Verb::PrintAgeing { out, filter } => {
            let made =
                papers::ageing_table(&office, &common.fonts()?, &filter.filter()?, &common.occasion())?;
            written(&out, &made)
        }
        Verb::Bridge { month: text, by, out } => bridge(common, &office, month(&text)?, by, out.as_deref()),
    }
}

fn bridge(
    common: &Common,
    office: &Office,
    month: Month,
    by: BridgeByArg,
    out: Option<&Path>,
) -> Result<Answer> {
    let by = match by {
        BridgeByArg::Item => BridgeBy::Item,
        BridgeByArg::Building => BridgeBy::Building,
    };
    let bridge = office.arrears_bridge(month, by)?;
    let Some(out) = out else {
        let line = |l: &BridgeLine| {
            std::iter::once(l.name.clone()).chain(l.amounts().map(|a| a.to_string())).collect::<Vec<_>>()
        };
        let rows: Vec<Vec<String>> = bridge.lines.iter().chain([&bridge.total]).map(line).collect();
        let text = format!("{month} 欠费变动\n{}", columns(&BRIDGE_HEADINGS, &rows, &[1, 2, 3, 4, 5, 6]));
        return Ok(Answer::new(text, &bridge));
    };
    if out.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
        return written(
            out,
            &papers::arrears_bridge(office, &common.fonts()?, month, by, &common.occasion())?,
        );
    }
    super::write_table(out, &bridge.table(&common.footer("月末对账")))?;
    let path = out.display().to_string();
    Ok(Answer::new(format!("已导出 {path}。"), &json!({ "file": path })))
}

fn list_text(list: &ArrearsList) -> String {
    let late = list.late_charge.is_positive();
    let row = |l: &ArrearsLine| {
        let mut row = cells([
            &l.room,
            &l.owner,
            &l.item,
            &l.months,
            &l.due,
            &l.days_overdue,
            &l.bucket,
            &l.open,
            &l.charge,
        ]);
        row.extend(late.then(|| l.late_charge.to_string()));
        row.extend([l.limitation.to_string(), l.remark.clone()]);
        row
    };
    let rows: Vec<Vec<String>> = list.lines.iter().map(row).collect();
    let mut headings = vec!["房号", "业主", "项目", "期间", "截止日", "逾期天", "账龄", "未缴", "账单"];
    headings.extend(late.then_some("可计违约金"));
    headings.extend(["时效届满日", "备注"]);
    let mut text = format!("截至 {}：{} 户欠费 {} 元", list.as_of, list.homes, list.total);
    if late {
        text += &format!("，按合同可计违约金 {} 元（未主张，未计入）", list.late_charge);
    }
    let right: &[usize] = if late { &[5, 7, 8, 9] } else { &[5, 7, 8] };
    format!("{text}\n{}", columns(&headings, &rows, right))
}

fn written(out: &Path, bytes: &[u8]) -> Result<Answer> {
    super::write_file(out, bytes)?;
    let path = out.display().to_string();
    Ok(Answer::new(format!("已生成 {path}（内部使用，请勿张贴）。"), &json!({ "file": path })))
}

fn sum_table(sums: &[SumLine]) -> String {
    let rows: Vec<Vec<String>> = sums.iter().map(|s| cells([&s.key, &s.charges, &s.open])).collect();
    columns(&["类别", "笔数", "未缴"], &rows, &[1, 2])
}

/// Runs a verb of `rate`.
pub fn run_rate(common: &Common, verb: RateVerb) -> Result<Answer> {
    let office = common.look()?;
    let shown =
        |percent: Option<rust_decimal::Decimal>| percent.map_or_else(|| "—".to_owned(), |p| format!("{p}%"));
    match verb {
        RateVerb::Show { months: text } => {
            let rates = office.rates(months(&text)?, common.today())?;
            let rows: Vec<Vec<String>> = rates
                .rates
                .iter()
                .map(|r| cells([&r.name, &r.numerator, &r.denominator, &shown(r.percent)]))
                .collect();
            let average = rates.average.map_or_else(|| "—".to_owned(), |a| a.to_string());
            let text = format!(
                "{} 截至 {}\n{}\n期末欠费 {} 元，{} 户，户均 {average} 元",
                rates.months,
                rates.as_of,
                columns(&["指标", "分子", "分母", "比率"], &rows, &[1, 2, 3]),
                rates.arrears,
                rates.debtor_homes
            );
            Ok(Answer::new(text, &rates))
        }
        RateVerb::Trend { last } => {
            let trend = office.trend(month(&last)?)?;
            let rate = |received: Fen, net: Fen| Rate { numerator: received, denominator: net }.percent();
            let rows: Vec<Vec<String>> = trend
                .iter()
                .map(|t| cells([&t.month, &t.net, &t.received, &shown(rate(t.received, t.net))]))
                .collect();
            let json: Vec<_> = trend
                .iter()
                .map(|t| {
                    json!({ "month": t.month.to_string(), "net": t.net.plain(), "received": t.received.plain(),
                            "percent": rate(t.received, t.net) })
                })
                .collect();
            Ok(Answer::new(columns(&["月份", "应收净额", "已收", "收缴率"], &rows, &[1, 2, 3]), &json))
        }
    }
}
