//! What a text that leaves the office may say (domain section 2.8; checklist C1–C5, C13, C16, C19, S97, S105).
//!
//! The list errs towards refusing: characters are compared after `fold` has put full-width and traditional forms
//! into one and dropped everything that is no letter, so that spaces or marks between them hide nothing.

use crate::coded::coded;

mod fold;
mod household;
mod need;
mod rules;

pub use household::private_part;
pub use need::Need;

/// The version of the list, shown with every finding, so that an old approval can be told from a new one.
pub const LIST: &str = "2026-01";

/// Characters of one SMS segment, signature included.
pub const SEGMENT: usize = 70;

coded! {
    /// What a text is for. The stricter the wider it is read.
    TextKind {
        /// The formal written demand: the one letter that may name a suit (Civil Code 944).
        FormalDemand, "formal-demand", "书面催缴函";
        /// A reminder or notice on paper to one home.
        Notice, "notice", "催缴通知、温馨提示";
        /// A message to one home.
        Message, "message", "短信、微信";
        /// A message to a group of owners: as public as a board.
        Group, "group", "业主群消息";
        /// What hangs where everybody passes.
        Public, "public", "张贴、公示";
        /// The disclosure of income and expenditure.
        Disclosure, "disclosure", "收支公示";
        /// What somebody who complained or reported is told.
        Answer, "answer", "工单答复";
        /// Terms agreed in writing by both sides.
        Agreement, "agreement", "协议约定";
        /// A short entry inside a letter: a name, a phone, a note.
        Entry, "entry", "单据填写内容";
    }
}

impl TextKind {
    /// Whether a step before court or arbitration may be named.
    const fn may_name_suit(self) -> bool {
        matches!(self, Self::FormalDemand | Self::Agreement)
    }

    /// Whether everybody can read it, so that nothing of a household may stand in it.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Group | Self::Public | Self::Disclosure)
    }

    /// Whether it may speak of the service itself, such as water cut off for a repair, as long as it does not speak of
    /// fees.
    const fn is_about_service(self) -> bool {
        matches!(self, Self::Answer | Self::Public | Self::Group | Self::Disclosure)
    }
}

/// A place in a text and the rule it goes against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// A stable word for the rule.
    pub code: &'static str,
    /// The rule in words.
    pub rule: &'static str,
    /// The text as it was typed.
    pub found: String,
    /// Its first character, counted from 0.
    pub at: usize,
    /// What to write instead.
    pub advice: &'static str,
}

/// What is wrong with a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Keeps it from being saved, printed or sent.
    pub blocked: Vec<Finding>,
    /// Should be put otherwise.
    pub warned: Vec<Finding>,
    /// What this kind of text must say and does not; keeps it from being saved, printed or sent.
    pub missing: Vec<Need>,
}

impl Findings {
    /// Whether the text may leave the office.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.blocked.is_empty() && self.missing.is_empty()
    }
}

/// Checks a text of a kind. An empty text lacks what it must say and is otherwise clean.
#[must_use]
pub fn check(text: &str, kind: TextKind) -> Findings {
    let folded = fold::Folded::of(text);
    let mut findings = Findings::default();
    for rule in rules::RULES {
        let Some(verdict) = rule.verdict(&folded, kind) else { continue };
        for (from, to) in rule.places(&folded) {
            let finding = Finding {
                code: rule.code,
                rule: rule.name,
                found: folded.typed(from, to),
                at: folded.at(from),
                advice: rule.advice,
            };
            match verdict {
                rules::Verdict::Block => findings.blocked.push(finding),
                rules::Verdict::Warn => findings.warned.push(finding),
            }
        }
    }
    if kind.is_public() {
        findings.blocked.extend(household::finding(text));
        if kind == TextKind::Group {
            findings.warned.extend(household::named_sum(text));
        }
    }
    if kind == TextKind::Message {
        findings.warned.extend(need::too_long(text));
    }
    let (missing, advised) = need::lacking(&folded, text, kind);
    findings.missing = missing;
    findings.warned.extend(advised);
    findings.blocked.sort_by_key(|f| f.at);
    findings.blocked.dedup_by(|b, a| a.code == b.code && a.at == b.at);
    findings.warned.sort_by_key(|f| f.at);
    findings
}

/// Whether a text gives the number of a judgment, order or award: `（2025）浙0106民初1234号`.
#[must_use]
pub fn cites_decision(text: &str) -> bool {
    fold::Folded::of(text).cites_decision()
}

/// SMS segments a message takes; a message longer than one segment loses three characters in each to their order.
#[must_use]
pub fn segments(text: &str) -> usize {
    let units = text.encode_utf16().count();
    if units <= SEGMENT { usize::from(units > 0) } else { units.div_ceil(SEGMENT - 3) }
}
