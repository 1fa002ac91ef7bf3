//! The sentences a clerk reads about a file or a row: what is wrong and what to do. The only Chinese prose here.

use crate::error::{FoundFormat, SheetError, TooLarge};
use crate::list::ListReason;
use crate::register::{ColumnRole, Field, LeftOutKind, RefusalReason, WarningKind};
use crate::statement;

impl SheetError {
    /// What is wrong with the file and what to do.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Empty => "文件里没有数据，请确认选对了文件。".into(),
            Self::PasswordProtected => "文件设有打开密码，请在表格软件中取消密码后另存，再导入。".into(),
            Self::UnknownFormat { found } => {
                format!("{}，请在表格软件中打开后另存为 .xlsx，再导入。", found.words())
            }
            Self::TooLarge(TooLarge::File { limit, .. }) => {
                format!("文件超过 {} MB 的上限，请删去图片或拆成几个文件。", limit >> 20)
            }
            Self::TooLarge(TooLarge::Unpacked { limit }) => {
                format!("文件解开后超过 {} MB，不予读取，请把台账复制到新文件再导入。", limit >> 20)
            }
            Self::TooLarge(TooLarge::Cells { limit }) => {
                format!("表格超过 {} 万个单元格，请删去多余的空行空列或拆成几个文件。", limit / 10_000)
            }
            Self::Broken { .. } => "文件已损坏，无法读取，请重新导出或另存一份。".into(),
            Self::UnknownEncoding => "文本文件的编码无法识别，请另存为 UTF-8 或 GBK 编码的 CSV。".into(),
            Self::NoHeader { sheet, row, .. } => {
                format!("工作表「{sheet}」中没有找到表头（最像的是第 {row} 行），请手工指定各列。")
            }
            Self::MissingColumns { sheet, row, missing, .. } => {
                let names: Vec<&str> = missing.iter().map(|field| field.label()).collect();
                format!(
                    "工作表「{sheet}」第 {row} 行的表头缺少「{}」列，请补上或手工指定。",
                    names.join("、")
                )
            }
            Self::NoList { needed } => {
                format!(
                    "没有找到同时写着「{}」的表头行（前 20 行内），请补上表头再导入。",
                    needed.join("」「")
                )
            }
        }
    }
}

impl ListReason {
    /// What is wrong with the cell and what to do.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::Missing => "没有填写",
            Self::NotANumber => "不是数字，请只填数字",
            Self::NotADay => "不是日期，请写成 2025-11-30",
            Self::NotYesOrNo => "看不出是或否，请填“是”或留空",
            Self::UnknownWord => "不认识，请填水表、电表、燃气表或热量表",
            Self::CellError => "公式出错，请改成数值",
        }
    }
}

impl FoundFormat {
    const fn words(self) -> &'static str {
        match self {
            Self::WebPage => "这是网页格式的文件，只是改了扩展名",
            Self::Pdf => "这是 PDF 文件",
            Self::Picture => "这是图片",
            Self::Document => "这是文档，不是表格",
            Self::BinaryWorkbook => "这是二进制工作簿（.xlsb）",
            Self::Archive => "这是压缩包，不是表格",
            Self::Unknown => "无法识别文件格式",
        }
    }
}

impl Field {
    /// Its heading in a register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Building => "楼栋",
            Self::Unit => "单元",
            Self::Room => "房号",
            Self::Owner => "业主",
            Self::Phone => "电话",
            Self::Area => "建筑面积",
            Self::InnerArea => "套内面积",
            Self::Handover => "交付日期",
            Self::Status => "状态",
            Self::Use => "用途",
            Self::Space => "车位号",
            Self::Plate => "车牌",
            Self::Arrears => "以前年度欠费",
            Self::IdTail => "身份证号后四位",
        }
    }
}

impl ColumnRole {
    /// What became of the column.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Read(field) => format!("读作「{}」", field.label()),
            Self::NotCollected => "不收集此类个人信息，已忽略".into(),
            Self::Remark => "备注可能含有不应收集的内容，不导入".into(),
            Self::Second(field) => format!("已有另一列作为「{}」，此列未读", field.label()),
            Self::Unmapped => "不认识的列，未读；需要时可手工指定".into(),
        }
    }
}

impl LeftOutKind {
    /// What the row is.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Blank => "空行",
            Self::Total => "小计或合计行",
            Self::RepeatedHeader => "重复的表头",
            Self::Section => "楼栋标题行",
            Self::Note => "说明、制表或页码行",
        }
    }
}

impl WarningKind {
    /// What deserves a look.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::PhoneUnreadable => "电话中有无法识别的部分，未导入，请核对。".into(),
            Self::OwnerMissing => "没有业主姓名，请核对是否未售。".into(),
            Self::HandoverWithoutDay => "交付日期只有年月，未导入日期，请补上具体日期。".into(),
            Self::UnitAssumed => "没有写单元，已按 1 单元处理，而该楼有多个单元，请核对。".into(),
            Self::SpaceShared { first_row } => format!("车位与第 {first_row} 行相同，请核对。"),
            Self::SecondColumn { field } => format!("有两列都像「{}」，此列未读，请核对。", field.label()),
        }
    }
}

impl RefusalReason {
    /// What is wrong and how to put it right.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::RoomMissing => "没有房号，请补上房号。".into(),
            Self::TwoRooms => "一格里写了两个房号，请拆成两行，面积和欠费分别填写。".into(),
            Self::NoBuilding => "只有房间号，看不出是哪一栋，请补上楼栋。".into(),
            Self::RoomUnreadable => "房号无法识别，请写成「3-1-301」的样子。".into(),
            Self::RoomAmbiguous => "房号有两种读法（楼栋-房间或单元-房间），请写成「3-1-301」的样子。".into(),
            Self::RoomIsDate => "房号被表格软件变成了日期，请把该列设为文本后重新填写。".into(),
            Self::BuildingUnreadable => "楼栋无法识别，请写成「3」「3栋」或「A」的样子。".into(),
            Self::UnitUnreadable => "单元无法识别，请写成「1」或「1单元」。".into(),
            Self::BuildingDisagrees { building } => {
                format!("房号与楼栋列的「{building}」不一致，请核对后改正其中一处。")
            }
            Self::UnitDisagrees { unit } => format!("房号与单元列的「{unit}」不一致，请核对后改正其中一处。"),
            Self::DuplicateRoom { first_sheet, first_row } => {
                format!("与工作表「{first_sheet}」第 {first_row} 行的房号重复，请删去其中一行。")
            }
            Self::AreaMissing => "没有面积，请按产权证填写。".into(),
            Self::AreaZero => "面积为 0，请按产权证填写。".into(),
            Self::AreaNegative => "面积是负数，请改正。".into(),
            Self::AreaNotNumber => "面积不是数字，请只填数字，如 94.56。".into(),
            Self::AreaComma => "面积里的逗号可能是小数点，请改成小数点，如 94.56。".into(),
            Self::AreaTooPrecise => "面积的小数超过四位，请按产权证填写。".into(),
            Self::AreaTooLarge => "面积超过 100000 平方米，请核对。".into(),
            Self::ArrearsInWords => "欠费写成了文字，请填金额，如 1333.32；没有欠费请留空。".into(),
            Self::ArrearsNegative => "欠费是负数；如果是预存款，请导入后按预存登记，此处留空。".into(),
            Self::ArrearsTooPrecise => "欠费的小数超过两位，请填到分。".into(),
            Self::ArrearsTooLarge => "欠费金额过大，请核对。".into(),
            Self::ArrearsNotNumber => "欠费不是金额，请填数字，如 1333.32。".into(),
            Self::DateImpossible => "没有这一天，请改正日期，如 2024-3-18。".into(),
            Self::DateUnreadable => "日期无法识别，请写成 2024-3-18 的样子。".into(),
            Self::DateInFuture => "交付日期在今天之后，请核对。".into(),
            Self::CellError { error } => format!("单元格里的公式出错（{error}），请改成数值。"),
        }
    }
}

impl statement::FaultReason {
    /// What is wrong and how to put it right.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::DayMissing => "没有日期，请补上后重新导入。",
            Self::DayUnreadable => "日期无法识别，请写成 2025-11-03 的样子。",
            Self::AmountMissing => "没有金额，请核对原对账单。",
            Self::AmountUnreadable => "金额无法识别，请写成 1333.32 的样子。",
            Self::TwoAmounts => "同一行既有收入又有支出，请核对原对账单。",
            Self::DirectionUnreadable => "看不出是收入还是支出，请核对“收/支”列。",
        }
    }
}

impl statement::LeftOut {
    /// What the row is.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Total => "合计或余额行",
            Self::Note => "说明行",
            Self::Neutral => "不计收支",
            Self::NotSettled => "未成交、已关闭或已全额退款",
        }
    }
}
