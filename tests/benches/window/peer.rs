//! GnuCash on a screen of its own: when its main window is there, and what it holds in memory.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use zhangfang_tests::window::{Screen, resident};

/// What the peer needed.
pub(crate) struct Peer {
    pub(crate) started: Duration,
    pub(crate) resident: u64,
}

/// Starts it twice, without a book; the first time only warms the disk. None where it is not installed.
pub(crate) fn start() -> Option<Peer> {
    once()?;
    once()
}

fn once() -> Option<Peer> {
    let home = tempfile::tempdir().unwrap();
    let screen = Screen::new();
    let began = Instant::now();
    let mut gnucash = Command::new("gnucash")
        .arg("--nofile")
        .env("DISPLAY", &screen.display)
        .env("HOME", home.path())
        .env("NO_AT_BRIDGE", "1")
        .env("LANG", "zh_CN.UTF-8")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .envs(
            ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"].map(|name| (name, home.path().join(name))),
        )
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    while !mapped(&screen.display) && began.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let started = began.elapsed();
    // As long as the window of ours has to come to rest.
    std::thread::sleep(Duration::from_secs(2));
    let peer = Peer { started, resident: resident(gnucash.id()) };
    let _ = gnucash.kill();
    let _ = gnucash.wait();
    Some(peer)
}

/// Whether a window as large as a main window is on the screen.
fn mapped(display: &str) -> bool {
    let tree = Command::new("xwininfo").args(["-display", display, "-root", "-tree"]).output().unwrap();
    let text = String::from_utf8_lossy(&tree.stdout);
    text.lines().filter(|line| line.contains("GnuCash") || line.contains("gnucash")).any(|line| {
        let size = line.split_whitespace().find(|word| word.contains('x') && word.contains('+'));
        size.and_then(|size| size.split(['x', '+']).next()?.parse::<u32>().ok())
            .is_some_and(|width| width >= 600)
    })
}
