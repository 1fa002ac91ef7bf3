//! `dunning`: the ladder, runs of a stage, results, reasons, who looks after which building.

use super::amount;
use crate::answer::{Answer, columns};
use crate::arguments::Common;
use clap::{Args, Subcommand};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_domain::contact::{ArrearsReason, Outcome};
use zhangfang_domain::dunning::{Leave, Stage};
use zhangfang_office::dunning::{Decision, Dunned, DunningPlan, DunningRequest, Scope, next_words};
use zhangfang_office::ladder::{parameters, set_parameter};
use zhangfang_office::{Office, Refusal, Result, sentence};

/// Verbs of `dunning`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 各户在哪一步、下一步哪天做什么
    List {
        /// 只看这些楼栋
        #[arg(long = "building", value_name = "楼栋")]
        buildings: Vec<String>,
        /// 只看这位管家的楼栋
        #[arg(long, value_name = "姓名")]
        steward: Option<String>,
    },
    /// 今天要办的事，最急的在前
    Today {
        /// 只看这位管家的
        #[arg(long, value_name = "姓名")]
        steward: Option<String>,
    },
    /// 一户在阶梯上的位置和办过的每一步
    Show {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
    },
    /// 登记一步的结果和下次日期（打电话、上门用 contact add，送达用 delivery add）
    Result {
        /// 步骤号，见 dunning show
        #[arg(value_name = "步骤")]
        step: i64,
        /// 结果，如 已告知，待回复
        #[arg(value_name = "结果")]
        outcome: String,
        /// 下次哪天看
        #[arg(long, value_name = "日期")]
        next: Option<chrono::NaiveDate>,
        /// 说明
        #[arg(long, value_name = "说明", default_value = "")]
        note: String,
    },
    /// 预览一批：发哪些户，不发哪些户和原因
    Preview {
        /// 给谁
        #[command(flatten)]
        run: RunArgs,
    },
    /// 办一批：编号、出信、记入各户的催缴进度
    Run {
        /// 给谁
        #[command(flatten)]
        run: RunArgs,
        /// 信件的 PDF；不出纸质单的阶段不用写
        #[arg(long, value_name = "文件")]
        out: Option<PathBuf>,
    },
    /// 办过的批次
    Runs,
    /// 补印一批的信件：余额变过的户不印
    Reprint {
        /// 批次号
        #[arg(value_name = "批次")]
        run: i64,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 登记一户的欠费原因
    Reason {
        /// 房号
        #[arg(value_name = "房号")]
        room: String,
        /// 原因：未明、遗忘或未收到账单、联系不上、对服务不满、对金额有异议、开发商遗留问题、邻里问题、
        /// 认为空置不应缴、过户或缴费人未定、一次缴清有困难、无正当理由拒付（经核）
        #[arg(value_name = "原因")]
        reason: String,
        /// 说明，只写与收费、服务有关的
        #[arg(long, value_name = "说明", default_value = "")]
        note: String,
    },
    /// 看催缴阶梯：每一步第几天、隔几天、谁办、怎么办
    Ladder,
    /// 改催缴阶梯，例如 dunning set call.after=12 committee.on=是
    Set {
        /// 参数=值，可写多个
        #[arg(required = true, value_name = "参数=值")]
        parameters: Vec<String>,
    },
    /// 指定楼栋的管家；不写姓名就是取消
    Steward {
        /// 楼栋
        #[arg(value_name = "楼栋")]
        building: String,
        /// 姓名，要先在人员里
        #[arg(value_name = "姓名")]
        name: Option<String>,
    },
}

/// Whom a run is for.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// 阶段：到期提醒、温馨提示、第一次催缴通知、第二次催缴通知、业委会督促、书面催缴函
    #[arg(value_name = "阶段")]
    stage: String,
    /// 只给这些楼栋
    #[arg(long = "building", value_name = "楼栋")]
    buildings: Vec<String>,
    /// 只给这些户
    #[arg(long = "room", value_name = "房号")]
    rooms: Vec<String>,
    /// 只给这位管家的楼栋
    #[arg(long, value_name = "姓名")]
    steward: Option<String>,
    /// 只催这个项目
    #[arg(long, value_name = "项目")]
    item: Option<String>,
    /// 每户不少于这么多才催
    #[arg(long = "min", value_name = "金额", value_parser = amount)]
    at_least: Option<Fen>,
    /// 经理批准的理由（书面催缴函必填）
    #[arg(long, value_name = "理由")]
    approve: Option<String>,
    /// 经理批准越级的理由：前面的步骤和等待天数可免，间隔、原因、暂停和送达证明不免
    #[arg(long, value_name = "理由", conflicts_with = "approve")]
    skip: Option<String>,
    /// 没办结的投诉、报修已经看过
    #[arg(long)]
    tickets_seen: bool,
    /// 信上的联系人
    #[arg(long, value_name = "姓名", default_value = "")]
    contact: String,
}

fn stage(text: &str) -> Result<Stage> {
    Stage::parse(text).ok_or_else(|| Refusal::Unknown { kind: "催缴阶段", name: text.to_owned() }.into())
}

impl RunArgs {
    fn request(&self, office: &Office) -> Result<DunningRequest> {
        let accounts = self.rooms.iter().map(|room| Ok(office.home(room)?.account));
        let (leave, reason) = match (&self.skip, &self.approve) {
            (Some(reason), _) => (Leave::Skipping, reason.clone()),
            (None, Some(reason)) => (Leave::Approved, reason.clone()),
            (None, None) => (Leave::None, String::new()),
        };
        Ok(DunningRequest {
            stage: stage(&self.stage)?,
            scope: Scope {
                buildings: self.buildings.clone(),
                steward: self.steward.clone(),
                item: self.item.clone(),
                accounts: accounts.collect::<Result<_>>()?,
            },
            at_least: self.at_least.unwrap_or(Fen::ZERO),
            decision: Decision { leave, reason },
            tickets_seen: self.tickets_seen,
            contact: self.contact.clone(),
        })
    }
}

/// Runs a verb of `dunning`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::List { buildings, steward } => list(common, &buildings, steward),
        Verb::Today { steward } => today(common, steward.as_deref()),
        Verb::Show { room } => show(common, &room),
        Verb::Result { step, outcome, next, note } => {
            let unknown = || Refusal::Unknown { kind: "结果", name: outcome.clone() };
            let known = Outcome::parse(&outcome).ok_or_else(unknown)?;
            common.open()?.note_step_result(step, known, next, &note, &common.occasion())?;
            let next = next.map(|day| format!("，下次 {day}")).unwrap_or_default();
            Ok(Answer::new(format!("第 {step} 步：{}{next}", known.label()), &json!({ "step": step })))
        }
        Verb::Preview { run } => {
            let office = common.look()?;
            Ok(plan(&office.plan_dunning(&run.request(&office)?, &common.occasion())?))
        }
        Verb::Run { run, out } => {
            let mut office = common.open()?;
            let request = run.request(&office)?;
            let made = office.dun(&common.fonts()?, &request, &[], &common.occasion())?;
            dunned(&made, out)
        }
        Verb::Runs => runs(common),
        Verb::Reprint { run, out } => {
            let made = common.open()?.reprint_run(&common.fonts()?, run, &[], &common.occasion())?;
            dunned(&made, Some(out))
        }
        Verb::Reason { room, reason, note } => note_reason(common, &room, &reason, &note),
        Verb::Ladder => ladder(&common.look()?),
        Verb::Set { parameters } => {
            let mut office = common.open()?;
            let mut ladder_now = office.ladder()?;
            for parameter in &parameters {
                let (name, value) = parameter.split_once(['=', '＝']).ok_or_else(|| Refusal::Unusable {
                    field: "催缴参数",
                    value: parameter.clone(),
                    expected: "参数=值，如 call.after=12",
                })?;
                set_parameter(&mut ladder_now, name.trim(), value)?;
            }
            office.change_ladder(&ladder_now, &common.occasion())?;
            ladder(&office)
        }
        Verb::Steward { building, name } => {
            common.open()?.set_steward(&building, name.as_deref(), &common.occasion())?;
            let who = name.as_deref().unwrap_or("（无）");
            Ok(Answer::new(
                format!("{building}栋管家 {who}"),
                &json!({ "building": building, "steward": name }),
            ))
        }
    }
}

fn note_reason(common: &Common, room: &str, reason: &str, note: &str) -> Result<Answer> {
    let mut office = common.open()?;
    let unknown = || Refusal::Unknown { kind: "欠费原因", name: reason.to_owned() };
    let reason = ArrearsReason::parse(reason).ok_or_else(unknown)?;
    let account = office.home(room)?.account;
    office.note_arrears_reason(account, reason, note, &common.occasion())?;
    Ok(Answer::new(format!("{room} {}", reason.label()), &json!({ "room": room, "reason": reason.code() })))
}

fn list(common: &Common, buildings: &[String], steward: Option<String>) -> Result<Answer> {
    let office = common.look()?;
    let today = common.occasion().today;
    let filter = zhangfang_office::dunning::DebtorFilter { steward, ..Default::default() };
    let mut lines = office.debtor_list(today, &filter)?.lines;
    lines.retain(|d| buildings.is_empty() || buildings.contains(&d.building));
    let row = |d: &zhangfang_office::dunning::Debtor| {
        let next = next_words(&d.standing.next, today);
        let reason = d.reason.map_or("", |reason| reason.label()).to_owned();
        vec![
            d.room.clone(),
            d.total.plain(),
            d.stage_words(),
            next,
            reason,
            d.steward.clone().unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let headings = ["房号", "逾期欠费", "阶段", "下一步", "原因", "管家"];
    let json: Vec<Value> = lines
        .iter()
        .map(|d| {
            json!({
                "room": d.room, "account": d.account, "overdue": d.total.plain(),
                "stage": d.standing.stage.map(Stage::code), "since": d.standing.since,
                "next": next_words(&d.standing.next, today), "reason": d.reason.map(|r| r.code()),
            })
        })
        .collect();
    Ok(Answer::new(columns(&headings, &rows, &[1]), &json))
}

fn today(common: &Common, steward: Option<&str>) -> Result<Answer> {
    let items = common.look()?.worklist(steward, &common.occasion())?;
    let row = |item: &zhangfang_office::worklist::WorkItem| {
        let after = item.not_before.map(|at| format!("（{} 后可打）", at.format("%-m月%-d日 %-H:%M")));
        let what = format!("{}{}", item.what, after.unwrap_or_default());
        let amount = if item.amount.is_zero() { String::new() } else { item.amount.plain() };
        vec![item.kind.label().to_owned(), item.room.clone(), what, item.due.to_string(), amount]
    };
    let rows: Vec<Vec<String>> = items.iter().map(row).collect();
    let json: Vec<Value> = items
        .iter()
        .map(|i| {
            json!({
                "kind": i.kind.code(), "room": i.room, "what": i.what, "due": i.due, "amount": i.amount.plain(),
                "not_before": i.not_before, "steward": i.steward, "number": i.number,
            })
        })
        .collect();
    Ok(Answer::new(columns(&["要办", "房号", "内容", "期限", "金额"], &rows, &[4]), &json))
}

fn show(common: &Common, room: &str) -> Result<Answer> {
    let day = common.occasion().today;
    let cards = common.look()?.ladder_cards(room, day)?;
    let mut text = String::new();
    let mut json: Vec<Value> = Vec::new();
    for card in &cards {
        let next = next_words(&card.standing.next, day);
        let reason = card.reason.map(|(reason, on)| format!("，原因 {}（{on}）", reason.label()));
        text += &format!("{} 下一步：{next}{}\n", card.owner, reason.unwrap_or_default());
        let row = |s: &zhangfang_office::dunning::StepRow| {
            let letter = s.letter.as_ref().map(|letter| letter.number()).unwrap_or_default();
            let result = s.result.as_ref().map(|r| Outcome::parse(&r.result).map_or("", Outcome::label));
            let skip = s.skip_reason.as_ref().map(|why| format!("越级：{why}")).unwrap_or_default();
            let stage = s.stage.label().to_owned();
            vec![
                s.id.to_string(),
                s.on.to_string(),
                stage,
                letter,
                s.asked.plain(),
                result.unwrap_or_default().into(),
                skip,
            ]
        };
        let rows: Vec<Vec<String>> = card.steps.iter().map(row).collect();
        text += &columns(&["步骤", "日期", "阶段", "信件", "金额", "结果", ""], &rows, &[4]);
        json.push(json!({
            "account": card.account, "next": next, "stage": card.standing.stage.map(Stage::code),
            "reason": card.reason.map(|(r, _)| r.code()),
            "steps": card.steps.iter().map(|s| json!({ "step": s.id, "stage": s.stage.code(), "day": s.on, "skip": s.skip_reason })).collect::<Vec<_>>(),
        }));
    }
    if cards.is_empty() {
        text = format!("{room} 没有欠费。");
    }
    Ok(Answer::new(text, &json))
}

fn plan(plan: &DunningPlan) -> Answer {
    let mut text = format!("发 {} 户，合计 {} 元\n", plan.to.len(), plan.asked.plain());
    let row = |to: &zhangfang_office::dunning::Addressee| {
        vec![
            to.debtor.room.clone(),
            to.asked.plain(),
            to.debtor.stage_words(),
            if to.skipped { "越级" } else { "" }.into(),
        ]
    };
    text += &columns(&["要发", "金额", "已到阶段", ""], &plan.to.iter().map(row).collect::<Vec<_>>(), &[1]);
    if !plan.left_out.is_empty() {
        text += &format!("\n\n不发 {} 户\n", plan.left_out.len());
        let row = |line: &zhangfang_office::dunning::LeftOutLine| {
            vec![line.room.clone(), sentence::left_out(&line.reason)]
        };
        text += &columns(&["不发", "原因"], &plan.left_out.iter().map(row).collect::<Vec<_>>(), &[]);
    }
    let to: Vec<Value> = plan
        .to
        .iter()
        .map(|to| {
            json!({ "room": to.debtor.room, "account": to.debtor.account, "asked": to.asked.plain(), "skipped": to.skipped })
        })
        .collect();
    let left: Vec<Value> = plan
        .left_out
        .iter()
        .map(|line| json!({ "room": line.room, "reason": sentence::left_out(&line.reason) }))
        .collect();
    Answer::new(
        text,
        &json!({ "stage": plan.stage.code(), "to": to, "left_out": left, "asked": plan.asked.plain() }),
    )
}

fn dunned(made: &Dunned, out: Option<PathBuf>) -> Result<Answer> {
    let mut text = format!("第 {} 批：{} 户，合计 {} 元", made.run, made.homes, made.asked.plain());
    if let Some(paper) = &made.paper {
        let out = out.unwrap_or_else(|| PathBuf::from(&paper.file_name));
        super::write_file(&out, &paper.bytes)?;
        text += &format!("\n{}", out.display());
    }
    for changed in &made.changed {
        let now = changed.now.map_or("已不用发".to_owned(), |fen| format!("现为 {} 元", fen.plain()));
        text += &format!("\n没有印：{} 原为 {} 元，{now}", changed.room, changed.shown.plain());
    }
    let changed: Vec<&str> = made.changed.iter().map(|c| c.room.as_str()).collect();
    let json =
        json!({ "run": made.run, "homes": made.homes, "asked": made.asked.plain(), "changed": changed });
    Ok(Answer::new(text, &json))
}

fn runs(common: &Common) -> Result<Answer> {
    let lines = common.look()?.dunning_runs(common.occasion().today)?;
    let headings =
        ["批次", "日期", "阶段", "户数", "金额（元）", "户转化率", "金额转化率", "转入后一次", "经办"];
    let row = |r: &zhangfang_office::dunning::RunLine| {
        let of = |part: String, whole: String, percent: Option<Decimal>| {
            percent.map_or("—".to_owned(), |percent| format!("{percent}%（{part}/{whole}）"))
        };
        let [homes, amount, on] = r.effect.map_or(["—".to_owned(), "—".to_owned(), String::new()], |e| {
            let (homes, amount) = (e.homes, e.amount);
            [
                of(homes.numerator.to_string(), homes.denominator.to_string(), homes.percent()),
                of(amount.numerator.plain(), amount.denominator.plain(), amount.percent()),
                e.handed_on.to_string(),
            ]
        });
        let stage = r.run.stage.label().to_owned();
        let (number, day, by) = (r.run.id.to_string(), r.run.day.to_string(), r.run.by.clone());
        vec![number, day, stage, r.homes.to_string(), r.asked.plain(), homes, amount, on, by]
    };
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let json: Vec<Value> = lines
        .iter()
        .map(|r| {
            json!({
                "run": r.run.id, "day": r.run.day, "stage": r.run.stage.code(), "by": r.run.by,
                "homes": r.homes, "asked": r.asked.plain(),
                "converted": r.effect.map(|e| e.homes.numerator), "of": r.effect.map(|e| e.homes.denominator),
                "received": r.effect.map(|e| e.amount.numerator.plain()),
            })
        })
        .collect();
    Ok(Answer::new(columns(&headings, &rows, &[3, 4, 5, 6, 7]), &json))
}

fn ladder(office: &Office) -> Result<Answer> {
    let all = parameters(&office.ladder()?);
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|p| vec![p.label.clone(), p.name.clone(), p.value.clone(), p.expected.into()])
        .collect();
    Ok(Answer::new(columns(&["参数", "名称", "值", "可填"], &rows, &[]), &all))
}
