//! The locality profile: what local rules decide, in one place and neutral by default (domain section 2.3).

use crate::{Occasion, Office, Refusal, Result};
use serde::{Deserialize, Serialize};
use zhangfang_domain::proration::StartRule;

/// Parameters that differ from city to city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Locality {
    /// Most months that may be prepaid at once.
    pub prepay_months: u32,
    /// The largest share of the fee, in percent, that a vacant home may be let off; 0 means no vacancy discount.
    pub vacancy_off_percent: u32,
    /// How many months a home must be vacant before the discount applies.
    pub vacancy_least_months: u32,
    /// Code of the start rule for tariffs that do not say their own.
    pub start_rule: String,
    /// Days in which an objection has to be answered.
    pub reply_days: u32,
    /// Months between two disclosures.
    pub disclosure_months: u32,
    /// Whether a list of masked rooms may hang (checklist C5).
    pub masked_list: bool,
}

impl Default for Locality {
    fn default() -> Self {
        Self {
            prepay_months: 12,
            vacancy_off_percent: 0,
            vacancy_least_months: 6,
            start_rule: "actual-days".to_owned(),
            reply_days: 3,
            disclosure_months: 1,
            masked_list: false,
        }
    }
}

/// One parameter of the profile, as it is shown and typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Its name: `prepay_months`.
    pub name: &'static str,
    /// Its Chinese label.
    pub label: &'static str,
    /// Its value.
    pub value: String,
    /// What may be given, in Chinese.
    pub expected: &'static str,
}

impl Locality {
    /// Every parameter with its value, in the order shown.
    #[must_use]
    pub fn parameters(&self) -> [Parameter; 7] {
        let number =
            |name, label, value: u32, expected| Parameter { name, label, value: value.to_string(), expected };
        [
            number("prepay_months", "最多预收月数", self.prepay_months, "0—36 的整数（0 为不预收）"),
            number(
                "vacancy_off_percent",
                "空置减收上限（%）",
                self.vacancy_off_percent,
                "0—100 的整数（0 为不减收）",
            ),
            number("vacancy_least_months", "空置至少月数", self.vacancy_least_months, "0—36 的整数"),
            Parameter {
                name: "start_rule",
                label: "起算规则",
                value: self.start_rule.clone(),
                expected: "actual-days、year-days、thirty-days、half-month、next-month 或 whole-month",
            },
            number("reply_days", "异议答复天数", self.reply_days, "1—90 的整数"),
            number("disclosure_months", "公示间隔月数", self.disclosure_months, "1、2、3、4、6 或 12"),
            number(
                "masked_list",
                "张贴隐去楼层的房号",
                u32::from(self.masked_list),
                "0（不张贴）或 1（当地规定允许）",
            ),
        ]
    }

    /// Sets a parameter by name or label.
    ///
    /// # Errors
    /// [`Refusal::Unknown`], [`Refusal::Unusable`] names the parameter and what may be given.
    pub fn set(&mut self, name: &str, text: &str) -> Result<()> {
        let text = text.trim();
        let parameter = self.parameters().into_iter().find(|p| p.name == name || p.label == name);
        let Some(Parameter { name, label: field, expected, .. }) = parameter else {
            return Err(Refusal::Unknown { kind: "地方参数", name: name.to_owned() }.into());
        };
        let unusable = || Refusal::Unusable { field, value: text.to_owned(), expected };
        if name == "start_rule" {
            StartRule::from_code(text).ok_or_else(unusable)?.code().clone_into(&mut self.start_rule);
            return Ok(());
        }
        let number: u32 = text.parse().map_err(|_| unusable())?;
        if name == "masked_list" {
            self.masked_list = match number {
                0 | 1 => number == 1,
                _ => return Err(unusable().into()),
            };
            return Ok(());
        }
        let (place, allowed): (&mut u32, &[u32]) = match name {
            "prepay_months" => (&mut self.prepay_months, &[0, 36]),
            "vacancy_off_percent" => (&mut self.vacancy_off_percent, &[0, 100]),
            "vacancy_least_months" => (&mut self.vacancy_least_months, &[0, 36]),
            "reply_days" => (&mut self.reply_days, &[1, 90]),
            _ => (&mut self.disclosure_months, &[1, 2, 3, 4, 6, 12]),
        };
        // Two numbers are the ends of a range, more are all there are.
        let fits = match allowed {
            [least, most] => (*least..=*most).contains(&number),
            list => list.contains(&number),
        };
        if !fits {
            return Err(unusable().into());
        }
        *place = number;
        Ok(())
    }

    /// The start rule for tariffs that do not say their own.
    #[must_use]
    pub fn start_rule(&self) -> StartRule {
        StartRule::from_code(&self.start_rule).unwrap_or(StartRule::ActualDays)
    }
}

/// Where a parameter of this kind is ruled, as examples; what holds is the rule of one's own city.
#[must_use]
pub fn sources(name: &str) -> &'static str {
    match name {
        "prepay_months" => "杭州、郑州：预收不超过 12 个月；淄博：不得强制预收。",
        "vacancy_off_percent" => {
            "滨州：前期空置超过六个月的，减收不超过 60%；山东：比例按合同。没有规定的不减收。"
        }
        "vacancy_least_months" => "聊城、滨州：空置六个月以上。",
        "start_rule" => {
            "上海：交付当月由建设单位承担，业主自次月起；丽水：自交付次月起。合同另有约定的按合同。"
        }
        "reply_days" => "聊城：异议三日内答复；日照：七日内书面答复；杭州：投诉十日内答复。",
        "masked_list" => {
            "聊城、滨州、温州、河南的规定把公示列为催缴方式之一；个人信息保护法第25条：未经单独同意不得公开。没有规定的不张贴。"
        }
        "disclosure_months" => "上海、清远：公共收益每季度公布；宁波、湖州：每年或每半年公示。",
        _ => "",
    }
}

/// The setting that holds it, as JSON.
pub(crate) const LOCALITY: &str = "locality";

impl Office {
    /// The locality profile.
    ///
    /// # Errors
    /// Store errors.
    pub fn locality(&self) -> Result<Locality> {
        let stored = self.book.reading().setting(LOCALITY)?;
        if let Some(text) = stored {
            return Ok(serde_json::from_str(&text).map_err(zhangfang_store::StoreError::from)?);
        }
        // Books of the first release kept the reply days among the office's own data.
        let earlier = self.book.reading().setting("office.reply_days")?.and_then(|days| days.parse().ok());
        let neutral = Locality::default();
        Ok(Locality { reply_days: earlier.unwrap_or(neutral.reply_days), ..neutral })
    }

    /// Changes the locality profile.
    ///
    /// # Errors
    /// Store errors.
    pub fn change_locality(&mut self, locality: &Locality, occasion: &Occasion) -> Result<()> {
        let text = serde_json::to_string(locality).map_err(zhangfang_store::StoreError::from)?;
        self.book.transact::<_, crate::OfficeError>("locality.change", occasion, |act| {
            Ok(act.set(LOCALITY, &text)?)
        })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_takes_what_it_says_and_nothing_else() {
        let mut locality = Locality::default();
        for (name, good, bad) in [
            ("prepay_months", "6", "37"),
            ("vacancy_off_percent", "30", "101"),
            ("空置至少月数", "12", "-1"),
            ("start_rule", "next-month", "任意"),
            ("reply_days", "7", "0"),
            ("disclosure_months", "3", "5"),
        ] {
            locality.set(name, good).unwrap();
            assert!(locality.set(name, bad).is_err(), "{name}={bad}");
            assert!(locality.parameters().iter().any(|p| p.value == good), "{name}");
        }
        assert!(locality.set("没有", "1").is_err());
    }
}
