//! Shared costs: look at a supplier's bill shared out over homes, post it with its shares, take it back
//! (domain section 4.4). What is passed on is passed on as it is: there is no field for a surcharge (条例 44).

mod weighing;

use crate::bill_run::{RunResult, draw_prepaid};
use crate::billing::Posting;
use crate::refusal::SharedCostRefusal;
use crate::statement::period_text;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use zhangfang_domain::meter::Kind as MeterKind;
use zhangfang_domain::shared_cost::{Method, cut_share, per_unit, priced, shares};
use zhangfang_domain::tenure::Payer;
use zhangfang_domain::{Fen, Months};
use zhangfang_store::charge::NewCharge;
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::register::Home;
pub use zhangfang_store::shared_cost::SharedBill;
use zhangfang_store::shared_cost::{NewSharedBill, ShareTerms, scaled_weight};

/// A supplier's bill as the clerk types it.
#[derive(Clone, Debug)]
pub struct SharedRequest {
    /// Charge item, by code or name.
    pub item: String,
    /// What it is for: 3栋1单元电梯电费.
    pub label: String,
    /// Months it covers.
    pub months: Months,
    /// How much was used.
    pub volume: Decimal,
    /// In what: kWh, m³.
    pub measure: String,
    /// Price of one in yuan.
    pub unit_price: Decimal,
    /// What the supplier charges; volume times unit price when not given.
    pub amount: Option<Fen>,
    /// Why the amount is not volume times unit price: loss, basic fee.
    pub difference: Option<String>,
    /// By what it is shared.
    pub method: Method,
    /// Only these buildings; all when empty.
    pub buildings: Vec<String>,
    /// Only this unit.
    pub unit: Option<u16>,
    /// Only homes of this use.
    pub use_kind: Option<String>,
    /// A list `房号,系数` (or 用量, 定额), as file name and bytes.
    pub weights: Option<(String, Vec<u8>)>,
    /// The homes' own meters of this kind say what they used.
    pub meters: Option<MeterKind>,
    /// Coefficients by floor: `1=0,2=0.5,*=1`.
    pub floors: Option<String>,
    /// The factor on the weight of vacant homes.
    pub vacant: Option<Decimal>,
    /// Due date; the end of the month after the last one when not given.
    pub due: Option<NaiveDate>,
    /// Number or name of the supplier's bill.
    pub source: Option<String>,
}

/// The share of one home before it is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedShare {
    /// The home.
    pub home: Home,
    /// Who owes it: whoever had the home on the last day of the months.
    pub payer: Payer,
    /// Its weight.
    pub weight: Decimal,
    /// Whether the factor for vacancy is in the weight.
    pub vacant: bool,
    /// Its share.
    pub share: Fen,
    /// The fen of the remainder in it.
    pub remainder: Fen,
}

/// A bill shared out and not yet posted.
#[derive(Clone, Debug)]
pub struct SharedPlan {
    /// The bill; its run has no number yet.
    pub bill: NewSharedBill,
    /// The item by its name on paper.
    pub item: String,
    /// Every home in room order, those without a share included.
    pub shares: Vec<PlannedShare>,
}

impl SharedPlan {
    /// The shares added up: exactly the bill.
    #[must_use]
    pub fn sum(&self) -> Fen {
        self.shares.iter().map(|s| s.share).sum()
    }

    /// What falls on one unit of weight, in yuan.
    #[must_use]
    pub fn per_unit(&self) -> Option<Decimal> {
        (self.bill.method != Method::Fixed).then(|| per_unit(self.bill.fen, self.bill.weights)).flatten()
    }
}

/// What posting a bill did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPosted {
    /// Number of the bill.
    pub bill: i64,
    /// The run that charged its shares.
    pub run: i64,
    /// Homes it was shared over.
    pub homes: usize,
    /// Charges posted.
    pub charges: usize,
    /// The bill, which the shares add up to.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// Prepaid money drawn.
    #[serde(with = "wire::yuan")]
    pub prepaid_drawn: Fen,
}

/// A posted bill with every home's share.
#[derive(Clone, Debug)]
pub struct SharedSheet {
    /// The bill.
    pub bill: SharedBill,
    /// The item by its name on paper.
    pub item: String,
    /// Room, weight, share and charge, in room order; no charge where the share is nothing.
    pub lines: Vec<SharedLine>,
}

/// The share of one home of a posted bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedLine {
    /// Its room.
    pub room: String,
    /// Its weight.
    #[serde(with = "wire::text")]
    pub weight: Decimal,
    /// Its share.
    #[serde(with = "wire::yuan")]
    pub share: Fen,
    /// Its charge.
    pub charge: Option<i64>,
}

impl Office {
    /// Shares a bill out. Writes nothing.
    ///
    /// # Errors
    /// [`SharedCostRefusal`], [`Refusal::Unknown`], [`Refusal::Unusable`], [`Refusal::DueBeforePeriod`], store errors.
    pub fn preview_shared(&self, request: &SharedRequest) -> Result<SharedPlan> {
        let plan = self.plan_shared(request)?;
        self.refuse_posted_before(&plan)?;
        Ok(plan)
    }

    fn plan_shared(&self, request: &SharedRequest) -> Result<SharedPlan> {
        let item = self.charge_item(&request.item)?;
        self.refuse_item_with_tariff(item.id, &item.name)?;
        let (amount, difference) = checked_amount(request)?;
        let homes = self.homes_sharing(request)?;
        let weighed = self.weighed(request, &homes)?;
        let weights: Vec<Decimal> = weighed.iter().map(|(weight, _)| *weight).collect();
        let parts = shares(amount, request.method, &weights)
            .map_err(|error| SharedCostRefusal::Unshareable { error, rooms: rooms(&homes) })?;
        let sum: Decimal = weights.iter().sum();
        let due = request.due.unwrap_or_else(|| request.months.to.plus(1).last_day());
        if due < request.months.first_day() {
            return Err(Refusal::DueBeforePeriod { due, period: request.months.first_day() }.into());
        }
        let shares = self.with_payers(request, homes, weighed, parts)?;
        let nothing = shares.iter().filter(|s| s.share.is_zero());
        let nothing =
            nothing.map(|s| Ok((s.home.id, scaled_weight(s.weight)?))).collect::<Result<Vec<_>>>()?;
        let bill = NewSharedBill {
            run: 0,
            item: item.id,
            label: named("公摊名称", &request.label, "账单上的名称，如 3栋1单元电梯电费")?,
            months: request.months,
            volume: request.volume,
            unit: named("计量单位", &request.measure, "kWh、m³ 等")?,
            unit_price: request.unit_price,
            fen: amount,
            method: request.method,
            weights: sum,
            homes: i64::try_from(shares.len()).unwrap_or(i64::MAX),
            due,
            source: request
                .source
                .clone()
                .unwrap_or_else(|| format!("{}供应单位账单", period_text(request.months))),
            difference,
            terms: ShareTerms {
                buildings: request.buildings.clone(),
                unit: request.unit,
                use_kind: request.use_kind.clone(),
                vacant: request.vacant.map(|factor| factor.normalize().to_string()),
                floors: request.floors.clone(),
                nothing,
            },
        };
        Ok(SharedPlan { bill, item: item.name, shares })
    }

    /// The shares with whoever owes them: the account of the last day of the months.
    fn with_payers(
        &self,
        request: &SharedRequest,
        homes: Vec<Home>,
        weighed: Vec<(Decimal, bool)>,
        parts: Vec<Fen>,
    ) -> Result<Vec<PlannedShare>> {
        let (bill, day): (Fen, _) = (parts.iter().sum(), request.months.last_day());
        let sum: Decimal = weighed.iter().map(|(weight, _)| *weight).sum();
        let (accounts, developer) = (self.accounts()?, self.profile()?.developer);
        let (mut shares, mut nobody) = (Vec::with_capacity(homes.len()), Vec::new());
        for ((home, (weight, vacant)), share) in homes.into_iter().zip(weighed).zip(parts) {
            let payer = accounts.payer_on(&home, day);
            let unknown = payer == Payer::Developer && developer.is_empty();
            if unknown && accounts.developer(home.id).is_none() && share.is_positive() {
                nobody.push(home.record.room_number());
            }
            let cut = if request.method == Method::Fixed { None } else { cut_share(bill, weight, sum) };
            let remainder = share - cut.unwrap_or(share);
            shares.push(PlannedShare { home, payer, weight, vacant, share, remainder });
        }
        if nobody.is_empty() {
            Ok(shares)
        } else {
            Err(SharedCostRefusal::NoDeveloper { rooms: nobody }.into())
        }
    }

    /// The homes a bill is shared over, in room order.
    fn homes_sharing(&self, request: &SharedRequest) -> Result<Vec<Home>> {
        if request.unit.is_some() && request.buildings.len() != 1 {
            let value = request.unit.map(|u| u.to_string()).unwrap_or_default();
            return Err(Refusal::Unusable {
                field: "单元", value, expected: "与一个楼栋一起写明"
            }
            .into());
        }
        let mut homes = self.homes_in(&request.buildings)?;
        homes.retain(|home| {
            request.unit.is_none_or(|unit| unit == home.record.unit)
                && request.use_kind.as_ref().is_none_or(|kind| *kind == home.record.use_kind)
        });
        if homes.is_empty() { Err(SharedCostRefusal::NoHomes.into()) } else { Ok(homes) }
    }

    /// One bill of a name is shared out once a month; a wrong one is taken back first.
    fn refuse_posted_before(&self, plan: &SharedPlan) -> Result<()> {
        let standing = self.book.reading().shared_bills_in(plan.bill.months)?;
        match standing.into_iter().find(|b| b.item == plan.bill.item && b.label == plan.bill.label) {
            Some(b) => {
                Err(SharedCostRefusal::PostedBefore { bill: b.id, label: b.label, months: b.months }.into())
            }
            None => Ok(()),
        }
    }

    /// An item priced by a tariff is not charged in another way too: the same thing would be paid twice.
    pub(crate) fn refuse_item_with_tariff(&self, item: i64, name: &str) -> Result<()> {
        match self.tariffs()?.into_iter().find(|t| t.item_id == item && !t.scopes.is_empty()) {
            Some(tariff) => {
                let (item, tariff) = (name.to_owned(), tariff.name);
                Err(SharedCostRefusal::ItemHasTariff { item, tariff }.into())
            }
            None => Ok(()),
        }
    }

    /// Posts a bill with all its shares and draws prepaid money, in one act.
    ///
    /// # Errors
    /// Of [`Office::preview_shared`].
    pub fn post_shared(
        &mut self,
        request: &SharedRequest,
        occasion: &Occasion,
    ) -> Result<Posted<SharedPosted>> {
        let plan = self.plan_shared(request)?;
        // A repeated key must answer with the first result, although the bill stands by then.
        if !self.replays(occasion)? {
            self.refuse_posted_before(&plan)?;
        }
        let (accounts, developer) = (self.accounts()?, self.profile()?.developer);
        self.book.transact("shared.post", occasion, |act| {
            let charged: Vec<&PlannedShare> = plan.shares.iter().filter(|s| s.share.is_positive()).collect();
            let count = charged.len() as i64;
            let run = act.post_bill_run(plan.bill.months, count, count, plan.bill.fen)?;
            let new = NewSharedBill { run, ..plan.bill.clone() };
            let bill = act.post_shared_bill(&new)?;
            let opened = std::collections::HashMap::new();
            let mut posting = Posting { run: Some(run), developer: &developer, accounts: &accounts, opened };
            for share in &charged {
                let home = &share.home;
                let rev = act.reading().next_rev(home.id, new.item, new.months.from)?;
                let detail = new.share(bill, share.weight, share.vacant, share.remainder)?;
                let charge = NewCharge {
                    account: posting.account(act, home, share.payer)?,
                    home: home.id,
                    building: home.building_id,
                    item: new.item,
                    months: new.months,
                    due: new.due,
                    fen: share.share,
                    run: Some(run),
                    basis: None,
                    detail: Some(ChargeDetail::Shared(detail)),
                    note: None,
                    rev,
                };
                act.post_charge(&charge)?;
            }
            let prepaid_drawn = draw_prepaid(act)?;
            let (homes, charges) = (plan.shares.len(), charged.len());
            Ok::<_, OfficeError>(SharedPosted { bill, run, homes, charges, total: new.fen, prepaid_drawn })
        })
    }

    /// Every bill, oldest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn shared_bills(&self) -> Result<Vec<SharedBill>> {
        Ok(self.book.reading().shared_bills()?)
    }

    /// A posted bill with every home's share.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn shared_sheet(&self, bill: i64) -> Result<SharedSheet> {
        let reading = self.book.reading();
        let bill = reading.shared_bill(bill).map_err(|error| match error {
            zhangfang_store::StoreError::NotFound { key, .. } => {
                OfficeError::from(Refusal::Unknown { kind: "公摊账单", name: key })
            }
            other => other.into(),
        })?;
        let mut by_home = std::collections::HashMap::new();
        for (charge, share) in reading.shares_of(&bill)? {
            by_home.insert(charge.home, (share.weight(), charge.fen, Some(charge.id)));
        }
        for (home, weight_e6) in &bill.terms.nothing {
            by_home.insert(*home, (Decimal::new(*weight_e6, 6).normalize(), Fen::ZERO, None));
        }
        let mut lines = Vec::with_capacity(by_home.len());
        for home in self.book.reading().homes()? {
            if let Some((weight, share, charge)) = by_home.remove(&home.id) {
                lines.push(SharedLine { room: home.record.room_number(), weight, share, charge });
            }
        }
        // A home that has left the register since still had its share.
        for (home, (weight, share, charge)) in by_home {
            let room = self.book.reading().home(home)?.record.room_number();
            lines.push(SharedLine { room, weight, share, charge });
        }
        let item = self.item_names()?.remove(&bill.item).unwrap_or_default();
        Ok(SharedSheet { bill, item, lines })
    }

    /// Takes a bill back with all its shares, while nobody has paid at the counter.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], and of [`Office::reverse_run`].
    pub fn reverse_shared(
        &mut self,
        bill: i64,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<RunResult>> {
        let run = self.shared_sheet(bill)?.bill.run;
        self.reverse_run(run, reason, occasion)
    }

    /// The shared bills that stand in some months: what block ⑦ of the disclosure tells (domain 3.13).
    ///
    /// # Errors
    /// Store errors.
    pub fn shared_uses(&self, months: Months) -> Result<Vec<SharedBill>> {
        Ok(self.book.reading().shared_bills_in(months)?)
    }
}

/// The bill's amount, and why it is not volume times unit price.
fn checked_amount(request: &SharedRequest) -> Result<(Fen, String)> {
    for (field, value) in [("用量", request.volume), ("单价", request.unit_price)] {
        if value <= Decimal::ZERO {
            let value = value.to_string();
            return Err(Refusal::Unusable { field, value, expected: "大于零的数" }.into());
        }
    }
    let computed = priced(request.volume, request.unit_price)?;
    let amount = request.amount.unwrap_or(computed);
    if !amount.is_positive() {
        return Err(Refusal::Unusable {
            field: "金额", value: amount.plain(), expected: "大于零的金额"
        }
        .into());
    }
    let difference = request.difference.as_deref().map(str::trim).unwrap_or_default();
    match (amount == computed, difference.is_empty()) {
        (true, _) => Ok((amount, String::new())),
        (false, false) => Ok((amount, difference.to_owned())),
        (false, true) => Err(SharedCostRefusal::AmountOff { computed, amount }.into()),
    }
}

fn named(field: &'static str, text: &str, expected: &'static str) -> Result<String> {
    match text.trim() {
        "" => Err(Refusal::Unusable { field, value: String::new(), expected }.into()),
        text => Ok(text.to_owned()),
    }
}

fn rooms(homes: &[Home]) -> Vec<String> {
    homes.iter().map(|home| home.record.room_number()).collect()
}
