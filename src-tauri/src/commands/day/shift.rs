//! A shift: opened with a float, counted by denomination, closed.

use crate::session::Session;
use crate::shelf::PaperHandle;
use crate::wire::{Amount, Answer, amount, text_or_none};
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;
use zhangfang_domain::Fen;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::{Count, PIECES};
use zhangfang_domain::text::folded;
use zhangfang_office::papers::{self, Paper};
use zhangfang_office::shift::{CloseRequest, Deposit, Shift, Till};
use zhangfang_office::{Occasion, Office, OfficeError, Refusal};

/// Where the cash stands.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct ShiftNow {
    /// The open shift of whoever works here.
    pub till: Option<TillView>,
    /// Whether the book has ever had a shift; before the first one money is taken without.
    pub used: bool,
    /// Closed shifts with a difference of which no manager took note yet.
    pub unacknowledged: Vec<ShiftLine>,
    /// Notes and coins that are counted, in fen, large first.
    pub pieces: Vec<Amount>,
}

/// A shift with its money.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct TillView {
    /// Its number.
    #[ts(type = "number")]
    pub shift: i64,
    /// Whose it is.
    pub cashier: String,
    /// Business day.
    pub day: String,
    /// Float.
    pub float: Amount,
    /// Cash taken for charges.
    pub received: Amount,
    /// Cash refunded.
    pub refunded: Amount,
    /// Cash taken as deposits.
    pub deposits_taken: Amount,
    /// Cash deposits given back.
    pub deposits_returned: Amount,
    /// What must be in the drawer.
    pub expected: Amount,
    /// Takings by method.
    pub takings: Vec<MethodLine>,
    /// Everything taken.
    pub total: Amount,
}

/// Takings of one method.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct MethodLine {
    /// Code of the method.
    pub code: String,
    /// The method in words.
    pub method: String,
    /// Receipts.
    pub receipts: usize,
    /// Sum.
    pub total: Amount,
}

/// A shift in a list.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct ShiftLine {
    /// Its number.
    #[ts(type = "number")]
    pub shift: i64,
    /// Business day.
    pub day: String,
    /// Whose it is.
    pub cashier: String,
    /// Float.
    pub float: Amount,
    /// Banked; none while open.
    pub banked: Option<Amount>,
    /// By how much the count differed; none while open.
    pub difference: Option<Amount>,
    /// 当班, 已交班, 待确认.
    pub state: String,
    /// What was explained.
    pub explanation: String,
}

/// Pieces of one denomination as counted.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct Pieces {
    /// The denomination in fen.
    #[ts(type = "number")]
    pub fen: i64,
    /// How many, as typed; none when empty.
    pub count: String,
}

/// What a count comes to.
#[derive(Debug, Serialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct Counted {
    /// What each line comes to, in the order sent.
    pub each: Vec<Amount>,
    /// Counted.
    pub counted: Amount,
    /// What must be there.
    pub expected: Amount,
    /// Counted less expected.
    pub difference: Amount,
    /// 相符, 长款, 短款.
    pub word: String,
    /// What is there above the float, to be banked.
    pub above_float: Amount,
}

/// A closing as typed.
#[derive(Debug, Deserialize, TS)]
#[ts(export, export_to = "day.ts")]
pub struct CloseForm {
    /// The drawer before the deposit.
    pub pieces: Vec<Pieces>,
    /// Cash handed over, an amount; nothing when empty.
    pub deposit: String,
    /// Number of the bank's slip; may be empty.
    pub slip: String,
    /// Who received the cash; may be empty.
    pub received_by: String,
    /// What wallets and terminals say, by code of the method; empty where nobody looked.
    pub stated: Vec<(String, String)>,
    /// Why something is not as it must be; may be empty.
    pub explanation: String,
}

impl Pieces {
    fn number(&self) -> Result<u32, OfficeError> {
        let typed = folded(&self.count);
        let typed = typed.trim();
        let expected = "张数，如 12";
        let unusable = |_| Refusal::Unusable { field: "张数", value: self.count.clone(), expected };
        if typed.is_empty() { Ok(0) } else { Ok(typed.parse().map_err(unusable)?) }
    }
}

fn count(pieces: &[Pieces]) -> Result<Count, OfficeError> {
    let counted = pieces.iter().map(|piece| Ok((Fen(piece.fen), piece.number()?)));
    Ok(Count::of(counted.collect::<Result<Vec<_>, OfficeError>>()?))
}

impl CloseForm {
    fn request(&self) -> Result<CloseRequest, OfficeError> {
        let mut takings = Vec::new();
        for (code, text) in self.stated.iter().filter(|(_, text)| !text.trim().is_empty()) {
            takings.extend(
                Method::from_code(code)
                    .map(|method| Ok::<_, OfficeError>((method, amount(text)?)))
                    .transpose()?,
            );
        }
        let deposit = if self.deposit.trim().is_empty() { Fen::ZERO } else { amount(&self.deposit)? };
        Ok(CloseRequest {
            counted: count(&self.pieces)?,
            deposit: Deposit::Amount(deposit),
            slip: text_or_none(&self.slip),
            received_by: text_or_none(&self.received_by),
            takings,
            explanation: text_or_none(&self.explanation),
        })
    }
}

fn till_view(till: &Till) -> TillView {
    let line = |(method, taken): (Method, &zhangfang_office::day::MethodTakings)| MethodLine {
        code: method.code().to_owned(),
        method: method.label().to_owned(),
        receipts: taken.receipts,
        total: taken.total.into(),
    };
    let drawer = &till.drawer;
    TillView {
        shift: till.shift.id,
        cashier: till.shift.cashier.clone(),
        day: till.shift.day.to_string(),
        float: drawer.float.into(),
        received: drawer.received.into(),
        refunded: drawer.refunded.into(),
        deposits_taken: drawer.deposits_taken.into(),
        deposits_returned: drawer.deposits_returned.into(),
        expected: drawer.expected().into(),
        takings: Method::ALL.into_iter().zip(&till.takings).map(line).collect(),
        total: till.takings.iter().map(|taken| taken.total).sum::<Fen>().into(),
    }
}

fn shift_line(shift: &Shift) -> ShiftLine {
    let state = match &shift.closing {
        None => "当班",
        Some(_) if shift.awaits_acknowledgement() => "待确认",
        Some(_) => "已交班",
    };
    ShiftLine {
        shift: shift.id,
        day: shift.day.to_string(),
        cashier: shift.cashier.clone(),
        float: shift.float.into(),
        banked: shift.closing.as_ref().map(|closing| closing.banked.into()),
        difference: shift.closing.as_ref().map(|closing| closing.difference().into()),
        state: state.to_owned(),
        explanation: shift.explanations().join("；"),
    }
}

fn now(office: &Office, cashier: &str) -> Answer<ShiftNow> {
    let shifts = office.shifts()?;
    let open = shifts.iter().find(|shift| shift.cashier == cashier && shift.closing.is_none());
    let till = open.map(|shift| office.till(shift.clone())).transpose()?;
    Ok(ShiftNow {
        till: till.as_ref().map(till_view),
        used: !shifts.is_empty(),
        unacknowledged: office.unacknowledged_shifts()?.iter().map(shift_line).collect(),
        pieces: PIECES.into_iter().map(Amount::from).collect(),
    })
}

/// Where the cash of whoever works here stands.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn day_shift(session: State<'_, Session>) -> Answer<ShiftNow> {
    let cashier = session.operator();
    session.with(|office| now(office, &cashier))
}

/// Opens a shift.
///
/// # Errors
/// Of [`Office::open_shift`].
#[tauri::command(async)]
pub fn day_open(
    float: &str,
    explanation: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<ShiftNow> {
    let (float, occasion) = (amount(float)?, session.occasion(key));
    session.with(|office| {
        office.open_shift(float, text_or_none(explanation).as_deref(), &occasion)?;
        now(office, &occasion.operator)
    })
}

/// Holds a count against the drawer; writes nothing.
///
/// # Errors
/// When no shift is open.
#[tauri::command(async)]
pub fn day_count(pieces: Vec<Pieces>, session: State<'_, Session>) -> Answer<Counted> {
    let (counted, occasion) = (count(&pieces)?, session.occasion(None));
    let one = |piece: &Pieces| Ok(count(std::slice::from_ref(piece))?.total().into());
    let each = pieces.iter().map(one).collect::<Result<_, OfficeError>>()?;
    session.with(|office| {
        let (till, difference) = office.count_cash(&counted, &occasion)?;
        let word = match difference.0.signum() {
            0 => "相符",
            1 => "长款",
            _ => "短款",
        };
        let above = counted.total() - till.drawer.float;
        Ok(Counted {
            each,
            above_float: above.max(Fen::ZERO).into(),
            counted: counted.total().into(),
            expected: till.drawer.expected().into(),
            difference: difference.into(),
            word: word.to_owned(),
        })
    })
}

/// Closes the shift; nothing of it can be voided any more. Answers its number.
///
/// # Errors
/// Of [`Office::close_shift`].
#[tauri::command(async)]
pub fn day_close(form: CloseForm, key: Option<String>, session: State<'_, Session>) -> Answer<u32> {
    let (request, occasion) = (form.request()?, session.occasion(key));
    session.with(|office| {
        Ok(u32::try_from(office.close_shift(&request, &occasion)?.value.shift).unwrap_or_default())
    })
}

/// A manager takes note of a difference.
///
/// # Errors
/// Of [`Office::acknowledge_shift`].
#[tauri::command(async)]
pub fn day_acknowledge(
    shift: u32,
    note: &str,
    key: Option<String>,
    session: State<'_, Session>,
) -> Answer<()> {
    let occasion = session.occasion(key);
    session.with(|office| Ok(office.acknowledge_shift(i64::from(shift), note, &occasion).map(drop)?))
}

/// Every shift, newest first.
///
/// # Errors
/// Store errors.
#[tauri::command(async)]
pub fn day_shifts(session: State<'_, Session>) -> Answer<Vec<ShiftLine>> {
    session.with(|office| Ok(office.shifts()?.iter().rev().map(shift_line).collect()))
}

/// 收费日报 of a day.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn day_report_paper(day: &str, session: State<'_, Session>) -> Answer<PaperHandle> {
    let date = crate::wire::day(day)?;
    let occasion = Occasion { today: date, ..session.occasion(None) };
    report(&session, None, &format!("收费日报{date}.pdf"), &occasion)
}

/// 收费日报 of one shift.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn day_shift_paper(shift: u32, session: State<'_, Session>) -> Answer<PaperHandle> {
    report(&session, Some(i64::from(shift)), &format!("收费日报第{shift}班.pdf"), &session.occasion(None))
}

fn report(session: &Session, shift: Option<i64>, name: &str, occasion: &Occasion) -> Answer<PaperHandle> {
    let bytes =
        session.with_fonts(|office, fonts| Ok(papers::day_report(office, fonts, shift, occasion)?))?;
    Ok(session.shelf.put(Paper { file_name: name.to_owned(), bytes, count: 1 }))
}

/// 交款单 of a closed shift.
///
/// # Errors
/// Document and store errors.
#[tauri::command(async)]
pub fn day_slip_paper(shift: u32, session: State<'_, Session>) -> Answer<PaperHandle> {
    let occasion = session.occasion(None);
    let bytes = session
        .with_fonts(|office, fonts| Ok(papers::deposit_slip(office, fonts, i64::from(shift), &occasion)?))?;
    Ok(session.shelf.put(Paper { file_name: format!("交款单第{shift}班.pdf"), bytes, count: 1 }))
}
