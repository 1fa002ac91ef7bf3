//! Sheets become a file: pages, bookmarks, shared forms, properties.

use crate::embed::{self, Used};
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::length::{Len, Size};
use crate::parallel::in_chunks;
use crate::pdf::{PdfFile, Press, Ref, date_string, text_string};
use crate::pen::push_length;
use chrono::NaiveDateTime;
use std::fmt::Write as _;

/// What a file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// Title, shown in the bar of the window.
    pub title: String,
    /// The number of the document or of the batch; the identifier of the file is made from it.
    pub number: String,
    /// When it is printed; the date of the file.
    pub printed: NaiveDateTime,
}

/// Something drawn by a pen, and how far it is lifted from the lower edge of its sheet.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub raise: Len,
    pub content: Vec<u8>,
}

/// One page.
#[derive(Clone, Debug)]
pub(crate) struct Sheet(pub Vec<Part>);

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bookmark {
    pub title: String,
    /// Which sheet, from 0.
    pub sheet: usize,
    /// How far down on it.
    pub y: Len,
    pub children: Vec<Self>,
}

/// A file before it is written.
pub(crate) struct Volume<'a> {
    pub imprint: &'a Imprint,
    pub size: Size,
    pub sheets: Vec<Sheet>,
    /// Drawn once, shown on many sheets through [`crate::pen::Pen::form`].
    pub forms: Vec<Vec<u8>>,
    pub bookmarks: Vec<Bookmark>,
    pub used: Used,
}

impl Volume<'_> {
    /// Writes the file.
    pub fn bound(self, fonts: &FontSet) -> Result<Vec<u8>, DocumentError> {
        let mut pdf = PdfFile::new();
        let font_entry = embed::embed(&mut pdf, fonts, &self.used)?;
        let bounds = point_list(&[0, 0, self.size.width, self.size.height]);
        let form_extra = format!("/Type/XObject/Subtype/Form/BBox[{bounds}]/Resources<<{font_entry}>>");
        let mut forms = String::new();
        let mut press = Press::new();
        for (n, form) in self.forms.iter().enumerate() {
            let _ = write!(forms, "/X{n} {}", pdf.add_stream(&form_extra, &press.deflate(form)));
        }
        let resources = pdf.add(&format!("<<{font_entry}/XObject<<{forms}>>>>"));
        let tree = pdf.reserve();
        let pages = write_pages(&mut pdf, &self.sheets, tree)?;
        let kids = pages.iter().fold(String::new(), |all, page| all + &format!("{page} "));
        pdf.put(
            tree,
            &format!(
                "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[{bounds}]/Resources {resources}>>",
                pages.len()
            ),
        );
        let outline = self.write_bookmarks(&mut pdf, &pages);
        let catalogue = pdf.add(&format!(
            "<</Type/Catalog/Pages {tree}/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>{outline}>>"
        ));
        let at = date_string(self.imprint.printed);
        let title = text_string(&self.imprint.title);
        let info = pdf.add(&format!(
            "<</Title {title}/Producer {}/CreationDate {at}/ModDate {at}>>",
            text_string("Zhangfang")
        ));
        Ok(pdf.finish(catalogue, info, identifier(&[&self.imprint.number, &self.imprint.title, &at])))
    }

    fn write_bookmarks(&self, pdf: &mut PdfFile, pages: &[Ref]) -> String {
        if self.bookmarks.is_empty() {
            return String::new();
        }
        let root = pdf.reserve();
        let (first, last) = self.write_level(pdf, pages, &self.bookmarks, root);
        pdf.put(
            root,
            &format!("<</Type/Outlines/First {first}/Last {last}/Count {}>>", self.bookmarks.len()),
        );
        format!("/Outlines {root}/PageMode/UseOutlines")
    }

    fn write_level(&self, pdf: &mut PdfFile, pages: &[Ref], level: &[Bookmark], parent: Ref) -> (Ref, Ref) {
        let refs: Vec<Ref> = level.iter().map(|_| pdf.reserve()).collect();
        for (n, mark) in level.iter().enumerate() {
            let mut body = format!("<</Title {}/Parent {parent}", text_string(&mark.title));
            if let Some(page) = pages.get(mark.sheet) {
                let _ = write!(body, "/Dest[{page}/XYZ 0 {} 0]", point_list(&[self.size.height - mark.y]));
            }
            if n > 0 {
                let _ = write!(body, "/Prev {}", refs[n - 1]);
            }
            if let Some(next) = refs.get(n + 1) {
                let _ = write!(body, "/Next {next}");
            }
            if !mark.children.is_empty() {
                let (first, last) = self.write_level(pdf, pages, &mark.children, refs[n]);
                let _ = write!(body, "/First {first}/Last {last}/Count -{}", mark.children.len());
            }
            pdf.put(refs[n], &(body + ">>"));
        }
        (refs[0], refs[refs.len() - 1])
    }
}

/// Compresses the sheets on all processors and writes them.
fn write_pages(pdf: &mut PdfFile, sheets: &[Sheet], tree: Ref) -> Result<Vec<Ref>, DocumentError> {
    let pressed = in_chunks(sheets, 64, |chunk| {
        let mut press = Press::new();
        let mut whole = Vec::new();
        Ok(chunk.iter().map(|sheet| press.deflate(composed(sheet, &mut whole))).collect::<Vec<_>>())
    })?;
    let mut pages = Vec::with_capacity(sheets.len());
    for content in pressed.into_iter().flatten() {
        let content = pdf.add_stream("", &content);
        pages.push(pdf.add(&format!("<</Type/Page/Parent {tree}/Contents {content}>>")));
    }
    Ok(pages)
}

fn composed<'w>(sheet: &Sheet, whole: &'w mut Vec<u8>) -> &'w [u8] {
    whole.clear();
    for part in &sheet.0 {
        whole.extend_from_slice(b"q ");
        if part.raise != 0 {
            whole.extend_from_slice(b"1 0 0 1 0 ");
            push_length(whole, part.raise);
            whole.extend_from_slice(b" cm ");
        }
        whole.extend_from_slice(&part.content);
        whole.extend_from_slice(b"Q\n");
    }
    whole
}

fn point_list(lengths: &[Len]) -> String {
    let mut out = Vec::new();
    for &length in lengths {
        push_length(&mut out, length);
        out.push(b' ');
    }
    String::from_utf8_lossy(&out).trim_end().to_owned()
}

/// FNV-1a over the parts: the same paper always gets the same identifier.
fn identifier(parts: &[&str]) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    })
}
