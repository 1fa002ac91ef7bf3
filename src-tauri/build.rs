//! Lists the commands the capabilities allow in the manifest of the app: the window may call these and no others.

use std::path::Path;

fn main() {
    let mut commands = Vec::new();
    for file in std::fs::read_dir("capabilities").expect("the folder of capabilities") {
        let path = file.expect("a capability").path();
        println!("cargo:rerun-if-changed={}", path.display());
        commands.extend(allowed(&path));
    }
    println!("cargo:rerun-if-changed=capabilities");
    commands.sort_unstable();
    let commands: &'static [String] = commands.leak();
    let names: &'static [&'static str] = commands.iter().map(String::as_str).collect::<Vec<_>>().leak();
    let manifest = tauri_build::AppManifest::new().commands(names);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("the window's manifest");
}

/// The commands of this program one capability allows: `allow-counter-card` is `counter_card`. Those of Tauri itself
/// have a colon.
fn allowed(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a capability that can be read");
    let words = text.split('"').filter(|word| !word.contains(':'));
    words.filter_map(|word| word.strip_prefix("allow-")).map(|name| name.replace('-', "_")).collect()
}
