//! The few words of WebDriver that the tests need, spoken to WebKit's own driver, which starts the window itself.

use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use ureq::Agent;

/// A session with a window.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    agent: Agent,
    session: String,
}

impl Driver {
    /// Starts the driver; the program it will start rehearses in `folder`.
    pub(super) fn start(folder: &Path, display: &str) -> Self {
        let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("DISPLAY", display)
            .env("ZHANGFANG_REHEARSAL", folder)
            .env("ZHANGFANG_FONTS", crate::fonts())
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("NO_AT_BRIDGE", "1")
            .env("LANG", "zh_CN.UTF-8")
            .env("GDK_BACKEND", "x11")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .envs(["XDG_DATA_HOME", "XDG_CONFIG_HOME"].map(|name| (name, folder.join("xdg"))))
            // Windows of other tests are other offices, not this program started twice.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver, which `cargo xtask setup` installs");
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)))
            .build()
            .new_agent();
        let mut driver = Self { process, agent, session: format!("http://127.0.0.1:{port}/session") };
        driver.wait_until_it_listens(port);
        driver
    }

    /// Starts the program.
    pub(super) fn open(&mut self, program: &Path) {
        let options = json!({ "webkitgtk:browserOptions": { "binary": program } });
        let begun = self.post("", &json!({ "capabilities": { "alwaysMatch": options } })).expect("a session");
        self.session = format!("{}/{}", self.session, begun["sessionId"].as_str().unwrap());
    }

    /// Makes the window as large as the screen.
    pub(super) fn fill_the_screen(&self) {
        let whole = json!({ "x": 0, "y": 0, "width": super::screen::WIDTH, "height": super::screen::HEIGHT });
        self.post("/window/rect", &whole).expect("a window as large as the screen");
    }

    /// Its process.
    pub(super) fn process(&self) -> u32 {
        self.process.id()
    }

    fn wait_until_it_listens(&mut self, port: u16) {
        let began = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(self.process.try_wait().unwrap().is_none(), "WebKitWebDriver ended at once");
            assert!(began.elapsed() < super::PATIENCE, "WebKitWebDriver does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value, String> {
        let answer = self.agent.post(format!("{}{path}", self.session)).send_json(body);
        let mut answer = answer.map_err(|error| error.to_string())?;
        let fine = answer.status().is_success();
        let value =
            answer.body_mut().read_json::<Value>().map_err(|error| error.to_string())?["value"].take();
        if fine { Ok(value) } else { Err(value.to_string()) }
    }

    /// Runs a script.
    pub(super) fn script(&self, script: &str, arguments: &Value) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
            .unwrap_or_else(|error| panic!("{error}\nin the script\n{script}"))
    }

    /// Clicks an element where it is seen.
    pub(super) fn click(&self, element: &Value) -> Result<(), String> {
        let id = element.as_object().and_then(|reference| reference.values().next()).and_then(Value::as_str);
        self.post(&format!("/element/{}/click", id.unwrap_or_default()), &json!({})).map(drop)
    }

    /// Presses and lets go of keys.
    pub(super) fn keys(&self, strokes: &[Value]) {
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.post("/actions", &actions).unwrap_or_else(|error| panic!("{error}"));
    }
}

impl Drop for Driver {
    /// Ends the program and the driver.
    fn drop(&mut self) {
        let delete = self.agent.delete(&self.session).config().timeout_global(Some(Duration::from_secs(5)));
        let _ = delete.build().call();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The key actions of `31301{Enter}{Alt+2}`.
pub(super) fn strokes(keys: &str) -> Vec<Value> {
    let mut strokes = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let (chord, after) = named.unwrap_or_else(|| rest.split_at(first.len_utf8()));
        let parts: Vec<&str> = if named.is_some() { chord.split('+').collect() } else { vec![chord] };
        let codes: Vec<String> = parts.into_iter().map(code).collect();
        strokes.extend(codes.iter().map(|key| json!({ "type": "keyDown", "value": key })));
        strokes.extend(codes.iter().rev().map(|key| json!({ "type": "keyUp", "value": key })));
        rest = after;
    }
    strokes
}

/// The character WebDriver has for a key.
fn code(key: &str) -> String {
    const NAMED: [(&str, char); 15] = [
        ("Back", '\u{e003}'),
        ("Tab", '\u{e004}'),
        ("Enter", '\u{e007}'),
        ("Shift", '\u{e008}'),
        ("Ctrl", '\u{e009}'),
        ("Alt", '\u{e00a}'),
        ("Esc", '\u{e00c}'),
        ("PageUp", '\u{e00e}'),
        ("PageDown", '\u{e00f}'),
        ("End", '\u{e010}'),
        ("Home", '\u{e011}'),
        ("Left", '\u{e012}'),
        ("Up", '\u{e013}'),
        ("Right", '\u{e014}'),
        ("Down", '\u{e015}'),
    ];
    let function = || key.strip_prefix('F').and_then(|number| number.parse::<u32>().ok());
    match NAMED.iter().find(|(name, _)| *name == key) {
        Some((_, code)) => code.to_string(),
        None if key.chars().count() > 1 => {
            let number = function().unwrap_or_else(|| panic!("no key is named {key}"));
            char::from_u32(0xe030 + number).unwrap().to_string()
        }
        None => key.to_owned(),
    }
}
