-- What passed between the office and a debtor: contacts, deliveries, attachments.
-- Tables ending in `seal` only grow; each has its two triggers behind it. Moments are minutes since 1970, local time.

-- Attachments -------------------------------------------------------------------------------------------------
-- A photo or a scan, kept once by its content; `original` is the SHA-256 of the file as it was picked.
CREATE TABLE attachment(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, sha256 TEXT NOT NULL UNIQUE, original TEXT NOT NULL, name TEXT NOT NULL, media TEXT NOT NULL, bytes BLOB NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER attachment_no_update BEFORE UPDATE ON attachment BEGIN SELECT RAISE(ABORT, 'posted rows of attachment only grow'); END;
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment BEGIN SELECT RAISE(ABORT, 'posted rows of attachment only grow'); END;
-- What an attachment belongs to: `contact`, `delivery`, `posting`, `ticket` and its number there.
CREATE TABLE attached(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, attachment_id INTEGER NOT NULL REFERENCES attachment(id), subject TEXT NOT NULL, subject_id INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX attached_subject ON attached(subject, subject_id);
CREATE TRIGGER attached_no_update BEFORE UPDATE ON attached BEGIN SELECT RAISE(ABORT, 'posted rows of attached only grow'); END;
CREATE TRIGGER attached_no_delete BEFORE DELETE ON attached BEGIN SELECT RAISE(ABORT, 'posted rows of attached only grow'); END;

-- Contacts ----------------------------------------------------------------------------------------------------
-- A call, visit, message or talk with somebody who owes: wish, reason, result, next (domain 2.7, checklist S95).
CREATE TABLE contact(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, home_id INTEGER NOT NULL, account_id INTEGER NOT NULL, channel TEXT NOT NULL, incoming INTEGER NOT NULL CHECK(incoming IN (0, 1)), at INTEGER NOT NULL,
  wish TEXT NOT NULL, reason TEXT NOT NULL, outcome TEXT NOT NULL, note TEXT NOT NULL, next_day INTEGER, over_cap TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_account ON contact(account_id, at);
CREATE TRIGGER contact_no_update BEFORE UPDATE ON contact BEGIN SELECT RAISE(ABORT, 'posted rows of contact only grow'); END;
CREATE TRIGGER contact_no_delete BEFORE DELETE ON contact BEGIN SELECT RAISE(ABORT, 'posted rows of contact only grow'); END;
-- A contact noted for the wrong home or twice: it stays to be seen and counts no more.
CREATE TABLE contact_void(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, contact_id INTEGER NOT NULL UNIQUE REFERENCES contact(id), reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER contact_void_no_update BEFORE UPDATE ON contact_void BEGIN SELECT RAISE(ABORT, 'posted rows of contact_void only grow'); END;
CREATE TRIGGER contact_void_no_delete BEFORE DELETE ON contact_void BEGIN SELECT RAISE(ABORT, 'posted rows of contact_void only grow'); END;

-- Delivery ----------------------------------------------------------------------------------------------------
-- How a letter reached a debtor and how well that is proved (domain 2.6).
CREATE TABLE delivery(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL REFERENCES document(id), home_id INTEGER NOT NULL, account_id INTEGER NOT NULL,
  way TEXT NOT NULL, grade TEXT NOT NULL, at INTEGER NOT NULL, signer TEXT, relation TEXT, refusal TEXT, witness TEXT, ems TEXT, note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_document ON delivery(document_id);
CREATE INDEX delivery_home ON delivery(home_id);
CREATE TRIGGER delivery_no_update BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'posted rows of delivery only grow'); END;
CREATE TRIGGER delivery_no_delete BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'posted rows of delivery only grow'); END;
-- What was decided on a delivery afterwards, the newest counts: `confirmed` when a manager takes a doubtful one as proved,
-- `void` when it was noted wrongly.
CREATE TABLE delivery_review(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, delivery_id INTEGER NOT NULL REFERENCES delivery(id), verdict TEXT NOT NULL, reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_review_of ON delivery_review(delivery_id);
CREATE TRIGGER delivery_review_no_update BEFORE UPDATE ON delivery_review BEGIN SELECT RAISE(ABORT, 'posted rows of delivery_review only grow'); END;
CREATE TRIGGER delivery_review_no_delete BEFORE DELETE ON delivery_review BEGIN SELECT RAISE(ABORT, 'posted rows of delivery_review only grow'); END;
-- The charges a letter asked for, with what was open of each.
CREATE TABLE document_charge(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL REFERENCES document(id), charge_id INTEGER NOT NULL REFERENCES charge(id), fen INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX document_charge_of ON document_charge(document_id);
CREATE INDEX document_charge_charge ON document_charge(charge_id);
CREATE TRIGGER document_charge_no_update BEFORE UPDATE ON document_charge BEGIN SELECT RAISE(ABORT, 'posted rows of document_charge only grow'); END;
CREATE TRIGGER document_charge_no_delete BEFORE DELETE ON document_charge BEGIN SELECT RAISE(ABORT, 'posted rows of document_charge only grow'); END;
-- A posting taken down.
CREATE TABLE posting_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, posting_id INTEGER NOT NULL UNIQUE REFERENCES posting(id), day INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER posting_end_no_update BEFORE UPDATE ON posting_end BEGIN SELECT RAISE(ABORT, 'posted rows of posting_end only grow'); END;
CREATE TRIGGER posting_end_no_delete BEFORE DELETE ON posting_end BEGIN SELECT RAISE(ABORT, 'posted rows of posting_end only grow'); END;

-- Promises ----------------------------------------------------------------------------------------------------
-- A promise that waits for a ticket to be closed.
CREATE TABLE promise_condition(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, promise_id INTEGER NOT NULL REFERENCES promise(id), ticket_id INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX promise_condition_ticket ON promise_condition(ticket_id);
CREATE TRIGGER promise_condition_no_update BEFORE UPDATE ON promise_condition BEGIN SELECT RAISE(ABORT, 'posted rows of promise_condition only grow'); END;
CREATE TRIGGER promise_condition_no_delete BEFORE DELETE ON promise_condition BEGIN SELECT RAISE(ABORT, 'posted rows of promise_condition only grow'); END;
-- A promise noted wrongly: it acknowledges nothing and is waited for no more.
CREATE TABLE promise_void(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, promise_id INTEGER NOT NULL UNIQUE REFERENCES promise(id), reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER promise_void_no_update BEFORE UPDATE ON promise_void BEGIN SELECT RAISE(ABORT, 'posted rows of promise_void only grow'); END;
CREATE TRIGGER promise_void_no_delete BEFORE DELETE ON promise_void BEGIN SELECT RAISE(ABORT, 'posted rows of promise_void only grow'); END;

-- How somebody wants to be reached, and where that is known from; edited in place (checklist C6).
CREATE TABLE contact_terms(
  account_id INTEGER PRIMARY KEY REFERENCES account(id), address TEXT, number TEXT, source TEXT NOT NULL, basis TEXT NOT NULL,
  from_minute INTEGER, to_minute INTEGER
) STRICT;
