//! The program as a clerk sees it: its real window on a screen of its own, driven by what is read and pressed. Nothing
//! here sleeps for a guessed time: a test waits until the page shows something.

mod driver;
mod screen;

use crate::window_program;
use driver::Driver;
pub use screen::Screen;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long something may take on a machine that does much else. Only a test that fails waits that long.
const PATIENCE: Duration = Duration::from_secs(40);
const BETWEEN_LOOKS: Duration = Duration::from_millis(30);

/// A rehearsal of the machine: the folder in which the window finds its book, its day and what the person picks.
#[derive(Debug)]
pub struct Stage(TempDir);

impl Stage {
    /// An empty office on a business date.
    #[must_use]
    pub fn on(today: &str) -> Self {
        let stage = Self(TempDir::new().unwrap());
        std::fs::create_dir(stage.path("home")).unwrap();
        stage.today(today);
        stage
    }

    /// A file of the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The book of the office.
    #[must_use]
    pub fn book(&self) -> PathBuf {
        self.path("home/账本.zfb")
    }

    /// Puts a book into the office.
    #[must_use]
    pub fn with_book(self, book: &Path) -> Self {
        std::fs::copy(book, self.book()).unwrap();
        self
    }

    /// Another business date.
    pub fn today(&self, day: &str) {
        std::fs::write(self.path("today"), day).unwrap();
    }

    /// Another time of the day, `12:40`.
    pub fn time(&self, time: &str) {
        std::fs::write(self.path("time"), format!("{time}:00")).unwrap();
    }

    /// What the person picks in the next dialog that asks for a file.
    pub fn pick(&self, file: &Path) {
        std::fs::write(self.path("pick"), file.to_str().unwrap()).unwrap();
    }

    /// What the person kept or printed so far, in the order of the names: `saved` or `printed`.
    #[must_use]
    pub fn files(&self, folder: &str) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }

    /// Starts the window and waits until its frame is there.
    #[must_use]
    pub fn open(&self) -> Window<'_> {
        let screen = Screen::new();
        let mut driver = Driver::start(self.0.path(), &screen.display);
        let began = Instant::now();
        driver.open(window_program());
        let mut window = Window { stage: self, driver, screen, started: Duration::ZERO };
        window.wait_for(
            "the frame of the window",
            "return !!document.querySelector('zf-shell main, dialog.door[open]')",
        );
        window.started = began.elapsed();
        window.driver.fill_the_screen();
        window
    }
}

/// The window. It ends, with all it started, when it is dropped; a test that failed keeps a picture of it in
/// `target/window/`.
#[derive(Debug)]
pub struct Window<'a> {
    stage: &'a Stage,
    driver: Driver,
    screen: Screen,
    /// How long it took from the start of the program to the frame on screen.
    pub started: Duration,
}

impl Window<'_> {
    /// Runs a script in the page, with the words of `page.js`, and gives its value.
    #[must_use]
    pub fn ask(&self, script: &str, arguments: &[&str]) -> Value {
        self.driver.script(&format!("{}\n{script}", include_str!("page.js")), &json!(arguments))
    }

    /// Waits until a script answers something true, and gives it.
    pub fn until(&self, what: &str, script: &str, arguments: &[&str]) -> Value {
        let began = Instant::now();
        loop {
            let value = self.ask(script, arguments);
            if !(value.is_null() || value == false || value == "") {
                return value;
            }
            if began.elapsed() > PATIENCE {
                panic!("{what} did not come; the page says:\n{}", self.text());
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
    }

    fn wait_for(&self, what: &str, script: &str) {
        self.until(what, script, &[]);
    }

    /// What is read now: the dialog on top, else the page.
    #[must_use]
    pub fn text(&self) -> String {
        self.ask("return text()", &[]).as_str().unwrap_or_default().to_owned()
    }

    /// Waits until all these words stand on what is read.
    pub fn says(&self, words: &[&str]) {
        for word in words {
            self.until(&format!("“{word}”"), "return text().includes(arguments[0])", &[word]);
        }
    }

    /// Waits until a word no longer stands there.
    pub fn no_longer_says(&self, word: &str) {
        self.until(&format!("a page without “{word}”"), "return !text().includes(arguments[0])", &[word]);
    }

    /// Waits for a short message (it stands outside the dialogs).
    pub fn is_told(&self, word: &str) {
        let script = "return document.querySelector('.toasts')?.textContent.includes(arguments[0])";
        self.until(&format!("the message “{word}”"), script, &[word]);
    }

    /// Waits until no dialog is open.
    pub fn dialogs_closed(&self) {
        self.wait_for("a page without a dialog", "return !document.querySelector('dialog[open]')");
    }

    /// Clicks what says this: the button or link, the row, the choice.
    pub fn click(&self, text: &str) {
        self.click_on(&format!("“{text}” to click"), "return pressable(arguments[0])", &[text]);
    }

    /// Ticks the box of this name, or takes the tick away.
    pub fn tick(&self, label: &str) {
        self.click_on(&format!("the box “{label}”"), "return field(arguments[0])", &[label]);
    }

    /// Clicks what says `text` in the row of a list that holds `row`.
    pub fn click_in_row(&self, row: &str, text: &str) {
        let script =
            "const r = [...scope().querySelectorAll('tr')].find((r) => words(r).includes(arguments[0]));
            return r && best([...r.querySelectorAll('button, a[href]')], arguments[1], words)";
        self.click_on(&format!("“{text}” beside “{row}”"), script, &[row, text]);
    }

    fn click_on(&self, what: &str, script: &str, arguments: &[&str]) {
        let began = Instant::now();
        loop {
            let hit = self.until(what, script, arguments);
            // It may have been drawn anew between the two questions, or a message that goes by lies over it.
            match self.driver.click(&hit) {
                Ok(()) => return,
                Err(error) if began.elapsed() > PATIENCE => panic!("{what}: {error}"),
                Err(_) => std::thread::sleep(BETWEEN_LOOKS),
            }
        }
    }

    /// Puts the focus into the field of this name and selects what is in it.
    pub fn focus(&self, label: &str) {
        let script = "const e = field(arguments[0]); e?.focus(); e?.select?.(); return !!e && document.activeElement === e";
        self.until(&format!("the field “{label}”"), script, &[label]);
    }

    /// Types into the field of this name, in place of what is there.
    pub fn fill(&self, label: &str, text: &str) {
        self.focus(label);
        let script = "const e = field(arguments[0]); if (e.value) document.execCommand('delete'); return e.value === ''";
        self.until(&format!("an empty field “{label}”"), script, &[label]);
        self.press(text);
        self.until(
            &format!("“{text}” in “{label}”"),
            "return field(arguments[0])?.value === arguments[1]",
            &[label, text],
        );
    }

    /// Chooses in the list of this name.
    pub fn choose(&self, label: &str, option: &str) {
        self.until(
            &format!("“{option}” in “{label}”"),
            "return choose(arguments[0], arguments[1])",
            &[label, option],
        );
    }

    /// Goes into the list of the page, on the row it marks.
    pub fn into_list(&self) {
        let script =
            "const e = scope().querySelector('zf-long-list [tabindex=\"0\"]'); e?.focus(); return !!e";
        self.wait_for("a list", script);
    }

    /// Waits until the focus is in the field of this name.
    pub fn is_in(&self, label: &str) {
        let script = "return field(arguments[0]) === document.activeElement";
        self.until(&format!("the focus in “{label}”"), script, &[label]);
    }

    /// Waits until a paper is on screen and Enter prints it.
    pub fn paper_shown(&self) {
        self.says(&["第 1 页，共 "]);
        let script =
            "return document.activeElement?.matches('dialog.paper .print:not([aria-disabled=true])')";
        self.until("a button to print", script, &[]);
    }

    /// Prints the paper on screen and closes it; gives the file that came out.
    pub fn print(&self) -> PathBuf {
        let before = self.stage.files("printed").len();
        self.paper_shown();
        self.press("{Enter}");
        self.is_told("已送");
        self.press("{Esc}");
        self.dialogs_closed();
        let printed = self.stage.files("printed");
        assert_eq!(printed.len(), before + 1, "one print is one file");
        printed.into_iter().next_back().unwrap()
    }

    /// Presses keys where the focus is: characters, and `{Enter}` `{F2}` `{Alt+1}` … in braces.
    pub fn press(&self, keys: &str) {
        self.driver.keys(&driver::strokes(keys));
    }

    /// Goes to a page by its name on the rail.
    pub fn go(&self, page: &str) {
        let script =
            "const a = [...document.querySelectorAll('nav.rail a')].find((a) => words(a).startsWith(arguments[0]));
            if (a && a.getAttribute('aria-current') !== 'page') a.click();
            return a?.getAttribute('aria-current') === 'page' && !!document.querySelector('main > *')";
        self.until(&format!("the page “{page}”"), script, &[page]);
    }

    /// Ends the window as a person does, and holds against it what went wrong in the page unseen.
    pub fn close(self) {
        let faults = self.ask("return window.faults", &[]);
        assert_eq!(faults, json!([]), "errors in the page nobody was shown");
    }

    /// Bytes of memory the program takes with its web processes, the driver that started it with them.
    #[must_use]
    pub fn resident(&self) -> u64 {
        resident(self.driver.process())
    }

    fn keep_picture(&self) {
        let folder = window_program().ancestors().nth(2).unwrap().join("window");
        if std::fs::create_dir_all(&folder).is_ok() {
            let test = std::thread::current().name().unwrap_or("window").replace("::", "-");
            self.screen.photograph(&folder.join(format!("{test}.png")));
            eprintln!("a picture of the window may be in {}", folder.display());
        }
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.keep_picture();
        }
    }
}

/// Bytes of memory a process and everything below it take: what they share counts for each in part.
#[must_use]
pub fn resident(process: u32) -> u64 {
    let told = |pid: &str, file: &str, name: &str| {
        let text = std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|word| word.parse::<u64>().ok()).unwrap_or_default()
    };
    let all = std::fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let name = entry.ok()?.file_name().into_string().ok()?;
        let pid = name.parse::<u32>().ok()?;
        Some((pid, told(&name, "status", "PPid:"), told(&name, "smaps_rollup", "Pss:") * 1024))
    });
    let all: Vec<(u32, u64, u64)> = all.collect();
    let mut family = vec![process];
    let mut sum = 0;
    while let Some(one) = family.pop() {
        sum += all.iter().filter(|(pid, ..)| *pid == one).map(|(.., bytes)| bytes).sum::<u64>();
        family.extend(all.iter().filter(|(_, parent, _)| *parent == u64::from(one)).map(|(pid, ..)| pid));
    }
    sum
}
