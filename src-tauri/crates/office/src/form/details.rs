//! What a form says, name by name: the same on the screen and on paper.

use super::{Form, Terms, terms_of};
use crate::billing::{AreaTerms, ConcessionTerms, shown};
use crate::statement::period_text;
use crate::{Office, Result};
use zhangfang_domain::method::Method;
use zhangfang_domain::reason::{RefundReason, WaiverKind, WaiverReason, WriteOffReason};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::StoreError;

/// Where a form stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has decided.
    Pending,
    /// Approved, and not paid out yet.
    Waiting,
    /// Approved and done.
    Done,
    /// Approved and paid out, and what was paid out taken back.
    TakenBack,
    /// Refused.
    Refused,
    /// Withdrawn by the applicant.
    Withdrawn,
}

impl State {
    /// Whether somebody still has something to do about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Waiting)
    }

    /// The words on paper.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "待审批",
            Self::Waiting => "已批准，待办理",
            Self::Done => "已批准，已办理",
            Self::TakenBack => "已办理，款已收回",
            Self::Refused => "已驳回",
            Self::Withdrawn => "已撤回",
        }
    }

    /// The words of the stamp on paper.
    #[must_use]
    pub const fn stamp(self) -> &'static str {
        match self {
            Self::Pending => "待审批",
            Self::Waiting => "已批准",
            Self::Done => "已办理",
            Self::TakenBack => "款已收回",
            Self::Refused => "已驳回",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// A line of a form: a charge, or a step of a calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailLine {
    /// What.
    pub what: String,
    /// How it stands, in words; may be empty.
    pub note: String,
    /// How much.
    pub amount: Option<Fen>,
}

/// What a form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The home; empty when the form is about none.
    pub room: String,
    /// Its owner, masked.
    pub owner: String,
    /// Facts, name by name.
    pub facts: Vec<(&'static str, String)>,
    /// What stands over the lines.
    pub heading: &'static str,
    /// Lines in order.
    pub lines: Vec<DetailLine>,
    /// What the sum of the form is called.
    pub sum: &'static str,
    /// What it does to the books.
    pub effect: &'static str,
}

impl Office {
    /// Where a form stands.
    ///
    /// # Errors
    /// Store errors.
    pub fn state(&self, form: &Form) -> Result<State> {
        Ok(match form.verdict.as_ref() {
            None => State::Pending,
            Some(verdict) if verdict.word == "withdrawn" => State::Withdrawn,
            Some(verdict) if !verdict.approved => State::Refused,
            Some(_) if form.effect.is_none() => State::Waiting,
            Some(_) if self.payout(form)?.is_some_and(|paid| paid.taken_back) => State::TakenBack,
            Some(_) => State::Done,
        })
    }

    /// What a form says.
    ///
    /// # Errors
    /// Store errors.
    pub fn details(&self, form: &Form) -> Result<Details> {
        let mut details = Details::default();
        if let Some(home) = form.home {
            let found = self.book.reading().home(home)?;
            details.room = found.record.room_number();
            let account = form.account.unwrap_or(found.account);
            let accounts = self.book.reading().accounts_of(home)?;
            details.owner = accounts.iter().find(|a| a.id == account).map(shown).unwrap_or_default();
        }
        match terms_of(form)? {
            Terms::Waiver(waiver) => self.describe_waiver(&waiver, &mut details)?,
            Terms::WriteOff(write_off) => self.describe_write_off(&write_off, &mut details)?,
            Terms::Correction(correction) => self.describe_correction(&correction, &mut details)?,
            Terms::Refund(refund) => of_refund(&refund, &mut details),
            Terms::DepositReturn(back) => {
                self.describe_deposit(back.deposit, &mut details)?;
                let notes = back.notes.unwrap_or_default();
                details.facts.push(("验收情况", notes));
                way(&back.method, back.other_way, &mut details);
                details.facts.push(("收款人", back.payee));
                details.facts.push(("收款账号", back.payee_account.unwrap_or_default()));
                details.sum = "应退押金";
                details.effect = "批准后由出纳付款，押金余额相应减少；不涉及物业费账单。";
            }
            Terms::DepositDeduction(kept) => {
                self.describe_deposit(kept.deposit, &mut details)?;
                details.facts.push(("损坏情况", kept.notes.unwrap_or_default()));
                details.sum = "扣款金额";
                details.effect = "批准后即从押金余额中扣除，不抵物业费账单；余下的另行退还。";
            }
            Terms::Vacancy(terms) | Terms::Relief(terms) => self.describe_concession(&terms, &mut details)?,
            Terms::Area(terms) => describe_area(&terms, &mut details),
            Terms::ParkingEnd(end) => self.describe_parking_end(&end, &mut details)?,
        }
        details.facts.retain(|(_, value)| !value.is_empty());
        Ok(details)
    }

    fn charge_line(&self, charge: i64, note: String, amount: Fen) -> Result<DetailLine> {
        let found = self.book.reading().charge(charge)?;
        let item = self.item_names()?.remove(&found.item).unwrap_or_default();
        let what = format!("{item} {}（账单 {charge}）", period_text(found.months));
        Ok(DetailLine { what, note, amount: Some(amount) })
    }

    fn describe_waiver(&self, waiver: &super::waiver::Waiver, details: &mut Details) -> Result<()> {
        let kind = WaiverKind::parse(&waiver.kind).map_or("", WaiverKind::label);
        let reason = WaiverReason::parse(&waiver.reason).map_or("", WaiverReason::label);
        details.facts = vec![
            ("减免种类", kind.to_owned()),
            ("原因类别", reason.to_owned()),
            ("依据", waiver.evidence.clone().unwrap_or_default()),
            ("计费形式", self.profile()?.charging_form),
            ("业委会意见", waiver.consent.clone().unwrap_or_default()),
            ("有效期至", waiver.valid_until.map(super::day).unwrap_or_default()),
        ];
        for line in &waiver.lines {
            let share = line.percent.as_ref().map(|p| format!("的 {p}%")).unwrap_or_default();
            let note = format!("未缴 {} 元{share}", Fen(line.open));
            details.lines.push(self.charge_line(line.charge, note, Fen(line.fen))?);
        }
        (details.heading, details.sum) = ("减免账单", "减免合计");
        details.effect = "批准后即减少应收，不计为已收；收据和对账单列“减免”。";
        Ok(())
    }

    fn describe_write_off(
        &self,
        write_off: &super::write_off::WriteOff,
        details: &mut Details,
    ) -> Result<()> {
        let reason = WriteOffReason::parse(&write_off.reason).map_or("", WriteOffReason::label);
        details.facts =
            vec![("原因类别", reason.to_owned()), ("依据", write_off.evidence.clone().unwrap_or_default())];
        for &(charge, fen) in &write_off.lines {
            let due = self.book.reading().charge(charge)?.due;
            details.lines.push(self.charge_line(
                charge,
                format!("应于 {} 前缴", super::day(due)),
                Fen(fen),
            )?);
        }
        (details.heading, details.sum) = ("核销账单", "核销合计");
        details.effect = "批准后移出欠费，列入坏账核销登记簿，不计为已收；债权并未消灭，债务人自愿缴纳的照收，收后不退（《民法典》第一百九十二条）。";
        Ok(())
    }

    fn describe_correction(
        &self,
        correction: &super::correction::Correction,
        details: &mut Details,
    ) -> Result<()> {
        let (from, to) = (Fen(correction.from), Fen(correction.to));
        details.lines.push(self.charge_line(correction.charge, "红冲（整笔）".to_owned(), -from)?);
        if to.is_positive() {
            let note = match &correction.quantity {
                Some(quantity) => format!("更正后，数量 {quantity}"),
                None => "更正后".to_owned(),
            };
            details.lines.push(self.charge_line(correction.charge, note, to)?);
        }
        details.heading = "更正内容（已扣减免）";
        details.sum = if to < from { "减少应收" } else { "增加应收" };
        details.effect = "批准后原账单整笔红冲，更正后的账单同时入账，两笔都保留可查；已缴的款先抵更正后的账单，多出的转为预存。";
        Ok(())
    }

    fn describe_concession(&self, terms: &ConcessionTerms, details: &mut Details) -> Result<()> {
        let item = match terms.item {
            Some(item) => self.item_names()?.remove(&item).unwrap_or_default(),
            None => "全部".to_owned(),
        };
        let last = terms.last.map_or_else(|| "另行通知".to_owned(), super::day);
        details.facts = vec![
            ("收费项目", item),
            ("减收", format!("{}%", terms.off_percent)),
            ("期间", format!("{}至{last}", super::day(terms.first))),
        ];
        details.sum = "预计减收";
        details.effect = "批准后该期间的账单按比例减收，已出的账单一并调整；减收单列，不计为已收。";
        Ok(())
    }

    fn describe_deposit(&self, deposit: i64, details: &mut Details) -> Result<()> {
        let deposit = match self.book.reading().deposit(deposit) {
            Err(StoreError::NotFound { .. }) => return Ok(()),
            found => found?,
        };
        details.facts.push(("押金名目", format!("{}（第 {} 号）", deposit.purpose, deposit.id)));
        details.facts.push(("原收据", format!("{:07}，{}", deposit.receipt, super::day(deposit.taken))));
        details.facts.push(("退还条件", deposit.return_when.clone()));
        details.heading = "押金余额";
        let line = |what: &str, fen: Fen| DetailLine {
            what: what.to_owned(),
            note: String::new(),
            amount: Some(fen),
        };
        details.lines = vec![line("收取", deposit.fen)];
        if !deposit.returned.is_zero() {
            details.lines.push(line("已退", -deposit.returned));
        }
        if !deposit.deducted.is_zero() {
            details.lines.push(line("已扣", -deposit.deducted));
        }
        details.lines.push(line("目前在手", deposit.held()));
        Ok(())
    }
}

fn of_refund(refund: &super::refund::Refund, details: &mut Details) {
    let reason = RefundReason::parse(&refund.reason).map_or("", RefundReason::label);
    let method = Method::from_code(&refund.original_method).map_or("", Method::label);
    details.facts = vec![
        ("原收据", format!("{:07}，{} 元，{method}", refund.receipt, Fen(refund.received))),
        ("退款原因", reason.to_owned()),
    ];
    way(&refund.method, refund.other_way.clone(), details);
    details.facts.push(("收款人", refund.payee.clone()));
    details.facts.push(("收款账号", refund.payee_account.clone().unwrap_or_default()));
    details.facts.push(("附件", refund.attachments.clone().unwrap_or_default()));
    let amount = |fen: Fen| Some(fen).filter(|fen| !fen.is_zero());
    let line = |l: &super::refund::CalculationLine| DetailLine {
        what: l.label.clone(),
        note: String::new(),
        amount: amount(l.amount),
    };
    details.lines = refund.calculation.iter().map(line).collect();
    (details.heading, details.sum) = ("计算过程", "应退金额");
    details.effect = match refund.used_until {
        Some(_) => "批准后先冲销未使用期间的账单，款项转为预存；出纳付款后减少预存，计入付款当天的现金。",
        None => "批准后由出纳付款，减少预存，计入付款当天的现金。",
    };
}

fn describe_area(terms: &AreaTerms, details: &mut Details) {
    let from = Month::from_yyyymm(terms.from).map(|m| period_text(Months::single(m))).unwrap_or_default();
    details.facts = vec![
        ("登记面积", format!("{} m²", terms.was)),
        ("更正后面积", format!("{} m²", terms.is)),
        ("起算月份", from),
    ];
    details.sum = "更正差额";
    details.effect = "批准后更正台账，并把起算月份以来的账单按新面积补收或减收；多收且已缴的转为预存。";
}

fn way(method: &str, other_way: Option<String>, details: &mut Details) {
    let label = Method::from_code(method).map_or("", Method::label);
    let back = if other_way.is_some() { "改变退款方式" } else { "原路退回" };
    details.facts.push(("退款方式", format!("{label}（{back}）")));
    details.facts.push(("不原路退回原因", other_way.unwrap_or_default()));
}
