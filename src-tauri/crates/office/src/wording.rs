//! No text leaves the office unchecked.

use crate::Result;
use crate::refusal::WordsRefusal;
use zhangfang_domain::wording::{TextKind, check};

/// Refuses a text that says what its kind may not say, or does not say what it must.
///
/// Everything a person types that goes onto a paper, a message or a board passes through here before it is kept.
///
/// # Errors
/// [`WordsRefusal::Blocked`] names the first place, [`WordsRefusal::Lacks`] what is missing.
pub fn require_clean(kind: TextKind, text: &str) -> Result<()> {
    let findings = check(text, kind);
    let more = findings.blocked.len().saturating_sub(1);
    if let Some(first) = findings.blocked.into_iter().next() {
        return Err(WordsRefusal::Blocked { kind, first, more }.into());
    }
    if !findings.missing.is_empty() {
        return Err(WordsRefusal::Lacks { kind, needs: findings.missing }.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence::sentence;

    #[test]
    fn b3_the_rule_is_named_with_what_to_write_instead() {
        let refused = require_clean(TextKind::Notice, "再不交就停水").map_err(|e| (e.code(), sentence(&e)));
        let Err((code, said)) = refused else { panic!("a threat went through") };
        assert_eq!(code, "wording-blocked");
        assert!(said.contains("停水") && said.contains("民法典第944条第3款"), "{said}");
        assert!(
            require_clean(TextKind::FormalDemand, "逾期依法提起诉讼")
                .is_err_and(|e| e.code() == "wording-lacks")
        );
        assert!(require_clean(TextKind::Entry, "小王").is_ok());
    }
}
