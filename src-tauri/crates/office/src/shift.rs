//! 班次: a cashier's drawer from opening to closing (domain sections 3.14 and 7.5).
//!
//! A book uses shifts from the day one was first opened. From then on money is handled inside the shift of whoever
//! handles it; what was done in a closed shift is corrected by forms only.

use crate::bill_run::require_reason;
use crate::handled::MethodTakings;
use crate::refusal::ShiftRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result, wire};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use zhangfang_domain::Fen;
use zhangfang_domain::approval::Role;
use zhangfang_domain::method::Method;
use zhangfang_domain::shift::{self, Count, Drawer, Statement};
use zhangfang_store::receipt::Receipt;
use zhangfang_store::shift::NewClosing;
pub use zhangfang_store::shift::Shift;

/// A shift with the money handled in it.
#[derive(Clone, Debug)]
pub struct Till {
    /// The shift.
    pub shift: Shift,
    /// The drawer; nothing banked before it is closed.
    pub drawer: Drawer,
    /// What was taken, by method, every method.
    pub takings: Vec<MethodTakings>,
    /// What wallets and terminals said at the closing, as far as the cashier looked.
    pub stated: Vec<(Method, Fen)>,
}

impl Till {
    /// What a wallet or terminal said at the closing; none when the cashier did not look.
    #[must_use]
    pub fn stated_of(&self, method: Method) -> Option<Fen> {
        self.stated.iter().find(|(m, _)| *m == method).map(|(_, fen)| *fen)
    }

    /// What receipts that stand say, by method.
    #[must_use]
    pub fn booked(&self) -> Vec<(Method, Fen)> {
        Method::ALL.into_iter().zip(self.takings.iter().map(|t| t.total)).collect()
    }
}

/// The cash of a shift, for reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawerLine {
    /// The shift; none for cash handled outside any.
    pub shift: Option<i64>,
    /// Whose drawer; empty outside any shift.
    pub cashier: String,
    /// At the start.
    #[serde(with = "wire::yuan")]
    pub float: Fen,
    /// Taken for charges and ahead.
    #[serde(with = "wire::yuan")]
    pub received: Fen,
    /// Refunded.
    #[serde(with = "wire::yuan")]
    pub refunded: Fen,
    /// Deposits taken.
    #[serde(with = "wire::yuan")]
    pub deposits_taken: Fen,
    /// Deposits given back.
    #[serde(with = "wire::yuan")]
    pub deposits_returned: Fen,
    /// Handed over to the bank.
    #[serde(with = "wire::yuan")]
    pub banked: Fen,
    /// What must be left.
    #[serde(with = "wire::yuan")]
    pub expected: Fen,
    /// By how much the count differed; none before the count.
    #[serde(with = "wire::yuan_or_none")]
    pub difference: Option<Fen>,
}

impl DrawerLine {
    /// The cash of a shift.
    #[must_use]
    pub fn of(till: &Till) -> Self {
        Self {
            shift: Some(till.shift.id),
            cashier: till.shift.cashier.clone(),
            difference: till.shift.closing.as_ref().map(|closing| closing.difference()),
            ..Self::outside(&till.drawer)
        }
    }

    /// Cash handled outside any shift.
    pub(crate) fn outside(drawer: &Drawer) -> Self {
        Self {
            shift: None,
            cashier: String::new(),
            float: drawer.float,
            received: drawer.received,
            refunded: drawer.refunded,
            deposits_taken: drawer.deposits_taken,
            deposits_returned: drawer.deposits_returned,
            banked: drawer.banked,
            expected: drawer.expected(),
            difference: None,
        }
    }
}

/// What goes to the bank.
#[derive(Clone, Copy, Debug)]
pub enum Deposit {
    /// So much, large notes first.
    Amount(Fen),
    /// Exactly these pieces.
    Pieces(Count),
}

/// The closing of a shift as a cashier states it.
#[derive(Clone, Debug)]
pub struct CloseRequest {
    /// The drawer before the deposit.
    pub counted: Count,
    /// What of it goes to the bank.
    pub deposit: Deposit,
    /// Number of the bank's slip.
    pub slip: Option<String>,
    /// Who received the cash.
    pub received_by: Option<String>,
    /// What wallets and terminals say, as far as the cashier looked.
    pub takings: Vec<(Method, Fen)>,
    /// Why something is not as it must be.
    pub explanation: Option<String>,
}

/// What a closing came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedShift {
    /// The shift.
    pub shift: i64,
    /// Its business day.
    pub day: NaiveDate,
    /// What had to be in the drawer before the deposit.
    #[serde(with = "wire::yuan")]
    pub expected: Fen,
    /// What was.
    #[serde(with = "wire::yuan")]
    pub counted: Fen,
    /// By how much it differs; less than nothing when cash is missing.
    #[serde(with = "wire::yuan")]
    pub difference: Fen,
    /// What went to the bank.
    #[serde(with = "wire::yuan")]
    pub banked: Fen,
    /// What stays in the drawer.
    #[serde(with = "wire::yuan")]
    pub left: Fen,
}

impl Office {
    /// Opens a shift for whoever acts, with the cash in the drawer.
    ///
    /// # Errors
    /// [`ShiftRefusal::StillOpen`], [`ShiftRefusal::DayOver`], [`ShiftRefusal::FloatDiffers`] without an explanation,
    /// [`Refusal::Unusable`] for a float below nothing.
    pub fn open_shift(
        &mut self,
        float: Fen,
        explanation: Option<&str>,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let explanation = explanation.map(str::trim).filter(|words| !words.is_empty()).map(str::to_owned);
        if !self.replays(occasion)? {
            self.check_opening(float, explanation.is_some(), occasion)?;
        }
        self.book.transact("shift.open", occasion, |act| {
            Ok::<_, OfficeError>(act.open_shift(float, explanation.as_ref())?)
        })
    }

    fn check_opening(&self, float: Fen, explained: bool, occasion: &Occasion) -> Result<()> {
        if float < Fen::ZERO {
            let (field, value, expected) = ("备用金", float.plain(), "不小于零的金额");
            return Err(Refusal::Unusable { field, value, expected }.into());
        }
        let reading = self.book.reading();
        let last = reading.last_shift_of(&occasion.operator)?;
        if let Some(open) = last.as_ref().filter(|shift| shift.closing.is_none()) {
            return Err(ShiftRefusal::StillOpen { shift: open.id, day: open.day }.into());
        }
        if let Some(last) = reading.last_shift_day()?.filter(|last| *last > occasion.today) {
            return Err(ShiftRefusal::DayOver { day: occasion.today, last }.into());
        }
        let left = last.and_then(|shift| shift.closing).map(|closing| closing.counted - closing.banked);
        match left {
            Some(left) if left != float && !explained => {
                Err(ShiftRefusal::FloatDiffers { left, float }.into())
            }
            _ => Ok(()),
        }
    }

    /// Refuses to handle money outside a shift, once the book uses shifts. Every use case that takes or gives money
    /// asks this first, unless it only repeats itself.
    ///
    /// # Errors
    /// [`ShiftRefusal::NoneOpen`], [`ShiftRefusal::OtherDay`].
    pub(crate) fn require_shift(&self, occasion: &Occasion) -> Result<()> {
        if self.book.reading().last_shift_day()?.is_none() {
            return Ok(());
        }
        let open = self.open_shift_of(&occasion.operator)?;
        require_day(&open, occasion)
    }

    /// Refuses to void a receipt of a closed shift.
    pub(crate) fn refuse_closed(&self, receipt: &Receipt) -> Result<()> {
        let shift = self.book.reading().shift_holding(receipt.act, &receipt.operator)?;
        match shift.filter(|shift| shift.closing.is_some()) {
            Some(Shift { id: shift, day, .. }) => {
                Err(ShiftRefusal::ReceiptOfClosedShift { number: receipt.number, shift, day }.into())
            }
            None => Ok(()),
        }
    }

    /// The open shift of a cashier.
    ///
    /// # Errors
    /// [`ShiftRefusal::NoneOpen`].
    pub fn open_shift_of(&self, cashier: &str) -> Result<Shift> {
        let last = self.book.reading().last_shift_of(cashier)?;
        let none = || ShiftRefusal::NoneOpen { cashier: cashier.to_owned() }.into();
        last.filter(|shift| shift.closing.is_none()).ok_or_else(none)
    }

    /// The shift a cashier closed last.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] when there is none.
    pub fn last_closed_shift_of(&self, cashier: &str) -> Result<Shift> {
        let mut shifts = self.shifts()?;
        shifts.retain(|shift| shift.cashier == cashier && shift.closing.is_some());
        let none = || Refusal::Unknown { kind: "已交班的班次", name: cashier.to_owned() }.into();
        shifts.pop().ok_or_else(none)
    }

    /// A shift by number.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn shift(&self, id: i64) -> Result<Shift> {
        let found = self.book.reading().shift(id)?;
        found.ok_or_else(|| Refusal::Unknown { kind: "班次", name: id.to_string() }.into())
    }

    /// Every shift, oldest first.
    ///
    /// # Errors
    /// Store errors.
    pub fn shifts(&self) -> Result<Vec<Shift>> {
        Ok(self.book.reading().shifts()?)
    }

    /// Closed shifts with something explained of which no manager took note yet.
    ///
    /// # Errors
    /// Store errors.
    pub fn unacknowledged_shifts(&self) -> Result<Vec<Shift>> {
        Ok(self.shifts()?.into_iter().filter(Shift::awaits_acknowledgement).collect())
    }

    /// What was handled in a shift.
    ///
    /// # Errors
    /// Store errors.
    pub fn till(&self, shift: Shift) -> Result<Till> {
        let handled = self.handled_on(shift.day)?.within(&shift);
        let banked = shift.closing.as_ref().map_or(Fen::ZERO, |closing| closing.banked);
        let (drawer, takings) = (handled.drawer(shift.float, banked), handled.by_method());
        let stated = self.book.reading().shift_takings(shift.id)?;
        Ok(Till { shift, drawer, takings, stated })
    }

    /// Holds a count against the open shift of whoever acts; writes nothing.
    ///
    /// # Errors
    /// [`ShiftRefusal::NoneOpen`].
    pub fn count_cash(&self, counted: &Count, occasion: &Occasion) -> Result<(Till, Fen)> {
        let till = self.till(self.open_shift_of(&occasion.operator)?)?;
        let difference = counted.total() - till.drawer.expected();
        Ok((till, difference))
    }

    /// Closes the open shift of whoever acts. Afterwards nothing of it can be voided.
    ///
    /// # Errors
    /// [`ShiftRefusal`]: no shift, another business date, a difference or undeposited takings without an explanation,
    /// a deposit without a slip or with pieces that are not there.
    pub fn close_shift(
        &mut self,
        request: &CloseRequest,
        occasion: &Occasion,
    ) -> Result<Posted<ClosedShift>> {
        let replay = self.replays(occasion)?;
        let prepared = if replay { None } else { Some(self.closing(request, occasion)?) };
        self.book.transact("shift.close", occasion, |act| {
            // A repetition is answered before it gets here.
            let (shift, new, difference) = prepared.ok_or(OfficeError::Cancelled)?;
            act.close_shift(&shift, &new)?;
            let (counted, banked) = (new.stated.counted.total(), new.stated.banked.total());
            let (expected, left) = (new.expected, counted - banked);
            let (shift, day) = (shift.id, shift.day);
            Ok::<_, OfficeError>(ClosedShift { shift, day, expected, counted, difference, banked, left })
        })
    }

    /// What a closing writes, when the rules let it.
    fn closing(&self, request: &CloseRequest, occasion: &Occasion) -> Result<(Shift, NewClosing, Fen)> {
        let till = self.till(self.open_shift_of(&occasion.operator)?)?;
        require_day(&till.shift, occasion)?;
        let banked = match request.deposit {
            Deposit::Pieces(pieces) => pieces,
            Deposit::Amount(amount) => {
                request.counted.picked(amount).ok_or(ShiftRefusal::NotMadeUp { amount })?
            }
        };
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        let stated = Statement {
            counted: request.counted,
            banked,
            takings: request.takings.clone(),
            explanation: given(&request.explanation),
        };
        let difference =
            shift::closed(&till.drawer, &till.booked(), &stated).map_err(ShiftRefusal::Statement)?;
        let slip = given(&request.slip);
        if banked.total().is_positive() && slip.is_none() {
            return Err(ShiftRefusal::NoSlip { banked: banked.total() }.into());
        }
        let expected = till.drawer.expected();
        let new = NewClosing { expected, stated, slip, received_by: given(&request.received_by) };
        Ok((till.shift, new, difference))
    }

    /// A manager takes note of what a cashier explained.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`ShiftRefusal::NotClosed`], [`ShiftRefusal::NothingToAcknowledge`],
    /// [`ShiftRefusal::NotYours`]; [`Refusal::Unusable`] without words.
    pub fn acknowledge_shift(&mut self, id: i64, note: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        let shift = self.shift(id)?;
        require_reason(note)?;
        if !self.replays(occasion)? {
            if shift.closing.is_none() {
                return Err(ShiftRefusal::NotClosed { shift: id }.into());
            }
            if !shift.awaits_acknowledgement() {
                return Err(ShiftRefusal::NothingToAcknowledge { shift: id }.into());
            }
            let role = self.book.reading().role_of(&occasion.operator)?;
            if shift.cashier == occasion.operator || role < Some(Role::Manager) {
                return Err(ShiftRefusal::NotYours { name: occasion.operator.clone() }.into());
            }
        }
        self.book.transact("shift.acknowledge", occasion, |act| {
            act.acknowledge_shift(&shift, note.trim())?;
            Ok::<_, OfficeError>(id)
        })
    }
}

fn require_day(shift: &Shift, occasion: &Occasion) -> Result<()> {
    if shift.day == occasion.today {
        return Ok(());
    }
    Err(ShiftRefusal::OtherDay { shift: shift.id, day: shift.day, today: occasion.today }.into())
}
