//! The shape of the command line: everything explains itself in Chinese, nothing waits for a keyboard, everything
//! that is read can be read by a program.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Stdio;
use zhangfang_tests::{BOOK, Desk, heard};

/// The commands a help page lists.
fn listed(help: &str) -> Vec<String> {
    let commands =
        help.lines().skip_while(|line| !line.starts_with("Commands:") && !line.starts_with("命令")).skip(1);
    let names =
        commands.take_while(|line| line.starts_with("  ")).filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

/// Every noun with a verb: `book create` …; `demo` has no verbs.
fn every_command(desk: &Desk) -> Vec<String> {
    let mut commands = Vec::new();
    for noun in listed(&desk.read("--help")) {
        let verbs = listed(&desk.read(&format!("{noun} --help")));
        if verbs.is_empty() {
            commands.push(noun);
        } else {
            commands.extend(verbs.iter().map(|verb| format!("{noun} {verb}")));
        }
    }
    commands
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// A book with homes, bills, receipts and an entry.
fn desk() -> Desk {
    let desk = Desk::with_homes("2025-12-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,94.56,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-12");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-12");
    desk.done("receipt take 3-1-301 --method cash");
    desk.done("entry add 2025-12 expense 29600 --code cleaning");
    desk
}

#[test]
fn every_noun_and_verb_explains_itself_in_chinese() {
    let desk = Desk::without_book("2025-12-27");
    let commands = every_command(&desk);
    assert!(commands.len() >= 50, "only {} commands found: {commands:?}", commands.len());
    let nouns: std::collections::BTreeSet<_> = commands.iter().filter_map(|c| c.split(' ').next()).collect();
    assert!(nouns.len() >= 19, "{nouns:?}");
    for command in &commands {
        let said = desk.say(&format!("{command} --help"));
        assert_eq!((said.code, said.error.as_str()), (Some(0), ""), "{command}");
        let first = said.text.lines().next().unwrap_or_default();
        assert!(has_han(first), "{command} begins with “{first}”");
        // The description stands behind the option or, on longer pages, below it.
        let lines: Vec<&str> = said.text.lines().collect();
        for (at, option) in lines.iter().enumerate().filter(|(_, line)| line.trim_start().starts_with('-')) {
            assert!(
                has_han(option) || lines.get(at + 1).is_some_and(|line| has_han(line)),
                "{command}: {option}"
            );
        }
        let english = ["Usage", "Commands", "Options", "Arguments", "Print", "default", "OPTIONS", "values"];
        assert!(english.iter().all(|word| !said.text.contains(word)), "{command}: {}", said.text);
        let placeholder =
            |part: &str| part.split('>').next().is_some_and(|name| !name.is_empty() && !has_han(name));
        assert!(!said.text.split('<').skip(1).any(placeholder), "{command}: {}", said.text);
    }
    assert_eq!(std::fs::read_dir(desk.folder()).unwrap().count(), 0, "help writes nothing");
}

#[test]
fn a_noun_alone_is_wrong_use_and_shows_its_verbs() {
    let desk = Desk::without_book("2025-12-27");
    for noun in listed(&desk.read("--help")).iter().filter(|noun| *noun != "demo") {
        let command = std::process::Command::new(zhangfang_tests::program()).arg(noun).output().unwrap();
        assert_eq!((command.status.code(), command.stdout.len()), (Some(2), 0), "{noun}");
        assert!(has_han(&String::from_utf8(command.stderr).unwrap()), "{noun}");
    }
    assert!(desk.read("--version").starts_with("zhangfang "));
}

#[test]
fn no_command_waits_for_the_keyboard() {
    let desk = desk();
    for command in every_command(&desk) {
        // The one command that needs no argument and would work for minutes.
        let line = if command == "demo" { "demo --homes 0" } else { &command };
        let mut child = desk.command(line).stdin(Stdio::piped()).spawn().unwrap();
        // Held open and never written to: who reads from it never comes back.
        let keyboard = child.stdin.take();
        let said = heard(child);
        drop(keyboard);
        assert!(said.code.is_some_and(|code| code <= 3), "{command}: {said:?}");
        assert!(said.code == Some(0) || has_han(&said.error), "{command}: {said:?}");
    }
}

#[test]
fn everything_that_is_read_is_json_and_reading_writes_nothing() {
    let desk = desk();
    let (acts, bytes) = (desk.acts(), std::fs::read(desk.path(BOOK)).unwrap());
    for line in [
        "book info",
        "book verify",
        "book journal",
        "office show",
        "register imports",
        "register list",
        "item list",
        "tariff list",
        "bill-run preview 2026-01",
        "bill-run list",
        "charge explain 1",
        "receipt show 1201",
        "receipt list",
        "receipt list --from 2025-01-01 --to 2025-12-31",
        "arrears list --not-due",
        "arrears sum --by age --not-due",
        "rate show 2025-12",
        "rate trend 2025-12",
        "statement show 3-1-301",
        "day report",
        "entry list 2025-12",
        "disclosure show 2025-12",
    ] {
        let answer = desk.done(line);
        assert!(
            answer.as_object().is_some_and(|o| !o.is_empty())
                || answer.as_array().is_some_and(|a| !a.is_empty()),
            "{line}: {answer}"
        );
        let text = desk.read(line);
        assert!(has_han(&text), "{line}: {text}");
    }
    assert_eq!(desk.acts(), acts);
    assert!(bytes == std::fs::read(desk.path(BOOK)).unwrap(), "the file was written to");
}

#[test]
fn amounts_in_json_are_decimal_text() {
    let desk = desk();
    for line in ["arrears list --not-due", "receipt show 1201", "day report", "disclosure show 2025-12"] {
        let said = desk.say(&format!("{line} --json"));
        let fraction = |word: &str| word.parse::<i64>().is_err() && word.parse::<f64>().is_ok();
        let bare = said
            .text
            .lines()
            .filter_map(|l| l.split_once(": "))
            .any(|(_, value)| fraction(value.trim_end_matches(',')));
        assert!(!bare, "{line}: {}", said.text);
        assert!(said.text.contains(".22\"") || said.text.contains(".00\""), "{line}: {}", said.text);
    }
}

#[test]
fn the_book_can_be_named_by_the_environment() {
    let desk = desk();
    let output = desk.command("book info --json").env("ZHANGFANG_BOOK", "没有.zfb").output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let named = desk
        .command("book info --book office.zfb --json")
        .env("ZHANGFANG_BOOK", "没有.zfb")
        .output()
        .unwrap();
    assert_eq!(named.status.code(), Some(0), "what is typed goes before the environment");
}

/// The code of every Rust file below a folder, line by line, without comments and unit tests.
fn code_below(folder: &Path) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            lines.extend(code_below(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
            let code = code.filter(|(_, line)| !line.trim_start().starts_with("//"));
            lines.extend(code.map(|(at, line)| (format!("{}:{}", path.display(), at + 1), line.to_owned())));
        }
    }
    lines
}

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("src-tauri/crates")
}

/// Whether a text holds something as a phrase of its own, not within a longer word.
fn says(text: &str, phrase: &str) -> bool {
    let in_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.';
    text.match_indices(phrase)
        .any(|(at, _)| !text[..at].ends_with(in_word) && !text[at + phrase.len()..].starts_with(in_word))
}

/// Where a text names an option: `--` and a letter behind it.
fn options(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    text.match_indices("--")
        .filter(move |(at, _)| !text[..*at].ends_with(is_part))
        .map(move |(at, _)| {
            let rest = &text[at..];
            &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())]
        })
        .filter(|option| option[2..].starts_with(|c: char| c.is_ascii_lowercase()))
}

#[test]
fn what_every_face_says_names_no_command_and_no_option() {
    let commands = every_command(&Desk::without_book("2025-12-27"));
    let mut offenders = Vec::new();
    for part in ["office", "domain", "documents", "sheets"] {
        let code = code_below(&crates().join(part).join("src"));
        assert!(code.len() > 1000, "{part} was not read");
        // `#[error]` is what a developer reads.
        let told = code.iter().filter(|(_, line)| line.contains('"') && !line.contains("#[error("));
        for (place, line) in told {
            let option = options(line).next().is_some();
            if option || commands.iter().any(|command| says(line, command)) {
                offenders.push(format!("{place} {}", line.trim()));
            }
        }
    }
    assert!(options("请用 --explain 写明").eq(["--explain"]) && says("先用 shift close 交班", "shift close"));
    assert!(!says("reshift close", "shift close") && options("a -- b ---- c").next().is_none());
    assert!(offenders.is_empty(), "{} offenders\n  {}", offenders.len(), offenders.join("\n  "));
}

#[test]
fn every_hint_is_a_command_that_exists() {
    let desk = Desk::without_book("2025-12-27");
    let code = code_below(&crates().join("cli/src"));
    let hints = code.iter().filter(|(place, _)| place.contains("hint.rs"));
    let texts: Vec<&str> = hints.flat_map(|(_, line)| line.split('"').skip(1).step_by(2)).collect();
    let steps = texts.iter().flat_map(|text| text.split([';', '；', '（']).flat_map(|t| t.split(" 或 ")));
    let steps = steps.flat_map(|step| step.split(" 再 ")).map(str::trim);
    let steps: Vec<&str> = steps.filter(|step| step.starts_with(|c: char| c.is_ascii_lowercase())).collect();
    assert!(steps.len() > 60, "only {} found: {steps:?}", steps.len());
    for step in steps.iter().filter(|step| !step.starts_with("cargo ")) {
        let is_name = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let command: Vec<&str> =
            step.split(' ').take_while(|word| is_name(word) && !word.starts_with("--")).collect();
        let said = desk.say(&format!("{} --help", command.join(" ")));
        assert_eq!(said.code, Some(0), "{step}: {}", said.error);
        assert!(command.len() > 1, "{step} is no noun with a verb");
        for option in options(step) {
            assert!(says(&said.text, option), "{step}: no {option} in\n{}", said.text);
        }
    }
}

#[test]
fn a_refusal_carries_its_command_beside_the_sentence() {
    let desk = desk();
    let said = desk.say("receipt take 3-1-301 --method cash --account 77");
    assert_eq!(said.error.lines().last(), Some("命令：register show 3-1-301"), "{}", said.error);
    let told = desk.say("receipt take 3-1-301 --method cash --account 77 --json").json();
    assert_eq!(told["error"]["hint"], "register show 3-1-301");
    assert!(!told["error"]["message"].as_str().unwrap().contains("register"), "{told}");
    let plain = desk.say("receipt take 9-9-999 --method cash --json").json();
    assert!(plain["error"].get("hint").is_none(), "{plain}");
}
