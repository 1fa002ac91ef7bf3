//! The law wins over a collector's wish: every rule C1–C19 of the checklist has a test somewhere, and nothing that hangs in
//! an entrance hall gives a household away.
#![allow(clippy::unwrap_used)]

#[path = "../../src-tauri/crates/documents/tests/support/reading.rs"]
mod reading;

use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use zhangfang_documents::public::private_part;
use zhangfang_domain::wording::{TextKind, check};
use zhangfang_tests::Desk;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Files below a folder with one of these endings, build output left out.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", "dist", "gen"].contains(&name.as_str()) {
            files(&path, endings, found);
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

/// The rules a test names: `c6_c7_…` is a test of C6 and of C7.
fn named_rules(source: &str) -> BTreeSet<u8> {
    let mut rules = BTreeSet::new();
    let mut is_test = false;
    for line in source.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("fn ").filter(|_| is_test) {
            let name = name.split('(').next().unwrap_or_default();
            let rule = |part: &str| part.strip_prefix('c')?.parse::<u8>().ok();
            rules.extend(name.split('_').map_while(rule));
        }
        is_test = line == "#[test]" || is_test && (line.starts_with("#[") || line.starts_with("//"));
    }
    rules
}

#[test]
fn every_rule_of_the_law_has_a_test() {
    let mut sources = Vec::new();
    files(&root().join("src-tauri"), &[".rs"], &mut sources);
    files(&root().join("tests"), &[".rs"], &mut sources);
    let mut tested = BTreeSet::new();
    for source in sources {
        tested.extend(named_rules(&std::fs::read_to_string(source).unwrap()));
    }
    let missing: Vec<u8> = (1..=19).filter(|rule| !tested.contains(rule)).collect();
    assert!(missing.is_empty(), "no test is named after the rules {missing:?}");
}

#[test]
fn a_rule_is_counted_by_the_name_of_a_test_only() {
    let source = "#[test]\nfn c1_c13_blocked() {}\nfn c2_helper() {}\n#[test]\n#[ignore]\nfn x_c3() {}\n";
    assert_eq!(named_rules(source), BTreeSet::from([1, 13]));
}

/// Texts in double or back quotes.
fn quoted(source: &str) -> Vec<String> {
    let code: String =
        source.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    code.split(['"', '`']).map(str::to_owned).collect()
}

#[test]
fn c1_nothing_the_window_says_ties_fees_to_water_doors_or_lifts() {
    let mut sources = Vec::new();
    files(&root().join("ui/src"), &[".js"], &mut sources);
    files(&root().join("assets/letters"), &[".txt"], &mut sources);
    for source in sources {
        let text = std::fs::read_to_string(&source).unwrap();
        let pieces = if source.extension().is_some_and(|e| e == "js") { quoted(&text) } else { vec![text] };
        // A repair may be spoken of, and that something must not be written.
        for piece in pieces.into_iter().filter(|piece| !piece.contains("不能写")) {
            for finding in check(&piece, TextKind::Answer).blocked {
                let harsh = ["utility", "access", "service", "fine", "shame", "threat"];
                assert!(!harsh.contains(&finding.code), "{}: {finding:?} in {piece}", source.display());
            }
        }
    }
}

/// The office of the demo with many homes, in its last month.
fn demo() -> (Desk, PathBuf) {
    let desk = Desk::without_book("2026-01-10");
    desk.done("demo --homes 3000 --months 1 --until 2025-12 --book-only --out demo");
    let book = desk.path("demo/demo.zfb");
    (desk, book)
}

/// Everything that gives a household away, from the book itself.
struct Households {
    names: Vec<String>,
    phones: Vec<String>,
    plates: Vec<String>,
    rooms: Vec<String>,
    open: Vec<String>,
}

impl Households {
    fn read(book: &Path) -> Self {
        let connection = Connection::open_with_flags(book, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let texts = |sql: &str| -> Vec<String> {
            let mut statement = connection.prepare(sql).unwrap();
            let rows = statement.query_map([], |r| r.get(0)).unwrap();
            rows.collect::<rusqlite::Result<Vec<String>>>().unwrap()
        };
        Self {
            names: texts("SELECT DISTINCT name FROM account_owner WHERE length(name) > 1"),
            phones: texts("SELECT DISTINCT number FROM account_phone"),
            plates: texts("SELECT DISTINCT plate FROM home_space WHERE plate IS NOT NULL"),
            rooms: texts(
                "SELECT b.code || '-' || h.unit || '-' || h.room FROM home h JOIN building b ON b.id = h.building_id
                 WHERE h.id IN (SELECT home_id FROM open_item)",
            ),
            // Sums of a household as paper writes them: `1,333.32`.
            open: texts(
                "SELECT printf('%,d.%02d', sum(open_fen) / 100, sum(open_fen) % 100) FROM open_item
                 GROUP BY home_id HAVING sum(open_fen) >= 10000",
            ),
        }
    }

    /// What of a household stands in a text, if anything.
    fn found<'h>(&'h self, text: &str, sums: bool) -> Option<&'h str> {
        let identities = [&self.names, &self.phones, &self.plates, &self.rooms];
        let amounts = [&self.open].into_iter().filter(|_| sums);
        let mut all = identities.into_iter().chain(amounts).flatten();
        all.find(|word| text.contains(word.as_str())).map(String::as_str)
    }
}

/// Every public paper the office of the demo can make, with whether sums of households could stand in it.
fn public_papers(desk: &Desk) -> Vec<(PathBuf, bool)> {
    let book = "--book demo/demo.zfb";
    desk.done(&format!("notice posters 2025-12 --out posters {book}"));
    let manager = "--operator 项目经理";
    desk.done(&format!("disclosure print 2025-12 --out disclosure.pdf {manager} {book}"));
    desk.done(&format!("locality set masked_list=1 {manager} {book}"));
    let list = "--basis 某市物业管理条例第四十一条 --remove-by 2026-01-31 --out masked.pdf";
    desk.done(&format!("privacy masked-list 1 {list} {manager} {book}"));
    let mut posters = Vec::new();
    files(&desk.path("posters"), &[".pdf"], &mut posters);
    assert!(posters.len() > 5, "{posters:?}");
    let mut papers: Vec<(PathBuf, bool)> = posters.into_iter().map(|poster| (poster, true)).collect();
    papers.push((desk.path("masked.pdf"), true));
    // Sums over everybody may by chance be those of somebody.
    papers.push((desk.path("disclosure.pdf"), false));
    papers
}

#[test]
fn c5_c14_nothing_public_of_three_thousand_homes_names_anybody_who_owes_or_is_rewarded() {
    let (desk, book) = demo();
    let households = Households::read(&book);
    assert!(households.names.len() > 1_000 && households.rooms.len() > 100 && households.open.len() > 50);
    for (path, sums) in public_papers(&desk) {
        let text = reading::all(&std::fs::read(&path).unwrap());
        assert!(!text.is_empty(), "{}", path.display());
        assert_eq!(households.found(&text, sums), None, "{}", path.display());
        assert_eq!(private_part(&text), None, "{}", path.display());
    }
}

#[test]
fn the_scan_would_find_a_household() {
    let households = Households {
        names: vec!["王建国".into()],
        phones: vec!["13800005678".into()],
        plates: vec!["浙A12345".into()],
        rooms: vec!["3-1-301".into()],
        open: vec!["1,333.32".into()],
    };
    for text in ["欠费：王建国", "电话13800005678", "车牌浙A12345", "3-1-301室", "共1,333.32元"]
    {
        assert!(households.found(text, true).is_some(), "{text}");
    }
    assert_eq!(households.found("共1,333.32元", false), None);
    assert_eq!(households.found("本单元已缴21户", true), None);
}

#[test]
fn c13_c4_a_threat_is_refused_on_the_command_line_before_anything_is_written() {
    let desk = Desk::with_book("2026-01-06");
    let said = desk.say("wording check 再不交就停水 --json");
    assert_eq!(said.code, Some(1));
    assert_eq!(said.json()["blocked"][0]["code"], "utility");
    desk.refused(
        "letter set gentle {称呼}再不交就上征信{欠费明细}{缴费期限}{联系人}",
        1,
        "wording-blocked",
        &["征信", "个人信息保护法"],
    );
    desk.refused("letter set gentle {称呼}逾期依法提起诉讼", 1, "wording-blocked", &["书面催缴函"]);
}
