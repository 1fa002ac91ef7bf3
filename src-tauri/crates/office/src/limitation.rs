//! Limitation (诉讼时效) of what is open, recomputed from what the book knows: part payments, agreements, promises,
//! letters that were delivered.

use crate::billing::shown;
use crate::{Office, Result, wire};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::limitation::{Alarm, Event, Limitation, limitation};
use zhangfang_domain::{Fen, Months};
use zhangfang_store::Reading;
use zhangfang_store::arrears::OpenItem;

/// The limitation of one open charge.
#[derive(Clone, Debug, Serialize)]
pub struct LimitationLine {
    /// The home.
    pub room: String,
    /// Owner, masked.
    pub owner: String,
    /// The charge.
    pub charge: i64,
    /// Its item.
    pub item: String,
    /// Its months.
    #[serde(with = "wire::months")]
    pub months: Months,
    /// Its due date.
    pub due: NaiveDate,
    /// Open amount.
    #[serde(with = "wire::yuan")]
    pub open: Fen,
    /// Last day to claim it in court; a holiday at the end is not relied upon.
    pub last_day: NaiveDate,
    /// Days until then; negative when it is over.
    pub days_left: i64,
    /// 已届满, 30天内, 90天内, 180天内; empty while there is time.
    pub alarm: &'static str,
    /// What started the period anew, in Chinese.
    pub events: Vec<String>,
}

/// The limitation of charges with what happened to them.
pub(crate) struct LimitationBook(HashMap<i64, (Limitation, Vec<Event>)>);

impl LimitationBook {
    /// Computes it as of a day.
    pub fn read(reading: Reading<'_>, open: &[OpenItem], as_of: NaiveDate) -> Result<Self> {
        let ids: Vec<i64> = open.iter().map(|o| o.charge).collect();
        let mut events: HashMap<i64, Vec<Event>> = HashMap::new();
        let mut paid: BTreeMap<(i64, NaiveDate), Fen> = BTreeMap::new();
        for m in reading.lowered(&ids, as_of)?.into_iter().filter(|m| m.at_counter) {
            *paid.entry((m.charge, m.on)).or_default() += m.fen;
        }
        for ((charge, on), _) in paid.into_iter().filter(|(_, fen)| fen.is_positive()) {
            events.entry(charge).or_default().push(Event::PartPayment { on });
        }
        for (charge, on) in reading.acknowledged(&ids, as_of)? {
            events.entry(charge).or_default().push(Event::Acknowledgement { on });
        }
        for (charge, event) in reading.demanded(&ids, as_of)? {
            events.entry(charge).or_default().push(event);
        }
        for agreement in reading.agreements(None, as_of)? {
            let on = agreement.signed;
            let last = agreement.schedule.last().map_or(on, |l| l.due);
            // Once it ended all that is left is due, so nothing runs from a later instalment.
            let last_due = agreement.end.map_or(last, |end| end.on.min(last));
            for (charge, _) in agreement.charges {
                events.entry(charge).or_default().push(Event::Instalments { on, last_due });
            }
        }
        let of = |o: &OpenItem| {
            let events = events.remove(&o.charge).unwrap_or_default();
            (o.charge, (limitation(o.due, &events), events))
        };
        Ok(Self(open.iter().map(of).collect()))
    }

    /// The last day of a charge that was asked for.
    pub fn last_day(&self, o: &OpenItem) -> NaiveDate {
        self.0.get(&o.charge).map_or_else(|| limitation(o.due, &[]).last_day, |(found, _)| found.last_day)
    }

    /// The last day with one more event.
    pub fn last_day_with(&self, o: &OpenItem, event: Event) -> NaiveDate {
        let mut events = self.0.get(&o.charge).map(|(_, events)| events.clone()).unwrap_or_default();
        events.push(event);
        limitation(o.due, &events).last_day
    }

    fn words(&self, charge: i64) -> Vec<String> {
        let Some((found, events)) = self.0.get(&charge) else { return Vec::new() };
        let word = |e: &Event| match e {
            Event::Demand { on, proof, confirmed } => {
                let counts = if proof.counts(*confirmed) { "" } else { "，不影响时效" };
                format!("{on} 书面催缴送达（{} 级{counts}）", proof.code())
            }
            Event::PartPayment { on } => format!("{on} 部分付款"),
            Event::Acknowledgement { on } => format!("{on} 承诺付款"),
            Event::Instalments { on, last_due } => format!("{on} 签分期协议（末期 {last_due}）"),
        };
        let mut sorted = events.clone();
        sorted.sort_by_key(|e| e.on());
        let mut words: Vec<String> = sorted.iter().map(word).collect();
        if let Some(on) = found.too_late {
            words.push(format!("{on} 起的事项在届满之后，不使时效恢复，是否构成同意履行请咨询律师"));
        }
        words
    }
}

impl Office {
    /// The open charges whose limitation ends within so many days, soonest first; with what is over when asked.
    ///
    /// # Errors
    /// Store errors.
    pub fn limitation_list(&self, as_of: NaiveDate, within: i64, over: bool) -> Result<Vec<LimitationLine>> {
        let reading = self.book.reading();
        let mut open = reading.open_items(as_of)?;
        open.retain(|o| o.due < as_of);
        let book = LimitationBook::read(reading, &open, as_of)?;
        let left = |o: &OpenItem| (book.last_day(o) - as_of).num_days();
        open.retain(|o| left(o) <= within && (over || left(o) >= 0));
        open.sort_by_key(|o| (book.last_day(o), o.home, o.charge));
        let items = self.item_names()?;
        let homes: HashMap<i64, _> = reading.homes()?.into_iter().map(|h| (h.id, h)).collect();
        let accounts = reading.accounts()?;
        let line = |o: &OpenItem| {
            let record = homes.get(&o.home).map(|h| &h.record);
            let last_day = book.last_day(o);
            LimitationLine {
                room: record.map(|r| r.room_number()).unwrap_or_default(),
                owner: accounts.get(&o.account).map(shown).unwrap_or_default(),
                charge: o.charge,
                item: items.get(&o.item).cloned().unwrap_or_default(),
                months: o.months,
                due: o.due,
                open: o.open,
                last_day,
                days_left: left(o),
                alarm: Alarm::of(last_day, as_of).map_or("", Alarm::label),
                events: book.words(o.charge),
            }
        };
        Ok(open.iter().map(line).collect())
    }
}
