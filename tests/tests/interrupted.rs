//! Power cuts, killed programs, Ctrl-C and double clicks: what was begun is there whole or not at all, and nothing
//! is there twice.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::time::{Duration, Instant};
use zhangfang_tests::{Desk, heard};

/// Homes of the large book, each of which is charged 222.22 a month.
const HOMES: i64 = 1_200;

fn desk_with(homes: i64) -> Desk {
    let rooms: Vec<String> = (0..homes)
        .map(|n| {
            format!(
                "{}-{}-{:02}{:02},业主{n},94.56,住宅",
                n / 400 + 1,
                n / 200 % 2 + 1,
                n / 10 % 20 + 1,
                n % 10 + 1
            )
        })
        .collect();
    let desk = Desk::with_homes("2025-01-01", &rooms.iter().map(String::as_str).collect::<Vec<_>>());
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.done("tariff assign 物业服务费");
    desk
}

/// Moments that look random and are the same in every run (a linear congruential generator).
struct Chance(u64);

impl Chance {
    /// A part of a span, up to a fifth more than the whole of it.
    fn moment_of(&mut self, span: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        span * u32::try_from((self.0 >> 33) % 121).unwrap() / 100
    }
}

fn yuan(fen: i64) -> Value {
    json!(format!("{}.{:02}", fen / 100, fen % 100))
}

/// The runs of the book are whole: so many, and every charge of theirs open.
fn whole_runs(desk: &Desk) -> i64 {
    let runs = desk.done("bill-run list");
    let count = i64::try_from(runs.as_array().unwrap().len()).unwrap();
    assert_eq!(desk.done("book info")["open"], yuan(count * HOMES * 22_222), "a run is there in part");
    count
}

#[test]
fn a_run_killed_at_any_of_ten_moments_is_there_whole_or_not_at_all() {
    let desk = desk_with(HOMES);
    let begun = Instant::now();
    desk.done("bill-run post 2025-01");
    let (span, mut chance) = (begun.elapsed(), Chance(20_251_227));
    let mut runs = 1;
    for kill in 0..10 {
        let acts = desk.acts().unwrap();
        let mut child = desk.start(&format!("bill-run post 2025-{:02}", runs + 1));
        std::thread::sleep(chance.moment_of(span));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = whole_runs(&desk);
        assert!(now == runs || now == runs + 1, "kill {kill}");
        assert_eq!(desk.acts().unwrap() - acts, now - runs, "kill {kill}");
        runs = now;
    }
    desk.done(&format!("bill-run post 2025-{:02}", runs + 1));
    assert_eq!(whole_runs(&desk), runs + 1);
    desk.verified();
}

#[test]
fn receipts_killed_at_sixteen_moments_and_repeated_have_no_gap_and_no_double() {
    let desk = desk_with(4);
    desk.done("bill-run post 2025-01..2025-12");
    let begun = Instant::now();
    assert_eq!(desk.done("receipt take 1-1-101=0.01 --method cash --key 0")["number"], 1201);
    let (span, mut chance) = (begun.elapsed(), Chance(1_201));
    for kill in 1..=16 {
        let line = format!("receipt take 1-1-101=10.00 --method cash --key {kill}");
        let mut child = desk.start(&line);
        std::thread::sleep(chance.moment_of(span));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(desk.done("book verify")["findings"], json!([]), "kill {kill}");
        assert_eq!(desk.done(&line)["number"], 1201 + kill, "kill {kill}");
    }
    let receipts = desk.done("receipt list");
    let numbers: Vec<i64> =
        receipts.as_array().unwrap().iter().map(|r| r["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1201..=1217).collect::<Vec<_>>());
    assert_eq!(desk.done("day report")["total"], "160.01");
    desk.verified();
}

#[test]
fn the_same_key_gives_the_same_receipt_and_takes_no_money_twice() {
    let desk = desk_with(2);
    desk.done("bill-run post 2025-01 --key 一月");
    assert_eq!(desk.done("bill-run post 2025-01 --key 一月")["charges"], 2, "the first answer again");
    let first = desk.done("receipt take 1-1-101 --method cash --tendered 300 --key 双击");
    let acts = desk.acts();
    assert_eq!(desk.done("receipt take 1-1-101 --method cash --tendered 300 --key 双击"), first);
    assert!(desk.read("receipt take 1-1-101 --method cash --tendered 300 --key 双击").contains("未重复收款"));
    desk.done("receipt void 1201 --reason 记错 --key 作废");
    desk.done("receipt void 1201 --reason 记错 --key 作废");
    assert_eq!(desk.acts(), acts.map(|acts| acts + 1));
    assert_eq!(desk.done("bill-run list").as_array().unwrap().len(), 1);
    assert_eq!(desk.done("receipt list").as_array().unwrap().len(), 1);
    desk.verified();
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_during_a_run_leaves_nothing_of_it() {
    let desk = desk_with(HOMES);
    let before = (desk.acts(), desk.done("arrears list --not-due"));
    let child = desk.start("bill-run post 2025-01..2025-06");
    interrupt(&child);
    let said = heard(child);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.error.contains("已停止，账本没有任何改动"), "{said:?}");
    assert_eq!((desk.acts(), desk.done("arrears list --not-due")), before);
    desk.verified();
    assert_eq!(desk.done("bill-run post 2025-01")["charges"], HOMES);
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_during_an_import_leaves_nothing_of_it() {
    let desk = desk_with(4);
    let before = (desk.acts(), desk.done("register list"));
    let rooms: Vec<String> =
        (0..3_000).map(|n| format!("9-1-{:02}{:02},业主,94.56", n / 60 + 1, n % 60 + 1)).collect();
    desk.write("新楼.csv", format!("房号,业主,面积\n{}\n", rooms.join("\n")));
    let child = desk.start("register import 新楼.csv --json");
    interrupt(&child);
    let said = heard(child);
    assert_eq!((said.code, &said.json()["error"]["code"]), (Some(1), &json!("cancelled")));
    assert_eq!((desk.acts(), desk.done("register list")), before);
    desk.verified();
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_during_the_demo_leaves_a_clean_book() {
    let desk = Desk::without_book("2026-01-01");
    let child = desk.start("demo --homes 300 --months 24 --book-only --out 演示");
    interrupt(&child);
    let said = heard(child);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.error.contains("已停止"), "{said:?}");
    if desk.path("演示/demo.zfb").exists() {
        assert_eq!(desk.done("book verify --book 演示/demo.zfb")["findings"], json!([]));
    }
}

/// Ctrl-C, as soon as the program listens for it: before that it would simply end.
#[cfg(target_os = "linux")]
fn interrupt(child: &std::process::Child) {
    let listens = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let caught =
            status.lines().find_map(|line| line.strip_prefix("SigCgt:")).map(str::trim).unwrap_or_default();
        u64::from_str_radix(caught, 16).is_ok_and(|signals| signals & 0b10 != 0)
    };
    let begun = Instant::now();
    while !listens() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the program never listened");
        std::thread::sleep(Duration::from_millis(1));
    }
    let kill = format!("kill -INT {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}
