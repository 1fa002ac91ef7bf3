//! Contact data of former owners: how long it is needed, and masking it afterwards (domain section 2.9).

use crate::{Act, Reading, Result, edited, form};
use chrono::NaiveDate;

/// A former owner whose contact data is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerContact {
    /// The account.
    pub account: i64,
    /// The home.
    pub home: i64,
    /// The day everything was settled: the later of the end of the account and the last money on it.
    pub settled: NaiveDate,
    /// The phones, as kept.
    pub phones: Vec<String>,
}

impl Reading<'_> {
    /// Former owners who owe nothing and whose phones are still kept whole, with the day it was settled.
    ///
    /// # Errors
    /// Database errors.
    pub fn former_contacts(self) -> Result<Vec<FormerContact>> {
        let mut statement = self.0.prepare_cached(
            "SELECT c.id, c.home_id, max(c.closed, coalesce((SELECT max(a.biz_date) FROM payment p JOIN act a ON a.seq = p.act
                WHERE p.account_id = c.id), 0)),
               (SELECT json_group_array(f.number) FROM account_phone f WHERE f.account_id = c.id)
             FROM account c
             WHERE c.closed IS NOT NULL AND c.kind = 'owner'
               AND EXISTS (SELECT 1 FROM account_phone f WHERE f.account_id = c.id AND instr(f.number, '*') = 0)
               AND NOT EXISTS (SELECT 1 FROM open_item o WHERE o.account_id = c.id)
             ORDER BY c.id",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(r) = rows.next()? {
            found.push(FormerContact {
                account: r.get(0)?,
                home: r.get(1)?,
                settled: form::date(r.get(2)?).unwrap_or_default(),
                phones: serde_json::from_str(&r.get::<_, String>(3)?)?,
            });
        }
        Ok(found)
    }
}

impl Act<'_> {
    /// Puts masked phones in place of those kept, and drops how somebody wanted to be reached.
    ///
    /// # Errors
    /// Database errors.
    pub fn mask_contact(&mut self, account: i64, masked: &[String]) -> Result<()> {
        self.edits(&edited::REGISTER);
        self.edits(&["contact_terms"]);
        for (ordinal, number) in (1_i64..).zip(masked) {
            self.tx.execute(
                "UPDATE account_phone SET number = ?3 WHERE account_id = ?1 AND ordinal = ?2",
                (account, ordinal, number),
            )?;
        }
        self.tx.execute("DELETE FROM contact_terms WHERE account_id = ?", [account])?;
        Ok(())
    }
}
