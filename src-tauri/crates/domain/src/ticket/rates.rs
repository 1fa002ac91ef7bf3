//! What is counted of tickets: answered, done, in time, revisited, content (domain section 5.1; oracle M7).

use super::Ground;
use super::course::{Course, State};
use super::step::CONTENT_FROM;
use super::terms::Terms;
use crate::rates::CountRate;

/// Counts of some tickets, from which every rate follows. What was there already (a duplicate) is not counted at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Accepted, or turned down as untrue.
    pub accepted: u64,
    /// … answered for the first time within the promised time.
    pub replied_in_time: u64,
    /// … done or turned down, and not taken up again since.
    pub closed: u64,
    /// … done within the promised time and never taken up again.
    pub closed_in_time: u64,
    /// Of those done, revisited.
    pub revisited: u64,
    /// Of those revisited, content: a score of 4 or 5.
    pub satisfied: u64,
    /// Of those done, closed with the last word to the owner.
    pub answered: u64,
    /// … where whoever took the ticket in gave that word.
    pub answered_by_intake: u64,
    /// Taken up again at least once.
    pub reopened: u64,
}

impl Counts {
    /// The counts of some tickets.
    pub fn of<'c>(courses: impl IntoIterator<Item = &'c Course>, terms: &Terms) -> Self {
        let mut counts = Self::default();
        for course in courses {
            counts.add(course, terms);
        }
        counts
    }

    /// Counts one more.
    pub fn add(&mut self, course: &Course, terms: &Terms) {
        let known = course.accepted.filter(|_| course.ground != Some(Ground::Duplicate));
        let Some(accepted) = known else { return };
        let count = |yes: bool| u64::from(yes);
        self.accepted += 1;
        self.replied_in_time += count(accepted <= course.reply_due(terms));
        self.reopened += count(course.reopened > 0);
        let Some(done) = course.finished else { return };
        self.closed += 1;
        let in_time = course.close_due(terms).is_none_or(|due| done <= due);
        self.closed_in_time += count(in_time && course.reopened == 0);
        self.revisited += count(course.revisit.is_some());
        self.satisfied += count(course.revisit.as_ref().is_some_and(|r| r.score >= CONTENT_FROM));
        if let (State::Closed, Some((_, by))) = (course.state, &course.closed) {
            self.answered += 1;
            self.answered_by_intake += count(*by == course.intake);
        }
    }

    /// 及时响应率: first replies in time ÷ accepted.
    #[must_use]
    pub const fn response(&self) -> CountRate {
        CountRate { numerator: self.replied_in_time, denominator: self.accepted }
    }

    /// 办结率: done ÷ accepted.
    #[must_use]
    pub const fn closing(&self) -> CountRate {
        CountRate { numerator: self.closed, denominator: self.accepted }
    }

    /// 及时办结率: done in time ÷ **accepted**.
    #[must_use]
    pub const fn closing_in_time(&self) -> CountRate {
        CountRate { numerator: self.closed_in_time, denominator: self.accepted }
    }

    /// The same ÷ done: the other denominator in use.
    #[must_use]
    pub const fn closing_in_time_of_closed(&self) -> CountRate {
        CountRate { numerator: self.closed_in_time, denominator: self.closed }
    }

    /// 回访率: revisited ÷ done.
    #[must_use]
    pub const fn revisiting(&self) -> CountRate {
        CountRate { numerator: self.revisited, denominator: self.closed }
    }

    /// 满意率: content ÷ revisited.
    #[must_use]
    pub const fn satisfaction(&self) -> CountRate {
        CountRate { numerator: self.satisfied, denominator: self.revisited }
    }

    /// 首问负责落实率: last word by whoever took it in ÷ closed.
    #[must_use]
    pub const fn first_contact(&self) -> CountRate {
        CountRate { numerator: self.answered_by_intake, denominator: self.answered }
    }
}
