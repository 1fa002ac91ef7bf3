//! Typefaces inside the file: only the characters that were drawn, handed to printpdf with their codes.
//!
//! Content streams are written before it is known which characters a file needs, so the code of a character is
//! its code point; rare ones have a font of their own and the code 1. A map leads from code to glyph.

use crate::error::DocumentError;
use crate::fonts::{Face, FontSet, Glyph, Weight};
use printpdf::{
    FontId, FontMetrics, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfFontMetricsStub, Pt,
    TextItem,
};
use std::collections::{BTreeMap, BTreeSet};
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

/// The font of a weight in the resources of a page. Not F1 to F14, which printpdf takes for its own.
pub(crate) fn font_of(weight: Weight) -> FontId {
    FontId(if weight == Weight::Regular { "R" } else { "B" }.to_owned())
}

/// The font of one rare character, in which its code is 1.
pub(crate) fn font_of_rare(c: char) -> FontId {
    FontId(format!("U{:X}", u32::from(c)))
}

/// What [`embed`] leaves to be done.
pub(crate) struct Embedded {
    /// Shows every character once: printpdf embeds what its pages show.
    pub showing: Vec<Op>,
    /// For each font with glyf outlines the map from code to glyph.
    pub maps: Vec<(FontId, Vec<u8>)>,
}

/// Adds the faces to the resources of a document.
pub(crate) fn embed(pdf: &mut PdfDocument, fonts: &FontSet, used: &Used) -> Result<Embedded, DocumentError> {
    let mut embedded = Embedded { showing: Vec::new(), maps: Vec::new() };
    for weight in Weight::ALL {
        let drawn = used.characters(weight).filter_map(|c| Some((c, c as u16, fonts.glyph(weight, c)?)));
        let drawn: Vec<_> = drawn.collect();
        if !drawn.is_empty() {
            add(pdf, &mut embedded, font_of(weight), fonts.face(weight), &drawn)?;
        }
    }
    for &c in &used.rare {
        if let Some((face, glyph)) = fonts.rare(c) {
            add(pdf, &mut embedded, font_of_rare(c), face, &[(c, 1, glyph)])?;
        }
    }
    Ok(embedded)
}

/// Adds one face with its characters, their codes (ascending) and glyphs.
fn add(
    pdf: &mut PdfDocument,
    embedded: &mut Embedded,
    id: FontId,
    face: &Face,
    drawn: &[(char, u16, Glyph)],
) -> Result<(), DocumentError> {
    let glyphs: BTreeSet<u16> = drawn.iter().map(|(_, _, glyph)| glyph.id).collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs.into_iter().collect::<Vec<_>>());
    let metrics = &face.metrics;
    let subset = subsetter::subset(&face.bytes, face.index, &remapper).map_err(|e| {
        DocumentError::FontUnusable { path: PathBuf::from(&metrics.name), reason: e.to_string() }
    })?;
    // CFF outlines find their glyphs by the order in the font alone; there is one, and its number is 1.
    if !subset.starts_with(b"OTTO") {
        let last = drawn.last().map_or(0, |(_, code, _)| usize::from(*code));
        let mut map = vec![0; (last + 1) * 2];
        for &(_, code, glyph) in drawn {
            let new = remapper.get(glyph.id).unwrap_or(0);
            map[usize::from(code) * 2..][..2].copy_from_slice(&new.to_be_bytes());
        }
        embedded.maps.push((id.clone(), map));
    }
    let mut font = ParsedFont::with_glyph_data(
        subset,
        0,
        Some(format!("ZHANGF+{}", metrics.name)),
        drawn.iter().map(|&(c, code, _)| (u32::from(c), code)).collect(),
        drawn.iter().map(|&(_, code, glyph)| (code, glyph.advance)).collect::<BTreeMap<_, _>>(),
        1000,
        FontMetrics { ascent: metrics.ascent, descent: metrics.descent },
    );
    let [x_min, y_min, x_max, y_max] = metrics.bounds;
    font.pdf_font_metrics = PdfFontMetricsStub { x_min, y_min, x_max, y_max, ..font.pdf_font_metrics };
    pdf.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
    let text = drawn.iter().map(|(c, ..)| *c).collect::<String>();
    embedded.showing.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) });
    embedded.showing.push(Op::ShowText { items: vec![TextItem::Text(text)] });
    Ok(())
}
