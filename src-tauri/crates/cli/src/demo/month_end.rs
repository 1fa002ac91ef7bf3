//! The papers of a month end, as a clerk would print them.

use super::{Clock, day};
use crate::commands::write_file;
use crate::console::Console;
use std::path::{Path, PathBuf};
use zhangfang_documents::FontSet;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::arrears::ArrearsFilter;
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::papers::{self, DunningRequest, Paper, Slips, Stock};
use zhangfang_office::{Office, OfficeError, Result};

/// Files made, with how many copies each holds.
pub type Made = Vec<(PathBuf, usize)>;

/// Prints every paper of the last month into `folder`.
pub fn papers(
    office: &mut Office,
    fonts: &FontSet,
    folder: &Path,
    last: Month,
    clock: &mut Clock,
) -> Result<Made> {
    let mut made = Made::new();
    let end = day(last, 31);
    let next = next_run(office, last, clock)?;
    let slips = Slips { months: next, buildings: Vec::new(), full_names: false };
    let printed =
        papers::slips(office, fonts, &slips, &clock.occasion(end, "客服主管"), &mut Console::new("通知单"))?;
    keep(&mut made, folder, printed)?;
    let printed = papers::posters(office, fonts, next, &[], &clock.occasion(end, "客服主管"))?;
    keep(&mut made, folder, printed)?;
    receipts(office, fonts, folder, last, clock, &mut made)?;
    letters(office, fonts, folder, end, clock, &mut made)?;
    let list =
        papers::arrears_list(office, fonts, &ArrearsFilter::default(), &clock.occasion(end, "客服主管"))?;
    one(&mut made, folder, &format!("欠费明细表-{end}.pdf"), &list)?;
    let everything = ArrearsFilter { include_not_due: true, ..ArrearsFilter::default() };
    let ageing = papers::ageing_table(office, fonts, &everything, &clock.occasion(end, "客服主管"))?;
    one(&mut made, folder, &format!("账龄分析表-{end}.pdf"), &ageing)?;
    let disclosure = papers::disclosure(office, fonts, last, &clock.occasion(end, "项目经理"))?;
    one(&mut made, folder, &format!("收支公示-{last}.pdf"), &disclosure)?;
    let busiest = busiest_day(office, last)?;
    let report = papers::day_report(office, fonts, None, &clock.occasion(busiest, "出纳小林"))?;
    one(&mut made, folder, &format!("收费日报-{busiest}.pdf"), &report)?;
    Ok(made)
}

/// On the last day the next month is charged, so that its slips can be carried round.
fn next_run(office: &mut Office, last: Month, clock: &mut Clock) -> Result<Months> {
    let months = Months::single(last.plus(1));
    let request =
        RunRequest { months, due: None, items: Vec::new(), buildings: Vec::new(), accept_gaps: false };
    office.post_run(&request, &clock.occasion(day(last, 31), "客服主管"), &mut Console::new("出账"))?;
    Ok(months)
}

/// A receipt on each kind of paper, and a voided one if the month has one.
fn receipts(
    office: &mut Office,
    fonts: &FontSet,
    folder: &Path,
    last: Month,
    clock: &mut Clock,
    made: &mut Made,
) -> Result<()> {
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
        let path = folder.join(format!("收据-{number:07}-{kind}.pdf"));
        papers::receipt(office, fonts, number, stock, &occasion, |bytes| write_file(&path, bytes))?;
        made.push((path, 1));
    }
    Ok(())
}

fn letters(
    office: &mut Office,
    fonts: &FontSet,
    folder: &Path,
    end: chrono::NaiveDate,
    clock: &mut Clock,
    made: &mut Made,
) -> Result<()> {
    let request = |overdue_days, at_least| DunningRequest {
        filter: ArrearsFilter { overdue_days, at_least, ..ArrearsFilter::default() },
        days: 15,
        contact: "客服主管 王老师".into(),
    };
    let occasion = clock.occasion(end, "客服主管");
    let notices = papers::dunning_notices(office, fonts, 1, &request(15, Fen(100)), &occasion);
    kept_if_any(made, folder, "催缴通知单-第一次", end, notices)?;
    let occasion = clock.occasion(end, "项目经理");
    let demands = papers::demands(office, fonts, &request(90, Fen(120_000)), &occasion);
    kept_if_any(made, folder, "书面催缴函", end, demands)
}

/// A young office may have nobody to write to.
fn kept_if_any(
    made: &mut Made,
    folder: &Path,
    name: &str,
    end: chrono::NaiveDate,
    paper: Result<Paper>,
) -> Result<()> {
    match paper {
        Ok(paper) => {
            let path = folder.join(format!("{name}-{end}.pdf"));
            write_file(&path, &paper.bytes)?;
            made.push((path, paper.count));
            Ok(())
        }
        Err(OfficeError::Refused(zhangfang_office::Refusal::NobodyConcerned)) => Ok(()),
        Err(error) => Err(error),
    }
}

fn busiest_day(office: &Office, month: Month) -> Result<chrono::NaiveDate> {
    let receipts = office.receipts(month.first_day(), month.last_day())?;
    let on = |day: chrono::NaiveDate| receipts.iter().filter(|r| r.biz_date == day).count();
    Ok(month.first_day().iter_days().take(28).max_by_key(|day| on(*day)).unwrap_or_else(|| month.first_day()))
}

fn keep(made: &mut Made, folder: &Path, printed: Vec<Paper>) -> Result<()> {
    for paper in printed {
        let path = folder.join(&paper.file_name);
        write_file(&path, &paper.bytes)?;
        made.push((path, paper.count));
    }
    Ok(())
}

fn one(made: &mut Made, folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = folder.join(name);
    write_file(&path, bytes)?;
    made.push((path, 1));
    Ok(())
}
