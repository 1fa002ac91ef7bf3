//! The office of script A (domain section 7.5), for the journeys on the command line and in the window.

use crate::Desk;

/// The charging day.
pub const DAY: &str = "2025-12-27";

/// The office on the evening before: bills of the last quarter (for 4-1-601 of the first), the light and the water of
/// December for 3-1-301, a promotion, and a parking space let and paid for with the receipt before the day's first.
#[must_use]
pub fn office() -> Desk {
    let mut desk = Desk::without_book("2025-01-01");
    desk.done("book create --office 青禾苑物业服务中心 --first-receipt 1200 --go-live 2025-01-01");
    let homes = [
        "2-1-101,洪阿婆",
        "3-1-301,张三",
        "3-1-302,李四",
        "3-1-303,王五",
        "3-2-303,王五",
        "4-1-601,赵六",
        "5-2-1102,钱七",
        "6-1-101,孙九",
    ];
    let rows = homes.map(|home| format!("{home},94.56,住宅"));
    desk.take_in("业主台账.csv", &format!("房号,业主,面积,用途\n{}\n", rows.join("\n")));
    desk.done("office set company=青禾物业服务有限公司 phone=0000-0000000");
    desk.done("staff add 项目经理陈 --role manager");
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-01..2025-03 --building 4");
    desk.today = "2025-10-01".to_owned();
    desk.done("bill-run post 2025-10..2025-12 --building 2 --building 3");
    desk.today = "2025-11-01".to_owned();
    desk.done("item add parking 车位租赁费");
    desk.done("parking add B1-023 --kind leased");
    desk.done("parking contract B1-023 --room 6-1-101 --item parking --monthly 300 --from 2025-11-01 --clause 车位租赁合同");
    assert_eq!(desk.done("parking bill 2025-11..2026-01")["total"], "900.00");
    assert_eq!(desk.done("receipt take 6-1-101 --method cash")["number"], 1200);
    desk.today = "2025-12-26".to_owned();
    desk.done("promotion add 交11送1 --item management --pay 11 --gift 1 --from 2025-12-01 --to 2026-01-31");
    for (code, item, volume, measure, price) in
        [("power", "公共照明电费", "24", "kWh", "0.553"), ("water", "公共水费", "0.5", "m³", "4.10")]
    {
        desk.done(&format!("item add {code} {item}"));
        desk.write("分摊.csv", "房号,系数\n3-1-301,1\n3-1-302,0\n3-1-303,0\n");
        desk.done(&format!(
            "shared post --item {code} --label 3栋1单元{item} --months 2025-12 --volume {volume} --measure {measure} \
             --unit-price {price} --building 3 --unit 1 --method coefficient --weights 分摊.csv --source 202512-0381"
        ));
    }
    desk.today = DAY.to_owned();
    desk
}
