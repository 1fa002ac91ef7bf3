//! Rules of the desk itself: after how many idle minutes it locks, how long it may go without a copy on a disk apart.

use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use serde::{Deserialize, Serialize};

/// What is set for the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRules {
    /// Idle minutes after which the desk locks where people log in; 0 never.
    pub lock_minutes: u32,
    /// Days after which a backup to a disk apart is asked for; 0 never.
    pub backup_days: u32,
}

impl Default for DeskRules {
    fn default() -> Self {
        Self { lock_minutes: 10, backup_days: 7 }
    }
}

const LOCK: &str = "desk.lock_minutes";
const BACKUP: &str = "desk.backup_days";

impl Office {
    /// The rules of the desk.
    ///
    /// # Errors
    /// Store errors.
    pub fn desk_rules(&self) -> Result<DeskRules> {
        let reading = self.book.reading();
        let number = |key| Ok::<_, OfficeError>(reading.setting(key)?.and_then(|text| text.parse().ok()));
        let usual = DeskRules::default();
        Ok(DeskRules {
            lock_minutes: number(LOCK)?.unwrap_or(usual.lock_minutes),
            backup_days: number(BACKUP)?.unwrap_or(usual.backup_days),
        })
    }

    /// Changes the rules of the desk.
    ///
    /// # Errors
    /// [`Refusal::Unusable`], the gate's.
    pub fn change_desk_rules(&mut self, rules: DeskRules, occasion: &Occasion) -> Result<Posted<()>> {
        let unusable =
            |field, value: u32, expected| Refusal::Unusable { field, value: value.to_string(), expected };
        if rules.lock_minutes > 120 {
            return Err(unusable("自动锁定分钟数", rules.lock_minutes, "0—120 的整数（0 为不锁定）").into());
        }
        if rules.backup_days > 90 {
            return Err(unusable("备份提醒天数", rules.backup_days, "0—90 的整数（0 为不提醒）").into());
        }
        self.book.transact("desk.change", occasion, |act| {
            act.set(LOCK, &rules.lock_minutes.to_string())?;
            act.set(BACKUP, &rules.backup_days.to_string())?;
            Ok::<_, OfficeError>(())
        })
    }
}
