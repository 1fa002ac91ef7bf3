//! The office of script B (domain section 7.5), for the journeys on the command line and in the window.

use crate::Desk;
use std::sync::OnceLock;

/// The day of script B, a Tuesday.
pub const DAY: &str = "2026-01-06";

/// Homes of building 5, all of which owe the last quarter of 2025. The big one owes 3,000.00 of it.
const HOMES: [(&str, &str, &str); 24] = [
    ("5-1-101", "方一舟", "94.56"),
    ("5-1-102", "何双", "94.56"),
    ("5-1-201", "程可", "94.56"),
    ("5-1-302", "白小川", "94.56"),
    ("5-1-402", "许朗", "94.56"),
    ("5-1-501", "吕平", "94.56"),
    ("5-1-502", "沈鸣", "94.56"),
    ("5-1-601", "韩青", "94.56"),
    ("5-1-602", "唐果", "94.56"),
    ("5-1-701", "冯雨", "94.56"),
    ("5-1-801", "于归", "94.56"),
    ("5-1-1001", "董明远", "425.53"),
    ("5-2-101", "萧然", "94.56"),
    ("5-2-102", "田野", "94.56"),
    ("5-2-201", "任远", "94.56"),
    ("5-2-202", "姜禾", "94.56"),
    ("5-2-301", "范舟", "94.56"),
    ("5-2-303", "石岩", "94.56"),
    ("5-2-401", "陆离", "94.56"),
    ("5-2-501", "孔宁", "94.56"),
    ("5-2-601", "邵华", "94.56"),
    ("5-2-701", "毛宁", "94.56"),
    ("5-2-801", "秦川", "94.56"),
    ("5-2-901", "江帆", "94.56"),
];

/// The office on the morning of the day: building 5 owes the last quarter, due on 20 December; 5-2-901 also a bill due
/// on 31 January 2023. Everybody was reminded on the 23rd and called on the 30th. One home pays in instalments, one has
/// complained of the lift, two have paid this morning.
#[must_use]
pub fn office() -> Desk {
    static MORNING: OnceLock<Desk> = OnceLock::new();
    MORNING.get_or_init(until_this_morning).copy()
}

fn until_this_morning() -> Desk {
    let mut desk = Desk::with_book("2023-02-01");
    let rows = HOMES.map(|(room, owner, area)| {
        let arrears = if room == "5-2-901" { "222.22" } else { "" };
        format!(
            "{room},{owner},{area},住宅,138{:08},{arrears}",
            room.bytes().map(u64::from).sum::<u64>() * 7919
        )
    });
    let register = format!("房号,业主,面积,用途,电话,欠费\n{}\n3-1-301,张三,94.56,住宅,,\n", rows.join("\n"));
    desk.take_in("业主台账.csv", &register);
    desk.done("office set company=青禾物业服务有限公司 phone=0000-0000000 complaint_phone=0000-0000001 contract=青禾苑物业服务合同 contract_clause=第十二条 contract_signed=2022-12-01 dispute_forum=诉讼");
    desk.done("staff add 项目经理陈 --role manager");
    desk.done("staff add 管家小林 --role steward --operator 项目经理陈");
    desk.done("staff add 前台小周 --role clerk --operator 项目经理陈");
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-10 --cycle quarter --due 3/20");
    desk.done("tariff assign 物业服务费");
    desk.today = "2025-10-08".to_owned();
    desk.done("bill-run post 2025-10..2025-12");
    desk.today = "2025-12-23".to_owned();
    desk.done("dunning run 温馨提示 --building 5 --out 温馨提示.pdf");
    desk.today = "2025-12-30".to_owned();
    for (room, ..) in HOMES {
        let call = "--at 2025-12-30T14:30 --wish 知道了，月初来缴 --why forgot --outcome 已告知，待回复 --next 2026-01-06";
        desk.done(&format!("contact add {room} {call}"));
    }
    desk.done("agreement make 5-1-201 --parts 3 --first 2026-01-20");
    desk.today = "2026-01-05".to_owned();
    desk.done(
        "ticket take 5-2-801 --kind 投诉 --topic 电梯 --wish 电梯夜里太响，修好再缴 --fee-item 物业服务费",
    );
    desk.today = DAY.to_owned();
    for room in ["5-1-101", "5-1-102"] {
        desk.done(&format!("receipt take {room} --method cash"));
    }
    desk
}
