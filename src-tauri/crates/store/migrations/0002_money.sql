-- Money in full: parts of months, discounts that can be taken back, forms that need an approval, refunds.
-- Tables ending in `seal` only grow; each has its two triggers behind it.

-- Adjustments become signed: a negative one takes back what an earlier one of its kind lowered.
CREATE TABLE adjustment_signed(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, charge_id INTEGER NOT NULL REFERENCES charge(id),
  account_id INTEGER NOT NULL, home_id INTEGER NOT NULL, kind TEXT NOT NULL, fen INTEGER NOT NULL CHECK(fen <> 0),
  reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
INSERT INTO adjustment_signed SELECT * FROM adjustment;
DROP TABLE adjustment;
ALTER TABLE adjustment_signed RENAME TO adjustment;
CREATE INDEX adjustment_charge ON adjustment(charge_id);
CREATE INDEX adjustment_act ON adjustment(act);
CREATE TRIGGER adjustment_no_update BEFORE UPDATE ON adjustment BEGIN SELECT RAISE(ABORT, 'posted rows of adjustment only grow'); END;
CREATE TRIGGER adjustment_no_delete BEFORE DELETE ON adjustment BEGIN SELECT RAISE(ABORT, 'posted rows of adjustment only grow'); END;

-- Charges ---------------------------------------------------------------------------------------------------
-- How a charge came about when a tariff version alone does not say it (a part of a month, a meter, a share …), as JSON.
-- A charge with `version_id` 0 is priced by its detail; one without a version is an opening balance.
CREATE TABLE charge_detail(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, charge_id INTEGER NOT NULL UNIQUE REFERENCES charge(id),
  source TEXT NOT NULL, detail TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX charge_detail_act ON charge_detail(act);
CREATE TRIGGER charge_detail_no_update BEFORE UPDATE ON charge_detail BEGIN SELECT RAISE(ABORT, 'posted rows of charge_detail only grow'); END;
CREATE TRIGGER charge_detail_no_delete BEFORE DELETE ON charge_detail BEGIN SELECT RAISE(ABORT, 'posted rows of charge_detail only grow'); END;

-- Forms and approvals: who asks, who allows, what was done on it --------------------------------------------
CREATE TABLE form(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL UNIQUE REFERENCES document(id),
  kind TEXT NOT NULL, home_id INTEGER, account_id INTEGER, fen INTEGER NOT NULL, reason TEXT NOT NULL,
  terms TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX form_act ON form(act);
CREATE TRIGGER form_no_update BEFORE UPDATE ON form BEGIN SELECT RAISE(ABORT, 'posted rows of form only grow'); END;
CREATE TRIGGER form_no_delete BEFORE DELETE ON form BEGIN SELECT RAISE(ABORT, 'posted rows of form only grow'); END;
CREATE TABLE form_verdict(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, form_id INTEGER NOT NULL UNIQUE REFERENCES form(id),
  verdict TEXT NOT NULL, role TEXT NOT NULL, note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER form_verdict_no_update BEFORE UPDATE ON form_verdict BEGIN SELECT RAISE(ABORT, 'posted rows of form_verdict only grow'); END;
CREATE TRIGGER form_verdict_no_delete BEFORE DELETE ON form_verdict BEGIN SELECT RAISE(ABORT, 'posted rows of form_verdict only grow'); END;
-- The act that did what an approved form allows.
CREATE TABLE form_effect(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, form_id INTEGER NOT NULL UNIQUE REFERENCES form(id), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX form_effect_act ON form_effect(act);
CREATE TRIGGER form_effect_no_update BEFORE UPDATE ON form_effect BEGIN SELECT RAISE(ABORT, 'posted rows of form_effect only grow'); END;
CREATE TRIGGER form_effect_no_delete BEFORE DELETE ON form_effect BEGIN SELECT RAISE(ABORT, 'posted rows of form_effect only grow'); END;
-- Who works here and what they may approve; edited in place.
CREATE TABLE staff(name TEXT PRIMARY KEY, role TEXT NOT NULL, left_act INTEGER) STRICT, WITHOUT ROWID;

-- Money back and money carried over -------------------------------------------------------------------------
-- Money given back to a payer, out of what a payment has left. A wrong one is taken back by its negative.
CREATE TABLE refund(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, payment_id INTEGER NOT NULL REFERENCES payment(id),
  account_id INTEGER NOT NULL, home_id INTEGER NOT NULL, form_id INTEGER NOT NULL REFERENCES form(id),
  fen INTEGER NOT NULL CHECK(fen <> 0), method TEXT NOT NULL, payee TEXT NOT NULL, reference TEXT,
  reverses INTEGER REFERENCES refund(id), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX refund_payment ON refund(payment_id);
CREATE INDEX refund_home ON refund(home_id);
CREATE INDEX refund_act ON refund(act);
CREATE TRIGGER refund_no_update BEFORE UPDATE ON refund BEGIN SELECT RAISE(ABORT, 'posted rows of refund only grow'); END;
CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund BEGIN SELECT RAISE(ABORT, 'posted rows of refund only grow'); END;
-- Money a payment has left, carried to another account: `to_payment` is a payment of the same receipt.
CREATE TABLE carry(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, from_payment INTEGER NOT NULL REFERENCES payment(id),
  to_payment INTEGER NOT NULL UNIQUE REFERENCES payment(id), fen INTEGER NOT NULL CHECK(fen > 0),
  agreement TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX carry_from ON carry(from_payment);
CREATE TRIGGER carry_no_update BEFORE UPDATE ON carry BEGIN SELECT RAISE(ABORT, 'posted rows of carry only grow'); END;
CREATE TRIGGER carry_no_delete BEFORE DELETE ON carry BEGIN SELECT RAISE(ABORT, 'posted rows of carry only grow'); END;

-- Shared costs and parking ----------------------------------------------------------------------------------
-- A supplier's bill for common water or electricity, shared out over homes by one run. `terms` is JSON: whom it was
-- shared over, and the homes whose share came to nothing and that therefore have no charge.
CREATE TABLE shared_bill(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, run_id INTEGER NOT NULL UNIQUE REFERENCES bill_run(id),
  item_id INTEGER NOT NULL REFERENCES charge_item(id), label TEXT NOT NULL, period INTEGER NOT NULL,
  period_to INTEGER NOT NULL CHECK(period_to >= period), volume_e4 INTEGER NOT NULL, unit TEXT NOT NULL,
  unit_price_e6 INTEGER NOT NULL, fen INTEGER NOT NULL CHECK(fen > 0), method TEXT NOT NULL,
  weights_e6 INTEGER NOT NULL CHECK(weights_e6 > 0), homes INTEGER NOT NULL, due INTEGER NOT NULL,
  source TEXT NOT NULL, difference TEXT NOT NULL, terms TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX shared_bill_period ON shared_bill(period);
CREATE TRIGGER shared_bill_no_update BEFORE UPDATE ON shared_bill BEGIN SELECT RAISE(ABORT, 'posted rows of shared_bill only grow'); END;
CREATE TRIGGER shared_bill_no_delete BEFORE DELETE ON shared_bill BEGIN SELECT RAISE(ABORT, 'posted rows of shared_bill only grow'); END;
-- Spaces are edited in place. `home_space` of the register counts the spaces of a home for tariffs; a contract here is
-- for one space, one payer and one plate.
CREATE TABLE parking_space(
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, home_id INTEGER REFERENCES home(id), area_e4 INTEGER
) STRICT;
CREATE TABLE parking_contract(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, space_id INTEGER NOT NULL REFERENCES parking_space(id),
  home_id INTEGER NOT NULL REFERENCES home(id), account_id INTEGER NOT NULL REFERENCES account(id),
  item_id INTEGER NOT NULL REFERENCES charge_item(id), payer TEXT NOT NULL, plate TEXT,
  monthly_fen INTEGER NOT NULL CHECK(monthly_fen > 0), from_day INTEGER NOT NULL, part TEXT NOT NULL,
  clause TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX parking_contract_space ON parking_contract(space_id);
CREATE TRIGGER parking_contract_no_update BEFORE UPDATE ON parking_contract BEGIN SELECT RAISE(ABORT, 'posted rows of parking_contract only grow'); END;
CREATE TRIGGER parking_contract_no_delete BEFORE DELETE ON parking_contract BEGIN SELECT RAISE(ABORT, 'posted rows of parking_contract only grow'); END;
CREATE TABLE parking_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, contract_id INTEGER NOT NULL UNIQUE REFERENCES parking_contract(id),
  last_day INTEGER NOT NULL, form_id INTEGER NOT NULL REFERENCES form(id), seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER parking_end_no_update BEFORE UPDATE ON parking_end BEGIN SELECT RAISE(ABORT, 'posted rows of parking_end only grow'); END;
CREATE TRIGGER parking_end_no_delete BEFORE DELETE ON parking_end BEGIN SELECT RAISE(ABORT, 'posted rows of parking_end only grow'); END;

-- Meters: dials, what they showed, what that costs, what was billed of it -----------------------------------
-- Edited in place. A meter without a home is shared; `plan` names its prices; `replaces` is the meter before it.
CREATE TABLE meter(
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, home_id INTEGER REFERENCES home(id),
  place TEXT NOT NULL, plan TEXT, digits INTEGER NOT NULL, decimals INTEGER NOT NULL,
  multiplier_e4 INTEGER NOT NULL CHECK(multiplier_e4 > 0), installed INTEGER NOT NULL, removed INTEGER,
  replaces INTEGER UNIQUE REFERENCES meter(id), taken_over_e4 INTEGER NOT NULL
) STRICT;
CREATE INDEX meter_home ON meter(home_id);
CREATE TABLE meter_price(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, plan TEXT NOT NULL, item_id INTEGER NOT NULL REFERENCES charge_item(id),
  starts INTEGER NOT NULL, tiers TEXT NOT NULL, period TEXT NOT NULL, rounding TEXT NOT NULL, unit TEXT NOT NULL,
  due_rule TEXT NOT NULL, clause TEXT NOT NULL, seal INTEGER NOT NULL, UNIQUE(plan, starts)
) STRICT;
CREATE TRIGGER meter_price_no_update BEFORE UPDATE ON meter_price BEGIN SELECT RAISE(ABORT, 'posted rows of meter_price only grow'); END;
CREATE TRIGGER meter_price_no_delete BEFORE DELETE ON meter_price BEGIN SELECT RAISE(ABORT, 'posted rows of meter_price only grow'); END;
CREATE TABLE reading(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, meter_id INTEGER NOT NULL REFERENCES meter(id), day INTEGER NOT NULL,
  value_e4 INTEGER NOT NULL CHECK(value_e4 >= 0), kind TEXT NOT NULL, rollover INTEGER NOT NULL,
  corrects INTEGER REFERENCES reading(id), note TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX reading_meter ON reading(meter_id, day);
CREATE INDEX reading_act ON reading(act);
CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'posted rows of reading only grow'); END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'posted rows of reading only grow'); END;
CREATE TABLE reading_void(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, reading_id INTEGER NOT NULL UNIQUE REFERENCES reading(id),
  reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER reading_void_no_update BEFORE UPDATE ON reading_void BEGIN SELECT RAISE(ABORT, 'posted rows of reading_void only grow'); END;
CREATE TRIGGER reading_void_no_delete BEFORE DELETE ON reading_void BEGIN SELECT RAISE(ABORT, 'posted rows of reading_void only grow'); END;
-- What a run billed of a meter up to a reading; no charge when it came to nothing.
CREATE TABLE metering(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES bill_run(id),
  charge_id INTEGER REFERENCES charge(id), to_reading INTEGER NOT NULL REFERENCES reading(id),
  period INTEGER NOT NULL, usage_e4 INTEGER NOT NULL CHECK(usage_e4 >= 0), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX metering_reading ON metering(to_reading);
CREATE INDEX metering_charge ON metering(charge_id);
CREATE TRIGGER metering_no_update BEFORE UPDATE ON metering BEGIN SELECT RAISE(ABORT, 'posted rows of metering only grow'); END;
CREATE TRIGGER metering_no_delete BEFORE DELETE ON metering BEGIN SELECT RAISE(ABORT, 'posted rows of metering only grow'); END;
-- An earlier charge put right by a run: inside the charge `by_charge`, or, without one, by an adjustment of it.
CREATE TABLE metering_correction(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES bill_run(id),
  charge_id INTEGER NOT NULL REFERENCES charge(id), by_charge INTEGER REFERENCES charge(id),
  usage_e4 INTEGER NOT NULL CHECK(usage_e4 >= 0), before_e4 INTEGER NOT NULL, fen INTEGER NOT NULL CHECK(fen <> 0),
  seal INTEGER NOT NULL
) STRICT;
CREATE INDEX metering_correction_charge ON metering_correction(charge_id);
CREATE INDEX metering_correction_run ON metering_correction(run_id);
CREATE TRIGGER metering_correction_no_update BEFORE UPDATE ON metering_correction BEGIN SELECT RAISE(ABORT, 'posted rows of metering_correction only grow'); END;
CREATE TRIGGER metering_correction_no_delete BEFORE DELETE ON metering_correction BEGIN SELECT RAISE(ABORT, 'posted rows of metering_correction only grow'); END;

-- Promotions for months paid ahead --------------------------------------------------------------------------
-- As announced: `months` paid for and `free_months` given, or `share_e4` of the block off (0.05 for 5 %) from `months` on.
CREATE TABLE promotion(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, name TEXT NOT NULL UNIQUE, item_id INTEGER NOT NULL REFERENCES charge_item(id),
  kind TEXT NOT NULL, months INTEGER NOT NULL CHECK(months > 0), free_months INTEGER NOT NULL, share_e4 INTEGER NOT NULL,
  from_day INTEGER NOT NULL, to_day INTEGER NOT NULL CHECK(to_day >= from_day), on_refund TEXT NOT NULL, terms TEXT NOT NULL,
  seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER promotion_no_update BEFORE UPDATE ON promotion BEGIN SELECT RAISE(ABORT, 'posted rows of promotion only grow'); END;
CREATE TRIGGER promotion_no_delete BEFORE DELETE ON promotion BEGIN SELECT RAISE(ABORT, 'posted rows of promotion only grow'); END;
CREATE TABLE promotion_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, promotion_id INTEGER NOT NULL UNIQUE REFERENCES promotion(id),
  last_day INTEGER NOT NULL, reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER promotion_end_no_update BEFORE UPDATE ON promotion_end BEGIN SELECT RAISE(ABORT, 'posted rows of promotion_end only grow'); END;
CREATE TRIGGER promotion_end_no_delete BEFORE DELETE ON promotion_end BEGIN SELECT RAISE(ABORT, 'posted rows of promotion_end only grow'); END;
-- Who got one, for which months; it falls with its receipt.
CREATE TABLE promotion_grant(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, promotion_id INTEGER NOT NULL REFERENCES promotion(id),
  receipt_id INTEGER NOT NULL REFERENCES receipt(id), account_id INTEGER NOT NULL, home_id INTEGER NOT NULL,
  period INTEGER NOT NULL, period_to INTEGER NOT NULL CHECK(period_to >= period), paid_fen INTEGER NOT NULL,
  fen INTEGER NOT NULL CHECK(fen > 0), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX promotion_grant_home ON promotion_grant(home_id);
CREATE TRIGGER promotion_grant_no_update BEFORE UPDATE ON promotion_grant BEGIN SELECT RAISE(ABORT, 'posted rows of promotion_grant only grow'); END;
CREATE TRIGGER promotion_grant_no_delete BEFORE DELETE ON promotion_grant BEGIN SELECT RAISE(ABORT, 'posted rows of promotion_grant only grow'); END;
-- Closed months ---------------------------------------------------------------------------------------------
-- A closed month takes no entry and its reports stay. `terms` keeps what its vouchers were written with
-- (accounts of the ledger, tax rates), as JSON, so that an export made later says the same.
CREATE TABLE period_close(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, month INTEGER NOT NULL UNIQUE, terms TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER period_close_no_update BEFORE UPDATE ON period_close BEGIN SELECT RAISE(ABORT, 'posted rows of period_close only grow'); END;
CREATE TRIGGER period_close_no_delete BEFORE DELETE ON period_close BEGIN SELECT RAISE(ABORT, 'posted rows of period_close only grow'); END;

-- Statements of banks and wallets, and what became of each line --------------------------------------------
-- `channel` is the account as the office calls it; `method` the way to pay that arrives there.
CREATE TABLE statement_file(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL, channel TEXT NOT NULL,
  method TEXT NOT NULL, known INTEGER NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER statement_file_no_update BEFORE UPDATE ON statement_file BEGIN SELECT RAISE(ABORT, 'posted rows of statement_file only grow'); END;
CREATE TRIGGER statement_file_no_delete BEFORE DELETE ON statement_file BEGIN SELECT RAISE(ABORT, 'posted rows of statement_file only grow'); END;
-- `fen` is negative for money that went out. `mark` is the reference; without one it tells lines of a day and sum apart.
CREATE TABLE statement_line(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, file_id INTEGER NOT NULL REFERENCES statement_file(id),
  row INTEGER NOT NULL, channel TEXT NOT NULL, day INTEGER NOT NULL, fen INTEGER NOT NULL CHECK(fen <> 0),
  payer TEXT NOT NULL, remark TEXT NOT NULL, reference TEXT NOT NULL, mark TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX statement_line_key ON statement_line(channel, day, fen, mark);
CREATE TRIGGER statement_line_no_update BEFORE UPDATE ON statement_line BEGIN SELECT RAISE(ABORT, 'posted rows of statement_line only grow'); END;
CREATE TRIGGER statement_line_no_delete BEFORE DELETE ON statement_line BEGIN SELECT RAISE(ABORT, 'posted rows of statement_line only grow'); END;
-- What somebody said a line is: the money of a receipt, what was paid out on a form, or nothing of either. It stands
-- until it is taken back or its receipt is voided.
CREATE TABLE statement_match(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, line_id INTEGER NOT NULL REFERENCES statement_line(id),
  kind TEXT NOT NULL, receipt_id INTEGER REFERENCES receipt(id), form_id INTEGER REFERENCES form(id),
  reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_match_line ON statement_match(line_id);
CREATE INDEX statement_match_receipt ON statement_match(receipt_id) WHERE receipt_id IS NOT NULL;
CREATE INDEX statement_match_form ON statement_match(form_id) WHERE form_id IS NOT NULL;
CREATE TRIGGER statement_match_no_update BEFORE UPDATE ON statement_match BEGIN SELECT RAISE(ABORT, 'posted rows of statement_match only grow'); END;
CREATE TRIGGER statement_match_no_delete BEFORE DELETE ON statement_match BEGIN SELECT RAISE(ABORT, 'posted rows of statement_match only grow'); END;
CREATE TABLE statement_match_undo(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, match_id INTEGER NOT NULL UNIQUE REFERENCES statement_match(id),
  reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER statement_match_undo_no_update BEFORE UPDATE ON statement_match_undo BEGIN SELECT RAISE(ABORT, 'posted rows of statement_match_undo only grow'); END;
CREATE TRIGGER statement_match_undo_no_delete BEFORE DELETE ON statement_match_undo BEGIN SELECT RAISE(ABORT, 'posted rows of statement_match_undo only grow'); END;

-- Deposits: money of others, held apart from fees -----------------------------------------------------------
-- Taken on a receipt of its own. A voided receipt takes its deposit with it.
CREATE TABLE deposit(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, receipt_id INTEGER NOT NULL UNIQUE REFERENCES receipt(id),
  account_id INTEGER NOT NULL, home_id INTEGER NOT NULL, purpose TEXT NOT NULL, fen INTEGER NOT NULL CHECK(fen > 0),
  return_when TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX deposit_home ON deposit(home_id);
CREATE INDEX deposit_act ON deposit(act);
CREATE TRIGGER deposit_no_update BEFORE UPDATE ON deposit BEGIN SELECT RAISE(ABORT, 'posted rows of deposit only grow'); END;
CREATE TRIGGER deposit_no_delete BEFORE DELETE ON deposit BEGIN SELECT RAISE(ABORT, 'posted rows of deposit only grow'); END;
-- What was returned (`return`, with method and payee) or kept (`deduct`) of a deposit, each by a form; negative rows
-- take a wrong one back.
CREATE TABLE deposit_move(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, deposit_id INTEGER NOT NULL REFERENCES deposit(id),
  form_id INTEGER NOT NULL REFERENCES form(id), kind TEXT NOT NULL, fen INTEGER NOT NULL CHECK(fen <> 0),
  method TEXT, payee TEXT, reference TEXT, reverses INTEGER REFERENCES deposit_move(id), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX deposit_move_deposit ON deposit_move(deposit_id);
CREATE INDEX deposit_move_act ON deposit_move(act);
CREATE TRIGGER deposit_move_no_update BEFORE UPDATE ON deposit_move BEGIN SELECT RAISE(ABORT, 'posted rows of deposit_move only grow'); END;
CREATE TRIGGER deposit_move_no_delete BEFORE DELETE ON deposit_move BEGIN SELECT RAISE(ABORT, 'posted rows of deposit_move only grow'); END;

-- The side register of written-off debts ------------------------------------------------------------------
CREATE INDEX adjustment_write_off ON adjustment(charge_id) WHERE kind = 'write-off';

-- Parts of months, vacancy and relief ------------------------------------------------------------------------
-- What was decided with a tariff version besides its price: how the month of handover is charged.
CREATE TABLE tariff_terms(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, version_id INTEGER NOT NULL UNIQUE REFERENCES tariff_version(id),
  start_rule TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER tariff_terms_no_update BEFORE UPDATE ON tariff_terms BEGIN SELECT RAISE(ABORT, 'posted rows of tariff_terms only grow'); END;
CREATE TRIGGER tariff_terms_no_delete BEFORE DELETE ON tariff_terms BEGIN SELECT RAISE(ABORT, 'posted rows of tariff_terms only grow'); END;
-- An approved vacancy or relief of a home: `off_e4` is what is let off, in ten-thousandths of a percent.
CREATE TABLE concession(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, form_id INTEGER NOT NULL REFERENCES form(id), kind TEXT NOT NULL,
  home_id INTEGER NOT NULL REFERENCES home(id), item_id INTEGER REFERENCES charge_item(id),
  off_e4 INTEGER NOT NULL CHECK(off_e4 BETWEEN 1 AND 1000000), first INTEGER NOT NULL, last INTEGER, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX concession_home ON concession(home_id);
CREATE TRIGGER concession_no_update BEFORE UPDATE ON concession BEGIN SELECT RAISE(ABORT, 'posted rows of concession only grow'); END;
CREATE TRIGGER concession_no_delete BEFORE DELETE ON concession BEGIN SELECT RAISE(ABORT, 'posted rows of concession only grow'); END;
-- A concession that ends before its last day; the earliest end counts.
CREATE TABLE concession_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, concession_id INTEGER NOT NULL REFERENCES concession(id),
  last INTEGER NOT NULL, reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX concession_end_of ON concession_end(concession_id);
CREATE TRIGGER concession_end_no_update BEFORE UPDATE ON concession_end BEGIN SELECT RAISE(ABORT, 'posted rows of concession_end only grow'); END;
CREATE TRIGGER concession_end_no_delete BEFORE DELETE ON concession_end BEGIN SELECT RAISE(ABORT, 'posted rows of concession_end only grow'); END;
-- Late charge, costs, instalments, promises ------------------------------------------------------------------
-- What kind of debt an item makes, whether it bears a late charge, its VAT in percent; edited in place.
CREATE TABLE item_terms(
  item_id INTEGER PRIMARY KEY REFERENCES charge_item(id), class TEXT NOT NULL,
  bears_late INTEGER NOT NULL CHECK(bears_late IN (0, 1)), vat_e4 INTEGER
) STRICT;
-- A contract clause on late payment, for charges due from `starts` on until it ends or the next one starts.
CREATE TABLE late_clause(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, starts INTEGER NOT NULL, clause TEXT NOT NULL,
  daily_e6 INTEGER, lpr_multiple_e4 INTEGER, day_count TEXT NOT NULL, grace_days INTEGER NOT NULL,
  cap_percent INTEGER, rounding TEXT NOT NULL, seal INTEGER NOT NULL,
  CHECK((daily_e6 IS NULL) <> (lpr_multiple_e4 IS NULL))
) STRICT;
CREATE TRIGGER late_clause_no_update BEFORE UPDATE ON late_clause BEGIN SELECT RAISE(ABORT, 'posted rows of late_clause only grow'); END;
CREATE TRIGGER late_clause_no_delete BEFORE DELETE ON late_clause BEGIN SELECT RAISE(ABORT, 'posted rows of late_clause only grow'); END;
CREATE TABLE late_clause_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, clause_id INTEGER NOT NULL UNIQUE REFERENCES late_clause(id),
  last_due INTEGER NOT NULL, reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER late_clause_end_no_update BEFORE UPDATE ON late_clause_end BEGIN SELECT RAISE(ABORT, 'posted rows of late_clause_end only grow'); END;
CREATE TRIGGER late_clause_end_no_delete BEFORE DELETE ON late_clause_end BEGIN SELECT RAISE(ABORT, 'posted rows of late_clause_end only grow'); END;
-- The one-year LPR from a day on, in percent a year.
CREATE TABLE lpr(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, starts INTEGER NOT NULL UNIQUE, percent_e4 INTEGER NOT NULL,
  seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER lpr_no_update BEFORE UPDATE ON lpr BEGIN SELECT RAISE(ABORT, 'posted rows of lpr only grow'); END;
CREATE TRIGGER lpr_no_delete BEFORE DELETE ON lpr BEGIN SELECT RAISE(ABORT, 'posted rows of lpr only grow'); END;
-- Which charge claims the late charge of which.
CREATE TABLE late_claim(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, charge_id INTEGER NOT NULL UNIQUE REFERENCES charge(id),
  principal_id INTEGER NOT NULL REFERENCES charge(id), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX late_claim_principal ON late_claim(principal_id);
CREATE TRIGGER late_claim_no_update BEFORE UPDATE ON late_claim BEGIN SELECT RAISE(ABORT, 'posted rows of late_claim only grow'); END;
CREATE TRIGGER late_claim_no_delete BEFORE DELETE ON late_claim BEGIN SELECT RAISE(ABORT, 'posted rows of late_claim only grow'); END;
-- A debt acknowledged and agreed to be paid in instalments.
CREATE TABLE agreement(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, document_id INTEGER NOT NULL UNIQUE REFERENCES document(id),
  home_id INTEGER NOT NULL, account_id INTEGER NOT NULL, fen INTEGER NOT NULL CHECK(fen > 0), late TEXT NOT NULL,
  breach_days INTEGER NOT NULL CHECK(breach_days >= 0), note TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX agreement_home ON agreement(home_id);
CREATE TRIGGER agreement_no_update BEFORE UPDATE ON agreement BEGIN SELECT RAISE(ABORT, 'posted rows of agreement only grow'); END;
CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement BEGIN SELECT RAISE(ABORT, 'posted rows of agreement only grow'); END;
CREATE TABLE agreement_charge(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, agreement_id INTEGER NOT NULL REFERENCES agreement(id),
  charge_id INTEGER NOT NULL REFERENCES charge(id), fen INTEGER NOT NULL CHECK(fen > 0), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX agreement_charge_of ON agreement_charge(agreement_id);
CREATE INDEX agreement_charge_charge ON agreement_charge(charge_id);
CREATE TRIGGER agreement_charge_no_update BEFORE UPDATE ON agreement_charge BEGIN SELECT RAISE(ABORT, 'posted rows of agreement_charge only grow'); END;
CREATE TRIGGER agreement_charge_no_delete BEFORE DELETE ON agreement_charge BEGIN SELECT RAISE(ABORT, 'posted rows of agreement_charge only grow'); END;
CREATE TABLE instalment(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, agreement_id INTEGER NOT NULL REFERENCES agreement(id),
  due INTEGER NOT NULL, fen INTEGER NOT NULL CHECK(fen > 0), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX instalment_of ON instalment(agreement_id);
CREATE TRIGGER instalment_no_update BEFORE UPDATE ON instalment BEGIN SELECT RAISE(ABORT, 'posted rows of instalment only grow'); END;
CREATE TRIGGER instalment_no_delete BEFORE DELETE ON instalment BEGIN SELECT RAISE(ABORT, 'posted rows of instalment only grow'); END;
-- Broken by the debtor (all that is left falls due) or dissolved by both.
CREATE TABLE agreement_end(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, agreement_id INTEGER NOT NULL UNIQUE REFERENCES agreement(id),
  how TEXT NOT NULL, reason TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER agreement_end_no_update BEFORE UPDATE ON agreement_end BEGIN SELECT RAISE(ABORT, 'posted rows of agreement_end only grow'); END;
CREATE TRIGGER agreement_end_no_delete BEFORE DELETE ON agreement_end BEGIN SELECT RAISE(ABORT, 'posted rows of agreement_end only grow'); END;
-- A promise to pay by a day; `provable` when it was made in a form that can be shown.
CREATE TABLE promise(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, home_id INTEGER NOT NULL, account_id INTEGER NOT NULL,
  fen INTEGER NOT NULL CHECK(fen > 0), due INTEGER NOT NULL, provable INTEGER NOT NULL CHECK(provable IN (0, 1)),
  note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX promise_home ON promise(home_id);
CREATE TRIGGER promise_no_update BEFORE UPDATE ON promise BEGIN SELECT RAISE(ABORT, 'posted rows of promise only grow'); END;
CREATE TRIGGER promise_no_delete BEFORE DELETE ON promise BEGIN SELECT RAISE(ABORT, 'posted rows of promise only grow'); END;
-- The charges a promise acknowledges, oldest first as far as its sum reaches.
CREATE TABLE promise_charge(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, promise_id INTEGER NOT NULL REFERENCES promise(id),
  charge_id INTEGER NOT NULL REFERENCES charge(id), seal INTEGER NOT NULL
) STRICT;
CREATE INDEX promise_charge_charge ON promise_charge(charge_id);
CREATE TRIGGER promise_charge_no_update BEFORE UPDATE ON promise_charge BEGIN SELECT RAISE(ABORT, 'posted rows of promise_charge only grow'); END;
CREATE TRIGGER promise_charge_no_delete BEFORE DELETE ON promise_charge BEGIN SELECT RAISE(ABORT, 'posted rows of promise_charge only grow'); END;

-- Shifts: who had a cash drawer when; what was done between opening and closing by the same person belongs to it --
CREATE TABLE shift(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, biz_date INTEGER NOT NULL, float INTEGER NOT NULL CHECK(float >= 0),
  explanation TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE INDEX shift_day ON shift(biz_date);
CREATE INDEX shift_act ON shift(act);
CREATE TRIGGER shift_no_update BEFORE UPDATE ON shift BEGIN SELECT RAISE(ABORT, 'posted rows of shift only grow'); END;
CREATE TRIGGER shift_no_delete BEFORE DELETE ON shift BEGIN SELECT RAISE(ABORT, 'posted rows of shift only grow'); END;
-- `expected` and `counted` are before the deposit.
CREATE TABLE shift_close(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, shift_id INTEGER NOT NULL UNIQUE REFERENCES shift(id),
  expected INTEGER NOT NULL, counted INTEGER NOT NULL, banked INTEGER NOT NULL, slip TEXT, received_by TEXT, explanation TEXT, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER shift_close_no_update BEFORE UPDATE ON shift_close BEGIN SELECT RAISE(ABORT, 'posted rows of shift_close only grow'); END;
CREATE TRIGGER shift_close_no_delete BEFORE DELETE ON shift_close BEGIN SELECT RAISE(ABORT, 'posted rows of shift_close only grow'); END;
CREATE TABLE shift_cash(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, shift_id INTEGER NOT NULL REFERENCES shift(id),
  piece INTEGER NOT NULL, counted INTEGER NOT NULL, banked INTEGER NOT NULL, seal INTEGER NOT NULL, UNIQUE(shift_id, piece)
) STRICT;
CREATE TRIGGER shift_cash_no_update BEFORE UPDATE ON shift_cash BEGIN SELECT RAISE(ABORT, 'posted rows of shift_cash only grow'); END;
CREATE TRIGGER shift_cash_no_delete BEFORE DELETE ON shift_cash BEGIN SELECT RAISE(ABORT, 'posted rows of shift_cash only grow'); END;
-- What a wallet or terminal said it took, as far as the cashier looked.
CREATE TABLE shift_takings(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, shift_id INTEGER NOT NULL REFERENCES shift(id),
  method TEXT NOT NULL, stated INTEGER NOT NULL, seal INTEGER NOT NULL, UNIQUE(shift_id, method)
) STRICT;
CREATE TRIGGER shift_takings_no_update BEFORE UPDATE ON shift_takings BEGIN SELECT RAISE(ABORT, 'posted rows of shift_takings only grow'); END;
CREATE TRIGGER shift_takings_no_delete BEFORE DELETE ON shift_takings BEGIN SELECT RAISE(ABORT, 'posted rows of shift_takings only grow'); END;
CREATE TABLE shift_acknowledgement(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, shift_id INTEGER NOT NULL UNIQUE REFERENCES shift(id),
  note TEXT NOT NULL, seal INTEGER NOT NULL
) STRICT;
CREATE TRIGGER shift_acknowledgement_no_update BEFORE UPDATE ON shift_acknowledgement BEGIN SELECT RAISE(ABORT, 'posted rows of shift_acknowledgement only grow'); END;
CREATE TRIGGER shift_acknowledgement_no_delete BEFORE DELETE ON shift_acknowledgement BEGIN SELECT RAISE(ABORT, 'posted rows of shift_acknowledgement only grow'); END;
-- A leaf of the paper receipt book: written by hand and entered later as a receipt, or spoiled for a reason.
CREATE TABLE handwritten(
  id INTEGER PRIMARY KEY, act INTEGER NOT NULL, receipt_id INTEGER UNIQUE REFERENCES receipt(id), series TEXT NOT NULL,
  number INTEGER NOT NULL, written TEXT NOT NULL, written_on INTEGER, reason TEXT, seal INTEGER NOT NULL,
  CHECK((receipt_id IS NULL) = (reason IS NOT NULL))
) STRICT;
CREATE INDEX handwritten_number ON handwritten(series, number);
CREATE TRIGGER handwritten_no_update BEFORE UPDATE ON handwritten BEGIN SELECT RAISE(ABORT, 'posted rows of handwritten only grow'); END;
CREATE TRIGGER handwritten_no_delete BEFORE DELETE ON handwritten BEGIN SELECT RAISE(ABORT, 'posted rows of handwritten only grow'); END;
