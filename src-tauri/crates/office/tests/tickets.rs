//! Tickets at the desk: taken in, worked on, revisited; what they hold of dunning, and what they never touch.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod estate;

use chrono::NaiveDate;
use estate::{MANAGEMENT, at as on, bill, code, create, home, price, profile, register};
use rust_decimal::Decimal;
use std::path::Path;
use zhangfang_domain::approval::Role;
use zhangfang_domain::dunning::PauseCause;
use zhangfang_domain::ticket::step::Step;
use zhangfang_domain::ticket::{Channel, FeeAnswer, Ground, HoldCause, Kind, Level, RevisitWay, Topic};
use zhangfang_domain::{Fen, Months};
use zhangfang_office::login::Cost;
use zhangfang_office::ticket::{FeeLink, Intake, NewMaterial, NewStep, TicketFilter};
use zhangfang_office::{Occasion, Office, OfficeError};

const MORNING: &str = "2026-01-06 09:00";
const ROOM: &str = "5-2-701";

/// One home that owes October to December of two items.
fn office(dir: &Path) -> Office {
    let who = on("2025-10-01 09:00");
    let months = Months::parse("2025-10..2025-12").unwrap();
    let mut office = create(dir, &profile(), &who);
    register(&mut office, &[home("5", 2, "701", "赵一")], &who);
    price(&mut office, MANAGEMENT, 235, months.from, &who);
    price(&mut office, ("light", "楼道照明费"), 10, months.from, &who);
    bill(&mut office, months, &who);
    office
}

fn intake(kind: Kind, topic: Topic, fee: Option<FeeLink>) -> Intake {
    Intake {
        room: ROOM.into(),
        place: "5栋2单元7层楼道".into(),
        kind,
        topic,
        level: None,
        channel: Channel::Phone,
        intake: String::new(),
        reporter: String::new(),
        phone: "13800001234".into(),
        wish: "楼道灯修好就交".into(),
        at: None,
        accept: true,
        answer: String::new(),
        incident: None,
        fee,
    }
}

fn light() -> Option<FeeLink> {
    Some(FeeLink { items: vec!["light".into()], ..FeeLink::default() })
}

fn step(office: &mut Office, number: &str, step: Step, note: &str, at: &str) -> Result<String, OfficeError> {
    office
        .ticket_step(number, &NewStep { step, at: None, note: note.into() }, &on(at))
        .map(|posted| posted.value)
}

fn pauses(office: &Office, day: &str) -> Vec<(PauseCause, NaiveDate)> {
    let account = office.home(ROOM).unwrap().account;
    let day: NaiveDate = day.parse().unwrap();
    let all = office.book().reading().pauses(Some(account), day).unwrap();
    all.iter().filter(|p| p.holds_on(day)).map(|p| (p.cause, p.until)).collect()
}

/// Script B, step 5: the light of the staircase, and what follows when it burns again the same afternoon.
#[test]
fn b5_a_conditional_promise_pauses_one_item_until_the_light_burns() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let taken = office.take_in(&intake(Kind::Repair, Topic::Plumbing, light()), &on(MORNING)).unwrap().value;
    let (number, today) = (taken.number.as_str(), on(MORNING).today);
    assert_eq!(number, "GD-202601-00001");
    assert_eq!(taken.done_by, Some(on("2026-01-09 09:00").now));
    assert_eq!(taken.paused_until, Some("2026-01-16".parse().unwrap()));
    assert_eq!(pauses(&office, "2026-01-06"), [(PauseCause::Complaint, "2026-01-16".parse().unwrap())]);
    assert_eq!(pauses(&office, "2026-01-17"), []);
    // Only the linked item: the fee of the contract is asked for as before.
    let pause = office.ticket_pause(&office.ticket(number).unwrap(), today).unwrap().unwrap();
    let item = |name: &str| office.charge_item(name).unwrap().id;
    assert!(pause.reaches(item("light"), 0) && !pause.reaches(item("management"), 0));
    assert_eq!(office.open_tickets(pause.account).unwrap().len(), 1);
    assert_eq!(office.served_tickets(today).unwrap(), []);

    let to = Step::Dispatch { to: "电工老王".into(), contractor: false, appointment: None };
    assert_eq!(step(&mut office, number, to, "", "2026-01-06 09:05").unwrap(), "dispatched");
    let done = Step::Finish { by: "电工老王".into() };
    assert_eq!(step(&mut office, number, done, "换灯管一支", "2026-01-06 15:00").unwrap(), "awaiting-owner");
    assert_eq!(pauses(&office, "2026-01-06"), []);
    let served = office.served_tickets(today).unwrap();
    assert_eq!((served.len(), served[0].room.as_str(), served[0].overdue), (1, ROOM, Fen(73_500)));
    assert_eq!(office.ticket_served_on(office.ticket(number).unwrap().id).unwrap(), Some(today));
    assert!(office.open_tickets(pause.account).unwrap().is_empty());

    // Not by whoever did the work; the answer about the fee ends the item of the work list.
    let own = Step::Revisit { by: "电工老王".into(), way: RevisitWay::Phone, score: 5 };
    assert_eq!(code(step(&mut office, number, own, "", "2026-01-06 15:30")), "ticket-own-work");
    let threat = step(
        &mut office,
        number,
        Step::Close { by: "前台小周".into() },
        "再不缴费就停水",
        "2026-01-06 15:40",
    );
    assert_eq!(code(threat), "wording-blocked");
    let asked = Step::Revisit { by: "客服小李".into(), way: RevisitWay::Phone, score: 5 };
    step(&mut office, number, asked, "很快", "2026-01-06 16:00").unwrap();
    let talk = Step::FeeTalk { answer: FeeAnswer::Promise };
    step(&mut office, number, talk, "本周五前交清", "2026-01-06 16:05").unwrap();
    assert_eq!(office.served_tickets(today).unwrap(), []);
    let close = |by: &str| Step::Close { by: by.into() };
    let refused = step(&mut office, number, close("客服小李"), "", "2026-01-06 16:10");
    assert_eq!(code(refused), "ticket-not-first-contact");
    assert_eq!(step(&mut office, number, close("前台小周"), "", "2026-01-06 16:10").unwrap(), "closed");
    assert!(office.verify().unwrap().findings.is_empty());
}

/// "Fix first, collect later": for a limited time and without touching the debt.
#[test]
fn c17_a_pause_leaves_the_debt_its_due_date_and_its_limitation_as_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let today = on(MORNING).today;
    let home = office.home(ROOM).unwrap();
    let open = |office: &Office| office.book().reading().open_items_of(home.id).unwrap();
    let limits = |office: &Office| {
        let all = office.limitation_list(today, 9_999, true).unwrap();
        all.iter().map(|l| (l.item.clone(), l.due, l.open, l.last_day)).collect::<Vec<_>>()
    };
    let (debt, limitation) = (open(&office), limits(&office));
    assert_eq!((debt.len(), limitation.len()), (6, 6));
    let new = Intake { level: Some(Level::P3), ..intake(Kind::Complaint, Topic::Cleaning, light()) };
    let number = office.take_in(&new, &on(MORNING)).unwrap().value.number;
    assert_eq!((open(&office), limits(&office)), (debt.clone(), limitation.clone()));

    // It ends by itself; only the manager makes it longer, with a reason, and never without an end.
    let until = |day: &str| day.parse::<NaiveDate>().unwrap();
    assert_eq!(pauses(&office, "2026-01-06"), [(PauseCause::Complaint, until("2026-01-23"))]);
    let extend = |office: &mut Office, day: &str, reason: &str| {
        office.extend_ticket_pause(&number, until(day), reason, &on("2026-01-20 09:00")).map(|p| p.value)
    };
    assert_eq!(code(extend(&mut office, "2026-02-10", " ")), "unusable-value");
    assert_eq!(code(extend(&mut office, "2026-02-20", "等开发商")), "ticket-pause-outside");
    assert_eq!(code(extend(&mut office, "2026-01-23", "等开发商")), "ticket-pause-outside");
    assert_eq!(extend(&mut office, "2026-02-19", "等开发商").unwrap(), until("2026-02-19"));
    assert_eq!(pauses(&office, "2026-02-19").len(), 1);
    assert_eq!(pauses(&office, "2026-02-20"), []);
    // Where people log in it has to be the manager.
    let manager = |at| Occasion { operator: "陈经理".into(), ..on(at) };
    let morning = manager("2026-01-20 09:00");
    for (name, role) in [("陈经理", Role::Manager), ("前台小周", Role::Clerk)] {
        office.name_staff(name, role, &morning).unwrap();
        office.set_password(name, "Qinghe-2026!", Cost::CHEAP, &morning).unwrap();
    }
    let again = office.extend_ticket_pause(&number, until("2026-03-01"), "等开发商", &on("2026-02-10 09:00"));
    assert_eq!(code(again), "ticket-manager-only");
    office
        .extend_ticket_pause(&number, until("2026-03-01"), "等开发商", &manager("2026-02-10 09:00"))
        .unwrap();
    assert_eq!((open(&office), limits(&office)), (debt, limitation));
}

#[test]
fn a_disputed_charge_holds_itself_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let home = office.home(ROOM).unwrap();
    let charges: Vec<i64> =
        office.book().reading().open_items_of(home.id).unwrap().iter().map(|o| o.charge).collect();
    let fee = Some(FeeLink { charges: vec![charges[2]], ..FeeLink::default() });
    office.take_in(&intake(Kind::Complaint, Topic::Amount, fee), &on(MORNING)).unwrap();
    let pause = &office.book().reading().pauses(Some(home.account), on(MORNING).today).unwrap()[0];
    assert_eq!(pause.cause, PauseCause::Dispute);
    assert_eq!(charges.iter().filter(|charge| pause.reaches(0, **charge)).count(), 1);
    // A pause of everything is not to be had, and none for a fee nobody owes.
    let nothing = intake(Kind::Complaint, Topic::Amount, Some(FeeLink::default()));
    assert_eq!(code(office.take_in(&nothing, &on(MORNING))), "ticket-fee-without-scope");
    let unknown = Some(FeeLink { charges: vec![9_999], ..FeeLink::default() });
    assert_eq!(
        code(office.take_in(&intake(Kind::Complaint, Topic::Amount, unknown), &on(MORNING))),
        "unknown"
    );
    let public = Intake { room: String::new(), ..intake(Kind::Repair, Topic::Lift, light()) };
    assert_eq!(code(office.take_in(&public, &on(MORNING))), "ticket-fee-without-home");
}

#[test]
fn a_pause_comes_back_when_it_broke_again_and_goes_along_when_the_promise_moves() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let number =
        office.take_in(&intake(Kind::Repair, Topic::Plumbing, light()), &on(MORNING)).unwrap().value.number;
    let until = |office: &Office, day: &str| pauses(office, day).first().map(|p| p.1.to_string());
    step(&mut office, &number, Step::Regrade { level: Level::P3 }, "要换线路", "2026-01-06 10:00").unwrap();
    assert_eq!(until(&office, "2026-01-06").as_deref(), Some("2026-01-23"));
    let hold = Step::Hold { cause: HoldCause::Material, until: on("2026-03-01 09:00").now };
    step(&mut office, &number, hold, "等电缆到货", "2026-01-06 11:00").unwrap();
    assert_eq!(until(&office, "2026-01-06").as_deref(), Some("2026-02-05"), "never longer than thirty days");
    let done = Step::Finish { by: "电工老王".into() };
    step(&mut office, &number, done, "已换线", "2026-01-07 11:00").unwrap();
    assert_eq!(until(&office, "2026-01-07"), None);
    step(&mut office, &number, Step::Reopen, "又不亮了", "2026-01-08 11:00").unwrap();
    assert_eq!(until(&office, "2026-01-08").as_deref(), Some("2026-01-25"));
    let untrue = Step::Reject { ground: Ground::Untrue };
    step(&mut office, &number, untrue, "已到场，灯正常，业主现场确认", "2026-01-09 11:00").unwrap();
    assert_eq!(until(&office, "2026-01-09"), None);
}

#[test]
fn what_is_about_to_be_late_stands_first() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let mut take = |level, wish: &str, at: &str| {
        let new = Intake { level: Some(level), wish: wish.into(), ..intake(Kind::Repair, Topic::Lift, None) };
        office.take_in(&new, &on(at)).unwrap();
    };
    take(Level::P2, "电梯异响", "2026-01-06 08:40");
    take(Level::P3, "外墙渗水", "2026-01-06 08:41");
    take(Level::P1, "入户漏水", "2026-01-06 08:42");
    take(Level::P0, "电梯困人", "2026-01-06 08:43");
    let now = on(MORNING).now;
    let lines = office.tickets(&TicketFilter::default(), now).unwrap();
    let wishes: Vec<&str> = lines.iter().map(|l| l.wish.as_str()).collect();
    assert_eq!(wishes, ["电梯困人", "入户漏水", "电梯异响", "外墙渗水"]);
    assert_eq!((lines[0].escalate_to.as_str(), lines[0].minutes_left), ("项目经理", Some(-2)));
    assert_eq!((lines[1].next.as_str(), lines[1].minutes_left), ("到场", Some(12)));
    let alarms = office.ticket_alarms(now, 60).unwrap();
    assert_eq!(alarms.iter().map(|a| a.line.wish.as_str()).collect::<Vec<_>>(), ["电梯困人", "入户漏水"]);
}

#[test]
fn a_paid_service_is_an_ordinary_charge_agreed_to_before() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let number =
        office.take_in(&intake(Kind::Repair, Topic::Plumbing, None), &on(MORNING)).unwrap().value.number;
    let tap = |fen, agreed: &str| NewMaterial {
        what: "更换水龙头".into(),
        quantity: Decimal::ONE,
        fen: Fen(fen),
        agreed: agreed.into(),
    };
    assert_eq!(code(office.add_ticket_material(&number, &tap(8_000, ""), &on(MORNING))), "ticket-not-agreed");
    assert_eq!(code(office.add_ticket_material(&number, &tap(-1, "是"), &on(MORNING))), "settlement");
    assert_eq!(office.add_ticket_material(&number, &tap(0, ""), &on(MORNING)).unwrap().value, None);
    let agreed = tap(8_000, "业主当面同意");
    let charge = office.add_ticket_material(&number, &agreed, &on(MORNING)).unwrap().value.unwrap();
    let charge = office.charge(charge).unwrap();
    assert_eq!((charge.fen, charge.open, charge.due), (Fen(8_000), Fen(8_000), on(MORNING).today));
    assert_eq!(office.charge_item("有偿服务").unwrap().id, charge.item);
    let public = Intake { room: String::new(), ..intake(Kind::Repair, Topic::Lift, None) };
    let public = office.take_in(&public, &on(MORNING)).unwrap().value.number;
    assert_eq!(code(office.add_ticket_material(&public, &agreed, &on(MORNING))), "ticket-nobody-to-charge");
    assert_eq!(office.ticket_card(&number, on(MORNING).now).unwrap().materials.len(), 2);
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn an_incident_has_one_answer_and_one_end_for_all_its_tickets() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let water = intake(Kind::Repair, Topic::Plumbing, None);
    let first = office.take_in(&water, &on(MORNING)).unwrap().value.number;
    let script = "供水公司抢修，预计 18 点恢复";
    let incident =
        office.begin_incident("5栋停水", script, std::slice::from_ref(&first), &on(MORNING)).unwrap().value;
    let second = Intake { incident: Some(incident), accept: false, ..water.clone() };
    let second = office.take_in(&second, &on(MORNING)).unwrap().value.number;
    assert_eq!(office.answer_incident(incident, "18 点前恢复", &on("2026-01-06 12:00")).unwrap().value, 2);
    let hold = Step::Hold { cause: HoldCause::Owner, until: on("2026-01-07 09:00").now };
    step(&mut office, &second, hold, "等业主开门", "2026-01-06 13:00").unwrap();
    assert_eq!(office.incidents(false).unwrap()[0].open, 2);
    assert_eq!(office.end_incident(incident, "已恢复供水", &on("2026-01-06 17:30")).unwrap().value, 2);
    for number in [&first, &second] {
        assert_eq!(office.ticket_card(number, on(MORNING).now).unwrap().line.state, "awaiting-owner");
    }
    assert!(office.incidents(false).unwrap().is_empty());
    let late = Intake { incident: Some(incident), ..water };
    assert_eq!(code(office.take_in(&late, &on("2026-01-06 18:00"))), "incident-over");
    assert_eq!(code(office.end_incident(incident, "再结束一次", &on("2026-01-06 18:00"))), "incident-over");
}

#[test]
fn promised_times_are_the_offices_own_and_what_cannot_be_read_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = office(dir.path());
    let set = |office: &mut Office, name: &str, text: &str| {
        office.set_ticket_terms(&[(name.into(), text.into())], &on(MORNING)).map(|_| ())
    };
    for (name, text) in
        [("p2.close", "２天"), ("hours", "9:00-18:00"), ("weekdays", "12345"), ("p1.on-site", "无")]
    {
        set(&mut office, name, text).unwrap();
    }
    let line = |office: &Office, name: &str| {
        office.ticket_term_lines().unwrap().into_iter().find(|l| l.name == name).unwrap().value
    };
    assert_eq!((line(&office, "p2.close"), line(&office, "hours")), ("2天".into(), "9:00-18:00".into()));
    assert_eq!((line(&office, "weekdays"), line(&office, "p1.on-site")), ("12345".into(), "无".into()));
    for (name, text) in [
        ("p2.close", "2"),
        ("p2.close", "0天"),
        ("p2.reply", "无"),
        ("hours", "18:00-9:00"),
        ("weekdays", "8"),
        ("pause-most", "0"),
    ] {
        assert_eq!(code(set(&mut office, name, text)), "unusable-value", "{name} {text}");
    }
    assert_eq!(code(set(&mut office, "p9.close", "1天")), "unknown");
    let taken = office.take_in(&intake(Kind::Complaint, Topic::Noise, None), &on(MORNING)).unwrap().value;
    assert_eq!(taken.done_by, Some(on("2026-01-08 09:00").now));
}
