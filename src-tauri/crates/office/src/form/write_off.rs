//! 坏账核销单: a debt given up. It leaves the arrears and is never counted as paid; it stays in a side register, and
//! money that comes in after all is taken as the payment of a debt (domain section 4.9, Civil Code 192).

use super::{Application, Form, Terms};
use crate::limitation::LimitationBook;
use crate::receipt::{TakeRequest, TakenReceipt};
use crate::refusal::FormRefusal;
use crate::statement::period_text;
use crate::{Occasion, Office, Posted, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Fen;
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::reason::WriteOffReason;
use zhangfang_domain::waiver::Portion;
use zhangfang_sheets::export::{Table, Value};
use zhangfang_store::Act;
use zhangfang_store::charge::Charge;
use zhangfang_store::write_off::WriteOffRow;

/// What a write-off asks for; kept with its form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOff {
    /// Charges and how much of each is given up, in fen.
    pub lines: Vec<(i64, i64)>,
    /// Code of a [`WriteOffReason`].
    pub reason: String,
    /// What proves it.
    pub evidence: Option<String>,
}

/// A write-off as a clerk asks for it.
#[derive(Clone, Debug)]
pub struct WriteOffRequest {
    /// The home.
    pub room: String,
    /// Charges and how much of each.
    pub lines: Vec<(i64, Portion)>,
    /// Why, from the list.
    pub reason_code: WriteOffReason,
    /// Why, in words.
    pub reason: String,
    /// What proves it.
    pub evidence: Option<String>,
}

/// A written-off charge in the side register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenOff {
    /// The home.
    pub room: String,
    /// The charge.
    pub charge: i64,
    /// Item by its name on paper.
    pub item: String,
    /// Its months, as printed.
    pub period: String,
    /// The form that allowed it.
    pub form: String,
    /// Who asked for it.
    pub applicant: String,
    /// Who allowed it.
    pub approved_by: String,
    /// Why, from the list.
    pub reason: String,
    /// When.
    pub on: NaiveDate,
    /// Given up.
    #[serde(with = "wire::yuan")]
    pub written_off: Fen,
    /// Came in after all.
    #[serde(with = "wire::yuan")]
    pub recovered: Fen,
    /// Given up in the end.
    #[serde(with = "wire::yuan")]
    pub net: Fen,
    /// Receipts of what came in.
    pub receipts: Vec<i64>,
}

impl Office {
    /// Files a 坏账核销单. Only the company approves it, unless the manager was given a limit.
    ///
    /// # Errors
    /// [`FormRefusal::Portion`] when nothing or more than is open would be given up, [`FormRefusal::NotTimeBarred`], the
    /// refusals of the charges named, [`crate::Refusal::Unusable`] without a reason.
    pub fn request_write_off(
        &mut self,
        request: &WriteOffRequest,
        occasion: &Occasion,
    ) -> Result<Posted<String>> {
        let ids: Vec<i64> = request.lines.iter().map(|(charge, _)| *charge).collect();
        let charges = self.charges_named(&request.room, &ids)?;
        let replay = self.replays(occasion)?;
        if request.reason_code == WriteOffReason::TimeBarred && !replay {
            self.refuse_in_time(&charges, occasion.today)?;
        }
        let mut lines = Vec::with_capacity(charges.len());
        for (charge, (_, portion)) in charges.iter().zip(&request.lines) {
            match portion.of(charge.open) {
                Ok(fen) => lines.push((charge.id, fen.0)),
                Err(_) if replay => {}
                Err(why) => return Err(FormRefusal::Portion { charge: charge.id, why }.into()),
            }
        }
        let total = lines.iter().map(|(_, fen)| Fen(*fen)).sum();
        let reason = request.reason_code.code().to_owned();
        let application = Application {
            terms: Terms::WriteOff(WriteOff { lines, reason, evidence: request.evidence.clone() }),
            home: charges.first().map(|c| c.home),
            account: charges.first().map(|c| c.account),
            fen: total,
            reason: request.reason.clone(),
        };
        self.file(&application, occasion)
    }

    /// Refuses to call a debt time-barred that is not.
    fn refuse_in_time(&self, charges: &[Charge], today: NaiveDate) -> Result<()> {
        let reading = self.book.reading();
        let home = charges.first().map_or(0, |c| c.home);
        let mut open = reading.open_items_of(home)?;
        open.retain(|o| charges.iter().any(|c| c.id == o.charge));
        let limitation = LimitationBook::read(reading, &open, today)?;
        match open.iter().find(|o| limitation.last_day(o) >= today) {
            Some(o) => {
                let (charge, last) = (o.charge, limitation.last_day(o));
                Err(FormRefusal::NotTimeBarred { charge, last }.into())
            }
            None => Ok(()),
        }
    }

    /// The side register: every charge given up, what came in on it after all, and what is left given up.
    ///
    /// # Errors
    /// Store errors.
    pub fn written_off(&self) -> Result<Vec<WrittenOff>> {
        let mut register: Vec<WrittenOff> = Vec::new();
        for row in self.book.reading().write_offs()? {
            let known = register.iter_mut().find(|w| w.charge == row.charge);
            let entry = match known {
                Some(entry) => entry,
                None => {
                    register.push(self.register_entry(&row)?);
                    register.last_mut().ok_or(FormRefusal::NoCharges)?
                }
            };
            if row.by_form {
                entry.written_off += row.fen;
            } else {
                entry.recovered -= row.fen;
                entry.receipts.extend(row.receipt);
            }
            entry.net = entry.written_off - entry.recovered;
        }
        Ok(register)
    }

    /// What is left given up on some charges.
    ///
    /// # Errors
    /// Store errors.
    pub fn net_written_off(&self, charges: &[i64]) -> Result<Fen> {
        charges.iter().map(|charge| Ok(self.book.reading().written_off(*charge)?)).sum()
    }

    /// The register of debts given up, as a table.
    ///
    /// # Errors
    /// Store errors.
    pub fn written_off_table(&self) -> Result<Table> {
        let text = |t: &str| Value::Text(t.to_owned());
        let row = |w: &WrittenOff| {
            vec![
                Value::Date(w.on),
                text(&w.room),
                text(&format!("{} {}", w.item, w.period)),
                text(&w.reason),
                text(&w.form),
                text(&w.approved_by),
                Value::Amount(w.written_off),
                Value::Amount(w.recovered),
                Value::Amount(w.net),
            ]
        };
        let headings = ["日期", "房号", "账单", "原因", "核销单", "批准", "核销", "收回", "净核销"];
        Ok(Table {
            title: "核销台账".to_owned(),
            headings: headings.map(str::to_owned).to_vec(),
            rows: self.written_off()?.iter().map(row).collect(),
            footer: None,
        })
    }

    /// Takes money on debts given up: opens them again for exactly that sum and pays them, with a receipt, in one
    /// act. It is the payment of a debt and does not go back (Civil Code 192).
    ///
    /// # Errors
    /// [`FormRefusal::MoreThanGivenUp`]; the refusals of [`Office::take`].
    pub fn recover(&mut self, request: &TakeRequest, occasion: &Occasion) -> Result<Posted<TakenReceipt>> {
        if !self.replays(occasion)? {
            for home in &request.homes {
                let (asked, given_up) =
                    (home.amount.unwrap_or(Fen::ZERO), self.net_written_off(&home.designated)?);
                if asked > given_up {
                    return Err(FormRefusal::MoreThanGivenUp { asked, given_up }.into());
                }
            }
        }
        self.take(request, occasion)
    }

    fn register_entry(&self, row: &WriteOffRow) -> Result<WrittenOff> {
        let reading = self.book.reading();
        let charge = reading.charge(row.charge)?;
        let form = reading.form_done_by(row.act)?;
        let reason = match form.as_ref().map(super::terms_of).transpose()? {
            Some(Terms::WriteOff(terms)) => {
                WriteOffReason::parse(&terms.reason).map_or(terms.reason, |r| r.label().to_owned())
            }
            _ => row.reason.clone(),
        };
        let verdict = form.as_ref().and_then(|f| f.verdict.as_ref());
        Ok(WrittenOff {
            room: reading.home(charge.home)?.record.room_number(),
            charge: charge.id,
            item: self.item_names()?.remove(&charge.item).unwrap_or_default(),
            period: period_text(charge.months),
            approved_by: verdict.map_or_else(|| row.operator.clone(), |v| v.by.clone()),
            applicant: form.as_ref().map(|f| f.applicant.clone()).unwrap_or_default(),
            form: form.map(|f| f.number).unwrap_or_default(),
            reason,
            on: row.biz_date,
            written_off: Fen::ZERO,
            recovered: Fen::ZERO,
            net: Fen::ZERO,
            receipts: Vec::new(),
        })
    }
}

impl WriteOff {
    /// Gives up what the form says, all of it or nothing.
    pub(super) fn approved(&self, act: &mut Act<'_>, form: &Form) -> Result<bool> {
        for &(charge, fen) in &self.lines {
            let charge = act.reading().charge(charge)?;
            if charge.open < Fen(fen) {
                let (asked, open) = (Fen(fen), charge.open);
                return Err(FormRefusal::LessOpen { charge: charge.id, asked, open }.into());
            }
            let reason = format!("{} {}", form.number, form.reason);
            act.adjust_charge(&charge, Kind::WriteOff, Fen(fen), &reason)?;
        }
        Ok(true)
    }
}

/// Opens designated charges again as far as `amount` pays them: money on a debt that was given up is the payment of a
/// debt. The rest stays written off.
pub(crate) fn reopen_paid(act: &mut Act<'_>, designated: &[i64], amount: Fen, words: &str) -> Result<()> {
    let mut left = amount;
    for &id in designated {
        let charge = act.reading().charge(id)?;
        let reopened = (left - charge.open).min(act.reading().written_off(id)?);
        if reopened.is_positive() {
            act.adjust_charge(&charge, Kind::WriteOff, -reopened, words)?;
        }
        left -= charge.open + reopened.max(Fen::ZERO);
        if !left.is_positive() {
            break;
        }
    }
    Ok(())
}

/// Gives up again what a receipt now void had brought in on debts given up.
pub(crate) fn give_up_again(act: &mut Act<'_>, taken: i64, words: &str) -> Result<()> {
    for row in act.reading().write_offs_of_act(taken)? {
        if !row.by_form {
            let charge = act.reading().charge(row.charge)?;
            act.adjust_charge(&charge, Kind::WriteOff, -row.fen, words)?;
        }
    }
    Ok(())
}
