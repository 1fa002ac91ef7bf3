//! What can go wrong below the book: a killed process, a full disk, a failing write, a folder that may not be
//! written, a second process. Nothing acknowledged is lost and nothing is half there.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use common::{Dice, assert_sound, charge_all, day, dump, furnish, month, on, post_run, take};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zhangfang_store::{Book, StoreError};

const BOOK: &str = "FAULTS_BOOK";

/// This test program again, running one of the ignored tests below as a process of its own.
fn other_process(program: &Path, role: &str, book: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--exact", role, "--ignored", "--nocapture", "--test-threads=1"]).env(BOOK, book);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// One test at a time: while a process is being started it shares the open locks of all of them.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn this_program() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// The book another process was told to work on; `None` when the test runner asks for ignored tests.
fn told() -> Option<PathBuf> {
    std::env::var_os(BOOK).map(PathBuf::from)
}

/// Says something to the process that started this one, at once.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "> {line}").unwrap();
    out.flush().unwrap();
}

fn heard(line: &str) -> Option<&str> {
    // The test runner's own words may stand before ours in the line.
    line.split_once("> ").map(|(_, said)| said)
}

fn fresh(folder: &Path, homes: usize) -> (PathBuf, common::Office) {
    let path = folder.join("office.zfb");
    let mut book = Book::create(&path).unwrap();
    let office = furnish(&mut book, homes, 3, day(2025, 1, 2));
    drop(book);
    (path, office)
}

/// The homes and items of the book, read from it.
fn office_in(book: &Book) -> common::Office {
    let reading = book.reading();
    let homes = reading.homes().unwrap().into_iter().map(|h| common::Home {
        id: h.id,
        account: h.account,
        building: h.building_id,
        area: h.record.area().unwrap(),
    });
    let items = reading.tariffs().unwrap().into_iter();
    common::Office {
        homes: homes.collect(),
        items: items.map(|t| common::Item { id: t.item_id, versions: t.versions }).collect(),
    }
}

/// Posts runs and receipts, saying each number when it is safe, until something stops it.
fn work_until_stopped(book: &mut Book) -> StoreError {
    let office = office_in(book);
    for n in 0.. {
        let posted = if n % 4 == 0 {
            let next = month(2025, 1).plus(book.reading().bill_runs().unwrap().len() as i32);
            post_run(book, &office, next, day(2025, 2, 1)).map(|p| say(&format!("run {}", p.value)))
        } else {
            let home = office.homes[n % office.homes.len()];
            take(book, &home, 12_345, day(2025, 2, 1)).map(|p| say(&format!("receipt {}", p.value)))
        };
        if let Err(stopped) = posted {
            return stopped;
        }
    }
    unreachable!("the loop has no end of its own")
}

/// What was said to be safe so far.
#[derive(Default)]
struct Acknowledged {
    receipts: BTreeSet<i64>,
    runs: BTreeSet<i64>,
}

impl Acknowledged {
    fn hear(&mut self, line: &str) {
        match heard(line).and_then(|said| said.split_once(' ')) {
            Some(("receipt", number)) => drop(self.receipts.insert(number.parse().unwrap())),
            Some(("run", number)) => drop(self.runs.insert(number.parse().unwrap())),
            _ => {}
        }
    }

    /// Everything acknowledged is in the book, numbers have no gap, runs are whole, nothing is to be found.
    #[track_caller]
    fn hold_against(&self, path: &Path) {
        let book = Book::open(path).unwrap();
        assert_sound(&book);
        let reading = book.reading();
        let receipts = reading.receipts_between(day(2025, 1, 1), day(2026, 1, 1)).unwrap();
        let numbers: Vec<i64> = receipts.iter().map(|r| r.number).collect();
        assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>(), "receipt numbers have a gap");
        assert!(self.receipts.iter().all(|n| numbers.contains(n)), "an acknowledged receipt is gone");
        let runs = reading.bill_runs().unwrap();
        assert!(self.runs.iter().all(|id| runs.iter().any(|r| r.id == *id)), "an acknowledged run is gone");
        let mut charges = 0;
        for run in &runs {
            let posted = reading.charges_of_run(run).unwrap();
            assert_eq!(posted.len() as i64, run.charges, "run {} is half there", run.id);
            charges += posted.len();
        }
        let mut all = 0;
        reading.for_each_charge(|_| all += 1).unwrap();
        assert_eq!(all, charges, "charges without a run");
    }
}

#[test]
#[ignore = "started by killed_at_any_moment and by a_write_that_fails, as a process of its own"]
fn role_posts_until_stopped() {
    let Some(path) = told() else { return };
    let mut book = Book::open(&path).unwrap();
    say("open");
    let stopped = work_until_stopped(&mut book);
    say(&format!("stopped {stopped:?}"));
}

#[test]
fn killed_at_any_moment_every_acknowledged_receipt_is_there() {
    let _alone = alone();
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = fresh(dir.path(), 20);
    let mut dice = Dice::new(7);
    let mut safe = Acknowledged::default();
    for _ in 0..25 {
        let mut child = other_process(&this_program(), "role_posts_until_stopped", &path).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while heard(&lines.next().unwrap().unwrap()) != Some("open") {}
        std::thread::sleep(Duration::from_micros(dice.below(120_000) as u64));
        child.kill().unwrap();
        lines.for_each(|line| safe.hear(&line.unwrap()));
        child.wait().unwrap();
        safe.hold_against(&path);
    }
    assert!(safe.receipts.len() > 25 && safe.runs.len() > 5, "the kills came too early to prove anything");
    println!("25 kills, {} receipts and {} runs acknowledged", safe.receipts.len(), safe.runs.len());
}

/// A limit on the size of files makes the system refuse a write in the middle, wherever that happens to be.
#[cfg(unix)]
#[test]
fn a_write_that_fails_loses_nothing_acknowledged() {
    let _alone = alone();
    for blocks in [200, 330, 512, 900, 1_300, 2_100, 4_000] {
        let dir = tempfile::tempdir().unwrap();
        let (path, _) = fresh(dir.path(), 20);
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let program = this_program();
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(&program);
        command.args(["--exact", "role_posts_until_stopped", "--ignored", "--nocapture", "--test-threads=1"]);
        let output = command.env(BOOK, &path).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let mut safe = Acknowledged::default();
        said.lines().for_each(|line| safe.hear(line));
        assert!(
            !output.status.success() || said.contains("stopped Io") || said.contains("stopped DiskFull"),
            "{said}"
        );
        safe.hold_against(&path);
    }
}

#[test]
fn a_full_disk_keeps_nothing_of_the_act_and_harms_nothing() {
    let _alone = alone();
    let dir = tempfile::tempdir().unwrap();
    let (path, office) = fresh(dir.path(), 60);
    let mut book = Book::open(&path).unwrap();
    post_run(&mut book, &office, month(2025, 1), day(2025, 1, 3)).unwrap();
    let whole = book.pages().unwrap();
    let before = dump(&path).unwrap();
    let mut refused = 0;
    for more in 0..40 {
        book.limit_pages(whole + more).unwrap();
        match post_run(&mut book, &office, month(2025, 2), day(2025, 2, 3)) {
            Ok(_) => break,
            Err(error) => assert!(matches!(error, StoreError::DiskFull), "{error:?} at {more} pages"),
        }
        assert!(before == dump(&path).unwrap(), "something was kept at {more} pages");
        refused += 1;
    }
    assert!(refused > 3, "a run fits into {refused} pages");
    let full = receipts_until_full(&mut book, &office, &path);
    assert!(full > 1, "no receipt was refused");
    book.limit_pages(1_000_000).unwrap();
    post_run(&mut book, &office, month(2025, 3), day(2025, 3, 3)).unwrap();
    assert_sound(&book);
    drop(book);
    assert_sound(&Book::open(&path).unwrap());
}

/// Takes receipts on a book that may not grow; returns how many were refused.
fn receipts_until_full(book: &mut Book, office: &common::Office, path: &Path) -> usize {
    let mut refused = 0;
    for home in office.homes.iter().cycle().take(2_000) {
        let before = dump(path).unwrap();
        book.limit_pages(book.pages().unwrap()).unwrap();
        match take(book, home, 1_000, day(2025, 2, 5)) {
            Ok(_) => continue,
            Err(error) => assert!(matches!(error, StoreError::DiskFull), "{error:?}"),
        }
        assert!(before == dump(path).unwrap(), "something of a refused receipt was kept");
        refused += 1;
        if refused > 3 {
            break;
        }
        book.limit_pages(book.pages().unwrap() + 1).unwrap();
        take(book, home, 1_000, day(2025, 2, 5)).map(|_| ()).or_else(full_is_fine).unwrap();
    }
    refused
}

fn full_is_fine(error: StoreError) -> Result<(), StoreError> {
    if matches!(error, StoreError::DiskFull) { Ok(()) } else { Err(error) }
}

#[test]
fn a_run_that_fails_or_panics_in_the_middle_is_not_there() {
    let _alone = alone();
    let dir = tempfile::tempdir().unwrap();
    let (path, office) = fresh(dir.path(), 20);
    let mut book = Book::open(&path).unwrap();
    let before = dump(&path).unwrap();
    let refused = book.transact::<(), StoreError>("bill-run.post", &on(day(2025, 1, 3)), |act| {
        charge_all(act, &office, month(2025, 1))?;
        // The same charges again: the book refuses the second of a kind.
        charge_all(act, &office, month(2025, 1))?;
        Ok(())
    });
    assert!(matches!(refused, Err(StoreError::Database(_))), "{refused:?}");
    assert!(before == dump(&path).unwrap());
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _ = book.transact::<(), StoreError>("bill-run.post", &on(day(2025, 1, 3)), |act| {
            charge_all(act, &office, month(2025, 1))?;
            std::panic::resume_unwind(Box::new("in the middle of a run"))
        });
    }));
    assert!(panicked.is_err());
    assert!(before == dump(&path).unwrap());
    post_run(&mut book, &office, month(2025, 1), day(2025, 1, 3)).unwrap();
    assert_sound(&book);
}

#[test]
#[ignore = "started by a_second_process_is_refused, as a process of its own"]
fn role_holds_the_book() {
    let Some(path) = told() else { return };
    let book = Book::open(&path).unwrap();
    say("open");
    std::thread::sleep(Duration::from_secs(60));
    drop(book);
}

#[test]
fn a_second_process_is_refused_until_the_first_is_gone() {
    let _alone = alone();
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = fresh(dir.path(), 2);
    let mut child = other_process(&this_program(), "role_holds_the_book", &path).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while heard(&lines.next().unwrap().unwrap()) != Some("open") {}
    assert!(matches!(Book::open(&path), Err(StoreError::InUse)));
    assert_sound(&Book::open_read_only(&path).unwrap());
    child.kill().unwrap();
    child.wait().unwrap();
    assert_sound(&Book::open(&path).unwrap());
}

#[test]
#[ignore = "started by what_may_not_be_written, as a process of its own and as another user"]
fn role_opens_what_may_not_be_written() {
    let Some(path) = told() else { return };
    let named = path.display().to_string();
    match Book::open(&path) {
        Err(StoreError::NotWritable { path }) if path == named => say("refused"),
        other => say(&format!("writing: {other:?}")),
    }
    for (name, path) in [("book", path.clone()), ("backup", path.with_file_name("backup.zfb"))] {
        match Book::open_read_only(&path) {
            Ok(book) => say(&format!("{name} read: {} findings", book.verify().unwrap().findings.len())),
            Err(error) => say(&format!("{name} read: {error:?}")),
        }
    }
    match Book::create(&path.with_file_name("new.zfb")) {
        Ok(book) => drop(book),
        Err(error) => say(&format!("creating: {error:?}")),
    }
}

/// The superuser may write everything, so the look from outside is taken as nobody.
#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_refused_by_name_and_can_be_read() {
    let _alone = alone();
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let allow = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let dir = tempfile::tempdir().unwrap();
    allow(dir.path(), 0o755);
    let program = dir.path().join("program");
    std::fs::copy(this_program(), &program).unwrap();
    allow(&program, 0o755);
    let superuser = std::fs::metadata(dir.path()).unwrap().uid() == 0;
    for (folder, folder_mode, file_mode) in [("folder", 0o555, 0o666), ("file", 0o777, 0o444)] {
        let folder = dir.path().join(folder);
        std::fs::create_dir(&folder).unwrap();
        let (path, _) = fresh(&folder, 2);
        Book::open(&path).unwrap().back_up(&folder.join("backup.zfb")).unwrap();
        std::fs::remove_file(folder.join("office.zfb.lock")).unwrap();
        allow(&path, file_mode);
        allow(&folder, folder_mode);
        let mut command = other_process(&program, "role_opens_what_may_not_be_written", &path);
        if superuser {
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        allow(&folder, 0o755);
        assert!(output.status.success() && said.contains("> refused"), "{said}");
        // SQLite needs a side file even to read a book; a backup can be read from where nothing can be written.
        let refused = folder_mode == 0o555 && said.contains("> book read: NotWritable");
        assert!(refused || said.contains("> book read: 0 findings"), "{said}");
        assert!(said.contains("> backup read: 0 findings"), "{said}");
        assert!(folder_mode == 0o777 || said.contains("creating: NotWritable"), "{said}");
    }
}
