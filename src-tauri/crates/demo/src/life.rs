//! Months as they pass: a run on the first, people paying in their own ways, mistakes made and voided, the
//! accountant's entries.

use crate::desk::Desk;
use crate::population::{Chance, PersonHome, Population, Temperament};
use crate::routine::{CASHIERS, close_drawer, open_drawer};
use crate::{Clock, Recipe, day};
use chrono::NaiveDate;
use zhangfang_domain::method::Method;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::bill_run::RunRequest;
use zhangfang_office::disclosure::NewEntry;
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::{Office, Progress, Result};

/// What the months brought.
#[derive(Debug, Default)]
pub struct Lived {
    /// Charges posted.
    pub charges: usize,
    /// Their sum.
    pub charged: Fen,
    /// Receipts issued, voided ones included.
    pub receipts: usize,
    /// Received on receipts that stand.
    pub received: Fen,
    /// Receipts voided.
    pub voids: usize,
}

/// A home coming to the counter.
struct Visit {
    day: u32,
    home: usize,
    kind: Payment,
}

/// What somebody means to pay.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Payment {
    /// Everything open.
    All,
    /// What was due before this month.
    Overdue,
    /// A part of what is open, in hundredths.
    Part(i64),
    /// Everything open and some months ahead.
    Ahead(i64),
}

/// Lives through the months.
pub fn live(
    office: &mut Office,
    people: &Population,
    recipe: &Recipe,
    clock: &mut Clock,
    progress: &mut dyn Progress,
) -> Result<Lived> {
    let months = recipe.lived_months()?;
    let mut chance = Chance::new(recipe.seed ^ 0x5EED);
    let mut lived = Lived::default();
    Desk::of(office, people, clock).spaces(months.from)?;
    let count = usize::try_from(months.count()).unwrap_or(1);
    for (done, month) in months.iter().enumerate() {
        progress.step(done, count)?;
        let request = RunRequest {
            months: Months::single(month),
            due: None,
            items: Vec::new(),
            buildings: Vec::new(),
            accept_gaps: false,
        };
        let occasion = clock.occasion(day(month, 1), "客服主管");
        let run = office.post_run(&request, &occasion, &mut zhangfang_office::Silent)?.value;
        lived.charges += run.charges;
        lived.charged += run.total;
        let mut desk = Desk::of(office, people, clock);
        desk.charge_spaces(month)?;
        if done > 0 {
            desk.share_costs(month, people, &mut chance)?;
        }
        if done > 1 {
            desk.close_months(month)?;
        }
        entries(office, month, &mut chance, clock)?;
        let mut visits: Vec<Visit> = people
            .homes
            .iter()
            .enumerate()
            .filter_map(|(i, home)| visit(home, i, done, &mut chance))
            .collect();
        visits.sort_by_key(|v| (v.day, v.home));
        visits.retain(|v| day(month, v.day) <= recipe.until);
        for visits in visits.chunk_by(|a, b| a.day == b.day) {
            let today = day(month, visits[0].day);
            let (chance, lived, open) = (&mut chance, &mut lived, Vec::new());
            Counter { office, people, chance, clock, lived, month, today, open }.day(visits)?;
        }
        Desk::of(office, people, clock).meters(month, done, recipe.until, &mut chance)?;
    }
    Desk::of(office, people, clock).last_day(recipe)?;
    progress.step(count, count)?;
    Ok(lived)
}

fn visit(home: &PersonHome, index: usize, nth: usize, chance: &mut Chance) -> Option<Visit> {
    let roll = chance.below(100);
    let early = 2 + u32::try_from(chance.below(24)).unwrap_or_default();
    let (day, kind) = match home.temperament {
        Temperament::Prompt if roll < 96 => (early, Payment::All),
        Temperament::Late if roll < 70 => (early, Payment::Overdue),
        Temperament::VeryLate if nth % 5 == 4 && roll < 80 => (early, Payment::Overdue),
        Temperament::Prepayer if nth == 0 => {
            (early, Payment::Ahead(6 + i64::try_from(chance.below(7)).unwrap_or(0)))
        }
        Temperament::Prepayer if nth % 12 == 11 => (early, Payment::Ahead(6)),
        Temperament::PartPayer if roll < 50 => (early, Payment::Part(30 + i64::try_from(roll).unwrap_or(0))),
        _ => return None,
    };
    Some(Visit { day, home: index, kind })
}

/// A day at the counter.
struct Counter<'c> {
    office: &'c mut Office,
    people: &'c Population,
    chance: &'c mut Chance,
    clock: &'c mut Clock,
    lived: &'c mut Lived,
    month: Month,
    today: NaiveDate,
    /// Whose drawer is open.
    open: Vec<&'static str>,
}

impl Counter<'_> {
    /// The homes of the day; each drawer is opened with the first of them and counted after the last.
    fn day(mut self, visits: &[Visit]) -> Result<()> {
        for visit in visits {
            self.pay(visit)?;
        }
        for cashier in self.open {
            close_drawer(self.office, Fen::ZERO, &self.clock.occasion(self.today, cashier))?;
        }
        Ok(())
    }

    fn pay(&mut self, visit: &Visit) -> Result<()> {
        let home = &self.people.homes[visit.home];
        let (building, unit, room) = &home.room;
        let room = format!("{building}-{unit}-{room}");
        let (all, overdue) = owed(self.office, &room, self.month)?;
        let mut amount = match visit.kind {
            Payment::All => all,
            Payment::Overdue => overdue,
            Payment::Part(percent) => Fen(all.0 * percent / 100),
            Payment::Ahead(ahead) => Fen(all.0 * (1 + ahead)),
        };
        if !amount.is_positive() {
            return Ok(());
        }
        let cash = home.method == Method::Cash;
        if cash {
            // Nobody carries coins below ten fen; what is more stays prepaid.
            amount = Fen((amount.0 + 9) / 10 * 10);
        }
        let request = TakeRequest {
            principal_only: false,
            payer: None,
            method: home.method,
            homes: vec![HomePayment { room, amount: Some(amount), designated: Vec::new(), account: None }],
            tendered: cash.then(|| Fen((amount.0 + 9_999) / 10_000 * 10_000)),
            reference: (!cash).then(|| self.reference(visit.day)),
            note: None,
        };
        let cashier = CASHIERS[usize::from(visit.home.is_multiple_of(3))];
        if !self.open.contains(&cashier) {
            open_drawer(self.office, &self.clock.occasion(self.today, cashier))?;
            self.open.push(cashier);
        }
        let number = self.office.take(&request, &self.clock.occasion(self.today, cashier))?.value.number;
        self.lived.receipts += 1;
        self.lived.received += amount;
        if self.chance.below(150) == 0 {
            let occasion = self.clock.occasion(self.today, cashier);
            self.office.void(number, "金额录入后发现付款方式选错", &occasion)?;
            self.office.take(&request, &self.clock.occasion(self.today, cashier))?;
            self.lived.receipts += 1;
            self.lived.voids += 1;
        }
        Ok(())
    }

    fn reference(&mut self, day: u32) -> String {
        format!("{}{day:04}{:06}", self.month.yyyymm(), self.chance.below(1_000_000))
    }
}

/// Everything open on a home, and the part of it due before a month.
fn owed(office: &Office, room: &str, month: Month) -> Result<(Fen, Fen)> {
    let home = office.home(room)?;
    let open = office.book().reading().open_items_of(home.id)?;
    let overdue = open.iter().filter(|o| o.due < month.first_day()).map(|o| o.open).sum();
    Ok((open.iter().map(|o| o.open).sum(), overdue))
}

/// Cost group or section, name, yuan for a hundred homes and month, how much it varies in percent.
const MONTHLY: [(&str, &str, &str, i64, usize); 14] = [
    ("expense", "staff", "", 16_400, 2),
    ("expense", "maintenance", "", 3_850, 15),
    ("expense", "utilities", "", 3_600, 12),
    ("expense", "cleaning", "", 2_760, 3),
    ("expense", "greening", "", 920, 20),
    ("expense", "security", "", 1_700, 2),
    ("expense", "office", "", 590, 15),
    ("expense", "depreciation", "", 145, 1),
    ("expense", "insurance", "", 232, 1),
    ("expense", "tax", "", 960, 5),
    ("common-income", "parking", "公共场地停车", 1_760, 6),
    ("common-income", "advertising", "电梯广告", 400, 1),
    ("common-income", "lockers", "快递柜场地", 80, 1),
    ("common-cost", "cost", "经营管理成本", 672, 4),
];

fn entries(office: &mut Office, month: Month, chance: &mut Chance, clock: &mut Clock) -> Result<()> {
    let hundreds = i64::try_from(office.homes()?.len()).unwrap_or(1).max(20);
    for (section, code, label, yuan, varies) in MONTHLY {
        let swing =
            i64::try_from(chance.below(2 * varies + 1)).unwrap_or(0) - i64::try_from(varies).unwrap_or(0);
        let amount = Fen(yuan * hundreds * (100 + swing) / 100);
        add(office, month, [section, code, label, ""], amount, clock)?;
    }
    if month.month().is_multiple_of(6) {
        add(
            office,
            month,
            ["common-use", "lighting", "楼道照明改造", "业主大会决议"],
            Fen(500 * hundreds),
            clock,
        )?;
    }
    Ok(())
}

fn add(office: &mut Office, month: Month, texts: [&str; 4], amount: Fen, clock: &mut Clock) -> Result<()> {
    let [section, code, label, note] = texts.map(str::to_owned);
    let entry = NewEntry { month, section, code, label, amount, note };
    office.add_entry(&entry, &clock.occasion(day(month, 1), "会计"))?;
    Ok(())
}
