//! How money arrives at the counter.

/// A way to pay. Only cash gives change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// 现金
    Cash,
    /// 微信
    Wechat,
    /// 支付宝
    Alipay,
    /// 刷卡
    Pos,
    /// 银行转账
    Transfer,
}

impl Method {
    /// Every method, in the order of the daily report.
    pub const ALL: [Self; 5] = [Self::Cash, Self::Wechat, Self::Alipay, Self::Pos, Self::Transfer];

    /// Stable code: `cash`, `wechat`, `alipay`, `pos`, `transfer`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Wechat => "wechat",
            Self::Alipay => "alipay",
            Self::Pos => "pos",
            Self::Transfer => "transfer",
        }
    }

    /// The method of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.code() == code)
    }

    /// Name on paper.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cash => "现金",
            Self::Wechat => "微信",
            Self::Alipay => "支付宝",
            Self::Pos => "刷卡",
            Self::Transfer => "银行转账",
        }
    }
}
