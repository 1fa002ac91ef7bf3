//! Typefaces inside the file: only the glyphs that were drawn, with a way back from glyph to character.

use crate::error::DocumentError;
use crate::fonts::{Face, FontSet, Weight};
use crate::pdf::{PdfFile, Press, Ref};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use subsetter::GlyphRemapper;

/// The characters drawn so far.
#[derive(Clone)]
pub(crate) struct Used {
    /// One bit for each code point of the basic plane, for each weight.
    basic: [Box<[u64; 1024]>; 2],
    /// Characters drawn from other faces.
    rare: BTreeSet<char>,
}

impl Used {
    pub fn none() -> Self {
        Self { basic: [Box::new([0; 1024]), Box::new([0; 1024])], rare: BTreeSet::new() }
    }

    pub fn note(&mut self, weight: Weight, c: char) {
        let code = c as usize;
        if let Some(word) = self.basic[weight as usize].get_mut(code / 64) {
            *word |= 1 << (code % 64);
        }
    }

    pub fn note_rare(&mut self, c: char) {
        self.rare.insert(c);
    }

    pub fn join(&mut self, other: &Self) {
        for (mine, theirs) in self.basic.iter_mut().zip(&other.basic) {
            for (a, b) in mine.iter_mut().zip(theirs.iter()) {
                *a |= b;
            }
        }
        self.rare.extend(&other.rare);
    }

    fn characters(&self, weight: Weight) -> impl Iterator<Item = char> {
        let words = &self.basic[weight as usize];
        (0..0x1_0000_u32)
            .filter(|&code| words[code as usize / 64] >> (code % 64) & 1 == 1)
            .filter_map(char::from_u32)
    }
}

/// The name of a weight in the resources of a page.
pub(crate) const fn resource_name(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "R",
        Weight::Bold => "B",
    }
}

/// Writes the faces and returns the `/Font` entry for the resources of every page.
pub(crate) fn embed(pdf: &mut PdfFile, fonts: &FontSet, used: &Used) -> Result<String, DocumentError> {
    let mut entries = String::new();
    for weight in Weight::ALL {
        let mut glyphs = BTreeMap::new();
        for c in used.characters(weight) {
            if let Some(glyph) = fonts.glyph(weight, c) {
                // Where two characters share a glyph, copying gives the ideograph, not the radical or the
                // compatibility form before it.
                let entry = glyphs.entry(glyph.id).or_insert((c, glyph.advance));
                if matches!(c, '\u{4E00}'..='\u{9FFF}') {
                    entry.0 = c;
                }
            }
        }
        if !glyphs.is_empty() {
            let reference = embed_face(pdf, fonts.face(weight), &glyphs, false)?;
            let _ = write!(entries, "/{} {reference}", resource_name(weight));
        }
    }
    for &c in &used.rare {
        if let Some((face, glyph)) = fonts.rare(c) {
            // A font of a single glyph: its number inside the file is 1 whatever else is drawn.
            let reference = embed_face(pdf, face, &BTreeMap::from([(glyph.id, (c, glyph.advance))]), true)?;
            let _ = write!(entries, "/U{:X} {reference}", u32::from(c));
        }
    }
    Ok(format!("/Font<<{entries}>>"))
}

/// Glyphs drawn by their number in the whole face carry a map to the subset; a single rare glyph is number 1.
fn embed_face(
    pdf: &mut PdfFile,
    face: &Face,
    glyphs: &BTreeMap<u16, (char, u16)>,
    single: bool,
) -> Result<Ref, DocumentError> {
    let ids: Vec<u16> = glyphs.keys().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&ids);
    let subset = subsetter::subset(&face.bytes, face.index, &remapper).map_err(|e| {
        DocumentError::FontUnusable { path: PathBuf::from(&face.metrics.name), reason: e.to_string() }
    })?;
    let mut press = Press::new();
    let outlines = ttf_parser::RawFace::parse(&subset, 0)
        .ok()
        .and_then(|raw| raw.table(ttf_parser::Tag::from_bytes(b"CFF ")).map(<[u8]>::to_vec));
    let (kind, file) = match &outlines {
        Some(cff) => {
            let stream = pdf.add_stream("/Subtype/CIDFontType0C", &press.deflate(cff));
            ("/CIDFontType0", format!("/FontFile3 {stream}"))
        }
        None => {
            let stream = pdf.add_stream(&format!("/Length1 {}", subset.len()), &press.deflate(&subset));
            ("/CIDFontType2", format!("/FontFile2 {stream}"))
        }
    };
    let name = format!("ZHANGF+{}", face.metrics.name);
    let m = &face.metrics;
    let [x0, y0, x1, y1] = m.bounds;
    let descriptor = pdf.add(&format!(
        "<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{x0} {y0} {x1} {y1}]/ItalicAngle 0/Ascent {}/Descent {}/CapHeight {}/StemV 80{file}>>",
        m.ascent, m.descent, m.capital_height
    ));
    let number = |id: u16| if single { 1 } else { id };
    let map = match (kind, single) {
        ("/CIDFontType2", false) => {
            let stream = pdf.add_stream("", &press.deflate(&number_map(&ids, &remapper)));
            format!("/CIDToGIDMap {stream}")
        }
        ("/CIDFontType2", true) => "/CIDToGIDMap/Identity".to_owned(),
        _ => String::new(),
    };
    let widths: String = glyphs
        .iter()
        .filter(|(_, (_, advance))| *advance != 1000)
        .fold(String::new(), |all, (&id, (_, advance))| all + &format!("{}[{advance}]", number(id)));
    let descendant = pdf.add(&format!(
        "<</Type/Font/Subtype{kind}/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}/DW 1000/W[{widths}]{map}>>"
    ));
    let back = glyphs.iter().map(|(&id, &(c, _))| (number(id), c)).collect::<Vec<_>>();
    let unicode = pdf.add_stream("", &press.deflate(to_unicode(&back).as_bytes()));
    Ok(pdf.add(&format!(
        "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant}]/ToUnicode {unicode}>>"
    )))
}

fn number_map(ids: &[u16], remapper: &GlyphRemapper) -> Vec<u8> {
    let mut map = vec![0; ids.last().map_or(0, |&last| (usize::from(last) + 1) * 2)];
    for &id in ids {
        if let Some(new) = remapper.get(id) {
            let at = usize::from(id) * 2;
            map[at..at + 2].copy_from_slice(&new.to_be_bytes());
        }
    }
    map
}

fn to_unicode(back: &[(u16, char)]) -> String {
    let mut out = String::from(
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    for part in back.chunks(100) {
        let _ = writeln!(out, "{} beginbfchar", part.len());
        for &(id, c) in part {
            let _ = write!(out, "<{id:04X}><");
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "{unit:04X}");
            }
            out.push_str(">\n");
        }
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}
