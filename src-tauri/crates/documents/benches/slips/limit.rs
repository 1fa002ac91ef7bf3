//! The least that can make these pages: every place a constant, nothing measured but right-aligned figures,
//! nothing checked. Not fit for anything else.

use flate2::{Compression, write::ZlibEncoder};
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use zhangfang_documents::phrase;
use zhangfang_documents::slip::{Slip, SlipBatch};
use zhangfang_domain::{Fen, capital, mask};

struct Font {
    bytes: Vec<u8>,
    glyphs: Vec<(u16, u16)>,
}

impl Font {
    fn load(dir: &Path, name: &str) -> Self {
        let bytes = std::fs::read(dir.join(name)).expect("typeface; run cargo xtask setup");
        let mut glyphs = vec![(0, 0); 0x1_0000];
        let face = ttf_parser::Face::parse(&bytes, 0).expect("typeface");
        for table in face.tables().cmap.expect("map").subtables {
            table.codepoints(|code| {
                if let (Some(id), Some(place)) = (table.glyph_index(code), glyphs.get_mut(code as usize)) {
                    *place = (id.0, face.glyph_hor_advance(id).unwrap_or(0));
                }
            });
        }
        Self { bytes, glyphs }
    }
}

struct Page<'f> {
    fonts: &'f [Font; 2],
    used: [Vec<bool>; 2],
    out: Vec<u8>,
}

const REGULAR: usize = 0;
const BOLD: usize = 1;

impl<'f> Page<'f> {
    fn new(fonts: &'f [Font; 2]) -> Self {
        Self { fonts, used: [vec![false; 0x1_0000], vec![false; 0x1_0000]], out: Vec::new() }
    }

    fn text(&mut self, font: usize, size: &str, x: i32, y: i32, text: &str) {
        let _ = write!(
            self.out,
            "BT /F{font} {size} Tf {}.{:02} {}.{:02} Td (",
            x / 100,
            x % 100,
            y / 100,
            y % 100
        );
        for c in text.chars() {
            self.used[font][c as usize] = true;
            for byte in self.fonts[font].glyphs[c as usize].0.to_be_bytes() {
                if matches!(byte, b'(' | b')' | b'\\') {
                    self.out.push(b'\\');
                }
                if byte == b'\r' { self.out.extend_from_slice(b"\\r") } else { self.out.push(byte) }
            }
        }
        self.out.extend_from_slice(b")Tj ET\n");
    }

    fn right(&mut self, font: usize, size: &str, hundredths: i32, right: i32, y: i32, text: &str) {
        let glyphs = &self.fonts[font].glyphs;
        let width: i32 = text.chars().map(|c| i32::from(glyphs[c as usize].1) * hundredths / 1000).sum();
        self.text(font, size, right - width, y, text);
    }

    fn rule(&mut self, y: i32, width: &str) {
        let y = format!("{}.{:02}", y / 100, y % 100);
        let _ = writeln!(self.out, "{width} w 34.02 {y} m 561.26 {y} l S");
    }
}

/// Slips of one sheet-half each; the bench has no longer ones.
pub fn written(dir: &Path, batch: &SlipBatch) -> Vec<u8> {
    let fonts = [
        Font::load(dir, "400Regular/NotoSansSC_400Regular.ttf"),
        Font::load(dir, "700Bold/NotoSansSC_700Bold.ttf"),
    ];
    let mut fixed = Page::new(&fonts);
    draw_fixed(&mut fixed, batch);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let chunks: Vec<&[Slip]> = batch.slips.chunks(64).collect();
    let done = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut page = Page::new(&fonts);
                let mut press = press();
                loop {
                    let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(slips) = chunks.get(at) else { break };
                    let mut sheets = Vec::new();
                    for pair in slips.chunks(2) {
                        page.out.extend_from_slice(b"[3 3]0 d .4 w 11.34 420.94 m 583.94 420.94 l S []0 d\n");
                        for (n, slip) in pair.iter().enumerate() {
                            let _ = writeln!(
                                page.out,
                                "q 1 0 0 1 0 {} cm /X0 Do",
                                if n == 0 { "420.94" } else { "0" }
                            );
                            draw(&mut page, slip);
                            page.out.extend_from_slice(b"Q\n");
                        }
                        sheets.push(pressed(&mut press, &page.out));
                        page.out.clear();
                    }
                    done.lock().expect("lock").push((at, sheets, None));
                }
                done.lock().expect("lock").push((usize::MAX, Vec::new(), Some(page.used)));
            });
        }
    });
    let mut done = done.into_inner().expect("lock");
    done.sort_by_key(|(at, ..)| *at);
    let mut used = fixed.used;
    for other in done.iter().filter_map(|(_, _, used)| used.as_ref()) {
        for (mine, theirs) in used.iter_mut().zip(other) {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| *a |= b);
        }
    }
    let sheets: Vec<Vec<u8>> = done.into_iter().flat_map(|(_, sheets, _)| sheets).collect();
    file(&fonts, &used, &fixed.out, &sheets, batch)
}

fn draw_fixed(page: &mut Page<'_>, batch: &SlipBatch) {
    let office = &batch.office;
    page.text(BOLD, "9.5", 3402, 38600, &office.company);
    page.text(REGULAR, "8", 3402, 37400, &office.centre);
    page.text(BOLD, "18", 25264, 37700, "缴费通知单");
    let printed = format!("打印时间 {}", phrase::moment(batch.imprint.printed));
    page.right(REGULAR, "8", 800, 56126, 37400, &printed);
    page.rule(36700, ".9");
    for (y, names) in [(35200, ["房号", "业主", "建筑面积"]), (33200, ["计费期间", "缴费截止", "数据截至"])]
    {
        for (n, name) in (0..).zip(names) {
            page.text(REGULAR, "8", 3402 + n * 17575, y, name);
        }
    }
    page.text(REGULAR, "9.5", 42804, 33200, &phrase::moment(batch.data_as_of));
    page.rule(30300, ".9");
    for (x, title) in [
        (3762, "收费项目"),
        (13400, "计费依据"),
        (37900, "应收（元）"),
        (44900, "减免（元）"),
        (51500, "应缴（元）"),
    ] {
        page.text(BOLD, "8.8", x, 29100, title);
    }
    page.rule(28500, ".6");
    page.rule(10000, ".4");
    let account = office.account.as_ref().expect("an account");
    let bank = format!("户名 {}　开户行 {}　账号 ", account.holder, account.bank);
    page.text(REGULAR, "7.8", 8220, 9000, &bank);
    page.text(BOLD, "7.8", 32000, 9000, &account.number);
    page.text(REGULAR, "7.8", 43000, 9000, &format!("　附言 {}", account.remark_hint));
    let contact = format!(
        "柜台 {}　咨询电话 {}　投诉电话 {}",
        office.counter_hours, office.enquiry_phone, office.complaint_phone
    );
    let as_of = phrase::moment(batch.data_as_of);
    let question = format!(
        "本单数据截至 {as_of}，如您已缴费，请忽略本通知。如对费用有疑问，请在 {} 日内与我们联系，我",
        office.question_days
    );
    let lines = [
        office.other_ways.join("；"),
        contact,
        office.tariff_basis.clone(),
        question,
        "们将当面逐项核对。".into(),
    ];
    for (n, line) in (1..).zip(&lines) {
        page.text(REGULAR, "7.8", 8220, 9000 - n * 1120, line);
    }
    for (n, name) in (0..).zip(["银行转账", "其他方式", "联系我们", "计费依据", "温馨说明"])
    {
        page.text(BOLD, "7.8", 3402, 9000 - n * 1120, name);
    }
}

fn draw(page: &mut Page<'_>, slip: &Slip) {
    page.right(BOLD, "9.5", 950, 56126, 38600, &format!("单号 {}", slip.number));
    page.text(BOLD, "13", 7654, 35200, &slip.room);
    let name = mask::name("王建国");
    page.text(REGULAR, "9.5", 25229, 35200, &format!("{name}（手机尾号 0000）"));
    page.text(REGULAR, "9.5", 42804, 35200, &phrase::area(slip.area.unwrap_or_default()));
    page.text(REGULAR, "9.5", 7654, 33200, &phrase::period(slip.period.0, slip.period.1));
    page.text(BOLD, "10.5", 25229, 33200, &phrase::date(slip.due));
    let greeting =
        format!("{name}业主，您好！您名下本期费用及计算依据如下，共 {} 元，请您核对。", slip.total);
    page.text(REGULAR, "9", 3402, 31300, &greeting);
    page.right(REGULAR, "8", 800, 56126, 31300, "第 1 页／共 1 页");
    let mut y = 27200;
    let mut row = |page: &mut Page<'_>, item: &str, basis: &str, figures: [&str; 3]| {
        page.text(REGULAR, "8.8", 3762, y, item);
        page.text(REGULAR, "8.8", 13400, y, basis);
        for (right, figure) in [(42164, figures[0]), (48400, figures[1]), (55774, figures[2])] {
            page.right(REGULAR, "8.8", 880, right, y, figure);
        }
        page.rule(y - 600, ".3");
        y -= 1848;
    };
    for line in &slip.lines {
        row(
            page,
            &line.item,
            &line.basis,
            [&line.amount.to_string(), "—", &(line.amount - line.discount).to_string()],
        );
    }
    for old in &slip.arrears {
        let basis = format!("往期欠费　{}", phrase::period(old.period.0, old.period.1));
        row(page, &old.item, &basis, [&old.amount.to_string(), "—", &old.amount.to_string()]);
    }
    if let Some(prepaid) = slip.prepaid {
        let left: Fen = prepaid.balance - prepaid.drawn;
        let basis = format!("预存余额 {}，抵扣后余额 {}", phrase::yuan(prepaid.balance), phrase::yuan(left));
        row(page, "预存抵扣", &basis, ["—", "—", &(-prepaid.drawn).to_string()]);
    }
    page.text(REGULAR, "8", 3762, y - 200, "人民币（大写）");
    page.text(BOLD, "10.5", 9362, y - 200, &capital::capital(slip.total));
    page.text(BOLD, "10.5", 44000, y - 200, "本次合计");
    page.right(BOLD, "14", 1400, 55774, y - 200, &phrase::yuan(slip.total));
    page.rule(y - 1200, ".9");
    page.text(REGULAR, "7", 50200, 2700, &slip.payment_reference);
    code(&mut page.out, &slip.payment_reference);
}

fn code(out: &mut Vec<u8>, text: &str) {
    let parts = QrSegment::make_segments(text);
    let (low, high, mask) = (Version::MIN, Version::new(20), Some(Mask::new(3)));
    let code =
        QrCode::encode_segments_advanced(&parts, QrCodeEcc::Medium, low, high, mask, true).expect("short");
    out.extend_from_slice(b"q 2.48 0 0 2.48 499.26 35 cm ");
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let start = column;
            while column < code.size() && code.get_module(column, row) {
                column += 1;
            }
            if column > start {
                let _ = write!(out, "{start} {} {} 1 re ", code.size() - 1 - row, column - start);
            } else {
                column += 1;
            }
        }
    }
    out.extend_from_slice(b"f Q\n");
}

fn press() -> ZlibEncoder<Vec<u8>> {
    ZlibEncoder::new(Vec::new(), Compression::new(6))
}

fn pressed(press: &mut ZlibEncoder<Vec<u8>>, raw: &[u8]) -> Vec<u8> {
    press.write_all(raw).expect("memory");
    press.reset(Vec::with_capacity(raw.len() / 2)).expect("memory")
}

struct Objects {
    out: Vec<u8>,
    offsets: Vec<usize>,
}

impl Objects {
    fn put(&mut self, number: usize, body: &[&[u8]]) {
        if self.offsets.len() <= number {
            self.offsets.resize(number + 1, 0);
        }
        self.offsets[number] = self.out.len();
        let _ = writeln!(self.out, "{number} 0 obj");
        body.iter().for_each(|part| self.out.extend_from_slice(part));
        self.out.extend_from_slice(b"\nendobj\n");
    }

    fn stream(&mut self, number: usize, extra: &str, raw: &[u8]) {
        let head = format!("<</Length {}/Filter/FlateDecode{extra}>>stream\n", raw.len());
        self.put(number, &[head.as_bytes(), raw, b"\nendstream"]);
    }
}

/// Numbers: 1 catalogue, 2 pages, 3 resources, 4 form, 5–14 fonts, 15 outline, then pages, contents, bookmarks.
fn file(
    fonts: &[Font; 2],
    used: &[Vec<bool>; 2],
    fixed: &[u8],
    sheets: &[Vec<u8>],
    batch: &SlipBatch,
) -> Vec<u8> {
    let mut objects = Objects { out: b"%PDF-1.7\n".to_vec(), offsets: Vec::new() };
    let font_entry = "/Font<</F0 5 0 R/F1 10 0 R>>";
    for (n, font) in fonts.iter().enumerate() {
        put_font(&mut objects, 5 + n * 5, font, &used[n]);
    }
    let form = format!("/Type/XObject/Subtype/Form/BBox[0 0 595.28 841.89]/Resources<<{font_entry}>>");
    objects.stream(4, &form, &pressed(&mut press(), fixed));
    objects.put(3, &[format!("<<{font_entry}/XObject<</X0 4 0 R>>>>").as_bytes()]);
    let mut kids = String::new();
    for (n, sheet) in sheets.iter().enumerate() {
        let _ = write!(kids, "{} 0 R ", 16 + n * 2);
        objects.stream(17 + n * 2, "", sheet);
        objects.put(
            16 + n * 2,
            &[format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 17 + n * 2).as_bytes()],
        );
    }
    let pages = format!(
        "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 595.28 841.89]/Resources 3 0 R>>",
        sheets.len()
    );
    objects.put(2, &[pages.as_bytes()]);
    let first = 16 + sheets.len() * 2;
    for (n, slip) in batch.slips.iter().enumerate() {
        let mut mark =
            format!("<</Title ({})/Parent 15 0 R/Dest[{} 0 R/XYZ 0 841.89 0]", slip.room, 16 + n / 2 * 2);
        if n > 0 {
            let _ = write!(mark, "/Prev {} 0 R", first + n - 1);
        }
        if n + 1 < batch.slips.len() {
            let _ = write!(mark, "/Next {} 0 R", first + n + 1);
        }
        objects.put(first + n, &[mark.as_bytes(), b">>"]);
    }
    let last = first + batch.slips.len() - 1;
    let outline = format!("<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {}>>", batch.slips.len());
    objects.put(15, &[outline.as_bytes()]);
    objects.put(1, &[b"<</Type/Catalog/Pages 2 0 R/Outlines 15 0 R>>"]);
    let start = objects.out.len();
    let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", objects.offsets.len());
    for offset in &objects.offsets[1..] {
        let _ = writeln!(tail, "{offset:010} 00000 n ");
    }
    let _ =
        write!(tail, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.offsets.len());
    objects.out.extend_from_slice(tail.as_bytes());
    objects.out
}

fn put_font(objects: &mut Objects, at: usize, font: &Font, used: &[bool]) {
    let (mut glyphs, mut press) = (BTreeMap::new(), press());
    for code in (0..used.len()).filter(|&code| used[code]) {
        glyphs.insert(font.glyphs[code].0, (code, font.glyphs[code].1));
    }
    let ids: Vec<u16> = glyphs.keys().copied().collect();
    let remapper = subsetter::GlyphRemapper::new_from_glyphs_sorted(&ids);
    let subset = subsetter::subset(&font.bytes, 0, &remapper).expect("subset");
    let mut map = vec![0; (usize::from(*ids.last().expect("text")) + 1) * 2];
    let mut widths = String::new();
    let mut unicode = String::from("begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange\n");
    let entries: Vec<_> = glyphs.iter().collect();
    for part in entries.chunks(100) {
        let _ = writeln!(unicode, "{} beginbfchar", part.len());
        for (id, (code, advance)) in part {
            map[usize::from(**id) * 2..][..2].copy_from_slice(&remapper.get(**id).unwrap_or(0).to_be_bytes());
            if *advance != 1000 {
                let _ = write!(widths, "{id}[{advance}]");
            }
            let _ = writeln!(unicode, "<{id:04X}><{code:04X}>");
        }
        unicode.push_str("endbfchar\n");
    }
    unicode.push_str("endcmap");
    objects.stream(at + 1, &format!("/Length1 {}", subset.len()), &pressed(&mut press, &subset));
    objects.stream(at + 2, "", &pressed(&mut press, &map));
    objects.stream(at + 3, "", &pressed(&mut press, unicode.as_bytes()));
    let descendant = format!(
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/LIMIT+F/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/LIMIT+F/Flags 4/FontBBox[0 -300 1000 1100]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 {} 0 R>>/DW 1000/W[{widths}]/CIDToGIDMap {} 0 R>>",
        at + 1,
        at + 2
    );
    objects.put(at + 4, &[descendant.as_bytes()]);
    let font = format!(
        "<</Type/Font/Subtype/Type0/BaseFont/LIMIT+F/Encoding/Identity-H/DescendantFonts[{} 0 R]/ToUnicode {} 0 R>>",
        at + 4,
        at + 3
    );
    objects.put(at, &[font.as_bytes()]);
}
