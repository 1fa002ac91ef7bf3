//! From readings to charges: look first, then post in one act, as a bill run that can be taken back whole.

use super::Metered;
use super::group::Source;
use crate::bill_run::draw_prepaid;
use crate::refusal::MeterRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::adjustment::Kind as Lowered;
use zhangfang_domain::meter::Kind;
use zhangfang_domain::metering::{Correction, Draft, Group, Interval};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::Act;
use zhangfang_store::charge::NewCharge;
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::meter::MeterPrice;
use zhangfang_store::metered::{self, MeteredCorrection, MeteredPart, MeteredSegment};

/// What a month's metering is asked to do.
#[derive(Clone, Debug)]
pub struct MeterRunRequest {
    /// The month that was read.
    pub month: Month,
    /// Only meters of this kind.
    pub kind: Option<Kind>,
    /// One due date for all charges instead of the prices' own.
    pub due: Option<NaiveDate>,
    /// Post although some meters were not read.
    pub accept_gaps: bool,
}

/// What one home is charged under one price.
#[derive(Clone, Debug)]
pub struct MeterDraft {
    /// The home.
    pub home: i64,
    /// Its room.
    pub room: String,
    /// The price in force.
    pub price: MeterPrice,
    /// What is charged.
    pub draft: Draft,
    /// When it is due.
    pub due: NaiveDate,
    /// What it is made of, kept with the charge.
    pub detail: metered::Metered,
    /// What was charged for the month before.
    pub month_before: Option<Fen>,
    /// Why it deserves a look, in Chinese.
    pub remarks: Vec<String>,
    account: i64,
    building: i64,
}

/// Everything a person looks at before posting.
#[derive(Clone, Debug)]
pub struct MeterRunPreview {
    /// The month.
    pub month: Month,
    /// By home and price, in walking order.
    pub drafts: Vec<MeterDraft>,
    /// Meters that were not read: number and room.
    pub unread: Vec<(String, String)>,
    /// What the month before came to for the same prices.
    pub before: Fen,
    /// What this month is charged already for the same prices.
    pub already: Fen,
    /// Charges of the month that stand already.
    pub standing: u64,
}

impl MeterRunPreview {
    /// Charges that would be posted.
    #[must_use]
    pub fn charges(&self) -> usize {
        self.drafts.iter().filter(|d| d.draft.fen().is_positive()).count()
    }

    /// Their sum.
    #[must_use]
    pub fn total(&self) -> Fen {
        self.drafts.iter().map(|d| d.draft.fen()).sum()
    }

    /// By how much earlier charges would be lowered, as a positive amount.
    #[must_use]
    pub fn lowered(&self) -> Fen {
        -self.drafts.iter().flat_map(|d| &d.draft.lowered).map(|c| c.fen).sum::<Fen>()
    }
}

/// What a month's metering did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeterRunResult {
    /// Number of the bill run.
    pub run: i64,
    /// Charges posted.
    pub charges: usize,
    /// Homes charged.
    pub homes: usize,
    /// Their sum.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// By how much earlier charges were lowered.
    #[serde(with = "wire::yuan")]
    pub lowered: Fen,
    /// Prepaid money drawn.
    #[serde(with = "wire::yuan")]
    pub prepaid_drawn: Fen,
}

impl Office {
    /// Plans a month's metering. Writes nothing.
    ///
    /// # Errors
    /// [`MeterRefusal::NoVersion`], store errors.
    pub fn preview_metering(&self, request: &MeterRunRequest) -> Result<MeterRunPreview> {
        let window = self.reading_window()?;
        let source = Source::of(self, window, request.month)?;
        let mut metered = self.metered()?;
        metered.retain(|m| request.kind.is_none_or(|k| k == m.meter.kind));
        let mut groups: Vec<((i64, String), Vec<&Metered>)> = Vec::new();
        for m in &metered {
            let (Some(home), Some(plan)) = (m.meter.home, m.meter.plan.clone()) else { continue };
            match groups.iter_mut().rev().take(64).find(|(key, _)| key.0 == home && key.1 == plan) {
                Some((_, meters)) => meters.push(m),
                None => groups.push(((home, plan), vec![m])),
            }
        }
        let mut drafts = Vec::new();
        for ((home, plan), meters) in &groups {
            drafts.extend(self.drafts(request, &source, *home, plan, meters)?);
        }
        let unread = metered
            .iter()
            .filter(|m| m.meter.home.is_some() && super::readings::is_unread(m, request.month, window))
            .map(|m| (m.meter.code.clone(), m.room.clone()))
            .collect();
        let plans: HashSet<&str> = groups.iter().map(|((_, plan), _)| plan.as_str()).collect();
        let sum = |of: &BTreeMap<(i64, String), Fen>| {
            of.iter().filter(|((_, plan), _)| plans.contains(plan.as_str())).map(|(_, fen)| *fen).sum()
        };
        let (before, already) = (sum(&source.before), sum(&source.already));
        let charged: HashSet<i64> =
            source.billed.values().filter(|b| b.period == request.month).filter_map(|b| b.charge).collect();
        let standing = charged.len() as u64;
        Ok(MeterRunPreview { month: request.month, drafts, unread, before, already, standing })
    }

    /// What a home is charged under one price: one draft for each account that used something or is put right.
    fn drafts(
        &self,
        request: &MeterRunRequest,
        source: &Source,
        home: i64,
        plan: &str,
        meters: &[&Metered],
    ) -> Result<Vec<MeterDraft>> {
        let month = request.month;
        let (group, of_charge) = self.group(source, meters)?;
        let in_force = source.prices.iter().rfind(|p| p.plan == plan && p.starts <= month);
        let waiting = group.intervals.iter().any(|(_, billed)| billed.is_none()) || !group.rated.is_empty();
        let price = match in_force {
            Some(price) => price,
            None if waiting => return Err(MeterRefusal::NoVersion { plan: plan.to_owned(), month }.into()),
            None => return Ok(Vec::new()),
        };
        let mut drafts = Vec::new();
        for account in source.accounts_of(home) {
            let theirs = source.group_of(&group, &of_charge, home, account, month);
            let billed = theirs.bill(month, &price.rates, source.window);
            if let Some(draft) = billed.map_err(|_| too_large(meters))? {
                drafts.push(self.drafted(
                    request,
                    source,
                    (home, account),
                    price,
                    meters,
                    (&theirs, draft),
                )?);
            }
        }
        Ok(drafts)
    }

    fn drafted(
        &self,
        request: &MeterRunRequest,
        source: &Source,
        (home, account): (i64, i64),
        price: &MeterPrice,
        meters: &[&Metered],
        (group, draft): (&Group, Draft),
    ) -> Result<MeterDraft> {
        let found = self.book.reading().home(home)?;
        let month_before = source.before.get(&(home, price.plan.clone())).copied();
        Ok(MeterDraft {
            home,
            room: found.record.room_number(),
            price: price.clone(),
            due: request.due.unwrap_or_else(|| price.due.due(Months::single(request.month))),
            detail: self.detail(price, meters, &draft)?,
            month_before,
            remarks: remarks(group, &draft, month_before),
            account,
            building: found.building_id,
            draft,
        })
    }

    /// What is kept with the charge.
    fn detail(&self, price: &MeterPrice, meters: &[&Metered], draft: &Draft) -> Result<metered::Metered> {
        let code = |id: i64| {
            meters.iter().find(|m| m.meter.id == id).map(|m| m.meter.code.clone()).unwrap_or_default()
        };
        let segment = |i: &Interval| MeteredSegment {
            meter: code(i.meter),
            from: i.from.day,
            to: i.to.day,
            old: i.run.old,
            new: i.run.new,
            turn: i.run.turn,
            multiplier: i.run.multiplier,
            estimated: i.to.kind == zhangfang_domain::metering::ReadingKind::Estimate,
        };
        Ok(metered::Metered {
            kind: meters.first().map_or("", |m| m.meter.kind.code()).to_owned(),
            plan: price.plan.clone(),
            version: price.id,
            clause: price.clause.clone(),
            unit: price.unit.clone(),
            segments: draft.intervals.iter().map(segment).collect(),
            usage: draft.usage,
            before: draft.before,
            months: draft.months,
            tiers: price.rates.text(),
            period: price.rates.period.code(),
            rounding: price.rates.rounding.code().to_owned(),
            parts: draft
                .parts
                .iter()
                .map(|p| MeteredPart { tier: p.tier, quantity: p.quantity, price: p.price })
                .collect(),
            corrections: draft.carried.iter().map(|c| self.correction(c)).collect::<Result<_>>()?,
        })
    }

    /// A correction with what the charge said until now.
    fn correction(&self, correction: &Correction) -> Result<MeteredCorrection> {
        let charge = self.book.reading().charge(correction.charge)?;
        let earlier = self.book.reading().metering_corrections()?;
        let own = match &charge.detail {
            Some(ChargeDetail::Metered(detail)) => detail.usage,
            _ => Decimal::ZERO,
        };
        let charged = earlier.iter().rfind(|c| c.charge == charge.id).map_or(own, |c| c.usage);
        Ok(MeteredCorrection {
            charge: charge.id,
            month: charge.months.from.yyyymm(),
            charged,
            usage: correction.usage,
            fen: correction.fen.0,
        })
    }

    /// Posts a month's metering: charges, corrections and the drawing of prepaid money, in one act.
    ///
    /// # Errors
    /// [`Refusal::RunLeavesOut`] unless gaps are accepted, [`Refusal::NothingToCharge`], [`MeterRefusal::DueOver`],
    /// of [`Office::preview_metering`].
    pub fn post_metering(
        &mut self,
        request: &MeterRunRequest,
        occasion: &Occasion,
    ) -> Result<Posted<MeterRunResult>> {
        let preview = self.preview_metering(request)?;
        // A repeated key must answer with the first result, although nothing is left to charge by then.
        if !self.replays(occasion)? {
            refuse_bad_plan(request, &preview, occasion.today)?;
        }
        let mut reasons = HashMap::new();
        for correction in preview.drafts.iter().flat_map(|d| &d.draft.lowered) {
            reasons.insert(correction.charge, super::words::lowering(&self.correction(correction)?));
        }
        self.book.transact("reading.bill", occasion, |act| {
            let homes: HashSet<i64> =
                preview.drafts.iter().filter(|d| d.draft.fen().is_positive()).map(|d| d.home).collect();
            let (charges, total) = (preview.charges(), preview.total());
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let months = Months::single(request.month);
            let run = act.post_bill_run(months, count(charges), count(homes.len()), total)?;
            for draft in &preview.drafts {
                post(act, run, request.month, draft, &reasons)?;
            }
            let prepaid_drawn = draw_prepaid(act)?;
            let lowered = preview.lowered();
            Ok::<_, OfficeError>(MeterRunResult {
                run,
                charges,
                homes: homes.len(),
                total,
                lowered,
                prepaid_drawn,
            })
        })
    }
}

fn too_large(meters: &[&Metered]) -> OfficeError {
    let value = meters.first().map(|m| m.meter.code.clone()).unwrap_or_default();
    Refusal::Unusable { field: "用量", value, expected: "不超出账本能记的金额；请核对读数" }.into()
}

fn remarks(group: &Group, draft: &Draft, before: Option<Fen>) -> Vec<String> {
    let mut remarks = Vec::new();
    if draft.intervals.iter().any(|i| i.to.kind == zhangfang_domain::metering::ReadingKind::Estimate) {
        remarks.push("估抄".to_owned());
    }
    let earlier: Vec<Interval> =
        group.intervals.iter().filter(|(_, billed)| billed.is_some()).map(|(i, _)| *i).collect();
    if let Some((used, days)) = zhangfang_domain::metering::average(&earlier) {
        let span: i64 = draft.intervals.iter().map(|i| (i.to.day - i.from.day).num_days()).sum();
        let expected = used * Decimal::from(span);
        if draft.usage * Decimal::from(days) > expected * Decimal::from(3) && !used.is_zero() {
            remarks.push("用量超过平均三倍".to_owned());
        }
    }
    if draft.usage.is_zero() && !draft.intervals.is_empty() {
        remarks.push("没有用量".to_owned());
    }
    if draft.months > 1 {
        remarks.push(format!("含 {} 个月用量", draft.months));
    }
    if before.is_some_and(|b| draft.fen().0 > b.0.saturating_mul(3)) {
        remarks.push("金额超过上月三倍".to_owned());
    }
    if !draft.carried.is_empty() || !draft.lowered.is_empty() {
        remarks.push("含更正".to_owned());
    }
    remarks
}

fn refuse_bad_plan(request: &MeterRunRequest, preview: &MeterRunPreview, today: NaiveDate) -> Result<()> {
    if let (Some((code, room)), false) = (preview.unread.first(), request.accept_gaps) {
        let first = format!("{room} {code} {} 未抄表，可先估抄", request.month);
        return Err(Refusal::RunLeavesOut { count: preview.unread.len(), first }.into());
    }
    if preview.drafts.is_empty() {
        return Err(Refusal::NothingToCharge {
            months: Months::single(request.month),
            standing: preview.standing,
        }
        .into());
    }
    let charged = preview.drafts.iter().filter(|d| d.draft.fen().is_positive());
    match charged.map(|d| d.due).min().filter(|due| *due < today) {
        Some(due) => Err(MeterRefusal::DueOver { due }.into()),
        None => Ok(()),
    }
}

fn post(
    act: &mut Act<'_>,
    run: i64,
    month: Month,
    draft: &MeterDraft,
    reasons: &HashMap<i64, String>,
) -> Result<()> {
    let (fen, months) = (draft.draft.fen(), Months::single(month));
    let mut charge = None;
    if fen.is_positive() {
        let rev = act.reading().next_rev(draft.home, draft.price.item, month)?;
        charge = Some(act.post_charge(&NewCharge {
            account: draft.account,
            home: draft.home,
            building: draft.building,
            item: draft.price.item,
            months,
            due: draft.due,
            fen,
            run: Some(run),
            basis: None,
            detail: Some(ChargeDetail::Metered(Box::new(draft.detail.clone()))),
            note: None,
            rev,
        })?);
    }
    for interval in &draft.draft.intervals {
        act.post_metering(run, charge, interval, month)?;
    }
    for correction in &draft.draft.carried {
        act.post_metering_correction(run, correction, charge)?;
    }
    for correction in &draft.draft.lowered {
        let lowered = lower(act, correction, reasons.get(&correction.charge).map_or("", String::as_str))?;
        if !lowered.is_zero() {
            act.post_metering_correction(run, &Correction { fen: -lowered, ..correction.clone() }, None)?;
        }
    }
    Ok(())
}

/// Lowers an earlier charge; what was paid too much is prepaid again. A charge that was let off in part meanwhile is
/// lowered by what is left of it. Returns by how much.
fn lower(act: &mut Act<'_>, correction: &Correction, reason: &str) -> Result<Fen> {
    let charge = act.reading().charge(correction.charge)?;
    let adjusted: Fen = act.reading().adjustments_of(charge.id)?.iter().map(|(_, fen)| *fen).sum();
    let fen = (-correction.fen).min(charge.fen - adjusted);
    if !fen.is_positive() {
        return Ok(Fen::ZERO);
    }
    if charge.open < fen {
        act.unapply_part(&charge, fen - charge.open)?;
    }
    act.adjust_charge(&charge, Lowered::Correction, fen, reason)?;
    Ok(fen)
}
