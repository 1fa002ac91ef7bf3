//! An office with its people, and what forms are about: for the journeys of forms.
#![allow(clippy::unwrap_used, reason = "the helpers of a test may stop it")]

use crate::Desk;
use serde_json::Value;

/// Acts as the manager.
pub const MANAGER: &str = "--operator 项目经理陈 ";
/// Acts as the company.
pub const COMPANY: &str = "--operator 公司财务总监 ";
/// Acts as the supervisor.
pub const SUPERVISOR: &str = "--operator 主管老李 ";

/// An office with its people; home 3-1-301 owes January to March 2025, 222.22 each.
#[must_use]
pub fn staffed() -> Desk {
    let mut desk = Desk::with_homes("2025-01-01", &["3-1-301,张三,94.56,住宅", "3-1-302,李四,94.56,住宅"]);
    desk.done("staff add 项目经理陈 --role manager");
    desk.done(&format!("staff add 公司财务总监 --role company {MANAGER}"));
    desk.done(&format!("staff add 主管老李 --role supervisor {MANAGER}"));
    desk.done(&format!("staff add 前台小周 --role clerk {MANAGER}"));
    desk.tariff("management", "物业服务费", "--price 2.35 --from 2025-01");
    desk.done("tariff assign 物业服务费");
    desk.done("bill-run post 2025-01..2025-03");
    desk.today = "2025-06-10".to_owned();
    desk
}

/// The open charges of a home, oldest due first.
#[must_use]
pub fn charges(desk: &Desk, room: &str) -> Vec<i64> {
    let list = desk.done(&format!("arrears list --home {room} --not-due"));
    list["lines"].as_array().unwrap().iter().map(|line| line["charge"].as_i64().unwrap()).collect()
}

/// What is open on a home.
#[must_use]
pub fn open(desk: &Desk, room: &str) -> String {
    let list = desk.done(&format!("arrears list --home {room} --not-due"));
    list["total"].as_str().unwrap().to_owned()
}

/// The number of a form as a command answers it.
#[must_use]
pub fn number(form: &Value) -> String {
    form["number"].as_str().unwrap().to_owned()
}

/// What is prepaid on a home that owes nothing.
#[must_use]
pub fn prepaid(desk: &Desk, room: &str) -> String {
    let balance = desk.done(&format!("statement show {room}"))["balance"].as_str().unwrap().to_owned();
    balance.strip_prefix('-').map_or_else(|| format!("owes {balance}"), str::to_owned)
}
