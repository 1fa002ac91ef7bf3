//! The list. A word is a row of slots; each slot is filled by one of its parts, an empty part meaning that it may be
//! left out.

use super::TextKind;
use super::fold::Folded;

/// What becomes of a text that goes against a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Block,
    Warn,
}

/// Where a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// In every text.
    Always,
    /// In every text, but an answer or a notice that does not speak of fees is only warned: water is cut off for
    /// repairs, lifts stand still for their inspection.
    WithFees,
    /// Unless the number of a judgment, ruling or award is given.
    WithoutDecision,
    /// Only where a suit may not be named.
    BeforeFormalDemand,
}

/// A rule of the list.
pub(super) struct Rule {
    pub code: &'static str,
    pub name: &'static str,
    pub advice: &'static str,
    verdict: Verdict,
    reach: Reach,
    words: &'static [&'static [&'static [&'static str]]],
    /// Not when one of these follows.
    unless_after: &'static [&'static str],
    /// Not when one of these stands before.
    unless_before: &'static [&'static str],
}

/// Words that say a text is about money owed.
const FEES: &[&str] = &[
    "费", "欠", "不交", "未交", "不缴", "未缴", "补缴", "缴清", "催缴", "拖欠", "账单", "催收", "付款",
    "不付",
];

/// Words that turn a sentence on the person addressed.
const WHOSE: &[&str] = &[
    "",
    "您",
    "你",
    "您家",
    "你家",
    "您的",
    "你的",
    "您家的",
    "你家的",
    "贵户",
    "贵户的",
    "其",
    "业主",
    "业主的",
    "欠费户",
    "家里",
    "家里的",
    "房屋",
];

const NONE: &[&str] = &[];

const fn rule(
    code: &'static str,
    verdict: Verdict,
    reach: Reach,
    name: &'static str,
    advice: &'static str,
    words: &'static [&'static [&'static [&'static str]]],
) -> Rule {
    Rule { code, name, advice, verdict, reach, words, unless_after: NONE, unless_before: NONE }
}

use Reach::{Always, BeforeFormalDemand, WithFees, WithoutDecision};
use Verdict::{Block, Warn};

/// Every rule, strictest first.
pub(super) const RULES: &[Rule] = &[
    Rule {
        unless_after: &["动", "瓶", "源", "泵", "视", "阀", "龙头", "梯", "费代", "表箱"],
        ..rule(
            "utility",
            Block,
            WithFees,
            "不得以停水、停电、停气、停暖催费（民法典第944条第3款）",
            "请只写欠费事实、期限和联系方式",
            &[
                &[
                    &[
                        "停", "停止", "停掉", "停供", "暂停", "中断", "中止", "切断", "断", "断开", "断掉",
                        "掐", "掐断", "关停", "限", "限制",
                    ],
                    WHOSE,
                    &["", "供", "供应", "使用", "用"],
                    &["水", "电", "气", "暖", "热水", "热力", "热", "燃气", "煤气", "天然气", "自来水"],
                ],
                &[
                    &["水", "电", "水电", "水电气", "燃气", "暖气"],
                    &["", "给", "都"],
                    &["停供", "停掉", "断供", "掐断", "断掉"],
                    &["", "您", "你"],
                ],
                &[&["拉闸", "拉电闸", "锁表", "锁水表", "锁电表", "拆表", "拆水表", "拆电表"]],
            ],
        )
    },
    rule(
        "access",
        Block,
        WithFees,
        "不得限制出入、电梯、门禁、车辆通行（民法典第944条；最高人民法院典型案例）",
        "请删去，缴费与通行无关",
        &[
            &[
                &[
                    "锁", "停", "停用", "停止", "停掉", "禁用", "禁止", "注销", "取消", "冻结", "关闭",
                    "关停", "暂停", "限制", "收回", "删除", "不给", "拉黑",
                ],
                WHOSE,
                &["", "使用", "乘坐", "用", "乘"],
                &[
                    "梯",
                    "电梯",
                    "门禁",
                    "门禁卡",
                    "梯控",
                    "电梯卡",
                    "道闸",
                    "车牌",
                    "车辆出入",
                    "车辆进出",
                    "车辆通行",
                    "车辆入内",
                ],
            ],
            &[
                &["门禁", "电梯", "车牌", "车辆"],
                &["", "将", "会", "被", "将被", "会被"],
                &["禁用", "注销", "拉黑", "锁定", "停权", "失效"],
            ],
            &[
                &["限制", "禁止", "不准", "不许", "不让", "影响", "拒绝", "不得"],
                WHOSE,
                &["", "人员", "车辆"],
                &["出入", "进出", "出行", "通行", "进门", "进小区", "进入小区", "回家", "进车库", "进入车库"],
            ],
            &[&["锁车", "锁您的车", "锁你的车", "堵门", "封门", "换锁"]],
        ],
    ),
    Rule {
        unless_before: &["不"],
        ..rule(
            "service",
            Block,
            WithFees,
            "不得以停止服务、影响生活施压（民法典第942、944条）",
            "请改写为：请在期限前缴纳，或与我们联系",
            &[
                &[
                    &["影响"],
                    WHOSE,
                    &["", "正常", "日常", "享受", "正常享受"],
                    &[
                        "生活",
                        "日常生活",
                        "住房权益",
                        "居住",
                        "居住权",
                        "物业服务",
                        "出行",
                        "子女上学",
                        "孩子上学",
                    ],
                ],
                &[
                    &["停止", "终止", "暂停", "中止", "停掉", "拒绝", "取消", "不再提供"],
                    WHOSE,
                    &["", "提供", "对您的", "对你的", "向您提供", "部分", "一切"],
                    &["", "物业", "维修", "保洁", "安保"],
                    &["服务"],
                ],
            ],
        )
    },
    rule(
        "fine",
        Block,
        Always,
        "物业服务人没有罚款权（民法典第585条只认约定的违约金）",
        "有合同条款的写“违约金”",
        &[&[&["罚款", "罚金", "罚你", "罚您", "处罚", "处以罚"]]],
    ),
    rule(
        "shame",
        Block,
        Always,
        "不得曝光、侮辱（民法典第1024、1032条；个人信息保护法第25条）",
        "请删去，改写欠费事实",
        &[
            &[&[
                "曝光",
                "暴光",
                "黑名单",
                "老赖",
                "赖账",
                "赖皮",
                "无赖",
                "失信业主",
                "通报批评",
                "张榜",
                "游街",
                "不要脸",
                "丢人",
                "臭名",
            ]],
            &[
                &["公布", "公开", "公示", "张贴", "通报"],
                WHOSE,
                &["", "欠费"],
                &["姓名", "名字", "房号", "名单"],
            ],
            // A photo of a posting is nobody's photo.
            &[
                &["公布", "公开", "公示", "张贴", "通报"],
                &["您的", "你的", "您", "你", "业主", "欠费户", "欠费"],
                &["", "个人"],
                &["照片", "信息"],
            ],
        ],
    ),
    rule(
        "credit",
        Block,
        Always,
        "物业服务人不能报送征信、不能影响信用（征信业管理条例第13、15条；个人信息保护法第23条）",
        "催缴函可写“依法提起诉讼”，其他文字请删去",
        &[&[&[
            "征信",
            "影响信用",
            "影响您的信用",
            "影响你的信用",
            "影响个人信用",
            "信用记录",
            "信用污点",
            "银行信用",
        ]]],
    ),
    rule(
        "court-list",
        Block,
        WithoutDecision,
        "只有法院判决后才能列入失信、限制消费",
        "写明裁判文书案号，或删去",
        &[&[&["列入失信", "失信名单", "失信被执行", "失信人", "限制消费", "限制高消费", "限高"]]],
    ),
    rule(
        "enforcement",
        Block,
        WithoutDecision,
        "没有生效裁判就没有强制执行（民事诉讼法第247条起）",
        "写明裁判文书案号，或删去",
        &[&[&[
            "强制执行",
            "查封",
            "法院冻结",
            "冻结账户",
            "冻结存款",
            "冻结银行",
            "拍卖您",
            "拍卖你",
            "拍卖房",
            "扣划",
        ]]],
    ),
    Rule {
        unless_before: &["催缴", "缴费", "催款", "付款"],
        ..rule(
            "third-party",
            Block,
            WithFees,
            "不得把欠费告诉别人（个人信息保护法第25条；民法典第1034条）",
            "请只与业主本人或其授权人联系",
            &[&[
                &["通知", "告知", "告诉", "联系", "找", "通报", "发给", "发到"],
                WHOSE,
                &["", "所在", "工作"],
                &[
                    "单位",
                    "领导",
                    "子女学校",
                    "孩子学校",
                    "小孩学校",
                    "学校",
                    "家人",
                    "子女",
                    "孩子",
                    "父母",
                    "亲属",
                    "亲友",
                    "朋友",
                    "同事",
                    "邻居",
                    "老板",
                ],
            ]],
        )
    },
    rule(
        "threat",
        Block,
        Always,
        "不得恐吓、施压（民法典第1033条）",
        "请写清楚期限和联系方式",
        &[&[&[
            "后果自负",
            "最后通牒",
            "勿谓言之不预",
            "言之不预",
            "严重后果",
            "一切后果",
            "别怪我们",
            "走着瞧",
            "不客气",
            "上门堵",
            "天天上门",
            "给你好看",
            "法院见",
        ]]],
    ),
    rule(
        "agency",
        Block,
        Always,
        "不委托催收公司（个人信息保护法第21条）",
        "请删去，确有需要只委托律师",
        &[&[&["催收公司", "讨债", "清债公司", "清欠公司", "收债", "第三方催收"]]],
    ),
    rule(
        "forced-prepayment",
        Block,
        Always,
        "不得强制预缴",
        "写“可以预缴”，并写明条件",
        &[&[&["必须", "强制", "一律", "务必", "须"], &["", "先", "一次性"], &["预缴", "预存", "预交"]]],
    ),
    rule(
        "suit",
        Block,
        BeforeFormalDemand,
        "诉讼、仲裁、律师函只能写在书面催缴函里（民法典第944条第2款：先催告）",
        "请删去；需要时走书面催缴函",
        &[&[&[
            "提起诉讼",
            "起诉",
            "诉至法院",
            "向法院",
            "申请仲裁",
            "提请仲裁",
            "支付令",
            "律师函",
            "法律手段",
            "法律途径",
            "法律程序",
            "法律责任",
            "法律后果",
            "打官司",
        ]]],
    ),
    rule(
        "at-once",
        Warn,
        Always,
        "语气过硬",
        "改为“依法处理”或“依法提起诉讼”",
        &[&[&["立即", "马上", "随即"], &["", "向法院"], &["起诉", "提起诉讼", "采取法律手段", "申请仲裁"]]],
    ),
    rule("late-fee", Warn, Always, "“滞纳金”是行政用语", "改为“违约金”（须有合同条款）", &[&[&["滞纳金"]]]),
    rule(
        "imperative",
        Warn,
        Always,
        "语气过硬",
        "改为“请”“我们”",
        &[&[&["必须", "立即", "立刻", "否则", "务必", "勒令", "责令", "限期"]]],
    ),
    rule(
        "malice",
        Warn,
        Always,
        "不给业主贴标签",
        "改为“无正当理由（经核）”",
        &[&[&["恶意", "故意不交", "故意拖欠", "钉子户", "刁民"]]],
    ),
    rule(
        "other-rate",
        Warn,
        Always,
        "违约金只能按合同约定的标准",
        "写合同约定的标准",
        &[&[&["加倍收", "双倍", "翻倍", "提高违约金", "加收"]]],
    ),
];

impl Rule {
    /// What this rule does to a text of a kind; nothing when it does not hold there.
    pub fn verdict(&self, text: &Folded, kind: TextKind) -> Option<Verdict> {
        match self.reach {
            Always => Some(self.verdict),
            WithFees if kind.is_about_service() && !text.has_any(FEES) => Some(Warn),
            WithFees => Some(self.verdict),
            WithoutDecision => (!text.cites_decision()).then_some(self.verdict),
            BeforeFormalDemand => (!kind.may_name_suit()).then_some(self.verdict),
        }
    }

    /// Where its words stand: first and one past the last folded character, longest first at each place.
    pub fn places(&self, text: &Folded) -> Vec<(usize, usize)> {
        let mut places: Vec<(usize, usize)> = Vec::new();
        for at in 0..text.letters.len() {
            if places.last().is_some_and(|(_, end)| at < *end) {
                continue;
            }
            let ends = self.words.iter().flat_map(|slots| ends(text, slots, at));
            let allowed = |end: &usize| {
                !self.unless_after.iter().any(|word| text.has_at(word, *end))
                    && !text.has_before(self.unless_before, at)
            };
            if let Some(end) = ends.filter(allowed).max() {
                places.push((at, end));
            }
        }
        places
    }
}

/// Where a row of slots that starts at a place may end.
fn ends(text: &Folded, slots: &[&[&str]], at: usize) -> Vec<usize> {
    let Some((slot, rest)) = slots.split_first() else { return vec![at] };
    let filled = slot.iter().filter(|part| text.has_at(part, at));
    filled.flat_map(|part| ends(text, rest, at + part.chars().count())).collect()
}
