//! Meters through the command line: a month end of readings (domain section 7.5, script C step 1), the worked examples
//! F1–F7 as bills, and what is refused.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use zhangfang_tests::Desk;

const WATER: &str = "--item water --from 2025-01 --clause 水价文件";

/// Five homes of building 3; prices by `price`, nothing hung yet.
fn office(prices: &[&str]) -> Desk {
    let rooms = ["3-1-301,张三,94.56,住宅", "3-1-302,李四,94.56,住宅", "3-1-303,王五,94.56,住宅"];
    let desk = Desk::with_homes("2025-10-31", &rooms);
    desk.done("item add water 水费");
    for price in prices {
        desk.done(&format!("meter price {price} {WATER}"));
    }
    desk
}

fn water(desk: &Desk, code: &str, room: &str, start: &str) {
    desk.done(&format!(
        "meter add {code} --kind water --home {room} --price 水价 --digits 5 --reading {start}"
    ));
}

/// Reads meters on a day and bills the month the day is in; the answer of the bill.
fn read_and_bill(desk: &mut Desk, day: &str, readings: &[&str]) -> Value {
    desk.today = day.to_owned();
    for reading in readings {
        desk.done(&format!("reading add {reading} --accept"));
    }
    desk.done(&format!("reading bill {} post", &day[..7]))
}

fn explained(desk: &Desk, charge: i64) -> String {
    desk.read(&format!("charge explain {charge}"))
}

fn open(desk: &Desk, room: &str) -> String {
    desk.done(&format!("arrears list --home {room} --not-due"))["total"].as_str().unwrap().to_owned()
}

#[test]
fn f1_the_year_goes_on_where_other_books_left_it() {
    let mut desk = office(&["水价 --tiers 180:5,260:7,9 --per year"]);
    desk.done("meter add W1 --kind water --home 3-1-301 --price 水价 --digits 5 --reading 500 --used 170");
    let billed = read_and_bill(&mut desk, "2025-11-30", &["W1 524"]);
    assert_eq!(billed["total"], "148.00");
    let said = explained(&desk, 1);
    assert!(said.contains("表号 W1 上期读数 500 本期读数 524 用量 24 m³"), "{said}");
    assert!(said.contains("本年已用 170 m³，第1档 10 × 5.00 元 ＋ 第2档 14 × 7.00 元"), "{said}");
    let december = read_and_bill(&mut desk, "2025-12-31", &["W1 600"]);
    assert_eq!(december["total"], "552.00", "66 × 7 + 10 × 9");
    let january = read_and_bill(&mut desk, "2026-01-31", &["W1 610"]);
    assert_eq!(january["total"], "50.00", "a new tier year");
    desk.verified();
}

#[test]
fn f2_and_f3_monthly_tiers_rounded_as_the_price_says() {
    for (tiers, used, rounding, amount) in [
        ("240:0.4883,400:0.5383,0.7883", "435", "once", "230.91"),
        ("240:0.4883,0.5383", "243", "once", "118.81"),
        ("240:0.4883,0.5383", "243", "per-tier", "118.80"),
    ] {
        let mut desk = office(&[&format!("水价 --tiers {tiers} --unit kWh --rounding {rounding}")]);
        water(&desk, "E1", "3-1-301", "0");
        assert_eq!(read_and_bill(&mut desk, "2025-11-30", &[&format!("E1 {used}")])["total"], amount);
    }
}

#[test]
fn f4_a_replaced_meter_is_billed_in_two_segments() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    water(&desk, "W1", "3-1-301", "8562");
    desk.today = "2025-11-12".to_owned();
    desk.refused(
        "meter replace W1 --final 8561 --new W2 --reading 3",
        1,
        "doubtful-reading",
        &["W1", "8562", "低于上次读数"],
    );
    desk.done("meter replace W1 --final 8604 --new W2 --reading 3");
    desk.refused("reading add W1 8605", 1, "meter-removed", &["W1", "2025-11-12", "拆除"]);
    let billed = read_and_bill(&mut desk, "2025-11-30", &["W2 29"]);
    assert_eq!((&billed["total"], &billed["charges"]), (&json!("234.60"), &json!(1)));
    let said = explained(&desk, 1);
    for words in [
        "表号 W1 上期读数 8562 本期读数 8604 用量 42",
        "表号 W2 上期读数 3 本期读数 29 用量 26",
        "合计用量 68 m³；68 × 3.45 元",
    ] {
        assert!(said.contains(words), "{said}");
    }
    desk.verified();
}

#[test]
fn f5_and_f6_rollover_and_multiplier() {
    let mut desk = office(&["水价 --tiers 0.5383 --unit kWh", "大表 --tiers 0.8215 --unit kWh"]);
    water(&desk, "E1", "3-1-301", "99980");
    desk.done("meter add E2 --kind power --home 3-1-302 --price 大表 --digits 6 --decimals 1 --multiplier 40 --reading 1221.2");
    desk.today = "2025-11-30".to_owned();
    desk.refused("reading add E1 35", 1, "doubtful-reading", &["E1", "99980", "归零"]);
    desk.done("reading add E1 35 --rollover");
    desk.done("reading add E2 1236.5");
    let seen = desk.done("reading bill 2025-11 preview");
    let amounts: Vec<_> = seen["drafts"].as_array().unwrap().iter().map(|d| &d["amount"]).collect();
    assert_eq!(amounts, ["29.61", "502.76"]);
    desk.done("reading bill 2025-11 post");
    assert!(explained(&desk, 1).contains("上期读数 99980 本期读数 35（归零） 用量 55"));
    assert!(explained(&desk, 2).contains("倍率 40 用量 612 kWh"));
    desk.verified();
}

/// November of 3-1-301 was estimated at 30 m³ and paid in full, 103.50.
fn estimated_and_paid() -> Desk {
    let mut desk = office(&["水价 --tiers 3.45"]);
    water(&desk, "W1", "3-1-301", "70");
    desk.done("reading window 25/5");
    desk.today = "2025-11-30".to_owned();
    desk.refused("reading estimate 2025-11 W1", 1, "no-history", &["W1", "历史用量"]);
    desk.done("reading add W1 100 --accept");
    desk.done("reading bill 2025-11 post");
    desk.done("receipt take 3-1-301 --method cash");
    desk.today = "2025-12-30".to_owned();
    let estimate = desk.done("reading estimate 2025-12 W1");
    assert_eq!(estimate["estimates"][0], json!({ "meter": "W1", "value": "130", "usage": "30" }));
    let seen = desk.done("reading bill 2025-12 preview");
    assert_eq!(seen["drafts"][0]["remarks"][0], "估抄");
    assert_eq!(desk.done("reading bill 2025-12 post")["total"], "103.50");
    desk.done("receipt take 3-1-301 --method cash");
    desk.today = "2026-01-03".to_owned();
    desk
}

#[test]
fn f7_what_was_paid_too_much_on_an_estimate_is_prepaid_again() {
    let desk = estimated_and_paid();
    let kept = desk.done("reading add W1 126");
    assert_eq!((&kept["usage"], kept["corrects"].is_null()), (&json!("26"), false), "of the same month");
    let posted = desk.done("reading bill 2025-12 post");
    assert_eq!(
        (&posted["charges"], &posted["total"], &posted["lowered"]),
        (&json!(0), &json!("0.00"), &json!("13.80"))
    );
    let statement = desk.done("statement show 3-1-301");
    assert_eq!(statement["balance"], "-13.80", "103.50 charged, 89.70 owed");
    assert!(desk.read("statement show 3-1-301").contains("更正：水费 2025年12月（抄表更正：用量 30 → 26）"));
    desk.refused("reading bill 2025-12 post", 1, "nothing-to-charge", &["2025-12", "1 笔", "不会重复出账"]);
    desk.verified();
    let run = &posted["run"];
    desk.done(&format!("bill-run reverse {run} --reason 重抄"));
    assert_eq!(desk.done("statement show 3-1-301")["balance"], "0.00");
    assert_eq!(desk.done("reading bill 2025-12 post")["lowered"], "13.80", "found again");
    desk.verified();
}

#[test]
fn f7_a_correction_is_carried_in_the_next_charge() {
    let mut desk = estimated_and_paid();
    desk.done("reading add W1 126");
    desk.today = "2026-01-30".to_owned();
    desk.done("reading add W1 146");
    let posted = desk.done("reading bill 2026-01 post");
    assert_eq!((&posted["total"], &posted["lowered"]), (&json!("55.20"), &json!("0.00")), "69.00 − 13.80");
    let said = explained(&desk, 3);
    assert!(said.contains("20 × 3.45 元；更正2025年12月用量 30 → 26 m³，-13.80 元 = 55.20 元"), "{said}");
    desk.verified();
}

#[test]
fn script_c_three_wrong_rows_stay_out_and_are_put_right_by_hand() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    desk.take_in("新户.csv", "房号,业主,面积\n3-1-304,赵六,94.56\n3-1-305,钱七,94.56\n");
    desk.today = "2025-09-30".to_owned();
    for (n, room) in (1..).zip(["301", "302", "303", "304", "305"]) {
        water(&desk, &format!("W{n}"), &format!("3-1-{room}"), "100");
    }
    desk.today = "2025-10-31".to_owned();
    for n in 1..=5 {
        desk.done(&format!("reading add W{n} 110"));
    }
    desk.done("reading bill 2025-10 post");
    desk.today = "2025-11-30".to_owned();
    desk.write(
        "十一月.csv",
        "房号,表号,本期读数\n3-1-301,W1,109\n3-1-302,W2,\n3-1-303,W3,1210\n3-1-304,W4,121\n3-1-305,W5,119\n",
    );
    let before = desk.acts();
    let checked = desk.done("reading check 十一月.csv");
    assert_eq!(desk.acts(), before);
    let refused: Vec<_> = checked["refused_rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            (
                r["row"].as_i64().unwrap(),
                r["reasons"][0].as_str().unwrap(),
                r["acceptable"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(refused, [(3, "missing", false), (2, "lower", false), (4, "jump", true)]);
    let said = desk.read("reading import 十一月.csv");
    for words in [
        "记入 2 个读数",
        "拒绝 3 行",
        "低于上次读数 110",
        "C 本期读数",
        "没有填写",
        "超过平均",
        "W2（3-1-302）",
    ] {
        assert!(said.contains(words), "{words} is missing in {said}");
    }
    desk.refused(
        "reading bill 2025-11 post",
        1,
        "run-leaves-out",
        &["3-1-301", "W1", "--accept-gaps", "估抄"],
    );
    desk.done("reading add W1 119");
    desk.done("reading estimate 2025-11 W2");
    desk.refused("reading add W3 1210", 1, "doubtful-reading", &["W3", "三倍", "--accept"]);
    desk.done("reading add W3 120");
    let posted = desk.done("reading bill 2025-11 post");
    assert_eq!((&posted["homes"], &posted["charges"]), (&json!(5), &json!(5)));
    desk.refused("reading import 十一月.csv", 1, "nothing-to-keep", &["2 行与账本相同", "3 行有问题"]);
    desk.verified();
}

#[test]
fn soft_doubts_are_accepted_row_by_row_never_for_the_file() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    water(&desk, "W1", "3-1-301", "100");
    water(&desk, "W2", "3-1-302", "100");
    water(&desk, "W3", "3-1-303", "100");
    desk.today = "2025-11-30".to_owned();
    desk.write("a.csv", "表号,本期读数\nW1,100\nW2,100\nW3,99\nW3,101\nX9,1\n");
    let checked = desk.done("reading check a.csv --accept 2,W3");
    assert_eq!(checked["accepted"][0]["meter"], "W1");
    let reasons: Vec<_> = checked["refused_rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["reasons"][0].as_str().unwrap())
        .collect();
    assert_eq!(reasons, ["unused", "duplicate", "duplicate", "unknown-meter"]);
    desk.refused("reading import a.csv --accept 2", 1, "unusable-value", &["复核说明"]);
    let taken = desk.done("reading import a.csv --accept 2 --reason 现场复核");
    assert_eq!((&taken["kept"], &taken["refused"]), (&json!(1), &json!(4)));
    let undone = desk.done(&format!("reading undo {} --reason 选错文件", taken["import"]));
    assert_eq!(undone["readings"], 1);
    desk.refused(
        &format!("reading undo {} --reason 再来", taken["import"]),
        1,
        "import-undone",
        &["已经撤销"],
    );
    let again = desk.done("reading import a.csv --accept W1,W2 --reason 复核");
    assert_eq!(again["kept"], 2);
    desk.done("reading bill 2025-11 post --accept-gaps");
    desk.refused(
        &format!("reading undo {} --reason 晚了", again["import"]),
        1,
        "import-billed",
        &["W1", "--corrects"],
    );
    desk.verified();
}

#[test]
fn a_wrong_reading_is_taken_back_before_and_put_right_after_it_was_billed() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    water(&desk, "W1", "3-1-301", "100");
    desk.today = "2025-11-30".to_owned();
    let wrong = desk.done("reading add W1 121")["reading"].clone();
    desk.refused(&format!("reading add W1 120 --corrects {wrong}"), 1, "reading-not-billed", &["void"]);
    desk.done(&format!("reading void {wrong} --reason 看错表"));
    desk.refused(&format!("reading void {wrong} --reason 看错表"), 1, "reading-void", &["已经作废"]);
    let misread = desk.done("reading add W1 128")["reading"].clone();
    assert_eq!(desk.done("reading bill 2025-11 post")["total"], "96.60");
    desk.refused(
        &format!("reading void {misread} --reason 看错"),
        1,
        "reading-billed",
        &["2025-11", "--corrects"],
    );
    desk.refused("reading void 1 --reason 错", 1, "reading-built-upon", &["W1", "--corrects 1"]);
    desk.done(&format!("reading add W1 118 --corrects {misread} --accept"));
    let december = read_and_bill(&mut desk, "2025-12-31", &["W1 140"]);
    assert_eq!(december["total"], "41.40", "22 × 3.45 − 10 × 3.45");
    assert_eq!(open(&desk, "3-1-301"), "138.00", "40 × 3.45");
    desk.verified();
}

#[test]
fn a_run_is_taken_back_whole_and_bills_the_same_again() {
    let mut desk = office(&["水价 --tiers 180:5,260:7,9 --per year"]);
    water(&desk, "W1", "3-1-301", "0");
    let november = read_and_bill(&mut desk, "2025-11-30", &["W1 170"]);
    assert_eq!(november["total"], "850.00");
    let december = read_and_bill(&mut desk, "2025-12-31", &["W1 194"]);
    assert_eq!(december["total"], "148.00");
    desk.done("bill-run reverse 1 --reason 价格有误");
    let again = desk.done("reading bill 2025-11 post --due 2026-01-31");
    assert_eq!((&again["total"], &again["lowered"]), (&json!("850.00"), &json!("0.00")));
    assert_eq!(open(&desk, "3-1-301"), "998.00");
    desk.done("bill-run reverse 2 --reason 重算");
    desk.done("bill-run reverse 3 --reason 重算");
    assert_eq!(open(&desk, "3-1-301"), "0.00");
    assert_eq!(desk.done("reading bill 2025-12 post")["total"], "998.00", "both months in one charge");
    desk.verified();
}

#[test]
fn prices_and_meters_that_are_none_are_refused() {
    let desk = office(&["水价 --tiers 3.45"]);
    desk.refused(
        "meter add W1 --kind water --home 3-1-301 --digits 5 --reading 1",
        1,
        "meter-without-price",
        &["W1", "--price"],
    );
    desk.refused(
        "meter add W1 --kind water --home 3-1-301 --price 天价 --digits 5 --reading 1",
        1,
        "unknown",
        &["天价"],
    );
    desk.refused(
        "meter add W1 --kind water --home 9-9-999 --price 水价 --digits 5 --reading 1",
        1,
        "unknown-home",
        &["9-9-999"],
    );
    desk.refused("meter add W1 --kind water --digits 5 --reading 1", 1, "unusable-value", &["位置"]);
    desk.refused(
        "meter add W1 --kind water --place 泵房 --digits 3 --reading 1000",
        1,
        "unusable-value",
        &["起始读数", "1000"],
    );
    desk.refused(
        "meter add W1 --kind water --place 泵房 --digits 5 --decimals 3 --multiplier 0.15 --reading 1",
        1,
        "unusable-value",
        &["倍率"],
    );
    water(&desk, "W1", "3-1-301", "1");
    desk.refused(
        "meter add W1 --kind water --home 3-1-302 --price 水价 --digits 5 --reading 1",
        1,
        "taken",
        &["W1"],
    );
    desk.refused(
        &format!("meter price 新价 --tiers 180:5,170:7,9 {WATER}"),
        1,
        "bad-tiers",
        &["180:5,170:7,9"],
    );
    desk.refused(
        &format!("meter price 水价 --tiers 3.60 {WATER}"),
        1,
        "version-exists",
        &["水价", "2025-01"],
    );
    desk.refused("reading window 0/99", 1, "unusable-value", &["25/5"]);
}

#[test]
fn a_new_price_holds_from_its_month_and_never_for_billed_ones() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    water(&desk, "W1", "3-1-301", "100");
    read_and_bill(&mut desk, "2025-11-30", &["W1 110"]);
    desk.refused(
        "meter price 水价 --tiers 4 --item water --from 2025-11 --clause 新文件",
        1,
        "version-in-the-past",
        &["水价", "2025-11"],
    );
    desk.done("meter price 水价 --tiers 4 --item water --from 2025-12 --clause 新文件");
    assert_eq!(read_and_bill(&mut desk, "2025-12-31", &["W1 120"])["total"], "40.00");
    assert!(explained(&desk, 2).contains("依据：新文件"));
}

#[test]
fn a_charge_is_never_overdue_the_day_it_is_posted() {
    let mut desk = office(&["水价 --tiers 3.45 --due 1/31"]);
    water(&desk, "W1", "3-1-301", "100");
    desk.today = "2025-11-30".to_owned();
    desk.done("reading add W1 110");
    desk.today = "2025-12-03".to_owned();
    desk.refused("reading bill 2025-11 post", 1, "due-over", &["2025-11-30", "--due"]);
    assert_eq!(desk.done("reading bill 2025-11 post --due 2025-12-15")["total"], "34.50");
}

#[test]
fn the_round_goes_out_and_comes_back_filled_in() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    desk.write("表.csv", "表号,类别,房号,位置,价格,位数,起始读数\nW2,水表,3-1-302,,水价,5,200\nW1,水,3-1-301,,水价,5,100\nP1,水表,,1栋泵房,,6,5000\nX,水表,3-9-999,,水价,5,1\n");
    let seen = desk.done("meter import 表.csv --check");
    assert_eq!(
        (seen["added"].as_array().unwrap().len(), seen["refused"][0]["value"].as_str()),
        (3, Some("X"))
    );
    assert_eq!(desk.done("meter import 表.csv")["added"].as_array().unwrap().len(), 3);
    assert_eq!(desk.done("meter import 表.csv")["known"].as_array().unwrap().len(), 3);
    desk.today = "2025-11-30".to_owned();
    desk.done("reading template --out 抄表单.csv");
    let round = std::fs::read_to_string(desk.path("抄表单.csv")).unwrap();
    let codes: Vec<_> = round.lines().skip(1).map(|l| l.split(',').nth(3).unwrap()).collect();
    assert_eq!(codes, ["W1", "W2", "P1"], "homes as they are walked, shared meters last");
    let filled: Vec<String> = round
        .lines()
        .map(|line| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if let Ok(last) = cells[5].parse::<i64>() {
                cells[7] = (last + 12).to_string();
            }
            cells.join(",")
        })
        .collect();
    desk.write("抄表单.csv", filled.join("\n"));
    assert_eq!(desk.done("reading import 抄表单.csv")["kept"], 3);
    desk.done("reading template --out 抄表单.xlsx");
    desk.done("reading template --out 抄表单.pdf --kind water");
    assert!(std::fs::read(desk.path("抄表单.pdf")).unwrap().starts_with(b"%PDF"));
    assert_eq!(desk.done("reading bill 2025-11 post")["charges"], 2, "a shared meter is not charged");
    desk.verified();
}

#[test]
fn a_shared_meter_says_what_it_counted_across_a_replacement() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    desk.done("meter add P1 --kind water --place 1栋泵房 --digits 6 --reading 5000 --multiplier 10");
    desk.today = "2025-11-12".to_owned();
    desk.done("meter replace P1 --final 5020 --new P2 --reading 7 --multiplier 1");
    desk.today = "2025-11-30".to_owned();
    desk.done("reading add P2 107");
    let book = zhangfang_store::Book::open_read_only(&desk.path(zhangfang_tests::BOOK)).unwrap();
    let used = |code: &str, from: &str, to: &str| {
        let meter = book.reading().meter(code).unwrap().unwrap().id;
        book.reading().consumption_of(meter, from.parse().unwrap(), to.parse().unwrap()).unwrap().to_string()
    };
    assert_eq!(used("P1", "2025-11-01", "2025-11-30"), "300", "20 × 10 + 100");
    assert_eq!(used("P2", "2025-11-01", "2025-11-30"), "300", "the place counts, not the meter");
    assert_eq!(used("P2", "2025-11-13", "2025-11-30"), "100");
}

#[test]
fn f7_only_what_was_paid_too_much_moves() {
    let mut desk = office(&["水价 --tiers 3.45"]);
    water(&desk, "W1", "3-1-301", "0");
    read_and_bill(&mut desk, "2025-11-30", &["W1 100"]);
    desk.today = "2025-12-31".to_owned();
    desk.done("reading estimate 2025-12 W1");
    desk.done("reading bill 2025-12 post");
    desk.done("receipt take 3-1-301=355.35 --method cash --designate 2");
    assert_eq!(open(&desk, "3-1-301"), "345.00", "November is open, December was named and paid");
    desk.done("reading add W1 200");
    let posted = desk.done("reading bill 2025-12 post");
    assert_eq!((&posted["lowered"], &posted["prepaid_drawn"]), (&json!("10.35"), &json!("10.35")));
    let list = desk.done("arrears list --home 3-1-301 --not-due");
    let left: Vec<_> = list["lines"].as_array().unwrap().iter().map(|l| (&l["charge"], &l["open"])).collect();
    assert_eq!(left, [(&json!(1), &json!("334.65"))], "December stays paid");
    desk.verified();
}

#[test]
fn each_owner_pays_for_the_days_before_the_reading() {
    let mut desk = office(&["水价 --tiers 20:3,4 --per year"]);
    water(&desk, "W1", "3-1-301", "100");
    desk.today = "2025-12-15".to_owned();
    desk.done("reading add W1 115 --accept");
    desk.done("register transfer 3-1-301 --on 2025-12-15 --to 李四");
    desk.today = "2025-12-31".to_owned();
    desk.refused("reading add W1 125", 1, "doubtful-reading", &["2025-12 已抄过", "115", "--accept"]);
    desk.refused("reading estimate 2025-12 W1", 1, "already-read", &["W1", "2025-12"]);
    desk.done("reading add W1 125 --accept");
    let seen = desk.done("reading bill 2025-12 preview");
    let amounts: Vec<_> = seen["drafts"].as_array().unwrap().iter().map(|d| &d["amount"]).collect();
    assert_eq!(amounts, ["45.00", "35.00"], "15 × 3; then 5 × 3 + 5 × 4, the tiers are the home's");
    desk.done("reading bill 2025-12 post");
    let owners: Vec<_> = [1, 2].map(|charge| explained(&desk, charge)).to_vec();
    assert!(owners[0].contains("上期读数 100 本期读数 115"), "{}", owners[0]);
    assert!(owners[1].contains("上期读数 115 本期读数 125"), "{}", owners[1]);
    let book = zhangfang_store::Book::open_read_only(&desk.path(zhangfang_tests::BOOK)).unwrap();
    let accounts = [1, 2].map(|charge| book.reading().charge(charge).unwrap().account);
    assert_ne!(accounts[0], accounts[1]);
    desk.verified();
}
