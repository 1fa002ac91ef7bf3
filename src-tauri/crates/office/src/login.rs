//! Passwords and logging in. Nobody has a password in a new book: the desk is open. A manager sets the first one; from
//! then on everybody logs in under a password of their own.

use crate::bill_run::require_reason;
use crate::refusal::LoginRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, SaltString};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use chrono::{NaiveDateTime, TimeDelta};
use serde::Serialize;
use zhangfang_domain::rights::Right;
use zhangfang_store::staff::StaffMember;

/// What a guess at a password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// For the desk: a few tens of milliseconds on an office PC.
    pub const DESK: Self = Self { memory: 19_456, passes: 2 };
    /// For tests only.
    pub const CHEAP: Self = Self { memory: 8, passes: 1 };

    fn argon2(self) -> Argon2<'static> {
        let params = Params::new(self.memory, self.passes, 1, None).unwrap_or_default();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    fn hash(self, password: &str) -> Result<String> {
        let salt = SaltString::generate(&mut OsRng);
        let hash = self.argon2().hash_password(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|_| LoginRefusal::Weak.into())
    }
}

/// A password nobody has, at the cost of [`Cost::DESK`]: what an unknown name is held against.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$emhhbmdmYW5nLW5vYm9keQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Wrong passwords at this desk since the last right one. The wait grows whoever was named, so that it tells nothing
/// about who is on the staff.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attempts {
    wrong: u32,
    until: Option<NaiveDateTime>,
}

impl Attempts {
    /// Seconds to wait after so many wrong ones: three are free, then 2, 4, 8 … up to five minutes.
    const fn wait(wrong: u32) -> i64 {
        match wrong {
            0..=2 => 0,
            3..=10 => 1 << (wrong - 2),
            _ => 300,
        }
    }

    fn require_waited(self, now: NaiveDateTime) -> Result<()> {
        let left = self.until.map_or(0, |until| (until - now).num_seconds());
        // A clock that was set back must not lock the desk for long.
        let left = u64::try_from(left.min(300)).unwrap_or(0);
        if left > 0 { Err(LoginRefusal::Wait { seconds: left }.into()) } else { Ok(()) }
    }

    fn note(&mut self, right: bool, now: NaiveDateTime) {
        let wrong = if right { 0 } else { self.wrong + 1 };
        let wait = Self::wait(wrong);
        let until = (wait > 0).then(|| now + TimeDelta::seconds(wait));
        *self = Self { wrong, until };
    }
}

/// Somebody looked at the whole phones of a home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revealed {
    /// Local time, `yyyy-mm-ddThh:mm:ss`.
    pub at: String,
    /// Who.
    pub operator: String,
    /// The home.
    pub room: String,
}

impl Office {
    /// Whether one has to log in: somebody who works here has a password.
    ///
    /// # Errors
    /// Store errors.
    pub fn login_needed(&self) -> Result<bool> {
        Ok(!self.book.reading().with_credential()?.is_empty())
    }

    /// Names of those who have a password.
    ///
    /// # Errors
    /// Store errors.
    pub fn who_logs_in(&self) -> Result<Vec<String>> {
        Ok(self.book.reading().with_credential()?)
    }

    /// Lets somebody in.
    ///
    /// # Errors
    /// [`LoginRefusal::Wrong`] for a wrong name as for a wrong password, [`LoginRefusal::Wait`].
    pub fn log_in(
        &self,
        name: &str,
        password: &str,
        attempts: &mut Attempts,
        now: NaiveDateTime,
    ) -> Result<StaffMember> {
        attempts.require_waited(now)?;
        let name = name.trim();
        let right = self.password_fits(name, password)?;
        attempts.note(right, now);
        let found = self.staff()?.into_iter().find(|member| right && member.name == name);
        found.ok_or_else(|| LoginRefusal::Wrong.into())
    }

    /// Whether a password is that of a name. An unknown name takes as long as a known one.
    fn password_fits(&self, name: &str, password: &str) -> Result<bool> {
        let kept = self.book.reading().credential(name)?;
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODYS.to_owned());
        let parsed = PasswordHash::new(&kept);
        let fits =
            parsed.is_ok_and(|kept| Argon2::default().verify_password(password.as_bytes(), &kept).is_ok());
        Ok(known && fits)
    }

    /// Sets the password of somebody on the staff: the first one of the book that of a manager, afterwards by who may
    /// change settings.
    ///
    /// # Errors
    /// [`LoginRefusal::ManagerFirst`], [`LoginRefusal::Weak`], [`Refusal::Unknown`], the gate's.
    pub fn set_password(
        &mut self,
        name: &str,
        password: &str,
        cost: Cost,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        self.require("staff.add", &occasion.operator)?;
        let Some(role) = self.book.reading().role_of(name)? else {
            return Err(Refusal::Unknown { kind: "人员", name: name.to_owned() }.into());
        };
        if !self.login_needed()? && !role.may(Right::Settings) {
            return Err(LoginRefusal::ManagerFirst { name: name.to_owned() }.into());
        }
        self.keep_password(name, password, cost, occasion)
    }

    /// Changes one's own password.
    ///
    /// # Errors
    /// [`LoginRefusal::Wrong`] when the old one is not right, [`LoginRefusal::Weak`].
    pub fn change_password(
        &mut self,
        old: &str,
        new: &str,
        cost: Cost,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        let name = occasion.operator.clone();
        if !self.password_fits(&name, old)? {
            return Err(LoginRefusal::Wrong.into());
        }
        self.keep_password(&name, new, cost, occasion)
    }

    fn keep_password(
        &mut self,
        name: &str,
        password: &str,
        cost: Cost,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        if weak(name, password) {
            return Err(LoginRefusal::Weak.into());
        }
        let hash = cost.hash(password)?;
        // The first password is set at an open desk, under whatever name stands there.
        self.book.transact("staff.password", occasion, |act| {
            Ok::<_, OfficeError>(act.set_credential(name, &hash)?)
        })
    }

    /// Refuses to leave the book without anybody who may change settings and has a password.
    pub(crate) fn require_other_than(&self, name: &str) -> Result<()> {
        let with = self.book.reading().with_credential()?;
        if with.is_empty() {
            return Ok(());
        }
        let staff = self.staff()?;
        let other =
            |m: &StaffMember| m.name != name && m.role().may(Right::Settings) && with.contains(&m.name);
        if staff.iter().any(other) {
            Ok(())
        } else {
            Err(LoginRefusal::LastOfThem { name: name.to_owned() }.into())
        }
    }

    /// The whole phone numbers of a home. That somebody looked is kept.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], the gate's.
    pub fn reveal_phones(&mut self, room: &str, occasion: &Occasion) -> Result<Posted<Vec<String>>> {
        require_reason(room)?;
        let home = self.home(room)?;
        self.book
            .transact("phone.reveal", &crate::papers::keyless(occasion), |act| {
                act.note("home", home.record.room_number());
                act.post_reveal(home.id)?;
                // Not the answer of the act: numbers of people do not belong into the journal.
                Ok::<_, OfficeError>(())
            })
            .map(|posted| Posted { act: posted.act, value: home.record.phones, replayed: posted.replayed })
    }

    /// Who looked at whole phone numbers, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn reveals(&self, limit: u32) -> Result<Vec<Revealed>> {
        let reading = self.book.reading();
        let seen = reading.reveals(limit)?.into_iter().map(|one| {
            let room = reading.home(one.home)?.record.room_number();
            Ok(Revealed { at: one.at, operator: one.operator, room })
        });
        seen.collect()
    }
}

/// Too short, one character, a run of digits, or the name.
fn weak(name: &str, password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    let steady = |step: i64| {
        letters.windows(2).all(|w| i64::from(u32::from(w[1])) - i64::from(u32::from(w[0])) == step)
    };
    letters.len() < 6 || [0, 1, -1].into_iter().any(steady) || password == name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easy_passwords_are_refused() {
        for easy in ["", "12345", "123456", "654321", "aaaaaa", "abcdef", "张三丰张三丰"] {
            assert!(weak("张三丰张三丰", easy), "{easy}");
        }
        assert!(!weak("张三", "qinghe88"));
    }

    #[test]
    fn an_unknown_name_costs_what_a_known_one_does() {
        let nobodys = PasswordHash::new(NOBODYS).unwrap();
        let params = Params::try_from(&nobodys).unwrap();
        assert_eq!((params.m_cost(), params.t_cost()), (Cost::DESK.memory, Cost::DESK.passes));
        assert!(Argon2::default().verify_password(b"", &nobodys).is_err());
    }

    #[test]
    fn the_wait_grows_and_ends() {
        let waits: Vec<i64> = (0..13).map(Attempts::wait).collect();
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    }
}
