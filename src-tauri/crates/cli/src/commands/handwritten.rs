//! `handwritten`: receipts of the paper book.

use crate::answer::{Answer, cells, columns};
use crate::arguments::Common;
use clap::Subcommand;
use serde_json::{Value, json};
use zhangfang_office::Result;
use zhangfang_office::handwritten::{Leaf, PaperBook};

/// Verbs of `handwritten`.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 列出已补录、写坏和缺号的手写收据（补录用 receipt enter-handwritten）
    List,
    /// 登记写坏或遗失的一张
    Spoil {
        /// 手写收据号
        #[arg(value_name = "手写收据号")]
        number: String,
        /// 原因
        #[arg(long, value_name = "原因")]
        reason: String,
    },
}

/// Runs a verb of `handwritten`.
pub fn run(common: &Common, verb: Verb) -> Result<Answer> {
    match verb {
        Verb::List => {
            let books = common.look()?.paper_books()?;
            let json: Vec<Value> = books.iter().map(shown).collect();
            if books.is_empty() {
                return Ok(Answer::new("没有手写收据。", &json));
            }
            let text: Vec<String> = books.iter().map(text).collect();
            Ok(Answer::new(text.join("\n\n"), &json))
        }
        Verb::Spoil { number, reason } => {
            let posted = common.open()?.spoil_leaf(&number, &reason, &common.occasion())?;
            let json = json!({ "book_number": posted.value, "reason": reason });
            Ok(Answer::new(format!("手写收据 {} 已登记：{reason}。", posted.value), &json))
        }
    }
}

fn state(leaf: &Leaf) -> String {
    match (leaf.receipt, &leaf.reason) {
        (Some(receipt), _) if leaf.void => format!("收据 {receipt:07}（已作废）"),
        (Some(receipt), _) => format!("收据 {receipt:07}"),
        (None, reason) => reason.clone().unwrap_or_default(),
    }
}

fn text(book: &PaperBook) -> String {
    let rows: Vec<Vec<String>> = book
        .leaves
        .iter()
        .map(|leaf| {
            let on = leaf.written_on.map(|on| on.to_string()).unwrap_or_default();
            cells([&leaf.written, &on, &leaf.entered, &leaf.operator, &state(leaf)])
        })
        .collect();
    let gaps: Vec<String> = book
        .gaps
        .iter()
        .map(|(first, last)| if first == last { first.clone() } else { format!("{first}—{last}") })
        .collect();
    let missing = match gaps.is_empty() {
        true => "没有缺号。".to_owned(),
        false => format!("缺号：{}。请补录，或用 handwritten spoil 登记写坏、遗失。", gaps.join("、")),
    };
    format!("{}\n{missing}", columns(&["手写收据号", "手写日期", "登记日期", "登记人", "情况"], &rows, &[]))
}

fn shown(book: &PaperBook) -> Value {
    let leaf = |leaf: &Leaf| {
        json!({ "book_number": leaf.written, "written_on": leaf.written_on, "receipt": leaf.receipt,
                "void": leaf.void, "reason": leaf.reason, "entered": leaf.entered, "operator": leaf.operator })
    };
    let leaves: Vec<Value> = book.leaves.iter().map(leaf).collect();
    json!({ "series": book.series, "leaves": leaves, "gaps": book.gaps })
}
