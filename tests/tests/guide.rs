//! The pages a clerk reads, `assets/guide/*.md`: every command on them works, in the order in which it stands there.
//!
//! A page begins with a block `sh setup` that makes its book (hidden in a comment); the blocks `sh` after it are what
//! the clerk types. All of them run as one script in one folder, so a command finds what the one before left. A line
//! `# 今天 2025-11-30` turns the calendar.
#![allow(clippy::unwrap_used, reason = "the helpers of a test may stop it")]

use std::path::Path;
use std::process::Command;
use zhangfang_tests::{BOOK, Desk, program};

/// The commands of a page, as one script; a page has none before its set-up.
fn script(page: &str) -> String {
    let mut script = String::new();
    let mut inside = false;
    for line in page.lines() {
        match line.trim_end() {
            "```sh setup" => {
                assert!(script.is_empty(), "the set-up comes first and only once");
                inside = true;
            }
            "```sh" => {
                assert!(!script.is_empty(), "no set-up before the first command");
                inside = true;
            }
            "```" => inside = false,
            command if inside => {
                script += &match command.strip_prefix("# 今天 ") {
                    Some(day) => format!("TODAY={day}\nexport TODAY\n"),
                    None => format!("{command}\n"),
                };
            }
            _ => {}
        }
    }
    assert!(!inside, "a block has no end");
    script
}

/// Runs a page in a folder of its own and says what went wrong: the last command and what it answered.
fn lived(page: &str) -> Result<(), String> {
    let script = script(page);
    let typed = script.lines().filter(|line| line.starts_with("zhangfang ")).count();
    assert!(typed > 0, "a page without commands");
    let desk = Desk::without_book("2025-01-01");
    // What the clerk calls `zhangfang` is the program that was built, on the day of the page, and counted.
    desk.write(
        "zhangfang",
        "#!/bin/sh\necho \"$*\" >> typed.txt\nexec \"$PROGRAM\" \"$@\" --date \"$TODAY\"\n",
    );
    let shim = Command::new("chmod").arg("+x").arg(desk.path("zhangfang")).status();
    assert!(shim.unwrap().success());
    desk.write("page.sh", format!("PATH=\"$PWD:$PATH\"\n{script}"));
    let fonts = desk.command("book info");
    let fonts = fonts.get_envs().find(|(name, _)| *name == "ZHANGFANG_FONTS").and_then(|(_, value)| value);
    let run = Command::new("sh")
        .args(["-eux", "page.sh"])
        .current_dir(desk.folder())
        .env("PROGRAM", program())
        .env("ZHANGFANG_BOOK", BOOK)
        .env("ZHANGFANG_OPERATOR", "前台小周")
        .env("ZHANGFANG_FONTS", fonts.unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    if !run.status.success() {
        return Err(said
            .lines()
            .rev()
            .take(4)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
            .join("\n"));
    }
    let counted = std::fs::read_to_string(desk.path("typed.txt")).unwrap();
    assert_eq!(counted.lines().count(), typed, "some commands were not run");
    desk.verified();
    Ok(())
}

#[test]
fn every_command_of_the_guide_works() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("assets/guide");
    let mut pages: Vec<_> = std::fs::read_dir(guide).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|end| end == "md"));
    pages.sort();
    assert!(!pages.is_empty());
    let mut wrong = Vec::new();
    for path in pages {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let page = std::fs::read_to_string(&path).unwrap();
        // Pages of the window only tell where to look and what to press.
        if page.contains("```sh")
            && let Err(said) = lived(&page)
        {
            wrong.push(format!("{name}:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_command_that_fails_is_named() {
    let page = "```sh setup\n# 今天 2025-10-31\nzhangfang book create --office 甲 --go-live 2025-10-31\n```\n\
        text\n```sh\nzhangfang meter show W-1\nzhangfang book info\n```\n";
    let said = lived(page).unwrap_err();
    assert!(said.contains("zhangfang meter show W-1") && said.contains("没有表“W-1”"), "{said}");
}
