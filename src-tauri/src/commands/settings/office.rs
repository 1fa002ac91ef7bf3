//! What the office says of itself, local rules, rules of the desk.

use crate::session::Session;
use crate::wire::Answer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::proration::StartRule;
use zhangfang_office::desk::DeskRules;
use zhangfang_office::locality;
use zhangfang_office::profile::NEEDED;

/// A text to be typed.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct SettingField {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What it is.
    pub value: String,
    /// What may be given; empty for any text.
    pub expected: String,
    /// Where such a rule comes from; may be empty.
    pub source: String,
    /// What can be chosen: value and label; empty for what is typed.
    pub options: Vec<(String, String)>,
}

/// A paper that cannot be made yet.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct MissingFor {
    /// The paper.
    pub paper: String,
    /// What it lacks, by label.
    pub fields: Vec<String>,
}

/// What the office says of itself.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct ProfileView {
    /// The texts.
    pub fields: Vec<SettingField>,
    /// Papers that cannot be made yet.
    pub missing: Vec<MissingFor>,
}

fn options(name: &str) -> Vec<(String, String)> {
    let words: &[&str] = match name {
        "charging_form" => &["", "包干制", "酬金制"],
        "dispute_forum" => &["", "诉讼", "仲裁"],
        _ => &[],
    };
    let label = |word: &str| if word.is_empty() { "未定".to_owned() } else { word.to_owned() };
    words.iter().map(|word| ((*word).to_owned(), label(word))).collect()
}

/// What the office says of itself, and what papers still lack.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn settings_profile(session: State<'_, Session>) -> Answer<ProfileView> {
    let mut profile = session.with(|office| Ok(office.profile()?))?;
    let missing = NEEDED.iter().map(|(paper, needed)| MissingFor {
        paper: (*paper).to_owned(),
        fields: profile.missing(needed).into_iter().map(str::to_owned).collect(),
    });
    let missing = missing.filter(|paper| !paper.fields.is_empty()).collect();
    let fields = profile.fields().into_iter().map(|(name, label, value)| SettingField {
        name: name.to_owned(),
        label: label.to_owned(),
        value: value.clone(),
        expected: match name {
            "go_live" => "日期，如 2025-07-01".to_owned(),
            "first_receipt" => "一个整数，如 1201".to_owned(),
            _ => String::new(),
        },
        source: String::new(),
        options: options(name),
    });
    Ok(ProfileView { fields: fields.collect(), missing })
}

/// Changes what the office says of itself.
///
/// # Errors
/// Names the field that is not right.
#[tauri::command(async)]
pub fn settings_change_profile(
    fields: BTreeMap<String, String>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let mut profile = office.profile()?;
        for (name, value) in &fields {
            profile.set(name, value)?;
        }
        Ok(office.change_profile(&profile, &occasion)?)
    })
}

/// What local rules decide.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn settings_locality(session: State<'_, Session>) -> Answer<Vec<SettingField>> {
    let locality = session.with(|office| Ok(office.locality()?))?;
    let rules = StartRule::ALL.map(|rule| (rule.code().to_owned(), rule.label().to_owned()));
    let field = |p: locality::Parameter| SettingField {
        options: if p.name == "start_rule" { rules.to_vec() } else { Vec::new() },
        source: locality::sources(p.name).to_owned(),
        name: p.name.to_owned(),
        label: p.label.to_owned(),
        value: p.value,
        expected: p.expected.to_owned(),
    };
    Ok(locality.parameters().into_iter().map(field).collect())
}

/// Changes what local rules decide.
///
/// # Errors
/// Names the parameter that is not right.
#[tauri::command(async)]
pub fn settings_change_locality(
    fields: BTreeMap<String, String>,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| {
        let mut locality = office.locality()?;
        for (name, value) in &fields {
            locality.set(name, value)?;
        }
        Ok(office.change_locality(&locality, &occasion)?)
    })
}

/// Rules of the desk, as typed.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[ts(export, export_to = "settings.ts")]
pub struct DeskRulesView {
    /// Idle minutes after which it locks; 0 never.
    pub lock_minutes: u32,
    /// Days after which a backup is asked for; 0 never.
    pub backup_days: u32,
}

/// The rules of the desk.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn settings_desk_rules(session: State<'_, Session>) -> Answer<DeskRulesView> {
    let DeskRules { lock_minutes, backup_days } = session.with(|office| Ok(office.desk_rules()?))?;
    Ok(DeskRulesView { lock_minutes, backup_days })
}

/// Changes the rules of the desk.
///
/// # Errors
/// Names the number that is not right.
#[tauri::command(async)]
pub fn settings_change_desk_rules(
    rules: DeskRulesView,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    let DeskRulesView { lock_minutes, backup_days } = rules;
    let rules = DeskRules { lock_minutes, backup_days };
    session.with(|office| {
        office.change_desk_rules(rules, &occasion)?;
        Ok(())
    })
}
