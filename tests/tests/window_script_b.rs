//! Script B of domain section 7.5 in a real window: a dunning and complaint day, from the notices of the morning to the
//! queue of 72 hours.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use zhangfang_tests::window::{Stage, Window};
use zhangfang_tests::{BOOK, dunning_day};

fn find(window: &Window<'_>, room: &str, named: &str) {
    window.press("{F2}");
    window.is_in("查找住户");
    window.press(room);
    window.press("{Enter}");
    window.says(&[named, "待缴账单"]);
}

fn tab(window: &Window<'_>, page: &str, name: &str) {
    window.go(page);
    window.click(name);
}

#[test]
fn a_dunning_day_in_the_window() {
    let desk = dunning_day::office();
    let stage = Stage::on(dunning_day::DAY).with_book(&desk.path(BOOK));
    stage.time("09:10");
    let window = stage.open();
    the_first_notice_goes_to_twenty_homes(&window);
    a_balance_that_changed_is_not_printed_again(&window);
    a_threat_is_not_saved(&window);
    a_call_at_noon_waits(&stage, &window);
    the_light_is_mended_and_the_owner_called(&window);
    seven_instalments(&window);
    what_is_left_for_the_days_to_come(&window);
    window.close();
}

fn the_first_notice_goes_to_twenty_homes(window: &Window<'_>) {
    tab(window, "催缴", "批次");
    window.says(&["温馨提示", "新的一批"]);
    window.press("{F9}");
    window.says(&["余额现在核对"]);
    window.choose("办哪一步", "第一次催缴通知");
    window.choose("楼栋", "5栋");
    window.says(&[
        "办 20 户，合计 15,888.76 元",
        "不办 4 户",
        "已缴清，没有逾期",
        "按分期协议",
        "暂停中：投诉处理中",
    ]);
    window.says(&["许*"]);
    window.no_longer_says("许朗");
    window.press("{Ctrl+Enter}");
    window.paper_shown();
    window.press("{Esc}");
    window.dialogs_closed();
    window.says(&["第一次催缴通知", "15,888.76"]);
}

fn a_balance_that_changed_is_not_printed_again(window: &Window<'_>) {
    find(window, "52102", "田野");
    window.press("{F3}");
    window.says(&["收款金额"]);
    window.press("{Alt+2}");
    window.fill("收款金额", "100");
    window.says(&["缴后尚欠 566.66 元"]);
    window.press("{Enter}{Enter}");
    window.says(&["已收款 收据"]);
    window.press("{Esc}");
    window.dialogs_closed();
    tab(window, "催缴", "批次");
    window.says(&["批次", "15,888.76"]);
    window.into_list();
    window.press("{Enter}");
    window.is_told("5-2-102");
    window.paper_shown();
    window.press("{Esc}");
    window.dialogs_closed();
}

fn a_threat_is_not_saved(window: &Window<'_>) {
    tab(window, "催缴", "文案");
    window.click("催缴通知单（第一次）");
    window.says(&["可以使用"]);
    window.fill("催缴通知单（第一次）", "再不交就停水");
    window.says(&["停水", "944"]);
    window.fill("催缴通知单（第一次）", "逾期将依法提起诉讼");
    window.says(&["诉讼"]);
    window.no_longer_says("可以使用");
}

fn a_call_at_noon_waits(stage: &Stage, window: &Window<'_>) {
    stage.time("12:40");
    find(window, "51402", "许朗");
    window.press("{F9}");
    window.says(&["记联系", "通话卡", "2026-01-06 14:00"]);
    window.choose("结果", "无人接听或无人在家");
    window.fill("下次日期", "2026-01-07");
    window.press("{Ctrl+Enter}");
    window.says(&["14:00"]);
    stage.time("14:00");
    window.press("{Ctrl+Enter}");
    window.dialogs_closed();
    window.says(&["无人接听或无人在家"]);
    stage.time("16:00");
    window.press("{F9}");
    window.says(&["记联系", "2026-01-07"]);
    window.press("{Esc}");
    window.dialogs_closed();
}

fn the_light_is_mended_and_the_owner_called(window: &Window<'_>) {
    find(window, "52701", "毛宁");
    window.press("{F7}");
    window.says(&["登记工单"]);
    window.press("{Alt+2}");
    window.fill("业主的原话", "楼道灯修好就交");
    window.choose("涉及费用", "物业服务费");
    window.press("{Ctrl+Enter}");
    window.says(&["楼道灯修好就交", "催缴暂停到 01-16"]);
    window.click("楼道灯修好就交");
    window.click("派单");
    window.fill("姓名", "电工老赵");
    window.press("{Ctrl+Enter}");
    window.says(&["派单 · 电工老赵"]);
    window.click("办结");
    window.fill("做了什么", "换灯管一支");
    window.press("{Ctrl+Enter}");
    window.says(&["缴费沟通"]);
    window.press("{Esc}");
    window.dialogs_closed();
    tab(window, "催缴", "今日");
    window.says(&["服务已办结", "5-2-701"]);
}

fn seven_instalments(window: &Window<'_>) {
    find(window, "511001", "董明远");
    window.press("{F6}");
    window.says(&["办理 5-1-1001"]);
    window.click("分期");
    window.fill("分几期", "7");
    window.fill("第一期付款日", "2026-02-10");
    window.says(&["428.57", "428.58", "3,000.00"]);
    window.press("{Ctrl+Enter}");
    window.says(&["FQ-202601-00001"]);
    window.press("{Esc}");
    window.dialogs_closed();
    window.says(&["分期履行中"]);
}

#[test]
fn a_demand_signed_for_by_a_grown_son_moves_limitation_and_a_posting_moves_nothing() {
    let desk = dunning_day::office();
    let stage = Stage::on(dunning_day::DAY).with_book(&desk.path(BOOK));
    stage.time("10:15");
    let window = stage.open();
    a_demand_is_signed_for(&window);
    window.close();
}

fn a_demand_is_signed_for(window: &Window<'_>) {
    tab(window, "催缴", "欠费名单");
    window.tick("选 5-2-303");
    window.click("办一步");
    window.choose("办哪一步", "书面催缴函");
    window.tick("经理批准越级");
    window.fill("经理批准的理由", "业主要求书面答复");
    window.tick("没办结的投诉、报修已经看过");
    window.says(&["办 1 户，合计 666.66 元"]);
    window.press("{Ctrl+Enter}");
    window.paper_shown();
    window.press("{Esc}");
    window.dialogs_closed();
    find(window, "52303", "石岩");
    window.press("{Ctrl+F9}");
    window.says(&["送达方式"]);
    window.press("{Alt+5}");
    window.says(&["不影响时效"]);
    window.press("{Alt+1}");
    window.fill("签收人姓名", "石小岩");
    window.choose("与业主的关系", "同住成年家属");
    window.says(&["2029-01-06"]);
    window.press("{Ctrl+Enter}");
    window.is_told("A 级");
    window.dialogs_closed();
}

fn what_is_left_for_the_days_to_come(window: &Window<'_>) {
    tab(window, "催缴", "诉讼时效");
    window.says(&["5-2-901", "2026-01-31"]);
    window.click("今日");
    window.says(&["后回访，2026-01-09 前"]);
}
