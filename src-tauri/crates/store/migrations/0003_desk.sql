-- The desk: who logs in, what was looked at.
-- Tables ending in `seal` only grow; each has its two triggers behind it.

-- Login -----------------------------------------------------------------------------------------------------
-- The password of somebody on the staff, as an argon2id string; edited in place.
CREATE TABLE credential(name TEXT PRIMARY KEY REFERENCES staff(name), hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- Somebody looked at the whole phone numbers of a home.
CREATE TABLE phone_reveal(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, home_id INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER phone_reveal_no_update BEFORE UPDATE ON phone_reveal BEGIN SELECT RAISE(ABORT, 'posted rows of phone_reveal only grow'); END;
CREATE TRIGGER phone_reveal_no_delete BEFORE DELETE ON phone_reveal BEGIN SELECT RAISE(ABORT, 'posted rows of phone_reveal only grow'); END;

-- Register --------------------------------------------------------------------------------------------------
-- Who uses a home without owing for it, and what the desk should know of it; edited in place with the register.
CREATE TABLE home_occupant(
  home_id INTEGER NOT NULL REFERENCES home(id), ordinal INTEGER NOT NULL, name TEXT NOT NULL, phone TEXT,
  PRIMARY KEY(home_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE home_remark(home_id INTEGER PRIMARY KEY REFERENCES home(id), remark TEXT NOT NULL) STRICT;

-- Disclosure ------------------------------------------------------------------------------------------------
-- A version of the monthly disclosure as it was made: what it says, and the paper itself.
CREATE TABLE publication(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL UNIQUE REFERENCES document(id),
  content TEXT NOT NULL, pdf BLOB NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER publication_no_update BEFORE UPDATE ON publication BEGIN SELECT RAISE(ABORT, 'posted rows of publication only grow'); END;
CREATE TRIGGER publication_no_delete BEFORE DELETE ON publication BEGIN SELECT RAISE(ABORT, 'posted rows of publication only grow'); END;
-- Where and when a version was put up.
CREATE TABLE posting(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL REFERENCES document(id),
  place TEXT NOT NULL, day INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX posting_document ON posting(document_id);
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'posted rows of posting only grow'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'posted rows of posting only grow'); END;
