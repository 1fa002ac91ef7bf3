//! Material and paid services of a ticket. What an owner pays for is an ordinary charge of an item of its own; the price is
//! agreed before the work.

use crate::refusal::TicketRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use rust_decimal::Decimal;
use zhangfang_domain::Fen;
use zhangfang_domain::settlement::SettlementError;
use zhangfang_store::Act;
use zhangfang_store::attachment::{NewAttachment, Subject};
use zhangfang_store::detail::ChargeDetail;
use zhangfang_store::ticket::Material;

/// The item paid services are charged under: its code and its name.
const PAID_SERVICE: (&str, &str) = ("paid-service", "有偿服务");

/// Material or work as it is typed.
#[derive(Clone, Debug)]
pub struct NewMaterial {
    /// What.
    pub what: String,
    /// How much of it.
    pub quantity: Decimal,
    /// What the owner pays for it, in all; nothing when the office bears it.
    pub fen: Fen,
    /// Who agreed to the price, and how; needed when the owner pays.
    pub agreed: String,
}

impl Office {
    /// Notes material or work of a ticket; what the owner pays for is charged to the home, due today. Answers the charge.
    ///
    /// # Errors
    /// [`Refusal::Unusable`], [`TicketRefusal::NobodyToCharge`], [`TicketRefusal::NotAgreed`],
    /// [`SettlementError::NotPositive`].
    pub fn add_ticket_material(
        &mut self,
        number: &str,
        new: &NewMaterial,
        occasion: &Occasion,
    ) -> Result<Posted<Option<i64>>> {
        let ticket = self.ticket(number)?;
        let what = new.what.trim().to_owned();
        if what.is_empty() {
            let expected = "材料或服务的名称，如 更换水龙头（含人工）";
            return Err(Refusal::Unusable { field: "名称", value: what, expected }.into());
        }
        if new.quantity <= Decimal::ZERO {
            let (value, expected) = (new.quantity.to_string(), "大于零的数");
            return Err(Refusal::Unusable { field: "数量", value, expected }.into());
        }
        if new.fen < Fen::ZERO {
            return Err(SettlementError::NotPositive { amount: new.fen }.into());
        }
        let mut noted = Material { what, quantity: new.quantity, fen: new.fen, charge: None };
        if new.fen.is_zero() {
            return self.book.transact("ticket.material", occasion, |act| {
                act.post_ticket_material(ticket.id, &noted)?;
                Ok::<_, OfficeError>(None)
            });
        }
        let number = ticket.number.clone();
        let (home, account) =
            ticket.request.home.ok_or(TicketRefusal::NobodyToCharge { number: number.clone() })?;
        let agreed = new.agreed.trim();
        if agreed.is_empty() {
            return Err(TicketRefusal::NotAgreed { number }.into());
        }
        let building = self.book.reading().home(home)?.building_id;
        let words = format!("工单 {number} {}×{}；{agreed}", noted.what, noted.quantity.normalize());
        self.book.transact("ticket.charge", occasion, |act| {
            let item = paid_service(act)?;
            let detail = ChargeDetail::Agreed { words };
            let charge = act.charge_today(account, home, building, item, noted.fen, detail)?;
            noted.charge = Some(charge);
            act.post_ticket_material(ticket.id, &noted)?;
            Ok::<_, OfficeError>(Some(charge))
        })
    }
}

impl Office {
    /// Keeps photos and scans with a ticket; answers how many.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; [`Refusal::Unusable`] without a file.
    pub fn add_ticket_pictures(
        &mut self,
        number: &str,
        pictures: &[NewAttachment],
        occasion: &Occasion,
    ) -> Result<Posted<usize>> {
        let ticket = self.ticket(number)?;
        if pictures.is_empty() {
            let expected = "至少一张照片或扫描件";
            return Err(Refusal::Unusable { field: "照片", value: String::new(), expected }.into());
        }
        self.book.transact("ticket.picture", occasion, |act| {
            for picture in pictures {
                act.attach(picture, Subject::Ticket, ticket.id)?;
            }
            Ok::<_, OfficeError>(pictures.len())
        })
    }
}

fn paid_service(act: &mut Act<'_>) -> Result<i64> {
    let (code, name) = PAID_SERVICE;
    let items = act.reading().charge_items()?;
    match items.iter().find(|item| item.code == code).or_else(|| items.iter().find(|item| item.name == name))
    {
        Some(item) => Ok(item.id),
        None => Ok(act.add_charge_item(code, name)?),
    }
}
