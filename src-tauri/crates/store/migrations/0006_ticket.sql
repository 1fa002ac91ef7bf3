-- Complaints, repairs, questions, praise (domain 6).
-- Tables ending in `seal` only grow; each has its two triggers behind it. Moments are minutes since 1970, local time.

-- Tickets -----------------------------------------------------------------------------------------------------
-- A ticket as it was taken in; what becomes of it stands in its events.
CREATE TABLE ticket(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL UNIQUE REFERENCES document(id), home_id INTEGER, account_id INTEGER, place TEXT,
  kind TEXT NOT NULL, topic TEXT NOT NULL, level TEXT NOT NULL, channel TEXT NOT NULL, intake TEXT NOT NULL, reporter TEXT NOT NULL, phone TEXT,
  wish TEXT NOT NULL, at INTEGER NOT NULL, touches_fee INTEGER NOT NULL CHECK(touches_fee IN (0, 1)), incident_id INTEGER, seal INTEGER NOT NULL,
  CHECK(home_id IS NOT NULL OR place IS NOT NULL), CHECK((home_id IS NULL) = (account_id IS NULL))
) STRICT;
CREATE INDEX ticket_home ON ticket(home_id);
CREATE INDEX ticket_incident ON ticket(incident_id);
CREATE TRIGGER ticket_no_update BEFORE UPDATE ON ticket BEGIN SELECT RAISE(ABORT, 'posted rows of ticket only grow'); END;
CREATE TRIGGER ticket_no_delete BEFORE DELETE ON ticket BEGIN SELECT RAISE(ABORT, 'posted rows of ticket only grow'); END;
-- What happened to a ticket, in order. `code` says more by kind: what it waits for, the new level, the way of a revisit …
CREATE TABLE ticket_event(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, ticket_id INTEGER NOT NULL REFERENCES ticket(id), kind TEXT NOT NULL, at INTEGER NOT NULL, person TEXT, code TEXT, until INTEGER, score INTEGER, note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_event_ticket ON ticket_event(ticket_id);
CREATE TRIGGER ticket_event_no_update BEFORE UPDATE ON ticket_event BEGIN SELECT RAISE(ABORT, 'posted rows of ticket_event only grow'); END;
CREATE TRIGGER ticket_event_no_delete BEFORE DELETE ON ticket_event BEGIN SELECT RAISE(ABORT, 'posted rows of ticket_event only grow'); END;
-- Material or paid work of a ticket; `charge_id` when it was charged to the home.
CREATE TABLE ticket_material(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, ticket_id INTEGER NOT NULL REFERENCES ticket(id), what TEXT NOT NULL, quantity_e4 INTEGER NOT NULL, fen INTEGER NOT NULL, charge_id INTEGER REFERENCES charge(id), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_material_ticket ON ticket_material(ticket_id);
CREATE TRIGGER ticket_material_no_update BEFORE UPDATE ON ticket_material BEGIN SELECT RAISE(ABORT, 'posted rows of ticket_material only grow'); END;
CREATE TRIGGER ticket_material_no_delete BEFORE DELETE ON ticket_material BEGIN SELECT RAISE(ABORT, 'posted rows of ticket_material only grow'); END;

-- Incidents ---------------------------------------------------------------------------------------------------
-- Something many report at once, with what the desk answers.
CREATE TABLE incident(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, title TEXT NOT NULL, script TEXT NOT NULL, at INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER incident_no_update BEFORE UPDATE ON incident BEGIN SELECT RAISE(ABORT, 'posted rows of incident only grow'); END;
CREATE TRIGGER incident_no_delete BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'posted rows of incident only grow'); END;
-- An incident that is over.
CREATE TABLE incident_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, incident_id INTEGER NOT NULL UNIQUE REFERENCES incident(id), note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER incident_end_no_update BEFORE UPDATE ON incident_end BEGIN SELECT RAISE(ABORT, 'posted rows of incident_end only grow'); END;
CREATE TRIGGER incident_end_no_delete BEFORE DELETE ON incident_end BEGIN SELECT RAISE(ABORT, 'posted rows of incident_end only grow'); END;

-- Firms that do work for the office; edited in place.
CREATE TABLE contractor(name TEXT PRIMARY KEY, trade TEXT NOT NULL, phone TEXT NOT NULL, ended INTEGER NOT NULL CHECK(ended IN (0, 1))) STRICT, WITHOUT ROWID;
