//! 缴费通知单: what must stand on it, and what must never happen.

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::{batch, fonts, full_slip, long_slip, slip};
use zhangfang_documents::slip::{Addressee, rendered};
use zhangfang_documents::{DocumentError, FontSet};
use zhangfang_domain::Fen;

#[test]
fn every_field_of_3_1_stands_on_a_slip() {
    let slip = full_slip();
    let total = slip.total;
    let text = reading::all(&rendered(&fonts(), &batch(vec![slip])).unwrap());
    for field in [
        "缴费通知单",
        "单号 TZ-202510-00006",
        "打印时间 2025年10月8日 17:45",
        "2025年10月8日 17:30",
        "3-1-302",
        "81.85 m²",
        "欧阳*（手机尾号 0035）",
        "2025年10月1日至12月31日",
        "81.85 m² × 2.35 元/m²·月 × 3 月，按月取整",
        "-133.33",
        "往期欠费",
        "2025年7月1日至9月30日",
        "违约金",
        "截至 2025年10月8日，日万分之五，合同第十五条",
        "预存余额 ¥500.00，抵扣后余额 ¥0.00",
        "-500.00",
        "¥827.07",
        "捌佰贰拾柒元零柒分",
        "2025年10月31日",
        "户名 青禾物业服务有限公司",
        "0000 0000 0000 0000 000",
        "附言 房号和姓名",
        "每日 8:30—18:00",
        "咨询电话 0000-0000000",
        "投诉电话 0000-0000001",
        "《青禾苑物业服务合同》第十二条",
        "如您已缴费，请忽略本通知",
        "ZF-202510-00006",
        "第 1 页／共 1 页",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
    assert_eq!(total, Fen(82_707), "the late charge is a memo and not in the total");
    assert!(!text.contains("明月"), "the given name is hidden");
}

#[test]
fn a_full_name_only_when_asked_for() {
    let mut slip = slip(0);
    slip.addressee = Addressee::in_full("王建国");
    let text = reading::all(&rendered(&fonts(), &batch(vec![slip])).unwrap());
    assert!(text.contains("王建国业主，您好"));
}

#[test]
fn the_same_batch_gives_the_same_bytes() {
    let batch = batch((0..150).map(slip).collect());
    assert!(rendered(&fonts(), &batch).unwrap() == rendered(&fonts(), &batch).unwrap());
}

#[test]
fn two_slips_share_a_sheet_in_the_order_given() {
    let bytes = rendered(&fonts(), &batch((0..90).map(slip).collect())).unwrap();
    let pages = reading::pages(&bytes);
    assert_eq!(pages.len(), 45);
    for (n, page) in pages.iter().enumerate() {
        let first = page.find(&format!("TZ-202510-{:05}", 2 * n + 1)).unwrap();
        let second = page.find(&format!("TZ-202510-{:05}", 2 * n + 2)).unwrap();
        assert!(first < second);
    }
    let marks = reading::bookmarks(&bytes);
    assert_eq!(marks.len(), 93);
    assert_eq!(marks[..3], ["1单元", "  3-1-101", "  3-1-102"]);
    assert_eq!(marks[41], "2单元");
}

#[test]
fn no_line_is_ever_dropped() {
    for count in [1, 5, 8, 9, 10, 11, 12, 13, 20, 61] {
        let bytes = rendered(&fonts(), &batch(vec![slip(0), long_slip(count), slip(1)])).unwrap();
        let text = reading::all(&bytes);
        for n in 0..count {
            assert!(text.contains(&format!("临时停放费{n:03}")), "line {n} of {count}");
        }
        assert_eq!(text.matches("本次合计").count(), 3, "one total for each slip");
        let sheets = text.matches("（接上页）").count();
        assert_eq!(text.matches("续下页").count(), sheets);
        assert!(text.contains(&format!("第 1 页／共 {} 页", sheets + 1)));
    }
}

#[test]
fn lines_that_do_not_add_up_are_refused() {
    let mut slip = slip(0);
    slip.total += Fen(1);
    let error = rendered(&fonts(), &batch(vec![slip])).unwrap_err();
    assert!(matches!(error, DocumentError::TotalsDisagree { whose, .. } if whose == "TZ-202510-00001"));
}

#[test]
fn a_character_without_a_glyph_is_named_with_its_home() {
    let without_rare = fonts().with_rare_faces(Vec::new());
    for character in ['𠮷', '\u{E000}', '\t'] {
        let mut slips: Vec<_> = (0..100).map(slip).collect();
        slips[70].addressee = Addressee::masked(&format!("{character}田"), None);
        slips[70].lines[0].item = format!("物业{character}费");
        let error = rendered(&without_rare, &batch(slips)).unwrap_err();
        assert_eq!(error, DocumentError::MissingGlyph { character, whose: "3-2-1601".into() });
    }
}

#[test]
fn a_rare_character_is_drawn_from_another_face_and_copied_right() {
    // Beyond the basic plane, but in Noto Sans SC itself: needs no face of the system.
    let fonts = fonts().with_rare_faces(Vec::new());
    let mut slip = slip(0);
    slip.addressee = Addressee::in_full("王𬌗");
    let text = reading::all(&rendered(&fonts, &batch(vec![slip])).unwrap());
    assert!(text.contains("王𬌗业主"), "{text}");
}

#[test]
fn a_foot_that_leaves_no_room_for_lines_is_refused() {
    let mut batch = batch(vec![slip(0)]);
    batch.office.other_ways = vec!["可以在很多地方用很多办法缴费".repeat(4); 12];
    assert!(matches!(rendered(&fonts(), &batch), Err(DocumentError::NoRoom { .. })));
}

#[test]
fn a_missing_typeface_names_the_file_and_the_remedy() {
    let error = FontSet::load(std::path::Path::new("nowhere")).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("NotoSansSC_400Regular.ttf"));
    assert!(error.to_string().contains("cargo xtask setup"));
}

#[test]
fn an_empty_batch_is_a_file_without_pages() {
    assert!(reading::pages(&rendered(&fonts(), &batch(Vec::new())).unwrap()).is_empty());
}
