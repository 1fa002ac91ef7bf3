//! The command line: nouns, verbs, and what every command takes.

use crate::commands;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "zhangfang",
    version,
    about = "账房：物业服务中心的账本、账单、收据、催缴与公示",
    long_about = "账房：物业服务中心的账本、账单、收据、催缴与公示。\n\n每个命令都是“名词 动词”，例如 receipt take。加 --help 看用法，加 --json 得到机器可读的结果。\n退出码：0 完成，1 按规则拒绝，2 用法不对，3 账本损坏或无法读取。",
    disable_help_subcommand = true,
    propagate_version = true
)]
pub struct Cli {
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// The noun.
    #[command(subcommand)]
    pub noun: Noun,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "每个命令都有的选项")]
pub struct Common {
    /// 账本文件
    #[arg(long, global = true, env = "ZHANGFANG_BOOK", default_value = "office.zfb", value_name = "文件")]
    pub book: PathBuf,
    /// 输出 JSON（金额为十进制文本）
    #[arg(long, global = true)]
    pub json: bool,
    /// 业务日期，默认今天
    #[arg(long, global = true, value_name = "日期")]
    pub date: Option<NaiveDate>,
    /// 经办人
    #[arg(long, global = true, env = "ZHANGFANG_OPERATOR", default_value = "前台", value_name = "姓名")]
    pub operator: String,
    /// 操作编号：同一编号只记一次账
    #[arg(long, global = true, value_name = "编号")]
    pub key: Option<String>,
    /// 中文字体文件夹
    #[arg(long, global = true, env = "ZHANGFANG_FONTS", value_name = "文件夹")]
    pub fonts: Option<PathBuf>,
}

/// The nouns.
#[derive(Debug, Subcommand)]
pub enum Noun {
    /// 账本：建账、查看、备份、恢复、核对
    #[command(subcommand)]
    Book(commands::book::Verb),
    /// 办公室资料：名称、账户、电话、合同条款
    #[command(subcommand)]
    Office(commands::office::Verb),
    /// 地方参数：预收上限、空置减收、起算规则、答复天数、公示间隔
    #[command(subcommand)]
    Locality(commands::locality::Verb),
    /// 业主台账：预检、导入、撤销、导出；一户的账户、交付、过户、面积更正
    #[command(subcommand)]
    Register(commands::register::Verb),
    /// 收费项目
    #[command(subcommand)]
    Item(commands::tariff::ItemVerb),
    /// 收费标准：单价、周期、取整、适用范围
    #[command(subcommand)]
    Tariff(commands::tariff::Verb),
    /// 出账批次：预检、出账、整批冲销
    #[command(subcommand)]
    BillRun(commands::bill_run::Verb),
    /// 车位：登记、合同、出账、退租
    #[command(subcommand)]
    Parking(commands::parking::Verb),
    /// 公共水电分摊：试算、出账、公示
    #[command(subcommand)]
    Shared(commands::shared::Verb),
    /// 空置优惠与减免：申请、列出、结束
    #[command(subcommand)]
    Concession(commands::concession::Verb),
    /// 一笔账单：为什么是这个数
    #[command(subcommand)]
    Charge(commands::statement::ChargeVerb),
    /// 收据：收款、作废、打印
    #[command(subcommand)]
    Receipt(commands::receipt::Verb),
    /// 优惠活动：公布、列出、结束
    #[command(subcommand)]
    Promotion(commands::promotion::Verb),
    /// 欠费：清单、汇总、账龄
    #[command(subcommand)]
    Arrears(commands::arrears::Verb),
    /// 收缴率（附分子分母）
    #[command(subcommand)]
    Rate(commands::arrears::RateVerb),
    /// 一户的往来对账单
    #[command(subcommand)]
    Statement(commands::statement::Verb),
    /// 收费日报
    #[command(subcommand)]
    Day(commands::day::Verb),
    /// 手写收据本：补录情况、缺号、写坏登记
    #[command(subcommand)]
    Handwritten(commands::handwritten::Verb),
    /// 班次：开班、点钞、交班、交款单
    #[command(subcommand)]
    Shift(commands::shift::Verb),
    /// 公示分录：支出与公共收益
    #[command(subcommand)]
    Entry(commands::disclosure::EntryVerb),
    /// 月度收支公示
    #[command(subcommand)]
    Disclosure(commands::disclosure::Verb),
    /// 缴费通知单与楼栋通知
    #[command(subcommand)]
    Notice(commands::notice::Verb),
    /// 用语检查
    #[command(subcommand)]
    Wording(commands::wording::Verb),
    /// 信函和短信的文案
    #[command(subcommand)]
    Letter(commands::wording::LetterVerb),
    /// 短信、微信（逐户）
    #[command(subcommand)]
    Message(commands::message::Verb),
    /// 移交律师的案件
    #[command(subcommand)]
    Case(commands::legal_case::Verb),
    /// 个人信息：导出记录、副本、保存期限、张贴
    #[command(subcommand)]
    Privacy(commands::privacy::Verb),
    /// 催缴通知单与书面催缴函
    #[command(subcommand)]
    Dunning(commands::dunning::Verb),
    /// 表与阶梯价：装表、换表、拆表、价格
    #[command(subcommand)]
    Meter(commands::meter::Verb),
    /// 抄表：抄表单、录入、导入、估抄、出账
    #[command(subcommand)]
    Reading(commands::reading::Verb),
    /// 审批单：列出、批准、驳回、撤回、额度
    #[command(subcommand)]
    Form(commands::form::Verb),
    /// 减免申请
    #[command(subcommand)]
    Waiver(commands::waiver::Verb),
    /// 红冲更正申请
    #[command(subcommand)]
    Correction(commands::correction::Verb),
    /// 退款：申请、付款、当天收回
    #[command(subcommand)]
    Refund(commands::refund::Verb),
    /// 押金：收取、退还、扣款、余额
    #[command(subcommand)]
    Deposit(commands::deposit::Verb),
    /// 坏账核销：申请、登记簿、收回
    #[command(subcommand)]
    WriteOff(commands::write_off::Verb),
    /// 人员与岗位
    #[command(subcommand)]
    Staff(commands::form::StaffVerb),
    /// 月结：检查、结账、列出
    #[command(subcommand)]
    Period(commands::period::Verb),
    /// 对账：导入银行、微信、支付宝流水，逐笔确认
    #[command(subcommand)]
    Reconcile(commands::reconcile::Verb),
    /// 记账凭证：导出、核对、科目对照
    #[command(subcommand)]
    Voucher(commands::voucher::Verb),
    /// 违约金：合同条款、计算、主张
    #[command(subcommand)]
    LateCharge(commands::late_charge::Verb),
    /// 冲抵顺序：先本金或法定顺序
    #[command(subcommand)]
    Settlement(commands::settlement::Verb),
    /// 实现债权的费用
    #[command(subcommand)]
    Cost(commands::settlement::CostVerb),
    /// 分期付款协议：签订、履行、违约、解除
    #[command(subcommand)]
    Agreement(commands::agreement::Verb),
    /// 缴费承诺：记录、是否兑现
    #[command(subcommand)]
    Promise(commands::agreement::PromiseVerb),
    /// 联系记录：诉求、原因、结果、下次；次数和时间的上限
    #[command(subcommand)]
    Contact(commands::contact::Verb),
    /// 送达：登记、定级、确认
    #[command(subcommand)]
    Delivery(commands::delivery::Verb),
    /// 诉讼时效：将届满的账单
    #[command(subcommand)]
    Limitation(commands::limitation::Verb),
    /// 工单：投诉、报修、咨询、表扬的登记、办理、回访
    #[command(subcommand)]
    Ticket(commands::ticket::Verb),
    /// 事件：很多人同时报的一件事，统一答复
    #[command(subcommand)]
    Incident(commands::ticket::IncidentVerb),
    /// 外包单位
    #[command(subcommand)]
    Contractor(commands::ticket::ContractorVerb),
    /// 分析：欠费从各方面看、催缴效果、多次欠费户、责任人、难题清单
    #[command(subcommand)]
    Analysis(commands::analysis::Verb),
    /// 月度收缴例会资料
    #[command(subcommand)]
    Review(commands::analysis::ReviewVerb),
    /// 集中清缴活动：范围、目标、进度、总结
    #[command(subcommand)]
    Campaign(commands::campaign::Verb),
    /// 年度收缴计划：目标与实收
    #[command(subcommand)]
    Plan(commands::campaign::PlanVerb),
    /// 演示办公室：虚构的小区，走完一个月末
    Demo(crate::demo::DemoArgs),
}
