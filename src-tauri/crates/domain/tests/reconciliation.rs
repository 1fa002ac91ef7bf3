//! Which receipt, refund or home a line of a statement belongs to.
#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_domain::Fen;
use zhangfang_domain::reconciliation::{
    Booked, Books, Line, Payer, Proposal, Target, Why, paper_numbers, propose, rooms_in,
};
use zhangfang_domain::room::RoomNo;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, d).unwrap()
}

fn line(id: i64, fen: i64, payer: &str, remark: &str, reference: &str) -> Line {
    let text = str::to_owned;
    Line {
        id,
        day: day(10),
        fen: Fen(fen),
        payer: text(payer),
        remark: text(remark),
        reference: text(reference),
    }
}

fn payer(home: i64, room: &str, owner: &str, open: i64) -> Payer {
    Payer { home, room: RoomNo::parse(room).unwrap(), owners: vec![owner.to_owned()], open: Fen(open) }
}

fn receipt(id: i64, home: i64, fen: i64, reference: &str, on: u32) -> Booked {
    let (reference, name) = (reference.to_owned(), String::new());
    Booked { id, day: day(on), fen: Fen(fen), reference, name, homes: vec![home] }
}

fn books() -> Books {
    Books {
        payers: vec![
            payer(1, "3-1-301", "张三", 22_222),
            payer(2, "3-1-302", "李四", 66_666),
            payer(3, "5-2-1102", "王五", 22_222),
            payer(4, "6-1-101", "王五", 22_222),
            payer(5, "31-1-301", "赵六", 100),
        ],
        papers: HashMap::from([(("TZ".to_owned(), 202_511, 123), 2)]),
        ..Books::default()
    }
}

fn one(books: &Books, line: Line) -> Proposal {
    propose(&[line], books).pop().unwrap()
}

#[test]
fn the_reference_of_a_receipt_decides_before_everything() {
    let mut books = books();
    books.receipts = vec![receipt(9, 2, 22_222, "4200001", 1)];
    let proposal = one(&books, line(1, 22_222, "张三", "3-1-301", "4200001"));
    assert_eq!(proposal, Proposal::Certain(Target::Receipt(9), Why::Reference));
    let other_amount = one(&books, line(1, 22_223, "张三", "3-1-301", "4200001"));
    assert!(matches!(other_amount, Proposal::Unsure(_)), "{other_amount:?}");
}

#[test]
fn a_paper_or_a_room_in_the_remark_names_the_home() {
    let books = books();
    for (remark, home, why) in [
        ("物业费TZ-202511-00123", 2, Why::Paper),
        ("tz20251100123", 2, Why::Paper),
        ("3-1-301物业费", 1, Why::Room),
        ("代交3栋1单元301室11月", 1, Why::Room),
        ("3#1-301 11月物业费222.22元", 1, Why::Room),
        ("３－１－３０１", 1, Why::Room),
        ("52 1102", 0, Why::Room),
        ("5号楼2单元1102", 3, Why::Room),
        ("物业费31301", 1, Why::Room),
        ("31-1-301", 5, Why::Room),
    ] {
        let proposal = one(&books, line(1, 500, "别人", remark, ""));
        let expected =
            if home == 0 { Proposal::Unsure(Vec::new()) } else { Proposal::Certain(Target::Home(home), why) };
        assert_eq!(proposal, expected, "{remark}");
    }
    let two = one(&books, line(1, 500, "", "3-1-301和3-1-302物业费", ""));
    assert_eq!(two, Proposal::Unsure(vec![(Target::Home(1), Why::Room), (Target::Home(2), Why::Room)]));
    let disagree = one(&books, line(1, 500, "", "TZ-202511-00123 3-1-301", ""));
    assert!(matches!(disagree, Proposal::Unsure(_)), "{disagree:?}");
}

#[test]
fn a_name_counts_only_with_exactly_what_is_owed_and_only_once() {
    let books = books();
    let exact = one(&books, line(1, 22_222, "张 三", "转账", "r"));
    assert_eq!(exact, Proposal::Certain(Target::Home(1), Why::NameAndAmount));
    let name = one(&books, line(1, 20_000, "张三", "转账", "r"));
    assert_eq!(name, Proposal::Unsure(vec![(Target::Home(1), Why::Name)]));
    let two = one(&books, line(1, 22_222, "王五", "", "r"));
    assert!(matches!(&two, Proposal::Unsure(c) if c.len() == 2), "{two:?}");
    let amount = one(&books, line(1, 66_666, "无名氏", "", "r"));
    assert_eq!(amount, Proposal::Unsure(vec![(Target::Home(2), Why::Amount)]));
}

#[test]
fn what_the_counter_took_already_is_not_taken_again() {
    let mut books = books();
    books.receipts = vec![receipt(7, 1, 22_222, "", 9), receipt(8, 3, 5_000, "", 9)];
    let named = one(&books, line(1, 22_222, "某某", "3-1-301", "w1"));
    assert_eq!(named, Proposal::Certain(Target::Receipt(7), Why::Room));
    let amount = one(&books, line(1, 5_000, "某某", "", "w2"));
    assert_eq!(amount, Proposal::Unsure(vec![(Target::Receipt(8), Why::Amount)]));
    let both = propose(&[line(1, 22_222, "", "3-1-301", "w1"), line(2, 22_222, "", "3-1-301", "w2")], &books);
    assert_eq!(both[1], Proposal::Certain(Target::Home(1), Why::Room), "the receipt has its line");
}

#[test]
fn the_second_payment_of_a_paid_debt_is_seen() {
    let books = books();
    let lines = [line(1, 22_222, "张三", "3-1-301", "a"), line(2, 22_222, "张三", "3-1-301", "b")];
    let found = propose(&lines, &books);
    assert_eq!(found[1], Proposal::Twice { of: 1, home: 1 });
    let mut owes_more = books.clone();
    owes_more.payers[0].open = Fen(44_444);
    assert!(matches!(propose(&lines, &owes_more)[1], Proposal::Certain(..)), "two months were owed");
}

#[test]
fn money_out_is_held_against_refunds_only() {
    let mut books = books();
    let refund = Booked { name: "张三".into(), ..receipt(4, 1, 50_323, "", 9) };
    books.refunds = vec![refund];
    let out = one(&books, line(1, -50_323, "张三", "退车位费 3-1-301", "x"));
    assert_eq!(out, Proposal::Certain(Target::Refund(4), Why::NameAndAmount));
    assert_eq!(one(&books, line(1, -500, "银行", "手续费", "x")), Proposal::Unsure(Vec::new()));
}

#[test]
fn remarks_hold_no_rooms_by_chance() {
    let known = |_: &RoomNo| Some(&());
    for text in
        ["", "物业费", "202511", "2025年11月", "222.22元", "11月物业", "扫二维码付款", "4200001234567890"]
    {
        assert!(rooms_in(text, known).is_empty(), "{text}");
    }
    assert!(paper_numbers("ATZ-202511-00123 TZ-2025").is_empty());
}
