//! Running programs at the root of the repository and timing them.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a task stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A program ran and said no.
    Refused { command: String },
    /// A program could not be started.
    NotStarted { command: String, source: io::Error },
    /// Something a person has to do first.
    Needs { sentence: String },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { command } => write!(f, "failed: {command}"),
            Self::NotStarted { command, source } => write!(f, "could not start {command}: {source}"),
            Self::Needs { sentence } => f.write_str(sentence),
        }
    }
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// A program that will run at the root of the repository.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// The cargo that started this task.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// Whether a program starts and succeeds; what it prints is dropped.
pub(crate) fn works(mut command: Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn spelled(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|w| w.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs a program with the terminal of this one.
pub(crate) fn check(mut command: Command) -> Result<(), Failure> {
    let text = spelled(&command);
    eprintln!("$ {text}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::Refused { command: text }),
        Err(source) => Err(Failure::NotStarted { command: text, source }),
    }
}

/// The steps of a task with the time each took.
#[derive(Default)]
pub(crate) struct Steps(Vec<(&'static str, Duration)>);

impl Steps {
    /// Runs a program as a named step.
    pub(crate) fn run(&mut self, name: &'static str, command: Command) -> Result<(), Failure> {
        self.time(name, || check(command))
    }

    /// Times any piece of work as a named step.
    pub(crate) fn time<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.0.push((name, start.elapsed()));
        result
    }

    /// Prints every step with its seconds.
    pub(crate) fn report(&self) {
        let total = self.0.iter().map(|(_, time)| *time).sum();
        println!();
        for (name, time) in self.0.iter().copied().chain([("total", total)]) {
            println!("{name:>8} {:>7.1} s", time.as_secs_f64());
        }
    }
}
