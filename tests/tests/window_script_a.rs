//! Script A of domain section 7.5 in a real window: a charging day at the counter, from the open drawer to the closed
//! one, ending at 4,770.84.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use zhangfang_tests::window::{Stage, Window};
use zhangfang_tests::{BOOK, charging_day};

fn find(window: &Window<'_>, room: &str, named: &str) {
    window.press("{F2}");
    window.is_in("查找住户");
    window.press(room);
    window.press("{Enter}");
    window.says(&[named, "待缴账单"]);
}

/// Takes money for the home on the card: the method by its key, the amount, and what the receipt must say.
fn take(window: &Window<'_>, method: &str, amount: &str, quoted: &[&str], receipt: &str) {
    window.press("{F3}");
    window.says(&["收款金额"]);
    window.press(method);
    if !amount.is_empty() {
        window.fill("收款金额", amount);
    }
    window.says(quoted);
    window.press("{Enter}{Enter}");
    window.says(&[&format!("已收款 收据 {receipt}")]);
    window.press("{Esc}");
    window.dialogs_closed();
}

const CASH: &str = "{Alt+1}";
const WECHAT: &str = "{Alt+2}";
const ALIPAY: &str = "{Alt+3}";

#[test]
fn a_charging_day_in_the_window() {
    let desk = charging_day::office();
    // 8. The request to give the parking space back waits for its approval the whole day.
    let filed = desk.done("parking give-back B1-023 --on 2025-12-10 --reason 搬家");
    assert_eq!(filed["refund"], "503.23", "E2");
    desk.done(
        "receipt prepay 5-2-1102 --months 2026-01..2026-12 --item management --promotion 交11送1 --quote",
    );
    let stage = Stage::on(charging_day::DAY).with_book(&desk.path(BOOK));
    let window = stage.open();
    opens_the_shift(&window);
    takes_money(&window);
    corrects_a_mistake(&window);
    explains_and_looks_at_the_form(&window);
    closes_the_day(&window);
    window.close();
}

fn opens_the_shift(window: &Window<'_>) {
    window.go("收银");
    window.click("开班");
    window.fill("备用金", "500");
    window.press("{Enter}");
    window.is_in("与上一班留存不符");
    window.press("{Enter}");
    window.says(&["抽屉应有现金", "500.00"]);
}

fn takes_money(window: &Window<'_>) {
    find(window, "31301", "张三");
    window.says(&["681.98", "13.27", "2.05"]);
    window.press("{F3}");
    window.says(&["应收", "681.98"]);
    window.fill("实收现金", "700");
    window.says(&["找零", "18.02", "陆佰捌拾壹元玖角捌分"]);
    window.press("{Enter}");
    window.says(&["已收款 收据 0001201", "18.02"]);
    window.press("{Esc}");
    window.dialogs_closed();
    find(window, "31302", "李四");
    take(window, WECHAT, "500", &["55.56", "缴后尚欠 166.66 元"], "0001202");
    window.says(&["166.66"]);
    prepays_a_year(window);
}

fn prepays_a_year(window: &Window<'_>) {
    find(window, "521102", "钱七");
    window.press("{F6}");
    window.says(&["办理 5-2-1102", "预缴"]);
    window.press("1");
    window.says(&["预缴 5-2-1102", "交11送1"]);
    window.press("{Alt+4}");
    window.says(&["交易单号"]);
    window.fill("从", "2026-01");
    window.fill("到", "2026-12");
    window.says(&["2,444.42", "2026年1—12月", "优惠 222.22 元"]);
    window.click("收款并开收据");
    window.says(&["已收款 收据 0001203", "贰仟肆佰肆拾肆元肆角贰分"]);
    window.press("{Esc}");
    window.dialogs_closed();
}

fn corrects_a_mistake(window: &Window<'_>) {
    find(window, "31303", "王五");
    take(window, ALIPAY, "222.22", &["缴后尚欠 444.44 元"], "0001204");
    window.press("{F4}");
    window.click_in_row("0001204", "作废");
    window.fill("作废原因", "记错房号");
    window.press("{Enter}");
    window.says(&["作废：记错房号"]);
    find(window, "32303", "3-2-303");
    take(window, ALIPAY, "222.22", &["缴后尚欠 444.44 元"], "0001205");
    find(window, "41601", "赵六");
    window.tick("指定 物业服务费 2025年3月");
    take(window, CASH, "222.22", &["业主指定 1 笔", "2025年3月"], "0001206");
    window.says(&["2025年1月", "2025年2月"]);
    window.no_longer_says("2025年3月 2025");
    find(window, "21101", "洪阿婆");
    take(window, WECHAT, "700", &["多出的转为预存", "33.34"], "0001207");
    window.says(&["预存\n33.34"]);
}

fn explains_and_looks_at_the_form(window: &Window<'_>) {
    find(window, "31301", "张三");
    window.click_in_row("公共照明电费", "公共照明电费");
    window.says(&["24", "0.553", "13.27", "202512-0381"]);
    window.press("{Esc}");
    window.dialogs_closed();
    window.go("收银");
    window.click("审批");
    window.says(&["6-1-101", "503.23", "待审批"]);
}

fn closes_the_day(window: &Window<'_>) {
    window.click("班次");
    window.says(&["抽屉应有现金", "1,404.20", "904.20", "1,200.00", "2,444.42", "222.22", "4,770.84"]);
    window.click("清点交班");
    for (piece, count) in [("100 元", "13"), ("50 元", "2"), ("1 元", "4"), ("0.1 元", "2")] {
        window.fill(piece, count);
    }
    window.says(&["1,404.20", "0.00"]);
    for (field, value) in [
        ("交存银行的现金", "904.20"),
        ("银行回单号", "20251227-0088"),
        ("微信", "1200"),
        ("支付宝", "222.22"),
        ("刷卡", "2444.42"),
    ] {
        window.fill(field, value);
    }
    window.click("交班");
    window.is_told("第 1 班已交班");
    // The day's papers lie ready: the report and the deposit slip.
    window.paper_shown();
    window.says(&["收费日报第1班", "共 2 份"]);
    window.press("{Esc}");
    window.dialogs_closed();
    // After the close nothing of it is taken back.
    window.press("{F2}");
    window.press("{F4}");
    window.click_in_row("0001207", "作废");
    window.fill("作废原因", "反悔");
    window.press("{Enter}");
    window.says(&["第 1 班", "退款单"]);
    window.press("{Esc}");
    window.dialogs_closed();
    window.says(&["有效 6 张，作废 1 张", "4,770.84"]);
}
