//! What somebody who does not see the screen, or sees it badly, meets: axe-core looks at every page, tab and some of the
//! dialogs in the real window, in every look.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use serde_json::Value;
use zhangfang_tests::Desk;
use zhangfang_tests::window::{Stage, Window};

/// Runs axe and leaves what it found, one line a kind, at `window.found`.
const LOOK: &str = "
  window.found = undefined;
  const told = (v) => `${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`;
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
  axe.run(document, { resultTypes: ['violations'], runOnly }).then(
    (seen) => { window.found = seen.violations.map(told); },
    (error) => { window.found = [String(error)]; });";

/// What axe-core says of the page as it stands.
fn violations(window: &Window<'_>, place: &str) -> Vec<String> {
    let _ = window.ask(LOOK, &[]);
    let found = window.until("axe", "return window.found", &[]);
    let Value::Array(found) = found else { panic!("{found}") };
    found.iter().map(|line| format!("{place}: {}", line.as_str().unwrap())).collect()
}

/// Goes to an address and waits until nothing is read any more.
fn visit(window: &Window<'_>, address: &str) {
    let _ = window.ask("location.hash = arguments[0]", &[address]);
    let settled = "const main = document.querySelector('main');
      const now = main?.innerHTML.length + location.hash;
      const still = now === window.before && !main.innerText.includes('正在读取');
      window.before = now;
      return still && !!main.innerText.trim()";
    let _ = window.until("a page at rest", settled, &[]);
}

/// The address of every page and of every tab of it.
fn addresses(window: &Window<'_>) -> Vec<String> {
    let hrefs = |css: &str| -> Vec<String> {
        let links = "return [...document.querySelectorAll(arguments[0])].map((a) => a.getAttribute('href'))";
        let Value::Array(found) = window.ask(links, &[css]) else { return Vec::new() };
        found.iter().filter_map(|href| href.as_str().map(str::to_owned)).collect()
    };
    let mut all = Vec::new();
    for page in hrefs(".rail > a") {
        visit(window, &page);
        let tabs = hrefs(".tabs a");
        all.extend(if tabs.is_empty() { vec![page] } else { tabs });
    }
    all
}

#[test]
fn axe_finds_nothing_on_any_page_in_any_look() {
    let axe = zhangfang_tests::checkout().join("ui/node_modules/axe-core/axe.min.js");
    let Ok(axe) = std::fs::read_to_string(axe) else {
        panic!("axe-core is not there; run `cargo xtask setup`");
    };
    let desk = Desk::without_book("2026-01-04");
    desk.done("demo --homes 60 --months 4 --until 2025-12 --seed 7 --out demo --book-only");
    let stage = Stage::on("2026-01-04").with_book(&desk.path("demo/demo.zfb"));
    let window = stage.open();
    let _ = window.ask(&format!("{axe}; window.axe = axe;"), &[]);
    let mut found = Vec::new();
    let all = addresses(&window);
    assert!(all.len() > 20, "{all:?}");
    for address in &all {
        visit(&window, address);
        found.extend(violations(&window, address));
    }
    visit(&window, "#/counter/1-1-101");
    for key in ["{F3}", "{F6}"] {
        window.press(key);
        found.extend(violations(&window, key));
        window.press("{Esc}{Esc}");
        window.dialogs_closed();
    }
    // Colours only change with the look; a few full pages are enough.
    for (what, look) in [("theme", "dark"), ("contrast", "high"), ("type", "huge")] {
        let _ = window.ask("document.documentElement.dataset[arguments[0]] = arguments[1]", &[what, look]);
        for address in ["#/home", "#/counter/1-1-101", "#/day/forms", "#/register/homes", "#/disclosure"] {
            visit(&window, address);
            found.extend(violations(&window, &format!("{look} {address}")));
        }
    }
    window.close();
    assert!(found.is_empty(), "{}", found.join("\n"));
}
