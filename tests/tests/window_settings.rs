//! Who may work at the desk, and getting a book back, in a real window.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use zhangfang_tests::window::{Stage, Window};
use zhangfang_tests::{BOOK, Desk};

const DAY: &str = "2026-01-10";

fn office() -> Stage {
    let desk = Desk::with_homes("2025-10-01", &["3-1-301,张三,94.56,住宅"]);
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-10");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-10..2025-12");
    desk.done("staff add 项目经理陈 --role manager");
    Stage::on(DAY).with_book(&desk.path(BOOK))
}

#[test]
fn a_wrong_password_is_refused_and_the_right_one_lets_in() {
    let stage = office();
    let window = stage.open();
    window.go("设置");
    window.click("人员与权限");
    window.click_in_row("项目经理陈", "设置密码");
    window.fill("新密码", "qinghe2026");
    window.fill("再输一次", "qinghe2026");
    window.press("{Enter}");
    // From the first password on the desk is locked.
    window.says(&["已锁定", "登录后继续"]);
    window.close();
    // Started anew, the door is closed, whatever key is pressed.
    let window = stage.open();
    window.says(&["请登录"]);
    window.press("{Esc}{Esc}{F2}");
    window.says(&["请登录"]);
    log_in(&window, "qinghe2025");
    window.until("a refusal", "return !!document.querySelector('dialog.door [role=alert]')", &[]);
    window.no_longer_says("3-1-301");
    log_in(&window, "qinghe2026");
    window.dialogs_closed();
    window.says(&["总览", "项目经理陈"]);
    window.press("{Ctrl+l}");
    window.says(&["已锁定"]);
    window.close();
}

fn log_in(window: &Window<'_>, password: &str) {
    window.fill("姓名", "项目经理陈");
    window.fill("密码", password);
    window.press("{Enter}");
}

fn takes_the_money(window: &Window<'_>) {
    window.press("{F2}");
    window.is_in("查找住户");
    window.press("31301{Enter}");
    window.says(&["张三", "666.66"]);
    window.press("{F3}");
    window.says(&["应收", "666.66"]);
    window.press("{Enter}{Enter}");
    window.says(&["已收款 收据 0001201"]);
    window.press("{Esc}");
    window.says(&["没有待缴账单"]);
}

#[test]
fn a_backup_is_trusted_only_when_it_is_whole_and_brings_the_book_back() {
    let stage = office();
    let window = stage.open();
    window.go("设置");
    window.click("备份");
    window.click("备份账本");
    window.is_told("已备份并读回核对");
    let [copy] = &stage.files("saved")[..] else { panic!("one backup is one file") };
    takes_the_money(&window);
    // A copy somebody's stick has damaged is not taken.
    let damaged = stage.path("坏的备份.zfb");
    let mut bytes = std::fs::read(copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    std::fs::write(&damaged, bytes).unwrap();
    stage.pick(&damaged);
    window.go("设置");
    window.click("备份");
    window.click("恢复备份");
    let refused = "return !!document.querySelector('[role=alert]') && !text().includes('恢复这份备份')";
    window.until("a refusal of the damaged copy", refused, &[]);
    window.press("{Esc}");
    window.dialogs_closed();
    stage.pick(copy);
    window.click("恢复备份");
    window.says(&["备份完好", "备份以后账本又记了", "666.66"]);
    window.click("恢复这份备份");
    window.says(&["确定恢复", "需要重新录入"]);
    window.click("恢复");
    window.is_told("已恢复");
    window.press("{F2}");
    window.is_in("查找住户");
    window.press("31301{Enter}");
    window.says(&["张三", "666.66", "待缴账单"]);
    window.close();
    assert!(
        std::fs::read_dir(stage.path("home"))
            .unwrap()
            .any(|entry| { entry.unwrap().file_name().to_string_lossy().contains(".replaced") })
    );
}
