//! `shift`: a cashier's drawer from opening to closing.

use super::amount;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use zhangfang_domain::Fen;
use zhangfang_domain::capital::capital;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::Count;
use zhangfang_office::day::MethodTakings;
use zhangfang_office::refusal::ShiftRefusal;
use zhangfang_office::shift::{CloseRequest, Deposit, DrawerLine, Shift, Till};
use zhangfang_office::{Refusal, Result, papers};

/// Verbs of `shift`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 开班：写明抽屉里的备用金
    Open {
        /// 备用金
        #[arg(long, value_name = "元", allow_hyphen_values = true)]
        float: String,
        /// 备用金与上一班留存不符时的原因
        #[arg(long, value_name = "原因")]
        explain: Option<String>,
    },
    /// 查看一班：抽屉里现在应有多少，各方式收了多少
    Show {
        /// 班次号，默认自己当前的班次
        #[arg(value_name = "班次")]
        shift: Option<i64>,
    },
    /// 试点现金：只核对，不记账
    Count {
        /// 清点数，面额x张数，如 100x9,50x0,1x4,0.1x2
        #[arg(long, value_name = "清点数")]
        count: String,
    },
    /// 交班：清点、交存、核对；交班后本班收据不能作废
    Close(CloseArgs),
    /// 打印交款单
    DepositSlip {
        /// 班次号，默认自己最近交班的一班
        #[arg(value_name = "班次")]
        shift: Option<i64>,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
    /// 列出班次
    List,
    /// 项目经理确认交班时说明的差异
    Acknowledge {
        /// 班次号
        #[arg(value_name = "班次")]
        shift: i64,
        /// 意见
        #[arg(long, default_value = "已知悉", value_name = "意见")]
        note: String,
    },
}

/// A closing as typed.
#[derive(Debug, Args)]
pub struct CloseArgs {
    /// 抽屉里全部现金（交存之前），面额x张数，如 100x13,50x2,1x4,0.1x2
    #[arg(long, value_name = "清点数")]
    count: String,
    /// 交存现金：金额（从大面额配起），或写明券别如 100x9,1x4,0.1x2
    #[arg(long, default_value = "0", value_name = "元或券别")]
    deposit: String,
    /// 银行回单号
    #[arg(long, value_name = "回单号")]
    slip: Option<String>,
    /// 接收人
    #[arg(long, value_name = "姓名")]
    received_by: Option<String>,
    /// 商户端或 POS 结算显示的金额，如 wechat=1200，可写多个
    #[arg(long = "takings", value_name = "方式=元")]
    takings: Vec<String>,
    /// 不符时的原因
    #[arg(long, value_name = "原因")]
    explain: Option<String>,
}

/// A count as typed.
fn count(text: &str) -> Result<Count> {
    Ok(Count::parse(text).map_err(ShiftRefusal::Count)?)
}

impl CloseArgs {
    fn request(self) -> Result<CloseRequest> {
        // Only a count has a sign for times; an amount may be written with signs of its own.
        let deposit = match self.deposit.contains(['x', 'X', '×', '*', '＊']) {
            true => Deposit::Pieces(count(&self.deposit)?),
            false => Deposit::Amount(amount(&self.deposit)?),
        };
        let takings = self.takings.iter().map(|text| stated(text)).collect::<Result<_>>()?;
        Ok(CloseRequest {
            counted: count(&self.count)?,
            deposit,
            slip: self.slip,
            received_by: self.received_by,
            takings,
            explanation: self.explain,
        })
    }
}

fn stated(text: &str) -> Result<(Method, Fen)> {
    let expected = "方式=金额，方式为 wechat、alipay、pos、transfer，如 wechat=1200.00";
    let unusable = || Refusal::Unusable { field: "各方式核对金额", value: text.to_owned(), expected };
    let (code, sum) = text.split_once(['=', '＝']).ok_or_else(unusable)?;
    let method = Method::from_code(code.trim()).filter(|m| *m != Method::Cash).ok_or_else(unusable)?;
    Ok((method, amount(sum)?))
}

/// Runs a verb of `shift`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Open { float, explain } => open(common, &float, explain.as_deref()),
        Verb::Show { shift } => {
            let office = common.look()?;
            let shift = match shift {
                Some(id) => office.shift(id)?,
                None => office.open_shift_of(&common.operator)?,
            };
            let till = office.till(shift)?;
            let pending = office.unacknowledged_shifts()?;
            Ok(Answer::new(format!("{}{}", till_text(&till), pending_text(&pending)), &till_json(&till)))
        }
        Verb::Count { count: text } => {
            let counted = count(&text)?;
            let (till, difference) = common.look()?.count_cash(&counted, &common.occasion())?;
            let text = format!("{}{}", till_text(&till), difference_text(counted.total(), difference));
            let mut json = till_json(&till);
            json["counted"] = counted.total().plain().into();
            json["difference"] = difference.plain().into();
            Ok(Answer::new(text, &json))
        }
        Verb::Close(arguments) => close(common, arguments.request()?),
        Verb::DepositSlip { shift, out } => deposit_slip(common, shift, &out),
        Verb::List => list(common),
        Verb::Acknowledge { shift, note } => {
            common.open()?.acknowledge_shift(shift, &note, &common.occasion())?;
            let json = json!({ "shift": shift, "acknowledged": true });
            Ok(Answer::new(format!("第 {shift} 班的差异已由 {} 确认。", common.operator), &json))
        }
    }
}

fn open(common: &Common, float: &str, explain: Option<&str>) -> Result<Answer> {
    let float = amount(float)?;
    let mut office = common.open()?;
    let opened = office.open_shift(float, explain, &common.occasion())?;
    let pending = office.unacknowledged_shifts()?;
    let text = format!(
        "第 {} 班已开：{} {}，备用金 {float} 元。\n{}",
        opened.value,
        common.operator,
        common.today(),
        pending_text(&pending)
    );
    let unacknowledged: Vec<i64> = pending.iter().map(|shift| shift.id).collect();
    let json = json!({ "shift": opened.value, "cashier": common.operator, "date": common.today(),
                       "float": float.plain(), "unacknowledged": unacknowledged });
    Ok(Answer::new(text, &json))
}

fn close(common: &Common, request: CloseRequest) -> Result<Answer> {
    let mut office = common.open()?;
    let closed = office.close_shift(&request, &common.occasion())?.value;
    let till = office.till(office.shift(closed.shift)?)?;
    let text = format!(
        "{}{}交存 {} 元（{}），留存 {} 元。\n第 {} 班已交班，本班收据不能再作废。",
        till_text(&till),
        difference_text(closed.counted, closed.difference),
        closed.banked,
        capital(closed.banked),
        closed.left,
        closed.shift
    );
    let mut json = till_json(&till);
    json["counted"] = closed.counted.plain().into();
    json["difference"] = closed.difference.plain().into();
    json["left"] = closed.left.plain().into();
    Ok(Answer::new(text, &json))
}

fn deposit_slip(common: &Common, shift: Option<i64>, out: &Path) -> Result<Answer> {
    let fonts = common.fonts()?;
    let mut office = common.open()?;
    let shift = match shift {
        Some(id) => id,
        None => office.last_closed_shift_of(&common.operator)?.id,
    };
    let made = papers::deposit_slip(&mut office, &fonts, shift, &common.occasion())?;
    super::write_file(out, &made)?;
    let path = out.display().to_string();
    Ok(Answer::new(
        format!("已生成 {path}（第 {shift} 班交款单）。"),
        &json!({ "file": path, "shift": shift }),
    ))
}

fn difference_text(counted: Fen, difference: Fen) -> String {
    let word = match difference.0.signum() {
        0 => "相符".to_owned(),
        1 => format!("长款 {difference} 元"),
        _ => format!("短款 {} 元", -difference),
    };
    format!("清点 {counted} 元，差额 {difference}：{word}\n")
}

fn pending_text(pending: &[Shift]) -> String {
    let line = |shift: &Shift| {
        let difference = shift.closing.as_ref().map_or(Fen::ZERO, |closing| closing.difference());
        format!(
            "待项目经理确认：第 {} 班 {} {} 差额 {difference} 元，说明：{}（shift acknowledge {}）\n",
            shift.id,
            shift.cashier,
            shift.day,
            shift.explanations().join("；"),
            shift.id
        )
    };
    pending.iter().map(line).collect()
}

fn till_text(till: &Till) -> String {
    let (shift, drawer) = (&till.shift, &till.drawer);
    let state = if shift.closing.is_some() { "已交班" } else { "当班" };
    let row = |(method, t): (Method, &MethodTakings)| {
        let stated = till.stated_of(method).map(|fen| fen.to_string()).unwrap_or_default();
        cells([&t.method, &t.receipts, &t.total, &stated])
    };
    let takings: Vec<Vec<String>> = Method::ALL.into_iter().zip(&till.takings).map(row).collect();
    let deposits = match drawer.deposits_taken.is_zero() && drawer.deposits_returned.is_zero() {
        true => String::new(),
        false => format!(" ＋ 收押金 {} － 退押金 {}", drawer.deposits_taken, drawer.deposits_returned),
    };
    let banked = match drawer.banked.is_zero() {
        true => String::new(),
        false => format!(" － 交存 {}", drawer.banked),
    };
    format!(
        "第 {} 班 {} {}（{state}）\n备用金 {} ＋ 现金收款 {} － 现金退款 {}{deposits}{banked} ＝ 抽屉应有 {} 元\n\n{}\n\n",
        shift.id,
        shift.cashier,
        shift.day,
        drawer.float,
        drawer.received,
        drawer.refunded,
        drawer.expected(),
        columns(&["方式", "张数", "金额", "商户端核对"], &takings, &[1, 2, 3])
    )
}

fn shift_json(shift: &Shift) -> Value {
    let closing = shift.closing.as_ref().map(|c| {
        json!({ "at": c.at, "expected": c.expected.plain(), "counted": c.counted.plain(),
                "difference": c.difference().plain(), "banked": c.banked.plain(), "slip": c.slip,
                "received_by": c.received_by, "explanation": c.explanation })
    });
    let acknowledged = shift.acknowledged.as_ref().map(|k| json!({ "by": k.by, "on": k.on, "note": k.note }));
    json!({ "shift": shift.id, "cashier": shift.cashier, "date": shift.day, "opened_at": shift.opened_at,
            "float": shift.float.plain(), "explanation": shift.explanation, "closing": closing,
            "acknowledged": acknowledged, "awaits_acknowledgement": shift.awaits_acknowledgement() })
}

fn till_json(till: &Till) -> Value {
    let mut json = shift_json(&till.shift);
    json["drawer"] = json!(DrawerLine::of(till));
    json["takings"] = json!(till.takings);
    let stated = till.stated.iter().map(|(method, fen)| (method.code().to_owned(), fen.plain().into()));
    json["stated"] = Value::Object(stated.collect());
    json
}

fn list(common: &Common) -> Result<Answer> {
    let shifts = common.look()?.shifts()?;
    let json: Vec<Value> = shifts.iter().map(shift_json).collect();
    if shifts.is_empty() {
        return Ok(Answer::new("还没有开过班。用 shift open --float 备用金 开班。", &json));
    }
    let row = |shift: &Shift| {
        let (banked, difference, state) = match &shift.closing {
            None => (String::new(), String::new(), "当班"),
            Some(c) => {
                let state = if shift.awaits_acknowledgement() { "待确认" } else { "已交班" };
                (c.banked.to_string(), c.difference().to_string(), state)
            }
        };
        cells([&shift.id, &shift.day, &shift.cashier, &shift.float, &banked, &difference, &state])
    };
    let rows: Vec<Vec<String>> = shifts.iter().map(row).collect();
    let headings = ["班次", "日期", "收款人", "备用金", "交存", "差额", "状态"];
    Ok(Answer::new(columns(&headings, &rows, &[0, 3, 4, 5]), &json))
}
