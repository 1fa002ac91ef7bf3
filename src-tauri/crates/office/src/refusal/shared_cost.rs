//! Rules of shared costs.

use zhangfang_domain::shared_cost::{Method, SharedCostError};
use zhangfang_domain::{Fen, Months};

/// Why a supplier's bill is not shared out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SharedCostRefusal {
    /// The amount is not volume times unit price and nobody says why.
    #[error("volume times price is {computed}, the bill says {amount}")]
    AmountOff {
        /// Volume times unit price.
        computed: Fen,
        /// What the bill says.
        amount: Fen,
    },
    /// A bill of the same name stands in the same months.
    #[error("{label} {months} is bill {bill}")]
    PostedBefore {
        /// Its number.
        bill: i64,
        /// Its name.
        label: String,
        /// Its months.
        months: Months,
    },
    /// No home falls under it.
    #[error("no homes to share")]
    NoHomes,
    /// Homes before handover are the developer's, and nobody has said who that is.
    #[error("no developer: {rooms:?}")]
    NoDeveloper {
        /// The homes.
        rooms: Vec<String>,
    },
    /// Homes without an area cannot share by area.
    #[error("no area: {rooms:?}")]
    NoArea {
        /// The homes.
        rooms: Vec<String>,
    },
    /// No rule says what the floor of these homes weighs.
    #[error("no floor rule: {rooms:?}")]
    NoFloor {
        /// The homes.
        rooms: Vec<String>,
    },
    /// The method does not use an option that was given.
    #[error("{method:?} does not use {option}")]
    IdleOption {
        /// The method.
        method: Method,
        /// The option, in Chinese.
        option: &'static str,
    },
    /// The method needs a list with a number for every home.
    #[error("{method:?} needs a list")]
    ListNeeded {
        /// The method.
        method: Method,
    },
    /// Rows of the list that cannot be used.
    #[error("bad rows: {problems:?}")]
    BadRows {
        /// Row, room as it stands there, and what is wrong.
        problems: Vec<(u32, String, WeightProblem)>,
    },
    /// Homes that share and are not on the list.
    #[error("not listed: {rooms:?}")]
    NotListed {
        /// The homes.
        rooms: Vec<String>,
    },
    /// Homes whose meters were not read in the months.
    #[error("not read: {rooms:?}")]
    NotRead {
        /// The homes.
        rooms: Vec<String>,
    },
    /// The weights do not allow it.
    #[error("{error}")]
    Unshareable {
        /// Why.
        error: SharedCostError,
        /// The homes in the order of their weights.
        rooms: Vec<String>,
    },
    /// The item is charged by a tariff already.
    #[error("{item} has tariff {tariff}")]
    ItemHasTariff {
        /// The item.
        item: String,
        /// The tariff.
        tariff: String,
    },
    /// The item is charged by shared bills or parking contracts already.
    #[error("{item} is charged without a tariff")]
    ItemWithoutTariff {
        /// The item.
        item: String,
    },
}

/// What is wrong with a row of a list of weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightProblem {
    /// No home has the room.
    UnknownRoom,
    /// Several homes could be meant.
    SeveralHomes,
    /// The home does not share in this bill.
    OutsideScope,
    /// The home stood there before.
    Twice,
    /// The weight is no number, or below zero.
    NotANumber {
        /// What stands there.
        text: String,
    },
}

impl SharedCostRefusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AmountOff { .. } => "shared-amount-off",
            Self::PostedBefore { .. } => "shared-posted-before",
            Self::NoHomes => "shared-no-homes",
            Self::NoDeveloper { .. } => "shared-no-developer",
            Self::NoArea { .. } => "shared-no-area",
            Self::NoFloor { .. } => "shared-no-floor",
            Self::IdleOption { .. } => "shared-idle-option",
            Self::ListNeeded { .. } => "shared-list-needed",
            Self::BadRows { .. } => "shared-bad-rows",
            Self::NotListed { .. } => "shared-not-listed",
            Self::NotRead { .. } => "shared-not-read",
            Self::Unshareable { .. } => "shared-unshareable",
            Self::ItemHasTariff { .. } => "item-has-tariff",
            Self::ItemWithoutTariff { .. } => "item-without-tariff",
        }
    }
}
