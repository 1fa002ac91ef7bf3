//! What rules of promotions and of months paid ahead say.

use crate::refusal::PrepayRefusal;
use crate::statement::period_text;
use zhangfang_domain::promotion::PromotionError;

pub(super) fn sentence(refusal: &PrepayRefusal) -> String {
    match refusal {
        PrepayRefusal::NotAhead { months, running } => format!(
            "{}从 {running} 之前开始，不属于预缴。以前月份请先出账再收款；预缴从 {running} 起。",
            period_text(*months)
        ),
        PrepayRefusal::TooFarAhead { asked, last, most } => format!(
            "预缴到 {asked} 超过本地规定：最多预收 {most} 个月，即到 {last} 为止。请缩短期间；规定有变的请在本地规定里改。"
        ),
        PrepayRefusal::NotWhole { block } => format!(
            "收费标准按整期计费，{}是一期，不能只缴其中几个月。请把预缴期间改为整期。",
            period_text(*block)
        ),
        PrepayRefusal::InTheWay { room, item, obstacle } => {
            format!("{room} 不能预缴：{}。请先补齐，再办理。", super::obstacle(obstacle, |_| item.clone()))
        }
        PrepayRefusal::OwedByOthers { months } => {
            format!("{}由建设单位或原业主承担，不能由现业主预缴。请从后面的月份开始。", period_text(*months))
        }
        PrepayRefusal::NotCharged { month } => {
            format!("{month} 没有这个项目的收费标准，不能预缴。请检查标准的起止月份和适用范围。")
        }
        PrepayRefusal::Settled { months } => {
            format!("{}已经缴清，没有要收的。请改为后面的月份。", period_text(*months))
        }
        PrepayRefusal::PaidInPart { months } => format!(
            "{}已经缴过款或预存抵扣过，不能再参加优惠活动。请改为没有缴过的月份，或不用活动。",
            period_text(*months)
        ),
        PrepayRefusal::Promotion(error) => of_promotion(error),
        PrepayRefusal::Over { name, last } => {
            format!("优惠活动“{name}”已经结束，最后一天是 {last}。可以不用活动按原价预缴。")
        }
    }
}

fn of_promotion(error: &PromotionError) -> String {
    match error {
        PromotionError::OtherItem { name } => {
            format!("优惠活动“{name}”不是这个收费项目的。请核对活动的适用项目。")
        }
        PromotionError::NotOpen { name, from, to } => {
            format!("优惠活动“{name}”的期限是 {from} 至 {to}，今天不在期限内。可以不用活动按原价预缴。")
        }
        PromotionError::OtherMonths { name, needs, asked } => {
            format!("优惠活动“{name}”要求连同赠送共 {needs} 个月，本次是 {asked} 个月。请核对期间。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhangfang_domain::Months;

    #[test]
    fn a_sentence_names_the_months_and_the_way_out() {
        let months = Months::parse("2026-01..2027-01").unwrap();
        let said =
            sentence(&PrepayRefusal::TooFarAhead { asked: months.to, last: months.to.plus(-1), most: 12 });
        assert!(said.contains("2027-01") && said.contains("12 个月") && said.contains("2026-12"), "{said}");
    }
}
