//! The first day in a real window: a new book, the register taken in after a dry run, the book found again.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::path::Path;
use zhangfang_tests::window::Stage;

#[test]
fn a_new_office_makes_its_book_and_takes_its_register_in() {
    let stage = Stage::on("2026-07-05");
    stage.pick(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/register-dirty.xlsx"));
    let window = stage.open();
    window.says(&["这台电脑上还没有账本"]);
    window.press("{F9}");
    window.says(&["请填写服务中心名称"]);
    assert!(!stage.book().exists());
    window.fill("服务中心名称", "青禾苑物业服务中心");
    window.press("{F9}");
    window.says(&["青禾苑物业服务中心", "2026-07-05", "还没有导入过台账"]);
    window.click("导入台账");
    window.says(&["还没有写入任何内容", "导入 96 户", "不能导入\n8"]);
    window.press("{F9}");
    window.says(&["第 1 次导入完成", "新增 96 户", "8 行没有导入"]);
    window.close();
    // The program was ended without a word; what it had said is there.
    let again = stage.open();
    again.says(&["青禾苑物业服务中心"]);
    again.press("{F2}");
    again.is_in("查找住户");
    again.press("11101{Enter}");
    again.says(&["1-1-101", "薛艳", "1,333.32"]);
    again.close();
}

#[test]
fn an_enter_of_the_input_method_goes_nowhere() {
    let stage = Stage::on("2026-07-05");
    let window = stage.open();
    window.focus("服务中心名称");
    window.press("qinghe");
    let tell = |event: &str| {
        let script = "return document.activeElement.dispatchEvent(new CompositionEvent(arguments[0], { bubbles: true, data: '青禾' }))";
        window.until(event, script, &[event]);
    };
    tell("compositionstart");
    window.press("{Enter}{F9}");
    window.is_in("服务中心名称");
    assert!(!stage.book().exists(), "a key of the composition made the book");
    tell("compositionend");
    window.fill("服务中心名称", "青禾苑");
    window.press("{Enter}");
    window.is_in("小区名称");
    window.press("{F9}");
    window.says(&["青禾苑", "还没有导入过台账"]);
    window.close();
}
