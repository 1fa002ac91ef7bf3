//! Arrears looked at from every side (domain section 5.4): by reason, stage, steward, age, place, and what of them is
//! not simply to be chased. Every figure can be opened: a slice is the arrears under one key, added up again by
//! another axis.

mod effect;
mod repeated;

pub(crate) use effect::outcomes;
pub use effect::{EffectReport, EffectRequest, EffectRow, rule};
pub use repeated::{Repeated, RepeatedList};

use crate::arrears::{ArrearsFilter, ArrearsLine};
use crate::export::{Table, Value};
use crate::form::{FormKind, State};
use crate::{Office, Refusal, Result, wire};
use chrono::{Datelike, NaiveDate};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, HashMap, HashSet};
use zhangfang_domain::Fen;
use zhangfang_domain::ageing::{Bucket, bucket};
use zhangfang_domain::analysis::{Axis, Exclusion};
use zhangfang_domain::contact::ArrearsReason;
use zhangfang_domain::dunning::{PauseCause, Stage};
use zhangfang_store::dunning::ReasonRow;
use zhangfang_store::pause::Pause;

/// What is not known: no reason noted, no steward named.
const NONE: &str = "none";

/// The arrears under one key of an axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// The axis.
    #[serde(serialize_with = "code_of", deserialize_with = "axis_of")]
    pub axis: Axis,
    /// The key, as a row of an analysis has it.
    pub key: String,
}

/// What is wanted of an analysis.
#[derive(Clone, Debug)]
pub struct AnalysisRequest {
    /// What to add up by.
    pub by: Axis,
    /// Only what lies under these; under one of them where several are of one axis.
    pub within: Vec<Slice>,
    /// Only accounts that owe at least this much within them.
    pub at_least: Fen,
}

impl AnalysisRequest {
    /// Everything, added up by an axis.
    #[must_use]
    pub const fn by(axis: Axis) -> Self {
        Self { by: axis, within: Vec::new(), at_least: Fen::ZERO }
    }
}

/// One row: what is owed under one key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AnalysisRow {
    /// Opens the row as a [`Slice`].
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Accounts that owe.
    pub debtors: usize,
    /// Charges.
    pub charges: usize,
    /// Everything overdue.
    #[serde(with = "wire::yuan")]
    pub total: Fen,
    /// What of it is in each [`Exclusion`], in their order.
    #[serde(serialize_with = "by_exclusion")]
    pub excluded: [Fen; Exclusion::ALL.len()],
    /// The rest: what is to be chased.
    #[serde(with = "wire::yuan")]
    pub chased: Fen,
}

/// Arrears added up by one axis.
#[derive(Clone, Debug, Serialize)]
pub struct Analysis {
    /// The day the figures stand for.
    pub as_of: NaiveDate,
    /// What they are added up by.
    #[serde(serialize_with = "code_of")]
    pub by: Axis,
    /// What they are limited to, with the names of the keys.
    pub within: Vec<(Slice, String)>,
    /// Row by row, in the order of the axis.
    pub rows: Vec<AnalysisRow>,
    /// All of it.
    pub total: AnalysisRow,
}

/// What one overdue charge counts under.
pub(crate) struct Facets {
    reasons: HashMap<i64, ReasonRow>,
    steps: HashMap<i64, (String, NaiveDate)>,
    stewards: HashMap<String, String>,
    uses: HashMap<i64, String>,
    repeats: HashMap<i64, u32>,
    suits: HashSet<i64>,
    pauses: HashMap<i64, Vec<Pause>>,
    vacancies: HashSet<i64>,
    item_ids: HashMap<String, i64>,
    oldest: HashMap<i64, NaiveDate>,
    as_of: NaiveDate,
}

impl Facets {
    pub(crate) fn read(office: &Office, lines: &[ArrearsLine], as_of: NaiveDate) -> Result<Self> {
        let reading = office.book.reading();
        let mut pauses: HashMap<i64, Vec<Pause>> = HashMap::new();
        let disputed = |p: &Pause| matches!(p.cause, PauseCause::Dispute | PauseCause::Complaint);
        for pause in reading.pauses(None, as_of)?.into_iter().filter(|p| disputed(p) && p.holds_on(as_of)) {
            pauses.entry(pause.account).or_default().push(pause);
        }
        let mut vacancies = HashSet::new();
        for form in office.forms(Some(FormKind::Vacancy))? {
            if office.state(&form)? == State::Pending {
                vacancies.extend(form.home);
            }
        }
        let mut oldest: HashMap<i64, NaiveDate> = HashMap::new();
        for line in lines {
            oldest.entry(line.account).and_modify(|due| *due = line.due.min(*due)).or_insert(line.due);
        }
        Ok(Self {
            reasons: reading.arrears_reasons(as_of)?,
            steps: reading.newest_steps(as_of)?,
            stewards: reading.steward_by_building()?,
            uses: reading.homes()?.into_iter().map(|h| (h.id, h.record.use_kind)).collect(),
            repeats: office
                .months_owed(as_of)?
                .into_iter()
                .map(|(account, of)| (account, of.months))
                .collect(),
            suits: reading.charges_in_suit(as_of)?,
            pauses,
            vacancies,
            item_ids: office.charge_items()?.into_iter().map(|i| (i.name, i.id)).collect(),
            oldest,
            as_of,
        })
    }

    /// How far dunning has come; a step taken before the oldest debt of now was due was about an older one.
    pub(crate) fn stage(&self, account: i64) -> Option<Stage> {
        let (stage, day) = self.steps.get(&account)?;
        let oldest = self.oldest.get(&account)?;
        let stage = Stage::parse(stage)?;
        (*day > *oldest || stage == Stage::PreDue).then_some(stage)
    }

    pub(crate) fn reason(&self, account: i64) -> Option<ArrearsReason> {
        self.reasons.get(&account).map(|row| row.reason)
    }

    pub(crate) fn steward(&self, building: &str) -> Option<&str> {
        self.stewards.get(building).map(String::as_str)
    }

    /// Why a charge is not simply chased; the first that holds.
    pub(crate) fn exclusion(&self, line: &ArrearsLine) -> Option<Exclusion> {
        let item = self.item_ids.get(&line.item).copied().unwrap_or_default();
        let disputed = || {
            let pauses = self.pauses.get(&line.account);
            pauses.is_some_and(|pauses| pauses.iter().any(|p| p.reaches(item, line.charge)))
        };
        if self.suits.contains(&line.charge) {
            Some(Exclusion::Suit)
        } else if line.agreement.is_some() {
            Some(Exclusion::Instalment)
        } else if disputed() {
            Some(Exclusion::Dispute)
        } else {
            self.vacancies.contains(&line.home).then_some(Exclusion::Vacancy)
        }
    }

    /// Under which key of an axis a charge counts: its place in the order, its key, its name.
    fn key(&self, axis: Axis, line: &ArrearsLine, nth: usize) -> (usize, String, String) {
        let mut parts = line.room.splitn(3, '-');
        let (building, unit) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let coded = |found: Option<(usize, &'static str, &'static str)>, missing: &str| match found {
            Some((place, code, label)) => (place, code.to_owned(), label.to_owned()),
            None => (usize::MAX, NONE.to_owned(), missing.to_owned()),
        };
        match axis {
            Axis::Building => (nth, building.to_owned(), format!("{building}栋")),
            Axis::Unit => (nth, format!("{building}-{unit}"), format!("{building}栋{unit}单元")),
            Axis::Home => (nth, line.account.to_string(), format!("{} {}", line.room, line.owner)),
            Axis::Item => (nth, line.item.clone(), line.item.clone()),
            Axis::Year => {
                let year = line.months.from.first_day().year();
                (usize::try_from(year).unwrap_or_default(), year.to_string(), format!("{year}年"))
            }
            Axis::Use => {
                let of = self.uses.get(&line.home).cloned().unwrap_or_default();
                (nth, of.clone(), of)
            }
            Axis::Age => {
                let age = bucket(line.due, self.as_of);
                coded(Some((age as usize, age.code(), age.label())), "")
            }
            Axis::Reason => {
                let of = self.reason(line.account);
                coded(of.map(|r| (r as usize, r.code(), r.label())), "未记录")
            }
            Axis::Stage => {
                coded(self.stage(line.account).map(|s| (s as usize, s.code(), s.label())), "未开始催缴")
            }
            Axis::Steward => match self.steward(building) {
                Some(name) => (nth, name.to_owned(), name.to_owned()),
                None => (usize::MAX, NONE.to_owned(), "未指定".to_owned()),
            },
            Axis::Repeat => {
                let months = self.repeats.get(&line.account).copied().unwrap_or_default();
                let place = usize::try_from(months).unwrap_or_default();
                (12 - place.min(12), months.to_string(), format!("{months} 个月"))
            }
        }
    }
}

impl Office {
    /// Everything overdue on a day, added up by an axis.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for a key nothing is owed under; store errors.
    pub fn analyse(&self, as_of: NaiveDate, request: &AnalysisRequest) -> Result<Analysis> {
        let lines = self.arrears(as_of, &ArrearsFilter::default())?.lines;
        let mut found = self.sliced(lines, as_of, &request.within, request.at_least)?;
        let within = std::mem::take(&mut found.within);
        if let Some((slice, _)) = within.iter().find(|(_, name)| name.is_none()) {
            return Err(Refusal::Unknown { kind: slice.axis.label(), name: slice.key.clone() }.into());
        }
        let mut rows: BTreeMap<(usize, String), (AnalysisRow, HashSet<i64>)> = BTreeMap::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut total = (AnalysisRow { name: "合计".to_owned(), ..AnalysisRow::default() }, HashSet::new());
        for line in &found.lines {
            let next = places.len();
            let (place, key, name) = found.facets.key(request.by, line, next);
            let place = *places.entry(key.clone()).or_insert(place);
            let row = rows
                .entry((place, key.clone()))
                .or_insert_with(|| (AnalysisRow { key, name, ..AnalysisRow::default() }, HashSet::new()));
            let excluded = found.facets.exclusion(line);
            count(row, line, excluded);
            count(&mut total, line, excluded);
        }
        Ok(Analysis {
            as_of,
            by: request.by,
            within: within.into_iter().map(|(slice, name)| (slice, name.unwrap_or_default())).collect(),
            rows: rows.into_values().map(|(row, _)| row).collect(),
            total: total.0,
        })
    }

    /// What of the arrears of a day lies under some slices.
    pub(crate) fn sliced(
        &self,
        mut lines: Vec<ArrearsLine>,
        as_of: NaiveDate,
        slices: &[Slice],
        at_least: Fen,
    ) -> Result<Sliced> {
        let facets = Facets::read(self, &lines, as_of)?;
        let within: Vec<(Slice, Option<String>)> = slices
            .iter()
            .map(|slice| {
                let key = |line: &ArrearsLine| facets.key(slice.axis, line, 0);
                (slice.clone(), lines.iter().map(key).find(|k| k.1 == slice.key).map(|k| k.2))
            })
            .collect();
        for axis in Axis::ALL.into_iter().filter(|axis| slices.iter().any(|s| s.axis == *axis)) {
            lines.retain(|line| {
                let key = facets.key(axis, line, 0).1;
                slices.iter().any(|s| s.axis == axis && s.key == key)
            });
        }
        let mut owed: HashMap<i64, Fen> = HashMap::new();
        for line in &lines {
            *owed.entry(line.account).or_default() += line.open;
        }
        lines.retain(|line| owed.get(&line.account).is_some_and(|sum| *sum >= at_least));
        Ok(Sliced { lines, facets, within })
    }
}

/// What is overdue under some slices.
pub(crate) struct Sliced {
    /// Charge by charge, in order of room and due date.
    pub lines: Vec<ArrearsLine>,
    /// What they count under.
    pub facets: Facets,
    /// The slices with the names of their keys; none where nothing is owed under one.
    pub within: Vec<(Slice, Option<String>)>,
}

fn count((row, accounts): &mut (AnalysisRow, HashSet<i64>), line: &ArrearsLine, excluded: Option<Exclusion>) {
    accounts.insert(line.account);
    row.debtors = accounts.len();
    row.charges += 1;
    row.total += line.open;
    match excluded {
        Some(why) => row.excluded[why as usize] += line.open,
        None => row.chased += line.open,
    }
}

impl Analysis {
    /// As a table to be written as a workbook.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut headings = vec![self.by.label().to_owned(), "户数".into(), "笔数".into(), "逾期欠费".into()];
        headings.extend(Exclusion::ALL.iter().map(|e| e.label().to_owned()));
        headings.push("可催".into());
        let whole = |n: usize| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        let row = |row: &AnalysisRow| {
            let mut cells = vec![
                Value::Text(row.name.clone()),
                whole(row.debtors),
                whole(row.charges),
                Value::Amount(row.total),
            ];
            cells.extend(row.excluded.map(Value::Amount));
            cells.push(Value::Amount(row.chased));
            cells
        };
        let within: Vec<String> =
            self.within.iter().map(|(slice, name)| format!("{} {name}", slice.axis.label())).collect();
        let of = if within.is_empty() { String::new() } else { format!("（{}）", within.join("，")) };
        Table {
            title: format!("欠费分析 按{} {}{of}", self.by.label(), self.as_of),
            headings,
            rows: self.rows.iter().chain([&self.total]).map(row).collect(),
            footer: None,
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn code_of<S: Serializer>(axis: &Axis, to: S) -> std::result::Result<S::Ok, S::Error> {
    to.serialize_str(axis.code())
}

fn axis_of<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Axis, D::Error> {
    let code = String::deserialize(from)?;
    Axis::parse(&code).ok_or_else(|| serde::de::Error::custom("not an axis"))
}

fn by_exclusion<S: Serializer>(
    sums: &[Fen; Exclusion::ALL.len()],
    to: S,
) -> std::result::Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(sums.len()))?;
    for (why, fen) in Exclusion::ALL.iter().zip(sums) {
        map.serialize_entry(why.code(), &fen.plain())?;
    }
    map.end()
}

/// What the key of a slice is called, as far as it says by itself.
pub(crate) fn name_of(slice: &Slice) -> String {
    let key = slice.key.as_str();
    let coded = match slice.axis {
        Axis::Building => Some(format!("{key}栋")),
        Axis::Year => Some(format!("{key}年")),
        Axis::Repeat => Some(format!("{key} 个月")),
        Axis::Unit => key.split_once('-').map(|(building, unit)| format!("{building}栋{unit}单元")),
        Axis::Age => Bucket::ALL.into_iter().find(|b| b.code() == key).map(|b| b.label().to_owned()),
        Axis::Reason => ArrearsReason::parse(key).map(|r| r.label().to_owned()),
        Axis::Stage => Stage::parse(key).map(|s| s.label().to_owned()),
        Axis::Home | Axis::Item | Axis::Use | Axis::Steward => None,
    };
    let missing = match slice.axis {
        Axis::Reason => "未记录",
        Axis::Stage => "未开始催缴",
        _ => "未指定",
    };
    coded.unwrap_or_else(|| if key == NONE { missing.to_owned() } else { key.to_owned() })
}
