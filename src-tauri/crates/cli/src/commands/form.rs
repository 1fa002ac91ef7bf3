//! `form` and `staff`: what needs an approval, and who may give it.

use super::amount;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::{Subcommand, ValueEnum};
use serde_json::{Map, Value, json};
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_domain::approval::{Limits, Role};
use zhangfang_domain::capital::capital;
use zhangfang_domain::method::Method;
use zhangfang_office::form::{Decision, Form, FormKind};
use zhangfang_office::login::Cost;
use zhangfang_office::{Office, Posted, Result, papers};

/// Verbs of `form`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 列出审批单
    List {
        /// 只列待审批的
        #[arg(long)]
        pending: bool,
    },
    /// 查看一张审批单
    Show {
        /// 单号，如 JM-202512-00001
        #[arg(value_name = "单号")]
        number: String,
    },
    /// 批准；批准人不能是申请人
    Approve {
        /// 单号
        #[arg(value_name = "单号")]
        number: String,
        /// 意见
        #[arg(long, default_value = "同意", value_name = "意见")]
        note: String,
    },
    /// 驳回
    Refuse {
        /// 单号
        #[arg(value_name = "单号")]
        number: String,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 申请人撤回
    Withdraw {
        /// 单号
        #[arg(value_name = "单号")]
        number: String,
    },
    /// 打印审批单（退款单、减免审批单、坏账核销单、红冲更正单、押金退还单等）
    Print {
        /// 单号
        #[arg(value_name = "单号")]
        number: String,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 查看或设置各岗位的审批额度
    Limits {
        /// 客服主管额度
        #[arg(long, value_name = "元")]
        supervisor: Option<String>,
        /// 项目经理额度，超出的由公司审批
        #[arg(long, value_name = "元")]
        manager: Option<String>,
        /// 项目经理可批准的坏账核销额度，默认 0，即全由公司审批
        #[arg(long, value_name = "元")]
        write_off: Option<String>,
    },
}

/// Verbs of `staff`.
#[derive(Debug, Subcommand)]
pub enum StaffVerb {
    /// 登记人员或调整岗位
    Add {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
        /// 岗位
        #[arg(long, value_enum, value_name = "岗位")]
        role: RoleArg,
    },
    /// 设置密码：从标准输入读一行；有人设了密码以后，每个命令都要用环境变量 ZHANGFANG_PASSWORD 给出经办人的密码
    Password {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
    },
    /// 人员离岗
    Leave {
        /// 姓名
        #[arg(value_name = "姓名")]
        name: String,
    },
    /// 列出人员
    List,
}

/// 岗位
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RoleArg {
    /// 工程保洁秩序
    Service,
    /// 前台客服
    Clerk,
    /// 楼栋管家
    Steward,
    /// 出纳
    Cashier,
    /// 客服主管
    Supervisor,
    /// 项目经理
    Manager,
    /// 公司
    Company,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Service => Self::Service,
            RoleArg::Clerk => Self::Clerk,
            RoleArg::Steward => Self::Steward,
            RoleArg::Cashier => Self::Cashier,
            RoleArg::Supervisor => Self::Supervisor,
            RoleArg::Manager => Self::Manager,
            RoleArg::Company => Self::Company,
        }
    }
}

/// Runs a verb of `form`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::List { pending } => list(common, pending),
        Verb::Show { number } => {
            let office = common.look()?;
            let form = office.form(&number)?;
            Ok(Answer::new(text(&office, &form)?, &shown(&office, &form)?))
        }
        Verb::Approve { number, note } => decide(common, &number, Decision::Approve, &note),
        Verb::Refuse { number, reason } => decide(common, &number, Decision::Refuse, &reason),
        Verb::Withdraw { number } => decide(common, &number, Decision::Withdraw, ""),
        Verb::Print { number, out } => {
            let paper = papers::form(&common.look()?, &common.fonts()?, &number, &common.occasion())?;
            super::write_file(&out, &paper.bytes)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("已生成 {path}。"), &json!({ "file": path })))
        }
        Verb::Limits { supervisor, manager, write_off } => limits(common, supervisor, manager, write_off),
    }
}

/// What a person reads who has just filed a form.
pub fn filed(office: &Office, posted: &Posted<String>) -> Result<Answer> {
    let form = office.form(&posted.value)?;
    let needs = office.least_role(&form)?;
    let next = match &form.verdict {
        None => format!("\n须由{}审批：form approve {}", needs.label(), form.number),
        Some(_) => String::new(),
    };
    let mut json = shown(office, &form)?;
    json["needs"] = needs.code().into();
    Ok(Answer::new(text(office, &form)? + &next, &json))
}

fn decide(common: &Common, number: &str, decision: Decision, note: &str) -> Result<Answer> {
    let mut office = common.open()?;
    office.decide(number, decision, note, &common.occasion())?;
    let form = office.form(number)?;
    Ok(Answer::new(text(&office, &form)?, &shown(&office, &form)?))
}

fn limits(
    common: &Common,
    supervisor: Option<String>,
    manager: Option<String>,
    write_off: Option<String>,
) -> Result<Answer> {
    let office = common.look()?;
    let (mut limits, mut most) = (office.approval_limits()?, office.write_off_limit()?);
    drop(office);
    if supervisor.is_some() || manager.is_some() || write_off.is_some() {
        let given = |text: Option<String>, old| text.as_deref().map_or(Ok(old), amount);
        limits = Limits {
            supervisor: given(supervisor, limits.supervisor)?,
            manager: given(manager, limits.manager)?,
        };
        most = given(write_off, most)?;
        common.open()?.set_approval_limits(limits, most, &common.occasion())?;
    }
    let mut text = format!(
        "客服主管 {} 元以内，项目经理 {} 元以内，超出由公司审批。\n坏账核销：",
        limits.supervisor, limits.manager
    );
    text += &match most {
        Fen::ZERO => "由公司审批。".to_owned(),
        limit => format!("项目经理 {limit} 元以内，超出由公司审批。"),
    };
    let (supervisor, manager) = (limits.supervisor.plain(), limits.manager.plain());
    let json = json!({ "supervisor": supervisor, "manager": manager, "write_off": most.plain() });
    Ok(Answer::new(text, &json))
}

fn title(form: &Form) -> &str {
    FormKind::from_code(&form.kind).map_or("", FormKind::label)
}

fn text(office: &Office, form: &Form) -> Result<String> {
    let details = office.details(form)?;
    let mut text = format!(
        "{} {}  {}  {} 元  {}\n申请 {} {}：{}\n",
        title(form),
        form.number,
        details.room,
        form.fen,
        office.state(form)?.label(),
        form.filed,
        form.applicant,
        form.reason
    );
    for (name, value) in &details.facts {
        text += &format!("{name}：{value}\n");
    }
    for line in &details.lines {
        let amount = line.amount.map(|fen| format!("  {fen} 元")).unwrap_or_default();
        text += &format!("  {}  {}{amount}\n", line.what, line.note);
    }
    text += &format!("{} {} 元（{}）", details.sum, form.fen, capital(form.fen));
    if let Some(v) = &form.verdict {
        let role = Role::from_code(&v.role).map_or("", Role::label);
        text += &format!("\n审批 {} {role} {}：{}", v.on, v.by, v.note);
    }
    if let Some(paid) = office.payout(form)? {
        let method = Method::from_code(&paid.method).map_or("", Method::label);
        let back = if paid.taken_back { "，当天已收回" } else { "" };
        text += &format!("\n付款 {} {}：{method}，收款人 {}{back}", paid.on, paid.by, paid.payee);
    }
    Ok(text)
}

fn shown(office: &Office, form: &Form) -> Result<Value> {
    let details = office.details(form)?;
    let facts: Map<String, Value> =
        details.facts.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    let lines: Vec<Value> = details
        .lines
        .iter()
        .map(|l| json!({ "what": l.what, "note": l.note, "amount": l.amount.map(Fen::plain) }))
        .collect();
    Ok(json!({
        "number": form.number, "kind": form.kind, "room": details.room, "amount": form.fen.plain(),
        "applicant": form.applicant, "filed": form.filed, "reason": form.reason,
        "state": office.state(form)?.label(), "done": form.effect.is_some(), "facts": facts, "lines": lines,
        "verdict": form.verdict.as_ref().map(|v| json!({ "word": v.word, "by": v.by, "role": v.role, "on": v.on, "note": v.note })),
        "paid": office.payout(form)?.map(|p| json!({ "by": p.by, "on": p.on, "method": p.method, "payee": p.payee,
            "reference": p.reference, "taken_back": p.taken_back })),
    }))
}

fn list(common: &Common, pending: bool) -> Result<Answer> {
    let office = common.look()?;
    let mut forms = office.forms(None)?;
    forms.retain(|f| !pending || f.verdict.is_none());
    if forms.is_empty() {
        return Ok(Answer::new("没有审批单。", &json!([])));
    }
    let (mut rows, mut json) = (Vec::new(), Vec::new());
    for form in &forms {
        let shown = shown(&office, form)?;
        let room = shown["room"].as_str().unwrap_or_default();
        let state = office.state(form)?.label();
        rows.push(cells([
            &form.number,
            &title(form),
            &room,
            &form.filed,
            &form.applicant,
            &form.fen,
            &state,
        ]));
        json.push(shown);
    }
    let heads = ["单号", "种类", "房号", "日期", "申请人", "金额", "状态"];
    Ok(Answer::new(columns(&heads, &rows, &[5]), &json))
}

/// Runs a verb of `staff`.
pub fn run_staff(common: &Common, verb: StaffVerb) -> Result<Answer> {
    match verb {
        StaffVerb::Add { name, role } => {
            let role = Role::from(role);
            common.open()?.name_staff(&name, role, &common.occasion())?;
            let text = format!("{name} 已登记为{}。", role.label());
            Ok(Answer::new(text, &json!({ "name": name, "role": role.code() })))
        }
        StaffVerb::Password { name } => {
            let mut line = String::new();
            // A line that cannot be read is an empty password, which is refused.
            let _ = std::io::stdin().read_line(&mut line);
            let password = line.trim_end_matches(['\r', '\n']);
            common.open()?.set_password(&name, password, Cost::DESK, &common.occasion())?;
            Ok(Answer::new(format!("{name} 的密码已设置。"), &json!({ "name": name })))
        }
        StaffVerb::Leave { name } => {
            common.open()?.staff_leaves(&name, &common.occasion())?;
            Ok(Answer::new(format!("{name} 已离岗，以前经办的记录保留。"), &json!({ "name": name })))
        }
        StaffVerb::List => {
            let staff = common.look()?.staff()?;
            let rows: Vec<Vec<String>> = staff.iter().map(|m| cells([&m.name, &m.role().label()])).collect();
            if rows.is_empty() {
                return Ok(Answer::new(
                    "还没有登记人员。请先登记项目经理：staff add 姓名 --role manager",
                    &staff,
                ));
            }
            Ok(Answer::new(columns(&["姓名", "岗位"], &rows, &[]), &staff))
        }
    }
}
