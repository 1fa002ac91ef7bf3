//! The walls of the workspace: which crate may use what, and what no file of the repository may hold.
//! Every wall reports all its offenders at once. The scans read text, they do not parse Rust: they know
//! comments, literals and braces, which is enough for code that `cargo fmt` has formatted.
#![allow(clippy::unwrap_used, reason = "the helpers of a test may stop it")]

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which crates of ours a crate may use: domain <- {store, documents, sheets} <- office <- demo <- {cli, window, tests}.
const EDGES: &[(&str, &[&str])] = &[
    ("zhangfang-domain", &[]),
    ("zhangfang-store", &["zhangfang-domain"]),
    ("zhangfang-documents", &["zhangfang-domain"]),
    ("zhangfang-sheets", &["zhangfang-domain"]),
    ("zhangfang-office", &["zhangfang-domain", "zhangfang-store", "zhangfang-documents", "zhangfang-sheets"]),
    ("zhangfang-demo", &["zhangfang-domain", "zhangfang-documents", "zhangfang-office"]),
    ("zhangfang-cli", &["zhangfang-domain", "zhangfang-documents", "zhangfang-office", "zhangfang-demo"]),
    ("zhangfang-window", &["zhangfang-domain", "zhangfang-documents", "zhangfang-office", "zhangfang-demo"]),
    (
        "zhangfang-tests",
        &[
            "zhangfang-domain",
            "zhangfang-store",
            "zhangfang-documents",
            "zhangfang-sheets",
            "zhangfang-office",
            "zhangfang-cli",
        ],
    ),
    ("xtask", &[]),
];
const DOMAIN_MAY_USE: [&str; 3] = ["chrono", "rust_decimal", "thiserror"];
const DOMAIN_MUST_NOT_NAME: &[&str] = &[
    "Utc::now",
    "Local::now",
    "Local::today",
    "SystemTime",
    "Instant",
    "std::fs",
    "std::net",
    "std::env",
    "std::io",
    "std::process",
    "std::thread",
    "fs::",
    "net::",
    "env::",
    "io::",
    "process::",
    "thread::",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
];
const SQL: &[&str] = &["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE", "CREATE INDEX", "PRAGMA "];
const LONGEST_FILE: usize = 500;
const LONGEST_FUNCTION: usize = 60;
const LARGEST_BINARY: usize = 1 << 20;

#[test]
fn crates_only_use_the_crates_below_them() {
    let mut offenders = Vec::new();
    for (name, dependency, kind) in dependencies() {
        let Some((_, below)) = EDGES.iter().find(|(package, _)| *package == name) else {
            offenders.push(format!("{name} has no place in the map of this test"));
            continue;
        };
        let ours = EDGES.iter().any(|(package, _)| *package == dependency);
        let allowed = match name.as_str() {
            "xtask" => false,
            "zhangfang-domain" if kind == "normal" => DOMAIN_MAY_USE.contains(&dependency.as_str()),
            "zhangfang-store" | "zhangfang-tests" if dependency == "rusqlite" => true,
            _ if dependency == "rusqlite" => false,
            _ => !ours || below.contains(&dependency.as_str()),
        };
        if !allowed {
            offenders.push(format!("{name} must not use {dependency} ({kind})"));
        }
    }
    assert_clean("walls between crates", &offenders);
}

#[test]
fn the_domain_has_no_clock_and_no_outside() {
    assert_clean("domain names the outside", &naming("crates/domain/src/", DOMAIN_MUST_NOT_NAME));
}

#[test]
fn money_is_never_a_float() {
    let mut offenders = naming("crates/domain/src/", &["f32", "f64"]);
    offenders.extend(naming("crates/store/src/", &["f32", "f64"]));
    assert_clean("floats near money", &offenders);
}

#[test]
fn sql_lives_in_the_store() {
    let mut offenders = Vec::new();
    for source in sources().iter().filter(|s| !s.path.contains("crates/store/") && !s.is_test()) {
        if source.path.contains("/benches/") {
            continue;
        }
        offenders.extend(source.naming(&["rusqlite"]));
        for (line, literal) in &source.literals {
            if SQL.iter().any(|word| literal.contains(word)) {
                offenders.push(format!("{}:{line} {literal:?}", source.path));
            }
        }
    }
    assert_clean("SQL outside the store", &offenders);
}

#[test]
fn the_store_speaks_no_chinese() {
    let mut offenders = Vec::new();
    for source in sources().iter().filter(|s| s.path.contains("crates/store/src/")) {
        let spoken = source.literals.iter().filter(|(_, literal)| literal.contains(is_han));
        offenders.extend(spoken.map(|(line, literal)| format!("{}:{line} {literal:?}", source.path)));
    }
    for (path, text) in texts().iter().filter(|(path, _)| path.contains("store/migrations/")) {
        for (at, line) in text.lines().enumerate() {
            let code = line.split("--").next().unwrap_or_default();
            if code.contains(is_han) && !code.contains("RAISE(ABORT") {
                offenders.push(format!("{path}:{} {code:?}", at + 1));
            }
        }
    }
    assert_clean("Chinese in the store", &offenders);
}

#[test]
fn migrations_are_numbered_without_a_gap_and_all_are_known() {
    let known: String =
        sources().into_iter().filter(|s| s.path.contains("crates/store/src/")).map(|s| s.whole).collect();
    let mut offenders = Vec::new();
    let paths: Vec<String> = files().into_iter().filter(|path| path.contains("store/migrations/")).collect();
    for (at, path) in paths.iter().enumerate() {
        let name = path.rsplit('/').next().unwrap_or_default();
        if !name.starts_with(&format!("{:04}_", at + 1)) || !name.ends_with(".sql") {
            offenders.push(format!("{path} should be number {:04}", at + 1));
        }
        if !known.contains(&format!("migrations/{name}\"")) {
            offenders.push(format!("{path} is not in the list of the store"));
        }
    }
    assert_clean("migrations", &offenders);
}

#[test]
fn every_crate_inherits_the_lints() {
    let mut offenders = Vec::new();
    for (path, text) in texts().iter().filter(|(path, _)| path.ends_with("Cargo.toml")) {
        let said =
            if path == "Cargo.toml" { "unsafe_code = \"forbid\"" } else { "[lints]\nworkspace = true" };
        if !text.replace("\r\n", "\n").contains(said) {
            offenders.push(format!("{path} does not say {said:?}"));
        }
    }
    for source in sources() {
        offenders.extend(source.naming(&["unsafe"]));
    }
    assert_clean("lints", &offenders);
}

#[test]
fn files_and_functions_stay_short() {
    let mut offenders = Vec::new();
    for source in sources() {
        let lines = source.whole.lines().count();
        if lines > LONGEST_FILE {
            offenders.push(format!("{} has {lines} lines of {LONGEST_FILE}", source.path));
        }
        if source.is_test() {
            continue;
        }
        for (line, name, length) in functions(&source.code) {
            if length > LONGEST_FUNCTION {
                offenders.push(format!(
                    "{}:{line} fn {name} has {length} lines of {LONGEST_FUNCTION}",
                    source.path
                ));
            }
        }
    }
    assert_clean("too long", &offenders);
}

#[test]
fn no_file_knows_a_machine_or_a_registry() {
    let machines = ["work", "root", "tmp"].map(|folder| format!("/{folder}/"));
    let hosts =
        [("crates", "io"), ("npmjs", "org"), ("npmmirror", "com"), ("yarnpkg", "com"), ("pypi", "org")]
            .map(|(name, end)| format!("{name}.{end}"));
    let registry = format!("source = \"registry+https://github.com/rust-lang/{}-index\"", hosts[0]);
    let mut offenders = Vec::new();
    for (path, text) in texts() {
        for (at, line) in text.lines().enumerate() {
            let usual = path == "Cargo.lock" && line == registry;
            let resolved = path.ends_with("package-lock.json") && line.contains("\"resolved\"");
            let redirected =
                path.ends_with(".npmrc") || path.starts_with(".cargo/") && line.contains("[source");
            let named = machines.iter().chain(&hosts).any(|word| line.contains(word.as_str()));
            if resolved || redirected || (named && !usual) {
                offenders.push(format!("{path}:{} {}", at + 1, line.trim()));
            }
        }
    }
    assert_clean("machine paths and registries", &offenders);
}

#[test]
fn no_font_and_no_large_binary_is_kept_here() {
    let mut offenders = Vec::new();
    for path in files() {
        let font = [".ttf", ".otf", ".ttc", ".woff", ".woff2"].iter().any(|end| path.ends_with(end));
        let bytes = fs::read(root().join(&path)).unwrap();
        if font || (bytes.len() > LARGEST_BINARY && std::str::from_utf8(&bytes).is_err()) {
            offenders.push(format!("{path} ({} bytes)", bytes.len()));
        }
    }
    assert_clean("fonts and binaries", &offenders);
}

#[test]
fn the_scans_see_what_they_should() {
    let text = "fn a<'x>(c: char) { // fn no() {\n  let s = \"}\\\"SELECT \"; let q = '\"'; /* { /* */ */\n}\n\
        fn b(n: [u8; 2]) -> u8 { r#\"汉 \" {\"#; b'\\'' }\n#[cfg(test)]\nmod tests { fn c() { f64::MAX; } }\n";
    let source = Source::new("x.rs".to_owned(), text.to_owned());
    let found = functions(&source.code);
    assert_eq!(found, [(1, "a".to_owned(), 3), (4, "b".to_owned(), 1)]);
    assert_eq!(source.literals, [(2, "}\\\"SELECT ".to_owned()), (4, "汉 \" {".to_owned())]);
    assert!(source.naming(&["f64", "no"]).is_empty(), "tests and comments are not scanned");
    assert_eq!(source.naming(&["char", "cha"]), ["x.rs:1 char"]);
}

fn assert_clean(wall: &str, offenders: &[String]) {
    assert!(offenders.is_empty(), "{wall}: {} offenders\n  {}", offenders.len(), offenders.join("\n  "));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Every file that is or would be committed, relative to the root, sorted.
fn files() -> Vec<String> {
    let git = Command::new("git")
        .args(["ls-files", "-co", "--exclude-standard", "-z"])
        .current_dir(root())
        .output();
    let mut files: Vec<String> = match git {
        Ok(answer) if answer.status.success() => {
            String::from_utf8(answer.stdout).unwrap().split_terminator('\0').map(str::to_owned).collect()
        }
        _ => walk(root().to_owned()),
    };
    files.retain(|path| root().join(path).is_file());
    files.sort();
    files.dedup();
    files
}

/// What stands in for git where the sources were unpacked from an archive.
fn walk(folder: PathBuf) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", ".git"].contains(&name.as_str()) {
            files.extend(walk(path));
        } else if path.is_file() {
            files.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
        }
    }
    files
}

fn texts() -> BTreeMap<String, String> {
    let text = |path: String| fs::read_to_string(root().join(&path)).ok().map(|text| (path, text));
    files().into_iter().filter_map(text).collect()
}

fn sources() -> Vec<Source> {
    let rust = texts().into_iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(path, text)| Source::new(path, text)).collect()
}

/// Uses of any of these words in the code below a folder.
fn naming(folder: &str, words: &[&str]) -> Vec<String> {
    sources().iter().filter(|s| s.path.contains(folder)).flat_map(|s| s.naming(words)).collect()
}

/// Package, what it depends on, and how: `normal`, `dev` or `build`.
fn dependencies() -> Vec<(String, String, String)> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let asked = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let answer = Command::new(cargo).args(asked).current_dir(root()).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let workspace: Value = serde_json::from_slice(&answer.stdout).unwrap();
    let mut edges = Vec::new();
    for package in workspace["packages"].as_array().unwrap() {
        let text = |value: &Value, otherwise: &str| value.as_str().unwrap_or(otherwise).to_owned();
        for dependency in package["dependencies"].as_array().unwrap() {
            let kind = text(&dependency["kind"], "normal");
            edges.push((text(&package["name"], ""), text(&dependency["name"], ""), kind));
        }
    }
    edges
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// A Rust file, taken apart.
struct Source {
    path: String,
    whole: String,
    /// The text with comments, literals and `#[cfg(test)]` items blanked out; lines stay where they are.
    code: String,
    /// The string literals outside tests with their lines.
    literals: Vec<(usize, String)>,
}

impl Source {
    fn new(path: String, whole: String) -> Self {
        let mut scan = Scan { rest: &whole, line: 1, code: String::new(), literals: Vec::new() };
        while scan.step() {}
        let Scan { mut code, mut literals, .. } = scan;
        while let Some(start) = code.find("#[cfg(test)]") {
            let end = body(&code, start).map_or(code.len(), |(_, end)| end);
            let lines = line_of(&code, start)..=line_of(&code, end);
            literals.retain(|(line, _)| !lines.contains(line));
            let blank: String = code[start..end].chars().filter(|c| *c == '\n').collect();
            code.replace_range(start..end, &blank);
        }
        Self { path, whole, code, literals }
    }

    fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.path.ends_with("tests.rs")
    }

    /// Where the code uses one of these words: not as a part of a longer word, not in tests.
    fn naming(&self, words: &[&str]) -> Vec<String> {
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut found = Vec::new();
        for word in words {
            for (at, _) in self.code.match_indices(word) {
                let longer = self.code[..at].ends_with(in_word)
                    || (word.ends_with(in_word) && self.code[at + word.len()..].starts_with(in_word));
                if !longer {
                    found.push(format!("{}:{} {word}", self.path, line_of(&self.code, at)));
                }
            }
        }
        found
    }
}

/// Reads a Rust text token by token, keeping code and collecting literals.
struct Scan<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    literals: Vec<(usize, String)>,
}

impl Scan<'_> {
    /// Reads one comment, literal, word or character; says whether there was one.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment(self.rest));
        } else if let Some((open, close)) = raw_string(self.rest) {
            let inner = self.rest[open..].find(&close).unwrap_or(self.rest.len() - open);
            self.literal(open, inner, close.len());
        } else if first == '"' {
            self.literal(1, quoted(&self.rest[1..], '"'), 1);
        } else if first == '\'' && is_char_literal(self.rest) {
            self.blank(quoted(&self.rest[1..], '\'') + 2);
        } else {
            let word = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
            let length = word.max(first.len_utf8());
            self.code.push_str(&self.rest[..length]);
            self.advance(length);
        }
        true
    }

    fn literal(&mut self, open: usize, inner: usize, close: usize) {
        self.literals.push((self.line, self.rest[open..open + inner].to_owned()));
        self.blank((open + inner + close).min(self.rest.len()));
    }

    fn blank(&mut self, length: usize) {
        self.code.extend(self.rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        self.advance(length);
    }

    fn advance(&mut self, length: usize) {
        self.line += self.rest[..length].matches('\n').count();
        self.rest = &self.rest[length..];
    }
}

/// The length of the block comment at the start, nested ones included.
fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of the opening and the text of the closing, if a raw string starts here.
fn raw_string(text: &str) -> Option<(usize, String)> {
    let after = ["r", "br", "cr"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..]
        .starts_with('"')
        .then(|| (text.len() - after.len() + hashes + 1, format!("\"{}", "#".repeat(hashes))))
}

/// The length up to the closing quote, backslashes respected.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.find(|c| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    end.unwrap_or(text.len())
}

/// Tells `'x'` from the lifetime `'x`.
fn is_char_literal(text: &str) -> bool {
    let mut next = text.chars().skip(1);
    next.next() == Some('\\') || next.next() == Some('\'')
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The next block `{ … }` of an item as a byte range, or the `;` that ends an item without one.
fn body(code: &str, from: usize) -> Option<(usize, usize)> {
    let mut depth = 0;
    let mut brackets = 0;
    let mut open = None;
    for (at, c) in code[from..].char_indices().map(|(at, c)| (from + at, c)) {
        match c {
            '[' | '(' => brackets += 1,
            ']' | ')' => brackets -= 1,
            ';' if open.is_none() && brackets == 0 => return Some((at, at + 1)),
            '{' => {
                depth += 1;
                open = open.or(Some(at));
            }
            '}' if depth == 1 => return open.map(|open| (open, at + 1)),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Line, name and number of lines of every function with a body.
fn functions(code: &str) -> Vec<(usize, String, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let name: String = code[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let starts = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if let (true, false, Some((_, end))) = (starts, name.is_empty(), body(code, at)) {
            let first = line_of(code, at);
            found.push((first, name, line_of(code, end) - first + 1));
        }
    }
    found
}
