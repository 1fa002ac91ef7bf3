//! 车位退租单: a contract for a parking space ends, and what was charged for the time after it is given back, after an
//! approval (domain section 4.5, E2). Money that frees is prepaid money of the account; it is paid out on a refund form.

use super::details::{DetailLine, Details};
use super::{Application, Form, Terms};
use crate::parking::{ParkingContract, standing, standing_charges};
use crate::refusal::ParkingRefusal;
use crate::statement::period_text;
use crate::{Occasion, Office, Posted, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::{Fen, Month, Months, mask};
use zhangfang_store::{Act, Reading};

/// What the form asks for; kept with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkingEnd {
    /// The contract.
    pub contract: i64,
    /// Code of its space, for reading the form.
    pub space: String,
    /// Last day of use.
    pub last: NaiveDate,
    /// Charge, and by how much it is lowered, in fen.
    pub lines: Vec<(i64, i64)>,
    /// What is given back of which month, for the paper: `2025-05`, fen.
    pub parts: Vec<(String, i64)>,
    /// What is kept of the charges, in fen.
    pub kept: i64,
}

/// What giving a space back comes to. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveBack {
    /// The contract.
    pub contract: ParkingContract,
    /// Room of its home.
    pub room: String,
    /// Last day of use.
    pub last: NaiveDate,
    /// Charge by charge; charges wholly before the last day are left out.
    pub lines: Vec<BackLine>,
}

/// What is given back of one charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BackLine {
    /// The charge.
    pub charge: i64,
    /// Its months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// What stands on it now.
    #[serde(with = "wire::yuan")]
    pub charged: Fen,
    /// What is given back, month by month: `2025-05`, fen.
    pub parts: Vec<(String, i64)>,
    /// What is given back in all.
    #[serde(with = "wire::yuan")]
    pub back: Fen,
    /// What is kept.
    #[serde(with = "wire::yuan")]
    pub kept: Fen,
    /// Paid money that frees and becomes prepaid.
    #[serde(with = "wire::yuan")]
    pub freed: Fen,
}

impl GiveBack {
    /// What is given back in all.
    #[must_use]
    pub fn back(&self) -> Fen {
        self.lines.iter().map(|line| line.back).sum()
    }

    /// What is kept of the charges concerned.
    #[must_use]
    pub fn kept(&self) -> Fen {
        self.lines.iter().map(|line| line.kept).sum()
    }

    /// Paid money that becomes prepaid.
    #[must_use]
    pub fn freed(&self) -> Fen {
        self.lines.iter().map(|line| line.freed).sum()
    }
}

impl Office {
    /// What giving a space back comes to. Writes nothing.
    ///
    /// # Errors
    /// [`ParkingRefusal`], [`crate::Refusal::Unknown`] for the space, store errors.
    pub fn preview_give_back(&self, space: &str, last: NaiveDate) -> Result<GiveBack> {
        let contract = self.running_contract(space)?;
        if last < contract.rent.from {
            return Err(ParkingRefusal::BeforeStart { last, from: contract.rent.from }.into());
        }
        let lines = lines(self.book.reading(), &contract, last)?;
        let room = self.book.reading().home(contract.home)?.record.room_number();
        Ok(GiveBack { contract, room, last, lines })
    }

    /// Files a 车位退租单. The contract runs and its charges stand until it is approved.
    ///
    /// # Errors
    /// [`ParkingRefusal`], [`crate::Refusal::Unusable`] without a reason, and of [`Office::preview_give_back`].
    pub fn request_give_back(
        &mut self,
        space: &str,
        last: NaiveDate,
        reason: &str,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let found = self.preview_give_back(space, last)?;
        if !self.replays(occasion)? {
            self.refuse_pending(&found.contract)?;
        }
        let terms = Terms::ParkingEnd(ParkingEnd {
            contract: found.contract.id,
            space: found.contract.code.clone(),
            last,
            lines: found.lines.iter().map(|line| (line.charge, line.back.0)).collect(),
            parts: found.lines.iter().flat_map(|line| line.parts.clone()).collect(),
            kept: found.kept().0,
        });
        let (home, account) = (Some(found.contract.home), Some(found.contract.account));
        let application = Application { terms, home, account, fen: found.back(), reason: reason.to_owned() };
        self.file(&application, occasion)
    }

    fn refuse_pending(&self, contract: &ParkingContract) -> Result<()> {
        for form in self.forms(Some(super::FormKind::ParkingEnd))? {
            let waits = form.verdict.is_none();
            if let (true, Terms::ParkingEnd(end)) = (waits, super::terms_of(&form)?)
                && end.contract == contract.id
            {
                let (code, number) = (contract.code.clone(), form.number);
                return Err(ParkingRefusal::EndPending { code, number }.into());
            }
        }
        Ok(())
    }
}

impl ParkingEnd {
    /// Ends the contract and lowers its charges, if they are still what the form was worked out from.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        let contracts = act.reading().parking_contracts()?;
        let contract = contracts.into_iter().find(|c| c.id == self.contract && c.rent.last.is_none());
        let contract = contract.ok_or_else(|| ParkingRefusal::NoContract { code: self.space.clone() })?;
        let lines = lines(act.reading(), &contract, self.last)?;
        if lines.iter().map(|line| (line.charge, line.back.0)).ne(self.lines.iter().copied()) {
            return Err(ParkingRefusal::ChargesChanged { number: form.number.clone() }.into());
        }
        for line in lines {
            let charge = act.reading().charge(line.charge)?;
            if line.freed.is_positive() {
                act.unapply_part(&charge, line.freed)?;
            }
            act.adjust_charge(&charge, Kind::Correction, line.back, &form.reason)?;
        }
        act.post_parking_end(&contract, self.last, form.id)?;
        Ok(true)
    }
}

impl Office {
    /// What the form says: the contract, and month by month how much is given back and why.
    pub(super) fn describe_parking_end(&self, end: &ParkingEnd, details: &mut Details) -> Result<()> {
        let contracts = self.parking_contracts(None)?;
        let Some(contract) = contracts.into_iter().find(|c| c.id == end.contract) else { return Ok(()) };
        details.facts = vec![
            ("车位", contract.code.clone()),
            ("车牌", contract.plate.clone().unwrap_or_default()),
            ("付款人", mask::name(&contract.payer)),
            ("合同", contract.clause.clone()),
            ("月费", format!("{} 元，{}", contract.rent.monthly, contract.rent.part.label())),
            ("起用日", super::day(contract.rent.from)),
            ("最后使用日", super::day(end.last)),
        ];
        for (month, fen) in &end.parts {
            let Some(month) = Month::parse(month) else { continue };
            let unused = (month.last_day() - end.last).num_days();
            let note = if month == Month::of(end.last) {
                format!("{} 元 × {unused}/{} 天", contract.rent.monthly, month.days())
            } else {
                "整月未用".to_owned()
            };
            let what = period_text(Months::single(month));
            details.lines.push(DetailLine { what, note, amount: Some(Fen(*fen)) });
        }
        details.lines.push(DetailLine {
            what: "保留".to_owned(),
            note: "已用期间的费用".to_owned(),
            amount: Some(Fen(end.kept)),
        });
        (details.heading, details.sum) = ("未用期间应退", "应退合计");
        details.effect = "批准后合同终止，未用期间的账单减收；已缴的转为预存，要退现金的另开退款单。";
        Ok(())
    }
}

/// What is given back of each charge of a contract.
fn lines(reading: Reading<'_>, contract: &ParkingContract, last: NaiveDate) -> Result<Vec<BackLine>> {
    let mut lines = Vec::new();
    for charge in standing_charges(reading, contract)? {
        let stands = standing(reading, &charge)?;
        // What was let off before is not given back a second time.
        let mut left = stands;
        let mut parts = contract.rent.given_back(charge.months, last)?;
        for (_, fen) in &mut parts {
            *fen = (*fen).min(left);
            left -= *fen;
        }
        parts.retain(|(_, fen)| fen.is_positive());
        let back = stands - left;
        if !back.is_positive() {
            continue;
        }
        lines.push(BackLine {
            charge: charge.id,
            months: charge.months,
            charged: stands,
            parts: parts.iter().map(|(month, fen)| (month.to_string(), fen.0)).collect(),
            back,
            kept: left,
            freed: (back - charge.open).max(Fen::ZERO),
        });
    }
    Ok(lines)
}
