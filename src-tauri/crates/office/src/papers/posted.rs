//! What is posted for everybody: the building notice and the month's disclosure. Both are filled only with what
//! the public types of `documents` accept.

use super::{Paper, numbered, require};
use crate::disclosure::Disclosure;
use crate::profile::Profile;
use crate::statement::period_text;
use crate::{Occasion, Office, OfficeError, Refusal, Result, publication};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap};
use zhangfang_documents::disclosure::{
    self as paper, AccountingBasis, BaseData, ChargingForm, Collection, MonthTotals, Objection,
    PublicStatement,
};
use zhangfang_documents::poster::{Poster, Scope};
use zhangfang_documents::public::{self, HouseholdCount, HouseholdSplit, OfficeTotal, PublicText, UnitPrice};
use zhangfang_documents::{DocumentError, FontSet};
use zhangfang_domain::tariff::at_least;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::charge::Charge;
use zhangfang_store::register::Home;

const NOTICE: &str = "GG";
pub(crate) const DISCLOSURE: &str = "SZ";
/// Months of the trend chart.
const TREND: i32 = 6;

fn text(text: &str) -> Result<PublicText, DocumentError> {
    PublicText::new(text)
}

fn households(count: usize) -> HouseholdCount {
    HouseholdCount(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Prices of an item in force in a month, with the kind of home they are for and the use they are limited to.
fn prices(office: &Office, item: i64, month: Month) -> Result<Vec<(Option<String>, UnitPrice)>> {
    let mut prices = Vec::new();
    for tariff in office.tariffs()?.into_iter().filter(|t| t.item_id == item) {
        let version = tariff.versions.iter().filter(|v| v.starts <= month).max_by_key(|v| v.starts);
        let Some(version) = version.filter(|_| tariff.ends.is_none_or(|ends| ends >= month)) else {
            continue;
        };
        let one_use = tariff.scopes.iter().find_map(|s| s.scope.use_kind.clone());
        let price = UnitPrice {
            label: text(one_use.as_ref().unwrap_or(&tariff.name))?,
            price: at_least(version.unit_price, 2).parse().unwrap_or(version.unit_price),
            per: text(&format!("{}·月", version.basis.price_unit()))?,
        };
        prices.push((one_use, price));
    }
    Ok(prices)
}

/// How many homes have paid everything of a period, and how many have not.
fn split<'c>(charges: impl Iterator<Item = &'c Charge>) -> (usize, usize) {
    let mut open: BTreeMap<i64, bool> = BTreeMap::new();
    for charge in charges {
        *open.entry(charge.home).or_default() |= charge.open.is_positive();
    }
    let rest = open.values().filter(|open| **open).count();
    (open.len() - rest, rest)
}

/// Makes one notice for every unit with charges in the period.
///
/// # Errors
/// [`Refusal::Unknown`] for a building, [`Refusal::NobodyConcerned`], [`Refusal::ProfileIncomplete`], document and
/// store errors.
pub fn posters(
    office: &mut Office,
    fonts: &FontSet,
    months: Months,
    buildings: &[String],
    occasion: &Occasion,
) -> Result<Vec<Paper>> {
    let profile = office.profile()?;
    require(&profile, &["office", "phone", "hours"])?;
    let homes: HashMap<i64, Home> = office.homes_in(buildings)?.into_iter().map(|h| (h.id, h)).collect();
    let mut units: BTreeMap<(String, u16), Vec<Charge>> = BTreeMap::new();
    for charge in office.book.reading().charges_in(months)? {
        if let Some(home) = homes.get(&charge.home) {
            units.entry((home.record.building.clone(), home.record.unit)).or_default().push(charge);
        }
    }
    if units.is_empty() {
        return Err(Refusal::NobodyConcerned.into());
    }
    let items = office.charge_items()?;
    let main = items.iter().find(|i| i.code.starts_with("management")).or(items.first());
    let prices = main.map(|i| prices(office, i.id, months.from)).transpose()?.unwrap_or_default();
    let item = main.map_or("物业服务费", |i| i.name.as_str());
    let mut papers = Vec::new();
    office.book.transact("notice.posters", &super::keyless(occasion), |act| {
        for ((building, unit), charges) in &units {
            let place = format!("{building}栋{unit}单元");
            let subject = format!("{months}/{place}");
            let (done, rest) = split(charges.iter());
            let document = numbered(act, NOTICE, &subject, None, Fen(done as i64), occasion.today)?;
            let mut model = poster(&profile, item, months, charges, occasion)?;
            model.number = text(&document.number())?;
            model.place = text(&place)?;
            let uses: Vec<&str> = charges
                .iter()
                .filter_map(|c| homes.get(&c.home))
                .map(|h| h.record.use_kind.as_str())
                .collect();
            let here = prices.iter().filter(|(only, _)| only.as_deref().is_none_or(|o| uses.contains(&o)));
            model.prices = here.map(|(_, price)| price.clone()).collect();
            let told = HouseholdSplit { done: households(done), rest: households(rest) };
            model.progress = Some((told, super::data_as_of(occasion)));
            let bytes = public::rendered(fonts, &model)?;
            papers.push(Paper { file_name: format!("缴费通知-{months}-{place}.pdf"), bytes, count: 1 });
        }
        act.note("posters", papers.len());
        Ok::<_, OfficeError>(papers.len())
    })?;
    Ok(papers)
}

fn poster(
    profile: &Profile,
    item: &str,
    months: Months,
    charges: &[Charge],
    occasion: &Occasion,
) -> Result<Poster> {
    let mut ways = vec![text("服务中心柜台")?, text("微信、支付宝扫码")?];
    if !profile.account_number.is_empty() {
        ways.push(text("银行转账（附言写明房号）")?);
    }
    Ok(Poster {
        number: text("")?,
        printed: occasion.now,
        title: text(&format!("{}{item}缴费提示", period_text(months)))?,
        place: text("")?,
        scope: Scope::Unit,
        company: text(&profile.company)?,
        centre: text(&profile.office)?,
        item: text(item)?,
        period: (months.first_day(), months.last_day()),
        prices: Vec::new(),
        deadline: charges.iter().map(|c| c.due).max().unwrap_or_else(|| months.last_day()),
        ways,
        counter_hours: text(&profile.hours)?,
        enquiry_phone: PublicText::phone_of_office(&profile.phone),
        complaint_phone: PublicText::phone_of_office(&profile.complaint_phone),
        progress: None,
        dated: occasion.today,
    })
}

/// Makes the disclosure of a month and keeps it. With other figures it is a new version with a new number; without a
/// change it is the version kept.
///
/// # Errors
/// [`Refusal::ProfileIncomplete`], document and store errors.
pub fn disclosure(
    office: &mut Office,
    fonts: &FontSet,
    month: Month,
    occasion: &Occasion,
) -> Result<Vec<u8>> {
    let figures = office.disclosure(month)?;
    let utilities = super::shared_cost::utilities(office, Months::single(month))?;
    let content = publication::content(&figures, &utilities);
    let subject = month.to_string();
    let kept = office.book.reading().publications(DISCLOSURE, &subject)?.pop();
    if let Some(same) = kept.as_ref().filter(|kept| kept.content == content)
        && let Some(bytes) = office.book.reading().published(same.document)?
    {
        return Ok(bytes);
    }
    let shared: Fen = utilities.iter().map(|u| u.amount.amount()).sum();
    let total = figures.statement.income_total() + figures.statement.expense_total() + shared;
    let mut model = model(office, &figures, utilities, occasion)?;
    let mut bytes = Vec::new();
    office.book.transact("disclosure.print", &super::keyless(occasion), |act| {
        let document = match kept {
            // Also what leaves the sum as it was is another version.
            Some(_) => act.post_document(DISCLOSURE, &subject, None, Some(total), occasion.today)?,
            None => numbered(act, DISCLOSURE, &subject, None, total, occasion.today)?,
        };
        model.number = text(&document.number())?;
        model.version = act.reading().versions_up_to(&document)?;
        if model.version > 1 {
            model.change_note = Some(text("更正分录后重新编制，前一版本保留备查。")?);
        }
        bytes = public::rendered(fonts, &model)?;
        act.post_publication(&document, &content, &bytes)?;
        Ok::<_, OfficeError>(document.number())
    })?;
    Ok(bytes)
}

/// The disclosure as printed, without its number and version.
fn model(
    office: &Office,
    figures: &Disclosure,
    utilities: Vec<paper::SharedUtility>,
    occasion: &Occasion,
) -> Result<paper::Disclosure> {
    let (profile, month) = (office.profile()?, figures.month);
    require(&profile, &["office", "phone"])?;
    let prepaid = Some(figures.newly_prepaid).filter(|fen| fen.is_positive());
    Ok(paper::Disclosure {
        number: text("")?,
        printed: occasion.now,
        estate: text(&profile.estate)?,
        company: text(&profile.company)?,
        centre: text(&profile.office)?,
        month,
        version: 1,
        change_note: None,
        charging: charging(&profile),
        basis: AccountingBasis::Cash,
        posted: occasion.today,
        objection: objection(&profile),
        base: Some(base_data(office, figures)?),
        statement: PublicStatement::new(figures.statement.clone())?,
        last_balance: None,
        balance_before: (month.month() > 1).then(|| OfficeTotal::of_office(figures.balance_before)),
        newly_prepaid: prepaid.map(OfficeTotal::of_office),
        collection: collection(figures),
        utilities,
        fund: Vec::new(),
        services: Vec::new(),
        plans: Vec::new(),
        trend: trend(office, month)?,
        answers: Vec::new(),
        objection_slip: true,
    })
}

fn objection(profile: &Profile) -> Objection {
    let phone = if profile.complaint_phone.is_empty() { &profile.phone } else { &profile.complaint_phone };
    Objection { phone: PublicText::phone_of_office(phone), days: profile.reply_days }
}

fn charging(profile: &Profile) -> ChargingForm {
    if profile.charging_form == "酬金制" { ChargingForm::Remuneration } else { ChargingForm::LumpSum }
}

fn base_data(office: &Office, figures: &Disclosure) -> Result<BaseData> {
    let items = office.charge_items()?;
    let main = items.iter().find(|i| i.code.starts_with("management"));
    Ok(BaseData {
        area: Decimal::new(figures.area_e4, 4).round_dp(2),
        homes: households(usize::try_from(figures.homes).unwrap_or_default()),
        prices: match main {
            Some(item) => {
                prices(office, item.id, figures.month)?.into_iter().map(|(_, price)| price).collect()
            }
            None => Vec::new(),
        },
    })
}

/// What was due and came in; left out when so few homes were charged that one could be recognised.
fn collection(figures: &Disclosure) -> Option<Collection> {
    let f = &figures.rates.figures;
    let billed = households(usize::try_from(f.homes_billed).unwrap_or_default());
    let paid = usize::try_from(f.homes_paid).unwrap_or_default();
    let current = f.current();
    Some(Collection {
        due: OfficeTotal::new(current.denominator, billed)?,
        received: OfficeTotal::new(current.numerator, billed)?,
        homes: HouseholdSplit {
            done: households(paid),
            rest: households(usize::try_from(f.homes_billed).unwrap_or_default().saturating_sub(paid)),
        },
    })
}

/// The last months that have any figures, this month included.
fn trend(office: &Office, month: Month) -> Result<Vec<MonthTotals>> {
    let mut months = Vec::new();
    for back in (0..TREND).rev() {
        let month = month.plus(-back);
        let statement = office.statement_of(month)?;
        if !(statement.income_total().is_zero() && statement.expense_total().is_zero()) {
            months.push(MonthTotals {
                month,
                income: OfficeTotal::of_office(statement.income_total()),
                expense: OfficeTotal::of_office(statement.expense_total()),
            });
        }
    }
    Ok(if months.len() > 1 { months } else { Vec::new() })
}
