//! 过户: the account of the old owner is closed, one of the new owner opened. What was charged for days after it is
//! split; debts and prepaid money stay with the old owner unless both agreed otherwise in writing (domain 4.2).

use super::{days_of, versions};
use crate::refusal::{BillingRefusal, ParkingRefusal};
use crate::settlement::Settling;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::part::Part;
use zhangfang_domain::tariff::{Segment, Version};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::Act;
use zhangfang_store::account::{Account, AccountKind};
use zhangfang_store::charge::{Charge, ChargeBasis, NewCharge};
use zhangfang_store::detail::{ChargeDetail, PartDetail};
use zhangfang_store::register::Home;

/// A transfer of title as a clerk types it.
#[derive(Clone, Debug)]
pub struct TransferRequest {
    /// The home.
    pub room: String,
    /// The first day of the new owner.
    pub on: NaiveDate,
    /// Names of the new owners.
    pub to: Vec<String>,
    /// Their phones.
    pub phones: Vec<String>,
    /// Whether the debts move.
    pub move_arrears: bool,
    /// Whether the prepaid money moves.
    pub move_prepaid: bool,
    /// The written agreement both rest on.
    pub agreement: Option<String>,
}

/// A charge of which a part moved to the new owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedCharge {
    /// The charge of the old owner.
    pub charge: i64,
    /// The charge of the new owner.
    pub new_charge: i64,
    /// Its item.
    pub item: String,
    /// First and last day the new owner owes.
    pub days: (NaiveDate, NaiveDate),
    /// What moved, less discounts.
    #[serde(with = "wire::yuan")]
    pub amount: Fen,
}

/// What a transfer did, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transferred {
    /// The home.
    pub room: String,
    /// The first day of the new owner.
    pub on: NaiveDate,
    /// The account of the old owner.
    pub former_account: i64,
    /// The old owners.
    pub former: Vec<String>,
    /// The account of the new owner.
    pub account: i64,
    /// The new owners.
    pub owners: Vec<String>,
    /// Charges for days after the transfer, split.
    pub split: Vec<MovedCharge>,
    /// Charges for such days that no tariff priced by days; they stay with the old owner.
    pub not_split: Vec<i64>,
    /// Money paid on what moved, prepaid for the old owner again.
    #[serde(with = "wire::yuan")]
    pub freed: Fen,
    /// Debts that moved by agreement.
    pub arrears_moved: Vec<MovedCharge>,
    /// What the old owner still owes.
    #[serde(with = "wire::yuan")]
    pub arrears_left: Fen,
    /// Prepaid money that moved by agreement.
    #[serde(with = "wire::yuan")]
    pub prepaid_moved: Fen,
    /// Prepaid money left to the old owner, to be refunded by form.
    #[serde(with = "wire::yuan")]
    pub prepaid_left: Fen,
    /// What the new owner owes.
    #[serde(with = "wire::yuan")]
    pub owed: Fen,
}

impl Office {
    /// What a transfer would do, to the fen; nothing is kept.
    ///
    /// # Errors
    /// Of [`Office::transfer`].
    pub fn preview_transfer(
        &mut self,
        request: &TransferRequest,
        occasion: &Occasion,
    ) -> Result<Transferred> {
        let transfer = self.prepared(request, occasion)?;
        let mut seen = None;
        let outcome = self.book.transact("register.transfer", &crate::papers::keyless(occasion), |act| {
            seen = Some(transfer.done(act)?);
            // An act that fails keeps nothing, so what was worked out is exactly what would be done.
            Err::<(), _>(OfficeError::Cancelled)
        });
        match (seen, outcome) {
            (Some(seen), _) => Ok(seen),
            (None, outcome) => Err(outcome.err().unwrap_or(OfficeError::Cancelled)),
        }
    }

    /// Transfers a home to new owners.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], [`Refusal::Unusable`] without a name, [`BillingRefusal::TransferOutside`],
    /// [`BillingRefusal::NeedsAgreement`], [`ParkingRefusal::StillLet`].
    pub fn transfer(
        &mut self,
        request: &TransferRequest,
        occasion: &Occasion,
    ) -> Result<Posted<Transferred>> {
        let transfer = self.prepared(request, occasion)?;
        self.book.transact("register.transfer", occasion, |act| transfer.done(act))
    }

    fn prepared(&self, request: &TransferRequest, occasion: &Occasion) -> Result<Transfer> {
        let home = self.home(&request.room)?;
        let names = |texts: &[String]| -> Vec<String> {
            texts.iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
        };
        let owners = names(&request.to);
        if owners.is_empty() {
            let expected = "新业主姓名，多人用逗号分开";
            return Err(Refusal::Unusable { field: "新业主", value: String::new(), expected }.into());
        }
        let agreement = request.agreement.as_deref().map(str::trim).filter(|t| !t.is_empty());
        for (moves, what) in [(request.move_arrears, "欠费"), (request.move_prepaid, "预存款")] {
            if moves && agreement.is_none() {
                return Err(BillingRefusal::NeedsAgreement { what }.into());
            }
        }
        let accounts = self.book.reading().accounts_of(home.id)?;
        let running = accounts.into_iter().find(|a| a.id == home.account);
        let since = running.as_ref().and_then(|a| a.opened).max(home.record.handover);
        let outside = since.is_some_and(|day| request.on <= day) || request.on > occasion.today;
        if outside && !self.replays(occasion)? {
            let room = home.record.room_number();
            let (on, today) = (request.on, occasion.today);
            return Err(BillingRefusal::TransferOutside { room, on, since, today }.into());
        }
        if !self.replays(occasion)? {
            let contracts = self.parking_contracts(None)?.into_iter();
            let runs = contracts
                .filter(|c| c.home == home.id && c.account == home.account)
                .filter(|c| c.rent.last.is_none_or(|last| last >= request.on));
            let codes: Vec<String> = runs.map(|c| c.code).collect();
            if !codes.is_empty() {
                return Err(ParkingRefusal::StillLet { room: home.record.room_number(), codes }.into());
            }
        }
        Ok(Transfer {
            home,
            on: request.on,
            owners,
            phones: names(&request.phones),
            move_arrears: request.move_arrears,
            move_prepaid: request.move_prepaid,
            agreement: agreement.unwrap_or_default().to_owned(),
            versions: versions(self)?,
            items: self.item_names()?,
        })
    }
}

/// A transfer that was checked.
struct Transfer {
    home: Home,
    on: NaiveDate,
    owners: Vec<String>,
    phones: Vec<String>,
    move_arrears: bool,
    move_prepaid: bool,
    agreement: String,
    versions: HashMap<i64, Version>,
    items: HashMap<i64, String>,
}

impl Transfer {
    fn done(&self, act: &mut Act<'_>) -> Result<Transferred> {
        let (home, old) = (&self.home, self.home.account);
        let new = act.transfer_account(&Account {
            id: 0,
            home: home.id,
            kind: AccountKind::Owner,
            opened: Some(self.on),
            closed: None,
            owners: self.owners.clone(),
            phones: self.phones.clone(),
        })?;
        act.note("room", home.record.room_number());
        act.note("on", self.on.to_string());
        let mut done = Transferred {
            room: home.record.room_number(),
            on: self.on,
            former_account: old,
            former: home.record.owners.clone(),
            account: new,
            owners: self.owners.clone(),
            split: Vec::new(),
            not_split: Vec::new(),
            freed: Fen::ZERO,
            arrears_moved: Vec::new(),
            arrears_left: Fen::ZERO,
            prepaid_moved: Fen::ZERO,
            prepaid_left: Fen::ZERO,
            owed: Fen::ZERO,
        };
        self.split_charges(act, &mut done)?;
        settle(act, home.id, old)?;
        if self.move_arrears {
            self.move_arrears(act, &mut done)?;
        }
        if self.move_prepaid {
            for source in act.reading().prepaid_of(old)? {
                act.carry(&source, new, home.id, source.fen, &self.agreement)?;
                done.prepaid_moved += source.fen;
            }
            settle(act, home.id, new)?;
        }
        for item in act.reading().open_items_of(home.id)? {
            match item.account {
                account if account == old => done.arrears_left += item.open,
                account if account == new => done.owed += item.open,
                _ => {}
            }
        }
        done.prepaid_left = act.reading().prepaid_of(old)?.iter().map(|p| p.fen).sum();
        Ok(done)
    }

    /// Splits what was charged to the old owner for days from the transfer on.
    fn split_charges(&self, act: &mut Act<'_>, done: &mut Transferred) -> Result<()> {
        for charge in act.reading().charges_of_home(self.home.id)? {
            let adjusted = act.reading().adjustments_of(charge.id)?;
            let taken_back = adjusted.iter().any(|(kind, _)| *kind == Kind::Reversal);
            if charge.account != done.former_account || taken_back || days_of(&charge).1 < self.on {
                continue;
            }
            let Some(part) = super::part_of(&charge, &self.versions) else {
                done.not_split.extend((!charge.is_opening()).then_some(charge.id));
                continue;
            };
            let late =
                if part.first >= self.on { Some(part) } else { part.cut(self.on).map(|(_, late)| late) };
            let Some(late) = late else { continue };
            let moved = late.gross()?;
            if moved.is_positive() {
                let (line, freed) = self.split(act, &charge, &late, moved, &adjusted, done.account)?;
                done.split.push(line);
                done.freed += freed;
            }
        }
        Ok(())
    }

    /// Moves a part of a charge, with the same part of everything that lowers it. Returns the line, and the money
    /// that was paid on it.
    fn split(
        &self,
        act: &mut Act<'_>,
        charge: &Charge,
        late: &Part,
        moved: Fen,
        adjusted: &[(Kind, Fen)],
        account: i64,
    ) -> Result<(MovedCharge, Fen)> {
        let reason = format!("{} 过户，该日起由新业主承担", self.on);
        let months = Months { from: Month::of(late.first), to: Month::of(late.last) };
        let fresh = act.post_charge(&NewCharge {
            account,
            months,
            due: self.due(charge, months),
            fen: moved,
            basis: charge.basis.as_ref().map(|basis| within(basis, months)),
            detail: Some(ChargeDetail::Part(PartDetail::of(late)?)),
            note: Some(format!("自账单 {} 按过户日期分出", charge.id)),
            rev: act.reading().next_rev(charge.home, charge.item, months.from)?,
            ..copied(charge)
        })?;
        let fresh = act.reading().charge(fresh)?;
        let mut net = moved;
        for (kind, fen) in adjusted.iter().filter(|(kind, _)| *kind != Kind::Transfer) {
            let kept =
                Decimal::from(fen.0) * Decimal::from((charge.fen - moved).0) / Decimal::from(charge.fen.0);
            let share = *fen - Fen::round_half_up(kept / Decimal::ONE_HUNDRED)?;
            if share.is_zero() {
                continue;
            }
            act.adjust_charge(charge, *kind, -share, &reason)?;
            act.adjust_charge(&fresh, *kind, share, &format!("随账单 {} 分出", charge.id))?;
            net -= share;
        }
        let freed = act.lower_charge(charge, Kind::Transfer, moved, &reason)?;
        let item = self.items.get(&charge.item).cloned().unwrap_or_default();
        let days = (late.first, late.last);
        Ok((MovedCharge { charge: charge.id, new_charge: fresh.id, item, days, amount: net }, freed))
    }

    /// When the new owner's part is due: with the charge, but never before it begins.
    fn due(&self, charge: &Charge, months: Months) -> NaiveDate {
        let version = charge.basis.as_ref().and_then(|basis| self.versions.get(&basis.version));
        match version {
            Some(version) if charge.due < self.on => version.due.due(months),
            _ => charge.due,
        }
    }

    fn move_arrears(&self, act: &mut Act<'_>, done: &mut Transferred) -> Result<()> {
        let mut open = act.reading().open_items_of(self.home.id)?;
        open.retain(|o| o.account == done.former_account);
        for item in open {
            let charge = act.reading().charge(item.charge)?;
            let words = format!("按书面约定由新业主承担原业主账单 {} 的欠费：{}", charge.id, self.agreement);
            act.adjust_charge(&charge, Kind::Transfer, item.open, &self.agreement)?;
            let new_charge = act.post_charge(&NewCharge {
                account: done.account,
                fen: item.open,
                basis: None,
                detail: Some(ChargeDetail::Agreed { words: words.clone() }),
                note: Some(words),
                rev: act.reading().next_rev(charge.home, charge.item, charge.months.from)?,
                ..copied(&charge)
            })?;
            done.arrears_moved.push(MovedCharge {
                charge: charge.id,
                new_charge,
                item: self.items.get(&charge.item).cloned().unwrap_or_default(),
                days: days_of(&charge),
                amount: item.open,
            });
        }
        Ok(())
    }
}

/// A charge like another one, of the same run, so that taking the run back takes both back.
fn copied(charge: &Charge) -> NewCharge {
    NewCharge {
        account: charge.account,
        home: charge.home,
        building: charge.building,
        item: charge.item,
        months: charge.months,
        due: charge.due,
        fen: charge.fen,
        run: charge.run,
        basis: charge.basis.clone(),
        detail: None,
        note: None,
        rev: 0,
    }
}

/// What is left of a basis within some months.
fn within(basis: &ChargeBasis, months: Months) -> ChargeBasis {
    let segments = basis.segments.iter().filter_map(|s| {
        let months = Months::new(s.months.from.max(months.from), s.months.to.min(months.to))?;
        Some(Segment { months, ..*s })
    });
    ChargeBasis { segments: segments.collect(), ..basis.clone() }
}

/// Applies the prepaid money of an account to what it owes.
fn settle(act: &mut Act<'_>, home: i64, account: i64) -> Result<()> {
    let settling = Settling::read(act.reading())?;
    for source in act.reading().prepaid_of(account)? {
        let mut open = act.reading().open_items_of(home)?;
        open.retain(|o| o.account == account);
        settling.keep_principal(&mut open);
        if !open.is_empty() {
            settling.apply(act, source, &open, &[])?;
        }
    }
    Ok(())
}
