//! An auditor beside the book: keeps its own plain lists of what was done and recomputes every balance from
//! scratch. Money is split by the settlement rule; everything else is worked out independently.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod common;

use chrono::{Days, NaiveDate};
use common::{Dice, Home, Item, assert_sound, day, month, on};
use std::collections::BTreeMap;
use zhangfang_domain::ageing::{Bucket, bucket};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::arrears::{OpenSum, bucket_at};
use zhangfang_store::charge::NewCharge;
use zhangfang_store::receipt::Prepaid;
use zhangfang_store::{Book, StoreError};

#[derive(Clone, Debug)]
struct Charged {
    id: i64,
    home: i64,
    building: i64,
    item: i64,
    month: Month,
    due: NaiveDate,
    fen: i64,
    posted: NaiveDate,
    opening: bool,
    rev: i64,
    run: Option<i64>,
}

#[derive(Debug)]
struct Paid {
    id: i64,
    home: i64,
    receipt: i64,
    fen: i64,
    day: NaiveDate,
}

#[derive(Debug)]
struct Moved {
    charge: i64,
    payment: i64,
    fen: i64,
    day: NaiveDate,
}

/// Everything that was done, in lists. `taken_back` are charges reversed, `voided` receipts.
#[derive(Debug, Default)]
struct Auditor {
    charges: Vec<Charged>,
    payments: Vec<Paid>,
    moves: Vec<Moved>,
    taken_back: Vec<(i64, i64, NaiveDate)>,
    voided: Vec<(i64, NaiveDate)>,
    reversed_runs: Vec<i64>,
}

impl Auditor {
    fn charge(&self, id: i64) -> &Charged {
        let charge = &self.charges[id as usize - 1];
        assert_eq!(charge.id, id, "charges are numbered as they were posted");
        charge
    }

    /// Open amounts as of a day: home, due, charge and amount, in that order.
    fn open(&self, as_of: NaiveDate) -> Vec<(&Charged, i64)> {
        let mut settled: BTreeMap<i64, i64> = BTreeMap::new();
        for m in self.moves.iter().filter(|m| m.day <= as_of) {
            *settled.entry(m.charge).or_default() += m.fen;
        }
        for (charge, fen, _) in self.taken_back.iter().filter(|t| t.2 <= as_of) {
            *settled.entry(*charge).or_default() += fen;
        }
        let stands = |c: &&Charged| c.posted <= as_of || (c.opening && c.due <= as_of);
        let mut open: Vec<(&Charged, i64)> = self
            .charges
            .iter()
            .filter(stands)
            .map(|c| (c, c.fen - settled.get(&c.id).copied().unwrap_or_default()))
            .filter(|(_, fen)| *fen > 0)
            .collect();
        open.sort_by_key(|(c, _)| (c.home, c.due, c.id));
        open
    }

    fn left(&self, payment: &Paid) -> i64 {
        if self.voided.iter().any(|(receipt, _)| *receipt == payment.receipt) {
            return 0;
        }
        payment.fen - self.moves.iter().filter(|m| m.payment == payment.id).map(|m| m.fen).sum::<i64>()
    }

    /// What a home owes as of a day, prepaid money counted against it.
    fn balance(&self, home: i64, as_of: NaiveDate) -> i64 {
        let mine = |charge: i64| self.charge(charge).home == home;
        let charged = self.charges.iter().filter(|c| {
            let stands_from = if c.opening { c.due.min(c.posted) } else { c.posted };
            c.home == home && stands_from <= as_of
        });
        let back = self.taken_back.iter().filter(|t| t.2 <= as_of && mine(t.0));
        let paid = self.payments.iter().filter(|p| p.home == home && p.day <= as_of);
        let gone = self.payments.iter().filter(|p| {
            p.home == home && self.voided.iter().any(|(r, day)| *r == p.receipt && *day <= as_of)
        });
        charged.map(|c| c.fen).sum::<i64>()
            - back.map(|t| t.1).sum::<i64>()
            - paid.map(|p| p.fen).sum::<i64>()
            + gone.map(|p| p.fen).sum::<i64>()
    }

    /// By month of the charge: charged less taken back, and settled with money.
    fn months(&self) -> BTreeMap<Month, (i64, i64)> {
        let mut totals: BTreeMap<Month, (i64, i64)> = BTreeMap::new();
        for c in &self.charges {
            totals.entry(c.month).or_default().0 += c.fen;
        }
        let month_of = |id: i64| self.charge(id).month;
        for (charge, fen, _) in &self.taken_back {
            totals.entry(month_of(*charge)).or_default().0 -= fen;
        }
        for m in &self.moves {
            totals.entry(month_of(m.charge)).or_default().1 += m.fen;
        }
        totals
    }
}

/// A book and its auditor, driven by dice.
struct Audit {
    book: Book,
    auditor: Auditor,
    dice: Dice,
    homes: Vec<Home>,
    items: Vec<Item>,
    today: NaiveDate,
    _dir: tempfile::TempDir,
}

impl Audit {
    fn new(seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut book = Book::create(&dir.path().join("office.zfb")).unwrap();
        let today = day(2023, 1, 5);
        let office = common::furnish(&mut book, 12, 3, today);
        let auditor = Auditor::default();
        let dice = Dice::new(seed);
        Self { book, auditor, dice, homes: office.homes, items: office.items, today, _dir: dir }
    }

    /// One random act. Nothing is refused, so what is done here is what the lists say.
    fn act(&mut self) {
        if self.dice.percent(30) {
            self.today = self.today + Days::new(self.dice.below(9) as u64);
        }
        match self.dice.below(100) {
            0..3 => self.add_home(),
            3..7 => self.opening_balance(),
            7..17 => self.run(),
            17..70 => self.receipt(),
            70..82 => self.void(),
            82..86 => self.reverse_run(),
            _ => self.draw(),
        }
    }

    fn add_home(&mut self) {
        let n = self.homes.len();
        let posted = self.book.transact::<_, StoreError>("home.add", &on(self.today), |act| {
            let home = common::add_home(act, n)?;
            Ok((home.id, home.account, home.building))
        });
        let (id, account, building) = posted.unwrap().value;
        let area = common::home_record(n).area().unwrap();
        self.homes.push(Home { id, account, building, area });
    }

    /// A debt from the books before, typed in long after it was due.
    fn opening_balance(&mut self) {
        let home = self.homes[self.dice.below(self.homes.len())];
        let item = self.items[self.dice.below(self.items.len())].id;
        let from = month(2019, 1).plus(self.dice.below(40) as i32);
        let rev = self.next_rev(home.id, item, from);
        let new = NewCharge {
            account: home.account,
            home: home.id,
            building: home.building,
            item,
            months: Months::single(from),
            due: from.last_day(),
            fen: Fen(1 + self.dice.below(90_000) as i64),
            run: None,
            basis: None,
            detail: None,
            note: Some("接管时欠费".into()),
            rev,
        };
        let id =
            self.book.transact::<_, StoreError>("opening.post", &on(self.today), |act| act.post_charge(&new));
        self.note_charge(id.unwrap().value, &new);
    }

    fn note_charge(&mut self, id: i64, new: &NewCharge) {
        self.auditor.charges.push(Charged {
            id,
            home: new.home,
            building: new.building,
            item: new.item,
            month: new.months.from,
            due: new.due,
            fen: new.fen.0,
            posted: self.today,
            opening: new.basis.is_none(),
            rev: new.rev,
            run: new.run,
        });
    }

    fn next_rev(&self, home: i64, item: i64, month: Month) -> i64 {
        let same = |c: &&Charged| c.home == home && c.item == item && c.month == month;
        self.auditor.charges.iter().filter(same).map(|c| c.rev + 1).max().unwrap_or_default()
    }

    /// Charges some homes for some items of a month; a charge that stands is left alone.
    fn run(&mut self) {
        let of = month(2023, 1).plus(self.dice.below(24) as i32);
        let mut drafts = Vec::new();
        for home in &self.homes {
            for item in &self.items {
                let stands = self.auditor.charges.iter().any(|c| {
                    (c.home, c.item, c.month) == (home.id, item.id, of)
                        && !self.auditor.taken_back.iter().any(|t| t.0 == c.id)
                });
                if !stands && self.dice.percent(60) {
                    drafts.push((*home, item.clone(), self.next_rev(home.id, item.id, of)));
                }
            }
        }
        let posted = self.book.transact::<_, StoreError>("bill-run.post", &on(self.today), |act| {
            let run = act.post_bill_run(Months::single(of), drafts.len() as i64, 0, Fen::ZERO)?;
            let charge = |(home, item, rev): &(Home, Item, i64)| {
                act.post_charge(&common::charge(home, item, of, run, *rev))
            };
            Ok((run, drafts.iter().map(charge).collect::<Result<Vec<i64>, _>>()?))
        });
        let (run, ids) = posted.unwrap().value;
        for (id, (home, item, rev)) in ids.into_iter().zip(drafts) {
            self.note_charge(id, &common::charge(&home, &item, of, run, rev));
        }
    }

    /// One receipt for one to three homes, with or without designated charges, sometimes dated back.
    fn receipt(&mut self) {
        let mut parts: Vec<(Home, i64, Vec<i64>)> = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let home = self.homes[self.dice.below(self.homes.len())];
            if parts.iter().any(|p| p.0.id == home.id) {
                continue;
            }
            let mut designated: Vec<i64> =
                self.book.reading().open_items_of(home.id).unwrap().iter().map(|o| o.charge).collect();
            designated.retain(|_| self.dice.percent(20));
            let most = [5_000, 60_000, 400_000][self.dice.below(3)];
            parts.push((home, 1 + self.dice.below(most) as i64, designated));
        }
        let back = if self.dice.percent(10) { 3 } else { 0 };
        let day = self.today - Days::new(back);
        let total = parts.iter().map(|p| p.1).sum();
        let posted = self.book.transact::<_, StoreError>("receipt.take", &on(day), |act| {
            let (receipt, number) = act.post_receipt(&common::new_receipt(total), 1)?;
            let mut payments = Vec::new();
            for (home, fen, designated) in &parts {
                let payment = act.post_payment(receipt, home.account, home.id, Fen(*fen))?;
                let source =
                    Prepaid { account: home.account, home: home.id, payment: payment.id, fen: payment.fen };
                let applied = common::settle(act, source, designated)?;
                let applied: Vec<(i64, i64)> = applied.iter().map(|a| (a.charge, a.amount.0)).collect();
                payments.push((payment.id, applied));
            }
            Ok((number, payments))
        });
        let (receipt, payments) = posted.unwrap().value;
        for ((id, applied), (home, fen, _)) in payments.into_iter().zip(parts) {
            self.auditor.payments.push(Paid { id, home: home.id, receipt, fen, day });
            self.note_moves(id, &applied, day);
        }
    }

    fn note_moves(&mut self, payment: i64, applied: &[(i64, i64)], day: NaiveDate) {
        let moves = applied.iter().map(|(charge, fen)| Moved { charge: *charge, payment, fen: *fen, day });
        self.auditor.moves.extend(moves);
    }

    /// Takes back whatever went from these payments to these charges.
    fn note_taken_back(&mut self, concerned: impl Fn(&Moved) -> bool) {
        let mut net: BTreeMap<(i64, i64), i64> = BTreeMap::new();
        for m in self.auditor.moves.iter().filter(|m| concerned(m)) {
            *net.entry((m.payment, m.charge)).or_default() += m.fen;
        }
        let day = self.today;
        let back = net.into_iter().filter(|(_, fen)| *fen != 0);
        let back = back.map(|((payment, charge), fen)| Moved { charge, payment, fen: -fen, day });
        self.auditor.moves.extend(back.collect::<Vec<_>>());
    }

    fn void(&mut self) {
        let last = self.auditor.payments.last().map_or(0, |p| p.receipt);
        let number = 1 + self.dice.below(last.max(1) as usize) as i64;
        if last == 0 || self.auditor.voided.iter().any(|v| v.0 == number) {
            return;
        }
        let receipt = self.book.reading().receipt(number).unwrap();
        let voided = |act: &mut zhangfang_store::Act<'_>| act.void_receipt(&receipt, "收错户");
        self.book.transact::<_, StoreError>("receipt.void", &on(self.today), voided).unwrap();
        let payments = self.auditor.payments.iter().filter(|p| p.receipt == number);
        let payments: Vec<i64> = payments.map(|p| p.id).collect();
        self.note_taken_back(|m| payments.contains(&m.payment));
        self.auditor.voided.push((number, self.today));
    }

    fn reverse_run(&mut self) {
        let runs = self.book.reading().bill_runs().unwrap();
        let standing: Vec<_> = runs.into_iter().filter(|r| r.reversed_by.is_none()).collect();
        if standing.is_empty() {
            return;
        }
        let run = &standing[self.dice.below(standing.len())];
        self.book
            .transact::<_, StoreError>("bill-run.reverse", &on(self.today), |act| {
                act.post_bill_run_reversal(run, "单价录错")?;
                for charge in act.reading().charges_of_run(run)? {
                    act.unapply(&charge)?;
                    act.reverse_charge(&charge, "单价录错")?;
                }
                Ok(())
            })
            .unwrap();
        let of_run = self.auditor.charges.iter().filter(|c| c.run == Some(run.id));
        let charges: Vec<(i64, i64)> = of_run.map(|c| (c.id, c.fen)).collect();
        self.note_taken_back(|m| charges.iter().any(|c| c.0 == m.charge));
        let day = self.today;
        self.auditor.taken_back.extend(charges.into_iter().map(|(id, fen)| (id, fen, day)));
        self.auditor.reversed_runs.push(run.id);
    }

    /// Draws all prepaid money.
    fn draw(&mut self) {
        let drawn = self.book.transact::<_, StoreError>("prepaid.draw", &on(self.today), |act| {
            let mut drawn = Vec::new();
            for source in act.reading().prepaid_all()? {
                let applied = common::settle(act, source, &[])?;
                let applied: Vec<(i64, i64)> = applied.iter().map(|a| (a.charge, a.amount.0)).collect();
                drawn.push((source.payment, applied));
            }
            Ok(drawn)
        });
        for (payment, applied) in drawn.unwrap().value {
            self.note_moves(payment, &applied, self.today);
        }
    }

    /// Holds everything the book says against the auditor's lists.
    fn compare(&mut self) {
        let start = day(2022, 12, 1);
        let span = self.today.signed_duration_since(start).num_days() as usize + 10;
        let past = start + Days::new(self.dice.below(span) as u64);
        for as_of in [self.today, past, self.today - Days::new(2)] {
            self.compare_open(as_of);
            for home in &self.homes {
                let statement = self.book.reading().statement(home.id, None, as_of).unwrap();
                assert_eq!(
                    statement.balance().0,
                    self.auditor.balance(home.id, as_of),
                    "{home:?} as of {as_of}"
                );
            }
        }
        let left = |p: &Paid| (p.id, self.auditor.left(p));
        let expected: BTreeMap<i64, i64> =
            self.auditor.payments.iter().map(left).filter(|(_, fen)| *fen != 0).collect();
        let prepaid = self.book.reading().prepaid_all().unwrap();
        assert_eq!(prepaid.iter().map(|p| (p.payment, p.fen.0)).collect::<BTreeMap<_, _>>(), expected);
        let all = Months::new(month(2019, 1), month(2026, 12)).unwrap();
        let totals = self.book.reading().month_totals(all).unwrap();
        let totals: BTreeMap<Month, (i64, i64)> =
            totals.iter().map(|t| (t.month, (t.net.0, t.received.0))).collect();
        assert_eq!(totals, self.auditor.months());
        assert_sound(&self.book);
    }

    fn compare_open(&self, as_of: NaiveDate) {
        let expected = self.auditor.open(as_of);
        let found = self.book.reading().open_items(as_of).unwrap();
        let plain: Vec<_> = found
            .iter()
            .map(|o| (o.home, o.due, o.charge, o.open.0, o.item, o.building, o.months.from))
            .collect();
        let by_hand: Vec<_> = expected
            .iter()
            .map(|(c, fen)| (c.home, c.due, c.id, *fen, c.item, c.building, c.month))
            .collect();
        assert_eq!(plain, by_hand, "as of {as_of}");
        let sums = self.book.reading().open_sums(as_of).unwrap();
        let sum_of = |keep: &dyn Fn(&Charged) -> bool| {
            let kept = expected.iter().filter(|(c, _)| keep(c));
            kept.fold(OpenSum::default(), |s, (_, fen)| OpenSum { fen: s.fen + fen, count: s.count + 1 })
        };
        assert_eq!(sums.total, sum_of(&|_| true));
        assert_eq!(sums.overdue, sum_of(&|c| c.due < as_of));
        for (id, sum) in &sums.by_building {
            assert_eq!(*sum, sum_of(&|c| c.building == *id));
        }
        assert_eq!(sums.by_building.values().map(|s| s.fen).sum::<i64>(), sums.total.fen);
        for item in &self.items {
            assert_eq!(
                sums.by_item.get(&item.id).copied().unwrap_or_default(),
                sum_of(&|c| c.item == item.id)
            );
        }
        for (i, sum) in sums.by_age.iter().enumerate() {
            assert_eq!(*sum, sum_of(&|c| bucket(c.due, as_of) == bucket_at(i)), "{:?}", Bucket::ALL[i]);
        }
        for (building, ages) in &sums.by_building_and_age {
            for (i, sum) in ages.iter().enumerate() {
                assert_eq!(
                    *sum,
                    sum_of(&|c| c.building == *building && bucket(c.due, as_of) == bucket_at(i))
                );
            }
        }
    }
}

fn audit(seed: u64, acts: usize) {
    let mut audit = Audit::new(seed);
    for n in 1..=acts {
        audit.act();
        if n % 120 == 0 {
            audit.compare();
        }
    }
    audit.compare();
    let a = &audit.auditor;
    println!(
        "seed {seed}: {acts} acts to {}, {} charges, {} payments, {} applications, {} voids, {} runs reversed",
        audit.today,
        a.charges.len(),
        a.payments.len(),
        a.moves.len(),
        a.voided.len(),
        a.reversed_runs.len()
    );
    assert!(a.voided.len() > 20 && a.reversed_runs.len() > 10 && a.moves.len() > 500, "too little happened");
    let heal = audit.book.rebuild_projections();
    heal.unwrap();
    audit.compare();
}

#[test]
fn the_book_agrees_with_an_auditor_after_a_thousand_acts() {
    audit(1, 1_200);
}

#[test]
fn the_book_agrees_with_an_auditor_whatever_the_order() {
    for seed in 2..5 {
        audit(seed, 600);
    }
}
