//! 工单: complaints, repairs, questions and praise, from taking in to the last word (domain section 6).

mod due;
mod incident;
mod list;
mod material;
mod pause;
mod step;
mod terms;

pub use due::{ServedTicket, TicketAlarm};
pub use incident::IncidentLine;
pub(crate) use list::topic;
pub use list::{LogLine, TicketCard, TicketFilter, TicketLine, table};
pub use material::NewMaterial;
pub use pause::FeeLink;
pub use step::NewStep;
pub use terms::TermLine;
pub use zhangfang_store::ticket::{Contractor, Material, Ticket};

use crate::refusal::TicketRefusal;
use crate::wording::require_clean;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};
use zhangfang_domain::ticket::course::Course;
use zhangfang_domain::ticket::step::{Event, Step};
use zhangfang_domain::ticket::{Channel, Kind, Level, Topic};
use zhangfang_domain::wording::TextKind;
use zhangfang_store::Act;
use zhangfang_store::ticket::Request;

/// What somebody comes with, as it is taken in.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The home, by room; empty for something in a public place nobody in particular reported.
    pub room: String,
    /// The place, when it is not inside the home.
    pub place: String,
    /// Complaint, repair, question …
    pub kind: Kind,
    /// What it is about.
    pub topic: Topic,
    /// How urgent; the usual level of its kind when missing.
    pub level: Option<Level>,
    /// The way it came in.
    pub channel: Channel,
    /// Who is asked first and answers for it; whoever takes it in when empty.
    pub intake: String,
    /// Who said it; the owners when empty.
    pub reporter: String,
    /// Where they can be reached.
    pub phone: String,
    /// In their words.
    pub wish: String,
    /// When it came in; now when missing.
    pub at: Option<NaiveDateTime>,
    /// Whether it was answered on the spot that somebody looks after it; otherwise it is accepted later.
    pub accept: bool,
    /// The whole answer, when it was given on the spot.
    pub answer: String,
    /// The incident it belongs to.
    pub incident: Option<i64>,
    /// The fee it names, or does not want to pay because of it.
    pub fee: Option<FeeLink>,
}

/// A ticket that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenIn {
    /// Its number.
    pub number: String,
    /// By when the first reply is promised.
    pub reply_by: NaiveDateTime,
    /// By when it is promised to be done; none where it lasts until it is safe.
    pub done_by: Option<NaiveDateTime>,
    /// Until when dunning is paused for what it names.
    pub paused_until: Option<NaiveDate>,
}

/// The moment of an occasion: the clock's time on the business day, in whole minutes as the book keeps it.
pub(crate) fn moment(occasion: &Occasion) -> NaiveDateTime {
    let time = occasion.now.time();
    occasion.today.and_hms_opt(time.hour(), time.minute(), 0).unwrap_or(occasion.now)
}

impl Office {
    /// Takes in what somebody comes with.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] without the person's words, [`Refusal::UnknownHome`], [`TicketRefusal`].
    pub fn take_in(&mut self, new: &Intake, occasion: &Occasion) -> Result<Posted<TakenIn>> {
        let replay = self.replays(occasion)?;
        let request = self.request(new, occasion)?;
        require_clean(TextKind::Answer, &new.answer)?;
        let scope = match &new.fee {
            Some(link) if !replay => Some(self.scope(new.room.trim(), link)?),
            _ => None,
        };
        if let (Some(incident), false) = (new.incident, replay) {
            self.running_incident(incident)?;
        }
        let terms = self.ticket_terms()?;
        let mut course = Course::begin(request.kind, request.level, &request.intake, request.at);
        let now = moment(occasion);
        let answered = !new.answer.trim().is_empty();
        let mut events = Vec::new();
        if new.accept || answered {
            let at = if request.channel == Channel::Box { now } else { request.at };
            events.push(Event { at, step: Step::Accept, note: String::new() });
        }
        if answered {
            let step = Step::Finish { by: request.intake.clone() };
            events.push(Event { at: now, step, note: new.answer.trim().to_owned() });
        }
        for event in &events {
            course.take(event).map_err(|why| TicketRefusal::Step { number: String::new(), why })?;
        }
        self.book.transact("ticket.take-in", occasion, |act| {
            let (ticket, number) = act.post_ticket(&request, SUBJECT)?;
            for event in &events {
                act.post_ticket_step(ticket, event)?;
            }
            let paused_until = match (&scope, course.is_served()) {
                (Some(scope), false) => Some(scope.post(act, ticket, &request, &course, &terms)?),
                _ => None,
            };
            act.note("ticket", number.as_str());
            let (reply_by, done_by) = (course.reply_due(&terms), course.close_due(&terms));
            Ok::<_, OfficeError>(TakenIn { number, reply_by, done_by, paused_until })
        })
    }

    fn request(&self, new: &Intake, occasion: &Occasion) -> Result<Request> {
        let empty = |field, expected| Refusal::Unusable { field, value: String::new(), expected };
        let (room, place, wish) = (new.room.trim(), new.place.trim(), new.wish.trim());
        if wish.is_empty() {
            return Err(empty("诉求", "业主的原话，如 3 单元楼道灯不亮").into());
        }
        if room.is_empty() && place.is_empty() {
            return Err(empty("房号或位置", "提出诉求的房号；公共区域的写位置，如 3栋1单元电梯").into());
        }
        let home = if room.is_empty() { None } else { Some(self.home(room)?) };
        if home.is_none() && new.fee.is_some() {
            return Err(TicketRefusal::FeeWithoutHome.into());
        }
        let (now, at) = (moment(occasion), new.at.unwrap_or_else(|| moment(occasion)));
        if at > now {
            return Err(TicketRefusal::ToCome { at }.into());
        }
        let said = |text: &str, otherwise: String| {
            let text = text.trim();
            if text.is_empty() { otherwise } else { text.to_owned() }
        };
        let owners = home.as_ref().map(|h| h.record.owners.join("、")).unwrap_or_default();
        let phone = new.phone.trim();
        Ok(Request {
            home: home.as_ref().map(|h| (h.id, h.account)),
            place: (!place.is_empty()).then(|| place.to_owned()),
            kind: new.kind,
            topic: new.topic,
            level: new.level.unwrap_or_else(|| Level::usual(new.kind, new.topic)),
            channel: new.channel,
            intake: said(&new.intake, occasion.operator.clone()),
            reporter: said(&new.reporter, owners),
            phone: (!phone.is_empty()).then(|| phone.to_owned()),
            wish: wish.to_owned(),
            at,
            touches_fee: new.fee.is_some(),
            incident: new.incident,
        })
    }

    /// A ticket by its number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn ticket(&self, number: &str) -> Result<Ticket> {
        let reading = self.book.reading();
        let mut parts = number.trim().split('-').skip(1).map(|part| part.parse::<i64>().ok());
        let id = match (parts.next().flatten(), parts.next().flatten()) {
            (Some(month), Some(serial)) => reading.ticket_numbered(month, serial)?,
            _ => None,
        };
        let unknown = || OfficeError::from(Refusal::Unknown { kind: "工单", name: number.to_owned() });
        Ok(reading.ticket(id.ok_or_else(unknown)?)?)
    }
}

/// What the document of a ticket is called.
const SUBJECT: &str = "工单";

/// Posts a step, and what follows from it for dunning.
pub(crate) fn post_step(
    act: &mut Act<'_>,
    ticket: &mut Ticket,
    event: &Event,
    terms: &zhangfang_domain::ticket::terms::Terms,
) -> Result<()> {
    let before = ticket.course.clone();
    let refused = |why| TicketRefusal::Step { number: ticket.number.clone(), why };
    ticket.course.take(event).map_err(refused)?;
    act.post_ticket_step(ticket.id, event)?;
    pause::follow(act, ticket, &before, terms)
}
