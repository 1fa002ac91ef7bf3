//! 催缴通知单 and 书面催缴函: what is overdue, home by home, with a number of its own.

use super::slips::{addressee, sender, subject};
use super::{Paper, numbered, require};
use crate::arrears::ArrearsFilter;
use crate::late_charge::clause_words;
use crate::profile::Profile;
use crate::tariff::days_charged;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Refusal, Result};
use chrono::Days;
use zhangfang_documents::debt::{Debt, Forum};
use zhangfang_documents::demand::{self, Contract, Demand, DemandBatch, Term};
use zhangfang_documents::dunning::{self, ContactMade, Dunning, DunningBatch};
use zhangfang_documents::slip::LateCharge;
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::Fen;
use zhangfang_domain::letter::{Letter, Template};
use zhangfang_domain::settlement::Class;
use zhangfang_domain::wording::TextKind;
use zhangfang_store::account::Account;
use zhangfang_store::register::Home;

/// Days a formal demand must leave at least (checklist C9).
pub const LEAST_DEMAND_DAYS: u32 = Term::LEAST;

/// Document kinds of the two letters.
pub(crate) const NOTICE: &str = "CJ";
pub(crate) const DEMAND: &str = "HS";

/// Who is written to.
#[derive(Clone, Debug)]
pub struct DunningRequest {
    /// Which overdue charges count.
    pub filter: ArrearsFilter,
    /// The accounts written to with what each was shown to owe; one that owes something else now gets no letter. All
    /// when empty.
    pub to: Vec<(i64, Fen)>,
    /// Days to pay.
    pub days: u32,
    /// Person to talk to.
    pub contact: String,
}

/// What one account of a home owes, for a letter.
struct Debtor {
    home: Home,
    account: Account,
    debts: Vec<Debt>,
    /// What the letter asks for, charge by charge.
    charges: Vec<(i64, Fen)>,
    /// Open principal.
    total: Fen,
    /// What the contract gives for the delay: claimed and open, or not claimed yet.
    late: Fen,
    /// Costs charged and open.
    costs: Fen,
    late_basis: String,
}

impl Debtor {
    fn late_charge(&self) -> Option<LateCharge> {
        self.late.is_positive().then(|| LateCharge { basis: self.late_basis.clone(), amount: self.late })
    }

    /// What a letter is about: letters to the owner of now are told from those to other accounts of the home.
    fn subject(&self, word: &str) -> String {
        subject(&self.home, self.account.id, word)
    }
}

impl Office {
    fn debtors(&self, request: &DunningRequest, occasion: &Occasion) -> Result<Vec<Debtor>> {
        let overdue_only = ArrearsFilter { include_not_due: false, ..request.filter.clone() };
        let list = self.arrears(occasion.today, &overdue_only)?;
        let all_clauses = self.late_clauses()?.iter().map(clause_words).collect::<Vec<_>>().join("；");
        let mut debtors: Vec<Debtor> = Vec::new();
        // What is paid in instalments is not demanded while the agreement runs.
        for line in list.lines.into_iter().filter(|line| line.agreement.is_none()) {
            let last = debtors.iter().rposition(|d| d.home.id != line.home).map_or(0, |other| other + 1);
            if !debtors[last..].iter().any(|d| d.account.id == line.account) {
                let home = self.book.reading().home(line.home)?;
                let account = self.account_of(&home, Some(line.account))?;
                let late_basis = list.late_basis.get(&line.home).unwrap_or(&all_clauses).clone();
                let (total, late, costs) = (Fen::ZERO, Fen::ZERO, Fen::ZERO);
                let (debts, charges) = (Vec::new(), Vec::new());
                debtors.push(Debtor { home, account, debts, charges, total, late, costs, late_basis });
            }
            let of_account = |d: &&mut Debtor| d.account.id == line.account;
            let Some(debtor) = debtors[last..].iter_mut().find(of_account) else { continue };
            debtor.charges.push((line.charge, line.open));
            match line.class {
                Class::LateCharge => debtor.late += line.open,
                Class::Cost => debtor.costs += line.open,
                Class::Principal => {
                    debtor.total += line.open;
                    debtor.late += line.late_charge;
                    let period = days_charged(&line.item, line.days, line.due);
                    debtor.debts.push(Debt { item: line.item, period, principal: line.open, due: line.due });
                }
            }
        }
        // Letters ask for fees; where only a late charge or costs are left none is written.
        let wanted = |d: &Debtor| request.to.is_empty() || request.to.contains(&(d.account.id, d.total));
        debtors.retain(|d| !d.debts.is_empty() && wanted(d));
        if debtors.is_empty() { Err(Refusal::NobodyConcerned.into()) } else { Ok(debtors) }
    }
}

fn forum(profile: &Profile) -> Forum {
    if profile.dispute_forum == "仲裁" { Forum::Arbitration } else { Forum::Court }
}

fn contact(request: &DunningRequest) -> String {
    if request.contact.trim().is_empty() { "前台".to_owned() } else { request.contact.trim().to_owned() }
}

/// Prints the notices of a round for every home with overdue charges.
///
/// # Errors
/// [`Refusal::NobodyConcerned`], [`Refusal::ProfileIncomplete`], of [`Office::arrears`], document and store errors.
pub fn dunning_notices(
    office: &mut Office,
    fonts: &FontSet,
    round: u8,
    request: &DunningRequest,
    occasion: &Occasion,
) -> Result<Paper> {
    let profile = office.profile()?;
    require(&profile, &["office", "phone"])?;
    require_clean(TextKind::Entry, &request.contact)?;
    let debtors = office.debtors(request, occasion)?;
    let word = if round == 1 { "第一次" } else { "第二次" };
    let mut batch = DunningBatch {
        imprint: Imprint {
            title: format!("催缴通知单（{word}）{}", occasion.today),
            number: format!("{NOTICE}-{}-{}", occasion.today, round),
            printed: occasion.now,
        },
        data_as_of: super::data_as_of(occasion),
        text: office.letter(if round == 1 { Letter::FirstNotice } else { Letter::SecondNotice })?,
        office: sender(&profile),
        clause: format!("{}{}", profile.contract, profile.contract_clause),
        forum: forum(&profile),
        contact_person: contact(request),
        deadline: occasion.today + Days::new(request.days.into()),
        notices: Vec::with_capacity(debtors.len()),
    };
    let count = debtors.len();
    let mut bytes = Vec::new();
    office.book.transact("dunning.notice", &super::keyless(occasion), |act| {
        for debtor in debtors {
            let earlier = act.reading().documents_for(NOTICE, debtor.home.id)?;
            let subject = debtor.subject(word);
            let others = debtor.subject(if round == 1 { "第二次" } else { "第一次" });
            let contacts = earlier
                .into_iter()
                .filter(|(document, _)| document.subject == others)
                .map(|(_, on)| ContactMade { on, way: "书面通知".to_owned() })
                .collect();
            let document =
                numbered(act, NOTICE, &subject, Some(debtor.home.id), debtor.total, occasion.today)?;
            act.post_document_charges(document.id, &debtor.charges)?;
            batch.notices.push(Dunning {
                number: document.number(),
                unit: format!("{}栋{}单元", debtor.home.record.building, debtor.home.record.unit),
                room: debtor.home.record.room_number(),
                addressee: addressee(&debtor.account, false),
                late_charge: debtor.late_charge(),
                costs: debtor.costs,
                debts: debtor.debts,
                total: debtor.total,
                contacts,
                reference: document.number(),
            });
        }
        act.note("notices", count);
        bytes = dunning::rendered(fonts, &batch)?;
        Ok::<_, OfficeError>(count)
    })?;
    Ok(Paper { file_name: format!("催缴通知单-{word}-{}.pdf", occasion.today), bytes, count })
}

/// Prints a formal demand with its proof of service for every home with overdue charges.
///
/// # Errors
/// [`Refusal::NobodyConcerned`], [`Refusal::ProfileIncomplete`] when the contract is not filled in,
/// [`Refusal::Unusable`] for a deadline under fifteen days, document and store errors.
pub fn demands(
    office: &mut Office,
    fonts: &FontSet,
    request: &DunningRequest,
    occasion: &Occasion,
) -> Result<Paper> {
    let profile = office.profile()?;
    require(&profile, &["office", "company", "phone", "contract", "contract_clause", "dispute_forum"])?;
    let term = Term::days(request.days).ok_or_else(|| Refusal::Unusable {
        field: "期限",
        value: request.days.to_string(),
        expected: "不少于 15 天",
    })?;
    require_clean(TextKind::Entry, &request.contact)?;
    let debtors = office.debtors(request, occasion)?;
    let text = office.letter(Letter::FormalDemand)?;
    let mut batch = demand_batch(&profile, text, term, request, occasion);
    let count = debtors.len();
    let mut bytes = Vec::new();
    office.book.transact("dunning.demand", &super::keyless(occasion), |act| {
        for debtor in debtors {
            let home = &debtor.home;
            let document = numbered(
                act,
                DEMAND,
                &debtor.subject("催缴函"),
                Some(home.id),
                debtor.total,
                occasion.today,
            )?;
            act.post_document_charges(document.id, &debtor.charges)?;
            let room = home.record.room_number();
            batch.letters.push(Demand {
                number: document.number(),
                service_address: super::service_address(&profile, &room),
                room,
                debtor: if debtor.account.owners.is_empty() {
                    "业主".into()
                } else {
                    debtor.account.owners.join("、")
                },
                late_charge: debtor.late_charge(),
                costs: debtor.costs,
                debts: debtor.debts,
                principal: debtor.total,
            });
        }
        act.note("demands", count);
        bytes = demand::rendered(fonts, &batch)?;
        Ok::<_, OfficeError>(count)
    })?;
    Ok(Paper { file_name: format!("书面催缴函-{}.pdf", occasion.today), bytes, count })
}

fn demand_batch(
    profile: &Profile,
    text: Template,
    term: Term,
    request: &DunningRequest,
    occasion: &Occasion,
) -> DemandBatch {
    DemandBatch {
        text,
        imprint: Imprint {
            title: format!("物业服务费催缴函 {}", occasion.today),
            number: format!("{DEMAND}-{}", occasion.today),
            printed: occasion.now,
        },
        data_as_of: super::data_as_of(occasion),
        office: sender(profile),
        contract: Contract {
            name: profile.contract.trim_matches(['《', '》']).to_owned(),
            other_party: String::new(),
            signed: profile.contract_signed.clone(),
            clause: profile.contract_clause.clone(),
            forum: forum(profile),
        },
        term,
        contact_person: contact(request),
        dated: occasion.today,
        enclosures: vec!["合同节选".to_owned()],
        letters: Vec::new(),
    }
}
