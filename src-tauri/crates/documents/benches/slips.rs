//! Batches of 缴费通知单 against the limit: a writer made by hand for these very pages, in the same run.
//!
//! `cargo bench -p zhangfang-documents --bench slips`. Every measurement is a process of its own, so that peak
//! memory means something. The gates fail the run; the ratios to other typesetters are for information.

#[path = "slips/limit.rs"]
mod limit;
#[path = "../tests/support/mod.rs"]
mod support;

use std::fmt::Write as _;
use std::process::{Command, ExitCode};
use std::time::Instant;
use zhangfang_documents::slip;
use zhangfang_domain::{capital, mask};

/// What one batch cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    wall_ms: u64,
    cpu_ms: u64,
    pages: u64,
    bytes: u64,
    peak_kib: u64,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let [_, _, engine, count] = args.as_slice()
        && args[1] == "measure"
    {
        measure(engine, count.parse().unwrap_or(0));
        return ExitCode::SUCCESS;
    }
    let mut broken = Vec::new();
    for (count, most_mib) in [(1_000, 100), (10_000, 400)] {
        let limit = best("limit", count);
        let ours = best("ours", count);
        println!("{count} slips");
        for (name, cost) in [("limit", limit), ("ours", ours)] {
            println!(
                "  {name:<6} wall {:>6} ms  cpu {:>6} ms  {} pages  {:>9} bytes  peak {} MiB",
                cost.wall_ms,
                cost.cpu_ms,
                cost.pages,
                cost.bytes,
                cost.peak_kib / 1024
            );
        }
        println!(
            "  ratio  wall {}  cpu {}  size {}",
            ratio(ours.wall_ms, limit.wall_ms),
            ratio(ours.cpu_ms, limit.cpu_ms),
            ratio(ours.bytes, limit.bytes)
        );
        let gates = [
            ("time", ours.cpu_ms <= limit.cpu_ms * 2),
            ("size", ours.bytes * 100 <= limit.bytes * 115),
            ("memory", ours.peak_kib <= most_mib * 1024),
        ];
        broken.extend(gates.iter().filter(|(_, held)| !held).map(|(gate, _)| format!("{gate} at {count}")));
        if count == 1_000 {
            peers(count, ours);
        }
    }
    if broken.is_empty() {
        println!("all gates held");
        return ExitCode::SUCCESS;
    }
    println!("gates broken: {}", broken.join(", "));
    ExitCode::FAILURE
}

fn ratio(ours: u64, theirs: u64) -> String {
    let hundredths = ours * 100 / theirs.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The cheapest of three: other programs only ever add.
fn best(engine: &str, count: usize) -> Cost {
    (0..3).map(|_| spawned(engine, count)).min_by_key(|cost| cost.cpu_ms).expect("three runs")
}

fn spawned(engine: &str, count: usize) -> Cost {
    let program = std::env::current_exe().expect("own path");
    let output =
        Command::new(program).args(["measure", engine, &count.to_string()]).output().expect("own process");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text.split_whitespace().map(|n| n.parse().expect("a number"));
    let mut next = || numbers.next().expect("five numbers");
    Cost { wall_ms: next(), cpu_ms: next(), pages: next(), bytes: next(), peak_kib: next() }
}

fn measure(engine: &str, count: usize) {
    let batch = support::batch((0..count).map(support::slip).collect());
    let (start, cpu) = (Instant::now(), cpu_ms());
    let bytes = match engine {
        "limit" => limit::written(&support::font_dir(), &batch),
        _ => slip::rendered(&support::fonts(), &batch).expect("slips"),
    };
    let (wall, cpu) = (start.elapsed().as_millis(), cpu_ms() - cpu);
    if let Some(path) = std::env::var_os("ZHANGFANG_BENCH_KEEP") {
        std::fs::write(std::path::Path::new(&path).join(format!("{engine}-{count}.pdf")), &bytes)
            .expect("a folder");
    }
    println!("{wall} {cpu} {} {} {}", pages(&bytes), bytes.len(), peak_kib());
}

fn pages(bytes: &[u8]) -> usize {
    bytes.windows(11).filter(|w| *w == b"/Type/Page/").count()
}

/// User and system time of this process; the clock ticks a hundred times a second.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Runs the typesetters Python has installed on the same content; says nothing where there are none.
fn peers(count: usize, ours: Cost) {
    let content = std::env::temp_dir().join(format!("zhangfang-slips-{}.tsv", std::process::id()));
    let written = std::fs::write(&content, table(count));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/slips/peers.py");
    let output = Command::new("python3").arg(script).arg(&content).arg(support::font_dir()).output();
    let _ = std::fs::remove_file(&content);
    let (Ok(()), Ok(output)) = (written, output) else { return };
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        if let Some((name, ms)) = line.split_once(' ')
            && let Ok(ms) = ms.parse()
        {
            println!("  {name:<9} cpu {ms:>6} ms  ours is {} times as fast", ratio(ms, ours.cpu_ms));
        }
    }
}

/// The content of the slips, tab-separated, lines behind their slip.
fn table(count: usize) -> String {
    let mut out = String::new();
    for slip in (0..count).map(support::slip) {
        let words = capital::capital(slip.total);
        let _ = writeln!(
            out,
            "S\t{}\t{}\t{}\t{words}\t{}",
            slip.number,
            slip.room,
            mask::name("王建国"),
            slip.total
        );
        for line in &slip.lines {
            let due = line.amount - line.discount;
            let _ = writeln!(out, "L\t{}\t{}\t{}\t—\t{due}", line.item, line.basis, line.amount);
        }
    }
    out
}
