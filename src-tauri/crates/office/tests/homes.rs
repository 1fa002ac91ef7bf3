//! Homes by hand: what is put right keeps what it was; a change of owners is no edit; a look at a workbook loses no row.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::NaiveDate;
use zhangfang_office::profile::Profile;
use zhangfang_office::register::home::{HomeFields, NewHome};
use zhangfang_office::register::look::{Fate, SaidColumns};
use zhangfang_office::register::{Occupant, RegisterFile};
use zhangfang_office::{Occasion, Office, OfficeError};

fn today() -> NaiveDate {
    "2026-01-05".parse().unwrap()
}

fn occasion() -> Occasion {
    let now = today().and_hms_opt(9, 0, 0).unwrap();
    Occasion { operator: "前台小周".into(), today: today(), now, key: None }
}

fn office(folder: &tempfile::TempDir) -> Office {
    let profile = Profile { office: "青禾苑物业服务中心".into(), ..Profile::default() };
    Office::create(&folder.path().join("a.zfb"), &profile, &occasion()).unwrap()
}

fn fields(owners: &[&str]) -> HomeFields {
    HomeFields {
        owners: owners.iter().map(|o| (*o).to_owned()).collect(),
        phones: vec!["13800000000".into()],
        use_kind: "住宅".into(),
        ..HomeFields::default()
    }
}

fn added(office: &mut Office, room: &str) -> Result<String, OfficeError> {
    let new = NewHome {
        room: room.into(),
        area: "94.56".parse().unwrap(),
        handover: None,
        fields: fields(&["王艳"]),
    };
    office.add_home(&new, &occasion()).map(|posted| posted.value)
}

fn code(refused: Result<impl Sized, OfficeError>) -> &'static str {
    refused.map(|_| ()).unwrap_err().code()
}

#[test]
fn a_home_entered_by_hand_is_found_and_stands_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&folder);
    assert_eq!(added(&mut office, "3栋1单元301").unwrap(), "3-1-301");
    assert_eq!(office.home("31301").unwrap().record.owners, ["王艳"]);
    assert_eq!(code(added(&mut office, "3-1-301")), "room-exists");
    assert_eq!(code(added(&mut office, "三零一")), "unusable-value");
}

#[test]
fn an_edit_keeps_what_it_was_and_names_who_changed_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&folder);
    added(&mut office, "3-1-301").unwrap();
    let tenant = Occupant { name: "赵租".into(), phone: Some("13900000000".into()) };
    let edit = HomeFields {
        occupants: vec![tenant],
        remark: Some(" 老人独居，敲门 ".into()),
        ..fields(&["王艳", "李四"])
    };
    assert_eq!(office.edit_home("3-1-301", &edit, false, &occasion()).unwrap().value, 3);
    let record = office.home("3-1-301").unwrap().record;
    assert_eq!((record.remark.as_deref(), record.occupants.len()), (Some("老人独居，敲门"), 1));
    assert_eq!(office.homes().unwrap()[0].record, record);
    let edits = office.home_edits("3-1-301").unwrap();
    assert_eq!(edits.len(), 2);
    let owners = ("业主", "王艳".to_owned(), "王艳、李四".to_owned());
    assert!(edits[0].fields.contains(&owners) && edits[0].operator == "前台小周");
    assert_eq!(code(office.edit_home("3-1-301", &edit, false, &occasion())), "register-unchanged");
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn other_owners_are_a_transfer_unless_the_names_were_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office(&folder);
    added(&mut office, "3-1-301").unwrap();
    assert_eq!(code(office.edit_home("3-1-301", &fields(&["王燕"]), false, &occasion())), "owners-replaced");
    office.edit_home("3-1-301", &fields(&["王燕"]), true, &occasion()).unwrap();
    let bad = HomeFields { phones: vec!["无".into()], ..fields(&["王燕"]) };
    assert_eq!(code(office.edit_home("3-1-301", &bad, false, &occasion())), "unusable-value");
}

#[test]
fn a_look_at_a_dirty_workbook_says_something_of_every_row() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(&folder);
    let bytes = include_bytes!("../../../../tests/fixtures/register-dirty.xlsx");
    let file = RegisterFile { name: "台账.xlsx", bytes, mapping: None, change_existing: false };
    let look = office.look_at_register(&file, today()).unwrap();
    let of = |fate| look.rows.iter().filter(|row| row.fate == fate).count();
    let preview = look.preview.as_ref().unwrap();
    assert_eq!(of(Fate::New), preview.draft.rows.len());
    assert_eq!(of(Fate::Refused), preview.refused_rows());
    assert!(look.rows.iter().filter(|r| r.fate == Fate::Refused).all(|r| !r.words.is_empty()));
    assert!(look.rows.windows(2).all(|pair| pair[0].row < pair[1].row));
    let identity = look.headed.iter().find(|column| column.heading.contains("身份证")).unwrap();
    assert!(identity.forbidden && identity.field.is_empty());
    // What the screen says of the columns is what a person would write down to get the same.
    assert_eq!(look.columns.text().unwrap(), preview.draft.mapping.to_text());
}

#[test]
fn columns_named_by_hand_read_a_list_without_headings() {
    let folder = tempfile::tempdir().unwrap();
    let office = office(&folder);
    let bytes = "3-1-301,王艳,94.56\n3-1-302,李四,88.5\n".as_bytes();
    let file = RegisterFile { name: "台账.csv", bytes, mapping: None, change_existing: false };
    let look = office.look_at_register(&file, today()).unwrap();
    assert!(look.problem.is_some() && look.rows.is_empty());
    let mut said = SaidColumns { header: (0, 0), data: 1, columns: vec![("A".into(), "room".into())] };
    assert_eq!(code(said.text()), "unusable-value");
    said.columns.extend([("B".into(), "owner".into()), ("C".into(), "area".into())]);
    let text = said.text().unwrap();
    let look = office.look_at_register(&RegisterFile { mapping: Some(&text), ..file }, today()).unwrap();
    assert_eq!(look.rows.iter().map(|r| r.room.as_str()).collect::<Vec<_>>(), ["3-1-301", "3-1-302"]);
}
