//! Parts of months: from which day somebody owes, and how much of a month that is (domain section 4.2).

/// How the month in which charging starts is charged, decided once and stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StartRule {
    /// By the days of that month (B1).
    ActualDays,
    /// Twelve months over 365 days (B2).
    YearDays,
    /// By months of thirty days (B3).
    ThirtyDays,
    /// Half the month when it starts after the 15th, the whole month before (B4).
    HalfMonth,
    /// From the month after (B5).
    NextMonth,
    /// The whole month, whatever the day (E1).
    WholeMonth,
}

impl StartRule {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ActualDays,
        Self::YearDays,
        Self::ThirtyDays,
        Self::HalfMonth,
        Self::NextMonth,
        Self::WholeMonth,
    ];

    /// The code stored in the book; never changes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ActualDays => "actual-days",
            Self::YearDays => "year-days",
            Self::ThirtyDays => "thirty-days",
            Self::HalfMonth => "half-month",
            Self::NextMonth => "next-month",
            Self::WholeMonth => "whole-month",
        }
    }

    /// Back from [`StartRule::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The words printed under a tariff and on an explanation.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::ActualDays => "首月按当月实际天数",
            Self::YearDays => "首月按全年365天折算",
            Self::ThirtyDays => "首月按每月30天折算",
            Self::HalfMonth => "首月按半月（15日后起算收半月）",
            Self::NextMonth => "次月起计费",
            Self::WholeMonth => "首月按整月",
        }
    }
}
