//! A debt before a lawyer, mediation, court or arbitration: which step may follow which (checklist C11, C12, S69–S71;
//! Civil Procedure Law 225–228, 247, 250).
//!
//! Enforcement, seizure and freezing come from a court after a title has become effective; no step leads there without one.

use crate::coded::coded;
use crate::wording::cites_decision;
use chrono::{Days, Months, NaiveDate};

coded! {
    /// A step of a case.
    CaseStage {
        /// The papers are with the law firm.
        HandedOver, "handed-over", "已移交律师";
        /// The lawyer's letter is out.
        LetterSent, "letter-sent", "已发律师函";
        /// Mediation by street, community, people's mediation or court.
        Mediation, "mediation", "调解";
        /// A payment order was served on the debtor: fifteen days to object.
        PaymentOrder, "payment-order", "支付令送达";
        /// Taken up by the court or the arbitration commission.
        Filed, "filed", "立案";
        /// A judgment, an award, or a settlement recorded by the court was served.
        Decision, "decision", "裁判文书送达";
        /// Enforcement was applied for.
        Enforcement, "enforcement", "申请执行";
        /// Settled; runs on only when the settlement is not kept.
        Settled, "settled", "和解";
        /// Over: paid, given up, or nothing more to be had.
        Closed, "closed", "结案";
    }
}

impl CaseStage {
    /// What may follow.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        use CaseStage::{
            Closed, Decision, Enforcement, Filed, HandedOver, LetterSent, Mediation, PaymentOrder, Settled,
        };
        match self {
            HandedOver => &[LetterSent, Mediation, PaymentOrder, Filed, Settled, Closed],
            LetterSent => &[Mediation, PaymentOrder, Filed, Settled, Closed],
            Mediation => &[PaymentOrder, Filed, Decision, Settled, Closed],
            PaymentOrder => &[Filed, Enforcement, Settled, Closed],
            Filed => &[Mediation, Decision, Settled, Closed],
            Decision => &[Enforcement, Settled, Closed],
            Enforcement => &[Settled, Closed],
            Settled => &[Filed, Enforcement, Closed],
            Closed => &[],
        }
    }

    /// Whether the step is only taken with the number of a decision or of the case in court.
    #[must_use]
    pub const fn needs_number(self) -> bool {
        matches!(self, Self::PaymentOrder | Self::Decision | Self::Enforcement)
    }

    /// Days after it was served until it can be enforced: to object to a payment order (article 227), to appeal a judgment
    /// (article 171).
    const fn effective_after(self) -> Option<u64> {
        match self {
            Self::PaymentOrder | Self::Decision => Some(15),
            _ => None,
        }
    }

    /// Whether the case runs on, so that nobody is dunned beside it.
    #[must_use]
    pub const fn runs(self) -> bool {
        !matches!(self, Self::Settled | Self::Closed)
    }
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStep {
    /// Which.
    pub stage: CaseStage,
    /// The day.
    pub on: NaiveDate,
    /// Number of the case or decision, where there is one.
    pub number: Option<String>,
}

/// Why a step cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// It does not follow the last one.
    #[error("{to:?} does not follow {from:?}")]
    NotNext {
        /// The last step.
        from: CaseStage,
        /// The one asked for.
        to: CaseStage,
    },
    /// It is before the last one.
    #[error("before {last}")]
    TooEarly {
        /// The day of the last step.
        last: NaiveDate,
    },
    /// It needs the number of a decision.
    #[error("{stage:?} needs a number")]
    NoNumber {
        /// Which.
        stage: CaseStage,
    },
    /// Enforcement without a payment order, judgment, award or recorded settlement.
    #[error("no title")]
    NoTitle,
    /// The title is not effective yet.
    #[error("effective after {until}")]
    NotEffective {
        /// The last day to object or appeal.
        until: NaiveDate,
    },
}

/// The last step that gives a title, with the last day to object to it.
#[must_use]
pub fn title(steps: &[CaseStep]) -> Option<(&CaseStep, NaiveDate)> {
    steps.iter().rev().find_map(|step| {
        let days = step.stage.effective_after()?;
        Some((step, step.on.checked_add_days(Days::new(days))?))
    })
}

/// The last day to apply for enforcement: two years after the title became effective (article 250).
#[must_use]
pub fn enforce_by(steps: &[CaseStep]) -> Option<NaiveDate> {
    title(steps).and_then(|(_, until)| until.checked_add_months(Months::new(24)))
}

/// Whether a step may be taken after those that were.
///
/// # Errors
/// [`CaseError`].
pub fn may_take(steps: &[CaseStep], new: &CaseStep) -> Result<(), CaseError> {
    if new.stage.needs_number() && !new.number.as_deref().is_some_and(cites_decision) {
        return Err(CaseError::NoNumber { stage: new.stage });
    }
    let Some(last) = steps.last() else {
        let first = CaseStage::HandedOver;
        let follows = new.stage == first;
        return if follows { Ok(()) } else { Err(CaseError::NotNext { from: first, to: new.stage }) };
    };
    if new.stage == CaseStage::Enforcement {
        let (_, until) = title(steps).ok_or(CaseError::NoTitle)?;
        if new.on <= until {
            return Err(CaseError::NotEffective { until });
        }
    }
    if !last.stage.next().contains(&new.stage) {
        return Err(CaseError::NotNext { from: last.stage, to: new.stage });
    }
    if new.on < last.on {
        return Err(CaseError::TooEarly { last: last.on });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn step(stage: CaseStage, on: &str) -> CaseStep {
        let number = stage.needs_number().then(|| "（2026）浙0106民初1234号".to_owned());
        CaseStep { stage, on: day(on), number }
    }

    #[test]
    fn c11_no_way_leads_to_enforcement_but_through_an_effective_title() {
        // Every path of the machine without going round in a circle.
        fn walk(path: &mut Vec<CaseStep>, ends: &mut usize) {
            for stage in CaseStage::ALL {
                if path.iter().any(|s| s.stage == stage) {
                    continue;
                }
                let new = step(stage, &format!("2026-{:02}-01", path.len() + 1));
                if may_take(path, &new).is_err() {
                    continue;
                }
                if stage == CaseStage::Enforcement {
                    let titled = |s: &CaseStep| {
                        matches!(s.stage, CaseStage::PaymentOrder | CaseStage::Decision)
                            && s.on + Days::new(15) < new.on
                            && s.number.is_some()
                    };
                    assert!(path.iter().any(titled), "{path:?}");
                }
                *ends += usize::from(stage == CaseStage::Closed);
                path.push(new);
                walk(path, ends);
                path.pop();
            }
        }
        let mut ends = 0;
        walk(&mut Vec::new(), &mut ends);
        assert!(ends > 20);
    }

    #[test]
    fn every_stage_is_reached_and_has_a_way_to_the_end() {
        let mut reached = BTreeSet::from([CaseStage::HandedOver]);
        while let Some(new) = reached.iter().flat_map(|s| s.next()).find(|s| !reached.contains(s)).copied() {
            reached.insert(new);
        }
        assert_eq!(reached.len(), CaseStage::ALL.len());
        for stage in CaseStage::ALL {
            assert!(stage == CaseStage::Closed || stage.next().contains(&CaseStage::Closed), "{stage:?}");
        }
    }

    #[test]
    fn c11_enforcement_waits_for_the_days_to_object_and_needs_the_number() {
        let steps = [step(CaseStage::HandedOver, "2026-01-05"), step(CaseStage::PaymentOrder, "2026-02-02")];
        let enforce = |on: &str| may_take(&steps, &step(CaseStage::Enforcement, on));
        assert_eq!(enforce("2026-02-17"), Err(CaseError::NotEffective { until: day("2026-02-17") }));
        assert_eq!(enforce("2026-02-18"), Ok(()));
        assert_eq!(enforce_by(&steps), Some(day("2028-02-17")));
        let unnumbered =
            CaseStep { number: Some("判决".into()), ..step(CaseStage::Decision, "2026-03-01") };
        assert_eq!(may_take(&steps, &unnumbered), Err(CaseError::NoNumber { stage: CaseStage::Decision }));
        let early = step(CaseStage::Enforcement, "2026-06-01");
        assert_eq!(may_take(&steps[..1], &early), Err(CaseError::NoTitle));
        let settled = [steps[0].clone(), step(CaseStage::Settled, "2026-02-02")];
        assert_eq!(may_take(&settled, &early), Err(CaseError::NoTitle));
        assert_eq!(
            may_take(&steps, &step(CaseStage::Filed, "2026-01-31")),
            Err(CaseError::TooEarly { last: day("2026-02-02") })
        );
        assert!(may_take(&[], &step(CaseStage::Filed, "2026-01-31")).is_err());
    }
}
