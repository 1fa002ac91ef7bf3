//! The letters of a run: 温馨提示, 催缴通知单, 业委会督促函 and 书面催缴函, each with a number of its own and the charges
//! it asks for, made in the act of the run.

use super::slips::{addressee, sender, subject};
use super::{Paper, require};
use crate::arrears::ArrearsLine;
use crate::dunning::Addressee;
use crate::late_charge::clause_words;
use crate::profile::Profile;
use crate::tariff::days_charged;
use crate::wording::require_clean;
use crate::{Occasion, Office, Refusal, Result};
use chrono::{Days, NaiveDate};
use std::collections::HashMap;
use zhangfang_documents::debt::{Debt, Forum};
use zhangfang_documents::demand::{self, Contract, Demand, DemandBatch, Term};
use zhangfang_documents::dunning::{self, ContactMade, Dunning, DunningBatch};
use zhangfang_documents::slip::LateCharge;
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::Fen;
use zhangfang_domain::dunning::{Rung, Stage};
use zhangfang_domain::letter::{Letter, Template};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::wording::TextKind;
use zhangfang_store::Act;
use zhangfang_store::account::Account;
use zhangfang_store::document::Document;
use zhangfang_store::register::Home;

/// Document kinds of the letters.
pub(crate) const REMINDER: &str = "WX";
pub(crate) const NOTICE: &str = "CJ";
pub(crate) const COMMITTEE: &str = "DC";
pub(crate) const DEMAND: &str = "HS";

/// The letters of one run, while they are made.
pub(crate) struct Letters {
    kind: &'static str,
    /// What the number of a letter is about: 第一次.
    word: &'static str,
    profile: Profile,
    clauses: String,
    accounts: HashMap<i64, Account>,
    batch: Batch,
}

enum Batch {
    Notices(DunningBatch),
    Demands(DemandBatch),
}

/// What one account of a home owes, for a letter.
struct Owed {
    home: Home,
    debts: Vec<Debt>,
    /// Open principal.
    total: Fen,
    late_charge: Option<LateCharge>,
    /// Costs charged and open.
    costs: Fen,
}

fn forum(profile: &Profile) -> Forum {
    if profile.dispute_forum == "仲裁" { Forum::Arbitration } else { Forum::Court }
}

impl Letters {
    /// Those of a stage dated `day`; none where the stage has no paper.
    ///
    /// # Errors
    /// [`Refusal::ProfileIncomplete`] for what stands on every letter.
    pub fn of(
        office: &Office,
        stage: Stage,
        rung: Rung,
        contact: &str,
        day: NaiveDate,
        occasion: &Occasion,
    ) -> Result<Option<Self>> {
        let (kind, word, letter) = match stage {
            Stage::PreDue if rung.paper => (REMINDER, "到期前", Letter::PreDue),
            Stage::Gentle if rung.paper => (REMINDER, "逾期", Letter::Gentle),
            Stage::FirstNotice => (NOTICE, "第一次", Letter::FirstNotice),
            Stage::SecondNotice => (NOTICE, "第二次", Letter::SecondNotice),
            Stage::Committee => (COMMITTEE, "督促函", Letter::Committee),
            Stage::FormalDemand => (DEMAND, "催缴函", Letter::FormalDemand),
            _ => return Ok(None),
        };
        require_clean(TextKind::Entry, contact)?;
        let profile = office.profile()?;
        let contact = if contact.trim().is_empty() { "前台" } else { contact.trim() };
        let text = office.letter(letter)?;
        let head = Head { profile: &profile, kind, contact, day, occasion };
        let batch = if letter == Letter::FormalDemand {
            let needed = ["office", "company", "phone", "contract", "contract_clause", "dispute_forum"];
            require(&profile, &needed)?;
            Batch::Demands(demands(head, text, rung)?)
        } else {
            require(&profile, &["office", "phone"])?;
            Batch::Notices(notices(head, text, rung))
        };
        let clauses = office.late_clauses()?.iter().map(clause_words).collect::<Vec<_>>().join("；");
        let accounts = office.book.reading().accounts()?;
        Ok(Some(Self { kind, word, profile, clauses, accounts, batch }))
    }

    /// Gives a letter its number, keeps which charges it asks for, and writes it.
    pub fn add(&mut self, act: &mut Act<'_>, to: &Addressee, basis: &HashMap<i64, String>) -> Result<i64> {
        let home = act.reading().home(to.debtor.home)?;
        let subject = subject(&home, to.debtor.account, self.word);
        let today = act.today();
        let document = act.post_document(self.kind, &subject, Some(home.id), Some(to.asked), today)?;
        let asked: Vec<(i64, Fen)> = principal(&to.lines).map(|line| (line.charge, line.open)).collect();
        act.post_document_charges(document.id, &asked)?;
        self.write(&document, home, to, basis)?;
        Ok(document.id)
    }

    /// Writes a letter that has its number.
    pub fn write(
        &mut self,
        document: &Document,
        home: Home,
        to: &Addressee,
        basis: &HashMap<i64, String>,
    ) -> Result<()> {
        let account = self.accounts.get(&to.debtor.account);
        let account = account.ok_or_else(|| Refusal::UnknownHome { room: to.debtor.room.clone() })?;
        let owed = Owed::of(home, &to.lines, basis, &self.clauses);
        let room = owed.home.record.room_number();
        match &mut self.batch {
            Batch::Notices(batch) => batch.notices.push(Dunning {
                number: document.number(),
                unit: format!("{}栋{}单元", owed.home.record.building, owed.home.record.unit),
                // The committee hands its letter over in an envelope and names the debtor.
                addressee: addressee(account, self.kind == COMMITTEE),
                late_charge: owed.late_charge,
                costs: owed.costs,
                debts: owed.debts,
                total: owed.total,
                contacts: to
                    .contacts
                    .iter()
                    .map(|(on, way)| ContactMade { on: *on, way: way.clone() })
                    .collect(),
                reference: document.number(),
                room,
            }),
            Batch::Demands(batch) => batch.letters.push(Demand {
                number: document.number(),
                service_address: super::service_address(&self.profile, &room),
                room,
                debtor: if account.owners.is_empty() { "业主".into() } else { account.owners.join("、") },
                late_charge: owed.late_charge,
                costs: owed.costs,
                debts: owed.debts,
                principal: owed.total,
            }),
        }
        Ok(())
    }

    /// The finished file.
    pub fn printed(self, fonts: &FontSet) -> Result<Paper> {
        let (name, day, bytes, count) = match &self.batch {
            Batch::Notices(batch) => {
                let bytes = dunning::rendered(fonts, batch)?;
                (batch.text.letter().label(), batch.data_as_of.date(), bytes, batch.notices.len())
            }
            Batch::Demands(batch) => {
                let bytes = demand::rendered(fonts, batch)?;
                ("书面催缴函", batch.data_as_of.date(), bytes, batch.letters.len())
            }
        };
        Ok(Paper { file_name: format!("{name}-{day}.pdf"), bytes, count })
    }
}

fn principal(lines: &[ArrearsLine]) -> impl Iterator<Item = &ArrearsLine> {
    lines.iter().filter(|line| line.class == Class::Principal)
}

impl Owed {
    fn of(home: Home, lines: &[ArrearsLine], basis: &HashMap<i64, String>, clauses: &str) -> Self {
        let sum = |class: Class| lines.iter().filter(|l| l.class == class).map(|l| l.open).sum::<Fen>();
        let late = sum(Class::LateCharge) + principal(lines).map(|l| l.late_charge).sum::<Fen>();
        let basis = basis.get(&home.id).map_or(clauses, String::as_str).to_owned();
        let debt = |line: &ArrearsLine| Debt {
            item: line.item.clone(),
            period: days_charged(&line.item, line.days, line.due),
            principal: line.open,
            due: line.due,
        };
        Self {
            debts: principal(lines).map(debt).collect(),
            total: sum(Class::Principal),
            late_charge: late.is_positive().then_some(LateCharge { basis, amount: late }),
            costs: sum(Class::Cost),
            home,
        }
    }
}

/// What every letter of a run has on it.
#[derive(Clone, Copy)]
struct Head<'r> {
    profile: &'r Profile,
    kind: &'static str,
    contact: &'r str,
    /// The date of the letters.
    day: NaiveDate,
    occasion: &'r Occasion,
}

impl Head<'_> {
    fn imprint(&self, title: &str) -> Imprint {
        let (kind, today) = (self.kind, self.occasion.today);
        Imprint {
            title: format!("{title} {today}"),
            number: format!("{kind}-{today}"),
            printed: self.occasion.now,
        }
    }
}

/// Days a reminder names; it asks for an answer and is no deadline of the ladder.
const REMINDER_DAYS: u32 = 7;

fn notices(head: Head<'_>, text: Template, rung: Rung) -> DunningBatch {
    let profile = head.profile;
    DunningBatch {
        imprint: head.imprint(text.letter().label()),
        data_as_of: super::data_as_of(head.occasion),
        dated: head.day,
        text,
        office: sender(profile),
        clause: format!("{}{}", profile.contract, profile.contract_clause),
        forum: forum(profile),
        committee: format!("{}业主委员会", profile.estate),
        contact_person: head.contact.to_owned(),
        deadline: head.day + Days::new(rung.term.unwrap_or(REMINDER_DAYS).into()),
        notices: Vec::new(),
    }
}

fn demands(head: Head<'_>, text: Template, rung: Rung) -> Result<DemandBatch> {
    let (profile, days) = (head.profile, rung.term.unwrap_or_default());
    let term = Term::days(days).ok_or_else(|| Refusal::Unusable {
        field: "期限",
        value: days.to_string(),
        expected: "不少于 15 天",
    })?;
    Ok(DemandBatch {
        imprint: head.imprint("物业服务费催缴函"),
        data_as_of: super::data_as_of(head.occasion),
        text,
        office: sender(profile),
        contract: Contract {
            name: profile.contract.trim_matches(['《', '》']).to_owned(),
            other_party: String::new(),
            signed: profile.contract_signed.clone(),
            clause: profile.contract_clause.clone(),
            forum: forum(profile),
        },
        term,
        contact_person: head.contact.to_owned(),
        dated: head.day,
        enclosures: vec!["合同节选".to_owned()],
        letters: Vec::new(),
    })
}
