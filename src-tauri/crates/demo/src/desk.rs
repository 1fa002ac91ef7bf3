//! What a desk has to do with beside bills and receipts, so that every page of the demo has something on it: people
//! with roles, somebody who pays ahead under a promotion, spaces let with a plate, deposits, a sale, an agreement, what
//! was let go and given up, and forms that wait for a decision. A small estate has less of it: what a rule refuses there is left out.

use crate::routine::{CASHIERS, close_drawer, open_drawer};
use crate::{Clock, Population, Recipe, day};
use chrono::{Days, NaiveDate};
use zhangfang_domain::adjustment::Kind;
use zhangfang_domain::approval::{Limits, Role};
use zhangfang_domain::instalment::LateTerms;
use zhangfang_domain::method::Method;
use zhangfang_domain::parking::{PartRule, SpaceKind};
use zhangfang_domain::promotion::{Offer, OnRefund};
use zhangfang_domain::reason::{RefundReason, WaiverKind, WaiverReason, WriteOffReason};
use zhangfang_domain::waiver::Portion;
use zhangfang_domain::{Fen, Month, Months};
use zhangfang_office::agreement::AgreementRequest;
use zhangfang_office::billing::{ConcessionRequest, TransferRequest};
use zhangfang_office::form::Decision;
use zhangfang_office::form::deposit::DepositRequest;
use zhangfang_office::form::refund::RefundRequest;
use zhangfang_office::form::waiver::WaiverRequest;
use zhangfang_office::form::write_off::WriteOffRequest;
use zhangfang_office::locality::Locality;
use zhangfang_office::parking::{ContractRequest, ParkingBillRequest, SpaceRequest};
use zhangfang_office::prepay::{Ahead, Tender};
use zhangfang_office::promotion::NewPromotion;
use zhangfang_office::receipt::{HomePayment, TakeRequest};
use zhangfang_office::{Office, OfficeError, Result};

const STAFF: [(&str, Role); 4] = [
    ("项目经理", Role::Manager),
    ("客服主管", Role::Supervisor),
    ("出纳小林", Role::Cashier),
    ("前台小周", Role::Clerk),
];
const PARKING: &str = "公共车位场地费";
const PROMOTION: &str = "交11送1";

/// The desk of an office at work.
pub(crate) struct Desk<'d> {
    pub office: &'d mut Office,
    pub clock: &'d mut Clock,
    pub rooms: Vec<String>,
}

/// What a rule refuses is left out of the story; anything else is an error.
pub(crate) fn unless_refused<T>(done: Result<T>) -> Result<()> {
    match done {
        Ok(_) | Err(OfficeError::Refused(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

impl<'d> Desk<'d> {
    pub fn of(office: &'d mut Office, people: &Population, clock: &'d mut Clock) -> Self {
        let room = |home: &crate::PersonHome| format!("{}-{}-{}", home.room.0, home.room.1, home.room.2);
        Self { office, clock, rooms: people.homes.iter().map(room).collect() }
    }

    /// A home of the story, the same for the same estate.
    fn room(&self, nth: usize) -> String {
        self.rooms[nth * 37 % self.rooms.len()].clone()
    }

    /// Before the first bill.
    pub fn set_up(&mut self, today: NaiveDate) -> Result<()> {
        for (name, role) in STAFF {
            self.office.name_staff(name, role, &self.clock.occasion(today, "项目经理"))?;
        }
        let locality = Locality { vacancy_off_percent: 30, ..Locality::default() };
        self.office.change_locality(&locality, &self.clock.occasion(today, "项目经理"))?;
        self.office.add_charge_item("site-parking", PARKING, &self.clock.occasion(today, "项目经理"))?;
        let promotion = NewPromotion {
            name: PROMOTION.into(),
            item: "management".into(),
            offer: Offer::FreeMonths { paid: 11, free: 1 },
            from: today,
            to: today + Days::new(3_650),
            on_refund: OnRefund::Lapses,
            terms: "一次交足 11 个月物业服务费，送 1 个月；中途退款的，赠送作废。".into(),
        };
        self.office.add_promotion(&promotion, &self.clock.occasion(today, "项目经理"))?;
        let limits = Limits { supervisor: Fen(5_000), manager: Fen(50_000) };
        self.office.set_approval_limits(limits, Fen(100_000), &self.clock.occasion(today, "项目经理"))?;
        Ok(())
    }

    /// Spaces on common ground let from the first month on, charged with it.
    pub fn spaces(&mut self, first: Month) -> Result<()> {
        for (nth, plate) in ["苏A12345", "苏AD23456", "苏B34567"].into_iter().enumerate() {
            let code = format!("G-{:02}", nth + 1);
            let space = SpaceRequest { code: code.clone(), kind: SpaceKind::Common, room: None, area: None };
            let occasion = self.clock.occasion(day(first, 1), "客服主管");
            self.office.add_parking_space(&space, &occasion)?;
            let contract = ContractRequest {
                space: code,
                room: self.room(nth + 1),
                item: PARKING.into(),
                payer: None,
                plate: Some(plate.into()),
                monthly: Fen(15_000),
                from: day(first, 1),
                part: PartRule::ByDay,
                clause: "公共车位租用公示".into(),
            };
            unless_refused(
                self.office.sign_parking(&contract, &self.clock.occasion(day(first, 1), "客服主管")),
            )?;
        }
        Ok(())
    }

    /// The spaces of a month.
    pub fn charge_spaces(&mut self, month: Month) -> Result<()> {
        let request = ParkingBillRequest { months: Months::single(month), due: None, spaces: Vec::new() };
        unless_refused(self.office.bill_parking(&request, &self.clock.occasion(day(month, 1), "客服主管")))
    }

    /// The last day, with what waits for a decision.
    pub fn last_day(&mut self, recipe: &Recipe) -> Result<()> {
        let (today, month) = (recipe.until, Month::of(recipe.until));
        self.sale(day(month, 1).min(today), today)?;
        for cashier in CASHIERS {
            open_drawer(self.office, &self.clock.occasion(today, cashier))?;
        }
        let ahead = Ahead {
            room: self.room(7),
            item: "management".into(),
            months: Months::starting(month.plus(1), 12),
            promotion: Some(PROMOTION.into()),
        };
        let tender = Tender {
            payer: None,
            method: Method::Pos,
            tendered: None,
            reference: Some("80017".into()),
            note: None,
        };
        unless_refused(self.office.prepay(&ahead, &tender, &self.clock.occasion(today, "前台小周")))?;
        self.deposits(today)?;
        let vacancy = ConcessionRequest {
            room: self.room(9),
            kind: Kind::Vacancy,
            item: Some("management".into()),
            off_percent: 30.into(),
            first: month.plus(1).first_day(),
            last: Some(month.plus(12).last_day()),
            reason: "业主在外地工作，水电表一年未走".into(),
        };
        unless_refused(self.office.request_concession(&vacancy, &self.clock.occasion(today, "前台小周")))?;
        let back = self.clock.occasion(today, "前台小周");
        unless_refused(self.office.request_give_back("G-03", today, "业主换了小区", &back))?;
        self.paid_twice(today)?;
        self.let_go(today)?;
        // Ten yuan too much were given as change.
        for (cashier, missing) in CASHIERS.into_iter().zip([Fen(1_000), Fen::ZERO]) {
            close_drawer(self.office, missing, &self.clock.occasion(today, cashier))?;
        }
        self.agreement(today)
    }

    /// Somebody pays by wallet what was paid already; the form for giving it back waits.
    fn paid_twice(&mut self, today: NaiveDate) -> Result<()> {
        let room = self.room(11);
        let payment = |amount| HomePayment {
            room: room.clone(),
            amount: Some(amount),
            designated: Vec::new(),
            account: None,
        };
        let home = self.office.home(&room)?;
        let open: Fen = self.office.book().reading().open_items_of(home.id)?.iter().map(|o| o.open).sum();
        let take = TakeRequest {
            principal_only: false,
            payer: None,
            method: Method::Wechat,
            homes: vec![payment(open + Fen(22_222))],
            tendered: None,
            reference: Some("4200 0801 9001".into()),
            note: Some("业主扫码付了两次".into()),
        };
        let taken = self.office.take(&take, &self.clock.occasion(today, "前台小周"))?.value;
        let refund = RefundRequest {
            room,
            receipt: taken.number,
            amount: Some(Fen(22_222)),
            reason_code: RefundReason::Overpaid,
            reason: "同一笔费用扫码付了两次".into(),
            payee: None,
            payee_account: None,
            method: None,
            other_way: None,
            used_until: None,
            attachments: Some("微信支付截图两张".into()),
        };
        unless_refused(self.office.request_refund(&refund, &self.clock.occasion(today, "前台小周")))
    }

    /// A waiver for poor service and a small debt given up, both approved.
    fn let_go(&mut self, today: NaiveDate) -> Result<()> {
        let mut owing = Vec::new();
        for room in &self.rooms {
            let home = self.office.home(room)?;
            let open = self.office.book().reading().open_items_of(home.id)?;
            owing.extend(open.into_iter().find(|o| o.due < today).map(|o| (room.clone(), o)));
            if owing.len() == 2 {
                break;
            }
        }
        let mut owing = owing.into_iter();
        if let Some((room, item)) = owing.next() {
            let waiver = WaiverRequest {
                room,
                lines: vec![(item.charge, Portion::Percent(20.into()))],
                kind: WaiverKind::Compensation,
                reason_code: WaiverReason::Service,
                reason: "电梯停运五天".into(),
                evidence: Some("维保单".into()),
                consent: None,
                valid_until: None,
            };
            let filed = self.office.request_waiver(&waiver, &self.clock.occasion(today, "前台小周"))?.value;
            self.approve(&filed, today)?;
        }
        if let Some((room, item)) = owing.next() {
            let write_off = WriteOffRequest {
                room,
                lines: vec![(item.charge, Portion::Whole)],
                reason_code: WriteOffReason::Uneconomical,
                reason: "业主失联，追收成本高于欠款".into(),
                evidence: None,
            };
            let filed =
                self.office.request_write_off(&write_off, &self.clock.occasion(today, "客服主管"))?.value;
            self.approve(&filed, today)?;
        }
        Ok(())
    }

    fn approve(&mut self, form: &str, today: NaiveDate) -> Result<()> {
        unless_refused(self.office.decide(
            form,
            Decision::Approve,
            "同意",
            &self.clock.occasion(today, "项目经理"),
        ))
    }

    /// Two deposits: one by transfer, one in cash.
    fn deposits(&mut self, today: NaiveDate) -> Result<()> {
        let deposit = DepositRequest {
            room: self.room(8),
            purpose: "装修押金".into(),
            amount: Fen(200_000),
            method: Method::Transfer,
            tendered: None,
            payer: None,
            reference: Some("装修 80018".into()),
            return_when: "验收合格后 7 日内".into(),
        };
        unless_refused(self.office.take_deposit(&deposit, &self.clock.occasion(today, "前台小周")))?;
        let card = DepositRequest {
            room: self.room(13),
            purpose: "门禁卡押金".into(),
            amount: Fen(10_000),
            method: Method::Cash,
            tendered: Some(Fen(10_000)),
            reference: None,
            return_when: "退卡时".into(),
            ..deposit
        };
        unless_refused(self.office.take_deposit(&card, &self.clock.occasion(today, "前台小周")))
    }

    /// A home sold in the last month.
    fn sale(&mut self, on: NaiveDate, today: NaiveDate) -> Result<()> {
        let sale = TransferRequest {
            room: self.room(10),
            on,
            to: vec!["苏明远".into()],
            phones: vec!["13900000021".into()],
            move_arrears: false,
            move_prepaid: false,
            agreement: None,
        };
        unless_refused(self.office.transfer(&sale, &self.clock.occasion(today, "客服主管")))
    }

    /// The first home that owes for more than one month pays by instalments.
    fn agreement(&mut self, today: NaiveDate) -> Result<()> {
        for room in self.rooms.clone() {
            let home = self.office.home(&room)?;
            let open = self.office.book().reading().open_items_of(home.id)?;
            if open.iter().filter(|item| item.due < today).count() < 4 {
                continue;
            }
            let agreement = AgreementRequest {
                room,
                parts: 3,
                first: today + Days::new(30),
                charges: Vec::new(),
                late: LateTerms::Suspend,
                breach_days: 15,
                note: None,
            };
            return unless_refused(
                self.office.make_agreement(&agreement, &self.clock.occasion(today, "客服主管")),
            );
        }
        Ok(())
    }
}
