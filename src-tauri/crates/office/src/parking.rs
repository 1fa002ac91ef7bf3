//! Parking: spaces, contracts, their charges (domain section 4.5). How a contract ends is in [`crate::form::parking_end`].
//!
//! The register's own spaces only count how many a home has, for tariffs by space; importing a register makes no space
//! and no contract here. A charge item is priced either by tariffs or by contracts, never both, so that nobody pays for
//! one space twice. Nothing here asks whether anybody owes anything: arrears never touch the gate (checklist C1).

use crate::bill_run::draw_prepaid;
use crate::refusal::ParkingRefusal;
use crate::tariff::OPENING_ITEM;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::parking::{PartRule, Rent, SpaceKind, plate};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::Reading;
use zhangfang_store::charge::{Charge, NewCharge};
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::parking::{NewParkingContract, ParkingFee};
pub use zhangfang_store::parking::{ParkingContract, ParkingSpace};
use zhangfang_store::tariff::ChargeItem;

/// A space as the clerk types it.
#[derive(Clone, Debug)]
pub struct SpaceRequest {
    /// Code: B1-023.
    pub code: String,
    /// Whose it is.
    pub kind: SpaceKind,
    /// The home whose owner bought it; for owned spaces only.
    pub room: Option<String>,
    /// Area in square metres.
    pub area: Option<Decimal>,
}

/// A contract as the clerk types it.
#[derive(Clone, Debug)]
pub struct ContractRequest {
    /// The space.
    pub space: String,
    /// The home it is charged with.
    pub room: String,
    /// Charge item, by code or name.
    pub item: String,
    /// Who pays; the owners when not given.
    pub payer: Option<String>,
    /// The car.
    pub plate: Option<String>,
    /// A whole month.
    pub monthly: Fen,
    /// First day of use.
    pub from: NaiveDate,
    /// How months that are not whole are charged.
    pub part: PartRule,
    /// The contract or posted price it rests on.
    pub clause: String,
}

/// What contracts are to be charged for.
#[derive(Clone, Debug)]
pub struct ParkingBillRequest {
    /// The months.
    pub months: Months,
    /// One due date for all; the end of the first month charged when not given.
    pub due: Option<NaiveDate>,
    /// Only these spaces; all when empty.
    pub spaces: Vec<String>,
}

/// A charge before it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFee {
    /// The contract.
    pub contract: ParkingContract,
    /// Room of its home.
    pub room: String,
    building: i64,
    /// Months charged; none of them was charged before.
    pub months: Months,
    /// Amount.
    pub fen: Fen,
    /// Due date.
    pub due: NaiveDate,
}

/// What a parking run would do.
#[derive(Clone, Debug, Default)]
pub struct ParkingPlan {
    /// The charges, by space.
    pub fees: Vec<PlannedFee>,
    /// Charges that stand for some of these months.
    pub already_charged: u64,
    /// Spaces left out because the home of their contract has another owner now.
    pub left_out: Vec<String>,
}

impl ParkingPlan {
    /// All charges together.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.fees.iter().map(|fee| fee.fen).sum()
    }
}

/// What a parking run did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkingPosted {
    /// Number of the run.
    pub run: i64,
    /// Charges posted.
    pub charges: usize,
    /// Sum.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Prepaid money drawn.
    #[serde(with = "wire::yuan")]
    pub prepaid_drawn: Fen,
    /// Charges left alone because they stood already.
    pub already_charged: u64,
    /// Spaces left out because the home of their contract has another owner now.
    pub left_out: Vec<String>,
}

/// A charge of a contract as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParkingCharge {
    /// The charge.
    pub charge: i64,
    /// Its months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// What was charged.
    #[serde(with = "wire::yuan")]
    pub charged: Fen,
    /// What is left of it after everything that lowered it.
    #[serde(with = "wire::yuan")]
    pub stands: Fen,
    /// Still open.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// Due date.
    pub due: NaiveDate,
}

impl Office {
    /// Every space, by code.
    ///
    /// # Errors
    /// Store errors.
    pub fn parking_spaces(&self) -> Result<Vec<ParkingSpace>> {
        Ok(self.book.reading().parking_spaces()?)
    }

    /// The contracts of a space (of all spaces when none is named), in order of time.
    ///
    /// # Errors
    /// Store errors.
    pub fn parking_contracts(&self, space: Option<i64>) -> Result<Vec<ParkingContract>> {
        let mut contracts = self.book.reading().parking_contracts()?;
        contracts.retain(|c| space.is_none_or(|space| c.space == space));
        Ok(contracts)
    }

    /// A space by code.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn parking_space(&self, code: &str) -> Result<ParkingSpace> {
        let code = code.trim();
        let found = self.parking_spaces()?.into_iter().find(|s| s.code == code);
        found.ok_or_else(|| Refusal::Unknown { kind: "车位", name: code.to_owned() }.into())
    }

    /// The charge items contracts may be charged under: those nothing else prices, the ones contracts have first.
    ///
    /// # Errors
    /// Store errors.
    pub fn contract_items(&self) -> Result<Vec<ChargeItem>> {
        let tariffs = self.tariffs()?;
        let priced = |item: i64| tariffs.iter().any(|t| t.item_id == item && !t.scopes.is_empty());
        let reading = self.book.reading();
        let (meters, shared) = (reading.meter_prices()?, reading.shared_bills()?);
        let elsewhere =
            |item: i64| meters.iter().any(|p| p.item == item) || shared.iter().any(|b| b.item == item);
        let contracts = self.parking_contracts(None)?;
        let mut items = self.charge_items()?;
        items.retain(|item| item.code != OPENING_ITEM.0 && !priced(item.id) && !elsewhere(item.id));
        items.sort_by_key(|item| !contracts.iter().any(|c| c.item == item.id));
        Ok(items)
    }

    /// Adds a space.
    ///
    /// # Errors
    /// [`Refusal::Taken`], [`Refusal::Unusable`], [`Refusal::UnknownHome`], [`ParkingRefusal::OwnerNeeded`].
    pub fn add_parking_space(&mut self, request: &SpaceRequest, occasion: &Occasion) -> Result<Posted<i64>> {
        let code = request.code.trim().to_owned();
        if code.is_empty() {
            let expected = "车位编号，如 B1-023";
            return Err(Refusal::Unusable { field: "车位", value: code, expected }.into());
        }
        if !self.replays(occasion)? && self.parking_spaces()?.iter().any(|s| s.code == code) {
            return Err(Refusal::Taken { kind: "车位", name: code }.into());
        }
        if request.area.is_some_and(|area| area <= Decimal::ZERO) {
            let value = request.area.map(|a| a.to_string()).unwrap_or_default();
            return Err(Refusal::Unusable { field: "面积", value, expected: "大于零的平方米数" }.into());
        }
        if (request.kind == SpaceKind::Owned) != request.room.is_some() {
            return Err(ParkingRefusal::OwnerNeeded { code, owned: request.kind == SpaceKind::Owned }.into());
        }
        let home = request.room.as_deref().map(|room| self.home(room)).transpose()?.map(|home| home.id);
        let space = ParkingSpace { id: 0, code, kind: request.kind, home, area: request.area };
        self.book
            .transact("parking.add", occasion, |act| Ok::<_, OfficeError>(act.add_parking_space(&space)?))
    }

    /// Signs a contract for a space; a space has one at a time.
    ///
    /// # Errors
    /// [`ParkingRefusal`], [`Refusal::Unknown`], [`Refusal::UnknownHome`], [`Refusal::Unusable`],
    /// [`crate::refusal::SharedCostRefusal::ItemHasTariff`].
    pub fn sign_parking(&mut self, request: &ContractRequest, occasion: &Occasion) -> Result<Posted<i64>> {
        let space = self.parking_space(&request.space)?;
        let (home, item) = (self.home(&request.room)?, self.charge_item(&request.item)?);
        self.refuse_item_with_tariff(item.id, &item.name)?;
        if !self.replays(occasion)? {
            self.refuse_taken_space(&space, request.from)?;
        }
        if !request.monthly.is_positive() || request.clause.trim().is_empty() {
            let clause = request.monthly.is_positive();
            let (field, expected) = if clause {
                ("依据", "合同编号或公示的收费标准")
            } else {
                ("月费", "大于零的金额")
            };
            return Err(Refusal::Unusable { field, value: String::new(), expected }.into());
        }
        let unreadable = |text: &str| {
            let expected = "车牌号，如 浙A12345；没有车牌的不填";
            OfficeError::from(Refusal::Unusable { field: "车牌", value: text.to_owned(), expected })
        };
        let car = request.plate.as_deref().map(|text| plate(text).ok_or_else(|| unreadable(text)));
        let owners = home.record.owners.join("、");
        let new = NewParkingContract {
            space: space.id,
            home: home.id,
            account: home.account,
            item: item.id,
            payer: request
                .payer
                .as_deref()
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .unwrap_or(&owners)
                .to_owned(),
            plate: car.transpose()?,
            monthly: request.monthly,
            from: request.from,
            part: request.part,
            clause: request.clause.trim().to_owned(),
        };
        self.book.transact("parking.contract", occasion, |act| {
            Ok::<_, OfficeError>(act.post_parking_contract(&new)?)
        })
    }

    /// The charges of a contract, by period.
    ///
    /// # Errors
    /// Store errors.
    pub fn parking_fees(&self, contract: &ParkingContract) -> Result<Vec<ParkingCharge>> {
        let reading = self.book.reading();
        let fee = |charge: Charge| {
            let stands = standing(reading, &charge)?;
            let (months, due, open) = (charge.months, charge.due, charge.open);
            Ok(ParkingCharge { charge: charge.id, months, charged: charge.fen, stands, open, due })
        };
        standing_charges(reading, contract)?.into_iter().map(fee).collect()
    }

    /// The room of a home.
    ///
    /// # Errors
    /// Store errors.
    pub fn room(&self, home: i64) -> Result<String> {
        Ok(self.book.reading().home(home)?.record.room_number())
    }

    fn refuse_taken_space(&self, space: &ParkingSpace, from: NaiveDate) -> Result<()> {
        let standing = self.parking_contracts(Some(space.id))?;
        match standing.into_iter().find(|c| c.rent.last.is_none_or(|last| last >= from)) {
            Some(contract) => {
                let room = self.book.reading().home(contract.home)?.record.room_number();
                let (code, last) = (space.code.clone(), contract.rent.last);
                Err(ParkingRefusal::SpaceTaken { code, room, last }.into())
            }
            None => Ok(()),
        }
    }

    /// The running contract of a space.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for the space, [`ParkingRefusal::NoContract`].
    pub fn running_contract(&self, space: &str) -> Result<ParkingContract> {
        let space = self.parking_space(space)?;
        let contracts = self.parking_contracts(Some(space.id))?;
        let running = contracts.into_iter().find(|c| c.rent.last.is_none());
        running.ok_or_else(|| ParkingRefusal::NoContract { code: space.code }.into())
    }

    /// What contracts would be charged. Writes nothing.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for a space, [`Refusal::DueBeforePeriod`], store errors.
    pub fn preview_parking(&self, request: &ParkingBillRequest) -> Result<ParkingPlan> {
        let wanted = request.spaces.iter().map(|code| Ok(self.parking_space(code)?.id));
        let wanted = wanted.collect::<Result<Vec<i64>>>()?;
        let reading = self.book.reading();
        let accounts = reading.accounts()?;
        let mut plan = ParkingPlan::default();
        let mut contracts = reading.parking_contracts()?;
        contracts.retain(|c| wanted.is_empty() || wanted.contains(&c.space));
        contracts.sort_by(|a, b| a.code.cmp(&b.code).then(a.id.cmp(&b.id)));
        for contract in contracts {
            let (fresh, standing) = uncharged(reading, &contract, request.months)?;
            plan.already_charged += standing;
            let home = reading.home(contract.home)?;
            for months in fresh {
                let gone = accounts.get(&contract.account).and_then(|a| a.closed);
                if gone.is_some_and(|last| last < months.first_day()) {
                    plan.left_out.push(contract.code.clone());
                    continue;
                }
                let due = request.due.unwrap_or_else(|| months.from.last_day());
                if due < months.first_day() {
                    return Err(Refusal::DueBeforePeriod { due, period: months.first_day() }.into());
                }
                let fen = contract.rent.months(months)?;
                let (room, building) = (home.record.room_number(), home.building_id);
                plan.fees.push(PlannedFee { contract: contract.clone(), room, building, months, fen, due });
            }
        }
        Ok(plan)
    }

    /// Charges contracts and draws prepaid money, in one act. Months charged before are left alone.
    ///
    /// # Errors
    /// [`Refusal::NothingToCharge`], and of [`Office::preview_parking`].
    pub fn bill_parking(
        &mut self,
        request: &ParkingBillRequest,
        occasion: &Occasion,
    ) -> Result<Posted<ParkingPosted>> {
        let plan = self.preview_parking(request)?;
        if plan.fees.is_empty() && !self.replays(occasion)? {
            let (months, standing) = (request.months, plan.already_charged);
            return Err(Refusal::NothingToCharge { months, standing }.into());
        }
        self.book.transact("parking.bill", occasion, |act| {
            let homes: BTreeSet<i64> = plan.fees.iter().map(|fee| fee.contract.home).collect();
            let (count, total) = (plan.fees.len(), plan.total());
            let run = act.post_bill_run(request.months, count as i64, homes.len() as i64, total)?;
            for fee in &plan.fees {
                let contract = &fee.contract;
                let rev = act.reading().next_rev(contract.home, contract.item, fee.months.from)?;
                act.post_charge(&NewCharge {
                    account: contract.account,
                    home: contract.home,
                    building: fee.building,
                    item: contract.item,
                    months: fee.months,
                    due: fee.due,
                    fen: fee.fen,
                    run: Some(run),
                    basis: None,
                    detail: Some(ChargeDetail::Parking(ParkingFee::of(contract, fee.months))),
                    note: None,
                    rev,
                })?;
            }
            Ok::<_, OfficeError>(ParkingPosted {
                run,
                charges: count,
                total,
                prepaid_drawn: draw_prepaid(act)?,
                already_charged: plan.already_charged,
                left_out: plan.left_out.clone(),
            })
        })
    }
}

/// The charges of a contract that were not taken back whole, by period.
pub(crate) fn standing_charges(reading: Reading<'_>, contract: &ParkingContract) -> Result<Vec<Charge>> {
    let mut standing = Vec::new();
    for charge in reading.charges_of_home(contract.home)? {
        let own = matches!(&charge.detail, Some(ChargeDetail::Parking(fee)) if fee.contract == contract.id);
        if own && !reading.adjustments_of(charge.id)?.iter().any(|(kind, _)| *kind == Kind::Reversal) {
            standing.push(charge);
        }
    }
    Ok(standing)
}

/// What a charge comes to after everything that lowered it.
pub(crate) fn standing(reading: Reading<'_>, charge: &Charge) -> Result<Fen> {
    let lowered: Fen = reading.adjustments_of(charge.id)?.iter().map(|(_, fen)| *fen).sum();
    Ok(charge.fen - lowered)
}

/// The months in a range that a contract has not been charged for, as ranges, and how many charges stand in it.
fn uncharged(reading: Reading<'_>, contract: &ParkingContract, range: Months) -> Result<(Vec<Months>, u64)> {
    let Rent { from, .. } = contract.rent;
    let Some(used) = contract.rent.months_until(range.to) else { return Ok((Vec::new(), 0)) };
    let Some(wanted) = Months::new(range.from.max(Month::of(from)), used.to) else {
        return Ok((Vec::new(), 0));
    };
    let charged: Vec<Months> = standing_charges(reading, contract)?.iter().map(|c| c.months).collect();
    let standing = charged.iter().filter(|m| m.overlaps(wanted)).count() as u64;
    let mut fresh: Vec<Months> = Vec::new();
    for month in wanted.iter().filter(|month| !charged.iter().any(|m| m.contains(*month))) {
        // A month whose part comes to nothing (given back on the day before it begins) is not charged.
        if contract.rent.month(month)?.is_zero() {
            continue;
        }
        match fresh.last_mut() {
            Some(last) if month.since(last.to) == 1 => last.to = month,
            _ => fresh.push(Months::single(month)),
        }
    }
    Ok((fresh, standing))
}
