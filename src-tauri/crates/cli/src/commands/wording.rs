//! `wording` and `letter`: what texts may say, and the texts of letters.

use super::choices;
use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::json;
use zhangfang_domain::letter::Field;
use zhangfang_domain::wording::{Finding, Findings, LIST, Need, TextKind, check};
use zhangfang_office::letter::{LetterText, letter_named};
use zhangfang_office::{Refusal, Result};

/// Verbs of `wording`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 检查一段文字能不能写、能不能发
    Check {
        /// 用在哪里，如 催缴通知、短信（代码 notice、message …）
        #[arg(long, value_name = "用途", default_value = "notice")]
        kind: String,
        /// 文字
        #[arg(value_name = "文字")]
        text: String,
    },
}

/// Verbs of `letter`.
#[derive(Debug, Subcommand)]
pub enum LetterVerb {
    /// 全部文案
    List,
    /// 一份文案和它可用的字段
    Show {
        /// 文案，代码或名称，如 first-notice
        #[arg(value_name = "文案")]
        letter: String,
    },
    /// 改成本单位的文案（先过用语检查）
    Set {
        /// 文案
        #[arg(value_name = "文案")]
        letter: String,
        /// 文字，段落之间换行；字段写在花括号里
        #[arg(value_name = "文字")]
        text: String,
    },
    /// 改回程序自带的文案
    Reset {
        /// 文案
        #[arg(value_name = "文案")]
        letter: String,
    },
}

fn finding(f: &Finding) -> serde_json::Value {
    json!({ "code": f.code, "rule": f.rule, "found": f.found, "at": f.at, "advice": f.advice })
}

/// The findings as JSON.
fn findings(findings: &Findings) -> serde_json::Value {
    json!({
        "list": LIST,
        "blocked": findings.blocked.iter().map(finding).collect::<Vec<_>>(),
        "warned": findings.warned.iter().map(finding).collect::<Vec<_>>(),
        "missing": findings.missing.iter().map(|need| need.label()).collect::<Vec<_>>(),
    })
}

/// The findings as lines.
fn lines(findings: &Findings) -> Vec<String> {
    let line = |word: &str, f: &Finding| format!("{word}“{}”：{}。{}。", f.found, f.rule, f.advice);
    let mut lines: Vec<String> = findings.blocked.iter().map(|f| line("不能写", f)).collect();
    if !findings.missing.is_empty() {
        let needs: Vec<&str> = findings.missing.iter().copied().map(Need::label).collect();
        lines.push(format!("还缺：{}。", needs.join("、")));
    }
    lines.extend(findings.warned.iter().map(|f| line("建议改", f)));
    if lines.is_empty() {
        lines.push("可以使用。".to_owned());
    }
    lines.push(format!("（用语检查表 {LIST}）"));
    lines
}

/// Runs a verb of `wording`.
pub fn run(verb: Verb) -> Result<Answer> {
    let Verb::Check { kind, text } = verb;
    let kinds = || choices(TextKind::ALL.iter().map(|k| (k.code(), k.label())));
    let named = TextKind::parse(&kind)
        .ok_or_else(|| Refusal::Unknown { kind: "文字用途", name: format!("{kind}，{}", kinds()) })?;
    let found = check(&text, named);
    Ok(Answer::new(lines(&found).join("\n"), &findings(&found)).refused_if(!found.is_clean()))
}

fn shown(text: &LetterText) -> serde_json::Value {
    json!({
        "code": text.letter.code(),
        "name": text.letter.label(),
        "own": text.own,
        "text": text.text,
        "fields": text.letter.fields().iter().map(|f| f.label()).collect::<Vec<_>>(),
        "needs": text.letter.needs().iter().map(|f| f.label()).collect::<Vec<_>>(),
        "findings": findings(&text.findings),
    })
}

/// Runs a verb of `letter`.
pub fn run_letter(common: &Common, verb: LetterVerb) -> Result<Answer> {
    match verb {
        LetterVerb::List => {
            let texts = common.look()?.letter_texts()?;
            let row = |t: &LetterText| {
                cells([&t.letter.code(), &t.letter.label(), &if t.own { "本单位" } else { "自带" }])
            };
            let table = columns(&["代码", "文案", "来源"], &texts.iter().map(row).collect::<Vec<_>>(), &[]);
            Ok(Answer::new(table, &texts.iter().map(shown).collect::<Vec<_>>()))
        }
        LetterVerb::Show { letter } => {
            let text = common.look()?.letter_text(letter_named(&letter)?)?;
            let braced = |fields: &[Field]| {
                fields.iter().map(|f| format!("{{{}}}", f.label())).collect::<Vec<_>>().join(" ")
            };
            let said = format!(
                "{}\n\n必填字段 {}\n可用字段 {}",
                text.text,
                braced(text.letter.needs()),
                braced(text.letter.fields())
            );
            Ok(Answer::new(said, &shown(&text)))
        }
        LetterVerb::Set { letter, text } => keep(common, &letter, &text),
        LetterVerb::Reset { letter } => keep(common, &letter, ""),
    }
}

fn keep(common: &Common, letter: &str, text: &str) -> Result<Answer> {
    let letter = letter_named(letter)?;
    let mut office = common.open()?;
    office.keep_letter_text(letter, text, &common.occasion())?;
    let kept = office.letter_text(letter)?;
    let word = if kept.own { "已保存本单位的文案" } else { "已改回自带的文案" };
    let mut said = vec![format!("{}：{word}。", letter.label())];
    said.extend(lines(&kept.findings).into_iter().filter(|line| line.starts_with("建议改")));
    Ok(Answer::new(said.join("\n"), &shown(&kept)))
}
