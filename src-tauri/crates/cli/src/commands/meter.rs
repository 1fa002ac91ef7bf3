//! `meter`: meters and their prices.

use super::month;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::path::PathBuf;
use zhangfang_domain::meter::{Kind, TierPeriod, TierRounding};
use zhangfang_domain::tariff::DueRule;
use zhangfang_office::metering::Metered;
use zhangfang_office::metering::meters::{NewMeter, NewPrice, Replacement};
use zhangfang_office::{Refusal, Result};

/// Verbs of `meter`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 装表：登记一块表及其起始读数
    Add(AddArgs),
    /// 从工作簿批量登记表（表号、类别、房号、价格、位数、起始读数 …）；已有的表号略过
    Import {
        /// 表格文件
        #[arg(value_name = "文件")]
        file: PathBuf,
        /// 只预检，不写入
        #[arg(long)]
        check: bool,
    },
    /// 列出表，按抄表路线
    List {
        /// 只列这一类
        #[arg(long, value_enum, value_name = "类别")]
        kind: Option<KindArg>,
        /// 只列这一户
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 只列公共表
        #[arg(long)]
        shared: bool,
    },
    /// 查看一块表及其读数
    Show {
        /// 表号
        #[arg(value_name = "表号")]
        code: String,
    },
    /// 改价格或位置
    Set {
        /// 表号
        #[arg(value_name = "表号")]
        code: String,
        /// 价格名称
        #[arg(long, value_name = "价格")]
        price: Option<String>,
        /// 安装位置
        #[arg(long, value_name = "位置")]
        place: Option<String>,
    },
    /// 换表：旧表止码，新表起码，下次出账分两段计
    Replace(ReplaceArgs),
    /// 拆表，不再装新表
    Remove {
        /// 表号
        #[arg(value_name = "表号")]
        code: String,
        /// 拆表读数
        #[arg(long = "final", value_name = "读数")]
        last: Decimal,
        /// 拆表日期，默认业务日期
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 价格：从某月起的阶梯或单一价格
    Price(PriceArgs),
    /// 列出价格
    Prices,
}

/// A meter as typed.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// 表号
    #[arg(value_name = "表号")]
    code: String,
    /// 类别
    #[arg(long, value_enum, value_name = "类别")]
    kind: KindArg,
    /// 房号；不写即公共表
    #[arg(long, value_name = "房号")]
    home: Option<String>,
    /// 安装位置（公共表必填）
    #[arg(long, default_value = "", value_name = "位置")]
    place: String,
    /// 价格名称（住户的表必填），见 meter prices
    #[arg(long, value_name = "价格")]
    price: Option<String>,
    /// 表盘整数位数
    #[arg(long, value_name = "位数")]
    digits: u32,
    /// 表盘小数位数
    #[arg(long, default_value_t = 0, value_name = "位数")]
    decimals: u32,
    /// 倍率
    #[arg(long, default_value = "1", value_name = "倍率")]
    multiplier: Decimal,
    /// 起始读数
    #[arg(long, value_name = "读数")]
    reading: Decimal,
    /// 安装日期，默认业务日期
    #[arg(long, value_name = "日期")]
    on: Option<NaiveDate>,
    /// 本阶梯年度在此之前已用的量
    #[arg(long, default_value = "0", value_name = "用量")]
    used: Decimal,
}

/// A replacement as typed.
#[derive(Debug, Args)]
pub struct ReplaceArgs {
    /// 旧表表号
    #[arg(value_name = "旧表号")]
    old: String,
    /// 旧表止码
    #[arg(long = "final", value_name = "读数")]
    last: Decimal,
    /// 旧表自上次抄表后过了零
    #[arg(long)]
    rollover: bool,
    /// 新表表号
    #[arg(long, value_name = "表号")]
    new: String,
    /// 新表起码
    #[arg(long, value_name = "读数")]
    reading: Decimal,
    /// 新表整数位数，默认同旧表
    #[arg(long, value_name = "位数")]
    digits: Option<u32>,
    /// 新表小数位数，默认同旧表
    #[arg(long, value_name = "位数")]
    decimals: Option<u32>,
    /// 新表倍率，默认同旧表
    #[arg(long, value_name = "倍率")]
    multiplier: Option<Decimal>,
    /// 换表日期，默认业务日期
    #[arg(long, value_name = "日期")]
    on: Option<NaiveDate>,
    /// 止码看来异常，复核无误仍记入
    #[arg(long)]
    accept: bool,
}

/// A price as typed.
#[derive(Debug, Args)]
pub struct PriceArgs {
    /// 价格名称，例如 居民水价
    #[arg(value_name = "价格")]
    plan: String,
    /// 收费项目（代码或名称）
    #[arg(long, value_name = "项目")]
    item: String,
    /// 起始月份
    #[arg(long, value_name = "月份")]
    from: String,
    /// 阶梯：180:5,260:7,9 即至 180 每单位 5 元、至 260 每单位 7 元、以上 9 元；或一个单价
    #[arg(long, value_name = "阶梯")]
    tiers: String,
    /// 阶梯按月或按年累计
    #[arg(long, value_enum, default_value = "month", value_name = "周期")]
    per: PerArg,
    /// 阶梯年度从几月起（按年累计时）
    #[arg(long, default_value_t = 1, value_name = "月", value_parser = clap::value_parser!(u32).range(1..=12))]
    year_start: u32,
    /// 取整：合计后一次，或每档一次
    #[arg(long, value_enum, default_value = "once", value_name = "取整")]
    rounding: RoundingArg,
    /// 用量单位
    #[arg(long, default_value = "m³", value_name = "单位")]
    unit: String,
    /// 截止日：抄表月起第几个月/几日，31 表示月末
    #[arg(long, default_value = "2/15", value_name = "月/日")]
    due: String,
    /// 依据的合同条款或价格文件
    #[arg(long, value_name = "条款")]
    clause: String,
}

/// 类别
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KindArg {
    /// 水表
    Water,
    /// 电表
    Power,
    /// 燃气表
    Gas,
    /// 热量表
    Heat,
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Water => Self::Water,
            KindArg::Power => Self::Power,
            KindArg::Gas => Self::Gas,
            KindArg::Heat => Self::Heat,
        }
    }
}

/// 阶梯周期
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PerArg {
    /// 按月
    Month,
    /// 按年累计
    Year,
}

/// 取整
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoundingArg {
    /// 合计后一次
    Once,
    /// 每档一次
    PerTier,
}

/// Runs a verb of `meter`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Add(arguments) => add(common, arguments),
        Verb::Import { file, check } => import(common, &file, !check),
        Verb::List { kind, home, shared } => list(common, kind, home.as_deref(), shared),
        Verb::Show { code } => show(common, &code),
        Verb::Set { code, price, place } => {
            let mut office = common.open()?;
            office.set_meter(&code, price.as_deref(), place.as_deref(), &common.occasion())?;
            let metered = office.metered_one(&code)?;
            Ok(Answer::new(format!("{code} 已更改，从下次出账起生效。"), &shown(&metered)))
        }
        Verb::Replace(a) => {
            let day = a.on.unwrap_or_else(|| common.today());
            let with = Replacement {
                old: a.old,
                last: a.last,
                rollover: a.rollover,
                new: a.new,
                start: a.reading,
                digits: a.digits,
                decimals: a.decimals,
                multiplier: a.multiplier,
                day,
                accept: a.accept,
            };
            common.open()?.replace_meter(&with, &common.occasion())?;
            let text = format!(
                "{day} 换表：{} 止码 {}，{} 起码 {}。下次抄 {}，出账时分两段计。",
                with.old, with.last, with.new, with.start, with.new
            );
            Ok(Answer::new(text, &json!({ "old": with.old, "new": with.new, "on": day })))
        }
        Verb::Remove { code, last, on, reason } => {
            let day = on.unwrap_or_else(|| common.today());
            common.open()?.remove_meter(&code, last, day, &reason, &common.occasion())?;
            let text = format!("{code} 已于 {day} 拆除，止码 {last}；下次出账计到止码。");
            Ok(Answer::new(text, &json!({ "meter": code, "on": day })))
        }
        Verb::Price(arguments) => price(common, arguments),
        Verb::Prices => prices(common),
    }
}

fn add(common: &Common, a: AddArgs) -> Result<Answer> {
    let new = NewMeter {
        code: a.code,
        kind: a.kind.into(),
        room: a.home,
        place: a.place,
        plan: a.price,
        digits: a.digits,
        decimals: a.decimals,
        multiplier: a.multiplier,
        start: a.reading,
        installed: a.on.unwrap_or_else(|| common.today()),
        taken_over: a.used,
    };
    let mut office = common.open()?;
    office.add_meter(&new, &common.occasion())?;
    let metered = office.metered_one(&new.code)?;
    let text =
        format!("已登记{} {}（{}），起始读数 {}。", new.kind.label(), new.code, metered.room, new.start);
    Ok(Answer::new(text, &shown(&metered)))
}

fn import(common: &Common, file: &std::path::Path, write: bool) -> Result<Answer> {
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = super::read_file(file)?;
    let taken = common.open()?.import_meters(&name, &bytes, write, &common.occasion())?;
    let word = if write { "已登记" } else { "预检（未写入）：可登记" };
    let refused = taken.unreadable.len() + taken.refused.len();
    let mut text = format!(
        "{word} {} 块表，已有 {} 块略过，拒绝 {refused} 行。\n",
        taken.added.len(),
        taken.known.len()
    );
    let mut rows: Vec<Vec<String>> =
        taken.unreadable.iter().map(|r| cells([&r.row, &r.column, &r.value, &r.reason.sentence()])).collect();
    rows.extend(taken.refused.iter().map(|(row, code, why)| cells([row, &"表号", code, why])));
    if !rows.is_empty() {
        text += &columns(&["行", "列", "内容", "原因"], &rows, &[0]);
    }
    let json = json!({
        "added": taken.added, "known": taken.known, "written": write,
        "refused": rows.iter().map(|r| json!({ "row": r[0], "column": r[1], "value": r[2], "sentence": r[3] })).collect::<Vec<_>>(),
    });
    Ok(Answer::new(text, &json))
}

/// A meter in JSON.
fn shown(m: &Metered) -> Value {
    json!({
        "code": m.meter.code, "kind": m.meter.kind.code(), "room": m.meter.home.map(|_| m.room.clone()),
        "place": m.meter.place, "price": m.meter.plan, "digits": m.meter.dial.digits, "decimals": m.meter.dial.decimals,
        "multiplier": m.meter.multiplier.to_string(), "installed": m.meter.installed, "removed": m.meter.removed,
        "last": m.links.last().map(|l| json!({ "day": l.day, "value": l.value.to_string(), "kind": l.kind.code() })),
        "monthly_average": m.monthly_average().map(|a| a.to_string()),
    })
}

fn list(common: &Common, kind: Option<KindArg>, home: Option<&str>, shared: bool) -> Result<Answer> {
    let office = common.look()?;
    let home = home.map(|room| office.home(room)).transpose()?.map(|h| h.id);
    let mut metered = office.metered()?;
    metered.retain(|m| {
        kind.is_none_or(|k| Kind::from(k) == m.meter.kind)
            && home.is_none_or(|h| m.meter.home == Some(h))
            && !(shared && m.meter.home.is_some())
    });
    let rows: Vec<Vec<String>> = metered
        .iter()
        .map(|m| {
            let last = m.links.last();
            cells([
                &m.meter.code,
                &m.meter.kind.label(),
                &m.room,
                &m.meter.plan.clone().unwrap_or_default(),
                &m.meter.multiplier,
                &last.map(|l| l.day.to_string()).unwrap_or_default(),
                &last.map(|l| l.value.to_string()).unwrap_or_default(),
                &m.monthly_average().map(|a| a.to_string()).unwrap_or_default(),
                &m.meter.removed.map_or_else(String::new, |d| format!("{d} 拆除")),
            ])
        })
        .collect();
    let json: Vec<Value> = metered.iter().map(shown).collect();
    let headings = ["表号", "类别", "房号/位置", "价格", "倍率", "上期日期", "上期读数", "月均用量", "状态"];
    Ok(Answer::new(format!("{} 块表\n{}", rows.len(), columns(&headings, &rows, &[4, 6, 7])), &json))
}

fn show(common: &Common, code: &str) -> Result<Answer> {
    let office = common.look()?;
    let metered = office.metered_one(code)?;
    let mut json = shown(&metered);
    let readings = super::reading::readings_json(&office, code)?;
    let m = &metered.meter;
    let text = format!(
        "{} {} {} 表盘 {} 位整数 {} 位小数，倍率 {}，价格 {}\n{}",
        m.kind.label(),
        m.code,
        metered.room,
        m.dial.digits,
        m.dial.decimals,
        m.multiplier,
        m.plan.as_deref().unwrap_or("（不单独计费）"),
        super::reading::readings_text(&office, code)?
    );
    if let Some(fields) = json.as_object_mut() {
        fields.insert("readings".to_owned(), Value::Array(readings));
    }
    Ok(Answer::new(text, &json))
}

fn price(common: &Common, a: PriceArgs) -> Result<Answer> {
    let due = DueRule::parse(&a.due).ok_or_else(|| Refusal::Unusable {
        field: "截止日",
        value: a.due.clone(),
        expected: "第几个月/几日，如 2/15（抄表月的次月 15 日）",
    })?;
    let new = NewPrice {
        plan: a.plan,
        item: a.item,
        starts: month(&a.from)?,
        tiers: a.tiers,
        period: match a.per {
            PerArg::Month => TierPeriod::Month,
            PerArg::Year => TierPeriod::Year { starts: a.year_start },
        },
        rounding: match a.rounding {
            RoundingArg::Once => TierRounding::Once,
            RoundingArg::PerTier => TierRounding::PerTier,
        },
        unit: a.unit,
        due,
        clause: a.clause,
    };
    let added = common.open()?.price_meters(&new, &common.occasion())?;
    let text = format!("价格“{}”从 {} 起执行：{}，{}。", new.plan, new.starts, new.tiers, new.period.label());
    Ok(Answer::new(text, &json!({ "version": added.value, "price": new.plan })))
}

fn prices(common: &Common) -> Result<Answer> {
    let office = common.look()?;
    let items = office.charge_items()?;
    let item = |id: i64| items.iter().find(|i| i.id == id).map_or("", |i| i.name.as_str());
    let prices = office.meter_prices()?;
    let rows: Vec<Vec<String>> = prices
        .iter()
        .map(|p| {
            cells([
                &p.plan,
                &item(p.item),
                &p.starts,
                &format!("{} 元/{}", p.rates.text(), p.unit),
                &p.rates.period.label(),
                &p.rates.rounding.label(),
                &p.due,
                &p.clause,
            ])
        })
        .collect();
    let json: Vec<Value> = prices
        .iter()
        .map(|p| {
            json!({ "price": p.plan, "item": item(p.item), "from": p.starts.to_string(), "tiers": p.rates.text(),
                "period": p.rates.period.code(), "rounding": p.rates.rounding.code(), "unit": p.unit,
                "due": p.due.to_string(), "clause": p.clause })
        })
        .collect();
    let headings = ["价格", "项目", "起始", "阶梯", "分档", "取整", "截止", "依据"];
    Ok(Answer::new(columns(&headings, &rows, &[]), &json))
}
