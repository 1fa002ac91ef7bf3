-- Campaigns and the plan of the year.
-- Tables ending in `seal` only grow; each has its two triggers behind it.

-- Campaigns ---------------------------------------------------------------------------------------------------
-- A campaign: whom it is about, from when to when, what it is to bring, what is said to owners.
CREATE TABLE campaign(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, name TEXT NOT NULL, from_day INTEGER NOT NULL, to_day INTEGER NOT NULL, scope TEXT NOT NULL, target_fen INTEGER NOT NULL, text TEXT NOT NULL, note TEXT NOT NULL, seal INTEGER NOT NULL,
  CHECK(to_day >= from_day)
) STRICT;
CREATE TRIGGER campaign_no_update BEFORE UPDATE ON campaign BEGIN SELECT RAISE(ABORT, 'posted rows of campaign only grow'); END;
CREATE TRIGGER campaign_no_delete BEFORE DELETE ON campaign BEGIN SELECT RAISE(ABORT, 'posted rows of campaign only grow'); END;
-- A campaign that is over, with what was learnt.
CREATE TABLE campaign_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, campaign_id INTEGER NOT NULL UNIQUE REFERENCES campaign(id), note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER campaign_end_no_update BEFORE UPDATE ON campaign_end BEGIN SELECT RAISE(ABORT, 'posted rows of campaign_end only grow'); END;
CREATE TRIGGER campaign_end_no_delete BEFORE DELETE ON campaign_end BEGIN SELECT RAISE(ABORT, 'posted rows of campaign_end only grow'); END;

-- Plan --------------------------------------------------------------------------------------------------------
-- What a month is to bring, for a person or, without a name, for the office; the newest counts.
CREATE TABLE plan_target(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, month INTEGER NOT NULL, person TEXT NOT NULL, fen INTEGER NOT NULL CHECK(fen >= 0), note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_target_month ON plan_target(month);
CREATE TRIGGER plan_target_no_update BEFORE UPDATE ON plan_target BEGIN SELECT RAISE(ABORT, 'posted rows of plan_target only grow'); END;
CREATE TRIGGER plan_target_no_delete BEFORE DELETE ON plan_target BEGIN SELECT RAISE(ABORT, 'posted rows of plan_target only grow'); END;
