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
        BooksRefusal::BookNotSound { findings } => {
            format!("账本核对有 {findings} 处不符，不能结账。请先运行 book verify 查明。")
        }
    }
}
