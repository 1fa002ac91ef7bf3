//! Words no paper may use (domain section 2.8), and sentences every demand for money has.
#![allow(clippy::unwrap_used)]

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::fonts;
use support::papers::{
    ageing_table, arrears_list, day_report, demand, deposit_slip, dunning, full_disclosure, plain_disclosure,
    poster,
};
use zhangfang_documents::arrears_list::ageing;
use zhangfang_documents::debt::Forum;
use zhangfang_documents::receipt::Stock;
use zhangfang_documents::{FontSet, public, receipt, slip};
use zhangfang_domain::letter::Letter;

const BLOCKED: [&str; 32] = [
    "停水",
    "停电",
    "断水",
    "断电",
    "停气",
    "停暖",
    "限水",
    "限电",
    "锁梯",
    "停梯",
    "禁用门禁",
    "注销门禁",
    "拉黑车牌",
    "限制出入",
    "影响出行",
    "影响日常生活",
    "影响住房权益",
    "停止服务",
    "罚款",
    "曝光",
    "黑名单",
    "老赖",
    "上征信",
    "列入失信",
    "通知子女学校",
    "后果自负",
    "最后通牒",
    "强制执行",
    // Only warned about, and not needed.
    "滞纳金",
    "必须",
    "立即",
    "恶意",
];

fn every_paper(fonts: &FontSet) -> Vec<(&'static str, Vec<u8>)> {
    use zhangfang_documents::{
        arrears_list as list, day_report as report, demand as letter, dunning as notice,
    };
    vec![
        ("缴费通知单", slip::rendered(fonts, &support::batch(vec![support::full_slip()])).unwrap()),
        ("收据", receipt::rendered(fonts, &support::receipt(), Stock::A5).unwrap()),
        ("缴费通知", public::rendered(fonts, &poster(21, 11)).unwrap()),
        ("缴费通知", public::rendered(fonts, &poster(28, 3)).unwrap()),
        ("催缴通知单", notice::rendered(fonts, &dunning(Letter::FirstNotice)).unwrap()),
        ("催缴通知单", notice::rendered(fonts, &dunning(Letter::SecondNotice)).unwrap()),
        ("催缴函", letter::rendered(fonts, &demand(true, Forum::Court)).unwrap()),
        ("催缴函", letter::rendered(fonts, &demand(false, Forum::Arbitration)).unwrap()),
        ("欠费明细表", list::rendered(fonts, &arrears_list(40)).unwrap()),
        ("账龄分析表", ageing::rendered(fonts, &ageing_table()).unwrap()),
        ("收支公示", public::rendered(fonts, &full_disclosure()).unwrap()),
        ("收支公示", public::rendered(fonts, &plain_disclosure()).unwrap()),
        ("收费日报", report::rendered(fonts, &day_report()).unwrap()),
        ("交款单", zhangfang_documents::deposit_slip::rendered(fonts, &deposit_slip()).unwrap()),
    ]
}

#[test]
fn no_paper_uses_a_blocked_word() {
    for (name, bytes) in every_paper(&fonts()) {
        let text = reading::all(&bytes).replace('\n', "");
        for word in BLOCKED {
            assert!(!text.contains(word), "{name} says {word}");
        }
        // The name of the paper itself is no threat to tell an employer.
        assert!(!text.replace("通知单", "").contains("通知单位"), "{name}");
    }
}

#[test]
fn whoever_asks_for_money_says_until_when_whom_to_call_and_to_ignore_it_when_paid() {
    let asking = ["缴费通知单", "催缴通知单", "催缴函"];
    for (name, bytes) in every_paper(&fonts()).into_iter().filter(|(name, _)| asking.contains(name)) {
        let text = reading::all(&bytes).replace('\n', "");
        assert!(text.contains("如您已缴费，请忽略"), "{name}");
        assert!(text.contains("0000-0000000"), "{name}");
        assert!(text.contains("2025年7月31日") || text.contains("2025年10月31日"), "{name}");
    }
}
