//! 委托律师材料包: everything a lawyer needs about one household, in one encrypted file (domain section 3.6; S69, C12).
//!
//! The pack is numbered, its contents are listed with the hash of each sheet, and its leaving is noted with purpose,
//! recipient and the hash of the file. The number of an identity card may be typed for the sheet of the complaint; it is
//! kept nowhere else.

mod records;
mod sheets;

use crate::papers::{data_as_of, keyless, require};
use crate::privacy::require_purpose;
use crate::{Occasion, Office, OfficeError, Refusal, Result};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write};
use zhangfang_documents::dossier::{self, DossierSheet, Section, SheetColumn};
use zhangfang_documents::{FontSet, Imprint};
use zip::write::FileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

/// Kind of its number.
const PACK: &str = "ZJ";
/// Least characters of the password.
const LEAST_PASSWORD: usize = 10;

/// Which pack, for whom.
#[derive(Clone, Debug, Default)]
pub struct EvidenceRequest {
    /// The home.
    pub room: String,
    /// Which account of it; the owner of now when none is named.
    pub account: Option<i64>,
    /// Who gets it: the law firm.
    pub recipient: String,
    /// What it is for.
    pub purpose: String,
    /// What it is opened with; told to the recipient by another way.
    pub password: String,
    /// The number of the debtor's identity card, for the complaint; printed in the pack and kept nowhere.
    pub identity: String,
}

/// A finished pack.
#[derive(Clone, Debug)]
pub struct EvidencePack {
    /// Its number.
    pub number: String,
    /// A name for the file.
    pub file_name: String,
    /// The encrypted file.
    pub bytes: Vec<u8>,
    /// Its SHA-256.
    pub sha256: String,
    /// What is in it, in order.
    pub contents: Vec<String>,
}

/// A file of the pack.
struct Sheet {
    name: String,
    bytes: Vec<u8>,
    sha256: String,
}

pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn require_password(password: &str) -> Result<()> {
    let mixed = |kind: fn(&char) -> bool| password.chars().any(|c| kind(&c));
    let strong = password.chars().count() >= LEAST_PASSWORD
        && mixed(char::is_ascii_digit)
        && mixed(|c| c.is_alphabetic());
    if strong {
        return Ok(());
    }
    // What was typed is never shown again.
    let expected = "至少 10 位，字母和数字都要有；另行告知律师，不要和文件一起发";
    Err(Refusal::Unusable { field: "材料包密码", value: String::new(), expected }.into())
}

impl Office {
    /// Makes the pack of a household. Only a manager does.
    ///
    /// # Errors
    /// [`Refusal::Unusable`] for recipient, purpose or password, [`crate::refusal::WordsRefusal::OnlyLawFirms`],
    /// [`Refusal::NothingOpen`], [`Refusal::ProfileIncomplete`], document and store errors.
    pub fn evidence_pack(
        &mut self,
        fonts: &FontSet,
        request: &EvidenceRequest,
        occasion: &Occasion,
    ) -> Result<EvidencePack> {
        self.require_manager(occasion)?;
        let purpose = require_purpose(&request.purpose)?;
        let recipient = crate::legal_case::require_firm(&request.recipient)?;
        require_password(&request.password)?;
        let profile = self.profile()?;
        require(&profile, &["office", "company", "contract", "contract_clause", "dispute_forum"])?;
        let home = self.home(&request.room)?;
        let account = self.account_of(&home, request.account)?;
        let room = home.record.room_number();
        let blank = DossierSheet {
            imprint: Imprint { title: String::new(), number: String::new(), printed: occasion.now },
            company: profile.company.clone(),
            centre: profile.office.clone(),
            title: String::new(),
            data_as_of: data_as_of(occasion),
            made: format!("经办 {}　用途 {purpose}　交 {recipient}", occasion.operator),
            facts: vec![("房号".to_owned(), room.clone()), ("债务人".to_owned(), account.owners.join("、"))],
            sections: Vec::new(),
            notes: Vec::new(),
            closing: Vec::new(),
        };
        let about = sheets::About { home: &home, account: &account, profile: &profile, occasion, request };
        let drafts = self.evidence_sheets(&about)?;
        let pictures = self.evidence_attachments(&about)?;
        let mut pack = None;
        self.book.transact("evidence.pack", &keyless(occasion), |act| {
            let document = act.post_document(PACK, &room, Some(home.id), None, occasion.today)?;
            let number = document.number();
            let mut files = Vec::new();
            for (no, (title, sections, notes)) in (1..).zip(drafts) {
                let mut sheet = DossierSheet { title: title.to_owned(), sections, notes, ..blank.clone() };
                sheet.imprint.title = format!("{title} {room}");
                sheet.imprint.number = format!("{number}-{no:02}");
                let bytes = dossier::rendered(fonts, &sheet)?;
                files.push(Sheet { name: format!("{no:02}-{title}.pdf"), sha256: hash(&bytes), bytes });
            }
            for (no, (name, bytes)) in (1..).zip(pictures) {
                let name = format!("附件/{no:02}-{}", name.replace(['/', '\\', ':'], "-"));
                files.push(Sheet { name, sha256: hash(&bytes), bytes });
            }
            let list = contents(&blank, &number, &files);
            let bytes = dossier::rendered(fonts, &list)?;
            files.insert(0, Sheet { name: "00-目录.pdf".to_owned(), sha256: hash(&bytes), bytes });
            let bytes = encrypted(&files, &request.password)?;
            let sha256 = hash(&bytes);
            act.post_export("evidence", Some(home.id), purpose, recipient, Some(&sha256))?;
            let contents = files.into_iter().map(|file| file.name).collect();
            let file_name = format!("材料包-{number}-{room}.zip");
            pack = Some(EvidencePack { number, file_name, bytes, sha256, contents });
            Ok::<_, OfficeError>(())
        })?;
        pack.ok_or_else(|| Refusal::NothingOpen { room: request.room.clone() }.into())
    }
}

/// The list of contents, with boxes to tick and papers the office adds by hand.
fn contents(blank: &DossierSheet, number: &str, files: &[Sheet]) -> DossierSheet {
    let row = |(no, file): (usize, &Sheet)| {
        vec!["□".to_owned(), no.to_string(), file.name.clone(), file.sha256[..16].to_owned()]
    };
    let by_hand = [
        "营业执照复印件、法定代表人证明",
        "授权委托书",
        "物业服务合同（或前期物业服务合同）复印件",
        "承接查验、备案等项目管理证明",
        "收费标准公示照片、价格批准文件",
        "房屋权属信息（最少必要）",
        "服务履行记录（保洁、秩序、绿化、维修）",
    ];
    let hand_row =
        |(no, what): (usize, &&str)| vec!["□".to_owned(), no.to_string(), (*what).to_owned(), String::new()];
    let columns = vec![
        SheetColumn::words("核", 8),
        SheetColumn::number("序", 10),
        SheetColumn::words("文件", 100),
        SheetColumn::words("SHA-256 前 16 位", 50),
    ];
    DossierSheet {
        imprint: Imprint {
            title: format!("材料包目录 {number}"),
            number: number.to_owned(),
            printed: blank.imprint.printed,
        },
        title: "委托律师材料包目录".to_owned(),
        sections: vec![
            Section {
                heading: "本包内的文件".to_owned(),
                columns: columns.clone(),
                rows: (1..).zip(files).map(row).collect(),
                ..Section::default()
            },
            Section {
                heading: "另附的纸质材料（逐项核对）".to_owned(),
                columns,
                rows: (1..).zip(&by_hand).map(hand_row).collect(),
                ..Section::default()
            },
        ],
        notes: vec![
            "本包以 AES-256 加密，密码另行告知。只用于上述用途；不得转交，办结后请删除或退回（个人信息保护法第21条）。".to_owned(),
        ],
        closing: vec!["移交人（签名）　　　　　　　　".to_owned(), "接收人（签名）　　　　　　　　".to_owned()],
        ..blank.clone()
    }
}

/// The files in one archive, each encrypted with AES-256.
fn encrypted(files: &[Sheet], password: &str) -> Result<Vec<u8>> {
    let broken = |error: zip::result::ZipError| OfficeError::Archive { detail: error.to_string() };
    let options = FileOptions::<()>::default()
        .compression_method(CompressionMethod::Deflated)
        .with_aes_encryption(AesMode::Aes256, password);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive.start_file(file.name.as_str(), options).map_err(broken)?;
        archive.write_all(&file.bytes).map_err(|error| broken(error.into()))?;
    }
    Ok(archive.finish().map_err(broken)?.into_inner())
}
