//! Acts of dunning and the money that came after them, from the facts.

use crate::{Reading, Result, form};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use zhangfang_domain::Fen;
use zhangfang_domain::effect::Settled;

/// A step of the ladder, a contact or a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// The act that noted it.
    pub act: i64,
    /// Its business date.
    pub day: NaiveDate,
    /// Account it was about.
    pub account: i64,
    /// Home.
    pub home: i64,
    /// Who did it.
    pub operator: String,
    /// Who looks after the building.
    pub steward: Option<String>,
    /// Code of the stage; none for what was done outside the ladder.
    pub stage: Option<String>,
    /// Code of the channel.
    pub channel: String,
    /// The run it was a part of.
    pub run: Option<i64>,
    /// The letter that went out.
    pub document: Option<i64>,
    /// What was asked for, where it was noted.
    pub asked: Option<Fen>,
}

/// Money or a reduction on a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The charge.
    pub charge: i64,
    /// The act that posted the charge.
    pub charged: i64,
    /// Account that owes it.
    pub account: i64,
    /// Its due date.
    pub due: NaiveDate,
    /// What settled it.
    pub settled: Settled,
    /// Whether it was money; otherwise it was lowered.
    pub money: bool,
}

/// A call or a message that is a step stands in the ladder too, and a message may stand among the contacts: what was done
/// with an account on one day is one act of dunning, said by the first that knows most. Who came by themselves was not
/// dunned.
const ACTED: &str =
    "SELECT s.act, t.biz_date, s.account_id, s.home_id, t.operator, w.name, s.stage, s.channel, s.run_id,
    s.document_id, s.fen
  FROM dunning_step s JOIN act t ON t.seq = s.act JOIN home h ON h.id = s.home_id
  LEFT JOIN steward w ON w.building_id = h.building_id WHERE t.biz_date BETWEEN ?1 AND ?2
  UNION ALL
  SELECT c.act, t.biz_date, c.account_id, c.home_id, t.operator, w.name, NULL, c.channel, NULL, NULL, NULL
  FROM contact c JOIN act t ON t.seq = c.act JOIN home h ON h.id = c.home_id
  LEFT JOIN steward w ON w.building_id = h.building_id WHERE t.biz_date BETWEEN ?1 AND ?2 AND c.incoming = 0
    AND NOT EXISTS (SELECT 1 FROM contact_void v WHERE v.contact_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM dunning_step s JOIN act x ON x.seq = s.act
                    WHERE s.account_id = c.account_id AND x.biz_date = t.biz_date)
  UNION ALL
  SELECT m.act, t.biz_date, m.account_id, m.home_id, t.operator, w.name, NULL, m.channel, NULL, NULL, NULL
  FROM message m JOIN act t ON t.seq = m.act JOIN home h ON h.id = m.home_id
  LEFT JOIN steward w ON w.building_id = h.building_id WHERE t.biz_date BETWEEN ?1 AND ?2
    AND NOT EXISTS (SELECT 1 FROM dunning_step s JOIN act x ON x.seq = s.act
                    WHERE s.account_id = m.account_id AND x.biz_date = t.biz_date)
    AND NOT EXISTS (SELECT 1 FROM contact c JOIN act x ON x.seq = c.act
                    WHERE c.account_id = m.account_id AND x.biz_date = t.biz_date AND c.incoming = 0
                      AND NOT EXISTS (SELECT 1 FROM contact_void v WHERE v.contact_id = c.id))
  ORDER BY 2, 1";

const TOUCHES: &str = "SELECT c.id, c.act, c.account_id, c.due, l.act, t.biz_date, l.fen, 1
  FROM act t JOIN allocation l ON l.act = t.seq JOIN charge c ON c.id = l.charge_id
  WHERE t.biz_date BETWEEN ?1 AND ?2
    AND NOT EXISTS (SELECT 1 FROM payment p JOIN receipt_void v ON v.receipt_id = p.receipt_id
                    JOIN act x ON x.seq = v.act AND x.biz_date <= ?2 WHERE p.id = l.payment_id)
  UNION ALL
  SELECT c.id, c.act, c.account_id, c.due, x.act, t.biz_date, x.fen, 0
  FROM act t JOIN adjustment x ON x.act = t.seq JOIN charge c ON c.id = x.charge_id
  WHERE t.biz_date BETWEEN ?1 AND ?2";

impl Reading<'_> {
    /// Every act of dunning of the days from–to, in order.
    ///
    /// # Errors
    /// Database errors.
    pub fn acted(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Acted>> {
        let mut statement = self.0.prepare_cached(ACTED)?;
        let rows = statement.query_map((form::day(from), form::day(to)), |r| {
            Ok(Acted {
                act: r.get(0)?,
                day: form::date(r.get(1)?).unwrap_or_default(),
                account: r.get(2)?,
                home: r.get(3)?,
                operator: r.get(4)?,
                steward: r.get(5)?,
                stage: r.get(6)?,
                channel: r.get(7)?,
                run: r.get(8)?,
                document: r.get(9)?,
                asked: r.get::<_, Option<i64>>(10)?.map(Fen),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Everything that settled or lowered charges on the days from–to. What a receipt brought that was voided by the
    /// last day is not in it.
    ///
    /// # Errors
    /// Database errors.
    pub fn touches(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Touch>> {
        let mut statement = self.0.prepare_cached(TOUCHES)?;
        let rows = statement.query_map((form::day(from), form::day(to)), |r| {
            let day = |n: i64| form::date(n).unwrap_or_default();
            Ok(Touch {
                charge: r.get(0)?,
                charged: r.get(1)?,
                account: r.get(2)?,
                due: day(r.get(3)?),
                settled: Settled { order: r.get(4)?, day: day(r.get(5)?), fen: Fen(r.get(6)?) },
                money: r.get(7)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The act that posted each charge that is open.
    ///
    /// # Errors
    /// Database errors.
    pub fn open_charged(self) -> Result<HashMap<i64, i64>> {
        let sql = "SELECT o.charge_id, c.act FROM open_item o JOIN charge c ON c.id = o.charge_id";
        let mut statement = self.0.prepare_cached(sql)?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What each letter of the days from–to asked for: its charges.
    ///
    /// # Errors
    /// Database errors.
    pub fn asked_charges(self, from: NaiveDate, to: NaiveDate) -> Result<HashMap<i64, HashSet<i64>>> {
        let mut statement = self.0.prepare_cached(
            "SELECT k.document_id, k.charge_id FROM act t JOIN document_charge k ON k.act = t.seq
             WHERE t.biz_date BETWEEN ? AND ?",
        )?;
        let mut rows = statement.query((form::day(from), form::day(to)))?;
        let mut asked: HashMap<i64, HashSet<i64>> = HashMap::new();
        while let Some(r) = rows.next()? {
            asked.entry(r.get(0)?).or_default().insert(r.get(1)?);
        }
        Ok(asked)
    }

    /// The letters of the days from–to that went out by a step: document and code of the stage.
    ///
    /// # Errors
    /// Database errors.
    pub fn letters_sent(self, from: NaiveDate, to: NaiveDate) -> Result<Vec<(i64, String)>> {
        let mut statement = self.0.prepare_cached(
            "SELECT s.document_id, s.stage FROM act t JOIN dunning_step s ON s.act = t.seq
             WHERE t.biz_date BETWEEN ? AND ? AND s.document_id IS NOT NULL",
        )?;
        let rows = statement.query_map((form::day(from), form::day(to)), |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
