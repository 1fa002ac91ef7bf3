//! What hangs in public: numbers that tie, nothing of a household.
#![allow(clippy::unwrap_used)]

#[path = "support/reading.rs"]
mod reading;
mod support;

use support::papers::{full_disclosure, plain_disclosure, poster, public as words, split, statement};
use support::{at, day, fonts};
use zhangfang_documents::DocumentError;
use zhangfang_documents::disclosure::{Collection, Disclosure, PublicStatement};
use zhangfang_documents::poster::{Poster, Scope};
use zhangfang_documents::public::{
    HouseholdCount, OfficeTotal, PublicModel, UnitPrice, private_part, rendered,
};
use zhangfang_domain::Fen;
use zhangfang_domain::disclosure::Line;

fn text(model: &impl PublicModel) -> String {
    reading::all(&rendered(&fonts(), model).unwrap())
}

/// Joined over the ends of lines.
fn joined(model: &impl PublicModel) -> String {
    text(model).replace('\n', "")
}

#[test]
fn every_field_of_3_2_stands_on_the_poster() {
    let text = joined(&poster(21, 11));
    for field in [
        "第四季度物业服务费缴费提示",
        "3栋1单元",
        "2025年10月1日至12月31日的物业服务费",
        "住宅",
        "2.35 元/m²·月",
        "4.80 元/m²·月",
        "缴费截止　2025年10月31日",
        "缴费方式　服务中心柜台",
        "每天 8:30—18:00",
        "0000-0000000",
        "0000-0000001",
        "本单元已缴 21户，尚有 11户。",
        "感谢",
        "数据截至 2025年10月20日 17:30",
        "张贴地点",
        "张贴时间",
        "张贴人",
        "撤下日期",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
}

#[test]
fn small_counts_are_told_neither_directly_nor_by_their_complement() {
    for (done, rest) in [(21, 4), (21, 1), (21, 0), (4, 21), (0, 25), (2, 3)] {
        let text = joined(&poster(done, rest));
        let counted =
            text.split('户').rev().skip(1).any(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        assert!(!text.contains("尚有") && !text.contains("已缴 ") && !counted, "{text}");
        assert_eq!(
            text,
            joined(&Poster {
                progress: poster(9, 9).progress.map(|(_, t)| (split(0, 0), t)),
                ..poster(1, 1)
            })
        );
    }
    assert!(joined(&poster(5, 5)).contains("本单元已缴 5户，尚有 5户"));
}

#[test]
fn a_poster_is_one_page_in_large_type() {
    let mut rich = poster(28, 3);
    rich.scope = Scope::Building;
    rich.prices = ["高层住宅", "多层住宅", "底层商铺", "写字楼", "储藏室", "地下车位"]
        .map(|label| UnitPrice { label: words(label), ..poster(1, 1).prices[0].clone() })
        .into();
    rich.ways.push(words("支付宝生活号“青禾苑服务”"));
    rich.ways.push(words("行动不便的邻居可以来电预约上门办理"));
    for model in [poster(21, 11), poster(28, 3), rich] {
        assert_eq!(reading::pages(&rendered(&fonts(), &model).unwrap()).len(), 1);
    }
}

#[test]
fn n1_the_sample_disclosure_ties() {
    let text = joined(&plain_disclosure());
    for field in [
        "青禾苑　2025年11月",
        "包干制",
        "收付实现制",
        "公示日期 2025年12月8日",
        "15 日内拨打 0000-0000000",
        "当期物业服务费286,120.40人员费用176,380.0052.4%",
        "追缴往期欠费24,330.20共用部位及设施设备运行维护41,268.3512.3%",
        "预缴转入本月8,000.00公共水电38,912.4711.6%",
        "车位管理费21,600.00清洁卫生29,600.008.8%",
        "其他1,260.00绿化养护9,850.002.9%",
        "秩序维护18,240.005.4%",
        "办公费用6,312.901.9%",
        "固定资产折旧2,150.000.6%",
        "公众责任等保险3,480.001.0%",
        "税费10,239.323.1%",
        "收入合计341,310.60支出合计336,433.04100.0%",
        "本月收支差额4,877.56",
        "176,380.00 元　52.4%",
        "期初余额112,640.50",
        "收入合计34,400.00",
        "减：合理成本10,320.00",
        "净收益24,080.00",
        "支出：楼道照明改造（业主大会 2025-03 决议）15,000.00",
        "期末余额（期初＋净收益－支出）121,720.50",
        "制表",
        "项目经理",
        "财务",
        "青禾物业服务有限公司（盖章）",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
    for absent in ["业主委员会", "本年累计", "预存", "走势", "收缴", "意见反馈单", "更正"]
    {
        assert!(!text.contains(absent), "{absent}");
    }
}

#[test]
fn every_block_of_3_13_is_there_when_given() {
    let text = joined(&full_disclosure());
    for field in [
        "第2版（更正）",
        "更正说明：",
        "52340.18 m²",
        "512户",
        "住宅 2.35 元/m²·月",
        "上月收支差额 21,200.30 元；本年累计收支差额 -7,468.11 元。",
        "本月新增预存 15,300.00 元，未计入收入。",
        "支出构成",
        "近6个月收支走势",
        "2025年6月",
        "34.1",
        "304,567.80286,120.4093.94%",
        "已缴清 468户，未缴清 44户。",
        "电梯用电按建筑面积分摊，0.22 元/m²18240 度0.6211,308.80",
        "18,726.20",
        "归全体业主所有",
        "专项维修资金使用",
        "86,500.00",
        "服务情况",
        "下月计划",
        "异议答复",
        "业主委员会",
        "意见反馈单",
    ] {
        assert!(text.contains(field), "{field} in\n{text}");
    }
}

#[test]
fn a_few_unpaid_homes_are_not_counted_in_the_disclosure() {
    let collection = full_disclosure().collection;
    let with = |done, rest| Disclosure {
        collection: collection.map(|of| Collection { homes: split(done, rest), ..of }),
        ..plain_disclosure()
    };
    for (done, rest) in [(508, 4), (3, 509), (512, 0)] {
        let text = joined(&with(done, rest));
        assert!(!text.contains(&format!("{done}户")) && !text.contains("少于"), "{text}");
        assert!(text.contains("户数较少时不单独列示"));
    }
    assert!(joined(&with(500, 12)).contains("已缴清 500户，未缴清 12户"));
}

#[test]
fn nothing_of_a_household_is_posted() {
    for text in
        [text(&poster(21, 11)), text(&poster(28, 3)), text(&full_disclosure()), text(&plain_disclosure())]
    {
        for line in text.lines() {
            assert_eq!(private_part(line), None, "{line}");
        }
    }
}

#[test]
fn a_name_in_the_statement_that_shows_a_room_is_refused() {
    let mut bad = statement();
    bad.common.uses.push(Line { label: "3-1-301 渗水维修".into(), amount: Fen(100) });
    assert!(matches!(PublicStatement::new(bad), Err(DocumentError::Private { .. })));
    let mut bad = statement();
    bad.income[0].label = "退款 13800005678".into();
    assert!(matches!(PublicStatement::new(bad), Err(DocumentError::Private { .. })));
    assert_eq!(OfficeTotal::new(Fen(100), HouseholdCount(4)), None);
}

#[test]
fn a_month_without_money_can_be_posted() {
    let empty =
        Disclosure { statement: PublicStatement::new(Default::default()).unwrap(), ..plain_disclosure() };
    let text = joined(&empty);
    assert!(text.contains("收入合计0.00支出合计0.00—"), "{text}");
    assert!(!text.contains("支出构成"));
}

#[test]
fn the_same_papers_give_the_same_bytes() {
    let fonts = fonts();
    assert!(rendered(&fonts, &poster(21, 11)).unwrap() == rendered(&fonts, &poster(21, 11)).unwrap());
    let once = rendered(&fonts, &full_disclosure()).unwrap();
    assert!(once == rendered(&fonts, &full_disclosure()).unwrap());
    let later = Disclosure { printed: at(day(2025, 12, 9), 8, 0), ..full_disclosure() };
    assert!(once != rendered(&fonts, &later).unwrap());
}
