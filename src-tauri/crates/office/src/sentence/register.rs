//! What rules of the register say.

use crate::refusal::RegisterRefusal;

pub(super) fn sentence(refusal: &RegisterRefusal) -> String {
    match refusal {
        RegisterRefusal::RoomExists { room } => format!("{room} 已在档案里，请直接打开这一户修改。"),
        RegisterRefusal::OwnersReplaced { room, before } => format!(
            "{room} 的业主原为{}，现在一个也不在了。换了业主请办过户，旧账留在原业主名下；只是更正写错的姓名，请勾选“更正姓名”。",
            before.join("、")
        ),
        RegisterRefusal::NothingChanged { room } => format!("{room} 没有改动，没有写入。"),
    }
}
