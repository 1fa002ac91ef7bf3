//! Who is charged for which days, and what is let off: what a bill run and every later correction stand on.

mod area;
mod concession;
mod handover;
mod household;
mod payer;
mod standing;
mod transfer;

pub use area::{AreaLine, AreaRequest, AreaTerms};
pub use concession::{ConcessionRequest, ConcessionTerms, Granted};
pub(crate) use household::{CURRENT, shown, standing};
pub use household::{Household, HouseholdAccount};
pub use transfer::{MovedCharge, TransferRequest, Transferred};

use crate::bill_run::RunPreview;
use crate::{Office, Result};
use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::bill_run::{BillableHome, Draft, Obstacle, Plan};
use zhangfang_domain::concession::Concession;
use zhangfang_domain::part::Part;
use zhangfang_domain::tariff::{Version, at_least};
use zhangfang_domain::tenure::{Payer, Tenure};
use zhangfang_store::Act;
use zhangfang_store::account::{Account, AccountKind};
use zhangfang_store::charge::{Charge, ChargeBasis, NewCharge};
use zhangfang_store::detail::{ChargeDetail, PartDetail};
use zhangfang_store::register::Home;

/// What a run needs to know of homes besides the register: their accounts and concessions.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    of_home: HashMap<i64, Vec<Account>>,
    granted: HashMap<i64, Vec<Granted>>,
}

impl Accounts {
    /// The account of the developer of a home, when it is open.
    pub fn developer(&self, home: i64) -> Option<i64> {
        let accounts = self.of_home.get(&home)?;
        accounts.iter().find(|a| a.kind == AccountKind::Developer).map(|a| a.id)
    }

    /// The account a draft is charged to, when it is open.
    pub fn charged(&self, draft: &Draft) -> Option<i64> {
        match draft.payer {
            Payer::Owner(account) => Some(account),
            Payer::Developer => self.developer(draft.home),
        }
    }

    /// Who owes for a home on a day: the developer before handover, else the owner of that day.
    pub fn payer_on(&self, home: &Home, day: NaiveDate) -> Payer {
        let held = |a: &&Account| {
            a.opened.is_none_or(|opened| opened <= day) && a.closed.is_none_or(|closed| closed >= day)
        };
        let owners = self.of_home.get(&home.id).into_iter().flatten();
        match home.record.handover {
            Some(handover) if day < handover => Payer::Developer,
            _ => Payer::Owner(
                owners.filter(|a| a.kind == AccountKind::Owner).find(held).map_or(home.account, |a| a.id),
            ),
        }
    }

    /// Whether an approved vacancy of a home reaches a day.
    pub fn vacant_on(&self, home: i64, day: NaiveDate) -> bool {
        let granted = self.granted.get(&home).into_iter().flatten();
        granted.filter(|g| g.terms.kind == Kind::Vacancy).any(|g| g.terms.days_within(day, day) > 0)
    }

    /// A home as a run needs it.
    pub fn billable(&self, home: &Home) -> BillableHome {
        let owners = self.of_home.get(&home.id).into_iter().flatten();
        let granted = self.granted.get(&home.id).into_iter().flatten();
        BillableHome {
            id: home.id,
            building: home.record.building.clone(),
            use_kind: home.record.use_kind.clone(),
            area: home.record.area(),
            spaces: u32::try_from(home.record.spaces.len()).unwrap_or(u32::MAX),
            has_owner: !home.record.owners.is_empty(),
            handover: home.record.handover,
            owners: owners
                .filter(|a| a.kind == AccountKind::Owner)
                .map(|a| Tenure { account: a.id, until: a.closed })
                .collect(),
            concessions: granted.map(|g| g.terms.clone()).collect(),
        }
    }

    /// Leaves out what the developer would be charged while the office has not said who that is, and names it.
    pub fn require_developer(&self, plan: &mut Plan) {
        let unknown = |d: &Draft| d.payer == Payer::Developer && self.developer(d.home).is_none();
        let mut homes: Vec<i64> = plan.drafts.iter().filter(|d| unknown(d)).map(|d| d.home).collect();
        homes.dedup();
        plan.drafts.retain(|d| !unknown(d));
        plan.obstacles.extend(homes.into_iter().map(|home| (home, Obstacle::NoDeveloper)));
    }
}

impl Office {
    /// Every home's accounts and concessions.
    pub(crate) fn accounts(&self) -> Result<Accounts> {
        let reading = self.book.reading();
        let mut of_home: HashMap<i64, Vec<Account>> = HashMap::new();
        for account in reading.accounts()?.into_values() {
            of_home.entry(account.home).or_default().push(account);
        }
        for accounts in of_home.values_mut() {
            accounts.sort_by_key(|a| (a.closed.is_none(), a.closed, a.id));
        }
        let mut granted: HashMap<i64, Vec<Granted>> = HashMap::new();
        for concession in reading.concessions()? {
            granted.entry(concession.home).or_default().push(concession);
        }
        Ok(Accounts { of_home, granted })
    }

    /// One home's accounts and concessions.
    pub(crate) fn accounts_of(&self, home: i64) -> Result<Accounts> {
        let reading = self.book.reading();
        let mut accounts = reading.accounts_of(home)?;
        accounts.sort_by_key(|a| (a.closed.is_none(), a.closed, a.id));
        let (of_home, granted) = (HashMap::from([(home, accounts)]), reading.concessions_of(home)?);
        Ok(Accounts { of_home, granted: HashMap::from([(home, granted)]) })
    }
}

/// Posts the charges of a run with what is let off.
pub(crate) struct Posting<'p> {
    /// The run; none when somebody pays ahead.
    pub run: Option<i64>,
    /// Name of the developer.
    pub developer: &'p str,
    /// Accounts and concessions as they were planned with.
    pub accounts: &'p Accounts,
    /// Accounts of developers opened by this run, by home.
    pub opened: HashMap<i64, i64>,
}

impl Posting<'_> {
    /// Posts one charge and returns its id.
    ///
    /// # Errors
    /// Store errors.
    pub fn post(&mut self, act: &mut Act<'_>, home: &Home, draft: &Draft) -> Result<i64> {
        let account = self.account(act, home, draft.payer)?;
        let detail = draft.part.as_ref().map(PartDetail::of).transpose()?.map(ChargeDetail::Part);
        let charge = act.post_charge(&NewCharge {
            account,
            home: home.id,
            building: home.building_id,
            item: draft.item,
            months: draft.months,
            due: draft.priced.due,
            fen: draft.priced.amount,
            run: self.run,
            basis: Some(ChargeBasis {
                version: draft.priced.version,
                quantity: draft.priced.quantity,
                segments: draft.priced.segments.clone(),
            }),
            detail,
            note: None,
            rev: draft.rev,
        })?;
        if draft.line.discounts().next().is_some() {
            let posted = act.reading().charge(charge)?;
            let granted = self.accounts.granted.get(&home.id).map(Vec::as_slice).unwrap_or_default();
            for (kind, fen) in draft.line.discounts() {
                act.adjust_charge(&posted, kind, fen, &reason(kind, &posted, granted))?;
            }
        }
        Ok(charge)
    }

    /// The account of whoever is charged; the developer's is opened when it is first needed.
    ///
    /// # Errors
    /// Store errors.
    pub fn account(&mut self, act: &mut Act<'_>, home: &Home, payer: Payer) -> Result<i64> {
        match payer {
            Payer::Owner(account) => Ok(account),
            Payer::Developer => match self.accounts.developer(home.id).or(self.opened.get(&home.id).copied())
            {
                Some(account) => Ok(account),
                None => self.open_developer(act, home),
            },
        }
    }

    fn open_developer(&mut self, act: &mut Act<'_>, home: &Home) -> Result<i64> {
        let account = act.open_account(&Account {
            id: 0,
            home: home.id,
            kind: AccountKind::Developer,
            opened: None,
            closed: home.record.handover.and_then(|day| day.pred_opt()),
            owners: vec![self.developer.to_owned()],
            phones: Vec::new(),
        })?;
        self.opened.insert(home.id, account);
        Ok(account)
    }
}

/// Why a charge is less: what share is let off, by which forms.
pub(crate) fn reason(kind: Kind, charge: &Charge, granted: &[Granted]) -> String {
    let concerning = granted.iter().filter(|g| g.terms.kind == kind && concerns(&g.terms, charge));
    let words = concerning.map(|g| {
        let off = at_least(g.terms.off_percent, 0);
        match kind {
            Kind::Vacancy => {
                let kept = at_least(rust_decimal::Decimal::ONE_HUNDRED - g.terms.off_percent, 0);
                format!("空置按 {kept}% 收取，{}", g.form)
            }
            _ => format!("减免 {off}%，{}", g.form),
        }
    });
    words.collect::<Vec<_>>().join("；")
}

/// Whether a concession reaches a day of a charge.
pub(crate) fn concerns(terms: &Concession, charge: &Charge) -> bool {
    let (first, last) = days_of(charge);
    terms.concerns(charge.item) && terms.days_within(first, last) > 0
}

/// First and last day a charge is for.
pub(crate) fn days_of(charge: &Charge) -> (NaiveDate, NaiveDate) {
    match &charge.detail {
        Some(ChargeDetail::Part(part)) => (part.first, part.last),
        _ => (charge.months.first_day(), charge.months.last_day()),
    }
}

/// What a charge priced by a tariff is for, day by day; `None` for charges priced otherwise.
pub(crate) fn part_of(charge: &Charge, versions: &HashMap<i64, Version>) -> Option<Part> {
    match &charge.detail {
        Some(ChargeDetail::Part(part)) => part.part(),
        Some(_) => None,
        None => {
            let basis = charge.basis.as_ref()?;
            let version = versions.get(&basis.version)?;
            Part::whole(basis.quantity, &basis.segments, version.basis, version.rounding)
        }
    }
}

impl RunPreview {
    /// Drafts that are not simply all of their months at the full price.
    pub fn special(&self) -> impl Iterator<Item = &Draft> {
        self.plan.drafts.iter().filter(|d| {
            d.part.is_some() || d.payer == Payer::Developer || d.line.discounts().next().is_some()
        })
    }
}

/// Every tariff version by id.
pub(crate) fn versions(office: &Office) -> Result<HashMap<i64, Version>> {
    Ok(office.tariffs()?.into_iter().flat_map(|t| t.versions).map(|v| (v.id, v)).collect())
}
