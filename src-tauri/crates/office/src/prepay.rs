//! Months paid ahead: their charges, what a promotion takes off, the money and its receipt, in one act. Whoever asks
//! may prepay; nobody has to (checklist C16).

use crate::billing::{Accounts, Posting};
use crate::promotion::{self, in_words};
use crate::receipt::{self, DiscountLine, Settles, TakenForHome, TakenReceipt};
use crate::refusal::PrepayRefusal;
use crate::settlement::Settling;
use crate::{Occasion, Office, OfficeError, Posted, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::bill_run::Draft;
use zhangfang_domain::method::Method;
use zhangfang_domain::promotion::{Block, Promotion, last_prepayable};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::Act;
use zhangfang_store::charge::Charge;
use zhangfang_store::promotion::Grant;
use zhangfang_store::receipt::{NewReceipt, Receipt};
use zhangfang_store::register::Home;
use zhangfang_store::tariff::ChargeItem;

/// Which months are paid ahead.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// The home, by room in any form.
    pub room: String,
    /// Charge item by code or name.
    pub item: String,
    /// The months, gift included.
    pub months: Months,
    /// Name of the promotion.
    pub promotion: Option<String>,
}

/// How it is paid, as the clerk types it.
#[derive(Clone, Debug)]
pub struct Tender {
    /// Who pays; the owners when empty.
    pub payer: Option<String>,
    /// How.
    pub method: Method,
    /// Cash handed over.
    pub tendered: Option<Fen>,
    /// Reference of the wallet or bank.
    pub reference: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// What paying ahead comes to, to be told before money changes hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The home.
    pub room: String,
    /// Item by its name on paper.
    pub item: String,
    /// The months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// By the tariff.
    #[serde(with = "wire::yuan")]
    pub list: Fen,
    /// What the promotion takes off.
    #[serde(with = "wire::yuan")]
    pub discount: Fen,
    /// What is to be paid.
    #[serde(with = "wire::yuan")]
    pub pay: Fen,
}

/// A charge of the months ahead: standing and open, or still to be posted.
enum Part {
    Standing(Charge),
    New(Draft),
}

impl Part {
    fn block(&self) -> Block {
        match self {
            Self::Standing(charge) => Block { months: charge.months, fen: charge.open },
            Self::New(draft) => Block { months: draft.months, fen: draft.line.net() },
        }
    }
}

/// What is to be done: the charges in order of their months, each with what is taken off.
struct Plan {
    home: Home,
    item: String,
    months: Months,
    parts: Vec<(Part, Fen)>,
    accounts: Accounts,
    promotion: Option<Promotion>,
}

impl Plan {
    /// For an act that was done before and only answers again.
    fn nothing(home: Home, months: Months) -> Self {
        let (item, parts, accounts) = (String::new(), Vec::new(), Accounts::default());
        Self { home, item, months, parts, accounts, promotion: None }
    }

    fn discount(&self) -> Fen {
        self.parts.iter().map(|(_, off)| *off).sum()
    }

    fn quote(&self) -> Quote {
        let list: Fen = self.parts.iter().map(|(part, _)| part.block().fen).sum();
        let (room, item) = (self.home.record.room_number(), self.item.clone());
        let (months, discount) = (self.months, self.discount());
        Quote { room, item, months, list, discount, pay: list - discount }
    }
}

impl Office {
    /// What paying some months ahead comes to. Writes nothing.
    ///
    /// # Errors
    /// [`PrepayRefusal`], [`crate::Refusal::UnknownHome`], [`crate::Refusal::Unknown`] for item or promotion.
    pub fn quote_prepay(&self, ahead: &Ahead, today: NaiveDate) -> Result<Quote> {
        Ok(self.plan_prepay(ahead, today)?.quote())
    }

    /// Takes money for months ahead under one receipt number: posts the charges of those months that are not there
    /// yet, takes off what the promotion gives, and settles them all. What is due from before stays as it is.
    ///
    /// # Errors
    /// Of [`Office::quote_prepay`], [`crate::Refusal::Settlement`] for too little cash,
    /// [`crate::Refusal::TenderedWithoutCash`], [`crate::refusal::ShiftRefusal`] without an open shift.
    pub fn prepay(
        &mut self,
        ahead: &Ahead,
        tender: &Tender,
        occasion: &Occasion,
    ) -> Result<Posted<TakenReceipt>> {
        let (plan, change) = if self.replays(occasion)? {
            (Plan::nothing(self.home(&ahead.room)?, ahead.months), Fen::ZERO)
        } else {
            self.require_shift(occasion)?;
            let plan = self.plan_prepay(ahead, occasion.today)?;
            let change = receipt::change_for(tender.method, tender.tendered, plan.quote().pay)?;
            (plan, change)
        };
        let total = plan.quote().pay;
        let first_number = self.profile()?.first_receipt_number();
        self.book.transact("receipt.prepay", occasion, |act| {
            let (charges, discounts) = post_parts(act, &plan)?;
            let new = NewReceipt {
                payer: receipt::payer(tender.payer.as_deref(), Some((&plan.home, &plan.home.record.owners))),
                method: tender.method.code().to_owned(),
                fen: total,
                tendered: tender.tendered,
                reference: receipt::given(&tender.reference),
                note: receipt::given(&tender.note),
            };
            let (id, number) = act.post_receipt(&new, first_number)?;
            let payment = act.post_payment(id, plan.home.account, plan.home.id, total)?;
            let settled = receipt::settle(act, payment, &plan.home, &charges, Settles::Everything)?;
            if let Some(promotion) = &plan.promotion {
                act.post_grant(&Grant {
                    promotion: promotion.id,
                    receipt: id,
                    account: plan.home.account,
                    home: plan.home.id,
                    months: plan.months,
                    paid: total,
                    given: plan.discount(),
                })?;
            }
            act.note("months", plan.months.to_string());
            let homes = vec![TakenForHome { discounts, ..settled }];
            let order = Settling::read(act.reading())?.order.code().to_owned();
            Ok::<_, OfficeError>(TakenReceipt { number, total, change, homes, order })
        })
    }

    /// The first month that can still be paid ahead for an item: the running one, or the one after everything settled.
    ///
    /// # Errors
    /// [`crate::Refusal::UnknownHome`], [`crate::Refusal::Unknown`].
    pub fn first_month_ahead(&self, room: &str, item: &str, today: NaiveDate) -> Result<Month> {
        let (home, item) = (self.home(room)?, self.charge_item(item)?);
        let mut first = Month::of(today);
        let mut settled = self.book.reading().charges_of_home(home.id)?;
        settled.retain(|c| c.item == item.id && c.open.is_zero() && !c.is_opening());
        settled.sort_by_key(|c| c.months.from);
        for charge in settled {
            if charge.months.contains(first) && !self.is_reversed(&charge)? {
                first = charge.months.to.plus(1);
            }
        }
        Ok(first)
    }

    fn plan_prepay(&self, ahead: &Ahead, today: NaiveDate) -> Result<Plan> {
        let home = self.home(&ahead.room)?;
        let item = self.charge_item(&ahead.item)?;
        let promotion = ahead.promotion.as_deref().map(|name| self.open_promotion(name, item.id, today));
        let promotion = promotion.transpose()?;
        let months = ahead.months;
        let paid = promotion.as_ref().map_or(months, |p| p.offer.paid_months(months));
        self.refuse_too_far(months, paid.to, today)?;
        let accounts = self.accounts_of(home.id)?;
        let mut parts = self.parts_ahead(&home, &accounts, &item, months)?;
        parts.sort_by_key(|part| part.block().months);
        if promotion.is_some() {
            self.refuse_paid_on(&parts)?;
        }
        parts.retain(|part| part.block().fen.is_positive());
        if parts.is_empty() {
            return Err(PrepayRefusal::Settled { months }.into());
        }
        let blocks: Vec<Block> = parts.iter().map(Part::block).collect();
        let discounts = match &promotion {
            Some(promotion) => promotion.discounts(&blocks).map_err(PrepayRefusal::from)?,
            None => vec![Fen::ZERO; blocks.len()],
        };
        let parts = parts.into_iter().zip(discounts).collect();
        Ok(Plan { home, item: item.name, months, parts, accounts, promotion })
    }

    fn open_promotion(&self, name: &str, item: i64, today: NaiveDate) -> Result<Promotion> {
        let found = self.promotion(name)?;
        if found.ended.is_some() && today > found.promotion.to {
            return Err(promotion::over(found.promotion).into());
        }
        found.promotion.applies(item, today).map_err(PrepayRefusal::from)?;
        Ok(found.promotion)
    }

    fn refuse_too_far(&self, months: Months, paid_to: Month, today: NaiveDate) -> Result<()> {
        let running = Month::of(today);
        if months.from < running {
            return Err(PrepayRefusal::NotAhead { months, running }.into());
        }
        let most = self.locality()?.prepay_months;
        let last = last_prepayable(today, most);
        if paid_to > last {
            return Err(PrepayRefusal::TooFarAhead { asked: paid_to, last, most }.into());
        }
        Ok(())
    }

    /// Every charge of the months: those that stand and those a run would post. Together they cover the months, and
    /// the account of now owes them all.
    fn parts_ahead(
        &self,
        home: &Home,
        accounts: &Accounts,
        item: &ChargeItem,
        months: Months,
    ) -> Result<Vec<Part>> {
        let plan = self.plan_for(home, accounts, item.id, months)?;
        if let Some((_, obstacle)) = plan.obstacles.into_iter().find(|(_, o)| o.leaves_out()) {
            let (room, item) = (home.record.room_number(), item.name.clone());
            return Err(PrepayRefusal::InTheWay { room, item, obstacle }.into());
        }
        let mut parts = Vec::with_capacity(plan.drafts.len());
        for draft in plan.drafts {
            let owed_by = accounts.charged(&draft);
            parts.push((owed_by == Some(home.account), Part::New(draft)));
        }
        for charge in self.book.reading().charges_of_home(home.id)? {
            let concerned = charge.item == item.id && charge.months.overlaps(months) && !charge.is_opening();
            if concerned && !self.is_reversed(&charge)? {
                parts.push((charge.account == home.account, Part::Standing(charge)));
            }
        }
        for (own, part) in &parts {
            let block = part.block().months;
            if block.from < months.from || block.to > months.to {
                return Err(PrepayRefusal::NotWhole { block }.into());
            }
            if !own {
                return Err(PrepayRefusal::OwedByOthers { months: block }.into());
            }
        }
        let parts: Vec<Part> = parts.into_iter().map(|(_, part)| part).collect();
        match months.iter().find(|m| !parts.iter().any(|part| part.block().months.contains(*m))) {
            Some(month) => Err(PrepayRefusal::NotCharged { month }.into()),
            None => Ok(parts),
        }
    }

    fn is_reversed(&self, charge: &Charge) -> Result<bool> {
        let lowered = self.book.reading().adjustments_of(charge.id)?;
        Ok(lowered.iter().any(|(kind, _)| *kind == Kind::Reversal))
    }

    /// A promotion is for months nobody paid on: otherwise some would get it for less than others.
    fn refuse_paid_on(&self, parts: &[Part]) -> Result<()> {
        for part in parts {
            if let Part::Standing(charge) = part {
                let lowered = self.book.reading().adjustments_of(charge.id)?;
                let owed = charge.fen - lowered.iter().map(|(_, fen)| *fen).sum::<Fen>();
                let gift = lowered.iter().any(|(kind, _)| *kind == Kind::Promotion);
                if charge.open != owed || gift {
                    return Err(PrepayRefusal::PaidInPart { months: charge.months }.into());
                }
            }
        }
        Ok(())
    }
}

/// Posts the charges and takes off what the promotion gives. Returns the charges with something left to pay.
fn post_parts(act: &mut Act<'_>, plan: &Plan) -> Result<(Vec<i64>, Vec<DiscountLine>)> {
    let (mut charges, mut discounts) = (Vec::new(), Vec::new());
    // Only what the account of now owes is paid ahead, so no account has to be opened.
    let mut posting = Posting { run: None, developer: "", accounts: &plan.accounts, opened: HashMap::new() };
    for (part, off) in &plan.parts {
        let charge = match part {
            Part::Standing(charge) => charge.id,
            Part::New(draft) => posting.post(act, &plan.home, draft)?,
        };
        if let (true, Some(promotion)) = (off.is_positive(), &plan.promotion) {
            let charge = act.reading().charge(charge)?;
            let reason = format!("{}：{}", promotion.name, in_words(&promotion.offer));
            act.adjust_charge(&charge, Kind::Promotion, *off, &reason)?;
            discounts.push(DiscountLine {
                promotion: promotion.name.clone(),
                charge: charge.id,
                item: plan.item.clone(),
                months: charge.months,
                amount: *off,
            });
        }
        if part.block().fen > *off {
            charges.push(charge);
        }
    }
    Ok((charges, discounts))
}

/// Takes back what was charged and given on a receipt for months ahead, after it was voided: nobody owes them now.
pub(crate) fn take_back(
    act: &mut Act<'_>,
    receipt: &Receipt,
    taken: &TakenReceipt,
    reason: &str,
) -> Result<()> {
    for home in &taken.homes {
        for gift in &home.discounts {
            let charge = act.reading().charge(gift.charge)?;
            act.adjust_charge(&charge, Kind::Promotion, -gift.amount, reason)?;
        }
        let settled = home.lines.iter().map(|line| line.charge);
        let mut charges: Vec<i64> = settled.chain(home.discounts.iter().map(|gift| gift.charge)).collect();
        charges.sort_unstable();
        charges.dedup();
        for charge in charges {
            let charge = act.reading().charge(charge)?;
            if charge.act == receipt.act {
                act.reverse_charge(&charge, reason)?;
            }
        }
    }
    Ok(())
}
