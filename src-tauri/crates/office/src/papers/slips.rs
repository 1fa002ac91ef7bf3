//! 缴费通知单 of a period: one file a building, two slips a sheet, in the order they are carried round.

use super::{Paper, numbered};
use crate::late_charge::LateBook;
use crate::progress::Progress;
use crate::settlement::Settling;
use crate::statement::Policies;
use crate::tariff::days_charged;
use crate::{Occasion, Office, OfficeError, Refusal, Result};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use zhangfang_documents::slip::{
    Addressee, ArrearsLine, BankAccount, LateCharge, PrepaidDraw, Slip, SlipBatch, SlipLine, SlipOffice,
    rendered,
};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::settlement::Class;
use zhangfang_domain::{Fen, Months};
use zhangfang_store::account::{Account, AccountKind};
use zhangfang_store::arrears::OpenItem;
use zhangfang_store::charge::Charge;
use zhangfang_store::register::Home;

/// Which slips are wanted.
#[derive(Clone, Debug)]
pub struct Slips {
    /// Charges whose months start in these.
    pub months: Months,
    /// Only these buildings; all when empty.
    pub buildings: Vec<String>,
    /// Full names, for envelopes.
    pub full_names: bool,
}

/// Everything needed to fill in slips.
struct Source {
    /// By home and account.
    charges: BTreeMap<(i64, i64), Vec<Charge>>,
    drawn: HashMap<i64, Fen>,
    lowered: HashMap<i64, Vec<(Kind, Fen)>>,
    /// By account.
    open: HashMap<i64, Vec<OpenItem>>,
    prepaid: HashMap<i64, Fen>,
    days: HashMap<i64, (NaiveDate, NaiveDate)>,
    accounts: HashMap<i64, Account>,
    items: HashMap<i64, String>,
    policies: Policies,
    late: LateBook,
    settling: Settling,
}

/// Makes the slips of all homes with charges in the period that are not fully paid at the counter.
///
/// # Errors
/// [`Refusal::Unknown`] for a building, [`Refusal::NobodyConcerned`], [`Refusal::ProfileIncomplete`], document
/// and store errors, [`OfficeError::Cancelled`].
pub fn slips(
    office: &mut Office,
    fonts: &FontSet,
    wanted: &Slips,
    occasion: &Occasion,
    progress: &mut dyn Progress,
) -> Result<Vec<Paper>> {
    let profile = office.profile()?;
    super::require(&profile, &["office", "phone", "complaint_phone", "hours", "contract"])?;
    let mut homes = office.homes_in(&wanted.buildings)?;
    let source = source(office, wanted.months, occasion.today)?;
    homes.retain(|h| !source.concerned(h).is_empty());
    if homes.is_empty() {
        return Err(Refusal::NobodyConcerned.into());
    }
    let sender = sender(&profile);
    let total = homes.iter().map(|h| source.concerned(h).len()).sum();
    let mut papers = Vec::new();
    office.book.transact("notice.slips", &super::keyless(occasion), |act| {
        let mut done = 0;
        for of_building in homes.chunk_by(|a, b| a.building_id == b.building_id) {
            progress.step(done, total)?;
            let building = &of_building[0].record.building;
            let mut batch = batch(building, wanted, &sender, occasion);
            let of_accounts =
                of_building.iter().flat_map(|h| source.concerned(h).into_iter().map(move |a| (h, a)));
            for (home, account) in of_accounts {
                let mut slip = source.slip(home, account, wanted);
                let subject = subject(home, account, &wanted.months.to_string());
                let document = numbered(act, "TZ", &subject, Some(home.id), slip.total, occasion.today)?;
                slip.number = document.number();
                slip.payment_reference = document.number();
                batch.slips.push(slip);
            }
            let bytes = rendered(fonts, &batch)?;
            let file_name = format!("缴费通知单-{}-{building}栋.pdf", wanted.months);
            let count = batch.slips.len();
            papers.push(Paper { file_name, bytes, count });
            done += count;
        }
        act.note("slips", done);
        progress.step(done, total)?;
        Ok::<_, OfficeError>(done)
    })?;
    Ok(papers)
}

fn batch(building: &str, wanted: &Slips, sender: &SlipOffice, occasion: &Occasion) -> SlipBatch {
    SlipBatch {
        imprint: Imprint {
            title: format!("{building}栋 缴费通知单 {}", crate::statement::period_text(wanted.months)),
            number: format!("{}-{building}", wanted.months),
            printed: occasion.now,
        },
        data_as_of: super::data_as_of(occasion),
        office: sender.clone(),
        slips: Vec::new(),
    }
}

fn source(office: &Office, months: Months, today: NaiveDate) -> Result<Source> {
    let reading = office.book.reading();
    let mut charges = BTreeMap::<(i64, i64), Vec<Charge>>::new();
    let (mut drawn, mut lowered) = (HashMap::new(), HashMap::new());
    let (mut open, mut prepaid) = (HashMap::<i64, Vec<OpenItem>>::new(), HashMap::new());
    for charge in reading.charges_in(months)? {
        if charge.open < charge.fen {
            drawn.insert(charge.id, reading.drawn_to(&charge)?);
            lowered.insert(charge.id, reading.adjustments_of(charge.id)?);
        }
        charges.entry((charge.home, charge.account)).or_default().push(charge);
    }
    let open_items = reading.open_items_all()?;
    let late = office.late_of(&open_items, today)?;
    for item in open_items {
        open.entry(item.account).or_default().push(item);
    }
    for left in reading.prepaid_all()? {
        *prepaid.entry(left.account).or_insert(Fen::ZERO) += left.fen;
    }
    Ok(Source {
        charges,
        drawn,
        lowered,
        open,
        prepaid,
        days: reading.part_days()?,
        accounts: reading.accounts()?,
        items: office.item_names()?,
        policies: office.policies()?,
        late,
        settling: Settling::read(reading)?,
    })
}

/// What a paper about an account of a home is filed under: that of the owner of now under the words alone.
pub(super) fn subject(home: &Home, account: i64, words: &str) -> String {
    if account == home.account { words.to_owned() } else { format!("{words}/{account}") }
}

impl Source {
    fn drawn(&self, charge: &Charge) -> Fen {
        self.drawn.get(&charge.id).copied().unwrap_or_default()
    }

    /// What lowers a charge without money.
    fn lowered(&self, charge: &Charge) -> &[(Kind, Fen)] {
        self.lowered.get(&charge.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The accounts of a home that were charged and have not brought all of it to the counter.
    fn concerned(&self, home: &Home) -> Vec<i64> {
        let of_home = self.charges.range((home.id, i64::MIN)..=(home.id, i64::MAX));
        let unpaid =
            |list: &[Charge]| list.iter().any(|c| c.open.is_positive() || self.drawn(c).is_positive());
        of_home.filter(|(_, list)| unpaid(list)).map(|((_, account), _)| *account).collect()
    }

    fn slip(&self, home: &Home, account: i64, wanted: &Slips) -> Slip {
        let none = Vec::new();
        let charges = self.charges.get(&(home.id, account)).unwrap_or(&none);
        let mut lines = Vec::new();
        let mut drawn = Fen::ZERO;
        for charge in charges {
            let by_prepaid = self.drawn(charge);
            let discount: Fen = self.lowered(charge).iter().map(|(_, fen)| fen).sum();
            let paid = charge.fen - discount - charge.open - by_prepaid;
            drawn += by_prepaid;
            // What is wholly given or let off is shown too: the owner sees why nothing is due for it.
            if charge.fen - discount > paid || discount == charge.fen {
                lines.push(self.line(charge, discount, paid));
            }
        }
        let arrears = self.arrears(account, wanted.months);
        let left = self.prepaid.get(&account).copied().unwrap_or_default();
        let prepaid = (drawn.is_positive() || left.is_positive())
            .then_some(PrepaidDraw { balance: left + drawn, drawn });
        // What was claimed is due at once and says nothing of the day this period is due.
        let fees = || charges.iter().filter(|c| self.settling.class(c.item) == Class::Principal);
        let due: Option<NaiveDate> = fees().filter(|c| c.open.is_positive()).map(|c| c.due).min();
        let days =
            |c: &Charge| self.days.get(&c.id).copied().unwrap_or((c.months.first_day(), c.months.last_day()));
        let first = charges.iter().map(|c| days(c).0).min().map(|d| d.max(wanted.months.first_day()));
        let last = charges.iter().map(|c| days(c).1).max().map(|d| d.min(wanted.months.last_day()));
        let (whole_first, whole_last) = (wanted.months.first_day(), wanted.months.last_day());
        let mut slip = Slip {
            number: String::new(),
            unit: format!("{}单元", home.record.unit),
            room: home.record.room_number(),
            area: home.record.area(),
            addressee: addressee_of(self.accounts.get(&account), wanted.full_names),
            period: (first.unwrap_or(whole_first), last.unwrap_or(whole_last)),
            lines,
            arrears,
            late_charge: self.late_charge(account),
            prepaid,
            total: Fen::ZERO,
            due: due.or_else(|| fees().next().map(|c| c.due)).unwrap_or_else(|| wanted.months.last_day()),
            payment_reference: String::new(),
        };
        slip.total = slip.summed();
        slip
    }

    /// What the contract gives for the delay so far, a memo.
    fn late_charge(&self, account: i64) -> Option<LateCharge> {
        let open = || self.open.get(&account).into_iter().flatten().map(|o| o.charge);
        let amount: Fen = open().map(|charge| self.late.memo(charge)).sum();
        let basis = || self.late.basis(open().filter(|charge| self.late.memo(*charge).is_positive()));
        amount.is_positive().then(|| LateCharge { basis: basis(), amount })
    }

    /// What is open from before, one line an item with the days it spans.
    fn arrears(&self, account: i64, months: Months) -> Vec<ArrearsLine> {
        let mut lines: Vec<ArrearsLine> = Vec::new();
        let open = self.open.get(&account).into_iter().flatten();
        for o in open.filter(|o| o.months.from < months.from) {
            let item = self.item(o.item);
            let whole = (o.months.first_day(), o.months.last_day());
            let days = self.days.get(&o.charge).copied().unwrap_or(whole);
            let (from, to) = days_charged(&item, days, o.due);
            match lines.iter_mut().find(|l| l.item == item) {
                Some(line) => {
                    line.period = (line.period.0.min(from), line.period.1.max(to));
                    line.amount += o.open;
                }
                None => lines.push(ArrearsLine { item, period: (from, to), amount: o.open }),
            }
        }
        lines
    }

    fn line(&self, charge: &Charge, discount: Fen, paid: Fen) -> SlipLine {
        let (mut basis, _) = self.policies.formula(charge);
        for (kind, fen) in self.lowered(charge) {
            basis += &format!("；{} {fen} 元", kind.label());
        }
        if paid.is_positive() {
            basis += &format!("，已缴 {paid} 元");
        }
        SlipLine { item: self.item(charge.item), basis, amount: charge.fen - paid, discount }
    }

    fn item(&self, id: i64) -> String {
        self.items.get(&id).cloned().unwrap_or_default()
    }
}

/// The first owner, masked with the tail of a phone, or all owners in full for an envelope. A developer is a company
/// and stands in full.
pub(super) fn addressee(account: &Account, in_full: bool) -> Addressee {
    let owners = &account.owners;
    match owners.first() {
        None => Addressee::in_full("业主"),
        Some(_) if account.kind == AccountKind::Developer => Addressee::company(&owners.join("、")),
        Some(_) if in_full => Addressee::in_full(&owners.join("、")),
        Some(first) => Addressee::masked(first, account.phones.first().map(String::as_str)),
    }
}

fn addressee_of(account: Option<&Account>, in_full: bool) -> Addressee {
    account.map_or_else(|| Addressee::in_full("业主"), |account| addressee(account, in_full))
}

pub(super) fn sender(profile: &crate::profile::Profile) -> SlipOffice {
    let account = (!profile.account_number.is_empty()).then(|| BankAccount {
        holder: profile.account_name.clone(),
        bank: profile.bank.clone(),
        number: profile.account_number.clone(),
        remark_hint: "房号＋姓名".to_owned(),
    });
    let mut basis = format!("{}{}", profile.contract, profile.contract_clause);
    if !profile.tariff_posted.is_empty() {
        basis += &format!("；收费标准公示于{}", profile.tariff_posted);
    }
    SlipOffice {
        company: profile.company.clone(),
        centre: profile.office.clone(),
        account,
        other_ways: vec!["服务中心柜台（现金、刷卡）".to_owned(), "微信、支付宝扫码".to_owned()],
        counter_hours: profile.hours.clone(),
        enquiry_phone: profile.phone.clone(),
        complaint_phone: profile.complaint_phone.clone(),
        tariff_basis: basis,
        question_days: profile.reply_days,
    }
}
