//! The ladder as a whole: every state has a way out, no hold is without an end, no step is taken out of bounds.

use super::*;
use crate::Fen;
use chrono::{Days, NaiveDate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn later(from: NaiveDate, days: i64) -> NaiveDate {
    if days < 0 { from - Days::new(days.unsigned_abs()) } else { from + Days::new(days.unsigned_abs()) }
}

const DUE: &str = "2025-10-31";

fn debt(due: NaiveDate, fen: i64) -> Debt {
    Debt { charge: 0, due, open: Fen(fen), hold: None }
}

fn step(stage: Stage, on: NaiveDate) -> Step {
    Step {
        stage,
        on,
        term: Ladder::default().rung(stage).term,
        result: Some(StepResult { next: None }),
        proved: None,
    }
}

/// An account with everything in order and the steps up to a stage done on their days.
fn climbed(to: Stage) -> Vec<Step> {
    let ladder = Ladder::default();
    let mut steps: Vec<Step> = Vec::new();
    for rung in ladder.rungs.iter().filter(|rung| rung.on && rung.stage <= to) {
        let on = match rung.stage {
            Stage::Lawyer => later(steps.last().unwrap().deadline().unwrap(), rung.after),
            Stage::Court => later(steps.last().unwrap().on, rung.after),
            _ => later(day(DUE), rung.after),
        };
        let proved = (rung.stage == Stage::FormalDemand).then_some(on);
        steps.push(Step { proved, ..step(rung.stage, on) });
    }
    steps
}

fn next_of(steps: &[Step], today: NaiveDate) -> (Option<Stage>, Next) {
    let debts = [debt(day(DUE), 23_500)];
    let facts = Facts { debts: &debts, steps, reason: true, ..Facts::default() };
    let standing = Ladder::default().standing(facts, today);
    (standing.stage, standing.next)
}

#[test]
fn d2_7_every_stage_follows_on_the_day_of_the_table() {
    let decided = vec![Need::Decision];
    let reminder = Next::Stage { stage: Stage::PreDue, from: day("2025-10-24"), needs: vec![] };
    assert_eq!(next_of(&[], day("2025-10-20")), (None, reminder));
    let reminded = Next::Stage { stage: Stage::Gentle, from: day("2025-11-03"), needs: vec![] };
    assert_eq!(next_of(&climbed(Stage::PreDue), day(DUE)), (Some(Stage::PreDue), reminded));
    let overdue: Vec<_> =
        [Stage::PreDue, Stage::Gentle, Stage::Call, Stage::FirstNotice, Stage::SecondNotice]
            .into_iter()
            .chain([Stage::FormalDemand, Stage::Lawyer])
            .map(|done| match next_of(&climbed(done), day("2026-06-01")).1 {
                Next::Stage { stage, from, needs } => (stage, (from - day(DUE)).num_days(), needs),
                other => panic!("{done:?}: {other:?}"),
            })
            .collect();
    assert_eq!(
        overdue,
        [
            (Stage::Gentle, 3, vec![]),
            (Stage::Call, 10, vec![]),
            (Stage::FirstNotice, 15, vec![]),
            (Stage::SecondNotice, 30, vec![]),
            (Stage::FormalDemand, 60, decided.clone()),
            // The deadline of the demand, fifteen days, and seven more.
            (Stage::Lawyer, 60 + 15 + 7, decided.clone()),
            (Stage::Court, 60 + 15 + 7 + 15, decided),
        ]
    );
    assert_eq!(next_of(&climbed(Stage::Court), day("2026-06-01")), (Some(Stage::Court), Next::InCourt));
}

#[test]
fn a_ladder_closes_when_paid_and_stands_where_it_stood_when_the_receipt_is_voided() {
    let steps = climbed(Stage::SecondNotice);
    let ladder = Ladder::default();
    let stand = |debts: &[Debt]| {
        let facts = Facts { debts, steps: &steps, reason: true, ..Facts::default() };
        ladder.standing(facts, day("2025-12-20"))
    };
    assert_eq!(stand(&[]).next, Next::Closed);
    assert_eq!(stand(&[debt(day(DUE), 0)]).next, Next::Closed);
    assert_eq!(stand(&[debt(day(DUE), 23_500)]).stage, Some(Stage::SecondNotice));
    // A newer debt begins at the bottom: what was done for the old one does not count for it.
    let newer = stand(&[debt(day("2025-12-10"), 23_500)]);
    assert_eq!(newer.stage, None);
    assert!(matches!(newer.next, Next::Stage { stage: Stage::Gentle, .. }));
}

#[test]
fn a_pause_holds_only_what_it_reaches_and_ends() {
    let hold = Hold { cause: PauseCause::Complaint, until: day("2025-12-20") };
    let held = Debt { hold: Some(hold), ..debt(day(DUE), 10_000) };
    let ladder = Ladder::default();
    let stand = |debts: &[Debt], today| ladder.standing(Facts { debts, ..Facts::default() }, day(today));
    assert_eq!(stand(&[held], "2025-12-20").next, Next::Held(hold));
    let after = stand(&[held], "2025-12-21");
    assert_eq!((after.asked, after.due), (Fen(10_000), Some(day(DUE))), "due date and sum stay as they were");
    let both = stand(&[held, debt(day("2025-11-30"), 5_000)], "2025-12-10");
    assert_eq!((both.asked, both.due), (Fen(5_000), Some(day("2025-11-30"))));
}

#[test]
fn c9_nothing_comes_before_the_term_a_letter_gave_is_over_not_even_by_decision() {
    let debts = [debt(day(DUE), 23_500)];
    let first = step(Stage::FirstNotice, day("2025-12-10"));
    let steps = [first];
    let facts = Facts { debts: &debts, steps: &steps, reason: true, ..Facts::default() };
    let ladder = Ladder::default();
    let verdict = |stage, leave, today| ladder.verdict(facts, stage, leave, day(today));
    // Ten days to pay, until the 20th.
    let over = Verdict::NotBefore(day("2025-12-21"));
    assert_eq!(verdict(Stage::SecondNotice, Leave::None, "2025-12-20"), over);
    assert_eq!(verdict(Stage::FormalDemand, Leave::Skipping, "2025-12-20"), over);
    assert_eq!(verdict(Stage::SecondNotice, Leave::None, "2025-12-21"), Verdict::Ready { skipped: false });
}

#[test]
fn stages_are_left_out_by_decision_only_and_never_what_the_law_asks_for() {
    let debts = [debt(day(DUE), 23_500)];
    let ladder = Ladder::default();
    let today = day("2025-11-05");
    let facts = Facts { debts: &debts, ..Facts::default() };
    let verdict = |facts, stage, leave| ladder.verdict(facts, stage, leave, today);
    assert_eq!(verdict(facts, Stage::FirstNotice, Leave::None), Verdict::Below(Stage::Gentle));
    assert_eq!(verdict(facts, Stage::FirstNotice, Leave::Approved), Verdict::Below(Stage::Gentle));
    let needs = Verdict::Needs(vec![Need::Reason]);
    assert_eq!(verdict(facts, Stage::FirstNotice, Leave::Skipping), needs);
    let known = Facts { reason: true, ..facts };
    assert_eq!(verdict(known, Stage::FirstNotice, Leave::Skipping), Verdict::Ready { skipped: true });
    assert_eq!(verdict(known, Stage::FormalDemand, Leave::Skipping), Verdict::Ready { skipped: true });
    // Complaints have to be looked at, a demand has to have arrived, a promise is kept, a pause respected.
    let complained = Facts { tickets: true, ..known };
    assert_eq!(
        verdict(complained, Stage::FormalDemand, Leave::Skipping),
        Verdict::Needs(vec![Need::Tickets])
    );
    assert_eq!(verdict(known, Stage::Lawyer, Leave::Skipping), Verdict::Needs(vec![Need::Proof]));
    let promised = Facts { promised: Some(day("2025-11-20")), ..known };
    assert_eq!(verdict(promised, Stage::Gentle, Leave::Skipping), Verdict::Promised(day("2025-11-20")));
    let spoken = Facts { contacted: Some(day("2025-11-01")), ..known };
    let gap = Verdict::NotBefore(day("2025-11-11"));
    assert_eq!(verdict(spoken, Stage::SecondNotice, Leave::Skipping), gap, "ten days since the last contact");
}

#[test]
fn a_lawyer_needs_a_demand_proved_to_have_arrived() {
    let mut steps = climbed(Stage::FormalDemand);
    let debts = [debt(day(DUE), 23_500)];
    let ladder = Ladder::default();
    let verdict = |steps: &[Step], today| {
        let facts = Facts { debts: &debts, steps, reason: true, ..Facts::default() };
        ladder.verdict(facts, Stage::Lawyer, Leave::Approved, day(today))
    };
    let last = steps.last_mut().unwrap();
    last.proved = None;
    assert_eq!(verdict(&steps, "2026-03-01"), Verdict::Needs(vec![Need::Proof]));
    // Delivered on the 10th of February: fifteen days from then, and seven more.
    steps.last_mut().unwrap().proved = Some(day("2026-02-10"));
    assert_eq!(verdict(&steps, "2026-03-03"), Verdict::NotBefore(day("2026-03-04")));
    assert_eq!(verdict(&steps, "2026-03-04"), Verdict::Ready { skipped: false });
}

#[test]
fn the_highest_stage_may_be_done_again_after_its_time_and_a_lower_one_never() {
    let steps = climbed(Stage::FormalDemand);
    let debts = [debt(day(DUE), 23_500)];
    let facts = Facts { debts: &debts, steps: &steps, reason: true, ..Facts::default() };
    let ladder = Ladder::default();
    let demanded = steps.last().unwrap().on;
    let again = later(demanded, ladder.again);
    let verdict = |stage, today| ladder.verdict(facts, stage, Leave::Approved, today);
    assert_eq!(verdict(Stage::FormalDemand, later(again, -1)), Verdict::NotBefore(again));
    assert_eq!(verdict(Stage::FormalDemand, again), Verdict::Ready { skipped: false });
    assert_eq!(verdict(Stage::Call, again), Verdict::Passed(Stage::FormalDemand, demanded));
}

#[test]
fn a_reminder_before_the_due_date_is_for_what_is_not_due_and_the_rest_for_what_is() {
    let ladder = Ladder::default();
    let today = day("2025-10-28");
    let coming = [debt(day(DUE), 23_500)];
    let facts = Facts { debts: &coming, ..Facts::default() };
    assert_eq!(ladder.verdict(facts, Stage::PreDue, Leave::None, today), Verdict::Ready { skipped: false });
    assert_eq!(ladder.verdict(facts, Stage::Gentle, Leave::Skipping, today), Verdict::OtherSide);
    let early = later(day(DUE), -8);
    assert_eq!(
        ladder.verdict(facts, Stage::PreDue, Leave::None, early),
        Verdict::NotBefore(day("2025-10-24"))
    );
    let late = ladder.verdict(facts, Stage::PreDue, Leave::None, day("2025-11-02"));
    assert_eq!(late, Verdict::OtherSide);
}

/// Does what a state names, day by day, and says how many stages it took until nothing is open any more. Panics where
/// a state names nothing that can be done.
fn walk(ladder: &Ladder, start: &Walk, mut today: NaiveDate) -> usize {
    let Walk { mut debts, mut steps, mut promised, mut reason, mut tickets, contacted } = start.clone();
    for round in 0..64 {
        let facts = Facts { debts: &debts, steps: &steps, promised, reason, contacted, tickets };
        let standing = ladder.standing(facts, today);
        match standing.next {
            Next::Closed => return round,
            Next::Held(hold) => {
                assert!(hold.until >= today, "a hold that is over holds nothing");
                today = later(hold.until, 1);
            }
            Next::Promised(until) => {
                today = later(until, 1);
                promised = None;
            }
            // Paid, by a judgment in the end.
            Next::BelowMinimum | Next::InCourt => debts.clear(),
            Next::Stage { stage, from, needs } => {
                today = today.max(from);
                for need in needs {
                    match need {
                        Need::Result(of) => {
                            let open = steps.iter_mut().rev().find(|s| s.stage == of).unwrap();
                            open.result = Some(StepResult { next: Some(later(today, 1)) });
                            today = later(today, 1);
                        }
                        Need::Reason => reason = true,
                        Need::Tickets => tickets = false,
                        Need::Proof => {
                            let demand = steps.iter_mut().rev().find(|s| s.stage == Stage::FormalDemand);
                            match demand {
                                Some(demand) => demand.proved = Some(demand.on),
                                None => steps
                                    .push(Step { proved: Some(today), ..step(Stage::FormalDemand, today) }),
                            }
                        }
                        Need::Decision => {}
                    }
                }
                let facts = Facts { debts: &debts, steps: &steps, promised, reason, contacted, tickets };
                let verdict = ladder.verdict(facts, stage, Leave::Approved, today);
                match verdict {
                    Verdict::Ready { skipped } => assert!(!skipped),
                    // What was supplied moved the day: it comes round again.
                    Verdict::NotBefore(from) => {
                        assert!(from > today);
                        today = from;
                        continue;
                    }
                    // The day passed the due date meanwhile.
                    Verdict::OtherSide if debts.iter().any(|debt| debt.due < today) => continue,
                    other => panic!("{stage:?} on {today} was named and is {other:?}"),
                }
                assert!(Some(stage) > standing.stage, "only upward");
                steps.push(Step { result: None, ..step(stage, today) });
            }
        }
    }
    panic!("no way out of {start:?}");
}

#[derive(Clone, Debug)]
struct Walk {
    debts: Vec<Debt>,
    steps: Vec<Step>,
    promised: Option<NaiveDate>,
    reason: bool,
    tickets: bool,
    contacted: Option<NaiveDate>,
}

#[test]
fn every_state_has_a_way_out_that_it_names() {
    let due = day(DUE);
    let hold = |until| Some(Hold { cause: PauseCause::Dispute, until: day(until) });
    let debts = [
        vec![],
        vec![debt(due, 50)],
        vec![debt(due, 23_500)],
        vec![Debt { hold: hold("2026-01-31"), ..debt(due, 23_500) }],
        vec![Debt { hold: hold("2025-11-01"), ..debt(due, 23_500) }],
        vec![Debt { hold: hold("2026-01-31"), ..debt(due, 23_500) }, debt(day("2025-11-30"), 900)],
        vec![debt(due, 23_500), debt(day("2026-12-31"), 23_500)],
    ];
    let mut ladders = vec![Ladder::default(), Ladder::default(), Ladder::default()];
    ladders[1].rungs.iter_mut().for_each(|rung| rung.on = true);
    ladders[2].rungs.iter_mut().for_each(|rung| rung.on = !rung.stage.optional());
    let mut walked = 0;
    for ladder in &ladders {
        ladder.check().unwrap();
        for debts in &debts {
            for done in std::iter::once(None).chain(Stage::ALL.iter().copied().map(Some)) {
                for (promised, contacted) in
                    [(None, None), (Some(day("2026-02-10")), Some(day("2026-01-05")))]
                {
                    for flags in 0..16_u8 {
                        let [reason, tickets, answered, proved] = [1, 2, 4, 8].map(|bit| flags & bit > 0);
                        let mut steps = done.map(climbed).unwrap_or_default();
                        for step in &mut steps {
                            step.result = step.result.filter(|_| answered);
                            step.proved = step.proved.filter(|_| proved);
                        }
                        let taken = steps.iter().map(|step| step.on).max();
                        let debts = debts.clone();
                        let start = Walk { debts, steps, promised, reason, tickets, contacted };
                        for today in ["2025-10-20", "2025-10-31", "2025-11-05", "2026-01-06", "2026-06-01"] {
                            // Nothing was done after today.
                            let today = taken.map_or(day(today), |taken| taken.max(day(today)));
                            walk(ladder, &start, today);
                            walked += 1;
                        }
                    }
                }
            }
        }
    }
    assert_eq!(walked, 3 * 7 * 10 * 2 * 16 * 5);
}

#[test]
fn a_ladder_that_breaks_a_rule_is_refused() {
    let with = |stage: Stage, change: fn(&mut Rung)| {
        let mut ladder = Ladder::default();
        change(ladder.rungs.iter_mut().find(|rung| rung.stage == stage).unwrap());
        ladder.check()
    };
    assert_eq!(Ladder::default().check(), Ok(()));
    assert_eq!(with(Stage::Committee, |r| r.on = true), Ok(()));
    assert_eq!(with(Stage::Call, |r| r.on = false), Err(LadderError::NotOptional(Stage::Call)));
    assert_eq!(with(Stage::PreDue, |r| r.after = 0), Err(LadderError::WrongSide(Stage::PreDue)));
    assert_eq!(with(Stage::Gentle, |r| r.after = 0), Err(LadderError::WrongSide(Stage::Gentle)));
    let order = LadderError::OutOfOrder(Stage::FirstNotice, Stage::Call);
    assert_eq!(with(Stage::FirstNotice, |r| r.after = 10), Err(order));
    let short = LadderError::TermTooShort { stage: Stage::FormalDemand, term: 14, least: 15 };
    assert_eq!(with(Stage::FormalDemand, |r| r.term = Some(14)), Err(short));
    assert_eq!(with(Stage::Gentle, |r| r.gap = -1), Err(LadderError::Gap(Stage::Gentle)));
}
