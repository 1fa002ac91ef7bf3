//! The text of a letter with its fields filled for one household.

use crate::lines::Text;
use zhangfang_domain::letter::{Field, Piece, Template};

/// A paragraph of a letter.
pub(crate) enum Part {
    /// A paragraph of words.
    Words(Text),
    /// Who is spoken to, alone on a line.
    Salutation(Text),
    /// A paragraph that only says where a dispute goes: small print.
    Fine(Text),
    /// Here stands the table of what is owed.
    Table,
    /// Here signs the office.
    Closing,
}

/// The paragraphs of a letter; those in which all fields are empty are left out.
pub(crate) fn parts(template: &Template, value: impl Fn(Field) -> Text) -> Vec<Part> {
    template.paragraphs().iter().filter_map(|pieces| part(pieces, &value)).collect()
}

fn part(pieces: &[Piece], value: &impl Fn(Field) -> Text) -> Option<Part> {
    match pieces {
        [Piece::Field(Field::DebtTable)] => return Some(Part::Table),
        [Piece::Field(Field::Closing)] => return Some(Part::Closing),
        _ => {}
    }
    let (mut text, mut has_fields, mut has_values) = (Text::new(), false, false);
    for piece in pieces {
        text = match piece {
            Piece::Words(words) => text.plain(words),
            Piece::Field(field) => {
                let filled = value(*field);
                has_fields = true;
                has_values |= !filled.as_str().is_empty();
                text.with(&filled)
            }
        };
    }
    if has_fields && !has_values {
        return None;
    }
    Some(match pieces {
        [Piece::Field(Field::Route)] => Part::Fine(text),
        [Piece::Field(Field::FullName | Field::Salutation), Piece::Words(mark)] if mark == "：" => {
            Part::Salutation(text)
        }
        _ => Part::Words(text),
    })
}
