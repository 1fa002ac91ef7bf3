//! The command layer without a window: what may be called is answered, what refuses says why, and nothing that goes
//! wrong takes the desk with it.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;
use zhangfang_demo::{Demo, Recipe};
use zhangfang_office::{Office, Silent};
use zhangfang_window::host::{FileKind, Host, PrintOrder};
use zhangfang_window::session::{OpenBook, Session};
use zhangfang_window::{WINDOW, commands};

const PATIENCE: Duration = Duration::from_secs(60);

/// A machine on which nobody picks a file and nothing is printed.
struct Machine(PathBuf);

impl Host for Machine {
    fn home(&self) -> PathBuf {
        self.0.clone()
    }
    fn fonts(&self) -> Option<PathBuf> {
        None
    }
    fn now(&self) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 7, 5).unwrap().and_hms_opt(9, 0, 0).unwrap()
    }
    fn ask_open(&self, _kind: FileKind) -> Option<PathBuf> {
        None
    }
    fn ask_save(&self, _kind: FileKind, _name: &str) -> Option<PathBuf> {
        None
    }
    fn apart(&self, _one: &Path, _other: &Path) -> bool {
        false
    }
    fn printers(&self) -> Vec<String> {
        Vec::new()
    }
    fn print(&self, _pdf: &[u8], _order: &PrintOrder) -> io::Result<()> {
        Err(io::Error::other("no printer"))
    }
}

/// The commands behind a window nobody sees.
struct Desk {
    app: App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
    folder: TempDir,
}

impl Desk {
    fn without_book() -> Self {
        let folder = TempDir::new().unwrap();
        let app = mock_builder()
            .invoke_handler(commands::handler)
            .build(tauri::generate_context!(assets = noop_assets()))
            .unwrap();
        app.manage(Session::new(Box::new(Machine(folder.path().to_owned()))));
        let window = WebviewWindowBuilder::new(&app, WINDOW, tauri::WebviewUrl::default()).build().unwrap();
        Self { app, window, folder }
    }

    /// An office of 320 homes that has lived through June 2026.
    fn with_book() -> Self {
        let desk = Self::without_book();
        let path = desk.folder.path().join("a.zfb");
        let until = NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        let recipe = Recipe { homes: 320, months: 1, seed: 7, until };
        let office: Office = Demo::make(&path, &recipe, &mut Silent).unwrap().office;
        desk.session().open(OpenBook { office, path, demo: false });
        desk
    }

    fn session(&self) -> &Session {
        self.app.state::<Session>().inner()
    }

    /// Calls a command as the page does; the answer comes by and by.
    fn call(&self, command: &str, arguments: Value) -> Receiver<Result<Value, Value>> {
        let (answer, answers) = mpsc::channel();
        let (window, request) = (self.window.clone(), request(command, arguments));
        std::thread::spawn(move || {
            let value = get_ipc_response(&window, request).map(|body| match body {
                InvokeResponseBody::Json(text) => serde_json::from_str(&text).unwrap(),
                InvokeResponseBody::Raw(bytes) => json!(bytes.len()),
            });
            let _ = answer.send(value);
        });
        answers
    }

    fn answer(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.call(command, arguments)
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("{command} does not answer"))
    }

    fn acts(&self) -> u64 {
        self.session().with(|office| Ok(office.verify()?.acts)).unwrap()
    }
}

fn request(command: &str, arguments: Value) -> InvokeRequest {
    let url = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
    InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: url.parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    }
}

/// The commands the capabilities allow.
fn allowed() -> BTreeSet<String> {
    let mut commands = BTreeSet::new();
    for file in std::fs::read_dir("capabilities").unwrap() {
        let file = file.unwrap().path();
        let capability: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let area = file.file_stem().unwrap().to_str().unwrap().to_owned();
        for permission in capability["permissions"].as_array().unwrap() {
            let Some(name) = permission.as_str().unwrap().strip_prefix("allow-") else { continue };
            assert!(name.starts_with(&area), "{name} stands in the capability of {area}");
            assert!(commands.insert(name.replace('-', "_")), "{name} is allowed twice");
        }
    }
    commands
}

/// The functions below `folder` that are marked as commands.
fn written(folder: &Path, commands: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            written(&path, commands);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("#[tauri::command") {
            let name = text[at..].split_once("fn ").unwrap().1;
            commands.insert(name[..name.find(['(', '<']).unwrap()].to_owned());
        }
    }
}

#[test]
fn what_is_allowed_is_written_and_what_is_written_is_allowed() {
    let mut commands = BTreeSet::new();
    written(Path::new("src/commands"), &mut commands);
    assert_eq!(allowed(), commands);
}

#[test]
fn every_command_is_answered_by_its_area() {
    let desk = Desk::without_book();
    let mut silent = Vec::new();
    for command in allowed() {
        // Most of them miss something they need, and say so; that is an answer as well.
        let answer = desk.answer(&command, json!({}));
        if answer.err().is_some_and(|error| error.as_str().is_some_and(unheard)) {
            silent.push(command);
        }
    }
    assert!(silent.is_empty(), "nobody answers {silent:?}");
    assert!(unheard(desk.answer("counter_dance", json!({})).unwrap_err().as_str().unwrap()));
}

/// Whether nobody listened, by the words Tauri has for it.
fn unheard(error: &str) -> bool {
    error.contains("not found") || error.contains("not allowed")
}

#[test]
fn a_refusal_travels_as_a_code_and_a_sentence() {
    let desk = Desk::without_book();
    let fail = desk.answer("counter_card", json!({ "room": "3-1-301" })).unwrap_err();
    assert_eq!(fail["code"], "no-book");
    let desk = Desk::with_book();
    let fail = desk.answer("counter_card", json!({ "room": "99-9-999" })).unwrap_err();
    assert!(fail["message"].as_str().unwrap().contains("99-9-999"), "{fail}");
    assert!(!fail["code"].as_str().unwrap().is_empty());
}

#[test]
fn a_panic_inside_work_is_a_failed_step_and_the_next_one_works() {
    let desk = Desk::with_book();
    let before = desk.acts();
    let broken = desk.session().with::<()>(|_| panic!("on purpose"));
    assert_eq!(broken.unwrap_err().code, "internal");
    assert_eq!(desk.acts(), before);
    let rooms = desk.answer("counter_search", json!({ "text": "1" })).unwrap();
    assert!(!rooms.as_array().unwrap().is_empty());
}

#[test]
fn a_job_that_is_stopped_leaves_nothing_in_the_book() {
    let desk = Desk::with_book();
    let before = desk.acts();
    let form =
        json!({ "months": "2026-07..2026-12", "due": "", "items": [], "buildings": [], "accept_gaps": true });
    let run = json!({ "form": form, "key": "one", "job": "run", "steps": "__CHANNEL__:1" });
    let posted = desk.call("billing_post", run.clone());
    let answer = loop {
        desk.answer("app_cancel", json!({ "job": "run" })).unwrap();
        match posted.try_recv() {
            Ok(answer) => break answer,
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => panic!("the run does not answer"),
        }
    };
    assert_eq!(answer.unwrap_err()["code"], "cancelled");
    assert_eq!(desk.acts(), before);
    let done = desk.answer("billing_post", run).unwrap();
    assert!(done["charges"].as_u64().unwrap() > 0, "the same run, not stopped, is posted");
}

#[test]
fn the_wish_to_stop_is_heard_while_a_job_holds_the_book() {
    let desk = Desk::with_book();
    let (held, is_held) = mpsc::channel();
    let (let_go, may_go) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let session = desk.session();
        scope.spawn(move || {
            session.with(|_| {
                held.send(()).unwrap();
                may_go.recv_timeout(PATIENCE).map_err(|_| zhangfang_window::wire::Fail::broken())
            })
        });
        is_held.recv_timeout(PATIENCE).unwrap();
        let waits = desk.call("counter_card", json!({ "room": "1-1-101" }));
        let asked = Instant::now();
        desk.answer("app_cancel", json!({ "job": "run" })).unwrap();
        let waited = asked.elapsed();
        assert!(waits.try_recv().is_err(), "the book was not held");
        let_go.send(()).unwrap();
        assert!(waited < Duration::from_millis(200), "{waited:?}");
        let _ = waits.recv_timeout(PATIENCE).unwrap();
    });
}
