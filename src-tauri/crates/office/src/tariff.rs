//! Charge items, tariffs and whom they are for.

use crate::refusal::SharedCostRefusal;
use crate::{Occasion, Office, Posted, Refusal, Result};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use zhangfang_domain::bill_run::TariffRule;
use zhangfang_domain::tariff::{Basis, Scope, Version};
use zhangfang_domain::{Month, Months};
use zhangfang_store::tariff::{ChargeItem, Tariff};

/// The charge item that carries what was owed before the book began.
pub const OPENING_ITEM: (&str, &str) = ("opening", "上线前欠费");

/// First and last day a charge is for, as papers print it. What was owed before the book began has no period of
/// its own, only the day up to which it was carried over.
pub(crate) fn days_charged(
    item: &str,
    days: (NaiveDate, NaiveDate),
    due: NaiveDate,
) -> (NaiveDate, NaiveDate) {
    if item == OPENING_ITEM.1 { (due, due) } else { days }
}

/// Whom a tariff is assigned to, as a clerk names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignTo {
    /// Only this building.
    pub building: Option<String>,
    /// Only homes of this use.
    pub use_kind: Option<String>,
    /// Only this home, by room.
    pub room: Option<String>,
    /// Quantity, for tariffs by quantity.
    pub quantity: Option<Decimal>,
}

impl Office {
    /// Adds a charge item.
    ///
    /// # Errors
    /// [`Refusal::Taken`] when code or name belongs to another item; store errors.
    pub fn add_charge_item(&mut self, code: &str, name: &str, occasion: &Occasion) -> Result<Posted<i64>> {
        let well_formed = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if code.is_empty() || !well_formed {
            let expected = "小写英文字母、数字或短横线，如 management";
            return Err(Refusal::Unusable { field: "项目代码", value: code.to_owned(), expected }.into());
        }
        if name.trim().is_empty() {
            let expected = "收据上要印的名称";
            return Err(Refusal::Unusable { field: "项目名称", value: name.to_owned(), expected }.into());
        }
        for item in self.charge_items()? {
            if (item.code == code) != (item.name == name) {
                return Err(Refusal::Taken { kind: "收费项目", name: item.name }.into());
            }
        }
        self.book.transact("item.add", occasion, |act| Ok(act.add_charge_item(code, name)?))
    }

    /// All charge items.
    ///
    /// # Errors
    /// Store errors.
    pub fn charge_items(&self) -> Result<Vec<ChargeItem>> {
        Ok(self.book.reading().charge_items()?)
    }

    /// A charge item by code or name.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn charge_item(&self, name: &str) -> Result<ChargeItem> {
        let found = self.charge_items()?.into_iter().find(|i| i.code == name || i.name == name);
        found.ok_or_else(|| Refusal::Unknown { kind: "收费项目", name: name.to_owned() }.into())
    }

    /// All tariffs.
    ///
    /// # Errors
    /// Store errors.
    pub fn tariffs(&self) -> Result<Vec<Tariff>> {
        Ok(self.book.reading().tariffs()?)
    }

    /// A tariff by name.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn tariff(&self, name: &str) -> Result<Tariff> {
        let found = self.tariffs()?.into_iter().find(|t| t.name == name);
        found.ok_or_else(|| Refusal::Unknown { kind: "收费标准", name: name.to_owned() }.into())
    }

    /// Adds a tariff of an item with its first version.
    ///
    /// # Errors
    /// [`Refusal::Taken`], [`Refusal::Unknown`], [`Refusal::Unusable`] for a price that is not more than zero.
    pub fn add_tariff(
        &mut self,
        item: &str,
        name: &str,
        first: &Version,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let item = self.charge_item(item)?;
        let first = &self.with_start_rule(first)?;
        check_version(first)?;
        if !self.replays(occasion)? && self.tariffs()?.iter().any(|t| t.name == name) {
            return Err(Refusal::Taken { kind: "收费标准", name: name.to_owned() }.into());
        }
        if self.book.reading().charged_without_tariff(item.id)? {
            return Err(SharedCostRefusal::ItemWithoutTariff { item: item.name }.into());
        }
        self.book.transact("tariff.add", occasion, |act| {
            let tariff = act.add_tariff(item.id, name)?;
            act.add_tariff_version(tariff, first)?;
            Ok(tariff)
        })
    }

    /// Adds a version to a tariff: a new price from a month on. Months that are charged already keep theirs.
    ///
    /// # Errors
    /// [`Refusal::VersionExists`], [`Refusal::VersionInThePast`], [`Refusal::Unusable`].
    pub fn add_tariff_version(
        &mut self,
        name: &str,
        version: &Version,
        occasion: &Occasion,
    ) -> Result<Posted<i64>> {
        let tariff = self.tariff(name)?;
        let version = &self.with_start_rule(version)?;
        check_version(version)?;
        let month = version.starts.to_string();
        let replay = self.replays(occasion)?;
        if !replay && tariff.versions.iter().any(|v| v.starts == version.starts) {
            return Err(Refusal::VersionExists { tariff: tariff.name, month }.into());
        }
        let ids: Vec<i64> = tariff.versions.iter().map(|v| v.id).collect();
        let later = Months { from: version.starts, to: version.starts.plus(120) };
        if !replay && self.book.reading().charged_by_versions(&ids, later)? {
            return Err(Refusal::VersionInThePast { tariff: tariff.name, month }.into());
        }
        self.book.transact("tariff.version", occasion, |act| Ok(act.add_tariff_version(tariff.id, version)?))
    }

    /// Assigns a tariff.
    ///
    /// # Errors
    /// [`Refusal::Unknown`] for the tariff or building, [`Refusal::UnknownHome`], [`Refusal::Unusable`] when a
    /// tariff by quantity gets none.
    pub fn assign_tariff(&mut self, name: &str, to: &AssignTo, occasion: &Occasion) -> Result<Posted<i64>> {
        let tariff = self.tariff(name)?;
        let home = to.room.as_ref().map(|room| self.home(room)).transpose()?.map(|h| h.id);
        if let Some(building) = &to.building
            && !self.book.reading().buildings()?.iter().any(|(_, code)| code == building)
        {
            return Err(Refusal::Unknown { kind: "楼栋", name: building.clone() }.into());
        }
        let by_quantity = tariff.versions.iter().any(|v| v.basis == Basis::Quantity);
        if by_quantity != to.quantity.is_some() || to.quantity.is_some_and(|q| q <= Decimal::ZERO) {
            let value = to.quantity.map(|q| q.to_string()).unwrap_or_default();
            let expected = if by_quantity {
                "大于零的数量（该标准按数量计费）"
            } else {
                "不填（该标准不按数量计费）"
            };
            return Err(Refusal::Unusable { field: "数量", value, expected }.into());
        }
        let scope = Scope { building: to.building.clone(), use_kind: to.use_kind.clone(), home };
        self.book.transact("tariff.assign", occasion, |act| {
            Ok(act.assign_tariff(tariff.id, &scope, to.quantity)?)
        })
    }

    /// Ends an assignment.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn unassign_tariff(&mut self, assignment: i64, occasion: &Occasion) -> Result<()> {
        if !self.tariffs()?.iter().flat_map(|t| &t.scopes).any(|s| s.id == assignment) {
            return Err(Refusal::Unknown { kind: "适用范围", name: assignment.to_string() }.into());
        }
        self.book.transact::<_, crate::OfficeError>("tariff.unassign", occasion, |act| {
            Ok(act.unassign_tariff(assignment)?)
        })?;
        Ok(())
    }

    /// Sets the last month of a tariff.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], store errors.
    pub fn end_tariff(&mut self, name: &str, last: Month, occasion: &Occasion) -> Result<()> {
        let tariff = self.tariff(name)?;
        self.book.transact::<_, crate::OfficeError>("tariff.end", occasion, |act| {
            Ok(act.end_tariff(tariff.id, last)?)
        })?;
        Ok(())
    }

    /// The tariffs as the rules want them.
    pub(crate) fn tariff_rules(&self) -> Result<Vec<TariffRule>> {
        let rule = |t: Tariff| {
            Ok(TariffRule {
                id: t.id,
                item: t.item_id,
                ends: t.ends,
                versions: t.versions.iter().map(|v| self.with_start_rule(v)).collect::<Result<_>>()?,
                scopes: t.scopes.into_iter().map(|s| (s.scope, s.quantity)).collect(),
            })
        };
        self.tariffs()?.into_iter().map(rule).collect()
    }

    /// A version with its own start rule, else with that of the locality profile.
    fn with_start_rule(&self, version: &Version) -> Result<Version> {
        let start = match version.start {
            Some(rule) => rule,
            None => self.locality()?.start_rule(),
        };
        Ok(Version { start: Some(start), ..version.clone() })
    }
}

fn check_version(version: &Version) -> Result<()> {
    if version.unit_price <= Decimal::ZERO {
        let value = version.unit_price.to_string();
        return Err(Refusal::Unusable { field: "单价", value, expected: "大于零的金额，如 2.35" }.into());
    }
    if version.clause.trim().is_empty() {
        let expected = "合同条款或公示文件，如 “物业服务合同第十二条”";
        return Err(Refusal::Unusable { field: "依据", value: String::new(), expected }.into());
    }
    let block = version.cycle.block_of(version.starts);
    let due = version.due.due(block);
    if due < block.first_day() {
        return Err(Refusal::DueBeforePeriod { due, period: block.first_day() }.into());
    }
    Ok(())
}
