//! Arrears from every side: each axis adds up to the same, slices open, exclusions stand apart (domain section 5.4).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{agree, date, office, on, pay};
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::analysis::{Axis, Exclusion};
use zhangfang_office::analysis::{AnalysisRequest, Slice};
use zhangfang_office::billing::ConcessionRequest;
use zhangfang_office::form::Decision;

const HOMES: [(&str, u16, &str); 5] =
    [("1", 1, "101"), ("1", 1, "102"), ("1", 2, "101"), ("2", 1, "101"), ("2", 1, "102")];
const TODAY: &str = "2025-11-20";

fn slice(axis: Axis, key: &str) -> Slice {
    Slice { axis, key: key.to_owned() }
}

#[test]
fn every_axis_adds_up_to_what_is_overdue() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    pay(&mut office, "1-1-101", 705, "2025-11-01");
    let overdue = office.arrears_sums(date(TODAY)).unwrap().overdue;
    assert_eq!(overdue, Fen(23_500 * 17));
    for axis in Axis::ALL {
        let found = office.analyse(date(TODAY), &AnalysisRequest::by(axis)).unwrap();
        assert_eq!(found.total.total, overdue, "{}", axis.label());
        assert_eq!(found.rows.iter().map(|r| r.total).sum::<Fen>(), overdue, "{}", axis.label());
        assert_eq!(found.rows.iter().map(|r| r.charges).sum::<usize>(), 17, "{}", axis.label());
        for row in found.rows.iter().chain([&found.total]) {
            assert_eq!(row.excluded.iter().sum::<Fen>() + row.chased, row.total, "{}", axis.label());
        }
        assert_eq!(found.total.debtors, 5, "{}", axis.label());
    }
}

#[test]
fn rows_stand_in_the_order_of_the_axis_and_open_as_slices() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    pay(&mut office, "1-1-101", 705, "2025-11-01");
    let by = |axis, within: &[Slice]| {
        let request = AnalysisRequest { within: within.to_vec(), ..AnalysisRequest::by(axis) };
        let rows = office.analyse(date(TODAY), &request).unwrap().rows;
        rows.into_iter().map(|r| (r.name, r.debtors, r.total.0 / 23_500)).collect::<Vec<_>>()
    };
    assert_eq!(by(Axis::Building, &[]), [("1栋".into(), 3, 9), ("2栋".into(), 2, 8)]);
    assert_eq!(
        by(Axis::Unit, &[slice(Axis::Building, "1")]),
        [("1栋1单元".into(), 2, 5), ("1栋2单元".into(), 1, 4)]
    );
    let homes = by(Axis::Home, &[slice(Axis::Building, "1"), slice(Axis::Unit, "1-1")]);
    assert_eq!(homes.iter().map(|h| h.2).collect::<Vec<_>>(), [1, 4]);
    assert_eq!(by(Axis::Age, &[]), [("1–90天".into(), 5, 13), ("91–180天".into(), 4, 4)]);
    assert_eq!(by(Axis::Reason, &[]), [("未记录".into(), 5, 17)]);
    assert_eq!(by(Axis::Stage, &[]), [("未开始催缴".into(), 5, 17)]);
    assert_eq!(by(Axis::Repeat, &[]), [("4 个月".into(), 5, 17)]);
    let refused = office.analyse(
        date(TODAY),
        &AnalysisRequest { within: vec![slice(Axis::Building, "9")], ..AnalysisRequest::by(Axis::Unit) },
    );
    assert_eq!(refused.unwrap_err().code(), "unknown");
}

#[test]
fn what_is_not_simply_chased_stands_apart() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    agree(&mut office, "1-1-102", TODAY);
    let mut locality = office.locality().unwrap();
    locality.set("vacancy_off_percent", "30").unwrap();
    office.change_locality(&locality, &on(TODAY)).unwrap();
    let request = ConcessionRequest {
        room: "2-1-101".into(),
        kind: Kind::Vacancy,
        item: None,
        off_percent: 30.into(),
        first: date("2025-08-01"),
        last: Some(date("2026-07-31")),
        reason: "空置，水电无用量".into(),
    };
    let form = office.request_concession(&request, &on(TODAY)).unwrap().value;
    let found = office.analyse(date(TODAY), &AnalysisRequest::by(Axis::Building)).unwrap();
    let of = |row: usize, why: Exclusion| found.rows[row].excluded[why as usize];
    assert_eq!(of(0, Exclusion::Instalment), Fen(94_000));
    assert_eq!(of(1, Exclusion::Vacancy), Fen(94_000));
    assert_eq!((found.rows[0].chased, found.rows[1].chased), (Fen(188_000), Fen(94_000)));
    // Once decided it is chased again.
    office.decide(&form, Decision::Withdraw, "业主撤回", &on(TODAY)).unwrap();
    let after = office.analyse(date(TODAY), &AnalysisRequest::by(Axis::Building)).unwrap();
    assert_eq!(after.total.excluded[Exclusion::Vacancy as usize], Fen::ZERO);
}

#[test]
fn whoever_owed_in_many_months_is_found_also_after_paying_up() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path(), &HOMES, "2025-07..2025-10");
    pay(&mut office, "1-1-101", 940, "2025-11-05");
    pay(&mut office, "2-1-102", 235, "2025-08-15");
    let list = office.repeated_debtors(date(TODAY), 3).unwrap();
    let found: Vec<(&str, u32, i64)> =
        list.lines.iter().map(|l| (l.room.as_str(), l.months, l.now.0)).collect();
    // At the ends of August, September and October, and today: July was due on its last day.
    assert_eq!(found[0], ("1-1-102", 4, 94_000));
    assert!(found.contains(&("1-1-101", 3, 0)), "{found:?}");
    assert!(found.contains(&("2-1-102", 3, 70_500)), "{found:?}");
    assert_eq!(office.repeated_debtors(date(TODAY), 5).unwrap().lines, []);
    assert_eq!(list.now, Fen(3 * 94_000 + 70_500));
}
