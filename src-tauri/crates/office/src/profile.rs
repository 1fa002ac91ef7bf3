//! What the office says of itself: the texts that stand on its papers and the few choices it makes once.

use crate::{Occasion, Office, Refusal, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The office's own data. Every field is a text as typed; an empty one is not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// 物业服务中心名称, such as 青禾苑物业服务中心.
    pub office: String,
    /// 物业公司名称, the party of the contract.
    pub company: String,
    /// 小区名称.
    pub estate: String,
    /// 地址.
    pub address: String,
    /// 咨询电话.
    pub phone: String,
    /// 投诉电话.
    pub complaint_phone: String,
    /// 柜台时间.
    pub hours: String,
    /// 收款户名.
    pub account_name: String,
    /// 开户行.
    pub bank: String,
    /// 账号.
    pub account_number: String,
    /// 合同名称.
    pub contract: String,
    /// 合同签订日期.
    pub contract_signed: String,
    /// 收费条款.
    pub contract_clause: String,
    /// 标准公示日期.
    pub tariff_posted: String,
    /// 计费形式, 包干制 or 酬金制.
    pub charging_form: String,
    /// 争议解决, 诉讼 or 仲裁.
    pub dispute_forum: String,
    /// 首张收据号.
    pub first_receipt: String,
    /// 上线日期, `2025-07-01`: opening balances lie before it.
    pub go_live: String,
    /// 短信签名.
    pub signature: String,
    /// 建设单位, who owes for homes before their handover.
    pub developer: String,
    /// Days in which an objection is answered: what the locality profile says, here for the papers.
    #[serde(skip)]
    pub reply_days: u32,
}

/// Names and Chinese labels of the fields, in the order of [`Profile::fields`].
const FIELDS: [(&str, &str); 20] = [
    ("office", "服务中心名称"),
    ("company", "物业公司名称"),
    ("estate", "小区名称"),
    ("address", "地址"),
    ("phone", "咨询电话"),
    ("complaint_phone", "投诉电话"),
    ("hours", "柜台时间"),
    ("account_name", "收款户名"),
    ("bank", "开户行"),
    ("account_number", "账号"),
    ("contract", "合同名称"),
    ("contract_signed", "合同签订日期"),
    ("contract_clause", "收费条款"),
    ("tariff_posted", "标准公示日期"),
    ("charging_form", "计费形式"),
    ("dispute_forum", "争议解决"),
    ("first_receipt", "首张收据号"),
    ("go_live", "上线日期"),
    ("signature", "短信签名"),
    ("developer", "建设单位"),
];

/// What each paper cannot do without.
pub const NEEDED: [(&str, &[&str]); 7] = [
    ("缴费通知单", &["office", "phone", "complaint_phone", "hours", "contract"]),
    ("楼栋缴费通知", &["office", "phone", "hours"]),
    ("催缴通知单", &["office", "phone"]),
    ("书面催缴函", &["office", "company", "phone", "contract", "contract_clause", "dispute_forum"]),
    ("分期协议", &["office", "company", "phone"]),
    ("费用说明单", &["office", "phone"]),
    ("收支公示", &["office", "phone"]),
];

impl Profile {
    /// Every field with its name and Chinese label.
    pub fn fields(&mut self) -> [(&'static str, &'static str, &mut String); 20] {
        let values = [
            &mut self.office,
            &mut self.company,
            &mut self.estate,
            &mut self.address,
            &mut self.phone,
            &mut self.complaint_phone,
            &mut self.hours,
            &mut self.account_name,
            &mut self.bank,
            &mut self.account_number,
            &mut self.contract,
            &mut self.contract_signed,
            &mut self.contract_clause,
            &mut self.tariff_posted,
            &mut self.charging_form,
            &mut self.dispute_forum,
            &mut self.first_receipt,
            &mut self.go_live,
            &mut self.signature,
            &mut self.developer,
        ];
        let mut names = FIELDS.into_iter();
        values.map(|value| {
            let (name, label) = names.next().unwrap_or_default();
            (name, label, value)
        })
    }

    /// Sets a field by name.
    ///
    /// # Errors
    /// [`Refusal::Unknown`].
    pub fn set(&mut self, field: &str, text: &str) -> Result<()> {
        for (name, label, value) in self.fields() {
            if name == field || label == field {
                text.trim().clone_into(value);
                return Ok(());
            }
        }
        Err(Refusal::Unknown { kind: "资料项", name: field.to_owned() }.into())
    }

    /// Whether the fields that are more than text can be read.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] names the field.
    pub fn check(&self) -> Result<()> {
        let unusable =
            |field, value: &str, expected| Refusal::Unusable { field, value: value.to_owned(), expected };
        if self.office.is_empty() {
            return Err(unusable("服务中心名称", "", "一个名称").into());
        }
        if !self.go_live.is_empty() && self.go_live_date().is_none() {
            return Err(unusable("上线日期", &self.go_live, "日期，如 2025-07-01").into());
        }
        if !self.first_receipt.is_empty() && self.first_receipt.parse::<u32>().is_err() {
            return Err(unusable("首张收据号", &self.first_receipt, "一个整数，如 1201").into());
        }
        if !["", "包干制", "酬金制"].contains(&self.charging_form.as_str()) {
            return Err(unusable("计费形式", &self.charging_form, "包干制 或 酬金制").into());
        }
        if !["", "诉讼", "仲裁"].contains(&self.dispute_forum.as_str()) {
            return Err(unusable("争议解决", &self.dispute_forum, "诉讼 或 仲裁").into());
        }
        Ok(())
    }

    /// The go-live date, when one is set.
    #[must_use]
    pub fn go_live_date(&self) -> Option<NaiveDate> {
        self.go_live.parse().ok()
    }

    /// Number of the first receipt.
    #[must_use]
    pub fn first_receipt_number(&self) -> i64 {
        self.first_receipt.parse().unwrap_or(1)
    }

    /// The fields among `needed` that are empty, by their Chinese labels.
    #[must_use]
    pub fn missing(&self, needed: &[&str]) -> Vec<&'static str> {
        let mut copy = self.clone();
        let empty =
            copy.fields().into_iter().filter(|(name, _, value)| needed.contains(name) && value.is_empty());
        empty.map(|(_, label, _)| label).collect()
    }
}

impl Office {
    /// What the office says of itself.
    ///
    /// # Errors
    /// Store errors.
    pub fn profile(&self) -> Result<Profile> {
        let mut profile = Profile { reply_days: self.locality()?.reply_days, ..Profile::default() };
        let mut settings = self.book.reading().settings()?;
        for (name, _, value) in profile.fields() {
            *value = settings.remove(&format!("office.{name}")).unwrap_or_default();
        }
        Ok(profile)
    }

    /// Changes what the office says of itself.
    ///
    /// # Errors
    /// [`Refusal::Unusable`], store errors.
    pub fn change_profile(&mut self, profile: &Profile, occasion: &Occasion) -> Result<()> {
        profile.check()?;
        let mut copy = profile.clone();
        for (_, _, value) in copy.fields() {
            crate::wording::require_clean(zhangfang_domain::wording::TextKind::Entry, value)?;
        }
        self.book.transact::<_, crate::OfficeError>("office.change", occasion, |act| {
            for (name, _, value) in copy.fields() {
                act.set(&format!("office.{name}"), value)?;
            }
            Ok(())
        })?;
        Ok(())
    }
}
