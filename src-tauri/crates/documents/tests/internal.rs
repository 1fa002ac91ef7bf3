//! Lists and reports for the desk: sums, masks, foot lines.

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::fonts;
use support::papers::{ageing_table, arrears_list, day_report, deposit_slip};
use zhangfang_documents::DocumentError;
use zhangfang_documents::arrears_list::{ageing, rendered as list};
use zhangfang_documents::day_report::rendered as report;
use zhangfang_documents::deposit_slip::rendered as slip;
use zhangfang_domain::Fen;

fn joined(bytes: &[u8]) -> String {
    reading::all(bytes).replace('\n', "")
}

#[test]
fn the_list_has_every_charge_its_sums_and_its_purpose() {
    let model = arrears_list(40);
    let pages = reading::pages(&list(&fonts(), &model).unwrap());
    let text = pages.concat().replace('\n', "");
    for building in &model.buildings {
        for line in &building.lines {
            assert!(text.contains(&format!("{}{}", line.room, zhangfang_domain::mask::name(&line.owner))));
        }
        let sum: Fen = building.lines.iter().map(|line| line.principal).sum();
        let late: Fen = building.lines.iter().map(|line| line.late_charge).sum();
        assert!(text.contains(&format!("{}小计{late}{sum}", building.building)), "{text}");
    }
    let late: Fen = model.buildings.iter().flat_map(|b| &b.lines).map(|line| line.late_charge).sum();
    assert!(text.contains(&format!("总计{late}{}", model.total)));
    assert!(text.replace(' ', "").contains(&format!("可计违约金{late}元，供参考，未计入合计")), "{text}");
    assert!(text.contains("共 60 户、120 笔"));
    // Due 2022-11-30, read on 2025-10-08: the limitation ends within 180 days.
    assert!(text.contains("2022年11月30日2–3年2025年11月30日10430.00222.22"), "{text}");
    for (n, page) in pages.iter().enumerate() {
        let place = format!("第 {} 页　共 {} 页", n + 1, pages.len());
        for part in ["内部使用", "操作人 赵敏", "用途 十月催缴工作会", "打印 2025年10月9日 09:05", &place]
        {
            assert!(page.contains(part), "{part}");
        }
    }
    for name in ["王建国", "李秀兰", "欧阳文静", "青禾商贸有限责任公司", "买买提"] {
        assert!(!text.contains(name), "{name}");
    }
}

#[test]
fn a_subtotal_stands_below_a_line_of_its_building() {
    for lines in 20..60 {
        for page in reading::pages(&list(&fonts(), &arrears_list(lines)).unwrap()) {
            let sums = page.matches("小计").count();
            assert!(sums == 0 || page.contains("费"), "{lines}");
        }
    }
}

#[test]
fn owners_masked_before_stay_as_they_are() {
    let mut model = arrears_list(5);
    for line in model.buildings.iter_mut().flat_map(|building| &mut building.lines) {
        line.owner = zhangfang_domain::mask::name(&line.owner);
    }
    assert_eq!(joined(&list(&fonts(), &model).unwrap()), joined(&list(&fonts(), &arrears_list(5)).unwrap()));
}

#[test]
fn lines_and_total_must_agree() {
    let mut model = arrears_list(3);
    model.total += Fen(1);
    assert!(matches!(list(&fonts(), &model), Err(DocumentError::TotalsDisagree { .. })));
}

#[test]
fn ageing_adds_up_across_and_down() {
    let text = joined(&ageing::rendered(&fonts(), &ageing_table()).unwrap());
    for field in [
        "未到期1–90天91–180天181天–1年1–2年2–3年3年以上合计占比",
        "1栋2112,500.0034,567.8912,000.008,888.88—666.66—68,623.4353.6%",
        "合计4722,300.0067,901.2221,000.0010,222.205,679.00666.66123.45127,892.53100.0%",
        "已到期未缴 105,592.53 元",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
    let shares = text.split_once("127,892.53100.0%占比").unwrap().1;
    let tenths: Vec<u32> =
        shares.split('%').take(8).map(|part| part.replace('.', "").parse().unwrap()).collect();
    assert_eq!(tenths[..7].iter().sum::<u32>(), 1000);
    assert_eq!(tenths[7], 1000);
}

#[test]
fn the_day_report_ties_methods_items_and_cash() {
    let text = joined(&report(&fonts(), &day_report()).unwrap());
    for field in [
        "收费日报",
        "2025年10月9日　收款人 赵敏、孙丽",
        "现金0000121—0000123、000012742,666.64—",
        "支付宝00.00—",
        "合计88,100.56—",
        "物业服务费4,666.622,666.64——7,333.26—",
        "预存款——300.00—300.00—",
        "预存抵扣——-100.00—-100.00—",
        "合计5,219.822,680.74200.00—8,100.56—",
        "按收款方式合计 8,100.56 元 ＝ 按收费项目合计 8,100.56 元；退款 0.00 元。核对相符",
        "作废0000126金额录入有误，已另开 0000127666.66",
        "补打0000121第1次补打，业主遗失—",
        "作废 1 张，号码保留；补打 1 次",
        "第1班 赵敏500.002,666.640.000.000.002,666.64500.000.00",
        "¥2,666.64　人民币（大写）：贰仟陆佰陆拾陆元陆角肆分",
        "财务接收人",
        "内部使用",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
}

#[test]
fn a_usual_day_is_one_page() {
    assert_eq!(reading::pages(&report(&fonts(), &day_report()).unwrap()).len(), 1);
}

#[test]
fn a_day_report_that_does_not_tie_is_refused() {
    let mut model = day_report();
    model.items[0].current += Fen(1);
    assert!(matches!(report(&fonts(), &model), Err(DocumentError::TotalsDisagree { .. })));
    let mut model = day_report();
    model.drawers[0].drawer.received += Fen(1);
    assert!(matches!(report(&fonts(), &model), Err(DocumentError::TotalsDisagree { .. })));
}

#[test]
fn a_day_without_corrections_says_so() {
    let mut model = day_report();
    model.voided.clear();
    model.reprinted.clear();
    assert!(joined(&report(&fonts(), &model).unwrap()).contains("本日没有作废或补打的收据。"));
}

#[test]
fn a_deposit_slip_says_the_cash_by_piece_in_figures_and_in_words() {
    let bytes = slip(&fonts(), &deposit_slip()).unwrap();
    let text = joined(&bytes);
    for field in [
        "JK-202512-00001",
        "2025年12月27日　第1班 赵敏",
        "张（枚）9000040215",
        "900.000.000.000.000.004.000.000.20904.20",
        "¥904.20　人民币（大写）：玖佰零肆元贰角整",
        "备用金 500.00 ＋ 现金收款 904.20 ＝ 应有 1,404.20 元；清点 1,404.20 元，差额 0.00 元；交款后留存 500.00 元",
        "20251227-0088",
        "接收人签字",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
    assert_eq!(reading::pages(&bytes).len(), 1);
    let mut model = deposit_slip();
    model.amount += Fen(10);
    assert!(matches!(slip(&fonts(), &model), Err(DocumentError::TotalsDisagree { .. })));
    let mut model = deposit_slip();
    model.drawer.banked += Fen(10);
    assert!(matches!(slip(&fonts(), &model), Err(DocumentError::TotalsDisagree { .. })));
}

#[test]
fn the_same_lists_give_the_same_bytes() {
    let fonts = fonts();
    assert!(list(&fonts, &arrears_list(9)).unwrap() == list(&fonts, &arrears_list(9)).unwrap());
    assert!(
        ageing::rendered(&fonts, &ageing_table()).unwrap()
            == ageing::rendered(&fonts, &ageing_table()).unwrap()
    );
    assert!(report(&fonts, &day_report()).unwrap() == report(&fonts, &day_report()).unwrap());
}
