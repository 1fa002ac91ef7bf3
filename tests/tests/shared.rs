//! Shared water and electricity at the desk: a supplier's bill is looked at, shared out, posted on the wall, explained to
//! who asks, and taken back.
#![allow(clippy::unwrap_used)]

#[path = "../../src-tauri/crates/documents/tests/support/reading.rs"]
mod reading;

use serde_json::{Value, json};
use zhangfang_documents::public::private_part;
use zhangfang_tests::Desk;

/// The five homes of D1, the third one vacant, and one in another building.
fn desk() -> Desk {
    let desk = Desk::with_book("2025-11-30");
    desk.take_in(
        "业主台账.csv",
        "房号,业主,面积,用途,状态\n3-1-101,赵一,89.50,住宅,入住\n3-1-201,钱二,94.56,住宅,入住\n3-1-301,孙三,126.38,住宅,空置\n\
         3-1-401,李四,143.02,住宅,入住\n3-1-501,周五,94.56,住宅,入住\n5-1-101,吴六,88.00,住宅,入住\n",
    );
    desk.done("item add power 公共照明电费");
    desk.done("office set company=青禾物业服务有限公司 phone=0571-88880000 estate=青禾苑");
    desk
}

const D1: &str = "--item power --label 3栋1单元电梯电费 --months 2025-11 --volume 2326 --measure kWh \
    --unit-price 0.553 --amount 1286.37 --why 分时电价尾差 --building 3 --unit 1 --source 国网202511-0381";

fn shares(of: &Value, key: &str) -> Vec<String> {
    of[key].as_array().unwrap().iter().map(|s| s["share"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn d1_is_posted_explained_and_adds_up() {
    let desk = desk();
    let plan = desk.done(&format!("shared preview {D1}"));
    let d1 = ["210.09", "221.96", "296.65", "335.71", "221.96"];
    assert_eq!(shares(&plan, "shares"), d1);
    assert_eq!((&plan["sum"], &plan["per_unit"]), (&json!("1286.37"), &json!("2.3473")));
    assert!(
        desk.read(&format!("shared preview {D1}")).contains("合计 1,286.37 元，与账单金额 1,286.37 元相等")
    );
    let posted = desk.done(&format!("shared post {D1}"));
    assert_eq!(
        (&posted["bill"], &posted["total"], &posted["charges"]),
        (&json!(1), &json!("1286.37"), &json!(5))
    );
    let shown = desk.done("shared show 1");
    assert_eq!(shares(&shown, "lines"), d1);
    let said = desk.read(&format!("charge explain {}", shown["lines"][1]["charge"]));
    assert!(said.contains("1,286.37 元按面积分摊：94.56 m² ÷ 548.02 m²"), "{said}");
    // The run list knows it, and the first home got the fen of the remainder.
    assert_eq!(desk.done("bill-run list")[0]["fen"], 128_637);
    let first = desk.read(&format!("charge explain {}", shown["lines"][0]["charge"]));
    assert!(first.contains("含尾差 0.01 元"), "{first}");
    desk.verified();
}

#[test]
fn a_bill_is_shared_once_and_can_be_taken_back_until_somebody_paid() {
    let desk = desk();
    let post = format!("shared post {D1}");
    desk.done(&post);
    desk.refused(&post, 1, "shared-posted-before", &["3栋1单元电梯电费", "2025-11", "shared reverse 1"]);
    desk.done("receipt take 3-1-201 --method cash");
    desk.refused("shared reverse 1 --reason 用量抄错", 1, "run-paid", &["3-1-201", "221.96"]);
    desk.done("receipt void 1201 --reason 退回重收");
    assert_eq!(desk.done("shared reverse 1 --reason 用量抄错")["total"], "1286.37");
    assert_eq!(desk.done("arrears list --not-due")["total"], "0.00");
    let again = desk.done(&post.replace("2326", "2300"));
    assert_eq!((&again["bill"], &again["total"]), (&json!(2), &json!("1286.37")));
    desk.refused("shared sheet 1 --out x.pdf", 1, "run-reversed", &["冲销"]);
    desk.verified();
}

#[test]
fn the_amount_must_be_volume_times_price_or_somebody_says_why() {
    let desk = desk();
    let line = format!("shared post {}", D1.replace("--why 分时电价尾差 ", ""));
    desk.refused(&line, 1, "shared-amount-off", &["1,286.28", "1,286.37", "0.09", "--why"]);
    let plain = "shared post --item power --label 水泵房水费 --months 2025-11 --volume 60 --measure m³ --unit-price 3.45";
    assert_eq!(desk.done(&format!("{plain} --method home"))["total"], "207.00");
    desk.refused(&format!("{plain} --volume 0"), 2, "wrong-use", &["--volume"]);
    desk.refused(&plain.replace("60", "0"), 1, "unusable-value", &["用量"]);
    desk.refused(&plain.replace("--item power", "--item gas"), 1, "unknown", &["gas"]);
}

#[test]
fn coefficients_come_from_floors_vacancy_or_a_list() {
    let desk = desk();
    let bill = |amount: &str, rest: &str| {
        format!(
            "shared preview --item power --label 电梯电费 --months 2025-11 --volume {amount} --measure kWh \
             --unit-price 1 --building 3 {rest}"
        )
    };
    // D6 on the five floors here; the ground floor carries nothing and gets no charge.
    let floors = desk.done(&bill("328.47", "--method coefficient --floor-weights 1=0,2=0.5,*=1"));
    assert_eq!(shares(&floors, "shares"), ["0.00", "46.92", "93.85", "93.85", "93.85"]);
    let posted = desk.done(
        &bill("328.47", "--method coefficient --floor-weights 1=0,2=0.5,*=1").replace("preview", "post"),
    );
    assert_eq!((&posted["homes"], &posted["charges"]), (&json!(5), &json!(4)));
    let shown = desk.done("shared show 1");
    assert_eq!((&shown["lines"][0]["room"], &shown["lines"][0]["charge"]), (&json!("3-1-101"), &json!(null)));
    // D5 with a fifth home: the vacant one weighs 0.7.
    let vacant = desk.done(&bill("470.00", "--method coefficient --vacant-weight 0.7").replace("电梯", "灯"));
    assert_eq!(shares(&vacant, "shares"), ["100.00", "100.00", "70.00", "100.00", "100.00"]);
    desk.write("系数.csv", "房号,系数\n3-1-101,0\n3-1-201,1\n3-1-301,1\n3-1-401,1\n3-1-501,2\n合计,5\n");
    desk.refused(
        &bill("100.00", "--label 泵 --method coefficient --weights 系数.csv")
            .replace("--label 电梯电费 ", ""),
        1,
        "shared-bad-rows",
        &["第 7 行", "合计", "没有这个房号"],
    );
    desk.write("系数.csv", "房号,系数\n3-1-101,0\n3-1-201,1\n3-1-301,1\n3-1-401,1\n3-1-501,2\n");
    let listed = bill("100.00", "--method coefficient --weights 系数.csv").replace("电梯", "泵");
    assert_eq!(shares(&desk.done(&listed), "shares"), ["0.00", "20.00", "20.00", "20.00", "40.00"]);
    desk.verified();
}

#[test]
fn a_list_is_refused_row_by_row() {
    let desk = desk();
    let line = "shared post --item power --label 水损 --months 2025-11 --volume 60 --measure m³ --unit-price 3.45 \
        --building 3 --method usage";
    desk.refused(line, 1, "shared-list-needed", &["房号,用量", "--weights"]);
    desk.write(
        "用量.csv",
        "房号,用量\n3-1-101,300\n3-1-101,3\n9-9-909,5\n5-1-101,7\n3-1-201,很多\n3-1-301,-4\n",
    );
    let rows = ["第 3 行", "重复", "第 4 行", "第 5 行", "范围", "第 6 行", "很多", "第 7 行", "-4"];
    desk.refused(&format!("{line} --weights 用量.csv"), 1, "shared-bad-rows", &rows);
    desk.write("用量.csv", "房号,用量\n3-1-101,300\n3-1-201,410\n3-1-301,255\n3-1-401,225\n");
    desk.refused(&format!("{line} --weights 用量.csv"), 1, "shared-not-listed", &["3-1-501", "填 0"]);
    desk.write("用量.csv", "房号,用量\n3-1-101,300\n3-1-201,410\n3-1-301,255\n3-1-401,225\n3-1-501,0\n");
    // D4.
    desk.done(&format!("{line} --weights 用量.csv"));
    assert_eq!(shares(&desk.done("shared show 1"), "lines"), ["52.18", "71.32", "44.36", "39.14", "0.00"]);
    desk.write("定额.csv", "房号,定额\n3-1-101,40\n3-1-201,40\n3-1-301,40\n3-1-401,40\n3-1-501,40\n");
    let fixed = line.replace("usage", "fixed").replace("水损", "定额水损");
    desk.refused(
        &format!("{fixed} --weights 定额.csv"),
        1,
        "shared-unshareable",
        &["200.00", "207.00", "7.00"],
    );
    desk.refused(&format!("{line} --vacant-weight 0.5"), 1, "shared-idle-option", &["空置系数"]);
    desk.verified();
}

#[test]
fn homes_before_handover_are_shared_to_the_developer() {
    let desk = Desk::with_book("2025-11-30");
    desk.take_in(
        "业主台账.csv",
        "房号,业主,面积,交付日期\n1-1-101,赵一,100,2025-01-01\n1-1-102,钱二,100,2025-11-20\n",
    );
    desk.done("item add power 公共照明电费");
    let line =
        "shared post --item power --label 路灯 --months 2025-10 --volume 100 --measure kWh --unit-price 1";
    desk.refused(line, 1, "shared-no-developer", &["1-1-102", "developer"]);
    desk.done("office set developer=青禾置业有限公司");
    desk.done(line);
    assert_eq!(shares(&desk.done("shared show 1"), "lines"), ["50.00", "50.00"]);
    desk.verified();
}

#[test]
fn an_item_is_charged_one_way_only() {
    let desk = desk();
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-11");
    desk.done("tariff assign 物业服务费");
    let line = format!("shared post {}", D1.replace("--item power", "--item management"));
    desk.refused(&line, 1, "item-has-tariff", &["物业服务费", "收费标准"]);
    desk.done(&format!("shared post {D1}"));
    let tariff = "tariff add power 照明 --price 5 --from 2025-12 --clause 合同";
    desk.refused(tariff, 1, "item-without-tariff", &["公共照明电费"]);
}

#[test]
fn the_posted_sheet_shows_the_bill_and_no_household() {
    let desk = desk();
    desk.done(&format!("shared post {D1}"));
    desk.done("shared sheet 1 --out 公示.pdf");
    let text = text_of(&desk, "公示.pdf");
    for word in
        ["2326kWh", "0.553", "1,286.37", "按面积分摊", "二百八十三", "2.3473", "548.02", "5户", "0.09"]
    {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
    assert_eq!(private_part(&text), None);
    for name in ["赵一", "钱二", "孙三", "李四", "周五", "221.96", "210.09"] {
        assert!(!text.contains(name), "{name} stands on a public sheet");
    }
    desk.done("shared sheet 1 --internal --out 清单.pdf");
    let text = text_of(&desk, "清单.pdf");
    for word in ["3-1-201", "221.96", "1,286.37", "两数相等", "不得张贴"] {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
    desk.done("entry add 2025-11 expense 29600 --code cleaning");
    desk.done("disclosure print 2025-11 --out 月报.pdf");
    let text = text_of(&desk, "月报.pdf");
    for word in ["3栋1单元电梯电费", "每平方米2.3473元", "2326kWh", "0.553", "1,286.37"] {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
    desk.verified();
}

#[test]
fn script_a7_a_light_share_is_explained_on_paper_and_nothing_changes() {
    let desk = Desk::with_homes("2025-12-27", &["3-1-301,王五,94.56,住宅", "3-1-302,李六,105.44,住宅"]);
    desk.done("office set company=青禾物业服务有限公司 phone=0571-88880000");
    desk.done("item add power 公共照明电费");
    let bill =
        "--label 3栋1单元公共照明电费 --months 2025-12 --volume 50.75 --measure kWh --unit-price 0.553";
    desk.done(&format!("shared post --item power {bill} --source 国网202512-0381"));
    let before = desk.acts();
    desk.done("charge explain 1 --out 说明.pdf");
    assert_eq!(desk.acts(), before, "an explanation changes nothing");
    let text = text_of(&desk, "说明.pdf");
    for word in [
        "费用说明单",
        "3-1-301",
        "应缴13.27元",
        "50.75kWh×0.553元/kWh",
        "28.06元",
        "国网202512-0381",
        "按面积分摊，全部200.00m²",
        "94.56m²÷200.00m²",
        "不是收款凭证",
    ] {
        assert!(text.contains(word), "{word} is missing in {text}");
    }
    assert!(text.contains("共1页"), "one sheet: {text}");
    assert!(!text.contains("王五"));
    desk.refused("charge explain 99 --out x.pdf", 1, "unknown", &["99"]);
    assert!(!desk.path("x.pdf").exists());
}

#[test]
fn usage_comes_from_the_meters_of_the_homes() {
    let desk = Desk::with_homes("2025-11-30", &["1-1-101,赵一,90,住宅", "1-1-102,钱二,90,住宅"]);
    desk.done("item add water 公共水费");
    let line = "shared preview --item water --label 水损 --months 2025-11 --volume 60 --measure m³ --unit-price 3.45 \
        --method usage --meters water";
    desk.refused(line, 1, "shared-not-read", &["1-1-101", "1-1-102", "抄表"]);
    desk.done("item add home-water 户内水费");
    desk.done("meter price 水价 --item home-water --from 2025-11 --tiers 3.45 --unit m³ --clause 供水合同");
    for (code, room, first, last) in [("W1", "1-1-101", 100, 130), ("W2", "1-1-102", 7, 17)] {
        desk.done(&format!("meter add {code} --kind water --price 水价 --home {room} --digits 5 --reading {first} --on 2025-11-01"));
        desk.done(&format!("reading add {code} {last} --on 2025-11-30"));
    }
    let plan = desk.done(line);
    assert_eq!(shares(&plan, "shares"), ["155.25", "51.75"]);
    desk.refused(&line.replace("--method usage", "--method area"), 1, "shared-idle-option", &["户表读数"]);
}

fn text_of(desk: &Desk, name: &str) -> String {
    reading::all(&std::fs::read(desk.path(name)).unwrap()).split_whitespace().collect()
}
