//! One file a noun; each verb is one use case of the office.

pub mod agreement;
pub mod analysis;
pub mod arrears;
pub mod bill_run;
pub mod book;
pub mod campaign;
pub mod concession;
pub mod contact;
pub mod correction;
pub mod day;
pub mod delivery;
pub mod deposit;
pub mod disclosure;
pub mod dunning;
pub mod form;
pub mod handwritten;
pub mod household;
pub mod late_charge;
pub mod legal_case;
pub mod limitation;
pub mod locality;
pub mod message;
pub mod meter;
pub mod notice;
pub mod office;
pub mod parking;
pub mod period;
pub mod privacy;
pub mod promotion;
pub mod reading;
pub mod receipt;
pub mod reconcile;
pub mod refund;
pub mod register;
pub mod settlement;
pub mod shared;
pub mod shift;
pub mod statement;
pub mod tariff;
pub mod ticket;
pub mod voucher;
pub mod waiver;
pub mod wording;
pub mod write_off;

use crate::answer::Answer;
use crate::arguments::{Cli, Common, Noun};
use chrono::{Local, NaiveDate};
use std::io::Read;
use std::path::{Path, PathBuf};
use zhangfang_documents::FontSet;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::export::Table;
use zhangfang_office::login::Attempts;
use zhangfang_office::{Occasion, Office, OfficeError, Refusal, Result, papers};

/// Runs a command.
pub fn run(Cli { common, noun }: Cli) -> Result<Answer> {
    match noun {
        Noun::Book(verb) => book::run(&common, verb),
        Noun::Office(verb) => office::run(&common, verb),
        Noun::Locality(verb) => locality::run(&common, verb),
        Noun::Register(verb) => register::run(&common, verb),
        Noun::Item(verb) => tariff::run_item(&common, verb),
        Noun::Tariff(verb) => tariff::run(&common, verb),
        Noun::BillRun(verb) => bill_run::run(&common, verb),
        Noun::Parking(verb) => parking::run(&common, verb),
        Noun::Shared(verb) => shared::run(&common, verb),
        Noun::Concession(verb) => concession::run(&common, verb),
        Noun::Charge(verb) => statement::run_charge(&common, verb),
        Noun::Receipt(verb) => receipt::run(&common, verb),
        Noun::Promotion(verb) => promotion::run(&common, verb),
        Noun::Arrears(verb) => arrears::run(&common, verb),
        Noun::Rate(verb) => arrears::run_rate(&common, verb),
        Noun::Statement(verb) => statement::run(&common, verb),
        Noun::Day(verb) => day::run(&common, verb),
        Noun::Shift(verb) => shift::run(&common, verb),
        Noun::Handwritten(verb) => handwritten::run(&common, verb),
        Noun::Entry(verb) => disclosure::run_entry(&common, verb),
        Noun::Disclosure(verb) => disclosure::run(&common, verb),
        Noun::Notice(verb) => notice::run(&common, verb),
        Noun::Dunning(verb) => dunning::run(&common, verb),
        Noun::Form(verb) => form::run(&common, verb),
        Noun::Waiver(verb) => waiver::run(&common, verb),
        Noun::Correction(verb) => correction::run(&common, verb),
        Noun::Refund(verb) => refund::run(&common, verb),
        Noun::Deposit(verb) => deposit::run(&common, verb),
        Noun::WriteOff(verb) => write_off::run(&common, verb),
        Noun::Meter(verb) => meter::run(&common, verb),
        Noun::Reading(verb) => reading::run(&common, verb),
        Noun::Staff(verb) => form::run_staff(&common, verb),
        Noun::Period(verb) => period::run(&common, verb),
        Noun::Reconcile(verb) => reconcile::run(&common, verb),
        Noun::Voucher(verb) => voucher::run(&common, verb),
        Noun::LateCharge(verb) => late_charge::run(&common, verb),
        Noun::Settlement(verb) => settlement::run(&common, verb),
        Noun::Cost(verb) => settlement::run_cost(&common, verb),
        Noun::Agreement(verb) => agreement::run(&common, verb),
        Noun::Promise(verb) => agreement::run_promise(&common, verb),
        Noun::Contact(verb) => contact::run(&common, verb),
        Noun::Delivery(verb) => delivery::run(&common, verb),
        Noun::Limitation(verb) => limitation::run(&common, verb),
        Noun::Ticket(verb) => ticket::run(&common, verb),
        Noun::Incident(verb) => ticket::run_incident(&common, verb),
        Noun::Contractor(verb) => ticket::run_contractor(&common, verb),
        Noun::Analysis(verb) => analysis::run(&common, verb),
        Noun::Review(verb) => analysis::run_review(&common, verb),
        Noun::Campaign(verb) => campaign::run(&common, verb),
        Noun::Plan(verb) => campaign::run_plan(&common, verb),
        Noun::Wording(verb) => wording::run(verb),
        Noun::Letter(verb) => wording::run_letter(&common, verb),
        Noun::Case(verb) => legal_case::run(&common, verb),
        Noun::Privacy(verb) => privacy::run(&common, verb),
        Noun::Message(verb) => message::run(&common, verb),
        Noun::Demo(arguments) => crate::demo::run(&common, &arguments),
    }
}

impl Common {
    /// The business date.
    pub fn today(&self) -> NaiveDate {
        self.date.unwrap_or_else(|| Local::now().date_naive())
    }

    /// Who does it and when.
    pub fn occasion(&self) -> Occasion {
        let now = Local::now().naive_local();
        Occasion { operator: self.operator.clone(), today: self.today(), now, key: self.key.clone() }
    }

    /// The book for work.
    pub fn open(&self) -> Result<Office> {
        let office = Office::open(&self.book)?;
        if office.login_needed()? {
            let password = std::env::var("ZHANGFANG_PASSWORD").unwrap_or_default();
            office.log_in(&self.operator, &password, &mut Attempts::default(), Local::now().naive_local())?;
        }
        Ok(office)
    }

    /// The book for looking.
    pub fn look(&self) -> Result<Office> {
        Office::open_read_only(&self.book)
    }

    /// The last line of an export: who made it, when and for what (domain section 2.9).
    pub fn footer(&self, purpose: &str) -> String {
        let now = Local::now().format("%Y-%m-%d %H:%M");
        format!("操作人 {}　导出时间 {now}　业务日期 {}　用途 {purpose}", self.operator, self.today())
    }

    /// The typefaces.
    pub fn fonts(&self) -> Result<FontSet> {
        papers::fonts(self.fonts.as_deref())
    }
}

/// An amount as typed.
pub fn amount(text: &str) -> Result<Fen> {
    Ok(Fen::parse(text)?)
}

/// What a person may type where only certain words are possible.
pub fn choices<'a>(all: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let words: Vec<String> = all.map(|(code, label)| format!("{code}（{label}）")).collect();
    format!("可选：{}", words.join("、"))
}

/// A word that is none of the choices.
pub fn unknown_choice(field: &'static str, value: &str, expected: &'static str) -> OfficeError {
    Refusal::Unusable { field, value: value.to_owned(), expected }.into()
}

/// A range of months as typed.
pub fn months(text: &str) -> Result<Months> {
    let expected = "月份或区间，如 2025-10、2025-Q4、2025-10..2025-12";
    Months::parse(text)
        .ok_or_else(|| Refusal::Unusable { field: "期间", value: text.to_owned(), expected }.into())
}

/// A month as typed.
pub fn month(text: &str) -> Result<Month> {
    let expected = "月份，如 2025-10";
    Month::parse(text)
        .ok_or_else(|| Refusal::Unusable { field: "月份", value: text.to_owned(), expected }.into())
}

/// No workbook larger than this is read; one byte more is enough for the reader of workbooks to refuse it.
const MOST_READ: u64 = (64 << 20) + 1;

/// Reads a file the person named.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_READ).read_to_end(&mut bytes))
        .map_err(|error| unusable_path(path, &error))?;
    Ok(bytes)
}

/// Writes a file whole or not at all: into a neighbour first, then renamed.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| unusable_path(folder, &error))?;
    }
    let mut neighbour = path.as_os_str().to_owned();
    neighbour.push(".part");
    let neighbour = PathBuf::from(neighbour);
    std::fs::write(&neighbour, bytes)
        .and_then(|()| std::fs::rename(&neighbour, path))
        .inspect_err(|_| drop(std::fs::remove_file(&neighbour)))
        .map_err(|error| unusable_path(path, &error))
}

/// Writes a table about households and notes that it left the book, for what (domain section 2.9).
pub fn export_table(common: &Common, path: &Path, table: &Table, purpose: &str) -> Result<()> {
    write_table(path, table)?;
    common.open()?.log_export(&table.title, purpose, &common.occasion())?;
    Ok(())
}

/// Writes a table as `.xlsx` or `.csv`, by the ending of the file.
pub fn write_table(path: &Path, table: &Table) -> Result<()> {
    let ending = |e: &str| path.extension().is_some_and(|x| x.eq_ignore_ascii_case(e));
    if ending("csv") {
        return write_file(path, &table.to_csv());
    }
    if !ending("xlsx") {
        let value = path.display().to_string();
        return Err(Refusal::Unusable { field: "输出文件", value, expected: ".xlsx 或 .csv 文件" }.into());
    }
    write_file(path, &table.to_xlsx()?)
}

fn unusable_path(path: &Path, error: &std::io::Error) -> OfficeError {
    let expected = match error.kind() {
        std::io::ErrorKind::NotFound => "一个存在的文件",
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            "一个有权限读写的位置"
        }
        std::io::ErrorKind::StorageFull => "一个还有空间的磁盘",
        _ => "一个可以读写的文件",
    };
    Refusal::Unusable { field: "文件", value: path.display().to_string(), expected }.into()
}
