//! 催缴通知单 and 催缴函: what must stand on them, and what must never.

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::papers::{demand, dunning, monthly_debts};
use support::{day, fonts};
use zhangfang_documents::debt::Forum;
use zhangfang_documents::demand::Term;
use zhangfang_documents::dunning::DunningBatch;
use zhangfang_documents::slip::Addressee;
use zhangfang_documents::{DocumentError, demand as letter, dunning as notice};
use zhangfang_domain::letter::Letter;
use zhangfang_domain::{Fen, Month};

/// The text of each page without the ends of lines.
fn pages(bytes: &[u8]) -> Vec<String> {
    reading::pages(bytes).into_iter().map(|page| page.replace('\n', "")).collect()
}

#[test]
fn two_reminders_share_a_sheet_and_nobody_signs_for_one() {
    for (text, total) in [(Letter::PreDue, "合计"), (Letter::Gentle, "未缴本金合计")] {
        let pages = pages(&notice::rendered(&fonts(), &dunning(text)).unwrap());
        for number in ["CJ-202507-00000", "CJ-202507-00002"] {
            assert!(pages[0].contains(number), "{number} in\n{}", pages[0]);
        }
        assert_eq!(pages[0].matches("只给本户，请勿张贴").count(), 2);
        let whole = pages.concat();
        assert!(whole.contains(total));
        for never in ["存档联", "签收人", "催缴函", "违约金"] {
            assert!(!whole.contains(never), "{never} on a reminder");
        }
        assert_eq!(whole.contains("未缴本金合计"), text == Letter::Gentle);
    }
}

#[test]
fn c18_the_committee_seals_its_letter_and_names_the_regulation_it_rests_on() {
    let pages = pages(&notice::rendered(&fonts(), &dunning(Letter::Committee)).unwrap());
    for field in
        ["业委会督促函", "青禾苑业主委员会（盖章）", "《物业管理条例》第六十四条", "存档联", "签收人"]
    {
        assert!(pages[0].contains(field), "{field} in\n{}", pages[0]);
    }
}

#[test]
fn every_field_of_3_4_stands_on_both_copies() {
    for (round, ordinal) in [(Letter::FirstNotice, "第一次"), (Letter::SecondNotice, "第二次")] {
        let pages = pages(&notice::rendered(&fonts(), &dunning(round)).unwrap());
        let page = &pages[1];
        for field in [
            &*format!("催缴通知单（{ordinal}）"),
            "CJ-202507-00002",
            "3-1-401",
            "青禾商贸***公司",
            "《青禾苑物业服务合同》第十二条",
            "2025年3月1日至3月31日",
            "2025年3月31日",
            "110",
            "未缴本金合计",
            "¥666.66",
            "陆佰陆拾陆元陆角陆分",
            "请您在 2025年7月31日 前",
            "如您已缴费，请忽略本通知。",
            "王老师（0000-0000000）",
            "□ 我要核对账目　□ 想商量分期　□ 有问题要反映",
            "12345",
            "人民调解",
            "按合同约定向人民法院起诉",
            "2025年7月19日 17:30",
        ] {
            assert_eq!(page.matches(field).count().min(2), 2, "{field} in\n{page}");
        }
        for (field, count) in [("业主联", 1), ("存档联", 1), ("送达", 1), ("签收人", 1), ("缴费方式", 1)]
        {
            assert_eq!(page.matches(field).count(), count, "{field}");
        }
        let second = round == Letter::SecondNotice;
        for field in [
            "我们曾于2025年7月3日（短信）、7月12日（电话）与您联系。",
            "可计违约金 43.21 元",
            "未计入上列合计",
        ] {
            assert_eq!(page.contains(field), second, "{field}");
        }
        assert!(!page.contains("王建国") && !page.contains("138"));
    }
}

#[test]
fn a_long_debt_goes_on_and_every_sheet_has_both_copies() {
    let bytes = notice::rendered(&fonts(), &dunning(Letter::FirstNotice)).unwrap();
    let pages = pages(&bytes);
    assert_eq!(pages.len(), 7, "one more sheet for nineteen months");
    let long = pages[5..].concat();
    for debt in monthly_debts(Month::new(2023, 12).unwrap(), 19) {
        let (from, to) = debt.period;
        let period = zhangfang_documents::phrase::period(from, to);
        assert_eq!(long.matches(&period).count(), 2, "{period}");
    }
    assert_eq!(long.matches("续下页").count(), 2);
    assert_eq!(long.matches("¥4,222.18").count(), 2);
    assert_eq!(
        reading::bookmarks(&bytes),
        ["1单元", "  3-1-201", "  3-1-401", "  3-1-601", "  3-1-801", "  3-1-1001", "2单元", "  3-2-1301"]
    );
}

#[test]
fn the_full_name_needs_an_envelope() {
    let mut batch = dunning(Letter::FirstNotice);
    batch.notices[0].addressee = Addressee::in_full("王建国");
    assert!(pages(&notice::rendered(&fonts(), &batch).unwrap())[0].contains("王建国业主，您好！"));
}

#[test]
fn debts_and_total_must_agree() {
    let mut batch = dunning(Letter::FirstNotice);
    batch.notices[3].total += Fen(1);
    let error = notice::rendered(&fonts(), &batch).unwrap_err();
    assert!(matches!(error, DocumentError::TotalsDisagree { whose, .. } if whose == "CJ-202507-00006"));
    let mut batch = demand(true, Forum::Court);
    batch.letters[1].principal += Fen(1);
    let error = letter::rendered(&fonts(), &batch).unwrap_err();
    assert!(matches!(error, DocumentError::TotalsDisagree { whose, .. } if whose == "CJH-202507-00002"));
}

#[test]
fn g13_the_demand_claims_principal_and_late_charge_on_their_own_lines() {
    let bytes = letter::rendered(&fonts(), &demand(true, Forum::Court)).unwrap();
    let pages = pages(&bytes);
    let text = pages[..3].concat();
    for field in [
        "物业服务费催缴函",
        "CJH-202507-00001",
        "王建国",
        "3-1-301",
        "某省某市某区青禾路 1 号青禾苑",
        "《青禾苑物业服务合同》",
        "与青禾苑业主大会于2023年12月1日签订",
        "第十二条",
        "截至2025年7月31日",
        "2024年1月1日至2025年6月30日",
        "547",
        "本金合计 ¥3,999.96（大写：人民币叁仟玖佰玖拾玖元玖角陆分）",
        "合同第十五条（日万分之五，自每期到期次日起）",
        "可计违约金 ¥578.00",
        "本金与违约金合计",
        "¥4,577.96（大写：人民币肆仟伍佰柒拾柒元玖角陆分）",
        "请您自收到本函之日起 15日内支付上述本金",
        "可以商量分期",
        "12345",
        "将依据合同约定和《中华人民共和国民法典》第九百四十四条，依法提起诉讼。",
        "如您已缴费，请忽略本函",
        "青禾物业服务有限公司（盖章）",
        "联系 王老师（0000-0000000）",
        "附件：1. 欠费明细　2. 合同节选　3. 送达回证",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
    assert_eq!(reading::bookmarks(&bytes), ["3-1-301", "3-1-502"]);
    assert!(pages[3].contains("第 1 页　共 3 页") && pages[3].contains("CJH-202507-00002"));
}

#[test]
fn the_demand_names_the_forum_of_the_contract_and_no_late_charge_unless_claimed() {
    let text = pages(&letter::rendered(&fonts(), &demand(false, Forum::Arbitration)).unwrap()).concat();
    assert!(text.contains("依法申请仲裁。") && text.contains("向约定的仲裁机构申请仲裁"));
    assert!(!text.contains("诉讼") && !text.contains("起诉") && !text.contains("违约金"));
}

#[test]
fn the_proof_of_service_has_a_page_of_its_own() {
    let pages = pages(&letter::rendered(&fonts(), &demand(true, Forum::Court)).unwrap());
    assert_eq!(pages.len(), 6);
    for page in [&pages[2], &pages[5]] {
        for field in [
            "送 达 回 证",
            "《物业服务费催缴函》　CJH-202507-0000",
            "受送达人",
            "送达地址",
            "□ 直接送达　□ 留置送达　□ 邮寄送达　□ 电子送达",
            "送达时间",
            "签收人（签名）",
            "□ 本人　□ 同住成年家属　□ 授权人",
            "拒收事由",
            "见证人",
            "送达人（签名）",
            "照片编号",
            "邮件单号（EMS）",
        ] {
            assert!(page.contains(field), "{field} in\n{page}");
        }
        assert!(!page.contains("本金"));
    }
}

#[test]
fn a_demand_leaves_fifteen_days_at_least() {
    assert_eq!(Term::days(14), None);
    assert!(Term::days(15).is_some());
}

#[test]
fn the_same_letters_give_the_same_bytes() {
    let fonts = fonts();
    for round in [Letter::FirstNotice, Letter::SecondNotice] {
        assert!(
            notice::rendered(&fonts, &dunning(round)).unwrap()
                == notice::rendered(&fonts, &dunning(round)).unwrap()
        );
    }
    let batch = demand(true, Forum::Court);
    assert!(letter::rendered(&fonts, &batch).unwrap() == letter::rendered(&fonts, &batch).unwrap());
}

#[test]
fn a_long_batch_keeps_every_notice_and_its_bookmark() {
    let few = dunning(Letter::FirstNotice);
    let many = (0..150).map(|n| {
        let number = format!("CJ-202508-{n:05}");
        notice::Dunning { number, ..few.notices[n % 6].clone() }
    });
    let batch = DunningBatch { notices: many.collect(), deadline: day(2025, 8, 31), ..few.clone() };
    let pages = pages(&notice::rendered(&fonts(), &batch).unwrap());
    assert_eq!(pages.len(), 150 + 25);
    for n in 0..150 {
        let sheets = if n % 6 == 5 { 2 } else { 1 };
        let number = format!("CJ-202508-{n:05}");
        assert_eq!(pages.iter().filter(|page| page.contains(&number)).count(), sheets, "{number}");
    }
}
