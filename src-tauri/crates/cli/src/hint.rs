//! The command behind the way out that a sentence names. Sentences are for every face of the office; commands
//! are for this one. `…` stands for what was typed, Chinese words for what is to be filled in.

use zhangfang_documents::DocumentError;
use zhangfang_domain::promotion::PromotionError;
use zhangfang_domain::settlement::SettlementError;
use zhangfang_domain::shared_cost::Method;
use zhangfang_domain::shift::ShiftError;
use zhangfang_domain::ticket::step::StepError;
use zhangfang_domain::waiver::PortionError;
use zhangfang_office::refusal::{
    BillingRefusal, BooksRefusal, CampaignRefusal, ContactRefusal, FormRefusal, LadderRefusal, LateRefusal,
    MeterRefusal, ParkingRefusal, PayoutRefusal, PrepayRefusal, SharedCostRefusal, ShiftRefusal,
    TicketRefusal,
};
use zhangfang_office::{OfficeError, Refusal, StoreError};

const ANOTHER_WAY_TO_FONTS: &str = "cargo xtask setup 或 … --fonts 文件夹";

/// The command that goes the way out, where there is one.
pub fn hint(error: &OfficeError) -> Option<String> {
    let fixed = match error {
        OfficeError::Refused(refusal) => return of_refusal(refusal),
        OfficeError::Store(StoreError::Missing { .. }) => "book create …",
        OfficeError::Store(StoreError::Damaged { .. }) => "book restore 备份文件",
        OfficeError::Store(StoreError::Identity { .. } | StoreError::Database(_) | StoreError::Stored(_))
        | OfficeError::Document(DocumentError::TotalsDisagree { .. }) => "book verify",
        OfficeError::Document(DocumentError::FontMissing { .. }) => ANOTHER_WAY_TO_FONTS,
        _ => return None,
    };
    Some(fixed.to_owned())
}

fn of_refusal(refusal: &Refusal) -> Option<String> {
    let fixed = match refusal {
        Refusal::Billing(refusal) => return of_billing(refusal),
        Refusal::Books(refusal) => return of_books(refusal),
        Refusal::Campaign(refusal) => of_campaign(refusal)?,
        Refusal::Contact(refusal) => of_contact(refusal)?,
        Refusal::Form(refusal) => of_form(refusal)?,
        Refusal::Ladder(refusal) => of_ladder(refusal)?,
        Refusal::Late(refusal) => return of_late(refusal),
        Refusal::Meter(refusal) => return of_meter(refusal),
        Refusal::Parking(refusal) => return of_parking(refusal),
        Refusal::Payout(refusal) => return of_payout(refusal),
        Refusal::Prepay(refusal) => of_prepay(refusal)?,
        Refusal::SharedCost(refusal) => return of_shared_cost(refusal),
        Refusal::Shift(refusal) => return of_shift(refusal),
        Refusal::Ticket(refusal) => return of_ticket(refusal),
        Refusal::VoidTooLate { .. } | Refusal::Settlement(SettlementError::NotPositive { .. }) => {
            "refund request …"
        }
        Refusal::NothingToImport => "register check … 或 register import … --update",
        Refusal::ProfileIncomplete { .. } => "office set 项=内容",
        Refusal::RunLeavesOut { .. } => "… --accept-gaps",
        Refusal::Unusable { field: "费用类别", .. } => "entry add … --code 代码（见 entry add --help）",
        Refusal::Unusable { field: "退款金额", .. } => "refund request … --used-until 日期",
        Refusal::NoFonts { .. } => ANOTHER_WAY_TO_FONTS,
        _ => return None,
    };
    Some(fixed.to_owned())
}

const fn of_ladder(refusal: &LadderRefusal) -> Option<&'static str> {
    Some(match refusal {
        LadderRefusal::Ladder(_) => "dunning ladder",
        LadderRefusal::NobodyReady { .. } => "dunning preview 阶段",
        LadderRefusal::NoReason { .. } => "… --approve 理由 或 … --skip 理由",
        LadderRefusal::NotInRuns { .. } => "dunning today",
        LadderRefusal::NoNextDay { .. } => "… --next 日期",
        LadderRefusal::ManagerOnly { .. } => return None,
    })
}

fn of_billing(refusal: &BillingRefusal) -> Option<String> {
    Some(match refusal {
        BillingRefusal::OtherAccount { room, .. } => format!("register show {room}"),
        BillingRefusal::ChargeOfOther { owes, .. } => format!("receipt take … --account {owes}"),
        BillingRefusal::OwedByOther { account, .. } => format!("receipt take … --account {account}"),
        BillingRefusal::ConcessionClashes { with, .. } => format!("concession end {with} …"),
        BillingRefusal::EndOutside { .. } => "concession list".to_owned(),
        BillingRefusal::HandoverCharged { runs, .. } if !runs.is_empty() => {
            let reverse = |run: &i64| format!("bill-run reverse {run} --reason 原因");
            runs.iter().map(reverse).collect::<Vec<_>>().join("；")
        }
        BillingRefusal::NeedsAgreement { .. } => "register transfer … --agreement 约定".to_owned(),
        BillingRefusal::NoVacancyHere => "locality set 参数=值".to_owned(),
        _ => return None,
    })
}

fn of_books(refusal: &BooksRefusal) -> Option<String> {
    Some(match refusal {
        BooksRefusal::ShiftOpen { day, .. } => format!("shift close --date {day} …"),
        BooksRefusal::NothingNew { .. } => "reconcile check …".to_owned(),
        BooksRefusal::LineDecided { line, .. } => format!("reconcile undo {line} --reason 原因"),
        BooksRefusal::LineUnsure { line, .. } => {
            format!("reconcile accept {line} --room 房号 或 reconcile suspense put {line}")
        }
        BooksRefusal::LooksPaidTwice { line, .. } => {
            format!("reconcile duplicate {line} --room 房号 或 reconcile accept {line} --room 房号")
        }
        BooksRefusal::OtherMoney { line, .. } => format!("reconcile accept {line} --room 房号"),
        BooksRefusal::MoneyOut { line } => format!("reconcile ignore {line} --reason 原因"),
        BooksRefusal::BookNotSound { .. } => "book verify".to_owned(),
        _ => return None,
    })
}

const fn of_contact(refusal: &ContactRefusal) -> Option<&'static str> {
    Some(match refusal {
        ContactRefusal::Held { .. } => "contact when … 或 contact add … --over-cap 理由 --operator 经理姓名",
        ContactRefusal::ManagerOnly { .. } => "… --operator 经理姓名",
        ContactRefusal::NextDayNeeded { .. } | ContactRefusal::NextDay { .. } => "contact add … --next 日期",
        ContactRefusal::PromiseNeeded { promised: false } => "contact add … --promise 日期",
        ContactRefusal::PromiseNeeded { promised: true } => "contact add … --outcome promised",
        ContactRefusal::NoSource { .. } => "contact terms … --source 本人告知",
        ContactRefusal::NoBasis { .. } => "contact terms … --basis 本人同意",
        ContactRefusal::DeliveryNeeds(_) => "delivery add --help",
        ContactRefusal::ContactVoid { .. } => "contact list",
        ContactRefusal::PromiseVoid { .. } => "promise list",
        ContactRefusal::NothingToConfirm { .. } | ContactRefusal::DeliveryVoid { .. } => "delivery list",
        _ => return None,
    })
}

fn of_form(refusal: &FormRefusal) -> Option<&'static str> {
    Some(match refusal {
        FormRefusal::NotOnStaff { .. } => "staff add …",
        FormRefusal::NoCharges => "… --charge 编号（编号见 arrears list）",
        FormRefusal::OtherKind { late: true, .. } => "waiver request … --kind late-charge",
        FormRefusal::OtherKind { .. } => {
            "waiver request … --kind principal 或 waiver request … --kind compensation"
        }
        FormRefusal::NoConsent => "waiver request … --consent 同意文件",
        FormRefusal::MoreThanGivenUp { .. } => "receipt take …",
        FormRefusal::NegativeCharge { .. } => "refund request …",
        FormRefusal::GivenUp { .. } => "write-off recover …",
        FormRefusal::NoTariffQuantity { .. } => "correction request … --amount 金额",
        FormRefusal::StaffByManagerOnly { .. } => "… --operator 姓名",
        FormRefusal::Portion { why: PortionError::NotPositive(_), .. } => "correction request …",
        _ => return None,
    })
}

fn of_late(refusal: &LateRefusal) -> Option<String> {
    Some(match refusal {
        LateRefusal::Off => "late-charge clause add …".to_owned(),
        LateRefusal::ClauseExists { .. } => "late-charge end …".to_owned(),
        LateRefusal::NoLpr { .. } => "late-charge lpr add …".to_owned(),
        LateRefusal::NothingToClaim { room, .. } => format!("late-charge claim {room} --charge 编号"),
        LateRefusal::NotLate { .. } => "late-charge show …".to_owned(),
        LateRefusal::NotOwed { room, .. } => format!("arrears list --home {room}"),
        LateRefusal::Covered { number, .. } | LateRefusal::NotBroken { number, missed: None, .. } => {
            format!("agreement end {number} …")
        }
        _ => return None,
    })
}

fn of_meter(refusal: &MeterRefusal) -> Option<String> {
    Some(match refusal {
        MeterRefusal::Doubtful { doubts, .. } if !doubts.iter().any(|doubt| doubt.is_hard()) => {
            "reading add … --accept".to_owned()
        }
        MeterRefusal::ReadingBilled { reading, meter, .. }
        | MeterRefusal::ReadingBuiltUpon { reading, meter } => {
            format!("reading add {meter} 正确读数 --corrects {reading}")
        }
        MeterRefusal::ReadingNotBilled { reading } => format!("reading void {reading} --reason 原因"),
        MeterRefusal::NoPlan { .. } => "meter price … 再 … --price 价格".to_owned(),
        MeterRefusal::NoVersion { plan, .. } => format!("meter price {plan} …"),
        MeterRefusal::DueOver { .. } => "… --due 日期".to_owned(),
        MeterRefusal::NothingToKeep { .. } => "reading check …".to_owned(),
        MeterRefusal::ImportBilled { .. } => "reading add … --corrects 编号".to_owned(),
        _ => return None,
    })
}

const fn of_campaign(refusal: &CampaignRefusal) -> Option<&'static str> {
    match refusal {
        CampaignRefusal::NothingOwed | CampaignRefusal::Target { .. } => {
            Some("campaign scope --where 依据=键")
        }
        CampaignRefusal::Ended { .. } => Some("campaign list"),
        CampaignRefusal::NoReason { .. } => Some("plan set … --note 原因"),
        CampaignRefusal::NoYearBefore { .. } => Some("plan set 月份=金额 …"),
        CampaignRefusal::Dates { .. } => None,
    }
}

fn of_parking(refusal: &ParkingRefusal) -> Option<String> {
    Some(match refusal {
        ParkingRefusal::OwnerNeeded { code, owned: true } => format!("parking add {code} … --room 房号"),
        ParkingRefusal::OwnerNeeded { code, .. } => format!("parking contract {code} …"),
        ParkingRefusal::SpaceTaken { code, last: None, .. } | ParkingRefusal::EndFirst { code } => {
            format!("parking give-back {code} …")
        }
        ParkingRefusal::StillLet { codes, .. } => format!("parking give-back {} …", codes.join("、")),
        ParkingRefusal::NoContract { code } => format!("parking show {code}"),
        _ => return None,
    })
}

fn of_payout(refusal: &PayoutRefusal) -> Option<String> {
    Some(match refusal {
        PayoutRefusal::ReceiptRefunded { form, .. } => format!("refund take-back {form} --reason 原因"),
        PayoutRefusal::DepositMoved { deposit, .. }
        | PayoutRefusal::DepositHasItsForm { deposit: Some(deposit) } => {
            format!("deposit return {deposit} …")
        }
        PayoutRefusal::DepositHasItsForm { deposit: None } => {
            "deposit return 押金号 …（号码见 deposit list）".to_owned()
        }
        PayoutRefusal::NegativeRefund { .. } => "receipt take … 或 deposit take …".to_owned(),
        PayoutRefusal::NothingLeft { .. } => {
            "correction request … 或 refund request … --used-until 日期".to_owned()
        }
        PayoutRefusal::MoreThanLeft { promised, .. } if !promised.is_positive() => {
            "correction request …".to_owned()
        }
        PayoutRefusal::OtherWay { .. } => "… --other-way 原因".to_owned(),
        PayoutRefusal::NotApproved { number } => format!("form approve {number}"),
        PayoutRefusal::TakeBackTooLate { .. } => "receipt take …".to_owned(),
        _ => return None,
    })
}

fn of_prepay(refusal: &PrepayRefusal) -> Option<&'static str> {
    Some(match refusal {
        PrepayRefusal::NotAhead { .. } => "bill-run post … 再 receipt take …",
        PrepayRefusal::TooFarAhead { .. } => "locality set 参数=值",
        PrepayRefusal::Promotion(PromotionError::OtherItem { .. }) => "promotion list",
        _ => return None,
    })
}

fn of_shared_cost(refusal: &SharedCostRefusal) -> Option<String> {
    Some(match refusal {
        SharedCostRefusal::AmountOff { .. } => "… --why 原因".to_owned(),
        SharedCostRefusal::PostedBefore { bill, .. } => format!("shared reverse {bill} --reason 原因"),
        SharedCostRefusal::NoDeveloper { .. } => "office set developer=名称".to_owned(),
        SharedCostRefusal::IdleOption { .. } => "… --method coefficient".to_owned(),
        SharedCostRefusal::ListNeeded { method: Method::Coefficient } => {
            "… --weights 文件 或 … --floor-weights 系数 或 … --vacant-weight 系数".to_owned()
        }
        SharedCostRefusal::ListNeeded { method: Method::Usage } => {
            "… --weights 文件 或 … --meters 表种".to_owned()
        }
        SharedCostRefusal::ListNeeded { .. } | SharedCostRefusal::NotRead { .. } => {
            "… --weights 文件".to_owned()
        }
        _ => return None,
    })
}

fn of_shift(refusal: &ShiftRefusal) -> Option<String> {
    Some(match refusal {
        ShiftRefusal::NoneOpen { .. } => "shift open --float 备用金".to_owned(),
        ShiftRefusal::StillOpen { day, .. } | ShiftRefusal::OtherDay { day, .. } => {
            format!("shift close --date {day} … 再 shift open --float 备用金")
        }
        ShiftRefusal::FloatDiffers { .. } => "shift open … --explain 原因".to_owned(),
        ShiftRefusal::NoSlip { .. } => "shift close … --slip 回单号".to_owned(),
        ShiftRefusal::NotMadeUp { .. } => "shift close … --deposit 100x9,1x4".to_owned(),
        ShiftRefusal::Statement(ShiftError::NotAllBanked { .. }) => {
            "shift close … --deposit 金额 或 shift close … --explain 原因".to_owned()
        }
        ShiftRefusal::Statement(ShiftError::NotInDrawer { .. }) => {
            "shift close --count 清点数 --deposit 交款 …".to_owned()
        }
        ShiftRefusal::Statement(_) => "shift close … --explain 原因".to_owned(),
        ShiftRefusal::NotClosed { .. } => "shift close …".to_owned(),
        ShiftRefusal::NothingBanked { shift } => format!("day print --shift {shift}"),
        ShiftRefusal::LeafKnown { receipt: Some(receipt), .. } => format!("receipt show {receipt}"),
        ShiftRefusal::LeafKnown { .. } => "handwritten list".to_owned(),
        ShiftRefusal::WrittenInClosedMonth { .. } => "receipt take … 再 handwritten spoil …".to_owned(),
        ShiftRefusal::NotYours { .. } => "… --operator 姓名（岗位先用 staff add 登记）".to_owned(),
        _ => return None,
    })
}

fn of_ticket(refusal: &TicketRefusal) -> Option<String> {
    Some(match refusal {
        TicketRefusal::FeeWithoutHome => "ticket take 房号 --place 位置 …".to_owned(),
        TicketRefusal::FeeWithoutScope { room } => {
            format!(
                "ticket take {room} … --fee-item 项目 或 --fee-charge 账单（编号见 arrears list --home {room}）"
            )
        }
        TicketRefusal::NotAgreed { .. } => "ticket material … --agreed 说明".to_owned(),
        TicketRefusal::Step { number, why } => match why {
            StepError::NotNow { .. } | StepError::Before { .. } => format!("ticket show {number}"),
            StepError::NoNote { .. } | StepError::ScoreUnexplained { .. } => "… --note 说明".to_owned(),
            StepError::OwnWork { .. } => format!("ticket step {number} 回访 --by 姓名 --score 分"),
            StepError::NotRevisited => format!("ticket step {number} 回访 --score 分"),
            StepError::NotFirstContact { by, .. } => {
                format!("ticket step {number} 首问移交 --to {by} --note 原因")
            }
            _ => return None,
        },
        _ => return None,
    })
}
