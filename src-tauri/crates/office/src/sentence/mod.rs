//! The one place where refusals and errors become Chinese sentences: what it is about, and the way out.

mod billing;
mod books;
mod campaign;
mod contact;
mod form;
mod ladder;
mod late;
mod login;
mod meter;
mod parking;
mod payout;
mod prepay;
mod register;
mod shared_cost;
mod shift;
mod ticket;
mod words;

pub use contact::held as contact_held;
pub use ladder::{left_out, need, rung};
pub use meter::doubt as reading_doubt;

use crate::{OfficeError, Refusal, StoreError};
use zhangfang_documents::DocumentError;
use zhangfang_domain::bill_run::Obstacle;
use zhangfang_domain::money::MoneyError;
use zhangfang_domain::settlement::SettlementError;
use zhangfang_domain::tariff::{Factor, TariffError};

/// The sentence for a person.
#[must_use]
pub fn sentence(error: &OfficeError) -> String {
    match error {
        OfficeError::Refused(refusal) => of_refusal(refusal),
        OfficeError::Store(error) => of_store(error),
        OfficeError::Sheet(error) => error.sentence(),
        OfficeError::Export(error) => format!("表格没有写成（{error}），没有生成文件。请减少内容后再试。"),
        OfficeError::Document(error) => of_document(error),
        OfficeError::Archive { detail } => {
            format!("材料包没有做成（{detail}），没有记入。请再试一次。")
        }
        OfficeError::Cancelled => "已停止，账本没有任何改动。".to_owned(),
    }
}

fn of_store(error: &StoreError) -> String {
    match error {
        StoreError::Missing { path } => {
            format!("找不到 {path}。请检查路径；新办公室请先建账。")
        }
        StoreError::Exists { path } => format!("{path} 已经存在，不会覆盖它。请换一个文件名。"),
        StoreError::Foreign { path } if path.is_empty() => "这个文件不是账房的账本，没有打开。".to_owned(),
        StoreError::Foreign { path } => {
            format!("{path} 不是账房的账本，没有打开。请选择扩展名为 .zfb 的账本文件。")
        }
        StoreError::Newer { found, known } => format!(
            "这本账由更新版本的账房写成（账本格式 {found}，本程序只认识到 {known}）。请先升级程序，账本没有改动。"
        ),
        StoreError::Older { found, known } => format!(
            "这本账由较早版本的账房写成（账本格式 {found}，现为 {known}），升级一次才能查看。请把它放到可写的文件夹再打开。"
        ),
        StoreError::AlteredMigration { number } => {
            format!(
                "账本的第 {number} 步升级记录与本程序不一致，为安全起见没有打开。请用原来的程序打开，或恢复备份。"
            )
        }
        StoreError::Damaged { detail } => {
            format!("账本文件已损坏（{detail}）。请不要继续使用它，应恢复最近的备份。")
        }
        StoreError::InUse => {
            "账本正被另一个程序使用。请先关闭那个窗口；只查看可以用只读方式打开。".to_owned()
        }
        StoreError::NotWritable { path } if path.is_empty() => {
            "账本或所在文件夹不可写，没有任何改动。请检查文件权限或磁盘写保护。".to_owned()
        }
        StoreError::NotWritable { path } => {
            format!("{path} 不可写，没有任何改动。请检查文件夹权限或磁盘写保护。")
        }
        StoreError::ReadOnly => "账本以只读方式打开，不能记账。".to_owned(),
        StoreError::DiskFull => "磁盘已满，本次操作没有记入，账本保持原样。请清理磁盘后再试一次。".to_owned(),
        StoreError::Io { detail } => {
            format!("读写账本时出错（{detail}），本次操作没有记入。请检查磁盘后再试。")
        }
        StoreError::KeyReused { key, code } => {
            format!("操作编号“{key}”已用于另一种操作（{code}）。请换一个编号。")
        }
        StoreError::Gated { operator, code } => login::gated(operator, code),
        StoreError::PeriodClosed { month, open } => format!(
            "{month} 已经结账，不再接受任何记录，也不会重新打开。请用 {open} 或以后的业务日期办理：更正用冲销、退款单等，记在未结账的月份，并注明所更正的原单据。"
        ),
        StoreError::NotFound { kind, key } => format!("账本里没有这条记录（{kind} {key}）。"),
        StoreError::Unrepresentable { what, value } => {
            format!("数值 {value} 小数位太多（{what}），请减少小数位。")
        }
        StoreError::Identity { detail } => {
            format!("入账前核对不平（{detail}），本次操作没有记入。请核对账本并联系维护人员。")
        }
        StoreError::Database(error) => {
            format!("账本数据库报错（{error}），本次操作没有记入。请核对账本。")
        }
        StoreError::Stored(_) => "账本里有读不懂的内容。请核对账本，必要时恢复备份。".to_owned(),
    }
}

fn of_refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::UnknownHome { room } => {
            format!("没有找到房号“{room}”。请核对楼栋、单元、房号，例如 3-1-301。")
        }
        Refusal::SeveralHomes { room, rooms } => {
            format!("“{room}”可能是 {}，请写完整房号。", rooms.join("、"))
        }
        Refusal::Unknown { kind, name } => format!("没有{kind}“{name}”。请核对，或列出已有的再选。"),
        Refusal::Taken { kind, name } => format!("{kind}“{name}”已经有了，请换一个名称或直接使用它。"),
        Refusal::Unusable { field, value, expected } if value.is_empty() => {
            format!("请填写{field}：{expected}。")
        }
        Refusal::Unusable { field, value, expected } => format!("{field}“{value}”不可用，应为{expected}。"),
        Refusal::Money(error) => of_money(error),
        Refusal::Settlement(error) => of_settlement(error),
        Refusal::NothingOpen { room } => format!("{room} 目前没有待缴账单。要预存请写明金额。"),
        Refusal::TenderedWithoutCash
        | Refusal::HomeTwice { .. }
        | Refusal::AlreadyVoid { .. }
        | Refusal::VoidTooLate { .. } => of_receipt(refusal),
        Refusal::RunLeavesOut { .. }
        | Refusal::NothingToCharge { .. }
        | Refusal::DueBeforePeriod { .. }
        | Refusal::RunReversed { .. }
        | Refusal::RunPaid { .. } => of_run(refusal),
        Refusal::ImportUndone { .. } | Refusal::ImportInUse { .. } | Refusal::NothingToImport => {
            of_import(refusal)
        }
        Refusal::VersionExists { .. } | Refusal::VersionInThePast { .. } => of_version(refusal),
        Refusal::EntryReversed { entry } => format!("第 {entry} 号公示分录已经冲回，不能再冲。"),
        Refusal::ProfileIncomplete { fields } => {
            format!("请先在单位信息里补全：{}。补全后才能出这份单据或消息。", fields.join("、"))
        }
        Refusal::NobodyConcerned => "没有符合条件的住户，没有生成文件。".to_owned(),
        Refusal::Form(refusal) => form::sentence(refusal),
        Refusal::Billing(refusal) => billing::sentence(refusal),
        Refusal::Payout(refusal) => payout::sentence(refusal),
        Refusal::Books(refusal) => books::sentence(refusal),
        Refusal::Contact(refusal) => contact::sentence(refusal),
        Refusal::Campaign(refusal) => campaign::sentence(refusal),
        Refusal::Late(refusal) => late::sentence(refusal),
        Refusal::Shift(refusal) => shift::sentence(refusal),
        Refusal::Ladder(refusal) => ladder::sentence(refusal),
        Refusal::Meter(refusal) => meter::sentence(refusal),
        Refusal::Parking(refusal) => parking::sentence(refusal),
        Refusal::Register(refusal) => register::sentence(refusal),
        Refusal::Prepay(refusal) => prepay::sentence(refusal),
        Refusal::Login(refusal) => login::sentence(refusal),
        Refusal::SharedCost(refusal) => shared_cost::sentence(refusal),
        Refusal::Words(refusal) => words::sentence(refusal),
        Refusal::Ticket(refusal) => ticket::sentence(refusal),
        Refusal::NoFonts { path } => {
            format!("没有找到中文字体（{path}）。请重新安装字体，或指定字体文件夹。")
        }
    }
}

/// Refusals of an import.
fn of_import(refusal: &Refusal) -> String {
    match refusal {
        Refusal::ImportUndone { import } => format!("第 {import} 次导入已经撤销过了。"),
        Refusal::ImportInUse { import, rooms } => format!(
            "第 {import} 次导入之后，{} 又有改动或已出账单、已收款，不能整批撤销。请先冲销这些账单或逐户更正。",
            some(rooms)
        ),
        Refusal::NothingToImport => "表里没有要写入的内容：房屋都已在账本里，或都被拒绝。请先预检，看每一行的原因；要按表更新已有房屋的，请选择更新。".to_owned(),
        _ => String::new(),
    }
}

/// Refusals of a version of a tariff.
fn of_version(refusal: &Refusal) -> String {
    match refusal {
        Refusal::VersionExists { tariff, month } => {
            format!("“{tariff}”在 {month} 已有一个版本。已发布的版本不能改，请从别的月份开始。")
        }
        Refusal::VersionInThePast { tariff, month } => {
            format!(
                "“{tariff}”从 {month} 起的账单已经出过，新单价只能从未出账的月份开始。需要更正的请先冲销账单。"
            )
        }
        _ => String::new(),
    }
}

/// Refusals of a receipt.
fn of_receipt(refusal: &Refusal) -> String {
    match refusal {
        Refusal::TenderedWithoutCash => "只有现金收款才填“实收”，其他方式请去掉。".to_owned(),
        Refusal::HomeTwice { room } => format!("{room} 在同一张收据里出现了两次，请合并成一笔。"),
        Refusal::AlreadyVoid { number } => format!("收据 {number:07} 已经作废，不能再次作废。"),
        Refusal::VoidTooLate { number, taken_on } => format!(
            "收据 {number:07} 是 {} 开的，只有当天可以作废。请按退款单办理。",
            taken_on.format("%Y年%-m月%-d日")
        ),
        _ => String::new(),
    }
}

/// Refusals of a bill run.
fn of_run(refusal: &Refusal) -> String {
    match refusal {
        Refusal::RunLeavesOut { count, first } => {
            format!("有 {count} 处会漏收（{first} …），没有出账。请先补齐，或确认漏收后只出其余账单。")
        }
        Refusal::NothingToCharge { months, standing } if *standing > 0 => {
            format!("{months} 的 {standing} 笔账单都已出过，没有新的账单，不会重复出账。")
        }
        Refusal::NothingToCharge { months, .. } => {
            format!("{months} 没有可出的账单。请检查收费标准的开始月份、周期和适用范围。")
        }
        Refusal::DueBeforePeriod { due, period } => {
            format!("缴费截止日 {due} 早于计费期间的第一天 {period}，没有出账。请改截止日或期间。")
        }
        Refusal::RunReversed { run } => format!("第 {run} 批账单已经整批冲销过了。"),
        Refusal::RunPaid { run, rooms, paid } => format!(
            "第 {run} 批账单已收款 {paid} 元（{}），不能整批冲销。请先作废当天收据，或逐笔更正。",
            some(rooms)
        ),
        _ => String::new(),
    }
}

fn of_document(error: &DocumentError) -> String {
    match error {
        DocumentError::FontMissing { path } => {
            format!("没有找到中文字体 {}。请重新安装字体，或指定字体文件夹。", path.display())
        }
        DocumentError::FontUnusable { path, .. } => {
            format!("字体 {} 不能用，请重新安装字体。", path.display())
        }
        DocumentError::MissingGlyph { character, whose } => format!(
            "“{whose}”里的“{character}”（U+{:04X}）没有可用的字形，没有生成文件。请安装 fonts-noto-cjk，或核对这个字。",
            u32::from(*character)
        ),
        DocumentError::TotalsDisagree { whose, stated, summed } => {
            format!("“{whose}”的明细合计 {summed} 与总额 {stated} 不符，没有生成文件。请核对账本。")
        }
        DocumentError::NoRoom { what, whose } => format!("“{whose}”的{what}太长，排不下。请缩短后再打印。"),
        DocumentError::ReferenceTooLong { whose } => format!("“{whose}”的付款编号太长，放不进二维码。"),
        DocumentError::NotAPdf { .. } => "这份单据不是完好的 PDF，请重新生成。".to_owned(),
        DocumentError::Private { found } => {
            format!("“{found}”像是某一户的信息，不能出现在公示文件里。请改掉后再打印。")
        }
    }
}

fn some(rooms: &[String]) -> String {
    let shown = rooms.iter().take(5).cloned().collect::<Vec<_>>().join("、");
    if rooms.len() > 5 { format!("{shown} 等 {} 户", rooms.len()) } else { shown }
}

fn of_money(error: &MoneyError) -> String {
    match error {
        MoneyError::NotANumber { text } => format!("“{text}”不是金额。请写成 1333.32 这样的数字。"),
        MoneyError::TooPrecise { text } => format!("金额“{text}”小于一分，最多两位小数。"),
        MoneyError::TooLarge { text } => format!("金额“{text}”太大，请核对。"),
    }
}

fn of_settlement(error: &SettlementError) -> String {
    match error {
        SettlementError::NotPositive { amount } => {
            format!("收款金额 {amount} 不对，必须大于零；退款请走退款单。")
        }
        SettlementError::NotOpen { charge } => format!("指定的账单 {charge} 没有欠款，请重新选择。"),
        SettlementError::DesignatedTwice { charge } | SettlementError::ListedTwice { charge } => {
            format!("账单 {charge} 指定了两次。")
        }
        SettlementError::TenderedTooLittle { tendered, due } => {
            format!("实收现金 {tendered} 少于应收 {due}，请核对，或把收款金额改小作部分缴纳。")
        }
    }
}

/// What stands in the way of charging a home. `item` names a charge item by its id.
#[must_use]
pub fn obstacle(obstacle: &Obstacle, item: impl Fn(i64) -> String) -> String {
    match obstacle {
        Obstacle::NoOwner => "没有业主姓名（账单照出，抬头为空）".to_owned(),
        Obstacle::NoArea { item: i } => format!("{}按面积计费，但没有建筑面积", item(*i)),
        Obstacle::NoQuantity { item: i } => format!("{}按数量计费，但没有填数量", item(*i)),
        Obstacle::NoDeveloper => "交付前的费用由建设单位承担，但单位信息里还没有填建设单位".to_owned(),
        Obstacle::NoTariff => "没有适用的收费标准".to_owned(),
        Obstacle::TwoTariffs { item: i, .. } => {
            format!("{}有两个收费标准同样适用，请缩小其中一个的范围", item(*i))
        }
        Obstacle::PartlyCharged { item: i, standing } => {
            format!("{}的 {standing} 已经出过账，与本次期间部分重叠", item(*i))
        }
        Obstacle::RoundsToNothing { item: i } => format!("{}算出来不足一分", item(*i)),
        Obstacle::Unpriced { item: i, why } => format!("{}无法计价：{}", item(*i), of_tariff(why)),
    }
}

fn of_tariff(error: &TariffError) -> String {
    match error {
        TariffError::NoVersion { month } => format!("{month} 没有生效的标准"),
        TariffError::BasisChanges { month } => format!("{month} 起计费依据改变，请按月出账"),
        TariffError::NegativeOrZero { factor: Factor::Quantity, value } => format!("数量 {value} 不大于零"),
        TariffError::NegativeOrZero { factor: Factor::UnitPrice, value } => format!("单价 {value} 不大于零"),
        TariffError::TooLarge { quantity } => format!("数量 {quantity} 算出的金额太大"),
    }
}
