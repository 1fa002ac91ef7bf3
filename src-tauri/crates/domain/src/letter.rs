//! The texts of letters and messages: one for each stage in the tone it was approved in (domain section 3.2–3.5, checklist
//! S26, S104), with fields in braces that are filled for each household.
//!
//! A text is a row of paragraphs, one a line. A paragraph whose fields are all empty is left out, so that what is said of
//! late charges goes away where none are claimed.

use crate::coded::coded;
use crate::wording::TextKind;

coded! {
    /// A letter or message the office has a text for.
    Letter {
        /// To one home before the due date, by SMS or WeChat.
        PreDueMessage, "pre-due-message", "到期提醒（短信）";
        /// To one home just after the due date.
        GentleMessage, "gentle-message", "温馨提示（短信）";
        /// The day before a promise falls due.
        PromiseMessage, "promise-message", "承诺到期提醒（短信）";
        /// When a ticket was closed.
        AnswerMessage, "answer-message", "服务办结告知（短信）";
        /// To the owners' group: nothing of a household.
        GroupMessage, "group-message", "业主群缴费提示";
        /// On paper before the due date.
        PreDue, "pre-due", "到期提醒";
        /// On paper just after the due date.
        Gentle, "gentle", "温馨提示";
        /// 催缴通知单（第一次）
        FirstNotice, "first-notice", "催缴通知单（第一次）";
        /// 催缴通知单（第二次）
        SecondNotice, "second-notice", "催缴通知单（第二次）";
        /// 业委会督促函 (regulation 64)
        Committee, "committee", "业委会督促函";
        /// 书面催缴函 (Civil Code 944)
        FormalDemand, "formal-demand", "书面催缴函";
    }
}

coded! {
    /// What a text leaves open, to be filled for a household; the label stands in the text in braces.
    Field {
        /// Who sends a message.
        Signature, "signature", "签名";
        /// `王*业主`
        Salutation, "salutation", "称呼";
        /// The debtor in full: only inside an envelope.
        FullName, "full-name", "业主全名";
        /// The room.
        Room, "room", "房号";
        /// Open principal: `¥1,333.32`, in a message without the sign.
        Principal, "principal", "本金";
        /// The same in capital numerals.
        PrincipalCapital, "principal-capital", "本金大写";
        /// The day it is or was due.
        DueDay, "due-day", "到期日";
        /// The days it is for.
        Period, "period", "欠费期间";
        /// The table of what is owed; a paragraph of its own.
        DebtTable, "debt-table", "欠费明细";
        /// What the contract gives on top; empty where nothing is claimed.
        LateNote, "late-note", "违约金说明";
        /// Costs of pursuing the debt; empty where there are none.
        CostNote, "cost-note", "费用说明";
        /// The last day to pay.
        Deadline, "deadline", "缴费期限";
        /// The days to pay after receipt: `15日`.
        Term, "term", "期限";
        /// Whom to talk to, with the phone.
        ContactPerson, "contact-person", "联系人";
        /// The phone of the office.
        Phone, "phone", "联系电话";
        /// When the counter is open.
        Hours, "hours", "柜台时间";
        /// How to pay.
        Ways, "ways", "缴费方式";
        /// `依据《…》第十二条，`; empty without a contract.
        Basis, "basis", "依据";
        /// The clause on price and due date.
        Clause, "clause", "合同条款";
        /// Who signed the contract with whom, when, and its name.
        Signing, "signing", "签约情况";
        /// When and how the home was spoken to before; may be empty.
        Earlier, "earlier", "此前联系";
        /// Where a dispute goes, step by step (checklist S125).
        Route, "route", "争议途径";
        /// 提起诉讼 or 申请仲裁, as the contract says.
        Step, "step", "争议步骤";
        /// The day the figures stand for.
        AsOf, "as-of", "数据截至";
        /// The same with the time.
        AsOfTime, "as-of-time", "数据时间";
        /// Who signs, with the seal and the date; a paragraph of its own.
        Closing, "closing", "落款盖章";
    }
}

/// What a message about a debt can be filled with.
const OF_MESSAGE: &[Field] = &[
    Field::Signature,
    Field::Salutation,
    Field::Room,
    Field::Principal,
    Field::DueDay,
    Field::Phone,
    Field::Hours,
];
/// What a reminder or notice on paper can be filled with.
const OF_NOTICE: &[Field] = &[
    Field::Salutation,
    Field::Room,
    Field::Principal,
    Field::DueDay,
    Field::DebtTable,
    Field::LateNote,
    Field::CostNote,
    Field::Deadline,
    Field::ContactPerson,
    Field::Phone,
    Field::Hours,
    Field::Ways,
    Field::Basis,
    Field::Earlier,
    Field::Route,
    Field::AsOf,
];
/// What the letter of the committee can be filled with.
const OF_COMMITTEE: &[Field] = &[
    Field::FullName,
    Field::Room,
    Field::Principal,
    Field::DebtTable,
    Field::Deadline,
    Field::ContactPerson,
    Field::Phone,
    Field::Ways,
    Field::Route,
    Field::AsOf,
    Field::Closing,
];
/// What the formal demand can be filled with.
const OF_DEMAND: &[Field] = &[
    Field::FullName,
    Field::Room,
    Field::Period,
    Field::Principal,
    Field::PrincipalCapital,
    Field::DebtTable,
    Field::LateNote,
    Field::CostNote,
    Field::Term,
    Field::ContactPerson,
    Field::Phone,
    Field::Ways,
    Field::Clause,
    Field::Signing,
    Field::Route,
    Field::Step,
    Field::AsOf,
    Field::AsOfTime,
    Field::Closing,
];

impl Letter {
    /// What the wording checker holds it against.
    #[must_use]
    pub const fn text_kind(self) -> TextKind {
        match self {
            Self::PreDueMessage | Self::GentleMessage | Self::PromiseMessage => TextKind::Message,
            Self::AnswerMessage => TextKind::Answer,
            Self::GroupMessage => TextKind::Group,
            Self::PreDue | Self::Gentle | Self::FirstNotice | Self::SecondNotice | Self::Committee => {
                TextKind::Notice
            }
            Self::FormalDemand => TextKind::FormalDemand,
        }
    }

    /// Whether it is sent to somebody's phone.
    #[must_use]
    pub const fn is_message(self) -> bool {
        matches!(self.text_kind(), TextKind::Message | TextKind::Answer | TextKind::Group)
    }

    /// The text delivered with the program.
    #[must_use]
    pub const fn delivered(self) -> &'static str {
        match self {
            Self::PreDueMessage => include_str!("../../../../assets/letters/pre-due-message.txt"),
            Self::GentleMessage => include_str!("../../../../assets/letters/gentle-message.txt"),
            Self::PromiseMessage => include_str!("../../../../assets/letters/promise-message.txt"),
            Self::AnswerMessage => include_str!("../../../../assets/letters/answer-message.txt"),
            Self::GroupMessage => include_str!("../../../../assets/letters/group-message.txt"),
            Self::PreDue => include_str!("../../../../assets/letters/pre-due.txt"),
            Self::Gentle => include_str!("../../../../assets/letters/gentle.txt"),
            Self::FirstNotice => include_str!("../../../../assets/letters/first-notice.txt"),
            Self::SecondNotice => include_str!("../../../../assets/letters/second-notice.txt"),
            Self::Committee => include_str!("../../../../assets/letters/committee.txt"),
            Self::FormalDemand => include_str!("../../../../assets/letters/formal-demand.txt"),
        }
    }

    /// The fields it cannot do without (checklist S26).
    #[must_use]
    pub const fn needs(self) -> &'static [Field] {
        use Field::{
            Clause, Closing, ContactPerson, Deadline, DebtTable, DueDay, FullName, Phone, Principal, Room,
            Route, Salutation, Signature, Step, Term,
        };
        match self {
            Self::PreDueMessage | Self::GentleMessage | Self::PromiseMessage => {
                &[Signature, Salutation, Room, Principal, DueDay, Phone]
            }
            Self::AnswerMessage => &[Signature, Phone],
            Self::GroupMessage => &[Phone],
            Self::PreDue => &[Salutation, DueDay, DebtTable, ContactPerson],
            Self::Gentle => &[Salutation, DebtTable, Deadline, ContactPerson],
            Self::FirstNotice | Self::SecondNotice => {
                &[Salutation, DebtTable, Deadline, ContactPerson, Route]
            }
            Self::Committee => &[FullName, Room, DebtTable, Deadline, ContactPerson, Route, Closing],
            Self::FormalDemand => {
                &[FullName, Room, Clause, DebtTable, Term, ContactPerson, Route, Step, Closing]
            }
        }
    }

    /// The fields it can be filled with.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::PreDueMessage | Self::GentleMessage | Self::PromiseMessage => OF_MESSAGE,
            Self::AnswerMessage => {
                &[Field::Signature, Field::Salutation, Field::Room, Field::Phone, Field::Hours]
            }
            Self::GroupMessage => &[Field::Phone, Field::Hours],
            Self::PreDue | Self::Gentle | Self::FirstNotice | Self::SecondNotice => OF_NOTICE,
            Self::Committee => OF_COMMITTEE,
            Self::FormalDemand => OF_DEMAND,
        }
    }
}

/// Why a text cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A brace without its partner.
    #[error("a brace without its partner in {line:?}")]
    Brace {
        /// The paragraph.
        line: String,
    },
    /// A field this letter cannot be filled with.
    #[error("no field {name:?}")]
    Unknown {
        /// What stands in the braces.
        name: String,
    },
    /// The table or the closing does not stand alone on its line, or stands twice.
    #[error("{field:?} is not one line of its own")]
    NotAlone {
        /// Which.
        field: Field,
    },
    /// Fields this letter cannot do without.
    #[error("lacks {fields:?}")]
    Lacks {
        /// Which.
        fields: Vec<Field>,
    },
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand.
    Words(String),
    /// Something to be filled in.
    Field(Field),
}

/// A text that can be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    letter: Letter,
    paragraphs: Vec<Vec<Piece>>,
}

impl Template {
    /// Reads a text.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn parse(letter: Letter, text: &str) -> Result<Self, TemplateError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let paragraphs = lines.map(|line| pieces(letter, line)).collect::<Result<Vec<_>, _>>()?;
        let stands =
            |field: Field| paragraphs.iter().flatten().filter(|p| **p == Piece::Field(field)).count();
        for field in [Field::DebtTable, Field::Closing] {
            let alone = paragraphs.iter().any(|line| *line == [Piece::Field(field)]);
            if stands(field) > usize::from(alone) {
                return Err(TemplateError::NotAlone { field });
            }
        }
        let fields: Vec<Field> = letter.needs().iter().copied().filter(|field| stands(*field) == 0).collect();
        if fields.is_empty() { Ok(Self { letter, paragraphs }) } else { Err(TemplateError::Lacks { fields }) }
    }

    /// The text delivered with the program.
    #[must_use]
    pub fn delivered(letter: Letter) -> Self {
        // Every delivered text is read in a test.
        Self::parse(letter, letter.delivered()).unwrap_or(Self { letter, paragraphs: Vec::new() })
    }

    /// What it is the text of.
    #[must_use]
    pub const fn letter(&self) -> Letter {
        self.letter
    }

    /// Its paragraphs, in order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Vec<Piece>] {
        &self.paragraphs
    }

    /// The paragraphs with their fields filled, those left out in which there was a field and all were empty.
    pub fn filled(&self, value: impl Fn(Field) -> String) -> Vec<String> {
        let mut lines = Vec::with_capacity(self.paragraphs.len());
        for paragraph in &self.paragraphs {
            let (mut line, mut fields, mut empty) = (String::new(), 0, 0);
            for piece in paragraph {
                match piece {
                    Piece::Words(words) => line.push_str(words),
                    Piece::Field(field) => {
                        let filled = value(*field);
                        fields += 1;
                        empty += usize::from(filled.is_empty());
                        line.push_str(&filled);
                    }
                }
            }
            if fields == 0 || empty < fields {
                lines.push(line);
            }
        }
        lines
    }
}

/// The pieces of one line.
fn pieces(letter: Letter, line: &str) -> Result<Vec<Piece>, TemplateError> {
    let brace = || TemplateError::Brace { line: line.to_owned() };
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((words, more)) = rest.split_once('{') {
        let (name, after) = more.split_once('}').ok_or_else(brace)?;
        if words.contains('}') {
            return Err(brace());
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
        let known = Field::parse(name).filter(|field| letter.fields().contains(field));
        pieces.push(Piece::Field(
            known.ok_or_else(|| TemplateError::Unknown { name: name.trim().to_owned() })?,
        ));
        rest = after;
    }
    if rest.contains('}') {
        return Err(brace());
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::{check, segments};

    #[test]
    fn s104_every_delivered_text_is_whole_and_clean() {
        for letter in Letter::ALL.iter().copied() {
            let template =
                Template::parse(letter, letter.delivered()).map_err(|e| format!("{letter:?}: {e}"));
            assert_eq!(template.map(|t| t.letter()), Ok(letter));
            let findings = check(letter.delivered(), letter.text_kind());
            // The length of a message is that of the filled one.
            let warned: Vec<_> = findings.warned.iter().filter(|f| f.code != "long").collect();
            assert!(findings.is_clean() && warned.is_empty(), "{letter:?}: {findings:?}");
            for field in letter.needs() {
                assert!(letter.fields().contains(field), "{letter:?} {field:?}");
                let without = letter.delivered().replace(&format!("{{{}}}", field.label()), "");
                assert_eq!(
                    Template::parse(letter, &without),
                    Err(TemplateError::Lacks { fields: vec![*field] }),
                    "{letter:?}"
                );
            }
        }
    }

    #[test]
    fn s33_a_message_fits_one_segment() {
        let value = |field| match field {
            Field::Signature => "青禾物业",
            Field::Salutation => "王*",
            Field::Room => "3-1-1201",
            Field::Principal => "1333.32",
            Field::DueDay => "10月31日",
            _ => "0571-0000000",
        };
        for letter in Letter::ALL.iter().copied().filter(|l| l.is_message() && *l != Letter::GroupMessage) {
            let text = Template::delivered(letter).filled(|field| value(field).to_owned()).join("");
            assert_eq!(segments(&text), 1, "{letter:?}: {} characters: {text}", text.chars().count());
            assert_eq!(check(&text, letter.text_kind()).warned, [], "{text}");
        }
    }

    #[test]
    fn c18_the_committee_urges_by_regulation_64_and_threatens_nothing() {
        use crate::dunning::Stage;
        let text = Letter::Committee.delivered();
        assert!(text.contains("《物业管理条例》第六十四条"), "{text}");
        assert!(!text.contains("起诉") && Letter::Committee.text_kind() == TextKind::Notice);
        // It stands between the second notice and the formal demand, which may come without it (Civil Code 944).
        let place = |stage: Stage| Stage::ALL.iter().position(|s| *s == stage);
        assert!(place(Stage::SecondNotice) < place(Stage::Committee));
        assert!(place(Stage::Committee) < place(Stage::FormalDemand));
    }

    #[test]
    fn what_cannot_be_filled_is_named() {
        let gentle = |text: &str| Template::parse(Letter::Gentle, text);
        let whole = Letter::Gentle.delivered();
        assert!(
            matches!(gentle(&format!("{whole}{{业主全名}}")), Err(TemplateError::Unknown { name }) if name == "业主全名")
        );
        assert!(matches!(gentle(&format!("{whole}{{房号")), Err(TemplateError::Brace { .. })));
        assert!(matches!(gentle(&format!("{whole}房号}}")), Err(TemplateError::Brace { .. })));
        let within = whole.replace("{欠费明细}", "明细：{欠费明细}");
        assert_eq!(gentle(&within), Err(TemplateError::NotAlone { field: Field::DebtTable }));
        let twice = format!("{whole}\n{{欠费明细}}");
        assert_eq!(gentle(&twice), Err(TemplateError::NotAlone { field: Field::DebtTable }));
    }

    #[test]
    fn a_paragraph_of_empty_fields_is_left_out() {
        let template = Template::delivered(Letter::FirstNotice);
        let all = template.filled(|field| field.label().to_owned());
        let without = template.filled(|field| match field {
            Field::LateNote | Field::CostNote | Field::Earlier => String::new(),
            other => other.label().to_owned(),
        });
        assert_eq!(all.len() - without.len(), 2);
        assert!(!without.iter().any(|line| line.contains('{') || line.is_empty()));
    }
}
