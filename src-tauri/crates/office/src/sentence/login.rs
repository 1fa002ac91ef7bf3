//! What rules of logging in and rights say.

use crate::refusal::LoginRefusal;
use crate::rights::right_of;
use zhangfang_domain::approval::Role;

pub(crate) fn sentence(refusal: &LoginRefusal) -> String {
    match refusal {
        LoginRefusal::Wrong => "姓名或密码不对，请重新输入。忘记密码的，请项目经理重设。".to_owned(),
        LoginRefusal::Wait { seconds } => format!("输错的次数多了，请等 {seconds} 秒再试。"),
        LoginRefusal::Weak => {
            "密码太简单：至少 6 位，不能是同一个字符或连续数字，也不能和姓名一样。请换一个。".to_owned()
        }
        LoginRefusal::ManagerFirst { name } => {
            format!("“{name}”不是项目经理。第一个密码须由项目经理设置，以后由项目经理为其他人设置。")
        }
        LoginRefusal::LastOfThem { name } => {
            format!("“{name}”是最后一位能改设置的人。请先为另一位项目经理登记并设置密码。")
        }
    }
}

/// Somebody may not do something.
pub(crate) fn gated(operator: &str, code: &str) -> String {
    let Some(right) = right_of(code) else {
        return format!("“{operator}”还没有登录，不能办理。请先登录。");
    };
    let may: Vec<&str> = Role::ALL.into_iter().filter(|role| role.may(right)).map(Role::label).collect();
    format!("“{operator}”没有“{}”的权限，没有办理。请由{}登录后办理。", right.label(), may.join("、"))
}
