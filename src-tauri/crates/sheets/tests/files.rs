//! Registers in the other shapes offices keep them in, and files that are no registers.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Formula, Workbook as Book};
use std::io::Write;
use zhangfang_domain::Fen;
use zhangfang_sheets::register::{
    ColumnRole, Field, LeftOutKind, Mapping, Options, RefusalReason, RegisterDraft, WarningKind,
    read_register,
};
use zhangfang_sheets::{FoundFormat, Limits, SheetError, TooLarge, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

fn options() -> Options {
    Options::new(NaiveDate::from_ymd_opt(2026, 1, 6).unwrap())
}

fn csv(text: &str) -> RegisterDraft {
    read_register(text.as_bytes(), "台账.csv", &options()).unwrap()
}

fn rooms(draft: &RegisterDraft) -> Vec<String> {
    draft.rows.iter().map(|row| row.room.to_string()).collect()
}

fn refusals(draft: &RegisterDraft) -> Vec<(u32, &'static str)> {
    draft.refused.iter().map(|refusal| (refusal.row, refusal.reason.code())).collect()
}

#[test]
fn merged_xls_and_ods_read_alike() {
    let xls = read_register(include_bytes!("fixtures/register-merged.xls"), "a.xls", &options()).unwrap();
    let ods = read_register(include_bytes!("fixtures/register-merged.ods"), "a.ods", &options()).unwrap();
    assert_eq!(xls, ods);
    assert_eq!(rooms(&xls), ["1-1-301", "1-1-302", "1-2-301", "2-1-102"]);
    assert_eq!(refusals(&xls), [(6, "arrears_in_words")]);
    assert_eq!(xls.rows[1].owners, ["白二宁", "包三月"]);
    assert_eq!(xls.rows[0].handover, NaiveDate::from_ymd_opt(2020, 3, 18));
    assert_eq!((xls.rows[0].status.as_deref(), xls.rows[0].arrears), (Some("入住"), Some(Fen(22_222))));
    assert_eq!((xls.rows[3].area.to_string().as_str(), xls.rows[3].arrears), ("94.56", Some(Fen(133_332))));
    assert_eq!(xls.rows[3].handover, None);
    assert!(xls.warnings.iter().any(|w| w.row == 7 && w.kind == WarningKind::HandoverWithoutDay));
    assert_eq!(xls.columns.last().map(|c| c.role), Some(ColumnRole::NotCollected));
}

#[test]
fn delimited_text_in_both_encodings() {
    let text = "楼号,单元号,室号,业主姓名,手机号码,房屋面积,往年欠费,户籍\r\n3号楼,1单元,0301,\"张三\n李四\",13800001001,94.56,\"1,333.32\",某地\r\n3号楼,2单元,商12,某某商贸公司,0512-65550101,56.2,0,\r\n";
    let utf8 = csv(text);
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let tabs = text.replace("\"1,333.32\"", "1333.32").replace(',', "\t");
    for draft in [
        read_register(&gb, "台账.csv", &options()).unwrap(),
        csv(&format!("\u{feff}{text}")),
        read_register(tabs.as_bytes(), "台账.csv", &options()).unwrap(),
    ] {
        assert_eq!(draft, utf8);
    }
    assert_eq!(rooms(&utf8), ["3-1-301", "3-2-商12"]);
    assert_eq!(utf8.rows[0].owners, ["张三", "李四"]);
    assert_eq!((utf8.rows[0].arrears, utf8.rows[1].arrears), (Some(Fen(133_332)), None));
    assert_eq!(utf8.columns[7].role, ColumnRole::NotCollected);
}

#[test]
fn visual_merges_sections_and_subtotals() {
    let draft = csv(
        "房屋信息,,业主信息,,\n楼栋,房号,姓名,电话,建筑面积\n1,101,甲一,13800001001,90\n,102,乙二,13800001002,90\n小计,2户,,,180\n,103,丙三,,90\n,2-1-101,丁四,,90\n,104,戊五,,90\n2,102,己六,,90\n楼栋,房号,姓名,电话,建筑面积\n2,103,庚七,,90\n第 1 页 共 2 页,,,,\n",
    );
    assert_eq!(rooms(&draft), ["1-1-101", "1-1-102", "1-1-103", "2-1-101", "2-1-102", "2-1-103"]);
    assert_eq!(
        refusals(&draft),
        [(8, "no_building")],
        "after a home of another building the blank says nothing"
    );
    let left: Vec<_> = draft.left_out.iter().map(|l| (l.row, l.kind)).collect();
    assert_eq!(left, [(5, LeftOutKind::Total), (10, LeftOutKind::RepeatedHeader), (12, LeftOutKind::Note)]);

    let draft = csv(
        "房号,业主,面积\n3栋,,\n101,甲一,90\n102,乙二,90\n4栋,,\n101,丙三,90\n以上共3户，如有变化请告知客服部,,\n",
    );
    assert_eq!(rooms(&draft), ["3-1-101", "3-1-102", "4-1-101"]);
    assert_eq!(draft.left_out.len(), 3);
}

#[test]
fn what_columns_and_cells_disagree_on_is_refused() {
    let draft = csv(
        "楼栋,单元,房号,业主,面积\n2,1,3-1-301,甲一,90\n3,2,3-1-301,乙二,90\n2,,2-301,丙三,90\n南苑,1,301,丁四,90\n3,甲,301,戊五,90\n",
    );
    let wanted = [
        (2, "building_disagrees"),
        (3, "unit_disagrees"),
        (4, "room_ambiguous"),
        (5, "building_unreadable"),
        (6, "unit_unreadable"),
    ];
    assert_eq!(refusals(&draft), wanted);
}

#[test]
fn every_problem_of_a_row_is_named() {
    let draft = csv(
        "房号,业主,面积,交房日期,欠费\n1-1-101/102,甲一,\"94,56\",2030-1-1,0.001\n1-1-103,乙二,#REF!,去年,-5\n",
    );
    let wanted = [
        (2, "two_rooms"),
        (2, "area_comma"),
        (2, "date_in_future"),
        (2, "arrears_too_precise"),
        (3, "area_cell_error"),
        (3, "date_unreadable"),
        (3, "arrears_negative"),
    ];
    let wanted: Vec<_> =
        wanted.iter().map(|(row, code)| (*row, code.trim_start_matches("area_cell_"))).collect();
    let found: Vec<_> = refusals(&draft)
        .into_iter()
        .map(|(row, code)| (row, if code == "cell_error" { "error" } else { code }))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn assumed_units_and_missing_owners_are_pointed_at() {
    let draft = csv("房号,业主,电话,面积\n1-2-101,甲一,,90\n1栋102,乙二,,90\n2栋102,,,90\n");
    let warned: Vec<_> = draft.warnings.iter().map(|w| (w.row, w.kind)).collect();
    assert_eq!(warned, [(4, WarningKind::OwnerMissing), (3, WarningKind::UnitAssumed)]);
}

#[test]
fn a_sheet_for_each_building() {
    let mut book = Book::new();
    for (name, first) in [("3栋", "101"), ("4栋", "101"), ("作废5栋", "101")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (column, heading) in (0..).zip(["房间", "户主", "建面", "身份证号"]) {
            sheet.write(0, column, heading).unwrap();
        }
        sheet.write(1, 0, first).unwrap();
        sheet.write(1, 1, "甲一").unwrap();
        sheet.write(1, 2, 90.5).unwrap();
        sheet.write(1, 3, "32050019990101123X").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let draft = read_register(&bytes, "a.xlsx", &options()).unwrap();
    assert_eq!(
        (rooms(&draft), draft.sheets),
        (vec!["3-1-101".to_owned(), "4-1-101".to_owned()], vec!["3栋".to_owned(), "4栋".to_owned()])
    );
    assert!(draft.rows.iter().all(|row| row.id_tail.is_none()));
    let draft = read_register(&bytes, "a.xlsx", &Options { collect_id_tail: true, ..options() }).unwrap();
    assert_eq!(draft.rows[0].id_tail.as_deref(), Some("123X"));
}

#[test]
fn formulas_dates_and_errors_of_a_workbook() {
    let mut book = Book::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["房号", "业主", "面积", "收房日期"]) {
        sheet.write(0, column, heading).unwrap();
    }
    for (row, room) in (1..).zip(["1-1-101", "1-1-102"]) {
        sheet.write(row, 0, room).unwrap();
        sheet.write(row, 3, 43_907).unwrap();
    }
    sheet.write_formula(1, 2, Formula::new("=45*2").set_result("90")).unwrap();
    sheet.write_formula(2, 2, Formula::new("=Sheet9!A1").set_result("#REF!")).unwrap();
    sheet.write_number_with_format(3, 0, 43_907.0, &day).unwrap();
    sheet.write(3, 2, 90).unwrap();
    let draft = read_register(&book.save_to_buffer().unwrap(), "a.xlsx", &options()).unwrap();
    assert_eq!(
        (draft.rows[0].area, draft.rows[0].handover),
        (90.into(), NaiveDate::from_ymd_opt(2020, 3, 17))
    );
    assert_eq!(refusals(&draft), [(3, "cell_error"), (4, "room_is_date")]);
    assert_eq!(draft.refused[0].column.as_ref().map(|c| c.letters.as_str()), Some("C"));
}

#[test]
fn without_a_known_header_a_person_maps_by_hand() {
    let text = "甲,乙,丙,丁\n1-1-101,张三,94.56,13800001001\n1-1-102,李四,88.5,13800001002\n";
    let SheetError::NoHeader { headings, row, .. } =
        read_register(text.as_bytes(), "a.csv", &options()).unwrap_err()
    else {
        panic!("no header")
    };
    assert_eq!((headings.len(), headings[2].text.as_str(), row), (4, "丙", 1));
    let mapping = Mapping::from_text("v1;header=1-1;data=2;room=A;owner=B;area=C;phone=D").unwrap();
    let draft =
        read_register(text.as_bytes(), "a.csv", &Options { mapping: Some(mapping), ..options() }).unwrap();
    assert_eq!(
        (rooms(&draft).len(), draft.rows[0].phones.len(), draft.columns[2].heading.as_str()),
        (2, 1, "丙")
    );
    let error = read_register("房号,姓名\n1-1-101,张三\n".as_bytes(), "a.csv", &options()).unwrap_err();
    assert!(matches!(&error, SheetError::MissingColumns { missing, .. } if missing == &[Field::Area]));
    assert!(error.sentence().contains("建筑面积"));
}

#[test]
fn a_single_building_needs_no_building_column() {
    let text = "房号,姓名,面积\n101,张三,90\n";
    assert_eq!(refusals(&csv(text)), [(2, "no_building")]);
    let one = Options { default_building: Some("1".to_owned()), default_unit: Some(2), ..options() };
    assert_eq!(rooms(&read_register(text.as_bytes(), "a.csv", &one).unwrap()), ["1-2-101"]);
}

#[test]
fn two_columns_for_one_field_are_pointed_at() {
    let draft = csv(
        "房号,业主1,业主2,电话1,电话2,建筑面积,计费面积\n1-1-101,张三,李四,13800001001,13800001002,90,91\n",
    );
    assert_eq!((draft.rows[0].owners.len(), draft.rows[0].phones.len()), (2, 2));
    assert_eq!(draft.warnings[0].kind, WarningKind::SecondColumn { field: Field::Area });
    assert_eq!(draft.rows[0].area, 90.into());
}

#[test]
fn a_later_copy_of_a_room_names_the_first_even_when_that_was_refused() {
    let draft = csv("房号,姓名,面积\n1-1-101,张三,0\n1栋1单元101,张三,90\n1#1-0101,张三,90\n");
    assert_eq!(refusals(&draft), [(2, "area_zero"), (3, "duplicate_room"), (4, "duplicate_room")]);
    assert!(matches!(&draft.refused[2].reason, RefusalReason::DuplicateRoom { first_row: 2, .. }));
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn files_that_are_no_workbooks_are_told_apart() {
    let read = |bytes: &[u8]| Workbook::read(bytes, "a.xls", &Limits::default()).unwrap_err();
    let unknown = |found| SheetError::UnknownFormat { found };
    assert_eq!(read(b""), SheetError::Empty);
    assert_eq!(read(b" \n"), SheetError::Empty);
    assert_eq!(read(b",,\n,\n"), SheetError::Empty);
    assert_eq!(read(b"<html><table></table></html>"), unknown(FoundFormat::WebPage));
    assert_eq!(read(b"%PDF-1.7"), unknown(FoundFormat::Pdf));
    assert_eq!(read(b"\x89PNG\r\n"), unknown(FoundFormat::Picture));
    assert_eq!(read(b"\x01\x00\x02"), unknown(FoundFormat::Unknown));
    assert_eq!(read(&zipped(&[("word/document.xml", b"<w/>")])), unknown(FoundFormat::Document));
    assert_eq!(read(&zipped(&[("a.txt", b"a")])), unknown(FoundFormat::Archive));
    assert!(matches!(read(&zipped(&[("xl/workbook.xml", b"<workbook")])), SheetError::Broken { .. }));
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&locked), SheetError::PasswordProtected);
    assert!(read(&locked).sentence().contains("密码"));
}

#[test]
fn sizes_are_refused_before_parsing() {
    let limits = Limits { bytes: 1000, unpacked: 100_000, cells: 50 };
    let read = |bytes: &[u8]| Workbook::read(bytes, "a.csv", &limits).unwrap_err();
    assert_eq!(read(&[b'a'; 1001]), SheetError::TooLarge(TooLarge::File { bytes: 1001, limit: 1000 }));
    let bomb = zipped(&[("xl/workbook.xml", &[b' '; 200_000])]);
    assert!(bomb.len() < 1000);
    assert_eq!(read(&bomb), SheetError::TooLarge(TooLarge::Unpacked { limit: 100_000 }));
    // The size written in the directory is not believed.
    let mut liar = zipped(&[("xl/workbook.xml", &[b' '; 200_000])]);
    let (true_size, claim) = (200_000_u32.to_le_bytes(), 10_u32.to_le_bytes());
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == true_size {
            liar[at..at + 4].copy_from_slice(&claim);
        }
    }
    assert!(matches!(
        read(&liar),
        SheetError::TooLarge(TooLarge::Unpacked { .. }) | SheetError::Broken { .. }
    ));
    assert_eq!(read(&b"a,b\n".repeat(26)), SheetError::TooLarge(TooLarge::Cells { limit: 50 }));
    let spread = "<office:spreadsheet><table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"90000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"9000\"/></table:table-row></table:table></office:spreadsheet>";
    let ods = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", spread.as_bytes()),
    ]);
    assert_eq!(read(&ods), SheetError::TooLarge(TooLarge::Cells { limit: 50 }));
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "房号").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let book = Workbook::read(&book.save_to_buffer().unwrap(), "a.xlsx", &Limits::default()).unwrap();
    assert_eq!((book.sheets[0].height(), book.sheets[0].width()), (1_048_576, 16_384));
}

#[test]
fn three_header_rows_merged_in_every_direction() {
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    let merges = [
        (0, 0, 0, 6, "某某花园业主登记表（截至2025年12月31日）"),
        (1, 0, 3, 0, "序号"),
        (1, 1, 1, 4, "房屋信息"),
        (1, 5, 1, 6, "业主信息"),
        (2, 1, 3, 1, "楼栋"),
        (2, 2, 3, 2, "房号"),
        (2, 3, 2, 4, "面积（㎡）"),
        (4, 1, 5, 1, "1号楼"),
    ];
    for (top, left, bottom, right, text) in merges {
        sheet.merge_range(top, left, bottom, right, text, &plain).unwrap();
    }
    for (row, column, text) in
        [(3, 3, "建筑"), (3, 4, "套内"), (2, 5, "姓名"), (2, 6, "工作单位"), (4, 2, "101"), (5, 2, "102")]
    {
        sheet.write(row, column, text).unwrap();
    }
    for (row, area) in [(4, 98.5), (5, 77.34)] {
        sheet.write(row, 3, area).unwrap();
        sheet.write(row, 4, area - 20.0).unwrap();
        sheet.write(row, 5, "甲一").unwrap();
        sheet.write(row, 6, "某厂").unwrap();
    }
    let draft = read_register(&book.save_to_buffer().unwrap(), "a.xlsx", &options()).unwrap();
    assert_eq!(draft.mapping.to_text(), "v1;header=3-4;data=5;building=B;room=C;owner=F;area=D;inner_area=E");
    assert_eq!((rooms(&draft), refusals(&draft)), (vec!["1-1-101".to_owned(), "1-1-102".to_owned()], vec![]));
    assert_eq!(draft.rows[1].inner_area.map(|a| a.to_string()).as_deref(), Some("57.34"));
    let roles: Vec<_> = draft.columns.iter().map(|c| c.role).collect();
    assert_eq!((roles[0], roles[6]), (ColumnRole::Unmapped, ColumnRole::NotCollected));
}
