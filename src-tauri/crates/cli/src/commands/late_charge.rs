//! `late-charge`: the clause, what it gives, and claiming it.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use zhangfang_domain::Fen;
use zhangfang_domain::late_charge::{Clause, DayCount, Lpr, Rate, Rounding, yearly_percent};
use zhangfang_office::late_charge::{LateLine, LateSheet, NewClause};
use zhangfang_office::{Office, Refusal, Result};

/// Verbs of `late-charge`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 违约金条款：记录、列出（没有条款就不计违约金）
    #[command(subcommand)]
    Clause(ClauseVerb),
    /// 一年期 LPR：录入、列出（供按 LPR 计收和法院参考）
    #[command(subcommand)]
    Lpr(LprVerb),
    /// 停用一个条款：之后到期的账单不再计违约金
    End {
        /// 条款编号，见 late-charge clause list
        #[arg(value_name = "条款")]
        clause: i64,
        /// 适用的最后一个到期日，默认今天；记错的写生效日的前一天
        #[arg(long, value_name = "日期")]
        last_due: Option<NaiveDate>,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 一户的违约金：逐笔天数、分段、金额（未主张前只供参考）
    Show {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 计至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
    /// 主张违约金：记为应收，单列一笔，本身不再计违约金
    Claim {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 只主张这些账单的，可写多个；默认全部未缴账单
        #[arg(long = "charge", value_name = "账单")]
        charges: Vec<i64>,
        /// 计至哪天，默认业务日期
        #[arg(long, value_name = "日期")]
        as_of: Option<NaiveDate>,
    },
}

/// Verbs of `late-charge clause`.
#[derive(Debug, Subcommand)]
pub enum ClauseVerb {
    /// 记录合同约定，例如 --rate 0.0005 --clause 合同第十五条 --from 2025-01-01
    Add(ClauseArgs),
    /// 列出条款
    List,
}

/// Verbs of `late-charge lpr`.
#[derive(Debug, Subcommand)]
pub enum LprVerb {
    /// 录入一次公布值，例如 --from 2025-05-20 --percent 3.00
    Add {
        /// 生效日期
        #[arg(long, value_name = "日期")]
        from: NaiveDate,
        /// 年利率（%）
        #[arg(long, value_name = "百分数")]
        percent: Decimal,
    },
    /// 列出
    List,
}

/// A clause as typed.
#[derive(Debug, Args)]
pub struct ClauseArgs {
    /// 日违约金率（小数），日万分之五写 0.0005；全小区同一条款同一标准
    #[arg(
        long,
        value_name = "小数",
        conflicts_with = "lpr_times",
        required_unless_present = "lpr_times",
        allow_hyphen_values = true
    )]
    rate: Option<Decimal>,
    /// 按一年期 LPR 的倍数计
    #[arg(long, value_name = "倍数", allow_hyphen_values = true)]
    lpr_times: Option<Decimal>,
    /// 合同名称和条款（必填）
    #[arg(long, value_name = "条款", default_value = "")]
    clause: String,
    /// 适用于这天及以后到期的账单
    #[arg(long, value_name = "日期")]
    from: NaiveDate,
    /// 付款当日不计
    #[arg(long)]
    exclude_payment_day: bool,
    /// 宽限天数，宽限期内不计也不补计
    #[arg(long, value_name = "天", default_value_t = 0)]
    grace: u32,
    /// 上限：本金的百分之几，0 表示不设上限
    #[arg(long, value_name = "百分数", default_value_t = 100)]
    cap: u32,
    /// 取整
    #[arg(long, value_enum, default_value = "per-bill", value_name = "取整")]
    rounding: RoundingArg,
}

/// 取整
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoundingArg {
    /// 每笔账单
    PerBill,
    /// 每段
    PerSegment,
    /// 合计后一次
    Once,
}

impl ClauseArgs {
    fn clause(self) -> Result<NewClause> {
        let rate = match (self.rate, self.lpr_times) {
            (Some(daily), _) => Rate::Daily(daily),
            (None, Some(multiple)) => Rate::LprMultiple(multiple),
            (None, None) => {
                let expected = "--rate 或 --lpr-times";
                return Err(Refusal::Unusable { field: "违约金率", value: String::new(), expected }.into());
            }
        };
        let day_count = if self.exclude_payment_day { DayCount::BeforePayment } else { DayCount::ToPayment };
        let rounding = match self.rounding {
            RoundingArg::PerBill => Rounding::PerBill,
            RoundingArg::PerSegment => Rounding::PerSegment,
            RoundingArg::Once => Rounding::Once,
        };
        let cap_percent = (self.cap > 0).then_some(self.cap);
        let clause = Clause { rate, day_count, grace_days: self.grace, cap_percent, rounding };
        Ok(NewClause { starts: self.from, text: self.clause, clause })
    }
}

/// Runs a verb of `late-charge`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Clause(ClauseVerb::Add(arguments)) => add(common, arguments),
        Verb::Clause(ClauseVerb::List) => clauses(&common.look()?),
        Verb::Lpr(LprVerb::Add { from, percent }) => {
            common.open()?.add_lpr(&Lpr { from, percent }, &common.occasion())?;
            let text = format!("已录入：{from} 起一年期 LPR {percent}%。");
            Ok(Answer::new(text, &json!({ "from": from, "percent": percent.to_string() })))
        }
        Verb::Lpr(LprVerb::List) => {
            let values = common.look()?.lpr_values()?;
            let rows: Vec<_> = values.iter().map(|l| cells([&l.from, &l.percent])).collect();
            let json: Vec<_> =
                values.iter().map(|l| json!({ "from": l.from, "percent": l.percent.to_string() })).collect();
            Ok(Answer::new(columns(&["生效日期", "年利率%"], &rows, &[1]), &json))
        }
        Verb::End { clause, last_due, reason } => {
            let last_due = last_due.unwrap_or_else(|| common.today());
            common.open()?.end_late_clause(clause, last_due, &reason, &common.occasion())?;
            let text = format!("条款 {clause} 已停用：只适用于 {last_due} 及以前到期的账单。");
            Ok(Answer::new(text, &json!({ "clause": clause, "last_due": last_due })))
        }
        Verb::Show { room, as_of } => {
            let sheet = common.look()?.late_sheet(&room, as_of.unwrap_or_else(|| common.today()))?;
            Ok(Answer::new(sheet_text(&sheet), &sheet))
        }
        Verb::Claim { room, charges, as_of } => {
            let as_of = as_of.unwrap_or_else(|| common.today());
            let claim = common.open()?.claim_late(&room, &charges, as_of, &common.occasion())?.value;
            let mut text =
                format!("{} 已主张违约金 {} 元（计至 {}）：\n", claim.room, claim.total, claim.as_of);
            for line in &claim.lines {
                text +=
                    &format!("  账单 {}：{} 元（对应账单 {}）\n", line.charge, line.amount, line.principal);
            }
            Ok(Answer::new(text, &claim))
        }
    }
}

fn add(common: &Common, arguments: ClauseArgs) -> Result<Answer> {
    let new = arguments.clause()?;
    let mut office = common.open()?;
    let added = office.add_late_clause(&new, &common.occasion())?;
    let items = office.items_with_terms()?;
    let bearing: Vec<&str> =
        items.iter().filter(|(_, t)| t.bears_late).map(|(i, _)| i.name.as_str()).collect();
    let mut text = format!(
        "已记录违约金条款 {}：{}，适用于 {} 及以后到期的账单。\n",
        added.value,
        new.text.trim(),
        new.starts
    );
    text += &if bearing.is_empty() {
        "目前没有计违约金的收费项目，请用 item terms 项目 --late yes 指定。\n".to_owned()
    } else {
        format!("计违约金的项目：{}。其他项目需要的，用 item terms 项目 --late yes。\n", bearing.join("、"))
    };
    if let Rate::Daily(daily) = new.clause.rate {
        text += &format!(
            "折合年率 {}%。明显高于实际损失的，业主可以请求法院酌减；是否主张、主张多少由办公室决定。",
            yearly_percent(daily)
        );
    }
    Ok(Answer::new(text, &json!({ "clause": added.value, "from": new.starts, "items": bearing })))
}

fn clauses(office: &Office) -> Result<Answer> {
    let clauses = office.late_clauses()?;
    let json: Vec<Value> = clauses
        .iter()
        .map(|c| {
            let (daily, multiple) = match c.clause.rate {
                Rate::Daily(daily) => (Some(daily.to_string()), None),
                Rate::LprMultiple(multiple) => (None, Some(multiple.to_string())),
            };
            json!({
                "clause": c.id, "from": c.starts, "last_due": c.last_due, "text": c.text, "rate": daily,
                "lpr_times": multiple, "day_count": c.clause.day_count.code(), "grace": c.clause.grace_days,
                "cap": c.clause.cap_percent, "rounding": c.clause.rounding.code(),
            })
        })
        .collect();
    if clauses.is_empty() {
        return Ok(Answer::new("没有违约金条款，不计违约金。", &json));
    }
    let rows: Vec<Vec<String>> = clauses
        .iter()
        .map(|c| {
            let rate = match c.clause.rate {
                Rate::Daily(daily) => format!("每日{}%", (daily * Decimal::ONE_HUNDRED).normalize()),
                Rate::LprMultiple(multiple) => format!("LPR×{multiple}"),
            };
            let cap = c.clause.cap_percent.map_or_else(|| "不设".to_owned(), |p| format!("本金的{p}%"));
            let last = c.last_due.map_or_else(|| "有效".to_owned(), |d| format!("止于 {d}"));
            let (days, rounding) = (c.clause.day_count.label(), c.clause.rounding.label());
            cells([&c.id, &c.starts, &last, &c.text, &rate, &days, &c.clause.grace_days, &cap, &rounding])
        })
        .collect();
    let headings = ["编号", "适用到期日起", "状态", "条款", "标准", "天数", "宽限", "上限", "取整"];
    Ok(Answer::new(columns(&headings, &rows, &[0, 6]), &json))
}

fn sheet_text(sheet: &LateSheet) -> String {
    if sheet.clauses.is_empty() {
        return "没有记录违约金条款，不计违约金。".to_owned();
    }
    let mut text = format!("{} 违约金，计至 {}（未主张前只供参考）\n", sheet.room, sheet.as_of);
    for clause in &sheet.clauses {
        text += &format!("依据 {clause}\n");
    }
    text += &table(&sheet.lines);
    text += &format!("\n未缴本金 {} 元，可主张违约金 {} 元\n", sheet.principal, sheet.memo);
    if !sheet.paid_late.is_empty() {
        text += &format!("\n已缴清、当时逾期的账单（主张须用 --charge 指明）\n{}", table(&sheet.paid_late));
        text += &format!("\n可主张违约金 {} 元\n", sheet.memo_paid_late);
    }
    text + "LPR×4、LPR×1.3 两列供法院酌减时参考，未录入 LPR 的为“—”。"
}

fn table(lines: &[LateLine]) -> String {
    let or_dash = |fen: Option<Fen>| fen.map_or_else(|| "—".to_owned(), |f| f.to_string());
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|l| {
            let parts: Vec<_> = l.segments.iter().map(|s| format!("{}×{}天", s.principal, s.days)).collect();
            let amount =
                if l.capped { format!("{}（已到上限）", l.accrued) } else { l.accrued.to_string() };
            let (times_4, times_1_3) = (or_dash(l.lpr_times_4), or_dash(l.lpr_times_1_3));
            let parts = parts.join("＋");
            cells([
                &l.charge, &l.item, &l.months, &l.due, &l.open, &l.days, &parts, &amount, &l.claimed,
                &l.memo, &times_4, &times_1_3,
            ])
        })
        .collect();
    let headings = [
        "账单",
        "项目",
        "期间",
        "到期日",
        "未缴",
        "天数",
        "分段",
        "违约金",
        "已主张",
        "可主张",
        "LPR×4",
        "LPR×1.3",
    ];
    columns(&headings, &rows, &[0, 4, 5, 7, 8, 9, 10, 11])
}
