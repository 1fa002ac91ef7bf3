//! 收款收据: three copies, every field, void and reprint marks.

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::{day, fonts, receipt, receipt_for};
use zhangfang_documents::DocumentError;
use zhangfang_documents::receipt::{Receipt, Stock, Voided, rendered};
use zhangfang_domain::Fen;

const BOTH: [Stock; 2] = [Stock::A5, Stock::Continuous];

#[test]
fn every_field_of_3_8_stands_on_every_copy() {
    for stock in BOTH {
        let bytes = rendered(&fonts(), &receipt(), stock).unwrap();
        let pages = reading::pages(&bytes);
        assert_eq!(pages.len(), 3);
        for (page, copy) in pages.iter().zip(["第一联存根", "第二联客户", "第三联记账"]) {
            for field in [
                "收 款 收 据",
                "No. 0000123",
                "2025年10月9日",
                "3-1-301",
                "王建国",
                "王*",
                "物业服务费",
                "2025年10月1日至12月31日",
                "2.35",
                "94.56 m²",
                "666.66",
                "减免（维修补偿）",
                "-20.00",
                "预存存入",
                "¥761.98",
                "柒佰陆拾壹元玖角捌分",
                "现金　实收 ¥800.00　找零 ¥38.02",
                "预存余额 ¥100.00　尚欠 ¥0.00",
                "收款人",
                "经手",
                "审核",
                "收费专用章",
                "本收据仅为收款凭证；如需发票，请在 3 个月内登记。",
            ] {
                assert!(page.contains(field), "{field} in\n{page}");
            }
            assert!(page.replace(['\n', ' '], "").contains(copy), "{copy}");
            assert!(!page.contains("作废") && !page.contains("补打"));
        }
        assert_eq!(reading::bookmarks(&bytes), ["第一联 存根", "第二联 客户", "第三联 记账"]);
    }
}

#[test]
fn void_and_reprint_are_marked_on_all_copies() {
    let voided = Some(Voided { on: day(2025, 10, 10), reason: "金额录入有误".into() });
    let receipt = Receipt { voided, reprint: 2, ..receipt() };
    for stock in BOTH {
        for page in reading::pages(&rendered(&fonts(), &receipt, stock).unwrap()) {
            assert!(page.contains("作废　2025年10月10日　原因：金额录入有误"));
            assert!(page.lines().any(|line| line == "作废"), "the stamp");
            assert!(page.contains("补打第2次"));
            assert!(page.contains("No. 0000123"), "a void keeps its number");
        }
    }
}

#[test]
fn several_homes_stand_on_one_receipt_and_nothing_is_dropped() {
    for homes in [2, 3, 4, 5, 9, 17] {
        for stock in BOTH {
            let pages = reading::pages(&rendered(&fonts(), &receipt_for(homes), stock).unwrap());
            let copy: String = pages[..pages.len() / 3].concat();
            for n in 1..=homes {
                assert_eq!(copy.matches(&format!("S-{n:02}　青禾商贸")).count(), 1, "home {n} of {homes}");
            }
            assert_eq!(copy.matches("809.28").count(), homes);
            assert_eq!(copy.matches("合计").count(), 1);
            assert_eq!(copy.matches("续下页").count(), pages.len() / 3 - 1);
        }
    }
}

#[test]
fn sums_and_cash_must_agree() {
    let mut wrong = receipt();
    wrong.total += Fen(1);
    assert!(matches!(rendered(&fonts(), &wrong, Stock::A5), Err(DocumentError::TotalsDisagree { .. })));
    let mut wrong = receipt();
    if let Some(cash) = &mut wrong.tender.cash {
        cash.change += Fen(100);
    }
    assert!(matches!(rendered(&fonts(), &wrong, Stock::A5), Err(DocumentError::TotalsDisagree { .. })));
}

#[test]
fn the_same_receipt_gives_the_same_bytes() {
    assert!(
        rendered(&fonts(), &receipt(), Stock::A5).unwrap()
            == rendered(&fonts(), &receipt(), Stock::A5).unwrap()
    );
}
