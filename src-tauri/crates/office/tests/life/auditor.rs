//! An auditor who recomputes every account with maps, whole numbers and a calendar of his own. He shares no code with
//! the office: he is told what people did (amounts, names of charges) and works out what must be owed and prepaid.
//! Months are `year * 12 + month - 1`, days `yyyymmdd`, money fen, areas hundredths of a square metre.

use std::collections::BTreeMap;

/// A charge as he knows it.
#[derive(Clone, Debug, Default)]
pub struct Charge {
    pub home: usize,
    pub account: i64,
    pub item: i64,
    pub from: i64,
    pub to: i64,
    pub due: i64,
    pub fen: i64,
    pub waived: i64,
    pub written_off: i64,
    /// By payment.
    pub paid: BTreeMap<usize, i64>,
    pub reversed: bool,
    pub run: i64,
}

impl Charge {
    pub fn open(&self) -> i64 {
        if self.reversed {
            return 0;
        }
        self.fen - self.waived - self.written_off - self.paid.values().sum::<i64>()
    }
}

/// What one receipt brought one account.
#[derive(Clone, Debug)]
pub struct Payment {
    pub receipt: i64,
    pub account: i64,
    pub left: i64,
    /// Charges it went to at any time.
    went_to: Vec<i64>,
}

/// A price from a month on, in hundredths of a yuan for one square metre or one home, and how it is charged.
#[derive(Clone, Debug)]
pub struct Price {
    pub item: i64,
    /// First month and price, in order.
    pub versions: Vec<(i64, i64)>,
    pub by_area: bool,
    pub months: i64,
    /// Rounded month by month, or once for the whole block.
    pub monthly: bool,
    /// The month of the block, counted from one, at whose end it is due.
    pub due_month: i64,
}

#[derive(Clone, Debug, Default)]
pub struct Auditor {
    /// Hundredths of a square metre.
    pub areas: Vec<i64>,
    /// Who owes for each home now.
    pub accounts: Vec<i64>,
    /// Who owed before: home, the month in which that ended, account.
    former: Vec<(usize, i64, i64)>,
    pub prices: Vec<Price>,
    pub charges: BTreeMap<i64, Charge>,
    open_of: BTreeMap<i64, Vec<i64>>,
    of_home: BTreeMap<(usize, i64), Vec<i64>>,
    of_run: BTreeMap<i64, Vec<i64>>,
    /// Charges of which something was given up at any time.
    pub given_up: std::collections::BTreeSet<i64>,
    pub payments: Vec<Payment>,
    with_rest: BTreeMap<i64, Vec<usize>>,
    of_receipt: BTreeMap<i64, Vec<usize>>,
    /// What receipts brought back to life of debts given up: charge and how much.
    revived: BTreeMap<i64, Vec<(i64, i64)>>,
    /// Held by deposit.
    pub deposits: BTreeMap<i64, i64>,
    pub received: i64,
    pub given_back: i64,
}

pub fn month_end(month: i64) -> i64 {
    let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match of_year {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    year * 10_000 + of_year * 100 + days
}

/// Half up, away from zero, of what is not negative.
fn divided(number: i128, by: i128) -> i64 {
    i64::try_from((number * 2 + by) / (by * 2)).unwrap()
}

/// Shares of a sum by weights: cut off, then one more for the largest remainders, the earlier first.
pub fn shares(sum: i64, weights: &[i64]) -> Vec<i64> {
    let whole: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    let exact = |w: &i64| i128::from(sum) * i128::from(*w);
    let mut parts: Vec<i64> = weights.iter().map(|w| i64::try_from(exact(w) / whole).unwrap()).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|a, b| (exact(&weights[*b]) % whole).cmp(&(exact(&weights[*a]) % whole)).then(a.cmp(b)));
    let missing = sum - parts.iter().sum::<i64>();
    for index in order.into_iter().take(usize::try_from(missing).unwrap()) {
        parts[index] += 1;
    }
    parts
}

impl Auditor {
    /// What a run of a month must charge: home, item, first and last month, due date, amount.
    pub fn expected(&self, month: i64) -> Vec<(usize, i64, i64, i64, i64, i64)> {
        let mut all = Vec::new();
        for home in 0..self.areas.len() {
            for price in self.prices.iter().filter(|p| month % p.months == 0) {
                let last = month + price.months - 1;
                if !self.stands(home, price.item, month, last) {
                    let fen = self.priced(price, home, month);
                    all.push((home, price.item, month, last, month_end(month + price.due_month - 1), fen));
                }
            }
        }
        all
    }

    /// Whether any day of some months is charged already.
    pub fn stands(&self, home: usize, item: i64, from: i64, to: i64) -> bool {
        // The latest first: what is asked for is mostly new.
        let known = self.of_home.get(&(home, item)).into_iter().flatten().rev().map(|id| &self.charges[id]);
        known.take(40).any(|c| !c.reversed && c.from <= to && c.to >= from)
    }

    fn priced(&self, price: &Price, home: usize, first: i64) -> i64 {
        let quantity = if price.by_area { i128::from(self.areas[home]) } else { 100 };
        // Hundredths of a yuan times hundredths of a unit are hundredths of a fen.
        let month = |m: i64| {
            let (_, cents) = price.versions.iter().rev().find(|(from, _)| *from <= m).unwrap();
            i128::from(*cents) * quantity
        };
        let months = first..first + price.months;
        if price.monthly {
            months.map(|m| divided(month(m), 100)).sum()
        } else {
            divided(months.map(month).sum(), 100)
        }
    }

    /// Who owes for a home in a month.
    pub fn owner_in(&self, home: usize, month: i64) -> i64 {
        let before = self.former.iter().find(|(h, ended, _)| *h == home && month < *ended);
        before.map_or(self.accounts[home], |(_, _, account)| *account)
    }

    pub fn charge(&mut self, id: i64, charge: Charge) {
        self.open_of.entry(charge.account).or_default().push(id);
        self.of_home.entry((charge.home, charge.item)).or_default().push(id);
        self.of_run.entry(charge.run).or_default().push(id);
        self.charges.insert(id, charge);
    }

    /// Open charges of an account, in order of their names.
    pub fn open(&mut self, account: i64) -> Vec<i64> {
        let charges = &self.charges;
        let ids = self.open_of.entry(account).or_default();
        // Debts given up may come back to life, so only what is reversed or settled by money leaves the list.
        ids.retain(|id| charges[id].open() != 0 || charges[id].written_off != 0);
        ids.iter().copied().filter(|id| charges[id].open() > 0).collect()
    }

    pub fn owed(&mut self, account: i64) -> i64 {
        self.open(account).iter().map(|id| self.charges[id].open()).sum()
    }

    /// Applies money to what is open: what is named first, then what is due by `today`, oldest first; one due date
    /// that is not covered is shared in proportion.
    fn settle(&mut self, payment: usize, named: &[i64], today: i64) {
        let account = self.payments[payment].account;
        let mut open: Vec<(bool, bool, i64, i64)> = self
            .open(account)
            .into_iter()
            .map(|id| (!named.contains(&id), self.charges[&id].due > today, self.charges[&id].due, id))
            .collect();
        open.sort_unstable();
        let mut at = 0;
        while at < open.len() && self.payments[payment].left > 0 {
            let rank = |o: &(bool, bool, i64, i64)| (o.0, o.1, o.2);
            let end =
                open[at..].iter().position(|o| rank(o) != rank(&open[at])).map_or(open.len(), |n| at + n);
            let group: Vec<i64> = open[at..end].iter().map(|o| o.3).collect();
            let weights: Vec<i64> = group.iter().map(|id| self.charges[id].open()).collect();
            let money = self.payments[payment].left.min(weights.iter().sum());
            for (id, part) in group.iter().zip(shares(money, &weights)) {
                if part > 0 {
                    *self.charges.get_mut(id).unwrap().paid.entry(payment).or_default() += part;
                    self.payments[payment].went_to.push(*id);
                }
            }
            self.payments[payment].left -= money;
            at = end;
        }
    }

    fn keep_rest(&mut self, payment: usize) {
        let Payment { account, left, .. } = self.payments[payment];
        let rests = self.with_rest.entry(account).or_default();
        rests.retain(|p| *p != payment);
        if left > 0 {
            rests.push(payment);
            rests.sort_unstable();
        }
    }

    /// Money taken for an account.
    pub fn take(&mut self, receipt: i64, account: i64, fen: i64, named: &[i64], today: i64) {
        let mut left = fen;
        for id in named {
            let charge = self.charges.get_mut(id).unwrap();
            let open = charge.open();
            let revived = (left - open).min(charge.written_off).max(0);
            charge.written_off -= revived;
            if revived > 0 {
                self.open_of.entry(account).or_default().retain(|known| known != id);
                let at = self.open_of[&account].partition_point(|known| known < id);
                self.open_of.get_mut(&account).unwrap().insert(at, *id);
                self.revived.entry(receipt).or_default().push((*id, revived));
            }
            left -= open + revived;
            if left <= 0 {
                break;
            }
        }
        self.received += fen;
        self.bring(receipt, account, fen);
        self.settle(self.payments.len() - 1, named, today);
        self.keep_rest(self.payments.len() - 1);
    }

    fn bring(&mut self, receipt: i64, account: i64, fen: i64) {
        self.of_receipt.entry(receipt).or_default().push(self.payments.len());
        self.payments.push(Payment { receipt, account, left: fen, went_to: Vec::new() });
    }

    /// Every rest of prepaid money goes to what its account owes.
    pub fn draw(&mut self, today: i64) {
        let rests: Vec<usize> = self.with_rest.values().flatten().copied().collect();
        for payment in rests {
            self.settle(payment, &[], today);
            self.keep_rest(payment);
        }
    }

    fn take_from(&mut self, payment: usize) {
        let account = self.payments[payment].account;
        for id in std::mem::take(&mut self.payments[payment].went_to) {
            if self.charges.get_mut(&id).unwrap().paid.remove(&payment).is_some() {
                let ids = self.open_of.entry(account).or_default();
                if !ids.contains(&id) {
                    ids.insert(ids.partition_point(|known| *known < id), id);
                }
            }
        }
    }

    /// Whether a receipt brought money to accounts; a deposit brings none.
    pub fn knows(&self, receipt: i64) -> bool {
        self.of_receipt.contains_key(&receipt)
    }

    pub fn void(&mut self, receipt: i64, fen: i64) {
        for payment in self.of_receipt.get(&receipt).cloned().unwrap_or_default() {
            self.take_from(payment);
            self.payments[payment].left = 0;
            self.keep_rest(payment);
        }
        for (id, fen) in self.revived.remove(&receipt).unwrap_or_default() {
            self.charges.get_mut(&id).unwrap().written_off += fen;
        }
        self.received -= fen;
    }

    /// A run taken back: the prepaid money it drew is prepaid again.
    pub fn reverse_run(&mut self, run: i64) {
        for id in self.of_run.remove(&run).unwrap_or_default() {
            let paid = std::mem::take(&mut self.charges.get_mut(&id).unwrap().paid);
            self.charges.get_mut(&id).unwrap().reversed = true;
            for (payment, fen) in paid {
                self.payments[payment].left += fen;
                self.keep_rest(payment);
            }
        }
    }

    /// A rest of a receipt, as far as one account has it.
    pub fn rest_of(&self, receipt: i64, account: i64) -> i64 {
        let of = self.of_receipt.get(&receipt).into_iter().flatten();
        of.map(|p| &self.payments[*p]).filter(|p| p.account == account).map(|p| p.left).sum()
    }

    pub fn refund(&mut self, receipt: i64, account: i64, fen: i64) {
        let mut rest = fen;
        for payment in self.of_receipt[&receipt].clone() {
            if self.payments[payment].account == account {
                let part = rest.min(self.payments[payment].left);
                self.payments[payment].left -= part;
                rest -= part;
                self.keep_rest(payment);
            }
        }
        assert_eq!(rest, 0, "more was refunded than was left");
        self.given_back += fen;
    }

    pub fn refund_taken_back(&mut self, receipt: i64, account: i64, fen: i64) {
        let payment =
            self.of_receipt[&receipt].iter().copied().find(|p| self.payments[*p].account == account);
        self.payments[payment.unwrap()].left += fen;
        self.keep_rest(payment.unwrap());
        self.given_back -= fen;
    }

    /// A home goes to a new account: debts stay, prepaid money goes along when that was agreed.
    pub fn transfer(&mut self, home: usize, new: i64, month: i64, with_money: bool, today: i64) {
        let old = std::mem::replace(&mut self.accounts[home], new);
        self.former.push((home, month, old));
        for payment in self.with_rest.get(&old).cloned().unwrap_or_default() {
            self.settle(payment, &[], today);
            self.keep_rest(payment);
        }
        if with_money {
            for payment in self.with_rest.get(&old).cloned().unwrap_or_default() {
                let fen = std::mem::take(&mut self.payments[payment].left);
                self.keep_rest(payment);
                let receipt = self.payments[payment].receipt;
                self.bring(receipt, new, fen);
                self.keep_rest(self.payments.len() - 1);
            }
        }
    }

    /// What every account has prepaid, nothing left out.
    pub fn prepaid(&self) -> BTreeMap<i64, i64> {
        let mut all = BTreeMap::new();
        for payment in self.payments.iter().filter(|p| p.left != 0) {
            *all.entry(payment.account).or_default() += payment.left;
        }
        all
    }

    /// What every charge has open, nothing left out.
    pub fn all_open(&self) -> BTreeMap<i64, i64> {
        self.charges.iter().map(|(id, c)| (*id, c.open())).filter(|(_, open)| *open != 0).collect()
    }
}
