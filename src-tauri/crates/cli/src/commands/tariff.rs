//! `item` and `tariff`: what is charged, at which price, for whom.

use super::month;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::json;
use std::path::PathBuf;
use zhangfang_domain::proration::StartRule;
use zhangfang_domain::settlement::Class;
use zhangfang_domain::tariff::{Basis, Cycle, DueRule, Rounding, Version};
use zhangfang_office::price_change::{self, EffectLine, PriceTrial};
use zhangfang_office::tariff::AssignTo;
use zhangfang_office::{Refusal, Result, papers};

/// Verbs of `item`.
#[derive(Debug, Subcommand)]
pub enum ItemVerb {
    /// 新增收费项目，例如 item add management 物业服务费
    Add {
        /// 代码（小写英文）；management 开头的计入当期物业服务费，parking 开头的计入车位管理费
        #[arg(value_name = "代码")]
        code: String,
        /// 收据上印的名称
        #[arg(value_name = "名称")]
        name: String,
    },
    /// 列出收费项目
    List,
    /// 项目的性质、是否计违约金、税率，例如 item terms parking --late yes --vat 6
    Terms {
        /// 收费项目（代码或名称）
        #[arg(value_name = "收费项目")]
        item: String,
        /// 性质；出过账单的项目不能改
        #[arg(long, value_enum, value_name = "性质")]
        class: Option<ClassArg>,
        /// 逾期是否计违约金（须另有合同条款）
        #[arg(long, value_enum, value_name = "是否")]
        late: Option<YesNo>,
        /// 价内增值税率（%）
        #[arg(long, value_name = "百分数", allow_hyphen_values = true)]
        vat: Option<Decimal>,
    },
}

/// 性质
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ClassArg {
    /// 本金
    Principal,
    /// 违约金
    LateCharge,
    /// 实现债权的费用
    Cost,
}

/// 是否
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum YesNo {
    /// 是
    Yes,
    /// 否
    No,
}

/// Verbs of `tariff`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 新增收费标准及其第一个版本
    Add {
        /// 收费项目（代码或名称）
        #[arg(value_name = "收费项目")]
        item: String,
        /// 标准名称，例如 住宅物业费
        #[arg(value_name = "名称")]
        name: String,
        /// 版本内容
        #[command(flatten)]
        version: VersionArgs,
    },
    /// 从某月起的新版本（调价）
    Version {
        /// 标准名称
        #[arg(value_name = "名称")]
        name: String,
        /// 版本内容
        #[command(flatten)]
        version: VersionArgs,
    },
    /// 指定适用范围；不写条件即全部房屋，越具体越优先
    Assign {
        /// 标准名称
        #[arg(value_name = "名称")]
        name: String,
        /// 楼栋
        #[arg(long, value_name = "楼栋")]
        building: Option<String>,
        /// 用途，例如 住宅、商铺
        #[arg(long = "use", value_name = "用途")]
        use_kind: Option<String>,
        /// 房号
        #[arg(long, value_name = "房号")]
        home: Option<String>,
        /// 数量（按数量计费的标准）
        #[arg(long, value_name = "数量")]
        quantity: Option<Decimal>,
    },
    /// 取消一条适用范围
    Unassign {
        /// 范围编号，见 tariff list
        #[arg(value_name = "范围编号")]
        assignment: i64,
    },
    /// 价格调整测算：只算不写，例如 tariff simulate 住宅物业费 --price 2.60 --from 2026-07 --out 测算.xlsx
    Simulate(SimulateArgs),
    /// 停用：该月为最后一个月
    End {
        /// 标准名称
        #[arg(value_name = "名称")]
        name: String,
        /// 最后一个月
        #[arg(value_name = "月份")]
        last: String,
    },
    /// 列出标准、版本与范围
    List,
}

/// A version as typed.
#[derive(Debug, Args)]
pub struct VersionArgs {
    /// 单价（元），例如 2.35
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    price: String,
    /// 起始月份
    #[arg(long, value_name = "月份")]
    from: String,
    /// 计费依据
    #[arg(long, value_enum, default_value = "area", value_name = "依据")]
    basis: BasisArg,
    /// 周期
    #[arg(long, value_enum, default_value = "month", value_name = "周期")]
    cycle: CycleArg,
    /// 取整：每月或每周期四舍五入到分
    #[arg(long, value_enum, default_value = "per-month", value_name = "取整")]
    rounding: RoundingArg,
    /// 截止日：周期第几个月/几日，31 表示月末
    #[arg(long, value_name = "月/日", default_value = "1/31")]
    due: String,
    /// 依据的合同条款或公示文件
    #[arg(long, value_name = "条款")]
    clause: String,
    /// 交付当月怎么收，默认按本地规则
    #[arg(long, value_enum, value_name = "规则")]
    start: Option<StartArg>,
}

/// 交付当月怎么收
#[derive(Clone, Copy, Debug, ValueEnum)]
enum StartArg {
    /// 按当月实际天数
    ActualDays,
    /// 按全年 365 天折算
    YearDays,
    /// 按每月 30 天折算
    ThirtyDays,
    /// 15 日后交付收半月，之前收整月
    HalfMonth,
    /// 次月起
    NextMonth,
    /// 整月
    WholeMonth,
}

impl From<StartArg> for StartRule {
    fn from(start: StartArg) -> Self {
        match start {
            StartArg::ActualDays => Self::ActualDays,
            StartArg::YearDays => Self::YearDays,
            StartArg::ThirtyDays => Self::ThirtyDays,
            StartArg::HalfMonth => Self::HalfMonth,
            StartArg::NextMonth => Self::NextMonth,
            StartArg::WholeMonth => Self::WholeMonth,
        }
    }
}

/// A price to be tried.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// 标准名称
    #[arg(value_name = "名称")]
    name: String,
    /// 拟调单价（元）
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    price: String,
    /// 拟执行的第一个月
    #[arg(long, value_name = "月份")]
    from: String,
    /// 测算几个月
    #[arg(long, default_value_t = 12, value_name = "月数")]
    months: u32,
    /// 只算这些楼栋
    #[arg(long = "building", value_name = "楼栋")]
    buildings: Vec<String>,
    /// 逐户明细的工作簿（.xlsx）
    #[arg(long, value_name = "文件")]
    out: Option<PathBuf>,
    /// 测算表（PDF，内部使用）
    #[arg(long, value_name = "文件")]
    print: Option<PathBuf>,
}

/// 计费依据
#[derive(Clone, Copy, Debug, ValueEnum)]
enum BasisArg {
    /// 建筑面积
    Area,
    /// 每户
    Home,
    /// 每个车位
    Space,
    /// 指定数量
    Quantity,
}

/// 周期
#[derive(Clone, Copy, Debug, ValueEnum)]
enum CycleArg {
    /// 月
    Month,
    /// 季
    Quarter,
    /// 半年
    HalfYear,
    /// 年
    Year,
}

/// 取整
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoundingArg {
    /// 每月取整
    PerMonth,
    /// 每周期取整
    PerCycle,
}

fn unit_price(text: &str) -> Result<Decimal> {
    let unusable =
        || Refusal::Unusable {
            field: "单价", value: text.to_owned(), expected: "大于零的金额，如 2.35"
        };
    Ok(text.parse().map_err(|_| unusable())?)
}

impl VersionArgs {
    fn version(&self) -> Result<Version> {
        let unusable =
            |field, value: &str, expected| Refusal::Unusable { field, value: value.to_owned(), expected };
        Ok(Version {
            id: 0,
            starts: month(&self.from)?,
            unit_price: unit_price(&self.price)?,
            basis: match self.basis {
                BasisArg::Area => Basis::Area,
                BasisArg::Home => Basis::Home,
                BasisArg::Space => Basis::Space,
                BasisArg::Quantity => Basis::Quantity,
            },
            cycle: match self.cycle {
                CycleArg::Month => Cycle::Month,
                CycleArg::Quarter => Cycle::Quarter,
                CycleArg::HalfYear => Cycle::HalfYear,
                CycleArg::Year => Cycle::Year,
            },
            rounding: match self.rounding {
                RoundingArg::PerMonth => Rounding::PerMonth,
                RoundingArg::PerCycle => Rounding::PerCycle,
            },
            due: DueRule::parse(&self.due).ok_or_else(|| {
                unusable("截止日", &self.due, "周期第几个月/几日，如 1/31；不能早于计费期间")
            })?,
            clause: self.clause.clone(),
            start: self.start.map(StartRule::from),
        })
    }
}

/// Runs a verb of `item`.
pub fn run_item(common: &Common, verb: ItemVerb) -> Result<Answer> {
    match verb {
        ItemVerb::Add { code, name } => {
            let added = common.open()?.add_charge_item(&code, &name, &common.occasion())?;
            Ok(Answer::new(
                format!("已有收费项目 {name}（{code}）。"),
                &json!({ "item": added.value, "code": code }),
            ))
        }
        ItemVerb::Terms { item, class, late, vat } => terms(common, &item, class, late, vat),
        ItemVerb::List => {
            let items = common.look()?.items_with_terms()?;
            let rows: Vec<Vec<String>> = items
                .iter()
                .map(|(i, t)| {
                    let late = if t.bears_late { "是" } else { "否" };
                    let vat = t.vat_percent.map_or_else(|| "—".to_owned(), |v| format!("{v}%"));
                    cells([&i.id, &i.code, &i.name, &t.class.label(), &late, &vat])
                })
                .collect();
            let json: Vec<_> = items
                .iter()
                .map(|(i, t)| {
                    json!({ "id": i.id, "code": i.code, "name": i.name, "class": t.class.code(),
                            "bears_late": t.bears_late, "vat": t.vat_percent.map(|v| v.to_string()) })
                })
                .collect();
            let headings = ["编号", "代码", "名称", "性质", "计违约金", "税率"];
            Ok(Answer::new(columns(&headings, &rows, &[0]), &json))
        }
    }
}

fn terms(
    common: &Common,
    item: &str,
    class: Option<ClassArg>,
    late: Option<YesNo>,
    vat: Option<Decimal>,
) -> Result<Answer> {
    let class = class.map(|c| match c {
        ClassArg::Principal => Class::Principal,
        ClassArg::LateCharge => Class::LateCharge,
        ClassArg::Cost => Class::Cost,
    });
    let bears = late.map(|l| l == YesNo::Yes);
    common.open()?.set_item_terms(item, class, bears, vat, &common.occasion())?;
    run_item(common, ItemVerb::List)
}

/// Runs a verb of `tariff`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    let occasion = common.occasion();
    match verb {
        Verb::Add { item, name, version } => {
            let added = common.open()?.add_tariff(&item, &name, &version.version()?, &occasion)?;
            let text = format!("已新增标准“{name}”。下一步：tariff assign {name} 指定适用范围。");
            Ok(Answer::new(text, &json!({ "tariff": added.value, "name": name })))
        }
        Verb::Version { name, version } => {
            let added = common.open()?.add_tariff_version(&name, &version.version()?, &occasion)?;
            let text = format!("“{name}”从 {} 起执行新版本。", version.from);
            Ok(Answer::new(text, &json!({ "version": added.value, "name": name })))
        }
        Verb::Assign { name, building, use_kind, home, quantity } => {
            let to = AssignTo { building, use_kind, room: home, quantity };
            let added = common.open()?.assign_tariff(&name, &to, &occasion)?;
            Ok(Answer::new(
                format!("“{name}”已指定适用范围（编号 {}）。", added.value),
                &json!({ "assignment": added.value }),
            ))
        }
        Verb::Unassign { assignment } => {
            common.open()?.unassign_tariff(assignment, &occasion)?;
            Ok(Answer::new(format!("已取消适用范围 {assignment}。"), &json!({ "assignment": assignment })))
        }
        Verb::Simulate(arguments) => simulate(common, arguments),
        Verb::End { name, last } => {
            let last = month(&last)?;
            common.open()?.end_tariff(&name, last, &occasion)?;
            Ok(Answer::new(
                format!("“{name}”执行到 {last} 为止。"),
                &json!({ "name": name, "last": last.to_string() }),
            ))
        }
        Verb::List => list(common),
    }
}

fn simulate(common: &Common, arguments: SimulateArgs) -> Result<Answer> {
    let SimulateArgs { name, price, from, months, buildings, out, print } = arguments;
    let (price, from) = (unit_price(&price)?, month(&from)?);
    let office = common.look()?;
    let effect = office.try_price(&PriceTrial { tariff: name, price, from, months, buildings })?;
    let occasion = common.occasion();
    let mut written = Vec::new();
    if let Some(path) = out {
        let made = format!("{} {} 生成，仅供内部测算", occasion.today, occasion.operator);
        super::write_table(&path, &price_change::table(&effect, &made))?;
        written.push(path.display().to_string());
    }
    if let Some(path) = print {
        super::write_file(&path, &papers::price_change(&office, &common.fonts()?, &effect, &occasion)?)?;
        written.push(path.display().to_string());
    }
    let row = |l: &EffectLine| cells([&l.key, &l.homes, &l.before, &l.after, &l.difference]);
    let mut rows = vec![row(&effect.item)];
    rows.extend(effect.by_use.iter().chain(&effect.by_building).map(row));
    let homes: Vec<Vec<String>> = effect
        .largest
        .iter()
        .map(|h| cells([&h.room, &h.quantity, &h.before, &h.after, &h.difference]))
        .collect();
    let mut text = format!(
        "测算（未写入）：{} 从 {} 起由 {} 改为 {}，期间 {}，{}。\n已出账 {} 笔 {} 元不受影响。\n",
        effect.tariff,
        effect.from,
        effect.price_before,
        effect.price_after,
        effect.months,
        effect.rounding,
        effect.charged,
        effect.charged_total
    );
    text.extend(effect.left_out.iter().map(|words| format!("未计入：{words}\n")));
    text += &format!(
        "\n{}\n\n变动最大的房屋\n{}\n",
        columns(&["项目/用途/楼栋", "户数", "现行应收", "调整后", "差额"], &rows, &[1, 2, 3, 4]),
        columns(&["房号", "计费数量", "现行应收", "调整后", "差额"], &homes, &[1, 2, 3, 4])
    );
    text.extend(written.iter().map(|path| format!("已生成 {path}。\n")));
    Ok(Answer::new(text, &effect))
}

fn list(common: &Common) -> Result<Answer> {
    let office = common.look()?;
    let items = office.charge_items()?;
    let name_of = |id: i64| items.iter().find(|i| i.id == id).map_or("", |i| i.name.as_str());
    let (mut rows, mut json) = (Vec::new(), Vec::new());
    for t in office.tariffs()? {
        for v in &t.versions {
            rows.push(vec![
                t.name.clone(),
                name_of(t.item_id).to_owned(),
                v.starts.to_string(),
                format!("{} 元/{}·月", v.unit_price, v.basis.price_unit()),
                v.cycle.label().to_owned(),
                v.rounding.label().to_owned(),
                v.due.to_string(),
                v.start.map_or("", StartRule::label).to_owned(),
                v.clause.clone(),
            ]);
        }
        for s in &t.scopes {
            let mut words = vec![format!("  范围 {}：", s.id)];
            words.extend(s.scope.building.as_ref().map(|b| format!("{b}栋")));
            words.extend(s.scope.use_kind.clone());
            if let Some(home) = s.scope.home {
                words.push(office.book().reading().home(home)?.record.room_number());
            }
            if words.len() == 1 {
                words.push("全部房屋".into());
            }
            words.extend(s.quantity.map(|q| format!("数量 {q}")));
            rows.push(vec![
                words.join(" "),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ]);
        }
        json.push(json!({
            "name": t.name,
            "item": name_of(t.item_id),
            "ends": t.ends.map(|m| m.to_string()),
            "versions": t.versions.iter().map(|v| json!({
                "id": v.id, "from": v.starts.to_string(), "price": v.unit_price.to_string(), "basis": v.basis.code(),
                "cycle": v.cycle.code(), "rounding": v.rounding.code(), "due": v.due.to_string(), "clause": v.clause,
                "start": v.start.map(StartRule::code),
            })).collect::<Vec<_>>(),
            "scopes": t.scopes.iter().map(|s| json!({
                "id": s.id, "building": s.scope.building, "use": s.scope.use_kind, "home": s.scope.home,
                "quantity": s.quantity.map(|q| q.to_string()),
            })).collect::<Vec<_>>(),
        }));
    }
    let headings = ["标准", "项目", "起始", "单价", "周期", "取整", "截止", "交付当月", "依据"];
    Ok(Answer::new(columns(&headings, &rows, &[]), &json))
}
