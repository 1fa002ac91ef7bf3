//! What rules of contacts, deliveries and promises say.

use crate::contact::caps::hours_text;
use crate::refusal::ContactRefusal;
use chrono::NaiveDateTime;
use zhangfang_domain::contact::{Basis, Channel, Held, Source};
use zhangfang_domain::delivery::{Missing, WrongDay};
use zhangfang_domain::limitation::Proof;

fn moment(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// What one does in a way.
const fn doing(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "打电话",
        Channel::Visit => "上门",
        Channel::Sms => "发短信",
        Channel::Wechat => "发微信",
        Channel::Desk => "面谈",
        Channel::Paper => "送文书",
    }
}

/// What holds a contact, as the screen says it beside the button.
#[must_use]
pub fn held(held: Held, channel: Channel) -> String {
    let way = doing(channel);
    match held {
        Held::Quiet => "清晨、中午和夜间不打扰业主".to_owned(),
        Held::Wish(wish) => format!("业主希望在 {} 联系", hours_text(wish)),
        Held::Day(times) => format!("当天已{way} {times} 次"),
        Held::Week(times) => format!("七天内已{way} {times} 次"),
    }
}

pub(super) fn sentence(refusal: &ContactRefusal) -> String {
    match refusal {
        ContactRefusal::Held { room, channel, held: why, next } => {
            let way = doing(*channel);
            let next = next.map(|at| format!("最早 {} 可以{way}。", moment(at))).unwrap_or_default();
            let why = held(*why, *channel);
            format!("{room} 现在不宜{way}：{why}。{next}确有必要的，由经理写明理由后再记。")
        }
        ContactRefusal::ManagerOnly { name } => {
            format!("“{name}”不能决定这件事。请项目经理或公司的人登录后写明理由办理。")
        }
        ContactRefusal::Looser => {
            "联系次数和时间只能比每天 1 次、每周 3 次、上门每周 1 次、9:00–12:00 和 14:00–20:00 更严，也不能为零。个别确有必要的，由经理逐次写明理由。".to_owned()
        }
        ContactRefusal::NextDayNeeded { step } => format!("请填写下次日期：到那天要“{step}”，不能没有下文。"),
        ContactRefusal::NextDay { day, today, last } => {
            format!("下次日期 {day} 要在 {today} 到 {last} 之间。")
        }
        ContactRefusal::PromiseNeeded { promised: false } => {
            "结果是“承诺缴费”，请填写承诺哪天缴、缴多少。".to_owned()
        }
        ContactRefusal::PromiseNeeded { promised: true } => {
            "填了承诺的日期，结果就应是“承诺缴费”。请改结果，或去掉承诺。".to_owned()
        }
        ContactRefusal::ToCome { at } => format!("{} 还没有到，只能记已经发生的联系。", moment(*at)),
        ContactRefusal::Private { field, word } => format!(
            "{field}里的“{word}”涉及个人私事或来自第三人，不能记录。请只写与收费和服务有关的事实。"
        ),
        ContactRefusal::ContactVoid { contact } => format!("第 {contact} 号联系记录已经作废。"),
        ContactRefusal::PromiseVoid { promise } => format!("第 {promise} 号承诺已经作废。"),
        _ => of_data(refusal),
    }
}

fn listed(words: impl Iterator<Item = &'static str>) -> String {
    words.collect::<Vec<_>>().join("、")
}

/// Refusals of contact data and deliveries.
fn of_data(refusal: &ContactRefusal) -> String {
    match refusal {
        ContactRefusal::NoSource { named } => {
            let named = if named.is_empty() {
                "没有写联系方式的来源".to_owned()
            } else {
                format!("“{named}”不是合法来源")
            };
            let known = listed(Source::ALL.iter().map(|s| s.label()));
            format!("{named}，不能登记。向邻居、同事、亲友打听来的联系方式不得使用；可用的来源：{known}。")
        }
        ContactRefusal::NoBasis { basis } => {
            let named = if basis.is_empty() {
                "没有写处理依据".to_owned()
            } else {
                format!("“{basis}”不是处理依据")
            };
            format!("{named}，不能登记。请选：{}。", listed(Basis::ALL.iter().map(|b| b.label())))
        }
        ContactRefusal::NoHours { wish, office } => format!(
            "{wish} 不在可以联系的时间（{}）之内，请与业主另约。业主自己来电、来访不受限。",
            office.join("、")
        ),
        ContactRefusal::DeliveryNeeds(missing) => of_missing(*missing).to_owned(),
        ContactRefusal::DeliveryDay(WrongDay::BeforeLetter(made)) => {
            format!("送达日期不能早于文书制作的 {made}。")
        }
        ContactRefusal::DeliveryDay(WrongDay::ToCome) => {
            "送达日期不能在今天之后，只能记已经送达的。".to_owned()
        }
        ContactRefusal::NothingToConfirm { delivery, grade } => match grade {
            Proof::D => format!("第 {delivery} 号送达记录已经处理过，不用再确认。"),
            Proof::E => {
                format!("第 {delivery} 号送达记录证明不足，不能靠确认补足。请重新送达并取得签收或快递凭证。")
            }
            _ => format!("第 {delivery} 号送达记录已足以证明，不用确认。"),
        },
        ContactRefusal::NotAPicture { name } => {
            format!(
                "“{name}”不是照片或 PDF，或者已经损坏。请选 JPG、PNG 图片或 PDF；手机里是其他格式的，先另存为 JPG。"
            )
        }
        ContactRefusal::FileTooLarge { name, megabytes } => {
            format!("“{name}”超过 {megabytes} MB。请拍照或缩小后再选。")
        }
        ContactRefusal::DeliveryVoid { delivery } => format!("第 {delivery} 号送达记录已经作废。"),
        _ => String::new(),
    }
}

const fn of_missing(missing: Missing) -> &'static str {
    match missing {
        Missing::Signer => {
            "当面签收要写签收人姓名。拒收或家中无人的，请改记“留置门口或信箱”，写明原因，并请居委会人员见证、拍照。"
        }
        Missing::Relation => {
            "请选签收人与业主的关系：本人、同住成年家属或受托人。其他人（邻居、租客、保安、未成年人）签收不算送达，请重新送达。"
        }
        Missing::Waybill => "邮寄送达要写快递单号。请从面单抄录。",
    }
}
