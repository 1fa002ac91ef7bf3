//! Every worked example of the fee rules has a test that carries its id in its name: `B7` is in `b7_a_transfer…`,
//! `A4-3` in `a4_3_a4_6_…`.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") && !path.ends_with("node_modules") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The names of all functions marked `#[test]`.
fn tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    rust_files(&root().join("src-tauri/crates"), &mut files);
    rust_files(&root().join("tests"), &mut files);
    let mut names = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for part in text.split("#[test]").skip(1) {
            let name = part.split("fn ").nth(1).and_then(|rest| rest.split('(').next());
            names.extend(name.map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_worked_example_has_a_test_by_its_id() {
    let cases: Value = serde_json::from_str(include_str!("../fixtures/oracles.json")).unwrap();
    let tests = tests();
    let missing: Vec<&str> = cases
        .as_array()
        .unwrap()
        .iter()
        .map(|case| case["id"].as_str().unwrap())
        .filter(|id| {
            let id = format!("_{}_", id.to_lowercase().replace('-', "_"));
            !tests.iter().any(|name| format!("_{name}").contains(&id))
        })
        .collect();
    assert!(missing.is_empty(), "no test for {missing:?}");
}
