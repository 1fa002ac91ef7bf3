//! The papers of a month end, as a clerk would print them.

use crate::{Clock, day};
use zhangfang_documents::FontSet;
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::dunning::{Leave, Stage};
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::arrears::ArrearsFilter;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::dunning::{DebtorFilter, Decision, DunningRequest};
use zhangfang_office::papers::{self, Paper, Slips, Stock};
use zhangfang_office::refusal::LadderRefusal;
use zhangfang_office::{Office, OfficeError, Progress, Refusal, Result, Silent};

/// Files made, with how many copies each holds.
pub type Made = Vec<(String, usize)>;

/// Where the papers go.
pub(crate) struct Printing<'p> {
    pub fonts: &'p FontSet,
    pub keep: &'p mut dyn FnMut(&str, &[u8]) -> Result<()>,
    pub made: Made,
}

impl Printing<'_> {
    /// Prints every paper of the last month.
    pub fn papers(
        &mut self,
        office: &mut Office,
        last: Month,
        clock: &mut Clock,
        progress: &mut dyn Progress,
    ) -> Result<()> {
        let (fonts, end) = (self.fonts, day(last, 31));
        let next = next_run(office, last, clock)?;
        let slips = Slips { months: next, buildings: Vec::new(), full_names: false };
        let printed = papers::slips(office, fonts, &slips, &clock.occasion(end, "客服主管"), progress)?;
        self.all(printed)?;
        let printed = papers::posters(office, fonts, next, &[], &clock.occasion(end, "客服主管"))?;
        self.all(printed)?;
        self.receipts(office, last, clock)?;
        self.letters(office, end, clock)?;
        let overdue = ArrearsFilter::default();
        let list = papers::arrears_list(office, fonts, &overdue, &clock.occasion(end, "客服主管"))?;
        self.one(&format!("欠费明细表-{end}.pdf"), &list)?;
        let everything = ArrearsFilter { include_not_due: true, ..ArrearsFilter::default() };
        let ageing = papers::ageing_table(office, fonts, &everything, &clock.occasion(end, "客服主管"))?;
        self.one(&format!("账龄分析表-{end}.pdf"), &ageing)?;
        let disclosure = papers::disclosure(office, fonts, last, &clock.occasion(end, "项目经理"))?;
        self.one(&format!("收支公示-{last}.pdf"), &disclosure)?;
        let busiest = busiest_day(office, last)?;
        let report = papers::day_report(office, fonts, None, &clock.occasion(busiest, "出纳小林"))?;
        self.one(&format!("收费日报-{busiest}.pdf"), &report)
    }

    /// A receipt on each kind of paper, and a voided one if the month has one.
    fn receipts(&mut self, office: &mut Office, last: Month, clock: &mut Clock) -> Result<()> {
        let of_month = office.receipts(last.plus(-11).first_day(), last.last_day())?;
        let standing = of_month.iter().rev().find(|r| r.void_reason.is_none() && r.tendered.is_some());
        let voided = of_month.iter().rev().find(|r| r.void_reason.is_some());
        let mut wanted: Vec<(i64, Stock, &str)> = Vec::new();
        if let Some(receipt) = standing.or(of_month.last()) {
            wanted.push((receipt.number, Stock::A5, "A5"));
            wanted.push((receipt.number, Stock::Continuous, "241"));
        }
        wanted.extend(voided.map(|r| (r.number, Stock::A5, "作废")));
        for (number, stock, kind) in wanted {
            let occasion = clock.occasion(day(last, 31), "前台小周");
            let name = format!("收据-{number:07}-{kind}.pdf");
            papers::receipt(office, self.fonts, number, stock, &occasion, |bytes| (self.keep)(&name, bytes))?;
            self.made.push((name, 1));
        }
        Ok(())
    }

    /// The stages of the ladder that are due, from above; the manager has approved of them, and of leaving out talks a
    /// demo office has not had.
    fn letters(&mut self, office: &mut Office, end: chrono::NaiveDate, clock: &mut Clock) -> Result<()> {
        self.reasons(office, end, clock)?;
        let decision =
            Decision { leave: Leave::Skipping, reason: "年底集中清缴，经理批准".into() };
        for stage in [Stage::FormalDemand, Stage::FirstNotice, Stage::Gentle] {
            let occasion = clock.occasion(end, "项目经理");
            let at_least = if stage == Stage::FormalDemand { Fen(120_000) } else { Fen(100) };
            let (decision, contact) = (decision.clone(), "客服主管 王老师".to_owned());
            let request = DunningRequest { at_least, decision, contact, ..DunningRequest::of(stage) };
            match office.dun(self.fonts, &request, &[], &occasion) {
                Ok(made) => self.all(made.paper.into_iter().collect())?,
                // A young office may have nobody to write to.
                Err(OfficeError::Refused(Refusal::Ladder(LadderRefusal::NobodyReady { .. }))) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Why those who owe longest do so, as a steward would have asked.
    fn reasons(&self, office: &mut Office, end: chrono::NaiveDate, clock: &mut Clock) -> Result<()> {
        let all = [
            ArrearsReason::Forgot,
            ArrearsReason::Service,
            ArrearsReason::Unreachable,
            ArrearsReason::Vacant,
        ];
        let debtors = office.debtor_list(end, &DebtorFilter::default())?.lines;
        for (n, debtor) in debtors.iter().filter(|d| d.charges > 1).enumerate() {
            let occasion = clock.occasion(end, "管家小林");
            office.note_arrears_reason(debtor.account, all[n % all.len()], "", &occasion)?;
        }
        Ok(())
    }

    fn all(&mut self, printed: Vec<Paper>) -> Result<()> {
        printed.into_iter().try_for_each(|paper| self.kept(paper.file_name, &paper.bytes, paper.count))
    }

    fn one(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.kept(name.to_owned(), bytes, 1)
    }

    fn kept(&mut self, name: String, bytes: &[u8], count: usize) -> Result<()> {
        (self.keep)(&name, bytes)?;
        self.made.push((name, count));
        Ok(())
    }
}

/// On the last day the next month is charged, so that its slips can be carried round.
fn next_run(office: &mut Office, last: Month, clock: &mut Clock) -> Result<Months> {
    let months = Months::single(last.plus(1));
    let request =
        RunRequest { months, due: None, items: Vec::new(), buildings: Vec::new(), accept_gaps: false };
    office.post_run(&request, &clock.occasion(day(last, 31), "客服主管"), &mut Silent)?;
    Ok(months)
}

fn busiest_day(office: &Office, month: Month) -> Result<chrono::NaiveDate> {
    let receipts = office.receipts(month.first_day(), month.last_day())?;
    let on = |day: chrono::NaiveDate| receipts.iter().filter(|r| r.biz_date == day).count();
    Ok(month.first_day().iter_days().take(28).max_by_key(|day| on(*day)).unwrap_or_else(|| month.first_day()))
}
