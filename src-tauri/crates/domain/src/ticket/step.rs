//! The steps a ticket may take, and why one is refused.

use super::course::State;
use super::{FeeAnswer, Ground, HoldCause, Level, RevisitWay};
use crate::approval::Role;
use crate::coded::coded;
use chrono::NaiveDateTime;

coded! {
    /// The kinds of steps.
    StepKind {
        /// 受理
        Accept, "accept", "受理";
        /// 派单
        Dispatch, "dispatch", "派单";
        /// 接单
        Start, "start", "接单";
        /// 到场
        Arrive, "arrive", "到场";
        /// 进展答复
        Report, "report", "进展答复";
        /// 挂起
        Hold, "hold", "挂起";
        /// 恢复处理
        Resume, "resume", "恢复处理";
        /// 驳回
        Reject, "reject", "驳回";
        /// 办结
        Finish, "finish", "办结";
        /// 业主确认
        Confirm, "confirm", "业主确认";
        /// 回访
        Revisit, "revisit", "回访";
        /// 重开
        Reopen, "reopen", "重开";
        /// 关闭
        Close, "close", "关闭";
        /// 升级
        Escalate, "escalate", "升级";
        /// 改级
        Regrade, "regrade", "改级";
        /// 首问移交
        HandOver, "hand-over", "首问移交";
        /// 缴费沟通
        FeeTalk, "fee-talk", "缴费沟通";
        /// 并入事件
        Join, "join", "并入事件";
    }
}

/// Something that happens to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Graded and answered for the first time.
    Accept,
    /// Given to a person of the office or a firm, perhaps for a moment agreed with the owner.
    Dispatch {
        /// To whom.
        to: String,
        /// Whether that is a firm.
        contractor: bool,
        /// The appointment.
        appointment: Option<NaiveDateTime>,
    },
    /// Whoever it was given to takes it on.
    Start,
    /// They are on site.
    Arrive,
    /// The owner is told how it stands.
    Report,
    /// It has to wait.
    Hold {
        /// For what.
        cause: HoldCause,
        /// Until when at most; then the clock runs again.
        until: NaiveDateTime,
    },
    /// It goes on.
    Resume,
    /// Turned down.
    Reject {
        /// Why.
        ground: Ground,
    },
    /// Done.
    Finish {
        /// By whom.
        by: String,
    },
    /// The owner says that it is done.
    Confirm,
    /// Somebody else asks the owner how it was.
    Revisit {
        /// Who asks.
        by: String,
        /// How.
        way: RevisitWay,
        /// 1 to 5.
        score: u8,
    },
    /// The owner is not content, or it broke again.
    Reopen,
    /// The last word was given to the owner.
    Close {
        /// By whom.
        by: String,
    },
    /// Made known to somebody higher up.
    Escalate {
        /// To whom.
        to: Role,
    },
    /// Graded anew.
    Regrade {
        /// The level from now on.
        level: Level,
    },
    /// Another person answers for it from now on.
    HandOver {
        /// Who.
        to: String,
    },
    /// The fee was spoken about after the service was done.
    FeeTalk {
        /// What came of it.
        answer: FeeAnswer,
    },
    /// It is one of many of an incident.
    Join {
        /// The incident.
        incident: i64,
    },
}

impl Step {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Accept => StepKind::Accept,
            Self::Dispatch { .. } => StepKind::Dispatch,
            Self::Start => StepKind::Start,
            Self::Arrive => StepKind::Arrive,
            Self::Report => StepKind::Report,
            Self::Hold { .. } => StepKind::Hold,
            Self::Resume => StepKind::Resume,
            Self::Reject { .. } => StepKind::Reject,
            Self::Finish { .. } => StepKind::Finish,
            Self::Confirm => StepKind::Confirm,
            Self::Revisit { .. } => StepKind::Revisit,
            Self::Reopen => StepKind::Reopen,
            Self::Close { .. } => StepKind::Close,
            Self::Escalate { .. } => StepKind::Escalate,
            Self::Regrade { .. } => StepKind::Regrade,
            Self::HandOver { .. } => StepKind::HandOver,
            Self::FeeTalk { .. } => StepKind::FeeTalk,
            Self::Join { .. } => StepKind::Join,
        }
    }

    /// Who is named by it.
    #[must_use]
    pub const fn person(&self) -> Option<&String> {
        match self {
            Self::Dispatch { to, .. } | Self::HandOver { to } => Some(to),
            Self::Finish { by } | Self::Revisit { by, .. } | Self::Close { by } => Some(by),
            _ => None,
        }
    }
}

impl StepKind {
    /// Whether it has to be explained.
    #[must_use]
    pub const fn needs_note(self) -> bool {
        matches!(
            self,
            Self::Report
                | Self::Hold
                | Self::Reject
                | Self::Finish
                | Self::Reopen
                | Self::Escalate
                | Self::Regrade
                | Self::HandOver
                | Self::FeeTalk
        )
    }

    /// Whether its words are what the owner is told, as opposed to what the owner or the office says for itself.
    #[must_use]
    pub const fn is_told(self) -> bool {
        matches!(self, Self::Report | Self::Hold | Self::Reject | Self::Finish | Self::Close)
    }
}

/// A step with its moment and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: NaiveDateTime,
    /// What.
    pub step: Step,
    /// In which words.
    pub note: String,
}

/// A score up to this takes a ticket up again.
pub const REOPENS_UP_TO: u8 = 2;
/// A score from this on counts as content.
pub const CONTENT_FROM: u8 = 4;

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// It does not follow on the state.
    #[error("{step:?} does not follow on {state:?}")]
    NotNow {
        /// Where the ticket stands.
        state: State,
        /// The step.
        step: StepKind,
    },
    /// It has to be explained.
    #[error("{step:?} without a word")]
    NoNote {
        /// The step.
        step: StepKind,
    },
    /// Nobody is named.
    #[error("{step:?} without a person")]
    Nobody {
        /// The step.
        step: StepKind,
    },
    /// Nothing waits without a day.
    #[error("on hold until {until}, which is past")]
    HoldOver {
        /// The moment given.
        until: NaiveDateTime,
    },
    /// Whoever did the work does not ask how it was.
    #[error("{person} did the work")]
    OwnWork {
        /// Who.
        person: String,
    },
    /// Not a score.
    #[error("score {score}")]
    Score {
        /// The number.
        score: u8,
    },
    /// A low score without the owner's words.
    #[error("score {score} without a word")]
    ScoreUnexplained {
        /// The number.
        score: u8,
    },
    /// A complaint is closed only after a revisit.
    #[error("not revisited")]
    NotRevisited,
    /// The last word is for the person who was asked first, or for whom it was handed to.
    #[error("{first} answers for it, not {by}")]
    NotFirstContact {
        /// Who answers for it.
        first: String,
        /// Who was to give the last word.
        by: String,
    },
    /// It lies before what happened already.
    #[error("{at} is before {last}")]
    Before {
        /// The moment given.
        at: NaiveDateTime,
        /// The last step.
        last: NaiveDateTime,
    },
    /// It has that level already.
    #[error("already {level:?}")]
    SameLevel {
        /// The level.
        level: Level,
    },
}
