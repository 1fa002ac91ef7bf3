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
