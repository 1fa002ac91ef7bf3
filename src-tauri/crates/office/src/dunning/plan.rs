//! A run before it is made: who is brought to a stage today, and who is left out and why.

use super::Debtor;
use crate::arrears::{ArrearsFilter, ArrearsLine, ArrearsList};
use crate::ladder::{Known, LadderBook};
use crate::refusal::LadderRefusal;
use crate::{Occasion, Office, Result};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::Fen;
use zhangfang_domain::approval::Role;
use zhangfang_domain::dunning::{Leave, Need, PauseCause, Stage, Verdict};

/// Whom a run is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only these buildings; all when empty.
    pub buildings: Vec<String>,
    /// Only the buildings this person looks after.
    pub steward: Option<String>,
    /// Only this item, by code or name.
    pub item: Option<String>,
    /// Only these accounts; all when empty.
    pub accounts: Vec<i64>,
}

/// What the manager decided for a run, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub leave: Leave,
    /// Why; must be said when anything was decided.
    pub reason: String,
}

/// A run as it is wanted.
#[derive(Clone, Debug)]
pub struct DunningRequest {
    /// The stage.
    pub stage: Stage,
    /// Whom.
    pub scope: Scope,
    /// The least sum, where it is more than that of the ladder.
    pub at_least: Fen,
    /// What the manager decided.
    pub decision: Decision,
    /// Whether somebody has looked at the open complaints and repairs of those a demand goes to.
    pub tickets_seen: bool,
    /// The person to talk to, on the letters.
    pub contact: String,
}

impl DunningRequest {
    /// A run of a stage for everybody, with nothing decided.
    #[must_use]
    pub fn of(stage: Stage) -> Self {
        Self {
            stage,
            scope: Scope::default(),
            at_least: Fen::ZERO,
            decision: Decision::default(),
            tickets_seen: false,
            contact: String::new(),
        }
    }
}

/// Somebody who is brought to the stage.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// Who and what is owed.
    pub debtor: Debtor,
    /// What is asked for.
    pub asked: Fen,
    /// Of how many charges.
    pub charges: usize,
    /// Whether stages or days are left out for this home.
    pub skipped: bool,
    /// Open complaints and repairs, by number: know them before knocking.
    pub tickets: Vec<String>,
    /// When and how the home was reminded of this debt before.
    pub(crate) contacts: Vec<(NaiveDate, String)>,
    /// The lines asked for, with late charges and costs already claimed.
    pub(crate) lines: Vec<ArrearsLine>,
}

/// Why somebody is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Nothing is overdue any more.
    Paid,
    /// Nothing is overdue yet.
    NotDue,
    /// A reminder before the due date comes too late.
    Overdue,
    /// All of it is paid in instalments.
    Agreement(String),
    /// Only late charges or costs are left.
    NoFees,
    /// Held for a reason until a day.
    Paused {
        /// Why.
        cause: PauseCause,
        /// The last day.
        until: NaiveDate,
    },
    /// Promised to pay by a day that has not come.
    Promised(NaiveDate),
    /// Less than the least sum.
    BelowMinimum,
    /// Another stage comes first.
    Below(Stage),
    /// A higher stage was reached on a day.
    Passed(Stage, NaiveDate),
    /// Not before a day.
    NotBefore(NaiveDate),
    /// Something is missing.
    Needs(Vec<Need>),
}

/// Somebody left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOutLine {
    /// The account.
    pub account: i64,
    /// The room.
    pub room: String,
    /// Why.
    pub reason: LeftOut,
}

/// Who is brought to a stage and who is not.
#[derive(Clone, Debug)]
pub struct DunningPlan {
    /// The stage.
    pub stage: Stage,
    /// Who.
    pub to: Vec<Addressee>,
    /// What they are asked for together.
    pub asked: Fen,
    /// Who is not, in order of room.
    pub left_out: Vec<LeftOutLine>,
    /// The clauses behind late charges, by home.
    pub(crate) late_basis: HashMap<i64, String>,
}

impl Office {
    /// Who may be brought to a stage today, and who may not and why.
    ///
    /// # Errors
    /// [`crate::Refusal::Unknown`] for an item, [`LadderRefusal::NoReason`], [`LadderRefusal::ManagerOnly`], store errors.
    pub fn plan_dunning(&self, request: &DunningRequest, occasion: &Occasion) -> Result<DunningPlan> {
        self.require_decision(request, occasion)?;
        let (stage, today) = (request.stage, occasion.today);
        let filter = ArrearsFilter {
            item: request.scope.item.clone(),
            include_not_due: stage == Stage::PreDue,
            ..ArrearsFilter::default()
        };
        let list = self.arrears(today, &filter)?;
        let reading = self.book.reading();
        let item = request.scope.item.as_ref().map(|i| self.charge_item(i)).transpose()?.map(|i| i.id);
        let mut book = LadderBook::read(reading, item, None, today)?;
        book.ladder.least = book.ladder.least.max(request.at_least);
        let mut plan = DunningPlan {
            stage,
            to: Vec::new(),
            asked: Fen::ZERO,
            left_out: Vec::new(),
            late_basis: list.late_basis.clone(),
        };
        for candidate in self.candidates(&list, &book, request, today)? {
            match addressee(&book, request, candidate) {
                Ok(to) => {
                    plan.asked += to.asked;
                    plan.to.push(to);
                }
                Err(line) => plan.left_out.push(line),
            }
        }
        Ok(plan)
    }

    /// Refuses a decision without a reason, and one by somebody who may not decide. At an open desk everybody may.
    fn require_decision(&self, request: &DunningRequest, occasion: &Occasion) -> Result<()> {
        let (stage, Decision { leave, reason }) = (request.stage, &request.decision);
        if *leave == Leave::None {
            return Ok(());
        }
        if reason.trim().is_empty() {
            return Err(LadderRefusal::NoReason { stage }.into());
        }
        let reading = self.book.reading();
        let manager = reading.role_of(&occasion.operator)?.is_some_and(|role| role >= Role::Manager);
        if !manager && !reading.with_credential()?.is_empty() {
            return Err(LadderRefusal::ManagerOnly { name: occasion.operator.clone(), stage }.into());
        }
        Ok(())
    }

    /// Those the run is about: who owes, and who settled something today and would be missed on the list otherwise.
    fn candidates(
        &self,
        list: &ArrearsList,
        book: &LadderBook,
        request: &DunningRequest,
        today: NaiveDate,
    ) -> Result<Vec<Candidate>> {
        let Scope { buildings, accounts, steward, .. } = &request.scope;
        let mut by_account: HashMap<i64, Vec<ArrearsLine>> = HashMap::new();
        for line in &list.lines {
            by_account.entry(line.account).or_default().push(line.clone());
        }
        let mut debtors = self.debtors_in(list, today, book)?;
        let known: HashSet<i64> = debtors.iter().map(|d| d.account).collect();
        let wanted: HashSet<i64> = accounts.iter().copied().collect();
        let reading = self.book.reading();
        let settled = reading.settled_on(today)?.into_iter().filter(|_| request.stage != Stage::PreDue);
        let gone = settled.filter(|(account, _)| !known.contains(account)).map(|(account, _)| account);
        let chosen = accounts.iter().copied().filter(|account| !known.contains(account));
        let missing: HashSet<i64> = gone.chain(chosen).collect();
        debtors.extend(self.settled_debtors(&missing.into_iter().collect::<Vec<_>>(), today)?);
        let order: HashMap<i64, usize> =
            reading.homes()?.into_iter().enumerate().map(|(n, home)| (home.id, n)).collect();
        debtors.sort_by_key(|d| (order.get(&d.home).copied(), d.account));
        debtors.retain(|d| {
            (buildings.is_empty() || buildings.contains(&d.building))
                && (wanted.is_empty() || wanted.contains(&d.account))
                && steward.as_ref().is_none_or(|name| d.steward.as_ref() == Some(name))
        });
        let candidate = |debtor: Debtor| {
            let lines = by_account.remove(&debtor.account).unwrap_or_default();
            Candidate { debtor, lines }
        };
        Ok(debtors.into_iter().map(candidate).collect())
    }
}

/// Somebody a run is about.
struct Candidate {
    debtor: Debtor,
    lines: Vec<ArrearsLine>,
}

/// What the ladder says of somebody: brought to the stage, or why not.
fn addressee(
    book: &LadderBook,
    request: &DunningRequest,
    candidate: Candidate,
) -> std::result::Result<Addressee, LeftOutLine> {
    let Candidate { debtor, lines } = candidate;
    let stage = request.stage;
    let verdict = book.verdict(debtor.account, stage, request.decision.leave, request.tickets_seen);
    let known = book.known(debtor.account);
    let reason = match verdict {
        Verdict::Ready { skipped } => {
            let known = known.cloned().unwrap_or_default();
            let asked = known.facts(true).asked(book.today);
            let charges: HashSet<i64> = asked.iter().map(|debt| debt.charge).collect();
            let claimed = |line: &ArrearsLine| line.class != zhangfang_domain::settlement::Class::Principal;
            return Ok(Addressee {
                asked: asked.iter().map(|debt| debt.open).sum(),
                charges: charges.len(),
                skipped,
                tickets: known.tickets.clone(),
                contacts: contacts(&known, asked.iter().map(|debt| debt.due).min(), book.today),
                lines: lines.into_iter().filter(|l| charges.contains(&l.charge) || claimed(l)).collect(),
                debtor,
            });
        }
        Verdict::Paid if debtor.charges > 0 => LeftOut::NoFees,
        Verdict::Paid => LeftOut::Paid,
        Verdict::OtherSide if stage == Stage::PreDue => LeftOut::Overdue,
        Verdict::OtherSide if debtor.charges > 0 => LeftOut::NotDue,
        Verdict::OtherSide => LeftOut::Paid,
        Verdict::Held(hold) => match known.and_then(|known| known.agreement.clone()) {
            Some(number) if hold.cause == PauseCause::Instalment => LeftOut::Agreement(number),
            _ => LeftOut::Paused { cause: hold.cause, until: hold.until },
        },
        Verdict::Promised(day) => LeftOut::Promised(day),
        Verdict::BelowMinimum => LeftOut::BelowMinimum,
        Verdict::Below(next) => LeftOut::Below(next),
        Verdict::Passed(stage, on) => LeftOut::Passed(stage, on),
        Verdict::NotBefore(day) => LeftOut::NotBefore(day),
        Verdict::Needs(needs) => LeftOut::Needs(needs),
    };
    Err(LeftOutLine { account: debtor.account, room: debtor.room, reason })
}

/// The steps done since a debt was due and before a letter of a day, as the letter names them.
pub(super) fn contacts(known: &Known, due: Option<NaiveDate>, before: NaiveDate) -> Vec<(NaiveDate, String)> {
    let since = known.steps.iter().filter(|step| due.is_some_and(|due| step.on > due) && step.on < before);
    since.map(|step| (step.on, step.channel.label().to_owned())).collect()
}

impl DunningPlan {
    /// Why most of those left out are, in words, with how many are left out at all.
    pub(crate) fn nobody(&self) -> LadderRefusal {
        let mut counted: BTreeMap<String, usize> = BTreeMap::new();
        for line in &self.left_out {
            *counted.entry(crate::sentence::left_out(&line.reason)).or_default() += 1;
        }
        let most = counted.into_iter().max_by_key(|(_, count)| *count);
        LadderRefusal::NobodyReady {
            stage: self.stage,
            left_out: self.left_out.len(),
            reason: most.map(|(words, _)| words).unwrap_or_default(),
        }
    }
}
