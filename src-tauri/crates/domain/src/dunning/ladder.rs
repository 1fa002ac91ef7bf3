//! What the ladder is in this office: days, gaps, channels, persons, stage by stage.

use super::Stage;
use crate::Fen;
use crate::approval::Role;
use crate::contact::Channel;

/// How one stage is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The stage.
    pub stage: Stage,
    /// Whether it is used.
    pub on: bool,
    /// Days from the due date to its first day: negative before it. For the lawyer from the deadline of the demand, for
    /// the court from the lawyer.
    pub after: i64,
    /// Days that must lie between the last contact and this one.
    pub gap: i64,
    /// Days it gives to pay; none for a call or a case.
    pub term: Option<u32>,
    /// The way it goes.
    pub channel: Channel,
    /// Whether its paper is made; always for a stage that is a letter.
    pub paper: bool,
    /// Whose work it is.
    pub person: Role,
}

/// The ladder of an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Its stages, lowest first, each once.
    pub rungs: Vec<Rung>,
    /// The least sum anybody is asked for.
    pub least: Fen,
    /// Days after which the highest stage done may be done again, as for a demand that keeps a claim alive.
    pub again: i64,
}

/// Why a ladder cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LadderError {
    /// The stage cannot be left out.
    #[error("{0:?} cannot be switched off")]
    NotOptional(Stage),
    /// A reminder before the due date that is not before it, or a stage of the overdue that is not after it.
    #[error("{0:?} on the wrong side of the due date")]
    WrongSide(Stage),
    /// A stage that begins before the one below it.
    #[error("{0:?} begins before {1:?}")]
    OutOfOrder(Stage, Stage),
    /// Fewer days to pay than a demand has to give (checklist C9), or none at all.
    #[error("{stage:?} gives {term} days, at least {least}")]
    TermTooShort {
        /// The stage.
        stage: Stage,
        /// What it gives.
        term: u32,
        /// What it has to give.
        least: u32,
    },
    /// Less than nothing, or more than half a year.
    #[error("{0:?} has a gap out of bounds")]
    Gap(Stage),
    /// The least sum is below nothing.
    #[error("a least sum below nothing")]
    Least,
}

/// Days a formal demand gives at least (checklist C9).
pub const LEAST_TERM: u32 = 15;
/// The longest a stage may wait, in days.
const LONGEST: i64 = 365;

impl Default for Ladder {
    /// The ladder of domain section 2.7.
    fn default() -> Self {
        let rung = |stage, after, gap, term, channel, person| Rung {
            stage,
            on: stage != Stage::Committee,
            after,
            gap,
            term,
            channel,
            paper: matches!(stage, Stage::PreDue | Stage::Gentle) || stage.is_letter(),
            person,
        };
        use Channel::{Paper, Phone, Visit, Wechat};
        use Role::{Clerk, Manager, Steward};
        Self {
            rungs: vec![
                rung(Stage::PreDue, -7, 0, None, Wechat, Clerk),
                rung(Stage::Gentle, 3, 0, None, Wechat, Clerk),
                rung(Stage::Call, 10, 3, None, Phone, Steward),
                rung(Stage::FirstNotice, 15, 0, Some(10), Paper, Steward),
                rung(Stage::SecondNotice, 30, 10, Some(15), Visit, Steward),
                rung(Stage::Committee, 45, 10, Some(10), Paper, Manager),
                rung(Stage::FormalDemand, 60, 0, Some(LEAST_TERM), Paper, Manager),
                rung(Stage::Lawyer, 7, 0, None, Paper, Manager),
                rung(Stage::Court, 15, 0, None, Paper, Manager),
            ],
            least: Fen(100),
            again: 90,
        }
    }
}

impl Ladder {
    /// The rung of a stage.
    #[must_use]
    pub fn rung(&self, stage: Stage) -> &Rung {
        // Every ladder has every stage, `check` sees to it.
        self.rungs.iter().find(|rung| rung.stage == stage).unwrap_or(&self.rungs[0])
    }

    /// The first stage in use above another; the lowest for the overdue when there is none.
    #[must_use]
    pub fn above(&self, stage: Option<Stage>) -> Option<Stage> {
        let below = stage.unwrap_or(Stage::PreDue);
        self.rungs.iter().find(|rung| rung.on && rung.stage > below).map(|rung| rung.stage)
    }

    /// Whether it can be used.
    ///
    /// # Errors
    /// [`LadderError`], the first found from below.
    pub fn check(&self) -> Result<(), LadderError> {
        if self.least < Fen::ZERO {
            return Err(LadderError::Least);
        }
        let mut before: Option<&Rung> = None;
        for rung in &self.rungs {
            let Rung { stage, on, after, gap, term, .. } = *rung;
            if !on && !stage.optional() {
                return Err(LadderError::NotOptional(stage));
            }
            let side = match stage {
                Stage::PreDue => (-LONGEST..0).contains(&after),
                _ => (1..=LONGEST).contains(&after),
            };
            if !side {
                return Err(LadderError::WrongSide(stage));
            }
            if !(0..=180).contains(&gap) {
                return Err(LadderError::Gap(stage));
            }
            let least = if stage == Stage::FormalDemand { LEAST_TERM } else { 1 };
            if let Some(term) = term.filter(|term| *term < least) {
                return Err(LadderError::TermTooShort { stage, term, least });
            }
            // The days of lawyer and court count from the stage below, not from the due date.
            if !on || stage >= Stage::Lawyer {
                continue;
            }
            if let Some(below) = before.filter(|below| below.after >= after) {
                return Err(LadderError::OutOfOrder(stage, below.stage));
            }
            before = Some(rung);
        }
        Ok(())
    }
}
