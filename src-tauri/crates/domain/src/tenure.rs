//! Who owes for a home on which day: the developer until the day before handover, then one owner after the other
//! (domain section 4.2).

use crate::proration::{Share, StartRule};
use crate::{Month, Months};
use chrono::{Days, NaiveDate};

/// Who owes, until when. The next one follows the day after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The account.
    pub account: i64,
    /// Its last day; still running when missing.
    pub until: Option<NaiveDate>,
}

/// Who is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payer {
    /// An owner's account.
    Owner(i64),
    /// The developer; their account is opened when it is first needed.
    Developer,
}

/// The days of a block somebody is charged for, and where they lie in each of its months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Who.
    pub payer: Payer,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Whether the start rule split one of its months.
    pub by_rule: bool,
    /// For each month of the block, what those before it have and what they and this one have.
    pub shares: Vec<(Share, Share)>,
}

/// Splits a block by who owes on which day. Every day belongs to exactly one span, and the shares of a month add up to
/// it: owners in order first, the developer's is what they leave. Without a known handover owners owe from the start.
#[must_use]
pub fn spans(block: Months, handover: Option<NaiveDate>, rule: StartRule, owners: &[Tenure]) -> Vec<Span> {
    let (first, last) = (block.first_day(), block.last_day());
    let starts = handover.map(|day| rule.starts(day)).filter(|day| *day > first);
    let mut days: Vec<(Payer, NaiveDate, NaiveDate)> = Vec::new();
    let mut next = starts.unwrap_or(first);
    for owner in owners {
        let until = owner.until.map_or(last, |day| day.min(last));
        if next <= until {
            days.push((Payer::Owner(owner.account), next, until));
            next = until + Days::new(1);
        }
    }
    days.extend(starts.map(|day| (Payer::Developer, first, last.min(day - Days::new(1)))));
    let mut spans: Vec<Span> = days
        .into_iter()
        .map(|(payer, first, last)| Span { payer, first, last, by_rule: false, shares: Vec::new() })
        .collect();
    for month in block.iter() {
        share_out(month, starts.map(|day| rule.share(day)), &mut spans);
    }
    spans
}

/// Adds a month's shares to every span.
fn share_out(month: Month, of_owners: Option<Share>, spans: &mut [Span]) {
    let within = |s: &Span| {
        let (from, to) = (s.first.max(month.first_day()), s.last.min(month.last_day()));
        u32::try_from((to - from).num_days() + 1).unwrap_or_default()
    };
    let owned: u32 = spans.iter().filter(|s| s.payer != Payer::Developer).map(within).sum();
    let developed = spans.iter().any(|s| s.payer == Payer::Developer && within(s) > 0);
    let mixed = developed && owned > 0;
    let owners = match of_owners {
        Some(share) if mixed => share,
        _ if owned > 0 => Share::ALL,
        _ => Share::NONE,
    };
    let (mut before, mut counted) = (Share::NONE, 0);
    for span in spans {
        let days = within(span);
        let after = if span.payer == Payer::Developer {
            if days > 0 { Share::ALL } else { before }
        } else {
            counted += days;
            if counted == owned { owners } else { Share::NONE.towards(owners, counted, owned) }
        };
        span.by_rule |= mixed && days > 0;
        span.shares.push((before, after));
        before = after;
    }
}
