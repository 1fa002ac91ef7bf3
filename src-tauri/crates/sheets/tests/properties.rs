//! Whatever comes in, nothing panics, and every filled row ends up somewhere.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeSet;
use zhangfang_sheets::register::{Options, draft, read_register};
use zhangfang_sheets::{Cell, Grid, Limits, Workbook};

fn options() -> Options {
    Options::new(NaiveDate::from_ymd_opt(2026, 1, 6).unwrap())
}

fn cell() -> impl Strategy<Value = Cell> {
    let words = prop::sample::select(vec![
        "3栋",
        "1-1-101",
        "301",
        "301/302",
        "张三、李四",
        "13800001111",
        "94.56㎡",
        "94,56",
        "小计",
        "说明：",
        "2024.3.18",
        "￥1",
        "欠3个月",
        "房号",
        "面积",
        "入住",
        "第 1 页",
        "A",
        "=1+1",
        "（",
        "和",
        "-",
        "\n",
    ]);
    prop_oneof![
        3 => Just(Cell::Empty),
        4 => words.prop_map(Cell::text),
        2 => ".{0,8}".prop_map(|text| Cell::text(&text)),
        1 => any::<f64>().prop_map(Cell::number),
        1 => (0..200_000_i64).prop_map(|n| Cell::Number(n.into())),
        1 => (-800_000..3_000_000).prop_filter_map("day", NaiveDate::from_num_days_from_ce_opt).prop_map(Cell::Date),
        1 => Just(Cell::Error("#REF!".to_owned())),
    ]
}

proptest! {
    #[test]
    fn random_grids_under_a_header_are_fully_accounted_for(
        mut rows in prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..12),
        merges in prop::collection::vec((1_u32..14, 1_u32..8, 0_u32..4, 0_u32..3), 0..4),
    ) {
        rows.insert(0, ["楼栋", "房号", "业主", "电话", "面积", "交房日期", "欠费"].map(Cell::text).to_vec());
        let mut grid = Grid::from_rows("台账", rows);
        grid.merges = merges
            .into_iter()
            .map(|(top, left, down, right)| zhangfang_sheets::Merge { top, left, bottom: top + down, right: left + right })
            .collect();
        let height = grid.height();
        let book = Workbook { sheets: vec![grid] };
        if let Ok(draft) = draft(&book, &options()) {
            let read: Vec<u32> = draft.rows.iter().map(|row| row.row).collect();
            let refused: BTreeSet<u32> = draft.refused.iter().map(|refusal| refusal.row).collect();
            let left: Vec<u32> = draft.left_out.iter().map(|row| row.row).collect();
            let mut all: Vec<u32> = read.into_iter().chain(refused).chain(left).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (draft.mapping.data_start..=height).collect::<Vec<_>>());
        }
    }

    #[test]
    fn random_bytes_are_refused_or_read(mut bytes in prop::collection::vec(any::<u8>(), 0..300), magic in 0_usize..4) {
        let magic: &[u8] = [&b"PK\x03\x04"[..], &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], b"", b"\xEF\xBB\xBF"][magic];
        bytes.splice(0..0, magic.iter().copied());
        let _ = read_register(&bytes, "x.xlsx", &options());
    }

    #[test]
    fn damaged_workbooks_are_refused_or_read(at in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>(), kind in 0_usize..3) {
        let file: &[u8] = [
            &include_bytes!("fixtures/register-dirty.xlsx")[..],
            include_bytes!("fixtures/register-merged.xls"),
            include_bytes!("fixtures/register-merged.ods"),
        ][kind];
        let mut bytes = file.to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = Workbook::read(&bytes, "x", &Limits::default());
        bytes.truncate(cut.index(bytes.len()));
        let _ = Workbook::read(&bytes, "x", &Limits::default());
    }

    #[test]
    fn random_text_files_are_refused_or_read(text in "[0-9房号面积姓名,;\t\"\n一-龥]{0,200}") {
        let _ = read_register(text.as_bytes(), "x.csv", &options());
    }
}
