//! Moving what stands on the pages of a finished file, for printers that print a little beside the place.

use crate::error::DocumentError;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// The same pages with everything on them moved to the right and down, in tenths of a millimetre.
///
/// # Errors
/// [`DocumentError::NotAPdf`] when the bytes are no file of pages.
pub fn shifted(pdf: &[u8], right: i32, down: i32) -> Result<Vec<u8>, DocumentError> {
    moved(pdf, right, down).map_err(|error| DocumentError::NotAPdf { reason: error.to_string() })
}

fn moved(pdf: &[u8], right: i32, down: i32) -> lopdf::Result<Vec<u8>> {
    let mut doc = Document::load_mem(pdf)?;
    let before = format!("q 1 0 0 1 {} {} cm\n", in_points(right), in_points(-down));
    let before = doc.add_object(Stream::new(Dictionary::new(), before.into_bytes()));
    let after = doc.add_object(Stream::new(Dictionary::new(), b"\nQ".to_vec()));
    let pages: Vec<ObjectId> = doc.get_pages().into_values().collect();
    for page in pages {
        let page = doc.get_dictionary_mut(page)?;
        let own = match page.get(b"Contents") {
            Ok(Object::Array(parts)) => parts.clone(),
            Ok(one) => vec![one.clone()],
            Err(_) => Vec::new(),
        };
        let parts = [vec![before.into()], own, vec![after.into()]].concat();
        page.set("Contents", parts);
    }
    let mut bytes = Vec::with_capacity(pdf.len() + 512);
    doc.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Tenths of a millimetre as points with three decimals.
fn in_points(tenths: i32) -> String {
    let thousandths = (i64::from(tenths) * 72_000 * 10 / 254 + i64::from(tenths.signum()) * 5) / 10;
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    /// Two pages, one with a single content, one with a list of them.
    fn two_pages() -> Vec<u8> {
        let mut doc = Document::with_version("1.7");
        let tree = doc.new_object_id();
        let content = doc.add_object(Stream::new(Dictionary::new(), b"0 0 m".to_vec()));
        let one = doc.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content });
        let list = vec![Object::Reference(content)];
        let two = doc.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => list });
        let kids: Vec<Object> = vec![one.into(), two.into()];
        doc.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 2 }.into());
        let root = doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        doc.trailer.set("Root", root);
        let mut bytes = Vec::new();
        doc.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn every_page_is_moved_and_restored() {
        let moved = shifted(&two_pages(), 10, -254).unwrap();
        let doc = Document::load_mem(&moved).unwrap();
        let pages = doc.get_pages();
        assert_eq!(pages.len(), 2);
        for page in pages.into_values() {
            let content = String::from_utf8(doc.get_page_content(page)).unwrap();
            assert!(content.starts_with("q 1 0 0 1 2.835 72.000 cm"), "{content}");
            assert!(content.contains("0 0 m") && content.trim_end().ends_with('Q'), "{content}");
        }
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(matches!(shifted(b"hello", 1, 1), Err(DocumentError::NotAPdf { .. })));
    }
}
