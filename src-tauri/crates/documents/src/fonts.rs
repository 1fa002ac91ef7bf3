//! The typefaces: loaded once, asked for every character.

use crate::error::DocumentError;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use ttf_parser::name_id;

/// Regular or bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// Body text.
    #[default]
    Regular,
    /// Titles, totals, what must be found at a glance.
    Bold,
}

impl Weight {
    pub(crate) const ALL: [Self; 2] = [Self::Regular, Self::Bold];
}

/// Where one glyph is in its face, and how far it moves the pen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Glyph {
    /// Index in the face; 0 means there is none.
    pub id: u16,
    /// Thousandths of the type size.
    pub advance: u16,
}

/// Figures of a face that a PDF must repeat; thousandths of the type size.
#[derive(Clone, Debug)]
pub(crate) struct Metrics {
    pub name: String,
    pub ascent: i16,
    pub descent: i16,
    pub bounds: [i16; 4],
}

/// One typeface file.
pub(crate) struct Face {
    pub bytes: Vec<u8>,
    /// Which face of a collection.
    pub index: u32,
    pub metrics: Metrics,
    /// The basic plane, by code point: names and amounts are looked up a million times in a batch.
    basic: Vec<Glyph>,
    beyond: HashMap<char, Glyph>,
}

/// The two weights every paper is set in, and faces for rare characters of names.
pub struct FontSet {
    regular: Face,
    bold: Face,
    rare_files: Vec<(PathBuf, u32)>,
    rare: OnceLock<Vec<Face>>,
}

const REGULAR: (&str, &str) = ("400Regular", "NotoSansSC_400Regular.ttf");
const BOLD: (&str, &str) = ("700Bold", "NotoSansSC_700Bold.ttf");

/// Faces of the operating system that know the rare characters of names; used where they exist.
const SYSTEM_RARE: [(&str, u32); 2] =
    [("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2), ("C:\\Windows\\Fonts\\simsunb.ttf", 0)];

impl FontSet {
    /// Loads Noto Sans SC, regular and bold, from a folder: either flat, or laid out as the package from the
    /// registry is. Rare characters are looked for in the faces of the operating system.
    ///
    /// # Errors
    /// [`DocumentError::FontMissing`] names the file, [`DocumentError::FontUnusable`] says what is wrong with it.
    pub fn load(dir: &Path) -> Result<Self, DocumentError> {
        let find = |(folder, file): (&str, &str)| {
            let flat = dir.join(file);
            let nested = dir.join(folder).join(file);
            if nested.is_file() { nested } else { flat }
        };
        Ok(Self {
            regular: Face::load(&find(REGULAR), 0)?,
            bold: Face::load(&find(BOLD), 0)?,
            rare_files: SYSTEM_RARE.iter().map(|&(path, index)| (PathBuf::from(path), index)).collect(),
            rare: OnceLock::new(),
        })
    }

    /// Replaces the faces asked for rare characters. A file that is not there is passed over.
    #[must_use]
    pub fn with_rare_faces(mut self, files: Vec<(PathBuf, u32)>) -> Self {
        self.rare_files = files;
        self.rare = OnceLock::new();
        self
    }

    pub(crate) fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The glyph of a character in one of the two weights, `None` for rare characters.
    pub(crate) fn glyph(&self, weight: Weight, c: char) -> Option<Glyph> {
        let found = *self.face(weight).basic.get(c as usize)?;
        (found.id != 0).then_some(found)
    }

    /// The face and glyph of a character the basic plane of the two weights does not have.
    pub(crate) fn rare(&self, c: char) -> Option<(&Face, Glyph)> {
        // Some ten megabytes that most papers never need: read on the first rare character only.
        let faces = self.rare.get_or_init(|| {
            self.rare_files.iter().filter_map(|(path, index)| Face::load(path, *index).ok()).collect()
        });
        std::iter::once(&self.regular).chain(faces).find_map(|face| Some((face, face.glyph(c)?)))
    }

    /// How far a character moves the pen, thousandths of the type size; `None` when no face has it.
    pub(crate) fn advance(&self, weight: Weight, c: char) -> Option<i32> {
        let glyph = match self.glyph(weight, c) {
            Some(glyph) => glyph,
            None if is_invisible(c) => return Some(0),
            None => self.rare(c)?.1,
        };
        Some(i32::from(glyph.advance))
    }
}

/// Joiners, variation selectors and marks of direction that come along with pasted names and show nothing.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

impl Face {
    fn load(path: &Path, index: u32) -> Result<Self, DocumentError> {
        let bytes = std::fs::read(path).map_err(|_| DocumentError::FontMissing { path: path.to_owned() })?;
        let unusable =
            |reason: &str| DocumentError::FontUnusable { path: path.to_owned(), reason: reason.to_owned() };
        let parsed = ttf_parser::Face::parse(&bytes, index).map_err(|e| unusable(&e.to_string()))?;
        let per_em = i32::from(parsed.units_per_em());
        let scaled = |units: i16| i16::try_from(i32::from(units) * 1000 / per_em).unwrap_or(0);
        let bounds = parsed.global_bounding_box();
        let metrics = Metrics {
            name: postscript_name(&parsed).ok_or_else(|| unusable("it has no name"))?,
            ascent: scaled(parsed.ascender()),
            descent: scaled(parsed.descender()),
            bounds: [scaled(bounds.x_min), scaled(bounds.y_min), scaled(bounds.x_max), scaled(bounds.y_max)],
        };
        let cmap = parsed.tables().cmap.ok_or_else(|| unusable("it has no character map"))?;
        let mut basic = vec![Glyph::default(); 0x1_0000];
        let mut beyond = HashMap::new();
        for table in cmap.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
            table.codepoints(|code| {
                let Some((c, id)) = char::from_u32(code).and_then(|c| Some((c, table.glyph_index(code)?)))
                else {
                    return;
                };
                let advance = i32::from(parsed.glyph_hor_advance(id).unwrap_or(0)) * 1000 / per_em;
                let glyph = Glyph { id: id.0, advance: u16::try_from(advance).unwrap_or(0) };
                match basic.get_mut(code as usize) {
                    Some(place) => *place = glyph,
                    None => drop(beyond.insert(c, glyph)),
                }
            });
        }
        Ok(Self { bytes, index, metrics, basic, beyond })
    }

    fn glyph(&self, c: char) -> Option<Glyph> {
        let found = match self.basic.get(c as usize) {
            Some(glyph) => glyph,
            None => self.beyond.get(&c)?,
        };
        (found.id != 0).then_some(*found)
    }
}

fn postscript_name(face: &ttf_parser::Face<'_>) -> Option<String> {
    let name = face.names().into_iter().find(|n| n.name_id == name_id::POST_SCRIPT_NAME && n.is_unicode())?;
    Some(name.to_string()?.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect())
}
