//! What rules of wording, cases and privacy say.

use super::form::day;
use crate::refusal::WordsRefusal;
use zhangfang_domain::legal_case::CaseError;
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
        WordsRefusal::NoMaskedListHere => {
            "本项目没有开放张贴房号（个人信息保护法第25条）。当地规定明确允许的，请先在地方参数里打开，并准备好依据条款；一般请用只有户数的楼栋通知。".to_owned()
        }
        WordsRefusal::TooFewRooms { found, least } => {
            format!("符合条件的只有 {found} 户，少于 {least} 户时邻居猜得出是谁，不张贴。请逐户通知。")
        }
        WordsRefusal::OnlyLawFirms { firm } => format!(
            "“{firm}”不像律师事务所。欠费资料只能交给律师事务所（不委托催收公司，个人信息保护法第21条），请填律师事务所全称。"
        ),
        WordsRefusal::CaseRuns { number } => {
            format!("这一户已有案件 {number} 在办，不重复移交。请在该案件上继续记录。")
        }
        WordsRefusal::NoProvedDemand { room } => format!(
            "{room} 还没有送达有据的书面催缴函（本人或家属签收、EMS 签收、约定号码送达，证据 A—C 级），不能移交律师。请先发书面催缴函并登记送达。"
        ),
        WordsRefusal::DeadlineRuns { room, ready } => format!(
            "{room} 的催缴函期限还没过，{} 起才可移交律师（期限届满后 7 天；时效 180 天内届满的不用等）。",
            day(*ready)
        ),
        WordsRefusal::Disputed { room, until } => format!(
            "{room} 的欠费有异议或投诉正在处理（到 {}），请先答复再移交律师。",
            day(*until)
        ),
        WordsRefusal::Case { number, why } => format!("案件 {number}：{}", case(why)),
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

fn case(why: &CaseError) -> String {
    match why {
        CaseError::NotNext { from, to } => {
            let next: Vec<&str> = from.next().iter().map(|s| s.label()).collect();
            let next = if next.is_empty() { "没有了".to_owned() } else { next.join("、") };
            format!("“{}”之后不能是“{}”，可以是：{next}。", from.label(), to.label())
        }
        CaseError::TooEarly { last } => format!("日期早于上一步（{}），请核对。", day(*last)),
        CaseError::NoNumber { stage } => {
            format!("“{}”要写文书案号，如 （2026）浙0106民初1234号。", stage.label())
        }
        CaseError::NoTitle => {
            "还没有生效的支付令、判决、裁决或调解书，不能申请执行（民事诉讼法第247条）。请先记录裁判文书。"
                .to_owned()
        }
        CaseError::NotEffective { until } => {
            format!("文书的异议、上诉期到 {}，之后才生效，才可申请执行。", day(*until))
        }
    }
}
