//! What rules of wording, cases and privacy say.

use crate::refusal::WordsRefusal;
use zhangfang_domain::letter::{Field, TemplateError};
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
        WordsRefusal::Template { letter, why } => format!("{}：{}", letter.label(), template(why)),
        WordsRefusal::NotAMessage { letter } => {
            format!("“{}”不能作为短信或微信逐户发送。请选一种短信文案。", letter.label())
        }
        WordsRefusal::SentToday { letter, room } => {
            format!(
                "{room} 今天已经发过“{}”，不重复打扰（民法典第1033条）。请去掉这一户，或改天再发。",
                letter.label()
            )
        }
        WordsRefusal::Lacks { kind, needs } => {
            let needs: Vec<&str> = needs.iter().copied().map(Need::label).collect();
            format!("{}还缺：{}。补上后才能保存和打印。（用语检查表 {LIST}）", kind.label(), needs.join("、"))
        }
    }
}

fn template(why: &TemplateError) -> String {
    match why {
        TemplateError::Brace { line } => format!("“{line}”里的花括号没有成对。请写成 {{字段名}}。"),
        TemplateError::Unknown { name } => {
            format!("这份文案没有字段“{name}”可填。请从可用字段里选，或直接写文字。")
        }
        TemplateError::NotAlone { field } => {
            format!("{{{}}} 要单独占一行，并且只写一次。", field.label())
        }
        TemplateError::Lacks { fields } => {
            let names: Vec<String> = fields.iter().map(|f: &Field| format!("{{{}}}", f.label())).collect();
            format!("还缺字段 {}，没有它收件人看不懂。补上后才能保存。", names.join("、"))
        }
    }
}
