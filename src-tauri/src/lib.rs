//! The shell: one window over the use cases of the office. Typed commands in, views out; no rule of the business.
//!
//! A command is a thin call: it takes what was typed, calls one use case of `zhangfang-office` off the main thread, and
//! answers with a view whose type the front end knows ([`commands`]). A refusal travels as a code and a sentence
//! ([`wire::Fail`]).

pub mod commands;
pub mod export;
pub mod host;
pub mod jobs;
pub mod log;
pub mod preferences;
pub mod session;
pub mod shelf;
pub mod tray;
pub mod wire;

use session::Session;
use std::sync::Arc;
use tauri::{Builder, Manager, WebviewUrl, WebviewWindowBuilder};

/// The label of the one window.
pub const WINDOW: &str = "main";

/// Opens the window and stays until it is closed.
pub fn run() {
    let started = Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| host::bring_forward(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler)
        .setup(|app| {
            let session = Session::new(host::here(app.handle()));
            log::note_panics(Arc::clone(&session.log));
            let looks = appearance(&session);
            app.manage(session);
            WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
                .title("账房")
                .initialization_script(looks)
                .inner_size(1320.0, 720.0)
                .min_inner_size(900.0, 560.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if let Err(error) = started {
        eprintln!("the window could not be opened: {error}");
        std::process::exit(1);
    }
}

/// The script that gives the page its looks before it is drawn.
fn appearance(session: &Session) -> String {
    let kept = serde_json::to_string(&session.preferences().appearance).unwrap_or_else(|_| "{}".into());
    include_str!("appearance.js").replacen("= KEPT", &format!("= {kept}"), 1)
}
