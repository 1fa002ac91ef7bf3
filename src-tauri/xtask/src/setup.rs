//! What a fresh machine with Rust, Node and git still lacks.

use crate::command::{Failure, Steps, cargo, check, program, root, works};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Debian packages, and what each is for.
const PACKAGES: &[(&str, &str)] = &[("poppler-utils", "tests read the text and look at the pages of PDFs")];

/// The typefaces that the papers are set in, below `assets/fonts/node_modules`.
const FONTS: &[&str] = &[
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
];

/// Installs what is missing; does nothing, quickly, where nothing is.
pub(crate) fn all(steps: &mut Steps) -> Result<(), Failure> {
    steps.time("setup", || {
        packages()?;
        fonts()
    })
}

fn packages() -> Result<(), Failure> {
    let names = |list: &[(&str, &str)]| list.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ");
    if !works(program("dpkg-query", &["--version"])) {
        println!("setup: not a Debian system; these must be there: {}", names(PACKAGES));
        return Ok(());
    }
    let missing: Vec<_> = PACKAGES.iter().copied().filter(|(name, _)| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for (name, purpose) in &missing {
        println!("setup: {name} is missing ({purpose})");
    }
    let Some(prefix) = administrator() else {
        let sentence = format!("as an administrator, first run: apt-get install {}", names(&missing));
        return Err(Failure::Needs { sentence });
    };
    check(apt(prefix, &["update"], &[]))?;
    check(apt(prefix, &["install", "--yes", "--no-install-recommends"], &missing))
}

fn installed(package: &str) -> bool {
    let query = program("dpkg-query", &["--show", "--showformat", "${db:Status-Status}", package]).output();
    query.is_ok_and(|answer| answer.status.success() && answer.stdout == b"installed")
}

/// What has to stand before a command so that it may install packages; nothing works for `None`.
fn administrator() -> Option<&'static [&'static str]> {
    let user = program("id", &["-u"]).output().ok()?;
    if user.stdout.trim_ascii() == b"0" {
        return Some(&["env"]);
    }
    works(program("sudo", &["--version"])).then_some(&["sudo", "env"])
}

fn apt(prefix: &[&str], action: &[&str], packages: &[(&str, &str)]) -> Command {
    let mut command = program(prefix[0], &prefix[1..]);
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]).args(action);
    command.args(packages.iter().map(|(name, _)| name));
    command
}

/// npm checks the hash of every package against the lock file. A copy of the lock file beside the installed
/// packages says what was installed; npm empties the folder first, so a broken install leaves no copy.
fn fonts() -> Result<(), Failure> {
    let folder = root().join("assets/fonts");
    let modules = folder.join("node_modules");
    let (lock_file, stamp) = (folder.join("package-lock.json"), modules.join(".installed-lock.json"));
    let lock = fs::read(&lock_file).map_err(|_| unusable(&lock_file))?;
    let absent = || FONTS.iter().map(|font| modules.join(font)).find(|path| !is_typeface(path));
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) && absent().is_none() {
        return Ok(());
    }
    if !works(program("npm", &["--version"])) {
        let sentence = "the fonts of the papers come from npm: install Node.js first".to_owned();
        return Err(Failure::Needs { sentence });
    }
    let mut install = program("npm", &["ci", "--no-audit", "--no-fund"]);
    install.current_dir(&folder);
    check(install)?;
    match absent() {
        Some(path) => Err(unusable(&path)),
        None => fs::write(&stamp, &lock).map_err(|_| unusable(&stamp)),
    }
}

fn unusable(path: &Path) -> Failure {
    Failure::Needs { sentence: format!("{} is missing, damaged or not writable", path.display()) }
}

/// TrueType outlines, and large enough to be a Chinese typeface.
fn is_typeface(path: &Path) -> bool {
    let large = fs::metadata(path).is_ok_and(|data| data.len() > 1_000_000);
    large && fs::read(path).is_ok_and(|bytes| bytes.starts_with(&[0, 1, 0, 0]))
}

/// Whether a part of the Rust toolchain is there; it is never downloaded, its step is skipped with a note.
pub(crate) fn has_component(subcommand: &str, component: &str) -> bool {
    let there = works(cargo(&[subcommand, "--version"]));
    if !there {
        println!("note: skipped, {component} is not installed (rustup component add {component})");
    }
    there
}
