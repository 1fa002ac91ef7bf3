//! Forms with approval on paper: their state, their sums, who said what, and who signs for the money.
#![allow(clippy::unwrap_used)]

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::{at, day, fonts, receipt};
use zhangfang_documents::Imprint;
use zhangfang_documents::office_form::{FormLine, OfficeForm, Opinion, Payee, rendered};
use zhangfang_documents::receipt::{self, Receipt, ReceiptLine, Stock};
use zhangfang_domain::Fen;

fn refund() -> OfficeForm {
    let line = |what: &str, fen: Option<i64>| FormLine {
        what: what.into(),
        note: String::new(),
        amount: fen.map(Fen),
    };
    let step = |step: &str, words: &str, who: &str| Opinion {
        step: step.into(),
        words: words.into(),
        who: who.into(),
        on: (!who.is_empty()).then(|| day(2026, 7, 31)),
    };
    OfficeForm {
        imprint: Imprint {
            title: "退款单 TK-202607-00001".into(),
            number: "TK-202607-00001".into(),
            printed: at(day(2026, 7, 31), 9, 5),
        },
        company: "青禾物业服务有限公司".into(),
        centre: "青禾苑物业服务中心".into(),
        title: "退款单".into(),
        state: "已批准".into(),
        applicant: "前台小周".into(),
        filed: day(2026, 7, 31),
        room: "3-1-302".into(),
        owner: "李*".into(),
        reason: "物业服务合同终止，未使用期间退款".into(),
        facts: vec![("原收据".into(), "0001202，2,444.42 元，刷卡".into())],
        heading: "计算过程".into(),
        lines: vec![
            line("已缴（收据 0001202，2026年1—12月）", Some(244_442)),
            line("已使用至 2026年7月31日，7 个月", Some(-155_554)),
            line("赠送失效 222.22 元，不折现", None),
        ],
        sum_name: "应退金额".into(),
        sum: Fen(88_888),
        effect: "批准后由出纳付款。".into(),
        opinions: vec![
            step("客服申请", "申请办理", "前台小周"),
            step("公司审批", "同意退款", "公司财务总监"),
            step("财务付款", "", ""),
        ],
        payee: Some(Payee {
            name: "李四".into(), method: String::new(), on: None, reference: String::new()
        }),
    }
}

#[test]
fn a_refund_stands_on_one_page_with_everything_of_3_10() {
    let pages = reading::pages(&rendered(&fonts(), &refund()).unwrap());
    assert_eq!(pages.len(), 1);
    let text = pages[0].replace('\n', "");
    for field in [
        "退款单",
        "已批准",
        "单号 TK-202607-00001",
        "3-1-302　李*",
        "0001202，2,444.42 元，刷卡",
        "2,444.42",
        "-1,555.54",
        "赠送失效 222.22 元，不折现",
        "捌佰捌拾捌元捌角捌分",
        "¥888.88",
        "客服申请",
        "公司审批",
        "财务付款",
        "收款人签收",
        "李四",
        "＿＿＿＿＿＿＿＿",
    ] {
        assert!(text.contains(field), "{field} in {text}");
    }
}

#[test]
fn only_a_form_that_pays_out_is_signed_by_a_payee() {
    let form = OfficeForm { payee: None, state: "待审批".into(), ..refund() };
    let text = reading::all(&rendered(&fonts(), &form).unwrap());
    assert!(text.contains("待审批") && !text.contains("签收"), "{text}");
}

#[test]
fn a_deposit_receipt_says_when_the_money_goes_back_and_nothing_of_debts() {
    let mut model = receipt();
    let line = ReceiptLine { item: "装修押金".into(), amount: Fen(200_000), ..ReceiptLine::default() };
    model.homes[0].lines = vec![line];
    let model = Receipt {
        prepaid_in: Fen::ZERO,
        prepaid_balance: None,
        total: Fen(200_000),
        order: String::new(),
        remark: "本押金于装修验收合格后凭本收据退还。".into(),
        deposit: Some("装修验收合格后".into()),
        tender: receipt::Tender { method: "微信".into(), reference: String::new(), cash: None },
        ..model
    };
    for stock in [Stock::A5, Stock::Continuous] {
        let text = reading::all(&receipt::rendered(&fonts(), &model, stock).unwrap());
        for field in ["押 金 收 据", "装修押金", "贰仟元整", "凭本收据退还", "押金不是收费"]
        {
            assert!(text.contains(field), "{field} in {text}");
        }
        assert!(!text.contains("尚欠") && !text.contains("收 款 收 据"), "{text}");
    }
}
