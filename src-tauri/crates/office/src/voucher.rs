//! Vouchers of a month for the accountant: a balanced journal derived from the facts, with the office's own accounts.
//!
//! The accounts and tax rates a closed month was written with are kept in its closing, so that its export stays.

use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::voucher::{self, DEFAULT_CHART, Kind, Movement, Role, Side};
use zhangfang_domain::{Fen, Month};
use zhangfang_sheets::export::{Table, Value};
use zhangfang_store::movement::{Change, Owed};

/// An account of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerSubject {
    /// Its code: `1122`.
    pub code: String,
    /// Its name: 应收账款.
    pub name: String,
}

/// What the vouchers of a month are written with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// Accounts by key.
    subjects: BTreeMap<String, LedgerSubject>,
    /// Income account and VAT in percent of each item.
    items: BTreeMap<i64, ItemTerms>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ItemTerms {
    subject: LedgerSubject,
    percent: Decimal,
}

impl Terms {
    fn subject(&self, role: Role) -> LedgerSubject {
        let found = match role {
            Role::Revenue(item) => self.items.get(&item).map(|i| &i.subject),
            other => self.subjects.get(other.key()),
        };
        let bare = || LedgerSubject { code: String::new(), name: role.key().to_owned() };
        found.cloned().unwrap_or_else(bare)
    }
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JournalEntry {
    /// The account.
    #[serde(flatten)]
    pub subject: LedgerSubject,
    /// 借方, negative when red.
    #[serde(with = "wire::yuan")]
    pub debit: Fen,
    /// 贷方, negative when red.
    #[serde(with = "wire::yuan")]
    pub credit: Fen,
    /// The home, when lines are wanted home by home.
    pub room: Option<String>,
}

/// A voucher with its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberedVoucher {
    /// The day.
    pub date: NaiveDate,
    /// Its number in the month: 记-001.
    pub number: String,
    /// What it is about.
    pub summary: String,
    /// Its lines.
    pub lines: Vec<JournalEntry>,
}

/// The journal of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MonthJournal {
    /// The month.
    #[serde(with = "wire::text")]
    pub month: Month,
    /// Whether the month is closed, so that this never changes.
    pub closed: bool,
    /// The vouchers.
    pub vouchers: Vec<NumberedVoucher>,
    /// Sum of all debits.
    #[serde(with = "wire::yuan")]
    pub debit: Fen,
    /// Sum of all credits.
    #[serde(with = "wire::yuan")]
    pub credit: Fen,
}

/// One account held against what the book says it must have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrialLine {
    /// What is compared.
    pub name: String,
    /// What the book had when the month began.
    #[serde(with = "wire::yuan")]
    pub opening: Fen,
    /// What the vouchers moved.
    #[serde(with = "wire::yuan")]
    pub moved: Fen,
    /// What the book had when the month ended.
    #[serde(with = "wire::yuan")]
    pub closing: Fen,
    /// Nothing in a sound book.
    #[serde(with = "wire::yuan")]
    pub difference: Fen,
}

impl Office {
    /// The accounts of the ledger by key, those of every item included, as they are set now.
    ///
    /// # Errors
    /// Store errors.
    pub fn ledger_subjects(&self) -> Result<BTreeMap<String, LedgerSubject>> {
        let mut all = BTreeMap::new();
        for (key, code, name) in DEFAULT_CHART {
            let usual = LedgerSubject { code: code.to_owned(), name: name.to_owned() };
            all.insert(key.to_owned(), self.set_subject(key)?.unwrap_or(usual));
        }
        let terms = self.book.reading().item_terms()?;
        for item in self.charge_items()? {
            let key = format!("revenue.{}", item.code);
            let subject = match (self.set_subject(&key)?, terms.get(&item.id).map(|t| t.class)) {
                (Some(subject), _) => subject,
                (None, Some(Class::LateCharge)) => all["late"].clone(),
                (None, Some(Class::Cost)) => all["cost"].clone(),
                (None, _) => {
                    let general = &all["revenue"];
                    LedgerSubject {
                        code: general.code.clone(),
                        name: format!("{}—{}", general.name, item.name),
                    }
                }
            };
            all.insert(key, subject);
        }
        Ok(all)
    }

    /// What vouchers need a subject for, in the order of the ledger: key, what it is in words, its subject.
    ///
    /// # Errors
    /// Store errors.
    pub fn ledger_purposes(&self) -> Result<Vec<(String, String, LedgerSubject)>> {
        let all = self.ledger_subjects()?;
        let usual = DEFAULT_CHART.iter().map(|(key, ..)| ((*key).to_owned(), purpose(key)));
        let items = self.charge_items()?.into_iter();
        let items = items.map(|item| (format!("revenue.{}", item.code), format!("收入：{}", item.name)));
        let named = usual.map(|(key, words)| (key, words.to_owned())).chain(items);
        Ok(named.filter_map(|(key, words)| all.get(&key).map(|s| (key.clone(), words, s.clone()))).collect())
    }

    fn set_subject(&self, key: &str) -> Result<Option<LedgerSubject>> {
        let text = self.book.reading().setting(&format!("subject.{key}"))?;
        Ok(text.and_then(|t| {
            let (code, name) = t.split_once(' ')?;
            Some(LedgerSubject { code: code.to_owned(), name: name.to_owned() })
        }))
    }

    /// Names the account of the ledger that stands for a key.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for a key that does not exist, [`Refusal::Unusable`] without a code or a name.
    pub fn name_subject(
        &mut self,
        key: &str,
        subject: &LedgerSubject,
        occasion: &Occasion,
    ) -> Result<Posted<()>> {
        if !self.ledger_subjects()?.contains_key(key) {
            return Err(Refusal::Unknown { kind: "科目用途", name: key.to_owned() }.into());
        }
        let (code, name) = (subject.code.trim(), subject.name.trim());
        if code.is_empty() || code.contains(char::is_whitespace) || name.is_empty() {
            let expected = "科目编码（不含空格）和科目名称，如 1122 应收账款";
            return Err(Refusal::Unusable { field: "科目", value: format!("{code} {name}"), expected }.into());
        }
        self.book.transact("voucher.subject", occasion, |act| {
            Ok::<_, OfficeError>(act.set(&format!("subject.{key}"), &format!("{code} {name}"))?)
        })
    }

    /// What vouchers are written with now.
    pub(crate) fn voucher_terms(&self) -> Result<Terms> {
        let subjects = self.ledger_subjects()?;
        let mut items = BTreeMap::new();
        let terms = self.book.reading().item_terms()?;
        for item in self.charge_items()? {
            let subject = subjects[&format!("revenue.{}", item.code)].clone();
            let percent = terms.get(&item.id).and_then(|t| t.vat_percent).unwrap_or_default();
            items.insert(item.id, ItemTerms { subject, percent });
        }
        Ok(Terms { subjects, items })
    }

    /// What the vouchers of a month are written with: as it was closed, else as things are now.
    fn terms_of(&self, month: Month, now: &Terms) -> Result<Terms> {
        Ok(match self.book.reading().closing_terms(month)? {
            Some(text) => serde_json::from_str(&text).map_err(zhangfang_store::StoreError::from)?,
            None => now.clone(),
        })
    }

    /// The vouchers of some days, summed or home by home. Tax is that of the month in which a charge was posted.
    fn derived(&self, from: NaiveDate, to: NaiveDate, by_home: bool) -> Result<Vec<voucher::Voucher>> {
        let mut movements = Vec::new();
        for owed in self.book.reading().owed_between(from, to)? {
            movements.push(movement(&owed));
        }
        movements.extend(self.book.reading().money_between(from, to)?);
        let now = self.voucher_terms()?;
        let mut by_month: HashMap<Month, Terms> = HashMap::new();
        for moved in &movements {
            if let Kind::Charged { posted, .. } | Kind::Reduced { posted, .. } = moved.kind
                && !by_month.contains_key(&posted)
            {
                by_month.insert(posted, self.terms_of(posted, &now)?);
            }
        }
        Ok(voucher::vouchers(&movements, by_home, |item, posted| {
            let terms = by_month.get(&posted).and_then(|t| t.items.get(&item));
            terms.map_or(Decimal::ZERO, |t| t.percent)
        }))
    }

    /// The journal of a month.
    ///
    /// # Errors
    /// Store errors.
    pub fn journal_of(&self, month: Month, by_home: bool) -> Result<MonthJournal> {
        let terms = self.terms_of(month, &self.voucher_terms()?)?;
        let rooms: HashMap<i64, String> = match by_home {
            true => {
                self.book.reading().homes()?.into_iter().map(|h| (h.id, h.record.room_number())).collect()
            }
            false => HashMap::new(),
        };
        let (mut debit, mut credit) = (Fen::ZERO, Fen::ZERO);
        let mut vouchers = Vec::new();
        for (nth, made) in (1..).zip(self.derived(month.first_day(), month.last_day(), by_home)?) {
            let mut lines = Vec::with_capacity(made.lines.len());
            for line in &made.lines {
                let (d, c) =
                    if line.side == Side::Debit { (line.fen, Fen::ZERO) } else { (Fen::ZERO, line.fen) };
                debit += d;
                credit += c;
                let room = line.home.and_then(|h| rooms.get(&h).cloned());
                lines.push(JournalEntry { subject: terms.subject(line.role), debit: d, credit: c, room });
            }
            let red = if made.red { "（红冲）" } else { "" };
            vouchers.push(NumberedVoucher {
                date: made.day,
                number: format!("记-{nth:03}"),
                summary: format!("{}{}{red}", made.day.format("%-m月%-d日"), made.subject.label()),
                lines,
            });
        }
        let closed = self.book.reading().closed_through()?.is_some_and(|last| month <= last);
        Ok(MonthJournal { month, closed, vouchers, debit, credit })
    }

    /// Holds the vouchers of a month against the book: what each account has must have moved by what they say.
    ///
    /// # Errors
    /// Store errors.
    pub fn check_vouchers(&self, month: Month) -> Result<Vec<TrialLine>> {
        let (before, end) = (month.first_day() - Days::new(1), month.last_day());
        let made = self.derived(month.first_day(), end, false)?;
        let reading = self.book.reading();
        let open = |day| -> Result<Fen> { Ok(reading.open_items(day)?.iter().map(|o| o.open).sum()) };
        let line = |name: &str, opening: Fen, moved: Fen, closing: Fen| TrialLine {
            name: name.to_owned(),
            opening,
            moved,
            closing,
            difference: closing - opening - moved,
        };
        Ok(vec![
            line("应收账款＝未缴账单", open(before)?, voucher::balance(&made, Role::Receivable), open(end)?),
            line(
                "预收账款＝预存余额",
                reading.prepaid_as_of(before)?,
                -voucher::balance(&made, Role::Prepaid),
                reading.prepaid_as_of(end)?,
            ),
            line(
                "押金",
                reading.deposits_as_of(before)?,
                -voucher::balance(&made, Role::Deposit),
                reading.deposits_as_of(end)?,
            ),
            line(
                "待认领款项",
                reading.suspense_as_of(before)?,
                -voucher::balance(&made, Role::Suspense),
                reading.suspense_as_of(end)?,
            ),
        ])
    }
}

impl MonthJournal {
    /// The journal as a table, one row a line.
    #[must_use]
    pub fn table(&self, with_rooms: bool, footer: &str) -> Table {
        let mut headings: Vec<String> =
            ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方", "贷方"].map(str::to_owned).to_vec();
        if with_rooms {
            headings.push("房号".to_owned());
        }
        let mut rows = Vec::new();
        for made in &self.vouchers {
            for line in &made.lines {
                let side = |fen: Fen| if fen.is_zero() { Value::Empty } else { Value::Amount(fen) };
                let mut row = vec![
                    Value::Date(made.date),
                    Value::Text(made.number.clone()),
                    Value::Text(made.summary.clone()),
                    Value::Text(line.subject.code.clone()),
                    Value::Text(line.subject.name.clone()),
                    side(line.debit),
                    side(line.credit),
                ];
                if with_rooms {
                    row.push(Value::text(line.room.as_deref()));
                }
                rows.push(row);
            }
        }
        Table {
            title: format!("记账凭证 {}", self.month), headings, rows, footer: Some(footer.to_owned())
        }
    }
}

/// What a subject of the usual chart stands for.
fn purpose(key: &str) -> &'static str {
    match key {
        "money.cash" => "现金收付",
        "money.wechat" => "微信收付",
        "money.alipay" => "支付宝收付",
        "money.pos" => "刷卡收付",
        "money.transfer" => "银行转账收付",
        "receivable" => "应收账单",
        "prepaid" => "业主预存",
        "revenue" => "收入（未单列的项目）",
        "output-tax" => "销项税额",
        "bad-debt" => "坏账核销",
        "deposit" => "押金",
        "suspense" => "待认领款项",
        "forfeited" => "不退的押金",
        "late" => "违约金收入",
        "cost" => "追偿费用",
        "opening" => "上线期初",
        _ => "",
    }
}

/// What a change of a debt means for the ledger.
fn movement(owed: &Owed) -> Movement {
    let (item, posted) = (owed.item, owed.posted);
    let (kind, fen) = match owed.change {
        Change::Charged => (Kind::Charged { item, posted }, owed.fen),
        Change::Opened => (Kind::Opened, owed.fen),
        Change::Settled => (Kind::Settled, -owed.fen),
        Change::Drawn => (Kind::Drawn, -owed.fen),
        Change::Adjusted { kind, .. } if !kind.reduces_the_charge() => (Kind::WrittenOff, -owed.fen),
        Change::Adjusted { opening: true, .. } => (Kind::Opened, owed.fen),
        Change::Adjusted { before, .. } => (Kind::Reduced { item, posted, before }, -owed.fen),
    };
    Movement { day: owed.day, home: Some(owed.home), kind, fen }
}
