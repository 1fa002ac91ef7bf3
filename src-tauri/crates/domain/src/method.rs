//! How money arrives at the counter.

use crate::coded::coded;

coded! {
    /// A way to pay. Only cash gives change.
    Method {
        /// 现金
        Cash, "cash", "现金";
        /// 微信
        Wechat, "wechat", "微信";
        /// 支付宝
        Alipay, "alipay", "支付宝";
        /// 刷卡
        Pos, "pos", "刷卡";
        /// 银行转账
        Transfer, "transfer", "银行转账";
    }
}
