//! Sheets become a file: printpdf makes the document, a last pass over it adds what printpdf does not know.

use crate::content::encoded;
use crate::embed::{Embedded, Used, embed};
use crate::error::DocumentError;
use crate::fonts::FontSet;
use crate::length::{Len, Size};
use crate::parallel::in_chunks;
use crate::pen::{form_id, points};
use chrono::{NaiveDateTime, TimeDelta};
use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary, text_string};
use printpdf::serialize::to_lopdf_doc;
use printpdf::{
    CurTransMat, DictItem, ExternalStream, ExternalXObject, OffsetDateTime, Op, PdfDocument, PdfPage,
    PdfSaveOptions, Pt, Rect, XObject,
};
use std::collections::BTreeMap;

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
    pub fn bound(mut self, fonts: &FontSet) -> Result<Vec<u8>, DocumentError> {
        let contents = pressed(&std::mem::take(&mut self.sheets))?;
        let mut pdf = PdfDocument::new(&self.imprint.title);
        let info = &mut pdf.metadata.info;
        "Zhangfang".clone_into(&mut info.producer);
        let printed = (self.imprint.printed - TimeDelta::hours(8)).and_utc().timestamp();
        if let Ok(at) = OffsetDateTime::from_unix_timestamp(printed) {
            (info.creation_date, info.modification_date) = (at, at);
        }
        let Embedded { showing, maps } = embed(&mut pdf, fonts, &self.used)?;
        for (n, form) in std::mem::take(&mut self.forms).into_iter().enumerate() {
            pdf.resources.xobjects.map.insert(form_id(n), self.form(form));
        }
        let paper = Rect::from_wh(Pt(points(self.size.width)), Pt(points(self.size.height)));
        let page =
            PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops: Vec::new() };
        pdf.pages = vec![page; contents.len()];
        // Their own contents are encoded and compressed on all processors, and put in by the last pass.
        if let Some(first) = pdf.pages.first_mut() {
            first.ops = showing;
        }
        let doc = to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut Vec::new());
        drop(pdf);
        let finish = Finish { doc, spare: Vec::new(), volume: &self };
        Ok(finish.finished(contents, maps).expect("printpdf makes documents of one shape"))
    }

    /// A shared form; printpdf's own kind has no bounds, without which it is not valid.
    fn form(&self, content: Vec<u8>) -> XObject {
        let name = |name: &str| DictItem::Name(name.into());
        let bounds = [0, 0, self.size.width, self.size.height].map(|length| DictItem::Real(points(length)));
        let dict = BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Form")),
            ("BBox".to_owned(), DictItem::Array(bounds.into())),
        ]);
        let stream = ExternalStream { dict, content, compress: true };
        XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
    }
}

/// The last pass over the document printpdf made.
struct Finish<'a> {
    doc: Document,
    /// Numbers of objects that were removed.
    spare: Vec<ObjectId>,
    volume: &'a Volume<'a>,
}

impl Finish<'_> {
    fn finished(
        mut self,
        contents: Vec<Vec<u8>>,
        maps: Vec<(printpdf::FontId, Vec<u8>)>,
    ) -> lopdf::Result<Vec<u8>> {
        let tree = self.doc.catalog()?.get(b"Pages")?.as_reference()?;
        let kids = self.doc.get_dictionary(tree)?.get(b"Kids")?.as_array()?;
        let pages: Vec<ObjectId> = kids.iter().map(Object::as_reference).collect::<Result<_, _>>()?;
        if let Some(&first) = pages.first() {
            self.share(first, tree, maps)?;
        }
        for (&page, content) in pages.iter().zip(contents) {
            self.fill(page, content)?;
        }
        self.describe(&pages)?;
        let mut press = Press::new();
        for stream in self.doc.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()) {
            if !stream.dict.has(b"Filter") {
                stream.dict.set("Filter", "FlateDecode");
                stream.set_content(press.deflate(&stream.content));
            }
        }
        let mut bytes = Vec::new();
        self.doc.save_to(&mut bytes)?;
        Ok(bytes)
    }

    /// Adds an object, under the number of a removed one where there is one.
    fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.spare.pop().unwrap_or_else(|| self.doc.new_object_id());
        self.doc.set_object(id, object);
        id
    }

    fn remove(&mut self, id: ObjectId) {
        // Not removed from the list: the table of objects has no gaps.
        self.doc.set_object(id, Object::Null);
        self.spare.push(id);
    }

    /// Moves what all pages have in common from the first page to the tree; fonts get their maps.
    fn share(
        &mut self,
        first: ObjectId,
        tree: ObjectId,
        maps: Vec<(printpdf::FontId, Vec<u8>)>,
    ) -> lopdf::Result<()> {
        let page = self.doc.get_dictionary(first)?;
        let paper = page.get(b"MediaBox")?.clone();
        let mut resources = self.doc.get_dictionary(page.get(b"Resources")?.as_reference()?)?.clone();
        for unused in [b"ExtGState".as_slice(), b"Shading"] {
            if let Some(id) = resources.remove(unused).and_then(|dictionary| dictionary.as_reference().ok()) {
                self.remove(id);
            }
        }
        let font_list = resources.get(b"Font")?.as_reference()?;
        for (font, map) in maps {
            let id = self.doc.get_dictionary(font_list)?.get(font.0.as_bytes())?.as_reference()?;
            let map = self.add(Stream::new(Dictionary::new(), map));
            let descendants = self.doc.get_dictionary_mut(id)?.get_mut(b"DescendantFonts")?.as_array_mut()?;
            for descendant in descendants {
                descendant.as_dict_mut()?.set("CIDToGIDMap", map);
            }
        }
        let forms = self.doc.get_dictionary(resources.get(b"XObject")?.as_reference()?)?;
        let forms: Vec<ObjectId> =
            forms.iter().map(|(_, form)| form.as_reference()).collect::<Result<_, _>>()?;
        for form in forms {
            let stream = self.doc.get_object_mut(form)?.as_stream_mut()?;
            stream.dict.set("Resources", dictionary! { "Font" => font_list });
        }
        let resources = self.add(resources);
        let tree = self.doc.get_dictionary_mut(tree)?;
        tree.set("MediaBox", paper);
        tree.set("Resources", resources);
        Ok(())
    }

    /// Leaves a page what is its own and puts in its content.
    fn fill(&mut self, page: ObjectId, content: Vec<u8>) -> lopdf::Result<()> {
        let page = self.doc.get_dictionary_mut(page)?;
        let resources = page.get(b"Resources")?.as_reference()?;
        let place = page.get(b"Contents")?.as_reference()?;
        page.as_hashmap_mut().retain(|key, _| [b"Type".as_slice(), b"Parent", b"Contents"].contains(&&**key));
        self.doc.set_object(place, Stream::new(dictionary! { "Filter" => "FlateDecode" }, content));
        self.remove(resources);
        Ok(())
    }

    /// Bookmarks, language, properties and identifier.
    fn describe(&mut self, pages: &[ObjectId]) -> lopdf::Result<()> {
        let bookmarks = &self.volume.bookmarks;
        let outline = if bookmarks.is_empty() {
            None
        } else {
            let root = self.add(Object::Null);
            let mut outlines = self.outline(bookmarks, root, pages);
            outlines.set("Type", "Outlines");
            outlines.set("Count", bookmarks.len() as i64);
            self.doc.set_object(root, outlines);
            Some(root)
        };
        let catalogue = self.doc.catalog_mut()?;
        catalogue.set("Lang", text_string("zh-CN"));
        let viewer = dictionary! { "DisplayDocTitle" => true, "PrintScaling" => "None" };
        catalogue.set("ViewerPreferences", viewer);
        if let Some(outline) = outline {
            catalogue.set("Outlines", outline);
            catalogue.set("PageMode", "UseOutlines");
        }
        let info = self.doc.trailer.get(b"Info")?.as_reference()?;
        let kept = [b"Title".as_slice(), b"Producer", b"CreationDate", b"ModDate"];
        self.doc.get_dictionary_mut(info)?.as_hashmap_mut().retain(|key, _| kept.contains(&&**key));
        let Imprint { title, number, printed } = self.volume.imprint;
        let id = identifier(&[number, title, &printed.to_string()]).to_be_bytes().to_vec();
        let id = Object::String(id, StringFormat::Hexadecimal);
        self.doc.trailer.set("ID", vec![id.clone(), id]);
        "1.7".clone_into(&mut self.doc.version);
        Ok(())
    }

    /// Writes one level of bookmarks and those under it; gives its ends for the dictionary of the parent.
    fn outline(&mut self, level: &[Bookmark], parent: ObjectId, pages: &[ObjectId]) -> Dictionary {
        let ids: Vec<ObjectId> = level.iter().map(|_| self.add(Object::Null)).collect();
        for (n, mark) in level.iter().enumerate() {
            let mut item = dictionary! { "Title" => text_string(&mark.title), "Parent" => parent };
            if let Some(&page) = pages.get(mark.sheet) {
                let top = points(self.volume.size.height - mark.y);
                item.set("Dest", vec![page.into(), "XYZ".into(), 0.into(), top.into(), 0.into()]);
            }
            if n > 0 {
                item.set("Prev", ids[n - 1]);
            }
            if let Some(&next) = ids.get(n + 1) {
                item.set("Next", next);
            }
            if !mark.children.is_empty() {
                item.extend(&self.outline(&mark.children, ids[n], pages));
                item.set("Count", -(mark.children.len() as i64));
            }
            self.doc.set_object(ids[n], item);
        }
        dictionary! { "First" => ids[0], "Last" => ids[ids.len() - 1] }
    }
}

/// The contents of the sheets, compressed on all processors.
fn pressed(sheets: &[Sheet]) -> Result<Vec<Vec<u8>>, DocumentError> {
    let pressed = in_chunks(sheets, 64, |chunk| {
        let mut press = Press::new();
        Ok(chunk.iter().map(|sheet| press.deflate(&composed(sheet))).collect::<Vec<_>>())
    })?;
    Ok(pressed.into_iter().flatten().collect())
}

/// The parts of a sheet, each in its place.
fn composed(sheet: &Sheet) -> Vec<u8> {
    let mut whole = Vec::new();
    for part in &sheet.0 {
        let matrix = CurTransMat::Translate(Pt(0.0), Pt(points(part.raise)));
        let place = [Op::SaveGraphicsState, Op::SetTransformationMatrix { matrix }];
        whole.extend(encoded(&place[..if part.raise == 0 { 1 } else { 2 }]));
        whole.extend_from_slice(&part.content);
        whole.extend(encoded(&[Op::RestoreGraphicsState]));
    }
    whole
}

/// Compresses many streams with one set of tables.
struct Press(Compress);

impl Press {
    fn new() -> Self {
        Self(Compress::new(Compression::new(6), true))
    }

    fn deflate(&mut self, raw: &[u8]) -> Vec<u8> {
        self.0.reset();
        let mut out = Vec::with_capacity(raw.len() / 2 + 128);
        loop {
            let read = usize::try_from(self.0.total_in()).unwrap_or(usize::MAX);
            match self.0.compress_vec(raw.get(read..).unwrap_or(&[]), &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => break,
                Ok(Status::Ok | Status::BufError) => out.reserve(raw.len() / 2 + 128),
            }
        }
        out.shrink_to_fit();
        out
    }
}

/// FNV-1a over the parts: the same paper always gets the same identifier.
fn identifier(parts: &[&str]) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0x6C62_272E_07BB_0142_62B8_2175_6295_C58D, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    })
}
