//! Rules of contacts, deliveries and what is kept of them.

use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::contact::{Channel, Held};
use zhangfang_domain::delivery::{Missing, WrongDay};
use zhangfang_domain::limitation::Proof;

/// Why a contact or a delivery is not noted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefusal {
    /// A cap holds it (C7).
    #[error("{room} is not to be disturbed now: {held:?}")]
    Held {
        /// The home.
        room: String,
        /// The way.
        channel: Channel,
        /// What holds it.
        held: Held,
        /// When it may be made.
        next: Option<NaiveDateTime>,
    },
    /// Only a manager or the company decides this.
    #[error("{name} is no manager")]
    ManagerOnly {
        /// Who asked.
        name: String,
    },
    /// Caps looser than the product allows.
    #[error("looser than allowed")]
    Looser,
    /// Nothing says when somebody looks again.
    #[error("no next day")]
    NextDayNeeded {
        /// What is to be done then.
        step: &'static str,
    },
    /// A next day in the past or too far away.
    #[error("{day} is not between {today} and {last}")]
    NextDay {
        /// The day.
        day: NaiveDate,
        /// The business date.
        today: NaiveDate,
        /// The last day allowed.
        last: NaiveDate,
    },
    /// A promise without its day, or a day promised with another outcome.
    #[error("outcome and promise disagree")]
    PromiseNeeded {
        /// Whether a promise was given.
        promised: bool,
    },
    /// A contact that has not been yet.
    #[error("{at} is to come")]
    ToCome {
        /// When.
        at: NaiveDateTime,
    },
    /// Words about somebody's private affairs (C6).
    #[error("{field} is about private affairs: {word}")]
    Private {
        /// The field.
        field: &'static str,
        /// The word.
        word: &'static str,
    },
    /// Contact data that is not from a lawful source (C6).
    #[error("{named:?} is no lawful source")]
    NoSource {
        /// What was named.
        named: String,
    },
    /// Contact data that nothing allows to keep (C6).
    #[error("{basis:?} is no basis")]
    NoBasis {
        /// What was named.
        basis: String,
    },
    /// Hours that leave none in which the office contacts anybody.
    #[error("{wish} leaves no hour of {office:?}")]
    NoHours {
        /// The hours asked for.
        wish: String,
        /// The hours of the office.
        office: [String; 2],
    },
    /// The contact was void before.
    #[error("contact {contact} is void")]
    ContactVoid {
        /// Its number.
        contact: i64,
    },
    /// Something the way of delivery needs.
    #[error("the delivery needs {0:?}")]
    DeliveryNeeds(Missing),
    /// A day on which it cannot have arrived.
    #[error("it cannot have arrived then: {0:?}")]
    DeliveryDay(WrongDay),
    /// Only grade D is confirmed, once.
    #[error("delivery {delivery} of grade {grade:?} is not to be confirmed")]
    NothingToConfirm {
        /// Its number.
        delivery: i64,
        /// Its grade.
        grade: Proof,
    },
    /// The delivery was void before.
    #[error("delivery {delivery} is void")]
    DeliveryVoid {
        /// Its number.
        delivery: i64,
    },
    /// A file that is no picture and no PDF, or cannot be opened.
    #[error("{name} is no picture")]
    NotAPicture {
        /// Its name.
        name: String,
    },
    /// A file that is too large to be kept.
    #[error("{name} is larger than {megabytes} MB")]
    FileTooLarge {
        /// Its name.
        name: String,
        /// The most megabytes.
        megabytes: usize,
    },
    /// The promise was void or is not known.
    #[error("promise {promise} is void")]
    PromiseVoid {
        /// Its number.
        promise: i64,
    },
}

impl ContactRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Held { held: Held::Quiet | Held::Wish(_), .. } => "quiet-hours",
            Self::Held { .. } => "too-often",
            Self::ManagerOnly { .. } => "manager-only",
            Self::Looser => "caps-looser",
            Self::NextDayNeeded { .. } | Self::NextDay { .. } => "next-day",
            Self::PromiseNeeded { .. } => "promise-needed",
            Self::ToCome { .. } => "to-come",
            Self::Private { .. } => "private-matter",
            Self::NoSource { .. } => "no-lawful-source",
            Self::NoBasis { .. } => "no-lawful-basis",
            Self::NoHours { .. } => "no-hours",
            Self::ContactVoid { .. } => "contact-void",
            Self::DeliveryNeeds(_) => "delivery-needs",
            Self::DeliveryDay(_) => "delivery-day",
            Self::NothingToConfirm { .. } => "nothing-to-confirm",
            Self::DeliveryVoid { .. } => "delivery-void",
            Self::NotAPicture { .. } => "not-a-picture",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::PromiseVoid { .. } => "promise-void",
        }
    }
}
