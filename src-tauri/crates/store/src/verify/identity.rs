//! What must hold between facts, without the projections: the table, what is wrong with the row, and the query that
//! finds such rows.

pub(super) const IDENTITIES: &[(&str, &str, &str)] = &[
        (
            "charge",
            "more was settled than charged, or taken back than settled",
            "SELECT c.id FROM charge c
             LEFT JOIN (SELECT charge_id, sum(fen) fen FROM adjustment GROUP BY charge_id) a ON a.charge_id = c.id
             LEFT JOIN (SELECT charge_id, sum(fen) fen FROM allocation GROUP BY charge_id) l ON l.charge_id = c.id
             WHERE c.fen < coalesce(a.fen, 0) + coalesce(l.fen, 0) OR coalesce(l.fen, 0) < 0 OR coalesce(a.fen, 0) < 0",
        ),
        (
            "payment",
            "more was applied than came in",
            "SELECT p.id FROM payment p WHERE p.reverses IS NULL AND p.fen
               + coalesce((SELECT sum(r.fen) FROM payment r WHERE r.receipt_id = p.receipt_id AND r.reverses = p.id), 0)
               < coalesce((SELECT sum(fen) FROM allocation l WHERE l.payment_id = p.id), 0)
               + coalesce((SELECT sum(fen) FROM refund b WHERE b.payment_id = p.id), 0)
               + coalesce((SELECT sum(fen) FROM carry k WHERE k.from_payment = p.id), 0)",
        ),
        (
            "receipt",
            "its payments and deposits do not add up to it",
            "SELECT r.id FROM receipt r WHERE r.fen <>
               (SELECT coalesce(sum(p.fen), 0) FROM payment p WHERE p.receipt_id = r.id AND p.reverses IS NULL
                AND NOT EXISTS (SELECT 1 FROM carry k WHERE k.to_payment = p.id))
               + (SELECT coalesce(sum(d.fen), 0) FROM deposit d WHERE d.receipt_id = r.id)",
        ),
        (
            "deposit",
            "more was returned and kept than was held, or less than nothing",
            "SELECT d.id FROM deposit d, (SELECT deposit_id, sum(fen) fen FROM deposit_move GROUP BY deposit_id) m
             WHERE m.deposit_id = d.id AND (m.fen < 0 OR m.fen > CASE WHEN EXISTS
               (SELECT 1 FROM receipt_void v WHERE v.receipt_id = d.receipt_id) THEN 0 ELSE d.fen END)",
        ),
        (
            "allocation",
            "money of one account went to a charge of another",
            "SELECT l.id FROM allocation l JOIN payment p ON p.id = l.payment_id JOIN charge c ON c.id = l.charge_id
             WHERE c.account_id <> p.account_id",
        ),
        (
            "carry",
            "what one account gave up is not what the other got",
            "SELECT k.id FROM carry k JOIN payment a ON a.id = k.from_payment JOIN payment b ON b.id = k.to_payment
             WHERE k.fen <> b.fen OR a.receipt_id <> b.receipt_id",
        ),
        (
            "shared_bill",
            "its shares do not add up to it",
            "SELECT b.id FROM shared_bill b LEFT JOIN
               (SELECT c.run_id, sum(c.fen) fen FROM charge c JOIN charge_detail d ON d.charge_id = c.id
                WHERE d.source = 'shared' GROUP BY c.run_id) s ON s.run_id = b.run_id
             WHERE s.fen IS NOT b.fen",
        ),
        (
            "parking_contract",
            "its space has another contract in the same days",
            "SELECT b.id FROM parking_contract a JOIN parking_contract b ON b.space_id = a.space_id AND b.id > a.id
             LEFT JOIN parking_end ae ON ae.contract_id = a.id LEFT JOIN parking_end be ON be.contract_id = b.id
             WHERE b.from_day <= coalesce(ae.last_day, 99999999) AND a.from_day <= coalesce(be.last_day, 99999999)",
        ),
        (
        "late_claim",
        "claims the late charge of another account, or of a late charge",
        "SELECT k.id FROM late_claim k JOIN charge c ON c.id = k.charge_id JOIN charge p ON p.id = k.principal_id
         WHERE c.account_id <> p.account_id OR EXISTS (SELECT 1 FROM late_claim x WHERE x.charge_id = p.id)",
    ),
    (
        "agreement",
        "its charges or its instalments do not add up to it",
        "SELECT g.id FROM agreement g
         WHERE g.fen IS NOT (SELECT sum(fen) FROM agreement_charge WHERE agreement_id = g.id)
            OR g.fen IS NOT (SELECT sum(fen) FROM instalment WHERE agreement_id = g.id)",
    ),
    (
        "shift_close",
        "what had to be in the drawer, or the pieces counted, are not what its facts give",
        "SELECT c.id FROM shift_close c JOIN shift s ON s.id = c.shift_id JOIN act o ON o.seq = s.act
         WHERE c.expected <> s.float
             + (SELECT coalesce(sum(r.fen), 0) FROM receipt r JOIN act t ON t.seq = r.act
                WHERE r.biz_date = s.biz_date AND r.method = 'cash' AND t.operator = o.operator
                  AND r.act > s.act AND r.act < c.act
                  AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = r.id AND v.act < c.act))
             - (SELECT coalesce(sum(b.fen), 0) FROM refund b JOIN act t ON t.seq = b.act
                WHERE b.act > s.act AND b.act < c.act AND b.method = 'cash' AND t.operator = o.operator)
             - (SELECT coalesce(sum(m.fen), 0) FROM deposit_move m JOIN act t ON t.seq = m.act
                WHERE m.act > s.act AND m.act < c.act AND m.method = 'cash' AND t.operator = o.operator)
           OR c.counted <> (SELECT coalesce(sum(p.piece * p.counted), 0) FROM shift_cash p WHERE p.shift_id = s.id)
           OR c.banked <> (SELECT coalesce(sum(p.piece * p.banked), 0) FROM shift_cash p WHERE p.shift_id = s.id)",
    ),
    (
        "receipt_void",
        "was voided after its shift was closed",
        "SELECT v.id FROM receipt_void v JOIN receipt r ON r.id = v.receipt_id JOIN act t ON t.seq = r.act
         JOIN shift s ON s.biz_date = r.biz_date AND s.act < r.act JOIN act o ON o.seq = s.act
         JOIN shift_close c ON c.shift_id = s.id AND c.act > r.act
         WHERE o.operator = t.operator AND v.act > c.act",
    ),
    (
        "act",
        "was posted into a month that was closed before",
        "SELECT a.seq FROM period_close p JOIN act a ON a.seq > p.act AND a.biz_date / 100 <= p.month
         WHERE p.month = (SELECT max(m.month) FROM period_close m WHERE m.act < a.seq)",
    ),
    (
        "period_close",
        "does not follow the month closed before it",
        "SELECT p.id FROM period_close p JOIN period_close b ON b.id = p.id - 1
         WHERE p.month <> b.month + CASE b.month % 100 WHEN 12 THEN 89 ELSE 1 END",
    ),
    (
        "statement_match",
        "the line is not the money of its receipt or form, or stands for two things",
        "SELECT m.id FROM statement_match m JOIN statement_line l ON l.id = m.line_id
         WHERE l.fen <> coalesce((SELECT r.fen FROM receipt r WHERE r.id = m.receipt_id), l.fen)
            OR l.fen <> coalesce(-(SELECT f.fen FROM form f WHERE f.id = m.form_id), l.fen)
            OR NOT EXISTS (SELECT 1 FROM statement_match_undo u WHERE u.match_id = m.id)
              AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = m.receipt_id)
              AND EXISTS (SELECT 1 FROM statement_match o WHERE o.line_id = m.line_id AND o.id > m.id
                AND NOT EXISTS (SELECT 1 FROM statement_match_undo u WHERE u.match_id = o.id)
                AND NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = o.receipt_id))",
    ),
    (
        "handwritten",
        "its leaf of the paper book was entered or spoiled before",
        "SELECT b.id FROM handwritten a JOIN handwritten b ON b.series = a.series AND b.number = a.number AND b.id > a.id
         WHERE NOT EXISTS (SELECT 1 FROM receipt_void v WHERE v.receipt_id = a.receipt_id)",
    ),
    (
            "form_effect",
            "was done without an approval, or approved by the person who asked",
            "SELECT e.id FROM form_effect e JOIN form f ON f.id = e.form_id JOIN act fa ON fa.seq = f.act
             LEFT JOIN form_verdict v ON v.form_id = f.id LEFT JOIN act va ON va.seq = v.act
             WHERE v.verdict IS NOT 'approved' OR va.operator = fa.operator",
        ),
];
