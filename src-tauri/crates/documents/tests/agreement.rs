//! 分期付款协议: what has to stand on it, and what it refuses.

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::fonts;
use support::papers::agreement;
use zhangfang_documents::DocumentError;
use zhangfang_documents::agreement::rendered;
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::{Fen, capital};

fn text(bytes: &[u8]) -> String {
    reading::all(bytes).replace(['\n', ' '], "")
}

#[test]
fn i4_the_paper_has_debt_schedule_capitals_and_room_to_sign() {
    let model = agreement(7);
    let bytes = rendered(&fonts(), &model).unwrap();
    let text = text(&bytes);
    let each = model.schedule[0].amount;
    let last = model.schedule[6].amount;
    for part in [
        "分期付款协议",
        "FQ-202507-00001",
        "王建国",
        "3-1-301",
        "2025年7月31日",
        "2024年7月1日至7月31日",
        &format!("合计¥{}（大写：人民币{}）", model.total, capital::capital(model.total)),
        &format!("分7期支付，第1至6期每期{each}元，第7期{last}元"),
        "第7期2026年2月10日",
        "乙方不再收取该笔欠费的违约金",
        "逾期满7日",
        "当期费用",
        "一式两份",
        "签名",
        "盖章",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    assert!(!text.contains("滞纳金") && !text.contains("罚款"));
}

#[test]
fn the_signatures_never_stand_alone() {
    for parts in [2, 12, 24, 36, 60] {
        let pages = reading::pages(&rendered(&fonts(), &agreement(parts)).unwrap());
        let last = pages.last().unwrap().replace('\n', "");
        assert!(last.contains("签名") && last.contains("生效"), "{parts} parts: {last}");
    }
}

#[test]
fn each_treatment_of_late_charges_has_its_own_words() {
    for (late, words) in [
        (LateTerms::WaiveIfKept, "按期付清后，乙方不再收取"),
        (LateTerms::Suspend, "暂停计算违约金"),
        (LateTerms::Charge, "仍按合同计算，由双方另行结算"),
    ] {
        let mut model = agreement(3);
        model.late = late;
        assert!(text(&rendered(&fonts(), &model).unwrap()).contains(words), "{words}");
    }
}

#[test]
fn totals_that_disagree_are_refused() {
    let mut model = agreement(3);
    model.schedule[1].amount += Fen(1);
    assert!(matches!(rendered(&fonts(), &model), Err(DocumentError::TotalsDisagree { .. })));
    let mut model = agreement(3);
    model.debts.pop();
    assert!(matches!(rendered(&fonts(), &model), Err(DocumentError::TotalsDisagree { .. })));
}
