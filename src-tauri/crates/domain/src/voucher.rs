//! Vouchers (记账凭证): what every movement of the book means in double entry.
//!
//! The book is a subledger; its journal for the accountant is derived from facts alone. A movement becomes a few
//! entries that balance by construction; what takes something back becomes the same entries in red (negative) on the
//! day it was taken back. Which account of the ledger a role stands for is the accountant's, see [`Role::key`].

use crate::method::Method;
use crate::{Fen, Month, vat};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What an account of the ledger is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Where money of a method lies.
    Money(Method),
    /// What owners owe.
    Receivable,
    /// What was prepaid and not yet used.
    Prepaid,
    /// Income of an item, by its id.
    Revenue(i64),
    /// Output VAT.
    OutputTax,
    /// Debts given up.
    BadDebt,
    /// Deposits held.
    Deposit,
    /// Money nobody knows whose it is.
    Suspense,
    /// Income from deposits that were kept.
    Forfeited,
    /// The other side of balances taken over from former books.
    Opening,
}

impl Role {
    /// The key of its account in the settings; revenue of an item has the item's code behind it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Money(Method::Cash) => "money.cash",
            Self::Money(Method::Wechat) => "money.wechat",
            Self::Money(Method::Alipay) => "money.alipay",
            Self::Money(Method::Pos) => "money.pos",
            Self::Money(Method::Transfer) => "money.transfer",
            Self::Receivable => "receivable",
            Self::Prepaid => "prepaid",
            Self::Revenue(_) => "revenue",
            Self::OutputTax => "output-tax",
            Self::BadDebt => "bad-debt",
            Self::Deposit => "deposit",
            Self::Suspense => "suspense",
            Self::Forfeited => "forfeited",
            Self::Opening => "opening",
        }
    }
}

/// An account the accountant has not named otherwise: key, code, name (企业会计准则).
pub const DEFAULT_CHART: [(&str, &str, &str); 16] = [
    ("money.cash", "1001", "库存现金"),
    ("money.wechat", "101201", "其他货币资金—微信"),
    ("money.alipay", "101202", "其他货币资金—支付宝"),
    ("money.pos", "1002", "银行存款"),
    ("money.transfer", "1002", "银行存款"),
    ("receivable", "1122", "应收账款"),
    ("prepaid", "2203", "预收账款"),
    ("revenue", "6001", "主营业务收入"),
    ("output-tax", "222101", "应交税费—应交增值税（销项税额）"),
    ("bad-debt", "6702", "信用减值损失"),
    ("deposit", "224101", "其他应付款—押金"),
    ("suspense", "224102", "其他应付款—待认领"),
    ("forfeited", "6301", "营业外收入"),
    ("late", "6301", "营业外收入—违约金"),
    ("cost", "6602", "管理费用—追偿费用"),
    ("opening", "4104", "利润分配—期初结转"),
];

/// Which side of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 借
    Debit,
    /// 贷
    Credit,
}

/// What kind of voucher a movement goes into, in the order of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Balances taken over.
    Opening,
    /// Charges.
    Charges,
    /// What lowers charges.
    Reductions,
    /// Debts given up and recovered.
    WriteOffs,
    /// Money taken.
    Receipts,
    /// Prepaid money drawn.
    Draws,
    /// Prepaid money carried to another account.
    Carried,
    /// Money given back.
    Refunds,
    /// Deposits.
    Deposits,
    /// Money nobody knows whose it is.
    Suspense,
}

impl Subject {
    /// The words of the voucher.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Opening => "期初欠费结转",
            Self::Charges => "计提应收",
            Self::Reductions => "减免及冲减应收",
            Self::WriteOffs => "坏账核销与收回",
            Self::Receipts => "收款",
            Self::Draws => "预存抵缴",
            Self::Carried => "预存转户",
            Self::Refunds => "退款",
            Self::Deposits => "押金",
            Self::Suspense => "待认领款项",
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something was charged.
    Charged {
        /// Item.
        item: i64,
        /// Month of posting: the tax rate of that time holds.
        posted: Month,
    },
    /// A balance was taken over from former books (negative: taken back).
    Opened,
    /// A charge was lowered without money; tax follows what is rightly charged.
    Reduced {
        /// Item.
        item: i64,
        /// Month in which the charge was posted.
        posted: Month,
        /// What was rightly charged before.
        before: Fen,
    },
    /// A debt was given up (negative: it came back to life).
    WrittenOff,
    /// Money came in by receipt; all of it is prepaid first.
    Taken(Method),
    /// Money of a receipt settled a charge in the same act.
    Settled,
    /// Prepaid money settled a charge later (negative: it is prepaid again).
    Drawn,
    /// Prepaid money was given back.
    Refunded(Method),
    /// Prepaid money went to another account.
    Carried,
    /// A deposit was taken.
    DepositTaken(Method),
    /// A deposit was returned.
    DepositReturned(Method),
    /// A deposit was kept.
    DepositKept,
    /// Money came in that nobody knows the owner of (negative: it was found out).
    Suspended(Method),
}

/// One movement of the book, signed: negative takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The day it counts on.
    pub day: NaiveDate,
    /// The home it is about.
    pub home: Option<i64>,
    /// What happened.
    pub kind: Kind,
    /// How much, tax included.
    pub fen: Fen,
}

/// A line before it has an account of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The account's role.
    pub role: Role,
    /// The side.
    pub side: Side,
    /// How much; negative is red.
    pub fen: Fen,
}

/// The tax in an amount that includes it; an amount too large to split has none to speak of.
fn tax_within(fen: Fen, percent: Decimal) -> Fen {
    vat::split(fen, percent).map_or(Fen::ZERO, |split| split.tax)
}

impl Movement {
    /// The kind of voucher it goes into.
    #[must_use]
    pub const fn subject(&self) -> Subject {
        match self.kind {
            Kind::Opened => Subject::Opening,
            Kind::Charged { .. } => Subject::Charges,
            Kind::Reduced { .. } => Subject::Reductions,
            Kind::WrittenOff => Subject::WriteOffs,
            Kind::Taken(_) | Kind::Settled => Subject::Receipts,
            Kind::Drawn => Subject::Draws,
            Kind::Carried => Subject::Carried,
            Kind::Refunded(_) => Subject::Refunds,
            Kind::DepositTaken(_) | Kind::DepositReturned(_) | Kind::DepositKept => Subject::Deposits,
            Kind::Suspended(_) => Subject::Suspense,
        }
    }

    /// Its entries, zeros left out. `percent` gives the VAT rate of an item for charges posted in a month.
    #[must_use]
    pub fn entries(&self, percent: impl Fn(i64, Month) -> Decimal) -> Vec<Entry> {
        let fen = self.fen;
        let debit = |role, fen| Entry { role, side: Side::Debit, fen };
        let credit = |role, fen| Entry { role, side: Side::Credit, fen };
        let income = |item, fen: Fen, tax: Fen| {
            [
                debit(Role::Receivable, fen),
                credit(Role::Revenue(item), fen - tax),
                credit(Role::OutputTax, tax),
            ]
        };
        let pair = |d, c| vec![debit(d, fen), credit(c, fen)];
        let mut entries = match self.kind {
            Kind::Charged { item, posted } => {
                income(item, fen, tax_within(fen, percent(item, posted))).to_vec()
            }
            Kind::Reduced { item, posted, before } => {
                let rate = percent(item, posted);
                let tax = tax_within(before - fen, rate) - tax_within(before, rate);
                income(item, -fen, tax).to_vec()
            }
            Kind::Opened => pair(Role::Receivable, Role::Opening),
            Kind::WrittenOff => pair(Role::BadDebt, Role::Receivable),
            Kind::Taken(method) => pair(Role::Money(method), Role::Prepaid),
            // What settles at once never was prepaid: it lessens the credit of its receipt.
            Kind::Settled => vec![credit(Role::Prepaid, -fen), credit(Role::Receivable, fen)],
            Kind::Drawn => pair(Role::Prepaid, Role::Receivable),
            Kind::Refunded(method) => pair(Role::Prepaid, Role::Money(method)),
            Kind::Carried => pair(Role::Prepaid, Role::Prepaid),
            Kind::DepositTaken(method) => pair(Role::Money(method), Role::Deposit),
            Kind::DepositReturned(method) => pair(Role::Deposit, Role::Money(method)),
            Kind::DepositKept => pair(Role::Deposit, Role::Forfeited),
            Kind::Suspended(method) => pair(Role::Money(method), Role::Suspense),
        };
        entries.retain(|e| !e.fen.is_zero());
        entries
    }
}

/// One voucher: lines of one kind of one day, in black or in red.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// The day.
    pub day: NaiveDate,
    /// What it is about.
    pub subject: Subject,
    /// Whether it takes back.
    pub red: bool,
    /// Its lines, debits first, by role and home.
    pub lines: Vec<Line>,
}

/// A line of a voucher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The account's role.
    pub role: Role,
    /// The side.
    pub side: Side,
    /// The home, when lines are wanted home by home.
    pub home: Option<i64>,
    /// How much; negative is red.
    pub fen: Fen,
}

/// Day, kind and colour of a voucher.
type Of = (NaiveDate, Subject, bool);
/// What its lines add up to.
type Sums = BTreeMap<(Side, Role, Option<i64>), Fen>;

/// The vouchers of some movements, by day and kind. Lines of one role are summed, home by home if `by_home`.
#[must_use]
pub fn vouchers(
    movements: &[Movement],
    by_home: bool,
    percent: impl Fn(i64, Month) -> Decimal,
) -> Vec<Voucher> {
    let mut sums: BTreeMap<Of, Sums> = BTreeMap::new();
    for movement in movements {
        let lines = sums.entry((movement.day, movement.subject(), movement.fen < Fen::ZERO)).or_default();
        let home = movement.home.filter(|_| by_home);
        for entry in movement.entries(&percent) {
            *lines.entry((entry.side, entry.role, home)).or_default() += entry.fen;
        }
    }
    let voucher = |((day, subject, red), lines): (Of, Sums)| Voucher {
        day,
        subject,
        red,
        lines: lines
            .into_iter()
            .filter(|(_, fen)| !fen.is_zero())
            .map(|((side, role, home), fen)| Line { role, side, home, fen })
            .collect(),
    };
    sums.into_iter().map(voucher).filter(|v| !v.lines.is_empty()).collect()
}

/// What an account has after some vouchers: debits less credits.
#[must_use]
pub fn balance<'v>(vouchers: impl IntoIterator<Item = &'v Voucher>, of: Role) -> Fen {
    let lines = vouchers.into_iter().flat_map(|v| &v.lines).filter(|l| l.role == of);
    lines.map(|l| if l.side == Side::Debit { l.fen } else { -l.fen }).sum()
}
