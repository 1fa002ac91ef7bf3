-- The dunning ladder: steps taken, pauses, reasons of arrears, who looks after which building.
-- Tables ending in `seal` only grow; each has its two triggers behind it.

-- Ladder ------------------------------------------------------------------------------------------------------
-- Steps taken together: which stage, for whom, how many were left out, and what the manager decided where that is needed.
CREATE TABLE dunning_run(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, stage TEXT NOT NULL, day INTEGER NOT NULL, scope TEXT NOT NULL, decision TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER dunning_run_no_update BEFORE UPDATE ON dunning_run BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_run only grow'); END;
CREATE TRIGGER dunning_run_no_delete BEFORE DELETE ON dunning_run BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_run only grow'); END;
-- One step of one account on the ladder; `term` is the days it gave to pay, `skip_reason` why the manager left out
-- stages or days below it.
CREATE TABLE dunning_step(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, run_id INTEGER REFERENCES dunning_run(id), home_id INTEGER NOT NULL, account_id INTEGER NOT NULL, stage TEXT NOT NULL,
  channel TEXT NOT NULL, document_id INTEGER REFERENCES document(id), fen INTEGER NOT NULL, term INTEGER, skip_reason TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX dunning_step_account ON dunning_step(account_id);
CREATE INDEX dunning_step_run ON dunning_step(run_id);
CREATE INDEX dunning_step_document ON dunning_step(document_id);
CREATE TRIGGER dunning_step_no_update BEFORE UPDATE ON dunning_step BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_step only grow'); END;
CREATE TRIGGER dunning_step_no_delete BEFORE DELETE ON dunning_step BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_step only grow'); END;
-- What came of a step, and the day of the next look.
CREATE TABLE dunning_result(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, step_id INTEGER NOT NULL REFERENCES dunning_step(id), result TEXT NOT NULL, next_day INTEGER, note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX dunning_result_step ON dunning_result(step_id);
CREATE TRIGGER dunning_result_no_update BEFORE UPDATE ON dunning_result BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_result only grow'); END;
CREATE TRIGGER dunning_result_no_delete BEFORE DELETE ON dunning_result BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_result only grow'); END;

-- Pauses ------------------------------------------------------------------------------------------------------
-- A side branch that holds the ladder until a day; it has no rows of scope when it holds for the whole account.
CREATE TABLE dunning_pause(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, home_id INTEGER NOT NULL, account_id INTEGER NOT NULL, cause TEXT NOT NULL, from_day INTEGER NOT NULL, until_day INTEGER NOT NULL,
  ticket_id INTEGER, agreement_id INTEGER, note TEXT NOT NULL, seal INTEGER NOT NULL,
  CHECK(until_day >= from_day)
) STRICT;
CREATE INDEX dunning_pause_account ON dunning_pause(account_id);
CREATE INDEX dunning_pause_ticket ON dunning_pause(ticket_id);
CREATE TRIGGER dunning_pause_no_update BEFORE UPDATE ON dunning_pause BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_pause only grow'); END;
CREATE TRIGGER dunning_pause_no_delete BEFORE DELETE ON dunning_pause BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_pause only grow'); END;
-- The items or single charges a pause holds.
CREATE TABLE dunning_pause_scope(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, pause_id INTEGER NOT NULL REFERENCES dunning_pause(id), item_id INTEGER, charge_id INTEGER, seal INTEGER NOT NULL,
  CHECK((item_id IS NULL) <> (charge_id IS NULL))
) STRICT;
CREATE INDEX dunning_pause_scope_of ON dunning_pause_scope(pause_id);
CREATE TRIGGER dunning_pause_scope_no_update BEFORE UPDATE ON dunning_pause_scope BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_pause_scope only grow'); END;
CREATE TRIGGER dunning_pause_scope_no_delete BEFORE DELETE ON dunning_pause_scope BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_pause_scope only grow'); END;
-- A pause moved or ended: the last row says until when it holds.
CREATE TABLE dunning_pause_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, pause_id INTEGER NOT NULL REFERENCES dunning_pause(id), until_day INTEGER NOT NULL, reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX dunning_pause_end_of ON dunning_pause_end(pause_id);
CREATE TRIGGER dunning_pause_end_no_update BEFORE UPDATE ON dunning_pause_end BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_pause_end only grow'); END;
CREATE TRIGGER dunning_pause_end_no_delete BEFORE DELETE ON dunning_pause_end BEGIN SELECT RAISE(ABORT, 'posted rows of dunning_pause_end only grow'); END;

-- Reasons -----------------------------------------------------------------------------------------------------
-- Why an account owes, as far as known; the newest counts.
CREATE TABLE arrears_reason(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, home_id INTEGER NOT NULL, account_id INTEGER NOT NULL, code TEXT NOT NULL, note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX arrears_reason_account ON arrears_reason(account_id);
CREATE TRIGGER arrears_reason_no_update BEFORE UPDATE ON arrears_reason BEGIN SELECT RAISE(ABORT, 'posted rows of arrears_reason only grow'); END;
CREATE TRIGGER arrears_reason_no_delete BEFORE DELETE ON arrears_reason BEGIN SELECT RAISE(ABORT, 'posted rows of arrears_reason only grow'); END;

-- Who of the staff looks after a building; edited in place.
CREATE TABLE steward(building_id INTEGER PRIMARY KEY REFERENCES building(id), name TEXT NOT NULL) STRICT;
