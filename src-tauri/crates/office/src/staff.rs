//! Who works in the office. The first people may be named by anybody; once there is a manager, only a manager
//! or the company names people.

use crate::bill_run::require_reason;
use crate::refusal::FormRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use zhangfang_domain::approval::Role;
use zhangfang_domain::rights::Right;
pub use zhangfang_store::staff::StaffMember;

impl Office {
    /// Everybody who works here now.
    ///
    /// # Errors
    /// Store errors.
    pub fn staff(&self) -> Result<Vec<StaffMember>> {
        Ok(self.book.reading().staff()?)
    }

    /// Names somebody and their role.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] without a name, [`FormRefusal::StaffByManagerOnly`].
    pub fn name_staff(&mut self, name: &str, role: Role, occasion: &Occasion) -> Result<Posted<()>> {
        require_reason(name)?;
        self.require_manager(occasion)?;
        if !role.may(Right::Settings) {
            self.require_other_than(name.trim())?;
        }
        self.book
            .transact("staff.add", occasion, |act| Ok::<_, OfficeError>(act.set_staff(name.trim(), role)?))
    }

    /// Notes that somebody has left.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`FormRefusal::StaffByManagerOnly`].
    pub fn staff_leaves(&mut self, name: &str, occasion: &Occasion) -> Result<Posted<()>> {
        self.require_manager(occasion)?;
        if !self.replays(occasion)? && self.book.reading().role_of(name)?.is_none() {
            return Err(Refusal::Unknown { kind: "人员", name: name.to_owned() }.into());
        }
        self.require_other_than(name)?;
        self.book.transact("staff.leave", occasion, |act| {
            act.drop_credential(name)?;
            Ok::<_, OfficeError>(act.staff_leaves(name)?)
        })
    }

    /// Refuses everybody but a manager or the company, once there is one.
    pub(crate) fn require_manager(&self, occasion: &Occasion) -> Result<()> {
        let staff = self.staff()?;
        let may = |m: &StaffMember| m.role() >= Role::Manager;
        if staff.iter().any(may) && !staff.iter().any(|m| may(m) && m.name == occasion.operator) {
            return Err(FormRefusal::StaffByManagerOnly { name: occasion.operator.clone() }.into());
        }
        Ok(())
    }
}
