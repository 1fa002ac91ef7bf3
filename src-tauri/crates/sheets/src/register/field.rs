//! What a column may hold, and the many words that head it.

use zhangfang_domain::text::folded;

/// A field of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 楼栋.
    Building,
    /// 单元.
    Unit,
    /// 房号; may hold the whole room, `3-1-301`.
    Room,
    /// Names of the owners.
    Owner,
    /// Their phones.
    Phone,
    /// Area billed, in square metres.
    Area,
    /// 套内面积.
    InnerArea,
    /// Day of handover.
    Handover,
    /// 入住, 空置 …
    Status,
    /// 住宅, 商铺 …
    Use,
    /// Parking space.
    Space,
    /// Number plate.
    Plate,
    /// Arrears from before the book begins.
    Arrears,
    /// Last four of the identity number; only collected when asked for (domain section 2.9).
    IdTail,
}

impl Field {
    /// All fields, in the order of a register.
    pub const ALL: [Self; 14] = [
        Self::Building,
        Self::Unit,
        Self::Room,
        Self::Owner,
        Self::Phone,
        Self::Area,
        Self::InnerArea,
        Self::Handover,
        Self::Status,
        Self::Use,
        Self::Space,
        Self::Plate,
        Self::Arrears,
        Self::IdTail,
    ];

    /// Its stable name, as a mapping is written down.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Building => "building",
            Self::Unit => "unit",
            Self::Room => "room",
            Self::Owner => "owner",
            Self::Phone => "phone",
            Self::Area => "area",
            Self::InnerArea => "inner_area",
            Self::Handover => "handover",
            Self::Status => "status",
            Self::Use => "use",
            Self::Space => "space",
            Self::Plate => "plate",
            Self::Arrears => "arrears",
            Self::IdTail => "id_tail",
        }
    }

    /// Back from its stable name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// Whether several columns may feed it: a second owner, a second phone.
    #[must_use]
    pub const fn takes_several(self) -> bool {
        matches!(self, Self::Owner | Self::Phone)
    }
}

/// What a heading announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A field; `exact` when the whole heading is a known word.
    Field {
        field: Field,
        exact: bool,
    },
    /// Something an office must not collect.
    NotCollected,
    /// Free remarks.
    Remark,
    Unknown,
}

/// Must not be collected (domain section 2.9).
const NOT_COLLECTED: [&str; 33] = [
    "身份证",
    "证件",
    "性别",
    "年龄",
    "户籍",
    "户口",
    "籍贯",
    "民族",
    "国籍",
    "工作单位",
    "单位名称",
    "职务",
    "职业",
    "出生",
    "生日",
    "政治面貌",
    "党员",
    "宗教",
    "信仰",
    "婚姻",
    "配偶",
    "子女",
    "家庭",
    "家属",
    "人口",
    "学历",
    "文化程度",
    "健康",
    "身体",
    "病",
    "银行卡",
    "照片",
    "紧急联系",
];

/// Other people's names and phones, and other things that only look like a field.
const NOT_OURS: [&str; 19] = [
    "租户",
    "租客",
    "承租",
    "租赁",
    "租金",
    "车主",
    "管家",
    "经办",
    "开发商",
    "收费员",
    "物业费",
    "单价",
    "公摊",
    "分摊",
    "花园",
    "露台",
    "阳台",
    "缴费",
    "收费标准",
];

const EXACT: [(Field, &str); 13] = [
    (
        Field::Building,
        "楼栋 楼号 栋号 幢号 幢 栋 楼 座 座号 楼栋号 楼幢 楼幢号 楼宇 楼座 楼 号楼 楼栋名称 楼宇名称 楼盘栋号",
    ),
    (Field::Unit, "单元 单元号 单元名称 单元编号 门 门栋"),
    (
        Field::Room,
        "房号 房间 房间号 室号 室 房屋 房屋号 房屋编号 房屋编码 房屋名称 门牌 门牌号 户号 房产 房产名称 房屋地址 房屋坐落 房",
    ),
    (
        Field::Owner,
        "姓名 业主 业主姓名 业主名称 户主 户主姓名 房主 产权人 产权人姓名 所有权人 房屋所有权人 住户姓名 住户 客户姓名 客户名称 共有人 业主名",
    ),
    (
        Field::Phone,
        "电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 联系手机 业主电话 备用电话 移动电话 固定电话 座机 号码",
    ),
    (Field::Area, "建筑面积 面积 建面 房屋面积 计费面积 收费面积 产权面积 建筑面 建面积 房屋建筑面积"),
    (Field::InnerArea, "套内面积 室内面积 使用面积 套内建筑面积 实用面积 套内 专有面积"),
    (
        Field::Handover,
        "交付日期 交付时间 交付 交房 交房日期 交房时间 收房 收房日期 收房时间 入伙日期 入伙时间 入伙 接房日期 接房时间 接房 交楼日期 收楼日期 交付日 实际交付日期",
    ),
    (
        Field::Status,
        "状态 房屋状态 房态 入住状态 使用状态 居住状态 入住情况 居住情况 使用情况 房屋情况 交付状态 房间状态",
    ),
    (
        Field::Use,
        "用途 房屋类型 业态 房屋用途 物业类型 房屋性质 产品类型 房产类型 使用性质 房屋类别 规划用途 物业业态",
    ),
    (Field::Space, "车位 车位号 车位编号 停车位 泊位 泊位号 停车位号 车库号 车位号码 停车位编号"),
    (Field::Plate, "车牌 车牌号 车牌号码 车号 车辆号牌"),
    (
        Field::Arrears,
        "欠费 以前年度欠费 期初欠费 往年欠费 欠费金额 历史欠费 累计欠费 欠费合计 欠款 期初欠款 历年欠费 欠缴金额 陈欠 期初应收 欠费总额 以往欠费",
    ),
];

/// A heading without spaces, brackets, units and marks, upper case.
pub(crate) fn plain(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut text = String::new();
    for c in folded(heading).chars().filter(|c| !c.is_whitespace()) {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | ':' | '：' | '.' | '。' => {}
            c if depth == 0 => text.push(c.to_ascii_uppercase()),
            _ => {}
        }
    }
    for unit in ["㎡", "M2", "平方米", "/元"] {
        if let Some(rest) = text.strip_suffix(unit).filter(|rest| !rest.is_empty()) {
            text = rest.to_owned();
        }
    }
    text.replace('樓', "楼").replace('單', "单").replace('號', "号").replace('戶', "户")
}

/// What a column means, from its heading and the one above it (empty for a single header row).
pub(crate) fn meaning(above: &str, heading: &str) -> Meaning {
    let (above, own) = (plain(above), plain(heading));
    let joined = format!("{above}{own}");
    let has = |words: &[&str]| words.iter().any(|word| joined.contains(word));
    if joined.is_empty() {
        return Meaning::Unknown;
    }
    if has(&NOT_COLLECTED) {
        return Meaning::NotCollected;
    }
    if ["备注", "说明", "附注", "备考", "记事"].iter().any(|word| own.contains(word)) {
        return Meaning::Remark;
    }
    if has(&NOT_OURS) {
        return Meaning::Unknown;
    }
    // Under `面积` stand `建筑` and `套内`; under `业主` stands `名称`.
    let both =
        || if above.is_empty() { None } else { exact(&joined).or_else(|| exact(&format!("{own}{above}"))) };
    let found = exact(&own).or_else(both);
    if let Some(field) = found {
        return Meaning::Field { field, exact: true };
    }
    let text = if own.is_empty() { &above } else { &own };
    let loose = loose(text).or_else(|| if above.is_empty() { None } else { loose(&joined) });
    loose.map_or(Meaning::Unknown, |field| Meaning::Field { field, exact: false })
}

/// Whether a heading is the one of identity numbers.
pub(crate) fn is_identity_number(heading: &str) -> bool {
    let text = plain(heading);
    text.contains("身份证") || text.contains("证件号")
}

fn exact(text: &str) -> Option<Field> {
    let numbered = text.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三".contains(c));
    let known = |wanted: &str| {
        EXACT.iter().find_map(|(field, words)| words.split(' ').any(|w| w == wanted).then_some(*field))
    };
    known(text).or_else(|| known(numbered).filter(|field| field.takes_several()))
}

/// A field by a word within the heading. Order matters: what is only nearly a field is sorted out first.
fn loose(text: &str) -> Option<Field> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["车位"]) && has(&["车牌"]) {
        return None;
    }
    if has(&["欠费", "欠款", "欠缴"]) {
        return (!has(&["月", "起", "原因", "状态", "情况", "时间", "日期", "期间"]))
            .then_some(Field::Arrears);
    }
    if has(&["状态", "情况", "状况"]) {
        return has(&["房", "入住", "居住", "使用", "交付"]).then_some(Field::Status);
    }
    if has(&["日期", "时间"]) {
        return has(&["交付", "交房", "收房", "入伙", "接房", "交楼", "收楼"]).then_some(Field::Handover);
    }
    if has(&["车牌"]) {
        return Some(Field::Plate);
    }
    if has(&["车位", "泊位"]) {
        return has(&["号"]).then_some(Field::Space);
    }
    if has(&["套内", "室内面积", "使用面积"]) {
        return Some(Field::InnerArea);
    }
    if has(&["建筑面积", "建面", "房屋面积", "产权面积"]) {
        return Some(Field::Area);
    }
    if has(&["电话", "手机", "联系方式"]) {
        return Some(Field::Phone);
    }
    if has(&["业主", "产权人", "户主"]) && has(&["姓名", "名称"]) {
        return Some(Field::Owner);
    }
    if has(&["房号", "房间号", "室号", "门牌"]) {
        return Some(Field::Room);
    }
    if has(&["楼栋", "栋号", "楼号", "幢号"]) && !has(&["层", "数"]) {
        return Some(Field::Building);
    }
    (has(&["单元"]) && has(&["号"])).then_some(Field::Unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(above: &str, heading: &str) -> Option<Field> {
        match meaning(above, heading) {
            Meaning::Field { field, .. } => Some(field),
            _ => None,
        }
    }

    #[test]
    fn headings_as_offices_word_them() {
        for (heading, wanted) in [
            ("楼 栋", Field::Building),
            ("单元号", Field::Unit),
            ("*房号", Field::Room),
            ("楼栋-单元-房号", Field::Room),
            ("业主姓名", Field::Owner),
            ("业主2", Field::Owner),
            ("联系电话1", Field::Phone),
            ("业主联系电话", Field::Phone),
            ("建筑面积（㎡）", Field::Area),
            ("建筑面积㎡", Field::Area),
            ("套内建筑面积", Field::InnerArea),
            ("实际收房日期", Field::Handover),
            ("房屋状态", Field::Status),
            ("业态", Field::Use),
            ("车位编号", Field::Space),
            ("车牌号码", Field::Plate),
            ("截至2024年欠费（元）", Field::Arrears),
            ("往年欠费", Field::Arrears),
        ] {
            assert_eq!(field("", heading), Some(wanted), "{heading}");
        }
        assert_eq!(field("业主信息", "姓名"), Some(Field::Owner));
        assert_eq!(field("业主", "名称"), Some(Field::Owner));
        assert_eq!(field("建筑面积", ""), Some(Field::Area));
        assert_eq!(field("面积（㎡）", "建筑"), Some(Field::Area));
        assert_eq!(field("面积（㎡）", "套内"), Some(Field::InnerArea));
        assert_eq!(field("车位/车牌", "车牌"), Some(Field::Plate));
    }

    #[test]
    fn what_only_looks_like_a_field() {
        for heading in [
            "租户姓名",
            "车主电话",
            "管家",
            "物业费单价",
            "公摊面积",
            "车位/车牌",
            "欠费月数",
            "楼层",
            "序号",
            "户型",
            "缴费状态",
        ] {
            assert_eq!(meaning("", heading), Meaning::Unknown, "{heading}");
        }
        assert_eq!(field("租户信息", "姓名"), None);
        for heading in [
            "身份证号",
            "性别",
            "年龄",
            "户籍所在地",
            "民族",
            "工作单位",
            "出生日期",
            "政治面貌",
            "宗教信仰",
            "家庭人口",
        ] {
            assert_eq!(meaning("业主信息", heading), Meaning::NotCollected, "{heading}");
        }
        assert_eq!(meaning("", "备注"), Meaning::Remark);
    }
}
