//! The commands, one file an area, each named after its area: `counter_card` stands in `counter.rs`. A capability of
//! the area's name lists them; nothing else can be called.

pub mod analysis;
pub mod app;
pub mod billing;
pub mod contact;
pub mod counter;
pub mod day;
pub mod disclosure;
pub mod dunning;
pub mod home;
pub mod login;
pub mod meter;
pub mod papers;
pub mod period;
pub mod reconcile;
pub mod register;
pub mod settings;
pub mod shared;
pub mod tariff;
pub mod terms;
pub mod ticket;
pub mod words;

use crate::session::Session;
use crate::wire::Fail;
use tauri::ipc::Invoke;
use tauri::{Manager, Runtime};

/// Areas that show nothing of what households owe: all that is there for who works on tickets only (checklist C8).
const WITHOUT_AMOUNTS: [&str; 5] = ["app", "login", "papers", "settings", "ticket"];

/// Answers every command: hands it to its area.
pub fn handler<R: Runtime>(invoke: Invoke<R>) -> bool {
    let area = invoke.message.command().split('_').next().unwrap_or_default();
    if !WITHOUT_AMOUNTS.contains(&area) && !invoke.message.webview_ref().state::<Session>().sees_amounts() {
        invoke.resolver.reject(Fail::no_amounts());
        return true;
    }
    match area {
        "analysis" => analysis::handler()(invoke),
        "app" => app::handler()(invoke),
        "billing" => billing::handler()(invoke),
        "contact" => contact::handler()(invoke),
        "counter" => counter::handler()(invoke),
        "day" => day::handler()(invoke),
        "disclosure" => disclosure::handler()(invoke),
        "dunning" => dunning::handler()(invoke),
        "home" => home::handler()(invoke),
        "login" => login::handler()(invoke),
        "meter" => meter::handler()(invoke),
        "papers" => papers::handler()(invoke),
        "period" => period::handler()(invoke),
        "reconcile" => reconcile::handler()(invoke),
        "register" => register::handler()(invoke),
        "shared" => shared::handler()(invoke),
        "tariff" => tariff::handler()(invoke),
        "settings" => settings::handler()(invoke),
        "terms" => terms::handler()(invoke),
        "ticket" => ticket::handler()(invoke),
        "words" => words::handler()(invoke),
        _ => false,
    }
}
