//! The ladder of the office: its settings, and where the accounts of a book stand on it.

use crate::refusal::LadderRefusal;
use crate::settlement::Settling;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{Days, NaiveDate};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use zhangfang_domain::Fen;
use zhangfang_domain::approval::Role;
use zhangfang_domain::contact::{ArrearsReason, Channel, Outcome};
use zhangfang_domain::dunning::{
    Debt, Facts, Hold, Ladder, Leave, PauseCause, Rung, Stage, Standing, Step, StepResult, Verdict,
};
use zhangfang_store::Reading;
use zhangfang_store::contact::NewContact;
use zhangfang_store::dunning::StepRow;
use zhangfang_store::ticket::Which;

/// The setting that holds what differs from the ladder delivered, as JSON.
const LADDER: &str = "dunning.ladder";

/// One parameter of the ladder, as it is shown and typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Its name: `call.after`, `least`.
    pub name: String,
    /// Its Chinese label.
    pub label: String,
    /// Its value.
    pub value: String,
    /// What may be given, in Chinese.
    pub expected: &'static str,
}

/// What can be set of a stage: name, label, what may be given.
const FIELDS: [(&str, &str, &str); 7] = [
    ("on", "启用", "是 或 否"),
    ("after", "第几天", "离到期日的天数，到期前为负；律师从催缴函期限满、诉讼从委托律师起算"),
    ("gap", "距上次联系", "至少隔的天数，0—180"),
    ("term", "给的期限", "天数；书面催缴函不少于 15，不给期限填 0"),
    ("channel", "方式", "电话、短信、微信、上门、前台面谈 或 书面送达"),
    ("paper", "出纸质单", "是 或 否"),
    ("person", "谁办", "前台客服、楼栋管家、出纳、客服主管、项目经理 或 公司"),
];

const LEAST: (&str, &str, &str) = ("least", "起催金额（元）", "不小于 0 的金额");
const AGAIN: (&str, &str, &str) = ("again", "同一阶段再办至少隔几天", "30—365 的整数");

fn yes(on: bool) -> String {
    if on { "是" } else { "否" }.to_owned()
}

fn value_of(rung: &Rung, field: &str) -> String {
    match field {
        "on" => yes(rung.on),
        "after" => rung.after.to_string(),
        "gap" => rung.gap.to_string(),
        "term" => rung.term.unwrap_or_default().to_string(),
        "channel" => rung.channel.label().to_owned(),
        "paper" => yes(rung.paper),
        _ => rung.person.label().to_owned(),
    }
}

fn set_field(rung: &mut Rung, field: &str, text: &str) -> Option<()> {
    let truth = || match text {
        "是" | "yes" | "true" => Some(true),
        "否" | "no" | "false" => Some(false),
        _ => None,
    };
    match field {
        "on" => rung.on = truth()?,
        "after" => rung.after = text.parse().ok()?,
        "gap" => rung.gap = text.parse().ok()?,
        "term" => rung.term = Some(text.parse().ok()?).filter(|days: &u32| *days > 0),
        "channel" => rung.channel = Channel::parse(text)?,
        // A letter is its paper.
        "paper" => rung.paper = truth().filter(|on| *on || !rung.stage.is_letter())?,
        _ => rung.person = Role::parse(text)?,
    }
    Some(())
}

/// Every parameter of a ladder with its value, stage by stage.
#[must_use]
pub fn parameters(ladder: &Ladder) -> Vec<Parameter> {
    let of = |(name, label, expected): (&str, &str, &'static str), value: String| Parameter {
        name: name.to_owned(),
        label: label.to_owned(),
        value,
        expected,
    };
    let mut all = vec![of(LEAST, ladder.least.plain()), of(AGAIN, ladder.again.to_string())];
    for rung in &ladder.rungs {
        all.extend(FIELDS.map(|(field, label, expected)| Parameter {
            name: format!("{}.{field}", rung.stage.code()),
            label: format!("{}·{label}", rung.stage.label()),
            value: value_of(rung, field),
            expected,
        }));
    }
    all
}

/// Sets a parameter of a ladder by its name; the ladder as a whole is checked when it is kept.
///
/// # Errors
/// [`Refusal::Unknown`], [`Refusal::Unusable`] names the parameter and what may be given.
pub fn set_parameter(ladder: &mut Ladder, name: &str, text: &str) -> Result<()> {
    let text = text.trim();
    let unusable = |field, expected| Refusal::Unusable { field, value: text.to_owned(), expected };
    if name == LEAST.0 {
        ladder.least = Fen::parse(text).map_err(|_| unusable(LEAST.1, LEAST.2))?;
        return Ok(());
    }
    if name == AGAIN.0 {
        let days = text.parse().ok().filter(|days| (30..=365).contains(days));
        ladder.again = days.ok_or_else(|| unusable(AGAIN.1, AGAIN.2))?;
        return Ok(());
    }
    let unknown = || Refusal::Unknown { kind: "催缴参数", name: name.to_owned() };
    let (stage, field) = name.split_once('.').ok_or_else(unknown)?;
    let (_, label, expected) = FIELDS.into_iter().find(|f| f.0 == field).ok_or_else(unknown)?;
    let stage = Stage::parse(stage).ok_or_else(unknown)?;
    let rung = ladder.rungs.iter_mut().find(|rung| rung.stage == stage).ok_or_else(unknown)?;
    set_field(rung, field, text).ok_or_else(|| unusable(label, expected))?;
    Ok(())
}

/// The ladder of a book.
pub(crate) fn ladder(reading: Reading<'_>) -> Result<Ladder> {
    let mut ladder = Ladder::default();
    if let Some(text) = reading.setting(LADDER)? {
        let set: BTreeMap<String, String> =
            serde_json::from_str(&text).map_err(zhangfang_store::StoreError::from)?;
        for (name, value) in set {
            set_parameter(&mut ladder, &name, &value)?;
        }
    }
    Ok(ladder)
}

impl Office {
    /// The dunning ladder.
    ///
    /// # Errors
    /// Store errors.
    pub fn ladder(&self) -> Result<Ladder> {
        ladder(self.book.reading())
    }

    /// Changes the dunning ladder.
    ///
    /// # Errors
    /// [`LadderRefusal::Ladder`] when it breaks a rule, store errors.
    pub fn change_ladder(&mut self, ladder: &Ladder, occasion: &Occasion) -> Result<Posted<()>> {
        ladder.check().map_err(LadderRefusal::Ladder)?;
        let delivered = parameters(&Ladder::default());
        let differing: BTreeMap<String, String> = parameters(ladder)
            .into_iter()
            .zip(delivered)
            .filter(|(now, before)| now.value != before.value)
            .map(|(now, _)| (now.name, now.value))
            .collect();
        let text = serde_json::to_string(&differing).map_err(zhangfang_store::StoreError::from)?;
        self.book.transact("dunning.ladder", occasion, |act| Ok::<_, OfficeError>(act.set(LADDER, &text)?))
    }
}

/// What the ladder knows of one account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Its home.
    pub home: i64,
    /// Its open fees.
    pub debts: Vec<Debt>,
    /// The agreement that holds some of them.
    pub agreement: Option<String>,
    /// Its steps, oldest first.
    pub steps: Vec<StepRow>,
    /// The steps as the ladder reads them.
    climb: Vec<Step>,
    /// The day until which it promised to pay.
    pub promised: Option<NaiveDate>,
    /// Why it owes, as last learnt, and when.
    pub reason: Option<(ArrearsReason, NaiveDate)>,
    /// When it was last in contact.
    pub contacted: Option<NaiveDate>,
    /// The day agreed on in the last contact to look again, and what for.
    look: Option<(NaiveDate, NaiveDate, &'static str)>,
    /// Open complaints and repairs of the home, by number.
    pub tickets: Vec<String>,
}

impl Known {
    /// What was learnt when the office and the account spoke: a talk is the step of the ladder that asks for the reason,
    /// and what came of it answers the step before.
    fn spoke(&mut self, contact: &NewContact) {
        let on = contact.at.date();
        self.contacted = self.contacted.max(Some(on));
        self.look = contact.next_day.map(|day| (on, day, contact.outcome.next_step()));
        if contact.outcome.reached() || contact.reason != ArrearsReason::Unknown {
            self.reason_noted(contact.reason, on);
        }
        if contact.channel != Channel::Paper && contact.channel != Channel::Sms {
            let result = Some(StepResult { next: contact.next_day });
            self.climb.push(Step { stage: Stage::Call, on, term: None, result, proved: None });
        }
    }

    /// The day that was agreed on to look again, and what for.
    pub fn next_look(&self) -> Option<(NaiveDate, String)> {
        let noted = self.steps.iter().filter_map(|step| step.result.as_ref());
        let noted = noted.filter_map(|r| Some((r.on, r.next?, Outcome::parse(&r.result)?.next_step())));
        let (_, day, what) = noted.chain(self.look).max_by_key(|(on, ..)| *on)?;
        Some((day, what.to_owned()))
    }

    fn reason_noted(&mut self, reason: ArrearsReason, on: NaiveDate) {
        if self.reason.is_none_or(|(_, before)| before <= on) {
            self.reason = Some((reason, on));
        }
    }

    /// As the ladder wants it. `looked` says that somebody has looked at the open tickets.
    pub fn facts(&self, looked: bool) -> Facts<'_> {
        Facts {
            debts: &self.debts,
            steps: &self.climb,
            promised: self.promised,
            reason: self.reason.is_some(),
            contacted: self.contacted,
            tickets: !looked && !self.tickets.is_empty(),
        }
    }
}

/// All accounts that owe something, or did steps, as the ladder sees them on a day.
pub(crate) struct LadderBook {
    pub ladder: Ladder,
    pub today: NaiveDate,
    accounts: HashMap<i64, Known>,
}

impl LadderBook {
    /// Reads the book; only charges of one item when one is given, and of one home when one is given.
    pub fn read(
        reading: Reading<'_>,
        item: Option<i64>,
        home: Option<i64>,
        today: NaiveDate,
    ) -> Result<Self> {
        let mut accounts: HashMap<i64, Known> = HashMap::new();
        let mut open = match home {
            Some(home) => reading.open_items_of_home(home, today)?,
            None => reading.open_items(today)?,
        };
        Settling::read(reading)?.keep_principal(&mut open);
        let holds = Holds::read(reading, today)?;
        for o in open.iter().filter(|o| item.is_none_or(|item| item == o.item)) {
            let known = accounts.entry(o.account).or_default();
            known.home = o.home;
            let (hold, agreement) = holds.of(o.account, o.item, o.charge);
            known.agreement = known.agreement.take().or_else(|| agreement.map(str::to_owned));
            known.debts.push(Debt { charge: o.charge, due: o.due, open: o.open, hold });
        }
        let delivered = arrived(reading, home, today)?;
        for row in reading.dunning_steps(None, today)? {
            let Some(known) = accounts.get_mut(&row.account) else { continue };
            let letter = row.letter.as_ref().and_then(|letter| delivered.get(&letter.id));
            let noted = row.result.as_ref().map(|result| StepResult { next: result.next });
            known.climb.push(Step {
                stage: row.stage,
                on: row.on,
                term: row.term,
                // A letter that is known to have arrived has a result by that.
                result: noted.or_else(|| letter.map(|_| StepResult { next: None })),
                proved: letter.copied().flatten(),
            });
            known.steps.push(row);
        }
        for contact in reading.contacts(home, today)?.into_iter().filter(|c| c.void.is_none()) {
            if let Some(known) = accounts.get_mut(&contact.what.account) {
                known.spoke(&contact.what);
            }
        }
        for (account, until) in promised(reading, today)? {
            accounts.entry(account).and_modify(|known| known.promised = Some(until));
        }
        for (account, reason) in reading.arrears_reasons(today)? {
            accounts.entry(account).and_modify(|known| known.reason_noted(reason.reason, reason.on));
        }
        for ticket in reading.tickets(Which::Open)?.into_iter().filter(|t| !t.course.is_served()) {
            let account = ticket.request.home.map(|(_, account)| account);
            if let Some(known) = account.and_then(|account| accounts.get_mut(&account)) {
                known.tickets.push(ticket.number);
            }
        }
        for known in accounts.values_mut() {
            known.climb.sort_by_key(|step| step.on);
        }
        Ok(Self { ladder: ladder(reading)?, today, accounts })
    }

    /// What is known of an account that owes fees.
    pub fn known(&self, account: i64) -> Option<&Known> {
        self.accounts.get(&account)
    }

    /// Where an account stands.
    pub fn standing(&self, account: i64) -> Standing {
        let nothing = Known::default();
        self.ladder.standing(self.known(account).unwrap_or(&nothing).facts(false), self.today)
    }

    /// Whether an account may be brought to a stage.
    pub fn verdict(&self, account: i64, stage: Stage, leave: Leave, looked: bool) -> Verdict {
        let nothing = Known::default();
        let facts = self.known(account).unwrap_or(&nothing).facts(looked);
        self.ladder.verdict(facts, stage, leave, self.today)
    }
}

/// The letters that arrived up to a day, each with the first day that is proved by a grade that counts.
pub(crate) fn arrived(
    reading: Reading<'_>,
    home: Option<i64>,
    today: NaiveDate,
) -> Result<HashMap<i64, Option<NaiveDate>>> {
    let mut found: HashMap<i64, Option<NaiveDate>> = HashMap::new();
    for delivery in reading.deliveries(home, today)?.into_iter().filter(|d| !d.is_void()) {
        let day = delivery.what.at.date();
        let proved = found.entry(delivery.what.document).or_default();
        if delivery.counts() {
            *proved = Some(proved.map_or(day, |known| known.min(day)));
        }
    }
    Ok(found)
}

/// What holds charges: agreements that run and pauses.
struct Holds {
    agreements: HashMap<i64, (String, NaiveDate)>,
    pauses: HashMap<i64, Vec<zhangfang_store::pause::Pause>>,
}

impl Holds {
    fn read(reading: Reading<'_>, today: NaiveDate) -> Result<Self> {
        let mut agreements = HashMap::new();
        for agreement in reading.agreements(None, today)?.into_iter().filter(|a| a.end.is_none()) {
            // A missed last instalment breaks it after so many days; then nothing holds any more.
            let last = agreement.schedule.iter().map(|part| part.due).max().unwrap_or(today);
            let until = last + Days::new(agreement.breach_days.into());
            for (charge, _) in agreement.charges {
                agreements.insert(charge, (agreement.number.clone(), until));
            }
        }
        let mut pauses: HashMap<i64, Vec<_>> = HashMap::new();
        for pause in reading.pauses(None, today)?.into_iter().filter(|pause| pause.holds_on(today)) {
            pauses.entry(pause.account).or_default().push(pause);
        }
        Ok(Self { agreements, pauses })
    }

    /// What holds a charge longest, and the agreement it is in.
    fn of(&self, account: i64, item: i64, charge: i64) -> (Option<Hold>, Option<&str>) {
        let agreement = self.agreements.get(&charge);
        let instalment = agreement.map(|(_, until)| Hold { cause: PauseCause::Instalment, until: *until });
        let paused = self.pauses.get(&account).into_iter().flatten().filter(|p| p.reaches(item, charge));
        let longest = paused.map(|p| Hold { cause: p.cause, until: p.until }).chain(instalment);
        (longest.max_by_key(|hold| hold.until), agreement.map(|(number, _)| number.as_str()))
    }
}

/// The day until which accounts have promised to pay what has not come in yet.
pub(crate) fn promised(reading: Reading<'_>, today: NaiveDate) -> Result<HashMap<i64, NaiveDate>> {
    let mut found = HashMap::new();
    for promise in reading.promises(None, today)?.into_iter().filter(|p| p.due >= today) {
        if reading.brought_since(&promise, today)? < promise.fen {
            found.insert(promise.account, promise.due);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_read_back_as_it_was_set() {
        let mut ladder = Ladder::default();
        for parameter in parameters(&Ladder::default()) {
            set_parameter(&mut ladder, &parameter.name, &parameter.value).unwrap();
        }
        assert_eq!(ladder, Ladder::default());
        for (name, good, bad) in [
            ("least", "5.00", "五元"),
            ("again", "60", "7"),
            ("call.after", "12", "十"),
            ("committee.on", "是", "也许"),
            ("gentle.channel", "短信", "大喇叭"),
            ("first-notice.person", "前台客服", "保安"),
            ("second-notice.paper", "是", "否"),
        ] {
            set_parameter(&mut ladder, name, good).unwrap();
            assert!(set_parameter(&mut ladder, name, bad).is_err(), "{name}={bad}");
            assert!(parameters(&ladder).iter().any(|p| p.name == name && p.value == good), "{name}");
        }
        assert!(set_parameter(&mut ladder, "call.colour", "红").is_err());
        assert!(set_parameter(&mut ladder, "visit.after", "1").is_err());
    }
}
