//! What may be known about somebody who owes, and where from (PIPL 5, 6, 13; Civil Code 1035; checklist C6).

use crate::coded::coded;

coded! {
    /// Where contact data is from. There is no "asked a neighbour, a colleague, a friend".
    Source {
        /// Told by the one concerned.
        Owner, "owner", "本人告知";
        /// From the property-service contract or the moving-in papers.
        Contract, "contract", "合同或入住登记";
        /// From an agreement or a signed address for service.
        Agreement, "agreement", "协议或送达地址确认书";
        /// From a letter or message of the one concerned.
        Letter, "letter", "本人来函或来信";
        /// From the court or an authority.
        Court, "court", "法院或主管部门";
    }
}

coded! {
    /// Why it may be kept (PIPL 13).
    Basis {
        /// Needed to perform the contract.
        Contract, "contract", "履行合同所必需";
        /// The one concerned agreed.
        Consent, "consent", "本人同意";
        /// A duty by law.
        Duty, "duty", "法定职责或义务";
    }
}

/// Words of family, health, faith and work: nothing of that is kept about somebody who owes.
const PRIVATE: &[&str] = &[
    "离婚",
    "再婚",
    "结婚",
    "丧偶",
    "前妻",
    "前夫",
    "老婆",
    "老公",
    "婆媳",
    "小三",
    "情人",
    "怀孕",
    "流产",
    "生病",
    "住院",
    "患病",
    "病情",
    "重病",
    "癌",
    "抑郁",
    "精神病",
    "残疾证",
    "艾滋",
    "传染病",
    "户籍",
    "户口",
    "宗教",
    "信教",
    "信佛",
    "基督教",
    "穆斯林",
    "工资多少",
    "收入多少",
    "工作单位",
    "上班单位",
    "单位领导",
    "公司领导",
    "失业",
    "下岗",
    "子女学校",
    "孩子学校",
    "在哪上学",
    "前科",
    "坐牢",
    "吸毒",
    "赌博",
    "邻居说",
    "听邻居",
    "问邻居",
    "邻居提供",
    "同事提供",
    "同事说",
    "亲戚说",
    "亲戚提供",
    "朋友提供",
    "朋友说",
];

/// The first word in a note that is about somebody's private affairs.
#[must_use]
pub fn private_matter(text: &str) -> Option<&'static str> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    PRIVATE
        .iter()
        .copied()
        .filter_map(|word| text.find(word).map(|at| (at, word)))
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c6_family_health_and_work_are_no_notes() {
        assert_eq!(private_matter("说老人住 院了，下月再说"), Some("住院"));
        assert_eq!(private_matter("听邻居说搬走了"), Some("听邻居"));
        assert_eq!(private_matter("楼道灯坏了三个月，修好就交"), None);
        assert_eq!(private_matter("与邻居因漏水有纠纷，已登记投诉"), None);
    }

    #[test]
    fn c6_there_is_no_way_to_name_a_third_person_as_the_source() {
        for third in ["邻居", "同事", "朋友", "neighbour", "亲戚"] {
            assert_eq!(Source::parse(third), None);
        }
    }
}
