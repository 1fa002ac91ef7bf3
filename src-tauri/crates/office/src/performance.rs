//! What each person's buildings were to bring and brought (checklist S93), beside how well they are served (S113).

use crate::analysis::outcomes;
use crate::export::{Table, Value};
use crate::{Office, Result};
use chrono::{Days, NaiveDate, NaiveTime};
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::effect::{Conversion, Measure, Outcome};
use zhangfang_domain::rates::{CountRate, Rate};
use zhangfang_domain::ticket::rates::Counts;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_store::ticket::Which;

/// What the figures mean, as it is printed under them.
pub const DEFINITION: &str = "应收＝期内收回＋期末仍欠，只算期末已到期的账单，减免、核销、冲销的已不在内；收回含预存抵缴。按楼栋现在的责任人归属。\
     及时办结率＝期内受理的户内工单中按承诺时限办结的 ÷ 受理的。考核只看本人能影响的部分：异议、分期、诉讼中的欠费在“欠费结构”里单列，不应计作未完成。";

/// One person's homes over some months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Who; 未指定 for buildings nobody looks after.
    pub person: String,
    /// Their buildings, in order.
    pub buildings: Vec<String>,
    /// Homes in them.
    pub homes: usize,
    /// What came in, out of what was to come in.
    pub collected: Rate,
    /// Homes that owe something overdue at the end, out of the homes.
    pub owing: CountRate,
    /// What their homes' acts of dunning brought.
    pub conversion: Conversion,
    /// 及时办结率 of what their homes came with in these months: done in time, out of those accepted.
    pub tickets: CountRate,
}

/// Person by person.
#[derive(Clone, Debug)]
pub struct Performance {
    /// The months.
    pub months: Months,
    /// The day the figures stand for: the last of the months, or today.
    pub as_of: NaiveDate,
    /// Person by person.
    pub rows: Vec<PersonRow>,
    /// Everybody together.
    pub total: PersonRow,
}

#[derive(Default)]
struct Sum {
    buildings: Vec<String>,
    homes: usize,
    settled: Fen,
    open: Fen,
    owing: HashSet<i64>,
    outcomes: Vec<Outcome>,
    tickets: Counts,
}

impl Sum {
    fn row(self, person: &str) -> PersonRow {
        PersonRow {
            person: person.to_owned(),
            buildings: self.buildings,
            homes: self.homes,
            collected: Rate { numerator: self.settled, denominator: self.settled + self.open },
            owing: CountRate { numerator: self.owing.len() as u64, denominator: self.homes as u64 },
            conversion: Conversion::of(self.outcomes),
            tickets: self.tickets.closing_in_time(),
        }
    }
}

impl Office {
    /// What each person's buildings were to bring in some months and brought.
    ///
    /// # Errors
    /// Store errors.
    pub fn performance(&self, months: Months, measure: Measure, today: NaiveDate) -> Result<Performance> {
        let reading = self.book.reading();
        let (from, as_of) = (months.first_day(), months.last_day().min(today));
        let stewards = reading.steward_by_building()?;
        let nobody = String::new();
        let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
        let mut total = Sum::default();
        let person = |building: &str| stewards.get(building).unwrap_or(&nobody).as_str();
        let mut whose: HashMap<i64, &str> = HashMap::new();
        for (id, code) in reading.buildings()? {
            whose.insert(id, person(&code));
            total.buildings.push(code.clone());
            sums.entry(person(&code)).or_default().buildings.push(code);
        }
        let places: HashMap<i64, String> =
            reading.places()?.into_iter().map(|p| (p.home, p.building)).collect();
        for building in places.values() {
            sums.entry(person(building)).or_default().homes += 1;
            total.homes += 1;
        }
        let of = |building: &i64| whose.get(building).copied().unwrap_or_default();
        for (building, fen) in reading.settled_by_building(from, as_of)? {
            sums.entry(of(&building)).or_default().settled += fen;
            total.settled += fen;
        }
        for o in reading.open_items(as_of)?.iter().filter(|o| o.due <= as_of) {
            for sum in [sums.entry(of(&o.building)).or_default(), &mut total] {
                sum.open += o.open;
                if o.due < as_of {
                    sum.owing.insert(o.home);
                }
            }
        }
        for (acted, outcome) in outcomes(self, from, as_of, measure, today)? {
            let person = acted.steward.as_deref().unwrap_or_default();
            if let Some(sum) = sums.get_mut(person) {
                sum.outcomes.push(outcome);
            }
            total.outcomes.push(outcome);
        }
        let terms = self.ticket_terms()?;
        for ticket in reading.tickets(Which::Taken(
            from.and_time(NaiveTime::MIN),
            as_of.and_time(NaiveTime::MIN) + Days::new(1),
        ))? {
            let building = ticket.request.home.and_then(|(home, _)| places.get(&home));
            if let Some(sum) = building.and_then(|building| sums.get_mut(person(building))) {
                sum.tickets.add(&ticket.course, &terms);
                total.tickets.add(&ticket.course, &terms);
            }
        }
        let name = |person: &str| if person.is_empty() { "未指定".to_owned() } else { person.to_owned() };
        let mut rows: Vec<PersonRow> = sums.into_iter().map(|(person, sum)| sum.row(&name(person))).collect();
        // Whoever looks after something comes first.
        rows.sort_by_key(|row| row.person == "未指定");
        Ok(Performance { months, as_of, rows, total: total.row("合计") })
    }

    /// The same of one month.
    ///
    /// # Errors
    /// Store errors.
    pub fn performance_of(&self, month: Month, today: NaiveDate) -> Result<Performance> {
        self.performance(Months::single(month), Measure::default(), today)
    }
}

impl Performance {
    /// As a table to be written as a workbook.
    #[must_use]
    pub fn table(&self) -> Table {
        let headings = [
            "责任人",
            "楼栋",
            "户数",
            "收回",
            "应收",
            "收回率%",
            "欠费户",
            "欠费户占比%",
            "催缴转化户",
            "催缴户次",
            "转化率%",
            "及时办结",
            "受理工单",
            "及时办结率%",
        ];
        let percent = |p: Option<rust_decimal::Decimal>| p.map_or(Value::Empty, Value::Decimal);
        let count = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        let row = |row: &PersonRow| {
            let homes = row.conversion.homes;
            vec![
                Value::Text(row.person.clone()),
                Value::Text(row.buildings.join("、")),
                count(row.homes as u64),
                Value::Amount(row.collected.numerator),
                Value::Amount(row.collected.denominator),
                percent(row.collected.percent()),
                count(row.owing.numerator),
                percent(row.owing.percent()),
                count(homes.numerator),
                count(homes.denominator),
                percent(homes.percent()),
                count(row.tickets.numerator),
                count(row.tickets.denominator),
                percent(row.tickets.percent()),
            ]
        };
        Table {
            title: format!("责任人完成情况 {}", self.months),
            headings: headings.map(str::to_owned).to_vec(),
            rows: self.rows.iter().chain([&self.total]).map(row).collect(),
            footer: None,
        }
    }
}
