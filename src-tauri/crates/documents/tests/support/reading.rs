//! Reads the text of a PDF back the way a viewer copies it: content streams, shared forms, ToUnicode.
#![allow(dead_code, clippy::unwrap_used)]

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};
use std::collections::HashMap;

/// The text of every page, one line for each string drawn.
pub fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let mut pages = Vec::new();
    for (_, id) in document.get_pages() {
        let (inline, parents) = document.get_page_resources(id).unwrap();
        let resources = inline.unwrap_or_else(|| document.get_dictionary(parents[0]).unwrap());
        let mut text = String::new();
        read(&document, &document.get_page_content(id), resources, &mut text);
        pages.push(text);
    }
    pages
}

/// The text of the whole file.
pub fn all(bytes: &[u8]) -> String {
    pages(bytes).concat()
}

fn read(document: &Document, content: &[u8], resources: &Dictionary, text: &mut String) {
    let fonts = entry(document, resources, b"Font").unwrap();
    let mut maps: HashMap<Vec<u8>, HashMap<u16, String>> = HashMap::new();
    let mut font = Vec::new();
    for operation in Content::decode(content).unwrap().operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("Tf", [name, _]) => font = name.as_name().unwrap().to_vec(),
            ("Tj", [Object::String(codes, _)]) => {
                let map = maps.entry(font.clone()).or_insert_with(|| {
                    let dictionary = entry(document, fonts, &font).unwrap();
                    let stream = document.dereference(dictionary.get(b"ToUnicode").unwrap()).unwrap().1;
                    unicode_map(&stream.as_stream().unwrap().decompressed_content().unwrap())
                });
                for code in codes.chunks(2) {
                    text.push_str(&map[&u16::from_be_bytes([code[0], code[1]])]);
                }
            }
            ("ET", _) => text.push('\n'),
            ("Do", [name]) => {
                let forms = entry(document, resources, b"XObject").unwrap();
                let form = document.dereference(forms.get(name.as_name().unwrap()).unwrap()).unwrap().1;
                let stream = form.as_stream().unwrap();
                let inner = entry(document, &stream.dict, b"Resources").unwrap();
                read(document, &stream.decompressed_content().unwrap(), inner, text);
            }
            _ => {}
        }
    }
}

fn entry<'d>(document: &'d Document, of: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    document.dereference(of.get(key).ok()?).ok()?.1.as_dict().ok()
}

fn unicode_map(cmap: &[u8]) -> HashMap<u16, String> {
    let text = std::str::from_utf8(cmap).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    lines
        .filter(|(code, _)| code.len() == 4)
        .filter(|pair| *pair != ("0000", "FFFF"))
        .map(|(code, units)| {
            let units: Vec<u16> =
                units.as_bytes().chunks(4).map(|u| hex(std::str::from_utf8(u).unwrap())).collect();
            (hex(code), String::from_utf16(&units).unwrap())
        })
        .collect()
}

fn hex(text: &str) -> u16 {
    u16::from_str_radix(text, 16).unwrap()
}

/// The titles of the bookmarks, two spaces deeper for each level.
pub fn bookmarks(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    let root = entry(&document, document.catalog().unwrap(), b"Outlines").unwrap();
    let mut titles = Vec::new();
    walk(&document, root, 0, &mut titles);
    titles
}

fn walk(document: &Document, parent: &Dictionary, depth: usize, titles: &mut Vec<String>) {
    let mut next = entry(document, parent, b"First");
    while let Some(mark) = next {
        let title = lopdf::decode_text_string(mark.get(b"Title").unwrap()).unwrap();
        titles.push(format!("{}{title}", "  ".repeat(depth)));
        walk(document, mark, depth + 1, titles);
        next = entry(document, mark, b"Next");
    }
}
