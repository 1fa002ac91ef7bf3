//! What people do. Each doing goes through a use case; when the office did it, the auditor is told.

use super::auditor::{Charge, month_end, shares};
use super::{Life, audited, number, room};
use rust_decimal::Decimal;
use zhangfang_domain::method::Method;
use zhangfang_domain::reason::{RefundReason, WaiverKind, WaiverReason, WriteOffReason};
use zhangfang_domain::waiver::Portion;
use zhangfang_domain::{Fen, Month, Months, shared_cost};
use zhangfang_office::Silent;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::billing::TransferRequest;
use zhangfang_office::form::Decision;
use zhangfang_office::form::deposit::{DepositMoveRequest, DepositRequest};
use zhangfang_office::form::refund::RefundRequest;
use zhangfang_office::form::waiver::WaiverRequest;
use zhangfang_office::form::write_off::WriteOffRequest;
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::shared_cost::SharedRequest;

impl Life {
    /// Charges a month.
    pub fn run(&mut self, month: Month) {
        let request = RunRequest {
            months: Months::single(month),
            due: None,
            items: Vec::new(),
            buildings: Vec::new(),
            accept_gaps: false,
        };
        let who = self.clerk();
        let expected = self.auditor.expected(audited(month));
        let posted = self.allowed("run", |office| office.post_run(&request, &who, &mut Silent));
        assert_eq!(posted.is_some(), !expected.is_empty(), "{month}");
        if let Some(posted) = posted {
            self.charged(posted.value.run, &expected);
        }
    }

    /// A run of a month that may have been charged before; nothing is charged twice.
    fn run_again(&mut self) {
        let month = Month::of(self.today).plus(-i32::try_from(self.chance.below(4)).unwrap());
        if month >= self.start {
            self.run(month);
        }
    }

    /// Tells the auditor the names of new charges; what they say must be what he expects.
    fn charged(&mut self, run: i64, expected: &[(usize, i64, i64, i64, i64, i64)]) {
        let posted = self.office.run(run).unwrap();
        let mut found = Vec::new();
        for charge in self.office.book().reading().charges_of_run(&posted).unwrap() {
            let home = self.homes.iter().position(|id| *id == charge.home).unwrap();
            let (from, to) = (audited(charge.months.from), audited(charge.months.to));
            let (due, fen) = (number(charge.due), charge.fen.0);
            found.push((home, charge.item, from, to, due, fen));
            let account = self.auditor.owner_in(home, from);
            assert_eq!(charge.account, account, "a charge of another owner's time");
            let item = charge.item;
            let known = Charge { home, account, item, from, to, due, fen, run, ..Charge::default() };
            self.auditor.charge(charge.id, known);
        }
        found.sort_unstable();
        let mut wanted = expected.to_vec();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "the run charged something else");
        self.auditor.draw(number(self.today));
    }

    /// The bill for the common light of the month before, shared by area.
    pub fn share_costs(&mut self, month: Month) {
        let fen = 1 + self.chance.below(500_000);
        let request = SharedRequest {
            item: "power".into(),
            label: "公共照明".into(),
            months: Months::single(month.plus(-1)),
            volume: Decimal::ONE,
            measure: "kWh".into(),
            unit_price: Fen(fen).yuan(),
            amount: None,
            difference: None,
            method: shared_cost::Method::Area,
            buildings: Vec::new(),
            unit: None,
            use_kind: None,
            weights: None,
            meters: None,
            floors: None,
            vacant: None,
            due: None,
            source: None,
        };
        let who = self.clerk();
        let Some(posted) = self.allowed("shared", |office| office.post_shared(&request, &who)) else {
            return;
        };
        let item = self.office.charge_items().unwrap().into_iter().find(|i| i.code == "power").unwrap().id;
        let m = audited(month) - 1;
        let parts = shares(fen, &self.auditor.areas);
        let expected: Vec<_> = parts
            .into_iter()
            .enumerate()
            .filter(|(_, part)| *part > 0)
            .map(|(home, part)| (home, item, m, m, month_end(m + 1), part))
            .collect();
        self.charged(posted.value.run, &expected);
    }

    /// Twice a year, when every block begins anew, some homes get new owners.
    pub fn move_in(&mut self) {
        let this = audited(Month::of(self.today));
        for home in 0..self.homes.len() {
            let items: Vec<i64> = self.auditor.prices.iter().map(|p| p.item).collect();
            let charged = |item: &i64| self.auditor.stands(home, *item, this, i64::MAX);
            if this % 6 == 0 && self.chance.below(8) == 0 && !items.iter().any(charged) {
                self.transfer(home, this);
            }
        }
    }

    fn transfer(&mut self, home: usize, this: i64) {
        let with_money = self.chance.below(2) == 0;
        let request = TransferRequest {
            room: room(home),
            on: self.today,
            to: vec!["新业主".into()],
            phones: Vec::new(),
            move_arrears: false,
            move_prepaid: with_money,
            agreement: Some("协议".into()),
        };
        let who = self.clerk();
        if let Some(done) = self.allowed("transfer", |office| office.transfer(&request, &who)) {
            self.former.push((done.value.former_account, home));
            self.auditor.transfer(home, done.value.account, this, with_money, number(self.today));
        }
    }

    /// Whatever comes next.
    pub fn anything(&mut self) {
        let what = self.chance.below(1_000);
        // In a large office what needs a form is rarer, and a run is not taken back every day.
        let large = self.homes.len() > 100;
        if large
            && ((945..990).contains(&what) && self.chance.below(4) > 0
                || what >= 995 && self.chance.below(40) > 0)
        {
            return self.pay();
        }
        match what {
            0..880 => self.pay(),
            880..900 => self.pay_for_two(),
            900..905 => self.pay_old_debt(),
            905..945 => self.void(),
            945..955 => self.waive(),
            955..960 => self.write_off(),
            960..965 => self.recover(),
            965..975 => self.refund(),
            975..980 => self.take_refund_back(),
            980..990 => self.deposit(),
            990..995 => self.return_deposit(),
            995..997 => self.run_again(),
            _ => self.reverse_run(),
        }
    }

    fn sum_for(&mut self, owed: i64) -> i64 {
        match self.chance.below(10) {
            0..4 if owed > 0 => owed,
            4..8 if owed > 0 => 1 + self.chance.below(owed),
            8 => owed + 1 + self.chance.below(20_000),
            _ => 1 + self.chance.below(5_000),
        }
    }

    fn method(&mut self) -> Method {
        Method::ALL[self.chance.index(Method::ALL.len())]
    }

    fn request(&mut self, homes: Vec<HomePayment>) -> TakeRequest {
        TakeRequest {
            payer: None,
            method: self.method(),
            homes,
            tendered: None,
            reference: None,
            note: None,
            principal_only: false,
        }
    }

    fn payment(home: usize, fen: i64, designated: Vec<i64>, account: Option<i64>) -> HomePayment {
        HomePayment { room: room(home), amount: Some(Fen(fen)), designated, account }
    }

    pub fn pay(&mut self) {
        let mut home = self.chance.index(self.homes.len());
        for _ in 0..6 {
            if self.auditor.owed(self.auditor.accounts[home]) == 0 {
                home = self.chance.index(self.homes.len());
            }
        }
        let account = self.auditor.accounts[home];
        let open = self.auditor.open(account);
        let owed = self.auditor.owed(account);
        let fen = self.sum_for(owed);
        let named = match open.len() {
            0 => Vec::new(),
            n if self.chance.below(10) == 0 => vec![open[self.chance.index(n)]],
            _ => Vec::new(),
        };
        let request = self.request(vec![Self::payment(home, fen, named.clone(), None)]);
        self.take(&request, &[(home, account, fen, named)]);
    }

    fn take(&mut self, request: &TakeRequest, parts: &[(usize, i64, i64, Vec<i64>)]) {
        let who = self.clerk();
        let Some(taken) = self.allowed("receipt", |office| office.take(request, &who)) else { return };
        let receipt = taken.value.number;
        let total: i64 = parts.iter().map(|p| p.2).sum();
        assert_eq!(taken.value.total.0, total);
        for (home, account, fen, named) in parts {
            self.auditor.take(receipt, *account, *fen, named, number(self.today));
            if self.auditor.rest_of(receipt, *account) > 0 {
                self.rests.push((receipt, *home, *account));
            }
        }
        self.receipts.push((receipt, total));
    }

    fn pay_for_two(&mut self) {
        let one = self.chance.index(self.homes.len());
        let other = (one + 1) % self.homes.len();
        let mut parts = Vec::new();
        for home in [one, other] {
            let account = self.auditor.accounts[home];
            let owed = self.auditor.owed(account);
            let fen = self.sum_for(owed);
            parts.push((home, account, fen, Vec::new()));
        }
        let homes =
            parts.iter().map(|(home, _, fen, _)| Self::payment(*home, *fen, Vec::new(), None)).collect();
        let request = self.request(homes);
        self.take(&request, &parts);
    }

    /// A former owner pays what stayed with him.
    fn pay_old_debt(&mut self) {
        if self.former.is_empty() {
            return;
        }
        let (account, home) = self.former[self.chance.index(self.former.len())];
        let owed = self.auditor.owed(account);
        if owed > 0 {
            let request = self.request(vec![Self::payment(home, owed, Vec::new(), Some(account))]);
            self.take(&request, &[(home, account, owed, Vec::new())]);
        }
    }

    pub fn void(&mut self) {
        if self.receipts.is_empty() {
            return;
        }
        let at = self.chance.index(self.receipts.len());
        self.void_at(at);
    }

    /// Voids a receipt of today.
    pub fn void_at(&mut self, at: usize) {
        let (receipt, fen) = self.receipts[at];
        let who = self.clerk();
        if self.allowed("void", |office| office.void(receipt, "记错房号", &who)).is_some() {
            self.receipts.remove(at);
            self.rests.retain(|r| r.0 != receipt);
            if self.auditor.knows(receipt) {
                self.auditor.void(receipt, fen);
            } else {
                let all = self.office.deposits(None, true).unwrap();
                let deposit = all.iter().find(|d| d.receipt == receipt).unwrap().deposit;
                self.auditor.deposits.insert(deposit, 0);
            }
        }
    }

    fn some_open(&mut self) -> Option<(usize, i64, i64)> {
        let home = self.chance.index(self.homes.len());
        let open = self.auditor.open(self.auditor.accounts[home]);
        let id = *open.get(self.chance.index(open.len()))?;
        Some((home, id, self.auditor.charges[&id].open()))
    }

    fn approve(&mut self, form: &str) -> bool {
        let boss = self.boss();
        self.allowed("approval", |office| office.decide(form, Decision::Approve, "同意", &boss)).is_some()
    }

    pub fn waive(&mut self) {
        let Some((home, id, open)) = self.some_open() else { return };
        let fen = 1 + self.chance.below(open);
        let request = WaiverRequest {
            room: room(home),
            lines: vec![(id, Portion::Sum(Fen(fen)))],
            kind: WaiverKind::Principal,
            reason_code: WaiverReason::Service,
            reason: "服务瑕疵".into(),
            evidence: None,
            consent: None,
            valid_until: None,
        };
        let who = self.clerk();
        if let Some(form) = self.allowed("waiver", |office| office.request_waiver(&request, &who))
            && self.approve(&form.value)
        {
            self.auditor.charges.get_mut(&id).unwrap().waived += fen;
        }
    }

    pub fn write_off(&mut self) {
        let Some((home, id, open)) = self.some_open() else { return };
        let request = WriteOffRequest {
            room: room(home),
            lines: vec![(id, Portion::Whole)],
            reason_code: WriteOffReason::Uneconomical,
            reason: "追收成本高".into(),
            evidence: None,
        };
        let who = self.clerk();
        if let Some(form) = self.allowed("write-off", |office| office.request_write_off(&request, &who))
            && self.approve(&form.value)
        {
            self.auditor.charges.get_mut(&id).unwrap().written_off += open;
            self.auditor.given_up.insert(id);
        }
    }

    fn recover(&mut self) {
        let given_up = self.auditor.given_up.iter().map(|id| (id, &self.auditor.charges[id]));
        let all: Vec<(i64, usize, i64)> = given_up
            .filter(|(_, c)| !c.reversed && c.written_off > 0 && self.auditor.accounts[c.home] == c.account)
            .map(|(id, c)| (*id, c.home, c.written_off))
            .collect();
        if all.is_empty() {
            return;
        }
        let (id, home, written) = all[self.chance.index(all.len())];
        let fen = 1 + self.chance.below(written);
        let account = self.auditor.accounts[home];
        let request = self.request(vec![Self::payment(home, fen, vec![id], None)]);
        let who = self.clerk();
        if let Some(taken) = self.allowed("recovery", |office| office.recover(&request, &who)) {
            self.auditor.take(taken.value.number, account, fen, &[id], number(self.today));
            self.receipts.push((taken.value.number, fen));
        }
    }

    pub fn refund(&mut self) {
        if self.rests.is_empty() {
            return;
        }
        // Who pays too much asks for it back soon or never.
        let at = self.rests.len() - 1 - self.chance.index(self.rests.len().min(8));
        let (receipt, home, account) = self.rests[at];
        let left = self.auditor.rest_of(receipt, account);
        if left == 0 || self.auditor.accounts[home] != account {
            self.rests.swap_remove(at);
            return;
        }
        let fen = 1 + self.chance.below(left);
        let request = RefundRequest {
            room: room(home),
            receipt,
            amount: Some(Fen(fen)),
            reason_code: RefundReason::Overpaid,
            reason: "多缴".into(),
            payee: None,
            payee_account: None,
            method: None,
            other_way: None,
            used_until: None,
            attachments: None,
        };
        let who = self.clerk();
        let Some(form) = self.allowed("refund form", |office| office.request_refund(&request, &who)) else {
            return;
        };
        if self.approve(&form.value)
            && self.allowed("refund", |office| office.pay_out(&form.value, None, None, &who)).is_some()
        {
            self.auditor.refund(receipt, account, fen);
            self.refunds.push((form.value, receipt, account, fen));
        }
    }

    pub fn take_refund_back(&mut self) {
        let Some((form, receipt, account, fen)) = self.refunds.pop() else { return };
        let who = self.clerk();
        if self.allowed("refund taken back", |office| office.take_back(&form, "付错", &who)).is_some() {
            self.auditor.refund_taken_back(receipt, account, fen);
        }
    }

    pub fn deposit(&mut self) {
        let home = self.chance.index(self.homes.len());
        let fen = 1 + self.chance.below(200_000);
        let request = DepositRequest {
            room: room(home),
            purpose: "装修押金".into(),
            amount: Fen(fen),
            method: self.method(),
            tendered: None,
            payer: None,
            reference: None,
            return_when: "验收合格后".into(),
        };
        let who = self.clerk();
        if let Some(taken) = self.allowed("deposit", |office| office.take_deposit(&request, &who)) {
            self.auditor.deposits.insert(taken.value.deposit, fen);
            self.receipts.push((taken.value.receipt.number, fen));
        }
    }

    fn return_deposit(&mut self) {
        let held = self.auditor.deposits.iter().filter(|(_, fen)| **fen > 0);
        let held: Vec<(i64, i64)> = held.map(|(id, fen)| (*id, *fen)).collect();
        if held.is_empty() {
            return;
        }
        let (deposit, fen) = held[self.chance.index(held.len())];
        let (part, kept) = (1 + self.chance.below(fen), self.chance.below(3) == 0);
        let request = DepositMoveRequest {
            deposit,
            amount: Some(Fen(part)),
            reason: "验收".into(),
            notes: None,
            payee: None,
            payee_account: None,
            method: None,
            other_way: None,
        };
        let who = self.clerk();
        let form = self.allowed("deposit form", |office| {
            if kept {
                office.request_deposit_deduction(&request, &who)
            } else {
                office.request_deposit_return(&request, &who)
            }
        });
        let Some(form) = form else { return };
        let moved = self.approve(&form.value)
            && (kept
                || self.allowed("deposit returned", |o| o.pay_out(&form.value, None, None, &who)).is_some());
        if moved {
            *self.auditor.deposits.get_mut(&deposit).unwrap() -= part;
        }
    }

    pub fn reverse_run(&mut self) {
        let runs = self.office.runs().unwrap();
        if let Some(run) = runs.iter().find(|r| r.reversed_by.is_none()).map(|r| r.id) {
            self.reverse(run);
        }
    }

    /// Takes a run back.
    pub fn reverse(&mut self, run: i64) -> bool {
        let who = self.clerk();
        let done = self.allowed("run reversed", |office| office.reverse_run(run, "出错", &who)).is_some();
        if done {
            self.auditor.reverse_run(run);
        }
        done
    }
}
