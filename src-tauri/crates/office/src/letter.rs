//! The texts of letters and messages: those delivered, and those of the office's own in their place.

use crate::refusal::WordsRefusal;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use zhangfang_domain::letter::{Letter, Template};
use zhangfang_domain::wording::{Findings, check};

/// The text of a letter as it is edited.
#[derive(Clone, Debug)]
pub struct LetterText {
    /// Which letter.
    pub letter: Letter,
    /// The text that is used.
    pub text: String,
    /// Whether it is the office's own.
    pub own: bool,
    /// What the checker says of it.
    pub findings: Findings,
}

/// A letter by its code or name.
///
/// # Errors
/// [`Refusal::Unknown`].
pub fn letter_named(name: &str) -> Result<Letter> {
    Letter::parse(name).ok_or_else(|| Refusal::Unknown { kind: "文案", name: name.to_owned() }.into())
}

/// A text of a letter, ready to be filled.
///
/// # Errors
/// [`WordsRefusal::Template`].
pub fn template(letter: Letter, text: &str) -> Result<Template> {
    Template::parse(letter, text).map_err(|why| WordsRefusal::Template { letter, why }.into())
}

impl Office {
    /// The text of a letter.
    ///
    /// # Errors
    /// Store errors.
    pub fn letter_text(&self, letter: Letter) -> Result<LetterText> {
        let own = self.book.reading().letter_text(letter.code())?;
        let (text, own) = own.map_or((letter.delivered().trim().to_owned(), false), |text| (text, true));
        Ok(LetterText { letter, findings: check(&text, letter.text_kind()), text, own })
    }

    /// Every letter with its text.
    ///
    /// # Errors
    /// Store errors.
    pub fn letter_texts(&self) -> Result<Vec<LetterText>> {
        Letter::ALL.into_iter().map(|letter| self.letter_text(letter)).collect()
    }

    /// The text of a letter, ready to be filled. It is checked again: the list may have grown since it was kept.
    ///
    /// # Errors
    /// [`WordsRefusal::Blocked`], [`WordsRefusal::Template`], store errors.
    pub fn letter(&self, letter: Letter) -> Result<Template> {
        let text = self.letter_text(letter)?.text;
        require_clean(letter.text_kind(), &text)?;
        template(letter, &text)
    }

    /// Keeps a text of the office's own; an empty one goes back to the one delivered.
    ///
    /// # Errors
    /// [`WordsRefusal::Blocked`], [`WordsRefusal::Lacks`], [`WordsRefusal::Template`], store errors.
    pub fn keep_letter_text(
        &mut self,
        letter: Letter,
        text: &str,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        let text = text.trim();
        if !text.is_empty() {
            require_clean(letter.text_kind(), text)?;
            template(letter, text)?;
        }
        self.book.transact("letter.text", occasion, |act| {
            Ok::<_, OfficeError>(act.set_letter_text(letter.code(), (!text.is_empty()).then_some(text))?)
        })
    }
}
