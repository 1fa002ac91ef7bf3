//! Amounts and months in JSON: amounts as decimal text in yuan, months as `2025-10`.

use zhangfang_domain::Fen;

/// An amount as decimal text: `"1333.32"`.
pub mod yuan {
    use super::Fen;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes `"1333.32"`.
    ///
    /// # Errors
    /// Of the serializer.
    pub fn serialize<S: Serializer>(fen: &Fen, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&fen.plain())
    }

    /// Reads what [`serialize`] wrote.
    ///
    /// # Errors
    /// When the text is no amount.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Fen, D::Error> {
        let text = String::deserialize(from)?;
        Fen::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// An amount that may be missing.
pub mod yuan_or_none {
    use super::Fen;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes `"1333.32"` or `null`.
    ///
    /// # Errors
    /// Of the serializer.
    pub fn serialize<S: Serializer>(fen: &Option<Fen>, to: S) -> Result<S::Ok, S::Error> {
        match fen {
            Some(fen) => to.serialize_some(&fen.plain()),
            None => to.serialize_none(),
        }
    }

    /// Reads what [`serialize`] wrote.
    ///
    /// # Errors
    /// When the text is no amount.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Fen>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        text.map(|t| Fen::parse(&t).map_err(serde::de::Error::custom)).transpose()
    }
}

/// Anything that prints itself, as that text; only for writing.
pub mod text {
    use serde::Serializer;
    use std::fmt::Display;

    /// Writes the printed form.
    ///
    /// # Errors
    /// Of the serializer.
    pub fn serialize<T: Display, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }
}

/// Months as `2025-10` or `2025-10..2025-12`.
pub mod months {
    use serde::{Deserialize, Deserializer, Serializer};
    use zhangfang_domain::Months;

    /// Writes the range.
    ///
    /// # Errors
    /// Of the serializer.
    pub fn serialize<S: Serializer>(months: &Months, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(months)
    }

    /// Reads what [`serialize`] wrote.
    ///
    /// # Errors
    /// When the text is no range of months.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Months, D::Error> {
        let text = String::deserialize(from)?;
        Months::parse(&text).ok_or_else(|| serde::de::Error::custom("not a range of months"))
    }
}
