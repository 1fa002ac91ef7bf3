//! The copy of their own data an owner asks for, with a form to have it corrected (PIPL 45, 46; domain section 2.9).

use super::{Paper, require};
use crate::billing::shown;
use crate::{Occasion, Office, OfficeError, Refusal, Result};
use zhangfang_documents::dossier::{self, DossierSheet, Section, SheetColumn};
use zhangfang_documents::{FontSet, Imprint};
use zhangfang_store::register::Home;

/// Kind of its number.
const OWN_DATA: &str = "GR";

/// Why each kind of data is kept and for how long (PIPL 13, 17, 19).
const GROUNDS: [(&str, &str, &str); 4] = [
    ("姓名、房号、面积、服务地址", "履行物业服务合同", "合同存续期间；账务资料按会计档案保存"),
    ("电话、约定的联系方式", "履行物业服务合同：通知、抢修、送达", "结清后三年，之后只留隐去的号码"),
    ("车牌", "停车服务", "停车服务期间"),
    (
        "账单、收据、协议、催缴和工单记录",
        "履行合同、会计档案的法定保存义务",
        "会计档案三十年；其他随账务资料",
    ),
];

/// Makes the copy for the owner of a home, or for somebody authorised; noted as an export.
///
/// # Errors
/// [`Refusal::UnknownHome`], [`Refusal::Unusable`] without who asked, [`Refusal::ProfileIncomplete`], document and store
/// errors.
pub fn own_data(
    office: &mut Office,
    fonts: &FontSet,
    room: &str,
    requester: &str,
    occasion: &Occasion,
) -> Result<Paper> {
    let requester = requester.trim();
    if requester.is_empty() {
        let (field, value, expected) = ("申请人", String::new(), "本人，或授权人姓名及授权书");
        return Err(Refusal::Unusable { field, value, expected }.into());
    }
    let profile = office.profile()?;
    require(&profile, &["office", "phone"])?;
    let home = office.home(room)?;
    let room = home.record.room_number();
    let mut sheet = DossierSheet {
        imprint: Imprint { title: format!("个人信息副本 {room}"), number: String::new(), printed: occasion.now },
        company: profile.company.clone(),
        centre: profile.office.clone(),
        title: "个 人 信 息 副 本".to_owned(),
        data_as_of: super::data_as_of(occasion),
        made: format!("经办 {}　申请人 {requester}　咨询 {}", occasion.operator, profile.phone),
        facts: facts(&home),
        sections: sections(office, &home, occasion)?,
        notes: vec![
            "您可以要求更正、补充不准确的信息，或查询信息提供给了谁；更正请填下表交服务中心，我们核对后办理并告知结果。".to_owned(),
            "会计资料依法须保存的部分不能删除；除此之外您可以要求删除不再需要的联系方式。".to_owned(),
        ],
        closing: vec!["申请人签名　　　　　　　　　　".to_owned(), "日期　　　　年　　月　　日".to_owned()],
    };
    let mut bytes = Vec::new();
    office.book.transact("export.own-data", &super::keyless(occasion), |act| {
        let document = act.post_document(OWN_DATA, &room, Some(home.id), None, occasion.today)?;
        sheet.imprint.number = document.number();
        bytes = dossier::rendered(fonts, &sheet)?;
        act.post_export("own-data", Some(home.id), "本人查询、复制个人信息", requester, None)?;
        Ok::<_, OfficeError>(())
    })?;
    Ok(Paper { file_name: format!("个人信息副本-{room}.pdf"), bytes, count: 1 })
}

fn facts(home: &Home) -> Vec<(String, String)> {
    let record = &home.record;
    let spaces = record.spaces.iter().map(|s| match &s.plate {
        Some(plate) => format!("{}（{plate}）", s.code),
        None => s.code.clone(),
    });
    let occupants = record.occupants.iter().map(|o| match &o.phone {
        Some(phone) => format!("{} {phone}", o.name),
        None => o.name.clone(),
    });
    let area = record.area().map(|area| format!("{area} m²")).unwrap_or_default();
    [
        ("房号", record.room_number()),
        ("业主", record.owners.join("、")),
        ("电话", record.phones.join("、")),
        ("建筑面积", area),
        ("用途", record.use_kind.clone()),
        ("车位和车牌", spaces.collect::<Vec<_>>().join("、")),
        ("使用人", occupants.collect::<Vec<_>>().join("、")),
        ("备注", record.remark.clone().unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

fn sections(office: &Office, home: &Home, occasion: &Occasion) -> Result<Vec<Section>> {
    let reading = office.book.reading();
    let words = SheetColumn::words;
    let ground =
        |(what, why, how_long): (&str, &str, &str)| [what, why, how_long].map(str::to_owned).to_vec();
    let accounts = reading.accounts_of(home.id)?;
    let open = reading.open_items_of(home.id)?;
    let account = |a: &zhangfang_store::account::Account| {
        let owed = open.iter().filter(|o| o.account == a.id).count();
        vec![shown(a), format!("{owed} 笔未缴")]
    };
    let left = reading.exports(u32::MAX)?.into_iter().filter(|e| e.home == Some(home.id));
    let sent = reading.messages(Some(home.id), occasion.today)?;
    let blank = |what: &str| vec![what.to_owned(), "　\n　".to_owned(), String::new()];
    Ok(vec![
        Section {
            heading: "为什么保存、保存多久".to_owned(),
            columns: vec![words("信息", 60), words("用途和依据", 60), words("保存期限", 60)],
            rows: GROUNDS.into_iter().map(ground).collect(),
            ..Section::default()
        },
        Section {
            heading: "账户".to_owned(),
            columns: vec![words("承担人", 90), words("账单", 40)],
            rows: accounts.iter().map(account).collect(),
            empty: "没有账户。".to_owned(),
            ..Section::default()
        },
        Section {
            heading: "提供给了谁".to_owned(),
            columns: vec![words("日期", 30), words("用途", 70), words("接收方", 60)],
            rows: left.map(|e| vec![e.on.to_string(), e.purpose, e.recipient]).collect(),
            empty: "没有单独提供给他人。".to_owned(),
            ..Section::default()
        },
        Section {
            heading: "发给您的消息".to_owned(),
            columns: vec![words("日期", 30), words("内容", 130)],
            rows: sent.into_iter().map(|m| vec![m.on.to_string(), m.text]).collect(),
            empty: "没有发过。".to_owned(),
            ..Section::default()
        },
        Section {
            heading: "更正申请（需要时填写）".to_owned(),
            columns: vec![words("项目", 35), words("更正为", 90), words("凭据", 45)],
            rows: ["姓名", "电话", "通讯地址", "车牌、其他"].map(blank).to_vec(),
            ruled: true,
            ..Section::default()
        },
    ])
}
