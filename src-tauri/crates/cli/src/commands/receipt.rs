//! `receipt`: taking money.

use super::amount;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_domain::capital::capital;
use zhangfang_domain::method::Method;
use zhangfang_office::handwritten::PaperReceipt;
use zhangfang_office::prepay::{Ahead, Tender};
use zhangfang_office::receipt::{DiscountLine, HomePayment, TakeRequest, TakenForHome, TakenReceipt};
use zhangfang_office::{Refusal, Result, papers};

/// Verbs of `receipt`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 收款，例如 receipt take 3-1-301 --method cash --tendered 700
    Take(TakeArgs),
    /// 预缴以后的月份（自愿），例如 receipt prepay 5-2-1102 --months 2026-01..2026-12 --item management --method pos
    Prepay(PrepayArgs),
    /// 补录停电时手写的收据：款项记入当前班次，保留手写号码
    EnterHandwritten {
        /// 收款内容
        #[command(flatten)]
        take: TakeArgs,
        /// 手写收据上印的号码
        #[arg(long, value_name = "号码")]
        book_number: String,
        /// 手写日期
        #[arg(long, value_name = "日期")]
        written_on: NaiveDate,
    },
    /// 查看一张收据
    Show {
        /// 收据号
        #[arg(value_name = "收据号")]
        number: i64,
    },
    /// 列出收据
    List {
        /// 起始日期，默认当天
        #[arg(long, value_name = "日期")]
        from: Option<NaiveDate>,
        /// 截止日期，默认当天
        #[arg(long, value_name = "日期")]
        to: Option<NaiveDate>,
    },
    /// 作废当天的收据（保留号码，账单恢复未缴）
    Void {
        /// 收据号
        #[arg(value_name = "收据号")]
        number: i64,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 打印收据（三联）；再次打印会标注补打次数
    Print {
        /// 收据号
        #[arg(value_name = "收据号")]
        number: i64,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
        /// 纸张
        #[arg(long, value_enum, default_value = "a5", value_name = "纸张")]
        form: FormArg,
    },
}

/// A payment as typed.
#[derive(Debug, Args)]
pub struct TakeArgs {
    /// 房号[=金额]，可写多户；不写金额即缴清全部未缴
    #[arg(required = true, value_name = "房号[=金额]")]
    homes: Vec<String>,
    /// 收款方式
    #[arg(long, value_enum, value_name = "方式")]
    method: MethodArg,
    /// 实收现金
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    tendered: Option<String>,
    /// 业主指定缴纳的账单编号，可写多个
    #[arg(long = "designate", value_name = "账单")]
    designated: Vec<i64>,
    /// 只缴本金：已主张的违约金和费用保持未缴（任何时候都可以只缴本金）
    #[arg(long)]
    principal_only: bool,
    /// 收该户另一个账户（原业主、建设单位）的款，账户编号见 register show
    #[arg(long, value_name = "账户")]
    account: Option<i64>,
    /// 交款人，默认业主
    #[arg(long, value_name = "姓名")]
    payer: Option<String>,
    /// 支付流水号
    #[arg(long, value_name = "流水号")]
    reference: Option<String>,
    /// 备注
    #[arg(long, value_name = "备注")]
    note: Option<String>,
}

/// Months paid ahead as typed.
#[derive(Debug, Args)]
pub struct PrepayArgs {
    /// 房号
    #[arg(value_name = "房号")]
    room: String,
    /// 预缴期间（含赠送月份），例如 2026-01..2026-12
    #[arg(long, value_name = "期间")]
    months: String,
    /// 收费项目（代码或名称）
    #[arg(long, value_name = "项目")]
    item: String,
    /// 优惠活动名称，见 promotion list；不写即按原价
    #[arg(long, value_name = "活动")]
    promotion: Option<String>,
    /// 收款方式
    #[arg(long, value_enum, value_name = "方式", required_unless_present = "quote")]
    method: Option<MethodArg>,
    /// 只算金额，不收款
    #[arg(long)]
    quote: bool,
    /// 实收现金
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    tendered: Option<String>,
    /// 交款人，默认业主
    #[arg(long, value_name = "姓名")]
    payer: Option<String>,
    /// 支付流水号
    #[arg(long, value_name = "流水号")]
    reference: Option<String>,
    /// 备注
    #[arg(long, value_name = "备注")]
    note: Option<String>,
}

/// 收款方式
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MethodArg {
    /// 现金
    Cash,
    /// 微信
    Wechat,
    /// 支付宝
    Alipay,
    /// 刷卡
    Pos,
    /// 银行转账
    Transfer,
}

/// 纸张
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormArg {
    /// A5 横向
    A5,
    /// 241×139.7 毫米连续纸
    #[value(name = "241")]
    Continuous,
}

impl From<MethodArg> for Method {
    fn from(method: MethodArg) -> Self {
        match method {
            MethodArg::Cash => Self::Cash,
            MethodArg::Wechat => Self::Wechat,
            MethodArg::Alipay => Self::Alipay,
            MethodArg::Pos => Self::Pos,
            MethodArg::Transfer => Self::Transfer,
        }
    }
}

impl TakeArgs {
    fn request(self) -> Result<TakeRequest> {
        if self.homes.len() > 1 && !self.designated.is_empty() {
            let expected = "只缴一户时才能指定账单；多户请分开收款";
            return Err(Refusal::Unusable { field: "指定账单", value: String::new(), expected }.into());
        }
        if self.homes.len() > 1 && self.account.is_some() {
            let expected = "只缴一户时才能指定账户；多户请分开收款";
            return Err(Refusal::Unusable { field: "账户", value: String::new(), expected }.into());
        }
        let mut homes = Vec::with_capacity(self.homes.len());
        for text in &self.homes {
            let (room, sum) =
                text.split_once(['=', '＝']).map_or((text.as_str(), None), |(r, a)| (r, Some(a)));
            homes.push(HomePayment {
                room: room.to_owned(),
                amount: sum.map(amount).transpose()?,
                designated: self.designated.clone(),
                account: self.account,
            });
        }
        Ok(TakeRequest {
            payer: self.payer,
            method: self.method.into(),
            homes,
            tendered: self.tendered.as_deref().map(amount).transpose()?,
            reference: self.reference,
            note: self.note,
            principal_only: self.principal_only,
        })
    }
}

/// Runs a verb of `receipt`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Take(arguments) => {
            let posted = common.open()?.take(&arguments.request()?, &common.occasion())?;
            Ok(Answer::new(taken_text(&posted.value, posted.replayed), &posted.value))
        }
        Verb::Prepay(arguments) => prepay(common, arguments),
        Verb::EnterHandwritten { take, book_number: number, written_on: on } => {
            let paper = PaperReceipt { number, on };
            let posted = common.open()?.take_handwritten(&take.request()?, &paper, &common.occasion())?;
            Ok(Answer::new(taken_text(&posted.value, posted.replayed), &posted.value))
        }
        Verb::Show { number } => {
            let office = common.look()?;
            let receipt = office.receipt(number)?;
            let homes = office.taken(&receipt)?.homes;
            let method = Method::from_code(&receipt.method).map_or("", Method::label);
            let mut text = format!(
                "收据 {:07}  {}  {}  {method}  {} 元\n",
                receipt.number,
                receipt.biz_date,
                receipt.payer,
                Fen(receipt.fen)
            );
            if let Some(reason) = &receipt.void_reason {
                text += &format!("【作废】{reason}\n");
            }
            text += &homes_text(&homes);
            let json = json!({
                "number": receipt.number, "date": receipt.biz_date, "payer": receipt.payer, "method": receipt.method,
                "total": Fen(receipt.fen).plain(), "tendered": receipt.tendered.map(|t| Fen(t).plain()),
                "reference": receipt.reference, "note": receipt.note, "operator": receipt.operator,
                "void_reason": receipt.void_reason, "homes": homes,
            });
            Ok(Answer::new(text, &json))
        }
        Verb::List { from, to } => list(common, from, to),
        Verb::Void { number, reason } => {
            common.open()?.void(number, &reason, &common.occasion())?;
            let text = format!(
                "收据 {number:07} 已作废，号码保留；所缴账单恢复未缴，随它预缴的月份、收下的押金一并撤回。"
            );
            Ok(Answer::new(text, &json!({ "number": number, "void": true })))
        }
        Verb::Print { number, out, form } => {
            let stock = match form {
                FormArg::A5 => papers::Stock::A5,
                FormArg::Continuous => papers::Stock::Continuous,
            };
            let fonts = common.fonts()?;
            let mut office = common.open()?;
            let print = papers::receipt(&mut office, &fonts, number, stock, &common.occasion(), |bytes| {
                super::write_file(&out, bytes)
            })?;
            let path = out.display().to_string();
            let mark = if print > 1 { format!("，补打第 {} 次", print - 1) } else { String::new() };
            Ok(Answer::new(format!("已生成 {path}{mark}。"), &json!({ "file": path, "print": print })))
        }
    }
}

fn prepay(common: &Common, arguments: PrepayArgs) -> Result<Answer> {
    let PrepayArgs { room, months, item, promotion, method, tendered, payer, reference, note, quote } =
        arguments;
    let ahead = Ahead { room, item, months: super::months(&months)?, promotion };
    let Some(method) = method.filter(|_| !quote) else {
        let quote = common.look()?.quote_prepay(&ahead, common.today())?;
        let text = format!(
            "{} {} {}：原价 {} 元，优惠 {} 元，应缴 {} 元。预缴自愿。",
            quote.room, quote.item, quote.months, quote.list, quote.discount, quote.pay
        );
        return Ok(Answer::new(text, &quote));
    };
    let tendered = tendered.as_deref().map(amount).transpose()?;
    let tender = Tender { payer, method: method.into(), tendered, reference, note };
    let posted = common.open()?.prepay(&ahead, &tender, &common.occasion())?;
    Ok(Answer::new(taken_text(&posted.value, posted.replayed), &posted.value))
}

fn list(common: &Common, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Answer> {
    let to = to.unwrap_or_else(|| common.today());
    let receipts = common.look()?.receipts(from.unwrap_or(to), to)?;
    let rows: Vec<Vec<String>> = receipts
        .iter()
        .map(|r| {
            let number = format!("{:07}", r.number);
            let method = Method::from_code(&r.method).map_or("", Method::label);
            let state = if r.void_reason.is_some() { "作废" } else { "" };
            cells([&number, &r.biz_date, &r.payer, &method, &Fen(r.fen), &state])
        })
        .collect();
    let json: Vec<_> = receipts
        .iter()
        .map(|r| {
            json!({ "number": r.number, "date": r.biz_date, "payer": r.payer, "method": r.method,
                    "total": Fen(r.fen).plain(), "void": r.void_reason.is_some() })
        })
        .collect();
    Ok(Answer::new(columns(&["号码", "日期", "交款人", "方式", "金额", "状态"], &rows, &[4]), &json))
}

pub fn taken_text(taken: &TakenReceipt, replayed: bool) -> String {
    let mut text = format!("收据 {:07}：{} 元（{}）", taken.number, taken.total, capital(taken.total));
    if !taken.change.is_zero() {
        text += &format!("，找零 {} 元", taken.change);
    }
    if replayed {
        text += "（该操作编号已记过账，未重复收款）";
    }
    format!("{text}\n{}", homes_text(&taken.homes))
}

fn homes_text(homes: &[TakenForHome]) -> String {
    let mut text = String::new();
    for home in homes {
        text += &format!("{}：收 {} 元", home.room, home.received);
        if home.prepaid.is_positive() {
            text += &format!("，转预存 {} 元", home.prepaid);
        }
        text += &format!("，尚欠 {} 元", home.left_open);
        if let Some(balance) = home.prepaid_balance.filter(|balance| balance.is_positive()) {
            text += &format!("，预存余额 {balance} 元");
        }
        if !home.left_beside_principal.is_empty() {
            let left = home.left_beside_principal.iter().map(|l| format!("{} {} 元", l.item, l.amount));
            text += &format!("（其中{}）", left.collect::<Vec<_>>().join("、"));
        }
        text.push('\n');
        for line in &home.lines {
            text += &format!("  {} {} {} 元\n", line.item, line.months, line.amount);
        }
        for gift in &home.discounts {
            let DiscountLine { promotion, item, months, amount, .. } = gift;
            text += &format!("  优惠 {promotion}：{item} {months} 减 {amount} 元\n");
        }
        for cut in &home.reductions {
            let DiscountLine { promotion, item, months, amount, .. } = cut;
            text += &format!("  {promotion}：{item} {months} 已减 {amount} 元\n");
        }
    }
    text
}
