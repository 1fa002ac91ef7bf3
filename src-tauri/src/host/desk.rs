//! This machine.

use super::{FileKind, Host, PrintOrder};
use chrono::{Local, NaiveDateTime};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, FilePath};

pub(super) struct Desk<R: Runtime> {
    pub app: AppHandle<R>,
    pub fonts: Option<PathBuf>,
}

impl<R: Runtime> Host for Desk<R> {
    fn home(&self) -> PathBuf {
        self.app.path().data_dir().unwrap_or_default().join("zhangfang")
    }

    fn fonts(&self) -> Option<PathBuf> {
        self.fonts.clone()
    }

    fn now(&self) -> NaiveDateTime {
        Local::now().naive_local()
    }

    fn ask_open(&self, kind: FileKind) -> Option<PathBuf> {
        let (name, endings) = kind.filter();
        let chosen = self.app.dialog().file().add_filter(name, endings).blocking_pick_file();
        chosen.and_then(|path: FilePath| path.into_path().ok())
    }

    fn ask_save(&self, kind: FileKind, name: &str) -> Option<PathBuf> {
        let (label, endings) = kind.filter();
        let chosen =
            self.app.dialog().file().add_filter(label, endings).set_file_name(name).blocking_save_file();
        chosen.and_then(|path: FilePath| path.into_path().ok())
    }

    fn apart(&self, one: &Path, other: &Path) -> bool {
        disk(one) != disk(other)
    }

    fn printers(&self) -> Vec<String> {
        let listed = |arguments: &[&str]| {
            let output = Command::new("lpstat").args(arguments).env("LC_ALL", "C").output().ok()?;
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let usual =
            listed(&["-d"]).and_then(|line| line.split_once(": ").map(|(_, name)| name.trim().to_owned()));
        let mut printers: Vec<String> =
            listed(&["-e"]).unwrap_or_default().lines().map(|line| line.trim().to_owned()).collect();
        printers.sort_by_key(|name| (Some(name) != usual.as_ref(), name.clone()));
        printers
    }

    fn print(&self, pdf: &[u8], order: &PrintOrder) -> io::Result<()> {
        let mut command = Command::new("lp");
        command.args([
            "-n",
            &order.copies.to_string(),
            "-t",
            &order.title,
            "-o",
            &format!("media={}", order.media),
        ]);
        command.args(["-o", "print-scaling=none"]);
        if !order.printer.is_empty() {
            command.args(["-d", &order.printer]);
        }
        let mut child =
            command.arg("-").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut queue) = child.stdin.take() {
            queue.write_all(pdf)?;
        }
        let output = child.wait_with_output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(io::Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

/// The disk a file lies on.
#[cfg(unix)]
fn disk(file: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(file).ok().map(|file| file.dev())
}

/// The disk a file lies on: its drive letter or share.
#[cfg(not(unix))]
fn disk(file: &Path) -> Option<std::ffi::OsString> {
    file.components().next().map(|first| first.as_os_str().to_ascii_uppercase())
}
