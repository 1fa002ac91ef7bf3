//! Why a use case did not happen.

use crate::progress::Cancelled;
use crate::refusal::{
    BillingRefusal, BooksRefusal, CampaignRefusal, ContactRefusal, FormRefusal, LadderRefusal, LateRefusal,
    LoginRefusal, MeterRefusal, ParkingRefusal, PayoutRefusal, PrepayRefusal, RegisterRefusal,
    SharedCostRefusal, ShiftRefusal, TicketRefusal, WordsRefusal,
};
use chrono::NaiveDate;
use zhangfang_documents::DocumentError;
use zhangfang_domain::money::MoneyError;
use zhangfang_domain::settlement::SettlementError;
use zhangfang_domain::{Fen, Months};
use zhangfang_sheets::SheetError;
use zhangfang_store::StoreError;

/// Anything that keeps a use case from happening. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A rule of the office refuses it.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The book could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A workbook could not be read or written.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// A workbook could not be written.
    #[error(transparent)]
    Export(#[from] zhangfang_sheets::export::ExportError),
    /// A document could not be made.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A packed file could not be made.
    #[error("archive: {detail}")]
    Archive {
        /// What went wrong.
        detail: String,
    },
    /// The person stopped it.
    #[error("cancelled")]
    Cancelled,
}

impl From<Cancelled> for OfficeError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

/// A rule of an area refuses: the refusal itself is the error.
macro_rules! refused_by {
    ($($refusal:ident),+ $(,)?) => {$(
        impl From<$refusal> for OfficeError {
            fn from(refusal: $refusal) -> Self {
                Self::Refused(refusal.into())
            }
        }
    )+};
}

refused_by!(
    FormRefusal,
    BillingRefusal,
    PayoutRefusal,
    BooksRefusal,
    CampaignRefusal,
    ContactRefusal,
    LateRefusal,
    MeterRefusal,
    LadderRefusal,
    ShiftRefusal,
    SharedCostRefusal,
    ParkingRefusal,
    PrepayRefusal,
    LoginRefusal,
    RegisterRefusal,
    WordsRefusal,
    TicketRefusal,
);

impl From<SettlementError> for OfficeError {
    fn from(error: SettlementError) -> Self {
        Self::Refused(Refusal::Settlement(error))
    }
}

impl From<MoneyError> for OfficeError {
    fn from(error: MoneyError) -> Self {
        Self::Refused(Refusal::Money(error))
    }
}

/// A rule that refuses an act, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No home has this room.
    #[error("no home {room}")]
    UnknownHome {
        /// What was typed.
        room: String,
    },
    /// Several homes could be meant.
    #[error("{room} is ambiguous: {rooms:?}")]
    SeveralHomes {
        /// What was typed.
        room: String,
        /// The homes it could be.
        rooms: Vec<String>,
    },
    /// Something named does not exist.
    #[error("no {kind} {name}")]
    Unknown {
        /// Kind of thing, in Chinese as the clerk knows it.
        kind: &'static str,
        /// What was asked for.
        name: String,
    },
    /// Something of that name is there already.
    #[error("{kind} {name} exists")]
    Taken {
        /// Kind of thing, in Chinese.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// A text that has to be given is empty or unreadable.
    #[error("{field}: {value:?} is not usable, expected {expected}")]
    Unusable {
        /// Name of the field, in Chinese.
        field: &'static str,
        /// What was given.
        value: String,
        /// What would be right, in Chinese.
        expected: &'static str,
    },
    /// A typed amount is not money.
    #[error(transparent)]
    Money(MoneyError),
    /// A payment cannot be settled.
    #[error(transparent)]
    Settlement(SettlementError),
    /// The home has nothing open and no amount was given.
    #[error("nothing open on {room}")]
    NothingOpen {
        /// The home.
        room: String,
    },
    /// Cash was handed over for a payment that is not cash.
    #[error("tendered without cash")]
    TenderedWithoutCash,
    /// The same home stands twice on one receipt.
    #[error("{room} twice on one receipt")]
    HomeTwice {
        /// The home.
        room: String,
    },
    /// The receipt was voided before.
    #[error("receipt {number} is void")]
    AlreadyVoid {
        /// Its number.
        number: i64,
    },
    /// Only receipts of the same day can be voided.
    #[error("receipt {number} is of {taken_on}")]
    VoidTooLate {
        /// Its number.
        number: i64,
        /// Its day.
        taken_on: NaiveDate,
    },
    /// The plan leaves homes out and nobody agreed to that.
    #[error("{count} homes would be left out")]
    RunLeavesOut {
        /// How many obstacles.
        count: usize,
        /// The first of them, named.
        first: String,
    },
    /// Nothing is to be charged.
    #[error("nothing to charge in {months}")]
    NothingToCharge {
        /// The months.
        months: Months,
        /// Charges that stand already.
        standing: u64,
    },
    /// A due date before the period it is for.
    #[error("due {due} is before {period}")]
    DueBeforePeriod {
        /// The due date.
        due: NaiveDate,
        /// The first day of the period.
        period: NaiveDate,
    },
    /// The run was reversed before.
    #[error("run {run} is reversed")]
    RunReversed {
        /// Its number.
        run: i64,
    },
    /// Something was paid on the run.
    #[error("run {run} was paid on by {rooms:?}")]
    RunPaid {
        /// Its number.
        run: i64,
        /// Homes that paid, the first few.
        rooms: Vec<String>,
        /// How much.
        paid: Fen,
    },
    /// The import was undone before.
    #[error("import {import} is undone")]
    ImportUndone {
        /// Its number.
        import: i64,
    },
    /// Homes of the import changed or were charged since.
    #[error("import {import} is in use: {rooms:?}")]
    ImportInUse {
        /// Its number.
        import: i64,
        /// The homes, the first few.
        rooms: Vec<String>,
    },
    /// The workbook has no row that can be taken in.
    #[error("nothing to import")]
    NothingToImport,
    /// The tariff has a version from the same month.
    #[error("{tariff} has a version from that month")]
    VersionExists {
        /// Name of the tariff.
        tariff: String,
        /// The month, `2025-07`.
        month: String,
    },
    /// A version may not start in months that are charged already.
    #[error("{tariff}: {month} is charged already")]
    VersionInThePast {
        /// Name of the tariff.
        tariff: String,
        /// The month.
        month: String,
    },
    /// The entry was taken back before.
    #[error("entry {entry} is reversed")]
    EntryReversed {
        /// Its number.
        entry: i64,
    },
    /// A letter needs something the office has not filled in.
    #[error("the office lacks {fields:?}")]
    ProfileIncomplete {
        /// Names of the fields, in Chinese.
        fields: Vec<&'static str>,
    },
    /// No home meets the conditions of the paper.
    #[error("nobody to print for")]
    NobodyConcerned,
    /// A rule of forms and approvals.
    #[error(transparent)]
    Form(#[from] FormRefusal),
    /// A rule of handover, transfer of title, vacancy, relief and area.
    #[error(transparent)]
    Billing(#[from] BillingRefusal),
    /// A rule of money that goes back.
    #[error(transparent)]
    Payout(#[from] PayoutRefusal),
    /// A rule of reconciliation, period close and vouchers.
    #[error(transparent)]
    Books(#[from] BooksRefusal),
    /// A rule of campaigns and of the yearly plan.
    #[error(transparent)]
    Campaign(#[from] CampaignRefusal),
    /// A rule of late charges, instalments and promises.
    #[error(transparent)]
    Late(#[from] LateRefusal),
    /// A rule of contacts, deliveries and what is kept of them.
    #[error(transparent)]
    Contact(#[from] ContactRefusal),
    /// A rule of shifts and of the cash in a drawer.
    #[error(transparent)]
    Shift(#[from] ShiftRefusal),
    /// The dunning ladder refuses it.
    #[error(transparent)]
    Ladder(#[from] LadderRefusal),
    /// A rule of meters and readings.
    #[error(transparent)]
    Meter(#[from] MeterRefusal),
    /// A rule of promotions and of months paid ahead.
    #[error(transparent)]
    Prepay(#[from] PrepayRefusal),
    /// A rule of logging in.
    #[error(transparent)]
    Login(#[from] LoginRefusal),
    /// A rule of parking.
    #[error(transparent)]
    Parking(#[from] ParkingRefusal),
    /// A rule of the register.
    #[error(transparent)]
    Register(#[from] RegisterRefusal),
    /// A rule of shared costs.
    #[error(transparent)]
    SharedCost(#[from] SharedCostRefusal),
    /// A rule of wording, of cases and of data that leaves the office.
    #[error(transparent)]
    Words(#[from] WordsRefusal),
    /// A rule of tickets.
    #[error(transparent)]
    Ticket(#[from] TicketRefusal),
    /// A fonts folder was not found.
    #[error("no fonts at {path}")]
    NoFonts {
        /// Where they were looked for.
        path: String,
    },
}

impl OfficeError {
    /// A stable word for the kind of error, for `--json`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Store(error) => match error {
                StoreError::Missing { .. } => "book-missing",
                StoreError::Exists { .. } => "file-exists",
                StoreError::Foreign { .. } => "not-a-book",
                StoreError::Newer { .. } => "book-newer",
                StoreError::Older { .. } => "book-older",
                StoreError::AlteredMigration { .. } => "book-altered",
                StoreError::Damaged { .. } | StoreError::Identity { .. } | StoreError::Stored(_) => {
                    "book-damaged"
                }
                StoreError::InUse => "book-in-use",
                StoreError::NotWritable { .. } | StoreError::ReadOnly => "not-writable",
                StoreError::DiskFull => "disk-full",
                StoreError::KeyReused { .. } => "key-reused",
                StoreError::Gated { .. } => "not-your-right",
                StoreError::PeriodClosed { .. } => "period-closed",
                StoreError::NotFound { .. } => "not-found",
                StoreError::Unrepresentable { .. } => "too-many-digits",
                StoreError::Io { .. } | StoreError::Database(_) => "book-unreadable",
            },
            Self::Sheet(_) | Self::Export(_) => "workbook",
            Self::Document(_) => "document",
            Self::Archive { .. } => "archive",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the book itself is damaged or cannot be read, as opposed to a rule saying no.
    #[must_use]
    pub const fn is_unreadable_book(&self) -> bool {
        matches!(
            self,
            Self::Store(
                StoreError::Foreign { .. }
                    | StoreError::Newer { .. }
                    | StoreError::AlteredMigration { .. }
                    | StoreError::Damaged { .. }
                    | StoreError::Identity { .. }
                    | StoreError::Stored(_)
                    | StoreError::Missing { .. }
                    | StoreError::Io { .. }
                    | StoreError::Database(_)
            )
        )
    }
}

impl Refusal {
    /// A stable word for the rule.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownHome { .. } => "unknown-home",
            Self::SeveralHomes { .. } => "several-homes",
            Self::Unknown { .. } => "unknown",
            Self::Taken { .. } => "taken",
            Self::Unusable { .. } => "unusable-value",
            Self::Money(_) => "not-an-amount",
            Self::Settlement(_) => "settlement",
            Self::NothingOpen { .. } => "nothing-open",
            Self::TenderedWithoutCash => "tendered-without-cash",
            Self::HomeTwice { .. } => "home-twice",
            Self::AlreadyVoid { .. } => "already-void",
            Self::VoidTooLate { .. } => "void-too-late",
            Self::RunLeavesOut { .. } => "run-leaves-out",
            Self::NothingToCharge { .. } => "nothing-to-charge",
            Self::DueBeforePeriod { .. } => "due-before-period",
            Self::RunReversed { .. } => "run-reversed",
            Self::RunPaid { .. } => "run-paid",
            Self::ImportUndone { .. } => "import-undone",
            Self::ImportInUse { .. } => "import-in-use",
            Self::NothingToImport => "nothing-to-import",
            Self::VersionExists { .. } => "version-exists",
            Self::VersionInThePast { .. } => "version-in-the-past",
            Self::EntryReversed { .. } => "entry-reversed",
            Self::ProfileIncomplete { .. } => "profile-incomplete",
            Self::NobodyConcerned => "nobody-concerned",
            Self::Form(refusal) => refusal.code(),
            Self::Billing(refusal) => refusal.code(),
            Self::Payout(refusal) => refusal.code(),
            Self::Books(refusal) => refusal.code(),
            Self::Contact(refusal) => refusal.code(),
            Self::Campaign(refusal) => refusal.code(),
            Self::Late(refusal) => refusal.code(),
            Self::Shift(refusal) => refusal.code(),
            Self::Ladder(refusal) => refusal.code(),
            Self::Meter(refusal) => refusal.code(),
            Self::Prepay(refusal) => refusal.code(),
            Self::Login(refusal) => refusal.code(),
            Self::Parking(refusal) => refusal.code(),
            Self::Register(refusal) => refusal.code(),
            Self::SharedCost(refusal) => refusal.code(),
            Self::Words(refusal) => refusal.code(),
            Self::Ticket(refusal) => refusal.code(),
            Self::NoFonts { .. } => "no-fonts",
        }
    }
}
