//! A screen of its own for one window.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The usual screen of an office.
pub(super) const WIDTH: u32 = 1366;
pub(super) const HEIGHT: u32 = 768;

/// An X server without a monitor.
#[derive(Debug)]
pub struct Screen {
    server: Child,
    /// Its name, `:7`.
    pub display: String,
}

impl Screen {
    /// Starts one; it ends when it is dropped.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it starts a program")]
    pub fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &format!("{WIDTH}x{HEIGHT}x24"),
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb, which `cargo xtask setup` installs");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb found no display");
        Self { server, display: format!(":{}", number.trim()) }
    }

    /// A picture of everything on it, where ImageMagick is installed.
    pub(super) fn photograph(&self, file: &Path) {
        let mut import = Command::new("import");
        import.args(["-display", &self.display, "-window", "root"]).arg(file);
        let _ = import.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
