//! A page to set a printer by.

use super::Paper;
use crate::{Occasion, Result};
use zhangfang_documents::length::Size;
use zhangfang_documents::test_page::{self, TestPage};
use zhangfang_documents::{FontSet, Imprint};

/// A paper printers are loaded with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// A4 upright.
    A4,
    /// A5 on its side.
    A5,
    /// Half of a 241 mm continuous form.
    Continuous,
}

impl Sheet {
    /// By its CUPS name.
    #[must_use]
    pub fn of_media(media: &str) -> Self {
        match media {
            "A5" => Self::A5,
            "A4" => Self::A4,
            _ => Self::Continuous,
        }
    }

    const fn size(self) -> Size {
        match self {
            Self::A4 => Size::A4,
            Self::A5 => Size::A5_LANDSCAPE,
            Self::Continuous => Size::CONTINUOUS_HALF,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::A4 => "A4（210×297）",
            Self::A5 => "A5（210×148.5）",
            Self::Continuous => "241×139.7",
        }
    }
}

/// Makes the test page of a printer that moves what it prints to the right and down, in tenths of a millimetre.
///
/// # Errors
/// Document errors.
pub fn test_page(
    fonts: &FontSet,
    sheet: Sheet,
    printer: &str,
    (right, down): (i32, i32),
    occasion: &Occasion,
) -> Result<Paper> {
    let title = format!("打印测试页 {}", sheet.label());
    let imprint = Imprint { title, number: format!("测试页 {printer}"), printed: occasion.now };
    let page = TestPage {
        imprint,
        size: sheet.size(),
        paper: sheet.label().to_owned(),
        printer: printer.to_owned(),
        lines: vec![
            format!("{printer}　{}", occasion.now.format("%Y-%m-%d %H:%M")),
            format!("现在的偏移：向右 {} 毫米，向下 {} 毫米", tenths(right), tenths(down)),
            "外框四边到纸边都应是 10.0 毫米。用直尺量左边和上边：".to_owned(),
            "左边量得不足 10 毫米，差多少就向右加多少；超过的，向右减多少。".to_owned(),
            "上边量得不足 10 毫米，差多少就向下加多少；超过的，向下减多少。".to_owned(),
        ],
    };
    let bytes = test_page::rendered(fonts, &page)?;
    Ok(Paper { file_name: format!("打印测试页-{printer}.pdf"), bytes, count: 1 })
}

/// `1.5`, `-0.3` of tenths.
fn tenths(n: i32) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}.{}", n.abs() / 10, n.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_keep_their_sign() {
        assert_eq!(["0.0", "1.5", "-0.3"], [0, 15, -3].map(tenths).each_ref().map(String::as_str));
    }
}
