//! What the office must not do, and how it says so: the exit code, a sentence that names the thing and the way
//! out, the stable word for programs, and a book in which nothing happened.
#![allow(clippy::unwrap_used)]

use rust_xlsxwriter::{Formula, Workbook};
use serde_json::json;
use std::fs::{self, File};
use zhangfang_tests::{BOOK, Desk};

/// 3-1-301 and 3-1-302 owe October to December of 2025; yesterday 3-1-302 paid 100.00 with receipt 1201.
fn desk() -> Desk {
    let mut desk = Desk::with_homes("2025-10-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,94.56,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-10");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-10..2025-12");
    desk.today = "2025-12-26".to_owned();
    desk.done("receipt take 3-1-302=100 --method cash");
    desk.today = "2025-12-27".to_owned();
    desk
}

/// Something to refuse: the command, the stable word, and what its sentence has to name.
type Case<'c> = (&'c str, &'c str, &'c [&'c str]);

fn all_refused(desk: &Desk, cases: &[Case<'_>]) {
    for (line, code, named) in cases {
        desk.refused(line, 1, code, named);
    }
    desk.verified();
}

#[test]
fn payments_that_are_none() {
    all_refused(
        &desk(),
        &[
            ("receipt take 3-1-301=0.001 --method cash", "not-an-amount", &["0.001", "最多两位小数"]),
            ("receipt take 3-1-301=-1 --method cash", "settlement", &["-1.00", "大于零", "退款单"]),
            ("receipt take 3-1-301=0 --method cash", "settlement", &["0.00", "大于零"]),
            ("receipt take 3-1-301=一百 --method cash", "not-an-amount", &["一百", "1333.32"]),
            ("receipt take 3-1-301=99999999999999999999 --method cash", "not-an-amount", &["太大"]),
            (
                "receipt take 3-1-301 --method cash --tendered 600",
                "settlement",
                &["600.00", "666.66", "部分缴纳"],
            ),
            (
                "receipt take 3-1-301 --method wechat --tendered 700",
                "tendered-without-cash",
                &["现金", "去掉"],
            ),
            ("receipt take 3-1-301=1 31301=1 --method cash", "home-twice", &["3-1-301", "合并"]),
            ("receipt take 3-1-301=1 --method cash --designate 99", "settlement", &["99", "没有欠款"]),
            (
                "receipt take 3-1-301=1 --method cash --designate 1 --designate 1",
                "settlement",
                &["指定了两次"],
            ),
            (
                "receipt take 3-1-301 3-1-302 --method cash --designate 1",
                "unusable-value",
                &["指定账单", "分开收款"],
            ),
        ],
    );
}

#[test]
fn homes_and_things_nobody_knows() {
    all_refused(
        &desk(),
        &[
            ("receipt take 9-9-999 --method cash", "unknown-home", &["9-9-999", "3-1-301"]),
            ("statement show 张三家", "unknown-home", &["张三家", "核对"]),
            ("arrears list --item 停车费", "unknown", &["收费项目", "停车费"]),
            ("bill-run post 2026-01 --building 88", "unknown", &["楼栋", "88"]),
            ("charge explain 999", "unknown", &["账单", "999"]),
            ("receipt show 7", "unknown", &["收据", "7"]),
            ("receipt void 7 --reason 打错", "unknown", &["收据", "7"]),
            ("register undo 9 --reason 选错", "unknown", &["导入记录", "9"]),
            ("tariff assign 没有的标准", "unknown", &["收费标准", "没有的标准"]),
            ("tariff unassign 9", "unknown", &["适用范围", "9"]),
            ("office set 传真=0000", "unknown", &["资料项", "传真"]),
        ],
    );
}

#[test]
fn receipts_that_can_no_longer_be_voided() {
    let mut desk = desk();
    desk.refused(
        "receipt void 1201 --reason 打错",
        1,
        "void-too-late",
        &["0001201", "2025年12月26日", "退款单"],
    );
    desk.done("receipt take 3-1-301=1 --method cash");
    desk.done("receipt void 1202 --reason 打错");
    desk.refused("receipt void 1202 --reason 打错", 1, "already-void", &["0001202", "不能再次作废"]);
    desk.done("receipt take 3-1-301=1 --method cash");
    let reasonless = desk.command("receipt void 1203").args(["--reason", " "]).output().unwrap();
    assert_eq!(reasonless.status.code(), Some(1));
    assert!(String::from_utf8(reasonless.stderr).unwrap().contains("请填写原因"));
    // Money was taken on the 27th, so the 26th is over: turning the date back does not open it again.
    desk.today = "2025-12-26".to_owned();
    desk.refused("receipt void 1201 --reason 打错", 1, "void-too-late", &["0001201", "退款单"]);
    desk.verified();
}

#[test]
fn bills_and_prices_that_cannot_be() {
    all_refused(
        &desk(),
        &[
            (
                "bill-run post 2026-01 --due 2025-12-31",
                "due-before-period",
                &["2025-12-31", "2026-01-01", "请改"],
            ),
            ("bill-run post 2025-13", "unusable-value", &["期间", "2025-13", "2025-Q4"]),
            ("bill-run post 2025-09", "nothing-to-charge", &["2025-09", "开始月份"]),
            ("item add 物业 物业费", "unusable-value", &["项目代码", "物业", "management"]),
            ("item add management 别的名称", "taken", &["物业服务费", "已经有了"]),
            (
                "tariff add 停车 车位费 --price 80 --from 2025-10 --clause 无",
                "unknown",
                &["收费项目", "停车"],
            ),
            (
                "tariff add management 新 --price 0 --from 2025-10 --clause 无",
                "unusable-value",
                &["单价", "大于零"],
            ),
            (
                "tariff add management 新 --price -2 --from 2025-10 --clause 无",
                "unusable-value",
                &["单价", "-2"],
            ),
            (
                "tariff add management 新 --price 贵 --from 2025-10 --clause 无",
                "unusable-value",
                &["单价", "贵", "2.35"],
            ),
            (
                "tariff add management 新 --price 2 --from 十月 --clause 无",
                "unusable-value",
                &["月份", "十月", "2025-10"],
            ),
            (
                "tariff add management 新 --price 2 --from 2025-10 --clause 无 --due 0/5",
                "unusable-value",
                &["截止日", "0/5"],
            ),
            (
                "tariff add management 物业服务费 --price 2 --from 2025-10 --clause 无",
                "taken",
                &["收费标准", "物业服务费"],
            ),
            (
                "tariff version 物业服务费 --price 3 --from 2025-10 --clause 无",
                "version-exists",
                &["2025-10", "别的月份"],
            ),
            ("tariff assign 物业服务费 --quantity 3", "unusable-value", &["数量", "不填"]),
            ("tariff assign 物业服务费 --building 77", "unknown", &["楼栋", "77"]),
            ("office set go_live=去年", "unusable-value", &["上线日期", "去年", "2025-07-01"]),
            ("office set phone", "unusable-value", &["phone", "项=内容"]),
            ("entry add 2025-11 expense 0.001 --code cleaning", "not-an-amount", &["0.001"]),
            ("entry add 2025-11 礼品 5 --code cleaning", "unusable-value", &["礼品"]),
        ],
    );
}

#[test]
fn registers_that_are_none() {
    let desk = desk();
    desk.write("空.xlsx", "");
    let mut blank = Workbook::new();
    blank.add_worksheet();
    desk.write("白.xlsx", blank.save_to_buffer().unwrap());
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.resize(1024, 0);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    desk.write("加密.xlsx", locked);
    desk.write("断.xlsx", b"PK\x03\x04 and then nothing");
    desk.write("图.xlsx", [0x89, b'P', b'N', b'G', 13, 10, 26, 10]);
    desk.write("没有面积.csv", "房号,业主\n1-1-101,甲一\n");
    File::create(desk.path("大.xlsx")).unwrap().set_len(200 << 20).unwrap();
    let cases: [Case<'_>; 8] = [
        ("空.xlsx", "workbook", &["没有数据", "确认选对"]),
        ("白.xlsx", "workbook", &["没有数据"]),
        ("加密.xlsx", "workbook", &["密码", "另存"]),
        ("断.xlsx", "workbook", &["损坏", "另存"]),
        ("图.xlsx", "workbook", &["图片", ".xlsx"]),
        ("没有面积.csv", "workbook", &["没有面积", "建筑面积", "手工指定"]),
        ("大.xlsx", "workbook", &["64 MB", "拆成几个"]),
        ("不存在.xlsx", "unusable-value", &["不存在.xlsx", "存在的文件"]),
    ];
    for (file, code, named) in cases {
        desk.refused(&format!("register check {file}"), 1, code, named);
        desk.refused(&format!("register import {file}"), 1, code, named);
    }
    desk.verified();
}

#[test]
fn rows_that_are_none_are_left_out_and_named() {
    let desk = desk();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["房号", "业主", "面积"]) {
        sheet.write(0, column, heading).unwrap();
    }
    sheet.write(1, 0, "1-1-101").unwrap();
    sheet.write(1, 1, "甲一").unwrap();
    sheet.write_formula(1, 2, Formula::new("=#REF!*2").set_result("#REF!")).unwrap();
    desk.write("公式.xlsx", book.save_to_buffer().unwrap());
    let checked = desk.done("register check 公式.xlsx");
    let refused = &checked["refused"][0];
    assert_eq!((&refused["row"], &refused["value"]), (&json!(2), &json!("#REF!")));
    assert!(refused["sentence"].as_str().unwrap().contains("公式出错（#REF!）"));
    desk.refused("register import 公式.xlsx", 1, "nothing-to-import", &["都被拒绝", "register check"]);

    desk.write("重复.csv", "房号,业主,面积\n1-1-101,甲一,90\n1栋1单元101,乙二,91\n");
    let checked = desk.done("register check 重复.csv");
    assert_eq!(
        (&checked["refused"][0]["row"], &checked["refused"][0]["reason"]),
        (&json!(3), &json!("duplicate_room"))
    );
    let done = desk.done("register import 重复.csv");
    assert_eq!((&done["added"], &done["refused"]), (&json!(1), &json!(1)));
    desk.verified();
}

#[test]
fn a_book_another_process_works_in_can_be_read_but_not_written() {
    let desk = desk();
    let held = zhangfang_office::Office::open(&desk.path(BOOK)).unwrap();
    let named = ["另一个程序", "关闭", "只读"];
    desk.refused("receipt take 3-1-301=1 --method cash", 1, "book-in-use", &named);
    desk.refused("bill-run post 2026-01", 1, "book-in-use", &named);
    desk.done("book back-up 备份.zfb");
    desk.refused("book restore 备份.zfb", 1, "book-in-use", &named);
    assert_eq!(desk.done("arrears list --home 3-1-301")["total"], "444.44");
    drop(held);
    desk.done("receipt take 3-1-301=1 --method cash");
    desk.verified();
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let desk = desk();
    desk.refused("book create --office 另一家", 1, "file-exists", &[BOOK, "不会覆盖", "换一个文件名"]);
    desk.write("别的.zfb", "别的内容");
    desk.refused("book create --office 另一家 --book 别的.zfb", 1, "file-exists", &["别的.zfb"]);
    desk.refused("book back-up 别的.zfb", 1, "file-exists", &["别的.zfb"]);
    desk.refused("book restore 别的.zfb", 3, "not-a-book", &["别的.zfb", "不是账房的账本"]);
    assert_eq!(fs::read_to_string(desk.path("别的.zfb")).unwrap(), "别的内容");
    desk.verified();
}

#[test]
fn a_book_that_is_not_there() {
    let desk = Desk::without_book("2025-12-27");
    for line in ["receipt take 3-1-301=1 --method cash", "arrears list", "book verify"] {
        desk.refused(line, 3, "book-missing", &[BOOK, "book create"]);
    }
    assert_eq!(fs::read_dir(desk.folder()).unwrap().count(), 0, "nothing was left behind");
    desk.refused(
        "book create --office 青禾苑 --book 没有这层/a.zfb",
        3,
        "book-missing",
        &["没有这层", "检查路径"],
    );
}

#[test]
fn a_file_that_is_no_book_is_not_touched() {
    let desk = Desk::without_book("2025-12-27");
    for (content, exit, code, named) in [
        ("这是别的文件".repeat(100), 3, "not-a-book", ["不是账房的账本", ".zfb"]),
        ("短".to_owned(), 3, "not-a-book", ["不是账房的账本", ".zfb"]),
        (String::new(), 3, "book-damaged", ["已损坏", "book restore"]),
    ] {
        desk.write(BOOK, &content);
        for line in ["receipt take 3-1-301=1 --method cash", "arrears list", "book verify"] {
            desk.refused(line, exit, code, &named);
        }
        assert_eq!(fs::read_to_string(desk.path(BOOK)).unwrap(), content);
    }
}

#[test]
fn another_programs_database_is_no_book() {
    let desk = Desk::without_book("2025-12-27");
    let other = rusqlite::Connection::open(desk.path(BOOK)).unwrap();
    other.execute_batch("CREATE TABLE fee(id INTEGER)").unwrap();
    drop(other);
    desk.refused("arrears list", 3, "not-a-book", &[BOOK, "不是账房的账本"]);
    desk.refused("receipt take 3-1-301=1 --method cash", 3, "not-a-book", &[BOOK, "不是账房的账本"]);
}

#[test]
fn a_cut_book_is_named_as_damaged_and_the_backup_helps() {
    let desk = desk();
    desk.done("book back-up 备份.zfb");
    let length = fs::metadata(desk.path(BOOK)).unwrap().len();
    File::options().write(true).open(desk.path(BOOK)).unwrap().set_len(length / 2).unwrap();
    for line in ["receipt take 3-1-301=1 --method cash", "arrears list", "bill-run post 2026-01"] {
        desk.refused(line, 3, "book-damaged", &["已损坏", "book restore"]);
    }
    desk.done("book restore 备份.zfb");
    assert_eq!(desk.done("arrears list --home 3-1-301")["total"], "444.44");
    desk.verified();
}

#[test]
fn a_sum_changed_behind_the_programs_back_is_found() {
    let desk = desk();
    let book = rusqlite::Connection::open(desk.path(BOOK)).unwrap();
    book.execute("UPDATE open_item SET open_fen = open_fen - 1 WHERE charge_id = 1", []).unwrap();
    drop(book);
    let found = desk.say("book verify --json");
    assert_eq!(found.code, Some(1));
    assert_eq!(found.json()["findings"][0]["check"], "projection");
    assert!(desk.say("book verify").text.contains("book rebuild"));
    desk.done("book rebuild");
    desk.verified();
}

#[test]
fn a_book_of_a_newer_program_is_left_alone() {
    let desk = desk();
    let book = rusqlite::Connection::open(desk.path(BOOK)).unwrap();
    book.pragma_update(None, "user_version", 99).unwrap();
    drop(book);
    for line in ["receipt take 3-1-301=1 --method cash", "arrears list"] {
        desk.refused(line, 3, "book-newer", &["99", "升级程序", "没有改动"]);
    }
}

#[test]
fn one_key_for_two_kinds_of_work() {
    let desk = desk();
    desk.done("receipt take 3-1-301=1 --method cash --key 甲");
    desk.refused(
        "receipt void 1202 --reason 打错 --key 甲",
        1,
        "key-reused",
        &["甲", "receipt.take", "换一个编号"],
    );
}

#[test]
fn paper_without_typefaces() {
    let desk = desk();
    desk.refused(
        "receipt print 1201 --out 收据.pdf --fonts 没有字体",
        1,
        "document",
        &["没有字体", "--fonts"],
    );
    assert!(!desk.path("收据.pdf").exists());
}

#[test]
fn wrong_use_is_told_apart_from_a_refusal() {
    let desk = desk();
    for (line, named) in [
        ("receipt take 3-1-301", "缺少参数：--method <方式>"),
        ("receipt take --method cash", "缺少参数：<房号[=金额]>"),
        ("receipt take 3-1-301 --method 记账", "“记账”不可用，可用：cash"),
        ("receipt take 3-1-301 --method cash --discount 5", "不认识参数“--discount”"),
        ("receipt void 十二 --reason 打错", "“十二”不可用"),
        ("receipt give 3-1-301", "没有命令“give”"),
        ("invoice take", "没有命令“invoice”"),
        ("bill-run post 2026-01 --due 月底", "“月底”不可用"),
        ("arrears list --overdue-days 多", "“多”不可用"),
    ] {
        desk.refused(line, 2, "wrong-use", &[named, "--help"]);
    }
}

/// The superuser may write everywhere, so for him the command is run as nobody.
#[cfg(unix)]
#[test]
fn a_book_in_a_folder_that_cannot_be_written_is_read_only() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let desk = desk();
    desk.done("book back-up 备份.zfb");
    let (tools, nobody) = (Desk::without_book("2025-12-27"), 65_534);
    let program = tools.path("zhangfang");
    // By a process of its own: a file this process has open for writing could not be started by its other threads.
    let copied = std::process::Command::new("cp").args([zhangfang_tests::program(), &program]).status();
    assert!(copied.unwrap().success());
    let allow =
        |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for entry in fs::read_dir(desk.folder()).unwrap() {
        allow(&entry.unwrap().path(), 0o444);
    }
    allow(tools.folder(), 0o755);
    allow(desk.folder(), 0o555);
    let run = |line: &str| {
        let mut command = std::process::Command::new(&program);
        command.args(line.split(' ')).args(["--date", "2025-12-27"]).current_dir(desk.folder());
        if fs::metadata(desk.folder()).unwrap().uid() == 0 {
            command.uid(nobody).gid(nobody);
        }
        let output = command.output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, _, error) = run("receipt take 3-1-301=1 --method cash");
    assert_eq!(code, Some(1), "{error}");
    assert!(
        error.contains(BOOK) && error.contains("不可写，没有任何改动") && error.contains("检查文件"),
        "{error}"
    );
    let (code, told, _) = run("bill-run post 2026-01 --json");
    assert_eq!(code, Some(1));
    assert!(told.contains("\"not-writable\""), "{told}");
    // A book needs a side file even to be read; a backup can be read from where nothing can be written.
    let (code, list, error) = run("arrears list --home 3-1-301 --book 备份.zfb");
    assert_eq!((code, error.as_str()), (Some(0), ""));
    assert!(list.contains("444.44"), "{list}");
    allow(desk.folder(), 0o755);
}

#[test]
fn a_slip_without_a_phone_for_complaints_or_a_contract_is_not_printed() {
    let desk = desk();
    desk.done("office set phone=0000-0000000 hours=8:30—18:00");
    desk.refused(
        "notice slips 2025-10 --out 通知单",
        1,
        "profile-incomplete",
        &["投诉电话", "合同名称", "office set"],
    );
    assert!(!desk.path("通知单").exists());
}
