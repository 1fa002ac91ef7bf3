//! Texts of letters, messages to households, and what may be said in them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{on, small_office as office};
use zhangfang_domain::Fen;
use zhangfang_domain::contact::Channel;
use zhangfang_domain::letter::Letter;
use zhangfang_domain::wording::TextKind;
use zhangfang_office::message::Outgoing;
use zhangfang_office::sentence::sentence;
use zhangfang_office::wording::require_clean;

#[test]
fn b3_a_threat_is_not_kept_in_a_text_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let own = Letter::FirstNotice.delivered().replace("特此提醒", "再不交就停 水");
    let refused = office.keep_letter_text(Letter::FirstNotice, &own, &on("2025-11-06")).unwrap_err();
    assert_eq!(refused.code(), "wording-blocked");
    assert!(
        sentence(&refused).contains("停 水") && sentence(&refused).contains("944"),
        "{}",
        sentence(&refused)
    );
    assert!(!office.letter_text(Letter::FirstNotice).unwrap().own);
    // A suit is named in the formal demand only.
    let own = Letter::SecondNotice.delivered().replace("寄送书面催缴函", "依法提起诉讼");
    let refused = office.keep_letter_text(Letter::SecondNotice, &own, &on("2025-11-06")).unwrap_err();
    assert!(sentence(&refused).contains("书面催缴函"), "{}", sentence(&refused));
    let own = Letter::FormalDemand.delivered().replace("依法{争议步骤}", "依法{争议步骤}或提起诉讼");
    office.keep_letter_text(Letter::FormalDemand, &own, &on("2025-11-06")).unwrap();
    assert!(office.letter_text(Letter::FormalDemand).unwrap().own);
    office.keep_letter_text(Letter::FormalDemand, "", &on("2025-11-06")).unwrap();
    assert!(!office.letter_text(Letter::FormalDemand).unwrap().own);
}

#[test]
fn s26_a_text_without_what_it_must_say_is_not_kept() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let mut keep = |letter: Letter, text: &str| {
        office.keep_letter_text(letter, text, &on("2025-11-06")).map_err(|e| (e.code(), sentence(&e)))
    };
    let (code, said) = keep(Letter::FormalDemand, "{业主全名}：请缴费。").unwrap_err();
    assert_eq!(code, "wording-lacks");
    assert!(said.contains("合同条款") && said.contains("欠费明细表"), "{said}");
    let (code, said) =
        keep(Letter::Gentle, "{称呼}，请在 {缴费期限} 前缴纳，已缴请忽略。{联系人}").unwrap_err();
    assert_eq!(code, "letter-text");
    assert!(said.contains("{欠费明细}"), "{said}");
    let (_, said) = keep(Letter::Gentle, "{身份证号}").unwrap_err();
    assert!(said.contains("身份证号"), "{said}");
}

#[test]
fn a_message_goes_to_one_household_once_a_day_and_is_kept_as_sent() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let today = on("2025-11-06");
    let drafts = office.message_drafts(Letter::GentleMessage, &[], today.today).unwrap();
    assert_eq!(drafts.iter().map(|d| d.room.as_str()).collect::<Vec<_>>(), ["1-1-101", "1-1-102", "1-1-103"]);
    let first = &drafts[0];
    assert_eq!((first.amount, first.segments), (Fen(94_000), 1));
    assert!(first.text.starts_with("【青禾物业】王*您好，1-1-101费用940.00元"), "{}", first.text);
    assert!(!first.text.contains("王建国") && first.phone == "138****5601", "{first:?}");
    let out = [Outgoing { account: first.account, text: first.text.clone() }];
    assert_eq!(office.send_messages(Letter::GentleMessage, Channel::Sms, &out, &today).unwrap().value, 1);
    let again = office.send_messages(Letter::GentleMessage, Channel::Wechat, &out, &today).unwrap_err();
    assert_eq!(again.code(), "message-sent-today");
    let kept = office.messages_to("1-1-101", today.today).unwrap();
    assert_eq!((kept.len(), kept[0].text.as_str()), (1, first.text.as_str()));
    let threat =
        [Outgoing { account: drafts[1].account, text: "【青禾物业】再不交上征信".into() }];
    let refused = office.send_messages(Letter::GentleMessage, Channel::Sms, &threat, &today).unwrap_err();
    assert_eq!(refused.code(), "wording-blocked");
    let phone = office.send_messages(Letter::GentleMessage, Channel::Phone, &out, &today).unwrap_err();
    assert_eq!(phone.code(), "not-a-message");
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn c5_the_text_for_the_group_holds_nothing_of_a_household() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    require_clean(TextKind::Group, &office.group_message().unwrap()).unwrap();
    let named = format!("{}3-1-301 请尽快。", Letter::GroupMessage.delivered());
    let refused = office.keep_letter_text(Letter::GroupMessage, &named, &on("2025-11-06")).unwrap_err();
    assert!(sentence(&refused).contains("3-1-301"), "{}", sentence(&refused));
}

#[test]
fn messages_for_an_sms_desk_are_an_export_with_purpose_and_recipient() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let today = on("2025-11-06");
    let missing = office.message_table(Letter::GentleMessage, &[], ("提醒", " "), &today).unwrap_err();
    assert_eq!(missing.code(), "unusable-value");
    let table = office.message_table(Letter::GentleMessage, &[], ("到期提醒", "短信平台"), &today).unwrap();
    assert_eq!(table.rows.len(), 3);
    assert!(table.footer.is_some_and(|f| f.contains("用途 到期提醒") && f.contains("交给 短信平台")));
    let logged = office.exports(10).unwrap();
    assert_eq!(
        (logged[0].export.kind.as_str(), logged[0].export.recipient.as_str()),
        ("messages", "短信平台")
    );
    let again =
        office.message_table(Letter::GentleMessage, &[], ("到期提醒", "短信平台"), &today).unwrap_err();
    assert_eq!(again.code(), "nobody-concerned");
}
