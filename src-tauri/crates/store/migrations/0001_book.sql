-- The book of one property office. Money moves by facts and facts are never edited: every table that ends
-- in `seal` only grows. Amounts are fen, days are yyyymmdd, months are yyyymm, areas and quantities are
-- ten-thousandths (_e4), unit prices are millionths of a yuan (_e6).

CREATE TABLE migration(
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL,
  applied_at TEXT NOT NULL, app_version TEXT NOT NULL
) STRICT;

-- One row for every change anybody made: who, when, what. `hash` chains it to the row before.
CREATE TABLE act(
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, biz_date INTEGER NOT NULL, operator TEXT NOT NULL,
  code TEXT NOT NULL, detail TEXT NOT NULL, result TEXT NOT NULL, idem TEXT UNIQUE,
  reverses INTEGER, facts INTEGER NOT NULL, body_hash BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE INDEX act_day ON act(biz_date);
CREATE INDEX act_reverses ON act(reverses) WHERE reverses IS NOT NULL;

CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Register ------------------------------------------------------------------------------------------------
CREATE TABLE building(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, sort_key TEXT NOT NULL) STRICT;

CREATE TABLE home(
  id INTEGER PRIMARY KEY, building_id INTEGER NOT NULL REFERENCES building(id), unit INTEGER NOT NULL,
  room TEXT NOT NULL, sort_key TEXT NOT NULL, use_kind TEXT NOT NULL, area_e4 INTEGER, inner_area_e4 INTEGER,
  status TEXT, handover INTEGER, room_text TEXT NOT NULL, created_act INTEGER NOT NULL, retired_act INTEGER
) STRICT;
CREATE UNIQUE INDEX home_room ON home(building_id, unit, room) WHERE retired_act IS NULL;
CREATE INDEX home_sort ON home(sort_key);

-- Whoever owes for a home during a time; charges belong to an account, so a sale of the home never moves debt.
CREATE TABLE account(
  id INTEGER PRIMARY KEY, home_id INTEGER NOT NULL REFERENCES home(id), kind TEXT NOT NULL,
  opened INTEGER, closed INTEGER
) STRICT;
CREATE INDEX account_home ON account(home_id);
CREATE TABLE account_owner(
  account_id INTEGER NOT NULL REFERENCES account(id), ordinal INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY(account_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE account_phone(
  account_id INTEGER NOT NULL REFERENCES account(id), ordinal INTEGER NOT NULL, number TEXT NOT NULL,
  PRIMARY KEY(account_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE home_space(
  home_id INTEGER NOT NULL REFERENCES home(id), ordinal INTEGER NOT NULL, code TEXT NOT NULL, plate TEXT,
  PRIMARY KEY(home_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE register_change(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, home_id INTEGER NOT NULL, before TEXT, after TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX register_change_act ON register_change(act);
CREATE INDEX register_change_home ON register_change(home_id);

CREATE TABLE import(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
  accepted INTEGER NOT NULL, refused INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TABLE import_undo(id INTEGER PRIMARY KEY, act INTEGER NOT NULL, import_id INTEGER NOT NULL UNIQUE REFERENCES import(id), reason TEXT NOT NULL, seal INTEGER NOT NULL) STRICT;
CREATE TABLE import_mapping(fingerprint TEXT PRIMARY KEY, mapping TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Tariffs -------------------------------------------------------------------------------------------------
CREATE TABLE charge_item(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE tariff(
  id INTEGER PRIMARY KEY, item_id INTEGER NOT NULL REFERENCES charge_item(id), name TEXT NOT NULL UNIQUE, ends INTEGER
) STRICT;
CREATE TABLE tariff_version(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, tariff_id INTEGER NOT NULL REFERENCES tariff(id),
  starts INTEGER NOT NULL, unit_price_e6 INTEGER NOT NULL CHECK(unit_price_e6 > 0), basis TEXT NOT NULL,
  cycle TEXT NOT NULL, rounding TEXT NOT NULL, due_rule TEXT NOT NULL, clause TEXT NOT NULL, seal INTEGER NOT NULL,
  UNIQUE(tariff_id, starts)
) STRICT;
CREATE TABLE tariff_scope(
  id INTEGER PRIMARY KEY, tariff_id INTEGER NOT NULL REFERENCES tariff(id), building TEXT, use_kind TEXT,
  home_id INTEGER REFERENCES home(id), quantity_e4 INTEGER, ended_act INTEGER
) STRICT;

-- Charges -------------------------------------------------------------------------------------------------
CREATE TABLE bill_run(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, from_month INTEGER NOT NULL, to_month INTEGER NOT NULL,
  charges INTEGER NOT NULL, homes INTEGER NOT NULL, fen INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX bill_run_act ON bill_run(act);
CREATE TABLE bill_run_reversal(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, run_id INTEGER NOT NULL UNIQUE REFERENCES bill_run(id),
  reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;

-- `segments` is set only when the price changed inside the period: "yyyymm-yyyymm:version:price_e6;…".
CREATE TABLE charge(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, account_id INTEGER NOT NULL, home_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL, period INTEGER NOT NULL, period_to INTEGER NOT NULL CHECK(period_to >= period),
  due INTEGER NOT NULL, fen INTEGER NOT NULL CHECK(fen BETWEEN 1 AND 100000000000), run_id INTEGER,
  version_id INTEGER, quantity_e4 INTEGER, unit_price_e6 INTEGER, segments TEXT, note TEXT,
  rev INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
-- Starts with the period so that a run appends to the index; a home is found by one seek a period.
CREATE UNIQUE INDEX charge_key ON charge(period, home_id, item_id, rev);

CREATE TABLE adjustment(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, charge_id INTEGER NOT NULL REFERENCES charge(id),
  account_id INTEGER NOT NULL, home_id INTEGER NOT NULL, kind TEXT NOT NULL, fen INTEGER NOT NULL CHECK(fen > 0),
  reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX adjustment_charge ON adjustment(charge_id);
CREATE INDEX adjustment_act ON adjustment(act);

-- Money ---------------------------------------------------------------------------------------------------
CREATE TABLE receipt(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, number INTEGER NOT NULL UNIQUE, biz_date INTEGER NOT NULL,
  payer TEXT NOT NULL, method TEXT NOT NULL, fen INTEGER NOT NULL CHECK(fen > 0), tendered INTEGER,
  reference TEXT, note TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX receipt_day ON receipt(biz_date);
CREATE TABLE receipt_void(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, receipt_id INTEGER NOT NULL UNIQUE REFERENCES receipt(id),
  reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
-- What a receipt brought to one account. A void adds the negative row that points at the one it reverses.
CREATE TABLE payment(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, receipt_id INTEGER NOT NULL REFERENCES receipt(id),
  account_id INTEGER NOT NULL REFERENCES account(id), home_id INTEGER NOT NULL REFERENCES home(id),
  fen INTEGER NOT NULL, reverses INTEGER REFERENCES payment(id), seal INTEGER NOT NULL,
  CHECK((reverses IS NULL AND fen > 0) OR (reverses IS NOT NULL AND fen < 0))
) STRICT;
CREATE INDEX payment_home ON payment(home_id);
CREATE INDEX payment_receipt ON payment(receipt_id);
-- Money of one payment applied to one charge; negative when taken back. What a payment has left is prepaid.
CREATE TABLE allocation(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, payment_id INTEGER NOT NULL, charge_id INTEGER NOT NULL,
  fen INTEGER NOT NULL CHECK(fen <> 0), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX allocation_payment ON allocation(payment_id);
CREATE INDEX allocation_charge ON allocation(charge_id);
CREATE INDEX allocation_act ON allocation(act);

-- Paper and the simple entries of the disclosure ----------------------------------------------------------
CREATE TABLE document(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, kind TEXT NOT NULL, month INTEGER NOT NULL, serial INTEGER NOT NULL,
  subject TEXT NOT NULL, home_id INTEGER, fen INTEGER, as_of INTEGER NOT NULL, seal INTEGER NOT NULL,
  UNIQUE(kind, month, serial)
) STRICT;
CREATE INDEX document_subject ON document(kind, subject, home_id);
CREATE TABLE print_event(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, kind TEXT NOT NULL, reference INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX print_event_of ON print_event(kind, reference);

CREATE TABLE entry(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, month INTEGER NOT NULL, section TEXT NOT NULL, code TEXT NOT NULL,
  label TEXT NOT NULL, fen INTEGER NOT NULL CHECK(fen <> 0), reverses INTEGER UNIQUE REFERENCES entry(id),
  note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_month ON entry(month);

-- Projections: make screens fast, rebuilt at will, never the truth ----------------------------------------
CREATE TABLE open_item(
  home_id INTEGER NOT NULL, due INTEGER NOT NULL, charge_id INTEGER NOT NULL, account_id INTEGER NOT NULL,
  building_id INTEGER NOT NULL, item_id INTEGER NOT NULL, period INTEGER NOT NULL,
  open_fen INTEGER NOT NULL CHECK(open_fen > 0), PRIMARY KEY(home_id, due, charge_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE open_sum(
  building_id INTEGER NOT NULL, due INTEGER NOT NULL, item_id INTEGER NOT NULL, open_fen INTEGER NOT NULL,
  n INTEGER NOT NULL, PRIMARY KEY(building_id, due, item_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE period_total(
  period INTEGER NOT NULL, building_id INTEGER NOT NULL, item_id INTEGER NOT NULL, charged_fen INTEGER NOT NULL,
  adjusted_fen INTEGER NOT NULL, allocated_fen INTEGER NOT NULL, PRIMARY KEY(period, building_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE prepaid(
  account_id INTEGER NOT NULL, payment_id INTEGER NOT NULL, home_id INTEGER NOT NULL,
  fen INTEGER NOT NULL CHECK(fen > 0), PRIMARY KEY(account_id, payment_id)
) STRICT, WITHOUT ROWID;

-- What is posted stays posted -----------------------------------------------------------------------------
CREATE TRIGGER act_no_update BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'posted rows of act only grow'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'posted rows of act only grow'); END;
CREATE TRIGGER register_change_no_update BEFORE UPDATE ON register_change BEGIN SELECT RAISE(ABORT, 'posted rows of register_change only grow'); END;
CREATE TRIGGER register_change_no_delete BEFORE DELETE ON register_change BEGIN SELECT RAISE(ABORT, 'posted rows of register_change only grow'); END;
CREATE TRIGGER import_no_update BEFORE UPDATE ON import BEGIN SELECT RAISE(ABORT, 'posted rows of import only grow'); END;
CREATE TRIGGER import_no_delete BEFORE DELETE ON import BEGIN SELECT RAISE(ABORT, 'posted rows of import only grow'); END;
CREATE TRIGGER import_undo_no_update BEFORE UPDATE ON import_undo BEGIN SELECT RAISE(ABORT, 'posted rows of import_undo only grow'); END;
CREATE TRIGGER import_undo_no_delete BEFORE DELETE ON import_undo BEGIN SELECT RAISE(ABORT, 'posted rows of import_undo only grow'); END;
CREATE TRIGGER tariff_version_no_update BEFORE UPDATE ON tariff_version BEGIN SELECT RAISE(ABORT, 'posted rows of tariff_version only grow'); END;
CREATE TRIGGER tariff_version_no_delete BEFORE DELETE ON tariff_version BEGIN SELECT RAISE(ABORT, 'posted rows of tariff_version only grow'); END;
CREATE TRIGGER bill_run_no_update BEFORE UPDATE ON bill_run BEGIN SELECT RAISE(ABORT, 'posted rows of bill_run only grow'); END;
CREATE TRIGGER bill_run_no_delete BEFORE DELETE ON bill_run BEGIN SELECT RAISE(ABORT, 'posted rows of bill_run only grow'); END;
CREATE TRIGGER bill_run_reversal_no_update BEFORE UPDATE ON bill_run_reversal BEGIN SELECT RAISE(ABORT, 'posted rows of bill_run_reversal only grow'); END;
CREATE TRIGGER bill_run_reversal_no_delete BEFORE DELETE ON bill_run_reversal BEGIN SELECT RAISE(ABORT, 'posted rows of bill_run_reversal only grow'); END;
CREATE TRIGGER charge_no_update BEFORE UPDATE ON charge BEGIN SELECT RAISE(ABORT, 'posted rows of charge only grow'); END;
CREATE TRIGGER charge_no_delete BEFORE DELETE ON charge BEGIN SELECT RAISE(ABORT, 'posted rows of charge only grow'); END;
CREATE TRIGGER adjustment_no_update BEFORE UPDATE ON adjustment BEGIN SELECT RAISE(ABORT, 'posted rows of adjustment only grow'); END;
CREATE TRIGGER adjustment_no_delete BEFORE DELETE ON adjustment BEGIN SELECT RAISE(ABORT, 'posted rows of adjustment only grow'); END;
CREATE TRIGGER receipt_no_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE(ABORT, 'posted rows of receipt only grow'); END;
CREATE TRIGGER receipt_no_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE(ABORT, 'posted rows of receipt only grow'); END;
CREATE TRIGGER receipt_void_no_update BEFORE UPDATE ON receipt_void BEGIN SELECT RAISE(ABORT, 'posted rows of receipt_void only grow'); END;
CREATE TRIGGER receipt_void_no_delete BEFORE DELETE ON receipt_void BEGIN SELECT RAISE(ABORT, 'posted rows of receipt_void only grow'); END;
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'posted rows of payment only grow'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'posted rows of payment only grow'); END;
CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'posted rows of allocation only grow'); END;
CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'posted rows of allocation only grow'); END;
CREATE TRIGGER document_no_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'posted rows of document only grow'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'posted rows of document only grow'); END;
CREATE TRIGGER print_event_no_update BEFORE UPDATE ON print_event BEGIN SELECT RAISE(ABORT, 'posted rows of print_event only grow'); END;
CREATE TRIGGER print_event_no_delete BEFORE DELETE ON print_event BEGIN SELECT RAISE(ABORT, 'posted rows of print_event only grow'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'posted rows of entry only grow'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'posted rows of entry only grow'); END;
