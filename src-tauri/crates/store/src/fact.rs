//! Fact tables: rows that are posted once, sealed, and never edited.

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// A table of facts: its columns in order, without the seal that follows them. `id` and `act` come first.
#[derive(Debug)]
pub(crate) struct FactTable {
    pub name: &'static str,
    pub insert: &'static str,
}

macro_rules! fact_table {
    ($constant:ident, $name:literal, $columns:literal, $marks:literal) => {
        pub(crate) const $constant: FactTable = FactTable {
            name: $name,
            insert: concat!("INSERT INTO ", $name, "(", $columns, ",seal) VALUES (", $marks, ",?)"),
        };
    };
}

fact_table!(REGISTER_CHANGE, "register_change", "id,act,home_id,before,after", "?,?,?,?,?");
fact_table!(IMPORT, "import", "id,act,file_name,sha256,accepted,refused", "?,?,?,?,?,?");
fact_table!(IMPORT_UNDO, "import_undo", "id,act,import_id,reason", "?,?,?,?");
fact_table!(
    TARIFF_VERSION,
    "tariff_version",
    "id,act,tariff_id,starts,unit_price_e6,basis,cycle,rounding,due_rule,clause",
    "?,?,?,?,?,?,?,?,?,?"
);
fact_table!(BILL_RUN, "bill_run", "id,act,from_month,to_month,charges,homes,fen", "?,?,?,?,?,?,?");
fact_table!(BILL_RUN_REVERSAL, "bill_run_reversal", "id,act,run_id,reason", "?,?,?,?");
fact_table!(
    CHARGE,
    "charge",
    "id,act,account_id,home_id,item_id,period,period_to,due,fen,run_id,version_id,quantity_e4,unit_price_e6,segments,note,rev",
    "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(
    ADJUSTMENT,
    "adjustment",
    "id,act,charge_id,account_id,home_id,kind,fen,reason",
    "?,?,?,?,?,?,?,?"
);
fact_table!(
    RECEIPT,
    "receipt",
    "id,act,number,biz_date,payer,method,fen,tendered,reference,note",
    "?,?,?,?,?,?,?,?,?,?"
);
fact_table!(RECEIPT_VOID, "receipt_void", "id,act,receipt_id,reason", "?,?,?,?");
fact_table!(PAYMENT, "payment", "id,act,receipt_id,account_id,home_id,fen,reverses", "?,?,?,?,?,?,?");
fact_table!(ALLOCATION, "allocation", "id,act,payment_id,charge_id,fen", "?,?,?,?,?");
fact_table!(DOCUMENT, "document", "id,act,kind,month,serial,subject,home_id,fen,as_of", "?,?,?,?,?,?,?,?,?");
fact_table!(PRINT_EVENT, "print_event", "id,act,kind,reference", "?,?,?,?");
fact_table!(ENTRY, "entry", "id,act,month,section,code,label,fen,reverses,note", "?,?,?,?,?,?,?,?,?");

fact_table!(CHARGE_DETAIL, "charge_detail", "id,act,charge_id,source,detail", "?,?,?,?,?");
fact_table!(FORM, "form", "id,act,document_id,kind,home_id,account_id,fen,reason,terms", "?,?,?,?,?,?,?,?,?");
fact_table!(FORM_VERDICT, "form_verdict", "id,act,form_id,verdict,role,note", "?,?,?,?,?,?");
fact_table!(FORM_EFFECT, "form_effect", "id,act,form_id", "?,?,?");
fact_table!(
    REFUND,
    "refund",
    "id,act,payment_id,account_id,home_id,form_id,fen,method,payee,reference,reverses",
    "?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(CARRY, "carry", "id,act,from_payment,to_payment,fen,agreement", "?,?,?,?,?,?");
fact_table!(
    SHARED_BILL,
    "shared_bill",
    "id,act,run_id,item_id,label,period,period_to,volume_e4,unit,unit_price_e6,fen,method,weights_e6,homes,due,source,difference,terms",
    "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(
    PARKING_CONTRACT,
    "parking_contract",
    "id,act,space_id,home_id,account_id,item_id,payer,plate,monthly_fen,from_day,part,clause",
    "?,?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(PARKING_END, "parking_end", "id,act,contract_id,last_day,form_id", "?,?,?,?,?");
fact_table!(
    METER_PRICE,
    "meter_price",
    "id,act,plan,item_id,starts,tiers,period,rounding,unit,due_rule,clause",
    "?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(
    READING,
    "reading",
    "id,act,meter_id,day,value_e4,kind,rollover,corrects,note",
    "?,?,?,?,?,?,?,?,?"
);
fact_table!(READING_VOID, "reading_void", "id,act,reading_id,reason", "?,?,?,?");
fact_table!(METERING, "metering", "id,act,run_id,charge_id,to_reading,period,usage_e4", "?,?,?,?,?,?,?");
fact_table!(
    METERING_CORRECTION,
    "metering_correction",
    "id,act,run_id,charge_id,by_charge,usage_e4,before_e4,fen",
    "?,?,?,?,?,?,?,?"
);
fact_table!(
    PROMOTION,
    "promotion",
    "id,act,name,item_id,kind,months,free_months,share_e4,from_day,to_day,on_refund,terms",
    "?,?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(PROMOTION_END, "promotion_end", "id,act,promotion_id,last_day,reason", "?,?,?,?,?");
fact_table!(
    PROMOTION_GRANT,
    "promotion_grant",
    "id,act,promotion_id,receipt_id,account_id,home_id,period,period_to,paid_fen,fen",
    "?,?,?,?,?,?,?,?,?,?"
);

fact_table!(PERIOD_CLOSE, "period_close", "id,act,month,terms", "?,?,?,?");
fact_table!(STATEMENT_FILE, "statement_file", "id,act,name,sha256,channel,method,known", "?,?,?,?,?,?,?");
fact_table!(
    STATEMENT_LINE,
    "statement_line",
    "id,act,file_id,row,channel,day,fen,payer,remark,reference,mark",
    "?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(
    STATEMENT_MATCH,
    "statement_match",
    "id,act,line_id,kind,receipt_id,form_id,reason",
    "?,?,?,?,?,?,?"
);
fact_table!(STATEMENT_MATCH_UNDO, "statement_match_undo", "id,act,match_id,reason", "?,?,?,?");
fact_table!(
    DEPOSIT,
    "deposit",
    "id,act,receipt_id,account_id,home_id,purpose,fen,return_when",
    "?,?,?,?,?,?,?,?"
);
fact_table!(
    DEPOSIT_MOVE,
    "deposit_move",
    "id,act,deposit_id,form_id,kind,fen,method,payee,reference,reverses",
    "?,?,?,?,?,?,?,?,?,?"
);
fact_table!(TARIFF_TERMS, "tariff_terms", "id,act,version_id,start_rule", "?,?,?,?");
fact_table!(
    CONCESSION,
    "concession",
    "id,act,form_id,kind,home_id,item_id,off_e4,first,last",
    "?,?,?,?,?,?,?,?,?"
);
fact_table!(CONCESSION_END, "concession_end", "id,act,concession_id,last,reason", "?,?,?,?,?");
fact_table!(SHIFT, "shift", "id,act,biz_date,float,explanation", "?,?,?,?,?");
fact_table!(
    SHIFT_CLOSE,
    "shift_close",
    "id,act,shift_id,expected,counted,banked,slip,received_by,explanation",
    "?,?,?,?,?,?,?,?,?"
);
fact_table!(SHIFT_CASH, "shift_cash", "id,act,shift_id,piece,counted,banked", "?,?,?,?,?,?");
fact_table!(SHIFT_TAKINGS, "shift_takings", "id,act,shift_id,method,stated", "?,?,?,?,?");
fact_table!(SHIFT_ACKNOWLEDGEMENT, "shift_acknowledgement", "id,act,shift_id,note", "?,?,?,?");
fact_table!(
    HANDWRITTEN,
    "handwritten",
    "id,act,receipt_id,series,number,written,written_on,reason",
    "?,?,?,?,?,?,?,?"
);

fact_table!(
    LATE_CLAUSE,
    "late_clause",
    "id,act,starts,clause,daily_e6,lpr_multiple_e4,day_count,grace_days,cap_percent,rounding",
    "?,?,?,?,?,?,?,?,?,?"
);
fact_table!(LATE_CLAUSE_END, "late_clause_end", "id,act,clause_id,last_due,reason", "?,?,?,?,?");
fact_table!(LPR, "lpr", "id,act,starts,percent_e4", "?,?,?,?");
fact_table!(LATE_CLAIM, "late_claim", "id,act,charge_id,principal_id", "?,?,?,?");
fact_table!(
    AGREEMENT,
    "agreement",
    "id,act,document_id,home_id,account_id,fen,late,breach_days,note",
    "?,?,?,?,?,?,?,?,?"
);
fact_table!(AGREEMENT_CHARGE, "agreement_charge", "id,act,agreement_id,charge_id,fen", "?,?,?,?,?");
fact_table!(INSTALMENT, "instalment", "id,act,agreement_id,due,fen", "?,?,?,?,?");
fact_table!(AGREEMENT_END, "agreement_end", "id,act,agreement_id,how,reason", "?,?,?,?,?");
fact_table!(PROMISE, "promise", "id,act,home_id,account_id,fen,due,provable,note", "?,?,?,?,?,?,?,?");
fact_table!(PROMISE_CHARGE, "promise_charge", "id,act,promise_id,charge_id", "?,?,?,?");

fact_table!(PHONE_REVEAL, "phone_reveal", "id,act,home_id", "?,?,?");
fact_table!(PUBLICATION, "publication", "id,act,document_id,content,pdf", "?,?,?,?,?");
fact_table!(POSTING, "posting", "id,act,document_id,place,day", "?,?,?,?,?");

fact_table!(ATTACHMENT, "attachment", "id,act,sha256,original,name,media,bytes", "?,?,?,?,?,?,?");
fact_table!(ATTACHED, "attached", "id,act,attachment_id,subject,subject_id", "?,?,?,?,?");
fact_table!(
    CONTACT,
    "contact",
    "id,act,home_id,account_id,channel,incoming,at,wish,reason,outcome,note,next_day,over_cap",
    "?,?,?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(CONTACT_VOID, "contact_void", "id,act,contact_id,reason", "?,?,?,?");
fact_table!(
    DELIVERY,
    "delivery",
    "id,act,document_id,home_id,account_id,way,grade,at,signer,relation,refusal,witness,ems,note",
    "?,?,?,?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(DELIVERY_REVIEW, "delivery_review", "id,act,delivery_id,verdict,reason", "?,?,?,?,?");
fact_table!(DOCUMENT_CHARGE, "document_charge", "id,act,document_id,charge_id,fen", "?,?,?,?,?");
fact_table!(POSTING_END, "posting_end", "id,act,posting_id,day", "?,?,?,?");
fact_table!(PROMISE_CONDITION, "promise_condition", "id,act,promise_id,ticket_id", "?,?,?,?");
fact_table!(PROMISE_VOID, "promise_void", "id,act,promise_id,reason", "?,?,?,?");
fact_table!(DUNNING_RUN, "dunning_run", "id,act,stage,day,scope,decision", "?,?,?,?,?,?");
fact_table!(
    DUNNING_STEP,
    "dunning_step",
    "id,act,run_id,home_id,account_id,stage,channel,document_id,fen,term,skip_reason",
    "?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(DUNNING_RESULT, "dunning_result", "id,act,step_id,result,next_day,note", "?,?,?,?,?,?");
fact_table!(
    DUNNING_PAUSE,
    "dunning_pause",
    "id,act,home_id,account_id,cause,from_day,until_day,ticket_id,agreement_id,note",
    "?,?,?,?,?,?,?,?,?,?"
);
fact_table!(DUNNING_PAUSE_SCOPE, "dunning_pause_scope", "id,act,pause_id,item_id,charge_id", "?,?,?,?,?");
fact_table!(DUNNING_PAUSE_END, "dunning_pause_end", "id,act,pause_id,until_day,reason", "?,?,?,?,?");
fact_table!(ARREARS_REASON, "arrears_reason", "id,act,home_id,account_id,code,note", "?,?,?,?,?,?");
fact_table!(
    TICKET,
    "ticket",
    "id,act,document_id,home_id,account_id,place,kind,topic,level,channel,intake,reporter,phone,wish,at,touches_fee,incident_id",
    "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"
);
fact_table!(
    TICKET_EVENT,
    "ticket_event",
    "id,act,ticket_id,kind,at,person,code,until,score,note",
    "?,?,?,?,?,?,?,?,?,?"
);
fact_table!(
    TICKET_MATERIAL,
    "ticket_material",
    "id,act,ticket_id,what,quantity_e4,fen,charge_id",
    "?,?,?,?,?,?,?"
);
fact_table!(INCIDENT, "incident", "id,act,title,script,at", "?,?,?,?,?");
fact_table!(INCIDENT_END, "incident_end", "id,act,incident_id,note", "?,?,?,?");
fact_table!(
    LEGAL_CASE,
    "legal_case",
    "id,act,document_id,home_id,account_id,fen,firm,agreement,note",
    "?,?,?,?,?,?,?,?,?"
);
fact_table!(LEGAL_CASE_CHARGE, "legal_case_charge", "id,act,case_id,charge_id,fen", "?,?,?,?,?");
fact_table!(LEGAL_CASE_STEP, "legal_case_step", "id,act,case_id,stage,day,reference,note", "?,?,?,?,?,?,?");
fact_table!(LEGAL_CASE_COST, "legal_case_cost", "id,act,case_id,day,what,fen", "?,?,?,?,?,?");
fact_table!(EXPORT_EVENT, "export_event", "id,act,kind,home_id,purpose,recipient,sha256", "?,?,?,?,?,?,?");
fact_table!(MESSAGE, "message", "id,act,home_id,account_id,channel,kind,text", "?,?,?,?,?,?,?");
fact_table!(MASKED_LIST, "masked_list", "id,act,document_id,basis,approved_by,remove_by", "?,?,?,?,?,?");
fact_table!(
    CAMPAIGN,
    "campaign",
    "id,act,name,from_day,to_day,scope,target_fen,text,note",
    "?,?,?,?,?,?,?,?,?"
);
fact_table!(CAMPAIGN_END, "campaign_end", "id,act,campaign_id,note", "?,?,?,?");
fact_table!(PLAN_TARGET, "plan_target", "id,act,month,person,fen,note", "?,?,?,?,?,?");

/// Every fact table, in the order in which an act's digest takes them; new ones go to the end.
pub(crate) const FACT_TABLES: &[&FactTable] = &[
    &REGISTER_CHANGE,
    &IMPORT,
    &IMPORT_UNDO,
    &TARIFF_VERSION,
    &BILL_RUN,
    &BILL_RUN_REVERSAL,
    &CHARGE,
    &ADJUSTMENT,
    &RECEIPT,
    &RECEIPT_VOID,
    &PAYMENT,
    &ALLOCATION,
    &DOCUMENT,
    &PRINT_EVENT,
    &ENTRY,
    &CHARGE_DETAIL,
    &FORM,
    &FORM_VERDICT,
    &FORM_EFFECT,
    &REFUND,
    &CARRY,
    &SHARED_BILL,
    &PARKING_CONTRACT,
    &PARKING_END,
    &METER_PRICE,
    &READING,
    &READING_VOID,
    &METERING,
    &METERING_CORRECTION,
    &PROMOTION,
    &PROMOTION_END,
    &PROMOTION_GRANT,
    &PERIOD_CLOSE,
    &STATEMENT_FILE,
    &STATEMENT_LINE,
    &STATEMENT_MATCH,
    &STATEMENT_MATCH_UNDO,
    &DEPOSIT,
    &DEPOSIT_MOVE,
    &TARIFF_TERMS,
    &CONCESSION,
    &CONCESSION_END,
    &LATE_CLAUSE,
    &LATE_CLAUSE_END,
    &LPR,
    &LATE_CLAIM,
    &AGREEMENT,
    &AGREEMENT_CHARGE,
    &INSTALMENT,
    &AGREEMENT_END,
    &PROMISE,
    &PROMISE_CHARGE,
    &SHIFT,
    &SHIFT_CLOSE,
    &SHIFT_CASH,
    &SHIFT_TAKINGS,
    &SHIFT_ACKNOWLEDGEMENT,
    &HANDWRITTEN,
    &PHONE_REVEAL,
    &PUBLICATION,
    &POSTING,
    &ATTACHMENT,
    &ATTACHED,
    &CONTACT,
    &CONTACT_VOID,
    &DELIVERY,
    &DELIVERY_REVIEW,
    &DOCUMENT_CHARGE,
    &POSTING_END,
    &PROMISE_CONDITION,
    &PROMISE_VOID,
    &DUNNING_RUN,
    &DUNNING_STEP,
    &DUNNING_RESULT,
    &DUNNING_PAUSE,
    &DUNNING_PAUSE_SCOPE,
    &DUNNING_PAUSE_END,
    &ARREARS_REASON,
    &TICKET,
    &TICKET_EVENT,
    &TICKET_MATERIAL,
    &INCIDENT,
    &INCIDENT_END,
    &LEGAL_CASE,
    &LEGAL_CASE_CHARGE,
    &LEGAL_CASE_STEP,
    &LEGAL_CASE_COST,
    &EXPORT_EVENT,
    &MESSAGE,
    &MASKED_LIST,
    &CAMPAIGN,
    &CAMPAIGN_END,
    &PLAN_TARGET,
];

/// The digest of one row: every value with its type, so that no two rows share their bytes.
pub(crate) fn row_digest<'a>(values: impl Iterator<Item = ValueRef<'a>>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for value in values {
        match value {
            ValueRef::Null => hash.update([0]),
            ValueRef::Integer(n) => {
                let mut bytes = [1_u8; 9];
                bytes[1..].copy_from_slice(&n.to_le_bytes());
                hash.update(bytes);
            }
            ValueRef::Real(x) => hash.update(x.to_bits().to_le_bytes()),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                hash.update([2]);
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(bytes);
            }
        }
    }
    hash.finalize().into()
}

/// The part of a row's digest that is kept in the row, to name it when it was changed behind our back.
pub(crate) fn seal(digest: &[u8; 32]) -> i64 {
    let mut first = [0_u8; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_le_bytes(first)
}

/// What an act wrote, table by table: rows and their running digest.
pub(crate) struct BodyDigest {
    tables: Vec<Option<(u64, Sha256)>>,
}

impl Default for BodyDigest {
    fn default() -> Self {
        Self { tables: vec![None; FACT_TABLES.len()] }
    }
}

impl BodyDigest {
    /// Adds a row's digest to its table's.
    pub fn add(&mut self, table: usize, row: &[u8; 32]) {
        let (count, hash) = self.tables[table].get_or_insert_with(|| (0, Sha256::new()));
        *count += 1;
        hash.update(row);
    }

    /// Rows added so far.
    pub fn rows(&self) -> u64 {
        self.tables.iter().flatten().map(|(count, _)| count).sum()
    }

    /// One digest over all tables.
    pub fn finish(self) -> [u8; 32] {
        let mut all = Sha256::new();
        for (table, part) in FACT_TABLES.iter().zip(self.tables) {
            if let Some((count, hash)) = part {
                all.update(table.name.as_bytes());
                all.update(count.to_le_bytes());
                all.update(hash.finalize());
            }
        }
        all.finalize().into()
    }
}

/// The place of a table in [`FACT_TABLES`].
pub(crate) fn position(table: &FactTable) -> usize {
    FACT_TABLES.iter().position(|t| t.name == table.name).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::FACT_TABLES;
    use crate::migrate;
    use rusqlite::Connection;
    use std::collections::BTreeSet;

    #[test]
    fn every_sealed_table_is_known_and_guarded() -> Result<(), crate::StoreError> {
        let mut fresh = Connection::open_in_memory()?;
        migrate::migrate(&mut fresh, migrate::MIGRATIONS)?;
        let names = |sql: &str| -> rusqlite::Result<BTreeSet<String>> {
            fresh.prepare(sql)?.query_map([], |r| r.get(0))?.collect()
        };
        let sealed = names(
            "SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'seal'",
        )?;
        let known: BTreeSet<String> = FACT_TABLES.iter().map(|t| t.name.to_owned()).collect();
        assert_eq!(sealed, known);
        let guards = names("SELECT name FROM sqlite_schema WHERE type = 'trigger'")?;
        for table in known {
            for change in ["update", "delete"] {
                assert!(guards.contains(&format!("{table}_no_{change}")), "{table} may be {change}d");
            }
        }
        Ok(())
    }
}
