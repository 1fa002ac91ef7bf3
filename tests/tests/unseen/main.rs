//! Cases nobody has seen: made with their results by a second program that shares nothing with this one
//! (`fixtures/unseen/generate.py`), and compared here to the fen.
#![allow(clippy::unwrap_used)]

mod billing;
mod costs;
mod money;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;
use zhangfang_domain::Fen;

/// The cases of one rule. `check` gives what our rules say as text, beside what the other program said.
fn compare(rule: &str, check: impl Fn(&Value) -> Vec<(String, String)>) {
    let all: Value = serde_json::from_str(include_str!("../../fixtures/unseen/cases.json")).unwrap();
    let cases = all[rule].as_array().unwrap();
    let mut wrong = Vec::new();
    for case in cases {
        for (ours, theirs) in check(case) {
            if ours != theirs {
                wrong.push(format!("{ours} instead of {theirs}: {case}"));
            }
        }
    }
    assert!(cases.len() >= 50, "only {} cases of {rule}", cases.len());
    assert!(wrong.is_empty(), "{} of {} cases\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|v| text(v).to_owned()).collect()
}

fn count(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

fn decimal(value: &Value) -> Decimal {
    text(value).parse().unwrap()
}

fn fen(value: &Value) -> Fen {
    Fen::parse(text(value)).unwrap()
}

fn day(value: &Value) -> NaiveDate {
    text(value).parse().unwrap()
}

/// Ours beside theirs.
fn pair(ours: Fen, theirs: &Value) -> (String, String) {
    (ours.plain(), text(theirs).to_owned())
}
