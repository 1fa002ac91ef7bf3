//! 物业服务费催缴函 with its 送达回证 (domain section 3.5): the formal demand to one debtor. Private.

use crate::bind::Imprint;
use crate::debt::{self, Debt, Forum, agreed};
use crate::error::DocumentError;
use crate::flow::{self, Block, Flow, Paragraph};
use crate::fonts::FontSet;
use crate::length::{Size, mm, pt10};
use crate::letter::{Part, parts};
use crate::lines::Text;
use crate::pen::Align;
use crate::phrase;
use crate::slip::{LateCharge, SlipOffice};
use crate::table::{Column, Look, Row, Table};
use chrono::{NaiveDate, NaiveDateTime};
use zhangfang_domain::letter::{Field, Template};
use zhangfang_domain::{Fen, capital};

/// Formal demands of one office, in the order they are sealed.
#[derive(Clone, Debug)]
pub struct DemandBatch {
    /// Properties of the file; the print time stands on every letter.
    pub imprint: Imprint,
    /// What they say.
    pub text: Template,
    /// Up to when the book was read; days overdue and late charges count to its day.
    pub data_as_of: NaiveDateTime,
    /// Who sends them and how to pay.
    pub office: SlipOffice,
    /// The contract they rest on.
    pub contract: Contract,
    /// How long there is to pay.
    pub term: Term,
    /// Name of the person to talk to.
    pub contact_person: String,
    /// The date under the letters.
    pub dated: NaiveDate,
    /// What is enclosed, beside the proof of delivery: `欠费明细`, `合同节选`.
    pub enclosures: Vec<String>,
    /// One for each home.
    pub letters: Vec<Demand>,
}

/// The contract of service.
#[derive(Clone, Debug)]
pub struct Contract {
    /// Its name, without the marks 《》.
    pub name: String,
    /// Who signed it with the company: 业主大会, 建设单位, the owner; may be empty.
    pub other_party: String,
    /// When it was signed; may be empty.
    pub signed: String,
    /// What it says of price and due date: `第十二条`.
    pub clause: String,
    /// Where it takes a dispute to.
    pub forum: Forum,
}

/// Days to pay after the letter is received: never fewer than [`Term::LEAST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term(u32);

impl Term {
    /// The reasonable period a demand has to leave (checklist C9).
    pub const LEAST: u32 = zhangfang_domain::dunning::LEAST_TERM;

    /// So many days, or `None` when they are too few.
    #[must_use]
    pub fn days(days: u32) -> Option<Self> {
        (days >= Self::LEAST).then_some(Self(days))
    }
}

/// The demand to one home.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Document number.
    pub number: String,
    /// Room as the register writes it; the bookmark.
    pub room: String,
    /// Full name: the law asks for the debtor. The letter goes into an envelope.
    pub debtor: String,
    /// Where it is delivered.
    pub service_address: String,
    /// What is owed.
    pub debts: Vec<Debt>,
    /// Open principal; must be the sum of the debts.
    pub principal: Fen,
    /// What the contract gives on top, with rate, method and clause; `None` without a clause.
    pub late_charge: Option<LateCharge>,
    /// Costs of pursuing the debt, charged and open.
    pub costs: Fen,
}

/// Makes the file of a batch: each letter with its own pages, its 送达回证 on a page of its own, bookmarks by room.
///
/// # Errors
/// [`DocumentError::TotalsDisagree`] when a letter does not add up, [`DocumentError::MissingGlyph`] with its
/// number.
pub fn rendered(fonts: &FontSet, batch: &DemandBatch) -> Result<Vec<u8>, DocumentError> {
    let mut flows = Vec::with_capacity(batch.letters.len());
    for letter in &batch.letters {
        let summed = letter.debts.iter().map(|debt| debt.principal).sum();
        agreed(&letter.number, letter.principal, summed)?;
        flows.push(Flow {
            imprint: Imprint {
                title: letter.room.clone(),
                number: letter.number.clone(),
                printed: batch.imprint.printed,
            },
            size: Size::A4,
            masthead: format!("{}　{}", batch.office.company, batch.office.centre),
            data_as_of: Some(batch.data_as_of),
            contact: format!("联系电话 {}　柜台 {}", batch.office.enquiry_phone, batch.office.counter_hours),
            blocks: batch.blocks(letter),
        });
    }
    flow::bound(fonts, &batch.imprint, Size::A4, &flows)
}

impl DemandBatch {
    fn blocks(&self, letter: &Demand) -> Vec<Block> {
        let mut blocks = vec![
            Block::Title("物业服务费催缴函".into()),
            Block::Subtitle(format!("编号 {}", letter.number)),
            Block::Fields {
                columns: 2,
                fields: vec![
                    ("受函人".into(), Text::new().bold(&letter.debtor)),
                    ("房号".into(), Text::new().bold(&letter.room)),
                ],
            },
            Block::Fields {
                columns: 1,
                fields: vec![("送达地址".into(), letter.service_address.as_str().into())],
            },
        ];
        for part in parts(&self.text, |field| self.value(letter, field)) {
            match part {
                Part::Words(text) | Part::Fine(text) => blocks.push(body(text)),
                Part::Salutation(text) => blocks.push(Block::Paragraph(Paragraph::flush(text))),
                Part::Table => blocks.push(Block::Table(self.table(letter))),
                // The last paragraph stays with the signature.
                Part::Closing => {
                    let last = blocks.pop();
                    blocks.push(Block::Together(last.into_iter().chain([self.closing()]).collect()));
                }
            }
        }
        let enclosures = self.enclosures.iter().map(String::as_str).chain(["送达回证"]);
        let listed = (1..).zip(enclosures).map(|(n, name)| format!("{n}. {name}")).collect::<Vec<_>>();
        blocks.push(Block::Paragraph(Paragraph::note(format!("附件：{}", listed.join("　")))));
        blocks.push(Block::NewPage);
        blocks.extend(self.proof_of_service(letter));
        blocks
    }

    fn closing(&self) -> Block {
        Block::Closing(vec![
            format!("{}（盖章）", self.office.company),
            format!("联系 {}", debt::contact(&self.contact_person, &self.office)),
            phrase::date(self.dated),
        ])
    }

    /// What a field says in this letter.
    fn value(&self, letter: &Demand, field: Field) -> Text {
        let (contract, office) = (&self.contract, &self.office);
        let bold = |words: &str| Text::new().bold(words);
        match field {
            Field::FullName => letter.debtor.as_str().into(),
            Field::Room => bold(&letter.room),
            Field::Period => {
                let from = letter.debts.iter().map(|debt| debt.period.0).min();
                let to = letter.debts.iter().map(|debt| debt.period.1).max();
                from.zip(to).map(|(from, to)| phrase::period(from, to)).unwrap_or_default().into()
            }
            Field::Principal => bold(&phrase::yuan(letter.principal)),
            Field::PrincipalCapital => capital::capital(letter.principal).into(),
            Field::LateNote => {
                letter.late_charge.as_ref().map_or_else(Text::new, |l| self.late_note(letter, l))
            }
            Field::CostNote if letter.costs.is_positive() => {
                format!("另有实现债权的费用 {} 元未付，列于上表。", letter.costs).into()
            }
            Field::Term => bold(&format!("{}日", self.term.0)),
            Field::ContactPerson => bold(&debt::contact(&self.contact_person, office)),
            Field::Phone => office.enquiry_phone.as_str().into(),
            Field::Ways => debt::ways(office).into(),
            Field::Clause => contract.clause.as_str().into(),
            Field::Signing => self.signing().into(),
            Field::Route => debt::dispute_route(office, contract.forum).into(),
            Field::Step => contract.forum.step().into(),
            Field::AsOf => phrase::date(self.data_as_of.date()).into(),
            Field::AsOfTime => phrase::moment(self.data_as_of).into(),
            _ => Text::new(),
        }
    }

    fn signing(&self) -> String {
        let contract = &self.contract;
        let with = if contract.other_party.is_empty() {
            String::new()
        } else {
            format!("与{}", contract.other_party)
        };
        let when = if contract.signed.is_empty() { String::new() } else { format!("于{}", contract.signed) };
        format!("我公司{with}{when}签订的《{}》", contract.name)
    }

    fn late_note(&self, letter: &Demand, late: &LateCharge) -> Text {
        let total = letter.principal + late.amount;
        let day = phrase::date(self.data_as_of.date());
        Text::from(format!("按{}，截至{day}可计违约金 ", late.basis))
            .bold(&phrase::yuan(late.amount))
            .plain("，连同本金共 ")
            .bold(&phrase::yuan(total))
            .plain(&format!(
                "（大写：人民币{}）。您在下述期限内付清本金或与我们签订分期协议的，违约金可以按公司制度申请减免。",
                capital::capital(total)
            ))
    }

    fn table(&self, letter: &Demand) -> Table {
        let mut table = debt::table(&letter.debts, self.data_as_of.date());
        if let Some(last) = table.rows.last_mut() {
            last.with_next = true;
        }
        let sum = |name: &str, amount: Fen| Row::total([name, "", "", "", &amount.to_string()]);
        table.rows.push(sum("本金合计", letter.principal));
        let mut beside = |name: &str, basis: &str, amount: Fen| {
            let mut line = Row::line([name, basis, "", "", &amount.to_string()]);
            line.with_next = true;
            table.rows.push(line);
        };
        let late = letter.late_charge.as_ref().map_or(Fen::ZERO, |late| late.amount);
        if let Some(late) = &letter.late_charge {
            beside("违约金", &late.basis, late.amount);
        }
        if letter.costs.is_positive() {
            beside("实现债权的费用", "", letter.costs);
        }
        let whole = letter.principal + late + letter.costs;
        if whole != letter.principal {
            let name = if letter.costs.is_positive() { "全部合计" } else { "本金与违约金合计" };
            table.rows.push(sum(name, whole));
        }
        table
    }

    fn proof_of_service(&self, letter: &Demand) -> Vec<Block> {
        let mut table =
            Table::new([Column::new("项目", 40, Align::Left), Column::new("内容", 130, Align::Left)]);
        table.size = pt10(95);
        table.look = Look::Grid;
        let document = format!("《物业服务费催缴函》　{}", letter.number);
        let receiver = format!("{}　{}", letter.debtor, letter.room);
        let fields: [(&str, &str); 13] = [
            ("文书名称、编号", &document),
            ("受送达人", &receiver),
            ("送达地址", &letter.service_address),
            ("送达方式", "□ 直接送达　□ 留置送达　□ 邮寄送达　□ 电子送达"),
            ("送达时间", "　　　　　年　　月　　日　　时　　分"),
            ("签收人（签名）", ""),
            ("与受送达人关系", "□ 本人　□ 同住成年家属　□ 授权人"),
            ("拒收事由", "　\n　"),
            ("见证人", "姓名　　　　　　　　　　单位　　　　　　　　　　"),
            ("送达人（签名）", ""),
            ("照片编号", ""),
            ("邮件单号（EMS）", ""),
            ("备注", "　\n　"),
        ];
        // A line above and below leaves room to write by hand.
        table.rows =
            fields.map(|(name, value)| Row::line([name.to_owned(), format!("　\n{value}\n　")])).into();
        vec![
            Block::Title("送 达 回 证".into()),
            Block::Table(table),
            Block::Paragraph(Paragraph::note(
                "送达后由送达人填写并随催缴函存档；留置送达请注明见证人，邮寄送达请在邮件封面注明文书名称。",
            )),
            Block::Space(mm(2)),
        ]
    }
}

fn body(text: impl Into<Text>) -> Block {
    Block::Paragraph(Paragraph::body(text))
}
