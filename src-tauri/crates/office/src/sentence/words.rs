//! What rules of wording, cases and privacy say.

use crate::refusal::WordsRefusal;
use zhangfang_domain::wording::{LIST, Need};

pub(crate) fn sentence(refusal: &WordsRefusal) -> String {
    match refusal {
        WordsRefusal::Blocked { kind, first, more } => {
            let others = if *more == 0 { String::new() } else { format!("另有 {more} 处。") };
            format!(
                "{}里不能写“{}”：{}。{}，再保存。{others}（用语检查表 {LIST}）",
                kind.label(),
                first.found,
                first.rule,
                first.advice
            )
        }
        WordsRefusal::Lacks { kind, needs } => {
            let needs: Vec<&str> = needs.iter().copied().map(Need::label).collect();
            format!("{}还缺：{}。补上后才能保存和打印。（用语检查表 {LIST}）", kind.label(), needs.join("、"))
        }
    }
}
