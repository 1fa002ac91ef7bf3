//! Who works in the office and what they are.

use crate::{Act, Reading, Result, StoreError};
use rusqlite::OptionalExtension;
use serde::Serialize;
use zhangfang_domain::approval::Role;

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StaffMember {
    /// Name, unique; acts carry it as operator.
    pub name: String,
    /// Code of the role.
    pub role: &'static str,
}

impl StaffMember {
    /// What they are.
    #[must_use]
    pub fn role(&self) -> Role {
        Role::from_code(self.role).unwrap_or(Role::Clerk)
    }
}

impl Act<'_> {
    /// Takes somebody on, or gives them another role.
    ///
    /// # Errors
    /// Database errors.
    pub fn set_staff(&mut self, name: &str, role: Role) -> Result<()> {
        self.edits(&["staff"]);
        self.note("staff", name);
        self.note("role", role.code());
        self.tx.execute(
            "INSERT INTO staff VALUES (?1, ?2, NULL) ON CONFLICT DO UPDATE SET role = ?2, left_act = NULL",
            (name, role.code()),
        )?;
        Ok(())
    }

    /// Notes that somebody has left; what they did stays under their name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], database errors.
    pub fn staff_leaves(&mut self, name: &str) -> Result<()> {
        self.edits(&["staff"]);
        self.note("left", name);
        let changed = self.tx.execute(
            "UPDATE staff SET left_act = ? WHERE name = ? AND left_act IS NULL",
            (self.seq(), name),
        )?;
        if changed == 0 {
            return Err(StoreError::NotFound { kind: "staff", key: name.to_owned() });
        }
        Ok(())
    }
}

impl Reading<'_> {
    /// Everybody who works here now, by name.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a role this program does not know.
    pub fn staff(self) -> Result<Vec<StaffMember>> {
        let mut statement =
            self.0.prepare_cached("SELECT name, role FROM staff WHERE left_act IS NULL ORDER BY name")?;
        let mut rows = statement.query([])?;
        let mut staff = Vec::new();
        while let Some(r) = rows.next()? {
            staff.push(StaffMember { name: r.get(0)?, role: known_role(&r.get::<_, String>(1)?)?.code() });
        }
        Ok(staff)
    }

    /// The role of somebody who works here now.
    ///
    /// # Errors
    /// Database errors, [`StoreError::Damaged`] for a role this program does not know.
    pub fn role_of(self, name: &str) -> Result<Option<Role>> {
        let mut statement =
            self.0.prepare_cached("SELECT role FROM staff WHERE name = ? AND left_act IS NULL")?;
        let code: Option<String> = statement.query_row([name], |r| r.get(0)).optional()?;
        code.map(|code| known_role(&code)).transpose()
    }
}

fn known_role(code: &str) -> Result<Role> {
    Role::from_code(code).ok_or_else(|| StoreError::Damaged { detail: format!("unknown role {code}") })
}
