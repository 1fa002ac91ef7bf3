//! What rules of parking say.

use crate::refusal::ParkingRefusal;
use chrono::NaiveDate;

fn day(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

pub(super) fn sentence(refusal: &ParkingRefusal) -> String {
    match refusal {
        ParkingRefusal::OwnerNeeded { code, owned: true } => {
            format!("{code} 是产权车位，请写明业主的房号。")
        }
        ParkingRefusal::OwnerNeeded { code, .. } => {
            format!("{code} 不是产权车位，登记时不写房号；谁使用由车位合同写明。")
        }
        ParkingRefusal::SpaceTaken { code, room, last: None } => {
            format!("{code} 已由 {room} 使用，一个车位同时只有一份合同。请先办理退租。")
        }
        ParkingRefusal::SpaceTaken { code, room, last: Some(last) } => {
            format!("{code} 的上一份合同（{room}）到{}为止，新合同请从次日或以后起。", day(*last))
        }
        ParkingRefusal::NoContract { code } => {
            format!("{code} 没有正在履行的车位合同。请核对车位号，或先签合同。")
        }
        ParkingRefusal::BeforeStart { last, from } => {
            format!("最后使用日{}早于起用日{}，请核对日期。", day(*last), day(*from))
        }
        ParkingRefusal::EndPending { code, number } => {
            format!("{code} 的退租单 {number} 还在待审批，不能重复提交。要更改的请先撤回那一张。")
        }
        ParkingRefusal::EndFirst { code } => format!(
            "这张收据里有 {code} 的车位费，合同还在履行。请先办理退租；批准后转为预存的款再按金额申请退款。"
        ),
        ParkingRefusal::StillLet { room, codes } => format!(
            "{room} 还租着车位 {}，合同是原业主签的。请先办理退租，再过户；新业主要接着租的，过户后另签合同。",
            codes.join("、")
        ),
        ParkingRefusal::ChargesChanged { number } => {
            format!(
                "退租单 {number} 提交之后，该车位的账单又有变动，不能按原数批准。请驳回或撤回，重新提交。"
            )
        }
    }
}
