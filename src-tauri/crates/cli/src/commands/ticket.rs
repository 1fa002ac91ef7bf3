//! `ticket`: complaints, repairs, questions and praise from taking in to the last word.

mod incident;
mod show;
mod step;

pub use incident::{ContractorVerb, IncidentVerb, run_contractor, run_incident};

use super::{amount, choices, write_file};
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use chrono::{NaiveDate, NaiveDateTime};
use clap::{Args, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use serde_json::json;
use show::{card_json, card_text, table};
use std::path::PathBuf;
use zhangfang_domain::Fen;
use zhangfang_domain::rates::CountRate;
use zhangfang_domain::ticket::{Category, Channel, Kind, Level, Topic};
use zhangfang_office::papers::{self, TicketSheet};
use zhangfang_office::ticket::{FeeLink, Intake, NewMaterial, TicketFilter, TicketLine};
use zhangfang_office::{Office, Refusal, Result};

/// Verbs of `ticket`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 登记投诉、报修、咨询、表扬或建议，例如 ticket take 3-1-301 --kind 报修 --topic 水电 --wish 楼道灯不亮
    Take(Box<TakeArgs>),
    /// 列出工单：快超时的在前；默认只列未关闭的
    List(ListArgs),
    /// 查看一张工单
    Show {
        /// 工单号
        #[arg(value_name = "工单号")]
        number: String,
    },
    /// 办理一步：受理、派单、挂起、办结、回访 ……
    Step(step::StepArgs),
    /// 登记用料或有偿服务；填了金额就记入该户账单
    Material(MaterialArgs),
    /// 附上照片、截图或 PDF 扫描件
    Photo {
        /// 工单号
        #[arg(value_name = "工单号")]
        number: String,
        /// 文件，可写多个
        #[arg(required = true, value_name = "文件")]
        files: Vec<PathBuf>,
    },
    /// 延长催缴暂停（项目经理），须写明理由
    Extend {
        /// 工单号
        #[arg(value_name = "工单号")]
        number: String,
        /// 暂停到哪天
        #[arg(long, value_name = "日期")]
        until: NaiveDate,
        /// 理由
        #[arg(long, value_name = "原因")]
        reason: String,
    },
    /// 今天要办的：快超时的、该升级的、办结后要回访并沟通缴费的
    Due {
        /// 多少分钟内到期
        #[arg(long, value_name = "分钟", default_value_t = 240)]
        within: i64,
    },
    /// 响应、办结、回访、满意各率，附分子分母
    Rate {
        /// 从哪天登记的算起
        #[arg(long, value_name = "日期")]
        from: NaiveDate,
        /// 到哪天
        #[arg(long, value_name = "日期")]
        to: NaiveDate,
        /// 只算一类
        #[arg(long, value_name = "类型")]
        kind: Option<String>,
    },
    /// 查看或设置时限，例如 ticket terms p2.close=2天 hours=9:00-18:00
    Terms {
        /// 名称=值，可写多个；不写就是查看
        #[arg(value_name = "名称=值")]
        terms: Vec<String>,
    },
    /// 打印受理单、派工单或回访单
    Print {
        /// 工单号
        #[arg(value_name = "工单号")]
        number: String,
        /// 打印哪一张
        #[arg(long, value_enum, default_value = "intake", value_name = "单据")]
        sheet: SheetArg,
        /// 输出的 PDF
        #[arg(long, value_name = "文件")]
        out: PathBuf,
    },
}

/// 打印哪一张
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SheetArg {
    /// 受理单
    Intake,
    /// 派工单
    Job,
    /// 回访单
    Revisit,
}

/// What somebody comes with, as typed.
#[derive(Debug, Args)]
pub struct TakeArgs {
    /// 房号；公共区域没有具体住户的不写，改用 --place
    #[arg(value_name = "房号")]
    room: Option<String>,
    /// 位置，如 3栋1单元电梯
    #[arg(long, value_name = "位置")]
    place: Option<String>,
    /// 类型：投诉、报修、咨询、表扬、建议
    #[arg(long, value_name = "类型")]
    kind: String,
    /// 小类：水电、电梯、保洁、停车、噪声、金额异议 ……
    #[arg(long, value_name = "小类")]
    topic: String,
    /// 业主的原话
    #[arg(long, value_name = "诉求")]
    wish: String,
    /// 级别 p0 至 p4，默认按类型和小类
    #[arg(long, value_name = "级别")]
    level: Option<String>,
    /// 渠道：前台、电话、微信/群、意见箱、12345转办 ……
    #[arg(long, value_name = "渠道", default_value = "前台")]
    channel: String,
    /// 提出的人，默认业主
    #[arg(long, value_name = "姓名")]
    reporter: Option<String>,
    /// 联系电话
    #[arg(long, value_name = "电话")]
    phone: Option<String>,
    /// 首问责任人，默认经办人
    #[arg(long, value_name = "姓名")]
    intake: Option<String>,
    /// 提出的时间，默认现在，如 2026-01-06T09:30
    #[arg(long, value_name = "时间")]
    at: Option<String>,
    /// 只登记，暂不受理（意见箱、转办等还没有答复业主的）
    #[arg(long)]
    later: bool,
    /// 当场已经答复完毕的，写答复内容
    #[arg(long, value_name = "答复")]
    answer: Option<String>,
    /// 并入哪个事件
    #[arg(long, value_name = "事件")]
    incident: Option<i64>,
    /// 涉及的收费项目：暂停这一项的催缴，可写多个
    #[arg(long = "fee-item", value_name = "项目")]
    fee_items: Vec<String>,
    /// 有异议的账单：只暂停这几笔的催缴，可写多个
    #[arg(long = "fee-charge", value_name = "账单")]
    fee_charges: Vec<i64>,
    /// 承诺答复日期，默认按级别的办结时限
    #[arg(long, value_name = "日期")]
    reply_by: Option<NaiveDate>,
}

/// Which tickets are listed.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// 只列一户
    #[arg(long, value_name = "房号")]
    home: Option<String>,
    /// 从哪天登记的
    #[arg(long, value_name = "日期", requires = "to")]
    from: Option<NaiveDate>,
    /// 到哪天登记的
    #[arg(long, value_name = "日期", requires = "from")]
    to: Option<NaiveDate>,
    /// 也列已关闭的
    #[arg(long)]
    all: bool,
    /// 只列一类
    #[arg(long, value_name = "类型")]
    kind: Option<String>,
    /// 只列一个大类
    #[arg(long, value_name = "大类")]
    category: Option<String>,
}

/// Material or a paid service, as typed.
#[derive(Debug, Args)]
pub struct MaterialArgs {
    /// 工单号
    #[arg(value_name = "工单号")]
    number: String,
    /// 材料或服务的名称
    #[arg(long, value_name = "名称")]
    what: String,
    /// 数量
    #[arg(long, value_name = "数量", default_value = "1")]
    quantity: Decimal,
    /// 向业主收取的金额，合计；不写为不收费
    #[arg(long, value_name = "元", allow_hyphen_values = true)]
    amount: Option<String>,
    /// 谁同意的、怎么同意的；收费的必填
    #[arg(long, value_name = "说明", default_value = "")]
    agreed: String,
}

/// A word of a list, or which there are.
pub(super) fn word<T: Copy>(
    field: &'static str,
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
    expected: &'static str,
) -> Result<T> {
    parse(text).ok_or_else(|| Refusal::Unusable { field, value: text.to_owned(), expected }.into())
}

/// A moment as typed: `2026-01-06T09:30`.
pub(super) fn moment(text: &str) -> Result<NaiveDateTime> {
    let text = text.trim().replace(' ', "T");
    let expected = "时间，如 2026-01-06T09:30";
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M")
        .map_err(|_| Refusal::Unusable { field: "时间", value: text, expected }.into())
}

fn kind(text: &str) -> Result<Kind> {
    word("类型", text, Kind::parse, "投诉、报修、咨询、表扬或建议")
}

fn topic(text: &str) -> Result<Topic> {
    Topic::parse(text).ok_or_else(|| {
        let name = format!("{text}（{}）", choices(Topic::ALL.iter().map(|t| (t.code(), t.label()))));
        Refusal::Unknown { kind: "小类", name }.into()
    })
}

/// Runs a verb of `ticket`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::Take(arguments) => take(common, *arguments),
        Verb::List(arguments) => list(common, &arguments),
        Verb::Show { number } => shown(&common.look()?, common, &number),
        Verb::Step(arguments) => step::run(common, arguments),
        Verb::Material(arguments) => material(common, &arguments),
        Verb::Photo { number, files } => {
            let pictures = super::contact::pictures(&files)?;
            let count = common.open()?.add_ticket_pictures(&number, &pictures, &common.occasion())?.value;
            let text = format!("{number} 已附 {count} 份。");
            Ok(Answer::new(text, &json!({ "number": number, "files": count })))
        }
        Verb::Extend { number, until, reason } => {
            common.open()?.extend_ticket_pause(&number, until, &reason, &common.occasion())?;
            let text = format!("{number}：催缴暂停延长到 {until}。账单、到期日和诉讼时效不变。");
            Ok(Answer::new(text, &json!({ "number": number, "paused_until": until })))
        }
        Verb::Due { within } => due(common, within),
        Verb::Rate { from, to, kind } => rate(common, from, to, kind.as_deref()),
        Verb::Terms { terms } => run_terms(common, &terms),
        Verb::Print { number, sheet, out } => {
            let sheet = match sheet {
                SheetArg::Intake => TicketSheet::Intake,
                SheetArg::Job => TicketSheet::Job,
                SheetArg::Revisit => TicketSheet::Revisit,
            };
            let paper =
                papers::ticket(&common.look()?, &common.fonts()?, &number, sheet, &common.occasion())?;
            write_file(&out, &paper.bytes)?;
            let path = out.display().to_string();
            Ok(Answer::new(format!("已生成 {path}。"), &json!({ "file": path, "number": number })))
        }
    }
}

fn take(common: &Common, a: TakeArgs) -> Result<Answer> {
    let fee = FeeLink { items: a.fee_items, charges: a.fee_charges, reply_by: a.reply_by };
    let names_fee = !fee.items.is_empty() || !fee.charges.is_empty();
    let new = Intake {
        room: a.room.unwrap_or_default(),
        place: a.place.unwrap_or_default(),
        kind: kind(&a.kind)?,
        topic: topic(&a.topic)?,
        level: a.level.map(|text| word("级别", &text, Level::parse, "p0、p1、p2、p3 或 p4")).transpose()?,
        channel: word(
            "渠道",
            &a.channel,
            Channel::parse,
            "前台、电话、微信/群、小程序、意见箱、12345转办、上门、巡查发现或催缴沟通中提出",
        )?,
        intake: a.intake.unwrap_or_default(),
        reporter: a.reporter.unwrap_or_default(),
        phone: a.phone.unwrap_or_default(),
        wish: a.wish,
        at: a.at.as_deref().map(moment).transpose()?,
        accept: !a.later,
        answer: a.answer.unwrap_or_default(),
        incident: a.incident,
        fee: names_fee.then_some(fee),
    };
    let taken = common.open()?.take_in(&new, &common.occasion())?.value;
    let mut text = format!("已登记 {}，{} 前首次答复", taken.number, taken.reply_by.format("%m-%d %H:%M"));
    match taken.done_by {
        Some(by) => text += &format!("，{} 前办结。", by.format("%m-%d %H:%M")),
        None => text += "，处理到安全为止。",
    }
    if let Some(until) = taken.paused_until {
        text += &format!("\n涉及的费用暂停催缴到 {until}；账单、到期日和诉讼时效不变，其余费用照常。");
    }
    text += &format!("\n下一步：ticket step {} 派单 --to 姓名", taken.number);
    Ok(Answer::new(text, &taken))
}

fn list(common: &Common, a: &ListArgs) -> Result<Answer> {
    let filter = TicketFilter {
        room: a.home.clone(),
        taken: a.from.zip(a.to),
        closed: a.all,
        kind: a.kind.as_deref().map(kind).transpose()?,
        category: a
            .category
            .as_deref()
            .map(|text| word("大类", text, Category::parse, "工程维修、环境、秩序、收费、服务态度 等大类"))
            .transpose()?,
    };
    let lines = common.look()?.tickets(&filter, now(common))?;
    if lines.is_empty() {
        return Ok(Answer::new("没有工单。登记用 ticket take。", &lines));
    }
    Ok(Answer::new(table(&lines), &lines))
}

/// The time on the clock, on the business day.
fn now(common: &Common) -> NaiveDateTime {
    common.today().and_time(common.occasion().now.time())
}

/// A ticket as it is shown after every step.
pub(super) fn shown(office: &Office, common: &Common, number: &str) -> Result<Answer> {
    let card = office.ticket_card(number, now(common))?;
    Ok(Answer::new(card_text(&card), &card_json(&card)))
}

fn material(common: &Common, a: &MaterialArgs) -> Result<Answer> {
    let fen = a.amount.as_deref().map(amount).transpose()?.unwrap_or(Fen::ZERO);
    let new = NewMaterial { what: a.what.clone(), quantity: a.quantity, fen, agreed: a.agreed.clone() };
    let charge = common.open()?.add_ticket_material(&a.number, &new, &common.occasion())?.value;
    let text = match charge {
        Some(charge) => {
            format!("已登记 {}，{fen} 元记入账单 {charge}。收款：receipt take 房号 --charge {charge}", a.what)
        }
        None => format!("已登记 {}，不收费。", a.what),
    };
    Ok(Answer::new(text, &json!({ "number": a.number, "charge": charge, "amount": fen.plain() })))
}

fn due(common: &Common, within: i64) -> Result<Answer> {
    let office = common.look()?;
    let alarms = office.ticket_alarms(now(common), within)?;
    let served = office.served_tickets(common.today())?;
    let json = json!({ "alarms": alarms, "served": served });
    if alarms.is_empty() && served.is_empty() {
        return Ok(Answer::new("没有快超时的工单。", &json));
    }
    let lines: Vec<TicketLine> = alarms.into_iter().map(|alarm| alarm.line).collect();
    let mut text = if lines.is_empty() { String::new() } else { table(&lines) + "\n" };
    for line in lines.iter().filter(|l| !l.escalate_to.is_empty()) {
        text += &format!(
            "{} 应升级给{}：ticket step {} 升级 --to …\n",
            line.number, line.escalate_to, line.number
        );
    }
    for s in &served {
        text += &format!(
            "{} {} 服务已办结—回访并沟通缴费（逾期 {} 元）：{}\n",
            s.number, s.room, s.overdue, s.wish
        );
    }
    Ok(Answer::new(text, &json))
}

fn rate(common: &Common, from: NaiveDate, to: NaiveDate, named: Option<&str>) -> Result<Answer> {
    let office = common.look()?;
    let counts = office.ticket_counts(from, to, named.map(kind).transpose()?)?;
    let rates: [(&str, &str, CountRate, &str); 7] = [
        ("response", "及时响应率", counts.response(), "首次答复及时 ÷ 受理"),
        ("closing", "办结率", counts.closing(), "办结 ÷ 受理"),
        ("closing_in_time", "及时办结率", counts.closing_in_time(), "按时办结 ÷ 受理"),
        (
            "closing_in_time_of_closed",
            "及时办结率（另一口径）",
            counts.closing_in_time_of_closed(),
            "按时办结 ÷ 办结",
        ),
        ("revisiting", "回访率", counts.revisiting(), "已回访 ÷ 办结"),
        ("satisfaction", "满意率", counts.satisfaction(), "4—5 分 ÷ 已回访"),
        ("first_contact", "首问负责落实率", counts.first_contact(), "首问人答复关闭 ÷ 关闭"),
    ];
    let percent = |rate: CountRate| rate.percent().map(|p| p.to_string());
    let rows: Vec<_> = rates
        .iter()
        .map(|(_, label, rate, definition)| {
            let shown = percent(*rate).map_or_else(|| "—".to_owned(), |p| format!("{p}%"));
            cells([label, &shown, &rate.numerator, &rate.denominator, definition])
        })
        .collect();
    let json: serde_json::Map<_, _> = rates
        .iter()
        .map(|(name, _, rate, _)| {
            let value = json!({ "numerator": rate.numerator, "denominator": rate.denominator, "percent": percent(*rate) });
            ((*name).to_owned(), value)
        })
        .collect();
    let causes = office.ticket_causes(from, to)?;
    let mut text = columns(&["指标", "比率", "分子", "分母", "口径"], &rows, &[1, 2, 3]);
    text += &format!("\n重开 {} 件。重复的不计；不属实并已说明的计为受理并办结。", counts.reopened);
    if !causes.is_empty() {
        let words: Vec<_> = causes.iter().take(5).map(|(cause, n)| format!("{cause} {n}")).collect();
        text += &format!("\n主要问题：{}", words.join("，"));
    }
    Ok(Answer::new(text, &json!({ "rates": json, "reopened": counts.reopened, "causes": causes })))
}

fn run_terms(common: &Common, terms: &[String]) -> Result<Answer> {
    if !terms.is_empty() {
        let pair = |text: &String| {
            let unusable = || Refusal::Unusable {
                field: "时限",
                value: text.clone(),
                expected: "名称=值，如 p2.close=3天",
            };
            let (name, value) = text.split_once(['=', '＝']).ok_or_else(unusable)?;
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        };
        let new = terms.iter().map(pair).collect::<Result<Vec<_>>>()?;
        common.open()?.set_ticket_terms(&new, &common.occasion())?;
    }
    let lines = common.look()?.ticket_term_lines()?;
    let rows: Vec<_> = lines.iter().map(|l| cells([&l.label, &l.name, &l.value, &l.expected])).collect();
    Ok(Answer::new(columns(&["时限", "名称", "值", "可填"], &rows, &[]), &lines))
}
