//! Paying in instalments (分期付款协议): the schedule, and where it stands (domain sections 3.7, 4.9).

use crate::coded::coded;
use crate::{Fen, Month};
use chrono::{Datelike, Days, NaiveDate};

/// One line of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// Last day to pay it.
    pub due: NaiveDate,
    /// How much.
    pub amount: Fen,
}

/// Why there is no such schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// Fewer than two or more than sixty parts.
    #[error("{parts} parts are not 2 to 60")]
    Parts {
        /// How many were asked for.
        parts: u32,
    },
    /// A part would be less than a fen.
    #[error("{total} does not give {parts} parts")]
    TooLittle {
        /// The debt.
        total: Fen,
        /// How many were asked for.
        parts: u32,
    },
}

/// Equal parts cut to the fen, the last takes the remainder (I4). They fall due month by month on the day of
/// `first`, or on the last of a month that is shorter.
///
/// # Errors
/// [`ScheduleError`].
pub fn schedule(total: Fen, parts: u32, first: NaiveDate) -> Result<Vec<Instalment>, ScheduleError> {
    if !(2..=60).contains(&parts) {
        return Err(ScheduleError::Parts { parts });
    }
    let each = Fen(total.0 / i64::from(parts));
    if !each.is_positive() {
        return Err(ScheduleError::TooLittle { total, parts });
    }
    let month = Month::of(first);
    let mut due = (0..).map(|n| month.plus(n).day_or_last(first.day()));
    let mut lines: Vec<Instalment> =
        due.by_ref().take(parts as usize - 1).map(|due| Instalment { due, amount: each }).collect();
    let paid: Fen = lines.iter().map(|l| l.amount).sum();
    lines.extend(due.next().map(|due| Instalment { due, amount: total - paid }));
    Ok(lines)
}

coded! {
    /// What becomes of late charges while an agreement is kept.
    LateTerms {
        /// No days are counted from the signing until the agreement ends.
        Suspend, "suspend", "暂停计收";
        /// None is claimed while it is kept, and none after it was; when it is broken they count as ever.
        WaiveIfKept, "waive-if-kept", "按期履行则不再收取";
        /// They count as ever.
        Charge, "charge", "照常计收";
    }
}

coded! {
    /// Where one instalment stands.
    State {
        /// The money is there.
        Paid, "paid", "已付";
        /// Not due yet, or due today.
        Open, "open", "未到期";
        /// Due and not paid in full.
        Missed, "missed", "逾期";
    }
}

/// An instalment with what came in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The line of the schedule.
    pub line: Instalment,
    /// Received for it: money goes to the oldest line first.
    pub received: Fen,
    /// Where it stands.
    pub state: State,
}

/// Where each line of a schedule stands when so much came in since it was signed.
#[must_use]
pub fn standing(lines: &[Instalment], received: Fen, as_of: NaiveDate) -> Vec<Standing> {
    let mut left = received;
    lines
        .iter()
        .map(|&line| {
            let for_it = line.amount.min(left).max(Fen::ZERO);
            left -= for_it;
            let state = if for_it == line.amount {
                State::Paid
            } else if line.due < as_of {
                State::Missed
            } else {
                State::Open
            };
            Standing { line, received: for_it, state }
        })
        .collect()
}

/// The first line that has been missed for more than `days`: the agreement may be declared broken.
#[must_use]
pub fn breach(standing: &[Standing], days: u32, as_of: NaiveDate) -> Option<NaiveDate> {
    let missed = standing.iter().filter(|s| s.state == State::Missed).map(|s| s.line.due);
    missed.min().filter(|due| *due + Days::new(days.into()) < as_of)
}
