//! The household card as the page sees it.

use crate::wire::Amount;
use serde::Serialize;
use ts_rs::TS;
use zhangfang_domain::mask;
use zhangfang_domain::tariff::at_least;
use zhangfang_office::arrears::ArrearsLine;
use zhangfang_office::counter::Card;
use zhangfang_office::form::{FormKind, State};
use zhangfang_office::{Office, Result};

/// Everything about one home.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/card.ts")]
pub struct HouseholdCard {
    /// `3-1-301`.
    pub room: String,
    /// Owners of now, in full: the counter speaks to them by name.
    pub owners: String,
    /// Phones, masked.
    pub phones: Vec<String>,
    /// Floor area in m², as text; empty when not known.
    pub area: String,
    /// 住宅, 商铺 …
    pub use_kind: String,
    /// 已入住 …; empty when not known.
    pub status: String,
    /// Day of handover; empty when not known.
    pub handover: String,
    /// Spaces with their plates.
    pub spaces: Vec<String>,
    /// Open on the account of the owner of now.
    pub open: Amount,
    /// What of it is overdue.
    pub overdue: Amount,
    /// Late charge that has accrued and is not claimed.
    pub late_charge: Amount,
    /// How it comes about, clause by clause.
    pub late_basis: Vec<String>,
    /// Paid ahead.
    pub prepaid: Amount,
    /// The account of the owner of now.
    #[ts(type = "number")]
    pub account: i64,
    /// Every account of the home.
    pub accounts: Vec<CardAccount>,
    /// Open charges of all accounts, oldest due first.
    pub charges: Vec<CardCharge>,
    /// What happened, newest first.
    pub history: Vec<CardEvent>,
    /// What else is running: deposits, promises, agreements, forms, concessions.
    pub notes: Vec<CardNote>,
}

/// An account of a home.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/card.ts")]
pub struct CardAccount {
    /// Its id.
    #[ts(type = "number")]
    pub account: i64,
    /// 现业主, 原业主, 建设单位.
    pub standing: String,
    /// Names as lists show them.
    pub owner: String,
    /// Its days: `2025-01-01—`.
    pub days: String,
    /// Open.
    pub open: Amount,
    /// Paid ahead.
    pub prepaid: Amount,
}

/// An open charge.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/card.ts")]
pub struct CardCharge {
    /// Its id.
    #[ts(type = "number")]
    pub charge: i64,
    /// The account it is on.
    #[ts(type = "number")]
    pub account: i64,
    /// Item.
    pub item: String,
    /// Months.
    pub months: String,
    /// Due date.
    pub due: String,
    /// Days overdue; 0 or less when not due yet.
    #[ts(type = "number")]
    pub days_overdue: i64,
    /// Late charge accrued on it.
    pub late_charge: Amount,
    /// 分期, 已出违约金 …
    pub remark: String,
    /// Still open.
    pub open: Amount,
}

/// A line of the history.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/card.ts")]
pub struct CardEvent {
    /// Day.
    pub date: String,
    /// What.
    pub what: String,
    /// The charge, when it is one.
    #[ts(type = "number | null")]
    pub charge: Option<i64>,
    /// The receipt, when it is one.
    #[ts(type = "number | null")]
    pub receipt: Option<i64>,
    /// Owed more or less.
    pub amount: Amount,
    /// Owed after it; negative is prepaid.
    pub balance: Amount,
}

/// Something that runs on a home.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "counter/card.ts")]
pub struct CardNote {
    /// `deposit`, `promise`, `agreement`, `form`, `concession`.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// What, in words.
    pub text: String,
    /// Where it stands.
    pub state: String,
    /// How much, when it is about money.
    pub amount: Option<Amount>,
}

impl HouseholdCard {
    /// What the page shows of a card.
    ///
    /// # Errors
    /// Store errors.
    pub fn of(office: &Office, card: &Card) -> Result<Self> {
        let home = &card.household.home;
        let record = &home.record;
        let mine = || card.open.lines.iter().filter(|line| line.account == home.account);
        let current = card.household.accounts.iter().find(|account| account.account == home.account);
        let mut late_basis: Vec<String> =
            card.open.late_basis.values().filter(|words| !words.is_empty()).cloned().collect();
        late_basis.dedup();
        Ok(Self {
            room: record.room_number(),
            owners: record.owners.join("、"),
            phones: record.phones.iter().map(|phone| mask::phone(phone)).collect(),
            area: record.area().map(|area| at_least(area, 2).to_string()).unwrap_or_default(),
            use_kind: record.use_kind.clone(),
            status: record.status.clone().unwrap_or_default(),
            handover: record.handover.map(|day| day.to_string()).unwrap_or_default(),
            spaces: record.spaces.iter().map(space).collect(),
            open: mine().map(|line| line.open).sum::<zhangfang_domain::Fen>().into(),
            overdue: mine()
                .filter(|line| line.days_overdue > 0)
                .map(|line| line.open)
                .sum::<zhangfang_domain::Fen>()
                .into(),
            late_charge: card.open.late_charge.into(),
            late_basis,
            prepaid: current.map(|account| account.prepaid).unwrap_or_default().into(),
            account: home.account,
            accounts: accounts(card),
            charges: card.open.lines.iter().map(charge).collect(),
            history: history(card),
            notes: notes(office, card)?,
        })
    }
}

fn space(space: &zhangfang_office::register::Space) -> String {
    space.plate.as_ref().map_or_else(|| space.code.clone(), |plate| format!("{} {plate}", space.code))
}

fn accounts(card: &Card) -> Vec<CardAccount> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let account = |a: &zhangfang_office::billing::HouseholdAccount| CardAccount {
        account: a.account,
        standing: a.standing.to_owned(),
        owner: a.owner.clone(),
        days: format!("{}—{}", day(a.from), day(a.to)),
        open: a.open.into(),
        prepaid: a.prepaid.into(),
    };
    card.household.accounts.iter().map(account).collect()
}

fn charge(line: &ArrearsLine) -> CardCharge {
    CardCharge {
        charge: line.charge,
        account: line.account,
        item: line.item.clone(),
        months: line.months.to_string(),
        due: line.due.to_string(),
        days_overdue: line.days_overdue,
        late_charge: line.late_charge.into(),
        remark: line.remark.clone(),
        open: line.open.into(),
    }
}

fn history(card: &Card) -> Vec<CardEvent> {
    let event = |line: &zhangfang_office::statement::StatementLine| CardEvent {
        date: line.date.to_string(),
        what: line.what.clone(),
        charge: line.charge,
        receipt: line.receipt,
        amount: line.amount.into(),
        balance: line.balance.into(),
    };
    card.statement.lines.iter().rev().map(event).collect()
}

fn concession(terms: &zhangfang_domain::concession::Concession) -> String {
    let last = terms.last.map(|day| day.to_string()).unwrap_or_default();
    let off = terms.off_percent.normalize();
    format!("{} 减 {off}%　{}—{last}", terms.kind.label(), terms.first)
}

fn notes(office: &Office, card: &Card) -> Result<Vec<CardNote>> {
    let note = |kind: &str, number: String, text: String, state: &str, amount| CardNote {
        kind: kind.to_owned(),
        number,
        text,
        state: state.to_owned(),
        amount,
    };
    let mut notes = Vec::new();
    for deposit in &card.deposits {
        let (number, text) = (deposit.deposit.to_string(), deposit.purpose.clone());
        notes.push(note("deposit", number, text, "在押", Some(deposit.held.into())));
    }
    for promise in card.promises.iter().filter(|promise| promise.state == "open") {
        let text = format!("承诺 {} 前付", promise.due);
        notes.push(note(
            "promise",
            promise.promise.to_string(),
            text,
            promise.label,
            Some(promise.amount.into()),
        ));
    }
    for agreement in card.agreements.iter().filter(|agreement| agreement.left.is_positive()) {
        let text = agreement.number.clone();
        notes.push(note(
            "agreement",
            agreement.number.clone(),
            text,
            agreement.label,
            Some(agreement.left.into()),
        ));
    }
    for form in &card.forms {
        let kind = FormKind::from_code(&form.kind).map_or("审批单", FormKind::label);
        let state = office.state(form).map(State::label)?;
        notes.push(note(
            "form",
            form.number.clone(),
            format!("{kind} {}", form.number),
            state,
            Some(form.fen.into()),
        ));
    }
    for granted in &card.household.concessions {
        let state = if granted.ended { "已结束" } else { "有效" };
        notes.push(note("concession", granted.form.clone(), concession(&granted.terms), state, None));
    }
    Ok(notes)
}
