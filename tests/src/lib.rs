//! A desk at which the tests sit: the program as a clerk starts it, in a folder of its own.
//!
//! Commands are written as they are typed, split at blanks. Nothing here knows the crates below the command line;
//! only the number of acts in a book is read from the file itself. [`window`] is the same for the window.
#![allow(clippy::unwrap_used, reason = "the helpers of a test may stop it")]

pub mod charging_day;
pub mod dunning_day;
pub mod people;
pub mod window;

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The book of every desk.
pub const BOOK: &str = "office.zfb";

/// A folder with (or still without) a book, the day on the calendar and somebody to work.
#[derive(Debug)]
pub struct Desk {
    folder: TempDir,
    /// Business date of the next commands, `2025-12-27`.
    pub today: String,
}

/// What a command came to.
#[derive(Debug)]
pub struct Said {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// What stands on stdout.
    pub text: String,
    /// What stands on stderr.
    pub error: String,
}

impl Said {
    /// What stands on stdout, as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

impl Desk {
    /// A desk in an empty folder.
    #[must_use]
    pub fn without_book(today: &str) -> Self {
        Self { folder: TempDir::new().unwrap(), today: today.to_owned() }
    }

    /// A desk with a new book that went live on `today`; the first receipt is number 1201.
    #[must_use]
    pub fn with_book(today: &str) -> Self {
        let desk = Self::without_book(today);
        desk.done(&format!("book create --office 青禾苑物业服务中心 --first-receipt 1201 --go-live {today}"));
        desk
    }

    /// A desk whose book holds the homes of a register: lines `房号,业主,面积[,用途]`.
    #[must_use]
    pub fn with_homes(today: &str, homes: &[&str]) -> Self {
        let desk = Self::with_book(today);
        desk.take_in("业主台账.csv", &format!("房号,业主,面积,用途\n{}\n", homes.join("\n")));
        desk
    }

    /// Another desk with a copy of the book as it is now.
    #[must_use]
    pub fn copy(&self) -> Self {
        let desk = Self::without_book(&self.today);
        std::fs::copy(self.path(BOOK), desk.path(BOOK)).unwrap();
        desk
    }

    /// Writes a register and imports it.
    pub fn take_in(&self, name: &str, register: &str) -> Value {
        self.write(name, register);
        self.done(&format!("register import {name}"))
    }

    /// Adds an item with one tariff of the same name; `terms` are the options of the version.
    pub fn tariff(&self, code: &str, name: &str, terms: &str) {
        self.done(&format!("item add {code} {name}"));
        self.done(&format!("tariff add {code} {name} {terms} --clause 物业服务合同第十二条"));
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// The command, ready to start: in the folder, without a terminal, on the day of the desk.
    #[must_use]
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(program());
        command.args(line.split_whitespace()).args(["--date", &self.today]);
        if !line.contains("--operator ") {
            command.args(["--operator", "前台小周"]);
        }
        command.current_dir(self.folder()).env_remove("ZHANGFANG_BOOK").env("ZHANGFANG_FONTS", fonts());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts a command and does not wait for it.
    #[must_use]
    pub fn start(&self, line: &str) -> Child {
        self.command(line).spawn().unwrap()
    }

    /// Runs a command and says what a person would read.
    #[must_use]
    pub fn say(&self, line: &str) -> Said {
        heard(self.start(line))
    }

    /// Runs a command that has to succeed and gives its JSON.
    pub fn done(&self, line: &str) -> Value {
        let said = self.say(&format!("{line} --json"));
        assert_eq!((said.code, said.error.as_str()), (Some(0), ""), "{line}: {}", said.text);
        said.json()
    }

    /// Runs a command that has to succeed and gives the text a person reads.
    #[must_use]
    pub fn read(&self, line: &str) -> String {
        let said = self.say(line);
        assert_eq!(said.code, Some(0), "{line}: {}", said.error);
        said.text
    }

    /// Runs a command that has to be refused, as a person and as a program, and holds both answers against the exit
    /// code, the stable word and everything the sentence has to name. The book stays as it was.
    pub fn refused(&self, line: &str, exit: i32, code: &str, named: &[&str]) {
        let before = self.acts();
        let said = self.say(line);
        assert_eq!((said.code, said.text.as_str()), (Some(exit), ""), "{line}: {}", said.error);
        let told = self.say(&format!("{line} --json"));
        assert_eq!((told.code, told.error.as_str()), (Some(exit), ""), "{line}: {}", told.text);
        let error = told.json()["error"].clone();
        assert_eq!(error["code"], code, "{line}");
        let (message, hint) =
            (error["message"].as_str().unwrap(), error["hint"].as_str().unwrap_or_default());
        for sentence in [said.error.as_str(), &format!("{message}\n{hint}")] {
            for word in named {
                assert!(sentence.contains(word), "{line}: “{word}” is missing in {sentence}");
            }
        }
        assert_eq!(self.acts(), before, "{line} wrote something");
    }

    /// How many acts the book holds; none when it cannot be read.
    #[must_use]
    pub fn acts(&self) -> Option<i64> {
        let book = Connection::open_with_flags(self.path(BOOK), OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        book.query_row("SELECT count(*) FROM act", [], |row| row.get(0)).ok()
    }

    /// Asserts that the whole book is consistent.
    pub fn verified(&self) {
        let found = self.done("book verify");
        assert_eq!(found["findings"], serde_json::json!([]));
        assert_eq!(found["acts"].as_i64(), self.acts());
    }
}

/// Waits for a command.
#[must_use]
pub fn heard(child: Child) -> Said {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Said { code: output.status.code(), text: text(&output.stdout), error: text(&output.stderr) }
}

/// The command line.
#[must_use]
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| build("zhangfang"))
}

/// The window.
#[must_use]
pub fn window_program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| build("zhangfang-window"))
}

/// Builds a program in the profile the tests were built in: cargo does so only for tests of the same package.
fn build(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let built = test.parent().and_then(Path::parent).unwrap();
    let profile = match built.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--workspace", "--bin", name, "--profile", profile, "--target-dir"])
        .arg(built.parent().unwrap())
        .current_dir(checkout())
        .status();
    assert!(status.unwrap().success(), "{name} does not build");
    built.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn fonts() -> PathBuf {
    checkout().join("assets/fonts/node_modules/@expo-google-fonts/noto-sans-sc")
}

/// The root of the repository.
///
/// # Panics
/// Never: this crate has a folder above it.
#[must_use]
pub fn checkout() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
