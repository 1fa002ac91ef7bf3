//! What a fresh machine with Rust, Node and git still lacks.

use crate::command::{Failure, Steps, cargo, check, program, root, works};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Debian packages, and what each is for.
const PACKAGES: &[(&str, &str)] = &[
    ("poppler-utils", "tests read the text and look at the pages of PDFs"),
    ("pkg-config", "the window is built against the system's WebKit"),
    ("libwebkit2gtk-4.1-dev", "the window is a WebKit view"),
    ("webkit2gtk-driver", "tests drive the real window"),
    ("xvfb", "tests open the window on a screen of their own"),
    ("xauth", "the screen of the tests is theirs alone"),
    ("fonts-noto-cjk", "the window shows Chinese"),
];

/// What the window is measured beside.
pub(crate) const PEER: &[(&str, &str)] = &[
    ("gnucash", "the window is measured beside a desktop accounting program"),
    ("x11-utils", "says when its window is there"),
];

/// The typefaces that the papers are set in, below `assets/fonts/node_modules`.
const FONTS: &[&str] = &[
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
];

/// Installs what is missing; does nothing, quickly, where nothing is.
pub(crate) fn all(steps: &mut Steps) -> Result<(), Failure> {
    steps.time("setup", || {
        packages(PACKAGES)?;
        fonts()?;
        page()
    })
}

/// Installs Debian packages that are missing.
pub(crate) fn packages(wanted: &[(&'static str, &'static str)]) -> Result<(), Failure> {
    let names = |list: &[(&str, &str)]| list.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ");
    if !works(program("dpkg-query", &["--version"])) {
        println!("setup: not a Debian system; these must be there: {}", names(wanted));
        return Ok(());
    }
    let missing: Vec<_> = wanted.iter().copied().filter(|(name, _)| !installed(name)).collect();
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

/// The typefaces of the papers.
fn fonts() -> Result<(), Failure> {
    let modules = root().join("assets/fonts/node_modules");
    let absent = || FONTS.iter().map(|font| modules.join(font)).find(|path| !is_typeface(path));
    npm_packages("assets/fonts", absent().is_none())?;
    absent().map_or(Ok(()), |path| Err(unusable(&path)))
}

/// The page of the window, which is built into the program.
fn page() -> Result<(), Failure> {
    npm_packages("ui", true)?;
    check(npm("ui", &["run", "--silent", "build"]))
}

fn npm(folder: &str, arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(root().join(folder));
    command
}

/// npm checks the hash of every package against the lock file. A copy of the lock file beside the installed
/// packages says what was installed; npm empties the folder first, so a broken install leaves no copy.
pub(crate) fn npm_packages(folder: &str, whole: bool) -> Result<(), Failure> {
    let lock_file = root().join(folder).join("package-lock.json");
    let stamp = root().join(folder).join("node_modules/.installed-lock.json");
    let lock = fs::read(&lock_file).map_err(|_| unusable(&lock_file))?;
    if whole && fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if !works(npm(folder, &["--version"])) {
        let sentence = format!("what {folder} needs comes from npm: install Node.js first");
        return Err(Failure::Needs { sentence });
    }
    check(npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, &lock).map_err(|_| unusable(&stamp))
}

fn unusable(path: &Path) -> Failure {
    Failure::Needs { sentence: format!("{} is missing, damaged or not writable", path.display()) }
}

/// TrueType outlines, and large enough to be a Chinese typeface.
fn is_typeface(path: &Path) -> bool {
    let large = fs::metadata(path).is_ok_and(|data| data.len() > 1_000_000);
    large && fs::read(path).is_ok_and(|bytes| bytes.starts_with(&[0, 1, 0, 0]))
}

/// A check or a test of the page.
pub(crate) fn page_script(script: &str) -> Command {
    npm("ui", &["run", "--silent", script])
}

/// Whether a part of the Rust toolchain is there; it is never downloaded, its step is skipped with a note.
pub(crate) fn has_component(subcommand: &str, component: &str) -> bool {
    let there = works(cargo(&[subcommand, "--version"]));
    if !there {
        println!("note: skipped, {component} is not installed (rustup component add {component})");
    }
    there
}
