//! One home by hand: entered, put right. Every edit keeps what the register said before, with who changed it and when.
//! Three things are no edits: the area (a form, because it corrects what was charged), the day of handover and a change
//! of owners (both decide who owes).

use super::{HomeRecord, Occupant, differences};
use crate::refusal::RegisterRefusal;
use crate::{Occasion, Office, OfficeError, Posted, Refusal, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::room::RoomNo;

/// What can be put right by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeFields {
    /// Owners in order.
    pub owners: Vec<String>,
    /// Their phones in order.
    pub phones: Vec<String>,
    /// Who uses the home without owing for it.
    pub occupants: Vec<Occupant>,
    /// Use: 住宅, 商铺 …
    pub use_kind: String,
    /// 入住, 空置 …
    pub status: Option<String>,
    /// What the desk should know.
    pub remark: Option<String>,
}

/// A home that is not in the register yet.
#[derive(Clone, Debug)]
pub struct NewHome {
    /// The room, `3-1-301`.
    pub room: String,
    /// Gross floor area in m².
    pub area: Decimal,
    /// Day of handover.
    pub handover: Option<NaiveDate>,
    /// Everything else.
    pub fields: HomeFields,
}

/// What was changed of a home once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// When, by the clock.
    pub at: String,
    /// Who.
    pub operator: String,
    /// What was done, in Chinese.
    pub what: &'static str,
    /// Field, before, after.
    pub fields: Vec<(&'static str, String, String)>,
}

impl HomeFields {
    /// Without blanks around and between.
    fn tidied(&self) -> Self {
        let each = |texts: &[String]| texts.iter().filter_map(|text| filled(text)).collect();
        let user = |o: &Occupant| {
            let phone = o.phone.as_deref().and_then(filled);
            filled(&o.name).map(|name| Occupant { name, phone })
        };
        Self {
            owners: each(&self.owners),
            phones: each(&self.phones),
            occupants: self.occupants.iter().filter_map(user).collect(),
            use_kind: self.use_kind.trim().to_owned(),
            status: self.status.as_deref().and_then(filled),
            remark: self.remark.as_deref().and_then(filled),
        }
    }

    fn check(&self) -> Result<()> {
        let unusable = |field, value: &str, expected| -> Result<()> {
            Err(Refusal::Unusable { field, value: value.to_owned(), expected }.into())
        };
        if self.use_kind.is_empty() {
            return unusable("用途", "", "住宅、商铺、办公等，收费标准按它区分");
        }
        let of_users = self.occupants.iter().filter_map(|o| o.phone.as_ref());
        match self.phones.iter().chain(of_users).find(|phone| !is_phone(phone)) {
            Some(phone) => unusable("电话", phone, "电话号码，如 13800000000 或 0571-80000000"),
            None => Ok(()),
        }
    }

    fn onto(self, record: &mut HomeRecord) {
        let Self { owners, phones, occupants, use_kind, status, remark } = self;
        *record =
            HomeRecord { owners, phones, occupants, use_kind, status, remark, ..std::mem::take(record) };
    }
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits) && text.chars().all(|c| c.is_ascii_digit() || "+-() 转".contains(c))
}

impl Office {
    /// Puts right what the register says of a home. `corrects_names` says that other names are the same people.
    ///
    /// # Errors
    /// [`RegisterRefusal`], [`Refusal::Unusable`], [`Refusal::UnknownHome`].
    pub fn edit_home(
        &mut self,
        room: &str,
        fields: &HomeFields,
        corrects_names: bool,
        occasion: &Occasion,
    ) -> Result<Posted<usize>> {
        let home = self.home(room)?;
        let fields = fields.tidied();
        fields.check()?;
        let room = home.record.room_number();
        let before = &home.record.owners;
        let replaced = !before.is_empty() && !fields.owners.iter().any(|owner| before.contains(owner));
        if replaced && !corrects_names && !self.replays(occasion)? {
            return Err(RegisterRefusal::OwnersReplaced { room, before: before.clone() }.into());
        }
        let mut record = home.record.clone();
        fields.onto(&mut record);
        if record == home.record && !self.replays(occasion)? {
            return Err(RegisterRefusal::NothingChanged { room }.into());
        }
        let changed = differences(&home.record, &record).len();
        self.book.transact("register.edit", occasion, |act| {
            act.note("room", room.as_str());
            act.change_home(home.id, &record)?;
            Ok::<_, OfficeError>(changed)
        })
    }

    /// Enters a home by hand. Answers its room.
    ///
    /// # Errors
    /// [`RegisterRefusal::RoomExists`], [`Refusal::Unusable`].
    pub fn add_home(&mut self, new: &NewHome, occasion: &Occasion) -> Result<Posted<String>> {
        let unusable =
            |field, value: &str, expected| Refusal::Unusable { field, value: value.to_owned(), expected };
        let expected = "楼栋-单元-房间，如 3-1-301";
        let room = RoomNo::parse(&new.room).map_err(|_| unusable("房号", new.room.trim(), expected))?;
        if new.area <= Decimal::ZERO || new.area.normalize().scale() > 4 {
            return Err(unusable("建筑面积", &new.area.to_string(), "大于零的平方米数，如 92.56").into());
        }
        if let Some(day) = new.handover.filter(|day| *day > occasion.today) {
            return Err(unusable("交付日期", &day.to_string(), "不晚于今天的日期；未交付的留空").into());
        }
        let fields = new.fields.tidied();
        fields.check()?;
        let mut record = HomeRecord {
            building: room.building().to_owned(),
            unit: room.unit(),
            room: room.number().to_owned(),
            room_text: new.room.trim().to_owned(),
            handover: new.handover,
            ..HomeRecord::default()
        };
        record.set_area(Some(new.area))?;
        fields.onto(&mut record);
        let number = record.room_number();
        let known = self.book.reading().home_at(room.building(), room.unit(), room.number())?;
        if known.is_some() && !self.replays(occasion)? {
            return Err(RegisterRefusal::RoomExists { room: number }.into());
        }
        self.book.transact("register.add", occasion, |act| {
            act.note("room", number.as_str());
            act.add_home(&record)?;
            Ok::<_, OfficeError>(number.clone())
        })
    }

    /// What was ever changed of a home, newest first.
    ///
    /// # Errors
    /// [`Refusal::UnknownHome`], store errors.
    pub fn home_edits(&self, room: &str) -> Result<Vec<Edit>> {
        let home = self.home(room)?;
        let changes = self.book.reading().changes_of_home(home.id)?.into_iter();
        let edits = changes.map(|change| {
            let what = done(&change.code, change.before.is_none());
            let fields = match (&change.before, &change.after) {
                (Some(before), Some(after)) => differences(before, after),
                _ => Vec::new(),
            };
            Edit { at: change.at, operator: change.operator, what, fields }
        });
        Ok(edits.collect())
    }
}

/// What an act did to a home, in words.
fn done(code: &str, new: bool) -> &'static str {
    match code {
        "register.import" if new => "导入",
        "register.import" => "按台账更新",
        "register.undo" => "撤销导入",
        "register.add" => "登记",
        "register.handover" => "交付",
        "register.transfer" => "过户",
        "form.decide" => "面积更正",
        _ => "修改",
    }
}
