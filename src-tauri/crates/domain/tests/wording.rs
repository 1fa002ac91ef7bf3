//! The wording checker: domain 2.8, checklist C1–C5, C12, C13, C16, C19, S97, S105; script B 3.

use zhangfang_domain::wording::{Findings, Need, TextKind, check, private_part, segments};

fn codes(findings: &Findings) -> Vec<&'static str> {
    findings.blocked.iter().map(|f| f.code).collect()
}

fn blocked(text: &str, kind: TextKind) -> Vec<&'static str> {
    codes(&check(text, kind))
}

/// Every word section 2.8 blocks.
const BLOCKED: [&str; 31] = [
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
    "通知单位",
    "通知子女学校",
    "后果自负",
    "最后通牒",
    "强制执行",
    "立即起诉",
    "立即采取法律手段",
];

/// Texts that are written to or about a debtor.
const TO_DEBTORS: [TextKind; 4] = [TextKind::Notice, TextKind::Message, TextKind::Entry, TextKind::Answer];

#[test]
fn c1_c2_c4_c13_every_blocked_word_is_blocked_in_every_text_to_a_debtor() {
    for word in BLOCKED {
        for kind in TO_DEBTORS {
            let text = format!("物业费还没有交，再不交就{word}。");
            assert!(!blocked(&text, kind).is_empty(), "{word} in {kind:?}");
        }
    }
}

#[test]
fn s105_neither_spaces_nor_marks_nor_other_forms_hide_a_word() {
    for text in [
        "再不交就停水",
        "再不交就停 水",
        "再不交就停　水",
        "再不交就停\u{200b}水",
        "再不交就停。水",
        "再不交就【停】【水】",
        "再不交就停-水",
        "再不交就停*水",
        "再不交就停\n水",
        "再不交就停氺",
        "再不交就仃水",
        "再不交就停止供水",
        "再不交就停您家的水",
        "再不交就切断水电",
        "再不交，水电停供",
        "再不交就拉闸",
        "再不交就停電",
        "再不交就斷電",
        "再不交就锁表",
    ] {
        assert_eq!(blocked(text, TextKind::Notice), ["utility"], "{text}");
    }
    for text in
        ["老 赖", "老—赖", "老賴", "黑 名 單", "曝.光", "公布欠费名单", "公开您的姓名", "公示欠费信息"]
    {
        assert_eq!(blocked(text, TextKind::Message), ["shame"], "{text}");
    }
    for text in [
        "禁用門禁卡",
        "门禁将被停权",
        "不给您坐电梯，停电梯",
        "不让进小区",
        "限制车辆通行",
        "锁车",
        "收回您的门禁卡",
    ] {
        assert!(blocked(text, TextKind::Notice).contains(&"access"), "{text}");
    }
    assert_eq!(blocked("罰 款５０元", TextKind::Notice), ["fine"]);
    assert_eq!(blocked("強制執行", TextKind::FormalDemand), ["enforcement"]);
}

#[test]
fn a_finding_says_where_as_it_was_typed_and_what_instead() {
    let findings = check("王先生，再不交就停 水！", TextKind::Notice);
    let first = &findings.blocked[0];
    assert_eq!((first.code, first.found.as_str(), first.at), ("utility", "停 水", 8));
    assert!(first.rule.contains("944") && !first.advice.is_empty());
    assert!(!findings.is_clean());
}

#[test]
fn honest_texts_are_left_alone() {
    for (text, kind) in [
        ("请勿在楼道停电动车，谢谢。", TextKind::Public),
        ("停车费、水费请到前台缴纳。", TextKind::Notice),
        ("请在截止日前缴纳，已缴请忽略，电话 0000-0000000。", TextKind::Notice),
        ("请查收催缴通知单，位置在信箱。", TextKind::Notice),
        ("如对账目有疑问，请联系服务中心或公司。", TextKind::Notice),
        ("施工不影响您的生活。", TextKind::Answer),
        ("物业服务费每月每平方米2.35元。", TextKind::Public),
        ("张贴照片", TextKind::Entry),
        ("小王 0000-0000000", TextKind::Entry),
        ("", TextKind::Entry),
    ] {
        assert_eq!(blocked(text, kind), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn c1_a_repair_may_stop_the_water_a_debt_may_not() {
    let repair = "因水泵检修，周三9:00至11:00停水，电梯停梯检修。";
    for kind in [TextKind::Answer, TextKind::Public, TextKind::Group, TextKind::Disclosure] {
        let findings = check(repair, kind);
        assert_eq!(codes(&findings), Vec::<&str>::new(), "{kind:?}");
        assert!(findings.warned.iter().any(|f| f.code == "utility"), "{kind:?}");
    }
    for kind in [TextKind::Answer, TextKind::Public, TextKind::Group] {
        assert!(blocked("未缴物业费的住户停水", kind).contains(&"utility"), "{kind:?}");
    }
    assert!(blocked(repair, TextKind::Notice).contains(&"utility"));
}

#[test]
fn b3_a_suit_is_named_only_in_the_formal_demand() {
    let words = "逾期我们将依法提起诉讼（或申请仲裁）";
    for kind in TextKind::ALL {
        let named = blocked(words, kind).contains(&"suit");
        let may = matches!(kind, TextKind::FormalDemand | TextKind::Agreement);
        assert_eq!(named, !may, "{kind:?}");
    }
    let at_once = check("我们将立即起诉", TextKind::FormalDemand);
    assert!(at_once.warned.iter().any(|f| f.code == "at-once"));
    assert!(!codes(&at_once).contains(&"suit"));
}

#[test]
fn c11_enforcement_and_lists_of_the_court_need_a_decision() {
    for words in ["申请强制执行", "列入失信被执行人名单", "限制高消费"] {
        assert!(!blocked(words, TextKind::FormalDemand).is_empty(), "{words}");
        for number in ["（2025）浙0106民初1234号", "(2025)浙01民终88号", "〔2024〕青裁仲字第15号"]
        {
            let cited = format!("依据{number}，我们将{words}");
            assert_eq!(blocked(&cited, TextKind::FormalDemand), Vec::<&str>::new(), "{cited}");
        }
        for no_number in ["（2025）号", "合同第12号", "2025年1月函 物催1号"] {
            let cited = format!("依据{no_number}，{words}");
            assert!(!blocked(&cited, TextKind::FormalDemand).is_empty(), "{cited}");
        }
    }
    // Credit reporting is nothing a property office may do, with or without a judgment (C4).
    assert_eq!(blocked("依据（2025）浙0106民初1234号上征信", TextKind::FormalDemand), ["credit"]);
}

#[test]
fn c10_c19_hard_words_are_warned_not_blocked() {
    for (text, code) in [
        ("另计滞纳金", "late-fee"),
        ("您必须缴纳", "imperative"),
        ("请立即缴纳", "imperative"),
        ("否则另行处理", "imperative"),
        ("恶意欠费", "malice"),
        ("加倍收取违约金", "other-rate"),
    ] {
        let findings = check(text, TextKind::Notice);
        assert!(findings.warned.iter().any(|f| f.code == code), "{text}: {findings:?}");
        assert!(findings.is_clean(), "{text}");
    }
}

#[test]
fn c12_c16_no_collectors_and_no_forced_prepayment() {
    assert_eq!(blocked("已委托催收公司上门", TextKind::Notice), ["agency"]);
    assert_eq!(blocked("必须预缴一年", TextKind::Notice), ["forced-prepayment"]);
    assert_eq!(blocked("可以预缴一年", TextKind::Notice), Vec::<&str>::new());
}

#[test]
fn c5_c6_nothing_of_a_household_in_public_and_no_debt_to_others() {
    for kind in [TextKind::Public, TextKind::Group, TextKind::Disclosure] {
        for text in
            ["3-1-301 未缴", "3栋1单元301欠费", "请联系13800005678", "浙A12345 请挪车", "330106199001011234"]
        {
            assert!(blocked(text, kind).contains(&"household"), "{text} {kind:?}");
        }
    }
    assert!(!blocked("3-1-301 室", TextKind::Notice).contains(&"household"));
    for text in ["我们会把欠费通知您单位", "将联系您的家人催缴", "欠费已告知邻居"]
    {
        assert!(blocked(text, TextKind::Notice).contains(&"third-party"), "{text}");
    }
    assert_eq!(blocked("已通知邻居夜间降低音量", TextKind::Answer), Vec::<&str>::new());
    let warned = check("王先生 1333.32 元", TextKind::Group).warned;
    assert!(warned.iter().any(|f| f.code == "named-sum"));
}

#[test]
fn an_account_of_a_bank_is_no_identity_number() {
    assert_eq!(private_part("账号 330106000012345678"), None);
    assert!(private_part("33010619900101123X").is_some());
    assert_eq!(private_part("宁A座2单元"), None);
}

#[test]
fn a_formal_demand_lacks_what_it_does_not_say() {
    let all = "{业主全名}：依据{合同条款}，{欠费明细}，请自收到本函之日起{期限}内缴纳。{争议途径}电话{联系电话}。已缴请忽略。{盖章}";
    assert_eq!(check(all, TextKind::FormalDemand).missing, []);
    for (field, need) in [
        ("{业主全名}", Need::Name),
        ("{欠费明细}", Need::Table),
        ("{争议途径}", Need::Route),
        ("{盖章}", Need::Seal),
        ("已缴请忽略。", Need::AlreadyPaid),
    ] {
        let findings = check(&all.replace(field, ""), TextKind::FormalDemand);
        assert_eq!(findings.missing, [need]);
        assert!(!findings.is_clean());
    }
    assert_eq!(check("", TextKind::FormalDemand).missing, TextKind::FormalDemand.needs());
    assert_eq!(check("本月公示", TextKind::Disclosure).missing, [Need::ObjectionPhone, Need::ObjectionDays]);
}

#[test]
fn segments_of_seventy_characters_with_the_signature() {
    let sample = "【青禾物业】王先生您好，3-1-301室四季度物业费666.66元将于10月31日到期，微信搜索小程序或到柜台均可缴纳。已缴请忽略，谢谢。";
    assert_eq!(segments(sample), 1);
    let findings = check(sample, TextKind::Message);
    assert!(findings.is_clean() && findings.warned.is_empty(), "{findings:?}");
    for (count, expected) in [(0, 0), (1, 1), (70, 1), (71, 2), (134, 2), (135, 3)] {
        assert_eq!(segments(&"字".repeat(count)), expected, "{count}");
    }
    assert!(check(&"字".repeat(71), TextKind::Message).warned.iter().any(|f| f.code == "long"));
    let plain = check("您好，物业费请缴纳", TextKind::Message).warned;
    assert_eq!(plain.iter().filter(|f| f.code == "lacks").count(), 3);
}
