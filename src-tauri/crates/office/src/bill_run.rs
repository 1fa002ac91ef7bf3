//! The bill run: look first, then post in one act; take the whole run back while nobody has paid.

use crate::billing::{Accounts, Posting};
use crate::progress::Progress;
use crate::settlement::Settling;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::bill_run::{self, BillableHome, Difference, Obstacle, Plan};
use zhangfang_domain::{Fen, Months};
use zhangfang_store::Act;
pub use zhangfang_store::bill_run::BillRun;
use zhangfang_store::register::Home;

/// What a run is asked to do.
#[derive(Clone, Debug)]
pub struct RunRequest {
    /// Charges whose block starts in these months.
    pub months: Months,
    /// One due date for all charges instead of the tariffs' own.
    pub due: Option<NaiveDate>,
    /// Only these charge items, by code or name; all when empty.
    pub items: Vec<String>,
    /// Only these buildings, by code; all when empty.
    pub buildings: Vec<String>,
    /// Post although some homes are left out.
    pub accept_gaps: bool,
}

/// Everything a person looks at before posting.
#[derive(Debug)]
pub struct RunPreview {
    /// The plan.
    pub plan: Plan,
    /// By item: now, in the months before, and why they differ.
    pub differences: BTreeMap<i64, Difference>,
    /// Prepaid money that would be drawn.
    pub prepaid_drawn: Fen,
    homes: Vec<Home>,
    accounts: Accounts,
}

impl RunPreview {
    /// The room of a home in the plan.
    #[must_use]
    pub fn room(&self, home: i64) -> String {
        self.homes.iter().find(|h| h.id == home).map(|h| h.record.room_number()).unwrap_or_default()
    }

    /// Obstacles that leave something out.
    #[must_use]
    pub fn gaps(&self) -> Vec<&(i64, Obstacle)> {
        self.plan.obstacles.iter().filter(|(_, o)| o.leaves_out()).collect()
    }
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunResult {
    /// Number of the run.
    pub run: i64,
    /// Charges posted.
    pub charges: usize,
    /// Homes charged.
    pub homes: usize,
    /// Sum, less what was let off.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Let off for vacancy and relief.
    #[serde(with = "wire::yuan", default)]
    pub let_off: Fen,
    /// Prepaid money drawn.
    #[serde(with = "wire::yuan")]
    pub prepaid_drawn: Fen,
    /// Charges left alone because they stood already.
    pub already_charged: u64,
}

impl Office {
    /// Plans a run and compares it with the months before. Writes nothing.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for items or buildings, [`Refusal::DueBeforePeriod`], store errors.
    pub fn preview_run(&self, request: &RunRequest) -> Result<RunPreview> {
        if let Some(due) = request.due
            && due < request.months.first_day()
        {
            return Err(Refusal::DueBeforePeriod { due, period: request.months.first_day() }.into());
        }
        let reading = self.book.reading();
        let homes = self.homes_in(&request.buildings)?;
        let items = request.items.iter().map(|i| Ok(self.charge_item(i)?.id)).collect::<Result<Vec<_>>>()?;
        let mut rules = self.tariff_rules()?;
        rules.retain(|r| items.is_empty() || items.contains(&r.item));
        let accounts = self.accounts()?;
        let billable: Vec<BillableHome> = homes.iter().map(|h| accounts.billable(h)).collect();
        let standing = reading.standing_charges(request.months)?;
        let mut plan = bill_run::plan(request.months, &billable, &rules, &standing);
        if self.profile()?.developer.is_empty() {
            accounts.require_developer(&mut plan);
        }
        if let Some(due) = request.due {
            for draft in &mut plan.drafts {
                draft.priced.due = due;
            }
        }
        let count = request.months.count();
        let before = Months::starting(request.months.from.plus(-count.cast_signed()), count);
        let concerned: std::collections::HashSet<i64> = homes.iter().map(|h| h.id).collect();
        let mut earlier = reading.standing_charges(before)?;
        earlier.retain(|s| {
            before.contains(s.months.from)
                && concerned.contains(&s.home)
                && (items.is_empty() || items.contains(&s.item))
        });
        let differences = bill_run::compare(&plan.drafts, &earlier);
        let prepaid_drawn = self.expected_draws(&accounts, &plan)?;
        Ok(RunPreview { plan, differences, prepaid_drawn, homes, accounts })
    }

    /// Plans the charges of one home for some months of one item, whatever a run would charge.
    pub(crate) fn plan_for(
        &self,
        home: &Home,
        accounts: &Accounts,
        item: i64,
        months: Months,
    ) -> Result<Plan> {
        let mut rules = self.tariff_rules()?;
        rules.retain(|r| r.item == item);
        let standing = self.book.reading().standing_charges_of(home.id, months)?;
        Ok(bill_run::plan(months, &[accounts.billable(home)], &rules, &standing))
    }

    /// The homes of some buildings, all when none is named.
    pub(crate) fn homes_in(&self, buildings: &[String]) -> Result<Vec<Home>> {
        let known = self.book.reading().buildings()?;
        if let Some(unknown) = buildings.iter().find(|b| !known.iter().any(|(_, code)| code == *b)) {
            return Err(Refusal::Unknown { kind: "楼栋", name: unknown.clone() }.into());
        }
        let mut homes = self.book.reading().homes()?;
        homes.retain(|h| buildings.is_empty() || buildings.contains(&h.record.building));
        Ok(homes)
    }

    fn expected_draws(&self, accounts: &Accounts, plan: &Plan) -> Result<Fen> {
        let mut owed: HashMap<i64, Fen> = HashMap::new();
        for draft in &plan.drafts {
            if let Some(account) = accounts.charged(draft) {
                *owed.entry(account).or_default() += draft.line.net();
            }
        }
        let mut prepaid: HashMap<(i64, i64), Fen> = HashMap::new();
        for p in self.book.reading().prepaid_all()?.iter().filter(|p| owed.contains_key(&p.account)) {
            *prepaid.entry((p.account, p.home)).or_default() += p.fen;
        }
        let mut drawn = Fen::ZERO;
        for ((account, home), left) in prepaid {
            let open = self.book.reading().open_items_of(home)?;
            let open: Fen = open.iter().filter(|o| o.account == account).map(|o| o.open).sum();
            drawn += left.min(open + owed.get(&account).copied().unwrap_or_default());
        }
        Ok(drawn)
    }

    /// Posts a run: all its charges and the drawing of prepaid money, in one act.
    ///
    /// # Errors
    /// [`Refusal::RunLeavesOut`] unless gaps are accepted, [`Refusal::NothingToCharge`], of
    /// [`Office::preview_run`], [`OfficeError::Cancelled`].
    pub fn post_run(
        &mut self,
        request: &RunRequest,
        occasion: &Occasion,
        progress: &mut dyn Progress,
    ) -> Result<Posted<RunResult>> {
        let preview = self.preview_run(request)?;
        // A repeated key must answer with the first result, although nothing is left to charge by then.
        if !self.replays(occasion)? {
            refuse_bad_plan(request, &preview)?;
        }
        let RunPreview { plan, homes, accounts, .. } = preview;
        let developer = self.profile()?.developer;
        let by_id: HashMap<i64, &Home> = homes.iter().map(|h| (h.id, h)).collect();
        self.book.transact("bill-run.post", occasion, |act| {
            let homes = plan.homes();
            let (charges, count) = (plan.drafts.len() as i64, homes as i64);
            let run = act.post_bill_run(request.months, charges, count, plan.total())?;
            let (accounts, opened) = (&accounts, HashMap::new());
            let mut posting = Posting { run: Some(run), developer: &developer, accounts, opened };
            for (done, draft) in plan.drafts.iter().enumerate() {
                if done % 256 == 0 {
                    progress.step(done, plan.drafts.len())?;
                }
                if let Some(home) = by_id.get(&draft.home) {
                    posting.post(act, home, draft)?;
                }
            }
            let prepaid_drawn = draw_prepaid(act)?;
            progress.step(plan.drafts.len(), plan.drafts.len())?;
            Ok::<_, OfficeError>(RunResult {
                run,
                charges: plan.drafts.len(),
                homes,
                total: plan.total(),
                let_off: plan.let_off(Kind::Vacancy) + plan.let_off(Kind::Relief),
                prepaid_drawn,
                already_charged: plan.already_charged,
            })
        })
    }

    /// The runs, newest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn runs(&self) -> Result<Vec<BillRun>> {
        Ok(self.book.reading().bill_runs()?)
    }

    /// One run.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn run(&self, run: i64) -> Result<BillRun> {
        let found = self.runs()?.into_iter().find(|r| r.id == run);
        found.ok_or_else(|| Refusal::Unknown { kind: "出账批次", name: run.to_string() }.into())
    }

    /// Takes a whole run back. Prepaid money it drew is prepaid again.
    ///
    /// # Errors
    /// [`Refusal::RunReversed`], [`Refusal::RunPaid`] names who paid, [`Refusal::Unusable`] without a reason.
    pub fn reverse_run(&mut self, run: i64, reason: &str, occasion: &Occasion) -> Result<Posted<RunResult>> {
        let run = self.run(run)?;
        require_reason(reason)?;
        let replay = self.replays(occasion)?;
        if run.reversed_by.is_some() && !replay {
            return Err(Refusal::RunReversed { run: run.id }.into());
        }
        let charges = self.book.reading().charges_of_run(&run)?;
        let (mut rooms, mut paid) = (Vec::new(), Fen::ZERO);
        for charge in charges.iter().filter(|c| c.open < c.fen) {
            let at_counter = self.book.reading().paid_by_receipt(charge.id)?;
            // A month given by a promotion is settled too: the months before it were paid for.
            let given = self.book.reading().adjustments_of(charge.id)?;
            let given = given.iter().any(|(kind, _)| *kind == Kind::Promotion);
            if at_counter.is_positive() || given {
                paid += at_counter;
                let room = self.book.reading().home(charge.home)?.record.room_number();
                if !rooms.contains(&room) {
                    rooms.push(room);
                }
            }
        }
        if !rooms.is_empty() && !replay {
            return Err(Refusal::RunPaid { run: run.id, rooms, paid }.into());
        }
        self.book.transact("bill-run.reverse", occasion, |act| {
            for lowered in act.reading().lowered_by_run(&run)? {
                let charge = act.reading().charge(lowered.charge)?;
                act.adjust_charge(&charge, Kind::Correction, lowered.fen, reason)?;
            }
            act.post_bill_run_reversal(&run, reason)?;
            for charge in &charges {
                if charge.open < charge.fen {
                    act.unapply(charge)?;
                }
                act.reverse_charge(charge, reason)?;
            }
            Ok::<_, OfficeError>(RunResult {
                run: run.id,
                charges: charges.len(),
                homes: usize::try_from(run.homes).unwrap_or_default(),
                total: Fen(run.fen),
                let_off: Fen::ZERO,
                prepaid_drawn: Fen::ZERO,
                already_charged: 0,
            })
        })
    }
}

pub(crate) fn require_reason(reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        let expected = "一句说明，会留在记录里";
        return Err(Refusal::Unusable { field: "原因", value: String::new(), expected }.into());
    }
    Ok(())
}

fn refuse_bad_plan(request: &RunRequest, preview: &RunPreview) -> Result<()> {
    let gaps = preview.gaps();
    if let (Some((home, obstacle)), false) = (gaps.first(), request.accept_gaps) {
        let first =
            format!("{} {}", preview.room(*home), crate::sentence::obstacle(obstacle, |_| String::new()));
        return Err(Refusal::RunLeavesOut { count: gaps.len(), first }.into());
    }
    if preview.plan.drafts.is_empty() {
        let standing = preview.plan.already_charged;
        return Err(Refusal::NothingToCharge { months: request.months, standing }.into());
    }
    if let (Some(due), Some(late)) =
        (request.due, preview.plan.drafts.iter().map(|d| d.months.first_day()).max())
        && due < late
    {
        return Err(Refusal::DueBeforePeriod { due, period: late }.into());
    }
    Ok(())
}

/// Applies all prepaid money to the principal its accounts owe, oldest due first: late charges and costs are not paid
/// from it without the owner's word. Returns how much.
pub(crate) fn draw_prepaid(act: &mut Act<'_>) -> Result<Fen> {
    let settling = Settling::read(act.reading())?;
    let mut drawn = Fen::ZERO;
    for source in act.reading().prepaid_all()? {
        let mut open = act.reading().open_items_of(source.home)?;
        open.retain(|o| o.account == source.account);
        settling.keep_principal(&mut open);
        if open.is_empty() {
            continue;
        }
        drawn += settling.apply(act, source, &open, &[])?.iter().map(|a| a.amount).sum();
    }
    Ok(drawn)
}
