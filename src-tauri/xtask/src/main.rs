//! `cargo xtask <task>`: everything a fresh machine needs, in one command each. Standard library only, so
//! that it compiles in a second.

mod command;
mod setup;
mod window;

use command::{Failure, Steps, cargo, program, root};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <task>

  setup   install what is missing: Debian packages, the fonts of the papers; build the page (idempotent)
  test    setup, then checks of the page, formatting, clippy, documentation and every test
  run     setup, then write a demo office to target/demo and open the window on its book
  bench   setup, then the benchmarks of papers, of the book, of ten years of an office and of the window
  dist    setup, then pack the program: target/release/bundle
  tidy    only the walls: which crate may use what, sizes, no machine paths
  help    this text
";

/// The demo office that `run` writes.
const DEMO: [&str; 9] = ["demo", "--homes", "320", "--months", "6", "--seed", "7", "--out", "target/demo"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let task = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] | ["help" | "--help" | "-h"] | [_, "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        ["setup"] => |steps: &mut Steps| setup::all(steps),
        ["test"] => test,
        ["run"] => run,
        ["bench"] => bench,
        ["dist"] => |steps: &mut Steps| window::dist(steps, window::usual_bundle()),
        ["tidy"] => tidy,
        _ => {
            eprint!("unknown task: {}\n\n{HELP}", arguments.join(" "));
            return ExitCode::from(2);
        }
    };
    let mut steps = Steps::default();
    let outcome = task(&mut steps);
    steps.report();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Cheap checks first; the tests last, so that their results are what one sees at the end.
fn test(steps: &mut Steps) -> Result<(), Failure> {
    setup::all(steps)?;
    steps.run("page", setup::page_script("check"))?;
    steps.run("page test", setup::page_script("test"))?;
    if setup::has_component("fmt", "rustfmt") {
        steps.run("format", cargo(&["fmt", "--all", "--check"]))?;
    }
    if setup::has_component("clippy", "clippy") {
        steps.run("clippy", cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    }
    let mut documentation = cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
    documentation.env("RUSTDOCFLAGS", "-D warnings");
    steps.run("doc", documentation)?;
    steps.run("test", cargo(&["test", "--workspace"]))?;
    // The tests of the window write the types of the wire; the page must have been written against the same.
    steps.run("wire", program("git", &["diff", "--exit-code", "--stat", "--", "ui/src/ipc/types"]))
}

fn run(steps: &mut Steps) -> Result<(), Failure> {
    setup::all(steps)?;
    let built = ["--package", "zhangfang-cli", "--bin", "zhangfang"];
    steps.run("build", cargo(&[&["build"], &built[..]].concat()))?;
    let folder = root().join("target/demo");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)
            .map_err(|e| Failure::Needs { sentence: format!("remove {} first: {e}", folder.display()) })?;
    }
    let mut demo = cargo(&[&["run", "--quiet"], &built[..], &["--"]].concat());
    demo.args(DEMO);
    steps.run("demo", demo)?;
    println!("the demo office is in {}", folder.display());
    window::open(steps, &folder.join("demo.zfb"), &folder.join("window"))
}

fn bench(steps: &mut Steps) -> Result<(), Failure> {
    setup::all(steps)?;
    let packages =
        ["--package", "zhangfang-documents", "--package", "zhangfang-store", "--package", "zhangfang-office"];
    steps.run("bench", cargo(&[&["bench"], &packages[..], &["--bench", "*"]].concat()))?;
    window::bench(steps)
}

fn tidy(steps: &mut Steps) -> Result<(), Failure> {
    steps.run("tidy", cargo(&["test", "--package", "zhangfang-tests", "--test", "walls"]))
}
