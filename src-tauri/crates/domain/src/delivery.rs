//! How a letter reached somebody, and how well that is proved (domain section 2.6; Civil Procedure 87–90).

use crate::coded::coded;
use crate::limitation::Proof;
use chrono::NaiveDate;

coded! {
    /// The way a letter went.
    Way {
        /// Handed over against a signature.
        Hand, "hand", "当面签收";
        /// Registered mail.
        Ems, "ems", "邮政特快专递";
        /// A message to the number or account agreed in writing.
        Message, "message", "约定号码的短信或微信";
        /// Left at the door or in the mailbox.
        Door, "door", "留置门口或信箱";
        /// On a board or in a group.
        Board, "board", "公告栏或群内张贴";
    }
}

coded! {
    /// Who signed, in relation to who owes (SPC rules on limitation 8).
    Relation {
        /// The one who owes.
        Debtor, "self", "本人";
        /// An adult of the family who lives there.
        Family, "family", "同住成年家属";
        /// Somebody authorised in writing.
        Authorised, "authorised", "受托人（有授权书）";
    }
}

/// What is known of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The way.
    pub way: Way,
    /// Who signed.
    pub signer: Option<&'a str>,
    /// In which relation to who owes.
    pub relation: Option<Relation>,
    /// The number of the waybill.
    pub waybill: Option<&'a str>,
    /// Whether the waybill names what is in it, such as 物业费催缴函.
    pub content_named: bool,
    /// The number the message went to is the one agreed in writing.
    pub agreed_number: bool,
    /// Who of the neighbourhood committee was there.
    pub witness: Option<&'a str>,
    /// Whether there is a picture: a photo, a video still, a screenshot, a scan.
    pub picture: bool,
}

/// What has to be given before a delivery can be noted at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Who signed.
    Signer,
    /// How they are related to who owes; anybody else may not sign.
    Relation,
    /// The number of the waybill.
    Waybill,
}

impl Evidence<'_> {
    /// How well it is proved. What is doubtful does not prove more.
    ///
    /// # Errors
    /// [`Missing`] when the way needs something that was not given.
    pub const fn grade(&self) -> Result<Proof, Missing> {
        match self.way {
            Way::Hand => match (self.signer, self.relation) {
                (None, _) => Err(Missing::Signer),
                (_, None) => Err(Missing::Relation),
                _ => Ok(Proof::A),
            },
            Way::Ems => match (self.waybill, self.signer.is_some() && self.content_named) {
                (None, _) => Err(Missing::Waybill),
                (_, true) => Ok(Proof::B),
                _ => Ok(Proof::D),
            },
            Way::Message if self.agreed_number && self.picture => Ok(Proof::C),
            Way::Door if self.witness.is_some() && self.picture => Ok(Proof::D),
            Way::Message | Way::Door | Way::Board => Ok(Proof::E),
        }
    }
}

impl Proof {
    /// All of them, best first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];

    /// The letter, stored in the book.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
            Self::E => "E",
        }
    }

    /// Back from [`Proof::code`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == text.trim())
    }

    /// What it means for limitation, in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::A => "签收，时效重新计算",
            Self::B => "快递签收且写明内件，时效重新计算",
            Self::C => "约定号码送达有凭证，时效重新计算",
            Self::D => "证明力待定，须经理确认才重新计算时效",
            Self::E => "不足以证明送达，不影响时效",
        }
    }

    /// Whether a delivery interrupts limitation: A–C do, D once a manager has confirmed it, E never.
    #[must_use]
    pub const fn counts(self, confirmed: bool) -> bool {
        self.interrupts() || (matches!(self, Self::D) && confirmed)
    }
}

/// Why a delivery cannot be of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongDay {
    /// Before the letter was made.
    BeforeLetter(NaiveDate),
    /// Not come yet.
    ToCome,
}

/// Refuses a day of delivery before the letter was made or still to come.
///
/// # Errors
/// [`WrongDay`].
pub fn check_day(on: NaiveDate, made: NaiveDate, today: NaiveDate) -> Result<(), WrongDay> {
    if on < made {
        return Err(WrongDay::BeforeLetter(made));
    }
    if on > today { Err(WrongDay::ToCome) } else { Ok(()) }
}
