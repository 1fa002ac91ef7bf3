use super::*;
use proptest::prelude::*;

fn shown(text: &str, building: Option<&str>, unit: Option<u16>) -> Result<String, RoomError> {
    RoomNo::parse_in(text, building, unit).map(|room| room.to_string())
}

#[test]
fn complete_rooms_in_every_written_form() {
    for text in [
        "3-1-301",
        "3栋1单元301室",
        "3#1-301",
        "3号楼-1-0301",
        "3号楼1单元0301",
        " 3 - 1 - 301 ",
        "３－１－３０１",
        "3幢1单元301",
        "3座1单元301號",
        "3棟1單元301室",
        "03-01-0301",
        "三栋一单元301",
        "3楼1单元301室",
        "3栋1门301号",
        "3号-1-301",
        "3-1-301（商）",
        "3栋-1单元-301",
        "3栋1单元3层301室",
        "3-301",
        "3栋301",
    ] {
        assert_eq!(shown(text, None, None).as_deref(), Ok("3-1-301"), "{text}");
    }
    for (text, room) in [
        ("1号楼2单元0502", "1-2-502"),
        ("A号楼-1-0202", "A-1-202"),
        ("a-1-401", "A-1-401"),
        ("T1-2-1102", "T1-2-1102"),
        ("十二栋二单元1102室", "12-2-1102"),
        ("3-1-商12", "3-1-商12"),
        ("5#2-1102A", "5-2-1102A"),
    ] {
        assert_eq!(shown(text, None, None).as_deref(), Ok(room), "{text}");
    }
}

#[test]
fn bare_rooms_take_building_and_unit_from_the_columns() {
    for text in [
        "３０１",
        "301",
        "301.0",
        "0301",
        " 301 ",
        "301室",
        "301房",
        "3.01E+02",
        "301（商）",
        "1-301",
        "3 01",
    ] {
        assert_eq!(shown(text, Some("2"), None).as_deref(), Ok("2-1-301"), "{text}");
    }
    assert_eq!(shown("1101.0", Some("3号楼"), Some(2)).as_deref(), Ok("3-2-1101"));
    assert_eq!(shown("2单元301", Some("03"), None).as_deref(), Ok("3-2-301"));
    assert_eq!(shown("301", Some("3栋2单元"), None).as_deref(), Ok("3-2-301"));
    assert_eq!(shown("A-301", Some("A座"), None).as_deref(), Ok("A-1-301"));
    assert_eq!(shown("商12", Some("3"), None).as_deref(), Ok("3-1-商12"));
    assert!(!RoomNo::read_in("301", Some("3"), None).unwrap().unit_written);
    assert!(RoomNo::read_in("1-301", Some("3"), None).unwrap().unit_written);
    assert_eq!((use_hint("301（商）"), use_hint("301")), (Some("商铺"), None));
}

#[test]
fn what_is_not_one_room_is_refused_with_its_reason() {
    for text in ["", "  ", "\u{3000}"] {
        assert_eq!(shown(text, Some("3"), None), Err(RoomError::Missing));
    }
    for text in [
        "301/302",
        "3-1-901/902",
        "901、902",
        "301,302",
        "301 302",
        "301\n302",
        "3-1-301和302",
        "301-302",
        "3-1-901-902",
        "301室302室",
        "301(302)",
    ] {
        assert!(matches!(shown(text, Some("3"), None), Err(RoomError::TwoRooms { .. })), "{text}");
    }
    assert!(matches!(shown("301", None, None), Err(RoomError::NoBuilding { .. })));
    assert!(matches!(shown("1单元301", None, None), Err(RoomError::NoBuilding { .. })));
    for text in [
        "24户",
        "小计",
        "3栋",
        "31301",
        "1E+02",
        "-301",
        "3--301",
        "3-0-301",
        "12",
        "3/1/301",
        "3-1-5层301",
        "#REF!",
    ] {
        assert!(matches!(shown(text, Some("3"), None), Err(RoomError::Unreadable { .. })), "{text}");
    }
}

#[test]
fn columns_and_cell_that_disagree_are_never_settled_by_guessing() {
    let building =
        |text, hint| matches!(shown(text, Some(hint), None), Err(RoomError::BuildingDisagrees { .. }));
    assert!(building("3-1-301", "2") && building("A-301", "3"));
    assert!(matches!(shown("3-1-301", Some("3"), Some(2)), Err(RoomError::UnitDisagrees { unit: 2, .. })));
    assert!(matches!(shown("301", Some("南苑"), None), Err(RoomError::BuildingUnreadable { .. })));
    assert!(matches!(shown("2-301", Some("2"), None), Err(RoomError::Ambiguous { .. })));
    assert_eq!(shown("2-301", Some("2"), Some(2)).as_deref(), Ok("2-2-301"));
    assert_eq!(shown("2-301", Some("2"), Some(1)).as_deref(), Ok("2-1-301"));
    assert_eq!(shown("2-301", Some("3"), None).as_deref(), Ok("3-2-301"));
}

#[test]
fn the_search_box_finds_what_was_meant() {
    let first = |text| RoomNo::guesses(text).first().map(ToString::to_string);
    for text in
        ["31301", "3-301", "3-1-301", "3 1 301", "3.1.301", "03 01 0301", "3栋1单元301", "3栋301", "0310301"]
    {
        assert_eq!(first(text).as_deref(), Some("3-1-301"), "{text}");
    }
    assert_eq!(first("521102").as_deref(), Some("5-2-1102"));
    assert_eq!(first("a1301").as_deref(), Some("A-1-301"));
    assert!(RoomNo::guesses("31301").contains(&RoomNo::new("3", 1, "1301").unwrap()));
    for text in ["", "张三", "301", "13900000000000", "-", "苏E"] {
        assert_eq!(RoomNo::guesses(text), [], "{text}");
    }
}

#[test]
fn rooms_sort_as_an_office_files_them() {
    let filed = [
        "1-1-101",
        "1-1-1101",
        "1-1-商2",
        "1-1-商12",
        "1-2-101",
        "2-1-102",
        "10-1-101",
        "A-1-101",
        "T2-1-101",
        "T10-1-101",
    ];
    let mut rooms: Vec<RoomNo> = filed.iter().rev().map(|text| RoomNo::parse(text).unwrap()).collect();
    rooms.sort();
    assert_eq!(rooms.iter().map(ToString::to_string).collect::<Vec<_>>(), filed);
    let floors: Vec<_> = rooms.iter().map(RoomNo::floor).collect();
    assert_eq!(floors[..4], [Some(1), Some(11), None, None]);
}

proptest! {
    #[test]
    fn what_is_shown_reads_back(
        building in "[1-9][0-9]{0,2}|[A-Z]{1,2}[1-9]?[0-9]?|[1-9][0-9]?[A-Z]",
        unit in 1_u16..=99,
        number in "[1-9][0-9]{2,3}|[1-9][0-9]{2}[A-Z]|(商|商铺|底商|门面|S|B)[1-9][0-9]{0,2}",
    ) {
        if let Some(room) = RoomNo::new(&building, unit, &number) {
            prop_assert_eq!(RoomNo::parse(&room.to_string()), Ok(room));
        }
    }

    #[test]
    fn no_text_panics_and_what_is_read_shows_itself(
        text in "[0-9A-Z栋号楼单元室门层房商()（）/、 .E+-]{0,12}|.{0,12}",
        hint in "[0-9A栋]{0,3}",
    ) {
        let _ = (RoomNo::guesses(&text), use_hint(&text), parse_unit(&text));
        if let Ok(room) = RoomNo::parse_in(&text, Some(&hint), None) {
            prop_assert_eq!(RoomNo::parse(&room.to_string()), Ok(room));
        }
    }
}
