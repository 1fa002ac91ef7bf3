//! `zhangfang`: every use case of the office without a window.
//!
//! Exit codes: 0 done, 1 refused by a rule, 2 wrong use, 3 damaged or unreadable book.

mod answer;
mod arguments;
mod commands;
mod console;
mod demo;

use arguments::Cli;
use clap::Parser;
use clap::error::ErrorKind;
use std::process::ExitCode;
use zhangfang_office::{OfficeError, sentence};

const REFUSED: u8 = 1;
const WRONG_USE: u8 = 2;
const UNREADABLE: u8 = 3;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let json = cli.common.json;
    match commands::run(cli) {
        Ok(answer) => {
            answer.print(json);
            ExitCode::from(if answer.refused { REFUSED } else { 0 })
        }
        Err(error) => refuse(&error, json),
    }
}

/// Prints why nothing was done. The sentence goes to stderr, the JSON form to stdout where a program reads it.
fn refuse(error: &OfficeError, json: bool) -> ExitCode {
    let message = sentence::sentence(error);
    if json {
        println!("{}", serde_json::json!({ "error": { "code": error.code(), "message": message } }));
    } else {
        eprintln!("{message}");
    }
    ExitCode::from(if error.is_unreadable_book() { UNREADABLE } else { REFUSED })
}

fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{error}");
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{error}");
            ExitCode::from(WRONG_USE)
        }
        kind => {
            eprintln!("{}", wrong_use(kind, error));
            ExitCode::from(WRONG_USE)
        }
    }
}

fn wrong_use(kind: ErrorKind, error: &clap::Error) -> String {
    use clap::error::{ContextKind, ContextValue};
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (argument, value) = (named(ContextKind::InvalidArg), named(ContextKind::InvalidValue));
    let what = match kind {
        ErrorKind::UnknownArgument => format!("不认识参数“{argument}”。"),
        ErrorKind::InvalidSubcommand => format!("没有命令“{}”。", named(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}。"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => format!("参数 {argument} 缺少值。"),
        ErrorKind::InvalidValue => {
            format!("参数 {argument} 的值“{value}”不可用，可用：{}。", named(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => format!("参数 {argument} 的值“{value}”不可用。"),
        ErrorKind::ArgumentConflict => format!("参数 {argument} 与其他参数冲突。"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("参数 {argument} 的值个数不对。")
        }
        _ => format!("命令写法不对（{kind}）。"),
    };
    format!("{what}\n在命令后加 --help 查看用法。")
}
