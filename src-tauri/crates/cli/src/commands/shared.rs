//! `shared`: look at a supplier's bill shared out, post it, show it, take it back, print its sheets.

use super::{amount, months};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::path::PathBuf;
use zhangfang_domain::meter::Kind;
use zhangfang_domain::shared_cost::Method;
use zhangfang_domain::tariff::at_least;
use zhangfang_office::shared_cost::{SharedBill, SharedPlan, SharedRequest, SharedSheet};
use zhangfang_office::{Result, papers};

/// Verbs of `shared`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 试算分摊，不写入
    Preview(BillArgs),
    /// 分摊出账（一次操作，全部或全不）
    Post(BillArgs),
    /// 列出公摊账单
    List,
    /// 一张公摊账单和各户分摊数
    Show {
        /// 公摊账单编号
        #[arg(value_name = "编号")]
        bill: i64,
    },
    /// 冲销一张公摊账单（无人缴费时）
    Reverse {
        /// 公摊账单编号
        #[arg(value_name = "编号")]
        bill: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 打印公摊公示（不含住户信息）；加 --internal 打印内部分户清单
    Sheet {
        /// 公摊账单编号
        #[arg(value_name = "编号")]
        bill: i64,
        /// 各户房号与金额的内部清单，不得张贴
        #[arg(long)]
        internal: bool,
        /// 输出 PDF 文件
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

/// 分摊办法
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MethodArg {
    /// 按面积（没有约定时的法定办法）
    Area,
    /// 按户
    Home,
    /// 按各户用量
    Usage,
    /// 按系数（楼层、空置）
    Coefficient,
    /// 按户定额
    Fixed,
}

impl MethodArg {
    const fn method(self) -> Method {
        match self {
            Self::Area => Method::Area,
            Self::Home => Method::Home,
            Self::Usage => Method::Usage,
            Self::Coefficient => Method::Coefficient,
            Self::Fixed => Method::Fixed,
        }
    }
}

/// 表种
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MeterArg {
    /// 水表
    Water,
    /// 电表
    Power,
    /// 燃气表
    Gas,
    /// 热量表
    Heat,
}

impl MeterArg {
    const fn kind(self) -> Kind {
        match self {
            Self::Water => Kind::Water,
            Self::Power => Kind::Power,
            Self::Gas => Kind::Gas,
            Self::Heat => Kind::Heat,
        }
    }
}

/// A supplier's bill as typed.
#[derive(Debug, Args)]
pub struct BillArgs {
    /// 收费项目
    #[arg(long, value_name = "项目")]
    item: String,
    /// 公摊名称，如 3栋1单元电梯电费
    #[arg(long, value_name = "名称")]
    label: String,
    /// 期间，例如 2025-11
    #[arg(long, value_name = "期间")]
    months: String,
    /// 用量
    #[arg(long, value_name = "数")]
    volume: Decimal,
    /// 计量单位：kWh、m³
    #[arg(long, value_name = "单位")]
    measure: String,
    /// 单价（元）
    #[arg(long, value_name = "元")]
    unit_price: Decimal,
    /// 账单金额；不填即用量 × 单价
    #[arg(long, value_name = "元")]
    amount: Option<String>,
    /// 金额与用量 × 单价不等的原因：线损、基本费
    #[arg(long, value_name = "原因")]
    why: Option<String>,
    /// 分摊办法
    #[arg(long, value_enum, default_value = "area", value_name = "办法")]
    method: MethodArg,
    /// 楼栋，可写多个；不写即全部
    #[arg(long = "building", value_name = "楼栋")]
    buildings: Vec<String>,
    /// 单元
    #[arg(long, value_name = "单元")]
    unit: Option<u16>,
    /// 只分摊这种用途的房屋，如 住宅
    #[arg(long = "use", value_name = "用途")]
    use_kind: Option<String>,
    /// “房号,系数”（或用量、定额）表
    #[arg(long, value_name = "文件")]
    weights: Option<PathBuf>,
    /// 按用量分摊时取哪种户表的读数
    #[arg(long, value_enum, value_name = "表种")]
    meters: Option<MeterArg>,
    /// 楼层系数，如 1=0,2=0.5,*=1
    #[arg(long, value_name = "系数")]
    floor_weights: Option<String>,
    /// 空置房屋的系数，如 0.7
    #[arg(long, value_name = "系数")]
    vacant_weight: Option<Decimal>,
    /// 缴费截止日；不填为次月月末
    #[arg(long, value_name = "日期")]
    due: Option<NaiveDate>,
    /// 供应单位账单编号
    #[arg(long, value_name = "编号")]
    source: Option<String>,
}

impl BillArgs {
    fn request(self) -> Result<SharedRequest> {
        let list = |path: PathBuf| {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            super::read_file(&path).map(|bytes| (name, bytes))
        };
        Ok(SharedRequest {
            item: self.item,
            label: self.label,
            months: months(&self.months)?,
            volume: self.volume,
            measure: self.measure,
            unit_price: self.unit_price,
            amount: self.amount.as_deref().map(amount).transpose()?,
            difference: self.why,
            method: self.method.method(),
            buildings: self.buildings,
            unit: self.unit,
            use_kind: self.use_kind,
            weights: self.weights.map(list).transpose()?,
            meters: self.meters.map(MeterArg::kind),
            floors: self.floor_weights,
            vacant: self.vacant_weight,
            due: self.due,
            source: self.source,
        })
    }
}

/// Runs a verb of `shared`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Preview(arguments) => Ok(previewed(&common.look()?.preview_shared(&arguments.request()?)?)),
        Verb::Post(arguments) => {
            let request = arguments.request()?;
            let posted = common.open()?.post_shared(&request, &common.occasion())?;
            let p = &posted.value;
            let text = format!(
                "公摊账单 {} 已分摊出账（第 {} 批）：{} 户，其中 {} 户有分摊，合计 {} 元，与账单相等；预存抵扣 {} 元。\n公示：shared sheet {} --out …",
                p.bill, p.run, p.homes, p.charges, p.total, p.prepaid_drawn, p.bill
            );
            Ok(Answer::new(text, p))
        }
        Verb::List => list(common),
        Verb::Show { bill } => Ok(shown(&common.look()?.shared_sheet(bill)?)),
        Verb::Reverse { bill, reason } => {
            let posted = common.open()?.reverse_shared(bill, &reason, &common.occasion())?;
            let r = &posted.value;
            let text = format!("公摊账单 {bill} 已冲销：{} 笔，{} 元。", r.charges, r.total);
            Ok(Answer::new(text, r))
        }
        Verb::Sheet { bill, internal, out } => {
            let fonts = common.fonts()?;
            let paper = if internal {
                papers::shared_list(&common.look()?, &fonts, bill, &common.occasion())?
            } else {
                papers::shared_sheet(&mut common.open()?, &fonts, bill, &common.occasion())?
            };
            super::write_file(&out, &paper.bytes)?;
            let path = out.display().to_string();
            let kind = if internal { "内部清单（不得张贴）" } else { "公摊公示" };
            Ok(Answer::new(format!("已生成{kind} {path}。"), &json!({ "file": path })))
        }
    }
}

fn previewed(plan: &SharedPlan) -> Answer {
    let b = &plan.bill;
    let unit = b.method.weight_unit();
    let rows: Vec<Vec<String>> = plan
        .shares
        .iter()
        .map(|s| {
            let note = match (s.vacant, s.remainder.is_zero()) {
                (true, true) => "空置",
                (true, false) => "空置，含尾差 0.01",
                (false, true) => "",
                (false, false) => "含尾差 0.01",
            };
            cells([&s.home.record.room_number(), &at_least(s.weight, 2), &s.share, &note])
        })
        .collect();
    let per_unit = plan.per_unit().map(|p| format!("，每单位 {p} 元")).unwrap_or_default();
    let difference = if b.difference.is_empty() {
        String::new()
    } else {
        format!("（差额原因：{}）", b.difference)
    };
    let text = format!(
        "试算 {}（未写入）：{} {} {} × {} 元，账单 {} 元{difference}，{}{per_unit}，{} 户，截止 {}。\n\n{}\n\n合计 {} 元，与账单金额 {} 元相等。",
        b.months,
        b.label,
        at_least(b.volume, 0),
        b.unit,
        at_least(b.unit_price, 2),
        b.fen,
        b.method.label(),
        plan.shares.len(),
        b.due,
        columns(&["房号", unit, "分摊（元）", "说明"], &rows, &[1, 2]),
        plan.sum(),
        b.fen
    );
    let shares: Vec<Value> = plan
        .shares
        .iter()
        .map(|s| {
            json!({ "room": s.home.record.room_number(), "weight": s.weight.normalize().to_string(), "vacant": s.vacant,
                    "share": s.share.plain(), "remainder": s.remainder.plain() })
        })
        .collect();
    let json = json!({
        "label": b.label, "item": plan.item, "months": b.months.to_string(), "method": b.method.code(),
        "amount": b.fen.plain(), "sum": plan.sum().plain(), "homes": plan.shares.len(), "due": b.due,
        "per_unit": plan.per_unit().map(|p| p.to_string()), "shares": shares,
    });
    Answer::new(text, &json)
}

fn bill_json(b: &SharedBill) -> Value {
    json!({
        "bill": b.id, "run": b.run, "label": b.label, "months": b.months.to_string(),
        "volume": b.volume.to_string(), "unit": b.unit, "unit_price": b.unit_price.to_string(),
        "amount": b.fen.plain(), "method": b.method.code(), "homes": b.homes, "due": b.due, "source": b.source,
        "difference": b.difference, "reversed_by": b.reversed_by,
    })
}

fn list(common: &Common) -> Result<Answer> {
    let bills = common.look()?.shared_bills()?;
    let rows: Vec<Vec<String>> = bills
        .iter()
        .map(|b| {
            let state = if b.reversed_by.is_some() { "已冲销" } else { "" };
            let volume = format!("{} {}", at_least(b.volume, 0), b.unit);
            cells([
                &b.id,
                &b.months,
                &b.label,
                &volume,
                &at_least(b.unit_price, 2),
                &b.fen,
                &b.method.label(),
                &b.homes,
                &state,
            ])
        })
        .collect();
    let headings = ["编号", "期间", "公摊名称", "用量", "单价", "金额", "分摊办法", "户数", "状态"];
    let text = columns(&headings, &rows, &[0, 3, 4, 5, 7]);
    Ok(Answer::new(text, &bills.iter().map(bill_json).collect::<Vec<_>>()))
}

fn shown(sheet: &SharedSheet) -> Answer {
    let b = &sheet.bill;
    let rows: Vec<Vec<String>> = sheet
        .lines
        .iter()
        .map(|l| {
            let charge = l.charge.map(|c| c.to_string()).unwrap_or_default();
            cells([&l.room, &at_least(l.weight, 2), &l.share, &charge])
        })
        .collect();
    let state = if b.reversed_by.is_some() { "（已冲销）" } else { "" };
    let sum: zhangfang_domain::Fen = sheet.lines.iter().map(|l| l.share).sum();
    let text = format!(
        "公摊账单 {}{state} {} {} {}\n{} {} × {} 元，账单 {} 元，{}，{} 户，截止 {}，依据 {}\n\n{}\n\n合计 {sum} 元。",
        b.id,
        sheet.item,
        b.label,
        b.months,
        at_least(b.volume, 0),
        b.unit,
        at_least(b.unit_price, 2),
        b.fen,
        b.method.label(),
        b.homes,
        b.due,
        b.source,
        columns(&["房号", b.method.weight_unit(), "分摊（元）", "账单"], &rows, &[1, 2, 3])
    );
    let mut json = bill_json(b);
    json["lines"] = json!(sheet.lines);
    json["sum"] = json!(sum.plain());
    Answer::new(text, &json)
}
