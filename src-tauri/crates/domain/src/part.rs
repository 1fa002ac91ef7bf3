//! What one account is charged of a block: some days of it, less what is let off. Parts of a block add up to the
//! block to the fen, before and after discounts (domain sections 4.2, 4.3).

use crate::adjustment::Kind;
use crate::concession::{Concession, let_off};
use crate::money::MoneyError;
use crate::proration::{Share, StartRule};
use crate::tariff::{Basis, Rounding, Segment, at_least};
use crate::{Fen, Month};
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

/// One month of a block, and where this part lies in it. The parts of a month follow each other from
/// [`Share::NONE`] to [`Share::ALL`]; one that has nothing of it starts and ends at the same point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartMonth {
    /// The month.
    pub month: Month,
    /// Yuan for one unit and the whole month.
    pub unit_price: Decimal,
    /// What the parts before this one have of the month.
    pub before: Share,
    /// What they and this one have.
    pub after: Share,
}

/// A part of a block, with everything its amount follows from (domain section 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// The start rule that split a month of it.
    pub rule: Option<StartRule>,
    /// What is counted.
    pub basis: Basis,
    /// How it is rounded.
    pub rounding: Rounding,
    /// How much of it.
    pub quantity: Decimal,
    /// Every month of the block.
    pub months: Vec<PartMonth>,
}

/// The money of a part: what it costs in full and what is let off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// In full.
    pub gross: Fen,
    /// Let off for vacancy.
    pub vacancy: Fen,
    /// Let off by relief, of what vacancy leaves.
    pub relief: Fen,
}

impl Line {
    /// What is to be paid.
    #[must_use]
    pub fn net(self) -> Fen {
        self.gross - self.vacancy - self.relief
    }

    /// What is let off, by kind; kinds with nothing are left out.
    pub fn discounts(self) -> impl Iterator<Item = (Kind, Fen)> {
        [(Kind::Vacancy, self.vacancy), (Kind::Relief, self.relief)].into_iter().filter(|(_, f)| !f.is_zero())
    }
}

/// Months that are rounded together.
struct Group {
    gross: (Fen, Fen),
    net: (Fen, Fen),
    /// What relief lets off of it, 0–1.
    relief: Decimal,
}

impl Part {
    /// All of a block.
    #[must_use]
    pub fn whole(quantity: Decimal, segments: &[Segment], basis: Basis, rounding: Rounding) -> Option<Self> {
        let (first, last) = (segments.first()?, segments.last()?);
        let months = segments.iter().flat_map(|s| {
            s.months.iter().map(|month| PartMonth {
                month,
                unit_price: s.unit_price,
                before: Share::NONE,
                after: Share::ALL,
            })
        });
        Some(Self {
            first: first.months.first_day(),
            last: last.months.last_day(),
            rule: None,
            basis,
            rounding,
            quantity,
            months: months.collect(),
        })
    }

    /// Whether it is all of every month.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.months.iter().all(|m| m.before == Share::NONE && m.after == Share::ALL)
    }

    /// Whether its amount follows from its own months alone, without the rest of the block.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let own = |m: &PartMonth| m.before == m.after || (m.before, m.after) == (Share::NONE, Share::ALL);
        self.is_whole() || (self.rounding == Rounding::PerMonth && self.months.iter().all(own))
    }

    /// What it costs without discounts.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn gross(&self) -> Result<Fen, MoneyError> {
        Ok(self.line(&[])?.gross)
    }

    /// What it costs and what `concessions` let off: vacancy first, each month by the days of this part; then
    /// relief, once on the line. All concessions given must concern the item.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn line(&self, concessions: &[Concession]) -> Result<Line, MoneyError> {
        let most = Fen::MAX_ENTRY.yuan();
        let too_large =
            |m: &PartMonth| self.quantity.checked_mul(m.unit_price).is_none_or(|raw| raw.abs() > most);
        if self.months.iter().any(too_large) {
            return Err(MoneyError::TooLarge { text: self.quantity.to_string() });
        }
        let size = if self.rounding == Rounding::PerMonth { 1 } else { self.months.len().max(1) };
        let groups = self
            .months
            .chunks(size)
            .map(|months| self.group(months, concessions))
            .collect::<Result<Vec<_>, _>>()?;
        let gross: Fen = groups.iter().map(|g| g.gross.1 - g.gross.0).sum();
        let net: Fen = groups.iter().map(|g| g.net.1 - g.net.0).sum();
        let relieved = groups.iter().any(|g| !g.relief.is_zero() && g.net.1 > g.net.0);
        let up_to = |side: fn(&Group) -> Fen| -> Result<Fen, MoneyError> {
            Fen::round_half_up(groups.iter().map(|g| side(g).yuan() * g.relief).sum())
        };
        let relief = if relieved { up_to(|g| g.net.1)? - up_to(|g| g.net.0)? } else { Fen::ZERO };
        Ok(Line { gross, vacancy: gross - net, relief: relief.clamp(Fen::ZERO, net) })
    }

    fn group(&self, months: &[PartMonth], concessions: &[Concession]) -> Result<Group, MoneyError> {
        let raw = |m: &PartMonth| self.quantity * m.unit_price;
        let sum = |side: fn(&PartMonth) -> Share, kept: &dyn Fn(&PartMonth) -> Decimal| {
            let exact = months.iter().map(|m| side(m).of(raw(m) * kept(m)));
            let total: Option<Decimal> = exact.sum();
            total.ok_or_else(|| MoneyError::TooLarge { text: self.quantity.to_string() })
        };
        let all = |_: &PartMonth| Decimal::ONE;
        let gross =
            (Fen::round_half_up(sum(|m| m.before, &all)?)?, Fen::round_half_up(sum(|m| m.after, &all)?)?);
        let off = |m: &PartMonth| self.off(m, Kind::Vacancy, concessions);
        let net = if concerned(months).all(|m| off(m).is_zero()) {
            gross
        } else if months.iter().map(|m| raw(m) * off(m)).all(|o| o.is_zero() || o >= LEAST_OFF) {
            let kept = |m: &PartMonth| Decimal::ONE - off(m);
            let before = Fen::round_half_up(sum(|m| m.before, &kept)?)?;
            let net = Fen::round_half_up(sum(|m| m.after, &kept)?)? - before;
            (before, before + net.clamp(Fen::ZERO, gross.1 - gross.0))
        } else {
            let kept: Decimal = months.iter().map(|m| raw(m) * (Decimal::ONE - off(m))).sum();
            let whole: Decimal = months.iter().map(raw).sum();
            let (kept, whole) = (Fen::round_half_up(kept)?, Fen::round_half_up(whole)?);
            let of = |fen: Fen| match whole {
                Fen::ZERO => Ok(Fen::ZERO),
                whole => Fen::round_half_up(fen.yuan() * kept.yuan() / whole.yuan()),
            };
            (of(gross.0)?, of(gross.1)?)
        };
        Ok(Group { gross, net, relief: self.relief(months, concessions) })
    }

    /// What relief lets off of months that are rounded together, 0–1: their mean by what this part has of each.
    fn relief(&self, months: &[PartMonth], concessions: &[Concession]) -> Decimal {
        let reliefs: Vec<(Decimal, Decimal)> = concerned(months)
            .map(|m| {
                let weight = m.after.less(m.before).of(self.quantity * m.unit_price).unwrap_or_default();
                (weight, self.off(m, Kind::Relief, concessions))
            })
            .collect();
        let first = reliefs.first().map(|(_, relief)| *relief).unwrap_or_default();
        let weights: Decimal = reliefs.iter().map(|(weight, _)| weight).sum();
        // A mean of equal numbers would be off in the last digit, and so by a fen.
        if weights.is_zero() || reliefs.iter().all(|(_, relief)| *relief == first) {
            return first;
        }
        reliefs.iter().map(|(weight, relief)| weight * relief).sum::<Decimal>() / weights
    }

    /// What is let off of a month by a kind, 0–1: over the days of this part in it, or over all its days when this
    /// part has none of them, so that parts with the same discount add up.
    fn off(&self, m: &PartMonth, kind: Kind, concessions: &[Concession]) -> Decimal {
        let (from, to) = (self.first.max(m.month.first_day()), self.last.min(m.month.last_day()));
        if from <= to {
            let_off(concessions, kind, from, to)
        } else {
            let_off(concessions, kind, m.month.first_day(), m.month.last_day())
        }
    }

    /// The part up to the day before `on`, and the part from it; a month is cut by its actual days. `None` when one
    /// of them would have no day.
    #[must_use]
    pub fn cut(&self, on: NaiveDate) -> Option<(Self, Self)> {
        if on <= self.first || on > self.last {
            return None;
        }
        let (mut early, mut late) = (self.clone(), self.clone());
        (early.last, late.first) = (on - Days::new(1), on);
        for (e, l) in early.months.iter_mut().zip(&mut late.months) {
            let (from, to) = (self.first.max(e.month.first_day()), self.last.min(e.month.last_day()));
            let at = if on <= from {
                e.before
            } else if on > to {
                e.after
            } else {
                e.before.towards(e.after, on.day() - from.day(), to.day() - from.day() + 1)
            };
            (e.after, l.before) = (at, at);
        }
        Some((early, late))
    }

    /// The calculation in one line: `94.56 m² × 2.35 元/m²·月 × 14/31 月（…），每月四舍五入到分`.
    #[must_use]
    pub fn explain(&self) -> String {
        let (unit, per) = (self.basis.unit_label(), self.basis.price_unit());
        let quantity = at_least(self.quantity, if self.basis == Basis::Area { 2 } else { 0 });
        let mut runs: Vec<(Decimal, Share, u32)> = Vec::new();
        for m in self.months.iter().filter(|m| m.before != m.after) {
            let share = m.after.less(m.before);
            match runs.last_mut() {
                Some((price, Share::ALL, count)) if *price == m.unit_price && share == Share::ALL => {
                    *count += 1
                }
                _ => runs.push((m.unit_price, share, 1)),
            }
        }
        let terms: Vec<String> = runs
            .into_iter()
            .map(|(price, share, count)| {
                let months = if share == Share::ALL { count.to_string() } else { share.to_string() };
                format!("{quantity} {unit} × {} 元/{per}·月 × {months} 月", at_least(price, 2))
            })
            .collect();
        let mut text = terms.join(" ＋ ");
        if !self.is_whole() {
            text += &format!("（{} 至 {}", self.first, self.last);
            text += &self.rule.map(|rule| format!("，{}", rule.label())).unwrap_or_default();
            text += "）";
        }
        text += "，";
        text += self.rounding.label();
        if self.months.iter().any(|m| m.before != Share::NONE && m.after != m.before) {
            text += "，与同月其余部分合计为整月";
        }
        text
    }
}

/// The months a part has something of; all of them when it has nothing of any.
fn concerned(months: &[PartMonth]) -> impl Iterator<Item = &PartMonth> {
    let own = |m: &PartMonth| m.before != m.after;
    let any = months.iter().any(own);
    months.iter().filter(move |m| !any || own(m))
}

/// Below this a month's discount may be less than a fen for the smallest part of the month (a sixtieth), and rounding
/// it exactly could take more from a part than it has; then the rounded month is shared out instead.
const LEAST_OFF: Decimal = Decimal::from_parts(62, 0, 0, false, 2);
