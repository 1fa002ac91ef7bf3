-- Claims before a lawyer or court, what left the office about a household, texts of its own.
-- Tables ending in `seal` only grow; each has its two triggers behind it.

-- Cases -------------------------------------------------------------------------------------------------------
-- A debt handed to a law firm (domain 3.6), under which agreement on personal data (checklist C12).
CREATE TABLE legal_case(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL UNIQUE REFERENCES document(id), home_id INTEGER NOT NULL, account_id INTEGER NOT NULL, fen INTEGER NOT NULL,
  firm TEXT NOT NULL, agreement TEXT NOT NULL, note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_case_home ON legal_case(home_id);
CREATE TRIGGER legal_case_no_update BEFORE UPDATE ON legal_case BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case only grow'); END;
CREATE TRIGGER legal_case_no_delete BEFORE DELETE ON legal_case BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case only grow'); END;
-- The charges of a case.
CREATE TABLE legal_case_charge(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, case_id INTEGER NOT NULL REFERENCES legal_case(id), charge_id INTEGER NOT NULL REFERENCES charge(id), fen INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_case_charge_of ON legal_case_charge(case_id);
CREATE TRIGGER legal_case_charge_no_update BEFORE UPDATE ON legal_case_charge BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case_charge only grow'); END;
CREATE TRIGGER legal_case_charge_no_delete BEFORE DELETE ON legal_case_charge BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case_charge only grow'); END;
-- A step of a case.
CREATE TABLE legal_case_step(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, case_id INTEGER NOT NULL REFERENCES legal_case(id), stage TEXT NOT NULL, day INTEGER NOT NULL, reference TEXT, note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_case_step_of ON legal_case_step(case_id);
CREATE TRIGGER legal_case_step_no_update BEFORE UPDATE ON legal_case_step BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case_step only grow'); END;
CREATE TRIGGER legal_case_step_no_delete BEFORE DELETE ON legal_case_step BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case_step only grow'); END;
-- What a case cost.
CREATE TABLE legal_case_cost(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, case_id INTEGER NOT NULL REFERENCES legal_case(id), day INTEGER NOT NULL, what TEXT NOT NULL, fen INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX legal_case_cost_of ON legal_case_cost(case_id);
CREATE TRIGGER legal_case_cost_no_update BEFORE UPDATE ON legal_case_cost BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case_cost only grow'); END;
CREATE TRIGGER legal_case_cost_no_delete BEFORE DELETE ON legal_case_cost BEGIN SELECT RAISE(ABORT, 'posted rows of legal_case_cost only grow'); END;

-- Privacy -----------------------------------------------------------------------------------------------------
-- Data of households that left the office: what, for what, to whom.
CREATE TABLE export_event(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, kind TEXT NOT NULL, home_id INTEGER, purpose TEXT NOT NULL, recipient TEXT NOT NULL, sha256 TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER export_event_no_update BEFORE UPDATE ON export_event BEGIN SELECT RAISE(ABORT, 'posted rows of export_event only grow'); END;
CREATE TRIGGER export_event_no_delete BEFORE DELETE ON export_event BEGIN SELECT RAISE(ABORT, 'posted rows of export_event only grow'); END;
-- A text sent or copied to be sent.
CREATE TABLE message(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, home_id INTEGER NOT NULL, account_id INTEGER NOT NULL, channel TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX message_home ON message(home_id);
CREATE TRIGGER message_no_update BEFORE UPDATE ON message BEGIN SELECT RAISE(ABORT, 'posted rows of message only grow'); END;
CREATE TRIGGER message_no_delete BEFORE DELETE ON message BEGIN SELECT RAISE(ABORT, 'posted rows of message only grow'); END;
-- A list of masked rooms allowed to hang, until when and why it may (checklist C5).
CREATE TABLE masked_list(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL UNIQUE REFERENCES document(id), basis TEXT NOT NULL, approved_by TEXT NOT NULL, remove_by INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER masked_list_no_update BEFORE UPDATE ON masked_list BEGIN SELECT RAISE(ABORT, 'posted rows of masked_list only grow'); END;
CREATE TRIGGER masked_list_no_delete BEFORE DELETE ON masked_list BEGIN SELECT RAISE(ABORT, 'posted rows of masked_list only grow'); END;

-- Texts of the office's own in place of those delivered; edited in place.
CREATE TABLE letter_text(kind TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
