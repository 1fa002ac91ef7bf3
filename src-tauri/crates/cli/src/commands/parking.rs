//! `parking`: spaces, contracts, their charges, giving back.

use super::{amount, months};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use zhangfang_domain::Fen;
use zhangfang_domain::mask;
use zhangfang_domain::parking::{PartRule, SpaceKind};
use zhangfang_office::form::parking_end::GiveBack;
use zhangfang_office::parking::{
    ContractRequest, ParkingBillRequest, ParkingContract, ParkingPlan, SpaceRequest,
};
use zhangfang_office::{Office, Result};

/// Verbs of `parking`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 登记车位
    Add {
        /// 车位编号，如 B1-023
        #[arg(value_name = "车位")]
        code: String,
        /// 车位种类
        #[arg(long, value_enum, value_name = "种类")]
        kind: KindArg,
        /// 产权车位业主的房号
        #[arg(long, value_name = "房号")]
        room: Option<String>,
        /// 面积（平方米）
        #[arg(long, value_name = "面积")]
        area: Option<Decimal>,
    },
    /// 列出车位与现行合同
    List,
    /// 一个车位的合同与账单
    Show {
        /// 车位编号
        #[arg(value_name = "车位")]
        code: String,
    },
    /// 签车位合同：一个车位、一个付款人、一辆车
    Contract(ContractArgs),
    /// 按合同出账；已出过的月份不重复
    Bill {
        /// 期间，例如 2025-04、2025-Q2
        #[arg(value_name = "期间")]
        months: String,
        /// 统一的缴费截止日；不填为首月月末
        #[arg(long, value_name = "日期")]
        due: Option<NaiveDate>,
        /// 只出这些车位
        #[arg(long = "space", value_name = "车位")]
        spaces: Vec<String>,
        /// 试算，不写入
        #[arg(long)]
        preview: bool,
    },
    /// 退租：先试算；写明原因才提交车位退租单
    GiveBack {
        /// 车位编号
        #[arg(value_name = "车位")]
        code: String,
        /// 最后使用日
        #[arg(long, value_name = "日期")]
        on: NaiveDate,
        /// 退租原因；写明即提交退租单待审批
        #[arg(long, value_name = "原因")]
        reason: Option<String>,
    },
}

/// 车位种类
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KindArg {
    /// 产权车位
    Owned,
    /// 租赁车位
    Leased,
    /// 公共车位
    Common,
}

impl KindArg {
    const fn kind(self) -> SpaceKind {
        match self {
            Self::Owned => SpaceKind::Owned,
            Self::Leased => SpaceKind::Leased,
            Self::Common => SpaceKind::Common,
        }
    }
}

/// 首末月
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PartArg {
    /// 按实际天数
    ByDay,
    /// 按整月
    ByMonth,
}

/// A contract as typed.
#[derive(Debug, Args)]
pub struct ContractArgs {
    /// 车位编号
    #[arg(value_name = "车位")]
    space: String,
    /// 入账的房号
    #[arg(long, value_name = "房号")]
    room: String,
    /// 收费项目，如 车位租赁费
    #[arg(long, value_name = "项目")]
    item: String,
    /// 月费（元）
    #[arg(long, value_name = "元")]
    monthly: String,
    /// 起用日
    #[arg(long, value_name = "日期")]
    from: NaiveDate,
    /// 合同编号或公示的收费标准
    #[arg(long, value_name = "依据")]
    clause: String,
    /// 首末不足整月怎样计费
    #[arg(long, value_enum, default_value = "by-day", value_name = "办法")]
    part: PartArg,
    /// 付款人；不填为业主
    #[arg(long, value_name = "姓名")]
    payer: Option<String>,
    /// 车牌
    #[arg(long, value_name = "车牌")]
    plate: Option<String>,
}

/// Runs a verb of `parking`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Add { code, kind, room, area } => {
            let request = SpaceRequest { code: code.clone(), kind: kind.kind(), room, area };
            let posted = common.open()?.add_parking_space(&request, &common.occasion())?;
            let text = format!("已登记{} {code}。", request.kind.label());
            Ok(Answer::new(text, &json!({ "space": posted.value, "code": code })))
        }
        Verb::List => list(&common.look()?),
        Verb::Show { code } => show(&common.look()?, &code),
        Verb::Contract(arguments) => sign(common, arguments),
        Verb::Bill { months: range, due, spaces, preview } => {
            let request = ParkingBillRequest { months: months(&range)?, due, spaces };
            if preview {
                return Ok(planned(&common.look()?.preview_parking(&request)?, &range));
            }
            let posted = common.open()?.bill_parking(&request, &common.occasion())?;
            let p = &posted.value;
            let mut text = format!(
                "第 {} 批已出账：车位 {} 笔，合计 {} 元；预存抵扣 {} 元；已出过的 {} 笔没有重复出账。",
                p.run, p.charges, p.total, p.prepaid_drawn, p.already_charged
            );
            text += &left_out(&p.left_out);
            Ok(Answer::new(text, p))
        }
        Verb::GiveBack { code, on, reason } => {
            let found = common.look()?.preview_give_back(&code, on)?;
            match reason {
                None => Ok(given_back(&found, None)),
                Some(reason) => {
                    let posted = common.open()?.request_give_back(&code, on, &reason, &common.occasion())?;
                    Ok(given_back(&found, Some(&posted.value)))
                }
            }
        }
    }
}

fn sign(common: &Common, arguments: ContractArgs) -> Result<Answer> {
    let request = ContractRequest {
        space: arguments.space,
        room: arguments.room,
        item: arguments.item,
        payer: arguments.payer,
        plate: arguments.plate,
        monthly: amount(&arguments.monthly)?,
        from: arguments.from,
        part: match arguments.part {
            PartArg::ByDay => PartRule::ByDay,
            PartArg::ByMonth => PartRule::ByMonth,
        },
        clause: arguments.clause,
    };
    let mut office = common.open()?;
    let posted = office.sign_parking(&request, &common.occasion())?;
    let contract = office.running_contract(&request.space)?;
    let text = format!(
        "车位合同 {}：{} 由 {} 使用{}，{} 元/月，{} 起，{}。",
        posted.value,
        contract.code,
        contract.payer,
        contract.plate.as_ref().map(|p| format!("（{p}）")).unwrap_or_default(),
        contract.rent.monthly,
        contract.rent.from,
        contract.rent.part.label()
    );
    Ok(Answer::new(text, &contract_json(&office, &contract)?))
}

fn contract_json(office: &Office, c: &ParkingContract) -> Result<Value> {
    Ok(json!({
        "contract": c.id, "space": c.code, "room": office.room(c.home)?, "payer": c.payer, "plate": c.plate,
        "monthly": c.rent.monthly.plain(), "from": c.rent.from, "last": c.rent.last, "part": c.rent.part.code(),
        "clause": c.clause,
    }))
}

fn list(office: &Office) -> Result<Answer> {
    let contracts = office.parking_contracts(None)?;
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    for space in office.parking_spaces()? {
        let running = contracts.iter().find(|c| c.space == space.id && c.rent.last.is_none());
        let owner = space.home.map(|home| office.room(home)).transpose()?.unwrap_or_default();
        let (room, plate, monthly, from) = match running {
            Some(c) => (
                office.room(c.home)?,
                c.plate.clone().unwrap_or_default(),
                c.rent.monthly.to_string(),
                c.rent.from.to_string(),
            ),
            None => ("空".to_owned(), String::new(), String::new(), String::new()),
        };
        rows.push(cells([&space.code, &space.kind.label(), &owner, &room, &plate, &monthly, &from]));
        values.push(json!({
            "code": space.code, "kind": space.kind.code(), "owner": owner,
            "area": space.area.map(|a| a.to_string()),
            "contract": running.map(|c| contract_json(office, c)).transpose()?,
        }));
    }
    if rows.is_empty() {
        return Ok(Answer::new("还没有登记车位。请先用 parking add 登记。", &values));
    }
    let headings = ["车位", "种类", "产权房号", "使用房号", "车牌", "月费", "起用日"];
    Ok(Answer::new(columns(&headings, &rows, &[5]), &values))
}

fn show(office: &Office, code: &str) -> Result<Answer> {
    let space = office.parking_space(code)?;
    let mut text = format!("{} {}", space.code, space.kind.label());
    let mut values = Vec::new();
    for contract in office.parking_contracts(Some(space.id))? {
        let last = contract.rent.last.map(|day| day.to_string()).unwrap_or_else(|| "现在".to_owned());
        text += &format!(
            "\n\n合同 {}：{} {} {} {} 元/月，{} 至 {last}，{}，依据 {}\n",
            contract.id,
            office.room(contract.home)?,
            mask::name(&contract.payer),
            contract.plate.clone().unwrap_or_default(),
            contract.rent.monthly,
            contract.rent.from,
            contract.rent.part.label(),
            contract.clause
        );
        let fees = office.parking_fees(&contract)?;
        let rows: Vec<Vec<String>> = fees
            .iter()
            .map(|f| cells([&f.charge, &f.months, &f.charged, &f.stands, &f.open, &f.due]))
            .collect();
        let headings = ["账单", "期间", "出账", "更正后", "未缴", "截止日"];
        text += &columns(&headings, &rows, &[0, 2, 3, 4]);
        let mut value = contract_json(office, &contract)?;
        value["charges"] = json!(fees);
        values.push(value);
    }
    let json = json!({ "code": space.code, "kind": space.kind.code(), "contracts": values });
    Ok(Answer::new(text, &json))
}

fn left_out(spaces: &[String]) -> String {
    if spaces.is_empty() {
        return String::new();
    }
    format!("\n没有出账：{}。合同所在房屋已过户，请先为原业主办退租，再与新业主签合同。", spaces.join("、"))
}

fn planned(plan: &ParkingPlan, range: &str) -> Answer {
    let rows: Vec<Vec<String>> = plan
        .fees
        .iter()
        .map(|f| {
            cells([&f.contract.code, &f.room, &mask::name(&f.contract.payer), &f.months, &f.fen, &f.due])
        })
        .collect();
    let mut text = format!(
        "试算 {range}（未写入）：车位 {} 笔，合计 {} 元；已出过 {} 笔。\n\n{}",
        plan.fees.len(),
        plan.total(),
        plan.already_charged,
        columns(&["车位", "房号", "付款人", "期间", "金额", "截止日"], &rows, &[4])
    );
    text += &left_out(&plan.left_out);
    let fees: Vec<Value> = plan
        .fees
        .iter()
        .map(|f| json!({ "space": f.contract.code, "room": f.room, "months": f.months.to_string(), "amount": f.fen.plain(), "due": f.due }))
        .collect();
    let json = json!({ "total": plan.total().plain(), "already_charged": plan.already_charged, "fees": fees, "left_out": plan.left_out });
    Answer::new(text, &json)
}

fn given_back(found: &GiveBack, form: Option<&str>) -> Answer {
    let rows: Vec<Vec<String>> = found
        .lines
        .iter()
        .flat_map(|line| {
            line.parts.iter().map(|(month, fen)| cells([&line.charge, &line.months, month, &Fen(*fen)]))
        })
        .collect();
    let head = match form {
        Some(number) => format!("车位退租单 {number} 已提交，待审批；批准前合同和账单不变，今天不退现金。"),
        None => "退租试算（未写入）。写明 --reason 即提交车位退租单。".to_owned(),
    };
    let mut text = format!(
        "{head}\n{} {} 最后使用日 {}：应退 {} 元，保留 {} 元。",
        found.contract.code,
        found.room,
        found.last,
        found.back(),
        found.kept()
    );
    if found.freed().is_positive() {
        text += &format!("其中已缴的 {} 元批准后转为预存，再凭退款单退还。", found.freed());
    }
    if !rows.is_empty() {
        text += &format!("\n\n{}", columns(&["账单", "账单期间", "月份", "应退"], &rows, &[0, 3]));
    }
    let json = json!({
        "form": form, "space": found.contract.code, "room": found.room, "last": found.last,
        "refund": found.back().plain(), "kept": found.kept().plain(), "freed": found.freed().plain(),
        "months": found.lines.iter().flat_map(|l| &l.parts)
            .map(|(month, fen)| json!({ "month": month, "refund": Fen(*fen).plain() })).collect::<Vec<_>>(),
        "lines": found.lines.iter().map(|l| json!({
            "charge": l.charge, "months": l.months.to_string(), "charged": l.charged.plain(),
            "refund": l.back.plain(), "kept": l.kept.plain(), "freed": l.freed.plain(),
        })).collect::<Vec<_>>(),
    });
    Answer::new(text, &json)
}
