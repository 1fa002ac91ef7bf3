//! The monthly disclosure as it is made and put up: its versions, what deserves a look before, where it hangs.

use crate::disclosure::Disclosure;
use crate::papers::{self, Paper};
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_documents::disclosure::SharedUtility;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::attachment::{NewAttachment, Subject};

/// A version of a month's disclosure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub number: String,
    /// Which one, from 1.
    pub version: usize,
    /// The day it was made.
    pub on: NaiveDate,
    /// Who made it.
    pub operator: String,
    /// Where it was put up.
    pub postings: Vec<PutUp>,
}

/// A version being put up.
#[derive(Clone, Debug)]
pub struct NewPosting {
    /// The month disclosed.
    pub month: Month,
    /// Number of the version.
    pub number: String,
    /// The place.
    pub place: String,
    /// The day.
    pub day: NaiveDate,
    /// Photos of it hanging there.
    pub pictures: Vec<NewAttachment>,
}

/// A place a version hangs or hung at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutUp {
    /// Its number.
    pub posting: i64,
    /// The place.
    pub place: String,
    /// The day it was put up.
    pub day: NaiveDate,
    /// Who noted it.
    pub operator: String,
    /// The day it was taken down.
    pub taken_down: Option<NaiveDate>,
    /// Photos of it: number and name.
    pub pictures: Vec<(i64, String)>,
}

/// A month's disclosure on the way to the board.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The figures as they stand now.
    pub disclosure: Disclosure,
    /// The versions made, oldest first.
    pub versions: Vec<Version>,
    /// Whether the figures are not those of the last version.
    pub changed: bool,
    /// What deserves a look before it is made, in sentences.
    pub notes: Vec<String>,
}

/// What a version says, line by line: two that say the same are one version.
pub(crate) fn content(d: &Disclosure, utilities: &[SharedUtility]) -> String {
    let s = &d.statement;
    let mut lines = Vec::new();
    let mut line = |name: &str, amount: Fen| lines.push(format!("{name}={}", amount.plain()));
    s.income.iter().for_each(|l| line(&l.label, l.amount));
    s.expense.iter().for_each(|(group, amount)| line(group.code(), *amount));
    line("common-opening", s.common.opening);
    s.common.income.iter().for_each(|l| line(&l.label, l.amount));
    line("common-cost", s.common.cost);
    s.common.uses.iter().for_each(|l| line(&l.label, l.amount));
    line("balance-before", d.balance_before);
    line("newly-prepaid", d.newly_prepaid);
    line("billed", d.rates.figures.current().denominator);
    line("received", d.rates.figures.current().numerator);
    utilities.iter().for_each(|u| line(u.name.as_str(), u.amount.amount()));
    lines.push(format!("homes={} paid={} area={}", d.homes, d.rates.figures.homes_paid, d.area_e4));
    lines.join("\n")
}

impl Office {
    /// The disclosure of a month as it stands, with its versions.
    ///
    /// # Errors
    /// Store errors.
    pub fn disclosure_draft(&self, month: Month, today: NaiveDate) -> Result<Draft> {
        let disclosure = self.disclosure(month)?;
        let utilities = papers::utilities(self, Months::single(month))?;
        let (reading, subject) = (self.book.reading(), month.to_string());
        let made = reading.publications(papers::DISCLOSURE, &subject)?;
        let postings = reading.postings(papers::DISCLOSURE, &subject)?;
        let changed = made.last().is_some_and(|last| last.content != content(&disclosure, &utilities));
        let mut put_up: HashMap<i64, Vec<PutUp>> = HashMap::new();
        for p in postings {
            let pictures = reading.attachments(Subject::Posting, p.id)?;
            let pictures = pictures.into_iter().map(|a| (a.id, a.name)).collect();
            let (posting, day, taken_down) = (p.id, p.day, p.taken_down);
            let one = PutUp { posting, place: p.place, day, operator: p.operator, taken_down, pictures };
            put_up.entry(p.document).or_default().push(one);
        }
        let versions = (1..).zip(&made).map(|(version, p)| Version {
            number: p.number.clone(),
            version,
            on: p.on,
            operator: p.operator.clone(),
            postings: put_up.remove(&p.document).unwrap_or_default(),
        });
        let versions = versions.collect();
        let notes = self.disclosure_notes(&disclosure, today)?;
        Ok(Draft { disclosure, versions, changed, notes })
    }

    fn disclosure_notes(&self, d: &Disclosure, today: NaiveDate) -> Result<Vec<String>> {
        let mut notes = Vec::new();
        if d.month >= Month::of(today) {
            notes.push("这个月还没有过完，数字还会变。".to_owned());
        }
        if d.statement.expense.is_empty() {
            notes.push("还没有登记支出。".to_owned());
        }
        let entries = self.entries(Months::single(d.month))?;
        let bare = entries.iter().filter(|e| !e.reversed && e.reverses.is_none() && e.note.trim().is_empty());
        match bare.count() {
            0 => {}
            count => notes.push(format!("有 {count} 笔没有写凭据或决议。")),
        }
        if d.statement.common.closing().0 < 0 {
            notes.push("公共收益期末是负数，请核对期初和支出。".to_owned());
        }
        Ok(notes)
    }

    /// The paper of a version, as it was made.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn published_version(&self, month: Month, number: &str) -> Result<Paper> {
        let reading = self.book.reading();
        let made = reading.publications(papers::DISCLOSURE, &month.to_string())?;
        let found = made.iter().find(|p| p.number == number).map(|p| reading.published(p.document));
        let unknown =
            || OfficeError::from(Refusal::Unknown { kind: "公示版本", name: number.to_owned() });
        let bytes = found.transpose()?.flatten().ok_or_else(unknown)?;
        Ok(Paper { file_name: format!("收支公示-{month}-{number}.pdf"), bytes, count: 1 })
    }

    /// Notes where and when a version was put up, with photos of it hanging there.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Unusable`] without a place or for a day to come.
    pub fn note_posting(&mut self, new: &NewPosting, occasion: &Occasion) -> Result<Posted<i64>> {
        let place = new.place.trim();
        if place.is_empty() {
            let expected = "张贴的位置，如 3栋大堂公告栏";
            return Err(Refusal::Unusable { field: "位置", value: String::new(), expected }.into());
        }
        crate::wording::require_clean(zhangfang_domain::wording::TextKind::Public, place)?;
        if new.day > occasion.today {
            let expected = "今天或以前的日期";
            return Err(Refusal::Unusable { field: "张贴日期", value: new.day.to_string(), expected }.into());
        }
        let made = self.book.reading().publications(papers::DISCLOSURE, &new.month.to_string())?;
        let found = made.into_iter().find(|p| p.number == new.number);
        let unknown = || Refusal::Unknown { kind: "公示版本", name: new.number.clone() };
        let document = found.ok_or_else(unknown)?.document;
        self.book.transact("disclosure.post", occasion, |act| {
            let posting = act.post_posting(document, place, new.day)?;
            for picture in &new.pictures {
                act.attach(picture, Subject::Posting, posting)?;
            }
            Ok::<_, OfficeError>(posting)
        })
    }

    /// Notes when what was put up was taken down.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] when nothing with this number hangs; [`Refusal::Unusable`] for a day before it was put up or to
    /// come.
    pub fn end_posting(
        &mut self,
        month: Month,
        posting: i64,
        day: NaiveDate,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let all = self.book.reading().postings(papers::DISCLOSURE, &month.to_string())?;
        let replay = self.replays(occasion)?;
        let hangs = all.into_iter().find(|p| p.id == posting && (p.taken_down.is_none() || replay));
        let unknown = || Refusal::Unknown { kind: "张贴中的公示", name: posting.to_string() };
        let hangs = hangs.ok_or_else(unknown)?;
        if day < hangs.day || day > occasion.today {
            let expected = "张贴那天到今天之间的日期";
            return Err(Refusal::Unusable { field: "撤下日期", value: day.to_string(), expected }.into());
        }
        self.book.transact("disclosure.take-down", occasion, |act| {
            act.post_posting_end(posting, day)?;
            Ok::<_, OfficeError>(posting)
        })
    }
}
