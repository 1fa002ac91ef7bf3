//! `zhangfang`: every use case of the office without a window.
//!
//! Exit codes: 0 done, 1 refused by a rule, 2 wrong use, 3 damaged or unreadable book.

mod answer;
mod arguments;
mod commands;
mod console;
mod demo;
mod hint;

use arguments::Cli;
use clap::Parser;
use clap::error::ErrorKind;
use std::io::Write;
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

fn refuse(error: &OfficeError, json: bool) -> ExitCode {
    tell(error.code(), &sentence::sentence(error), hint::hint(error), json);
    ExitCode::from(if error.is_unreadable_book() { UNREADABLE } else { REFUSED })
}

/// Says why nothing was done, and by which command it goes on: on stderr, or as JSON on stdout where a program
/// reads it.
fn tell(code: &str, message: &str, hint: Option<String>, json: bool) {
    if json {
        let mut error = serde_json::json!({ "code": code, "message": message });
        if let Some(hint) = hint {
            error["hint"] = hint.into();
        }
        println!("{}", serde_json::json!({ "error": error }));
    } else {
        eprintln!("{message}");
        if let Some(hint) = hint {
            eprintln!("命令：{hint}");
        }
    }
}

fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that went away (`| head`) is no error of ours.
            let _ = write!(std::io::stdout(), "{}", in_chinese(error));
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", in_chinese(error));
            ExitCode::from(WRONG_USE)
        }
        kind => {
            tell(
                "wrong-use",
                &wrong_use(kind, error),
                None,
                std::env::args_os().any(|argument| argument == "--json"),
            );
            ExitCode::from(WRONG_USE)
        }
    }
}

/// A help page with its few English words replaced; clap knows no other language.
fn in_chinese(page: &clap::Error) -> String {
    const WORDS: [(&str, &str); 14] = [
        ("Usage: ", "用法："),
        ("Commands:", "命令："),
        ("Arguments:", "参数："),
        ("Options:", "选项："),
        ("[OPTIONS]", "[选项]"),
        ("<COMMAND>", "<命令>"),
        ("Possible values:", "可用："),
        ("[possible values: ", "[可用："),
        ("[default: ", "[默认："),
        ("[env: ", "[环境变量："),
        ("Print help (see a summary with '-h')", "显示用法（-h 为摘要）"),
        ("Print help (see more with '--help')", "显示用法（--help 更详细）"),
        ("Print help", "显示用法"),
        ("Print version", "显示版本"),
    ];
    WORDS.iter().fold(page.to_string(), |page, (english, chinese)| page.replace(english, chinese))
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
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("参数 {argument} 缺少值。")
        }
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
