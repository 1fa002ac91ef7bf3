//! The window: opened on the demo book, measured beside a peer, packed.

use crate::command::{Failure, Steps, cargo, check, program, root};
use crate::setup;
use std::fs;
use std::path::Path;

/// Opens the window on a copy of a book, in a folder of its own: the office's own books stay where they are.
pub(crate) fn open(steps: &mut Steps, book: &Path, folder: &Path) -> Result<(), Failure> {
    steps.run("window", cargo(&["build", "--package", "zhangfang-window"]))?;
    let home = folder.join("zhangfang");
    let failed = |e| Failure::Needs { sentence: format!("{} cannot be written: {e}", home.display()) };
    fs::create_dir_all(&home).map_err(failed)?;
    fs::copy(book, home.join("账本.zfb")).map_err(failed)?;
    if ["DISPLAY", "WAYLAND_DISPLAY"].iter().all(|name| std::env::var_os(name).is_none()) {
        println!("no screen here: the window was built and not opened");
        return Ok(());
    }
    let mut window = cargo(&["run", "--quiet", "--package", "zhangfang-window"]);
    window.env("XDG_DATA_HOME", folder);
    check(window)
}

/// Measures the window beside GnuCash, which only this task installs.
pub(crate) fn bench(steps: &mut Steps) -> Result<(), Failure> {
    steps.time("peer", || setup::packages(setup::PEER))?;
    steps.run("window", cargo(&["bench", "--package", "zhangfang-tests", "--bench", "window"]))
}

/// Packs the program for this system: on Debian a package that installs it with its typefaces and its entry in the menu.
pub(crate) fn dist(steps: &mut Steps, bundles: &str) -> Result<(), Failure> {
    setup::all(steps)?;
    steps.time("packer", || setup::npm_packages("src-tauri/packaging", true))?;
    let tauri = root().join("src-tauri/packaging/node_modules/@tauri-apps/cli/tauri.js");
    let mut build = program("node", &[]);
    build.arg(tauri).args(["build", "--bundles", bundles, "--config", "packaging/bundle.json"]);
    build.current_dir(root().join("src-tauri"));
    steps.run("bundle", build)?;
    println!("the packages are in {}", root().join("target/release/bundle").display());
    Ok(())
}

/// The kind of package this system installs.
pub(crate) const fn usual_bundle() -> &'static str {
    if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb"
    }
}
