//! Which column holds what: found in the headings, or said by a person and remembered.

use super::field::{Field, plain};
use crate::grid::{column_letters, column_number};
use std::collections::BTreeMap;

/// Where the headings stand and which columns feed each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// First and last header row (1-based); 0 and 0 when the sheet has none.
    pub header_rows: (u32, u32),
    /// The first row of data.
    pub data_start: u32,
    /// The columns (1-based) of each field.
    pub columns: BTreeMap<Field, Vec<u32>>,
}

/// Why a written mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not written by [`Mapping::to_text`].
    #[error("{part:?} is not part of a mapping")]
    Unreadable {
        /// The part.
        part: String,
    },
    /// A field every register needs has no column.
    #[error("no column for {field:?}")]
    Missing {
        /// The field.
        field: Field,
    },
    /// One column for two fields, or two columns for a field that takes one.
    #[error("{field:?} cannot take this column as well")]
    Doubled {
        /// The field.
        field: Field,
    },
}

impl Mapping {
    /// The first column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<u32> {
        self.columns_of(field).first().copied()
    }

    /// All columns of a field.
    #[must_use]
    pub fn columns_of(&self, field: Field) -> &[u32] {
        self.columns.get(&field).map_or(&[], Vec::as_slice)
    }

    /// The field a column feeds.
    #[must_use]
    pub fn field_of(&self, column: u32) -> Option<Field> {
        self.columns.iter().find_map(|(field, columns)| columns.contains(&column).then_some(*field))
    }

    /// Checks that rooms and areas have columns and no column is used twice.
    ///
    /// # Errors
    /// The first [`MappingError`] found.
    pub fn check(&self) -> Result<(), MappingError> {
        for field in [Field::Room, Field::Area] {
            self.column(field).ok_or(MappingError::Missing { field })?;
        }
        let mut used = Vec::new();
        for (field, columns) in &self.columns {
            if columns.len() > 1 && !field.takes_several() || columns.iter().any(|c| used.contains(c)) {
                return Err(MappingError::Doubled { field: *field });
            }
            used.extend_from_slice(columns);
        }
        Ok(())
    }

    /// A line an office can store: `v1;header=3-4;data=5;building=A;room=B;phone=D+E`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let (first, last) = self.header_rows;
        let mut text = format!("v1;header={first}-{last};data={}", self.data_start);
        for (field, columns) in &self.columns {
            let letters: Vec<String> = columns.iter().map(|c| column_letters(*c)).collect();
            text += &format!(";{}={}", field.key(), letters.join("+"));
        }
        text
    }

    /// Back from [`Mapping::to_text`].
    ///
    /// # Errors
    /// [`MappingError`].
    pub fn from_text(text: &str) -> Result<Self, MappingError> {
        let unreadable = |part: &str| MappingError::Unreadable { part: part.to_owned() };
        let mut parts = text.trim().split(';');
        parts.next().filter(|part| *part == "v1").ok_or_else(|| unreadable(text))?;
        let mut mapping = Self::default();
        for part in parts {
            let (key, value) = part.split_once('=').ok_or_else(|| unreadable(part))?;
            match (key, Field::from_key(key)) {
                ("header", _) => {
                    let (first, last) = value.split_once('-').ok_or_else(|| unreadable(part))?;
                    let rows = first.parse().ok().zip(last.parse().ok()).filter(|(a, b)| a <= b);
                    mapping.header_rows = rows.ok_or_else(|| unreadable(part))?;
                }
                ("data", _) => mapping.data_start = value.parse().map_err(|_| unreadable(part))?,
                (_, Some(field)) => {
                    let columns = value.split('+').map(column_number).collect::<Option<Vec<_>>>();
                    mapping.columns.insert(field, columns.ok_or_else(|| unreadable(part))?);
                }
                _ => return Err(unreadable(part)),
            }
        }
        mapping.check()?;
        Ok(mapping)
    }
}

/// A short mark of a file's headings, so that a mapping made once is found again for the next file of the
/// same kind. Spaces, brackets and width do not matter; words and order do.
#[must_use]
pub fn fingerprint<S: AsRef<str>>(headings: &[S]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for heading in headings {
        for byte in plain(heading.as_ref()).bytes().chain([0x1F]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_survives_being_written_down() {
        let columns =
            BTreeMap::from([(Field::Room, vec![2]), (Field::Phone, vec![4, 30]), (Field::Area, vec![6])]);
        let mapping = Mapping { header_rows: (3, 4), data_start: 5, columns };
        assert_eq!(mapping.to_text(), "v1;header=3-4;data=5;room=B;phone=D+AD;area=F");
        assert_eq!(Mapping::from_text(&mapping.to_text()), Ok(mapping));
    }

    #[test]
    fn a_mapping_that_cannot_work_is_refused() {
        assert!(matches!(
            Mapping::from_text("v1;header=1-1;data=2;area=B"),
            Err(MappingError::Missing { field: Field::Room })
        ));
        assert!(matches!(Mapping::from_text("v1;room=A;area=A"), Err(MappingError::Doubled { .. })));
        assert!(matches!(Mapping::from_text("v1;room=A+B;area=C"), Err(MappingError::Doubled { .. })));
        for text in ["", "v2;room=A", "v1;room=1", "v1;colour=A", "v1;header=3", "v1;data=x"] {
            assert!(matches!(Mapping::from_text(text), Err(MappingError::Unreadable { .. })), "{text}");
        }
    }

    #[test]
    fn fingerprints_ignore_dress_but_not_order() {
        assert_eq!(fingerprint(&["房 号", "面积（㎡）"]), fingerprint(&["房号", "面积"]));
        assert_ne!(fingerprint(&["房号", "面积"]), fingerprint(&["面积", "房号"]));
    }
}
