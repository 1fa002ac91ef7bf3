//! Debts handed to a law firm, and the pack it is given.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use estate::{on, small_office as office};
use std::io::{Cursor, Read};
use zhangfang_documents::FontSet;
use zhangfang_domain::Fen;
use zhangfang_domain::approval::Role;
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::delivery::{Relation, Way};
use zhangfang_domain::dunning::{Leave, Stage};
use zhangfang_domain::legal_case::{CaseStage, CaseStep};
use zhangfang_office::delivery::DeliveryNote;
use zhangfang_office::dunning::{DebtorFilter, Decision, DunningRequest};
use zhangfang_office::evidence::EvidenceRequest;
use zhangfang_office::legal_case::{CaseCost, CaseRequest};
use zhangfang_office::papers;
use zhangfang_office::sentence::sentence;
use zhangfang_office::{Occasion, Office};
use zip::ZipArchive;

fn fonts() -> FontSet {
    papers::fonts(None).unwrap()
}

fn request(room: &str) -> CaseRequest {
    CaseRequest {
        room: room.into(),
        account: None,
        firm: "青禾律师事务所".into(),
        agreement: "委托处理协议 2025-11-01".into(),
        reason: "两次通知、一次催缴函均无回应".into(),
    }
}

/// A formal demand to 1-1-101 of 20 November.
fn wrote(office: &mut Office) -> String {
    let debtors = office.debtor_list(on("2025-11-20").today, &DebtorFilter::default()).unwrap().lines;
    let debtor = debtors.iter().find(|d| d.room == "1-1-101").unwrap();
    office.note_arrears_reason(debtor.account, ArrearsReason::Unknown, "", &on("2025-11-20")).unwrap();
    let decision = Decision { leave: Leave::Skipping, reason: "时效将满".into() };
    let wanted = DunningRequest { decision, ..DunningRequest::of(Stage::FormalDemand) };
    office.dun(&fonts(), &wanted, &[(debtor.account, debtor.asked)], &on("2025-11-20")).unwrap();
    office.letters(Some("1-1-101"), on("2025-11-21").today).unwrap().remove(0).number
}

/// The demand of 20 November, handed to the owner in the given way the next day.
fn demanded(office: &mut Office, way: Way) {
    let letter = wrote(office);
    delivered(office, letter, way);
}

fn delivered(office: &mut Office, letter: String, way: Way) {
    let signed = way == Way::Hand;
    let note = DeliveryNote {
        letter,
        way,
        at: on("2025-11-21").now,
        signer: signed.then(|| "王建国".to_owned()),
        relation: signed.then_some(Relation::Debtor),
        refusal: None,
        witness: None,
        waybill: None,
        content_named: false,
        number: None,
        note: "一楼公告栏".into(),
        pictures: Vec::new(),
    };
    office.note_delivery(&note, &on("2025-11-21")).unwrap();
}

fn open(office: &mut Office, day: &str) -> Result<String, (&'static str, String)> {
    let opened = office.open_case(&request("1-1-101"), &on(day));
    opened.map(|posted| posted.value).map_err(|e| (e.code(), sentence(&e)))
}

fn step(stage: CaseStage, day: &str) -> CaseStep {
    let number = stage.needs_number().then(|| "（2026）浙0106民初1234号".to_owned());
    CaseStep { stage, on: day.parse().unwrap(), number }
}

#[test]
fn c11_no_case_without_a_demand_that_is_proved_and_whose_deadline_is_over() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    assert_eq!(open(&mut office, "2025-12-20").unwrap_err().0, "no-proved-demand");
    // A posting on a board proves nothing.
    let letter = wrote(&mut office);
    delivered(&mut office, letter.clone(), Way::Board);
    let (code, said) = open(&mut office, "2025-12-20").unwrap_err();
    assert_eq!(code, "no-proved-demand");
    assert!(said.contains("A—C"), "{said}");
    delivered(&mut office, letter, Way::Hand);
    // Fifteen days from the delivery and seven more: 21 November and 22 days.
    let (code, said) = open(&mut office, "2025-12-12").unwrap_err();
    assert_eq!(code, "deadline-runs");
    assert!(said.contains("2025年12月13日"), "{said}");
    let number = open(&mut office, "2025-12-13").unwrap();
    assert!(number.starts_with("AJ-202512-"));
    assert_eq!(open(&mut office, "2025-12-14").unwrap_err().0, "case-runs");
    let line = office.cases(Some("1-1-101"), on("2025-12-14").today).unwrap().remove(0);
    assert_eq!((line.case.fen, line.stage), (Fen(94_000), CaseStage::HandedOver));
    assert!(!line.next.contains(&CaseStage::Enforcement));
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn c11_enforcement_only_after_an_effective_title_and_the_ladder_is_held_until_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    demanded(&mut office, Way::Hand);
    let number = open(&mut office, "2025-12-13").unwrap();
    let mut take = |stage: CaseStage, day: &str| {
        let taken = office.take_case_step(&number, &step(stage, day), "", &on(day));
        taken.map(|_| ()).map_err(|e| (e.code(), sentence(&e)))
    };
    let (code, said) = take(CaseStage::Enforcement, "2025-12-20").unwrap_err();
    assert_eq!(code, "case-step");
    assert!(said.contains("不能申请执行"), "{said}");
    take(CaseStage::Filed, "2026-01-05").unwrap();
    take(CaseStage::Decision, "2026-03-02").unwrap();
    let (_, said) = take(CaseStage::Enforcement, "2026-03-17").unwrap_err();
    assert!(said.contains("2026年3月17日"), "{said}");
    take(CaseStage::Enforcement, "2026-03-18").unwrap();
    let cost = CaseCost { on: on("2026-03-18").today, what: "诉讼费".into(), fen: Fen(2_500) };
    office.add_case_cost(&number, &cost, &on("2026-03-18")).unwrap();
    assert_eq!(office.cases(None, on("2026-03-18").today).unwrap()[0].cost, Fen(2_500));
    let held = |office: &Office, day: &str| {
        let plan = office.message_drafts(zhangfang_domain::letter::Letter::GentleMessage, &[], on(day).today);
        !plan.unwrap().iter().any(|draft| draft.room == "1-1-101")
    };
    assert!(held(&office, "2026-03-18"));
    office
        .take_case_step(&number, &step(CaseStage::Closed, "2026-04-01"), "付清", &on("2026-04-01"))
        .unwrap();
    assert!(!held(&office, "2026-04-01"));
}

#[test]
fn c12_only_law_firms_with_an_agreement_on_personal_data_and_only_by_a_manager() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    demanded(&mut office, Way::Hand);
    let mut refused = |change: &dyn Fn(&mut CaseRequest)| {
        let mut request = request("1-1-101");
        change(&mut request);
        office.open_case(&request, &on("2025-12-20")).unwrap_err().code()
    };
    assert_eq!(refused(&|r| r.firm = "速清债务催收公司".into()), "only-law-firms");
    assert_eq!(refused(&|r| r.agreement = " ".into()), "unusable-value");
    assert_eq!(refused(&|r| r.reason = String::new()), "unusable-value");
    office.name_staff("老李", Role::Manager, &on("2025-12-01")).unwrap();
    let clerk = office.open_case(&request("1-1-101"), &on("2025-12-20")).unwrap_err();
    assert_eq!(clerk.code(), "staff-by-manager-only");
    let manager = Occasion { operator: "老李".into(), ..on("2025-12-20") };
    office.open_case(&request("1-1-101"), &manager).unwrap();
}

fn pack_request() -> EvidenceRequest {
    EvidenceRequest {
        room: "1-1-101".into(),
        account: None,
        recipient: "青禾律师事务所".into(),
        purpose: "起诉".into(),
        password: "lawyer-2026-x".into(),
        identity: "330106199001011234".into(),
    }
}

#[test]
fn the_pack_is_encrypted_numbered_listed_and_its_leaving_is_noted() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    demanded(&mut office, Way::Hand);
    let today = on("2025-12-20");
    let pack = office.evidence_pack(&fonts(), &pack_request(), &today).unwrap();
    assert!(pack.number.starts_with("ZJ-202512-") && pack.file_name.ends_with("1-1-101.zip"));
    assert_eq!(pack.contents.len(), 11);
    let mut archive = ZipArchive::new(Cursor::new(&pack.bytes)).unwrap();
    for name in &pack.contents {
        assert!(archive.by_name(name).is_err(), "{name} opens without a password");
        assert!(archive.by_name_decrypt(name, b"lawyer-2026-y").is_err(), "{name} opens with a wrong one");
        let mut bytes = Vec::new();
        archive.by_name_decrypt(name, b"lawyer-2026-x").unwrap().read_to_end(&mut bytes).unwrap();
        assert!(bytes.starts_with(b"%PDF"), "{name}");
    }
    let export = office.exports(1).unwrap().remove(0).export;
    assert_eq!((export.kind.as_str(), export.recipient.as_str()), ("evidence", "青禾律师事务所"));
    assert_eq!(export.sha256.as_deref(), Some(pack.sha256.as_str()));
    // The number of the card is in the pack and nowhere in the book.
    let book = std::fs::read(dir.path().join("a.zfb")).unwrap();
    assert!(!book.windows(18).any(|w| w == b"330106199001011234"));
    let next = office.evidence_pack(&fonts(), &pack_request(), &today).unwrap();
    assert_ne!(next.number, pack.number);
}

#[test]
fn c12_the_pack_goes_to_law_firms_only_under_a_real_password() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let mut refused = |change: &dyn Fn(&mut EvidenceRequest)| {
        let mut request = pack_request();
        change(&mut request);
        let error = office.evidence_pack(&fonts(), &request, &on("2025-12-20")).unwrap_err();
        (error.code(), sentence(&error))
    };
    assert_eq!(refused(&|r| r.recipient = "债务公司".into()).0, "only-law-firms");
    assert_eq!(refused(&|r| r.purpose = String::new()).0, "unusable-value");
    for weak in ["", "short1", "onlyletters", "1234567890"] {
        let (code, said) = refused(&|r| r.password = weak.into());
        assert_eq!(code, "unusable-value");
        assert!(weak.is_empty() || !said.contains(weak), "{said}");
    }
    assert!(office.exports(1).unwrap().is_empty());
}
