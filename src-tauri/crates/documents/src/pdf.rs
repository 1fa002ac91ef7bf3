//! The file format: numbered objects, compressed streams, a table of offsets.

use chrono::NaiveDateTime;
use flate2::{Compress, Compression, FlushCompress, Status};
use std::fmt::Write as _;

/// The number of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ref(usize);

impl std::fmt::Display for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} 0 R", self.0)
    }
}

/// A PDF file being written.
pub struct PdfFile {
    out: Vec<u8>,
    offsets: Vec<usize>,
}

impl PdfFile {
    pub fn new() -> Self {
        Self { out: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), offsets: vec![0] }
    }

    /// A number for an object that is written later.
    pub fn reserve(&mut self) -> Ref {
        self.offsets.push(0);
        Ref(self.offsets.len() - 1)
    }

    /// Writes a reserved object.
    pub fn put(&mut self, at: Ref, body: &str) {
        self.begin(at);
        self.out.extend_from_slice(body.as_bytes());
        self.out.extend_from_slice(b"\nendobj\n");
    }

    /// Writes an object under the next number.
    pub fn add(&mut self, body: &str) -> Ref {
        let at = self.reserve();
        self.put(at, body);
        at
    }

    /// Writes a stream whose bytes are already compressed; `extra` are further entries of its dictionary.
    pub fn add_stream(&mut self, extra: &str, compressed: &[u8]) -> Ref {
        let at = self.reserve();
        self.begin(at);
        let head = format!("<</Length {}/Filter/FlateDecode{extra}>>stream\n", compressed.len());
        self.out.extend_from_slice(head.as_bytes());
        self.out.extend_from_slice(compressed);
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
        at
    }

    /// Writes the table of offsets and the trailer.
    pub fn finish(mut self, catalogue: Ref, info: Ref, id: u128) -> Vec<u8> {
        let start = self.out.len();
        let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len());
        for offset in &self.offsets[1..] {
            let _ = writeln!(tail, "{offset:010} 00000 n ");
        }
        let size = self.offsets.len();
        let _ = write!(
            tail,
            "trailer\n<</Size {size}/Root {catalogue}/Info {info}/ID[<{id:032X}><{id:032X}>]>>\nstartxref\n{start}\n%%EOF\n"
        );
        self.out.extend_from_slice(tail.as_bytes());
        self.out
    }

    fn begin(&mut self, at: Ref) {
        self.offsets[at.0] = self.out.len();
        self.out.extend_from_slice(format!("{} 0 obj\n", at.0).as_bytes());
    }
}

/// Compresses many streams with one set of tables.
pub struct Press(Compress);

impl Press {
    pub fn new() -> Self {
        Self(Compress::new(Compression::new(6), true))
    }

    pub fn deflate(&mut self, raw: &[u8]) -> Vec<u8> {
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

/// A text as a PDF string: as it stands when it is plain ASCII, else UTF-16 in hexadecimal.
pub fn text_string(text: &str) -> String {
    if text.chars().all(|c| matches!(c, ' '..='~') && !matches!(c, '(' | ')' | '\\')) {
        return format!("({text})");
    }
    let mut out = String::from("<FEFF");
    for unit in text.encode_utf16() {
        let _ = write!(out, "{unit:04X}");
    }
    out.push('>');
    out
}

/// A moment in Beijing time as a PDF date.
pub fn date_string(at: NaiveDateTime) -> String {
    format!("(D:{}+08'00')", at.format("%Y%m%d%H%M%S"))
}
