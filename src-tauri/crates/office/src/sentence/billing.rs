//! What rules of handover, transfer of title, vacancy, relief and area say.

use crate::refusal::BillingRefusal;

pub(super) fn sentence(refusal: &BillingRefusal) -> String {
    match refusal {
        BillingRefusal::HandoverCharged { .. }
        | BillingRefusal::HandoverAfterTransfer { .. }
        | BillingRefusal::TransferOutside { .. }
        | BillingRefusal::NeedsAgreement { .. } => of_change(refusal),
        BillingRefusal::OtherAccount { room, account, accounts } => {
            let accounts = accounts.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
            format!("账户 {account} 不是 {room} 的账户；{room} 的账户有 {accounts}，请从中选择。")
        }
        BillingRefusal::ChargeOfOther { charge, owes, owner } => format!(
            "账单 {charge} 由{owner}（账户 {owes}）承担，不能用别人的款抵。请改收账户 {owes} 的款。"
        ),
        BillingRefusal::OwedByOther { room, account, owner, open } => format!(
            "{room} 现业主目前没有待缴账单；{owner}（账户 {account}）还欠 {open} 元，收这笔款请选择账户 {account}。"
        ),
        BillingRefusal::NoVacancyHere => {
            "本地规定没有空置优惠，不能申请。合同或当地规定允许的，请先在本地规定里设定空置优惠上限；其他情形请用减免申请单。"
                .to_owned()
        }
        BillingRefusal::TooMuchOff { asked, most } => {
            format!("优惠 {asked}% 超过上限 {most}%，请改小比例后重新申请。")
        }
        BillingRefusal::VacancyTooShort { least } => {
            format!("空置不满 {least} 个月不能享受空置优惠。请写明满 {least} 个月的起止日期，或待期满后再申请。")
        }
        BillingRefusal::ConcessionClashes { with, form } => {
            format!("这段时间已有同类优惠（编号 {with}，{form}），不能重复。请先结束它，或改日期。")
        }
        BillingRefusal::EndOutside { concession, on } => {
            format!("优惠 {concession} 在 {on} 不在有效期内，不能以这一天结束。请核对起止日期。")
        }
        BillingRefusal::SameArea { room, area } => format!("{room} 的建筑面积就是 {area} m²，没有要更正的。"),
        BillingRefusal::AreaChangedSince { room, filed, now } => format!(
            "{room} 的建筑面积在申请后已改为 {now} m²（申请时 {filed} m²），这张单不能再批准。请驳回后重新申请。"
        ),
    }
}

fn of_change(refusal: &BillingRefusal) -> String {
    match refusal {
        BillingRefusal::HandoverCharged { room, months, runs } => {
            let way = if runs.is_empty() {
                "请先逐笔红冲这些账单".to_owned()
            } else {
                let runs = runs.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
                format!("请先整批冲销第 {runs} 批，已有人缴费的请逐笔红冲")
            };
            format!(
                "{room} 的 {months} 已按原来的交付日期出账。{way}，改好交付日期后重新出账，两部分会按天分摊。"
            )
        }
        BillingRefusal::HandoverAfterTransfer { room, transferred } => {
            format!("{room} 已于 {transferred} 过户，交付日期必须早于过户日期。请核对日期。")
        }
        BillingRefusal::TransferOutside { room, on, since, today } => {
            let since = since.map(|d| format!("晚于 {d}（现业主起始日）、")).unwrap_or_default();
            format!("{room} 的过户日期 {on} 不可用，应{since}不晚于业务日期 {today}。")
        }
        BillingRefusal::NeedsAgreement { what } => {
            format!("{what}转给新业主须有双方书面约定，请写明约定；没有约定的留在原业主名下。")
        }
        _ => String::new(),
    }
}
