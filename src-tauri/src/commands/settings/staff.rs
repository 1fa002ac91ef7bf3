//! People and what they may do.

use crate::session::Session;
use crate::wire::{Answer, amount};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::approval::{Limits, Role};
use zhangfang_domain::rights::Right;
use zhangfang_office::Refusal;
use zhangfang_office::login::Cost;

/// Somebody who works here.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct StaffLine {
    /// Name.
    pub name: String,
    /// Code of the role.
    pub role: String,
    /// The role.
    pub role_label: String,
    /// Whether they have a password.
    pub password: bool,
}

/// What a role may do.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct RoleLine {
    /// Its code.
    pub code: String,
    /// The role.
    pub label: String,
    /// One yes or no for each right, in order.
    pub may: Vec<bool>,
}

/// People and roles.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct StaffView {
    /// Everybody who works here.
    pub staff: Vec<StaffLine>,
    /// The rights, as titles.
    pub rights: Vec<String>,
    /// What each role may do.
    pub roles: Vec<RoleLine>,
    /// Whether one has to log in.
    pub login: bool,
    /// Who works at the desk.
    pub operator: String,
    /// Whether they may change this page.
    pub may_change: bool,
}

/// Who works here and what they may do.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn settings_staff(session: State<'_, Session>) -> Answer<StaffView> {
    let operator = session.operator();
    let (staff, with, may) =
        session.with(|office| Ok((office.staff()?, office.who_logs_in()?, office.rights_of(&operator)?)))?;
    let line = |m: zhangfang_office::staff::StaffMember| StaffLine {
        role: m.role.to_owned(),
        role_label: m.role().label().to_owned(),
        password: with.contains(&m.name),
        name: m.name,
    };
    let role = |role: Role| RoleLine {
        code: role.code().to_owned(),
        label: role.label().to_owned(),
        may: Right::ALL.map(|right| role.may(right)).to_vec(),
    };
    Ok(StaffView {
        rights: Right::ALL.map(|right| right.label().to_owned()).to_vec(),
        roles: Role::ALL.into_iter().map(role).collect(),
        login: !with.is_empty(),
        staff: staff.into_iter().map(line).collect(),
        operator,
        may_change: may.contains(&Right::Settings),
    })
}

/// Names somebody and their role.
///
/// # Errors
/// Without a name; when only a manager may.
#[tauri::command(async)]
pub fn settings_name_staff(
    name: &str,
    role: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let unknown = || Refusal::Unknown { kind: "岗位", name: role.to_owned() };
    let role = Role::from_code(role).ok_or_else(unknown)?;
    let occasion = session.occasion(key);
    session.with(|office| {
        office.name_staff(name, role, &occasion)?;
        Ok(())
    })
}

/// Somebody leaves.
///
/// # Errors
/// The last manager does not; when only a manager may.
#[tauri::command(async)]
pub fn settings_staff_leaves(name: &str, key: Option<String>, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        office.staff_leaves(name, &occasion)?;
        Ok(())
    })
}

/// Sets the password of somebody. With the first one of the book the desk locks: from now on one logs in.
///
/// # Errors
/// The first one is a manager's; too easy.
#[tauri::command(async)]
pub fn settings_set_password(name: &str, password: &str, session: State<'_, Session>) -> Answer<()> {
    let occasion = session.occasion(None);
    let first = session.with(|office| {
        let first = !office.login_needed()?;
        office.set_password(name, password, Cost::DESK, &occasion)?;
        Ok(first)
    })?;
    if first { session.lock() } else { Ok(()) }
}

/// Somebody looked at whole phone numbers.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct RevealLine {
    /// Local time.
    pub at: String,
    /// Who.
    pub operator: String,
    /// The home.
    pub room: String,
}

/// Who looked at whole phone numbers, newest first; for those who may change settings.
///
/// # Errors
/// For everybody else.
#[tauri::command(async)]
pub fn settings_reveals(session: State<'_, Session>) -> Answer<Vec<RevealLine>> {
    let operator = session.operator();
    let seen = session.with(|office| {
        office.require("staff.add", &operator)?;
        Ok(office.reveals(500)?)
    })?;
    let line =
        |r: zhangfang_office::login::Revealed| RevealLine { at: r.at, operator: r.operator, room: r.room };
    Ok(seen.into_iter().map(line).collect())
}

/// The whole phone numbers of a home; that somebody looked is kept.
///
/// # Errors
/// For those who may not.
#[tauri::command(async)]
pub fn settings_reveal_phones(room: &str, session: State<'_, Session>) -> Answer<Vec<String>> {
    let occasion = session.occasion(None);
    session.with(|office| Ok(office.reveal_phones(room, &occasion)?.value))
}

/// Up to how much each role may approve, as typed and shown in yuan.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct LimitsView {
    /// The supervisor.
    pub supervisor: String,
    /// The manager; above it only the company.
    pub manager: String,
    /// The manager when a debt is given up.
    pub write_off: String,
}

/// Up to how much each role may approve.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn settings_limits(session: State<'_, Session>) -> Answer<LimitsView> {
    session.with(|office| {
        let Limits { supervisor, manager } = office.approval_limits()?;
        let write_off = office.write_off_limit()?;
        let [supervisor, manager, write_off] = [supervisor, manager, write_off].map(|fen| fen.to_string());
        Ok(LimitsView { supervisor, manager, write_off })
    })
}

/// Sets up to how much each role may approve.
///
/// # Errors
/// Of [`zhangfang_office::Office::set_approval_limits`].
#[tauri::command(async)]
pub fn settings_set_limits(
    limits: LimitsView,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    let of_role = Limits { supervisor: amount(&limits.supervisor)?, manager: amount(&limits.manager)? };
    let write_off = amount(&limits.write_off)?;
    session.with(|office| {
        office.set_approval_limits(of_role, write_off, &occasion)?;
        Ok(())
    })
}
