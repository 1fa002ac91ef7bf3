//! Campaigns: some days in which some of the arrears are taken up together.

use crate::{Act, Reading, Result, fact, form};
use chrono::NaiveDate;
use rusqlite::types::Value;
use zhangfang_domain::Fen;

/// A campaign to be posted.
#[derive(Clone, Debug)]
pub struct NewCampaign {
    /// Its name.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Whom it is about, as JSON.
    pub scope: String,
    /// What it is to bring.
    pub target: Fen,
    /// What is said to owners.
    pub text: String,
    /// A note for the office.
    pub note: String,
}

/// A campaign in the book.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Its id.
    pub id: i64,
    /// As it was posted.
    pub terms: NewCampaign,
    /// Who posted it.
    pub operator: String,
    /// When, by business date.
    pub made: NaiveDate,
    /// When it was ended and what was learnt.
    pub end: Option<(NaiveDate, String)>,
}

impl Act<'_> {
    /// Posts a campaign.
    ///
    /// # Errors
    /// Database errors, also when its last day lies before its first.
    pub fn post_campaign(&mut self, new: &NewCampaign) -> Result<i64> {
        self.note("name", new.name.as_str());
        self.post(
            &fact::CAMPAIGN,
            &[
                Value::Text(new.name.clone()),
                Value::Integer(form::day(new.from)),
                Value::Integer(form::day(new.to)),
                Value::Text(new.scope.clone()),
                Value::Integer(new.target.0),
                Value::Text(new.text.clone()),
                Value::Text(new.note.clone()),
            ],
        )
    }

    /// Ends a campaign.
    ///
    /// # Errors
    /// Database errors, also when it was ended before.
    pub fn post_campaign_end(&mut self, campaign: i64, note: &str) -> Result<i64> {
        self.post(&fact::CAMPAIGN_END, &[Value::Integer(campaign), Value::Text(note.to_owned())])
    }
}

impl Reading<'_> {
    /// Every campaign, newest first.
    ///
    /// # Errors
    /// Database errors.
    pub fn campaigns(self) -> Result<Vec<Campaign>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.id, c.name, c.from_day, c.to_day, c.scope, c.target_fen, c.text, c.note, t.operator, t.biz_date,
               x.biz_date, e.note
             FROM campaign c JOIN act t ON t.seq = c.act
             LEFT JOIN (campaign_end e JOIN act x ON x.seq = e.act) ON e.campaign_id = c.id ORDER BY c.id DESC",
        )?;
        let rows = statement.query_map([], |r| {
            let day = |n: i64| form::date(n).unwrap_or_default();
            let ended: Option<i64> = r.get(10)?;
            Ok(Campaign {
                id: r.get(0)?,
                terms: NewCampaign {
                    name: r.get(1)?,
                    from: day(r.get(2)?),
                    to: day(r.get(3)?),
                    scope: r.get(4)?,
                    target: Fen(r.get(5)?),
                    text: r.get(6)?,
                    note: r.get(7)?,
                },
                operator: r.get(8)?,
                made: day(r.get(9)?),
                end: ended.map(|on| Ok::<_, rusqlite::Error>((day(on), r.get(11)?))).transpose()?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
