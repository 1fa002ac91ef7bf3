//! What arrears are looked at by, and what of them is not simply to be chased (domain section 5.4).

use crate::Month;
use crate::coded::coded;
use chrono::NaiveDate;

coded! {
    /// What arrears are added up by.
    Axis {
        /// Building.
        Building, "building", "楼栋";
        /// Building and unit.
        Unit, "unit", "单元";
        /// Home.
        Home, "home", "户";
        /// Charge item.
        Item, "item", "收费项目";
        /// The year the debt is of.
        Year, "year", "所属年度";
        /// What the home is used as.
        Use, "use", "业态";
        /// Age of the debt.
        Age, "age", "账龄";
        /// Why it is owed, as far as known.
        Reason, "reason", "欠费原因";
        /// How far dunning has come.
        Stage, "stage", "催缴阶段";
        /// Who of the staff looks after the building.
        Steward, "steward", "责任人";
        /// In how many of the last twelve months the account owed.
        Repeat, "repeat", "近12个月欠费月数";
    }
}

coded! {
    /// Why a debt is not simply chased. A debt with several counts to the first.
    Exclusion {
        /// Before a lawyer or a court.
        Suit, "suit", "诉讼中";
        /// Paid in instalments under an agreement that runs.
        Instalment, "instalment", "分期履行中";
        /// Disputed, or part of a complaint that is not answered.
        Dispute, "dispute", "异议或投诉处理中";
        /// A vacancy was asked for and is not decided.
        Vacancy, "vacancy", "空置申请待定";
    }
}

coded! {
    /// What makes a debtor one to talk about, gravest first (checklist S19, S80, S83, S85).
    HardWhy {
        /// A limitation period ends within [`BARRING_DAYS`] days.
        Barring, "barring", "时效将届满";
        /// The days of a formal demand are over and nothing came of it.
        Exhausted, "exhausted", "催缴函期限已过";
        /// Two promises or more were not kept.
        Broken, "broken", "两次以上失约";
        /// Refuses without a ground that held when it was checked.
        Refusal, "refusal", "无正当理由拒付（经核）";
        /// Left by the developer, or a quarrel with a neighbour: not for the desk alone.
        Legacy, "legacy", "遗留或邻里问题";
        /// Cannot be reached.
        Unreachable, "unreachable", "联系不上";
        /// Owed in nine of the last twelve months or more.
        Repeated, "repeated", "近12个月欠费9个月以上";
        /// Owes something for more than a year.
        Old, "old", "欠费一年以上";
    }
}

impl HardWhy {
    /// What can be done about it.
    #[must_use]
    pub const fn way(self) -> &'static str {
        match self {
            Self::Barring => "先取得书面确认或发催缴函并留送达凭证",
            Self::Exhausted => "经理决定是否委托律师或申请调解",
            Self::Broken => "由主管约谈，改签分期协议",
            Self::Refusal => "带合同条款和服务记录面谈一次，答复入档",
            Self::Legacy => "上报公司或协调开发商，定责任人和期限",
            Self::Unreachable => "核实送达地址，用挂号或邮政快递",
            Self::Repeated => "了解原因，建议按月或预存",
            Self::Old => "逐笔对账，先解决最早的一笔",
        }
    }
}

/// Within how many days the end of a limitation period makes a debtor one to talk about.
pub const BARRING_DAYS: u64 = 90;
/// From how many promises not kept on.
pub const BROKEN_PROMISES: usize = 2;
/// From how many months of the last twelve on.
pub const MANY_MONTHS: u32 = 9;

/// How many months are looked back over for debtors who owe again and again.
pub const REPEAT_MONTHS: i32 = 12;

/// In which of the last twelve months something was overdue: at the end of each month before the running one, and on
/// the day itself for that one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MonthsOwed(u16);

impl MonthsOwed {
    /// Adds a debt: due on a day, and settled on a day or still open.
    pub fn add(&mut self, due: NaiveDate, settled: Option<NaiveDate>, as_of: NaiveDate) {
        for back in 0..REPEAT_MONTHS {
            let looked = Month::of(as_of).plus(-back).last_day().min(as_of);
            if due < looked && settled.is_none_or(|day| day > looked) {
                self.0 |= 1 << back;
            }
        }
    }

    /// How many months.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }
}

/// The first day of the months looked back over.
#[must_use]
pub fn repeat_from(as_of: NaiveDate) -> NaiveDate {
    Month::of(as_of).plus(1 - REPEAT_MONTHS).first_day()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use super::*;

    fn owed(debts: &[(&str, Option<&str>)], as_of: &str) -> u32 {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let mut months = MonthsOwed::default();
        for (due, settled) in debts {
            months.add(day(due), settled.map(day), day(as_of));
        }
        months.count()
    }

    #[test]
    fn a_debt_counts_in_every_month_at_whose_end_it_was_overdue() {
        assert_eq!(owed(&[("2025-03-31", None)], "2025-06-15"), 3, "April, May and today");
        assert_eq!(owed(&[("2025-03-31", Some("2025-05-20"))], "2025-06-15"), 1, "only the end of April");
        assert_eq!(owed(&[("2025-03-31", Some("2025-04-30"))], "2025-06-15"), 0, "settled on the last day");
        assert_eq!(owed(&[("2025-06-15", None)], "2025-06-15"), 0, "due today is not overdue");
    }

    #[test]
    fn months_are_counted_once_and_at_most_twelve() {
        assert_eq!(owed(&[("2025-03-31", None), ("2025-04-10", None)], "2025-06-15"), 3);
        assert_eq!(owed(&[("2019-01-31", None)], "2025-06-15"), 12);
        assert_eq!(owed(&[("2019-01-31", Some("2024-07-31"))], "2025-06-15"), 0);
    }
}
