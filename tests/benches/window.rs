//! How the window feels, as ratios: against GnuCash, a desktop accounting program, where it is installed (`cargo xtask
//! bench` installs it), and against what an eye or a hand notices. Nothing is asserted; another machine or a busy one
//! has other times and much the same ratios. `BENCH_HOMES` makes the estate smaller.
#![allow(clippy::float_arithmetic, reason = "times and ratios are no money")]
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should stop")]

#[path = "window/peer.rs"]
mod peer;

use serde_json::Value;
use zhangfang_tests::Desk;
use zhangfang_tests::window::{Stage, Window};

/// What may pass between a key and its answer before one waits (domain section 7.3), in milliseconds.
const ANSWER: f64 = 200.0;
/// One picture of a screen that shows sixty a second.
const FRAME: f64 = 1000.0 / 60.0;
const MEBI: f64 = 1024.0 * 1024.0;

fn main() {
    // Without `cargo bench` nothing is measured.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let homes = std::env::var("BENCH_HOMES").unwrap_or_else(|_| "10000".to_owned());
    let desk = Desk::without_book("2026-07-01");
    let _ = desk
        .read(&format!("demo --homes {homes} --months 1 --until 2026-06 --seed 7 --out demo --book-only"));
    let stage = Stage::on("2026-07-01").with_book(&desk.path("demo/demo.zfb"));
    let peer = peer::start();
    drop(stage.open());
    let window = stage.open();
    let (started, resting) = (window.started.as_secs_f64(), window.resident());
    println!("window: {homes} homes, release build, one own screen of 1366x768 without graphics card");
    match &peer {
        Some(peer) => {
            let ours = started / peer.started.as_secs_f64();
            println!("  start to frame shown / GnuCash's main window mapped   {ours:>6.2}  ({started:.2} s)");
            let ours = resting as f64 / peer.resident as f64;
            println!(
                "  memory (PSS) at rest / GnuCash's without a book       {ours:>6.2}  ({:.0} MiB)",
                resting as f64 / MEBI
            );
        }
        None => println!(
            "  GnuCash is not installed: started in {started:.2} s, {:.0} MiB",
            resting as f64 / MEBI
        ),
    }
    report("key to search results / 200 ms", &measured(&window, SEARCH), ANSWER);
    report("opening a household card / 200 ms", &measured(&window, CARD), ANSWER);
    report("scrolling the list of homes, frame / 1/60 s", &measured(&window, SCROLL), FRAME);
    let pages: usize = (0..CUSTOMERS).map(|_| measured(&window, CUSTOMER).len()).sum();
    let used = window.resident();
    println!(
        "  memory after an hour's work ({CUSTOMERS} homes, {pages} pages) / at rest {:>4.2}  ({:.0} MiB)",
        used as f64 / resting as f64,
        used as f64 / MEBI
    );
    window.close();
}

/// Types rooms, initials and tails into the search box, one letter at a time.
const SEARCH: &str = "
  location.hash = '#/counter';
  const box = await there('[role=search] input');
  const list = document.querySelector('#hits');
  for (const word of ['1-1-101', '31301', 'zs', 'lw', '3dong', '8812', '5-2-1102', 'wjh', '21', '138']) {
    for (let n = 1; n <= word.length; n++) {
      box.value = word.slice(0, n);
      const began = performance.now();
      const answered = new Promise((done) => { const w = new MutationObserver(() => { w.disconnect(); done(); }); w.observe(list, { childList: true, subtree: true, attributes: true, characterData: true }); setTimeout(done, 1000); });
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await answered;
      const took = performance.now() - began;
      if (took < 1000) times.push(took);
    }
  }";

/// Opens the cards of homes found by their building.
const CARD: &str = "
  location.hash = '#/counter';
  const box = await there('[role=search] input');
  for (const word of ['1-1-1', '1-1-2', '2-1-1', '2-1-2']) {
    box.value = word;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await there('#hits li');
    await new Promise((done) => setTimeout(done, 200));
    for (const room of [...document.querySelectorAll('#hits li b')].map((b) => b.textContent)) {
      const began = performance.now();
      location.hash = `#/counter/${room}`;
      while (document.querySelector('.household h2')?.textContent.trim() !== room) await new Promise((done) => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); });
      times.push(performance.now() - began);
    }
  }";

/// Homes somebody at a busy desk opens in an hour (domain section 7.2: 8 to 15 customers, each looked up a few times).
const CUSTOMERS: usize = 60;

/// Opens the card of a home taken by chance and then every page of the rail, waiting until each shows something.
const CUSTOMER: &str = "
  location.hash = '#/counter';
  const box = await there('[role=search] input');
  box.value = `${1 + Math.floor(Math.random() * 20)}-1-${1 + Math.floor(Math.random() * 9)}`;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await there('#hits li');
  const room = document.querySelector('#hits li b')?.textContent;
  if (room) { location.hash = `#/counter/${room}`; await there('.household h2'); }
  for (const link of [...document.querySelectorAll('nav.rail > a')].map((a) => a.getAttribute('href'))) {
    const began = performance.now();
    location.hash = link;
    await new Promise((done) => setTimeout(done, 50));
    while (document.querySelector('main').innerText.includes('正在')) await new Promise((done) => setTimeout(done, 20));
    times.push(performance.now() - began);
  }";

/// Scrolls the list of all homes from top to bottom.
const SCROLL: &str = "
  location.hash = '#/register/homes';
  const box = await there('.long-list tbody tr[aria-rowindex]', '.long-list');
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  let last = await frame();
  for (let n = 0; n < 300; n++) {
    box.scrollTop = ((box.scrollHeight - box.clientHeight) * n) / 300;
    const now = await frame();
    times.push(now - last);
    last = now;
  }";

/// Runs a measurement in the page and gives its times in milliseconds, in order.
fn measured(window: &Window<'_>, script: &str) -> Vec<f64> {
    let frame = format!(
        "const times = [];
         const there = async (css, box = css) => {{ while (!document.querySelector(css)) await new Promise((done) => setTimeout(done, 20)); return document.querySelector(box); }};
         window.times = undefined;
         (async () => {{ {script} }})().then(() => {{ window.times = times; }}, (error) => {{ window.times = String(error); }});"
    );
    let _ = window.ask(&frame, &[]);
    let told = window.until("the times", "return window.times", &[]);
    let Value::Array(told) = told else { panic!("{told}") };
    let mut times: Vec<f64> = told.iter().map(|time| time.as_f64().unwrap()).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// Prints median and 99th percentile as shares of a limit.
fn report(name: &str, times: &[f64], limit: f64) {
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let (median, last) = (at(0.5), at(0.99));
    println!(
        "  {name:<50} p50 {:>5.2}  p99 {:>5.2}  ({median:.1} and {last:.1} ms, {} times)",
        median / limit,
        last / limit,
        times.len()
    );
}
