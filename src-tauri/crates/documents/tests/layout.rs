//! Lines and pages: Chinese typography, tables over pages, heads and feet.

#[path = "support/reading.rs"]
mod reading;
mod support;

use proptest::prelude::*;
use std::sync::LazyLock;
use zhangfang_documents::flow::{Block, Flow, Paragraph};
use zhangfang_documents::length::{Size, mm, pt};
use zhangfang_documents::lines::{Text, broken, no_end, no_start};
use zhangfang_documents::pen::{Align, Style};
use zhangfang_documents::table::{Column, Row, Table};
use zhangfang_documents::{DocumentError, FontSet, Imprint};

static FONTS: LazyLock<FontSet> = LazyLock::new(support::fonts);

/// What may not be torn apart.
const WHOLE: [&str; 9] = [
    "¥1,333.32",
    "3,999.96元",
    "叁仟玖佰玖拾玖元玖角陆分",
    "3-1-301",
    "2.35 元",
    "94.56 m²",
    "8月",
    "0.05%",
    "-85.50",
];

fn piece() -> impl Strategy<Value = String> {
    let special = prop_oneof![
        4 => Just(String::new()),
        1 => "[A-Z]{1,6}",
        2 => proptest::sample::select(&WHOLE[..]).prop_map(|amount| format!("计{amount}")),
        2 => proptest::sample::select(&["“电梯”", "（首层）", "《合同》", "——", "……", "〔2025〕", "‘甲’", "买提·艾力", "【青禾】"][..])
            .prop_map(str::to_owned),
        3 => proptest::sample::select(&["，", "。", "、", "；", "：", "！", "？", "。”", "）。"][..]).prop_map(str::to_owned),
    ];
    ("[物业服务费请您在核对缴纳的是]{1,6}", special).prop_map(|(words, special)| words + &special)
}

proptest! {
    #[test]
    fn no_line_breaks_the_rules(pieces in prop::collection::vec(piece(), 1..60), ems in 16..40_i32, indent in 0..3_i32) {
        let text = Text::from(format!("请{}", pieces.concat()));
        let size = pt(9);
        let width = ems * size;
        let lines = broken(&FONTS, &text, Style::regular(size), width, indent * size);
        let whole = text.as_str();
        let shown: Vec<&str> = lines.iter().map(|line| &whole[line.range.clone()]).collect();
        prop_assert_eq!(shown.concat().replace(' ', ""), whole.replace(' ', ""), "nothing lost");
        for (n, line) in lines.iter().enumerate() {
            prop_assert!(line.width + line.indent <= width, "{:?} is too wide", shown[n]);
            if n > 0 {
                prop_assert!(!shown[n].starts_with(no_start), "{:?}", shown);
            }
            if n + 1 < lines.len() {
                prop_assert!(!shown[n].ends_with(no_end), "{:?}", shown);
            }
        }
        for amount in WHOLE {
            prop_assert_eq!(
                shown.iter().map(|line| line.matches(amount).count()).sum::<usize>(),
                whole.matches(amount).count(),
                "{} torn in {:?}", amount, shown
            );
        }
    }

    #[test]
    fn any_text_breaks_without_loss(text in "\\PC{0,80}", ems in 1..8_i32) {
        let visible = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let size = pt(9);
        let whole = Text::from(text.clone());
        let lines = broken(&FONTS, &whole, Style::regular(size), ems * size, 0);
        let joined: String = lines.iter().map(|line| &text[line.range.clone()]).collect();
        prop_assert_eq!(visible(&joined), visible(&text));
    }
}

#[test]
fn line_feeds_end_paragraphs() {
    let text = Text::new().plain("第一段\n").bold("第二段");
    let lines = broken(&FONTS, &text, Style::regular(pt(9)), mm(100), 0);
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.ends_paragraph));
    assert_eq!(&text.as_str()[lines[0].range.clone()], "第一段");
}

fn flow(blocks: Vec<Block>) -> Flow {
    Flow {
        imprint: Imprint {
            title: "欠费明细表".into(),
            number: "QF-202510-00001".into(),
            printed: support::at(support::day(2025, 10, 8), 17, 45),
        },
        size: Size::A4,
        masthead: "青禾苑物业服务中心".into(),
        data_as_of: Some(support::at(support::day(2025, 10, 8), 17, 30)),
        contact: "咨询电话 0000-0000000".into(),
        blocks,
    }
}

fn list(rows: usize) -> Table {
    let mut table =
        Table::new([Column::new("房号", 30, Align::Left), Column::new("金额（元）", 20, Align::Right)]);
    for n in 0..rows {
        if n.is_multiple_of(10) {
            table.rows.push(Row::group(&format!("{}单元", n / 10)));
        }
        table.rows.push(Row::line([format!("R{n:04}"), "1.00".into()]));
    }
    table.rows.push(Row::total(["合计", "1.00"]));
    table
}

#[test]
fn a_table_over_pages_repeats_its_head_and_drops_no_row() {
    let pages = reading::pages(
        &flow(vec![Block::Title("欠费明细表".into()), Block::Table(list(200))]).rendered(&FONTS).unwrap(),
    );
    assert!(pages.len() > 4);
    let all = pages.concat();
    for n in 0..200 {
        assert_eq!(all.matches(&format!("R{n:04}")).count(), 1);
    }
    for (n, page) in pages.iter().enumerate() {
        for part in
            ["房号", "单号 QF-202510-00001", "数据截至 2025年10月8日 17:30", "打印 2025年10月8日 17:45"]
        {
            assert!(page.contains(part), "{part}");
        }
        assert!(page.contains(&format!("第 {} 页　共 {} 页", n + 1, pages.len())));
        assert!(!page.trim_end().ends_with("单元"), "a group is never alone at the foot");
    }
}

#[test]
fn what_belongs_together_stays_on_one_page() {
    let filler = |count: usize| (0..count).map(|_| Block::Paragraph(Paragraph::body("填充。")));
    for count in 30..45 {
        let mut blocks: Vec<Block> = filler(count).collect();
        blocks.push(Block::Together(vec![
            Block::Heading("送达".into()),
            Block::Paragraph(Paragraph::body("签收甲")),
            Block::Boxed(vec![Block::Paragraph(Paragraph::flush("签收乙"))]),
            Block::Closing(vec!["盖章丙".into()]),
        ]));
        let pages = reading::pages(&flow(blocks).rendered(&FONTS).unwrap());
        let holding: Vec<bool> = pages.iter().map(|page| page.contains("签收甲")).collect();
        for (page, holds) in pages.iter().zip(holding) {
            for part in ["送达", "签收乙", "盖章丙"] {
                assert_eq!(page.contains(part), holds, "{part} after {count}");
            }
        }
    }
}

#[test]
fn a_long_paragraph_goes_on_over_the_page_without_loss() {
    let sentence = "这是一句很长的话，用来填满不止一页的纸。";
    let pages = reading::pages(
        &flow(vec![Block::Paragraph(Paragraph::body(sentence.repeat(200)))]).rendered(&FONTS).unwrap(),
    );
    assert!(pages.len() > 1);
    let body: String =
        pages.concat().lines().filter(|l| l.contains(['这', '句', '纸', '满', '用'])).collect();
    assert_eq!(body.matches('纸').count(), 200);
}

#[test]
fn a_missing_glyph_in_a_flow_is_named() {
    let error = flow(vec![Block::Paragraph(Paragraph::body("坏\u{E000}"))]).rendered(&FONTS).unwrap_err();
    assert_eq!(error, DocumentError::MissingGlyph { character: '\u{E000}', whose: "QF-202510-00001".into() });
}
