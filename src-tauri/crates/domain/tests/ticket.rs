//! Tickets: the state machine over every state and step, promised times, oracle M7 (domain sections 5.2 and 6.2).
#![allow(clippy::unwrap_used)]

use chrono::{NaiveDateTime, TimeDelta};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use zhangfang_domain::approval::Role;
use zhangfang_domain::ticket::course::{Course, State};
use zhangfang_domain::ticket::deadline::Promise;
use zhangfang_domain::ticket::rates::Counts;
use zhangfang_domain::ticket::step::{Event, Step, StepError, StepKind};
use zhangfang_domain::ticket::terms::{Hours, Span, Terms, after};
use zhangfang_domain::ticket::{Category, FeeAnswer, Ground, HoldCause, Kind, Level, RevisitWay, Topic};

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// A Tuesday morning.
const MORNING: &str = "2026-01-06 09:00";

fn begun(kind: Kind, level: Level) -> Course {
    Course::begin(kind, level, "前台小周", at(MORNING))
}

/// One of every kind of step, as somebody would take it some minutes after the last one.
fn step(kind: StepKind, course: &Course) -> Step {
    let soon = course.last + TimeDelta::hours(24);
    match kind {
        StepKind::Accept => Step::Accept,
        StepKind::Dispatch => Step::Dispatch { to: "老王".into(), contractor: false, appointment: None },
        StepKind::Start => Step::Start,
        StepKind::Arrive => Step::Arrive,
        StepKind::Report => Step::Report,
        StepKind::Hold => Step::Hold { cause: HoldCause::Material, until: soon },
        StepKind::Resume => Step::Resume,
        StepKind::Reject => Step::Reject { ground: Ground::Untrue },
        StepKind::Finish => Step::Finish { by: "老王".into() },
        StepKind::Confirm => Step::Confirm,
        StepKind::Revisit => Step::Revisit { by: "小李".into(), way: RevisitWay::Phone, score: 5 },
        StepKind::Reopen => Step::Reopen,
        StepKind::Close => Step::Close { by: course.first_contact.clone() },
        StepKind::Escalate => Step::Escalate { to: Role::Manager },
        StepKind::Regrade => {
            Step::Regrade { level: if course.level == Level::P1 { Level::P2 } else { Level::P1 } }
        }
        StepKind::HandOver => Step::HandOver { to: "小赵".into() },
        StepKind::FeeTalk => Step::FeeTalk { answer: FeeAnswer::Pays },
        StepKind::Join => Step::Join { incident: 1 },
    }
}

fn go(course: &mut Course, step: Step) -> Result<(), StepError> {
    let event = Event { at: course.last + TimeDelta::minutes(10), step, note: "说明".into() };
    course.take(&event)
}

fn walk(kind: Kind, level: Level, path: &[StepKind]) -> Course {
    let mut course = begun(kind, level);
    for next in path {
        let next = step(*next, &course);
        go(&mut course, next).unwrap();
    }
    course
}

use StepKind as K;

/// How each state is reached.
fn ways() -> BTreeMap<State, Vec<StepKind>> {
    let done = vec![K::Accept, K::Dispatch, K::Start, K::Finish];
    let and = |more: &[StepKind]| [done.clone(), more.to_vec()].concat();
    BTreeMap::from([
        (State::Registered, vec![]),
        (State::Accepted, vec![K::Accept]),
        (State::Dispatched, vec![K::Accept, K::Dispatch]),
        (State::InProgress, vec![K::Accept, K::Dispatch, K::Start]),
        (State::OnHold, vec![K::Accept, K::Dispatch, K::Start, K::Hold]),
        (State::AwaitingOwner, done.clone()),
        (State::AwaitingRevisit, and(&[K::Confirm])),
        (State::Revisited, and(&[K::Confirm, K::Revisit])),
        (State::Closed, and(&[K::Confirm, K::Revisit, K::Close])),
        (State::Rejected, vec![K::Accept, K::Reject]),
        (State::Reopened, and(&[K::Reopen])),
    ])
}

/// What may follow on each state of a complaint, written down once more by hand.
fn table(state: State) -> Vec<StepKind> {
    let mut steps = match state {
        State::Registered => vec![K::Accept, K::Reject],
        State::Accepted | State::Reopened => vec![K::Dispatch, K::Report, K::Hold, K::Reject, K::Finish],
        State::Dispatched => vec![K::Dispatch, K::Start, K::Arrive, K::Report, K::Hold, K::Reject],
        State::InProgress => vec![K::Dispatch, K::Arrive, K::Report, K::Hold, K::Reject, K::Finish],
        State::OnHold => vec![K::Report, K::Hold, K::Resume, K::Reject],
        State::AwaitingOwner => vec![K::Confirm, K::Revisit, K::Reopen, K::FeeTalk],
        State::AwaitingRevisit => vec![K::Revisit, K::Reopen, K::FeeTalk],
        State::Revisited => vec![K::Reopen, K::Close, K::FeeTalk],
        State::Closed | State::Rejected => vec![K::Reopen, K::FeeTalk],
    };
    if !matches!(state, State::Closed | State::Rejected) {
        steps.extend([K::Escalate, K::Regrade, K::HandOver, K::Join]);
    }
    steps
}

#[test]
fn every_step_follows_on_exactly_the_states_it_should() {
    let ways = ways();
    assert_eq!(ways.len(), State::ALL.len());
    for (state, path) in ways {
        let course = walk(Kind::Complaint, Level::P2, &path);
        assert_eq!(course.state, state);
        let wanted: BTreeSet<StepKind> = table(state).into_iter().collect();
        assert_eq!(course.allowed().collect::<BTreeSet<_>>(), wanted, "{state:?}");
        for kind in StepKind::ALL {
            let mut tried = course.clone();
            let took = go(&mut tried, step(kind, &course));
            assert_eq!(took.is_ok(), wanted.contains(&kind), "{state:?} {kind:?}: {took:?}");
            if took.is_err() {
                assert_eq!(tried, course, "a refused step changed {state:?}");
            }
        }
    }
}

#[test]
fn from_every_state_there_is_a_way_to_the_end_and_until_then_a_moment_by_which_something_happens() {
    let terms = Terms::default();
    for kind in Kind::ALL {
        for level in [Level::P1, Level::P2, Level::P3, Level::P4] {
            for (state, path) in ways() {
                let mut course = walk(kind, level, &path);
                let mut steps = 0;
                while course.is_open() {
                    assert!(
                        !course.deadlines(&terms).is_empty(),
                        "{kind:?} {:?} waits for nothing",
                        course.state
                    );
                    let order = [K::Close, K::Revisit, K::Confirm, K::Finish, K::Resume, K::Start, K::Accept];
                    let next = order.into_iter().find(|k| course.follows(*k)).unwrap();
                    let next = step(next, &course);
                    go(&mut course, next).unwrap();
                    steps += 1;
                    assert!(steps < 10, "{state:?} has no end");
                }
                assert_eq!(course.deadlines(&terms), []);
            }
        }
    }
}

#[test]
fn whoever_did_the_work_does_not_ask_how_it_was() {
    let mut course =
        walk(Kind::Repair, Level::P2, &[K::Accept, K::Dispatch, K::Dispatch, K::Start, K::Finish]);
    course.executors.push("小孙".into());
    for person in ["老王", "小孙"] {
        let own = Step::Revisit { by: person.into(), way: RevisitWay::Phone, score: 5 };
        assert_eq!(go(&mut course, own), Err(StepError::OwnWork { person: person.into() }));
    }
    let next = step(K::Revisit, &course);
    go(&mut course, next).unwrap();
    assert_eq!(course.state, State::Revisited);
}

#[test]
fn a_score_of_two_or_less_takes_it_up_again_and_says_why() {
    for score in 0..=7 {
        let mut course = walk(Kind::Complaint, Level::P2, &ways()[&State::AwaitingRevisit]);
        let revisit = Step::Revisit { by: "小李".into(), way: RevisitWay::Visit, score };
        let state = go(&mut course, revisit.clone()).map(|()| course.state);
        let wanted = match score {
            1 | 2 => Ok(State::Reopened),
            3..=5 => Ok(State::Revisited),
            _ => Err(StepError::Score { score }),
        };
        assert_eq!(state, wanted);
        let mut silent = walk(Kind::Complaint, Level::P2, &ways()[&State::AwaitingRevisit]);
        let event = Event { at: silent.last, step: revisit, note: " ".into() };
        assert_eq!(silent.take(&event).is_ok(), (3..=5).contains(&score));
    }
    // Also when it was closed without having been asked.
    let path = [ways()[&State::AwaitingRevisit].clone(), vec![K::Close]].concat();
    let mut course = walk(Kind::Repair, Level::P2, &path);
    go(&mut course, Step::Revisit { by: "小李".into(), way: RevisitWay::Phone, score: 1 }).unwrap();
    assert_eq!((course.state, course.finished, course.closed), (State::Reopened, None, None));
}

#[test]
fn a_complaint_is_never_closed_without_a_revisit_and_a_repair_only_with_a_word() {
    for state in [State::AwaitingOwner, State::AwaitingRevisit] {
        let mut course = walk(Kind::Complaint, Level::P2, &ways()[&state]);
        let close = step(K::Close, &course);
        assert_eq!(go(&mut course, close), Err(StepError::NotRevisited));
    }
    let mut course = walk(Kind::Repair, Level::P2, &ways()[&State::AwaitingRevisit]);
    let silent = Event { at: course.last, step: step(K::Close, &course), note: String::new() };
    assert_eq!(course.take(&silent), Err(StepError::NoNote { step: K::Close }));
    let close = step(K::Close, &course);
    go(&mut course, close).unwrap();
    // A question is over once it is answered.
    let answered = walk(Kind::Inquiry, Level::P4, &[K::Accept, K::Finish, K::Close]);
    assert_eq!(answered.state, State::Closed);
}

#[test]
fn the_first_asked_gives_the_last_word_unless_it_was_handed_over() {
    let mut course = walk(Kind::Complaint, Level::P2, &ways()[&State::Revisited]);
    let other = Step::Close { by: "小赵".into() };
    let refused = StepError::NotFirstContact { first: "前台小周".into(), by: "小赵".into() };
    assert_eq!(go(&mut course, other.clone()), Err(refused));
    go(&mut course, Step::HandOver { to: "小赵".into() }).unwrap();
    go(&mut course, other).unwrap();
    let counts = Counts::of([&course], &Terms::default());
    assert_eq!((counts.answered, counts.answered_by_intake), (1, 0));
}

#[test]
fn nothing_waits_without_a_reason_and_a_day_or_runs_backwards() {
    let mut course = walk(Kind::Repair, Level::P2, &[K::Accept]);
    let until = course.last;
    let hold = Step::Hold { cause: HoldCause::Unsolvable, until };
    assert_eq!(go(&mut course, hold), Err(StepError::HoldOver { until }));
    let unexplained = Event { at: course.last, step: step(K::Hold, &course), note: String::new() };
    assert_eq!(course.take(&unexplained), Err(StepError::NoNote { step: K::Hold }));
    let before = course.last - TimeDelta::minutes(1);
    let early = Event { at: before, step: Step::Report, note: "已联系".into() };
    assert_eq!(course.take(&early), Err(StepError::Before { at: before, last: course.last }));
    let nobody = Step::Dispatch { to: " ".into(), contractor: false, appointment: None };
    assert_eq!(go(&mut course, nobody), Err(StepError::Nobody { step: K::Dispatch }));
}

#[test]
fn first_reply_in_working_hours_and_the_clock_stands_on_hold() {
    let hours = Terms::default().hours;
    let due = |from: &str, minutes| after(at(from), minutes, Some(&hours), &[]);
    assert_eq!(due(MORNING, 30), at("2026-01-06 09:30"));
    assert_eq!(due("2026-01-06 17:20", 30), at("2026-01-07 08:50"));
    assert_eq!(due("2026-01-06 22:00", 30), at("2026-01-07 09:00"));
    assert_eq!(due("2026-01-06 06:00", 30), at("2026-01-06 09:00"));
    let weekdays = Hours { days: [true, true, true, true, true, false, false], ..hours };
    let friday = at("2026-01-09 17:00");
    assert_eq!(after(friday, 60, Some(&weekdays), &[]), at("2026-01-12 09:00"));
    // A desk that is never open cannot stop the clock for ever.
    let never = Hours { days: [false; 7], ..hours };
    assert_eq!(after(friday, 60, Some(&never), &[]), at("2026-01-09 18:00"));
    let hold = Span { from: at("2026-01-06 10:00"), to: at("2026-01-08 10:00") };
    assert_eq!(after(at(MORNING), 120, None, &[hold]), at("2026-01-08 11:00"));
    assert_eq!(after(at("2026-01-06 17:00"), 60, Some(&hours), &[hold]), at("2026-01-08 11:00"));
}

#[test]
fn promised_times_are_those_of_the_level_and_shift_by_what_was_waited() {
    let terms = Terms::default();
    let mut course = walk(Kind::Repair, Level::P2, &[K::Accept]);
    assert_eq!(course.close_due(&terms), Some(at("2026-01-09 09:00")));
    let until = at("2026-01-07 09:20");
    course
        .take(&Event {
            at: at("2026-01-06 09:20"),
            step: Step::Hold { cause: HoldCause::Material, until },
            note: "等灯具".into(),
        })
        .unwrap();
    let next = course.deadlines(&terms)[0];
    assert_eq!((next.promise, next.due), (Promise::Hold, until));
    assert_eq!(course.close_due(&terms), Some(at("2026-01-10 09:00")));
    // Taken up earlier, only what was waited counts; later, the clock ran again by itself.
    let mut early = course.clone();
    early.take(&Event { at: at("2026-01-06 21:20"), step: Step::Resume, note: String::new() }).unwrap();
    assert_eq!((early.state, early.close_due(&terms)), (State::Accepted, Some(at("2026-01-09 21:00"))));
    course.take(&Event { at: at("2026-01-20 09:20"), step: Step::Resume, note: String::new() }).unwrap();
    assert_eq!(course.close_due(&terms), Some(at("2026-01-10 09:00")));
    // An appointment is the promise to be on site.
    let appointment = Some(at("2026-01-21 14:00"));
    let dispatch = Step::Dispatch { to: "安达电梯".into(), contractor: true, appointment };
    course.take(&Event { at: at("2026-01-20 09:30"), step: dispatch, note: String::new() }).unwrap();
    assert_eq!(course.on_site_due(&terms), appointment);
}

#[test]
fn complex_ones_are_reported_every_three_days_and_a_revisit_follows_within_its_hours() {
    let terms = Terms::default();
    let mut course = walk(Kind::Complaint, Level::P3, &[K::Accept]);
    let first = |course: &Course| course.deadlines(&terms)[0];
    assert_eq!((first(&course).promise, first(&course).due), (Promise::Report, at("2026-01-09 09:10")));
    course
        .take(&Event { at: at("2026-01-09 08:00"), step: Step::Report, note: "已约开发商".into() })
        .unwrap();
    assert_eq!(first(&course).due, at("2026-01-12 08:00"));
    for (level, due) in [(Level::P1, "2026-01-07 09:40"), (Level::P2, "2026-01-08 09:40")] {
        let done = walk(Kind::Repair, level, &ways()[&State::AwaitingOwner]);
        assert_eq!((first(&done).promise, first(&done).due), (Promise::Revisit, at(due)));
    }
}

#[test]
fn what_is_not_done_goes_up_at_its_moment() {
    let terms = Terms::default();
    let due = |level, text: &str| walk(Kind::Repair, level, &[K::Accept]).escalation_due(&terms, at(text));
    assert_eq!(due(Level::P0, "2026-01-06 09:10"), Some(Role::Manager));
    assert_eq!(due(Level::P1, "2026-01-06 20:59"), None);
    assert_eq!(due(Level::P1, "2026-01-06 21:00"), Some(Role::Supervisor));
    assert_eq!(due(Level::P2, "2026-01-09 08:59"), None);
    assert_eq!(due(Level::P2, "2026-01-09 09:00"), Some(Role::Manager));
    assert_eq!(due(Level::P3, "2026-01-16 09:00"), Some(Role::Manager));
    assert_eq!(due(Level::P4, "2027-01-01 09:00"), None);
    let mut known = walk(Kind::Repair, Level::P0, &[K::Accept]);
    go(&mut known, Step::Escalate { to: Role::Manager }).unwrap();
    assert_eq!(known.escalation_due(&terms, at("2026-01-07 09:00")), None);
    let done = walk(Kind::Repair, Level::P2, &ways()[&State::AwaitingOwner]);
    assert_eq!(done.escalation_due(&terms, at("2026-02-01 09:00")), None);
}

#[test]
fn dunning_is_paused_seven_days_beyond_the_promised_reply_and_never_longer_than_thirty() {
    let (terms, from) = (Terms::default(), at(MORNING).date());
    let until = |promised: &str| terms.pause_until(from, promised.parse().unwrap()).to_string();
    assert_eq!(until("2026-01-09"), "2026-01-16");
    assert_eq!(until("2026-01-29"), "2026-02-05");
    assert_eq!(until("2026-03-01"), "2026-02-05");
    assert_eq!(until("2025-01-01"), "2026-01-06");
}

/// 86 accepted, 81 answered in time, 78 done, 71 of them in time, 74 revisited, 66 content.
#[test]
fn m7_complaint_rates_with_their_denominators() {
    let terms = Terms::default();
    let courses: Vec<Course> = (0..86)
        .map(|n| {
            let mut course = begun(Kind::Repair, Level::P2);
            let late = if n < 81 { "2026-01-06 09:30" } else { "2026-01-06 09:31" };
            let mut take = |when: &str, step| {
                course.take(&Event { at: at(when), step, note: "说明".into() }).unwrap();
            };
            take(late, Step::Accept);
            if n < 78 {
                let done = if n < 71 { "2026-01-09 09:00" } else { "2026-01-09 09:01" };
                take(done, Step::Finish { by: "老王".into() });
            }
            if n < 74 {
                let score = if n < 66 { 4 } else { 3 };
                take("2026-01-10 09:00", Step::Revisit { by: "小李".into(), way: RevisitWay::Phone, score });
            }
            course
        })
        .collect();
    let duplicate = walk(Kind::Complaint, Level::P2, &[K::Accept]);
    let mut duplicate = duplicate;
    go(&mut duplicate, Step::Reject { ground: Ground::Duplicate }).unwrap();
    let counts = Counts::of(courses.iter().chain([&duplicate]), &terms);
    let percent = |rate: zhangfang_domain::rates::CountRate| rate.percent().unwrap();
    assert_eq!((counts.response().numerator, counts.response().denominator), (81, 86));
    assert_eq!(percent(counts.response()), Decimal::new(9419, 2));
    assert_eq!(percent(counts.closing()), Decimal::new(9070, 2));
    assert_eq!(percent(counts.closing_in_time()), Decimal::new(8256, 2));
    assert_eq!(percent(counts.closing_in_time_of_closed()), Decimal::new(9103, 2));
    assert_eq!(percent(counts.revisiting()), Decimal::new(9487, 2));
    assert_eq!(percent(counts.satisfaction()), Decimal::new(8919, 2));
    assert_eq!(counts.first_contact().percent(), None);
}

#[test]
fn every_category_has_topics_and_every_topic_one_category() {
    for category in Category::ALL {
        assert!(category.topics().count() > 0, "{category:?}");
    }
    assert_eq!(Category::ALL.iter().map(|c| c.topics().count()).sum::<usize>(), Topic::ALL.len());
    assert_eq!(Level::usual(Kind::Inquiry, Topic::Amount), Level::P4);
    assert_eq!(Level::usual(Kind::Complaint, Topic::Amount), Level::P3);
    assert_eq!(Level::usual(Kind::Repair, Topic::Lift), Level::P2);
}
