//! Logging in, and what each role may do once people do.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use zhangfang_domain::approval::Role;
use zhangfang_office::login::{Attempts, Cost};
use zhangfang_office::profile::Profile;
use zhangfang_office::register::RegisterFile;
use zhangfang_office::{Occasion, Office, OfficeError, Result, Silent};

fn now() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 7, 5).unwrap().and_hms_opt(9, 0, 0).unwrap()
}

fn by(operator: &str) -> Occasion {
    Occasion { operator: operator.into(), today: now().date(), now: now(), key: None }
}

/// An office with a manager, a clerk and a cashier, nobody with a password.
fn office() -> (tempfile::TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let profile = Profile { office: "青禾苑物业服务中心".into(), ..Profile::default() };
    let mut office = Office::create(&dir.path().join("a.zfb"), &profile, &by("前台")).unwrap();
    office.name_staff("项目经理陈", Role::Manager, &by("前台")).unwrap();
    office.name_staff("前台小周", Role::Clerk, &by("项目经理陈")).unwrap();
    office.name_staff("出纳小王", Role::Cashier, &by("项目经理陈")).unwrap();
    (dir, office)
}

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    outcome.unwrap_err().code()
}

#[test]
fn the_desk_is_open_until_a_manager_sets_the_first_password() {
    let (_dir, mut office) = office();
    assert!(!office.login_needed().unwrap());
    let first = office.set_password("前台小周", "qinghe88", Cost::CHEAP, &by("前台"));
    assert_eq!(code(first), "manager-first");
    office.set_password("项目经理陈", "qinghe88", Cost::CHEAP, &by("前台")).unwrap();
    assert!(office.login_needed().unwrap());
    // From now on the name alone does nothing.
    let profile = office.profile().unwrap();
    assert_eq!(code(office.change_profile(&profile, &by("前台"))), "not-your-right");
    assert_eq!(
        code(office.set_password("前台小周", "zhoujie1", Cost::CHEAP, &by("前台小周"))),
        "not-your-right"
    );
    office.set_password("前台小周", "zhoujie1", Cost::CHEAP, &by("项目经理陈")).unwrap();
    assert_eq!(office.who_logs_in().unwrap(), ["前台小周", "项目经理陈"]);
}

#[test]
fn a_wrong_name_gets_the_same_answer_as_a_wrong_password_and_the_wait_grows() {
    let (_dir, mut office) = office();
    office.set_password("项目经理陈", "qinghe88", Cost::CHEAP, &by("前台")).unwrap();
    let mut attempts = Attempts::default();
    let mut clock = now();
    let mut enter = |name: &str, password: &str, later: i64| {
        clock += TimeDelta::seconds(later);
        office
            .log_in(name, password, &mut attempts, clock)
            .map(|m| m.name)
            .map_err(|e: OfficeError| e.to_string())
    };
    let wrong = enter("项目经理陈", "nein", 0).unwrap_err();
    assert_eq!(enter("没有这个人", "qinghe88", 0).unwrap_err(), wrong);
    // Somebody on the staff without a password is as unknown.
    assert_eq!(enter("前台小周", "", 0).unwrap_err(), wrong);
    assert!(enter("项目经理陈", "qinghe88", 0).unwrap_err().contains("wait 2"));
    assert_eq!(enter("项目经理陈", "nein", 2).unwrap_err(), wrong);
    assert!(enter("项目经理陈", "qinghe88", 3).unwrap_err().contains("wait 1"));
    assert_eq!(enter(" 项目经理陈 ", "qinghe88", 1).unwrap(), "项目经理陈");
    assert_eq!(enter("项目经理陈", "nein", 0).unwrap_err(), wrong);
    assert_eq!(enter("项目经理陈", "qinghe88", 0).unwrap(), "项目经理陈");
}

#[test]
fn passwords_change_hands_only_by_their_owner_or_the_manager_and_leave_with_the_person() {
    let (_dir, mut office) = office();
    office.set_password("项目经理陈", "qinghe88", Cost::CHEAP, &by("前台")).unwrap();
    office.set_password("前台小周", "zhoujie1", Cost::CHEAP, &by("项目经理陈")).unwrap();
    assert_eq!(
        code(office.change_password("falsch", "zhoujie2", Cost::CHEAP, &by("前台小周"))),
        "login-wrong"
    );
    assert_eq!(
        code(office.change_password("zhoujie1", "123456", Cost::CHEAP, &by("前台小周"))),
        "password-weak"
    );
    office.change_password("zhoujie1", "zhoujie2", Cost::CHEAP, &by("前台小周")).unwrap();
    let enter = |office: &Office, password: &str| {
        office.log_in("前台小周", password, &mut Attempts::default(), now()).is_ok()
    };
    assert!(enter(&office, "zhoujie2") && !enter(&office, "zhoujie1"));
    assert_eq!(code(office.staff_leaves("项目经理陈", &by("项目经理陈"))), "last-manager");
    assert_eq!(code(office.name_staff("项目经理陈", Role::Clerk, &by("项目经理陈"))), "last-manager");
    office.staff_leaves("前台小周", &by("项目经理陈")).unwrap();
    assert!(!enter(&office, "zhoujie2"));
    // Coming back, the old password does not come back.
    office.name_staff("前台小周", Role::Clerk, &by("项目经理陈")).unwrap();
    assert!(!enter(&office, "zhoujie2"));
    assert!(office.verify().unwrap().findings.is_empty());
}

#[test]
fn looking_at_phones_is_for_some_and_is_kept_without_the_number() {
    let (_dir, mut office) = office();
    let bytes = "房号,业主,电话,面积,用途\n3-1-301,张三,13800005678,94.56,住宅\n".as_bytes();
    let file = RegisterFile { name: "业主台账.csv", bytes, mapping: None, change_existing: false };
    office.import(&file, &by("前台"), &mut Silent).unwrap();
    office.set_password("项目经理陈", "qinghe88", Cost::CHEAP, &by("前台")).unwrap();
    for name in ["前台小周", "出纳小王"] {
        office.set_password(name, "geheim77", Cost::CHEAP, &by("项目经理陈")).unwrap();
    }
    assert_eq!(code(office.reveal_phones("31301", &by("出纳小王"))), "not-your-right");
    assert_eq!(office.reveal_phones("31301", &by("前台小周")).unwrap().value, ["13800005678"]);
    let seen = office.reveals(10).unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!((seen[0].operator.as_str(), seen[0].room.as_str()), ("前台小周", "3-1-301"));
    let journal = serde_json::to_string(&office.journal(3).unwrap()).unwrap();
    assert!(!journal.contains("13800005678"), "{journal}");
    assert!(office.verify().unwrap().findings.is_empty());
}
