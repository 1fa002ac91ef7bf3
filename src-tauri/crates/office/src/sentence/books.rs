//! What rules of reconciliation, period close and vouchers say.

use crate::refusal::BooksRefusal;

pub(crate) fn sentence(refusal: &BooksRefusal) -> String {
    match refusal {
        BooksRefusal::PeriodNotOver { month } => {
            format!("{month} 还没有过完，不能结账。请在 {} 以后再结。", month.plus(1).first_day())
        }
        BooksRefusal::PeriodNotNext { month, next } if month < next => {
            format!("{month} 已经结过账了。下一个可以结账的月份是 {next}。")
        }
        BooksRefusal::PeriodNotNext { month, next } => {
            format!("月份须按顺序结账，请先结 {next}，再结 {month}。")
        }
        BooksRefusal::ShiftOpen { cashier, day } => {
            format!("{cashier} {day} 的班次还没有交班，不能结账。请先交班。")
        }
        BooksRefusal::NothingNew { known, faults } => {
            format!("没有可导入的新流水：{known} 笔以前已导入，{faults} 行读不懂。请先预检，看每一行的原因。")
        }
        BooksRefusal::LineDecided { line, kind } => {
            format!("第 {line} 笔流水已确认为“{}”。需要更改的请先撤销。", kind.label())
        }
        BooksRefusal::LineUndecided { line } => format!("第 {line} 笔流水还没有确认过，没有可撤销的。"),
        BooksRefusal::LineUnsure { line, candidates } if candidates.is_empty() => {
            format!("第 {line} 笔流水没有线索，请写明房号收款，或转入待认领。")
        }
        BooksRefusal::LineUnsure { line, candidates } => {
            format!("第 {line} 笔流水不能确定：{}。请核实后写明房号，或转入待认领。", candidates.join("；"))
        }
        BooksRefusal::LooksPaidTwice { line, of } => format!(
            "第 {line} 笔流水看来与第 {of} 笔重复付款。确认重复的按重复付款办理，款项留作预存并填退款单；不是重复的写明房号收款。"
        ),
        BooksRefusal::OtherMoney { line, receipt } => format!(
            "收据 {receipt:07} 与第 {line} 笔流水对不上：收据已作废、金额或收款方式不同，或已与别的流水对上。请核对后另选，或写明房号收款。"
        ),
        BooksRefusal::OtherPayout { line, form } => format!(
            "审批单 {form} 与第 {line} 笔流水对不上：没有按这个收款方式付出这笔金额，或已与别的流水对上。请核对后另选。"
        ),
        BooksRefusal::MoneyOut { line } => {
            format!("第 {line} 笔流水是支出，不能收款。请与退款核对，或写明原因，按与业主账无关办理。")
        }
        BooksRefusal::BookNotSound { findings } => {
            format!("账本核对有 {findings} 处不符，不能结账。请先核对账本查明，再联系支持人员。")
        }
    }
}
