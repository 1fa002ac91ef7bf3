//! Tickets: what owners complain about, report broken, ask and praise (domain section 6). The words are here; the state
//! machine is [`course`], its moves are [`step`], the promised times are [`terms`] and [`deadline`], what is counted is
//! [`rates`].

pub mod course;
pub mod deadline;
pub mod rates;
pub mod step;
pub mod terms;

use crate::coded::coded;

coded! {
    /// What somebody comes with.
    Kind {
        /// Not content with something.
        Complaint, "complaint", "投诉";
        /// Something is broken.
        Repair, "repair", "报修";
        /// A question.
        Inquiry, "inquiry", "咨询";
        /// A word of thanks.
        Praise, "praise", "表扬";
        /// An idea.
        Suggestion, "suggestion", "建议";
    }
}

coded! {
    /// How urgent it is; the promised times hang on it (domain section 6.2).
    Level {
        /// Lift trapped, gas, fire, flood.
        P0, "p0", "P0 紧急";
        /// Water or power out, locked out, a leak.
        P1, "p1", "P1 加急";
        /// Ordinary repairs and complaints.
        P2, "p2", "P2 一般";
        /// Defects, disputes, what the developer left.
        P3, "p3", "P3 复杂";
        /// Questions, praise, ideas.
        P4, "p4", "P4 咨询表扬";
    }
}

coded! {
    /// The way it came in.
    Channel {
        /// At the desk.
        Desk, "desk", "前台";
        /// By phone.
        Phone, "phone", "电话";
        /// WeChat, one to one or in a group.
        Wechat, "wechat", "微信/群";
        /// A mini programme.
        App, "app", "小程序";
        /// The letter box for opinions.
        Box, "box", "意见箱";
        /// Passed on by the city's hotline.
        Hotline, "hotline", "12345转办";
        /// During a visit.
        Visit, "visit", "上门";
        /// Found on a round.
        Round, "round", "巡查发现";
        /// Said during a dunning call (checklist S95).
        Dunning, "dunning", "催缴沟通中提出";
    }
}

coded! {
    /// What it is about, first level.
    Category {
        /// 工程维修
        Works, "works", "工程维修";
        /// 环境
        Environment, "environment", "环境";
        /// 秩序
        Order, "order", "秩序";
        /// 收费
        Fees, "fees", "收费";
        /// 服务态度
        Attitude, "attitude", "服务态度";
        /// 邻里
        Neighbours, "neighbours", "邻里";
        /// 装修
        Renovation, "renovation", "装修";
        /// 信息公开
        Openness, "openness", "信息公开";
        /// 开发商遗留
        Legacy, "legacy", "开发商遗留";
        /// 其他
        Other, "other", "其他";
    }
}

coded! {
    /// What it is about, second level: also the root cause that is counted.
    Topic {
        /// Water and power.
        Plumbing, "plumbing", "水电";
        /// Lifts.
        Lift, "lift", "电梯";
        /// The building itself.
        Building, "building", "房屋质量";
        /// Common facilities.
        Facility, "facility", "公共设施";
        /// Cleaning.
        Cleaning, "cleaning", "保洁";
        /// Greening.
        Greening, "greening", "绿化";
        /// Rubbish.
        Rubbish, "rubbish", "垃圾";
        /// Pest control.
        Pests, "pests", "消杀";
        /// Gates and guards.
        Gate, "gate", "门岗";
        /// Parking.
        Parking, "parking", "停车";
        /// Noise.
        Noise, "noise", "噪声";
        /// Pets.
        Pets, "pets", "宠物";
        /// Things thrown from above.
        Throwing, "throwing", "高空抛物";
        /// An amount is disputed.
        Amount, "amount", "金额异议";
        /// Shared water and power.
        Shared, "shared", "公摊";
        /// Receipts and invoices.
        Receipts, "receipts", "票据";
        /// Disclosure of money.
        Accounts, "accounts", "公示";
        /// Money paid ahead.
        Prepaid, "prepaid", "预存";
        /// How somebody was treated.
        Attitude, "attitude", "服务态度";
        /// Between neighbours.
        Neighbours, "neighbours", "邻里";
        /// Renovation.
        Renovation, "renovation", "装修";
        /// What the office has to publish.
        Openness, "openness", "信息公开";
        /// What the developer left.
        Legacy, "legacy", "开发商遗留";
        /// Anything else.
        Other, "other", "其他";
    }
}

impl Topic {
    /// The first level it belongs to.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::Plumbing | Self::Lift | Self::Building | Self::Facility => Category::Works,
            Self::Cleaning | Self::Greening | Self::Rubbish | Self::Pests => Category::Environment,
            Self::Gate | Self::Parking | Self::Noise | Self::Pets | Self::Throwing => Category::Order,
            Self::Amount | Self::Shared | Self::Receipts | Self::Accounts | Self::Prepaid => Category::Fees,
            Self::Attitude => Category::Attitude,
            Self::Neighbours => Category::Neighbours,
            Self::Renovation => Category::Renovation,
            Self::Openness => Category::Openness,
            Self::Legacy => Category::Legacy,
            Self::Other => Category::Other,
        }
    }
}

impl Category {
    /// Its topics, in the order shown.
    pub fn topics(self) -> impl Iterator<Item = Topic> {
        Topic::ALL.into_iter().filter(move |topic| topic.category() == self)
    }
}

impl Level {
    /// The level one begins with; whoever accepts the ticket may grade it anew.
    #[must_use]
    pub const fn usual(kind: Kind, topic: Topic) -> Self {
        match kind {
            Kind::Inquiry | Kind::Praise | Kind::Suggestion => Self::P4,
            Kind::Complaint | Kind::Repair => match topic {
                Topic::Building | Topic::Neighbours | Topic::Legacy | Topic::Amount | Topic::Shared => {
                    Self::P3
                }
                _ => Self::P2,
            },
        }
    }
}

coded! {
    /// What a ticket waits for while its clock stands (side state 挂起; 暂不能解决 is checklist S117).
    HoldCause {
        /// Material.
        Material, "material", "等料";
        /// The owner.
        Owner, "owner", "等业主";
        /// The developer.
        Developer, "developer", "等开发商";
        /// It cannot be solved now; the reason and the plan are explained to the owner.
        Unsolvable, "unsolvable", "暂不能解决";
    }
}

coded! {
    /// Why a ticket is turned down; it always has to be explained.
    Ground {
        /// It is not so.
        Untrue, "untrue", "不属实";
        /// It is there already.
        Duplicate, "duplicate", "重复";
    }
}

coded! {
    /// The way of a revisit.
    RevisitWay {
        /// By phone.
        Phone, "phone", "电话";
        /// At the home.
        Visit, "visit", "上门";
        /// By WeChat.
        Wechat, "wechat", "微信";
        /// At the desk.
        Desk, "desk", "前台";
    }
}

coded! {
    /// What came of speaking about the fee once the service was done (domain section 6.3).
    FeeAnswer {
        /// Pays.
        Pays, "pays", "愿意缴纳";
        /// Promised a day.
        Promise, "promise", "承诺缴纳";
        /// Asks for a part to be let off: by a waiver form only.
        Reduction, "reduction", "申请部分减免";
        /// Goes on refusing: the next stage, with the answer on file.
        Refuses, "refuses", "仍不缴纳";
    }
}
