//! Rules of logging in.

/// Why somebody is not let in, or a password not set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoginRefusal {
    /// The name or the password is not right; it is not said which.
    #[error("wrong name or password")]
    Wrong,
    /// After wrong passwords one has to wait.
    #[error("wait {seconds} s")]
    Wait {
        /// Whole seconds.
        seconds: u64,
    },
    /// A password that is too easy.
    #[error("a weak password")]
    Weak,
    /// The first password of a book is that of a manager.
    #[error("{name} is no manager")]
    ManagerFirst {
        /// Who was to have it.
        name: String,
    },
    /// Nobody who may change settings would have a password any more.
    #[error("{name} is the last who may change settings")]
    LastOfThem {
        /// Who.
        name: String,
    },
}

impl LoginRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "login-wrong",
            Self::Wait { .. } => "login-wait",
            Self::Weak => "password-weak",
            Self::ManagerFirst { .. } => "manager-first",
            Self::LastOfThem { .. } => "last-manager",
        }
    }
}
