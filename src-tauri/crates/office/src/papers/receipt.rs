//! 收款收据 from what the receipt's act recorded.

use crate::billing::days_of;
use crate::statement::{Policies, period_of_days, period_text};
use crate::tariff::OPENING_ITEM;
use crate::{Occasion, Office, OfficeError, Result};
use chrono::NaiveDate;
use std::collections::HashMap;
use zhangfang_documents::FontSet;
use zhangfang_documents::receipt::{self, Cash, ReceiptHome, ReceiptLine, Stock, Tender, Voided};
use zhangfang_domain::method::Method;
use zhangfang_domain::settlement::Order;
use zhangfang_domain::{Fen, Months};
use zhangfang_store::account::AccountKind;
use zhangfang_store::charge::Charge;
use zhangfang_store::deposit::Deposit;

use crate::receipt::{DiscountLine, SettledLine, TakenForHome, TakenReceipt};

/// Prints a receipt and hands the PDF to `deliver`; every print after the first is marked. A print that cannot be
/// delivered is not counted. Returns which print it is.
///
/// # Errors
/// [`crate::Refusal::Unknown`], document and store errors, whatever `deliver` refuses.
pub fn receipt(
    office: &mut Office,
    fonts: &FontSet,
    number: i64,
    stock: Stock,
    occasion: &Occasion,
    deliver: impl FnOnce(&[u8]) -> Result<()>,
) -> Result<u32> {
    let found = office.receipt(number)?;
    let taken = office.taken(&found)?;
    let deposit = office.book.reading().deposit_on(&found)?;
    let profile = office.profile()?;
    let cash = found.tendered.map(|t| Cash { handed: Fen(t), change: taken.change });
    let model = receipt::Receipt {
        number: format!("{number:07}"),
        company: profile.company,
        centre: profile.office,
        received: found.biz_date,
        printed: occasion.now,
        payer: found.payer.clone(),
        homes: match &deposit {
            Some(deposit) => vec![held(office, deposit)?],
            None => homes(office, &taken)?,
        },
        prepaid_in: taken.homes.iter().map(|h| h.prepaid).sum(),
        prepaid_drawn: Fen::ZERO,
        prepaid_balance: prepaid_balance(&taken),
        total: taken.total,
        tender: Tender {
            method: Method::from_code(&found.method).map_or(found.method.clone(), |m| m.label().to_owned()),
            reference: found.reference.clone().unwrap_or_default(),
            cash,
        },
        open_beside: open_beside(&taken),
        order: Order::from_code(&taken.order).map_or("", Order::label).to_owned(),
        still_open: taken.homes.iter().map(|h| h.left_open).sum(),
        cashier: found.operator.clone(),
        handler: String::new(),
        reviewer: String::new(),
        invoice_months: 1,
        remark: deposit.as_ref().map_or_else(|| found.note.clone().unwrap_or_default(), promise),
        deposit: deposit.as_ref().map(|d| d.return_when.clone()),
        voided: found.void_reason.clone().zip(found.voided_on).map(|(reason, on)| Voided { on, reason }),
        reprint: 0,
    };
    let printed = office.book.transact("receipt.print", &super::keyless(occasion), |act| {
        let print = act.post_print("receipt", found.id)?;
        act.note("receipt", number);
        act.note("print", print);
        let model = receipt::Receipt { reprint: print.saturating_sub(1), ..model };
        deliver(&receipt::rendered(fonts, &model, stock)?)?;
        Ok::<_, OfficeError>(print)
    })?;
    Ok(printed.value)
}

/// What is paid ahead after the receipt, all homes together; nothing to say when nothing is.
fn prepaid_balance(taken: &TakenReceipt) -> Option<Fen> {
    let sum: Fen = taken.homes.iter().filter_map(|h| h.prepaid_balance).sum();
    Some(sum).filter(|sum| sum.is_positive())
}

/// A deposit as the one line of its receipt.
fn held(office: &Office, deposit: &Deposit) -> Result<ReceiptHome> {
    let room = office.book.reading().home(deposit.home)?.record.room_number();
    let accounts = office.book.reading().accounts_of(deposit.home)?;
    let owner = accounts.iter().find(|a| a.id == deposit.account).map(|a| a.owners.join("、"));
    let named = deposit.purpose.contains("押金");
    let item = if named { deposit.purpose.clone() } else { format!("{}（押金）", deposit.purpose) };
    let line = ReceiptLine { item, amount: deposit.fen, ..ReceiptLine::default() };
    Ok(ReceiptHome { room, owner: owner.unwrap_or_default(), lines: vec![line] })
}

/// The sentence a deposit is taken with.
fn promise(deposit: &Deposit) -> String {
    format!("本押金于{}凭本收据退还，不计息，不抵物业费。", deposit.return_when)
}

/// What stays open beside principal, all homes together.
fn open_beside(taken: &TakenReceipt) -> Vec<(String, Fen)> {
    let mut sums: Vec<(String, Fen)> = Vec::new();
    for left in taken.homes.iter().flat_map(|h| &h.left_beside_principal) {
        match sums.iter_mut().find(|(item, _)| *item == left.item) {
            Some((_, sum)) => *sum += left.amount,
            None => sums.push((left.item.clone(), left.amount)),
        }
    }
    sums
}

fn homes(office: &Office, taken: &TakenReceipt) -> Result<Vec<ReceiptHome>> {
    let policies = office.policies()?;
    let mut homes = Vec::with_capacity(taken.homes.len());
    for home in &taken.homes {
        let of = office.home(&home.room)?;
        let account = office.account_of(&of, home.account)?;
        let owner = account.owners.join("、");
        let home = before_discounts(home);
        let mut charges = HashMap::new();
        for line in &home.lines {
            charges.insert(line.charge, office.book.reading().charge(line.charge)?);
        }
        let until = account.closed.filter(|_| account.kind == AccountKind::Owner);
        let mut lines = lines(&home, &charges, &policies, until);
        lines.extend(discount_lines(&home.discounts, "优惠："));
        lines.extend(discount_lines(&home.reductions, ""));
        homes.push(ReceiptHome { room: home.room, owner, lines });
    }
    Ok(homes)
}

/// What was settled at its full price: the discounts stand as lines of their own below.
fn before_discounts(home: &TakenForHome) -> TakenForHome {
    let mut full = home.clone();
    for cut in home.discounts.iter().chain(&home.reductions) {
        let DiscountLine { charge, item, months, amount, .. } = cut.clone();
        match full.lines.iter_mut().find(|line| line.charge == charge) {
            Some(line) => line.amount += amount,
            None => full.lines.push(SettledLine { charge, item, months, amount }),
        }
    }
    full
}

/// One line a promotion, or a kind of reduction, with the months it is for.
fn discount_lines(discounts: &[DiscountLine], before: &str) -> Vec<ReceiptLine> {
    let by_promotion = discounts.chunk_by(|a, b| a.promotion == b.promotion);
    let line = |gifts: &[DiscountLine]| {
        let months = gifts.iter().map(|g| g.months).reduce(|a, b| Months { from: a.from, to: b.to });
        ReceiptLine {
            item: format!("{before}{}", gifts.first().map_or("", |g| &g.promotion)),
            period: months.map(period_text).unwrap_or_default(),
            amount: -gifts.iter().map(|g| g.amount).sum::<Fen>(),
            ..ReceiptLine::default()
        }
    };
    by_promotion.map(line).collect()
}

/// The days a charge was for, when they are not all of its months.
fn part_period(charge: &Charge, until: Option<NaiveDate>) -> Option<String> {
    let (first, last) = days_of(charge);
    let last = until.filter(|day| *day >= first).map_or(last, |day| day.min(last));
    let whole = (charge.months.first_day(), charge.months.last_day());
    ((first, last) != whole).then(|| period_of_days(first, last))
}

/// Money for some months of one item, with its price and quantity as printed.
struct Part {
    months: Months,
    /// The days, when they are not all of the months.
    days: Option<String>,
    amount: Fen,
    priced: (String, String),
}

/// One line an item, its months as one range when they follow each other. `until` is the last day of a former owner.
fn lines(
    home: &TakenForHome,
    charges: &HashMap<i64, Charge>,
    policies: &Policies,
    until: Option<NaiveDate>,
) -> Vec<ReceiptLine> {
    let mut by_item: Vec<(String, Vec<Part>)> = Vec::new();
    for line in &home.lines {
        let priced = charges.get(&line.charge).map(|c| policies.price_and_quantity(c)).unwrap_or_default();
        let days = charges.get(&line.charge).and_then(|c| part_period(c, until));
        let entry = Part { months: line.months, days, amount: line.amount, priced };
        match by_item.iter_mut().find(|(item, _)| *item == line.item) {
            Some((_, list)) => list.push(entry),
            None => by_item.push((line.item.clone(), vec![entry])),
        }
    }
    by_item
        .into_iter()
        .map(|(item, mut parts)| {
            parts.sort_by_key(|p| p.months);
            let mut ranges: Vec<Months> = Vec::new();
            for part in parts.iter().filter(|p| p.days.is_none()) {
                match ranges.last_mut() {
                    Some(last) if part.months.from.since(last.to) <= 1 => {
                        last.to = last.to.max(part.months.to)
                    }
                    _ => ranges.push(part.months),
                }
            }
            let same = parts.windows(2).all(|pair| pair[0].priced == pair[1].priced);
            let (price, quantity) =
                parts.first().filter(|_| same).map(|p| p.priced.clone()).unwrap_or_default();
            let period = if item == OPENING_ITEM.1 {
                String::new()
            } else {
                let days = parts.iter().filter_map(|p| p.days.clone());
                days.chain(ranges.into_iter().map(period_text)).collect::<Vec<_>>().join("、")
            };
            ReceiptLine { item, period, price, quantity, amount: parts.iter().map(|p| p.amount).sum() }
        })
        .collect()
}
